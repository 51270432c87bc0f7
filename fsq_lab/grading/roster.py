"""A class's roster: who is in it, from CSV or Excel."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fsq_lab.ground.course import student_id
from fsq_lab.ground.language import CourseError
from fsq_lab.survey.sheets import read_grid

IDS = ("学号", "学生学号", "工号", "student id", "student_id", "studentid", "id number", "sis user id", "id", "number")
NAMES = ("姓名", "学生姓名", "名字", "name", "student", "full name", "student name")
_ID = re.compile(r"[\w-]{1,40}")
_DIGITS = re.compile(r"(?<!\d)\d{6,16}(?!\d)")


class RosterError(CourseError):
    """A roster cannot be used; the message names the row and the remedy."""


@dataclass(frozen=True)
class Roster:
    """Names by student id, in the order of the file."""

    names: Mapping[str, str] = field(default_factory=dict)

    def __contains__(self, student: str) -> bool:
        return student in self.names

    def found_in(self, text: str) -> str | None:
        """Return the one student whose id, or else whose name, stands in a text such as a file's name.

        None where there is none, or more than one.
        """
        plain = unicodedata.normalize("NFKC", text)
        by_id = {one for one in self.names if re.search(rf"(?<![0-9A-Za-z]){re.escape(one)}(?![0-9A-Za-z])", plain)}
        if len(by_id) == 1:
            return by_id.pop()
        if by_id:
            return None
        squeezed = re.sub(r"[\s·•_,.-]", "", plain).casefold()
        named = {one for one, name in self.names.items() if len(name) > 1 and _squeezed(name) in squeezed}
        longest = max((len(self.names[one]) for one in named), default=0)
        named = {one for one in named if len(self.names[one]) == longest}
        return named.pop() if len(named) == 1 else None


def read_roster(file: Path) -> Roster:
    """Read a roster: a table with a column of student ids (学号) and, if there is one, of names.

    Raises
    ------
    CourseError
        When the file cannot be read, has no column of ids, an id is no id, or stands there twice.
    """
    records = read_grid(file).records
    heads = [_head(cell) for cell in records[0]]
    place = next((heads.index(one) for one in IDS if one in heads), None)
    if place is None:
        raise RosterError("grade.roster.no_ids", file=file.name, found=", ".join(records[0]), known=", ".join(IDS[:5]))
    named = next((heads.index(one) for one in NAMES if one in heads), None)
    found: dict[str, str] = {}
    for row, cells in enumerate(records[1:], start=2):
        if not any(map(str.strip, cells)):
            continue
        text = cells[place] if place < len(cells) else ""
        who = checked_id(text, f"{file.name}, {row}")
        if who in found:
            raise RosterError("grade.roster.twice", file=file.name, row=row, id=who)
        found[who] = cells[named].strip() if named is not None and named < len(cells) else ""
    return Roster(found)


def checked_id(text: object, place: str) -> str:
    """Return an id in one spelling.

    Raises
    ------
    RosterError
        When it is empty, has odd characters, or is a number that a spreadsheet has shortened (2.026E+12).
    """
    who = student_id(text)
    if who is None or not _ID.fullmatch(who) or re.fullmatch(r"\d(\.\d+)?E\+?\d+", who, re.IGNORECASE):
        raise RosterError("grade.roster.bad_id", place=place, id=text)
    return who


def digits_in(text: str) -> str | None:
    """Return the one long number in a text, which is most likely a student id; None where there is none or more.

    >>> digits_in("作业3-20260001-张三 (1).ipynb"), digits_in("hw3.ipynb")
    ('20260001', None)
    """
    found = set(_DIGITS.findall(unicodedata.normalize("NFKC", text)))
    return found.pop() if len(found) == 1 else None


def merged(roster: Roster, more: Iterable[tuple[str, str]]) -> Roster:
    """Return a roster with more students; a known one gets the new name, if there is one."""
    names = dict(roster.names)
    for who, name in more:
        names[who] = name or names.get(who, "")
    return Roster(names)


def _head(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().strip(":").casefold()


def _squeezed(name: str) -> str:
    return re.sub(r"[\s·•_,.-]", "", unicodedata.normalize("NFKC", name)).casefold()
