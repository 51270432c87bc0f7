"""A question as a learning platform can hold it: one learner's numbers, one language, every answer explained.

`gift` and `moodle` write it; what a format cannot hold is left out by them and never made into something else.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from fsq_lab.ground.language import message_in
from fsq_lab.quiz.arithmetic import CONTEXT
from fsq_lab.quiz.arrangements import BLANK, Cloze, Matching, Ordering
from fsq_lab.quiz.choices import Multiple, Option, Single, TrueFalse
from fsq_lab.quiz.items import Item, Numeric
from fsq_lab.quiz.writing import Open, ShortText

FULL, NONE = Decimal(100), Decimal(0)
ANYTHING = "*"
"""What stands for every other answer, as in both formats."""

BLANKS = re.compile(r"\[\[([0-9]+)\]\]")
"""A blank in a cloze, by its number."""

MOST_RIGHT = 10
"""Platforms know the shares 100% / n of the marks up to this n."""

_SIGNIFICANT = 15


@dataclass(frozen=True)
class Response:
    """One answer that a question knows.

    Parameters
    ----------
    text : str
        What is chosen or typed; `ANYTHING` for every answer not named before.
    percent : Decimal
        Its share of the marks; negative where choosing it takes marks away.
    why : str
        What is told to whoever gives it.
    tolerance : Decimal or None
        How far a number may lie from it.
    """

    text: str
    percent: Decimal
    why: str
    tolerance: Decimal | None = None


@dataclass(frozen=True)
class Portable:
    """One question, drawn for one learner in one language.

    Parameters
    ----------
    type : str
        As in the bank: ``"single"`` and so on.
    name : str
        ``BANK/ITEM``, and for drawn numbers the learner's id they belong to.
    text : str
        The question with what a learner must know beforehand; ``[[1]]``, ``[[2]]`` stand for blanks.
    answers : tuple of Response
        In the order shown; of a true-false question first true, then false; of a matching the right sides.
    lefts : tuple of str
        The left sides of a matching, in the order of the first answers; those that are left over fit nowhere.
    blanks : tuple of tuple of Response
        The options of each blank of a cloze.
    together : tuple of str
        Explanations that no format ties to an answer: of pairs and of ordered entries, one a line.
    afterwards : str
        What is told after any answer.
    hints : tuple of str
    unit : str
        Of a number; empty without one.
    objectives : tuple of str
    tries : int or None
        How often the course lets it be answered; None for as often as one likes.
    """

    type: str
    name: str
    text: str
    answers: tuple[Response, ...] = ()
    lefts: tuple[str, ...] = ()
    blanks: tuple[tuple[Response, ...], ...] = ()
    together: tuple[str, ...] = ()
    afterwards: str = ""
    hints: tuple[str, ...] = ()
    unit: str = ""
    objectives: tuple[str, ...] = ()
    tries: int | None = None

    @property
    def told(self) -> str:
        """All that a platform tells after any answer."""
        return "\n".join(filter(None, (*self.together, self.afterwards)))


def portable(item: Item, name: str, language: str, seed: int, drawn_for: str = "") -> Portable:
    """Return an item as a platform can hold it.

    Parameters
    ----------
    item : Item
    name : str
        ``BANK/ITEM``.
    language : {"zh", "en"}
    seed : int
        Decides drawn numbers and the order of options.
    drawn_for : str
        The learner's id that the seed belongs to, where numbers are drawn.

    Examples
    --------
    >>> from fsq_lab.quiz.bank import load_bank
    >>> (item,) = load_bank("03_servqual").only(["gap-of-complete-pairs"]).items
    >>> question = portable(item, "03_servqual/gap-of-complete-pairs", "en", seed=1)
    >>> question.type, question.answers[0].text, question.answers[0].percent
    ('numeric', '-3.5', Decimal('100'))
    """
    afterwards = item.afterwards_told(language, seed)
    found = Portable(
        type=item.type,
        name=f"{name} [{drawn_for}]" if drawn_for else name,
        text=_asked(item, language, seed),
        hints=tuple(item.said(hint, language, seed) for hint in item.hints),
        objectives=item.objectives,
        tries=item.tries,
    )
    match item:
        case Single():
            found = replace(found, answers=_options(item.order(seed), language))
        case Multiple():
            found = replace(found, answers=_several(item, language, seed))
        case TrueFalse():
            sides = (("true", item.right, item.if_true), ("false", not item.right, item.if_false))
            answers = (Response(text, FULL if right else NONE, why[language]) for text, right, why in sides)
            found = replace(found, answers=tuple(answers))
        case Numeric():
            unit = item.unit[language] if item.unit else ""
            found = replace(found, answers=_numbers(item, language, seed), unit=unit)
        case ShortText():
            found = replace(found, answers=_spellings(item, language))
        case Matching():
            pairs = item.lefts(seed)
            rights = [Response(pair.right[language], FULL, pair.why[language]) for pair in pairs]
            rights += [Response(entry.text[language], NONE, entry.why[language]) for entry in item.extra]
            lefts = [pair.left[language] for pair in pairs]
            found = replace(found, answers=tuple(rights), lefts=tuple(lefts))
            named = [f"{left} – {right.text}" for left, right in zip(lefts, rights, strict=False)]
            named += [right.text for right in rights[len(lefts) :]]
            found = replace(found, together=_explained(zip(named, rights, strict=True), language))
        case Ordering():
            entries = tuple(Response(entry.text[language], FULL, entry.why[language]) for entry in item.entries)
            together = _explained(((entry.text, entry) for entry in entries), language)
            found = replace(found, answers=entries, together=together)
        case Cloze():
            blanks = tuple(_options(blank.order(seed), language) for blank in item.blanks)
            found = replace(found, blanks=blanks)
        case Open():
            afterwards = [*([item.afterwards[language]] if item.afterwards else []), *afterwards]
    return replace(found, afterwards="\n".join(afterwards))


def differences(question: Portable) -> Iterator[str]:
    """Yield what any platform does otherwise than the course, as keys of the catalogue's ``export.note``."""
    if question.type == "short_text":
        yield "spelling"
    if question.type in ("matching", "ordering"):
        yield "explained"
    if question.tries is not None:
        yield "tries"


def plainly(value: Decimal) -> str:
    """Return a number as every platform reads it: a point, a plain minus, no exponent, 15 digits at most.

    >>> plainly(Decimal("-1E+2")), plainly(Decimal(1) / 3), plainly(Decimal("-0.0"))
    ('-100', '0.333333333333333', '0')
    """
    with localcontext(prec=_SIGNIFICANT):
        short = (+value).normalize()
    return f"{short:f}" if short else "0"


def literal(text: str) -> str:
    r"""Return a spelling in which an asterisk stands for itself; `ANYTHING` stays what it is.

    >>> print(literal("4*"), literal("*"))
    4\* *
    """
    return text if text == ANYTHING else text.replace("*", r"\*")


def markup(text: str) -> str:
    r"""Return plain text as HTML, line by line.

    >>> markup("a < b\n  c")
    'a &lt; b<br>c'
    """
    lines = (line.strip().replace("&", "&amp;").replace("<", "&lt;") for line in text.strip().splitlines())
    return "<br>".join(line.replace(">", "&gt;") for line in lines)


def _asked(item: Item, language: str, seed: int) -> str:
    """Return the question, then what is to be known beforehand: unit, tolerance, and how it is marked."""
    lines = [str(item.public(language, seed)["ask"])]
    match item:
        case Cloze():
            numbers = {blank.id: place for place, blank in enumerate(item.blanks, start=1)}
            lines = [BLANK.sub(lambda found: f"[[{numbers[found[1]]}]]", item.ask[language])]
        case Numeric():
            if item.unit:
                lines.append(message_in(language, "export.unit", unit=item.unit[language]))
            lines.append(item.tolerance.told(language))
        case ShortText():
            lines.append(message_in(language, "export.rule.short_text"))
        case Open():
            lines.append(message_in(language, "quiz.rule.open"))
    if isinstance(item, Ordering):
        return "\n".join([*lines, message_in(language, "export.rule.ordering")])
    return "\n".join([*lines, *replace(item, tries=None).rules(language)])


def _options(options: Iterable[Option], language: str) -> tuple[Response, ...]:
    return tuple(
        Response(option.text[language], FULL if option.right else NONE, option.why[language]) for option in options
    )


def _several(item: Multiple, language: str, seed: int) -> tuple[Response, ...]:
    """Return options whose shares add up to the rule: (right ones - wrong ones) / right ones."""
    wanted = sum(option.right for option in item.options)
    with localcontext(CONTEXT):
        share = (FULL / wanted).quantize(Decimal("1e-5")).normalize()
    answers = _options(item.order(seed), language)
    return tuple(replace(answer, percent=share if answer.percent else -share) for answer in answers)


def _numbers(item: Numeric, language: str, seed: int) -> tuple[Response, ...]:
    """Return the key, every named mistake, and what any other number is told."""
    numbers = item.numbers(seed)
    known = [(item.answer, FULL, item.right)]
    known += [(mistake.when, NONE, mistake.text) for mistake in item.mistakes]
    answers = []
    for expression, percent, text in known:
        value = expression.value(numbers)
        why = item.said(text, language, seed)
        answers.append(Response(plainly(value), percent, why, Decimal(plainly(item.tolerance.around(value)))))
    return (*answers, Response(ANYTHING, NONE, message_in(language, "quiz.compute_again")))


def _spellings(item: ShortText, language: str) -> tuple[Response, ...]:
    """Return every accepted spelling, the page's language first, every named mistake, and what all else is told."""
    known = [(item.accept, FULL, item.right)]
    known += [(mistake.accept, NONE, mistake.text) for mistake in item.mistakes]
    answers = []
    for spellings, percent, why in known:
        languages = [language, *(other for other in spellings if other != language)]
        texts = dict.fromkeys(text for one in languages for text in spellings[one])
        answers += [Response(text, percent, why[language]) for text in texts]
    return (*answers, Response(ANYTHING, NONE, item.wrong[language]))


def _explained(named: Iterable[tuple[str, Response]], language: str) -> tuple[str, ...]:
    """Return the explanations of answers to which no format ties any, one a line."""
    return tuple(message_in(language, "export.explained", text=text, why=answer.why) for text, answer in named)
