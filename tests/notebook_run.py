"""nbval runs every built notebook; this plugin compares in the same run what nbval leaves out.

nbval compares text and HTML. After each cell that it has run, the cell's outputs are compared as the build would store
them: charts by pixels, with their alternative texts; and the results quoted in the Markdown below are worked out
again.
"""

import json
from collections.abc import Generator, Iterator
from copy import deepcopy
from typing import Any

import pytest
from nbval.plugin import IPyNbCell, IPyNbFile

SECONDS = 60
Quotes = dict[str, list[tuple[str, str, str]]]
"""By code cell, for each Markdown cell below it that quotes results: id, source, and text as committed."""

_QUOTES = pytest.StashKey[Quotes]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    result = yield
    if isinstance(item, IPyNbCell) and item.cell.execution_count is not None:
        found = [*_other_outputs(item), *_other_quotes(item)]
        if found:
            item.raise_cell_error("; ".join(found))
    return result


def _other_outputs(item: IPyNbCell) -> Iterator[str]:
    from fsq_lab.authoring.compare import same_outputs
    from fsq_lab.authoring.execute import BuildError, cleaned

    try:
        now = cleaned(deepcopy(item.test_outputs), item.cell.execution_count, item.path.name)
    except BuildError as error:
        yield str(error)
        return
    if not same_outputs(item.cell.outputs, now):
        yield "a chart, an alternative text or another part of the outputs is not what is stored"


def _other_quotes(item: IPyNbCell) -> Iterator[str]:
    from fsq_lab.authoring.execute import filled, quoting

    if _QUOTES not in item.parent.stash:
        item.parent.stash[_QUOTES] = quotes_of(item.parent)
    for cell, source, committed in item.parent.stash[_QUOTES].get(item.cell.id, ()):
        try:
            now = filled(source, _printed_by(item.parent.kernel, quoting(source)))
        except json.JSONDecodeError:
            yield f"a result quoted in the Markdown cell {cell} cannot be worked out"
            continue
        if now != committed:
            yield f"a result quoted in the Markdown cell {cell} is another now: {_first_difference(committed, now)}"


def quotes_of(file: IPyNbFile) -> Quotes:
    """Return what the Markdown of a built notebook quotes; nothing for a notebook that no source makes."""
    from fsq_lab.authoring.making import compose
    from fsq_lab.authoring.targets import targets
    from fsq_lab.source.notebooks import QUOTE

    root = file.config.rootpath
    path = file.path.relative_to(root).as_posix()
    found: Quotes = {}
    for target in (target for target in targets(root) if target.path == path):
        sources = {cell.id: cell.source for cell in compose(root, target).cells if QUOTE.search(cell.source)}
        code = ""
        for cell in file.nb.cells:
            if cell.cell_type == "code":
                code = cell.id
            elif cell.id in sources:
                found.setdefault(code, []).append((cell.id, sources[cell.id], cell.source))
    return found


def _printed_by(kernel: Any, code: str) -> str:
    message_id = kernel.execute_cell_input(code, allow_stdin=False)
    kernel.await_reply(message_id, timeout=SECONDS)
    printed = ""
    while True:
        message = kernel.get_message("iopub", timeout=SECONDS)
        if message["parent_header"].get("msg_id") != message_id:
            continue
        if message["msg_type"] == "stream":
            printed += message["content"]["text"]
        if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
            return printed


def _first_difference(committed: str, now: str) -> str:
    lines = zip(committed.splitlines(), now.splitlines(), strict=False)
    return next((f"{old[:80]!r} was {new[:80]!r}" for old, new in lines if old != new), "")
