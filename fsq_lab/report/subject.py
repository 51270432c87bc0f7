"""What a report is about: which institution, and which months, as far as the file or its owner says."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from fsq_lab.ground.language import label, message
from fsq_lab.survey.account import Account
from fsq_lab.survey.questionnaire import Instrument
from fsq_lab.survey.sheets import Grid
from fsq_lab.survey.states import LEFT_OUT

MOST_NAMES = 6
MOST_DATES_MISSING = 0.1
_YEAR_FIRST = re.compile(r"\s*(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*(?:[-/.月]|\b)")
_YEAR_LAST = re.compile(r"\s*(\d{1,2})[-/.](\d{1,2})[-/.](20\d\d)\b")
_SUBMITTED = re.compile(r"submi|timestamp|end ?date|recorded ?date|complet|datestamp|提交|结束|完成|时间戳|填写|答题")
_CHANGED = re.compile(r"modified|修改")

Month = tuple[int, int]


@dataclass(frozen=True)
class About:
    """The institution and the months in words; empty where neither the file nor its owner says."""

    institution: str
    months: str


def about(
    table: pd.DataFrame,
    asked: Instrument,
    report: Account,
    grid: Grid,
    institution: str | None = None,
    months: str | None = None,
) -> About:
    """Say what a report is about: what its owner said, else what the file says.

    Parameters
    ----------
    table : DataFrame
        The survey table; the institution is what stands in the questionnaire's first text question, such as the
        branch.
    asked : Instrument
        The questionnaire.
    report : Account
        Names the columns that a survey tool added; the months are those of its dates, or of a column
        that by its name says when a sheet was handed in.
    grid : Grid
        The file's cells.
    institution, months : str, optional
        What the owner of the file says; it is taken as it stands.
    """
    found = list(_months(report, grid))
    return About(
        institution if institution is not None else _institutions(table, asked),
        months if months is not None else _span(found),
    )


def _institutions(table: pd.DataFrame, asked: Instrument) -> str:
    """Return the names in the first text question that was answered: one, a few, or how many there are."""
    for question in asked.questions:
        if question.kind == "text" and question.id in table:
            names = sorted({str(name) for name in table[question.id].dropna()})
            if len(names) == 1:
                return names[0]
            if names:
                shown = message("plots.separator").join(names[:MOST_NAMES])
                entry = "report.institutions" if len(names) <= MOST_NAMES else "report.many_institutions"
                return message(entry, group=label(question.id), count=len(names), names=shown)
    return ""


def _span(found: Iterable[Month]) -> str:
    months = sorted(found)
    if not months:
        return ""
    first, last = (message("report.month", year=year, month=month) for year, month in (months[0], months[-1]))
    return first if first == last else message("report.month_span", first=first, last=last)


def _months(report: Account, grid: Grid) -> Iterator[Month]:
    """Yield the months of the first column that says when sheets were handed in; none where they read two ways."""
    added = [
        place
        for (header, why), place in zip(report.dropped, report.dropped_at, strict=True)
        if (why == "tool" or (why == "unknown" and _SUBMITTED.search(header.casefold())))
        and not _CHANGED.search(header.casefold())
    ]
    gone = {row for kind in LEFT_OUT for row in report.states.get(kind, ())}
    rows = [cells for row, cells in enumerate(grid.records, start=1) if row >= report.answers_from and row not in gone]
    for place in added:
        cells = [cells[place] for cells in rows if place < len(cells) and cells[place].strip()]
        found = months_in(cells)
        if found:
            yield from found
            return


def months_in(cells: list[str]) -> set[Month]:
    """Return the months of a column of dates; none where it holds something else, or dates that read two ways.

    >>> sorted(months_in(["2026/3/2 9:37:29", "2026-04-01"]))
    [(2026, 3), (2026, 4)]
    >>> months_in(["3/2/2026", "4/2/2026"]), months_in(["3/22/2026", "4/2/2026"])
    (set(), {(2026, 3), (2026, 4)})
    >>> months_in(["337秒"])
    set()
    """
    first = [match for cell in cells if (match := _YEAR_FIRST.match(cell))]
    if cells and len(first) >= (1 - MOST_DATES_MISSING) * len(cells):
        return {(int(match[1]), int(match[2])) for match in first if 1 <= int(match[2]) <= 12}
    last = [match for cell in cells if (match := _YEAR_LAST.match(cell))]
    if not last or len(last) < (1 - MOST_DATES_MISSING) * len(cells):
        return set()
    ones, twos = ([int(match[place]) for match in last] for place in (1, 2))
    if (max(ones) > 12) == (max(twos) > 12):
        return set()
    months = twos if max(ones) > 12 else ones
    return {(int(match[3]), month) for match, month in zip(last, months, strict=True)}
