"""What every chapter has, in both languages: time, questions, objectives, stopping points, chart, quiz and ending."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from fsq_lab.authoring.timing import Section, Timing, starred_minutes, timing
from fsq_lab.ground.language import LANGUAGES
from fsq_lab.source.grammar import Block, read_blocks

LESSONS = sorted((Path(__file__).parent.parent / "course" / "chapters").glob("*/lesson.py"))
OPENING = {
    "zh": ("**用时**", "**本课回答**", "**学习目标**"),
    "en": ("**Time:**", "**Questions of this lesson**", "**Objectives**"),
}
ENDING = {"zh": ("## 小结", "**接下来**"), "en": ("## Summary", "**Next")}
START = "00_start_here"


def faults(blocks: tuple[Block, ...], language: str, objectives: set[str], exercise: str = "") -> list[str]:
    """Name what a lesson lacks."""
    texts = [block.text[language] for block in blocks if block.text]
    code = "\n".join(block.code for block in blocks)
    found = [mark for mark in OPENING[language] if mark not in texts[0]]
    found += [mark for mark in ENDING[language] if mark not in "\n".join(texts[-2:])]
    found += [f"objective {name}" for name in sorted(objectives) if name[:2] not in texts[0]]
    found += [call for call in ("plots.", "take_quiz(") if call not in code]
    if exercise and exercise not in "\n".join(texts):
        found.append("link to the exercise")
    return found


def time_faults(stated: Timing) -> list[str]:
    """Name where the minutes that a lesson states do not add up."""
    found = []
    if stated.total != sum(section.minutes for section in stated.sections):
        found.append("total")
    if stated.short != stated.starred or not stated.starred:
        found.append("short path")
    if not stated.stops or any(said != counted for said, counted in stated.stops):
        found.append("stopping points")
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "file", [lesson for lesson in LESSONS if lesson.parent.name != START], ids=lambda file: file.parent.name
)
def test_a_chapter_has_all_that_every_chapter_has(root: Path, file: Path, language: str) -> None:
    rows = yaml.safe_load((root / "course/objectives.yml").read_text(encoding="utf-8"))["objectives"]
    own = {name for name, row in rows.items() if file.parent.name in row["lessons"]}
    assert own
    exercise = f"exercises/{language}/{file.parent.name}/{file.parent.name}.ipynb"
    blocks = read_blocks(file)
    assert faults(blocks, language, own, exercise if (root / exercise).is_file() else "") == []
    assert time_faults(timing(blocks, language)) == []


@pytest.mark.parametrize("file", LESSONS, ids=lambda file: file.parent.name)
def test_both_languages_state_the_same_times(file: Path) -> None:
    zh, en = (timing(read_blocks(file), language) for language in LANGUAGES)
    assert zh.sections
    assert [(section.minutes, section.starred) for section in zh.sections] == [
        (section.minutes, section.starred) for section in en.sections
    ]
    assert (zh.total, zh.short, zh.stops) == (en.total, en.short, en.stops)


def test_the_sections_of_the_start_fit_its_time() -> None:
    (start,) = (file for file in LESSONS if file.parent.name == START)
    stated = timing(read_blocks(start), "zh")
    assert stated.total is not None
    assert 0 < sum(section.minutes for section in stated.sections) <= stated.total


def test_the_short_path_is_at_most_thirteen_hours_and_at_least_eleven_once_all_chapters_are_written(root: Path) -> None:
    minutes = starred_minutes(root)
    assert 0 < minutes <= 13 * 60
    if len(LESSONS) == 15:
        assert minutes >= 11 * 60


GOOD = {
    "zh": "# 标题\n\n**用时**：9分钟，只走带★的短路径，约4分钟。**本课回答** **学习目标**（K1）\n\n"
    "## ★ 1 甲（4分钟）\n\n**停点一**（约4分钟）\n\n## 2 乙（5分钟）\n\n## 小结\n\n**接下来**",
    "en": "# Title\n\n**Time:** 9 minutes. The starred short path (★) takes about 4. **Questions of this lesson** "
    "**Objectives** (K1)\n\n## ★ 1 A (4 minutes)\n\n**Stopping point one** (about 4 minutes)\n\n## 2 B (5 minutes)\n\n"
    "## Summary\n\n**Next:**",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_gate_of_chapters_can_fail(language: str) -> None:
    def lesson(text: str, code: str = "plots.gaps(x)\ntake_quiz('a')") -> tuple[Block, ...]:
        return Block("text", 1, text={language: text}), Block("code", 2, code=code)

    good = GOOD[language]
    assert faults(lesson(good), language, {"K1"}) == []
    assert faults(lesson(good), language, {"K1", "S2"}, "x.ipynb") == ["objective S2", "link to the exercise"]
    assert faults(lesson(good, "1"), language, {"K1"}) == ["plots.", "take_quiz("]
    for mark in (*OPENING[language], *ENDING[language]):
        assert faults(lesson(good.replace(mark, "")), language, {"K1"}) == [mark]
    stated = timing(lesson(good), language)
    assert stated.sections == (Section(stated.sections[0].title, 4, True), Section(stated.sections[1].title, 5, False))
    assert time_faults(stated) == []
    assert time_faults(replace(stated, total=10)) == ["total"]
    assert time_faults(replace(stated, short=None)) == ["short path"]
    assert (
        time_faults(replace(stated, stops=((4, 5),))) == time_faults(replace(stated, stops=())) == ["stopping points"]
    )
