"""Reading an authored file field by field: what may stand where, and what is told if it does not."""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from fsq_lab.ground.language import LANGUAGES, CourseError, message
from fsq_lab.ground.legal import references
from fsq_lab.ground.yaml_files import parse, told_of

Words = Mapping[str, str]
"""One text in each language: ``{"zh": …, "en": …}``."""

LARGEST = 10**15
"""No number in a question reaches this."""

MOST_TRIES = 9

COMMON = frozenset({"id", "type", "objectives", *LANGUAGES})
"""The fields that every item has."""

EXTRAS = frozenset({"hints", "overall", "tries", "law"})
"""The fields that every item may have."""


class BankError(CourseError):
    """A fault in a question bank, told with file, item and field.

    Parameters
    ----------
    problem : str
        Entry of the catalogue under ``quiz.bank``.
    place : Place
    **values
        What the entry's placeholders stand for.
    """

    def __init__(self, problem: str, place: "Place", **values: object) -> None:
        told = message(f"quiz.bank.{problem}", **values)
        super().__init__("quiz.bank.at", file=place.file, item=place.item, field=place.field, problem=told)
        self.problem = problem
        self.place = place


@dataclass(frozen=True)
class Place:
    """Where in a bank something stands: file, item (its id, or its number) and field."""

    file: str
    item: str = "–"
    field: str = "–"

    def at(self, part: object) -> "Place":
        """Return the place of a field, or of a part of a field."""
        return replace(self, field=str(part) if self.field == "–" else f"{self.field}.{part}")


def in_both(
    fields: Mapping[str, Any], place: Place, required: Set[str], optional: Set[str] = frozenset()
) -> dict[str, Words]:
    """Return the texts that stand under zh and en, by name: both languages have the same ones."""
    said = {language: fields_of(fields[language], place.at(language), required, optional) for language in LANGUAGES}
    names = {name for texts in said.values() for name in texts}
    for language in LANGUAGES:
        for name in sorted(names - set(said[language])):
            raise BankError("missing", place.at(language).at(name))
    return {
        name: {language: text_of(said[language][name], place.at(language).at(name)) for language in LANGUAGES}
        for name in sorted(names)
    }


def words(value: object, place: Place) -> Words:
    """Return one text in both languages."""
    fields = fields_of(value, place, set(LANGUAGES))
    return {language: text_of(fields[language], place.at(language)) for language in LANGUAGES}


def objectives(fields: Mapping[str, Any], place: Place) -> tuple[str, ...]:
    """Return the item's objectives."""
    where = place.at("objectives")
    objectives = [text_of(objective, where) for objective in list_of(fields["objectives"], where)]
    if not objectives:
        raise BankError("missing", where)
    different(objectives, where)
    return tuple(objectives)


def fields_of(value: object, place: Place, required: Set[str], optional: Set[str] = frozenset()) -> dict[str, Any]:
    """Return the fields of a value: all required ones, and none that is not known."""
    fields = mapping(value, place)
    for name in fields:
        if name not in required | optional:
            raise BankError("unknown_field", place.at(name), known=", ".join(sorted(required | optional)))
    for name in sorted(required):
        if fields.get(name) is None:
            raise BankError("missing", place.at(name))
    return fields


def mapping(value: object, place: Place) -> dict[str, Any]:
    """Return a value that must hold fields."""
    if not isinstance(value, dict):
        raise BankError("not_fields", place, found=brief(value))
    return value


def list_of(value: object, place: Place) -> list[Any]:
    """Return a value that must be a list."""
    if not isinstance(value, list):
        raise BankError("not_a_list_of", place, found=brief(value))
    return value


def text_of(value: object, place: Place) -> str:
    """Return a value that must be a text, without the blanks around it."""
    if not isinstance(value, str):
        raise BankError("not_text", place, found=brief(value))
    if not value.strip():
        raise BankError("missing", place)
    return value.strip()


def identifier(value: object, place: Place) -> str:
    """Return a value that must be the name of an item or of a part of it."""
    if not isinstance(value, str) or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        raise BankError("not_an_id", place, found=brief(value))
    return value


def number_of(value: object, place: Place) -> Decimal:
    """Return a value that must be a number of moderate size."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < LARGEST:
        raise BankError("not_a_number", place, found=brief(value))
    return exact(value)


def different(values: list[str], place: Place) -> None:
    """Refuse a value that stands twice."""
    for number, value in enumerate(values):
        if value in values[:number]:
            raise BankError("duplicate", place, value=value)


def brief(value: object) -> str:
    """Return a value as a message can quote it."""
    try:
        text = str(value)
    except (ValueError, RecursionError):
        text = type(value).__name__
    return text if len(text) <= 60 else text[:59] + "…"


def extras(fields: Mapping[str, Any], place: Place) -> dict[str, Any]:
    """Return hints, overall feedback, the number of tries and the law behind it, as far as the item has them."""
    found: dict[str, Any] = {}
    if "hints" in fields:
        where = place.at("hints")
        entries = enumerate(list_of(fields["hints"], where), start=1)
        found["hints"] = tuple(words(entry, where.at(position)) for position, entry in entries)
    if "overall" in fields:
        found["overall"] = words(fields["overall"], place.at("overall"))
    if "tries" in fields:
        found["tries"] = _tries(fields["tries"], place.at("tries"))
    if "law" in fields:
        found["law"] = law(fields["law"], place.at("law"))
    return found


def law(value: object, place: Place) -> tuple[str, ...]:
    """Return the rules of ``course/legal.yml``, or articles of them, that an item or a role play rests on."""
    named = [text_of(reference, place) for reference in list_of(value, place)]
    if not named:
        raise BankError("missing", place)
    different(named, place)
    for reference in named:
        if reference not in references():
            rule, _, _ = reference.partition("/")
            near = [known for known in references() if known == rule or known.startswith(f"{rule}/")]
            known = sorted(near or [known for known in references() if "/" not in known])
            raise BankError("no_such_law", place, found=reference, known=", ".join(known))
    return tuple(named)


def _tries(value: object, place: Place) -> int | None:
    if isinstance(value, str) and value in ("free", "once"):
        return None if value == "free" else 1
    if type(value) is int and 1 <= value <= MOST_TRIES:
        return value
    raise BankError("not_tries", place, found=brief(value), most=MOST_TRIES)


def truth(value: object, place: Place) -> bool:
    """Return a value that must be true or false."""
    if not isinstance(value, bool):
        raise BankError("not_a_truth", place, found=brief(value))
    return value


def exact(number: float) -> Decimal:
    """Return a number as it was written: 0.1 is one tenth, not the nearest binary fraction.

    >>> exact(0.1) * 3
    Decimal('0.3')
    """
    return Decimal(str(number))


def parsed(text: str, place: Place) -> object:
    """Return what a YAML text holds."""
    try:
        return parse(text)
    except Exception as error:  # PyYAML lets ValueError, KeyError, IndexError and others through
        raise BankError("not_yaml", place, **told_of(error)) from error
