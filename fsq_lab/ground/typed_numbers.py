"""Numbers as people type them, on a Chinese or an English keyboard."""

import re
import unicodedata
from decimal import Decimal

LONGEST_NUMBER = 60

_HEDGES = re.compile(r"^(?:about|around|roughly|approximately|大约|大概|约|~|≈) *|(?: *左右)$")
_RANKS = re.compile(r"(?:number|no\.|rank|place|第|#) *(.+?)(?:名|位|个)?|(.+?)(?:名|位|st|nd|rd|th)")
_DIGITS = {name: value for value, name in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_ORDINALS = ("zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_CARDINALS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {name: value for names in (_ORDINALS, _CARDINALS) for value, name in enumerate(names)}
_WORDS |= {name: 10 * value for value, name in enumerate(_TENS, 2)}

_SIGNS = str.maketrans(dict.fromkeys("−‐‑‒–—负", "-") | {"。": "."})
_NUMBER = re.compile(
    r"(?P<sign>[+-]?) *"
    r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?|[0-9]+\.?[0-9]*|\.[0-9]+)"
    r"(?P<power>e[+-]?[0-9]{1,3})? *"
    r"(?P<rest>.*)",
    re.DOTALL,
)


def read_number(text: str, units: tuple[str, ...] = ()) -> Decimal | None:
    """Read a number as a learner may type it, on a Chinese or an English keyboard.

    Accepted: full-width digits, any minus sign, ``1e-3``, commas between groups of three digits, the
    Chinese full stop as decimal point, the question's unit after the number, and a percent sign, which
    divides by 100 unless the question's own unit is the percent sign. So are whole numbers below 100 in words, a
    rank (``第三名``, ``3rd``), tenths (``八成``) and a hedge (``about 50``). A decimal comma,
    a fraction, a raised digit or a second number is not guessed at.

    Parameters
    ----------
    text : str
    units : tuple of str
        The question's unit, in each language.

    Returns
    -------
    Decimal or None
        None when the text is not one number.

    Examples
    --------
    >>> read_number("－１２．５")
    Decimal('-12.5')
    >>> read_number("1,200 件", units=("件", "complaints"))
    Decimal('1200')
    >>> read_number("12.5%"), read_number("12.5%", units=("%",))
    (Decimal('0.125'), Decimal('12.5'))
    >>> read_number("第三名"), read_number("3rd"), read_number("十二"), read_number("约八成", units=("%",))
    (Decimal('3'), Decimal('3'), Decimal('12'), Decimal('80'))
    >>> read_number("1,2") is None
    True
    """
    if len(text) > LONGEST_NUMBER or any(unicodedata.category(sign) == "No" for sign in text):
        return None
    plain = _in_digits(_HEDGES.sub("", _plain(text)))
    found = _NUMBER.fullmatch(plain)
    if found is None:
        return None
    number = Decimal(found["sign"] + found["digits"].replace(",", "") + (found["power"] or ""))
    if found["rest"] in {"", *map(_plain, units)}:
        return number
    return number.scaleb(-2) if found["rest"] == "%" else None


def _in_digits(plain: str) -> str:
    """Return a text with a number in words, in tenths, in per cent or as a rank told in digits; any other unchanged."""
    if plain.endswith("成") and (tenths := _in_words(plain[:-1])) is not None and 0 < tenths <= 10:
        return f"{10 * tenths}%"
    if plain.startswith("百分之"):
        rest = plain.removeprefix("百分之")
        of_100 = _in_words(rest)
        return f"{rest if of_100 is None else of_100}%"
    if (number := _in_words(plain)) is not None and not plain.isdigit():
        return str(number)
    rank = _RANKS.fullmatch(plain)
    place = _in_words(rank[1] or rank[2]) if rank else None
    return plain if place is None else str(place)


def _in_words(text: str) -> int | None:
    """Return a whole number below 100 written in Chinese or English words or in digits, None for any other text."""
    if text.isdecimal():
        return int(text)
    if text in _WORDS or text in _DIGITS:
        return _WORDS.get(text, _DIGITS.get(text))
    tens, ten, ones = text.partition("十")
    if ten and (not tens or tens in _DIGITS) and (not ones or ones in _DIGITS):
        return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)
    return None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().translate(_SIGNS).strip()
