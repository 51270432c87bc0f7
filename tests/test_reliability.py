"""What reliability (信度) promises."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from fsq_lab.ground.language import CourseError, use
from fsq_lab.scoring import reliability
from fsq_lab.survey.instruments import instrument
from fsq_lab.survey.loading import load


@st.composite
def scales(draw: st.DrawFn, answer: st.SearchStrategy[int] | None = None) -> pd.DataFrame:
    """Draw answers of 4 to 9 respondents to 2 to 5 items whose sum varies clearly."""
    items = draw(st.integers(2, 5))
    chosen = st.integers(1, 7) if answer is None else answer
    rows = draw(st.lists(st.lists(chosen, min_size=items, max_size=items), min_size=4, max_size=9))
    table = pd.DataFrame(rows, columns=[f"item_{number}" for number in range(items)], dtype="float64")
    assume(table.sum(axis="columns").nunique() > 1)
    return table


def by_hand(table: pd.DataFrame) -> float:
    k = table.shape[1]
    return k / (k - 1) * (1 - table.var().sum() / table.sum(axis="columns").var())


def numbers(result: pd.Series) -> list[float]:
    return result.drop("convention").astype("float64").tolist()


# ---- the coefficient


@given(scales())
@settings(max_examples=60)
def test_alpha_agrees_with_its_definition(table: pd.DataFrame) -> None:
    assert reliability.alpha(table)["alpha"] == pytest.approx(by_hand(table), rel=1e-9, abs=1e-9)


@given(scales())
@settings(max_examples=60)
def test_standardised_alpha_is_the_alpha_of_standard_scores(table: pd.DataFrame) -> None:
    assume((table.nunique() > 1).all())
    scores = (table - table.mean()) / table.std()
    assume(scores.sum(axis="columns").std() > 1e-6)
    result = reliability.alpha(table)
    assert result["standardised"] == pytest.approx(by_hand(scores), rel=1e-6, abs=1e-9)
    printed = reliability.standardised_alpha(table.corr())
    assert printed["standardised"] == pytest.approx(result["standardised"], rel=1e-9)
    assert printed["mean_correlation"] == pytest.approx(result["mean_correlation"], rel=1e-9, abs=1e-12)


def test_the_interval_is_feldts_with_quantiles_of_f() -> None:
    answers = load("bank_branch")[[f"perception_{item}" for item in instrument("bank_branch").items_of("empathy")]]
    for confidence in (0.5, 0.9, 0.99):
        result = reliability.alpha(answers, confidence)
        n, k = len(answers.dropna()), 5
        for bound, tail in (("low", (1 + confidence) / 2), ("high", (1 - confidence) / 2)):
            expected = 1 - (1 - result["alpha"]) * stats.f.ppf(tail, n - 1, (n - 1) * (k - 1))
            assert result[bound] == pytest.approx(expected, rel=1e-10)


def test_feldts_interval_agrees_with_psych() -> None:
    low, high = reliability.feldt_interval(0.703755894374836, n=2709, items=5)
    assert (low, high) == pytest.approx((0.685744635049661, 0.721035962795739), rel=1e-9)  # R's psych on bfi, scale A
    low, high = reliability.feldt_interval(0.602546428577184, n=2726, items=5)
    assert (low, high) == pytest.approx((0.578458818375288, 0.625659163129525), rel=1e-9)  # scale O


@given(scales(st.integers(0, 1)))
@settings(max_examples=60)
def test_kr20_agrees_with_its_definition_and_is_the_alpha_of_zeros_and_ones(table: pd.DataFrame) -> None:
    share, k = table.mean(), table.shape[1]
    defined = k / (k - 1) * (1 - (share * (1 - share)).sum() / table.sum(axis="columns").var(ddof=0))
    result = reliability.kr20(table)
    assert result["kr20"] == pytest.approx(defined, rel=1e-9, abs=1e-9)
    assert numbers(result)[:3] == pytest.approx(numbers(reliability.alpha(table))[:3])
    assert numbers(reliability.kr20(table.astype(bool))) == pytest.approx(numbers(result))


def test_two_items_name_spearman_brown() -> None:
    two = pd.DataFrame({"first": [1, 2, 3, 4], "second": [2, 1, 4, 9]})
    correlation = two.corr().iloc[0, 1]
    result = reliability.alpha(two)
    assert result["standardised"] == pytest.approx(2 * correlation / (1 + correlation))
    assert "Spearman-Brown" in result["convention"]
    assert "Spearman-Brown" not in reliability.alpha(two.assign(third=[1, 3, 2, 4]))["convention"]


# ---- what must not matter, and what must


@given(scales(), st.floats(0.01, 100), st.integers(-50, 50))
@settings(max_examples=60)
def test_rescaling_all_items_and_shifting_them_leaves_alpha(table: pd.DataFrame, factor: float, shift: int) -> None:
    expected = numbers(reliability.alpha(table))
    assert numbers(reliability.alpha(table * factor + shift)) == pytest.approx(
        expected, rel=1e-6, abs=1e-6, nan_ok=True
    )


@given(scales(), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_the_order_of_respondents_and_items_does_not_matter(table: pd.DataFrame, random: object) -> None:
    rows, columns = list(range(len(table))), list(range(table.shape[1]))
    random.shuffle(rows)  # type: ignore[attr-defined]
    random.shuffle(columns)  # type: ignore[attr-defined]
    expected = numbers(reliability.alpha(table))
    assert numbers(reliability.alpha(table.iloc[rows, columns])) == pytest.approx(expected, rel=1e-9, nan_ok=True)


@given(scales())
@settings(max_examples=30)
def test_asking_everyone_twice_keeps_alpha(table: pd.DataFrame) -> None:
    twice = reliability.alpha(pd.concat([table, table]))
    assert twice["alpha"] == pytest.approx(reliability.alpha(table)["alpha"], rel=1e-9, abs=1e-9)
    assert twice["n_used"] == 2 * len(table)


def test_an_item_that_is_scored_the_wrong_way_lowers_alpha() -> None:
    answers = load("bank_branch")[[f"perception_{item}" for item in instrument("bank_branch").items_of("empathy")]]
    reversed_ = answers.assign(perception_18=8 - answers["perception_18"])
    assert reliability.alpha(reversed_)["alpha"] < reliability.alpha(answers)["alpha"] - 0.1


def test_respondents_with_a_missing_answer_are_left_out_and_counted() -> None:
    complete = pd.DataFrame({"a": [1, 2, 3, 5.0], "b": [2, 2, 4, 4.0], "c": [1, 3, 3, 4.0]})
    gappy = pd.concat([complete, pd.DataFrame({"a": [7.0, math.nan], "b": [math.nan] * 2, "c": [1.0, math.nan]})])
    result, expected = reliability.alpha(gappy), reliability.alpha(complete)
    assert (result["n_used"], result["n_missing"]) == (4, 2)
    assert result["alpha"] == expected["alpha"]
    assert "listwise" in result["convention"]
    assert reliability.alpha(gappy.astype("Int64"))["alpha"] == pytest.approx(expected["alpha"])


def test_the_table_is_not_changed_and_the_seed_goes_along() -> None:
    table = pd.DataFrame({"a": [1, 0, 1], "b": [1, 0, 0]})
    table.attrs["synthetic_seed"] = 7
    before = table.copy(deep=True)
    assert reliability.alpha(table).attrs["synthetic_seed"] == 7
    assert reliability.kr20(table).attrs["synthetic_seed"] == 7
    pd.testing.assert_frame_equal(table, before)


# ---- warnings and refusals


def test_a_negative_alpha_warns() -> None:
    against = pd.DataFrame({"a": [1, 2, 3, 4], "b": [4, 3, 2, 1], "c": [1, 1, 2, 1]})
    result = reliability.alpha(against)
    assert result["alpha"] < 0
    assert "warning: alpha is negative" in result["convention"]
    assert "negative" not in reliability.alpha(against.assign(b=[1, 2, 3, 4]))["convention"]


def test_what_makes_an_alpha_doubtful_is_said_and_sound_scales_stay_without_a_warning() -> None:
    draws = np.random.default_rng(4)
    common = draws.normal(0, 1, size=(300, 1))
    sound = pd.DataFrame(common + draws.normal(0, 0.8, size=(300, 4)), columns=list("abcd"))
    assert "warning" not in reliability.alpha(sound)["convention"]
    assert "reverse-worded: d" in reliability.alpha(sound.assign(d=-sound["d"]))["convention"]
    assert "answered almost identically: a, d" in reliability.alpha(sound.assign(d=sound["a"]))["convention"]
    assert "over 4 times" in reliability.alpha(sound.assign(d=3 * sound["d"]))["convention"]
    gone = sound.mask(draws.random(sound.shape) < 0.3)
    left = int(gone.notna().all(axis="columns").sum())
    assert f"only {left} of 300 answered every item" in reliability.alpha(gone)["convention"]
    marks = (sound > [-2.5, 0.0, 0.0, 0.0]).astype(int)
    assert "over 4 times" not in reliability.kr20(marks)["convention"]


def test_correlations_that_cannot_hold_together_are_refused() -> None:
    impossible = pd.DataFrame([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]])
    with pytest.raises(CourseError) as caught:
        reliability.standardised_alpha(impossible)
    assert caught.value.key == "reliability.not_correlations"
    rounded = pd.DataFrame([[1, 0.99, 0.99], [0.99, 1, 0.97], [0.99, 0.97, 1]])
    assert reliability.standardised_alpha(rounded)["standardised"] > 0.99


def test_an_item_without_variance_has_no_standardised_alpha_and_is_named() -> None:
    result = reliability.alpha(pd.DataFrame({"a": [1, 2, 3], "b": [1, 3, 3], "same": [7, 7, 7]}))
    assert math.isnan(result["standardised"])
    assert math.isfinite(result["alpha"])
    assert "same to same" in result["convention"]


def refused(table: pd.DataFrame, **options: float) -> str:
    with pytest.raises(CourseError) as caught:
        reliability.alpha(table, **options)
    for language in ("zh", "en"):
        use(language)
        with pytest.raises(CourseError) as told:
            reliability.alpha(table, **options)
        assert len(str(told.value)) > 20
    return caught.value.key


GOOD = pd.DataFrame({"a": [1.0, 2, 3], "b": [1.0, 3, 3]})


@pytest.mark.parametrize(
    ("table", "key"),
    [
        (GOOD[["a"]], "too_few_items"),
        (GOOD[[]], "too_few_items"),
        (GOOD.head(2), "too_few_respondents"),
        (GOOD.assign(b=math.nan), "too_few_respondents"),
        (GOOD.iloc[:0], "too_few_respondents"),
        (GOOD * 0 + 4, "no_variance"),
        (GOOD.assign(b=-GOOD["a"]), "no_variance"),
        (GOOD.assign(b=math.inf), "infinite"),
        (GOOD.assign(b=["1", "2", "3"]), "not_numbers"),
        (GOOD.assign(b=[True, False, True]), "not_numbers"),
        (pd.concat([GOOD, GOOD], axis="columns"), "double_columns"),
    ],
)
def test_what_cannot_carry_an_alpha_is_refused(table: pd.DataFrame, key: str) -> None:
    assert refused(table) == f"reliability.{key}"


@pytest.mark.parametrize("confidence", [0, 1, 95, math.nan])
def test_a_confidence_outside_0_and_1_is_refused(confidence: float) -> None:
    assert refused(GOOD, confidence=confidence) == "reliability.confidence"


def test_kr20_refuses_other_marks_with_row_and_column() -> None:
    with pytest.raises(CourseError, match=r"column q2 holds 2.*index R3"):
        reliability.kr20(pd.DataFrame({"q1": [1, 0, 1], "q2": [0, 1, 2]}, index=["R1", "R2", "R3"]))


@pytest.mark.parametrize(
    "matrix",
    [
        [[1, 0.5], [0.4, 1]],
        [[2, 0.5], [0.5, 1]],
        [[1, 1.5], [1.5, 1]],
        [[1, math.nan], [math.nan, 1]],
        [[1, 0.5, 0.5], [0.5, 1, 0.5]],
    ],
)
def test_what_is_no_matrix_of_correlations_is_refused(matrix: list[list[float]]) -> None:
    with pytest.raises(CourseError) as caught:
        reliability.standardised_alpha(pd.DataFrame(matrix))
    assert caught.value.key == "reliability.not_correlations"


def test_the_reliability_of_a_difference_is_that_of_simulated_parallel_measurements() -> None:
    generator = np.random.default_rng(6)
    true = generator.multivariate_normal([0, 0], [[1, 0.6], [0.6, 4]], size=200_000)
    errors = [generator.normal(size=true.shape) * [0.5, 1.5] for _ in range(2)]
    first, second = (true + error for error in errors)
    gaps = [measured[:, 1] - measured[:, 0] for measured in (first, second)]
    computed = reliability.difference_reliability(
        correlation=np.corrcoef(first.T)[0, 1],
        first_reliability=1 / 1.25,
        second_reliability=4 / 6.25,
        first_sd=1.25**0.5,
        second_sd=6.25**0.5,
    )
    assert computed == pytest.approx(np.corrcoef(*gaps)[0, 1], abs=0.01)


@pytest.mark.parametrize("bad", [(1.2, 0.8, 0.8), (0.5, 1.1, 0.8), (0.5, 0.8, 0.8, 0), (0.5, 0.8, 0.8, 1, math.inf),
                                 (math.nan, 0.8, 0.8), (0.5, math.nan, 0.8), (0.5, 0.8, math.nan)])  # fmt: skip
def test_parts_out_of_bounds_are_refused(bad: tuple[float, ...]) -> None:
    with pytest.raises(CourseError) as caught:
        reliability.difference_reliability(*bad)
    assert caught.value.key == "reliability.no_parts"


def test_a_part_minus_itself_has_no_reliability() -> None:
    with pytest.raises(CourseError) as caught:
        reliability.difference_reliability(1, 0.8, 0.8)
    assert caught.value.key == "reliability.no_difference"


def test_noise_gives_an_interval_that_holds_zero() -> None:
    noise = pd.DataFrame(np.random.default_rng(3).integers(1, 8, size=(300, 5)))
    result = reliability.alpha(noise)
    assert result["low"] < 0 < result["high"]


@pytest.mark.parametrize("answers", [np.ones((4, 3)), [[1, 2], [2, 1]], pd.Series([1, 2, 3])])
def test_what_is_no_table_is_refused_in_words(answers: object) -> None:
    with pytest.raises(CourseError) as caught:
        reliability.alpha(answers)  # type: ignore[arg-type]
    assert caught.value.key == "reliability.no_table"
