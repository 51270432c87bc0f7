"""From a course source to a notebook: cells, ids and metadata, in one language; nothing is executed here."""

import ast
import re
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from fsq_lab.checks.compiled import GradedAnswer
from fsq_lab.ground.course import course_version
from fsq_lab.ground.language import message_in
from fsq_lab.ground.names import first_cell
from fsq_lab.source.exercises import ExerciseSource, ModelAnswer
from fsq_lab.source.grammar import Block

QUOTE = re.compile(r"\{\{\s*(.+?)(?::([^{}:\[\]'\"]*))?\s*\}\}")
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


def lesson_notebook(name: str, blocks: tuple[Block, ...], language: str, draft: bool = False) -> NotebookNode:
    """Return a lesson's notebook, not yet executed; a draft says below its title that it is one."""
    cells = [_block_cell(block, language) for block in blocks]
    if draft:
        first = next(cell for cell in cells if cell.cell_type == "markdown")
        title, _, rest = first.source.partition("\n")
        first.source = f"{title}\n\n{message_in(language, 'build.draft')}\n{rest}"
    return _notebook(name, language, cells)


def exercise_notebook(exercise: ExerciseSource, language: str, solved: bool, exam: bool = False) -> NotebookNode:
    """Return the student's copy of an exercise (with gaps), or its solution, in nbgrader's cell metadata.

    An exam's ends with its last question: nothing is reported, and it is handed in as the teacher says.
    """
    cells: list[NotebookNode] = []
    for step in exercise.steps:
        if isinstance(step, Block):
            cells.append(_block_cell(step, language))
        elif isinstance(step, GradedAnswer):
            cells += _answer_cells(step, language, solved)
        else:
            cells += _written_cells(step, language, solved)
    if exam:
        return _notebook(exercise.name, language, cells)
    report = _cell("code", "check.report()", "report", editable=False, deletable=False)
    return _notebook(exercise.name, language, [*cells, report, *_handing_in(language)])


def _handing_in(language: str) -> list[NotebookNode]:
    """Return an exercise's last cells; the import stands in its own, so that it runs after a restart as well."""
    how = _cell("markdown", message_in(language, "build.hand_in"), "submit-how")
    return [how, _cell("code", "from fsq_lab import submit\n\nsubmit()", "submit", deletable=False)]


def gap(answer: GradedAnswer) -> str:
    """Return what stands in the student's copy in an answer's place.

    A function keeps its signature and docstring.
    """
    function = answer.function
    if function is None:
        return f"{answer.name} = ..."
    head = ast.FunctionDef(**{**vars(function), "body": [ast.Expr(ast.Constant(...))]})
    document = ast.get_docstring(function, clean=False)
    signature = ast.unparse(head).rpartition("\n")[0]
    body = f'    """{document}"""\n    ...' if document else "    ..."
    return f"{signature}\n{body}"


def _answer_cells(answer: GradedAnswer, language: str, solved: bool) -> list[NotebookNode]:
    ask = _cell("markdown", _with_points(answer.ask[language], answer.points, language), f"{answer.name}-ask")
    source = _solution(answer) if solved else gap(answer)
    own = _cell("code", source, answer.name, deletable=False, nbgrader=_grading(answer.name, "code", solution=True))
    check = _cell(
        "code",
        f'check("{answer.name}", {answer.name})',
        f"{answer.name}-check",
        editable=False,
        deletable=False,
        nbgrader=_grading(f"{answer.name}-check", "code", points=answer.points, locked=True),
    )
    return [ask, own, check]


def _written_cells(written: ModelAnswer, language: str, solved: bool) -> list[NotebookNode]:
    ask = _cell("markdown", _with_points(written.ask[language], written.points, language), f"{written.name}-ask")
    source = written.model[language] if solved else ""
    grading = _grading(written.name, "markdown", points=written.points, solution=True)
    own = _cell("markdown", source, written.name, deletable=False, nbgrader=grading)
    if not solved:
        return [ask, own]
    heading = message_in(language, "build.rubric")
    rubric = _cell("markdown", f"**{heading}**\n\n{written.rubric[language]}", f"{written.name}-rubric")
    samples = [_cell("markdown", _samples(written, language), f"{written.name}-samples")] if written.samples else []
    return [ask, own, rubric, *samples]


def _samples(written: ModelAnswer, language: str) -> str:
    """Return what learners might have written, level by level, each with its points."""
    parts = [f"**{message_in(language, 'build.samples')}**"]
    for sample in written.samples:
        level = message_in(language, f"build.level.{sample.level}")
        told = message_in(language, "build.sample", level=level, points=f"{sample.points:g}")
        parts += [f"**{told}**", sample.text[language]]
    return "\n\n".join(parts)


def _solution(answer: GradedAnswer) -> str:
    function = answer.function
    if function is None:
        return f"{gap(answer)}\n{BEGIN}\n{answer.code}\n{END}"
    lines = answer.code.splitlines()
    first = function.body[1 if ast.get_docstring(function) else 0].lineno - 1
    body = "\n".join(lines[first:])
    return f"{gap(answer)}\n    {BEGIN}\n{body}\n    {END}"


def _with_points(ask: str, points: float, language: str) -> str:
    """Print an answer's points behind its heading, or below a question without one."""
    told = message_in(language, "build.points", points=f"{points:g}")
    first, _, rest = ask.partition("\n")
    head = f"{first}{told}" if first.startswith("#") else f"{first}\n\n{told.strip()}"
    return f"{head}\n{rest}" if rest else head


def _grading(
    grade_id: str, cell_type: str, points: float | None = None, solution: bool = False, locked: bool = False
) -> dict[str, Any]:
    metadata: dict[str, Any] = {
        "cell_type": cell_type,
        "grade": points is not None,
        "grade_id": grade_id,
        "locked": locked,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    return metadata if points is None else {**metadata, "points": points}


def _block_cell(block: Block, language: str) -> NotebookNode:
    if block.code:
        tags = {"tags": ["parameters"]} if block.kind == "parameters" else {}
        return _cell("code", block.code, block.identity, **tags)
    return _cell("markdown", block.text[language], block.identity)


def _cell(cell_type: str, source: str, cell_id: str, **metadata: Any) -> NotebookNode:
    make = new_code_cell if cell_type == "code" else new_markdown_cell
    return make(source, id=re.sub(r"[^A-Za-z0-9_-]", "-", cell_id)[:64], metadata=metadata)


def _notebook(name: str, language: str, cells: list[NotebookNode]) -> NotebookNode:
    begin = _cell("markdown", message_in(language, "build.begin"), "begin")
    first = _cell("code", first_cell(language), "first-cell")
    notebook = new_notebook(
        cells=[begin, first, *cells],
        metadata={
            "fsq_lab": {"course_version": course_version(), "language": language, "name": name},
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
        },
    )
    _make_ids_unique(notebook.cells)
    nbformat.validate(notebook)
    return notebook


def _make_ids_unique(cells: list[NotebookNode]) -> None:
    seen: dict[str, int] = {}
    for cell in cells:
        seen[cell.id] = seen.get(cell.id, 0) + 1
        if seen[cell.id] > 1:
            cell.id = f"{cell.id}-{seen[cell.id]}"
