"""Questions answered in words: a short text that is compared, and an open one that is kept and never marked."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from fsq_lab.ground.fields import Words
from fsq_lab.ground.language import message_in
from fsq_lab.quiz.items import Feedback, Item, typed

LONGEST_TEXT = 200

Spellings = Mapping[str, tuple[str, ...]]
"""What may be written, by language."""


def plain(text: str) -> str:
    """Return a text as it is compared: NFKC, small letters, no spaces, no punctuation at either end.

    >>> plain("　Survivorship  Bias。"), plain("ＳＥＲＶＱＵＡＬ")
    ('survivorshipbias', 'servqual')
    """
    letters = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    ends = "".join({sign for sign in letters if unicodedata.category(sign).startswith("P")})
    return letters.strip(ends)


def is_spelt(text: str, spellings: Spellings) -> bool:
    """Tell whether a text is one of the spellings, or two of them beside each other as a lesson prints a term.

    >>> known = {"zh": ("幸存者偏差",), "en": ("survivorship bias",)}
    >>> [is_spelt(text, known) for text in ("幸存者偏差（survivorship bias）", "幸存者偏差（selection bias）")]
    [True, False]
    """
    known = {plain(spelling) for spellings_of in spellings.values() for spelling in spellings_of}
    whole = plain(text)
    return whole in known or any(
        plain(whole[:place]) in known and plain(whole[place:]) in known for place in range(1, len(whole))
    )


@dataclass(frozen=True)
class Misnomer:
    """A wrong name that a known thought leads to, and the words for whoever had that thought."""

    accept: Spellings
    text: Words


@dataclass(frozen=True)
class ShortText(Item):
    """A question answered by a word or two, in either language."""

    type: ClassVar[str] = "short_text"

    accept: Spellings
    right: Words
    mistakes: tuple[Misnomer, ...]
    wrong: Words

    def public(self, language: str, seed: int) -> dict[str, object]:
        """Return the question and what is compared."""
        label, note = message_in(language, "quiz.your_answer"), message_in(language, "quiz.rule.short_text")
        return {"type": self.type, "ask": self.ask[language], "label": label, "note": note}

    def judge(self, answer: object, language: str, seed: int) -> Feedback:
        """Return the explanation, the words of the mistake that fits, or the words for any other answer."""
        given = typed(answer)
        if len(given) > LONGEST_TEXT or not plain(given):
            return Feedback("again", message_in(language, "quiz.write_first"))
        if is_spelt(given, self.accept):
            return Feedback("right", self.right[language])
        for mistake in self.mistakes:
            if is_spelt(given, mistake.accept):
                return Feedback("wrong", mistake.text[language])
        return Feedback("wrong", self.wrong[language])

    def key(self, seed: int) -> str:
        """Return the first spelling."""
        return next(iter(self.accept.values()))[0]

    def texts(self) -> list[object]:
        """Return the question in both languages."""
        return [dict(self.ask)]

    def explanations(self) -> list[Words]:
        """Return what is told for the right answer, for each named mistake and for any other."""
        return [self.right, *(mistake.text for mistake in self.mistakes), self.wrong]

    def solution(self, language: str, seed: int) -> str:
        """Return the usual spelling and the explanation."""
        text = self.accept[language][0]
        return message_in(language, "quiz.part_right", text=text, why=self.right[language])


@dataclass(frozen=True)
class Open(Item):
    """A question to think about: the answer is kept and never marked.

    Parameters
    ----------
    afterwards : Words or None
        Told as soon as something is written.
    compare : Words or None
        Shown beside the first answer when it is looked at again: what the lesson gave meanwhile, and what to ask
        oneself. It is no model answer, so it need not be hidden.
    """

    type: ClassVar[str] = "open"

    afterwards: Words | None
    compare: Words | None = None

    def public(self, language: str, seed: int) -> dict[str, object]:
        """Return the question, and that nobody marks it."""
        label, note = message_in(language, "quiz.your_answer"), message_in(language, "quiz.rule.open")
        return {"type": self.type, "ask": self.ask[language], "label": label, "note": note}

    def judge(self, answer: object, language: str, seed: int) -> Feedback:
        """Return what is told once something is written."""
        if not typed(answer).strip():
            return Feedback("again", message_in(language, "quiz.write_first"))
        return Feedback("kept", self.afterwards[language] if self.afterwards else "")

    def key(self, seed: int) -> None:
        """Return None: nothing is marked."""

    def texts(self) -> list[object]:
        """Return the question in both languages."""
        return [dict(self.ask)]

    def explanations(self) -> list[Words]:
        """Return what is told afterwards."""
        return [self.afterwards] if self.afterwards else []
