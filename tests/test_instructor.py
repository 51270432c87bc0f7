"""Every lesson has an instructor note, whole in both languages."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from fsq_lab.authoring.prose import chinese_in_english, glossary_faults
from fsq_lab.language import LANGUAGES

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
NOT_YET = {"03_servqual"}
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
    lessons = {file.stem for file in (root / "course" / "lessons").glob("*.py")}
    notes = {file.stem for file in (root / "course" / "instructor").glob("*.md")}
    assert notes | NOT_YET == lessons
    assert notes & NOT_YET == set(), "take it off the list"


def test_every_note_has_all_parts_in_both_languages(root: Path) -> None:
    glossary = yaml.safe_load((root / "course" / "glossary.yml").read_text(encoding="utf-8"))
    for file in (root / "course" / "instructor").glob("*.md"):
        text = file.read_text(encoding="utf-8")
        assert faults(text, ASKED.get(file.stem, [])) == [], file.name
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
    text = (root / "course/instructor/01_changing_for_you.md").read_text(encoding="utf-8")
    assert fault in "; ".join(faults(text.replace(old, new), ASKED["01_changing_for_you"]))


FACTS = {
    "C1": (
        ["服务方式", "金融产品", "基础建设", "内部管理"],
        ["Service manner", "Infrastructure", "Internal management"],
    ),
    "C2": (["实力、规模、名气"], ["strength, size or name", "foothold"]),
    "C3": (["站立服务、微笑服务、面对面服务、上门服务"], ["stand, smile", "face to face", "door"]),
    "C4": (
        ["点钞机、碎纸机、饮水机、叫号机"],
        ["banknote counter", "shredder", "drinking water", "queue-ticket machine"],
    ),
    "C5": (["“微笑”和“效率”", "“专业”和“情感”"], ["a smile and efficiency", "expertise and an emotional bond"]),
    "C6": (
        ["方便、快捷、安全、高效的标准化服务", "网上银行"],
        ["convenient, fast, safe and efficient", "online banking"],
    ),
    "C7": (["金葵花客户", "一对一"], ["Sunflower customers", "one-to-one", "exclusive privileges"]),
    "C8": (["同一套服务标准"], ["one service standard"]),
    "C9": (
        ["柜台、电话、网络", "口头、书面、电子"],
        ["counter, telephone and network", "orally, in writing or electronically"],
    ),
    "C10": (["客户回访、电话外呼和问卷"], ["call-backs, outbound calls and questionnaires"]),
    "C11": (["内部控制和风险管理"], ["internal control and risk management"]),
    "C12": (["连续六年", "连续两年"], ["six years running", "two years running"]),
}


@pytest.mark.parametrize("fact", FACTS)
def test_the_case_tells_every_fact_in_both_languages_and_in_its_time(root: Path, fact: str) -> None:
    lesson = (root / "course/lessons/01_changing_for_you.py").read_text(encoding="utf-8")
    zh, en = re.search(r"(?s)## ★ 2 案例.*?(?=# %%)", lesson), re.search(r"(?s)## ★ 2 The case.*?(?=# %%)", lesson)
    assert zh is not None
    assert en is not None
    assert [words for words in FACTS[fact][0] if words not in zh[0]] == []
    assert [words for words in FACTS[fact][1] if words not in en[0]] == []
    assert "2007年前后" in zh[0]
    assert "around 2007" in en[0]
