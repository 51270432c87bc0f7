"""How a committed notebook differs from one built anew: sources, structure and text exactly, images by pixels."""

import base64
import io
import re
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from fsq_lab.authoring.targets import Difference
from fsq_lab.source.notebooks import QUOTE

PIXELS_THAT_MAY_DIFFER = 0.002
SHADE_THAT_COUNTS = 24


def differences(name: str, committed: Path, built: NotebookNode, executed: bool = True) -> list[Difference]:
    """Return every cell of a committed notebook that differs from the built one.

    Parameters
    ----------
    name : str
        What to call the notebook.
    committed : Path
    built : NotebookNode
    executed : bool
        False for one that was composed from its source and not run: outputs are not compared, and what stands in the
        place of a quoted result is taken as it stands.
    """
    if not committed.is_file():
        return [Difference(name, "", "missing")]
    try:
        old = nbformat.read(committed, as_version=4)
    except Exception as error:
        return [Difference(name, "", f"not a notebook: {type(error).__name__}")]
    found: list[Difference] = []
    if old.metadata != built.metadata:
        found.append(Difference(name, "", "metadata"))
    mine, theirs = {c.id: c for c in old.cells}, {c.id: c for c in built.cells}
    found += [Difference(name, i, "not in the source") for i in mine if i not in theirs]
    found += [Difference(name, i, "missing") for i in theirs if i not in mine]
    both = [i for i in theirs if i in mine]
    if both != [i for i in mine if i in theirs] or len(mine) != len(old.cells):
        found.append(Difference(name, "", "order of cells"))
    kinds = [c.cell_type for c in old.cells]
    count = {c.id: kinds[: place + 1].count("code") for place, c in enumerate(old.cells)}
    for i in both:
        new = theirs[i] if executed else _as_run(theirs[i], mine[i], count[i])
        found += [Difference(name, i, what) for what in _cell_differences(mine[i], new)]
    return found


def _as_run(composed: NotebookNode, committed: NotebookNode, count: int) -> NotebookNode:
    """Return a composed cell as if it had been run, with the committed cell's results."""
    cell = deepcopy(composed)
    if cell.cell_type == "code":
        cell.execution_count, cell.outputs = count, committed.get("outputs", [])
    elif QUOTE.search(cell.source):
        around = [re.escape(text) for text in QUOTE.sub("\0", cell.source).split("\0")]
        if re.fullmatch(r"[^\n]*?".join(around), committed.source):
            cell.source = committed.source
    return cell


def same_picture(one: str, other: str) -> bool:
    """Whether two base64 PNG images differ in few pixels and in little, as two processors may draw them."""
    if one == other:
        return True
    import matplotlib.image
    import numpy as np

    a, b = (matplotlib.image.imread(io.BytesIO(base64.b64decode(png)), format="png") for png in (one, other))
    if a.shape != b.shape:
        return False
    far = np.abs(a.astype(float) - b.astype(float)).max(axis=-1) > SHADE_THAT_COUNTS / 255
    return bool(far.mean() <= PIXELS_THAT_MAY_DIFFER)


def _cell_differences(old: NotebookNode, new: NotebookNode) -> list[str]:
    found = [part for part in ("cell_type", "source", "metadata") if old[part] != new[part]]
    if old.cell_type == new.cell_type == "code":
        if old.execution_count != new.execution_count:
            found.append("execution count")
        if not same_outputs(old.outputs, new.outputs):
            found.append("output")
    return found


def same_outputs(old: Sequence[NotebookNode], new: Sequence[NotebookNode]) -> bool:
    """Whether a cell's outputs are the same: text exactly, pictures by pixels."""
    return len(old) == len(new) and all(map(_same_output, old, new))


def _same_output(old: NotebookNode, new: NotebookNode) -> bool:
    a: dict[str, Any] = {**old, "data": dict(old.get("data", {}))}
    b: dict[str, Any] = {**new, "data": dict(new.get("data", {}))}
    pictures = [part["data"].pop("image/png", "") for part in (a, b)]
    if a != b or bool(pictures[0]) != bool(pictures[1]):
        return False
    return not pictures[0] or same_picture(*pictures)
