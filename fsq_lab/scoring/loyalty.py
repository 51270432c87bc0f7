"""Four kinds of loyalty by two stated cuts, their shares, and how much hangs on where the cuts are."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring.scores import level, numbers_of
from fsq_lab.statistics.intervals import proportion

TRUE, LATENT, SPURIOUS, NONE = "true_loyalty", "latent_loyalty", "spurious_loyalty", "no_loyalty"
LOYALIST, HOSTAGE, MERCENARY, DEFECTOR = "loyalist", "hostage", "mercenary", "defector"
APOSTLE, TERRORIST = "apostle", "terrorist"
ATTITUDES = (TRUE, LATENT, SPURIOUS, NONE)
KINDS = (LOYALIST, HOSTAGE, MERCENARY, DEFECTOR)


def dick_basu(
    table: pd.DataFrame, attitude: str, patronage: str, attitude_cut: float, patronage_cut: float
) -> "pd.Series[Any]":
    """Put customers into the four kinds of loyalty of Dick and Basu: relative attitude by repeat patronage.

    Parameters
    ----------
    table : DataFrame
        One row per customer.
    attitude, patronage : str
        Columns of numbers: what they think of the bank compared with others, and what they do.
    attitude_cut, patronage_cut : float
        A value at or above the cut is high. There are no cuts in the theory: they are yours, so state them.

    Returns
    -------
    Series
        For each row ``true_loyalty`` (both high), ``latent_loyalty`` (attitude alone), ``spurious_loyalty``
        (patronage alone) or ``no_loyalty``; missing where a value is missing. ``attrs["convention"]`` names the cuts.

    Raises
    ------
    CourseError
        For columns that are not there or hold no numbers, a cut that puts everybody on one side.

    References
    ----------
    Dick and Basu (1994), Customer loyalty: toward an integrated conceptual framework, *Journal of the Academy of
    Marketing Science* 22(2), 99-113.

    Examples
    --------
    >>> table = pd.DataFrame({"likes": [5, 5, 2, 2], "stays": [1, 0, 1, 0]})
    >>> dick_basu(table, "likes", "stays", attitude_cut=4, patronage_cut=1).tolist()
    ['true_loyalty', 'latent_loyalty', 'spurious_loyalty', 'no_loyalty']
    """
    return _cut(table, attitude, patronage, attitude_cut, patronage_cut, (TRUE, SPURIOUS, LATENT, NONE))


def jones_sasser(
    table: pd.DataFrame,
    satisfaction: str,
    loyalty: str,
    satisfaction_cut: float,
    loyalty_cut: float,
    top: float | None = None,
    bottom: float | None = None,
) -> "pd.Series[Any]":
    """Put customers into the four kinds of Jones and Sasser: satisfaction by loyalty.

    Parameters
    ----------
    table : DataFrame
        One row per customer.
    satisfaction, loyalty : str
        Columns of numbers; loyalty is best what customers did (renewed, stayed), not what they say.
    satisfaction_cut, loyalty_cut : float
        A value at or above the cut is high.
    top, bottom : float, optional
        Loyalists whose satisfaction is at or above `top` are apostles; defectors at or below `bottom` terrorists.

    Returns
    -------
    Series
        For each row ``loyalist`` (both high), ``hostage`` (loyal, not satisfied), ``mercenary`` (satisfied, not loyal)
        or ``defector``, with `top` and `bottom` also ``apostle`` and ``terrorist``; missing where a value is missing.
        ``attrs["convention"]`` names the cuts.

    Raises
    ------
    CourseError
        As for `dick_basu`.

    References
    ----------
    Jones and Sasser (1995), Why satisfied customers defect, *Harvard Business Review* 73(6), 88-99.

    Examples
    --------
    >>> table = pd.DataFrame({"satisfied": [5, 2, 4, 1], "renewed": [1, 1, 0, 0]})
    >>> jones_sasser(table, "satisfied", "renewed", satisfaction_cut=4, loyalty_cut=1, top=5).tolist()
    ['apostle', 'hostage', 'mercenary', 'defector']
    """
    found = _cut(table, satisfaction, loyalty, satisfaction_cut, loyalty_cut, KINDS)
    values = numbers_of(table, [satisfaction])[satisfaction]
    kinds = found.copy()
    if top is not None:
        kinds[(found == LOYALIST) & (values >= top)] = APOSTLE
    if bottom is not None:
        kinds[(found == DEFECTOR) & (values <= bottom)] = TERRORIST
    kinds.attrs = dict(found.attrs)
    return kinds


def class_shares(
    classes: "pd.Series[Any]", by: "pd.Series[Any] | None" = None, confidence: float = 0.95
) -> pd.DataFrame:
    """Estimate the share of each class, of all or group by group.

    Parameters
    ----------
    classes : Series
        What `dick_basu` or `jones_sasser` returned; missing ones are counted and left out.
    by : Series, optional
        The group of each row, with the same index.
    confidence : float
        Level of Wilson's interval.

    Returns
    -------
    DataFrame, one row for each class, or by group and class
        ``n``, ``share`` with ``low`` and ``high``, ``of`` (all with a class, in the group), ``n_missing``,
        ``convention``. Classes that nobody is in are there with 0.

    Raises
    ------
    CourseError
        Where nobody has a class, or the groups are another table's.

    Examples
    --------
    >>> class_shares(pd.Series(["loyalist", "loyalist", "hostage", None]))["n"].to_dict()
    {'loyalist': 2, 'hostage': 1, 'mercenary': 0, 'defector': 0}
    """
    known = _known(classes)
    if by is None:
        result = _shares(classes, known, confidence)
    else:
        if not by.index.equals(classes.index):
            raise CourseError("loyalty.other_rows", rows=len(classes), groups=len(by))
        parts = {name: _shares(part, known, confidence) for name, part in classes.groupby(by, observed=True)}
        if not parts:
            raise CourseError("statistics.no_cases")
        result = pd.concat(parts, names=[by.name or "group", "loyalty_class"])
    result["convention"] = f"{classes.attrs.get('convention', 'classes as given')}; {level(confidence)} Wilson interval"
    result.attrs = {name: value for name, value in classes.attrs.items() if name != "convention"}
    return result


def cut_sensitivity(
    table: pd.DataFrame,
    satisfaction: str,
    loyalty: str,
    satisfaction_cuts: Sequence[float],
    loyalty_cuts: Sequence[float],
) -> pd.DataFrame:
    """Show how the four shares of `jones_sasser` move with the cuts.

    Parameters
    ----------
    table, satisfaction, loyalty
        As for `jones_sasser`.
    satisfaction_cuts, loyalty_cuts : sequence of float
        Every pair of them is taken; the first pair is the one that the others are held against.

    Returns
    -------
    DataFrame by ``satisfaction_cut`` and ``loyalty_cut``
        The shares ``loyalist``, ``hostage``, ``mercenary`` and ``defector``, ``moved`` (the share of customers who
        are in another class than under the first pair), ``n``, ``n_missing``, ``convention``.

    Raises
    ------
    CourseError
        As for `jones_sasser`, and without a cut.

    Examples
    --------
    >>> table = pd.DataFrame({"satisfied": [5, 2, 4, 1, 3], "renewed": [1, 1, 0, 0, 1]})
    >>> cut_sensitivity(table, "satisfied", "renewed", [4, 3], [1])["moved"].tolist()
    [0.0, 0.2]
    """
    pairs = [(one, other) for one in satisfaction_cuts for other in loyalty_cuts]
    if not pairs:
        raise CourseError("loyalty.no_cuts")
    rows: dict[tuple[float, float], dict[str, object]] = {}
    first: pd.Series[Any] | None = None
    for one, other in pairs:
        kinds = jones_sasser(table, satisfaction, loyalty, one, other)
        first = kinds if first is None else first
        there = kinds.notna()
        shares = kinds[there].value_counts(normalize=True)
        rows[one, other] = {
            **{kind: float(shares.get(kind, 0.0)) for kind in KINDS},
            "moved": float((kinds[there] != first[there]).mean()),
            "n": int(there.sum()),
            "n_missing": int((~there).sum()),
        }
    result = pd.DataFrame.from_dict(rows, orient="index")
    result.index = pd.MultiIndex.from_tuples(list(rows), names=["satisfaction_cut", "loyalty_cut"])
    result["convention"] = f"{satisfaction} and {loyalty}, at or above the cut is high; moved: against the first pair"
    result.attrs = dict(table.attrs)
    return result


def _cut(
    table: pd.DataFrame, one: str, other: str, one_cut: float, other_cut: float, names: Sequence[str]
) -> "pd.Series[Any]":
    """Return the class of each row; names are for both high, the second alone, the first alone, neither."""
    values = numbers_of(table, [one, other])
    there = values.notna().all(axis=1)
    if not there.any():
        raise CourseError("statistics.no_cases")
    high = {}
    for name, cut in ((one, one_cut), (other, other_cut)):
        high[name] = values[name] >= cut
        if high[name][there].nunique() == 1:
            raise CourseError(
                "loyalty.one_side", column=name, cut=f"{cut:g}",
                lowest=f"{values.loc[there, name].min():g}", highest=f"{values.loc[there, name].max():g}",
            )  # fmt: skip
    chosen = np.select([high[one] & high[other], high[other], high[one]], list(names[:3]), default=names[3])
    found = pd.Series(chosen, index=table.index, name="loyalty_class", dtype=object).where(there, None)
    found.attrs = {**table.attrs, "convention": f"high: {one} >= {one_cut:g}, {other} >= {other_cut:g}"}
    return found


def _known(classes: "pd.Series[Any]") -> list[str]:
    """Return the classes in their order: the four of a scheme, extremes beside their own, others by name."""
    there = set(classes.dropna())
    if not there:
        raise CourseError("statistics.no_cases")
    if there <= set(ATTITUDES):
        return list(ATTITUDES)
    order = [APOSTLE, *KINDS, TERRORIST]
    if there <= set(order):
        return [kind for kind in order if kind in there or kind in KINDS]
    return sorted(map(str, there))


def _shares(classes: "pd.Series[Any]", known: list[str], confidence: float) -> pd.DataFrame:
    counts = classes.value_counts()
    n = int(classes.notna().sum())
    rows: dict[str, dict[str, object]] = {}
    for kind in known:
        count = int(counts.get(kind, 0))
        found = proportion(count, n, confidence=confidence)
        rows[kind] = {
            "n": count, "share": found["share"], "low": found["low"], "high": found["high"],
            "of": n, "n_missing": len(classes) - n,
        }  # fmt: skip
    result = pd.DataFrame.from_dict(rows, orient="index")
    result.index.name = "loyalty_class"
    return result
