"""A class of forty, end to end: marks equal the generator's truth, and all that an instructor takes out holds them."""

import csv
import io
import json
import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hand_ins import as_bytes, cell_of, copy_of, filled, mistake, own_cell, right_answers, without_metadata, zipped
from openpyxl import load_workbook
from outline import Outline
from trusted_workers import TrustedWorkers
from typer.testing import CliRunner

from fsq_lab.checks.codec import compare, decode
from fsq_lab.checks.oracle import oracle_for, oracle_in, precision_of
from fsq_lab.checks.practice import exercise as practice
from fsq_lab.cli import app
from fsq_lab.grading import classes
from fsq_lab.grading.classes import ClassError, new_class, read_class, secret_file
from fsq_lab.grading.feedback import feedback_page
from fsq_lab.grading.gradebook import read_gradebook
from fsq_lab.grading.grading_run import Done, Order, carry_out
from fsq_lab.grading.handed_out import handed_out
from fsq_lab.grading.mark_sheet import SheetError, read_sheet
from fsq_lab.grading.platforms import TemplateError, fill_template
from fsq_lab.grading.rubrics import written_questions
from fsq_lab.grading.standing import StudentMarks, standings
from fsq_lab.grading.workbooks_out import csv_text
from fsq_lab.ground.course import course_folder, hidden_world
from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.learner import workspace

SECRET, CLASS = b"the secret of this test's class", "2026-A"
SMALL, LARGE = "02_good_service", "03_servqual"
ATTACK = "先改可靠性<script>alert(1)</script><img src=x onerror=alert(2)> [点](javascript:alert(3)) `code` **粗**"
KINDS = ("right", "mistake", "right", "typed", "blank", "neighbour", "broken", "right", "mistake")
SPOILS = ("zip", "loose", "lost", "zip", "twice", "zip")


@dataclass
class Truth:
    """What one student must get."""

    exercise: str
    points: dict[str, float] = field(default_factory=dict)
    flags: dict[str, str] = field(default_factory=dict)
    mistakes: dict[str, str] = field(default_factory=dict)


def literal(exercise: str, who: str, name: str) -> str | None:
    """A student's own right answer as somebody would type it in; None where it is a function."""
    right = oracle_for(exercise, who).right(name)
    if right["kind"] == "calls":
        return None
    value = decode(right)
    if right["kind"] == "series":
        return f"{name} = pd.Series({value.to_dict()!r})".replace("nan", "float('nan')")
    return f"{name} = {value!r}"


def cannot_show(exercise: str, name: str, who: str, other: str) -> bool:
    """Whether an answer is the same for two students or on the hidden data, so that typing it in cannot show."""
    hidden = oracle_in(exercise, hidden_world(SECRET, CLASS, exercise)).right(name)
    right, precision = oracle_for(exercise, who).right(name), precision_of(handed_out(exercise).exercise.answers[name])
    others = (hidden, oracle_for(exercise, other).right(name))
    return any(compare(right, one, precision) != "different" for one in others)


def follows(who: str, truth: Truth) -> bool:
    """Whether `worst` is right, or right from a student's own gaps and not what a named mistake gives as well."""
    if truth.points["gaps"] or truth.mistakes.get("gaps") == "sign":
        oracle = oracle_for(LARGE, who)
        of_reversed = oracle.mistake("worst", "largest")
        return bool(truth.points["gaps"]) or of_reversed != oracle.mistake("worst", "expectation")
    return False


def a_hand_in(exercise: str, who: str, place: int, other: str) -> tuple[dict[str, str], Truth]:
    """A student's answers, of every kind in turn, and what they must earn."""
    answers, truth = {}, Truth(exercise)
    for step, answer in enumerate(handed_out(exercise).exercise.answers.values()):
        name, kind = answer.name, KINDS[(place + 2 * step) % len(KINDS)]
        mistakes = [one for one in answer.mistakes if not one.may_be_right]
        typed = literal(exercise, other if kind == "neighbour" else who, name)
        same = kind in ("typed", "neighbour") and cannot_show(exercise, name, who, other)
        if (kind == "mistake" and not mistakes) or (kind in ("typed", "neighbour") and (typed is None or same)):
            kind = "right"
        if name == "worst" or answer.small:
            kind = "right"  # right from their own gaps, whatever these are
        chosen = mistakes[place % len(mistakes)] if mistakes else None
        if kind == "mistake" and chosen is not None:
            answers[name], truth.points[name] = chosen.code, answer.points * chosen.credit
            truth.mistakes[name] = chosen.name
        elif kind in ("typed", "neighbour"):
            answers[name], truth.points[name] = str(typed), answer.points * (kind == "typed")
            truth.flags[name] = kind
        elif kind == "broken":
            answers[name], truth.points[name] = f"{name} = no_such_name + 1", 0.0
        elif kind == "blank":
            truth.points[name] = 0.0
        else:
            answers[name], truth.points[name] = answer.code, answer.points
    if "worst" in truth.points and not follows(who, truth):
        answers.pop("worst", None)
        truth.points["worst"] = 0.0
    return answers, truth


def put(folder: Path, exercise: str, who: str, answers: dict[str, str], how: str) -> None:
    notebook = filled(exercise, answers)
    for cell in notebook["cells"]:
        if cell["id"] in handed_out(exercise).exercise.written:
            cell["source"] = ATTACK
    if how == "zip":
        (folder / f"{who}.zip").write_bytes(zipped(exercise, who, notebook))
        return
    if how == "lost":
        notebook = without_metadata(notebook)
    if how == "twice":
        (folder / f"{who} old.ipynb").write_bytes(as_bytes(copy_of(exercise)))
        os.utime(folder / f"{who} old.ipynb", (1e9, 1e9))
        notebook["cells"].insert(5, own_cell("import numpy as np  # a cell of my own"))
    (folder / f"作业 {who} (1).ipynb").write_bytes(as_bytes(notebook))


@dataclass
class Class:
    """A class that has been marked."""

    folder: Path
    truth: dict[str, Truth]
    done: Done
    order: Order
    found: dict[str, dict[str, StudentMarks]]


def marks_in(order: Order) -> dict[str, dict[str, StudentMarks]]:
    results, by_hand = read_gradebook(order.out / "gradebook.jsonl")
    names = read_class(order.class_folder).roster.names if order.class_folder else {}
    return {name: {one.who: one for one in standings(results, by_hand, name, names)} for name in (SMALL, LARGE)}


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Class]:
    folder = tmp_path_factory.mktemp("class")
    patch = pytest.MonkeyPatch()
    patch.setenv("FSQ_SECRET_FILE", str(folder / "private" / "secret"))
    (folder / "in" / "第1组").mkdir(parents=True)
    (folder / "private").mkdir()
    (folder / "private" / "secret").write_bytes(SECRET)
    (folder / "private" / "secret").chmod(0o600)
    students = [f"2026{n:04d}" for n in range(1, 41)]
    roster = "学号,姓名\n" + "".join(f"{who},学生{chr(0x4E00 + 7 * n)}\n" for n, who in enumerate(students))
    (folder / "roster.csv").write_bytes(roster.encode("gbk"))
    new_class(folder / CLASS, folder / "roster.csv")
    truth: dict[str, Truth] = {}
    for n, who in enumerate(students[:37]):
        exercise = SMALL if n < 27 else LARGE
        other = students[n + 1 if n not in (26, 36) else n - 1]
        answers, truth[who] = a_hand_in(exercise, who, n, other)
        put(folder / "in" / ("第1组" if n % 3 else ""), exercise, who, answers, SPOILS[n % len(SPOILS)])
    (folder / "in" / f"{students[37]}.ipynb").write_bytes(b"")
    (folder / "in" / f"{students[38]}.ipynb").write_bytes(b"<html><script>alert(4)</script>")
    order = Order(folder / "in", folder / "out", class_folder=folder / CLASS)
    use("zh")
    done = carry_out(order, TrustedWorkers)
    yield Class(folder, truth, done, order, marks_in(order))
    patch.undo()


def test_all_marks_equal_the_generators_truth(marked: Class) -> None:
    wrong = []
    kinds = set()
    for who, truth in marked.truth.items():
        one = marked.found[truth.exercise][who]
        points = {mark.name: mark.points for mark in one.answers if mark.judgement is not None}
        wrong += [(who, name, points[name], wanted) for name, wanted in truth.points.items() if points[name] != wanted]
        flags = {mark.name: mark.flags[0].kind for mark in one.answers if mark.flags}
        wrong += [(who, flags, truth.flags)] if flags != truth.flags else []
        for mark in one.answers:
            kinds.add(mark.outcome)
            if mark.name in truth.mistakes and mark.judgement is not None:
                wrong += [] if truth.mistakes[mark.name] in mark.judgement.mistakes else [(who, mark.name)]
    assert wrong == [], wrong
    assert kinds == {"right", "follows", "mistake", "untried", "failed", "wrong", "written"}
    assert {flag for truth in marked.truth.values() for flag in truth.flags.values()} == {"typed", "neighbour"}


def test_everyone_has_a_row_and_everything_is_listed(marked: Class) -> None:
    book = load_workbook(marked.order.out / f"marks_{LARGE}.xlsx")
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == [f"2026{n:04d}" for n in range(1, 41)]
    listed = {str(row[0]) for row in book.worksheets[1].iter_rows(min_row=2, values_only=True) if row[0]}
    handed_in = {path.relative_to(marked.order.folder).as_posix() for path in marked.order.folder.rglob("*.*")}  # type: ignore[union-attr,arg-type]
    assert {path.partition(".zip/")[0] for path in listed} == {path.removesuffix(".zip") for path in handed_in}
    told = {str(row[1]): str(row[3]) for row in book.worksheets[1].iter_rows(min_row=2, values_only=True)}
    assert "空" in told["20260038"]
    assert "网页" in told["20260039"]
    assert "没有交" in told["20260040"]


def test_marks_are_read_by_excel_and_by_a_csv_reader_and_ids_stay_texts(marked: Class) -> None:
    content = (marked.order.out / f"marks_{SMALL}.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    content.decode("utf-8-sig").encode("gbk")  # what a GBK spreadsheet can show
    sheet = load_workbook(marked.order.out / f"marks_{SMALL}.xlsx").worksheets[0]
    assert sheet["A2"].data_type == "s"
    assert {len(row) for row in rows} == {sheet.max_column}
    for row, cells in zip(rows[1:], sheet.iter_rows(min_row=2, values_only=True), strict=True):
        assert row[0] == cells[0]
        assert [float(cell) if cell else None for cell in row[2:9]] == [
            None if c is None else float(c) for c in cells[2:9]
        ]  # type: ignore[arg-type]
        one = marked.found[SMALL][row[0]]
        assert (row[9] == "") == (one.state != "marked")
        assert row[9] == "" or float(row[9]) == one.points


@pytest.mark.parametrize("exercise", [SMALL, LARGE])
def test_each_objective_has_a_column_and_a_line_that_add_up_to_the_total(marked: Class, exercise: str) -> None:
    rows = list(csv.reader(io.StringIO((marked.order.out / f"marks_{exercise}.csv").read_text(encoding="utf-8-sig"))))
    columns = [place for place, head in enumerate(rows[0]) if re.fullmatch(r"[KS]\d\w? \(\d+\)", head)]
    total = next(place for place, head in enumerate(rows[0]) if head.startswith("总分"))
    assert len(columns) == 2
    for row in rows[1:]:
        assert [bool(row[place]) for place in columns] == [bool(row[total])] * 2
        if row[total]:
            one = marked.found[exercise][row[0]]
            assert sum(float(row[place]) for place in columns) == one.points
            parts = re.findall(r"<li>([KS]\d\w?) [^<]*?：([0-9.]+) / ([0-9]+)", feedback_page(one))
            assert [f"{name} ({most})" for name, _, most in parts] == [rows[0][place] for place in columns]
            assert [float(points) for _, points, _ in parts] == [float(row[place]) for place in columns]
            assert ("分的文字题还没有批改" in feedback_page(one)) == bool(one.unmarked)


def test_optional_questions_are_a_total_of_their_own(marked: Class) -> None:
    rows = list(csv.reader(io.StringIO((marked.order.out / f"marks_{LARGE}.csv").read_text(encoding="utf-8-sig"))))
    heads = rows[0]
    total, extra = heads.index("总分 (33)"), heads.index("选做 (17)")
    for row in rows[1:]:
        one = marked.found[LARGE][row[0]]
        if one.state == "marked":
            points = {mark.name: mark.points or 0 for mark in one.answers}
            optional = sum(points[name] for name in ("rescale", "moved", "needed", "counted", "zone", "red"))
            assert float(row[extra]) == optional == one.optional_points
            assert float(row[total]) == sum(points.values()) - optional == one.points
        else:
            assert row[total] == row[extra] == ""


def test_student_text_is_shown_and_never_markup(marked: Class) -> None:
    pages = [*marked.order.out.glob("*.html"), *(marked.order.out / "feedback").rglob("*.html")]
    assert len(pages) >= 40
    shown = 0
    for file in pages:
        text = file.read_text(encoding="utf-8")
        tags = set(re.findall(r"<(\w+)", text))
        assert not tags & {"script", "img", "iframe", "object", "embed", "link", "form", "base", "input"}, file
        assert not re.search(r"<[^>]+\s(?:on\w+|href=[\"']?\s*javascript:|src=)", text), file
        assert not re.search(r"(?:href|src|url\()\s*=?\s*[\"']?(?:https?:)?//", text), file
        shown += "&lt;script&gt;alert(1)" in text
        assert Outline(text).faults == [], file
    assert shown >= 37
    for name in ("feedback", "written"):
        assert ATTACK.split("<")[0] in "".join(p.read_text(encoding="utf-8") for p in pages if name in str(p))


def test_a_students_page_is_bilingual_and_names_nobody_else_and_nothing_hidden(marked: Class) -> None:
    for who, truth in marked.truth.items():
        text = (marked.order.out / "feedback" / truth.exercise / f"{who}.html").read_text(encoding="utf-8")
        assert 'lang="zh-CN"' in text
        assert '<section lang="en">' in text
        assert set(re.findall(r"2026\d{4}", text)) == {who}
        for name in truth.mistakes:
            told = handed_out(truth.exercise).exercise.answers[name].mistakes
            message = next(one.message for one in told if one.name == truth.mistakes[name])
            for language in LANGUAGES:
                assert re.sub(r"[`<>&]|</?code>", "", message[language])[:20] in re.sub(
                    r"</?\w[^>]*>|&\w+;|[<>&]", "", text
                )


def test_the_class_report_counts_what_happened(marked: Class) -> None:
    text = (marked.order.out / f"class_{SMALL}.html").read_text(encoding="utf-8")
    made = [truth.mistakes for truth in marked.truth.values() if truth.exercise == SMALL]
    assert any("whole" in one for one in made)
    flags = sum(len(truth.flags) for truth in marked.truth.values() if truth.exercise == SMALL)
    assert text.count('<pre class="student-text">') == flags
    assert "星期一" in text
    assert "<svg" in text
    mean = sum(one.points for one in marked.found[SMALL].values() if one.state == "marked") / 27
    assert f"平均{mean:.1f}" in text


def test_a_manual_mark_and_comment_are_read_back_and_kept_after_marking_again(marked: Class) -> None:
    file = marked.order.out / f"to_mark_{SMALL}.xlsx"
    who = "20260001"
    book = load_workbook(file)
    sheet = book["standard"]
    assert ATTACK in [cell.value for cell in sheet["C"]]
    assert [cell.value for cell in sheet[2]][:2] == [None, "示例：较弱"]
    rows = {str(row[0].value): row for row in sheet.iter_rows(min_row=2) if row[0].value}
    rubric = written_questions(SMALL)[0].rubric
    for place, line in enumerate(rubric):
        rows[who][3 + place].value = "０.5" if place == 1 else line.points
    most = sum(line.points for line in rubric) - rubric[1].points + 0.5
    total, comment = 3 + len(rubric), 4 + len(rubric)
    rows[who][comment].value = "+写得清楚"
    rows["20260002"][total].value = 3.5
    rows["20260003"][3].value = 1  # only one line of five
    rows["20260004"][comment].value = "只有评语"
    for row in book["auto"].iter_rows(min_row=2):
        if (row[0].value, row[2].value) == (who, "whole"):
            row[7].value, row[8].value = 1.25, "看了过程"
    filled_in = marked.folder / "filled.xlsx"
    book.save(filled_in)
    again = Order(None, marked.order.out, SMALL, marked.order.class_folder, sheets=(filled_in,))
    told = carry_out(again, TrustedWorkers)
    assert [line for line in told.lines if "20260003" in line]

    def check() -> None:
        found = marks_in(marked.order)[SMALL]
        marks = {name: {mark.name: mark for mark in found[name].answers} for name in found}
        assert (marks[who]["standard"].points, marks[who]["standard"].comment) == (most, "+写得清楚")
        assert (marks[who]["whole"].points, marks[who]["whole"].comment) == (1.25, "看了过程")
        assert marks["20260002"]["standard"].points == 3.5
        assert marks["20260003"]["standard"].points is None
        assert (marks["20260004"]["standard"].points, marks["20260004"]["standard"].comment) == (None, "只有评语")

    check()
    page = (marked.order.out / "feedback" / SMALL / f"{who}.html").read_text(encoding="utf-8")
    assert page.count("看了过程") == 2
    cells = list(csv.reader(io.StringIO((marked.order.out / f"marks_{SMALL}.csv").read_text(encoding="utf-8-sig"))))
    told_in_csv = next(row for row in cells if row[0] == who)[-4]
    assert "+写得清楚" in told_in_csv
    assert not told_in_csv.startswith(("+", "="))
    only = marked.folder / "again"
    only.mkdir()
    name = f"{who}.zip"
    (only / name).write_bytes(next(marked.order.folder.rglob(name)).read_bytes())  # type: ignore[union-attr]
    carry_out(Order(only, marked.order.out, SMALL, marked.order.class_folder), TrustedWorkers)
    check()
    written = load_workbook(marked.order.out / f"to_mark_{SMALL}.xlsx")["standard"]
    assert next(row[total].value for row in written.iter_rows(min_row=5) if row[0].value == who) == most


@pytest.mark.parametrize(
    ("column", "value", "key"),
    [
        ("H", "=SUM(D5:G5)", "no_value"),
        ("D", 7, "bad_points"),
        ("D", "好", "bad_points"),
        ("D", -1, "bad_points"),
        ("A", "20269999", "unknown_id"),
    ],
)
def test_a_sheet_with_impossible_points_or_ids_is_refused_with_its_cell(
    column: str, value: object, key: str, marked: Class, tmp_path: Path
) -> None:
    book = load_workbook(marked.order.out / f"to_mark_{LARGE}.xlsx")
    sheet = book["why"]
    row = next(cell.row for cell in sheet["A"] if cell.row > 1 and cell.value)
    sheet[f"{column}{row}"].value = value  # type: ignore[index]
    book.save(tmp_path / "bad.xlsx")
    with pytest.raises(SheetError) as told:
        read_sheet(tmp_path / "bad.xlsx", list(marked.found[LARGE].values()))
    assert told.value.key == f"grade.sheet.{key}"
    assert f"why!{column}{row}" in str(told.value)


def test_another_workbook_is_refused(marked: Class, tmp_path: Path) -> None:
    everyone = list(marked.found[SMALL].values())
    for name in (f"marks_{SMALL}.xlsx", f"to_mark_{LARGE}.xlsx"):
        with pytest.raises(SheetError):
            read_sheet(marked.order.out / name, everyone)


CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Quiz,Exercise (4711)\r\n"
    "    Points Possible,,,,,(read only),20\r\n"
    '"学生, 一",101,20260001,s1@x.edu.cn,A,5,\r\n'
    "无名,102,20269999,s2@x.edu.cn,A,6,7\r\n"
    "没交,103,20260040,s40@x.edu.cn,A,,\r\n"
)
MOODLE = (
    '"Identifier","Full name","ID number","Email address","Status","Grade","Maximum Grade","Feedback comments"\n'
    '"Participant 7","学生二","20260002","20260002@x.edu.cn","Submitted","","MOST",""\n'
)
CHINESE = "序号,学号,姓名,成绩,评语\r\n1,20260001,甲,,\r\n2,20260040,乙,,\r\n"


def test_canvas_template_is_filled_by_id_and_nothing_else_changes(marked: Class) -> None:
    everyone = list(marked.found[SMALL].values())
    done = fill_template("canvas.csv", CANVAS.encode("utf-8-sig"), everyone)
    before, after = (list(csv.reader(io.StringIO(t))) for t in (CANVAS, done.content.decode("utf-8-sig")))
    points = f"{marked.found[SMALL]['20260001'].points:g}"
    before[2][6] = points
    assert after == before
    assert (done.filled, done.column, done.other_most) == (1, "Exercise (4711)", "20")
    assert "20260002" in done.not_there
    assert "20260001" not in done.not_there


def test_moodles_and_a_chinese_template_in_gbk_and_in_excel(marked: Class) -> None:
    everyone = list(marked.found[SMALL].values())
    most = f"{everyone[0].most:.2f}"
    moodle = fill_template("moodle.csv", MOODLE.replace("MOST", most).encode(), everyone)
    row = list(csv.reader(io.StringIO(moodle.content.decode())))[1]
    assert (row[5], row[6], moodle.other_most) == (f"{marked.found[SMALL]['20260002'].points:g}", most, "")
    chinese = fill_template("成绩.csv", CHINESE.encode("gbk"), everyone)
    rows = list(csv.reader(io.StringIO(chinese.content.decode("gbk"))))
    assert [r[3] for r in rows[1:]] == [f"{marked.found[SMALL]['20260001'].points:g}", ""]
    from openpyxl import Workbook

    book = Workbook()
    for cells in csv.reader(io.StringIO(CHINESE)):
        book.active.append(cells)  # type: ignore[union-attr]
    saved = io.BytesIO()
    book.save(saved)
    excel = fill_template("成绩.xlsx", saved.getvalue(), everyone)
    sheet: Any = load_workbook(io.BytesIO(excel.content)).active
    assert (sheet["D2"].value, sheet["D3"].value) == (marked.found[SMALL]["20260001"].points, None)


@pytest.mark.parametrize(
    ("text", "key"),
    [("a,b\n1,2\n", "no_ids"), ("学号,甲 (1),乙 (2)\n20260001,,\n", "no_grade"), ("学号\n20260001\n", "no_grade")],
)
def test_a_template_that_does_not_say_where_is_refused(text: str, key: str, marked: Class) -> None:
    with pytest.raises(TemplateError) as told:
        fill_template("t.csv", text.encode(), list(marked.found[SMALL].values()))
    assert told.value.key == f"grade.template.{key}"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "\n=1"])
def test_a_text_never_leaves_as_a_formula(text: str) -> None:
    assert csv_text(text).startswith("'")


def test_rubric_lines_add_up_and_samples_are_marked_by_them() -> None:
    for language in LANGUAGES:
        use(language)
        for exercise in (SMALL, LARGE):
            for question in written_questions(exercise):
                assert sum(line.points for line in question.rubric) == question.most
                assert [sample.level for sample in question.samples] == ["weak", "middling", "strong"]
                for sample in question.samples:
                    assert sum(line.points for line in sample.lines) == sample.points
                    assert "{{" not in sample.text
                    assert "…" not in sample.text or exercise == SMALL


def test_the_secret_is_private_and_in_nobodys_files(marked: Class, tmp_path: Path) -> None:
    file = secret_file()
    secret = file.read_bytes().strip()
    assert file.stat().st_mode & 0o777 == 0o600
    workspace.lay_out(tmp_path / "learner")
    places = (tmp_path / "learner", marked.order.out, marked.folder / CLASS, marked.folder / "in")
    for place in places:
        for path in place.rglob("*"):
            assert not path.is_file() or secret not in path.read_bytes(), path
    file.chmod(0o644)
    with pytest.raises(ClassError, match="600"):
        classes.instructor_secret()
    file.chmod(0o600)


def test_a_secret_in_the_courses_folder_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FSQ_SECRET_FILE", str(course_folder() / "secret"))
    with pytest.raises(ClassError):
        classes.instructor_secret(make=True)
    assert not (course_folder() / "secret").exists()


def test_a_class_where_the_system_makes_no_folder_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FSQ_SECRET_FILE", str(tmp_path / "secret"))
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(CourseError) as caught:
        new_class(tmp_path / "file" / "A")
    assert caught.value.key.startswith("writing.")


def test_class_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FSQ_SECRET_FILE", str(tmp_path / "s"))
    run = CliRunner()
    (tmp_path / "r.csv").write_text("学号,姓名\n20260001,甲\n", encoding="utf-8")
    made = run.invoke(app, ["class", "new", str(tmp_path / "B"), "--roster", str(tmp_path / "r.csv"), "--lang", "en"])
    assert (made.exit_code, read_class(tmp_path / "B").roster.names) == (0, {"20260001": "甲"})
    added = run.invoke(app, ["class", "add", str(tmp_path / "B"), "--student", "20260002", "--name", "乙"])
    assert (added.exit_code, read_class(tmp_path / "B").roster.names) == (0, {"20260001": "甲", "20260002": "乙"})
    again = run.invoke(app, ["class", "new", str(tmp_path / "B")])
    assert again.exit_code == 2
    drawn = run.invoke(app, ["class", "variants", str(tmp_path / "B"), "--exercise", SMALL, "--lang", "en"])
    assert (drawn.exit_code, SMALL in drawn.output) == (0, True)
    secret = (tmp_path / "s").read_text().strip()
    assert len(secret) == 64
    assert (tmp_path / "s").stat().st_mode & 0o777 == 0o600
    assert secret not in made.output + drawn.output


def test_an_exam_of_ones_own_is_handed_out_without_answers_and_marked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path
) -> None:
    from fsq_lab.grading import handed_out as room

    source = (root / "course" / "chapters" / SMALL / "exercise.py").read_text(encoding="utf-8")
    (tmp_path / "exam").mkdir()
    (tmp_path / "exam" / "midterm.py").write_text(source.replace(SMALL, "midterm"), encoding="utf-8")
    monkeypatch.setattr(room, "exam_folder", lambda: tmp_path / "exam")
    made = CliRunner().invoke(app, ["class", "exam", "midterm", "--out", str(tmp_path / "copies"), "--lang", "en"])
    assert made.exit_code == 0, made.output
    with zipfile.ZipFile(tmp_path / "copies" / "midterm_zh.zip") as archive:
        assert archive.namelist() == ["midterm/midterm.ipynb", "midterm/midterm.exam.json"]
        archive.extractall(tmp_path / "student")
    given = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "student" / "midterm").iterdir())
    for answer in handed_out("midterm").exercise.answers.values():
        secrets = [answer.code, *(one.code for one in answer.mistakes), *(one.message["zh"] for one in answer.mistakes)]
        assert not [text for text in secrets if len(text) > 24 and json.dumps(text, ensure_ascii=False)[1:-1] in given]
    monkeypatch.chdir(tmp_path / "student" / "midterm")
    check = practice("midterm", student="20260001")
    assert len(check.load("promises")) > 100
    verdict = check("whole", 88.8)
    assert (verdict.outcome, verdict.points) == ("note", 0.0)
    notebook = json.loads((tmp_path / "student" / "midterm" / "midterm.ipynb").read_text(encoding="utf-8"))
    for name, code in right_answers("midterm").items():
        cell_of(notebook, name)["source"] = code
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "20260001.ipynb").write_bytes(as_bytes(notebook))
    carry_out(Order(tmp_path / "in", tmp_path / "out", "midterm"), TrustedWorkers)
    results, by_hand = read_gradebook(tmp_path / "out" / "gradebook.jsonl")
    assert standings(results, by_hand, "midterm")[0].points == 12.0
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CourseError):
        practice("midterm")
    room.handed_out.cache_clear()
    assert "course/exam/" in (root / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_results_are_never_written_among_the_hand_ins(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for out in (tmp_path / "in", tmp_path / "in" / "marks"):
        with pytest.raises(Exception, match=re.escape(str(tmp_path / "in"))):
            carry_out(Order(tmp_path / "in", out), TrustedWorkers)


def test_nothing_to_mark_is_told(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    answer = CliRunner().invoke(app, ["grade", str(tmp_path / "in"), "--lang", "en"])
    assert answer.exit_code == 2
    assert "nothing" in answer.output.lower()


def test_a_named_mistakes_code_is_what_the_truth_rests_on() -> None:
    assert mistake(SMALL, "whole", "fraction") != right_answers(SMALL)["whole"]
