"""What lesson 05 says in words, and what it tells its reader to change: it must be so, and it must run."""

import re
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")

import pandas as pd
import pytest

import fsq_lab
from fsq_lab.scoring.decisions import rank_choices
from fsq_lab.survey.instruments import instrument
from fsq_lab.survey.loading import draw, load

LESSON = (Path(__file__).parent.parent / "course/chapters/05_verdict/lesson.py").read_text("utf-8")
CHANGES = {
    "measure == 'gap'": "measure == 'perception'",
    'branches, "branch", dimension="reliability"': 'branches, "branch", dimension="assurance"',
    "ours = mobile.query(\"bank == 'MB2'\")": "ours = mobile.query(\"bank == 'MB4'\")",
    "ratings.rate(indicators.query(\"insurer == 'IN5'\"))": "ratings.rate(indicators.query(\"insurer == 'IN1'\"))",
    "ahp.combine(ahp.group([first, second]), banks)": "ahp.combine(first, banks)",
    "age_band == '18-29'": "age_band == '60+'",
    "mobile.query(\"bank == 'MB4'\")), grades)": "mobile.query(\"bank == 'MB6'\")), grades)",
}


def code_of(lesson: str) -> list[str]:
    cells = re.split(r"^# %%", lesson, flags=re.M)[1:]
    return [cell.split("\n", 1)[1] for cell in cells if not cell.startswith(" [markdown]")]


def test_every_change_of_a_word_runs() -> None:
    assert LESSON.count("**改一个词，再运行**") == LESSON.count("**Change a word and run again:**") == len(CHANGES)
    quiet = dict.fromkeys(("bet", "settle", "bets", "take_quiz"), lambda *_, **__: None)
    names: dict[str, Any] = {"load": load, "plots": fsq_lab.plots, "pd": pd, **quiet}
    left = dict(CHANGES)
    for code in code_of(LESSON):
        for old in [old for old in left if old in code]:
            exec(code.replace(old, left.pop(old)), dict(names))
        exec(code, names)
    assert not left


def test_section_2_alike_banks_stay_close_and_the_failing_one_last_in_thirty_surveys_together() -> None:
    many = pd.concat([draw("mobile_bank", seed) for seed in range(1, 31)], ignore_index=True)
    many["respondent"] = range(len(many))
    assert len(many) == 12_960
    found = rank_choices.ranges(rank_choices.ranks(many, "bank", instrument("mobile_bank")))
    assert found.loc["MB4", ["last", "n_choices", "first"]].tolist() == [25, 25, 0]
    chance = rank_choices.by_chance(many, "bank", instrument("mobile_bank"))
    means = chance["perception"].drop("MB4")
    assert means.max() - means.min() < 0.07 < 0.14 < means.min() - chance["perception"]["MB4"]


def test_section_2_whoever_misses_answers_mostly_had_no_experience() -> None:
    table = load("mobile_bank")
    raw = pd.read_csv(
        Path(fsq_lab.__file__).parent.parent / "datasets/synthetic/mobile_bank.csv", dtype=str, keep_default_na=False
    )
    seen = [f"perception_{item}" for item in range(1, 23)]
    missing = table[seen].isna().any(axis="columns").to_numpy()
    told = (raw[seen] == "NE").any(axis="columns").to_numpy()
    assert told[missing].mean() > 0.9


@pytest.mark.parametrize("dimension", ["reliability", "responsiveness", "assurance", "empathy"])
def test_section_3_b07_is_last_in_all_eight_ways_on_four_dimensions(dimension: str) -> None:
    ways = rank_choices.ranks(load("bank_branch"), "branch", dimension=dimension, outcome=None)
    assert rank_choices.ranges(ways).loc["B07", ["last", "n_choices"]].tolist() == [8, 8]


def test_the_exercise_s_securities_company_is_last_in_all_ways() -> None:
    found = rank_choices.ranges(rank_choices.ranks(load("securities"), "company"))
    assert found["last"].to_dict() == {"SC1": 0, "SC2": 1, "SC3": 25, "SC4": 0, "SC5": 0}
