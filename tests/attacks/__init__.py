"""Attacks on the grader: what a student's cell may try. Their code runs only as a submission's, confined.

The body of each function in these modules is one cell. It finds SECRET (a file with a token of the instructor's), HIDDEN
(its folder), COURSE, PACKAGE and PARENT (the grader's process), and sets `won` to something true where it succeeds.
"""

import importlib
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field

MODULES = (
    *("files", "processes", "kernel_calls", "resources", "values", "forging", "replacing"),
    *("endings", "searching", "odd_values"),
)


@dataclass(frozen=True)
class Attack:
    """An attack and what must come of it besides that nothing is won.

    Attributes
    ----------
    ended : tuple of str
        How the run may end.
    keeps_earlier : bool
        Whether the answer claimed before must stay as it was; false where the attack claims another itself.
    """

    name: str
    source: str
    ended: tuple[str, ...] = ("done",)
    keeps_earlier: bool = True
    told: str = field(default="", compare=False)


FOUND: dict[str, Attack] = {}


def attack(*ended: str, keeps_earlier: bool = True) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Enter the body of a function as an attack."""

    def enter(function: Callable[[], None]) -> Callable[[], None]:
        lines = inspect.getsource(function).splitlines()
        start = next(place for place, line in enumerate(lines) if line.startswith("def ")) + 1
        body = textwrap.dedent("\n".join(lines[start:]))
        told = (function.__doc__ or "").strip()
        FOUND[function.__name__] = Attack(function.__name__, body, ended or ("done",), keeps_earlier, told)
        return function

    return enter


def all_attacks() -> dict[str, Attack]:
    """Return every attack by name."""
    for module in MODULES:
        importlib.import_module(f"attacks.{module}")
    return FOUND
