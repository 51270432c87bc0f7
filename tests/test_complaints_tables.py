"""The regulator's complaint figures: as published, with what is missing kept missing."""

import pandas as pd
import pytest

from fsq_lab.ground import cards, tables
from fsq_lab.ground.language import use

REAL = ("complaints_banks", "complaints_rates", "complaints_insurers")
QUARTERS = [
    "2020Q2", "2020Q3", "2020Q4", "2021Q1", "2021Q2", "2021Q3", "2021Q4", "2022Q1", "2022Q2", "2022Q3", "2022Q4",
    "2023Q1",
]  # fmt: skip
GROUPS = ["state", "joint_stock", "foreign", "city", "rural", "other"]
DERIVED_TOLERANCE = 13
MEDIAN_TOLERANCE = 0.06


@pytest.fixture
def banks() -> pd.DataFrame:
    return tables.load("complaints_banks")


@pytest.fixture
def wide(banks: pd.DataFrame) -> pd.DataFrame:
    return banks.pivot(index="quarter", columns="name", values="complaints")


def members(banks: pd.DataFrame, quarter: str, group: str) -> pd.Series:
    chosen = banks[(banks["quarter"] == quarter) & (banks["bank_group"] == group)]
    return chosen.set_index("name")["complaints"]


def rank(banks: pd.DataFrame, quarter: str, group: str, name: str) -> int:
    return int(members(banks, quarter, group).rank(ascending=False)[name])


@pytest.mark.parametrize("name", REAL)
def test_real_tables_are_the_same_for_everyone_and_carry_no_seed(name: str) -> None:
    assert not tables.is_synthetic(name)
    pd.testing.assert_frame_equal(tables.load(name, student="20260001"), tables.load(name))
    assert tables.load(name).attrs == {}


@pytest.mark.parametrize("name", ["complaints_banks", "complaints_insurers"])
def test_every_quarter_is_listed_even_where_nothing_was_found(name: str) -> None:
    assert list(tables.load(name)["quarter"].unique()) == QUARTERS


def test_groups_sum_to_the_total_in_every_published_quarter(wide: pd.DataFrame) -> None:
    published = wide.dropna(subset=["total"])
    assert len(published) == len(QUARTERS)
    assert (published[GROUPS].sum(axis=1) == published["total"]).all()


def test_the_single_banks_that_were_not_found_stay_missing(banks: pd.DataFrame) -> None:
    missing = banks[banks["quarter"].isin(["2021Q2", "2022Q2", "2023Q1"]) & (banks["level"] == "bank")]
    assert len(missing) == 3 * 19
    assert missing["complaints"].isna().all()
    assert (missing["status"] == "not_found").all()


def test_joint_stock_banks_have_more_complaints_than_state_owned_ones_in_every_quarter_but_the_last(
    wide: pd.DataFrame,
) -> None:
    more = wide["joint_stock"] > wide["state"]
    assert list(more[~more].index) == ["2023Q1"]
    assert wide.loc["2023Q1", ["credit_card", "state"]].tolist() == [32142, 47219]


def test_a_count_is_missing_exactly_where_its_status_says_so(banks: pd.DataFrame) -> None:
    assert (banks["complaints"].isna() == banks["status"].isin(["not_apart", "not_found"])).all()
    apart = banks[banks["status"] == "not_apart"]
    assert apart[["quarter", "name"]].to_numpy().tolist() == [["2020Q2", "city"], ["2020Q2", "rural"]]
    insurers = tables.load("complaints_insurers")
    assert (insurers[["total", "property", "life"]].isna().all(axis=1) == (insurers["status"] == "not_found")).all()


@pytest.mark.parametrize(
    ("quarter", "group"),
    [
        ("2020Q2", "state"),
        ("2021Q3", "state"),
        ("2022Q3", "state"),
        ("2020Q2", "joint_stock"),
        ("2022Q3", "joint_stock"),
    ],
)
def test_single_banks_give_their_groups_published_sum_and_median(
    banks: pd.DataFrame, wide: pd.DataFrame, quarter: str, group: str
) -> None:
    own = members(banks, quarter, group)
    published = banks[(banks["quarter"] == quarter) & (banks["name"] == group)]
    assert own.sum() == wide.loc[quarter, group]
    assert own.median() == published["median_of_banks"].item()


def test_derived_counts_sum_to_the_published_one_within_their_rounding(banks: pd.DataFrame, wide: pd.DataFrame) -> None:
    own = members(banks, "2022Q4", "joint_stock")
    assert own.sum() == 26246
    assert abs(own.sum() - wide.loc["2022Q4", "joint_stock"]) <= DERIVED_TOLERANCE
    assert own.median() == 2290
    assert set(banks.loc[banks["status"] == "derived", "quarter"]) == {"2022Q4"}


def test_names_assigned_by_elimination_are_marked(banks: pd.DataFrame) -> None:
    marked = banks[banks["status"] == "by_elimination"]
    assert dict(zip(marked["name"], marked["complaints"], strict=True)) == {"CMBC": 2386, "HXB": 1418, "CZB": 342}
    assert set(marked["quarter"]) == {"2022Q3"}


@pytest.mark.parametrize(("quarter", "place"), [("2020Q2", 1), ("2020Q3", 1), ("2022Q3", 4), ("2022Q4", 7)])
def test_cmb_falls_from_first_to_seventh_by_count(banks: pd.DataFrame, quarter: str, place: int) -> None:
    assert rank(banks, quarter, "joint_stock", "CMB") == place


def test_bocom_is_second_by_one_complaint_and_first_per_customer(banks: pd.DataFrame) -> None:
    own = members(banks, "2022Q3", "state")
    assert own["ICBC"] - own["BoCom"] == 1
    assert rank(banks, "2022Q3", "state", "BoCom") == 2
    rates = tables.load("complaints_rates").set_index(["quarter", "name"])["per_10m_customers"]
    assert rates["2022Q3"].drop(["state", "joint_stock", "foreign"]).idxmax() == "BoCom"
    assert rates["2022Q3", "BoCom"] / rates["2022Q3", "state"] == pytest.approx(4.03, abs=0.005)
    assert rates["2020Q3", "BoCom"] / rates["2020Q3", "state"] == pytest.approx(2.97, abs=0.005)


@pytest.mark.parametrize("column", ["per_1000_outlets", "per_10m_customers"])
def test_published_medians_are_those_of_the_six_banks(column: str) -> None:
    rates = tables.load("complaints_rates")
    own = rates[rates["level"] == "bank"].groupby("quarter")[column].median()
    published = rates[rates["name"] == "state"].set_index("quarter")[column]
    both = pd.DataFrame({"own": own, "published": published}).dropna()
    assert (
        list(both.index)
        == {
            "per_1000_outlets": ["2020Q3", "2022Q1"],
            "per_10m_customers": ["2020Q3", "2022Q1", "2022Q2", "2022Q3"],
        }[column]
    )
    assert ((both["own"] - both["published"]).abs() <= MEDIAN_TOLERANCE).all()


def test_rates_of_2022q4_are_medians_only() -> None:
    last = tables.load("complaints_rates").query("quarter == '2022Q4'").set_index("name")["per_10m_customers"]
    assert last.dropna().to_dict() == {"state": 51.9, "joint_stock": 303.9, "foreign": 360.0}


def test_rates_repeat_the_counts_of_the_bank_table(banks: pd.DataFrame) -> None:
    rates = tables.load("complaints_rates").query("level == 'bank'")
    both = rates.merge(banks, on=["quarter", "name"], suffixes=("", "_of_banks"))
    known = both.dropna(subset=["complaints"])
    assert len(both) == 30
    assert len(known) == 9
    assert (known["complaints"] == known["complaints_of_banks"]).all()
    assert (both["name_zh"] == both["name_zh_of_banks"]).all()


def test_property_and_life_sum_to_the_insurers_total() -> None:
    found = tables.load("complaints_insurers").dropna(subset=["total"])
    assert list(found["quarter"]) == ["2020Q3", "2021Q4", "2022Q1", "2022Q2", "2022Q3", "2022Q4", "2023Q1"]
    assert (found["property"] + found["life"] == found["total"]).all()


@pytest.mark.parametrize("name", REAL)
def test_the_break_in_definition_stands_in_every_row(name: str) -> None:
    table = tables.load(name)
    assert ((table["definition"] == "merged") == (table["quarter"] >= "2022Q1")).all()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", REAL)
def test_card_of_a_real_table_names_source_and_caveats_and_no_respondents(name: str, language: str) -> None:
    use(language)
    card = repr(cards.describe(name))
    caveats = {
        "zh": ["接收并转送", "媒体转载", "合并计算", "2023〕1号" if name != "complaints_insurers" else "第9号"],
        "en": ["received and forwarded", "press copies", "merged", "2022 No. 9"],
    }[language]
    assert all(caveat.lower() in card.lower() for caveat in caveats)
    survey_words = {"zh": ["受访者", "没有经历过", "种子"], "en": ["respondent", "no experience", "seed"]}[language]
    assert not any(word in card for word in survey_words)


def test_card_counts_the_empty_cells(banks: pd.DataFrame) -> None:
    card = cards.describe("complaints_banks")
    assert card.rows == len(banks) == len(QUARTERS) * 27
    assert card.missing["complaints"] == banks["complaints"].isna().sum()
    assert str(sum(card.missing.values())) in repr(card)


def test_tiers_of_retail_customers_are_nested_and_give_the_share_that_was_published() -> None:
    tiers = tables.load("retail_customers").query("date == '2022-06-30'").set_index("tier")
    assert tiers["customers"].is_monotonic_decreasing
    share = 100 * tiers.loc["sunflower_and_above", ["customers", "assets"]] / tiers.loc["all", ["customers", "assets"]]
    assert [round(float(one), 1) for one in share] == [2.3, 81.7]


def test_what_was_not_found_of_retail_customers_stays_missing() -> None:
    later = tables.load("retail_customers").set_index(["date", "tier"])
    assert later.loc[("2025-06-30", "sunflower_and_above"), ["customers", "assets"]].isna().all()
    assert later["assets"].xs("private", level="tier").isna().all()
