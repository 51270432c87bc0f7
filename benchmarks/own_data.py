"""What a learner's own data cost in a warm kernel, for many learners one after the other: CPU time and memory.

``python benchmarks/own_data.py [LEARNERS]`` prints a line per step with its ratio to reading the exercise's three
committed tables with pandas alone, then how much the process grew from the first fifty learners to the last. Linux
and macOS.
"""

import resource
import sys
import time
from collections.abc import Callable

import pandas

from fsq_lab.checks.oracle import oracle_for
from fsq_lab.checks.practice import Check, exercise
from fsq_lab.ground import tables

NAME = "03_servqual"
TABLES = ("bank_branch", "securities", "insurance")
LEARNERS = 500
SETTLED = 50
MOST_SECONDS_TO_OPEN = 0.1
MOST_MEGABYTES_GROWN = 20
UNITS_IN_A_MEGABYTE = 2**20 if sys.platform == "darwin" else 2**10

Step = Callable[[Check, str], object]
STEPS: dict[str, Step] = {
    "exercise(student=…)": lambda _, student: exercise(NAME, student),
    "its three tables": lambda check, _: [check.load(table) for table in TABLES],
    "the three tables again": lambda check, _: [check.load(table) for table in TABLES],
    "the first check, a right answer": lambda check, student: check("worst", right(student, "worst")),
    "a wrong answer, two mistakes tried": lambda check, _: check("gaps", [1.0] * 5),
    "the last question, a right answer": lambda check, student: check("red", right(student, "red")),
}


def right(student: str, name: str) -> object:
    return oracle_for(NAME, student).right(name)["values"]


def pandas_alone() -> None:
    """Read the same three tables as pandas reads any file."""
    for table in TABLES:
        pandas.read_csv(tables.path_of(tables.resource(table)))


def cpu_seconds(task: Callable[..., object], *arguments: object) -> float:
    start = time.process_time()
    task(*arguments)
    return time.process_time() - start


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / UNITS_IN_A_MEGABYTE


def main(learners: int) -> int:
    for step in STEPS.values():
        step(exercise(NAME, "warm"), "warm")
    alone = min(cpu_seconds(pandas_alone) for _ in range(10))
    taken, settled = dict.fromkeys(STEPS, 0.0), megabytes()
    for number in range(learners):
        student = f"2023{number:04}"
        check = exercise(NAME, student)
        for name, step in STEPS.items():
            taken[name] += cpu_seconds(step, check, student) / learners
        settled = megabytes() if number < SETTLED else settled
    grown = megabytes() - settled
    print(f"| of {learners} learners, each | CPU-s | x reading the tables |\n|---|---|---|")
    for name, seconds in taken.items():
        print(f"| {name} | {seconds:.4f} | {seconds / alone:.2f} |")
    print(f"| pandas alone reads the three tables | {alone:.4f} | 1 |")
    print(f"\nPeak {megabytes():.0f} MB, {grown:.1f} MB of it after learner {SETTLED}.")
    return int(taken["exercise(student=…)"] > MOST_SECONDS_TO_OPEN or grown > MOST_MEGABYTES_GROWN)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else LEARNERS))
