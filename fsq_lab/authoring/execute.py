"""Run a notebook in a fresh kernel and keep of its outputs only what is the same on every run."""

import json
import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from fsq_lab.ground.language import CourseError
from fsq_lab.source.notebooks import QUOTE

WIDGET = "application/vnd.jupyter.widget-view+json"
ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,16}")
WATCH = "from fsq_lab.authoring import trace as _trace; _trace.watch()"
TELL = "_trace.tell()"


class BuildError(CourseError):
    """A notebook does not run, or its outputs would differ from run to run."""


def execute(notebook: NotebookNode, folder: Path, name: str, used: set[str] | None = None) -> NotebookNode:
    """Execute a notebook, fill in its quoted results, and clean its outputs.

    Parameters
    ----------
    notebook : NotebookNode
        Changed in place.
    folder : Path
        The notebook's own folder: the kernel's working directory.
    name : str
        What to call the notebook in an error.
    used : set of str, optional
        Gets what of the course the notebook used, as `fsq_lab.authoring.trace.tell` names it.

    Raises
    ------
    BuildError
        When a cell or a quoted expression raises, writes to stderr, or prints a memory address.
    """
    cells = notebook.cells
    watched = [extra for cell in cells for extra in (*_quoting(cell), cell)]
    notebook.cells = [new_code_cell(WATCH), *watched, new_code_cell(TELL)]
    client = NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        store_widget_state=True,
        record_timing=False,
        extra_arguments=["--IPKernelApp.log_level=40"],
    )
    with tempfile.TemporaryDirectory() as scratch:
        try:
            client.execute(env=_environment(scratch))
        except CellExecutionError as error:
            reason = f"{error.ename}: {error.evalue}"[-1500:]
            raise BuildError("build.cell_fails", notebook=name, cell=_failed(notebook), reason=reason) from error
    printed = {c.metadata["quote_for"]: _printed(c) for c in notebook.cells if "quote_for" in c.metadata}
    if used is not None:
        used.update(json.loads(_printed(notebook.cells[-1])))
    notebook.cells = cells
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"}
    count = 0
    for cell in cells:
        if cell.cell_type == "markdown" and cell.id in printed:
            cell.source = filled(cell.source, printed[cell.id])
        if cell.cell_type == "code":
            count += 1
            cell.execution_count = count
            cell.outputs = cleaned(cell.outputs, count, name)
    return notebook


def _failed(notebook: NotebookNode) -> str:
    """Return what stands in the source where a run stopped: the cell's code, or the results that a text quotes."""
    stopped = [cell for cell in notebook.cells if any(o.output_type == "error" for o in cell.get("outputs", ()))]
    text = next((c.source for cell in stopped for c in notebook.cells if c.id == cell.metadata.get("quote_for")), "")
    quoted = " ".join(found.group() for found in QUOTE.finditer(text))
    return quoted or "\n".join(str(cell.source) for cell in stopped)


def _environment(scratch: str) -> dict[str, str]:
    fixed = {"PYTHONHASHSEED": "0", "MPLBACKEND": "module://matplotlib_inline.backend_inline", "IPYTHONDIR": scratch}
    nothing_kept = {"FSQ_PROGRESS": ""}
    return {**{k: v for k, v in os.environ.items() if not k.startswith("FSQ_")}, **fixed, **nothing_kept}


def _quoting(cell: NotebookNode) -> list[NotebookNode]:
    if cell.cell_type != "markdown" or not QUOTE.search(cell.source):
        return []
    return [new_code_cell(quoting(cell.source), metadata={"quote_for": cell.id})]


def quoting(source: str) -> str:
    """Return the code that prints the results which a Markdown cell quotes."""
    parts = [f"format({m.group(1)}, {(m.group(2) or '')!r})" for m in QUOTE.finditer(source)]
    return f"import json as _json; print(_json.dumps([{', '.join(parts)}], ensure_ascii=True))"


def filled(source: str, printed: str) -> str:
    """Return a Markdown cell with what `quoting` printed in the places of its quotes."""
    values = iter(value.replace("-", "−") if value.startswith("-") else value for value in json.loads(printed))
    return QUOTE.sub(lambda _: next(values), source)


def _printed(cell: NotebookNode) -> str:
    return "".join(output.text for output in cell.outputs if output.output_type == "stream")


def cleaned(outputs: Iterable[NotebookNode], count: int, name: str) -> list[NotebookNode]:
    """Return a code cell's outputs as they are stored: without widgets.

    Raises
    ------
    BuildError
        When one is written to stderr or holds a memory address.
    """
    return [_clean(output, count, name) for output in outputs]


def _clean(output: NotebookNode, count: int, name: str) -> NotebookNode:
    if output.output_type == "stream" and output.name == "stderr":
        raise BuildError("build.stderr", notebook=name, cell=count, text=output.text[:500])
    if "execution_count" in output:
        output.execution_count = count
    data: dict[str, Any] = output.get("data", {})
    data.pop(WIDGET, None)
    text = "".join(str(data.get(kind, "")) for kind in ("text/plain", "text/html")) + output.get("text", "")
    if ADDRESS.search(text):
        raise BuildError("build.address", notebook=name, cell=count, text=text[:200])
    return output
