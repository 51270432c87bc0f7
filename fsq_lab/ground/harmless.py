"""Cells of a table to save that no spreadsheet takes for a program; lines that steer no terminal."""

import csv
import io
import re
from collections.abc import Iterable

_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(value: object) -> object:
    r"""Return a cell as it is, a text that begins as a formula does with an apostrophe in front.

    So spreadsheets mark text. Numbers stay. A carriage return, which may end a row outside quotation marks, becomes a
    line break, which never does.

    >>> harmless("=HYPERLINK(A1)"), harmless(-1.5), harmless("B07"), harmless("a\r=1")
    ("'=HYPERLINK(A1)", -1.5, 'B07', 'a\n=1')
    """
    if not isinstance(value, str):
        return value
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    r"""Return rows of cells as CSV, every cell harmless.

    >>> csv_text([["a", "=1+1"], [1, None]])
    "a,'=1+1\r\n1,\r\n"
    """
    text = io.StringIO()
    csv.writer(text).writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


def steady(text: str) -> str:
    r"""Return a text without the characters by which a file's name could steer a terminal.

    >>> steady("a\x1b[2Jb.csv")
    'a\ufffd[2Jb.csv'
    """
    return _STEERING.sub("\ufffd", text)
