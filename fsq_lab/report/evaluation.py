"""A survey's evaluation as one self-contained page: what a branch manager can read, print and pass on."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import pandas as pd

from fsq_lab.ground.course import course_version
from fsq_lab.ground.language import CourseError, message
from fsq_lab.ground.written_files import check_target, write_file
from fsq_lab.hypertext.pages import PAGES, page, written_before
from fsq_lab.hypertext.words import Html, as_html, joined
from fsq_lab.report.appendix import appendix
from fsq_lab.report.findings import findings
from fsq_lab.report.long_file import evaluate_in_parts, is_too_long
from fsq_lab.report.nonresponse import WhoWasAsked, faults, nonresponse
from fsq_lab.report.pieces import Blocks, Evaluation, cut_note, paragraph, words_of
from fsq_lab.report.sections import SECTIONS
from fsq_lab.report.sheets_used import sheets_used
from fsq_lab.report.subject import about
from fsq_lab.survey.carrying import carry
from fsq_lab.survey.instruments import files_of
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
    """What the owner of a file says beside it: institution, months, whether repeated sheets stay in, who was asked."""

    institution: str | None = None
    months: str | None = None
    keep_duplicates: bool = False
    asked: WhoWasAsked = field(default_factory=WhoWasAsked)


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
    replace_file: bool = False,
) -> Path:
    """Evaluate a survey file and write the report; see `evaluate`.

    A report that was written before on a file of this name by this questionnaire, and that nobody has edited since,
    is replaced: it is run again when the answers have grown. Anything else that is there stays: the same name for
    another survey is a slip more often than a wish.

    Parameters
    ----------
    out : Path
        The page to write.
    replace_file : bool
        Whether any other file of that name may be replaced; never the answers, the questionnaire or the mapping.
    path, instrument, group, mapping, sheet, progress, asides, advise, encoding
        As for `evaluate`.

    Raises
    ------
    CourseError
        As `evaluate`, and as `fsq_lab.ground.written_files.write_file`, of what can be known before the work.
    """
    ours = written_before(_mark(path, find_instrument(instrument)))
    beside = [mapping, asides.asked.margins if asides else None]
    inputs = [path, *files_of(instrument), *(file for file in beside if file)]
    check_target(out, replace_file, ours, inputs, PAGES)
    written = evaluate(path, instrument, group, mapping, sheet, progress, asides, advise, encoding)
    return write_file(out, written, replace_file, ours, inputs, PAGES)


def _mark(path: Path, asked: Instrument) -> str:
    """Return by what a report is known again: the file of answers and the questionnaire."""
    return f"fsq-lab evaluate: {path.name}, {asked.id}"


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
    5
    """
    asked = find_instrument(instrument)
    tell = progress or (lambda name, done, total: None)
    tell(message("report.reading"), 0, len(SECTIONS))
    asides = asides or Asides()
    who = asides.asked
    told_who = who != WhoWasAsked()
    if told_who and is_too_long(path, SIZE_LIMIT):
        raise CourseError("report.parts_no_weights", file=path.name)
    if is_too_long(path, SIZE_LIMIT):
        names = read_mapping(mapping) if mapping else {}
        return evaluate_in_parts(path, asked, group, names, encoding, tell, _mark(path, asked))
    grid = read_grid(path, sheet, SIZE_LIMIT, encoding, known_texts(asked))
    survey, blocks = _read(grid, asked, read_mapping(mapping) if mapping else {})
    kept, used = sheets_used(survey.table, asked, asides.keep_duplicates)
    survey, blocks = _only(survey, kept), replace(blocks, survey=_only(blocks.survey, kept)) if blocks else None
    subject = about(survey.table, asked, survey.report, grid, asides.institution, asides.months)
    found = Evaluation(survey, asked, _group(survey.table, asked, group), used, subject, blocks)
    for line in _advice(found, group, who):
        (advise or (lambda line: None))(line)
    sections = [name for name, (fits, _) in SECTIONS.items() if fits(asked) and (name != "blocks" or blocks)]
    total = len(sections) + 1 + told_who
    parts = []
    for done, name in enumerate(sections, start=1):
        tell(message(f"report.{name}"), done, total)
        parts.append(_section(name, partial(SECTIONS[name][1], found)))
        if told_who and name == "responses":
            parts.append(_section("nonresponse", lambda: nonresponse(found, who)))
    tell(message("report.reading"), total, total)
    title = message("report.title", instrument=asked.title)
    header = Html(f"<header><h1>{as_html(title)}</h1>{_subject(found)}{paragraph(_source(found))}</header>")
    return page(
        title,
        joined([header, _headline(found), *parts, appendix(found.tables, found.asked)], "\n"),
        "report",
        _mark(path, asked),
    )


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
    pairs = zip(survey.report.dropped, survey.report.dropped_at, strict=True)
    left = [(entry, place) for entry, place in pairs if entry[0] not in used]
    account = replace(
        survey.report, dropped=tuple(entry for entry, _ in left), dropped_at=tuple(place for _, place in left)
    )
    return Survey(survey.table, account), Blocks(read, part, absent)


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


def _section(name: str, write: Callable[[], Iterator[Html]]) -> Html:
    """Return a section, or its heading with the reason why it is empty."""
    try:
        content = joined(write())
    except CourseError as error:
        content = Html(f'<p class="left-out">{words_of("left_out", reason=error)}</p>')
    return Html(f'<section id="{name}"><h2>{words_of(name)}</h2>{content}</section>')


def _subject(found: Evaluation) -> Html:
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
    return Html(f'<dl class="subject">{lines}</dl>')


def _source(found: Evaluation) -> str:
    text = message("report.source", file=found.survey.report.file, version=course_version())
    return text + (message("report.synthetic") if found.synthetic else "")


def _advice(found: Evaluation, group: str | None, who: WhoWasAsked) -> Iterator[str]:
    """Yield what whoever runs the command can do about what the page lacks or leaves out."""
    if found.group is None and group is None:
        yield message("report.advice_group")
    if not found.about.institution:
        yield message("report.advice_institution")
    if not found.about.months:
        yield message("report.advice_months")
    if who != WhoWasAsked() and who.invited is None:
        yield message("report.advice_invited")
    if who != WhoWasAsked() and who.margins is None:
        yield message("report.advice_margins")
    yield from faults(found, who)
    if found.used.repeated:
        yield message("report.advice_repeated", n=found.used.repeated)


def _headline(found: Evaluation) -> Html:
    """Say first what the tables carry, and what to do with it."""
    said = findings(found.survey.table, found.asked, found.tables, found.survey.report)
    details = joined(Html(f"<li>{as_html(detail)}</li>") for detail in said.details)
    actions = joined(Html(f"<li>{as_html(action.text)}{_parts(action.parts)}</li>") for action in said.actions)
    return Html(
        f'<section class="headline" aria-labelledby="finding"><h2 id="finding">{words_of("finding")}</h2>'
        f'<p class="lead">{as_html(said.lead)}</p>'
        + (f"<ul>{details}</ul>" if details else "")
        + "".join(cut_note([("", *said.texts)]))
        + (f"<h3>{as_html(message('findings.tomorrow'))}</h3><ol>{actions}</ol>" if actions else "")
        + "</section>"
    )


def _parts(parts: Sequence[str]) -> Html:
    rows = joined(Html(f"<li>{as_html(part)}</li>") for part in parts)
    return Html(f"<ul>{rows}</ul>" if parts else "")
