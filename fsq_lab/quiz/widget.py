"""The quiz as a learner sees it: one widget for all questions, judged in Python."""

import html
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from fsq_lab.language import LANGUAGE_TAGS, current, message_in
from fsq_lab.progress import answers_to_restore, history, record, trouble
from fsq_lab.quiz.bank import Bank, load_bank
from fsq_lab.quiz.items import Feedback, Item

_STATIC = Path(__file__).parent / "static"
_DRAWS = 2**16


def take_quiz(bank: str | Bank, items: list[str] | None = None, student: object = None) -> "QuizWidget":
    """Show a quiz in the current language.

    Parameters
    ----------
    bank : str or Bank
        A question bank of the course, such as ``"03_servqual"``, or one that was read with `read_bank`.
    items : list of str, optional
        Names of the items to ask, in this order; all of them by default.
    student : object, optional
        The learner's id: it decides the numbers in the questions and the order of the options.

    Returns
    -------
    QuizWidget

    Raises
    ------
    CourseError
        When there is no such bank or item, or when the bank has a fault.

    Examples
    --------
    >>> quiz = take_quiz("03_servqual", items=["gap-of-complete-pairs"])
    >>> quiz.answer("gap-of-complete-pairs", "five").state
    'again'
    """
    whole = load_bank(bank) if isinstance(bank, str) else bank
    return QuizWidget(whole if items is None else whole.only(items), student)


class QuizWidget(anywidget.AnyWidget):
    """A quiz in a notebook.

    The browser gets `content`, sends each answer as a message ``{"item": place, "answer": text}``, and gets
    `feedback`. Keys, explanations and names of items and options stay in Python.

    Parameters
    ----------
    bank : Bank
    student : object, optional

    Attributes
    ----------
    content : dict
        The public questions and the widget's own words, in the language of the moment it was made.
    feedback : list of dict or None
        For each question the last feedback, the answer it belongs to and the number of tries.
    """

    _esm = _STATIC / "quiz.js"
    _css = _STATIC / "quiz.css"

    content = traitlets.Dict().tag(sync=True)
    feedback: traitlets.List[dict[str, Any] | None] = traitlets.List().tag(sync=True)

    def __init__(self, bank: Bank, student: object = None) -> None:
        self._bank = bank
        self._seeds = [bank.seed(item, student) for item in bank.items]
        self._language = current()
        super().__init__(content=self._public(), feedback=[None] * len(bank.items))
        self.on_msg(self._receive)
        self._restore()

    def answer(self, item: str, given: object) -> Feedback:
        """Answer a question from Python, as the browser does.

        Parameters
        ----------
        item : str
            The item's name in the bank.
        given : object
            A text or a number; for a choice the option's place in the order shown, counted from 0.

        Returns
        -------
        Feedback

        Raises
        ------
        CourseError
            When the quiz has no such item.
        """
        (chosen,) = self._bank.only([item]).items
        return self._judge(self._bank.items.index(chosen), given)

    def _judge(self, place: int, given: object) -> Feedback:
        """Judge an answer, keep it in the learner's progress, and tell the browser."""
        item = self._bank.items[place]
        feedback = item.judge(given, self._language, self._seeds[place])
        if feedback.right is not None:
            record(self._entry(place), item.version, float(feedback.right), self._kept(place, given))
        self._tell(place, given, feedback)
        return feedback

    def _tell(self, place: int, given: object, feedback: Feedback) -> None:
        before = self.feedback[place]
        told = {
            "state": feedback.state,
            "mark": message_in(self._language, f"quiz.mark.{feedback.state}"),
            "text": " ".join(filter(None, (feedback.text, trouble()))),
            "given": given if isinstance(given, str) else str(given),
            "tries": (before["tries"] if before else 0) + 1,
        }
        self.feedback = [*self.feedback[:place], told, *self.feedback[place + 1 :]]

    def _entry(self, place: int) -> str:
        """Return the name under which an item stands in the learner's progress."""
        return f"{self._bank.name}/{self._bank.items[place].id}"

    def _kept(self, place: int, given: object) -> dict[str, object]:
        """Return an answer as it is kept: with a mark of the learner's own numbers and order of options."""
        return {"given": given if isinstance(given, str) else str(given), "draw": self._seeds[place] % _DRAWS}

    def _restore(self) -> None:
        """Show again what was answered before the kernel was restarted."""
        entries = {self._entry(place): place for place in range(len(self._bank.items))}
        versions = {entry: self._bank.items[place].version for entry, place in entries.items()}
        for entry, event in answers_to_restore(history(), versions).items():
            place = entries[entry]
            match event.answer:
                case {"given": str(given)} if event.answer == self._kept(place, given):
                    item, seed = self._bank.items[place], self._seeds[place]
                    self._tell(place, given, item.judge(given, self._language, seed))

    def _receive(self, _widget: object, content: object, _buffers: object) -> None:
        """Judge an answer from the browser; anything else that arrives is left alone."""
        match content:
            case {"item": int(place), "answer": str(given)} if place in range(len(self._bank.items)):
                self._judge(place, given)

    def _public(self) -> dict[str, Any]:
        own = ("title", "check", "silent")
        return {
            "lang": LANGUAGE_TAGS[self._language],
            **{name: message_in(self._language, f"quiz.{name}") for name in own},
            "items": self._questions(),
        }

    def _questions(self) -> list[dict[str, object]]:
        pairs: list[tuple[Item, int]] = list(zip(self._bank.items, self._seeds, strict=True))
        return [item.public(self._language, seed) for item, seed in pairs]

    def __repr__(self) -> str:
        """Return the same line for everyone until a question's text changes, so that nbval can compare it."""
        return f"Quiz {self._bank.name} ({len(self._bank.items)} items, version {self._bank.version})"

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**options) or ({}, {})
        return {**data, "text/html": self._static_html()}, metadata

    def _static_html(self) -> str:
        """Return the questions for a reader without a kernel."""
        questions = "".join(f"<li>{static_question(question)}</li>" for question in self._questions())
        note = html.escape(message_in(self._language, "quiz.needs_kernel"))
        return f'<section lang="{LANGUAGE_TAGS[self._language]}"><ol>{questions}</ol><p>{note}</p></section>'


def static_question(question: dict[str, Any]) -> str:
    """Return a public question as HTML for a reader without a kernel."""
    ask = "<br>".join(html.escape(line) for line in question["ask"].splitlines())
    if "options" in question:
        options = "".join(f"<li>{html.escape(option)}</li>" for option in question["options"])
        return f"<p>{ask}</p><ul>{options}</ul>"
    return f"<p>{ask}</p><p>{html.escape(question['label'])}<br>{html.escape(question['note'])}</p>"
