"""Holidays and make-up days: every year with its notice, every day as a second calendar has it, no year guessed."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from fsq_lab.complaints import calendar
from fsq_lab.ground.language import LANGUAGES, CourseError, use

NAMED = {2020: (30, 6), 2021: (31, 7), 2022: (31, 7), 2023: (27, 7), 2024: (28, 8), 2025: (28, 5), 2026: (33, 6)}
FILE = """
issuer: {{zh: 国务院办公厅, en: General Office of the State Council}}
years:
- year: 2027
  title: {{zh: 通知, en: Notice}}
  number: {{zh: 号, en: No.}}
  date: 2026-12-01
  grade: B
  source: invented for a test
  rest: [{{zh: 元旦, en: New Year, first: {first}, last: 2027-01-03}}]
  makeup: [{makeup}]
"""


def own_file(folder: Path, first: str = "2027-01-01", makeup: str = "2027-01-09") -> Path:
    file = folder / "own.yml"
    file.write_text(FILE.format(first=first, makeup=makeup), encoding="utf-8")
    return file


def test_every_day_of_seven_years_is_as_chinesecalendar_has_it() -> None:
    second = pytest.importorskip("chinese_calendar", reason="chinesecalendar is not installed: a second opinion")
    found = calendar.days("2020-01-01", "2026-12-31")
    assert len(found) == 2557
    own = found["day_kind"].isin(["working day", "make-up day"])
    wrong = [day for day, works in own.items() if second.is_workday(date.fromisoformat(str(day))) != works]
    assert wrong == []


def test_every_year_names_its_notice_in_both_languages_and_the_days_that_the_notice_names() -> None:
    for language in LANGUAGES:
        use(language)
        found = calendar.notices()
        assert found[["n_holidays", "n_makeup"]].apply(tuple, axis=1).to_dict() == NAMED
        assert found["title"].str.contains("2026").tolist() == [False] * 6 + [True]
        for year, row in found.iterrows():
            assert date(int(str(year)) - 1, 10, 1) < date.fromisoformat(row["date"]) < date(int(str(year)), 1, 1)
        assert found.loc[2020, "changed"] == "2020-01-27"
        assert found["number"].str.contains("〔" if language == "zh" else "No. ").all()


def test_a_make_up_day_is_a_weekend_day_and_no_holiday() -> None:
    found = calendar.days("2020-01-01", "2026-12-31")
    makeup = found[found["day_kind"] == "make-up day"]
    assert (makeup["weekday"] >= 6).all()
    assert (makeup["holiday"] == "").all()
    assert len(makeup) == sum(number for _, number in NAMED.values())


def test_the_spring_festival_of_2020_was_lengthened() -> None:
    assert calendar.days("2020-01-31", "2020-02-03")["day_kind"].tolist() == ["holiday"] * 3 + ["working day"]


@pytest.mark.parametrize(
    ("start", "number", "expected"),
    [
        ("2025-09-28", 7, "2025-10-14"),
        ("2026-02-13", 2, "2026-02-24"),
        ("2024-02-08", 1, "2024-02-09"),
        ("2024-02-09", 1, "2024-02-18"),
        ("2022-12-30", 1, "2023-01-03"),
    ],
)
def test_working_days_leave_out_holidays_and_count_make_up_saturdays(start: str, number: int, expected: str) -> None:
    assert calendar.add_working_days(start, number) == expected


def test_rest_days_are_left_forwards_and_backwards() -> None:
    assert calendar.next_working_day("2026-02-15") == "2026-02-24"
    assert calendar.last_working_day("2026-02-23") == "2026-02-14"
    assert calendar.next_working_day("2026-02-14") == "2026-02-14", "a make-up Saturday is worked"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("first", "last"), [("2027-01-01", "2027-01-02"), ("2026-12-30", "2027-01-01"), ("2019-12-31", "2020-01-02")]
)
def test_a_year_without_a_notice_is_refused_with_how_to_add_it(first: str, last: str, language: str) -> None:
    use(language)
    with pytest.raises(CourseError) as caught:
        calendar.days(first, last)
    assert caught.value.key == "calendar.no_year"
    told = str(caught.value)
    assert all(part in told for part in ("gov.cn", "course/calendars.yml", "calendar.read("))
    assert str(2019 if first < "2020" else 2027) in told


def test_a_count_that_runs_into_a_missing_year_is_refused_and_one_that_ends_before_it_says_what_may_change() -> None:
    assert calendar.add_working_days("2026-12-25", 4) == "2026-12-31"
    with pytest.raises(CourseError, match="2027"):
        calendar.add_working_days("2026-12-25", 5)
    told = calendar.days("2026-12-28", "2026-12-30")["convention"].iloc[0]
    assert "notice of 2027 is not there" in told
    assert "2027" not in calendar.days("2026-11-02", "2026-11-03")["convention"].iloc[0]


def test_a_year_of_ones_own_is_read_and_used(tmp_path: Path) -> None:
    own = calendar.read(own_file(tmp_path))
    assert calendar.add_working_days("2026-12-31", 1, calendar=own) == "2027-01-04"
    assert calendar.days("2027-01-09", "2027-01-10", calendar=own)["day_kind"].tolist() == ["make-up day", "weekend"]
    assert sorted(own.years) == [*NAMED, 2027]
    with pytest.raises(CourseError):
        calendar.days("2027-01-09", "2027-01-10")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"first": "2027-01-04"}, "2027-01-04 > 2027-01-03"),
        ({"makeup": "2027-01-08"}, "makeup: 2027-01-08"),
        ({"makeup": "2027-01-02"}, "2027-01-02 × 2"),
        ({"makeup": "2028-01-08"}, "2028-01-08"),
    ],
)
def test_a_fault_in_a_file_is_told_with_its_year(change: dict[str, str], fault: str, tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="year 2027") as caught:
        calendar.read(own_file(tmp_path, **change))
    assert fault in str(caught.value)


def test_a_field_that_is_missing_is_named(tmp_path: Path, root: Path) -> None:
    whole = yaml.safe_load((root / "course" / "calendars.yml").read_text(encoding="utf-8"))
    del whole["years"][3]["number"]
    (tmp_path / "own.yml").write_text(yaml.safe_dump(whole, allow_unicode=True), encoding="utf-8")
    with pytest.raises(CourseError, match=r"year 2023.*number"):
        calendar.read(tmp_path / "own.yml")
    with pytest.raises(CourseError, match="no file"):
        calendar.read(tmp_path / "none.yml")


@pytest.mark.parametrize("wrong", ["2026-02-30", "20260213", "2026-02-13 09:00", None, 3, float("nan")])
def test_what_is_no_date_is_refused(wrong: object) -> None:
    with pytest.raises(CourseError) as caught:
        calendar.days(wrong, "2026-03-01")
    assert caught.value.key == "calendar.not_a_date"


def test_days_backwards_and_no_days_are_refused() -> None:
    with pytest.raises(CourseError, match="backwards"):
        calendar.days("2026-02-13", "2026-02-12")
    for wrong in (0, -1, 2.5, True):
        with pytest.raises(CourseError, match="whole number"):
            calendar.add_working_days("2026-02-13", wrong)  # type: ignore[arg-type]


def test_the_first_and_the_last_day_of_every_year_are_there() -> None:
    for year in NAMED:
        for day in (date(year, 1, 1), date(year, 12, 31)):
            assert len(calendar.days(day, day)) == 1
        assert calendar.days(date(year, 1, 1), date(year, 1, 1))["day_kind"].item() == "holiday"
        assert len(calendar.days(date(year, 1, 1), date(year + 1, 1, 1) - timedelta(days=1))) in (365, 366)
