"""An exercise's source: answers, their named mistakes and hints, and model answers with their rubrics."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from fsq_lab.checks.bindings import names_bound, names_read
from fsq_lab.checks.compiled import MOST_CREDIT, GradedAnswer, NamedMistake
from fsq_lab.ground.chapters import chapters, owner, shown
from fsq_lab.source.grammar import LEVELS, Block, SourceError, read_blocks


@dataclass(frozen=True)
class Sample:
    """What a learner might have written at one level, with the points that each line of the rubric gives for it."""

    level: str
    points: float
    text: Mapping[str, str]


@dataclass(frozen=True)
class ModelAnswer:
    """A question answered in words, with what earns its points; samples at three levels show how it is marked."""

    name: str
    points: float
    ask: Mapping[str, str]
    model: Mapping[str, str]
    rubric: Mapping[str, str]
    samples: tuple[Sample, ...] = ()


Step = Block | GradedAnswer | ModelAnswer


@dataclass(frozen=True)
class ExerciseSource:
    """An exercise set as its author wrote it: its steps in order (given blocks, answers, model answers)."""

    name: str
    steps: tuple[Step, ...]

    @property
    def answers(self) -> Mapping[str, GradedAnswer]:
        """The automatic answers by name, in order."""
        return {step.name: step for step in self.steps if isinstance(step, GradedAnswer)}

    @property
    def written(self) -> Mapping[str, ModelAnswer]:
        """The model answers by name, in order."""
        return {step.name: step for step in self.steps if isinstance(step, ModelAnswer)}


def exercise_file(name: str) -> Path:
    """Return the source file of an exercise set.

    Raises
    ------
    SourceError
        When there is no such set; the message lists the known ones.
    """
    files = {chapter.name: chapter.exercise_file for chapter in chapters() if chapter.exercise_file.is_file()}
    if name not in files:
        raise SourceError("check.unknown_exercise", name=name, known=", ".join(files))
    return files[name]


def read_exercise(path: Path) -> ExerciseSource:
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


def _refuse_given_cells_that_read_answers(path: Path, exercise: ExerciseSource) -> None:
    for step in exercise.steps:
        if isinstance(step, Block) and step.code:
            for name in sorted(names_read(step.code) & exercise.answers.keys()):
                raise SourceError("source.given_reads_answer", file=shown(path), line=step.line, answer=name)


class _ExerciseReader:
    """Turns an exercise's blocks into steps: an answer or written answer with all that belongs to it."""

    def __init__(self, path: Path, blocks: Sequence[Block]) -> None:
        self.path, self.blocks, self.position = path, blocks, 0

    def exercise(self) -> ExerciseSource:
        steps: list[Step] = []
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
        return ExerciseSource(owner(self.path), tuple(steps))

    def question(self) -> GradedAnswer | ModelAnswer:
        ask = self.take("ask")
        name = str(ask.attributes["ask"])
        if self.peek("written", name):
            return self.written(name, ask)
        if not self.peek("answer", name):
            self.refuse("source.no_answer", ask, name=name)
        return self.answer(name, ask)

    def written(self, name: str, ask: Block) -> ModelAnswer:
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
        return ModelAnswer(name, points, ask.text, model.text, rubric.text, tuple(samples))

    def answer(self, name: str, ask: Block) -> GradedAnswer:
        block = self.take("answer")
        if name not in names_bound(block.code):
            self.refuse("source.answer_not_bound", block, name=name)
        inputs = self.take("inputs").code if self.peek("inputs", name) else ""
        mistakes: list[NamedMistake] = []
        while self.peek("mistake", name):
            mistakes.append(self.mistake(name, bool(block.attributes.get("small"))))
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

    def mistake(self, name: str, small: bool) -> NamedMistake:
        code = self.take("mistake")
        label = str(code.attributes["name"])
        told = self.take("mistake") if self.peek("mistake", name) else None
        if not code.code or told is None or not told.text or told.attributes["name"] != label:
            self.refuse("source.no_message", code, name=label)
        if name not in names_bound(code.code):
            self.refuse("source.answer_not_bound", code, name=name)
        for attribute in {"may_be_right", "credit"} & told.attributes.keys():
            self.refuse("source.unknown_attribute", told, attribute=attribute, kind=told.kind)
        credit = float(code.attributes.get("credit", 0))
        if credit > (0 if small else MOST_CREDIT):
            self.refuse("source.credit", code, name=label, most=MOST_CREDIT)
        return NamedMistake(label, code.code, told.text, bool(code.attributes.get("may_be_right", False)), credit)

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
