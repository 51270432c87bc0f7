"""What goes to a worker that runs a student's code, and what it claims: plain data both ways."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Encoded = dict[str, Any]
Ended = Literal["done", "time", "memory", "killed", "refused"]
How = Literal["bubblewrap", "landlock", "none"]


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    Attributes
    ----------
    wall_s, cpu_s : float
        Seconds of the clock and of the processor, in all.
    cell_wall_s, cell_s : float
        The same, after which a single cell is stopped and the next one runs.
    memory, data : int
        Bytes of address space and of data.
    disk, file : int
        Bytes of its own folder in memory, and of one file.
    files : int
        Open files.
    line, total : int
        Bytes of one claim, and of all of them.
    nodes, depth : int
        Values of one answer, and how deep they may be nested.
    """

    wall_s: float = 20.0
    cpu_s: float = 10.0
    cell_wall_s: float = 12.0
    cell_s: float = 5.0
    memory: int = 1536 * 2**20
    data: int = 1024 * 2**20
    disk: int = 32 * 2**20
    file: int = 16 * 2**20
    files: int = 64
    line: int = 1_000_000
    total: int = 8_000_000
    nodes: int = 20_000
    depth: int = 10


@dataclass(frozen=True)
class CodeCell:
    """One code cell, in notebook order.

    Attributes
    ----------
    answer : str or None
        The name whose value is claimed once the cell has run, whether or not it raised; a later claim of a name counts.
    source : str
    """

    answer: str | None
    source: str


@dataclass(frozen=True)
class Wanted:
    """What is wanted of an answer: `inputs` is the code of a function answer's argument lists, else empty."""

    inputs: str = ""


@dataclass(frozen=True)
class Job:
    """A student's cells, and all that they may load.

    Attributes
    ----------
    cells : tuple of CodeCell
    exercise : str
        The exercise set, such as ``"03_servqual"``.
    wanted : mapping of str to Wanted
        By the answer's name.
    tables : mapping of str to bytes
        Tables that the exercise loads, drawn by the parent, each a pickled DataFrame.
    """

    cells: tuple[CodeCell, ...]
    exercise: str
    wanted: Mapping[str, Wanted]
    tables: Mapping[str, bytes]


@dataclass(frozen=True)
class Trouble:
    """What befell one cell.

    Attributes
    ----------
    cell : int
        Its place in the job; -1 for the run as a whole.
    kind : str
        ``"raised"``, ``"time"`` (the cell was stopped), ``"flood"`` (too much was written), ``"ended"`` (the code ended
        the run), ``"crashed"`` (so did its process), ``"layer"`` (what could not be confined).
    text : str
        One line, of at most 300 characters.
    """

    cell: int
    kind: str
    text: str = ""


@dataclass(frozen=True)
class Claims:
    """What a worker says that a student's code gave; nothing of it is trusted.

    Attributes
    ----------
    answers : mapping of str to dict
        Encoded as `fsq_lab.checks.codec` does; also ``{"kind": "untried"}``, and ``{"kind": "unsupported", "what":
        type's name, "callable": bool}``.
    troubles : tuple of Trouble
    ended : {"done", "time", "memory", "killed", "refused"}
        How the run ended; answers claimed before stay.
    cpu_s : float
        Processor seconds; 0 where nothing confined the code, which are not known.
    how : {"bubblewrap", "landlock", "none"}
        What confined the code. With ``"none"`` it could do what its grader may do: every mark has to say so.
    """

    answers: Mapping[str, Encoded] = field(default_factory=dict)
    troubles: tuple[Trouble, ...] = ()
    ended: Ended = "done"
    cpu_s: float = 0.0
    how: How = "none"
