"""Exploratory factor analysis: so many factors drawn out of correlations, and turned until they can be read."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring.factors.matrices import ScaleMatrix, read_scale

SMALLEST_UNIQUENESS = 0.005
MOST_STEPS = 1000
SMALL_GRADIENT = 1e-6
METHODS = ("ml", "minres")
ROTATIONS = ("oblimin", "varimax")
STARTS = 5
_SEED = 1

Reals = NDArray[np.float64]


@dataclass(frozen=True)
class Extraction:
    """Factors as they were drawn out.

    Attributes
    ----------
    loadings : DataFrame, items by factors
        Named ``F1``, ``F2``, ... from the one that explains most.
    uniqueness : Series, by item
    summary : Series
        ``objective``, ``chi_square``, ``df``, ``p_value`` (missing without n), ``note``, ``items``, ``n_used``,
        ``n_missing``, ``convention``.
    """

    loadings: pd.DataFrame
    uniqueness: pd.Series
    summary: pd.Series


@dataclass(frozen=True)
class Rotated:
    """Factors after a rotation.

    Attributes
    ----------
    loadings : DataFrame, items by factors
        Of an oblique rotation the pattern.
    correlations : DataFrame, factors by factors
    convention : str
    """

    loadings: pd.DataFrame
    correlations: pd.DataFrame
    convention: str


def extract(items: pd.DataFrame, factors: int, method: str = "ml", n: int | None = None) -> Extraction:
    r"""Draw so many factors out of the correlations.

    Maximum likelihood minimises :math:`\log|\Sigma| + \mathrm{tr}(R \Sigma^{-1}) - \log|R| - p` with
    :math:`\Sigma = \Lambda \Lambda^\top + \Psi`; minimum residuals the squares of what is left of the correlations
    outside the diagonal.

    Parameters
    ----------
    items : DataFrame
        Answers, or a matrix of correlations or covariances.
    factors : int
        How many, at least 1 and few enough to leave degrees of freedom.
    method : {"ml", "minres"}
    n : int, optional
        Respondents behind a matrix; without it there is no test.

    Returns
    -------
    Extraction
        Its ``note`` calls the solution improper where an item has no error left.

    Raises
    ------
    CourseError
        For an unknown method, too many factors, no convergence, and as for `matrices.read_scale`.

    References
    ----------
    Lawley and Maxwell (1971), *Factor Analysis as a Statistical Method*; Harman and Jones (1966), *Psychometrika*
    31(3), 351-368, for minimum residuals.

    Examples
    --------
    >>> names = ["a", "b", "c", "d"]
    >>> extract(pd.DataFrame(0.5 + np.eye(4) / 2, names, names), 1).loadings["F1"].round(3).tolist()
    [0.707, 0.707, 0.707, 0.707]
    """
    if method not in METHODS:
        raise CourseError("factors.unknown_method", method=method, known=", ".join(METHODS))
    scale = read_scale(items, n)
    p = len(scale.names)
    df = ((p - factors) ** 2 - p - factors) // 2
    if not 1 <= factors < p or df < 0:
        raise CourseError("factors.too_many_factors", factors=factors, items=p)
    uniqueness, objective = _minimum(scale.correlations, factors, method)
    loadings = _loadings(scale.correlations, uniqueness, factors, method)
    loadings = loadings * np.where(loadings.sum(axis=0) < 0, -1.0, 1.0)
    names = [f"F{place + 1}" for place in range(factors)]
    return Extraction(
        pd.DataFrame(loadings, scale.names, names),
        pd.Series(uniqueness, scale.names, name="uniqueness"),
        _summary(scale, uniqueness, loadings, factors, df, objective, method),
    )


def rotate(extraction: Extraction, rotation: str = "oblimin", kaiser: bool | None = None) -> Rotated:
    """Turn factors until each item loads on few of them.

    Parameters
    ----------
    extraction : Extraction
    rotation : {"oblimin", "varimax"}
        Direct oblimin (gamma 0) lets factors correlate; varimax keeps them apart, which dimensions of service
        quality are not.
    kaiser : bool, optional
        Whether rows are brought to length 1 first. By default varimax does so and oblimin does not, as is usual; the
        convention names it.

    Returns
    -------
    Rotated

    Raises
    ------
    CourseError
        For an unknown rotation, a single factor, no convergence.

    References
    ----------
    Kaiser (1958), *Psychometrika* 23(3), 187-200; Jennrich and Sampson (1966), *Psychometrika* 31(3), 313-323;
    Bernaards and Jennrich (2005), *Educational and Psychological Measurement* 65(5), 676-696, for the way there.

    Examples
    --------
    >>> names = list("abcdef")
    >>> block = np.kron(np.eye(2), np.full((3, 3), 0.4)) + 0.2
    >>> np.fill_diagonal(block, 1)
    >>> turned = rotate(extract(pd.DataFrame(block, names, names), 2))
    >>> round(float(turned.correlations.loc["F1", "F2"]), 2)
    0.33
    """
    if rotation not in ROTATIONS:
        raise CourseError("factors.unknown_rotation", rotation=rotation, known=", ".join(ROTATIONS))
    plain = extraction.loadings.to_numpy()
    if plain.shape[1] < 2:
        raise CourseError("factors.one_factor")
    normalised = rotation == "varimax" if kaiser is None else kaiser
    lengths = np.sqrt((plain**2).sum(axis=1, keepdims=True)) if normalised else np.ones((len(plain), 1))
    if rotation == "varimax":
        turned, phi = _varimax(plain / lengths), np.eye(plain.shape[1])
    else:
        turned, phi = _oblimin(plain / lengths)
    turned = turned * lengths
    order = np.argsort(-(turned**2).sum(axis=0), kind="stable")
    signs = np.where(turned[:, order].sum(axis=0) < 0, -1.0, 1.0)
    names = list(extraction.loadings.columns)
    said = "with" if normalised else "without"
    return Rotated(
        pd.DataFrame(turned[:, order] * signs, extraction.loadings.index, names),
        pd.DataFrame(phi[np.ix_(order, order)] * np.outer(signs, signs), names, names),
        f"{extraction.summary['convention']}; {rotation} {said} Kaiser normalisation",
    )


def _minimum(correlations: Reals, factors: int, method: str) -> tuple[Reals, float]:
    from scipy.optimize import minimize

    start = (1 - 0.5 * factors / len(correlations)) / np.diag(np.linalg.inv(correlations))
    found = minimize(
        _likelihood if method == "ml" else _residuals,
        np.clip(start, SMALLEST_UNIQUENESS, 1.0),
        args=(correlations, factors),
        jac=True,
        method="L-BFGS-B",
        bounds=[(SMALLEST_UNIQUENESS, 1.0)] * len(correlations),
        options={"maxiter": MOST_STEPS, "ftol": 1e-15, "gtol": SMALL_GRADIENT},
    )
    inside = (found.x > SMALLEST_UNIQUENESS * 1.001) & (found.x < 1.0)
    if not np.isfinite(found.fun) or np.abs(np.where(inside, found.jac, 0.0)).max() > 1e-3:
        raise CourseError("factors.not_converged", steps=MOST_STEPS)
    return np.asarray(found.x, dtype=np.float64), float(found.fun)


def _likelihood(uniqueness: Reals, correlations: Reals, factors: int) -> tuple[float, Reals]:
    """Return the discrepancy of the best loadings, and its slope by uniqueness."""
    scale = 1 / np.sqrt(uniqueness)
    values, vectors = np.linalg.eigh(correlations * np.outer(scale, scale))
    rest = np.maximum(values[:-factors], 1e-12)
    loadings = vectors[:, -factors:] * np.sqrt(np.maximum(values[-factors:] - 1, 0))
    loadings = loadings / scale[:, None]
    left = loadings @ loadings.T + np.diag(uniqueness) - correlations
    return float((rest - np.log(rest) - 1).sum()), np.diag(left) / uniqueness**2


def _residuals(uniqueness: Reals, correlations: Reals, factors: int) -> tuple[float, Reals]:
    """Return half the squares left by the best loadings, and their slope by uniqueness."""
    values, vectors = np.linalg.eigh(correlations - np.diag(uniqueness))
    kept = np.arange(len(values)) >= len(values) - factors
    rest = np.where(kept, np.minimum(values, 0.0), values)
    return float(0.5 * (rest**2).sum()), -(vectors**2) @ rest


def _loadings(correlations: Reals, uniqueness: Reals, factors: int, method: str) -> Reals:
    if method == "ml":
        scale = 1 / np.sqrt(uniqueness)
        values, vectors = np.linalg.eigh(correlations * np.outer(scale, scale))
        found = vectors[:, -factors:] * np.sqrt(np.maximum(values[-factors:] - 1, 0)) / scale[:, None]
    else:
        values, vectors = np.linalg.eigh(correlations - np.diag(uniqueness))
        found = vectors[:, -factors:] * np.sqrt(np.maximum(values[-factors:], 0))
    turned: Reals = found[:, ::-1]
    return turned


def _summary(
    scale: ScaleMatrix, uniqueness: Reals, loadings: Reals, factors: int, df: int, objective: float, method: str
) -> pd.Series:
    from scipy.special import chdtrc

    p = len(scale.names)
    implied = loadings @ loadings.T + np.diag(uniqueness)
    discrepancy = float(
        np.linalg.slogdet(implied)[1]
        - np.linalg.slogdet(scale.correlations)[1]
        + np.trace(np.linalg.solve(implied, scale.correlations))
        - p
    )
    chi_square = np.nan
    if scale.n is not None:
        chi_square = (scale.n - 1 - (2 * p + 5) / 6 - 2 * factors / 3) * discrepancy
    edge = [name for name, own in zip(scale.names, uniqueness, strict=True) if own <= SMALLEST_UNIQUENESS * 1.001]
    named = {"ml": "maximum likelihood", "minres": "minimum residuals"}[method]
    return pd.Series(
        {
            "objective": objective if method == "ml" else 2 * objective,
            "chi_square": chi_square,
            "df": df,
            "p_value": float(chdtrc(df, max(chi_square, 0.0))) if df and np.isfinite(chi_square) else np.nan,
            "note": f"improper: no error left in {', '.join(edge)}" if edge else "proper",
            **scale.counted,
            "convention": f"{factors} factors by {named}, {scale.source}; chi-square with Bartlett's correction",
        },
        dtype=object,
    )


def _varimax(loadings: Reals) -> Reals:
    """Return the best of several starts, since a symmetric pattern may stand still at the worst place."""
    m = loadings.shape[1]
    random = np.random.default_rng(_SEED)
    starts = [np.eye(m), *(np.linalg.qr(random.standard_normal((m, m)))[0] for _ in range(STARTS))]
    found = [_varimax_from(loadings, start) for start in starts]
    return max(found, key=lambda turned: float((turned**2).var(axis=0).sum()))


def _varimax_from(loadings: Reals, turn: Reals) -> Reals:
    reached = 0.0
    for _ in range(MOST_STEPS):
        now = loadings @ turn
        target = loadings.T @ (now**3 - now * (now**2).mean(axis=0))
        left, sizes, right = np.linalg.svd(target)
        turn = left @ right
        if sizes.sum() <= reached * (1 + 1e-12):
            break
        reached = float(sizes.sum())
    found: Reals = loadings @ turn
    return found


def _oblimin(loadings: Reals) -> tuple[Reals, Reals]:
    """Return pattern and factor correlations of direct oblimin, gamma 0, by gradient projection from varimax."""
    loadings = _varimax(loadings)
    m = loadings.shape[1]
    off = 1 - np.eye(m)

    def criterion(pattern: Reals) -> tuple[float, Reals]:
        others = pattern**2 @ off
        return float((pattern**2 * others).sum() / 4), pattern * others

    turn, step = np.eye(m), 1.0
    pattern = loadings.copy()
    value, slope = criterion(pattern)
    for _ in range(MOST_STEPS):
        gradient = -(pattern.T @ slope @ np.linalg.inv(turn)).T
        projected = gradient - turn * (turn * gradient).sum(axis=0)
        size = float(np.sqrt((projected**2).sum()))
        if size < 1e-7:
            return pattern, turn.T @ turn
        step *= 2
        for _ in range(40):
            moved = turn - step * projected
            moved = moved / np.sqrt((moved**2).sum(axis=0))
            trial = loadings @ np.linalg.inv(moved).T
            new_value, new_slope = criterion(trial)
            if value - new_value > 0.5 * size**2 * step:
                break
            step /= 2
        if new_value > value - 1e-16:
            return pattern, turn.T @ turn
        turn, pattern, value, slope = moved, trial, new_value, new_slope
    raise CourseError("factors.not_converged", steps=MOST_STEPS)
