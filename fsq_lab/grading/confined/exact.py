"""A student's value encoded as plain data, where its type is exactly one that is known: a subclass is none of them."""

from typing import Any

import numpy as np
import pandas as pd

from fsq_lab.checks.codec import TOO_LARGE, Encoded, UnsupportedAnswerError, encode

_PLAIN = frozenset({bool, int, float, str, type(None)})
_TIMES = frozenset({pd.Timestamp, pd.Timedelta, pd.Period, pd.Interval, type(pd.NaT), type(pd.NA)})
_NUMPY = frozenset({np.bool_, np.str_, *np.sctypeDict.values()}) - {np.object_, np.void, np.bytes_}
_SCALARS = _PLAIN | _TIMES | _NUMPY
_INDEXES = frozenset(
    {
        *(pd.Index, pd.RangeIndex, pd.MultiIndex, pd.CategoricalIndex, pd.IntervalIndex),
        *(pd.DatetimeIndex, pd.TimedeltaIndex, pd.PeriodIndex),
    }
)


def encode_exactly(value: object, nodes: int, depth: int) -> Encoded:
    """Encode a value of known types, as `fsq_lab.checks.codec.encode` does.

    Raises
    ------
    UnsupportedAnswerError
        For every other type, and for more values or deeper ones than allowed.
    """
    _count(value, nodes, depth)
    return encode(value)


def _count(value: Any, nodes: int, depth: int) -> int:
    """Return how many values there are; refuse what is not exactly known."""
    kind, most = type(value), nodes
    if kind in _SCALARS:
        return 1
    if depth <= 0:
        raise UnsupportedAnswerError(TOO_LARGE)
    parts: Any
    if kind is pd.DataFrame:
        parts = [value.columns, value.index, *(value.iloc[:, place] for place in range(min(value.shape[1], nodes)))]
    elif kind is pd.Series:
        parts = [value.index, np.asarray(value.array)] if value.dtype == object else [value.index]
        nodes -= len(value)
    elif kind is pd.MultiIndex or (kind in _INDEXES and value.dtype == object):
        parts = value
    elif kind is np.ndarray and value.dtype == object:
        parts = value.ravel()
    elif kind in _INDEXES or kind is np.ndarray:  # the array tells the type of what it holds
        parts, nodes = (), nodes - value.size
    elif kind is dict:
        parts = [*value, *value.values()]
    elif kind in (list, tuple):
        parts = value
    else:
        raise UnsupportedAnswerError(kind.__name__)
    nodes -= len(parts)
    for part in parts if nodes >= 0 else ():
        nodes -= _count(part, nodes, depth - 1) - 1
        if nodes < 0:
            break
    if nodes < 0:
        raise UnsupportedAnswerError(TOO_LARGE)
    return most - nodes + 1
