"""Marks: as `check` judges, on own and on hidden data; what is typed in shows; nothing finished is lost."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hand_ins import as_bytes, cell_of, copy_of, filled, mistake, right_answers, zipped
from trusted_workers import TrustedWorkers

from fsq_lab.checks.practice import exercise as practice
from fsq_lab.grading.claimed import checked_claim
from fsq_lab.grading.gradebook import ByHand, Gradebook, GradebookError
from fsq_lab.grading.handed_out import handed_out, markable
from fsq_lab.grading.intake import take_in
from fsq_lab.grading.judging import as_data, judgement_from
from fsq_lab.grading.marking import Variant, is_marked, mark
from fsq_lab.grading.standing import StudentMarks, standings

EXERCISE = "02_good_service"
VARIANT = Variant("2026-A", b"a secret of 20 bytes")
RIGHT = right_answers(EXERCISE)


@pytest.fixture(scope="module")
def workers() -> Iterator[TrustedWorkers]:
    with TrustedWorkers() as found:
        yield found


def marked(
    folder: Path, workers: Any, variant: Variant | None = VARIANT, resume: bool = False, zero_flagged: bool = False
) -> dict[str, StudentMarks]:
    with Gradebook(folder / "book" / "gradebook.jsonl") as book:
        taken = take_in(folder / "in", markable()).marked
        mark(
            [one for one in taken if not (resume and is_marked(one, book, variant or Variant()))],
            book,
            workers,
            variant,
        )
        found = standings(book.results, book.by_hand, EXERCISE, zero_flagged=zero_flagged)
    return {one.who: one for one in found}


def hand_in(folder: Path, who: str, answers: dict[str, str], exercise: str = EXERCISE) -> Path:
    (folder / "in").mkdir(exist_ok=True)
    file = folder / "in" / f"{who}.zip"
    file.write_bytes(zipped(exercise, who, filled(exercise, answers)))
    return file


def points(one: StudentMarks) -> dict[str, float | None]:
    return {mark.name: mark.points for mark in one.answers}


def flags(one: StudentMarks) -> dict[str, list[str]]:
    return {mark.name: [flag.kind for flag in mark.flags] for mark in one.answers if mark.flags}


def own_value(who: str, name: str) -> Any:
    """What a student's own check would show as right: computed in a kernel of their own."""
    check = practice(EXERCISE, student=who)
    scope: dict[str, Any] = {"check": check}
    from fsq_lab.ground.names import first_cell

    exec(first_cell("en"), scope)
    for step in handed_out(EXERCISE).source.steps:
        code = getattr(step, "code", "")
        if code and not code.startswith("check = exercise"):
            exec(code, scope)
        elif code:
            exec(code.partition("\n")[2], scope)
    return scope[name]


def test_right_mistaken_blank_and_broken_answers_earn_what_a_check_does(
    tmp_path: Path, workers: TrustedWorkers
) -> None:
    hand_in(tmp_path, "20260001", RIGHT)
    hand_in(
        tmp_path, "20260002", {**RIGHT, "whole": mistake(EXERCISE, "whole", "fraction"), "outages": "outages = 1/0"}
    )
    hand_in(tmp_path, "20260003", {})
    found = marked(tmp_path, workers)
    assert points(found["20260001"]) == {**dict.fromkeys(RIGHT, 2.0), "standard": 0.0}
    second = {one.name: (one.outcome, one.points) for one in found["20260002"].answers}
    assert second["whole"] == ("mistake", 0.0)
    assert second["outages"] == ("failed", 0.0)
    assert [second[name] for name in ("outcome", "smile", "mended", "below_the_line")] == [("right", 2.0)] * 4
    assert {one.outcome for one in found["20260003"].answers} == {"untried", "written"}
    mistaken = next(one for one in found["20260002"].answers if one.name == "whole")
    assert mistaken.judgement is not None
    assert mistaken.judgement.mistakes == ("fraction",)
    assert all(flags(one) == {} for one in found.values())


def test_the_mark_is_own_datas_and_typed_numbers_and_a_neighbours_are_flagged(
    tmp_path: Path, workers: TrustedWorkers
) -> None:
    mine, neighbours = float(own_value("20260001", "whole")), float(own_value("20260002", "whole"))
    assert abs(mine - neighbours) > 0.02
    hand_in(tmp_path, "20260001", {**RIGHT, "whole": f"whole = {mine:.4f}"})
    hand_in(tmp_path, "20260002", RIGHT)
    hand_in(tmp_path, "20260003", {**RIGHT, "whole": f"whole = {neighbours:.4f}"})
    special = RIGHT["whole"] + f"\nif abs(whole - {mine}) > 1e-9:\n    whole = 5.0"
    hand_in(
        tmp_path, "20260004", {**RIGHT, "whole": special.replace(str(mine), str(float(own_value("20260004", "whole"))))}
    )
    found = marked(tmp_path, workers)
    assert flags(found["20260001"]) == {"whole": ["typed"]}
    assert flags(found["20260002"]) == {}
    assert flags(found["20260003"]) == {"whole": ["neighbour"]}
    assert next(one for one in found["20260003"].answers if one.flags).flags[0].other == "20260002"
    assert flags(found["20260004"]) == {"whole": ["differs"]}
    assert [points(found[f"2026000{n}"])["whole"] for n in (1, 2, 3, 4)] == [2.0, 2.0, 0.0, 2.0]
    with Gradebook(tmp_path / "book" / "gradebook.jsonl") as book:
        strict = standings(book.results, book.by_hand, EXERCISE, zero_flagged=True)
    assert [points(one)["whole"] for one in strict] == [0.0, 2.0, 0.0, 2.0]


def test_without_a_secret_nothing_is_flagged_and_without_an_id_the_committed_data_count(
    tmp_path: Path, workers: TrustedWorkers
) -> None:
    (tmp_path / "in").mkdir()
    committed = filled(EXERCISE, {**RIGHT, "whole": f"whole = {float(own_value('', 'whole')):.4f}"})
    (tmp_path / "in" / "homework.ipynb").write_bytes(as_bytes(committed))
    found = marked(tmp_path, workers, None)["homework.ipynb"]
    assert (points(found)["whole"], flags(found), found.known) == (2.0, {}, False)
    assert [told.key for told in found.remarks] == ["no_id"]


def test_an_endless_loop_is_cut_out_and_what_follows_is_marked(tmp_path: Path, workers: TrustedWorkers) -> None:
    hand_in(tmp_path, "20260001", {**RIGHT, "whole": "while True:\n    pass"})
    found = marked(tmp_path, workers)["20260001"]
    assert points(found) == {**dict.fromkeys(RIGHT, 2.0), "whole": 0.0, "standard": 0.0}
    assert [told.key for told in found.remarks] == ["run_again"]
    assert next(one for one in found.answers if one.name == "whole").outcome == "failed"


def test_a_hand_in_of_another_course_version_is_marked_and_told(tmp_path: Path, workers: TrustedWorkers) -> None:
    notebook = filled(EXERCISE, RIGHT)
    notebook["metadata"]["fsq_lab"]["course_version"] = "2020.1"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "20260001.ipynb").write_bytes(as_bytes(notebook))
    found = marked(tmp_path, workers)["20260001"]
    assert (found.points, [told.key for told in found.remarks]) == (12.0, ["other_version"])


def test_what_cannot_be_judged_is_told_and_the_others_are_marked(
    tmp_path: Path, workers: TrustedWorkers, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fsq_lab.grading import judging

    for who in ("20260001", "20260002"):
        hand_in(tmp_path, who, RIGHT)
    judge, calls = judging.judge_claims, []

    def once_broken(*arguments: Any) -> Any:
        calls.append(arguments)
        if len(calls) == 1:
            raise RuntimeError("no such table")
        return judge(*arguments)

    monkeypatch.setattr(judging, "judge_claims", once_broken)
    found = marked(tmp_path, workers)
    assert [told.told() for told in found["20260001"].remarks if "no such table" in told.told()]
    assert (found["20260001"].state, found["20260002"].points) == ("nothing", 12.0)


def test_the_very_same_file_of_two_students_is_told_and_one_without_id_goes_once_it_has_one(
    tmp_path: Path, workers: TrustedWorkers
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "homework.ipynb").write_bytes(as_bytes(filled(EXERCISE, RIGHT)))
    assert list(marked(tmp_path, workers)) == ["homework.ipynb"]
    (tmp_path / "in" / "homework.ipynb").rename(tmp_path / "in" / "20260001.ipynb")
    (tmp_path / "in" / "20260002.ipynb").write_bytes(as_bytes(filled(EXERCISE, RIGHT)))
    (tmp_path / "in" / "20260003.ipynb").write_bytes(as_bytes(copy_of(EXERCISE)))
    (tmp_path / "in" / "20260004.ipynb").write_bytes(as_bytes(copy_of(EXERCISE)))
    found = marked(tmp_path, workers)
    assert {who: [told.key for told in one.remarks] for who, one in found.items()} == {
        "20260001": ["same_file"],
        "20260002": ["same_file"],
        "20260003": [],
        "20260004": [],
    }


SERVQUAL = "03_servqual"
DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")


@pytest.mark.parametrize(
    ("earlier", "follows"),
    [
        ("gaps = pd.Series([-.1, -.2, -.3, -.4, -.5], index={d})", True),
        ("gaps = pd.Series([0.0] * 5, index={d})", False),
        ("gaps = pd.Series([-.5] * 5, index={d})", False),
        ("gaps = pd.Series([float('nan')] * 5, index={d})", False),
        ("gaps = pd.Series([-1e300, 1e300, 1, 2, 3], index={d})", False),
        ("gaps = pd.Series([-.1, -.2], index={d}[:2])", False),
        ("gaps = 0", False),
    ],
)
def test_follow_through_has_no_hole(earlier: str, follows: bool, tmp_path: Path) -> None:
    """An earlier answer that makes the later one easy earns nothing in the later one."""
    from fsq_lab.checks.codec import encode
    from fsq_lab.checks.oracle import oracle_for
    from fsq_lab.grading.judging import judge_claims
    from fsq_lab.grading.marking import _draw

    scope: dict[str, Any] = {}
    exec(f"import pandas as pd\n{earlier.replace('{d}', str(list(DIMENSIONS)))}", scope)
    own = encode(scope["gaps"])
    worst = next(d for d in DIMENSIONS if d != oracle_for(SERVQUAL).right("worst")["values"])
    if follows:
        worst = "empathy"
    claims = {"gaps": own, "worst": encode(worst)}
    tables = _draw(None, handed_out(SERVQUAL).tables)
    found = {
        one["name"]: judgement_from(one["judgement"]) for one in judge_claims(SERVQUAL, "committed", tables, claims)
    }
    assert found["gaps"].share == 0
    assert (found["worst"].outcome == "follows") is follows
    assert found["worst"].share == (1.0 if follows else 0.0)


FORGED: list[Any] = [
    None,
    5,
    {"kind": "number"},
    {"kind": "number", "values": "1"},
    {"kind": "number", "values": 10**400},
    {"kind": "series", "index": [1], "columns": None, "values": [1, 2]},
    {"kind": "table", "index": [1], "columns": ["a"], "values": [[1, 2]]},
    {"kind": "list", "values": [1] * 30_000},
    {"kind": "list", "values": [[1]]},
    {"kind": "text", "values": 5},
    {"kind": "pickle", "values": 5},
    {"kind": "calls", "values": [{"kind": "calls", "values": []}]},
    {"kind": "calls", "values": 5},
]


@pytest.mark.parametrize("raw", FORGED)
def test_a_forged_claim_is_no_claim(raw: Any) -> None:
    assert checked_claim(raw) is None


def test_a_claim_carries_neither_notes_nor_what_is_not_seen() -> None:
    raw = {"kind": "text", "values": "a\u202eb\x1b[2J\ud800", "notes": ["right"], "right": True}
    assert checked_claim(raw) == {"kind": "text", "index": None, "columns": None, "values": "ab[2J"}
    assert checked_claim({"kind": "number", "values": float("nan")}) == {
        "kind": "number",
        "index": None,
        "columns": None,
        "values": None,
    }


def test_a_judgement_comes_back_from_data_as_it_was() -> None:
    from fsq_lab.checks.explanations import Slip
    from fsq_lab.checks.judge import Judgement

    slips = (Slip(("rows",), "x", {"right": 3, "labels": ("a", "b")}),)
    whole = Judgement("mistake", "rounded", ("x",), 0.5, slips, ("gaps",), ("list",), "kind", "series")
    assert judgement_from(json.loads(json.dumps(as_data(whole)))) == whole
    assert judgement_from({}) == Judgement("untried")


class Counting:
    """Counts which hand-ins are run."""

    how = "none"

    def __init__(self, inner: TrustedWorkers, stop_after: int = 10**6) -> None:
        self.inner, self.runs, self.left = inner, 0, stop_after

    def run(self, jobs: Any) -> Any:
        for found in self.inner.run(jobs):
            self.runs += 1
            yield found
            self.left -= 1
            if self.left == 0:
                raise KeyboardInterrupt


def test_resuming_marks_nobody_twice_and_a_changed_file_again(tmp_path: Path, workers: TrustedWorkers) -> None:
    for n in (1, 2, 3):
        hand_in(tmp_path, f"2026000{n}", RIGHT if n < 3 else {})
    broken = Counting(workers, stop_after=3)
    with pytest.raises(KeyboardInterrupt):
        marked(tmp_path, broken)
    again = Counting(workers)
    first = marked(tmp_path, again, resume=True)
    assert again.runs == 4  # the first hand-in was finished, on both of its data
    assert {who: one.points for who, one in first.items()} == {"20260001": 12.0, "20260002": 12.0, "20260003": 0.0}
    none = Counting(workers)
    assert {w: one.points for w, one in marked(tmp_path, none, resume=True).items()} == {
        w: o.points for w, o in first.items()
    }
    assert none.runs == 0
    hand_in(tmp_path, "20260003", RIGHT)
    one = Counting(workers)
    assert marked(tmp_path, one, resume=True)["20260003"].points == 12.0
    assert one.runs == 2


def test_what_is_decided_by_hand_stays_after_marking_again(tmp_path: Path, workers: TrustedWorkers) -> None:
    hand_in(tmp_path, "20260001", {**RIGHT, "whole": "whole = 0.5"})
    assert marked(tmp_path, workers)["20260001"].points == 10.0
    with Gradebook(tmp_path / "book" / "gradebook.jsonl") as book:
        assert book.decide(EXERCISE, "20260001", "whole", ByHand(1.5, "看了过程"))
        assert not book.decide(EXERCISE, "20260001", "whole", ByHand(1.5, "看了过程"))
    again = marked(tmp_path, workers)["20260001"]
    whole = next(one for one in again.answers if one.name == "whole")
    assert (whole.points, whole.found, whole.comment, whole.by_hand, again.points) == (1.5, 0.0, "看了过程", True, 11.5)


def test_a_torn_last_line_is_cut_away_and_two_writers_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "gradebook.jsonl"
    entry = {"entry": "by_hand", "exercise": "e", "who": "w", "answer": "a", "points": 1.0, "comment": "c"}
    with Gradebook(file) as book:
        book.add([entry])
        with pytest.raises(GradebookError):
            Gradebook(file)
    assert file.stat().st_mode & 0o777 == 0o600
    with file.open("ab") as torn:
        torn.write(b'{"entry": "by_hand", "exer')
    with Gradebook(file) as book:
        book.add([{**entry, "answer": "b"}])
    with Gradebook(file) as book:
        assert sorted(answer for *_, answer in book.by_hand) == ["a", "b"]


WRITER = """
import sys
from pathlib import Path
from fsq_lab.grading.gradebook import Gradebook
book = Gradebook(Path(sys.argv[1]))
for n in range(10**6):
    book.add([{"entry": "result", "exercise": "e", "who": str(n), "answers": {"a": "x" * 5000}}])
    print(n, flush=True)
"""


def test_a_killed_writer_loses_nothing_that_was_finished(tmp_path: Path, root: Path) -> None:
    file = tmp_path / "gradebook.jsonl"
    for _ in range(3):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(file)], stdout=subprocess.PIPE, cwd=root, env={"PYTHONPATH": str(root)}
        )
        assert writer.stdout is not None
        told = [int(writer.stdout.readline()) for _ in range(20)]
        time.sleep(0.02)
        os.kill(writer.pid, signal.SIGKILL)
        told += [int(line) for line in writer.stdout.read().splitlines()]
        writer.wait()
        with Gradebook(file) as book:
            assert {str(n) for n in told} <= {who for _, who in book.results}


def test_seventy_five_thousand_results_are_written_in_three_seconds(tmp_path: Path) -> None:
    answer = {"found": "id", "source": "x = 1\n" * 5, "judgement": {"outcome": "right"}, "own": {"values": [1.5] * 5}}
    entries = [
        {"entry": "result", "exercise": f"e{e}", "who": str(w), "answers": {f"a{n}": answer for n in range(10)}}
        for e in range(15)
        for w in range(500)
    ]
    with Gradebook(tmp_path / "gradebook.jsonl") as book:
        start = time.process_time()
        for one in entries:
            book.add([one], safely=False)
        assert time.process_time() - start < 3


def test_an_untouched_check_cell_of_another_language_gives_the_same_plan() -> None:
    assert (
        cell_of(copy_of(EXERCISE, "en"), "whole-check")["source"] == cell_of(copy_of(EXERCISE), "whole-check")["source"]
    )
