"""What a report's sections are put together from: tables, charts, sentences and numbers."""

import re
import warnings
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import TYPE_CHECKING

import pandas as pd

import fsq_lab.plots as plots
from fsq_lab.ground.language import catalogue, current, install_chart_font, label, message
from fsq_lab.hypertext.words import Html, as_html, joined, whole_numbers
from fsq_lab.report import digits
from fsq_lab.report.digits import Range
from fsq_lab.report.sheets_used import Used
from fsq_lab.report.subject import About
from fsq_lab.scoring.answers import PAIR
from fsq_lab.scoring.tolerance import LEVELS
from fsq_lab.survey.questionnaire import Instrument
from fsq_lab.survey.reading import Survey

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


SHORT_TABLE = 16  # rows that stay together on paper
CHART_WIDTH = 11.0  # inches, as in a notebook
_MISSING_GLYPH = re.compile(r"Glyph (\d+) ")
_OTHER_FONTS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "SimSun", "PingFang SC",
                "Heiti SC", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei")  # fmt: skip


@dataclass
class Evaluation:
    """A survey that was read, and the tables that were computed from it so far."""

    survey: Survey
    asked: Instrument
    group: str | None
    used: Used
    about: About
    blocks: "Blocks | None" = None
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)

    @property
    def synthetic(self) -> bool:
        """Whether the file is one of the course's own, which are made by a program."""
        return "synthetic_seed" in self.survey.table.attrs

    @property
    def answers(self) -> tuple[str, ...]:
        """The questionnaire's answers, such as expectation and perception."""
        return tuple(self.asked.stems)

    @property
    def has_gaps(self) -> bool:
        """Whether expectation and perception were asked."""
        return set(PAIR) <= set(self.answers)

    @property
    def has_zone(self) -> bool:
        """Whether the zone of tolerance was asked."""
        return set(LEVELS) <= set(self.answers)

    @property
    def rows(self) -> int:
        """How many answer sheets are in the report; see `fsq_lab.report.sheets_used`."""
        return self.used.rows

    @property
    def scale(self) -> Range:
        """From where to where a mean answer can lie."""
        return Range(*self.asked.reach)

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
class Blocks:
    """Questions of the finance blocks that stand in the file beside the questionnaire's own."""

    survey: Survey
    asked: Instrument
    absent: tuple[str, ...]


def quadrant_name(quadrant: str) -> str:
    """Return what the page calls a quadrant of importance and performance."""
    return message(f"plots.field_{quadrant.replace(' ', '_')}")


def not_counted(result: pd.DataFrame) -> Iterator[Html]:
    """Say in which dimensions respondents were not asked, or answered too little, as far as there are any."""
    for column, entry in (("n_not_asked", "not_asked"), ("n_excluded", "answered_too_little")):
        told = [
            message("report.of_dimension", name=name, n=row[column]) for name, row in result.iterrows() if row[column]
        ]
        if told:
            yield paragraph(message(f"report.{entry}", counts=listed(told)))


def position_in_words(row: pd.Series) -> str:
    """Return where the perception lies: below, within or above the zone."""
    return message(f"plots.position_{row['position'].replace(' ', '_')}")


def side(name: str) -> str:
    """Return where a dimension lies against the lowest one."""
    return message(f"report.side_{name.replace(' ', '_')}")


def measure(row: pd.Series, name: str, scale: Range) -> list[str]:
    """Return a measure of the zone with its interval."""
    return estimate_row(row, name, scale.difference(), f"{name}_low", f"{name}_high")


def chart_image(draw: "Callable[[pd.DataFrame, Axes], Axes]", result: pd.DataFrame) -> Html:
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
        figure = Figure(figsize=(CHART_WIDTH, 3.8 + 0.55 * len(result)), layout="constrained")
        FigureCanvasSVG(figure)
        ax = draw(result, figure.add_subplot())
        _add_fonts(figure)
        sentence = plots.describe(ax)
        text = StringIO()
        figure.savefig(text, format="svg", metadata={"Date": None})
    data = b64encode(text.getvalue().encode()).decode()
    image = Html(f'<figure><img src="data:image/svg+xml;base64,{data}" alt="{_attribute(sentence)}"></figure>')
    missing = [match for one in caught if (match := _MISSING_GLYPH.match(str(one.message)))]
    if not missing:
        return image
    characters = listed(dict.fromkeys(chr(int(match[1])) for match in missing))
    return joined([image, paragraph(message("report.no_glyph", characters=characters))])


def _add_fonts(figure: "Figure") -> None:
    """Put the Chinese fonts of this computer behind the chart's own, for rare characters in names."""
    from matplotlib import font_manager
    from matplotlib.text import Text

    installed = {font.name for font in font_manager.fontManager.ttflist}
    others = [name for name in _OTHER_FONTS if name in installed]
    if others:
        for text in figure.findobj(Text):
            text.set_fontfamily([*text.get_fontfamily(), *others])


def table_of(heads: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> Html:
    """Return a table; its cells are plain text."""
    rows = list(rows)
    length = "short" if len(rows) <= SHORT_TABLE else "long"
    head = "".join(f'<th scope="col">{as_html(_head(name))}</th>' for name in heads)
    body = "".join(
        f'<tr><th scope="row">{as_html(first)}</th>'
        + whole_numbers("".join(f"<td>{as_html(cell)}</td>" for cell in rest))
        + "</tr>"
        for first, *rest in rows
    )
    return Html(
        f'<table class="columns-{len(heads)} {length}"><caption>{as_html(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _head(name: str) -> str:
    try:
        return message(f"report.head_{name}")
    except KeyError:
        return label(name)


def answer_name(answer: str, asked: Instrument) -> str:
    """Return what the report calls an answer: by a word of its own, or as the questionnaire does."""
    if f"head_{answer}" in catalogue(current())["report"]:
        return message(f"report.head_{answer}")
    return str(asked.stems.get(answer, answer))


def gap_row(row: pd.Series, scale: Range) -> list[str]:
    """Return expectation, perception, gap, interval and n, all with the digits that the gap's interval deserves."""
    values = [digits.mean(row[name], row["low"], row["high"]) for name in ("expectation", "perception", "gap")]
    return [*values, digits.interval(row["low"], row["high"], scale.difference()), str(row["n_used"])]


def estimate_row(row: pd.Series, column: str, within: Range | None, low: str = "low", high: str = "high") -> list[str]:
    """Return an estimate with its interval, in the digits that the interval deserves."""
    return [digits.mean(row[column], row[low], row[high]), digits.interval(row[low], row[high], within)]


def level_row(row: pd.Series, scale: Range) -> list[str]:
    """Return perception, interval and n."""
    return [*estimate_row(row, "perception", scale), str(row["n_used"])]


def is_cut(texts: Iterable[str]) -> bool:
    """Return whether any text marks a bound as cut at the end of the scale."""
    return any(re.search(rf"\d{re.escape(digits.CUT)}", text) for text in texts)


def cut_note(cells: Iterable[Sequence[str]]) -> Iterator[Html]:
    """Say what the mark means where a table marks an interval as cut at the end of the scale."""
    if is_cut(cell for row in cells for cell in row[1:]):
        yield paragraph(message("report.cut", mark=digits.CUT))


def percent(share: float) -> str:
    """Return a share as a whole percentage, or a dash where there is none."""
    return f"{100 * share:.0f}%" if share == share else nothing()


def nothing() -> str:
    """Return what stands in an empty cell."""
    return message("report.nothing")


def listed(names: Iterable[str]) -> str:
    """Return names as the current language lists them."""
    return message("plots.separator").join(names)


def words_of(key: str, **values: object) -> Html:
    """Return an entry of the catalogue's ``report`` as HTML."""
    return as_html(message(f"report.{key}", **values))


def paragraph(text: str) -> Html:
    """Return a paragraph."""
    return Html(f"<p>{as_html(text)}</p>")


def _attribute(text: str) -> str:
    from html import escape

    return escape(text, quote=True)
