"""Validity from inside a questionnaire: items of one dimension go together, and apart from another's."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring.factors.confirmatory import fit_model
from fsq_lab.scoring.factors.matrices import is_matrix, read_scale

HALF = 0.5  # Fornell and Larcker: more than half of the variance explained
ALIKE = 0.85  # Henseler et al.: from here on two dimensions are hardly two
FEWEST_RESAMPLES = 100

Reals = NDArray[np.float64]


def convergent(items: pd.DataFrame, model: Mapping[str, Sequence[str]], n: int | None = None) -> pd.DataFrame:
    r"""Compute for each factor the reliability of its items together, and the variance it extracts from them.

    .. math::
        CR = \frac{(\sum \lambda)^2}{(\sum \lambda)^2 + \sum (1 - \lambda^2)}, \qquad
        AVE = \frac{1}{k} \sum \lambda^2

    with standardised loadings of the whole model; ``omega`` is the same as CR in the items' own units.

    Parameters
    ----------
    items, model, n
        As for `fsq_lab.scoring.factors.confirmatory.fit_model`.

    Returns
    -------
    DataFrame, one row for each factor
        ``omega``, ``composite_reliability``, ``ave``, ``items``, ``n_used``, ``note`` ("more than half", "less than
        half"; with "; improper" where the model's fit is), ``convention``. Of neither an interval is given.

    Raises
    ------
    CourseError
        As for `fit_model`.

    References
    ----------
    Fornell and Larcker (1981), *Journal of Marketing Research* 18(1), 39-50.

    Examples
    --------
    >>> names = list("abcd")
    >>> found = convergent(pd.DataFrame(0.5 + np.eye(4) / 2, names, names), {"one": names}, n=100)
    >>> found[["composite_reliability", "ave"]].round(2).values.tolist()
    [[0.8, 0.5]]
    """
    fit = fit_model(items, model, n)
    rows = {}
    for place, factor in enumerate(fit.factors):
        own = fit.factor_of == place
        loadings, errors, sds = fit.structure.loadings[own], fit.structure.uniqueness[own], fit.scale.sds[own]
        plain, standard = (loadings * sds).sum() ** 2, loadings.sum() ** 2
        ave = float((loadings**2).mean())
        note = "more than half" if ave > HALF else "less than half"
        rows[factor] = {
            "omega": float(plain / (plain + (errors * sds**2).sum())),
            "composite_reliability": float(standard / (standard + (1 - loadings**2).sum())),
            "ave": ave,
            "items": int(own.sum()),
            "n_used": fit.summary["n_used"],
            "note": note + ("; improper" if fit.summary["verdict"] == "improper" else ""),
            "convention": f"omega unstandardised, composite reliability and AVE standardised; {fit.scale.source}",
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("factor")


def htmt(
    items: pd.DataFrame,
    model: Mapping[str, Sequence[str]],
    confidence: float = 0.95,
    resamples: int = 1000,
    seed: int = 1,
) -> pd.DataFrame:
    r"""Compute the heterotrait-monotrait ratio of each pair of dimensions.

    .. math:: HTMT_{ab} = \frac{\bar r_{ab}}{\sqrt{\bar r_{aa}\, \bar r_{bb}}}

    the mean correlation of items of different dimensions over those of the same one: near 1 the two are one.

    Parameters
    ----------
    items, model
        As for `fit_model`; a matrix needs no n here, and has no interval.
    confidence : float
        Level of the percentile bootstrap's interval, between 0 and 1.
    resamples, seed : int
        At least 100.

    Returns
    -------
    DataFrame, one row for each pair
        ``htmt``, ``low``, ``high``, ``note`` ("apart" where the interval, or without one the value, lies below 0.85,
        "hardly apart" where it lies above, else "cannot tell"), ``n_used``, ``n_missing``, ``convention``. Missing
        where items of one dimension do not correlate above 0 with each other.

    Raises
    ------
    CourseError
        As for `matrices.read_scale`; for a single factor or too few resamples.

    Notes
    -----
    Formula (Henseler, Ringle and Sarstedt 2015): ``HTMT_ab = r_ab / sqrt(r_aa * r_bb)``

    References
    ----------
    Henseler, Ringle and Sarstedt (2015), *Journal of the Academy of Marketing Science* 43(1), 115-135.

    Examples
    --------
    >>> names = list("abcdef")
    >>> block = np.kron(np.eye(2), np.full((3, 3), 0.4)) + 0.2
    >>> np.fill_diagonal(block, 1)
    >>> model = {"one": ["a", "b", "c"], "two": ["d", "e", "f"]}
    >>> htmt(pd.DataFrame(block, names, names), model)["htmt"].round(2).to_dict()
    {('one', 'two'): 0.33}
    """
    if not 0 < confidence < 1:
        raise CourseError("reliability.confidence", confidence=confidence)
    if resamples < FEWEST_RESAMPLES:
        raise CourseError("reliability.few_resamples", resamples=resamples, fewest=FEWEST_RESAMPLES)
    chosen = [name for own in model.values() for name in own]
    faults = [factor for factor, own in model.items() if isinstance(own, str) or len(own) < 2]
    faults += [str(name) for name in dict.fromkeys(chosen) if chosen.count(name) > 1 or name not in items.columns]
    if faults or len(model) < 2:
        raise CourseError("factors.no_model", fault=", ".join(faults) or str(len(model)))
    scale = read_scale(items.loc[chosen, chosen] if is_matrix(items) else items[chosen])
    places, start = {}, 0
    for factor, own in model.items():
        places[factor] = slice(start, start + len(own))
        start += len(own)
    pairs = list(combinations(places.items(), 2))
    values = _ratios(scale.correlations, pairs)
    low = high = np.full(len(pairs), np.nan)
    said = "no interval of a given matrix"
    if scale.answers is not None:
        drawn = _resampled(scale.answers, pairs, resamples, seed)
        low, high = np.nanquantile(drawn, [(1 - confidence) / 2, (1 + confidence) / 2], axis=0)
        said = f"{100 * confidence:.6g}% percentile bootstrap interval, {resamples} resamples, seed {seed}"
    result = pd.DataFrame(
        {
            "htmt": values,
            "low": low,
            "high": high,
            "note": [_note(*row) for row in zip(values, low, high, strict=True)],
            "n_used": scale.counted["n_used"],
            "n_missing": scale.n_missing,
            "convention": f"HTMT, {scale.source}; {said}; limit {ALIKE}",
        },
        index=pd.MultiIndex.from_tuples([(one[0], other[0]) for one, other in pairs], names=["factor", "other"]),
    )
    result.attrs = {**scale.attrs}
    return result


def _note(value: float, low: float, high: float) -> str:
    if np.isnan(value):
        return "cannot tell"
    low, high = (value if np.isnan(bound) else bound for bound in (low, high))
    return "apart" if high < ALIKE else "hardly apart" if low >= ALIKE else "cannot tell"


def _ratios(correlations: Reals, pairs: list[tuple[tuple[str, slice], tuple[str, slice]]]) -> Reals:
    found = []
    for (_, one), (_, other) in pairs:
        within = _within(correlations[one, one]) * _within(correlations[other, other])
        across = float(correlations[one, other].mean())
        found.append(across / within**0.5 if within > 0 and _within(correlations[one, one]) > 0 else np.nan)
    return np.array(found)


def _within(correlations: Reals) -> float:
    return float(correlations[np.tril_indices(len(correlations), -1)].mean())


def _resampled(
    answers: Reals, pairs: list[tuple[tuple[str, slice], tuple[str, slice]]], resamples: int, seed: int
) -> Reals:
    generator = np.random.default_rng(seed)
    drawn = np.full((resamples, len(pairs)), np.nan)
    for row in range(resamples):
        sample = answers[generator.integers(0, len(answers), len(answers))]
        if (np.ptp(sample, axis=0) > 0).all():
            drawn[row] = _ratios(np.asarray(np.corrcoef(sample, rowvar=False)), pairs)
    return drawn
