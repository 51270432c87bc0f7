import csv
import dataclasses
import re
import sys
from pathlib import Path

import pandas as pd
import pytest
from questionnaires import WORDING, questionnaire
from typer.testing import CliRunner

from fsq_lab.classroom.xlsform import FORM_LANGUAGES, Row, write_questionnaire, xlsform
from fsq_lab.cli import app
from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.survey.instruments import instrument, shipped
from fsq_lab.survey.questionnaire import Question, Wording
from fsq_lab.survey.reading import read_survey

NOT_IN_THE_TABLE = ("screen_", "note_")


def names(rows: list[Row]) -> list[str]:
    return [row["name"] for row in rows if not row["name"].startswith(NOT_IN_THE_TABLE)]


def row_of(name: str, instrument_name: str = "bank_branch") -> Row:
    return next(row for row in xlsform(instrument_name)["survey"] if row["name"] == name)


@pytest.mark.parametrize("name", shipped())
@pytest.mark.parametrize("language", LANGUAGES)
def test_pyxform_accepts_every_shipped_questionnaire(tmp_path: Path, name: str, language: str) -> None:
    xls2xform = pytest.importorskip("pyxform.xls2xform")
    use(language)
    file = write_questionnaire(name, "xlsform", tmp_path / "form.xlsx")
    made = xls2xform.convert(xlsform=file, validate=False)
    assert made.warnings == []
    for column in instrument(name).table_columns:
        assert f'nodeset="/data/{column}"' in made.xform
    default = re.search('<translation lang="([^"]+)" default="true', made.xform)
    assert default is not None
    assert default.group(1) == FORM_LANGUAGES[language]


def test_pyxform_refuses_a_spoiled_form(tmp_path: Path) -> None:
    xls2xform = pytest.importorskip("pyxform.xls2xform")
    sheets = xlsform("bank_branch")
    sheets["choices"] = [row for row in sheets["choices"] if row["list_name"] != "scale"]
    file = tmp_path / "form.xlsx"
    with pd.ExcelWriter(file) as book:
        for name, rows in sheets.items():
            pd.DataFrame(rows).to_excel(book, sheet_name=name, index=False)
    with pytest.raises(Exception, match="scale"):
        xls2xform.convert(xlsform=file, validate=False)


@pytest.mark.parametrize("name", shipped())
def test_the_forms_questions_are_the_survey_tables_columns(name: str) -> None:
    assert sorted(names(xlsform(name)["survey"])) == sorted(instrument(name).table_columns)


@pytest.mark.parametrize("name", shipped())
def test_every_text_of_the_form_is_there_in_both_languages(name: str) -> None:
    zh, en = (FORM_LANGUAGES[language] for language in LANGUAGES)
    for row in (row for sheet in xlsform(name).values() for row in sheet):
        assert {column.partition("::")[0] for column in row if column.endswith(f"::{zh}")} == {
            column.partition("::")[0] for column in row if column.endswith(f"::{en}")
        }
        assert not re.search("[\u4e00-\u9fff]", "".join(text for column, text in row.items() if column.endswith(en)))
        if row.get("type") not in (None, "calculate"):
            assert row[f"label::{zh}"]


def exported(path: Path, name: str, headers: dict[str, str], choices: dict[tuple[str, str], str]) -> Path:
    """Write what a form tool exports: two sheets, under these headers, with these words for the choices."""
    lists = {row["name"]: row["type"].partition(" ")[2] for row in xlsform(name)["survey"]}
    low, high = {"respondent": "uuid-1"}, {"respondent": "uuid-2"}
    asked = instrument(name)
    scales = {question.id: question.scale for question in asked.questions}
    choice_ids = {question.id: [code for code, _ in question.choices] for question in asked.questions}
    for column in asked.table_columns[1:]:
        scale = asked.scale if column in asked.item_columns else scales[column]
        first, last = (str(scale.low), str(scale.high)) if scale else ("B07", "B08")
        if choice_ids.get(column):
            first, last = choice_ids[column][0], choice_ids[column][-1]
        low[column], high[column] = (choices.get((lists[column], code), code) for code in (first, last))
    none = asked.item_columns[-1]
    high[none] = choices.get((lists[none], asked.no_experience_code), asked.no_experience_code)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        columns = ["start", *low, "_id", "_uuid", "_submission_time", "_index"]
        writer.writerow([headers.get(column, column) for column in columns])
        for place, sheet in enumerate((low, high), start=1):
            meta = {"start": "2026-11-24", "_id": str(place), "_uuid": f"u{place}", "_index": str(place)}
            writer.writerow([({"_submission_time": "2026-11-24"} | meta | sheet)[column] for column in columns])
    return path


@pytest.mark.parametrize("name", shipped())
@pytest.mark.parametrize("language", ["names", *LANGUAGES])
def test_what_the_form_tool_exports_is_read_back(tmp_path: Path, name: str, language: str) -> None:
    sheets = xlsform(name)
    headers: dict[str, str] = {}
    choices: dict[tuple[str, str], str] = {}
    if language != "names":
        label = f"label::{FORM_LANGUAGES[language]}"
        headers = {row["name"]: row[label] for row in sheets["survey"] if label in row}
        choices = {(row["list_name"], row["name"]): row[label] for row in sheets["choices"]}
    asked = instrument(name)
    table, report = read_survey(exported(tmp_path / "export.csv", name, headers, choices), name)
    assert sorted(table.columns) == sorted(asked.table_columns)
    assert table[asked.item_columns[0]].tolist() == [asked.scale.low, asked.scale.high]
    assert report.no_experience[asked.item_columns[-1]] == 1
    for question in asked.questions:
        if question.scale is not None:
            assert table[question.id].tolist() == [question.scale.low, question.scale.high]
        elif question.choices:
            assert table[question.id].tolist() == [question.choices[0][0], question.choices[-1][0]]


def test_the_points_must_make_a_hundred_and_are_given_all_or_none() -> None:
    last = row_of("weight_empathy")
    total = ". + ${weight_tangibles} + ${weight_reliability} + ${weight_responsiveness} + ${weight_assurance} = 100"
    assert last["constraint"] == f". >= 0 and . <= 100 and {total}"
    assert "100" in last["constraint_message::English (en)"]
    first = row_of("weight_tangibles")
    assert "= 100 and" not in first["constraint"]
    assert "required" not in first
    assert last["required"] == " or ".join(
        f"${{weight_{dimension}}} != ''" for dimension in ("tangibles", "reliability", "responsiveness", "assurance")
    )


@pytest.mark.parametrize("name", shipped())
def test_no_question_of_a_form_depends_on_a_later_one(name: str) -> None:
    """ODK refuses a form whose conditions go round in a circle; a condition that looks back only cannot."""
    asked_before: set[str] = set()
    for row in xlsform(name)["survey"]:
        asked_before.add(row["name"])
        for column in ("relevant", "required"):
            assert set(re.findall(r"\$\{(\w+)\}", row.get(column, ""))) <= asked_before, (row["name"], column)


def test_a_wording_never_becomes_a_reference_in_a_form() -> None:
    odd = dataclasses.replace(questionnaire({"tangibles": 1}), title=WORDING)
    item = dataclasses.replace(odd.items[0], wording=Wording(zh="费用${x}", en="Fees of ${x}"))
    [row] = [row for row in xlsform(dataclasses.replace(odd, items=(item,)))["survey"] if row["name"] == "perception_1"]
    assert "${" not in row["label::English (en)"]


def test_nothing_but_consent_is_asked_of_who_may_not_or_will_not_answer() -> None:
    rows = xlsform("bank_branch")["survey"]
    free = [row["name"] for row in rows if "${screen_eligible} = 'yes'" not in row.get("relevant", "")]
    assert free == ["respondent", "screen_consent", "screen_eligible", "screen_stop"]


def test_only_the_experience_offers_no_experience() -> None:
    assert row_of("expectation_1")["type"] == "select_one scale"
    assert row_of("perception_1")["type"] == "select_one scale_or_none"


@pytest.mark.parametrize("bad", ["two words", "1st", "screen_consent"])
def test_an_id_that_cannot_be_a_name_in_the_form_is_refused(bad: str) -> None:
    small = dataclasses.replace(questionnaire({"tangibles": 2}), questions=(Question(bad, "text", WORDING),))
    with pytest.raises(CourseError, match=bad):
        xlsform(small)
    choice = Question("age", "choice", WORDING, choices=(("18 to 29", WORDING),))
    with pytest.raises(CourseError, match="18 to 29"):
        xlsform(dataclasses.replace(small, questions=(choice,)))


def test_the_command_writes_both_kinds_in_the_language_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for language in LANGUAGES:
        for form in ("html", "xlsform"):
            done = CliRunner().invoke(app, ["survey", "bank_branch", "--lang", language, "--to", form])
            assert done.exit_code == 0, done.output
    made = sorted(file.name for file in tmp_path.iterdir())
    assert made == [f"bank_branch_{language}.{end}" for language in ("en", "zh") for end in ("html", "xlsx")]
    assert 'lang="zh-CN"' in (tmp_path / "bank_branch_zh.html").read_text(encoding="utf-8")


def test_a_questionnaire_of_ones_own_is_written_from_its_file(tmp_path: Path, root: Path) -> None:
    own = tmp_path / "own.yml"
    text = (root / "course/instruments/bank_branch.yml").read_text(encoding="utf-8")
    own.write_text(text.replace("en: Bank branch service", "en: Our own service"), encoding="utf-8")
    file = write_questionnaire(str(own), "html", tmp_path / "own.html")
    assert "<h1>Our own service quality questionnaire</h1>" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["no_such"], "no_such"),
        (["bank_branch", "--lang", "fr"], "fr"),
        (["bank_branch", "--to", "pdf"], "html, xlsform"),
        (["bank_branch", "--out", "no/such/folder/x.html"], "x.html"),
        (["bank_branch", "--to", "xlsform", "--out", "no/such/folder/x.xlsx"], "x.xlsx"),
        (["missing.yml"], "missing.yml"),
    ],
)
def test_a_wrong_call_ends_with_one_sentence_that_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["survey", *arguments])
    assert done.exit_code == 2
    assert words in done.output
    assert "Traceback" not in done.output
    assert list(tmp_path.iterdir()) == []


def test_the_printed_page_needs_no_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for extra in ("pyxform", "openpyxl"):
        monkeypatch.setitem(sys.modules, extra, None)
    assert write_questionnaire("bank_branch", "html", tmp_path / "x.html").exists()
