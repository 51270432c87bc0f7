"""What the report says first: only what the answers carry, in words a manager can act on."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import LANGUAGES, CourseError, message, use
from fsq_lab.report.findings import MINIMUM_N, MOST_ITEMS, Findings, findings
from fsq_lab.scoring import servqual
from fsq_lab.survey.instruments import instrument
from fsq_lab.survey.loading import load
from fsq_lab.survey.reading import read_survey

BRANCH = instrument("bank_branch")
EXPECTATIONS, PERCEPTIONS = BRANCH.columns("expectation"), BRANCH.columns("perception")
REPORT = read_survey(course_folder() / "datasets" / "exports" / "branch_survey_gb18030.csv", "bank_branch").report
ROWS = 60
SURVEYS = 60
INTERVAL = re.compile(r"[−\d.]+ to [−\d.]+, n = \d+")


def noise(seed: int, rows: int = ROWS) -> pd.DataFrame:
    """Return a survey in which expectation and perception come from the same distribution, in three branches."""
    draws = np.random.default_rng(seed)
    people = draws.normal(5, 0.7, size=(rows, 1))
    answers = np.clip(np.rint(people + draws.normal(0, 1, size=(rows, 44))), 1, 7)
    table = pd.DataFrame(answers, columns=[*EXPECTATIONS, *PERCEPTIONS])
    return table.assign(branch=draws.choice(["B1", "B2", "B3"], size=rows))


def found_in(table: pd.DataFrame, name: str = "bank_branch", **changes: object) -> Findings:
    """Return the findings on a survey, computed as the report computes them."""
    asked = instrument(name)
    tables: dict[str, pd.DataFrame] = {}
    if set(asked.stems) == {"expectation", "perception"}:
        tables["gaps"] = servqual.gaps(table, "dimension", asked)
        tables["gaps_items"] = servqual.gaps(table, "item", asked)
    elif "minimum" in asked.stems:
        tables["tolerance"] = servqual.tolerance(table, asked)
    else:
        tables["perception"] = servqual.servperf(table, "dimension", asked)
    for key, score in (("weights", servqual.weights), ("comparison", servqual.compare)):
        try:
            tables[key] = score(table, instrument=asked)
        except CourseError:
            continue
    return findings(table, asked, tables, REPORT_WITHOUT_DOUBTS)


REPORT_WITHOUT_DOUBTS = type(REPORT)(**{**vars(REPORT), "duplicates": (), "straight": ()})


def test_noise_is_no_reason_to_do_anything() -> None:
    named = sum(any(action.parts for action in found_in(noise(seed)).actions) for seed in range(SURVEYS))
    assert named <= 0.05 * SURVEYS + 4 * (SURVEYS * 0.05 * 0.95) ** 0.5


def test_of_noise_it_says_that_nothing_is_settled_and_how_many_answers_it_takes() -> None:
    found = found_in(noise(1, rows=12))
    assert found.lead.startswith("No dimension can be said to fall short")
    needed = re.search(r"takes about (\d+) answers", found.actions[0].text)
    assert needed is not None
    assert 12 < int(needed[1]) < 1000
    assert "Change nothing" in found.actions[0].text


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
    assert any("first hint and no result" in detail for detail in found.details)


def test_how_much_it_matters_to_customers_stands_beside_the_widest_gap() -> None:
    assert any("matters most to customers: of 100 points" in detail for detail in found_in(load("bank_branch")).details)
    table = load("bank_branch")
    table[["weight_reliability", "weight_assurance"]] = table[["weight_assurance", "weight_reliability"]].to_numpy()
    found = found_in(table)
    assert any(
        re.search("Assurance falls short as well and matters more .* than Reliability", one) for one in found.details
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
    assert found.lead == "Perception lies below what customers accept in no dimension."
    assert not found.actions


def test_perception_alone_names_the_lowest_only_where_it_is_settled() -> None:
    blocks = instrument("finance_blocks")
    draws = np.random.default_rng(5)
    answers = np.clip(np.rint(draws.normal(5, 1, size=(80, 18))), 1, 7)
    table = pd.DataFrame(answers, columns=blocks.columns("perception"))
    alike = found_in(table, "finance_blocks")
    assert any("is not settled" in detail for detail in alike.details)
    assert not alike.actions
    table[["perception_116", "perception_117", "perception_118"]] -= 2
    low = found_in(table.clip(1, 7), "finance_blocks")
    assert low.lead.startswith("The lowest perception is that of Complaint handling")
    assert len(low.actions[0].parts) == MOST_ITEMS


def test_equal_answers_are_called_so_and_not_too_few() -> None:
    table = noise(1)
    table[EXPECTATIONS], table[PERCEPTIONS] = 6, 5
    assert found_in(table).lead.startswith(f"The gaps of all {ROWS} respondents are the same")
    assert "n = 1" in found_in(table.head(1)).lead


def test_doubtful_rows_are_to_be_looked_at_before_the_report_is_passed_on() -> None:
    table, report = read_survey(course_folder() / "datasets" / "exports" / "branch_survey_gb18030.csv", "bank_branch")
    tables = {"gaps": servqual.gaps(table)}
    assert "the 1 rows" in findings(table, BRANCH, tables, report).actions[-1].text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_headline_is_short(language: str, tmp_path: Path) -> None:
    use(language)
    for name in ("bank_branch", "mobile_bank", "securities", "insurance"):
        found = found_in(load(name), name)
        assert len(found.lead) < {"zh": 60, "en": 170}[language], found.lead
        assert len(found.details) <= 5
        assert 2 <= len(found.actions) <= 4
        assert found.actions[-1].text == message("findings.why")
