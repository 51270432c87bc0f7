"""The grammar of course sources: one py:percent file, both languages, for build, checks and grader.

A source is read once into blocks. A Markdown block carries its Chinese and its English text; a code block carries
one piece of code that both languages share. `KINDS` is the grammar: which attributes which kind of cell may carry.
"""

import ast
import hashlib
import importlib
import symtable
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NoReturn

from fsq_lab.data import course_folder, version_of
from fsq_lab.language import LANGUAGES, CourseError

FIRST_CELL = """\
import pandas as pd
from fsq_lab import describe, exercise, first_answers, load, plots, read_survey
from fsq_lab import review, servqual, show_progress, take_quiz, take_role, use

use("{language}")"""


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
    Kind("mistake", "both", ("mistake", "name"), ("lang",), "code of a named mistake, then its message"),
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

_NUMBER = {"points", "tolerance", "digits"}
_TRUTH = {"small", "ordered"}


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


@dataclass(frozen=True)
class Mistake:
    """A mistake that the checker recognises by its result and answers by name."""

    name: str
    code: str
    message: Mapping[str, str]


@dataclass(frozen=True)
class Answer:
    """A graded answer: its solution, what may be wrong with it, and how close is close enough."""

    name: str
    code: str
    points: float
    objective: str
    ask: Mapping[str, str]
    small: bool = False
    ordered: bool = False
    tolerance: float | None = None
    digits: int = 2
    inputs: str = ""
    mistakes: tuple[Mistake, ...] = ()
    hints: tuple[Mapping[str, str], ...] = ()

    @property
    def version(self) -> str:
        """A hash of what is asked, in both languages."""
        return version_of(dict(self.ask))

    @property
    def function(self) -> ast.FunctionDef | None:
        """The function definition when the answer is a function."""
        return next(
            (n for n in ast.parse(self.code).body if isinstance(n, ast.FunctionDef) and n.name == self.name), None
        )


@dataclass(frozen=True)
class Sample:
    """What a learner might have written at one level, with the points that each line of the rubric gives for it."""

    level: str
    points: float
    text: Mapping[str, str]


@dataclass(frozen=True)
class Written:
    """An answer in words, marked by hand with a rubric; samples at three levels show how."""

    name: str
    points: float
    ask: Mapping[str, str]
    model: Mapping[str, str]
    rubric: Mapping[str, str]
    samples: tuple[Sample, ...] = ()


@dataclass(frozen=True)
class Exercise:
    """An exercise set: its steps in order (given blocks, answers, written answers)."""

    name: str
    steps: tuple[Block | Answer | Written, ...]

    @property
    def answers(self) -> Mapping[str, Answer]:
        """The automatic answers by name, in order."""
        return {step.name: step for step in self.steps if isinstance(step, Answer)}

    @property
    def written(self) -> Mapping[str, Written]:
        """The written answers by name, in order."""
        return {step.name: step for step in self.steps if isinstance(step, Written)}

    def answers_read_by(self, name: str) -> tuple[str, ...]:
        """Return the earlier answers whose names an answer's code reads."""
        earlier = list(self.answers)[: list(self.answers).index(name)]
        reads = names_read(self.answers[name].code)
        return tuple(other for other in earlier if other in reads)


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
            raise SourceError("source.not_in_lesson", file=path.name, line=block.line, kind=block.kind)
    return blocks


def exercise_file(name: str) -> Path:
    """Return the source file of an exercise set.

    Raises
    ------
    SourceError
        When there is no such set; the message lists the known ones.
    """
    folder = course_folder() / "course" / "exercises"
    file = folder / f"{name}.py"
    if not file.is_file():
        known = ", ".join(sorted(f.stem for f in folder.glob("*.py")))
        raise SourceError("source.unknown_exercise", name=name, known=known)
    return file


def read_exercise(path: Path) -> Exercise:
    """Read an exercise set's source.

    Raises
    ------
    SourceError
        As `read_lesson`, and when an answer lacks its question, a mistake its message, a cell stands out of order, or
        a given cell reads an answer, so that an untouched notebook would not run.
    """
    exercise = _Reader(path, read_blocks(path)).exercise()
    _refuse_given_cells_that_read_answers(path, exercise)
    return exercise


def read_blocks(path: Path) -> tuple[Block, ...]:
    """Read a source file into blocks, Markdown cells joined with their partners."""
    jupytext = _jupytext()
    text = path.read_text(encoding="utf-8")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.startswith("# %%")]
    cells = jupytext.reads(text, fmt="py:percent").cells
    if not text.startswith("# %%") or len(lines) != len(cells):
        raise SourceError("source.no_marker", file=path.name)
    blocks: list[Block] = []
    waiting: Block | None = None
    for line, cell in zip(lines, cells, strict=True):
        kind, attributes = _classify(path, line, cell.cell_type, dict(cell.metadata))
        source = str(cell.source).strip("\n")
        language = attributes.pop("lang", None)
        if waiting is not None and (language != "en" or (kind, attributes) != (waiting.kind, waiting.attributes)):
            raise SourceError("source.no_partner", file=path.name, line=waiting.line)
        if language == "en":
            if waiting is None:
                raise SourceError("source.no_partner", file=path.name, line=line)
            blocks.append(Block(kind, waiting.line, "", {**waiting.text, "en": source}, attributes))
            waiting = None
        elif language == "zh":
            waiting = Block(kind, line, "", {"zh": source}, attributes)
        else:
            _refuse_code_that_does_not_parse(path, line, source)
            blocks.append(Block(kind, line, source, {}, attributes))
    if waiting is not None:
        raise SourceError("source.no_partner", file=path.name, line=waiting.line)
    return tuple(blocks)


def names_read(code: str) -> frozenset[str]:
    r"""Return the global names that a piece of code reads, inside functions too.

    >>> sorted(names_read("def f(x):\n    return x + y\nz = w"))
    ['w', 'y']
    """
    return frozenset(_global_reads(symtable.symtable(code, "<cell>", "exec"), top=True))


def names_bound(code: str) -> frozenset[str]:
    r"""Return the global names that a piece of code binds.

    >>> sorted(names_bound("def f(x):\n    y = 1\nz = w"))
    ['f', 'z']
    """
    table = symtable.symtable(code, "<cell>", "exec")
    return frozenset(s.get_name() for s in table.get_symbols() if s.is_assigned() or s.is_imported())


def grammar_table() -> str:
    """Return the kinds of cells and their attributes as a Markdown table, for CONTRIBUTING.md."""
    rows = ["| kind | cell | attributes | meaning |", "|---|---|---|---|"]
    for kind in KINDS:
        attributes = [f"`{name}`" for name in kind.required] + [f"`{name}`?" for name in kind.optional]
        rows.append(f"| {kind.name} | {kind.cell} | {' '.join(attributes) or '–'} | {kind.meaning} |")
    return "\n".join(rows)


def _jupytext() -> Any:
    """Import jupytext, but not the grammar of web addresses that jsonschema compiles below it, the slowest part."""
    grammar = "rfc3987_syntax"
    if grammar in sys.modules or "jsonschema" in sys.modules:
        return importlib.import_module("jupytext")
    sys.modules[grammar] = None  # type: ignore[assignment]
    try:
        return importlib.import_module("jupytext")
    finally:
        del sys.modules[grammar]


def _classify(path: Path, line: int, cell_type: str, metadata: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    attributes = {k: v for k, v in metadata.items() if k not in ("lines_to_next_cell", "cell_marker")}
    kind = next((kind for kind in KINDS if kind.name in attributes), None)
    if kind is None:
        kind = _kind("parameters" if "tags" in attributes else "text" if cell_type == "markdown" else "code")
    if kind.cell not in ("both", cell_type):
        raise SourceError("source.wrong_cell_type", file=path.name, line=line, kind=kind.name, cell=cell_type)
    required = {*kind.required, "lang"} if cell_type == "markdown" else set(kind.required)
    optional = set(kind.optional) - {"lang"}
    for name in attributes.keys() - required - optional:
        raise SourceError("source.unknown_attribute", file=path.name, line=line, attribute=name, kind=kind.name)
    for name in sorted(required - attributes.keys()):
        raise SourceError("source.missing_attribute", file=path.name, line=line, attribute=name, kind=kind.name)
    for name, value in attributes.items():
        if not _acceptable(name, value):
            raise SourceError("source.bad_value", file=path.name, line=line, attribute=name, value=value)
    return kind.name, attributes


def _kind(name: str) -> Kind:
    return next(kind for kind in KINDS if kind.name == name)


def _acceptable(name: str, value: Any) -> bool:
    if name == "tags":
        return bool(value == ["parameters"])
    if name == "lang":
        return value in LANGUAGES
    if name in _TRUTH:
        return isinstance(value, bool)
    if name in _NUMBER:
        return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
    if name in ("answer", "ask", "written"):
        return isinstance(value, str) and value.isascii() and value.isidentifier()
    return isinstance(value, str) and value.isascii() and value.replace("-", "_").replace(" ", "_").isidentifier()


def _refuse_code_that_does_not_parse(path: Path, line: int, code: str) -> None:
    try:
        ast.parse(code)
    except SyntaxError as error:
        where = line + (error.lineno or 1)
        raise SourceError("source.does_not_parse", file=path.name, line=where, reason=error.msg) from error


def _refuse_given_cells_that_read_answers(path: Path, exercise: Exercise) -> None:
    for step in exercise.steps:
        if isinstance(step, Block) and step.code:
            for name in sorted(names_read(step.code) & exercise.answers.keys()):
                raise SourceError("source.given_reads_answer", file=path.name, line=step.line, answer=name)


def _global_reads(table: symtable.SymbolTable, top: bool) -> Iterator[str]:
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (top or symbol.is_global()):
            yield symbol.get_name()
    for child in table.get_children():
        yield from _global_reads(child, top=False)


class _Reader:
    """Turns an exercise's blocks into steps: an answer or written answer with all that belongs to it."""

    def __init__(self, path: Path, blocks: Sequence[Block]) -> None:
        self.path, self.blocks, self.position = path, blocks, 0

    def exercise(self) -> Exercise:
        steps: list[Block | Answer | Written] = []
        while self.position < len(self.blocks):
            block = self.blocks[self.position]
            if block.kind in ("text", "code", "parameters"):
                steps.append(block)
                self.position += 1
            elif block.kind == "ask":
                steps.append(self.question())
            else:
                self.refuse("source.out_of_order", block, kind=block.kind)
        names = [step.name for step in steps if not isinstance(step, Block)]
        for name in names:
            if names.count(name) > 1:
                self.refuse("source.twice", self.blocks[0], name=name)
        return Exercise(self.path.stem, tuple(steps))

    def question(self) -> Answer | Written:
        ask = self.take("ask")
        name = str(ask.attributes["ask"])
        if self.peek("written", name):
            return self.written(name, ask)
        if not self.peek("answer", name):
            self.refuse("source.no_answer", ask, name=name)
        return self.answer(name, ask)

    def written(self, name: str, ask: Block) -> Written:
        model = self.take("written")
        if not self.peek("rubric", name):
            self.refuse("source.no_rubric", model, name=name)
        rubric = self.take("rubric")
        samples: list[Sample] = []
        while self.peek("sample", name):
            block = self.take("sample")
            samples.append(Sample(str(block.attributes["level"]), float(block.attributes["points"]), block.text))
        points = float(model.attributes["points"])
        earned = [sample.points for sample in samples]
        if samples and ([s.level for s in samples] != list(LEVELS) or not earned[0] < earned[1] < earned[2] <= points):
            self.refuse("source.samples", model, name=name, points=f"{points:g}")
        return Written(name, points, ask.text, model.text, rubric.text, tuple(samples))

    def answer(self, name: str, ask: Block) -> Answer:
        block = self.take("answer")
        if name not in names_bound(block.code):
            self.refuse("source.answer_not_bound", block, name=name)
        inputs = self.take("inputs").code if self.peek("inputs", name) else ""
        mistakes: list[Mistake] = []
        while self.peek("mistake", name):
            mistakes.append(self.mistake(name))
        hints: list[Mapping[str, str]] = []
        while self.peek("hint", name):
            hints.append(self.take("hint").text)
        options = {k: v for k, v in block.attributes.items() if k in ("small", "ordered", "tolerance", "digits")}
        answer = Answer(
            name,
            block.code,
            float(block.attributes["points"]),
            str(block.attributes["objective"]),
            ask.text,
            inputs=inputs,
            mistakes=tuple(mistakes),
            hints=tuple(hints),
            **options,
        )
        if (answer.function is None) != (inputs == ""):
            self.refuse("source.inputs", block, name=name)
        return answer

    def mistake(self, name: str) -> Mistake:
        code = self.take("mistake")
        label = str(code.attributes["name"])
        told = self.peek("mistake", name) and self.blocks[self.position].attributes["name"] == label
        if not code.code or not told or not self.blocks[self.position].text:
            self.refuse("source.no_message", code, name=label)
        if name not in names_bound(code.code):
            self.refuse("source.answer_not_bound", code, name=name)
        return Mistake(label, code.code, self.take("mistake").text)

    def peek(self, kind: str, name: str) -> bool:
        if self.position >= len(self.blocks):
            return False
        block = self.blocks[self.position]
        return block.kind == kind and block.attributes[kind] == name

    def take(self, kind: str) -> Block:
        block = self.blocks[self.position]
        assert block.kind == kind
        self.position += 1
        return block

    def refuse(self, key: str, block: Block, **values: object) -> NoReturn:
        raise SourceError(key, file=self.path.name, line=block.line, **values)
