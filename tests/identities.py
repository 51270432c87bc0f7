"""Runs a command as root and as an ordinary user, whichever of them runs the tests."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

USER = 60_321
"""An id that nobody has."""
_VIEW = r"""
import os, subprocess, sys
user, closed, *rest = sys.argv[1:]
closed = closed.split(":") if closed else []
needed, command = rest[: rest.index("--")], rest[rest.index("--") + 1 :]
run = lambda *words: subprocess.run(words, check=True)
run("mount", "-t", "tmpfs", "none", "/mnt")
held = [path for path in needed if any(path.startswith(one + "/") for one in closed)]
for place, path in enumerate(held):
    os.mkdir(f"/mnt/{place}")
    run("mount", "--bind", path, f"/mnt/{place}")
for folder in closed:
    run("mount", "-t", "tmpfs", "-o", "mode=0755", "none", folder)
for place, path in enumerate(held):
    os.makedirs(path, exist_ok=True)
    run("mount", "--move", f"/mnt/{place}", path)
run("umount", "/mnt")
os.chdir("/")
os.setgroups([])
os.setresgid(int(user), int(user), int(user))
os.setresuid(int(user), int(user), int(user))
os.environ["HOME"] = "/nowhere"
os.execv(command[0], command)
"""


def command_as(who: str, command: list[str], needed: list[Path]) -> list[str] | None:
    """Return how to run a command as ``"root"`` or ``"user"``; None where that cannot be had here.

    As a user of its own it has a view of the machine, its own alone, in which the folders it needs can be reached even
    where they lie in root's home.
    """
    is_root = os.geteuid() == 0
    if (who == "root") == is_root:
        return command
    if who == "root":
        sudo = shutil.which("sudo")
        able = sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0
        return [str(sudo), "-n", "--preserve-env=PYTHONPATH", *command] if able else None
    places = [path.resolve() for path in needed]
    closed = sorted({str(folder) for path in places if (folder := _closed(path))})
    view = [sys.executable, "-I", "-c", _VIEW, str(USER), ":".join(closed), *map(str, places), "--", *command]
    return ["unshare", "--mount", "--propagation", "private", *view]


def _closed(path: Path) -> Path | None:
    """Return the outermost folder above a path that others may not enter."""
    return next((folder for folder in reversed(path.parents) if not folder.stat().st_mode & 1), None)
