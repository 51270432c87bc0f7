"""Measure what recency, frequency and money of 1 million transactions cost, beside pandas written well and badly.

Prints the least processor time of several runs, ratios, and the extra peak of memory (tracemalloc). The table is
pinned: 1 million rows of 50,000 customers, dates as ``datetime64[ns]``, amounts as ``float64``, none missing; and the
same with customers and dates as texts, as a file gives them.
"""

import platform
import time
import tracemalloc
from collections.abc import Callable

import numpy as np
import pandas as pd

from fsq_lab.customers.rfm import from_transactions, score

ROWS, CUSTOMERS, REFERENCE, RUNS = 1_000_000, 50_000, "2026-01-01", 7


def transactions(seed: int = 1) -> pd.DataFrame:
    """Return so many transactions of two years; customers as a number in text."""
    generator = np.random.default_rng(seed)
    days = generator.integers(0, 731, ROWS)
    return pd.DataFrame(
        {
            "customer": pd.Index([f"C{number:05d}" for number in range(CUSTOMERS)])[
                generator.integers(0, CUSTOMERS, ROWS)
            ],
            "date": np.datetime64("2024-01-01", "ns") + days.astype("timedelta64[D]"),
            "amount": np.round(np.exp(generator.normal(6, 1, ROWS)), 2),
        }
    )


def clean(table: pd.DataFrame) -> pd.DataFrame:
    """Return what pandas gives, written as well as one can."""
    dates = pd.to_datetime(table["date"])
    found = table.assign(date=dates).groupby("customer", sort=True).agg(
        last=("date", "max"), frequency=("date", "size"), monetary=("amount", "sum")
    )  # fmt: skip
    found["recency"] = (pd.Timestamp(REFERENCE) - found["last"]).dt.days
    return found


def lambdas(table: pd.DataFrame) -> pd.DataFrame:
    """Return the same as tutorials have it: a lambda for each column and group."""
    until = pd.Timestamp(REFERENCE)
    return table.assign(date=pd.to_datetime(table["date"])).groupby("customer").agg(
        recency=("date", lambda own: (until - own.max()).days),
        frequency=("date", lambda own: len(own)),
        monetary=("amount", lambda own: own.sum()),
    )  # fmt: skip


def shortest(measured: Callable[[], object], runs: int) -> float:
    """Return the least processor time of several runs, in seconds."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        measured()
        times.append(time.process_time() - start)
    return min(times)


def extra_peak(measured: Callable[[], object]) -> float:
    """Return the megabytes that a run allocates beside its input."""
    tracemalloc.start()
    measured()
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return peak


def main() -> None:
    """Print the table."""
    dated = transactions()
    texts = dated.assign(date=dated["date"].dt.strftime("%Y-%m-%d"))
    print(f"Python {platform.python_version()}, pandas {pd.__version__}; {ROWS:,} rows of {CUSTOMERS:,} customers\n")
    print("| table | way | CPU-s | times ours | extra peak, MB |\n|---|---|---|---|---|")
    for kind, table in (("dates as datetime64", dated), ("dates as texts", texts)):
        ours = shortest(lambda: from_transactions(table, REFERENCE), RUNS)  # noqa: B023
        ways: dict[str, tuple[Callable[[], object], int]] = {
            "rfm.from_transactions": (lambda: from_transactions(table, REFERENCE), RUNS),  # noqa: B023
            "pandas, clean": (lambda: clean(table), RUNS),  # noqa: B023
            "pandas, lambdas": (lambda: lambdas(table), 1),  # noqa: B023
        }
        for name, (way, runs) in ways.items():
            seconds = shortest(way, runs)
            print(f"| {kind} | {name} | {seconds:.3f} | {seconds / ours:.2f} | {extra_peak(way):.0f} |")
    habits = from_transactions(dated, REFERENCE)
    print(f"\nscore of {CUSTOMERS:,} customers: {shortest(lambda: score(habits), RUNS):.3f} CPU-s")


if __name__ == "__main__":
    main()
