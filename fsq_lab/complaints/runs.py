"""Run charts: values in order of time around a median, without any assumption of how chance spreads them."""

from collections.abc import Sequence
from math import log2

import numpy as np
import pandas as pd

from fsq_lab.complaints.counting import (
    REGULATOR_BREAKS,
    complete_counts,
    places_in_time,
    refuse_breaks,
    require_per,
)
from fsq_lab.ground.language import CourseError
from fsq_lab.statistics.intervals import FEWEST_RESAMPLES
from fsq_lab.statistics.tails import Counts, Reals, at_most

FEWEST_USEFUL = 10
CROSSINGS_CHANCE = 0.05
SIGNAL, NO_SIGNAL = "signal found", "no signal found"
ON = 1e-12  # by which a value may differ from the median and lie on it, as a share of the largest


def run_chart(
    table: pd.DataFrame,
    baseline: tuple[str, str],
    value: str | None = None,
    count: str = "complaints",
    exposure: str = "transactions",
    time: str = "month",
    per: float = 10_000,
    breaks: Sequence[str] = REGULATOR_BREAKS,
) -> pd.DataFrame:
    """Lay values out in order of time around the median of a baseline, and count the runs on one side of it.

    Parameters
    ----------
    table : DataFrame
        One row per period of one unit.
    baseline : tuple of two periods
        First and last period of the median.
    value : str, optional
        A column of numbers, such as mean waits. Without it the values are rates, `count` in `exposure`.
    count, exposure, time : str
        Columns, as for `fsq_lab.complaints.control.u_chart`.
    per : float
        The rates' unit.
    breaks : sequence of str
        Quarters from which counts are defined otherwise; the regulator's by default.

    Returns
    -------
    DataFrame, by period in order of time
        ``value``, ``median``, ``side_of_median`` (1 above, -1 below, 0 on it, which counts for no run), ``run`` (how
        many in a row on this side so far), ``phase`` ("baseline" or "outside"), the ``convention``. What the runs
        say, `run_test` tells.

    Raises
    ------
    CourseError
        For a baseline that is not there, periods that stand there twice or are missing in between, columns or
        numbers that will not do, and counts of more than one definition.

    References
    ----------
    Perla, Provost and Murray (2011), The run chart, *BMJ Quality & Safety* 20, 46-51.

    Examples
    --------
    >>> waits = pd.DataFrame({"month": ["2025-01", "2025-02", "2025-03"], "wait": [4.0, 6.0, 9.0]})
    >>> run_chart(waits, ("2025-01", "2025-02"), value="wait")["side_of_median"].tolist()
    [-1, 1, 1]
    """
    require_per(per)
    if value is None:
        used = complete_counts(table, count, exposure, [time], breaks)
        if (used[exposure] == 0).any():
            unit = used.loc[used[exposure] == 0, time].iloc[0]
            raise CourseError("complaints.base_0", unit=unit, count="0", exposure=exposure)
        used = used.assign(_value=per * used[count] / used[exposure])
        what = f"{count} per {per:,.15g} {exposure}"
    else:
        missing = [name for name in (time, value) if name not in table.columns]
        if missing:
            raise CourseError("complaints.no_column", columns=", ".join(missing))
        refuse_breaks(table, [time], breaks)
        used = table[[time, value]].dropna()
        if used.empty or not pd.api.types.is_numeric_dtype(used[value].dtype):
            raise CourseError("complaints.no_rows", rows=len(table), columns=f"{time}, {value}")
        used, what = used.assign(_value=used[value].astype("float64")), value
    used = _in_order(used, time)
    inside = _baseline(used[time], baseline)
    values = used["_value"].to_numpy(dtype=np.float64)
    median = float(np.median(values[inside]))
    side = np.where(np.abs(values - median) <= ON * np.abs(values).max(), 0, np.sign(values - median)).astype(np.int64)
    result = pd.DataFrame(
        {
            "value": values,
            "median": median,
            "side_of_median": side,
            "run": _lengths(side),
            "phase": np.where(inside, "baseline", "outside"),
            "convention": f"{what}; median of the baseline {baseline[0]} to {baseline[1]} (n = {int(inside.sum())} "
            "periods); points on the median are skipped",
        },
        index=pd.Index(used[time], name=time),
    )
    result.attrs = dict(table.attrs)
    if value is None:
        result.attrs |= {"count": count, "exposure": exposure, "per": per}
    else:
        result.attrs["value"] = value
    return result


def run_test(chart: pd.DataFrame, runs: int = 10_000, seed: int = 1) -> pd.Series:
    r"""Say whether the runs of a run chart are longer, or crossings of the median fewer, than chance would have them.

    Of *n* points off the median, the longest run should not be above :math:`\mathrm{round}(\log_2 n + 3)`, nor
    the crossings below the 5 % quantile of a binomial count of *n* - 1 with the chance one half.

    Parameters
    ----------
    chart : DataFrame
        What `run_chart` returned.
    runs, seed : int
        How many charts of pure chance with the same baseline tell the share of false alarms; at least 100.

    Returns
    -------
    Series
        ``longest_run`` and ``longest_allowed``, ``crossings`` and ``fewest_allowed``, ``note`` ("signal found" or "no
        signal found"), ``n`` (points off the median), ``false_alarm`` (share of charts of pure chance that signal), the
        ``convention``.

    Raises
    ------
    CourseError
        For a table of another kind, fewer than 10 points off the median, and fewer than 100 runs.

    References
    ----------
    Anhøj and Olesen (2014), Run charts revisited: a simulation study of run chart rules for detection of non-random
    variation in health care processes, *PLOS ONE* 9(11), e113825.

    Examples
    --------
    >>> months = [f"2024-{month:02d}" for month in range(1, 13)]
    >>> rising = pd.DataFrame({"month": months, "wait": range(12)})
    >>> run_test(run_chart(rising, (months[0], months[-1]), value="wait"))[["crossings", "note"]].tolist()
    [1, 'signal found']
    """
    missing = [name for name in ("side_of_median", "phase") if name not in chart.columns]
    if missing:
        raise CourseError("complaints.no_column", columns=", ".join(missing))
    if runs < FEWEST_RESAMPLES:
        raise CourseError("servqual.resamples", resamples=runs, fewest=FEWEST_RESAMPLES)
    side = chart["side_of_median"].to_numpy(dtype=np.int64)
    n = int((side != 0).sum())
    if n < FEWEST_USEFUL:
        raise CourseError("complaints.few_useful", n=n, fewest=FEWEST_USEFUL)
    longest, crossings = _told(side[None])
    most, fewest = _allowed(n)
    drawn = np.random.default_rng(seed).standard_normal((runs, len(side)))
    inside = (chart["phase"] == "baseline").to_numpy()
    sides = np.sign(drawn - np.median(drawn[:, inside], axis=1, keepdims=True)).astype(np.int64)
    by_chance, crossed = _told(sides)
    useful = (sides != 0).sum(axis=1)
    bounds = {int(m): _allowed(int(m)) for m in np.unique(useful)}
    alarms = [
        long > bounds[m][0] or few < bounds[m][1] for long, few, m in zip(by_chance, crossed, useful, strict=True)
    ]
    return pd.Series(
        {
            "longest_run": int(longest[0]),
            "longest_allowed": most,
            "crossings": int(crossings[0]),
            "fewest_allowed": fewest,
            "note": SIGNAL if longest[0] > most or crossings[0] < fewest else NO_SIGNAL,
            "n": n,
            "false_alarm": float(np.mean(alarms)),
            "convention": f"Anhøj and Olesen's limits for the longest run and the crossings of the median; false "
            f"alarms: {runs} runs of pure chance with the same baseline, seed {seed}",
        },
        dtype=object,
    )


def _in_order(used: pd.DataFrame, time: str) -> pd.DataFrame:
    if used[time].duplicated().any():
        raise CourseError("complaints.twice", unit=used.loc[used[time].duplicated(), time].iloc[0])
    place = places_in_time(used[time].tolist())
    used = used.assign(_place=place).sort_values("_place").reset_index(drop=True)
    gaps = np.flatnonzero(np.diff(used["_place"]) > 1)
    if len(gaps):
        raise CourseError("complaints.missing_periods", before=used[time].iloc[gaps[0]])
    return used


def _baseline(periods: pd.Series, baseline: tuple[str, str]) -> "np.ndarray":
    known = periods.tolist()
    if isinstance(baseline, str) or len(baseline) != 2 or not set(baseline) <= set(known):
        raise CourseError("complaints.baseline", baseline=baseline, first=known[0], last=known[-1])
    first, last = (known.index(end) for end in baseline)
    if first > last:
        raise CourseError("complaints.baseline", baseline=baseline, first=known[0], last=known[-1])
    if first == last:
        raise CourseError("complaints.short_baseline", period=known[first])
    place = np.arange(len(known))
    return (first <= place) & (place <= last)


def _lengths(side: Counts) -> Counts:
    """Return how many in a row lie on each point's side so far; points on the median are skipped.

    >>> _lengths(np.array([1, 1, 0, 1, -1, -1])).tolist()
    [1, 2, 0, 3, 1, 2]
    """
    found, last, length = np.zeros(len(side), dtype=np.int64), 0, 0
    for place, own in enumerate(side.tolist()):
        if own:
            length = length + 1 if own == last else 1
            last, found[place] = own, length
    return found


def _told(sides: Counts) -> tuple[Counts, Counts]:
    """Return each run's longest stretch on one side of the median, and how often it crosses it."""
    longest = np.zeros(len(sides), dtype=np.int64)
    crossings, length, last = (np.zeros(len(sides), dtype=np.int64) for _ in range(3))
    for own in sides.T:
        off = own != 0
        crossed = off & (last != 0) & (own != last)
        length = np.where(off, np.where(own == last, length + 1, 1), length)
        crossings += crossed
        last = np.where(off, own, last)
        longest = np.maximum(longest, length)
    return longest, crossings


def _allowed(n: int) -> tuple[int, int]:
    """Return the longest run and the fewest crossings that chance may show among so many points off the median.

    >>> _allowed(24), _allowed(10)
    ((8, 8), (6, 2))
    """
    tails: Reals = at_most(np.arange(n), (n - 1) / 2, n - 1)
    return round(log2(n) + 3), int(np.argmax(tails >= CROSSINGS_CHANCE))
