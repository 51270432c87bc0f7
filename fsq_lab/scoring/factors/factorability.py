"""Can items be gathered into dimensions, and how many: KMO, Bartlett's test, eigenvalues, parallel analysis."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring.factors.matrices import ScaleMatrix, read_scale

FEWEST_DRAWS = 100
_CELLS_AT_ONCE = 2_000_000

Reals = NDArray[np.float64]


def kmo(items: pd.DataFrame, n: int | None = None) -> pd.Series:
    r"""Compute the Kaiser-Meyer-Olkin measure: how far correlations are shared rather than of two items alone.

    .. math:: KMO = \frac{\sum_{i \ne j} r_{ij}^2}{\sum_{i \ne j} r_{ij}^2 + \sum_{i \ne j} q_{ij}^2}

    with the partial correlations :math:`q_{ij}` of two items given all others.

    Parameters
    ----------
    items : DataFrame
        Answers, or a matrix of correlations or covariances.
    n : int, optional
        Respondents behind a matrix.

    Returns
    -------
    Series
        ``kmo``, ``weakest_item`` and its own measure ``weakest_kmo``, ``items``, ``n_used``, ``n_missing``,
        ``convention``. Kaiser called .9 marvellous and below .5 unacceptable: words, no test.

    Raises
    ------
    CourseError
        As for `matrices.read_scale`; items that all have correlation 0.

    References
    ----------
    Kaiser (1974), An index of factorial simplicity, *Psychometrika* 39(1), 31-36.

    Examples
    --------
    >>> names = ["a", "b", "c"]
    >>> round(kmo(pd.DataFrame(0.5 + np.eye(3) / 2, names, names))["kmo"], 3)
    0.692
    """
    scale = read_scale(items, n)
    own = _kmo_by_item(scale)
    squares, partial = _squares(scale)
    weakest = str(own.idxmin())
    return pd.Series(
        {
            "kmo": float(squares.sum() / (squares.sum() + partial.sum())),
            "weakest_item": weakest,
            "weakest_kmo": float(own[weakest]),
            **scale.counted,
            "convention": f"Kaiser-Meyer-Olkin, {scale.source}",
        },
        dtype=object,
    )


def kmo_by_item(items: pd.DataFrame, n: int | None = None) -> pd.Series:
    """Compute each item's own measure of sampling adequacy.

    Parameters
    ----------
    items, n
        As for `kmo`.

    Returns
    -------
    Series, by item

    Examples
    --------
    >>> names = ["a", "b", "c"]
    >>> kmo_by_item(pd.DataFrame(0.5 + np.eye(3) / 2, names, names)).round(3).to_dict()
    {'a': 0.692, 'b': 0.692, 'c': 0.692}
    """
    return _kmo_by_item(read_scale(items, n))


def bartlett(items: pd.DataFrame, n: int | None = None) -> pd.Series:
    r"""Test whether all correlations are 0, Bartlett's test of sphericity.

    .. math:: \chi^2 = -\Bigl(n - 1 - \frac{2p + 5}{6}\Bigr) \log|R|, \qquad df = \frac{p(p-1)}{2}

    With many respondents it always says no: it shows that there is something, not that it has dimensions.

    Parameters
    ----------
    items : DataFrame
        Answers, or a matrix of correlations or covariances.
    n : int, optional
        Respondents behind a matrix; needed for it.

    Returns
    -------
    Series
        ``chi_square``, ``df``, ``p_value``, ``items``, ``n_used``, ``n_missing``, ``convention``.

    Raises
    ------
    CourseError
        As for `matrices.read_scale`, and for a matrix without `n`.

    References
    ----------
    Bartlett (1950), Tests of significance in factor analysis, *British Journal of Psychology* 3(2), 77-85.

    Examples
    --------
    >>> names = ["a", "b", "c"]
    >>> bartlett(pd.DataFrame(0.5 + np.eye(3) / 2, names, names), n=50)["df"]
    3
    """
    from scipy.special import chdtrc

    scale = read_scale(items, n)
    p = len(scale.names)
    count = scale.known_n("bartlett")
    chi_square = -(count - 1 - (2 * p + 5) / 6) * float(np.linalg.slogdet(scale.correlations)[1])
    df = p * (p - 1) // 2
    return pd.Series(
        {
            "chi_square": chi_square,
            "df": df,
            "p_value": float(chdtrc(df, max(chi_square, 0.0))),
            **scale.counted,
            "convention": f"Bartlett's test of sphericity, {scale.source}",
        },
        dtype=object,
    )


def eigenvalues(items: pd.DataFrame, n: int | None = None) -> pd.DataFrame:
    """Return the eigenvalues of the correlations, the largest first.

    Parameters
    ----------
    items, n
        As for `kmo`.

    Returns
    -------
    DataFrame, one row for each, numbered from 1
        ``eigenvalue`` (they sum to the number of items), ``share`` of all variance, ``cumulative``, ``n_used``,
        ``n_missing``, ``convention``.

    Raises
    ------
    CourseError
        As for `matrices.read_scale`.

    References
    ----------
    Cattell (1966), The scree test for the number of factors, *Multivariate Behavioral Research* 1(2), 245-276.

    Examples
    --------
    >>> names = ["a", "b", "c"]
    >>> eigenvalues(pd.DataFrame(0.5 + np.eye(3) / 2, names, names))["eigenvalue"].round(2).tolist()
    [2.0, 0.5, 0.5]
    """
    scale = read_scale(items, n)
    return _table(scale, {}, f"eigenvalues of the full matrix, {scale.source}")


def parallel_analysis(
    items: pd.DataFrame, n: int | None = None, draws: int = 1000, quantile: float = 0.95, seed: int = 1
) -> pd.DataFrame:
    r"""Count dimensions by comparing eigenvalues with those of answers that have nothing in common.

    Of *n* normal respondents on *p* unrelated items the cross-products are drawn at once, by Bartlett's decomposition
    :math:`A A^\top` of a Wishart matrix: on A's diagonal the roots of chi-squares with :math:`n - 1, n - 2, \dots`
    degrees of freedom, below it standard normals. A dimension is kept while its eigenvalue is above the quantile of
    the random ones, and the first that is not ends the count.

    Parameters
    ----------
    items : DataFrame
        Answers, or a matrix of correlations or covariances.
    n : int, optional
        Respondents behind a matrix; needed for it.
    draws : int
        Random sets, at least 100.
    quantile : float
        Of the random eigenvalues, between 0 and 1.
    seed : int

    Returns
    -------
    DataFrame, one row for each eigenvalue, numbered from 1
        ``eigenvalue``, ``share``, ``cumulative``, ``random_mean``, ``threshold``, ``kept``, ``n_used``,
        ``n_missing``, ``convention``. Near the threshold another seed may decide otherwise.

    Raises
    ------
    CourseError
        As for `matrices.read_scale`; for a matrix without `n`, too few draws, a quantile outside 0 to 1.

    References
    ----------
    Horn (1965), *Psychometrika* 30(2), 179-185; Glorfeld (1995), *Educational and Psychological Measurement* 55(3),
    377-393, for the quantile; Bartlett (1933), *Proceedings of the Royal Society of Edinburgh* 53, 260-283, for the
    decomposition.

    Examples
    --------
    >>> names = list("abcdef")
    >>> block = np.kron(np.eye(2), np.full((3, 3), 0.5)) + 0.1
    >>> np.fill_diagonal(block, 1)
    >>> int(parallel_analysis(pd.DataFrame(block, names, names), n=300)["kept"].sum())
    2
    """
    if draws < FEWEST_DRAWS or not 0 < quantile < 1:
        raise CourseError("factors.draws", draws=draws, fewest=FEWEST_DRAWS, quantile=quantile)
    scale = read_scale(items, n)
    count = scale.known_n("parallel_analysis")
    random = random_eigenvalues(count, len(scale.names), draws, seed)
    threshold = np.quantile(random, quantile, axis=0)
    own = np.linalg.eigvalsh(scale.correlations)[::-1]
    columns = {
        "random_mean": random.mean(axis=0),
        "threshold": threshold,
        "kept": np.logical_and.accumulate(own > threshold),
    }
    said = f"parallel analysis: full matrix, {scale.source}; {draws} draws, quantile {quantile:g}, seed {seed}"
    return _table(scale, columns, said)


def dimensions(
    items: pd.DataFrame, n: int | None = None, draws: int = 1000, quantile: float = 0.95, seed: int = 1
) -> pd.Series:
    """Count dimensions by parallel analysis, with Kaiser's rule (eigenvalues above 1) beside it as a warning.

    Parameters
    ----------
    items, n, draws, quantile, seed
        As for `parallel_analysis`.

    Returns
    -------
    Series
        ``parallel``, ``kaiser``, ``first_share`` (of all variance, by the first eigenvalue), ``items``, ``n_used``,
        ``n_missing``, ``convention``.

    Examples
    --------
    >>> names = list("abcdef")
    >>> block = np.kron(np.eye(2), np.full((3, 3), 0.5)) + 0.1
    >>> np.fill_diagonal(block, 1)
    >>> dimensions(pd.DataFrame(block, names, names), n=300)[["parallel", "kaiser"]].tolist()
    [2, 2]
    """
    found = parallel_analysis(items, n, draws, quantile, seed)
    return pd.Series(
        {
            "parallel": int(found["kept"].sum()),
            "kaiser": int((found["eigenvalue"] > 1).sum()),
            "first_share": float(found["share"].iloc[0]),
            "items": len(found),
            "n_used": int(found["n_used"].iloc[0]),
            "n_missing": int(found["n_missing"].iloc[0]),
            "convention": found["convention"].iloc[0],
        },
        dtype=object,
    )


def random_eigenvalues(n: int, items: int, draws: int, seed: int) -> Reals:
    """Return the eigenvalues of the correlations of unrelated normal items, one row for each draw.

    Parameters
    ----------
    n, items, draws, seed : int

    Returns
    -------
    array, draws by items, the largest first

    Examples
    --------
    >>> random_eigenvalues(100, 4, 200, seed=1).sum(axis=1).round(6)[:2].tolist()
    [4.0, 4.0]
    """
    generator = np.random.default_rng(seed)
    rows, columns = np.tril_indices(items, -1)
    at_once = max(1, _CELLS_AT_ONCE // items**2)
    parts = []
    for done in range(0, draws, at_once):
        size = min(at_once, draws - done)
        roots = np.zeros((size, items, items))
        roots[:, np.arange(items), np.arange(items)] = np.sqrt(
            generator.chisquare(n - 1 - np.arange(items), size=(size, items))
        )
        roots[:, rows, columns] = generator.standard_normal((size, len(rows)))
        roots /= np.sqrt((roots**2).sum(axis=2, keepdims=True))
        parts.append(np.linalg.eigvalsh(roots @ roots.transpose(0, 2, 1))[:, ::-1])
    return np.concatenate(parts)


def _squares(scale: ScaleMatrix) -> tuple[Reals, Reals]:
    """Return the squares of correlations and of partial correlations, without the diagonal."""
    inverse = np.linalg.inv(scale.correlations)
    scaling = np.sqrt(np.diag(inverse))
    squares, partial = scale.correlations**2, (inverse / np.outer(scaling, scaling)) ** 2
    np.fill_diagonal(squares, 0.0)
    np.fill_diagonal(partial, 0.0)
    if squares.sum() == 0:
        raise CourseError("factors.unrelated")
    return squares, partial


def _kmo_by_item(scale: ScaleMatrix) -> pd.Series:
    squares, partial = (part.sum(axis=0) for part in _squares(scale))
    return pd.Series(squares / (squares + partial), scale.names, name="kmo")


def _table(scale: ScaleMatrix, columns: dict[str, Reals | NDArray[np.bool_]], convention: str) -> pd.DataFrame:
    own = np.linalg.eigvalsh(scale.correlations)[::-1]
    result = pd.DataFrame(
        {"eigenvalue": own, "share": own / len(own), "cumulative": np.cumsum(own) / len(own), **columns},
        index=pd.RangeIndex(1, len(own) + 1, name="component"),
    )
    result["n_used"] = np.nan if scale.n is None else scale.n
    result["n_missing"] = scale.n_missing
    result["convention"] = convention
    result.attrs = {**scale.attrs}
    return result
