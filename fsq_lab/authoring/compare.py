"""How a committed notebook differs from one built anew: sources, structure and text exactly, images by pixels."""

import base64
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

PIXELS_THAT_MAY_DIFFER = 0.002
SHADE_THAT_COUNTS = 24


@dataclass(frozen=True, order=True)
class Difference:
    """One place where a committed notebook is not what its source makes."""

    file: str
    cell: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}{' [' + self.cell + ']' if self.cell else ''}: {self.what}"


def differences(name: str, committed: Path, built: NotebookNode) -> list[Difference]:
    """Return every cell of a committed notebook that differs from the built one."""
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
    for i in both:
        found += [Difference(name, i, what) for what in _cell_differences(mine[i], theirs[i])]
    return found


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
        if len(old.outputs) != len(new.outputs) or not all(map(_same_output, old.outputs, new.outputs)):
            found.append("output")
    return found


def _same_output(old: NotebookNode, new: NotebookNode) -> bool:
    a: dict[str, Any] = {**old, "data": dict(old.get("data", {}))}
    b: dict[str, Any] = {**new, "data": dict(new.get("data", {}))}
    pictures = [part["data"].pop("image/png", "") for part in (a, b)]
    if a != b or bool(pictures[0]) != bool(pictures[1]):
        return False
    return not pictures[0] or same_picture(*pictures)
