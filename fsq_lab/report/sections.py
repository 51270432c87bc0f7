"""The sections of a report, each from the tables that its questionnaire allows."""

from collections.abc import Callable, Iterator
from typing import Literal

import pandas as pd

import fsq_lab.plots as plots
from fsq_lab.ground.language import CourseError, message
from fsq_lab.hypertext.words import WITHOUT_INTERVAL, Html, as_html, joined, number
from fsq_lab.report import digits
from fsq_lab.report.appendix import convention
from fsq_lab.report.digits import POINTS_OF_100
from fsq_lab.report.group_section import compare_groups
from fsq_lab.report.pieces import (
    Evaluation,
    answer_name,
    chart_image,
    cut_note,
    estimate_row,
    gap_row,
    level_row,
    listed,
    measure,
    not_counted,
    nothing,
    paragraph,
    percent,
    position_in_words,
    side,
    table_of,
)
from fsq_lab.report.verdict_sections import VERDICT_SECTIONS
from fsq_lab.scoring import reliability, servqual
from fsq_lab.scoring.answers import PAIR
from fsq_lab.scoring.tolerance import LEVELS
from fsq_lab.survey.questionnaire import Instrument


def _responses(found: Evaluation) -> Iterator[Html]:
    yield found.survey.report._repr_html_()
    for name, count in (("unanswered", found.used.unanswered), ("repeated", found.used.repeated)):
        if count:
            yield paragraph(message(f"report.without_{name}", n=count))
    if found.survey.report.straight or (found.survey.report.duplicates and not found.used.repeated):
        yield paragraph(message("report.kept"))


def _reliability(found: Evaluation) -> Iterator[Html]:
    rows, computed = [], []
    reasons: dict[str, list[str]] = {}
    doubts: dict[str, list[str]] = {}
    for answer in found.answers:
        for dimension, wording in found.asked.dimension_names:
            columns = [f"{answer}_{item}" for item in found.asked.items_of(dimension)]
            place = message("report.alpha_place", answer=answer_name(answer, found.asked), dimension=wording)
            try:
                one = reliability.alpha(found.survey.table[columns])
            except CourseError as error:
                reasons.setdefault(str(error), []).append(place)
                continue
            computed.append({"answer": answer, "dimension": dimension, **one.to_dict()})
            rows.append(
                [
                    answer_name(answer, found.asked),
                    str(wording),
                    number(one["alpha"]),
                    message("report.bounds", low=number(one["low"]), high=number(one["high"])),
                    str(one["n_used"]),
                ]
            )
            for warning in _warnings(one["convention"]):
                doubts.setdefault(warning, []).append(place)
    yield paragraph(message("report.about_alpha"))
    if computed:
        found.tables["reliability"] = pd.DataFrame(computed).set_index(["answer", "dimension"])
        yield table_of(["answer", "dimension", "alpha", "interval", "n"], rows, message("report.alpha_caption"))
    for warning, places in doubts.items():
        yield paragraph(message("report.alpha_doubt", places=listed(places), doubt=convention(warning)))
    for why, places in reasons.items():
        told = message("report.alpha_left_out", places=listed(places), reason=why)
        yield Html(f'<p class="left-out">{as_html(told)}</p>')


def _warnings(rules: str) -> list[str]:
    """Return the warnings among the rules of a convention."""
    return [rule for rule in rules.split("; ") if rule.startswith("warning: ")]


def _order(found: Evaluation, of: Literal["gap", "perception"]) -> Iterator[Html]:
    """Show each dimension's difference from the lowest, within the same respondents."""
    if len(found.asked.dimensions) < 2:
        return
    try:
        result = servqual.against_lowest(found.survey.table, found.asked, of)
    except CourseError:
        return
    shown = found.keep("order", result)
    names = dict(found.asked.dimension_names)
    lowest = str(names[str(result["lowest"].iloc[0])])
    rows = [
        [str(name), *estimate_row(row, "above", found.scale.difference()), side(row["side"]), str(row["n_used"])]
        for name, row in shown.iterrows()
    ]
    yield table_of(
        ["dimension", "above", "interval", "note", "n"], rows, message("report.order_caption", lowest=lowest)
    )
    yield from cut_note(rows)


def gaps(found: Evaluation) -> Iterator[Html]:
    """Yield the gaps by dimension, as charts and table."""
    table = found.survey.table
    result = found.keep("gaps", servqual.gaps(table, instrument=found.asked))
    if not result["n_used"].any():
        raise CourseError("report.no_pairs", rows=found.rows)
    total = servqual.gaps(table, "total", found.asked)
    found.tables["gaps_total"] = total
    yield chart_image(plots.gaps, result)
    yield chart_image(plots.dumbbell, result)
    rows = [[str(name), *gap_row(row, found.scale)] for name, row in result.iterrows()]
    rows += [[message("labels.total"), *gap_row(row, found.scale)] for _, row in total.iterrows()]
    heads = ["dimension", "expectation", "perception", "gap", "interval", "n"]
    yield table_of(heads, rows, message("report.gaps_caption", rows=found.rows))
    yield from cut_note(rows)
    yield from not_counted(result)
    yield from _order(found, "gap")
    yield paragraph(message("report.about_gaps"))


def _items(found: Evaluation) -> Iterator[Html]:
    wordings = {item.number: str(item.wording) for item in found.asked.items}
    table = found.survey.table
    for answer in found.answers:
        profile = servqual.profile(table, answer, found.asked)
        found.tables[f"profile_{answer}"] = profile
    if found.has_gaps:
        result = found.keep("gaps_items", servqual.gaps(table, "item", found.asked))
        rows = [
            [f"{item}. {wordings[int(str(item))]}", *gap_row(row, found.scale)[2:]] for item, row in result.iterrows()
        ]
        yield table_of(["item", "gap", "interval", "n"], rows, message("report.items_caption", rows=found.rows))
    else:
        result = found.keep("perception_items", servqual.servperf(table, "item", found.asked))
        rows = [
            [f"{item}. {wordings[int(str(item))]}", *level_row(row, found.scale)] for item, row in result.iterrows()
        ]
        yield table_of(["item", "perception", "interval", "n"], rows, message("report.levels_caption", rows=found.rows))
    yield from cut_note(rows)
    shown = found.keep("profile_perception", found.tables["profile_perception"])
    yield paragraph(message("report.about_profile"))
    yield chart_image(plots.response_profile, shown)


def _perception(found: Evaluation) -> Iterator[Html]:
    result = found.keep("perception", servqual.servperf(found.survey.table, "dimension", found.asked))
    if not result["n_used"].any():
        raise CourseError("report.no_perceptions", rows=found.rows)
    yield paragraph(message("report.about_perception"))
    rows = [[str(name), *level_row(row, found.scale)] for name, row in result.iterrows()]
    yield table_of(
        ["dimension", "perception", "interval", "n"], rows, message("report.levels_caption", rows=found.rows)
    )
    yield from cut_note(rows)
    if set(found.asked.stems) == {"perception"}:
        yield from _order(found, "perception")


def _ceiling(found: Evaluation) -> Iterator[Html]:
    answer = "expectation" if "expectation" in found.answers else found.answers[-1]
    result = found.keep("ceiling", servqual.ceiling(found.survey.table, answer, "dimension", found.asked))
    top = found.asked.common_scale((answer,)).high
    flags = {True: message("report.yes"), False: message("report.no")}
    rows = [
        [
            str(name),
            percent(row["share_top"]),
            number(row["mean"], WITHOUT_INTERVAL) if row["n_used"] else nothing(),
            flags[bool(row["at_ceiling"])] if row["n_used"] else nothing(),
            str(row["n_used"]),
        ]
        for name, row in result.iterrows()
    ]
    pressed = [str(name) for name in result.index[result["at_ceiling"].fillna(False)]]
    yield paragraph(
        message("report.at_ceiling", names=listed(pressed)) if pressed else message("report.not_at_ceiling")
    )
    heads = ["dimension", "share_top", "mean", "ceiling_flag", "n"]
    yield table_of(heads, rows, message("report.ceiling_caption", answer=answer_name(answer, found.asked), top=top))


def _weights(found: Evaluation) -> Iterator[Html]:
    table = found.survey.table
    result = found.keep("weights", servqual.weights(table, found.asked))
    if not result["n_used"].any():
        raise CourseError("report.no_weights", excluded=int(result["n_excluded"].max()), rows=found.rows)
    if "gaps" in found.tables and found.tables["gaps"]["n_used"].any():
        yield chart_image(lambda one, ax: plots.weight_gap(result, one, ax), found.keep("gaps", found.tables["gaps"]))
    rows = [
        [str(name), *estimate_row(row, "weight", POINTS_OF_100), str(row["n_used"])] for name, row in result.iterrows()
    ]
    counts = {name: int(result[name].iloc[0]) for name in ("n_rescaled", "n_excluded", "n_missing")}
    yield table_of(["dimension", "weight", "interval", "n"], rows, message("report.weights_caption", **counts))
    yield from cut_note(rows)
    if found.has_gaps:
        totals = servqual.weighted(table, "gap", found.asked)
        found.tables["weighted_gaps"] = totals
        told = [
            [message(f"report.{order}"), *estimate_row(row, "gap", found.scale.difference()), str(row["n_used"])]
            for order, row in totals.iterrows()
        ]
        yield table_of(["total_of", "gap", "interval", "n"], told, message("report.weighted_caption"))
    yield paragraph(message("report.about_weights"))


def _tolerance(found: Evaluation) -> Iterator[Html]:
    result = found.keep("tolerance", servqual.tolerance(found.survey.table, found.asked))
    yield chart_image(plots.tolerance, result)
    levels = [
        [
            str(name),
            *(digits.mean(row[level], row["msa_low"], row["msa_high"]) for level in LEVELS),
            position_in_words(row),
            str(row["n_used"]),
        ]
        for name, row in result.iterrows()
    ]
    caption = message("report.tolerance_caption", reversed=int(result["n_reversed"].max()), rows=found.rows)
    yield table_of(["dimension", *LEVELS, "position", "n"], levels, caption)
    yield from not_counted(result)
    measures = [
        [str(name), *measure(row, "msa", found.scale), *measure(row, "mss", found.scale), str(row["n_used"])]
        for name, row in result.iterrows()
    ]
    heads = ["dimension", "msa", "interval", "mss", "interval", "n"]
    yield table_of(heads, measures, message("report.measures_caption"))
    yield from cut_note(measures)
    found.tables["tolerance_items"] = servqual.tolerance(found.survey.table, found.asked, "item")


def _finance_blocks(found: Evaluation) -> Iterator[Html]:
    """Show the finance blocks, each by itself and none of them added to the dimensions."""
    blocks = found.blocks
    assert blocks is not None
    yield paragraph(message("report.about_blocks"))
    if blocks.absent:
        told = message("report.blocks_absent", columns=listed(blocks.absent))
        yield Html(f'<p class="left-out">{as_html(told)}</p>')
    if not blocks.asked.dimensions:
        return
    table = blocks.survey.table
    result = servqual.servperf(table, "dimension", blocks.asked)
    items = servqual.servperf(table, "item", blocks.asked)
    found.tables["blocks"], found.tables["blocks_items"] = result, items
    names = {dimension: str(wording) for dimension, wording in blocks.asked.dimension_names}
    without = blocks.survey.report.no_experience
    inexperienced = {name: sum(without[f"perception_{item}"] for item in blocks.asked.items_of(name)) for name in names}
    rows = [
        [names[str(name)], *level_row(row, found.scale)[:2], str(inexperienced[str(name)]), str(row["n_used"])]
        for name, row in result.iterrows()
    ]
    heads = ["block", "perception", "interval", "no_experience", "n"]
    yield table_of(heads, rows, message("report.blocks_caption", rows=len(table)))
    wordings = {item.number: str(item.wording) for item in blocks.asked.items}
    told_items = [[wordings[int(str(item))], *level_row(row, found.scale)] for item, row in items.iterrows()]
    caption = message("report.levels_caption", rows=len(table))
    yield table_of(["item", "perception", "interval", "n"], told_items, caption)
    yield from cut_note([*rows, *told_items])


def _caveats(found: Evaluation) -> Iterator[Html]:
    said = [message("report.caveat_sample", n=found.rows), message("report.caveat_scale")]
    if found.has_gaps:
        said.append(message("report.caveat_gap"))
    if "comparison" in found.tables:
        said.append(message("report.caveat_groups"))
    said += [message("report.caveat_cause"), message("report.caveat_tool")]
    if found.synthetic:
        said.insert(0, message("report.caveat_synthetic"))
    yield Html(f"<ul>{joined(Html(f'<li>{as_html(text)}</li>') for text in said)}</ul>")


SECTIONS: dict[str, tuple[Callable[[Instrument], bool], Callable[[Evaluation], Iterator[Html]]]] = {
    "responses": (lambda asked: True, _responses),
    "gaps": (lambda asked: set(PAIR) <= set(asked.stems), gaps),
    "tolerance": (lambda asked: set(LEVELS) <= set(asked.stems), _tolerance),
    "perception": (lambda asked: "expectation" not in asked.stems, _perception),
    "comparison": (lambda asked: any(one.kind == "text" for one in asked.questions), compare_groups),
    "weights": (lambda asked: any(one.kind == "points" for one in asked.questions), _weights),
    "items": (lambda asked: True, _items),
    "blocks": (lambda asked: True, _finance_blocks),
    "ceiling": (lambda asked: True, _ceiling),
    "reliability": (lambda asked: True, _reliability),
    **VERDICT_SECTIONS,
    "caveats": (lambda asked: True, _caveats),
}
