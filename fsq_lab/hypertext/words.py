"""Words as HTML, and numbers as the course prints them."""

import re
from html import escape

from fsq_lab.ground.language import current

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
