"""Teams' own worlds: the trouble is there for whoever looks with the right method, and no lesson tells it."""

import pytest

from fsq_lab.ground.synthetic.team_world import TABLES, TeamWorld, keeps_facts, months, worlds

INSTITUTIONS = tuple(worlds()["institutions"])


def test_the_parameters_agree() -> None:
    assert INSTITUTIONS == ("bank", "mobile", "securities", "insurer")
    for name, plan in worlds()["institutions"].items():
        assert sum(plan["causes"].values()) == pytest.approx(1), name
        sizes = [unit["business"] for unit in plan["units"].values()]
        assert (sizes[0], sizes[-1]) == (max(sizes), min(sizes))
        for trouble in plan["troubles"]:
            assert trouble["cause"] in plan["causes"]
            assert set(trouble["event"]) == set(trouble["story"]) == {"zh", "en"}


@pytest.mark.parametrize("institution", INSTITUTIONS)
def test_a_world_is_the_same_for_its_seed_and_keeps_its_facts(institution: str) -> None:
    one, same, other = TeamWorld(5, institution), TeamWorld(5, institution), TeamWorld(6, institution)
    for name in TABLES:
        assert one.table(name).equals(same.table(name)), name
    assert not one.table("survey").equals(other.table("survey"))
    assert keeps_facts({name: one.table(name).fillna(-1) for name in TABLES}, one.trouble)
    counted = one.table("complaints").groupby(["unit", "month"]).size()
    given = one.table("unit_months").set_index(["unit", "month"])["complaints"]
    assert counted.to_dict() == given[given > 0].to_dict()
    events = one.table("events")
    assert ((events["unit"] == one.trouble.unit) & (events["month"] == one.start)).any()


def test_troubles_differ_between_teams_and_are_not_the_lessons() -> None:
    found = {TeamWorld(seed, "bank").trouble for seed in range(12)}
    assert len({(one.unit, one.start) for one in found}) >= 5
    assert len({one.id for one in found}) == 2
    assert all(months()[one.start] != "2025-03" for one in found)


def test_pure_noise_shows_no_trouble() -> None:
    kept = []
    for seed in range(6):
        quiet = TeamWorld(seed, "securities", troubled=False)
        kept.append(keeps_facts({name: quiet.table(name).fillna(-1) for name in TABLES}, quiet.trouble))
    assert not any(kept)
