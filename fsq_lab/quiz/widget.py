"""The quiz as a learner sees it: one widget for all questions, judged in Python."""

import html
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import traitlets

from fsq_lab.ground.language import LANGUAGE_TAGS, LANGUAGES, current, message_in
from fsq_lab.ground.progress import answers_to_restore, history, record, trouble
from fsq_lab.quiz.bank import Bank, load_bank
from fsq_lab.quiz.items import Feedback, Item, typed
from fsq_lab.widgets import CONTROLS, QUESTIONS, CourseWidget, other_language, script

_STATIC = Path(__file__).parent / "static"
_DRAWS = 2**16
_LONGEST = 20_000
_WORDS = {"keep": ("open",), "up": ("ordering",), "down": ("ordering",), "choose": ("matching", "cloze")}
"""The words of a control, and the types of question that have it."""

Given = str | list[str]
"""An answer as it is kept: a text, or the places chosen."""


def take_quiz(
    bank: str | Bank, items: list[str] | None = None, student: object = None, exam: bool = False
) -> "QuizWidget":
    """Show a quiz in the current language.

    Parameters
    ----------
    bank : str or Bank
        A question bank of the course, such as ``"03_servqual"``, or one that was read with `read_bank`.
    items : list of str, optional
        Names of the items to ask, in this order; all of them by default.
    student : object, optional
        The learner's id: it decides the numbers in the questions and the order of the options.
    exam : bool
        Keep the answers and tell nothing until the quiz is handed in; then tell everything.

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
    >>> quiz.answer("gap-of-complete-pairs", "many").state
    'again'
    """
    whole = load_bank(bank) if isinstance(bank, str) else bank
    return QuizWidget(whole if items is None else whole.only(items), student, exam)


@dataclass
class _Answer:
    """What a learner did with one question so far."""

    given: Given | None = None
    tries: int = 0
    hints: int = 0
    turn: int = 0


class QuizWidget(CourseWidget):
    """A quiz in a notebook.

    The browser gets `content`, sends each answer as a message ``{"item": place, "answer": text}`` (a list of
    places where several are chosen), and gets `feedback`. Its other messages are ``{"item": place, "hint": true}``,
    ``{"language": "en"}`` and, in an exam, ``{"finish": true}``. Keys, explanations and names of items and
    options stay in Python.

    Parameters
    ----------
    bank : Bank
    student : object, optional
    exam : bool
        Tell nothing until `finish`, then everything.

    Attributes
    ----------
    content : dict
        The public questions and the widget's own words, in the language of the moment it was made until
        `switch` changes it.
    feedback : list of dict or None
        For each question the answer given, what was told about it, and the hints asked for; ``turn`` counts.
    notice : str
        What is told about the whole: in an exam the questions without an answer, then the marks.
    """

    code = script(_STATIC / "quiz.js", CONTROLS, QUESTIONS)

    content = traitlets.Dict().tag(sync=True)
    feedback: traitlets.List[dict[str, Any] | None] = traitlets.List().tag(sync=True)
    notice = traitlets.Unicode().tag(sync=True)

    def __init__(self, bank: Bank, student: object = None, exam: bool = False) -> None:
        self._bank = bank
        self._exam, self._finished, self._warned = exam, False, False
        self._answers = [_Answer() for _ in bank.items]
        self._seeds = [bank.seed(item, student) for item in bank.items]
        self._language = current()
        if not exam:
            self._restore()
        told = [self._told(place) for place in range(len(bank.items))]
        super().__init__(content=self._public(), feedback=told)
        self.on_msg(self._receive)

    def answer(self, item: str, given: object) -> Feedback:
        """Answer a question from Python, as the browser does.

        Parameters
        ----------
        item : str
            The item's name in the bank.
        given : object
            A text or a number; for a choice the option's place in the order shown, counted from 0; where several
            are chosen or put in order, the list of their places.

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

    def hint(self, item: str) -> str:
        """Ask for the next hint of a question, as the browser does; empty when there is none left.

        Raises
        ------
        CourseError
            When the quiz has no such item.
        """
        (chosen,) = self._bank.only([item]).items
        place = self._bank.items.index(chosen)
        before = self._answers[place].hints
        self._hint(place)
        found = chosen.hints[before : self._answers[place].hints]
        return "".join(chosen.said(words, self._language, self._seeds[place]) for words in found)

    def _speak(self, language: str) -> None:
        self._language = language
        self.content = self._public()
        self.feedback = [self._told(place) for place in range(len(self._answers))]
        self.notice = self._result() if self._finished else ""

    def finish(self) -> str:
        """Hand in an exam: from now on every answer is explained and none can be changed.

        While questions are without an answer, the first call only names them.

        Returns
        -------
        str
            The questions without an answer, or the marks.
        """
        if not self._exam or self._finished:
            return self.notice
        empty = [place for place, answer in enumerate(self._answers) if answer.given is None]
        if empty and not self._warned:
            self._warned = True
            numbers = ", ".join(str(place + 1) for place in empty)
            self.notice = message_in(self._language, "quiz.unanswered", numbers=numbers)
            return self.notice
        self._finished = True
        for place, answer in enumerate(self._answers):
            if answer.given is not None:
                self._record(place, answer.given, self._verdict(place))
            answer.turn += 1
        self.switch(self._language)
        return self.notice

    def _judge(self, place: int, given: object) -> Feedback:
        """Judge an answer, keep it in the learner's progress, and tell the browser."""
        item, answer = self._bank.items[place], self._answers[place]
        feedback = item.judge(given, self._language, self._seeds[place])
        if self._closed(place):
            return self._verdict(place)
        answer.turn += 1
        if self._exam:
            answer.given = None if feedback.state == "again" else _sent(given)
            self._tell(place, _sent(given))
            return Feedback("kept", "")
        answer.given = _sent(given)
        if feedback.state != "again":
            answer.tries += 1
            kept = self._record(place, given, feedback)
            lost = item.type == "open" and not kept
            self._tell(place, trouble=trouble() or (message_in(self._language, "quiz.nowhere") if lost else ""))
        else:
            self._tell(place)
        return feedback

    def _verdict(self, place: int) -> Feedback:
        answer = self._answers[place]
        return self._bank.items[place].judge(answer.given, self._language, self._seeds[place])

    def _closed(self, place: int) -> bool:
        """Tell whether a question takes no more answers."""
        most = self._bank.items[place].tries
        used_up = most is not None and self._answers[place].tries >= most
        return self._finished or (used_up and not self._exam)

    def _hint(self, place: int) -> None:
        answer, hints = self._answers[place], self._bank.items[place].hints
        if answer.hints < len(hints) and not self._exam:
            answer.hints += 1
            answer.turn += 1
            self._tell(place)

    def _tell(self, place: int, given: Given | None = None, trouble: str = "") -> None:
        told = self._told(place, trouble)
        if told is not None and given is not None:
            told["given"] = given
        self.feedback = [*self.feedback[:place], told, *self.feedback[place + 1 :]]

    def _told(self, place: int, trouble: str = "") -> dict[str, Any] | None:
        """Return what the browser gets to know about one question and the answer to it."""
        item, answer, seed = self._bank.items[place], self._answers[place], self._seeds[place]
        if not answer.turn:
            return None
        told: dict[str, Any] = {"turn": answer.turn}
        if answer.hints:
            told["hints"] = [item.said(words, self._language, seed) for words in item.hints[: answer.hints]]
        if answer.given is not None or self._finished:
            told |= self._explained(place, trouble)
        elif self._exam:
            told |= self._marked(Feedback("again", message_in(self._language, "quiz.not_kept")))
        return told

    def _explained(self, place: int, trouble: str) -> dict[str, Any]:
        """Return feedback on the answer given; with the right answer once no other can be given."""
        item, answer, seed = self._bank.items[place], self._answers[place], self._seeds[place]
        if self._exam and not self._finished:
            return {"given": answer.given, **self._marked(Feedback("kept", ""))}
        feedback = self._verdict(place)
        lines = [feedback.text]
        if self._closed(place) and feedback.right is not True:
            solution = item.solution(self._language, seed)
            lines += [message_in(self._language, "quiz.solution", solution=solution)] if solution else []
        elif item.tries is not None and feedback.right is False:
            lines.append(message_in(self._language, "quiz.tries_left", count=item.tries - answer.tries))
        if self._closed(place) or feedback.right:
            lines += item.afterwards_told(self._language, seed)
        text = " ".join(filter(None, ("\n".join(filter(None, lines)), trouble)))
        told = {**self._marked(feedback), "text": text, "given": answer.given}
        return {**told, "closed": True} if self._closed(place) else told

    def _marked(self, feedback: Feedback) -> dict[str, Any]:
        percent = round(100 * (feedback.share or 0))
        mark = message_in(self._language, f"quiz.mark.{feedback.state}", percent=percent)
        return {"state": feedback.state, "mark": mark, "text": feedback.text}

    def _result(self) -> str:
        """Return the marks of an exam: open questions are not marked, unanswered ones get none."""
        marked = [place for place, item in enumerate(self._bank.items) if item.key(self._seeds[place]) is not None]
        share = sum(self._verdict(place).share or 0.0 for place in marked)
        return message_in(self._language, "quiz.result", marks=f"{share:.2f}", most=len(marked))

    def _entry(self, place: int) -> str:
        """Return the name under which an item stands in the learner's progress."""
        return f"{self._bank.name}/{self._bank.items[place].id}"

    def _record(self, place: int, given: object, feedback: Feedback) -> bool:
        """Keep an answer in the learner's progress and tell whether it was kept; an unmarked one has no share."""
        item = self._bank.items[place]
        return record(self._entry(place), item.version, feedback.share, self._kept(place, given))

    def _kept(self, place: int, given: object) -> dict[str, object]:
        """Return an answer as it is kept: with a mark of the learner's own numbers and order of options."""
        return {"given": _sent(given), "draw": self._seeds[place] % _DRAWS}

    def _restore(self) -> None:
        """Take up what was answered before the kernel was restarted."""
        entries = {self._entry(place): place for place in range(len(self._bank.items))}
        versions = {entry: self._bank.items[place].version for entry, place in entries.items()}
        for entry, event in answers_to_restore(history(), versions).items():
            place = entries[entry]
            match event.answer:
                case {"given": str() | list() as given} if event.answer == self._kept(place, given):
                    self._answers[place] = _Answer(_sent(given), tries=1, turn=1)

    def _receive(self, _widget: object, content: object, _buffers: object) -> None:
        """Do what the browser asks for; anything else that arrives is left alone."""
        places = range(len(self._bank.items))
        match content:
            case {"item": int(place), "answer": str() | list() as given} if place in places:
                if len(str(given)) <= _LONGEST:
                    self._judge(place, given)
            case {"item": int(place), "hint": True} if place in places:
                self._hint(place)
            case {"language": str(language)} if language in LANGUAGES:
                self.switch(language)
            case {"finish": True}:
                self.finish()

    def _public(self) -> dict[str, Any]:
        types = {item.type for item in self._bank.items}
        own = ["title", "check", "silent", *(word for word, asked in _WORDS.items() if types.intersection(asked))]
        own += ["hint"] * any(item.hints for item in self._bank.items) + ["finish"] * self._exam
        return {
            "lang": LANGUAGE_TAGS[self._language],
            "other": other_language(self._language),
            **{name: message_in(self._language, f"quiz.{name}") for name in own},
            "items": self._questions(),
        }

    def _questions(self) -> list[dict[str, object]]:
        pairs: list[tuple[Item, int]] = list(zip(self._bank.items, self._seeds, strict=True))
        return [item.question(self._language, seed) for item, seed in pairs]

    def __repr__(self) -> str:
        """Return the same line for everyone until a question's text changes, so that nbval can compare it."""
        return f"Quiz {self._bank.name} ({len(self._bank.items)} items, version {self._bank.version})"

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**options) or ({}, {})
        return {**data, "text/html": self._static_html()}, metadata

    def _static_html(self) -> str:
        """Return the questions for a reader without a kernel."""
        questions = "".join(map(static_question, self._questions()))
        note = html.escape(message_in(self._language, "quiz.needs_kernel"))
        return f'<section lang="{LANGUAGE_TAGS[self._language]}"><ol>{questions}</ol><p>{note}</section>'


def _sent(given: object) -> Given:
    """Return an answer as it is kept and as the browser shows it again."""
    if isinstance(given, list):
        return [typed(place) for place in given]
    return given if isinstance(given, str) else str(given)


def static_question(question: dict[str, Any]) -> str:
    """Return a public question as an entry of an HTML list, for a reader without a kernel.

    End tags that HTML does not ask for are left out: every question is sent to the browser in this form too.
    """
    ask = "<br>".join(html.escape(line) for line in question["ask"].splitlines())
    lists = [question[name] for name in ("options", "entries", "lefts") if name in question]
    choices = [" / ".join(texts) for texts in question.get("choices", [])]
    if question["type"] == "cloze":
        lists = [[f"{blank} – {texts}" for blank, texts in zip(question["lefts"], choices, strict=True)]]
    elif choices:
        lists.append(choices)
    listed = ["".join(f"<li>{html.escape(text)}" for text in texts) for texts in lists]
    notes = [question[name] for name in ("label", "note") if name in question] + question.get("rules", [])
    told = "<br>".join(map(html.escape, notes))
    return f"<li>{ask}" + "".join(f"<ul>{entries}</ul>" for entries in listed) + (f"<p>{told}" if told else "")
