"""What a submission finds under the course's names: tables that were drawn for it, a check that only takes note."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from fsq_lab.ground.names import PUBLIC

if TYPE_CHECKING:
    import pandas as pd

Tables = Callable[[str], "pd.DataFrame"]

_PLAYED = (
    "bet bets describe first_answers my_report review save_transcripts settle show_progress submit take_quiz take_role"
)
PLAYED = frozenset({*_PLAYED.split(), *(name for name in PUBLIC if name.startswith("explore_"))})
"""Public names that a reader plays with, and that do nothing here."""
BODIES_RUN = frozenset({"time", "capture", "prun"})
"""Magics that run what stands behind them."""


class Inert:
    """Answers every call and attribute with itself, and shows nothing."""

    def __call__(self, *_: object, **__: object) -> "Inert":
        """Do nothing."""
        return self

    def __getattr__(self, name: str) -> "Inert":
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __repr__(self) -> str:
        return ""


INERT = Inert()


class CheckStandIn:
    """What `exercise` gives: its tables, and a check that judges nothing."""

    def __init__(self, load: Tables) -> None:
        self.load = load

    def __call__(self, name: str, value: object) -> Inert:
        """Judge nothing."""
        return INERT

    def __getattr__(self, name: str) -> Any:
        return getattr(INERT, name)


class Magics:
    """What `get_ipython()` gives: magics that time or capture run what they are given, all others do nothing."""

    def __init__(self, run: Callable[[str], None]) -> None:
        self._run = run

    def run_line_magic(self, name: str, line: str, *_: object) -> None:
        """Run the rest of a line."""
        if name in BODIES_RUN and line.strip():
            self._run(line)

    def run_cell_magic(self, name: str, line: str, cell: str) -> None:
        """Run the rest of a cell."""
        if name in BODIES_RUN:
            self._run(cell)

    def __getattr__(self, name: str) -> Any:
        return getattr(INERT, name)


def display(*_: object, **__: object) -> None:
    """Show nothing."""


def stand_in(known: frozenset[str], tables: Tables) -> None:
    """Put this job's tables and an inert check in the place of the course's own names."""
    practice: Any = import_module("fsq_lab.checks.practice")
    loading: Any = import_module("fsq_lab.survey.loading")
    package: Any = import_module("fsq_lab")
    of_course = loading.load

    def load(name: str, student: object = None) -> "pd.DataFrame":
        if name in known:
            return tables(name)
        table: pd.DataFrame = of_course(name, student)
        return table

    def exercise(name: str, student: object = None) -> CheckStandIn:
        return CheckStandIn(load)

    practice.exercise = package.exercise = exercise
    loading.load = package.load = load
    for name in PLAYED:
        setattr(package, name, INERT)
