"""What a verdict hangs on: AHP weights and where the winner changes, fuzzy operators, ranges of ranks."""

from typing import TYPE_CHECKING

import numpy as np

from fsq_lab.ground.language import CourseError, label, message
from fsq_lab.hypertext.words import number
from fsq_lab.plots.frame import beside, head_and_foot, key, legend_on_top, listed, name_rows
from fsq_lab.plots.sentences import sentence_of, synthetic_note, with_sentence
from fsq_lab.plots.standards import require_columns
from fsq_lab.plots.style import INK, PALE, colours, looks, mark, new_axes, styled
from fsq_lab.scoring.decisions.rank_choices import CHOICES, ranges

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

TURNING = ("weight_now", "winner_now", "weight_at_change", "winner_then")
PATHS = ("criterion", "weight", "alternative", "score", "base_weight")
OPERATORS = ("verdict", "chosen", "depends_on_operator")


def criteria_weights(turning: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw each criterion's weight, and how far it may move before another alternative comes first.

    Parameters
    ----------
    turning : DataFrame, one row per criterion
        What `fsq_lab.scoring.decisions.ahp.turning_points` returned.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` gives weights, the weights at which the winner changes, and who wins then.

    Raises
    ------
    CourseError
        For a table without rows or without these columns.

    Examples
    --------
    >>> from fsq_lab.plots import describe
    >>> from fsq_lab.scoring.decisions import ahp
    >>> found = ahp.combine([[1, 2], ["1/2", 1]], [[[1, 3], ["1/3", 1]], [[1, "1/5"], [5, 1]]])
    >>> describe(criteria_weights(ahp.turning_points(found))).split(". ")[0]
    'Weights of 2 criteria; first now: 1'
    """
    require_columns(turning, TURNING, "criteria_weights")
    with styled():
        axes = ax if ax is not None else new_axes(rows=len(turning), extra=0.6)
        dark, light = colours(2)
        for row, (now, then, winner) in enumerate(
            zip(turning["weight_now"], turning["weight_at_change"], turning["winner_then"], strict=True)
        ):
            if np.isfinite(then):
                axes.plot([now, then], [row, row], color=PALE, linewidth=4, zorder=2)
                axes.plot(then, row, **mark(color=light, marker="D", markersize=12))
                beside(axes, row, message("plots.turning_beside", name=label(str(winner))))
            else:
                beside(axes, row, message("plots.turning_never"))
            axes.plot(now, row, **mark(color=dark, marker="o", markersize=13))
        axes.set_xlim(-0.03, 1.03)
        axes.xaxis.set_major_formatter("{x:g}")
        name_rows(axes, [label(str(name)) for name in turning.index])
        entries = [
            key(message("plots.weight_now"), color=dark, marker="o"),
            key(message("plots.weight_at_change"), color=light, marker="D"),
        ]
        head_and_foot(axes, "", [message("plots.turning_axis"), message("plots.turning_beside_means")])
        legend_on_top(axes, entries, columns=2, title=message("plots.title_turning"))
    return with_sentence(axes, lambda: _turning_sentence(turning))


def score_by_weight(sensitivity: "pd.DataFrame", criterion: str, ax: "Axes | None" = None) -> "Axes":
    """Draw the alternatives' scores while one criterion's weight goes from 0 to 1.

    Parameters
    ----------
    sensitivity : DataFrame
        What `fsq_lab.scoring.decisions.ahp.sensitivity` returned.
    criterion : str
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` says who comes first between which weights.

    Raises
    ------
    CourseError
        For a table without these columns, or an unknown criterion.

    Examples
    --------
    >>> from fsq_lab.plots import describe
    >>> from fsq_lab.scoring.decisions import ahp
    >>> found = ahp.combine([[1, 2], ["1/2", 1]], [[[1, 3], ["1/3", 1]], [[1, "1/5"], [5, 1]]])
    >>> describe(score_by_weight(ahp.sensitivity(found), "1")).split(". ")[1]
    '2 comes first from 0.00 to 0.57'
    """
    require_columns(sensitivity, PATHS, "score_by_weight")
    own = sensitivity[sensitivity["criterion"] == criterion]
    if own.empty:
        known = listed(dict.fromkeys(map(str, sensitivity["criterion"])))
        raise CourseError("plots.no_criterion", criterion=criterion, known=known)
    paths = own.pivot(index="weight", columns="alternative", values="score")
    with styled():
        axes = ax if ax is not None else new_axes(rows=8)
        entries = []
        for name, look in zip(paths.columns, looks(paths.shape[1]), strict=True):
            axes.plot(paths.index, paths[name], color=look["color"], zorder=2)
            every = paths.index[:: max(1, len(paths) // 8)]
            axes.plot(every, paths.loc[every, name], **mark(color=look["color"], marker=look["marker"], markersize=10))
            entries.append(key(label(str(name)), color=look["color"], marker=look["marker"]))
        axes.axvline(float(own["base_weight"].iloc[0]), color=INK, linestyle="--", zorder=1)
        axes.set_xlim(0, 1)
        axes.set_ylabel(message("plots.score_axis"))
        axes.xaxis.set_major_formatter("{x:g}")
        axes.yaxis.set_major_formatter("{x:g}")
        head_and_foot(axes, "", [message("plots.paths_axis", name=label(criterion)), message("plots.paths_marks")])
        legend_on_top(axes, entries, columns=3, title=message("plots.title_paths"))
    return with_sentence(axes, lambda: _paths_sentence(own, paths, criterion))


def verdict_by_operator(evaluation: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw the memberships under each fuzzy operator, the largest filled: that is the verdict.

    Parameters
    ----------
    evaluation : DataFrame, one row per operator
        What `fsq_lab.scoring.decisions.fuzzy.evaluate` returned.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` gives each operator's verdict with its membership, and whether they agree.

    Raises
    ------
    CourseError
        For a table without rows or without these columns.

    Examples
    --------
    >>> from fsq_lab.plots import describe
    >>> from fsq_lab.scoring.decisions.fuzzy import evaluate
    >>> rows = [[.2, .5, .2, .1], [.7, .2, .1, 0], [0, .4, .5, .1], [.2, .3, .5, 0]]
    >>> describe(verdict_by_operator(evaluate(rows, [.4, .35, .15, .1]))).split(". ")[-1]
    'The verdict depends on the operator.'
    """
    require_columns(evaluation, OPERATORS, "verdict_by_operator")
    grades = [str(name) for name in evaluation.attrs.get("grades", [])]
    if not grades or not set(grades) <= set(evaluation.columns):
        raise CourseError("plots.not_fuzzy")
    with styled():
        axes = ax if ax is not None else new_axes(rows=len(evaluation) + 2, extra=0.4)
        styles = looks(len(grades))
        for row, (_, own) in enumerate(evaluation.iterrows()):
            values = own[grades].to_numpy(dtype=np.float64)
            axes.plot([values.min(), values.max()], [row, row], color=PALE, linewidth=4, zorder=1)
            heights = row + 0.16 * (np.arange(len(grades)) - (len(grades) - 1) / 2)
            for value, height, look in zip(values, heights, styles, strict=True):
                shape = {"marker": look["marker"], "markersize": 13}
                if value >= values.max() - 1e-9:
                    axes.plot(value, height, **mark(color=look["color"], **shape))
                else:
                    empty = {**shape, "markeredgecolor": look["color"], "markeredgewidth": 2}
                    axes.plot(value, height, **mark(markerfacecolor="white", **empty))
            beside(axes, row, _grades(str(own["verdict"])))
        name_rows(axes, [_operator(str(name), bool(own["chosen"])) for name, own in evaluation.iterrows()])
        axes.set_xlim(left=0)
        axes.xaxis.set_major_formatter("{x:g}")
        entries = [
            key(label(grade), color=look["color"], marker=look["marker"])
            for grade, look in zip(grades, styles, strict=True)
        ]
        foot = [message("plots.fuzzy_axis"), message("plots.fuzzy_marks"), *synthetic_note(evaluation)]
        head_and_foot(axes, "", foot)
        legend_on_top(axes, entries, columns=min(4, len(entries)), title=message("plots.title_fuzzy"))
    return with_sentence(axes, lambda: _fuzzy_sentence(evaluation, grades))


def rank_ranges(ranks: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw the ranks that each group takes in all ways of computing: a range, not a rank.

    Parameters
    ----------
    ranks : DataFrame, one row per way
        What `fsq_lab.scoring.decisions.rank_choices.ranks` returned.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` gives best, median and worst rank of each group, and how many come first somewhere.

    Raises
    ------
    CourseError
        For a table that holds no ranks.

    Examples
    --------
    >>> from fsq_lab.plots import describe
    >>> from fsq_lab.scoring.decisions import rank_choices
    >>> from fsq_lab.survey.loading import load
    >>> describe(rank_ranges(rank_choices.ranks(load("mobile_bank"), by="bank"))).split(". ")[1]
    '5 of 6 come first in at least one way'
    """
    table = ranges(ranks)
    names = [str(name) for name in ranks.columns if name not in CHOICES]
    with styled():
        axes = ax if ax is not None else new_axes(rows=len(table), extra=0.6)
        dark, light = colours(2)
        for row, (name, own) in enumerate(table.iterrows()):
            axes.plot([own["best"], own["worst"]], [row, row], color=PALE, linewidth=6, zorder=1)
            places, often = np.unique(ranks[str(name)].to_numpy(), return_counts=True)
            sizes = 60 + 700 * often / own["n_choices"]
            axes.scatter(places, [row] * len(places), s=sizes, color=light, edgecolors=INK, zorder=2)
            axes.plot(own["median"], row, **mark(color=dark, marker="D", markersize=10))
            beside(axes, row, message("plots.range_beside", first=own["first"], n=own["n_choices"]))
        axes.set_xlim(0.4, len(names) + 0.6)
        axes.set_xticks(range(1, len(names) + 1))
        name_rows(axes, [label(str(name)) for name in table.index])
        entries = [
            key(message("plots.range_place"), color=light, marker="o"),
            key(message("plots.range_median"), color=dark, marker="D"),
        ]
        foot = [message("plots.range_axis"), message("plots.range_marks"), *synthetic_note(ranks)]
        head_and_foot(axes, "", foot)
        legend_on_top(axes, entries, columns=2, title=message("plots.title_ranges"))
    return with_sentence(axes, lambda: _ranges_sentence(table, ranks))


def _turning_sentence(turning: "pd.DataFrame") -> str:
    winner = listed(label(name) for name in str(turning["winner_now"].iloc[0]).split(", "))
    clauses = [message("plots.describe_turning", count=len(turning), winner=winner)]
    for name, row in turning.iterrows():
        entry = "turning_told" if np.isfinite(row["weight_at_change"]) else "turning_told_never"
        then = "" if row["winner_then"] is None else label(str(row["winner_then"]))
        values = {"now": number(row["weight_now"]), "then": number(row["weight_at_change"])}
        clauses.append(message(f"plots.{entry}", name=label(str(name)), winner=then, **values))
    return sentence_of(clauses, turning)


def _paths_sentence(own: "pd.DataFrame", paths: "pd.DataFrame", criterion: str) -> str:
    base = number(float(own["base_weight"].iloc[0]))
    clauses = [message("plots.describe_paths", name=label(criterion), base=base)]
    leaders = paths.idxmax(axis="columns")
    changes = [place for place in range(1, len(leaders)) if leaders.iloc[place] != leaders.iloc[place - 1]]
    crossings = [_crossing(paths, place, str(leaders.iloc[place - 1]), str(leaders.iloc[place])) for place in changes]
    bounds = [float(paths.index[0]), *crossings, float(paths.index[-1])]
    for place, low, high in zip([0, *changes], bounds[:-1], bounds[1:], strict=True):
        name = label(str(leaders.iloc[place]))
        clauses.append(message("plots.paths_told", name=name, low=number(low), high=number(high)))
    return sentence_of(clauses, own)


def _crossing(paths: "pd.DataFrame", place: int, before: str, after: str) -> float:
    """Return the weight at which two straight lines cross, between two steps."""
    ahead = (paths[after] - paths[before]).to_numpy(dtype=np.float64)[place - 1 : place + 1]
    step = float(paths.index[place] - paths.index[place - 1])
    return float(paths.index[place - 1]) + step * float(-ahead[0] / (ahead[1] - ahead[0]))


def _fuzzy_sentence(evaluation: "pd.DataFrame", grades: list[str]) -> str:
    clauses = [message("plots.describe_fuzzy", count=len(grades))]
    for name, row in evaluation.iterrows():
        top = number(float(row[grades].astype(float).max()), 3)
        told = {"name": _operator(str(name), bool(row["chosen"])), "verdict": _grades(str(row["verdict"]))}
        clauses.append(message("plots.fuzzy_told", value=top, **told))
    depends = bool(evaluation["depends_on_operator"].iloc[0])
    clauses.append(message("plots.fuzzy_depends" if depends else "plots.fuzzy_agrees"))
    return sentence_of(clauses, evaluation)


def _ranges_sentence(table: "pd.DataFrame", ranks: "pd.DataFrame") -> str:
    ever = int((table["first"] > 0).sum())
    n = "?" if "n" not in ranks else f"{ranks['n'].min()}–{ranks['n'].max()}"
    clauses = [
        message("plots.describe_ranges", count=len(table), ways=int(table["n_choices"].iloc[0]), n=n),
        message("plots.ranges_first", ever=ever, count=len(table)),
    ]
    told = listed(
        message(
            "plots.range_told",
            name=label(str(name)),
            best=row["best"],
            median=f"{row['median']:g}",
            worst=row["worst"],
        )
        for name, row in table.iterrows()
    )
    return sentence_of([*clauses, told], table)


def _operator(name: str, chosen: bool) -> str:
    told = message(f"plots.operator_{name.replace('-', '_')}")
    return message("plots.operator_chosen", name=told) if chosen else told


def _grades(verdict: str) -> str:
    return listed(label(name) for name in verdict.split(", "))
