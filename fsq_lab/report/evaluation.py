"""A survey's evaluation as one self-contained page: what a branch manager can read, print and pass on."""

import re
import warnings
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

import pandas as pd

from fsq_lab import plots
from fsq_lab.ground.course import course_folder, course_version
from fsq_lab.ground.language import CourseError, install_chart_font, label, message
from fsq_lab.hypertext.pages import page
from fsq_lab.hypertext.words import as_html, number
from fsq_lab.plots.comparisons import reason
from fsq_lab.report.appendix import appendix
from fsq_lab.report.findings import MINIMUM_N, findings
from fsq_lab.scoring import reliability, servqual
from fsq_lab.scoring.answers import PAIR
from fsq_lab.scoring.tolerance import LEVELS
from fsq_lab.survey.instruments import Instrument
from fsq_lab.survey.instruments import instrument as find_instrument
from fsq_lab.survey.reading import Survey, part_in, read_mapping, read_survey

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BLOCKS = "finance_blocks"
MOST_GROUPS = 40
NAME_LENGTH = 24
SHORT_TABLE = 16  # rows that stay together on paper
CHART_WIDTH = 9.0  # inches: text of 14 points is then about 8 points on a phone

Progress = Callable[[str, int, int], None]

_MISSING_GLYPH = re.compile(r"Glyph (\d+) ")
_OTHER_FONTS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "SimSun", "PingFang SC",
                "Heiti SC", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei")  # fmt: skip


@dataclass
class _Evaluation:
    """A survey that was read, and the tables that were computed from it so far."""

    survey: Survey
    asked: Instrument
    group: str | None
    synthetic: bool
    blocks: "_Blocks | None" = None
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)

    @property
    def answers(self) -> tuple[str, ...]:
        return tuple(self.asked.stems)

    @property
    def has_gaps(self) -> bool:
        return set(PAIR) <= set(self.answers)

    @property
    def has_zone(self) -> bool:
        return set(LEVELS) <= set(self.answers)

    @property
    def rows(self) -> int:
        return len(self.survey.table)

    def keep(self, name: str, table: pd.DataFrame) -> pd.DataFrame:
        """Keep a table for the appendix, and return it with the dimensions' names for the reader."""
        self.tables[name] = table
        names = {dimension: str(wording) for dimension, wording in self.asked.dimension_names}
        shown = table.rename(index=names) if table.index.name == "dimension" else table.copy()
        if "dimension" in shown:
            shown["dimension"] = shown["dimension"].replace(names)
        shown.attrs = {}
        return shown


@dataclass(frozen=True)
class _Blocks:
    """Questions of the finance blocks that stand in the file beside the questionnaire's own."""

    survey: Survey
    asked: Instrument
    absent: tuple[str, ...]


def write_report(
    path: Path,
    instrument: str,
    out: Path,
    group: str | None = None,
    mapping: Path | None = None,
    sheet: str | None = None,
    progress: Progress | None = None,
) -> Path:
    """Evaluate a survey file and write the report; see `evaluate`.

    Raises
    ------
    CourseError
        As `evaluate`, and when `out` is the survey file itself, no HTML file, or cannot be written.
    """
    if out.suffix.lower() not in (".html", ".htm"):
        raise CourseError("report.not_html", file=out)
    if out.is_dir() or not out.parent.is_dir():
        raise CourseError("report.no_folder", file=out, folder=out.parent)
    written = evaluate(path, instrument, group, mapping, sheet, progress)
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
) -> str:
    """Evaluate a survey file and return the report as HTML, in the current language.

    A section that cannot be computed says why in its place; the others stand.

    Parameters
    ----------
    path, mapping, sheet
        As for `fsq_lab.survey.reading.read_survey`.
    instrument : str
        A shipped questionnaire's name, the path of one's own file, or several joined by ``+``; see
        `fsq_lab.survey.instruments.instrument`.
    group : str, optional
        The column of the survey table with each respondent's group; by default the questionnaire's first text
        question, such as the branch, where at least two groups are named.
    progress : callable, optional
        Called with the section's name, how many are done and how many there are.

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
    >>> exports = course_folder() / "datasets" / "exports"
    >>> from fsq_lab.ground.language import use
    >>> use("en")
    >>> html = evaluate(exports / "branch_survey_gb18030.csv", "bank_branch")
    >>> html.count("<img")
    4
    """
    asked = find_instrument(instrument)
    tell = progress or (lambda name, done, total: None)
    tell(message("report.reading"), 0, len(_SECTIONS))
    survey, blocks = _read(path, asked, read_mapping(mapping) if mapping else {}, sheet)
    found = _Evaluation(survey, asked, _group(survey.table, asked, group), _is_synthetic(path), blocks)
    sections = [name for name, (fits, _) in _SECTIONS.items() if fits(asked) and (name != "blocks" or blocks)]
    total = len(sections) + 1
    parts = []
    for done, name in enumerate(sections, start=1):
        tell(message(f"report.{name}"), done, total)
        parts.append(_section(found, name))
    tell(message("report.reading"), total, total)
    title = message("report.title", instrument=asked.title)
    header = f"<header><h1>{as_html(title)}</h1>{_paragraph(_source(found))}</header>"
    return page(title, "\n".join([header, _headline(found), *parts, appendix(found.tables, found.asked)]), "report")


def _read(path: Path, asked: Instrument, mapping: dict[str, str], sheet: str | None) -> tuple[Survey, _Blocks | None]:
    """Read a survey, and apart from it the blocks that were joined, or finance blocks that stand in the file."""
    if asked.blocks:
        survey = read_survey(path, asked, mapping, sheet)
        return survey, _Blocks(survey, _together(asked.blocks), ())
    blocks = find_instrument(BLOCKS)
    apart = {column for column in blocks.item_columns if column not in asked.table_columns}
    theirs = {header: column for header, column in mapping.items() if column in apart}
    own = {header: column for header, column in mapping.items() if column not in apart}
    survey = read_survey(path, asked, own, sheet)
    dropped = {header for header, _ in survey.report.dropped}
    if asked.id == BLOCKS or not dropped:
        return survey, None
    part, absent = part_in(path, blocks, theirs, sheet)
    if not part.dimensions and not absent:
        return survey, None
    if not part.dimensions:
        return survey, _Blocks(survey, part, absent)
    read = read_survey(path, part, theirs, sheet)
    used = {header for column, header in read.report.matched.items() if column in part.item_columns}
    if not used <= dropped:
        return survey, None
    left = tuple((header, why) for header, why in survey.report.dropped if header not in used)
    return Survey(survey.table, replace(survey.report, dropped=left)), _Blocks(read, part, absent)


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


def _is_synthetic(path: Path) -> bool:
    """Return whether a file is one of the course's synthetic tables, byte by byte."""
    shipped = [
        file for folder in ("synthetic", "exports") for file in (course_folder() / "datasets" / folder).glob("*.csv")
    ]
    digest = sha256(path.read_bytes()).digest()
    return any(sha256(file.read_bytes()).digest() == digest for file in shipped)


def _section(found: _Evaluation, name: str) -> str:
    """Return a section, or its heading with the reason why it is empty."""
    try:
        content = "".join(_SECTIONS[name][1](found))
    except CourseError as error:
        content = f'<p class="left-out">{_words("left_out", reason=error)}</p>'
    return f'<section id="{name}"><h2>{_words(name)}</h2>{content}</section>'


# ---- what the report says first


def _source(found: _Evaluation) -> str:
    text = message("report.source", file=found.survey.report.file, n=found.rows, version=course_version())
    return text + (message("report.synthetic") if found.synthetic else "")


def _headline(found: _Evaluation) -> str:
    """Say first what the tables carry, and what to do with it."""
    said = findings(found.survey.table, found.asked, found.tables, found.survey.report)
    details = "".join(f"<li>{as_html(detail)}</li>" for detail in said.details)
    actions = "".join(f"<li>{as_html(action.text)}{_parts(action.parts)}</li>" for action in said.actions)
    return (
        f'<section class="headline" aria-labelledby="finding"><h2 id="finding">{_words("finding")}</h2>'
        f'<p class="lead">{as_html(said.lead)}</p>'
        + (f"<ul>{details}</ul>" if details else "")
        + (f"<h3>{as_html(message('findings.tomorrow'))}</h3><ol>{actions}</ol>" if actions else "")
        + "</section>"
    )


def _parts(parts: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{as_html(part)}</li>" for part in parts) + "</ul>" if parts else ""


# ---- the sections


def _responses(found: _Evaluation) -> Iterator[str]:
    yield found.survey.report._repr_html_()
    if found.survey.report.duplicates or found.survey.report.straight:
        yield _paragraph(message("report.kept"))


def _reliability(found: _Evaluation) -> Iterator[str]:
    rows, computed = [], []
    reasons: dict[str, list[str]] = {}
    for answer in found.answers:
        for dimension, wording in found.asked.dimension_names:
            columns = [f"{answer}_{item}" for item in found.asked.items_of(dimension)]
            try:
                one = reliability.alpha(found.survey.table[columns])
            except CourseError as error:
                place = message("report.alpha_place", answer=_answer_name(answer), dimension=wording)
                reasons.setdefault(str(error), []).append(place)
                continue
            computed.append({"answer": answer, "dimension": dimension, **one.to_dict()})
            rows.append(
                [
                    _answer_name(answer),
                    str(wording),
                    number(one["alpha"]),
                    _interval(one["low"], one["high"]),
                    str(one["n_used"]),
                ]
            )
    yield _paragraph(message("report.about_alpha"))
    if computed:
        found.tables["reliability"] = pd.DataFrame(computed).set_index(["answer", "dimension"])
        yield _table(["answer", "dimension", "alpha", "interval", "n"], rows, message("report.alpha_caption"))
    for why, places in reasons.items():
        told = message("report.alpha_left_out", places=_listed(places), reason=why)
        yield f'<p class="left-out">{as_html(told)}</p>'


def _gaps(found: _Evaluation) -> Iterator[str]:
    table = found.survey.table
    result = found.keep("gaps", servqual.gaps(table, instrument=found.asked))
    if not result["n_used"].any():
        raise CourseError("report.no_pairs", rows=found.rows)
    total = servqual.gaps(table, "total", found.asked)
    found.tables["gaps_total"] = total
    yield _chart(plots.gaps, result)
    yield _chart(plots.dumbbell, result)
    rows = [[str(name), *_gap_row(row)] for name, row in result.iterrows()]
    rows += [[message("labels.total"), *_gap_row(row)] for _, row in total.iterrows()]
    heads = ["dimension", "expectation", "perception", "gap", "interval", "n"]
    yield _table(heads, rows, message("report.gaps_caption", rows=found.rows))
    yield from _not_counted(result)
    yield _paragraph(message("report.about_gaps"))


def _items(found: _Evaluation) -> Iterator[str]:
    wordings = {item.number: str(item.wording) for item in found.asked.items}
    table = found.survey.table
    for answer in found.answers:
        profile = servqual.profile(table, answer, found.asked)
        found.tables[f"profile_{answer}"] = profile
    if found.has_gaps:
        result = found.keep("gaps_items", servqual.gaps(table, "item", found.asked))
        rows = [[f"{item}. {wordings[int(str(item))]}", *_gap_row(row)[2:]] for item, row in result.iterrows()]
        yield _table(["item", "gap", "interval", "n"], rows, message("report.items_caption", rows=found.rows))
    else:
        result = found.keep("perception_items", servqual.servperf(table, "item", found.asked))
        rows = [[f"{item}. {wordings[int(str(item))]}", *_level_row(row)] for item, row in result.iterrows()]
        yield _table(["item", "perception", "interval", "n"], rows, message("report.levels_caption", rows=found.rows))
    shown = found.keep("profile_perception", found.tables["profile_perception"])
    yield _paragraph(message("report.about_profile"))
    yield _chart(plots.response_profile, shown)


def _perception(found: _Evaluation) -> Iterator[str]:
    result = found.keep("perception", servqual.servperf(found.survey.table, "dimension", found.asked))
    if not result["n_used"].any():
        raise CourseError("report.no_perceptions", rows=found.rows)
    yield _paragraph(message("report.about_perception"))
    rows = [[str(name), *_level_row(row)] for name, row in result.iterrows()]
    yield _table(["dimension", "perception", "interval", "n"], rows, message("report.levels_caption", rows=found.rows))


def _ceiling(found: _Evaluation) -> Iterator[str]:
    answer = "expectation" if "expectation" in found.answers else found.answers[-1]
    result = found.keep("ceiling", servqual.ceiling(found.survey.table, answer, "dimension", found.asked))
    top = found.asked.scale.high
    flags = {True: message("report.yes"), False: message("report.no")}
    rows = [
        [
            str(name),
            _percent(row["share_top"]),
            number(row["mean"]) if row["n_used"] else _nothing(),
            flags[bool(row["at_ceiling"])] if row["n_used"] else _nothing(),
            str(row["n_used"]),
        ]
        for name, row in result.iterrows()
    ]
    pressed = [str(name) for name in result.index[result["at_ceiling"].fillna(False)]]
    yield _paragraph(
        message("report.at_ceiling", names=_listed(pressed)) if pressed else message("report.not_at_ceiling")
    )
    heads = ["dimension", "share_top", "mean", "ceiling_flag", "n"]
    yield _table(heads, rows, message("report.ceiling_caption", answer=_answer_name(answer), top=top))


def _comparison(found: _Evaluation) -> Iterator[str]:
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
    yield _chart(
        plots.comparison, drawn.set_axis([_short(label(str(name))) for name in drawn.index]).rename_axis(found.group)
    )
    if len(drawn) < len(shown):
        yield _paragraph(message("report.many_groups", count=len(shown), most=MOST_GROUPS // 2))
    yield _verdicts(shown, "gap", found.group, found.rows)
    if len(shown) < len(result):
        yield _paragraph(message("report.small_groups", count=len(result) - len(shown), n=MINIMUM_N))
    yield _paragraph(message("report.about_comparison"))
    without = int(table[found.group].isna().sum())
    if without:
        yield _paragraph(message("report.without_group", n=without))


def _worth_showing(result: pd.DataFrame) -> pd.DataFrame:
    """Return the groups to show: all, or of very many those that were compared."""
    if len(result) <= MOST_GROUPS:
        return result
    compared = result[~result["note"].str.startswith("not compared")]
    if compared.empty:
        raise CourseError("report.groups_too_small", group=result.index.name, count=len(result), n=MINIMUM_N)
    return compared


def _short(name: str) -> str:
    """Return a name short enough to stand beside a chart; Chinese characters are twice as wide as Latin ones."""
    width = 0
    for place, character in enumerate(name):
        width += 2 if east_asian_width(character) in "WF" else 1
        if width > NAME_LENGTH:
            return f"{name[:place]}…"
    return name


def _levels_by_group(found: _Evaluation, group: str) -> Iterator[str]:
    """Show each group's level where there are no gaps to compare; this is no test of their difference."""
    table = found.survey.table
    if found.asked.kept_apart:
        yield from _blocks_by_group(found, group)
        return
    yield _paragraph(message("report.about_levels_by_group"))
    if found.has_zone:
        zones = servqual.tolerance(table, found.asked, "total", group=group)
        found.tables["tolerance_groups"] = zones
        told = [
            [
                str(name),
                _value(row["msa"]),
                _interval(row["msa_low"], row["msa_high"]),
                _position(row),
                str(row["n_used"]),
            ]
            for name, row in zones.droplevel(1).iterrows()
        ]
        yield _table(
            [group, "msa", "interval", "position", "n"], told, message("report.zones_caption", rows=found.rows)
        )
    else:
        levels = servqual.servperf(table, "total", found.asked, group=group)
        found.tables["perception_groups"] = levels
        rows = [[str(name), *_level_row(row)] for name, row in levels.droplevel(1).iterrows()]
        caption = message("report.levels_caption", rows=found.rows)
        yield _table([group, "perception", "interval", "n"], rows, caption)
    result = servqual.compare(table, group, "total", MINIMUM_N, found.asked, of="perception")
    found.tables["comparison"] = result
    yield _verdicts(_worth_showing(result), "perception", group, found.rows)
    yield _paragraph(message("report.about_comparison"))


def _blocks_by_group(found: _Evaluation, group: str) -> Iterator[str]:
    """Show each group's score of each block, for questionnaires whose parts make no total."""
    levels = servqual.servperf(found.survey.table, "dimension", found.asked, group=group)
    found.tables["perception_groups"] = levels
    names = dict(found.asked.dimension_names)
    places = zip(*(levels.index.get_level_values(level) for level in (0, 1)), levels.iterrows(), strict=True)
    rows = [[str(name), str(names[str(block)]), *_level_row(row)] for name, block, (_, row) in places]
    yield _paragraph(message("report.about_blocks_by_group"))
    caption = message("report.levels_caption", rows=found.rows)
    yield _table([group, "block", "perception", "interval", "n"], rows, caption)


def _verdicts(result: pd.DataFrame, of: str, group: str, respondents: int) -> str:
    """Return the table of comparisons, the lowest group first."""
    rows = [
        [
            str(name),
            _value(row[of]),
            _value(row["difference"]),
            _interval(row["low"], row["high"]),
            reason(str(row["note"])),
            str(row["n_used"]),
        ]
        for name, row in result.sort_values("difference", kind="stable").iterrows()
    ]
    caption = message("report.comparison_caption", n=MINIMUM_N, group=label(group), rows=respondents)
    return _table([group, of, "difference", "interval", "note", "n"], rows, caption)


def _weights(found: _Evaluation) -> Iterator[str]:
    table = found.survey.table
    result = found.keep("weights", servqual.weights(table, found.asked))
    if not result["n_used"].any():
        raise CourseError("report.no_weights", excluded=int(result["n_excluded"].max()), rows=found.rows)
    if "gaps" in found.tables and found.tables["gaps"]["n_used"].any():
        yield _chart(lambda one, ax: plots.weight_gap(result, one, ax), found.keep("gaps", found.tables["gaps"]))
    rows = [
        [str(name), number(row["weight"]), _interval(row["low"], row["high"]), str(row["n_used"])]
        for name, row in result.iterrows()
    ]
    counts = {name: int(result[name].iloc[0]) for name in ("n_rescaled", "n_excluded", "n_missing")}
    yield _table(["dimension", "weight", "interval", "n"], rows, message("report.weights_caption", **counts))
    if found.has_gaps:
        totals = servqual.weighted(table, "gap", found.asked)
        found.tables["weighted_gaps"] = totals
        told = [
            [message(f"report.{order}"), _value(row["gap"]), _interval(row["low"], row["high"]), str(row["n_used"])]
            for order, row in totals.iterrows()
        ]
        yield _table(["total_of", "gap", "interval", "n"], told, message("report.weighted_caption"))
    yield _paragraph(message("report.about_weights"))


def _tolerance(found: _Evaluation) -> Iterator[str]:
    result = found.keep("tolerance", servqual.tolerance(found.survey.table, found.asked))
    yield _chart(plots.tolerance, result)
    levels = [
        [str(name), *(_value(row[level]) for level in LEVELS), _position(row), str(row["n_used"])]
        for name, row in result.iterrows()
    ]
    caption = message("report.tolerance_caption", reversed=int(result["n_reversed"].max()), rows=found.rows)
    yield _table(["dimension", *LEVELS, "position", "n"], levels, caption)
    yield from _not_counted(result)
    measures = [
        [str(name), *_measure(row, "msa"), *_measure(row, "mss"), str(row["n_used"])] for name, row in result.iterrows()
    ]
    heads = ["dimension", "msa", "interval", "mss", "interval", "n"]
    yield _table(heads, measures, message("report.measures_caption"))
    found.tables["tolerance_items"] = servqual.tolerance(found.survey.table, found.asked, "item")


def _not_counted(result: pd.DataFrame) -> Iterator[str]:
    """Say in which dimensions respondents were not asked, or answered too little, as far as there are any."""
    for column, entry in (("n_not_asked", "not_asked"), ("n_excluded", "answered_too_little")):
        told = [
            message("report.of_dimension", name=name, n=row[column]) for name, row in result.iterrows() if row[column]
        ]
        if told:
            yield _paragraph(message(f"report.{entry}", counts=_listed(told)))


def _position(row: pd.Series) -> str:
    return message(f"plots.position_{row['position'].replace(' ', '_')}")


def _measure(row: pd.Series, name: str) -> list[str]:
    return [_value(row[name]), _interval(row[f"{name}_low"], row[f"{name}_high"])]


def _finance_blocks(found: _Evaluation) -> Iterator[str]:
    """Show the finance blocks, each by itself and none of them added to the dimensions."""
    blocks = found.blocks
    assert blocks is not None
    yield _paragraph(message("report.about_blocks"))
    if blocks.absent:
        told = message("report.blocks_absent", columns=_listed(blocks.absent))
        yield f'<p class="left-out">{as_html(told)}</p>'
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
        [names[str(name)], *_level_row(row)[:2], str(inexperienced[str(name)]), str(row["n_used"])]
        for name, row in result.iterrows()
    ]
    heads = ["block", "perception", "interval", "no_experience", "n"]
    yield _table(heads, rows, message("report.blocks_caption", rows=len(table)))
    wordings = {item.number: str(item.wording) for item in blocks.asked.items}
    told_items = [[wordings[int(str(item))], *_level_row(row)] for item, row in items.iterrows()]
    caption = message("report.levels_caption", rows=len(table))
    yield _table(["item", "perception", "interval", "n"], told_items, caption)


def _caveats(found: _Evaluation) -> Iterator[str]:
    said = [message("report.caveat_sample", n=found.rows), message("report.caveat_scale")]
    if found.has_gaps:
        said.append(message("report.caveat_gap"))
    if "comparison" in found.tables:
        said.append(message("report.caveat_groups"))
    said += [message("report.caveat_cause"), message("report.caveat_tool")]
    if found.synthetic:
        said.insert(0, message("report.caveat_synthetic"))
    yield "<ul>" + "".join(f"<li>{as_html(text)}</li>" for text in said) + "</ul>"


_SECTIONS: dict[str, tuple[Callable[[Instrument], bool], Callable[[_Evaluation], Iterator[str]]]] = {
    "responses": (lambda asked: True, _responses),
    "gaps": (lambda asked: set(PAIR) <= set(asked.stems), _gaps),
    "tolerance": (lambda asked: set(LEVELS) <= set(asked.stems), _tolerance),
    "perception": (lambda asked: "expectation" not in asked.stems, _perception),
    "comparison": (lambda asked: any(one.kind == "text" for one in asked.questions), _comparison),
    "weights": (lambda asked: any(one.kind == "points" for one in asked.questions), _weights),
    "items": (lambda asked: True, _items),
    "blocks": (lambda asked: True, _finance_blocks),
    "ceiling": (lambda asked: True, _ceiling),
    "reliability": (lambda asked: True, _reliability),
    "caveats": (lambda asked: True, _caveats),
}


# ---- charts, tables and texts


def _chart(draw: "Callable[[pd.DataFrame, Axes], Axes]", result: pd.DataFrame) -> str:
    """Draw a chart and return it as an image inside the page, with its sentence as text.

    Names from the file are drawn as they stand, never as formulas; characters without a font are named.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with (
        mpl.rc_context({"svg.fonttype": "path", "svg.hashsalt": "fsq", "text.parse_math": False}),
        warnings.catch_warnings(record=True) as caught,
    ):
        warnings.simplefilter("always")
        install_chart_font()
        figure = Figure(figsize=(CHART_WIDTH, 3.4 + 0.45 * len(result)), layout="constrained")
        FigureCanvasSVG(figure)
        ax = draw(result, figure.add_subplot())
        _add_fonts(figure)
        sentence = plots.describe(ax)
        text = StringIO()
        figure.savefig(text, format="svg", metadata={"Date": None})
    data = b64encode(text.getvalue().encode()).decode()
    image = f'<figure><img src="data:image/svg+xml;base64,{data}" alt="{_attribute(sentence)}"></figure>'
    missing = [match for one in caught if (match := _MISSING_GLYPH.match(str(one.message)))]
    if not missing:
        return image
    characters = _listed(dict.fromkeys(chr(int(match[1])) for match in missing))
    return image + _paragraph(message("report.no_glyph", characters=characters))


def _add_fonts(figure: "Figure") -> None:
    """Put the Chinese fonts of this computer behind the chart's own, for rare characters in names."""
    from matplotlib import font_manager
    from matplotlib.text import Text

    installed = {font.name for font in font_manager.fontManager.ttflist}
    others = [name for name in _OTHER_FONTS if name in installed]
    if others:
        for text in figure.findobj(Text):
            text.set_fontfamily([*text.get_fontfamily(), *others])


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> str:
    """Return a table; cells that begin with a tag are HTML already, the others plain text."""
    rows = list(rows)
    length = "short" if len(rows) <= SHORT_TABLE else "long"
    head = "".join(f'<th scope="col">{as_html(_head(name))}</th>' for name in heads)
    body = "".join(
        f'<tr><th scope="row">{_cell(first)}</th>' + "".join(f"<td>{_cell(cell)}</td>" for cell in rest) + "</tr>"
        for first, *rest in rows
    )
    return (
        f'<table class="columns-{len(heads)} {length}"><caption>{as_html(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cell(text: str) -> str:
    return text if text.startswith("<span") else as_html(text)


def _head(name: str) -> str:
    try:
        return message(f"report.head_{name}")
    except KeyError:
        return label(name)


def _answer_name(answer: str) -> str:
    return message(f"report.head_{answer}")


def _gap_row(row: pd.Series) -> list[str]:
    values = [_value(row[name]) for name in ("expectation", "perception", "gap")]
    return [*values, _interval(row["low"], row["high"]), str(row["n_used"])]


def _level_row(row: pd.Series) -> list[str]:
    return [_value(row["perception"]), _interval(row["low"], row["high"]), str(row["n_used"])]


def _value(value: float) -> str:
    return number(value) if value == value else _nothing()


def _interval(low: float, high: float) -> str:
    return message("report.bounds", low=number(low), high=number(high)) if low == low else _nothing()


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%" if share == share else _nothing()


def _nothing() -> str:
    return message("report.nothing")


def _listed(names: Iterable[str]) -> str:
    return message("plots.separator").join(names)


def _words(key: str, **values: object) -> str:
    return as_html(message(f"report.{key}", **values))


def _paragraph(text: str) -> str:
    return f"<p>{as_html(text)}</p>"


def _attribute(text: str) -> str:
    from html import escape

    return escape(text, quote=True)
