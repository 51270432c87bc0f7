"""The course's tables, where the course lies, and a learner's own draw of a synthetic table."""

import csv
import hashlib
import io
import json
import math
import unicodedata
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fsq_lab.language import LANGUAGE_TAGS, CourseError, current, message

if TYPE_CHECKING:
    from pandas import DataFrame

NO_EXPERIENCE_TEXT = "NE"
_NUMBER_TYPES = {"integer", "number"}


@cache
def course_folder() -> Path:
    """Return the folder that holds ``notebooks/``, ``exercises/``, ``datasets/`` and ``course/``.

    In an installed wheel that is ``fsq_lab/_course``, in a checkout the repository itself.
    Everything that reads the course goes through this function.
    """
    package = Path(__file__).parent
    for folder in (package / "_course", package.parent):
        if (folder / "course" / "objectives.yml").is_file():
            return folder
    raise FileNotFoundError(f"no course beside {package}: reinstall fsq-lab")


@cache
def course_version() -> str:
    """Return the course's version, ``version`` in ``course/objectives.yml``; a new one redraws all data."""
    import yaml

    text = (course_folder() / "course" / "objectives.yml").read_text(encoding="utf-8")
    return str(yaml.safe_load(text)["version"])


def seed_for(*parts: object) -> int:
    """Turn any parts into a seed: the first 8 bytes of the SHA-256 of the parts joined by U+001F.

    Parameters
    ----------
    *parts
        Anything whose ``str()`` is stable.

    Returns
    -------
    int
        0 <= seed < 2**64.

    Examples
    --------
    >>> seed_for("2026.1", "bank_branch", "20260001")
    9984011963637077434
    """
    text = "\x1f".join(str(part) for part in parts)
    return int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest()[:8], "big")


def version_of(*texts: object) -> str:
    """Return a short hash of a wording: of anything that JSON carries.

    >>> version_of({"zh": "问", "en": "ask"}, 2)
    '05ecfdbc4a39'
    """
    canonical = json.dumps(texts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()[:12]


def student_id(student: object) -> str | None:
    """Return a learner's id in one spelling (NFKC, no outer blanks), or None where there is none.

    >>> student_id(" ２０２６０００１ ")
    '20260001'
    >>> student_id("") is None
    True
    """
    if student is None:
        return None
    return unicodedata.normalize("NFKC", str(student)).strip() or None


def load(name: str, student: object = None) -> "DataFrame":
    """Load a table of the course; with a student's id, the same story in that student's own numbers.

    Parameters
    ----------
    name : str
        A table of ``datasets/datapackage.json``, such as ``"bank_branch"``.
    student : str, optional
        A learner's id (学号). A synthetic table is then drawn from the course version, the table's name
        and this id. A real table is the same for everyone.

    Returns
    -------
    DataFrame
        Numbers are float64; a skipped answer and "no experience" are both missing (`describe` counts
        each). ``attrs["synthetic_seed"]`` of a synthetic table is its seed: charts print it.

    Raises
    ------
    CourseError
        When there is no table of that name.

    Examples
    --------
    >>> load("bank_branch").shape
    (648, 63)
    """
    resource = _resource(name)
    learner = student_id(student)
    if learner is not None and is_synthetic(name):
        return draw(name, seed_for(course_version(), name, learner))
    return _with_seed(_read(resource), _committed_seed(name))


def draw(name: str, seed: int) -> "DataFrame":
    """Draw a synthetic table from any seed, with the columns and types that `load` gives.

    Parameters
    ----------
    name : str
        A synthetic table.
    seed : int
        Any non-negative whole number.

    Raises
    ------
    CourseError
        When there is no such table, or it holds real data and is not drawn.
    """
    import numpy
    from pandas import DataFrame

    from fsq_lab import synthetic

    if not is_synthetic(name):
        raise CourseError("data.not_drawn", name=name)
    codes = synthetic.TABLES[name](seed)
    table = DataFrame(
        {
            column: numpy.where(values >= 0, values, numpy.nan) if values.dtype == "int64" else values
            for column, values in codes.items()
        }
    )
    return _with_seed(table, seed)


def _committed_seed(name: str) -> int | None:
    from fsq_lab import synthetic

    return synthetic.SEEDS.get(name)


def _with_seed(table: "DataFrame", seed: int | None) -> "DataFrame":
    if seed is not None:
        table.attrs["synthetic_seed"] = seed
    return table


def is_synthetic(name: str) -> bool:
    """Return whether a table is drawn by the course's generator rather than collected.

    Raises
    ------
    CourseError
        When there is no table of that name.
    """
    return "seed" in _resource(name)


def digest(table: "DataFrame") -> str:
    """Return the SHA-256 of a table's canonical CSV: UTF-8, LF, whole numbers without a point.

    Parameters
    ----------
    table : DataFrame
        Any table of numbers and texts; its index is not part of the digest.

    Returns
    -------
    str
        64 hexadecimal digits.

    Examples
    --------
    >>> digest(load("bank_branch")) == digest(load("bank_branch").astype(object))
    True
    """
    return hashlib.sha256(canonical_csv(table).encode("utf-8")).hexdigest()


def canonical_csv(table: "DataFrame") -> str:
    """Return a table as CSV that is the same on every machine: LF, no index, missing values empty."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(zip(*([_cell(value) for value in table[name].tolist()] for name in table), strict=True))
    return buffer.getvalue()


def _cell(value: object) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        return str(int(value))
    return str(value)


@dataclass(frozen=True)
class Card:
    """What one should know of a table before using it, in the current language.

    Attributes
    ----------
    resource : dict
        The table's entry in ``datasets/datapackage.json``.
    rows : int
        How many rows it has.
    missing, no_experience : dict
        By column, how many answers were skipped and how many were "no experience".
    """

    resource: dict[str, Any]
    rows: int
    missing: dict[str, int]
    no_experience: dict[str, int]

    @property
    def facts(self) -> dict[str, str]:
        """The card's short entries, heading by heading, in the current language."""
        facts = {
            message("data.about"): _text(self.resource, "description"),
            message("data.origin"): self.origin,
            message("data.size"): message(self._key("rows_columns"), rows=self.rows, columns=len(self.columns)),
            message(self._key("absent")): message(
                self._key("absent_counts"),
                missing=sum(self.missing.values()),
                no_experience=sum(self.no_experience.values()),
            ),
        }
        for heading in ("truth", "caveats"):
            if heading in self.resource:
                facts[message(f"data.{heading}")] = _text(self.resource, heading)
        facts[message("data.licence")] = ", ".join(one["name"] for one in self.resource["licenses"])
        return facts

    @property
    def origin(self) -> str:
        """Where the numbers come from: a seed, or a source."""
        if self._synthetic:
            return message("data.synthetic", seed=self.resource["seed"])
        return " ".join(_text(source, "title") for source in self.resource["sources"])

    @property
    def columns(self) -> list[tuple[str, ...]]:
        """For each column: name, meaning, values, answers skipped and, of a survey, answers "no experience"."""
        rows: list[tuple[str, ...]] = []
        for field in self.resource["schema"]["fields"]:
            name = field["name"]
            row = (name, _text(field, "description"), _text(field, "values"), str(self.missing[name]))
            rows.append((*row, str(self.no_experience[name])) if self._synthetic else row)
        return rows

    @property
    def headings(self) -> tuple[str, ...]:
        """The heads of the column list."""
        names = ("column", "meaning", "values", self._key("missing").removeprefix("data."))
        return tuple(message(f"data.{name}") for name in (*names, *(("ne",) if self._synthetic else ())))

    @property
    def _synthetic(self) -> bool:
        return "seed" in self.resource

    def _key(self, name: str) -> str:
        return f"data.{name}" if self._synthetic else f"data.real_{name}"

    def __repr__(self) -> str:
        lines = [f"{self.resource['name']}: {_text(self.resource, 'title')}", ""]
        lines += [message("data.fact", heading=heading, fact=fact) for heading, fact in self.facts.items()]
        lines += ["", " | ".join(self.headings)]
        lines += [" | ".join(row) for row in self.columns]
        return "\n".join(lines)

    @property
    def markdown(self) -> str:
        """The card as a Markdown page."""
        rows = [self.headings, tuple("---" for _ in self.headings), *self.columns]
        table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
        facts = "\n\n".join(f"**{heading}** {fact}" for heading, fact in self.facts.items())
        return f"# {self.resource['name']}: {_text(self.resource, 'title')}\n\n{facts}\n\n{table}\n"

    def _repr_html_(self) -> str:
        facts = "".join(f"<dt>{escape(heading)}</dt><dd>{escape(fact)}</dd>" for heading, fact in self.facts.items())
        heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in self.headings)
        rows = "".join(
            f'<tr><th scope="row">{escape(name)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in cells)}</tr>'
            for name, *cells in self.columns
        )
        title = escape(_text(self.resource, "title"))
        return (
            f'<div lang="{LANGUAGE_TAGS[current()]}"><p><strong>{title}</strong></p><dl>{facts}</dl>'
            f"<details><summary>{escape(message('data.columns', count=len(self.columns)))}</summary>"
            f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></details></div>"
        )


def describe(name: str) -> Card:
    """Return a table's data card: what it is, where from, every column, what is missing, what to beware of.

    Parameters
    ----------
    name : str
        A table of ``datasets/datapackage.json``.

    Returns
    -------
    Card
        Shown in the current language; the counts come from the file itself.

    Raises
    ------
    CourseError
        When there is no table of that name.

    Examples
    --------
    >>> describe("bank_branch").rows
    648
    """
    resource = _resource(name)
    return read_card(resource, _path(resource))


def read_card(resource: dict[str, Any], table: Path) -> Card:
    """Return the card of a descriptor's entry, its counts taken from the table's CSV file."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    fields = [field["name"] for field in resource["schema"]["fields"]]
    return Card(
        resource=resource,
        rows=len(rows),
        missing={field: sum(row[field] == "" for row in rows) for field in fields},
        no_experience={field: sum(row[field] == NO_EXPERIENCE_TEXT for row in rows) for field in fields},
    )


def tables() -> tuple[str, ...]:
    """Return the names of the course's tables."""
    return tuple(_resources())


@cache
def _resources() -> dict[str, dict[str, Any]]:
    text = (course_folder() / "datasets" / "datapackage.json").read_text(encoding="utf-8")
    return {resource["name"]: resource for resource in json.loads(text)["resources"]}


def _resource(name: str) -> dict[str, Any]:
    if name not in _resources():
        raise CourseError("data.unknown_table", name=name, known=", ".join(_resources()))
    return _resources()[name]


def _path(resource: dict[str, Any]) -> Path:
    return course_folder() / "datasets" / str(resource["path"])


def _read(resource: dict[str, Any]) -> "DataFrame":
    import pandas

    schema = resource["schema"]
    types = {field["name"]: "float64" if field["type"] in _NUMBER_TYPES else "str" for field in schema["fields"]}
    return pandas.read_csv(
        _path(resource),
        dtype=types,
        na_values=schema["missingValues"],
        keep_default_na=False,
        encoding="utf-8",
    )


def _text(entry: dict[str, Any], name: str) -> str:
    """Return an entry's text in the current language: ``name`` in English, ``name_zh`` in Chinese."""
    return str(entry.get(f"{name}_zh" if current() == "zh" else name, ""))
