"""Whether a section of a lesson takes longer than its heading says, by the rates of the standard."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from fsq_lab.gates import standard
from fsq_lab.gates.sources import Sources
from fsq_lab.ground.language import message
from fsq_lab.source.grammar import Block
from fsq_lab.source.timing import SECTION

HEADING = re.compile(r"(?m)^(?=## )")


@dataclass(frozen=True)
class SectionTime:
    """A section with the minutes that its heading states and those that its source takes a class."""

    heading: str
    stated: int
    computed: float

    @property
    def too_long(self) -> bool:
        """Whether it takes a whole minute more than it says."""
        return round(self.computed) > self.stated


def section_times(sources: Sources) -> list[SectionTime]:
    """Return the times of the sections whose heading states minutes; what stands before the first belongs to none."""
    found = []
    for cells in sections_of(sources.lesson):
        heading = SECTION["zh"].match(cells[0].text["zh"]) if cells[0].text else None
        if heading:
            title = heading[0].removeprefix("## ")
            found.append(SectionTime(title, int(heading[3]), standard.lesson_minutes(sources.part(cells))))
    return found


def faults(sources: Sources) -> list[str]:
    """Name the sections that take longer than they state."""
    file = sources.name_of(sources.chapter.lesson_file)
    return [
        message("gates.section_time", file=file, heading=one.heading, stated=one.stated, computed=f"{one.computed:.1f}")
        for one in section_times(sources)
        if one.too_long
    ]


def measured(sources: Sources) -> list[str]:
    """Return the minutes of all sections in one line, as stated and as computed."""
    times = section_times(sources)
    each = message("gates.section_and").join(f"{one.stated} ({one.computed:.1f})" for one in times)
    return [message("gates.section_times", times=each)] if times else []


def sections_of(lesson: Iterable[Block]) -> list[list[Block]]:
    """Split a lesson at its headings, which may stand in the middle of a cell."""
    sections: list[list[Block]] = [[]]
    for block in lesson:
        if not block.text:
            sections[-1].append(block)
            continue
        for place, part in enumerate(HEADING.split(block.text["zh"])):
            if place or part.startswith("## "):
                sections.append([])
            if part.strip():
                sections[-1].append(replace(block, text={"zh": part, "en": ""}))
    return [cells for cells in sections if cells]
