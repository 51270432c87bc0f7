"""Charts that a learner drew with seaborn: the course's words and look put on them afterwards."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from fsq_lab.ground.language import CourseError, install_chart_font, label, message
from fsq_lab.plots.sentences import with_sentence
from fsq_lab.plots.style import FONT_SIZES, INK, LABEL_SIZE, LEGEND_SIZE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, HEIGHT = 10.0, 6.0  # inches
SHIFT = 20.0  # pixels from a point to the middle of its name
NEAR = (40.0, 15.0)  # pixels across and up within which two names would touch
ANSWERS = {"0": "plots.has_not", "0.0": "plots.has_not", "1": "plots.has", "1.0": "plots.has"}


def labelled(ax: "Axes", names: Iterable[object] | None = None) -> "Axes":
    """Put the course's words, in the current language, on a chart that seaborn has drawn.

    Parameters
    ----------
    ax : Axes
        What seaborn returned. The names of its axes and legend are taken as names of columns; 0 and 1 in the legend
        are told as no and yes.
    names : iterable, optional
        One name for each point of a scatter plot, in the order of the table, written beside it.

    Returns
    -------
    Axes
        The same one; `describe` says what is drawn against what, and from where to where.

    Raises
    ------
    CourseError
        When there are not as many names as points.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> from fsq_lab.ground.language import use
    >>> _ = use("en")
    >>> ax = plt.figure().subplots()
    >>> _ = ax.scatter([1, 2], [3, 4])
    >>> _ = ax.set(xlabel="satisfaction", ylabel="renewed")
    >>> labelled(ax, names=["B01", "B02"]).get_xlabel()
    'Satisfaction'
    """
    install_chart_font()
    x, y = label(ax.get_xlabel()), label(ax.get_ylabel())
    ax.set_xlabel(x, fontsize=FONT_SIZES["axes.labelsize"])
    ax.set_ylabel(y, fontsize=FONT_SIZES["axes.labelsize"])
    ax.tick_params(labelsize=LABEL_SIZE)
    figure = ax.get_figure(root=True)
    if figure is not None:
        figure.set_size_inches(WIDTH, HEIGHT)
    groups = _legend(ax)
    points = np.vstack([np.asarray(drawn.get_offsets()) for drawn in ax.collections] or [np.empty((0, 2))])
    if names is not None:
        told = [str(name) for name in names]
        if len(told) != len(points):
            raise CourseError("plots.names_of_points", names=len(told), points=len(points))
        _write_beside(ax, told, points)
    spans = [*_marked(ax.get_xticks(), ax.get_xlim()), *_marked(ax.get_yticks(), ax.get_ylim())]
    if len(points):
        spans = [*(f(points[:, 0]) for f in (np.min, np.max)), *(f(points[:, 1]) for f in (np.min, np.max))]
    told_spans = dict(zip(("left", "right", "low", "high"), map(_plain, spans), strict=True))
    sentence = message("plots.own_chart", x=x, y=y, groups=groups, **told_spans)
    return with_sentence(ax, lambda: sentence)


def _marked(ticks: Iterable[float], limits: tuple[float, float]) -> tuple[float, float]:
    """Return the first and the last mark of an axis that are seen, or its ends where no mark is."""
    seen = [float(tick) for tick in ticks if min(limits) <= tick <= max(limits)]
    return (seen[0], seen[-1]) if seen else limits


def _write_beside(ax: "Axes", names: list[str], points: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]") -> None:
    """Write each name above its point, or below where the place above is taken by another point or name."""
    ax.margins(0.12)
    places = ax.transData.transform(points)
    taken: list[tuple[float, float]] = [(float(x), float(y)) for x, y in places]
    for name, point, (x, y) in zip(names, points, places, strict=True):
        above = all(abs(x - left) > NEAR[0] or abs(y + SHIFT - up) > NEAR[1] for left, up in taken)
        shift = SHIFT if above else -SHIFT
        taken.append((float(x), float(y) + shift))
        ax.annotate(name, (float(point[0]), float(point[1])), (0, 14 if above else -14), textcoords="offset points",
                    ha="center", va="center", fontsize=LABEL_SIZE, color=INK)  # fmt: skip


def _legend(ax: "Axes") -> str:
    """Put words on the legend, move it above the chart, and return its groups as a clause."""
    legend = ax.get_legend()
    if legend is None:
        return ""
    title = legend.get_title()
    of = label(title.get_text())
    title.set_text(of)
    title.set_fontsize(LEGEND_SIZE)
    yes_or_no = {text.get_text() for text in legend.get_texts()} <= set(ANSWERS)
    for text in legend.get_texts():
        found = text.get_text()
        text.set_text(message(ANSWERS[found], name=of) if yes_or_no else label(found))
        text.set_fontsize(LABEL_SIZE)
    if yes_or_no:
        legend.set_title("")
    legend.set_loc("lower center")
    legend.set_bbox_to_anchor((0.5, 1.0))
    return message("plots.own_groups", name=of)


def _plain(value: float) -> str:
    """Return a number to three digits, never as 1.29e+06."""
    text = f"{value:.3g}"
    return f"{float(text):,.0f}" if "e+" in text else text
