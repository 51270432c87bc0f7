"""Service against its standard: checklist and customers, shares of promises kept, the five gaps of the gap model."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fsq_lab.ground.language import CourseError, label, message
from fsq_lab.hypertext.words import number
from fsq_lab.plots.frame import beside, head_and_foot, legend_on_top, listed, name_rows
from fsq_lab.plots.frame import key as legend_entry
from fsq_lab.plots.sentences import with_sentence
from fsq_lab.plots.style import FONT_SIZES, INK, LABEL_SIZE, PALE, colours, mark, new_axes, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

GAPS = ("gap_1", "gap_2", "gap_3", "gap_4", "gap_5")
COLUMNS = ("gap", "low", "high", "n", "others")
FITS = {"fits": "justice.fits", "fits in part": "justice.fits_in_part", "misses": "justice.misses"}
TWO_DECIMALS = ("gap_4", "gap_5")
WHOLE = 1.0 + 1e-9
IN_TIME = "in_time"
SHARES_OF = {
    IN_TIME: ("plots.title_shares", "plots.shares_marks"),
    "late": ("plots.title_shares_late", "plots.shares_marks_complaints"),
    "came_back": ("plots.title_shares_back", "plots.shares_marks_complaints"),
    "back_90d": ("plots.title_shares_back", "plots.shares_marks_complaints"),
    "left_6m": ("plots.title_shares_left", "plots.shares_marks_complaints"),
}
"""Title and foot by what the shares are shares of."""


def two_scores(
    marks: "pd.DataFrame", satisfied: "pd.DataFrame", passes: float | None = None, ax: "Axes | None" = None
) -> "Axes":
    """Draw what a checklist gives each branch against what its customers say, each on its own scale.

    Neither score has a zero that would make multiples of it mean anything, so both stay as they are.

    Parameters
    ----------
    marks : DataFrame, one row per branch
        ``score``, 0 to 100, as `fsq_lab.scoring.ratings.checklist` gives it.
    satisfied : DataFrame, one row per branch
        ``mean``, ``low``, ``high`` and ``n`` of overall satisfaction, as `fsq_lab.statistics.estimates.means` gives
        them. A branch without an interval gets a dot alone.
    passes : float, optional
        The pass mark of the checklist, drawn as a dashed line.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` names the best by checklist, the lowest by satisfaction and who is below the pass mark, then gives
        both scores of every branch, with interval and n.

    Raises
    ------
    CourseError
        For a table without rows or without these columns, and for tables that are not about the same branches.

    Examples
    --------
    >>> import pandas as pd
    >>> from fsq_lab.plots import describe
    >>> marks = pd.DataFrame({"score": [75.0, 92.5]}, index=["B07", "B06"])
    >>> said = pd.DataFrame({"mean": [4.1, 4.7], "low": [3.8, 4.5], "high": [4.3, 5.0], "n": [54, 58]}, ["B07", "B06"])
    >>> describe(two_scores(marks, said)).split(". ")[0]
    'Best by checklist: B06 (92.5), satisfaction 4.70; lowest satisfaction: B07 (4.10), checklist 75.0'
    """
    require_columns(marks, ("score",), "two_scores")
    require_columns(satisfied, ("mean", "low", "high", "n"), "two_scores")
    if set(marks.index) != set(satisfied.index) or marks["score"].isna().any() or satisfied["mean"].isna().any():
        raise CourseError("plots.not_two_scores")
    drawn = satisfied[["mean", "low", "high", "n"]].astype(float).join(marks["score"].astype(float)).sort_index()
    dark, light = colours(2)
    ends = (drawn["score"].idxmax(), drawn["mean"].idxmin())
    with styled():
        axes = ax if ax is not None else new_axes(rows=8)
        if passes is not None:
            axes.axvline(passes, color=INK, linewidth=2, linestyle="--")
        for name, row in drawn.iterrows():
            look = {"marker": "D", "color": dark} if name in ends else {"marker": "o", "color": light}
            axes.plot([row["score"]] * 2, [row["low"], row["high"]], color=look["color"], linewidth=3, zorder=2)
            axes.plot([row["score"]], [row["mean"]], **mark(**look))
            _name_dot(axes, label(str(name)), row["score"], row["mean"])
        axes.set_xlim(min(drawn["score"].min(), passes if passes is not None else 100) - 4, 104)
        axes.tick_params(axis="both", labelsize=FONT_SIZES["xtick.labelsize"])
        axes.set_ylabel(message("plots.two_scores_up"), fontsize=FONT_SIZES["axes.labelsize"])
        across = message("plots.two_scores_across")
        if passes is not None:
            across = message("plots.two_scores_passes", across=across, passes=f"{passes:g}")
        head_and_foot(axes, message("plots.title_two_scores"), [across, message("plots.two_scores_marks")])
    return with_sentence(axes, lambda: _two_sentence(drawn, passes))


def shares(
    table: "pd.DataFrame", standard: float | None = None, ax: "Axes | None" = None, of: str | None = None
) -> "Axes":
    """Draw shares with their intervals, lowest on top, and the standard that they are held against.

    Parameters
    ----------
    table : DataFrame, one row per unit, such as a branch
        ``share``, ``low`` and ``high`` between 0 and 1, and ``n``, as `fsq_lab.statistics.intervals.proportion` gives
        them.
    standard : float, optional
        The share that is asked for, between 0 and 1.
    ax : Axes, optional
        Where to draw; by default a new figure.
    of : {"in_time", "late", "came_back", "left_6m"}, optional
        What the shares are shares of, for the title: transactions done in time, complaints that were late, that came
        back, or whose customer left. By default what ``attrs["outcome"]`` of the table tells, else done in time.

    Returns
    -------
    Axes
        `describe` gives every share with interval and n, and says whose whole interval lies below the standard.

    Raises
    ------
    CourseError
        For a table without rows or without these columns, for shares beyond 0 and 1, and for an unknown ``of``.

    Examples
    --------
    >>> import pandas as pd
    >>> from fsq_lab.plots import describe
    >>> from fsq_lab.statistics.intervals import proportion
    >>> describe(shares(pd.DataFrame({"B07": proportion(58, 100)}).T, standard=0.9))
    'Shares with their intervals: B07 58.0% (48.2% to 67.2%, n = 100). Whole interval below the standard of 90%: B07.'
    """
    require_columns(table, ("share", "low", "high", "n"), "shares")
    told = str(table.attrs.get("outcome", ""))
    what = of or (told if told in SHARES_OF else IN_TIME)
    if what not in SHARES_OF:
        raise CourseError("plots.unknown_shares", of=what, known=listed(SHARES_OF))
    title, marks = SHARES_OF[what]
    drawn = table[["share", "low", "high", "n"]].astype(float).sort_values("share", kind="stable")
    values = drawn[["share", "low", "high"]]
    if (values < -1e-9).to_numpy().any() or (values > WHOLE).to_numpy().any():
        raise CourseError("plots.not_shares")
    colour = colours(1)[0]
    with styled():
        axes = ax if ax is not None else new_axes(rows=len(drawn))
        if standard is not None:
            axes.axvline(100 * standard, color=INK, linewidth=2, linestyle="--")
        for row, (low, share, high) in enumerate(zip(values["low"], values["share"], values["high"], strict=True)):
            axes.plot([100 * low, 100 * high], [row, row], color=colour, linewidth=4, zorder=2)
            axes.plot([100 * share], [row], **mark(marker="o", color=colour))
        counts = ((_named(name), f"{n:.0f}") for name, n in drawn["n"].items())
        name_rows(axes, [message("plots.row_of_n", name=name, n=n) for name, n in counts])
        axes.xaxis.set_major_formatter("{x:.0f}%")
        notes = [message(marks)]
        if standard is not None:
            notes.append(message("plots.shares_standard", standard=f"{100 * standard:.0f}"))
        head_and_foot(axes, message(title), notes)
    return with_sentence(axes, lambda: _shares_sentence(drawn, standard, "" if what == IN_TIME else title))


def five_gaps(table: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw the five gaps of the gap model under each other, each on a scale of its own unit.

    Lengths compare within a row only: the ends of a row are written at its ends. A gap below 0 falls short.

    Parameters
    ----------
    table : DataFrame, one row for each of ``gap_1`` to ``gap_5``, in any order
        ``gap``; ``low`` and ``high`` where it is an estimate, missing where it is not; ``n``, missing likewise; and
        ``others``, what the gap is elsewhere, missing where there is no elsewhere. Units: points of 100 (gaps 1 and 2),
        percentage points (3), minutes (4), points of the scale (5). `fsq_lab.scoring.gap_model.five_gaps` gives it,
        and keeps in ``attrs`` whose gaps 3 to 5 they are.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` gives each gap in its unit with interval and n, and what it is elsewhere.

    Raises
    ------
    CourseError
        For rows that are not the five gaps, columns that lack, or a gap without a value.

    References
    ----------
    Parasuraman, Zeithaml and Berry (1985), A conceptual model of service quality, *Journal of Marketing* 49(4), 41-50.
    """
    require_columns(table, COLUMNS, "five_gaps")
    if sorted(map(str, table.index)) != list(GAPS) or table["gap"].isna().any():
        raise CourseError("plots.not_five_gaps", rows=", ".join(map(str, table.index)))
    drawn = table.loc[list(GAPS), list(COLUMNS)].astype(float)
    own = message("plots.five_gaps_own", branch=label(str(table.attrs.get("branch", "branch"))))
    dark, light = colours(2)
    with styled():
        axes = ax if ax is not None else new_axes(rows=9)
        axes.axvline(0, color=INK, linewidth=2, zorder=2.5)
        for row, (_, gap) in enumerate(drawn.iterrows()):
            end = _end(float(gap[["gap", "low", "high", "others"]].abs().max()))
            axes.plot([-1, 1], [row, row], color=PALE, linewidth=1.5, zorder=1)
            axes.barh([row], [gap["gap"] / end], height=0.42, color=dark, edgecolor=dark, zorder=2)
            axes.plot([gap["low"] / end, gap["high"] / end], [row, row], color=INK, linewidth=3, zorder=3)
            axes.plot([gap["others"] / end], [row], **mark(marker="D", color=light))
            for side in (-1, 1):
                axes.annotate(
                    f"{'−' if side < 0 else '+'}{end:g}",
                    (side, row),
                    xytext=(0, -12),
                    textcoords="offset points",
                    ha="center",
                    va="top",
                    fontsize=LABEL_SIZE - 3,
                )
            beside(axes, row, message(f"plots.of_{drawn.index[row]}", value=_signed(gap["gap"], drawn.index[row])))
        name_rows(axes, [message(f"plots.{name}") for name in GAPS])
        axes.set_xlim(-1.12, 1.12)
        axes.set_xticks([])
        head_and_foot(axes, "", [message("plots.five_gaps_lengths"), message("plots.five_gaps_marks")])
        entries = [
            legend_entry(own, marker="s", color=dark),
            legend_entry(message("plots.five_gaps_others"), marker="D", color=light),
        ]
        legend_on_top(axes, entries, columns=2, title=message("plots.title_five_gaps"))
    return with_sentence(axes, lambda: _gaps_sentence(drawn))


def _name_dot(axes: "Axes", name: str, x: float, y: float) -> None:
    """Write a name at the right of a dot."""
    axes.annotate(
        name,
        (x, y),
        xytext=(11, 0),
        textcoords="offset points",
        ha="left",
        va="center",
        fontsize=LABEL_SIZE,
        bbox={"facecolor": "white", "edgecolor": "none", "boxstyle": "round,pad=0.12", "alpha": 0.85},
        zorder=2.5,
    )


def _two_sentence(table: "pd.DataFrame", passes: float | None) -> str:
    """Say who is best by one score and lowest by the other, who does not pass, and both scores of everyone."""
    told = {name: {"name": label(str(name)), **_told(row)} for name, row in table.iterrows()}
    best, lowest = told[table["score"].idxmax()], told[table["mean"].idxmin()]
    ends = {f"{which}_{part}": value for which, one in (("best", best), ("low", lowest)) for part, value in one.items()}
    clauses = [message("plots.describe_two_scores", **ends)]
    if passes is not None:
        below = [label(str(name)) for name in table.index[table["score"] < passes]]
        names = listed(below) if below else message("plots.nobody")
        clauses.append(message("plots.two_scores_below", passes=f"{passes:g}", names=names))
    entries = ["told" if known else "bare" for known in table[["low", "high"]].notna().all(axis=1)]
    each = (message(f"plots.two_scores_{entry}", **one) for entry, one in zip(entries, told.values(), strict=True))
    clauses.append(message("plots.two_scores_all", all=listed(each)))
    return message("plots.clause").join(clauses) + message("plots.stop")


def _told(row: "pd.Series") -> dict[str, str]:
    """Return a branch's numbers as they are written."""
    return {
        "score": f"{row['score']:.1f}",
        **{column: f"{row[column]:.2f}" for column in ("mean", "low", "high")},
        "n": f"{row['n']:.0f}",
    }


def require_columns(table: "pd.DataFrame", columns: Sequence[str], chart: str) -> None:
    """Raise when a table lacks columns that a chart needs, or has no rows."""
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise CourseError("plots.lacking", chart=f"plots.{chart}", missing=", ".join(missing))
    if table.empty:
        raise CourseError("plots.lacking_rows", chart=f"plots.{chart}")


def _end(most: float) -> float:
    """Return a round number that is not below the largest of a row: 1, 2 or 5 times a power of ten.

    >>> [_end(value) for value in (0.0, 0.9, 1.0, 1.6, 14.2, 33.8)]
    [1.0, 1.0, 1.0, 2.0, 20.0, 50.0]
    """
    from math import floor, log10

    if most <= 0:
        return 1.0
    power = 10.0 ** floor(log10(most))
    return next(step * power for step in (1.0, 2.0, 5.0, 10.0) if step * power >= most - 1e-12)


def _signed(value: float, gap: str) -> str:
    """Return a gap with its sign, to two decimals where the unit is a minute or a point of the scale, else to one."""
    told = number(value) if gap in TWO_DECIMALS else f"{round(value, 1) + 0.0:.1f}".replace("-", "−")
    return told if told.startswith("−") else f"+{told}"


def _named(name: object) -> str:
    """Return what a unit, or how well a remedy fits, is called in the current language."""
    return message(FITS[str(name)]) if str(name) in FITS else label(str(name))


def _shares_sentence(table: "pd.DataFrame", standard: float | None, title: str) -> str:
    """Say of what the shares are, every share with its interval, and whose whole interval lies below the standard."""
    told = listed(
        message(
            "plots.share_told",
            name=_named(name),
            n=f"{float(row['n']):.0f}",
            **{column: f"{100 * float(row[column]):.1f}" for column in ("share", "low", "high")},
        )
        for name, row in table.iterrows()
    )
    clauses = [message("plots.describe_shares", shares=told)]
    if title:
        clauses = [message("plots.describe_shares_of", what=message(title), shares=told)]
    if standard is not None:
        below = [_named(name) for name, high in table["high"].items() if float(high) < standard]
        names = listed(below) if below else message("plots.nobody")
        clauses.append(message("plots.shares_below", standard=f"{100 * standard:.0f}", names=names))
    return message("plots.clause").join(clauses) + message("plots.stop")


def _gaps_sentence(table: "pd.DataFrame") -> str:
    """Say each gap in its unit, with interval and n where it has them, and what it is elsewhere."""
    told = []
    for name, row in table.iterrows():
        gap = str(name)
        unit = {part: message(f"plots.of_{gap}", value=_signed(row[part], gap)) for part in ("gap", "others")}
        parts = [message("plots.gap_told", name=message(f"plots.{gap}"), gap=unit["gap"])]
        if row[["low", "high"]].notna().all():
            low, high = (_signed(row[end], gap) for end in ("low", "high"))
            parts.append(message("plots.gap_between", low=low, high=high, n=f"{row['n']:.0f}"))
        if row[["others"]].notna().all():
            parts.append(message("plots.gap_elsewhere", others=unit["others"]))
        told.append(message("plots.gap_parts").join(parts))
    return message("plots.clause").join([message("plots.title_five_gaps"), *told]) + message("plots.stop")
