"""Question banks: ``course/chapters/<name>/quiz.yml``, read, checked and proved field by field."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import Any, cast

from fsq_lab.ground.chapters import bank_file, banks, owner, shown
from fsq_lab.ground.course import seed_for, student_id, version_of
from fsq_lab.ground.fields import (
    COMMON,
    EXTRAS,
    LARGEST,
    BankError,
    Place,
    brief,
    extras,
    fields_of,
    identifier,
    in_both,
    list_of,
    mapping,
    number_of,
    objectives,
    parsed,
    text_of,
    words,
)
from fsq_lab.ground.language import LANGUAGES, CourseError
from fsq_lab.quiz.arithmetic import FUNCTIONS, Expression
from fsq_lab.quiz.items import PLACEHOLDER, Draw, Item, Mistake, Numeric, Tolerance
from fsq_lab.quiz.readers import READERS

PROOF_SEEDS = 50
MOST_DECIMALS = 6
SMALLEST_STEP = Decimal(1).scaleb(-MOST_DECIMALS)

_NAME = re.compile(r"[a-z_][a-z0-9_]*")


@dataclass(frozen=True)
class Bank:
    """A question bank, or some of its items.

    Parameters
    ----------
    name : str
        The file's name without its ending, such as ``"03_servqual"``.
    items : tuple of Item
    """

    name: str
    items: tuple[Item, ...]

    def only(self, ids: Iterable[str]) -> "Bank":
        """Return the bank with these items alone, in this order."""
        known = {item.id: item for item in self.items}
        wanted = list(ids)
        for item_id in wanted:
            if item_id not in known:
                raise CourseError("quiz.unknown_item", item=item_id, bank=self.name, known=", ".join(known))
        return Bank(self.name, tuple(known[item_id] for item_id in wanted))

    def seed(self, item: Item, student: object = None) -> int:
        """Return the number that a learner's drawn values and order of options come from."""
        return seed_for(self.name, item.id, student_id(student))

    @property
    def version(self) -> str:
        """A hash of what learners can read, in both languages: it changes with every question's text."""
        return version_of(*([item.type, item.id, *item.texts()] for item in self.items))


def load_bank(name: str) -> Bank:
    """Read a question bank of the course.

    Parameters
    ----------
    name : str
        Such as ``"03_servqual"``.

    Raises
    ------
    CourseError
        When the course has no such bank.
    BankError
        When the bank has a fault.

    Examples
    --------
    >>> load_bank("03_servqual").name
    '03_servqual'
    """
    file = bank_file(name)
    if not file.is_file():
        raise CourseError("quiz.unknown_bank", bank=name, known=", ".join(banks()))
    there = file.stat()
    return _kept(file, there.st_mtime_ns, there.st_size)


@lru_cache(maxsize=16)
def _kept(file: Path, changed: int, size: int) -> Bank:
    """Read a bank once for as long as its file stays as it is; nothing in a bank can be changed."""
    return read_bank(file)


def read_bank(file: Path) -> Bank:
    """Read and check one bank file.

    Raises
    ------
    BankError
        When the file cannot be read as a bank; the message names file, item and field.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BankError("not_utf8", Place(shown(file))) from error
    return Bank(owner(file), parse_items(text, shown(file)))


def parse_items(text: str, file: str) -> tuple[Item, ...]:
    """Read and check the items that a bank's text holds; ``file`` is its name in messages."""
    place = Place(file)
    entries = parsed(text, place)
    if not isinstance(entries, list) or not entries:
        raise BankError("not_a_list", place)
    items: dict[str, Item] = {}
    for position, entry in enumerate(entries, start=1):
        item = _item(entry, replace(place, item=str(position)))
        if item.id in items:
            raise BankError("duplicate", replace(place, item=item.id, field="id"), value=item.id)
        items[item.id] = item
    return tuple(items.values())


def _item(entry: object, place: Place) -> Item:
    if not isinstance(entry, dict):
        raise BankError("not_fields", place, found=brief(entry))
    if "id" in entry:
        place = replace(place, item=identifier(entry["id"], place.at("id")))
    if entry.get("type") is None:
        raise BankError("missing", place.at("type"))
    kind = entry["type"]
    if not isinstance(kind, str) or kind not in _READERS:
        raise BankError("unknown_type", place.at("type"), found=brief(kind), known=", ".join(_READERS))
    return _READERS[kind](entry, place)


def _numeric(entry: object, place: Place) -> Numeric:
    required = COMMON | {"answer", "tolerance", "right"}
    fields = fields_of(entry, place, required, EXTRAS | {"draw", "let", "mistakes"})
    said = in_both(fields, place, {"ask"}, {"unit"})
    draws = {
        _new_name(name, place.at("draw")): _draw(value, place.at("draw").at(name))
        for name, value in mapping(fields.get("draw", {}), place.at("draw")).items()
    }
    lets: dict[str, Expression] = {}
    for name, value in mapping(fields.get("let", {}), place.at("let")).items():
        where = place.at("let").at(name)
        if name in draws:
            raise BankError("duplicate", where, value=name)
        lets[_new_name(name, where)] = _expression(value, where, {*draws, *lets})
    names = {*draws, *lets}
    item = Numeric(
        id=place.item,
        objectives=objectives(fields, place),
        ask=said["ask"],
        unit=said.get("unit"),
        draw=draws,
        let=lets,
        answer=_expression(fields["answer"], place.at("answer"), names),
        tolerance=_tolerance(fields["tolerance"], place.at("tolerance")),
        right=words(fields["right"], place.at("right")),
        mistakes=_mistakes(fields.get("mistakes", []), place.at("mistakes"), names),
        **extras(fields, place),
    )
    for language in LANGUAGES:
        _placeholders(item.ask[language], place.at(language).at("ask"), names)
        _placeholders(item.right[language], place.at("right").at(language), {*names, "answer"})
        for position, hint in enumerate(item.hints, start=1):
            _placeholders(hint[language], place.at("hints").at(position).at(language), names)
        if item.overall:
            _placeholders(item.overall[language], place.at("overall").at(language), {*names, "answer"})
    for seed in (seed_for("proof", count) for count in range(PROOF_SEEDS)):
        _prove(item, seed, place)
    return item


_READERS: dict[str, Callable[[object, Place], Item]] = {**READERS, "numeric": _numeric}


def _mistakes(value: object, place: Place, names: set[str]) -> tuple[Mistake, ...]:
    mistakes = []
    for position, entry in enumerate(list_of(value, place), start=1):
        where = place.at(position)
        fields = fields_of(entry, where, {"when", *LANGUAGES})
        text = {language: text_of(fields[language], where.at(language)) for language in LANGUAGES}
        for language in LANGUAGES:
            _placeholders(text[language], where.at(language), names)
        mistakes.append(Mistake(_expression(fields["when"], where.at("when"), names), text))
    return tuple(mistakes)


def _draw(value: object, place: Place) -> Draw:
    numbers = list_of(value, place)
    if len(numbers) != 3:
        raise BankError("not_a_range", place)
    low, high, step = (number_of(value, place) for value in numbers)
    if step < SMALLEST_STEP or high < low or (high - low) % step:
        raise BankError("not_a_range", place)
    return Draw(low, high, step)


def _tolerance(value: object, place: Place) -> Tolerance:
    fields = fields_of(value, place, set(), {"absolute", "relative"})
    if len(fields) != 1:
        raise BankError("one_tolerance", place)
    ((kind, size),) = fields.items()
    largest = number_of(size, place.at(kind))
    if largest < 0:
        raise BankError("negative", place.at(kind), found=size)
    return Tolerance(cast(Any, kind), largest)


def _prove(item: Numeric, seed: int, place: Place) -> None:
    """Prove for one seed that all numbers exist, can be printed, and that no mistake counts as right."""
    numbers: dict[str, Decimal] = {name: draw.value(seed_for(seed, name)) for name, draw in item.draw.items()}
    for name, expression in item.let.items():
        where = place.at("let").at(name)
        numbers[name] = _value(expression, numbers, where).normalize()
    key = _value(item.answer, numbers, place.at("answer"))
    named = [(place.at("answer"), key)]
    for position, mistake in enumerate(item.mistakes, start=1):
        where = place.at("mistakes").at(position)
        named.append((where.at("when"), _value(mistake.when, numbers, where.at("when"))))
    for (one, left), (other, right) in combinations(named, 2):
        if abs(left - right) <= item.tolerance.around(left) + item.tolerance.around(right):
            raise BankError("collision", other, other=one.field, example=_example(item, numbers))
    _printable(item, {**numbers, "answer": key.normalize()}, place)


def _printable(item: Numeric, numbers: Mapping[str, Decimal], place: Place) -> None:
    """Refuse a placeholder without a format whose number has a long tail of decimals."""
    texts = [*item.ask.values(), *item.right.values()]
    texts += [text for said in item.spoken() for text in said.values()]
    bare = {found["name"] for text in texts for found in PLACEHOLDER.finditer(text) if not found["decimals"]}
    bare |= set() if item.tolerance.size else {"answer"}
    for name in sorted(bare):
        if numbers[name] != round(numbers[name], MOST_DECIMALS):
            raise BankError("long_decimals", place, name=name, example=f"{{{name}:.2f}}")


def _value(expression: Expression, numbers: Mapping[str, Decimal], place: Place) -> Decimal:
    try:
        value = expression.value(numbers)
    except ArithmeticError as error:
        raise BankError("no_value", place, expression=expression.text, numbers=_listed(numbers)) from error
    if abs(value) >= LARGEST:
        raise BankError("no_value", place, expression=expression.text, numbers=_listed(numbers))
    return value


def _example(item: Numeric, numbers: Mapping[str, Decimal]) -> str:
    return _listed({name: numbers[name] for name in item.draw})


def _listed(numbers: Mapping[str, Decimal]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in numbers.items()) or "–"


def _placeholders(text: str, place: Place, names: set[str]) -> None:
    for found in PLACEHOLDER.finditer(text):
        if found["name"] not in names:
            raise BankError("unknown_placeholder", place, found=found[0], known=", ".join(sorted(names)))
    if re.search(r"[{}]", PLACEHOLDER.sub("", text)):
        raise BankError("braces", place)


def _expression(value: object, place: Place, names: set[str]) -> Expression:
    text = str(value) if isinstance(value, float) or type(value) is int else value
    if not isinstance(text, str):
        raise BankError("not_arithmetic", place, found=brief(value), functions=", ".join(FUNCTIONS))
    try:
        expression = Expression(text)
    except ArithmeticError as error:
        raise BankError("not_arithmetic", place, found=brief(str(error)), functions=", ".join(FUNCTIONS)) from error
    unknown = sorted(expression.names - names)
    if unknown:
        known = ", ".join(sorted(names)) or "–"
        raise BankError("unknown_name", place, found=", ".join(unknown), known=known)
    return expression


def _new_name(value: object, place: Place) -> str:
    reserved = {*FUNCTIONS, "answer"}
    if not isinstance(value, str) or not _NAME.fullmatch(value) or value in reserved:
        raise BankError("not_a_name", place, found=brief(value), reserved=", ".join(sorted(reserved)))
    return value
