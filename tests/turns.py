"""What takes turns: of many alike, those whose sources changed and a few more, chosen by the commit.

``python3 start.py test --everything`` takes all. The run's last lines name the commit and what had its turn.
"""

import hashlib
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from fsq_lab.authoring.build import PROVED_WITH

DRAWN_WITH = ("ground/synthetic", "ground/tables.py", "ground/course.py")
ROOT = Path(__file__).parent.parent
everything = False
_told: dict[str, str] = {}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--everything", action="store_true", help="all that otherwise takes turns by commit")


def pytest_configure(config: pytest.Config) -> None:
    global everything
    everything = config.getoption("--everything")


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["turns"] = _told


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    _told.update(getattr(node, "workeroutput", {}).get("turns", {}))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if _told:
        terminalreporter.section(f"taking turns at commit {commit()}")
        for what, chosen in sorted(_told.items()):
            terminalreporter.write_line(f"{what}: {chosen}")


def in_turn(what: str, names: Sequence[str], number: int, sources: Sequence[str] = ()) -> list[str]:
    """Return the names whose turn it is: all of them with ``--everything``, or where a source has changed.

    Parameters
    ----------
    what : str
        What they are, for the log; it is part of the draw.
    names : sequence of str
    number : int
        How many have their turn.
    sources : sequence of str
        Paths from the root.
    """
    every = everything or changed(*sources)
    chosen = list(names) if every else drawn(commit(), what, names, number)
    _told[what] = f"all {len(names)}" if every else f"{', '.join(chosen)} of {len(names)}"
    return chosen


def drawn(seed: str, what: str, names: Sequence[str], number: int) -> list[str]:
    """Draw some of the names, in their own order."""
    ranks = {name: hashlib.sha256(f"{seed} {what} {name}".encode()).hexdigest() for name in names}
    chosen = sorted(names, key=ranks.__getitem__)[:number]
    return [name for name in names if name in chosen]


def proof_sources(exercise: str) -> tuple[str, ...]:
    """Return what an exercise's right answers and mistakes depend on, on every learner's data."""
    rooms = tuple(f"fsq_lab/{room}" for room in (*PROVED_WITH, *DRAWN_WITH) if room not in ("ground", "hypertext"))
    return (f"course/chapters/{exercise}/exercise.py", "course/instruments", "datasets", "constraints.txt", *rooms)


@cache
def commit() -> str:
    """Return the checked-out commit; a word that is always the same outside a checkout."""
    return git("rev-parse", "--short=12", "HEAD") or "none"


@cache
def changed(*paths: str) -> bool:
    """Return whether any of these differs from the commit before this one.

    So do files that are not committed yet; where there is no commit before, as in a shallow clone, everything counts
    as changed.
    """
    if not paths:
        return False
    return git("rev-parse", "--verify", "HEAD^") == "" or git("diff", "--name-only", "HEAD^", "--", *paths) != ""


def git(*arguments: str) -> str:
    """Return what git prints; nothing where it fails."""
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
