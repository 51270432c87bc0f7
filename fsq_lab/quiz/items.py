"""Quiz items and how an answer is judged: plain Python, without a widget and without NumPy.

Each type of question is a class with the same promises: `Item.public` is all that a browser gets to see,
`Item.judge` tells what an answer is worth, `Item.key` is an answer that is wholly right, `Item.texts` is what
makes two versions of the question different, and `Item.secrets` is what must not be seen before an answer.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from typing import ClassVar, Literal

from fsq_lab.ground.course import seed_for, version_of
from fsq_lab.ground.fields import LARGEST, Words
from fsq_lab.ground.language import LANGUAGES, decimals_in, message_in
from fsq_lab.ground.legal import basis
from fsq_lab.ground.typed_numbers import read_number
from fsq_lab.quiz.arithmetic import CONTEXT, Expression, shown

Numbers = Mapping[str, Decimal]
"""The named numbers of one learner's question."""

PLACEHOLDER = re.compile(r"\{(?P<name>[a-z_][a-z0-9_]*)(?::\.(?P<decimals>[0-9])f)?\}")
"""``{name}`` or ``{name:.2f}``."""

_ROUNDING_SLACK = Decimal("1e-12")


@dataclass(frozen=True)
class Feedback:
    """What a learner is told about one answer.

    Parameters
    ----------
    state : {"right", "partly", "wrong", "again", "kept"}
        ``"again"`` means that there was no answer to judge: nothing chosen, or not a number; ``"kept"``, that
        the answer is kept and not marked.
    text : str
        The explanation of the answer given, in the learner's language.
    part : float
        The share of the marks, where the answer is partly right.
    """

    state: Literal["right", "partly", "wrong", "again", "kept"]
    text: str
    part: float = 0.0

    @property
    def right(self) -> bool | None:
        """True, False, or None when there was nothing to judge."""
        return None if self.share is None else self.state == "right"

    @property
    def share(self) -> float | None:
        """The share of the marks from 0 to 1, or None when there was nothing to judge."""
        return {"right": 1.0, "partly": self.part, "wrong": 0.0}.get(self.state)


def marked(part: float, text: str) -> Feedback:
    """Return the feedback on an answer that may be partly right.

    >>> marked(0.5, "").state, marked(1, "").state, marked(0, "").state
    ('partly', 'right', 'wrong')
    """
    return Feedback("right" if part == 1 else "partly" if part else "wrong", text, float(part))


@dataclass(frozen=True)
class Secrets:
    """What must not reach a browser before the answer: explanations, and numbers that are keys."""

    texts: tuple[str, ...]
    numbers: tuple[Decimal, ...] = ()


@dataclass(frozen=True)
class Item(ABC):
    """A question in both languages.

    Parameters
    ----------
    id : str
        Its name in the bank; it never leaves Python, because a name can give the key away.
    objectives : tuple of str
        The course's objectives that it asks about, such as ``("S1",)``.
    ask : Words
        The question.
    hints : tuple of Words
        Told one after the other, when the learner asks for them.
    overall : Words or None
        Told with the right answer, whichever way it was found.
    tries : int or None
        How often it can be answered; None for as often as one likes.
    law : tuple of str
        The rules of law it rests on, as `fsq_lab.ground.legal` names them; told with the right answer.
    """

    type: ClassVar[str]

    id: str
    objectives: tuple[str, ...]
    ask: Words
    hints: tuple[Words, ...] = field(default=(), kw_only=True)
    overall: Words | None = field(default=None, kw_only=True)
    tries: int | None = field(default=None, kw_only=True)
    law: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    def version(self) -> str:
        """A hash of what learners can read of it, in both languages."""
        return version_of(self.type, self.texts())

    @abstractmethod
    def public(self, language: str, seed: int) -> dict[str, object]:
        """Return what the browser shows: the question without key and explanations."""

    @abstractmethod
    def judge(self, answer: object, language: str, seed: int) -> Feedback:
        """Judge an answer as the browser sends it; whatever it is, there is a `Feedback`."""

    @abstractmethod
    def texts(self) -> list[object]:
        """Return the public texts of both languages, before any number is drawn."""

    @abstractmethod
    def key(self, seed: int) -> object:
        """Return an answer that is wholly right, as the browser would send it; None where nothing is marked."""

    @abstractmethod
    def explanations(self) -> list[Words]:
        """Return every text that belongs to an answer."""

    def spoken(self) -> list[Words]:
        """Return every text that must not be seen before an answer or a request for it."""
        return [*self.explanations(), *self.hints, *([self.overall] if self.overall else [])]

    def said(self, words: Words, language: str, seed: int) -> str:
        """Return one of the item's texts as this learner reads it."""
        return words[language]

    def afterwards_told(self, language: str, seed: int) -> list[str]:
        """Return what is told with the right answer, whichever way it was found: the point of it, and the law."""
        point = [self.said(self.overall, language, seed)] if self.overall else []
        return [*point, *([basis(self.law, language)] if self.law else [])]

    def secrets(self, seed: int) -> Secrets:
        """Return what must not be seen before the answer, in both languages."""
        words = self.spoken()
        return Secrets(tuple(self.said(text, language, seed) for text in words for language in LANGUAGES))

    def rules(self, language: str) -> list[str]:
        """Return how the question is marked, as far as a learner must know it beforehand."""
        return [] if self.tries is None else [message_in(language, "quiz.tries", count=self.tries)]

    def question(self, language: str, seed: int) -> dict[str, object]:
        """Return all that the browser gets: the public question, its rules and the number of its hints."""
        found = self.public(language, seed)
        for name, value in (("rules", self.rules(language)), ("hints", len(self.hints))):
            if value:
                found[name] = value
        return found

    def solution(self, language: str, seed: int) -> str:
        """Return the right answer and its explanation, for the moment when no try is left."""
        key = self.key(seed)
        return "" if key is None else self.judge(key, language, seed).text


@dataclass(frozen=True)
class Draw:
    """A number drawn for each learner: low, low + step, …, high, each as likely."""

    low: Decimal
    high: Decimal
    step: Decimal

    def value(self, seed: int) -> Decimal:
        """Return the number that belongs to a seed, with as many decimals as the step."""
        places = int((self.high - self.low) / self.step) + 1
        return self.low + seed % places * self.step


@dataclass(frozen=True)
class Tolerance:
    """How far an answer may lie from the key and still be right; the edge itself is right.

    Parameters
    ----------
    kind : {"absolute", "relative"}
    size : Decimal
        In units of the answer, or as a share of the key.
    """

    kind: Literal["absolute", "relative"]
    size: Decimal

    def around(self, key: Decimal) -> Decimal:
        """Return the largest distance from this key that is still right."""
        return self.size if self.kind == "absolute" else self.size * abs(key)

    def told(self, language: str) -> str:
        """Return the sentence that tells a learner so beforehand."""
        if not self.size:
            return message_in(language, "quiz.tolerance.exact")
        size = self.size if self.kind == "absolute" else (100 * self.size).normalize()
        told = {"size": shown(size), "digits": self.digits, "decimals": decimals_in(language, self.digits)}
        return message_in(language, f"quiz.tolerance.{self.kind}", **told)

    def rounds_too_far(self, given: Decimal, key: Decimal) -> bool:
        """Tell whether a number is the key rounded to fewer decimals than are needed, two digits of it at least."""
        decimals = max(0, -int(given.normalize().as_tuple().exponent))
        unit = Decimal(1).scaleb(-decimals)
        near = abs(given - key) <= unit / 2 and abs(given) >= 10 * unit
        return self.kind == "absolute" and decimals < self.digits and near

    @property
    def digits(self) -> int:
        """The decimals (absolute) or significant digits (relative) with which rounding can do no harm."""
        least = 0 if self.kind == "absolute" else 1
        steps = (count for count in range(least, 30) if Decimal("0.5").scaleb(least - count) <= self.size)
        return next(steps, 30)


@dataclass(frozen=True)
class Mistake:
    """A wrong number that a known thought leads to, and the words for whoever had that thought."""

    when: Expression
    text: Words


@dataclass(frozen=True)
class Numeric(Item):
    """A question answered by a number, with numbers of its own for each learner.

    Parameters
    ----------
    unit : Words or None
    draw : mapping of str to Draw
        Numbers drawn from the learner's seed.
    let : mapping of str to Expression
        Numbers computed from those; each may use the ones before it.
    answer : Expression
        The key.
    tolerance : Tolerance
    right : Words
        The explanation for a right answer; ``{answer}`` stands for the key.
    mistakes : tuple of Mistake
    """

    type: ClassVar[str] = "numeric"

    unit: Words | None
    draw: Mapping[str, Draw]
    let: Mapping[str, Expression]
    answer: Expression
    tolerance: Tolerance
    right: Words
    mistakes: tuple[Mistake, ...]

    def numbers(self, seed: int) -> dict[str, Decimal]:
        """Return the numbers drawn and computed for a seed, without the key."""
        numbers = {name: draw.value(seed_for(seed, name)) for name, draw in self.draw.items()}
        for name, expression in self.let.items():
            numbers[name] = expression.value(numbers).normalize()
        return numbers

    def public(self, language: str, seed: int) -> dict[str, object]:
        """Return the question with this learner's numbers, the answer's label and what is accepted."""
        unit = self.unit[language] if self.unit else ""
        label = message_in(language, "quiz.your_answer_in" if unit else "quiz.your_answer", unit=unit)
        ask = fill(self.ask[language], self.numbers(seed))
        return {"type": self.type, "ask": ask, "label": label, "note": self.tolerance.told(language)}

    def judge(self, answer: object, language: str, seed: int) -> Feedback:
        """Return the explanation, the words of the mistake that fits, or the advice to compute again.

        At most one fits: a bank whose mistakes come within each other's tolerance is refused.
        """
        units = tuple(self.unit.values()) if self.unit else ()
        given = read_number(typed(answer), units)
        if given is None:
            return Feedback("again", message_in(language, "quiz.not_a_number"))
        numbers = self.numbers(seed)
        key = self.answer.value(numbers)
        if self.accepts(given, key):
            return Feedback("right", fill(self.right[language], {**numbers, "answer": key.normalize()}))
        for mistake in self.mistakes:
            if self.accepts(given, mistake.when.value(numbers)):
                return Feedback("wrong", fill(mistake.text[language], numbers))
        if self.tolerance.rounds_too_far(given, key):
            decimals = decimals_in(language, self.tolerance.digits)
            return Feedback("wrong", message_in(language, "quiz.rounded_too_far", decimals=decimals))
        return Feedback("wrong", message_in(language, "quiz.compute_again"))

    def accepts(self, given: Decimal, value: Decimal) -> bool:
        """Tell whether a number lies within the tolerance around a value."""
        with localcontext(CONTEXT):
            return abs(given - value) <= self.tolerance.around(value) + abs(value) * _ROUNDING_SLACK

    def texts(self) -> list[object]:
        """Return question, unit and the ranges of its numbers in both languages."""
        ranges = {name: [str(draw.low), str(draw.high), str(draw.step)] for name, draw in self.draw.items()}
        return [dict(self.ask), dict(self.unit or {}), ranges, self.tolerance.kind, str(self.tolerance.size)]

    def key(self, seed: int) -> str:
        """Return the exact key, as one would type it."""
        return f"{self.answer.value(self.numbers(seed)):f}"

    def explanations(self) -> list[Words]:
        """Return the explanation of the key and of every named mistake."""
        return [self.right, *(mistake.text for mistake in self.mistakes)]

    def said(self, words: Words, language: str, seed: int) -> str:
        """Return one of the item's texts with this learner's numbers."""
        numbers = self.numbers(seed)
        return fill(words[language], {**numbers, "answer": self.answer.value(numbers).normalize()})

    def secrets(self, seed: int) -> Secrets:
        """Return the key and every explanation, in both languages and with this learner's numbers."""
        key = self.answer.value(self.numbers(seed)).normalize()
        return Secrets(super().secrets(seed).texts, (key,))


def typed(answer: object) -> str:
    """Return an answer as it would be typed; empty when it is neither a text nor a moderate number.

    >>> typed(2), typed("2"), typed(None)
    ('2', '2', '')
    """
    if isinstance(answer, int | float):
        return str(answer) if abs(answer) < LARGEST else ""
    return answer if isinstance(answer, str) else ""


def fill(text: str, numbers: Numbers) -> str:
    """Return a text with the numbers in place of its ``{name}`` and ``{name:.2f}``.

    >>> fill("{count} cases, {rate:.1f} per branch", {"count": Decimal(40), "rate": Decimal("3.333")})
    '40 cases, 3.3 per branch'
    """

    def number(found: re.Match[str]) -> str:
        decimals = found["decimals"]
        return shown(numbers[found["name"]], None if decimals is None else int(decimals))

    return PLACEHOLDER.sub(number, text)
