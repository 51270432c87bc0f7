"""What a worker must not be able to do, tried in a submission of our own before any student's."""

from pathlib import Path

from fsq_lab.grading.confined.jobs import Claims, CodeCell, Job

_CELL = """
import ctypes, os, socket, _thread
import wave
import pandas as pd

def told(attempt):
    try:
        attempt()
    except BaseException as error:
        return type(error).__name__
    return "done"

def libc(name, *arguments):
    if getattr(ctypes.CDLL(None), name)(*arguments) < 0:
        raise OSError(name)

def as_root():
    if 0 not in os.getresuid():
        raise OSError("not root")

probe = {
    "network": told(socket.socket),
    "fork": told(os.fork),
    "thread": told(lambda: _thread.start_new_thread(print, ())),
    "exec": told(lambda: os.execv("/bin/true", ["true"])),
    "signal": told(lambda: os.kill(os.getppid() or os.getpid(), 0)),
    "trace": told(lambda: libc("ptrace", 0, 0, 0, 0)),
    "namespaces": told(lambda: libc("unshare", 0x10000000)),
    "modes": told(lambda: os.chmod(".", 0o700)),
    "processes": told(lambda: os.listdir("/proc")),
    "files": told(lambda: open(FILE).read()),
    "course": told(lambda: os.listdir(COURSE)),
    "library": told(lambda: open(PACKAGE + "/probe.py", "a")),
    "user": told(as_root),
}
works = int(pd.Series([1, 2]).sum())
"""
TRIED = (
    *("network", "fork", "thread", "exec", "signal", "trace", "namespaces", "modes"),
    *("processes", "files", "course", "library", "user"),
)


def probe_job(file: str, course: Path, package: str) -> Job:
    """Return a job that tries what no submission may do, such as reading a file of the grader's."""
    head = f"FILE, COURSE, PACKAGE = {file!r}, {str(course / 'course' / 'compiled')!r}, {package!r}\n"
    return Job((CodeCell("probe", head + _CELL), CodeCell("works", "")), "", {}, {})


def fault_of(claims: Claims) -> str:
    """Return what is wrong with a worker by its claims about `probe_job`; empty where nothing is."""
    said = " ".join(trouble.text for trouble in claims.troubles)
    if claims.ended != "done" or claims.answers.get("works", {}).get("values") != 3:
        unread = "the interpreter's library is closed to the user that runs the code: " if "No module" in said else ""
        return f"{unread}{claims.ended} {said}".strip()
    found = claims.answers.get("probe", {"index": [], "values": []})
    outcomes = dict(zip(found["index"], found["values"], strict=True))
    open_doors = [name for name in TRIED if outcomes.get(name, "done") == "done"]
    return ", ".join(f"not confined: {name}" for name in open_doors)
