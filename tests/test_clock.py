"""The clock of complaints: days by another way of counting, what extends, restarts and stops it, and a whole log."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from fsq_lab.complaints import clock
from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.statistics.intervals import proportion
from fsq_lab.survey.loading import load

CASES: list[tuple[str, str, int, str]] = [
    ("simple", "2025-01-02", 15, "2025-01-17"),
    ("over the Spring Festival", "2025-01-20", 15, "2025-02-04"),
    ("ends on a make-up Saturday", "2025-09-26", 15, "2025-10-11"),
    ("ends in National Day's holiday", "2025-09-20", 15, "2025-10-05"),
    ("February of a leap year", "2024-02-20", 15, "2024-03-06"),
    ("February of a usual year", "2025-02-20", 15, "2025-03-07"),
    ("into the next year", "2025-12-20", 15, "2026-01-04"),
    ("complex", "2025-03-03", 30, "2025-04-02"),
    ("complex, over May", "2025-04-15", 30, "2025-05-15"),
    ("complex, into the next year", "2025-12-10", 30, "2026-01-09"),
    ("specially complex", "2025-03-03", 60, "2025-05-02"),
    ("specially complex, ends on a holiday", "2025-08-05", 60, "2025-10-04"),
]
WORKED: list[tuple[str, str, int, str]] = [
    ("forwarding over National Day", "2025-09-28", 7, "2025-10-14"),
    ("forwarding over the Spring Festival", "2026-02-12", 7, "2026-02-28"),
    ("forwarding in a usual week", "2025-03-03", 7, "2025-03-12"),
    ("a claim before May", "2024-04-26", 5, "2024-05-07"),
    ("a claim over New Year", "2022-12-29", 5, "2023-01-06"),
    ("a claim on a make-up Sunday", "2024-04-28", 5, "2024-05-08"),
    ("received on a holiday", "2025-10-03", 7, "2025-10-16"),
    ("fifteen over the lengthened festival", "2020-01-20", 15, "2020-02-18"),
]


@pytest.fixture(scope="module")
def log() -> pd.DataFrame:
    return load("complaints_log")


@pytest.fixture(scope="module")
def offs(root: Any) -> tuple[np.ndarray, np.ndarray]:
    """Holidays on weekdays and make-up days, read from the file apart from the library."""
    entries = yaml.safe_load((root / "course" / "calendars.yml").read_text(encoding="utf-8"))["years"]
    rest = [day for year in entries for one in year["rest"] for day in pd.date_range(one["first"], one["last"])]
    makeup = [day for year in entries for day in year["makeup"]]
    return np.array(rest, dtype="datetime64[D]"), np.array(makeup, dtype="datetime64[D]")


@pytest.fixture(scope="module")
def root(request: pytest.FixtureRequest) -> Any:
    return request.config.rootpath


# ---- twenty cases, each counted by another way
def test_there_are_twenty_cases() -> None:
    assert len(CASES) + len(WORKED) == 20


@pytest.mark.parametrize(("name", "received", "days", "due"), CASES, ids=[case[0] for case in CASES])
def test_calendar_days_are_those_that_ordinals_give(name: str, received: str, days: int, due: str) -> None:
    day = date.fromisoformat(received)
    assert date.fromordinal(day.toordinal() + days).isoformat() == due, "a second way: day numbers"
    assert (pd.Timestamp(received) + pd.offsets.Day(days)).date().isoformat() == due, "a third way: pandas"
    approved = [
        clock.extension(kind, approved=day, told=day) for kind in ("complex", "special")[: {15: 0, 30: 1}.get(days, 2)]
    ]
    found = clock.complaint(received, approved)
    assert found[["days", "alarm", "due"]].tolist() == [days, due, due]


@pytest.mark.parametrize(("name", "received", "days", "due"), WORKED, ids=[case[0] for case in WORKED])
def test_working_days_are_those_that_numpys_business_days_give(
    name: str, received: str, days: int, due: str, offs: tuple[np.ndarray, np.ndarray]
) -> None:
    rest, makeup = offs
    start = np.datetime64(received)
    # numpy knows weekdays and holidays only: of a long stretch all its worked days, and make-up days put among them
    ahead = np.arange(start + 1, start + 60)
    worked = [day for day in ahead if np.is_busday(day, holidays=rest) or day in makeup]
    assert str(worked[days - 1]) == due
    found = clock.term(received, days, unit="working_days")
    assert found[["alarm", "due"]].tolist() == [due, due]
    assert found["day_kind"] in ("working day", "make-up day")


# ---- alarm and due
def test_the_alarm_never_moves_and_due_moves_only_by_a_named_convention() -> None:
    plain, moved = clock.term("2026-02-05", 15), clock.term("2026-02-05", 15, rolled="civil-code")
    assert plain[["alarm", "due", "day_kind", "last_working_day"]].tolist() == [
        "2026-02-20", "2026-02-20", "holiday", "2026-02-14"
    ]  # fmt: skip
    assert moved[["alarm", "due"]].tolist() == ["2026-02-20", "2026-02-24"]
    assert "not moved" in plain["convention"]
    assert "Civil Code art. 203" in moved["convention"]
    assert clock.term("2025-09-26", 15, rolled="civil-code")["due"] == "2025-10-11", "a make-up Saturday is worked"
    assert clock.complaint("2026-02-05", rolled="civil-code")["due"] == "2026-02-24"


@settings(deadline=None, max_examples=60)
@given(st.dates(date(2020, 1, 1), date(2026, 9, 1)), st.integers(1, 60))
def test_the_day_of_receipt_is_not_counted_and_last_working_day_alarm_and_due_stand_in_order(
    day: date, days: int
) -> None:
    found = clock.term(day, days, rolled="civil-code")
    assert found["alarm"] == (day + timedelta(days=days)).isoformat()
    assert found["last_working_day"] <= found["alarm"] <= found["due"]
    worked = clock.term(day, min(days, 20), unit="working_days")
    assert worked["alarm"] >= (day + timedelta(days=min(days, 20))).isoformat()


# ---- what the law says
@pytest.mark.parametrize(
    ("law", "days", "expected"),
    [
        ("consumer-complaints-2020-3/forwarding", None, (7, "working_days", "2025-10-14")),
        ("consumer-complaints-2020-3/review", None, (30, "calendar_days", "2025-10-28")),
        ("consumer-complaints-2020-3/time-limit", 15, (15, "calendar_days", "2025-10-13")),
        ("life-service-2010-4/claims", 5, (5, "working_days", "2025-10-11")),
        ("life-service-2010-4/claims", 30, (30, "calendar_days", "2025-10-28")),
    ],
)
def test_limits_and_their_units_come_from_the_rules_of_law(
    law: str, days: int | None, expected: tuple[Any, ...]
) -> None:
    found = clock.of_rule("2025-09-28", law, days)
    assert tuple(found[["days", "unit", "due"]]) == expected
    assert found["law"] == law


def test_where_an_article_says_days_alone_the_result_says_how_they_were_counted() -> None:
    assert "days alone" in clock.of_rule("2025-09-28", "life-service-2010-4/claims", 30)["convention"]
    assert "days alone" not in clock.of_rule("2025-09-28", "life-service-2010-4/claims", 5)["convention"]


@pytest.mark.parametrize(
    ("law", "days", "key"),
    [
        ("consumer-complaints-2020-3/time-limit", None, "no_limit"),
        ("consumer-complaints-2020-3/time-limit", 10, "no_limit"),
        ("consumer-complaints-2020-3/register", None, "no_limit"),
        ("consumer-complaints-2020-3/none", None, "no_article"),
        ("consumer-complaints-2020-3", None, "no_article"),
        ("other/time-limit", None, "no_article"),
        ("life-service-2010-4/complaints", None, "replaced"),
        ("complaints-notice-2012-13/old-days", 15, "replaced"),
    ],
)
def test_other_limits_and_those_no_longer_in_force_are_refused(law: str, days: int | None, key: str) -> None:
    with pytest.raises(CourseError) as caught:
        clock.of_rule("2025-09-28", law, days)
    assert caught.value.key == f"clock.{key}"


# ---- a year without a calendar
@pytest.mark.parametrize(
    "ask",
    [
        lambda: clock.complaint("2026-12-20"),
        lambda: clock.complaint("2026-11-30", [clock.extension("complex", "2026-12-01", "2026-12-01"),
                                               clock.extension("special", "2026-12-02", "2026-12-02")]),
        lambda: clock.term("2026-12-28", 5, unit="working_days"),
        lambda: clock.complaint("2027-01-04"),
        lambda: clock.complaint("2019-12-01"),
        lambda: clock.judged(pd.DataFrame({"received": ["2026-12-20"], "decided": [None], "told": [None],
                                           "extended": [0]}), as_of="2026-12-21"),
    ],
)  # fmt: skip
def test_a_term_that_runs_into_a_year_without_a_notice_is_refused(ask: Any) -> None:
    with pytest.raises(CourseError) as caught:
        ask()
    assert caught.value.key == "calendar.no_year"


def test_calendar_days_can_be_counted_without_a_calendar_and_say_so_and_nothing_else_can() -> None:
    found = clock.complaint("2026-12-20", calendar="none")
    assert found[["alarm", "due", "day_kind", "last_working_day"]].tolist() == ["2027-01-04", "2027-01-04", "", ""]
    assert "without a calendar" in found["convention"]
    for wrong in (
        {"unit": "working_days", "calendar": "none"},
        {"rolled": "civil-code", "calendar": "none"},
        {"calendar": "x"},
    ):
        with pytest.raises(CourseError) as caught:
            clock.term("2026-12-20", 5, **wrong)
        assert caught.value.key == "clock.no_calendar"


# ---- extensions
@pytest.mark.parametrize(
    ("approved", "told", "words"),
    [
        (None, None, "neither approval nor notice"),
        (None, "2026-02-03", "no approval"),
        ("2026-02-03", None, "no notice"),
        ("2026-02-05", "2026-02-05", "it was approved on 2026-02-05, after"),
        ("2026-02-03", "2026-02-05", "was told of it on 2026-02-05, after"),
    ],
)
def test_an_extension_without_approval_and_notice_on_record_in_time_is_not_counted_and_that_is_said(
    approved: str | None, told: str | None, words: str
) -> None:
    use("en")
    found = clock.complaint("2026-01-20", [clock.extension("complex", approved, told)])
    assert found[["days", "due", "note"]].tolist() == [15, "2026-02-04", "no extension, extension not counted"]
    assert words in found["reason"]
    loose = clock.complaint("2026-01-20", [clock.extension("complex", approved, told)], complex_on_record=False)
    assert loose["days"] == 30
    assert "stricter" in found["convention"]
    assert "stricter" not in loose["convention"]


def test_on_the_last_day_itself_an_extension_is_still_in_time() -> None:
    found = clock.complaint("2026-01-20", [clock.extension("complex", "2026-02-04", "2026-02-04")])
    assert found[["days", "due", "note"]].tolist() == [30, "2026-02-19", "extended once"]


def test_thirty_more_days_need_their_own_record_always_and_come_on_top_of_thirty() -> None:
    first, second = (
        clock.extension("complex", "2026-02-02", "2026-02-03"),
        clock.extension("special", "2026-02-18", "2026-02-19"),
    )
    assert clock.complaint("2026-01-20", [second, first])[["days", "due", "note"]].tolist() == [
        60,
        "2026-03-21",
        "extended twice",
    ]
    alone = clock.complaint("2026-01-20", [second])
    assert alone[["days", "note"]].tolist() == [15, "no extension, extension not counted"]
    assert "on top" in alone["reason"]
    bare = clock.complaint("2026-01-20", [first, clock.extension("special", "2026-02-18")], complex_on_record=False)
    assert bare[["days", "note"]].tolist() == [30, "extended once, extension not counted"]


def test_two_extensions_of_one_kind_and_unknown_ones_are_refused() -> None:
    with pytest.raises(CourseError, match="once"):
        clock.complaint("2026-01-20", [clock.extension("complex"), clock.extension("complex")])
    with pytest.raises(CourseError, match="special"):
        clock.extension("further")


# ---- new facts, mediation, tests
def test_new_facts_restart_the_clock_and_extensions_made_before_lapse() -> None:
    assert clock.complaint("2026-01-20", new_facts=["2026-01-25"])[["counted_from", "due"]].tolist() == [
        "2026-01-25",
        "2026-02-09",
    ]
    before = clock.extension("complex", "2026-01-22", "2026-01-22")
    found = clock.complaint("2026-01-20", [before], ["2026-01-25"])
    assert found[["days", "due", "note"]].tolist() == [15, "2026-02-09", "no extension, extension not counted"]
    assert "lapsed" in found["reason"]
    again = clock.extension("complex", "2026-01-30", "2026-01-30")
    assert clock.complaint("2026-01-20", [again], ["2026-01-25"])["due"] == "2026-02-24"


def test_new_facts_do_not_heal_a_limit_that_had_run_out() -> None:
    found = clock.complaint("2026-01-20", new_facts=["2026-02-06"])
    assert found["note"] == "no extension, limit missed before new facts"
    assert "2026-02-04" in found["reason"]
    assert clock.complaint("2026-01-20", new_facts=["2026-02-04"])["note"] == "no extension"


def test_new_facts_of_the_day_of_receipt_are_refused() -> None:
    with pytest.raises(CourseError, match="not later than receipt"):
        clock.complaint("2026-01-20", new_facts=["2026-01-20"])


def test_mediation_does_not_count_and_an_outside_test_only_if_the_complainant_was_told() -> None:
    mediation = clock.pause("mediation", "2026-01-26", "2026-01-30")
    found = clock.complaint("2026-01-20", pauses=[mediation])
    assert found[["due", "n_not_counted"]].tolist() == ["2026-02-09", 5]
    told = clock.pause("test", "2026-01-28", "2026-02-01", told="2026-01-27")
    assert clock.complaint("2026-01-20", pauses=[mediation, told])["due"] == "2026-02-11", "a day counts out once"
    untold = clock.complaint("2026-01-20", pauses=[clock.pause("test", "2026-01-28", "2026-02-01")])
    assert untold[["due", "n_not_counted"]].tolist() == ["2026-02-04", 0]
    assert "no record" in untold["reason"]
    assert (
        clock.complaint("2026-01-20", pauses=[clock.pause("mediation", "2026-03-01", "2026-03-05")])["due"]
        == "2026-02-04"
    )


def test_what_does_not_count_needs_an_end_that_is_not_before_its_beginning() -> None:
    for wrong, match in (
        (("mediation", "2026-01-26"), "no end"),
        (("mediation", "2026-01-26", "2026-01-25"), "backwards"),
        (("talks", "2026-01-26", "2026-01-27"), "mediation"),
    ):
        with pytest.raises(CourseError, match=match):
            clock.pause(*wrong)


@pytest.mark.parametrize("wrong", ["2026-01-20T09:30", "20 January", pd.Timestamp("2026-01-20 09:30"), None, 20260120])
def test_only_dates_are_taken(wrong: object) -> None:
    with pytest.raises(CourseError, match="no date"):
        clock.complaint(wrong)
    assert (
        clock.complaint(pd.Timestamp("2026-01-20"))["due"] == clock.complaint(date(2026, 1, 20))["due"] == "2026-02-04"
    )


# ---- misreadings
def test_misreadings_of_day_are_laid_beside_the_rule() -> None:
    found = clock.readings("2025-09-26")
    assert found["due"].to_dict() == {
        "rule": "2025-10-11", "receipt_counted": "2025-10-10", "moved": "2025-10-11",
        "from_registration": "2025-10-13", "weekdays": "2025-10-17", "working_days": "2025-10-23",
    }  # fmt: skip
    assert found["days_later"].tolist() == [0, -1, 0, 2, 6, 12]
    assert found.loc["working_days", "note"] == "later than the rule"
    assert found.loc["receipt_counted", "note"] == "earlier than the rule"


@settings(deadline=None, max_examples=40)
@given(st.dates(date(2020, 1, 1), date(2026, 6, 1)), st.sampled_from([15, 30, 60]))
def test_no_misreading_but_counting_receipt_is_earlier_than_the_rule(day: date, days: int) -> None:
    found = clock.readings(day, days)
    assert found.loc["rule", "due"] == clock.term(day, days)["due"]
    assert found.loc["moved", "due"] == clock.term(day, days, rolled="civil-code")["due"]
    assert (found["days_later"].drop("receipt_counted") >= 0).all()
    assert found.loc["receipt_counted", "days_later"] == -1


def test_a_reading_that_needs_a_year_that_is_not_there_says_so_and_the_rule_stands() -> None:
    found = clock.readings("2026-12-20")
    assert found.loc["rule", "due"] == "2027-01-04"
    assert found.loc[["moved", "working_days"], "note"].tolist() == ["no calendar"] * 2
    assert found.loc[["moved", "working_days"], "due"].isna().all()


# ---- a log
LOG = pd.DataFrame(
    {
        "complaint": ["P1", "P2", "P3", "P4", "P5", "P6", "P7"],
        "received": ["2026-01-05"] * 6 + [None],
        "decided": ["2026-01-20", "2026-01-20", "2026-01-21", "2026-01-25", None, "2026-01-19", None],
        "told": ["2026-01-20", "2026-01-21", "2026-01-22", "2026-01-26", None, None, None],
        "extended": [0, 0, 0, 1, 0, 0, 0],
        "approved": [None, None, None, "2026-01-19", None, None, None],
        "notified": [None, None, None, "2026-01-20", None, None, None],
    }
)


def test_each_complaint_gets_its_verdict_and_its_reason() -> None:
    use("en")
    before = LOG.copy()
    found = clock.judged(LOG, as_of="2026-01-31")
    assert found["note"].tolist() == [
        "in time", "told late", "decided late", "decided late, extension not counted", "not decided, late",
        "not told, late", "no receipt date",
    ]  # fmt: skip
    assert found["late"].tolist()[:6] == [False, True, True, True, True, True]
    assert pd.isna(found["late"].iloc[6])
    assert found["days_late"].tolist()[:6] == [0, 1, 2, 6, 11, 11]
    assert (
        found.loc[1, "reason"]
        == "Limit 15 days, due 2026-01-20; decided 2026-01-20 in time, told 2026-01-21, 1 day(s) late."
    )
    assert found["late_if_flagged"].tolist()[:4] == [False, True, True, False]
    pd.testing.assert_frame_equal(LOG, before)
    on_record = clock.judged(LOG, approved="approved", notified="notified", as_of="2026-01-31")
    assert on_record.loc[3, ["days", "note"]].tolist() == [30, "in time"]


def test_before_the_limit_has_run_out_nothing_is_late_and_without_as_of_nobody_can_tell() -> None:
    open_ones = LOG.loc[[4, 5]]
    found = clock.judged(open_ones, as_of="2026-01-20")
    assert found["note"].tolist() == ["not yet due"] * 2
    assert found["late"].isna().all()
    with pytest.raises(CourseError, match="as_of"):
        clock.judged(open_ones)
    with pytest.raises(CourseError, match="None of the 2"):
        clock.late_share(found)


def test_new_facts_in_a_log_restart_each_clock_and_heal_nothing() -> None:
    rows = pd.DataFrame({"received": ["2026-01-05"] * 2, "decided": "2026-01-28", "told": "2026-01-28"})
    rows["facts"] = ["2026-01-15", "2026-01-22"]
    found = clock.judged(rows, extended=None, new_facts="facts")
    assert found["note"].tolist() == ["in time", "decided late, limit missed before new facts"]
    assert found["due"].tolist() == ["2026-01-30", "2026-01-20"]
    with pytest.raises(CourseError, match="another round"):
        clock.judged(rows.assign(facts="2026-02-01"), extended=None, new_facts="facts")


def test_the_late_share_is_wilsons_of_what_is_judged_and_says_what_the_flag_would_change() -> None:
    found = clock.late_share(clock.judged(LOG, as_of="2026-01-31")).loc["all"]
    own = proportion(5, 6)
    assert found[["share", "low", "high", "n", "count"]].tolist() == pytest.approx(
        [*own[["share", "low", "high"]], 6, 5]
    )
    counts = ["n_decided_late", "n_told_late", "n_undone", "n_lost", "n_uncounted"]
    assert found[counts].tolist() == [2, 1, 2, 1, 1]
    assert found["share_if_flagged"] == pytest.approx(4 / 6)


def test_the_banks_log_by_another_way(log: pd.DataFrame) -> None:
    found = clock.judged(log)
    told = (pd.to_datetime(log["told"]) - pd.to_datetime(log["received"])).dt.days
    decided = (pd.to_datetime(log["decided"]) - pd.to_datetime(log["received"])).dt.days
    assert found["late"].tolist() == (told > 15).tolist()
    assert (found["note"].str.startswith("decided late") == (decided > 15)).all()
    assert found["late_if_flagged"].tolist() == (told > np.where(log["extended"] == 1, 30, 15)).tolist()
    shares = clock.late_share(found, group="branch")
    assert shares["n"].sum() == len(log)
    assert shares["count"].to_dict() == (told > 15).groupby(log["branch"]).sum().to_dict()
    shuffled = clock.judged(log.sample(frac=1, random_state=1))
    assert shuffled["note"].sort_index().equals(found["note"])


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"decided": "2026-01-04"}, "is before received"),
        ({"told": "2026-01-19"}, "is before decided"),
        ({"decided": None}, "no date of a decision"),
        ({"told": "2026-02-20"}, "after as_of"),
        ({"received": "2026-01-05 09:00"}, "without a time"),
        ({"extended": 2}, "0 .not extended. or 1"),
        ({"extended": None}, "0 .not extended. or 1"),
    ],
)
def test_dates_that_cannot_be_are_refused_with_their_row(change: dict[str, Any], match: str) -> None:
    rows = LOG.iloc[:1].astype(object).assign(**change)
    with pytest.raises(CourseError, match=match) as caught:
        clock.judged(rows, as_of="2026-01-31")
    assert "index 0" in str(caught.value)


def test_a_log_without_its_columns_or_with_half_a_record_is_refused() -> None:
    with pytest.raises(CourseError, match="no columns told"):
        clock.judged(LOG.drop(columns="told"))
    with pytest.raises(CourseError, match="both columns or neither"):
        clock.judged(LOG, approved="approved")
    with pytest.raises(CourseError, match="None of the 0"):
        clock.judged(LOG.iloc[:0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_reasons_are_whole_sentences_in_the_readers_language(language: str) -> None:
    use(language)
    for reason in clock.judged(LOG, as_of="2026-01-31")["reason"]:
        assert reason.endswith("。" if language == "zh" else ".")
        assert "{" not in reason
        assert ("期限" in reason) == (language == "zh")
