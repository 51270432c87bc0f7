"""What the texts in a column mean: numbers, labels, choices, and answers that are absent."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError
from fsq_lab.survey.account_text import listed
from fsq_lab.survey.exports import MISSING_MARKS, Export
from fsq_lab.survey.heads import Sheet
from fsq_lab.survey.no_judgement import MONTH, NO_JUDGEMENT
from fsq_lab.survey.questionnaire import Instrument, Question, Scale
from fsq_lab.survey.texts import normal, plain
from fsq_lab.survey.workbooks import letters

_UNITS = ("分", "points", "point", "pts", "stars", "star", "颗星", "星级", "星", "级")
_NUMBER = re.compile(r"[(\[]?\s*([+-]?\d+)(?:[.,]0+)?\s*[)\].、:]?")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:[.,]000)+")  # one or a thousand, as a country writes it
_IN_BRACKETS = re.compile(r"\(\s*\d+\s*\)")  # where numbers may be negative, bookkeepers' minus
_MINUS = re.compile(r"^[−–](?=\s*\d)")
_OF = re.compile(r"(\d+)\s*/\s*(\d+)")  # 5/7
_STARS = re.compile(r"([★⭐]+)\s*([☆✩]*)")
_NUMBER_AND_LABEL = re.compile(
    r"[(\[]?\s*([+-]?\d+)\s*(?:分|points?|级)?\s*(?:[)\]]\s*[-:=、.,—–_|]*|[-:=、.,(—–_|~]+)\s*(?=\D)(.*?)\s*[)\]]?"
)
_LABEL_AND_NUMBER = re.compile(r"(\D*?)\s*[([:=—–-]\s*(\d+)\s*(?:分|points?)?\s*[)\]]?")
_NUMBER_AND_KNOWN = re.compile(r"(\d+)\s*(?=\D)(.*)")  # "7非常同意", "7 Strongly agree": with a known label only
_OPTION_MARK = re.compile(r"(?:[a-z]|\d{1,2})\s*[.、:)]\s*")
_SKIPPED, _ABSENT = "skipped", "no_experience"
Value = float | str | None


@dataclass(frozen=True)
class FilledColumn:
    """One column of the table as it is filled: values, and which answers were absent."""

    values: NDArray[np.float64] | list[str | None]
    skipped: NDArray[np.bool_]
    no_experience: int

    def series(self) -> pd.Series:
        """Return the column as it stands in the table."""
        return pd.Series(self.values, dtype="str" if isinstance(self.values, list) else "float64")


@dataclass
class ColumnReader:
    """Reads the answers of one column, at once or part by part; each text that occurs is read once.

    Attributes
    ----------
    name : str
        The table column.
    scale : Scale, optional
        What numbers may stand there.
    turned : bool
        Whether answers are turned round, so that more is better.
    labels, choices : dict
        Plain words to the point or the code they stand for.
    ordinals : tuple of str
        The codes of the choices in their order, where the tool numbers them.
    absent, skipped : frozenset of str
        Words for "no experience", plain; words for no answer, normal.
    option_code : str
        The tool's pattern of option codes.
    marks : Counter
        What was found to stand for no answer, beside blank cells, and how often.
    own_labels : dict
        Labels that the questionnaire does not have, by the number that stands beside them.
    numbered : dict
        The choices that were told by their number.
    """

    name: str
    scale: Scale | None = None
    turned: bool = False
    labels: Mapping[str, int] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)
    ordinals: tuple[str, ...] = ()
    units: tuple[str, ...] = _UNITS
    absent: frozenset[str] = frozenset()
    skipped: frozenset[str] = MISSING_MARKS
    option_code: str = ""
    marks: Counter[str] = field(default_factory=Counter)
    own_labels: dict[int, str] = field(default_factory=dict)
    numbered: dict[str, str] = field(default_factory=dict)
    _read: dict[str, Value] = field(default_factory=dict)
    _why: dict[str, str] = field(default_factory=dict)
    _refused: "dict[str, _Refused]" = field(default_factory=dict)
    _called: dict[int, tuple[str, str]] = field(default_factory=dict)

    def read_all(self, sheet: Sheet, place: int) -> FilledColumn:
        """Read a column of some rows."""
        texts = sheet.column(place)
        distinct = set(texts)
        for text in distinct - self._read.keys():
            try:
                self._read[text] = self._value(text.strip())
            except _Refused as refused:
                self._refused[text] = refused
        if wrong := next((text for text in texts if text in self._refused), None) if self._refused else None:
            raise self._complaint(self._refused[wrong], wrong, sheet, place)
        gone = {text: why for text in distinct if (why := self._why.get(text.strip()))}
        counts = {text: texts.count(text) for text in gone}
        inexperienced = sum(count for text, count in counts.items() if gone[text] == _ABSENT)
        skips = {text for text, why in gone.items() if why == _SKIPPED}
        for text in skips:
            if text.strip():
                self.marks[text.strip()] += counts[text]
        skipped = np.zeros(len(texts), dtype=np.bool_)
        if skips:
            skipped = np.fromiter(map(skips.__contains__, texts), dtype=np.bool_, count=len(texts))
        if self.scale is None:
            return FilledColumn([self._read[text] for text in texts], skipped, inexperienced)  # type: ignore[misc]
        numbers = {text: np.nan if (value := self._read[text]) is None else float(value) for text in distinct}
        values = np.fromiter(map(numbers.__getitem__, texts), dtype=np.float64, count=len(texts))
        return FilledColumn(values, skipped, inexperienced)

    @property
    def is_simple(self) -> bool:
        """Whether a whole number says the same however it is written: 7, 07 and 7.0; and a blank cell is no answer."""
        marks = {mark for mark in (*self.skipped, *self.absent, *self.labels) if mark.lstrip("+-").isdigit()}
        written_so = all(str(int(mark)) == mark for mark in marks)
        in_reach = self.scale is None or (self.scale.low >= 0 and self.scale.high < 1000)
        return written_so and in_reach and "" in self.skipped

    def value_of(self, text: str) -> Any:
        """Return what a text stands for, None for no answer; NotImplemented where it cannot be read."""
        try:
            return self._value(text.strip())
        except _Refused:
            return NotImplemented

    def point_of(self, text: str) -> int | None:
        """Return the point of the scale that a text stands for; None where it stands for none, or for no answer."""
        try:
            point = self._point(text.strip(), normal(text))
        except _Refused:
            return None
        return point if point is not None and self.scale is not None and self.scale.holds(point) else None

    def _value(self, text: str) -> Value:
        """Return what a text stands for, None for no answer, and note which kind of none."""
        said = normal(text)
        if self._is_none(text, said):
            return None
        if self.scale is not None:
            return self._number(text, said)
        return self._choice(text, said) if self.choices else text

    def _is_none(self, text: str, said: str) -> bool:
        """Note where words stand for no answer."""
        words = plain(said)
        if words and words in self.absent and words not in self.choices:
            self._why[text] = _ABSENT
        elif said in self.skipped or (words and f"({words})" in self.skipped):
            self._why[text] = _SKIPPED
        return text in self._why

    def _choice(self, text: str, said: str) -> str:
        for form in (plain(said), plain(_OPTION_MARK.sub("", said, count=1))):
            if form in self.choices:
                return self.choices[form]
        number = re.fullmatch(self.option_code, said) if self.option_code else None
        place = number[1] if number else said if self.ordinals and said.isdigit() else ""
        if place and 1 <= int(place) <= len(self.ordinals):
            self.numbered[text] = self.ordinals[int(place) - 1]
            return self.numbered[text]
        raise _Refused("unreadable")

    def _number(self, text: str, said: str) -> float | None:
        point = self._point(text, said)
        if point is None:
            return None
        if self.scale is None or not self.scale.holds(point):
            raise _Refused("off_scale")
        return float(self.scale.low + self.scale.high - point if self.turned else point)

    def _point(self, text: str, said: str) -> int | None:
        """Return the number that an answer stands for; words that mean no answer come before any number."""
        if plain(said) in self.labels:
            return self._called_so(self.labels[plain(said)], said)
        bare = next((said.removesuffix(unit).strip() for unit in self.units if said.endswith(unit)), said)
        bare = _MINUS.sub("-", bare)
        if digits := _NUMBER.fullmatch(bare):
            self._refuse_ambiguous(bare)
            return int(digits[1])
        if (part := _OF.fullmatch(bare)) and self.scale and int(part[2]) == self.scale.high:
            return int(part[1])
        if (stars := _STARS.fullmatch(bare)) and self.scale:
            if stars[2] and len(stars[1]) + len(stars[2]) != self.scale.high:
                raise _Refused("unreadable")
            return len(stars[1])
        if self.option_code and (code := re.fullmatch(self.option_code, said)):
            return int(code[1])
        for pattern, number, label in ((_NUMBER_AND_LABEL, 1, 2), (_LABEL_AND_NUMBER, 2, 1)):
            if both := pattern.fullmatch(said):
                return self._beside(text, int(both[number]), both[label])
        known = _NUMBER_AND_KNOWN.fullmatch(said)
        if known and plain(known[2]) and (plain(known[2]) in self.labels or self._is_none(text, known[2].strip())):
            return self._beside(text, int(known[1]), known[2])
        unmarked = plain(_OPTION_MARK.sub("", said, count=1))
        if unmarked in self.labels:
            return self._called_so(self.labels[unmarked], unmarked)
        raise _Refused("unreadable")

    def _refuse_ambiguous(self, bare: str) -> None:
        """Refuse a number that may be two numbers of the scale: 1.000 for one or a thousand, (3) for minus three."""
        if self.scale is None:
            return
        if self.scale.high >= 1000 and _THOUSANDS.fullmatch(bare):
            raise _Refused("unreadable")
        if self.scale.low < 0 and _IN_BRACKETS.fullmatch(bare):
            raise _Refused("unreadable")

    def _beside(self, text: str, number: int, label: str) -> int | None:
        """Return the number beside a label, None where the label stands for no answer."""
        words = plain(label)
        if label.strip() and self._is_none(text, label.strip()):
            return None
        if words in self.labels:
            if self.labels[words] != number:
                raise _Refused("contradicts", number=number, label=label, point=self.labels[words])
            return self._called_so(number, label)
        few = len(words) < 2 and words.isascii()
        if few or any(one.isdigit() for one in words) or MONTH.fullmatch(words) or NO_JUDGEMENT.search(words):
            raise _Refused("no_label")
        return self._called_so(number, label)

    def _called_so(self, number: int, label: str) -> int:
        """Note what a number is called, and refuse one with two names or a name with two numbers."""
        words = plain(label)
        name = f"#{self.labels[words]}" if words in self.labels else words
        known, first = self._called.setdefault(number, (name, label))
        if known != name:
            raise _Refused("two_labels", number=number, label=label, first=first)
        other = next((one for one, (its, _) in self._called.items() if its == name and one != number), None)
        if other is not None:
            raise _Refused("two_numbers", number=number, label=label, first=other)
        if words not in self.labels:
            self.own_labels[number] = label
        return number

    def _complaint(self, refused: "_Refused", text: str, sheet: Sheet, place: int) -> CourseError:
        row = next(row for row, cells in sheet.rows if cells[place] == text)
        low, high = self.scale.ends if self.scale else ("", "")
        allowed = f"{low}-{high}" if self.scale else listed(sorted(set(self.choices.values())))
        return CourseError(
            f"survey.{refused.key}",
            file=sheet.file,
            row=row,
            place=letters(place),
            column=self.name,
            header=sheet.headers[place],
            value=text.strip(),
            allowed=allowed,
            **refused.values,
        )


class _Refused(Exception):
    """A text that cannot be read, and why."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


def column_readers(questionnaire: Instrument, export: Export) -> dict[str, ColumnReader]:
    """Return the reader of every table column."""
    sections = questionnaire.sections
    absent = frozenset(plain(text) for one in sections for text in (one.no_experience_code, *one.no_experience.every))
    marks = MISSING_MARKS | {normal(text) for one in sections for text in one.missing}
    readers = {}
    for section in sections:
        for answer in section.answers:
            for column, item in zip(section.columns(answer.id), section.items, strict=True):
                scale = section.scale_of(answer, item)
                readers[column] = ColumnReader(
                    column,
                    scale,
                    section.is_turned(answer, item),
                    _labels(scale),
                    absent=_without_points(absent, scale),
                    skipped=_without_points(marks | export.skipped, scale),
                    option_code=export.option_code,
                )
    for question in questionnaire.questions:
        readers[question.id] = _question_reader(question, export, absent, frozenset(marks))
    return readers


def _question_reader(question: Question, export: Export, absent: frozenset[str], marks: frozenset[str]) -> ColumnReader:
    units = tuple(sorted({normal(unit) for unit in question.unit.every}, key=len)) if question.unit else _UNITS
    codes = tuple(code for code, _ in question.choices)
    absent = frozenset(words for words in absent if not words.isdigit())  # a number for it is one among the items'
    numbers = {normal(code) for code in codes if code.strip().isdigit()}
    return ColumnReader(
        question.id,
        question.scale,
        question.scale is not None and question.scale.best == "low",
        _labels(question.scale),
        {plain(text): code for code, wording in question.choices for text in (code, *wording.every)},
        () if numbers or not (export.skipped or export.option_code) else codes,
        units,
        absent,
        _without_points(marks | export.skipped, question.scale) - numbers,
        export.option_code,
    )


def _without_points(marks: Iterable[str], scale: Scale | None) -> frozenset[str]:
    """Leave out of what stands for no answer the numbers that are points of a scale."""
    return frozenset(mark for mark in marks if not (scale and mark.lstrip("+-").isdigit() and scale.holds(int(mark))))


def _labels(scale: Scale | None) -> dict[str, int]:
    named = scale.labels if scale else ()
    return {plain(text): point for point, wording in named for text in wording.every}
