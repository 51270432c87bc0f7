"""What a failure takes from a customer and what a remedy gives back: three justices, and whether the two match."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from fsq_lab.ground.language import CourseError
from fsq_lab.statistics.intervals import proportion, share_difference

JUSTICES = ("procedural", "interactional", "distributive")
FITS, IN_PART, MISSES, CANNOT_TELL = "fits", "fits in part", "misses", "cannot tell"
MATCHES = (FITS, IN_PART, MISSES, CANNOT_TELL)
MAIN, ALSO, NONE = 2, 1, 0
TOKENS = ("gift",)
"""Remedies that give back a sign only: at best a part of a loss of outcome."""

LOSSES: Mapping[str, Mapping[str, int]] = {
    "waiting": {"procedural": MAIN},
    "attitude": {"interactional": MAIN},
    "fee_not_told": {"distributive": MAIN, "interactional": ALSO},
    "promise_missed": {"procedural": MAIN, "interactional": MAIN},
    "app": {"distributive": MAIN, "procedural": ALSO},
    "card_kept": {"procedural": MAIN, "distributive": ALSO},
    "wrong_entry": {"distributive": MAIN, "procedural": ALSO},
    "mis_sale": {"distributive": MAIN, "interactional": ALSO},
    "privacy": {"interactional": MAIN, "procedural": ALSO},
    "other": {},
}
"""What each cause of ``complaints_log`` takes: the main losses, and what is lost besides; of `other` unknown."""

REMEDIES: Mapping[str, tuple[str, ...]] = {
    "gift": ("distributive",),
    "apology": ("interactional",),
    "refund": ("distributive",),
    "correction": ("distributive", "procedural"),
    "appointment": ("procedural",),
    "letter": (),
}
"""What each remedy of ``complaints_log`` gives back; a standard letter gives nothing."""

SOURCE = "three justices: Tax, Brown & Chandrashekaran (1998); like for like: Smith, Bolton & Wagner (1999)"
CODED = "causes and remedies coded by the course"


def losses(coding: "Mapping[str, Mapping[str, int]] | None" = None) -> pd.DataFrame:
    """Show what each cause of complaint takes from a customer.

    Procedural: time, speed, control, a way that works. Interactional: respect, honesty, an explanation.
    Distributive: money and outcome.

    Parameters
    ----------
    coding : mapping of cause to a mapping of justice to 2 or 1, optional
        Another coding; by default the course's.

    Returns
    -------
    DataFrame, one row per cause
        ``procedural``, ``interactional``, ``distributive``: 2 the main loss, 1 lost besides, 0 not lost;
        ``convention``.

    Raises
    ------
    CourseError
        For a justice or a weight that is none.

    References
    ----------
    Tax, Brown and Chandrashekaran (1998), Customer evaluations of service complaint experiences, *Journal of
    Marketing* 62(2), 60-76.

    Examples
    --------
    >>> losses().loc["waiting", ["procedural", "interactional", "distributive"]].tolist()
    [2, 0, 0]
    """
    used = LOSSES if coding is None else coding
    for cause, own in used.items():
        for justice, weight in own.items():
            if justice not in JUSTICES or weight not in (MAIN, ALSO, NONE):
                raise CourseError("justice.coding", code=cause, justice=justice, known=", ".join(JUSTICES))
    rows = {cause: {justice: own.get(justice, NONE) for justice in JUSTICES} for cause, own in used.items()}
    result = pd.DataFrame.from_dict(rows, orient="index", columns=list(JUSTICES)).rename_axis("cause")
    result["convention"] = f"2 main loss, 1 besides, 0 none; {SOURCE}; {CODED if coding is None else 'own coding'}"
    return result


def remedies(coding: "Mapping[str, Sequence[str]] | None" = None) -> pd.DataFrame:
    """Show what each remedy gives back.

    Parameters
    ----------
    coding : mapping of remedy to the justices it gives back, optional
        Another coding; by default the course's.

    Returns
    -------
    DataFrame, one row per remedy
        ``procedural``, ``interactional``, ``distributive``: 1 or 0; ``convention``.

    Raises
    ------
    CourseError
        For a justice that is none.

    Examples
    --------
    >>> remedies().loc["letter", ["procedural", "interactional", "distributive"]].tolist()
    [0, 0, 0]
    """
    used = REMEDIES if coding is None else coding
    for remedy, own in used.items():
        for justice in own:
            if justice not in JUSTICES:
                raise CourseError("justice.coding", code=remedy, justice=justice, known=", ".join(JUSTICES))
    rows = {remedy: {justice: int(justice in own) for justice in JUSTICES} for remedy, own in used.items()}
    result = pd.DataFrame.from_dict(rows, orient="index", columns=list(JUSTICES)).rename_axis("remedy")
    result["convention"] = f"1 gives back; {SOURCE}; {CODED if coding is None else 'own coding'}"
    return result


def match_table(
    lost: "Mapping[str, Mapping[str, int]] | None" = None, given: "Mapping[str, Sequence[str]] | None" = None
) -> pd.DataFrame:
    """Say of every remedy whether it fits every loss.

    A remedy fits where it gives back a main loss; in part where it gives back only what was lost besides, or where a
    token such as a small present answers a main loss of outcome; else it misses. Of a cause whose loss is unknown
    nobody can tell.

    Parameters
    ----------
    lost, given : optional
        Other codings, as for `losses` and `remedies`.

    Returns
    -------
    DataFrame, causes by remedies
        "fits", "fits in part", "misses" or "cannot tell"; ``attrs["convention"]``.

    References
    ----------
    Smith, Bolton and Wagner (1999), A model of customer satisfaction with service encounters involving failure and
    recovery, *Journal of Marketing Research* 36(3), 356-372: customers value a remedy more that is of the kind of
    what they lost.

    Examples
    --------
    >>> match_table().loc["waiting", ["gift", "appointment", "letter"]].tolist()
    ['misses', 'fits', 'misses']
    """
    taken, back = losses(lost), remedies(given)
    result = pd.DataFrame(
        {
            remedy: [_match(taken.loc[cause], back.loc[remedy], str(remedy)) for cause in taken.index]
            for remedy in back.index
        },
        index=taken.index,
    ).rename_axis(columns="remedy")
    result.attrs["convention"] = f"fits: gives back a main loss; {SOURCE}"
    return result


def coded(
    log: pd.DataFrame,
    cause: str = "cause",
    remedy: str = "remedy",
    lost: "Mapping[str, Mapping[str, int]] | None" = None,
    given: "Mapping[str, Sequence[str]] | None" = None,
) -> pd.DataFrame:
    """Code the causes and remedies of a log, and say whether they match.

    Parameters
    ----------
    log : DataFrame
        One row per complaint; it is not changed.
    cause, remedy : str
        Columns of codes.
    lost, given : optional
        Other codings, as for `losses` and `remedies`.

    Returns
    -------
    DataFrame
        The log with ``lost`` (the main losses, joined with " + "), ``given`` and ``match``; missing where cause or
        remedy is missing.

    Raises
    ------
    CourseError
        For columns that are not there, and a code that the coding does not know, with those that it knows.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> coded(load("complaints_log")).groupby("match").size().to_dict()
    {'cannot tell': 46, 'fits': 905, 'fits in part': 171, 'misses': 513}
    """
    missing = [name for name in (cause, remedy) if name not in log.columns]
    if missing:
        raise CourseError("complaints.no_column", columns=", ".join(missing))
    taken, back, table = losses(lost), remedies(given), match_table(lost, given)
    for name, known in ((cause, taken.index), (remedy, back.index)):
        odd = log[name].notna() & ~log[name].isin(known)
        if odd.any():
            told = {"column": name, "row": log.index[odd][0], "code": log[name][odd].iloc[0]}
            raise CourseError("justice.unknown_code", **told, known=", ".join(map(str, known)))
    main = {
        code: " + ".join(justice for justice in JUSTICES if taken.loc[code, justice] == MAIN) for code in taken.index
    }
    own = {code: " + ".join(justice for justice in JUSTICES if back.loc[code, justice]) for code in back.index}
    pairs = table.stack().to_dict()
    result = log.copy()
    result["lost"] = log[cause].map(main)
    result["given"] = log[remedy].map(own)
    result["match"] = [pairs.get(pair) for pair in zip(log[cause], log[remedy], strict=True)]
    result.attrs = {**log.attrs, "outcome": None}
    return result


def by_match(
    table: pd.DataFrame, outcome: str = "left_6m", match: str = "match", confidence: float = 0.95
) -> pd.DataFrame:
    """Give the share with an outcome by how well the remedy matched, and the difference from those where it fits.

    Parameters
    ----------
    table : DataFrame
        What `coded` returned.
    outcome : str
        A column of 0 and 1, such as ``left_6m`` or ``back_90d``; missing: not yet known.
    match : str
        The column of matches.
    confidence : float
        Level of the intervals.

    Returns
    -------
    DataFrame, one row per match that is there
        ``share``, ``low``, ``high`` (Wilson), ``n``, ``n_lost`` (outcome not known), ``share_difference`` from "fits"
        with ``difference_low`` and ``difference_high`` (Agresti-Caffo), ``note`` ("higher", "lower" or "cannot tell"),
        ``convention``. Not an experiment: who chose the remedies chose by case.

    Raises
    ------
    CourseError
        For columns that are not there, an outcome other than 0 and 1, and where none is known.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> by_match(coded(load("complaints_log")))["note"].to_dict()["misses"]
    'higher'
    """
    missing = [name for name in (outcome, match) if name not in table.columns]
    if missing:
        raise CourseError("complaints.no_column", columns=", ".join(missing))
    known = table[table[outcome].notna()]
    if known.empty:
        raise CourseError("complaints.no_rows", rows=len(table), columns=outcome)
    odd = ~known[outcome].isin([0, 1])
    if odd.any():
        raise CourseError(
            "recovery.not_0_1", column=outcome, row=known.index[odd][0], value=known[outcome][odd].iloc[0]
        )
    counts = {one: (int(part[outcome].sum()), len(part)) for one, part in known.groupby(match)}
    rows: dict[str, dict[str, object]] = {}
    for one in [one for one in MATCHES if (table[match] == one).any()]:
        rows[one] = {"share": np.nan, "low": np.nan, "high": np.nan, "n": 0}
        if one in counts:
            found = proportion(*counts[one], confidence=confidence)
            rows[one] = {name: found[name] for name in ("share", "low", "high", "n")}
        rows[one]["n_lost"] = int((table[match] == one).sum()) - int(str(rows[one]["n"]))
        rows[one] |= _compared(counts.get(one), counts.get(FITS) if one != FITS else None, confidence)
    result = pd.DataFrame.from_dict(rows, orient="index").rename_axis(match)
    level = f"{100 * confidence:.6g}%"
    result["convention"] = (
        f"{outcome}; {level} Wilson interval; difference from {FITS}: {level} Agresti-Caffo; {SOURCE}"
    )
    result.attrs = {**table.attrs, "outcome": outcome}
    return result


def _compared(own: tuple[int, int] | None, fitting: tuple[int, int] | None, confidence: float) -> dict[str, object]:
    empty: dict[str, object] = {"share_difference": np.nan, "difference_low": np.nan, "difference_high": np.nan}
    if own is None or fitting is None:
        return {**empty, "note": ""}
    found = share_difference(*own, *fitting, method="agresti-caffo", confidence=confidence)
    low, high = float(found["low"]), float(found["high"])
    note = "higher" if low > 0 else "lower" if high < 0 else CANNOT_TELL
    return {
        "share_difference": found["share_difference"], "difference_low": low, "difference_high": high, "note": note,
    }  # fmt: skip


def _match(lost: pd.Series, given: pd.Series, remedy: str) -> str:
    """Return whether what a remedy gives back is what was lost."""
    if not any(lost[justice] for justice in JUSTICES):
        return CANNOT_TELL
    best = max(int(lost[justice]) * int(given[justice]) for justice in JUSTICES)
    if remedy in TOKENS:
        return IN_PART if best == MAIN else MISSES
    return FITS if best == MAIN else IN_PART if best == ALSO else MISSES
