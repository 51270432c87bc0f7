"""A fresh process for each submission, where nothing confines it: for code that its runner answers for.

A loop, a flood and a hostile value are met as in a confined run. Files, network and other processes are as open to the
code as to whoever runs it.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO

from fsq_lab.grading.confined.claims import ClaimReader
from fsq_lab.grading.confined.jobs import Claims, Ended, Job, Limits, Trouble
from fsq_lab.grading.confined.payloads import packed_job, unpacked_job
from fsq_lab.grading.confined.places import ENVIRONMENT, OPTIONS

BOOT = "import sys; sys.path.insert(0, sys.argv[1]); from fsq_lab.grading.confined.fresh import main; main()"
KEPT = ("SYSTEMROOT", "PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
CHUNK = 65_536


def main() -> None:
    """Run the job on standard input, and claim on standard output."""
    from fsq_lab.grading.confined.running import Writing, run_cells, silence_output

    job, limits = unpacked_job(sys.stdin.buffer.read())
    out = os.dup(1)
    silence_output()
    if os.name == "posix":
        from fsq_lab.grading.confined.layers import bare_limits

        bare_limits(limits)
    Writing(out).tell({"ready": True})
    run_cells(job, limits, out)


def run_unconfined(job: Job, limits: Limits) -> Claims:
    """Run a job in a fresh process with this user's rights; its claims say so (``how`` is ``"none"``)."""
    names = frozenset(cell.answer for cell in job.cells if cell.answer is not None)
    reader = ClaimReader(names, job.wanted, limits)
    with tempfile.TemporaryDirectory(prefix="fsq-run-", ignore_cleanup_errors=True) as folder:
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        own = {"HOME": folder, "TMPDIR": folder, "TEMP": folder, "MPLCONFIGDIR": folder}
        process = subprocess.Popen(
            [sys.executable, *OPTIONS, "-c", BOOT, str(Path(__file__).resolve().parents[3])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={**kept, **ENVIRONMENT, **own},
            start_new_session=os.name == "posix",
        )
        assert process.stdin is not None
        assert process.stdout is not None
        flooded = threading.Event()
        listening = threading.Thread(
            target=_listen, args=(process, process.stdout, reader, limits, flooded), daemon=True
        )
        listening.start()
        late = False
        with contextlib.suppress(OSError):  # it has ended before it read all
            process.stdin.write(packed_job(job, limits))
            process.stdin.close()
        try:
            process.wait(limits.wall_s)
        except subprocess.TimeoutExpired:
            late = True
        _kill(process)
        code = process.wait()
        listening.join(1.0)
    return _claims(reader, code, late, flooded.is_set())


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """Kill a process and, where the system knows such groups, what it has started and not sent away."""
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _listen(
    process: "subprocess.Popen[bytes]", stdout: IO[bytes], reader: ClaimReader, limits: Limits, flooded: threading.Event
) -> None:
    rest, read = b"", 0
    while chunk := os.read(stdout.fileno(), CHUNK):
        read += len(chunk)
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            reader.take(line)
        if read > limits.total or len(rest) > limits.line:
            flooded.set()
            _kill(process)
            return


def _claims(reader: ClaimReader, code: int, late: bool, flooded: bool) -> Claims:
    ended: Ended = "done" if code == 0 and reader.whole else "killed"
    trouble: tuple[Trouble, ...] = () if ended == "done" else (Trouble(reader.started, "ended", str(code)),)
    if flooded:
        ended, trouble = "killed", (Trouble(reader.started, "flood"),)
    elif late:
        ended, trouble = "time", (Trouble(reader.started, "time"),)
    elif ended == "killed" and any(told.kind == "memory" for told in reader.troubles):
        ended = "memory"
    return Claims(dict(reader.answers), (*reader.troubles, *trouble), ended, 0.0, "none")
