"""The instructor note of a chapter: a Chinese part, then an English one, each with all its headings."""

import re
from collections.abc import Iterator
from functools import partial

from fsq_lab.gates.sources import Sources
from fsq_lab.ground.chapters import Kind
from fsq_lab.ground.language import LANGUAGES, message

HEADINGS = {
    "zh": ("用时", "板书问题", "常见的三个错误回答", "参考答案", "可以略过的", "不用电脑的活动"),
    "en": (
        "Timing",
        "Board question",
        "Three common wrong answers",
        "Model answers",
        "What may be skipped",
        "An activity without computers",
    ),
}
WRONG, MODEL = 2, 3
DISCUSSED: dict[Kind, tuple[str, ...]] = {"case": ("D1", "D2", "D3", "D4a", "D4b")}
"""The discussion questions that the note on a chapter of a kind answers."""

LEAST = 40
"""A part with fewer characters is empty."""


def halves(text: str) -> dict[str, str]:
    """Return the Chinese part of a note and the English one, each beginning with a heading of the first rank.

    >>> halves("# 一 （教师用）# x")
    {}
    """
    parts = re.split(r"(?m)^(?=# )", text)[1:]
    return dict(zip(LANGUAGES, parts, strict=True)) if len(parts) == len(LANGUAGES) else {}


def faults(sources: Sources) -> list[str]:
    """Name what the instructor note of a chapter lacks."""
    file = sources.name_of(sources.chapter.note_file)
    if not sources.note:
        return []  # that the file is missing, `shape` tells
    parts = halves(sources.note)
    if not parts:
        return [message("gates.note.halves", file=file)]
    asked = DISCUSSED.get(sources.chapter.kind, ())
    return [fault for language, half in parts.items() for fault in _half_faults(file, language, half, asked)]


def _half_faults(file: str, language: str, half: str, asked: tuple[str, ...]) -> Iterator[str]:
    say = partial(message, file=file, language=language)
    pieces = re.split(r"(?m)^## (.+)\n", half)[1:]
    there, wanted = dict(zip(pieces[::2], pieces[1::2], strict=True)), HEADINGS[language]
    if tuple(there) != wanted:
        yield say("gates.note.headings", wanted=" · ".join(wanted), found=" · ".join(there) or "–")
        return
    yield from (say("gates.note.empty", heading=name) for name, words in there.items() if len(words.strip()) < LEAST)
    if len(re.findall(r"(?m)^\d\. \*\*", there[wanted[WRONG]])) != 3:
        yield say("gates.note.three", heading=wanted[WRONG])
    yield from (say("gates.note.asked", name=name) for name in asked if f"**{name} " not in there[wanted[MODEL]])
