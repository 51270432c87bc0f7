"""A map from a file's columns to a survey table's, as a user writes it: by header, by letters, either way round."""

import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from fsq_lab.ground.language import CourseError
from fsq_lab.ground.regular_files import read_written
from fsq_lab.ground.yaml_files import pairs_written, told_of
from fsq_lab.survey.account_text import listed
from fsq_lab.survey.heads import Heads
from fsq_lab.survey.questionnaire import Instrument
from fsq_lab.survey.texts import nearest_first, normal, plain, without_tags
from fsq_lab.survey.workbooks import letters

IGNORE = ("ignore", "忽略")
_LETTERS = re.compile(r"\[?([A-Za-z]{1,3})\]?")
_OCCURRENCE = re.compile(r"(.*?)\s*#(\d{1,3})")


def read_mapping(file: Path) -> dict[str, str]:
    """Read a map from headers to table columns from a YAML file; everything in it is text, 5.10 and No too.

    Raises
    ------
    CourseError
        When the file cannot be opened, is no YAML, holds anything else than lines of header and column, or a header
        twice.
    """
    import yaml

    try:
        lines = pairs_written(read_written(file))
    except OSError as error:
        raise CourseError("survey.no_mapping_file", file=file.name, reason=error.strerror or error) from None
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise CourseError("survey.broken_mapping", file=file.name, **told_of(error)) from None
    if not lines:
        raise CourseError("survey.mapping_form", file=file.name)
    found: dict[str, str] = {}
    for key, value in lines:
        if key in found:
            raise CourseError("survey.mapping_twice", file=file.name, key=key)
        found[key] = value
    return found


def places_of(mapping: Mapping[str, str], heads: Heads, questionnaire: Instrument, file: str) -> dict[int, str | None]:
    """Return the table column of each place that a mapping names; None where it is to be ignored.

    A line is ``header: column``, or ``column: AB`` with the column's letters. A header that stands several times is
    told by ``header#2`` or by its letters, ``[AB]``.

    Raises
    ------
    CourseError
        When a line names no column of the file or of the table, fits several, or two lines name the same one.
    """
    chosen: dict[int, str | None] = {}
    lines: dict[str, str] = {}
    for key, value in mapping.items():
        source, target = _way_round(str(key), str(value), heads, questionnaire)
        place = _place(source, heads, file)
        name = None if target in IGNORE else target
        if place in chosen:
            raise CourseError("survey.mapping_place_twice", file=file, header=source, column=letters(place))
        if name is not None and name in lines:
            raise CourseError("survey.mapping_column_twice", column=name, first=lines[name], second=source)
        chosen[place] = name
        if name is not None:
            lines[name] = source
    return chosen


def are_answers(heads: Heads, found: Mapping[str, int], questionnaire: Instrument) -> bool:
    """Return whether all that stands for headers over the items could be answers to them."""
    scales = {section.scale_of(answer, item) for section in questionnaire.sections
              for answer in section.answers for item in section.items}  # fmt: skip
    labels = {plain(words) for scale in scales for _, label in scale.labels for words in label.every}
    cells = [heads.cells[found[column]][-1] for column in questionnaire.item_columns]
    return all(normal(cell).isdigit() or plain(cell) in labels for cell in cells if cell)


def are_numerals(heads: Heads, found: Mapping[str, int], mapping: Mapping[str, str]) -> bool:
    """Return whether numbers in place of headers are items' numbers: named by the mapping, or rising."""
    cells = [cells[-1] for place, cells in enumerate(heads.cells) if place in found.values()]
    if all(cell in mapping or cell in mapping.values() for cell in cells if cell):
        return True
    numbers = [int(normal(cell)) if normal(cell).isdecimal() else 0 for cell in cells]
    return all(one < other for one, other in pairwise(numbers))


def split(mapping: Mapping[str, str], columns: set[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Split a mapping into the lines that name one of some columns, and the others; what is ignored is ignored in both.

    Examples
    --------
    >>> split({"Q1": "perception_101", "perception_1": "B"}, {"perception_101"})
    ({'Q1': 'perception_101'}, {'perception_1': 'B'})
    """
    of_them = {key: value for key, value in mapping.items() if key in columns or value in columns}
    ignored = {key: value for key, value in mapping.items() if value in IGNORE}
    return of_them | ignored, {key: value for key, value in mapping.items() if key not in of_them}


def _way_round(key: str, value: str, heads: Heads, questionnaire: Instrument) -> tuple[str, str]:
    """Return a line's column of the file and column of the table, whichever it names first."""
    columns = questionnaire.table_columns
    if value in columns or value in IGNORE:
        return key, value
    if key in columns and (_matching(value, heads) or _LETTERS.fullmatch(value) or _OCCURRENCE.fullmatch(value)):
        return value, key
    raise CourseError("survey.mapping_column", column=value, known=nearest_first(value, columns))


def _place(source: str, heads: Heads, file: str) -> int:
    """Return the place of the column that a mapping calls by its header, header and number, or letters."""
    found = _matching(source, heads)
    if not found and (counted := _OCCURRENCE.fullmatch(source)):
        alike = _matching(counted[1], heads)
        if 1 <= int(counted[2]) <= len(alike):
            return alike[int(counted[2]) - 1]
    if len(found) > 1:
        raise CourseError(
            "survey.mapping_header_twice", file=file, header=source, columns=", ".join(map(letters, found))
        )
    if found:
        return found[0]
    if by_letters := _LETTERS.fullmatch(source):
        name = by_letters[1].upper()
        place = next((place for place in range(len(heads.headers)) if letters(place) == name), None)
        if place is not None:
            return place
        last = letters(len(heads.headers) - 1)
        raise CourseError("survey.mapping_letters", file=file, header=source, last=last, headers=_all(heads))
    raise CourseError("survey.mapping_header", file=file, header=source, headers=_all(heads))


def _all(heads: Heads) -> str:
    return listed(f"{header} [{letters(place)}]" for place, header in enumerate(heads.headers) if header)


def _matching(source: str, heads: Heads) -> list[int]:
    """Return the places of a header: as it is written, else in one of two rows, else as it is shown."""
    wanted = source.strip()
    shown = normal(without_tags(wanted))
    places = range(len(heads.headers))
    cells = [(heads.headers[place], *heads.cells[place]) for place in places]
    written = [place for place in places if heads.headers[place] == wanted]
    in_a_row = [place for place in places if wanted in heads.cells[place]]
    alike = [place for place in places if shown in {normal(without_tags(cell)) for cell in cells[place]}]
    return (written or in_a_row or alike) if wanted else []
