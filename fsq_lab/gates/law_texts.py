"""The texts that say what the law is: those of a chapter, and those of the course that belong to no chapter.

A wrong option, a false statement and a choice that breaks a rule may say what is not so, and are left out.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fsq_lab.gates.note import halves
from fsq_lab.gates.sources import Sources, pairs_in
from fsq_lab.ground.authored import read_text, read_yaml
from fsq_lab.ground.language import LANGUAGES
from fsq_lab.source.grammar import read_blocks

ENTRIES = ("course/*.yml", "course/instruments/*.yml", "datasets/cards/*.yml")
"""YAML files of entries in both languages; ``course/legal.yml`` is what they are compared with."""

PAGES = ("datasets/cards/*.md", "docs/*.md", "README*.md")
"""Markdown, Chinese where its name says ``.zh.``; what is compared with a rule stands in the rule's paragraph."""

LIBRARY, GATES = "fsq_lab/**/*.py", "gates"
"""What the library says, to programmers in its docstrings and to readers in a result's convention; not its gates."""

LAW, FIELDS = "course/legal.yml", "course/file_fields.yml"
"""The rules, and the fields of a customer's file: an entry there is short, and its `law` is about all of it."""


@dataclass(frozen=True)
class Passage:
    """A text in one language, where it stands, and the rules that its entry names.

    Attributes
    ----------
    where, language, text : str
    law : tuple of str
        ``RULE`` or ``RULE/ARTICLE``, as in ``course/legal.yml``.
    every : bool
        Whether all its figures are the law's; otherwise, where it names no rule, those beside a word of limits.
    """

    where: str
    language: str
    text: str
    law: tuple[str, ...] = ()
    every: bool = False


def passages(sources: Sources) -> Iterator[Passage]:
    """Return the texts of a chapter that say what is so."""
    chapter = sources.chapter
    for file in (chapter.lesson_file, chapter.exercise_file):
        for block in read_blocks(file) if file.is_file() else ():
            for language, text in block.text.items():
                yield Passage(sources.name_of(file), language, text)
    for language, half in halves(sources.note).items():
        yield Passage(sources.name_of(chapter.note_file), language, half)
    if chapter.bank_file.is_file():
        for item in read_yaml(chapter.bank_file):
            yield from _of(item, f"{sources.name_of(chapter.bank_file)}, {item['id']}")
    for name in chapter.roleplays:
        file = chapter.root / "course" / "roleplays" / f"{name}.yml"
        if file.is_file():
            yield from _of(read_yaml(file), f"{name}.yml")


def course_passages(root: Path) -> Iterator[Passage]:
    """Return the texts that belong to no chapter.

    They are the training, the fields of a customer's file and the course's other entries, data cards, pages for
    people, the library's messages, and what its modules say.
    """
    for file in _files(root, ENTRIES):
        name = file.relative_to(root).as_posix()
        if name != LAW:
            yield from _of(read_yaml(file), name, every=name == FIELDS)
    for file in _files(root, PAGES):
        language = "zh" if ".zh." in file.name else "en"
        for paragraph in re.split(r"\n\s*\n", read_text(file)):
            yield Passage(file.relative_to(root).as_posix(), language, paragraph)
    for language in LANGUAGES:
        file = root / "fsq_lab" / "ground" / "locale" / f"{language}.yml"
        for key, text in _messages(read_yaml(file)) if file.is_file() else ():
            yield Passage(f"{file.relative_to(root).as_posix()}, {key}", language, text)
    for file in _files(root, (LIBRARY,)):
        for text in _sayings(file) if GATES not in file.parts else ():
            language = "zh" if re.search("[一-鿿]", text) else "en"
            yield Passage(file.relative_to(root).as_posix(), language, text)


def _files(root: Path, patterns: tuple[str, ...]) -> list[Path]:
    return [file for pattern in patterns for file in sorted(root.glob(pattern))]


def _sayings(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(read_text(module))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from re.split(r"\n\s*\n", node.value)


def _messages(entry: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(entry, str):
        yield key, entry
    elif isinstance(entry, dict | list):
        for name, part in entry.items() if isinstance(entry, dict) else enumerate(entry):
            yield from _messages(part, f"{key}.{name}" if key else str(name))


def _of(entry: Any, where: str, law: tuple[str, ...] = (), under: str = "", every: bool = False) -> Iterator[Passage]:
    """Return the passages below a YAML entry; what a wrong option or a forbidden choice says is left out."""
    if isinstance(entry, list):
        for part in entry:
            yield from _of(part, where, law, under, every)
    if not isinstance(entry, dict):
        return
    named = entry.get("law", [])
    law = tuple(dict.fromkeys([*law, *([named] if isinstance(named, str) else named)]))
    untold = _untold(entry, under)
    said = {
        language: {key: text for key, text in entry[language].items() if key not in untold}
        if isinstance(entry[language], dict)
        else entry[language]
        for language in LANGUAGES
        if language in entry
    }
    for pair in pairs_in(said):
        yield from (Passage(where, language, text, law, every and bool(law)) for language, text in pair.items())
    for key in [key for key in entry if key not in LANGUAGES]:
        yield from _of(entry[key], where, law, key, every)


def _untold(entry: Mapping[str, Any], under: str) -> set[str]:
    """Return which of an entry's texts may say what is not so."""
    if entry.get("type") == "true_false" and entry["right"] is False:
        return {"ask"}
    wrong = (under == "options" and not entry.get("right")) or under == "extra"
    forbidden = "breaks" in entry or entry.get("effect", {}).get("compliance", 0) < 0
    return {"text"} if wrong or forbidden else set()
