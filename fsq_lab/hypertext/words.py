"""Words as HTML, and numbers as the course prints them."""

import re
from html import escape
from math import ceil, log10

from fsq_lab.ground.language import current

WITHOUT_INTERVAL = 1
_MOST_PLACES = 2
_PLACES_TO_TELL_FROM_ZERO = 4
_CHINESE = re.compile("[\u2014\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")


def as_html(text: str) -> str:
    """Return a text as HTML, with Chinese words marked as such where the report is in English."""
    marked = r'<span lang="zh">\g<0></span>' if current() == "en" else r"\g<0>"
    return _CHINESE.sub(marked, escape(text))


def with_code(text: str) -> str:
    """Return a text as HTML, with what stands between backquotes as code.

    >>> with_code("`a < b` is true")
    '<code>a &lt; b</code> is true'
    """
    parts = escape(text, quote=False).split("`")
    return "".join(f"<code>{part}</code>" if place % 2 else part for place, part in enumerate(parts))


def number(value: float, places: int = 2) -> str:
    """Return a number with so many decimals and a real minus sign.

    >>> number(-0.6), number(-0.001), number(-2.6, places=0)
    ('−0.60', '0.00', '−3')
    """
    return f"{round(value, places) + 0.0:.{places}f}".replace("-", "−")


def decimals(low: float, high: float) -> int:
    """Return how many decimals a mean deserves: a step of its last digit is a twentieth to a half of the half width.

    A bound that is not zero is never rounded to zero, so that no interval seems to hold what it does not hold.

    Parameters
    ----------
    low, high : float
        The interval; NaN where there is none.

    Examples
    --------
    >>> decimals(-0.48, -0.30), decimals(-0.74, -0.09), decimals(19.0, 26.0), decimals(-0.74, -0.04)
    (2, 1, 0, 2)
    """
    if not high > low:
        return WITHOUT_INTERVAL
    found = min(_MOST_PLACES, max(0, ceil(-log10((high - low) / 4))))
    while found < _PLACES_TO_TELL_FROM_ZERO and any(bound and round(bound, found) == 0 for bound in (low, high)):
        found += 1
    return found


def folded(summary: str, text: str, name: str) -> str:
    """Return a text as HTML behind a line to click on; `name` is its class.

    >>> folded("In words", "a < b", "note")
    '<details class="note"><summary>In words</summary><p>a &lt; b</p></details>'
    """
    return f'<details class="{name}"><summary>{as_html(summary)}</summary><p>{as_html(text)}</p></details>'
