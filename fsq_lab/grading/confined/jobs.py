"""What goes to a worker that runs a student's code, and what it claims: plain data both ways."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Encoded = dict[str, Any]
Ended = Literal["done", "time", "memory", "killed", "refused"]


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
    """What befell one cell: its place in the job, a kind such as ``raised`` or ``time``, and a line of text."""

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
        Processor seconds.
    """

    answers: Mapping[str, Encoded] = field(default_factory=dict)
    troubles: tuple[Trouble, ...] = ()
    ended: Ended = "done"
    cpu_s: float = 0.0
