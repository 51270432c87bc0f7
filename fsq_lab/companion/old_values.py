"""Names whose value is old: the cell that should have made them anew failed."""

from typing import Any

from fsq_lab.companion.makers import from_statement, names_made

OLD: set[str] = set()
"""The names that failed cells would have made; a good run of such a cell takes them out."""


def is_old(name: str) -> bool:
    """Return whether the cell that last should have made this name failed before it did.

    Examples
    --------
    >>> is_old("gaps")
    False
    """
    return name in OLD


def watch(shell: Any) -> None:
    """Keep `OLD` up to date after each cell that this IPython shell runs."""
    shell.events.register("post_run_cell", _after_cell)


def _after_cell(result: Any) -> None:
    code = str(getattr(result.info, "raw_cell", None) or "")
    if result.success:
        OLD.difference_update(names_made(code))
        return
    left = names_made(_not_run(code, result.error_in_exec))
    OLD.difference_update(names_made(code) - left)
    OLD.update(left)


def _not_run(code: str, error: BaseException | None) -> str:
    """Return the part of a cell that did not run; without a traceback into the cell all of it."""
    traceback = error.__traceback__ if error is not None else None
    while traceback is not None:
        frame = traceback.tb_frame
        if frame.f_globals.get("__name__") == "__main__" and frame.f_code.co_name == "<module>":
            return from_statement(code, traceback.tb_lineno)
        traceback = traceback.tb_next
    return code
