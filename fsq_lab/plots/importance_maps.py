"""Maps of what matters: importance against performance with both pairs of crosshairs, and Kano's map with intervals."""

from typing import TYPE_CHECKING, Any

import numpy as np

from fsq_lab.ground.language import label, message
from fsq_lab.hypertext.words import number
from fsq_lab.plots.frame import beside, head_and_foot, key, legend_on_top, listed
from fsq_lab.plots.sentences import sentence_of, synthetic_note, with_sentence
from fsq_lab.plots.standards import require_columns
from fsq_lab.plots.style import INK, LABEL_SIZE, PALE, colours, looks, mark, new_axes, styled
from fsq_lab.scoring.decisions.performance import ellipse, quadrants

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

KANO = ("verdict", "better", "better_low", "better_high", "worse", "worse_low", "worse_high", "n")
VERDICTS = ("A", "O", "M", "I", "R", "Q", "undecided")
FIELDS = {"possible overkill": (0.02, 0.98), "keep up": (0.98, 0.98), "low priority": (0.02, 0.02),
          "concentrate here": (0.98, 0.02)}  # fmt: skip


def importance_performance(
    importance: "pd.DataFrame",
    performance: "pd.DataFrame",
    midpoints: tuple[float, float] | None = None,
    confidence: float = 0.95,
    ax: "Axes | None" = None,
) -> "Axes":
    """Draw importance against performance with error ellipses, and crosshairs at the means and at the midpoints.

    Parameters
    ----------
    importance, performance, confidence
        As for `fsq_lab.scoring.decisions.performance.quadrants`.
    midpoints : tuple of float, optional
        Of importance and performance; with them both pairs are drawn.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` gives each attribute's quadrant under each pair of lines, and whether its ellipse stays within.

    Raises
    ------
    CourseError
        As for `quadrants`.

    Examples
    --------
    >>> import pandas as pd
    >>> from fsq_lab.plots import describe
    >>> wanted = pd.DataFrame({"reliability": [6, 7, 5, 6], "empathy": [3, 4, 4, 3]})
    >>> seen = pd.DataFrame({"reliability": [3, 2, 3, 4], "empathy": [6, 5, 6, 6]})
    >>> describe(importance_performance(wanted, seen, midpoints=(4, 4))).split(". ")[1]
    'Reliability: importance 6.00, performance 3.00 (n = 4); lines at the means: concentrate here, certain; lines at \
the midpoints: concentrate here, certain'
    """
    mean = quadrants(importance, performance, "mean", confidence=confidence)
    middle = None if midpoints is None else quadrants(importance, performance, "midpoint", midpoints, confidence)
    with styled():
        axes = ax if ax is not None else new_axes(rows=11)
        cross = (float(mean["importance_line"].iloc[0]), float(mean["performance_line"].iloc[0]))
        axes.axvline(cross[0], color=INK, linewidth=2, zorder=1)
        axes.axhline(cross[1], color=INK, linewidth=2, zorder=1)
        if midpoints is not None:
            axes.axvline(midpoints[0], color=INK, linewidth=2, linestyle="--", zorder=1)
            axes.axhline(midpoints[1], color=INK, linewidth=2, linestyle="--", zorder=1)
        entries = []
        for (name, row), look in zip(mean.iterrows(), looks(len(mean)), strict=True):
            if np.isfinite([row["importance_se"], row["performance_se"]]).all():
                axes.plot(*ellipse(row, confidence), color=look["color"], linewidth=2, zorder=2)
            shape = {"color": look["color"], "marker": look["marker"]}
            axes.plot(row["importance"], row["performance"], **mark(**{**shape, "markersize": 12}))
            entries.append(key(label(str(name)), **shape))
        axes.margins(0.12)
        for field, (x, y) in FIELDS.items():
            ends: dict[str, Any] = {"ha": "left" if x < 0.5 else "right", "va": "bottom" if y < 0.5 else "top"}
            ends |= {"xycoords": axes.get_yaxis_transform(), "textcoords": "offset points", "fontsize": LABEL_SIZE}
            text, at = message(f"plots.field_{field.replace(' ', '_')}"), (x, _edge(axes, y, cross, midpoints))
            axes.annotate(text, at, xytext=(0, 6 if y < 0.5 else -6), color="0.35", **ends)
        axes.set_ylabel(message("plots.ipa_up"))
        axes.yaxis.set_major_formatter("{x:g}")
        axes.xaxis.set_major_formatter("{x:g}")
        lines = message("plots.ipa_lines" if midpoints is None else "plots.ipa_both_lines")
        foot = [message("plots.ipa_across"), lines, message("plots.ipa_ellipse", level=f"{100 * confidence:.6g}%")]
        head_and_foot(axes, "", [*foot, *synthetic_note(mean)])
        legend_on_top(axes, entries, columns=3, title=message("plots.title_ipa"))
    return with_sentence(axes, lambda: _ipa_sentence(mean, middle))


def kano_map(summary: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw Better against Worse with their intervals, each feature by number; hollow where no class is decided.

    Parameters
    ----------
    summary : DataFrame, one row per feature
        What `fsq_lab.scoring.decisions.kano.summary` returned.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` gives each feature's verdict with Better, Worse and their intervals.

    Raises
    ------
    CourseError
        For a table without rows or without these columns.

    Examples
    --------
    >>> from fsq_lab.plots import describe
    >>> from fsq_lab.scoring.decisions import kano
    >>> from fsq_lab.survey.loading import load
    >>> found = kano.summary(kano.counts(load("kano_features")))
    >>> describe(kano_map(found)).split(". ")[1]
    'Balance right to the cent: must-be, Better 0.27 (0.22 to 0.32), Worse −0.82 (−0.86 to −0.77), n = 300'
    """
    require_columns(summary, KANO, "kano_map")
    shades = dict(zip(VERDICTS, [*colours(4), "0.4", "0.4", "white"], strict=True))
    shapes = dict(zip(VERDICTS, "o^sDvXo", strict=True))
    with styled():
        axes = ax if ax is not None else new_axes(rows=11)
        axes.axvline(0.5, color=INK, linewidth=1.5, zorder=1)
        axes.axhline(0.5, color=INK, linewidth=1.5, zorder=1)
        rows = summary.reset_index(drop=True)
        for place, row in rows.iterrows():
            across = [-row["worse_high"], -row["worse_low"]]
            axes.plot(across, [row["better"]] * 2, color=PALE, linewidth=3, zorder=2)
            axes.plot([-row["worse"]] * 2, [row["better_low"], row["better_high"]], color=PALE, linewidth=3, zorder=2)
            verdict = str(row["verdict"])
            apart = zip(row["worse"] - rows["worse"], rows["better"] - row["better"], strict=True)
            crowded = any(0 <= right < 0.07 and 0 < up < 0.06 for right, up in apart)
            axes.plot(
                -row["worse"], row["better"], **mark(color=shades[verdict], marker=shapes[verdict], markersize=13)
            )
            axes.annotate(
                str(int(str(place)) + 1),
                (-row["worse"], row["better"]),
                xytext=(-20, -22) if crowded else (9, 9),
                textcoords="offset points",
                fontsize=LABEL_SIZE,
            )
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)
        axes.xaxis.set_major_formatter(lambda value, _: number(-value, 1) if value else "0")
        axes.yaxis.set_major_formatter("{x:g}")
        axes.set_ylabel(message("plots.kano_up"))
        names = [f"{place + 1} {_feature(name)}" for place, name in enumerate(summary.index)]
        step = 1 / max(len(names), 8)
        for place, name in enumerate(names):
            beside(axes, 1 - step * (place + 0.5), name)
        present = [verdict for verdict in VERDICTS if (summary["verdict"] == verdict).any()]
        entries = [
            key(message(f"plots.kano_{verdict}"), color=shades[verdict], marker=shapes[verdict]) for verdict in present
        ]
        head_and_foot(axes, "", [message("plots.kano_across"), message("plots.kano_marks"), *synthetic_note(summary)])
        legend_on_top(axes, entries, columns=3, title=message("plots.title_kano"))
    return with_sentence(axes, lambda: _kano_sentence(summary))


def _edge(axes: "Axes", y: float, cross: tuple[float, float], midpoints: tuple[float, float] | None) -> float:
    """Return the height at which a quadrant's name stands: within the dashed line where that cuts the quadrant."""
    low, high = axes.get_ylim()
    dashed = cross[1] if midpoints is None else midpoints[1]
    if y < 0.5:
        return dashed if low < dashed < cross[1] else low
    return dashed if cross[1] < dashed < high else high


def _feature(name: object) -> str:
    return " ".join(label(str(part)) for part in name) if isinstance(name, tuple) else label(str(name))


def _ipa_sentence(mean: "pd.DataFrame", middle: "pd.DataFrame | None") -> str:
    clauses = [message("plots.describe_ipa", count=len(mean))]
    for place, (name, row) in enumerate(mean.iterrows()):
        told = [_place(row, "plots.ipa_at_mean")]
        if middle is not None:
            told.append(_place(middle.iloc[place], "plots.ipa_at_midpoint"))
        values = {"importance": number(row["importance"]), "performance": number(row["performance"])}
        clauses.append(
            message("plots.ipa_told", name=label(str(name)), n=f"{row['n']:g}", fields="".join(told), **values)
        )
    if middle is not None:
        flips = [label(str(name)) for name in mean.index if mean.loc[name, "quadrant"] != middle.loc[name, "quadrant"]]
        clauses.append(message("plots.ipa_flips", names=listed(flips) if flips else message("plots.nobody")))
    return sentence_of(clauses, mean)


def _place(row: "pd.Series", entry: str) -> str:
    field = message(f"plots.field_{str(row['quadrant']).replace(' ', '_')}")
    return message(entry, field=field, certain=message(f"plots.ipa_{'certain' if row['certain'] else 'uncertain'}"))


def _kano_sentence(summary: "pd.DataFrame") -> str:
    clauses = [message("plots.describe_kano", count=len(summary))]
    for name, row in summary.iterrows():
        numbers = {part: number(row[part]) for part in KANO if part not in ("verdict", "n")}
        verdict = message(f"plots.kano_{row['verdict']}")
        clauses.append(message("plots.kano_told", name=_feature(name), verdict=verdict, n=int(row["n"]), **numbers))
    return sentence_of(clauses, summary)
