"""What each notebook costs a learner's computer: CPU time and peak memory of its kernel at "Run All".

Prints a line per notebook and exits 1 when one is over budget. Linux and macOS.
"""

import resource
import subprocess
import sys
from pathlib import Path

MOST_CPU_SECONDS = 60
MOST_MEGABYTES = 500
ROOT = Path(__file__).parent.parent
UNITS_IN_A_MEGABYTE = 2**20 if sys.platform == "darwin" else 2**10


def main() -> int:
    print("| notebook | CPU-s | peak MB |\n|---|---|---|")
    within = True
    for notebook in sorted([*(ROOT / "notebooks").rglob("*.ipynb"), *(ROOT / "solutions").rglob("*.ipynb")]):
        seconds, megabytes = cost(notebook)
        within = within and seconds <= MOST_CPU_SECONDS and megabytes <= MOST_MEGABYTES
        print(f"| {notebook.relative_to(ROOT).as_posix()} | {seconds:.1f} | {megabytes:.0f} |", flush=True)
    return int(not within)


def cost(notebook: Path) -> tuple[float, float]:
    """Run a notebook from a process of its own and return what its kernel took."""
    command = [sys.executable, __file__, str(notebook)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    seconds, megabytes = map(float, done.stdout.split())
    return seconds, megabytes


def run(notebook: Path) -> None:
    """Run a notebook as JupyterLab would, and print the kernel's CPU seconds and peak megabytes."""
    import nbformat
    from nbclient import NotebookClient

    content = nbformat.read(notebook, as_version=4)
    quiet = ["--IPKernelApp.log_level=40"]
    folder = {"metadata": {"path": str(notebook.parent)}}
    NotebookClient(content, timeout=300, kernel_name="python3", resources=folder, extra_arguments=quiet).execute()
    kernel = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(kernel.ru_utime + kernel.ru_stime, kernel.ru_maxrss / UNITS_IN_A_MEGABYTE)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        run(Path(sys.argv[1]))
    else:
        sys.exit(main())
