"""A function answer called on the exercise's inputs: what it gives, prints or raises, for a check and the grader."""

import contextlib
import dis
import io
import time
import warnings
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any

from fsq_lab.checks.codec import Encoded, UnsupportedAnswerError, encode
from fsq_lab.checks.limited import SECONDS, limited

LONGEST = 60


def results_of_calls(
    name: str,
    inputs: str,
    function: Callable[..., object],
    namespace: dict[str, Any],
    of_learner: bool = False,
    told: bool = True,
    encoding: Callable[[object], Encoded] = encode,
) -> Encoded:
    """Call a function on all inputs; a learner's has a few seconds for all of them, and what befell it is told.

    Parameters
    ----------
    name : str
        The function's name.
    inputs : str
        The code of its argument lists, separated by commas.
    function : callable
    namespace : dict
        In which the inputs are evaluated.
    of_learner : bool
        Whether it is a learner's, and gets `SECONDS` in all.
    told : bool
        Whether an error is explained in the current language.
    encoding : callable
        What encodes a result.

    Returns
    -------
    dict
        Of kind ``"calls"``; each result has the call as it is written, and ``"printed"`` or ``"raised"``.

    Raises
    ------
    UnsupportedAnswerError
        When a result cannot be carried.
    """
    results: list[Encoded] = []
    end = time.monotonic() + SECONDS
    for arguments in eval(f"({inputs},)", namespace):
        call: dict[str, Any] = {"call": f"{name}({', '.join(map(_briefly, arguments))})"}
        try:
            with silence() as printed:
                if of_learner:
                    value = limited(function, *arguments, seconds=end - time.monotonic())
                else:
                    value = function(*arguments)
                results.append({**encoding(value), **call, "printed": bool(printed.getvalue().strip())})
        except (UnsupportedAnswerError, KeyboardInterrupt):
            raise
        except BaseException as error:  # `sys.exit()` too must not end the learner's check
            explained = _explained(error, function) if told and isinstance(error, Exception) else ""
            said = f"{type(error).__name__}: {error}"
            results.append({**encode(type(error).__name__), **call, "raised": said, "explained": explained})
    return {"kind": "calls", "index": None, "columns": None, "values": results}


def has_empty_body(value: object) -> bool:
    """Whether a function still has its empty body: only a docstring, `...` or `pass`."""
    if not isinstance(value, FunctionType):
        return False
    steps = [step for step in dis.get_instructions(value) if step.opname not in ("RESUME", "NOP", "COPY_FREE_VARS")]
    return {step.opname for step in steps} <= {"LOAD_CONST", "RETURN_VALUE", "RETURN_CONST"} and all(
        step.argval is None for step in steps if step.opname != "RETURN_VALUE"
    )


@contextlib.contextmanager
def silence() -> Iterator[io.StringIO]:
    """Keep warnings and prints of exercise code out of a learner's notebook; gives what would have been printed."""
    sink = io.StringIO()
    with warnings.catch_warnings(), contextlib.redirect_stdout(sink), contextlib.redirect_stderr(sink):
        warnings.simplefilter("ignore")
        yield sink


def _briefly(argument: object) -> str:
    text = repr(argument)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _explained(error: Exception, function: Callable[..., object]) -> str:
    """Return what a learner's error means, as the companion tells it below a cell; empty where it has no words."""
    from fsq_lab.companion.explanation import explain
    from fsq_lab.companion.situation import situation_of

    try:
        space: dict[str, Any] = getattr(function, "__globals__", {})
        return explain(error, situation_of(error, space)) or ""
    except Exception:
        return ""
