"""A fishbone (Ishikawa) diagram, drawn from a table: causes by kind, and what is known of each."""

from typing import TYPE_CHECKING, Any

from fsq_lab.ground.language import CourseError, label, message
from fsq_lab.plots.frame import key, legend_on_top, listed
from fsq_lab.plots.sentences import with_sentence
from fsq_lab.plots.style import FONT_SIZES, INK, LABEL_SIZE, WIDTH, styled
from fsq_lab.plots.wrapping import fitted

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

EVIDENCE: dict[str, dict[str, Any]] = {
    "shown": {"marker": "o", "markerfacecolor": "#0072B2"},
    "suspected": {"marker": "o", "markerfacecolor": "white"},
    "refuted": {"marker": "X", "markerfacecolor": "#D55E00"},
}
MOST_KINDS, MOST_CAUSES, MOST_ROWS, MOST_EFFECT_ROWS = 6, 4, 3, 5
HEAD, SLANT, TAIL = 2.15, 0.55, 0.1  # inches
CHARACTER = LABEL_SIZE / 72 * 1.1
LINE = LABEL_SIZE / 72 * 1.3
FIRST, BETWEEN = 0.32, 0.2  # inches from the backbone to the first cause, and between causes


def fishbone(table: "pd.DataFrame", effect: str, ax: "Axes | None" = None) -> "Axes":
    """Draw a fishbone diagram: an effect at the head, kinds of causes as bones, causes along them.

    A fishbone orders thoughts, it proves nothing. A column of evidence shows which causes were shown by data, which are
    only suspected, and which were looked into and refuted.

    Parameters
    ----------
    table : DataFrame, one row per cause
        ``category``, the bone, and ``cause``, a short text; optional ``evidence``: ``"shown"``, ``"suspected"``,
        ``"refuted"`` or empty. Names of the course's labels are shown in its language.
    effect : str
        What is to be explained, as narrow as it was measured.
    ax : Axes, optional
        Where to draw; by default a new figure as high as it needs.

    Returns
    -------
    Axes
        `describe` tells the effect, and bone by bone the causes with what is known of them.

    Raises
    ------
    CourseError
        For columns that lack, an empty effect, an empty cause or category, an unknown word of evidence, more than six
        categories or four causes on one, a text too long for its place.

    References
    ----------
    Ishikawa (1968), *Guide to Quality Control* (English: Asian Productivity Organization, 1976).

    Examples
    --------
    >>> import pandas as pd
    >>> from fsq_lab.plots import describe
    >>> causes = pd.DataFrame({"category": ["process", "people"], "cause": ["window closed", "few smiles"]})
    >>> describe(fishbone(causes.assign(evidence=["shown", "refuted"]), "Waits over 20 minutes"))
    'Fishbone of “Waits over 20 minutes”. Process: window closed (shown by data). \
People: few smiles (refuted).'
    """
    bones = _bones(table, effect)
    pairs = -(-len(bones) // 2)
    wide = (WIDTH - HEAD - TAIL) / pairs
    most = (wide - SLANT - 0.35) / CHARACTER
    laid = {
        kind: [(fitted(label(cause), most, MOST_ROWS), known) for cause, known in causes]
        for kind, causes in bones.items()
    }
    reach = max(FIRST + sum(LINE * len(text) + BETWEEN for text, _ in causes) for causes in laid.values()) + 0.1
    head = fitted(label(effect.strip()), (HEAD - 0.35) / CHARACTER, MOST_EFFECT_ROWS)
    said = [known for known in EVIDENCE if any(known == own for causes in bones.values() for _, own in causes)]
    with styled():
        axes = ax if ax is not None else _new_axes(2 * (reach + 0.75) + 0.7 + (0.5 if said else 0))
        arrow = {"arrowstyle": "-|>", "color": INK, "linewidth": 4, "mutation_scale": 28, "shrinkA": 0, "shrinkB": 0}
        axes.annotate("", (WIDTH - HEAD + 0.02, 0), xytext=(0, 0), arrowprops=arrow, zorder=2)
        _head(axes, head)
        for place, (kind, causes) in enumerate(laid.items()):
            root = TAIL + (place // 2 + 1) * wide - 0.1
            _bone(axes, root, 1 if place % 2 == 0 else -1, reach, label(kind), causes, wide)
        axes.set_xlim(0, WIDTH)
        axes.set_ylim(-reach - 0.7, reach + 0.7)
        axes.set_axis_off()
        title = message("plots.title_fishbone")
        axes.set_title(title, fontsize=FONT_SIZES["axes.titlesize"], pad=10)
        if said:
            legend_on_top(
                axes, [key(message(f"plots.evidence_{known}"), **EVIDENCE[known]) for known in said], 3, title
            )
    return with_sentence(axes, lambda: _sentence(effect.strip(), bones))


def _bones(table: "pd.DataFrame", effect: str) -> dict[str, list[tuple[str, str]]]:
    """Return the causes of each category with what is known of them, in the order of the table."""
    if missing := [name for name in ("category", "cause") if name not in table.columns]:
        raise CourseError("plots.lacking", chart="plots.fishbone", missing=", ".join(missing))
    if table.empty:
        raise CourseError("plots.lacking_rows", chart="plots.fishbone")
    if not effect.strip():
        raise CourseError("plots.fishbone_effect")
    known = list(table["evidence"]) if "evidence" in table.columns else [""] * len(table)
    bones: dict[str, list[tuple[str, str]]] = {}
    for row, cells in enumerate(zip(table["category"], table["cause"], known, strict=True), start=1):
        kind, cause, evidence = ("" if cell is None or cell != cell else str(cell).strip() for cell in cells)
        if not kind or not cause:
            raise CourseError("plots.fishbone_empty", row=row)
        if evidence and evidence not in EVIDENCE:
            raise CourseError("plots.fishbone_evidence", row=row, evidence=evidence, known=", ".join(EVIDENCE))
        bones.setdefault(kind, []).append((cause, evidence))
    if len(bones) > MOST_KINDS:
        raise CourseError("plots.fishbone_categories", count=len(bones), most=MOST_KINDS)
    for kind, causes in bones.items():
        if len(causes) > MOST_CAUSES:
            raise CourseError("plots.fishbone_causes", category=label(kind), count=len(causes), most=MOST_CAUSES)
    return bones


def _new_axes(height: float) -> "Axes":
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(figsize=(WIDTH, height), layout="constrained")
    return axes


def _head(axes: "Axes", text: list[str]) -> None:
    box = {"facecolor": "#FBE3D0", "edgecolor": INK, "linewidth": 2, "boxstyle": "round,pad=0.4"}
    x = WIDTH - HEAD / 2 + 0.05
    axes.text(x, 0, "\n".join(text), ha="center", va="center", fontsize=LABEL_SIZE, bbox=box, zorder=4)


def _bone(
    axes: "Axes", root: float, side: int, reach: float, name: str, causes: list[tuple[list[str], str]], wide: float
) -> None:
    """Draw one bone with its causes, above the backbone (1) or below it (-1)."""
    end = root - SLANT
    axes.plot([root, end], [0, side * reach], color=INK, linewidth=3, zorder=2)
    box = {"facecolor": "#DCEBF7", "edgecolor": INK, "linewidth": 1.5, "boxstyle": "round,pad=0.25"}
    axes.text(
        end, side * (reach + 0.1), name, ha="center", va="bottom" if side > 0 else "top", fontsize=LABEL_SIZE + 1,
        bbox=box, zorder=4,
    )  # fmt: skip
    away = FIRST
    spare = (reach - 0.1 - FIRST - sum(LINE * len(text) + BETWEEN for text, _ in causes)) / len(causes)
    for text, known in causes:
        away += spare / 2
        tall = LINE * len(text)
        height = side * away if side > 0 else side * (away + tall)
        x = root - SLANT * abs(height) / reach
        axes.plot([x - wide + SLANT + 0.3, x], [height, height], color="0.5", linewidth=1.5, zorder=1)
        lean = SLANT * (LINE * (len(text) - 1)) / reach if side > 0 else 0.0
        axes.text(
            x - 0.2 - lean, height + 0.05, "\n".join(text), ha="right", va="bottom", fontsize=LABEL_SIZE,
            linespacing=1.1, zorder=3,
        )  # fmt: skip
        if known:
            look = {"markersize": 15, "markeredgecolor": INK, "markeredgewidth": 1.5, "linestyle": "none"}
            axes.plot([x], [height], zorder=5, **{**look, **EVIDENCE[known]})
        away += tall + BETWEEN + spare / 2


def _sentence(effect: str, bones: dict[str, list[tuple[str, str]]]) -> str:
    """Tell the effect, and bone by bone the causes."""
    clauses = [message("plots.describe_fishbone", effect=label(effect))]
    for kind, causes in bones.items():
        told = (
            message("plots.cause_known", cause=label(cause), known=message(f"plots.told_{known}"))
            if known
            else label(cause)
            for cause, known in causes
        )
        clauses.append(message("plots.figure_of", name=label(kind), text=listed(told)))
    return message("plots.clause").join(clauses) + message("plots.stop")
