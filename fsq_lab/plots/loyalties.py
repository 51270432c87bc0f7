"""Satisfaction and loyalty: the four kinds on a map with its cuts, and the curve from one to the other."""

from typing import TYPE_CHECKING

import numpy as np

from fsq_lab.ground.language import CourseError, label, message
from fsq_lab.plots.frame import head_and_foot, key, legend_on_top, listed
from fsq_lab.plots.sentences import sentence_of, with_sentence
from fsq_lab.plots.standards import require_columns
from fsq_lab.plots.style import FONT_SIZES, INK, LABEL_SIZE, colours, looks, new_axes, styled
from fsq_lab.scoring.loyalty import KINDS, class_shares, jones_sasser

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

CURVE = ("share", "low", "high", "n")
SHIFT = 0.09
LONG = 30  # characters of a group's name above which the legend has a row for each
LARGEST = 2600  # area of the largest bubble, in square points
CORNERS = {"loyalist": (1, 1), "hostage": (0, 1), "mercenary": (1, 0), "defector": (0, 0)}


def loyalty_map(
    table: "pd.DataFrame",
    satisfaction: str,
    loyalty: str,
    satisfaction_cut: float,
    loyalty_cut: float,
    ax: "Axes | None" = None,
) -> "Axes":
    """Draw customers by satisfaction and loyalty, the cuts, and how many lie in each of the four fields.

    Parameters
    ----------
    table, satisfaction, loyalty, satisfaction_cut, loyalty_cut
        As for `fsq_lab.scoring.loyalty.jones_sasser`. Customers with the same pair of values make one bubble, whose
        area grows with their number.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` names the cuts, and gives the share of each kind with its interval.

    Raises
    ------
    CourseError
        As for `jones_sasser`.

    Examples
    --------
    >>> import pandas as pd
    >>> from fsq_lab.plots import describe
    >>> table = pd.DataFrame({"satisfied": [5, 2, 4, 1], "renewed": [1, 1, 0, 0]})
    >>> describe(loyalty_map(table, "satisfied", "renewed", 4, 1)).split(". ")[0]
    'Satisfaction and loyalty of 4 customers (satisfied from 4, loyal if: Renewed)'
    """
    kinds = jones_sasser(table, satisfaction, loyalty, satisfaction_cut, loyalty_cut)
    shares = class_shares(kinds)
    there = kinds.notna()
    pairs = table.loc[there, [satisfaction, loyalty]].astype(float).groupby([satisfaction, loyalty]).size()
    points = pairs.reset_index(name="n")
    x, y, n = (points[name].to_numpy(dtype=np.float64) for name in (satisfaction, loyalty, "n"))
    lines = (_between(x, satisfaction_cut), _between(y, loyalty_cut))
    colour = colours(1)[0]
    with styled():
        axes = ax if ax is not None else new_axes(rows=8)
        axes.axvline(lines[0], color=INK, linewidth=2, linestyle="--", zorder=1.5)
        axes.axhline(lines[1], color=INK, linewidth=2, linestyle="--", zorder=1.5)
        axes.scatter(x, y, s=LARGEST * n / n.max(), color=colour, alpha=0.45, zorder=2)
        for across, up, count in zip(x, y, n, strict=True):
            axes.annotate(f"{count:.0f}", (across, up), ha="center", va="center", fontsize=LABEL_SIZE, zorder=3)
        for kind in KINDS:
            right, top = CORNERS[kind]
            axes.annotate(
                message("plots.map_field", name=label(kind), share=f"{100 * float(shares['share'][kind]):.0f}"),
                (0.985 if right else 0.015, 0.975 if top else 0.025),
                xycoords="axes fraction",
                ha="right" if right else "left",
                va="top" if top else "bottom",
                fontsize=LABEL_SIZE,
                bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.85},
                zorder=4,
            )
        for span, limits in ((x, axes.set_xlim), (y, axes.set_ylim)):
            room = 0.42 * max(float(np.ptp(span)), 1.0) if span is y else 0.16 * max(float(np.ptp(span)), 1.0)
            limits(float(span.min()) - room, float(span.max()) + room)
        axes.set_xticks(sorted(set(x)))
        axes.set_yticks(sorted(set(y)))
        axes.xaxis.set_major_formatter("{x:g}")
        axes.yaxis.set_major_formatter("{x:g}")
        axes.set_ylabel(label(loyalty), fontsize=FONT_SIZES["axes.labelsize"])
        told = {"satisfaction": f"{satisfaction_cut:g}", "loyal": _loyal(y, loyalty, loyalty_cut)}
        cuts = message("plots.map_cuts", **told)
        head_and_foot(axes, message("plots.title_map"), [label(satisfaction), cuts])
    return with_sentence(axes, lambda: _map_sentence(table, shares, told))


def renewal_curve(curve: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw the share that renewed (stayed) at each score with its interval, one line or one for each group.

    Parameters
    ----------
    curve : DataFrame by score, or by group and score
        What `fsq_lab.scoring.satisfaction_loyalty.curve` returned.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` gives the share at every score with interval and n, group by group.

    Raises
    ------
    CourseError
        For a table without rows, without these columns, or with more than two levels.

    Examples
    --------
    >>> import pandas as pd
    >>> from fsq_lab.plots import describe
    >>> from fsq_lab.scoring.satisfaction_loyalty import curve
    >>> table = pd.DataFrame({"score": [4, 4, 5, 5], "renewed": [0, 1, 1, 1]})
    >>> describe(renewal_curve(curve(table, "score", "renewed")))[:60]
    'Renewal rate by satisfaction. Score 4: 50% (9% to 91%, n = 2'
    """
    require_columns(curve, CURVE, "renewal_curve")
    if curve.index.nlevels > 2:
        raise CourseError("plots.not_a_curve")
    groups = {"": curve} if curve.index.nlevels == 1 else _groups(curve)
    scores = sorted(
        {str(score) for table in groups.values() for score in table.index}, key=lambda one: (_first(one), one)
    )
    places = {score: place for place, score in enumerate(scores)}
    with styled():
        axes = ax if ax is not None else new_axes(rows=8)
        entries = []
        for at, ((group, table), look) in enumerate(zip(groups.items(), looks(len(groups)), strict=True)):
            shift = SHIFT * (at - (len(groups) - 1) / 2)
            x = np.array([places[str(score)] for score in table.index]) + shift
            low, share, high = (100 * table[name].to_numpy(dtype=np.float64) for name in ("low", "share", "high"))
            for place, bottom, top in zip(x, low, high, strict=True):
                axes.plot([place, place], [bottom, top], color=look["color"], linewidth=3, zorder=2)
            axes.plot(x, share, zorder=3, **look)
            if group:
                own = {name: look[name] for name in ("color", "marker")}
                entries.append(key(message("plots.row_of_n", name=group, n=int(table["n"].sum())), **own))
        names = scores if len(groups) > 1 else [_with_n(score, next(iter(groups.values()))) for score in scores]
        axes.set_xticks(range(len(scores)), names)
        axes.set_xlim(-0.4, len(scores) - 0.6)
        axes.set_ylim(-3, 103)
        axes.yaxis.set_major_formatter("{x:.0f}%")
        axes.grid(visible=False, axis="x")
        axes.set_ylabel(_outcome(curve), fontsize=FONT_SIZES["axes.labelsize"])
        head_and_foot(axes, "" if entries else message("plots.title_curve"), [message("plots.curve_marks")])
        if entries:
            columns = 1 if max(len(str(entry.get_label())) for entry in entries) > LONG else min(len(entries), 3)
            legend_on_top(axes, entries, columns=columns, title=message("plots.title_curve"))
    return with_sentence(axes, lambda: _curve_sentence(curve, groups))


def _groups(curve: "pd.DataFrame") -> "dict[str, pd.DataFrame]":
    """Return the rows of each group by its name for people: 1 and 0 are told as yes and no."""
    of = str(curve.index.names[0])
    found = {}
    for group in dict.fromkeys(curve.index.get_level_values(0)):
        name = label(str(group))
        if group in (0, 1):
            name = message("plots.has" if group == 1 else "plots.has_not", name=label(of))
        found[name] = curve.loc[group]
    return found


def _between(values: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]", cut: float) -> float:
    """Return where the line of a cut is drawn: half way between the values on either side of it."""
    return float((values[values < cut].max() + values[values >= cut].min()) / 2)


def _first(score: str) -> float:
    return float(score.partition("-")[0])


def _with_n(score: str, table: "pd.DataFrame") -> str:
    return f"{score}\n({message('plots.n_alone', n=int(table['n'][score]))})"


def _outcome(curve: "pd.DataFrame") -> str:
    outcome = str(curve.attrs.get("outcome", ""))
    return message("plots.curve_axis", outcome=label(outcome)) if outcome else message("plots.curve_axis_bare")


def _loyal(values: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]", loyalty: str, cut: float) -> str:
    """Return who counts as loyal, in words: those with a yes, or from the cut up."""
    if set(values) <= {0, 1} and cut == 1:
        return message("plots.map_loyal_if", name=label(loyalty))
    return message("plots.map_loyal_from", loyalty=f"{cut:g}")


def _map_sentence(table: "pd.DataFrame", shares: "pd.DataFrame", cuts: dict[str, str]) -> str:
    clauses = [message("plots.describe_map", n=int(shares["of"].iloc[0]), **cuts)]
    told = (
        message(
            "plots.map_one",
            name=label(str(kind)),
            n=int(row["n"]),
            **{name: f"{100 * float(row[name]):.0f}" for name in ("share", "low", "high")},
        )
        for kind, row in shares.iterrows()
    )
    return sentence_of([*clauses, listed(told)], table)


def _curve_sentence(curve: "pd.DataFrame", groups: "dict[str, pd.DataFrame]") -> str:
    clauses = [message("plots.describe_curve")]
    for group, table in groups.items():
        told = listed(
            message(
                "plots.curve_one",
                score=score,
                n=int(row["n"]),
                **{name: f"{100 * float(row[name]):.0f}" for name in ("share", "low", "high")},
            )
            for score, row in table.iterrows()
        )
        clauses.append(message("plots.steps_group", name=group, numbers=told) if group else told)
    return sentence_of(clauses, curve)
