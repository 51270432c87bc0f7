"""The report on a file too long to be held at once: what counts that add up can say, read part by part."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

import fsq_lab.plots as plots
from fsq_lab.ground.course import course_version
from fsq_lab.ground.language import CourseError, message
from fsq_lab.hypertext.pages import page
from fsq_lab.hypertext.words import Html, as_html, joined
from fsq_lab.report.appendix import appendix
from fsq_lab.report.digits import Range
from fsq_lab.report.pieces import chart_image, cut_note, gap_row, not_counted, paragraph, table_of, words_of
from fsq_lab.scoring import tallies
from fsq_lab.scoring.answers import PAIR
from fsq_lab.survey.account_text import listed
from fsq_lab.survey.questionnaire import Instrument
from fsq_lab.survey.reading import look_ahead
from fsq_lab.survey.states import KEPT_STATES

Progress = Callable[[str, int, int], None]
_STEPS = 100


def is_too_long(path: Path, limit: int) -> bool:
    """Return whether a file is a CSV file that is larger than may be read at once."""
    return path.suffix.lower() == ".csv" and path.is_file() and path.stat().st_size > limit


def evaluate_in_parts(
    path: Path,
    asked: Instrument,
    group: str | None,
    mapping: Mapping[str, str],
    encoding: str | None,
    progress: Progress,
    mark: str = "",
) -> str:
    """Evaluate a CSV file of any length in constant memory, and return the report as HTML.

    Parameters
    ----------
    path, mapping, encoding
        As for `fsq_lab.survey.reading.read_survey`.
    asked : Instrument
        The questionnaire; it has to ask for expectation and perception.
    group : str, optional
        The column of the groups; by default the questionnaire's first text question, where the file has it.
    progress : callable
        Called with what is done, how many steps are and how many there will be.
    mark : str
        By what the page is known again.

    Raises
    ------
    CourseError
        When the questionnaire does not ask for both answers, and as `fsq_lab.scoring.tallies.read`.
    """
    if not set(PAIR) <= set(asked.stems):
        raise CourseError("report.parts_need_pairs", file=path.name, instrument=asked.title)
    there, weights = look_ahead(path, asked, mapping, encoding)
    texts = [question.id for question in asked.questions if question.kind == "text" and question.id in there]
    by = group or next(iter(texts), None)

    def tell(rows: int, share: float) -> None:
        progress(message("report.parts_read", rows=f"{rows:,}"), int(_STEPS * share), _STEPS)

    tally = tallies.read(path, asked, by, progress=tell, mapping=mapping, encoding=encoding)
    everyone = tally
    if by is not None:
        everyone = tally.groupby(level=["dimension", "pairs", "gap_sum"], observed=True).sum()
        everyone.attrs = tally.attrs
    tables = {"gaps": tallies.gaps(everyone)}
    rows = int(everyone.xs(asked.dimensions[0], level="dimension")["respondents"].sum())
    content = [_gaps(tables["gaps"], asked, rows)]
    if by is not None:
        tables["gaps_groups"] = tallies.gaps(tally)
        content.append(paragraph(message("report.parts_groups", group=by)))
    title = message("report.title", instrument=asked.title)
    source = message("report.source", file=path.name, n=rows, version=course_version())
    header = Html(f"<header><h1>{as_html(title)}</h1>{paragraph(source)}</header>")
    told = [
        *([(message("survey.weights"), listed(weights))] if weights else []),
        *((message(f"survey.state_{kind}"), f"{count:,}") for kind, count in tally.attrs[KEPT_STATES].items()),
    ]
    lines = joined(paragraph(message("report.parts_told", fact=fact, told=words)) for fact, words in told)
    about = Html(f'<section id="parts">{paragraph(message("report.about_parts"))}{lines}</section>')
    body = Html(f'<section id="gaps"><h2>{words_of("gaps")}</h2>{joined(content)}</section>')
    return page(title, joined([header, about, body, appendix(tables, asked)], "\n"), "report", mark)


def _gaps(result: pd.DataFrame, asked: Instrument, rows: int) -> Html:
    """Return the gaps by dimension, as chart and table."""
    shown = result.rename(index={dimension: str(wording) for dimension, wording in asked.dimension_names})
    shown.attrs = {}
    lines = [[str(name), *gap_row(row, Range(*asked.reach))] for name, row in shown.iterrows()]
    heads = ["dimension", "expectation", "perception", "gap", "interval", "n"]
    table = table_of(heads, lines, message("report.gaps_caption", rows=rows))
    return joined([chart_image(plots.gaps, shown), table, *cut_note(lines), *not_counted(shown)])
