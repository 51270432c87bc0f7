"""What the course's prose may hold: computed results, the field's terms, each language in its place."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from fsq_lab.ground.authored import read_yaml
from fsq_lab.ground.language import LANGUAGES, CourseError
from fsq_lab.source.grammar import Block

FIGURE = re.compile(r"(?<![A-Za-z0-9_.])\d+\.\d+(?![A-Za-z0-9_.])|\d+(?:\.\d+)?\s*[%％]")
SOURCE = re.compile(r"\[([A-Za-z][A-Za-z0-9-]*)\]")
QUOTE = re.compile(r"\{\{.*?\}\}")
CODE = re.compile(r"`[^`]*`|\{\{.*?\}\}|\]\([^)]*\)")
CHINESE = re.compile(r"[\u3400-\u9fff]+")
SPAN = re.compile(r'<span lang="zh">.*?</span>', re.DOTALL)

VALUE = re.compile(r"`[^`]*`|\{[^}]*\}+|\[\[.*?\]\]")
MARKUP = re.compile(r"\]\([^)]*\)|<[^>]*>")
HAN = "[\u3400-\u9fff]"
LABEL = re.compile(r"^[#★\s-]*(?:练习|[A-Z])?\d+[a-z]? +|\[\d\d ", re.MULTILINE)
HALF_WIDTH = re.compile(rf'{HAN}\**(?:[,;:?!()"]|\.(?![a-z.]))|[("]\**{HAN}')
SPACED = re.compile(rf"{HAN}\** +\**[A-Za-z0-9]|[A-Za-z0-9%]\** +\**{HAN}")
STARS = re.compile(r".{0,12}\*\*.{0,12}")
FULL_WIDTH = re.compile("[，。；：？！（）、《》【】％\u3000]")

SENTENCE = re.compile(r"[^。？！.?!\n]+(?:[。？！]|[.?!](?=\s|$)|$)", re.MULTILINE)
LONG = {"zh": 15, "en": 9}

LEAD_INS = {
    "zh": ("先猜", "停一下", "轮到你", "做一做", "写下", "写在纸上"),
    "en": ("Guess", "Stop and judge", "Your turn", "Try it", "Write down", "write it down", "on paper"),
}
READING = {"zh": 650, "en": 450}
FOLDED = re.compile(r"<details>.*?</details>", re.DOTALL)


class ProseError(CourseError):
    """A lesson quotes a figure that nobody computed and no source is named for."""


def refuse_typed_figures(root: Path, file: str, blocks: tuple[Block, ...]) -> None:
    """Refuse a typed decimal or percentage on a line that names no source from ``course/sources.yml``.

    Raises
    ------
    ProseError
        Naming file, line and figure.
    """
    sources = set(read_yaml(root / "course" / "sources.yml"))
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
            missing = next((language for language in LANGUAGES if _lacks(entry, prose, language)), None)
            if entry.get("pair") and missing:
                found.append(f"{entry['zh']} / {entry['en']}: not in {missing}: {text[missing][:40]}")
    return found


def _lacks(entry: dict[str, Any], prose: dict[str, str], language: str) -> bool:
    """Tell whether the other language says a term, and this one neither it nor another for the same word."""
    other = next(one for one in LANGUAGES if one != language)
    said = (entry[language], *entry.get("also", {}).get(language, []))
    return str(entry[other]).casefold() in prose[other] and not any(
        str(word).casefold() in prose[language] for word in said
    )


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


def defined_otherwise(glossary: list[dict[str, Any]], text: str, language: str) -> list[str]:
    """Return where a text defines a term of the glossary in other words than the glossary's own.

    A text defines a term where the term is bold and followed by what it is, or is said to mean something.

    >>> glossary = [{"zh": "差距", "definition": {"zh": "差距是感知减期望；低于期望不等于不满意"}}]
    >>> defined_otherwise(glossary, "**差距**（gap）是感知减期望。差距是指期望减感知。", "zh")
    ['差距是指期望减感知']
    """
    found = []
    for entry in glossary:
        if "definition" not in entry:
            continue
        term, wanted = (
            str(entry[language]),
            _words(entry["definition"][language].split({"zh": "；", "en": ";"}[language])[0]),
        )
        for said in _defining(term, language).finditer(text):
            if wanted not in _words(said[0]):
                found.append(said[0].strip())
    return found


def is_definition(glossary: list[dict[str, Any]], sentence: str, language: str) -> bool:
    """Tell whether a sentence is the definition of a term of the glossary, word for word, or the first part of it.

    >>> glossary = [{"zh": "差距", "definition": {"zh": "差距是感知减期望；低于期望不等于不满意"}}]
    >>> is_definition(glossary, "**差距**（gap）是感知减期望。", "zh"), is_definition(glossary, "差距是减法。", "zh")
    (True, False)
    """
    said = _words(sentence).rstrip("。.")
    wholes = [str(entry["definition"][language]) for entry in glossary if "definition" in entry]
    return any(said in (_words(whole), _words(re.split("[；;]", whole)[0])) for whole in wholes)


def _defining(term: str, language: str) -> re.Pattern[str]:
    if language == "zh":
        return re.compile(rf"(?:\*\*{term}\*\*(?:（[^）]*）)?是|{term}(?:（[^）]*）)?(?:是指|指的是))[^。；！？\n]*")
    begins = r"(?:^|(?<=[.!?:;] ))(?:an? )?"
    said = rf"{begins}(?:\*\*{term}\*\* (?:is|means)|{term} (?:means|is defined as))[^.;!?\n]*"
    return re.compile(said, re.IGNORECASE | re.MULTILINE)


def _words(text: str) -> str:
    """Return a text without marks, brackets and case, so that wordings can be compared."""
    return re.sub(r"（[^）]*）|\*\*|\s+", " ", text).replace(" ", "").casefold()


def chinese_in_english(text: str) -> list[str]:
    """Return the Chinese in an English text that no ``<span lang="zh">`` marks."""
    return CHINESE.findall(SPAN.sub("", text))


def punctuation_faults(text: str, language: str) -> list[str]:
    """Return the places where a text uses the other language's punctuation, each with what stands around it.

    In Chinese, half-width marks and spaces next to Chinese characters; in English, full-width marks. Code, links,
    placeholders and a heading's number do not count, nor does Chinese in ``<span lang="zh">``.
    """
    if language == "zh":
        prose = MARKUP.sub("", VALUE.sub("0", LABEL.sub("", text)))
        hits = [*HALF_WIDTH.finditer(prose), *SPACED.finditer(prose)]
    else:
        prose = MARKUP.sub("", VALUE.sub("0", SPAN.sub("", text)))
        hits = [*FULL_WIDTH.finditer(prose)]
    return [prose[max(0, hit.start() - 8) : hit.end() + 8].replace("\n", " ") for hit in hits]


def stars_left(text: str) -> list[str]:
    """Return where two stars are read as stars: bold that does not close by CommonMark, which JupyterLab follows.

    >>> stars_left("- **★**是短路径"), stars_left("- ★**短路径**")
    (['**★**是短路径'], [])
    """
    from markdown_it import MarkdownIt

    html = MarkdownIt("commonmark").enable("table").render(QUOTE.sub("0", text))
    plain = re.sub("<[^>]+>", "", re.sub("(?s)<code.*?</code>", "", html))
    return STARS.findall(plain)


def length(text: str, language: str) -> int:
    """Return how much there is to read: Chinese characters, or English words."""
    return len(re.findall(HAN if language == "zh" else r"[A-Za-z][A-Za-z'’-]*", text))


def repeated_sentences(chapters: Mapping[str, Iterable[str]], language: str) -> dict[str, list[str]]:
    """Return each long sentence that stands in more than one chapter, with the chapters' names.

    A sentence counts from 15 Chinese characters or 9 English words on; shorter ones, such as "Keep two decimals",
    may come again.
    """
    places: dict[str, set[str]] = defaultdict(set)
    for name, texts in chapters.items():
        for text in texts:
            for sentence in SENTENCE.findall(MARKUP.sub("", VALUE.sub("0", text))):
                if length(sentence, language) >= LONG[language]:
                    places[re.sub(r"[\s*#-]+", " ", sentence).strip()].add(name)
    return {sentence: sorted(names) for sentence, names in places.items() if len(names) > 1}


def long_readings(blocks: Iterable[Block], language: str) -> list[int]:
    """Return how long those stretches of a lesson are that a reader reads without doing anything, where too long.

    A code cell is something to do, and so is a lead-in that asks for it, such as "Stop and judge"; folded replies do
    not count. At most 650 Chinese characters or 450 English words, two to three minutes.
    """
    split = re.compile("|".join(map(re.escape, LEAD_INS[language])))
    stretches, read = [], 0
    for block in blocks:
        if not block.text:
            stretches.append(read)
            read = 0
            continue
        first, *others = (length(part, language) for part in split.split(FOLDED.sub("", block.text[language])))
        read += first
        for part in others:
            stretches.append(read)
            read = part
    return [stretch for stretch in [*stretches, read] if stretch > READING[language]]
