"""Waits, contacts and errors from the service's logs: weights said, days as the unit of doubt, the world's facts."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from fsq_lab.companion.headings import table_html
from fsq_lab.companion.vocabulary import column_heading
from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.ground.synthetic.bank import facts
from fsq_lab.service import contacts, errors, queues, simulation, waits
from fsq_lab.survey.loading import draw, load

TRUE_DAYS = {"usual": 21, "payday": 1}
TICKETS = load("service_log_tickets")
CALLS = load("service_log_calls")
B07 = TICKETS[TICKETS["branch"] == "B07"]


def phased(table: pd.DataFrame) -> pd.DataFrame:
    """The phases of B07's story, by month."""
    month = table["date"].astype(str).str.slice(0, 7)
    return table.assign(phase=np.select([month < "2025-03", month < "2025-10"], ["before", "spring"], "after"))


def log_of(days: list[tuple[str, str, str, list[float]]]) -> pd.DataFrame:
    """A log from days: branch, date, kind and the waits of its tickets."""
    rows = [(branch, day, kind, 600, 600 + wait) for branch, day, kind, own in days for wait in own]
    return pd.DataFrame(rows, columns=["branch", "date", "day_type", "arrival", "start"])


MIXED = log_of(
    [
        ("B1", "2025-03-10", "payday", [40, 50, 60, 50]),
        ("B1", "2025-03-19", "usual", [1, 3]),
        ("B1", "2025-03-26", "usual", [2, 30]),
    ]
)


# ---- facts of the world, section 4
@pytest.mark.parametrize("weights", [TRUE_DAYS, "sampled"])
def test_long_waits_at_b07_below_2_per_cent_before_above_30_in_spring_below_half_of_it_after(weights: Any) -> None:
    share = waits.summary(phased(B07), by="phase", day_weights=weights)["share_over"]
    assert share["before"] < 0.02
    assert share["spring"] > 0.30
    assert share["before"] < share["after"] < share["spring"] / 2


@pytest.mark.parametrize("weights", [TRUE_DAYS, "sampled"])
def test_every_month_of_spring_has_more_long_waits_than_every_earlier_one(weights: Any) -> None:
    share = waits.summary(B07, by="month", day_weights=weights)["share_over"]
    assert len(share) == 24
    assert share["2025-03":"2025-09"].min() > share[:"2025-02"].max()  # type: ignore[misc]


def test_every_other_branch_has_fewer_than_5_per_cent() -> None:
    others = waits.summary(TICKETS[TICKETS["branch"] != "B07"])
    assert len(others) == 11
    assert (others["share_over"] < 0.05).all()
    assert (others["share_high"].fillna(0) < 0.05).all()


def test_pay_days_are_a_third_of_the_sampled_days_and_make_the_sample_look_worse() -> None:
    """world.md, warning 2: weighted by 1 in 22 the mean wait of spring is far below that of the sample."""
    spring = phased(B07).query("phase == 'spring'")
    days = spring.drop_duplicates("date")["day_type"].value_counts()
    assert days.to_dict() == {"usual": 14, "payday": 7}
    true, sampled = (waits.summary(spring, day_weights=how).loc["B07"] for how in (TRUE_DAYS, "sampled"))
    assert true["mean_wait"] < 0.7 * sampled["mean_wait"]
    assert true["share_over"] < sampled["share_over"]
    apart = waits.summary(spring, by="day_type")
    assert apart.loc["payday", "mean_wait"] > 2 * apart.loc["usual", "mean_wait"]
    assert apart.loc["payday", "share_over"] == pytest.approx(0.84, abs=0.05)
    assert apart.loc["usual", "share_over"] == pytest.approx(0.49, abs=0.06)


def test_smiles_of_june_changed_no_wait_that_can_be_seen() -> None:
    """Ordinary days of April and May against July to September: Welch's t of daily means stays below its limit."""
    usual = B07[B07["day_type"] == "usual"]
    month = usual["date"].astype(str).str.slice(0, 7)
    named = usual.assign(phase=np.where(month.isin(["2025-04", "2025-05"]), "before", np.where(
        month.isin(["2025-07", "2025-08", "2025-09"]), "after", "else")))  # fmt: skip
    found = waits.summary(named, by="phase")
    assert found.loc["before", "mean_high"] > found.loc["after", "mean_low"]
    assert (found.loc[["before", "after"], "n_days"] == [4, 6]).all()


def test_the_log_gives_the_queue_its_inputs_and_the_day_played_from_them_waits_as_the_log_does() -> None:
    """To 2025-02: 98 tickets, three windows, eight minutes, load .54; in spring 116, two, .97; a mean wait of 26."""
    usual = phased(B07[B07["day_type"] == "usual"])
    found = waits.load(usual, by="phase")
    assert found.loc["before", "arrivals"] == pytest.approx(98, abs=4)
    assert found.loc["spring", "arrivals"] == pytest.approx(116, abs=6)
    assert found["servers"].to_dict() == {"before": 3, "spring": 2, "after": 2}
    assert found["minutes"].tolist() == pytest.approx([8, 8, 8], abs=0.3)
    assert found["service_cv"].tolist() == pytest.approx([0.5, 0.5, 0.5], abs=0.05)
    assert found.loc["before", "load"] == pytest.approx(0.54, abs=0.03)
    assert found.loc["spring", "load"] == pytest.approx(0.97, abs=0.04)
    spring = found.loc["spring"]
    played = simulation.days(
        spring["arrivals"], spring["minutes"], 2, profile=waits.profile(TICKETS), service_cv=spring["service_cv"]
    )
    seen = waits.summary(usual, by="phase").loc["spring"]
    assert seen["mean_low"] < played["mean_wait"] < seen["mean_high"]
    assert seen["share_low"] < played["share_over"] < seen["share_high"]


def test_calls_about_b07_in_spring_are_solved_at_once_less_often() -> None:
    """The calls' card: 62 % against 78 %."""
    found = contacts.first_contact(phased(CALLS).assign(b07=CALLS["branch"] == "B07"), by=["b07", "phase"])
    assert found.loc[(True, "spring"), "high"] < 0.70
    assert found.loc[(True, "spring"), "low"] < 0.62 < found.loc[(True, "spring"), "high"]
    others = found.drop((True, "spring"))
    assert ((others["low"] < 0.78) & (others["high"] > 0.78)).all()


def test_a_learners_own_log_tells_the_same_story() -> None:
    for seed in (5, 6):
        own = draw("service_log_tickets", seed)
        share = waits.summary(phased(own[own["branch"] == "B07"]), by="phase", day_weights=TRUE_DAYS)["share_over"]
        assert share["before"] < 0.02
        assert share["spring"] > 0.25
        assert share["after"] < share["spring"] / 1.5


# ---- weights and days
def test_a_group_that_mixes_kinds_of_days_is_refused_until_the_weights_are_said() -> None:
    with pytest.raises(CourseError, match="day_weights") as refused:
        waits.summary(MIXED)
    assert "Payday 1, Ordinary day 2" in str(refused.value)
    assert "B1" in str(refused.value)
    waits.summary(MIXED, by="day_type")
    with pytest.raises(CourseError):
        waits.load(MIXED.assign(end=640, window=1))


def test_weights_by_hand() -> None:
    """A month of 2 usual days to 1 pay day: the mean usual day counts twice. 36 minutes and 2 tickets in 2 days."""
    found = waits.summary(MIXED, day_weights={"usual": 2, "payday": 1}).loc["B1"]
    assert found["mean_wait"] == pytest.approx((2 * 36 / 2 + 200) / (2 * 2 + 4))
    assert found["share_over"] == pytest.approx((2 * 1 / 2 + 4) / (2 * 2 + 4))
    sampled = waits.summary(MIXED, day_weights="sampled").loc["B1"]
    assert sampled["mean_wait"] == pytest.approx(236 / 8)
    assert "days as sampled: 1 payday, 2 usual" in sampled["convention"]
    assert "days weighted payday 1, usual 2, months alike" in found["convention"]


def test_a_month_without_a_kind_of_day_has_only_the_other() -> None:
    earlier = log_of([("B1", "2025-02-19", "usual", [5, 5, 5])])
    found = waits.summary(pd.concat([earlier, MIXED]), day_weights={"usual": 2, "payday": 1}).loc["B1"]
    march = (2 / 3 * 18 + 1 / 3 * 200, 2 / 3 * 2 + 1 / 3 * 4)
    assert found["mean_wait"] == pytest.approx((15 + march[0]) / (3 + march[1]))


def test_a_branch_with_more_sampled_days_does_not_count_more() -> None:
    two = log_of(
        [
            ("B1", "2025-01-08", "usual", [10, 10]),
            ("B1", "2025-01-15", "usual", [10, 10]),
            ("B1", "2025-01-22", "usual", [10, 10]),
            ("B2", "2025-01-15", "usual", [0, 0]),
        ]
    )
    found = waits.summary(two, by="month").loc["2025-01"]
    assert found["mean_wait"] == pytest.approx(5)
    assert "branches and months alike" in found["convention"]
    assert waits.summary(two, by="month", day_weights="sampled").loc["2025-01", "mean_wait"] == pytest.approx(7.5)


def test_one_sampled_day_has_no_interval_however_many_its_tickets() -> None:
    found = waits.summary(TICKETS[TICKETS["branch"] == "B05"], by="month")
    assert (found["n"] > 150).all()
    assert found[["mean_low", "mean_high", "share_low", "share_high"]].isna().to_numpy().all()
    assert set(found["note"]) == {"no interval: one day"}


def test_a_share_that_is_0_on_every_day_has_no_interval_of_zero_width() -> None:
    found = waits.summary(TICKETS[TICKETS["branch"] == "B01"]).loc["B01"]
    assert found["share_over"] == 0
    assert np.isnan(found["share_high"])
    assert not np.isnan(found["mean_low"])
    assert found["note"] == "share: no interval: all days are alike"


def test_weights_do_not_touch_what_is_of_one_kind_and_row_order_does_not_matter() -> None:
    early = B07[B07["date"] < "2025-03"]
    plain, weighted = waits.summary(early, by="month"), waits.summary(early, by="month", day_weights=TRUE_DAYS)
    pd.testing.assert_frame_equal(plain, weighted)
    mixed = waits.summary(early.sample(frac=1, random_state=1), by="month")
    pd.testing.assert_frame_equal(plain, mixed)


def test_hours_are_those_of_the_arrival_and_the_table_is_left_as_it_is() -> None:
    before = B07.copy()
    found = waits.summary(B07[B07["date"] >= "2025-03"], by="hour", day_weights=TRUE_DAYS)
    assert found.index.tolist() == [9, 10, 11, 12, 13, 14, 15, 16]
    pd.testing.assert_frame_equal(B07, before)
    at_nine = B07[(B07["date"] >= "2025-03") & (B07["arrival"] < 600)]
    assert found.loc[9, "n"] == len(at_nine)


def test_tickets_without_a_time_are_left_out_and_counted() -> None:
    holed = pd.concat([MIXED, MIXED.head(1).assign(start=np.nan)])
    found = waits.summary(holed, by="day_type")
    assert found["n_incomplete"].to_dict() == {"payday": 1, "usual": 0}
    assert found["n"].to_dict() == {"payday": 4, "usual": 4}
    assert found["mean_wait"].tolist() == waits.summary(MIXED, by="day_type")["mean_wait"].tolist()


def test_the_profile_of_arrivals_is_the_worlds() -> None:
    from fsq_lab.ground.synthetic.bank.parameters import HOURS

    others = TICKETS[(TICKETS["branch"] != "B07")]
    assert waits.profile(others).tolist() == pytest.approx(list(HOURS), abs=0.06)


def test_the_limit_is_that_of_the_worlds_facts() -> None:
    assert waits.summary(MIXED, by="day_type").attrs["limit"] == facts.LONG_WAIT
    exact = log_of([("B1", "2025-01-08", "usual", [20, 20.5])])
    assert waits.summary(exact).loc["B1", "share_over"] == 0.5


# ---- contacts
CALLED = pd.DataFrame(
    {"wait_s": [5, 10, 20, 21, 60, 3, 40], "abandoned": [0, 0, 0, 0, 0, 1, 1], "line": list("aaabbab")}
)


@pytest.mark.parametrize(("rule", "in_time", "of"), [("against", 3, 7), ("left_out", 3, 5), ("short_left_out", 3, 6)])
def test_three_ways_of_counting_who_gave_up_give_three_service_levels(rule: str, in_time: int, of: int) -> None:
    found = contacts.service_level(CALLED, within=20, abandoned="abandoned", rule=rule).loc["all"]
    assert found["share"] == pytest.approx(in_time / of)
    assert (found["n"], found["n_abandoned"]) == (of, 2)
    assert contacts.RULES[rule] in found["convention"]
    assert found["mean_wait_s"] == pytest.approx((5 + 10 + 20 + 21 + 60) / 5)


def test_a_table_without_callers_who_gave_up_says_that_it_has_none() -> None:
    found = contacts.service_level(CALLS, within=60).loc["all"]
    assert found["share"] == pytest.approx(1 - np.exp(-60.5 / 45), abs=0.01)
    assert "how many gave up it does not say" in found["convention"]
    with pytest.raises(CourseError, match="answered calls cannot say"):
        contacts.abandonment(CALLS)


def test_who_gives_up_at_once_may_be_left_out() -> None:
    whole, without = (contacts.abandonment(CALLED, short=short).loc["all"] for short in (0, 5))
    assert (whole["share"], whole["n_short"]) == (pytest.approx(2 / 7), 0)
    assert (without["share"], without["n_short"], without["n"]) == (pytest.approx(1 / 6), 1, 6)


RECORD = pd.DataFrame(
    {
        "customer": ["a", "b", "a", "a", "b", "c", "d", "d"],
        "kind": ["x", "x", "y", "x", "x", "x", "x", "x"],
        "date": ["03-01", "03-01", "03-03", "03-05", "03-20", "03-28", "03-10", "03-10"],
    }
).assign(date=lambda t: "2025-" + t["date"])


def test_who_comes_back_within_a_week_is_counted_and_open_contacts_are_not() -> None:
    found = contacts.repeats(RECORD, 7, until="2025-03-31").loc["all"]
    assert (found["n"], found["n_open"]) == (7, 1)
    assert found["share"] == pytest.approx(3 / 7)  # a on the 1st and 3rd, d on the 10th
    same = contacts.repeats(RECORD, 7, same=["kind"], until="2025-03-31").loc["all"]
    assert same["share"] == pytest.approx(2 / 7)  # a on the 1st, d on the 10th
    doubled = RECORD.sample(frac=1, random_state=3).set_axis([0] * len(RECORD))
    shuffled = contacts.repeats(doubled, 7, until="2025-03-31").loc["all"]
    assert shuffled["share"] == pytest.approx(3 / 7)


def test_a_group_whose_contacts_are_all_open_keeps_its_row_without_a_share() -> None:
    late = RECORD.assign(team=np.where(RECORD["customer"] == "c", "late", "early"))
    found = contacts.repeats(late, 7, by="team")
    assert np.isnan(found.loc["late", "share"])
    assert (found.loc["late", "n"], found.loc["late", "n_open"]) == (0, 1)


def test_repeats_of_complaints_agree_with_a_plain_count() -> None:
    log = load("complaints_log")
    found = contacts.repeats(log, 90, date="received").loc["all"]
    plain = 0
    last = pd.to_datetime(log["received"]).max()
    for _, own in log.assign(day=pd.to_datetime(log["received"])).groupby("customer"):
        days = sorted(own["day"])
        for place, day in enumerate(days):
            if day + pd.Timedelta(days=90) <= last:
                plain += any((other - day).days <= 90 for other in days[place + 1 :])
    assert found["share"] * found["n"] == pytest.approx(plain)
    assert found["high"] < log["back_90d"].mean(), (
        "walk-ins have a new number each time: the log's own column knows more"
    )
    assert "known by the same customer" in found["convention"]


# ---- errors
def test_pure_chance_names_no_branch_and_a_true_difference_is_named() -> None:
    generator, named = np.random.default_rng(3), 0
    sizes = {f"B{place:02d}": 400 for place in range(1, 13)}
    for _ in range(200):
        done = pd.DataFrame(
            [(name, mark) for name, n in sizes.items() for mark in generator.random(n) < 0.03],
            columns=["branch", "error"],
        )
        named += bool((errors.rates(done)["note"] != errors.CHANCE).any())
    assert named <= 16, "one error in twenty over all branches, not one a branch"
    done.loc[done["branch"] == "B07", "error"] = generator.random(400) < 0.10
    found = errors.rates(done)
    assert found.index[found["note"] == errors.MORE].tolist() == ["B07"]


def test_error_intervals_are_exact_and_one_group_is_held_against_nothing() -> None:
    table = pd.DataFrame({"error": [1] * 2 + [0] * 198})
    found = errors.rates(table, by=None).loc["all"]
    assert (found["low"], found["high"]) == pytest.approx((0.00121, 0.03565), abs=1e-5)
    assert np.isnan(found["p_value"])
    assert found["note"] == ""


def test_no_error_anywhere_is_no_sign_of_anything() -> None:
    found = errors.rates(pd.DataFrame({"branch": list("aabb"), "error": [0, 0, 0, 0]}))
    assert found["p_value"].tolist() == [1, 1]
    assert set(found["note"]) == {errors.CHANCE}
    assert (found["high"] > 0.5).all()


def test_errors_in_the_banks_log_are_alike_as_the_card_tells() -> None:
    found = errors.rates(TICKETS)
    assert set(found["note"]) == {errors.CHANCE}
    assert found["errors"].sum() / found["n"].sum() == pytest.approx(0.006, abs=0.001)


def test_twice_as_many_opportunities_halve_the_defects_in_a_million() -> None:
    one, two = errors.per_million(30, 1000, 2), errors.per_million(30, 1000, 4)
    assert one["dpmo"] == 2 * two["dpmo"] == 15_000
    assert one["sigma"] < two["sigma"]
    assert one["sigma"] - one["z"] == pytest.approx(1.5)
    assert one["low"] < one["dpmo"] < one["high"]
    assert one["sigma_low"] < one["sigma"] < one["sigma_high"]
    assert "assumed, not measured" in one["convention"]


def test_without_a_defect_there_is_no_sigma_but_a_lower_bound() -> None:
    found = errors.per_million(0, 500, 3)
    assert found["dpmo"] == 0
    assert np.isnan(found["sigma"])
    assert np.isnan(found["sigma_high"])
    assert 3 < found["sigma_low"] < 5


RESULTS: dict[str, Any] = {
    "erlang_c": lambda: queues.erlang_c(116, 8, 2),
    "erlang_b": lambda: queues.erlang_b(116, 8, 2),
    "windows_needed": lambda: queues.windows_needed(116, 8),
    "table": lambda: queues.table(116, 8, [1, 2, 3]),
    "mean_wait": lambda: queues.mean_wait(116, 8, 2, 0.5),
    "one_day": lambda: simulation.one_day(116, 8, 2),
    "days": lambda: simulation.days(116, 8, 2, days=10),
    "summary": lambda: waits.summary(B07, by=["month", "day_type"]),
    "load": lambda: waits.load(B07, by=["month", "day_type"]),
    "profile": lambda: waits.profile(TICKETS).to_frame(),
    "first_contact": lambda: contacts.first_contact(CALLS),
    "service_level": lambda: contacts.service_level(CALLED, abandoned="abandoned", rule="against"),
    "abandonment": lambda: contacts.abandonment(CALLED),
    "repeats": lambda: contacts.repeats(RECORD),
    "rates": lambda: errors.rates(TICKETS),
    "per_million": lambda: errors.per_million(3, 100, 2),
}


@pytest.mark.parametrize("result", RESULTS)
def test_every_result_has_chinese_heads_and_notes_and_names_its_convention(result: str) -> None:
    use("zh")
    found = RESULTS[result]()
    columns = list(found.columns if isinstance(found, pd.DataFrame) else found.index)
    assert [name for name in columns if column_heading(str(name)) == name] == []
    if result not in ("one_day", "profile"):
        assert "convention" in columns
    if "note" in columns and isinstance(found, pd.DataFrame):
        html = str(table_html(found))
        for note in set(found["note"]) - {""}:
            assert f"<small>{note}</small>" in html


REFUSALS: dict[str, tuple[str, Any]] = {
    "column": ("service.no_column", lambda: waits.summary(TICKETS.drop(columns="start"))),
    "group": ("service.no_column", lambda: waits.summary(TICKETS, by="town")),
    "column twice": ("statistics.double_column", lambda: waits.summary(pd.concat([MIXED, MIXED["start"]], axis=1))),
    "no rows": ("service.no_rows", lambda: waits.summary(MIXED.head(0))),
    "empty": ("service.no_rows", lambda: waits.summary(MIXED.assign(start=np.nan))),
    "called early": ("service.called_early", lambda: waits.summary(MIXED.assign(start=1))),
    "mixed days": ("service.mixed_days", lambda: waits.summary(TICKETS)),
    "weights in words": ("service.unknown_weights", lambda: waits.summary(MIXED, day_weights="true")),
    "weights that lack": ("service.weights_lack", lambda: waits.summary(MIXED, day_weights={"usual": 21})),
    "weight 0": ("service.weights_lack", lambda: waits.summary(MIXED, day_weights={"usual": 21, "payday": 0})),
    "limit": ("service.limit", lambda: waits.summary(MIXED, limit=-2)),
    "level": ("statistics.confidence", lambda: waits.summary(MIXED, by="day_type", confidence=95)),
    "hours": ("service.not_positive", lambda: waits.load(TICKETS, hours=0)),
    "outside": ("service.outside_hours", lambda: waits.profile(TICKETS, hours=4)),
    "marks": ("service.not_0_1", lambda: contacts.first_contact(CALLS.assign(solved_first=2))),
    "no marks": ("service.no_marks", lambda: contacts.first_contact(CALLS.assign(solved_first=np.nan))),
    "rule": ("service.no_rule", lambda: contacts.service_level(CALLED, abandoned="abandoned")),
    "another rule": ("service.no_rule", lambda: contacts.service_level(CALLED, abandoned="abandoned", rule="best")),
    "rule alone": ("service.rule_without_column", lambda: contacts.service_level(CALLED, rule="against")),
    "seconds": ("service.not_positive", lambda: contacts.service_level(CALLED, within=0)),
    "waits below 0": ("service.wait_below_0", lambda: contacts.service_level(CALLED.assign(wait_s=-1))),
    "window": ("service.no_window", lambda: contacts.repeats(RECORD, 0)),
    "units": ("service.not_whole", lambda: errors.per_million(1, 0, 3)),
    "opportunities": ("service.not_whole", lambda: errors.per_million(1, 10, 2.5)),  # type: ignore[arg-type]
    "too many defects": ("statistics.no_share", lambda: errors.per_million(31, 10, 3)),
    "shift": ("service.shift", lambda: errors.per_million(1, 10, 3, shift=-1)),
    "a million": ("service.not_in_a_million", lambda: errors.sigma_level(2_000_000)),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("refusal", REFUSALS)
def test_what_the_input_cannot_carry_is_refused_in_words(refusal: str, language: str) -> None:
    use(language)
    key, ask = REFUSALS[refusal]
    with pytest.raises(CourseError) as refused:
        ask()
    assert refused.value.key == key
    assert "{" not in str(refused.value).replace('{"usual": 21, "payday": 1}', "").replace("{'usual'", "")
