"""The verdict on one answer: pure judgement, shared by a learner's check and by the instructor's grader."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from fsq_lab.checks.codec import Closeness, Encoded, Precision, UnsupportedAnswerError, compare
from fsq_lab.checks.oracle import Oracle, precision_of

Outcome = Literal["untried", "right", "follows", "mistake", "wrong", "unsupported"]


@dataclass(frozen=True)
class Judgement:
    """What was found about an answer.

    Attributes
    ----------
    outcome : {"untried", "right", "follows", "mistake", "wrong", "unsupported"}
        ``"follows"`` is right given the learner's own earlier answer, and earns full marks.
    closeness : {"equal", "rounded", "different"}
        Whether a right answer was rounded.
    mistakes : tuple of str
        Names of the recognised mistakes; several where they give the same result.
    own_earlier : tuple of str
        The learner's own earlier answers that the judgement started from.
    detail : str
        For an unsupported value its type; for a wrong answer, what differs in form: kind, length or labels.
    wanted : str
        For a wrong answer, the kind of value that the question asks for.
    """

    outcome: Outcome
    closeness: Closeness = "different"
    mistakes: tuple[str, ...] = ()
    own_earlier: tuple[str, ...] = ()
    detail: str = ""
    wanted: str = ""

    @property
    def earns_points(self) -> bool:
        """Whether the answer earns its points."""
        return self.outcome in ("right", "follows")


def encode_own(oracle: Oracle, name: str, value: object) -> Encoded | Judgement:
    """Encode a learner's value, or say why there is nothing to judge."""
    if value is Ellipsis:
        return Judgement("untried")
    try:
        return oracle.of_learner(name, value)
    except UnsupportedAnswerError as error:
        return Judgement("unsupported", detail=error.what)


def judge(oracle: Oracle, name: str, own: Encoded, earlier: Mapping[str, Encoded]) -> Judgement:
    """Judge one encoded answer: the first that fits of right, right from own earlier answers, mistake, wrong.

    A mistake that gives the right answer on these data is not named, and where several give the learner's value, all
    of them are.

    Parameters
    ----------
    oracle : Oracle
    name : str
        The answer's name.
    own : dict
        The learner's value, encoded.
    earlier : mapping of str to dict
        The learner's own earlier answers, encoded.
    """
    if _has_empty_body(own):
        return Judgement("untried")
    answer = oracle.exercise.answers[name]
    precision = precision_of(answer)
    right = oracle.right(name)
    closeness = compare(own, right, precision)
    if closeness != "different":
        return Judgement("right", closeness)
    mine = {n: v for n, v in earlier.items() if not _is_right(oracle, n, v)}
    following = oracle.following(name, mine)
    used = tuple(n for n in oracle.exercise.answers_read_by(name) if n in mine)
    if following and following[""] is not None:
        closeness = compare(own, following[""], precision)
        if closeness != "different":
            return Judgement("follows", closeness, own_earlier=used)
    results = {m.name: oracle.mistake(name, m.name) for m in answer.mistakes}
    recognised = _recognised(own, results, right, precision)
    if recognised:
        return Judgement("mistake", mistakes=recognised)
    from_own = {label: result for label, result in following.items() if label}
    recognised = _recognised(own, from_own, following.get("") or right, precision)
    if recognised:
        return Judgement("mistake", mistakes=recognised, own_earlier=used)
    return Judgement("wrong", detail=_difference_in_form(own, right), wanted=str(right["kind"]))


def _recognised(
    own: Encoded, results: Mapping[str, Encoded | None], right: Encoded, precision: Precision
) -> tuple[str, ...]:
    """Return the mistakes that give the learner's value and not the right one."""
    return tuple(
        name
        for name, result in results.items()
        if result is not None
        and compare(own, result, precision) != "different"
        and compare(result, right, precision) == "different"
    )


def _is_right(oracle: Oracle, name: str, own: Encoded) -> bool:
    return compare(own, oracle.right(name), precision_of(oracle.exercise.answers[name])) != "different"


def _has_empty_body(own: Encoded) -> bool:
    """Whether a function still has its empty body: it returns None on every input."""
    return own["kind"] == "calls" and all(r["kind"] == "number" and r["values"] is None for r in own["values"])


def _difference_in_form(own: Encoded, right: Encoded) -> str:
    if own["kind"] != right["kind"] and {own["kind"], right["kind"]} != {"list", "series"}:
        return "kind"
    if own["kind"] in ("list", "series") and len(own["values"]) != len(right["values"]):
        return "length"
    if own["index"] is None or right["index"] is None:
        return ""
    return "labels" if sorted(map(repr, own["index"])) != sorted(map(repr, right["index"])) else ""
