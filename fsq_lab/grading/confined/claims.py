"""What a submission's process wrote, read with suspicion: every line is a claim, and may be anything."""

import ast
import json
import math
import re
import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fsq_lab.checks.codec import Encoded
from fsq_lab.grading.confined.jobs import Limits, Trouble, Wanted

LONGEST_TEXT, LONGEST_LINE, MOST_DIGITS = 10_000, 300, 400
MOST_TROUBLES = 200
KINDS = frozenset({"raised", "time", "memory"})
"""Troubles that a submission's own process may tell of."""

_NOT_SHOWN = re.compile("[\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]")
_SCALARS = (bool, int, float, str, type(None))


class ForgedClaimError(ValueError):
    """A line that the runner of cells would not have written."""


@dataclass
class ClaimReader:
    """Collects the lines of one submission.

    Parameters
    ----------
    names : collection of str
        The answers that may be claimed.
    wanted : mapping of str to Wanted
    limits : Limits
    """

    names: frozenset[str]
    wanted: Mapping[str, Wanted]
    limits: Limits
    answers: dict[str, Encoded] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)
    ready: bool = False
    whole: bool = False
    refused: str = ""
    started: int = -1

    def take(self, line: bytes) -> None:
        """Take one line; a forged one is passed over. The first, before any student's code, tells of layers."""
        try:
            entry = _loaded(line, self.limits)
            if not isinstance(entry, dict):
                return
            if not self.ready:
                self.ready, self.refused = entry.get("ready") is True, shown(entry.get("refused", ""), LONGEST_LINE)
            elif type(entry.get("cell")) is int:
                self._take_cell(entry)
            elif type(entry.get("answer")) is str:
                self._take_answer(entry["answer"], entry.get("value"))
            elif entry.get("end") is True:
                self.whole = True
        except (ForgedClaimError, RecursionError, ValueError, TypeError, KeyError):
            return

    def _take_cell(self, entry: dict[str, Any]) -> None:
        if not 0 <= entry["cell"] < 100_000:
            raise ForgedClaimError
        kind = entry.get("kind")
        if kind is None:
            self.started = entry["cell"]
        elif kind in KINDS and len(self.troubles) < MOST_TROUBLES:
            self.troubles.append(Trouble(entry["cell"], kind, shown(entry.get("text", ""), LONGEST_LINE)))

    def _take_answer(self, name: str, value: Any) -> None:
        if name in self.names:
            self.answers[name] = checked(value, self.wanted.get(name, Wanted()), self.limits)


def checked(value: Any, wanted: Wanted, limits: Limits) -> Encoded:
    """Return a claimed value with exactly the keys and shapes of its kind, its texts clean.

    Raises
    ------
    ForgedClaimError
        When it is none.
    """
    if type(value) is not dict:
        raise ForgedClaimError
    kind, values, index, columns = (value.get(part) for part in ("kind", "values", "index", "columns"))
    if kind == "untried":
        return {"kind": "untried"}
    if kind == "unsupported":
        return {"kind": kind, "what": shown(value.get("what", ""), 100), "callable": value.get("callable") is True}
    if kind == "calls":
        return _calls(values, wanted, limits)
    if kind in ("number", "text", "truth"):
        wants = {"number": (int, float, type(None)), "text": (str,), "truth": (bool,)}[kind]
        return _plain(kind, _scalar(values, wants))
    items = _list(values, limits)
    if kind == "list":
        return _plain(kind, [_scalar(item) for item in items])
    labels = [_label(label) for label in _list(index, limits)]
    if kind not in ("series", "table") or len(labels) != len(items):
        raise ForgedClaimError
    if kind == "series":
        made = _plain(kind, [_scalar(item) for item in items], labels)
        return {**made, "was": "dict"} if value.get("was") == "dict" else made
    heads = [_label(label) for label in _list(columns, limits)]
    if len(items) * len(heads) > limits.nodes:
        raise ForgedClaimError
    rows = [[_scalar(item) for item in _list(row, limits)] for row in items]
    if any(len(row) != len(heads) for row in rows):
        raise ForgedClaimError
    made = _plain(kind, rows, labels, heads)
    return {**made, "was": "array"} if value.get("was") == "array" else made


def shown(text: Any, longest: int) -> str:
    r"""Return a text without surrogates, control and bidirectional characters, on one line and cut to a length.

    >>> shown("a\x1b[31m\u202eb\nc\ud800", 20)
    'a[31mb c'
    """
    if not isinstance(text, str):
        return ""
    return clean(text[: 4 * longest].replace("\n", " "))[:longest]


def clean(text: str) -> str:
    """Return a text without surrogates, control and bidirectional characters; tabs and line ends stay."""
    if text.isascii() and text.isprintable():
        return text
    kept = _NOT_SHOWN.sub("", text)
    return "".join(c for c in kept if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))


def calls_wanted(inputs: str) -> int:
    """Return how many argument lists a function answer's inputs hold.

    >>> calls_wanted("[1, 2], [3, 4]")
    2
    """
    made = ast.parse(f"({inputs},)", mode="eval").body
    return len(made.elts) if isinstance(made, ast.Tuple) else 0


def _loaded(line: bytes, limits: Limits) -> Any:
    if len(line) > limits.line:
        raise ForgedClaimError
    loaded = json.loads(line, parse_int=_whole, parse_float=_number, parse_constant=_constant)
    left = [(loaded, limits.depth)]
    count = 0
    while left:
        value, depth = left.pop()
        parts = [*value, *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else ()
        count += 1 + len(parts)
        if depth < 0 or count > 20 * limits.nodes:
            raise ForgedClaimError
        left += [(part, depth - 1) for part in parts if isinstance(part, dict | list)]
    return loaded


def _whole(text: str) -> int | float:
    if len(text) > MOST_DIGITS or abs(int(text)) > sys.float_info.max:
        return -math.inf if text.startswith("-") else math.inf
    return int(text)


def _number(text: str) -> float:
    if len(text) > MOST_DIGITS:
        raise ForgedClaimError
    return float(text)


def _constant(text: str) -> float | None:
    return {"Infinity": math.inf, "-Infinity": -math.inf}.get(text)


def _plain(kind: str, values: Any, index: list[Any] | None = None, columns: list[Any] | None = None) -> Encoded:
    return {"kind": kind, "index": index, "columns": columns, "values": values}


def _scalar(value: Any, kinds: tuple[type, ...] = _SCALARS) -> Any:
    if type(value) not in kinds:
        raise ForgedClaimError
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise ForgedClaimError
        return clean(value)
    return value


def _label(value: Any) -> Any:
    if isinstance(value, list):
        if not 0 < len(value) <= 10:
            raise ForgedClaimError
        return [_scalar(part) for part in value]
    return _scalar(value)


def _list(value: Any, limits: Limits) -> list[Any]:
    if type(value) is not list or len(value) > limits.nodes:
        raise ForgedClaimError
    return value


def _calls(values: Any, wanted: Wanted, limits: Limits) -> Encoded:
    results = _list(values, limits)
    if not wanted.inputs or len(results) != calls_wanted(wanted.inputs):
        raise ForgedClaimError
    made = []
    for result in results:
        told: dict[str, Any] = {"call": shown(result.get("call", ""), LONGEST_LINE)}
        if "raised" in result:
            told |= {"raised": shown(result["raised"], LONGEST_LINE), "explained": ""}
        else:
            told["printed"] = result.get("printed") is True
        made.append({**checked(result, Wanted(), limits), **told})
    if any(result["kind"] in ("untried", "unsupported") for result in made):
        raise ForgedClaimError
    return _plain("calls", made)
