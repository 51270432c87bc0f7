"""How long a lesson takes: the minutes that it states, its sections, and the short path through them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fsq_lab.ground.chapters import chapters
from fsq_lab.source.grammar import Block, read_blocks

TOTAL = {"zh": re.compile(r"\*\*用时\*\*：(\d+)分钟"), "en": re.compile(r"\*\*Time:\*\* (\d+) minutes")}
SHORT = {"zh": re.compile(r"★的短路径，约(\d+)分钟"), "en": re.compile(r"short path \(★\) takes about (\d+)")}
SECTION = {
    "zh": re.compile(r"^## (★ )?(.+?)（(\d+)分钟）$", re.MULTILINE),
    "en": re.compile(r"^## (★ )?(.+?) \((\d+) minutes?\)$", re.MULTILINE),
}
STOP = {
    "zh": re.compile(r"\*\*停点.*?\*\*（约(\d+)分钟）"),
    "en": re.compile(r"\*\*Stopping point.*?\*\* \(about (\d+) minutes\)"),
}


@dataclass(frozen=True)
class Section:
    """A section of a lesson: its title, its minutes, and whether it is on the short path."""

    title: str
    minutes: int
    starred: bool


@dataclass(frozen=True)
class Timing:
    """What a lesson says of its time, in one language.

    Attributes
    ----------
    total, short : int or None
        Minutes stated at the top, for all of it and for the starred sections; None where nothing is stated.
    sections : tuple of Section
        In order.
    stops : tuple of (int, int)
        At each stopping point the minutes that it states, and the minutes of the sections before it.
    """

    total: int | None
    short: int | None
    sections: tuple[Section, ...]
    stops: tuple[tuple[int, int], ...]

    @property
    def starred(self) -> int:
        """Minutes of the short path, added up."""
        return sum(section.minutes for section in self.sections if section.starred)


def timing(blocks: Iterable[Block], language: str) -> Timing:
    """Read off a lesson's cells what it says of its time."""
    text = "\n\n".join(block.text[language] for block in blocks if block.text)
    total, short = TOTAL[language].search(text), SHORT[language].search(text)
    marks = [(found.start(), int(found[3])) for found in SECTION[language].finditer(text)]
    return Timing(
        int(total[1]) if total else None,
        int(short[1]) if short else None,
        tuple(Section(found[2], int(found[3]), bool(found[1])) for found in SECTION[language].finditer(text)),
        tuple(
            (int(stop[1]), sum(minutes for start, minutes in marks if start < stop.start()))
            for stop in STOP[language].finditer(text)
        ),
    )


def starred_minutes(root: Path) -> int:
    """Return the minutes of the course's short path, over all lessons that are written."""
    return sum(
        timing(read_blocks(one.lesson_file), "zh").starred for one in chapters(root) if one.lesson_file.is_file()
    )
