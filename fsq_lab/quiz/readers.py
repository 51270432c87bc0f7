"""From a bank's fields to an item: one reader for each type of question that holds no arithmetic."""

from collections.abc import Callable, Mapping
from typing import Any

from fsq_lab.ground.fields import (
    COMMON,
    EXTRAS,
    BankError,
    Place,
    different,
    extras,
    fields_of,
    identifier,
    in_both,
    list_of,
    objectives,
    text_of,
    truth,
    words,
)
from fsq_lab.ground.language import LANGUAGES
from fsq_lab.quiz.arrangements import BLANK, Blank, Cloze, Entry, Matching, Ordering, Pair
from fsq_lab.quiz.choices import Multiple, Option, Single, TrueFalse
from fsq_lab.quiz.items import Item
from fsq_lab.quiz.writing import Misnomer, Open, ShortText, Spellings, plain


def _single(entry: object, place: Place) -> Single:
    fields = fields_of(entry, place, COMMON | {"options"}, EXTRAS)
    options = _one_right(fields["options"], place.at("options"))
    return Single(place.item, objectives(fields, place), _ask(fields, place), options, **extras(fields, place))


def _multiple(entry: object, place: Place) -> Multiple:
    fields = fields_of(entry, place, COMMON | {"options"}, EXTRAS)
    options = _options(fields["options"], place.at("options"))
    if not any(option.right for option in options) or all(option.right for option in options):
        raise BankError("some_right", place.at("options"))
    return Multiple(place.item, objectives(fields, place), _ask(fields, place), options, **extras(fields, place))


def _true_false(entry: object, place: Place) -> TrueFalse:
    fields = fields_of(entry, place, COMMON | {"right", "if_true", "if_false"}, EXTRAS)
    return TrueFalse(
        place.item,
        objectives(fields, place),
        _ask(fields, place),
        truth(fields["right"], place.at("right")),
        words(fields["if_true"], place.at("if_true")),
        words(fields["if_false"], place.at("if_false")),
        **extras(fields, place),
    )


def _short_text(entry: object, place: Place) -> ShortText:
    fields = fields_of(entry, place, COMMON | {"accept", "right", "wrong"}, EXTRAS | {"mistakes"})
    mistakes, where = [], place.at("mistakes")
    accepted = _spellings(fields["accept"], place.at("accept"))
    known = _compared(accepted)
    for position, mistake in enumerate(list_of(fields.get("mistakes", []), where), start=1):
        inner = fields_of(mistake, where.at(position), {"accept", *LANGUAGES})
        spellings = _spellings(inner["accept"], where.at(position).at("accept"))
        both = sorted(known & _compared(spellings))
        if both:
            raise BankError("duplicate", where.at(position).at("accept"), value=both[0])
        known |= _compared(spellings)
        text = words({language: inner[language] for language in LANGUAGES}, where.at(position))
        mistakes.append(Misnomer(spellings, text))
    return ShortText(
        place.item,
        objectives(fields, place),
        _ask(fields, place),
        accepted,
        words(fields["right"], place.at("right")),
        tuple(mistakes),
        words(fields["wrong"], place.at("wrong")),
        **extras(fields, place),
    )


def _spellings(value: object, place: Place) -> Spellings:
    fields = fields_of(value, place, set(LANGUAGES))
    found = {}
    for language in LANGUAGES:
        where = place.at(language)
        spellings = [text_of(spelling, where) for spelling in list_of(fields[language], where)]
        if not spellings or not all(map(plain, spellings)):
            raise BankError("missing", where)
        different([plain(spelling) for spelling in spellings], where)
        found[language] = tuple(spellings)
    return found


def _compared(spellings: Spellings) -> set[str]:
    return {plain(spelling) for known in spellings.values() for spelling in known}


def _open(entry: object, place: Place) -> Open:
    fields = fields_of(entry, place, COMMON, EXTRAS | {"afterwards", "compare"})
    said = {name: words(fields[name], place.at(name)) for name in ("afterwards", "compare") if name in fields}
    return Open(
        place.item,
        objectives(fields, place),
        _ask(fields, place),
        said.get("afterwards"),
        said.get("compare"),
        **extras(fields, place),
    )


def _ordering(entry: object, place: Place) -> Ordering:
    fields = fields_of(entry, place, COMMON | {"entries"}, EXTRAS)
    entries = _entries(fields["entries"], place.at("entries"))
    if len(entries) < 3:
        raise BankError("too_few_entries", place.at("entries"))
    return Ordering(place.item, objectives(fields, place), _ask(fields, place), entries, **extras(fields, place))


def _matching(entry: object, place: Place) -> Matching:
    fields = fields_of(entry, place, COMMON | {"pairs"}, EXTRAS | {"extra"})
    pairs, where = [], place.at("pairs")
    for position, pair in enumerate(list_of(fields["pairs"], where), start=1):
        inner = fields_of(pair, where.at(position), {"id", *LANGUAGES})
        said = in_both(inner, where.at(position), {"left", "right", "why"})
        name = identifier(inner["id"], where.at(position).at("id"))
        pairs.append(Pair(name, said["left"], said["right"], said["why"]))
    if len(pairs) < 2:
        raise BankError("too_few_pairs", where)
    extra = _entries(fields.get("extra", []), place.at("extra"))
    different([*(pair.id for pair in pairs), *(entry.id for entry in extra)], where)
    for language in LANGUAGES:
        different([pair.left[language] for pair in pairs], where)
        rights = [pair.right[language] for pair in pairs]
        different([*rights, *(entry.text[language] for entry in extra)], where)
    asked = _ask(fields, place)
    return Matching(place.item, objectives(fields, place), asked, tuple(pairs), extra, **extras(fields, place))


def _cloze(entry: object, place: Place) -> Cloze:
    fields = fields_of(entry, place, COMMON | {"blanks"}, EXTRAS)
    blanks, where = [], place.at("blanks")
    for position, blank in enumerate(list_of(fields["blanks"], where), start=1):
        inner = fields_of(blank, where.at(position), {"id", "options"})
        options = _one_right(inner["options"], where.at(position).at("options"))
        blanks.append(Blank(identifier(inner["id"], where.at(position).at("id")), options))
    names = [blank.id for blank in blanks]
    different(names, where)
    asked = _ask(fields, place)
    for language in LANGUAGES:
        found = BLANK.findall(asked[language])
        if sorted(found) != sorted(names) or not names:
            values = {"found": ", ".join(found) or "–", "known": ", ".join(names) or "–"}
            raise BankError("blanks_differ", place.at(language).at("ask"), **values)
    return Cloze(place.item, objectives(fields, place), asked, tuple(blanks), **extras(fields, place))


def _ask(fields: Mapping[str, Any], place: Place) -> Mapping[str, str]:
    return in_both(fields, place, {"ask"})["ask"]


def _one_right(value: object, place: Place) -> tuple[Option, ...]:
    options = _options(value, place)
    right = [option.id for option in options if option.right]
    if len(right) != 1:
        raise BankError("one_right", place, count=len(right), options=", ".join(right) or "–")
    return options


def _options(value: object, place: Place) -> tuple[Option, ...]:
    options = [_option(option, place.at(position)) for position, option in enumerate(list_of(value, place), start=1)]
    different([option.id for option in options], place)
    for language in LANGUAGES:
        different([option.text[language] for option in options], place)
    if len(options) < 2:
        raise BankError("too_few_options", place)
    return tuple(options)


def _option(entry: object, place: Place) -> Option:
    fields = fields_of(entry, place, {"id", *LANGUAGES}, {"right"})
    right = truth(fields.get("right", False), place.at("right"))
    said = in_both(fields, place, {"text", "why"})
    return Option(identifier(fields["id"], place.at("id")), right, said["text"], said["why"])


def _entries(value: object, place: Place) -> tuple[Entry, ...]:
    entries = []
    for position, entry in enumerate(list_of(value, place), start=1):
        fields = fields_of(entry, place.at(position), {"id", *LANGUAGES})
        said = in_both(fields, place.at(position), {"text", "why"})
        entries.append(Entry(identifier(fields["id"], place.at(position).at("id")), said["text"], said["why"]))
    different([entry.id for entry in entries], place)
    for language in LANGUAGES:
        different([entry.text[language] for entry in entries], place)
    return tuple(entries)


READERS: dict[str, Callable[[object, Place], Item]] = {
    "single": _single,
    "multiple": _multiple,
    "true_false": _true_false,
    "short_text": _short_text,
    "ordering": _ordering,
    "matching": _matching,
    "cloze": _cloze,
    "open": _open,
}
