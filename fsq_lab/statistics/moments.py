"""Means and covariances of a table's complete rows, however long it is, without a second copy of it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

ROWS_AT_ONCE = 20_000  # few enough to stay in a processor's cache, many enough to make the steps between them cheap

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Moments:
    """What is known of complete rows: their number *n*, and by column means, bounds and covariances.

    Without a complete row means are 0 and bounds empty (from infinity to minus infinity); with fewer than two,
    covariances are missing.
    """

    n: int
    means: Floats
    covariances: Floats
    lowest: Floats
    highest: Floats
    lowest_total: float
    highest_total: float

    @property
    def correlations(self) -> Floats:
        """Correlations of the columns, each of which has to vary."""
        sd = np.sqrt(np.diag(self.covariances))
        return np.clip(self.covariances / sd[:, None] / sd, -1.0, 1.0)


@np.errstate(invalid="ignore")  # infinite values, which the bounds show
def complete_moments(table: pd.DataFrame, rows_at_once: int = ROWS_AT_ONCE) -> Moments:
    r"""Compute means, covariances and bounds of the rows without a missing value, a stretch of rows at a time.

    All rows are shifted by the means :math:`c` of the first stretch, so that answers far from zero lose no digits:

    .. math::
        (n - 1)\, \mathrm{cov}(x, y)
        = \sum (x - c_x)(y - c_y) - \tfrac{1}{n} \sum (x - c_x) \sum (y - c_y)

    Parameters
    ----------
    table : DataFrame
        Numbers only; integers, floats, or pandas' own with missing values.
    rows_at_once : int
        How many rows are worked on at once.

    Returns
    -------
    Moments
        Infinite values show in the bounds; covariances are then missing.

    References
    ----------
    Chan, Golub and LeVeque (1983), Algorithms for computing the sample variance, *The American Statistician* 37(3),
    242-247, on shifted data.

    Examples
    --------
    >>> answers = pd.DataFrame({"first": [1.0, 2.0, 3.0, None], "second": [1.0, 3.0, 2.0, 5.0]})
    >>> moments = complete_moments(answers)
    >>> moments.n, moments.means.tolist(), moments.covariances.tolist()
    (3, [2.0, 2.0], [[1.0, 0.5], [0.5, 1.0]])
    """
    columns = table.shape[1]
    n, shift, sums, products = 0, np.zeros(columns), np.zeros(columns), np.zeros((columns, columns))
    lowest, highest = np.full(columns, np.inf), np.full(columns, -np.inf)
    lowest_total, highest_total = np.inf, -np.inf
    for start in range(0, len(table), rows_at_once):
        values = _complete_columns(table.iloc[start : start + rows_at_once])
        if values.shape[1] == 0:
            continue
        totals = values.sum(axis=0)
        lowest, highest = np.minimum(lowest, values.min(axis=1)), np.maximum(highest, values.max(axis=1))
        lowest_total, highest_total = min(lowest_total, totals.min()), max(highest_total, totals.max())
        if n == 0:
            shift = values.mean(axis=1)
        values -= shift[:, None]
        n += values.shape[1]
        sums += values.sum(axis=1)
        products += values @ values.T
    covariances = np.full((columns, columns), np.nan)
    if n > 1:
        covariances = (products - np.outer(sums, sums) / n) / (n - 1)
    return Moments(n, shift + sums / max(n, 1), covariances, lowest, highest, float(lowest_total), float(highest_total))


def _complete_columns(rows: pd.DataFrame) -> Floats:
    """Return a copy of the rows without a missing value, each of the table's columns in one stretch of memory."""
    values = np.array(rows.astype("float64").to_numpy().T, order="C")
    missing = np.isnan(values).any(axis=0)
    return values.take(np.flatnonzero(~missing), axis=1) if missing.any() else values
