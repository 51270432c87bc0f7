"""Surveys that hold nothing but chance, of four kinds, and what a report names in each."""

import re
from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd

from fsq_lab.ground.language import CourseError
from fsq_lab.report.findings import Findings, findings
from fsq_lab.report.verdict_sections import chance_of, places_named
from fsq_lab.scoring import servqual
from fsq_lab.scoring.decisions import rank_choices
from fsq_lab.survey.instruments import instrument
from fsq_lab.survey.questionnaire import Instrument
from fsq_lab.survey.reading import survey_in
from fsq_lab.survey.sheets import Grid

BRANCH = instrument("bank_branch")
ZONE = instrument("insurance")
BLOCKS = instrument("finance_blocks")


def answers(seed: int, rows: int, asked: Instrument, levels: list[str], middle: float, spread: float) -> pd.DataFrame:
    """Return answers that differ by respondent and by chance, in every column from the same distribution."""
    draws = np.random.default_rng(seed)
    people = draws.normal(middle, 0.7, size=(rows, 1))
    columns = [column for level in levels for column in asked.columns(level)]
    low, high = asked.scale.low, asked.scale.high
    given = np.clip(np.rint(people + draws.normal(0, spread, size=(rows, len(columns)))), low, high)
    return pd.DataFrame(given, columns=columns)


def gaps_of_three_branches(seed: int, rows: int = 60) -> pd.DataFrame:
    """Expectation and perception from one distribution, in three branches."""
    table = answers(seed, rows, BRANCH, ["expectation", "perception"], 5, 1)
    return table.assign(branch=np.random.default_rng(seed + 10_000).choice(["B1", "B2", "B3"], size=rows))


def gaps_at_the_ceiling_of_twelve_branches(seed: int, rows: int = 240) -> pd.DataFrame:
    """The same pressed against the top of the scale, with a fifth of the answers missing, in twelve branches."""
    table = answers(seed, rows, BRANCH, ["expectation", "perception"], 6.4, 1.2)
    draws = np.random.default_rng(seed + 20_000)
    table = table.mask(draws.random(table.shape) < 0.2)
    return table.assign(branch=draws.choice([f"B{number:02d}" for number in range(1, 13)], size=rows))


def perception_on_the_border_of_the_zone(seed: int, rows: int = 90) -> pd.DataFrame:
    """Perception and minimum from one distribution, the desired level above them, at three insurers."""
    table = answers(seed, rows, ZONE, ["minimum", "perception"], 4.5, 0.8)
    for item in ZONE.items:
        table[f"desired_{item.number}"] = np.minimum(table[f"minimum_{item.number}"] + 2, ZONE.scale.high)
    draws = np.random.default_rng(seed + 30_000)
    return table.assign(insurer=draws.choice(["IN1", "IN2", "IN3"], size=rows))


def perceptions_alone(seed: int, rows: int = 60) -> pd.DataFrame:
    """Perceptions of blocks from one distribution."""
    return answers(seed, rows, BLOCKS, ["perception"], 5, 1)


KINDS: dict[str, tuple[Instrument, Callable[[int], pd.DataFrame]]] = {
    "gaps of three branches": (BRANCH, gaps_of_three_branches),
    "gaps at the ceiling of twelve branches": (BRANCH, gaps_at_the_ceiling_of_twelve_branches),
    "perception on the border of the zone": (ZONE, perception_on_the_border_of_the_zone),
    "perceptions alone": (BLOCKS, perceptions_alone),
}


def found_in(table: pd.DataFrame, asked: Instrument) -> Findings:
    """Return the findings on a survey table, computed as the report computes them."""
    tables: dict[str, pd.DataFrame] = {}
    if {"expectation", "perception"} <= set(asked.stems):
        tables["gaps"] = servqual.gaps(table, "dimension", asked)
        tables["gaps_items"] = servqual.gaps(table, "item", asked)
    elif "minimum" in asked.stems:
        tables["tolerance"] = servqual.tolerance(table, asked)
    else:
        tables["perception"] = servqual.servperf(table, "dimension", asked)
    group = next((one.id for one in asked.questions if one.kind == "text" and one.id in table), "")
    of = "gap" if "gaps" in tables else "perception"
    comparison = partial(servqual.compare, table, group, "total", 10, asked, of=of)
    for name, score in (("weights", partial(servqual.weights, table, asked)), ("comparison", comparison)):
        try:
            tables[name] = score()
        except CourseError:
            continue
    return findings(table, asked, tables, _no_doubts(asked))


def _no_doubts(asked: Instrument):  # type: ignore[no-untyped-def]
    """Return the account of a file without anything doubtful in it."""
    cells = [[str(1 + place % 3) for place in range(len(asked.item_columns))]]
    return survey_in(Grid("f.csv", "UTF-8", (list(asked.item_columns), *cells)), asked, {}).report


def named_in(found: Findings, table: pd.DataFrame, asked: Instrument) -> set[str]:
    """Return every dimension, item and group whose name stands anywhere in the findings."""
    names = {str(wording) for _, wording in asked.dimension_names} | {str(item.wording) for item in asked.items}
    for question in asked.questions:
        if question.kind == "text" and question.id in table:
            names |= set(map(str, table[question.id].dropna().unique()))
    said = "\n".join(found.texts)
    return {name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said)}


def named_by_chance(kind: str, seed: int) -> set[str]:
    """Return what is named in one survey of a kind that holds nothing but chance."""
    asked, draw = KINDS[kind]
    table = draw(seed)
    return named_in(found_in(table, asked), table, asked) | named_by_rank(table, asked)


def named_by_rank(table: pd.DataFrame, asked: Instrument) -> set[str]:
    """Return the groups that the report's section on ranks names."""
    group = next((one.id for one in asked.questions if one.kind == "text" and one.id in table), "")
    try:
        places = rank_choices.ranges(rank_choices.ranks(table, group, asked))
        settled, last = places_named(places, chance_of(table, group, asked, len(places)))
    except CourseError:
        return set()
    return {*settled, *last}
