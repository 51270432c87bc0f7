"""Kinds of files that were once misread or refused: what each must give, and what is refused in which words."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from openpyxl import Workbook
from small_surveys import ITEMS, ONE, OWN, asked, read, refused, written
from typer.testing import CliRunner

from fsq_lab.cli import app
from fsq_lab.ground.language import LANGUAGES, CourseError, message, use
from fsq_lab.report import evaluation
from fsq_lab.scoring import servqual, tallies
from fsq_lab.survey.encodings import decode
from fsq_lab.survey.exports import EXPORTS, MISSING_MARKS
from fsq_lab.survey.instrument_files import read_instrument
from fsq_lab.survey.loading import load
from fsq_lab.survey.questionnaire import Instrument
from fsq_lab.survey.reading import read_survey


@pytest.mark.parametrize(
    ("text", "value", "why"),
    [
        ("7-没有经历过", np.nan, "no_experience"),
        ("没有经历过(7)", np.nan, "no_experience"),
        ("7-NE", np.nan, "no_experience"),
        ("Not applicable (8)", np.nan, "no_experience"),
        ("8. Not applicable", np.nan, "no_experience"),
        ("7 - N/A", np.nan, "missing"),
        ("3(跳过)", np.nan, "missing"),
        ("(7) Very clear", 7, ""),
        ("4)", 4, ""),
        ("(5)", 5, ""),
        ("5 stars", 5, ""),
        ("5星", 5, ""),
        ("★★★★★", 5, ""),
        ("★★★☆☆☆☆", 3, ""),
        ("6/7", 6, ""),
        ("7 非常同意", 7, ""),
        ("7非常同意", 7, ""),
        ("非常同意 Strongly agree", 7, ""),
        ("\u200b7\u200b", 7, ""),
    ],
)
def test_words_come_before_the_number_beside_them(tmp_path: Path, text: str, value: float, why: str) -> None:
    table, report = read(tmp_path, [ITEMS, [text, 1, 1, 1, 1, 1], [2] * 6])
    np.testing.assert_equal(table["expectation_1"].tolist(), [value, 2.0])
    counts = {"no_experience": report.no_experience["expectation_1"], "missing": report.missing["expectation_1"]}
    assert counts == {name: int(name == why) for name in counts}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("5-May", "no_label"),
        ("5.Don't know", "no_label"),
        ("拒答(7)", "no_label"),
        ("7 - 不清楚", "no_label"),
        ("3 (refused)", "no_label"),
        ("1-非常同意", "contradicts"),
        ("Strongly disagree (7)", "contradicts"),
        ("3 years", "unreadable"),
        ("3/5", "unreadable"),
        ("★★★☆☆", "unreadable"),
        ("2026-03-05 00:00:00", "unreadable"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_beside_words_that_are_no_judgement_is_refused_in_place(
    tmp_path: Path, text: str, key: str, language: str
) -> None:
    use(language)
    error = refused(tmp_path, [["x", *ITEMS], ["", *[1] * 6], ["", 1, 1, 1, 1, text, 1]])
    assert error.key == f"survey.{key}"
    for part in ("a.csv", "3", "F", "perception_2", text):  # the column's letter, as Excel shows it
        assert part in str(error)


def test_one_number_with_two_names_and_one_name_with_two_numbers_are_refused(tmp_path: Path) -> None:
    two_names = [[text, 1, 1, 1, 1, 1] for text in ("6 - 比较同意", "6 - 同意得很")]
    assert refused(tmp_path, [ITEMS, *two_names]).key == "survey.two_labels"
    two_numbers = [[text, 1, 1, 1, 1, 1] for text in ("6 - 比较同意", "5 - 比较同意")]
    assert refused(tmp_path, [ITEMS, *two_numbers]).key == "survey.two_numbers"
    beside_known = [[text, 1, 1, 1, 1, 1] for text in ("非常同意", "7 - 完全满意")]
    assert refused(tmp_path, [ITEMS, *beside_known]).key == "survey.two_labels"


def test_labels_of_the_files_own_are_read_by_their_number_and_told(tmp_path: Path) -> None:
    rows = [["6 - 比较同意", "6（同意）", 1, 1, 1, 1], ["2 - 比较不同意", 3, 1, 1, 1, 1]]
    table, report = read(tmp_path, [ITEMS, *rows])
    assert table["expectation_1"].tolist() == [6, 2]
    assert report.own_labels == {
        "expectation_1": {2: "比较不同意", 6: "比较同意"},
        "expectation_2": {6: "同意"},
    }
    assert "6 = 比较同意" in repr(report)


@pytest.mark.parametrize("mark", sorted(MISSING_MARKS - {""}))
def test_what_stands_for_no_answer_counts_in_every_column_and_is_told(tmp_path: Path, mark: str) -> None:
    table, report = read(tmp_path, [[*ITEMS, "branch", "gender", "nps"], [mark] * 9, [2] * 6 + ["北", "男", 3]])
    assert table.iloc[0].drop("respondent").isna().all()
    assert sum(report.missing.values()) == 9
    assert report.marks == {mark: 9}
    assert f"{mark} (9)" in repr(report)


def test_more_texts_for_no_answer_may_be_declared_but_no_point_of_the_scale(tmp_path: Path) -> None:
    more = OWN + "missing,99,,,,,,\nmissing,拒答,,,,,,\n"
    table, report = read(tmp_path, [[*ITEMS, "nps"], [99, "拒答", 3, "4 - 拒答", 1, 1, 9]], more)
    assert table["nps"].tolist() == [9]
    assert table[ITEMS].isna().sum(axis=None) == sum(report.missing.values()) == 3
    with pytest.raises(CourseError) as caught:
        asked(tmp_path, OWN + "missing,5,,,,,,\n")
    assert caught.value.key == "instrument.missing_on_scale"


def test_a_number_for_no_experience_does_not_reach_questions_beside_the_items(tmp_path: Path) -> None:
    numbered = OWN.replace("no_experience,NE", "no_experience,8")
    table, report = read(tmp_path, [[*ITEMS, "branch", "nps"], [8, 1, 1, 1, 1, 1, "8", 8]], numbered)
    assert report.no_experience["expectation_1"] == 1
    assert (table["branch"].tolist(), table["nps"].tolist()) == (["8"], [8])


# ---- words before an item


@pytest.mark.parametrize(
    "before",
    [
        "How important is it that: ",
        "I do not think that ",
        "What do you expect? ",
        "重要程度—",
        "您不认为这家网点",
        "旧网点：",
    ],
)
def test_words_that_are_no_title_are_not_passed_over(tmp_path: Path, before: str) -> None:
    rows = [[f"{before}Bills are right", f"{before}Done on time"], [7, 6], [6, 7]]
    use("en")
    error = refused(tmp_path, rows, ONE)
    assert error.key == "survey.missing_columns"
    assert before.strip(" :—：") in str(error)
    assert "also" in str(error)


@pytest.mark.parametrize("group", ["importance/", "pre.", "post-", "old_branch/", "service/importance/", "t2."])
def test_a_group_that_gives_answers_another_meaning_is_not_passed_over(tmp_path: Path, group: str) -> None:
    rows = [[f"{group}perception_1", f"{group}perception_2"], [7, 6]]
    assert refused(tmp_path, rows, ONE).key == "survey.missing_columns"


@pytest.mark.parametrize("group", ["service/", "service.", "a/b.", "service-", "perceptions/", "G1::"])
def test_other_groups_are(tmp_path: Path, group: str) -> None:
    rows = [[f"{group}perception_1", f"{group}perception_2"], [7, 6]]
    assert read(tmp_path, rows, ONE).table[["perception_1", "perception_2"]].iloc[0].tolist() == [7, 6]


def test_the_columns_of_a_question_with_several_choices_are_no_questions(tmp_path: Path) -> None:
    rows = [[*ITEMS, "uses", "uses/branch", "uses/nps"], [*[1] * 6, "branch nps", 1, 1]]
    table, report = read(tmp_path, rows)
    assert "branch" not in table
    assert set(report.absent) == {"branch", "gender", "nps"}


@pytest.mark.parametrize("polite", ["尊敬的客户：", "请问", "您好，", "Dear customer, ", "3、矩阵题 "])
def test_words_of_courtesy_before_a_title_change_nothing(tmp_path: Path, polite: str) -> None:
    rows = [[f"{polite}这家—账单准确", f"{polite}这家—按时办成"], [7, 6]]
    assert read(tmp_path, rows, ONE).table["perception_2"].tolist() == [6]


def test_a_wording_that_ends_another_is_told_apart(tmp_path: Path) -> None:
    heads = [f"{stem}: {item}" for stem in ("At an excellent branch", "At this branch")
             for item in ("Staff are polite", "New staff are polite", "Bills are right")]  # fmt: skip
    table, _ = read(tmp_path, [heads, [2, 3, 1, 5, 6, 4]])
    assert table[ITEMS].iloc[0].tolist() == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("mapped", [False, True])
def test_a_third_table_of_the_same_statements_is_left_out(tmp_path: Path, mapped: bool) -> None:
    titles = ("1、优秀的网点—", "2、这家网点—", "3、如果没有这些，您的感受是：—")
    words = ("账单准确", "员工有礼貌", "新员工有礼貌")
    heads = [f"{title if not place else title[:2]}{word}" for title in titles for place, word in enumerate(words)]
    rows = [heads, ["非常同意", "一般", 4, "一般", "一般", 1, "不便", "无所谓", ""]]
    mapping = dict(zip(heads, ITEMS, strict=False)) if mapped else None
    table, report = read(tmp_path, rows, mapping=mapping)
    assert table[ITEMS].iloc[0].tolist() == [7, 4, 4, 4, 4, 1]
    assert dict(report.dropped)[heads[6]] == "title"
    assert [header for header, _ in report.dropped] == heads[6:]


def test_tags_and_entities_in_headers_do_not_count(tmp_path: Path) -> None:
    heads = [f"<p>{stem}</p>&nbsp;[<strong>{item}</strong>]" for stem in ("At an excellent branch", "At this branch")
             for item in ("Bills are right", "Staff are polite", "New staff are polite")]  # fmt: skip
    assert read(tmp_path, [heads, [1, 2, 3, 4, 5, 6]]).table[ITEMS].iloc[0].tolist() == [1, 2, 3, 4, 5, 6]


def test_hidden_characters_in_headers_do_not_count(tmp_path: Path) -> None:
    heads = [f"\u200b{name}\ufeff" for name in ITEMS]
    assert read(tmp_path, [heads, [1] * 6]).table[ITEMS].iloc[0].tolist() == [1] * 6


# ---- mapping


def mapping_file(folder: Path, text: str) -> Path:
    (folder / "m.yml").write_text(text, encoding="utf-8")
    return folder / "m.yml"


def test_all_of_a_mapping_is_text(tmp_path: Path) -> None:
    rows = [["No", "A1", "A2", "5.1", "5.10", "Off"], [101, 5, 5, "N", 9, 1], [102, 6, 5, "S", 8, 2]]
    text = "No: respondent\nA1: perception_1\nA2: perception_2\n5.1: branch\n5.10: nps\nOff: ignore\n"
    with_questions = ONE.replace("en\n", "en,kind,low,high\n", 1) + "question,branch,,网点,Branch,text,,\n"
    with_questions += "question,nps,,推荐,Recommend,number,0,10\n"
    table, report = read(tmp_path, rows, with_questions, mapping=mapping_file(tmp_path, text))
    assert table["respondent"].tolist() == ["101", "102"]
    assert (table["branch"].tolist(), table["nps"].tolist()) == (["N", "S"], [9, 8])
    assert report.dropped == (("Off", "ignored"),)


TWICE = [["t", "Bills are right", "Done on time", "Bills are right", "Done on time"], ["x", 1, 2, 3, 4]]
BOTH = ONE.replace("answer,perception,,这家,Here", "answer,expectation,,优秀,Ideal\nanswer,perception,,这家,Here")


@pytest.mark.parametrize(
    "mapping",
    [
        {"B": "expectation_1", "C": "expectation_2", "D": "perception_1", "E": "perception_2"},
        {"[B]": "expectation_1", "[c]": "expectation_2", "d": "perception_1", "E": "perception_2"},
        {"expectation_1": "B", "expectation_2": "C", "perception_1": "D", "perception_2": "E"},
        {
            "Bills are right#1": "expectation_1",
            "Done on time#1": "expectation_2",
            "Bills are right #2": "perception_1",
            "Done on time#2": "perception_2",
        },
    ],
)
def test_equal_headers_are_told_apart_by_letters_or_by_counting(tmp_path: Path, mapping: dict[str, str]) -> None:
    assert refused(tmp_path, TWICE, BOTH).key == "survey.which_answer"
    table, _ = read(tmp_path, TWICE, BOTH, mapping=mapping)
    names = ["expectation_1", "expectation_2", "perception_1", "perception_2"]
    assert table[names].iloc[0].tolist() == [1, 2, 3, 4]


def test_letters_find_the_row_of_headers_under_titles_and_above_wordings(tmp_path: Path) -> None:
    letters = {"perception_1": "A", "perception_2": "B"}
    for above in ([], [["Survey:", "2026"]], [["Exported", "now"], []]):
        rows = [*above, ["Bills are right", "Done on time", "note"], [5, 6, "x"], [4, 5, "y"]]
        assert read(tmp_path, rows, ONE, mapping=letters).table["perception_1"].tolist() == [5, 4]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("A1: perception_1\nA1: perception_2", "survey.mapping_twice"),
        ("A: perception_1\nBills are right#1: perception_2", "survey.mapping_letters"),
        ("Bills are right: perception_1", "survey.mapping_header_twice"),
        ("B: perception_1\nperception_2: B", "survey.mapping_place_twice"),
        ("B: perception_1\nC: perception_1", "survey.mapping_column_twice"),
        ("ZZ: perception_1", "survey.mapping_letters"),
        ("Bills are right#3: perception_1", "survey.mapping_header"),
        ("B: perceptoin_1", "survey.mapping_column"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mapping_that_says_two_things_is_refused(tmp_path: Path, text: str, key: str, language: str) -> None:
    use(language)
    if key == "survey.mapping_letters" and text.startswith("A:"):
        text = "AAA: perception_1"
    error = refused(tmp_path, TWICE, BOTH, mapping=mapping_file(tmp_path, text))
    assert error.key == key
    if key == "survey.mapping_column":
        assert "perception_1" in str(error).partition(";")[0]


# ---- rows of headers


def test_qualtrics_third_row_is_no_answer(tmp_path: Path) -> None:
    tags = ["ResponseId", "IPAddress", *(f"Q{n}_{i}" for n in (1, 2) for i in (1, 2, 3)), "Q3", "Q4", "Q5"]
    words = ["Response ID", "IP Address"]
    words += [f"{stem} - {item}" for stem in ("At an excellent branch", "At this branch")
              for item in ("Bills are right", "Staff are polite", "New staff are polite")]  # fmt: skip
    words += ["Which branch do you use?", "What is your gender?", "How likely are you to recommend us?"]
    ids = [f'{{"ImportId":"QID{n}"}}' for n in range(len(tags))]
    rows = [["R_1", "192.0.2.1", 1, 2, 3, 4, 5, 6, "North", "Male", 7], ["R_2", "", 1, 1, 1, 1, 1, 1, "", "", ""]]
    table, report = read(tmp_path, [tags, words, ids, *rows])
    assert (report.tool, report.header_rows, len(table)) == ("qualtrics", 3, 2)
    assert table.iloc[0, :2].tolist() == ["R_1", "North"]
    assert table[["gender", "nps"]].iloc[0].tolist() == ["m", 7]
    assert dict(report.dropped)["IPAddress—IP Address"] == "personal"
    by_name = [tags[0], tags[1], *ITEMS, "branch", "gender", "nps"]
    again, report = read(tmp_path, [by_name, words, ids, *rows])
    pd.testing.assert_frame_equal(again, table)
    mapping = dict(zip(tags[2:], [*ITEMS, "branch", "gender", "nps"], strict=True))
    renamed = [tags[0], tags[1], *(f"X{tag}" for tag in tags[2:])]
    unknown = words[:2] + [f"Statement {n}" for n in range(9)]
    mapped, _ = read(
        tmp_path, [renamed, unknown, ids, *rows], mapping={f"X{tag}": column for tag, column in mapping.items()}
    )
    pd.testing.assert_frame_equal(mapped, table)


@pytest.mark.parametrize("placeholder", ["Response", "Open-Ended Response", "", "开放式回答"])
def test_a_question_in_the_upper_of_two_rows_is_found(tmp_path: Path, placeholder: str) -> None:
    upper = ["Respondent ID", "Collector ID", "At an excellent branch", "", "", "At this branch", "", ""]
    lower = ["", "", *["Bills are right", "Staff are polite", "New staff are polite"] * 2, placeholder, placeholder]
    upper += ["Which branch do you use?", "What is your gender?"]
    table, report = read(tmp_path, [upper, lower, [900, 4, 1, 2, 3, 4, 5, 6, "North", "Female"]])
    assert report.tool == "surveymonkey"
    assert table.iloc[0].tolist() == ["900", "North", 1, 2, 3, 4, 5, 6, "f"]


def test_rows_of_name_and_value_above_the_headers_are_titles(tmp_path: Path) -> None:
    rows = [["Survey:", "Branch 2026"], ["Exported:", "2026-03-01"], [], ["perception_1", "perception_2", "note"]]
    table, report = read(tmp_path, [*rows, [5, 6, "x"], [4, 5, "y"]], ONE)
    assert table[["perception_1", "perception_2"]].to_numpy().tolist() == [[5, 6], [4, 5]]
    assert report.titles == ("Survey: Branch 2026", "Exported: 2026-03-01")


# ---- tools


def test_wenjuanxing_is_read_without_its_columns_and_by_number(tmp_path: Path) -> None:
    heads = ["序号", *(f"{title}—{word}" for title in ("1、优秀的网点", "2、这家网点")
                      for word in ("账单准确", "员工有礼貌", "新员工有礼貌")), "3、您的性别"]  # fmt: skip
    table, report = read(tmp_path, [heads, [11, 1, "(跳过)", 3, 4, 5, "（空）", "男"], [12, *[4] * 6, "女"]])
    assert table["respondent"].tolist() == ["11", "12"]
    assert table["gender"].tolist() == ["m", "f"]
    numbered = [[*heads, "所用时间"], [11, 1, -3, 3, 4, 5, -2, 2, "9秒"], [12, *[4] * 6, 1, "9秒"]]
    table, report = read(tmp_path, numbered)
    assert table["gender"].tolist() == ["f", "m"]
    assert sum(report.missing.values()) == 2
    assert report.numbered == {"gender": {"2": "f", "1": "m"}}
    assert "2 = f" in repr(report)


def test_numbers_are_no_choices_where_the_tool_does_not_number_them(tmp_path: Path) -> None:
    assert refused(tmp_path, [[*ITEMS, "gender"], [*[1] * 6, 1]]).key == "survey.unreadable"


def test_limesurveys_codes_are_points_only_in_its_files(tmp_path: Path) -> None:
    heads = ["id", "submitdate", *(f"{answer}[SQ00{i}]" for answer in ("expectation", "perception") for i in (1, 2, 3))]
    table, report = read(tmp_path, [heads, [7, "2026", "A1", "AO02", "A3", "N/A", "A5", "A7"]])
    assert report.tool == "limesurvey"
    np.testing.assert_equal(table[ITEMS].iloc[0].tolist(), [1, 2, 3, np.nan, 5, 7])
    assert refused(tmp_path, [ITEMS, ["A1", *[1] * 5]]).key == "survey.unreadable"


@pytest.mark.parametrize(
    "time", ["Zeitstempel", "タイムスタンプ", "Marca temporal", "Horodateur", "時間戳記", "Отметка времени"]
)
def test_google_is_known_in_other_languages(tmp_path: Path, time: str) -> None:
    report = read(tmp_path, [[time, *ITEMS], ["2026", *[1] * 6]]).report
    assert (report.tool, report.dropped) == ("google", ((time, "tool"),))


@pytest.mark.parametrize("number", [["ID"], ["序号"], ["Respondent ID"], ["No."]])
def test_a_column_of_numbers_names_respondents_where_all_differ(tmp_path: Path, number: list[str]) -> None:
    rows = [[*number, *ITEMS], [31, *[1] * 6], [32, *[2] * 6]]
    assert read(tmp_path, rows).table["respondent"].tolist() == ["31", "32"]
    rows[2][0] = 31
    table, report = read(tmp_path, rows)
    assert table["respondent"].tolist() == ["2", "3"]
    assert report.dropped == ((number[0], "unknown"),)


def test_typeform_is_known(tmp_path: Path) -> None:
    rows = [["#", *ITEMS, "Submit Date (UTC)", "Network ID"], ["k1", *[1] * 6, "2026", "SECRET"]]
    table, report = read(tmp_path, rows)
    assert (report.tool, table["respondent"].tolist()) == ("typeform", ["k1"])
    assert dict(report.dropped) == {"#": "number", "Submit Date (UTC)": "tool", "Network ID": "personal"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_tool_has_a_name(language: str) -> None:
    use(language)
    assert all(message(f"survey.tool_{one.tool}") for one in EXPORTS)


# ---- encodings


@pytest.mark.parametrize(
    ("encoding", "name", "told"),
    [
        ("shift_jis", "東京支店", "Shift-JIS"),
        ("big5", "臺北分行", "Big5"),
        ("cp949", "서울지점", "EUC-KR"),
        ("latin-1", "Münster", "Windows-1252"),
        ("cp1251", "Москва", "Windows-1251"),
        ("gb18030", "人民路支行", "GB18030"),
    ],
)
def test_a_guessed_encoding_gives_the_name_and_says_that_it_is_a_guess(
    tmp_path: Path, encoding: str, name: str, told: str
) -> None:
    file = written(tmp_path, [["branch", *ITEMS], [name, *[1] * 6]], encoding)
    table, report = read_survey(file, asked(tmp_path))
    assert (table["branch"].tolist(), report.encoding, report.guess) == ([name], told, (name,))
    assert name in repr(report)
    named = read_survey(file, asked(tmp_path), encoding=encoding)
    assert (named.table["branch"].tolist(), named.report.guess) == ([name], ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_no_guess(tmp_path: Path, encoding: str) -> None:
    file = written(tmp_path, [["branch", *ITEMS], ["臺北分行", *[1] * 6]], encoding)
    table, report = read_survey(file, asked(tmp_path))
    assert (table["branch"].tolist(), report.guess) == (["臺北分行"], ())


def test_the_questionnaires_own_words_make_a_guess_sure(tmp_path: Path) -> None:
    heads = [
        f"{stem}—{item}" for stem in ("优秀的网点", "这家网点") for item in ("账单准确", "员工有礼貌", "新员工有礼貌")
    ]
    file = written(tmp_path, [[*heads, "branch"], [*[1] * 6, "龘靐"]], "gb18030")
    report = read_survey(file, asked(tmp_path)).report
    assert (report.encoding, report.guess) == ("GB18030", ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_encoding_that_cannot_be_told_is_refused_with_what_each_would_give(tmp_path: Path, language: str) -> None:
    use(language)
    with pytest.raises(CourseError) as caught:
        decode("a.csv", "ｶﾅ,1\n".encode("shift_jis"))
    assert caught.value.key == "survey.which_encoding"
    assert "GB18030" in str(caught.value)
    with pytest.raises(CourseError) as unknown:
        decode("a.csv", b"x", "klingon")
    assert unknown.value.key == "survey.no_encoding"
    with pytest.raises(CourseError) as wrong:
        decode("a.csv", "a\n人".encode("gb18030"), "utf-8")
    assert (wrong.value.key, wrong.value.values["line"]) == ("survey.not_in_encoding", 2)


# ---- workbooks


def test_the_first_visible_sheet_is_read_and_what_is_hidden_is_told(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "旧"
    book.active.sheet_state = "hidden"
    book.active.append(ITEMS)
    book.active.append([7] * 6)
    page = book.create_sheet("答卷")
    for cells in (ITEMS, [1] * 6, [2] * 6, [3] * 6):
        page.append(cells)
    page.row_dimensions[3].hidden = True
    page.column_dimensions["B"].hidden = True
    book.save(tmp_path / "a.xlsx")
    use("en")
    table, report = read_survey(tmp_path / "a.xlsx", asked(tmp_path))
    assert table["expectation_1"].tolist() == [1, 2, 3]
    assert (report.sheet, report.hidden_sheets, report.hidden_rows, report.hidden_columns) == (
        "答卷",
        ("旧",),
        (3,),
        ("B",),
    )
    assert "hidden" in repr(report)


def test_where_items_are_missing_the_other_sheets_are_named(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "封面"
    book.active.append(["说明", "日期"])
    book.active.append(["a", "b"])
    book.create_sheet("答卷").append(ITEMS)
    book.save(tmp_path / "a.xlsx")
    use("zh")
    with pytest.raises(CourseError, match=r"封面.*答卷.*--sheet"):
        read_survey(tmp_path / "a.xlsx", asked(tmp_path))


# ---- scales


def test_a_scale_that_is_never_used_to_its_end_is_told_once_n_is_fair(tmp_path: Path) -> None:
    table = load("bank_branch")
    columns = [name for name in table if str(name).startswith(("expectation_", "perception_"))]
    table[columns] = np.ceil(table[columns] * 5 / 7)
    table.to_csv(tmp_path / "five.csv", index=False)
    report = read_survey(tmp_path / "five.csv", "bank_branch").report
    assert {answer: points[-2:] for answer, points in report.never_used.items()} == {
        "expectation": (6, 7),
        "perception": (6, 7),
    }
    table.head(20).to_csv(tmp_path / "few.csv", index=False)
    assert read_survey(tmp_path / "few.csv", "bank_branch").report.never_used == {}


REVERSED = """\
id: own
title: {zh: 问卷, en: Survey}
source: {zh: 自拟, en: Own}
scale: {low: 1, high: 5, labels: {1: {zh: 差, en: Bad}, 3: {zh: 中, en: So so}, 5: {zh: 好, en: Good}}}
no_experience: {code: NE, zh: 没有, en: None of it}
answers:
  perception: {zh: 这家, en: Here, ask: {zh: 请评, en: Please rate}}
dimensions: {q: {zh: 质量, en: Quality}}
items:
  - {number: 1, dimension: q, zh: 快, en: Fast}
  - {number: 2, dimension: q, zh: 我常常等很久, en: I often wait long, reverse: true}
  - {number: 3, dimension: q, zh: 准, en: Exact}
questions: []
"""


def yaml_of(folder: Path, text: str) -> Instrument:
    (folder / "own.yml").write_text(text, encoding="utf-8")
    return read_instrument(folder / "own.yml")


def test_a_reversed_item_is_turned_round_and_told(tmp_path: Path) -> None:
    rows = [[5, 1, 5], [4, 2, 4], [5, 1, 4], [4, 1, 5], [3, 3, 3], [5, 2, 5], [2, 4, 2]]
    file = written(tmp_path, [["perception_1", "perception_2", "perception_3"], *rows])
    table, report = read_survey(file, yaml_of(tmp_path, REVERSED))
    assert report.turned == ("perception_2",)
    assert table["perception_2"].tolist() == [5, 4, 5, 5, 3, 4, 2]
    assert servqual.servperf(table).loc["q", "perception"].round(2) == 4.00


def test_a_scale_with_its_best_end_first_is_turned_round(tmp_path: Path) -> None:
    down = ONE.replace("scale,1,,很差,Very bad", "scale,1,,很好,Very good").replace(
        "scale,10,,很好,Very good", "scale,10,,很差,Very bad"
    )
    with pytest.raises(CourseError) as unsaid:
        asked(tmp_path, down)
    assert unsaid.value.key == "instrument.best_unsaid"
    said = "\n".join(
        line + (",best" if place == 0 else ",yes" if line.startswith("scale,1,") else ",")
        for place, line in enumerate(down.splitlines())
    )
    table, report = read(tmp_path, [["perception_1", "perception_2"], [1, "很好"], [10, "很差"]], said)
    assert table["perception_1"].tolist() == table["perception_2"].tolist() == [10, 1]
    assert report.turned == ("perception_1", "perception_2")


def test_answers_may_have_scales_of_their_own_and_unlike_ones_are_not_subtracted(tmp_path: Path) -> None:
    own = "\n".join([
        "part,id,of,zh,en", "answer,expectation,,重要程度,Importance", "answer,perception,,满意程度,Satisfaction",
        "scale,1,expectation,不重要,Unimportant", "scale,3,expectation,重要,Important",
        "scale,2,expectation,一般,So so",
        "item,1,reliability,账单准确,Bills", "item,2,reliability,按时,Time",
    ])  # fmt: skip
    table, _ = read(
        tmp_path, [["expectation_1", "expectation_2", "perception_1", "perception_2"], [3, "重要", 7, 6]], own
    )
    assert table.iloc[0, 1:].tolist() == [3, 3, 7, 6]
    assert servqual.servperf(table)["perception"].tolist() == [6.5]
    for score in (servqual.gaps, tallies.tally):
        with pytest.raises(CourseError) as caught:
            score(table)
        assert caught.value.key == "servqual.unlike_scales"
    off_scale = [["expectation_1", "expectation_2", "perception_1", "perception_2"], [4, 1, 7, 6]]
    assert refused(tmp_path, off_scale, own).key == "survey.off_scale"


def test_items_of_unlike_scales_make_no_mean(tmp_path: Path) -> None:
    text = REVERSED.replace(", reverse: true}", ", scale: {low: 0, high: 10}}")
    file = written(tmp_path, [["perception_1", "perception_2", "perception_3"], [5, 10, 5], [4, 0, 4]])
    table = read_survey(file, yaml_of(tmp_path, text)).table
    assert servqual.servperf(table, "item")["perception"].tolist() == [4.5, 5, 4.5]
    with pytest.raises(CourseError) as caught:
        servqual.servperf(table)
    assert caught.value.key == "servqual.unlike_scales"


# ---- questionnaires


@pytest.mark.parametrize(
    ("where", "change", "near"),
    [
        ("items > 2 > reversed", ("reverse: true", "reversed: true"), "reverse?"),
        ("scale > lables", ("labels:", "lables:"), "labels?"),
        ("answers > perception > aks", ("ask:", "aks:"), "ask?"),
        ("no_experience > cod", ("code: NE", "code: NE, cod: x"), "code?"),
        ("sorce", ("source:", "sorce:"), "source?"),
        ("dimensions > q > eng", ("en: Quality", "eng: Quality"), "en?"),
    ],
)
def test_an_unknown_entry_is_refused_at_every_level_with_the_nearest(
    tmp_path: Path, where: str, change: tuple[str, str], near: str
) -> None:
    use("en")
    with pytest.raises(CourseError) as caught:
        yaml_of(tmp_path, REVERSED.replace(*change))
    assert caught.value.key == "instrument.unknown_entry"
    assert caught.value.values["entry"] == where
    assert near in str(caught.value)


def test_a_key_that_stands_twice_in_a_questionnaire_is_refused_and_no_is_no_truth(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"not YAML|不是YAML"):
        yaml_of(tmp_path, REVERSED + "id: again\n")
    choice = (
        "questions:\n  - {id: again, kind: choice, zh: 还来吗, en: Again,"
        " choices: {yes: {zh: 来, en: I will}, no: {zh: 不来, en: I will not}}}\n"
    )
    asked_yaml = yaml_of(tmp_path, REVERSED.replace("questions: []\n", choice))
    assert [code for code, _ in asked_yaml.questions[0].choices] == ["yes", "no"]


@pytest.mark.parametrize("language", ["zh", "en", "text"])
def test_one_language_is_enough(tmp_path: Path, language: str) -> None:
    own = f"id,of,{language}\n1,reliability,Rechnungen\n2,reliability,Termine\n"
    table, _ = read(
        tmp_path, [[f"{answer}_{i}" for answer in ("expectation", "perception") for i in (1, 2)], [7, 6, 5, 5]], own
    )
    assert table.iloc[0, 1:].tolist() == [7, 6, 5, 5]
    for current in LANGUAGES:
        use(current)
        assert str(asked(tmp_path, own).items[0].wording) == "Rechnungen"


def test_other_words_for_a_label_a_title_and_an_item_are_taken(tmp_path: Path) -> None:
    own = "\n".join([
        "part,id,of,en,also", "answer,perception,,Here,In dieser Filiale|Ici", "dimension,q,,Quality,",
        "scale,1,,Bad,schlecht", "scale,2,,So so,", "scale,3,,Good,gut|bien",
        "item,1,q,Fast,schnell", "item,2,q,Exact,genau",
    ])  # fmt: skip
    table, _ = read(tmp_path, [["In dieser Filiale [schnell]", "Ici: Exact"], ["gut", "schlecht"]], own)
    assert table.iloc[0, 1:].tolist() == [3, 1]


# ---- the draft of a mapping


def drafted(folder: Path, rows: Sequence[Sequence[object]], text: str, language: str = "en") -> str:
    written(folder, rows)
    (folder / "own.csv").write_text(text, encoding="utf-8")
    out = folder / "m.yml"
    out.unlink(missing_ok=True)
    options = ["survey", str(folder / "own.csv"), "--map", str(folder / "a.csv"), "--out", str(out), "--lang", language]
    result = CliRunner().invoke(app, options)
    assert result.exit_code == 0, result.output
    return out.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_of_equal_headers_is_a_mapping_that_reads_the_file(tmp_path: Path, language: str) -> None:
    text = drafted(tmp_path, TWICE, BOTH, language)
    assert '"B": expectation_1  # ' in text
    assert text.count({"en": "LIKELY", "zh": "【可能"}[language]) == 4
    table = read(tmp_path, TWICE, BOTH, mapping=tmp_path / "m.yml").table
    assert table.iloc[0, 1:].tolist() == [1, 2, 3, 4]


def test_a_draft_says_how_sure_it_is_and_what_is_left(tmp_path: Path) -> None:
    heads = ["Timestamp", "IP Address", "perception_1", "Done on tme", "Anything else?", "Here: Done on time"]
    text = drafted(tmp_path, [heads, ["x", "192.0.2.7", 5, 6, "no", 4]], ONE)
    lines = {line.split(":")[0].removeprefix("# "): line for line in text.splitlines()}
    assert "-  # the survey tool's own" in lines['"A"']
    assert "-  # may identify" in lines['"B"']
    assert "192.0.2.7" not in text
    assert "perception_1  # certain" in lines['"C"']
    assert "perception_2  # certain" in lines['"F"']
    assert "UNMATCHED: Anything else?" in text


def test_a_draft_takes_codes_in_blocks_for_likely(tmp_path: Path) -> None:
    rows = [["id", "Q1_1", "Q1_2", "Q2_1", "Q2_2"], [9, 1, 2, 3, 4]]
    text = drafted(tmp_path, rows, BOTH)
    assert '"E": perception_2  # LIKELY' in text
    assert read(tmp_path, rows, BOTH, mapping=tmp_path / "m.yml").table.iloc[0, 1:].tolist() == [1, 2, 3, 4]


def test_a_draft_replaces_no_file(tmp_path: Path) -> None:
    drafted(tmp_path, TWICE, BOTH)
    options = ["survey", str(tmp_path / "own.csv"), "--map", str(tmp_path / "a.csv"), "--out", str(tmp_path / "m.yml")]
    before = (tmp_path / "m.yml").read_bytes()
    assert CliRunner().invoke(app, options).exit_code == 2
    assert (tmp_path / "m.yml").read_bytes() == before


# ---- files too long to be held at once


@pytest.mark.parametrize("language", LANGUAGES)
def test_evaluate_counts_a_long_file_in_parts_and_says_so(
    tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(language)
    table = load("bank_branch")
    table.to_csv(tmp_path / "long.csv", index=False)
    monkeypatch.setattr(evaluation, "SIZE_LIMIT", 1000)
    page = evaluation.evaluate(tmp_path / "long.csv", "bank_branch")
    assert message("report.about_parts")[:30] in page
    for gap in servqual.gaps(table)["gap"]:
        assert f"{gap:.1f}".replace("-", "−")[:4] in page
    (tmp_path / "own.csv").write_text(ONE, encoding="utf-8")
    with pytest.raises(CourseError) as caught:
        evaluation.evaluate(tmp_path / "long.csv", str(tmp_path / "own.csv"))
    assert caught.value.key == "report.parts_need_pairs"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_file_tells_of_weights_and_of_sheets_broken_off(
    tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(language)
    table = load("bank_branch")
    monkeypatch.setattr(evaluation, "SIZE_LIMIT", 1000)
    table.to_csv(tmp_path / "long.csv", index=False)
    plain = evaluation.evaluate(tmp_path / "long.csv", "bank_branch")
    table["sample_weight"] = [1 + row % 3 / 10 for row in range(len(table))]
    table["Finished"] = ["false" if row % 100 == 0 else "true" for row in range(len(table))]
    table.to_csv(tmp_path / "long.csv", index=False)
    told = evaluation.evaluate(tmp_path / "long.csv", "bank_branch")
    broken_off = f"{message('survey.state_unfinished')}{':' if language == 'en' else '：'}"
    for words, fact in ((message("survey.weights"), "sample_weight"), (broken_off, f"{-(-len(table) // 100)}</p>")):
        assert words not in plain
        assert words in told
        assert fact in told.split(words)[1][:60]


def test_the_command_takes_an_encoding(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(OWN, encoding="utf-8")
    rows = [[["branch", *ITEMS], *[["臺北分行", *[1] * 6]] * 3, *[["高雄分行", *[2] * 6]] * 3]][0]
    file = written(tmp_path, rows, "big5")
    options = [str(file), "--instrument", str(tmp_path / "own.csv"), "--lang", "en", "--out", str(tmp_path / "r.html")]
    result = CliRunner().invoke(app, ["evaluate", *options, "--encoding", "big5"])
    assert result.exit_code == 0, result.output
    assert "臺北分行" in (tmp_path / "r.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "key"),
    [({"confidence": "95%"}, "servqual.confidence"), ({"group": ["branch"]}, "servqual.no_group_column")],
)
def test_an_option_of_another_type_is_refused_in_words(options: dict[str, object], key: str) -> None:
    with pytest.raises(CourseError) as caught:
        servqual.gaps(load("bank_branch"), **options)
    assert caught.value.key == key


def test_a_table_in_place_of_a_path_is_refused_in_words() -> None:
    with pytest.raises(CourseError) as caught:
        read_survey(load("bank_branch"), "bank_branch")  # type: ignore[arg-type]
    assert caught.value.key == "survey.no_path"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_survey_with_answer_ids_of_its_own_is_evaluated_as_far_as_it_carries(tmp_path: Path, language: str) -> None:
    use(language)
    own = ONE.replace(
        "answer,perception,,这家,Here",
        "answer,importance,,重要程度,Importance\nanswer,satisfaction,,满意程度,Satisfaction",
    )
    (tmp_path / "own.csv").write_text(own, encoding="utf-8")
    heads = ["importance_1", "importance_2", "satisfaction_1", "satisfaction_2"]
    file = written(tmp_path, [heads, [5, 4, 3, 4], [4, 5, 4, 2], [5, 5, 2, 3]])
    page = evaluation.evaluate(file, str(tmp_path / "own.csv"))
    assert {"zh": "满意程度", "en": "Satisfaction"}[language] in page
    asks = message("instrument.no_such_answer", answer="perception", known="importance, satisfaction")
    assert asks in page.replace("&#x27;", "'")
