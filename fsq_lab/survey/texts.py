"""Texts as people and tools write them: width, case, tags, invisible characters and punctuation do not count."""

import difflib
import html
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from fsq_lab.ground.language import current

# Characters that nobody sees: soft hyphen, zero-width ones, marks of direction, byte order mark
_INVISIBLE = dict.fromkeys([0xAD, 0x061C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
                            *range(0x2060, 0x2070), 0xFE0E, 0xFE0F, 0xFEFF])  # fmt: skip
_TAG = re.compile(
    r"</?(?:p|br|hr|div|span|b|i|u|s|em|strong|font|small|big|center|label|h[1-6]|li|ul|ol|sub|sup|a|img|table|tbody|tr|td)"
    r"\b[^<>]*>",
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 16)
def normal(text: str) -> str:
    """Return a text with full-width characters made half-width, lower case, without outer blanks or hidden characters.

    Examples
    --------
    >>> normal(" ７ － Agree")
    '7 - agree'
    """
    return unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).casefold().strip()


@lru_cache(maxsize=1 << 16)
def plain(text: str) -> str:
    """Return only a text's letters and digits, so that blanks and punctuation do not count.

    Examples
    --------
    >>> plain("账单，准确。")
    '账单准确'
    """
    return "".join(one for one in normal(text) if one.isalnum() or unicodedata.category(one)[0] == "M")


@lru_cache(maxsize=1 << 14)
def without_tags(text: str) -> str:
    """Return a header as a browser shows it: without tags, with characters for entities.

    Examples
    --------
    >>> without_tags("<p>At&nbsp;a branch</p> [<strong>Bills</strong>]")
    'At a branch [Bills]'
    """
    shown = _TAG.sub(" ", html.unescape(text)) if "<" in text or "&" in text else text
    return " ".join(shown.translate(_INVISIBLE).replace("[ ", "[").replace(" ]", "]").split())


def nearest_first(name: str, known: Iterable[str]) -> str:
    """List what is known, and before it what a name was perhaps meant to be.

    Examples
    --------
    >>> nearest_first("revers", ["number", "reverse"])
    'reverse?; number, reverse'
    """
    every = list(known)
    near = difflib.get_close_matches(name.casefold(), every, n=1, cutoff=0.5)
    return "; ".join([*(f"{one}{'？' if current() == 'zh' else '?'}" for one in near), ", ".join(every)])
