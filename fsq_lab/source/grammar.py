"""The grammar of course sources: one py:percent file, both languages.

A source is read once into blocks. A Markdown block carries its Chinese and its English text; a code block carries
one piece of code that both languages share. `KINDS` is the grammar: which attributes which kind of cell may carry.
"""

import ast
import hashlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from fsq_lab.ground.authored import read_text
from fsq_lab.ground.chapters import shown
from fsq_lab.ground.language import LANGUAGES, CourseError, message


class SourceError(CourseError):
    """A course source breaks the grammar; the message names file, cell and line."""


@dataclass(frozen=True)
class Kind:
    """One kind of cell: how it is recognised and what it may carry."""

    name: str
    cell: Literal["markdown", "code", "both"]
    required: tuple[str, ...]
    optional: tuple[str, ...]
    meaning: str


KINDS: tuple[Kind, ...] = (
    Kind("parameters", "code", ("tags",), (), "`STUDENT = None`; runner and grader replace it"),
    Kind("ask", "markdown", ("ask", "lang"), (), "the question of an answer or of a written answer"),
    Kind(
        "answer",
        "code",
        ("answer", "points", "objective"),
        ("small", "ordered", "tolerance", "digits"),
        "the solution; a gap in the student's copy, the oracle of the checker",
    ),
    Kind("inputs", "code", ("inputs",), (), "argument lists on which a function answer is called"),
    Kind(
        "mistake",
        "both",
        ("mistake", "name"),
        ("lang", "may_be_right", "credit"),
        "code of a named mistake, then its message",
    ),
    Kind("hint", "markdown", ("hint", "lang"), (), "a hint; several are shown one after the other"),
    Kind("written", "markdown", ("written", "points", "lang"), (), "model answer; an empty cell for the student"),
    Kind("rubric", "markdown", ("rubric", "lang"), (), "what a written answer earns its points for"),
    Kind(
        "sample",
        "markdown",
        ("sample", "level", "points", "lang"),
        (),
        "a written answer at `weak`, `middling` or `strong`, and what it earns; in the solution only",
    ),
    Kind("text", "markdown", ("lang",), (), "prose"),
    Kind("code", "code", (), (), "code that is given to the reader"),
)


LESSON_KINDS = ("text", "code")


LEVELS = ("weak", "middling", "strong")


UNREAD = "incorrectly_encoded_metadata"
"""Where jupytext keeps attributes that it cannot read."""


_NUMBER = {"points", "tolerance", "digits", "credit"}


_TRUTH = {"small", "ordered", "may_be_right"}


@dataclass(frozen=True)
class Block:
    """A code cell, or a Markdown cell with both of its texts."""

    kind: str
    line: int
    code: str = ""
    text: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def identity(self) -> str:
        """A cell id that inserting or moving other cells does not change; equal in both languages."""
        content = self.code if self.code else "\x1f".join(self.text[language] for language in LANGUAGES)
        return hashlib.sha256(f"{self.kind}\x1f{content}".encode()).hexdigest()[:8]


def read_lesson(path: Path) -> tuple[Block, ...]:
    """Read a lesson's source.

    Raises
    ------
    SourceError
        When a cell carries an attribute that the grammar lacks, a Markdown cell has no partner in the other language,
        or the code does not parse.
    """
    blocks = read_blocks(path)
    for block in blocks:
        if block.kind not in LESSON_KINDS:
            raise SourceError("source.not_in_lesson", file=shown(path), line=block.line, kind=block.kind)
    return blocks


def read_blocks(path: Path) -> tuple[Block, ...]:
    """Read a source file into blocks, Markdown cells joined with their partners."""
    text = read_text(path)
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.startswith("# %%")]
    cells = _cells(text)
    if not text.startswith("# %%") or len(lines) != len(cells):
        raise SourceError("source.no_marker", file=shown(path))
    blocks: list[Block] = []
    waiting: Block | None = None
    for line, (cell_type, metadata, source) in zip(lines, cells, strict=True):
        kind, attributes = _classify(path, line, cell_type, dict(metadata))
        language = attributes.pop("lang", None)
        if waiting is not None and (language != "en" or (kind, attributes) != (waiting.kind, waiting.attributes)):
            raise SourceError("source.no_partner", file=shown(path), line=waiting.line)
        if language == "en":
            if waiting is None:
                raise SourceError("source.no_partner", file=shown(path), line=line)
            blocks.append(Block(kind, waiting.line, "", {**waiting.text, "en": source}, attributes))
            waiting = None
        elif language == "zh":
            waiting = Block(kind, line, "", {"zh": source}, attributes)
        else:
            _refuse_code_that_does_not_parse(path, line, source)
            blocks.append(Block(kind, line, source, {}, attributes))
    if waiting is not None:
        raise SourceError("source.no_partner", file=shown(path), line=waiting.line)
    return tuple(blocks)


def grammar_table() -> str:
    """Return the kinds of cells and their attributes as a Markdown table, for CONTRIBUTING.md."""
    rows = ["| kind | cell | attributes | meaning |", "|---|---|---|---|"]
    for kind in KINDS:
        attributes = [f"`{name}`" for name in kind.required] + [f"`{name}`?" for name in kind.optional]
        rows.append(f"| {kind.name} | {kind.cell} | {' '.join(attributes) or '–'} | {kind.meaning} |")
    return "\n".join(rows)


@lru_cache(maxsize=64)
def _cells(text: str) -> tuple[tuple[str, Mapping[str, Any], str], ...]:
    """Return type, metadata and source of each cell, kept by the text: gates and builds read a file many times."""
    cells = _jupytext().reads(text, fmt="py:percent").cells
    return tuple((cell.cell_type, cell.metadata, str(cell.source).strip("\n")) for cell in cells)


def _jupytext() -> Any:
    """Import jupytext, but not the grammar of web addresses that jsonschema compiles below it, the slowest part."""
    grammar = "rfc3987_syntax"
    hidden = grammar not in sys.modules and "jsonschema" not in sys.modules
    if hidden:
        sys.modules[grammar] = None  # type: ignore[assignment]
    try:
        import jupytext
    except ModuleNotFoundError as error:
        raise CourseError("source.no_jupytext") from error
    finally:
        if hidden:
            del sys.modules[grammar]
    return jupytext


def _classify(path: Path, line: int, cell_type: str, metadata: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    attributes = {k: v for k, v in metadata.items() if k not in ("lines_to_next_cell", "cell_marker")}
    if UNREAD in attributes:
        raise SourceError("source.unread", file=shown(path), line=line, text=attributes[UNREAD])
    kind = next((kind for kind in KINDS if kind.name in attributes), None)
    if kind is None:
        kind = _kind("parameters" if "tags" in attributes else "text" if cell_type == "markdown" else "code")
    if kind.cell not in ("both", cell_type):
        raise SourceError("source.wrong_cell_type", file=shown(path), line=line, kind=kind.name, cell=cell_type)
    required = {*kind.required, "lang"} if cell_type == "markdown" else set(kind.required)
    optional = set(kind.optional) - {"lang"}
    for name in attributes.keys() - required - optional:
        raise SourceError("source.unknown_attribute", file=shown(path), line=line, attribute=name, kind=kind.name)
    for name in sorted(required - attributes.keys()):
        raise SourceError("source.missing_attribute", file=shown(path), line=line, attribute=name, kind=kind.name)
    for name, value in attributes.items():
        if not _acceptable(name, value):
            told = message(f"source.expected.{_expected(name)}")
            raise SourceError(
                "source.bad_value", file=shown(path), line=line, attribute=name, value=value, expected=told
            )
    return kind.name, attributes


def _kind(name: str) -> Kind:
    return next(kind for kind in KINDS if kind.name == name)


def _expected(name: str) -> str:
    """Return the kind of value that an attribute holds, an entry of the catalogue under ``source.expected``."""
    if name in ("tags", "lang"):
        return name
    if name in _TRUTH:
        return "truth"
    if name in _NUMBER:
        return "number"
    return "identifier" if name in ("answer", "ask", "written") else "name"


def _acceptable(name: str, value: Any) -> bool:
    match _expected(name):
        case "tags":
            return bool(value == ["parameters"])
        case "lang":
            return value in LANGUAGES
        case "truth":
            return isinstance(value, bool)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
        case "identifier":
            return isinstance(value, str) and value.isascii() and value.isidentifier()
    return isinstance(value, str) and value.isascii() and value.replace("-", "_").replace(" ", "_").isidentifier()


def _refuse_code_that_does_not_parse(path: Path, line: int, code: str) -> None:
    try:
        ast.parse(code)
    except SyntaxError as error:
        where = line + (error.lineno or 1)
        raise SourceError("source.does_not_parse", file=shown(path), line=where, reason=error.msg) from error
