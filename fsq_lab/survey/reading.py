"""From what a survey tool exports to a survey table, with a report of all that was dropped and why."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError, current, message
from fsq_lab.ground.yaml_files import parse
from fsq_lab.hypertext.words import as_html
from fsq_lab.survey.exports import EXPORTS, PLAIN, Export
from fsq_lab.survey.exports import normal as _normal
from fsq_lab.survey.instruments import Answer, Instrument, Question, Scale, SurveyItem, Wording
from fsq_lab.survey.instruments import instrument as find_instrument
from fsq_lab.survey.sheets import SIZE_LIMIT, Grid, Sheet, headed, read_grid

_MOST = 12


# "7、", "Q7. ", "Q7_1 ", "第7题：", "7(1)、" before a header's text; LimeSurvey's "G1Q2[SQ003]. "
_QUESTION_NUMBER = re.compile(r"(?:q|第)?\s*(\d{1,3})(?:[(._|-]r?\d+\)?)?\s*(?:题|[、.:)_]|(?<=\d)\s)\s*[、.:)_]?\s*")


_QUESTION_CODE = re.compile(r"(g\d+q\d+|[a-z]\w*(?=\[))(?:\[\w+\])?\s*[.:、]?\s+")


# An id behind a group's name, "service/expectation_1", or as LimeSurvey writes it: "expectation[SQ001]" or with "_"
_GROUPED_ID = re.compile(r"(?:\w+[/-])+(\w+)")


_ARRAY_ID = re.compile(r"([a-z]\w*?)(?:\[(?:sq)?0*(\w+)\]|_sq0*(\d+))")


_NUMBER = re.compile(r"([+-]?\d+)(?:\.0+)?")


_NUMBER_AND_LABEL = re.compile(r"([+-]?\d+)\s*[-:=、.(—–]\s*(\D.*?)\)?")


_LABEL_AND_NUMBER = re.compile(r"(\D*?)\s*[([]\s*(\d+)\s*(?:分|points?)?\s*[)\]]")


_OPTION_LETTER = re.compile(r"[a-z]\s*[.、:)]\s*")


@dataclass(frozen=True)
class Account:
    """What `read_survey` found, kept and dropped; shown in the current language.

    Row numbers are those of a spreadsheet: the header is row 1.

    Attributes
    ----------
    file, encoding, tool : str
        The file's name, the encoding it was read in (``Excel`` for a workbook), the survey tool it seems to
        come from.
    sheet : str
        The workbook's sheet that was read; empty for CSV.
    other_sheets : tuple of str
        The workbook's sheets that were not read.
    titles : tuple of str
        Rows above the headers that hold one text only, dropped.
    header_rows : int
        How many rows the headers take, 1 or 2.
    formulas : int
        Cells of the sheet that hold a formula, of which the value was taken.
    rows_read, rows_kept, rows_empty, rows_short : int
        Rows under the header; rows in the table; rows without any text, dropped; rows with fewer cells
        than headers, their last answers taken as skipped.
    matched : dict
        Table column to the file's header.
    absent : tuple of str
        Questions of the instrument that the file does not have; the table lacks these columns.
    dropped : tuple of (str, str)
        Each header that did not go into the table, and the reason: ``personal``, ``tool``, ``number``,
        ``unnamed`` (text without a header) or ``unknown``.
    missing, no_experience : dict
        By table column, how many answers were skipped, and how many were "no experience".
    not_asked : dict
        By table column that not everyone is asked for, how many respondents were not asked; they are not
        among the skipped. Empty where the file lacks the question that decides.
    stray : dict
        By such column, how many answered it although it was not for them. Their answers stay in the table.
    duplicates : tuple of (int, int)
        Rows that repeat all answers of an earlier row, with that row. They stay in the table.
    repeated_respondents : tuple of str
        Respondent ids that stand more than once. Their rows stay in the table.
    unanswered : tuple of int
        Rows in which no item at all was answered. They stay in the table.
    straight : tuple of int
        Rows that give the same answer to every perception item that was answered, at least half of the items
        and at least three. They stay in the table.
    points_off : tuple of int
        Rows whose points are all given and do not sum to 99 to 101. They stay in the table; the weights leave
        them out.
    """

    file: str
    encoding: str
    tool: str
    sheet: str
    other_sheets: tuple[str, ...]
    titles: tuple[str, ...]
    header_rows: int
    formulas: int
    rows_read: int
    rows_kept: int
    rows_empty: int
    rows_short: int
    matched: dict[str, str]
    absent: tuple[str, ...]
    dropped: tuple[tuple[str, str], ...]
    missing: dict[str, int]
    no_experience: dict[str, int]
    not_asked: dict[str, int]
    stray: dict[str, int]
    duplicates: tuple[tuple[int, int], ...]
    repeated_respondents: tuple[str, ...]
    unanswered: tuple[int, ...]
    straight: tuple[int, ...]
    points_off: tuple[int, ...]

    @property
    def facts(self) -> list[tuple[str, str]]:
        """The report's lines, heading by heading, in the current language."""
        tool = message(f"survey.tool_{self.tool}")
        facts = [
            ("source", message("survey.source_line", file=self.file, encoding=self.encoding, tool=tool)),
            *self._file_facts(),
            (
                "rows",
                message("survey.rows_line", read=self.rows_read, kept=self.rows_kept, empty=self.rows_empty),
            ),
            (
                "columns",
                message("survey.columns_line", matched=len(self.matched), dropped=len(self.dropped)),
            ),
        ]
        facts += [
            (f"dropped_{reason}", _counted([header for header, why in self.dropped if why == reason]))
            for reason in dict.fromkeys(why for _, why in self.dropped)
        ]
        facts.append(
            (
                "answers",
                message(
                    "survey.answers_line",
                    missing=sum(self.missing.values()),
                    no_experience=sum(self.no_experience.values()),
                ),
            )
        )
        if self.not_asked:
            facts.append(("not_asked", str(sum(self.not_asked.values()))))
        if self.stray:
            facts.append(("stray", _counted(f"{name} ({count})" for name, count in self.stray.items())))
        if self.absent:
            facts.append(("absent", _listed(self.absent)))
        if self.rows_short:
            facts.append(("short", str(self.rows_short)))
        if self.duplicates:
            repeats = (message("survey.duplicate", row=row, first=first) for row, first in self.duplicates)
            facts.append(("duplicates", _listed(repeats)))
        if self.repeated_respondents:
            facts.append(("repeated", _listed(self.repeated_respondents)))
        if self.unanswered:
            facts.append(("unanswered", _counted(self.unanswered)))
        if self.straight:
            facts.append(("straight", _counted(self.straight)))
        if self.points_off:
            facts.append(("points_off", _counted(self.points_off)))
        return [(message(f"survey.{name}"), fact) for name, fact in facts]

    def _file_facts(self) -> list[tuple[str, str]]:
        """Return the lines on sheets, header rows and formulas, as far as the file has them."""
        facts = []
        if self.sheet:
            facts.append(("sheet", self.sheet))
        if self.other_sheets:
            facts.append(("other_sheets", _counted(self.other_sheets)))
        if self.titles:
            facts.append(("titles", _counted(self.titles)))
        if self.header_rows > 1:
            facts.append(("header_rows", str(self.header_rows)))
        if self.formulas:
            facts.append(("formulas", str(self.formulas)))
        return facts

    def __repr__(self) -> str:
        return "\n".join(message("survey.fact", heading=heading, fact=fact) for heading, fact in self.facts)

    def _repr_html_(self) -> str:
        rows = "".join(f"<dt>{as_html(heading)}</dt><dd>{as_html(fact)}</dd>" for heading, fact in self.facts)
        return f'<dl lang="{current()}">{rows}</dl>'


class Survey(NamedTuple):
    """A survey table and the report on how it was read."""

    table: pd.DataFrame
    report: Account


def read_survey(
    path: str | Path,
    instrument: str | Instrument = "bank_branch",
    mapping: Mapping[str, str] | str | Path | None = None,
    sheet: str | None = None,
    size_limit: int = SIZE_LIMIT,
) -> Survey:
    """Read what a survey tool exports, CSV or Excel, into a survey table.

    Columns are found by id (``expectation_1``), by the instrument's wording in the header in either
    language (question numbers, blanks, punctuation and width of characters do not count), or by `mapping`.
    Headers may take two rows. Answers may be digits of either width, labels of the scale (非常同意) or both
    (7 - 非常同意, Strongly agree (7)). Columns that identify a person are left out. Nothing is dropped
    silently: see the report.

    Parameters
    ----------
    path : str or Path
        A CSV file in UTF-8, with or without a byte order mark, or in GB18030; or an Excel workbook (.xlsx).
    instrument : str or Instrument
        The questionnaire that was used.
    mapping : dict, str or Path, optional
        From a header of the file to a column of the survey table, for headers that say it otherwise; or a
        YAML file of such lines.
    sheet : str, optional
        The workbook's sheet; by default the first.
    size_limit : int
        The largest file that is read, in bytes; a workbook counts unpacked.

    Returns
    -------
    Survey
        ``table`` (one row per respondent; answers float64, skipped and "no experience" missing) and
        ``report``.

    Raises
    ------
    CourseError
        When the file cannot be read, lacks items, or holds an answer that is not on its scale; the
        message names file, row and column.

    Examples
    --------
    >>> from fsq_lab.ground.course import course_folder
    >>> exports = course_folder() / "datasets" / "exports"
    >>> table, report = read_survey(exports / "branch_survey_gb18030.csv")
    >>> report.encoding, report.rows_kept
    ('GB18030', 62)
    """
    questionnaire = find_instrument(instrument)
    names = read_mapping(Path(mapping)) if isinstance(mapping, (str, Path)) else mapping or {}
    page, found = _find(read_grid(Path(path), sheet, size_limit), questionnaire, names)
    export = next((one for one in EXPORTS if one.fits(page.headers)), PLAIN)
    readers = _readers(questionnaire, export)
    columns = {
        name: readers[name].read_all(page, found[name])
        for name in questionnaire.table_columns
        if name in found and name != "respondent"
    }
    table = pd.DataFrame(
        {"respondent": _respondents(page, found, export)} | {name: column.series() for name, column in columns.items()}
    )
    return Survey(table, _report(page, export, questionnaire, found, columns, table))


def part_in(
    path: str | Path,
    instrument: str | Instrument,
    mapping: Mapping[str, str] | None = None,
    sheet: str | None = None,
    size_limit: int = SIZE_LIMIT,
) -> tuple[Instrument, tuple[str, ...]]:
    """Return the part of a questionnaire that a file has, for questions that were added to another questionnaire.

    Parameters
    ----------
    path, mapping, sheet, size_limit
        As for `read_survey`.
    instrument : str or Instrument
        Such as ``"finance_blocks"``.

    Returns
    -------
    Instrument
        Only those dimensions of which the file has every item; perhaps none.
    tuple of str
        The columns that are absent of dimensions of which the file has some items.

    Raises
    ------
    CourseError
        When the file cannot be read.

    Examples
    --------
    >>> from fsq_lab.ground.course import course_folder
    >>> file = course_folder() / "datasets" / "exports" / "branch_survey_gb18030.csv"
    >>> part_in(file, "finance_blocks")[0].dimensions
    ()
    """
    questionnaire = find_instrument(instrument)
    grid = read_grid(Path(path), sheet, size_limit)
    found: set[str] = set()
    for header_rows in (1, 2):
        with suppress(CourseError):
            names = _match(headed(grid, header_rows), questionnaire, mapping or {})
            found = max(found, set(names) & set(questionnaire.item_columns), key=len)
    absent = {
        dimension: [
            column
            for answer in questionnaire.answers
            for item in questionnaire.items_of(dimension)
            if (column := f"{answer.id}_{item}") not in found
        ]
        for dimension in questionnaire.dimensions
    }
    asked = len(questionnaire.answers)
    some = [
        column
        for dimension, columns in absent.items()
        if len(columns) < asked * len(questionnaire.items_of(dimension))
        for column in columns
    ]
    part = replace(
        questionnaire,
        dimension_names=tuple(one for one in questionnaire.dimension_names if not absent[one[0]]),
        items=tuple(item for item in questionnaire.items if not absent[item.dimension]),
        points=None,
        questions=tuple(one for one in questionnaire.questions if one.kind != "points"),
    )
    return part, tuple(some)


def read_mapping(file: Path) -> dict[str, str]:
    """Read a map from headers to table columns from a YAML file.

    Raises
    ------
    CourseError
        When the file cannot be opened, is no YAML, or holds anything else than lines of header and column.
    """
    import yaml

    try:
        lines = parse(file.read_text(encoding="utf-8-sig"))
    except OSError:
        raise CourseError("survey.no_mapping_file", file=file.name) from None
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        raise CourseError("survey.broken_mapping", file=file.name, line=mark.line + 1 if mark else "?") from None
    if not isinstance(lines, dict) or not all(isinstance(name, str) for name in lines.values()):
        raise CourseError("survey.mapping_form", file=file.name)
    return {str(header): name for header, name in lines.items()}


def _find(grid: Grid, questionnaire: Instrument, mapping: Mapping[str, str]) -> tuple[Sheet, dict[str, int]]:
    """Find the headers, in one row or in two, and the place of each table column."""
    try:
        return _find_under(headed(grid, 1), questionnaire, mapping)
    except CourseError as error:
        single = error
    try:
        return _find_under(headed(grid, 2), questionnaire, mapping)
    except CourseError as double:
        raise (double if _is_nearer(double, single) else single) from None


def _is_nearer(double: CourseError, single: CourseError) -> bool:
    """Return whether reading two rows of headers failed later than reading one."""
    if single.key == "survey.merged_cells":
        return True
    both_lack_columns = double.key == single.key == "survey.missing_columns"
    return both_lack_columns and int(str(double.values["count"])) < int(str(single.values["count"]))


def _find_under(sheet: Sheet, questionnaire: Instrument, mapping: Mapping[str, str]) -> tuple[Sheet, dict[str, int]]:
    found = _match(sheet, questionnaire, mapping)
    if absent := [column for column in questionnaire.item_columns if column not in found]:
        raise CourseError(
            "survey.missing_columns",
            file=sheet.file,
            encoding=sheet.grid.encoding,
            count=len(absent),
            columns=_listed(absent),
            headers=_listed(sheet.unused(found.values())) or message("survey.nothing_left"),
        )
    if _is_wording(sheet.rows[0][1], questionnaire, found):
        sheet = sheet.without_first_row()
    return sheet, found


def _is_wording(cells: list[str], questionnaire: Instrument, found: Mapping[str, int]) -> bool:
    """Return whether a row under headers that are ids holds the items' wording instead of answers."""
    return all(
        _ends_with(_plain(cells[found[column]]), item.wording) is not None
        for section in questionnaire.sections
        for answer in section.answers
        for column, item in zip(section.columns(answer.id), section.items, strict=True)
    )


def _plain(text: str) -> str:
    """Return only a text's letters and digits, so that blanks and punctuation do not count."""
    return "".join(character for character in _normal(text) if character.isalnum())


def _without_number(header: str) -> tuple[str | None, str]:
    """Split a header into its question number, if it has one, and its plain text."""
    normal = _normal(header)
    begin = _QUESTION_CODE.match(normal) or _QUESTION_NUMBER.match(normal)
    if begin is None or begin.end() == len(normal):
        return None, _plain(normal)
    return begin.group(1), _plain(normal[begin.end() :])


def _match(sheet: Sheet, questionnaire: Instrument, mapping: Mapping[str, str]) -> dict[str, int]:
    """Find the place of each table column in the file: by mapping, then by id, then by wording."""
    chosen = _by_mapping(sheet, questionnaire, mapping)
    by_id = _by_id(sheet, questionnaire)
    names = _by_wording(sheet, questionnaire, settled={*chosen, *by_id}) | by_id | chosen
    found: dict[str, int] = {}
    for place, header in enumerate(sheet.headers):
        name = names.get(place)
        if name is None or (name in chosen.values() and place not in chosen):
            continue
        if name in found:
            raise CourseError(
                "survey.column_twice",
                file=sheet.file,
                column=name,
                first=sheet.headers[found[name]],
                second=header,
            )
        found[name] = place
    return found


def _by_id(sheet: Sheet, questionnaire: Instrument) -> dict[int, str]:
    ids = {_normal(name): name for name in questionnaire.table_columns}
    names = [ids.get(_bare_id(_normal(header))) for header in sheet.headers]
    return {place: name for place, name in enumerate(names) if name is not None}


def _bare_id(header: str) -> str:
    """Return the id that a header holds behind a group's name or in LimeSurvey's brackets."""
    if grouped := _GROUPED_ID.fullmatch(header):
        return grouped.group(1)
    if array := _ARRAY_ID.fullmatch(header):
        return "_".join(filter(None, array.groups()))
    return header


def _by_mapping(sheet: Sheet, questionnaire: Instrument, mapping: Mapping[str, str]) -> dict[int, str]:
    chosen = {}
    for header, name in mapping.items():
        if header.strip() not in sheet.headers:
            raise CourseError("survey.mapping_header", file=sheet.file, header=header, headers=_listed(sheet.headers))
        if name not in questionnaire.table_columns:
            raise CourseError("survey.mapping_column", column=name, known=_listed(questionnaire.table_columns))
        chosen[sheet.headers.index(header.strip())] = name
    return chosen


def _by_wording(sheet: Sheet, questionnaire: Instrument, settled: set[int]) -> dict[int, str]:
    """Match the headers that are not settled otherwise to the questionnaire's wording.

    A table of statements often carries its title only in the header of its first statement; the others
    share the question number. So an item without a title takes the answer of its number's title.
    """
    heads = [_without_number(header) for header in sheet.headers]
    matched: dict[int, str] = {}
    untitled: dict[int, SurveyItem] = {}
    answer_of: dict[str, Answer] = {}
    for place, (number, text) in enumerate(heads):
        question = _question_in(text, questionnaire)
        item = _item_in(text, questionnaire)
        if place in settled:
            continue
        if question is not None:
            matched[place] = question.id
        elif item is not None:
            answer = _answer_in(text, item, questionnaire)
            if answer is None:
                untitled[place] = item
            else:
                matched[place] = f"{answer.id}_{item.number}"
                if number is not None:
                    answer_of[number] = answer
    for place, item in untitled.items():
        answer = answer_of.get(heads[place][0] or "")
        if answer is not None:
            matched[place] = f"{answer.id}_{item.number}"
        elif _ends_with(heads[place][1], item.wording) == "":
            raise CourseError(
                "survey.which_answer",
                file=sheet.file,
                header=sheet.headers[place],
                answers=_listed(f"{answer.id}_{item.number}" for answer in questionnaire.answers),
            )
    return matched


def _ends_with(text: str, wording: Wording) -> str | None:
    """Return what stands before a wording that ends a plain text, or None if it does not."""
    for sentence in map(_plain, wording.both):
        if text.endswith(sentence):
            return text.removesuffix(sentence)
    return None


def _question_in(text: str, questionnaire: Instrument) -> Question | None:
    """Return the question a plain header asks, alone or behind its own id or the title of a table."""
    wordings = [questionnaire.points] if questionnaire.points else []
    answers = [answer for section in questionnaire.sections for answer in section.answers]
    wordings += [title for answer in answers for title in (answer.stem, answer.ask)]
    titles = {_plain(title) for wording in wordings for title in wording.both}
    for question in questionnaire.questions:
        before = _ends_with(text, question.wording)
        if before is not None and before in {"", _plain(question.id), *titles}:
            return question
    return None


def _item_in(text: str, questionnaire: Instrument) -> SurveyItem | None:
    every = [item for section in questionnaire.sections for item in section.items]
    ending = [item for item in every if _ends_with(text, item.wording) is not None]
    return max(ending, key=lambda item: len(item.wording.zh), default=None)


def _answer_in(text: str, item: SurveyItem, questionnaire: Instrument) -> Answer | None:
    before = (_ends_with(text, item.wording) or "").rstrip("0123456789")
    [answers] = [section.answers for section in questionnaire.sections if item in section.items]
    if len(answers) == 1:
        return answers[0]
    for answer in answers:
        if any(before.endswith(_plain(title)) for title in (*answer.stem.both, *answer.ask.both)):
            return answer
    return None


@dataclass(frozen=True)
class _Column:
    """One column of the table as it is filled: values, and which answers were absent."""

    values: NDArray[np.float64] | list[str | None]
    skipped: NDArray[np.bool_]
    no_experience: int

    def series(self) -> pd.Series:
        return pd.Series(self.values, dtype="str" if isinstance(self.values, list) else "float64")


@dataclass(frozen=True)
class _ColumnReader:
    """Reads the answers of one column: which texts mean what."""

    name: str
    scale: Scale | None
    labels: Mapping[str, int]
    choices: Mapping[str, str]
    units: frozenset[str]
    absent: frozenset[str]
    skipped: frozenset[str]

    def read_all(self, sheet: Sheet, place: int) -> _Column:
        """Read a column; each text that occurs is read once, where it stands first."""
        texts = [cells[place].strip() for _, cells in sheet.rows]
        first: dict[str, int] = {}
        for (row, _), text in zip(sheet.rows, texts, strict=True):
            first.setdefault(text, row)
        skipped = {text for text in first if _normal(text) in self.skipped}
        absent = {text for text in first if text not in skipped and _plain(text) in self.absent}
        there = {text: row for text, row in first.items() if text not in skipped and text not in absent}
        missing = np.fromiter((text in skipped for text in texts), dtype=np.bool_, count=len(texts))
        inexperienced = sum(text in absent for text in texts)
        if self.scale is None:
            words = {text: self.word(text, row, sheet, place) for text, row in there.items()}
            return _Column([words.get(text) for text in texts], missing, inexperienced)
        numbers = {text: float(self.number(text, row, sheet, place)) for text, row in there.items()}
        values = np.fromiter((numbers.get(text, np.nan) for text in texts), dtype=np.float64, count=len(texts))
        return _Column(values, missing, inexperienced)

    def word(self, text: str, row: int, sheet: Sheet, place: int) -> str:
        if not self.choices:
            return text
        for form in (_plain(text), _plain(_OPTION_LETTER.sub("", _normal(text), count=1))):
            if form in self.choices:
                return self.choices[form]
        raise self.complaint("unreadable", text, row, sheet, place)

    def number(self, text: str, row: int, sheet: Sheet, place: int) -> int:
        value = self.value(_normal(text))
        if value is None:
            raise self.complaint("unreadable", text, row, sheet, place)
        if self.scale is not None and not self.scale.holds(value):
            raise self.complaint("off_scale", text, row, sheet, place)
        return value

    def value(self, text: str) -> int | None:
        """Return the number that a normalised answer stands for, or None if it cannot be read."""
        if _plain(text) in self.labels:
            return self.labels[_plain(text)]
        bare = next((text.removesuffix(unit).strip() for unit in self.units if text.endswith(unit)), text)
        if digits := _NUMBER.fullmatch(bare):
            return int(digits.group(1))
        if both := _NUMBER_AND_LABEL.fullmatch(text):
            return self.agreed(both.group(1), both.group(2))
        if both := _LABEL_AND_NUMBER.fullmatch(text):
            return self.agreed(both.group(2), both.group(1))
        return self.labels.get(_plain(_OPTION_LETTER.sub("", text, count=1)))

    def agreed(self, number: str, label: str) -> int | None:
        """Return the number beside a label, or None if that label stands for another one."""
        value = int(number)
        return value if self.labels.get(_plain(label), value) == value else None

    def complaint(self, key: str, text: str, row: int, sheet: Sheet, place: int) -> CourseError:
        low, high = (self.scale.low, self.scale.high) if self.scale else ("", "")
        allowed = f"{low}-{high}" if self.scale else _listed(sorted(set(self.choices.values())))
        return CourseError(
            f"survey.{key}",
            file=sheet.file,
            row=row,
            column=self.name,
            header=sheet.headers[place],
            value=text,
            allowed=allowed,
        )


def _readers(questionnaire: Instrument, export: Export) -> dict[str, _ColumnReader]:
    """Return the reader of every table column."""
    skipped = export.skipped | {""}
    sections = questionnaire.sections
    absent = frozenset(_plain(text) for one in sections for text in (one.no_experience_code, *one.no_experience.both))
    marks = frozenset({"分", "points"})
    readers = {
        column: _ColumnReader(column, section.scale, _labels(section.scale), {}, marks, absent, skipped)
        for section in sections
        for answer in section.answers
        for column in section.columns(answer.id)
    }
    for question in questionnaire.questions:
        units = {_normal(unit) for unit in question.unit.both} if question.unit else marks
        readers[question.id] = _ColumnReader(
            question.id,
            question.scale,
            _labels(question.scale),
            {_plain(text): code for code, wording in question.choices for text in (code, *wording.both)},
            frozenset(units),
            absent,
            skipped,
        )
    return readers


def _labels(scale: Scale | None) -> dict[str, int]:
    named = scale.labels if scale else ()
    return {_plain(text): point for point, wording in named for text in wording.both}


def _respondents(sheet: Sheet, found: Mapping[str, int], export: Export) -> pd.Series:
    """Return each row's respondent: its own id, the tool's number, else the row number in the file."""
    place = found.get("respondent")
    if place is None:
        place = next((place for place, header in enumerate(sheet.headers) if export.is_number(header)), None)
    names = [cells[place].strip() if place is not None else "" for _, cells in sheet.rows]
    rows = [str(row) for row, _ in sheet.rows]
    return pd.Series([name or row for name, row in zip(names, rows, strict=True)], dtype="str")


def _report(
    sheet: Sheet,
    export: Export,
    questionnaire: Instrument,
    found: Mapping[str, int],
    columns: Mapping[str, _Column],
    table: pd.DataFrame,
) -> Account:
    matched = {name: sheet.headers[found[name]] for name in questionnaire.table_columns if name in found}
    ids = Counter(table["respondent"])
    items = table[questionnaire.item_columns]
    answered = items.notna().any(axis=1).tolist()
    not_asked, stray = _routed(questionnaire, columns, table)
    return Account(
        file=sheet.file,
        encoding=sheet.grid.encoding,
        tool=export.tool,
        sheet=sheet.grid.sheet,
        other_sheets=sheet.grid.other_sheets,
        titles=sheet.titles,
        header_rows=sheet.header_rows,
        formulas=sheet.grid.formulas,
        rows_read=sheet.rows_read,
        rows_kept=len(table),
        rows_empty=sheet.rows_read - len(table),
        rows_short=sheet.rows_short,
        matched=matched,
        absent=tuple(question.id for question in questionnaire.questions if question.id not in found),
        dropped=tuple(
            (header, "unnamed" if header in sheet.unnamed else export.reason(header))
            for header in sheet.unused(found.values())
        ),
        missing={name: int(column.skipped.sum()) - not_asked.get(name, 0) for name, column in columns.items()},
        not_asked=not_asked,
        stray=stray,
        no_experience={name: column.no_experience for name, column in columns.items()},
        duplicates=_duplicates(sheet, table, answered),
        repeated_respondents=tuple(name for name, times in ids.items() if times > 1),
        unanswered=tuple(row for (row, _), there in zip(sheet.rows, answered, strict=True) if not there),
        straight=tuple(row for (row, _), same in zip(sheet.rows, _straight(questionnaire, table), strict=True) if same),
        points_off=tuple(
            row for (row, _), off in zip(sheet.rows, _points_off(questionnaire, table), strict=True) if off
        ),
    )


def _routed(
    questionnaire: Instrument, columns: Mapping[str, _Column], table: pd.DataFrame
) -> tuple[dict[str, int], dict[str, int]]:
    """Count by column the respondents who were rightly not asked, and those who answered all the same."""
    not_asked, stray = {}, {}
    for name, routing in questionnaire.routed_columns.items():
        if name not in table or routing.question not in table:
            continue
        chosen = table[routing.question]
        elsewhere = chosen.notna() & ~chosen.isin(routing.codes)
        skipped = pd.Series(columns[name].skipped, index=table.index)
        not_asked[name] = int((elsewhere & skipped).sum())
        stray[name] = int((elsewhere & ~skipped).sum())
    return not_asked, {name: count for name, count in stray.items() if count}


def _straight(questionnaire: Instrument, table: pd.DataFrame) -> list[bool]:
    """Return for every row whether all perception items that were answered have the same answer."""
    asked = [answer.id for answer in questionnaire.answers]
    answers = table[questionnaire.columns("perception" if "perception" in asked else asked[-1])]
    enough = answers.notna().sum(axis=1) >= max(3, (answers.shape[1] + 1) // 2)
    return (enough & (answers.min(axis=1) == answers.max(axis=1))).tolist()


def _points_off(questionnaire: Instrument, table: pd.DataFrame) -> list[bool]:
    """Return for every row whether all points were given and sum to something else than 100, by more than one."""
    columns = [question.id for question in questionnaire.questions if question.kind == "points"]
    if not columns or not set(columns) <= set(table.columns):
        return [False] * len(table)
    total = table[columns].sum(axis=1, skipna=False)
    return ((total - 100).abs() > 1).tolist()


def _duplicates(sheet: Sheet, table: pd.DataFrame, answered: list[bool]) -> tuple[tuple[int, int], ...]:
    """Return the rows that repeat every answer of an earlier row, each with that row."""
    first: dict[int, int] = {}
    repeats = []
    marks = pd.util.hash_pandas_object(table.drop(columns="respondent"), index=False).tolist()
    for (row, _), there, mark in zip(sheet.rows, answered, marks, strict=True):
        if not there:
            continue
        if mark in first:
            repeats.append((row, first[mark]))
        else:
            first[mark] = row
    return tuple(repeats)


def _listed(texts: Iterable[str]) -> str:
    """Join texts for a message; of a long list the first ones and how many there are."""
    every = list(texts)
    joined = ("、" if current() == "zh" else ", ").join(every[:_MOST])
    return joined if len(every) <= _MOST else message("survey.and_more", texts=joined, count=len(every))


def _counted(texts: Iterable[object]) -> str:
    """Say how many there are, and list them; of a long list the first ones."""
    every = [str(text) for text in texts]
    if len(every) > _MOST:
        return _listed(every)
    return message("survey.counted", count=len(every), texts=_listed(every))
