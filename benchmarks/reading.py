"""What reading a survey costs, beside the bare CSV reader and pandas on the same bytes.

Usage: python benchmarks/reading.py
"""

import csv
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from fsq_lab.scoring import tallies
from fsq_lab.survey.loading import load
from fsq_lab.survey.reading import read_survey

COPIES, ROUNDS = 20, 7


def cells(path: Path) -> int:
    """Count the cells of a file with the bare reader."""
    with path.open(encoding="utf-8", newline="") as file:
        return sum(map(len, csv.reader(file)))


def shortest(work: Callable[[], object]) -> float:
    """Return the shortest processor time of some rounds, in seconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """Print times and ratios."""
    table = pd.concat([load("bank_branch")] * COPIES, ignore_index=True)
    table["respondent"] = [f"R{row:06}" for row in range(len(table))]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "survey.csv"
        table.to_csv(path, index=False)
        bare = shortest(lambda: cells(path))
        print(f"{len(table):,} rows, {path.stat().st_size / 1e6:.1f} MB")
        for name, work in (
            ("csv.reader", lambda: cells(path)),
            ("pandas.read_csv", lambda: pd.read_csv(path)),
            ("read_survey", lambda: read_survey(path, "bank_branch")),
            ("tallies.read by branch", lambda: tallies.read(path, "bank_branch", "branch")),
        ):
            took = shortest(work)
            print(f"{1000 * took:8.0f} ms  {name}: {took / bare:.1f} x the bare reader")


if __name__ == "__main__":
    main()
