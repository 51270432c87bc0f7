"""How a table knows which questionnaire it answers: in ``attrs["instrument"]``, through every step of pandas.

pandas deep-copies ``attrs`` at each step, compares them in `pandas.concat` and `pandas.merge` (and keeps them only
where all are equal), and writes them as JSON into Parquet.
"""

from typing import TYPE_CHECKING, Any

from fsq_lab.ground.language import CourseError
from fsq_lab.survey.instruments import JOINED_BY, shipped
from fsq_lab.survey.instruments import instrument as find_instrument
from fsq_lab.survey.questionnaire import Instrument

if TYPE_CHECKING:
    from pandas import DataFrame

ENTRY = "instrument"


class CarriedInstrument(str):
    """A questionnaire as a table carries it: to JSON a text, its name; to pandas immutable and equal by value.

    Attributes
    ----------
    questionnaire : Instrument
        What is carried.

    Examples
    --------
    >>> from copy import deepcopy
    >>> carried = CarriedInstrument(find_instrument("bank_branch"))
    >>> carried, deepcopy(carried) is carried, len(carried.questionnaire.items)
    ('bank_branch', True, 22)
    """

    __slots__ = ("questionnaire",)
    questionnaire: Instrument

    def __new__(cls, questionnaire: Instrument) -> "CarriedInstrument":
        """Wrap a questionnaire."""
        carried = super().__new__(cls, name_of(questionnaire))
        carried.questionnaire = questionnaire
        return carried

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CarriedInstrument) and self.questionnaire == other.questionnaire

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__

    def __deepcopy__(self, memo: dict[int, Any]) -> "CarriedInstrument":
        return self

    def __reduce__(self) -> tuple[type["CarriedInstrument"], tuple[Instrument]]:
        return CarriedInstrument, (self.questionnaire,)


def name_of(questionnaire: Instrument) -> str:
    """Return what a file keeps of a questionnaire: its id, or of joined ones all ids with ``+`` between them.

    A questionnaire of one's own that has a shipped one's id is marked, so that a file never takes one for the other.

    Examples
    --------
    >>> name_of(find_instrument("bank_branch+finance_blocks"))
    'bank_branch+finance_blocks'
    """
    blocks = [block.id for block in questionnaire.blocks]
    first = questionnaire.id.removesuffix("".join(f"_{block}" for block in blocks))
    name = JOINED_BY.join([first, *blocks])
    known = _shipped_as(name)
    return name if known is None or known == questionnaire else f"{name} (own)"


def carry(table: "DataFrame", questionnaire: Instrument) -> "DataFrame":
    """Return the same table, carrying a questionnaire; the table given is not changed.

    Parameters
    ----------
    table : DataFrame
        A survey table, or what was computed from one.
    questionnaire : Instrument
        The questionnaire that it answers.

    Examples
    --------
    >>> from pandas import DataFrame
    >>> table = carry(DataFrame({"perception_1": [7.0]}), find_instrument("bank_branch"))
    >>> table.query("perception_1 > 5").attrs
    {'instrument': 'bank_branch'}
    """
    carrying = table.copy(deep=False)
    carrying.attrs = carried_on(table, questionnaire)
    return carrying


def carried_on(table: "DataFrame", questionnaire: Instrument) -> dict[Any, Any]:
    """Return the ``attrs`` for what is computed from a table by a questionnaire."""
    return {**table.attrs, ENTRY: CarriedInstrument(questionnaire)}


def questionnaire_of(table: "DataFrame", instrument: str | Instrument | None = None) -> Instrument:
    """Return the questionnaire that a table answers.

    Parameters
    ----------
    table : DataFrame
        A table from `read_survey` or `load`, or what pandas made of it.
    instrument : str or Instrument, optional
        The questionnaire of a table that carries none, as for `fsq_lab.survey.instruments.instrument`. Of joined
        questionnaires that are carried, one may be named.

    Returns
    -------
    Instrument

    Raises
    ------
    CourseError
        When the table carries none and none is named; when it carries only a name, out of a file, that is no shipped
        questionnaire's; when it carries one and another one is named.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> questionnaire_of(load("securities").head()).id
    'securities'
    """
    named = None if instrument is None else find_instrument(instrument)
    carried = _entry(table)
    if named is None:
        if carried is None:
            raise CourseError("instrument.lost", known=", ".join(shipped()))
        known = _known(carried)
        if known is None:
            raise CourseError("instrument.only_a_name", name=carried)
        return known
    if carried is not None and not _holds(carried, named):
        raise CourseError("instrument.two", carried=carried, named=name_of(named))
    return named


def refuse_strangers(*tables: "DataFrame") -> None:
    """Raise where two tables answer different questionnaires; one that carries none is no stranger.

    Raises
    ------
    CourseError
        With the names of both.
    """
    carried = [entry for table in tables if (entry := _entry(table)) is not None]
    for other in carried[1:]:
        if not _alike(carried[0], other):
            raise CourseError("instrument.two_tables", first=carried[0], second=other)


def _entry(table: "DataFrame") -> str | None:
    """Return what a table carries: a questionnaire, the name of one, or nothing."""
    entry = table.attrs.get(ENTRY)
    if isinstance(entry, Instrument):
        return CarriedInstrument(entry)
    return entry if entry is None or isinstance(entry, str) else str(entry)


def _holds(carried: str, named: Instrument) -> bool:
    """Return whether what is carried is this questionnaire, or has it as a part."""
    known = _known(carried)
    if known is None:
        return name_of(named) == carried
    return named == known or any(named.measures_as(section) for section in known.sections)


def _alike(one: str, other: str) -> bool:
    """Return whether two tables carry the same questionnaire, or the same name."""
    first, second = _known(one), _known(other)
    return str(one) == str(other) if first is None or second is None else first == second


def _known(carried: str) -> Instrument | None:
    """Return the questionnaire that is carried, or None where it is but a name, and no shipped one's."""
    return carried.questionnaire if isinstance(carried, CarriedInstrument) else _shipped_as(carried)


def _shipped_as(name: str) -> Instrument | None:
    """Return the shipped questionnaire of a name, or those joined under it."""
    return find_instrument(name) if set(name.split(JOINED_BY)) <= set(shipped()) else None
