"""Queues in the steady state and in one finite day: against second ways of reckoning, and at their limits."""

from math import exp, factorial
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.service import queues, simulation
from fsq_lab.statistics.clusters import ratio

WORLD_HOURS = (0.95, 1.35, 1.20, 0.85, 0.75, 1.05, 1.05, 0.80)


def by_states(offered: float, servers: int, longest: int = 4000) -> tuple[float, float]:
    """The chance of waiting and the mean queue from the states of the birth-and-death process, one by one."""
    states = np.arange(longest)
    logs = np.concatenate([[0.0], np.cumsum(np.log(offered / np.minimum(states[1:], servers)))])
    chances = np.exp(logs - logs.max())
    chances /= chances.sum()
    return float(chances[servers:].sum()), float((np.maximum(states - servers, 0) * chances).sum())


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 30), st.floats(0.05, 0.97))
def test_erlang_c_is_what_the_states_of_the_queue_give(servers: int, load: float) -> None:
    found = queues.erlang_c(load * servers * 60, 1, servers, hours=1)
    chance, waiting = by_states(load * servers, servers)
    assert found["wait_chance"] == pytest.approx(chance, rel=1e-6)
    assert found["in_queue"] == pytest.approx(waiting, rel=1e-5)


@settings(deadline=None)
@given(st.floats(0.1, 50), st.integers(1, 40))
def test_erlang_b_by_recursion_is_the_textbook_sum(offered: float, servers: int) -> None:
    terms = [offered**k / factorial(k) for k in range(servers + 1)]
    found = queues.erlang_b(offered, 60, servers, hours=1)
    assert found["blocked"] == pytest.approx(terms[-1] / sum(terms), rel=1e-9)


def test_one_server_waits_as_the_single_queue_does() -> None:
    found = queues.erlang_c(24, 2, 1, hours=1, limit=5)
    assert found["load"] == pytest.approx(0.8)
    assert found["mean_wait"] == pytest.approx(0.8 * 2 / 0.2)
    assert found["share_over"] == pytest.approx(0.8 * exp(-(30 - 24) / 60 * 5))


def test_a_thousand_servers_are_no_trouble() -> None:
    found = queues.erlang_c(980 * 60, 1, 1000, hours=1)
    assert 0 < found["wait_chance"] < 1
    assert found["wait_chance"] == pytest.approx(by_states(980, 1000, 6000)[0], rel=1e-6)


def test_the_unit_of_time_does_not_matter() -> None:
    one, other = queues.erlang_c(116, 8, 2), queues.erlang_c(14.5, 8, 2, hours=1)
    assert one["mean_wait"] == pytest.approx(other["mean_wait"])
    assert one["share_over"] == pytest.approx(other["share_over"])


def test_the_waits_of_the_sheet_of_the_bank_s_world() -> None:
    """world.md, section 3: to 2025-02, 2025-03 to 09, from 2025-10, and the window back."""
    found = [queues.erlang_c(came, 8, windows) for came, windows in ((98, 3), (116, 2), (100, 2), (116, 3))]
    assert [round(float(one["mean_wait"]), 1) for one in found] == [1.7, 114.0, 18.2, 3.1]
    assert [round(float(one["load"]), 2) for one in found] == [0.54, 0.97, 0.83, 0.64]


@pytest.mark.parametrize(("arrivals", "windows", "fewest"), [(120, 2, 3), (116, 1, 2), (240, 4, 5), (1000, 3, 17)])
def test_a_load_of_one_or_more_is_refused_and_the_windows_needed_are_named(
    arrivals: int, windows: int, fewest: int
) -> None:
    with pytest.raises(CourseError, match="grows without end") as refused:
        queues.erlang_c(arrivals, 8, windows)
    assert f"At least {fewest} windows" in str(refused.value)
    assert queues.erlang_c(arrivals, 8, fewest)["load"] < 1
    with pytest.raises(CourseError):
        queues.erlang_c(arrivals, 8, fewest - 1)


def test_windows_needed_is_the_first_number_that_is_enough() -> None:
    for share in (0.3, 0.05, 0.001):
        found = queues.windows_needed(116, 8, share=share)
        servers = int(found["servers"])
        assert found["share_over"] <= share
        assert servers == 2 or queues.erlang_c(116, 8, servers - 1)["share_over"] > share
    assert int(queues.windows_needed(10, 1, share=0.5)["servers"]) == 1


def test_a_table_keeps_the_row_of_a_queue_that_grows_and_gives_it_no_wait() -> None:
    table = queues.table([100, 120, 130], 8, [2, 3])
    assert table[["servers", "arrivals"]].values.tolist() == [[c, a] for c in (2, 3) for a in (100, 120, 130)]
    assert table["note"].tolist() == ["", queues.GROWS, queues.GROWS, "", "", ""]
    assert table["mean_wait"].isna().tolist() == [False, True, True, False, False, False]
    assert table.loc[0, "mean_wait"] == pytest.approx(queues.erlang_c(100, 8, 2)["mean_wait"])
    assert table.loc[1, "load"] == 1


def test_less_varied_service_waits_less_and_one_server_is_exact() -> None:
    constant = queues.mean_wait(24, 2, 1, service_cv=0, hours=1)
    assert constant["mean_wait"] == pytest.approx(queues.erlang_c(24, 2, 1, hours=1)["mean_wait"] / 2)
    assert "exact" in constant["convention"]
    two = queues.mean_wait(116, 8, 2, service_cv=0.5)
    assert two["mean_wait"] == pytest.approx(114.03 * 1.25 / 2, abs=0.01)
    assert "approximation" in two["convention"]
    assert queues.mean_wait(116, 8, 2, service_cv=1)["mean_wait"] == pytest.approx(114.03, abs=0.01)


# ---- one finite day
def by_minutes(arrivals: list[float], service: list[float], servers: int) -> list[float]:
    """First come first served, the plain way: each takes the server that is free first."""
    free, starts = [0.0] * servers, []
    for came, minutes in zip(arrivals, service, strict=True):
        at = free.index(min(free))
        starts.append(max(came, free[at]))
        free[at] = starts[-1] + minutes
    return starts


@pytest.mark.parametrize("seed", range(5))
def test_customers_are_called_in_the_order_of_coming_and_as_soon_as_a_window_is_free(seed: int) -> None:
    day = simulation.one_day(116, 8, 2, seed=seed)
    assert day["arrival"].is_monotonic_increasing
    assert day["start"].is_monotonic_increasing
    starts = by_minutes(day["arrival"].tolist(), (day["end"] - day["start"]).tolist(), 2)
    assert day["start"].tolist() == pytest.approx(starts)
    for _, own in day.groupby("window"):
        assert (own["start"].to_numpy()[1:] >= own["end"].to_numpy()[:-1] - 1e-9).all(), "one at a time"


def test_the_same_seed_plays_the_same_day_and_another_another() -> None:
    first, again, other = (simulation.one_day(116, 8, 2, seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(first, again)
    assert len(first) != len(other) or not np.allclose(first["arrival"], other["arrival"])
    assert first["arrival"].head(3).round(3).tolist() == [2.796, 3.404, 11.756]


def test_a_day_so_long_that_its_beginning_is_forgotten_waits_as_erlang_says() -> None:
    """At a load of .75 the steady state is reached within hours; 100 days of 200 hours."""
    found = simulation.days(180 * 200 / 8, 8, 4, hours=200, days=100, seed=4)
    steady = queues.erlang_c(180, 8, 4)
    assert found["mean_low"] <= steady["mean_wait"] <= found["mean_high"]
    assert found["share_low"] <= steady["share_over"] <= found["share_high"]
    assert found["mean_high"] - found["mean_low"] < 0.1 * steady["mean_wait"]


def test_constant_service_at_one_window_waits_as_pollaczek_and_khinchine_say() -> None:
    found = simulation.days(24 * 300, 2, 1, hours=300, service_cv=0, days=60, seed=2)
    exact = queues.mean_wait(24, 2, 1, service_cv=0, hours=1)["mean_wait"]
    assert found["mean_low"] <= exact <= found["mean_high"]


def test_one_day_of_eight_hours_shows_a_quarter_of_what_erlang_says_near_a_load_of_one() -> None:
    """world.md: 114 minutes by the formula, 26 in a finite day (19 to 33); before, the two agree."""
    bank = {"profile": WORLD_HOURS, "service_cv": 0.5}
    near = simulation.days(116, 8, 2, **bank)  # type: ignore[arg-type]
    assert 24 < near["mean_wait"] < 29
    assert 0.46 < near["share_over"] < 0.54
    assert near["mean_wait"] < 0.3 * queues.erlang_c(116, 8, 2)["mean_wait"]
    before = simulation.days(98, 8, 3, **bank)  # type: ignore[arg-type]
    assert 1.2 < before["mean_wait"] < 1.7
    after = simulation.days(100, 8, 2, **bank)  # type: ignore[arg-type]
    assert 7 < after["mean_wait"] < 20
    back = simulation.days(116, 8, 3, **bank)  # type: ignore[arg-type]
    assert 2.3 < back["mean_wait"] < 3.6


def test_more_work_than_windows_have_is_no_trouble_within_a_day() -> None:
    found = simulation.days(146, 8, 2)
    assert found["load"] > 1
    assert found["mean_wait"] > 50
    assert found["overtime"] > 60


def test_the_interval_over_days_covers_and_one_over_customers_would_not() -> None:
    truth = simulation.days(110, 8, 2, days=6000, seed=99)
    truth_is = float(truth["mean_wait"])
    inside = narrow = 0
    for seed in range(100):
        work = queues.Work(110, 8, 2, 8)
        served = simulation.play(work, None, 1.0, 30, seed)
        waits = served.start - served.arrival
        sizes = np.bincount(served.day, minlength=30).astype(float)
        found = ratio(np.bincount(served.day, waits, 30), sizes)
        inside += found.low <= truth_is <= found.high
        half = 1.96 * waits.std() / len(waits) ** 0.5
        narrow += abs(waits.mean() - truth_is) <= half
    assert 87 <= inside <= 99
    assert narrow < 60, "customers of one day share its fate"


def test_arrivals_follow_their_profile() -> None:
    served = simulation.play(queues.Work(200, 1, 9, 8), (1, 3, 0, 4), 1.0, 300, 1)
    counts = np.bincount((served.arrival // 120).astype(int), minlength=4) / 300
    assert counts == pytest.approx([25, 75, 0, 100], abs=2)


def test_service_times_have_the_mean_and_spread_asked_for() -> None:
    for cv in (0.0, 0.5, 1.0, 2.0):
        served = simulation.play(queues.Work(500, 8, 9, 8), None, cv, 100, 3)
        service = served.end - served.start
        assert service.mean() == pytest.approx(8, rel=0.04)
        assert service.std() / service.mean() == pytest.approx(cv, abs=0.05)


# ---- clusters
def test_lumps_of_one_member_give_the_usual_t_interval() -> None:
    values = np.array([3.0, 5.0, 4.0, 8.0, 1.0])
    found = ratio(values, np.ones(5))
    assert (found.mean, found.sd) == pytest.approx((4.2, values.std(ddof=1) / 5**0.5))
    assert (found.high - found.mean) / found.sd == pytest.approx(2.776445, abs=1e-5)


def test_kinds_of_equal_weight_within_are_a_stratified_sample() -> None:
    """Two strata of members of one: mean .9 x 2 + .1 x 20, its variance by hand, Welch's degrees of freedom."""
    values = np.array([1.0, 2.0, 3.0, 18.0, 22.0])
    weights = np.array([0.3, 0.3, 0.3, 0.05, 0.05])
    found = ratio(values, np.ones(5), np.array([0, 0, 0, 1, 1]), weights)
    assert found.mean == pytest.approx(0.9 * 2 + 0.1 * 20)
    parts = np.array([0.81 * 1 / 3, 0.01 * 8 / 2])
    assert found.sd == pytest.approx(parts.sum() ** 0.5)
    free = parts.sum() ** 2 / (parts[0] ** 2 / 2 + parts[1] ** 2)
    from scipy.special import stdtrit

    assert (found.high - found.mean) / found.sd == pytest.approx(float(stdtrit(free, 0.975)))


def test_a_single_lump_or_kind_has_no_interval_and_says_so() -> None:
    assert ratio(np.array([3.0]), np.array([2.0])).interval == "no interval: one day"
    found = ratio(np.array([3.0, 4.0, 5.0]), np.ones(3), np.array([0, 0, 1]))
    assert np.isnan(found.low)
    assert found.interval == "no interval: a kind of day was sampled once"
    assert ratio(np.zeros(4), np.ones(4)).interval == "no interval: all days are alike"


REFUSALS: dict[str, tuple[str, Any]] = {
    "arrivals": ("service.not_positive", lambda: queues.erlang_c(0, 8, 2)),
    "arrivals that are not known": ("service.not_positive", lambda: queues.erlang_c(float("nan"), 8, 2)),
    "minutes": ("service.not_positive", lambda: queues.erlang_c(10, -1, 2)),
    "minutes in words": ("service.not_positive", lambda: queues.erlang_c(10, "8", 2)),  # type: ignore[arg-type]
    "hours": ("service.not_positive", lambda: queues.erlang_b(10, 1, 2, hours=0)),
    "half a window": ("service.no_servers", lambda: queues.erlang_c(10, 8, 2.5)),  # type: ignore[arg-type]
    "no window": ("service.no_servers", lambda: queues.erlang_c(10, 8, 0)),
    "a steady state": ("service.no_steady_state", lambda: queues.mean_wait(200, 8, 2, 0.5)),
    "limit": ("service.limit", lambda: queues.erlang_c(10, 8, 2, limit=-1)),
    "table's limit": ("service.limit", lambda: queues.table(10, 8, 2, limit=float("inf"))),
    "share": ("service.share_asked", lambda: queues.windows_needed(10, 8, share=5)),
    "nothing": ("service.none_given", lambda: queues.table(10, 8, [])),
    "variation": ("service.no_variation", lambda: queues.mean_wait(10, 8, 2, -1)),
    "variation of a day": ("service.no_variation", lambda: simulation.one_day(10, 8, 2, service_cv=float("nan"))),
    "days": ("service.no_days", lambda: simulation.days(10, 8, 2, days=1)),
    "too many": ("service.too_many", lambda: simulation.days(10_000, 8, 200, days=1000)),
    "nobody": ("service.nobody_came", lambda: simulation.one_day(1e-9, 8, 2)),
    "profile": ("service.no_profile", lambda: simulation.one_day(10, 8, 2, profile=[0, 0])),
    "profile below 0": ("service.no_profile", lambda: simulation.one_day(10, 8, 2, profile=[1, -1, 3])),
    "seed": ("service.seed", lambda: simulation.one_day(10, 8, 2, seed=-1)),
    "level": ("statistics.confidence", lambda: simulation.days(10, 8, 2, confidence=95)),
    "no members": ("statistics.no_cases", lambda: ratio(np.zeros(2), np.zeros(2))),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("refusal", REFUSALS)
def test_what_the_input_cannot_carry_is_refused_in_words(refusal: str, language: str) -> None:
    use(language)
    key, ask = REFUSALS[refusal]
    with pytest.raises(CourseError) as refused:
        ask()
    assert refused.value.key == key
    assert "{" not in str(refused.value)
