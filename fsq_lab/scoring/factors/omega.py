"""Omega: reliability from loadings, which need not be alike as alpha takes them to be; and Guttman's lambda 6."""

import numpy as np
import pandas as pd

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring.factors.exploratory import extract
from fsq_lab.scoring.factors.matrices import read_scale
from fsq_lab.scoring.factors.structure import fit_structure


def omega(items: pd.DataFrame, confidence: float = 0.95, n: int | None = None) -> pd.Series:
    r"""Estimate omega of one factor by maximum likelihood, with its interval by the delta method.

    .. math:: \omega = \frac{(\sum_i \lambda_i)^2}{(\sum_i \lambda_i)^2 + \sum_i \theta_i}

    with loadings :math:`\lambda_i` and error variances :math:`\theta_i` in the items' own units. The standardised
    form takes both from correlations; the two differ where items vary unlike.

    Parameters
    ----------
    items : DataFrame
        Answers, or a matrix of correlations or covariances.
    confidence : float
        Level of the interval, between 0 and 1.
    n : int, optional
        Respondents behind a matrix; without it there is no interval.

    Returns
    -------
    Series
        ``omega`` (unstandardised), ``low``, ``high``, ``standardised``, ``items``, ``n_used``, ``n_missing``,
        ``note`` ("proper", or "improper: ..." where an error variance is not above 0), ``convention``.

    Raises
    ------
    CourseError
        For fewer than three items, and as for `matrices.read_scale`; when no fit is found.

    Notes
    -----
    Formula (McDonald 1999): ``omega = (sum_i lambda_i)^2 / ((sum_i lambda_i)^2 + sum_i theta_i)``

    References
    ----------
    McDonald (1999), *Test Theory: A Unified Treatment*; Raykov (2002), *Multivariate Behavioral Research* 37(1),
    89-103, for the interval.

    Examples
    --------
    >>> names = ["a", "b", "c", "d"]
    >>> matrix = pd.DataFrame(0.5 + np.eye(4) / 2, names, names)
    >>> omega(matrix, n=200)[["omega", "low", "high"]].astype(float).round(2).tolist()
    [0.8, 0.75, 0.85]
    """
    from scipy.special import ndtri

    if not 0 < confidence < 1:
        raise CourseError("reliability.confidence", confidence=confidence)
    scale = read_scale(items, n)
    fit = fit_structure(scale.correlations, np.zeros(len(scale.names), dtype=np.intp))
    loadings, errors = fit.loadings * scale.sds, fit.uniqueness * scale.sds**2
    total = loadings.sum() ** 2
    whole = total + errors.sum()
    value = float(total / whole)
    low = high = np.nan
    said = "no interval: n is not known"
    if scale.n is not None:
        by_loading = 2 * loadings.sum() * errors.sum() / whole**2 * scale.sds
        by_error = -total / whole**2 * scale.sds**2
        slope = np.concatenate([by_loading, by_error])
        half = float(ndtri((1 + confidence) / 2)) * float(np.sqrt(slope @ fit.covariance(scale.n) @ slope))
        low, high = max(0.0, value - half), min(1.0, value + half)
        said = f"{100 * confidence:.6g}% interval by the delta method, clipped to 0 and 1"
    share = fit.loadings.sum() ** 2
    lowest = int(np.argmin(fit.uniqueness))
    proper = fit.uniqueness[lowest] > 0
    return pd.Series(
        {
            "omega": value,
            "low": low,
            "high": high,
            "standardised": float(share / (share + fit.uniqueness.sum())),
            **scale.counted,
            "note": "proper" if proper else f"improper: error variance of {scale.names[lowest]} is not above 0",
            "convention": f"omega of one factor, maximum likelihood, {scale.source}; unstandardised, and standardised "
            f"beside it; {said}",
        },
        dtype=object,
    )


def omega_total(items: pd.DataFrame, factors: int = 3, n: int | None = None) -> pd.Series:
    r"""Compute omega total: what all common factors together explain of the sum of standardised items.

    .. math:: \omega_t = 1 - \frac{\sum_i u_i^2}{\sum_{ij} r_{ij}}

    with the uniqueness :math:`u_i^2` of each item after so many factors (minimum residuals). No rotation changes it.

    Parameters
    ----------
    items : DataFrame
        Answers, or a matrix of correlations or covariances.
    factors : int
        How many; more factors make it larger, so it is told with them.
    n : int, optional
        Respondents behind a matrix.

    Returns
    -------
    Series
        ``omega_total``, ``factors``, ``items``, ``n_used``, ``n_missing``, ``note``, ``convention``; no interval.

    Raises
    ------
    CourseError
        As for `fsq_lab.scoring.factors.exploratory.extract`.

    References
    ----------
    McDonald (1999), *Test Theory*; Revelle and Zinbarg (2009), *Psychometrika* 74(1), 145-154.

    Examples
    --------
    >>> names = list("abcdef")
    >>> block = np.kron(np.eye(2), np.full((3, 3), 0.4)) + 0.2
    >>> np.fill_diagonal(block, 1)
    >>> round(omega_total(pd.DataFrame(block, names, names), factors=2)["omega_total"], 3)
    0.857
    """
    scale = read_scale(items, n)
    found = extract(items, factors, method="minres", n=n)
    return pd.Series(
        {
            "omega_total": float(1 - found.uniqueness.sum() / scale.correlations.sum()),
            "factors": factors,
            **scale.counted,
            "note": found.summary["note"],
            "convention": f"omega total of {factors} factors, minimum residuals, {scale.source}; standardised items; "
            "no interval",
        },
        dtype=object,
    )


def guttman_lambda6(items: pd.DataFrame, n: int | None = None) -> pd.Series:
    r"""Compute Guttman's lambda 6: reliability from what each item shares with all others together.

    .. math:: \lambda_6 = 1 - \frac{\sum_i (1 - R_i^2)}{\sum_{ij} r_{ij}}

    with the squared multiple correlation :math:`R_i^2` of each standardised item.

    Parameters
    ----------
    items, n
        As for `omega`.

    Returns
    -------
    Series
        ``lambda6``, ``items``, ``n_used``, ``n_missing``, ``convention``; no interval. In few respondents it is too
        high, since multiple correlations are.

    Raises
    ------
    CourseError
        As for `matrices.read_scale`.

    References
    ----------
    Guttman (1945), A basis for analyzing test-retest reliability, *Psychometrika* 10, 255-282.

    Examples
    --------
    >>> names = ["a", "b", "c"]
    >>> round(guttman_lambda6(pd.DataFrame(0.5 + np.eye(3) / 2, names, names))["lambda6"], 3)
    0.667
    """
    scale = read_scale(items, n)
    errors = 1 / np.diag(np.linalg.inv(scale.correlations))
    return pd.Series(
        {
            "lambda6": float(1 - errors.sum() / scale.correlations.sum()),
            **scale.counted,
            "convention": f"Guttman's lambda 6 of standardised items, {scale.source}; no interval",
        },
        dtype=object,
    )
