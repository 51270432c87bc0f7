"""Is a customer more satisfied after a failure than before it? The recovery paradox, with those who left counted."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from fsq_lab.complaints.changes import Follow, after_the_failure, clear, follow, same_sign, sign_test
from fsq_lab.complaints.changes import steps as steps
from fsq_lab.ground.language import CourseError
from fsq_lab.statistics.intervals import mean_with_interval, proportion, share_difference
from fsq_lab.statistics.tails import Reals

BEFORE, AT_FAILURE = "before", "at_failure"
ANSWERED = "answered"
RULES: Mapping[str, str] = {
    ANSWERED: "those who answered alone: leavers and silent stayers left out",
    "A1": "leavers enter with their last score, at the failure; silent stayers left out",
    "A2": "the change of leavers that is needed for a mean of 0; silent stayers left out",
    "A3": "leavers and silent stayers enter as unchanged: the assumption under which a paradox stays",
    "A4": "leavers count as worse, by how much is not said: signs alone; silent stayers left out",
    "A5": "as A1, and silent stayers enter as unchanged",
}
PARADOX, REVERSED, NOT_SHOWN = "better than before", "worse than before", "no change shown"
WRONG, REGRESSION, LOST, ASSUMED = (
    "wrong baseline",
    "regression to the mean possible",
    "leavers left out",
    "by assumption",
)
ALL_EQUAL = "no t: all changes are equal"
FEWEST = 2


@dataclass(frozen=True)
class _Entered:
    """The changes that a rule lets enter; those of leavers are known in sign alone under A4, and sought under A2."""

    changes: Reals
    worse: int


def paradox(
    log: pd.DataFrame,
    baseline: str,
    rule: str,
    before: str = "before",
    at_failure: str = "at_failure",
    after: str = "after",
    left: str = "left_6m",
    confidence: float = 0.95,
) -> pd.Series:
    r"""Test whether satisfaction after recovery differs from the baseline, pair by pair, by a named rule for leavers.

    With the changes :math:`d_i` that the rule lets enter,

    .. math:: t = \frac{\bar d}{s_d / \sqrt n}

    and beside it an exact sign test in which ties count: half of them to either side, so that many who did not change
    make it harder to find a change.

    Parameters
    ----------
    log : DataFrame
        One row per complaint.
    baseline : {"before", "at_failure"}
        Named, as everything hangs on it. The paradox is a claim about `before`, the score of an earlier survey; from
        the score at the failure everybody who is recovered at all has risen, and the result says "wrong baseline".
    rule : {"answered", "A1", "A2", "A3", "A4", "A5"}
        Named, as leavers have no score after. "answered": those who answered alone. A1: leavers enter with their last
        score. A2: as "answered", with ``break_even``, the mean change of leavers at which all would come to 0. A3:
        leavers and silent stayers unchanged. A4: leavers count as worse, by signs alone. A5: A1, and silent stayers
        unchanged.
    before, at_failure, after, left : str
        Columns of scores, and of who left (1) or stayed (0); where that is not yet known the row is left out and
        counted.
    confidence : float
        Level of the interval, between 0 and 1.

    Returns
    -------
    Series
        ``mean_change`` with ``sd``, ``low``, ``high``, ``t_value`` and ``p_value`` (missing under A4, and where all
        changes are equal), ``better``, ``worse``, ``ties``, ``sign_p`` (exact, ties halved), ``sign_p_without_ties``,
        ``n`` (changes that enter), ``n_answered``, ``n_leavers``, ``n_silent``, ``n_lost`` (followed up but not
        entered), ``n_unknown`` (left or stayed not yet known, or a score missing), ``baseline_correlation`` (of
        baseline and change, among those who answered), ``oldham_correlation`` (of the change with the mean of both,
        Oldham's, free of that coupling), ``break_even``, ``note`` ("better than before", "worse than before" or "no
        change shown", or "no t: all changes are equal"; with ", wrong baseline", ", leavers left out" or
        ", by assumption" where that holds), ``warning`` ("regression to the mean possible" where the first correlation
        is below 0 beyond chance), ``rule``, ``baseline``, ``convention``.

    Raises
    ------
    CourseError
        For an unknown rule or baseline, columns that are not there or hold no numbers, a score after of somebody who
        left, fewer than two changes.

    Notes
    -----
    Formula: ``t = m / (s / sqrt(n))``

    A correlation of baseline and change is below 0 by noise alone: who scored too high by chance falls back. It warns
    where complainants were chosen by their baseline, and proves nothing by itself.

    References
    ----------
    McCollough, Berry and Yadav (2000), An empirical investigation of customer satisfaction after service failure and
    recovery, *Journal of Service Research* 3(2), 121-137; de Matos, Henrique and Rossi (2007), Service recovery
    paradox: a meta-analysis, *Journal of Service Research* 10(1), 60-77; Michel and Meuter (2008), The service
    recovery paradox: true but overrated? *International Journal of Service Industry Management* 19(4), 441-457; Oldham
    (1962), A note on the analysis of repeated measurements of the same subjects, *Journal of Chronic Diseases* 15,
    969-977, on baseline and change.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> log = load("complaints_log")
    >>> paradox(log, baseline="before", rule="answered")["note"]
    'better than before, leavers left out'
    >>> paradox(log, baseline="before", rule="A1")["note"]
    'worse than before'
    """
    if rule not in RULES:
        raise CourseError("recovery.unknown_rule", rule=rule, known=", ".join(RULES))
    if baseline not in (BEFORE, AT_FAILURE):
        raise CourseError("recovery.unknown_baseline", baseline=baseline, known=f'"{BEFORE}", "{AT_FAILURE}"')
    found = follow(log, before, at_failure, after, left)
    start = found.before if baseline == BEFORE else found.at_failure
    own = _entered(found, start, rule)
    if len(own.changes) + own.worse < FEWEST:
        raise CourseError("recovery.few", n=len(own.changes) + own.worse, fewest=FEWEST)
    signs = sign_test(own.changes, own.worse)
    row: dict[str, object] = {**_student(own, confidence), **signs}
    coupled, oldham = after_the_failure(start[found.answered], found.after[found.answered])
    entered = len(own.changes) + own.worse
    row |= {
        "n": entered,
        "n_answered": int(found.answered.sum()),
        "n_leavers": int(found.leavers.sum()),
        "n_silent": int(found.silent.sum()),
        "n_lost": len(found.before) - entered,
        "n_unknown": found.unknown,
        "baseline_correlation": coupled,
        "oldham_correlation": oldham,
        "break_even": _break_even(found, start),
        "note": _note(row, own, rule, baseline, confidence),
        "warning": REGRESSION if clear(coupled, int(found.answered.sum()), confidence) else "",
        "rule": rule,
        "baseline": baseline,
        "convention": f"{rule}: {RULES[rule]}; change = {after} - {before if baseline == BEFORE else at_failure}, "
        f"paired; {100 * confidence:.6g}% t interval; sign test exact, ties half to either side",
    }
    return pd.Series(row, dtype=object)


def by_rule(
    log: pd.DataFrame,
    before: str = "before",
    at_failure: str = "at_failure",
    after: str = "after",
    left: str = "left_6m",
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Show the paradox under every rule for leavers, and from the wrong baseline as a warning.

    Parameters
    ----------
    log, before, at_failure, after, left, confidence
        As for `paradox`.

    Returns
    -------
    DataFrame, one row per rule and one ``wrong_baseline``
        Columns as from `paradox`.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> by_rule(load("complaints_log"))["mean_change"].astype(float).round(2).dropna().to_dict()
    {'answered': 0.3, 'A1': -0.32, 'A2': 0.3, 'A3': 0.13, 'A5': -0.2, 'wrong_baseline': 1.77}
    """
    columns = {"before": before, "at_failure": at_failure, "after": after, "left": left, "confidence": confidence}
    rows = {rule: paradox(log, BEFORE, rule, **columns) for rule in RULES}  # type: ignore[arg-type]
    rows["wrong_baseline"] = paradox(log, AT_FAILURE, ANSWERED, **columns)  # type: ignore[arg-type]
    result = pd.DataFrame(rows).T.drop(columns="rule").rename_axis("rule").infer_objects()
    result.attrs = dict(log.attrs)
    return result


def break_even(
    log: pd.DataFrame,
    before: str = "before",
    at_failure: str = "at_failure",
    after: str = "after",
    left: str = "left_6m",
    confidence: float = 0.95,
) -> pd.Series:
    r"""Return the mean change of leavers at which all, leavers included, come out unchanged (rule A2).

    .. math:: c = -\frac{n_a \bar d_a}{n_l}

    with *a* those who answered and *l* the leavers. Whoever believes that leavers fell by more than this must believe
    that complainants are worse off, and need not say by how much.

    Parameters
    ----------
    log, before, at_failure, after, left, confidence
        As for `paradox`.

    Returns
    -------
    Series
        ``break_even`` with ``low`` and ``high`` (from the interval of those who answered, the number of leavers taken
        as it is), ``last_known`` (the mean change of leavers up to the failure, their last score),
        ``break_even_share`` (the share of leavers among both at which the mean is 0, if leavers enter with their last
        score; missing where those who answered are not better, or leavers not worse), ``share_left``, ``n_answered``,
        ``n_leavers``, ``convention``.

    Raises
    ------
    CourseError
        As for `paradox`, and where nobody left.

    Notes
    -----
    Formula: ``c = -n_a * m_a / n_l``

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> round(break_even(load("complaints_log"))["break_even"], 2)
    -0.61
    """
    found = follow(log, before, at_failure, after, left)
    answered, leavers = int(found.answered.sum()), int(found.leavers.sum())
    if leavers == 0:
        raise CourseError("recovery.nobody_left", column=left)
    if answered < FEWEST:
        raise CourseError("recovery.few", n=answered, fewest=FEWEST)
    changes = (found.after - found.before)[found.answered]
    own = mean_with_interval(changes, confidence, "changes")
    fall = float((found.at_failure - found.before)[found.leavers].mean())
    scale = -answered / leavers
    reached = own.mean > 0 > fall
    return pd.Series(
        {
            "break_even": scale * own.mean,
            "low": scale * own.high,
            "high": scale * own.low,
            "last_known": fall,
            "break_even_share": own.mean / (own.mean - fall) if reached else np.nan,
            "share_left": leavers / (answered + leavers),
            "n_answered": answered,
            "n_leavers": leavers,
            "convention": f"A2: {RULES['A2']}; bounds from the {own.interval} of those who answered",
        },
        dtype=object,
    )


def came_back(
    log: pd.DataFrame,
    quick: int = 3,
    received: str = "received",
    decided: str = "decided",
    back: str = "back_90d",
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Compare how many come back about the same matter: decided within so many days, and later.

    Parameters
    ----------
    log : DataFrame
        One row per complaint.
    quick : int
        Calendar days from receipt to decision that count as quick.
    received, decided : str
        Columns of dates.
    back : str
        A column of 1 (came back), 0, or missing: not yet known.
    confidence : float
        Level of the intervals.

    Returns
    -------
    DataFrame with the rows ``quick``, ``slower`` and ``difference``
        ``share`` (in the last row the first less the second), ``low``, ``high`` (Wilson; Agresti-Caffo), ``n``,
        ``n_lost``, ``note`` of the difference ("higher", "lower" or "cannot tell"), ``convention``. Quickness is not
        an experiment: what is decided quickly may be other complaints.

    Raises
    ------
    CourseError
        For columns that are not there, what is no date, a value other than 0 and 1, and an empty group.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> came_back(load("complaints_log"))["share"].astype(float).round(2).to_dict()
    {'quick': 0.37, 'slower': 0.16, 'difference': 0.21}
    """
    missing = [name for name in (received, decided, back) if name not in log.columns]
    if missing:
        raise CourseError("complaints.no_column", columns=", ".join(missing))
    dates = {name: pd.to_datetime(log[name], errors="coerce") for name in (received, decided)}
    for name, read in dates.items():
        bad = read.isna() & log[name].notna()
        if bad.any():
            raise CourseError("complaints.no_date", column=name, count=int(bad.sum()), row=log.index[bad][0])
    taken = (dates[decided] - dates[received]).dt.days
    known = log[back].notna() & taken.notna()
    odd = log[back].notna() & ~log[back].isin([0, 1])
    if odd.any():
        raise CourseError("recovery.not_0_1", column=back, row=log.index[odd][0], value=log[back][odd].iloc[0])
    groups = {"quick": taken <= quick, "slower": taken > quick}
    counts = {name: (int(log.loc[known & who, back].sum()), int((known & who).sum())) for name, who in groups.items()}
    if empty := [name for name, (_, n) in counts.items() if n == 0]:
        raise CourseError("recovery.empty_group", group=empty[0], days=quick)
    rows: dict[str, dict[str, object]] = {}
    for name, who in groups.items():
        own = proportion(*counts[name], confidence=confidence)
        lost = int((who & ~known).sum())
        rows[name] = {**{key: own[key] for key in ("share", "low", "high", "n")}, "n_lost": lost, "note": ""}
    found = share_difference(*counts["quick"], *counts["slower"], method="agresti-caffo", confidence=confidence)
    note = "higher" if found["low"] > 0 else "lower" if found["high"] < 0 else "cannot tell"
    rows["difference"] = {
        "share": found["share_difference"], "low": found["low"], "high": found["high"],
        "n": counts["quick"][1] + counts["slower"][1], "n_lost": int((~known).sum()), "note": note,
    }  # fmt: skip
    result = pd.DataFrame.from_dict(rows, orient="index")
    level = f"{100 * confidence:.6g}%"
    result["convention"] = (
        f"{back}; quick: decided within {quick} calendar days; {level} Wilson, difference {level} Agresti-Caffo"
    )
    result.attrs = dict(log.attrs)
    return result


def _entered(found: Follow, start: Reals, rule: str) -> _Entered:
    """Return the changes that a rule lets enter, and how many more enter as worse."""
    answered = (found.after - start)[found.answered]
    if rule in (ANSWERED, "A2"):
        return _Entered(answered, 0)
    if rule == "A4":
        return _Entered(answered, int(found.leavers.sum()))
    if rule == "A3":
        return _Entered(np.concatenate([answered, np.zeros(int((found.leavers | found.silent).sum()))]), 0)
    changes = np.concatenate([answered, (found.at_failure - start)[found.leavers]])
    if rule == "A5":
        changes = np.concatenate([changes, np.zeros(int(found.silent.sum()))])
    return _Entered(changes, 0)


def _student(own: _Entered, confidence: float) -> dict[str, object]:
    """Return mean, interval, t and p; nothing but the mean where all changes are equal, nothing where signs alone."""
    from scipy.special import stdtr

    empty: dict[str, object] = dict.fromkeys(["mean_change", "sd", "low", "high", "t_value", "p_value"], np.nan)
    if own.worse:
        return empty
    found = mean_with_interval(own.changes, confidence, "changes")
    row = {**empty, "mean_change": found.mean, "sd": found.sd, "low": found.low, "high": found.high}
    if not np.isnan(found.low):
        n = len(own.changes)
        t = found.mean / (found.sd / n**0.5)
        row |= {"t_value": float(t), "p_value": float(2 * stdtr(n - 1, -abs(t)))}
    return row


def _break_even(found: Follow, start: Reals) -> float:
    leavers = int(found.leavers.sum())
    return float(-(found.after - start)[found.answered].sum() / leavers) if leavers else float("nan")


def _note(row: Mapping[str, object], own: _Entered, rule: str, baseline: str, confidence: float) -> str:
    """Return the verdict, and what must be known with it."""
    if own.worse:
        verdict = same_sign(row, confidence, PARADOX, REVERSED, NOT_SHOWN)
    elif np.isnan(float(str(row["low"]))):
        verdict = ALL_EQUAL
    else:
        low, high = float(str(row["low"])), float(str(row["high"]))
        verdict = PARADOX if low > 0 else REVERSED if high < 0 else NOT_SHOWN
    if baseline == AT_FAILURE:
        return f"{verdict}, {WRONG}"
    added = {ANSWERED: LOST, "A2": LOST, "A3": ASSUMED}.get(rule)
    return f"{verdict}, {added}" if added else verdict
