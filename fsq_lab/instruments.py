"""Questionnaires as data: items, dimensions, scale and wording, the shipped ones and a user's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from fsq_lab.data import course_folder
from fsq_lab.language import LANGUAGES, CourseError, current

KINDS = ("text", "number", "points", "choice")
_ENTRIES = {
    "id", "title", "source", "scale", "no_experience", "answers", "dimensions", "items", "points", "questions"
}  # fmt: skip


@dataclass(frozen=True)
class Wording:
    """One sentence in both languages; ``str()`` gives it in the current one."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh if current() == "zh" else self.en

    @property
    def both(self) -> tuple[str, str]:
        """The sentence in Chinese and in English."""
        return self.zh, self.en


@dataclass(frozen=True)
class Scale:
    """Whole numbers from `low` to `high`; `labels` names the ends and the midpoint."""

    low: int
    high: int
    labels: tuple[tuple[int, Wording], ...] = ()

    def holds(self, value: int) -> bool:
        """Return whether a value lies on the scale."""
        return self.low <= value <= self.high


@dataclass(frozen=True)
class Answer:
    """What is asked of every item: the words before an item, and the instruction above the list."""

    id: str
    stem: Wording
    ask: Wording


@dataclass(frozen=True)
class Routing:
    """Who is asked: those whose answer to the choice question `question` is one of `codes`."""

    question: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """One statement of the questionnaire; `asked_if` says who is asked, by default everyone."""

    number: int
    dimension: str
    wording: Wording
    asked_if: Routing | None = None


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

    Examples
    --------
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
    items: tuple[Item, ...]
    points: Wording | None
    questions: tuple[Question, ...]

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions' ids, in the questionnaire's order."""
        return tuple(name for name, _ in self.dimension_names)

    @property
    def stems(self) -> dict[str, Wording]:
        """The words before an item, by answer (``"expectation"``, ``"perception"``)."""
        return {answer.id: answer.stem for answer in self.answers}

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
        """The survey table's columns of all answers to items."""
        return [column for answer in self.answers for column in self.columns(answer.id)]

    @property
    def routed_columns(self) -> dict[str, Routing]:
        """The survey table's columns that not everyone is asked for, and who is."""
        routed = {
            f"{answer.id}_{item.number}": item.asked_if
            for answer in self.answers
            for item in self.items
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


def instrument(name: "str | Instrument") -> Instrument:
    """Return a shipped questionnaire by its name; an `Instrument` passes through.

    Raises
    ------
    CourseError
        When no questionnaire of that name is shipped.

    Examples
    --------
    >>> len(instrument("bank_branch").items)
    22
    """
    if isinstance(name, Instrument):
        return name
    if name not in shipped():
        raise CourseError("instrument.unknown", name=name, known=", ".join(shipped()))
    return _read_shipped(name)


def shipped() -> tuple[str, ...]:
    """Return the names of the questionnaires that come with the course."""
    return tuple(sorted(file.stem for file in _folder().glob("*.yml")))


def read_instrument(path: str | Path) -> Instrument:
    """Read a questionnaire of one's own from a YAML file laid out like ``course/instruments/*.yml``.

    Parameters
    ----------
    path : str or Path
        The YAML file, in UTF-8.

    Returns
    -------
    Instrument

    Raises
    ------
    CourseError
        When something is missing, stands twice, lacks one language or does not fit together; the message
        names the file, the place and the remedy.
    """
    return _Reader(Path(path)).read()


def _folder() -> Path:
    return course_folder() / "course" / "instruments"


@cache
def _read_shipped(name: str) -> Instrument:
    return read_instrument(_folder() / f"{name}.yml")


class _Reader:
    """Turns one YAML file into an `Instrument`, naming file and place in every complaint."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def complaint(self, key: str, **values: object) -> CourseError:
        return CourseError(f"instrument.{key}", file=self.file.name, **values)

    def read(self) -> Instrument:
        source = self.parse()
        if unknown := set(source) - _ENTRIES:
            raise self.complaint(
                "unknown_entry", entry=", ".join(sorted(map(str, unknown))), known=", ".join(sorted(_ENTRIES))
            )
        dimensions = self.named(source, "dimensions")
        answers = self.answers(source)
        questions = self.questions(source, tuple(name for name, _ in dimensions), answers)
        items = self.items(source, tuple(name for name, _ in dimensions))
        for place, routing in [(f"questions > {one.id}", one.asked_if) for one in questions] + [
            (f"items > {one.number}", one.asked_if) for one in items
        ]:
            self.refuse_dead_routing(place, routing, questions)
        no_experience = self.part(source, "no_experience", "")
        return Instrument(
            id=str(self.entry(source, "id", "")),
            title=self.wording(self.part(source, "title", ""), "title"),
            source=self.wording(self.part(source, "source", ""), "source"),
            scale=self.scale(self.part(source, "scale", ""), "scale", all_named=True),
            no_experience_code=str(self.entry(no_experience, "code", "no_experience")),
            no_experience=self.wording(no_experience, "no_experience"),
            answers=answers,
            dimension_names=dimensions,
            items=items,
            points=self.wording(self.part(source, "points", ""), "points") if "points" in source else None,
            questions=questions,
        )

    def parse(self) -> dict[str, Any]:
        import yaml

        try:
            source = yaml.safe_load(self.file.read_text(encoding="utf-8-sig"))
        except FileNotFoundError:
            raise self.complaint("no_file") from None
        except UnicodeDecodeError:
            raise self.complaint("not_utf8") from None
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark else "?"
            raise self.complaint("not_yaml", line=line, reason=getattr(error, "problem", error)) from None
        if not isinstance(source, dict):
            raise self.complaint("not_a_table", place=self.file.name)
        return source

    def entry(self, table: Mapping[Any, Any], name: str, place: str) -> Any:
        if name not in table or table[name] is None:
            raise self.complaint("missing_entry", entry=f"{place} > {name}" if place else name)
        return table[name]

    def part(self, table: Mapping[Any, Any], name: str, place: str) -> dict[Any, Any]:
        value = self.entry(table, name, place)
        if not isinstance(value, dict):
            raise self.complaint("not_a_table", place=f"{place} > {name}" if place else name)
        return value

    def listed(self, table: Mapping[Any, Any], name: str) -> list[dict[Any, Any]]:
        value = self.entry(table, name, "")
        if not isinstance(value, list) or not value or not all(isinstance(one, dict) for one in value):
            raise self.complaint("not_a_list", place=name)
        return value

    def wording(self, table: Mapping[Any, Any], place: str) -> Wording:
        for language in LANGUAGES:
            if not isinstance(table.get(language), str) or not table[language].strip():
                raise self.complaint("no_partner", place=place, language=language)
        return Wording(zh=table["zh"].strip(), en=table["en"].strip())

    def named(self, source: Mapping[str, Any], name: str) -> tuple[tuple[str, Wording], ...]:
        table = self.part(source, name, "")
        return tuple((str(key), self.wording(self.part(table, key, name), f"{name} > {key}")) for key in table)

    def answers(self, source: Mapping[str, Any]) -> tuple[Answer, ...]:
        table = self.part(source, "answers", "")
        if not table:
            raise self.complaint("missing_entry", entry="answers")
        answers = []
        for name in table:
            place = f"answers > {name}"
            one = self.part(table, name, "answers")
            ask = self.wording(self.part(one, "ask", place), f"{place} > ask")
            answers.append(Answer(str(name), self.wording(one, place), ask))
        return tuple(answers)

    def scale(self, table: Mapping[Any, Any], place: str, all_named: bool = False) -> Scale:
        low, high = self.entry(table, "low", place), self.entry(table, "high", place)
        if type(low) is not int or type(high) is not int or low >= high:
            raise self.complaint("bad_scale", place=place, low=low, high=high)
        labels = table.get("labels") or {}
        for point in labels:
            if type(point) is not int or not low <= point <= high:
                raise self.complaint("label_off_scale", place=place, point=point, low=low, high=high)
        middle = (low + high) // 2
        needed = {low, high} | ({middle} if (low + high) % 2 == 0 else set())
        if all_named and (unnamed := sorted(needed - set(labels))):
            raise self.complaint("point_unnamed", place=place, points=", ".join(map(str, unnamed)))
        named = {point: self.wording(labels[point], f"{place} > labels > {point}") for point in sorted(labels)}
        return Scale(low, high, tuple(named.items()))

    def routing(self, table: Mapping[Any, Any], place: str) -> Routing | None:
        if "asked_if" not in table:
            return None
        rule = self.part(table, "asked_if", place)
        if len(rule) != 1:
            raise self.complaint("bad_routing", place=place)
        [(question, codes)] = rule.items()
        listed = codes if isinstance(codes, list) else [codes]
        if not listed or not all(isinstance(code, str) for code in listed):
            raise self.complaint("bad_routing", place=place)
        return Routing(str(question), tuple(listed))

    def refuse_dead_routing(self, place: str, routing: Routing | None, questions: tuple[Question, ...]) -> None:
        """Raise where a rule names a question that cannot decide, or a code that is no choice of it."""
        if routing is None:
            return
        deciding = {one.id: [code for code, _ in one.choices] for one in questions if one.choices and not one.asked_if}
        if routing.question not in deciding:
            raise self.complaint(
                "routing_question", place=place, question=routing.question, known=", ".join(deciding) or "-"
            )
        known = deciding[routing.question]
        for code in routing.codes:
            if code not in known:
                raise self.complaint("routing_code", place=place, code=code, known=", ".join(known))

    def items(self, source: Mapping[str, Any], dimensions: tuple[str, ...]) -> tuple[Item, ...]:
        items: dict[int, Item] = {}
        for place, table in enumerate(self.listed(source, "items"), start=1):
            number = self.entry(table, "number", f"items > {place}")
            dimension = self.entry(table, "dimension", f"items > {number}")
            if type(number) is not int or number < 1:
                raise self.complaint("bad_number", number=number)
            if number in items:
                raise self.complaint("number_twice", number=number)
            if dimension not in dimensions:
                raise self.complaint(
                    "unknown_dimension", number=number, dimension=dimension, known=", ".join(dimensions)
                )
            wording = self.wording(table, f"items > {number}")
            items[number] = Item(number, dimension, wording, self.routing(table, f"items > {number}"))
        filled = {item.dimension for item in items.values()}
        if empty := [name for name in dimensions if name not in filled]:
            raise self.complaint("empty_dimension", dimension=", ".join(empty))
        return tuple(items.values())

    def questions(
        self, source: Mapping[str, Any], dimensions: tuple[str, ...], answers: tuple[Answer, ...]
    ) -> tuple[Question, ...]:
        questions: dict[str, Question] = {}
        for place, table in enumerate(self.listed(source, "questions") if source.get("questions") else [], 1):
            name = str(self.entry(table, "id", f"questions > {place}"))
            taken = name in questions or name == "respondent"
            if taken or name.startswith(tuple(f"{answer.id}_" for answer in answers)):
                raise self.complaint("question_twice", question=name)
            questions[name] = self.question(name, table)
            weights = [f"weight_{dimension}" for dimension in dimensions]
            if questions[name].kind == "points" and name not in weights:
                raise self.complaint("points_for_nothing", question=name, known=", ".join(weights))
        return tuple(questions.values())

    def question(self, name: str, table: Mapping[Any, Any]) -> Question:
        place = f"questions > {name}"
        kind = self.entry(table, "kind", place)
        if kind not in KINDS:
            raise self.complaint("unknown_kind", place=place, kind=kind, known=", ".join(KINDS))
        scale = None
        choices: tuple[tuple[str, Wording], ...] = ()
        if kind == "points":
            scale = Scale(0, 100)
        elif kind == "number":
            scale = self.scale(table, place)
        elif kind == "choice":
            options = self.part(table, "choices", place)
            words = {str(code): self.part(options, code, place) for code in options}
            choices = tuple((code, self.wording(word, f"{place} > {code}")) for code, word in words.items())
        unit = self.wording(self.part(table, "unit", place), f"{place} > unit") if "unit" in table else None
        return Question(name, kind, self.wording(table, place), scale, choices, unit, self.routing(table, place))
