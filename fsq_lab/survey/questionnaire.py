"""A questionnaire as the library knows it: items by dimension, a scale, and the questions around them."""

import re
from dataclasses import dataclass

from fsq_lab.ground.language import CourseError, current


@dataclass(frozen=True)
class Wording:
    """One sentence in both languages; ``str()`` gives it in the current one.

    A questionnaire in one language has the same sentence in both. `also` are other words that a survey file may have
    in its place, such as a third language.
    """

    zh: str
    en: str
    also: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.zh if current() == "zh" else self.en

    @property
    def both(self) -> tuple[str, str]:
        """The sentence in Chinese and in English."""
        return self.zh, self.en

    @property
    def every(self) -> tuple[str, ...]:
        """All words by which a survey file may call it: in one language, in both at once, or otherwise."""
        if self.zh == self.en:
            return self.zh, *self.also
        return self.zh, self.en, *self.also, f"{self.zh} {self.en}", f"{self.en} {self.zh}"


@dataclass(frozen=True)
class Scale:
    """Whole numbers from `low` to `high`; `labels` names the ends and the midpoint, as the questionnaire prints them.

    `best` is the end that stands for the best answer. Where it is the low one, reading a file turns the answers round,
    so that in a survey table more is always better.
    """

    low: int
    high: int
    labels: tuple[tuple[int, Wording], ...] = ()
    best: str = "high"

    def holds(self, value: int) -> bool:
        """Return whether a value lies on the scale."""
        return self.low <= value <= self.high

    @property
    def ends(self) -> tuple[int, int]:
        """Both ends."""
        return self.low, self.high


@dataclass(frozen=True)
class Answer:
    """What is asked of every item: the words before an item, the instruction above the list, perhaps another scale."""

    id: str
    stem: Wording
    ask: Wording
    scale: Scale | None = None


@dataclass(frozen=True)
class Routing:
    """Who is asked: those whose answer to the choice question `question` is one of `codes`."""

    question: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class SurveyItem:
    """One statement of the questionnaire; `asked_if` says who is asked, by default everyone.

    `reverse` marks one that is worded the other way: reading a file turns its answers round. `scale` is the item's own.
    """

    number: int
    dimension: str
    wording: Wording
    asked_if: Routing | None = None
    reverse: bool = False
    scale: Scale | None = None


@dataclass(frozen=True)
class Question:
    """One question beside the items, and one column of the survey table."""

    id: str
    kind: str
    wording: Wording
    scale: Scale | None = None
    choices: tuple[tuple[str, Wording], ...] = ()
    unit: Wording | None = None
    asked_if: Routing | None = None


@dataclass(frozen=True)
class Instrument:
    """A questionnaire: items by dimension, answered on one scale once or more, and questions around them.

    `kept_apart` says that its dimensions are scored each by itself and make no total. `blocks` are questionnaires
    asked on the same sheet and scored apart, see `join`: the dimensions, items and columns of an answer are the
    questionnaire's own, without them. `missing` are texts that stand for no answer in its files, beside the usual ones.
    `notice` is told before the first question in place of the course's own; what whoever asks has still to fill in
    stands in it between 〔 and 〕.

    Examples
    --------
    >>> from fsq_lab.survey.instruments import instrument
    >>> branch = instrument("bank_branch")
    >>> branch.dimensions
    ('tangibles', 'reliability', 'responsiveness', 'assurance', 'empathy')
    >>> branch.items_of("reliability")
    (5, 6, 7, 8, 9)
    >>> branch.columns("perception")[:2]
    ['perception_1', 'perception_2']
    """

    id: str
    title: Wording
    source: Wording
    scale: Scale
    no_experience_code: str
    no_experience: Wording
    answers: tuple[Answer, ...]
    dimension_names: tuple[tuple[str, Wording], ...]
    items: tuple[SurveyItem, ...]
    points: Wording | None
    questions: tuple[Question, ...]
    kept_apart: bool = False
    blocks: tuple["Instrument", ...] = ()
    missing: tuple[str, ...] = ()
    notice: Wording | None = None

    @property
    def notice_gaps(self) -> tuple[str, ...]:
        """What the notice still leaves open, in either language."""
        texts = self.notice.both if self.notice else ()
        return tuple(dict.fromkeys(gap for text in texts for gap in re.findall(r"〔[^〕]*〕", text)))

    @property
    def sections(self) -> tuple["Instrument", ...]:
        """What is asked on one sheet: this questionnaire and the blocks joined to it."""
        return self, *self.blocks

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions' ids, in the questionnaire's order."""
        return tuple(name for name, _ in self.dimension_names)

    @property
    def stems(self) -> dict[str, Wording]:
        """The words before an item, by answer (``"expectation"``, ``"perception"``)."""
        return {answer.id: answer.stem for answer in self.answers}

    def measures_as(self, other: "Instrument") -> bool:
        """Return whether another one measures the same: equal scale, answers, dimensions and items."""
        return self._measured == other._measured

    @property
    def _measured(self) -> tuple[object, ...]:
        return self.scale, self.answers, self.dimension_names, self.items, self.kept_apart

    def scale_of(self, answer: Answer, item: SurveyItem) -> Scale:
        """Return the scale on which an item is answered: its own, else the answer's, else the questionnaire's."""
        return item.scale or answer.scale or self.scale

    def is_turned(self, answer: Answer, item: SurveyItem) -> bool:
        """Return whether reading a file turns an item's answers round, so that more is better."""
        return (self.scale_of(answer, item).best == "low") != item.reverse

    @property
    def reach(self) -> tuple[int, int]:
        """The lowest and the highest point of all scales on which items are answered."""
        ends = [self.scale_of(answer, item).ends for answer in self.answers for item in self.items]
        return min(low for low, _ in ends), max(high for _, high in ends)

    def common_scale(self, answers: tuple[str, ...]) -> Scale:
        """Return the scale that all items of some answers share, as far as its ends go.

        Raises
        ------
        CourseError
            When they do not share one.
        """
        scales = {
            self.scale_of(answer, item).ends: self.scale_of(answer, item)
            for answer in self.answers
            if answer.id in answers
            for item in self.items
        }
        if len(scales) > 1:
            told = ", ".join(f"{low}-{high}" for low, high in sorted(scales))
            raise CourseError("servqual.unlike_scales", of=", ".join(answers), scales=told)
        return next(iter(scales.values()), self.scale)

    def items_of(self, dimension: str) -> tuple[int, ...]:
        """Return the item numbers of a dimension.

        Raises
        ------
        CourseError
            When the questionnaire has no such dimension.
        """
        if dimension not in self.dimensions:
            raise CourseError("instrument.no_such_dimension", dimension=dimension, known=", ".join(self.dimensions))
        return tuple(item.number for item in self.items if item.dimension == dimension)

    def columns(self, answer: str) -> list[str]:
        """Return the survey table's columns of one answer, in the questionnaire's order.

        Raises
        ------
        CourseError
            When the questionnaire asks for no such answer.
        """
        if answer not in self.stems:
            raise CourseError("instrument.no_such_answer", answer=answer, known=", ".join(self.stems))
        return [f"{answer}_{item.number}" for item in self.items]

    @property
    def item_columns(self) -> list[str]:
        """The survey table's columns of all answers to items, those of joined blocks among them."""
        return [
            column for section in self.sections for answer in section.answers for column in section.columns(answer.id)
        ]

    @property
    def routed_columns(self) -> dict[str, Routing]:
        """The survey table's columns that not everyone is asked for, and who is."""
        routed = {
            f"{answer.id}_{item.number}": item.asked_if
            for section in self.sections
            for answer in section.answers
            for item in section.items
            if item.asked_if is not None
        }
        return routed | {one.id: one.asked_if for one in self.questions if one.asked_if is not None}

    @property
    def routing_questions(self) -> tuple[Question, ...]:
        """The questions whose answer decides what else is asked."""
        deciding = {routing.question for routing in self.routed_columns.values()}
        return tuple(question for question in self.questions if question.id in deciding)

    def choices_of(self, routing: Routing) -> tuple[Wording, ...]:
        """Return the wording of the choices after which an item or question is asked."""
        [question] = [one for one in self.questions if one.id == routing.question]
        return tuple(wording for code, wording in question.choices if code in routing.codes)

    @property
    def table_columns(self) -> list[str]:
        """All columns of a survey table: respondent, texts such as the branch, items, other questions."""
        texts = [question.id for question in self.questions if question.kind == "text"]
        others = [question.id for question in self.questions if question.kind != "text"]
        return ["respondent", *texts, *self.item_columns, *others]
