"""What a check cell costs: the judgement alone, beside it the buttons, and a function called under the time limit.

``python benchmarks/check_cell.py`` prints CPU time (the least of some rounds) with its ratio to the judgement of a
right answer, the bytes that the buttons send, and the memory that the first buttons bring into a learner's kernel.
"""

import json
import subprocess
import sys
import time
import zlib
from collections.abc import Callable

import pandas as pd

from fsq_lab.checks.limited import limited
from fsq_lab.checks.practice import exercise
from fsq_lab.checks.widget import CheckWidget
from fsq_lab.ground.language import use

ROUNDS, MEGABYTE = 200, 2**20
KERNEL = """
import os, psutil
os.environ["FSQ_PROGRESS"] = ""
from fsq_lab import exercise, use
use("en")
check = exercise("03_servqual")
held = psutil.Process().memory_info().rss
verdict = check("gaps", 1)
judged = psutil.Process().memory_info().rss
from fsq_lab.checks.widget import CheckWidget
first = CheckWidget(check, verdict)
shown = psutil.Process().memory_info().rss
others = [CheckWidget(check, verdict) for _ in range(100)]
print(judged - held, shown - judged, (psutil.Process().memory_info().rss - shown) / 100)
"""


def milliseconds(task: Callable[[], object]) -> float:
    task()
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time_ns()
        task()
        taken.append((time.process_time_ns() - start) / 1e6)
    return min(taken)


def main() -> None:
    use("en")
    check = exercise("03_servqual")
    reference = check._oracle.right("gaps")
    gaps = pd.Series(reference["values"], reference["index"])
    red = check._oracle.right("red")
    verdict = check("gaps", -gaps)
    steps: dict[str, Callable[[], object]] = {
        "a right answer": lambda: check("gaps", gaps),
        "a named mistake": lambda: check("gaps", -gaps),
        "a general slip, all mistakes tried": lambda: check("parts", [1.5, 2.5, 3.5, 4.5, 5.5]),
        "the last question, right": lambda: check("red", red["values"]),
        "a function, five inputs": lambda: check("rescale", lambda points: points),
        "the buttons beside a verdict": lambda: CheckWidget(check, verdict)._repr_mimebundle_(),
        "100 calls with the time limit": lambda: [limited(abs, -1) for _ in range(100)],
        "100 calls without": lambda: [abs(-1) for _ in range(100)],
    }
    taken = {name: milliseconds(step) for name, step in steps.items()}
    print("| step | CPU ms | x a right answer |\n|---|---|---|")
    for name, ms in taken.items():
        print(f"| {name} | {ms:.3f} | {ms / taken['a right answer']:.2f} |")
    widget = CheckWidget(check, verdict)
    packed, state = widget.get_state()["packed"], json.dumps({"content": widget.content, "shown": widget.shown})
    print(f"\nBytes: {len(packed)} packed, of them code and state {len(zlib.decompress(packed))}; state {len(state)}.")
    done = subprocess.run([sys.executable, "-c", KERNEL], capture_output=True, text=True, check=True)
    judged, shown, each = (float(number) / MEGABYTE for number in done.stdout.split())
    print(f"Memory, MB: {judged:.1f} the first judgement, {shown:.1f} the first buttons, {each:.3f} each after it.")


if __name__ == "__main__":
    main()
