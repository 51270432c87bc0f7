"""What must agree between the tables of one world: the same people, branches and months, and time in its order."""

import re
from collections.abc import Callable

import pandas as pd

from fsq_lab.ground.synthetic.bank.parameters import BRANCHES

Tables = dict[str, pd.DataFrame]
MONTHS = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)]
REAL = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dXx])(?!\d)")
"""What could be a person's own: a mobile number, an identity number."""


def following(month: str, later: int) -> str:
    year, number = int(month[:4]), int(month[5:]) - 1 + later
    return f"{year + number // 12}-{number % 12 + 1:02}"


def branches_are_the_twelve(tables: Tables) -> bool:
    known = set(BRANCHES)
    return all(set(one["branch"]) == known for one in tables.values() if "branch" in one)


def customers_are_one_each(tables: Tables) -> bool:
    own = tables["customers"]
    return own["customer"].is_unique and set(tables["balances"]["customer"]) == set(own["customer"])


def balances_run_from_joining_to_leaving(tables: Tables) -> bool:
    own = tables["customers"].set_index("customer")
    months = tables["balances"].groupby("customer")["month"].agg(["min", "max", "size"])
    first = own["joined"].where(own["joined"] > MONTHS[0], MONTHS[0])
    last = own["left"].map(lambda month: following(month, -1), na_action="ignore").fillna(MONTHS[-1])
    size = last.map(MONTHS.index) - first.map(MONTHS.index) + 1
    found = months.loc[own.index]
    return bool(((found["min"] == first) & (found["max"] == last) & (found["size"] == size)).all())


def complainants_are_customers_of_that_branch_then(tables: Tables) -> bool:
    own = tables["customers"].set_index("customer")
    log = tables["complaints_log"]
    linked = log[log["customer"].str.startswith("C")]
    if not set(linked["customer"]) <= set(own.index):
        return False
    who, month = own.loc[linked["customer"]], linked["received"].str[:7].to_numpy()
    there = (who["joined"].to_numpy() <= month) & (who["left"].isna().to_numpy() | (who["left"] > month).to_numpy())
    return bool((who["branch"].to_numpy() == linked["branch"].to_numpy()).all() and there.all())


def leaving_is_as_the_file_has_it(tables: Tables) -> bool:
    own = tables["customers"].set_index("customer")["left"]
    log = tables["complaints_log"]
    linked = log[log["customer"].str.startswith("C") & log["left_6m"].notna()]
    until = linked["received"].str[:7].map(lambda month: following(month, 6))
    left = own.loc[linked["customer"]]
    leaves = left.notna().to_numpy() & (left.fillna("9999-99").to_numpy() <= until.to_numpy())
    return bool((leaves == (linked["left_6m"] == 1).to_numpy()).all())


def what_was_not_known_is_empty(tables: Tables) -> bool:
    log = tables["complaints_log"]
    late_left, late_back = log["received"] > "2025-06-30", log["received"] > "2025-09-30"
    same = (log["left_6m"].isna() == late_left).all() and (log["back_90d"].isna() == late_back).all()
    gone = log["left_6m"] == 1
    return bool(same and log.loc[gone, "after"].isna().all() and log["received"].max() <= "2025-12-31")


def complaints_run_in_order(tables: Tables) -> bool:
    log = tables["complaints_log"]
    days = (pd.to_datetime(log["decided"]) - pd.to_datetime(log["received"])).dt.days
    in_order = (log["received"] <= log["decided"]) & (log["decided"] <= log["told"]) & (log["told"] <= "2026-01-31")
    walk_ins = log.loc[log["customer"].str.startswith("W"), "customer"]
    once = walk_ins.is_unique and log["complaint"].is_unique and log["received"].is_monotonic_increasing
    return bool(in_order.all() and once and (days[log["extended"] == 1] > 15).all())


def consent_is_dated_and_withdrawn_later(tables: Tables) -> bool:
    own = tables["customers"]
    given = own["consent_marketing"] == 1
    dated = (own["consent_date"].notna() == given).all() and own.loc[~given, "consent_withdrawn"].isna().all()
    taken = own[own["consent_withdrawn"].notna()]
    after = taken["consent_withdrawn"] > taken["consent_date"]
    while_there = taken["left"].isna() | (taken["consent_withdrawn"].str[:7] < taken["left"].fillna("9999-99"))
    joined = own[given]["consent_date"].str[:7] >= own[given]["joined"]
    return bool(dated and after.all() and while_there.all() and joined.all())


def leaving_comes_after_joining(tables: Tables) -> bool:
    own = tables["customers"].dropna(subset=["left"])
    return bool((own["joined"] < own["left"]).all() and own["left"].between(MONTHS[1], MONTHS[-1]).all())


def salaries_are_those_of_payroll_customers(tables: Tables) -> bool:
    paid = tables["balances"].loc[tables["balances"]["salary"] == 1, "customer"]
    own = tables["customers"].set_index("customer")["payroll"]
    return bool((own.loc[paid.unique()] == 1).all())


def windows_are_open(tables: Tables) -> bool:
    tickets = tables["service_log_tickets"].assign(month=lambda one: one["date"].str[:7])
    used = tickets.groupby(["branch", "month"])["window"].max()
    windows = tables["branch_months"].set_index(["branch", "month"])["windows"]
    start = tables["branch_months"].query(f"month == '{MONTHS[0]}'").set_index("branch")["windows"]
    as_told = tables["branches"].set_index("branch")["windows"]
    return bool((used <= windows.reindex(used.index)).all() and (start == as_told.reindex(start.index)).all())


def queues_are_served_in_order(tables: Tables) -> bool:
    tickets = tables["service_log_tickets"].sort_values(["branch", "date", "window", "start"], kind="stable")
    day = ["branch", "date"]
    free = tickets.groupby([*day, "window"])["end"].shift().fillna(0)
    alone = (tickets["start"] >= free) & (tickets["start"] >= tickets["arrival"]) & (tickets["end"] > tickets["start"])
    first_come = tickets.sort_values([*day, "ticket"]).groupby(day)[["arrival", "start"]].diff().dropna()
    return bool(alone.all() and (first_come >= 0).all().all() and (tickets["arrival"] >= 540).all())


def samples_are_smaller_than_the_whole(tables: Tables) -> bool:
    whole = tables["branch_months"].set_index(["branch", "month"])
    tickets = tables["service_log_tickets"].groupby(["branch", tables["service_log_tickets"]["date"].str[:7]]).size()
    pieces = tables["promises"].groupby(["branch", "month"])["pieces"].sum()
    log = tables["complaints_log"]
    complaints = log.groupby(["branch", log["received"].str[:7]]).size()
    return bool(
        (tickets < whole["tickets"].reindex(tickets.index)).all()
        and (pieces < whole["tickets"].reindex(pieces.index)).all()
        and (complaints < whole["transactions"].reindex(complaints.index)).all()
    )


def promises_are_counted(tables: Tables) -> bool:
    own = tables["promises"]
    return len(own) == 1152 and bool((own["in_time"] <= own["pieces"]).all() and (own["pieces"] > 0).all())


def every_branch_and_month_is_there(tables: Tables) -> bool:
    own = tables["branch_months"]
    return len(own) == 288 and set(own["month"]) == set(MONTHS) and not own.duplicated(["branch", "month"]).any()


def visits_are_complete(tables: Tables) -> bool:
    own = tables["mystery_visits"]
    return len(own) == 960 and not own.duplicated(["branch", "visit", "rater", "item"]).any()


def weights_sum_to_100(tables: Tables) -> bool:
    return bool((tables["managers"].filter(like="weight_").sum(axis=1) == 100).all())


def the_frame_is_everybody_on_file(tables: Tables) -> bool:
    own = tables["customers"]
    there = (own["joined"] <= "2025-09") & (own["left"].isna() | (own["left"].fillna("9999-99") > "2025-09"))
    return list(tables["frame"]["customer"]) == list(own.loc[there, "customer"])


def answers_come_from_those_asked(tables: Tables) -> bool:
    frame, given = tables["frame"].set_index("customer"), tables["responses"]
    if given.duplicated(["customer", "sample"]).any() or not set(given["customer"]) <= set(frame.index):
        return False
    asked = [
        frame.loc[customer, sample] == 1 for customer, sample in zip(given["customer"], given["sample"], strict=True)
    ]
    answered = set(frame.index[frame["answered"] == 1])
    tablet = set(given.loc[given["sample"] == "intercept", "customer"])
    true = frame.loc[given["customer"], "satisfaction_true"].to_numpy() == given["satisfaction"].to_numpy()
    on_time = given["date"].between("2025-09-01", "2025-09-30").all() and given["date"].is_monotonic_increasing
    once = (given.loc[given["sample"] != "random", "attempt"] == 1).all()
    return bool(
        all(asked)
        and answered == set(given["customer"])
        and tablet == set(frame.index[frame["intercept"] == 1])
        and true.all()
        and on_time
        and once
    )


def messages_went_to_those_with_consent(tables: Tables) -> bool:
    own = tables["customers"].drop_duplicates("customer").set_index("customer")
    asked = own.reindex(tables["frame"].query("message == 1")["customer"])
    held = asked["consent_withdrawn"].isna() | (asked["consent_withdrawn"].fillna("9999") > "2025-09-01")
    return bool((asked["consent_marketing"] == 1).all() and held.all())


def who_left_renewed_nothing(tables: Tables) -> bool:
    frame = tables["frame"]
    known = (frame["renewed"].notna() == (frame["matured"] == 1)).all()
    own = tables["customers"].drop_duplicates("customer").set_index("customer")
    left = own["left"].reindex(frame["customer"]).notna().to_numpy()
    return bool(known and not (left & (frame["renewed"] == 1).to_numpy()).any())


def transactions_are_of_customers_then_on_file(tables: Tables) -> bool:
    own, done = tables["customers"].set_index("customer"), tables["transactions"]
    if len(done) != 40_000 or not own.index.is_unique or not set(done["customer"]) <= set(own.index):
        return False
    who, month = own.loc[done["customer"]], done["date"].str[:7].to_numpy()
    there = (who["joined"].to_numpy() <= month) & (who["left"].isna().to_numpy() | (who["left"] > month).to_numpy())
    return bool(there.all() and done["date"].is_monotonic_increasing and (done["amount"] > 0).all())


def contacts_are_of_customers_then_on_file(tables: Tables) -> bool:
    own, made = tables["customers"].set_index("customer"), tables["contacts"]
    if len(made) != 6_000 or not made["contact"].is_unique or not own.index.is_unique:
        return False
    if not set(made["customer"]) <= set(own.index):
        return False
    dated = made[made["date"].notna()]
    who, month = own.loc[dated["customer"]], dated["date"].str[:7].to_numpy()
    there = (who["joined"].to_numpy() <= month) & (who["left"].isna().to_numpy() | (who["left"] > month).to_numpy())
    own_branch = "S" + who["branch"].str[1:].to_numpy() == dated["staff"].str[:3].to_numpy()
    return bool(there.all() and own_branch.all() and dated["date"].is_monotonic_increasing)


def consent_of_a_contact_is_that_of_its_day(tables: Tables) -> bool:
    own, made = tables["customers"].drop_duplicates("customer").set_index("customer"), tables["contacts"]
    made = made[made["customer"].isin(own.index)]
    who, day = own.loc[made["customer"]], made["date"].fillna("2024-11-20").to_numpy()
    given = (who["consent_date"].fillna("9999") <= day) & (who["consent_withdrawn"].fillna("9999") > day)
    return bool((given.to_numpy() == (made["consent"] == 1).to_numpy()).all())


def the_campaign_has_consent_and_a_half_held_back_without_a_contact(tables: Tables) -> bool:
    made = tables["contacts"]
    chosen = made["purpose"] == "balance_campaign"
    held = made["result"] == "held_back"
    empty = made[["date", "channel", "staff"]].isna()
    calls = made[chosen & ~held]
    return bool(
        (made.loc[chosen, "consent"] == 1).all()
        and made.loc[chosen, "customer"].is_unique
        and not (held & ~chosen).any()
        and (empty.all(axis=1) == held).all()
        and (empty.any(axis=1) == held).all()
        and calls["date"].between("2024-11-18", "2024-11-29").all()
        and 0.35 < held.sum() / chosen.sum() < 0.65
    )


def follow_ups_come_after_a_failure_and_reminders_when_something_matures(tables: Tables) -> bool:
    months = tables["balances"].set_index(["customer", "month"])
    made = tables["contacts"]
    good = True
    for purpose, column in (("follow_up", "failures"), ("maturity", "maturing")):
        own = made[made["purpose"] == purpose]
        keys = pd.MultiIndex.from_arrays([own["customer"], own["date"].str[:7]])
        good = good and bool((months[column].reindex(keys) > 0).all()) and len(own) > 100
    return good


def nothing_could_be_a_persons_number(tables: Tables) -> bool:
    texts = (one[name].dropna() for one in tables.values() for name in one if one[name].dtype != "float64")
    return not any(column.astype(str).str.contains(REAL).any() for column in texts)


RULES: dict[str, Callable[[Tables], bool]] = {
    rule.__name__: rule
    for rule in (
        branches_are_the_twelve,
        customers_are_one_each,
        balances_run_from_joining_to_leaving,
        complainants_are_customers_of_that_branch_then,
        leaving_is_as_the_file_has_it,
        what_was_not_known_is_empty,
        complaints_run_in_order,
        consent_is_dated_and_withdrawn_later,
        leaving_comes_after_joining,
        salaries_are_those_of_payroll_customers,
        windows_are_open,
        queues_are_served_in_order,
        samples_are_smaller_than_the_whole,
        promises_are_counted,
        every_branch_and_month_is_there,
        visits_are_complete,
        weights_sum_to_100,
        the_frame_is_everybody_on_file,
        answers_come_from_those_asked,
        messages_went_to_those_with_consent,
        who_left_renewed_nothing,
        transactions_are_of_customers_then_on_file,
        contacts_are_of_customers_then_on_file,
        consent_of_a_contact_is_that_of_its_day,
        the_campaign_has_consent_and_a_half_held_back_without_a_contact,
        follow_ups_come_after_a_failure_and_reminders_when_something_matures,
        nothing_could_be_a_persons_number,
    )
}


def broken(tables: Tables) -> set[str]:
    """The rules that do not hold."""
    return {name for name, rule in RULES.items() if not rule(tables)}
