"""Which names a cell makes, and which other cells of the notebook make them."""

import ast
import json
import os
import re
import symtable
from pathlib import Path

_ASSIGNED = re.compile(r"^[ \t]*([^\W\d]\w*)[ \t]*=(?!=)", re.MULTILINE)
_LONGEST_LINE = 60


def names_made(code: str) -> frozenset[str]:
    r"""Return the names that a cell's code assigns, imports or defines; where it does not parse, those before a ``=``.

    Examples
    --------
    >>> sorted(names_made("import pandas as pd\nlevels = [x for x in pd.a]"))
    ['levels', 'pd']
    >>> sorted(names_made("gaps = levels（1）"))
    ['gaps']
    """
    try:
        symbols = symtable.symtable(code, "cell", "exec").get_symbols()
    except (SyntaxError, ValueError):
        return frozenset(_ASSIGNED.findall(code))
    return frozenset(symbol.get_name() for symbol in symbols if symbol.is_assigned() or symbol.is_imported())


def from_statement(code: str, line: int) -> str:
    """Return a cell's code from the statement on that line on: what did not run when it failed there."""
    try:
        statements = ast.parse(code).body
    except SyntaxError:
        return code
    first = max((statement.lineno for statement in statements if statement.lineno <= line), default=1)
    return "\n".join(code.splitlines()[first - 1 :])


def notebook_file() -> Path | None:
    """Return the notebook that this kernel serves, as JupyterLab and Notebook tell it; None elsewhere."""
    name = os.environ.get("JPY_SESSION_NAME", "")
    file = Path(name)
    return file if file.suffix == ".ipynb" and file.is_file() else None


def made_elsewhere(file: Path | None, own: str) -> dict[str, str]:
    """Return the names that the other cells of a notebook make, as it was last saved, each with the line that does.

    Parameters
    ----------
    file : Path or None
        The notebook; without one there are no names.
    own : str
        The code of the cell that asks.
    """
    made: dict[str, str] = {}
    for code in _code_cells(file) if file else []:
        if code.strip() == own.strip():
            continue
        for name in names_made(code):
            made.setdefault(name, _line_making(name, code))
    return made


def course_language(file: Path | None) -> str | None:
    """Return the language of a notebook of the course; None for any other."""
    try:
        return str(json.loads(file.read_text(encoding="utf-8"))["metadata"]["fsq_lab"]["language"]) if file else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _code_cells(file: Path) -> list[str]:
    try:
        cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
        return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _line_making(name: str, code: str) -> str:
    lines = [line.strip() for line in code.splitlines()]
    word = re.compile(rf"\b{re.escape(name)}\b")
    line = next((line for line in lines if name in names_made(line) or word.search(line)), name)
    return line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]}…"
