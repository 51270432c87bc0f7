"""What can be bet: one of several names, their order, or a number; and what the data must say for it to be right.

A bet given and a value of the data are both plain data, as a progress file keeps them. A browser sends and gets places
in the list of options, or a typed text.
"""

import math
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, TypeGuard

from fsq_lab.ground.fields import LARGEST
from fsq_lab.ground.language import LANGUAGES, CourseError, label_in, message_in
from fsq_lab.ground.typed_numbers import read_number

if TYPE_CHECKING:
    import pandas as pd

Given = str | list[str]
"""A bet: a name, an order of names, or a number as it was typed."""

Truth = Any
"""What the data say: for one of several, the names that are right; for an order, the names at each place; a number."""

_SLACK = 1e-9
_MOST_DECIMALS = 4
_MOST_TYPED = 9
_DIFFER = {"%": "bets.within_points", "×": "bets.within_times"}
"""Units in which a difference is told in other words than the amount: two shares differ by percentage points."""


@dataclass(frozen=True)
class BetKind(ABC):
    """What can be bet, and what wins."""

    name: ClassVar[str]

    @abstractmethod
    def parts(self) -> list[object]:
        """Return all that makes two bets different ones."""

    @abstractmethod
    def public(self, language: str) -> dict[str, object]:
        """Return what the browser needs to ask for the bet."""

    @abstractmethod
    def accept(self, given: object) -> Given | None:
        """Return a bet as it is kept, None where it is none."""

    @abstractmethod
    def from_browser(self, sent: object) -> Given | None:
        """Return a bet as it is kept from what the browser sends, None where it is none."""

    @abstractmethod
    def to_browser(self, given: Given) -> Given:
        """Return a bet as the browser shows it again."""

    @abstractmethod
    def truth(self, value: object) -> Truth:
        """Return what a value of the notebook, or one that was kept, says.

        Raises
        ------
        CourseError
            When it can be no answer to this bet.
        """

    @abstractmethod
    def right(self, given: Given, truth: Truth) -> bool:
        """Tell whether a bet is right."""

    @abstractmethod
    def told(self, given: Given, language: str) -> str:
        """Return a bet in words."""

    @abstractmethod
    def told_truth(self, truth: Truth, language: str) -> str:
        """Return what the data say in words."""


@dataclass(frozen=True)
class OneOf(BetKind):
    """One of several names.

    >>> import pandas as pd
    >>> one = OneOf(("tangibles", "reliability"))
    >>> one.right("reliability", one.truth(pd.Series({"tangibles": -0.4, "reliability": -0.9}).idxmin()))
    True
    """

    name: ClassVar[str] = "one"

    options: tuple[str, ...]

    def parts(self) -> list[object]:
        """Return its options."""
        return [*self.options]

    def public(self, language: str) -> dict[str, object]:
        """Return the options' labels."""
        return {"options": [label_in(language, option) for option in self.options]}

    def accept(self, given: object) -> str | None:
        """Return an option's name."""
        return given if isinstance(given, str) and given in self.options else None

    def from_browser(self, sent: object) -> str | None:
        """Return the name at a place."""
        names = _names([sent], self.options)
        return names[0] if names else None

    def to_browser(self, given: Given) -> str:
        """Return the place of a name."""
        return str(self.options.index(str(given)))

    def truth(self, value: object) -> list[str]:
        """Return the names that are right: one, or several where they tie (a list of names, or a Series by name).

        True and false stand for the options ``yes`` and ``no``.
        """
        names = [_name(one) for one in _each(value)]
        if not names or not set(names) <= set(self.options):
            raise CourseError("bets.not_an_option", value=", ".join(names), known=", ".join(self.options))
        return names

    def right(self, given: Given, truth: Truth) -> bool:
        """Tell whether the name is among those that are right."""
        return given in truth

    def told(self, given: Given, language: str) -> str:
        """Return the option's label."""
        return label_in(language, str(given))

    def told_truth(self, truth: Truth, language: str) -> str:
        """Return the labels of what is right."""
        return message_in(language, "bets.tied").join(label_in(language, name) for name in truth)


@dataclass(frozen=True)
class InOrder(BetKind):
    """All of several names, in order.

    >>> import pandas as pd
    >>> order = InOrder(("a", "b", "c"))
    >>> order.truth(pd.Series({"b": 1, "a": 2, "c": 2}))
    [['b'], ['a', 'c']]
    >>> order.right(["b", "c", "a"], order.truth(pd.Series({"b": 1, "a": 2, "c": 2})))
    True
    """

    name: ClassVar[str] = "order"

    options: tuple[str, ...]

    def parts(self) -> list[object]:
        """Return its entries."""
        return [*self.options]

    def public(self, language: str) -> dict[str, object]:
        """Return the entries' labels and the words of their buttons."""
        words = {word: message_in(language, f"quiz.{word}") for word in ("up", "down")}
        return {"entries": [label_in(language, option) for option in self.options], **words}

    def accept(self, given: object) -> list[str] | None:
        """Return the names in order, where each stands once."""
        return given if isinstance(given, list) and _same(given, self.options) else None

    def from_browser(self, sent: object) -> list[str] | None:
        """Return the names at places."""
        return self.accept(_names(sent, self.options))

    def to_browser(self, given: Given) -> list[str]:
        """Return the places of names."""
        return [str(self.options.index(name)) for name in given]

    def truth(self, value: object) -> list[list[str]]:
        """Return the names at each place: of names in order, or of a Series by name in the order of its values.

        Neighbours in the Series with the same value tie, and so do names in a list of their own.
        """
        groups: list[list[str]] = []
        if is_series(value):
            before: object = None
            for one, number in value.items():
                if groups and number == before:
                    groups[-1].append(_name(one))
                else:
                    groups.append([_name(one)])
                before = number
        elif isinstance(value, Iterable) and not isinstance(value, str):
            groups = [[_name(name) for name in one] if isinstance(one, list) else [_name(one)] for one in value]
        names = [name for group in groups for name in group]
        if not _same(names, self.options):
            raise CourseError("bets.not_an_order", value=", ".join(names), known=", ".join(self.options))
        return groups

    def right(self, given: Given, truth: Truth) -> bool:
        """Tell whether all stand in order; those that tie may stand in any."""
        rest = list(given)
        for group in truth:
            here, rest = rest[: len(group)], rest[len(group) :]
            if set(here) != set(group):
                return False
        return True

    def told(self, given: Given, language: str) -> str:
        """Return the labels in order."""
        return " → ".join(label_in(language, name) for name in given)

    def told_truth(self, truth: Truth, language: str) -> str:
        """Return the labels in order, those that tie joined."""
        tied = message_in(language, "bets.tied")
        return " → ".join(tied.join(label_in(language, name) for name in group) for group in truth)


@dataclass(frozen=True)
class Amount(BetKind):
    """A number, right within so much of what the data say; the edge itself is right.

    >>> blank = Amount("%", 2)
    >>> blank.right(blank.accept("５％"), blank.truth(6.4)), blank.told_truth(6.4, "en")
    (True, '6.4%')
    """

    name: ClassVar[str] = "number"

    unit: str
    within: float

    def parts(self) -> list[object]:
        """Return unit and width."""
        return [self.unit, self.within]

    def public(self, language: str) -> dict[str, object]:
        """Return the field's label, with its unit, and how near is near enough."""
        unit = label_in(language, self.unit)
        field = message_in(language, "bets.number_in" if unit else "bets.number", unit=unit)
        if not self.within:
            return {"label": field, "note": message_in(language, "bets.exact")}
        if self.unit in _DIFFER:
            return {"label": field, "note": message_in(language, _DIFFER[self.unit], amount=f"{self.within:g}")}
        amount = self._with_unit(f"{self.within:g}", language)
        return {"label": field, "note": message_in(language, "bets.within", amount=amount)}

    def accept(self, given: object) -> str | None:
        """Return a number as digits, from one as it may be typed: with full-width digits, or its unit behind it."""
        units = (self.unit, *(label_in(language, self.unit) for language in LANGUAGES)) if self.unit else ()
        number = read_number(given, units) if isinstance(given, str) else None
        if number is None or abs(number) >= LARGEST:
            return None
        return f"{number:f}" if number == round(number, _MOST_TYPED) else f"{number:.{_MOST_TYPED}f}"

    def from_browser(self, sent: object) -> str | None:
        """Return the number typed."""
        return self.accept(sent)

    def to_browser(self, given: Given) -> str:
        """Return the number's digits."""
        return str(given)

    def truth(self, value: object) -> float:
        """Return a number."""
        try:
            number = float(value)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            number = math.nan
        if not math.isfinite(number):
            raise CourseError("bets.no_number", value=value)
        return number

    def right(self, given: Given, truth: Truth) -> bool:
        """Tell whether the number lies near enough."""
        return bool(abs(float(str(given)) - truth) <= self.within + _SLACK * max(1.0, abs(truth)))

    def told(self, given: Given, language: str) -> str:
        """Return the number with its unit."""
        return self._with_unit(str(given), language)

    def told_truth(self, truth: Truth, language: str) -> str:
        """Return the number with its unit, to one decimal more than nearness asks for."""
        whole = float(truth).is_integer()
        decimals = 1 - math.floor(math.log10(self.within)) if self.within and not whole else 2 * (not whole)
        return self._with_unit(f"{truth:.{min(max(decimals, 0), _MOST_DECIMALS)}f}", language)

    def _with_unit(self, number: str, language: str) -> str:
        unit, digits = label_in(language, self.unit), number.replace("-", "−")
        if language == "zh" or unit in ("", "%"):
            return f"{digits}{unit}"
        return f"{digits} {unit.removesuffix('s') if digits.lstrip('−') == '1' else unit}"


def make_kind(options: object, kind: str, unit: str, within: float) -> BetKind:
    """Return what can be bet, from what an author writes.

    Raises
    ------
    CourseError
        When the kind is not known, or there are not two different options.
    """
    if options is None and kind in ("", Amount.name):
        return Amount(unit, float(within))
    found = options.split() if isinstance(options, str) else options
    names = tuple(map(_name, found)) if isinstance(found, Iterable) else ()
    if kind not in ("", OneOf.name, InOrder.name):
        raise CourseError("bets.unknown_kind", kind=kind, known=", ".join(one.name for one in (OneOf, InOrder, Amount)))
    if len(names) < 2 or len(set(names)) < len(names):
        raise CourseError("bets.not_options", options=", ".join(names))
    return InOrder(names) if kind == InOrder.name else OneOf(names)


def plainly(value: object, language: str) -> str:
    """Return a value of the notebook in words, where it is not known what was bet.

    >>> plainly(6.437, "en"), plainly("reliability", "en"), plainly(["a", "b"], "en")
    ('6.44', 'Reliability', 'a and b')
    """
    return message_in(language, "bets.tied").join(_one(one, language) for one in _each(value))


def _one(value: object, language: str) -> str:
    if isinstance(value, str | bool) or not hasattr(value, "__float__"):
        return label_in(language, _name(value))
    return Amount("", 0).told_truth(float(value), language)


def _each(value: object) -> list[object]:
    """Return the values in a list or another iterable, the names of a Series, or the one value."""
    if is_series(value):
        return list(value.index)
    return list(value) if isinstance(value, Iterable) and not isinstance(value, str) else [value]


def _name(value: object) -> str:
    """Return the name that a value of the notebook stands for: of true and false, yes and no."""
    return {"True": "yes", "False": "no"}.get(str(value), str(value))


def _names(places: object, options: tuple[str, ...]) -> list[str]:
    """Return the options at places as a browser sends them; none where one of them is no place."""
    by_place = {str(place): option for place, option in enumerate(options)}
    if not isinstance(places, list) or not all(isinstance(place, str) and place in by_place for place in places):
        return []
    return [by_place[place] for place in places]


def _same(names: list[Any], options: tuple[str, ...]) -> bool:
    """Tell whether these are the options, each once, in whatever order."""
    return all(isinstance(name, str) for name in names) and sorted(names) == sorted(options)


def is_series(value: Any) -> "TypeGuard[pd.Series]":
    """Whether a value is a Series of pandas, which need not be loaded to tell."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(value, pandas.Series)
