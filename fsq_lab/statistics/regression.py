"""Straight lines and logistic curves: coefficients with their intervals, and a refusal where the data hold none."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError
from fsq_lab.statistics.intervals import Values

CONSTANT = "constant"
MOST_STEPS = 60
SMALL_STEP = 1e-9
_COLLINEAR = 1e-9
_HALVINGS = 30
_LOST = 40.0  # an exponent beyond which a chance is 0 or 1 for every practical end


@dataclass(frozen=True)
class Regression:
    """A fitted regression.

    Attributes
    ----------
    coefficients : DataFrame
        One row for the constant and for each predictor: ``coefficient``, ``se``, ``t_value`` or ``z_value``,
        ``p_value``, ``low``, ``high``.
    summary : Series
        ``n`` and ``n_incomplete`` rows; of a straight line ``r_squared``, ``r_squared_adjusted``, ``f_value``,
        ``p_value`` and ``sd`` of the residuals; of a logistic curve ``log_likelihood``, ``log_likelihood_constant``
        and ``events``; the ``convention``.
    """

    coefficients: pd.DataFrame
    summary: pd.Series

    def predict(self, table: pd.DataFrame) -> pd.Series:
        """Return the fitted values, of a logistic curve the chances, for the rows of a table; missing stays missing."""
        predictors = [str(name) for name in self.coefficients.index if name != CONSTANT]
        _require_columns(table, predictors)
        estimates = self.coefficients["coefficient"]
        line = estimates[CONSTANT] + table[predictors].astype("float64").to_numpy() @ estimates[predictors].to_numpy()
        return pd.Series(_chance(line) if "events" in self.summary else line, index=table.index, name="predicted")


def least_squares(table: pd.DataFrame, outcome: str, predictors: Sequence[str], confidence: float = 0.95) -> Regression:
    r"""Fit a straight line by least squares, with a constant.

    .. math:: \hat\beta = (X^\top X)^{-1} X^\top y, \qquad
              \mathrm{se}_j = s \sqrt{[(X^\top X)^{-1}]_{jj}}, \qquad s^2 = \frac{\sum (y - X\hat\beta)^2}{n - p - 1}

    Standard errors take the residuals as independent and equally spread. A coefficient says what goes together, not
    what causes what.

    Parameters
    ----------
    table : DataFrame
        Rows with a missing value in one of the columns used are left out and counted.
    outcome : str
    predictors : sequence of str
        Columns of numbers.
    confidence : float
        Level of the intervals, between 0 and 1.

    Returns
    -------
    Regression

    Raises
    ------
    CourseError
        For columns that are not there or hold no finite numbers, too few rows, a column that does not vary, predictors
        that add up to each other, an outcome that the line fits without remainder.

    References
    ----------
    Gauss (1823), *Theoria combinationis observationum*; as in Chatterjee and Hadi (2012), *Regression Analysis by
    Example*, chapter 3.

    Examples
    --------
    >>> fit = least_squares(pd.DataFrame({"y": [1.0, 2.0, 2.0, 4.0], "x": [0.0, 1.0, 2.0, 3.0]}), "y", ["x"])
    >>> fit.coefficients["coefficient"].round(2).tolist(), round(float(fit.summary["r_squared"]), 3)
    ([0.9, 0.9], 0.853)
    """
    from scipy.special import fdtrc, stdtr, stdtrit

    y, x, n_incomplete = _rows(table, outcome, predictors, confidence)
    n, p = x.shape
    _, inverse, scaled = _design(x, predictors, n_incomplete)
    estimate = inverse @ (scaled.T @ y)
    residual = y - scaled @ estimate
    squares, total = float(residual @ residual), float(((y - y.mean()) ** 2).sum())
    if squares <= _COLLINEAR**2 * total:
        raise CourseError("statistics.no_remainder", outcome=outcome)
    free = n - p - 1
    variance = squares / free
    back = _unscaling(x)
    coefficient = back @ estimate
    se = np.sqrt(np.diag(back @ inverse @ back.T) * variance)
    t = coefficient / se
    half = float(stdtrit(free, (1 + confidence) / 2)) * se
    explained = 1 - squares / total
    f = (total - squares) / p / variance
    coefficients = pd.DataFrame(
        {
            "coefficient": coefficient,
            "se": se,
            "t_value": t,
            "p_value": 2 * stdtr(free, -np.abs(t)),
            "low": coefficient - half,
            "high": coefficient + half,
        },
        index=[CONSTANT, *predictors],
    )
    summary = {
        "n": n,
        "n_incomplete": n_incomplete,
        "r_squared": explained,
        "r_squared_adjusted": 1 - (1 - explained) * (n - 1) / free,
        "f_value": f,
        "p_value": float(fdtrc(p, free, f)),
        "sd": variance**0.5,
        "convention": f"least squares with a constant, complete rows, {100 * confidence:.6g}% t intervals",
    }
    return Regression(coefficients, pd.Series(summary, dtype=object))


def logistic(table: pd.DataFrame, outcome: str, predictors: Sequence[str], confidence: float = 0.95) -> Regression:
    r"""Fit a logistic curve by maximum likelihood, with a constant.

    .. math:: P(y = 1) = \frac{1}{1 + e^{-(\beta_0 + \beta_1 x_1 + \dots)}}

    Newton's steps; standard errors from the inverse information, intervals Wald's. Where a combination of predictors
    tells the ones from the noughts without fail, or on one side of a bound, the likelihood has no maximum and growing
    coefficients mean nothing: this separation is refused.

    Parameters
    ----------
    table, predictors, confidence
        As for `least_squares`.
    outcome : str
        A column of 0 and 1, or of true and false.

    Returns
    -------
    Regression

    Raises
    ------
    CourseError
        As for `least_squares`; and for an outcome that is not 0 or 1, or under separation.

    References
    ----------
    Cox (1958), The regression analysis of binary sequences, *Journal of the Royal Statistical Society B* 20, 215-242;
    Albert and Anderson (1984), On the existence of maximum likelihood estimates in logistic regression models,
    *Biometrika* 71, 1-10, on separation.

    Examples
    --------
    >>> data = pd.DataFrame({"left": [0, 0, 1, 0, 1, 1], "falls": [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]})
    >>> logistic(data, "left", ["falls"]).coefficients["coefficient"].round(2).tolist()
    [-3.04, 1.21]
    """
    from scipy.special import ndtr

    y, x, n_incomplete = _rows(table, outcome, predictors, confidence)
    if not np.isin(y, (0.0, 1.0)).all():
        raise CourseError("statistics.not_0_1", column=outcome, value=f"{y[~np.isin(y, (0.0, 1.0))][0]:g}")
    _, _, scaled = _design(x, predictors, n_incomplete)
    estimate, covariance = _likeliest(y, scaled)
    back = _unscaling(x)
    coefficient, se = back @ estimate, np.sqrt(np.diag(back @ covariance @ back.T))
    z = coefficient / se
    half = float(_quantile(confidence)) * se
    coefficients = pd.DataFrame(
        {
            "coefficient": coefficient,
            "se": se,
            "z_value": z,
            "p_value": 2 * ndtr(-np.abs(z)),
            "low": coefficient - half,
            "high": coefficient + half,
        },
        index=[CONSTANT, *predictors],
    )
    share = float(y.mean())
    summary = {
        "n": len(y),
        "n_incomplete": n_incomplete,
        "events": int(y.sum()),
        "log_likelihood": _log_likelihood(y, scaled @ estimate),
        "log_likelihood_constant": float(len(y) * (share * np.log(share) + (1 - share) * np.log(1 - share))),
        "convention": f"maximum likelihood with a constant, complete rows, {100 * confidence:.6g}% Wald intervals",
    }
    return Regression(coefficients, pd.Series(summary, dtype=object))


def _likeliest(y: Values, x: Values) -> tuple[Values, Values]:
    """Return the likeliest coefficients and their covariance, or refuse separation."""
    estimate = np.zeros(x.shape[1])
    reached = _log_likelihood(y, x @ estimate)
    for _ in range(MOST_STEPS):
        chance = _chance(x @ estimate)
        information = (x * (chance * (1 - chance))[:, None]).T @ x
        if np.abs(x @ estimate).max() > _LOST or np.linalg.cond(information) > 1 / np.finfo(np.float64).eps:
            break
        step = np.linalg.solve(information, x.T @ (y - chance))
        for _ in range(_HALVINGS):
            value = _log_likelihood(y, x @ (estimate + step))
            if value >= reached - 1e-12 * abs(reached):
                break
            step = step / 2
        estimate, reached = estimate + step, value
        if np.abs(step).max() < SMALL_STEP:
            return estimate, np.linalg.inv(information).astype(np.float64)
    raise CourseError("statistics.separated")


def _rows(
    table: pd.DataFrame, outcome: str, predictors: Sequence[str], confidence: float
) -> tuple[Values, Values, int]:
    """Return outcome and predictors of the complete rows, and how many rows are not complete."""
    if not 0 < confidence < 1:
        raise CourseError("statistics.confidence", confidence=confidence)
    names = [outcome, *predictors]
    if isinstance(predictors, str) or not predictors or len(set(names)) < len(names):
        raise CourseError("statistics.no_predictors", outcome=outcome)
    _require_columns(table, names)
    values = table[names].astype("float64").to_numpy()
    missing = np.isnan(values).any(axis=1)
    values = values[~missing]
    if np.isinf(values).any():
        raise CourseError("statistics.infinite")
    if len(values) < len(names) + 1:
        raise CourseError(
            "statistics.too_few_rows", n=len(values), rows=len(table), fewest=len(names) + 1, predictors=len(predictors)
        )
    for column, name in enumerate(names):
        if np.ptp(values[:, column]) <= _COLLINEAR * np.abs(values[:, column]).max():
            raise CourseError("statistics.no_variance", column=name, n=len(values))
    return values[:, 0], values[:, 1:], int(missing.sum())


def _require_columns(table: pd.DataFrame, names: Sequence[str]) -> None:
    missing = [name for name in names if name not in table.columns]
    if missing:
        raise CourseError("statistics.no_column", columns=", ".join(missing))
    for name in names:
        if table[name].ndim > 1:
            raise CourseError("statistics.double_column", column=name)
        if not (pd.api.types.is_numeric_dtype(table[name]) or pd.api.types.is_bool_dtype(table[name])):
            raise CourseError("statistics.not_numbers", column=name, kind=table[name].dtype)


def _design(x: Values, predictors: Sequence[str], n_incomplete: int) -> tuple[int, Values, Values]:
    """Return rank, inverse of X'X and X, of a constant and standardised predictors; refuse what adds up to another."""
    scaled = np.column_stack([np.ones(len(x)), (x - x.mean(axis=0)) / x.std(axis=0)])
    size = np.linalg.svd(scaled, compute_uv=False)
    if size[-1] < _COLLINEAR * size[0]:
        raise CourseError("statistics.collinear", predictors=", ".join(predictors), n=len(x), n_incomplete=n_incomplete)
    return scaled.shape[1], np.linalg.inv(scaled.T @ scaled), scaled


def _unscaling(x: Values) -> Values:
    """Return the matrix that turns coefficients of standardised predictors into those of the predictors."""
    mean, sd = x.mean(axis=0), x.std(axis=0)
    back = np.diag(np.concatenate([[1.0], 1 / sd]))
    back[0, 1:] = -mean / sd
    return back


def _chance(line: NDArray[np.float64]) -> Values:
    from scipy.special import expit

    found: Values = expit(line)
    return found


def _log_likelihood(y: Values, line: Values) -> float:
    return float((y * line - np.logaddexp(0.0, line)).sum())


def _quantile(confidence: float) -> float:
    from statistics import NormalDist

    return NormalDist().inv_cdf((1 + confidence) / 2)
