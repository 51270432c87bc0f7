"""From an exercise's source to ``course/compiled/NN.json``, all that a learner's machine gets of it."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from fsq_lab.checks.compiled import FORMAT, Exercise, GradedAnswer, read_compiled
from fsq_lab.ground.chapters import chapters
from fsq_lab.source.exercises import ExerciseSource, ModelAnswer, Step, read_exercise
from fsq_lab.source.grammar import Block


def compiled_text(source: ExerciseSource) -> str:
    """Return an exercise's compiled file: the same text for the same source.

    Prose is left out, and of a written question the model answer, the rubric and the samples.
    """
    steps = [_step(step) for step in source.steps if not isinstance(step, Block) or step.code]
    content = {"format": FORMAT, "name": source.name, "steps": steps}
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def exam_text(source: ExerciseSource) -> str:
    """Return what goes to learners with an exam's notebook: questions and points, and no code, mistake or hint."""
    steps = [
        {"kind": "written", "name": step.name, "points": step.points, "ask": dict(step.ask)}
        if isinstance(step, ModelAnswer)
        else _asked(step)
        for step in source.steps
        if not isinstance(step, Block)
    ]
    content = {"format": FORMAT, "name": source.name, "steps": steps}
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _asked(answer: GradedAnswer) -> dict[str, Any]:
    asked = {"name": answer.name, "points": answer.points, "objective": answer.objective, "ask": dict(answer.ask)}
    return {"kind": "answer", **asked, "code": "", "mistakes": [], "hints": []}


def compiled(source: ExerciseSource) -> Exercise:
    """Return an exercise just as a learner's machine will read it."""
    return read_compiled(compiled_text(source))


def compiled_files(root: Path) -> dict[Path, str]:
    """Return what has to stand in each file of ``course/compiled/`` of a course."""
    written = [chapter for chapter in chapters(root) if chapter.exercise_file.is_file()]
    return {chapter.compiled_file: compiled_text(read_exercise(chapter.exercise_file)) for chapter in written}


def _step(step: Step) -> dict[str, Any]:
    if isinstance(step, Block):
        return {"kind": "given", "code": step.code}
    if isinstance(step, GradedAnswer):
        return {"kind": "answer", **asdict(step)}
    return {"kind": "written", "name": step.name, "points": step.points, "ask": dict(step.ask)}
