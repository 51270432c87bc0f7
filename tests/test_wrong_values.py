"""Every wrong value of tests/wrong_values.yml: what the check says of it, in both languages, and what it never says."""

import copy
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from fsq_lab.checks.compiled import Given, GradedAnswer, compiled_exercise
from fsq_lab.checks.practice import exercise
from fsq_lab.checks.verdict import Verdict
from fsq_lab.ground.language import LANGUAGES, message, use
from fsq_lab.ground.names import first_cell

NAME = "03_servqual"
VALUES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "wrong_values.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def names() -> Iterator[dict[str, Any]]:
    """All names of the exercise, its answers right."""
    found: dict[str, Any] = {"np": np, "math": math}
    exec(first_cell("zh"), found)
    for step in compiled_exercise(NAME).steps:
        if isinstance(step, Given | GradedAnswer):
            exec(step.code, found)
    found["weights"] = found["rescale"]
    return found


def verdict_on(entry: dict[str, Any], names: dict[str, Any]) -> Verdict:
    scope = copy.copy(names)
    exec(entry.get("before", ""), scope)
    check = exercise(NAME)
    for earlier, value in entry.get("after", {}).items():
        check(earlier, eval(value, scope))
    return check(entry["answer"], eval(str(entry["value"]), scope))


def named(verdict: Verdict) -> bool:
    """Whether the verdict says more than that the value is not right."""
    return len(verdict.sentences) > 1 or verdict.outcome != "wrong"


def test_the_table_holds_enough_wrong_values_and_nearly_all_are_named() -> None:
    assert len({(entry["answer"], entry["slip"]) for entry in VALUES}) == len(VALUES)
    wrong = [entry for entry in VALUES if not entry.get("right") and not entry.get("untried")]
    assert len(wrong) >= 50
    assert sum(not entry.get("plain") for entry in wrong) >= 0.84 * len(wrong)
    assert {entry["answer"] for entry in wrong} == set(compiled_exercise(NAME).answers)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("entry", VALUES, ids=[f"{entry['answer']}: {entry['slip']}" for entry in VALUES])
def test_the_wrong_value_is_told(entry: dict[str, Any], language: str, names: dict[str, Any]) -> None:
    use(language)
    verdict = verdict_on(entry, names)
    told = repr(verdict)
    assert [words for words in entry.get("never", ()) if words in told] == []
    if entry.get("plain"):
        assert (verdict.outcome, verdict.sentences) == (
            "wrong",
            (message("check.wrong"), message("check.unknown_slip")),
        ), told
        return
    assert entry[language] in told
    if entry.get("right"):
        assert verdict.points == verdict.most
    elif not entry.get("untried"):
        assert verdict.outcome in ("mistake", "wrong", "unsupported")
        assert verdict.points <= verdict.most / 2
