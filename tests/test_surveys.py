"""Reading exports: what is recognised, what is dropped and said, what is refused and where."""

import csv
import io
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import CourseError, message, use
from fsq_lab.ground.synthetic import registry
from fsq_lab.survey.exports import EXPORTS, WENJUANXING
from fsq_lab.survey.instrument_files import read_instrument
from fsq_lab.survey.instruments import instrument
from fsq_lab.survey.loading import load
from fsq_lab.survey.questionnaire import Instrument
from fsq_lab.survey.reading import Survey, read_survey
from fsq_lab.upkeep.datasets import EXPORT_BRANCH

EXPORTS_FOLDER = course_folder() / "datasets" / "exports"
BRANCH = instrument("bank_branch")
IDS = ["expectation_1", "expectation_2", "expectation_3", "perception_1", "perception_2", "perception_3"]
SMALL = """
id: small
title: {zh: 小问卷, en: Small questionnaire}
source: {zh: 测试用, en: For tests}
scale:
  low: 1
  high: 7
  labels:
    1: {zh: 非常不同意, en: Strongly disagree}
    4: {zh: 一般, en: Neutral}
    7: {zh: 非常同意, en: Strongly agree}
no_experience: {code: NE, zh: 没有经历过, en: No experience}
answers:
  expectation:
    {zh: 优秀的网点, en: An excellent branch, ask: {zh: 请想一想优秀的网点, en: Think of the best}}
  perception:
    {zh: 这家网点, en: This branch, ask: {zh: 请回想这家网点, en: Think of this branch}}
dimensions:
  tangibles: {zh: 有形性, en: Tangibles}
  reliability: {zh: 可靠性, en: Reliability}
items:
  - {number: 1, dimension: tangibles, zh: 环境整洁, en: It is tidy}
  - {number: 2, dimension: tangibles, zh: 大厅环境整洁, en: The lobby is tidy}
  - {number: 3, dimension: reliability, zh: 说到做到, en: Promises are kept}
questions:
  - {id: branch, kind: text, zh: "哪家网点？", en: "Which branch?"}
  - {id: share, kind: number, low: 0, high: 100, unit: {zh: "%", en: "%"}, zh: "占百分之几？", en: "What percentage?"}
  - id: age
    kind: choice
    zh: 您的年龄段？
    en: Your age?
    choices: {young: {zh: 30岁以下, en: Under 30}, old: {zh: 30岁及以上, en: 30 or over}}
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Instrument:
    file = tmp_path_factory.mktemp("instrument") / "small.yml"
    file.write_text(SMALL, encoding="utf-8")
    return read_instrument(file)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("我的 问卷")


def save(folder: Path, rows: Sequence[Sequence[object]], encoding: str = "utf-8", name: str = "survey.csv") -> Path:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    file = folder / name
    file.write_bytes(buffer.getvalue().encode(encoding))
    return file


def refusal(*arguments, **options) -> CourseError:
    with pytest.raises(CourseError) as refused:
        read_survey(*arguments, **options)
    return refused.value


# ---- the shipped exports


@pytest.mark.parametrize(("name", "encoding"), [("gb18030", "GB18030"), ("utf8_bom", "UTF-8 (BOM)")])
def test_a_wenjuanxing_export_gives_the_table_it_was_made_from(name, encoding):
    table, report = read_survey(EXPORTS_FOLDER / f"branch_survey_{name}.csv", "bank_branch")
    truth = load("bank_branch").query("branch == @EXPORT_BRANCH").reset_index(drop=True)
    assert report.encoding == encoding
    assert list(table.columns) == list(truth.columns)
    assert table.dtypes.to_dict() == truth.dtypes.to_dict()
    pd.testing.assert_frame_equal(table.iloc[:-1].drop(columns="respondent"), truth.drop(columns="respondent"))


def test_the_export_report_accounts_for_every_row_and_column():
    table, report = read_survey(EXPORTS_FOLDER / "branch_survey_gb18030.csv", "bank_branch")
    with (EXPORTS_FOLDER / "branch_survey_gb18030.csv").open(encoding="gb18030", newline="") as file:
        rows = list(csv.reader(file))
    assert report.rows_read == len(rows) - 1 == report.rows_kept + report.rows_empty
    assert len(report.matched) + len(report.dropped) == len(rows[0])
    assert dict(report.dropped) == {
        "序号": "number",
        "提交答卷时间": "tool",
        "所用时间": "tool",
        "来源": "tool",
        "来源详情": "personal",
        "来自IP": "personal",
    }
    cells = [cell for row in rows[1:] for cell in row]
    assert sum(report.missing.values()) == cells.count("(跳过)") > 0
    assert sum(report.no_experience.values()) == cells.count("没有经历过") > 3
    answers = table[list(report.matched)]
    assert sum(report.missing.values()) + sum(report.no_experience.values()) == answers.isna().sum().sum()
    assert report.duplicates == ((len(rows), 18),)
    assert report.absent == ()


def test_no_personal_value_reaches_the_table():
    table, report = read_survey(EXPORTS_FOLDER / "branch_survey_gb18030.csv", "bank_branch")
    assert not table.astype(str).apply(lambda column: column.str.contains("192.0.2")).any().any()
    assert "192.0.2" not in repr(report) + report._repr_html_()


def test_exports_use_reserved_addresses_and_say_they_are_synthetic():
    readme = (EXPORTS_FOLDER / "README.md").read_text(encoding="utf-8")
    for promise in (
        str(registry.SEEDS["bank_branch"]),
        EXPORT_BRANCH,
        "合成数据",
        "synthetic data",
        "not tried on a real export",
    ):
        assert promise in readme
    text = (EXPORTS_FOLDER / "branch_survey_utf8_bom.csv").read_text(encoding="utf-8-sig")
    addresses = [row[5] for row in list(csv.reader(text.splitlines()))[1:]]
    assert all(address.startswith("192.0.2.") for address in addresses)


def test_result_unpacks_into_table_and_report():
    result = read_survey(EXPORTS_FOLDER / "branch_survey_gb18030.csv", "bank_branch")
    table, report = result
    assert isinstance(result, Survey)
    assert result.table is table
    assert result.report is report


@pytest.mark.parametrize("language", ["zh", "en"])
def test_report_speaks_the_language_in_use(language):
    _, report = read_survey(EXPORTS_FOLDER / "branch_survey_gb18030.csv", "bank_branch")
    use(language)
    assert ("受访者编号" in repr(report)) == (language == "zh")
    assert f'<dl lang="{language}">' in report._repr_html_()
    assert ('<span lang="zh">来源详情</span>' in report._repr_html_()) == (language == "en")
    assert "第63行与第18行相同" in repr(report) if language == "zh" else "row 63 repeats row 18" in repr(report)


def test_report_escapes_what_stands_in_the_file(small, folder):
    file = save(folder, [[*IDS, "<script>"], [1, 2, 3, 4, 5, 6, 7]])
    _, report = read_survey(file, small)
    assert "<script>" not in report._repr_html_()
    assert "&lt;script&gt;" in report._repr_html_()


# ---- finding the columns


def matched(folder: Path, small: Instrument, headers: list[str]) -> dict[str, str]:
    return read_survey(save(folder, [headers, [4] * len(headers)]), small).report.matched


@pytest.mark.parametrize(
    "headers",
    [
        IDS,
        [name.upper() for name in IDS],
        [
            "优秀的网点：环境整洁",
            "优秀的网点：大厅环境整洁",
            "优秀的网点：说到做到",
            "这家网点：环境整洁",
            "这家网点：大厅环境整洁",
            "这家网点：说到做到",
        ],
        [
            "7、请想一想优秀的网点—环境整洁",
            "7、大厅环境整洁",
            "7、说到做到",
            "8、请回想这家网点—环境整洁",
            "8、大厅环境整洁",
            "8、说到做到",
        ],
        [
            "Q7. An excellent branch: It is tidy",
            "Q8 An excellent branch - The lobby is tidy",
            "Q9) An excellent branch Promises are kept",
            "10.This branch [It is tidy]",
            "11 . This branch (The lobby is tidy).",
            "第12题 This  branch: promises  are kept!",
        ],
        [
            "１、优秀的网点　环境整洁",
            "2(1)、优秀的网点:大厅环境整洁",
            "３．优秀的网点—说到做到",
            "4_这家网点_环境整洁",
            "5：这家网点（大厅环境整洁）",
            "6、 这家网点：说到 做到。",
        ],
        [
            "1、尊敬的客户：请想一想优秀的网点—环境整洁",
            "1、大厅环境整洁",
            "1、说到做到",
            "perception_1",
            "这家网点：大厅环境整洁",
            "perception_3",
        ],
    ],
    ids=["id", "capitals", "stem-zh", "titled-tables", "stem-en", "full-width", "mixed"],
)
def test_columns_are_found_by_id_or_wording(folder, small, headers):
    assert matched(folder, small, headers) == dict(zip(IDS, headers, strict=True))


@settings(deadline=None)
@given(order=st.permutations(range(7)))
def test_column_order_does_not_matter(folder, small, order):
    headers = [*IDS, "哪家网点？"]
    row = [1, 2, 3, 4, 5, 6, "B01"]
    straight = read_survey(save(folder, [headers, row]), small).table
    file = save(folder, [[headers[place] for place in order], [row[place] for place in order]])
    pd.testing.assert_frame_equal(read_survey(file, small).table, straight)


@settings(deadline=None)
@given(order=st.permutations(range(1, 5)))
def test_row_order_changes_only_the_rows(folder, small, order):
    rows = [[number, 2, 3, 4, 5, 6, number] for number in range(1, 5)]
    straight = read_survey(save(folder, [["respondent", *IDS], *rows]), small).table
    file = save(folder, [["respondent", *IDS], *(rows[number - 1] for number in order)])
    mixed = read_survey(file, small).table.sort_values("respondent", ignore_index=True)
    pd.testing.assert_frame_equal(mixed, straight)


def test_mapping_comes_first(folder, small):
    headers = ["a1", *IDS[1:], "expectation_1"]
    table, report = read_survey(save(folder, [headers, [7, 1, 1, 1, 1, 1, 2]]), small, mapping={"a1": "expectation_1"})
    assert table["expectation_1"].tolist() == [7.0]
    assert report.dropped == (("expectation_1", "unknown"),)


def test_mapping_overrides_a_headers_own_id(folder, small):
    crossed = {"expectation_1": "perception_1", "perception_1": "expectation_1"}
    table = read_survey(save(folder, [IDS, [1, 2, 3, 4, 5, 6]]), small, mapping=crossed).table
    assert table.loc[0, IDS].tolist() == [4, 2, 3, 1, 5, 6]


def test_mapping_to_an_unknown_header_or_column_is_refused(folder, small):
    file = save(folder, [IDS, [1] * 6])
    unknown_header = refusal(file, small, mapping={"a9": "expectation_1"})
    assert (unknown_header.key, "a9" in str(unknown_header)) == ("survey.mapping_header", True)
    unknown_column = refusal(file, small, mapping={"perception_1": "perception_9"})
    assert (unknown_column.key, "perception_9" in str(unknown_column)) == ("survey.mapping_column", True)


def test_two_columns_for_one_item_are_refused_by_name(folder, small):
    error = refusal(save(folder, [[*IDS, "优秀的网点：环境整洁"], [1] * 7]), small)
    assert error.key == "survey.column_twice"
    assert "expectation_1" in str(error)
    assert "优秀的网点：环境整洁" in str(error)


def test_an_item_without_its_title_is_not_guessed(folder, small):
    error = refusal(save(folder, [["环境整洁", *IDS[1:]], [1] * 6]), small)
    assert error.key == "survey.which_answer"
    assert "expectation_1, perception_1" in str(error)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_missing_item_columns_are_named(folder, small, language):
    use(language)
    error = refusal(save(folder, [["expectation_1", "perception_2", "别的"], [1, 2, 3]]), small)
    assert error.key == "survey.missing_columns"
    for name in ("expectation_2", "expectation_3", "perception_1", "perception_3", "别的", "UTF-8"):
        assert name in str(error)


def test_an_extra_column_is_dropped_and_counted(folder, small):
    table, report = read_survey(save(folder, [[*IDS, "备注"], [1, 2, 3, 4, 5, 6, "好"]]), small)
    assert "备注" not in table
    assert report.dropped == (("备注", "unknown"),)


@pytest.mark.parametrize(
    "header",
    [
        "来自IP",
        "IP地址",
        "IP Address",
        "昵称",
        "微信昵称",
        "9、您的姓名",
        "手机号码",
        "电子邮箱",
        "E-mail",
        "Email Address",
        "Location",
        "所在省份",
        "经纬度",
        "Name",
        "User name",
        "来源详情",
        "学号",
        "openid",
        "Latitude",
    ],
)
def test_personal_columns_are_dropped_as_personal(folder, small, header):
    table, report = read_survey(save(folder, [[*IDS, header], [1, 2, 3, 4, 5, 6, "secret"]]), small)
    assert report.dropped == ((header, "personal"),)
    assert "secret" not in table.to_string()


@pytest.mark.parametrize("header", ["description", "equipment", "备注", "renamed"])
def test_other_columns_are_not_called_personal(folder, small, header):
    _, report = read_survey(save(folder, [[*IDS, header], [1, 2, 3, 4, 5, 6, 7]]), small)
    assert report.dropped == ((header, "unknown"),)


def test_questions_that_the_file_lacks_are_reported(folder, small):
    table, report = read_survey(save(folder, [IDS, [1] * 6]), small)
    assert report.absent == ("branch", "share", "age")
    assert list(table.columns) == ["respondent", *IDS]


def test_the_whole_branch_questionnaire_is_found_in_either_language(folder):
    for language in ("zh", "en"):
        headers = {
            f"{answer.id}_{item.number}": f"{getattr(answer.stem, language)}: {getattr(item.wording, language)}"
            for answer in BRANCH.answers
            for item in BRANCH.items
        }
        headers |= {question.id: getattr(question.wording, language) for question in BRANCH.questions}
        rows = [list(headers.values()), ["" for _ in headers], ["NE"] * len(headers)]
        report = read_survey(save(folder, rows), BRANCH).report
        assert report.matched == headers


# ---- reading the answers


@given(
    value=st.integers(1, 7),
    form=st.sampled_from(["{0}", " {0} ", "{0}.0", "{0}分", "{0} - 同意", "{0}、同意", "{0}（同意）"]),
)
def test_digits_are_read_in_any_width_and_with_a_label(folder, small, value, form):
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))
    file = save(folder, [IDS, [form.format(value), form.format(wide), value, value, value, value]])
    assert read_survey(file, small).table["expectation_1"].tolist() == [value]
    assert read_survey(file, small).table["expectation_2"].tolist() == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("非常同意", 7),
        ("7 - 非常同意", 7),
        ("非常不同意", 1),
        ("Strongly agree", 7),
        ("strongly  AGREE", 7),
        ("一般", 4),
        ("４ － 一般", 4),
        ("1=非常不同意", 1),
    ],
)
def test_labels_of_the_scale_are_read(folder, small, text, value):
    table = read_survey(save(folder, [IDS, [text, 1, 1, 1, 1, 1]]), small).table
    assert table["expectation_1"].tolist() == [value]


@pytest.mark.parametrize("text", ["NE", "ne", "没有经历过", "没有经历过。", "No experience", "ＮＥ"])
def test_no_experience_is_missing_and_counted_apart_from_skipped(folder, small, text):
    table, report = read_survey(save(folder, [IDS, [text, "", 1, 1, 1, 1]]), small)
    assert table[["expectation_1", "expectation_2"]].isna().all(axis=None)
    assert (report.no_experience["expectation_1"], report.missing["expectation_1"]) == (1, 0)
    assert (report.no_experience["expectation_2"], report.missing["expectation_2"]) == (0, 1)


@pytest.mark.parametrize("text", ["0", "8", "-1", "99", "７７", "-3"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_code_off_the_scale_is_refused_with_row_and_column(folder, small, text, language):
    use(language)
    error = refusal(save(folder, [IDS, [1] * 6, [1, 1, 1, 1, text, 1]]), small)
    assert error.key == "survey.off_scale"
    for part in ("survey.csv", "3", "perception_2", text, "1-7"):
        assert part in str(error)


@pytest.mark.parametrize("text", ["很好", "5.5", "1e1", "5-6", "=1+1", "五", "3 years", "3年", "7x"])
def test_text_that_is_no_answer_is_refused_with_row_and_column(folder, small, text):
    error = refusal(save(folder, [IDS, [1] * 6, [1, text, 1, 1, 1, 1]]), small)
    assert error.key == "survey.unreadable"
    for part in ("row 3", "expectation_2", text):
        assert part in str(error)


def test_what_a_tool_writes_for_a_skipped_answer_counts(folder, small):
    headers = ["序号", "提交答卷时间", *IDS]
    table, report = read_survey(save(folder, [headers, [1, "2026/3/2", "(跳过)", "(空)", "（跳过）", "", 4, 4]]), small)
    assert report.tool == "wenjuanxing"
    assert sum(report.missing.values()) == 4
    assert table[IDS].notna().sum(axis=None) == 2


def test_other_questions_are_read_on_their_own_scales(folder, small):
    headers = [*IDS, "哪家网点？", "Q7 What percentage?", "您的年龄段？"]
    table = read_survey(
        save(folder, [headers, [1] * 6 + ["人民路", "40%", "30岁以下"], [2] * 6 + ["", "７０", "old"]]), small
    ).table
    assert table["share"].tolist() == [40.0, 70.0]
    assert table["age"].tolist() == ["young", "old"]
    assert table["branch"].isna().tolist() == [False, True]
    assert refusal(save(folder, [headers, [1] * 6 + ["", "101", ""]]), small).key == "survey.off_scale"
    assert refusal(save(folder, [headers, [1] * 6 + ["", "", "middle"]]), small).key == "survey.unreadable"


# ---- rows


def test_respondents_are_the_files_ids_or_its_row_numbers(folder, small):
    assert read_survey(save(folder, [["respondent", *IDS], ["x", *[1] * 6]]), small).table["respondent"].tolist() == [
        "x"
    ]
    assert read_survey(save(folder, [IDS, [1] * 6, [2] * 6]), small).table["respondent"].tolist() == ["2", "3"]


def test_repeated_ids_and_repeated_answers_are_kept_and_flagged(folder, small):
    rows = [["a", *[1] * 6], ["b", *[2] * 6], ["a", *[3] * 6], ["c", *[2] * 6]]
    table, report = read_survey(save(folder, [["respondent", *IDS], *rows]), small)
    assert len(table) == 4
    assert report.repeated_respondents == ("a",)
    assert report.duplicates == ((5, 3),)


def test_empty_rows_are_dropped_and_counted_and_row_numbers_stay_those_of_the_file(folder, small):
    rows = [[1] * 6, [""] * 6, [], [2] * 6, [2] * 6]
    table, report = read_survey(save(folder, [IDS, *rows]), small)
    assert (report.rows_read, report.rows_kept, report.rows_empty) == (5, 3, 2)
    assert table["respondent"].tolist() == ["2", "5", "6"]
    assert report.duplicates == ((6, 5),)
    assert refusal(save(folder, [IDS, *rows, [9] * 6]), small).values["row"] == 7


def test_a_row_with_too_few_cells_is_filled_and_counted(folder, small):
    table, report = read_survey(save(folder, [IDS, [1, 2, 3], [1] * 6]), small)
    assert report.rows_short == 1
    assert table.loc[0, IDS].isna().sum() == 3


def test_a_row_with_too_many_cells_is_refused(folder, small):
    error = refusal(save(folder, [IDS, [1] * 7]), small)
    assert (error.key, error.values["row"]) == ("survey.row_too_long", 2)


def test_one_respondent_is_read(folder, small):
    table, report = read_survey(save(folder, [IDS, [1] * 6]), small)
    assert (len(table), report.duplicates) == (1, ())


def test_a_survey_without_a_single_answer_is_read_and_every_row_is_flagged(folder, small):
    rows = [["B01", *["NE"] * 6], ["B01", *["NE"] * 6], ["B02", *[""] * 6]]
    table, report = read_survey(save(folder, [["branch", *IDS], *rows]), small)
    assert table[IDS].isna().all(axis=None)
    assert (table[IDS].dtypes == "float64").all()
    assert report.unanswered == (2, 3, 4)
    assert report.duplicates == ()
    assert "2, 3, 4" in repr(report)


# ---- files


@pytest.mark.parametrize(
    ("encoding", "name"), [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8 (BOM)"), ("gb18030", "GB18030"), ("gbk", "GB18030")]
)
def test_encodings_are_told_apart(folder, small, encoding, name):
    headers = [*IDS[:5], "这家网点：说到做到"]
    assert read_survey(save(folder, [headers, [1] * 6], encoding), small).report.encoding == name


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b",,,\n"])
def test_an_empty_file_is_refused(folder, content):
    file = folder / "empty.csv"
    file.write_bytes(content)
    assert refusal(file, BRANCH).key == "survey.empty_file"


def test_a_header_without_answers_is_refused(folder, small):
    assert refusal(save(folder, [IDS]), small).key == "survey.no_rows"
    assert refusal(save(folder, [IDS, [], [""] * 6]), small).key == "survey.no_rows"


def test_an_unclosed_quotation_mark_is_refused(folder, small):
    file = folder / "broken.csv"
    file.write_text(",".join(IDS) + '\n1,2,3,4,5,"6\n', encoding="utf-8")
    assert refusal(file, small).key == "survey.broken_csv"


@pytest.mark.parametrize("name", ["survey.xls", "survey.sav", "survey"])
def test_another_kind_of_file_is_refused_with_the_remedy(folder, name):
    (folder / name).write_bytes(b"PK")
    assert "CSV (UTF-8)" in str(refusal(folder / name, BRANCH))


def test_a_missing_file_and_a_folder_are_refused(folder):
    assert refusal(folder / "gone.csv", BRANCH).key == "survey.no_file"
    assert refusal(folder, BRANCH).key == "survey.is_folder"


@settings(deadline=None)
@given(content=st.binary(max_size=300))
def test_any_bytes_give_a_table_or_a_message_never_a_traceback(folder, small, content):
    file = folder / "any.csv"
    file.write_bytes(content)
    with pytest.raises(CourseError):
        read_survey(file, small)


@settings(deadline=None)
@given(cell=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12))
def test_any_answer_gives_a_number_a_missing_value_or_its_row(folder, small, cell):
    file = save(folder, [[*IDS], [1] * 6, [cell, 1, 1, 1, 1, 1]])
    try:
        outcome = ("read", read_survey(file, small).table["expectation_1"].tolist()[1])
    except CourseError as error:
        outcome = ("refused in row", error.values["row"])
    assert outcome == ("refused in row", 3) or outcome[1] != outcome[1] or outcome[1] in range(1, 8)


def test_reading_does_not_change_the_file(folder, small):
    file = save(folder, [IDS, [1] * 6])
    before = file.read_bytes()
    read_survey(file, small)
    assert file.read_bytes() == before


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_file_over_the_size_limit_is_refused_with_both_sizes(folder, small, language):
    use(language)
    file = save(folder, [IDS, *[[1] * 6] * 1000])
    error = refusal(file, small, size_limit=5_000)
    assert error.key == "survey.too_large"
    assert f"{file.stat().st_size / 1e6:.3g}" in str(error)
    assert "0.005" in str(error)
    assert len(read_survey(file, small, size_limit=file.stat().st_size).table) == 1000


def test_a_file_that_cannot_be_opened_is_refused_with_the_reason(folder, small, monkeypatch):
    file = save(folder, [IDS, [1] * 6])

    def locked(*arguments: object) -> int:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", locked)
        error = refusal(file, small)
    assert (error.key, "Permission denied" in str(error)) == ("survey.cannot_open", True)


@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_columns_may_be_separated_otherwise(folder, small, separator):
    file = folder / "separated.csv"
    rows = [[*IDS, "备注"], [1, 2, 3, 4, 5, 6, "a, b; c"]]
    with file.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target, delimiter=separator).writerows(rows)
    table, report = read_survey(file, small)
    assert table.loc[0, IDS].tolist() == [1, 2, 3, 4, 5, 6]
    assert report.dropped == (("备注", "unknown"),)


# ---- header rows


GROUPED = ["请想一想优秀的网点", "", "", "请回想这家网点", "", ""]
WORDINGS = ["环境整洁", "大厅环境整洁", "说到做到"] * 2


def test_two_rows_of_headers_are_joined(folder, small):
    file = save(folder, [["哪家网点？", *GROUPED], ["", *WORDINGS], ["B01", 1, 2, 3, 4, 5, 6]])
    table, report = read_survey(file, small)
    assert table[IDS].to_numpy().tolist() == [[1, 2, 3, 4, 5, 6]]
    assert table["branch"].tolist() == ["B01"]
    assert (report.header_rows, report.rows_read) == (2, 1)
    assert report.matched["perception_1"] == "请回想这家网点—环境整洁"


def test_a_question_behind_a_group_is_not_taken_into_it(folder, small):
    file = save(folder, [[*GROUPED, ""], [*WORDINGS, "哪家网点？"], [1, 2, 3, 4, 5, 6, "B01"]])
    assert read_survey(file, small).table["branch"].tolist() == ["B01"]


def test_wording_below_ids_is_not_read_as_an_answer(folder, small):
    table, report = read_survey(save(folder, [IDS, WORDINGS, [1] * 6, [2] * 6]), small)
    assert table["expectation_1"].tolist() == [1, 2]
    assert (report.header_rows, report.rows_read) == (2, 2)
    assert refusal(save(folder, [IDS, WORDINGS]), small).key == "survey.no_rows"


def test_a_title_above_the_headers_is_dropped_and_reported(folder, small):
    file = save(folder, [["网点问卷2026"], [], [*IDS], [1] * 6, [9] * 6])
    assert refusal(file, small).values["row"] == 5
    table, report = read_survey(save(folder, [["网点问卷2026"], [*IDS], [1] * 6]), small)
    assert report.titles == ("网点问卷2026",)
    assert "网点问卷2026" in repr(report)
    assert len(table) == 1


def test_of_two_rows_of_headers_that_lack_an_item_that_item_is_named(folder, small):
    error = refusal(save(folder, [GROUPED, [*WORDINGS[:5], "别的"], [1] * 6]), small)
    assert (error.key, error.values["count"], error.values["columns"]) == ("survey.missing_columns", 1, "perception_3")


def test_a_column_with_text_but_no_header_is_reported_by_its_letter(folder, small):
    report = read_survey(save(folder, [[*IDS, "", ""], [1, 2, 3, 4, 5, 6, "", "x"]]), small).report
    assert report.dropped == (("[H]", "unnamed"),)


# ---- Excel


def workbook(folder: Path, rows: Sequence[Sequence[object]], merged: Sequence[str] = ()) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    return stored(folder, book)


def stored(folder: Path, book: Workbook) -> Path:
    file = folder / "survey.xlsx"
    book.save(file)
    return file


def with_stored_value(file: Path, value: str) -> Path:
    """Store the value of the only formula, as Excel does and openpyxl does not."""
    with ZipFile(file) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    page = parts["xl/worksheets/sheet1.xml"].decode()
    assert page.count("</f>") == 1
    parts["xl/worksheets/sheet1.xml"] = re.sub("</f><v ?/?>(</v>)?", f"</f><v>{value}</v>", page).encode()
    with ZipFile(file, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file


def test_a_workbook_gives_the_table_that_csv_gives(folder, small):
    rows = [["哪家网点？", *IDS], ["B01", 1, "2", 3.0, "7 - 非常同意", "５", "NE"], ["B02", *[4] * 5, None]]
    read = read_survey(workbook(folder, rows), small)
    pd.testing.assert_frame_equal(read.table, read_survey(save(folder, rows), small).table)
    assert (read.report.encoding, read.report.sheet) == ("Excel", "Sheet")
    assert sum(read.report.missing.values()) == sum(read.report.no_experience.values()) == 1


def test_the_first_sheet_is_read_or_the_one_that_is_named(folder, small):
    book = Workbook()
    book.active.title = "说明"
    book.active.append(["note", "text"])
    for cells in (IDS, [1] * 6):
        book.create_sheet("答卷").append(cells) if "答卷" not in book.sheetnames else book["答卷"].append(cells)
    file = stored(folder, book)
    assert refusal(file, small).key in {"survey.missing_columns", "survey.no_rows"}
    table, report = read_survey(file, small, sheet="答卷")
    assert len(table) == 1
    assert report.other_sheets == ("说明",)
    assert "说明" in repr(report)
    unknown = refusal(file, small, sheet="Sheet9")
    assert (unknown.key, "说明, 答卷" in str(unknown)) == ("survey.no_sheet", True)


def test_csv_has_no_sheets(folder, small):
    assert refusal(save(folder, [IDS, [1] * 6]), small, sheet="Sheet1").key == "survey.no_sheets"


def test_merged_headers_are_read(folder, small):
    rows = [["2026年网点问卷"], ["序号", *GROUPED], ["", *WORDINGS], [11, 1, 2, 3, 4, 5, 6]]
    table, report = read_survey(workbook(folder, rows, ["A1:G1", "A2:A3", "B2:D2", "E2:G2"]), small)
    assert table[IDS].to_numpy().tolist() == [[1, 2, 3, 4, 5, 6]]
    assert (report.titles, report.header_rows) == (("2026年网点问卷",), 2)
    assert report.dropped == (("序号", "number"),)
    assert table["respondent"].tolist() == ["11"]


def test_merged_answers_are_refused_with_their_cells(folder, small):
    error = refusal(workbook(folder, [IDS, [1] * 6, [1] * 6], ["B2:B3"]), small)
    assert (error.key, error.values["cells"]) == ("survey.merged_cells", "B2:B3")


def test_of_a_formula_the_stored_value_is_taken_and_counted(folder, small):
    file = workbook(folder, [IDS, [1, "=3+4", 1, 1, 1, 1]])
    table, report = read_survey(with_stored_value(file, "7"), small)
    assert table["expectation_2"].tolist() == [7]
    assert report.formulas == 1


def test_a_formula_without_a_stored_value_is_refused_with_its_address(folder, small):
    error = refusal(workbook(folder, [IDS, [1, "=3+4", 1, 1, 1, 1]]), small)
    assert (error.key, error.values["cell"], error.values["sheet"]) == ("survey.formula_without_value", "B2", "Sheet")


@pytest.mark.parametrize("value", ["很好", 5.5, True, "#DIV/0!", 8])
def test_a_cell_that_is_no_answer_is_refused_with_row_and_column(folder, small, value):
    error = refusal(workbook(folder, [IDS, [1] * 6, [1, value, 1, 1, 1, 1]]), small)
    assert error.key in {"survey.unreadable", "survey.off_scale"}
    assert (error.values["row"], error.values["column"]) == (3, "expectation_2")


def test_a_percentage_is_read_as_it_is_shown(folder, small):
    book = Workbook()
    book.active.append([*IDS, "share"])
    book.active.append([1, 1, 1, 1, 1, 1, 0.4])
    book.active["G2"].number_format = "0%"
    assert read_survey(stored(folder, book), small).table["share"].tolist() == [40]


def test_a_workbook_counts_unpacked(folder, small):
    file = workbook(folder, [IDS, *[[1] * 6] * 2000])
    assert file.stat().st_size < 50_000
    assert refusal(file, small, size_limit=50_000).key == "survey.too_large"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "survey.empty_file"),
        (b"PK\x03\x04 and then nothing", "survey.broken_excel"),
        (b"<html><table></table></html>", "survey.broken_excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "survey.old_excel"),
    ],
)
def test_what_is_no_workbook_is_refused(folder, content, key):
    (folder / "survey.xlsx").write_bytes(content)
    assert refusal(folder / "survey.xlsx", BRANCH).key == key


def test_an_empty_workbook_is_refused(folder):
    assert refusal(stored(folder, Workbook()), BRANCH).key == "survey.empty_file"


@settings(deadline=None, max_examples=30)
@given(place=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255))
def test_a_damaged_workbook_gives_a_table_or_a_message(folder, small, place, byte):
    file = workbook(folder, [IDS, [1] * 6])
    content = bytearray(file.read_bytes())
    content[int(place * len(content))] = byte
    file.write_bytes(content)
    with suppress(CourseError):
        read_survey(file, small)


# ---- the tools' layouts

ASKED = {"zh": ("请想一想优秀的网点", "请回想这家网点"), "en": ("Think of the best", "Think of this branch")}
SAID = {"zh": WORDINGS[:3], "en": ["It is tidy", "The lobby is tidy", "Promises are kept"]}
LAYOUTS = {
    "tencent": (
        {
            "编号": "9",
            "开始答题时间": "02-Mar-2026 09:26:58",
            "结束答题时间": "02-Mar-2026 09:30:09",
            "答题时长": "191",
        },
        {
            "地理位置国家和地区": "SECRET",
            "地理位置省": "SECRET",
            "昵称": "SECRET",
            "自定义字段": "SECRET",
            "IP": "SECRET",
        },
        "zh",
        "{number}.{ask}:{item}",
        ",",
    ),
    "microsoft": (
        {"ID": "9", "Start time": "3/2/26 9:26:58", "Completion time": "3/2/26 9:30:09", "Last modified time": ""},
        {"Email": "SECRET", "Name": "SECRET"},
        "en",
        "{stem}: {item}",
        ",",
    ),
    "google": (
        {"Timestamp": "2026/03/02 9:26:58 AM GMT+8"},
        {"Email Address": "SECRET"},
        "en",
        "{ask} [{item}]",
        ",",
    ),
    "limesurvey": (
        {"id. Response ID": "9", "submitdate. Date submitted": "2026-03-02", "lastpage. Last page": "3"},
        {"ipaddr. IP address": "SECRET", "refurl. Referrer URL": "SECRET"},
        "en",
        "G1Q{number}[SQ00{place}]. {ask} [{item}]",
        ";",
    ),
    "kobo": (
        {"start": "2026-03-02T09:26:58", "end": "x", "_id": "9", "_uuid": "u", "_submission_time": "2026-03-02"},
        {"deviceid": "SECRET", "_geolocation": "SECRET", "_submitted_by": "SECRET", "phonenumber": "SECRET"},
        "en",
        "service/{id}",
        ";",
    ),
}


def laid_out(folder: Path, small: Instrument, tool: str) -> tuple[Path, dict[str, str], dict[str, str]]:
    own, personal, language, form, separator = LAYOUTS[tool]
    headers = [
        form.format(
            number=number,
            place=place,
            id=f"{answer.id}_{place}",
            ask=ASKED[language][number - 1],
            stem=getattr(answer.stem, language),
            item=item,
        )
        for number, answer in enumerate(small.answers, start=1)
        for place, item in enumerate(SAID[language], start=1)
    ]
    file = folder / f"{tool}.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as target:
        lines = csv.writer(target, delimiter=separator)
        lines.writerow([*own, *personal, *headers, "A remark", ""])
        lines.writerow([*own.values(), *personal.values(), 1, 2, 3, "4", "", "Strongly agree (7)", "good", ""])
    return file, own, personal


def as_workbook(file: Path) -> Path:
    """The same cells as an Excel file, numbers as numbers."""
    dialect = csv.Sniffer().sniff(file.read_text(encoding="utf-8-sig").splitlines()[0], delimiters=",;\t")
    book = Workbook()
    for row in csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig")), dialect):
        book.active.append([int(cell) if cell.isdigit() and not cell.startswith("0") else cell or None for cell in row])
    book.save(file.with_suffix(".xlsx"))
    return file.with_suffix(".xlsx")


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize("tool", LAYOUTS)
def test_each_tool_is_recognised_and_its_columns_accounted_for(folder, small, tool, ending):
    file, own, personal = laid_out(folder, small, tool)
    if ending == ".xlsx":
        file = as_workbook(file)
    table, report = read_survey(file, small)
    assert report.tool == tool
    assert table.loc[0, IDS].fillna(0).tolist() == [1, 2, 3, 4, 0, 7]
    assert table["respondent"].tolist() == ["2" if tool == "google" else "9"]
    reasons = dict(report.dropped)
    assert {header for header, reason in reasons.items() if reason == "personal"} == set(personal)
    assert {header for header, reason in reasons.items() if reason in ("tool", "number")} == set(own)
    assert reasons["A remark"] == "unknown"
    assert len(reasons) == len(own) + len(personal) + 1
    assert "SECRET" not in table.to_string() + repr(report)
    assert f"{len(personal)} (" in repr(report)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("tool", [*LAYOUTS, "wenjuanxing"])
def test_each_tool_has_a_name_in_both_languages(language, tool):
    use(language)
    assert message(f"survey.tool_{tool}") != tool


def test_statements_without_their_question_are_not_guessed(folder, small):
    headers = ["ID", "Completion time", *SAID["en"], *(f"{item}2" for item in SAID["en"])]
    assert refusal(save(folder, [headers, [1] * 8]), small).key == "survey.which_answer"


def test_ids_in_groups_and_arrays_are_found(folder, small):
    headers = [
        "service/expectation_1",
        "a/b/expectation_2",
        "service-expectation_3",
        "perception[1]",
        "perception[SQ002]",
        "Perception[03]",
    ]
    assert matched(folder, small, headers) == dict(zip(IDS, headers, strict=True))


def test_limesurveys_codes_with_an_underscore_are_found(folder, small):
    headers = [f"{answer}_SQ{place:03}" for answer in ("expectation", "perception") for place in range(1, 4)]
    assert matched(folder, small, headers) == dict(zip(IDS, headers, strict=True))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Strongly agree (7)", 7),
        ("非常同意（7分）", 7),
        ("Agree [6]", 6),
        ("A. 非常不同意", 1),
        ("7 - Strongly agree", 7),
    ],
)
def test_labels_beside_numbers_and_option_letters_are_read(folder, small, text, value):
    assert read_survey(save(folder, [IDS, [text, 1, 1, 1, 1, 1]]), small).table["expectation_1"].tolist() == [value]


@pytest.mark.parametrize("text", ["Strongly agree (6)", "A. 别的", "(7)x", "Agree (77)"])
def test_a_label_beside_another_number_is_refused(folder, small, text):
    assert refusal(save(folder, [IDS, [text, 1, 1, 1, 1, 1]]), small).values["row"] == 2


# ---- answers that are all the same


def test_straight_lining_is_counted_and_kept(folder, small):
    rows = [[1, 2, 3, 5, 5, 5], [7, 7, 7, 5, 5, 6], [7, 7, 7, 5, 5, ""], [1, 2, 3, 1, 1, 1]]
    table, report = read_survey(save(folder, [IDS, *rows]), small)
    assert report.straight == (2, 5)
    assert len(table) == 4
    assert "2 (2, 5)" in repr(report)


def test_the_synthetic_branch_has_straight_lines_only_where_answers_repeat():
    table, report = read_survey(EXPORTS_FOLDER / "branch_survey_gb18030.csv", "bank_branch")
    perception = table[BRANCH.columns("perception")]
    same = [row for row, spread in zip(range(2, 64), perception.std(axis=1), strict=True) if spread == 0]
    assert list(report.straight) == same


# ---- mapping from a file


def test_mapping_may_stand_in_a_file(folder, small):
    map_file = folder / "对照表.yml"
    map_file.write_text("a1: expectation_1\n'7': perception_3\n", encoding="utf-8")
    file = save(folder, [["a1", *IDS[1:5], "7"], [7, 1, 1, 1, 1, 2]])
    for mapping in (map_file, str(map_file), {"a1": "expectation_1", "7": "perception_3"}):
        assert read_survey(file, small, mapping=mapping).table.loc[0, ["expectation_1", "perception_3"]].tolist() == [
            7,
            2,
        ]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("a: [", "survey.broken_mapping"),
        ("a: b: c", "survey.broken_mapping"),
        ("- a", "survey.mapping_form"),
        ("a: [1]", "survey.mapping_form"),
        ("", "survey.mapping_form"),
        ("a9: expectation_1", "survey.mapping_header"),
    ],
)
def test_an_unsound_mapping_file_is_refused(folder, small, content, key):
    map_file = folder / "map.yml"
    map_file.write_text(content, encoding="utf-8")
    assert refusal(save(folder, [IDS, [1] * 6]), small, mapping=map_file).key == key


def test_a_missing_mapping_file_is_refused(folder, small):
    assert refusal(save(folder, [IDS, [1] * 6]), small, mapping=folder / "no.yml").key == "survey.no_mapping_file"


def test_tools_do_not_share_a_layout():
    assert WENJUANXING in EXPORTS
    assert len({export.tool for export in EXPORTS}) == len(EXPORTS)
    assert not WENJUANXING.fits(["序号", *IDS])
