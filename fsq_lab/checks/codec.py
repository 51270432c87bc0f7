"""Answers are data: one codec for numbers, text, truth values, lists, Series and tables, and one comparison.

An encoded answer is ``{"kind", "index", "columns", "values"}``; a missing value is ``None``. Nothing is ever pickled.
"""

import json
import math
import unicodedata
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

KINDS = ("number", "text", "truth", "list", "series", "table", "calls")
MOST_BYTES = 1_000_000
RELATIVE = 1e-6

Encoded = dict[str, Any]
Closeness = Literal["equal", "rounded", "different"]


class UnsupportedAnswerError(TypeError):
    """A value that the codec does not carry; `what` is its type's name, or "too large"."""

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
        Decimals to which an answer may be rounded.
    ordered : bool
        Whether the order of a Series matters.
    """

    tolerance: float | None = None
    digits: int = 2
    ordered: bool = False

    def allowance(self, reference: float) -> float:
        """Return the absolute difference that still counts as equal."""
        return self.tolerance if self.tolerance is not None else RELATIVE * max(abs(reference), RELATIVE)


def encode(value: object) -> Encoded:
    """Encode a value as plain data.

    Raises
    ------
    UnsupportedAnswerError
        For any other type, an object column that holds other things, and more than 1 MB of data.
    """
    encoded = _encode(value)
    if len(json.dumps(encoded, ensure_ascii=False, default=str).encode("utf-8", "replace")) > MOST_BYTES:
        raise UnsupportedAnswerError("too large")
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
    pairs = _pairs(own, reference, precision.ordered)
    if pairs is None:
        return "different"
    found = {_compare_values(mine, right, precision) for mine, right in pairs}
    if "different" in found:
        return "different"
    return "rounded" if "rounded" in found else "equal"


def distinct(one: Encoded, other: Encoded, precision: Precision) -> bool:
    """Whether two answers differ by more than five tolerances somewhere, or in shape, labels or text."""
    pairs = _pairs(one, other, precision.ordered)
    if pairs is None:
        return True
    return any(_far_apart(a, b, precision) for a, b in pairs)


def same_shape(own: Encoded, reference: Encoded) -> bool:
    """Whether an answer has the reference's kind, index and columns."""
    if own["kind"] != reference["kind"]:
        return False
    if own["kind"] in ("list", "calls"):
        return len(own["values"]) == len(reference["values"])
    return all(_label_set(own[part]) == _label_set(reference[part]) for part in ("index", "columns"))


def numbers_in(encoded: Encoded) -> list[float | None]:
    """Return the numbers of an answer, flat; None where one is missing."""
    return [v for v in _flat(encoded["values"]) if v is None or _is_number(v)]


def _encode(value: object) -> Encoded:
    if isinstance(value, pd.DataFrame):
        if len(value) * value.shape[1] > MOST_BYTES:
            raise UnsupportedAnswerError("too large")
        rows = [[_scalar(v) for v in row] for row in value.itertuples(index=False, name=None)]
        return _data("table", rows, [_label(v) for v in value.index], [_label(v) for v in value.columns])
    if isinstance(value, pd.Series):
        if len(value) > MOST_BYTES:
            raise UnsupportedAnswerError("too large")
        return _data("series", [_scalar(v) for v in value.tolist()], [_label(v) for v in value.index])
    if isinstance(value, pd.Index | np.ndarray):
        if value.ndim != 1:
            if value.ndim == 2:
                return _encode(pd.DataFrame(np.asarray(value)))
            raise UnsupportedAnswerError(f"{type(value).__name__} of {value.ndim} dimensions")
        return _encode(value.tolist())
    if isinstance(value, list | tuple):
        if len(value) > MOST_BYTES:
            raise UnsupportedAnswerError("too large")
        return _data("list", [_scalar(v) for v in value])
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
        return int(value)
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


def _pairs(own: Encoded, reference: Encoded, ordered: bool) -> list[tuple[Any, Any]] | None:
    """Pair the values that should be equal, or return None when shapes or labels do not allow it."""
    kinds = (own["kind"], reference["kind"])
    if kinds == ("calls", "calls"):
        if len(own["values"]) != len(reference["values"]):
            return None
        parts = [_pairs(a, b, ordered) for a, b in zip(own["values"], reference["values"], strict=True)]
        return None if any(part is None for part in parts) else [pair for part in parts for pair in part or []]
    if set(kinds) <= {"number", "text", "truth"}:
        return [(own["values"], reference["values"])]
    if set(kinds) <= {"list", "series"}:
        if len(own["values"]) != len(reference["values"]):
            return None
        if kinds == ("series", "series"):
            if ordered and own["index"] != reference["index"]:
                return None
            return _by_label(own["index"], own["values"], reference["index"], reference["values"])
        return list(zip(own["values"], reference["values"], strict=True))
    if kinds == ("table", "table"):
        return _table_pairs(own, reference, ordered)
    return None


def _by_label(mine: list[Any], values: list[Any], right: list[Any], wanted: list[Any]) -> list[tuple[Any, Any]] | None:
    if _label_set(mine) != _label_set(right) or len({repr(x) for x in mine}) != len(mine):
        same = [repr(x) for x in mine] == [repr(x) for x in right]
        return list(zip(values, wanted, strict=True)) if same else None
    lookup = {repr(_hashable(label)): value for label, value in zip(mine, values, strict=True)}
    return [(lookup[repr(_hashable(label))], value) for label, value in zip(right, wanted, strict=True)]


def _table_pairs(own: Encoded, reference: Encoded, ordered: bool) -> list[tuple[Any, Any]] | None:
    if ordered and own["index"] != reference["index"]:
        return None
    rows = _by_label(own["index"], own["values"], reference["index"], reference["values"])
    if rows is None:
        return None
    pairs: list[tuple[Any, Any]] = []
    for mine, right in rows:
        part = _by_label(own["columns"], mine, reference["columns"], right)
        if part is None:
            return None
        pairs.extend(part)
    return pairs


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _compare_values(own: Any, reference: Any, precision: Precision) -> Closeness:
    if _is_number(own) and _is_number(reference):
        if abs(own - reference) <= precision.allowance(reference) or own == reference:
            return "equal"
        return "rounded" if _is_rounding(own, reference, precision.digits) else "different"
    if isinstance(own, str) and isinstance(reference, str):
        return "equal" if _plain(own) == _plain(reference) else "different"
    return "equal" if type(own) is type(reference) and own == reference else "different"


def _is_rounding(own: float, reference: float, digits: int) -> bool:
    if isinstance(reference, int) or not math.isfinite(own) or not math.isfinite(reference):
        return False
    places = next((n for n in range(digits, 7) if abs(own - round(own, n)) < 1e-12 * max(1, abs(own))), None)
    return places is not None and abs(own - reference) <= 0.5 * 10.0**-places * (1 + 1e-9)


def _far_apart(one: Any, other: Any, precision: Precision) -> bool:
    if _is_number(one) and _is_number(other):
        rounding = 0.0 if isinstance(one, int) and isinstance(other, int) else 0.5 * 10.0**-precision.digits
        return bool(abs(one - other) > 5 * max(precision.allowance(one), rounding))
    return _compare_values(one, other, precision) == "different"


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()
