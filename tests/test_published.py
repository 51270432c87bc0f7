"""Published figures, in one table with their sources, are reproduced."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import yaml
from questionnaires import questionnaire, survey

from fsq_lab.complaints import change_point, control, run_rules
from fsq_lab.customers import contractual, retention
from fsq_lab.customers import value as customer_value
from fsq_lab.scoring import agreement, item_analysis, net_promoter, reliability, sampling, satisfaction, servqual
from fsq_lab.scoring.decisions import ahp, fuzzy, kano
from fsq_lab.scoring.factors import confirmatory, exploratory, factorability, omega
from fsq_lab.service import errors, queues
from fsq_lab.statistics import intervals, regression, tails

ENTRIES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "published.yml").read_text(encoding="utf-8"))
FIELDS = {"id", "computed_by", "inputs", "values", "tolerance", "source", "grade"}


def dimension_gaps(inputs: dict[str, Any]) -> dict[str, float]:
    """Two respondents who give every item its dimension's level."""
    sizes = inputs["sizes"]
    expectation, perception = (
        [inputs[answer][dimension] for dimension, size in sizes.items() for _ in range(size)]
        for answer in ("expectation", "perception")
    )
    table, small = survey([expectation] * 2, [perception] * 2), questionnaire(sizes)
    gap = servqual.gaps(table, instrument=small)["gap"]
    return {**gap.to_dict(), "unweighted": servqual.gaps(table, by="total", instrument=small).loc["total", "gap"]}


def weighted_totals(inputs: dict[str, Any]) -> dict[str, float]:
    """Two respondents who give every item its dimension's level, and every dimension its points."""
    sizes = inputs["sizes"]
    expectation, perception = (
        [inputs[answer][dimension] for dimension, size in sizes.items() for _ in range(size)]
        for answer in ("expectation", "perception")
    )
    points = {f"weight_{dimension}": value for dimension, value in inputs["points"].items()}
    table = survey([expectation] * 2, [perception] * 2).assign(**points)
    return servqual.weighted(table, instrument=questionnaire(sizes))["gap"].to_dict()


def paired_interval(inputs: dict[str, Any]) -> dict[str, float]:
    """One item, answered twice."""
    table = survey([[value] for value in inputs["first"]], [[value] for value in inputs["second"]])
    only = questionnaire({"sleep": 1}, low=-10, high=10)
    return servqual.gaps(table, instrument=only).loc["sleep"].to_dict()


def scale_alpha(inputs: dict[str, Any]) -> dict[str, float]:
    """One row per respondent, one column per item."""
    return reliability.alpha(pd.DataFrame(inputs["rows"])).drop("convention").to_dict()


def printed_alpha_interval(inputs: dict[str, Any]) -> dict[str, float]:
    """A printed alpha with its n and number of items."""
    low, high = reliability.feldt_interval(inputs["alpha"], inputs["n"], inputs["items"])
    return {"low": low, "high": high}


def standardised_alphas(inputs: dict[str, Any]) -> dict[str, float]:
    """The correlations of all items, dimension by dimension and in total."""
    triangle = inputs["lower_triangle"]
    size = len(triangle)
    matrix = pd.DataFrame([[triangle[max(i, j)][min(i, j)] for j in range(size)] for i in range(size)])
    values, first = {"total": reliability.standardised_alpha(matrix)["standardised"]}, 0
    for dimension, items in inputs["sizes"].items():
        own = range(first, first + items)
        values[dimension] = reliability.standardised_alpha(matrix.loc[own, own])["standardised"]
        first += items
    return values


def difference_reliabilities(inputs: dict[str, Any]) -> dict[str, float]:
    """Two parts of equal variance and reliability, at several correlations."""
    same = inputs["reliability"]
    return {
        name: reliability.difference_reliability(correlation, same, same)
        for name, correlation in inputs["correlations"].items()
    }


def bounds(found: dict[str, pd.Series]) -> dict[str, float]:
    return {f"{name}_{end}": float(one[end]) for name, one in found.items() for end in ("low", "high")}


def wilson_bounds(inputs: dict[str, Any]) -> dict[str, float]:
    """So many of so many."""
    return bounds({name: intervals.proportion(*counts) for name, counts in inputs["counts"].items()})


def exact_rates(inputs: dict[str, Any]) -> dict[str, float]:
    """So many events in one unit of exposure."""
    return bounds({name: intervals.poisson(count, 1) for name, count in inputs["counts"].items()})


def newcombe_bounds(inputs: dict[str, Any]) -> dict[str, float]:
    """So many of so many against so many of so many."""
    return bounds({name: intervals.share_difference(*counts) for name, counts in inputs["counts"].items()})


def attitude_line(inputs: dict[str, Any]) -> dict[str, float]:
    """The first column on the others."""
    names = ["rating", "complaints", "privileges", "learning", "raises", "critical", "advance"]
    fit = regression.least_squares(pd.DataFrame(inputs["rows"], columns=names), names[0], names[1:])
    t = {f"t_{name}": value for name, value in fit.coefficients["t_value"].items()}
    return {**fit.coefficients["coefficient"].to_dict(), **t, **fit.summary.drop("convention").to_dict()}


def distress_by_temperature(inputs: dict[str, Any]) -> dict[str, float]:
    """One row per flight."""
    found = regression.logistic(pd.DataFrame(inputs), "distress", ["temperature"]).coefficients
    return {**found["coefficient"].to_dict(), **found["se"].rename(lambda name: f"se_{name}").to_dict()}


def steady_queues(inputs: dict[str, Any]) -> dict[str, float]:
    """Queues by name: arrivals in so many hours, minutes a customer, servers, limit in minutes; times as stated."""
    found = {}
    for name, (arrivals, minutes, servers, hours, limit) in inputs["queues"].items():
        one = queues.erlang_c(arrivals, minutes, servers, hours, limit).drop("convention").astype(float)
        told = {
            "wait_chance": one["wait_chance"],
            "load": one["load"],
            "in_queue": one["in_queue"],
            "in_system": one["in_queue"] + one["load"] * servers,
            "mean_wait": one["mean_wait"] / inputs["unit"],
            "mean_in_system": (one["mean_wait"] + minutes) / inputs["unit"],
            "share_over": one["share_over"],
            "per_cent_in_time": 100 * (1 - one["share_over"]),
            "per_cent_at_once": 100 * (1 - one["wait_chance"]),
            "per_cent_busy": 100 * one["load"],
        }
        found |= {f"{name}_{key}": float(value) for key, value in told.items()}
    return found


def blocked_calls(inputs: dict[str, Any]) -> dict[str, float]:
    """Offered Erlangs on so many lines."""
    return {
        name: float(queues.erlang_b(erlangs, 60, lines, hours=1)["blocked"])
        for name, (erlangs, lines) in inputs["lines"].items()
    }


def sigma_levels(inputs: dict[str, Any]) -> dict[str, float]:
    """Defects in a million opportunities, with the usual shift."""
    return {name: errors.sigma_level(dpmo) for name, dpmo in inputs["dpmo"].items()}


def kappa_of_table(inputs: dict[str, Any]) -> dict[str, float]:
    """Counts of one rater's classes by the other's."""
    pairs = [(i, j) for i, row in enumerate(inputs["counts"]) for j, count in enumerate(row) for _ in range(count)]
    return agreement.kappa(pd.DataFrame(pairs, columns=["one", "other"]), "one", "other").drop("convention").to_dict()


def rate_ratio_bounds(inputs: dict[str, Any]) -> dict[str, float]:
    """Events in a time, against others in another."""
    found = tails.rate_ratio(*inputs["one"], *inputs["other"])
    return {name: float(found[name]) for name in ("ratio", "low", "high")}


def coal_change(inputs: dict[str, Any]) -> dict[str, float]:
    """One count a year from 1851 on."""
    counts = inputs["counts"]
    years = [str(year) for year in range(1851, 1851 + len(counts))]
    table = pd.DataFrame({"year": years, "complaints": counts, "transactions": 1.0})
    found = change_point.find(table, time="year", per=1)
    likeliest = change_point.fitted(table, time="year", per=1)["likely"].idxmax()
    assert likeliest == found["period"]
    return {
        "years_before": years.index(found["period"]),
        "events": found["n"],
        "rate_before": found["rate_before"],
        "rate_after": found["rate_after"],
    }


def run_length_of_rules(inputs: dict[str, Any]) -> dict[str, float]:
    """The mean of the first point that signals, in runs of noise long enough for it to come."""
    found = np.stack(list(run_rules.signals(run_rules.normal_zones(2500, 2500, seed=1), inputs["rules"]).values()))
    alarms = (found != 0).any(axis=0)
    return {"mean": float(np.where(alarms.any(axis=1), 1 + alarms.argmax(axis=1), alarms.shape[1]).mean())}


def cans_out_of_control(inputs: dict[str, Any]) -> dict[str, float]:
    """Samples of 50, all of them the baseline."""
    counts = inputs["counts"]
    table = pd.DataFrame({"sample": range(1, 1 + len(counts)), "bad": counts, "n": inputs["n"]})
    chart = control.p_chart(table, (1, len(counts)), "bad", "n", time="sample", rules="A")
    first, second = chart.index[chart["signal"] != ""]
    return {"centre": chart["centre"].iloc[0], "first": first, "second": second}


def _matrix(inputs: dict[str, Any]) -> pd.DataFrame:
    """A lower triangle of correlations as a whole matrix."""
    rows = inputs["lower_triangle"]
    matrix = np.eye(len(rows))
    for place, row in enumerate(rows):
        matrix[place, : len(row)] = matrix[: len(row), place] = row
    return pd.DataFrame(matrix)


def _parts(inputs: dict[str, Any]) -> dict[str, list[int]]:
    """Which items make each dimension."""
    parts, start = {}, 0
    for name, size in inputs["sizes"].items():
        parts[name] = list(range(start, start + size))
        start += size
    return parts


def factorability_of(inputs: dict[str, Any]) -> dict[str, float]:
    """Eigenvalues, KMO, Bartlett's test and parallel analysis of a matrix."""
    matrix, n = _matrix(inputs), inputs["n"]
    found = factorability.parallel_analysis(matrix, n)
    told = {f"eigenvalue_{place}": found["eigenvalue"][place] for place in range(1, 6)}
    told |= {f"threshold_{place}": found["threshold"][place] for place in range(1, 5)}
    counted, test = factorability.dimensions(matrix, n), factorability.bartlett(matrix, n)
    told |= {name: float(counted[name]) for name in ("parallel", "kaiser", "first_share")}
    return told | {"kmo": factorability.kmo(matrix)["kmo"], "bartlett": test["chi_square"], "df": test["df"]}


def omegas(inputs: dict[str, Any]) -> dict[str, float]:
    """Omega of one factor for each dimension."""
    matrix = _matrix(inputs)
    return {name: omega.omega(matrix.loc[own, own])["omega"] for name, own in _parts(inputs).items()}


def two_factor_discrepancy(inputs: dict[str, Any]) -> dict[str, float]:
    """The minimum that two factors reach."""
    return {"discrepancy": exploratory.extract(_matrix(inputs), 2).summary["objective"]}


def five_factor_model(inputs: dict[str, Any]) -> dict[str, float]:
    """Fit of the five dimensions, which must be called improper."""
    fit = confirmatory.fit_model(_matrix(inputs), _parts(inputs), inputs["n"])
    assert fit.summary["verdict"] == "improper"
    found = confirmatory.parameters(fit)
    between = found[found["kind"] == "factor correlation"].set_index(["right", "left"])["estimate"]
    told = {f"{one}_{other}": value for (one, other), value in between.items()}
    return told | {name: fit.summary[name] for name in ("cfi", "tli", "rmsea", "srmr", "smallest_eigenvalue")}


def one_factor_model(inputs: dict[str, Any]) -> dict[str, float]:
    """Fit of a single factor."""
    matrix = _matrix(inputs)
    return confirmatory.fit_model(matrix, {"one": list(matrix)}, inputs["n"]).summary[["cfi", "rmsea"]].to_dict()


def model_chi_squares(inputs: dict[str, Any]) -> dict[str, float]:
    """Chi-squares of both models."""
    matrix = _matrix(inputs)
    models = {"five": _parts(inputs), "one": {"one": list(matrix)}}
    fits = {name: confirmatory.fit_model(matrix, model, inputs["n"]).summary for name, model in models.items()}
    return {name: fit["chi_square"] for name, fit in fits.items()} | {
        f"{name}_df": fit["df"] for name, fit in fits.items()
    }


def composite_correlations(inputs: dict[str, Any]) -> dict[str, float]:
    """Correlations of sums of items, and these corrected by the library's alphas."""
    matrix, parts = _matrix(inputs), _parts(inputs)
    alphas = {name: reliability.alpha_from_covariances(matrix.loc[own, own])["alpha"] for name, own in parts.items()}
    told = {}
    for one, other in (("reliability", "assurance"), ("responsiveness", "empathy"), ("tangibles", "empathy")):
        sums = [
            float(matrix.loc[parts[a], parts[b]].to_numpy().sum())
            for a, b in ((one, other), (one, one), (other, other))
        ]
        told[f"{one}_{other}"] = sums[0] / (sums[1] * sums[2]) ** 0.5
        told[f"corrected_{one}_{other}"] = told[f"{one}_{other}"] / (alphas[one] * alphas[other]) ** 0.5
    return told


def lambda6_of_rows(inputs: dict[str, Any]) -> dict[str, float]:
    """Guttman's lambda 6 of answers."""
    return {"lambda6": omega.guttman_lambda6(pd.DataFrame(inputs["rows"]))["lambda6"]}


def item_table(inputs: dict[str, Any]) -> dict[str, float]:
    """Item-rest correlations and alpha without each item."""
    found = item_analysis.item_statistics(pd.DataFrame(inputs["rows"])).reset_index(drop=True)
    told = {f"r_{place + 1}": value for place, value in enumerate(found["item_rest"])}
    return told | {f"without_{place + 1}": value for place, value in enumerate(found["alpha_without"])}


def thurstone(inputs: dict[str, Any]) -> dict[str, float]:
    """Every reliability of nine tests, and the first loading after a rotation."""
    matrix = _matrix(inputs)
    turned = exploratory.rotate(exploratory.extract(matrix, 3, "minres"), "oblimin")
    return {
        "alpha": reliability.alpha_from_covariances(matrix)["alpha"],
        "lambda6": omega.guttman_lambda6(matrix)["lambda6"],
        "omega": omega.omega(matrix)["omega"],
        "omega_total": omega.omega_total(matrix, 3)["omega_total"],
        "sentences": turned.loadings["F1"].iloc[0],
    }


def pairwise(inputs: dict[str, Any]) -> dict[str, float]:
    """Weights and consistency of judgements."""
    shown = ahp.consistency(inputs["matrix"])
    own = ahp.weights(inputs["matrix"], inputs.get("method", "eigenvector"), inputs.get("limit", ahp.LIMIT))["weight"]
    told = {f"weight_{place + 1}": value for place, value in enumerate(own)}
    return told | {
        "lambda_max": shown["lambda_max"], "index": shown["consistency_index"], "ratio": shown["consistency_ratio"]
    }  # fmt: skip


def hierarchy(inputs: dict[str, Any]) -> dict[str, float]:
    """Criteria and alternatives joined."""
    found = ahp.combine(inputs["criteria"], inputs["alternatives"])
    return pairwise({"matrix": inputs["criteria"]}) | {f"score_{name}": value for name, value in found["score"].items()}


def fuzzy_memberships(inputs: dict[str, Any]) -> dict[str, float]:
    """Memberships under the four operators."""
    found = fuzzy.evaluate(inputs["rows"], inputs["weights"])
    grades = found.attrs["grades"]
    return {f"{name}_{grade}": row[grade] for name, row in found.iterrows() for grade in grades}


def kano_of_percentages(inputs: dict[str, Any]) -> dict[str, float]:
    """Better and Worse of classes printed in per cent, taken as counts of a thousand."""
    counts = pd.DataFrame(
        {name: {letter: round(10 * share) for letter, share in own.items()} for name, own in inputs.items()}
    ).T
    found = kano.summary(counts)
    assert found["verdict"].tolist() == ["M", "O", "A"]
    return {f"{name}_{one}": row[one] for name, row in found.iterrows() for one in ("better", "worse")}


def acsi_index(inputs: dict[str, Any]) -> dict[str, float]:
    """Means of items on 1-10, equal weights."""
    return {"index": satisfaction.index_from_means(inputs["means"])}


def nps_intervals(inputs: dict[str, Any]) -> dict[str, float]:
    """Promoters, passives, detractors."""
    found = {}
    for name, counts in inputs["counts"].items():
        one = net_promoter.score_from_counts(*counts, method=inputs["method"])
        found |= {f"{name}_{part}": float(one[part]) for part in ("nps", "centre", "low", "high")}
    return found


def answers_needed(inputs: dict[str, Any]) -> dict[str, float]:
    """A margin of five points in populations of these sizes."""
    return {f"n_{size}": sampling.sample_size(0.05, population=size)["n_exact"] for size in inputs["populations"]}


def multiples(inputs: dict[str, Any]) -> dict[str, float]:
    """Every retention rate with every discount rate."""
    return {
        f"r{100 * r:.0f}_i{100 * i:.0f}": customer_value.margin_multiple(r, i, inputs["timing"], inputs["growth"])
        for r in inputs["retention"]
        for i in inputs["discount"]
    }


def lift_of_value(inputs: dict[str, Any]) -> dict[str, float]:
    """Two retention rates."""
    before, after = (customer_value.margin_multiple(r, inputs["discount"], "end_if_kept") for r in inputs["retention"])
    return {"before": before, "after": after, "lift": after / before - 1}


def sbg_fit(inputs: dict[str, Any]) -> dict[str, float]:
    """A cohort's survivors from the start on."""
    fit = contractual.fit_sbg(inputs["survivors"])
    shares = contractual.survival(fit, inputs["last"])["survival"]
    return {**fit.summary.drop("convention").to_dict(), **{f"s{period}": share for period, share in shares.items()}}


def residual_lifetimes(inputs: dict[str, Any]) -> dict[str, float]:
    """The first eight years."""
    fit = (inputs["alpha"], inputs["beta"])
    return {f"n{tenure}": contractual.derl(fit, tenure, inputs["discount"]) for tenure in range(1, 9)}


def followed(times: dict[str, list[int]]) -> pd.DataFrame:
    """Times of those who left, and of those who were there when last seen."""
    pairs = [(time, 1) for time in times["left"]] + [(time, 0) for time in times["censored"]]
    return pd.DataFrame(pairs, columns=["time", "left"])


def kaplan_meier(inputs: dict[str, Any]) -> dict[str, float]:
    """The curve at some times, and its median with R's usual interval."""
    table = followed(inputs)
    curve = retention.survival(table, "time", "left")["survival"]
    middle = retention.median(table, "time", "left", transform="log").loc["all"]
    at = {f"s{time}": float(curve[curve.index <= time].iloc[-1]) for time in inputs["at"]}
    return {**at, "median": middle["median"], "median_low": middle["low"], "median_high": middle["high"]}


def two_groups_log_rank(inputs: dict[str, Any]) -> dict[str, float]:
    """Two groups followed over time."""
    table = pd.concat([followed(times).assign(group=name) for name, times in inputs.items()], ignore_index=True)
    found = retention.log_rank(table, "time", "left", by="group")
    expected = found.attrs["groups"]["expected"]
    return {"chi_square": found["chi_square"], **{f"expected_{name}": own for name, own in expected.items()}}


COMPUTED_BY = {
    function.__name__: function
    for function in (
        dimension_gaps,
        weighted_totals,
        paired_interval,
        scale_alpha,
        printed_alpha_interval,
        standardised_alphas,
        difference_reliabilities,
        wilson_bounds,
        exact_rates,
        newcombe_bounds,
        attitude_line,
        distress_by_temperature,
        steady_queues,
        blocked_calls,
        sigma_levels,
        kappa_of_table,
        rate_ratio_bounds,
        coal_change,
        run_length_of_rules,
        cans_out_of_control,
        factorability_of,
        omegas,
        two_factor_discrepancy,
        five_factor_model,
        one_factor_model,
        model_chi_squares,
        composite_correlations,
        lambda6_of_rows,
        item_table,
        thurstone,
        pairwise,
        hierarchy,
        fuzzy_memberships,
        kano_of_percentages,
        acsi_index,
        nps_intervals,
        answers_needed,
        multiples,
        lift_of_value,
        sbg_fit,
        residual_lifetimes,
        kaplan_meier,
        two_groups_log_rank,
    )
}


def differences(entry: dict[str, Any]) -> dict[str, tuple[float, float]]:
    """Return the published values that are not reproduced, with what came out instead."""
    computed = COMPUTED_BY[entry["computed_by"]](entry["inputs"])
    pairs = {name: (value, computed[name]) for name, value in entry["values"].items()}
    return {name: pair for name, pair in pairs.items() if not abs(pair[0] - pair[1]) <= entry["tolerance"]}


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry["id"] for entry in ENTRIES])
def test_a_published_figure_is_reproduced(entry: dict[str, Any]) -> None:
    assert differences(entry) == {}


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry["id"] for entry in ENTRIES])
def test_a_wrong_published_figure_would_be_noticed(entry: dict[str, Any]) -> None:
    for name, value in entry["values"].items():
        wrong = {**entry, "values": {**entry["values"], name: value + 3 * entry["tolerance"]}}
        assert list(differences(wrong)) == [name]


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry["id"] for entry in ENTRIES])
def test_an_entry_carries_source_tolerance_and_grade(entry: dict[str, Any]) -> None:
    assert set(entry) == FIELDS
    assert entry["grade"] in {"C", "S", "S+C", "K"}
    assert entry["source"]
