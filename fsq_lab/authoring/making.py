"""The half of the build that does the work: composes a notebook, runs it, proves an exercise.

It loads nbformat, jupytext and nbclient, 2 CPU-seconds together; `fsq_lab.authoring.build` loads it when there is
something to do.
"""

from pathlib import Path

import nbformat
from nbformat import NotebookNode

from fsq_lab.authoring.execute import execute
from fsq_lab.authoring.targets import Target, source_of
from fsq_lab.checks import distinctness
from fsq_lab.ground.chapters import chapter_named
from fsq_lab.source.bet_rules import refuse_loose_bets, refuse_told_bets
from fsq_lab.source.compile import compiled
from fsq_lab.source.exercises import read_exercise
from fsq_lab.source.grammar import read_lesson
from fsq_lab.source.notebooks import exercise_notebook, lesson_notebook
from fsq_lab.source.prose import refuse_typed_figures

COMPOSING = (
    *("constraints.txt", "course/objectives.yml"),
    *(f"fsq_lab/{module}.py" for module in ("authoring/making", "source/notebooks", "authoring/execute")),
    *(f"fsq_lab/source/{module}.py" for module in ("grammar", "exercises")),
    *(f"fsq_lab/ground/{module}.py" for module in ("chapters", "course", "language", "names")),
)
WORDS = ("rubric", "samples", "sample", "level", "points")


def make(root: Path, target: Target) -> tuple[str, frozenset[str]]:
    """Return a target's text, and the names of what was used to make it."""
    folder = (root / target.path).parent
    folder.mkdir(parents=True, exist_ok=True)
    used = _composed_from(target)
    notebook = compose(root, target)
    if target.kind != "exercise":
        source = f"{target.name}/{'lesson' if target.kind == 'lesson' else 'exercise'}.py [{target.language}]"
        execute(notebook, folder, source, used)
        refuse_told_bets(source, notebook)
    return str(nbformat.writes(notebook, version=4)).rstrip("\n") + "\n", frozenset(used)


def compose(root: Path, target: Target) -> NotebookNode:
    """Return a target's notebook as its source makes it, not yet executed.

    Raises
    ------
    CourseError
        When the source breaks the grammar, or a lesson holds a figure that was typed by hand.
    """
    if target.kind == "lesson":
        blocks = read_lesson(source_of(root, target.name, "lesson"))
        refuse_typed_figures(root, f"{target.name}/lesson.py", blocks)
        refuse_loose_bets(root, target.name, blocks)
        draft = chapter_named(target.name, root).status != "whole"
        return lesson_notebook(target.name, blocks, target.language, draft)
    exercise = read_exercise(source_of(root, target.name, "exercise"))
    return exercise_notebook(exercise, target.language, solved=target.kind == "solution")


def _composed_from(target: Target) -> set[str]:
    if target.kind == "lesson":
        own = {f"course/chapters/{target.name}/lesson.py", "course/sources.yml"}
    else:
        words = {f"fsq_lab/ground/locale/{target.language}.yml#build.{word}" for word in WORDS}
        own = {f"course/chapters/{target.name}/exercise.py"} | words
    return {*COMPOSING, *own, f"course/chapters/{target.name}/chapter.yml"}


def prove(root: Path, name: str) -> None:
    """Prove that right answers and named mistakes differ by more than five tolerances, on 21 sets of data.

    Raises
    ------
    OracleError
        As `fsq_lab.checks.distinctness.prove`.
    """
    distinctness.prove(compiled(read_exercise(source_of(root, name, "exercise"))))
