"""What matters to customers: what they say, and what goes with their satisfaction."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring.answers import average, read_answers
from fsq_lab.scoring.weights import weights
from fsq_lab.statistics.regression import least_squares
from fsq_lab.survey.carrying import carried_on, questionnaire_of
from fsq_lab.survey.questionnaire import Instrument

COLLINEAR = 5.0  # a variance inflation from which one predictor's coefficient means little by itself
MOST_PREDICTORS = 15
MOST_FITS = 2_000_000  # subsets times resamples, beyond which no interval is drawn
FEWEST_RESAMPLES = 100

Reals = NDArray[np.float64]


def dimension_scores(
    table: pd.DataFrame, instrument: str | Instrument | None = None, needs: str = "half"
) -> pd.DataFrame:
    """Return each respondent's mean perception of each dimension.

    Parameters
    ----------
    table : DataFrame, one row per respondent
        A survey table with perceptions.
    instrument, needs
        As for `fsq_lab.scoring.servqual.servperf`.

    Returns
    -------
    DataFrame, indexed as the table, one column per dimension

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> list(dimension_scores(load("mobile_bank")))[:2]
    ['tangibles', 'reliability']
    """
    questionnaire = questionnaire_of(table, instrument)
    found = average(read_answers(table, "perception", questionnaire), "dimension", questionnaire, needs)
    found.attrs = carried_on(table, questionnaire)
    return found


def stated(table: pd.DataFrame, instrument: str | Instrument | None = None, confidence: float = 0.95) -> pd.DataFrame:
    """Estimate stated importance: the mean points of 100 that customers give each dimension.

    Parameters
    ----------
    table, instrument, confidence
        As for `fsq_lab.scoring.servqual.weights`.

    Returns
    -------
    DataFrame, one row per dimension
        ``importance`` (they sum to 100), ``low``, ``high``, ``n_used``, ``n_excluded``, ``convention``. Asked for one
        by one, people call everything important; sharing 100 points makes them choose.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> round(float(stated(load("mobile_bank"))["importance"].sum()), 6)
    100.0
    """
    found = weights(table, instrument, confidence).rename(columns={"weight": "importance"})
    result = found[["importance", "low", "high", "n_used", "n_excluded", "convention"]].copy()
    result.attrs = dict(found.attrs)
    return result


def derived(table: pd.DataFrame, outcome: str, predictors: Sequence[str], confidence: float = 0.95) -> pd.DataFrame:
    r"""Estimate derived importance: standardised coefficients of a straight line from dimensions to an outcome.

    .. math:: z(y) = \sum_j \beta_j z(x_j) + e

    It says what goes with satisfaction when the others stand still, not what causes it; where dimensions go together,
    one coefficient takes what belongs to another.

    Parameters
    ----------
    table : DataFrame
        One row per respondent.
    outcome : str
        Such as overall satisfaction.
    predictors : sequence of str
        Such as the scores of `dimension_scores`.
    confidence : float
        Level of the t intervals.

    Returns
    -------
    DataFrame, one row per predictor
        ``importance`` (beta), ``low``, ``high``, ``correlation`` with the outcome, ``vif`` (variance inflation),
        ``note`` ("above 0", "below 0" or "cannot tell", with "; collinear" from a vif of 5), ``r_squared``, ``n``,
        ``n_incomplete``, ``convention``.

    Raises
    ------
    CourseError
        As for `fsq_lab.statistics.regression.least_squares`.

    Notes
    -----
    Formula (Darlington 1968): ``z(y) = sum_j beta_j * z(x_j) + e``

    References
    ----------
    Darlington (1968), Multiple regression in psychological research and practice, *Psychological Bulletin* 69(3),
    161-182.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> bank = load("mobile_bank")
    >>> scores = dimension_scores(bank)
    >>> found = derived(scores.assign(overall=bank["overall_satisfaction"]), "overall", list(scores))
    >>> list(found.columns)[:3]
    ['importance', 'low', 'high']
    """
    names = list(predictors)
    _refuse_absent(table, [outcome, *names])
    rows = table[[outcome, *names]].dropna()
    scaled = (rows - rows.mean()) / rows.std().where(rows.std() > 0)
    if scaled.isna().any(axis=None):
        raise CourseError("decisions.constant", columns=", ".join(scaled.columns[scaled.isna().any()]))
    fit = least_squares(scaled, outcome, names, confidence)
    correlations = np.corrcoef(rows.to_numpy(dtype="float64"), rowvar=False)
    inflation = np.diag(np.linalg.inv(correlations[1:, 1:]))
    result = fit.coefficients.loc[names, ["coefficient", "low", "high"]].rename(columns={"coefficient": "importance"})
    result["correlation"] = correlations[0, 1:]
    result["vif"] = inflation
    clear = np.where(result["low"] > 0, "above 0", np.where(result["high"] < 0, "below 0", "cannot tell"))
    result["note"] = [
        one + ("; collinear" if vif >= COLLINEAR else "") for one, vif in zip(clear, inflation, strict=True)
    ]
    result["r_squared"] = fit.summary["r_squared"]
    result["n"], result["n_incomplete"] = len(rows), len(table) - len(rows)
    result["convention"] = (
        f"standardised coefficients, complete rows, {100 * confidence:.6g}% t interval; outcome {outcome}"
    )
    result.index.name = "predictor"
    result.attrs = dict(table.attrs)
    return result


def shapley(
    table: pd.DataFrame,
    outcome: str,
    predictors: Sequence[str],
    confidence: float = 0.95,
    resamples: int = 500,
    seed: int = 1,
) -> pd.DataFrame:
    r"""Share the explained variance among predictors: the mean over all orders of what each adds (LMG, Shapley).

    .. math::
        \phi_j = \frac{1}{p!} \sum_{\text{orders}} \bigl( R^2(\text{before } j \text{ and } j) -
        R^2(\text{before } j) \bigr)

    Exact over all subsets. Predictors that go together share what they explain together.

    Parameters
    ----------
    table, outcome, predictors
        As for `derived`; at most 15 predictors.
    confidence : float
        Level of the percentile bootstrap's intervals.
    resamples, seed : int
        At least 100.

    Returns
    -------
    DataFrame, one row per predictor
        ``importance`` (share of what is explained, they sum to 1), ``low``, ``high``, ``contribution`` to R²,
        ``r_squared``, ``n``, ``n_incomplete``, ``convention``. No interval where subsets times resamples exceed two
        million: then give fewer resamples.

    Raises
    ------
    CourseError
        For columns that are not there or do not vary, too many predictors or too few rows, predictors that add up to
        each other, an outcome that nothing explains.

    References
    ----------
    Lindeman, Merenda and Gold (1980), *Introduction to Bivariate and Multivariate Analysis*; Grömping (2006),
    *Journal of Statistical Software* 17(1).

    Examples
    --------
    >>> table = pd.DataFrame({"y": [1, 2, 3, 4, 5.5, 6], "a": [1, 2, 3, 4, 5, 6], "b": [1, 0, 1, 0, 1, 0]})
    >>> found = shapley(table, "y", ["a", "b"], resamples=100)
    >>> round(float(found["importance"].sum()), 9)
    1.0
    """
    names = list(predictors)
    _refuse_absent(table, [outcome, *names])
    if not 0 < confidence < 1:
        raise CourseError("statistics.confidence", confidence=confidence)
    if resamples < FEWEST_RESAMPLES:
        raise CourseError("reliability.few_resamples", resamples=resamples, fewest=FEWEST_RESAMPLES)
    if not 1 <= len(names) <= MOST_PREDICTORS:
        raise CourseError("decisions.predictors", count=len(names), most=MOST_PREDICTORS)
    values = table[[outcome, *names]].astype("float64").dropna().to_numpy()
    n = len(values)
    if n < len(names) + 3:
        raise CourseError("decisions.few_rows", n=n, rows=len(table), fewest=len(names) + 3)
    if (np.ptp(values, axis=0) == 0).any():
        raise CourseError(
            "decisions.constant", columns=", ".join(np.array([outcome, *names])[np.ptp(values, axis=0) == 0])
        )
    correlations = np.corrcoef(values, rowvar=False)
    if np.linalg.eigvalsh(correlations[1:, 1:])[0] < 1e-8:
        raise CourseError("statistics.collinear", predictors=", ".join(names))
    parts = _contributions(correlations[None])[0]
    whole = float(parts.sum())
    if whole <= 1e-12:
        raise CourseError("decisions.nothing_explained", outcome=outcome)
    low = high = np.full(len(names), np.nan)
    said = "no interval: too many subsets for so many resamples"
    if 2 ** len(names) * resamples <= MOST_FITS:
        drawn = _contributions(_resampled(values, resamples, seed))
        shares = drawn / drawn.sum(axis=1, keepdims=True)
        low, high = np.nanquantile(shares, [(1 - confidence) / 2, (1 + confidence) / 2], axis=0)
        said = f"{100 * confidence:.6g}% percentile bootstrap interval, {len(drawn)} resamples, seed {seed}"
    flat = high - low < 1e-12
    result = pd.DataFrame(
        {
            "importance": parts / whole,
            "low": np.where(flat, np.nan, low),
            "high": np.where(flat, np.nan, high),
            "contribution": parts,
            "r_squared": whole,
            "n": n,
            "n_incomplete": len(table) - n,
            "convention": f"LMG (Shapley) over all subsets, complete rows, {said}; outcome {outcome}",
        },
        index=pd.Index(names, name="predictor"),
    )
    result.attrs = dict(table.attrs)
    return result


def _refuse_absent(table: pd.DataFrame, names: Sequence[str]) -> None:
    absent = [name for name in names if name not in table.columns]
    if absent:
        raise CourseError("decisions.no_column", columns=", ".join(absent))


def _contributions(correlations: Reals) -> Reals:
    """Return each predictor's mean addition to R², of many matrices at once (the outcome stands first)."""
    from math import comb

    p = correlations.shape[-1] - 1
    explained: dict[tuple[int, ...], Reals] = {(): np.zeros(len(correlations))}
    for size in range(1, p + 1):
        for chosen in combinations(range(1, p + 1), size):
            with_outcome = correlations[:, 0, chosen]
            among = correlations[:, chosen][:, :, chosen]
            explained[chosen] = (np.linalg.solve(among, with_outcome[..., None])[..., 0] * with_outcome).sum(axis=1)
    parts = np.zeros((len(correlations), p))
    for chosen, value in explained.items():
        for joining in set(range(1, p + 1)) - set(chosen):
            together = explained[tuple(sorted((*chosen, joining)))]
            parts[:, joining - 1] += (together - value) / (p * comb(p - 1, len(chosen)))
    return parts


def _resampled(values: Reals, resamples: int, seed: int) -> Reals:
    """Return the correlations of resamples of rows; those in which a column stands still are left out."""
    generator = np.random.default_rng(seed)
    found = []
    for _ in range(resamples):
        sample = values[generator.integers(0, len(values), len(values))]
        if (np.ptp(sample, axis=0) > 0).all():
            own = np.asarray(np.corrcoef(sample, rowvar=False))
            if np.linalg.eigvalsh(own[1:, 1:])[0] > 1e-8:
                found.append(own)
    return np.array(found)
