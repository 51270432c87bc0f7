"""Customer files when things go wrong: killed, locked, full, read-only, broken, foreign; no acknowledged row lost."""

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import postgresql
import pytest

from fsq_lab.customers.files.backups import restore_files
from fsq_lab.customers.files.models import APPLICATION, FORMAT
from fsq_lab.customers.files.opening import open_files
from fsq_lab.ground.language import LANGUAGES, CourseError, use

TODAY = "2025-12-31"
ROOT = Path(__file__).parent.parent
WRITES = 200
KILLED_AFTER = (0, 1, 7, 50, 120, 199)  # acknowledged rows
WRITER = """
import sys
from fsq_lab.customers.files.opening import open_files
files = open_files(sys.argv[1], actor=sys.argv[2], wait=30)
for number in range(int(sys.argv[3])):
    print(files.add("2025-12-31", name_zh=f"{sys.argv[2]}{number}", purpose="loan"), flush=True)
"""
AS_NOBODY = """
import os, sys
from fsq_lab.customers.files.opening import open_files
from fsq_lab.ground.language import CourseError
import pandas
with open_files(sys.argv[2]) as files:
    files.add("2025-12-31", name_zh="a", purpose="loan")
    files.query("SELECT * FROM files")
os.seteuid(65534)
try:
    with open_files(sys.argv[1]) as files:
        files.add("2025-12-31", name_zh="b", purpose="loan")
    print("entered")
except CourseError as error:
    print(error.key)
"""


def process(code: str, *arguments: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "FSQ_LANG": "en"},
    )


def key_of(call: Callable[[], object]) -> str:
    with pytest.raises(CourseError) as refusal:
        call()
    for language in LANGUAGES:
        use(language)
        assert len(str(CourseError(refusal.value.key, **refusal.value.values))) > 10
    return refusal.value.key


def fill(place: Path, rows: int = 3) -> None:
    with open_files(place) as files:
        for number in range(rows):
            files.add(TODAY, name_zh=f"客户{number}", purpose="loan")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgresql.server() as folder:
        yield folder


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        return postgresql.new_database(request.getfixturevalue("server"))
    return str(tmp_path / "bank.db")


def names(place: str) -> list[str]:
    with open_files(place, wait=30) as files:
        log = files.log()
        assert files.check_log()["intact"]
        added = files.query("SELECT file FROM stored_files ORDER BY file")["file"].tolist()
        assert log.loc[log["action"] == "add", "file"].tolist() == added  # one entry a row, and no entry without one
        return [str(one) for one in added]


@pytest.mark.parametrize("after", KILLED_AFTER)
def test_a_kill_in_two_hundred_writes_loses_no_acknowledged_row(after: int, place: str) -> None:
    open_files(place).close()
    writer = process(WRITER, place, "writer", WRITES)
    assert writer.stdout is not None
    acknowledged = [writer.stdout.readline().strip() for _ in range(after)]
    if after == 0:
        time.sleep(0.3)
    writer.send_signal(signal.SIGKILL)
    acknowledged += [line.strip() for line in writer.stdout.read().splitlines() if line.endswith(tuple("0123456789"))]
    writer.wait()
    there = names(place)
    assert set(acknowledged) <= set(there)
    assert len(there) <= len(acknowledged) + 1  # at most the one that was being told
    with open_files(place) as files:
        assert files.add(TODAY, name_zh="后来", purpose="loan") == f"F{len(there) + 1:04d}"


def test_two_writers_at_once_lose_nothing(place: str) -> None:
    writers = [process(WRITER, place, name, 40) for name in ("one", "other")]
    told = [writer.communicate(timeout=120) for writer in writers]
    assert [error for _, error in told if "Error" in error] == []
    acknowledged = [line for out, _ in told for line in out.splitlines()]
    assert len(acknowledged) == len(set(acknowledged)) == 80
    assert sorted(acknowledged) == names(place)


def test_who_writes_too_long_is_waited_for_and_then_named(place: str) -> None:
    with open_files(place) as first, open_files(place, wait=0.2) as second:
        with first._writing():
            assert key_of(lambda: second.add(TODAY, name_zh="王芳", purpose="loan")) == "files.locked"
            assert len(second.table()) == 0  # reading goes on
        assert second.add(TODAY, name_zh="王芳", purpose="loan") == "F0001"


def test_a_file_size_limit_stops_one_write_and_loses_none(tmp_path: Path) -> None:
    place = tmp_path / "bank.db"
    fill(place)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with open_files(place) as files:
        before = len(files.table())
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096 * 4, hard))
        try:
            keys = {key_of(lambda: [files.add(TODAY, name_zh="王" * 200, purpose="loan") for _ in range(500)])}
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert keys <= {"files.full", "files.disk"}
        kept = len(files.table())
    assert kept >= before
    assert len(names(str(place))) == kept


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small disk needs the right to mount one")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def test_a_full_disk_stops_one_write_and_loses_none(small_disk: Path) -> None:
    place = small_disk / "bank.db"
    with open_files(place) as files:
        told: list[str] = []

        def go_on() -> None:
            for number in range(2000):
                told.append(files.add(TODAY, name_zh=f"客户{number}" + "名" * 150, purpose="loan"))

        assert key_of(go_on) == "files.full"
        kept = files.query("SELECT file FROM files ORDER BY file")["file"].tolist()
        assert kept == told
        assert key_of(lambda: files.to_csv(small_disk / "out.csv", "manager")) == "files.full"
        assert key_of(lambda: files.backup(small_disk / "copy.db")) in ("files.full", "files.disk")
    assert key_of(lambda: open_files(small_disk / "second.db")) in ("files.full", "files.disk", "files.cannot_open")
    assert [one.name for one in small_disk.iterdir() if one.name.startswith((".", "out", "copy", "second"))] == []


def test_a_disk_that_can_only_be_read_is_told(small_disk: Path) -> None:
    place = small_disk / "bank.db"
    fill(place)
    before = place.read_bytes()
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(CourseError) as refusal, open_files(place) as files:
        files.add(TODAY, name_zh="王芳", purpose="loan")
    assert refusal.value.key in ("files.read_only", "files.cannot_open")
    assert key_of(lambda: open_files(small_disk / "new.db")) in ("files.read_only", "files.cannot_open")
    assert place.read_bytes() == before


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to become somebody else")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_file_or_folder_of_somebody_elses_is_told_and_left(what: str, tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    for folder in (tmp_path.parent, tmp_path.parent.parent):
        folder.chmod(folder.stat().st_mode | 0o055)
    place = tmp_path / "bank.db"
    fill(place)
    place.chmod(0o644 if what == "file" else 0o666)
    before = place.read_bytes()
    done = process(AS_NOBODY, place, tmp_path / "own.db").communicate(timeout=60)
    assert done[0].strip() in ("files.read_only", "files.cannot_open"), done
    assert place.read_bytes() == before


def broken(place: Path) -> None:
    fill(place, 30)
    content = bytearray(place.read_bytes())
    content[4096 : 4096 * 6] = b"\xff" * (4096 * 5)
    place.write_bytes(bytes(content))


def foreign(place: Path) -> None:
    with closing(sqlite3.connect(place)) as other:
        other.execute("CREATE TABLE files (name TEXT)")
        other.commit()


def of_format(number: int) -> Callable[[Path], None]:
    def make(place: Path) -> None:
        with closing(sqlite3.connect(place)) as other:
            other.execute(f"PRAGMA application_id={APPLICATION}")
            other.execute(f"PRAGMA user_version={number}")
            other.execute("CREATE TABLE something (name TEXT)")

    return make


WRONG: dict[str, tuple[Callable[[Path], object], str]] = {
    "broken": (broken, "files.broken"),
    "cut off": (lambda place: (fill(place), place.write_bytes(place.read_bytes()[:5000])), "files.broken"),
    "another program's": (foreign, "files.not_ours"),
    "a text": (lambda place: place.write_text("姓名,电话\n" * 50, encoding="utf-8"), "files.not_ours"),
    "random bytes": (lambda place: place.write_bytes(os.urandom(9000)), "files.not_ours"),
    "a header alone": (lambda place: place.write_bytes(b"SQLite format 3\0" + bytes(84)), "files.not_ours"),
    "empty": (lambda place: place.touch(), "files.empty"),
    "a folder": (lambda place: place.mkdir(), "files.not_a_file"),
    "a pipe": (lambda place: os.mkfifo(place), "files.not_a_file"),
    "a link to nowhere": (lambda place: place.symlink_to("nowhere"), "files.not_ours"),
    "newer": (of_format(FORMAT + 1), "files.newer"),
    "older": (of_format(0), "files.older"),
}


@pytest.mark.parametrize("anew", [False, True])
@pytest.mark.parametrize("wrong", WRONG)
def test_what_else_bears_the_name_is_told_and_left_as_it_is(wrong: str, anew: bool, tmp_path: Path) -> None:
    make, key = WRONG[wrong]
    place = tmp_path / "bank.db"
    make(place)
    before = place.read_bytes() if place.is_file() else None
    if (wrong, anew) in (("broken", True), ("cut off", True)):
        with pytest.raises(CourseError):
            restore_files(place, tmp_path / "new.db")
        return
    assert key_of(lambda: open_files(place, anew=anew)) == key
    assert key_of(lambda: restore_files(place, tmp_path / "new.db")) in (key, "files.no_backup")
    assert (place.read_bytes() if place.is_file() else None) == before
    assert not (tmp_path / "new.db").exists()


def test_the_leftovers_of_another_database_do_not_become_part_of_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "bank.db-wal").write_bytes(b"frames of another database")
    assert key_of(lambda: open_files(tmp_path / "bank.db")) == "files.leftovers"
    assert [one.name for one in tmp_path.iterdir()] == ["bank.db-wal"]


def test_anew_sets_old_files_aside_whole_and_counts(tmp_path: Path) -> None:
    place = tmp_path / "bank.db"
    fill(place)
    first = open_files(place)
    again = open_files(place, anew=True)  # the cell is run again: the old connection of this kernel is closed
    assert (len(again.table()), repr(first)) == (0, "Customer marketing files: closed.")
    again.add(TODAY, name_zh="王芳", purpose="loan")
    third = open_files(place, anew=True)
    assert len(third.table()) == 0
    third.close()
    assert [len(names(str(tmp_path / f"bank.{number}.db"))) for number in (1, 2)] == [3, 1]
    with open_files(place):
        other = process("import sys; from fsq_lab.customers.files.opening import open_files\n"
                        "open_files(sys.argv[1], anew=True)", place)  # fmt: skip
        assert "Somebody else is writing" in other.communicate(timeout=60)[1]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["bank.1.db", "bank.2.db", "bank.db"]


def test_a_folder_that_is_not_there_and_a_bare_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert key_of(lambda: open_files(tmp_path / "none" / "bank.db")) == "files.no_folder"
    assert key_of(lambda: open_files("  ")) == "files.no_name"
    monkeypatch.delenv("FSQ_PROGRESS")
    (tmp_path / ".fsq-lab").mkdir()
    (tmp_path / ".fsq-lab" / "manifest.json").write_text("{}")
    lesson = tmp_path / "zh"
    lesson.mkdir()
    monkeypatch.chdir(lesson)
    with open_files("客户档案") as files:
        assert files.journal == "wal"
        files.backup("备份")
    assert sorted(one.name for one in tmp_path.iterdir() if one.suffix) == ["备份.db", "客户档案.db"]
    monkeypatch.setenv("FSQ_PROGRESS", "")
    with open_files("客户档案") as files:
        assert len(files.log()) == 1  # while the course is built or tested: nothing beside the notebook
    assert list(lesson.iterdir()) == []


def test_where_wal_is_not_possible_a_rollback_journal_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "bank.db"
    fill(place)
    shutil.copy(place, tmp_path / "other.db")
    with closing(sqlite3.connect(place)) as plain:
        plain.execute("PRAGMA journal_mode=DELETE")
    hold = sqlite3.connect(place, isolation_level=None)
    hold.execute("BEGIN")
    hold.execute("SELECT * FROM about").fetchall()  # somebody reads: the journal cannot be changed now
    with open_files(place, wait=0.1) as files:
        assert files.journal == "delete"
        hold.execute("COMMIT")
        files.add(TODAY, name_zh="王芳", purpose="loan")
        assert files.query("SELECT COUNT(*) AS n FROM files")["n"].tolist() == [4]
    hold.close()


def test_every_connection_waits_for_the_disk(tmp_path: Path) -> None:
    with open_files(tmp_path / "bank.db") as files, files._engine.connect() as db:
        found = {
            name: db.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("synchronous", "secure_delete", "foreign_keys")
        }
    assert found == {"synchronous": 2, "secure_delete": 1, "foreign_keys": 1}
