"""A notebook as a student sent it, read as data: whatever can be saved of it, and why the rest cannot."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fsq_lab.grading.remarks import Remark, remark

LARGEST = 100 * 2**20
"""Bytes of one notebook, outputs and all."""
MOST_CELLS = 2000
MOST_SOURCE = 2 * 2**20
MOST_PARTS = 10_000_000
"""Lists and mappings of one notebook, each of which takes memory many times its two brackets."""
_CONFLICT = re.compile(r"^(?:<<<<<<<|=======|>>>>>>>)(?: .*)?$", re.MULTILINE)
_LOADS = re.compile(r"""\bexercise\(\s*["']([\w-]{1,60})["']""")
_BETWEEN = re.compile(r"[ \r\n\t,]*")
_ENCODINGS = ("utf-8-sig", "gb18030")
_KINDS = (
    (b"<", "web_page"),
    (b"%PDF", "other_kind"),
    (b"\x89PNG", "other_kind"),
    (b"\xff\xd8\xff", "other_kind"),
    (b"\xd0\xcf\x11\xe0", "other_kind"),
    (b"Rar!", "other_archive"),
    (b"7z\xbc\xaf", "other_archive"),
    (b"\x1f\x8b", "other_archive"),
)


class UnreadableError(Exception):
    """Nothing of a file can be marked; `why` says the reason and the remedy."""

    def __init__(self, key: str, **values: object) -> None:
        self.why = remark(key, **values)
        super().__init__(key)


@dataclass(frozen=True)
class ReadCell:
    """One cell: its id and nbgrader's name for it, ``""`` where they are lost; its kind and its source."""

    cell_id: str
    grade_id: str
    kind: str
    source: str

    @property
    def names(self) -> tuple[str, ...]:
        """What the cell is called; nbgrader's name first, as editors keep it longer."""
        return tuple(name for name in (self.grade_id, self.cell_id) if name)


@dataclass(frozen=True)
class ReadNotebook:
    """A notebook's cells, and what it says of itself: exercise, language and course version, ``""`` where it does not.

    Attributes
    ----------
    remarks : tuple of Remark
        What was wrong with the file, though it could be read.
    """

    cells: tuple[ReadCell, ...]
    exercise: str = ""
    language: str = ""
    version: str = ""
    remarks: tuple[Remark, ...] = ()


def read_notebook(content: bytes) -> ReadNotebook:
    """Read a notebook of format 3 or 4, also with conflict markers, cut off, or without metadata; nothing is run.

    Parameters
    ----------
    content : bytes
        A whole file.

    Raises
    ------
    UnreadableError
        When nothing in it can be marked.
    """
    if not content.strip(b"\x00\r\n\t "):
        raise UnreadableError("empty_file")
    if len(content) > LARGEST:
        raise UnreadableError("too_large", most=LARGEST // 2**20)
    if content.count(b"[") + content.count(b"{") > MOST_PARTS:
        raise UnreadableError("too_many_parts", most=MOST_PARTS)
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    for mark, key in _KINDS:
        if start.startswith(mark) and not start.startswith(b"<<<<<<<"):
            raise UnreadableError(key)
    remarks: list[Remark] = []
    data = _parsed(_decoded(content), remarks)
    cells = tuple(_limited(_cells(data), remarks))
    if not cells:
        raise UnreadableError("no_cells")
    if any(_CONFLICT.search(cell.source) for cell in cells):
        remarks.append(remark("conflict_in_cell"))
    return ReadNotebook(cells, *_told_by(data, cells), tuple(remarks))


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", "replace")


def _parsed(text: str, remarks: list[Remark]) -> dict[str, Any]:
    attempts = [(text, "")]
    if _CONFLICT.search(text):
        attempts = [(_one_side(text, ours), key) for ours, key in ((True, "conflict_ours"), (False, "conflict_theirs"))]
    for attempt, key in attempts:
        try:
            data = json.loads(attempt)
        except (ValueError, RecursionError):
            continue
        if not isinstance(data, dict):
            raise UnreadableError("not_a_notebook")
        remarks += [remark(key)] if key else []
        return data
    saved = list(_whole_cells(attempts[0][0]))
    if not saved:
        raise UnreadableError("conflict" if attempts[0][1] else "not_a_notebook")
    remarks.append(remark("cut_off", cells=len(saved)))
    return {"cells": saved, "nbformat": 4}


def _one_side(text: str, ours: bool) -> str:
    """Return a file with conflict markers as one of the two sides left it."""
    kept: list[str] = []
    side = ""
    for line in text.splitlines():
        if line.startswith("<<<<<<<"):
            side = "ours"
        elif line.startswith("=======") and side:
            side = "theirs"
        elif line.startswith(">>>>>>>") and side:
            side = ""
        elif not side or (side == "ours") == ours:
            kept.append(line)
    return "\n".join(kept)


def _whole_cells(text: str) -> Iterator[Any]:
    """Return the cells of a file that ends in the middle, as far as they are whole, and one more than are read."""
    found = re.search(r'"cells"\s*:\s*\[', text)
    decoder, place = json.JSONDecoder(), found.end() if found else len(text)
    for _ in range(MOST_CELLS + 1):
        try:
            place = _BETWEEN.match(text, place).end()  # type: ignore[union-attr]
            cell, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            return
        yield cell


def _cells(data: dict[str, Any]) -> Iterator[ReadCell]:
    cells = data.get("cells")
    if not isinstance(cells, list):
        sheets = data.get("worksheets")
        sheets = sheets if isinstance(sheets, list) else []
        cells = [cell for sheet in sheets if isinstance(sheet, dict) for cell in _list(sheet.get("cells"))]
    for cell in cells:
        if isinstance(cell, dict):
            yield _cell(cell)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _cell(cell: dict[str, Any]) -> ReadCell:
    metadata = cell.get("metadata")
    grading = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = grading.get("grade_id") if isinstance(grading, dict) else None
    kind = "code" if cell.get("cell_type") == "code" else "markdown"
    source = cell.get("source", cell.get("input", ""))
    return ReadCell(_name(cell.get("id")), _name(grade_id), kind, _text(source))


def _name(value: object) -> str:
    return value if isinstance(value, str) and re.fullmatch(r"[\w-]{1,64}", value, re.ASCII) else ""


def _text(source: object) -> str:
    parts = source if isinstance(source, list) else [source]
    text = "".join(part for part in parts if isinstance(part, str))
    return text.encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n").replace("\x00", "")


def _limited(cells: Iterator[ReadCell], remarks: list[Remark]) -> Iterator[ReadCell]:
    size = 0
    for count, cell in enumerate(cells):
        size += len(cell.source)
        if count >= MOST_CELLS or size > MOST_SOURCE:
            remarks.append(remark("too_many_cells", cells=count))
            return
        yield cell


def _told_by(data: dict[str, Any], cells: tuple[ReadCell, ...]) -> tuple[str, str, str]:
    metadata = data.get("metadata")
    own = metadata.get("fsq_lab") if isinstance(metadata, dict) else None
    told = own if isinstance(own, dict) else {}
    exercise = _name(told.get("name"))
    if not exercise:
        called = (_LOADS.search(cell.source) for cell in cells if cell.kind == "code")
        exercise = next((found[1] for found in called if found), "")
    version = told.get("course_version")
    return exercise, _name(told.get("language")), version[:20] if isinstance(version, str) else ""
