"""Answers are data: one codec for numbers, text, truth values, lists, Series and tables, and one comparison.

An encoded answer is ``{"kind", "index", "columns", "values"}``; a missing value is ``None``. Nothing is ever pickled.
"""

import json
import math
import sys
import unicodedata
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import pandas as pd

KINDS = ("number", "text", "truth", "list", "series", "table", "calls")
MOST_BYTES = 1_000_000
TOO_LARGE = "too large"
RELATIVE = 1e-6
NAMED = 0.005
"""A mistake is named only within this share of its result, however wide the answer's own tolerance."""

Encoded = dict[str, Any]
Closeness = Literal["equal", "rounded", "different"]


class UnsupportedAnswerError(TypeError):
    """A value that the codec does not carry; `what` is its type's name, or `TOO_LARGE`."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(what)


@dataclass(frozen=True)
class Precision:
    """How close is close enough.

    Parameters
    ----------
    tolerance : float or None
        Absolute tolerance in the answer's unit; None for 1e-6 relative.
    digits : int
        Decimals to which an answer may be rounded; to whole numbers (0) up or down.
    ordered : bool
        Whether the order of a Series matters.
    naming : bool
        Whether it is asked if a value is a mistake's: closer than a right answer has to be, since two mistakes of a
        large number may lie within a tolerance that fits the right answer.
    """

    tolerance: float | None = None
    digits: int = 2
    ordered: bool = False
    naming: bool = False

    @property
    def to_name(self) -> "Precision":
        """The same for telling whose result a wrong value is."""
        return replace(self, naming=True)

    def allowance(self, reference: float) -> float:
        """Return the absolute difference that still counts as equal."""
        if self.tolerance is None:
            return RELATIVE * max(abs(reference), RELATIVE)
        return min(self.tolerance, NAMED * abs(reference)) if self.naming else self.tolerance


@dataclass(frozen=True)
class Match:
    """A value and the one it should equal, with the label both stand under; in a list their place, from 1."""

    label: str | int
    own: Any
    right: Any


def encode(value: object) -> Encoded:
    """Encode a value as plain data.

    Raises
    ------
    UnsupportedAnswerError
        For any other type, an object column that holds other things, and more than 1 MB of data.
    """
    encoded = _encode(value)
    if len(json.dumps(encoded, ensure_ascii=False, default=str).encode("utf-8", "replace")) > MOST_BYTES:
        raise UnsupportedAnswerError(TOO_LARGE)
    return encoded


def decode(encoded: Encoded) -> Any:
    """Rebuild the value of an encoded answer: a scalar, list, Series or DataFrame."""
    kind, values = encoded["kind"], encoded["values"]
    if kind == "series":
        return pd.Series(_column(values), index=_labels(encoded["index"]))
    if kind == "table":
        columns = {i: _column([row[i] for row in values]) for i in range(len(encoded["columns"]))}
        table = pd.DataFrame(columns, index=_labels(encoded["index"]))
        table.columns = _labels(encoded["columns"])
        return table
    if kind == "number" and values is None:
        return math.nan
    return values


def compare(own: Encoded, reference: Encoded, precision: Precision) -> Closeness:
    """Compare an answer with the reference.

    A list, an array and a Series of the same values are the same answer; a Series or table is matched by its labels,
    in any order unless the answer is ordered. Rounding is accepted down to the answer's decimals.
    """
    pairs = paired(own, reference, precision.ordered)
    if pairs is None:
        return "different"
    found = {compare_values(pair.own, pair.right, precision) for pair in pairs}
    if "different" in found:
        return "different"
    return "rounded" if "rounded" in found else "equal"


def distinct(one: Encoded, other: Encoded, precision: Precision) -> bool:
    """Whether two answers differ by more than five tolerances somewhere, or in shape, labels or text."""
    pairs = paired(one, other, precision.ordered)
    if pairs is None:
        return True
    return any(_far_apart(pair.own, pair.right, precision) for pair in pairs)


def same_shape(own: Encoded, reference: Encoded) -> bool:
    """Whether an answer has the reference's kind, index and columns."""
    if own["kind"] != reference["kind"]:
        return False
    if own["kind"] in ("list", "calls"):
        return len(own["values"]) == len(reference["values"])
    return all(_label_set(own[part]) == _label_set(reference[part]) for part in ("index", "columns"))


def numbers_in(encoded: Encoded) -> list[float | None]:
    """Return the numbers of an answer, flat; None where one is missing."""
    return [v for v in _flat(encoded["values"]) if v is None or is_number(v)]


def _encode(value: object) -> Encoded:
    if isinstance(value, pd.DataFrame):
        if len(value) * value.shape[1] > MOST_BYTES:
            raise UnsupportedAnswerError(TOO_LARGE)
        rows = [[_scalar(v) for v in row] for row in value.itertuples(index=False, name=None)]
        return _data("table", rows, [_label(v) for v in value.index], [_label(v) for v in value.columns])
    if isinstance(value, pd.Series):
        if len(value) > MOST_BYTES:
            raise UnsupportedAnswerError(TOO_LARGE)
        return _data("series", [_scalar(v) for v in value.tolist()], [_label(v) for v in value.index])
    if isinstance(value, pd.Index | np.ndarray):
        if value.ndim != 1:
            if value.ndim == 2:
                return {**_encode(pd.DataFrame(np.asarray(value))), "was": "array"}
            if value.ndim == 0:
                return _encode(value.item())
            raise UnsupportedAnswerError(type(value).__name__)
        return _encode(value.tolist())
    if isinstance(value, dict):
        if len(value) > MOST_BYTES:
            raise UnsupportedAnswerError(TOO_LARGE)
        return {**_data("series", [_scalar(v) for v in value.values()], [_label(v) for v in value]), "was": "dict"}
    if isinstance(value, list | tuple):
        if len(value) > MOST_BYTES:
            raise UnsupportedAnswerError(TOO_LARGE)
        try:
            return _data("list", [_scalar(v) for v in value])
        except UnsupportedAnswerError as error:
            raise UnsupportedAnswerError(f"{type(value).__name__}[{error.what}]") from None
    scalar = _scalar(value)
    kind = "truth" if isinstance(scalar, bool) else "text" if isinstance(scalar, str) else "number"
    return _data(kind, scalar)


def _data(kind: str, values: Any, index: list[Any] | None = None, columns: list[Any] | None = None) -> Encoded:
    return {"kind": kind, "index": index, "columns": columns, "values": values}


def _scalar(value: object) -> Any:
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if isinstance(value, int | np.integer):
        whole = int(value)
        if abs(whole) > sys.float_info.max:
            return math.inf if whole > 0 else -math.inf
        return whole
    if isinstance(value, float | np.floating):
        number = float(value)
        return None if math.isnan(number) else number
    if isinstance(value, str):
        return str(value)
    if isinstance(value, pd.Timestamp | pd.Period | pd.Timedelta | pd.Interval):
        return str(value)
    raise UnsupportedAnswerError(type(value).__name__)


def _label(value: object) -> Any:
    if isinstance(value, tuple):
        return [_label(v) for v in value]
    label = _scalar(value)
    return int(label) if isinstance(label, float) and label.is_integer() else label


def _labels(labels: list[Any]) -> "pd.Index[Any]":
    several = bool(labels) and all(isinstance(label, list) for label in labels)
    index: pd.Index[Any] = pd.MultiIndex.from_tuples(map(tuple, labels)) if several else pd.Index(labels)
    return index


def _column(values: list[Any]) -> list[Any]:
    if any(isinstance(v, str | bool) for v in values):
        return values
    return [math.nan if v is None else v for v in values]


def _hashable(label: Any) -> Any:
    return tuple(label) if isinstance(label, list) else label


def _label_set(labels: list[Any] | None) -> list[str] | None:
    return None if labels is None else sorted(repr(_hashable(label)) for label in labels)


def _flat(values: Any) -> list[Any]:
    if isinstance(values, dict):
        return _flat(values["values"])
    if isinstance(values, list):
        return [v for part in values for v in _flat(part)]
    return [values]


def paired(own: Encoded, reference: Encoded, ordered: bool) -> list[Match] | None:
    """Match the values that should be equal, or return None when shapes or labels do not allow it."""
    kinds = (own["kind"], reference["kind"])
    if kinds == ("calls", "calls"):
        if len(own["values"]) != len(reference["values"]):
            return None
        parts = [paired(a, b, ordered) for a, b in zip(own["values"], reference["values"], strict=True)]
        return None if any(part is None for part in parts) else [pair for part in parts for pair in part or []]
    if set(kinds) <= {"number", "text", "truth"}:
        return [Match("", own["values"], reference["values"])]
    if set(kinds) <= {"list", "series"}:
        if len(own["values"]) != len(reference["values"]):
            return None
        if kinds == ("series", "series"):
            if ordered and own["index"] != reference["index"]:
                return None
            return _by_label(own["index"], own["values"], reference["index"], reference["values"])
        named = own["index"] or reference["index"]
        sides = enumerate(zip(own["values"], reference["values"], strict=True))
        return [Match(shown_label(named[place]) if named else place + 1, *two) for place, two in sides]
    if kinds == ("table", "table"):
        return _table_pairs(own, reference, ordered)
    return None


def shown_label(label: Any) -> str:
    """Return a label as it is shown to its reader.

    >>> shown_label("B07"), shown_label(["B07", "empathy"])
    ('B07', 'B07, empathy')
    """
    return ", ".join(map(str, label)) if isinstance(label, list) else str(label)


def _by_label(mine: list[Any], values: list[Any], right: list[Any], wanted: list[Any]) -> list[Match] | None:
    if _label_set(mine) != _label_set(right) or len({repr(x) for x in mine}) != len(mine):
        if [repr(x) for x in mine] != [repr(x) for x in right]:
            return None
        return [Match(shown_label(x), one, other) for x, one, other in zip(right, values, wanted, strict=True)]
    lookup = {repr(_hashable(label)): value for label, value in zip(mine, values, strict=True)}
    return [
        Match(shown_label(label), lookup[repr(_hashable(label))], value)
        for label, value in zip(right, wanted, strict=True)
    ]


def _table_pairs(own: Encoded, reference: Encoded, ordered: bool) -> list[Match] | None:
    if ordered and own["index"] != reference["index"]:
        return None
    rows = _by_label(own["index"], own["values"], reference["index"], reference["values"])
    if rows is None:
        return None
    pairs: list[Match] = []
    for row in rows:
        part = _by_label(own["columns"], row.own, reference["columns"], row.right)
        if part is None:
            return None
        pairs.extend(Match(f"{row.label}, {pair.label}", pair.own, pair.right) for pair in part)
    return pairs


def is_number(value: Any) -> bool:
    """Whether a value of an answer is a number, and no truth value."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def compare_values(own: Any, reference: Any, precision: Precision) -> Closeness:
    """Compare two single values."""
    if is_number(own) and is_number(reference):
        if abs(own - reference) <= precision.allowance(reference) or own == reference:
            return "equal"
        return "rounded" if _is_rounding(own, reference, precision) else "different"
    if isinstance(own, str) and isinstance(reference, str):
        return "equal" if plain(own) == plain(reference) else "different"
    return "equal" if type(own) is type(reference) and own == reference else "different"


def places_of(number: float, most: int = 7) -> int | None:
    """Return how many decimals a number has; None for more than `most`.

    >>> places_of(269.0), places_of(-0.43), places_of(1 / 3)
    (0, 2, None)
    """
    return next((n for n in range(most + 1) if abs(number - round(number, n)) < 1e-12 * max(1, abs(number))), None)


def _is_rounding(own: float, reference: float, precision: Precision) -> bool:
    if isinstance(reference, int) or not math.isfinite(own) or not math.isfinite(reference):
        return False
    places = places_of(own, 6)
    if places is None:
        return False
    places = max(places, precision.digits)
    if abs(own - reference) <= 0.5 * 10.0**-places * (1 + 1e-9):
        return True
    return places == 0 and abs(own - reference) < 1 and (own > reference or not precision.naming)


def _far_apart(one: Any, other: Any, precision: Precision) -> bool:
    if is_number(one) and is_number(other):
        rounding = 0.0 if isinstance(one, int) and isinstance(other, int) else 0.5 * 10.0**-precision.digits
        return bool(abs(one - other) > 5 * max(precision.allowance(one), rounding))
    return compare_values(one, other, precision) == "different"


def plain(text: str) -> str:
    """Return a text as it is compared: full-width letters as narrow ones, no blanks around, small letters."""
    return unicodedata.normalize("NFKC", text).strip().casefold()
