"""Measure what it costs a table to carry its questionnaire, as ratios within one run on one machine.

``python benchmarks/carrying.py`` prints, for steps of pandas on the course's branch survey, the shortest time of a
table that carries nothing, of one that carries its questionnaire, and of one whose ``attrs`` hold the questionnaire
as an ordinary object, which pandas deep-copies at each step. Rounds alternate.
"""

import platform
import time
from collections.abc import Callable

import pandas as pd

from fsq_lab.scoring import servqual
from fsq_lab.survey.loading import load

ROUNDS = 30
REPEATS = 5
STEPS: dict[str, Callable[[pd.DataFrame], object]] = {
    "query": lambda survey: survey.query("branch == 'B07'"),
    "mask": lambda survey: survey[survey["branch"] == "B07"],
    "one column": lambda survey: survey["branch"],
    "sample": lambda survey: survey.sample(100, random_state=1),
    "assign": lambda survey: survey.assign(older=1),
    "twelve groups": lambda survey: [part for _, part in survey.groupby("branch")],
    "concat": lambda survey: pd.concat([survey, survey]),
    "servqual.gaps": lambda survey: servqual.gaps(survey, instrument="bank_branch"),
}


def shortest(step: Callable[[pd.DataFrame], object], tables: list[pd.DataFrame]) -> list[float]:
    """Return for each table the shortest processor time of a step, in milliseconds."""
    times: list[list[float]] = [[] for _ in tables]
    for _ in range(ROUNDS):
        for table, taken in zip(tables, times, strict=True):
            start = time.process_time()
            for _ in range(REPEATS):
                step(table)
            taken.append((time.process_time() - start) / REPEATS)
    return [1000 * min(taken) for taken in times]


def main() -> None:
    """Print the table."""
    survey = load("bank_branch")
    bare, carrying, naive = (survey.copy() for _ in range(3))  # so that all three lie alike in memory
    bare.attrs = {}
    carrying.attrs = {"instrument": survey.attrs["instrument"]}
    naive.attrs = {"instrument": survey.attrs["instrument"].questionnaire}
    print(f"Python {platform.python_version()}, pandas {pd.__version__}, {platform.machine()}")
    print(f"{'step':16}{'bare':>9}{'carried':>12}{'deep-copied':>16}")
    for name, step in STEPS.items():
        least, carried, copied = shortest(step, [bare, carrying, naive])
        print(f"{name:16}{least:6.2f} ms{carried / least:10.2f} x{copied / least:14.1f} x", flush=True)


if __name__ == "__main__":
    main()
