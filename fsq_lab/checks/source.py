"""An exercise's source: answers, their named mistakes and hints, and written answers with their rubrics."""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from fsq_lab.checks.grammar import LEVELS, Block, SourceError, names_bound, names_read, read_blocks
from fsq_lab.ground.chapters import chapters, owner, shown
from fsq_lab.ground.course import version_of


@dataclass(frozen=True)
class NamedMistake:
    """A mistake that the checker recognises by its result and answers by name."""

    name: str
    code: str
    message: Mapping[str, str]


@dataclass(frozen=True)
class GradedAnswer:
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
    mistakes: tuple[NamedMistake, ...] = ()
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
    steps: tuple[Block | GradedAnswer | Written, ...]

    @property
    def answers(self) -> Mapping[str, GradedAnswer]:
        """The automatic answers by name, in order."""
        return {step.name: step for step in self.steps if isinstance(step, GradedAnswer)}

    @property
    def written(self) -> Mapping[str, Written]:
        """The written answers by name, in order."""
        return {step.name: step for step in self.steps if isinstance(step, Written)}

    def answers_read_by(self, name: str) -> tuple[str, ...]:
        """Return the earlier answers whose names an answer's code reads."""
        earlier = list(self.answers)[: list(self.answers).index(name)]
        reads = names_read(self.answers[name].code)
        return tuple(other for other in earlier if other in reads)


def exercise_file(name: str) -> Path:
    """Return the source file of an exercise set.

    Raises
    ------
    SourceError
        When there is no such set; the message lists the known ones.
    """
    files = {chapter.name: chapter.exercise_file for chapter in chapters() if chapter.exercise_file.is_file()}
    if name not in files:
        raise SourceError("source.unknown_exercise", name=name, known=", ".join(files))
    return files[name]


def read_exercise(path: Path) -> Exercise:
    """Read an exercise set's source.

    Raises
    ------
    SourceError
        As `read_lesson`, and when an answer lacks its question, a mistake its message, a cell stands out of order, or
        a given cell reads an answer, so that an untouched notebook would not run.
    """
    exercise = _ExerciseReader(path, read_blocks(path)).exercise()
    _refuse_given_cells_that_read_answers(path, exercise)
    return exercise


def _refuse_given_cells_that_read_answers(path: Path, exercise: Exercise) -> None:
    for step in exercise.steps:
        if isinstance(step, Block) and step.code:
            for name in sorted(names_read(step.code) & exercise.answers.keys()):
                raise SourceError("source.given_reads_answer", file=shown(path), line=step.line, answer=name)


class _ExerciseReader:
    """Turns an exercise's blocks into steps: an answer or written answer with all that belongs to it."""

    def __init__(self, path: Path, blocks: Sequence[Block]) -> None:
        self.path, self.blocks, self.position = path, blocks, 0

    def exercise(self) -> Exercise:
        steps: list[Block | GradedAnswer | Written] = []
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
        return Exercise(owner(self.path), tuple(steps))

    def question(self) -> GradedAnswer | Written:
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

    def answer(self, name: str, ask: Block) -> GradedAnswer:
        block = self.take("answer")
        if name not in names_bound(block.code):
            self.refuse("source.answer_not_bound", block, name=name)
        inputs = self.take("inputs").code if self.peek("inputs", name) else ""
        mistakes: list[NamedMistake] = []
        while self.peek("mistake", name):
            mistakes.append(self.mistake(name))
        hints: list[Mapping[str, str]] = []
        while self.peek("hint", name):
            hints.append(self.take("hint").text)
        options = {k: v for k, v in block.attributes.items() if k in ("small", "ordered", "tolerance", "digits")}
        answer = GradedAnswer(
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

    def mistake(self, name: str) -> NamedMistake:
        code = self.take("mistake")
        label = str(code.attributes["name"])
        told = self.peek("mistake", name) and self.blocks[self.position].attributes["name"] == label
        if not code.code or not told or not self.blocks[self.position].text:
            self.refuse("source.no_message", code, name=label)
        if name not in names_bound(code.code):
            self.refuse("source.answer_not_bound", code, name=name)
        return NamedMistake(label, code.code, self.take("mistake").text)

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
        raise SourceError(key, file=shown(self.path), line=block.line, **values)
