"""A plan of maintenance: gaps, contradictions and consent are found before anybody is called; a "no" is kept to."""

from typing import Any

import pandas as pd
import pytest

from fsq_lab.customers import early_warning, maintenance_plan
from fsq_lab.customers.maintenance_plan import actions, check, covered, situations
from fsq_lab.ground.language import CourseError
from fsq_lab.survey.loading import load

ON = "2025-09-30"
ALL = {
    "tier": "any", "stage": "any", "signal": "any", "action": "ask how it goes", "purpose": "service",
    "owner": "branch", "interval_days": 180, "channel": "message", "consent": "not_needed", "stop_rule": "solved",
}  # fmt: skip
OFFER = {
    **ALL, "signal": "matures", "action": "offer a renewal", "purpose": "marketing", "interval_days": 90,
    "channel": "telephone", "consent": "needed", "stop_rule": "refusal; after 3",
}  # fmt: skip


def plan(*rules: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(rules)


def kinds(*rules: dict[str, Any]) -> list[str]:
    return check(plan(*rules))["fault"].tolist()


def test_a_whole_plan_has_no_faults() -> None:
    assert kinds(ALL, OFFER) == []
    assert kinds(ALL, OFFER, {**OFFER, "tier": "upper", "channel": "visit"}) == []


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"tier": "vip"}, "unknown word"),
        ({"channel": "fax"}, "unknown word"),
        ({"purpose": ""}, "unknown word"),
        ({"action": None}, "nothing said"),
        ({"owner": "  "}, "nothing said"),
        ({"interval_days": 0}, "repetition"),
        ({"interval_days": "often"}, "repetition"),
        ({"interval_days": 7}, "repetition"),
        ({"consent": "not_needed"}, "consent wrong"),
        ({"stop_rule": ""}, "no stop"),
        ({"stop_rule": "solved"}, "no stop"),
        ({"stop_rule": "after zero"}, "no stop"),
    ],
)
def test_each_fault_of_a_rule_is_named(change: dict[str, Any], kind: str) -> None:
    found = check(plan(ALL, {**OFFER, **change}))
    assert found["fault"].tolist() == [kind]
    assert found["rule"].tolist() == ["1"]


def test_consent_is_not_asked_for_what_the_bank_owes() -> None:
    assert kinds({**ALL, "consent": "needed"}) == ["consent wrong"]


@pytest.mark.parametrize(
    ("signal", "channel", "owed"),
    [
        ("complained", "telephone", True),
        ("failure", "visit", True),
        ("matures", "message", True),
        ("matures", "telephone", False),
        ("no_signal", "visit", False),
        ("any", "telephone", False),
        ("falling", "telephone", False),
        ("falling", "message", False),
        ("quiet", "message", False),
        ("falling", "counter", True),
    ],
)
def test_a_call_to_keep_a_customer_is_no_service_owed(signal: str, channel: str, owed: bool) -> None:
    rule = {**ALL, "tier": "upper", "signal": signal, "channel": channel}
    found = check(plan(ALL, rule))
    assert found["fault"].tolist() == ([] if owed else ["service not owed"])
    assert found["detail"].tolist() == ([] if owed else [f"{signal}, {channel}"])
    honest = {**rule, "purpose": "marketing", "consent": "needed", "stop_rule": "refusal; after 2"}
    assert kinds(ALL, honest) == []


def test_an_offer_renamed_service_is_found() -> None:
    assert kinds(ALL, {**OFFER, "purpose": "service", "consent": "not_needed", "interval_days": 7}) == [
        "service not owed"
    ]


def test_a_plan_is_judged_signal_by_signal_for_one_kind_of_customer() -> None:
    middle = {**ALL, "tier": "middle", "signal": "failure", "channel": "telephone"}
    clash = {**OFFER, "tier": "middle", "channel": "message"}
    own = maintenance_plan.by_signal(plan(ALL, middle, {**OFFER, "stage": "settled"}, clash), "middle", "settled")
    assert own.index.tolist() == list(maintenance_plan.SIGNALS)
    assert own["verdict"].tolist() == ["no rule of its own", "in order", *["no rule of its own"] * 2,
                                       "contradiction", "no rule of its own"]  # fmt: skip
    assert own["rule"].tolist() == [0, 1, 0, 0, 2, 0]
    assert own.loc["matures", ["purpose", "consent"]].tolist() == ["marketing", "needed"]
    gap = maintenance_plan.by_signal(plan(OFFER), "mass", "new")
    assert gap["verdict"].tolist() == [*["not covered"] * 4, "in order", "not covered"]
    sold = maintenance_plan.by_signal(plan(ALL, {**middle, "signal": "falling"}), "middle", "new")
    assert sold.loc["falling", "verdict"] == "service not owed"


def test_gaps_are_every_combination_without_a_rule() -> None:
    assert kinds(OFFER) == ["not covered"] * (3 * 3 * 5)
    assert kinds({**ALL, "tier": "upper"}) == ["not covered"] * (2 * 3 * 6)


def test_two_rules_that_name_equally_much_contradict_each_other() -> None:
    upper, new = {**ALL, "tier": "upper"}, {**ALL, "stage": "new"}
    found = check(plan(ALL, upper, new))
    assert found[["rule", "fault", "detail"]].to_numpy().tolist() == [["1, 2", "contradiction", "upper · new · any"]]
    assert kinds(ALL, upper, new, {**ALL, "tier": "upper", "stage": "new"}) == []
    assert kinds(ALL, ALL) == ["contradiction"]


def test_the_rule_that_names_most_applies() -> None:
    grid = covered(plan(ALL, OFFER, {**OFFER, "tier": "upper"}))
    assert grid.loc[("upper", "new"), "matures"] == 2
    assert grid.loc[("mass", "new"), "matures"] == 1
    assert grid.loc[("mass", "new"), "no_signal"] == 0
    assert covered(plan(OFFER)).isna().to_numpy().sum() == 45


# ---- who stands where
CUSTOMERS = load("customers")
SIGNALS = early_warning.signals(CUSTOMERS, load("balances"), "2025-09", load("complaints_log"))
STAND = situations(CUSTOMERS, SIGNALS, ON)


def test_everybody_on_file_has_one_situation_the_most_urgent_first() -> None:
    last = load("balances").query("month == '2025-09'")
    assert sorted(STAND["customer"]) == sorted(last["customer"])
    own = STAND.set_index("customer")["signal"]
    flags = SIGNALS.set_index("customer")
    assert (flags.loc[own.index[own == "complained"], "complained"] == 1).all()
    quiet = flags.loc[own.index[own == "quiet"]]
    assert (quiet["quiet"] == 1).all()
    assert not quiet[["complained", "failure", "falling"]].to_numpy().any()
    assert (own[flags.index[flags["complained"] == 1]] == "complained").all()


def test_consent_is_that_of_the_day() -> None:
    own = CUSTOMERS.set_index("customer").loc[STAND["customer"]]
    gone = (own["consent_withdrawn"] <= ON).to_numpy()
    assert gone.any()
    assert (STAND.loc[gone, "consent"] == 0).all()
    later = (own["consent_withdrawn"] > ON).to_numpy()
    assert (STAND.loc[later, "consent"] == 1).all()
    assert (STAND.loc[own["consent_date"].isna().to_numpy(), "consent"] == 0).all()


def test_the_stages_are_those_of_the_months_as_a_customer() -> None:
    own = CUSTOMERS.set_index("customer").loc[STAND["customer"]]
    joined = own["joined"].to_numpy()
    assert (STAND.loc[joined > "2024-09", "stage"] == "new").all()
    assert (STAND.loc[(joined <= "2024-09") & (joined > "2020-09"), "stage"] == "growing").all()
    assert (STAND.loc[joined <= "2020-09", "stage"] == "settled").all()


def one(**columns: Any) -> pd.DataFrame:
    own = {"customer": "C1", "tier": "mass", "stage": "new", "signal": "matures", "consent": 1, **columns}
    table = pd.DataFrame([own])
    table.attrs["on"] = ON
    return table


def without_day(table: pd.DataFrame) -> pd.DataFrame:
    table.attrs = {}
    return table


def past(*contacts: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(contacts, columns=["date", "purpose", "result"]).assign(customer="C1")


@pytest.mark.parametrize(
    ("stand", "contacts", "note", "due"),
    [
        (one(), None, "to do", ON),
        (one(consent=0), None, "no consent", ""),
        (one(), past(("2024-01-01", "marketing", "refused")), "stopped: refused", ""),
        (one(), past(("2024-11-20", "balance_campaign", "refused")), "stopped: refused", ""),
        (one(), past(("2025-09-01", "marketing", "reached")), "too soon", "2025-11-30"),
        (one(), past(("2025-09-01", "follow_up", "reached")), "to do", ON),
        (one(), past(("2025-10-05", "marketing", "refused")), "to do", ON),
        (one(), past(*[(f"2025-0{month}-01", "marketing", "reached") for month in (1, 2, 3)]), "stopped: enough", ""),
        (one(signal="no_signal", consent=0), past(("2025-01-01", "marketing", "refused")), "to do", ON),
    ],
)
def test_consent_refusals_and_repetition_are_kept_to(
    stand: pd.DataFrame, contacts: pd.DataFrame | None, note: str, due: str
) -> None:
    found = actions(plan(ALL, OFFER), stand, contacts).iloc[0]
    assert (found["note"], found["due"]) == (note, due)


def test_nobody_who_said_no_or_gave_no_consent_is_called_for_marketing() -> None:
    found = actions(plan(ALL, OFFER), STAND, load("contacts"))
    called = found[(found["note"] == "to do") & (found["purpose"] == "marketing")]
    assert len(called) > 50
    assert (STAND.set_index("customer").loc[called["customer"], "consent"] == 1).all()
    contacts = load("contacts").query("date <= @ON and purpose in ['marketing', 'balance_campaign']")
    refused = set(contacts.loc[contacts["result"] == "refused", "customer"])
    assert not refused & set(called["customer"])
    assert len(found) == len(STAND)


@pytest.mark.parametrize(
    ("call", "key"),
    [
        (lambda: actions(plan(OFFER), STAND), "customers.faulty_plan"),
        (lambda: check(plan(ALL).drop(columns="owner")), "customers.no_column"),
        (lambda: check(plan(ALL).iloc[:0]), "customers.no_rows"),
        (lambda: maintenance_plan.by_signal(plan(ALL), "vip", "new"), "customers.unknown_situation"),
        (lambda: actions(plan(ALL), without_day(one())), "customers.no_situations"),
        (lambda: actions(plan(ALL), one(tier="vip")), "customers.unknown_situation"),
        (lambda: actions(plan(ALL), STAND, load("contacts", "20230001")), "complaints.two_worlds"),
        (lambda: situations(CUSTOMERS, SIGNALS, "2025-08-31"), "customers.one_month"),
        (lambda: situations(CUSTOMERS, SIGNALS, "soon"), "customers.no_reference"),
    ],
)
def test_what_cannot_be_carried_out_is_refused(call: Any, key: str) -> None:
    with pytest.raises(CourseError) as refusal:
        call()
    assert refusal.value.key == key


def test_the_words_of_a_plan_are_columns_of_the_signals() -> None:
    assert {name for name in maintenance_plan.SIGNALS if name != "no_signal"} <= set(SIGNALS.columns)
