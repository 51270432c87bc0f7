"""The section of a report that compares branches, or other groups."""

from collections.abc import Iterator
from unicodedata import east_asian_width

import pandas as pd

import fsq_lab.plots as plots
from fsq_lab.ground.language import CourseError, label, message
from fsq_lab.hypertext.words import Html
from fsq_lab.plots.comparisons import reason
from fsq_lab.report import digits
from fsq_lab.report.pieces import (
    Evaluation,
    chart_image,
    cut_note,
    estimate_row,
    level_row,
    measure,
    paragraph,
    position_in_words,
    table_of,
)
from fsq_lab.report.said import MINIMUM_N
from fsq_lab.scoring import servqual

MOST_GROUPS = 40
NAME_LENGTH = 24


def compare_groups(found: Evaluation) -> Iterator[Html]:
    """Yield the section that compares groups: a chart, their table, and what it leaves out."""
    if found.group is None:
        raise CourseError("report.no_groups")
    table = found.survey.table
    if not found.has_gaps:
        yield from _levels_by_group(found, found.group)
        return
    result = servqual.compare(table, found.group, "total", MINIMUM_N, found.asked)
    found.tables["comparison"] = result
    shown = _worth_showing(result)
    found.tables["comparison_dimensions"] = servqual.compare(table, found.group, "dimension", MINIMUM_N, found.asked)
    drawn = shown.sort_values("difference", kind="stable")
    if len(drawn) > MOST_GROUPS:
        drawn = pd.concat([drawn.head(MOST_GROUPS // 2), drawn.tail(MOST_GROUPS // 2)])
    drawn.attrs = {}
    named = [short_name(label(str(name))) for name in drawn.index]
    yield chart_image(
        plots.comparison,
        drawn.set_axis(named).rename_axis(found.group),
    )
    if len(drawn) < len(shown):
        yield paragraph(message("report.many_groups", count=len(shown), most=MOST_GROUPS // 2))
    yield from _verdicts(found, shown, "gap", found.group)
    if len(shown) < len(result):
        yield paragraph(message("report.small_groups", count=len(result) - len(shown), n=MINIMUM_N))
    yield paragraph(message("report.about_comparison"))
    without = int(table[found.group].isna().sum())
    if without:
        yield paragraph(message("report.without_group", n=without))


def _worth_showing(result: pd.DataFrame) -> pd.DataFrame:
    """Return the groups to show: all, or of very many those that were compared."""
    if len(result) <= MOST_GROUPS:
        return result
    compared = result[~result["note"].str.startswith("not compared")]
    if compared.empty:
        raise CourseError("report.groups_too_small", group=result.index.name, count=len(result), n=MINIMUM_N)
    return compared


def short_name(name: str) -> str:
    """Return a name short enough to stand beside a chart; Chinese characters are twice as wide as Latin ones."""
    width = 0
    for place, character in enumerate(name):
        width += 2 if east_asian_width(character) in "WF" else 1
        if width > NAME_LENGTH:
            return f"{name[:place]}…"
    return name


def _levels_by_group(found: Evaluation, group: str) -> Iterator[Html]:
    """Show each group's level where there are no gaps to compare; this is no test of their difference."""
    table = found.survey.table
    if found.asked.kept_apart:
        yield from _blocks_by_group(found, group)
        return
    yield paragraph(message("report.about_levels_by_group"))
    if found.has_zone:
        zones = servqual.tolerance(table, found.asked, "total", group=group)
        found.tables["tolerance_groups"] = zones
        told = [
            [
                str(name),
                *measure(row, "msa", found.scale),
                position_in_words(row),
                str(row["n_used"]),
            ]
            for name, row in zones.droplevel(1).iterrows()
        ]
        yield table_of(
            [group, "msa", "interval", "position", "n"], told, message("report.zones_caption", rows=found.rows)
        )
        yield from cut_note(told)
    else:
        levels = servqual.servperf(table, "total", found.asked, group=group)
        found.tables["perception_groups"] = levels
        rows = [[str(name), *level_row(row, found.scale)] for name, row in levels.droplevel(1).iterrows()]
        caption = message("report.levels_caption", rows=found.rows)
        yield table_of([group, "perception", "interval", "n"], rows, caption)
        yield from cut_note(rows)
    result = servqual.compare(table, group, "total", MINIMUM_N, found.asked, of="perception")
    found.tables["comparison"] = result
    yield from _verdicts(found, _worth_showing(result), "perception", group)
    yield paragraph(message("report.about_comparison"))


def _blocks_by_group(found: Evaluation, group: str) -> Iterator[Html]:
    """Show each group's score of each block, for questionnaires whose parts make no total."""
    levels = servqual.servperf(found.survey.table, "dimension", found.asked, group=group)
    found.tables["perception_groups"] = levels
    names = dict(found.asked.dimension_names)
    places = zip(*(levels.index.get_level_values(level) for level in (0, 1)), levels.iterrows(), strict=True)
    rows = [[str(name), str(names[str(block)]), *level_row(row, found.scale)] for name, block, (_, row) in places]
    yield paragraph(message("report.about_blocks_by_group"))
    caption = message("report.levels_caption", rows=found.rows)
    yield table_of([group, "block", "perception", "interval", "n"], rows, caption)
    yield from cut_note(rows)


def _verdicts(found: Evaluation, result: pd.DataFrame, of: str, group: str) -> Iterator[Html]:
    """Yield the table of comparisons, the lowest group first."""
    rows = [
        [
            str(name),
            digits.mean(row[of], row["low"], row["high"]),
            *estimate_row(row, "difference", found.scale.difference()),
            reason(str(row["note"])),
            str(row["n_used"]),
        ]
        for name, row in result.sort_values("difference", kind="stable").iterrows()
    ]
    caption = message("report.comparison_caption", n=MINIMUM_N, group=label(group), rows=found.rows)
    yield table_of([group, of, "difference", "interval", "note", "n"], rows, caption)
    yield from cut_note(rows)
