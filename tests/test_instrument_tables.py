"""A questionnaire from a table: what it may look like, that it equals its YAML file, and what is refused where."""

from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from fsq_lab.classroom.xlsform import write_questionnaire
from fsq_lab.cli import app
from fsq_lab.ground.language import LANGUAGES, CourseError, message_in, use
from fsq_lab.scoring import servqual
from fsq_lab.survey.instrument_files import read_instrument
from fsq_lab.survey.instrument_sheets import HEADS, sheet_of
from fsq_lab.survey.instruments import instrument, shipped
from fsq_lab.survey.loading import load
from fsq_lab.survey.questionnaire import Instrument
from fsq_lab.survey.reading import read_survey

FEW = """\
编号,属于,中文,英文
1,可靠性,账单准确,Bills are right
2,reliability,说到做到,Promises are kept
3,Empathy,听得懂我的话,Staff listen
"""


def frame(asked: Instrument) -> pd.DataFrame:
    return pd.DataFrame(sheet_of(asked), columns=list(HEADS)).replace("", None)


@pytest.mark.parametrize("name", [name for name in shipped() if name != "finance_blocks"])
@pytest.mark.parametrize("form", ["csv", "gb18030", "xlsx", "frame"])
def test_every_shipped_questionnaire_reads_the_same_from_a_table(name: str, form: str, tmp_path: Path) -> None:
    table = frame(instrument(name))
    if form == "frame":
        assert read_instrument(table) == instrument(name)
        return
    file = tmp_path / f"own.{form.replace('gb18030', 'csv')}"
    if form == "xlsx":
        table.to_excel(file, index=False)
    else:
        table.to_csv(file, index=False, encoding="utf-8-sig" if form == "csv" else "gb18030")
    assert read_instrument(file) == instrument(name)


def test_the_template_is_written_as_a_workbook_changed_and_used(tmp_path: Path) -> None:
    made = CliRunner().invoke(app, ["survey", "campus_bank", "--to", "table", "--out", str(tmp_path / "own.xlsx")])
    assert made.exit_code == 0, made.output
    assert read_instrument(tmp_path / "own.xlsx") == instrument("campus_bank")
    table = pd.read_excel(tmp_path / "own.xlsx", dtype=str)
    table.loc[table["zh"] == "工作人员的态度", ["zh", "en"]] = ["保安的态度", "The manner of the guards"]
    table.to_excel(tmp_path / "own.xlsx", index=False)
    use("zh")
    page = write_questionnaire(str(tmp_path / "own.xlsx"), "html", tmp_path / "page.html").read_text(encoding="utf-8")
    assert "保安的态度" in page
    assert "没有经历过" in page


def test_items_alone_are_enough_and_the_rest_is_filled_in_in_both_languages(tmp_path: Path) -> None:
    file = tmp_path / "我们的问卷.csv"
    file.write_text(FEW, encoding="utf-8")
    own = read_instrument(file)
    assert (own.id, own.title.both) == ("我们的问卷", ("我们的问卷", "我们的问卷"))
    assert own.dimension_names == tuple(
        (name, words) for name, words in instrument("bank_branch").dimension_names if name in ("reliability", "empathy")
    )
    assert (own.scale.low, own.scale.high, own.no_experience_code) == (1, 7, "NE")
    assert own.item_columns == [*own.columns("expectation"), *own.columns("perception")] != []
    said = [own.source, own.no_experience, *(words for _, words in own.scale.labels)]
    said += [words for answer in own.answers for words in (answer.stem, answer.ask)]
    for words in said:
        assert words.zh != words.en
        assert words.zh.isascii() is False
        assert words.en.isascii()


def test_a_questionnaire_from_a_table_is_printed_asked_read_back_and_scored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("own.csv").write_text(FEW, encoding="utf-8")
    for form in ("html", "xlsform"):
        done = CliRunner().invoke(app, ["survey", "own.csv", "--lang", "zh", "--to", form])
        assert done.exit_code == 0, done.output
    page = Path("own_zh.html").read_text(encoding="utf-8")
    assert "听得懂我的话" in page
    assert page.count("perception_1 … perception_3") == 1
    answers = pd.DataFrame({column: [5, 6, 7] for column in instrument("own.csv").item_columns})
    answers.to_csv("answers.csv", index=False)
    table = read_survey("answers.csv", "own.csv").table
    result = servqual.gaps(table, instrument="own.csv")
    assert result.index.tolist() == ["reliability", "empathy"]
    assert result["gap"].tolist() == [0, 0]


def test_evaluate_takes_a_questionnaire_from_a_table(tmp_path: Path) -> None:
    questionnaire, survey, out = tmp_path / "own.xlsx", tmp_path / "answers.csv", tmp_path / "report.html"
    frame(instrument("bank_branch")).to_excel(questionnaire, index=False)
    load("bank_branch").to_csv(survey, index=False)
    arguments = ["evaluate", str(survey), "--instrument", str(questionnaire), "--lang", "en", "--out", str(out)]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    assert "Bank branch service quality questionnaire" in out.read_text(encoding="utf-8")


def put(row: int, **cells: object) -> object:
    def changed(table: pd.DataFrame) -> pd.DataFrame:
        for column, value in cells.items():
            table.loc[row, column] = value
        return table

    return changed


# in the file the header is row 1, so row 6 of this table is row 8 there
SMALL = pd.DataFrame(
    [
        ("title", "own", "", "问卷", "Questionnaire", "", "", "", ""),
        ("scale", "1", "", "不同意", "Disagree", "", "", "", ""),
        ("scale", "5", "", "同意", "Agree", "", "", "", ""),
        ("scale", "3", "", "说不上", "Neither", "", "", "", ""),
        ("answer", "perception", "", "这里", "Here", "", "", "", ""),
        ("dimension", "warmth", "", "热情", "Warmth", "", "", "", ""),
        ("item", "1", "warmth", "笑脸相迎", "Staff smile", "", "", "", "line=life"),
        ("", "2", "热情", "主动问好", "Staff greet", "", "", "", ""),
        ("question", "line", "", "哪类？", "Which line?", "choice", "", "", ""),
        ("choice", "life", "line", "人身险", "Life", "", "", "", ""),
        ("choice", "motor", "line", "车险", "Motor", "", "", "", ""),
        ("question", "years", "", "几年？", "How many years?", "number", "0", "80", ""),
        ("unit", "", "years", "年", "years", "", "", "", ""),
    ],
    columns=list(HEADS[:9]),
).astype(object)

FAULTS = [
    ("table_cell", ["8", "en"], put(6, en="")),
    ("table_cell", ["9", "zh"], put(7, zh=" ")),
    ("table_cell", ["8", "id"], put(6, id="")),
    ("table_cell", ["8", "of"], put(6, of="")),
    ("table_cell", ["13", "high"], put(11, high="")),
    ("table_cell", ["10", "kind"], put(8, kind="")),
    ("table_number", ["8", "id", "one"], put(6, id="one")),
    ("table_number", ["8", "id", "0"], put(6, id="0")),
    ("table_number", ["13", "low", "1.5"], put(11, low="1.5")),
    ("table_number", ["4", "id", "five"], put(2, id="five")),
    ("table_twice", ["9", "id", "1", "8"], put(7, id="1")),
    ("table_twice", ["5", "part", "title", "2"], put(3, part="title")),
    ("table_twice", ["12", "id", "life", "11"], put(10, id="life")),
    ("table_dimension", ["9", "of", "speed"], put(7, of="speed")),
    ("table_value", ["8", "part", "itme"], put(6, part="itme")),
    ("table_value", ["10", "kind", "slider"], put(8, kind="slider")),
    ("table_value", ["11", "of", "colour"], put(9, of="colour")),
    ("table_rule", ["8", "asked_if", "life"], put(6, asked_if="life")),
    ("table_rule", ["8", "asked_if", "line="], put(6, asked_if="line=")),
    ("routing_code", ["8", "boat"], put(6, asked_if="line=boat")),
    ("routing_question", ["8", "colour"], put(6, asked_if="colour=life")),
    ("question_twice", ["perception_1"], lambda table: put(12, of="perception_1")(put(11, id="perception_1")(table))),
    ("table_lacks", ["en (英文)"], lambda table: table.drop(columns=["zh", "en"])),
    ("table_lacks", ["of (维度)"], lambda table: table.drop(columns="of")),
    ("table_column", ["wording"], lambda table: table.assign(wording="")),
    ("table_column_twice", ["zh", "中文"], lambda table: table.assign(中文="")),
    ("table_no_items", ["own.csv"], lambda table: table[~table["part"].isin(["item", ""])]),
    ("table_empty", ["own.csv"], lambda table: table.iloc[:0]),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("key", "named", "fault"), FAULTS, ids=[f"{key}-{named[-1]}" for key, named, _ in FAULTS])
def test_a_faulty_table_is_refused_with_file_row_and_column(tmp_path: Path, language, key, named, fault) -> None:
    use(language)
    file = tmp_path / "own.csv"
    fault(SMALL.copy()).to_csv(file, index=False)
    with pytest.raises(CourseError) as refusal:
        read_instrument(file)
    assert refusal.value.key == f"instrument.{key}"
    assert [part for part in ["own.csv", *named] if part not in str(refusal.value)] == []


def test_the_small_table_itself_is_read() -> None:
    own = read_instrument(SMALL)
    assert own.routed_columns.keys() == {"perception_1"}
    assert (own.scale.low, own.scale.high, own.dimensions) == (1, 5, ("warmth",))
    assert str(own.questions[1].unit.en) == "years"


def test_a_dataframe_is_refused_by_the_label_of_its_row() -> None:
    with pytest.raises(CourseError, match="row 6, column en"):
        read_instrument(put(6, en=None)(SMALL.copy()))
    with pytest.raises(CourseError) as refusal:
        read_instrument(SMALL.iloc[:0])
    assert refusal.value.key == "instrument.table_empty"


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("gone.csv", None, "instrument.no_file"),
        ("gone.xlsx", None, "instrument.no_file"),
        ("empty.csv", b"", "survey.empty_file"),
        ("bytes.csv", bytes(range(256)), "survey.encoding"),
        ("broken.xlsx", b"PK\x03\x04 no workbook", "survey.broken_excel"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, name: str, content: bytes | None, key: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(CourseError) as refusal:
        read_instrument(tmp_path / name)
    assert refusal.value.key == key


def test_notes_blank_rows_wide_digits_and_title_rows_do_not_matter(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    plain = tmp_path / "plain.csv"
    plain.write_text(FEW, encoding="utf-8")
    file.write_text(
        "我们的问卷,,,,\n编号,属于,中文,英文,备注\n１,可靠性,账单准确,Bills are right,经理提的\n,,,,\n"
        "2,reliability,说到做到,Promises are kept,\n,,,,只是备注\n3,Empathy,听得懂我的话,Staff listen,\n",
        encoding="utf-8",
    )
    assert read_instrument(file).items == read_instrument(plain).items


def test_the_docstring_lists_every_part_kind_and_column() -> None:
    from fsq_lab.survey import instrument_rows as rows
    from fsq_lab.survey import instrument_tables as tables

    told = read_instrument.__doc__ or ""
    for word in [*rows.PARTS, *rows.PARTS.values(), *tables.KINDS, *tables.KINDS.values(), *rows.NEEDED]:
        assert word in told, word
    for column in ("asked_if", "note", "kind", "part", "also", "reverse", "best", "text"):
        assert f"{column}``" in told
        assert rows.COLUMNS[column][-1] in told


def test_the_sentences_filled_in_speak_to_customers() -> None:
    for key in ("ask_expectation", "ask_perception"):
        assert "您" in message_in("zh", f"instrument.default.{key}")


def test_a_table_keeps_which_end_of_a_questions_scale_is_the_best() -> None:
    """A question whose low end is the best is turned when a file is read; a table that lost this would not turn it."""
    rows = sheet_of(instrument("campus_bank"))
    for row in rows:
        if (row["part"], row["of"], row["id"]) == ("label", "ces", "1"):
            row["best"] = "是"
    once = read_instrument(pd.DataFrame(rows))
    again = read_instrument(pd.DataFrame(sheet_of(once)))
    for found in (once, again):
        scales = {question.id: question.scale for question in found.questions if question.scale}
        assert {name: scale.best for name, scale in scales.items()} == {
            "overall_satisfaction": "high",
            "nps": "high",
            "ces": "low",
        }
