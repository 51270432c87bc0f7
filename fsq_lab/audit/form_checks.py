"""The automatic half of "instrument and sample" and "files and privacy": what can be counted; no word is judged."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from fsq_lab.audit.books import FilledSheet, field_name, filled, is_required
from fsq_lab.audit.papers import listed, unfilled_sections
from fsq_lab.audit.team import Team
from fsq_lab.audit.training import content, due_sheet
from fsq_lab.customers.files.file_fields import ASK, KEEP, by_name, standing
from fsq_lab.ground.language import CourseError, current, message
from fsq_lab.ground.synthetic.team_world import worlds
from fsq_lab.scoring.decisions import ahp
from fsq_lab.scoring.sampling import sample_size

RECIPROCAL, WEIGHT = 0.03, 0.015  # how far a rounded 1/3 may lie from its reciprocal, a rounded weight from its own
NEEDED = ("survey", "unit_months", "complaints")
UNIT_FIELD = "branch"
OWN_NUMBER = ("customer", "客户编号")  # which customer of the team's table a file is of; a number and no person


@dataclass(frozen=True)
class StructureCheck:
    """One thing that was looked at.

    Attributes
    ----------
    line, id : str
        Of ``checks`` in course/training.yml.
    points, most : float
    told : str
        What was looked at, in the current language.
    why : str
        What is wrong; empty where nothing is.
    """

    line: str
    id: str
    points: float
    most: float
    told: str
    why: str


def checked(team: Team, folder: Path) -> tuple[StructureCheck, ...]:
    """Look at every check of course/training.yml.

    Parameters
    ----------
    team : Team
    folder : Path
        The folder of the language in which the team hands in.
    """
    found = []
    for line, entries in content()["checks"].items():
        for name, entry in entries.items():
            why = CHECKS[line, name](team, folder)
            points = 0.0 if why else float(entry["points"])
            found.append(StructureCheck(line, name, points, float(entry["points"]), entry[current()], why))
    return tuple(found)


def _rows(team: Team, folder: Path, file: str, sheet: str) -> tuple[FilledSheet | None, str]:
    """Return a sheet's rows, and what is wrong with their number."""
    due = due_sheet(file, sheet)
    least = due.alone if team.alone else due.least
    found = filled(folder / file, due)
    if found is None:
        return None, message("audit.why.no_sheet", file=file, sheet=sheet)
    if len(found.rows) < least:
        return found, message("audit.why.few_rows", file=file, sheet=sheet, found=len(found.rows), least=least)
    return found, ""


def _full(found: FilledSheet, file: str, sheet: str, but: tuple[str, ...] = ()) -> str:
    """Return which row lacks what, or nothing."""
    names = [name for name, _ in due_sheet(file, sheet).columns if name not in but]
    heads = {name: told[current()] for name, told in due_sheet(file, sheet).columns}
    for number, row in enumerate(found.rows, start=1):
        lacking = [heads[name] for name in names if name not in row]
        if lacking:
            return message("audit.why.not_full", sheet=sheet, row=number, columns=listed(lacking))
    return ""


def _indicators(team: Team, folder: Path) -> str:
    found, why = _rows(team, folder, "01_indicators.xlsx", "indicators")
    return why or _full(found or FilledSheet(()), "01_indicators.xlsx", "indicators")


def _judgements(team: Team, folder: Path) -> str:
    found, why = _rows(team, folder, "01_indicators.xlsx", "judgements")
    if why or found is None:
        return why
    size = len(found.rows)
    if size > 6:
        return message("audit.why.too_many_criteria", found=size)
    matrix = [[_number(row.get(f"c{place}")) for place in range(1, size + 1)] for row in found.rows]
    weights = [_number(row.get("weight")) for row in found.rows]
    if any(one is None or not 1 / 9.5 < one < 9.5 for row in matrix for one in row) or None in weights:
        return message("audit.why.not_numbers")
    exact = [[0.0] * size for _ in range(size)]
    for one in range(size):
        for other in range(size):
            here, there = matrix[one][other] or 0.0, matrix[other][one] or 0.0
            if abs(here * there - 1) > RECIPROCAL:
                return message("audit.why.not_reciprocal", one=one + 1, other=other + 1)
            larger = max(here, there)
            exact[one][other] = larger if here >= there else 1 / larger
        exact[one][one] = 1.0
    try:
        right = ahp.weights(exact)["weight"].tolist()
    except CourseError as error:
        return str(error)
    off = [abs((own or 0.0) - true) for own, true in zip(weights, right, strict=True)]
    return message("audit.why.other_weights") if max(off) > WEIGHT else ""


def _items(team: Team, folder: Path) -> str:
    found, why = _rows(team, folder, "02_instrument.xlsx", "items")
    if why or found is None:
        return why
    dimensions = {str(row.get("dimension", "")).strip() for row in found.rows}
    if len(dimensions) > 5:
        return message("audit.why.many_dimensions", found=len(dimensions))
    return _full(found, "02_instrument.xlsx", "items")


def _sample(team: Team, folder: Path) -> str:
    found, why = _rows(team, folder, "02_instrument.xlsx", "sample")
    if why or found is None:
        return why
    own = {name: _number(found.rows[0].get(name)) for name in ("margin", "population", "response_rate", "n", "to_ask")}
    margin, population, rate = own["margin"], own["population"], own["response_rate"]
    if margin is None or population is None or rate is None or None in own.values() or population % 1:
        return message("audit.why.not_numbers")
    try:
        right = sample_size(margin, population=int(population), response_rate=rate)
    except CourseError as error:
        return str(error)
    for name, wanted in (("n", right["n"]), ("to_ask", right["n_to_ask"])):
        if abs((own[name] or 0.0) - float(wanted)) > 1:
            heads = {column: told[current()] for column, told in due_sheet("02_instrument.xlsx", "sample").columns}
            return message("audit.why.other_size", column=heads[name], found=f"{own[name]:g}")
    return ""


def _codebook(team: Team, folder: Path) -> str:
    found, why = _rows(team, folder, "03_data.xlsx", "codebook")
    if why or found is None:
        return why
    named = {(str(row.get("table", "")).strip(), _column(row.get("column", ""))) for row in found.rows}
    wanted = {(table, _column(column)) for table in NEEDED for column in worlds()["columns"][table]}
    if team.institution == "insurer":
        wanted.discard(("survey", "expectation"))
        wanted |= {("survey", "minimum"), ("survey", "desired")}
    missing = sorted(f"{table}.{column}" for table, column in wanted - named)
    return message("audit.why.not_in_codebook", columns=listed(missing)) if missing else ""


def _column(name: object) -> str:
    """Return a column, items by their stem: expectation_1…22, expectation_1-22 and expectation_* are one."""
    text = str(name).strip()
    stem, _, rest = text.rpartition("_")
    return stem if stem in ("expectation", "perception", "minimum", "desired") and rest else text


def _consent(team: Team, folder: Path) -> str:
    return _written(folder, "02_consent.md")


def _note(team: Team, folder: Path) -> str:
    return _written(folder, "06_privacy.md")


def _written(folder: Path, file: str) -> str:
    lacking = unfilled_sections(folder, file)
    return message("audit.why.sections", file=file, sections=listed(lacking)) if lacking else ""


def _complete(team: Team, folder: Path) -> str:
    found, why = _rows(team, folder, "06_files.xlsx", "files")
    if why or found is None:
        return why
    faults = []
    for number, row in enumerate(found.rows, start=1):
        lacking = [
            field_name(field, current()) for name, field in by_name().items() if is_required(field) and name not in row
        ]
        if lacking:
            faults.append(message("audit.why.not_full", sheet="files", row=number, columns=listed(lacking)))
        if why := _values(team, row, number):
            faults.append(why)
    return ("；" if current() == "zh" else "; ").join(faults)


def _values(team: Team, row: Mapping[str, Any], number: int) -> str:
    """Return which value is none of its field."""
    for name, value in row.items():
        if name not in by_name():
            continue
        if name == UNIT_FIELD:
            if str(value).strip() not in team.world.units:
                return message("audit.why.no_unit", row=number, known=listed(team.world.units))
            continue
        try:
            by_name()[name].checked(value.date().isoformat() if hasattr(value, "date") else value)
        except CourseError as error:
            return message("audit.why.value", row=number, reason=error)
    return ""


def _lawful(team: Team, folder: Path) -> str:
    found, why = _rows(team, folder, "06_files.xlsx", "files")
    if found is None or not found.rows:
        return why
    unlawful = [head for head in found.added if head.strip() not in OWN_NUMBER and standing(head)[0] not in (KEEP, ASK)]
    if unlawful:
        return message("audit.why.columns", columns=listed(unlawful))
    for number, row in enumerate(found.rows, start=1):
        if "purpose" not in row or "checked_on" not in row:
            return message("audit.why.no_purpose", row=number)
    return ""


def _number(value: object) -> float | None:
    if isinstance(value, bool) or value is None:
        return None
    try:
        number = float(str(value).strip())
    except ValueError:
        return None
    return number if isfinite(number) else None


CHECKS: dict[tuple[str, str], Callable[[Team, Path], str]] = {
    ("instrument", "indicators"): _indicators,
    ("instrument", "judgements"): _judgements,
    ("instrument", "items"): _items,
    ("instrument", "sample"): _sample,
    ("instrument", "consent"): _consent,
    ("instrument", "codebook"): _codebook,
    ("files", "complete"): _complete,
    ("files", "lawful"): _lawful,
    ("files", "note"): _note,
}
