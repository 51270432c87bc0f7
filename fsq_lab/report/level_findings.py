"""What levels say where there are no gaps: against the zone of tolerance, or perception alone."""

import pandas as pd

from fsq_lab.ground.language import message
from fsq_lab.hypertext.words import decimals, number
from fsq_lab.report.digits import estimate
from fsq_lab.report.gap_findings import next_lowest, not_told_apart, order_of, without_interval
from fsq_lab.report.said import MINIMUM_N, MOST_ITEMS, Action, Answers, Findings, listed
from fsq_lab.scoring import servqual
from fsq_lab.scoring.servqual import against_lowest

POSITIONS = ("below", "above", "within", "cannot tell")


def on_zone(survey: Answers, found: Findings) -> None:
    """Say in which dimensions perception lies below what customers accept, and where else it lies."""
    strict = servqual.tolerance(survey.table, survey.asked, "dimension", survey.by_dimension)
    smallest = int(strict["n_used"].min())
    if smallest < MINIMUM_N:
        found.lead = message("findings.zone_unclear")
        found.details.append(message("findings.few", n=smallest))
        return
    below = strict[strict["position"] == "below"].sort_values("msa", kind="stable")
    unclear = bool((strict["position"] == "cannot tell").any())
    if len(below):
        first = survey.tables["tolerance"].loc[below.index[0]]
        found.lead = message("findings.zone_lowest", name=survey.name(below.index[0]), **_measure(survey, first))
    else:
        found.lead = message("findings.zone_unclear" if unclear else "findings.zone_held")
    if (strict["position"] == "cannot tell").all():
        found.details.append(message("findings.zone_nowhere"))
        return
    for position in POSITIONS:
        rows = strict[strict["position"] == position]
        names = [
            message("findings.name_and_n", name=survey.name(name), n=row["n_used"]) for name, row in rows.iterrows()
        ]
        if names:
            found.details.append(message(f"findings.zone_{position.replace(' ', '_')}", names=listed(names)))
    if len(below):
        found.actions.append(_talk(survey, [str(name) for name in below.index]))


def _talk(survey: Answers, settled: list[str]) -> Action:
    """Name the items below the minimum, or the dimensions where no item is settled by itself."""
    items = servqual.tolerance(survey.table, survey.asked, "item", survey.by_item)
    low = items[
        (items["position"] == "below") & (items["n_used"] >= MINIMUM_N) & items["dimension"].isin(settled)
    ].sort_values("msa", kind="stable")
    if low.empty:
        return Action(message("findings.talk_dimensions", names=listed(survey.name(name) for name in settled)))
    shown = survey.tables.get("tolerance_items", items)
    parts = [
        message("findings.zone_part", name=survey.item(one), **_measure(survey, shown.loc[one]))
        for one in low.index[:MOST_ITEMS]
    ]
    return Action(message("findings.talk"), tuple(parts))


def _measure(survey: Answers, row: pd.Series) -> dict[str, str]:
    return estimate(row, "msa", "msa_low", "msa_high", survey.scale.difference())


def on_perception(survey: Answers, found: Findings) -> None:
    """Say which dimension is perceived lowest, as far as differences within the same respondents settle it."""
    result = survey.tables["perception"]
    known = result[result["low"].notna()].sort_values("perception", kind="stable")
    if known.empty:
        found.lead = without_interval(survey, "perception", int(result["n_used"].max()))
        return
    smallest = int(known["n_used"].min())
    if len(known) == 1:
        told = estimate(known.iloc[0], "perception", within=survey.scale)
        found.lead = message("findings.one_perception", name=survey.name(known.index[0]), **told)
    else:
        _lowest(survey, found, known, enough=smallest >= MINIMUM_N)
    if smallest < MINIMUM_N:
        found.details.append(message("findings.few", n=smallest))


def _lowest(survey: Answers, found: Findings, known: pd.DataFrame, enough: bool) -> None:
    settled = candidates(survey) if enough else list(known.index)
    if len(settled) == len(known):
        ends = (known.iloc[0], known.iloc[-1])
        low, high = (number(row["perception"], decimals(row["low"], row["high"])) for row in ends)
        n = span_of(known["n_used"])
        found.lead = message("findings.no_lowest_perception", low=low, high=high, n=n)
        return
    lowest = str(known.index[0])
    told = {"name": survey.name(lowest), **estimate(known.iloc[0], "perception", within=survey.scale)}
    order = order_of(survey, "perception")
    assert order is not None
    if len(settled) > 1:
        found.lead = message("findings.lowest_perceptions", names=listed(survey.name(name) for name in settled))
        found.details.append(not_told_apart(survey, order, settled[1:]))
        return
    found.lead = message("findings.lowest_perception", **told)
    found.details.append(next_lowest(survey, order))
    items = servqual.servperf(survey.table, "item", survey.asked)
    own = items[(items["dimension"] == lowest) & (items["n_used"] >= MINIMUM_N)]
    lowest_items = own.sort_values("perception", kind="stable").index[:MOST_ITEMS]
    parts = [
        message("findings.perception_part", name=survey.item(one), **estimate(own.loc[one], "perception"))
        for one in lowest_items
    ]
    found.actions.append(Action(message("findings.talk"), tuple(parts)))


def candidates(survey: Answers) -> list[str]:
    """Return the dimensions of which each may be the lowest, the lowest in this survey first.

    One alone where every other lies above it at the plain level: all of these must hold. Else those that do not lie
    above it when the level is shared among all pairs, since the lowest was picked after seeing the answers. Each of the
    two rules gets half of the error.
    """
    error = survey.error / 2
    plain = against_lowest(survey.table, survey.asked, of="perception", confidence=1 - error)
    lowest = str(plain["lowest"].iloc[0])
    if (plain["side"] == "higher").all():
        return [lowest]
    count = len(plain) + 1
    pairs = count * (count - 1) / 2
    shared = against_lowest(survey.table, survey.asked, of="perception", confidence=1 - error / pairs)
    return [lowest, *map(str, shared.index[shared["side"] != "higher"])]


def span_of(counts: "pd.Series[int]") -> str:
    """Return the number of respondents, or its range over the rows."""
    fewest, most = counts.min(), counts.max()
    return str(most) if fewest == most else f"{fewest}–{most}"
