"""Fits factors of simple structure by maximum likelihood: each item on one factor, Fisher scoring."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError

MOST_STEPS = 500
SMALL_STEP = 1e-9
HALVINGS = 30
FIRST_LOADING, FIRST_CORRELATION = 0.6, 0.3

Reals = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True)
class Structure:
    """Estimates in the metric of correlations.

    Attributes
    ----------
    loadings, uniqueness : array, by item
    factor_correlations : array, factors by factors
        Factors' variances are 1.
    information : array
        Of one respondent, parameters in the order loadings, uniqueness, correlations below the diagonal.
    discrepancy : float
        The minimum of log|Sigma| + tr(R Sigma^-1) - log|R| - p.
    """

    loadings: Reals
    uniqueness: Reals
    factor_correlations: Reals
    information: Reals
    discrepancy: float
    implied: Reals

    def covariance(self, n: int) -> Reals:
        """Return the covariance matrix of the estimates with so many respondents."""
        found: Reals = np.linalg.inv(self.information) / n
        return found


def fit_structure(correlations: Reals, factor_of: Places) -> Structure:
    r"""Fit :math:`\Sigma = \Lambda \Phi \Lambda^\top + \Theta` with one factor for each item.

    Parameters
    ----------
    correlations : array, items by items
        Positive definite.
    factor_of : array of int, by item
        Its factor, 0, 1, ...

    Raises
    ------
    CourseError
        When no minimum is found.

    References
    ----------
    Jöreskog (1969), A general approach to confirmatory maximum likelihood factor analysis, *Psychometrika* 34,
    183-202.

    Examples
    --------
    >>> matrix = np.full((4, 4), 0.5) + np.eye(4) / 2
    >>> fit_structure(matrix, np.zeros(4, dtype=np.intp)).loadings.round(4).tolist()
    [0.7071, 0.7071, 0.7071, 0.7071]
    """
    p, m = len(correlations), int(factor_of.max()) + 1
    rows, columns = np.tril_indices(m, -1)
    at = np.concatenate([_first_loadings(correlations, factor_of), np.full(p, 1 - FIRST_LOADING**2),
                         np.full(len(rows), FIRST_CORRELATION)])  # fmt: skip
    constant = float(np.linalg.slogdet(correlations)[1]) + p

    def sigma(theta: Reals) -> tuple[Reals, Reals, Reals]:
        phi = np.eye(m)
        phi[rows, columns] = phi[columns, rows] = theta[2 * p :]
        lifted = np.zeros((p, m))
        lifted[np.arange(p), factor_of] = theta[:p]
        return lifted @ phi @ lifted.T + np.diag(theta[p : 2 * p]), lifted, phi

    def discrepancy(theta: Reals) -> float:
        own = sigma(theta)[0]
        sign, log_determinant = np.linalg.slogdet(own)
        if sign <= 0 or np.linalg.eigvalsh(own)[0] <= 0:
            return np.inf
        return float(log_determinant + np.trace(np.linalg.solve(own, correlations)) - constant)

    reached = discrepancy(at)
    for _ in range(MOST_STEPS):
        own, lifted, phi = sigma(at)
        slopes = _slopes(lifted, phi, factor_of, rows, columns)
        inverse = np.linalg.inv(own)
        turned = inverse @ slopes @ inverse
        information = 0.5 * turned.reshape(len(at), -1) @ slopes.reshape(len(at), -1).T
        gradient = 0.5 * (turned.reshape(len(at), -1) @ (correlations - own).reshape(-1))
        try:
            step = np.linalg.solve(information, gradient)
        except np.linalg.LinAlgError:
            raise CourseError("factors.not_identified") from None
        for _ in range(HALVINGS):
            value = discrepancy(at + step)
            if value <= reached + 1e-12:
                break
            step = step / 2
        else:
            break
        at, reached = at + step, value
        if np.abs(step).max() < SMALL_STEP:
            own, lifted, phi = sigma(at)
            signs = np.array([np.sign(at[:p][factor_of == factor].sum()) or 1.0 for factor in range(m)])
            return Structure(
                at[:p] * signs[factor_of],
                at[p : 2 * p],
                phi * np.outer(signs, signs),
                _with_signs(information, signs, factor_of, rows, columns, p),
                max(reached, 0.0),
                own,
            )
    raise CourseError("factors.not_converged", steps=MOST_STEPS)


def _first_loadings(correlations: Reals, factor_of: Places) -> Reals:
    """Return where to start: each item's direction among the items of its factor."""
    start = np.empty(len(correlations))
    for factor in range(int(factor_of.max()) + 1):
        own = np.flatnonzero(factor_of == factor)
        _, vectors = np.linalg.eigh(correlations[np.ix_(own, own)])
        leading = vectors[:, -1] * (np.sign(vectors[:, -1].sum()) or 1.0)
        start[own] = np.where(leading < 0, -FIRST_LOADING, FIRST_LOADING)
    return start


def _slopes(lifted: Reals, phi: Reals, factor_of: Places, rows: Places, columns: Places) -> Reals:
    """Return the derivative of Sigma by each parameter, one matrix each."""
    p = len(lifted)
    slopes = np.zeros((2 * p + len(rows), p, p))
    across = lifted @ phi
    for item in range(p):
        slopes[item, item, :] += across[:, factor_of[item]]
        slopes[item, :, item] += across[:, factor_of[item]]
        slopes[p + item, item, item] = 1.0
    for place, (one, other) in enumerate(zip(rows, columns, strict=True)):
        product = np.outer(lifted[:, one], lifted[:, other])
        slopes[2 * p + place] = product + product.T
    return slopes


def _with_signs(information: Reals, signs: Reals, factor_of: Places, rows: Places, columns: Places, p: int) -> Reals:
    turned = np.concatenate([signs[factor_of], np.ones(p), signs[rows] * signs[columns]])
    found: Reals = information * np.outer(turned, turned)
    return found
