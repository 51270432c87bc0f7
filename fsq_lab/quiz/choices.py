"""Questions answered by choosing: one option, several options, true or false."""

from dataclasses import dataclass
from typing import ClassVar

from fsq_lab.ground.course import seed_for
from fsq_lab.ground.fields import Words
from fsq_lab.ground.language import message_in
from fsq_lab.quiz.items import Feedback, Item, marked, typed


@dataclass(frozen=True)
class Option:
    """One option of a choice, with the explanation for whoever chooses it."""

    id: str
    right: bool
    text: Words
    why: Words


@dataclass(frozen=True)
class ChoiceItem(Item):
    """A question with options, shown in an order of the learner's own.

    An answer names options by their place in the order shown, counted from 0: option names stay in Python.
    """

    options: tuple[Option, ...]

    def order(self, seed: int) -> list[Option]:
        """Return the options in the order that this learner sees."""
        return sorted(self.options, key=lambda option: seed_for(seed, option.id))

    def public(self, language: str, seed: int) -> dict[str, object]:
        """Return the question and its options in the learner's order."""
        options = [option.text[language] for option in self.order(seed)]
        return {"type": self.type, "ask": self.ask[language], "options": options}

    def texts(self) -> list[object]:
        """Return question and options in both languages."""
        return [dict(self.ask), *(dict(option.text) for option in self.options)]

    def explanations(self) -> list[Words]:
        """Return the explanation of every option."""
        return [option.why for option in self.options]


@dataclass(frozen=True)
class Single(ChoiceItem):
    """A question with one right option."""

    type: ClassVar[str] = "single"

    def judge(self, answer: object, language: str, seed: int) -> Feedback:
        """Return the explanation of the chosen option, and of no other."""
        places = {str(place): option for place, option in enumerate(self.order(seed))}
        chosen = places.get(typed(answer))
        if chosen is None:
            return Feedback("again", message_in(language, "quiz.choose_first"))
        return Feedback("right" if chosen.right else "wrong", chosen.why[language])

    def key(self, seed: int) -> str:
        """Return the place of the right option."""
        return next(str(place) for place, option in enumerate(self.order(seed)) if option.right)

    def solution(self, language: str, seed: int) -> str:
        """Return the right option and its explanation."""
        right = next(option for option in self.options if option.right)
        return told(True, right.text[language], right.why[language], language)


@dataclass(frozen=True)
class Multiple(ChoiceItem):
    """A question with one or more right options, and marks for a part of them.

    The share is (right options chosen - wrong options chosen) / right options, and not below 0.
    """

    type: ClassVar[str] = "multiple"

    def judge(self, answer: object, language: str, seed: int) -> Feedback:
        """Return the explanation of every chosen option, and of no other."""
        places = set(map(typed, answer)) if isinstance(answer, list) else {typed(answer)}
        chosen = [option for place, option in enumerate(self.order(seed)) if str(place) in places]
        if not chosen or len(chosen) < len(places):
            return Feedback("again", message_in(language, "quiz.choose_some"))
        wanted = sum(option.right for option in self.options)
        hits = sum(option.right for option in chosen)
        lines = [told(option.right, option.text[language], option.why[language], language) for option in chosen]
        if hits < wanted:
            lines.append(message_in(language, "quiz.more_right"))
        return marked(max(0, 2 * hits - len(chosen)) / wanted, "\n".join(lines))

    def key(self, seed: int) -> list[str]:
        """Return the places of the right options."""
        return [str(place) for place, option in enumerate(self.order(seed)) if option.right]

    def rules(self, language: str) -> list[str]:
        """Return the rule for partial marks."""
        return [message_in(language, "quiz.rule.multiple"), *super().rules(language)]


@dataclass(frozen=True)
class TrueFalse(Item):
    """A statement that holds or does not; ``"0"`` stands for true, ``"1"`` for false."""

    type: ClassVar[str] = "true_false"

    right: bool
    if_true: Words
    if_false: Words

    def public(self, language: str, seed: int) -> dict[str, object]:
        """Return the statement, with true before false for everyone."""
        options = [message_in(language, f"quiz.{name}") for name in ("holds", "fails")]
        return {"type": self.type, "ask": self.ask[language], "options": options}

    def judge(self, answer: object, language: str, seed: int) -> Feedback:
        """Return the explanation for whoever takes it for true, or for false."""
        given = typed(answer)
        if given not in ("0", "1"):
            return Feedback("again", message_in(language, "quiz.choose_first"))
        why = self.if_true if given == "0" else self.if_false
        return Feedback("right" if given == self.key(seed) else "wrong", why[language])

    def key(self, seed: int) -> str:
        """Return the right one of the two places."""
        return "0" if self.right else "1"

    def texts(self) -> list[object]:
        """Return the statement in both languages."""
        return [dict(self.ask)]

    def explanations(self) -> list[Words]:
        """Return what is told for true and for false."""
        return [self.if_true, self.if_false]

    def solution(self, language: str, seed: int) -> str:
        """Return whether it holds, and why."""
        name, why = ("holds", self.if_true) if self.right else ("fails", self.if_false)
        return told(True, message_in(language, f"quiz.{name}"), why[language], language)


def told(right: bool, text: str, why: str, language: str) -> str:
    """Return one line of feedback on one part of an answer, with a sign for right or wrong."""
    return message_in(language, "quiz.part_right" if right else "quiz.part_wrong", text=text, why=why)
