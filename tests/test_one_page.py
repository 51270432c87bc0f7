"""A learner's one-page report: the sentence, what the answers carry, and nobody else's file overwritten."""

import re
from pathlib import Path

import pandas as pd
import pytest
from outline import Outline

from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.report import one_page
from fsq_lab.report.one_page import my_report
from fsq_lab.scoring import servqual
from fsq_lab.survey.loading import load

SENTENCE = "B07 is below on all five; start with doing things by the time we promised <b>&"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_holds_the_sentence_the_chart_and_the_numbers_with_n_and_interval(
    language: str, tmp_path: Path
) -> None:
    use(language)
    survey = load("bank_branch")
    answer = my_report(survey, "B07", SENTENCE, tmp_path / "mine.html", by="王一")
    html = (tmp_path / "mine.html").read_text(encoding="utf-8")
    outline = Outline(html)
    assert (outline.faults, outline.open) == ([], [])
    assert SENTENCE in outline.text
    assert "<b>&" not in html
    assert "王一" in outline.text
    [image] = [attrs for tag, attrs in outline.elements if tag == "img"]
    assert len(str(image["alt"])) > 60
    row = servqual.gaps(survey[survey["branch"] == "B07"]).loc["reliability"]
    cells = re.search(r"(?:可靠性|Reliability)</th>(.*?)</tr>", html)
    assert cells is not None
    told = re.findall("<td[^>]*>(.*?)</td>", cells[1])
    assert float(told[2].replace("−", "-")) == pytest.approx(row["gap"], abs=0.05)
    assert told[-1] == str(row["n_used"])
    compared = servqual.compare(survey).loc["B07"]
    assert f"{compared['difference']:.1f}".replace("-", "−") in outline.text
    assert {"zh": "低于其余全部", "en": "Lower than the others together"}[language] in outline.text
    assert "20261123" in outline.text
    assert "B07" in repr(answer)
    assert "mine.html" in answer._repr_html_()
    addresses = [value for _, attrs in outline.elements for name, value in attrs.items() if name in ("src", "href")]
    assert all(str(address).startswith("data:") for address in addresses)


def test_without_a_sentence_nothing_is_written(tmp_path: Path) -> None:
    answer = my_report(load("bank_branch"), "B07", "  ", tmp_path / "mine.html")
    assert "still empty" in repr(answer)
    assert list(tmp_path.iterdir()) == []


def test_a_branch_that_cannot_be_told_apart_is_called_so() -> None:
    text = Outline(one_page.one_page(load("bank_branch"), "B10", SENTENCE)).text
    assert "Compared with all the others: Cannot tell." in text


def test_few_respondents_are_a_hint_only_and_a_lone_branch_is_not_compared() -> None:
    survey = load("bank_branch")
    few = pd.concat([survey[survey["branch"] == "B07"].head(6), survey[survey["branch"] == "B01"]])
    text = Outline(one_page.one_page(few, "B07", SENTENCE)).text
    assert "first hint, not a result" in text
    assert "not compared, n below 10" in text
    alone = Outline(one_page.one_page(survey[survey["branch"] == "B07"], "B07", SENTENCE)).text
    assert "nothing to compare with" in alone
    assert "first hint" not in alone


def test_only_ones_own_page_on_the_same_branch_is_replaced(tmp_path: Path) -> None:
    survey, file = load("bank_branch"), tmp_path / "page.html"
    my_report(survey, "B07", SENTENCE, file, by="Li")
    my_report(survey, "B07", "Another sentence.", file, by="Li")
    assert "Another sentence." in file.read_text(encoding="utf-8")
    for branch, by in (("B01", "Li"), ("B07", "Wang"), ("B07", "")):
        with pytest.raises(CourseError, match="not overwritten"):
            my_report(survey, branch, SENTENCE, file, by=by)
    for content in ("<html>mine</html>", "\xff"):
        file.write_text(content, encoding="latin-1")
        with pytest.raises(CourseError, match="not overwritten"):
            my_report(survey, "B07", SENTENCE, file, by="Li")
        assert file.read_text(encoding="latin-1") == content


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"branch": "B99"}, "one_page.no_branch"),
        ({"sentence": "x" * 241}, "one_page.too_long"),
        ({"sentence": "字" * 121}, "one_page.too_long"),
        ({"file": "page.txt"}, "writing.suffix"),
        ({"file": "none/page.html"}, "writing.no_folder"),
        ({"group": "region"}, "servqual.no_group_column"),
    ],
)
def test_what_cannot_be_written_is_refused_with_the_reason(
    change: dict[str, str], key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    asked = {"branch": "B07", "sentence": SENTENCE, "file": "page.html", **change}
    with pytest.raises(CourseError) as caught:
        my_report(load("bank_branch"), **asked)
    assert caught.value.key == key
    assert list(tmp_path.iterdir()) == []


def test_a_survey_without_expectations_and_a_branch_without_answers_are_refused() -> None:
    with pytest.raises(CourseError) as caught:
        one_page.one_page(load("insurance"), "IN1", SENTENCE, group="insurer")
    assert caught.value.key == "one_page.no_gaps"
    survey = load("bank_branch")
    survey.loc[survey["branch"] == "B07", [f"perception_{item}" for item in range(1, 23)]] = float("nan")
    with pytest.raises(CourseError) as caught:
        one_page.one_page(survey, "B07", SENTENCE)
    assert caught.value.key == "one_page.nobody"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_decimal_number_that_the_page_does_not_hold_is_asked_back(language: str, tmp_path: Path) -> None:
    use(language)
    survey = load("bank_branch")
    gap = servqual.gaps(survey[survey["branch"] == "B09"]).loc["reliability", "gap"]
    right, wrong = f"{abs(gap):.2f}", f"{abs(gap) + 0.13:.2f}"
    asked = {"zh": f"句子里的{wrong}，", "en": f"{wrong} cannot be found"}[language]
    said = repr(my_report(survey, "B09", f"B09: {wrong}", tmp_path / "page.html"))
    assert asked in said
    assert (tmp_path / "page.html").is_file()
    assert wrong not in repr(my_report(survey, "B09", f"B09: {right}, in 2 weeks", tmp_path / "page.html"))
