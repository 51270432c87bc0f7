"""What a worker may see of the machine: the interpreter, its libraries, this package, and of the course its tables."""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fsq_lab.ground.course import course_folder

OWN = "/own"
"""The folder that each submission has for itself; not /tmp, since the interpreter or the course may lie below that."""
USUAL = "/tmp"
SYSTEM = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/share/zoneinfo", "/etc/ld.so.cache")
DEVICES = ("/dev/null", "/dev/urandom")
OF_COURSE = (
    *("course/objectives.yml", "course/instruments", "course/calendars.yml", "course/legal.yml"),
    "course/file_fields.yml",
    *("datasets/datapackage.json", "datasets/cards"),
)
TABLES = ("datasets/real", "datasets/synthetic", "datasets/exports")
IN_WHEEL = "_course"
ENVIRONMENT = {
    "HOME": OWN,
    "TMPDIR": OWN,
    "LANG": "C.UTF-8",
    "FSQ_LANG": "zh",
    "FSQ_PROGRESS": "",
    "MPLBACKEND": "Agg",
    "MPLCONFIGDIR": f"{OWN}/.matplotlib",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
}
OPTIONS = ("-s", "-P", "-B", "-X", "utf8")
"""Python takes nothing from its folder or its user, and of the environment only the above."""
KEPT_BY_ROOT = ("CAP_SYS_ADMIN", "CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP")
KEPT_BY_USER = ("CAP_SYS_ADMIN", "CAP_SETPCAP")


@dataclass(frozen=True)
class Visible:
    """Folders and files that may be read, and the symbolic links on the way to them."""

    readable: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    package: str


def view() -> Visible:
    """Return what is needed to run cells: no home, no solution, no compiled exercise, no other part of the course."""
    readable: list[str] = []
    links: dict[str, str] = {}
    course = course_folder()
    inside = [str(path) for path in _interpreter()]
    public = [str(course / part) for part in (*OF_COURSE, *TABLES)]
    for path in (*SYSTEM, *inside, *_package(), *public):
        _add(path, readable, links)
    return Visible(tuple(readable), tuple(links.items()), str(_here().parent))


def bubblewrap_command(seen: Visible) -> list[str] | None:
    """Return the words that start a program in namespaces of its own with this view; None without bubblewrap."""
    program = shutil.which("bwrap")
    if program is None:
        return None
    root = os.geteuid() == 0
    command = [program, "--die-with-parent", "--new-session", "--clearenv", "--cap-drop", "ALL"]
    command += [f"--unshare-{kind}" for kind in ("pid", "ipc", "net", "uts", "cgroup-try")]
    command += [] if root else ["--unshare-user"]
    for capability in KEPT_BY_ROOT if root else KEPT_BY_USER:
        command += ["--cap-add", capability]
    parents = {str(parent) for path in (*seen.readable, *DEVICES, OWN) for parent in Path(path).parents}
    for parent in sorted(parents - {"/"}):  # bubblewrap would make them for root alone
        command += ["--perms", "0755", "--dir", parent]
    for path in seen.readable:
        command += ["--ro-bind", path, path]
    for place, target in seen.links:
        command += ["--symlink", target, place]
    if USUAL not in parents:  # for code that names it
        command += ["--symlink", OWN, USUAL]
    for device in DEVICES:
        command += ["--dev-bind", device, device]
    for name, value in ENVIRONMENT.items():
        command += ["--setenv", name, value]
    return [*command, "--tmpfs", OWN, "--remount-ro", "/", "--chdir", OWN, "--"]


def _here() -> Path:
    return Path(__file__).resolve().parents[2]


def _interpreter() -> Iterator[Path]:
    executable = Path(sys.executable)
    yield from (executable, Path(os.path.realpath(executable)))
    for prefix in dict.fromkeys((sys.prefix, sys.base_prefix)):
        yield Path(prefix) / "pyvenv.cfg"
        if prefix != "/usr":
            yield Path(prefix) / "lib"
            yield Path(prefix) / "lib64"


def _package() -> Iterator[str]:
    """Give this package, of a wheel without the course that lies in it."""
    package = _here()
    if not (package / IN_WHEEL).is_dir():
        yield str(package)
    else:
        yield from (str(part) for part in sorted(package.iterdir()) if part.name != IN_WHEEL)


def _add(path: str, readable: list[str], links: dict[str, str]) -> None:
    """Add a path and, where it is a symbolic link, what it points to."""
    if os.path.islink(path):
        target = os.readlink(path)
        links[path] = target
        _add(os.path.normpath(os.path.join(os.path.dirname(path), target)), readable, links)
    elif os.path.exists(path) and not any(path == one or path.startswith(f"{one}/") for one in readable):
        readable.append(path)
