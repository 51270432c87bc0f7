"""Raking 20,000 answers to three margins, beside the same method as loops of pandas; prints ratios of CPU times."""

import time
import tracemalloc
from collections.abc import Callable

import numpy as np
import pandas as pd

from fsq_lab.scoring import raking

ROWS, TOLERANCE = 20_000, 1e-8
SHARES = {
    "tier": {"mass": 0.55, "middle": 0.31, "upper": 0.14},
    "age": {"18-29": 0.2, "30-44": 0.35, "45-59": 0.28, "60+": 0.17},
    "branch": {f"B{number:02d}": 1 / 12 for number in range(1, 13)},
}


def sample(seed: int = 1) -> pd.DataFrame:
    """Three variables that go together, so that one pass is not enough."""
    chance = np.random.default_rng(seed)
    common = chance.normal(size=ROWS)
    drawn = {}
    for name, shares in SHARES.items():
        own = 0.75 * common + 0.65 * chance.normal(size=ROWS) + 0.3
        edges = np.quantile(chance.normal(size=ROWS), np.cumsum(list(shares.values()))[:-1])
        drawn[name] = np.array(list(shares))[np.searchsorted(edges, own)]
    return pd.DataFrame(drawn)


def by_masks(table: pd.DataFrame, targets: dict[str, "pd.Series[float]"]) -> "pd.Series[float]":
    """Category by category, as the method is told: the rows of one are found, summed and multiplied."""
    weights = pd.Series(1.0, index=table.index)
    off = 1.0
    while off > TOLERANCE:
        for name, target in targets.items():
            for category, share in target.items():
                here = table[name] == category
                weights[here] *= share / (weights[here].sum() / weights.sum())
        off = max(
            abs(weights[table[name] == category].sum() / weights.sum() - share)
            for name, target in targets.items()
            for category, share in target.items()
        )
    return weights / weights.mean()


def by_groups(table: pd.DataFrame, targets: dict[str, "pd.Series[float]"]) -> "pd.Series[float]":
    """Variable by variable, with groupby and map: what somebody writes who knows pandas well."""
    weights = pd.Series(1.0, index=table.index)
    off = 1.0
    while off > TOLERANCE:
        for name, target in targets.items():
            shares = weights.groupby(table[name]).sum() / weights.sum()
            weights = weights * table[name].map(target / shares)
        off = max(
            float((weights.groupby(table[name]).sum() / weights.sum() - target).abs().max())
            for name, target in targets.items()
        )
    return weights / weights.mean()


def cpu(work: Callable[[], object], times: int) -> float:
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def main() -> None:
    table = sample()
    targets = {name: pd.Series(shares) for name, shares in SHARES.items()}
    ours = raking.rake(table, targets, tolerance=TOLERANCE)
    loops = {"a loop over categories": by_masks, "a loop with groupby and map": by_groups}
    one = cpu(lambda: raking.rake(table, targets, tolerance=TOLERANCE), 7)
    print(f"{ROWS:,} rows, 19 categories of text, none missing: {ours.summary['rounds']} rounds")
    print(f"raking.rake {one:.4f} CPU-s")
    for name, work in loops.items():
        assert np.allclose(ours.weights, work(table, targets), rtol=1e-4)
        other = cpu(lambda work=work: work(table, targets), 3)
        print(f"{name} {other:.4f} CPU-s: raking.rake is {other / one:.1f} times as fast")
    tracemalloc.start()
    raking.rake(table, targets, tolerance=TOLERANCE)
    peak = tracemalloc.get_traced_memory()[1]
    print(f"extra memory at most {peak / 2**20:.1f} MB")


if __name__ == "__main__":
    main()
