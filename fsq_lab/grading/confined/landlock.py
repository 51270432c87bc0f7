"""Landlock: which files a process may read and write, whatever its user may."""

import os
import stat
import struct
from collections.abc import Iterable

from fsq_lab.grading.confined.kernel import (
    SYS_LANDLOCK_ADD,
    SYS_LANDLOCK_CREATE,
    SYS_LANDLOCK_RESTRICT,
    LayerError,
    system_call,
)

_LAYER = "landlock"
_WRITE, _READ, _LIST = 2, 4, 8
_ANYTHING_OF = {1: 0x1FFF, 2: 0x3FFF, 3: 0x7FFF, 4: 0x7FFF, 5: 0xFFFF}
_OF_A_FILE = 1 | 2 | 4 | 1 << 14 | 1 << 15
_MAKES = 1 << 4 | 1 << 5 | 1 << 7 | 1 << 8 | 1 << 14  # remove folders and files, make folders and files, truncate
_NETWORK, _SCOPES = 3, 3


def abi() -> int:
    """Return the kernel's version of Landlock; 0 where there is none."""
    try:
        return system_call(_LAYER, SYS_LANDLOCK_CREATE, None, 0, 1)
    except LayerError:
        return 0


def rules_of(readable: Iterable[str], writable: Iterable[str]) -> int:
    """Make rules that allow to read some folders and files and to write others, and nothing else.

    With newer kernels they also forbid all TCP ports, and signals and abstract sockets to processes outside.

    Returns
    -------
    int
        A file descriptor for `restrict`.

    Raises
    ------
    LayerError
        Where the kernel has no Landlock.
    """
    version = abi()
    if version < 1:
        raise LayerError(f"{_LAYER}: the kernel has none")
    handled = _ANYTHING_OF[min(version, 5)]
    attributes = struct.pack("<QQQ", handled, _NETWORK if version >= 4 else 0, _SCOPES if version >= 6 else 0)
    size = 8 if version < 4 else 16 if version < 6 else 24
    rules = system_call(_LAYER, SYS_LANDLOCK_CREATE, attributes, size, 0)
    for path in readable:
        _allow(rules, path, (_READ | _LIST) & handled)
    for path in writable:
        _allow(rules, path, (_READ | _WRITE | _LIST | _MAKES) & handled)
    return rules


def restrict(rules: int) -> None:
    """Put this process under rules, for good; they are closed.

    Raises
    ------
    LayerError
    """
    system_call(_LAYER, SYS_LANDLOCK_RESTRICT, rules, 0)
    os.close(rules)


def _allow(rules: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            rights &= _OF_A_FILE
        system_call(_LAYER, SYS_LANDLOCK_ADD, rules, 1, struct.pack("<Qi", rights, place), 0)
    finally:
        os.close(place)
