"""Lists of letters, each place a question of its own: nobody is told of a slip that the list does not hold."""

from itertools import permutations, product

import pytest

from fsq_lab.checks.codec import Precision, encode
from fsq_lab.checks.practice import exercise
from fsq_lab.checks.slips import find_slips
from fsq_lab.ground.language import LANGUAGES, use

RIGHT = ["n", "s", "c", "n"]
MISTAKES = {"old-consent": ["c", "s", "c", "n"], "sale": ["n", "s", "c", "s"], "all": ["c", "c", "c", "c"]}


def told(own: list[str], right: list[str] = RIGHT, mistakes: dict[str, list[str]] = MISTAKES) -> dict[str, object]:
    encoded = {name: encode(one) for name, one in mistakes.items()}
    slips = find_slips(encode(own), encode(right), encoded, Precision())
    return {slip.mistake or "/".join(slip.kinds): slip.values.get("right") for slip in slips}


def test_in_every_wrong_list_a_mistake_is_named_only_where_it_stands() -> None:
    seen = set()
    for own in map(list, product("nsc", repeat=4)):
        if own == RIGHT or own in MISTAKES.values():
            continue
        found = told(own)
        hits = sum(one == other for one, other in zip(own, RIGHT, strict=True))
        assert found.pop("places") == hits
        assert ("old-consent" in found) == (own[0] == "c")
        assert ("sale" in found) == (own[3] == "s")
        assert set(found) <= {"old-consent", "sale"}
        seen |= {frozenset(found)}
    assert len(seen) == 4


def test_the_right_things_in_another_order_are_told_as_that() -> None:
    steps = ["d", "c", "f", "a"]
    for own in map(list, permutations(steps)):
        assert own == steps or "order" in told(own, steps, {})


def test_letters_chosen_among_several_count_wherever_they_stand() -> None:
    assert told(["c", "e", "f"], ["a", "c", "e"], {}) == {"places": 2}


def test_names_in_a_list_count_wherever_they_stand() -> None:
    assert told(["empathy", "total"], ["reliability", "empathy"], {}) == {"chosen": 1}
    assert told(["B07", "B11", "B07"], ["B11"], {}) == {"chosen": 1}
    assert told([], ["B11"], {}) == {"none_chosen": None}
    assert told(["B05"], [], {}) == {"chosen": 0}


def test_whole_numbers_in_the_order_of_a_mistake_name_none() -> None:
    slips = find_slips(
        encode([3, 1, 2, 2, 1, 3]), encode([1, 3, 3, 2, 1, 2]), {"m": encode([3, 1, 3, 2, 1, 2])}, Precision()
    )
    assert [slip for slip in slips if slip.mistake] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_check_says_how_many_are_right(language: str) -> None:
    use(language)
    said = repr(exercise("09_maintaining_relationships")("calls", list("sscn")))
    assert {"en": "Right: 3 of 4.", "zh": "4个里有3个对"}[language] in said
    assert {"en": "More than one", "zh": "不止一种"}[language] not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_for_people_in_a_list_are_taken_for_the_names_in_code_with_a_remark(language: str) -> None:
    use(language)
    check = exercise("11_disagreement_conflict_failure")
    verdict = check("gravest", ["收费未告知", "等候", "承诺未兑现"])
    assert verdict.outcome == "right"
    assert {"zh": "要用数据里的名称", "en": "exactly as in the data"}[language] in repr(verdict)
