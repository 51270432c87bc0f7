"""What the report says first: only what the answers carry, in words a manager can act on."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from noise import KINDS, named_by_chance, named_in
from noise import found_in as findings_of
from noise import gaps_of_three_branches as noise
from scipy import stats

from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import LANGUAGES, CourseError, message, use
from fsq_lab.report.findings import Findings, findings
from fsq_lab.report.said import MINIMUM_N, MOST_ITEMS
from fsq_lab.scoring import servqual
from fsq_lab.survey.instruments import instrument
from fsq_lab.survey.loading import load
from fsq_lab.survey.reading import read_survey

BRANCH = instrument("bank_branch")
EXPECTATIONS, PERCEPTIONS = BRANCH.columns("expectation"), BRANCH.columns("perception")
ROWS = 60
SURVEYS = 40
INTERVAL = re.compile(r"[−\d.]+ to [−\d.]+, n = \d+")


def found_in(table: pd.DataFrame, name: str = "bank_branch") -> Findings:
    return findings_of(table, instrument(name))


@pytest.mark.parametrize("kind", KINDS)
def test_of_chance_alone_nothing_is_named(kind: str) -> None:
    """At most 5 of 100 may name anything (300 surveys of each kind: benchmarks/named_by_chance.py); 40 here."""
    named = sum(bool(named_by_chance(kind, seed)) for seed in range(SURVEYS))
    assert named <= 0.05 * SURVEYS + 2 * (SURVEYS * 0.05 * 0.95) ** 0.5


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_named_by_chance_can_be_found(kind: str) -> None:
    asked, draw = KINDS[kind]
    table = draw(1)
    name = str(asked.dimension_names[0][1])
    assert named_in(Findings(lead=f"Lowest is {name}."), table, asked) == {name}


def test_of_noise_it_says_that_nothing_is_settled_and_how_many_answers_it_takes() -> None:
    found = found_in(noise(1, rows=12))
    assert found.lead.startswith("No dimension can be said to fall short")
    assert any("uncertain in every dimension" in detail for detail in found.details)
    needed = re.search(r"you need about (\d+) completed", found.actions[0].text)
    assert needed is not None
    assert 12 < int(needed[1]) < 1000
    assert len(needed[1].rstrip("0")) <= 2
    assert "Do not change anything" in found.actions[0].text


# ---- which is lowest: by differences within the same respondents


def two_dimensions(shift: float, together: float, rows: int = 60) -> pd.DataFrame:
    """Return a survey whose empathy gap lies so far below assurance's, both going together so closely."""
    draws = np.random.default_rng(8)
    common, own = draws.normal(0, together, size=rows), draws.normal(0, 0.35, size=(rows, 2))
    table = noise(3, rows)
    table[EXPECTATIONS], table[PERCEPTIONS] = 6.0, 6.0
    for place, (dimension, fall) in enumerate({"assurance": 2.0, "empathy": 2.0 + shift}.items()):
        level = np.clip(6 - fall + common + own[:, place], 1, 7)
        for item in BRANCH.items_of(dimension):
            table[f"perception_{item}"] = level
    return table


def test_overlapping_intervals_do_not_hide_which_is_lowest() -> None:
    table = two_dimensions(shift=0.4, together=1.2)
    gaps = servqual.gaps(table, instrument=BRANCH)
    assert gaps.loc["empathy", "high"] > gaps.loc["assurance", "low"]
    found = found_in(table)
    assert found.lead.startswith("Empathy falls furthest short")
    paired = servqual.against_lowest(table, BRANCH).loc["assurance"]
    assert paired["low"] > 0
    [detail] = [one for one in found.details if "For the same customers" in one]
    assert f"{paired['above']:.2f} points below the next lowest, Assurance" in detail
    assert f"n = {paired['n_used']}" in detail


def test_what_the_same_respondents_do_not_tell_apart_is_called_so() -> None:
    table = two_dimensions(shift=0.02, together=1.2)
    found = found_in(table)
    assert re.match("(Empathy|Assurance) falls short of what", found.lead)
    assert any("for the same customers" in one for one in found.details)
    assert not any("furthest" in one for one in found.texts)


def test_the_difference_from_the_lowest_is_that_of_each_respondents_own_means() -> None:
    table = load("bank_branch")
    levels = servqual.dimensions(table)
    gap = levels["perception"] - levels["expectation"]
    own = (gap["empathy"] - gap["reliability"]).dropna()
    row = servqual.against_lowest(table).loc["empathy"]
    assert row["lowest"] == "reliability"
    assert (row["above"], row["n_used"]) == (pytest.approx(own.mean()), len(own))
    half = stats.t.ppf(0.975, len(own) - 1) * own.std(ddof=1) / len(own) ** 0.5
    assert (row["low"], row["high"]) == (pytest.approx(own.mean() - half), pytest.approx(own.mean() + half))


def test_nothing_is_put_in_order_where_one_dimension_was_answered() -> None:
    table = noise(1)
    table[[column for column in PERCEPTIONS if column != "perception_1"]] = np.nan
    table[[f"perception_{item}" for item in BRANCH.items_of("tangibles")]] = 5.0
    with pytest.raises(CourseError, match="Dimensions answered: 1"):
        servqual.against_lowest(table, BRANCH)
    with pytest.raises(CourseError, match="cannot be scored"):
        servqual.against_lowest(table, BRANCH, of="expectation")  # type: ignore[arg-type]


def test_what_falls_short_is_named_with_n_and_interval_and_so_is_every_item_to_talk_about() -> None:
    found = found_in(load("bank_branch"))
    assert found.lead.startswith("Reliability falls furthest short")
    assert INTERVAL.search(found.lead)
    parts = found.actions[0].parts
    assert len(parts) == MOST_ITEMS
    assert all(INTERVAL.search(part) for part in parts)


def test_the_items_to_talk_about_are_the_lowest_of_all_that_are_settled() -> None:
    table = load("bank_branch")
    lowest = servqual.gaps(table, "item")["gap"].nsmallest(MOST_ITEMS).index
    wordings = {item.number: str(item.wording) for item in BRANCH.items}
    parts = found_in(table).actions[0].parts
    assert all(wordings[item] in part for item, part in zip(lowest, parts, strict=True))


def test_an_item_is_named_only_where_the_interval_widened_for_all_items_stays_below_zero() -> None:
    table = noise(3)
    table[PERCEPTIONS] = table[EXPECTATIONS].to_numpy()
    for item, fall in ((5, 2), (6, 2)):
        table[f"expectation_{item}"] = 4 + np.arange(ROWS) % 3
        table[f"perception_{item}"] = table[f"expectation_{item}"] - fall + np.arange(ROWS) % 2
    table["expectation_9"] = 4
    table["perception_9"] = 4 + np.repeat([-1, 1, 0], [14, 4, ROWS - 18])
    usual = servqual.gaps(table, "item", BRANCH).loc[9]
    assert usual["high"] < 0
    wordings = {item.number: str(item.wording) for item in BRANCH.items}
    [first, second] = found_in(table).actions[0].parts
    assert wordings[5] in first
    assert wordings[6] in second


def test_few_respondents_give_nothing_to_do() -> None:
    table = load("bank_branch").query("branch == 'B07'").head(MINIMUM_N - 2)
    found = found_in(table)
    assert not found.actions
    assert any("first hint, not a result" in detail for detail in found.details)


def test_how_much_it_matters_to_customers_stands_beside_the_widest_gap() -> None:
    details = found_in(load("bank_branch")).details
    assert any("matters most to customers: out of 100 points" in detail for detail in details)
    table = load("bank_branch")
    table[["weight_reliability", "weight_assurance"]] = table[["weight_assurance", "weight_reliability"]].to_numpy()
    found = found_in(table)
    assert any(
        re.search("Assurance also falls short and matters more .* than Reliability", one) for one in found.details
    )
    assert not any("matters most" in detail for detail in found.details)


def test_groups_are_named_only_with_their_difference_and_interval() -> None:
    told = [detail for detail in found_in(load("bank_branch")).details if "B07" in detail]
    assert len(told) == 1
    assert len(INTERVAL.findall(told[0])) == 2
    alike = found_in(load("bank_branch").assign(branch="B1"))
    assert not any("Groups compared" in detail for detail in alike.details)


def test_an_insurer_leads_with_what_customers_do_not_accept() -> None:
    found = found_in(load("insurance"), "insurance")
    assert found.lead.startswith("Reliability falls short of the lowest level that customers accept")
    assert found.actions[0].parts
    assert all("perception minus minimum −" in part for part in found.actions[0].parts)


def test_an_insurer_above_every_minimum_has_nothing_urgent() -> None:
    table = load("insurance")
    asked = instrument("insurance")
    table[asked.columns("minimum")] = 1
    found = found_in(table, "insurance")
    assert found.lead == "In no dimension is perception below what customers accept."
    assert not found.actions


def test_perception_alone_names_the_lowest_only_where_it_is_settled() -> None:
    blocks = instrument("finance_blocks")
    draws = np.random.default_rng(5)
    answers = np.clip(np.rint(draws.normal(5, 1, size=(80, 18))), 1, 7)
    table = pd.DataFrame(answers, columns=blocks.columns("perception"))
    alike = found_in(table, "finance_blocks")
    assert "uncertain" in alike.lead
    assert not named_in(alike, table, blocks)
    assert not alike.actions
    table[["perception_116", "perception_117", "perception_118"]] -= 2
    low = found_in(table.clip(1, 7), "finance_blocks")
    assert low.lead.startswith("The lowest perception is that of Complaint handling")
    assert len(low.actions[0].parts) == MOST_ITEMS
    [first, *_] = [name for name in blocks.dimensions if name != "complaint_handling"]
    table[[f"perception_{item}" for item in blocks.items_of(first)]] -= 2
    both = found_in(table.clip(1, 7), "finance_blocks")
    assert both.lead.startswith("Perception is lowest in one of these: ")
    assert len(named_in(Findings(lead=both.lead), table, blocks)) == 2
    assert not both.actions


# ---- equal means are not equal answers


def test_equal_answers_are_called_so_and_not_too_few() -> None:
    table = noise(1)
    table[EXPECTATIONS], table[PERCEPTIONS] = 6, 5
    lead = found_in(table).lead
    assert lead.startswith(f"All {ROWS} respondents gave the same answers to every item")
    assert "genuine" in lead
    assert "n = 1" in found_in(table.head(1)).lead


def test_equal_mean_gaps_are_not_called_equal_answers() -> None:
    table = noise(1)
    table[EXPECTATIONS], table[PERCEPTIONS] = 6, 5
    table.loc[:10, [*EXPECTATIONS, *PERCEPTIONS]] -= 1
    lead = found_in(table).lead
    assert lead.startswith(f"In every dimension the mean gap of all {ROWS} respondents is the same")
    assert "real" not in lead


def test_rows_with_one_answer_throughout_are_to_be_looked_at_before_the_report_is_passed_on() -> None:
    table, report = read_survey(course_folder() / "datasets" / "exports" / "branch_survey_gb18030.csv", "bank_branch")
    tables = {"gaps": servqual.gaps(table)}
    assert not report.straight
    assert "same answer throughout" not in findings(table, BRANCH, tables, report).actions[-1].text
    straight = replace(report, straight=(7,))
    assert "same answer throughout (1)" in findings(table, BRANCH, tables, straight).actions[-1].text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_headline_is_short(language: str, tmp_path: Path) -> None:
    use(language)
    for name in ("bank_branch", "mobile_bank", "securities", "insurance"):
        found = found_in(load(name), name)
        assert len(found.lead) < {"zh": 60, "en": 170}[language], found.lead
        assert len(found.details) <= 5
        assert 2 <= len(found.actions) <= 4
        assert found.actions[-1].text == message("findings.why")
