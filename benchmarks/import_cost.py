"""Measure what importing the library costs, against bare Python and against pandas, in one run.

``python benchmarks/import_cost.py`` prints the shortest of several runs, each in a process of its own, and its
ratio to ``pass`` and to ``import pandas``. Bytecode is written and every import is warmed once before measuring.
"""

import os
import subprocess
import sys
import time

STATEMENTS = (
    "pass",
    "import pandas",
    "import fsq_lab",
    "from fsq_lab import load, servqual",
    "from fsq_lab import plots",
    "from fsq_lab import exercise, load, plots, servqual, take_quiz, use",
    "from fsq_lab import load, plots, servqual; plots.gaps(servqual.gaps(load('bank_branch')))",
)
ROUNDS = 7
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def seconds(statement: str) -> float:
    """Run a statement in a new Python and return the wall time."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True, env=ENVIRONMENT)
    return time.perf_counter() - start


def measure() -> dict[str, float]:
    """Return the shortest time of each statement; rounds alternate, so that a busy moment hits all alike."""
    for statement in STATEMENTS:
        seconds(statement)
    rounds = [{statement: seconds(statement) for statement in STATEMENTS} for _ in range(ROUNDS)]
    return {statement: min(times[statement] for times in rounds) for statement in STATEMENTS}


def main() -> None:
    """Print the table."""
    shortest = measure()
    print(f"{'ms':>6} {'/ bare':>7} {'/ pandas':>9}  statement")
    for statement, time_taken in shortest.items():
        bare, pandas = time_taken / shortest["pass"], time_taken / shortest["import pandas"]
        print(f"{1000 * time_taken:6.0f} {bare:7.2f} {pandas:9.2f}  {statement}")


if __name__ == "__main__":
    main()
