"""A slip, and what else explains the value that it explains."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from fsq_lab.checks.codec import Match, is_number, places_of

FACTORS: dict[float, tuple[str, ...]] = {
    -1: ("sign",),
    100: ("hundred",),
    0.01: ("hundredth",),
    -100: ("sign", "hundred"),
    -0.01: ("sign", "hundredth"),
    2: ("double",),
    0.5: ("half",),
    4: ("four",),
    0.25: ("quarter",),
    -2: ("sign", "double"),
    -0.5: ("sign", "half"),
}


@dataclass(frozen=True)
class Slip:
    """A slip, or several at once.

    Attributes
    ----------
    kinds : tuple of str
        Entries of the catalogue under ``check.slip``.
    mistake : str
        The named mistake whose result it starts from; ``""`` for the right answer.
    values : mapping of str to object
        What the entries' placeholders stand for.
    """

    kinds: tuple[str, ...]
    mistake: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


def unsigned(pairs: list[Match]) -> list[Match]:
    """Return the pairs with the right values without their signs; none where no sign is lost."""
    numbers = all(is_number(pair.right) for pair in pairs)
    lost = numbers and any(pair.right < 0 for pair in pairs)
    return [Match(pair.label, pair.own, abs(pair.right)) for pair in pairs] if lost else []


def told_once(found: list[Slip]) -> tuple[Slip, ...]:
    """Leave out a general slip in most rows where a named mistake is that slip, in the same rows."""
    named = {slip.values.get("labels") for slip in found if slip.mistake and slip.kinds == ("but_for",)}
    same = [slip for slip in found if not slip.mistake and slip.kinds[0] != "absolute" and slip.values.get("labels")]
    return tuple(slip for slip in found if slip not in same or slip.values["labels"] not in named)


def rounded_alike(pairs: list[Match], named: Mapping[str, list[Match]], wanted: list[float]) -> list[Slip]:
    """Return the mistakes and slips that differ from the `wanted` values and round to the learner's as those do.

    Values without their signs may equal the wanted ones (the sign reversed) and are another slip all the same.
    """
    places = [places_of(pair.own, 6) for pair in pairs if is_number(pair.own)]
    if len(places) < len(pairs) or None in places:
        return []
    half = 0.5 * 10.0 ** -max(place for place in places if place is not None) * (1 + 1e-9)
    found: list[Slip] = []
    known = [wanted]
    for name, base in {**named, "": pairs}.items():
        for factor, kinds in {1.0: tuple[str, ...](), **FACTORS}.items():
            values = [pair.right * factor for pair in base if is_number(pair.right)]
            if _all_within(half, pairs, values) and not any(all(map(math.isclose, values, one)) for one in known):
                known.append(values)
                found.append(Slip(kinds, name))
    for factor, kinds in {1.0: tuple[str, ...](), **FACTORS}.items():
        if factor > 0 and _all_within(half, pairs, [pair.right * factor for pair in unsigned(pairs)]):
            found.append(Slip(("absolute", *kinds)))
    return found


def _all_within(distance: float, pairs: list[Match], values: list[float]) -> bool:
    return len(values) == len(pairs) and all(
        abs(pair.own - value) <= distance for pair, value in zip(pairs, values, strict=True)
    )
