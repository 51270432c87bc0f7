"""Files that somebody meant ill with, or that broke: refused or counted in words, soon, and nothing else stops."""

import contextlib
import copy
import io
import json
import os
import random
import re
import stat
import subprocess
import sys
import threading
import time
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from plain_yaml import written_out
from small_surveys import ITEMS, OWN, asked, written
from typer.testing import CliRunner

from fsq_lab.classroom.analysis_page import write_analysis
from fsq_lab.classroom.collected import read_answers
from fsq_lab.classroom.xlsform import write_questionnaire
from fsq_lab.cli import app
from fsq_lab.ground import journal, progress
from fsq_lab.ground.authored import read_yaml
from fsq_lab.ground.course import course_folder
from fsq_lab.ground.harmless import csv_text
from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.ground.progress import Event, History, Task, due, history, record
from fsq_lab.learner import workspace
from fsq_lab.quiz.bank import load_bank
from fsq_lab.report.appendix import as_csv
from fsq_lab.roleplay.reading import read_scenario
from fsq_lab.roleplay.widget import take_role
from fsq_lab.survey.instrument_files import read_instrument
from fsq_lab.survey.instruments import instrument
from fsq_lab.survey.mapping import read_mapping
from fsq_lab.survey.reading import read_survey

fcntl = pytest.importorskip("fcntl", reason="pipes, links and locks as POSIX has them")
SOON = 5.0  # CPU-seconds
ANSWERS = [ITEMS, [1, 2, 3, 4, 5, 6], [2, 2, 3, 4, 5, 6]]


@contextlib.contextmanager
def soon() -> Any:
    start = time.process_time()
    yield
    assert time.process_time() - start < SOON


# ---- 3: what a class hands in

BANK = "03_servqual"


def line_of(share: object, given: object = (0,), place: int = 0, **more: object) -> str:
    item = load_bank(BANK).items[place]
    when = "2026-11-01T08:00:00+00:00"
    entry = {"v": 1, "item": f"{BANK}/{item.id}", "version": item.version, "share": share, "when": when}
    return json.dumps({**entry, "answer": {"given": list(given), "draw": 1}, **more})  # type: ignore[call-overload]


HOSTILE_LINES = {
    "1e999 for a share": line_of(1).replace('"share": 1', '"share": 1e999'),
    "1e999 for a version": line_of(1).replace('"v": 1', '"v": 1e999'),
    "five thousand digits": line_of(1).replace('"share": 1', f'"share": {"9" * 5000}'),
    "a list for a share": line_of([1]),
    "a truth for a share": line_of(True),
    "nothing in the list": "[]",
    "deep": "[" * 100_000,
    "zeros": "\0\0\0",
    "a day before there were days": line_of(1, when="0001-01-01T00:00:00+14:00"),
}


@pytest.mark.parametrize("name", HOSTILE_LINES)
def test_one_learners_line_stops_neither_the_class_nor_the_learner(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text("\n".join([HOSTILE_LINES[name], line_of(1)]) + "\n", encoding="utf-8")
    (tmp_path / "good.jsonl").write_text(line_of(0) + "\n", encoding="utf-8")
    found = read_answers(tmp_path)
    assert (found.learners, found.left_out["broken"]) == (2, 1)
    assert len(history(bad).events) == 1
    monkeypatch.setenv("FSQ_PROGRESS", str(bad))
    assert record("a/1", "v", 1)


GIVEN: list[list[object]] = [
    ["9" * 5000], ["1" + "0" * 400], [10**30], [[[]]], [None], ["1e999"], ["٣"], ["²"], [], [-1], [True], [{"a": 1}],
]  # fmt: skip


def test_whatever_was_given_the_class_is_analysed(tmp_path: Path) -> None:
    bank = load_bank(BANK)
    when = "2026-11-01T08:00:00+00:00"
    for learner, given_by in enumerate(GIVEN):
        lines = [
            {"v": 1, "item": f"{BANK}/{item.id}", "version": item.version, "share": 1, "when": when,
             "answer": {"given": given_by, "draw": bank.seed(item) % 2**16}}
            for item in bank.items
        ]  # fmt: skip
        text = "".join(f"{json.dumps(line)}\n" for line in lines)
        (tmp_path / f"L{learner}.jsonl").write_text(text, encoding="utf-8")
    found = read_answers(tmp_path)
    assert (found.learners, found.left_out["broken"]) == (len(GIVEN), 0)
    assert len(found.quizzes[0].shares) == len(GIVEN)


def test_pipes_links_folders_and_huge_files_are_counted_and_named_as_unreadable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "good.jsonl").write_text(line_of(1) + "\n", encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.jsonl")
    (tmp_path / "loop.jsonl").symlink_to(tmp_path / "loop.jsonl")
    (tmp_path / "folder.jsonl").mkdir()
    (tmp_path / "zero.jsonl").symlink_to("/dev/zero")
    with soon():
        found = read_answers(tmp_path)
    assert (found.learners, found.left_out["unreadable"]) == (1, 4)
    use("en")
    page = write_analysis(tmp_path, tmp_path / "page.html").read_text(encoding="utf-8")
    assert "Files that cannot be read" in page


def test_two_files_of_one_learner_are_read_together(tmp_path: Path) -> None:
    (tmp_path / "L1.jsonl").write_text(line_of(0, when="2026-11-03T08:00:00+00:00") + "\n", encoding="utf-8")
    (tmp_path / "L1").mkdir()
    earlier = [line_of(1), line_of(1, place=1)]
    (tmp_path / "L1" / "progress.jsonl").write_text("\n".join(earlier) + "\n", encoding="utf-8")
    found = read_answers(tmp_path)
    assert (found.learners, found.left_out["joined"], found.left_out["again"]) == (1, 1, 1)
    [quiz] = found.quizzes
    assert quiz.shares.loc["L1"].tolist()[:2] == [1, 1], "the first answer by time, of whichever file"


@pytest.mark.parametrize("cell", ["x" * 200_000, "\0", "9" * 5000, "1e999", "=1+1"])
def test_a_table_of_marks_with_a_hostile_cell_is_refused_in_words(tmp_path: Path, cell: str) -> None:
    (tmp_path / "marks.csv").write_text(f'learner,a,b\nA,1,"{cell}"\nB,0,1\n', encoding="utf-8")
    with pytest.raises(CourseError):
        read_answers(tmp_path / "marks.csv")


# ---- 5: workbooks that unfold


def workbook(folder: Path, change: Any) -> Path:
    book = Workbook()
    sheet = book.active
    for row in ANSWERS:
        sheet.append(row)
    change(sheet)
    book.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def patched(file: Path, old: bytes, new: bytes, part: str = "xl/worksheets/sheet1.xml") -> Path:
    """Write a workbook with one part changed, as no program would write it."""
    packed = io.BytesIO(file.read_bytes())
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new, 1)
            target.writestr(name, content)
    return file


def far(sheet: Any) -> None:
    sheet["XFD1048576"] = "x"


MERGES = b'<mergeCells count="1"><mergeCell ref="%s"/></mergeCells></worksheet>'
UNFOLDING = {
    "a cell at the far corner": (far, b"", b""),
    "merged cells": (lambda sheet: None, b"</worksheet>", MERGES % b"A5:XFD1048576"),
    "merged cells in other letters": (lambda sheet: None, b"</worksheet>", MERGES % b"a5:x&#70;d1048576"),
    "many merged cells": (
        lambda sheet: None,
        b"</worksheet>",
        b"<mergeCells>"
        + b"".join(b'<mergeCell ref="A%d:Z%d"/>' % (n, n + 900) for n in range(9, 90_000, 901))
        + b"</mergeCells></worksheet>",
    ),
    "a link over all cells": (
        lambda sheet: None,
        b"</worksheet>",
        b'<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks></worksheet>',
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", UNFOLDING)
def test_a_small_workbook_of_billions_of_cells_is_refused_at_once(tmp_path: Path, name: str, language: str) -> None:
    use(language)
    change, old, new = UNFOLDING[name]
    file = workbook(tmp_path, change)
    if old:
        patched(file, old, new)
    assert file.stat().st_size < 20_000
    with soon(), pytest.raises(CourseError) as caught:
        read_survey(file, asked(tmp_path))
    assert caught.value.key == "survey.too_many_cells"
    assert f"{2_000_000:,}" in str(caught.value)


def test_a_questionnaire_in_such_a_workbook_is_refused_too(tmp_path: Path) -> None:
    with soon(), pytest.raises(CourseError) as caught:
        read_instrument(workbook(tmp_path, far))
    assert caught.value.key == "survey.too_many_cells"


def test_a_sheet_in_another_encoding_is_not_read_past_the_count(tmp_path: Path) -> None:
    file = workbook(tmp_path, lambda sheet: None)
    with zipfile.ZipFile(file) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml")
    text = sheet.decode().replace("</worksheet>", (MERGES % b"A5:XFD1048576").decode())
    text = text if text.startswith("<?xml") else f'<?xml version="1.0" encoding="UTF-16"?>{text}'
    patched(file, sheet, text.encode("utf-16"))
    with soon(), pytest.raises(CourseError) as caught:
        read_survey(file, asked(tmp_path))
    assert caught.value.key == "survey.broken_excel"


def test_merged_titles_and_blank_columns_are_no_attack(tmp_path: Path) -> None:
    def titled(sheet: Any) -> None:
        sheet.insert_rows(1)
        sheet["A1"] = "A title"
        sheet.merge_cells("A1:F1")
        sheet["ZZ2"] = "note"

    assert len(read_survey(workbook(tmp_path, titled), asked(tmp_path)).table) == 2


# ---- 6: YAML

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(ord('b') + n)}: &{chr(ord('b') + n)} [{', '.join(['*' + chr(ord('a') + n)] * 9)}]\n" for n in range(9)
)
HOSTILE_YAML = {
    "an alias bomb": BOMB,
    "an alias": "a: &a 1\nb: *a\n",
    "a merge": "a: &a {b: 1}\nc:\n  <<: *a\n",
    "an alias of itself": "a: &a [*a]\n",
    "deep brackets": "a: " + "[" * 100_000,
    "deep braces": "{a: " * 100_000,
    "deep lists": "- " * 100_000 + "x",
    "deep questions": "? " * 50_000 + "x",
    "deep lines": "".join(f"{' ' * n}a:\n" for n in range(3000)),
    "an object": "!!python/object/apply:os.system [echo]\n",
    "a tag": "a: !!python/name:os.system\n",
    "a date that is none": "a: 2026-99-99\n",
    "a number that is none": "a: !!int x\n",
    "a key that is a list": "? [a, b]\n: 1\n",
    "bytes": "a: \ud800\n",
    "zeros": "a: \0\n",
    "half": "a: [1, 2\n",
    "two documents": "a: 1\n---\nb: 2\n",
    "nothing": "",
    "a text": "hello\n",
    "a list": "- a\n- b\n",
}
READERS = {
    "questionnaire": read_instrument,
    "mapping": read_mapping,
    "role play": read_scenario,
    "authored": read_yaml,
}


def outcome(reader: Any, file: Path) -> str:
    """Return what a reader says of a file: nothing where it reads it."""
    try:
        reader(file)
    except CourseError as refusal:
        return str(refusal)
    return ""


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", HOSTILE_YAML)
def test_every_reader_of_yaml_refuses_it_soon_and_in_words(tmp_path: Path, name: str, reader: str) -> None:
    file = tmp_path / "a.yml"
    file.write_bytes(HOSTILE_YAML[name].encode("utf-8", errors="surrogatepass"))
    with soon():
        told = outcome(READERS[reader], file)
    assert told or reader in ("authored", "mapping")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_alias_and_deep_nesting_are_told_as_such(tmp_path: Path, language: str) -> None:
    use(language)
    for name in ("an alias bomb", "deep brackets"):
        (tmp_path / "a.yml").write_text(HOSTILE_YAML[name], encoding="utf-8")
        for reader in READERS.values():
            with pytest.raises(CourseError) as caught:
                reader(tmp_path / "a.yml")  # type: ignore[operator]
            told = {"zh": ("别名", "嵌套"), "en": ("Aliases", "nest deeper")}[language]
            assert any(word in str(caught.value) for word in told), str(caught.value)


BRANCH = yaml.safe_load((course_folder() / "course" / "instruments" / "bank_branch.yml").read_text(encoding="utf-8"))
ODD: list[Any] = [
    [1, 4, 7], {}, [], None, True, 0, -1, 10**400, 1.5, float("nan"), "x", "", "1", {"zh": "一"}, [[[]]],
    {"a": {"b": 1}}, datetime(2026, 1, 1, tzinfo=UTC).date(), ["a", "a"], {1: 2}, "9" * 5000,
    "\u202e", {"zh": 1, "en": []},
]  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, part in inner for place in places(part, (*path, key)))]


def test_a_questionnaire_with_any_entry_spoiled_is_read_or_refused_in_words(tmp_path: Path) -> None:
    """Every kind of place, each of them with several odd values: never a traceback."""
    kinds: dict[tuple[str, ...], tuple[Any, ...]] = {}
    for place in places(BRANCH)[1:]:
        kinds.setdefault(tuple("*" if isinstance(key, int) else str(key) for key in place), place)
    drawn, file = random.Random(7), tmp_path / "own.yml"
    read = refused = 0
    for place in kinds.values():
        for odd in drawn.sample(ODD, 3):
            spoiled = copy.deepcopy(BRANCH)
            within = spoiled
            for key in place[:-1]:
                within = within[key]
            within[place[-1]] = odd
            file.write_text(written_out(spoiled), encoding="utf-8")
            told = outcome(read_instrument, file)
            read, refused = read + (not told), refused + bool(told)
    assert refused > 200
    assert read > 10


def test_a_scale_too_long_to_print_is_refused(tmp_path: Path) -> None:
    whole = copy.deepcopy(BRANCH)
    whole["scale"] = {"low": 0, "high": 10**9, "labels": {}}
    (tmp_path / "own.yml").write_text(written_out(whole), encoding="utf-8")
    with pytest.raises(CourseError) as caught:
        read_instrument(tmp_path / "own.yml")
    assert caught.value.key in ("instrument.scale_too_long", "instrument.bad_scale")


@pytest.mark.parametrize("reader", ["questionnaire", "mapping", "role play"])
def test_a_pipe_is_not_waited_for(tmp_path: Path, reader: str) -> None:
    os.mkfifo(tmp_path / "a.yml")
    with soon(), pytest.raises(CourseError):
        READERS[reader](tmp_path / "a.yml")  # type: ignore[operator]


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_survey_that_is_a_pipe_or_a_device_is_refused(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    (tmp_path / f"zero-{name}").symlink_to("/dev/zero")
    for file in (tmp_path / name, tmp_path / f"zero-{name}"):
        with soon(), pytest.raises(CourseError):
            read_survey(file, asked(tmp_path))


# ---- 7: names that look like markup, and such as steer a terminal


@pytest.mark.usefixtures("course")
@pytest.mark.parametrize("name", ["x[/b]y", "[red]x", "x[/]", ":smile:", "\x1b[31mx", "[link=file:a]b"])
def test_names_are_told_as_they_stand(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / name
    folder.mkdir(parents=True)
    name = name.replace("/", "-")
    monkeypatch.chdir(folder)
    written(folder, ANSWERS, name=f"{name}.csv")
    (folder / "own.csv").write_text(OWN, encoding="utf-8")
    runs = [
        ["evaluate", f"{name}.csv", "--instrument", "own.csv", "--lang", "en"],
        ["survey", "own.csv", "--map", f"{name}.csv", "--lang", "en"],
        ["survey", f"{name}.csv", "--lang", "en"],
        ["roleplay", "wrong-transfer", "--lang", "en", "--out", f"{name}.html"],
        ["roleplay", "wrong-transfer", "--lang", "en", "--out", f"{name}.html", "--to", "svg"],
        ["open", "--no-lab", "--lang", "en", "--folder", str(folder / "mine"), "03"],
    ]
    shown = re.sub(r"[\x00-\x1f]", "\ufffd", name)
    for arguments in runs:
        done = CliRunner().invoke(app, arguments)
        assert done.exit_code in (0, 2), done.output
        assert not isinstance(done.exception, Exception) or isinstance(done.exception, SystemExit)
        assert "\x1b[31m" not in done.output
    assert shown in CliRunner().invoke(app, [*runs[3][:-1], f"{name}.html"]).output.replace("\n", "")
    (folder / "class").mkdir()
    (folder / "class" / f"{name}.jsonl").write_text(line_of(1) + "\n", encoding="utf-8")
    assert CliRunner().invoke(app, ["analyse", "class", "--out", "a.html"]).exit_code == 0


# ---- 9: the learner's manifest and choice


@pytest.mark.parametrize(
    "content", ["", "[]", "7", "null", '{"files": []}', '{"files": {"a": 1}}', "{", "[" * 100_000,
                '{"language": ["zh"]}', '"x"', "\ufffd", '{"files": null}'],
)  # fmt: skip
@pytest.mark.usefixtures("course")
def test_a_broken_manifest_or_choice_counts_as_none(tmp_path: Path, content: str) -> None:
    mine = tmp_path / "my"
    workspace.lay_out(mine)
    (mine / "notebooks" / "zh" / "03_a.ipynb").write_text("work", encoding="utf-8")
    for name in ("manifest.json", "choice.json"):
        (mine / workspace.STATE / name).write_text(content, encoding="utf-8")
    assert workspace.language_of(mine) in LANGUAGES
    workspace.lay_out(mine)
    assert (mine / "notebooks" / "zh" / "03_a.ipynb").read_text(encoding="utf-8") == "work", "nothing is lost"
    (mine / workspace.STATE / "manifest.json").write_text(content, encoding="utf-8")
    assert workspace.is_as_laid_out(mine, "notebooks/zh/03_a.ipynb") is False
    (mine / workspace.STATE / "manifest.json").write_text(content, encoding="utf-8")
    assert workspace.restore(mine, Path("notebooks/zh/03_a.ipynb")) is not None


# ---- 10: a clock that was wrong


def test_answers_kept_while_the_clock_was_years_ahead_come_up_for_review() -> None:
    now = datetime(2026, 11, 30, 8, tzinfo=UTC)
    task = Task("b/a", "quiz", "v", True, ("K1",))

    def kept(*days: int) -> History:
        return History(tuple(Event("b/a", "v", 1, None, now + timedelta(days=day)) for day in days))

    assert due(kept(1500), [task], now.date()) == ["b/a"], "once wrong, it is due today and not in four years"
    assert due(kept(-1, 1500), [task], now.date()) == ["b/a"]
    assert due(kept(1500, 0), [task], now.date()) == [], "answered again by the right clock"
    assert due(kept(1500, 0), [task], (now + timedelta(days=3)).date()) == ["b/a"]
    assert due(kept(0), [task], now.date()) == []


# ---- 11: formulas in what is saved as CSV

FORMULAS = ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "＝1", '=HYPERLINK("http://x")', "\n=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_csv_cell_of_ours_begins_a_formula(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import csv

    import pandas as pd

    made = as_csv(pd.DataFrame({text: [text]}, index=pd.Index([text], name="branch")))
    assert all(
        cell.startswith("'")
        for row in csv.reader(io.StringIO(made, newline=""))
        for cell in row
        if text.strip() in cell
    )
    [row] = csv.reader(io.StringIO(csv_text([[text, 1]]), newline=""))
    harmless_text = "'" + text.replace("\r", "\n")
    assert row == [harmless_text, "1"]
    role = take_role("wrong-transfer")
    role.choose(0)
    step = role.transcript()["steps"][0]
    monkeypatch.setattr(type(role), "transcript", lambda self: {"steps": [{**step, "line": text, "why": text}]})
    cells = list(csv.reader(io.StringIO(role._csv(), newline="")))[1]
    assert cells[1] == harmless_text


def test_a_wording_that_begins_like_a_formula_is_a_text_in_the_form(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    own = OWN.replace("Which branch do you use?", "=1+1").replace("账单准确", "＝1")
    (tmp_path / "own.csv").write_text(own, encoding="utf-8")
    file = write_questionnaire(str(tmp_path / "own.csv"), "xlsform", tmp_path / "form.xlsx")
    cells = [cell for sheet in load_workbook(file) for row in sheet.iter_rows() for cell in row if cell.value]
    assert "=1+1" in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} == {"s"}
    (tmp_path / "own.csv").write_text(OWN.replace("Bills are right", "a\x07b"), encoding="utf-8")
    with pytest.raises(CourseError) as caught:
        write_questionnaire(str(tmp_path / "own.csv"), "xlsform", tmp_path / "other.xlsx")
    assert caught.value.key == "pages.not_a_form_text"
    assert not (tmp_path / "other.xlsx").exists()


# ---- 12: the learner's folder


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course of one notebook."""
    (tmp_path / "course" / "notebooks" / "zh").mkdir(parents=True)
    (tmp_path / "course" / "notebooks" / "zh" / "03_a.ipynb").write_text("first", encoding="utf-8")
    monkeypatch.setattr(workspace, "course_folder", lambda: tmp_path / "course")
    return tmp_path / "course"


@pytest.mark.usefixtures("course")
def test_a_learners_folder_and_progress_are_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = os.umask(0o022)
    try:
        workspace.lay_out(tmp_path / "my")
        monkeypatch.setenv("FSQ_PROGRESS", str(tmp_path / "my" / "progress.jsonl"))
        assert record("a/1", "v", 1)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "my").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "my" / "progress.jsonl").stat().st_mode) == 0o600


@pytest.mark.usefixtures("course")
def test_a_folder_that_was_there_keeps_its_permissions(tmp_path: Path) -> None:
    (tmp_path / "my").mkdir(mode=0o755)
    workspace.lay_out(tmp_path / "my")
    assert stat.S_IMODE((tmp_path / "my").stat().st_mode) == 0o755


def test_a_byte_order_mark_costs_no_event(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("\ufeff" + line_of(1) + "\n", encoding="utf-8")
    assert (len(history(tmp_path / "a.jsonl").events), history(tmp_path / "a.jsonl").broken) == (1, 0)


def test_a_lock_that_another_program_holds_for_good_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "progress.jsonl"
    monkeypatch.setenv("FSQ_PROGRESS", str(file))
    monkeypatch.setattr(journal, "_PAUSE", 0.001)
    with file.open("ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert record("a/1", "v", 1)
    assert len(history(file).events) == 1


def test_the_same_new_version_is_laid_beside_the_learners_once(tmp_path: Path, course: Path) -> None:
    name = "notebooks/zh/03_a.ipynb"
    mine = tmp_path / "my"
    for version in ("first", "second", "third", "fourth", "third", "fifth"):
        (course / name).write_text(version, encoding="utf-8")
        workspace.lay_out(mine)
        if version == "first":
            (mine / name).write_text("work", encoding="utf-8")
        if version == "second":
            (mine / "notebooks/zh/03_a.new.ipynb").write_text("more work", encoding="utf-8")
    beside = {file.name: file.read_text(encoding="utf-8") for file in (mine / name).parent.iterdir()}
    assert beside == {"03_a.ipynb": "work", "03_a.new.ipynb": "more work", "03_a.new-2.ipynb": "fifth"}


def test_two_that_lay_the_course_out_at_once_leave_it_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course = tmp_path / "course"
    (course / "notebooks" / "zh").mkdir(parents=True)
    for number in range(40):
        (course / "notebooks" / "zh" / f"{number:02}_a.ipynb").write_text("x" * 20_000, encoding="utf-8")
    monkeypatch.setattr(workspace, "course_folder", lambda: course)
    failed: list[BaseException] = []

    def lay_out() -> None:
        try:
            workspace.lay_out(tmp_path / "my")
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=lay_out) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    laid = sorted((tmp_path / "my" / "notebooks" / "zh").iterdir())
    assert [file.suffix for file in laid] == [".ipynb"] * 40
    assert {len(file.read_text(encoding="utf-8")) for file in laid} == {20_000}


# ---- names of files that are no text


def test_a_file_whose_name_is_no_text_is_evaluated(tmp_path: Path) -> None:
    name = os.fsdecode(b"a\xff.csv")
    try:
        written(tmp_path, ANSWERS, name=name)
    except OSError:
        pytest.skip("this file system knows no such names")
    (tmp_path / "own.csv").write_text(OWN, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "fsq_lab", "evaluate", tmp_path / name, "--instrument", tmp_path / "own.csv",
         "--out", tmp_path / "r.html", "--lang", "en"], capture_output=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr.decode(errors="replace")[-500:]


@given(st.binary(max_size=400))
@settings(max_examples=60)
def test_any_bytes_are_some_history(content: bytes) -> None:
    found = progress.history_in(content)
    assert len(found.events) + found.broken + found.newer <= content.count(b"\n") + 1


def test_the_shipped_questionnaires_still_read() -> None:
    assert len(instrument("bank_branch").items) == 22
