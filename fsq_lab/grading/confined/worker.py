"""The worker: loads what students use once, and forks for each submission. It reads no job and runs no student's code.

It has one end of a socket. A message with two file descriptors, a sealed job and a pipe, asks for a process; the answer
is a descriptor of that process, and at its end one line with its status and processor seconds.
"""

import gc
import importlib
import json
import os
import select
import signal
import socket

from fsq_lab.grading.confined import kernel
from fsq_lab.grading.confined.jobs import Limits
from fsq_lab.grading.confined.layers import Confinement, confine
from fsq_lab.grading.confined.payloads import unpacked_job
from fsq_lab.grading.confined.running import Writing, run_cells, silence_output

LOADED = (
    *("pandas", "numpy", "matplotlib.pyplot", "matplotlib.backends.backend_agg", "IPython.core.inputtransformer2"),
    *("fsq_lab", "fsq_lab.checks.practice", "fsq_lab.companion.switch", "fsq_lab.plots", "fsq_lab.scoring.servqual"),
    *("fsq_lab.survey.loading", "fsq_lab.survey.reading", "fsq_lab.survey.carrying", "fsq_lab.statistics.intervals"),
    *("fsq_lab.ground.synthetic.registry", "pandas.core.computation.eval", "scipy.special"),
)
JOB, OUT = 3, 4
GO, READY, PROCESS = b"go", b"ready", b"process"


def main(control: int, told: str) -> None:
    """Serve submissions until the other end of the socket closes.

    Parameters
    ----------
    control : int
        The socket's file descriptor.
    told : str
        JSON of a `Confinement` and of `Limits`.
    """
    settings = json.loads(told)
    confinement = Confinement(**settings["confinement"])
    limits = Limits(**settings["limits"])
    _load()
    channel = socket.socket(fileno=control)
    own = os.pidfd_open(os.getpid())
    channel.sendmsg([READY])
    while True:
        message, descriptors, _, _ = socket.recv_fds(channel, 64, 2)
        if not message:
            return
        if message != GO or len(descriptors) != 2:
            raise RuntimeError("not asked for a process")
        _serve(channel, own, descriptors, confinement, limits)


def _load() -> None:
    for name in LOADED:
        importlib.import_module(name)
    from fsq_lab.ground.language import catalogue, use
    from fsq_lab.survey.instruments import instrument, shipped

    for language in ("en", "zh"):
        catalogue(language)
        use(language)
    for name in shipped():
        instrument(name)
    gc.collect()
    gc.freeze()


def _serve(channel: socket.socket, own: int, descriptors: list[int], confinement: Confinement, limits: Limits) -> None:
    if confinement.how == "bubblewrap":  # a second namespace of processes needs a way back from the first
        kernel.call("processes", "setns", own, kernel.NEW_PROCESSES)
        kernel.separate("processes", kernel.NEW_PROCESSES)
    process = os.fork()
    if process == 0:
        _submission(descriptors, confinement, limits)
    for descriptor in descriptors:
        os.close(descriptor)
    handle = os.pidfd_open(process)
    socket.send_fds(channel, [PROCESS], [handle])
    waiting = select.poll()
    waiting.register(handle, select.POLLIN)
    waiting.register(channel, 0)  # tells of its closing alone
    while handle not in [ready for ready, _ in waiting.poll()]:
        os.kill(process, signal.SIGKILL)
    _, status, used = os.wait4(process, 0)
    os.close(handle)
    ended = {"status": status, "cpu_s": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss * 1024}
    channel.send(json.dumps(ended).encode())


def _submission(descriptors: list[int], confinement: Confinement, limits: Limits) -> None:
    """Become the process of one submission. Never returns."""
    try:
        silence_output()
        job, out = (os.dup2(one, 64 + place) for place, one in enumerate(descriptors))
        os.dup2(job, JOB)
        os.dup2(out, OUT)
        os.closerange(OUT + 1, 1024)
        writing = Writing(OUT)
        try:
            confine(confinement, limits)
            content = os.pread(JOB, os.fstat(JOB).st_size, 0)
            os.close(JOB)
            asked, own_limits = unpacked_job(content)
        except BaseException as error:
            writing.tell({"refused": f"{type(error).__name__}: {error}"[:300]})
            os._exit(70)
        writing.tell({"ready": True})
        del content
        run_cells(asked, own_limits, OUT)
    finally:
        os._exit(71)
