"""The learner's journal: what a kill, a second notebook, a full disk or an old file can do to it, and what it means."""

import json
import os
import signal
import subprocess
import sys
import time
import types
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fsq_lab import exercise
from fsq_lab.ground import language, progress
from fsq_lab.ground.course import course_version
from fsq_lab.ground.progress import Event, History, Task, due, history, record, standings

WRITER = """
import sys
from fsq_lab.ground.progress import record
number = 0
while number < int(sys.argv[2]):
    assert record(f"{sys.argv[1]}/{number}", "v", 1, "字" * 200)
    number += 1
"""


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "我的 课程" / "progress.jsonl"
    file.parent.mkdir()
    monkeypatch.setenv("FSQ_PROGRESS", str(file))
    monkeypatch.setattr(progress, "_why_not_kept", "")
    monkeypatch.setattr(progress, "_told", False)
    return file


def writer(name: str, number: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", WRITER, name, str(number)], env=dict(os.environ))


def event(item: str, day: int, share: float | None, version: str = "v", answer: object = None) -> Event:
    when = datetime(2026, 11, 1, 12, tzinfo=UTC) + timedelta(days=day - 1)
    return Event(item, version, share, answer, when)


def task(item: str, version: str = "v", marked: bool = True) -> Task:
    return Task(item, "quiz", version, marked, ("K1",))


def day(number: int) -> date:
    return event("", number, None).day


def test_what_is_recorded_is_read_back(kept: Path) -> None:
    assert record("01/d1", "abc", None, "我的回答\n第二行")
    assert record("03/gaps", "def", 0.5)
    first, second = history().events
    assert (first.item, first.version, first.share, first.answer) == ("01/d1", "abc", None, "我的回答\n第二行")
    assert (second.share, second.answer) == (0.5, None)
    assert set(json.loads(kept.read_text(encoding="utf-8").splitlines()[1])) == {
        "v",
        "item",
        "version",
        "share",
        "when",
        "course",
    }
    assert second.course == course_version()


def test_what_an_older_course_version_judged_stands_as_it_was_judged(kept: Path) -> None:
    kept.write_text(json.dumps({**GOOD, "course": "2026.1"}) + "\n" + json.dumps(GOOD) + "\n", encoding="utf-8")
    assert [event.course for event in history().events] == ["2026.1", ""]
    for event in history().events:
        assert progress.mastered([event], "v")


def test_the_file_lies_at_the_root_of_the_learners_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FSQ_PROGRESS", raising=False)
    below = tmp_path / "notebooks" / "zh"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert progress.progress_file() is None
    assert not record("a/b", "v", 1)
    (tmp_path / ".fsq-lab").mkdir()
    (tmp_path / ".fsq-lab" / "manifest.json").write_text("{}")
    assert record("a/b", "v", 1)
    assert [e.item for e in history(tmp_path / "progress.jsonl").events] == ["a/b"]


def test_set_to_nothing_the_variable_turns_keeping_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FSQ_PROGRESS", "")
    assert not record("a/b", "v", 1)
    assert history() == History()


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_kill_at_any_moment_costs_at_most_the_line_being_written(kept: Path) -> None:
    for round_ in range(3):
        process = writer(str(round_), 10**9)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and not any(e.item.startswith(f"{round_}/") for e in history().events):
            time.sleep(0.01)
        time.sleep(0.013 * round_)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert record("after/1", "v", 1)
    found = history()
    assert found.broken <= 3
    assert found.events[-1].item == "after/1"
    for round_ in range(3):
        numbers = [int(e.item.partition("/")[2]) for e in found.events if e.item.startswith(f"{round_}/")]
        assert numbers == list(range(len(numbers)))
        assert numbers


@pytest.mark.parametrize("cut", range(1, 20))
def test_a_cut_off_line_is_counted_and_swallows_nothing(kept: Path, cut: int) -> None:
    assert record("a/1", "v", 1)
    whole = kept.read_bytes()
    kept.write_bytes(whole + whole[: cut * len(whole) // 20])
    assert record("a/2", "v", 1)
    found = history()
    assert ([e.item for e in found.events], found.broken) == (["a/1", "a/2"], 1)


def test_a_whole_line_without_its_line_break_is_not_lost(kept: Path) -> None:
    assert record("a/1", "v", 1)
    kept.write_bytes(kept.read_bytes().rstrip(b"\n"))
    assert record("a/2", "v", 1)
    assert [e.item for e in history().events] == ["a/1", "a/2"]


@pytest.mark.parametrize("locks", [True, False])
def test_two_notebooks_at_once_lose_nothing(kept: Path, monkeypatch: pytest.MonkeyPatch, locks: bool) -> None:
    if not locks:
        blocked = "import fcntl\ndef no(*_): raise OSError(38, 'no locks')\nfcntl.flock = no\n"
        monkeypatch.setattr(sys.modules[__name__], "WRITER", blocked + WRITER)
    processes = [writer(name, 300) for name in "abc"]
    assert [process.wait() for process in processes] == [0, 0, 0]
    found = history()
    assert found.broken == 0
    for name in "abc":
        assert [e.item for e in found.events if e.item[0] == name] == [f"{name}/{n}" for n in range(300)]


def test_on_windows_a_byte_far_behind_the_end_is_locked_and_given_back(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[tuple[int, int]] = []

    def locking(file: int, mode: int, _count: int) -> None:
        called.append((mode, os.lseek(file, 0, os.SEEK_CUR)))

    monkeypatch.setitem(sys.modules, "msvcrt", types.SimpleNamespace(locking=locking, LK_NBLCK=1, LK_UNLCK=0))
    monkeypatch.setattr(sys, "platform", "win32")
    assert record("a/1", "v", 1)
    assert record("a/2", "v", 1)
    monkeypatch.undo()
    assert called == [(1, 1 << 30), (0, 1 << 30)] * 2
    assert [e.item for e in history(kept).events] == ["a/1", "a/2"]
    assert kept.stat().st_size < 1000, "the far byte is locked, not written"


def test_a_file_that_cannot_be_written_is_told_once_and_nothing_stops(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.mkdir()
    check = exercise("03_servqual")
    first = check("worst", "tangibles")
    assert "could not be kept" in first.sentences[-1]
    again = check("worst", "tangibles")
    assert again.sentences == first.sentences[:-1]
    assert history() == History()


@pytest.mark.parametrize("answer", [object(), float("nan"), {1, 2}])
def test_an_answer_that_json_does_not_carry_is_refused_without_an_error(kept: Path, answer: object) -> None:
    assert not record("a/1", "v", 1, answer)
    assert "could not be kept" in progress.trouble()


GOOD = {"v": 1, "item": "a/1", "version": "v", "share": 1, "when": "2026-11-01T00:00:00+00:00"}


@pytest.mark.parametrize(
    "line",
    [
        "[]", "7", "{}", "not json", '{"v": 1}', "[" * 100_000, "\ufffd", "null",
        json.dumps({**GOOD, "share": 2}), json.dumps({**GOOD, "share": "1"}),
        json.dumps({**GOOD, "share": float("nan")}),
        json.dumps({**GOOD, "when": "yesterday"}), json.dumps({**GOOD, "when": "2026-11-01T00:00:00"}),
        json.dumps({**GOOD, "when": "9999-12-31T23:59:59+00:00"}), json.dumps({**GOOD, "v": "x"}),
    ],
)  # fmt: skip
def test_whatever_stands_in_the_file_is_counted_and_stays(kept: Path, line: str) -> None:
    kept.write_text(line + "\n" + json.dumps(GOOD) + "\n", encoding="utf-8")
    found = history()
    assert ([e.item for e in found.events], found.broken) == (["a/1"], 1)
    assert record("a/2", "v", 1)
    assert kept.read_text(encoding="utf-8").startswith(line)


def test_lines_of_a_newer_version_are_told_apart_and_stay(kept: Path) -> None:
    kept.write_text(json.dumps({**GOOD, "v": 2, "something": "else"}) + "\n", encoding="utf-8")
    assert (history().newer, history().broken) == (1, 0)


def test_lines_of_an_older_version_are_brought_up_to_date(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.write_text(json.dumps(GOOD) + "\n", encoding="utf-8")

    def in_percent(entry: dict[str, Any]) -> dict[str, Any]:
        return {**entry, "share": entry["share"] / 2}

    monkeypatch.setattr(progress, "VERSION", 2)
    monkeypatch.setattr(progress, "_UPGRADES", {1: in_percent})
    assert record("a/2", "v", 1)
    assert [e.share for e in history().events] == [0.5, 1]


def test_an_answer_to_an_older_wording_counts_as_tried_and_not_as_mastered() -> None:
    found = History((event("a/1", 1, 1, version="old"),))
    assert standings(found, [task("a/1", "old")])["K1"].mastered == 1
    now = standings(found, [task("a/1", "new")])["K1"]
    assert (now.seen, now.tried, now.mastered) == (1, 1, 0)


def test_the_latest_answer_decides_on_mastery() -> None:
    found = History(
        (event("a/1", 1, 1), event("a/1", 2, 0), event("a/2", 1, 0), event("a/2", 2, 1), event("a/3", 1, None))
    )
    now = standings(found, [task("a/1"), task("a/2"), task("a/3"), task("a/4")])["K1"]
    assert (now.tasks, now.seen, now.tried, now.mastered, now.level) == (4, 3, 2, 1, "tried")


def test_an_objective_is_mastered_when_four_in_five_of_its_marked_tasks_are() -> None:
    tasks = [*(task(f"a/{n}") for n in range(5)), task("a/open", marked=False)]
    right = [event(f"a/{n}", 1, 1) for n in range(4)]
    assert standings(History(tuple(right)), tasks)["K1"].level == "mastered"
    assert standings(History(tuple(right[:3])), tasks)["K1"].level == "tried"
    only_open = standings(History((event("a/open", 1, None, answer="words"),)), tasks[-1:])["K1"]
    assert (only_open.tried, only_open.level) == (1, "tried")


@pytest.mark.parametrize(
    ("shares", "next_day"),
    [
        ({1: 0}, 1), ({1: 1}, 2), ({1: 1, 2: 1}, 5), ({1: 1, 2: 1, 5: 1}, 12), ({1: 1, 2: 1, 5: 1, 12: 1}, 28),
        ({1: 1, 2: 1, 5: 1, 12: 1, 28: 1}, 63), ({1: 1, 2: 1, 5: 1, 12: 1, 28: 1, 63: 1}, 98), ({1: 1, 2: 0.5}, 2),
        ({1: 0, 2: 1}, 3),
    ],
)  # fmt: skip
def test_review_comes_back_after_1_3_7_16_and_35_days(shares: dict[int, float], next_day: int) -> None:
    found = History(tuple(event("a/1", when, share) for when, share in shares.items()))
    if next_day > max(shares):  # before its last answer a clock would be wrong
        assert due(found, [task("a/1")], day(next_day - 1)) == []
    assert due(found, [task("a/1")], day(next_day)) == ["a/1"]


def test_answering_again_on_the_same_day_does_not_put_a_review_off() -> None:
    found = History(tuple(event("a/1", 1, 1) for _ in range(5)))
    assert due(found, [task("a/1")], day(2)) == ["a/1"]


def test_a_changed_question_is_due_and_one_never_answered_is_not() -> None:
    found = History((event("a/1", 1, 1), event("a/2", 1, 1), event("a/3", 1, None)))
    assert due(found, [task("a/1", "new"), task("a/2"), task("a/3"), task("a/4")], day(1)) == ["a/1"]


def test_the_first_answer_is_shown_back_and_the_latest_to_the_present_wording_restored() -> None:
    answers = [event("a/1", 1, None, answer="first"), event("a/1", 2, None, "w", "second")]
    found = History(tuple(answers))
    assert progress.first_answers(found, ["a/1", "a/2"]) == {"a/1": "first"}
    assert progress.answers_to_restore(found, {"a/1": "v", "a/2": "v"}) == {"a/1": answers[0]}


def test_an_answer_of_an_earlier_day_to_a_question_that_is_due_is_not_restored() -> None:
    wrong, right = event("a/1", 1, 0, answer="1"), event("a/2", 1, 1, answer="1")
    found, versions = History((wrong, right)), {"a/1": "v", "a/2": "v"}
    assert set(progress.answers_to_restore(found, versions, day(1))) == {"a/1", "a/2"}
    assert set(progress.answers_to_restore(found, {"a/2": "v"}, day(2))) == set()
    later = History((wrong, right, event("a/2", 2, 1, answer="1")))
    assert set(progress.answers_to_restore(later, versions, day(4))) == {"a/2"}


def test_a_check_keeps_right_and_wrong_answers_and_what_was_only_seen(kept: Path) -> None:
    check = exercise("03_servqual", student="20260001")
    check("worst", ...)
    check("worst", "nonsense")
    check("no_such_answer", 1)
    assert [(e.item, e.share) for e in history().events] == [("03_servqual/worst", None), ("03_servqual/worst", 0)]
    assert "20260001" not in kept.read_text(encoding="utf-8")


def test_progress_loads_no_numpy_pandas_or_matplotlib() -> None:
    code = (
        "import sys; from fsq_lab.learner.progress_map import show_progress; show_progress();"
        "print([m for m in ('numpy', 'pandas', 'matplotlib') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("chosen", language.LANGUAGES)
def test_the_warning_is_there_in_both_languages(kept: Path, chosen: str) -> None:
    language.use(chosen)
    kept.mkdir()
    assert not record("a/1", "v", 1)
    assert ("没能保存" if chosen == "zh" else "could not be kept") in progress.trouble()
    assert progress.trouble() == ""
