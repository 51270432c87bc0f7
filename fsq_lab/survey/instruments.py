"""Questionnaires by name: the shipped ones, a file of one's own, several joined."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import CourseError
from fsq_lab.survey.instrument_files import SUFFIXES, read_instrument
from fsq_lab.survey.questionnaire import Instrument, Wording

JOINED_BY = "+"


def instrument(name: "str | Instrument") -> Instrument:
    """Return a questionnaire by name or file; an `Instrument` passes through.

    Parameters
    ----------
    name : str or Instrument
        A shipped questionnaire's name; the path of a file of one's own, see `read_instrument`; or several with
        ``+`` between them, see `join`.

    Raises
    ------
    CourseError
        When no questionnaire of that name is shipped, and as for `read_instrument` and `join`.

    Examples
    --------
    >>> len(instrument("bank_branch").items)
    22
    >>> joined = instrument("bank_branch+finance_blocks")
    >>> len(joined.items), len(joined.item_columns)
    (22, 62)
    """
    if isinstance(name, Instrument):
        return name
    if JOINED_BY in name and not Path(name).is_file():
        return join(*(part.strip() for part in name.split(JOINED_BY)))
    if Path(name).suffix.lower() in SUFFIXES:
        return read_instrument(name)
    if name not in shipped():
        raise CourseError("instrument.unknown", name=name, known=", ".join(shipped()))
    return _read_shipped(name)


def files_of(name: "str | Instrument") -> list[Path]:
    """Return the files of one's own that a questionnaire's name stands for.

    >>> files_of("bank_branch"), [file.name for file in files_of("own.yml+finance_blocks")]
    ([], ['own.yml'])
    """
    if isinstance(name, Instrument):
        return []
    parts = [name] if Path(name).is_file() else name.split(JOINED_BY)
    return [Path(part.strip()) for part in parts if Path(part.strip()).suffix.lower() in SUFFIXES]


def join(questionnaire: str | Instrument, *blocks: str | Instrument) -> Instrument:
    """Join blocks to a questionnaire: asked on the same sheet, in sections of their own, and scored apart.

    Parameters
    ----------
    questionnaire : str or Instrument
        Whose dimensions, points and questions are kept.
    *blocks : str or Instrument
        Whose items are added, such as ``"finance_blocks"``. Their own questions are left out: the
        questionnaire asks for the institution and the age once.

    Returns
    -------
    Instrument
        With `blocks`. Scores of it are those of the questionnaire alone; `servqual.blocks` scores the blocks.

    Raises
    ------
    CourseError
        When item numbers, dimensions or codes clash, or a block needs an answer that the questionnaire does not
        ask for.

    Examples
    --------
    >>> joined = join("securities", "finance_blocks")
    >>> joined.dimensions == instrument("securities").dimensions
    True
    >>> joined.blocks[0].dimensions[:2]
    ('outcome', 'transparency')
    """
    first = instrument(questionnaire)
    for block in (one for given in blocks for one in instrument(given).sections):
        _refuse_clash(first, block)
        first = replace(
            first,
            id=f"{first.id}_{block.id}",
            source=Wording(zh=first.source.zh + block.source.zh, en=f"{first.source.en} {block.source.en}"),
            blocks=(*first.blocks, replace(block, questions=(), points=None, blocks=())),
        )
    return first


def _refuse_clash(first: Instrument, block: Instrument) -> None:
    """Raise where a block cannot stand on the same sheet."""
    numbers = {item.number for section in first.sections for item in section.items}
    dimensions = {dimension for section in first.sections for dimension in section.dimensions}
    codes = {question.id for question in first.questions}
    needed = {item.asked_if.question for item in block.items if item.asked_if is not None}
    for key, found in (
        ("join_numbers", [str(item.number) for item in block.items if item.number in numbers]),
        ("join_dimensions", [dimension for dimension in block.dimensions if dimension in dimensions]),
        ("join_question", sorted(needed - codes)),
    ):
        if found:
            raise CourseError(f"instrument.{key}", first=first.id, block=block.id, found=", ".join(found))


def shipped() -> tuple[str, ...]:
    """Return the names of the questionnaires that come with the course."""
    return tuple(sorted(file.stem for file in _folder().glob("*.yml")))


def _folder() -> Path:
    return course_folder() / "course" / "instruments"


@cache
def _read_shipped(name: str) -> Instrument:
    return read_instrument(_folder() / f"{name}.yml")
