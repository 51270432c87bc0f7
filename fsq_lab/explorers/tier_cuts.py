"""Where tiers are cut: customers, assets and managers of each, and who is left to an app that he does not use."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from fsq_lab.customers import tiers
from fsq_lab.explorers.drawing import BLUE, ORANGE, Drawing, axis
from fsq_lab.explorers.experiment import Control, View
from fsq_lab.explorers.widget import Explorer
from fsq_lab.ground.language import label_in, message_in
from fsq_lab.survey.loading import load

if TYPE_CHECKING:
    import pandas as pd

MONTH = "2025-12"
YUAN = 10_000  # a step of the sliders
NAMES = ("mass", "middle", "upper")
LOAD = {"upper": 100, "middle": 400}  # customers a manager looks after, an assumption
SELDOM = 4  # days with the app in the month, below which it is hardly used
LEFT, RIGHT, ROW = 92, 300, 42


def explore_tiers() -> Explorer:
    """Move two cuts through the balances, and see what becomes of tiers, managers, and those who are left out.

    Customers above the upper cut have a manager of their own, those in the middle a team; everybody else is served on
    the app. Left out is who is served on the app alone and hardly uses it.

    Returns
    -------
    Explorer
        A widget in the current language; ``move(middle=20, upper=100)`` moves it from Python.

    Examples
    --------
    >>> from fsq_lab.ground.language import use
    >>> _ = use("en")
    >>> explore_tiers().move(middle=10, upper=50)[:66]
    'Upper tier from 500,000 yuan: 9.2% of the customers, 65.0% of the '
    """
    return Explorer(TierCuts)


@dataclass(frozen=True)
class TierCuts:
    """Tiers by two cuts: shares, managers, and who is left out by age."""

    language: str
    name: str = "tiers"

    @property
    def controls(self) -> tuple[Control, ...]:
        """The two cuts, in ten thousands of yuan."""
        middle, upper, unit = (self._say(one) for one in ("middle", "upper", "unit"))
        return (Control("middle", middle, 1, 30, 1, 10, unit), Control("upper", upper, 35, 300, 5, 50, unit))

    @property
    def origin(self) -> str:
        """Where the balances come from, and what is assumed."""
        own = _customers()
        return self._say(
            "origin", seed=own.attrs["synthetic_seed"], n=f"{len(own):,}", month=MONTH, seldom=SELDOM, **LOAD
        )

    def view(self, values: Mapping[str, int]) -> View:
        """Return tiers, managers and who is left out at these cuts."""
        own = _customers()
        tier = tiers.cut(own["balance"], [YUAN * values["middle"], YUAN * values["upper"]], NAMES)
        found = tiers.summary(own["balance"], tier, LOAD)
        out = (tier == "mass") & (own["app_days"] < SELDOM)
        by_age = out.astype("float64").groupby(own["age_band"]).mean()
        worst = str(by_age.idxmax())
        told = {
            "upper": f"{YUAN * values['upper']:,}",
            "middle": f"{YUAN * values['middle']:,}",
            **{
                f"{name}_{column}": f"{100 * float(found[column][name]):.1f}"
                for name in NAMES
                for column in ("share", "assets_share")
            },
            "managers": int(found["managers"].sum()),
            "out": f"{int(out.sum()):,}",
            "worst": self._say("age_above" if worst.endswith("+") else "age", age=worst.removesuffix("+")),
            "worst_share": f"{100 * by_age[worst]:.0f}",
            "others_share": f"{100 * out[own['age_band'] != worst].mean():.0f}",
        }
        alt = self._say("alt", **told)
        return View(self._picture(found, by_age, alt), self._say("text", **told))

    def _say(self, entry: str, **values: object) -> str:
        return message_in(self.language, f"explorers.tiers.{entry}", **values)

    def _picture(self, found: "pd.DataFrame", by_age: "pd.Series[float]", alt: str) -> str:
        """Draw of each tier its shares of customers and assets with its managers; below, who is left out by age."""
        place = axis(0, 1, LEFT, RIGHT)
        drawing = Drawing(356)
        drawing.words(400, 14, self._say("managers"), "end")
        for row, name in enumerate(reversed(NAMES)):
            top = 22 + ROW * row
            drawing.words(0, top + 20, label_in(self.language, name))
            for offset, column, colour in ((0, "share", BLUE), (16, "assets_share", ORANGE)):
                share = float(found[column][name])
                drawing.bar(LEFT, top + offset, place(share) - LEFT, 13, colour)
                drawing.words(place(share) + 4, top + offset + 12, f"{100 * share:.1f}%")
            drawing.words(400, top + 20, str(int(found["managers"][name])), "end")
        foot = 22 + 3 * ROW
        for left, colour, entry in ((0, BLUE, "of_customers"), (170, ORANGE, "of_assets")):
            drawing.bar(left, foot + 4, 12, 12, colour)
            drawing.words(left + 17, foot + 15, self._say(entry))
        drawing.words(0, foot + 48, self._say("left_out"))
        for row, (band, share) in enumerate(by_age.items()):
            top = foot + 60 + 30 * row
            drawing.words(0, top + 15, str(band))
            drawing.bar(LEFT, top, place(share) - LEFT, 20, ORANGE)
            drawing.words(place(share) + 4, top + 15, f"{100 * share:.0f}%")
        return drawing.svg(alt)


@cache
def _customers() -> "pd.DataFrame":
    """Return who is on file in the last month: balance, days with the app, age group."""
    last = load("balances").query("month == @MONTH")
    own = last.merge(load("customers")[["customer", "age_band"]], on="customer")[["balance", "app_days", "age_band"]]
    own.attrs["synthetic_seed"] = last.attrs["synthetic_seed"]
    return own
