"""Looking back: what the learner first wrote to open questions, and the questions that are due for review."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from fsq_lab.ground import progress
from fsq_lab.ground.language import LANGUAGE_TAGS, CourseError, current, message
from fsq_lab.hypertext.pages import style_sheet
from fsq_lab.learner.progress_map import tasks
from fsq_lab.quiz.bank import load_bank
from fsq_lab.quiz.items import Item
from fsq_lab.quiz.writing import Open

if TYPE_CHECKING:
    from fsq_lab.quiz.review import ReviewWidget


@dataclass(frozen=True)
class FirstAnswers:
    """What the learner first wrote to some open questions, each beside what the lesson has given since.

    Attributes
    ----------
    answers : mapping of str to str
        The answers that were kept, by ``BANK/ITEM``.
    now : mapping of str to str
        What was written last to the same questions asked again, by the first ones' ``BANK/ITEM``.
    again : bool
        Whether they were asked again; then the words to compare with are a scheme to mark by.
    """

    answers: Mapping[str, str]
    language: str
    _asked: tuple[tuple[str, str, str], ...]
    now: Mapping[str, str] = field(default_factory=dict)
    again: bool = False

    def __repr__(self) -> str:
        told = [] if self.answers else [message("progress.nothing_written")]
        for item, ask, compare in self._asked:
            answer = f"> {self._answer(item)}" if self.answers else ""
            again = f"> {message('progress.answer_now')} {self.now[item]}" if item in self.now else ""
            told.append("\n".join(filter(None, (ask, answer, again, compare))))
        return "\n\n".join(told)

    def _repr_html_(self) -> str:
        style = style_sheet("first_answers")
        none = "" if self.answers else f"<p>{_words('nothing_written')}</p>"
        questions = "".join(self._question(*asked) for asked in self._asked)
        return (
            f'<div class="fsq-first-answers" lang="{LANGUAGE_TAGS[self.language]}"><style>{style}</style>'
            f"{none}<ul>{questions}</ul></div>"
        )

    def _question(self, item: str, ask: str, compare: str) -> str:
        sides = [("scheme" if self.again else "compare", f"<p>{_lines(compare)}</p>")] if compare else []
        if item in self.now:
            sides.insert(0, ("answer_now", f"<blockquote>{_lines(self.now[item])}</blockquote>"))
        if self.answers:
            sides.insert(0, ("first_answer", f"<blockquote>{_lines(self._answer(item))}</blockquote>"))
        body = "".join(f"<div><em>{_words(head)}</em>{text}</div>" for head, text in sides)
        return f"<li><strong>{_lines(ask)}</strong><div>{body}</div></li>"

    def _answer(self, item: str) -> str:
        return self.answers.get(item, message("progress.no_answer"))


@dataclass(frozen=True)
class NothingDue:
    """That there is nothing to review today, and when there will be."""

    told: str

    def __repr__(self) -> str:
        return self.told


def first_answers(bank: str, items: Iterable[str], again: str | None = None) -> FirstAnswers:
    """Show what the learner first wrote to open questions, beside what the lesson has given since.

    Parameters
    ----------
    bank : str
        A question bank, such as ``"01_changing_for_you"``.
    items : iterable of str
        Names of its open questions.
    again : str, optional
        Another bank that asks them again under the same names: then what was written there last stands beside, and its
        words to compare with.

    Raises
    ------
    CourseError
        When the course has no such bank or item.
    """
    names = [item.id for item in load_bank(bank).only(items).items]
    shown = load_bank(again or bank).only(names).items
    asked = tuple((f"{bank}/{item.id}", *_asked(item, current())) for item in shown)
    found = progress.history()
    written = progress.first_answers(found, [item for item, _, _ in asked])
    if again is None:
        return FirstAnswers(written, current(), asked)
    last = progress.last_answers(found, [f"{again}/{name}" for name in names])
    return FirstAnswers(
        written, current(), asked, {f"{bank}/{item.partition('/')[2]}": last[item] for item in last}, True
    )


def review(most: int = 10) -> "ReviewWidget | NothingDue":
    """Show the quiz questions of all chapters that are due for review today, in one quiz.

    The rule of what is due is that of `fsq_lab.ground.progress.due`; answers are kept under the questions' own names.

    Parameters
    ----------
    most : int
        How many questions at once, the longest overdue first.

    Returns
    -------
    ReviewWidget or NothingDue

    Raises
    ------
    CourseError
        When ``most`` is not a whole number above 0.

    Examples
    --------
    >>> from fsq_lab.ground.language import use
    >>> _ = use("en")
    >>> review()
    Nothing to review yet: take the quiz of a lesson first.
    """
    if type(most) is not int or most < 1:
        raise CourseError("progress.review_most", most=most)
    found = progress.history()
    known = [task for task in tasks() if task.kind == "quiz"] if found.events else []
    due = progress.due(found, known)
    if not due:
        return NothingDue(_next_review(progress.days_due(found, known)))

    from fsq_lab.quiz.review import ReviewWidget, gather

    return ReviewWidget(gather(due[:most]), left=max(0, len(due) - most))


def _next_review(days: Mapping[str, date]) -> str:
    if not days:
        return message("progress.nothing_to_review")
    first = min(days.values())
    number = list(days.values()).count(first)
    return message("progress.next_review", date=first.isoformat(), number=number)


def _asked(item: Item, language: str) -> tuple[str, str]:
    """Return an item's question, and what to compare the answer with."""
    compare = item.compare if isinstance(item, Open) else None
    return item.ask[language], compare[language] if compare else ""


def _words(key: str) -> str:
    return escape(message(f"progress.{key}"))


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.splitlines())
