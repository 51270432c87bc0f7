"""How all the course's figures look: colours, markers, sizes, and the settings that hold while one is drawn."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from fsq_lab.ground.language import install_chart_font

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.typing import RcKeyType

INK = "0.15"
PALE = "0.8"
MARKERS = "os^Dvp*XP<>"
FONT_SIZES: "dict[RcKeyType, float]" = {
    "axes.titlesize": 22,
    "axes.labelsize": 16,
    "xtick.labelsize": 17,
    "ytick.labelsize": 18,
}
LEGEND_SIZE = 17
LABEL_SIZE = 16
WIDTH = 11.0  # inches; on a screen a chart is as wide as the notebook

STYLE: "dict[RcKeyType, Any]" = {
    "figure.facecolor": "white",
    "axes.facecolor": "white",
    "axes.axisbelow": True,
    "axes.grid": True,
    "grid.linestyle": "-",
    "axes.spines.left": True,
    "axes.spines.bottom": True,
    "axes.spines.right": True,
    "axes.spines.top": True,
    "patch.force_edgecolor": True,
    "lines.solid_capstyle": "round",
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.edgecolor": PALE,
    "grid.color": PALE,
    "patch.edgecolor": "white",
    "xtick.bottom": False,
    "xtick.top": False,
    "ytick.left": False,
    "ytick.right": False,
    "xtick.direction": "out",
    "ytick.direction": "out",
    "xtick.major.size": 9.0,
    "ytick.major.size": 9.0,
    "xtick.minor.size": 6.0,
    "ytick.minor.size": 6.0,
    "xtick.major.width": 1.875,
    "ytick.major.width": 1.875,
    "xtick.minor.width": 1.5,
    "ytick.minor.width": 1.5,
    "axes.linewidth": 1.875,
    "grid.linewidth": 1.5,
    "lines.linewidth": 2.25,
    "lines.markersize": 9.0,
    "patch.linewidth": 1.5,
    "font.size": 18.0,
    "legend.fontsize": 16.5,
    "legend.title_fontsize": 18.0,
    **FONT_SIZES,
}


@contextmanager
def styled() -> Iterator[None]:
    """Set the look of the course's charts, Chinese font included, while one is drawn.

    Only what is set is set back: ``rc_context`` would also undo what a notebook's backend sets as it is loaded.
    """
    import matplotlib as mpl

    install_chart_font()
    before = {name: mpl.rcParams[name] for name in STYLE}
    mpl.rcParams.update(STYLE)
    try:
        yield
    finally:
        mpl.rcParams.update(before)


def new_axes(rows: int, extra: float = 0) -> "Axes":
    """Return the axes of a new figure that leaves each row room for its label, and a legend so many inches more."""
    import matplotlib.pyplot as plt

    height = 2.4 + max(0.46, 0.72 - 0.01 * rows) * rows + extra
    _, axes = plt.subplots(figsize=(WIDTH, height), layout="constrained")
    return axes


def colours(count: int) -> list[tuple[float, float, float]]:
    """Return so many colours from dark to light, without the darkest and the lightest; they stay apart in grey.

    >>> [round(green, 2) for _, green, _ in colours(3)]
    [0.32, 0.57, 0.79]
    """
    import matplotlib as mpl

    inner = [place / (count + 1) for place in range(1, count + 1)]
    return [(float(red), float(green), float(blue)) for red, green, blue, _ in mpl.colormaps["viridis"](inner)]


def looks(count: int) -> list[dict[str, Any]]:
    """Return for each of several series a colour and a marker."""
    return [
        {"color": colour, "marker": MARKERS[place], "markersize": 10, "markeredgecolor": INK, "linewidth": 2.5}
        for place, colour in enumerate(colours(count))
    ]


def mark(**look: Any) -> dict[str, Any]:
    """Return the look of one mark that stands by itself, on top of the lines."""
    return {"markersize": 15, "markeredgecolor": INK, "linestyle": "none", "zorder": 3, **look}
