"""What students really send: every file is listed, whose it is and what is wrong is told, and what can be read is."""

import io
import json
import os
import re
import zipfile
from pathlib import Path

import pytest
from hand_ins import (
    as_bytes,
    as_format_3,
    cell_of,
    copy_of,
    filled,
    own_cell,
    right_answers,
    without_metadata,
    zipped,
)

from fsq_lab.grading import packed
from fsq_lab.grading.handed_out import handed_out, markable
from fsq_lab.grading.intake import Intake, Received, take_in
from fsq_lab.grading.notebook_files import UnreadableError, read_notebook
from fsq_lab.grading.plan import Plan, planned
from fsq_lab.grading.roster import Roster, RosterError, digits_in, read_roster
from fsq_lab.ground.language import LANGUAGES, catalogue, use

EXERCISE, OTHER = "03_servqual", "02_good_service"
OUT = handed_out(EXERCISE)
ANSWERS = tuple(OUT.exercise.answers)
ROSTER = Roster({"20260001": "张三", "20260002": "李四", "20260003": "王五", "20260004": "张三丰", "20260005": "赵六"})


@pytest.fixture(scope="module")
def good() -> dict[str, object]:
    return filled(EXERCISE, right_answers(EXERCISE))


def put(folder: Path, name: str, content: bytes) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def taken(folder: Path, roster: Roster | None = ROSTER, only: str | None = None) -> Intake:
    return take_in(folder, markable(), roster, only)


def only_one(folder: Path, roster: Roster | None = ROSTER) -> Received:
    found = taken(folder, roster)
    assert len(found.marked) == 1, found
    return found.marked[0]


def keys(one: Received | Plan) -> list[str]:
    return [told.key for told in one.remarks]


def plan_of(notebook: dict[str, object], student: str | None = "20260001") -> Plan:
    return planned(read_notebook(as_bytes(notebook)), OUT, student)


@pytest.mark.parametrize(
    ("name", "who", "how"),
    [
        ("张三 (1).ipynb", "20260001", "name"),
        ("张三丰-练习3.ipynb", "20260004", "name"),
        ("第3周/20260002_final(2).ipynb", "20260002", "file"),
        ("２０２６０００３.ipynb", "20260003", "name"),
        ("王五_20260002.ipynb", "20260002", "file"),
    ],
)
def test_a_loose_notebook_is_known_by_an_id_or_a_name_in_its_path(
    name: str, who: str, how: str, tmp_path: Path, good: dict[str, object]
) -> None:
    put(tmp_path, name, as_bytes(good))
    one = only_one(tmp_path)
    assert (one.who, one.known, one.how, one.exercise, keys(one)) == (who, True, how, EXERCISE, [])


def test_a_zip_is_known_by_its_manifest_whatever_it_is_called(tmp_path: Path, good: dict[str, object]) -> None:
    put(tmp_path, "hw.ipynb", zipped(EXERCISE, "20260003", good))
    one = only_one(tmp_path)
    assert (one.who, one.how, one.path, keys(one)) == ("20260003", "manifest", f"hw.ipynb/{EXERCISE}.ipynb", [])


def test_two_different_ids_are_told_and_the_manifest_counts(tmp_path: Path, good: dict[str, object]) -> None:
    put(tmp_path, "20260001.zip", zipped(EXERCISE, "20260003", good))
    one = only_one(tmp_path)
    assert (one.who, keys(one)) == ("20260003", ["two_ids"])


def test_a_manifest_that_names_another_displaces_nobodys_hand_in(tmp_path: Path, good: dict[str, object]) -> None:
    mine = put(tmp_path, "20260003.zip", zipped(EXERCISE, "20260003", good))
    forged = put(tmp_path, "20260001.zip", zipped(EXERCISE, "20260003", copy_of(EXERCISE)))
    os.utime(mine, (1e9, 1e9))
    os.utime(forged, (1.1e9, 1.1e9))
    found = taken(tmp_path)
    assert [(one.who, one.path.partition("/")[0], keys(one)) for one in found.marked] == [
        ("20260003", "20260003.zip", ["several"])
    ]
    assert [(one.path.partition("/")[0], keys(one)) for one in found.set_aside] == [
        ("20260001.zip", ["two_ids", "newer_one"])
    ]


def test_of_two_people_in_a_path_the_outermost_counts_and_it_is_told(tmp_path: Path, good: dict[str, object]) -> None:
    put(tmp_path, "20260001_张三_assignsubmission/李四的作业.ipynb", as_bytes(good))
    one = only_one(tmp_path)
    assert (one.who, keys(one)) == ("20260001", ["two_in_path"])


def test_an_id_that_is_not_on_the_roster_is_told(tmp_path: Path, good: dict[str, object]) -> None:
    put(tmp_path, "a.zip", zipped(EXERCISE, "20269999", good))
    put(tmp_path, "20268888.ipynb", as_bytes(good))
    assert {one.who: keys(one) for one in taken(tmp_path).marked} == {
        "20269999": ["not_on_roster"],
        "20268888": ["not_on_roster"],
    }


def test_the_students_own_cell_is_never_believed(tmp_path: Path, good: dict[str, object]) -> None:
    claimed = json.loads(as_bytes(good).decode().replace("STUDENT = None", "STUDENT = '20260002'"))
    put(tmp_path, "homework.ipynb", as_bytes(claimed))
    one = only_one(tmp_path)
    assert (one.who, one.known, keys(one)) == ("homework.ipynb", False, ["no_id"])
    assert one.notebook is not None
    cells = planned(one.notebook, OUT, None).cells
    assert [cell.source for cell in cells if "STUDENT =" in cell.source] == ["STUDENT = None"]


def test_without_a_roster_the_one_long_number_is_the_id(tmp_path: Path, good: dict[str, object]) -> None:
    put(tmp_path, "练习3-20261234-张.ipynb", as_bytes(good))
    assert only_one(tmp_path, None).who == "20261234"
    assert digits_in("20261234 20261235.ipynb") is None


UNREADABLE = {
    "empty.ipynb": (b"", "empty_file"),
    "zeros.ipynb": (b"\0" * 4096, "empty_file"),
    "page.ipynb": (b"\xef\xbb\xbf<!DOCTYPE html><html><body>Please log in", "web_page"),
    "scan.ipynb": (b"%PDF-1.7", "other_kind"),
    "work.rar": (b"Rar!\x1a\x07", "other_archive"),
    "list.ipynb": (b"[1, 2]", "not_a_notebook"),
    "words.ipynb": ("我的作业".encode(), "not_a_notebook"),
    "bare.ipynb": (b'{"cells": [], "nbformat": 4}', "no_cells"),
    "deep.ipynb": (b"[" * 200_000, "not_a_notebook"),
    "torn.zip": (b"PK\x03\x04broken", "zip_broken"),
    "conflict.ipynb": (b'{"cells": [\n<<<<<<< HEAD\n{\n=======\n}}\n>>>>>>> b\n]}', "conflict"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_has_a_row_and_a_reason_in_both_languages(name: str, tmp_path: Path) -> None:
    content, key = UNREADABLE[name]
    put(tmp_path, f"李四/{name}", content)
    one = only_one(tmp_path)
    assert (one.who, one.notebook, keys(one)) == ("20260002", None, [key])
    for language in LANGUAGES:
        use(language)
        assert len(one.remarks[0].told()) > 10
        assert "{" not in one.remarks[0].told()


def test_a_folder_a_link_and_a_pipe_called_ipynb_are_not_opened(tmp_path: Path, good: dict[str, object]) -> None:
    secret = put(tmp_path.parent, f"{tmp_path.name}-secret.ipynb", as_bytes(good))
    (tmp_path / "张三.ipynb").mkdir()
    (tmp_path / "李四.ipynb").symlink_to(secret)
    (tmp_path / "elsewhere").symlink_to(tmp_path.parent, target_is_directory=True)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "王五.ipynb")
    found = {one.path: keys(one)[0] for one in taken(tmp_path).marked}
    wanted = {"张三.ipynb": "a_folder", "李四.ipynb": "link", "elsewhere": "link"}
    assert found == wanted | ({"王五.ipynb": "no_file"} if hasattr(os, "mkfifo") else {})


def test_a_bomb_is_not_unpacked_and_a_way_out_writes_nothing(
    tmp_path: Path, good: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "LARGEST", 2**20)
    monkeypatch.setattr(packed, "MOST_BYTES", 2 * 2**20)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("big.ipynb", b" " * (40 * 2**20))
    way_out = io.BytesIO()
    with zipfile.ZipFile(way_out, "w") as archive:
        archive.writestr("../../out.ipynb", as_bytes(good))
    put(tmp_path / "in", "张三.zip", bomb.getvalue())
    put(tmp_path / "in", "李四.zip", way_out.getvalue())
    found = {one.who: one for one in taken(tmp_path / "in").marked}
    assert (found["20260001"].notebook, keys(found["20260001"])) == (None, ["zip_bomb"])
    assert found["20260002"].notebook is not None
    assert keys(found["20260002"]) == ["zip_path"]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["in", "张三.zip", "李四.zip"]


def test_a_locked_zip_and_one_with_thousands_of_files(tmp_path: Path) -> None:
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as archive:
        for count in range(packed.MOST_MEMBERS + 1):
            archive.writestr(f"{count}.ipynb", b"")
    locked = bytearray(zipped(EXERCISE, None, copy_of(EXERCISE)))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):  # the flag for "encrypted" in every header
        place = locked.find(mark)
        while place >= 0:
            locked[place + (6 if mark == b"PK\x03\x04" else 8)] |= 1
            place = locked.find(mark, place + 4)
    put(tmp_path, "张三.zip", many.getvalue())
    put(tmp_path, "李四.zip", bytes(locked))
    assert {one.who: set(keys(one)) for one in taken(tmp_path).marked} == {
        "20260001": {"zip_bomb"},
        "20260002": {"zip_locked"},
    }


def test_a_platforms_zip_of_zips_with_chinese_names_is_read(tmp_path: Path, good: dict[str, object]) -> None:
    name = "王五/作业.ipynb".encode("gbk")  # as Windows packs it: GBK, and no flag that says so
    packed_all = io.BytesIO()
    with zipfile.ZipFile(packed_all, "w") as archive:
        archive.writestr("20260001/x.zip", zipped(EXERCISE, None, good))
        archive.writestr("Q" * len(name), as_bytes(good))
        archive.writestr("__MACOSX/._x.zip", b"junk")
    put(tmp_path, "all.zip", packed_all.getvalue().replace(b"Q" * len(name), name))
    found = {one.who: one.path for one in taken(tmp_path).marked}
    assert found == {"20260001": f"all.zip/20260001/x.zip/{EXERCISE}.ipynb", "20260003": "all.zip/王五/作业.ipynb"}


def test_two_hand_ins_of_one_student_the_newest_counts_and_the_other_is_listed(
    tmp_path: Path, good: dict[str, object]
) -> None:
    old = put(tmp_path, "张三.ipynb", as_bytes(copy_of(EXERCISE)))
    new = put(tmp_path, "20260001.ipynb", as_bytes(good))
    same = put(tmp_path, "20260001 (1).ipynb", as_bytes(good))
    for file, when in ((old, 1e9), (new, 1.1e9), (same, 1.1e9)):
        os.utime(file, (when, when))
    found = taken(tmp_path)
    assert [(one.path, keys(one)) for one in found.marked] == [("20260001 (1).ipynb", ["several"])]
    assert {one.path: keys(one)[-1] for one in found.set_aside} == {
        "张三.ipynb": "newer_one",
        "20260001.ipynb": "same_again",
    }


def test_a_broken_later_file_does_not_hide_a_good_earlier_one(tmp_path: Path, good: dict[str, object]) -> None:
    old, new = put(tmp_path, "张三.ipynb", as_bytes(good)), put(tmp_path, "张三 (1).ipynb", b"")
    os.utime(old, (1e9, 1e9))
    os.utime(new, (1.1e9, 1.1e9))
    assert only_one(tmp_path).path == "张三.ipynb"


def test_another_exercise_is_set_aside_and_who_handed_in_nothing_is_named(
    tmp_path: Path, good: dict[str, object]
) -> None:
    put(tmp_path, "张三.ipynb", as_bytes(good))
    put(tmp_path, "李四.ipynb", as_bytes(copy_of(OTHER)))
    put(tmp_path, ".DS_Store", b"x")
    found = taken(tmp_path, only=EXERCISE)
    assert [one.who for one in found.marked] == ["20260001"]
    assert [(one.who, keys(one)) for one in found.set_aside] == [("20260002", ["other_exercise"])]
    assert (found.missing, found.ignored) == (("20260002", "20260003", "20260004", "20260005"), (".DS_Store",))
    both = taken(tmp_path)
    assert {one.exercise for one in both.marked} == {EXERCISE, OTHER}


def test_answers_are_found_by_id_and_every_given_cell_runs(good: dict[str, object]) -> None:
    plan = plan_of(good)
    assert (set(plan.found.values()), keys(plan)) == ({"id", "gap"}, [])
    assert {cell.answer for cell in plan.cells} == {None, *ANSWERS}
    sources = [cell.source for cell in plan.cells]
    assert "STUDENT = '20260001'" in sources
    assert not [
        source for source in sources if source.startswith(("check(", "check.report", "from fsq_lab import submit"))
    ]


@pytest.mark.parametrize("spoil", [without_metadata, as_format_3])
def test_without_ids_answers_are_found_by_the_names_they_bind(spoil: object, good: dict[str, object]) -> None:
    cell_of(good, "why")["source"] = "先改可靠性。"
    plan = plan_of(spoil(good))  # type: ignore[operator]
    cell_of(good, "why")["source"] = ""
    assert {plan.found[name] for name in ANSWERS} == {"name"}
    assert (plan.found["why"], plan.written["why"], plan.found["limits"]) == ("place", "先改可靠性。", "gap")
    assert keys(plan) == ["by_name", "by_place"]
    assert {cell.answer for cell in plan.cells} == {None, *ANSWERS}
    assert "STUDENT = '20260001'" in [cell.source for cell in plan.cells]


def test_an_untouched_copy_is_gaps_with_and_without_ids() -> None:
    for notebook in (copy_of(EXERCISE), without_metadata(copy_of(EXERCISE))):
        plan = plan_of(notebook)
        assert set(plan.found.values()) == {"gap"}
        assert plan.written == {"why": "", "limits": ""}


def test_deleted_given_and_answer_cells_are_put_back_or_told(good: dict[str, object]) -> None:
    notebook = json.loads(as_bytes(good))
    gone = ("first-cell", "40061def", "gaps", "gaps-check", "worst-check", "5d8d7754")
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] not in gone]
    plan = plan_of(notebook)
    assert (plan.found["gaps"], keys(plan)) == ("deleted", ["given_put_back", "deleted"])
    sources = [cell.source for cell in plan.cells]
    places = [
        next(i for i, s in enumerate(sources) if mark in s)
        for mark in ("from fsq_lab import", "STUDENT =", "levels = servqual", "worst =", "points = bank", "parts =")
    ]
    assert places == sorted(places)
    assert next(cell for cell in plan.cells if cell.answer == "worst").source.startswith("worst =")


def test_of_copied_cells_the_filled_one_counts_and_an_empty_copy_wipes_nothing(good: dict[str, object]) -> None:
    notebook = json.loads(as_bytes(good))
    empty = {**cell_of(copy_of(EXERCISE), "gaps")}
    notebook["cells"].append(empty)
    plan = plan_of(notebook)
    assert (plan.found["gaps"], keys(plan)) == ("id", ["twice"])
    assert not [cell for cell in plan.cells if cell.source == "gaps = ..."]


def test_an_answer_in_an_added_cell_is_found_and_claimed_where_it_is_checked() -> None:
    notebook = copy_of(EXERCISE)
    place = notebook["cells"].index(cell_of(notebook, "gaps")) + 1
    notebook["cells"].insert(place, own_cell("gaps = 1\nworst = 2"))
    notebook["cells"].append(own_cell("gaps = 'later, for fun'"))
    plan = plan_of(notebook)
    assert (plan.found["gaps"], plan.found["worst"]) == ("name", "name")
    claims = [(cell.answer, cell.source) for cell in plan.cells if cell.answer in ("gaps", "worst")]
    assert ("gaps", "gaps = 'later, for fun'") in claims  # no check cell stands behind it
    notebook["cells"].pop()
    assert ("gaps", "") in [(cell.answer, cell.source) for cell in plan_of(notebook).cells]


def test_a_changed_check_is_not_run(good: dict[str, object]) -> None:
    notebook = json.loads(as_bytes(good))
    cell_of(notebook, "gaps-check")["source"] = "gaps = 5"
    plan = plan_of(notebook)
    assert keys(plan) == ["check_changed"]
    assert not [cell for cell in plan.cells if cell.source == "gaps = 5"]


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_conflict_markers_leave_one_side_to_mark(side: str, good: dict[str, object]) -> None:
    lines = json.dumps(good, ensure_ascii=False, indent=1).splitlines()
    place = next(i for i, line in enumerate(lines) if '"STUDENT = None"' in line)
    bad = ['"STUDENT = 1" oops'] if side == "theirs" else [lines[place]]
    other = [lines[place]] if side == "theirs" else ['"STUDENT = 2" oops']
    lines[place : place + 1] = ["<<<<<<< HEAD", *bad, "=======", *other, ">>>>>>> home"]
    read = read_notebook("\n".join(lines).encode())
    assert [told.key for told in read.remarks] == [f"conflict_{side}"]
    assert set(planned(read, OUT, None).found.values()) == {"id", "gap"}


def test_a_file_cut_off_in_the_middle_gives_its_whole_cells(good: dict[str, object]) -> None:
    content = as_bytes(good)
    read = read_notebook(content[: content.index(b"worst-ask")])
    assert [told.key for told in read.remarks] == ["cut_off"]
    plan = planned(read, OUT, None)
    assert (plan.found["gaps"], plan.found["red"]) == ("id", "deleted")


def test_fifty_megabytes_of_output_and_odd_encodings_are_read(good: dict[str, object]) -> None:
    notebook = json.loads(as_bytes(good))
    cell_of(notebook, "gaps")["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * (50 * 2**20)}]
    plans = [
        planned(read_notebook(content), OUT, None)
        for content in (as_bytes(notebook), as_bytes(good).decode().encode("utf-16"), b"\xef\xbb\xbf" + as_bytes(good))
    ]
    assert all(set(plan.found.values()) == {"id", "gap"} for plan in plans)


@pytest.mark.parametrize(
    "spoiled",
    [
        {"cells": [1, None, {"cell_type": 5}, {"source": {"a": 1}}, {"cell_type": "code", "source": ["x", 2]}]},
        {
            "cells": [{"cell_type": "code", "source": "x", "id": ["gaps"], "metadata": {"nbgrader": [1]}}],
            "metadata": [],
        },
    ],
)
def test_cells_of_any_shape_are_read_or_refused(spoiled: dict[str, object]) -> None:
    assert planned(read_notebook(json.dumps(spoiled).encode()), OUT, None).found["gaps"] == "deleted"


def test_nothing_is_read_of_another_kind() -> None:
    with pytest.raises(UnreadableError):
        read_notebook(b"\x89PNG....")


def test_a_roster_from_gbk_csv_and_from_excel(tmp_path: Path) -> None:
    from openpyxl import Workbook

    file = put(tmp_path, "名单.csv", "姓名,学号,班级\r\n张三,20260001,A\r\n李四,20260002,A\r\n,,\r\n".encode("gbk"))
    assert read_roster(file).names == {"20260001": "张三", "20260002": "李四"}
    book = Workbook()
    for row in (("学号", "姓名"), (20260001, "张三"), ("０２０２６０００２", "李四")):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "名单.xlsx")
    assert read_roster(tmp_path / "名单.xlsx").names == {"20260001": "张三", "020260002": "李四"}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("姓名,班级\n张三,A\n", "no_ids"),
        ("学号,姓名\n1,a\n1,b\n", "twice"),
        ("学号,姓名\n2.026E+12,a\n", "bad_id"),
        ("学号,姓名\n../x,a\n", "bad_id"),
    ],
)
def test_a_roster_that_cannot_be_used_names_the_row(text: str, key: str, tmp_path: Path) -> None:
    with pytest.raises(RosterError) as told:
        read_roster(put(tmp_path, "r.csv", text.encode()))
    assert told.value.key == f"grade.roster.{key}"


def test_every_remark_has_words_in_both_languages() -> None:
    wing = Path(take_in.__code__.co_filename).parent
    call = re.compile(r"""(?:remark|Error|_with|tell)\(\s*(?:one, |first, )?"(\w+)\"""")
    called = {key for file in wing.glob("*.py") for key in call.findall(file.read_text(encoding="utf-8"))}
    known = {language: catalogue(language)["grade"]["remark"] for language in LANGUAGES}
    assert len(called) > 30
    assert {key for key in called for words in known.values() if key not in words} == set()
