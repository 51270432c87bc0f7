"""What the course's prose may hold: computed results, the field's terms, each language in its place."""

import re
from pathlib import Path
from typing import Any

import yaml

from fsq_lab.language import LANGUAGES, CourseError
from fsq_lab.source import Block

FIGURE = re.compile(r"(?<![A-Za-z0-9_.])\d+\.\d+(?![A-Za-z0-9_.])|\d+(?:\.\d+)?\s*[%％]")
SOURCE = re.compile(r"\[([A-Za-z][A-Za-z0-9-]*)\]")
QUOTE = re.compile(r"\{\{.*?\}\}")
CODE = re.compile(r"`[^`]*`|\{\{.*?\}\}|\]\([^)]*\)")
CHINESE = re.compile(r"[\u3400-\u9fff]+")
SPAN = re.compile(r'<span lang="zh">.*?</span>', re.DOTALL)


class ProseError(CourseError):
    """A lesson quotes a figure that nobody computed and no source is named for."""


def refuse_typed_figures(root: Path, file: str, blocks: tuple[Block, ...]) -> None:
    """Refuse a typed decimal or percentage on a line that names no source from ``course/sources.yml``.

    Raises
    ------
    ProseError
        Naming file, line and figure.
    """
    sources = set(yaml.safe_load((root / "course" / "sources.yml").read_text(encoding="utf-8")))
    for block in blocks:
        for text in block.text.values():
            for line in text.splitlines():
                figure = FIGURE.search(QUOTE.sub("", line))
                named = {m.group(1) for m in SOURCE.finditer(line)} & sources
                if figure and not named:
                    raise ProseError(
                        "build.typed_figure", file=file, line=block.line, figure=figure.group(), text=line[:60]
                    )


def glossary_faults(glossary: list[dict[str, Any]], texts: list[dict[str, str]]) -> list[str]:
    """Return where a chapter's texts use a wrong form of a term, or a paired term in one language only.

    Parameters
    ----------
    glossary : list of dict
        The entries of ``course/glossary.yml``.
    texts : list of dict
        The chapter's texts, each ``{"zh": ..., "en": ...}``; code between backquotes does not count.
    """
    found: list[str] = []
    for text in texts:
        prose = {language: CODE.sub("", text[language]).casefold() for language in LANGUAGES}
        for entry in glossary:
            for language in LANGUAGES:
                only_with = str(entry.get("only_with", {}).get(language, "")).casefold()
                for wrong in entry.get("never", {}).get(language, []):
                    if str(wrong).casefold() in prose[language] and only_with in prose[language]:
                        found.append(f"{wrong} → {entry[language]}: {text[language][:40]}")
            there = [str(entry[language]).casefold() in prose[language] for language in LANGUAGES]
            if entry.get("pair") and there[0] != there[1]:
                missing = LANGUAGES[there.index(False)]
                found.append(f"{entry['zh']} / {entry['en']}: not in {missing}: {text[missing][:40]}")
    return found


def undefined_terms(glossary: list[dict[str, Any]], texts: list[dict[str, str]]) -> list[str]:
    """Return the terms whose first use in a Chinese chapter is not written 术语（term）."""
    prose = CODE.sub("", "\n".join(text["zh"] for text in texts))
    found: list[str] = []
    for entry in glossary:
        term = str(entry["zh"])
        alone = prose
        for longer in (str(e["zh"]) for e in glossary if term in str(e["zh"]) and e is not entry):
            alone = alone.replace(longer, "")
        if entry.get("must_define") and term in alone:
            defined = re.compile(re.escape(term) + r"\*{0,2}（[^）]*" + re.escape(str(entry["en"])), re.IGNORECASE)
            if not defined.match(alone, alone.index(term)):
                found.append(f"{term}（{entry['en']}）")
    return found


def chinese_in_english(text: str) -> list[str]:
    """Return the Chinese in an English text that no ``<span lang="zh">`` marks."""
    return CHINESE.findall(SPAN.sub("", text))
