"""The fields of a customer's file and what may stand in them; what could be a person's; the spreadsheet; quality."""

import random
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fsq_lab.customers.files import file_fields, file_quality, identifiers
from fsq_lab.customers.files.file_fields import ROLES, by_name, content
from fsq_lab.customers.files.registers import file_contents
from fsq_lab.explorers.customer_card import FORBIDDEN, NEEDED, RESTING, explore_customer_card, reading_of
from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.ground.legal import course_rules, references
from fsq_lab.ground.synthetic.bank import spreadsheet
from fsq_lab.plots import describe
from fsq_lab.plots import file_quality as chart
from fsq_lab.survey.loading import load

TODAY = "2025-12-31"
REAL = {
    "resident ID": [
        "11010519491231002X",
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
        "编号3，110105-19491231-002X。",
        "110105491231002",
        "身份证11010519491231002X号",
        "3 11010519491231002X",
    ],
    "bank card": ["6222 0212 3456 7894", "4111111111111111", "5500-0000-0000-0004"],
    "mobile number": [
        "13800138000",
        13800138000,
        13800138000.0,
        "+86 138 0013 8000",
        "138-0013-8000",
        "1 3 8 0 0 1 3 8 0 0 0",
        "电话１３８００１３８０００找他",
        "一三八零零一三八零零零",
        "13800\u200b138000",
        "0086-13800138000",
    ],
    "landline": ["010-88886666", "0755 26668888"],
    "e-mail": ["wang.fang@163.com"],
}
NOT_REAL = [
    "",
    "00012345678",
    "000 1234 5678",
    "2025-03-10 2025-03-11",
    "110105194912310021",
    "6222 0212 3456 7890",
    "a@example.com",
    "income 15000 200000",
    "2025-12-31 13:00",
    "B07 第3号窗口 8分钟",
    "1234567890123456",
    None,
    float("nan"),
]


def key_of(call: object, *arguments: object) -> str:
    with pytest.raises(CourseError) as refusal:
        call(*arguments)  # type: ignore[operator]
    return refusal.value.key


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in REAL.items() for text in texts])
def test_what_could_be_a_living_persons_is_found(kind: str, text: object) -> None:
    assert kind in identifiers.found(text)["identifier"].tolist()


@pytest.mark.parametrize("text", NOT_REAL)
def test_what_could_not_be_anybodys_is_left_alone(text: object) -> None:
    assert identifiers.found(text).empty


def test_check_digits_are_those_of_the_standards() -> None:
    assert identifiers.resident_id_digit("11010519491231002") == "X"  # the example of GB 11643-1999
    assert identifiers.resident_id_digit("44052418800101001") == "4"
    assert identifiers.luhn_digit("7992739871") == "3"
    assert key_of(identifiers.resident_id_digit, "1101") == key_of(identifiers.luhn_digit, "12a") == "files.not_digits"


@given(st.integers(0, 10**6))
def test_a_wrong_check_digit_is_no_finding_and_the_right_one_is(number: int) -> None:
    draw = random.Random(number)
    first = (
        f"110105{draw.randint(1950, 2005)}{draw.randint(1, 12):02d}{draw.randint(1, 28):02d}{draw.randint(0, 999):03d}"
    )
    right = identifiers.resident_id_digit(first)
    for digit in "0123456789X":
        kinds = identifiers.kinds_in(f"x{first}{digit}y")
        assert ("resident ID" in kinds) == (digit == right)


def test_every_field_says_all_that_must_be_known_before_it_is_filled() -> None:
    for language in LANGUAGES:
        use(language)
        table = file_fields.fields()
        assert table.notna().all(axis=None)
        assert (table[["zh", "en", "source", "purpose", "kept_for"]].map(len) > 1).all(axis=None)
    assert set(table["sensitivity"]) <= {"C1", "C2"}
    assert {role for role in ROLES if role in table} == set(ROLES)
    for field in by_name().values():
        assert field.basis in ("contract", "duty", "consent")
        assert (field.basis == "consent") == bool(field.consent) == (field.retention == "consent")
        assert field.consent in ("", *content()["consents"])
        assert field.section in content()["sections"]
        assert set(field.readers) == set(ROLES)
        assert set(field.readers.values()) <= {"in full", "masked", "not shown"}
    assert by_name()["product"].sensitive
    assert len({field.section for field in by_name().values()}) == len(content()["sections"])


def test_every_law_that_a_field_rests_on_is_in_the_courses_table() -> None:
    entries = [*by_name().values()]
    named = {field.law for field in entries} | {
        one["law"] for part in ("retention", "never", "split") for one in content()[part].values()
    }
    assert named <= set(references())


@pytest.mark.parametrize("name", ["identity", "transactions", "suitability", "relation", "consent"])
def test_what_lesson_and_database_say_of_years_is_the_laws_figure(name: str) -> None:
    kept = content()["retention"][name]
    rule, _, article = kept["law"].partition("/")
    years = [int(one.number) for one in course_rules()[rule].articles[article].figures if one.unit == "years"]
    assert [kept["years"]] == (years or [0])
    assert bool(years) == (name in ("identity", "transactions", "suitability"))
    assert course_rules()[rule].articles[article].replaced is None


def test_a_file_holds_every_field_in_its_group_and_the_registers() -> None:
    for language in LANGUAGES:
        use(language)
        told = file_contents()
        words = "、".join(told["file_holds"]) if language == "zh" else ", ".join(told["file_holds"])
        assert [field.name for field in by_name().values() if getattr(field, language) not in words] == []
        assert len(told) == told.attrs["n"] == len(content()["sections"]) + len(content()["registers"]) == 14
        assert (told["basis"] == "").sum() == len(content()["registers"])


def test_columns_are_judged_by_any_of_their_names() -> None:
    judged = file_fields.judge(load("files_raw"))
    assert judged["verdict"].to_dict() == {
        "row": "cannot tell", "name_zh": "keep", "phone": "keep", "age": "keep", "tier": "keep", "product": "keep",
        "note_zh": "split", "purpose": "keep", "consent": "split", "checked_on": "keep", "religion": "never",
        "neighbour_phone": "never", "gossip_zh": "never",
    }  # fmt: skip
    assert judged["why"].str.len().min() > 2
    assert file_fields.judge(["手机号", "Household size", "满意度（1-5）", "密码"])["verdict"].tolist() == [
        "keep",
        "ask",
        "ask",
        "never",
    ]


def test_the_spreadsheet_has_the_planted_faults_and_no_others() -> None:
    raw = load("files_raw")
    assert spreadsheet.keeps_faults(raw)
    found = file_quality.by_file(raw, TODAY)
    counts = {"invalid": 6, "contradictions": 9, "stale": 12, "duplicate": 7, "no_purpose": 20, "never": 27}
    assert found[list(counts)].sum().astype(int).to_dict() == counts
    assert int(file_quality.withdrawals(raw["note_zh"]).sum()) == 9
    assert raw["note_zh"].str.contains("260").sum() + raw["note_zh"].str.contains("每月10号").sum() == 14
    for column in raw.select_dtypes("str"):
        assert not [text for text in raw[column].dropna() if identifiers.kinds_in(text)]


@pytest.mark.parametrize("student", [None, "20260001", "20260002", "20260003"])
def test_the_fullest_row_is_the_worst_in_every_world(student: str | None) -> None:
    found = file_quality.by_file(load("files_raw", student), TODAY)
    fullest = found["filled_share"].idxmax()
    assert (found["filled_share"] == 1).sum() == 1
    assert found.loc[fullest, ["never", "contradictions", "stale"]].tolist() == [3, 1, True]
    assert found["faults"].max() == found.loc[fullest, "faults"]
    assert (found["never"] == found["never"].max()).sum() == 1


@pytest.mark.parametrize("student", [None, "20260001", "20260002", "20260003"])
def test_duplicates_are_found_and_namesakes_and_shared_telephones_are_not_called_so(student: str | None) -> None:
    found = file_quality.duplicates(load("files_raw", student))
    doubled = found[found["verdict"] == "duplicate"]
    assert doubled["why"].value_counts().to_dict() == {"same name and number": 5, "another spelling, same number": 2}
    assert found.loc[found["verdict"] == "cannot tell", "why"].tolist() == ["same number, other name"]


def test_measures_of_a_small_table_by_hand() -> None:
    rows = pd.DataFrame(
        {
            "name_zh": ["王芳", "王芳", "李强", "赵敏"],
            "phone": ["00010000001", "000 1000 0001", "0001", None],
            "purpose": ["loan", "loan", "nothing", None],
            "checked_on": [TODAY, "2024-12-31", "2024-12-30", "2026-01-01"],
        }
    )
    found = file_quality.measures(rows, TODAY)
    total = sum(field.weight for field in by_name().values())
    weights = 2 * (3 + 3 + 3 + 2) + (3 + 2) + (3 + 2)  # a telephone and a purpose that do not fit fill nothing
    assert found["count"].to_dict() == {
        "completeness": weights,
        "validity": 12,
        "consistency": 3,
        "timeliness": 2,
        "uniqueness": 3,
    }
    assert found["of"].to_dict() == {
        "completeness": 4 * total,
        "validity": 14,
        "consistency": 4,
        "timeliness": 4,
        "uniqueness": 4,
    }
    assert (found["share"] == found["count"] / found["of"]).all()
    assert found["convention"].str.contains("no interval").all()
    assert key_of(file_quality.measures, rows.head(0), TODAY) == "files.no_rows"
    assert key_of(file_quality.measures, pd.DataFrame({"x": [1]}), TODAY) == "files.no_fields"
    assert key_of(file_quality.measures, rows, "31.12.2025") == "files.not_day"
    assert key_of(file_quality.duplicates, rows[["name_zh"]]) == "files.no_column"


@given(st.integers(0, 1000))
def test_the_order_of_rows_and_columns_does_not_matter(seed: int) -> None:
    raw = load("files_raw")
    mixed = raw.sample(frac=1, random_state=seed).sample(frac=1, axis=1, random_state=seed)
    pd.testing.assert_series_equal(
        file_quality.measures(raw, TODAY)["share"], file_quality.measures(mixed, TODAY)["share"]
    )


def test_the_chart_says_before_and_after_and_how_many_files() -> None:
    raw = load("files_raw")
    compared = file_quality.compare(raw, raw[raw["purpose"].notna()], TODAY)
    for language, words in (
        ("en", ("60 files", "40 files", "Timeliness from 80.0%")),
        ("zh", ("60份", "40份", "及时性从80.0%")),
    ):
        use(language)
        said = describe(chart(compared))
        assert [word for word in words if word not in said] == []
    with pytest.raises(CourseError):
        chart(raw)


def test_on_the_card_completeness_and_value_part_ways() -> None:
    whole = reading_of(len(NEEDED), len(RESTING), True, 0, 0)
    assert (whole.legality, whole.value) == (1, 100)
    full = reading_of(len(NEEDED), len(RESTING), True, len(FORBIDDEN), 0)
    assert full.completeness == 1 > whole.completeness
    assert (full.value, full.legality < 1) == (0, True)
    assert reading_of(len(NEEDED), 1, False, 0, 0).value == 0
    assert reading_of(len(NEEDED), 0, False, 0, 30).value == 35
    assert reading_of(0, 0, False, 0, 0).value == 0
    for language, word in (("en", "religion"), ("zh", "宗教")):
        use(language)
        assert word in explore_customer_card().move(forbidden=1)


def test_the_table_is_small_and_its_card_is_folded(root: Path) -> None:
    assert (root / "datasets" / "synthetic" / "files_raw.csv").stat().st_size < 12_000
