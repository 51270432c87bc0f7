"""A claim of a worker, checked before anything is done with it: it comes from where a student's code has run."""

import math
from typing import Any

from fsq_lab.checks.codec import KINDS, Encoded
from fsq_lab.grading.remarks import seen

MOST_VALUES = 20_000
MOST_TEXT = 10_000
_FLAT = ("number", "text", "truth")


def checked_claim(raw: object) -> Encoded | None:
    """Return an encoded value built anew of what was claimed; None where it is no encoded value.

    ``untried`` and ``unsupported`` pass as such. Every text loses what is not seen, so that a page shows what it holds.

    >>> checked_claim({"kind": "series", "index": ["a"], "columns": None, "values": [1.5], "more": "x"})
    {'kind': 'series', 'index': ['a'], 'columns': None, 'values': [1.5]}
    >>> checked_claim({"kind": "series", "index": ["a", "b"], "columns": None, "values": [1.5]}) is None
    True
    """
    if not isinstance(raw, dict):
        return None
    kind = raw.get("kind")
    if kind == "untried":
        return {"kind": "untried"}
    if kind == "unsupported":
        return {"kind": kind, "what": seen(str(raw.get("what", "")), 60), "callable": raw.get("callable") is True}
    try:
        return _checked(raw, kind)
    except (TypeError, ValueError, KeyError, RecursionError):
        return None


def _checked(raw: dict[str, Any], kind: object) -> Encoded | None:
    if kind not in KINDS:
        return None
    if kind == "calls":
        return _calls(raw)
    found: Encoded = {"kind": kind, "index": None, "columns": None}
    values = raw["values"]
    if kind in _FLAT:
        found["values"] = _scalar(values)
        wanted = {"truth": bool, "text": str}.get(str(kind))
        if wanted is None and (isinstance(found["values"], str | bool)):
            return None
        if wanted is not None and not isinstance(found["values"], wanted):
            return None
        return found
    if not isinstance(values, list) or len(values) > MOST_VALUES:
        return None
    if kind in ("series", "table"):
        found["index"] = _labels(raw["index"], len(values))
    if kind == "table":
        found["columns"] = _labels(raw["columns"], None)
        width = len(found["columns"])
        if width * len(values) > MOST_VALUES or any(not isinstance(row, list) or len(row) != width for row in values):
            return None
        found["values"] = [[_scalar(value) for value in row] for row in values]
    else:
        found["values"] = [_scalar(value) for value in values]
    if raw.get("was") in ("array", "dict"):
        found["was"] = raw["was"]
    return found


def _calls(raw: dict[str, Any]) -> Encoded | None:
    values = raw["values"]
    if not isinstance(values, list) or len(values) > 200:
        return None
    found: list[Encoded] = []
    for one in values:
        if not isinstance(one, dict) or one.get("kind") == "calls":
            return None
        inner = checked_claim(one)
        if inner is None or inner["kind"] not in KINDS:
            return None
        for name in ("call", "raised", "explained"):
            if isinstance(one.get(name), str) and one[name]:
                inner[name] = seen(one[name], 400)
        found.append({**inner, "printed": one.get("printed") is True})
    return {"kind": "calls", "index": None, "columns": None, "values": found}


def _labels(raw: object, length: int | None) -> list[Any]:
    if not isinstance(raw, list) or len(raw) > MOST_VALUES or (length is not None and len(raw) != length):
        raise ValueError
    return [[_scalar(part) for part in one][:8] if isinstance(one, list) else _scalar(one) for one in raw]


def _scalar(value: object) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if abs(value) > 2**1000:
            raise ValueError
        return int(value)
    if isinstance(value, float):
        return None if math.isnan(value) else float(value)
    if isinstance(value, str):
        return seen(value, MOST_TEXT)
    raise TypeError


def shown_value(claim: Encoded | None, longest: int = 160) -> str:
    """Return a claim as one line to read beside its marks: numbers to four digits.

    >>> shown_value({"kind": "series", "index": ["a"], "columns": None, "values": [0.123456]})
    'a: 0.1235'
    """
    if claim is None or claim["kind"] == "untried":
        return ""
    if claim["kind"] == "unsupported":
        return f"<{claim['what']}>"
    values = claim["values"]
    if claim["kind"] == "calls":
        parts = [f"{one.get('call', '')} → {one.get('raised') or _short(one['values'])}" for one in values]
    elif claim["kind"] == "series":
        parts = [f"{_short(label)}: {_short(v)}" for label, v in zip(claim["index"], values, strict=True)]
    elif isinstance(values, list):
        parts = [_short(value) for value in values]
    else:
        parts = [_short(values)]
    text = ", ".join(parts)
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _short(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, list):
        return f"({', '.join(map(_short, value))})"
    return "–" if value is None else str(value)
