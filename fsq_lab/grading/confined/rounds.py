"""Hands jobs to workers and listens to all of them at once, within each submission's time."""

import selectors
import time
from collections import deque
from collections.abc import Callable, Hashable, Iterator
from typing import TypeVar, cast

from fsq_lab.grading.confined.jobs import Claims, Job, Limits
from fsq_lab.grading.confined.spawned import GRACE_S, RunningJob, SpawnedWorker, WorkerLostError

Key = TypeVar("Key", bound=Hashable)
ATTEMPTS = 2
"""A job whose worker was lost is tried once more."""


class Round:
    """One run over jobs.

    Parameters
    ----------
    workers : list of SpawnedWorker
    limits : Limits
    replaced : callable
        Starts a worker in the place of a lost one.
    """

    def __init__(
        self, workers: list[SpawnedWorker], limits: Limits, replaced: Callable[[SpawnedWorker], SpawnedWorker]
    ) -> None:
        self._limits, self._replaced = limits, replaced
        self._idle = deque(workers)
        self._busy: dict[SpawnedWorker, RunningJob] = {}
        self._again: deque[tuple[Hashable, Job]] = deque()
        self._lost: dict[Hashable, int] = {}
        self._events = selectors.DefaultSelector()

    def claims(self, jobs: Iterator[tuple[Key, Job]]) -> Iterator[tuple[Key, Claims]]:
        """Give the claims of each job as it ends."""
        while True:
            while self._idle and (given := self._again.popleft() if self._again else next(jobs, None)) is not None:
                self._begin(*given)
            if not self._busy:
                return
            for worker, submission in self._ended():
                yield cast(Key, submission.key), submission.claims(worker.how)

    def close(self) -> None:
        """Stop what is under way; a worker that does not tell of its end in time is replaced."""
        for submission in self._busy.values():
            submission.stop("time")
        for worker, submission in list(self._busy.items()):
            self._forget(worker)
            try:
                worker.settle(submission)
            except WorkerLostError:
                self._replaced(worker)
        self._events.close()

    def _begin(self, key: Hashable, job: Job) -> None:
        worker = self._idle.popleft()
        try:
            submission = worker.begin(key, job)
        except WorkerLostError:
            worker = self._replaced(worker)
            submission = worker.begin(key, job)
        self._busy[worker] = submission
        self._events.register(worker.channel, selectors.EVENT_READ, worker)
        self._events.register(submission.pipe, selectors.EVENT_READ, worker)

    def _ended(self) -> Iterator[tuple[SpawnedWorker, RunningJob]]:
        """Wait for something to happen, and give what ended by it."""
        soon = min(one.deadline for one in self._busy.values())
        for key, _ in self._events.select(max(0.0, soon - time.monotonic())):
            worker: SpawnedWorker = key.data
            submission = self._busy.get(worker)
            if submission is None:
                continue
            try:
                if key.fileobj is worker.channel:
                    worker.hear(submission)
                else:
                    self._listen(submission)
            except WorkerLostError:
                yield from self._lose(worker, submission)
        for worker, submission in list(self._busy.items()):
            if submission.status is not None and not submission.open:
                self._forget(worker)
                submission.close()
                worker.current = None
                self._idle.append(worker)
                yield worker, submission
            elif time.monotonic() >= submission.deadline:
                if submission.stopped:  # killed, and not told of within the grace
                    yield from self._lose(worker, submission)
                else:
                    submission.stop("time")
                    submission.deadline += GRACE_S

    def _listen(self, submission: RunningJob) -> None:
        stopped = submission.stopped
        submission.listen()
        if not submission.open or (submission.stopped and not stopped):
            self._events.unregister(submission.pipe)
            submission.open = False
        if submission.stopped and not stopped:
            submission.deadline = time.monotonic() + GRACE_S

    def _lose(self, worker: SpawnedWorker, submission: RunningJob) -> Iterator[tuple[SpawnedWorker, RunningJob]]:
        """Replace a worker that ended; its job is tried again, and given up when that worker ends too."""
        self._forget(worker)
        new = self._replaced(worker)
        self._idle.append(new)
        self._lost[submission.key] = self._lost.get(submission.key, 0) + 1
        if submission.stopped or self._lost[submission.key] >= ATTEMPTS:
            submission.stopped = submission.stopped or "lost"
            yield new, submission
        else:
            self._again.append((submission.key, submission.job))

    def _forget(self, worker: SpawnedWorker) -> None:
        submission = self._busy.pop(worker)
        self._events.unregister(worker.channel)
        if submission.open:
            self._events.unregister(submission.pipe)
