"""What to divide by: an invented bank among six real ones, by complaints and by complaints per customer."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from fsq_lab.explorers.drawing import BLUE, ORANGE, Drawing, axis
from fsq_lab.explorers.experiment import Control, View
from fsq_lab.explorers.widget import Explorer
from fsq_lab.ground.language import label_in, message_in
from fsq_lab.survey.loading import load

if TYPE_CHECKING:
    import pandas as pd

QUARTER = "2022Q3"
COUNT, RATE = "complaints", "per_10m_customers"
OWN = "your_bank"
LEFT, RIGHT, MOST = 112, 322, 5.0  # where bars begin and end, and how many times the median the end is
ROW = 36


def explore_denominator() -> Explorer:
    """Move an invented bank's complaints and customers, and see its place by count and per ten million customers.

    It stands among the six large state-owned banks as the regulator's notice of 2022Q3 has them; their medians and
    their bars do not move.

    Returns
    -------
    Explorer
        A widget in the current language; ``move(customers=60)`` moves it from Python.

    Examples
    --------
    >>> from fsq_lab.ground.language import use
    >>> _ = use("en")
    >>> explore_denominator().move(complaints=4000, customers=700)[:66]
    'Your bank: 4,000 complaints, number 1 of seven by count; 57.1 per '
    """
    return Explorer(Denominator)


@dataclass(frozen=True)
class Denominator:
    """An invented bank's complaints, by count and per ten million customers, among six real banks."""

    language: str
    name: str = "denominator"

    @property
    def controls(self) -> tuple[Control, ...]:
        """Its complaints in a quarter, and its personal customers in millions."""
        complaints, customers = (message_in(self.language, f"explorers.denominator.{one}") for one in ("count", "of"))
        return (
            Control("complaints", complaints, 200, 6000, 100, 2000),
            Control("customers", customers, 20, 800, 10, 400),
        )

    @property
    def origin(self) -> str:
        """Where the six banks' figures come from, and that the seventh is invented."""
        return message_in(self.language, "explorers.denominator.origin")

    def view(self, values: Mapping[str, int]) -> View:
        """Return where the invented bank stands by count and by rate."""
        seven = self._six.copy()
        seven.loc[OWN] = [values["complaints"], values["complaints"] / (values["customers"] / 10)]
        places = seven.rank(ascending=False, method="min").astype(int)
        times = seven / self._six.median()
        told = {
            "complaints": f"{values['complaints']:,}",
            "rate": f"{seven[RATE][OWN]:,.1f}",
            "times_count": f"{times[COUNT][OWN]:.1f}",
            "times_rate": f"{times[RATE][OWN]:.1f}",
            "place_count": int(places[COUNT][OWN]),
            "place_rate": int(places[RATE][OWN]),
        }
        alt = message_in(self.language, "explorers.denominator.alt", **told)
        return View(self._picture(times, places, alt), message_in(self.language, "explorers.denominator.text", **told))

    def _picture(self, times: "pd.DataFrame", places: "pd.DataFrame", alt: str) -> str:
        """Draw, for each bank, both figures as multiples of the median, on a scale that does not move."""
        place = axis(0, MOST, LEFT, RIGHT)
        drawing = Drawing(ROW * len(times) + 48)
        foot = 24 + ROW * len(times)
        drawing.words(400, 14, message_in(self.language, "explorers.denominator.places"), "end")
        drawing.line((place(1), 22), (place(1), foot), 'stroke-dasharray="5 3"')
        for row, bank in enumerate((OWN, *self._six.index)):
            top = 24 + ROW * row
            mine = bank == OWN
            name = message_in(self.language, "explorers.denominator.own") if mine else label_in(self.language, bank)
            drawing.words(0, top + 21, ("▶ " if mine else "") + name, bold=mine)
            for offset, column, colour in ((3, COUNT, BLUE), (17, RATE, ORANGE)):
                value = float(times[column][bank])
                drawing.bar(LEFT, top + offset, place(value) - LEFT, 12, colour)
                if value > MOST:
                    drawing.words(RIGHT + 3, top + offset + 11, "▸")
            told = f"{places[COUNT][bank]} → {places[RATE][bank]}"
            drawing.words(400, top + 21, told, "end", bold=mine)
        for left, colour, key in ((0, BLUE, "by_count"), (160, ORANGE, "by_rate")):
            drawing.bar(left, foot + 8, 12, 12, colour)
            drawing.words(left + 17, foot + 19, message_in(self.language, f"explorers.denominator.{key}"))
        return drawing.svg(alt)

    @cached_property
    def _six(self) -> "pd.DataFrame":
        """The six banks' counts and rates, highest count first."""
        rates = load("complaints_rates").query("level == 'bank' and quarter == @QUARTER").set_index("name")
        return rates[[COUNT, RATE]].astype(float).sort_values(COUNT, ascending=False)
