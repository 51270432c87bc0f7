"""Reads role plays, ``course/roleplays/<id>.yml``, and tells every fault of a file with its place."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from fsq_lab.ground.course import course_folder
from fsq_lab.ground.fields import (
    BankError,
    Place,
    brief,
    different,
    fields_of,
    identifier,
    in_both,
    law,
    list_of,
    mapping,
    objectives,
    parsed,
    text_of,
    words,
)
from fsq_lab.ground.language import LANGUAGES, CourseError, message
from fsq_lab.ground.regular_files import read_written
from fsq_lab.roleplay.scenario import FEWEST_CHOICES, FULL, METERS, Choice, Ending, Line, Route, Scenario


def scenarios() -> tuple[str, ...]:
    """Return the ids of the course's role plays."""
    return tuple(sorted(file.stem for file in _folder().glob("*.yml")))


def load_scenario(name: str) -> Scenario:
    """Read a role play of the course.

    Raises
    ------
    CourseError
        When the course has no such role play, or its file has a fault.

    Examples
    --------
    >>> load_scenario("wrong-transfer").objectives
    ('S5d',)
    """
    if name not in scenarios():
        raise CourseError("roleplay.unknown", name=name, known=", ".join(scenarios()))
    return read_scenario(_folder() / f"{name}.yml")


def _folder() -> Path:
    return course_folder() / "course" / "roleplays"


def read_scenario(file: Path) -> Scenario:
    """Read one role play's file; a fault is told with file, line and field."""
    try:
        text = read_written(file)
    except OSError as error:
        raise CourseError("roleplay.cannot_read", file=file, reason=error.strerror or error) from None
    except UnicodeDecodeError as error:
        raise _fault("not_utf8", Place(file.name)) from error
    return parse_scenario(text, file.name)


def parse_scenario(text: str, file: str) -> Scenario:
    """Read the role play that a file's text holds; ``file`` is its name in messages.

    Raises
    ------
    CourseError
        When it is not a role play, in both languages and with every line it speaks of.
    """
    place = Place(file)
    try:
        return _scenario(parsed(text, place), place)
    except BankError as fault:
        raise _told(str(fault.values["problem"]), fault.place) from None


def _told(problem: str, place: Place) -> CourseError:
    return CourseError("roleplay.at", file=place.file, line=place.item, field=place.field, problem=problem)


def _fault(problem: str, place: Place, **values: object) -> CourseError:
    return _told(message(f"roleplay.fault.{problem}", file=place.file, **values), place)


def _scenario(value: object, place: Place) -> Scenario:
    fields = fields_of(value, place, {"id", "objectives", "meters", "start", "lines", "endings", *LANGUAGES}, {"law"})
    said = in_both(fields, place, {"title", "scene"})
    name = identifier(fields["id"], place.at("id"))
    if name != Path(place.file).stem:
        raise _fault("other_name", place.at("id"), name=name)
    served = objectives(fields, place)
    meters = _levels(fields["meters"], place.at("meters"), 0)
    if set(meters) != set(METERS):
        raise _fault("meters", place.at("meters"), known=", ".join(METERS))
    lines = _lines(mapping(fields["lines"], place.at("lines")), place, served[0])
    endings = {
        (where := replace(place, item=identifier(ending, place.at("endings")))).item: _ending(entry, where)
        for ending, entry in mapping(fields["endings"], place.at("endings")).items()
    }
    for twice in sorted(set(lines) & set(endings)):
        raise _fault("line_and_ending", replace(place, item=twice))
    start = identifier(fields["start"], place.at("start"))
    if start not in lines:
        raise _fault("no_such_line", place.at("start"), to=start)
    _refuse_lost_routes(lines, {*lines, *endings}, place)
    in_order = {name: meters[name] for name in METERS}
    rests_on = _law(fields, place)
    return Scenario(name, served, said["title"], said["scene"], in_order, start, lines, endings, rests_on)


def _refuse_lost_routes(lines: Mapping[str, Line], known: set[str], place: Place) -> None:
    for line in lines.values():
        for choice in line.choices:
            for route in choice.routes:
                if route.to not in known:
                    raise _fault("no_such_line", replace(place, item=line.id, field=choice.id), to=route.to)


def _lines(entries: Mapping[str, object], place: Place, objective: str) -> dict[str, Line]:
    """Read the lines; one whose choices are the name of another line has the choices of that one."""
    places = {name: replace(place, item=identifier(name, place.at("lines"))) for name in entries}
    fields = {
        name: fields_of(entry, places[name], {"says", "choices", *LANGUAGES}, {"law"})
        for name, entry in entries.items()
    }
    owned = {
        name: _choices(entry["choices"], places[name].at("choices"), objective)
        for name, entry in fields.items()
        if not isinstance(entry["choices"], str)
    }
    lines = {}
    for name, entry in fields.items():
        turn = entry["choices"] if isinstance(entry["choices"], str) else name
        if turn not in owned:
            raise _fault("no_such_choices", places[name].at("choices"), line=turn)
        lines[name] = _line(entry, places[name], owned[turn], turn)
    return lines


def _line(fields: Mapping[str, object], place: Place, choices: tuple[Choice, ...], turn: str) -> Line:
    says = fields["says"]
    if says not in ("customer", "narrator"):
        raise _fault("speaker", place.at("says"), found=brief(says))
    text = {language: text_of(fields[language], place.at(language)) for language in LANGUAGES}
    return Line(place.item, says, text, choices, turn, _law(fields, place))


def _choices(value: object, where: Place, objective: str) -> tuple[Choice, ...]:
    entries = enumerate(list_of(value, where), start=1)
    choices = [_choice(choice, where.at(number), objective) for number, choice in entries]
    different([choice.id for choice in choices], where)
    for language in LANGUAGES:
        different([choice.text[language] for choice in choices], where)
    if len(choices) < FEWEST_CHOICES:
        raise _fault("few_choices", where, fewest=FEWEST_CHOICES)
    if sum(choice.empty for choice in choices) != 1:
        raise _fault("one_empty", where)
    return tuple(choices)


def _choice(entry: object, place: Place, objective: str) -> Choice:
    fields = fields_of(entry, place, {"id", "effect", "to", *LANGUAGES}, {"breaks", "empty", "law", "objective"})
    said = in_both(fields, place, {"text", "why"})
    return Choice(
        id=identifier(fields["id"], place.at("id")),
        objective=text_of(fields.get("objective", objective), place.at("objective")),
        effect=_levels(fields["effect"], place.at("effect"), -FULL),
        routes=_routes(fields["to"], place.at("to")),
        text=said["text"],
        why=said["why"],
        breaks=words(fields["breaks"], place.at("breaks")) if "breaks" in fields else None,
        empty=_true(fields, "empty", place),
        law=_law(fields, place),
    )


def _law(fields: Mapping[str, object], place: Place) -> tuple[str, ...]:
    return law(fields["law"], place.at("law")) if "law" in fields else ()


def _routes(value: object, place: Place) -> tuple[Route, ...]:
    if isinstance(value, str):
        return (Route(identifier(value, place), {}),)
    guards = {"at_least", "unbroken", "earned"}
    entries = [fields_of(entry, place, {"line"}, guards) for entry in list_of(value, place)]
    routes = tuple(
        Route(
            to=identifier(entry["line"], place),
            at_least=_levels(entry.get("at_least", {}), place, 0),
            unbroken=_true(entry, "unbroken", place),
            earned=_true(entry, "earned", place),
        )
        for entry in entries
    )
    if not routes or [route.guarded for route in routes] != [True] * (len(routes) - 1) + [False]:
        raise _fault("open_last", place)
    return routes


def _true(fields: Mapping[str, object], name: str, place: Place) -> bool:
    value = fields.get(name, False)
    if not isinstance(value, bool):
        raise BankError("not_a_truth", place.at(name), found=brief(value))
    return value


def _levels(value: object, place: Place, lowest: int) -> dict[str, int]:
    levels = mapping(value, place)
    for name, level in levels.items():
        if name not in METERS:
            raise _fault("meters", place, known=", ".join(METERS))
        if type(level) is not int or not lowest <= level <= FULL:
            raise _fault("level", place.at(name), lowest=lowest, highest=FULL, found=brief(level))
    return levels


def _ending(entry: object, place: Place) -> Ending:
    fields = fields_of(entry, place, set(LANGUAGES), {"law", "comes_to_light"})
    said = in_both(fields, place, {"title", "text", "debrief"})
    shown = _true(fields, "comes_to_light", place)
    return Ending(place.item, said["title"], said["text"], said["debrief"], _law(fields, place), shown)
