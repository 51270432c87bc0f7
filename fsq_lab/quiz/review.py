"""Spaced review: questions of any chapter in one quiz, each kept under its own name."""

from collections.abc import Iterable
from dataclasses import replace

from fsq_lab.ground.course import seed_for, student_id
from fsq_lab.ground.language import message_in
from fsq_lab.quiz.bank import Bank, load_bank
from fsq_lab.quiz.items import Item
from fsq_lab.quiz.widget import QuizWidget

NAME = "review"


class Review(Bank):
    """Questions of several banks; here an item's name is ``BANK/ITEM``, as in the learner's progress."""

    def seed(self, item: Item, student: object = None) -> int:
        """Return the number that the item has in its own bank: the learner meets the same numbers again."""
        bank, _, name = item.id.partition("/")
        return seed_for(bank, name, student_id(student))


class ReviewWidget(QuizWidget):
    """A quiz of gathered questions; it begins with empty questions and keeps the answers under their own names.

    Parameters
    ----------
    bank : Review
    left : int
        How many more questions are due and not in this quiz; told below it.
    """

    def __init__(self, bank: Review, left: int = 0) -> None:
        self._left = left
        super().__init__(bank)
        self.notice = self._rest()

    def _speak(self, language: str) -> None:
        super()._speak(language)
        self.notice = self._rest()

    def _rest(self) -> str:
        return message_in(self._language, "progress.review_left", number=self._left) if self._left else ""

    def _entry(self, place: int) -> str:
        return self._bank.items[place].id

    def _restore(self) -> None:
        """Show nothing that was answered before: a review starts from empty questions."""


def gather(entries: Iterable[str]) -> Review:
    """Return the questions with these names, in this order.

    Parameters
    ----------
    entries : iterable of str
        Such as ``"01_changing_for_you/six-awards"``.

    Raises
    ------
    CourseError
        When the course has no such bank or item.

    Examples
    --------
    >>> [item.id for item in gather(["03_servqual/gap-of-complete-pairs"]).items]
    ['03_servqual/gap-of-complete-pairs']
    """
    banks: dict[str, Bank] = {}
    items = []
    for entry in entries:
        bank, _, name = entry.partition("/")
        if bank not in banks:
            banks[bank] = load_bank(bank)
        (item,) = banks[bank].only([name]).items
        items.append(replace(item, id=entry))
    return Review(NAME, tuple(items))
