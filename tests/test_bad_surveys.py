"""Bad survey files, through `read_survey` and through `fsq-lab evaluate`: refused with a remedy, or counted and said.

Each refusal ends the command with code 2 and writes nothing; each exclusion stands in the report. Never a traceback.
"""

import re
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from fsq_lab import cli
from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.report.group_section import short_name
from fsq_lab.survey.instruments import instrument
from fsq_lab.survey.loading import load
from fsq_lab.survey.reading import read_survey

BRANCH = instrument("bank_branch")
EXPECTATIONS, PERCEPTIONS = BRANCH.columns("expectation"), BRANCH.columns("perception")
WORDINGS = {item.number: item.wording.zh for item in BRANCH.items}
Maker = Callable[[Path], Path]


def survey() -> pd.DataFrame:
    """Return 90 rows of the course's survey, as text so that anything can be written into them."""
    table = load("bank_branch").query("branch in ['B01', 'B07', 'B11']").head(90).reset_index(drop=True)
    return table.astype(object).where(table.notna(), "")


def as_csv(change: Callable[[pd.DataFrame], object], encoding: str = "utf-8", name: str = "答卷.csv") -> Maker:
    def make(folder: Path) -> Path:
        table = survey()
        changed = change(table)
        file = folder / name
        (changed if isinstance(changed, pd.DataFrame) else table).to_csv(file, index=False, encoding=encoding)
        return file

    return make


def as_excel(change: Callable[[list[list[object]]], object], merged: tuple[str, ...] = ()) -> Maker:
    def make(folder: Path) -> Path:
        table = survey()
        rows: list[list[object]] = [list(table.columns), *table.to_numpy().tolist()]
        change(rows)
        book = Workbook()
        for row in rows:
            book.active.append([None if cell == "" else cell for cell in row])
        for cells in merged:
            book.active.merge_cells(cells)
        book.save(folder / "答卷.xlsx")
        return folder / "答卷.xlsx"

    return make


def of_bytes(content: bytes, name: str = "答卷.csv") -> Maker:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return make


def huge(folder: Path) -> Path:
    with (folder / "答卷.xlsx").open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(200_000_000)
    return folder / "答卷.xlsx"


def cell(row: int, column: str, value: object) -> Callable[[pd.DataFrame], None]:
    def change(table: pd.DataFrame) -> None:
        table.loc[row - 2, column] = value

    return change


def columns(names: list[str], value: object) -> Callable[[pd.DataFrame], None]:
    def change(table: pd.DataFrame) -> None:
        table[names] = value

    return change


def two_rows_of_headers(rows: list[list[object]]) -> None:
    heads = [str(name) for name in rows[0]]
    upper = [BRANCH.answers[0].ask.zh, *[""] * 21, BRANCH.answers[1].ask.zh, *[""] * 21]
    lower = [*WORDINGS.values(), *WORDINGS.values()]
    rows[0] = [*heads[:2], *upper, *heads[46:]]
    rows.insert(1, ["", "", *lower, *[""] * (len(heads) - 46)])


def formula(rows: list[list[object]]) -> None:
    rows[3][5] = "=3+4"


REFUSED: dict[str, tuple[Maker, str, tuple[str, ...]]] = {
    "missing columns": (
        as_csv(lambda table: table.drop(columns=["perception_5", "expectation_9"])),
        "survey.missing_columns",
        ("expectation_9", "perception_5", "--mapping"),
    ),
    "text for numbers": (
        as_csv(cell(5, "perception_2", "五分")),
        "survey.unreadable",
        ("5", "perception_2", "五分", "1-7"),
    ),
    "off-scale codes": (as_csv(cell(5, "perception_2", 9)), "survey.off_scale", ("5", "perception_2", "9", "1-7")),
    "empty file": (of_bytes(b""), "survey.empty_file", ()),
    "empty workbook": (of_bytes(b"", "答卷.xlsx"), "survey.empty_file", ()),
    "headers only": (as_csv(lambda table: table.iloc[:0]), "survey.no_rows", ()),
    "an encoding that cannot be told": (
        as_csv(lambda table: table.assign(branch="ｶﾅ"), "shift_jis"),
        "survey.which_encoding",
        ("GB18030", "Big5", "--encoding"),
    ),
    "no text at all": (of_bytes(bytes(range(256)) * 20), "survey.encoding", ("CSV UTF-8",)),
    "no workbook at all": (of_bytes(b"PK\x03\x04" + bytes(200), "答卷.xlsx"), "survey.broken_excel", ("CSV",)),
    "merged answers": (as_excel(lambda rows: None, ("C5:C8",)), "survey.merged_cells", ("C5:C8",)),
    "a formula without value": (as_excel(formula), "survey.formula_without_value", ("F4",)),
    "200 MB": (huge, "survey.too_large", ("200", "50")),
}


def run(file: Path, language: str, *options: str) -> tuple[int, str, Path]:
    out = file.parent / "报告.html"
    arguments = ["evaluate", str(file), "--instrument", "bank_branch", "--lang", language, "--out", str(out), *options]
    result = CliRunner().invoke(cli.app, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result.exit_code, re.sub(r"\s+", " ", result.output), out


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_used_is_refused_with_place_and_remedy(tmp_path: Path, name: str, language: str) -> None:
    make, key, told = REFUSED[name]
    file = make(tmp_path)
    use(language)
    with pytest.raises(CourseError) as refused:
        read_survey(file, "bank_branch")
    assert refused.value.key == key
    code, output, out = run(file, language)
    assert code == 2
    assert not out.exists()
    assert file.name in output
    for part in told:
        assert part in str(refused.value)
        assert part in output


def without_one_item_in_each_dimension(table: pd.DataFrame) -> None:
    for row in range(len(table)):
        gone = [row % 4 + 1, row % 5 + 5, row % 4 + 10, row % 4 + 14, row % 5 + 18]
        table.loc[row, [f"{answer}_{item}" for item in gone for answer in ("expectation", "perception")]] = ""


KEPT: dict[str, tuple[Maker, dict[str, object], tuple[str, ...]]] = {
    "extra columns": (
        as_csv(lambda table: table.assign(备注="好", 手机号码="13800000000")),
        {"dropped": (("备注", "unknown"), ("手机号码", "personal"))},
        ("identify a person", "手机号码", "备注"),
    ),
    "weights that never sum": (
        as_csv(columns(["weight_empathy"], 90)),
        {},
        ("do not add up", "holds points that add up to between 99 and 101"),
    ),
    "one respondent": (as_csv(lambda table: table.head(1)), {"rows_kept": 1}, ("No interval can be given with n = 1",)),
    "all missing": (
        as_csv(columns([*EXPECTATIONS, *PERCEPTIONS], "")),
        {"unanswered": tuple(range(2, 92))},
        ("do not support a finding", "(n = 0)"),
    ),
    "all without experience": (as_csv(columns(PERCEPTIONS, "NE")), {}, ("1980 'no experience'", "(n = 0)")),
    "listwise n = 0": (
        as_csv(without_one_item_in_each_dimension),
        {},
        ("of 90 rows 0 are complete", "falls furthest short"),
    ),
    "duplicated ids": (as_csv(columns(["respondent"], "R1")), {"repeated_respondents": ("R1",)}, ("R1",)),
    "duplicated rows": (
        as_csv(lambda table: pd.concat([table, table.head(5)])),
        {"duplicates": ((92, 2), (93, 3), (94, 4), (95, 5), (96, 6))},
        ("row 92 repeats row 2", "counted only once in this report; left out: 5"),
    ),
    "straight lines": (
        as_csv(columns(PERCEPTIONS, 4)),
        {"straight": tuple(range(2, 92))},
        ("so there is no variance", "The 90 complete respondents"),
    ),
    "GB18030": (as_csv(lambda table: table.assign(branch="人民路"), "gb18030"), {"encoding": "GB18030"}, ("GB18030",)),
    "merged title": (
        as_excel(lambda rows: rows.insert(0, ["2026年网点问卷"]), ("A1:Z1",)),
        {"titles": ("2026年网点问卷",)},
        ("2026年网点问卷",),
    ),
    "two header rows, merged": (as_excel(two_rows_of_headers, ("C1:X1", "Y1:AT1")), {"header_rows": 2}, ()),
}


@pytest.mark.parametrize("name", KEPT)
def test_what_can_be_used_in_part_is_counted_and_said_in_the_report(tmp_path: Path, name: str) -> None:
    make, facts, told = KEPT[name]
    file = make(tmp_path)
    use("en")
    read = read_survey(file, "bank_branch").report
    assert {fact: getattr(read, fact) for fact in facts} == facts
    code, output, out = run(file, "en")
    assert code == 0, output
    text = re.sub(r"<[^>]*>", "", out.read_text(encoding="utf-8")).replace("&#x27;", "'")
    for part in told:
        assert part in text


@pytest.mark.parametrize("name", KEPT)
def test_the_chinese_report_on_such_a_file_is_written_too(tmp_path: Path, name: str) -> None:
    code, output, out = run(KEPT[name][0](tmp_path), "zh")
    assert code == 0, output
    assert "这些回答说明什么" in out.read_text(encoding="utf-8")


def test_points_that_do_not_sum_are_counted_row_by_row(tmp_path: Path) -> None:
    def change(table: pd.DataFrame) -> None:
        table.loc[[0, 3], "weight_empathy"] = 90
        table.loc[5, "weight_empathy"] = ""

    use("en")
    table, read = read_survey(as_csv(change)(tmp_path), "bank_branch")
    points = table[[f"weight_{name}" for name in BRANCH.dimensions]]
    off = (points.sum(axis=1, skipna=False) - 100).abs() > 1
    assert read.points_off == tuple(int(row) + 2 for row in np.flatnonzero(off))
    assert {2, 5} <= set(read.points_off)
    assert 7 not in read.points_off
    assert len(table) == 90


def test_a_file_of_200_mb_is_refused_at_once(tmp_path: Path) -> None:
    file = huge(tmp_path)
    start = time.perf_counter()
    with pytest.raises(CourseError):
        read_survey(file, "bank_branch")
    assert time.perf_counter() - start < 0.5


@pytest.mark.skipif(not Path("/sys").is_dir(), reason="root may write everywhere but into /sys, which Linux has")
@pytest.mark.parametrize(("language", "told"), [("zh", "写不进"), ("en", "cannot be written")])
def test_a_folder_that_cannot_be_written_is_told_with_the_reason(tmp_path: Path, language: str, told: str) -> None:
    code, output, out = run(as_csv(lambda table: None)(tmp_path), language, "--out", "/sys/报告.html")
    assert code == 2
    assert told in output
    assert "Permission denied" in output or "Read-only" in output
    assert not out.exists()


# ---- hostile and odd names

ODD = {
    "formulas of a typesetter": ["$\\frac{$", "$x^2$", "A_B {n} %s"],
    "rare characters": ["😀支行", "龘靐齉支行", "B3"],
    "very long names": ["网点" * 60, "a" * 150, "B3"],
    "HTML": ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", 'a" onmouseover="x'],
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ODD)
def test_odd_names_of_groups_reach_the_report_as_text(tmp_path: Path, name: str, language: str) -> None:
    file = as_csv(lambda table: table.assign(branch=[*ODD[name]] * 30))(tmp_path)
    code, output, out = run(file, language)
    assert code == 0, output
    assert "Warning" not in output
    html = out.read_text(encoding="utf-8")
    assert "<script" not in html
    assert not re.search(r"<[^>]*\son\w+=", re.sub(r'="[^"]*"', '=""', html)), (
        "in a value in quotation marks it is text"
    )
    text = re.sub(r"<[^>]*>", "", html)
    for escaped in ODD[name]:
        assert escaped.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;") in text


def test_names_beside_a_chart_are_cut_to_the_same_width_in_both_scripts() -> None:
    assert short_name("网点" * 60) == "网点" * 6 + "…"
    assert short_name("a" * 150) == "a" * 24 + "…"
    assert short_name("人民路支行B07") == "人民路支行B07"


def test_respondents_without_a_group_are_counted_only_where_there_are_any(tmp_path: Path) -> None:
    def some(table: pd.DataFrame) -> None:
        table.loc[:6, "branch"] = ""

    html = run(as_csv(some)(tmp_path), "en")[2].read_text(encoding="utf-8")
    assert "Completed questionnaires without a group, left out: 7" in html
    full = run(as_csv(lambda table: None)(tmp_path), "en")[2].read_text(encoding="utf-8")
    assert "without a group" not in full


def test_a_column_of_hundreds_of_groups_is_counted_and_not_drawn(tmp_path: Path) -> None:
    use("en")
    file = as_csv(lambda table: table.assign(branch=[f"b{row}" for row in range(90)]))(tmp_path)
    code, _, out = run(file, "en")
    assert code == 0
    assert "Column &#x27;branch&#x27; has 90 groups, and none reaches n = 10" in out.read_text(encoding="utf-8")


def test_of_very_many_groups_the_chart_shows_the_ends_and_says_so(tmp_path: Path) -> None:
    table = load("bank_branch")
    table["branch"] = [f"b{row % 60:02}" for row in range(len(table))]
    file = tmp_path / "many.csv"
    table.to_csv(file, index=False)
    code, _, out = run(file, "en")
    assert code == 0
    html = out.read_text(encoding="utf-8")
    assert re.search(r"There are \d+ groups; the chart shows the 20 with the lowest", html)


def test_reading_takes_at_most_the_memory_that_the_refusal_names(tmp_path: Path) -> None:
    table = load("bank_branch")
    many = pd.concat([table] * 40, ignore_index=True)
    many["respondent"] = [f"R{row:06}" for row in range(len(many))]
    file = tmp_path / "many.csv"
    many.to_csv(file, index=False)
    read_survey(as_csv(lambda few: few.head(5))(tmp_path), "bank_branch")  # so that no import is counted
    tracemalloc.start()
    try:
        read_survey(file, "bank_branch")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20 * file.stat().st_size
