"""Self-contained HTML pages: what a person prints or opens on a phone, with nothing to load from elsewhere."""

import re
from functools import cache
from html import escape, unescape
from pathlib import Path

from fsq_lab.ground.language import LANGUAGE_TAGS, current

_STYLES = Path(__file__).parent / "styles"


def page(title: str, body: str, style: str, mark: str = "") -> str:
    """Return a whole HTML page in the current language.

    Parameters
    ----------
    title : str
        The page's title, as plain text.
    body : str
        What stands inside ``<main>``, as HTML.
    style : str
        The name of a style sheet in ``fsq_lab/hypertext/styles``, put behind the one all pages share; or several names.
    mark : str
        What `mark_of` finds again in the page, to know it by; by default nothing.
    """
    css = "".join(map(style_sheet, ("page", *style.split())))
    return (
        f'<!doctype html>\n<html lang="{LANGUAGE_TAGS[current()]}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"{_marked(mark)}<title>{escape(title)}</title>\n<style>\n{css}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n"
        "</body>\n</html>\n"
    )


def _marked(mark: str) -> str:
    return f'<meta name="generator" content="{escape(mark)}">\n' if mark else ""


def mark_of(html: str) -> str:
    """Return the mark that a page was given, or nothing.

    >>> mark_of(page("A", "<p>b</p>", "report", mark="mine & yours"))
    'mine & yours'
    """
    found = re.search(r'<meta name="generator" content="([^"]*)">', html.split("</head>")[0])
    return unescape(found[1]) if found else ""


@cache
def style_sheet(name: str) -> str:
    """Return a style sheet of ``fsq_lab/hypertext/styles``."""
    return (_STYLES / f"{name}.css").read_text(encoding="utf-8")
