"""The tables of one world agree, whoever's world it is; a learner's own are drawn together, and few are kept."""

from collections.abc import Callable
from html import unescape

import numpy as np
import pandas as pd
import pytest
from world_consistency import RULES, Tables, broken

from fsq_lab.ground import cards, course, tables
from fsq_lab.ground.language import CourseError, use
from fsq_lab.ground.synthetic import bank_branch, registry
from fsq_lab.ground.synthetic.bank import world
from fsq_lab.ground.synthetic.bank.parameters import BRANCHES, NOISE
from fsq_lab.survey.loading import load
from fsq_lab.upkeep.datasets import LARGE

MOST_COMMITTED = 6_000_000


def of(student: str | None) -> Tables:
    return {name: load(name, student) for name in registry.WORLD}


@pytest.fixture(scope="module")
def committed() -> Tables:
    return of(None)


@pytest.mark.parametrize("student", [None, "20230001", "20230002", "20230003"])
def test_the_tables_of_a_world_agree(student: str | None) -> None:
    assert broken(of(student)) == set()


def test_the_noise_worlds_tables_agree() -> None:
    noise = world.World(3, NOISE, conditioned=False)
    drawn = {name: tables._as_loaded(noise.table(name), 3) for name in registry.WORLD}
    assert broken(drawn) == set()


def changed(name: str, **columns: object) -> Callable[[Tables], Tables]:
    return lambda all_of_them: {**all_of_them, name: all_of_them[name].assign(**columns)}


def rows(name: str, take: Callable[[pd.DataFrame], pd.DataFrame]) -> Callable[[Tables], Tables]:
    return lambda all_of_them: {**all_of_them, name: take(all_of_them[name])}


FAULTS: dict[str, Callable[[Tables], Tables]] = {
    "branches_are_the_twelve": rows("managers", lambda one: one.iloc[1:]),
    "customers_are_one_each": changed("customers", customer=lambda one: one["customer"].replace("C0002", "C0001")),
    "balances_run_from_joining_to_leaving": rows("balances", lambda one: one.drop(index=5)),
    "complainants_are_customers_of_that_branch_then": changed(
        "customers", branch=lambda one: one["branch"].replace({"B01": "B02", "B02": "B01"})
    ),
    "leaving_is_as_the_file_has_it": changed("complaints_log", left_6m=lambda one: 1 - one["left_6m"]),
    "what_was_not_known_is_empty": changed("complaints_log", back_90d=lambda one: one["back_90d"].fillna(0)),
    "complaints_run_in_order": changed("complaints_log", told=lambda one: one["received"]),
    "consent_is_dated_and_withdrawn_later": changed("customers", consent_withdrawn=lambda one: one["consent_date"]),
    "leaving_comes_after_joining": changed("customers", joined=lambda one: one["left"].fillna(one["joined"])),
    "salaries_are_those_of_payroll_customers": changed("customers", payroll=lambda one: 1 - one["payroll"]),
    "windows_are_open": changed("branch_months", windows=lambda one: one["windows"] - 1),
    "queues_are_served_in_order": changed("service_log_tickets", start=lambda one: one["start"] - 1),
    "samples_are_smaller_than_the_whole": changed("branch_months", tickets=lambda one: one["tickets"] / 30),
    "promises_are_counted": changed("promises", in_time=lambda one: one["pieces"] + 1),
    "every_branch_and_month_is_there": rows("branch_months", lambda one: one.iloc[1:]),
    "visits_are_complete": rows("mystery_visits", lambda one: one.iloc[1:]),
    "weights_sum_to_100": changed("managers", weight_empathy=lambda one: one["weight_empathy"] + 1),
    "the_frame_is_everybody_on_file": rows("frame", lambda one: one.iloc[1:]),
    "answers_come_from_those_asked": changed("responses", satisfaction=lambda one: 6 - one["satisfaction"]),
    "messages_went_to_those_with_consent": changed("frame", message=1),
    "who_left_renewed_nothing": changed("frame", renewed=lambda one: one["matured"].where(one["matured"] == 1)),
    "transactions_are_of_customers_then_on_file": changed(
        "transactions", date=lambda one: one["date"].shift(-1000).fillna("2025-12-31")
    ),
    "contacts_are_of_customers_then_on_file": changed(
        "contacts", staff=lambda one: one["staff"].str.replace("S01", "S02")
    ),
    "consent_of_a_contact_is_that_of_its_day": changed("contacts", consent=lambda one: 1.0),
    "the_campaign_has_consent_and_a_half_held_back_without_a_contact": changed(
        "contacts", channel=lambda one: one["channel"].fillna("telephone")
    ),
    "follow_ups_come_after_a_failure_and_reminders_when_something_matures": changed(
        "balances", failures=lambda one: 0.0
    ),
    "nothing_could_be_a_persons_number": changed("complaints_log", text_zh=lambda one: one["text_zh"] + "13812345678"),
}


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_fails_on_a_planted_fault(rule: str, committed: Tables) -> None:
    assert rule in broken(FAULTS[rule](committed))


def test_branches_are_those_of_the_survey(committed: Tables) -> None:
    assert list(committed["branches"]["branch"]) == list(bank_branch.BRANCH_SIZES) == list(BRANCHES)
    assert set(load("bank_branch")["branch"]) == set(committed["branches"]["branch"])


@pytest.mark.parametrize("name", registry.WORLD)
def test_the_committed_table_is_the_unconditioned_draw_of_its_seed(name: str) -> None:
    """It was chosen so that every family keeps its facts at k = 0: learners' worlds and it follow one rule."""
    plain = world.World(world.SEED, conditioned=False)
    pd.testing.assert_frame_equal(load(name), tables._as_loaded(plain.table(name), world.SEED))
    pd.testing.assert_frame_equal(load(name), tables.draw(name, registry.SEEDS[name]))


def test_a_learners_tables_are_of_one_world_and_again_the_same() -> None:
    own, again, other = of("20230001"), of(" ２０２３０００１ "), of("20230004")
    for name, table in own.items():
        pd.testing.assert_frame_equal(table, again[name])
        assert table.attrs["synthetic_seed"] == course.world_of("20230001")
        assert name == "branches" or not table.equals(other[name])


@pytest.mark.parametrize("seed", [world.SEED, 1, 2])
def test_the_truth_that_later_tables_publish_agrees_with_the_files(seed: int) -> None:
    """Who is called has consented before and is there; who left renewed nothing; satisfaction is everybody's."""
    people = world.World(seed).people
    table = people.table
    chosen = table[people.selected]
    assert (chosen["consent_date"] < "2024-11").all()
    assert (chosen["consent_withdrawn"].isna() | (chosen["consent_withdrawn"] > "2024-11-30")).all()
    assert people.on_file[people.selected, 10].all()
    assert (people.selected | ~people.called).all()
    assert 0.35 < people.called.sum() / people.selected.sum() < 0.65
    assert (people.matured | ~people.renewed).all()
    assert people.on_file[people.matured, 20].all()
    assert not people.renewed[table["left"].notna().to_numpy()].any()
    assert set(people.satisfaction.tolist()) == {1, 2, 3, 4, 5}
    assert (people.balance[people.on_file] >= 0).all()


def test_what_is_not_renewed_leaves_the_balance() -> None:
    people = world.World(1).people
    month = 21
    gone = people.matured & ~people.renewed & (people.maturing[:, month] > 0) & people.on_file[:, month]
    kept = people.renewed & (people.maturing[:, month] > 0)
    ratio = people.balance[:, month] / np.maximum(people.balance[:, month - 1], 1)
    assert np.median(ratio[gone]) < np.median(ratio[kept]) - 0.08


def test_few_worlds_are_kept_and_a_changed_table_changes_nobody_elses() -> None:
    for number in range(5):
        load("branch_months", f"kept {number}")
    assert world.world_of_seed.cache_info().currsize <= world.KEPT
    first = load("customers", "20230005")
    first.loc[:, "products"] = 99.0
    assert load("customers", "20230005")["products"].max() < 99


def test_a_family_is_drawn_when_it_is_asked_for() -> None:
    one = world.World(11)
    one.table("promises")
    assert set(one.k) == {"exposures", "promises"}


def test_the_first_k_that_keeps_the_facts_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def third(drawn: object) -> bool:
        asked.append(drawn)
        return len(asked) == 3

    monkeypatch.setitem(world.FAMILIES, "visits", world.Family(world.FAMILIES["visits"].draw, {"the third": third}))
    one = world.World(5)
    assert (one.visits is asked[2], one.k["visits"]) == (True, 2)
    monkeypatch.setattr(world, "MOST_DRAWS", 2)
    monkeypatch.setitem(
        world.FAMILIES, "visits", world.Family(world.FAMILIES["visits"].draw, {"never": lambda _: False})
    )
    with pytest.raises(CourseError) as refusal:
        _ = world.World(5).visits
    assert refusal.value.key == "data.no_story"


def test_committed_data_stay_small_and_large_tables_compressed() -> None:
    folder = course.course_folder() / "datasets"
    assert sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) < MOST_COMMITTED
    for name in registry.WORLD:
        file = tables.path_of(tables.resource(name))
        assert (file.suffix == ".gz") == (len(tables.csv_bytes(file)) >= LARGE)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", registry.WORLD)
def test_a_card_shows_what_a_later_chapter_tells_only_folded(name: str, language: str) -> None:
    use(language)
    card = cards.describe(name)
    assert card.rows == len(load(name))
    assert (card.story != "") == ("revealed" in tables.resource(name)) == (name != "branches")
    if card.story:
        assert card.story not in repr(card)
        assert f'describe("{name}").story' in repr(card)
        for shown in (card.markdown, unescape(card._repr_html_())):
            assert card.story[:20] in shown.partition("<details>")[2]
            assert card.story[:20] not in shown.partition("<details>")[0]
    assert "20261127" in card.origin
    assert not any("NE" in heading for heading in card.headings)
