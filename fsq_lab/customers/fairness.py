"""Does a rule favour one group? Shares side by side, their ratio with its interval, and a named convention for it."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from fsq_lab.customers.table_checks import require, require_confidence, zero_or_one
from fsq_lab.ground.language import CourseError
from fsq_lab.statistics.intervals import proportion

FOUR_FIFTHS = 0.8
REFERENCE, BELOW, NOT_BELOW, CANNOT_TELL = "reference", "below the bound", "not below the bound", "cannot tell"
NOBODY = "no ratio: nobody of the reference is favoured"
_STEPS = 200
_WIDEST = 60.0  # of the logarithm of a ratio


def audit(
    table: pd.DataFrame,
    favoured: str,
    by: str,
    reference: str | None = None,
    bound: float = FOUR_FIFTHS,
    confidence: float = 0.95,
) -> pd.DataFrame:
    r"""Compare how often a rule favours each group, as a ratio to one group, with an interval.

    The interval of the ratio :math:`\theta = p/p_0` holds the values that a score test does not reject,

    .. math:: \frac{|\hat p - \theta \hat p_0|}
              {\sqrt{\tilde p (1 - \tilde p) / n + \theta^2 \tilde p_0 (1 - \tilde p_0) / n_0}} \le z

    with :math:`\tilde p = \theta \tilde p_0` the likeliest shares under that ratio. It has a width where a count is 0
    or everybody.

    Parameters
    ----------
    table : DataFrame, one row per customer
        Rows without a group or an outcome are left out and counted.
    favoured : str
        A column of 1 and 0 (or true and false): has what the rule gives, such as a counter, a manager, a call back.
    by : str
        The column of groups, such as ``age_band``.
    reference : str, optional
        The group that the others are held against; by default the one with the highest share, as the four-fifths rule
        does. That group was chosen for being highest: name one before you look where you can.
    bound : float
        The ratio below which it counts: 0.8 is the "four-fifths rule" of the US guidelines of 1978 on choosing
        employees, a convention, not Chinese law and not proof of discrimination.
    confidence : float
        Level of the intervals; each comparison by itself.

    Returns
    -------
    DataFrame, one row per group, in the order of their names
        ``count`` favoured of ``n``, ``share`` with ``low`` and ``high`` (Wilson), ``ratio`` with ``ratio_low`` and
        ``ratio_high``, ``note`` ("reference"; "below the bound" where the whole interval is; "not below the bound"
        where none of it is; else "cannot tell"), ``n_incomplete``, ``convention``.

    Raises
    ------
    CourseError
        For columns that are not there, an outcome other than 0 and 1, fewer than two groups, an unknown reference, a
        bound outside 0 to 1, and where the rule favours nobody of the reference.

    Notes
    -----
    Formula (EEOC 1978): ``theta = p / p_0``

    References
    ----------
    Equal Employment Opportunity Commission and others (1978), Uniform guidelines on employee selection procedures,
    29 CFR 1607.4 D; Koopman (1984), Confidence intervals for the ratio of two binomial proportions, *Biometrics* 40,
    513-517; Miettinen and Nurminen (1985), Comparative analysis of two rates, *Statistics in Medicine* 4, 213-226.

    Examples
    --------
    >>> own = pd.DataFrame({"age_band": ["18-59"] * 100 + ["60+"] * 100, "counter": [1] * 60 + [0] * 40 + [1] * 30
    ...                     + [0] * 70})
    >>> audit(own, "counter", by="age_band")[["ratio", "note"]].values.tolist()
    [[1.0, 'reference'], [0.5, 'below the bound']]
    """
    require(table, [favoured, by])
    require_confidence(confidence)
    if not 0 < bound <= 1:
        raise CourseError("customers.bound", bound=bound)
    outcome = zero_or_one(table[favoured], favoured)
    kept = outcome.notna() & table[by].notna()
    groups = outcome[kept].groupby(table.loc[kept, by].astype(object))
    counts = {name: (int(own.sum()), len(own)) for name, own in groups}
    if len(counts) < 2:
        raise CourseError("customers.one_group", column=by, n=int(kept.sum()))
    if reference is not None and reference not in counts:
        raise CourseError("customers.unknown_group", group=reference, known=", ".join(map(str, counts)))
    base = reference if reference is not None else max(counts, key=lambda name: counts[name][0] / counts[name][1])
    if counts[base][0] == 0:
        raise CourseError("customers.nobody_favoured", group=base, n=counts[base][1])
    chosen = "named" if reference is not None else "the highest share"
    rows = {}
    for name, (count, n) in counts.items():
        own = proportion(count, n, confidence=confidence)
        row: dict[str, object] = {"count": count, "n": n, **{end: own[end] for end in ("share", "low", "high")}}
        if name == base:
            row |= {"ratio": 1.0, "ratio_low": np.nan, "ratio_high": np.nan, "note": REFERENCE}
        else:
            low, high = ratio_interval(count, n, *counts[base], confidence=confidence)
            ratio = count / n / (counts[base][0] / counts[base][1])
            note = BELOW if high < bound else NOT_BELOW if low >= bound else CANNOT_TELL
            row |= {"ratio": ratio, "ratio_low": low, "ratio_high": high, "note": note}
        row["n_incomplete"] = int((~kept).sum())
        row["convention"] = (
            f"share: {own['convention']}; ratio to {base} ({chosen}): {100 * confidence:.6g}% score interval "
            f"(Koopman 1984); bound {bound:g}"
            + (" (four-fifths rule, US guidelines of 1978: a convention)" if bound == FOUR_FIFTHS else "")
        )
        rows[name] = row
    result = pd.DataFrame.from_dict(rows, orient="index")
    result.index.name = by
    result.attrs = {**table.attrs, "favoured": favoured, "by": by, "bound": bound, "confidence": confidence,
                    "reference": str(base)}  # fmt: skip
    return result


def covered(table: pd.DataFrame, favoured: str, value: str) -> pd.Series:
    """Return what a rule covers: the share of the customers whom it favours, and of the value that is theirs.

    Covered is not retained: who is not covered need not leave, and who is need not stay.

    Parameters
    ----------
    table : DataFrame, one row per customer
        Rows without an outcome or a value are left out and counted.
    favoured : str
        A column of 1 and 0, or true and false.
    value : str
        A column of 0 or more, such as the balance.

    Returns
    -------
    Series
        ``share`` of the customers, ``value_share`` of the value, ``count`` of ``n``, ``n_incomplete``, ``convention``.

    Raises
    ------
    CourseError
        For columns that are not there, values below 0 or that add up to 0.

    Examples
    --------
    >>> own = pd.DataFrame({"counter": [1, 0, 0], "balance": [70, 20, 10]})
    >>> covered(own, "counter", "balance")["value_share"]
    0.7
    """
    require(table, [favoured, value], [value])
    outcome = zero_or_one(table[favoured], favoured)
    worth = table[value].astype("float64")
    there = outcome.notna() & worth.notna()
    if (below := worth < 0).any():
        raise CourseError("customers.negative", column=value, count=int(below.sum()), value=f"{worth[below].iloc[0]:g}")
    total = float(worth[there].sum())
    if total <= 0:
        raise CourseError("customers.no_assets")
    return pd.Series(
        {
            "share": float(outcome[there].mean()),
            "value_share": float((worth * outcome)[there].sum()) / total,
            "count": int(outcome[there].sum()),
            "n": int(there.sum()),
            "n_incomplete": int((~there).sum()),
            "convention": f"{favoured} = 1; share of the sum of {value}",
        },
        dtype=object,
    )


def ratio_interval(count: int, n: int, other_count: int, other_n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return the score interval of a ratio of two shares, the first to the second.

    Parameters
    ----------
    count, n, other_count, other_n : int
        How many of how many; the second count above 0.
    confidence : float

    Returns
    -------
    tuple of float
        From 0 upwards.

    Examples
    --------
    >>> [round(end, 3) for end in ratio_interval(30, 100, 60, 100)]
    [0.353, 0.695]
    """
    require_confidence(confidence)
    if not (0 <= count <= n and 0 < other_count <= other_n):
        raise CourseError("customers.no_ratio", count=count, n=n, other_count=other_count, other_n=other_n)
    from statistics import NormalDist

    limit = NormalDist().inv_cdf((1 + confidence) / 2)

    def beyond(logarithm: float) -> float:
        return _score(count, n, other_count, other_n, float(np.exp(logarithm))) - limit

    share, other = count / n, other_count / other_n
    middle = np.log(share / other) if count else -_WIDEST
    low = 0.0 if count == 0 else float(np.exp(_root(lambda at: -beyond(at), -_WIDEST, float(middle))))
    high = float(np.exp(_root(beyond, float(middle), _WIDEST)))
    return low, high


def _score(count: int, n: int, other_count: int, other_n: int, ratio: float) -> float:
    """Return the absolute score statistic of a ratio of shares."""
    a = (n + other_n) * ratio
    b = -(n * ratio + count + other_n + other_count * ratio)
    c = count + other_count
    other = (-b - np.sqrt(max(b * b - 4 * a * c, 0.0))) / (2 * a)
    share = min(ratio * other, 1.0)
    variance = share * (1 - share) / n + ratio**2 * other * (1 - other) / other_n
    apart = abs(count / n - ratio * other_count / other_n)
    if apart < 1e-15:
        return 0.0
    return float(apart / np.sqrt(variance)) if variance > 0 else np.inf


def _root(rising: Callable[[float], float], low: float, high: float) -> float:
    """Return where a function turns from below 0 to above: of `rising` from low to high, by halving."""
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if rising(middle) > 0:
            high = middle
        else:
            low = middle
    return (low + high) / 2
