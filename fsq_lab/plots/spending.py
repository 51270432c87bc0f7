"""What money and calls bring: what the last yuan of a budget buys, and a campaign beside a half held back."""

from typing import TYPE_CHECKING

import numpy as np

from fsq_lab.ground.language import label, message
from fsq_lab.hypertext.words import number
from fsq_lab.plots.frame import beside, head_and_foot, name_rows
from fsq_lab.plots.sentences import sentence_of, with_sentence
from fsq_lab.plots.standards import require_columns
from fsq_lab.plots.style import INK, colours, mark, new_axes, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

STEPS = ("value", "spent", "n_chosen", "gained", "per_yuan", "convention")
EFFECT = ("percent", "percent_low", "percent_high", "n", "note", "convention")
NOTES = {
    "before and after: no control": "customers.before_after",
    "without a call": "customers.without_call",
    "effect shown": "customers.effect_shown",
    "negative effect shown": "customers.negative_effect",
    "no effect shown": "customers.no_effect_shown",
}


def last_yuan(steps: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw what each further part of a budget gains per yuan; where the steps lie below 1, a yuan brings less than one.

    Parameters
    ----------
    steps : DataFrame, one row per budget
        What `fsq_lab.customers.budget.last_yuan` returned, its value in yuan.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` gives of each budget the value, and what the last part of it gains per yuan.

    Raises
    ------
    CourseError
        For a table without rows or without these columns.

    Examples
    --------
    >>> import pandas as pd
    >>> from fsq_lab.customers import budget
    >>> from fsq_lab.plots import describe
    >>> own = pd.DataFrame({"cost": [10, 10, 10], "value": [50, 30, 5]})
    >>> describe(last_yuan(budget.last_yuan(own, [10, 20, 30]))).split(". ")[2]
    'Budget 20: worth 80 in all, each of the last 10 yuan brings 3.00'
    """
    require_columns(steps, STEPS, "last_yuan")
    budgets = steps.index.to_numpy(dtype=np.float64)
    dark, light = colours(2)
    with styled():
        axes = ax if ax is not None else new_axes(rows=8)
        starts = np.append(0.0, budgets[:-1])
        gains = steps["per_yuan"].to_numpy(dtype=np.float64)
        axes.bar(
            starts, gains, width=budgets - starts, align="edge", edgecolor=INK, zorder=2,
            color=[light if gain >= 1 else dark for gain in gains],
        )  # fmt: skip
        for at, gain in zip((starts + budgets) / 2, gains, strict=True):
            axes.annotate(number(float(gain)), (at, gain), xytext=(0, 6), textcoords="offset points", ha="center")
        axes.axhline(1, color=INK, linestyle="--", linewidth=2, zorder=3)
        axes.set_xlim(0, budgets[-1])
        axes.set_ylim(0, 1.15 * float(max(np.nanmax(gains), 1.0)))
        axes.xaxis.set_major_formatter("{x:,.0f}")
        axes.yaxis.set_major_formatter("{x:g}")
        axes.set_ylabel(message("plots.last_yuan_up"))
        notes = [message("plots.last_yuan_across"), message("plots.last_yuan_marks")]
        head_and_foot(axes, message("plots.title_last_yuan"), notes)
    return with_sentence(axes, lambda: _steps_sentence(steps))


def campaign_effect(effect: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw how balances moved of those called and of those held back, and what calling itself did.

    Parameters
    ----------
    effect : DataFrame with the rows ``called``, ``held_back`` and ``difference``
        What `fsq_lab.customers.campaigns.effect` returned.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` gives the three changes in per cent with intervals and n, and the verdict.

    Raises
    ------
    CourseError
        For a table without rows or without these columns.

    Examples
    --------
    >>> from fsq_lab.customers import campaigns
    >>> from fsq_lab.plots import describe
    >>> from fsq_lab.survey.loading import load
    >>> found = campaigns.effect(campaigns.rises(load("contacts"), load("balances")))
    >>> describe(campaign_effect(found)).split(". ")[3]
    'Difference −1.4% (−6.0% to 3.3%, n = 342): No effect shown'
    """
    require_columns(effect, EFFECT, "campaign_effect")
    dark, light = colours(2)
    with styled():
        axes = ax if ax is not None else new_axes(rows=len(effect) + 1)
        for row, (name, one) in enumerate(effect.iterrows()):
            own = name == "difference"
            colour = dark if own else light
            axes.plot([one["percent_low"], one["percent_high"]], [row, row], color=colour, linewidth=4, zorder=2)
            axes.plot(one["percent"], row, **mark(marker="D" if own else "o", color=colour))
            beside(axes, row, message("plots.campaign_beside", n=one["n"]))
        axes.axvline(0, color=INK, linewidth=1.5, zorder=1)
        name_rows(axes, [label(str(name)) for name in effect.index])
        axes.xaxis.set_major_formatter("{x:g}%")
        notes = [message("plots.campaign_marks"), message("plots.campaign_caution")]
        head_and_foot(axes, message("plots.title_campaign"), notes)
    return with_sentence(axes, lambda: _effect_sentence(effect))


def _steps_sentence(steps: "pd.DataFrame") -> str:
    before, clauses = 0.0, [message("plots.describe_last_yuan")]
    for budget, one in steps.iterrows():
        step = float(str(budget)) - before
        clauses.append(
            message(
                "plots.last_yuan_told", budget=f"{float(str(budget)):,.0f}", value=f"{one['value']:,.0f}",
                step=f"{step:,.0f}", per_yuan=number(float(one["per_yuan"])),
            )
        )  # fmt: skip
        before = float(str(budget))
    return sentence_of(clauses, steps)


def _effect_sentence(effect: "pd.DataFrame") -> str:
    rows = [
        message(
            "plots.campaign_told", name=label(str(name)),
            **{end: f"{one[end]:.1f}".replace("-", "−") for end in ("percent", "percent_low", "percent_high")},
            n=one["n"], note=message(NOTES[str(one["note"])]),
        )
        for name, one in effect.iterrows()
    ]  # fmt: skip
    return sentence_of([message("plots.describe_campaign"), *rows], effect)
