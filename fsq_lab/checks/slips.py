"""General slips: what a wrong value shows by itself, whatever the question asks.

A slip is named where the right answer, or what a named mistake gives, becomes the learner's value by it: reversed in
sign, a hundred times too large, rounded too far, with values under each other's labels, or right in most rows. How
many digits agree decides whether this can be chance. Where two slips fit equally well, both are told.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from fsq_lab.checks.codec import Encoded, Match, Precision, compare_values, is_number, paired, places_of, shown_label
from fsq_lab.checks.explanations import FACTORS, Slip, rounded_alike, told_once, unsigned
from fsq_lab.checks.letters import has_places, slips_by_place, slips_of_choice

ENOUGH, SURE, CERTAIN = 1.0, 2.0, 3.0
"""How many decimal digits have to agree, all values together: for a sign or a rounding, for a factor, for more."""
NEAR = 0.03
"""Within this share of the largest right value all values are called close."""

Search = Callable[[str, list[Match], Precision], Iterator[Slip]]


def find_slips(
    own: Encoded, right: Encoded, mistakes: Mapping[str, Encoded | None], precision: Precision
) -> tuple[Slip, ...]:
    """Return the slips that explain a wrong value, the plainest explanation alone; several where they explain it alike.

    Parameters
    ----------
    own, right : dict
        Encoded values, the learner's in the form of the right answer.
    mistakes : mapping of str to dict
        What the named mistakes give.
    precision : Precision
    """
    if own["kind"] == "number" and own["values"] is None:
        return (Slip(("nothing",)),)
    if (own["kind"], right["kind"]) == ("table", "table") and paired(_transposed(own), right, False):
        return (Slip(("transposed",)),)
    pairs = paired(own, right, ordered=False)
    if pairs is None:
        return (*_other_labels(own, right, precision), *slips_of_choice(own, right))
    words = [isinstance(pair.own, str) and is_number(pair.right) for pair in pairs]
    if all(words) or all(is_number(pair.own) and isinstance(pair.right, str) for pair in pairs):
        return (Slip(("words" if all(words) else "numbers",)),) if len(pairs) > 1 else ()
    empty = [pair.label for pair in pairs if pair.own is None and pair.right is not None]
    if empty and len(pairs) > 1:
        return (Slip(("empty",), values={"labels": tuple(empty)}),)
    if has_places(pairs):
        return tuple(slips_by_place(right, mistakes, pairs))
    named = {name: paired(own, one, ordered=False) or [] for name, one in mistakes.items() if one is not None}
    telling = {name: _rows_that_tell(one, right) for name, one in mistakes.items() if one is not None}
    plans: list[list[tuple[Search, dict[str, list[Match]]]]] = [
        [(search, {"": pairs}) for search in (_scaled, _absolute, _complement, _moved, _too_few_decimals)],
        [(_scaled, named), (_moved, named), (_too_few_decimals, named)],
        [(_scaled_and_rounded, {"": pairs}), (_in_proportion, {"": pairs}), (_shifted, {"": pairs})],
        [
            (_most_rows_scaled, {"": pairs}),
            (_most_rows_rounded, {"": pairs}),
            (_most_rows_absolute, {"": pairs}),
            (partial(_most_rows_of_a_mistake, telling), named),
        ],
        [(_most_rows, {"": pairs})],
        [(_scaled_and_rounded, named)],
    ]
    for plan in plans:
        found = [
            slip for search, bases in plan for name, base in bases.items() for slip in search(name, base, precision)
        ]
        if found:
            return told_once(found) + _same_rounding(found, pairs, named)
    return (*slips_of_choice(own, right), *_near(pairs))


def slips_of_all(own: Encoded, right: Encoded, precision: Precision) -> tuple[Slip, ...]:
    """Return the slips that all values share, wherever they stand, as in what a function gives on its inputs."""
    return _shared(own, right, precision, (_scaled, _absolute, _too_few_decimals, _scaled_and_rounded))


def rivals(
    own: Encoded,
    right: Encoded,
    mistakes: Mapping[str, Encoded | None],
    recognised: tuple[str, ...],
    precision: Precision,
) -> tuple[Slip, ...]:
    """Return the slips that may as well have led to a value which the recognised mistakes give, rounded or not."""
    shared = _shared(own, right, precision, (_absolute, _too_few_decimals))
    if shared or own["kind"] == "calls":
        return shared
    bases = {name: paired(own, one, ordered=False) or [] for name, one in mistakes.items() if one is not None}
    sides = bases.get(recognised[0], [])
    wanted = [pair.right for pair in sides]
    rounded = any(compare_values(pair.own, pair.right, precision.to_name) == "rounded" for pair in sides)
    if not rounded or not all(map(is_number, wanted)):
        return ()
    alike = rounded_alike(paired(own, right, ordered=False) or [], bases, wanted)
    return tuple(slip for slip in alike if slip.mistake not in recognised or slip.kinds)


def _shared(own: Encoded, right: Encoded, precision: Precision, searches: tuple[Search, ...]) -> tuple[Slip, ...]:
    pairs = paired(own, right, ordered=False) or []
    pairs = [pair for pair in pairs if pair.own is not None or pair.right is not None]
    return tuple(slip for search in searches for slip in search("", pairs, precision)) if pairs else ()


def _scaled(name: str, pairs: list[Match], precision: Precision) -> Iterator[Slip]:
    for factor, kinds in FACTORS.items():
        needed = CERTAIN if len(kinds) > 1 or name else ENOUGH if kinds == ("sign",) else SURE
        if _agreeing(pairs, factor, precision) >= needed:
            yield Slip(kinds, name)


def _absolute(name: str, pairs: list[Match], precision: Precision) -> Iterator[Slip]:
    """Find the values without their signs; where all are negative, a reversed sign looks the same."""
    positive = unsigned(pairs)
    if positive and _agreeing(positive, 1, precision) >= ENOUGH:
        yield Slip(("absolute",), name)
    for factor, kinds in FACTORS.items():
        if positive and factor > 0 and _agreeing(positive, factor, precision) >= CERTAIN:
            yield Slip(("absolute", *kinds), name)


def _complement(name: str, pairs: list[Match], precision: Precision) -> Iterator[Slip]:
    """Every value the rest to 100 (percent) or to 1 (shares)."""
    for whole in (100, 1):
        if all(is_number(pair.right) and 0 <= pair.right <= whole for pair in pairs):
            rest = [Match(pair.label, pair.own, whole - pair.right) for pair in pairs]
            if _agreeing(rest, 1, precision) >= CERTAIN:
                yield Slip(("complement",), name, {"whole": whole})


def _moved(name: str, pairs: list[Match], precision: Precision) -> Iterator[Slip]:
    """Find the same values under other labels, or in another order.

    Texts and whole numbers are few, so that another order of a mistake's values shows nothing.
    """
    if len(pairs) < 2 or len({type(p.own) for p in pairs} - {int, float}) > 1:
        return
    if name and not any(isinstance(pair.right, float) and not pair.right.is_integer() for pair in pairs):
        return
    try:
        own, right = sorted(pair.own for pair in pairs), sorted(pair.right for pair in pairs)
    except TypeError:
        return
    sides = [Match("", one, other) for one, other in zip(own, right, strict=True)]
    if all(isinstance(value, str) for value in own):
        same = all(compare_values(pair.own, pair.right, precision.to_name) != "different" for pair in sides)
        agreeing = CERTAIN if same else 0.0
    else:
        agreeing = _agreeing(sides, 1, precision)
    if agreeing >= SURE and len(set(map(str, own))) > 1:
        yield Slip(("order",), name)


def _too_few_decimals(name: str, pairs: list[Match], precision: Precision) -> Iterator[Slip]:
    kinds = _rounding(pairs, 1, precision)
    if kinds is not None:
        yield Slip((kinds[0],), name, {"kept": kinds[1], "decimals": precision.digits})


def _scaled_and_rounded(name: str, pairs: list[Match], precision: Precision) -> Iterator[Slip]:
    for factor, kinds in FACTORS.items():
        found = _rounding(pairs, factor, precision, SURE)
        if found is not None and len(kinds) == 1:
            yield Slip((*kinds, found[0]), name, {"kept": found[1], "decimals": precision.digits})


def _near(pairs: list[Match]) -> Iterator[Slip]:
    """All values close to the right ones: a fact, and mostly somebody more or fewer went into them."""
    numbers = [(pair.own, pair.right) for pair in pairs if is_number(pair.own) and is_number(pair.right)]
    off = [abs(own - right) for own, right in numbers]
    if numbers and len(numbers) == len(pairs) and 0 < max(off) <= NEAR * max(abs(right) for _, right in numbers):
        yield Slip(("near",), values={"percent": f"{100 * NEAR:g}"})


def _in_proportion(name: str, pairs: list[Match], precision: Precision) -> Iterator[Slip]:
    """Every value the same multiple of the right one, as of sums divided by another number of people."""
    if not _several_numbers(pairs):
        return
    largest = max(pairs, key=lambda pair: abs(pair.right))
    factor = largest.own / largest.right
    if 1e-6 < abs(factor) < 1e6 and _all_close(pairs, lambda right: factor * right):
        yield Slip(("proportion",), name, {"factor": f"{factor:.4g}"})


def _shifted(name: str, pairs: list[Match], precision: Precision) -> Iterator[Slip]:
    """Every value the same distance from the right one."""
    if not _several_numbers(pairs):
        return
    distance = pairs[0].own - pairs[0].right
    if abs(distance) > 1e-6 and _all_close(pairs, lambda right: right + distance):
        yield Slip(("shifted",), name, {"distance": f"{distance:+.4g}"})


def _most_rows(name: str, pairs: list[Match], precision: Precision) -> Iterator[Slip]:
    """At least half of the values right: a fact, whatever led to the others. Texts in a list stand in no row."""
    off = [pair.label for pair in pairs if compare_values(pair.own, pair.right, precision) == "different"]
    if len(pairs) < 2 or 2 * len(off) > len(pairs) or not off or any(isinstance(p.right, str) for p in pairs):
        return
    yield Slip(("rows",), name, {"right": len(pairs) - len(off), "of": len(pairs), "labels": tuple(off)})


def _most_rows_scaled(name: str, pairs: list[Match], precision: Precision) -> Iterator[Slip]:
    for factor, kinds in FACTORS.items():
        if len(kinds) == 1:
            alike = [pair for pair in pairs if _agreeing([pair], factor, precision) > 0]
            others = [pair.label for pair in pairs if pair not in alike]
            yield from _most(name, alike, others, len(pairs), factor, kinds, precision)


def _most_rows_absolute(name: str, pairs: list[Match], precision: Precision) -> Iterator[Slip]:
    positive = unsigned(pairs)
    lost = [one for pair, one in zip(pairs, positive, strict=True) if pair.right < 0] if positive else []
    alike = [one for one in lost if _agreeing([one], 1, precision) > 0]
    others = [pair.label for pair in pairs if pair.label not in {one.label for one in alike}]
    yield from _most(name, alike, others, len(pairs), 1, ("absolute",), precision)


def _most_rows_rounded(name: str, pairs: list[Match], precision: Precision) -> Iterator[Slip]:
    for places in range(precision.digits):
        alike = [pair for pair in pairs if _rounding([pair], 1, replace(precision, digits=places + 1), -math.inf)]
        others = [pair.label for pair in pairs if pair not in alike]
        off = [pair for pair in alike if compare_values(pair.own, pair.right, precision) == "different"]
        most = len(alike) >= 3 and 2 * len(alike) > len(pairs) and len(off) >= 2
        rounding = _rounding(alike, 1, precision, SURE) if most else None
        if rounding is not None and others:
            values = {"kept": rounding[1], "decimals": precision.digits, "labels": tuple(others)}
            yield Slip((rounding[0], "but_for"), name, values)
            return


def _most_rows_of_a_mistake(
    telling: Mapping[str, set[str | int]], name: str, pairs: list[Match], precision: Precision
) -> Iterator[Slip]:
    alike = [pair for pair in pairs if pair.label in telling[name] and _agreeing([pair], 1, precision) > 0]
    others = [pair.label for pair in pairs if compare_values(pair.own, pair.right, precision.to_name) == "different"]
    yield from _most(name, alike, others, len(pairs), 1, (), precision)


def _most(
    name: str,
    alike: list[Match],
    others: list[str | int],
    rows: int,
    factor: float,
    kinds: tuple[str, ...],
    precision: Precision,
) -> Iterator[Slip]:
    """More than half of the rows, and at least three, where a slip or a mistake gives the learner's value.

    Rows of the same values (5 of 5 in all three) count as one: they agree by one chance.
    """
    differing = list({(pair.own, pair.right): pair for pair in alike}.values())
    if len(alike) >= 3 and 2 * len(alike) > rows and _agreeing(differing, factor, precision) >= CERTAIN:
        yield Slip((*kinds, "but_for"), name, {"labels": tuple(others)})


def _rows_that_tell(mistake: Encoded, right: Encoded) -> set[str | int]:
    """Return the labels under which a mistake gives another value than is right."""
    pairs = paired(mistake, right, ordered=False) or []
    return {pair.label for pair in pairs if compare_values(pair.own, pair.right, Precision()) == "different"}


def _same_rounding(found: list[Slip], pairs: list[Match], named: Mapping[str, list[Match]]) -> tuple[Slip, ...]:
    """Return what else, rounded in the same way, gives the value that a rounded mistake explains."""
    told = [slip for slip in found if slip.mistake and slip.kinds[-1:] in (("too_few",), ("cut",))]
    if not told:
        return ()
    rounding, mistake = told[0], told[0].mistake
    factor = next((f for f, kinds in FACTORS.items() if kinds == rounding.kinds[:-1]), 1.0)
    wanted = [pair.right * factor for pair in named[mistake]]
    return tuple(
        replace(rounding, kinds=(*slip.kinds, rounding.kinds[-1]), mistake=slip.mistake)
        for slip in rounded_alike(pairs, named, wanted)
    )


def _agreeing(pairs: list[Match], factor: float, precision: Precision) -> float:
    """Return to how many digits, added up, all values equal the others times a factor; 0 where one does not."""
    digits = 0.0
    for pair in pairs:
        if not (is_number(pair.own) and is_number(pair.right)):
            return 0.0
        wanted = pair.right * factor
        closeness = compare_values(pair.own, wanted, precision.to_name)
        if closeness == "different":
            return 0.0
        if wanted == 0:
            continue
        whole = float(pair.own).is_integer() and float(pair.right).is_integer()
        places = places_of(pair.own, 6)
        unsure = 0.5 * 10.0**-places if closeness == "rounded" and places is not None else 1e-6 * abs(wanted)
        digits += max(0.0, math.log10(abs(wanted) / (0.5 if whole else max(unsure, 1e-6 * abs(wanted)))))
    return digits


def _rounding(pairs: list[Match], factor: float, precision: Precision, needed: float = 0.0) -> tuple[str, int] | None:
    """Return whether values were rounded to fewer decimals than are wanted, or cut off, and to how many."""
    values = [(pair.own, pair.right * factor) for pair in pairs if is_number(pair.own) and is_number(pair.right)]
    if len(values) < len(pairs) or all(isinstance(pair.right, int) for pair in pairs):
        return None
    if not all(math.isfinite(one) and math.isfinite(other) for one, other in values):
        return None
    decimals = [places_of(one, 6) for one, _ in values]
    if None in decimals:
        return None
    places = max(number for number in decimals if number is not None)
    unit = 10.0**-places
    agreeing = sum(math.log10(abs(one) / (0.5 * unit)) for one, _ in values if one)
    alone = agreeing < ENOUGH and len([one for one, _ in values if one]) < 2
    if agreeing < needed or (alone and needed > -math.inf):
        return None
    if places < precision.digits and all(abs(one - other) <= 0.5 * unit * (1 + 1e-9) for one, other in values):
        return "too_few", places
    for cut in (math.trunc, math.floor):
        if 0 < precision.digits >= places and all(cut(other / unit) == round(one / unit) for one, other in values):
            return "cut", places
    return None


def _several_numbers(pairs: list[Match]) -> bool:
    """Whether three values or more that differ can show what they have in common."""
    numbers = all(is_number(pair.own) and is_number(pair.right) and math.isfinite(pair.own) for pair in pairs)
    fractions = not all(isinstance(pair.own, int) and isinstance(pair.right, int) for pair in pairs)
    return numbers and fractions and len({pair.right for pair in pairs if pair.right}) >= 3


def _all_close(pairs: list[Match], wanted: Callable[[float], float]) -> bool:
    return all(math.isclose(pair.own, wanted(pair.right), rel_tol=1e-6, abs_tol=1e-9) for pair in pairs)


def _other_labels(own: Encoded, right: Encoded, precision: Precision) -> Iterator[Slip]:
    """Labels that are missing or too many, and whether the values under the others are right."""
    if (own["kind"], right["kind"]) != ("series", "series"):
        return
    mine = {shown_label(label): value for label, value in zip(own["index"], own["values"], strict=True)}
    wanted = {shown_label(label): value for label, value in zip(right["index"], right["values"], strict=True)}
    missing, extra = [x for x in wanted if x not in mine], [x for x in mine if x not in wanted]
    common = [Match(x, mine[x], wanted[x]) for x in wanted if x in mine]
    if not common or len(mine) < len(own["index"]):
        return
    kinds = [kind for kind, labels in (("missing", missing), ("extra", extra)) if labels]
    if all(compare_values(pair.own, pair.right, precision) != "different" for pair in common):
        kinds.append("others_right")
    yield Slip(tuple(kinds), values={"missing": tuple(missing), "extra": tuple(extra)})


def _transposed(table: Encoded) -> Encoded:
    turned = [list(column) for column in zip(*table["values"], strict=True)]
    return {**table, "index": table["columns"], "columns": table["index"], "values": turned}
