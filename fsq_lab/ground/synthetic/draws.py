"""A stream of random numbers that is the same on every machine."""

from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    pass


Reals = NDArray[np.float64]
Integers = NDArray[np.int64]
Effect = NDArray[np.floating[Any]]


class Draws:
    """A stream of uniforms and standard normals that is the same on every machine.

    Parameters
    ----------
    seed : int
        Any non-negative whole number.

    Examples
    --------
    >>> Draws(1).uniforms(3).round(6).tolist()
    [0.511822, 0.950464, 0.14416]
    """

    def __init__(self, seed: int) -> None:
        self._words = np.random.PCG64(seed)

    def uniforms(self, count: int) -> Reals:
        """Draw uniforms strictly between 0 and 1: the top 52 bits of a word, plus a half."""
        top_bits = self._words.random_raw(count) >> np.uint64(12)
        return (top_bits.astype(np.float64) + 0.5) * 2.0**-52

    def normals(self, count: int) -> Reals:
        """Draw standard normals by the inverse of their distribution function (Wichura 1988, AS 241)."""
        inverse = NormalDist().inv_cdf
        return np.fromiter(map(inverse, self.uniforms(count).tolist()), np.float64, count)
