"""Where an error happened: the cell's code, its line, and the names that are there or could be."""

import linecache
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from fsq_lab.companion.makers import made_elsewhere, notebook_file
from fsq_lab.companion.old_values import OLD


@dataclass(frozen=True)
class Situation:
    """What is known of the place of an error.

    Attributes
    ----------
    code : str
        The code of the cell; empty where it is not known.
    line : int
        The line of the cell that was running.
    own : bool
        Whether the error was raised by the notebook's own code, and not inside a library.
    names : mapping of str to object
        The notebook's names and their values.
    elsewhere : mapping of str to str
        Names that other cells make, each with the line that does.
    failed : frozenset of str
        Names whose cell failed last.
    """

    code: str = ""
    line: int = 0
    own: bool = True
    names: Mapping[str, Any] = field(default_factory=dict)
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    failed: frozenset[str] = frozenset()


def situation_of(error: BaseException, names: Mapping[str, Any]) -> Situation:
    """Return the situation of an error in a notebook with these names."""
    frames = list(frames_of(error))
    inside = [(frame, line) for frame, line in frames if frame.f_globals is names]
    file, line = (inside[-1][0].f_code.co_filename, inside[-1][1]) if inside else ("", 0)
    if isinstance(error, SyntaxError):
        file, line = str(error.filename), error.lineno or 0
    code = "".join(linecache.getlines(file))
    own = not frames or (bool(inside) and inside[-1][0] is frames[-1][0])
    elsewhere = made_elsewhere(notebook_file(), code) if isinstance(error, NameError) else {}
    return Situation(code, line, own, names, elsewhere, frozenset(OLD))


def frames_of(error: BaseException) -> Iterator[tuple[FrameType, int]]:
    """Yield the frames that an error went through, outermost first, each with its line."""
    traceback = error.__traceback__
    while traceback is not None:
        yield traceback.tb_frame, traceback.tb_lineno
        traceback = traceback.tb_next
