"""Quiz items and how an answer is judged: plain Python, without a widget and without NumPy.

Each type of question is a class with four promises: `Item.public` is all that a browser gets to see,
`Item.judge` tells what an answer is worth, `Item.texts` is what makes two versions of the question
different, and `Item.secrets` is what must not be seen before an answer.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import ClassVar, Literal

from fsq_lab.data import seed_for, version_of
from fsq_lab.language import LANGUAGES, message_in
from fsq_lab.quiz.arithmetic import CONTEXT, Expression, read_number, shown

Words = Mapping[str, str]
"""One text in each language: ``{"zh": …, "en": …}``."""

Numbers = Mapping[str, Decimal]
"""The named numbers of one learner's question."""

PLACEHOLDER = re.compile(r"\{(?P<name>[a-z_][a-z0-9_]*)(?::\.(?P<decimals>[0-9])f)?\}")
"""``{name}`` or ``{name:.2f}``."""

LARGEST = 10**15
"""No number in a question reaches this."""

_ROUNDING_SLACK = Decimal("1e-12")


@dataclass(frozen=True)
class Feedback:
    """What a learner is told about one answer.

    Parameters
    ----------
    state : {"right", "wrong", "again"}
        ``"again"`` means that there was no answer to judge: nothing chosen, or not a number.
    text : str
        The explanation of the answer given, in the learner's language.
    """

    state: Literal["right", "wrong", "again"]
    text: str

    @property
    def right(self) -> bool | None:
        """True, False, or None when there was nothing to judge."""
        return None if self.state == "again" else self.state == "right"


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
    """

    type: ClassVar[str]

    id: str
    objectives: tuple[str, ...]
    ask: Words

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
    def secrets(self, seed: int) -> Secrets:
        """Return what must not be seen before the answer."""


@dataclass(frozen=True)
class Option:
    """One option of a choice, with the explanation for whoever chooses it."""

    id: str
    right: bool
    text: Words
    why: Words


@dataclass(frozen=True)
class Single(Item):
    """A question with one right option.

    An answer is the option's place in the order shown, counted from 0: option names stay in Python.
    """

    type: ClassVar[str] = "single"

    options: tuple[Option, ...]

    def order(self, seed: int) -> list[Option]:
        """Return the options in the order that this learner sees."""
        return sorted(self.options, key=lambda option: seed_for(seed, option.id))

    def public(self, language: str, seed: int) -> dict[str, object]:
        """Return the question and its options in the learner's order."""
        options = [option.text[language] for option in self.order(seed)]
        return {"type": self.type, "ask": self.ask[language], "options": options}

    def judge(self, answer: object, language: str, seed: int) -> Feedback:
        """Return the explanation of the chosen option, and of no other."""
        places = {str(place): option for place, option in enumerate(self.order(seed))}
        chosen = places.get(typed(answer))
        if chosen is None:
            return Feedback("again", message_in(language, "quiz.choose_first"))
        return Feedback("right" if chosen.right else "wrong", chosen.why[language])

    def texts(self) -> list[object]:
        """Return question and options in both languages."""
        return [dict(self.ask), *(dict(option.text) for option in self.options)]

    def secrets(self, seed: int) -> Secrets:
        """Return every explanation in both languages."""
        return Secrets(tuple(text for option in self.options for text in option.why.values()))


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
        return message_in(language, f"quiz.tolerance.{self.kind}", size=shown(size))


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
        return Feedback("wrong", message_in(language, "quiz.compute_again"))

    def accepts(self, given: Decimal, value: Decimal) -> bool:
        """Tell whether a number lies within the tolerance around a value."""
        with localcontext(CONTEXT):
            return abs(given - value) <= self.tolerance.around(value) + abs(value) * _ROUNDING_SLACK

    def texts(self) -> list[object]:
        """Return question, unit and the ranges of its numbers in both languages."""
        ranges = {name: [str(draw.low), str(draw.high), str(draw.step)] for name, draw in self.draw.items()}
        return [dict(self.ask), dict(self.unit or {}), ranges, self.tolerance.kind, str(self.tolerance.size)]

    def secrets(self, seed: int) -> Secrets:
        """Return the key and every explanation, in both languages and with this learner's numbers."""
        numbers = self.numbers(seed)
        key = self.answer.value(numbers).normalize()
        words = [self.right, *(mistake.text for mistake in self.mistakes)]
        texts = [fill(text[language], {**numbers, "answer": key}) for text in words for language in LANGUAGES]
        return Secrets(tuple(texts), (key,))


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
