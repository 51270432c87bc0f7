"""Measure what alpha of 1 million respondents and 22 items costs, beside `np.cov` and pingouin, in one run.

Prints for each kind of table the least processor time of several runs, ratios, and the extra peak of memory
(tracemalloc); processor time, so that other work on the machine counts for neither. Where
pingouin is not installed (it is GPL, so never a dependency; put it into an environment of its own) its lines are
left out, and the script says so.
"""

import importlib.util
import platform
import time
import tracemalloc
from collections.abc import Callable

import numpy as np
import pandas as pd
from scoring import MILLION, shortest

from fsq_lab.scoring.reliability import alpha

ITEMS = 22
MISSING = 0.01  # of the answers: 22 items leave 80 % of the rows complete


def tables(seed: int = 1) -> dict[str, pd.DataFrame]:
    """Return the same answers from 1 to 7, with one thing in common, as three kinds of table."""
    generator = np.random.default_rng(seed)
    shared = generator.standard_normal(MILLION, dtype=np.float32)
    answers = np.empty((ITEMS, MILLION), dtype=np.int8)
    for item in answers:
        item[:] = np.clip(np.rint(4 + shared + generator.standard_normal(MILLION, dtype=np.float32)), 1, 7)
    whole = answers.astype(np.float64)
    gappy = np.where(generator.random(answers.shape) < MISSING, np.nan, whole)
    names = [f"item_{number}" for number in range(1, ITEMS + 1)]
    kinds = {"float64, none missing": whole, "int8, none missing": answers, f"float64, {MISSING:.0%} missing": gappy}
    return {kind: pd.DataFrame(values.T, columns=names, copy=False) for kind, values in kinds.items()}


def covariance(table: pd.DataFrame) -> object:
    return np.cov(table.astype("float64").dropna().to_numpy(), rowvar=False)


def pingouins(table: pd.DataFrame) -> object:
    import pingouin

    return pingouin.cronbach_alpha(table, nan_policy="listwise")


def extra_peak(measured: Callable[[], object]) -> float:
    """Return the megabytes that a run allocates beside its input."""
    tracemalloc.start()
    measured()
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return peak


def main() -> None:
    """Print the table."""
    ways = {"alpha": alpha, "np.cov of the complete rows": covariance}
    if importlib.util.find_spec("pingouin"):
        ways["pingouin, listwise"] = pingouins
    else:
        print("pingouin is not installed: its lines are left out")
    print(f"Python {platform.python_version()}, NumPy {np.__version__}, pandas {pd.__version__}, {platform.machine()}")
    print("| 1 million x 22 | way | CPU ms | extra MB | alpha's time / its time |\n|---|---|---|---|---|")
    for kind, table in tables().items():
        runs = [lambda way=way, table=table: way(table) for way in ways.values()]
        times = shortest(*runs, clock=time.process_time)
        for name, run, took in zip(ways, runs, times, strict=True):
            figures = f"{1000 * took:.0f} | {extra_peak(run):.0f} | {times[0] / took:.2f}"
            print(f"| {kind} | {name} | {figures} |", flush=True)
    if "pingouin, listwise" in ways:
        (first, *_) = tables().values()
        print(f"alpha differs from pingouin's by {abs(alpha(first)['alpha'] - pingouins(first)[0]):.1g}")


if __name__ == "__main__":
    main()
