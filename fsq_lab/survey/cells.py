"""What the texts in a column mean: numbers, labels, choices, and answers that are absent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError
from fsq_lab.survey.account_text import listed
from fsq_lab.survey.exports import Export, normal, plain
from fsq_lab.survey.questionnaire import Instrument, Scale
from fsq_lab.survey.sheets import Sheet

_NUMBER = re.compile(r"([+-]?\d+)(?:\.0+)?")
_NUMBER_AND_LABEL = re.compile(r"([+-]?\d+)\s*[-:=、.(—–]\s*(\D.*?)\)?")
_LABEL_AND_NUMBER = re.compile(r"(\D*?)\s*[([]\s*(\d+)\s*(?:分|points?)?\s*[)\]]")
_OPTION_LETTER = re.compile(r"[a-z]\s*[.、:)]\s*")


@dataclass(frozen=True)
class FilledColumn:
    """One column of the table as it is filled: values, and which answers were absent."""

    values: NDArray[np.float64] | list[str | None]
    skipped: NDArray[np.bool_]
    no_experience: int

    def series(self) -> pd.Series:
        """Return the column as it stands in the table."""
        return pd.Series(self.values, dtype="str" if isinstance(self.values, list) else "float64")


@dataclass(frozen=True)
class ColumnReader:
    """Reads the answers of one column: which texts mean what."""

    name: str
    scale: Scale | None
    labels: Mapping[str, int]
    choices: Mapping[str, str]
    units: frozenset[str]
    absent: frozenset[str]
    skipped: frozenset[str]

    def read_all(self, sheet: Sheet, place: int) -> FilledColumn:
        """Read a column; each text that occurs is read once, where it stands first."""
        texts = [cells[place].strip() for _, cells in sheet.rows]
        first: dict[str, int] = {}
        for (row, _), text in zip(sheet.rows, texts, strict=True):
            first.setdefault(text, row)
        skipped = {text for text in first if normal(text) in self.skipped}
        absent = {text for text in first if text not in skipped and plain(text) in self.absent}
        there = {text: row for text, row in first.items() if text not in skipped and text not in absent}
        missing = np.fromiter((text in skipped for text in texts), dtype=np.bool_, count=len(texts))
        inexperienced = sum(text in absent for text in texts)
        if self.scale is None:
            words = {text: self._word(text, row, sheet, place) for text, row in there.items()}
            return FilledColumn([words.get(text) for text in texts], missing, inexperienced)
        numbers = {text: float(self._number(text, row, sheet, place)) for text, row in there.items()}
        values = np.fromiter((numbers.get(text, np.nan) for text in texts), dtype=np.float64, count=len(texts))
        return FilledColumn(values, missing, inexperienced)

    def _word(self, text: str, row: int, sheet: Sheet, place: int) -> str:
        if not self.choices:
            return text
        for form in (plain(text), plain(_OPTION_LETTER.sub("", normal(text), count=1))):
            if form in self.choices:
                return self.choices[form]
        raise self._complaint("unreadable", text, row, sheet, place)

    def _number(self, text: str, row: int, sheet: Sheet, place: int) -> int:
        value = self._value(normal(text))
        if value is None:
            raise self._complaint("unreadable", text, row, sheet, place)
        if self.scale is not None and not self.scale.holds(value):
            raise self._complaint("off_scale", text, row, sheet, place)
        return value

    def _value(self, text: str) -> int | None:
        """Return the number that a normalised answer stands for, or None if it cannot be read."""
        if plain(text) in self.labels:
            return self.labels[plain(text)]
        bare = next((text.removesuffix(unit).strip() for unit in self.units if text.endswith(unit)), text)
        if digits := _NUMBER.fullmatch(bare):
            return int(digits.group(1))
        if both := _NUMBER_AND_LABEL.fullmatch(text):
            return self._agreed(both.group(1), both.group(2))
        if both := _LABEL_AND_NUMBER.fullmatch(text):
            return self._agreed(both.group(2), both.group(1))
        return self.labels.get(plain(_OPTION_LETTER.sub("", text, count=1)))

    def _agreed(self, number: str, label: str) -> int | None:
        """Return the number beside a label, or None if that label stands for another one."""
        value = int(number)
        return value if self.labels.get(plain(label), value) == value else None

    def _complaint(self, key: str, text: str, row: int, sheet: Sheet, place: int) -> CourseError:
        low, high = (self.scale.low, self.scale.high) if self.scale else ("", "")
        allowed = f"{low}-{high}" if self.scale else listed(sorted(set(self.choices.values())))
        return CourseError(
            f"survey.{key}",
            file=sheet.file,
            row=row,
            column=self.name,
            header=sheet.headers[place],
            value=text,
            allowed=allowed,
        )


def column_readers(questionnaire: Instrument, export: Export) -> dict[str, ColumnReader]:
    """Return the reader of every table column."""
    skipped = export.skipped | {""}
    sections = questionnaire.sections
    absent = frozenset(plain(text) for one in sections for text in (one.no_experience_code, *one.no_experience.both))
    marks = frozenset({"分", "points"})
    readers = {
        column: ColumnReader(column, section.scale, _labels(section.scale), {}, marks, absent, skipped)
        for section in sections
        for answer in section.answers
        for column in section.columns(answer.id)
    }
    for question in questionnaire.questions:
        units = {normal(unit) for unit in question.unit.both} if question.unit else marks
        readers[question.id] = ColumnReader(
            question.id,
            question.scale,
            _labels(question.scale),
            {plain(text): code for code, wording in question.choices for text in (code, *wording.both)},
            frozenset(units),
            absent,
            skipped,
        )
    return readers


def _labels(scale: Scale | None) -> dict[str, int]:
    named = scale.labels if scale else ()
    return {plain(text): point for point, wording in named for text in wording.both}
