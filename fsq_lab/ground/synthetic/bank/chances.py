"""Counts, picks and times drawn from uniforms by tables: no generator method, so the same on every machine."""

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import Any

import numpy as np

from fsq_lab.ground.synthetic.draws import Draws, Integers, Reals

_NEGLIGIBLE = 1e-15


def poisson_tails(mean: float) -> tuple[float, ...]:
    """Return P(X >= x) of a Poisson count for x = 0, 1, ... until it is negligible.

    >>> [round(tail, 4) for tail in poisson_tails(0.9)[:4]]
    [1.0, 0.5934, 0.2275, 0.0629]
    """
    chances = [float(np.exp(-mean))]
    while len(chances) <= mean or chances[-1] > _NEGLIGIBLE:
        chances.append(chances[-1] * mean / len(chances))
    return tuple(accumulate(reversed(chances)))[::-1]


@lru_cache(maxsize=64)
def _poisson_limits(mean: float) -> Reals:
    """Return P(X <= x) for x = 0, 1, ..., of the few means that draw many counts."""
    return np.array([1.0 - tail for tail in poisson_tails(mean)[1:]])


def poissons(uniforms: Reals, mean: float) -> Integers:
    """Turn uniforms into Poisson counts of one mean.

    >>> poissons(np.array([0.1, 0.5, 0.95]), 0.9).tolist()
    [0, 1, 3]
    """
    return np.searchsorted(_poisson_limits(mean), uniforms, side="right").astype(np.int64)


def counts(draws: Draws, means: Sequence[float]) -> Integers:
    """Draw one Poisson count for each mean."""
    uniforms = draws.uniforms(len(means)).tolist()
    return np.array([_count(*pair) for pair in zip(uniforms, means, strict=True)], dtype=np.int64)


def _count(uniform: float, mean: float) -> int:
    chance, x = float(np.exp(-mean)), 0
    reached = chance
    while uniform >= reached and chance > 0.0:
        x += 1
        chance *= mean / x
        reached += chance
    return x


def smallest_count(mean: float, chance: float) -> int:
    """Return the smallest x with P(X >= x) <= chance: an exact upper limit of a chart of counts.

    >>> smallest_count(0.9, 0.00135), smallest_count(6.4, 0.00135)
    (6, 16)
    """
    return next((x for x, tail in enumerate(poisson_tails(mean)) if tail <= chance), len(poisson_tails(mean)))


def pick(uniforms: Reals, shares: Sequence[float]) -> Integers:
    """Turn uniforms into places 0, 1, ... that have these shares, which sum to one.

    >>> pick(np.array([0.1, 0.5, 0.99]), (0.2, 0.5, 0.3)).tolist()
    [0, 1, 2]
    """
    return np.searchsorted(list(accumulate(shares))[:-1], uniforms, side="right").astype(np.int64)


@cache
def _gamma_limits(shape: int, scale: float, longest: int) -> Reals:
    """Return P(G < k + 1/2) for k = 1, ..., longest, of a gamma time with a whole shape."""
    edges = (np.arange(1, longest + 1) + 0.5) / scale
    term, total = np.ones_like(edges), np.ones_like(edges)
    for step in range(1, shape):
        term = term * edges / step
        total = total + term
    limits: Reals = 1.0 - np.exp(-edges) * total
    return limits


def gammas(uniforms: Reals, shape: int, scale: float) -> Integers:
    """Turn uniforms into gamma times of a whole shape, rounded to whole units, at least 1.

    >>> gammas(np.array([0.001, 0.5, 0.999]), 4, 2.0).tolist()
    [1, 7, 26]
    """
    longest = int(scale * (shape + 40))
    return 1 + np.searchsorted(_gamma_limits(shape, scale, longest), uniforms, side="right").astype(np.int64)


def logistic(values: Any) -> Any:
    """Return 1 / (1 + exp(-value)), elementwise."""
    return 1.0 / (1.0 + np.exp(-values))


def rounded(values: Reals) -> Integers:
    """Round to the nearest whole number, halves upwards."""
    return np.floor(values + 0.5).astype(np.int64)
