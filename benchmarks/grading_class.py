"""What marking a class costs: CPU seconds and wall time of `fsq-lab grade`, beside nbgrader's autograde of exercise 03.

``python benchmarks/grading_class.py [STUDENTS]`` makes so many hand-ins (200) of exercise 03 in a temporary folder:
most answers right, some the named mistakes, some left empty, and five that are hostile. It marks them three times: on
each student's own data, on these and the class's hidden variant, and with the same data for all; each with named
mistakes and follow-through. Then it writes 500 students x 15 exercises x 10 results into a gradebook. Needs the extra
`grade` and a checkout. Exits 1 where a line is missed.
"""

import os
import platform
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from grading_worker import NAME, autograde, spent

from fsq_lab.grading.classes import new_class
from fsq_lab.grading.confined.workers import Workers
from fsq_lab.grading.gradebook import Gradebook
from fsq_lab.grading.grading_run import Order, carry_out
from fsq_lab.ground.language import use

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from hand_ins import as_bytes, filled, handed_out, right_answers

LINES = {"own data": 1 / 10, "own data and hidden variant": 1 / 6, "same data for all": 1 / 15}
MINUTES, WRITING = 4, 3.0
HOSTILE = (
    "while True:\n    pass",
    "x = []\nwhile True:\n    x.append(bytearray(10**8))",
    "while True:\n    print('x' * 10_000)",
    "import os\nwhile True:\n    os.write(1, b'y' * 65536)",
    "with open('/tmp/full', 'wb') as f:\n    while True:\n        f.write(b'z' * 10**6)",
)


def hand_in(place: int) -> bytes:
    """One student's notebook: every sixth answer a named mistake, every eleventh empty, from place to place another."""
    answers = right_answers(NAME)
    for step, answer in enumerate(handed_out(NAME).exercise.answers.values(), start=place):
        if step % 6 == 0 and answer.mistakes:
            answers[answer.name] = answer.mistakes[place % len(answer.mistakes)].code
        elif step % 11 == 0:
            del answers[answer.name]
    return as_bytes(filled(NAME, answers))


def hostile(place: int) -> bytes:
    answers = right_answers(NAME)
    first = next(iter(answers))
    answers[first] = HOSTILE[place % len(HOSTILE)]
    return as_bytes(filled(NAME, answers))


def cpu() -> float:
    """CPU seconds of this process, of those that it has started, and of those of them that have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent() + ended.ru_utime + ended.ru_stime


class Watched:
    """A pool of workers that notes what all processes have used before it ends, when the workers' count is lost."""

    used, own = 0.0, 0.0

    def __init__(self, count: int) -> None:
        self.pool = Workers(count)

    def __enter__(self) -> Any:
        return self.pool.__enter__()

    def __exit__(self, *error: Any) -> None:
        Watched.used, Watched.own = cpu(), time.process_time()
        self.pool.__exit__(*error)


def graded(folder: Path, out: Path, class_folder: Path | None = None) -> tuple[float, float]:
    """Mark a folder of hand-ins; return CPU seconds and wall seconds."""
    cores, before, start = os.cpu_count() or 1, cpu(), time.monotonic()
    done = carry_out(Order(folder, out, NAME, class_folder, judges=cores), lambda: Watched(cores))
    assert done.marked == len(list(folder.iterdir())), done.lines
    return Watched.used - before + time.process_time() - Watched.own, time.monotonic() - start


def a_class(root: Path, count: int, hostile_ones: int, with_ids: bool) -> Path:
    folder = root / f"{count}-{hostile_ones}-{with_ids}"
    folder.mkdir()
    for place in range(count):
        content = hostile(place) if place < hostile_ones else hand_in(place)
        name = (
            f"2026{place:04d}.ipynb" if with_ids else f"anonymous-{chr(97 + place // 26)}{chr(97 + place % 26)}.ipynb"
        )
        (folder / name).write_bytes(content)
    return folder


def writing(root: Path) -> float:
    """CPU seconds of keeping 500 students x 15 exercises x 10 results."""
    answers = {
        f"question_{n}": {"outcome": "right", "points": 2.0, "mistakes": [], "value": [1.25] * 5} for n in range(10)
    }
    start = time.process_time()
    with Gradebook(root / "large.jsonl") as book:
        for student in range(500):
            for exercise in range(15):
                entry = {
                    "entry": "result",
                    "exercise": f"{exercise:02}",
                    "who": f"2026{student:04d}",
                    "answers": answers,
                }
                book.add([entry], safely=exercise == 14)
    return time.process_time() - start


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    use("zh")
    print(f"{platform.platform()}, Python {platform.python_version()}, {count} students, {os.cpu_count()} cores")
    theirs = autograde()
    print(f"nbgrader's autograde of the solution  {theirs or float('nan'):.2f} CPU-s")
    kept = True
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        os.environ["FSQ_SECRET_FILE"] = str(root / "secret")
        new_class(root / "A")
        known, nobody = a_class(root, count, 0, True), a_class(root, count, 0, False)
        runs = {
            "own data": (known, None),
            "own data and hidden variant": (known, root / "A"),
            "same data for all": (nobody, None),
        }
        for told, (folder, class_folder) in runs.items():
            used, wall = graded(folder, root / f"out {told}", class_folder)
            each = used / count
            ratio = each / theirs if theirs else float("nan")
            kept &= ratio <= LINES[told]
            print(
                f"{told:28} {each:.3f} CPU-s a hand-in, 1/{1 / ratio:.1f} of theirs "
                f"(line 1/{1 / LINES[told]:.0f}), {wall:.0f} s"
            )
        used, wall = graded(a_class(root, count, len(HOSTILE), True), root / "out hostile", root / "A")
        kept &= wall < 60 * MINUTES
        print(
            f"{len(HOSTILE)} of them hostile, own data and hidden variant: {used:.0f} CPU-s, {wall:.0f} s "
            f"(line {60 * MINUTES} s)"
        )
        seconds = writing(root)
        kept &= seconds < WRITING
        print(f"500 x 15 x 10 results written: {seconds:.2f} CPU-s (line {WRITING:.0f})")
    print("all lines kept" if kept else "a line is MISSED")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
