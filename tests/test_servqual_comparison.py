"""What comparing groups promises."""

import numpy as np
import pandas as pd
import pytest
from questionnaires import COUNTED, questionnaire, survey
from scipy import stats

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring import servqual
from fsq_lab.survey.loading import load

ONE = questionnaire({"only": 1}, low=-50, high=50)
TESTS = ["difference", "low", "high", "p", "p_holm", "superiority", "p_ordinal", "p_ordinal_holm"]


def groups(**gaps: list[float]) -> pd.DataFrame:
    """Return respondents with these gaps by branch."""
    values = [[value] for own in gaps.values() for value in own]
    return survey([[0]] * len(values), values).assign(branch=[name for name, own in gaps.items() for _ in own])


def totals(table: pd.DataFrame) -> pd.Series:
    levels = servqual.dimensions(table)
    return (levels["perception"] - levels["expectation"]).mean(axis="columns", skipna=False)


def test_tests_and_intervals_are_those_of_scipy() -> None:
    table = load("bank_branch")
    gap, result = totals(table), servqual.compare(table)
    m = len(result)
    for branch, row in result.iterrows():
        inside = table["branch"] == branch
        own, rest = gap[inside].dropna(), gap[~inside].dropna()
        welch = stats.ttest_ind(own, rest, equal_var=False)
        interval = welch.confidence_interval(1 - 0.05 / m)
        assert row[["gap", "rest", "sd"]].tolist() == pytest.approx([own.mean(), rest.mean(), own.std()])
        assert row["p"] == pytest.approx(welch.pvalue, rel=1e-8)
        assert row[["low", "high"]].tolist() == pytest.approx([interval.low, interval.high])
        ranks = stats.mannwhitneyu(own.round(9), rest.round(9), method="asymptotic")
        assert row["superiority"] == pytest.approx(ranks.statistic / (len(own) * len(rest)))
        assert row["p_ordinal"] == pytest.approx(ranks.pvalue, rel=1e-8)
        assert (row["n_used"], row["n_rest"], row[COUNTED].sum()) == (len(own), len(rest), inside.sum())


def test_holm_counts_all_comparisons_of_the_table() -> None:
    result = servqual.compare(load("bank_branch"), by="dimension")
    assert result.index.names == ["branch", "dimension"]
    assert len(result) == 60
    assert result["p_holm"].min() == pytest.approx(60 * result["p"].min())
    assert result["convention"].str.contains("Bonferroni, 60 comparisons").all()
    assert servqual.stated_confidence(result) == 0.95


def test_the_weak_branch_is_found_and_the_median_branch_is_not() -> None:
    notes = servqual.compare(load("bank_branch"))["note"]
    assert notes["B07"] == "lower"
    assert notes["B10"] == "cannot tell"


def test_pure_noise_is_rarely_taken_for_a_difference() -> None:
    generator = np.random.default_rng(11)
    found = 0
    for _ in range(150):
        draws = generator.integers(-3, 4, size=(6, 15)).astype(float)
        result = servqual.compare(groups(**{f"B{k}": draws[k].tolist() for k in range(6)}), instrument=ONE)
        found += result["note"].isin(["lower", "higher"]).any()
    assert found <= 18  # 5% of 150 and four standard errors


def test_where_holm_decides_and_the_wider_interval_holds_0_the_row_says_so() -> None:
    alone = "Holm's steps decide the means here, though Bonferroni's wider interval holds 0"
    generator = np.random.default_rng(4)
    seen = 0
    for _ in range(60):
        shifts = [0, 0.62, 1.3, -1.3]
        draws = {f"B{k}": (generator.normal(shift, 1, 30)).tolist() for k, shift in enumerate(shifts)}
        result = servqual.compare(groups(**draws), instrument=ONE)
        holds_0 = (result["low"] <= 0) & (result["high"] >= 0)
        decided = result["p_holm"] < 0.05
        assert (result["convention"].str.contains(alone) == (holds_0 & decided)).all()
        assert not (~holds_0 & ~decided).any()
        seen += int((holds_0 & decided).sum())
    assert seen > 0


def test_a_group_below_the_minimum_keeps_its_row_and_counts_among_the_others() -> None:
    table = groups(A=[-1, -2] * 6, B=[-2, -3] * 6, C=[-9, -8, -7])
    result = servqual.compare(table, instrument=ONE)
    row = result.loc["C"]
    assert (row["gap"], row["n_used"], row["note"]) == (-8, 3, "not compared: n < 10")
    assert row[TESTS].isna().all()
    assert row["convention"].endswith("no interval: not compared: n < 10")
    assert result.loc["A", "n_rest"] == 15
    assert "Bonferroni, 2 comparisons" in result.loc["A", "convention"]
    assert servqual.compare(table, minimum_n=3, instrument=ONE).loc["C", "note"] == "lower"


@pytest.mark.parametrize("by", ["total", "dimension"])
def test_two_groups_are_compared_once_though_the_table_says_it_of_both(by: str) -> None:
    table = load("bank_branch").sample(120, random_state=56).assign(branch=["A", "B"] * 60)
    result = servqual.compare(table, by=by)
    own, other = result.loc["A"], result.loc["B"]
    if by == "total":
        assert own["p_holm"] == own["p"] == pytest.approx(other["p_holm"])
        assert "Bonferroni, 1 comparison)" in own["convention"]
        assert own["low"] == pytest.approx(-other["high"])
        return
    assert result["convention"].str.contains("Bonferroni, 5 comparisons").all()
    assert own["p_holm"].tolist() == pytest.approx(other["p_holm"].tolist())
    assert own["p_holm"].min() == pytest.approx(min(1.0, 5 * own["p"].min()))


def test_a_group_with_too_few_others_is_not_compared() -> None:
    result = servqual.compare(groups(A=[-1, -2] * 6, B=[-2, -3]), instrument=ONE)
    assert result["note"].tolist() == ["not compared: fewer than 10 others", "not compared: n < 10"]


def test_a_group_of_equal_gaps_is_not_compared() -> None:
    result = servqual.compare(groups(A=[-1.0] * 12, B=[-2, -3] * 6), instrument=ONE)
    assert result["note"].unique().tolist() == ["not compared: all gaps are equal"]


def test_a_disagreement_of_means_and_ranks_is_noted() -> None:
    one_outlier = groups(A=[0.1, 0.2] * 15 + [-50], B=[0, -0.1] * 15)
    row = servqual.compare(one_outlier, instrument=ONE).loc["A"]
    assert row["difference"] < 0 < row["superiority"] - 0.5
    assert row["note"] == "means and ranks disagree"


def test_respondents_without_a_group_are_in_no_group_and_not_among_the_others() -> None:
    table = groups(A=[-1, -2] * 6, B=[-2, -3] * 6, C=[-40] * 4)
    table["branch"] = table["branch"].replace("C", None)
    result = servqual.compare(table, instrument=ONE)
    assert result["n_rest"].tolist() == [12, 12]
    assert result["rest"].tolist() == [-2.5, -1.5]
    assert result["convention"].str.endswith("; 4 without branch left out").all()


def test_two_groups_mirror_each_other() -> None:
    result = servqual.compare(groups(A=[-1, -2, 0] * 6, B=[-2, -3, 1] * 5), instrument=ONE)
    assert result.loc["A", "difference"] == pytest.approx(-result.loc["B", "difference"])
    assert result["p"].nunique() == 1
    assert result["superiority"].sum() == pytest.approx(1)


def test_perceptions_are_compared_without_expectations_and_agree_with_scipy() -> None:
    table = load("insurance")
    level = servqual.servperf(table, "total", "insurance", group="insurer").droplevel(1)
    result = servqual.compare(table, "insurer", instrument="insurance", of="perception")
    assert result["perception"].tolist() == pytest.approx(level["perception"].tolist())
    assert result[COUNTED].equals(level[COUNTED])
    each = servqual.servperf(table, "total", "insurance")
    assert result.loc["IN1", ["n_used", "n_rest"]].sum() == each.loc["total", "n_used"]
    answers = table[[f"perception_{item}" for item in range(1, 5)]]
    means = answers.mean(axis="columns").where(answers.notna().sum(axis="columns") >= 2)
    inside = table["insurer"] == "IN2"
    row = servqual.compare(table, "insurer", "dimension", instrument="insurance", of="perception").loc[
        "IN2", "tangibles"
    ]
    own, rest = means[inside].dropna(), means[~inside].dropna()
    assert row["p"] == pytest.approx(stats.ttest_ind(own, rest, equal_var=False).pvalue)
    assert row["difference"] == pytest.approx(own.mean() - rest.mean())
    assert row["convention"].startswith("perceptions only; at least half of all items, asked or not, else excluded")


def test_an_insurer_is_told_apart_by_perception_only_where_the_answers_carry_it() -> None:
    table = load("insurance")
    options = {"group": "insurer", "by": "dimension", "instrument": "insurance", "of": "perception"}
    assert (servqual.compare(table, **options)["note"] == "cannot tell").all()
    worse = [f"perception_{item}" for item in range(5, 10)]
    table.loc[table["insurer"] == "IN2", worse] = (table[worse] - 1.5).clip(lower=1).round()
    notes = servqual.compare(table, **options)["note"]
    assert notes[notes == "lower"].index.tolist() == [("IN2", "reliability")]


def test_equal_perceptions_and_an_unknown_comparison_are_told() -> None:
    table = groups(A=[3.0] * 12, B=[2, 3] * 6)
    result = servqual.compare(table, instrument=ONE, of="perception")
    assert result["note"].unique().tolist() == ["not compared: all perceptions are equal"]
    with pytest.raises(CourseError) as caught:
        servqual.compare(table, instrument=ONE, of="expectation")  # type: ignore[arg-type]
    assert caught.value.key == "servqual.unknown_of"


def test_one_group_only_is_refused_by_name() -> None:
    with pytest.raises(CourseError, match="A") as caught:
        servqual.compare(groups(A=[-1, -2] * 6), instrument=ONE)
    assert caught.value.key == "servqual.one_group"


@pytest.mark.parametrize("minimum_n", [1, 0, -5, 2.5, None])
def test_a_minimum_below_two_is_refused(minimum_n: object) -> None:
    with pytest.raises(CourseError) as caught:
        servqual.compare(groups(A=[1], B=[2]), minimum_n=minimum_n, instrument=ONE)  # type: ignore[arg-type]
    assert caught.value.key == "servqual.minimum_n"


def test_nobody_with_a_gap_keeps_every_row() -> None:
    table = groups(A=[-1, -2], B=[-2, -3]).assign(perception_1=np.nan)
    result = servqual.compare(table, instrument=ONE)
    assert (result["n_used"] == 0).all()
    assert result[["gap", *TESTS]].isna().all(axis=None)
