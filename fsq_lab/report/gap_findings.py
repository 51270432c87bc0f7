"""What gaps say: which dimensions fall short, which is lowest, how much it matters, and what to talk about."""

from collections.abc import Iterator, Sequence
from math import ceil, floor, log10
from typing import Literal

import pandas as pd

from fsq_lab.ground.language import message
from fsq_lab.report.digits import POINTS_OF_100, estimate
from fsq_lab.report.said import MINIMUM_N, MOST_ITEMS, Action, Answers, Findings, listed
from fsq_lab.scoring import servqual

NARROW = 0.25  # half the width of an interval, in points of the scale, that is worth collecting answers for


def on_gaps(survey: Answers, found: Findings) -> None:
    """Say which dimensions fall short of expectation, and which of them is lowest."""
    result = survey.tables["gaps"]
    known = result[result["low"].notna()].sort_values("gap", kind="stable")
    if known.empty:
        found.lead = without_interval(survey, "gap", int(result["n_used"].max()))
        return
    strict = servqual.gaps(survey.table, "dimension", survey.asked, survey.by_dimension).loc[known.index]
    settled = [str(name) for name in known.index if strict.loc[name, "high"] < 0]
    smallest = int(known["n_used"].min())
    if smallest < MINIMUM_N or not settled:
        found.lead = message("findings.nothing_low")
    else:
        _short(survey, found, known, settled)
    found.details.append(_levels(strict))
    if smallest < MINIMUM_N:
        found.details.append(message("findings.few", n=smallest))
    elif not settled:
        found.actions.append(_wait(known))
    else:
        found.details += _importance(survey, settled)
        found.actions += _talk_about(survey, settled)


def without_interval(survey: Answers, of: str, n: int) -> str:
    """Say why there is no interval anywhere: too few, the same answers, or only the same means."""
    if n < 2:
        return message("findings.one", n=n)
    if survey.all_rows_equal:
        return message("findings.equal_answers", n=n)
    return message(f"findings.equal_{of}s", n=n)


def _short(survey: Answers, found: Findings, known: pd.DataFrame, settled: list[str]) -> None:
    """Name the lowest of the dimensions that fall short, and say whether it is the lowest of all."""
    first = known.loc[[settled[0]]].iloc[0]
    told = {"name": survey.name(settled[0]), **estimate(first, "gap", within=survey.scale.difference())}
    order = order_of(survey, "gap") if len(known) > 1 else None
    if order is None or order["lowest"].iloc[0] != settled[0]:
        found.lead = message("findings.short", **told)
        return
    alone = bool((order["side"] == "higher").all())
    found.lead = message("findings.lowest" if alone else "findings.short", **told)
    found.details.append(
        next_lowest(survey, order)
        if alone
        else not_told_apart(survey, order, list(order.index[order["side"] != "higher"]))
    )


def order_of(survey: Answers, of: Literal["gap", "perception"]) -> pd.DataFrame | None:
    """Return each dimension's difference from the lowest within the same respondents, where at least two are known."""
    if len(survey.asked.dimensions) < 2:
        return None
    return servqual.against_lowest(survey.table, survey.asked, of)


def next_lowest(survey: Answers, order: pd.DataFrame) -> str:
    """Say by how much the next lowest dimension lies above the lowest."""
    row = order.iloc[0]
    return message("findings.next", name=survey.name(order.index[0]), **_above(survey, row))


def not_told_apart(survey: Answers, order: pd.DataFrame, names: Sequence[str]) -> str:
    """Say with which dimensions the order is not settled, and give the difference from the nearest of them."""
    unclear = order.loc[list(names)]
    told = listed(survey.name(name) for name in unclear.index)
    return message(
        "findings.not_apart", names=told, nearest=survey.name(unclear.index[0]), **_above(survey, unclear.iloc[0])
    )


def _above(survey: Answers, row: pd.Series) -> dict[str, str]:
    return estimate(row, "above", within=survey.scale.difference())


def _levels(strict: pd.DataFrame) -> str:
    """Count the dimensions below, above and neither, with intervals widened for all of them."""
    counts = {
        "below": int((strict["high"] < 0).sum()),
        "above": int((strict["low"] > 0).sum()),
        "unclear": int(((strict["low"] <= 0) & (strict["high"] >= 0)).sum()),
    }
    told = (
        message(f"findings.{name}_all" if n == len(strict) else f"findings.{name}", n=n, count=len(strict))
        for name, n in counts.items()
        if n
    )
    return message("findings.levels", levels=message("findings.and").join(told))


def _importance(survey: Answers, settled: list[str]) -> Iterator[str]:
    """Say how much the lowest dimension matters to customers, since the widest gap alone forgets importance."""
    if not survey.has("weights"):
        return
    weights = survey.tables["weights"].dropna(subset=["low"])
    rows = {str(name): row for name, row in weights.iterrows()}
    lowest = settled[0]
    if lowest not in rows or int(weights["n_used"].min()) < MINIMUM_N:
        return
    own = rows.pop(lowest)
    values = {"name": survey.name(lowest), **estimate(own, "weight", within=POINTS_OF_100)}
    if rows and all(other["high"] < own["low"] for other in rows.values()):
        yield message("findings.weightiest", **values)
        return
    yield message("findings.weight", **values)
    for name in settled:
        if name in rows and rows[name]["low"] > own["high"]:
            names = {"name": survey.name(name), "lowest": survey.name(lowest)}
            yield message("findings.weightier", **names, **estimate(rows[name], "weight", within=POINTS_OF_100))


def _talk_about(survey: Answers, settled: list[str]) -> Iterator[Action]:
    """Name the items to talk about: the lowest of those that stay below zero with intervals widened for all."""
    strict = servqual.gaps(survey.table, "item", survey.asked, survey.by_item)
    low = strict[(strict["high"] < 0) & (strict["n_used"] >= MINIMUM_N) & strict["dimension"].isin(settled)]
    items = low.sort_values("gap", kind="stable").index[:MOST_ITEMS]
    if not len(items):
        names = listed(survey.name(name) for name in settled)
        yield Action(message("findings.talk_dimensions", names=names))
        return
    shown = survey.tables.get("gaps_items", strict)
    within = survey.scale.difference()
    parts = [
        message("findings.part", name=survey.item(one), **estimate(shown.loc[one], "gap", within=within))
        for one in items
    ]
    yield Action(message("findings.talk"), tuple(parts))


def _wait(known: pd.DataFrame) -> Action:
    """Say that nothing is settled, and about how many answers would settle it."""
    exact = ceil((1.96 * float(known["sd"].max()) / NARROW) ** 2)
    unit = 10 ** max(0, floor(log10(exact)) - 1)
    needed = ceil(exact / unit) * unit
    more = needed > int(known["n_used"].min())
    return Action(message("findings.wait_more" if more else "findings.wait", n=needed, width=NARROW))
