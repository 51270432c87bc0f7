"""The verdict on one answer: pure judgement, shared by a learner's check and by the instructor's grader."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from fsq_lab.checks.calling import has_empty_body
from fsq_lab.checks.codec import Closeness, Encoded, Precision, UnsupportedAnswerError, compare
from fsq_lab.checks.explanations import Slip
from fsq_lab.checks.limited import SECONDS
from fsq_lab.checks.oracle import Oracle, precision_of
from fsq_lab.checks.slips import find_slips, rivals, slips_of_all
from fsq_lab.checks.taken import WRITTEN, as_asked

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
    credit : float
        Share of the points that the recognised mistakes keep: the least of theirs, none beside a general slip.
    slips : tuple of Slip
        General slips; of several, each alone explains the value.
    own_earlier : tuple of str
        The learner's own earlier answers that the judgement started from.
    notes : tuple of str
        What was changed to read the value as the question asks for it, as `taken.as_asked` names it.
    detail : str
        For an unsupported value its type; for a wrong answer, what differs in form: kind, length or labels.
    wanted : str
        For a wrong answer, the kind of value that the question asks for.
    """

    outcome: Outcome
    closeness: Closeness = "different"
    mistakes: tuple[str, ...] = ()
    credit: float = 0.0
    slips: tuple[Slip, ...] = ()
    own_earlier: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    detail: str = ""
    wanted: str = ""

    @property
    def share(self) -> float:
        """The share of the points that the answer earns."""
        return 1.0 if self.outcome in ("right", "follows") else self.credit

    def points(self, most: float) -> float:
        """Return the points of an answer that gives at most so many, to two decimals."""
        return round(most * self.share, 2)


def encode_own(oracle: Oracle, name: str, value: object) -> Encoded | Judgement:
    """Encode a learner's value in the form of the right answer, or say why there is nothing to judge."""
    wanted = oracle.exercise.answers[name]
    if value is Ellipsis or (wanted.function is not None and has_empty_body(value)):
        return Judgement("untried")
    try:
        return as_asked(oracle.of_learner(name, value), oracle.right(name))
    except UnsupportedAnswerError as error:
        if callable(value) and wanted.function is None:
            return Judgement("unsupported", detail=error.what, wanted="not_called")
        return Judgement("unsupported", detail=error.what)


def judge(oracle: Oracle, name: str, own: Encoded, earlier: Mapping[str, Encoded]) -> Judgement:
    """Judge one encoded answer: the first that fits of right, right from own earlier answers, mistake, slip, wrong.

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
    answer = oracle.exercise.answers[name]
    precision = precision_of(answer)
    right = oracle.right(name)
    notes = tuple(own.get("notes", ()))
    counts = WRITTEN not in notes
    closeness = compare(own, right, precision)
    if closeness != "different" and counts:
        return Judgement("right", closeness, notes=notes)
    mine = {n: v for n, v in earlier.items() if not _is_right(oracle, n, v)}
    following = oracle.following(name, mine)
    used = tuple(n for n in oracle.exercise.answers_read_by(name) if n in mine)
    from_own = following.get("") if counts else None
    if from_own is not None:
        closeness = compare(own, from_own, precision)
        if closeness != "different":
            return Judgement("follows", closeness, own_earlier=used, notes=notes)
    credits = {mistake.name: mistake.credit for mistake in answer.mistakes}
    results = {mistake: oracle.mistake(name, mistake) for mistake in credits}
    of_own = {label: result for label, result in following.items() if label}
    for given, start, own_earlier in ((results, right, ()), (of_own, following.get("") or right, used)):
        found = _recognised(own, given, start, precision)
        if found:
            credit, slips = min(credits[mistake] for mistake in found) if counts else 0.0, tuple[Slip, ...]()
            if others := rivals(own, start, given, found, precision):
                credit, slips = 0.0, (*(Slip((), mistake) for mistake in found), *others)
            return Judgement(
                "mistake", mistakes=found, credit=credit, slips=slips, own_earlier=own_earlier, notes=notes
            )
    if own["kind"] == right["kind"] == "calls":
        return Judgement("wrong", slips=tuple(_of_calls(own, right, precision)))
    slips = find_slips(own, right, results, precision) if closeness == "different" or counts else ()
    own_earlier = ()
    if not slips and from_own is not None:
        slips, own_earlier = find_slips(own, from_own, {}, precision), used
    named = tuple(dict.fromkeys(slip.mistake for slip in slips if slip.mistake))
    return Judgement(
        "mistake" if named else "wrong",
        mistakes=named,
        slips=slips,
        own_earlier=own_earlier if slips else (),
        notes=notes,
        detail=_difference_in_form(own, right),
        wanted=str(right["kind"]),
    )


def _recognised(
    own: Encoded, results: Mapping[str, Encoded | None], right: Encoded, precision: Precision
) -> tuple[str, ...]:
    """Return the mistakes that give the learner's value and not the right one."""
    return tuple(
        name
        for name, result in results.items()
        if result is not None
        and compare(own, result, precision.to_name) != "different"
        and compare(result, right, precision) == "different"
    )


def _is_right(oracle: Oracle, name: str, own: Encoded) -> bool:
    return compare(own, oracle.right(name), precision_of(oracle.exercise.answers[name])) != "different"


def _of_calls(own: Encoded, right: Encoded, precision: Precision) -> Iterator[Slip]:
    """Tell what befell a function: it ran on and on, asked, raised, returned nothing, or is right on some inputs."""
    calls = list(zip(own["values"], right["values"], strict=True))
    off = [mine for mine, wanted in calls if compare(mine, wanted, precision) == "different"]
    first = next((mine for mine in off if mine.get("raised")), off[0])
    returns = any(not _is_none(mine) for mine, _ in calls)
    values = {name: first.get(name, "") for name in ("call", "raised", "explained")}
    values |= {
        "seconds": f"{SECONDS:g}",
        "function": str(first.get("call", "")).partition("(")[0],
        "right": len(calls) - len(off),
    }
    if first.get("raised"):
        kind = str(first["values"])
        yield Slip(({"TooSlow": "endless", "Asked": "asked"}.get(kind, "raised"),), values=values)
    elif not returns:
        yield Slip(("printed" if first.get("printed") else "no_return",), values=values)
    elif shared := slips_of_all(own, right, precision):
        yield from shared
    elif len(off) < len(calls):
        yield Slip(("some_inputs",), values={**values, "of": len(calls)})


def _is_none(result: Encoded) -> bool:
    return bool(result["kind"] == "number" and result["values"] is None)


def _difference_in_form(own: Encoded, right: Encoded) -> str:
    if own["kind"] != right["kind"] and {own["kind"], right["kind"]} != {"list", "series"}:
        return "kind"
    if own["kind"] in ("list", "series") and len(own["values"]) != len(right["values"]):
        return "length"
    if own["index"] is None or right["index"] is None:
        return ""
    return "labels" if sorted(map(repr, own["index"])) != sorted(map(repr, right["index"])) else ""
