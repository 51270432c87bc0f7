"""What lesson 07 says of its data, worked out a second time with pandas and the standard library alone."""

from math import sqrt
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from fsq_lab.ground.language import LANGUAGES
from fsq_lab.survey.loading import load

PEOPLE = load("frame").merge(load("customers"), on="customer")
MATURED = PEOPLE[PEOPLE["matured"] == 1].assign(
    tied=lambda table: (table["payroll"] == 1) | (table["mortgage"] == 1), at_b07=lambda table: table["branch"] == "B07"
)
Z = 1.959963984540054
ROOT = Path(__file__).parent.parent


def wilson(kept: float, n: int) -> tuple[float, float]:
    share, square = kept / n, Z * Z / n
    middle = (share + square / 2) / (1 + square)
    half = Z * sqrt(share * (1 - share) / n + square / n / 4) / (1 + square)
    return middle - half, middle + half


def newcombe(one: pd.Series, other: pd.Series) -> tuple[float, float, float]:
    first, second = one.mean(), other.mean()
    (low, high), (below, above) = wilson(one.sum(), len(one)), wilson(other.sum(), len(other))
    difference = first - second
    return (
        difference,
        difference - sqrt((first - low) ** 2 + (above - second) ** 2),
        difference + sqrt((high - first) ** 2 + (second - below) ** 2),
    )


def text(language: str) -> str:
    notebook = nbformat.read(ROOT / "notebooks" / language / "07_satisfaction_loyalty.ipynb", as_version=4)
    return "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_of_b07_is_what_its_customers_did(language: str) -> None:
    own, others = (MATURED.loc[MATURED["at_b07"] == flag] for flag in (True, False))
    difference, low, high = (100 * value for value in newcombe(own["renewed"], others["renewed"]))
    tied = [100 * table.loc[table["renewed"] == 1, "tied"].mean() for table in (own, others)]
    hostages = 100 * ((own["satisfaction_true"] <= 3) & (own["renewed"] == 1)).mean()
    told = {
        "zh": [
            f"续存率比别的网点高{difference:.0f}个百分点（区间从{low:.0f}到{high:.0f}）",
            f"里{tied[0]:.0f}%（从",
            f"有代发或房贷，别的网点{tied[1]:.0f}%",
            f"囚徒占{hostages:.0f}%",
        ],
        "en": [
            f"The renewal rate is {difference:.0f} points above that of the other branches"
            f" (interval {low:.0f} to {high:.0f})",
            f"who renewed, {tied[0]:.0f}% (",
            f"have a salary account or a mortgage, elsewhere {tied[1]:.0f}%",
            f"Hostages are {hostages:.0f}%",
        ],
    }
    for sentence in told[language]:
        assert sentence in text(language)
    assert tied[0] == pytest.approx(75, abs=3), "the new line of the file says three in four"
    assert tied[1] == pytest.approx(50, abs=3), "and half elsewhere"
    assert low > 0, "no lower than elsewhere"


@pytest.mark.parametrize("language", LANGUAGES)
def test_as_satisfied_and_not_as_loyal(language: str) -> None:
    tied, free = (MATURED.loc[MATURED["tied"] == flag] for flag in (True, False))
    assert abs(tied["satisfaction_true"].mean() - free["satisfaction_true"].mean()) < 0.05
    difference, low, high = (100 * value for value in newcombe(tied["renewed"], free["renewed"]))
    told = {
        "zh": f"绑住的续存率高{difference:.0f}个百分点（区间从{low:.0f}到{high:.0f}）",
        "en": f"customers who are bound is {difference:.0f} percentage points higher"
        f" (interval {low:.0f} to {high:.0f})",
    }
    assert told[language] in text(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mended_sentence_quotes_free_customers_with_their_intervals(language: str) -> None:
    free = MATURED[~MATURED["tied"]]
    for score in (5, 3):
        renewed = free.loc[free["satisfaction_true"] == score, "renewed"]
        share, (low, high) = renewed.mean(), wilson(renewed.sum(), len(renewed))
        told = {
            "zh": f"{100 * share:.0f}%（{'区间' if score == 5 else ''}从{100 * low:.0f}%到{100 * high:.0f}%）",
            "en": f"{100 * low:.0f}% to {100 * high:.0f}%)",
        }
        assert told[language] in text(language)
        assert f"{100 * share:.0f}%" in text(language)
    rises = [free.loc[free["satisfaction_true"] == score, "renewed"].mean() for score in (3, 4, 5)]
    assert rises[2] - rises[1] > rises[1] - rises[0]


def test_around_these_cuts_a_third_changes_fields() -> None:
    scores = MATURED["satisfaction_true"]
    for one, other in ((4, 3), (4, 5)):
        assert ((scores >= one) != (scores >= other)).mean() == pytest.approx(1 / 3, abs=0.03)
