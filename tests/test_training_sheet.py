"""The 100-point sheet, recomputed: its formulas are read and worked out anew after every edit."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from recomputed import Recomputed
from typer.testing import CliRunner

from fsq_lab.audit.examined import examine
from fsq_lab.audit.sheet import LINE, MOST, SWITCH, score_sheet
from fsq_lab.audit.training import rubric
from fsq_lab.audit.typed_marks import HEAD, POINTS, REMARK, typed_marks
from fsq_lab.cli import app
from fsq_lab.ground.language import LANGUAGES, use
from tests.trained_teams import filled_folder, run_notebook


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("finished") / "T1"
    use("zh")
    filled_folder(folder)
    run_notebook(folder)
    made = {}
    for language in LANGUAGES:
        use(language)
        made[language] = score_sheet(examine(folder))
    return made


@pytest.fixture(params=LANGUAGES)
def sheet(request: pytest.FixtureRequest, sheets: dict[str, bytes]) -> Recomputed:
    use(request.param)
    return Recomputed(sheets[request.param])


TOTAL = {"zh": ("小组成绩", "还没有评的格数"), "en": ("Team mark", "Parts not marked yet")}


def _total(sheet: Recomputed) -> tuple[float, int]:
    names = next(
        names
        for names in TOTAL.values()
        if any(sheet.book["score"].cell(r, 1).value == names[0] for r in range(80)[1:])
    )
    return tuple(sheet.at("score", sheet.row("score", name), LINE) for name in names)  # type: ignore[return-value]


def _mark_all(sheet: Recomputed, share: float = 1.0) -> None:
    for row in range(HEAD + 1, 60):
        most = sheet.book["score"].cell(row, MOST).value
        entry = sheet.book["score"].cell(row, POINTS)
        if isinstance(most, int | float) and sheet.book["score"].cell(row, 2).value and entry.value is None:
            entry.value = most * share
    for row in range(HEAD + 1, HEAD + 7):
        sheet.put("jury", row, 3, sheet.book["jury"].cell(row, 2).value * share)


def _line(sheet: Recomputed, name: str) -> int:
    return sheet.row("score", next(line.title for line in rubric() if line.id == name))


def test_nothing_but_the_automatic_half_is_marked_at_first(sheet: Recomputed) -> None:
    parts = sum(len(line.parts) for line in rubric())
    assert _total(sheet) == (37.0, parts - 3)


def test_all_that_can_be_had_is_a_hundred(sheet: Recomputed) -> None:
    _mark_all(sheet)
    assert _total(sheet) == (100.0, 0)
    assert sheet.at("score", sheet.row("score", next(iter(_names(sheet)))), MOST) == 100


def _names(sheet: Recomputed) -> list[str]:
    return [
        name
        for names in TOTAL.values()
        for name in names[:1]
        if sheet.book["score"].cell(_last(sheet), 1).value == name
    ]


def _last(sheet: Recomputed) -> int:
    return next(r for r in range(1, 80) if sheet.book["score"].cell(r, 1).value in [n[0] for n in TOTAL.values()])


def test_edited_points_are_added_anew_and_a_line_never_passes_its_most(sheet: Recomputed) -> None:
    _mark_all(sheet, 0.5)
    before, _ = _total(sheet)
    assert before == 37 + 63 / 2
    row = _line(sheet, "analysis")
    sheet.put("score", row + 1, POINTS, 20)
    assert _total(sheet)[0] == before - 5
    sheet.put("score", row + 1, POINTS, 999)
    assert _total(sheet)[0] == before


@pytest.mark.parametrize(("line", "points"), [("files", 10), ("roleplays", 10)])
def test_a_switch_makes_its_line_zero_and_can_be_turned_back(sheet: Recomputed, line: str, points: int) -> None:
    _mark_all(sheet)
    row = _line(sheet, line)
    yes = {"zh": "是", "en": "yes"}["zh" if sheet.book["score"].cell(row, SWITCH).value == "否" else "en"]
    no = sheet.book["score"].cell(row, SWITCH).value
    sheet.put("score", row, SWITCH, yes)
    assert (sheet.at("score", row, LINE), _total(sheet)[0]) == (0, 100 - points)
    sheet.put("score", row, SWITCH, no)
    assert _total(sheet)[0] == 100


def test_the_jurys_mean_is_of_those_who_marked(sheet: Recomputed) -> None:
    _mark_all(sheet)
    sheet.put("jury", HEAD + 1, 3, 2)
    sheet.put("jury", HEAD + 1, 5, 1)
    assert sheet.at("score", _line(sheet, "roleplays") + 1, POINTS) == 1.5
    assert _total(sheet)[0] == 99


def test_the_peer_factor(sheet: Recomputed) -> None:
    _mark_all(sheet, 0.8)
    team, _ = _total(sheet)
    first, factor = HEAD + 1, HEAD + 4 + 4
    assert [sheet.at("peer", factor, column) for column in range(2, 6)] == [1, 1, 1, 1]
    ratings = ((None, 4, 2, 5), (4, None, 1, 5), (4, 4, None, 5), (4, 4, 1, None))
    for row, given in enumerate(ratings):
        for column, value in enumerate(given):
            if value is not None:
                sheet.put("peer", first + row, 2 + column, value)
    received = (4, 4, 4 / 3, 5)
    mean = sum(received) / 4
    wanted = [round(max(0.8, min(1.1, one / mean)), 2) for one in received]
    assert wanted == [1.1, 1.1, 0.8, 1.1]
    assert [sheet.at("peer", factor, column) for column in range(2, 6)] == wanted
    assert [sheet.at("peer", factor + 1, column) for column in range(2, 6)] == pytest.approx(
        [min(100, team * one) for one in wanted], abs=0.051
    )
    sheet.put("peer", first + 2, 4, 5)  # rating oneself changes nothing
    assert [sheet.at("peer", factor, column) for column in range(2, 6)] == wanted


def test_nobody_gets_more_than_a_hundred_and_equal_ratings_change_nothing(sheet: Recomputed) -> None:
    _mark_all(sheet)
    first, factor = HEAD + 1, HEAD + 4 + 4
    for row in range(4):
        for column in range(4):
            sheet.put("peer", first + row, 2 + column, 5 if column == 0 else 4)
    assert sheet.at("peer", factor, 2) == 1.1
    assert sheet.at("peer", factor + 1, 2) == 100
    for row in range(4):
        sheet.put("peer", first + row, 2, 4)
    assert [sheet.at("peer", factor, column) for column in range(2, 6)] == [1, 1, 1, 1]


def test_a_folder_with_personal_data_comes_with_its_switch_on(tmp_path: Path) -> None:
    use("en")
    filled_folder(tmp_path / "T1", members=("甲",))
    (tmp_path / "T1" / "zh" / "notes.txt").write_text("13812345678", encoding="utf-8")
    sheet = Recomputed(score_sheet(examine(tmp_path / "T1")))
    row = _line(sheet, "files")
    assert sheet.book["score"].cell(row, SWITCH).value == "yes"
    assert sheet.at("score", row, LINE) == 0
    assert sheet.at("peer", HEAD + 1 + 4, 2) == 1  # alone: nobody rates


def test_without_a_jury_the_marks_of_one_who_works_alone_are_scaled(tmp_path: Path) -> None:
    use("en")
    filled_folder(tmp_path / "T1", members=("甲",))
    sheet = Recomputed(score_sheet(examine(tmp_path / "T1")))
    for row in range(HEAD + 1, 60):
        most, entry = (sheet.book["score"].cell(row, column) for column in (MOST, POINTS))
        if isinstance(most.value, int | float) and sheet.book["score"].cell(row, 2).value and entry.value is None:
            entry.value = most.value / 2
    teacher = sum(part.points for line in rubric() for part in line.parts if part.by == "teacher") / 2
    assert _total(sheet) == (round((12 + teacher) * 100 / 85, 1), 0)  # 12: without a notebook
    sheet.put("score", _line(sheet, "roleplays"), SWITCH, "yes")
    assert _total(sheet) == (round((12 + teacher) * 100 / 95, 1), 0)
    sheet.put("score", _line(sheet, "roleplays"), SWITCH, "no")
    sheet.put("jury", HEAD + 1, 3, 2)
    assert _total(sheet) == (12 + teacher + 2, 5)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_typed_stays_in_a_new_sheet(tmp_path: Path, language: str) -> None:
    use("zh")
    filled_folder(tmp_path / "T1")
    out = tmp_path / "T1-score.xlsx"
    run = CliRunner()
    arguments = ["audit", "sheet", str(tmp_path / "T1"), "--out", str(out)]
    assert run.invoke(app, arguments).exit_code == 0
    first = out.read_bytes()
    assert run.invoke(app, arguments).exit_code == 0
    assert out.read_bytes() == first  # nobody has touched it
    book = load_workbook(out)
    book["score"].cell(HEAD + 2, POINTS).value = 4
    book["score"].cell(HEAD + 3, REMARK).value = "=1+1"
    book["jury"].cell(HEAD + 1, 4).value = 2.5
    book["peer"].cell(HEAD + 1, 3).value = 5
    book.save(out)
    typed = out.read_bytes()
    refused = run.invoke(app, arguments)
    assert (refused.exit_code, out.read_bytes()) == (2, typed)
    assert "--replace" in refused.output
    kept = run.invoke(app, [*arguments, "--replace", "--lang", language])
    assert kept.exit_code == 0
    assert {"zh": "4格", "en": "cells: 4"}[language] in kept.output
    book = load_workbook(out)
    assert [book["score"].cell(HEAD + 2, POINTS).value, book["jury"].cell(HEAD + 1, 4).value] == [4, 2.5]
    assert book["peer"].cell(HEAD + 1, 3).value == 5
    assert (book["score"].cell(HEAD + 3, REMARK).value, book["score"].cell(HEAD + 3, REMARK).data_type) == ("=1+1", "s")
    assert typed_marks(out.read_bytes(), "T2") is None


def test_a_switch_or_an_automatic_mark_that_somebody_changed_is_not_lost_unasked(tmp_path: Path) -> None:
    use("en")
    filled_folder(tmp_path / "T1")
    out = tmp_path / "T1-score.xlsx"
    arguments = ["audit", "sheet", str(tmp_path / "T1"), "--out", str(out)]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    book = load_workbook(out)
    sheet = Recomputed(out.read_bytes())
    book["score"].cell(_line(sheet, "roleplays"), SWITCH).value = "yes"
    book.save(out)
    before = out.read_bytes()
    assert CliRunner().invoke(app, arguments).exit_code == 2
    assert out.read_bytes() == before
