"""A questionnaire of one's own, read from a YAML file or a table; every complaint names file and place."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fsq_lab.ground.language import LANGUAGES, CourseError, message
from fsq_lab.ground.regular_files import read_written
from fsq_lab.ground.yaml_files import parse_written
from fsq_lab.survey import instrument_tables
from fsq_lab.survey.questionnaire import Answer, Instrument, Question, Routing, Scale, SurveyItem, Wording
from fsq_lab.survey.texts import nearest_first

if TYPE_CHECKING:
    from pandas import DataFrame

SUFFIXES = (".yml", ".yaml", *instrument_tables.SUFFIXES)
KINDS = ("text", "number", "points", "choice")
_BAD = re.compile(
    r"不|差|糟|难|从未|最低|很低|没有|\b(?:dis(?:agree|satis|lik)|un(?:sat|hap|lik|imp|rel|fr|cl|acc)|not\b|never|poor|bad|worst|"
    r"lowest|least|very low|none\b|terribl|awful|difficult|hard\b)"
)
_WHOLE = re.compile(r"[+-]?[0-9]{1,9}")
_FARTHEST = 10**9
_MOST_POINTS = 1000  # of a scale for items: each point is a box on the printed page
_WORDS = ("zh", "en", "text", "also")
_SCALE = ("low", "high", "labels", "best")
_KNOWN = {
    "": ("id", "title", "source", "scale", "no_experience", "answers", "dimensions", "items", "points", "questions",
         "kept_apart", "missing", "notice"),
    "scale": _SCALE,
    "no_experience": ("code", *_WORDS),
    "answer": (*_WORDS, "ask", "scale"),
    "item": ("number", "dimension", *_WORDS, "asked_if", "reverse", "scale"),
    "question": ("id", "kind", *_WORDS, *_SCALE, "choices", "unit", "asked_if"),
    "words": _WORDS,
}  # fmt: skip


def read_instrument(path: "str | Path | DataFrame") -> Instrument:
    """Read a questionnaire of one's own, from a YAML file or from a table.

    The YAML file is laid out like ``course/instruments/*.yml``. The table has a row for each item under these
    headers, in English or Chinese:

    ================= =================================================================================
    id (编号)         the item's number
    of (属于)         its dimension: an id, or the name of one of the five in either language
    zh (中文)         the item in Chinese
    en (英文)         the item in English
    ================= =================================================================================

    That is enough: the scale is then agreement from 1 to 7, and every item is asked for expectation and perception.
    Whatever else a questionnaire says takes a row of its own, told by the column ``part`` (部分), which for items
    (item, 题项) may be empty:

    ================= ========================================================= =========================
    part              what the row holds, beside zh and en                      also needed
    ================= ========================================================= =========================
    title (标题)      the title; id is the questionnaire's
    source (来源)     where the items come from
    notice (告知)     who asks, why, until when answers are kept; 〔 〕 is to fill in
    dimension (维度)  a dimension's name, any but the five                      id
    scale (量表)      the label of one point; the ends give the scale           id, the point
    no_experience     the words for it (没有经历)                               id, the code in the file
    answer (回答)     the words before an item                                  id, such as perception
    ask (提问)        the instruction above the list                            of, the answer
    points (分配)     the instruction for sharing 100 points
    question (问题)   a question around the items                               id, kind; low and high
    choice (选项)     one choice of a question                                  id, the code; of
    label (刻度)      the label of one point of a question's scale              id, the point; of
    unit (单位)       the unit of a number                                      of
    missing (缺失)    a text that stands for no answer, such as 99 or 拒答      id
    ================= ========================================================= =========================

    ``kind`` (类型) is text (文字), number (数字), points (分数) or choice (选择). ``asked_if`` (仅问) says who is
    asked an item or question, as ``line=life|property``. A column ``note`` (备注) is not read.

    A questionnaire in one language leaves the column of the other one empty or out, or has a single column ``text``
    (原文) in place of both, for any language. ``also`` (也作) are other words that a file may have in a sentence's
    place, with ``|`` between them. An item with ``reverse`` (反向) yes (是) is worded the other way. ``best`` (最佳)
    is 1, say, in the row (``scale`` or ``label``) of the point that stands for the best answer; otherwise the highest
    does. A ``scale`` row whose ``of`` names an answer or an item's number belongs to that answer's or item's own scale.
    Rows of ``missing`` (缺失) hold under id a text that stands for no answer. An unknown column or entry is refused.

    Parameters
    ----------
    path : str, Path or DataFrame
        A YAML file in UTF-8, a CSV file in UTF-8 or GB18030, the first sheet of an Excel workbook (.xlsx), or a
        DataFrame with the table's columns.

    Returns
    -------
    Instrument

    Raises
    ------
    CourseError
        When something is missing, unknown, stands twice, lacks one of two languages or does not fit together; the
        message names the file, the place (in a table row and column) and the remedy.

    Examples
    --------
    >>> from pandas import DataFrame
    >>> rows = [(1, "reliability", "账单准确", "Bills are right"), (2, "empathy", "听得懂我的话", "Staff listen")]
    >>> own = read_instrument(DataFrame(rows, columns=["id", "of", "zh", "en"]))
    >>> own.dimensions, own.columns("perception")
    (('reliability', 'empathy'), ['perception_1', 'perception_2'])
    """
    if isinstance(path, (str, Path)) and Path(path).suffix.lower() not in instrument_tables.SUFFIXES:
        return _InstrumentReader(Path(path).name).read(_parse(Path(path)))
    file, source, places = instrument_tables.read_table(path)
    return _InstrumentReader(file, places).read(source)


def _parse(path: Path) -> Any:
    """Return what a YAML file holds."""
    import yaml

    try:
        return parse_written(read_written(path))
    except FileNotFoundError:
        raise CourseError("instrument.no_file", file=path.name) from None
    except UnicodeDecodeError:
        raise CourseError("instrument.not_utf8", file=path.name) from None
    except OSError as error:
        raise CourseError("instrument.cannot_open", file=path.name, reason=error.strerror or error) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else "?"
        reason = getattr(error, "problem", error)
        raise CourseError("instrument.not_yaml", file=path.name, line=line, reason=reason) from None


class _InstrumentReader:
    """Turns the entries of one file into an `Instrument`, naming file and place in every complaint.

    `places` names the row of a table in which an entry stands.
    """

    def __init__(self, file: str, places: Mapping[str, str] | None = None) -> None:
        self.file = file
        self.places = places or {}
        self.languages: tuple[str, ...] = LANGUAGES

    def complaint(self, key: str, **values: object) -> CourseError:
        place = str(values.get("place", ""))
        if place in self.places:
            values["place"] = message("instrument.row", row=self.places[place], place=place)
        return CourseError(f"instrument.{key}", file=self.file, **values)

    def read(self, source: Any) -> Instrument:
        if not isinstance(source, dict):
            raise self.complaint("not_a_table", place=self.file)
        self.refuse_unknown(source, "", "")
        self.languages = tuple(_languages_in(source)) or LANGUAGES
        dimensions = self.named(source, "dimensions")
        answers = self.answers(source)
        questions = self.questions(source, tuple(name for name, _ in dimensions), answers)
        items = self.items(source, tuple(name for name, _ in dimensions))
        for place, routing in [(f"questions > {one.id}", one.asked_if) for one in questions] + [
            (f"items > {one.number}", one.asked_if) for one in items
        ]:
            self.refuse_dead_routing(place, routing, questions)
        no_experience = self.part(source, "no_experience", "")
        scale = self.scale(self.part(source, "scale", ""), "scale", all_named=True)
        return Instrument(
            id=str(self.entry(source, "id", "")),
            title=self.wording(self.part(source, "title", ""), "title"),
            source=self.wording(self.part(source, "source", ""), "source"),
            scale=scale,
            no_experience_code=str(self.entry(no_experience, "code", "no_experience")),
            no_experience=self.wording(no_experience, "no_experience", "no_experience"),
            answers=answers,
            dimension_names=dimensions,
            items=items,
            points=self.wording(self.part(source, "points", ""), "points") if "points" in source else None,
            questions=questions,
            kept_apart=self.flag(source, "kept_apart", ""),
            missing=self.missing(source, scale),
            notice=self.wording(self.part(source, "notice", ""), "notice") if "notice" in source else None,
        )

    def refuse_unknown(self, table: Mapping[Any, Any], kind: str, place: str) -> None:
        """Raise where a part holds an entry that nothing reads, with the nearest one that something does."""
        known = _KNOWN[kind]
        for name in table:
            if name not in known:
                entry = f"{place} > {name}" if place else str(name)
                raise self.complaint("unknown_entry", place=place, entry=entry, known=nearest_first(str(name), known))

    def flag(self, source: Mapping[str, Any], name: str, place: str) -> bool:
        value = source.get(name, False)
        if not isinstance(value, bool):
            raise self.complaint("not_a_flag", entry=f"{place} > {name}" if place else name, value=value)
        return value

    def missing(self, source: Mapping[str, Any], scale: Scale) -> tuple[str, ...]:
        """Return the texts that stand for no answer; a number of the scale can be none of them."""
        texts = tuple(map(str, _as_list(source.get("missing"))))
        for text in texts:
            if _WHOLE.fullmatch(text.strip()) and scale.holds(int(text)):
                raise self.complaint("missing_on_scale", place="missing", value=text, low=scale.low, high=scale.high)
        return texts

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

    def wording(self, table: Mapping[Any, Any], place: str, kind: str = "words") -> Wording:
        if not isinstance(table, dict):
            raise self.complaint("not_a_table", place=place)
        self.refuse_unknown(table, kind, place)
        words = {}
        for language in self.languages:
            word = table.get(language, table.get("text"))
            if not isinstance(word, str) or not word.strip():
                raise self.complaint("no_partner", place=place, language=language)
            words[language] = word.strip()
        only = next(iter(words.values()))
        also = tuple(str(one).strip() for one in _as_list(table.get("also")))
        return Wording(zh=words.get("zh", only), en=words.get("en", only), also=also)

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
            stem = self.wording(one, place, "answer")
            ask = self.wording(self.part(one, "ask", place), f"{place} > ask")
            answers.append(Answer(str(name), stem, ask, self.own_scale(one, place)))
        return tuple(answers)

    def own_scale(self, table: Mapping[Any, Any], place: str) -> Scale | None:
        """Return the scale that an answer or an item has for itself."""
        return self.scale(self.part(table, "scale", place), f"{place} > scale") if "scale" in table else None

    def scale(self, table: Mapping[Any, Any], place: str, all_named: bool = False) -> Scale:
        if not place.startswith("questions"):
            self.refuse_unknown(table, "scale", place)
        low, high = self.entry(table, "low", place), self.entry(table, "high", place)
        if type(low) is not int or type(high) is not int or not -_FARTHEST <= low < high <= _FARTHEST:
            raise self.complaint("bad_scale", place=place, low=low, high=high)
        labels = {}
        for point, words in (self.part(table, "labels", place) if table.get("labels") else {}).items():
            if not _WHOLE.fullmatch(str(point)) or not low <= int(point) <= high:
                raise self.complaint("label_off_scale", place=place, point=point, low=low, high=high)
            labels[int(point)] = words
        if not place.startswith("questions") and high - low > _MOST_POINTS:
            raise self.complaint("scale_too_long", place=place, low=low, high=high, most=_MOST_POINTS)
        middle = (low + high) // 2
        needed = {low, high} | ({middle} if (low + high) % 2 == 0 else set())
        if all_named and (unnamed := sorted(needed - set(labels))):
            raise self.complaint("point_unnamed", place=place, points=", ".join(map(str, unnamed)))
        named = {point: self.wording(labels[point], f"{place} > labels > {point}") for point in sorted(labels)}
        if "best" not in table and _looks_descending(named.get(low), named.get(high)):
            raise self.complaint("best_unsaid", place=place, low=low, high=high, first=named[low], last=named[high])
        best = table.get("best", high)
        if best not in (low, high):
            raise self.complaint("bad_best", place=place, best=best, low=low, high=high)
        return Scale(low, high, tuple(named.items()), "low" if best == low else "high")

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

    def items(self, source: Mapping[str, Any], dimensions: tuple[str, ...]) -> tuple[SurveyItem, ...]:
        items: dict[int, SurveyItem] = {}
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
            where = f"items > {number}"
            items[number] = SurveyItem(
                number,
                dimension,
                self.wording(table, where, "item"),
                self.routing(table, where),
                self.flag(table, "reverse", where),
                self.own_scale(table, where),
            )
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
            choices = tuple((code, self.wording(word, f"{place} > choices > {code}")) for code, word in words.items())
        unit = self.wording(self.part(table, "unit", place), f"{place} > unit") if "unit" in table else None
        return Question(
            name, kind, self.wording(table, place, "question"), scale, choices, unit, self.routing(table, place)
        )


def _looks_descending(first: Wording | None, last: Wording | None) -> bool:
    """Return whether the labels of a scale's ends, its lowest point first, run from good to bad."""
    if first is None or last is None:
        return False
    bad = [{words for words in label.both if _BAD.search(words.casefold())} for label in (first, last)]
    return not bad[0] and bool(bad[1])


def _as_list(value: Any) -> list[Any]:
    """Return one value or several as a list."""
    return [] if value is None else value if isinstance(value, list) else [value]


def _languages_in(source: Any) -> Iterator[str]:
    """Yield the languages of a questionnaire: both where both occur, else the one; none where all is ``text``."""
    found: set[str] = set()
    parts = [source]
    while parts:
        part = parts.pop()
        if isinstance(part, dict):
            found |= {name for name in LANGUAGES if isinstance(part.get(name), str)}
            parts += part.values()
        elif isinstance(part, list):
            parts += part
    yield from (name for name in LANGUAGES if name in found)
