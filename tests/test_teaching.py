"""The page for teachers: its weeks add up, and to each chapter's own minutes; the sample exam is one, without keys."""

import re
from collections import defaultdict
from itertools import accumulate
from pathlib import Path

import pytest

from fsq_lab.checks.compiled import GradedAnswer, Written, compiled_exercise, exercise_names
from fsq_lab.ground.chapters import chapters
from fsq_lab.ground.language import LANGUAGES
from fsq_lab.ground.objectives import objectives

PAGES = {"zh": "docs/teaching.zh.md", "en": "docs/teaching.md"}
EACH = pytest.mark.parametrize("language", LANGUAGES)
HOURS = (16, 24, 32)
KINDS = {"课文": "lesson", "练习": "practice", "实训": "lesson", "lesson": "lesson", "practice": "practice"}
KINDS["training"] = "lesson"
PART = re.compile(rf"(\d\d) ?({'|'.join(KINDS)}) ?(\d+)")
SECTION_2 = {"K3", "K4", "K5", "S3", "S4", "S5a", "S5b", "S5c", "S5d"}
A_WEEK = (110, 122)
Parts = dict[tuple[str, str], list[int]]


def page(root: Path, language: str) -> str:
    return (root / PAGES[language]).read_text(encoding="utf-8")


def plan(root: Path, language: str, hours: int) -> tuple[Parts, list[tuple[int, int]], str]:
    """Return the parts of each chapter in order, each week's sum as added and as stated, and the closing line."""
    text = re.split(rf"^## {hours} ?(?:hours|小时)$", page(root, language), flags=re.MULTILINE)[1].split("\n## ")[0]
    parts: Parts = defaultdict(list)
    weeks = []
    for row, stated in re.findall(r"^\| \d+ \| (.*) \| (\d+) \|$", text, re.MULTILINE):
        found = PART.findall(row)
        assert len(found) == row.count("·") + 1, row
        for number, kind, minutes in found:
            parts[number, KINDS[kind]].append(int(minutes))
        weeks.append((sum(int(minutes) for *_, minutes in found), int(stated)))
    return parts, weeks, text.strip().splitlines()[-1]


@EACH
@pytest.mark.parametrize("hours", HOURS)
def test_every_week_adds_up_to_two_hours_and_all_weeks_to_the_course(root: Path, language: str, hours: int) -> None:
    parts, weeks, closing = plan(root, language, hours)
    assert len(weeks) == hours / 2
    for added, stated in weeks:
        assert added == stated
        assert A_WEEK[0] <= added <= A_WEEK[1]
    total = sum(map(sum, parts.values()))
    second = sum(sum(found) for (number, _), found in parts.items() if "08" <= number <= "13")
    assert list(map(int, re.findall(r"\d{3,}", closing)))[:2] == [total, second]
    assert abs(total - hours * 60) <= 10


@EACH
@pytest.mark.parametrize("hours", HOURS)
def test_what_is_taken_has_the_minutes_of_its_chapter_and_is_divided_between_sections(
    root: Path, language: str, hours: int
) -> None:
    parts, _, _ = plan(root, language, hours)
    known = {chapter.number: chapter for chapter in chapters(root)}
    for (number, kind), found in parts.items():
        chapter = known[number]
        assert sum(found) == {"lesson": chapter.lesson, "practice": chapter.practice}[kind], (number, kind)
        if kind == "lesson" and chapter.kind != "training":
            ends = {*accumulate(chapter.sections)}
            assert {*accumulate(found)} - {chapter.lesson} <= ends, (number, found)
    if hours >= 24:
        whole = {one.number: one.lesson + one.practice for one in known.values() if hours == 32 or one.number != "14"}
        taken: dict[str, int] = defaultdict(int)
        for (number, _), found in parts.items():
            taken[number] += sum(found)
        assert taken == whole


def test_both_languages_plan_the_same_weeks(root: Path) -> None:
    for hours in HOURS:
        zh, en = (plan(root, language, hours)[:2] for language in LANGUAGES)
        assert zh == en


@EACH
def test_the_share_of_section_2_is_as_stated_and_at_least_two_fifths(root: Path, language: str) -> None:
    stated = re.findall(r"^\| (\d\d) \|.* (?:占\D*(?:14\D*)?)?(\d+)%[^|]*\|$", page(root, language), re.MULTILINE)
    assert [int(hours) for hours, _ in stated] == list(HOURS)
    for hours, share in stated:
        parts, _, _ = plan(root, language, int(hours))
        before = {key: sum(found) for key, found in parts.items() if key[0] != "14"}
        second = sum(minutes for (number, _), minutes in before.items() if number >= "08")
        assert int(share) == 100 * second // sum(before.values())
        assert int(share) >= 40


def test_the_shortest_plan_still_takes_a_lesson_of_every_objective(root: Path) -> None:
    parts, _, _ = plan(root, "en", 16)
    taken = {number for number, kind in parts if kind == "lesson"}
    for name, entry in objectives().items():
        assert {lesson[:2] for lesson in entry["lessons"]} & taken, name


def test_section_2_carries_at_least_two_fifths_of_the_graded_points() -> None:
    points = {
        name: sum(step.points for step in compiled_exercise(name).steps if isinstance(step, GradedAnswer | Written))
        for name in exercise_names()
    }
    assert sum(own for name, own in points.items() if name >= "08") >= 0.4 * sum(points.values())


@EACH
def test_the_sample_exam_adds_up_and_holds_no_key(root: Path, language: str) -> None:
    text = page(root, language).split("\n## ")[-1]
    asked = re.findall(r"^\d\. [（(](\w+)(?:, |，)(\d+)(?: points|分)[)）]", text, re.MULTILINE)
    assert sum(int(points) for _, points in asked) == 100
    assert {name for name, _ in asked} <= set(objectives())
    assert sum(int(points) for name, points in asked if name in SECTION_2) >= 40
    assert len(asked) == len(re.findall(r"^\d\. ", text, re.MULTILINE)) == 8
    for key in ("answer=", "rubric", "= ", "示范答案"):
        assert key not in text.partition("\n1. ")[2]
