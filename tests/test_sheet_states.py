"""Rows that are no answer sheets, or not whole ones: counts, trials, rejected, unfinished; weights; months."""

from pathlib import Path

import pytest
from questionnaires import questionnaire
from small_surveys import ONE, asked, read, refused, written

from fsq_lab.ground.language import LANGUAGES, CourseError, message, use
from fsq_lab.report import evaluation
from fsq_lab.report.subject import about
from fsq_lab.survey.account_text import listed
from fsq_lab.survey.reading import read_survey, survey_parts
from fsq_lab.survey.sheets import read_grid

NAMES = ["perception_1", "perception_2"]
SEVEN = ONE.replace("scale,10,,很好,Very good", "scale,4,,一般,Neutral\nscale,7,,很好,Very good")


# ---- tables of counts


def frequencies(head: str, points: list[object]) -> list[list[object]]:
    """A table of counts of 12 and 11 answers, all of which could be points of the scale."""
    one, two = [0, 1, 1, 2, 3, 4, 1], [1, 1, 1, 1, 2, 3, 2]
    return [[head, *NAMES], *([point, max(1, a), b] for point, a, b in zip(points, one, two, strict=True))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("head", "points"),
    [
        ("选项", [1, 2, 3, 4, 5, 6, 7]),
        ("Score", ["7", "6", "5", "4", "3", "2", "1"]),
        ("", ["1分", "2分", "3分", "4分", "5分", "6分", "7分"]),
        ("满意度", ["1 - 很差", "2", "3", "4", "5", "6", "7 - 很好"]),
    ],
)
def test_a_table_of_counts_is_refused_with_the_remedy(
    tmp_path: Path, language: str, head: str, points: list[object]
) -> None:
    use(language)
    error = refused(tmp_path, frequencies(head, points), SEVEN)
    assert error.key == "survey.frequencies"
    assert ("one row for each person who answered" if language == "en" else "每人一行") in str(error)
    assert "ignore" in str(error)


def test_counts_that_add_up_are_known_without_a_name_and_respondents_who_are_numbered_are_not(tmp_path: Path) -> None:
    small = questionnaire({"a": 3}, 1, 5, ("perception",))
    heads = ["x", *small.item_columns]
    counts = [[1, 1, 2, 3], [2, 2, 2, 1], [3, 3, 1, 2], [4, 1, 2, 2], [5, 3, 3, 2]]
    people = [[1, 1, 2, 3], [2, 2, 2, 1], [3, 3, 1, 2], [4, 1, 2, 2], [5, 3, 4, 2]]
    with pytest.raises(CourseError) as caught:
        read_survey(written(tmp_path, [heads, *counts]), small)
    assert caught.value.key == "survey.frequencies"
    assert len(read_survey(written(tmp_path, [heads, *people]), small).table) == 5
    kept = read_survey(written(tmp_path, [heads, *counts]), small, {"x": "ignore"})
    assert len(kept.table) == 5


@pytest.mark.parametrize("head", ["Count", "频数", "人数", "Häufigkeit", "n"])
def test_rows_that_stand_for_several_respondents_are_refused(tmp_path: Path, head: str) -> None:
    rows = [[*NAMES, head], [5, 3, 12], [3, 1, 4], [2, 2, 12]]
    assert refused(tmp_path, rows, ONE).key == "survey.counted_rows"
    assert len(read(tmp_path, rows, ONE, mapping={head: "ignore"}).table) == 3
    ones = [[*NAMES, head], [5, 3, 1], [3, 1, 1]]
    assert len(read(tmp_path, ones, ONE).table) == 2
    numbered = [[*NAMES, head], [5, 3, 1], [3, 1, 2], [3, 1, 3]]
    assert len(read(tmp_path, numbered, ONE).table) == 3
    with pytest.raises(CourseError) as caught:
        list(survey_parts(written(tmp_path, rows), asked(tmp_path, ONE)))
    assert caught.value.key == "survey.counted_rows"


# ---- weights


@pytest.mark.parametrize("head", ["weight", "权重", "WGT", "Gewicht", "weight_final", "加权系数"])
def test_a_column_of_weights_is_told_and_not_used(tmp_path: Path, head: str) -> None:
    rows = [[*NAMES, head], [5, 3, 0.5], [3, 1, 1.75], [1, 1, 1]]
    survey = read(tmp_path, rows, ONE)
    assert survey.report.weights == (head,)
    assert head in repr(survey.report)
    assert survey.table["perception_1"].mean() == 3


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        (["weight_a", "weight_b", "weight_c"], [20, 30, 50]),
        (["lightweight case"], ["yes"]),
        (["weight"], [1]),
    ],
)
def test_points_among_dimensions_and_other_columns_are_no_weights(
    tmp_path: Path, heads: list[str], cells: list[object]
) -> None:
    other = [cell + 1 if len(heads) > 1 else cell for cell in cells]  # type: ignore[operator]
    assert read(tmp_path, [[*NAMES, *heads], [5, 3, *cells], [3, 1, *other]], ONE).report.weights == ()


# ---- what the tool says of a sheet

SHEETS = {
    "kobo": (
        ["_id", "_uuid", "_submission_time", "_validation_status"],
        [
            [1, "a", "2026-03-01", "validation_status_approved"],
            [2, "b", "2026-03-02", "Not approved"],
            [3, "c", "2026-04-02", "validation_status_on_hold"],
            [4, "d", "2026-05-02", ""],
        ],
        {"rejected": (3,), "on_hold": (4,)},
        [5, 3, 3],
    ),
    "odk": (
        ["KEY", "SubmissionDate", "ReviewState"],
        [["a", "2026-03-01", ""], ["b", "2026-03-02", "rejected"], ["c", "2026-04-01", "hasIssues"], ["d", "", ""]],
        {"rejected": (3,), "on_hold": (4,)},
        [5, 3, 3],
    ),
    "qualtrics": (
        ["ResponseId", "RecordedDate", "Status", "Finished"],
        [
            ["R1", "2026-03-01", "IP Address", "True"],
            ["R2", "2026-03-01", "Survey Preview", "True"],
            ["R3", "2026-04-01", "Spam", "True"],
            ["R4", "2026-04-01", "IP Address", "False"],
        ],
        {"trial": (3,), "on_hold": (4,), "unfinished": (5,)},
        [5, 3, 3],
    ),
    "qualtrics in numbers": (
        ["ResponseId", "RecordedDate", "Status", "Finished"],
        [["R1", "", 0, 1], ["R2", "", 1, 1], ["R3", "", 8, 1], ["R4", "", 0, 0]],
        {"trial": (3,), "on_hold": (4,), "unfinished": (5,)},
        [5, 3, 3],
    ),
    "limesurvey": (
        ["id", "submitdate", "lastpage"],
        [[1, "2026-03-01", 3], [2, "", 1], [3, "2026-03-04", 3], [4, "", 2]],
        {"unfinished": (3, 5)},
        [5, 2, 3, 3],
    ),
    "typeform": (
        ["#", "Response Type", "Submit Date (UTC)"],
        [["a", "completed", "2026-03-01"], ["b", "partial", ""], ["c", "completed", ""], ["d", "started", ""]],
        {"unfinished": (3, 5)},
        [5, 2, 3, 3],
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tool", SHEETS)
def test_what_a_tool_says_of_a_sheet_is_counted_and_told(tmp_path: Path, tool: str, language: str) -> None:
    use(language)
    heads, cells, states, left = SHEETS[tool]
    answers = [[5, 1], [2, 2], [3, 3], [3, 4]]
    rows = [[*heads, *NAMES], *([*its, *given] for its, given in zip(cells, answers, strict=True))]
    survey = read(tmp_path, rows, ONE)
    assert survey.report.states == states
    assert survey.table["perception_1"].tolist() == left
    assert survey.report.rows_empty == 0
    for rows_told in states.values():
        told = message("survey.counted", count=len(rows_told), texts=listed(map(str, rows_told)))
        assert told in repr(survey.report)


def test_where_every_sheet_is_left_out_there_is_nothing_to_read(tmp_path: Path) -> None:
    rows = [["ReviewState", *NAMES], ["rejected", 5, 3], ["rejected", 3, 1]]
    assert refused(tmp_path, rows, ONE).key == "survey.all_left_out"


def test_a_question_of_the_survey_called_status_says_nothing_of_the_sheet(tmp_path: Path) -> None:
    with_status = ONE.replace("en\n", "en,kind\n", 1) + "question,status,,婚姻,Status,text\n"
    heads = [["ResponseId", "RecordedDate", "Status", *NAMES]]
    rows = [*heads, ["R1", "2026-03-01", "1", 5, 3], ["R2", "2026-03-01", "2", 3, 1]]
    survey = read(tmp_path, rows, with_status)
    assert survey.table["status"].tolist() == ["1", "2"]
    assert survey.report.states == {}


def test_a_report_leaves_rejected_sheets_out_and_says_so(tmp_path: Path) -> None:
    use("en")
    heads, cells, _, _ = SHEETS["kobo"]
    rows = [[*heads, *NAMES], *([*its, 5, 4] for its in cells)]
    page = evaluation.evaluate(written(tmp_path, rows), str(asked_file(tmp_path)))
    assert "Rows that were rejected in the survey tool, left out" in page
    assert "3 respondents" in page or ">3 " in page


def asked_file(folder: Path) -> Path:
    file = folder / "own.csv"
    file.write_text(ONE, encoding="utf-8")
    return file


# ---- months under two rows of headers


@pytest.mark.parametrize("rows_of_heads", [1, 2])
def test_months_are_found_under_one_row_of_headers_or_two(tmp_path: Path, rows_of_heads: int) -> None:
    use("en")
    codes = ["ResponseId", "EndDate", *NAMES]
    words = ["Response ID", "End Date", "Bills are right", "Done on time"]
    rows = [codes, *([words] if rows_of_heads == 2 else []),
            ["R1", "2026-03-02 09:37", 5, 3], ["R2", "2026-05-04 10:00", 3, 1]]  # fmt: skip
    page = evaluation.evaluate(written(tmp_path, rows), str(asked_file(tmp_path)))
    assert "March 2026" in page or "2026-03" in page
    assert "no months" not in page.casefold()


def test_surveymonkeys_dates_are_found_below_its_second_row(tmp_path: Path) -> None:
    use("en")
    rows = [["Respondent ID", "Collector ID", "End Date", "Please rate", ""],
            ["", "", "", "Bills are right", "Done on time"],
            ["1", "9", "03/22/2026 09:37:29 AM", 5, 3], ["2", "9", "04/02/2026 09:37:29 AM", 3, 1]]  # fmt: skip
    file = written(tmp_path, rows)
    survey = read(tmp_path, rows, ONE.replace("这家,Here", "请评价,Please rate"))
    found = about(survey.table, asked(tmp_path, ONE), survey.report, read_grid(file))
    assert "2026" in found.months
