"""The sentences of a verdict, in the current language."""

from collections.abc import Iterator
from numbers import Number
from typing import Any

from fsq_lab.checks.codec import TOO_LARGE
from fsq_lab.checks.compiled import GradedAnswer
from fsq_lab.checks.explanations import Slip
from fsq_lab.checks.judge import Judgement
from fsq_lab.checks.taken import WRITTEN
from fsq_lab.companion.nearest import nearest
from fsq_lab.companion.vocabulary import vocabulary
from fsq_lab.ground.language import current, decimals_in, message

LABELS_SHOWN = 12
MOST_LABELS = 5
_KINDS = {"str": "text", "bool": "truth", "list": "list", "Series": "series", "DataFrame": "table", "function": "calls"}


def sentences(answer: GradedAnswer, judgement: Judgement, index: list[Any], value: object) -> tuple[str, ...]:
    """Return what is told of a judgement.

    Parameters
    ----------
    answer : GradedAnswer
    judgement : Judgement
    index : list
        The labels that the answer should have, where a note is to tell them.
    value : object
        What the learner gave.
    """
    earned, most = shown_points(judgement.points(answer.points)), shown_points(answer.points)
    key = judgement.outcome if judgement.outcome != "mistake" or not judgement.credit else "partly"
    first = message(f"check.{key}", points=most, earned=earned, what=_what(judgement.detail))
    more: list[str] = []
    if judgement.outcome == "unsupported" and judgement.wanted:
        first = message("check.wrong")
        more.append(message(f"check.{judgement.wanted}", name=answer.name))
    names = ", ".join(judgement.own_earlier)
    if judgement.outcome == "follows":
        more.append(message("check.from_own", names=names))
    if judgement.share == 1 and judgement.closeness == "rounded":
        more.append(message("check.rounded", decimals=decimals_in(current(), answer.digits)))
    more += _of_mistakes(answer, judgement)
    if judgement.own_earlier and judgement.outcome != "follows":
        more.append(message("check.mistake_from_own", names=names))
    if not any(slip.kinds == ("words",) for slip in judgement.slips):
        more += [message(f"check.note.{note}", **_form(answer, index)) for note in judgement.notes]
    if judgement.outcome == "wrong" and not judgement.slips:
        more += _of_form(answer, judgement, value)
    if judgement.outcome == "wrong" and (not judgement.slips or judgement.slips[0].kinds == ("chosen",)):
        more += _misspelt(judgement, value)
    if judgement.outcome == "wrong" and not more:
        more.append(message("check.unknown_slip"))
    return (first, *more)


def _what(detail: str) -> str:
    """Return what cannot be checked: a type by its name in Python, a size in the reader's language."""
    return message("check.too_large") if detail == TOO_LARGE else detail


def _of_mistakes(answer: GradedAnswer, judgement: Judgement) -> Iterator[str]:
    """Tell the named mistakes and the general slips, each slip after the mistake that it starts from."""
    told = {mistake.name: mistake.message[current()] for mistake in answer.mistakes}
    by_place = any(slip.kinds == ("places",) for slip in judgement.slips)
    if len(judgement.slips or judgement.mistakes) > 1 and not by_place:
        yield message("check.several")
    for slip in judgement.slips or [Slip((), name) for name in judgement.mistakes]:
        if slip.mistake:
            yield told[slip.mistake]
            if slip.kinds and slip.kinds[0] != "but_for":
                yield message("check.besides")
        yield from _of_slip(slip)


def _of_slip(slip: Slip) -> Iterator[str]:
    """Tell a slip, numbers of decimals in words."""
    spelt = {
        key: _listed(value)
        if isinstance(value, tuple)
        else decimals_in(current(), value)
        if isinstance(value, int) and key in ("kept", "decimals")
        else value
        for key, value in slip.values.items()
    }
    for kind in slip.kinds:
        yield message(f"check.slip.{kind}", **spelt)
    if slip.values.get("explained"):
        yield str(slip.values["explained"])


def _listed(labels: tuple[str | int, ...]) -> str:
    """Write up to five labels as code, places in a list as places."""
    shown = [message("check.place", place=x) if isinstance(x, int) else f"`{x}`" for x in labels[:MOST_LABELS]]
    return message("check.between").join([*shown, "…"] if len(labels) > len(shown) else shown)


def _form(answer: GradedAnswer, index: list[Any]) -> dict[str, str]:
    """Return what the note on an answer's form needs: its name, and the labels that it should have."""
    return {"name": answer.name, "index": ", ".join(map(repr, index)) if len(index) <= LABELS_SHOWN else "..."}


def _of_form(answer: GradedAnswer, judgement: Judgement, value: object) -> Iterator[str]:
    """Tell that a wrong answer has another form than is asked."""
    if judgement.detail and WRITTEN not in judgement.notes:
        wanted = message(f"check.kind.{judgement.wanted}")
        yield message(f"check.form_{judgement.detail}", name=answer.name, type=_kind(value), wanted=wanted)


def _misspelt(judgement: Judgement, value: object) -> Iterator[str]:
    """Tell the words of a text or of a list of texts that the data do not have, where one that they have is near."""
    listed = value if isinstance(value, list | tuple) else [value]
    if judgement.wanted not in ("text", "list") or WRITTEN in judgement.notes:
        return
    for word in [text.strip() for text in listed if isinstance(text, str)][:MOST_LABELS]:
        near = nearest(word, vocabulary("en"))
        if near and word not in vocabulary("en"):
            yield message("check.spelling", word=word, nearest=near)


def _kind(value: object) -> str:
    """Return what an answer is, in words where there are some; a table of another kind by Python's name for it."""
    if isinstance(value, Number) and not isinstance(value, bool):
        return message("check.kind.number")
    python = type(value).__name__
    return message(f"check.kind.{_KINDS[python]}") if python in _KINDS else python


def shown_points(points: float) -> str:
    """Write points without a needless decimal.

    >>> shown_points(3.0), shown_points(1.25)
    ('3', '1.25')
    """
    return f"{round(points, 2):g}"
