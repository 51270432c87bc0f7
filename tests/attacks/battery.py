"""Runs every attack as a submission, an honest one after each, and prints what came of it as JSON.

``python -m attacks.battery WAY HIDDEN_FOLDER`` with the folder of tests on the path; WAY is bubblewrap or landlock.
"""

import hashlib
import json
import os
import pickle
import sys
import time
from pathlib import Path
from typing import Any

import psutil
from attacks import Attack, all_attacks

from fsq_lab.grading.confined.claims import checked
from fsq_lab.grading.confined.jobs import Claims, CodeCell, Job, Limits, Wanted
from fsq_lab.grading.confined.workers import Workers
from fsq_lab.ground.course import course_folder
from fsq_lab.survey.loading import load

LIMITS = Limits(wall_s=6, cpu_s=1, cell_wall_s=5, cell_s=0.6, memory=2**30, data=2**29, total=3_000_000)
HONEST = (
    CodeCell(
        None, "import pandas as pd\nfrom fsq_lab import bet, exercise, load, plots, servqual, submit, use\nuse('zh')"
    ),
    CodeCell(
        None, "check = exercise('03_servqual', student=None)\nlevels = servqual.dimensions(check.load('bank_branch'))"
    ),
    CodeCell("gaps", "gaps = (levels['perception'] - levels['expectation']).mean()"),
    CodeCell("gaps", ""),
    CodeCell("worst", "worst = gaps.idxmin()"),
    CodeCell(None, "check('worst', worst)\nfor _ in range(2000): print('x' * 100)"),
    CodeCell(None, "open('notes.txt', 'w').write('mine')"),
    CodeCell("double", "def double(x):\n    return 2 * x"),
    CodeCell("blank", "blank = ..."),
    CodeCell("broken", "broken = nothing"),
    CodeCell("after", "after = {'a': 1.5}"),
    CodeCell(None, "check.report()\nsubmit()"),
)


def honest_job() -> Job:
    tables = {"bank_branch": pickle.dumps(load("bank_branch"))}
    return Job(HONEST, "03_servqual", {"double": Wanted("[1], [2.5]")}, tables)


def attack_job(attack: Attack, hidden: Path) -> Job:
    known = {
        "SECRET": str(hidden / "secret.txt"),
        "HIDDEN": str(hidden),
        "COURSE": str(course_folder()),
        "PACKAGE": str(course_folder() / "fsq_lab"),
        "PARENT": os.getpid(),
    }
    given = "\n".join(f"{name} = {value!r}" for name, value in known.items())
    cells = (
        CodeCell(None, given),
        CodeCell("earlier", "earlier = 41"),
        CodeCell("won", attack.source),
        CodeCell("later", "later = later if 'later' in globals() else earlier + 1"),
    )
    return Job(cells, "03_servqual", {}, {})


def descendants() -> set[int]:
    return {child.pid for child in psutil.Process().children(recursive=True)}


def spent() -> float:
    """CPU seconds of this process and all that it has started."""
    used = [child.cpu_times() for child in (psutil.Process(), *psutil.Process().children(recursive=True))]
    return sum(times.user + times.system + times.children_user + times.children_system for times in used)


def state_of(folder: Path) -> str:
    """Return a digest of a folder: names, modes, owners, and of files sizes and times."""
    seen = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if "__pycache__" in path.parts or ".pyc" in path.name:
            continue
        told = path.lstat()
        own = "" if path.is_dir() else f"{told.st_size} {told.st_mtime_ns}"  # a folder's change with a cache in it
        seen.update(f"{path} {told.st_mode} {told.st_uid} {own}".encode())
    return seen.hexdigest()


def one(workers: Workers, job: Job) -> Claims:
    return next(iter(workers.run([("it", job)])))[1]


def still_valid(claims: Claims) -> bool:
    """Whether every claim is of the job's names and of a known shape."""
    return set(claims.answers) <= {"earlier", "won", "later"} and all(
        checked(value, Wanted(), LIMITS) == value for value in claims.answers.values()
    )


def tell(claims: Claims) -> dict[str, Any]:
    return {
        "ended": claims.ended,
        "answers": dict(claims.answers),
        "troubles": [list(vars(t).values()) for t in claims.troubles],
    }


def main() -> None:
    way, hidden = sys.argv[1], Path(sys.argv[2])
    token = (hidden / "secret.txt").read_text(encoding="utf-8")
    kept = [hidden, course_folder() / "course", course_folder() / "solutions", course_folder() / "fsq_lab"]
    result: dict[str, Any] = {"attacks": {}, "user": os.geteuid()}
    chosen = sys.argv[3:] or list(all_attacks())
    states = [state_of(folder) for folder in kept]
    with Workers(1, LIMITS, ways=(way,)) as workers:  # type: ignore[arg-type]
        result["how"] = workers.how
        honest = one(workers, honest_job())
        result["honest"] = tell(honest)
        before = descendants()
        for name in chosen:
            start = time.monotonic()
            claims = one(workers, attack_job(all_attacks()[name], hidden))
            seconds = round(time.monotonic() - start, 2)
            told = json.dumps(tell(claims))
            result["attacks"][name] = {
                **json.loads(told),
                "seconds": seconds,
                "cpu_s": claims.cpu_s,
                "how": claims.how,
                "valid": still_valid(claims),
                "secret_told": token in told,
                "secret_changed": state_of(hidden) != states[0] or (hidden / "secret.txt").read_text("utf-8") != token,
                "left": sorted(descendants() - before),
                "lost": sorted(before - descendants()),
                "next_same": tell(one(workers, honest_job())) == tell(honest),
            }
        result["cpu_s"] = round(spent(), 1)
    result["changed"] = [str(folder) for folder, state in zip(kept, states, strict=True) if state_of(folder) != state]
    result["left"] = sorted(descendants())
    print(json.dumps(result))


if __name__ == "__main__":
    main()
