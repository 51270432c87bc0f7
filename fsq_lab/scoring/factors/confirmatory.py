"""Confirmatory factor analysis: does a model of items and dimensions fit what was answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring.factors.matrices import ScaleMatrix, read_scale
from fsq_lab.scoring.factors.structure import Structure, fit_structure

MULTIPLIERS = ("n", "n-1")

Reals = NDArray[np.float64]


@dataclass(frozen=True)
class ModelFit:
    """A fitted model.

    Attributes
    ----------
    summary : Series
        See `fit_model`.
    scale : ScaleMatrix
        The items of the model, in its order.
    structure : Structure
        Estimates in the metric of correlations.
    factors : list of str
    factor_of : array of int, by item
    """

    summary: pd.Series
    scale: ScaleMatrix
    structure: Structure
    factors: list[str]
    factor_of: NDArray[np.intp]


def fit_model(
    items: pd.DataFrame,
    model: Mapping[str, Sequence[str]],
    n: int | None = None,
    multiplier: str = "n",
    confidence: float = 0.90,
) -> ModelFit:
    r"""Fit a model of simple structure, each item on one factor, by maximum likelihood.

    Factors may correlate; errors may not. With the minimum *F* of the discrepancy, :math:`\chi^2 = N F` (or
    :math:`(N - 1) F`: programs differ), and with the same for items that share nothing (*b*)

    .. math::
        CFI = 1 - \frac{\max(\chi^2 - df, 0)}{\max(\chi^2_b - df_b, \chi^2 - df, 0)}, \quad
        TLI = \frac{\chi^2_b / df_b - \chi^2 / df}{\chi^2_b / df_b - 1}, \quad
        RMSEA = \sqrt{\frac{\max(\chi^2 - df, 0)}{N\, df}}

    and SRMR is the root mean square of what is left of the correlations.

    Parameters
    ----------
    items : DataFrame
        Answers, or a matrix of correlations or covariances.
    model : mapping of str to sequence of str
        Each factor's items; columns that no factor names are left out.
    n : int, optional
        Respondents behind a matrix; needed for it.
    multiplier : {"n", "n-1"}
    confidence : float
        Level of RMSEA's interval; 0.90 is usual.

    Returns
    -------
    ModelFit
        ``summary``: ``chi_square``, ``df``, ``p_value``, ``cfi``, ``tli``, ``rmsea``, ``rmsea_low``, ``rmsea_high``,
        ``srmr``, ``smallest_eigenvalue`` (of the factors' correlations), ``verdict`` ("proper", or "improper" where
        an error variance is not above 0 or the factors' correlations are impossible), ``note`` (why), ``items``,
        ``n_used``, ``n_missing``, ``convention``. An improper fit can look good: two factors are then one.

    Raises
    ------
    CourseError
        For a model that cannot be tested, no convergence, and as for `matrices.read_scale`.

    References
    ----------
    Jöreskog (1969), *Psychometrika* 34, 183-202; Bentler (1990), *Psychological Bulletin* 107(2), 238-246; Steiger
    (1990), *Multivariate Behavioral Research* 25(2), 173-180; for cut-offs, which are no tests, Hu and Bentler (1999).

    Examples
    --------
    >>> names = list("abcdef")
    >>> block = np.kron(np.eye(2), np.full((3, 3), 0.4)) + 0.2
    >>> np.fill_diagonal(block, 1)
    >>> found = fit_model(pd.DataFrame(block, names, names), {"one": ["a", "b", "c"], "two": ["d", "e", "f"]}, n=200)
    >>> found.summary["verdict"], round(float(parameters(found)["estimate"].iloc[-1]), 2)
    ('proper', 0.33)
    """
    from scipy.special import chdtrc

    if multiplier not in MULTIPLIERS:
        raise CourseError("factors.unknown_multiplier", multiplier=multiplier, known=", ".join(MULTIPLIERS))
    if not 0 < confidence < 1:
        raise CourseError("reliability.confidence", confidence=confidence)
    chosen, factor_of = _of_model(items, model)
    scale = read_scale(items.loc[chosen, chosen] if list(items.index) == list(items.columns) else items[chosen], n)
    count = scale.known_n("fit_model")
    p, m = len(chosen), len(model)
    df = p * (p + 1) // 2 - (2 * p + m * (m - 1) // 2)
    fit = fit_structure(scale.correlations, factor_of)
    size = count if multiplier == "n" else count - 1
    chi_square = size * fit.discrepancy
    base = -size * float(np.linalg.slogdet(scale.correlations)[1])
    base_df = p * (p - 1) // 2
    beyond, base_beyond = max(chi_square - df, 0.0), max(base - base_df, 0.0)
    left = (scale.correlations - fit.implied)[np.tril_indices(p)]
    rmsea, low, high = _rmsea(chi_square, df, size, confidence)
    note, smallest = _improper(fit, scale.names, list(model))
    summary = {
        "chi_square": chi_square,
        "df": df,
        "p_value": float(chdtrc(df, chi_square)) if df else np.nan,
        "cfi": 1 - beyond / max(base_beyond, beyond) if max(base_beyond, beyond) > 0 else 1.0,
        "tli": (base / base_df - chi_square / df) / (base / base_df - 1) if df and base > base_df else np.nan,
        "rmsea": rmsea,
        "rmsea_low": low,
        "rmsea_high": high,
        "srmr": float(np.sqrt((left**2).mean())),
        "smallest_eigenvalue": smallest,
        "verdict": "improper" if note else "proper",
        "note": note,
        **scale.counted,
        "convention": f"confirmatory, simple structure, maximum likelihood, {scale.source}; chi-square = "
        f"{'N' if multiplier == 'n' else '(N - 1)'} x F; {100 * confidence:.6g}% RMSEA interval",
    }
    return ModelFit(pd.Series(summary, dtype=object), scale, fit, list(map(str, model)), factor_of)


def parameters(fit: ModelFit, confidence: float = 0.95) -> pd.DataFrame:
    """List the estimates of a fitted model with their intervals.

    Parameters
    ----------
    fit : ModelFit
        What `fit_model` returned.
    confidence : float
        Level of the intervals (normal theory), between 0 and 1.

    Returns
    -------
    DataFrame, one row for each parameter
        ``kind`` ("loading", "uniqueness", "factor correlation"), ``left`` and ``right`` (item or factor), ``estimate``
        with ``se``, ``low``, ``high`` in the items' own units, and ``standardised``. Of an improper fit standard
        errors mean little.

    Examples
    --------
    >>> names = list("abcd")
    >>> found = fit_model(pd.DataFrame(0.5 + np.eye(4) / 2, names, names), {"one": names}, n=100)
    >>> parameters(found).loc[0, ["left", "right", "standardised"]].tolist()[:2]
    ['one', 'a']
    """
    from scipy.special import ndtri

    scale, own = fit.scale, fit.structure
    p = len(scale.names)
    rows, columns = np.tril_indices(len(fit.factors), -1)
    standard = np.concatenate([own.loadings, own.uniqueness, own.factor_correlations[rows, columns]])
    units = np.concatenate([scale.sds, scale.sds**2, np.ones(len(rows))])
    se = np.sqrt(np.maximum(np.diag(own.covariance(scale.known_n("parameters"))), 0.0)) * units
    half = float(ndtri((1 + confidence) / 2)) * se
    return pd.DataFrame(
        {
            "kind": ["loading"] * p + ["uniqueness"] * p + ["factor correlation"] * len(rows),
            "left": [fit.factors[factor] for factor in fit.factor_of]
            + scale.names
            + [fit.factors[row] for row in rows],
            "right": scale.names + scale.names + [fit.factors[column] for column in columns],
            "estimate": standard * units,
            "se": se,
            "low": standard * units - half,
            "high": standard * units + half,
            "standardised": standard,
        }
    )


def _of_model(items: pd.DataFrame, model: Mapping[str, Sequence[str]]) -> tuple[list[str], NDArray[np.intp]]:
    """Return the model's items in its order, and the factor of each."""
    chosen = [name for own in model.values() for name in own]
    faults = [f"{factor}: {len(own)}" for factor, own in model.items() if isinstance(own, str) or len(own) < 2]
    faults += [str(name) for name in dict.fromkeys(chosen) if chosen.count(name) > 1 or name not in items.columns]
    if faults or not model:
        raise CourseError("factors.no_model", fault=", ".join(faults) or "0")
    places = [place for place, own in enumerate(model.values()) for _ in own]
    return chosen, np.array(places, dtype=np.intp)


def _rmsea(chi_square: float, df: int, size: int, confidence: float) -> tuple[float, float, float]:
    """Return RMSEA with its interval from the noncentral chi-square; missing where nothing is left to test."""
    from scipy.special import chdtr, chndtrinc

    if df == 0:
        return np.nan, np.nan, np.nan

    def bound(share: float) -> float:
        if chdtr(df, chi_square) <= share:
            return 0.0
        return float(np.sqrt(max(float(chndtrinc(chi_square, df, share)), 0.0) / (size * df)))

    value = float(np.sqrt(max(chi_square - df, 0.0) / (size * df)))
    return value, bound((1 + confidence) / 2), bound((1 - confidence) / 2)


def _improper(fit: Structure, items: list[str], factors: list[str]) -> tuple[str, float]:
    """Return what makes a solution impossible, or nothing, and the smallest eigenvalue of the factors' correlations."""
    values, vectors = np.linalg.eigh(fit.factor_correlations)
    reasons = []
    heywood = [name for name, own in zip(items, fit.uniqueness, strict=True) if own <= 0]
    if heywood:
        reasons.append(f"error variance not above 0: {', '.join(heywood)}")
    if values[0] <= 0:
        heavy = np.abs(vectors[:, 0]) > 0.3
        named = ", ".join(name for name, own in zip(factors, heavy, strict=True) if own)
        reasons.append(f"factors' correlations not positive definite: {named}")
    return "; ".join(reasons), float(values[0])
