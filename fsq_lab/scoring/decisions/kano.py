"""Kano's model: which features please, which are expected, which nobody would miss; with ties and intervals."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from fsq_lab.ground.language import CourseError
from fsq_lab.statistics.intervals import proportion

CLASSES = ("A", "O", "M", "I", "R", "Q")
"""Attractive, one-dimensional, must-be, indifferent, reverse, questionable."""
PRECEDENCE = ("M", "O", "A", "I", "R", "Q")
"""Which of tied classes comes first where one must be acted on: what angers before what pleases."""
FONG = 1.65  # the normal quantile of Fong's test, 90 % of both sides
UNDECIDED = "undecided"
# Rows: how it is if the feature is there (1 like ... 5 dislike); columns: if it is not.
EVALUATION = ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")


def classify(functional: pd.Series, dysfunctional: pd.Series) -> pd.Series:
    """Read each pair of answers in Kano's table.

    Parameters
    ----------
    functional, dysfunctional : Series
        Answers with the feature there, and not there: 1 like, 2 must be so, 3 neutral, 4 can live with it, 5 dislike;
        missing where there is none.

    Returns
    -------
    Series of str
        One of A, O, M, I, R, Q; missing where an answer is missing.

    Raises
    ------
    CourseError
        For any other answer.

    References
    ----------
    Kano, Seraku, Takahashi and Tsuji (1984), *Hinshitsu* 14(2), 39-48; the table as in Berger et al. (1993), *Center
    for Quality Management Journal* 2(4), 3-36.

    Examples
    --------
    >>> classify(pd.Series([1, 1, 3, 2]), pd.Series([3, 5, 5, 3])).tolist()
    ['A', 'O', 'M', 'I']
    """
    pairs = pd.DataFrame({"functional": functional, "dysfunctional": dysfunctional})
    for name, column in pairs.items():
        odd = column.notna() & ~column.isin([1, 2, 3, 4, 5])
        if odd.any():
            raise CourseError("decisions.off_kano", column=name, value=column[odd].iloc[0], row=pairs.index[odd][0])
    known = pairs.notna().all(axis="columns")
    letters = [
        EVALUATION[int(there) - 1][int(gone) - 1] if both else None
        for there, gone, both in zip(pairs["functional"], pairs["dysfunctional"], known, strict=True)
    ]
    return pd.Series(letters, index=pairs.index, name="class", dtype="object")


def counts(
    table: pd.DataFrame,
    by: str | Sequence[str] = "feature",
    functional: str = "functional",
    dysfunctional: str = "dysfunctional",
) -> pd.DataFrame:
    """Count the classes of each feature.

    Parameters
    ----------
    table : DataFrame
        One row for each respondent and feature.
    by : str or sequence of str
        The column of features; with further columns, such as ``["feature", "age_band"]``, of each part by itself.
    functional, dysfunctional : str
        Columns of answers, as for `classify`.

    Returns
    -------
    DataFrame, one row per feature
        ``A``, ``O``, ``M``, ``I``, ``R``, ``Q``, ``n`` and ``n_missing`` (an answer is missing).

    Raises
    ------
    CourseError
        For columns that are not there, and as `classify`.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> counts(load("kano_features"))[["n", "n_missing"]].iloc[0].tolist()
    [300, 0]
    """
    keys = [by] if isinstance(by, str) else list(by)
    absent = [name for name in (*keys, functional, dysfunctional) if name not in table.columns]
    if absent:
        raise CourseError("decisions.no_column", columns=", ".join(absent))
    letters = classify(table[functional], table[dysfunctional])
    rows = table[keys].assign(letter=letters).dropna(subset=keys)
    found = rows.groupby(keys, observed=True)["letter"].value_counts().unstack(fill_value=0)
    result = found.reindex(columns=list(CLASSES), fill_value=0).astype(int)
    sizes = rows.groupby(keys, observed=True).size()
    result = result.reindex(sizes.index, fill_value=0)
    result["n"] = result[list(CLASSES)].sum(axis="columns")
    result["n_missing"] = sizes - result["n"]
    result.columns.name = None
    result.attrs = dict(table.attrs)
    return result


def summary(counts: pd.DataFrame, confidence: float = 0.95) -> pd.DataFrame:
    r"""Judge each feature from its counts: a class only where Fong's test passes, and Better and Worse with intervals.

    .. math:: Better = \frac{A + O}{A + O + M + I}, \qquad Worse = -\frac{O + M}{A + O + M + I}

    Reverse and questionable answers stay out of Better and Worse, and in the *n* of the test.

    Parameters
    ----------
    counts : DataFrame, one row per feature
        Columns A, O, M, I, R, Q, whole numbers; as from `counts`.
    confidence : float
        Level of Wilson's intervals of Better and Worse.

    Returns
    -------
    DataFrame, one row per feature
        ``most_frequent``: every class with the largest count; ``precedence``: of these the first of M, O, A, I (what
        to act on, if one must); ``second``, ``difference`` of the two largest counts, ``threshold`` of the test, and
        ``verdict``: the class, or "undecided" where the difference does not pass. ``better``, ``better_low``,
        ``better_high``, ``worse``, ``worse_low``, ``worse_high``; ``base``; ``n``; ``convention``.

    Raises
    ------
    CourseError
        For columns that are not there, counts that are none, a feature without answers, or one with reverse and
        questionable answers alone: then the question was asked the wrong way round or not understood.

    Notes
    -----
    Formula (Berger et al. 1993): ``Better = (A + O) / (A + O + M + I); Worse = -(O + M) / (A + O + M + I)``

    References
    ----------
    Berger et al. (1993), *Center for Quality Management Journal* 2(4), 3-36; Fong (1996), Using the self-stated
    importance questionnaire to interpret Kano questionnaire results, *Center for Quality Management Journal* 5(3),
    21-23.

    Examples
    --------
    >>> row = {"A": 70, "O": 323, "M": 493, "I": 95, "R": 3, "Q": 15}
    >>> found = summary(pd.DataFrame(row, index=["edge grip"]))
    >>> found[["verdict", "better", "worse"]].round(2).values.tolist()
    [['M', 0.4, -0.83]]
    """
    absent = [name for name in CLASSES if name not in counts.columns]
    if absent:
        raise CourseError(
            "decisions.not_counted" if len(absent) == len(CLASSES) else "decisions.no_column", columns=", ".join(absent)
        )
    rows = []
    for name, row in counts[list(CLASSES)].iterrows():
        values = row.to_numpy(dtype="float64")
        if np.isnan(values).any() or (values < 0).any() or (values != np.rint(values)).any():
            raise CourseError("decisions.no_counts", feature=_named(name))
        rows.append(_feature(dict(zip(CLASSES, values.astype(int).tolist(), strict=True)), _named(name), confidence))
    result = pd.DataFrame(rows, index=counts.index)
    result.attrs = dict(counts.attrs)
    return result


def fong(first: int, second: int, n: int) -> pd.Series:
    r"""Test whether the largest class is larger than the next beyond chance.

    .. math:: |a - b| > 1.65 \sqrt{\frac{(a + b)(2n - a - b)}{2n}}

    Parameters
    ----------
    first, second : int
        The two largest counts.
    n : int
        All answers about the feature, reverse and questionable ones too.

    Returns
    -------
    Series
        ``difference``, ``threshold``, ``differ``, ``n``, ``convention``.

    Raises
    ------
    CourseError
        For numbers that are no such counts.

    References
    ----------
    Fong (1996), *Center for Quality Management Journal* 5(3), 21-23; no published value was found to compare with.

    Examples
    --------
    >>> fong(120, 105, 300)["differ"]
    False
    """
    if min(first, second) < 0 or n <= 0 or first + second > n:
        raise CourseError("decisions.no_fong", first=first, second=second, n=n)
    together = first + second
    threshold = FONG * (together * (2 * n - together) / (2 * n)) ** 0.5
    difference = abs(first - second)
    return pd.Series(
        {
            "difference": difference,
            "threshold": threshold,
            "differ": bool(difference > threshold),
            "n": n,
            "convention": f"Fong's test of the two largest classes, z = {FONG}, n of all answers",
        },
        dtype=object,
    )


def _feature(own: dict[str, int], name: str, confidence: float) -> dict[str, object]:
    n = sum(own.values())
    if n == 0:
        raise CourseError("decisions.no_answers", feature=name)
    base = sum(own[letter] for letter in "AOMI")
    if base == 0:
        raise CourseError("decisions.empty_base", feature=name, reverse=own["R"], questionable=own["Q"])
    order = sorted(PRECEDENCE, key=lambda letter: -own[letter])
    top = own[order[0]]
    tied = [letter for letter in PRECEDENCE if own[letter] == top]
    test = fong(top, own[order[1]], n)
    better = proportion(own["A"] + own["O"], base, confidence=confidence)
    worse = proportion(own["O"] + own["M"], base, confidence=confidence)
    return {
        "most_frequent": ", ".join(tied),
        "precedence": tied[0],
        "second": order[1],
        "difference": test["difference"],
        "threshold": test["threshold"],
        "verdict": order[0] if test["differ"] else UNDECIDED,
        "better": better["share"],
        "better_low": better["low"],
        "better_high": better["high"],
        "worse": -worse["share"],
        "worse_low": -worse["high"],
        "worse_high": -worse["low"],
        "base": base,
        "n": n,
        "convention": f"Kano's evaluation table; {test['convention']}; Better and Worse over A, O, M, I, "
        f"{100 * confidence:.6g}% Wilson interval",
    }


def _named(name: object) -> str:
    return ", ".join(map(str, name)) if isinstance(name, tuple) else str(name)
