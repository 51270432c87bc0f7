"""Lays the layers of confinement around the process of one submission, each proved or refused."""

import os
import resource
from collections.abc import Sequence
from dataclasses import dataclass

from fsq_lab.grading.confined import kernel, landlock, syscalls
from fsq_lab.grading.confined.jobs import How, Limits
from fsq_lab.grading.confined.places import OWN


@dataclass(frozen=True)
class Confinement:
    """What a worker was told when it started.

    Attributes
    ----------
    how : {"bubblewrap", "landlock"}
    readable : sequence of str
        Folders and files.
    user : int
        The user and group that a submission of root's becomes; 0 for nobody else.
    landlock : bool
        Whether the kernel has Landlock. In namespaces it is one layer more; without them it has to be there, and still
        shows whether a path exists, how large and how old it is.
    """

    how: How
    readable: Sequence[str]
    user: int = 0
    landlock: bool = True


def confine(confinement: Confinement, limits: Limits) -> None:
    """Confine this process, from the outermost layer to the innermost.

    Raises
    ------
    LayerError
        At the first layer that does not hold: then no cell may run.
    """
    writable: tuple[str, ...] = ("/dev/null",)
    if confinement.how == "bubblewrap":
        _own_folder(limits)
        writable += (OWN,)
    _limit(limits)
    rules = -1
    if confinement.landlock or confinement.how == "landlock":
        rules = landlock.rules_of((*confinement.readable, "/dev/urandom"), writable)  # while these may still be opened
    if os.geteuid() == 0:
        _become(confinement.user)
    kernel.no_capabilities()
    kernel.no_new_privileges()
    kernel.dies_with_parent()
    if rules >= 0:
        landlock.restrict(rules)
    syscalls.allow_only_these()


def bare_limits(limits: Limits) -> None:
    """Set what a process may use where nothing else confines it, as far as the system knows such limits."""
    try:
        _limit(limits, processes=False)
    except (ValueError, OSError):
        return


def _own_folder(limits: Limits) -> None:
    """Give this process mounts and messages of its own, and an empty folder in memory that ends with it."""
    kernel.separate("namespaces", kernel.NEW_MOUNTS | kernel.NEW_MESSAGES | kernel.NEW_NAMES)
    kernel.call("mounts", "mount", b"none", b"/", None, kernel.RECURSIVE | kernel.PRIVATE, None)
    flags = kernel.NO_SETUID | kernel.NO_DEVICES | kernel.NO_EXECUTION
    options = f"size={limits.disk},nr_inodes=2000,mode=0777".encode()
    kernel.call("mounts", "mount", b"tmpfs", OWN.encode(), b"tmpfs", flags, options)
    os.chdir(OWN)
    if os.getpid() != 1:
        raise kernel.LayerError("processes: not the first of its own namespace")


def _limit(limits: Limits, processes: bool = True) -> None:
    seconds = max(1, round(limits.cpu_s))
    most = {
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_AS: limits.memory,
        resource.RLIMIT_DATA: limits.data,
        resource.RLIMIT_FSIZE: limits.file,
        resource.RLIMIT_NOFILE: limits.files,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_STACK: 8 * 2**20,
    }
    if processes:
        most |= {resource.RLIMIT_NPROC: 0, resource.RLIMIT_MEMLOCK: 0, resource.RLIMIT_MSGQUEUE: 0}
    for name, value in most.items():
        hard = resource.getrlimit(name)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(name, (value, value))


def _become(user: int) -> None:
    if user <= 0:
        raise kernel.LayerError("user: none is there for a submission of root's")
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    if os.getresuid() != (user, user, user) or os.getresgid() != (user, user, user):
        raise kernel.LayerError("user: not changed")
