"""Shares held against each other and against what was predicted: the audit of a rule, calibration of chances."""

from typing import TYPE_CHECKING

import numpy as np

from fsq_lab.companion.vocabulary import column_heading
from fsq_lab.ground.language import label, message
from fsq_lab.plots.frame import beside, head_and_foot, name_rows
from fsq_lab.plots.sentences import sentence_of, with_sentence
from fsq_lab.plots.standards import require_columns
from fsq_lab.plots.style import INK, colours, mark, new_axes, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

AUDIT = ("count", "n", "share", "ratio", "ratio_low", "ratio_high", "note", "convention")
CALIBRATION = ("predicted", "observed", "low", "high", "events", "n", "ratio", "note", "convention")
ALL = "all"
NOTES = {
    "reference": "customers.reference",
    "below the bound": "customers.below_bound",
    "not below the bound": "customers.not_below_bound",
    "cannot tell": "plots.note_cannot_tell",
    "as expected": "customers.as_expected",
    "more than expected": "customers.more_than_expected",
    "fewer than expected": "customers.fewer_than_expected",
}


def audit(table: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw the ratio of each group's share to the reference with its interval, and the bound of the convention.

    Parameters
    ----------
    table : DataFrame, one row per group
        What `fsq_lab.customers.fairness.audit` returned.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` gives the reference, the bound, and of each group share, n, ratio, interval and verdict.

    Raises
    ------
    CourseError
        For a table without rows or without these columns.

    Examples
    --------
    >>> import pandas as pd
    >>> from fsq_lab.customers import fairness
    >>> from fsq_lab.plots import describe
    >>> own = pd.DataFrame({"age_band": ["18-59"] * 100 + ["60+"] * 100, "counter": [1] * 60 + [0] * 40 + [1] * 30
    ...                     + [0] * 70})
    >>> describe(audit(fairness.audit(own, "counter", by="age_band"))).split(". ")[1]
    '60+: 30.0% of 100, ratio 0.50 (0.35 to 0.69), Below the bound.'
    """
    require_columns(table, AUDIT, "audit")
    bound = float(table.attrs.get("bound", 0.8))
    dark, light = colours(2)
    with styled():
        axes = ax if ax is not None else new_axes(rows=len(table) + 1)
        for row, (_, one) in enumerate(table.iterrows()):
            own = one["note"] == "reference"
            if not own:
                axes.plot([one["ratio_low"], one["ratio_high"]], [row, row], color=dark, linewidth=4, zorder=2)
            axes.plot(one["ratio"], row, **mark(marker="D" if own else "o", color=light if own else dark))
            beside(axes, row, message("plots.audit_beside", share=f"{100 * one['share']:.1f}", n=f"{one['n']:,}"))
        axes.axvline(1, color=INK, linewidth=1.5, zorder=1)
        axes.axvline(bound, color=INK, linestyle="--", linewidth=2, zorder=1)
        name_rows(axes, [label(str(name)) for name in table.index])
        axes.set_xlim(left=0)
        axes.xaxis.set_major_formatter("{x:g}")
        notes = [message("plots.audit_marks"), message("plots.audit_bound", bound=f"{bound:g}")]
        head_and_foot(axes, message("plots.title_audit", by=_by(table)), notes)
    return with_sentence(axes, lambda: _audit_sentence(table, bound))


def calibration(table: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw predicted chances against what came, group by group with intervals; on the line they keep their word.

    Both axes are logarithmic where chances are small, since most customers stay.

    Parameters
    ----------
    table : DataFrame, one row per group
        What `fsq_lab.customers.early_warning.calibration` returned.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` gives observed to predicted over all, and of each group the two shares, interval and n.

    Raises
    ------
    CourseError
        For a table without rows or without these columns.

    Examples
    --------
    >>> import pandas as pd
    >>> from fsq_lab.customers.early_warning import calibration as calibrated
    >>> from fsq_lab.plots import describe
    >>> found = calibrated(pd.Series([.1] * 50 + [.5] * 50), pd.Series([1] * 5 + [0] * 45 + [1] * 40 + [0] * 10), 2)
    >>> describe(calibration(found)).split(". ")[1]
    'Predicted 10.0%, observed 10.0% (4.3% to 21.4%, n = 50): As expected'
    """
    require_columns(table, CALIBRATION, "calibration")
    groups = table.drop(index=ALL, errors="ignore")
    dark, light = colours(2)
    with styled():
        axes = ax if ax is not None else new_axes(rows=8)
        predicted, observed = (100 * groups[name].to_numpy(dtype=np.float64) for name in ("predicted", "observed"))
        ends = 100 * groups[["low", "high"]].to_numpy(dtype=np.float64)
        floor = max(0.05, float(min(predicted.min(), ends[:, 1].min())) / 3)
        ceiling = min(100.0, 1.5 * float(max(predicted.max(), ends.max())))
        axes.plot([floor, ceiling], [floor, ceiling], color=INK, linestyle="--", linewidth=2, zorder=1)
        for x, (low, high) in zip(predicted, ends, strict=True):
            axes.plot([x, x], [max(low, floor), high], color=dark, linewidth=3, zorder=2)
        off = (groups["note"] != "as expected").to_numpy()
        for chosen, marker, colour in ((~off, "o", light), (off, "^", dark)):
            axes.plot(predicted[chosen], np.maximum(observed[chosen], floor), **mark(marker=marker, color=colour))
        for scale in (axes.set_xscale, axes.set_yscale):
            scale("log")
        axes.set_xlim(floor, ceiling)
        axes.set_ylim(floor, ceiling)
        for one in (axes.xaxis, axes.yaxis):
            one.set_major_formatter("{x:g}%")
        axes.set_ylabel(message("plots.calibration_up"))
        notes = [message("plots.calibration_across"), message("plots.calibration_marks")]
        head_and_foot(axes, message("plots.title_calibration"), notes)
    return with_sentence(axes, lambda: _calibration_sentence(table, groups))


def _by(table: "pd.DataFrame") -> str:
    return column_heading(str(table.attrs.get("by", table.index.name)))


def _audit_sentence(table: "pd.DataFrame", bound: float) -> str:
    reference = table[table["note"] == "reference"].iloc[0]
    head = message(
        "plots.describe_audit", by=_by(table), reference=label(str(reference.name)),
        share=f"{100 * reference['share']:.1f}", n=f"{reference['n']:,}", bound=f"{bound:g}",
    )  # fmt: skip
    rows = [
        message(
            "plots.audit_told", name=label(str(name)), share=f"{100 * one['share']:.1f}", n=f"{one['n']:,}",
            ratio=f"{one['ratio']:.2f}", low=f"{one['ratio_low']:.2f}", high=f"{one['ratio_high']:.2f}",
            note=message(NOTES[str(one["note"])]),
        )
        for name, one in table[table["note"] != "reference"].iterrows()
    ]  # fmt: skip
    return sentence_of([head, *rows], table)


def _calibration_sentence(table: "pd.DataFrame", groups: "pd.DataFrame") -> str:
    if ALL in table.index:
        own = table.loc[ALL]
        numbers = {name: f"{own[name]:.2f}" for name in ("ratio", "ratio_low", "ratio_high")}
        head = message("plots.describe_calibration", **numbers, events=own["events"], n=f"{own['n']:,}")
    else:
        head = message("plots.title_calibration")
    rows = [
        message(
            "plots.calibration_told",
            **{name: f"{100 * one[name]:.1f}" for name in ("predicted", "observed", "low", "high")},
            n=f"{one['n']:,}", note=message(NOTES[str(one["note"])]),
        )
        for _, one in groups.iterrows()
    ]  # fmt: skip
    return sentence_of([head, *rows], table)
