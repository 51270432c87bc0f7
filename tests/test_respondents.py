"""Who counts and why others do not: not answered, not asked and excluded are told apart in every result."""

import numpy as np
import pandas as pd
import pytest
from questionnaires import COUNTED, WORDING, answered, questionnaire, routed

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring import servqual, tallies
from fsq_lab.survey.instruments import instrument
from fsq_lab.survey.loading import load

ANSWERS = ("expectation", "perception", "minimum", "desired")
# "first" has one item, "second" three; two of these three are asked after line = life only
ROUTED = routed({"first": 1, "second": 3}, {3: ("life",), 4: ("life",)}, answers=ANSWERS)


def clients() -> pd.DataFrame:
    """Return five clients: all answered; half; too little; nothing; and one who is not asked items 3 and 4."""
    rows = [[5, 4, 4, 4], [5, 4, None, 4], [5, None, None, 4], [None] * 4, [5, 4, None, None]]
    return answered(**dict.fromkeys(ANSWERS, rows)).assign(
        line=["life", "life", "life", "life", "motor"], weight_first=50, weight_second=50, branch="A"
    )


RESULTS = {
    "gaps": lambda table, by: servqual.gaps(table, by, ROUTED),
    "servperf": lambda table, by: servqual.servperf(table, by, ROUTED),
    "tolerance": lambda table, by: servqual.tolerance(table, ROUTED, by),
    "ceiling": lambda table, by: servqual.ceiling(table, "perception", by, ROUTED),
}
every_result = pytest.mark.parametrize("result", RESULTS.values(), ids=RESULTS)


@every_result
def test_not_answered_not_asked_and_excluded_are_told_apart(result) -> None:
    dimensions = result(clients(), "dimension")
    assert dimensions.loc["first", COUNTED].tolist() == [4, 1, 0, 0]
    assert dimensions.loc["second", COUNTED].tolist() == [2, 1, 1, 1]
    assert result(clients(), "total").loc["total", COUNTED].tolist() == [2, 1, 1, 1]
    items = result(clients(), "item")
    assert items.loc[2, COUNTED].tolist() == [3, 2, 0, 0]
    assert items.loc[3, COUNTED].tolist() == [1, 3, 1, 0]


@every_result
def test_the_convention_names_the_base_of_half_and_what_decides(result) -> None:
    said = result(clients(), "dimension").loc["second", "convention"]
    assert "at least half of all items, asked or not, else excluded; not asked by line counted apart" in said
    assert "not asked by line counted apart" in result(clients(), "item").loc[2, "convention"]


@every_result
def test_without_the_deciding_answer_nothing_is_called_not_asked_and_the_convention_says_so(result) -> None:
    without = result(clients().drop(columns="line"), "dimension")
    assert without.loc["second", COUNTED].tolist() == [2, 1, 0, 2]
    assert "no column line, so not asked counts as missing" in without.loc["second", "convention"]
    for unknown in (None, "boat"):
        table = clients().assign(line=unknown).astype({"line": object})
        assert (result(table, "dimension")["n_not_asked"] == 0).all()


def test_an_answer_from_someone_who_was_not_to_be_asked_counts() -> None:
    table = clients()
    table.loc[4, [f"{answer}_3" for answer in ANSWERS]] = 6
    assert servqual.gaps(table, instrument=ROUTED).loc["second", COUNTED].tolist() == [3, 1, 0, 1]


def test_an_answer_that_was_not_asked_for_is_reckoned_among_those_that_could_be_given() -> None:
    """Asked one of three items, the client answered another one: with both, half would have been possible."""
    table = clients()
    table.loc[4, [f"{answer}_2" for answer in ANSWERS]] = np.nan
    table.loc[4, [f"{answer}_3" for answer in ANSWERS]] = 6
    from_rows = servqual.gaps(table, instrument=ROUTED)
    assert from_rows.loc["second", COUNTED].tolist() == [2, 1, 0, 2]
    pd.testing.assert_frame_equal(tallies.gaps(tallies.tally(table, ROUTED)), from_rows)


def test_points_that_cannot_be_used_exclude_also_who_answered_nothing() -> None:
    table = clients()
    table.loc[3, "weight_first"] = 90
    assert servqual.weighted(table, instrument=ROUTED).loc["own_weights", COUNTED].tolist() == [2, 0, 1, 2]
    table.loc[3, ["weight_first", "weight_second"]] = np.nan
    assert servqual.weighted(table, instrument=ROUTED).loc["own_weights", COUNTED].tolist() == [2, 1, 1, 1]


def test_weighted_totals_compare_and_profile_count_alike() -> None:
    table = clients()
    table.loc[1, "weight_first"] = 90
    assert servqual.weighted(table, instrument=ROUTED).loc["own_weights", COUNTED].tolist() == [1, 1, 1, 2]
    both = pd.concat([clients(), clients().assign(branch="B")], ignore_index=True)
    assert servqual.compare(both, by="total", instrument=ROUTED).loc["A", COUNTED].tolist() == [2, 1, 1, 1]
    shares = servqual.profile(table, instrument=ROUTED)
    assert shares.loc[3, COUNTED].tolist() == [1, 3, 1, 0]
    assert shares.loc[3, "no_answer"] == 3 / 4
    assert shares["convention"].str.contains("no_answer of the respondents asked").all()


def test_an_item_that_nobody_was_asked_has_no_share_of_missing_answers() -> None:
    shares = servqual.profile(clients().assign(line="motor").iloc[3:], instrument=ROUTED)
    assert shares.loc[3, COUNTED].tolist() == [0, 0, 2, 0]
    assert np.isnan(shares.loc[3, "no_answer"])


@pytest.mark.parametrize("line", ["present", "absent"])
def test_tallies_count_like_the_rows_they_were_made_from(line: str, tmp_path) -> None:
    table = clients() if line == "present" else clients().drop(columns="line")
    from_rows = servqual.gaps(table, instrument=ROUTED)
    pd.testing.assert_frame_equal(tallies.gaps(tallies.tally(table, ROUTED)), from_rows)
    parts = tallies.add(tallies.tally(table.iloc[rows : rows + 1], ROUTED) for rows in range(len(table)))
    pd.testing.assert_frame_equal(tallies.gaps(parts), from_rows)
    file = tmp_path / "survey.csv"
    table.to_csv(file, index=False)
    pd.testing.assert_frame_equal(tallies.gaps(tallies.read(file, ROUTED, chunk_rows=2)), from_rows)


def test_in_the_insurance_survey_not_asked_is_who_rates_another_line() -> None:
    table = load("insurance")
    items = servqual.servperf(table, "item", "insurance")
    lines = table["line"].value_counts()
    assert items.loc[[18, 19], "n_not_asked"].tolist() == [lines["property"]] * 2
    assert items.loc[13, "n_not_asked"] == lines["life"]
    assert items["n_not_asked"].sum() == 2 * lines["property"] + lines["life"]
    assert (servqual.tolerance(table)["n_not_asked"] == 0).all()  # three of five, three of four: enough can be reached
    assert (servqual.tolerance(table)[COUNTED].sum(axis="columns") == len(table)).all()


def test_where_nobody_is_sent_past_a_question_the_convention_says_nothing_of_it() -> None:
    assert not servqual.gaps(load("bank_branch"))["convention"].str.contains("not asked").any()
    assert (servqual.gaps(load("bank_branch"))["n_not_asked"] == 0).all()


def test_a_deciding_column_that_stands_twice_is_refused() -> None:
    table = pd.concat([clients(), clients()[["line"]]], axis="columns")
    for score in (lambda: servqual.gaps(table, instrument=ROUTED), lambda: tallies.tally(table, ROUTED)):
        with pytest.raises(CourseError, match="line") as caught:
            score()
        assert caught.value.key == "servqual.double_columns"


def test_the_small_questionnaire_of_these_tests_is_routed_like_a_shipped_one() -> None:
    assert ROUTED.routed_columns.keys() > {"perception_3", "minimum_4"}
    assert ROUTED.routing_questions[0].choices == (("life", WORDING), ("motor", WORDING))
    assert instrument("insurance").routing_questions[0].id == "line"


# ---- how many items are needed


def partly() -> pd.DataFrame:
    """Return clients who answered three, two, one and none of the items of "second"."""
    rows = [[5, 4, 5, 6], [5, 4, None, 6], [5, None, None, 7], [5, None, None, None]]
    return answered(**dict.fromkeys(ANSWERS, rows)).assign(weight_first=50, weight_second=50, branch=["A", "B"] * 2)


SMALL = questionnaire({"first": 1, "second": 3}, answers=ANSWERS)
NEEDING = {
    "gaps": lambda **options: servqual.gaps(partly(), instrument=SMALL, **options),
    "servperf": lambda **options: servqual.servperf(partly(), instrument=SMALL, **options),
    "tolerance": lambda **options: servqual.tolerance(partly(), SMALL, **options),
    "ceiling": lambda **options: servqual.ceiling(partly(), instrument=SMALL, **options),
    "tallies": lambda **options: tallies.gaps(tallies.tally(partly(), SMALL, **options)),
}


@pytest.mark.parametrize("name", NEEDING)
@pytest.mark.parametrize(
    ("needs", "counted", "said"),
    [
        ("half", [2, 1, 0, 1], "at least half of the items, else excluded"),
        ("all", [1, 1, 0, 2], "all of the items, else excluded"),
        ("one", [3, 1, 0, 0], "at least one of the items, else excluded"),
    ],
)
def test_the_rule_for_missing_answers_can_be_chosen_and_is_named(name, needs, counted, said) -> None:
    row = NEEDING[name](needs=needs).loc["second"]
    assert row[COUNTED].tolist() == counted
    assert said in row["convention"]


@pytest.mark.parametrize("name", NEEDING)
def test_half_is_the_rule_unless_another_is_chosen(name) -> None:
    pd.testing.assert_frame_equal(NEEDING[name](), NEEDING[name](needs="half"))


def test_means_by_the_rule_are_those_of_the_answers_it_lets_in() -> None:
    means = {needs: NEEDING["servperf"](needs=needs).loc["second", "perception"] for needs in ("half", "all", "one")}
    assert means == {"half": 5, "all": 5, "one": pytest.approx(17 / 3)}
    levels = servqual.dimensions(partly(), SMALL, needs="all")
    assert levels["perception"]["second"].notna().tolist() == [True, False, False, False]
    own = servqual.weighted(partly(), instrument=SMALL, needs="one").loc["own_weights"]
    assert own["n_used"] == 3
    assert servqual.compare(partly(), instrument=SMALL, needs="one")["n_used"].tolist() == [2, 1]


def test_an_unknown_rule_is_refused() -> None:
    for score in (*NEEDING.values(), lambda **options: servqual.weighted(partly(), instrument=SMALL, **options)):
        with pytest.raises(CourseError, match="most") as caught:
            score(needs="most")
        assert caught.value.key == "servqual.unknown_needs"


def test_tallies_by_different_rules_are_not_added_and_one_without_a_rule_says_so() -> None:
    half, all_ = (tallies.tally(partly(), SMALL, needs=needs) for needs in ("half", "all"))
    with pytest.raises(CourseError, match="all of the items") as caught:
        tallies.add([half, all_])
    assert caught.value.key == "tallies.strangers"
    half.attrs = {}
    assert tallies.gaps(half)["convention"].str.contains("does not say how many of the items were needed").all()
