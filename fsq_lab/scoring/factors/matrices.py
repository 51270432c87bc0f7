"""Reads a scale as correlations: from answers, or from a matrix as articles print it; and refuses what cannot carry."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError
from fsq_lab.statistics.moments import complete_moments

SINGULAR = 1e-8  # the smallest eigenvalue of correlations from which items add up to each other
FEWEST_ITEMS = 3

Reals = NDArray[np.float64]


@dataclass(frozen=True)
class ScaleMatrix:
    """A scale's correlations and standard deviations, and whom they come from.

    Attributes
    ----------
    names : list of str
        The items.
    correlations : array, items by items
    sds : array
        Standard deviations; ones where only correlations are known.
    n : int or None
        Complete respondents; None where a printed matrix came without.
    n_missing : int
        Respondents left out because an answer is missing.
    source : str
        What the convention says of all this.
    answers : array or None
        The complete rows, where answers were given.
    attrs : dict
        What the table carries, such as the seed of synthetic data.
    """

    names: list[str]
    correlations: Reals
    sds: Reals
    n: int | None
    n_missing: int
    source: str
    answers: Reals | None
    attrs: dict[Hashable | None, Any]

    @property
    def covariances(self) -> Reals:
        """The covariances, items by items."""
        found: Reals = self.correlations * np.outer(self.sds, self.sds)
        return found

    @property
    def counted(self) -> dict[str, object]:
        """Items, respondents used and left out: what every result ends with."""
        return {
            "items": len(self.names),
            "n_used": np.nan if self.n is None else self.n,
            "n_missing": self.n_missing,
        }

    def known_n(self, purpose: str) -> int:
        """Return the respondents, or refuse what cannot be said without."""
        if self.n is None:
            raise CourseError("factors.no_n", purpose=purpose)
        return self.n


def read_scale(items: pd.DataFrame, n: int | None = None, fewest: int = FEWEST_ITEMS) -> ScaleMatrix:
    """Read answers, or a matrix of correlations or covariances, as one scale.

    Parameters
    ----------
    items : DataFrame
        One row per respondent and one column per item; or a matrix, whose rows have the names of its columns.
    n : int, optional
        Complete respondents behind a matrix; of answers it is counted, and must not be given.
    fewest : int
        Items that are needed.

    Raises
    ------
    CourseError
        For what is no table, too few or double or constant columns, texts, too few respondents (there must be more
        than items), an impossible matrix, items that add up to each other.

    Examples
    --------
    >>> names = ["a", "b", "c"]
    >>> read_scale(pd.DataFrame([[1, .5, .4], [.5, 1, .3], [.4, .3, 1]], names, names), n=100).n
    100
    """
    if not isinstance(items, pd.DataFrame):
        raise CourseError("reliability.no_table", kind=type(items).__name__)
    if len(items.columns) < fewest:
        raise CourseError("factors.too_few_items", count=len(items.columns), fewest=fewest)
    double = items.columns[items.columns.duplicated()].unique()
    if len(double):
        raise CourseError("reliability.double_columns", columns=", ".join(map(str, double)))
    for column, kind in zip(items.columns, items.dtypes, strict=True):
        if not pd.api.types.is_numeric_dtype(kind) or pd.api.types.is_bool_dtype(kind):
            raise CourseError("reliability.not_numbers", column=column, kind=kind)
    found = _matrix(items, n) if is_matrix(items) else _answers(items, n)
    smallest, vectors = np.linalg.eigh(found.correlations)
    if smallest[0] < SINGULAR:
        heavy = np.abs(vectors[:, 0]) > 0.1 * np.abs(vectors[:, 0]).max()
        raise CourseError("factors.singular", columns=", ".join(np.array(found.names)[heavy]))
    return found


def is_matrix(items: pd.DataFrame) -> bool:
    """Whether a table is a matrix of items by items: its rows have the names of its columns, and it is symmetric.

    >>> is_matrix(pd.DataFrame([[1, 0.5], [0.5, 1]]))
    True
    """
    if list(items.index) != list(items.columns):
        return False
    values = items.to_numpy(dtype="float64", na_value=np.nan)
    return bool(np.allclose(values, values.T, equal_nan=True))


def _answers(items: pd.DataFrame, n: int | None) -> ScaleMatrix:
    if n is not None:
        raise CourseError("factors.n_of_answers")
    complete = complete_moments(items)
    k = len(items.columns)
    if complete.n <= k:
        raise CourseError("factors.too_few_respondents", n=complete.n, rows=len(items), items=k)
    if np.isinf(np.maximum(-complete.lowest, complete.highest)).any():
        raise CourseError("reliability.infinite")
    constant = [str(name) for name in items.columns[complete.lowest == complete.highest]]
    if constant:
        raise CourseError("factors.constant", columns=", ".join(constant), n=complete.n)
    values = items.astype("float64").to_numpy()
    return ScaleMatrix(
        names=[str(name) for name in items.columns],
        correlations=_ones(complete.correlations),
        sds=np.sqrt(np.diag(complete.covariances)),
        n=complete.n,
        n_missing=len(items) - complete.n,
        source="Pearson correlations of complete rows",
        answers=values[~np.isnan(values).any(axis=1)],
        attrs=dict(items.attrs),
    )


def _matrix(items: pd.DataFrame, n: int | None) -> ScaleMatrix:
    values = items.to_numpy(dtype="float64")
    variances = np.diag(values)
    if not np.isfinite(values).all() or variances.min() <= 0:
        raise CourseError("factors.no_matrix")
    sds = np.sqrt(variances)
    correlations = values / np.outer(sds, sds)
    if np.abs(correlations).max() > 1 + 1e-9:
        raise CourseError("factors.no_matrix")
    if n is not None and n <= len(values):
        raise CourseError("factors.too_few_respondents", n=n, rows=n, items=len(values))
    what = "correlations" if np.allclose(variances, 1) else "covariances"
    return ScaleMatrix(
        names=[str(name) for name in items.columns],
        correlations=_ones(correlations),
        sds=sds,
        n=n,
        n_missing=0,
        source=f"given {what}" + ("" if n is not None else ", n not known"),
        answers=None,
        attrs=dict(items.attrs),
    )


def _ones(correlations: Reals) -> Reals:
    exact = (correlations + correlations.T) / 2
    np.fill_diagonal(exact, 1.0)
    return exact
