"""The Linux calls that Python does not offer."""

import ctypes
import os
import struct

NEW_MOUNTS, NEW_PROCESSES, NEW_MESSAGES, NEW_NAMES = 0x20000, 0x20000000, 0x08000000, 0x04000000
NO_SETUID, NO_DEVICES, NO_EXECUTION = 2, 4, 8
RECURSIVE, PRIVATE = 0x4000, 0x40000

SET_DEATH_SIGNAL, GET_DUMPABLE, SET_DUMPABLE, DROP_BOUNDING, SET_NO_NEW_PRIVS, GET_NO_NEW_PRIVS, AMBIENT = (
    1, 3, 4, 24, 38, 39, 47
)  # fmt: skip
CLEAR_AMBIENT = 4
LAST_CAPABILITY = 63
SYS_CAPGET, SYS_CAPSET, SYS_SECCOMP = 125, 126, 317
SYS_LANDLOCK_CREATE, SYS_LANDLOCK_ADD, SYS_LANDLOCK_RESTRICT = 444, 445, 446
_CAPABILITIES_3 = 0x20080522


class LayerError(OSError):
    """A layer of the confinement that could not be laid; its first word names it."""


_libc = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None


def call(layer: str, function: str, *arguments: int | bytes | None) -> int:
    """Call a function of the C library.

    Raises
    ------
    LayerError
        When it fails, naming the layer that it was for.
    """
    given = [ctypes.c_long(one) if isinstance(one, int) else ctypes.c_char_p(one) for one in arguments]
    result = int(getattr(_libc, function)(*given))
    if result < 0:
        raise LayerError(f"{layer}: {function}: {os.strerror(ctypes.get_errno())}")
    return result


def system_call(layer: str, number: int, *arguments: int | bytes | None) -> int:
    """Make a system call by its number, as `call` does."""
    return call(layer, "syscall", number, *arguments)


def separate(layer: str, flags: int) -> None:
    """Give this process namespaces of its own."""
    call(layer, "unshare", flags)


def no_capabilities() -> None:
    """Give up every capability, for good.

    Raises
    ------
    LayerError
        When one is left.
    """
    for number in range(LAST_CAPABILITY + 1):
        try:
            call("capabilities", "prctl", DROP_BOUNDING, number, 0, 0, 0)
        except LayerError:  # the kernel knows no such capability, or this process may not drop it and has none
            break
    head = struct.pack("<Ii", _CAPABILITIES_3, 0)
    system_call("capabilities", SYS_CAPSET, head, bytes(24))
    left = ctypes.create_string_buffer(24)
    given = (ctypes.c_long(SYS_CAPGET), ctypes.c_char_p(head), left)
    if _libc is None or _libc.syscall(*given) < 0 or any(left.raw):
        raise LayerError("capabilities: some are left")


def no_new_privileges() -> None:
    """Let no program that this process might start give it more rights."""
    call("privileges", "prctl", SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if call("privileges", "prctl", GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1:
        raise LayerError("privileges: not given up")


def dies_with_parent() -> None:
    """Have the kernel kill this process when its parent ends."""
    call("parent", "prctl", SET_DEATH_SIGNAL, 9, 0, 0, 0)


def set_dumpable(value: int) -> int:
    """Set whether others of the same user may look into this process; returns what it was."""
    before = call("parent", "prctl", GET_DUMPABLE, 0, 0, 0, 0)
    call("parent", "prctl", SET_DUMPABLE, value, 0, 0, 0)
    return before
