"""Did the calls work? Balances of those called beside those of a half that was held back by chance."""

import numpy as np
import pandas as pd

from fsq_lab.customers.table_checks import one_world, require, require_confidence
from fsq_lab.ground.language import CourseError
from fsq_lab.statistics.intervals import mean_with_interval

CALLED, HELD_BACK = "called", "held_back"
LEFT, NOTHING = "no balance afterwards: left", "balance 0: no ratio"
BEFORE_AFTER = "before and after: no control"
WITHOUT = "without a call"
SHOWN, FELL, OPEN = "effect shown", "negative effect shown", "no effect shown"


def rises(
    contacts: pd.DataFrame,
    balances: pd.DataFrame,
    before: str = "2024-11",
    after: str = "2025-02",
    purpose: str = "balance_campaign",
) -> pd.DataFrame:
    """Gather for everybody chosen for a campaign whether called or held back, and how the balance moved.

    The arm is what was drawn, whatever came of the call: who did not answer stays with those called (intention to
    treat), since answering is not drawn.

    Parameters
    ----------
    contacts : DataFrame
        One row per contact with ``customer``, ``purpose`` and ``result``; "held_back" are those not called.
    balances : DataFrame
        ``customer``, ``month``, ``balance``.
    before, after : str
        Months whose balances are compared.
    purpose : str
        Which contacts make the campaign.

    Returns
    -------
    DataFrame, one row per customer chosen
        ``arm`` ("called", "held_back"), ``before``, ``after`` (yuan), ``ln_ratio`` (logarithm of after to before),
        ``note`` (why there is none), ``convention``.

    Raises
    ------
    CourseError
        For columns that are not there, a purpose without contacts, a customer chosen twice, an empty arm, months
        without balances, tables of different draws of the bank.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> rises(load("contacts"), load("balances"))["arm"].value_counts().to_dict()
    {'held_back': 192, 'called': 159}
    """
    require(contacts, ["customer", "purpose", "result"])
    require(balances, ["customer", "month", "balance"], ["balance"])
    one_world(contacts, balances)
    own = contacts[contacts["purpose"] == purpose]
    if own.empty:
        known = ", ".join(map(str, contacts["purpose"].drop_duplicates()))
        raise CourseError("customers.no_campaign", purpose=purpose, known=known)
    if own["customer"].duplicated().any():
        raise CourseError("customers.twice", customer=own["customer"][own["customer"].duplicated()].iloc[0])
    arm = pd.Series(np.where(own["result"] == HELD_BACK, HELD_BACK, CALLED), own["customer"].to_numpy(), dtype="str")
    if arm.nunique() < 2:
        raise CourseError("customers.no_control", arm=arm.iloc[0])
    columns = {}
    for name, month in (("before", before), ("after", after)):
        then = balances[balances["month"] == month]
        if then.empty:
            raise CourseError("customers.no_month", month=month)
        columns[name] = then.set_index("customer")["balance"].reindex(arm.index).to_numpy(dtype="float64")
    start, end = columns["before"], columns["after"]
    there, positive = ~np.isnan(start) & ~np.isnan(end), (start > 0) & (end > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(there & positive, np.log(end / start), np.nan)
    result = pd.DataFrame(
        {"arm": arm.to_numpy(), **columns, "ln_ratio": ratio}, index=pd.Index(arm.index, name="customer")
    )
    result["note"] = np.where(~there, LEFT, np.where(positive, "", NOTHING))
    result["convention"] = f"ln(balance {after} / balance {before}); arms as drawn, whether or not reached"
    result.attrs = dict(contacts.attrs)
    return result


def effect(table: pd.DataFrame, confidence: float = 0.95) -> pd.DataFrame:
    r"""Estimate what calling did: the mean logarithm of the ratio in either arm, and their difference.

    Ratios are compared as logarithms, since a mean of percentages is too high: halved and doubled again is no gain, and
    yet − 50 % and + 100 % average to + 25 %. A mean logarithm *m* stands for a factor of :math:`e^m`. The difference
    has Welch's interval.

    Parameters
    ----------
    table : DataFrame
        What `rises` returned: ``arm`` and ``ln_ratio``; customers without a ratio are counted as lost.
    confidence : float

    Returns
    -------
    DataFrame with the rows ``called``, ``held_back`` and ``difference``
        ``mean`` (of the logarithms), ``low``, ``high``; ``percent``, ``percent_low``, ``percent_high``, the same as a
        change in per cent; ``mean_of_percentages`` (too high, for comparison); ``n``, ``n_lost``, ``note`` (of those
        called alone "before and after: no control"; of the difference "effect shown", "negative effect shown" or "no
        effect shown"), ``convention``.

    Raises
    ------
    CourseError
        For columns that are not there, an arm with fewer than two ratios, ratios that are all equal.

    Notes
    -----
    Formula (Welch 1947): ``d = m_1 - m_0; 100 * (e^d - 1)``

    References
    ----------
    Welch (1947), The generalization of Student's problem when several different population variances are involved,
    *Biometrika* 34, 28-35; Jensen (1906) on means of curves, *Acta Mathematica* 30, 175-193.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> effect(rises(load("contacts"), load("balances")))[["percent", "note"]].round(1).values.tolist()
    [[10.6, 'before and after: no control'], [12.2, 'without a call'], [-1.4, 'no effect shown']]
    """
    from scipy.special import stdtrit

    require(table, ["arm", "ln_ratio"], ["ln_ratio"])
    require_confidence(confidence)
    rows: dict[str, dict[str, object]] = {}
    spread: dict[str, tuple[float, int]] = {}
    for arm, note in ((CALLED, BEFORE_AFTER), (HELD_BACK, WITHOUT)):
        every = table.loc[table["arm"] == arm, "ln_ratio"]
        own = every.dropna().to_numpy(dtype="float64")
        if len(own) < 2:
            raise CourseError("customers.few_in_arm", arm=arm, n=len(own))
        found = mean_with_interval(own, confidence, of="ratios")
        if np.isnan(found.low):
            raise CourseError("customers.equal_ratios", arm=arm, n=len(own))
        spread[arm] = (found.sd**2 / len(own), len(own))
        rows[arm] = {
            **_percents(found.mean, found.low, found.high),
            "mean_of_percentages": float(100 * (np.exp(own) - 1).mean()),
            "n": len(own),
            "n_lost": len(every) - len(own),
            "note": note,
            "convention": f"mean of ln ratios, {found.interval}",
        }
    (one, n), (other, m) = spread[CALLED], spread[HELD_BACK]
    free = (one + other) ** 2 / (one**2 / (n - 1) + other**2 / (m - 1))
    half = float(stdtrit(free, (1 + confidence) / 2)) * (one + other) ** 0.5
    apart = float(str(rows[CALLED]["mean"])) - float(str(rows[HELD_BACK]["mean"]))
    note = SHOWN if apart - half > 0 else FELL if apart + half < 0 else OPEN
    rows["difference"] = {
        **_percents(apart, apart - half, apart + half),
        "mean_of_percentages": np.nan,
        "n": n + m,
        "n_lost": int(str(rows[CALLED]["n_lost"])) + int(str(rows[HELD_BACK]["n_lost"])),
        "note": note,
        "convention": f"difference of mean ln ratios, {100 * confidence:.6g}% Welch t interval, df {free:.1f}",
    }
    result = pd.DataFrame.from_dict(rows, orient="index").rename_axis("arm")
    result.attrs = {**table.attrs, "confidence": confidence}
    return result


def _percents(mean: float, low: float, high: float) -> dict[str, object]:
    ends = {"": mean, "_low": low, "_high": high}
    percents = {f"percent{end}": float(100 * np.expm1(value)) for end, value in ends.items()}
    return {"mean": mean, "low": low, "high": high, **percents}
