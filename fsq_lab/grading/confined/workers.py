"""The pool of workers that runs students' code, as many at a time as asked; or the refusal to run any."""

import os
import platform
import sys
import tempfile
from collections.abc import Hashable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from fsq_lab.grading.confined.fresh import run_unconfined
from fsq_lab.grading.confined.jobs import Claims, How, Job, Limits
from fsq_lab.grading.confined.places import view
from fsq_lab.grading.confined.probe import fault_of, probe_job
from fsq_lab.grading.confined.refusal import NotConfinedError
from fsq_lab.ground.course import course_folder

if TYPE_CHECKING:
    from fsq_lab.grading.confined.spawned import SpawnedWorker

Key = TypeVar("Key", bound=Hashable)
WAYS: tuple[How, ...] = ("bubblewrap", "landlock")
FIRST_USER = 61_000


class Workers(AbstractContextManager["Workers"]):
    """Workers that run students' code, confined. They end with the thread that made them.

    Parameters
    ----------
    jobs : int
        How many at a time, one a core.
    limits : Limits, optional
    unconfined : bool
        Whether code runs even where nothing confines it; every claim then says so.
    ways : tuple of {"bubblewrap", "landlock"}
        What is tried, in this order.

    Attributes
    ----------
    how : {"bubblewrap", "landlock", "none"}

    Raises
    ------
    NotConfinedError
        When none of the ways holds here, and not `unconfined`.
    """

    how: How

    def __init__(
        self, jobs: int, limits: Limits | None = None, unconfined: bool = False, ways: tuple[How, ...] = WAYS
    ) -> None:
        self._count, self._limits = max(1, jobs), limits or Limits()
        self._workers: list[SpawnedWorker] = []
        self._dumpable: int | None = None
        reasons = []
        for way in ways if sys.platform == "linux" else ():
            reason = self._start(way)
            if not reason:
                self.how = way
                return
            reasons.append(f"{way}: {reason}")
        self.close()
        self.how = "none"
        if not unconfined:
            raise NotConfinedError("; ".join(reasons) or platform.system())

    def run(self, jobs: Iterable[tuple[Key, Job]]) -> Iterator[tuple[Key, Claims]]:
        """Run jobs and give the claims of each as it ends, in whatever order."""
        if self.how == "none":
            return self._run_unconfined(jobs)
        return self._run(jobs)

    def close(self) -> None:
        """End the workers, and with them all that they have started."""
        for worker in self._workers:
            worker.end()
        self._workers = []
        if self._dumpable is not None:
            from fsq_lab.grading.confined.kernel import set_dumpable

            set_dumpable(self._dumpable)
            self._dumpable = None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _start(self, way: How) -> str:
        """Start the workers in one way and try each; return why it does not hold."""
        from fsq_lab.grading.confined import kernel, landlock, spawned, syscalls

        try:
            syscalls.filter_program(platform.machine())
            if way == "landlock" and landlock.abi() < 1:
                return "the kernel has no Landlock"
            if self._dumpable is None:
                self._dumpable = kernel.set_dumpable(0)
            self._workers = []
            for place in range(self._count):
                self._workers.append(spawned.SpawnedWorker(way, view(), self._limits, _free_user(place)))
            for worker in self._workers:
                worker.wait_until_ready()
            with tempfile.NamedTemporaryFile(prefix="fsq-probe-") as file:
                os.chmod(file.name, 0o644)  # readable for whoever may enter its folder
                job = probe_job(file.name, course_folder(), view().package)
                for _, claims in self._run((place, job) for place in range(self._count)):
                    fault = fault_of(claims)
                    if fault:
                        raise spawned.WorkerLostError(fault)
        except (spawned.WorkerLostError, OSError) as error:
            for worker in self._workers:
                worker.end()
            self._workers = []
            return str(error) or type(error).__name__
        return ""

    def _run(self, jobs: Iterable[tuple[Key, Job]]) -> Iterator[tuple[Key, Claims]]:
        from fsq_lab.grading.confined.rounds import Round

        round_ = Round(self._workers, self._limits, self._replaced)
        coming = iter(jobs)
        try:
            yield from round_.claims(coming)
        finally:
            round_.close()

    def _replaced(self, worker: "SpawnedWorker") -> "SpawnedWorker":
        """Start a worker in the place of a lost one."""
        from fsq_lab.grading.confined.spawned import SpawnedWorker

        place = self._workers.index(worker)
        worker.end()
        new = SpawnedWorker(worker.how, view(), self._limits, _free_user(place))
        new.wait_until_ready()
        self._workers[place] = new
        return new

    def _run_unconfined(self, jobs: Iterable[tuple[Key, Job]]) -> Iterator[tuple[Key, Claims]]:
        coming, running = iter(jobs), dict[Future[Claims], Key]()
        with ThreadPoolExecutor(self._count) as threads:
            while True:
                while len(running) < self._count and (given := next(coming, None)) is not None:
                    running[threads.submit(run_unconfined, given[1], self._limits)] = given[0]
                if not running:
                    return
                for done in wait(running, return_when=FIRST_COMPLETED).done:
                    yield running.pop(done), done.result()


def _free_user(place: int) -> int:
    """Return a user id that nobody has, for a submission of root's; 0 for everybody else."""
    if os.geteuid() != 0:
        return 0
    import pwd

    taken = {entry.pw_uid for entry in pwd.getpwall()}
    return [user for user in range(FIRST_USER, FIRST_USER + 1000) if user not in taken][place % 900]
