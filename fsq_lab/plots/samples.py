"""Surveys held against the truth, and the net promoter score with the people it is made of."""

from typing import TYPE_CHECKING, Any

import numpy as np

from fsq_lab.ground.language import CourseError, label, message
from fsq_lab.hypertext.words import number
from fsq_lab.plots.frame import beside, head_and_foot, key, legend_on_top, listed, name_rows
from fsq_lab.plots.sentences import sentence_of, with_sentence
from fsq_lab.plots.standards import require_columns
from fsq_lab.plots.style import INK, colours, mark, new_axes, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

ESTIMATE = ("mean", "low", "high", "n")
KINDS = ("detractors", "passives", "promoters")
LIFT = 0.24  # by which raked means stand under those as they came


def against_truth(
    estimates: "pd.DataFrame", truth: float, raked: "pd.DataFrame | None" = None, ax: "Axes | None" = None
) -> "Axes":
    """Draw the means of several samples with their intervals, and the true mean of the population as a line.

    Parameters
    ----------
    estimates : DataFrame, one row for each sample
        ``mean``, ``low``, ``high`` and ``n``, as `fsq_lab.statistics.estimates.means` gives them.
    truth : float
        The population's mean, which a class knows only of an invented bank.
    raked : DataFrame, optional
        The same samples weighted, as `fsq_lab.scoring.raking.estimates` gives them; drawn below, with a diamond.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` gives every mean with its interval and n, and says which intervals do not hold the truth.

    Raises
    ------
    CourseError
        For a table without rows or without these columns, raked means of other samples, and a truth that is no number.

    Examples
    --------
    >>> import pandas as pd
    >>> from fsq_lab.plots import describe
    >>> row = {"mean": 4.1, "low": 4.0, "high": 4.2, "n": 260}
    >>> describe(against_truth(pd.DataFrame(row, index=["intercept"]), truth=3.48)).split(". ")[0]
    'True mean 3.48'
    """
    require_columns(estimates, ESTIMATE, "against_truth")
    if raked is not None:
        require_columns(raked, ESTIMATE, "against_truth")
        if set(raked.index) != set(estimates.index):
            raise CourseError("plots.other_samples")
    if not np.isfinite(truth):
        raise CourseError("plots.no_truth", truth=truth)
    drawn = estimates[list(ESTIMATE)].astype(float)
    weighted = None if raked is None else raked.loc[list(drawn.index), list(ESTIMATE)].astype(float)
    dark, light = colours(2)
    with styled():
        axes = ax if ax is not None else new_axes(rows=2 * len(drawn), extra=0.4)
        axes.axvline(truth, color=INK, linewidth=2.5, linestyle="--", zorder=1.5)
        _intervals(axes, drawn, 0.0 if weighted is None else -LIFT / 2, marker="o", color=dark)
        if weighted is not None:
            _intervals(axes, weighted, LIFT / 2, marker="D", color=light)
        name_rows(axes, [_of_n(name, n) for name, n in drawn["n"].items()])
        axes.xaxis.set_major_formatter("{x:g}")
        head_and_foot(axes, "", [message("plots.truth_marks")])
        entries = [key(message("plots.truth_as_it_came"), marker="o", color=dark)]
        if weighted is not None:
            entries.append(key(message("plots.truth_raked"), marker="D", color=light))
        entries.append(key(message("plots.truth_line", truth=number(truth)), linestyle="--", color=INK, linewidth=2.5))
        legend_on_top(axes, entries, columns=len(entries), title=message("plots.title_truth"))
    source = estimates if estimates.attrs or raked is None else raked
    return with_sentence(axes, lambda: _truth_sentence(source, drawn, weighted, truth))


def net_promoter(scores: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw the shares of detractors and promoters of each group, and the net promoter score with its interval.

    Parameters
    ----------
    scores : DataFrame, one row for each group or wave
        What `fsq_lab.scoring.net_promoter.scores` returned: ``nps``, ``low``, ``high`` in points, the three counts and
        ``n``.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        Detractors to the left of 0, promoters to the right, so that the score lies where they balance; passives are
        not drawn but told. `describe` gives every score with interval, n and shares.

    Raises
    ------
    CourseError
        For a table without rows or without these columns.

    Examples
    --------
    >>> import pandas as pd
    >>> from fsq_lab.plots import describe
    >>> from fsq_lab.scoring.net_promoter import scores
    >>> table = pd.DataFrame({"nps": [10, 9, 3, 8], "wave": ["one", "one", "two", "two"]})
    >>> describe(net_promoter(scores(table, "nps", by="wave"))).split(". ")[1][:16]
    'one +100 (−24 to'
    """
    require_columns(scores, ("nps", "low", "high", "n", *KINDS), "net_promoter")
    drawn = scores[["nps", "low", "high", "n", *KINDS]].astype(float)
    against, _, for_it = colours(3)
    with styled():
        axes = ax if ax is not None else new_axes(rows=2 * len(drawn), extra=0.4)
        axes.axvline(0, color=INK, linewidth=2, zorder=2.2)
        share = {kind: (100 * drawn[kind] / drawn["n"]).to_numpy() for kind in KINDS}
        rows = np.arange(len(drawn))
        axes.barh(rows, -share["detractors"], height=0.5, color=against, zorder=2)
        axes.barh(rows, share["promoters"], height=0.5, color=for_it, zorder=2, hatch="//")
        for row, (low, high, score) in enumerate(zip(drawn["low"], drawn["high"], drawn["nps"], strict=True)):
            axes.plot([low, high], [row, row], color=INK, linewidth=4, zorder=3)
            axes.plot([score], [row], **{**mark(marker="D", color="white"), "zorder": 4})
            beside(axes, row, _points(score))
        name_rows(axes, [_of_n(name, n) for name, n in drawn["n"].items()])
        axes.set_xlim(-105, 105)
        axes.xaxis.set_major_formatter(lambda x, _: f"{abs(x):.0f}%")
        head_and_foot(axes, "", [message("plots.nps_marks"), message("plots.nps_line")])
        entries = [
            key(label("detractors"), marker="s", color=against),
            key(label("promoters"), marker="s", color=for_it),
            key(message("plots.nps_score"), marker="D", color="white"),
        ]
        legend_on_top(axes, entries, columns=3, title=message("plots.title_nps"))
    return with_sentence(axes, lambda: _nps_sentence(scores, drawn))


def _intervals(axes: "Axes", table: "pd.DataFrame", shift: float, **look: Any) -> None:
    for row, (_, own) in enumerate(table.iterrows()):
        axes.plot([own["low"], own["high"]], [row + shift] * 2, color=look["color"], linewidth=4, zorder=2)
        axes.plot([own["mean"]], [row + shift], **mark(**look))


def _of_n(name: object, n: float) -> str:
    return message("plots.row_of_n", name=label(str(name)), n=f"{n:.0f}")


def _points(score: float) -> str:
    """Return a score in whole points with its sign."""
    told = number(score, 0)
    return told if told == "0" or told.startswith("−") else f"+{told}"


def _truth_sentence(
    source: "pd.DataFrame", drawn: "pd.DataFrame", weighted: "pd.DataFrame | None", truth: float
) -> str:
    clauses = [message("plots.describe_truth", truth=number(truth))]
    parts = [("truth_one", drawn)] + ([("truth_weighted", weighted)] if weighted is not None else [])
    for entry, table in parts:
        told = []
        for name, row in table.iterrows():
            values = {column: number(row[column]) for column in ("mean", "low", "high")}
            bare = "" if row[["low", "high"]].notna().all() else "_bare"
            told.append(message(f"plots.{entry}{bare}", name=label(str(name)), n=f"{row['n']:.0f}", **values))
        clauses.append(listed(told))
        off = [label(str(name)) for name, row in table.iterrows() if not row["low"] <= truth <= row["high"]]
        which = "plots.truth_missed" if entry == "truth_one" else "plots.truth_missed_raked"
        clauses.append(message(which, names=listed(off) if off else message("plots.nobody")))
    return sentence_of(clauses, source)


def _nps_sentence(source: "pd.DataFrame", drawn: "pd.DataFrame") -> str:
    told = []
    for name, row in drawn.iterrows():
        points = {column: _points(row[column]) for column in ("nps", "low", "high")}
        shares = {kind: f"{100 * row[kind] / row['n']:.0f}" for kind in KINDS}
        told.append(message("plots.nps_one", name=label(str(name)), n=f"{row['n']:.0f}", **points, **shares))
    return sentence_of([message("plots.title_nps"), *told], source)
