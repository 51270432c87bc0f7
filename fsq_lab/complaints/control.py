"""Control charts: which months of a unit differ from its bank's usual rate by more than chance, by exact limits."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from fsq_lab.complaints.counting import REGULATOR_BREAKS, complete_counts, places_in_time, require_per
from fsq_lab.complaints.run_rules import (
    BEYOND_2,
    BEYOND_3,
    Flags,
    false_alarms,
    is_exact,
    rule_letters,
    share_with_alarm,
    signals,
    zones,
)
from fsq_lab.complaints.runs import run_chart, run_test
from fsq_lab.ground.language import CourseError
from fsq_lab.statistics.tails import NONE, Counts, Reals, largest_low, smallest_high

__all__ = ["false_alarms", "p_chart", "run_chart", "run_test", "u_chart"]

HIGH, LOW, QUIET = "signal high", "signal low", ""
BASELINE, LATER, EARLIER = "baseline", "later", "earlier"
POOLED, OWN = "pooled", "own"
RUNS = 4000  # of pure chance, for the share of false alarms
FEWEST_POINTS = 2
FEW_EVENTS = 25  # in a baseline, below which its centre is called uncertain
RARE_DISPERSION = 0.01


def u_chart(
    table: pd.DataFrame,
    baseline: tuple[str, str],
    count: str = "complaints",
    exposure: str = "transactions",
    time: str = "month",
    group: str | None = None,
    centre: str = POOLED,
    per: float = 10_000,
    rules: str = "AB",
    breaks: Sequence[str] = REGULATOR_BREAKS,
    seed: int = 1,
) -> pd.DataFrame:
    r"""Hold each period's count against exact Poisson limits around the rate of a baseline.

    With the rate of the baseline :math:`\bar u = \sum x / \sum e` (sum / sum over its periods, and over all groups
    where the centre is pooled), a count in an exposure *e* is Poisson with the mean :math:`\bar u e` as long as
    nothing changes. Rule A signals where :math:`P(X \ge x)` or :math:`P(X \le x)` is at most .00135; rule B in the
    second of two of three periods on one side whose tail is at most .02275; C and D as for
    `fsq_lab.complaints.run_rules.false_alarms`. Textbook limits, :math:`\bar u \pm 3\sqrt{\bar u / e}`, sound false
    alarms far more often where few events are expected.

    Parameters
    ----------
    table : DataFrame
        One row per period, or per group and period. A period without a count is left out and breaks a run.
    baseline : tuple of two periods
        First and last period whose rate the others are held against, chosen before the chart is looked at.
    count, exposure, time : str
        Columns of whole counts, of what they are counted in, and of periods such as ``"2025-04"``.
    group : str, optional
        The column that says which unit; then each has a chart of its own.
    centre : {"pooled", "own"}
        With a group: one rate for all groups, or each group's own.
    per : float
        The rates' unit.
    rules : str
        Letters of the rules that signal. Each more rule sounds more false alarms: ``false_alarm`` says how many.
    breaks : sequence of str
        Quarters from which counts are defined otherwise; the regulator's by default.
    seed : int
        Of the runs that ``false_alarm`` is counted in; rules A and B around a known centre need none.

    Returns
    -------
    DataFrame, by period in order of time; with `group` by group and period
        ``count``, ``exposure``, ``rate``, ``centre`` (per `per`), ``expected_count``; ``lower_limit`` and
        ``upper_limit``, the counts from which rule A signals (missing where even 0 is not too low), and
        ``lower_warning`` and ``upper_warning``, those of rule B; ``rule_a`` to ``rule_d`` where asked for (true or
        false), ``signal``: "signal high", "signal low" or nothing; ``phase``: "earlier", "baseline" or "later";
        ``false_alarm``, the share of charts of pure chance like this one that signal at least once (an own centre is
        drawn anew with each), with `group` ``false_alarm_any`` too, the share of such tables in which any chart does;
        the ``convention``.

    Raises
    ------
    CourseError
        For a baseline that is not there, has fewer than two periods or no event, a period that stands there twice,
        an exposure of 0, fewer than two periods, unknown rules or centre, columns or numbers that will not do, and
        counts of more than one definition: no chart crosses a break.

    Notes
    -----
    Formula (Shewhart 1931): ``u = sum x / sum e; P(X >= x) <= 0.00135; P(X <= x) <= 0.00135``

    References
    ----------
    Shewhart (1931), *Economic Control of Quality of Manufactured Product*; Western Electric (1956), *Statistical
    Quality Control Handbook*; Montgomery (2020), *Introduction to Statistical Quality Control*, chapter 7.

    Examples
    --------
    >>> from fsq_lab.complaints.rates import counted
    >>> from fsq_lab.survey.loading import load
    >>> months = counted(load("complaints_log"), load("branch_months"))
    >>> chart = u_chart(months, baseline=("2024-01", "2025-02"), group="branch").loc["B07"]
    >>> chart.index[chart["signal"] == "signal high"][0]
    '2025-04'
    """
    asked = ControlSetting(count, exposure, time, group, baseline, centre, per, rules, breaks, seed, binomial=False)
    return _chart(table, asked)


def p_chart(
    table: pd.DataFrame,
    baseline: tuple[str, str],
    count: str,
    of: str,
    time: str = "month",
    group: str | None = None,
    centre: str = POOLED,
    rules: str = "AB",
    breaks: Sequence[str] = REGULATOR_BREAKS,
    seed: int = 1,
) -> pd.DataFrame:
    """Hold each period's share against exact binomial limits around the share of a baseline.

    Parameters
    ----------
    table, baseline, time, group, centre, rules, breaks, seed
        As for `u_chart`.
    count, of : str
        Columns of how many, such as ``"in_time"``, of how many, such as ``"pieces"``: whole numbers.

    Returns
    -------
    DataFrame
        As from `u_chart`; ``exposure`` is the n of each share, ``rate`` and ``centre`` are shares between 0 and 1.

    Raises
    ------
    CourseError
        As for `u_chart`; where a count is above its n, or the baseline's share is 0 or 1.

    References
    ----------
    Montgomery (2020), *Introduction to Statistical Quality Control*, chapter 7.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> kept = load("promises").groupby(["branch", "month"], as_index=False)[["in_time", "pieces"]].sum()
    >>> chart = p_chart(kept, ("2024-01", "2025-02"), "in_time", "pieces", group="branch").loc["B07"]
    >>> chart.index[chart["signal"] == "signal low"][0]
    '2025-03'
    """
    asked = ControlSetting(count, of, time, group, baseline, centre, 1.0, rules, breaks, seed, binomial=True)
    return _chart(table, asked)


@dataclass(frozen=True)
class ControlSetting:
    """What a control chart is asked to do, beside its table."""

    count: str
    exposure: str
    time: str
    group: str | None
    baseline: tuple[str, str]
    centre: str
    per: float
    rules: str
    breaks: Sequence[str]
    seed: int
    binomial: bool

    def __post_init__(self) -> None:
        rule_letters(self.rules)
        require_per(self.per)
        if self.centre not in (POOLED, OWN):
            raise CourseError("complaints.unknown_centre", centre=self.centre)

    @property
    def keys(self) -> list[str]:
        """The columns that tell one row from another."""
        return [self.time] if self.group is None else [self.group, self.time]


def _chart(table: pd.DataFrame, asked: ControlSetting) -> pd.DataFrame:
    used = _periods(table, asked)
    inside = _inside(used, asked)
    parts = used.groupby(asked.group, observed=True) if asked.group is not None else [("-", used)]
    charts = {}
    for name, own in parts:
        rows = used[inside] if asked.centre == POOLED else own[inside.loc[own.index]]
        charts[name] = _one(own, rows, inside.loc[own.index].to_numpy(), asked, name)
    if asked.group is None:
        result = charts["-"]
    else:
        result = pd.concat(charts, names=[asked.group])
        none = np.prod([1 - float(chart["false_alarm"].iloc[0]) for chart in charts.values()])
        result.insert(len(result.columns) - 1, "false_alarm_any", 1 - none)
    result.attrs = {**table.attrs, "count": asked.count, "exposure": asked.exposure}
    return result


def _periods(table: pd.DataFrame, asked: ControlSetting) -> pd.DataFrame:
    """Return the complete rows in order of time, with each period's place; or refuse the table."""
    count, exposure, time = asked.count, asked.exposure, asked.time
    used = complete_counts(table, count, exposure, asked.keys, asked.breaks)
    twice = used[used.duplicated(asked.keys)]
    if not twice.empty:
        raise CourseError("complaints.twice", unit=", ".join(map(str, twice[asked.keys].iloc[0])))
    empty = used[used[exposure] == 0]
    if not empty.empty:
        unit = ", ".join(map(str, empty[asked.keys].iloc[0]))
        raise CourseError("complaints.base_0", unit=unit, count="0", exposure=exposure)
    if used[time].nunique() < FEWEST_POINTS:
        raise CourseError("complaints.few_periods", n=used[time].nunique(), fewest=FEWEST_POINTS)
    if asked.binomial:
        odd = used[(used[count] > used[exposure]) | (used[exposure] % 1 != 0)]
        if not odd.empty:
            raise CourseError("statistics.no_share", count=odd[count].iloc[0], n=odd[exposure].iloc[0])
    used = used.assign(_place=places_in_time(used[time].tolist()))
    return used.sort_values("_place", kind="stable").reset_index(drop=True)


def _inside(used: pd.DataFrame, asked: ControlSetting) -> "pd.Series[bool]":
    """Return which rows lie in the baseline."""
    periods = used[asked.time]
    ends = {"baseline": asked.baseline, "first": periods.iloc[0], "last": periods.iloc[-1]}
    if isinstance(asked.baseline, str) or len(asked.baseline) != 2:
        raise CourseError("complaints.baseline", **ends)
    place = used.drop_duplicates(asked.time).set_index(asked.time)["_place"]
    first, last = asked.baseline
    if first not in place.index or last not in place.index or place[first] > place[last]:
        raise CourseError("complaints.baseline", **ends)
    if place[first] == place[last]:
        raise CourseError("complaints.short_baseline", period=first)
    return used["_place"].between(place[first], place[last])


def _one(own: pd.DataFrame, rows: pd.DataFrame, inside: Flags, asked: ControlSetting, name: Hashable) -> pd.DataFrame:
    """Chart one group around the rate of the baseline's rows."""
    events, base = float(rows[asked.count].sum()), float(rows[asked.exposure].sum())
    if events == 0 or (asked.binomial and events == base):
        raise CourseError("complaints.empty_baseline", unit=name, column=asked.count)
    usual, per, own_centre = events / base, asked.per, asked.group is None or asked.centre == OWN
    counts, bases = (own[column].to_numpy(dtype=np.float64) for column in (asked.count, asked.exposure))
    place = own["_place"].to_numpy() - int(own["_place"].min())
    expected, n = usual * bases, bases if asked.binomial else None
    flags = _flags(counts, bases, place, usual, asked)
    sides = np.sign(np.sum(list(flags.values()), axis=0))
    limits = {
        f"{side}_{kind}": _or_missing(of(expected, chance, n), n)
        for kind, chance in (("limit", BEYOND_3), ("warning", BEYOND_2))
        for side, of in (("lower", largest_low), ("upper", smallest_high))
    }
    doubts = _doubts(rows, usual, asked, int((sides[inside] != 0).sum()), int(place.max()) + 1 - len(own))
    first, last = asked.baseline
    return pd.DataFrame(
        {
            "count": counts.astype(np.int64),
            "exposure": bases,
            "rate": per * counts / bases,
            "centre": per * usual,
            "expected_count": expected,
            **limits,
            **{f"rule_{letter.lower()}": found != 0 for letter, found in flags.items()},
            "signal": np.select([sides > 0, sides < 0], [HIGH, LOW], default=QUIET),
            "phase": np.where(inside, BASELINE, np.where(own["_place"] < rows["_place"].min(), EARLIER, LATER)),
            "false_alarm": share_with_alarm(expected, asked.rules, RUNS, asked.seed, n, inside if own_centre else None),
            "convention": f"{asked.count} {'of' if asked.binomial else f'per {per:,.15g}'} {asked.exposure}; "
            f"{'own' if own_centre else POOLED} centre of the baseline {first} to {last} "
            f"(n = {events:.0f}), limits as if it were known{doubts}; rules {asked.rules}, exact "
            f"{'binomial' if asked.binomial else 'Poisson'} limits, both sides; false alarms: "
            + (
                "exact"
                if is_exact(asked.rules) and not own_centre
                else f"{RUNS:,} runs of pure chance, seed {asked.seed}"
            ),
        },
        index=pd.Index(own[asked.time], name=asked.time),
    )


def _flags(counts: Reals, bases: Reals, place: Counts, usual: float, asked: ControlSetting) -> dict[str, Counts]:
    """Return each rule's signals; a period of the calendar that has no row breaks a run."""
    all_counts, all_bases = np.full(int(place.max()) + 1, np.nan), np.ones(int(place.max()) + 1)
    all_counts[place], all_bases[place] = counts, bases
    found = zones(all_counts, usual * all_bases, all_bases if asked.binomial else None)
    return {letter: flags[place] for letter, flags in signals(found, rule_letters(asked.rules)).items()}


def _or_missing(limits: Counts, n: Reals | None) -> Reals:
    """Return limits as numbers, missing where no count lies beyond them."""
    found: Reals = limits.astype(np.float64)
    found[(limits == NONE) if n is None else (limits == NONE) | (limits > n)] = np.nan
    return found


def _doubts(rows: pd.DataFrame, usual: float, asked: ControlSetting, signalling: int, missing: int) -> str:
    """Say what speaks against a chart's baseline."""
    from scipy.special import chdtrc

    told = []
    if rows[asked.count].sum() < FEW_EVENTS:
        told.append(f"fewer than {FEW_EVENTS} events in it, so the centre is uncertain")
    if signalling:
        told.append(f"{signalling} signals inside it: was it a usual time?")
    expected = usual * rows[asked.exposure]
    spread = float(((rows[asked.count] - expected) ** 2 / (expected * (1 - usual if asked.binomial else 1))).sum())
    freedom = len(rows) - 1
    if chdtrc(freedom, spread) < RARE_DISPERSION:
        told.append(f"overdispersed in it ({spread / freedom:.3g}), so limits are too narrow")
    if missing:
        told.append(f"{missing} periods without a count")
    return "".join(f"; {one}" for one in told)
