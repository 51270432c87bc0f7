"""A survey's evaluation as one self-contained page: what a branch manager can read, print and pass on."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from fsq_lab.ground.course import course_version
from fsq_lab.ground.language import CourseError, message
from fsq_lab.hypertext.pages import page
from fsq_lab.hypertext.words import as_html
from fsq_lab.report.appendix import appendix
from fsq_lab.report.findings import findings
from fsq_lab.report.long_file import evaluate_in_parts, is_too_long
from fsq_lab.report.pieces import Blocks, Evaluation, cut_note, paragraph, words_of
from fsq_lab.report.sections import SECTIONS
from fsq_lab.report.sheets_used import sheets_used
from fsq_lab.report.subject import about
from fsq_lab.survey.carrying import carry
from fsq_lab.survey.instruments import instrument as find_instrument
from fsq_lab.survey.mapping import read_mapping, split
from fsq_lab.survey.questionnaire import Instrument
from fsq_lab.survey.reading import Survey, known_texts, part_in, survey_in
from fsq_lab.survey.sheets import SIZE_LIMIT, Grid, read_grid

BLOCKS = "finance_blocks"
Progress = Callable[[str, int, int], None]
Advise = Callable[[str], None]


@dataclass(frozen=True)
class Asides:
    """What the owner of a file says beside it: the institution, the months, and whether repeated sheets stay in."""

    institution: str | None = None
    months: str | None = None
    keep_duplicates: bool = False


def write_report(
    path: Path,
    instrument: str,
    out: Path,
    group: str | None = None,
    mapping: Path | None = None,
    sheet: str | None = None,
    progress: Progress | None = None,
    asides: Asides | None = None,
    advise: Advise | None = None,
    encoding: str | None = None,
) -> Path:
    """Evaluate a survey file and write the report; see `evaluate`.

    Parameters
    ----------
    out : Path
        The page to write.
    path, instrument, group, mapping, sheet, progress, asides, advise, encoding
        As for `evaluate`.

    Raises
    ------
    CourseError
        As `evaluate`, and when `out` is the survey file itself, no HTML file, or cannot be written.
    """
    if out.suffix.lower() not in (".html", ".htm"):
        raise CourseError("report.not_html", file=out)
    if out.is_dir() or not out.parent.is_dir():
        raise CourseError("report.no_folder", file=out, folder=out.parent)
    written = evaluate(path, instrument, group, mapping, sheet, progress, asides, advise, encoding)
    try:
        out.write_text(written, encoding="utf-8", newline="\n")
    except OSError as error:
        raise CourseError("pages.cannot_write", file=out, reason=error.strerror) from None
    return out


def evaluate(
    path: Path,
    instrument: str,
    group: str | None = None,
    mapping: Path | None = None,
    sheet: str | None = None,
    progress: Progress | None = None,
    asides: Asides | None = None,
    advise: Advise | None = None,
    encoding: str | None = None,
) -> str:
    """Evaluate a survey file and return the report as HTML, in the current language.

    A section that cannot be computed says why in its place; the others stand. Of a CSV file that is too large to be
    read at once, the gaps are counted part by part, and the report says what it leaves out.

    Parameters
    ----------
    path, mapping, sheet, encoding
        As for `fsq_lab.survey.reading.read_survey`.
    instrument : str
        A shipped questionnaire's name, the path of one's own file, or several joined by ``+``; see
        `fsq_lab.survey.instruments.instrument`.
    group : str, optional
        The column of the survey table with each respondent's group; by default the questionnaire's first text
        question, such as the branch, where at least two groups are named.
    progress : callable, optional
        Called with the section's name, how many are done and how many there are.
    asides : Asides, optional
        What the file's owner says beside the file; by default nothing.
    advise : callable, optional
        Called with each piece of advice for whoever runs the command, which has no place on a manager's page.

    Returns
    -------
    str
        HTML that loads nothing from elsewhere: charts and tables are inside it.

    Raises
    ------
    CourseError
        When the questionnaire is not known, the file cannot be read as one of its surveys, or the group is no
        column of it.

    Examples
    --------
    >>> from fsq_lab.ground.course import course_folder
    >>> exports = course_folder() / "datasets" / "exports"
    >>> from fsq_lab.ground.language import use
    >>> _ = use("en")
    >>> html = evaluate(exports / "branch_survey_gb18030.csv", "bank_branch")
    >>> html.count("<img")
    4
    """
    asked = find_instrument(instrument)
    tell = progress or (lambda name, done, total: None)
    tell(message("report.reading"), 0, len(SECTIONS))
    if is_too_long(path, SIZE_LIMIT):
        return evaluate_in_parts(path, asked, group, read_mapping(mapping) if mapping else {}, encoding, tell)
    asides = asides or Asides()
    grid = read_grid(path, sheet, SIZE_LIMIT, encoding, known_texts(asked))
    survey, blocks = _read(grid, asked, read_mapping(mapping) if mapping else {})
    kept, used = sheets_used(survey.table, asked, asides.keep_duplicates)
    survey, blocks = _only(survey, kept), replace(blocks, survey=_only(blocks.survey, kept)) if blocks else None
    subject = about(survey.table, asked, survey.report, grid, asides.institution, asides.months)
    found = Evaluation(survey, asked, _group(survey.table, asked, group), used, subject, blocks)
    for line in _advice(found, group):
        (advise or (lambda line: None))(line)
    sections = [name for name, (fits, _) in SECTIONS.items() if fits(asked) and (name != "blocks" or blocks)]
    total = len(sections) + 1
    parts = []
    for done, name in enumerate(sections, start=1):
        tell(message(f"report.{name}"), done, total)
        parts.append(_section(found, name))
    tell(message("report.reading"), total, total)
    title = message("report.title", instrument=asked.title)
    header = f"<header><h1>{as_html(title)}</h1>{_subject(found)}{paragraph(_source(found))}</header>"
    return page(title, "\n".join([header, _headline(found), *parts, appendix(found.tables, found.asked)]), "report")


def _only(survey: Survey, kept: "pd.Series[bool]") -> Survey:
    """Return a survey with the answer sheets that the report is about."""
    return Survey(survey.table[kept].reset_index(drop=True), survey.report)


def _read(grid: Grid, asked: Instrument, mapping: dict[str, str]) -> tuple[Survey, Blocks | None]:
    """Read a survey, and apart from it the blocks that were joined, or finance blocks that stand in the file.

    The file is read once, and matched to each questionnaire.
    """
    if asked.blocks:
        survey = survey_in(grid, asked, mapping)
        together = _together(asked.blocks)
        return survey, Blocks(Survey(carry(survey.table, together), survey.report), together, ())
    blocks = find_instrument(BLOCKS)
    theirs, own = split(mapping, _apart(blocks, asked))
    survey = survey_in(grid, asked, own)
    dropped = {header for header, _ in survey.report.dropped}
    if asked.id == BLOCKS or not dropped:
        return survey, None
    part, absent = part_in(grid, blocks, theirs)
    if not part.dimensions and not absent:
        return survey, None
    if not part.dimensions:
        return survey, Blocks(survey, part, absent)
    read = survey_in(grid, part, theirs)
    used = {header for column, header in read.report.matched.items() if column in part.item_columns}
    if not used <= dropped:
        return survey, None
    left = tuple((header, why) for header, why in survey.report.dropped if header not in used)
    return Survey(survey.table, replace(survey.report, dropped=left)), Blocks(read, part, absent)


def _apart(blocks: Instrument, asked: Instrument) -> set[str]:
    """Return the columns of the blocks that the questionnaire does not have itself."""
    return set(blocks.item_columns) - set(asked.table_columns)


def _together(blocks: tuple[Instrument, ...]) -> Instrument:
    """Return all blocks of a questionnaire as one list of blocks, each still scored by itself."""
    return replace(
        blocks[0],
        dimension_names=tuple(names for block in blocks for names in block.dimension_names),
        items=tuple(item for block in blocks for item in block.items),
        kept_apart=True,
    )


def _group(table: pd.DataFrame, asked: Instrument, group: str | None) -> str | None:
    """Return the column that holds the groups, or None where there is none to compare."""
    if group is not None:
        if group not in table.columns:
            raise CourseError("report.no_group", group=group, known=", ".join(map(str, table.columns)))
        return group
    texts = [question.id for question in asked.questions if question.kind == "text"]
    return next((name for name in texts if name in table and table[name].nunique() > 1), None)


def _section(found: Evaluation, name: str) -> str:
    """Return a section, or its heading with the reason why it is empty."""
    try:
        content = "".join(SECTIONS[name][1](found))
    except CourseError as error:
        content = f'<p class="left-out">{words_of("left_out", reason=error)}</p>'
    return f'<section id="{name}"><h2>{words_of(name)}</h2>{content}</section>'


def _subject(found: Evaluation) -> str:
    """Say which institution and which months, how many answered, and which sheets were set aside."""
    told = {
        "institution": found.about.institution or message("report.no_institution"),
        "months": found.about.months or message("report.no_months"),
        "answered": "".join(
            message(f"report.{name}", n=count)
            for name, count in (
                ("answered_by", found.rows),
                ("set_unanswered", found.used.unanswered),
                ("set_repeated", found.used.repeated),
            )
            if count or name == "answered_by"
        ),
    }
    lines = "".join(f"<div><dt>{words_of(name)}</dt><dd>{as_html(text)}</dd></div>" for name, text in told.items())
    return f'<dl class="subject">{lines}</dl>'


def _source(found: Evaluation) -> str:
    text = message("report.source", file=found.survey.report.file, version=course_version())
    return text + (message("report.synthetic") if found.synthetic else "")


def _advice(found: Evaluation, group: str | None) -> Iterator[str]:
    """Yield what whoever runs the command can do about what the page lacks or leaves out."""
    if found.group is None and group is None:
        yield message("report.advice_group")
    if not found.about.institution:
        yield message("report.advice_institution")
    if not found.about.months:
        yield message("report.advice_months")
    if found.used.repeated:
        yield message("report.advice_repeated", n=found.used.repeated)


def _headline(found: Evaluation) -> str:
    """Say first what the tables carry, and what to do with it."""
    said = findings(found.survey.table, found.asked, found.tables, found.survey.report)
    details = "".join(f"<li>{as_html(detail)}</li>" for detail in said.details)
    actions = "".join(f"<li>{as_html(action.text)}{_parts(action.parts)}</li>" for action in said.actions)
    return (
        f'<section class="headline" aria-labelledby="finding"><h2 id="finding">{words_of("finding")}</h2>'
        f'<p class="lead">{as_html(said.lead)}</p>'
        + (f"<ul>{details}</ul>" if details else "")
        + "".join(cut_note([("", *said.texts)]))
        + (f"<h3>{as_html(message('findings.tomorrow'))}</h3><ol>{actions}</ol>" if actions else "")
        + "</section>"
    )


def _parts(parts: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{as_html(part)}</li>" for part in parts) + "</ul>" if parts else ""
