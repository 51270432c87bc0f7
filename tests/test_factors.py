"""Reliability, dimensions and validity: what must hold of any data, and what is refused with its reason."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring import answering_styles, item_analysis, reliability
from fsq_lab.scoring.factors import confirmatory, exploratory, factorability, omega, validity
from fsq_lab.scoring.factors.matrices import read_scale
from fsq_lab.survey.loading import load

NAMES = [f"q{place}" for place in range(1, 7)]
MODEL = {"one": NAMES[:3], "two": NAMES[3:]}


def answers(n: int = 400, between: float = 0.3, seed: int = 1) -> pd.DataFrame:
    """Six items of two factors that correlate."""
    random = np.random.default_rng(seed)
    factors = random.multivariate_normal([0, 0], [[1, between], [between, 1]], n)
    loadings = np.repeat(np.eye(2), 3, axis=0) * np.array([0.9, 0.8, 0.7, 0.9, 0.8, 0.7])[:, None]
    return pd.DataFrame(factors @ loadings.T + 0.6 * random.standard_normal((n, 6)), columns=NAMES)


def key_of(call: Callable[[], object]) -> str:
    with pytest.raises(CourseError) as refusal:
        call()
    return refusal.value.key


def test_answers_and_their_matrix_give_the_same() -> None:
    table = answers()
    matrix = table.cov()
    for estimate in (omega.omega, factorability.kmo, factorability.bartlett, factorability.parallel_analysis):
        one, other = estimate(table), estimate(matrix, n=len(table))
        numbers = [part.drop(columns="convention") if part.ndim == 2 else pd.to_numeric(part, errors="coerce").dropna()
                   for part in (one, other)]  # fmt: skip
        assert np.allclose(numbers[0].astype(float), numbers[1].astype(float))
    fits = [confirmatory.fit_model(part, MODEL, n).summary for part, n in ((table, None), (matrix, len(table)))]
    assert fits[0]["chi_square"] == pytest.approx(fits[1]["chi_square"])


def test_a_resampled_alpha_lies_about_feldts_and_does_not_depend_on_columns_order() -> None:
    table = answers(800)[NAMES[:3]]
    feldt, drawn = reliability.alpha(table), reliability.bootstrap_interval(table)
    assert drawn["alpha"] == pytest.approx(feldt["alpha"])
    assert [drawn["low"], drawn["high"]] == pytest.approx([feldt["low"], feldt["high"]], abs=0.02)
    turned = reliability.bootstrap_interval(table[NAMES[2::-1]])
    assert (turned["low"], turned["high"]) == pytest.approx((drawn["low"], drawn["high"]))


def test_equal_answers_give_no_interval_of_zero_width() -> None:
    same = pd.DataFrame({name: [1, 2, 3, 4] * 10 for name in "ab"})
    drawn = reliability.bootstrap_interval(same)
    assert drawn["alpha"] == pytest.approx(1)
    assert np.isnan(drawn["low"])


def test_a_gap_is_as_reliable_as_the_formula_of_its_parts_says() -> None:
    survey = load("bank_branch")
    wanted, seen = ([f"{kind}_{item}" for item in range(5, 10)] for kind in ("expectation", "perception"))
    found = reliability.gap_reliability(survey[wanted], survey[seen])
    formula = reliability.difference_reliability(
        found["correlation"], found["first_reliability"], found["second_reliability"],
        found["first_sd"], found["second_sd"],
    )  # fmt: skip
    assert found["reliability"] == pytest.approx(formula)
    assert found["reliability"] == pytest.approx(found["alpha_of_gaps"], abs=0.02)
    assert found["low"] < found["reliability"] < found["high"]
    assert found["n_used"] + found["n_missing"] == len(survey)


def test_a_longer_scale_is_as_reliable_as_times_needed_promises() -> None:
    times = reliability.times_needed(0.6, goal=0.85)
    assert reliability.spearman_brown(0.6, times) == pytest.approx(0.85)


def test_random_answers_have_as_many_dimensions_as_chance_gives_them() -> None:
    random = np.random.default_rng(5)
    kept = [
        factorability.dimensions(pd.DataFrame(random.standard_normal((120, 8))), draws=200, seed=seed)["parallel"]
        for seed in range(40)
    ]
    assert sum(count > 0 for count in kept) <= 7, "one in twenty, and a little room for chance"


def test_drawn_cross_products_have_the_eigenvalues_of_drawn_answers() -> None:
    drawn = factorability.random_eigenvalues(100, 8, 800, seed=1)
    random = np.random.default_rng(2)
    slow = np.array([
        np.linalg.eigvalsh(np.corrcoef(random.standard_normal((100, 8)), rowvar=False))[::-1] for _ in range(800)
    ])  # fmt: skip
    assert drawn.mean(axis=0) == pytest.approx(slow.mean(axis=0), abs=0.02)
    assert np.quantile(drawn, 0.95, axis=0) == pytest.approx(np.quantile(slow, 0.95, axis=0), abs=0.04)


def test_two_made_factors_are_found_and_turned_back() -> None:
    table = answers(1500)
    assert factorability.dimensions(table)["parallel"] == 2
    turned = exploratory.rotate(exploratory.extract(table, 2), "oblimin")
    main = turned.loadings.abs().idxmax(axis="columns")
    assert main[NAMES[:3]].nunique() == main[NAMES[3:]].nunique() == 1
    assert abs(float(turned.correlations.loc["F1", "F2"])) == pytest.approx(0.3, abs=0.08)


def test_no_rotation_changes_what_is_explained() -> None:
    plain = exploratory.extract(answers(), 2)
    for rotation in exploratory.ROTATIONS:
        turned = exploratory.rotate(plain, rotation)
        whole = turned.loadings.to_numpy() @ turned.correlations.to_numpy() @ turned.loadings.to_numpy().T
        assert np.allclose(whole, plain.loadings.to_numpy() @ plain.loadings.to_numpy().T, atol=1e-6)
    assert "without Kaiser" in exploratory.rotate(plain, "oblimin").convention
    assert "with Kaiser" in exploratory.rotate(plain, "varimax").convention


def test_the_model_that_made_the_data_is_found_within_its_intervals() -> None:
    fit = confirmatory.fit_model(answers(3000), MODEL)
    found = confirmatory.parameters(fit)
    between = found[found["kind"] == "factor correlation"].iloc[0]
    assert between["low"] < 0.3 < between["high"]
    assert fit.summary["verdict"] == "proper"
    assert fit.summary["rmsea"] < 0.05


def test_one_factor_called_two_is_called_improper_or_not_apart() -> None:
    table = answers(between=1.0)
    fit = confirmatory.fit_model(table, MODEL)
    ratio = validity.htmt(table, MODEL).iloc[0]
    assert fit.summary["verdict"] == "improper" or fit.summary["smallest_eigenvalue"] < 0.05
    assert ratio["note"] != "apart"
    assert validity.htmt(answers(), MODEL)["note"].tolist() == ["apart"]


def test_n_or_n_minus_one_is_named() -> None:
    one, other = (confirmatory.fit_model(answers(), MODEL, multiplier=name).summary for name in ("n", "n-1"))
    assert one["chi_square"] / other["chi_square"] == pytest.approx(400 / 399)
    assert "(N - 1) x F" in other["convention"]


@pytest.mark.parametrize(
    ("call", "key"),
    [
        (lambda: read_scale(answers().assign(q7=lambda one: one["q1"] + one["q2"])), "factors.singular"),
        (lambda: read_scale(answers().assign(q1=3.0)), "factors.constant"),
        (lambda: read_scale(answers(6)), "factors.too_few_respondents"),
        (lambda: read_scale(answers()[NAMES[:2]]), "factors.too_few_items"),
        (lambda: read_scale(answers(), n=400), "factors.n_of_answers"),
        (lambda: factorability.parallel_analysis(answers().corr()), "factors.no_n"),
        (lambda: exploratory.extract(answers(), 4), "factors.too_many_factors"),
        (lambda: exploratory.rotate(exploratory.extract(answers(), 1)), "factors.one_factor"),
        (lambda: confirmatory.fit_model(answers(), {"one": ["q1"], "two": ["q2", "q3"]}), "factors.no_model"),
        (lambda: confirmatory.fit_model(answers(), {"one": ["q1", "q2"]}), "factors.too_few_items"),
        (lambda: validity.htmt(answers(), {"one": ["q1", "q2", "nowhere"], "two": ["q4", "q5"]}), "factors.no_model"),
        (lambda: reliability.spearman_brown(1.2, 2), "reliability.no_length"),
        (lambda: reliability.times_needed(0.5, 1), "reliability.no_goal"),
        (lambda: reliability.times_needed(pd.Series({"alpha": 0.5}), 0.8), "reliability.not_one_number"),
        (lambda: reliability.bootstrap_interval(answers(), resamples=10), "reliability.few_resamples"),
        (lambda: reliability.alpha_from_covariances(pd.DataFrame([[1, 2], [2, 1]])), "reliability.not_covariances"),
        (lambda: reliability.gap_reliability(answers(), answers()[NAMES[:3]]), "reliability.unlike_parts"),
    ],
)
def test_what_cannot_carry_a_result_is_refused(call: Callable[[], object], key: str) -> None:
    assert key_of(call) == key


def test_the_pilots_faults_are_found_with_what_the_chapter_teaches() -> None:
    for student in (None, "20230001", "20230007"):
        table = load("pilot", student)
        items = table.drop(columns="respondent")
        notes = item_analysis.item_statistics(items)["note"]
        assert notes["q3"].startswith("almost constant")
        assert all("no answer above 5" in notes[f"q{item}"] for item in range(19, 23))
        assert int(item_analysis.careless(items)["careless"].sum()) == 12
        trust = items[["q14", "q15", "q16", "q17"]]
        assert item_analysis.item_statistics(trust)["note"]["q14"].startswith("against the others")
        assert reliability.alpha(trust)["alpha"] < 0.3
        assert 0.7 < reliability.alpha(trust.assign(q14=8 - trust["q14"]))["alpha"] < 0.9
        own = item_analysis.item_statistics(items[["q5", "q6", "q7", "q8", "q9"]])
        assert own["change"].idxmax() == "q9"
        assert own.loc["q9", "change"] > 0
        assert (items["q9"] <= 2).mean() > 0.1, "it is the one that tells of wrong statements"


def test_the_ruler_is_the_same_at_b07() -> None:
    found = answering_styles.by_group(load("bank_branch"))
    assert (found.loc["B07", "note"] == "like the others").all()
    alphas = answering_styles.alpha_by_group(load("bank_branch"), dimension="reliability")
    others = alphas.drop("B07")["alpha"]
    assert others.min() - 0.1 < alphas.loc["B07", "alpha"] < others.max() + 0.1


def test_a_group_that_answers_at_the_ends_is_found_and_few_are_named() -> None:
    survey = load("bank_branch")
    columns = [f"expectation_{item}" for item in range(1, 23)]
    b03 = survey["branch"] == "B03"
    survey.loc[b03, columns] = survey.loc[b03, columns].where(survey.loc[b03, columns] < 6, 7)
    found = answering_styles.by_group(survey)
    assert found.loc[("B03", "extreme"), "note"] == "differs"
    few = answering_styles.by_group(survey[~b03 | (survey.index == survey.index[b03][0])])
    assert (few.loc["B03", "note"] == "too few").all()
