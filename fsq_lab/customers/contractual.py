"""How long customers under contract stay: the shifted beta-geometric model, and constant churn beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError

LARGEST, SMALLEST = 1e4, 1e-4
_GAIN = 1e-4  # of log-likelihood by which the model must better constant churn
FEWEST_PERIODS = 2
STARTS = ((1.0, 1.0), (0.7, 1.5), (0.5, 4.0), (3.0, 12.0))


@dataclass(frozen=True)
class SbgFit:
    """A fitted shifted beta-geometric model.

    Attributes
    ----------
    alpha, beta : float
        Of the beta distribution of the chance to leave.
    summary : Series
        ``alpha``, ``beta``, ``log_likelihood``, ``log_likelihood_constant`` (of constant churn), ``mean_churn``
        (of the first period), ``n``, ``n_left``, ``periods``, ``convention``.
    """

    alpha: float
    beta: float
    summary: "pd.Series[Any]"


def fit_sbg(survivors: Sequence[float]) -> SbgFit:
    r"""Fit the shifted beta-geometric model to a cohort by maximum likelihood.

    Each customer leaves at the end of a period with a chance of his own, which does not change; the chances follow a
    beta distribution. Then with the beta function *B*

    .. math:: P(T = t) = \frac{B(\alpha + 1, \beta + t - 1)}{B(\alpha, \beta)}, \qquad
              S(t) = \frac{B(\alpha, \beta + t)}{B(\alpha, \beta)}

    Retention rises from year to year though nobody grows more loyal: those likely to leave have left.

    Parameters
    ----------
    survivors : sequence of float
        How many of the cohort are there at the start, after one period, after two, ...; counts, never rising.

    Returns
    -------
    SbgFit

    Raises
    ------
    CourseError
        For fewer than two periods, counts that rise or are below 0, a cohort of which nobody leaves, and where the
        likelihood has its maximum at a bound: then churn is constant, or falls, and the model says no more than that.

    References
    ----------
    Fader and Hardie (2007), How to project customer retention, *Journal of Interactive Marketing* 21(1), 76-90.

    Examples
    --------
    >>> found = fit_sbg([1000, 631, 468, 382, 326, 289, 262, 241])
    >>> round(found.alpha, 3), round(found.beta, 3)
    (0.704, 1.182)
    """
    from scipy.optimize import minimize

    there = _cohort(survivors)
    lost = -np.diff(there)

    def against(logs: NDArray[np.float64]) -> float:
        return -_log_likelihood(float(np.exp(logs[0])), float(np.exp(logs[1])), lost, there[-1])

    bounds = [(np.log(SMALLEST), np.log(LARGEST))] * 2
    tried = [minimize(against, np.log(start), method="L-BFGS-B", bounds=bounds) for start in STARTS]
    best = min(tried, key=lambda one: float(one.fun))
    polished = minimize(against, best.x, method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-10, "maxiter": 2000})
    best = polished if polished.fun <= best.fun else best
    alpha, beta = (float(value) for value in np.exp(best.x))
    constant = _constant(there)
    reached = -float(best.fun)
    plain = _constant_likelihood(constant, lost, there[-1])
    if max(alpha, beta) > LARGEST / 10 or min(alpha, beta) < SMALLEST * 10 or reached - plain < _GAIN:
        raise CourseError("contractual.bound", churn=f"{100 * constant:.1f}")
    summary = {
        "alpha": alpha,
        "beta": beta,
        "log_likelihood": reached,
        "log_likelihood_constant": plain,
        "mean_churn": alpha / (alpha + beta),
        "n": float(there[0]),
        "n_left": float(there[0] - there[-1]),
        "periods": len(lost),
        "convention": f"shifted beta-geometric, maximum likelihood, {len(lost)} periods, one cohort",
    }
    return SbgFit(alpha, beta, pd.Series(summary, dtype=object))


def survival(fit: SbgFit | tuple[float, float], periods: int) -> pd.DataFrame:
    """Return the share still there after each period, and the retention of each.

    Parameters
    ----------
    fit : SbgFit or tuple of float
        A fit, or alpha and beta.
    periods : int
        How many, at least 1.

    Returns
    -------
    DataFrame by ``period``, from 0
        ``survival``, ``retention`` of the period (missing in 0), ``convention``.

    Examples
    --------
    >>> survival((1.0, 1.0), 3)["survival"].round(3).tolist()
    [1.0, 0.5, 0.333, 0.25]
    """
    alpha, beta = _parameters(fit)
    if periods < 1 or periods != int(periods):
        raise CourseError("contractual.periods", periods=periods)
    period = np.arange(int(periods) + 1)
    shares = _survival(alpha, beta, period)
    retention = np.concatenate([[np.nan], (beta + period[1:] - 1) / (alpha + beta + period[1:] - 1)])
    result = pd.DataFrame({"survival": shares, "retention": retention}, index=pd.Index(period, name="period"))
    result["convention"] = f"shifted beta-geometric, alpha {alpha:.4g}, beta {beta:.4g}"
    return result


def forecast(survivors: Sequence[float], fit_on: int, periods: int | None = None) -> pd.DataFrame:
    """Fit the first periods of a cohort, and hold model and constant churn against the rest.

    Parameters
    ----------
    survivors : sequence of float
        As for `fit_sbg`.
    fit_on : int
        How many periods are fitted, at least 2.
    periods : int, optional
        How far to forecast; by default as far as there are counts.

    Returns
    -------
    DataFrame by ``period``, from 0
        The share still there: ``actual`` (missing where not yet known), ``sbg``, ``constant`` (one churn rate for all
        periods, by maximum likelihood); ``used`` for the fit or not; ``n``; ``convention``.

    Raises
    ------
    CourseError
        As for `fit_sbg`, and where `fit_on` is more than there is.

    Notes
    -----
    Formula (Fader and Hardie 2007): ``S(t) = B(alpha, beta + t) / B(alpha, beta)``

    Examples
    --------
    >>> found = forecast([1000, 869, 743, 653, 593, 551, 517, 491], fit_on=4, periods=8)
    >>> found.loc[7, ["actual", "sbg", "constant"]].astype(float).round(2).tolist()
    [0.49, 0.44, 0.39]
    """
    there = _cohort(survivors)
    if not FEWEST_PERIODS <= fit_on < len(there):
        raise CourseError("contractual.fit_on", fit_on=fit_on, fewest=FEWEST_PERIODS, most=len(there) - 1)
    last = len(there) - 1 if periods is None else int(periods)
    fit = fit_sbg(there[: fit_on + 1].tolist())
    churn = _constant(there[: fit_on + 1])
    period = np.arange(max(last, len(there) - 1) + 1)
    actual = np.full(len(period), np.nan)
    actual[: len(there)] = there / there[0]
    return pd.DataFrame(
        {
            "actual": actual,
            "sbg": _survival(fit.alpha, fit.beta, period),
            "constant": (1 - churn) ** period,
            "used": period <= fit_on,
            "n": float(there[0]),
            "convention": f"fitted on periods 1-{fit_on}; constant churn {100 * churn:.1f}% a period",
        },
        index=pd.Index(period, name="period"),
    )


def derl(fit: SbgFit | tuple[float, float], tenure: int, discount: float) -> float:
    r"""Return the discounted expected residual lifetime of a customer, in periods, at the end of a period.

    For somebody in the *n*-th period, just before the decision to renew,

    .. math:: \frac{\beta + n - 1}{\alpha + \beta + n - 1}\;
              {}_2F_1\Bigl(1, \beta + n; \alpha + \beta + n; \frac{1}{1+d}\Bigr)

    Parameters
    ----------
    fit : SbgFit or tuple of float
        A fit, or alpha and beta; published values need the rounded ones.
    tenure : int
        *n*, at least 1.
    discount : float
        *d* per period, above 0.

    Returns
    -------
    float

    Raises
    ------
    CourseError
        For a tenure or a discount that cannot be.

    References
    ----------
    Fader and Hardie (2010), Customer-base valuation in a contractual setting: the perils of ignoring heterogeneity,
    *Marketing Science* 29(1), 85-93.

    Examples
    --------
    >>> round(derl((0.668, 3.806), tenure=1, discount=0.10), 3)
    5.415
    """
    from scipy.special import hyp2f1

    alpha, beta = _parameters(fit)
    if tenure < 1 or tenure != int(tenure):
        raise CourseError("contractual.tenure", tenure=tenure)
    if not (np.isfinite(discount) and discount > 0):
        raise CourseError("contractual.discount", discount=discount)
    n = int(tenure)
    first = (beta + n - 1) / (alpha + beta + n - 1)
    return float(first * hyp2f1(1, beta + n, alpha + beta + n, 1 / (1 + discount)))


def _cohort(survivors: Sequence[float]) -> NDArray[np.float64]:
    there = np.asarray(list(survivors), dtype=np.float64)
    if len(there) < FEWEST_PERIODS + 1:
        raise CourseError("contractual.few_periods", given=len(there), fewest=FEWEST_PERIODS + 1)
    if not np.isfinite(there).all() or (there < 0).any():
        raise CourseError("contractual.no_counts")
    rising = np.flatnonzero(np.diff(there) > 0)
    if len(rising):
        at = int(rising[0])
        raise CourseError("contractual.rising", period=at + 1, before=f"{there[at]:g}", after=f"{there[at + 1]:g}")
    if there[0] == there[-1]:
        raise CourseError("contractual.nobody_left", n=f"{there[0]:g}")
    return there


def _log_likelihood(alpha: float, beta: float, lost: NDArray[np.float64], stay: float) -> float:
    from scipy.special import betaln

    period = np.arange(1, len(lost) + 1)
    leaves = betaln(alpha + 1, beta + period - 1) - betaln(alpha, beta)
    return float(lost @ leaves + stay * (betaln(alpha, beta + len(lost)) - betaln(alpha, beta)))


def _constant(there: NDArray[np.float64]) -> float:
    """Return the churn that is the same in every period, by maximum likelihood: lost of all that were at risk."""
    return float((there[0] - there[-1]) / there[:-1].sum())


def _constant_likelihood(churn: float, lost: NDArray[np.float64], stay: float) -> float:
    if churn >= 1:
        return 0.0
    period = np.arange(len(lost))
    return float(lost @ (np.log(churn) + period * np.log1p(-churn)) + stay * len(lost) * np.log1p(-churn))


def _survival(alpha: float, beta: float, period: NDArray[Any]) -> NDArray[np.float64]:
    from scipy.special import betaln

    shares: NDArray[np.float64] = np.exp(betaln(alpha, beta + period) - betaln(alpha, beta))
    return shares


def _parameters(fit: SbgFit | tuple[float, float]) -> tuple[float, float]:
    alpha, beta = (fit.alpha, fit.beta) if isinstance(fit, SbgFit) else fit
    if not (alpha > 0 and beta > 0):
        raise CourseError("contractual.parameters", alpha=alpha, beta=beta)
    return float(alpha), float(beta)
