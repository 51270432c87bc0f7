"""Customers by value: the Lorenz curve with the tiers on it, and profiles of groups of customers."""

from typing import TYPE_CHECKING

import numpy as np

from fsq_lab.companion.vocabulary import column_heading
from fsq_lab.ground.language import CourseError, label, message
from fsq_lab.plots.frame import head_and_foot, key, legend_on_top, listed
from fsq_lab.plots.sentences import sentence_of, with_sentence
from fsq_lab.plots.standards import require_columns
from fsq_lab.plots.style import INK, LABEL_SIZE, colours, looks, new_axes, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

CURVE = ("customers_share", "assets_share", "convention")
TIERS = ("n", "share", "assets", "assets_share", "convention")
PROFILE = ("mean", "low", "high", "z", "z_low", "z_high", "n", "convention")
SHIFT = 0.09


def lorenz(curve: "pd.DataFrame", tiers: "pd.DataFrame | None" = None, ax: "Axes | None" = None) -> "Axes":
    """Draw the Lorenz curve of assets, and the stretches of it that the tiers hold.

    Parameters
    ----------
    curve : DataFrame
        What `fsq_lab.customers.tiers.lorenz` returned.
    tiers : DataFrame, optional
        What `fsq_lab.customers.tiers.summary` returned of the same values, the highest tier on top.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` gives the Gini coefficient, n, and of each tier its shares of the customers and of the assets.

    Raises
    ------
    CourseError
        For a table without rows or without these columns.

    References
    ----------
    Lorenz (1905), Methods of measuring the concentration of wealth.

    Examples
    --------
    >>> import pandas as pd
    >>> from fsq_lab.customers import tiers
    >>> from fsq_lab.plots import describe
    >>> own = pd.Series([1.0, 1.0, 8.0])
    >>> describe(lorenz(tiers.lorenz(own), tiers.summary(own, tiers.cut(own, [5], ["mass", "upper"])))).split(": ")[1]
    'Upper 33.3% of the customers, 80.0% of the assets; Mass 66.7% of the customers, 20.0% of the assets.'
    """
    require_columns(curve, CURVE, "lorenz")
    if tiers is not None:
        require_columns(tiers, TIERS, "lorenz")
    with styled():
        axes = ax if ax is not None else new_axes(rows=9)
        axes.plot([0, 100], [0, 100], color=INK, linestyle=":", linewidth=2, zorder=1)
        x = 100 * curve["customers_share"].to_numpy(dtype=np.float64)
        y = 100 * curve["assets_share"].to_numpy(dtype=np.float64)
        axes.plot(x, y, color=INK, linewidth=2.5, zorder=3)
        entries = [] if tiers is None else _stretches(axes, tiers, x, y)
        axes.set_xlim(0, 100)
        axes.set_ylim(0, 100)
        axes.xaxis.set_major_formatter("{x:.0f}%")
        axes.yaxis.set_major_formatter("{x:.0f}%")
        axes.set_ylabel(message("plots.lorenz_up"))
        head_and_foot(
            axes, message("plots.title_lorenz"), [message("plots.lorenz_across"), message("plots.lorenz_marks")]
        )
        if entries:
            axes.legend(handles=entries, loc="upper left", fontsize=LABEL_SIZE)
    return with_sentence(axes, lambda: _lorenz_sentence(curve, tiers))


def _stretches(axes: "Axes", tiers: "pd.DataFrame", x: "np.ndarray", y: "np.ndarray") -> list:  # type: ignore[type-arg]
    """Fill the stretch below the curve that each tier holds, the lowest from the left."""
    ends = np.append(0.0, 100 * np.cumsum(tiers["share"].to_numpy(dtype=np.float64)[::-1]))
    entries = []
    for place, (name, colour) in enumerate(zip(tiers.index[::-1], colours(len(tiers)), strict=True)):
        start, end = ends[place], ends[place + 1]
        inside = np.unique(np.concatenate([[start], x[(x > start) & (x < end)], [end]]))
        axes.fill_between(inside, np.interp(inside, x, y), color=colour, alpha=0.75, zorder=2)
        row = tiers.loc[name]
        told = message(
            "plots.lorenz_tier", name=label(str(name)), customers=f"{100 * float(row['share']):.1f}",
            assets=f"{100 * float(row['assets_share']):.1f}",
        )  # fmt: skip
        entries.append(key(told, marker="s", color=colour))
    return entries[::-1]


def segment_profile(profile: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw groups of customers by how far each of their means lies from the mean of all, with intervals.

    Parameters
    ----------
    profile : DataFrame, by segment and column
        What `fsq_lab.customers.segments.profile` returned.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` gives of each group n and its means in their own units.

    Raises
    ------
    CourseError
        For a table without rows or without these columns and levels.

    Examples
    --------
    >>> import pandas as pd
    >>> from fsq_lab.customers.segments import profile
    >>> from fsq_lab.plots import describe
    >>> own = pd.DataFrame({"recency": [1.0, 3.0, 8.0, 10.0]})
    >>> describe(segment_profile(profile(own, pd.Series([1, 1, 2, 2]), ["recency"]))).split(". ")[1]
    'Group 1 (n = 2): Recency (days) 2.0'
    """
    require_columns(profile, PROFILE, "segment_profile")
    if profile.index.nlevels != 2:
        raise CourseError("plots.not_profile")
    groups = [str(name) for name in dict.fromkeys(profile.index.get_level_values(0))]
    columns = [str(name) for name in dict.fromkeys(profile.index.get_level_values(1))]
    with styled():
        axes = ax if ax is not None else new_axes(rows=8)
        entries = []
        for place, (group, look) in enumerate(zip(groups, looks(len(groups)), strict=True)):
            own = profile.loc[group].reindex(columns)
            x = np.arange(len(columns)) + SHIFT * (place - (len(groups) - 1) / 2)
            for at, low, high in zip(x, own["z_low"], own["z_high"], strict=True):
                axes.plot([at, at], [low, high], color=look["color"], linewidth=3, zorder=2)
            axes.plot(x, own["z"].to_numpy(dtype=np.float64), zorder=3, **{**look, "linewidth": 1.2})
            entries.append(key(_named(group, int(own["n"].max())), color=look["color"], marker=look["marker"]))
        axes.axhline(0, color=INK, linewidth=1.5, zorder=1)
        axes.set_xticks(range(len(columns)), [column_heading(name) for name in columns])
        axes.set_xlim(-0.5, len(columns) - 0.5)
        axes.set_ylabel(message("plots.profile_up"))
        axes.yaxis.set_major_formatter("{x:g}")
        axes.grid(visible=False, axis="x")
        head_and_foot(axes, "", [message("plots.groups_marks"), message("plots.profile_caution")])
        legend_on_top(axes, entries, columns=min(3, len(entries)), title=message("plots.title_profile"))
    return with_sentence(axes, lambda: _profile_sentence(profile, groups, columns))


def _named(group: str, n: int) -> str:
    name = message("plots.segment", name=group) if group.isdigit() else label(group)
    return message("plots.row_of_n", name=name, n=f"{n:,}")


def _lorenz_sentence(curve: "pd.DataFrame", tiers: "pd.DataFrame | None") -> str:
    gini, n = float(curve.attrs.get("gini", np.nan)), int(curve.attrs.get("n", 0))
    if tiers is None:
        return sentence_of([message("plots.describe_lorenz", gini=f"{gini:.2f}", n=f"{n:,}")], curve)
    told = message("plots.lorenz_between").join(
        message(
            "plots.lorenz_tier_told", name=label(str(name)), customers=f"{100 * float(row['share']):.1f}",
            assets=f"{100 * float(row['assets_share']):.1f}",
        )
        for name, row in tiers.iterrows()
    )  # fmt: skip
    return sentence_of([message("plots.describe_lorenz_tiers", gini=f"{gini:.2f}", n=f"{n:,}", told=told)], curve)


def _profile_sentence(profile: "pd.DataFrame", groups: list[str], columns: list[str]) -> str:
    clauses = [message("plots.describe_profile_of_groups")]
    for group in groups:
        own = profile.loc[group]
        told = listed(f"{column_heading(name)} {float(own['mean'][name]):,.1f}" for name in columns)
        clauses.append(message("plots.profile_group", name=_named(group, int(own["n"].max())), told=told))
    return sentence_of(clauses, profile)
