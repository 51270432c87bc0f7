"""Which system calls a submission may make: a list for each kind of processor, and the filter made of it.

All others give "Operation not permitted": no process, thread, program, socket, signal, pipe, mount, mode or owner of a
file, no other process looked into. Processors without a list are refused.
"""

import ctypes
import errno
import platform
import struct
from dataclasses import dataclass

from fsq_lab.grading.confined.kernel import SYS_SECCOMP, LayerError, system_call

X86_64 = 0xC000003E
_X32 = 0x40000000
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _KILL, _ERROR = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER, _PROCESSOR, _ARGUMENTS = 0, 4, 16

ALLOWED = {
    "x86_64": {
        **{"read": 0, "write": 1, "open": 2, "close": 3, "stat": 4, "fstat": 5, "lstat": 6, "poll": 7, "lseek": 8},
        **{"mmap": 9, "mprotect": 10, "munmap": 11, "brk": 12, "rt_sigaction": 13, "rt_sigprocmask": 14},
        **{"rt_sigreturn": 15, "pread64": 17, "pwrite64": 18, "readv": 19, "writev": 20, "access": 21, "select": 23},
        **{"sched_yield": 24, "mremap": 25, "madvise": 28, "dup": 32, "dup2": 33, "pause": 34, "nanosleep": 35},
        **{"getitimer": 36, "alarm": 37, "setitimer": 38, "getpid": 39, "sendfile": 40, "exit": 60, "uname": 63},
        **{"flock": 73, "fsync": 74, "fdatasync": 75, "ftruncate": 77, "getdents": 78, "getcwd": 79, "chdir": 80},
        **{"rename": 82, "mkdir": 83, "rmdir": 84, "unlink": 87, "readlink": 89, "umask": 95, "gettimeofday": 96},
        **{"getrlimit": 97, "getrusage": 98, "sysinfo": 99, "times": 100, "getuid": 102, "getgid": 104, "geteuid": 107},
        **{"getegid": 108, "getppid": 110, "getgroups": 115, "getresuid": 118, "getresgid": 120, "sigaltstack": 131},
        **{"statfs": 137, "fstatfs": 138, "gettid": 186, "time": 201, "futex": 202, "sched_getaffinity": 204},
        **{"getdents64": 217, "restart_syscall": 219, "fadvise64": 221, "clock_gettime": 228, "clock_getres": 229},
        **{"clock_nanosleep": 230, "exit_group": 231, "openat": 257, "mkdirat": 258, "newfstatat": 262},
        **{"unlinkat": 263, "renameat": 264, "readlinkat": 267, "faccessat": 269, "pselect6": 270, "ppoll": 271},
        **{"set_robust_list": 273, "fallocate": 285, "dup3": 292, "renameat2": 316, "getrandom": 318},
        **{"copy_file_range": 326, "statx": 332, "rseq": 334, "close_range": 436, "faccessat2": 439},
    }
}


@dataclass(frozen=True)
class Guarded:
    """A call that is allowed only with some values of the argument at `place`; all bits of the one at `zero` are 0."""

    number: int
    place: int
    values: tuple[int, ...]
    zero: int | None = None


GUARDED = {
    "x86_64": (
        Guarded(16, 1, (0x5401, 0x5413, 0x5450, 0x5451, 0x541B)),  # ioctl: is it a terminal, close on exec, bytes left
        Guarded(72, 1, (0, 1, 2, 3, 4, 5, 6, 7, 1030, 1034)),  # fcntl: no owner of a signal, no size of a pipe
        Guarded(302, 0, (0,), zero=2),  # prlimit64: read its own
    )
}


def filter_program(machine: str) -> bytes:
    """Return the filter of a kind of processor as a program of the kernel's.

    Raises
    ------
    LayerError
        When there is no list for it.
    """
    if machine not in ALLOWED or struct.calcsize("P") != 8:
        raise LayerError(f"seccomp: no list of system calls for {machine}")
    refuse = _step(_RETURN, _ERROR | errno.EPERM)
    steps = [
        _step(_LOAD, _PROCESSOR),
        _step(_EQUAL, X86_64, 1, 0),
        _step(_RETURN, _KILL),
        _step(_LOAD, _NUMBER),
        _step(_AT_LEAST, _X32, 0, 1),
        _step(_RETURN, _KILL),
    ]
    for number in ALLOWED[machine].values():
        steps += [_step(_EQUAL, number, 0, 1), _step(_RETURN, _ALLOW)]
    for guarded in GUARDED[machine]:
        inner = []
        if guarded.zero is not None:
            for half in (0, 4):
                inner += [_step(_LOAD, _ARGUMENTS + 8 * guarded.zero + half), _step(_EQUAL, 0, 1, 0), refuse]
        inner.append(_step(_LOAD, _ARGUMENTS + 8 * guarded.place))
        for value in guarded.values:
            inner += [_step(_EQUAL, value, 0, 1), _step(_RETURN, _ALLOW)]
        inner.append(refuse)
        steps += [_step(_EQUAL, guarded.number, 0, len(inner)), *inner]
    return b"".join([*steps, refuse])


def allow_only_these() -> None:
    """Restrict this process to the list of its processor, for good.

    Raises
    ------
    LayerError
    """
    program = filter_program(platform.machine())
    buffer = ctypes.create_string_buffer(program, len(program))
    head = struct.pack("@HxxxxxxP", len(program) // 8, ctypes.addressof(buffer))
    system_call("seccomp", SYS_SECCOMP, 1, 0, head)


def _step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("<HBBI", code, yes, no, value)
