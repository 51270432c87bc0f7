"""The course's names for people and in code: the same table that charts are labelled from, read both ways."""

import re
from collections.abc import Iterable
from functools import cache

from fsq_lab.ground.language import LANGUAGES, catalogue, current, label

_NUMBERED = re.compile(r"([a-z]+)_(\d+|[a-z]+)")


def vocabulary(language: str) -> dict[str, str]:
    """Return every name in code that has one for people: of columns, and of what stands in rows and charts."""
    words = catalogue(language)
    return {str(name): str(text) for name, text in {**words["labels"], **words["columns"]}.items()}


def column_heading(name: str) -> str:
    """Return what stands over a column of this name in the current language; unknown names stay as they are.

    >>> from fsq_lab.ground.language import use
    >>> _ = use("zh")
    >>> column_heading("low"), column_heading("expectation_5"), column_heading("weight_empathy"), column_heading("B07")
    ('区间下限', '期望_5', '权重_移情性', 'B07')
    """
    known = vocabulary(current())
    numbered = _NUMBERED.fullmatch(name)
    if name in known or numbered is None or numbered[1] not in known:
        return known.get(name, name)
    last = known.get(numbered[2], numbered[2])
    return f"{known[numbered[1]]}_{last}" if numbered[2].isdigit() or numbered[2] in known else name


def row_heading(name: str) -> str:
    """Return what stands before a row: as in charts, since a group may bear a column's name, such as low."""
    return column_heading(name) if _NUMBERED.fullmatch(name) else label(name)


def is_word(name: str) -> bool:
    """Return whether code writes this name as a text: a column, a dimension, or a code such as B07."""
    return name in vocabulary(LANGUAGES[0]) or re.fullmatch(r"[A-Z]{1,2}\d{1,2}", name) is not None


def code_name(word: str, among: Iterable[str] | None = None) -> str | None:
    """Return the name in code of a Chinese or English label.

    Parameters
    ----------
    word : str
        Such as 网点.
    among : iterable of str, optional
        The names that it can be; by default any of the course's.

    Examples
    --------
    >>> code_name("网点"), code_name("期望_5", ["expectation_5"]), code_name("branch")
    ('branch', 'expectation_5', None)
    """
    if among is not None:
        return next((name for name in among if word in _labels_of(name)), None)
    return _by_label().get(word)


@cache
def _labels_of(name: str) -> frozenset[str]:
    known = {language: vocabulary(language) for language in LANGUAGES}
    first, _, last = name.partition("_")
    zh = known["zh"]
    labels = {str(words[name]) for words in known.values() if name in words}
    if name not in zh and first in zh and last:
        labels |= {f"{zh[first]}{between}{zh.get(last, last)}" for between in ("_", "", " ")}
    return frozenset(labels)


@cache
def _by_label() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for name, words in vocabulary(language).items():
            found.setdefault(str(words), str(name))
    return {words: name for words, name in found.items() if words != name}
