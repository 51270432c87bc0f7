"""Blocks joined to a questionnaire: one sheet, sections of their own, scored apart and in no total."""

import dataclasses
import re
from html import escape
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from questionnaires import COUNTED, questionnaire, routed

from fsq_lab.classroom import printed as pages
from fsq_lab.classroom.xlsform import FORM_LANGUAGES, write_questionnaire, xlsform
from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.report import evaluation as report
from fsq_lab.scoring import servqual
from fsq_lab.survey.carrying import carry
from fsq_lab.survey.instrument_files import read_instrument
from fsq_lab.survey.instruments import instrument, join
from fsq_lab.survey.loading import load
from fsq_lab.survey.reading import read_survey

BASES = ("bank_branch", "securities", "mobile_bank", "insurance")
JOINED = [f"{base}+finance_blocks" for base in BASES]


def answered(base: str, seed: int = 5) -> pd.DataFrame:
    """Return a synthetic survey with answers to the finance blocks drawn beside it, some of them missing."""
    table = load(base).copy()
    generator = np.random.default_rng(seed)
    for column in instrument("finance_blocks").item_columns:
        drawn = generator.integers(1, 8, len(table)).astype(float)
        table[column] = np.where(generator.random(len(table)) < 0.1, np.nan, drawn)
    return carry(table, join(base, "finance_blocks"))


@pytest.mark.parametrize("name", JOINED)
def test_a_joined_questionnaire_keeps_its_dimensions_and_has_the_blocks_columns(name: str) -> None:
    joined, alone = instrument(name), instrument(name.partition("+")[0])
    assert joined.dimensions == alone.dimensions
    assert joined.columns("perception") == alone.columns("perception")
    assert joined.item_columns == alone.item_columns + instrument("finance_blocks").item_columns
    assert len(set(joined.table_columns)) == len(joined.table_columns) == len(alone.table_columns) + 18
    assert joined == join(alone, "finance_blocks")


@pytest.mark.parametrize("base", BASES)
def test_scores_of_a_joined_questionnaire_are_those_without_the_blocks(base: str) -> None:
    table, joined = answered(base), f"{base}+finance_blocks"
    for by in ("dimension", "item", "total"):
        with_blocks = servqual.servperf(table, by, joined)
        assert_frame_equal(with_blocks, servqual.servperf(table, by, base))
    if base != "insurance":
        assert_frame_equal(servqual.gaps(table, "total", joined), servqual.gaps(table, "total", base))


def test_each_block_has_a_score_of_its_own_with_interval_and_n() -> None:
    table = answered("bank_branch")
    result = servqual.blocks(table)
    assert result.index.tolist() == list(instrument("finance_blocks").dimensions)
    assert_frame_equal(result, servqual.servperf(table, instrument="finance_blocks"))
    assert (result[COUNTED].sum(axis="columns") == len(table)).all()
    assert (result["low"] < result["perception"]).all()
    columns = [f"perception_{number}" for number in (101, 102, 103)]
    outcome = table[columns][table[columns].notna().sum(axis="columns") >= 2].mean(axis="columns")
    assert result.loc["outcome", "perception"] == pytest.approx(outcome.mean())
    assert "gap" not in result
    by_branch = servqual.blocks(table, group="branch")
    assert_frame_equal(by_branch.loc["B07"], servqual.blocks(table[table["branch"] == "B07"]))
    assert servqual.blocks(table, by="item").loc[101, "dimension"] == "outcome"


def test_blocks_make_no_total() -> None:
    table = answered("bank_branch")
    for score in (
        lambda: servqual.blocks(table, by="total"),  # type: ignore[arg-type]
        lambda: servqual.servperf(table, "total", "finance_blocks"),
        lambda: servqual.ceiling(table, "perception", "total", "finance_blocks"),
    ):
        with pytest.raises(CourseError) as caught:
            score()
        assert caught.value.key == "servqual.no_total"


def test_without_blocks_there_is_nothing_to_score() -> None:
    with pytest.raises(CourseError) as caught:
        servqual.blocks(load("bank_branch"))
    assert caught.value.key == "servqual.no_blocks"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", JOINED)
def test_the_page_prints_the_block_as_a_section_of_its_own_after_the_items(name: str, language: str) -> None:
    use(language)
    joined, page = instrument(name), pages.questionnaire(name)
    parts = [part.name for part in pages.parts(joined)]
    assert parts[parts.index("items") + 1] == "block"
    assert page.count('<table class="items"') == 2
    block = re.search(r'<section class="part-block">.*?</section>', page, re.DOTALL)
    assert block is not None
    assert all(escape(str(item.wording)) in block[0] for item in instrument("finance_blocks").items)
    assert str(instrument("finance_blocks").title) in block[0]
    assert "perception_101 … perception_118" in page
    assert f"{pages.answers_in(joined)}" in page
    letters = re.findall(r'<section class="part-\w+"><h2>([A-Z])', page)
    assert letters == sorted(set(letters))


@pytest.mark.parametrize("name", JOINED)
def test_the_form_asks_the_block_with_a_scale_of_its_own_and_pyxform_accepts_it(tmp_path: Path, name: str) -> None:
    xls2xform = pytest.importorskip("pyxform.xls2xform")
    use("zh")
    file = write_questionnaire(name, "xlsform", tmp_path / "form.xlsx")
    made = xls2xform.convert(xlsform=file, validate=False)
    assert made.warnings == []
    for column in instrument(name).table_columns:
        assert f'nodeset="/data/{column}"' in made.xform
    rows = {row["name"]: row for row in xlsform(name)["survey"]}
    assert rows["perception_101"]["type"] == "select_one finance_blocks_scale_or_none"
    points = [row for row in xlsform(name)["choices"] if row["list_name"] == "finance_blocks_scale_or_none"]
    assert points[0]["label::English (en)"] == "1 (Strongly disagree)"
    assert points[-1]["name"] == "NE"


@pytest.mark.parametrize("headers", ["names", *LANGUAGES])
@pytest.mark.parametrize("name", JOINED)
def test_what_was_answered_is_read_back_by_column_or_by_wording(tmp_path: Path, name: str, headers: str) -> None:
    base = name.partition("+")[0]
    table = answered(base).head(40)
    blocks = instrument("finance_blocks").item_columns
    exported = table.astype(object).where(table.notna(), "")
    exported.loc[exported.index[0], blocks[0]] = "NE"
    exported.loc[exported.index[1], blocks[1]] = {"names": "7", "zh": "非常同意", "en": "Strongly agree"}[headers]
    if headers != "names":
        label = f"label::{FORM_LANGUAGES[headers]}"
        exported = exported.rename(columns={r["name"]: r[label] for r in xlsform(name)["survey"] if label in r})
    file = tmp_path / "answers.csv"
    exported.to_csv(file, index=False)
    read, report = read_survey(file, name)
    assert report.dropped == ()
    assert read.loc[1, blocks[1]] == 7
    assert report.no_experience[blocks[0]] == 1
    changed = [*blocks[:2]]
    expected = table[[column for column in blocks if column not in changed]].reset_index(drop=True)
    assert_frame_equal(read[list(expected)], expected)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_of_a_joined_questionnaire_shows_the_blocks_apart(tmp_path: Path, language: str) -> None:
    use(language)
    file = tmp_path / "answers.csv"
    table = answered("bank_branch").head(120)
    table.to_csv(file, index=False)
    html = report.evaluate(file, "bank_branch+finance_blocks")
    blocks = re.search(r'<section id="blocks">.*?</section>', html, re.DOTALL)
    assert blocks is not None
    outcome = servqual.blocks(table).loc["outcome"]
    assert str(dict(instrument("finance_blocks").dimension_names)["outcome"]) in blocks[0]
    assert f"{outcome['perception']:.1f}" in blocks[0]
    gaps = re.search(r'<section id="gaps">.*?</section>', html, re.DOTALL)
    assert gaps is not None
    assert str(dict(instrument("finance_blocks").dimension_names)["outcome"]) not in gaps[0]


def test_what_cannot_stand_on_one_sheet_is_refused() -> None:
    small = questionnaire({"warmth": 2})
    for first, block, key in (
        ("bank_branch", "securities", "instrument.join_numbers"),
        ("finance_blocks", "finance_blocks", "instrument.join_numbers"),
        (small, routed({"speed": 1}, {1: ("life",)}), "instrument.join_numbers"),
    ):
        with pytest.raises(CourseError) as caught:
            join(first, block)
        assert caught.value.key == key
    later = tuple(dataclasses.replace(item, number=item.number + 100) for item in small.items)
    with pytest.raises(CourseError, match="warmth") as caught:
        join(small, dataclasses.replace(small, items=later))
    assert caught.value.key == "instrument.join_dimensions"
    speed = routed({"speed": 1}, {1: ("life",)})
    speed = dataclasses.replace(speed, items=tuple(dataclasses.replace(item, number=101) for item in speed.items))
    with pytest.raises(CourseError, match="line") as caught:
        join(small, speed)
    assert caught.value.key == "instrument.join_question"
    assert join(dataclasses.replace(small, questions=speed.questions), speed).routed_columns.keys() == {
        "expectation_101",
        "perception_101",
    }


def test_a_flag_that_is_no_truth_is_refused(tmp_path: Path, root: Path) -> None:
    text = (root / "course/instruments/finance_blocks.yml").read_text(encoding="utf-8")
    file = tmp_path / "own.yml"
    file.write_text(text.replace("kept_apart: true", "kept_apart: maybe"), encoding="utf-8")
    with pytest.raises(CourseError, match="maybe") as caught:
        read_instrument(file)
    assert caught.value.key == "instrument.not_a_flag"
