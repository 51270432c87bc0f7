"""The survey kit: its draft, its thirty answers and its commands work as the page says, in both languages."""

import re
from html import unescape
from pathlib import Path

import pytest
from test_own_file_page import blocks_of
from typer.testing import CliRunner

from fsq_lab.cli import app
from fsq_lab.ground.language import LANGUAGES, use
from fsq_lab.survey.instrument_files import read_instrument
from fsq_lab.survey.instruments import instrument
from fsq_lab.survey.reading import read_survey

PAGES = {"zh": "docs/survey-kit.zh.md", "en": "docs/survey-kit.md"}
ROOT = Path(__file__).parents[1]


@pytest.fixture(params=LANGUAGES)
def kit(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    """Save the page's tables under the names it gives them."""
    use(request.param)
    text = (ROOT / PAGES[request.param]).read_text(encoding="utf-8")
    for kind, content in blocks_of(text):
        (tmp_path / f"{kind.replace('questionnaire', 'draft')}.csv").write_text(content, encoding="utf-8")
    return request.param, tmp_path


def test_the_draft_can_be_read_and_has_the_faults_that_are_to_be_mended(kit: tuple[str, Path]) -> None:
    draft, template = read_instrument(kit[1] / "draft.csv"), instrument("campus_bank")
    assert not any(word in str(draft.scale.labels) for word in ("不满意", "issatisfied"))
    assert any("不满意" in words.zh for _, words in template.scale.labels)
    assert any("姓名" in question.wording.zh for question in draft.questions)
    assert not any("姓名" in question.wording.zh for question in template.questions)


def test_the_thirty_answers_are_read_without_a_mapping(kit: tuple[str, Path]) -> None:
    table, report = read_survey(kit[1] / "answers.csv", "campus_bank")
    assert len(table) == 30
    assert sorted(table.columns) == sorted(instrument("campus_bank").table_columns)
    assert table["study_year"].value_counts().to_dict() == {"y1": 12, "y2": 10, "y3": 6, "y4": 2}
    assert sum(report.no_experience.values()) == int(table[instrument("campus_bank").item_columns].isna().sum().sum())


def test_the_pages_command_reports_rate_silence_and_weights(kit: tuple[str, Path]) -> None:
    language, folder = kit
    [line] = re.findall(r"^fsq-lab (evaluate .*)$", (ROOT / PAGES[language]).read_text(encoding="utf-8"), re.MULTILINE)
    words = [str(folder / word) if word.endswith(".csv") else word for word in line.split()]
    made = CliRunner().invoke(app, [*words, "--out", str(folder / "report.html")])
    assert made.exit_code == 0, made.output
    page = unescape((folder / "report.html").read_text(encoding="utf-8"))
    [section] = re.findall(r'<section id="nonresponse">.*?</section>', page, re.DOTALL)
    assert "50%" in section
    assert {"zh": "四年级及以上", "en": "Fourth year or later"}[language] in section
    assert "26.9%" in section, "first-year students are 420 of 1,560"
    assert "40.0%" in section, "and 12 of the 30 answers"
    assert {"zh": "少", "en": "too few"}[language] in section
