"""One worker as its parent sees it: started, asked for a submission, listened to, and ended."""

import contextlib
import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Hashable
from dataclasses import asdict, dataclass, field

from fsq_lab.grading.confined import landlock, worker
from fsq_lab.grading.confined.claims import ClaimReader
from fsq_lab.grading.confined.jobs import Claims, Ended, How, Job, Limits, Trouble
from fsq_lab.grading.confined.payloads import packed_job
from fsq_lab.grading.confined.places import ENVIRONMENT, OPTIONS, Visible, bubblewrap_command

BOOT = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from fsq_lab.grading.confined.worker import main; main(int(sys.argv[2]), sys.argv[3])"
)
STARTING_S, GRACE_S = 120.0, 5.0
ADD_SEALS, ALL_SEALS = 1033, 0xF
CHUNK, MOST_CONTROL = 65_536, 4096


class WorkerLostError(RuntimeError):
    """A worker ended, or did not start; the text is the last it said."""


@dataclass
class RunningJob:
    """One job under way.

    Attributes
    ----------
    stopped : str
        Why it was stopped: ``"time"``, ``"flood"``, ``"lost"`` (its worker ended), or nothing.
    """

    key: Hashable
    job: Job
    limits: Limits
    pipe: int
    deadline: float
    reader: ClaimReader
    handle: int = -1
    stopped: str = ""
    status: int | None = None
    cpu_s: float = 0.0
    open: bool = True
    _rest: bytearray = field(default_factory=bytearray)
    _read: int = 0

    def listen(self) -> None:
        """Read what there is; stop the process that writes too much."""
        while True:
            try:
                chunk = os.read(self.pipe, CHUNK)
            except BlockingIOError:
                return
            if not chunk:
                self.open = False
                return
            self._read += len(chunk)
            *lines, rest = (bytes(self._rest) + chunk).split(b"\n") if b"\n" in chunk else (self._rest + chunk,)
            self._rest = bytearray(rest)
            for line in lines:
                self.reader.take(bytes(line))
            if self._read > self.limits.total or len(self._rest) > self.limits.line:
                self.stop("flood")
                return

    def stop(self, reason: str) -> None:
        """Kill the process for a reason; the first one counts."""
        self.stopped = self.stopped or reason
        self.kill()

    def kill(self) -> None:
        """Kill the process, if it is there."""
        if self.handle >= 0:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self.handle, signal.SIGKILL)

    def close(self) -> None:
        """Close what is open of it."""
        for descriptor in (self.pipe, self.handle):
            if descriptor >= 0:
                os.close(descriptor)
        self.pipe = self.handle = -1

    def claims(self, how: How) -> Claims:
        """Return what came of it."""
        ended, trouble = self._ended()
        return Claims(self.reader.answers, (*self.reader.troubles, *trouble), ended, round(self.cpu_s, 4), how)

    def _ended(self) -> tuple[Ended, tuple[Trouble, ...]]:
        cell, status = self.reader.started, self.status or 0
        killed = os.WIFSIGNALED(status)
        if self.stopped == "lost":
            return "killed", (Trouble(cell, "crashed"),)
        if not self.reader.ready and not self.stopped:
            return "refused", (Trouble(-1, "layer", self.reader.refused),)
        if self.stopped == "flood":
            return "killed", (Trouble(cell, "flood"),)
        over = self.cpu_s >= self.limits.cpu_s - 1
        if self.stopped == "time" or (killed and os.WTERMSIG(status) == signal.SIGKILL and over):
            return "time", (Trouble(cell, "time"),)
        if not killed:
            return ("done", ()) if self.reader.whole else ("killed", (Trouble(cell, "ended"),))
        told = any(trouble.kind == "memory" for trouble in self.reader.troubles)
        if told or os.WTERMSIG(status) == signal.SIGKILL:
            return "memory", (Trouble(cell, "memory"),)
        return "killed", (Trouble(cell, "crashed", signal.strsignal(os.WTERMSIG(status)) or ""),)


class SpawnedWorker:
    """A worker's process and the socket to it.

    Parameters
    ----------
    how : {"bubblewrap", "landlock"}
    seen : Visible
    limits : Limits
    user : int
        What a submission of root's becomes.

    Raises
    ------
    WorkerLostError
        When it cannot be started.
    """

    def __init__(self, how: How, seen: Visible, limits: Limits, user: int) -> None:
        self.how, self.limits = how, limits
        self.current: RunningJob | None = None
        self._own_folder = tempfile.mkdtemp(prefix="fsq-worker-") if how == "landlock" else ""
        settings = {"how": how, "readable": seen.readable, "user": user, "landlock": landlock.abi() > 0}
        command = bubblewrap_command(seen) if how == "bubblewrap" else []
        if command is None:
            raise WorkerLostError("bubblewrap is not installed")
        self.channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command += [sys.executable, *OPTIONS, "-c", BOOT, seen.package, str(theirs.fileno())]
        self._said = tempfile.TemporaryFile()  # noqa: SIM115
        environment = {**ENVIRONMENT, "MPLCONFIGDIR": self._own_folder, "TMPDIR": self._own_folder}
        self.process = subprocess.Popen(
            [*command, json.dumps({"confinement": settings, "limits": asdict(limits)})],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._said,
            env=environment,
            cwd="/",
            start_new_session=True,
        )
        theirs.close()

    def wait_until_ready(self) -> None:
        """Wait until it has loaded what students use.

        Raises
        ------
        WorkerLostError
        """
        self.channel.settimeout(STARTING_S)
        try:
            ready = self.channel.recv(64) == worker.READY
        except OSError:
            ready = False
        self.channel.settimeout(None)
        if not ready:
            raise WorkerLostError(self.last_words())

    def begin(self, key: Hashable, job: Job) -> RunningJob:
        """Ask for a process that runs a job.

        Raises
        ------
        WorkerLostError
        """
        reading, writing = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
        os.set_blocking(writing, True)
        sealed = _sealed(packed_job(job, self.limits))
        try:
            socket.send_fds(self.channel, [worker.GO], [sealed, writing])
        except OSError as error:
            os.close(reading)
            raise WorkerLostError(self.last_words()) from error
        finally:
            os.close(sealed)
            os.close(writing)
        names = frozenset(cell.answer for cell in job.cells if cell.answer is not None)
        reader = ClaimReader(names, job.wanted, self.limits)
        self.current = RunningJob(key, job, self.limits, reading, time.monotonic() + self.limits.wall_s, reader)
        return self.current

    def hear(self, submission: RunningJob) -> None:
        """Take a message of the worker's about the submission under way.

        Raises
        ------
        WorkerLostError
            When it has ended.
        """
        try:
            message, handles, _, _ = socket.recv_fds(self.channel, MOST_CONTROL, 1)
        except OSError:
            message, handles = b"", []
        if handles:
            submission.handle = handles[0]
            if submission.stopped:
                submission.stop(submission.stopped)
        elif message:
            ended = json.loads(message)
            submission.status, submission.cpu_s = int(ended["status"]), float(ended["cpu_s"])
        else:
            raise WorkerLostError(self.last_words())

    def settle(self, submission: RunningJob) -> None:
        """Wait for the end of a submission that was stopped.

        Raises
        ------
        WorkerLostError
            When it is not told of in time.
        """
        self.channel.settimeout(GRACE_S)
        while submission.status is None:
            self.hear(submission)
        self.channel.settimeout(None)
        submission.close()
        self.current = None

    def last_words(self) -> str:
        """Return the last line it wrote to its standard error."""
        size = self._said.seek(0, os.SEEK_END)
        self._said.seek(max(0, size - 2000))
        lines = self._said.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1][:300] if lines else ""

    def end(self) -> None:
        """End it, and with it whatever it has started."""
        if self.current is not None:
            self.current.kill()
            self.current.close()
            self.current = None
        self.channel.close()
        try:
            self.process.wait(GRACE_S if self.process.returncode is None else 0)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._said.close()
        if self._own_folder:
            shutil.rmtree(self._own_folder, ignore_errors=True)


def _sealed(content: bytes) -> int:
    """Return a file in memory that nobody can change any more."""
    descriptor = os.memfd_create("job", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    with open(os.dup(descriptor), "wb") as file:
        file.write(content)
    fcntl.fcntl(descriptor, ADD_SEALS, ALL_SEALS)
    return descriptor
