"""A learner's one-page report: one branch, one sentence of one's own, and beside it what the answers carry."""

import re
from pathlib import Path
from unicodedata import east_asian_width
from urllib.parse import quote

import pandas as pd

import fsq_lab.plots as plots
from fsq_lab.ground.course import course_version
from fsq_lab.ground.language import CourseError, label, message
from fsq_lab.ground.written_files import write_file
from fsq_lab.hypertext.pages import PAGES, page, written_before
from fsq_lab.hypertext.words import Html, as_html, joined
from fsq_lab.plots.comparisons import reason
from fsq_lab.report.digits import Range, estimate
from fsq_lab.report.pieces import chart_image, cut_note, gap_row, paragraph, table_of
from fsq_lab.report.said import MINIMUM_N
from fsq_lab.scoring import servqual
from fsq_lab.scoring.answers import PAIR
from fsq_lab.survey.carrying import questionnaire_of

LONGEST = 240  # of the sentence, which has to be read at a glance; a Chinese character counts as 2
MARK = "fsq-lab my_report"

_NOT_READ = re.compile(r'<style.*?</style>|<section class="headline">.*?</section>|<[^>]*>', re.DOTALL)
_DECIMAL = re.compile(r"(?<![\w.])\d+\.(\d+)(?![\w.])", re.ASCII)


class OnePage:
    """What `my_report` answers in a notebook: that a page was written and where, or what is still to be done."""

    def __init__(self, text: str, file: Path | None = None) -> None:
        self.text, self.file = text, file

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        if self.file is None:
            return paragraph(self.text)
        link = f'<a href="{quote(self.file.as_posix())}" target="_blank">{as_html(self.file.name)}</a>'
        return f"<p>{as_html(self.text)} {link}</p>"


def my_report(
    table: pd.DataFrame, branch: str, sentence: str, file: str | Path, by: str = "", group: str = "branch"
) -> OnePage:
    """Write a one-page report on one branch: the writer's own sentence, a chart, the numbers with n and interval.

    The page says beside the sentence what the answers carry: the gaps of the branch by dimension, and whether its
    total gap can be told apart from that of the others. It is one A4 page, in the current language.

    Parameters
    ----------
    table : DataFrame, one row per respondent
        Survey table with expectation and perception, such as ``load("bank_branch")``.
    branch : str
        The branch to report on, or any other group.
    sentence : str
        What the writer has to say of it, at most 240 characters or 120 Chinese ones. Nothing is written while it
        is empty.
    file : str or Path
        Where to write, a name that ends in ``.html``. A page that this function wrote about the same branch for the
        same writer is replaced; no other file is.
    by : str
        Who wrote it, as it shall stand on the page; by default nobody.
    group : str
        The column that names the branches.

    Returns
    -------
    OnePage
        Says in a notebook where the page is, as a link to open and print, or what is still to be done; and which
        decimal numbers of the sentence the page does not bear out.

    Raises
    ------
    CourseError
        When the column or the branch is not in the table, expectations were not asked, nobody of the branch can be
        scored, the sentence is too long, the file is no HTML file, is somebody else's, or cannot be written.

    Examples
    --------
    >>> from fsq_lab.ground.language import use
    >>> from fsq_lab.survey.loading import load
    >>> _ = use("en")
    >>> my_report(load("bank_branch"), "B07", "", "my-report.html")
    Your sentence is still empty, so nothing was written. Write it between the quotation marks and run this cell again.
    """
    if not sentence.strip():
        return OnePage(message("one_page.no_sentence"))
    out, written = Path(file), one_page(table, branch, sentence, by, group)
    try:
        write_file(out, written, ours=written_before(_mark(branch, by)), suffixes=PAGES)
    except CourseError as refusal:
        if refusal.key == "writing.there_already":
            raise CourseError("one_page.not_yours", file=out) from None
        raise
    told = message("one_page.written", branch=branch)
    if strange := not_on_page(sentence, written):
        told = message("one_page.strange", numbers=", ".join(strange), branch=branch) + told
    return OnePage(told, out)


def not_on_page(sentence: str, written: str) -> list[str]:
    """Return the decimal numbers of a sentence that no number on its page rounds to, nor is rounded from; signs aside.

    >>> not_on_page("1.08 below, not 1.21, and 12.5% of 4.7", "<td>−1.1</td><td>4.71</td>")
    ['1.21', '12.5']
    """
    shown = {(float(found[0]), len(found[1])) for found in _DECIMAL.finditer(_NOT_READ.sub(" ", written))}
    own = {found[0]: (float(found[0]), len(found[1])) for found in _DECIMAL.finditer(sentence)}
    return [
        text for text, (one, places) in own.items() if not any(_alike(one, other, min(places, n)) for other, n in shown)
    ]


def _alike(one: float, other: float, places: int) -> bool:
    return abs(one - other) <= 0.5 * 10.0**-places * (1 + 1e-9)


def one_page(table: pd.DataFrame, branch: str, sentence: str, by: str = "", group: str = "branch") -> str:
    """Return the page of `my_report` as HTML."""
    asked = questionnaire_of(table)
    if not set(PAIR) <= set(asked.stems):
        raise CourseError("one_page.no_gaps", instrument=asked.title)
    width = sum(2 if east_asian_width(character) in "WF" else 1 for character in sentence.strip())
    if width > LONGEST:
        raise CourseError("one_page.too_long", count=width, most=LONGEST)
    if group not in table:
        raise CourseError("servqual.no_group_column", group=group, columns=", ".join(map(str, table.columns[:10])))
    names = sorted(map(str, table[group].dropna().unique()))
    own = table[table[group].astype("str") == str(branch)]
    if own.empty or str(branch) not in names:
        raise CourseError("one_page.no_branch", branch=branch, group=label(group), known=", ".join(names[:20]))
    gaps = servqual.gaps(own, instrument=asked)
    total = servqual.gaps(own, "total", asked)
    if not gaps["n_used"].any():
        raise CourseError("one_page.nobody", branch=branch, rows=len(own))
    scale = Range(*asked.reach)
    wordings = {dimension: str(wording) for dimension, wording in asked.dimension_names}
    shown = gaps.rename(index=wordings)
    shown.attrs = {}
    rows = [[str(name), *gap_row(row, scale)] for name, row in shown.iterrows()]
    rows += [[message("labels.total"), *gap_row(row, scale)] for _, row in total.iterrows()]
    heads = ["dimension", "expectation", "perception", "gap", "interval", "n"]
    title = message("one_page.title", branch=branch, group=label(group))
    signed = Html(f'<p class="by">{as_html(message("one_page.by", name=by))}</p>' if by else "")
    parts = [
        Html(f'<header><p class="kind">{as_html(message("one_page.kind"))}</p><h1>{as_html(title)}</h1></header>'),
        Html(f'<section class="headline"><p class="lead">{as_html(sentence.strip())}</p>{signed}</section>'),
        chart_image(plots.dumbbell, shown),
        table_of(heads, rows, message("one_page.caption", n=len(own), branch=branch)),
        *cut_note(rows),
        paragraph(_against_others(table, branch, group, scale)),
        *([paragraph(message("one_page.few", n=int(gaps["n_used"].min())))] if _few(gaps) else []),
        Html(f"<footer>{paragraph(message('one_page.limits'))}{paragraph(_made(table))}</footer>"),
    ]
    return page(title, joined(parts, "\n"), "report one_page", mark=_mark(branch, by))


def _few(gaps: pd.DataFrame) -> bool:
    return bool(gaps["n_used"].min() < MINIMUM_N)


def _against_others(table: pd.DataFrame, branch: str, group: str, scale: Range) -> str:
    """Say whether the branch can be told apart from the others, with every branch's comparison reckoned in."""
    if table[group].nunique() < 2:
        return message("one_page.alone")
    compared = servqual.compare(table, group, "total", MINIMUM_N)
    row = compared[compared.index.astype("str") == str(branch)].iloc[0]
    count = 1 if len(compared) == 2 else int(compared["p"].notna().sum())  # of two, each is compared with the other
    values = {"branch": branch, "verdict": reason(str(row["note"])), "count": count}
    if row["low"] != row["low"]:
        return message("one_page.not_compared", **values)
    return message("one_page.compared", **values, **estimate(row, "difference", within=scale.difference()))


def _made(table: pd.DataFrame) -> str:
    made = message("one_page.made", version=course_version())
    seed = table.attrs.get("synthetic_seed")
    return made if seed is None else made + message("one_page.synthetic", seed=seed)


def _mark(branch: str, by: str) -> str:
    return f"{MARK}: {branch}, {by}"
