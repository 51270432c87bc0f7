"""Sections on what the answers carry of a verdict: dimensions, importance and performance, what ranks hang on."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pandas as pd

import fsq_lab.plots as plots
from fsq_lab.ground.language import CourseError, label, message
from fsq_lab.hypertext.words import Html, number
from fsq_lab.report.pieces import (
    Evaluation,
    answer_name,
    chart_image,
    listed,
    paragraph,
    percent,
    quadrant_name,
    table_of,
)
from fsq_lab.scoring.answers import members_of
from fsq_lab.scoring.decisions import importance, performance, rank_choices
from fsq_lab.scoring.factors import factorability
from fsq_lab.scoring.weights import shares
from fsq_lab.survey.questionnaire import Instrument

if TYPE_CHECKING:
    from matplotlib.axes import Axes

OUTCOME = "overall_satisfaction"
LEVEL = 0.05
FEWEST_FOR_DIMENSIONS = 100
FEWEST_IN_GROUP = 20
MOST_GROUPS = 40


def dimensions_counted(found: Evaluation) -> Iterator[Html]:
    """Yield how many dimensions the answers show, for each answer that was asked, with the scree of one."""
    if found.asked.kept_apart:
        raise CourseError("servqual.no_total", instrument=found.asked.id)
    yield paragraph(message("report.about_dimensions", asked=len(found.asked.dimensions)))
    drawn: pd.DataFrame | None = None
    for answer in found.answers:
        columns = [f"{answer}_{item.number}" for item in found.asked.items]
        name = answer_name(answer, found.asked)
        try:
            table = _parallel(found.survey.table[columns])
        except CourseError as error:
            yield paragraph(message("report.dimensions_not_found", answer=name, reason=error))
            continue
        parallel, kaiser = int(table["kept"].sum()), int((table["eigenvalue"] > 1).sum())
        n, missing = int(table["n_used"].iloc[0]), int(table["n_missing"].iloc[0])
        told = message("report.dimensions_found", answer=name, parallel=parallel, kaiser=kaiser, n=n, missing=missing)
        yield paragraph(told)
        drawn = table
        found.keep(f"dimensions_{answer}", table)
    if drawn is not None:
        yield chart_image(plots.scree, drawn)


def importance_map(found: Evaluation) -> Iterator[Html]:
    """Yield importance against performance, with both crosses."""
    table, asked = found.survey.table, found.asked
    if asked.kept_apart:
        raise CourseError("servqual.no_total", instrument=asked.id)
    seen = importance.dimension_scores(table, asked)
    own, said = _importance(found, seen)
    equal = 100.0 if "low" not in own else 1.0
    midpoints = (equal / len(asked.dimensions), sum(asked.reach) / 2)
    both = performance.both_lines(own, seen, midpoints)
    found.keep("importance_map", both.rename_axis("dimension").rename(columns={"n": "n_used"}))
    yield paragraph(message("report.about_map"))
    yield paragraph(said)
    told = {"importance": number(midpoints[0], 1 if equal > 1 else 2), "performance": number(midpoints[1], 1)}
    yield paragraph(message("report.map_midpoints", **told))
    names = {dimension: str(wording) for dimension, wording in asked.dimension_names}

    def draw(_: pd.DataFrame, ax: "Axes") -> "Axes":
        renamed = own.rename(index=names) if "low" in own else own.rename(columns=names)
        return plots.importance_performance(renamed, seen.rename(columns=names), midpoints, ax=ax)

    yield chart_image(draw, both)
    rows = [
        [
            names[str(name)],
            number(row["importance"], 1 if equal > 1 else 2),
            number(row["performance"]),
            quadrant_name(row["quadrant_mean"]),
            message("report.yes_certain" if row["certain_mean"] else "report.not_certain"),
            quadrant_name(row["quadrant_midpoint"]),
            f"{row['n']:g}",
        ]
        for name, row in both.iterrows()
    ]
    heads = ["dimension", "importance", "performance", "field_mean", "certain", "field_midpoint", "n"]
    yield table_of(heads, rows, message("report.map_caption"))


def hangs_on(found: Evaluation) -> Iterator[Html]:
    """Yield the places that each group takes under every choice, and by chance."""
    table, asked = found.survey.table, found.asked
    if found.group is None:
        raise CourseError("report.no_groups")
    if asked.kept_apart:
        raise CourseError("servqual.no_total", instrument=asked.id)
    members, _ = members_of(table, found.group)
    if len(members) > MOST_GROUPS:
        raise CourseError("report.hangs_on_many", group=label(found.group), count=len(members), most=MOST_GROUPS)
    small = [str(name) for name, rows in members.items() if len(rows) < FEWEST_IN_GROUP]
    if small:
        raise CourseError(
            "report.hangs_on_small", group=label(found.group), fewest=FEWEST_IN_GROUP, names=listed(small[:10])
        )
    outcome = OUTCOME if OUTCOME in table and table[OUTCOME].notna().any() else None
    ranks = rank_choices.ranks(table, found.group, asked, outcome)
    places, chance = rank_choices.ranges(ranks), chance_of(table, found.group, asked, len(members))
    by_chance = chance[["low", "high", "n", "convention"]].rename(columns={"n": "n_used"})
    found.keep("hangs_on", places.join(by_chance))
    yield paragraph(message("report.about_hangs_on", ways=len(ranks)))
    yield chart_image(lambda result, ax: plots.rank_ranges(ranks, ax), places)
    rows = [
        [
            label(str(name)),
            str(row["best"]),
            f"{row['median']:g}",
            str(row["worst"]),
            f"{row['first']}/{row['n_choices']}",
            "–".join(str(int(chance[end][str(name)])) for end in ("low", "high")),
            str(int(chance["n"][str(name)])),
        ]
        for name, row in places.iterrows()
    ]
    heads = [found.group, "best", "median_place", "worst", "first", "by_chance", "n"]
    yield table_of(heads, rows, message("report.hangs_on_caption"))
    yield from _said_of(places, chance, ranks)


def chance_of(table: pd.DataFrame, group: str, asked: Instrument, count: int) -> pd.DataFrame:
    """Return which places chance can give each of so many groups: 95 % for all of them together (Bonferroni)."""
    return rank_choices.by_chance(table, group, asked, confidence=1 - LEVEL / count)


def places_named(places: pd.DataFrame, chance: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Return the groups of one place, and those always in the last third: under every choice and by chance as well.

    Parameters
    ----------
    places : DataFrame
        As from `fsq_lab.scoring.decisions.rank_choices.ranges`.
    chance : DataFrame
        As from `chance_of`.
    """
    low, high = (chance[end].reindex(places.index) for end in ("low", "high"))
    third = len(places) - len(places) // 3
    settled = places["settled"] & (low == places["best"]) & (high == places["best"])
    last = (places["best"] > third) & (low > third)
    named = ([str(name) for name in places.index[kept]] for kept in (settled, last))
    return next(named), next(named)


def _parallel(answers: pd.DataFrame) -> pd.DataFrame:
    complete = int(answers.notna().all(axis="columns").sum())
    if complete < FEWEST_FOR_DIMENSIONS:
        raise CourseError("report.dimensions_too_few", n=complete, items=answers.shape[1], fewest=FEWEST_FOR_DIMENSIONS)
    return factorability.parallel_analysis(answers)


def _importance(found: Evaluation, seen: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Return stated importance by respondent, else derived importance by dimension, and what the page says of it."""
    table, asked = found.survey.table, found.asked
    columns = [f"weight_{dimension}" for dimension in asked.dimensions]
    if set(columns) <= set(table.columns):
        own = shares(table, asked)
        if own.notna().any(axis=None):
            return own, message("report.map_stated")
    if OUTCOME not in table or not table[OUTCOME].notna().any():
        raise CourseError("report.map_none")
    names = [str(name) for name in seen]
    told = importance.shapley(seen.assign(**{OUTCOME: table[OUTCOME]}), OUTCOME, names)
    question = next((str(one.wording) for one in asked.questions if one.id == OUTCOME), label(OUTCOME))
    r = percent(float(told["r_squared"].iloc[0]))
    return told, message("report.map_derived", outcome=question, r=r)


def _said_of(places: pd.DataFrame, chance: pd.DataFrame, ranks: pd.DataFrame) -> Iterator[Html]:
    settled, last = places_named(places, chance)
    if settled:
        yield paragraph(message("report.hangs_on_settled", names=listed([label(name) for name in settled])))
    else:
        yield paragraph(message("report.hangs_on_none"))
    if last:
        yield paragraph(message("report.hangs_on_last", names=listed([label(name) for name in last])))
    yield paragraph(message("report.by_chance_told"))
    for reason in dict.fromkeys(ranks.attrs["left_out"].values()):
        yield paragraph(message("report.hangs_on_left_out", reason=reason))


VERDICT_SECTIONS: dict[str, tuple[Callable[[Instrument], bool], Callable[[Evaluation], Iterator[Html]]]] = {
    "dimensions_counted": (lambda asked: len(asked.items) >= 3 and not asked.kept_apart, dimensions_counted),
    "importance_map": (lambda asked: len(asked.dimensions) >= 2 and not asked.kept_apart, importance_map),
    "hangs_on": (
        lambda asked: any(one.kind == "text" for one in asked.questions) and not asked.kept_apart,
        hangs_on,
    ),
}
"""As `fsq_lab.report.sections.SECTIONS`; where data cannot carry one, the page gives the reason in its place."""
