"""What a lesson says of other lessons is so: which comes next, and which are not written yet."""

from pathlib import Path

import pytest
from course_copies import changed, chapter_in, copy_of_course

from fsq_lab.gates import pointers
from fsq_lab.gates.sources import Sources, sources_of

LESSON = "chapters/03_servqual/lesson.py"


def test_every_lesson_leads_to_the_next_and_calls_no_written_one_unwritten(root: Path) -> None:
    for sources in sources_of(root):
        assert pointers.stale(sources) == []
        assert pointers.onward(sources) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("B07合格（第02课）", "见第{}课，还没写好"),
        ("the checklist (lesson 02)", "the checklist (lesson {}, not written yet)"),
    ],
)
def test_a_lesson_called_unwritten_that_stands_there_is_told(root: Path, tmp_path: Path, old: str, new: str) -> None:
    course = copy_of_course(root, tmp_path)
    changed(course, LESSON, old, new.format("01"))
    (fault,) = pointers.stale(Sources(chapter_in(course, "03_servqual")))
    assert "lesson 01 is there" in fault
    changed(course, LESSON, new.format("01"), new.format("07"))
    assert pointers.stale(Sources(chapter_in(course, "03_servqual"))) == []


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        ("zh", "[01 引例：因您而变](01_changing_for_you.ipynb)", "[练习01](../../exercises/zh/01_x/01_x.ipynb)"),
        ("en", '[01 Opening case: "Changing for You"](01_changing_for_you.ipynb)', "[03 Measuring](03_servqual.ipynb)"),
    ],
)
def test_an_ending_that_leads_elsewhere_is_told(root: Path, tmp_path: Path, language: str, old: str, new: str) -> None:
    course = copy_of_course(root, tmp_path)
    changed(course, "chapters/00_start_here/lesson.py", old, new)
    (fault,) = pointers.onward(Sources(chapter_in(course, "00_start_here")))
    assert f"[{language}]" in fault
    assert "the next chapter is 01" in fault
