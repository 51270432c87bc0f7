"""The course's tables as surveys: each carries its questionnaire."""

from typing import TYPE_CHECKING

from fsq_lab.ground import tables
from fsq_lab.survey.carrying import carry
from fsq_lab.survey.instruments import instrument, shipped

if TYPE_CHECKING:
    from pandas import DataFrame


def load(name: str, student: object = None) -> "DataFrame":
    """Load a table of the course; with a student's id, the same story in that student's own numbers.

    Parameters
    ----------
    name : str
        A table of ``datasets/datapackage.json``, such as ``"bank_branch"``.
    student : str, optional
        A learner's id (学号). A synthetic table is then that of the learner's own world, which the course version
        and this id decide. A real table is the same for everyone.

    Returns
    -------
    DataFrame
        Numbers are float64; a skipped answer and "no experience" are both missing (`describe` counts
        each). A survey carries its questionnaire in ``attrs["instrument"]``: scoring finds it there.
        ``attrs["synthetic_seed"]`` of a synthetic table is its seed: charts print it.

    Raises
    ------
    CourseError
        When there is no table of that name.

    Examples
    --------
    >>> survey = load("bank_branch")
    >>> survey.shape, survey.attrs["instrument"]
    ((648, 63), 'bank_branch')
    """
    return _carrying(tables.load(name, student), name)


def in_world(name: str, world: int | None) -> "DataFrame":
    """Return a table of a world, as `load` gives it; see `fsq_lab.ground.tables.in_world`."""
    return _carrying(tables.in_world(name, world), name)


def draw(name: str, seed: int) -> "DataFrame":
    """Draw a synthetic table from any seed, with the columns, types and questionnaire that `load` gives.

    Parameters
    ----------
    name : str
        A synthetic table.
    seed : int
        Any non-negative whole number.

    Raises
    ------
    CourseError
        When there is no such table, or it holds real data and is not drawn.
    """
    return _carrying(tables.draw(name, seed), name)


def _carrying(table: "DataFrame", name: str) -> "DataFrame":
    """Return a table with the questionnaire of its name, if there is one."""
    return carry(table, instrument(name)) if name in shipped() else table
