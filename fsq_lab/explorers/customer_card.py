"""A customer's card to fill in: completeness, legality and value move as fields are added."""

from collections.abc import Mapping
from dataclasses import dataclass

from fsq_lab.customers.files.file_fields import by_name, content
from fsq_lab.explorers.drawing import BLUE, ORANGE, Drawing
from fsq_lab.explorers.experiment import Control, View
from fsq_lab.explorers.widget import Explorer
from fsq_lab.ground.language import message_in

NEEDED = tuple(field.name for field in by_name().values() if field.weight > 0)
RESTING = tuple(field.name for field in by_name().values() if field.consent)
FORBIDDEN = tuple(content()["never"])[:4]
FRESH, WORTHLESS = 12, 48
VALUE_OF_NEEDED, VALUE_OF_RESTING = 70, 30
LEFT, WIDE = 84, 236


def explore_customer_card() -> Explorer:
    """Fill in a customer's card field by field, and see completeness, legality and value part ways.

    Completeness is the share of all cells on offer that are filled, as a spreadsheet counts it. Legality is the share
    of the filled cells that may be there: fields that rest on consent only with it, and what is never kept not at all.
    Value is a model and said to be one: 70 points for the needed fields by weight, 30 for those that rest on consent
    where it is given, falling from the 12th month after the last check to nothing at the 48th; and nothing counts while
    a cell is filled that may not be there, since the card may not be used as it is.

    Returns
    -------
    Explorer
        A widget in the current language; ``move(needed=12, resting=2, consent=1, forbidden=0, months=3)`` moves it.

    Examples
    --------
    >>> from fsq_lab.ground.language import use
    >>> _ = use("en")
    >>> explore_customer_card().move(needed=14, resting=5, consent=1, forbidden=4, months=0)[:58]
    '100% of the cells are filled, and 83% of those may be kept'
    """
    return Explorer(CustomerCard)


@dataclass(frozen=True)
class Reading:
    """What a card is worth in three ways: shares of 1, and points."""

    completeness: float
    legality: float
    value: float


def reading_of(needed: int, resting: int, consent: bool, forbidden: int, months: int) -> Reading:
    """Return the three readings of a card.

    >>> reading_of(len(NEEDED), 0, False, 0, 0).value
    70.0
    """
    filled = needed + resting + forbidden
    permitted = needed + (resting if consent else 0)
    weights = [by_name()[name].weight for name in NEEDED]
    worth = VALUE_OF_NEEDED * sum(weights[:needed]) / sum(weights)
    worth += VALUE_OF_RESTING * resting / len(RESTING) if consent else 0.0
    fresh = min(1.0, max(0.0, (WORTHLESS - months) / (WORTHLESS - FRESH)))
    return Reading(
        completeness=filled / (len(NEEDED) + len(RESTING) + len(FORBIDDEN)),
        legality=permitted / filled if filled else 1.0,
        value=worth * fresh if permitted == filled else 0.0,
    )


@dataclass(frozen=True)
class CustomerCard:
    """A card with needed fields, fields that rest on consent, and cells that are never to be filled."""

    language: str
    name: str = "customer_card"

    @property
    def controls(self) -> tuple[Control, ...]:
        """How many fields of each kind are filled, whether consent is given, months since the last check."""
        spans = {
            "needed": (0, len(NEEDED), 6),
            "resting": (0, len(RESTING), 0),
            "consent": (0, 1, 0),
            "forbidden": (0, len(FORBIDDEN), 0),
            "months": (0, WORTHLESS, 3),
        }
        return tuple(
            Control(one, self._say(one), low, high, 1, start, self._say("unit") if one == "months" else "")
            for one, (low, high, start) in spans.items()
        )

    @property
    def origin(self) -> str:
        """Where the fields come from, and what is modelled."""
        return self._say("origin", needed=len(NEEDED), resting=len(RESTING), forbidden=len(FORBIDDEN))

    def view(self, values: Mapping[str, int]) -> View:
        """Return the three bars, the fields by name, and what stands against using the card."""
        needed, resting, forbidden, months = (values[one] for one in ("needed", "resting", "forbidden", "months"))
        consent = values["consent"] == 1
        found = reading_of(needed, resting, consent, forbidden, months)
        told = {
            "completeness": f"{100 * found.completeness:.0f}",
            "legality": f"{100 * found.legality:.0f}",
            "value": f"{found.value:.0f}",
        }
        why = [
            *([self._say("why_forbidden", names=self._names("never", FORBIDDEN[:forbidden]))] if forbidden else []),
            *([self._say("why_consent", n=resting)] if resting and not consent else []),
            *([self._say("why_stale", months=months)] if months > FRESH else []),
        ]
        text = self._say("text", **told) + "".join(why or [self._say("fine")])
        return View(self._picture(values, found, self._say("alt", **told)), text)

    def _picture(self, values: Mapping[str, int], found: Reading, alt: str) -> str:
        drawing = Drawing(250)
        shares = (("completeness", found.completeness), ("legality", found.legality), ("value", found.value / 100))
        for row, (name, share) in enumerate(shares):
            top = 10 + 34 * row
            drawing.words(0, top + 17, self._say(f"bar_{name}"))
            drawing.line((LEFT, top + 24), (LEFT + WIDE, top + 24), 'stroke-opacity="0.25"')
            drawing.bar(LEFT, top, WIDE * share, 22, BLUE if share == 1 or name != "legality" else ORANGE)
            drawing.words(LEFT + WIDE + 8, top + 17, f"{100 * share:.0f}" + ("" if name == "value" else "%"))
        kinds = (("needed", len(NEEDED)), ("resting", len(RESTING)), ("forbidden", len(FORBIDDEN)))
        for row, (kind, most) in enumerate(kinds):
            top = 128 + 40 * row
            drawing.words(0, top + 14, self._say(f"key_{kind}"))
            right = kind == "needed" or (kind == "resting" and values["consent"] == 1)
            for place in range(most):
                x, y = 10 + 22 * place, top + 27
                if place >= values[kind]:
                    drawing.line((x - 7, y + 6), (x + 7, y + 6), 'stroke-opacity="0.5"')
                elif right:
                    drawing.dot(x, y, 7, BLUE)
                else:
                    drawing.cross(x, y, 6, ORANGE)
        return drawing.svg(alt)

    def _names(self, part: str, names: tuple[str, ...]) -> str:
        return self._say("between").join(self._say(f"{part}_{name}") for name in names)

    def _say(self, entry: str, **values: object) -> str:
        return message_in(self.language, f"explorers.customer_card.{entry}", **values)
