"""Kinds of rows and cells that were once misread without a word: totals, headers again, lost commas, dates, none."""

from pathlib import Path

import numpy as np
import pytest
from openpyxl import Workbook
from small_surveys import ONE, asked, read, refused, written

from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.survey.reading import read_survey, survey_parts

NAMES = ["perception_1", "perception_2"]
BOTH_WAYS = (
    ONE.replace("scale,1,", "scale,-3,").replace("scale,10", "scale,0,,一般,So so\nscale,10").replace("10,,", "3,,")
)
AMOUNT = (
    ONE.replace("zh,en\n", "zh,en,kind,low,high\n", 1).replace("不适用,Not applicable", "不适用,Not applicable,,,")
    + "question,amount,,存款,Deposit,number,0,100000\n"
)


# ---- rows that are no respondents


@pytest.mark.parametrize("label", ["合计", "Total", "Mean", "平均值", "AVERAGE", "Mittelwert", "n", "标准差", "SD"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_of_totals_or_means_is_no_respondent(tmp_path: Path, label: str, language: str) -> None:
    use(language)
    for rows in ([[1, 5, 3], [2, 3, 1], [label, 4, 2]], [[label, 4, 2], [1, 5, 3], [2, 3, 1]]):
        error = refused(tmp_path, [["id", *NAMES], *rows], ONE)
        assert error.key == "survey.summary_row"
        assert label in str(error)


def test_a_row_of_totals_is_refused_in_parts_and_in_a_question_too(tmp_path: Path) -> None:
    rows = [[*NAMES, "branch"], [5, 3, "North"], [3, 1, "South"], [4, 2, "Total"]]
    with_branch = ONE.replace("en\n", "en,kind\n", 1) + "question,branch,,网点,Branch,text\n"
    assert refused(tmp_path, rows, with_branch).key == "survey.summary_row"
    with pytest.raises(CourseError) as caught:
        list(survey_parts(written(tmp_path, rows), asked(tmp_path, with_branch)))
    assert caught.value.key == "survey.summary_row"


@pytest.mark.parametrize(
    "others",
    [
        ["Average", "Good", "Average"],  # said by more than one
        ["Average", "Good", "Bad"],  # beside the words of another question
        ["N", "S", "W"],  # places
        ["Good", "Average", "Bad"],  # neither first nor last
    ],
)
def test_a_respondents_own_word_is_no_total(tmp_path: Path, others: list[str]) -> None:
    rows = [[one, 5, place, "fine"] for place, one in enumerate(others, start=1)]
    assert read(tmp_path, [["parking", *NAMES, "note"], *rows], ONE).table["perception_2"].tolist() == [1, 2, 3]


def test_a_last_row_without_a_name_is_refused_only_where_it_holds_the_means(tmp_path: Path) -> None:
    above = [["id", *NAMES], [1, 5, 3], [2, 3, 2]]
    assert refused(tmp_path, [*above, ["", 4, 3]], ONE).key == "survey.nameless_mean"
    assert refused(tmp_path, [*above, [], ["", 4, 2]], ONE).key == "survey.nameless_mean"
    assert read(tmp_path, [*above, ["", 9, 3]], ONE).table["perception_1"].tolist() == [5, 3, 9]
    assert read(tmp_path, [*above, ["", "", 8], ["", 4, 3]], ONE).table["perception_1"].tolist()[-1] == 4


def test_a_row_of_means_in_a_workbook_is_refused(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["id", *NAMES], [1, 5, 3], [2, 3, 1], ["Mean", 4, 2]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(CourseError) as caught:
        read_survey(tmp_path / "a.xlsx", asked(tmp_path, ONE))
    assert caught.value.key == "survey.summary_row"


@pytest.mark.parametrize("kind", ["Survey Preview", "Survey Test", "预览调查"])
def test_qualtrics_previews_are_no_respondents(tmp_path: Path, kind: str) -> None:
    def rows(status: str) -> list[list[object]]:
        ids = ['{"ImportId":"status"}', '{"ImportId":"_recordId"}', '{"ImportId":"a"}', '{"ImportId":"b"}']
        heads = [["Status", "ResponseId", *NAMES], ["Response Type", "Response ID", "Bills are right", "Done on time"]]
        return [*heads, ids, ["IP Address", "R_1", 6, 5], [status, "R_2", 1, 1]]

    survey = read(tmp_path, rows(kind), ONE)
    assert survey.table["perception_1"].tolist() == [6]
    assert survey.report.states == {"trial": (5,)}
    assert (survey.report.rows_read, survey.report.rows_kept, survey.report.rows_empty) == (2, 1, 0)
    assert "1 (5)" in repr(survey.report) or "1（5）" in repr(survey.report)
    assert len(read(tmp_path, rows("Anonymous"), ONE).table) == 2
    with pytest.raises(CourseError) as caught:
        list(survey_parts(written(tmp_path, rows(kind)), asked(tmp_path, ONE)))
    assert caught.value.key == "survey.preview_row"


def test_headers_that_stand_twice_are_refused_and_answers_like_numbers_in_headers_are_not(tmp_path: Path) -> None:
    mapping = {"1": "perception_1", "2": "perception_2"}
    rows = [["id", "1", "2"], [101, 5, 4], ["id", "1", "2"], [103, 7, 2]]
    assert refused(tmp_path, rows, ONE, mapping=mapping).key == "survey.header_again"
    assert read(tmp_path, [["1", "2"], [1, 2], [3, 4]], ONE, mapping=mapping).table["perception_1"].tolist() == [1, 3]


# ---- rows that are longer than the headers, and what separates cells


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (0, 2, 1)])
def test_a_longer_row_is_refused_though_it_ends_in_blanks(tmp_path: Path, order: tuple[int, ...]) -> None:
    rows = ["2,5,4,", "2,5,4,3,", "3,6,5,"]  # of the second 2,5 was one number
    lines = ["wait,perception_1,perception_2,comment", *(rows[place] for place in order)]
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(CourseError) as caught:
        read_survey(tmp_path / "a.csv", asked(tmp_path, ONE))
    assert caught.value.key == "survey.row_too_long"
    with pytest.raises(CourseError, match=str(order.index(1) + 2)):
        list(survey_parts(tmp_path / "a.csv", asked(tmp_path, ONE)))


def test_all_rows_may_end_in_a_separator(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("perception_1,perception_2\n5,4,\n3,2,\n", encoding="utf-8")
    assert read_survey(tmp_path / "a.csv", asked(tmp_path, ONE)).table["perception_2"].tolist() == [4, 2]


@pytest.mark.parametrize(
    "lines",
    [
        ["id;perception_1;perception_2", "1;4,0;5,0", "2;3,0;2,0"],
        ["perception_1;perception_2", "4,0;5,0", "3,0;2,0"],
        ["perception_1;perception_2;note", "4;5;good, quick, kind, yes", "3;2;no, never, slow, so"],
        ["sep=;", "perception_1;perception_2;note", "4;5;a, b", "3;2;c, d"],
        ["perception_1\tperception_2\tnote", "4\t5\ta, b, c, d", "3\t2\te, f, g, h"],
        ["perception_1,perception_2,note", "4,5,a;b;c", "3,2,d;e;f"],
        ["A survey", "perception_1,perception_2,note", "4,5,a;b", "3,2,d;e"],
    ],
)
def test_a_comma_in_the_cells_of_a_file_separates_no_cells(tmp_path: Path, lines: list[str]) -> None:
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    table, _ = read_survey(tmp_path / "a.csv", asked(tmp_path, ONE))
    assert table[NAMES].to_numpy().tolist() == [[4, 5], [3, 2]]


# ---- where the headers are


@pytest.mark.parametrize("answers", [[[5, 4], [6, 3], [7, 2]], [["很好", "很差"], ["很差", "很好"], ["很好", "很好"]]])
@pytest.mark.parametrize("blank", [0, 2])
def test_letters_lose_no_respondent_under_a_blank_header(
    tmp_path: Path, answers: list[list[object]], blank: int
) -> None:
    rows = [["Q1", "Q2"], *map(list, answers)]
    for number, row in enumerate(rows):
        row.insert(blank, f"R{number}" if number else "")
    first, second = ("B", "C") if blank == 0 else ("A", "B")
    table, report = read(tmp_path, rows, ONE, mapping={first: "perception_1", second: "perception_2"})
    assert (len(table), report.titles, report.header_rows) == (3, (), 1)


def test_numbers_as_headers_are_found_and_answers_are_no_headers(tmp_path: Path) -> None:
    letters = {"A": "perception_1", "B": "perception_2"}
    assert read(tmp_path, [["1", "2"], [5, 4], [6, 3]], ONE, mapping=letters).table["perception_1"].tolist() == [5, 6]
    rows = [["", "1", "2"], [101, 5, 4], [102, 1, 2], [103, 7, 2]]
    by_name = {"1": "perception_1", "2": "perception_2"}
    assert read(tmp_path, rows, ONE, mapping=by_name).table["perception_1"].tolist() == [5, 1, 7]
    assert refused(tmp_path, [[5, 4], [6, 3], [7, 2]], ONE, mapping=letters).key == "survey.no_headers"


# ---- numbers that could be two, and words beside them


@pytest.mark.parametrize(
    "words",
    """不適用|沒有經驗|無法判斷|不記得|没去过|没办过|无意见|不好说|weiß nicht|keine Angabe|k. A.|ne sait pas|sans objet|
    sin respuesta|não sei|わからない|無回答|該当なし|모름|무응답|Затрудняюсь ответить|No response|
    Haven't used|Not relevant|can't judge|never visited here""".replace("\n    ", "").split("|"),
)
def test_words_for_no_judgement_are_known_in_other_languages(tmp_path: Path, words: str) -> None:
    for text in (f"7 - {words}", f"{words} (7)"):
        assert refused(tmp_path, [NAMES, [text, 2], [3, 3]], ONE).key == "survey.no_label"


@pytest.mark.parametrize(
    "words", ["没有超过预期", "未达到预期", "无可挑剔", "trifft nicht zu", "non soddisfatto", "没问题"]
)
def test_words_of_judgement_are_not_taken_for_none(tmp_path: Path, words: str) -> None:
    table, report = read(tmp_path, [NAMES, [f"6 - {words}", 2]], ONE)
    assert (table["perception_1"].tolist(), report.own_labels) == ([6], {"perception_1": {6: words}})


@pytest.mark.parametrize(
    "date", ["5. Mai", "3. Mrz", "3-août", "5-févr", "5-ene", "Dez 05", "5. Okt", "5-mag", "3-dic"]
)
def test_dates_of_other_languages_are_no_answers(tmp_path: Path, date: str) -> None:
    assert refused(tmp_path, [NAMES, [date, 2]], ONE).key in {"survey.no_label", "survey.unreadable"}


@pytest.mark.parametrize("text", ["= 5", "5 -", "- 5", "5 /"])
def test_a_number_beside_a_mark_alone_is_no_skipped_answer(tmp_path: Path, text: str) -> None:
    assert refused(tmp_path, [NAMES, [text, 2]], ONE).key in {
        "survey.no_label", "survey.unreadable", "survey.off_scale",
    }  # fmt: skip


def test_one_or_a_thousand_is_refused_and_one_as_a_decimal_is_read(tmp_path: Path) -> None:
    for text in ("1.000", "25,000", "1.000.000"):
        assert refused(tmp_path, [[*NAMES, "amount"], [5, 4, text]], AMOUNT).key == "survey.unreadable"
    table, _ = read(tmp_path, [[*NAMES, "amount"], ["5,0", "4.000", "1000.0"]], AMOUNT)
    np.testing.assert_equal(table[[*NAMES, "amount"]].iloc[0].tolist(), [5.0, 4.0, 1000.0])


@pytest.mark.parametrize("minus", ["-3", "−3", "–3", "－3"])
def test_every_minus_is_one_and_brackets_are_ambiguous_below_nought(tmp_path: Path, minus: str) -> None:
    assert read(tmp_path, [NAMES, [minus, 2]], BOTH_WAYS).table["perception_1"].tolist() == [-3]
    assert refused(tmp_path, [NAMES, ["(3)", 2]], BOTH_WAYS).key == "survey.unreadable"
