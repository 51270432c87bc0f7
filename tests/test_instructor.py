"""Every lesson has an instructor note, whole in both languages."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from fsq_lab.authoring.prose import chinese_in_english, glossary_faults
from fsq_lab.ground.language import LANGUAGES

PARTS = {
    "zh": ["用时", "板书问题", "常见的三个错误回答", "参考答案", "可以略过的", "不用电脑的活动"],
    "en": [
        "Timing",
        "Board question",
        "Three common wrong answers",
        "Model answers",
        "What may be skipped",
        "An activity without computers",
    ],
}
ASKED = {"01_changing_for_you": ["D1", "D2", "D3", "D4a", "D4b"]}


def halves(text: str) -> dict[str, str]:
    """The Chinese part of a note and the English one, each beginning with a heading of the first rank."""
    parts = re.split(r"(?m)^(?=# )", text)[1:]
    return dict(zip(LANGUAGES, parts, strict=True)) if len(parts) == len(LANGUAGES) else {}


def sections(half: str) -> dict[str, str]:
    pieces = re.split(r"(?m)^## (.+)\n", half)[1:]
    return dict(zip(pieces[::2], pieces[1::2], strict=True))


def faults(text: str, asked: list[str]) -> list[str]:
    """What an instructor note lacks."""
    found: list[str] = []
    if not halves(text):
        return ["one part in Chinese and then one in English"]
    for language, half in halves(text).items():
        there = sections(half)
        if list(there) != PARTS[language]:
            found.append(f"{language}: headings {list(there)}")
            continue
        _, _, wrong, model, _, _ = PARTS[language]
        found += [f"{language}: {name} is empty" for name, words in there.items() if len(words.strip()) < 40]
        if len(re.findall(r"(?m)^\d\. \*\*", there[wrong])) != 3:
            found.append(f"{language}: three wrong answers, each with its reply")
        found += [f"{language}: {name}" for name in asked if f"**{name} " not in there[model]]
    return found


def prose_faults(text: str, glossary: list[dict[str, Any]]) -> list[str]:
    """Wrong forms of terms, and Chinese left in the English part."""
    half = halves(text)
    return [*glossary_faults(glossary, [half]), *chinese_in_english(half["en"])]


def test_every_lesson_has_a_note_and_every_note_a_lesson(root: Path) -> None:
    lessons = {file.parent.name for file in (root / "course" / "chapters").glob("*/lesson.py")}
    notes = {file.parent.name for file in (root / "course" / "chapters").glob("*/instructor.md")}
    assert notes == lessons


def test_every_note_has_all_parts_in_both_languages(root: Path) -> None:
    glossary = yaml.safe_load((root / "course" / "glossary.yml").read_text(encoding="utf-8"))
    for file in (root / "course" / "chapters").glob("*/instructor.md"):
        text = file.read_text(encoding="utf-8")
        assert faults(text, ASKED.get(file.parent.name, [])) == [], file.parent.name
        assert prose_faults(text, glossary) == [], file.name


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("## Board question", "## Question", "en: headings"),
        ("1. **", "1. ", "three wrong answers"),
        ("**D4b ", "**D5 ", "D4b"),
        ("# 01 Opening", "## 01 Opening", "one part in Chinese"),
    ],
)
def test_the_gate_on_notes_can_fail(root: Path, old: str, new: str, fault: str) -> None:
    text = (root / "course/chapters/01_changing_for_you/instructor.md").read_text(encoding="utf-8")
    assert fault in "; ".join(faults(text.replace(old, new), ASKED["01_changing_for_you"]))
