"""What a survey says first: the finding in plain words, and what a manager can do with it tomorrow."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import ceil

import pandas as pd

from fsq_lab.ground.language import label, message
from fsq_lab.hypertext.words import number
from fsq_lab.scoring import servqual
from fsq_lab.survey.account import Account
from fsq_lab.survey.questionnaire import Instrument

MINIMUM_N = 10
MOST_ITEMS = 3
ERROR = 0.05
NARROW = 0.25  # half the width of an interval, in points of the scale, that is worth collecting answers for


@dataclass(frozen=True)
class Action:
    """Something to do, and what to do it with."""

    text: str
    parts: tuple[str, ...] = ()


@dataclass
class Findings:
    """The finding, what belongs to it, and what to do about it."""

    lead: str = ""
    details: list[str] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)


def findings(table: pd.DataFrame, asked: Instrument, tables: Mapping[str, pd.DataFrame], report: Account) -> Findings:
    """Say what the answers show and what can be done about it, and nothing that they do not carry.

    Dimensions and items are named as something to do only where their interval stays below zero after it was
    widened for the number of dimensions or items (Bonferroni), so that noise names none in 95 surveys of 100, and
    only from ten respondents on.

    Parameters
    ----------
    table : DataFrame, one row per respondent
        The survey table.
    asked : Instrument
        The questionnaire.
    tables : mapping of str to DataFrame
        The results of `fsq_lab.scoring` that could be computed: ``gaps``, ``gaps_items``, ``tolerance``,
        ``tolerance_items``, ``perception``, ``perception_items``, ``weights``, ``comparison``.
    report : Account
        How the file was read; rows that it flags are to be looked at.

    Returns
    -------
    Findings

    Examples
    --------
    >>> from fsq_lab.ground.course import course_folder
    >>> from fsq_lab.survey.instruments import instrument
    >>> from fsq_lab.scoring import servqual
    >>> from fsq_lab.survey.reading import read_survey
    >>> file = course_folder() / "datasets" / "exports" / "branch_survey_gb18030.csv"
    >>> table, report = read_survey(file, "bank_branch")
    >>> tables = {"gaps": servqual.gaps(table), "gaps_items": servqual.gaps(table, "item")}
    >>> found = findings(table, instrument("bank_branch"), tables, report)
    >>> len(found.actions[0].parts)
    3
    """
    survey = _Answers(table, asked, tables)
    found = Findings()
    if survey.has("gaps"):
        _gaps(survey, found)
    elif survey.has("tolerance"):
        _zone(survey, found)
    elif survey.has("perception"):
        _perception(survey, found)
    _groups(survey, found)
    if not found.lead:
        found.lead = message("findings.none", n=len(table))
    if found.actions:
        found.actions.append(Action(message("findings.why")))
    doubtful = len({row for row, _ in report.duplicates} | set(report.straight))
    if doubtful:
        found.actions.append(Action(message("findings.doubtful", n=doubtful)))
    return found


@dataclass(frozen=True)
class _Answers:
    """A survey with the tables computed from it, and its names for the reader."""

    table: pd.DataFrame
    asked: Instrument
    tables: Mapping[str, pd.DataFrame]

    def has(self, name: str) -> bool:
        return name in self.tables and bool(self.tables[name]["n_used"].any())

    def name(self, dimension: object) -> str:
        return str(dict(self.asked.dimension_names)[str(dimension)])

    def item(self, number_: object) -> str:
        [wording] = [str(one.wording) for one in self.asked.items if one.number == number_]
        return message("findings.item", wording=wording)

    @property
    def by_dimension(self) -> float:
        """The level at which each dimension's interval is asked, so that all hold together."""
        return 1 - ERROR / len(self.asked.dimensions)

    @property
    def by_item(self) -> float:
        return 1 - ERROR / len(self.asked.items)


# ---- gaps


def _gaps(survey: _Answers, found: Findings) -> None:
    result = survey.tables["gaps"]
    known = result[result["low"].notna()].sort_values("gap", kind="stable")
    if known.empty:
        n = int(result["n_used"].max())
        found.lead = message("findings.one" if n < 2 else "findings.all_equal", n=n)
        return
    first = known.iloc[0]
    strict = servqual.gaps(survey.table, "dimension", survey.asked, survey.by_dimension)
    settled = [str(name) for name in known.index if strict.loc[name, "high"] < 0]
    found.lead = message(
        "findings.lowest" if first["high"] < 0 else "findings.nothing_low",
        name=survey.name(known.index[0]),
        **_estimate(first, "gap"),
    )
    if len(known) > 1 and first["high"] < 0:
        second = known.iloc[1]
        if first["high"] >= second["low"]:
            found.details.append(message("findings.overlap", name=survey.name(known.index[1])))
    found.details.append(message("findings.levels", levels=_levels(known)))
    smallest = int(known["n_used"].min())
    if smallest < MINIMUM_N:
        found.details.append(message("findings.few", n=smallest))
    elif not settled:
        found.actions.append(_wait(known))
    else:
        found.details += _importance(survey, str(known.index[0]), settled)
        found.actions += _talk_about(survey, settled)


def _levels(known: pd.DataFrame) -> str:
    counts = {
        "below": int((known["high"] < 0).sum()),
        "above": int((known["low"] > 0).sum()),
        "unclear": int(((known["low"] <= 0) & (known["high"] >= 0)).sum()),
    }
    return _listed(message(f"findings.{name}", n=n, count=len(known)) for name, n in counts.items() if n)


def _importance(survey: _Answers, lowest: str, settled: list[str]) -> Iterator[str]:
    """Say how much the lowest dimension matters to customers, since the widest gap alone forgets importance."""
    if not survey.has("weights"):
        return
    weights = survey.tables["weights"].dropna(subset=["low"])
    rows = {str(name): row for name, row in weights.iterrows()}
    if lowest not in rows or int(weights["n_used"].min()) < MINIMUM_N:
        return
    own = rows.pop(lowest)
    values = {"name": survey.name(lowest), **_estimate(own, "weight")}
    if all(other["high"] < own["low"] for other in rows.values()):
        yield message("findings.weightiest", **values)
        return
    yield message("findings.weight", **values)
    for name in settled:
        if name in rows and rows[name]["low"] > own["high"]:
            names = {"name": survey.name(name), "lowest": survey.name(lowest)}
            yield message("findings.weightier", **names, **_estimate(rows[name], "weight"))


def _talk_about(survey: _Answers, settled: list[str]) -> Iterator[Action]:
    """Name the items to talk about: the lowest of those that stay below zero with intervals widened for all."""
    strict = servqual.gaps(survey.table, "item", survey.asked, survey.by_item)
    low = strict[(strict["high"] < 0) & (strict["n_used"] >= MINIMUM_N) & strict["dimension"].isin(settled)]
    items = low.sort_values("gap", kind="stable").index[:MOST_ITEMS]
    if not len(items):
        names = _listed(survey.name(name) for name in settled)
        yield Action(message("findings.talk_dimensions", names=names))
        return
    shown = survey.tables.get("gaps_items", strict)
    parts = [message("findings.part", name=survey.item(one), **_estimate(shown.loc[one], "gap")) for one in items]
    yield Action(message("findings.talk"), tuple(parts))


def _wait(known: pd.DataFrame) -> Action:
    """Say that nothing is settled, and about how many answers would settle it."""
    needed = ceil((1.96 * float(known["sd"].max()) / NARROW) ** 2)
    more = needed > int(known["n_used"].min())
    return Action(message("findings.wait_more" if more else "findings.wait", n=needed, width=NARROW))


# ---- the zone of tolerance, and perception alone


def _zone(survey: _Answers, found: Findings) -> None:
    result = survey.tables["tolerance"]
    below = result[result["position"] == "below"].sort_values("msa", kind="stable")
    if len(below):
        found.lead = message("findings.zone_lowest", name=survey.name(below.index[0]), **_measure(below.iloc[0]))
    else:
        unclear = (result["position"] == "cannot tell").any()
        found.lead = message("findings.zone_unclear" if unclear else "findings.zone_held")
    for position in ("below", "above", "within", "cannot tell"):
        rows = result[result["position"] == position]
        names = [
            message("findings.name_and_n", name=survey.name(name), n=row["n_used"]) for name, row in rows.iterrows()
        ]
        if names:
            found.details.append(message(f"findings.zone_{position.replace(' ', '_')}", names=_listed(names)))
    smallest = int(result["n_used"].min())
    if smallest < MINIMUM_N:
        found.details.append(message("findings.few", n=smallest))
    strict = servqual.tolerance(survey.table, survey.asked, "dimension", survey.by_dimension)
    settled = [str(name) for name in below.index if strict.loc[name, "position"] == "below"]
    if not settled or smallest < MINIMUM_N:
        return
    items = servqual.tolerance(survey.table, survey.asked, "item", survey.by_item)
    low = items[
        (items["position"] == "below") & (items["n_used"] >= MINIMUM_N) & items["dimension"].isin(settled)
    ].sort_values("msa", kind="stable")
    if low.empty:
        told = _listed(survey.name(name) for name in settled)
        found.actions.append(Action(message("findings.talk_dimensions", names=told)))
        return
    shown = survey.tables.get("tolerance_items", items)
    parts = [
        message("findings.zone_part", name=survey.item(one), **_measure(shown.loc[one]))
        for one in low.index[:MOST_ITEMS]
    ]
    found.actions.append(Action(message("findings.talk"), tuple(parts)))


def _perception(survey: _Answers, found: Findings) -> None:
    result = survey.tables["perception"]
    known = result[result["low"].notna()].sort_values("perception", kind="stable")
    if known.empty:
        n = int(result["n_used"].max())
        found.lead = message("findings.one" if n < 2 else "findings.all_equal_answers", n=n)
        return
    first = known.iloc[0]
    found.lead = message(
        "findings.lowest_perception", name=survey.name(known.index[0]), **_estimate(first, "perception")
    )
    smallest = int(known["n_used"].min())
    if smallest < MINIMUM_N:
        found.details.append(message("findings.few", n=smallest))
        return
    if len(known) == 1:
        return
    strict = servqual.servperf(survey.table, "dimension", survey.asked, survey.by_dimension)
    lowest, others = strict.loc[known.index[0]], strict.loc[known.index[1:]]
    if lowest["high"] >= others["low"].min():
        found.details.append(message("findings.overlap", name=survey.name(known.index[1])))
        return
    items = servqual.servperf(survey.table, "item", survey.asked)
    own = items[(items["dimension"] == known.index[0]) & (items["n_used"] >= MINIMUM_N)]
    lowest_items = own.sort_values("perception", kind="stable").index[:MOST_ITEMS]
    parts = [
        message("findings.perception_part", name=survey.item(one), **_estimate(own.loc[one], "perception"))
        for one in lowest_items
    ]
    found.actions.append(Action(message("findings.talk"), tuple(parts)))


# ---- groups


def _groups(survey: _Answers, found: Findings) -> None:
    if "comparison" not in survey.tables:
        return
    result = survey.tables["comparison"]
    compared = ~result["note"].str.startswith("not compared")
    if not compared.any():
        return
    names = {note: [_group(name, row) for name, row in result[result["note"] == note].iterrows()] for note in _SIDES}
    of = "" if "gap" in result else "perception_"
    told = [message(f"findings.groups_{of}{note}", names=_listed(names[note])) for note in _SIDES if names[note]]
    group = label(str(result.index.name))
    both = message("findings.and").join(told) or message("findings.groups_alike")
    found.details.append(message("findings.groups", count=int(compared.sum()), group=group, findings=both))
    if told:
        found.actions.append(Action(message("findings.ask_groups", group=group)))


_SIDES = ("lower", "higher")


def _group(name: object, row: pd.Series) -> str:
    return message("findings.group", name=name, **_estimate(row, "difference"))


# ---- words


def _estimate(row: pd.Series, column: str) -> dict[str, str]:
    values = {"value": number(row[column]), "low": number(row["low"]), "high": number(row["high"])}
    return values | {"n": str(row["n_used"])}


def _measure(row: pd.Series) -> dict[str, str]:
    values = {"value": number(row["msa"]), "low": number(row["msa_low"]), "high": number(row["msa_high"])}
    return values | {"n": str(row["n_used"])}


def _listed(names: Iterable[str]) -> str:
    return message("plots.separator").join(names)
