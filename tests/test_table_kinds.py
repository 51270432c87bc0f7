"""A name that stands for two things is headed as what it is in this table; codes in cells are in words."""

import pandas as pd
import pytest

from fsq_lab.companion.headings import series_html, table_html
from fsq_lab.companion.table_kinds import KINDS
from fsq_lab.ground.language import LANGUAGES, catalogue, use
from fsq_lab.scoring import reliability
from fsq_lab.survey.loading import load


def test_the_reliability_of_a_gap_is_no_dimension() -> None:
    use("zh")
    survey = load("bank_branch")
    wanted, seen = (survey[[f"{answer}_{item}" for item in (14, 15, 16)]] for answer in ("expectation", "perception"))
    found = reliability.gap_reliability(wanted, seen)
    html = str(series_html(found.drop("convention")))
    assert "<th>信度 <small>reliability</small></th>" in html
    assert "<th>可靠性 <small>reliability</small></th>" in str(table_html(pd.DataFrame({"gap": [1]}, ["reliability"])))


def test_lower_limits_are_those_of_what_stands_beside_them() -> None:
    use("zh")
    of_scores = pd.DataFrame({"mean": [4.5], "mean_low": [4.4], "mean_high": [4.6], "n_mean": [9]})
    of_waits = of_scores.rename(columns={"mean": "mean_wait"})
    assert "均值的区间下限 <small>mean_low</small>" in str(table_html(of_scores))
    assert "平均等待，区间下限 <small>mean_low</small>" in str(table_html(of_waits))


def test_codes_in_cells_are_in_words_in_their_own_columns() -> None:
    use("zh")
    html = str(table_html(pd.DataFrame({"tier": ["upper"], "note_zh": ["card"], "product": ["card"]})))
    assert "<td>高端客户 <small>upper</small></td>" in html
    assert "<td>card</td>" in html
    assert "<td>信用卡 <small>card</small></td>" in html
    use("en")
    assert "<td>upper</td>" in str(table_html(pd.DataFrame({"tier": ["upper"]})))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_in_a_cell_is_not_cut_off(language: str) -> None:
    use(language)
    sentence = "say first what it is for, then ask, and note the day on which it was given"
    assert sentence in str(table_html(pd.DataFrame({"why": [sentence]})))


def test_notes_that_are_joined_are_in_words_too() -> None:
    use("zh")
    joined = "against the others; no answer above 5; alpha rises without it"
    assert f"<small>{joined}</small>" in str(table_html(pd.DataFrame({"note": [joined], "n": [3]})))


def test_amounts_of_a_column_are_in_one_unit() -> None:
    use("zh")
    html = str(table_html(pd.DataFrame({"mean": [1130424.0, 205590.4, 26731.9, None]})))
    assert all(f"<td>{written}</td>" in html for written in ("113.04万", "20.56万", "2.67万", "NaN"))


def test_heads_of_the_lessons_own_tables_are_those_of_their_kind() -> None:
    use("zh")
    features = pd.DataFrame({"better": [0.4], "base": [11]}, pd.Index(["skins"], name="feature"))
    assert "Better系数 <small>better</small>" in str(table_html(features))
    notes = pd.DataFrame({"to do": [3]}, pd.Index([0], name="rule")).rename_axis("note", axis="columns")
    assert "今天能不能做 <small>note</small>" in str(table_html(notes))
    quality = pd.DataFrame({"filled_share": [0.9], "no_purpose": [0], "never": [1]})
    assert "不收的格子 <small>never</small>" in str(table_html(quality))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_its_words(language: str) -> None:
    assert set(catalogue(language)["heads"]) == set(KINDS)
