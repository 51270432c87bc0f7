"""Questions as GIFT, the text format that most learning platforms import.

Texts are written as ``[html]``, so that line breaks and every sign survive; names, and what a learner types or
matches, are plain text in GIFT.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from fsq_lab.classroom.portable import (
    ANYTHING,
    FULL,
    MOST_RIGHT,
    NONE,
    Portable,
    Response,
    differences,
    literal,
    markup,
    plainly,
)
from fsq_lab.ground.fields import LARGEST
from fsq_lab.ground.language import message_in

_SPECIAL = re.compile(r"[\\~=#{}:]")


def why_not(question: Portable) -> str:
    """Return why GIFT cannot hold a question, as a key of the catalogue's ``export.why``; empty if it can."""
    if question.type in ("ordering", "cloze", "open"):
        return f"gift_{question.type}"
    if question.type == "short_text" and any("->" in answer.text for answer in question.answers):
        return "gift_arrow"
    if question.type == "multiple" and sum(answer.percent > 0 for answer in question.answers) > MOST_RIGHT:
        return "many_right"
    return ""


def notes(question: Portable) -> Iterator[str]:
    """Yield what a platform does otherwise than the course, as keys of the catalogue's ``export.note``."""
    yield from differences(question)
    if question.hints:
        yield "gift_hints"


def document(sections: Iterable[tuple[str, Iterable[Portable]]], language: str) -> str:
    """Return a GIFT file.

    Parameters
    ----------
    sections : iterable of (str, iterable of Portable)
        A category such as ``"fsq-lab/zh/03_servqual"``, and the questions that go into it; `why_not` objects to
        none of them.
    language : {"zh", "en"}
    """
    lines = [f"// {message_in(language, 'export.instructors')}", ""]
    for category, questions in sections:
        lines += [f"$CATEGORY: $course$/top/{category}", "", *(written(question) + "\n" for question in questions)]
    return "\n".join(lines)


def written(question: Portable) -> str:
    r"""Return one question as GIFT.

    Examples
    --------
    >>> from decimal import Decimal
    >>> sides = (Response("true", Decimal(0), "No: 4 = 2 + 2."), Response("false", Decimal(100), "Yes."))
    >>> print(written(Portable("true_false", "b/sum", "2 + 2 = {5}", sides)))
    ::b/sum::[html]2 + 2 \= \{5\}{FALSE#No\: 4 \= 2 + 2.#Yes.}
    """
    comment = " ".join(f"[tag:{objective}]" for objective in question.objectives)
    lines = [f"// {comment}"] if comment else []
    afterwards = f"####{_html(question.told)}" if question.told else ""
    body = _BODIES[question.type](question)
    closing = f"\t{afterwards}\n" if afterwards and body.endswith("\n") else afterwards
    lines.append(f"::{_plain(question.name)}::[html]{_html(question.text)}{{{body}{closing}}}")
    return "\n".join(lines)


def _choices(question: Portable) -> str:
    return "\n" + "".join(f"\t{_sign(question, one)}{_html(one.text)}#{_html(one.why)}\n" for one in question.answers)


def _sign(question: Portable, answer: Response) -> str:
    if question.type == "multiple":
        return f"~%{plainly(answer.percent)}%"
    return "=" if answer.percent == FULL else "~"


def _true_false(question: Portable) -> str:
    """Return the key, what is told to whoever misses it, and what to whoever gets it."""
    right = next(answer for answer in question.answers if answer.percent)
    wrong = next(answer for answer in question.answers if not answer.percent)
    return f"{right.text.upper()}#{_html(wrong.why)}#{_html(right.why)}"


def _numeric(question: Portable) -> str:
    """Return key and mistakes, then any other number as a range that holds them all: the first that fits counts.

    GIFT's own sign for any other answer, ``~``, is not read by every parser.
    """
    lines = []
    for one in question.answers:
        number, tolerance = (one.text, one.tolerance or NONE) if one.text != ANYTHING else ("0", LARGEST)
        lines.append(f"\t=%{plainly(one.percent)}%{number}:{plainly(Decimal(tolerance))}#{_html(one.why)}\n")
    return "#\n" + "".join(lines)


def _short_text(question: Portable) -> str:
    return "\n" + "".join(
        f"\t=%{plainly(one.percent)}%{_plain(literal(one.text))}#{_html(one.why)}\n" for one in question.answers
    )


def _matching(question: Portable) -> str:
    lefts = [*question.lefts, *[""] * (len(question.answers) - len(question.lefts))]
    pairs = zip(lefts, question.answers, strict=True)
    return "\n" + "".join(f"\t={_html(left)} -> {_plain(right.text)}\n" for left, right in pairs)


_BODIES = {
    "single": _choices,
    "multiple": _choices,
    "true_false": _true_false,
    "numeric": _numeric,
    "short_text": _short_text,
    "matching": _matching,
}


def _html(text: str) -> str:
    """Return plain text as HTML in GIFT, without a backslash or a sign that begins a weight or a format."""
    found = markup(text).replace("\\", "&#92;").replace("->", "-&gt;")
    if found[:1] in ("%", "["):
        found = f"&#{ord(found[0])};{found[1:]}"
    return _plain(found)


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", " ".join(line.strip() for line in text.strip().splitlines()))
