"""No section of a lesson takes longer than its heading says, by the rates of the standard."""

from dataclasses import replace
from pathlib import Path

import pytest
from course_copies import changed, chapter_in, copy_of_course

from fsq_lab.gates import checking, section_minutes, short_path, standard
from fsq_lab.gates.sources import Sources
from fsq_lab.source.grammar import Block

LESSON = "chapters/01_changing_for_you/lesson.py"


def lesson(root: Path, *cells: str) -> Sources:
    """A lesson; a cell that begins with ``>`` is prose, both languages alike."""
    chapter = replace(chapter_in(root, "01_changing_for_you"))
    return Sources(chapter).part(
        Block("text", 1, text={"zh": cell[1:], "en": cell[1:]}) if cell[0] == ">" else Block("code", 1, code=cell)
        for cell in cells
    )


def test_a_section_begins_at_its_heading_even_in_the_middle_of_a_cell(root: Path) -> None:
    read = "读" * 275
    two = f">## ★ 1 甲（2分钟）\n\n{read}\n\n## 2 乙（1分钟）\n\n"
    told = lesson(root, f">开头{read}", two, "x", f">{read}\n\n## 小结\n\n{read}")
    (first, second) = section_minutes.section_times(told)
    assert (first.heading, first.stated, second.heading, second.stated) == ("★ 1 甲（2分钟）", 2, "2 乙（1分钟）", 1)
    assert first.computed == pytest.approx(standard.CLASS, abs=0.05)
    assert second.computed == pytest.approx(standard.CLASS * (1 + standard.RUN), abs=0.05)
    (fault,) = section_minutes.faults(told)
    assert '"2 乙（1分钟）" states 1 minutes; by the standard\'s rates it takes 1.6' in fault
    assert section_minutes.measured(told) == ["· minutes of the sections, stated (computed): 2 (1.2), 1 (1.6)"]


def test_every_whole_chapter_keeps_its_minutes_and_one_that_does_not_is_told(root: Path, tmp_path: Path) -> None:
    for chapter in checking.chapters_found(root):
        if chapter.status == "whole":
            assert section_minutes.faults(Sources(chapter)) == []
    course = copy_of_course(root, tmp_path)
    changed(course, LESSON, "除以客户数（8分钟）", "除以客户数（6分钟）")
    (fault,) = section_minutes.faults(Sources(chapter_in(course, "01_changing_for_you")))
    assert fault in checking.examine(chapter_in(course, "01_changing_for_you")).faults
    assert "states 6 minutes" in fault


def test_the_short_path_needs_nothing_that_it_leaves_out(root: Path, tmp_path: Path) -> None:
    for chapter in checking.chapters_found(root):
        if chapter.status == "whole":
            assert short_path.faults(Sources(chapter)) == []
    course = copy_of_course(root, tmp_path)
    told = {
        "gaps = servqual.gaps(survey)": ("others = servqual.gaps(survey)", "`gaps`"),
        "from fsq_lab import explore_weights": ("import math", "`explore_weights`"),
    }
    for old, (new, name) in told.items():
        changed(course, "chapters/03_servqual/lesson.py", old, new)
        assert name in "".join(short_path.faults(Sources(chapter_in(course, "03_servqual"))))


def test_an_open_question_is_a_sentence_and_no_item_on_top_of_it(root: Path) -> None:
    asked = lesson(root, 'take_quiz("01_changing_for_you", items=["d1-quality"])')
    least = standard.CLASS * (standard.SENTENCE + standard.RUN)
    assert least < standard.lesson_minutes(asked) < least + standard.CLASS * standard.ITEM
