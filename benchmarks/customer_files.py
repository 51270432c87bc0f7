"""What the database of customer files keeps: a class of forty files, and a writer killed in 200 writes; two tables.

``python benchmarks/customer_files.py`` writes on SQLite, and on PostgreSQL too where Debian's programs and pg8000 are
there (`tests/postgresql.py`). It ends with status 1 where a file, a row or an entry of the log is missing.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import postgresql  # noqa: E402

from fsq_lab.customers.files.opening import open_files  # noqa: E402

TODAY, CLASS, WRITES = "2025-12-31", 40, 200
KILLED_AFTER = (1, 7, 50, 120, 199)
WRITER = """
import sys
from fsq_lab.customers.files.opening import open_files
files = open_files(sys.argv[1], wait=30)
for number in range(int(sys.argv[2])):
    print(files.add("2025-12-31", name_zh=f"客户{number}", purpose="loan"), flush=True)
"""


def class_of_forty(place: str) -> tuple[int, int, int, int, bool]:
    """Build and complete forty files; return files, filled phones, telephones that occur twice, entries, intact."""
    with open_files(place) as files:
        for number in range(CLASS):
            file = files.add(TODAY, name_zh=f"客户{number}", phone=f"000{20_000_000 + number}", purpose="account")
            files.contact(file, TODAY, "counter", promise="回电话", due="2026-01-09")
            files.change(file, TODAY, channel="app", risk_grade=1 + number % 5, risk_expiry="2026-06-30")
        table, log = files.table(), files.check_log()
        whole = int(table[["phone", "channel", "risk_grade"]].notna().all(axis=1).sum())
        return len(table), whole, int(table["phone"].duplicated().sum()), int(log["entries"]), bool(log["intact"])


def killed(place: str, after: int) -> tuple[int, int, int, bool]:
    """Kill a writer after so many acknowledged rows; return acknowledged, there, lost, and whether the log fits."""
    open_files(place).close()
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, place, str(WRITES)], cwd=ROOT, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert writer.stdout is not None
    told = [writer.stdout.readline().strip() for _ in range(after)]
    writer.send_signal(signal.SIGKILL)
    told += [line.strip() for line in writer.stdout.read().splitlines() if line[-1:].isdigit()]
    writer.wait()
    with open_files(place, wait=30) as files:
        there = files.query("SELECT file FROM stored_files ORDER BY file")["file"].tolist()
        log = files.log()
        fits = bool(files.check_log()["intact"]) and log.loc[log["action"] == "add", "file"].tolist() == there
    return len(told), len(there), len(set(told) - set(there)), fits


@contextmanager
def places() -> Iterator[dict[str, "Iterator[str]"]]:
    """Give addresses of empty databases, by kind."""
    with tempfile.TemporaryDirectory() as folder:
        found = {"SQLite": (f"{folder}/{number}.db" for number in range(99))}
        if postgresql.programs() is None:
            yield found
            return
        with postgresql.server() as server:
            yield found | {"PostgreSQL": (postgresql.new_database(server) for _ in range(99))}


def main() -> int:
    """Print both tables; return 1 where something is missing."""
    wrong = 0
    with places() as found:
        print(f"A class of {CLASS} files, built and completed by script")
        print("| database | files | whole | telephones twice | log entries | log intact |\n|---|---|---|---|---|---|")
        for kind, place in found.items():
            files, whole, twice, entries, intact = class_of_forty(next(place))
            wrong += (files, whole, twice, entries, intact) != (CLASS, CLASS, 0, 3 * CLASS + 1, True)
            print(f"| {kind} | {files} | {whole} | {twice} | {entries} | {intact} |")
        print(f"\nSIGKILL in {WRITES} writes")
        print("| database | killed after | acknowledged | there | lost | log equals rows |\n|---|---|---|---|---|---|")
        for kind, place in found.items():
            for after in KILLED_AFTER:
                told, there, lost, fits = killed(next(place), after)
                wrong += lost > 0 or not fits or there > told + 1
                print(f"| {kind} | {after} | {told} | {there} | {lost} | {fits} |", flush=True)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
