"""What each notebook costs a learner's computer: its kernel's CPU time and memory at "Run All", beside pandas alone.

Prints a line per notebook and exits 1 when one is over budget. ``after`` is the memory that the kernel holds when the
last cell is done, ``peak`` the most it ever held. Linux and macOS.
"""

import json
import resource
import subprocess
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

MOST_CPU_SECONDS = 60
MOST_MEGABYTES_OF_A_KERNEL = {"first": 165, "other": 180, "teaches seaborn": 230}
MOST_MEGABYTES_AT_THE_PEAK = 500
ROOT = Path(__file__).parent.parent
MEGABYTE = 2**20
UNITS_IN_A_MEGABYTE = 2**20 if sys.platform == "darwin" else 2**10  # of what the system calls the peak
ALONE = ("pass", "import pandas")
WEIGH = "import psutil; print(psutil.Process().memory_info().rss)"


def main() -> int:
    print("| notebook | CPU-s | MB after | at most | MB peak |\n|---|---|---|---|---|")
    for statement in ALONE:
        seconds, after, peak = cost(statement)
        print(f"| a kernel with `{statement}` | {seconds:.1f} | {after:.0f} | | {peak:.0f} |", flush=True)
    kept = [within(notebook) for notebook in notebooks()]
    return int(not all(kept))


def notebooks() -> list[Path]:
    folders = ("notebooks", "exercises", "solutions")
    return sorted(notebook for folder in folders for notebook in (ROOT / folder).rglob("*.ipynb"))


def within(notebook: Path) -> bool:
    """Print a notebook's line, and return whether it keeps to the budget."""
    seconds, after, peak = cost(str(notebook))
    most = MOST_MEGABYTES_OF_A_KERNEL[kind(notebook)]
    name = notebook.relative_to(ROOT).as_posix()
    print(f"| {name} | {seconds:.1f} | {after:.0f} | {most} | {peak:.0f} |", flush=True)
    return seconds <= MOST_CPU_SECONDS and after <= most and peak <= MOST_MEGABYTES_AT_THE_PEAK


def kind(notebook: Path) -> str:
    if notebook.name.startswith("00"):
        return "first"
    cells = [cell.source for cell in read(str(notebook)).cells if cell.cell_type == "code"]
    return "teaches seaborn" if any("import seaborn" in source for source in cells) else "other"


def cost(notebook: str) -> tuple[float, float, float]:
    """Run a notebook, or a single statement, from a process of its own and return what its kernel took."""
    command = [sys.executable, __file__, notebook]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    seconds, after, peak = json.loads(done.stdout)
    return seconds, after, peak


def read(notebook: str) -> NotebookNode:
    """Return a notebook, or one made of a single statement."""
    if notebook in ALONE:
        return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(notebook)])
    return nbformat.read(notebook, as_version=4)


def run(notebook: str) -> None:
    """Run a notebook as JupyterLab would, and print the kernel's CPU seconds, its megabytes and their peak."""
    content = read(notebook)
    content.cells.append(nbformat.v4.new_code_cell(WEIGH))
    quiet = ["--IPKernelApp.log_level=40"]
    folder = {"metadata": {"path": str(ROOT if notebook in ALONE else Path(notebook).parent)}}
    NotebookClient(content, timeout=300, kernel_name="python3", resources=folder, extra_arguments=quiet).execute()
    kernel = resource.getrusage(resource.RUSAGE_CHILDREN)
    after = int(content.cells[-1].outputs[0].text) / MEGABYTE
    print(json.dumps([kernel.ru_utime + kernel.ru_stime, after, kernel.ru_maxrss / UNITS_IN_A_MEGABYTE]))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        run(sys.argv[1])
    else:
        sys.exit(main())
