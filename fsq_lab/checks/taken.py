"""How a learner's value is taken where its meaning is plain and only its form is another than what is asked."""

from typing import Any

from fsq_lab.checks.codec import Encoded, is_number, plain
from fsq_lab.companion.vocabulary import code_name
from fsq_lab.ground.typed_numbers import read_number

WRITTEN = "text"
"""The note on numbers in quotation marks: they are read, so that a slip in them is told, and earn nothing."""


def as_asked(own: Encoded, right: Encoded) -> Encoded:
    """Return a learner's value in the form of the right answer, under ``"notes"`` what was changed.

    A list or dictionary of values becomes a Series, a table of one column or one row too; labels for people (有形性)
    become those of the data; numbers in quotation marks become numbers.

    >>> right = {"kind": "series", "index": ["tangibles", "empathy"], "columns": None, "values": [1, 2]}
    >>> own = as_asked({"kind": "list", "index": None, "columns": None, "values": [1, "2"]}, right)
    >>> own["index"], own["values"], own["notes"]
    (['tangibles', 'empathy'], [1, 2.0], ('list', 'text'))
    """
    notes: list[str] = []
    if right["kind"] == "series":
        own = _as_series(own, right, notes)
    own = _in_code_names(own, right, notes)
    if own["kind"] != "calls" and _all_numbers(right["values"]):
        own = _unquoted(own, notes)
    return {**own, "notes": tuple(notes)}


def _as_series(own: Encoded, right: Encoded, notes: list[str]) -> Encoded:
    if own["kind"] == "table" and own.get("was") != "array":
        own = _squeezed(own, notes)
    length = len(right["values"])
    if own["kind"] == "list" and len(own["values"]) == length:
        notes.append("list")
        return {**own, "kind": "series", "index": list(right["index"])}
    if own["kind"] == "series":
        if own.get("was") == "dict":
            notes.append("dict")
        counted = list(range(length))
        if own["index"] == counted != list(right["index"]):
            notes.append("unlabelled")
            return {**own, "index": list(right["index"])}
    return own


def _squeezed(own: Encoded, notes: list[str]) -> Encoded:
    """Return a table of one column or one row as the Series in it."""
    rows = own["values"]
    if len(own["columns"]) == 1:
        notes.append("one_column")
        return {"kind": "series", "index": own["index"], "columns": None, "values": [row[0] for row in rows]}
    if len(rows) == 1:
        notes.append("one_row")
        return {"kind": "series", "index": own["columns"], "columns": None, "values": rows[0]}
    return own


def _in_code_names(own: Encoded, right: Encoded, notes: list[str]) -> Encoded:
    """Return the answer with the data's own labels for those that people read."""
    changed = dict(own)
    for part in ("index", "columns"):
        if own[part] and right[part] and all(isinstance(label, str) for label in own[part]):
            changed[part] = [_known(label, right[part]) for label in own[part]]
    if isinstance(own["values"], str) and isinstance(right["values"], str):
        changed["values"] = own["values"] if plain(own["values"]) == plain(right["values"]) else _word(own["values"])
    if own["kind"] == right["kind"] == "list" and all(isinstance(text, str) for text in own["values"]):
        changed["values"] = [_known(text, right["values"]) for text in own["values"]]
    if changed != own:
        notes.append("labels")
    return changed


def _known(label: str, among: list[Any]) -> str:
    names = [name for name in among if isinstance(name, str)]
    if label in names:
        return label
    alike = next((name for name in names if plain(name) == plain(label)), None)
    return alike or code_name(label.strip(), names) or label


def _word(text: str) -> str:
    return code_name(text.strip()) or text


def _all_numbers(values: Any) -> bool:
    listed = values if isinstance(values, list) else [values]
    return bool(listed) and all(is_number(value) for value in listed)


def _unquoted(own: Encoded, notes: list[str]) -> Encoded:
    """Return the answer with numbers for texts, where every text in it is one."""
    whole = isinstance(own["values"], list)
    values = own["values"] if whole else [own["values"]]
    texts = [value for value in values if isinstance(value, str)]
    if not texts or any(isinstance(value, list) for value in values):
        return own
    read = {text: read_number(text, units=("%",)) for text in texts}
    if None in read.values():
        return own
    notes.append(WRITTEN)
    numbers = [float(read[value] or 0) if isinstance(value, str) else value for value in values]
    return {**own, **({"values": numbers} if whole else {"kind": "number", "values": numbers[0]})}
