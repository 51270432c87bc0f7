"""What running one submission confined costs: CPU seconds of the whole tree of processes, beside nbgrader's autograde.

``python benchmarks/grading_worker.py [SUBMISSIONS]`` runs the built solution of exercise 03 so many times (100) in one
worker, on data and cells that are there; judging is another's work. Beside it, in the same run: the same cells without
any confinement in a process that has everything loaded, an empty submission, and nbgrader's autograde of the same
notebook (needs the extra `grade`). Linux only. Exits 1 where the fixed cost or a worker's memory is over its budget.
"""

import os
import pickle
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import psutil

from fsq_lab.checks.compiled import compiled_exercise
from fsq_lab.checks.oracle import Oracle, tables_of
from fsq_lab.grading.confined import worker as worker_module
from fsq_lab.grading.confined.jobs import CodeCell, How, Job, Limits, Wanted
from fsq_lab.grading.confined.running import run_cells
from fsq_lab.grading.confined.workers import Workers
from fsq_lab.ground.course import course_folder

NAME, MEGABYTE = "03_servqual", 2**20
MOST_CPU, MOST_MEMORY = 0.06, 150
PLOT = "import matplotlib.pyplot as plt\nfig, axes = plt.subplots()\naxes.plot([1, 2])\nfig.canvas.draw()"
CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = "bench"
c.CourseDirectory.root = {root!r}
c.CourseDirectory.db_url = "sqlite:///" + {root!r} + "/gradebook.db"
c.ClearSolutions.code_stub = {{"python": ""}}
c.ClearSolutions.text_stub = ""
"""


def solution() -> Path:
    return course_folder() / "solutions" / "zh" / NAME / f"{NAME}.ipynb"


def solution_job() -> Job:
    exercise, tables = compiled_exercise(NAME), dict[str, bytes]()

    def kept(name: str):  # type: ignore[no-untyped-def]
        table = tables_of(None)(name)
        tables[name] = pickle.dumps(table)
        return table

    oracle = Oracle(exercise, kept)
    for answer in exercise.answers:
        oracle.right(answer)
    cells = []
    for cell in nbformat.read(solution(), as_version=4).cells:
        if cell.cell_type == "code":
            name = cell.metadata.get("nbgrader", {}).get("grade_id", "").removesuffix("-check")
            cells.append(CodeCell(name if name in exercise.answers else None, cell.source))
    return Job(tuple(cells), NAME, {a.name: Wanted(a.inputs) for a in exercise.answers.values()}, tables)


def spent() -> float:
    """CPU seconds of this process and of all that it has started, those that have ended too."""
    own = time.process_time()
    for child in psutil.Process().children(recursive=True):
        used = child.cpu_times()
        own += used.user + used.system + used.children_user + used.children_system
    return own


def each(pool: Workers, job: Job, count: int) -> float:
    before = spent()
    for _, claims in pool.run((n, job) for n in range(count)):
        assert claims.ended == "done", claims
    return (spent() - before) / count


def alone(job: Job, count: int) -> float:
    """CPU seconds of the cells alone, each time in a fork of a process that has everything loaded."""
    worker_module._load()
    total = 0.0
    for _ in range(count):
        reading, writing = os.pipe()
        if os.fork() == 0:
            out = os.open(os.devnull, os.O_WRONLY)
            start = time.process_time()

            def leave(_: int, start: float = start, writing: int = writing) -> None:
                os.write(writing, str(time.process_time() - start).encode())
                os._exit(0)

            run_cells(job, Limits(), out, leave)
        os.close(writing)
        total += float(os.read(reading, 100))
        os.close(reading)
        os.wait()
    return total / count


def autograde() -> float | None:
    """CPU seconds of nbgrader's autograde of the same notebook, the least of three."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "nbgrader_config.py").write_text(CONFIG.format(root=folder), encoding="utf-8")
        for kind in ("source", "submitted/solved"):
            shutil.copytree(solution().parent, root / kind / NAME)
        environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
        environment |= {"IPYTHONDIR": str(root / "ipython"), "FSQ_PROGRESS": "", "HOME": folder}

        def run(*words: str) -> float:
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            done = subprocess.run(
                [sys.executable, "-m", "nbgrader", *words], cwd=root, env=environment, capture_output=True, check=False
            )
            assert done.returncode == 0, done.stderr.decode()[-2000:]
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

        try:
            import nbgrader  # noqa: F401
        except ImportError:
            return None
        run("generate_assignment", NAME)
        return min(run("autograde", NAME, "--force") for _ in range(3))


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    job, empty = solution_job(), Job((), NAME, {}, {})
    plotting = Job((*job.cells, CodeCell(None, PLOT)), NAME, job.wanted, job.tables)
    cells = alone(job, count)
    print(f"{platform.platform()}, Python {platform.python_version()}, {count} submissions")
    print(f"the cells alone, everything loaded   {cells:.4f} CPU-s")
    held, fixed = 0.0, 0.0
    ways: tuple[How, ...] = ("bubblewrap", "landlock")
    for way in ways:
        start = spent()
        try:
            pool = Workers(1, ways=(way,))
        except ValueError as error:
            print(f"{way}: {str(error)[:160]}")
            continue
        with pool:
            loaded = spent() - start
            each(pool, job, 3)
            whole, least, drawn = each(pool, job, count), each(pool, empty, count), each(pool, plotting, count // 4 + 1)
            cells = (cells + alone(job, count)) / 2  # before and after: other work comes and goes
            process = max(psutil.Process().children(recursive=True), key=lambda child: child.memory_info().rss)
            memory = process.memory_info().rss / MEGABYTE
        print(f"{way}: start {loaded:.2f} CPU-s a worker, {memory:.0f} MB with Matplotlib")
        print(
            f"  a submission {whole:.4f} CPU-s, empty {least:.4f}, with a plot {drawn:.4f}; fixed {whole - cells:.4f}"
        )
        held, fixed = max(held, memory), max(fixed, whole - cells)
        theirs = autograde() if way == ways[0] else None
        if theirs is not None:
            print(f"  nbgrader's autograde {theirs:.2f} CPU-s: {theirs / whole:.0f} times as much")
    within = fixed <= MOST_CPU and held < MOST_MEMORY
    print(
        f"budget: fixed {fixed:.3f} of {MOST_CPU} CPU-s, {held:.0f} of {MOST_MEMORY} MB: {'kept' if within else 'OVER'}"
    )
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())
