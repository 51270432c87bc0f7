"""Attacks by what is handed in: a file that holds up the others, or breaks what is written about them."""

import io
import time
import zipfile
from pathlib import Path

import pytest
from hand_ins import as_bytes, cell_of, copy_of, filled, own_cell, right_answers
from openpyxl import load_workbook

from fsq_lab.checks.judge import Judgement
from fsq_lab.grading import notebook_files, packed
from fsq_lab.grading.confined.claims import clean
from fsq_lab.grading.confined.running import transformed
from fsq_lab.grading.handed_out import handed_out, markable
from fsq_lab.grading.intake import Received, take_in
from fsq_lab.grading.judging import as_data
from fsq_lab.grading.mark_sheet import read_sheet, sheet_to_mark
from fsq_lab.grading.notebook_files import UnreadableError, read_notebook
from fsq_lab.grading.plan import planned
from fsq_lab.grading.platforms import csv_marks, excel_marks
from fsq_lab.grading.remarks import remark, seen
from fsq_lab.grading.roster import Roster
from fsq_lab.grading.standing import Flag, StudentMarks, flags_of, standings

EXERCISE = "03_servqual"
SOON = 20.0
"""Processor seconds, many times what is needed; what these attacks took before was minutes, hours or days."""
ROSTER = Roster({"20260001": "张三", "20260002": "李四"})
ODD = "可靠性\uffff\ufffe\U000e0041\ud800\x0b\u202e=HYPERLINK(1)"


def one_zip(files: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", how) as archive:
        for name, part in files.items():
            archive.writestr(name, part)
    return content.getvalue()


def taken(folder: Path) -> dict[str, Received]:
    return {one.who: one for one in take_in(folder, markable(), ROSTER, EXERCISE).marked}


LONG = {
    "blank lines": "gaps = 1" + "\n" * 1_000_000 + "x",
    "a shell line after blank lines": "\n" * 1_000_000 + "!ls\ngaps = 1",
    "names in names": "gaps = a" + ".b" * 600_000,
    "a sum": "gaps = 1" + "+1" * 600_000,
    "brackets": "gaps = " + "(" * 400_000,
    "lambdas": "gaps = " + "lambda:" * 200_000 + "1",
    "comparisons": "gaps = " + "a<" * 600_000 + "a",
    "lines": "gaps = 1\n" * 150_000,
}


@pytest.mark.parametrize("name", LONG)
def test_no_cell_takes_long_to_be_found(name: str) -> None:
    notebook = copy_of(EXERCISE)
    notebook["cells"].insert(6, own_cell(LONG[name]))
    start = time.process_time()
    plan = planned(read_notebook(as_bytes(notebook)), handed_out(EXERCISE), "20260001")
    assert time.process_time() - start < SOON
    assert plan.found["gaps"] == "name"


def test_blank_lines_are_no_magic_and_soon_known_as_none() -> None:
    start = time.process_time()
    assert transformed(LONG["blank lines"]) == LONG["blank lines"]
    assert time.process_time() - start < SOON


def test_a_file_cut_off_after_a_million_cells_is_read_soon() -> None:
    start = time.process_time()
    with pytest.raises(UnreadableError):
        read_notebook(b'{"cells": 1, "x": [' + b"{}," * 1_000_000)
    found = read_notebook(b'{"cells": [' + b'{"cell_type": "code", "source": "a"}, \n' * 300_000)
    assert time.process_time() - start < SOON
    assert len(found.cells) == notebook_files.MOST_CELLS
    assert [told.key for told in found.remarks] == ["cut_off", "too_many_cells"]


def test_a_file_of_brackets_is_refused_before_it_takes_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebook_files, "MOST_PARTS", 1000)
    with pytest.raises(UnreadableError, match="too_many_parts"):
        read_notebook(b'{"cells": [' + b"[]," * 1000 + b"{}]}")


def test_zips_in_a_zip_give_so_much_in_all_and_are_read_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MOST_INSIDE", 5_500_000)
    bomb = one_zip({"a.ipynb": b" " * 1_000_000})
    given = packed.members(one_zip({f"{place}.zip": bomb for place in range(40)}, zipfile.ZIP_STORED))
    assert iter(given) is given, "they are not all held at once"
    read = [one for one in given if one.content is not None]
    assert len(read) == 5
    again = [told.key for one in packed.members(one_zip({"1.zip": bomb})) for told in one.remarks]
    assert again == [], "the next one has all of it again"


def test_a_zip_of_a_million_names_is_refused_before_they_are_listed() -> None:
    start = time.process_time()
    with pytest.raises(UnreadableError, match="zip_bomb"):
        next(packed.members(b"PK\x03\x04" + b"PK\x01\x02" * (packed.MOST_ENTRIES + 1)))
    assert time.process_time() - start < SOON


def test_a_manifest_is_small_and_no_bomb() -> None:
    told = b'{"student": "20260002", "x": [' + b"[]," * 1_000_000 + b"0]}"
    (found,) = packed.members(one_zip({"manifest.json": told, "a.ipynb": b"{}"}))
    assert found.manifest == {}


def test_a_bomb_costs_the_others_nothing(tmp_path: Path) -> None:
    good = as_bytes(filled(EXERCISE, right_answers(EXERCISE)))
    (tmp_path / "20260001.zip").write_bytes(one_zip({"a.zip": one_zip({"b.zip": one_zip({"c.ipynb": good})})}))
    (tmp_path / "20260002.ipynb").write_bytes(good)
    found = taken(tmp_path)
    assert (found["20260001"].notebook, found["20260002"].remarks) == (None, ())


NAMES = {
    "a line end": "a\n20260001.ipynb",
    "turned": "\u202e20260001\u2066.ipynb",
    "very long": "20260001" + "x" * 230 + ".ipynb",
    "reserved": "CON.20260001.ipynb",
    "no text": b"20260001-\xff\xfe.ipynb".decode("utf-8", "surrogateescape"),
    "a formula": "=cmd 20260001.ipynb",
    "markup": "<img src=x onerror=alert(1)> 20260001.ipynb",
    "a terminal's": "\x1b[2J\x1b]0;x\x07 20260001.ipynb",
    "no characters": "20260001\uffff\ufffe.ipynb",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_shown_on_one_line_and_without_what_is_not_seen(name: str, tmp_path: Path) -> None:
    try:
        (tmp_path / NAMES[name]).write_bytes(as_bytes(copy_of(EXERCISE)))
    except OSError:
        pytest.skip("this system has no such names")
    one = taken(tmp_path)["20260001"]
    assert one.notebook is not None
    assert one.path.isprintable()
    assert seen(one.path) == one.path


def test_ids_of_cells_swapped_and_doubled_and_points_claimed_change_nothing() -> None:
    right = right_answers(EXERCISE)
    notebook = filled(EXERCISE, right)
    plain = planned(read_notebook(as_bytes(notebook)), handed_out(EXERCISE), "1")
    first, second = cell_of(notebook, "gaps"), cell_of(notebook, "below")
    for cell in notebook["cells"]:
        grading = cell["metadata"].setdefault("nbgrader", {})
        cell["metadata"]["nbgrader"] = {**grading, "points": 99, "score": 99, "grade": True}
    notebook["metadata"]["fsq_lab"] = {**notebook["metadata"].get("fsq_lab", {}), "points": 99, "student": "20260002"}
    assert planned(read_notebook(as_bytes(notebook)), handed_out(EXERCISE), "1").cells == plain.cells
    first["id"], second["id"] = "below", "gaps"
    for cell in (first, second):
        cell["metadata"] = {}
    notebook["cells"].append({**first, "id": "gaps"})
    swapped = planned(read_notebook(as_bytes(notebook)), handed_out(EXERCISE), "1")
    claimed = [cell.answer for cell in swapped.cells if cell.answer]
    assert sorted(claimed) == sorted(cell.answer for cell in plain.cells if cell.answer)


def marks_with(text: str) -> list[StudentMarks]:
    """Two students' marks, in one of which everything that a student can write is this text."""
    names = handed_out(EXERCISE).exercise.written
    result = {
        "path": text, "known": True, "confined": "bubblewrap", "digest": "1", "answers": {},
        "written": {name: seen(text) for name in names}, "remarks": [remark("cell", place=1, answer="a", what=text).data()],
    }  # fmt: skip
    own = {"judgement": as_data(Judgement("wrong", detail=text)), "own": {"kind": "text", "values": text}}
    result["answers"] = {"gaps": {"found": "id", "source": text, "right": None, "index": [], **own}}
    other = {**result, "digest": "2", "written": {name: "可靠性" for name in names}}
    found = {(EXERCISE, "20260001"): result, (EXERCISE, "20260002"): other}
    return standings(found, {}, EXERCISE, {"20260001": text, "20260002": "李四"})


def test_no_character_of_one_students_breaks_the_workbooks_of_all(tmp_path: Path) -> None:
    found = marks_with(ODD)
    file = tmp_path / "to_mark.xlsx"
    file.write_bytes(sheet_to_mark(found))
    assert read_sheet(file, found)[0] == EXERCISE
    (tmp_path / "marks.xlsx").write_bytes(excel_marks(found, [["a"], [ODD]]))
    sheet = load_workbook(tmp_path / "marks.xlsx").worksheets[0]
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["20260001", "20260002"]
    assert csv_marks(found).decode("utf-8-sig").encode("gb18030")
    assert "\uffff" not in clean(ODD) + seen(ODD)


def hidden(kind: str, own: str, ended: str, alone: bool) -> dict[str, tuple[Flag, ...]]:
    data = {
        "judgement": as_data(Judgement(own)), "own": None, "right": None,
        "hidden": {"judgement": as_data(Judgement(kind)), "ended": ended, "same": False, "alone": alone},
    }  # fmt: skip
    return {name: flags for (_, name), flags in flags_of(EXERCISE, {"1": {"answers": {"gaps": data}}}).items()}


def test_who_breaks_off_on_the_hidden_data_alone_is_flagged() -> None:
    """Else a typed-in number would go unseen: end the run wherever the data are not one's own."""
    for ended in ("killed", "time", "memory"):
        assert hidden("untried", "right", ended, alone=True) == {"gaps": (Flag("differs"),)}
        assert hidden("untried", "right", ended, alone=False) == {}, "its run on the own data ended so, too"
        assert hidden("untried", "wrong", ended, alone=True) == {}
