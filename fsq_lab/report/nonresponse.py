"""The report's section on who was asked and did not answer: response rate, margins against the sample, raking."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

import pandas as pd

from fsq_lab.ground.language import LANGUAGES, CourseError, catalogue, current, label_in, message
from fsq_lab.hypertext.words import Html, number
from fsq_lab.report import digits
from fsq_lab.report.pieces import Evaluation, listed, paragraph, table_of, words_of
from fsq_lab.report.reported_rates import EFFORT, RECOMMENDING, rates
from fsq_lab.scoring import raking, sampling, servqual
from fsq_lab.statistics.intervals import proportion
from fsq_lab.survey.questionnaire import Instrument
from fsq_lab.survey.sheets import SIZE_LIMIT, read_grid

HEADS = {
    "variable": ("variable", "变量", "题目"),
    "category": ("category", "类别", "选项"),
    "amount": ("share", "count", "percent", "份额", "人数", "比例", "百分比"),
}
FEWEST_IN_CELL = 5


@dataclass(frozen=True)
class WhoWasAsked:
    """What only whoever ran the survey knows: how many were asked one by one, and the population's margins."""

    invited: int | None = None
    margins: Path | None = None


def nonresponse(found: Evaluation, asked: WhoWasAsked) -> Iterator[Html]:
    """Yield the response rate, the sample held against the margins, and the estimates before and after raking.

    Parameters
    ----------
    found : Evaluation
        The survey that was read.
    asked : WhoWasAsked
        With the number invited, the margins, or both.

    A fault in the number invited or in the margins leaves out what needs it, with the reason, and nothing else; see
    `faults`.
    """
    yield from _or_reason(_rate(found, asked.invited))
    weighted = None
    try:
        weighted = _weigh(found, asked.margins)
    except CourseError as error:
        yield _left_out(error)
    if weighted is None:
        if asked.margins is None:
            yield paragraph(message("report.no_margins"))
        yield from rates(found)
        return
    found.tables["margins"] = weighted.margins.set_index(["variable", "category"]).assign(
        convention=weighted.summary["convention"]
    )
    yield from rates(found, weighted.weights)
    yield from _held_against(found, weighted)
    yield from _or_reason(_estimates(found, weighted))


def faults(found: Evaluation, asked: WhoWasAsked) -> Iterator[str]:
    """Yield what keeps the response rate or the weighting out of the section, for whoever runs the command."""
    sheets = found.rows + found.used.unanswered
    if asked.invited is not None and asked.invited < sheets:
        yield message("report.invited_few", invited=asked.invited, n=sheets)
    try:
        _weigh(found, asked.margins)
    except CourseError as error:
        yield message("report.advice_not_weighted", reason=error)


def _weigh(found: Evaluation, path: Path | None) -> raking.Weighted | None:
    """Return the weights of the margins in a file; none without one."""
    if path is None:
        return None
    return raking.rake(found.survey.table, read_margins(path, found.asked, found.survey.table))


def _or_reason(parts: Iterable[Html]) -> Iterator[Html]:
    try:
        yield from parts
    except CourseError as error:
        yield _left_out(error)


def _left_out(error: CourseError) -> Html:
    return Html(f'<p class="left-out">{words_of("part_left_out", reason=error)}</p>')


def read_margins(path: Path, asked: Instrument, table: pd.DataFrame) -> dict[str, "pd.Series[Any]"]:
    """Read the population's margins from a table of three columns: variable, category, and share or count.

    Parameters
    ----------
    path : Path
        CSV or Excel with the heads variable, category and share (or count); in Chinese 变量、类别、份额 (or 人数).
        Variables are columns of the survey table, or the wordings of their questions; categories are the codes of a
        choice or its words.
    asked : Instrument
        Names questions and choices.
    table : DataFrame
        The survey table.

    Returns
    -------
    dict of str to Series
        For each column the population's shares or counts by category, as `fsq_lab.scoring.raking.rake` takes them.

    Raises
    ------
    CourseError
        For heads that are not there, variables that the survey does not have, and amounts that are no numbers.
    """
    grid = read_grid(path, None, SIZE_LIMIT)
    heads = [cell.strip().lower() for cell in grid.records[0]]
    places = {}
    for part, known in HEADS.items():
        at = [place for place, head in enumerate(heads) if head in known]
        if not at:
            raise CourseError("report.margins_head", file=path.name, heads=", ".join(heads), part=known[0])
        places[part] = at[0]
    found: dict[str, dict[Any, float]] = {}
    for row, record in enumerate(grid.records[1:], start=2):
        cells = {part: record[place].strip() if place < len(record) else "" for part, place in places.items()}
        if not any(cells.values()):
            continue
        column = _column(cells["variable"], asked, table, path.name, row)
        category = _category(cells["category"], column, asked, table)
        amount = _amount(cells["amount"], path.name, row)
        own = found.setdefault(column, {})
        if category in own:
            raise CourseError("report.margins_twice", file=path.name, row=row, category=cells["category"])
        own[category] = amount
    if not found:
        raise CourseError("report.margins_empty", file=path.name)
    return {column: pd.Series(own) for column, own in found.items()}


def _column(name: str, asked: Instrument, table: pd.DataFrame, file: str, row: int) -> str:
    """Return the column of the survey table that a variable means."""
    by_name = {str(column): str(column) for column in table.columns}
    for question in asked.questions:
        if question.id in table.columns:
            by_name |= dict.fromkeys((question.wording.zh, question.wording.en), question.id)
            by_name |= {short_name(question.id, asked, language): question.id for language in LANGUAGES}
    if name not in by_name:
        known = [question.id for question in asked.questions if question.id in table.columns and question.choices]
        raise CourseError("report.margins_variable", file=file, row=row, variable=name, known=", ".join(known))
    return by_name[name]


def _category(name: str, column: str, asked: Instrument, table: pd.DataFrame) -> Any:
    """Return the value in the survey table that a category means: a choice's code, a number, or the text itself."""
    for question in asked.questions:
        if question.id == column:
            codes = {words: code for code, both in question.choices for words in (both.zh, both.en)}
            name = codes.get(name, name)
    if pd.api.types.is_numeric_dtype(table[column]):
        try:
            return float(name)
        except ValueError:
            return name
    return name


def _amount(text: str, file: str, row: int) -> float:
    """Return a share or a count; a percentage may carry its sign."""
    try:
        value = float(text.removesuffix("%").removesuffix("％").replace(",", ""))
    except ValueError:
        value = float("nan")
    if not isfinite(value) or value < 0:
        raise CourseError("report.margins_amount", file=file, row=row, amount=text)
    return value


def _rate(found: Evaluation, invited: int | None) -> Iterator[Html]:
    """Say how many of those asked answered, or why that is not known."""
    if invited is None:
        yield paragraph(message("report.no_invited", n=found.rows))
        return
    sheets = found.rows + found.used.unanswered
    if invited < sheets:
        raise CourseError("report.invited_few", invited=invited, n=sheets)
    silent = invited - sheets
    rates = sampling.response_rate(complete=found.rows, partial=found.used.unanswered, non_contact=silent)
    found.tables["response_rate"] = rates
    rate = float(rates["rate"]["RR1"])
    yield paragraph(message("report.rate", rate=f"{100 * rate:.0f}", n=found.rows, invited=invited, silent=silent))
    if silent:
        yield paragraph(message("report.rate_caution", silent=f"{100 * silent / invited:.0f}"))


def _held_against(found: Evaluation, weighted: raking.Weighted) -> Iterator[Html]:
    """Show each category's share in the population and among the answers, and which differ beyond chance."""
    n = int(weighted.summary["n"])
    words = {question.id: question for question in found.asked.questions}
    rows, small = [], []
    for _, row in weighted.margins.iterrows():
        question = words.get(str(row["variable"]))
        variable = short_name(str(row["variable"]), found.asked, current())
        category = str(row["category"])
        if question:
            category = {code: str(wording) for code, wording in question.choices}.get(category, category)
        count = round(float(row["answers"]) * n)
        own = proportion(count, n)
        if count < FEWEST_IN_CELL:
            small.append(category)
        here = float(row["population"])
        verdict = "too_many" if here < own["low"] else "too_few" if here > own["high"] else "as_many"
        rows.append([
            variable, category, _percent(here), _percent(count / n), message(f"report.{verdict}"),
        ])  # fmt: skip
    heads = ["variable", "category", "population", "sample_share", "note"]
    yield table_of(heads, rows, message("report.margins_caption", n=n))
    if small:
        yield paragraph(message("report.small_cells", cells=listed(small), fewest=FEWEST_IN_CELL))
    if missing := int(weighted.summary["n_incomplete"]):
        yield paragraph(message("report.margins_missing", n=missing, variables=_variables(found, weighted)))


def _estimates(found: Evaluation, weighted: raking.Weighted) -> Iterator[Html]:
    """Show what is estimated, as the answers came and after raking."""
    rows, kept = [], {}
    for name, wording, values in _measured(found):
        sample = pd.DataFrame({"value": values.reset_index(drop=True)})
        weights = weighted.weights.reset_index(drop=True)
        try:
            raked = raking.estimate(sample, "value", weights)
            plain = raking.estimate(sample, "value", weights.where(weights.isna(), 1.0))
        except CourseError:
            continue
        kept[name] = {**raked.to_dict(), "unweighted": plain["mean"]}
        rows.append(
            [
                wording,
                *(text for one in (plain, raked) for text in _with_interval(one)),
                str(raked["n"]),
            ]
        )
    if not rows:
        raise CourseError("report.nothing_to_weight")
    found.tables["raking"] = pd.DataFrame.from_dict(kept, orient="index").rename_axis("measure")
    yield table_of(
        ["measure", "as_it_came", "interval", "weighted", "interval", "n"], rows, message("report.raking_caption")
    )
    summary = weighted.summary
    if not summary["converged"]:
        yield paragraph(message("report.not_converged", miss=f"{100 * float(summary['largest_miss']):.1f}"))
    told = {
        "effect": number(float(summary["design_effect"])),
        "effective": f"{float(summary['effective_n']):.0f}",
        "n": int(summary["n"]),
        "largest": number(float(summary["largest"]), 1),
        "variables": _variables(found, weighted),
    }
    yield paragraph(message("report.about_raking", **told))


def _variables(found: Evaluation, weighted: raking.Weighted) -> str:
    """Return the names of what is weighted by."""
    return listed(short_name(str(name), found.asked, current()) for name in dict.fromkeys(weighted.margins["variable"]))


def _with_interval(one: "pd.Series[Any]") -> tuple[str, str]:
    bounds = float(one["low"]), float(one["high"])
    return digits.mean(float(one["mean"]), *bounds), digits.interval(*bounds, None)


def _measured(found: Evaluation) -> "Iterator[tuple[str, str, pd.Series[Any]]]":
    """Yield what can be weighted: questions on a scale, and each respondent's perception by dimension."""
    table = found.survey.table
    for question in found.asked.questions:
        if question.id in (RECOMMENDING, EFFORT):  # told by `rates`; the mean of the one is no net promoter score
            continue
        if question.scale is not None and question.kind != "points" and question.id in table.columns:
            yield question.id, str(question.wording), table[question.id]
    pairs = servqual.dimensions(table, instrument=found.asked)["perception"] if found.has_gaps else None
    for name, wording in found.asked.dimension_names:
        if pairs is not None:
            yield str(name), str(wording), pairs[name]
        else:
            items = table[[f"perception_{item}" for item in found.asked.items_of(name)]]
            yield str(name), str(wording), items.mean(axis=1).where(2 * items.notna().sum(axis=1) >= items.shape[1])


def short_name(column: str, asked: Instrument, language: str) -> str:
    """Return what a column is called in a table: by the course's short name, else by the question's wording."""
    short = label_in(language, column)
    if short != column:
        return short
    wordings = {question.id: question.wording for question in asked.questions}
    wording = getattr(wordings[column], language) if column in wordings else column
    return str(catalogue(language)["columns"].get(column, wording))


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"
