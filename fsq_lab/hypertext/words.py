"""Words as HTML, a type of its own, and numbers as the course prints them."""

import re
from collections.abc import Iterable
from html import escape
from math import ceil, log10

from fsq_lab.ground.language import current

WITHOUT_INTERVAL = 1
_MOST_PLACES = 2
_PLACES_TO_TELL_FROM_ZERO = 4
_NUMBER_CELL = re.compile(r"<td>([−+-]?[0-9][0-9.,:%万亿]*)</td>")
_CHINESE = re.compile("[\u2014\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")


class Html(str):
    """A text that is HTML already. Whatever is not of this type is escaped where it comes into a page.

    What is put together from such texts is a plain one until it is called HTML again, where it can be seen that its
    parts are safe: ``Html(f"<p>{as_html(name)}</p>")``.
    """

    __slots__ = ()


def as_html(text: str) -> Html:
    """Return a text as HTML, with Chinese words marked as such where the report is in English; HTML stays as it is.

    >>> as_html("<span>"), as_html(as_html("<span>"))
    ('&lt;span&gt;', '&lt;span&gt;')
    """
    if isinstance(text, Html):
        return text
    marked = r'<span lang="zh">\g<0></span>' if current() == "en" else r"\g<0>"
    return Html(_CHINESE.sub(marked, escape(text)))


def joined(parts: Iterable[Html], between: str = "") -> Html:
    r"""Return pieces of HTML in a row, between them blanks, a line break or nothing.

    Raises
    ------
    TypeError
        When a piece is a plain text, which nobody has escaped.

    Examples
    --------
    >>> joined([Html("<b>"), as_html("1 < 2"), Html("</b>")])
    '<b>1 &lt; 2</b>'
    """
    pieces = list(parts)
    if not all(isinstance(piece, Html) for piece in pieces):
        raise TypeError("only Html goes into HTML as it stands; as_html escapes a text")
    return Html(between.join(pieces))


def whole_numbers(html: str) -> str:
    """Return HTML in which each cell of a table that holds a number alone is marked, so that no line breaks in it.

    >>> whole_numbers("<td>1,250.5</td><td>B07</td>")
    '<td class="number">1,250.5</td><td>B07</td>'
    """
    return _NUMBER_CELL.sub(r'<td class="number">\1</td>', html)


def with_code(text: str) -> Html:
    """Return a text as HTML, with what stands between backquotes as code.

    >>> with_code("`a < b` is true")
    '<code>a &lt; b</code> is true'
    """
    parts = escape(text, quote=False).split("`")
    return Html("".join(f"<code>{part}</code>" if place % 2 else part for place, part in enumerate(parts)))


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


def folded(summary: str, text: str, name: str) -> Html:
    """Return a text as HTML behind a line to click on; `name` is its class.

    >>> folded("In words", "a < b", "note")
    '<details class="note"><summary>In words</summary><p>a &lt; b</p></details>'
    """
    return Html(f'<details class="{name}"><summary>{as_html(summary)}</summary><p>{as_html(text)}</p></details>')
