"""Names whose value is old: the cell that should have made them anew failed, or no longer writes them."""

from typing import Any

from fsq_lab.companion.makers import from_statement, names_made

OLD: set[str] = set()
"""The names that failed cells would have made; a good run of such a cell takes them out."""
_WRITES: dict[str | None, frozenset[str]] = {}
"""The names that each cell of a notebook wrote or would have written when it last ran, by the cell's id."""
_UNWRITTEN: set[str] = set()
"""The names that no cell writes any more, though one did."""


def is_old(name: str) -> bool:
    """Return whether the cell that last should have made this name failed before it did.

    Examples
    --------
    >>> is_old("gaps")
    False
    """
    return name in OLD


def is_unwritten(name: str) -> bool:
    """Return whether the cell that wrote this name has run again without it, as when the name is misspelt.

    Examples
    --------
    >>> is_unwritten("gaps")
    False
    """
    return name in _UNWRITTEN


def watch(shell: Any) -> None:
    """Keep `OLD` up to date after each cell that this IPython shell runs."""
    shell.events.register("post_run_cell", _after_cell)


def _after_cell(result: Any) -> None:
    code, cell = str(getattr(result.info, "raw_cell", None) or ""), getattr(result.info, "cell_id", None)
    names = names_made(code)
    left = frozenset() if result.success else names_made(_not_run(code, result.error_in_exec))
    before = _WRITES.get(cell, frozenset())
    OLD.difference_update(names - left, before - names)
    OLD.update(left)
    if cell is not None:
        _WRITES[cell] = names
    _UNWRITTEN.update(before - frozenset().union(*_WRITES.values()))
    _UNWRITTEN.difference_update(names)


def _not_run(code: str, error: BaseException | None) -> str:
    """Return the part of a cell that did not run; without a traceback into the cell all of it."""
    traceback = error.__traceback__ if error is not None else None
    while traceback is not None:
        frame = traceback.tb_frame
        if frame.f_globals.get("__name__") == "__main__" and frame.f_code.co_name == "<module>":
            return from_statement(code, traceback.tb_lineno)
        traceback = traceback.tb_next
    return code
