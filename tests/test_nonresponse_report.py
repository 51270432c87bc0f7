"""The report's section on who was asked: response rate, margins, raking; from the command and for bad files."""

import re
from html import unescape
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from openpyxl import Workbook
from outline import Outline
from typer.testing import CliRunner

from fsq_lab import cli
from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.hypertext.words import Html
from fsq_lab.report import evaluation as report
from fsq_lab.report.appendix import unknown_rules
from fsq_lab.report.nonresponse import WhoWasAsked, read_margins
from fsq_lab.scoring import raking
from fsq_lab.survey.instruments import instrument
from fsq_lab.survey.loading import load

SHARES = "variable,category,share\nbranch,B01,20\nbranch,B07,50\nbranch,B11,30\nage_band,18-29,2\nage_band,30-44,3\n"
SHARES += "age_band,45-59,3\nage_band,60+,2\n"
CHINESE = "变量,类别,人数\n网点,B01,20\n网点,B07,50\n网点,B11,30\n您的年龄段是？,18至29岁,2\n年龄段,30至44岁,3\n"
CHINESE += "年龄段,45-59,3\nage_band,60岁及以上,2\n"


@pytest.fixture(autouse=True)
def only_the_first_sections(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sections with charts, and what is said first of them, take seconds and are tested elsewhere."""
    monkeypatch.setattr(report, "SECTIONS", {"responses": report.SECTIONS["responses"]})
    monkeypatch.setattr(report, "_headline", lambda found: Html(""))


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    table = load("bank_branch")
    file = tmp_path / "答卷.csv"
    table[table["branch"].isin(["B01", "B07", "B11"])].head(60).to_csv(file, index=False)
    return file


def written(folder: Path, text: str, name: str = "margins.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def section(file: Path, asked: WhoWasAsked, name: str = "bank_branch") -> str:
    html = report.evaluate(file, name, asides=report.Asides(asked=asked))
    assert (Outline(html).faults, Outline(html).open) == ([], [])
    [found] = re.findall(r'<section id="nonresponse">.*?</section>', html, re.DOTALL)
    return unescape(str(found))


@pytest.mark.parametrize("language", LANGUAGES)
def test_rate_margins_and_weighted_estimates_stand_in_the_report(answers: Path, tmp_path: Path, language: str) -> None:
    use(language)
    found = section(answers, WhoWasAsked(200, written(tmp_path, SHARES)))
    assert "30%" in found
    assert "140" in found
    table = load("bank_branch")
    table = table[table["branch"].isin(["B01", "B07", "B11"])].head(60).reset_index(drop=True)
    targets = {
        "branch": pd.Series({"B01": 2, "B07": 5, "B11": 3}),
        "age_band": pd.Series({"18-29": 2, "30-44": 3, "45-59": 3, "60+": 2}),
    }
    weights = raking.rake(table, targets)
    assert f"{weights.summary['design_effect']:.2f}" in found
    own = raking.estimate(table, "overall_satisfaction", weights.weights)
    assert f">{own['mean']:.1f}<" in found


def test_chinese_heads_wordings_and_counts_are_read_as_well_and_a_workbook(answers: Path, tmp_path: Path) -> None:
    asked, table = instrument("bank_branch"), load("bank_branch")
    one = read_margins(written(tmp_path, SHARES), asked, table)
    other = read_margins(written(tmp_path, CHINESE, "构成.csv"), asked, table)
    book = Workbook()
    for row in SHARES.splitlines():
        book.active.append([float(cell) if cell.isdigit() else cell for cell in row.split(",")])  # type: ignore[union-attr]
    book.save(tmp_path / "m.xlsx")
    third = read_margins(tmp_path / "m.xlsx", asked, table)
    for name, shares in one.items():
        pd.testing.assert_series_equal(shares, other[name])
        pd.testing.assert_series_equal(shares, third[name])


def test_without_the_number_asked_there_is_no_rate_and_the_reason_is_told(answers: Path, tmp_path: Path) -> None:
    use("en")
    found = section(answers, WhoWasAsked(None, written(tmp_path, SHARES)))
    assert "there is no response rate" in found
    alone = section(answers, WhoWasAsked(100))
    assert "60%" in alone
    assert "not weighted" in alone
    assert "Weighted<" not in alone


def test_a_report_that_was_told_nothing_has_no_such_section(answers: Path) -> None:
    assert 'id="nonresponse"' not in report.evaluate(answers, "bank_branch")


@pytest.mark.parametrize(
    ("asked", "text", "words"),
    [
        (WhoWasAsked(10), "", "asked, and there are 60 sheets"),
        (WhoWasAsked(None), "variable,share\nbranch,1\n", "category"),
        (WhoWasAsked(None), SHARES.replace("branch", "region"), "no 'region'"),
        (WhoWasAsked(None), SHARES.replace("50", "half"), "'half' is no number"),
        (WhoWasAsked(None), SHARES.replace("50", "-5"), "'-5' is no number"),
        (WhoWasAsked(None), SHARES + "branch,B07,1\n", "stands there twice"),
        (WhoWasAsked(None), "variable,category,share\n,,\n", "holds no row"),
        (WhoWasAsked(None), SHARES + "branch,B05,10\n", "the sample nobody of them"),
        (WhoWasAsked(None), SHARES.replace("branch,B07,50\n", ""), "distribution does not"),
    ],
)
def test_what_does_not_fit_is_told_in_the_sections_place_and_the_rest_stands(
    answers: Path, tmp_path: Path, asked: WhoWasAsked, text: str, words: str
) -> None:
    use("en")
    margins = written(tmp_path, text) if text else None
    found = section(answers, WhoWasAsked(asked.invited, margins))
    assert words in found
    assert 'class="left-out"' in found


def test_answers_to_blocks_alone_are_weighted_too(tmp_path: Path) -> None:
    use("en")
    blocks = instrument("finance_blocks")
    chance = np.random.default_rng(1)
    columns = {f"perception_{item.number}": chance.integers(1, 6, 30) for item in blocks.items}
    bands = ["18-29", "30-44", "60+"] * 10
    file = tmp_path / "blocks.csv"
    pd.DataFrame({"respondent": range(1, 31), **columns, "age_band": bands}).to_csv(file, index=False)
    margins = written(tmp_path, "variable,category,share\nage_band,18-29,1\nage_band,30-44,2\nage_band,60+,1\n")
    found = section(file, WhoWasAsked(100, margins), "finance_blocks")
    assert "30%" in found
    assert "Design effect" in found


def test_every_convention_of_the_new_tables_has_words(answers: Path, tmp_path: Path) -> None:
    use("zh")
    html = report.evaluate(
        answers, "bank_branch", asides=report.Asides(asked=WhoWasAsked(200, written(tmp_path, SHARES)))
    )
    assert all(f'download="{name}.zh.csv"' in html for name in ("response_rate", "margins", "raking"))
    table = load("bank_branch")
    found = raking.rake(table.query("branch == 'B01' or branch == 'B07'"), {"branch": pd.Series({"B01": 1, "B07": 2})})
    assert unknown_rules(found.summary["convention"]) == []


def test_the_command_takes_both_and_never_writes_over_the_margins(answers: Path, tmp_path: Path) -> None:
    margins, out = written(tmp_path, SHARES), tmp_path / "报告.html"
    more = ["--instrument", "bank_branch", "--invited", "200", "--margins", str(margins), "--lang", "en"]
    done = CliRunner().invoke(cli.app, ["evaluate", str(answers), *more, "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert 'id="nonresponse"' in out.read_text(encoding="utf-8")
    refused = CliRunner().invoke(cli.app, ["evaluate", str(answers), *more, "--out", str(margins), "--replace"])
    assert refused.exit_code == 2
    assert margins.read_text(encoding="utf-8") == SHARES


def test_a_file_counted_in_parts_says_that_it_is_not_weighted(answers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "is_too_long", lambda path, limit: True)
    with pytest.raises(CourseError) as caught:
        report.evaluate(answers, "bank_branch", asides=report.Asides(asked=WhoWasAsked(100)))
    assert caught.value.key == "report.parts_no_weights"


@pytest.mark.parametrize("language", LANGUAGES)
def test_options_are_advice_to_whoever_runs_the_command_and_stand_nowhere_on_the_page(
    language: str, answers: Path, tmp_path: Path
) -> None:
    use(language)
    for told, other in (
        (report.Asides(asked=WhoWasAsked(200)), "--margins"),
        (report.Asides(asked=WhoWasAsked(None, written(tmp_path, SHARES))), "--invited"),
    ):
        advice: list[str] = []
        html = report.evaluate(answers, "bank_branch", asides=told, advise=advice.append)
        assert not re.search("--[a-z]", re.sub(r"<style.*?</style>|<!--.*?-->|href=\"[^\"]*\"", "", html, flags=re.S))
        assert [line for line in advice if other in line] != []
