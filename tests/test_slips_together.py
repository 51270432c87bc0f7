"""Wrong values that more than one slip explains, or none, and answers that must not break a check."""

import sys
from typing import Any

import numpy as np
import pandas as pd
import pytest

from fsq_lab.checks.codec import decode
from fsq_lab.checks.judge import Judgement
from fsq_lab.checks.oracle import oracle_in
from fsq_lab.checks.practice import Check, exercise
from fsq_lab.ground.course import world_of
from fsq_lab.ground.language import LANGUAGES, use

NAME = "03_servqual"


@pytest.fixture
def check() -> Check:
    use("en")
    return exercise(NAME)


def right(name: str) -> Any:
    return decode(oracle_in(NAME, None).right(name))


def mistaken(name: str, mistake: str) -> Any:
    result = oracle_in(NAME, None).mistake(name, mistake)
    assert result is not None
    return decode(result)


def judged(check: Check, name: str, value: object) -> tuple[Judgement, str]:
    told = repr(check(name, value))
    return check._judged[name], told


@pytest.mark.parametrize(("mistake", "answer"), [("everyone", "below"), ("at-least", "late")])
def test_a_share_too_rounded_to_tell_whose_it_is_names_all_and_earns_nothing(
    check: Check, answer: str, mistake: str
) -> None:
    judgement, told = judged(check, answer, (mistaken(answer, mistake) / 100).round(1))
    assert {slip.mistake for slip in judgement.slips} == {"fraction", mistake}
    assert judgement.credit == 0
    assert "More than one mistake" in told


def test_a_share_rounded_to_two_decimals_is_told_by_its_own_mistake_alone(check: Check) -> None:
    judgement, _ = judged(check, "below", (right("below") / 100).round(2))
    assert (judgement.mistakes, judgement.credit) == (("fraction",), 0.5)
    judgement, _ = judged(check, "below", (mistaken("below", "everyone") / 100).round(2))
    assert judgement.mistakes == ("everyone",)


def test_an_exact_mistake_keeps_its_credit_whatever_would_round_to_it() -> None:
    """Places in a ranking are whole numbers, and half of them lie within a rounding of others."""
    use("en")
    own, oracle = exercise(NAME, student="variant-15"), oracle_in(NAME, world_of("variant-15"))
    result = oracle.mistake("moved", "sign")
    assert result is not None
    judgement, _ = judged(own, "moved", decode(result))
    assert (judgement.mistakes, judgement.credit, judgement.slips) == (("sign",), 0.5, ())


@pytest.mark.parametrize(
    "of_absolutes",
    [lambda gaps: gaps.round(1), lambda gaps: 100 * gaps, lambda gaps: gaps.where(gaps.index != "empathy", 0.5)],
    ids=["rounded", "a hundred times", "one row off"],
)
def test_lost_signs_are_told_beside_a_reversed_sign_where_nothing_tells_them_apart(
    check: Check, of_absolutes: Any
) -> None:
    gaps = right("gaps")
    assert (gaps < 0).all()
    judgement, told = judged(check, "gaps", of_absolutes(gaps.abs()))
    assert "perhaps you took absolute values" in told
    assert any(slip.mistake == "sign" or "sign" in slip.kinds for slip in judgement.slips)


def test_one_slip_in_most_rows_is_told_once(check: Check) -> None:
    below = right("below")
    judgement, told = judged(check, "below", (below / 100).where(below.index != "empathy", 0.5))
    assert [(slip.mistake, slip.kinds) for slip in judgement.slips] == [("fraction", ("but_for",))]
    assert "More than one mistake" not in told


def test_equal_small_counts_in_some_rows_name_no_mistake(check: Check) -> None:
    judgement, _ = judged(check, "red", 5 - right("red"))
    assert (judgement.outcome, judgement.mistakes) == ("wrong", ())


@pytest.mark.parametrize("number", [10**400, -(10**5000)], ids=["large", "larger"])
def test_a_number_beyond_all_bounds_is_only_wrong(check: Check, number: int) -> None:
    for value in (number, [number] * 5, pd.Series([number] + [0] * 4, dtype=object)):
        assert check("gaps", value).outcome == "wrong"
    assert check("needed", number).outcome == "wrong"


def test_an_array_without_dimensions_is_its_number(check: Check) -> None:
    assert check("alike", np.array(right("alike"))).outcome == "right"


def test_a_size_is_told_in_the_readers_language(check: Check) -> None:
    for language in LANGUAGES:
        use(language)
        told = repr(check("gaps", list(range(1_000_001))))
        assert ("too large" in told, "超过1MB" in told) == (False, language == "zh")


class OfItsOwnKind(BaseException):
    pass


def test_an_exit_in_a_function_is_told_and_ends_nothing(check: Check) -> None:
    def leaves(points: list[float]) -> None:
        sys.exit()

    def throws(points: list[float]) -> None:
        raise OfItsOwnKind("x")

    assert "failed: `SystemExit" in repr(check("rescale", leaves))
    assert "failed: `OfItsOwnKind: x`" in repr(check("rescale", throws))


def test_an_interrupt_stays_the_learners_own(check: Check) -> None:
    def interrupted(points: list[float]) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check("rescale", interrupted)


def test_a_printed_error_is_not_called_a_result(check: Check) -> None:
    def catches(points: list[float]) -> Any:
        try:
            return [point / total for point in points]  # type: ignore[name-defined]  # noqa: F821
        except Exception as error:
            print(error)

    assert "only prints its result" not in repr(check("rescale", catches))
    assert "prints something and returns nothing" in repr(check("rescale", catches))


def test_two_pairs_are_not_told_as_one(check: Check) -> None:
    told = repr(check("counted", mistaken("counted", "any")))
    assert "fewer than three pairs" in told
