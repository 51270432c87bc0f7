"""The audit's figures a second time, by scipy and formulas of its own, and against worked figures of others."""

import numpy as np
import pandas as pd
import pytest
from scipy import optimize, stats

from fsq_lab.customers import fairness
from fsq_lab.survey.loading import load

CASES = [(30, 100, 60, 100), (7, 288, 20, 477), (1, 5, 1, 9), (36, 40, 16, 80), (7, 34, 1, 34)]
AT_THE_EDGE = [(0, 40, 12, 50), (40, 40, 12, 50), (98, 288, 477, 477), (5, 5, 9, 9)]
RULES = {
    "six days": lambda table, busy: table["app_days"] >= 6,
    "ten days": lambda table, busy: table["app_days"] >= 10,
    "any business": lambda table, busy: busy > 0,
    "busy": lambda table, busy: busy >= 12,
    "assets": lambda table, busy: table["balance"] >= 50_000,
}


def likelihood(share: float, count: int, n: int) -> float:
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = np.array([count * np.log(share), (n - count) * np.log1p(-share)])
    return float(np.where(np.array([count, n - count]) == 0, 0.0, parts).sum())


def distance(ratio: float, count: int, n: int, other: int, m: int) -> float:
    """Koopman's chi-square; the shares most likely under a ratio are searched for, not solved for."""

    def unlikely(share: float) -> float:
        return -likelihood(ratio * share, count, n) - likelihood(share, other, m)

    top = min(1.0, 1 / ratio)
    inside = optimize.minimize_scalar(unlikely, bounds=(0, top), method="bounded", options={"xatol": 1e-13})
    share = top if unlikely(top) <= inside.fun else float(inside.x)
    pairs = ((count, n, min(ratio * share, 1.0)), (other, m, share))
    return sum((k - size * p) ** 2 / (size * p * (1 - p)) for k, size, p in pairs if 0 < p < 1)


def searched(count: int, n: int, other: int, m: int) -> tuple[float, float]:
    """The ratios that the chi-square does not reject at 5 %, by bracketing on the logarithm."""
    limit = stats.chi2.ppf(0.95, 1)

    def beyond(at: float) -> float:
        return distance(float(np.exp(at)), count, n, other, m) - limit

    middle = np.log(count * m / (n * other)) if count else -14.0
    low = float(np.exp(optimize.brentq(beyond, middle - 12, middle - 1e-7, xtol=1e-12))) if count else 0.0
    return low, float(np.exp(optimize.brentq(beyond, middle + 1e-7, middle + 26, xtol=1e-12)))


def by_cubic(x1: int, n1: int, x0: int, n0: int) -> tuple[float, float]:
    """The same interval as two roots of a cubic in the reference's share (Nam 1995); no count at an end."""
    z2 = stats.norm.ppf(0.975) ** 2
    both = x1 + x0
    cubic = [
        n0 * (n0 * (n0 + n1) * x1 + n1 * (n0 + x1) * z2),
        -n0 * (n0 * n1 * both + 2 * (n0 + n1) * x0 * x1 + n1 * (n0 + x0 + 2 * x1) * z2),
        2 * n0 * n1 * x0 * both + (n0 + n1) * x0**2 * x1 + n0 * n1 * both * z2,
        -n1 * x0**2 * both,
    ]
    shares = np.sort(np.roots(cubic).real)[:2]
    ends = [float((1 - (n1 - x1) * (1 - share) / (x0 + n1 - (n0 + n1) * share)) / share) for share in shares]
    return min(ends), max(ends)


@pytest.mark.parametrize("case", CASES + AT_THE_EDGE)
def test_the_ratios_interval_is_where_the_likelihood_says(case: tuple[int, int, int, int]) -> None:
    assert fairness.ratio_interval(*case) == pytest.approx(searched(*case), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("case", CASES)
def test_the_ratios_interval_is_two_roots_of_a_cubic(case: tuple[int, int, int, int]) -> None:
    assert fairness.ratio_interval(*case) == pytest.approx(by_cubic(*case), rel=1e-6)


def test_koopmans_example() -> None:
    """Koopman (1984), Biometrics 40, 513-517: 36 of 40 to 16 of 80."""
    assert fairness.ratio_interval(36, 40, 16, 80) == pytest.approx((2.94, 7.15), abs=6e-3)


def test_the_regulators_four_groups() -> None:
    """EEOC (1979), Questions and answers on the uniform guidelines: rates of 60, 45, 48 and 51 %."""
    rates = {"white": 60, "indian": 45, "hispanic": 48, "black": 51}
    table = pd.DataFrame(
        [(group, int(place < count)) for group, count in rates.items() for place in range(100)],
        columns=["group", "hired"],
    )
    found = fairness.audit(table, "hired", by="group")
    assert found.loc["white", "note"] == "reference"
    assert found["ratio"].to_dict() == pytest.approx({"white": 1, "indian": 0.75, "hispanic": 0.80, "black": 0.85})
    assert set(found["note"]) == {"reference", "cannot tell"}, (
        "a hundred each are too few for a verdict by the interval"
    )


@pytest.mark.parametrize(("month", "year"), [("2025-12", "2025"), ("2024-12", "2024")])
@pytest.mark.parametrize("by", ["age_band", "region"])
def test_lesson_and_exercise_audit_as_a_second_source_does(month: str, year: str, by: str) -> None:
    table = load("balances").query("month == @month").merge(load("customers"), on="customer")
    deals = load("transactions")
    often = deals.loc[deals["date"].astype(str).str[:4] == year, "customer"].value_counts()
    busy = table["customer"].map(often).fillna(0)
    for rule in RULES.values():
        favoured = rule(table, busy)
        found = fairness.audit(table.assign(rule=favoured.astype(int)), "rule", by=by)
        counts = favoured.groupby(table[by].astype(str)).agg(["sum", "size"])
        shares = counts["sum"] / counts["size"]
        base = shares.idxmax()
        for group, (count, n) in counts.iterrows():
            wilson = stats.binomtest(int(count), int(n)).proportion_ci(0.95, method="wilson")
            assert found.loc[group, ["share", "low", "high"]].tolist() == pytest.approx([count / n, *wilson], abs=1e-9)
            if group != base:
                ends = searched(int(count), int(n), *map(int, counts.loc[base]))
                ratio = [shares[group] / shares[base], *ends]
                assert found.loc[group, ["ratio", "ratio_low", "ratio_high"]].tolist() == pytest.approx(ratio, rel=1e-6)
                verdict = (
                    "below the bound" if ends[1] < 0.8 else "not below the bound" if ends[0] >= 0.8 else "cannot tell"
                )
                assert found.loc[group, "note"] == verdict
        covered = fairness.covered(table.assign(rule=favoured.astype(int)), "rule", "balance")
        assert covered["value_share"] == pytest.approx(table.loc[favoured, "balance"].sum() / table["balance"].sum())
