"""Numbers as people type them, on a Chinese or an English keyboard."""

import re
import unicodedata
from decimal import Decimal

LONGEST_NUMBER = 60

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
    divides by 100 unless the question's own unit is the percent sign. A decimal comma, a fraction, a raised
    digit or a second number is not guessed at.

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
    >>> read_number("1,2") is None
    True
    """
    if len(text) > LONGEST_NUMBER or any(unicodedata.category(sign) == "No" for sign in text):
        return None
    plain = _plain(text)
    found = _NUMBER.fullmatch(plain)
    if found is None:
        return None
    number = Decimal(found["sign"] + found["digits"].replace(",", "") + (found["power"] or ""))
    if found["rest"] in {"", *map(_plain, units)}:
        return number
    return number.scaleb(-2) if found["rest"] == "%" else None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().translate(_SIGNS).strip()
