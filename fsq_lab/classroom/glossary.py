"""The course's glossary on a page: each term, its partner in the other language, what it means, and where it comes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import nbformat

from fsq_lab.ground.authored import read_yaml
from fsq_lab.ground.language import LANGUAGE_TAGS, LANGUAGES, current, message
from fsq_lab.hypertext.words import Html, as_html, joined

_FENCED = re.compile(r"```.*?```", re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>|\*\*|`|!?\[(?=[^\]]*\]\()|\]\([^)]*\)| ?\[[A-Z][A-Za-z0-9]+\]")
_SECTION = re.compile(r"^#{2,3}\s+(?:★\s*)?(.*?)(?:\s*[（(]\d+\s*(?:分钟|minutes?)[)）])?\s*$")
_ENDS = {"zh": re.compile(r"(?<=[。？！])"), "en": re.compile(r"(?<=[.?!])\s+(?=\**[A-Z\"“])")}
_TASK = re.compile(r"^(?:我猜|先猜|停一下|I guess|Bet\b|Stop and judge)|[？?]$")
_POINTS_BACK = re.compile(r"这|就是|This|That")
SHORT = {"zh": 24, "en": 45}
"""Characters of a sentence that hardly says anything by itself."""
LONGEST = {"zh": 120, "en": 260}
"""Characters of a sentence that introduces a term; a longer one is cut."""


@dataclass(frozen=True)
class Term:
    """A term in one language.

    Attributes
    ----------
    meaning : str
        The course's definition, else the sentence of the lesson that introduces the term.
    defined : bool
        Whether it is the definition.
    chapter, section : str
        Where the term is introduced; nothing where no lesson uses it.
    """

    word: str
    partner: str
    meaning: str
    defined: bool
    chapter: str
    section: str


@dataclass(frozen=True)
class _Sentence:
    """A sentence of a lesson.

    `marked` has its bold marks, `shown` is the sentence with the one that it needs; `rank` is 0 in a section, 1 in a
    table, 2 before the sections.
    """

    chapter: str
    section: str
    line: tuple[str, int]
    text: str
    marked: str
    shown: str
    rank: int


def terms(root: Path) -> tuple[Term, ...]:
    """Return the glossary's terms in the current language, in the order of its alphabet (Chinese by pinyin).

    Parameters
    ----------
    root : Path
        The course's folder, with its notebooks built.
    """
    entries = {(str(one["zh"]), str(one["en"])): one for one in reversed(read_yaml(root / "course/glossary.yml"))}
    said = {language: list(_sentences(root, language)) for language in LANGUAGES}
    found = []
    for (zh, en), entry in entries.items():
        place = _first(said["zh"], _alone(zh, [one for one, _ in entries], "zh"), _introducing(zh, en))
        if current() == "en":
            place = _first_in_english(said["en"], _alone(en, [one for _, one in entries], "en"), place)
        found.append(_term(entry, place))
    return tuple(sorted(found, key=lambda one: _order(one.word)))


def glossary_body(root: Path) -> Html:
    """Return the page's table, in the current language."""
    other = LANGUAGE_TAGS[_other()]
    heads = joined(
        Html(f"<th>{as_html(message(f'reference.glossary.{name}'))}</th>")
        for name in ("term", "partner", "meaning", "where")
    )
    rows = joined(
        Html(
            f'<tr><td><strong>{as_html(one.word)}</strong></td><td><span lang="{other}">{escape(one.partner)}</span>'
            f'</td><td class="{"definition" if one.defined else "said"}">{as_html(one.meaning)}</td>'
            f"<td>{as_html(f'{one.chapter} {one.section}'.strip())}</td></tr>"
        )
        for one in terms(root)
    )
    return Html(f'<table class="glossary"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>')


def _other() -> str:
    return next(one for one in LANGUAGES if one != current())


def _term(entry: dict[str, Any], place: _Sentence | None) -> Term:
    language = current()
    definition = entry.get("definition", {}).get(language)
    stop = "。" if language == "zh" else "."
    meaning = (
        f"{definition}{stop}"
        if definition
        else _cut(place.shown, language)
        if place
        else message("reference.glossary.elsewhere")
    )
    where = (place.chapter, place.section) if place else ("", "")
    return Term(str(entry[language]), str(entry[_other()]), meaning, bool(definition), *where)


def _first(
    said: list[_Sentence], spoken: re.Pattern[str], introducing: re.Pattern[str] | None = None
) -> _Sentence | None:
    """Return the first sentence that introduces a term, else the first that uses it, one in a section before others."""
    using = [one for one in said if spoken.search(one.text)]
    told = [one for one in using if not one.rank and introducing and introducing.search(one.marked)]
    plain = [one for one in using if not one.rank and not _TASK.search(one.text)]
    return next(iter([*told, *plain, *sorted(using, key=lambda one: one.rank)]), None)


def _first_in_english(said: list[_Sentence], spoken: re.Pattern[str], zh: _Sentence | None) -> _Sentence | None:
    """Return where the English lesson says what the Chinese one introduces: in the same line, else in the same cell."""
    if zh is None:
        return _first(said, spoken)
    same_cell = [one for one in said if (one.chapter, one.line[0]) == (zh.chapter, zh.line[0])]
    same_line = [one for one in same_cell if one.line == zh.line]
    return _first(same_line, spoken) or _first(same_cell, spoken) or _first(said, spoken)


def _introducing(word: str, partner: str) -> re.Pattern[str]:
    """Return what finds a term with its English partner in brackets, or in bold."""
    with_partner = rf"{re.escape(word)}\*{{0,2}}（[^）]*{re.escape(partner)}"
    return re.compile(rf"{with_partner}|\*\*{re.escape(word)}\*\*", re.IGNORECASE)


def _alone(word: str, words: list[str], language: str) -> re.Pattern[str]:
    """Return what finds a term by itself, not inside a longer term of the glossary, in English also its plural."""
    around = [one.casefold().split(word.casefold(), 1) for one in words if one != word]
    pairs = [one for one in around if len(one) == 2]
    before = "".join(f"(?<!{re.escape(first)})" for first, _ in pairs if first)
    after = "".join(f"(?!{re.escape(last)})" for _, last in pairs if last)
    plain = re.escape(word) if language == "zh" else r"\b" + r"s?\s".join(map(re.escape, word.split())) + r"s?\b"
    return re.compile(f"{before}{plain}{after}", re.IGNORECASE)


def _sentences(root: Path, language: str) -> Iterator[_Sentence]:
    """Yield the sentences of the lessons' prose in order, and rows of tables; headings and code are none."""
    for file in sorted((root / "notebooks" / language).glob("*.ipynb")):
        section = ""
        for cell in nbformat.read(file, as_version=4).cells:
            lines = _FENCED.sub("", cell.source).splitlines() if cell.cell_type == "markdown" else []
            for number, line in enumerate(lines):
                heading = _SECTION.match(line)
                if heading:
                    section = heading[1]
                rank = 1 if line.startswith("|") else 0 if section else 2
                for told in () if line.startswith("#") else _told(line, language):
                    yield _Sentence(file.stem[:2], section, (cell.id, number), *told, rank)


def _told(line: str, language: str) -> Iterator[tuple[str, str, str]]:
    """Yield a line's sentences without and with their marks, and as shown: a short one with the one that it needs."""
    between = "" if language == "zh" else " "
    pieces = [(_MARKUP.sub("", one).strip(), one) for one in _pieces(line, language)]
    texts = [text for text, _ in pieces]
    for place, (text, marked) in enumerate(pieces):
        shown = [text]
        if len(text) < SHORT[language]:
            shown = texts[max(place - 1, 0) : place + 1] if _POINTS_BACK.match(text) else texts[place : place + 2]
        if text:
            yield text, marked, between.join(shown)


def _pieces(line: str, language: str) -> list[str]:
    if line.startswith("|"):
        between = "：" if language == "zh" else ": "
        return [between.join(cell.strip() for cell in line.strip().strip("|").split("|"))]
    return _ENDS[language].split(re.sub(r"^\s*(?:[-*>]|\d+\.)\s+", "", line))


def _cut(text: str, language: str) -> str:
    return text if len(text) <= LONGEST[language] else f"{text[: LONGEST[language]].rstrip()}…"


def _order(word: str) -> tuple[bytes, str]:
    """Return what words are sorted by: GB 2312 has its common Chinese characters in the order of pinyin."""
    return (word.casefold().encode("gb18030"), word)
