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
        for name, (across, up) in zip(told, points, strict=True):
            ax.annotate(name, (across, up), (0, 12), textcoords="offset points", ha="center", fontsize=LABEL_SIZE,
                        color=INK)  # fmt: skip
    spans = [*ax.get_xlim(), *ax.get_ylim()]
    if len(points):
        spans = [*(f(points[:, 0]) for f in (np.min, np.max)), *(f(points[:, 1]) for f in (np.min, np.max))]
    told_spans = dict(zip(("left", "right", "low", "high"), (f"{value:.3g}" for value in spans), strict=True))
    sentence = message("plots.own_chart", x=x, y=y, groups=groups, **told_spans)
    return with_sentence(ax, lambda: sentence)


def _legend(ax: "Axes") -> str:
    """Put words on the legend, and return its groups as a clause."""
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
        title.set_text("")
    return message("plots.own_groups", name=of)
