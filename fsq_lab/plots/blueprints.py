"""A service blueprint, drawn from a table: what customers do, and who does what for it, seen and unseen."""

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from fsq_lab.ground.language import CourseError, label, message
from fsq_lab.hypertext.words import number
from fsq_lab.plots.frame import listed
from fsq_lab.plots.sentences import with_sentence
from fsq_lab.plots.style import FONT_SIZES, INK, LABEL_SIZE, WIDTH, styled
from fsq_lab.plots.wrapping import fitted, wrapped

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

LANES = ("evidence", "customer", "onstage", "backstage", "support")
LINES = {"onstage": "interaction", "backstage": "visibility", "support": "internal"}
FACES = {"evidence": "0.94", "customer": "#DCEBF7", "onstage": "#FBE3D0", "backstage": "#E4F2E1", "support": "#EFE6F5"}
FAILS = "#D55E00"
MOST_STEPS, MOST_ROWS = 6, 5
MARGIN, GAP = 1.55, 0.16  # inches: of the lanes' names, and between boxes
CHARACTER = LABEL_SIZE / 72 * 1.1  # inches, with the little that the axes are smaller than the figure
LINE = LABEL_SIZE / 72 * 1.32


def blueprint(table: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw a service blueprint: steps from left to right, lanes from what customers see to what they never see.

    The line of interaction lies below what customers do, the line of visibility below what they see staff do, the line
    of internal interaction above what supports both. F marks where a step can fail, W where customers wait.

    Parameters
    ----------
    table : DataFrame, one row per step, in order
        Text in ``customer`` and in at least one of ``evidence``, ``onstage``, ``backstage``, ``support``; an empty
        cell has no box. Optional: ``fails``, the lane in which the step can fail (several with commas between), and
        ``minutes``, how long customers wait at it. Names of the course's labels are shown in its language.
    ax : Axes, optional
        Where to draw; by default a new figure as high as it needs.

    Returns
    -------
    Axes
        `describe` tells the steps in order, lane by lane, and where they fail and wait.

    Raises
    ------
    CourseError
        For a table without ``customer`` or without a second lane, more than six steps, a text too long for its box, a
        step in which nothing happens, a failure in a lane that has no box there.

    References
    ----------
    Shostack (1984), Designing services that deliver, *Harvard Business Review* 62(1), 133-139; Bitner, Ostrom and
    Morgan (2008), Service blueprinting, *California Management Review* 50(3), 66-94.

    Examples
    --------
    >>> import pandas as pd
    >>> from fsq_lab.plots import describe
    >>> steps = pd.DataFrame({"customer": ["takes a ticket", "waits"], "onstage": ["", "calls the number"]})
    >>> describe(blueprint(steps.assign(fails=["", "onstage"], minutes=[0, 26])))
    'Service blueprint of 2 steps. 1 Customer: takes a ticket. 2 Customer: waits; Onstage: calls the number. \
F, can fail: step 2 (Onstage). W, waiting: step 2 (26 minutes).'
    """
    lanes = _lanes(table)
    steps = _steps(table, lanes)
    fails = _fails(table, steps)
    waits = _waits(table)
    wide = (WIDTH - MARGIN) / len(steps)
    texts = {
        (place, lane): fitted(label(step[lane]), (wide - 2 * GAP) / CHARACTER, MOST_ROWS)
        for place, step in enumerate(steps)
        for lane in lanes
        if step[lane]
    }
    tall = {
        lane: 0.34 + LINE * max([len(text) for (_, own), text in texts.items() if own == lane] or [1]) for lane in lanes
    }
    room = {lane: tall[lane] + 0.62 for lane in lanes}
    with styled():
        axes = ax if ax is not None else _new_axes(sum(room.values()) + 1.25)
        top = 0.0
        middles = {}
        for lane in lanes:
            middles[lane] = top + room[lane] / 2
            if lane in LINES and lane != lanes[0]:
                _line(axes, top, _line_name(lanes, lane))
            name = wrapped(label(lane), (MARGIN - 0.2) / CHARACTER)
            axes.text(0.05, middles[lane], "\n".join(name), ha="left", va="center", fontsize=LABEL_SIZE)
            top += room[lane]
        for place in range(len(steps)):
            _connect(axes, place, [lane for lane in lanes if (place, lane) in texts], middles, tall, wide)
            if place + 1 < len(steps):
                _onward(axes, place, middles["customer"], wide)
        for (place, lane), text in texts.items():
            _box(axes, place, lane, text, middles[lane], tall[lane], wide, (place, lane) in fails)
        for place, minutes in waits.items():
            _wait(axes, place, minutes, middles["customer"], tall["customer"], wide)
        axes.set_xlim(0, WIDTH)
        axes.set_ylim(top, 0)
        axes.set_axis_off()
        axes.set_title(message("plots.title_blueprint"), fontsize=FONT_SIZES["axes.titlesize"], pad=10)
        if fails or waits:
            said = message("plots.blueprint_marks")
            axes.text(0.5, -0.01, said, transform=axes.transAxes, ha="center", va="top", fontsize=LABEL_SIZE)
    return with_sentence(axes, lambda: _sentence(steps, lanes, fails, waits))


def _lanes(table: "pd.DataFrame") -> list[str]:
    lanes = [lane for lane in LANES if lane in table.columns]
    if "customer" not in lanes or len(lanes) < 2:
        raise CourseError("plots.blueprint_lanes", lanes=", ".join(LANES), given=", ".join(map(str, table.columns)))
    if not 1 <= len(table) <= MOST_STEPS:
        raise CourseError("plots.blueprint_steps", count=len(table), most=MOST_STEPS)
    return lanes


def _steps(table: "pd.DataFrame", lanes: list[str]) -> list[dict[str, str]]:
    steps = [{lane: _text(row[lane]) for lane in lanes} for row in table[lanes].to_dict("records")]
    for place, step in enumerate(steps, start=1):
        if not any(step.values()):
            raise CourseError("plots.blueprint_empty", step=place)
    return steps


def _text(value: Any) -> str:
    """Return a cell's text, none where it is missing.

    >>> _text(" waits "), _text(float("nan")), _text(None)
    ('waits', '', '')
    """
    return "" if value is None or value != value else str(value).strip()


def _fails(table: "pd.DataFrame", steps: list[dict[str, str]]) -> list[tuple[int, str]]:
    found = []
    for place, cell in enumerate(table["fails"] if "fails" in table.columns else []):
        for lane in filter(None, (part.strip() for part in _text(cell).split(","))):
            if not steps[place].get(lane):
                raise CourseError("plots.blueprint_fails", step=place + 1, lane=lane, lanes=", ".join(LANES))
            found.append((place, lane))
    return found


def _waits(table: "pd.DataFrame") -> dict[int, float]:
    if "minutes" not in table.columns:
        return {}
    return {
        place: float(value) for place, value in enumerate(table["minutes"]) if value == value and value and value > 0
    }


def _new_axes(height: float) -> "Axes":
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(figsize=(WIDTH, height), layout="constrained")
    return axes


def _line_name(lanes: list[str], lane: str) -> str:
    """Return the line above a lane: where the one between is left out, the stricter of the two."""
    if lane == "support" and "backstage" not in lanes:
        return message("plots.line_visibility")
    return message(f"plots.line_{LINES[lane]}")


def _line(axes: "Axes", height: float, name: str) -> None:
    axes.plot([0, WIDTH], [height, height], color=INK, linewidth=2, linestyle=(0, (6, 4)), zorder=1)
    box = {"facecolor": "white", "edgecolor": "none", "boxstyle": "round,pad=0.1"}
    axes.text(0.05, height, name, ha="left", va="center", fontsize=LABEL_SIZE - 2, bbox=box, zorder=2)


def _box(
    axes: "Axes", place: int, lane: str, text: list[str], middle: float, tall: float, wide: float, fails: bool
) -> None:
    from matplotlib.patches import FancyBboxPatch

    left = MARGIN + place * wide + GAP
    shape = FancyBboxPatch(
        (left, middle - tall / 2), wide - 2 * GAP, tall, boxstyle="round,pad=0,rounding_size=0.08",
        facecolor=FACES[lane], edgecolor=FAILS if fails else INK, linewidth=3.5 if fails else 1.5, zorder=3,
    )  # fmt: skip
    axes.add_patch(shape)
    axes.text(
        left + wide / 2 - GAP, middle, "\n".join(text), ha="center", va="center", fontsize=LABEL_SIZE,
        linespacing=1.15, zorder=4,
    )  # fmt: skip
    if fails:
        _badge(axes, left + wide - 2 * GAP, middle - tall / 2, "F", FAILS, "o")


def _badge(axes: "Axes", x: float, y: float, letter: str, colour: str, marker: str) -> None:
    axes.plot(x, y, marker=marker, markersize=23, markerfacecolor=colour, markeredgecolor="white", zorder=5)
    axes.text(x, y, letter, ha="center", va="center_baseline", fontsize=LABEL_SIZE - 2, color="white", zorder=6)


def _wait(axes: "Axes", place: int, minutes: float, middle: float, tall: float, wide: float) -> None:
    """Write how long customers wait, with a W, under what they do."""
    left = MARGIN + place * wide + GAP
    low = middle + tall / 2
    _badge(axes, left, low, "W", "0.25", "s")
    told = message("plots.blueprint_minutes", minutes=f"{minutes:g}")
    box = {"facecolor": "white", "edgecolor": "none", "boxstyle": "round,pad=0.1"}
    axes.text(left + 0.2, low + 0.03, told, ha="left", va="top", fontsize=LABEL_SIZE - 2, zorder=5, bbox=box)


def _connect(
    axes: "Axes", place: int, there: list[str], middles: dict[str, float], tall: dict[str, float], wide: float
) -> None:
    """Join the boxes of one step."""
    x = MARGIN + (place + 0.5) * wide
    for upper, lower in pairwise(there):
        ends = [middles[upper] + tall[upper] / 2, middles[lower] - tall[lower] / 2]
        axes.plot([x, x], ends, color="0.4", linewidth=2, zorder=2)


def _onward(axes: "Axes", place: int, middle: float, wide: float) -> None:
    """Draw the arrow from what a customer does to what he does next."""
    end = MARGIN + (place + 1) * wide + GAP
    arrow = {"arrowstyle": "-|>", "color": INK, "linewidth": 2, "mutation_scale": 18, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", (end, middle), xytext=(end - 2 * GAP, middle), arrowprops=arrow, zorder=4)


def _sentence(
    steps: list[dict[str, str]], lanes: list[str], fails: list[tuple[int, str]], waits: dict[int, float]
) -> str:
    """Tell the steps in order, then where they fail and where customers wait."""
    clauses = [message("plots.describe_blueprint", count=len(steps))]
    for place, step in enumerate(steps, start=1):
        parts = [message("plots.figure_of", name=label(lane), text=label(step[lane])) for lane in lanes if step[lane]]
        clauses.append(message("plots.blueprint_step", step=place, parts=message("plots.and").join(parts)))
    if fails:
        told = (message("plots.blueprint_at", step=place + 1, what=label(lane)) for place, lane in fails)
        clauses.append(message("plots.blueprint_fail_points", steps=listed(told)))
    if waits:
        told = (
            message(
                "plots.blueprint_at", step=place + 1, what=message("plots.blueprint_minutes", minutes=_short(value))
            )
            for place, value in waits.items()
        )
        clauses.append(message("plots.blueprint_waits", steps=listed(told)))
    return message("plots.clause").join(clauses) + message("plots.stop")


def _short(value: float) -> str:
    return f"{value:g}" if value == round(value) else number(value, 1)
