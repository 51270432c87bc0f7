"""The gates over every chapter that is found, and for each promise a planted fault that it names."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from course_copies import KEPT, changed, chapter_in, copy_of_course
from plain_yaml import written_out

from fsq_lab.gates import exercise_set, lesson_frame, matrix, note, questions, roleplays, shape, wording
from fsq_lab.gates.checking import GATES, chapters_found, examine
from fsq_lab.gates.new_chapter import FRAME as FRAME_FOLDER
from fsq_lab.gates.sources import Sources
from fsq_lab.gates.standard import short_path_minutes
from fsq_lab.ground.chapters import chapters
from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.upkeep.readmes import readmes

CHAPTERS = chapters_found(course_folder())
Gate = Callable[[Sources], list[str]]


@cache
def sources(name: str) -> Sources:
    """Return what is read of a chapter, once for all gates: nothing is planted in it."""
    return Sources(next(chapter for chapter in CHAPTERS if chapter.name == name))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("gate", GATES, ids=lambda gate: f"{gate.__module__.rpartition('.')[2]}-{gate.__name__}")
def test_every_chapter_passes_every_gate_that_its_status_asks_for(gate: Gate, language: str) -> None:
    use(language)
    held = [chapter for chapter in CHAPTERS if chapter.status in GATES[gate]]
    assert len(held) >= 3
    assert {chapter.name: gate(sources(chapter.name)) for chapter in held} == {chapter.name: [] for chapter in held}


def test_gates_that_find_fewer_than_three_whole_chapters_fail(root: Path, tmp_path: Path) -> None:
    assert len(chapters_found(copy_of_course(root, tmp_path / "three"))) == 3
    with pytest.raises(CourseError, match="Only 2 chapters"):
        chapters_found(copy_of_course(root, tmp_path / "two", *KEPT[:2]))


def test_the_short_path_is_at_most_thirteen_hours_and_at_least_eleven_once_all_chapters_are_written(root: Path) -> None:
    minutes = short_path_minutes(root)
    assert 0 < minutes <= 13 * 60
    if all(chapter.lesson_file.is_file() for chapter in chapters(root)):
        assert minutes >= 11 * 60


FRAME = [
    ("lesson.py", "# # 03 Measuring", "# # 3 Measuring", "Write: # 03 Measuring"),
    ("lesson.py", "**用时**", "**时间**", "[zh]: the first cell lacks **用时**"),
    ("lesson.py", "**Time:**", "**Length:**", "[en]: the first cell lacks **Time:**"),
    ("lesson.py", "**本课回答**", "**回答**", "lacks **本课回答**"),
    ("lesson.py", "**Questions of", "**Some of", "lacks **Questions of this lesson**"),
    ("lesson.py", "**学习目标**", "**目标**", "lacks **学习目标**"),
    ("lesson.py", "**Objectives**", "**Aims**", "lacks **Objectives**"),
    ("lesson.py", "## 小结", "## 完", "the last cells lack ## 小结"),
    ("lesson.py", "## Summary", "## End", "the last cells lack ## Summary"),
    ("lesson.py", "**接下来**", "**以后**", "the last cells lack **接下来**"),
    ("lesson.py", "**Next** comes", "**Then** comes", "the last cells lack **Next"),
    ("lesson.py", "（K1）", "", "[zh]: the first cell does not name K1"),
    ("lesson.py", "exercises/en/03_servqual/", "exercises/en/", "[en]: there is no link to the exercise"),
    ("lesson.py", "plots.", "charts.", "no cell calls plots."),
    ("lesson.py", "take_quiz(", "ask(", "no cell calls take_quiz("),
    ("lesson.py", "**用时**：60", "**用时**：70", "states 70 minutes, chapter.yml 60"),
    ("lesson.py", "takes about 41", "takes about 40", "states 40 minutes for the short path"),
    ("lesson.py", "权重（4分钟）", "权重（6分钟）", "the sections add up to 62 minutes"),
    ("lesson.py", "权重（4分钟）", "权重（6分钟）", "two languages state different minutes"),
    ("lesson.py", "权重（4分钟）", "权重（6分钟）", "a stopping point states"),
    ("lesson.py", "**Stopping point", "**Halting point", "[en]: there is no stopping point"),
    ("chapter.yml", "[4, 3, 8,", "[5, 3, 8,", "chapter.yml has sections: [5, 3, 8,"),
]
NOTE = [
    ("## Board question", "## Question", "the headings are not those of every note"),
    ("1. **", "1. ", "three numbered wrong answers"),
    ("**D4b ", "**D5 ", "lack D4b"),
    ("# 01 Opening", "## 01 Opening", "a Chinese part and then an English one"),
]
WORDING = [
    ("instructor.md", "可靠性", "可信性", "a wrong form of a term"),
    ("instructor.md", "## Timing\n", "## Timing\n\n用时\n", "Chinese in the English text: 用时"),
    ("lesson.py", "五个**维度**（dimension）", "五个**维度**", "not defined at its first use"),
    ("lesson.py", "# Furthest below is", "# 没有 Furthest below is", "Chinese in the English text: 没有"),
    ("lesson.py", "# 差得最多，不等于客户最在乎。", "# 差得最多，不等于客户最在乎.", "[zh]: punctuation or a space"),
    ("lesson.py", "# 差得最多，", "# 没有**“一句”**也", "shows as stars"),
    ("lesson.py", "# 差得最多，", "# 差了3.5分，", "typed by hand"),
    (
        "lesson.py",
        "# Furthest below is",
        f"# {'and so on ' * 200} Furthest below is",
        "without doing anything, at most 450",
    ),
    (
        "lesson.py",
        "# Furthest below is",
        "# However smart the branch looks, it cannot make up for a broken promise. Furthest below is",
        "is also in 00_",
    ),
]
FIRST_QUIZ = "quizzes:\n      - 12_objections_refusals_complaints/fear-behind-the-fee"
MATRIX = [
    (matrix.item_faults, "objectives.yml", "03_servqual/below-the-zone", "03_servqual/x", "it under quizzes of"),
    (matrix.item_faults, "chapters/03_servqual/quiz.yml", "[S1]", "[S7]", "names S7, which is no objective"),
    (matrix.item_faults, "chapters/03_servqual/quiz.yml", "[S1]", "[K1]", "the item does not name S1"),
    (
        matrix.item_faults,
        "objectives.yml",
        FIRST_QUIZ,
        f"quizzes: {{planned: 3}}\n    more{FIRST_QUIZ[7:]}",
        "still says planned: 3",
    ),
    (
        matrix.faults,
        "objectives.yml",
        "03_servqual, 04",
        "x, 04",
        "no objective in course/objectives.yml lists this lesson",
    ),
    (matrix.faults, "objectives.yml", "- 03_servqual/rescale", "- 03_servqual/x", "Enter it under exercises of S1"),
    (
        matrix.faults,
        "objectives.yml",
        "lessons: [12_objections_refusals_complaints, 14_training]",
        "lessons: {planned: 3}",
        "still says planned: 3",
    ),
]
EXERCISE = [
    ("- 2分：有数值", "- 1分：有数值", "middling: the lines add up to 2, the cell says 3"),
    ("- 2分：有数值", "有数值", "not marked line by line"),
    ("- 1 point: says", "- 3 points: says", "the lines of the rubric add up to 7 of 5 points"),
    ("## ★ 1 Mean", "## 1 Mean", "Star the same ones in both"),
    ("先求每位受访者的差", '(levels["perception"] - levels["expectation"]).mean()', "holds the solution"),
]


def told(gate: Gate, course: Path, name: str = "03_servqual") -> str:
    return "\n".join(gate(Sources(chapter_in(course, name))))


@pytest.fixture
def course(root: Path, tmp_path: Path) -> Path:
    return copy_of_course(root, tmp_path)


@pytest.mark.parametrize(("file", "old", "new", "fault"), FRAME)
def test_a_fault_in_a_lessons_frame_is_named(course: Path, file: str, old: str, new: str, fault: str) -> None:
    assert told(lesson_frame.faults, course) == ""
    changed(course, f"chapters/03_servqual/{file}", old, new)
    assert fault in told(lesson_frame.faults, course)


def test_the_welcome_has_its_own_frame(course: Path) -> None:
    name = "00_start_here"
    assert told(lesson_frame.faults, course, name) == ""
    changed(course, f"chapters/{name}/lesson.py", "（6分钟）", "（26分钟）")
    changed(course, f"chapters/{name}/chapter.yml", "[4, 6,", "[4, 26,")
    assert "add up to 40 minutes, and the lesson has 20" in told(lesson_frame.faults, course, name)


@pytest.mark.parametrize(("old", "new", "fault"), NOTE)
def test_a_fault_in_a_note_is_named(course: Path, old: str, new: str, fault: str) -> None:
    changed(course, "chapters/01_changing_for_you/instructor.md", old, new)
    assert fault in told(note.faults, course, "01_changing_for_you")


@pytest.mark.parametrize(("file", "old", "new", "fault"), WORDING)
def test_a_fault_in_the_wording_is_named(course: Path, file: str, old: str, new: str, fault: str) -> None:
    changed(course, f"chapters/03_servqual/{file}", old, new, 1)
    assert fault in told(wording.faults, course)


@pytest.mark.parametrize(("gate", "file", "old", "new", "fault"), MATRIX)
def test_a_fault_in_the_matrix_is_named(course: Path, gate: Gate, file: str, old: str, new: str, fault: str) -> None:
    assert told(gate, course) == ""
    changed(course, file, old, new)
    assert fault in told(gate, course)


@pytest.mark.parametrize(("old", "new", "fault"), EXERCISE)
def test_a_fault_in_an_exercise_set_is_named(course: Path, old: str, new: str, fault: str) -> None:
    changed(course, "chapters/03_servqual/exercise.py", old, new)
    assert fault in told(exercise_set.faults, course)


def test_an_exercise_set_with_too_little_in_it_is_told_what_is_missing(root: Path) -> None:
    sources = Sources(chapter_in(root, "03_servqual"))
    assert sources.exercise is not None
    steps = sources.exercise.steps
    gaps = sources.exercise.answers["gaps"]
    bare = replace(gaps, mistakes=gaps.mistakes[:1], hints=(), code=gaps.code + "\n1" * 8)
    unmarked = replace(sources.exercise.written["why"], samples=())
    vars(sources)["exercise"] = replace(sources.exercise, steps=(steps[0], bare, unmarked))
    found = "\n".join(exercise_set.faults(sources))
    for fault in (
        "automatic answers 1, at least 8",
        "written answers 1, at least 2",
        "gaps: named mistakes 1, at least 2",
        "gaps: hints 0, at least 2",
        "gaps: the solution has 9 lines, at most 8",
        "why: no sample answers",
    ):
        assert fault in found


def bank_with(course: Path, change: Callable[[list[dict[str, Any]]], None]) -> None:
    file = course / "course" / "chapters" / "03_servqual" / "quiz.yml"
    entries = yaml.safe_load(file.read_text(encoding="utf-8"))
    change(entries)
    file.write_text(written_out(entries, sort_keys=False), encoding="utf-8")


def long_right(entries: list[dict[str, Any]]) -> None:
    for option in (option for entry in entries for option in entry.get("options", []) if option.get("right")):
        option["en"]["text"] += ", as all experts who looked into it agree"


def one_long(entries: list[dict[str, Any]]) -> None:
    entry = next(entry for entry in entries if entry["type"] == "multiple")
    entry["options"][0]["zh"]["text"] *= 3


def all_true(entries: list[dict[str, Any]]) -> None:
    statement = next(entry for entry in entries if entry["type"] == "true_false")
    entries.append({**statement, "id": "again"})
    for entry in entries:
        if entry["type"] == "true_false":
            entry["right"] = True


def other_term(entries: list[dict[str, Any]]) -> None:
    entry = next(entry for entry in entries if entry["type"] == "short_text")
    entry["accept"]["en"].insert(0, "something else")


def no_thought(entries: list[dict[str, Any]]) -> None:
    for option in (option for entry in entries for option in entry.get("options", [])):
        right = bool(option.get("right"))
        option["zh"]["why"] += "" if right else "你"
        option["en"]["why"] = "You took one for the other." if right else "It is another one."
        option["en"]["why"] += f" {option['id']}"


@pytest.mark.parametrize(
    ("gate", "change", "fault"),
    [
        (questions.bank_faults, long_right, "times as long as wrong ones over the whole bank"),
        (questions.bank_faults, long_right, "Length tells the key"),
        (questions.bank_faults, all_true, "Turn one round"),
        (questions.faults, one_long, "Make them alike"),
        (questions.faults, other_term, "the item accepts something else first"),
        (questions.faults, no_thought, "speaks to the learner"),
        (questions.faults, no_thought, "does not name the learner's thought"),
    ],
)
def test_a_bank_that_gives_its_key_away_is_named(
    course: Path, gate: Gate, change: Callable[[list[dict[str, Any]]], None], fault: str
) -> None:
    assert told(gate, course) == ""
    bank_with(course, change)
    assert fault in told(gate, course)


def test_a_role_play_that_is_missing_unproved_or_unlisted_is_named(course: Path) -> None:
    changed(course, "chapters/03_servqual/chapter.yml", "roleplays: []", "roleplays: [fund-fee, moon]")
    assert told(roleplays.faults, course).count("\n") == 0
    assert "course/roleplays/moon.yml is not there" in told(roleplays.faults, course)
    changed(course, "objectives.yml", "[fund-fee, loss-trust]", "[loss-trust]")
    assert "fund-fee: no objective in course/objectives.yml lists it" in told(roleplays.faults, course)
    changed(course, "roleplays/fund-fee.yml", "empty: true", "empty: false", 1)
    with pytest.raises(CourseError):
        told(roleplays.faults, course)


def test_the_ways_to_the_best_ending_are_printed_and_one_that_is_not_earned_is_named(course: Path) -> None:
    changed(course, "chapters/03_servqual/chapter.yml", "roleplays: []", "roleplays: [fund-fee]")
    (said,) = roleplays.measured(Sources(chapter_in(course, "03_servqual")))
    assert "3 ways to the best ending" in said
    changed(course, "roleplays/fund-fee.yml", "earned: true, line: suited", "line: suited")
    assert "break a rule. Guard the way with 'earned: true'" in told(roleplays.faults, course)
    assert told(roleplays.measured, course) == ""


def test_files_that_do_not_fit_the_status_are_named(course: Path) -> None:
    file = "chapters/03_servqual/chapter.yml"
    assert told(shape.faults, course) == ""
    changed(course, file, "status: whole", "status: bank")
    assert "lesson.py is there, but chapter.yml gives the status bank. Write status: draft" in told(
        shape.faults, course
    )
    changed(course, file, "status: bank", "status: planned")
    assert "quiz.yml is there" in told(shape.faults, course)
    changed(course, file, "exercise: true", "exercise: false")
    assert "Write true" in told(shape.faults, course)
    (course / "course/chapters/03_servqual").rename(course / "course/chapters/03-Servqual")
    assert "Rename it" in told(shape.faults, course, "03-Servqual")


def test_two_chapters_with_one_number_are_named(root: Path, tmp_path: Path) -> None:
    course = copy_of_course(root, tmp_path)
    (course / "course/chapters/00_start_here").rename(course / "course/chapters/03_start_here")
    assert "03_servqual and 03_start_here have one number" in told(shape.faults, course)


def test_a_stale_list_of_chapters_in_a_readme_is_named(root: Path, course: Path) -> None:
    for name in ("README.md", "README.zh.md", "pyproject.toml"):
        shutil.copy(root / name, course)
    stale = told(shape.faults, course)
    assert "README.md" in stale
    assert "README.zh.md" in stale
    for name, text in readmes(course).items():
        (course / name).write_text(text, encoding="utf-8")
    assert told(shape.faults, course) == ""


HOLLOW = """\
# %% [markdown] lang="zh"
# 一
# %% [markdown] lang="en"
# One
# %%
1 + 1
# %% [markdown] lang="zh"
# 二
# %% [markdown] lang="en"
# Two
"""
HOLLOW_ITEM = """\
- id: one
  type: open
  objectives: [K1]
  zh: {ask: （说说。）}
  en: {ask: (Tell.)}
  afterwards: {zh: （看。）, en: (Look.)}
  compare: {zh: （对。）, en: (Compare.)}
"""
LACKING = {
    "there is no instructor.md": 1,
    "there is no exercise.py": 1,
    "Enter it under quizzes of K1": 1,
    "the learner writes before a reply opens: 0": 1,
    "charts: 0": 1,
    "bets: 0": 1,
    "explorers: 0": 1,
    "quiz items asked in the lesson: 0": 1,
    "quiz.yml: marked items in the bank: 0": 1,
    "types of marked items in the bank: 0": 1,
    "the first line is not the title": 2,
    "the first cell lacks": 6,
    "the last cells lack": 4,
    "there is no link to the exercise": 2,
    "states – minutes, chapter.yml 60": 2,
    "chapter.yml has sections: [8, 8]": 2,
    "the sections add up to 0 minutes": 2,
    "states – minutes for the short path": 2,
    "there is no stopping point": 2,
    "no cell calls plots.": 1,
    "no cell calls take_quiz(": 1,
    "lists this lesson": 1,
}


def test_a_hollow_chapter_marked_whole_is_told_each_thing_that_it_lacks(course: Path) -> None:
    hollow = course / "course" / "chapters" / "97_hollow"
    hollow.mkdir()
    text = (FRAME_FOLDER / "chapter.yml.txt").read_text(encoding="utf-8")
    (hollow / "chapter.yml").write_text(text.replace("draft", "whole"), encoding="utf-8")
    (hollow / "lesson.py").write_text(HOLLOW, encoding="utf-8")
    (hollow / "quiz.yml").write_text(HOLLOW_ITEM, encoding="utf-8")
    chapter = chapter_in(course, "97_hollow")
    found = examine(chapter).faults
    assert {part: sum(part in fault for fault in found) for part in LACKING} == LACKING
    assert sum(LACKING.values()) == len(found)
    as_draft = examine(replace(chapter, status="draft"))
    assert [fault for fault in as_draft.faults if "Enter it under quizzes" not in fault] == []
    assert len(as_draft.to_mend) > 25, "printed, not enforced"
