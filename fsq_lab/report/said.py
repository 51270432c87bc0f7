"""What findings are made of: the sentences, what to do, and the survey with all that was computed from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from fsq_lab.ground.language import message
from fsq_lab.report.digits import Range
from fsq_lab.survey.questionnaire import Instrument

MINIMUM_N = 10
MOST_ITEMS = 3
ERROR = 0.05


@dataclass(frozen=True)
class Action:
    """Something to do, and what to do it with."""

    text: str
    parts: tuple[str, ...] = ()


@dataclass
class Findings:
    """The finding, what belongs to it, and what to do about it."""

    lead: str = ""
    details: list[str] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        """Every sentence of it."""
        return [self.lead, *self.details, *(text for one in self.actions for text in (one.text, *one.parts))]


@dataclass(frozen=True)
class Answers:
    """A survey with the tables computed from it, and its names for the reader."""

    table: pd.DataFrame
    asked: Instrument
    tables: Mapping[str, pd.DataFrame]

    def has(self, name: str) -> bool:
        """Return whether a table could be computed and anyone is in it."""
        return name in self.tables and bool(self.tables[name]["n_used"].any())

    def name(self, dimension: object) -> str:
        """Return what the questionnaire calls a dimension."""
        return str(dict(self.asked.dimension_names)[str(dimension)])

    def item(self, number: object) -> str:
        """Return an item's wording, quoted."""
        [wording] = [str(one.wording) for one in self.asked.items if one.number == number]
        return message("findings.item", wording=wording)

    @property
    def scale(self) -> Range:
        """From where to where a mean answer can lie."""
        return Range(*self.asked.reach)

    @property
    def groups_compared(self) -> bool:
        """Whether any group was compared with the others."""
        return "comparison" in self.tables and not bool(
            self.tables["comparison"]["note"].str.startswith("not compared").all()
        )

    @property
    def error(self) -> float:
        """The share of surveys in which chance may name a dimension, and the same for groups where there are any."""
        return ERROR / 2 if self.groups_compared else ERROR

    @property
    def by_dimension(self) -> float:
        """The level at which each dimension's interval is asked, so that all hold together."""
        return 1 - self.error / len(self.asked.dimensions)

    @property
    def by_item(self) -> float:
        """The same for each item's interval."""
        return 1 - self.error / len(self.asked.items)

    @property
    def all_rows_equal(self) -> bool:
        """Whether every respondent gave the same answer to every item, not only the same means."""
        return bool((self.table[self.asked.item_columns].nunique(dropna=False) == 1).all())


def listed(names: Iterable[str]) -> str:
    """Return names as the current language lists them."""
    return message("plots.separator").join(names)
