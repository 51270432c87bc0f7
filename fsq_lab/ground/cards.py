"""Data cards: what one should know of a table before using it."""

import csv
import io
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from fsq_lab.ground.language import LANGUAGE_TAGS, current, message
from fsq_lab.ground.tables import csv_bytes, path_of, resource

NO_EXPERIENCE_TEXT = "NE"


@dataclass(frozen=True)
class Card:
    """What one should know of a table before using it, in the current language.

    Attributes
    ----------
    resource : dict
        The table's entry in ``datasets/datapackage.json``.
    rows : int
        How many rows it has.
    missing, no_experience, not_asked : dict
        By column, how many answers were skipped, how many were "no experience", and how many cells are empty because
        the questionnaire did not ask: the answer in another column sent the respondent past.
    """

    resource: dict[str, Any]
    rows: int
    missing: dict[str, int]
    no_experience: dict[str, int]
    not_asked: dict[str, int] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, str]:
        """The card's short entries, heading by heading, in the current language."""
        facts = {
            message("data.about"): _text(self.resource, "description"),
            message("data.origin"): self.origin,
            message("data.size"): message(self._key("rows_columns"), rows=self.rows, columns=len(self.columns)),
            message(self._key("absent")): self._absent,
        }
        for heading in ("truth", "caveats"):
            if heading in self.resource:
                facts[message(f"data.{heading}")] = _text(self.resource, heading)
        facts[message("data.licence")] = ", ".join(one["name"] for one in self.resource["licenses"])
        return facts

    @property
    def story(self) -> str:
        """What lies behind the table and is told by a later chapter, so that the card shows it folded; or nothing."""
        return _text(self.resource, "story")

    @property
    def origin(self) -> str:
        """Where the numbers come from: a seed, or a source."""
        if self.synthetic:
            return message("data.synthetic" if self.survey else "data.world_synthetic", seed=self.resource["seed"])
        return " ".join(_text(source, "title") for source in self.resource["sources"])

    @property
    def columns(self) -> list[tuple[str, ...]]:
        """For each column: name, meaning, values, answers skipped and, of a survey, answers "no experience"."""
        rows: list[tuple[str, ...]] = []
        for told in self.resource["schema"]["fields"]:
            name = told["name"]
            row = (name, _text(told, "description"), _text(told, "values"), self._empty(name))
            rows.append((*row, str(self.no_experience[name])) if self.survey else row)
        return rows

    @property
    def headings(self) -> tuple[str, ...]:
        """The heads of the column list."""
        names = ("column", "meaning", "values", self._key("missing").removeprefix("data."))
        return tuple(message(f"data.{name}") for name in (*names, *(("ne",) if self.survey else ())))

    @property
    def synthetic(self) -> bool:
        """Whether a program made the table."""
        return "seed" in self.resource

    @property
    def survey(self) -> bool:
        """Whether it holds respondents' answers, some of them "no experience"."""
        return NO_EXPERIENCE_TEXT in self.resource["schema"]["missingValues"]

    @property
    def _absent(self) -> str:
        """How many cells are empty, and why."""
        counts = {
            "missing": sum(self.missing.values()),
            "no_experience": sum(self.no_experience.values()),
            "not_asked": sum(self.not_asked.values()),
        }
        if not self.survey:
            return message("data.world_absent_counts" if self.synthetic else "data.real_absent_counts", **counts)
        return message("data.absent_and_not_asked" if counts["not_asked"] else "data.absent_counts", **counts)

    def _empty(self, name: str) -> str:
        """Return how many of a column's cells are empty; those that were not asked are told apart."""
        not_asked = self.not_asked.get(name, 0)
        told = message("data.empty_not_asked", missing=self.missing[name], not_asked=not_asked)
        return told if not_asked else str(self.missing[name])

    def _key(self, name: str) -> str:
        return f"data.{name}" if self.survey else f"data.real_{name}"

    @property
    def _story_heading(self) -> str:
        return message("data.story", chapter=self.resource["revealed"])

    def __repr__(self) -> str:
        lines = [f"{self.resource['name']}: {_text(self.resource, 'title')}", ""]
        lines += [message("data.fact", heading=heading, fact=fact) for heading, fact in self.facts.items()]
        if self.story:
            folded = message("data.folded", name=self.resource["name"])
            lines.append(message("data.fact", heading=self._story_heading, fact=folded))
        lines += ["", " | ".join(self.headings)]
        lines += [" | ".join(row) for row in self.columns]
        return "\n".join(lines)

    @property
    def markdown(self) -> str:
        """The card as a Markdown page."""
        rows = [self.headings, tuple("---" for _ in self.headings), *self.columns]
        table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
        facts = "\n\n".join(f"**{heading}** {fact}" for heading, fact in self.facts.items())
        if self.story:
            facts += f"\n\n<details><summary>{self._story_heading}</summary>\n\n{self.story}\n\n</details>"
        return f"# {self.resource['name']}: {_text(self.resource, 'title')}\n\n{facts}\n\n{table}\n"

    def _repr_html_(self) -> str:
        facts = "".join(f"<dt>{escape(heading)}</dt><dd>{escape(fact)}</dd>" for heading, fact in self.facts.items())
        heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in self.headings)
        rows = "".join(
            f'<tr><th scope="row">{escape(name)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in cells)}</tr>'
            for name, *cells in self.columns
        )
        title = escape(_text(self.resource, "title"))
        story = ""
        if self.story:
            story = f"<details><summary>{escape(self._story_heading)}</summary>{escape(self.story)}</details>"
        return (
            f'<div lang="{LANGUAGE_TAGS[current()]}"><p><strong>{title}</strong></p><dl>{facts}</dl>'
            f"{story}"
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
    entry = resource(name)
    return read_card(entry, path_of(entry))


def read_card(resource: dict[str, Any], table: Path) -> Card:
    """Return the card of a descriptor's entry, its counts taken from the table's CSV file."""
    rows = list(csv.DictReader(io.StringIO(csv_bytes(table).decode("utf-8"), newline="")))
    fields = {told["name"]: told.get("asked_if") for told in resource["schema"]["fields"]}
    empty = {name: [row for row in rows if row[name] == ""] for name in fields}
    not_asked = {
        name: sum(row[asked["column"]] not in ("", *asked["values"]) for row in empty[name])
        for name, asked in fields.items()
        if asked
    }
    return Card(
        resource=resource,
        rows=len(rows),
        missing={name: len(cells) - not_asked.get(name, 0) for name, cells in empty.items()},
        no_experience={name: sum(row[name] == NO_EXPERIENCE_TEXT for row in rows) for name in fields},
        not_asked=not_asked,
    )


def _text(entry: dict[str, Any], name: str) -> str:
    """Return an entry's text in the current language: ``name`` in English, ``name_zh`` in Chinese."""
    return str(entry.get(f"{name}_zh" if current() == "zh" else name, ""))
