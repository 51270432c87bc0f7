"""The paradox by named rules, its exact tests and warnings; remedies against losses; what the bank's log must show."""

from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from fsq_lab.complaints import justice, recovery
from fsq_lab.ground.language import CourseError
from fsq_lab.ground.synthetic.bank import parameters
from fsq_lab.ground.synthetic.bank.complained import complaints_table
from fsq_lab.ground.synthetic.bank.world import World
from fsq_lab.survey.loading import load

WORLDS = [None, "20260001", "20260002"]
TIME = ["waiting", "promise_missed", "card_kept"]


@pytest.fixture(scope="module")
def log() -> pd.DataFrame:
    return load("complaints_log")


@pytest.fixture(scope="module", params=WORLDS)
def world(request: pytest.FixtureRequest) -> pd.DataFrame:
    return load("complaints_log", student=request.param)


@pytest.fixture(scope="module")
def noise_logs() -> list[pd.DataFrame]:
    """Logs of the bank without its story: who left and who answered hang on nothing."""
    logs = []
    for seed in range(8):
        table = complaints_table(World(seed, parameters.NOISE, conditioned=False).complaints)
        scores = ["before", "at_failure", "after", "back_90d", "left_6m"]
        logs.append(table.assign(**{name: table[name].where(table[name] >= 0) for name in scores}))
    return logs


def small(answered: list[tuple[int, int, int]], leavers: list[tuple[int, int]] = [], silent: int = 0) -> pd.DataFrame:  # noqa: B006
    rows = [(*scores, 0) for scores in answered]
    rows += [(before, low, np.nan, 1) for before, low in leavers]
    rows += [(5, 3, np.nan, 0)] * silent
    return pd.DataFrame(rows, columns=["before", "at_failure", "after", "left_6m"]).astype(float)


# ---- the facts of the bank's world
def test_the_paradox_appears_among_those_who_answered(world: pd.DataFrame) -> None:
    found = recovery.paradox(world, "before", "answered")
    assert found["low"] > 0
    assert found["t_value"] > 1.96
    assert str(found["note"]).startswith("better than before, leavers left out")
    assert found["n_lost"] == found["n_leavers"] + found["n_silent"] > 0


def test_it_turns_round_under_a1_a4_and_a5_and_stays_under_a3_by_assumption(world: pd.DataFrame) -> None:
    found = recovery.by_rule(world)
    for rule in ("A1", "A5"):
        assert found.loc[rule, "high"] < 0
    assert str(found.loc["A4", "note"]).startswith("worse than before")
    assert found.loc["A4", "worse"] > found.loc["A4", "better"]
    assert found.loc["A3", "low"] > 0
    assert "by assumption" in found.loc["A3", "note"]
    assert recovery.break_even(world)["break_even"] < 0
    assert recovery.break_even(world)["last_known"] < recovery.break_even(world)["break_even"]


def test_from_the_wrong_baseline_everybody_has_risen_and_it_is_called_wrong(world: pd.DataFrame) -> None:
    found = recovery.by_rule(world).loc["wrong_baseline"]
    assert found["mean_change"] > 1.4
    assert "wrong baseline" in found["note"]
    assert not recovery.by_rule(world)["note"].drop("wrong_baseline").str.contains("wrong").any()


def test_complaints_decided_within_three_days_come_back_more(world: pd.DataFrame) -> None:
    found = recovery.came_back(world)
    assert found.loc["difference", "low"] > 0
    assert found.loc["difference", "note"] == "higher"
    assert found.loc["quick", "share"] == pytest.approx(0.36, abs=0.08)


def test_in_pure_noise_no_paradox_no_quick_return_and_no_mismatch_is_found(noise_logs: list[pd.DataFrame]) -> None:
    better = [str(recovery.paradox(one, "before", "answered")["note"]).startswith("better") for one in noise_logs]
    more = [recovery.came_back(one).loc["difference", "note"] == "higher" for one in noise_logs]
    left = [justice.by_match(justice.coded(one)).loc["misses", "note"] == "higher" for one in noise_logs]
    assert sum(better) <= 1
    assert sum(more) <= 1
    assert sum(left) <= 1


def test_in_noise_too_a_rule_for_leavers_decides_and_regression_is_warned_of(noise_logs: list[pd.DataFrame]) -> None:
    for one in noise_logs[:3]:
        assert recovery.paradox(one, "before", "A1")["high"] < 0, "world sheet, warning 5: a rule, not the truth"
        found = recovery.paradox(one, "before", "answered")
        assert found["baseline_correlation"] < -0.2
        assert found["warning"] == "regression to the mean possible"
        assert found["oldham_correlation"] > 0, "the coupling alone: whoever stands higher in the mean did not fall"


# ---- by another way
def test_every_rule_is_what_pandas_gives(log: pd.DataFrame) -> None:
    known = log[log["left_6m"].notna()]
    answered = (known["after"] - known["before"]).dropna().astype(float)
    gone = known[known["left_6m"] == 1]
    falls = (gone["at_failure"] - gone["before"]).astype(float)
    silent = int((known["after"].isna() & (known["left_6m"] == 0)).sum())
    zeros = pd.Series(np.zeros(silent))
    by_hand = {
        "answered": answered,
        "A1": pd.concat([answered, falls]),
        "A3": pd.concat([answered, zeros, pd.Series(np.zeros(len(gone)))]),
        "A5": pd.concat([answered, falls, zeros]),
    }
    for rule, changes in by_hand.items():
        found = recovery.paradox(log, "before", rule)
        test = stats.ttest_1samp(changes, 0)
        interval = test.confidence_interval()
        assert [found[name] for name in ("mean_change", "low", "high", "t_value", "p_value", "n")] == pytest.approx(
            [changes.mean(), interval.low, interval.high, test.statistic, test.pvalue, len(changes)]
        )
        assert [found[name] for name in ("better", "worse", "ties")] == [
            (changes > 0).sum(),
            (changes < 0).sum(),
            (changes == 0).sum(),
        ]
    found = recovery.paradox(log, "before", "A4")
    assert found["worse"] == (answered < 0).sum() + len(gone)
    assert np.isnan(found["mean_change"])
    assert np.isnan(found["t_value"])


def test_the_sign_test_is_exact_and_ties_count() -> None:
    for up, down, ties in ((6, 0, 4), (12, 3, 20), (9, 9, 1), (40, 21, 0)):
        table = small([(4, 2, 5)] * up + [(4, 2, 3)] * down + [(4, 2, 4)] * ties)
        found = recovery.paradox(table, "before", "answered")
        assert found["sign_p_without_ties"] == pytest.approx(stats.binomtest(up, up + down).pvalue)
        half = ties // 2
        assert found["sign_p"] == pytest.approx(stats.binomtest(up + half, up + down + 2 * half).pvalue)
        assert found["sign_p"] >= found["sign_p_without_ties"] - 1e-12
        assert found["ties"] == ties


def test_the_break_even_change_given_to_leavers_brings_the_mean_to_0(log: pd.DataFrame) -> None:
    found = recovery.break_even(log)
    known = log[log["left_6m"].notna()]
    total = (known["after"] - known["before"]).sum() + found["break_even"] * (known["left_6m"] == 1).sum()
    assert total == pytest.approx(0)
    assert found["low"] < found["break_even"] < found["high"] < 0
    share = found["break_even_share"]
    answered = recovery.paradox(log, "before", "answered")["mean_change"]
    assert (1 - share) * answered + share * found["last_known"] == pytest.approx(0)


def test_steps_are_the_means_of_each_group(log: pd.DataFrame) -> None:
    found = recovery.steps(log)
    gone = log[log["left_6m"] == 1]
    assert found.loc[("leavers", "before"), "mean"] == pytest.approx(gone["before"].mean())
    assert found.loc[("leavers", "after"), "note"] == "no score"
    assert found["n"].tolist() == [501, 501, 501, 431, 431, 0, 250, 250, 0]


# ---- what is said, and refused
def test_where_all_changes_are_equal_there_is_no_t() -> None:
    found = recovery.paradox(small([(4, 2, 5)] * 8), "before", "answered")
    assert found["note"] == "no t: all changes are equal, leavers left out"
    assert np.isnan(found["t_value"])
    assert np.isnan(found["low"])
    assert (found["mean_change"], found["better"], found["n"]) == (1.0, 8, 8)


def test_baseline_and_change_without_noise_are_not_warned_of() -> None:
    draws = np.random.default_rng(4)
    before = np.repeat([3, 4, 5, 6], 15)
    after = before + draws.permutation(np.tile([-1, 0, 1], 20))
    table = small([(b, 2, a) for b, a in zip(before, after, strict=True)])
    found = recovery.paradox(table, "before", "answered")
    assert abs(found["baseline_correlation"]) < 0.25
    assert found["warning"] == ""
    halved = small([(b, 2, round(4.5 + (b - 4.5) / 3)) for b in before])
    assert recovery.paradox(halved, "before", "answered")["warning"] == "regression to the mean possible"


def test_order_does_not_matter_and_the_log_is_not_changed(log: pd.DataFrame) -> None:
    before = log.copy()
    found = recovery.by_rule(log)
    shuffled = recovery.by_rule(log.sample(frac=1, random_state=2))
    pd.testing.assert_frame_equal(found, shuffled)
    pd.testing.assert_frame_equal(log, before)


@pytest.mark.parametrize(
    ("ask", "key"),
    [
        (lambda log: recovery.paradox(log, "before", "A6"), "recovery.unknown_rule"),
        (lambda log: recovery.paradox(log, "after", "A1"), "recovery.unknown_baseline"),
        (lambda log: recovery.paradox(log, "before", "A1", left="gone"), "complaints.no_column"),
        (lambda log: recovery.paradox(log, "before", "A1", left="cause"), "statistics.not_numbers"),
        (lambda log: recovery.paradox(log.assign(after=5.0), "before", "A1"), "recovery.left_and_answered"),
        (lambda log: recovery.paradox(log.assign(before=-2), "before", "A1"), "recovery.negative"),
        (lambda log: recovery.paradox(log.assign(left_6m=2), "before", "A1"), "recovery.not_0_1"),
        (lambda log: recovery.paradox(log.assign(after=np.nan), "before", "answered"), "recovery.few"),
        (lambda log: recovery.paradox(log.assign(left_6m=np.nan), "before", "A1"), "complaints.no_rows"),
        (lambda log: recovery.break_even(small([(4, 2, 5), (5, 2, 6)])), "recovery.nobody_left"),
        (lambda log: recovery.came_back(log, quick=-1), "recovery.empty_group"),
        (lambda log: recovery.came_back(log.assign(decided="soon")), "complaints.no_date"),
        (lambda log: recovery.came_back(log.drop(columns="back_90d")), "complaints.no_column"),
        (lambda log: justice.coded(log.assign(cause="noise")), "justice.unknown_code"),
        (lambda log: justice.coded(log.assign(remedy="flowers")), "justice.unknown_code"),
        (lambda log: justice.coded(log, lost={"waiting": {"legal": 2}}), "justice.coding"),
        (lambda log: justice.remedies({"gift": ["joy"]}), "justice.coding"),
        (lambda log: justice.by_match(log), "complaints.no_column"),
        (lambda log: justice.by_match(justice.coded(log), outcome="harm"), "recovery.not_0_1"),
    ],
)
def test_what_the_input_cannot_carry_is_refused(ask: Any, key: str, log: pd.DataFrame) -> None:
    with pytest.raises(CourseError) as caught:
        ask(log)
    assert caught.value.key == key


def test_baseline_and_rule_must_be_named(log: pd.DataFrame) -> None:
    with pytest.raises(TypeError):
        recovery.paradox(log)  # type: ignore[call-arg]


# ---- justice
def test_a_present_and_a_letter_fit_no_loss_of_time_and_the_banks_own_remedies_fit() -> None:
    table = justice.match_table()
    assert (table.loc[TIME, ["gift", "letter"]] == "misses").all().all()
    fitting = {"waiting": "appointment", "attitude": "apology", "fee_not_told": "refund", "promise_missed": "apology",
               "app": "correction", "card_kept": "correction", "wrong_entry": "correction", "mis_sale": "refund",
               "privacy": "apology"}  # fmt: skip
    assert {table.loc[cause, remedy] for cause, remedy in fitting.items()} == {"fits"}
    assert (table.loc["other"] == "cannot tell").all()


def test_a_match_is_that_of_what_is_lost_and_what_is_given_back() -> None:
    lost, given, table = justice.losses(), justice.remedies(), justice.match_table()
    for cause, remedy in product(table.index, table.columns):
        main = [j for j in justice.JUSTICES if lost.loc[cause, j] == 2]
        besides = [j for j in justice.JUSTICES if lost.loc[cause, j] == 1]
        back = {j for j in justice.JUSTICES if given.loc[remedy, j]}
        if not main:
            expected = "cannot tell"
        elif back & set(main):
            expected = "fits in part" if remedy == "gift" else "fits"
        else:
            expected = "fits in part" if back & set(besides) and remedy != "gift" else "misses"
        assert table.loc[cause, remedy] == expected, (cause, remedy)


def test_whoever_got_a_remedy_that_misses_leaves_and_comes_back_more(world: pd.DataFrame) -> None:
    coded = justice.coded(world)
    assert justice.by_match(coded, "back_90d").loc["misses", "note"] == "higher"
    assert justice.by_match(coded, "left_6m").loc["misses", "share_difference"] > 0


def test_every_row_that_the_world_calls_mismatched_is_coded_as_a_miss(log: pd.DataFrame) -> None:
    coded = justice.coded(log)
    wrong = (log["cause"].isin(TIME) & (log["remedy"] == "gift")) | (log["remedy"] == "letter")
    assert set(coded.loc[wrong & (log["cause"] != "other"), "match"]) == {"misses"}


def test_shares_by_match_are_counted_and_what_is_not_known_is_counted_apart(log: pd.DataFrame) -> None:
    found = justice.by_match(justice.coded(log))
    assert found["n"].sum() + found["n_lost"].sum() == len(log)
    known = log[log["left_6m"].notna()]
    match = justice.coded(known)["match"]
    assert found["share"].to_dict() == pytest.approx(known["left_6m"].astype(float).groupby(match).mean().to_dict())


def test_a_coding_of_ones_own_is_used(log: pd.DataFrame) -> None:
    own = {cause: {"distributive": 2} for cause in justice.LOSSES}
    coded = justice.coded(log, lost=own)
    assert set(coded.loc[log["remedy"] == "apology", "match"]) == {"misses"}
    assert set(coded["lost"]) == {"distributive"}
    assert "own coding" in justice.losses(own)["convention"].iloc[0]
