"""A questionnaire as a table, CSV, Excel or DataFrame: a row for each item, and rows for what stands around them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fsq_lab.ground.language import LANGUAGES, CourseError, message_in
from fsq_lab.survey.instrument_rows import TableRow, TableRows, from_file, from_frame, plain_word

if TYPE_CHECKING:
    from pandas import DataFrame

SUFFIXES = (".csv", ".xlsx")
KINDS = {"text": "文字", "number": "数字", "points": "分数", "choice": "选择"}
_YES = {"yes": True, "true": True, "1": True, "是": True, "no": False, "false": False, "0": False, "否": False}
_FIVE = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
_ANSWERS = ("expectation", "perception")
_POINTS = (1, 4, 7)
_NO_EXPERIENCE = "NE"
_WHOLE = re.compile(r"([+-]?\d{1,9})(?:\.0+)?")

Source = dict[str, Any]


def read_table(table: "str | Path | DataFrame") -> tuple[str, Source, dict[str, str]]:
    """Read a questionnaire's table into the entries that its YAML file would hold.

    Parameters
    ----------
    table : str, Path or DataFrame
        As `fsq_lab.survey.instrument_files.read_instrument` describes it.

    Returns
    -------
    tuple of str, dict and dict
        The file's name; the entries; and the row in which an entry stands, by its place (``items > 3``).

    Raises
    ------
    CourseError
        When the file cannot be read, lacks a column or has one twice, or a row does not say what it should; the
        message names file, row and column.
    """
    sheet = from_file(Path(table)) if isinstance(table, (str, Path)) else from_frame(table)
    return sheet.file, *_Entries(sheet).all()


class _Entries:
    """Makes the entries of a questionnaire from its rows, noting where each of them stands."""

    def __init__(self, table: TableRows) -> None:
        self.table = table
        self.places: dict[str, str] = {}
        self.dimensions: dict[str, Source] = {}
        rows = [row for part in table.parts.values() for row in part]
        self.languages = tuple(name for name in LANGUAGES if any(row[name] for row in rows))
        self.own_scales: dict[str, Source] = {}

    def all(self) -> tuple[Source, dict[str, str]]:
        stem = Path(self.table.file).stem
        title = self.only("title")
        self.dimensions = {
            row["id"]: self.words(row, f"dimensions > {row['id']}") for row in self.distinct("dimension")
        }
        scale = self.scale()
        items = list(self.items())
        answers = dict(self.answers())
        for row in self.rows("scale"):
            if row["of"]:
                self.one_of(row, "of", [*answers, *(str(item["number"]) for item in items)])
        source: Source = {
            "id": title["id"] if title and title["id"] else stem,
            "title": self.words(title, "title") if title else dict.fromkeys(LANGUAGES, stem),
            "source": self.wording("source"),
            "scale": scale,
            "no_experience": {"code": self.code("no_experience") or _NO_EXPERIENCE, **self.wording("no_experience")},
            "answers": answers,
            "dimensions": self.dimensions,
            "items": items,
            "questions": list(self.questions()),
        }
        for part in ("points", "notice"):
            if told := self.only(part):
                source[part] = self.words(told, part)
        if missing := [row["id"] for row in self.distinct("missing")]:
            source["missing"] = missing
        return source, self.places

    def rows(self, part: str) -> list[TableRow]:
        return self.table.parts.get(part, [])

    def only(self, part: str) -> TableRow | None:
        """Return the one row of a part, if it is there."""
        rows = self.rows(part)
        if len(rows) > 1:
            raise self.table.complaint("table_twice", rows[1], "part", value=part, first=rows[0].name)
        return rows[0] if rows else None

    def distinct(self, part: str) -> Iterator[TableRow]:
        """Yield a part's rows, of which each has an id of its own."""
        seen: dict[tuple[str, str], str] = {}
        for row in self.rows(part):
            self.filled(row, "id")
            key = (row["of"] if part in ("choice", "label", "scale") else "", row["id"])
            if key in seen:
                raise self.table.complaint("table_twice", row, "id", value=row["id"], first=seen[key])
            seen[key] = row.name
            yield row

    def filled(self, row: TableRow, column: str) -> str:
        if not row[column]:
            raise self.table.complaint("table_cell", row, column)
        return row[column]

    def number(self, row: TableRow, column: str) -> int:
        whole = _WHOLE.fullmatch(unicodedata.normalize("NFKC", self.filled(row, column)))
        if whole is None:
            raise self.table.complaint("table_number", row, column, value=row[column])
        return int(whole[1])

    def words(self, row: TableRow, place: str) -> Source:
        """Return a row's sentence in both languages, and note its place."""
        self.places[place] = row.name
        words = {name: row[name] or row["text"] or self.filled(row, name) for name in self.languages}
        if not words:
            words = dict.fromkeys(LANGUAGES, self.filled(row, "text"))
        only = next(iter(words.values()))
        also = [word.strip() for word in unicodedata.normalize("NFKC", row["also"]).split("|") if word.strip()]
        return {**{name: words.get(name, only) for name in LANGUAGES}, **({"also": also} if also else {})}

    def wording(self, part: str) -> Source:
        """Return the sentence of the one row of a part, or what stands there by default."""
        row = self.only(part)
        return self.words(row, part) if row else _default(part)

    def code(self, part: str) -> str:
        row = self.only(part)
        return row["id"] if row else ""

    def one_of(self, row: TableRow, column: str, known: Iterable[str]) -> str:
        names = list(known)
        if self.filled(row, column) not in names:
            raise self.table.complaint("table_value", row, column, value=row[column], known=", ".join(names) or "-")
        return row[column]

    def scale(self) -> Source:
        """Return the questionnaire's scale, and note those of an answer or an item for itself."""
        own: dict[str, dict[int, Source]] = {}
        best: dict[str, int] = {}
        for row in self.distinct("scale"):
            place = f"scale > labels > {row['id']}"
            own.setdefault(row["of"], {})[self.number(row, "id")] = self.words(row, place)
            if row["best"] and self.yes(row, "best"):
                best[row["of"]] = self.number(row, "id")
        scales = {
            of: {
                "low": min(points),
                "high": max(points),
                "labels": points,
                **({"best": best[of]} if of in best else {}),
            }
            for of, points in own.items()
        }
        points = {point: _default(f"point_{point}") for point in _POINTS}
        general = scales.pop("", {"low": min(points), "high": max(points), "labels": points})
        self.own_scales = scales
        return general

    def own_scale(self, name: str) -> Source:
        """Return the entry of an answer's or item's own scale, if it has one."""
        return {"scale": self.own_scales[name]} if name in self.own_scales else {}

    def yes(self, row: TableRow, column: str) -> bool:
        """Return what a cell with yes or no says."""
        said = plain_word(row[column])
        if said not in _YES:
            raise self.table.complaint("table_value", row, column, value=row[column], known=", ".join(_YES))
        return _YES[said]

    def answers(self) -> Iterator[tuple[str, Source]]:
        own = {row["id"]: self.words(row, f"answers > {row['id']}") for row in self.distinct("answer")}
        stems = own or {name: _default(name) for name in _ANSWERS}
        asked: dict[str, Source] = {}
        for row in self.rows("ask"):
            name = self.one_of(row, "of", stems)
            if name in asked:
                raise self.table.complaint(
                    "table_twice", row, "of", value=name, first=self.places[f"answers > {name} > ask"]
                )
            asked[name] = self.words(row, f"answers > {name} > ask")
        for name, stem in stems.items():
            yield name, {**stem, "ask": asked.get(name) or _default_ask(name, stem), **self.own_scale(name)}

    def items(self) -> Iterator[Source]:
        if not self.rows("item"):
            raise CourseError("instrument.table_no_items", file=self.table.file)
        for row in self.distinct("item"):
            number = self.number(row, "id")
            if number < 1:
                raise self.table.complaint("table_number", row, "id", value=number)
            words = self.words(row, f"items > {number}")
            turned = {"reverse": self.yes(row, "reverse")} if row["reverse"] else {}
            own = {**self.rule(row), **turned, **self.own_scale(str(number))}
            yield {"number": number, "dimension": self.dimension(row), **words, **own}

    def dimension(self, row: TableRow) -> str:
        """Return the id of an item's dimension, which may be called by its name in either language."""
        called = plain_word(self.filled(row, "of"))
        for name, words in {**{five: _named(five) for five in _FIVE}, **self.dimensions}.items():
            if called in {plain_word(word) for word in (name, *(words[language] for language in LANGUAGES))}:
                self.dimensions.setdefault(name, words)
                return name
        raise self.table.complaint("table_dimension", row, "of", value=row["of"])

    def rule(self, row: TableRow) -> Source:
        """Return who is asked, from ``question=code|code``."""
        text = unicodedata.normalize("NFKC", row["asked_if"])
        if not text:
            return {}
        question, equals, codes = text.partition("=")
        listed = [code.strip() for code in codes.split("|")]
        if not (equals and question.strip() and all(listed)):
            raise self.table.complaint("table_rule", row, "asked_if", value=row["asked_if"])
        return {"asked_if": {question.strip(): listed}}

    def questions(self) -> Iterator[Source]:
        asked = {row["id"]: row for row in self.distinct("question")}
        kinds = {plain_word(word): kind for kind, zh in KINDS.items() for word in (kind, zh)}
        around: dict[str, dict[str, Source]] = {part: {} for part in ("choice", "label", "unit")}
        best: dict[str, Source] = {}
        for part, found in around.items():
            for row in self.rows(part) if part == "unit" else self.distinct(part):
                name = self.one_of(row, "of", asked)
                words = self.words(row, f"questions > {name} > {row['id'] or part}")
                key: str | int = self.number(row, "id") if part == "label" else row["id"]
                found.setdefault(name, {})[key] = words  # type: ignore[index]
                if part == "label" and row["best"] and self.yes(row, "best"):
                    best[name] = {"best": key}
        for name, row in asked.items():
            kind = kinds.get(plain_word(self.filled(row, "kind")))
            if kind is None:
                known = ", ".join(f"{en} ({zh})" for en, zh in KINDS.items())
                raise self.table.complaint("table_value", row, "kind", value=row["kind"], known=known)
            entry: Source = {"id": name, "kind": kind, **self.words(row, f"questions > {name}"), **self.rule(row)}
            if kind == "number":
                entry |= {end: self.number(row, end) for end in ("low", "high")}
                entry |= {"labels": around["label"].get(name, {}), **best.get(name, {})}
            if kind == "choice" and name in around["choice"]:
                entry["choices"] = around["choice"][name]
            if name in around["unit"]:
                entry["unit"] = next(iter(around["unit"][name].values()))
            yield entry


def _default(name: str) -> dict[str, str]:
    return {language: message_in(language, f"instrument.default.{name}") for language in LANGUAGES}


def _default_ask(name: str, stem: Mapping[str, str]) -> dict[str, str]:
    key = name if name in _ANSWERS else "other"
    return {
        language: message_in(language, f"instrument.default.ask_{key}", stem=stem[language]) for language in LANGUAGES
    }


def _named(dimension: str) -> dict[str, str]:
    return {language: message_in(language, f"labels.{dimension}") for language in LANGUAGES}
