"""Questions answered by arranging: an order, pairs, and the blanks of a text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar, TypeVar

from fsq_lab.ground.course import seed_for
from fsq_lab.ground.fields import Words
from fsq_lab.ground.language import message_in
from fsq_lab.quiz.choices import Option, told
from fsq_lab.quiz.items import Feedback, Item, marked, typed

Chosen = TypeVar("Chosen")

BLANK = re.compile(r"\[\[([^\[\]]*)\]\]")
"""``[[blank-id]]`` in the question of a cloze."""


@dataclass(frozen=True)
class Entry:
    """One thing to be put in order, or one thing to choose from, and why it stands where it belongs."""

    id: str
    text: Words
    why: Words


@dataclass(frozen=True)
class Ordering(Item):
    """Things to be put in order; an answer is the list of their places in the order first shown.

    The share is the number of entries that directly follow the right one / (entries - 1), so that one slip
    at the beginning does not spoil the rest.
    """

    type: ClassVar[str] = "ordering"

    entries: tuple[Entry, ...]

    def order(self, seed: int) -> list[Entry]:
        """Return the entries as this learner first sees them: never in the right order."""
        shuffled = sorted(self.entries, key=lambda entry: seed_for(seed, entry.id))
        return [*shuffled[1:], shuffled[0]] if tuple(shuffled) == self.entries else shuffled

    def public(self, language: str, seed: int) -> dict[str, object]:
        """Return the question and the shuffled entries."""
        entries = [entry.text[language] for entry in self.order(seed)]
        return {"type": self.type, "ask": self.ask[language], "entries": entries}

    def judge(self, answer: object, language: str, seed: int) -> Feedback:
        """Explain the first entry that stands wrong; all of them when none does."""
        shown = {str(place): entry for place, entry in enumerate(self.order(seed))}
        places = [typed(place) for place in answer] if isinstance(answer, list) else []
        if sorted(places) != sorted(shown):
            return Feedback("again", message_in(language, "quiz.order_all"))
        given = [shown[place] for place in places]
        pairs = set(pairwise(entry.id for entry in self.entries))
        share = sum(pair in pairs for pair in pairwise(entry.id for entry in given)) / len(pairs)
        wrong = [place for place, entry in enumerate(given) if entry != self.entries[place]]
        if not wrong:
            return marked(1, "\n".join(told(True, e.text[language], e.why[language], language) for e in given))
        entry = given[wrong[0]]
        values = {"place": wrong[0] + 1, "text": entry.text[language], "why": entry.why[language]}
        return marked(share, message_in(language, "quiz.order_from", **values))

    def key(self, seed: int) -> list[str]:
        """Return the places of the entries in their right order."""
        shown = self.order(seed)
        return [str(shown.index(entry)) for entry in self.entries]

    def texts(self) -> list[object]:
        """Return question and entries in both languages."""
        return [dict(self.ask), *(dict(entry.text) for entry in self.entries)]

    def explanations(self) -> list[Words]:
        """Return why each entry stands where it does."""
        return [entry.why for entry in self.entries]

    def rules(self, language: str) -> list[str]:
        """Return the rule for partial marks."""
        return [message_in(language, "quiz.rule.ordering"), *super().rules(language)]


@dataclass(frozen=True)
class Pair:
    """A left side and the right side that belongs to it."""

    id: str
    left: Words
    right: Words
    why: Words


@dataclass(frozen=True)
class Matching(Item):
    """Pairs to be found; an answer names for each left side a place among the right sides shown."""

    type: ClassVar[str] = "matching"

    pairs: tuple[Pair, ...]
    extra: tuple[Entry, ...]

    def lefts(self, seed: int) -> list[Pair]:
        """Return the pairs in the order in which their left sides are shown."""
        return sorted(self.pairs, key=lambda pair: seed_for(seed, pair.id, "left"))

    def rights(self, seed: int) -> list[Entry]:
        """Return all right sides in the order shown, those that fit nowhere among them."""
        rights = [*(Entry(pair.id, pair.right, pair.why) for pair in self.pairs), *self.extra]
        return sorted(rights, key=lambda entry: seed_for(seed, entry.id, "right"))

    def public(self, language: str, seed: int) -> dict[str, object]:
        """Return the question, the left sides and the right sides."""
        lefts = [pair.left[language] for pair in self.lefts(seed)]
        rights = [entry.text[language] for entry in self.rights(seed)]
        return {"type": self.type, "ask": self.ask[language], "lefts": lefts, "choices": [rights]}

    def judge(self, answer: object, language: str, seed: int) -> Feedback:
        """Explain for each left side the right side chosen for it; if it is another's, name that and its reason."""
        chosen = _chosen(answer, [self.rights(seed)] * len(self.pairs))
        if chosen is None:
            return Feedback("again", message_in(language, "quiz.fill_all"))
        owners = {pair.id: pair.left for pair in self.pairs}
        lines, hits = [], 0
        for pair, entry in zip(self.lefts(seed), chosen, strict=True):
            hits += entry.id == pair.id
            text = f"{pair.left[language]} – {entry.text[language]}"
            why = entry.why[language]
            if entry.id != pair.id and entry.id in owners:
                why = message_in(language, "quiz.match_other", left=owners[entry.id][language], why=why)
            lines.append(told(entry.id == pair.id, text, why, language))
        return marked(hits / len(self.pairs), "\n".join(lines))

    def key(self, seed: int) -> list[str]:
        """Return for each left side the place of the right side that belongs to it."""
        rights = [entry.id for entry in self.rights(seed)]
        return [str(rights.index(pair.id)) for pair in self.lefts(seed)]

    def texts(self) -> list[object]:
        """Return question, left sides and right sides in both languages."""
        sides = [[dict(pair.left), dict(pair.right)] for pair in self.pairs]
        return [dict(self.ask), sides, *(dict(entry.text) for entry in self.extra)]

    def explanations(self) -> list[Words]:
        """Return the explanation of every right side."""
        return [pair.why for pair in self.pairs] + [entry.why for entry in self.extra]

    def rules(self, language: str) -> list[str]:
        """Return the rule for partial marks."""
        return [message_in(language, "quiz.rule.matching"), *super().rules(language)]


@dataclass(frozen=True)
class Blank:
    """A blank in a text, with its options."""

    id: str
    options: tuple[Option, ...]

    def order(self, seed: int) -> list[Option]:
        """Return the options in the order that this learner sees."""
        return sorted(self.options, key=lambda option: seed_for(seed, self.id, option.id))


@dataclass(frozen=True)
class Cloze(Item):
    """A text with numbered blanks; an answer names for each blank the place of an option."""

    type: ClassVar[str] = "cloze"

    blanks: tuple[Blank, ...]

    def public(self, language: str, seed: int) -> dict[str, object]:
        """Return the text with numbers for its blanks, and each blank's options."""
        numbers = {blank.id: place for place, blank in enumerate(self.blanks, start=1)}
        ask = BLANK.sub(lambda found: f"__({numbers[found[1]]})__", self.ask[language])
        lefts = [message_in(language, "quiz.blank", number=number) for number in numbers.values()]
        choices = [[option.text[language] for option in blank.order(seed)] for blank in self.blanks]
        return {"type": self.type, "ask": ask, "lefts": lefts, "choices": choices}

    def judge(self, answer: object, language: str, seed: int) -> Feedback:
        """Return for each blank the explanation of the option chosen."""
        chosen = _chosen(answer, [blank.order(seed) for blank in self.blanks])
        if chosen is None:
            return Feedback("again", message_in(language, "quiz.fill_all"))
        lines = [
            f"({number}) {told(option.right, option.text[language], option.why[language], language)}"
            for number, option in enumerate(chosen, start=1)
        ]
        return marked(sum(option.right for option in chosen) / len(chosen), "\n".join(lines))

    def key(self, seed: int) -> list[str]:
        """Return for each blank the place of its right option."""
        orders = [blank.order(seed) for blank in self.blanks]
        return [next(str(p) for p, option in enumerate(order) if option.right) for order in orders]

    def texts(self) -> list[object]:
        """Return the text and all options in both languages."""
        return [dict(self.ask), [[dict(option.text) for option in blank.options] for blank in self.blanks]]

    def explanations(self) -> list[Words]:
        """Return the explanation of every option of every blank."""
        return [option.why for blank in self.blanks for option in blank.options]

    def rules(self, language: str) -> list[str]:
        """Return the rule for partial marks."""
        return [message_in(language, "quiz.rule.cloze"), *super().rules(language)]


def _chosen(answer: object, offered: Sequence[Sequence[Chosen]]) -> list[Chosen] | None:
    """Return what an answer chose from each list, or None unless it chose one from each."""
    if not isinstance(answer, list) or len(answer) != len(offered):
        return None
    chosen = []
    for given, options in zip(answer, offered, strict=True):
        places = {str(place): option for place, option in enumerate(options)}
        if typed(given) not in places:
            return None
        chosen.append(places[typed(given)])
    return chosen
