"""The search for keys and explanations in what goes to a browser or into a notebook's outputs."""

import html
import json
import re
from collections.abc import Iterator
from decimal import Decimal

from fsq_lab.ground.language import LANGUAGES
from fsq_lab.quiz.arithmetic import shown
from fsq_lab.quiz.bank import Bank

TELLING_FIELDS = ("answer", "correct", "key", "mistakes", "right", "tolerance", "when", "why")


def leaks(bank: Bank, wire: str, student: object = None) -> list[str]:
    """Name what a text gives away that nobody may see before answering.

    Searched for are every explanation in both languages, JSON fields with telling names, and the keys of
    numeric questions, exact or rounded, with any minus sign. The questions' own words are set aside first,
    since a key may happen to equal a number that a question states. A whole number below 100 is not taken
    for a key, unless it has a minus sign or a decimal point: any message holds such digits.

    Parameters
    ----------
    bank : Bank
    wire : str
        A widget's state, a message or an output, as JSON or HTML.
    student : object, optional
        Whose numbers the questions hold.

    Returns
    -------
    list of str
        ``"item: what was found"``; empty when nothing leaks.
    """
    found = [f'–: field "{name}"' for name in TELLING_FIELDS if f'"{name}":' in wire]
    seeds = {item.id: bank.seed(item, student) for item in bank.items}
    numbers = _numbers(_without_public_texts(bank, wire, seeds))
    for item in bank.items:
        secrets = item.secrets(seeds[item.id])
        found += [f"{item.id}: {text}" for text in secrets.texts if _stands_in(wire, text)]
        found += [f"{item.id}: {shown(key)}" for key in secrets.numbers if _is_told(key, numbers)]
    return found


def _without_public_texts(bank: Bank, wire: str, seeds: dict[str, int]) -> str:
    """Take the questions' own words out, the longest first: a short one may stand within a longer one."""
    questions = [item.question(language, seeds[item.id]) for item in bank.items for language in LANGUAGES]
    spellings = {spelling for question in questions for text in _texts(question) for spelling in _spellings(text)}
    for spelling in sorted(spellings, key=len, reverse=True):
        wire = wire.replace(spelling, "")
    return wire


def _texts(value: object) -> Iterator[str]:
    """Return every text below a value, and every line of it: HTML breaks a text at its lines."""
    match value:
        case dict():
            for inner in value.values():
                yield from _texts(inner)
        case list():
            for inner in value:
                yield from _texts(inner)
        case str():
            yield from (value, *value.splitlines())


def _spellings(text: str) -> list[str]:
    """Return a text as it stands in plain text, in JSON with and without escapes, and in HTML."""
    plain, escaped = json.dumps(text, ensure_ascii=False)[1:-1], json.dumps(text)[1:-1]
    return [text, plain, escaped, html.escape(text), html.escape(text, quote=False)]


def _stands_in(wire: str, text: str) -> bool:
    return any(spelling in wire for spelling in _spellings(text))


def _numbers(text: str) -> list[Decimal]:
    """Return the numbers in a text that can be told from ordinary digits."""
    plain = text.replace("\\u2212", "-").replace("−", "-")
    numbers = [Decimal(found) for found in re.findall(r"(?<![0-9.])-?[0-9]+(?:\.[0-9]+)?(?![0-9A-Za-z_])", plain)]
    return [number for number in numbers if number < 0 or number >= 100 or number.as_tuple().exponent]


def _is_told(key: Decimal, numbers: list[Decimal]) -> bool:
    """Tell whether one of the numbers is the key, rounded to the decimals that the number has."""
    half = Decimal("0.5")
    return any(abs(number - key) <= half.scaleb(int(number.as_tuple().exponent)) for number in numbers)
