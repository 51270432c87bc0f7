"""The standard's rows: measured on a lesson made for it, and the leave that a whole chapter may have."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from course_copies import changed, chapter_in, copy_of_course

from fsq_lab.gates import standard
from fsq_lab.gates.sources import Sources
from fsq_lab.ground.language import CourseError
from fsq_lab.source.grammar import Block


def lesson(root: Path, *cells: str, **fields: object) -> Sources:
    """A lesson of 60 minutes; a cell that begins with ``>`` is prose, both languages alike."""
    sources = Sources(replace(chapter_in(root, "03_servqual"), **fields))  # type: ignore[arg-type]
    vars(sources)["lesson"] = tuple(
        Block("text", 1, text={"zh": cell[1:], "en": cell[1:]}) if cell[0] == ">" else Block("code", 1, code=cell)
        for cell in cells
    )
    return sources


def value(sources: Sources, name: str) -> tuple[float, bool]:
    (row,) = (row for row in standard.rows(sources) if row.name == name)
    return row.value, row.broken


@pytest.mark.parametrize(
    ("name", "cells", "measured"),
    [
        ("cells", ["1"] * 55, (55, False)),
        ("cells", ["1"] * 56, (56, True)),
        ("characters", [">" + "读" * 3600 + "`码`{{值}}"], (3600, False)),
        ("characters", [">" + "读" * 3601], (3601, True)),
        ("words", [">" + "read " * 2600 + "`code`"], (2600, False)),
        ("words", [">" + "read " * 2601], (2601, True)),
        ("code_median", ["1\n2\n3", "1\n\n2\n3"], (3, False)),
        ("code_median", ["1\n2\n3\n4", "1\n2\n3"], (3.5, True)),
        ("code_longest", ["1\n" * 10], (10, False)),
        ("code_longest", ["1\n" * 11], (11, True)),
        ("charts", ["plots.gaps(x)\nplots.gaps(y)", "plots.profiles(z)"], (3, False)),
        ("charts", ["plots.gaps(x)"], (1, True)),
        ("explorers", ["from fsq_lab import explore_weights\n\nexplore_weights()"], (1, False)),
        ("explorers", ["1"], (0, True)),
        ("explorers", ["explore_weights()"] * 3, (3, True)),
        ("items_asked", ['take_quiz("03_servqual", items=["six-answers"])'], (1, False)),
        ("items_asked", ['last = ["six-answers"]\ntake_quiz("03_servqual", items=last)'], (1, False)),
        ("items_asked", ['take_quiz("03_servqual")'], (22, True)),
        (
            "own_sentences",
            [">**轮到你**。写一句。", 'take_quiz("03_servqual", items=["item-i-cannot-answer"])'],
            (2, False),
        ),
        ("own_sentences", [">**轮到你**。写一句。"], (1, True)),
        ("minutes", [">" + "读" * 275 * 10], (12, False)),
        ("minutes", [">停一下" * 100], (145, True)),
    ],
)
def test_a_row_is_measured_and_held_against_its_bound(
    root: Path, name: str, cells: list[str], measured: tuple[float, bool]
) -> None:
    assert value(lesson(root, *cells), name) == measured


@pytest.mark.parametrize(("minutes", "most"), [(20, 40), (45, 40), (60, 55), (65, 55), (75, 75)])
def test_bounds_go_by_minutes(root: Path, minutes: int, most: int) -> None:
    assert value(lesson(root, *["1"] * most, lesson=minutes), "cells") == (most, False)
    assert value(lesson(root, *["1"] * (most + 1), lesson=minutes), "cells") == (most + 1, True)


def test_bounds_go_by_kind(root: Path) -> None:
    assert value(lesson(root, "plots.gaps(x)", kind="welcome"), "charts") == (1, False)
    assert value(lesson(root, "explore_weights()", kind="welcome"), "explorers") == (1, True)
    assert "items" not in {row.name for row in standard.rows(lesson(root, "1", kind="welcome"))}
    assert standard.rows(lesson(root, "1", kind="training")) == []
    assert value(lesson(root, "1", kind="case", lesson=45, practice=30), "cells") == (1, False)


def test_a_section_of_nine_minutes_is_too_long(root: Path) -> None:
    assert value(lesson(root, "1", sections=(8, 8)), "section") == (8, False)
    assert value(lesson(root, "1", sections=(8, 9)), "section") == (9, True)


@pytest.mark.parametrize(
    ("kind", "bets", "broken"),
    [("lesson", 4, True), ("lesson", 5, False), ("case", 8, False), ("case", 9, True), ("welcome", 3, False),
     ("welcome", 2, True), ("welcome", 4, True)],
)  # fmt: skip
def test_bets_are_calls_and_enforced_by_kind(root: Path, kind: str, bets: int, broken: bool) -> None:
    cells = [f"bet('b{number}', 'x y')" for number in range(bets)]
    sources = lesson(root, ">**先猜**：几个？下注。", *cells, "# bet('c', 'x y')", kind=kind, to_mend={})
    assert value(sources, "bets") == (bets, broken)
    assert bool([fault for fault in standard.faults(sources) if "bets: " in fault]) is broken


def test_a_guess_that_is_only_thought_takes_as_long_as_a_bet(root: Path) -> None:
    thought = standard.lesson_minutes(lesson(root, ">" + "先猜" * 30))
    read = standard.lesson_minutes(lesson(root, ">" + "先看" * 30))
    assert thought - read == pytest.approx(30 * standard.RUN * standard.CLASS)


def test_explanations_that_begin_with_you_are_counted_in_the_language_that_has_more_of_them(
    root: Path, tmp_path: Path
) -> None:
    course = copy_of_course(root, tmp_path)
    bank = course / "course" / "chapters" / "01_changing_for_you" / "quiz.yml"
    text = bank.read_text(encoding="utf-8")
    assert standard.addressed(Sources(chapter_in(course, "01_changing_for_you"))) < 0.05
    many = re.sub(r'(?m)^(        why: ")(?!You)', r"\1You took it. ", text)
    assert many != text
    bank.write_text(many, encoding="utf-8")
    sources = Sources(chapter_in(course, "01_changing_for_you"))
    assert value(sources, "voice")[1]
    assert any("begin with" in fault and "in other ways" in fault for fault in standard.faults(sources))


def test_an_optional_appendix_is_in_nobodys_minutes(root: Path, tmp_path: Path) -> None:
    course = copy_of_course(root, tmp_path)
    without = standard.practice_minutes(Sources(chapter_in(course, "03_servqual")))
    assert 50 <= without <= 60
    changed(course, "chapters/03_servqual/exercise.py", "选做", "要做")
    whole = standard.practice_minutes(Sources(chapter_in(course, "03_servqual")))
    assert 100 <= whole <= 120, "what the pace of a code line was calibrated on"


def test_a_row_that_a_whole_chapter_lists_is_printed_and_another_is_a_fault(root: Path, tmp_path: Path) -> None:
    course = copy_of_course(root, tmp_path)
    file = "chapters/01_changing_for_you/chapter.yml"
    assert standard.faults(Sources(chapter_in(course, "01_changing_for_you"))) == []
    changed(course, file, "sections: [8,", "sections: [9,")
    (fault,) = standard.faults(Sources(chapter_in(course, "01_changing_for_you")))
    told = "01_changing_for_you/lesson.py: minutes of the longest section: 9; the standard asks for at most 8"
    assert fault.startswith(told)
    changed(course, file, "roleplays: []\n", "roleplays: []\nto_mend: {section: issue 99}\n")
    sources = Sources(chapter_in(course, "01_changing_for_you"))
    assert standard.faults(sources) == []
    (allowed,) = standard.allowed(sources)
    assert allowed.startswith(told)
    assert allowed.endswith("(to be fixed by: issue 99)")


def test_a_leave_that_is_not_needed_or_not_known_is_a_fault(root: Path, tmp_path: Path) -> None:
    course = copy_of_course(root, tmp_path)
    file = "chapters/01_changing_for_you/chapter.yml"
    changed(course, file, "roleplays: []\n", "roleplays: []\nto_mend: {charts: issue 99, moons: issue 99}\n")
    kept, unknown = standard.faults(Sources(chapter_in(course, "01_changing_for_you")))
    assert "to_mend names charts, but the chapter keeps it now (4, at least 3). Take it out." in kept
    assert "moons, which is no row" in unknown
    changed(course, file, "moons: issue 99", "moons: 15")
    with pytest.raises(CourseError, match="moons"):
        chapter_in(course, "01_changing_for_you")
