"""Processes: started, left behind, signalled, looked into."""

# mypy: ignore-errors
from attacks import attack


@attack()
def forks():
    """Start a process that stays."""
    import os
    import time

    pid = os.fork()
    if pid == 0:
        time.sleep(1000)
    won = True


@attack("done", "time", "killed")
def fork_bomb():
    """Fork for as long as it goes, by every call there is."""
    import ctypes
    import os

    libc = ctypes.CDLL(None)
    won = 0
    for _ in range(1000):
        for number in (56, 57, 58, 435):
            if libc.syscall(number, 17, 0, 0, 0, 0) >= 0:
                won += 1
        try:
            os.fork()
            won += 1
        except OSError:
            pass


@attack()
def starts_programs():
    """Start a shell and a Python."""
    import os
    import subprocess
    import sys

    won = []
    for way in (
        lambda: subprocess.run(["/bin/sh", "-c", "id"]),
        lambda: os.system("id") == 0 or 1 / 0,
        lambda: os.execv(sys.executable, [sys.executable, "-c", "pass"]),
        lambda: os.posix_spawn("/bin/true", ["true"], {}),
    ):
        try:
            way()
            won.append(1)
        except (OSError, ZeroDivisionError):
            pass


@attack()
def leaves_threads():
    """Leave threads that go on."""
    import threading
    import time

    for _ in range(10):
        threading.Thread(target=time.sleep, args=(1000,)).start()
    won = True


@attack()
def uses_pools():
    """Start a pool of processes."""
    import multiprocessing

    won = multiprocessing.get_context("fork").Pool(2).map(abs, [-1])


@attack()
def signals_its_parent():
    """Kill the grader, the worker and everyone."""
    import os
    import signal

    won = []
    for pid in (PARENT, os.getppid(), 1, 2, 0, -1, -PARENT):
        for send in (os.kill, os.killpg):
            try:
                send(pid, signal.SIGKILL)
                won.append(pid)
            except (OSError, ValueError):
                pass


@attack()
def signals_by_other_calls():
    """Signal by handles, queues, owners of files and limits."""
    import ctypes
    import fcntl
    import os
    import resource

    libc = ctypes.CDLL(None)
    won = [
        name
        for name, result in {
            "tkill": libc.syscall(200, PARENT, 9),
            "tgkill": libc.syscall(234, PARENT, PARENT, 9),
            "pidfd_open": libc.syscall(434, PARENT, 0),
            "pidfd_send_signal": libc.syscall(424, 3, 9, 0, 0),
            "rt_sigqueueinfo": libc.syscall(129, PARENT, 9, bytes(128)),
        }.items()
        if result >= 0
    ]
    for way in (
        lambda: fcntl.fcntl(4, fcntl.F_SETOWN, PARENT),
        lambda: resource.prlimit(PARENT, resource.RLIMIT_CPU, (0, 0)),
        lambda: os.setpriority(os.PRIO_PROCESS, PARENT, 19),
        lambda: os.sched_setaffinity(PARENT, {0}),
    ):
        try:
            way()
            won.append(1)
        except OSError:
            pass


@attack()
def looks_into_other_processes():
    """Trace, read and write the memory of the grader."""
    import ctypes

    libc = ctypes.CDLL(None)
    won = [
        number
        for number, arguments in {
            101: (16, PARENT, 0, 0),
            310: (PARENT, bytes(16), 1, bytes(16), 1, 0),
            311: (PARENT, bytes(16), 1, bytes(16), 1, 0),
            312: (PARENT, PARENT, 0, 0, 0),
            438: (3, 1, 0),
        }.items()
        if libc.syscall(number, *arguments) >= 0
    ]


@attack("time")
def sleeps_past_the_limit():
    """Sleep, and wake whenever it is stopped."""
    import time

    while True:
        try:
            time.sleep(1000)
        except BaseException:
            pass


@attack("time")
def blocks_every_signal():
    """Block all signals and loop."""
    import signal

    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
    while True:
        pass


@attack("killed")
def leaves_at_once():
    """End the process as if all were well."""
    import os

    os._exit(0)


@attack("done", "killed")
def kills_itself():
    """Kill its own process, all of its group, and abort."""
    import os
    import signal

    for pid in (os.getpid(), 0):
        try:
            os.kill(pid, signal.SIGKILL)
        except OSError:
            pass
    os.abort()


@attack("killed", "memory")
def crashes():
    """Read address 0."""
    import ctypes

    ctypes.string_at(0)


@attack("killed")
def kills_itself_by_a_strange_call():
    """Make a call of another architecture's numbers."""
    import ctypes

    ctypes.CDLL(None).syscall(0x40000000 + 39)


@attack()
def exits_politely():
    """Call `exit`, raise SystemExit and KeyboardInterrupt."""
    raise SystemExit(0)
