"""Sample reports of invented teams, made by the training's own tools: every figure in them is computed."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fsq_lab.audit.books import FIRST_ROW, columns_of
from fsq_lab.audit.desk import Desk, open_desk
from fsq_lab.audit.examined import AuditFindings, examine
from fsq_lab.audit.figures import given_code, training_exercise
from fsq_lab.audit.layout import lay_out, notebook_cell
from fsq_lab.audit.team import Team, new_team
from fsq_lab.audit.training import CHECK, JURY, Deliverable, ScorePart, deliverables, due_sheet, rubric, word
from fsq_lab.ground.authored import read_yaml
from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import CourseError, current, label_in, message, speaking
from fsq_lab.ground.synthetic.team_world import worlds
from fsq_lab.ground.written_files import put
from fsq_lab.hypertext.words import Html, as_html
from fsq_lab.roleplay.reading import load_scenario
from fsq_lab.roleplay.widget import RoleWidget

SAMPLES = ("good", "middling")
_QUOTE = re.compile(r"\{\{\s*(.+?)(?::([^{}:\[\]'\"]*))?\s*\}\}")
_kept: list[TemporaryDirectory[str]] = []  # folders of this session; they go when it ends


@dataclass(frozen=True)
class SampleTeam:
    """An invented team, its report, and what each line of it earned.

    Attributes
    ----------
    name : {"good", "middling"}
    language : {"zh", "en"}
    """

    name: str
    language: str

    def __repr__(self) -> str:
        return message("audit.sample.told", team=self.team.name, seed=self.team.seed)

    @cached_property
    def entry(self) -> dict[str, Any]:
        """What its author wrote: ``course/training_sample_NAME.yml``."""
        found: dict[str, Any] = read_yaml(course_folder() / "course" / f"training_sample_{self.name}.yml")
        return found

    @cached_property
    def team(self) -> Team:
        """The invented team; its institution is no learner's, so that no report tells a trouble that a team may get."""
        return new_team(self.entry["team"], self.entry["institution"], (), self.language)

    def desk(self) -> Desk:
        """Return a desk in the team's folder as it was on the first morning: laid out, and empty."""
        folder = _temporary() / self.team.name
        lay_out(self.team, folder)
        return open_desk(folder)

    @cached_property
    def folder(self) -> Path:
        """The team's folder as it was handed in."""
        return write_sample(self, _temporary() / self.team.name)

    @cached_property
    def found(self) -> AuditFindings:
        """What `fsq-lab audit check` finds in that folder."""
        with speaking(self.language):
            return examine(self.folder)

    @cached_property
    def values(self) -> dict[str, Any]:
        """The names that its texts quote: tables, figures, and what its own code makes of them."""
        scope: dict[str, Any] = {
            "desk": self.team,
            "told": lambda name: label_in(self.language, name),
            "codebook": codebook(self.team),
        }
        scope["language"] = self.language
        given = given_code().replace('check = exercise("14_training")\n', "").replace("check.load", "desk.table")
        own = self.entry.get("figures", {})
        code = [own.get(name, answer.code) for name, answer in training_exercise().answers.items()]
        for piece in (given, *code, *(one["code"] for one in self.entry.get("analysis", ())), self.entry["code"]):
            if piece:
                exec(piece, scope)
        return scope

    def paper(self, deliverable: str) -> "SamplePaper":
        """Return one of the ten deliverables as it was handed in, and what it earned.

        Raises
        ------
        CourseError
            For a number that no deliverable has.
        """
        known = {one.id: one for one in deliverables()}
        if deliverable not in known:
            raise CourseError("audit.no_deliverable", name=deliverable, known=", ".join(known))
        return SamplePaper(self, known[deliverable])

    def marks(self) -> "SampleMarks":
        """Return what every part of every line of the rubric earned, who marked it, and why."""
        return SampleMarks(self)

    @property
    def total(self) -> float:
        """The team's mark, of 100, rounded as the sheet rounds it."""
        return round(sum(self.points(part) for line in rubric() for part in line.parts), 1)

    def points(self, part: ScorePart) -> float:
        """Return what a part earned: by `fsq-lab audit check`, the teacher, or the jury's mean."""
        if part.by == CHECK:
            return self.found.points(next(line.id for line in rubric() if part in line.parts))
        given = self.entry["marks"][part.id]["points"]
        return round(sum(given) / len(given), 2) if part.by == JURY else float(given)

    def why(self, part: ScorePart) -> str:
        """Return why; of what is marked automatically what the check said."""
        if part.by != CHECK:
            return self.filled(self.entry["marks"][part.id][self.language])
        stop = message("audit.sample.stop")
        line = next(line.id for line in rubric() if part in line.parts)
        told = [one.why for one in self.found.structure if one.line == line and one.why]
        if line == "analysis":
            told += [f"{one.name} {one.points:g}/{one.most:g}" for one in self.found.figures if one.points < one.most]
        return stop.join(told) or message("audit.sample.all")

    def filled(self, text: str) -> str:
        """Return a text of its author with its quotations filled in, as the build fills a lesson's."""
        return _QUOTE.sub(lambda quote: format(eval(quote[1], self.values), quote[2] or ""), text)


@dataclass(frozen=True)
class SamplePaper:
    """A deliverable of a sample report: its sections, its sheets, and what it earned."""

    sample: SampleTeam
    deliverable: Deliverable

    @property
    def sections(self) -> list[tuple[str, str]]:
        """Heading and text of each section, in order; an empty text where nothing was written."""
        language, texts = self.sample.language, self.sample.entry["texts"]
        return [
            (section.words[language]["title"], self.sample.filled(written[language]) if written else "")
            for file in self.deliverable.files
            for section in file.sections
            for written in [texts.get(file.name, {}).get(section.id)]
        ]

    @property
    def sheets(self) -> list[tuple[str, list[str], list[list[str]]]]:
        """Name, heads and rows of each sheet that was filled in."""
        found = []
        for file in self.deliverable.files:
            for sheet in file.sheets:
                rows = list(sheet_rows(self.sample, file.name, sheet.id))
                heads = dict(columns_of(sheet))
                used = [name for name in [*heads, *rows[0]] if any(name in row for row in rows)] if rows else []
                used = list(dict.fromkeys(used))
                cells = [[shown_value(row.get(name, "")) for name in used] for row in rows]
                found.append((sheet.id, [heads.get(name, name) for name in used], cells))
        return found

    @property
    def earned(self) -> list[str]:
        """What the parts of the rubric that look at it earned, and why."""
        return [
            message(
                "audit.sample.earned",
                by=message(f"audit.by.{part.by}"),
                part=part.told,
                points=f"{self.sample.points(part):g}",
                most=f"{part.points:g}",
                why=self.sample.why(part),
            )
            for line in rubric()
            for part in line.parts
            if self.deliverable.id in part.deliverables
        ]

    def __repr__(self) -> str:
        with speaking(self.sample.language):
            texts = [f"## {title}\n{text or message('audit.sample.nothing')}" for title, text in self.sections]
            tables = [
                "\n".join([name, *(" | ".join(row) for row in [heads, *rows])]) for name, heads, rows in self.sheets
            ]
            return "\n\n".join([f"# {self.title}", *texts, *tables, *self.earned])

    def _repr_html_(self) -> str:
        with speaking(self.sample.language):
            pieces = [f"<p><strong>{as_html(self.title)}</strong></p>"]
            for title, text in self.sections:
                words = as_html(text or message("audit.sample.nothing")).replace("\n", "<br>")
                pieces.append(f"<p><strong>{as_html(title)}</strong><br>{words}</p>")
            pieces += [_table(name, heads, rows) for name, heads, rows in self.sheets]
            marks = "".join(f"<li>{as_html(one)}</li>" for one in self.earned)
            return Html("<blockquote>" + "".join(pieces) + f"</blockquote><ul>{marks}</ul>")

    @property
    def title(self) -> str:
        """Number and title, with the team and the seed of its synthetic data."""
        team = self.sample.team
        return message(
            "audit.sample.title", id=self.deliverable.id, title=self.deliverable.title, team=team.name, seed=team.seed
        )


@dataclass(frozen=True)
class SampleMarks:
    """What a sample report earned, part by part; shows as a table."""

    sample: SampleTeam

    @property
    def rows(self) -> list[tuple[str, str, str, str, str]]:
        """Line, part, who marked it, points of the most, and why; the sum comes last."""
        sample = self.sample
        found = [
            (
                line.title,
                part.told,
                message(f"audit.by.{part.by}"),
                f"{sample.points(part):g}/{part.points:g}",
                sample.why(part),
            )
            for line in rubric()
            for part in line.parts
        ]
        return [*found, (message("audit.sheet.total"), "", "", f"{sample.total:g}/100", "")]

    def __repr__(self) -> str:
        with speaking(self.sample.language):
            return "\n".join(" | ".join(row) for row in self.rows)

    def _repr_html_(self) -> str:
        with speaking(self.sample.language):
            heads = [message(f"audit.sample.{name}") for name in ("line", "part", "by", "points", "why")]
            team = self.sample.team
            return _table(message("audit.sample.of", team=team.name, seed=team.seed), heads, self.rows)


def _table(caption: str, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Html:
    start = ' style="text-align: start"'
    head = "".join(f'<th scope="col"{start}>{as_html(one)}</th>' for one in heads)
    whole = ' style="text-align: start; white-space: nowrap"'  # what is short does not break
    body = "".join(
        "<tr>" + "".join(f"<td{whole if len(one) < 10 else start}>{as_html(one)}</td>" for one in row) + "</tr>"
        for row in rows
    )
    said = f"<caption{start}>{as_html(caption)}</caption>"
    return Html(f"<table>{said}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")


def shown_value(value: object) -> str:
    """Return a cell as it is shown; a number to three decimals at most."""
    return f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


@cache
def _sample(name: str, language: str) -> SampleTeam:
    return SampleTeam(name, language)


def sample_team(name: str) -> SampleTeam:
    """Return the team of a sample report, "good" or "middling", in the current language.

    Raises
    ------
    CourseError
        When there is no such report.
    """
    if name not in SAMPLES:
        raise CourseError("audit.no_sample", name=name, known=", ".join(SAMPLES))
    return _sample(name, current())


def write_sample(sample: SampleTeam, folder: Path) -> Path:
    """Lay a sample team's folder out and fill it in as the team handed it in; return the folder.

    Raises
    ------
    CourseError
        When something of that name is there already, or nothing can be written.
    """
    lay_out(sample.team, folder)
    with speaking(sample.language):
        here = folder / sample.language
        _write_notebook(sample, here / "analysis.ipynb")
        desk = open_desk(folder)
        for name in training_exercise().answers:
            if sample.entry.get("figures", {}).get(name, "some"):
                desk(name, sample.values[name])
        for deliverable in deliverables():
            for file in deliverable.files:
                if file.kind == "text":
                    _write_text(sample, here / file.name)
                for sheet in file.sheets:
                    _write_sheet(sample, here / file.name, sheet.id)
        if "record" in sample.entry:
            _write_record(sample.entry["record"], here / "08_record.html")
    return folder


def _write_record(played: dict[str, Any], path: Path) -> None:
    widget = RoleWidget(load_scenario(played["play"]))
    for choice in played["choices"]:
        line = widget.play.line
        names = [one.id for one in line.choices] if line else []
        widget.play = widget.play.choose(names.index(choice))
    widget.save(path)


def _write_text(sample: SampleTeam, path: Path) -> None:
    written = sample.entry["texts"].get(path.name, {})
    due = next(file for one in deliverables() for file in one.files if file.name == path.name)
    text, empty = path.read_text(encoding="utf-8"), word("write_here")
    parts = text.split(empty)
    filled = [parts[0]]
    for section, after in zip(due.sections, parts[1:], strict=True):
        words = sample.filled(written[section.id][sample.language]).strip() if section.id in written else empty
        filled += [words, after]
    put(path, "".join(filled).encode())


def _write_notebook(sample: SampleTeam, path: Path) -> None:
    """Put what was handed in for each figure in the place of the notebook's gaps; nothing is run."""
    book = json.loads(path.read_text(encoding="utf-8"))
    own = sample.entry.get("figures", {})
    for name, answer in training_exercise().answers.items():
        code = own.get(name, answer.code).strip()
        for cell in book["cells"]:
            if code and "".join(cell["source"]) == f"{name} = ...":
                cell["source"] = code.splitlines(keepends=True)
    for number, piece in enumerate(sample.entry.get("analysis", ())):
        words, code = f"### {piece[sample.language]}", piece["code"].strip()
        book["cells"].append({**notebook_cell("markdown", words), "id": f"analysis-{number:02d}-words"})
        book["cells"].append({**notebook_cell("code", code), "id": f"analysis-{number:02d}"})
    put(path, (json.dumps(book, ensure_ascii=False, indent=1) + "\n").encode())


def _write_sheet(sample: SampleTeam, path: Path, name: str) -> None:
    from openpyxl import load_workbook

    due = due_sheet(path.name, name)
    book = load_workbook(path)
    ids = [column for column, _ in columns_of(due)]
    for place, row in enumerate(sheet_rows(sample, path.name, name)):
        for column, value in row.items():
            if column not in ids:
                ids.append(column)
                book[name].cell(FIRST_ROW - 1, len(ids)).value = column
            book[name].cell(FIRST_ROW + place, ids.index(column) + 1).value = value
    book.save(path)


def sheet_rows(sample: SampleTeam, file: str, sheet: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a sheet: as they stand in the source, or of the list that its code made."""
    rows = sample.entry["sheets"].get(file, {}).get(sheet, [])
    for row in sample.values[rows] if isinstance(rows, str) else rows:
        told = {column: value[sample.language] if isinstance(value, dict) else value for column, value in row.items()}
        yield {column: sample.filled(value) if isinstance(value, str) else value for column, value in told.items()}


def codebook(team: Team) -> list[dict[str, Any]]:
    """Return the codebook of a team's tables, one row a column, with the missing values counted."""
    rows = []
    for table in ("survey", "unit_months", "complaints"):
        data = team.table(table)
        for column, words in worlds()["columns"][table].items():
            stem = column.partition("…")[0].rstrip("0123456789")
            own = [name for name in data.columns if name == column or ("…" in column and name.startswith(stem))]
            known = [value for name in own for value in data[name].dropna().tolist()]
            values = f"{min(known)}–{max(known)}"
            missing = int(data[own].isna().sum().sum())
            rows.append(
                {"table": table, "column": column, "meaning": dict(words), "values": values, "missing": missing}
            )
    return rows


def _temporary() -> Path:
    _kept.append(TemporaryDirectory(prefix="fsq-lab-"))
    return Path(_kept[-1].name)
