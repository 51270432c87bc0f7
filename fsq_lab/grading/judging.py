"""Judging what a student's code gave: with `checks.judge`, as a student's own check does, and with no proof.

The reference values come from the exercise's own code, in a process that runs nothing of a student's.
"""

import pickle
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import lru_cache
from typing import Any

import pandas as pd

from fsq_lab.checks.codec import MOST_BYTES, Encoded
from fsq_lab.checks.compiled import GradedAnswer
from fsq_lab.checks.explanations import Slip
from fsq_lab.checks.judge import Judgement, judge
from fsq_lab.checks.oracle import Oracle
from fsq_lab.checks.taken import as_asked
from fsq_lab.checks.telling import sentences
from fsq_lab.grading.claimed import checked_claim
from fsq_lab.grading.handed_out import handed_out

LONGEST_KEPT = 4000
"""Characters of a claim that a result keeps, so that a typed-in value can be compared with others' right answers."""
Judged = dict[str, Any]


def judge_or_say_why(
    exercise: str, world: str, tables: Mapping[str, bytes], claims: Mapping[str, object]
) -> list[Judged] | str:
    """Return what `judge_claims` does; where it fails, why: one hand-in must not end the marking of the others."""
    try:
        return judge_claims(exercise, world, tables, claims)
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:300]


def judge_claims(exercise: str, world: str, tables: Mapping[str, bytes], claims: Mapping[str, object]) -> list[Judged]:
    """Judge all answers of one hand-in on one set of data.

    Parameters
    ----------
    exercise : str
    world : str
        A name for the data, under which the reference values are kept for the next hand-in; ``""``: not kept.
    tables : mapping of str to bytes
        Pickled tables, as the student's cells had them.
    claims : mapping of str to dict
        What a worker claims, by answer.

    Returns
    -------
    list of dict
        For each answer, in the exercise's order: ``name``, ``judgement``, ``own`` and ``right`` (encoded; None where
        too long), ``value`` (encoded or None).
    """
    oracle = _kept_oracle(exercise, world, _WorldTables.of(tables)) if world else _oracle(exercise, tables)
    earlier: dict[str, Encoded] = {}
    found: list[Judged] = []
    for name, answer in oracle.exercise.answers.items():
        claim = checked_claim(claims[name]) if name in claims else None
        judgement, own = _judged(oracle, answer, claim, earlier)
        if own is not None:
            earlier[name] = own
        right = oracle.right(name)
        found.append(
            {
                "name": name,
                "judgement": as_data(judgement),
                "own": _brief(claim),
                "right": _brief(right),
                "index": right["index"] if judgement.notes and right["index"] else [],
            }
        )
    return found


def _judged(
    oracle: Oracle, answer: GradedAnswer, claim: Encoded | None, earlier: Mapping[str, Encoded]
) -> tuple[Judgement, Encoded | None]:
    """Judge one claim; what cannot be judged is not supported, and ends no one's marking."""
    if claim is None or claim["kind"] == "untried":
        return Judgement("untried"), None
    if claim["kind"] == "unsupported":
        called = "not_called" if claim["callable"] and answer.function is None else ""
        return Judgement("unsupported", detail=claim["what"], wanted=called), None
    right = oracle.right(answer.name)
    if (claim["kind"] == "calls") != (right["kind"] == "calls") and claim["kind"] == "calls":
        return Judgement("unsupported", detail="function", wanted="not_called"), None
    if claim["kind"] == "calls" and len(claim["values"]) != len(right["values"]):
        return Judgement("unsupported", detail="function"), None
    try:
        own = as_asked(claim, right)
        return judge(oracle, answer.name, own, earlier), own
    except Exception as error:
        return Judgement("unsupported", detail=type(error).__name__), None


def as_data(judgement: Judgement) -> dict[str, Any]:
    """Return a judgement as JSON carries it, without what has its usual value."""
    plain = Judgement("untried")
    return {name: value for name, value in asdict(judgement).items() if value != getattr(plain, name)}


def judgement_from(data: Mapping[str, Any]) -> Judgement:
    """Return a judgement from what `as_data` gave."""
    fields: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
    slips = tuple(
        Slip(tuple(one["kinds"]), one["mistake"], {k: _tupled(v) for k, v in one["values"].items()})
        for one in data.get("slips", ())
    )
    fields |= {"slips": slips}
    return Judgement(**{"outcome": "untried", **fields})


def told(answer: GradedAnswer, judgement: Judgement, index: list[Any], own: Encoded | None) -> tuple[str, ...]:
    """Return what is told of a judgement in the current language, in the words of a student's own check."""
    return sentences(answer, judgement, index, _stand_in(own))


def _tupled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _stand_in(own: Encoded | None) -> object:
    """Return a value of the same kind as a student's, since telling looks at the kind alone and at a single word."""
    kind = own["kind"] if own else ""
    if own and kind == "text":
        return own["values"]
    kinds: dict[str, Callable[[], object]] = {"truth": bool, "list": list, "series": pd.Series, "table": pd.DataFrame}
    return kinds[kind]() if kind in kinds else (lambda: None) if kind == "calls" else 0.0


def _brief(claim: Encoded | None) -> Encoded | None:
    return claim if claim is not None and len(repr(claim)) <= min(LONGEST_KEPT, MOST_BYTES) else None


class _WorldTables(dict[str, bytes]):
    """Tables that a cache may take as an argument: those of one named world are the same ones."""

    @classmethod
    def of(cls, tables: Mapping[str, bytes]) -> "_WorldTables":
        return cls(tables)

    def __hash__(self) -> int:  # type: ignore[override]
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _WorldTables)


@lru_cache(maxsize=4)
def _kept_oracle(exercise: str, world: str, tables: _WorldTables) -> Oracle:
    return _oracle(exercise, tables)


def _oracle(exercise: str, tables: Mapping[str, bytes]) -> Oracle:
    def load(name: str) -> pd.DataFrame:
        table: pd.DataFrame = pickle.loads(tables[name])
        return table

    return Oracle(handed_out(exercise).exercise, load)
