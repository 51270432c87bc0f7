"""Runs a submission's cells in its own process, and claims an answer after each."""

import builtins
import json
import math
import os
import pickle
import re
import signal
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from fsq_lab.checks.calling import has_empty_body, results_of_calls
from fsq_lab.checks.codec import TOO_LARGE, Encoded, UnsupportedAnswerError
from fsq_lab.checks.limited import AGAIN, SECONDS, TooSlow, limited
from fsq_lab.grading.confined.exact import encode_exactly
from fsq_lab.grading.confined.jobs import Job, Limits
from fsq_lab.grading.confined.stand_ins import Magics, display, stand_in

if TYPE_CHECKING:
    import pandas as pd

_MAGIC = re.compile(r"^[ \t]*[%!?]|=[ \t]*[%!]|\?[ \t]*$", re.MULTILINE)


def run_cells(job: Job, limits: Limits, out: int, leave: Callable[[int], Any] = os._exit) -> None:
    """Run a job's cells in order in one namespace, write a line about each to `out`, and leave the process.

    Parameters
    ----------
    job : Job
    limits : Limits
    out : int
        File descriptor; its reader trusts nothing that comes after the first line.
    leave : callable
        Ends the process: taken before a student's code can replace it.
    """
    writing = Writing(out)
    namespace = first_namespace(job)
    for place, cell in enumerate(job.cells):
        writing.tell({"cell": place})
        if cell.source.strip():
            try:
                _within(limits, run_source, cell.source, namespace, place)
            except BaseException as error:
                writing.tell({"cell": place, **_trouble(error)})
        if cell.answer is not None and cell.answer in namespace:
            writing.tell({"answer": cell.answer, "value": _claimed(job, limits, cell.answer, namespace)})
    writing.tell({"end": True})
    leave(0)


def _within(limits: Limits, run: Callable[..., None], *arguments: object) -> None:
    """Run something for as many seconds of the processor and of the clock as a cell has; raise TooSlow after.

    Where there are no such timers, or the code stops them, the limits of the whole submission are left.
    """
    if not hasattr(signal, "setitimer"):
        run(*arguments)
        return
    armed = True

    def late(*_: object) -> None:
        if armed:
            raise TooSlow

    timers = {
        signal.ITIMER_PROF: (signal.SIGPROF, limits.cell_s),
        signal.ITIMER_REAL: (signal.SIGALRM, limits.cell_wall_s),
    }
    try:
        for timer, (number, after) in timers.items():
            signal.signal(number, late)
            signal.setitimer(timer, after, AGAIN)
        try:
            run(*arguments)
        finally:
            armed = False
    finally:
        armed = False
        for timer, (number, _) in timers.items():
            signal.setitimer(timer, 0)
            signal.signal(number, signal.SIG_IGN)


class Writing:
    """Writes lines of JSON; holds what it needs, whatever a student's code replaces."""

    def __init__(self, out: int) -> None:
        self._out = out
        self._write, self._dumps = os.write, json.JSONEncoder(ensure_ascii=True, default=str).encode

    def tell(self, entry: dict[str, Any]) -> None:
        """Write one line."""
        rest = self._dumps(entry).encode("ascii") + b"\n"
        while rest:
            rest = rest[self._write(self._out, rest) :]


def first_namespace(job: Job) -> dict[str, Any]:
    """Return what a notebook's first cell finds, and give the course's names of this job to imports."""

    def tables(name: str) -> "pd.DataFrame":
        table: pd.DataFrame = pickle.loads(job.tables[name])  # written by the parent, which is trusted
        return table

    stand_in(frozenset(job.tables), tables)
    namespace: dict[str, Any] = {"__name__": "__main__", "__builtins__": builtins, "display": display}
    magics = Magics(lambda source: run_source(source, namespace, -1))
    namespace["get_ipython"] = lambda: magics
    return namespace


def run_source(source: str, namespace: dict[str, Any], place: int) -> None:
    """Run a cell's source, its magics and shell lines taken as IPython takes them."""
    exec(compile(transformed(source), f"<cell {place + 1}>", "exec", dont_inherit=True), namespace)


def transformed(source: str) -> str:
    """Return a cell as Python."""
    if not _MAGIC.search(source):
        return source
    from IPython.core.inputtransformer2 import TransformerManager

    return str(TransformerManager().transform_cell(source))  # type: ignore[no-untyped-call]


def _claimed(job: Job, limits: Limits, name: str, namespace: dict[str, Any]) -> Encoded:
    """Return what is claimed of the value that a name has now."""
    value = namespace[name]
    inputs = job.wanted[name].inputs if name in job.wanted else ""

    def exactly(one: object) -> Encoded:
        return encode_exactly(one, limits.nodes, limits.depth)

    try:
        if value is Ellipsis or (inputs and has_empty_body(value)):
            return {"kind": "untried"}
        if inputs and callable(value):
            space = _inputs_space(inputs, namespace)
            made = results_of_calls(name, inputs, value, space, of_learner=True, told=False, encoding=exactly)
        else:
            made = limited(exactly, value, seconds=SECONDS)
        if len(json.dumps(made, default=str)) > limits.line - 1000:
            raise UnsupportedAnswerError(TOO_LARGE)
        return made
    except UnsupportedAnswerError as error:
        return {"kind": "unsupported", "what": str(error.what), "callable": callable(value)}
    except BaseException:
        return {"kind": "unsupported", "what": type(value).__name__, "callable": False}


def _inputs_space(inputs: str, namespace: dict[str, Any]) -> dict[str, Any]:
    """Return where a function's inputs are evaluated: apart from the student's names, if they need none of them."""
    import numpy
    import pandas

    clean: dict[str, Any] = {"pd": pandas, "np": numpy, "math": math}
    try:
        eval(f"({inputs},)", dict(clean))
    except NameError:
        return namespace
    return clean


def _trouble(error: BaseException) -> dict[str, str]:
    if isinstance(error, TooSlow):
        return {"kind": "time", "text": ""}
    kind = "memory" if isinstance(error, MemoryError) else "raised"
    try:
        line = _line_in_cell(error)
        return {"kind": kind, "text": f"{type(error).__name__}: {str(error)[:250]}{line}"}
    except BaseException:
        return {"kind": kind, "text": type(error).__name__}


def _line_in_cell(error: BaseException) -> str:
    lines = []
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.startswith("<cell "):
            lines.append(trace.tb_lineno)
        trace = trace.tb_next
    return f" (line {lines[-1]})" if lines else ""


def silence_output() -> None:
    """Send what is printed, also by the C library, nowhere, and let nothing be typed."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for place in (0, 1, 2):
        os.dup2(nowhere, place)
    os.close(nowhere)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
