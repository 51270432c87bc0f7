"""Explorers in plain Python: what follows from every value, and what leaves for the browser."""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

import fsq_lab
from fsq_lab.complaints import clock, recovery
from fsq_lab.customers import early_warning
from fsq_lab.explorers import judgements
from fsq_lab.explorers.experiment import Control
from fsq_lab.explorers.widget import Explorer
from fsq_lab.ground.language import LANGUAGE_TAGS, LANGUAGES, CourseError, message_in, use
from fsq_lab.scoring import reliability, servqual
from fsq_lab.scoring.decisions import ahp
from fsq_lab.scoring.decisions.judgement_matrices import principal
from fsq_lab.scoring.weights import shares
from fsq_lab.service import queues, simulation, waits
from fsq_lab.survey.loading import draw, load

OF_SURVEYS = ("explore_weights", "explore_sample_size", "explore_ceiling")
EXPLORERS: dict[str, Callable[..., Explorer]] = {
    name: getattr(fsq_lab, name)
    for name in (
        *OF_SURVEYS,
        "explore_denominator",
        "explore_promise",
        "explore_queue",
        "explore_due_dates",
        "explore_customer_card",
        "explore_leavers",
        "explore_alpha",
        "explore_judgements",
        "explore_samples",
        "explore_switching_cost",
        "explore_tiers",
        "explore_alarm",
    )
}
EACH = pytest.mark.parametrize("name", EXPLORERS)
EACH_OF_A_SURVEY = pytest.mark.parametrize("name", OF_SURVEYS)
EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
SVG = "{http://www.w3.org/2000/svg}"


def send(explorer: Explorer, message: object) -> None:
    """Deliver a message as the browser does."""
    explorer._handle_custom_msg(message, [])


def numbers(text: str) -> list[float]:
    return [float(found.replace("−", "-")) for found in re.findall(r"−?\d+\.\d\d", text)]


@EACH_LANGUAGE
@EACH
def test_every_control_goes_to_both_ends_and_picture_and_sentence_follow(name: str, language: str) -> None:
    use(language)
    explorer = EXPLORERS[name]()
    assert explorer.content["lang"] == LANGUAGE_TAGS[language]
    for control in explorer.content["controls"]:
        for end in (control["low"], control["high"]):
            before = explorer.shown["turn"]
            send(explorer, {"values": {control["name"]: end}})
            assert explorer.shown["turn"] == before + 1
            assert explorer.shown["values"][control["name"]] == end
            picture = ElementTree.fromstring(explorer.shown["picture"])
            assert picture.tag == f"{SVG}svg"
            assert picture.get("role") == "img"
            assert len(str(picture.get("aria-label"))) > 20
            assert "nan" not in explorer.shown["picture"] + explorer.shown["text"]
            assert bool(re.search(r"[\u4e00-\u9fff]", explorer.shown["text"])) == (language == "zh")


@EACH_OF_A_SURVEY
def test_each_says_that_the_data_are_synthetic_and_with_which_seed(name: str) -> None:
    for language in LANGUAGES:
        use(language)
        origin = EXPLORERS[name]().content["origin"]
        assert str(load("bank_branch").attrs["synthetic_seed"]) in origin
        assert ("合成数据" if language == "zh" else "Synthetic data") in origin


@EACH_OF_A_SURVEY
def test_a_learners_own_survey_is_explored_and_not_called_synthetic(name: str) -> None:
    own = draw("bank_branch", 7)
    own.attrs = {}
    before = own.copy()
    explorer = EXPLORERS[name](own, "bank_branch")
    assert explorer.content["origin"] == message_in("en", "explorers.own_data", n=len(own))
    assert explorer.shown["text"] != EXPLORERS[name]().shown["text"]
    pd.testing.assert_frame_equal(own, before)


@EACH
@pytest.mark.parametrize("wrong", [-1, 10**6, 1.5, float("nan"), float("inf"), True, "40", None, [1]])
def test_a_value_off_its_control_is_refused_and_nothing_moves(name: str, wrong: Any) -> None:
    explorer = EXPLORERS[name]()
    control = explorer.content["controls"][0]["name"]
    before = explorer.shown
    send(explorer, {"values": {control: wrong}})
    assert explorer.shown == before
    with pytest.raises(CourseError):
        explorer.move(**{control: wrong})


@EACH
@pytest.mark.parametrize("message", ["x", 1, {}, {"values": 1}, {"values": {"other": 1}}, {"values": {1: 1}}, []])
def test_any_other_message_is_left_alone(name: str, message: object) -> None:
    explorer = EXPLORERS[name]()
    before = explorer.shown
    send(explorer, message)
    assert explorer.shown == before


@EACH
def test_in_another_language_it_says_what_it_would_have_said_from_the_start(name: str) -> None:
    use("zh")
    explorer, chinese = EXPLORERS[name](), EXPLORERS[name]()
    use("en")
    english = EXPLORERS[name]()
    first = english.content["controls"][0]
    for one in (explorer, english, chinese):
        one.move(**{first["name"]: first["high"]})
    explorer.switch("en")
    assert explorer.content == english.content
    assert {**explorer.shown, "turn": 1} == english.shown
    assert repr(explorer) == repr(english)
    assert explorer._static_html() == english._static_html()
    explorer._handle_custom_msg({"language": "zh"}, [])
    assert {**explorer.shown, "turn": 1} == chinese.shown
    with pytest.raises(CourseError, match="fr"):
        explorer.switch("fr")


def test_a_value_between_two_steps_is_refused() -> None:
    control = Control("people", "People", 10, 400, 10, 40)
    assert control.accept(20.0) == 20
    with pytest.raises(CourseError) as caught:
        control.accept(25)
    assert caught.value.key == "explorers.off_step"


@EACH
def test_the_printed_line_is_stable_and_changes_with_what_is_shown(name: str) -> None:
    first, second = EXPLORERS[name](), EXPLORERS[name]()
    moved = {first.content["controls"][0]["name"]: first.content["controls"][0]["high"]}
    line = repr(first)
    first.move(**moved)
    assert repr(first) == line == repr(second)
    if name in OF_SURVEYS:
        assert repr(EXPLORERS[name](draw("bank_branch", 7))) != line
    use("zh")
    assert repr(EXPLORERS[name]()) != line


@EACH_LANGUAGE
@EACH
def test_without_a_kernel_a_reader_sees_the_start_and_what_is_missing(name: str, language: str) -> None:
    use(language)
    explorer = EXPLORERS[name]()
    start = explorer.shown
    page = explorer._repr_mimebundle_()[0]["text/html"]
    assert start["picture"] in page
    assert message_in(language, "explorers.needs_kernel") in page
    for control in explorer.content["controls"]:
        assert f"{control['label']}" in page
        assert f"{control['start']}{control['unit']}" in page
    tree = ElementTree.fromstring(page)
    assert start["text"] in "".join(tree.itertext())


def test_the_weighted_total_is_what_servqual_gives_for_these_weights() -> None:
    survey = load("bank_branch")
    text = fsq_lab.explore_weights().move(tangibles=10, reliability=50, responsiveness=20, assurance=10, empathy=10)
    points = {"tangibles": 10, "reliability": 50, "responsiveness": 20, "assurance": 10, "empathy": 10}
    weighing = survey[shares(survey).notna().all(axis="columns")]
    same = servqual.weighted(weighing.assign(**{f"weight_{name}": value for name, value in points.items()}))
    own = servqual.weighted(survey)
    assert same["n_used"].iloc[0] == own["n_used"].iloc[0], "both totals are of the same people"
    expected = [same.loc["own_weights", column] for column in ("gap", "low", "high")]
    total, low, high, part, by_own = numbers(text)
    assert [total, low, high] == pytest.approx(expected, abs=0.005)
    assert by_own == pytest.approx(own.loc["own_weights", "gap"], abs=0.005)
    assert part == pytest.approx(0.5 * servqual.gaps(survey).loc["reliability", "gap"], abs=0.02)


@pytest.mark.parametrize("name", ["bank_branch", "mobile_bank", "securities"])
def test_before_anything_is_moved_the_total_is_the_one_that_servqual_gives_for_mean_weights(name: str) -> None:
    totals = servqual.weighted(load(name))["gap"]
    total, *_, own = numbers(fsq_lab.explore_weights(load(name)).shown["text"])
    assert [total, own] == [round(totals["mean_weights"], 2), round(totals["own_weights"], 2)]


def test_weights_that_do_not_add_up_to_100_are_rescaled_and_this_is_said() -> None:
    explorer = fsq_lab.explore_weights()
    names = [control["name"] for control in explorer.content["controls"]]
    whole = explorer.move(**dict.fromkeys(names, 20))
    doubled = explorer.move(**dict.fromkeys(names, 40))
    assert doubled == message_in("en", "explorers.weights.rescaled", total=200) + whole
    assert "Reliability" in whole
    assert "nothing to weight by" in explorer.move(**dict.fromkeys(names, 0))


def test_dimensions_that_pull_alike_are_both_named() -> None:
    survey = load("bank_branch")
    for item in range(1, 23):
        survey[f"expectation_{item}"] = 6.0
        survey[f"perception_{item}"] = 5.0 if item % 2 else 4.0
    explorer = fsq_lab.explore_weights(survey)
    text = explorer.move(tangibles=0, reliability=0, responsiveness=50, assurance=50, empathy=0)
    assert "Responsiveness, Assurance (−0.75)" in text
    assert explorer.shown["picture"].count("◀") == 2


def test_four_times_the_people_give_about_half_the_width_and_one_in_twenty_still_misses() -> None:
    explorer = fsq_lab.explore_sample_size()
    widths, misses = {}, {}
    for people in (40, 160):
        texts = [explorer.move(people=people, series=series) for series in range(1, 51)]
        widths[people] = np.mean([numbers(text)[0] for text in texts])
        misses[people] = sum(int(re.findall(r"(\d+) miss it", text)[0]) for text in texts)
    assert widths[160] / widths[40] == pytest.approx(0.5, abs=0.02)
    for count in misses.values():
        assert 30 <= count <= 70, "of 1,000 intervals about 50 miss"


def test_an_interval_that_misses_carries_a_cross_in_place_of_a_dot() -> None:
    explorer = fsq_lab.explore_sample_size()
    for series in range(1, 11):
        text = explorer.move(series=series)
        dots = ElementTree.fromstring(explorer.shown["picture"]).findall(f"{SVG}circle")
        assert len(dots) == 20 - int(re.findall(r"(\d+) miss it", text)[0])


def test_the_samples_are_drawn_around_the_mean_of_all_respondents() -> None:
    text = fsq_lab.explore_sample_size().shown["text"]
    total = servqual.gaps(load("bank_branch"), by="total").loc["total"]
    assert f"{total['n_used']} respondents" in text
    assert numbers(text)[1] == pytest.approx(total["gap"], abs=0.005)


def test_as_expectations_rise_to_the_top_the_gap_becomes_perception_minus_seven() -> None:
    explorer = fsq_lab.explore_ceiling()
    gap = servqual.gaps(load("bank_branch")).loc["reliability"]
    start = numbers(explorer.shown["text"])
    assert start[:3] == pytest.approx([gap["expectation"], gap["perception"], gap["gap"]], abs=0.005)
    found = [numbers(explorer.move(share=share)) for share in range(0, 101, 5)]
    expectation, perception, gaps, alone, correlation = zip(*found, strict=True)
    assert list(expectation) == sorted(expectation)
    assert len(set(perception)) == 1, "service stays as it is"
    assert list(gaps) == sorted(gaps, reverse=True)
    assert gaps[-1] == alone[-1] == pytest.approx(perception[-1] - 7, abs=0.011)
    assert correlation[0] < 0.9
    assert correlation[-1] == 1


def test_an_unanswered_expectation_is_not_made_up() -> None:
    explorer = fsq_lab.explore_ceiling()
    explorer.move(share=100)
    assert f"n = {servqual.gaps(load('bank_branch')).loc['reliability', 'n_used']}" in explorer.shown["text"]


def seven(complaints: int, customers: int) -> pd.DataFrame:
    """The six banks of 2022Q3 and an invented one, worked out apart from the explorer."""
    rates = load("complaints_rates")
    six = rates[(rates["level"] == "bank") & (rates["quarter"] == "2022Q3")].set_index("name")
    own = pd.DataFrame({"complaints": [complaints], "per_10m_customers": [10 * complaints / customers]}, ["own"])
    return pd.concat([six[["complaints", "per_10m_customers"]].astype(float), own])


@pytest.mark.parametrize(
    ("complaints", "customers", "places"),
    [(2000, 400, (7, 4)), (2000, 90, (7, 1)), (4000, 800, (1, 4)), (2600, 800, (7, 7)), (200, 800, (7, 7))],
)
def test_the_denominator_decides_the_rank_and_count_and_rate_are_told(
    complaints: int, customers: int, places: tuple[int, int]
) -> None:
    text = fsq_lab.explore_denominator().move(complaints=complaints, customers=customers)
    table = seven(complaints, customers)
    above = tuple(1 + int((table[column] > table.loc["own", column]).sum()) for column in table)
    assert above == places
    assert tuple(map(int, re.findall(r"number (\d)", text))) == places
    assert f"{complaints:,} complaints" in text
    assert f"{table.loc['own', 'per_10m_customers']:,.1f} per ten million" in text
    times = table.loc["own"] / table.drop("own").median()
    assert re.findall(r"(\d+\.\d) times", text) == [f"{value:.1f}" for value in times]


def test_moving_the_invented_bank_moves_no_bar_of_a_real_one() -> None:
    explorer = fsq_lab.explore_denominator()

    def bars() -> list[str]:
        found = ElementTree.fromstring(explorer.shown["picture"]).findall(f"{SVG}rect")
        return [str(bar.get("width")) for bar in found]

    before = bars()
    explorer.move(complaints=6000, customers=20)
    assert len(before) == len(bars()) == 2 * 7 + 2
    assert bars()[2:] == before[2:]
    assert bars()[:2] != before[:2]
    assert explorer.shown["picture"].count("▸") == 1, "a bar that is cut off says so"


def test_the_denominators_origin_tells_real_from_invented() -> None:
    assert "press copies" in fsq_lab.explore_denominator().content["origin"]
    assert "invented" in fsq_lab.explore_denominator().content["origin"]


def cash(own: bool) -> float:
    """The share of cash transactions in time from March to September 2025, at B07 or elsewhere."""
    table = load("promises")
    chosen = table["month"].between("2025-03", "2025-09") & (table["kind"] == "cash")
    rows = table[chosen & ((table["branch"] == "B07") == own)]
    return float(rows["in_time"].sum() / rows["pieces"].sum())


def test_at_the_poster_s_own_promise_the_shares_kept_are_those_of_the_table() -> None:
    text = fsq_lab.explore_promise().move(minutes=30)
    kept = re.findall(r"keep (\d+)% of its promises, the other branches (\d+)%", text)
    assert kept == [(f"{100 * cash(True):.0f}", f"{100 * cash(False):.0f}")]


def test_a_longer_promise_is_kept_more_often_and_leaves_more_minutes_over() -> None:
    explorer = fsq_lab.explore_promise()
    shares, spare = [], []
    for minutes in range(10, 91, 5):
        text = explorer.move(minutes=minutes)
        shares.append(float(re.findall(r"keep ([\d.]+)%", text)[0]))
        spare.append(int(re.findall(r"has (\d+) to spare", text)[0]))
    assert shares == sorted(shares)
    assert spare == sorted(spare)
    assert (shares[0], spare[-1]) == (0.1, 59), "worked out by hand from a median of 28.9 minutes"


def test_the_shares_of_another_promise_are_those_of_lognormal_times() -> None:
    explorer = fsq_lab.explore_promise()
    draws = np.random.default_rng(1).normal(size=200_000)
    for minutes in (20, 45, 60):
        text = explorer.move(minutes=minutes)
        told = re.findall(r"keep ([\d.]+)% of its promises, the other branches ([\d.]+)%", text)[0]
        for share, said in zip((cash(True), cash(False)), map(float, told), strict=True):
            times = 30 * np.exp(0.35 * (draws - np.quantile(draws, share)))
            assert 100 * np.mean(times <= minutes) == pytest.approx(said, abs=0.8)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_promise_that_the_lesson_asks_for_is_told_only_where_the_slider_stands(language: str) -> None:
    use(language)
    explorer = fsq_lab.explore_promise()
    assert "45" not in explorer.move(minutes=30)
    assert "90%" in re.sub("要求90%按时|ask for 90% in time", "", explorer.move(minutes=45)), (
        "what the reader looks for"
    )


def test_the_origin_says_that_the_curves_are_a_model_and_with_which_seed() -> None:
    origin = fsq_lab.explore_promise().content["origin"]
    assert "a model, not a measurement" in origin
    assert str(load("promises").attrs["synthetic_seed"]) in origin


def test_at_b07s_spring_formula_and_day_stand_side_by_side_and_the_day_is_far_shorter() -> None:
    text = fsq_lab.explore_queue().move(arrivals=116, windows=2, minutes=8)
    steady = queues.erlang_c(116, 8, 2)
    log = load("service_log_tickets")
    usual = log[log["day_type"] == "usual"]
    played = simulation.days(116, 8, 2, profile=waits.profile(usual), service_cv=0.5)
    formula, day = re.findall(r"(?:says|is) ([\d,.]+) minutes", text)
    assert formula == f"{steady['mean_wait']:.0f}"
    assert day == f"{played['mean_wait']:.0f}"
    assert re.findall(r"([\d.]+)%", text) == [
        "97", f"{100 * steady['share_over']:.0f}", f"{100 * played['share_over']:.0f}"
    ]  # fmt: skip
    assert float(day) < 0.3 * float(formula)


def test_more_customers_fewer_windows_and_longer_service_wait_longer() -> None:
    explorer = fsq_lab.explore_queue()

    def waited(**values: int) -> float:
        explorer.move(**values)
        return float(explorer.shown["text"].split("mean wait is ")[1].split(" ")[0])

    by_customers = [waited(arrivals=came, windows=2, minutes=8) for came in (60, 90, 120, 150)]
    assert by_customers == sorted(by_customers)
    by_windows = [waited(arrivals=116, windows=windows, minutes=8) for windows in (1, 2, 3, 4)]
    assert by_windows == sorted(by_windows, reverse=True)
    by_minutes = [waited(arrivals=116, windows=3, minutes=minutes) for minutes in (4, 8, 12, 16)]
    assert by_minutes == sorted(by_minutes)


def test_with_more_work_than_windows_have_the_formula_has_no_answer_and_the_day_has() -> None:
    explorer = fsq_lab.explore_queue()
    text = explorer.move(arrivals=120, windows=2, minutes=8)
    assert "load of 100%" in text
    assert "no answer" in text
    assert "at least 3 windows are needed" in text
    assert "steady state) says" not in text
    assert "Within one day" in text
    assert "steady state) says" in explorer.move(arrivals=118)


def test_the_queues_origin_says_that_both_answers_are_models() -> None:
    origin = fsq_lab.explore_queue().content["origin"]
    assert "models, not measurements" in origin
    assert str(load("service_log_tickets").attrs["synthetic_seed"]) in origin


def test_due_dates_are_those_of_the_clock_and_each_misreading_is_told_with_its_days() -> None:
    explorer = fsq_lab.explore_due_dates()
    for year, month, day, limit in ((2025, 9, 26, 1), (2026, 1, 20, 2), (2020, 1, 20, 1), (2024, 2, 29, 3)):
        text = explorer.move(year=year, month=month, day=day, limit=limit)
        days = {1: 15, 2: 30, 3: 60}[limit]
        found = clock.readings(f"{year}-{month:02d}-{day:02d}", days)
        assert f"limit {days} days. The rule: {found.loc['rule', 'due']}" in text
        for _, row in found.drop("rule").iterrows():
            assert str(row["due"]) in text
        assert re.findall(r"(\d+) day\(s\) late", text) == [str(later) for later in found["days_later"] if later > 0]
        drawn = explorer.shown["picture"]
        assert len(ElementTree.fromstring(drawn).findall(f"{SVG}circle")) == (found["days_later"] <= 0).sum()


def test_holidays_and_make_up_days_on_the_way_are_told_in_the_readers_language() -> None:
    assert (
        "National Day and Mid-Autumn Festival. Make-up days: 09-28, 10-11" in fsq_lab.explore_due_dates().shown["text"]
    )
    use("zh")
    assert "途中的节假日：国庆节、中秋节。调休上班：09-28、10-11" in fsq_lab.explore_due_dates().shown["text"]


def test_a_date_of_receipt_whose_terms_run_into_2027_says_what_nobody_knows_yet() -> None:
    text = fsq_lab.explore_due_dates().move(year=2026, month=12, day=20)
    assert "The rule: 2027-01-04." in text
    assert "Working days: no calendar for that year yet" in text
    assert "For 2027 no notice is there yet" in text


def test_a_day_that_a_month_does_not_have_is_the_last_one_and_this_is_said() -> None:
    assert (
        fsq_lab.explore_due_dates().move(month=2, day=31).startswith("This month has no day 31: 2025-02-28 is taken.")
    )


def test_at_the_logs_own_share_of_leavers_the_explorer_shows_rule_a1() -> None:
    explorer = fsq_lab.explore_leavers()
    log = load("complaints_log")
    by_rule, even = recovery.by_rule(log), recovery.break_even(log)
    assert numbers(explorer.shown["text"])[0] == pytest.approx(by_rule.loc["answered", "mean_change"], abs=0.005)
    text = explorer.move(share=round(100 * even["share_left"]))
    assert numbers(text)[0] == pytest.approx(by_rule.loc["A1", "mean_change"], abs=0.02)
    assert "worse off" in text
    assert f"At {100 * even['break_even_share']:.0f}% leavers the mean is 0" in text


def test_from_the_wrong_baseline_no_share_of_leavers_turns_it_and_it_is_called_wrong() -> None:
    explorer = fsq_lab.explore_leavers()
    found = []
    for share in (0, 30, 60):
        text = explorer.move(share=share, baseline=2)
        found.append(numbers(text)[0])
        assert "wrong baseline" in text
        assert "No share of leavers" in text
    assert found[0] > found[1] > found[2] > 0
    assert "wrong baseline" not in explorer.move(baseline=1)


def test_the_origins_say_what_is_a_convention_and_what_an_assumption() -> None:
    origin = fsq_lab.explore_due_dates().content["origin"]
    assert "by convention, receipt is not counted" in origin
    assert "No legal advice" in origin
    assert "an assumption, not the truth" in fsq_lab.explore_leavers().content["origin"]


def test_alpha_of_the_explorer_is_that_of_the_library_and_grows_with_items_and_n_narrows_it() -> None:
    explorer = fsq_lab.explore_alpha()
    r, alpha, low, high, doubled = numbers(explorer.move(items=10, correlation=20, people=200))[:5]
    matrix = pd.DataFrame(0.2 + 0.8 * np.eye(10))
    assert (r, alpha) == (0.2, pytest.approx(reliability.standardised_alpha(matrix)["standardised"], abs=0.005))
    assert [low, high] == pytest.approx(reliability.feldt_interval(10 * 0.2 / 2.8, 200, 10), abs=0.005)
    assert doubled == pytest.approx(reliability.spearman_brown(10 * 0.2 / 2.8, 2), abs=0.005)
    widths = []
    for people in (20, 90, 500):
        told = numbers(explorer.move(people=people))
        widths.append(told[3] - told[2])
    assert widths == sorted(widths, reverse=True)


def test_the_judgements_weights_are_those_of_the_library_and_a_circle_is_called_one() -> None:
    explorer = fsq_lab.explore_judgements()
    text = explorer.move(reliability_responsiveness=2, reliability_assurance=4, responsiveness_assurance=1)
    expected = ahp.weights([[1, 3, 5], ["1/3", 1, 2], ["1/5", "1/2", 1]])["weight"]
    assert re.findall(r"(\d+)%", text) == [f"{100 * weight:.0f}" for weight in expected]
    assert "judgements agree" in text
    text = explorer.move(reliability_responsiveness=4, reliability_assurance=-4, responsiveness_assurance=4)
    assert "contradict" in text
    assert "Furthest off" in text
    assert "Empathy is not judged" in text
    for language in LANGUAGES:  # 14 high, a letter is at most .6 of that wide on average, a Chinese one as wide as high
        names = [message_in(language, f"labels.{name}") for name in judgements.CRITERIA]
        assert max(len(name) for name in names) * (8.4 if language == "en" else 14) <= judgements.LEFT - 6
    text = explorer.move(reliability_responsiveness=2, reliability_assurance=-2, responsiveness_assurance=2)
    assert "given 0.33, while the other judgements alone imply 9" in text
    assert "Empathy: " in explorer.move(criteria=4)
    text = fsq_lab.explore_judgements().move(criteria=4, reliability_empathy=-8)
    judged = np.array([[1, 2, 3, 1 / 9], [1 / 2, 1, 2, 3], [1 / 3, 1 / 2, 1, 2], [9, 1 / 3, 1 / 2, 1]])
    assert "contradict" in text
    assert re.findall(r"(\d+)%", text) == [f"{100 * weight:.0f}" for weight in principal(judged)[1]]


# ---- samples against the truth
def test_more_answers_shrink_the_interval_and_not_the_miss() -> None:
    use("en")
    explorer = fsq_lab.explore_samples()
    off, width = {}, {}
    for way in (1, 2, 3):
        for people in (60, 400):
            miss, half = numbers(explorer.move(way=way, people=people))[:2]
            off[way, people], width[way, people] = miss, half
    assert all(width[way, 400] < width[way, 60] / 2 for way in (1, 2, 3))
    assert off[1, 400] > 0.3
    assert abs(off[3, 400]) < 0.1
    assert off[2, 400] < -0.1


def test_a_random_sample_mostly_contains_the_truth_and_the_tablet_hardly() -> None:
    use("en")
    explorer = fsq_lab.explore_samples()
    hits = {}
    for way in (1, 3):
        found = [
            re.search(r"(\d+) intervals", explorer.move(way=way, people=260, series=series)) for series in (1, 2, 3)
        ]
        hits[way] = sum(int(one[1]) for one in found if one)
    assert hits[1] == 0
    assert hits[3] >= 54


# ---- switching cost
def test_satisfaction_stays_and_loyalty_moves_with_the_cost() -> None:
    use("en")
    explorer = fsq_lab.explore_switching_cost()
    free, tied = explorer.move(cost=0, alternatives=100), explorer.move(cost=100, alternatives=100)
    shares = [int(re.search(r"(\d+)% overall", text)[1]) for text in (free, tied)]  # type: ignore[index]
    assert shares[0] + 20 < shares[1]
    assert numbers(free)[0] == numbers(tied)[0] == round(load("frame")["satisfaction_true"].mean(), 2)
    matured = load("frame").query("matured == 1").merge(load("customers"), on="customer")
    ones = matured.query("payroll == 0 and mortgage == 0 and satisfaction_true == 1")["renewed"].mean()
    assert f"{100 * ones:.0f}% of those scoring 1 renew" in free


def test_without_an_alternative_the_curve_is_nearly_level() -> None:
    use("en")
    explorer = fsq_lab.explore_switching_cost()
    told = explorer.move(cost=0, alternatives=0)
    ends = re.search(r"(\d+)% of those scoring 1 renew, (\d+)% of those scoring 5", told)
    assert ends is not None
    assert int(ends[2]) - int(ends[1]) < 10


def test_the_alarm_finds_what_the_threshold_of_the_same_budget_finds() -> None:
    use("en")
    months = (["2024-07", "2024-09", "2024-12", "2025-03"], ["2025-06", "2025-09"])
    known = [(load("customers"), load("balances"), own, load("complaints_log")) for own in months]
    past, now = (early_warning.signals(*one) for one in known)
    chance = early_warning.fit(past).predict(now)
    explorer = fsq_lab.explore_alarm()
    for calls in (10, 100, 600):
        found = early_warning.threshold(chance, now["leaves"], calls)
        told = explorer.move(calls=calls)
        assert f"Of {found['calls']} called, {found['hits']} leave" in told
        assert f"{found['false_alarms']} are called in vain" in told
        assert f"of {found['events']} leavers, {found['missed']} are missed" in told.replace("Of", "of")


def test_higher_cuts_leave_more_to_the_app_and_need_fewer_managers() -> None:
    use("en")
    explorer = fsq_lab.explore_tiers()
    low, high = explorer.move(middle=1, upper=35), explorer.move(middle=30, upper=300)
    managers = [int(re.findall(r"Managers needed: (\d+)", told)[0]) for told in (low, high)]
    left = [int(re.findall(r"use: ([\d,]+) customers", told)[0].replace(",", "")) for told in (low, high)]
    assert managers[0] > managers[1]
    assert left[0] < left[1]
    assert "most often at ages 60 and over" in high
