"""The quality of customer marketing files in five measures, file by file, and who stands there twice."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from fsq_lab.customers.files.file_fields import (
    NEVER,
    by_name,
    columns_of,
    day,
    is_empty,
    phone_of,
    standing,
    years_after,
)
from fsq_lab.ground.language import CourseError

MEASURES = ("completeness", "validity", "consistency", "timeliness", "uniqueness")
FAULTS = ("invalid", "contradictions", "stale", "duplicate", "no_purpose", "never")
DUPLICATE, CANNOT_TELL = "duplicate", "cannot tell"
WITHDRAWAL_WORDS = ("不要再", "别再", "取消同意", "撤回同意", "拒收", "退订")
_WITHDRAWN = re.compile("|".join(WITHDRAWAL_WORDS))
CONVENTION = "every file counted, no sample: no interval"


def measures(table: pd.DataFrame, on: str) -> pd.DataFrame:
    """Measure files, those of the database or those of a spreadsheet, in five ways.

    Completeness: the weight of what is filled, of the weight of all fields that somebody has to fill. Validity: of the
    filled cells, those that fit their field. Consistency: files in which nothing contradicts. Timeliness: files that
    were checked within the twelve months before the day. Uniqueness: files that are nobody else's duplicate.

    Parameters
    ----------
    table : DataFrame, one row per file
        `CustomerFiles.table`, or a spreadsheet such as ``files_raw``; columns are known as `file_fields.judge` does.
    on : str
        The day, YYYY-MM-DD.

    Returns
    -------
    DataFrame, index ``measure``
        ``share`` = ``count`` / ``of``; ``of`` (weights for completeness, cells for validity, else files); ``n`` files;
        ``convention``.

    Raises
    ------
    CourseError
        For a table without rows or without any field of a file.

    References
    ----------
    Wang and Strong (1996), Beyond accuracy: What data quality means to data consumers, *Journal of Management
    Information Systems* 12(4), 5-33, for the idea that quality has several dimensions; the weights are the course's.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> measures(load("files_raw"), "2025-12-31")["share"].round(2).to_dict()["timeliness"]
    0.8
    """
    files = by_file(table, on)
    weights = sum(field.weight for field in by_name().values())
    filled = int(files["cells"].sum())
    scored = f"weights of course/file_fields.yml, {weights} a file"
    counts = {
        "completeness": (float(files["weight_filled"].sum()), float(weights * len(files)), scored),
        "validity": (float(filled - files["invalid"].sum()), float(filled), "of the filled cells of fields"),
        "consistency": (float((files["contradictions"] == 0).sum()), float(len(files)), "of the files"),
        "timeliness": (float((~files["stale"]).sum()), float(len(files)), f"checked from {_year_before(on)} to {on}"),
        "uniqueness": (
            float((~files["duplicate"]).sum()),
            float(len(files)),
            "a duplicate counts once; the first row stays",
        ),
    }
    result = pd.DataFrame(
        {
            name: {"share": count / of if of else np.nan, "count": count, "of": of, "n": len(files), "how": how}
            for name, (count, of, how) in counts.items()
        }
    ).T.rename_axis("measure")
    result = result.astype({"share": float, "count": float, "of": float, "n": int})
    result["convention"] = [f"{how}; {CONVENTION}" for how in result.pop("how")]
    result.attrs = {**table.attrs, "on": day(on, "on")}
    return result


def by_file(table: pd.DataFrame, on: str) -> pd.DataFrame:
    """Measure each file by itself.

    Parameters
    ----------
    table, on
        As for `measures`.

    Returns
    -------
    DataFrame, one row per file, index ``file`` (or ``row``, or the table's own)
        ``filled_share``: the share of all columns that is filled, as a spreadsheet counts it; ``completeness``: by
        weight, of what may and has to be there; ``invalid`` cells; ``contradictions``; ``stale``; ``duplicate`` of a
        row above; ``no_purpose``; ``never``: cells that may not be kept; ``faults``: the sum of these; and for
        `measures` ``cells`` (filled cells of fields) and ``weight_filled``. ``attrs["convention"]``.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> files = by_file(load("files_raw"), "2025-12-31")
    >>> bool(files["filled_share"].idxmax() == files["faults"].idxmax())
    True
    """
    on = day(on, "on")
    known = columns_of(table)
    if not len(table) or not known:
        raise CourseError("files.no_fields" if len(table) else "files.no_rows")
    key = next((name for name in ("file", "row") if name in table.columns), None)
    own = [column for column in table.columns if column not in ("file", "row", "added_on")]
    never = [column for column in table.columns if standing(column)[0] == NEVER]
    note = next((column for column in table.columns if standing(column)[1] == "note_zh"), None)
    consent = next((column for column in table.columns if standing(column)[1] == "consent"), None)
    doubled = _later_of_duplicates(table)
    total = sum(field.weight for field in by_name().values())
    rows = []
    for place, (_, row) in enumerate(table.iterrows()):
        values = {name: row[column] for column, name in known.items() if not is_empty(row[column])}
        odd = [name for name, value in values.items() if not _fits(name, value)]
        told = "" if note is None or is_empty(row[note]) else str(row[note])
        agreed = consent is not None and not is_empty(row[consent]) and str(row[consent]).strip() in ("1", "1.0", "是")
        weight = sum(by_name()[name].weight for name in values if name not in odd)
        rows.append(
            {
                "filled_share": sum(not is_empty(row[column]) for column in own) / len(own),
                "completeness": weight / total,
                "invalid": len(odd),
                "contradictions": len(_contradictions(values, told, agreed, on)),
                "stale": not _timely(values.get("checked_on"), on),
                "duplicate": place in doubled,
                "no_purpose": "purpose" not in values,
                "never": sum(not is_empty(row[column]) for column in never),
                "cells": len(values),
                "weight_filled": weight,
            }
        )
    index = pd.Index(table[key], name=key) if key else table.index
    result = pd.DataFrame(rows, index=index)
    result.insert(8, "faults", result[list(FAULTS)].sum(axis=1))
    result.attrs = {**table.attrs, "convention": f"on {on}; {CONVENTION}"}
    return result


def compare(before: pd.DataFrame, after: pd.DataFrame, on: str) -> pd.DataFrame:
    """Put the five measures of files before and after side by side.

    Parameters
    ----------
    before, after : DataFrame
        Such as ``load("files_raw")`` and ``files.table()``.
    on : str
        The day, YYYY-MM-DD, for both.

    Returns
    -------
    DataFrame, index ``measure``
        ``quality_before``, ``quality_after`` (shares), ``share_difference``, ``files_before``, ``files_after``,
        ``convention``. Not the same
        files on both sides where some were not taken: fewer files are no better files.
    """
    first, second = measures(before, on), measures(after, on)
    result = pd.DataFrame({"quality_before": first["share"], "quality_after": second["share"]})
    result["share_difference"] = result["quality_after"] - result["quality_before"]
    result["files_before"], result["files_after"] = first["n"], second["n"]
    result["convention"] = first["convention"]
    result.attrs = {**before.attrs, "on": day(on, "on")}
    return result


def duplicates(table: pd.DataFrame) -> pd.DataFrame:
    """Find rows that may be about the same person.

    Two rows are duplicates where they have the same telephone and the same name, or names that differ by one character
    while the first is the same. The same telephone under another name, and the same name and age with telephones that
    differ by one digit, cannot be told: ask. The same name alone says nothing; many people share one.

    Parameters
    ----------
    table : DataFrame, one row per file
        As for `measures`; ``name_zh`` and ``phone`` are needed.

    Returns
    -------
    DataFrame, one row per pair
        ``earlier_file``, ``later_file`` (numbers of files or rows), ``verdict``: "duplicate" or "cannot tell"; ``why``:
        "same name and number", "another spelling, same number", "same number, other name" or "same name and age, number
        off by a digit". ``attrs["n"]`` rows, ``attrs["convention"]``.

    Raises
    ------
    CourseError
        Where name or telephone is missing among the columns.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> duplicates(load("files_raw"))["verdict"].value_counts().to_dict()
    {'duplicate': 7, 'cannot tell': 1}
    """
    known = {name: column for column, name in columns_of(table).items()}
    missing = [name for name in ("name_zh", "phone") if name not in known]
    if missing:
        raise CourseError("files.no_column", columns=", ".join(missing))
    key = next((name for name in ("file", "row") if name in table.columns), None)
    labels = list(table[key]) if key else list(table.index)
    rows = [
        {"earlier_file": labels[first], "later_file": labels[second], "verdict": verdict, "why": why}
        for first, second, verdict, why in _pairs(table, known)
    ]
    result = pd.DataFrame(rows, columns=["earlier_file", "later_file", "verdict", "why"])
    result.attrs = {**table.attrs, "n": len(table), "convention": "telephones without blanks; names to one character"}
    return result


def withdrawals(notes: "pd.Series[Any]") -> "pd.Series[bool]":
    """Say of each note whether it takes a consent back; the words are `WITHDRAWAL_WORDS`.

    Words are no proof: read what they find, and what they do not.
    """
    return notes.map(lambda note: not is_empty(note) and bool(_WITHDRAWN.search(str(note)))).astype(bool)


def _pairs(table: pd.DataFrame, known: Mapping[str, Any]) -> list[tuple[int, int, str, str]]:
    names = [_name(value) for value in table[known["name_zh"]]]
    phones = ["" if is_empty(value) else phone_of(value) for value in table[known["phone"]]]
    ages = [str(value) for value in table[known["age"]]] if "age" in known else [""] * len(names)
    found: dict[tuple[int, int], tuple[str, str]] = {}
    for first, second in _candidates(phones):
        if names[first] == names[second]:
            found[first, second] = DUPLICATE, "same name and number"
        elif _one_apart(names[first], names[second]):
            found[first, second] = DUPLICATE, "another spelling, same number"
        else:
            found[first, second] = CANNOT_TELL, "same number, other name"
    alike = [f"{name}/{age}" if name and age else "" for name, age in zip(names, ages, strict=True)]
    for first, second in _candidates(alike):
        if (first, second) not in found and _off_by_a_digit(phones[first], phones[second]):
            found[first, second] = CANNOT_TELL, "same name and age, number off by a digit"
    return [(*pair, *told) for pair, told in sorted(found.items())]


def _candidates(keys: list[str]) -> list[tuple[int, int]]:
    """Return the pairs of places with the same key."""
    places: dict[str, list[int]] = {}
    for place, one in enumerate(keys):
        if one:
            places.setdefault(one, []).append(place)
    return [(first, second) for same in places.values() for at, first in enumerate(same) for second in same[at + 1 :]]


def _name(value: object) -> str:
    return "" if is_empty(value) else re.sub(r"\s", "", unicodedata.normalize("NFKC", str(value)))


def _one_apart(first: str, second: str) -> bool:
    if len(first) != len(second) or not first or first[0] != second[0]:
        return False
    return sum(one != other for one, other in zip(first, second, strict=True)) == 1


def _off_by_a_digit(first: str, second: str) -> bool:
    """Whether two telephones differ by one digit, changed, lost or added."""
    if len(first) == len(second):
        return sum(one != other for one, other in zip(first, second, strict=True)) == 1
    shorter, longer = sorted((first, second), key=len)
    if not shorter or len(longer) - len(shorter) != 1:
        return False
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def _later_of_duplicates(table: pd.DataFrame) -> set[int]:
    known = {name: column for column, name in columns_of(table).items()}
    if not {"name_zh", "phone"} <= set(known):
        return set()
    return {second for _, second, verdict, _ in _pairs(table, known) if verdict == DUPLICATE}


def _fits(name: str, value: object) -> bool:
    try:
        by_name()[name].checked(value)
    except CourseError:
        return False
    return True


def _contradictions(values: Mapping[str, Any], note: str, agreed: bool, on: str) -> list[str]:
    """Return what in a file cannot both be true."""
    found = []
    if agreed and _WITHDRAWN.search(note):
        found.append("consent given, and taken back in the note")
    if "risk_expiry" in values and "risk_grade" not in values:
        found.append("a risk assessment expires, and there is no grade")
    if "next_on" in values and "next_action" not in values:
        found.append("a day for a next action, and no action")
    if "next_action" in values and str(values.get("do_not_contact")) in ("1", "1.0", "True"):
        found.append("a next action, and not to be contacted")
    if values.get("channel") in ("phone", "message") and "phone" not in values:
        found.append("to be reached by telephone, and no number")
    if _as_day(values.get("checked_on"), on) > on:
        found.append("checked in the future")
    return found


def _timely(checked: object, on: str) -> bool:
    return _year_before(on) <= _as_day(checked, "") <= on


def _as_day(value: object, otherwise: str) -> str:
    try:
        return otherwise if is_empty(value) else day(value, "checked_on")
    except CourseError:
        return otherwise


def _year_before(on: str) -> str:
    return years_after(day(on, "on"), -1)
