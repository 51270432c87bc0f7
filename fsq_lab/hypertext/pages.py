"""Self-contained HTML pages: what a person prints or opens on a phone, with nothing to load from elsewhere."""

import re
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from html import escape, unescape
from pathlib import Path

from fsq_lab.ground.language import LANGUAGE_TAGS, current
from fsq_lab.hypertext.words import Html

_STYLES = Path(__file__).parent / "styles"
PAGES = (".html", ".htm")
_SEAL = re.compile(r'<meta name="digest" content="[0-9a-f]{64}">\n')


def page(title: str, body: Html, style: str, mark: str = "") -> str:
    """Return a whole HTML page in the current language.

    Parameters
    ----------
    title : str
        The page's title, as plain text.
    body : Html
        What stands inside ``<main>``.
    style : str
        The name of a style sheet in ``fsq_lab/hypertext/styles``, put behind the one all pages share; or several names.
    mark : str
        What `mark_of` finds again in the page, to know it by; by default nothing.

    Raises
    ------
    TypeError
        When the body is a plain text, which nobody has escaped.
    """
    if not isinstance(body, Html):
        raise TypeError("the body of a page is Html")
    css = "".join(map(style_sheet, ("page", *style.split())))
    whole = (
        f'<!doctype html>\n<html lang="{LANGUAGE_TAGS[current()]}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"{_marked(mark)}<title>{escape(title)}</title>\n<style>\n{css}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n"
        "</body>\n</html>\n"
    )
    whole = whole.encode(errors="replace").decode()  # a file's name may hold what is no character
    return _sealed(whole) if mark else whole


def _marked(mark: str) -> str:
    return f'<meta name="generator" content="{escape(mark)}">\n' if mark else ""


def _sealed(html: str) -> str:
    """Put the digest of a page into its head, so that one sees later whether anybody has edited it."""
    seal = f'<meta name="digest" content="{sha256(html.encode()).hexdigest()}">\n'
    return html.replace("<title>", f"{seal}<title>", 1)


def written_before(mark: str) -> Callable[[bytes], bool]:
    """Return what tells whether a file's bytes are a page with this mark that nobody has edited since.

    >>> before = page("A", Html("<p>b</p>"), "report", mark="mine").encode()
    >>> [written_before(mark)(page) for mark, page in [("mine", before), ("other", before), ("mine", before + b"!")]]
    [True, False, False]
    """

    def is_it(content: bytes) -> bool:
        html = content.decode("utf-8", errors="replace")
        return mark_of(html) == mark and _sealed(_SEAL.sub("", html, count=1)) == html

    return is_it


def mark_of(html: str) -> str:
    """Return the mark that a page was given, or nothing.

    >>> mark_of(page("A", Html("<p>b</p>"), "report", mark="mine & yours"))
    'mine & yours'
    """
    found = re.search(r'<meta name="generator" content="([^"]*)">', html.split("</head>")[0])
    return unescape(found[1]) if found else ""


@cache
def style_sheet(name: str) -> str:
    """Return a style sheet of ``fsq_lab/hypertext/styles``."""
    return (_STYLES / f"{name}.css").read_text(encoding="utf-8")
