"""Measure what scoring a long survey costs, as ratios within one run on one machine.

``python benchmarks/scoring.py`` prints the shortest of several runs. One pass is ``answers.sum()`` over the 1 million
x 44 int8 answers (NumPy adds them up in int64); ``answers.max()`` stands beside it. The bootstrap and the pandas loop,
which run once, are compared by processor time, so that other work on the machine counts for neither.
``python benchmarks/scoring.py files`` writes surveys of 1 and 5 million rows to a temporary folder, chunk by chunk,
and reads each in a process of its own, to compare the peaks of memory.
"""

import platform
import resource
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from fsq_lab.scoring import tallies
from fsq_lab.survey.instruments import instrument

MILLION = 1_000_000
BRANCHES = 200
ROUNDS = 15
RESAMPLES, MEASURED = 2000, 50
BRANCH = instrument("bank_branch")
COLUMNS = [*BRANCH.columns("expectation"), *BRANCH.columns("perception")]


def survey(rows: int, seed: int = 1) -> pd.DataFrame:
    """Return a synthetic survey: int8 answers, each column in one stretch of memory, the branch categorical."""
    generator = np.random.default_rng(seed)
    answers = generator.integers(1, 8, (len(COLUMNS), rows), dtype=np.int8)
    codes = generator.integers(0, BRANCHES, rows, dtype=np.int16)
    branch = pd.Categorical.from_codes(codes, [f"B{number:03d}" for number in range(BRANCHES)])
    return pd.DataFrame(answers.T, columns=COLUMNS, copy=False).assign(branch=branch)


def seconds(measured: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the time of one run, by the wall clock unless another is given."""
    start = clock()
    measured()
    return clock() - start


def shortest(*measured: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> list[float]:
    """Return the shortest time of each; rounds alternate, so that a busy moment hits all alike."""
    rounds = [[seconds(one, clock) for one in measured] for _ in range(ROUNDS)]
    return [min(times) for times in zip(*rounds, strict=True)]


def gaps_by_branch(table: pd.DataFrame) -> list[pd.DataFrame]:
    """Return each branch's respondents with their gaps by dimension, as the pandas loop needs them."""
    gaps = {}
    for dimension in BRANCH.dimensions:
        items = BRANCH.items_of(dimension)
        perceived = sum(table[f"perception_{item}"].astype("float64") for item in items)
        gaps[dimension] = (perceived - sum(table[f"expectation_{item}"] for item in items)) / len(items)
    by_branch = pd.DataFrame(gaps).groupby(table["branch"], observed=True)
    return [rows for _, rows in by_branch]


def resample_rows(branches: list[pd.DataFrame]) -> None:
    """Resample the rows of each branch in a pandas loop."""
    for seed in range(MEASURED):
        for rows in branches:
            rows.sample(len(rows), replace=True, random_state=seed).mean()


def in_memory() -> None:
    """Print times and ratios for 1 million rows in memory."""
    table = survey(MILLION)
    answers = np.ascontiguousarray(table[COLUMNS].to_numpy().T)
    tally = tallies.tally(table, BRANCH, "branch")
    one_pass, one_maximum, scored, from_tally = shortest(
        answers.sum,
        answers.max,
        lambda: tallies.gaps(tallies.tally(table, BRANCH, "branch")),
        lambda: tallies.gaps(tally),
    )
    bootstrap = seconds(
        lambda: tallies.gaps(tallies.tally(table, BRANCH, "branch"), interval="bootstrap"), time.process_time
    )
    branches = gaps_by_branch(table)
    loop = seconds(lambda: resample_rows(branches), time.process_time) * RESAMPLES / MEASURED
    tracemalloc.start()
    tallies.gaps(tallies.tally(table, BRANCH, "branch"))
    scratch = tracemalloc.get_traced_memory()[1] / table.memory_usage(index=False).sum()
    tracemalloc.stop()
    print(f"{MILLION:,} x {len(COLUMNS)} int8 answers, {BRANCHES} branches, {len(tally):,} rows of tally")
    print(f"{1000 * one_pass:8.0f} ms  one pass: answers.sum() over int8")
    print(f"{1000 * one_maximum:8.1f} ms  answers.max() over int8")
    print(f"{1000 * scored:8.0f} ms  t intervals by branch: {scored / one_pass:.1f} x one pass")
    print(f"{'':8}     and {scored / one_maximum:.0f} x answers.max()")
    print(f"{1000 * from_tally:8.0f} ms  of these from the tally: {from_tally / one_pass:.1f} x one pass")
    print(f"{bootstrap:8.1f} s   of the processor: bootstrap by branch, {RESAMPLES} resamples")
    print(
        f"{loop:8.0f} s   pandas loop, {MEASURED} resamples measured and scaled: {loop / bootstrap:.0f} x the bootstrap"
    )
    print(f"{1 + scratch:8.2f}     peak memory with the input, as a multiple of the input")


def write(path: Path, rows: int) -> None:
    """Write a survey file of repeated chunks, so that making it takes little memory and time."""
    chunk = survey(MILLION // 10)
    text = chunk.to_csv(index=False, header=False).encode() if path.suffix == ".csv" else b""
    if path.suffix == ".csv":
        with path.open("wb") as file:
            file.write(",".join(chunk.columns).encode() + b"\n")
            for _ in range(rows // len(chunk)):
                file.write(text)
        return
    import pyarrow
    import pyarrow.parquet

    content = pyarrow.Table.from_pandas(chunk.astype({"branch": "str"}), preserve_index=False)
    with pyarrow.parquet.ParquetWriter(path, content.schema) as writer:
        for _ in range(rows // len(chunk)):
            writer.write_table(content)


def read_here(path: str) -> None:
    """Read a file in this process and print the rows, the seconds and the peak of memory."""
    start = time.perf_counter()
    tally = tallies.read(path, BRANCH, "branch")
    result = tallies.gaps(tally)
    counted = int((result["n_used"] + result["n_missing"]).groupby("dimension").sum().iloc[0])
    seconds, peak = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{counted:9,} rows {Path(path).suffix:9} {seconds:6.1f} s  peak {peak:5.0f} MB", flush=True)


def files(folder: Path) -> None:
    """Write and read long files."""
    for suffix in (".csv", ".parquet"):
        for rows in (MILLION, 5 * MILLION):
            path = folder / f"survey{suffix}"
            write(path, rows)
            subprocess.run([sys.executable, __file__, "read", str(path)], check=True)
            path.unlink()


def main() -> None:
    """Print the tables."""
    if sys.argv[1:2] == ["read"]:
        read_here(sys.argv[2])
        return
    print(f"Python {platform.python_version()}, NumPy {np.__version__}, pandas {pd.__version__}, {platform.machine()}")
    if sys.argv[1:] == ["files"]:
        with tempfile.TemporaryDirectory() as folder:
            files(Path(folder))
    else:
        in_memory()


if __name__ == "__main__":
    main()
