"""What could be a living person's: numbers with a right check digit, telephones, e-mail addresses. None may be kept.

The course's people are invented. Their telephones begin with 000, as no number does.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from fsq_lab.ground.language import CourseError

if TYPE_CHECKING:
    from pandas import DataFrame

SYNTHETIC_PHONE = re.compile(r"000\d{8}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_BETWEEN = r"[ \-‐-―－.·_/]?"
_SEPARATORS = " -‐‑–—.·_/"
_REGIONS = "1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]"
_BORN = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_NEW_ID = re.compile(rf"(?=((?:{_REGIONS})\d{{4}}(?:18|19|20)\d\d{_BORN}\d{{3}}[\dXx]))")
_OLD_ID = re.compile(rf"(?<!\d)(?:{_REGIONS})\d{{4}}\d\d{_BORN}\d{{3}}(?!\d)")
_CARD = re.compile(r"(?<!\d)[3-6]\d{3}([ -]?)\d{4}\1\d{4}\1\d{1,7}(?:\1\d{1,3})?(?!\d)")
_MOBILE = re.compile(rf"(?<!\d)(?:(?:\+|00)?86{_BETWEEN})?(1{_BETWEEN}[3-9](?:{_BETWEEN}\d){{9}})(?!{_BETWEEN}\d)")
_GROUPS = {(11,), (3, 4, 4), (3, 3, 5), (4, 3, 4), (1,) * 11}  # in which a mobile number is written
_NUMERALS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_LANDLINE = re.compile(rf"(?<!\d)(?:010|02\d|0[3-9]\d\d){_BETWEEN}[2-8]\d{{6,7}}(?!\d)")
_MAIL = re.compile(r"[\w.+-]+@(?P<domain>[\w-]+(?:\.[\w-]+)+)")
_RESERVED = re.compile(r"(?:^|\.)(?:example\.(?:com|net|org)|example|invalid|test)$", re.IGNORECASE)


def found(text: object) -> "DataFrame":
    """Show what in a text could be a living person's.

    It guards against slips, not against somebody who hides a number on purpose.

    Parameters
    ----------
    text : object
        A text, or a number as a spreadsheet gives it.

    Returns
    -------
    DataFrame, one row per finding
        ``identifier``: "resident ID" (18 digits with a right check digit, or 15 of the old form), "bank card" (a right
        Luhn digit), "mobile number", "landline", "e-mail" (but on a reserved domain, RFC 2606); ``place``: at which
        character it begins, from 1, once full-width ones are made narrow. The finding itself is not repeated.
        ``attrs["convention"]``.

    Examples
    --------
    >>> found("身份证 11010519491231002X，电话 00012345678")["identifier"].tolist()
    ['resident ID']
    """
    from pandas import DataFrame

    rows = sorted(_found(text), key=lambda one: one[1])
    result = DataFrame({"identifier": [kind for kind, _ in rows], "place": [place + 1 for _, place in rows]})
    result.attrs["convention"] = "GB 11643-1999 check digit, Luhn, numbering plan; synthetic: 000 + 8 digits"
    return result


def kinds_in(text: object) -> list[str]:
    """Return the kinds of what could be real, each once."""
    return list(dict.fromkeys(kind for kind, _ in sorted(_found(text), key=lambda one: one[1])))


def resident_id_digit(first: object) -> str:
    r"""Work out the last character of an 18-digit resident ID from the 17 digits before it.

    .. math:: c = (12 - \sum_i w_i d_i \bmod 11) \bmod 11, \quad 10 \text{ written } X

    Parameters
    ----------
    first : str of 17 digits

    Returns
    -------
    str
        ``"0"`` to ``"9"`` or ``"X"``.

    Raises
    ------
    CourseError
        For anything but 17 digits.

    References
    ----------
    GB 11643-1999; ISO 7064, MOD 11-2.

    Examples
    --------
    >>> resident_id_digit("11010519491231002")
    'X'
    """
    digits = _narrow(first)
    if not re.fullmatch(r"[0-9]{17}", digits):
        raise CourseError("files.not_digits", wanted="17", found=len(digits))
    return _CHECK[sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11]


def luhn_digit(first: object) -> str:
    """Work out the last digit of a bank card from the digits before it (Luhn 1960, ISO/IEC 7812).

    Parameters
    ----------
    first : str of digits

    Returns
    -------
    str

    Raises
    ------
    CourseError
        For what is no text of digits.

    Examples
    --------
    >>> luhn_digit("7992739871")
    '3'
    """
    digits = _narrow(first)
    if not re.fullmatch(r"[0-9]{1,40}", digits):
        raise CourseError("files.not_digits", wanted="1-40", found=len(digits))
    return str(-_luhn_sum(f"{digits}0") % 10)


def _luhn_sum(digits: str) -> int:
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return sum(number - 9 if number > 9 else number for number in doubled)


def _narrow(value: object) -> str:
    """Return a value as a text of ordinary digits: full-width ones made narrow, 13800000000.0 without its point."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = unicodedata.normalize("NFKC", str(value)).strip()
    return "".join(_plain(one) for one in text if unicodedata.category(one) != "Cf")


def _plain(character: str) -> str:
    digit = unicodedata.digit(character, None)
    return character if digit is None else str(digit)


def _joined(text: str) -> tuple[str, list[int]]:
    """Return a text without what separates digits in pairs, and where each of its characters stood."""
    kept = [
        place
        for place, one in enumerate(text)
        if not (one in _SEPARATORS and place and text[place - 1].isdigit() and text[place + 1 : place + 2].isalnum())
    ]
    return "".join(text[place] for place in kept), kept


def _found(value: object) -> Iterator[tuple[str, int]]:
    text = _narrow(value)
    joined, places = _joined(text)
    identities = {
        places[match.start()]
        for match in _NEW_ID.finditer(joined)
        if resident_id_digit(match[1][:17]) == match[1][17].upper()
    }
    identities |= {match.start() for match in _OLD_ID.finditer(text)}
    yield from (("resident ID", place) for place in identities)
    for match in _CARD.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if 13 <= len(digits) <= 19 and _luhn_sum(digits) % 10 == 0 and match.start() not in identities:
            yield "bank card", match.start()
    for match in _MOBILE.finditer(text.translate(_NUMERALS)):
        if tuple(map(len, re.split(r"\D+", match[1]))) in _GROUPS:
            yield "mobile number", match.start(1)
    for match in _LANDLINE.finditer(text):
        yield "landline", match.start()
    for match in _MAIL.finditer(text):
        if not _RESERVED.search(match["domain"]):
            yield "e-mail", match.start()
