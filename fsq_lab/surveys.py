"""From what a survey tool exports to a survey table, with a report of all that was dropped and why."""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from fsq_lab.instruments import Answer, Instrument, Item, Question, Scale, Wording
from fsq_lab.instruments import instrument as find_instrument
from fsq_lab.language import CourseError, current, message

ENCODINGS = ("utf-8-sig", "gb18030")
_ENCODING_NAMES = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8 (BOM)", "gb18030": "GB18030"}

# "7、", "Q7. ", "第7题：", "7(1)、" before a header's text
_QUESTION_NUMBER = re.compile(r"(?:q|第)?\s*(\d{1,3})(?:[(.-]\d+\)?)?\s*(?:题|[、.:)_]|(?<=\d)\s)\s*[、.:)_]?\s*")
_CHINESE = re.compile("[\u2014\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")
_NUMBER = re.compile(r"([+-]?\d+)(?:\.0+)?")
_NUMBER_AND_LABEL = re.compile(r"([+-]?\d+)\s*[-:=、.(—–]\s*(\D.*?)\)?")
_PERSONAL = re.compile(
    r"\bip\b|来自ip|ip地址|昵称|姓名|名字|用户名|手机|电话|邮箱|邮件|地址|位置|定位|经纬度|省份|城市|"
    r"来源详情|微信|身份证|头像|学号|工号|openid|unionid|\bqq\b|e-?mail|phone|nickname|user ?name|"
    r"\bname\b|address|location|latitude|longitude"
)


@dataclass(frozen=True)
class Export:
    """How one survey tool lays out its exports.

    Attributes
    ----------
    tool : str
        The tool's id; its name for the report stands in the catalogue as ``survey.tool_<id>``.
    number : str
        The column that numbers the answer sheets.
    own_columns : frozenset of str
        Columns that the tool adds by itself.
    skipped : frozenset of str
        What it writes for a question without an answer.
    """

    tool: str
    number: str
    own_columns: frozenset[str]
    skipped: frozenset[str]

    def fits(self, headers: Iterable[str]) -> bool:
        """Return whether a file's headers show this tool."""
        found = set(headers)
        return self.number in found and bool(self.own_columns & found)


WENJUANXING = Export(
    tool="wenjuanxing",
    number="序号",
    own_columns=frozenset({"提交答卷时间", "所用时间", "来源", "总分"}),
    skipped=frozenset({"(跳过)", "(空)"}),
)
PLAIN = Export(tool="csv", number="respondent", own_columns=frozenset(), skipped=frozenset())
EXPORTS = (WENJUANXING,)


@dataclass(frozen=True)
class Report:
    """What `read_survey` found, kept and dropped; shown in the current language.

    Row numbers are those of a spreadsheet: the header is row 1.

    Attributes
    ----------
    file, encoding, tool : str
        The file's name, the encoding it was read in, the survey tool it seems to come from.
    rows_read, rows_kept, rows_empty, rows_short : int
        Rows under the header; rows in the table; rows without any text, dropped; rows with fewer cells
        than headers, their last answers taken as skipped.
    matched : dict
        Table column to the file's header.
    absent : tuple of str
        Questions of the instrument that the file does not have; the table lacks these columns.
    dropped : tuple of (str, str)
        Each header that did not go into the table, and the reason: ``personal``, ``tool``, ``number`` or
        ``unknown``.
    missing, no_experience : dict
        By table column, how many answers were skipped, and how many were "no experience".
    duplicates : tuple of (int, int)
        Rows that repeat all answers of an earlier row, with that row. They stay in the table.
    repeated_respondents : tuple of str
        Respondent ids that stand more than once. Their rows stay in the table.
    unanswered : tuple of int
        Rows in which no item at all was answered. They stay in the table.
    """

    file: str
    encoding: str
    tool: str
    rows_read: int
    rows_kept: int
    rows_empty: int
    rows_short: int
    matched: dict[str, str]
    absent: tuple[str, ...]
    dropped: tuple[tuple[str, str], ...]
    missing: dict[str, int]
    no_experience: dict[str, int]
    duplicates: tuple[tuple[int, int], ...]
    repeated_respondents: tuple[str, ...]
    unanswered: tuple[int, ...]

    @property
    def facts(self) -> list[tuple[str, str]]:
        """The report's lines, heading by heading, in the current language."""
        tool = message(f"survey.tool_{self.tool}")
        facts = [
            ("source", message("survey.source_line", file=self.file, encoding=self.encoding, tool=tool)),
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
            (f"dropped_{reason}", _listed(header for header, why in self.dropped if why == reason))
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
            facts.append(("unanswered", _listed(map(str, self.unanswered))))
        return [(message(f"survey.{name}"), fact) for name, fact in facts]

    def __repr__(self) -> str:
        return "\n".join(message("survey.fact", heading=heading, fact=fact) for heading, fact in self.facts)

    def _repr_html_(self) -> str:
        rows = "".join(f"<dt>{_as_html(heading)}</dt><dd>{_as_html(fact)}</dd>" for heading, fact in self.facts)
        return f'<dl lang="{current()}">{rows}</dl>'


def _as_html(text: str) -> str:
    """Return a text as HTML, with Chinese words marked as such where the report is in English."""
    marked = r'<span lang="zh">\g<0></span>' if current() == "en" else r"\g<0>"
    return _CHINESE.sub(marked, escape(text))


class Survey(NamedTuple):
    """A survey table and the report on how it was read."""

    table: pd.DataFrame
    report: Report


def read_survey(
    path: str | Path,
    instrument: str | Instrument = "bank_branch",
    mapping: Mapping[str, str] | None = None,
) -> Survey:
    """Read a survey tool's CSV export into a survey table.

    Columns are found by id (``expectation_1``), by the instrument's wording in the header in either
    language (question numbers, blanks, punctuation and width of characters do not count), or by `mapping`.
    Answers may be digits of either width, labels of the scale (非常同意) or both (7 - 非常同意). Columns
    that identify a person are left out. Nothing is dropped silently: see the report.

    Parameters
    ----------
    path : str or Path
        A CSV file in UTF-8, with or without a byte order mark, or in GB18030.
    instrument : str or Instrument
        The questionnaire that was used.
    mapping : dict, optional
        From a header of the file to a column of the survey table, for headers that say it otherwise.

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
    >>> from fsq_lab.data import course_folder
    >>> exports = course_folder() / "datasets" / "exports"
    >>> table, report = read_survey(exports / "branch_survey_gb18030.csv")
    >>> report.encoding, report.rows_kept
    ('GB18030', 62)
    """
    questionnaire = find_instrument(instrument)
    sheet = _read_sheet(Path(path))
    export = next((one for one in EXPORTS if one.fits(sheet.headers)), PLAIN)
    found = _match(sheet, questionnaire, mapping or {})
    if absent := [column for column in questionnaire.item_columns if column not in found]:
        raise CourseError(
            "survey.missing_columns",
            file=sheet.file,
            encoding=sheet.encoding,
            count=len(absent),
            columns=_listed(absent),
            headers=_listed(sheet.unused(found)),
        )
    readers = _readers(questionnaire, export)
    columns = {
        name: readers[name].read_all(sheet, found[name])
        for name in questionnaire.table_columns
        if name in found and name != "respondent"
    }
    table = pd.DataFrame(
        {"respondent": _respondents(sheet, found, export)} | {name: column.series() for name, column in columns.items()}
    )
    return Survey(table, _report(sheet, export, questionnaire, found, columns, table))


@dataclass(frozen=True)
class _Sheet:
    """A CSV file as text: headers, and the rows that hold any text with their spreadsheet numbers."""

    file: str
    encoding: str
    headers: tuple[str, ...]
    rows: tuple[tuple[int, list[str]], ...]
    rows_read: int
    rows_short: int

    def unused(self, found: Mapping[str, int]) -> list[str]:
        """Return the headers that no table column takes."""
        return [header for place, header in enumerate(self.headers) if place not in found.values()]


def _read_sheet(path: Path) -> _Sheet:
    if not path.is_file():
        raise CourseError("survey.no_file", file=path.name)
    if path.suffix.lower() != ".csv":
        raise CourseError("survey.not_csv", file=path.name)
    text, encoding = _decode(path)
    records = _records(text, path.name)
    while records and not any(cell.strip() for cell in records[-1]):
        records.pop()
    if not records:
        raise CourseError("survey.empty_file", file=path.name)
    headers = tuple(header.strip() for header in records[0])
    rows, short = [], 0
    for number, cells in enumerate(records[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(headers) :]):
            raise CourseError("survey.row_too_long", file=path.name, row=number, cells=len(cells), columns=len(headers))
        short += len(cells) < len(headers)
        rows.append((number, cells + [""] * (len(headers) - len(cells))))
    if not rows:
        raise CourseError("survey.no_rows", file=path.name)
    return _Sheet(path.name, encoding, headers, tuple(rows), len(records) - 1, short)


def _records(text: str, file: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return list(reader)
    except csv.Error:
        raise CourseError("survey.broken_csv", file=file, line=reader.line_num) from None


def _decode(path: Path) -> tuple[str, str]:
    content = path.read_bytes()
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        if encoding == "utf-8-sig" and not content.startswith(b"\xef\xbb\xbf"):
            encoding = "utf-8"
        return text, _ENCODING_NAMES[encoding]
    raise CourseError("survey.encoding", file=path.name, tried="UTF-8, GB18030")


def _normal(text: str) -> str:
    """Return a text with full-width characters made half-width, lower case, without outer blanks."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _plain(text: str) -> str:
    """Return only a text's letters and digits, so that blanks and punctuation do not count."""
    return "".join(character for character in _normal(text) if character.isalnum())


def _without_number(header: str) -> tuple[str | None, str]:
    """Split a header into its question number, if it has one, and its plain text."""
    normal = _normal(header)
    begin = _QUESTION_NUMBER.match(normal)
    if begin is None or begin.end() == len(normal):
        return None, _plain(normal)
    return begin.group(1), _plain(normal[begin.end() :])


def _match(sheet: _Sheet, questionnaire: Instrument, mapping: Mapping[str, str]) -> dict[str, int]:
    """Find the place of each table column in the file: by mapping, then by id, then by wording."""
    chosen = _by_mapping(sheet, questionnaire, mapping)
    ids = {_normal(name): name for name in questionnaire.table_columns}
    by_id = {place: ids[_normal(head)] for place, head in enumerate(sheet.headers) if _normal(head) in ids}
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


def _by_mapping(sheet: _Sheet, questionnaire: Instrument, mapping: Mapping[str, str]) -> dict[int, str]:
    chosen = {}
    for header, name in mapping.items():
        if header.strip() not in sheet.headers:
            raise CourseError("survey.mapping_header", file=sheet.file, header=header, headers=_listed(sheet.headers))
        if name not in questionnaire.table_columns:
            raise CourseError("survey.mapping_column", column=name, known=_listed(questionnaire.table_columns))
        chosen[sheet.headers.index(header.strip())] = name
    return chosen


def _by_wording(sheet: _Sheet, questionnaire: Instrument, settled: set[int]) -> dict[int, str]:
    """Match the headers that are not settled otherwise to the questionnaire's wording.

    A table of statements often carries its title only in the header of its first statement; the others
    share the question number. So an item without a title takes the answer of its number's title.
    """
    heads = [_without_number(header) for header in sheet.headers]
    matched: dict[int, str] = {}
    untitled: dict[int, Item] = {}
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
    titles = {_plain(title) for title in questionnaire.points.both} if questionnaire.points else set()
    for question in questionnaire.questions:
        before = _ends_with(text, question.wording)
        if before == "" or (before in titles and question.kind == "points"):
            return question
    return None


def _item_in(text: str, questionnaire: Instrument) -> Item | None:
    ending = [item for item in questionnaire.items if _ends_with(text, item.wording) is not None]
    return max(ending, key=lambda item: len(item.wording.zh), default=None)


def _answer_in(text: str, item: Item, questionnaire: Instrument) -> Answer | None:
    before = _ends_with(text, item.wording) or ""
    if len(questionnaire.answers) == 1:
        return questionnaire.answers[0]
    for answer in questionnaire.answers:
        if any(before.endswith(_plain(title)) for title in (*answer.stem.both, *answer.ask.both)):
            return answer
    return None


@dataclass(frozen=True)
class _Column:
    """One column of the table as it is filled: values, and how many answers were absent."""

    values: list[float] | list[str | None]
    is_number: bool
    missing: int
    no_experience: int

    def series(self) -> pd.Series:
        return pd.Series(self.values, dtype="float64" if self.is_number else "str")


@dataclass(frozen=True)
class _Reader:
    """Reads the answers of one column: which texts mean what."""

    name: str
    scale: Scale | None
    labels: Mapping[str, int]
    choices: Mapping[str, str]
    units: frozenset[str]
    absent: frozenset[str]
    skipped: frozenset[str]

    def read_all(self, sheet: _Sheet, place: int) -> _Column:
        texts = [(row, cells[place].strip()) for row, cells in sheet.rows]
        missing = [_normal(text) in self.skipped for _, text in texts]
        absent = [_plain(text) in self.absent for _, text in texts]
        known = [not (first or second) for first, second in zip(missing, absent, strict=True)]
        counts = {"missing": sum(missing), "no_experience": sum(absent)}
        if self.scale is None:
            words = [
                self.word(text, row, sheet, place) if there else None
                for (row, text), there in zip(texts, known, strict=True)
            ]
            return _Column(words, is_number=False, **counts)
        numbers = [
            float(self.number(text, row, sheet, place)) if there else float("nan")
            for (row, text), there in zip(texts, known, strict=True)
        ]
        return _Column(numbers, is_number=True, **counts)

    def word(self, text: str, row: int, sheet: _Sheet, place: int) -> str:
        if not self.choices:
            return text
        if _plain(text) not in self.choices:
            raise self.complaint("unreadable", text, row, sheet, place)
        return self.choices[_plain(text)]

    def number(self, text: str, row: int, sheet: _Sheet, place: int) -> int:
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
            value = int(both.group(1))
            return value if self.labels.get(_plain(both.group(2)), value) == value else None
        return None

    def complaint(self, key: str, text: str, row: int, sheet: _Sheet, place: int) -> CourseError:
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


def _readers(questionnaire: Instrument, export: Export) -> dict[str, _Reader]:
    """Return the reader of every table column."""
    skipped = export.skipped | {""}
    absent = frozenset(_plain(text) for text in (questionnaire.no_experience_code, *questionnaire.no_experience.both))
    marks = frozenset({"分", "points"})
    readers = {
        column: _Reader(column, questionnaire.scale, _labels(questionnaire.scale), {}, marks, absent, skipped)
        for column in questionnaire.item_columns
    }
    for question in questionnaire.questions:
        units = {_normal(unit) for unit in question.unit.both} if question.unit else marks
        readers[question.id] = _Reader(
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


def _respondents(sheet: _Sheet, found: Mapping[str, int], export: Export) -> pd.Series:
    """Return each row's respondent: its own id, the tool's number, else the row number in the file."""
    place = found.get("respondent")
    if place is None and export.number in sheet.headers:
        place = sheet.headers.index(export.number)
    names = [cells[place].strip() if place is not None else "" for _, cells in sheet.rows]
    rows = [str(row) for row, _ in sheet.rows]
    return pd.Series([name or row for name, row in zip(names, rows, strict=True)], dtype="str")


def _report(
    sheet: _Sheet,
    export: Export,
    questionnaire: Instrument,
    found: Mapping[str, int],
    columns: Mapping[str, _Column],
    table: pd.DataFrame,
) -> Report:
    matched = {name: sheet.headers[found[name]] for name in questionnaire.table_columns if name in found}
    ids = Counter(table["respondent"])
    items = table[questionnaire.item_columns]
    answered = items.notna().any(axis=1).tolist()
    return Report(
        file=sheet.file,
        encoding=sheet.encoding,
        tool=export.tool,
        rows_read=sheet.rows_read,
        rows_kept=len(table),
        rows_empty=sheet.rows_read - len(table),
        rows_short=sheet.rows_short,
        matched=matched,
        absent=tuple(question.id for question in questionnaire.questions if question.id not in found),
        dropped=tuple((header, _reason(header, export)) for header in sheet.unused(found)),
        missing={name: column.missing for name, column in columns.items()},
        no_experience={name: column.no_experience for name, column in columns.items()},
        duplicates=_duplicates(sheet, table, answered),
        repeated_respondents=tuple(name for name, times in ids.items() if times > 1),
        unanswered=tuple(row for (row, _), there in zip(sheet.rows, answered, strict=True) if not there),
    )


def _reason(header: str, export: Export) -> str:
    if header == export.number:
        return "number"
    if header in export.own_columns:
        return "tool"
    return "personal" if _PERSONAL.search(_normal(header)) else "unknown"


def _duplicates(sheet: _Sheet, table: pd.DataFrame, answered: list[bool]) -> tuple[tuple[int, int], ...]:
    """Return the rows that repeat every answer of an earlier row, each with that row."""
    first: dict[tuple[object, ...], int] = {}
    repeats = []
    answers = table.drop(columns="respondent").astype(object)
    answers = answers.where(answers.notna(), None)
    for (row, _), there, values in zip(sheet.rows, answered, answers.itertuples(index=False), strict=True):
        if not there:
            continue
        if tuple(values) in first:
            repeats.append((row, first[tuple(values)]))
        else:
            first[tuple(values)] = row
    return tuple(repeats)


def _listed(texts: Iterable[str], most: int = 12) -> str:
    """Join texts for a message; of a long list the first ones and how many there are."""
    every = list(texts)
    joined = ("、" if current() == "zh" else ", ").join(every[:most])
    return joined if len(every) <= most else message("survey.and_more", texts=joined, count=len(every))
