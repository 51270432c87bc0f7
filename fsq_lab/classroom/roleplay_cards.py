"""Writes a role play to look at or to hand out: its graph as a picture, or cards for a room without computers."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from fsq_lab.ground.fields import Words
from fsq_lab.ground.language import CourseError, current, message
from fsq_lab.ground.legal import basis
from fsq_lab.ground.written_files import write_file
from fsq_lab.hypertext.pages import PAGES, page, written_before
from fsq_lab.hypertext.words import Html
from fsq_lab.roleplay.reading import load_scenario, read_scenario
from fsq_lab.roleplay.scenario import METERS, MOODS, Choice, Line, Meters, Route, Scenario

FORMATS = {"svg": ".svg", "cards": ".html"}


_BOX_WIDTH, _BOX_HEIGHT, _COLUMN, _ROW, _MARGIN = 190, 64, 300, 150, 20


_TEXT_UNITS = 26


def write_roleplay(name: str, form: str, file: Path | None = None, replace: bool = False) -> Path:
    """Write a role play in the current language and return the file.

    Parameters
    ----------
    name : str
        A role play of the course, or the path of a YAML file laid out like those.
    form : {"svg", "cards"}
        The graph as a picture, or cards to print.
    file : Path, optional
        Where to write; by default the role play's name and the language in the present folder. Cards of the same
        role play that nobody has edited are replaced.
    replace : bool
        Whether any other file of that name may be replaced; never the role play itself.

    Raises
    ------
    CourseError
        When role play or format is not known, and as `fsq_lab.ground.written_files.write_file`.
    """
    if form not in FORMATS:
        raise CourseError("roleplay.unknown_export", format=form, known=", ".join(FORMATS))
    target = file or Path(f"{Path(name).stem}_{current()}{FORMATS[form]}")
    own = [Path(name)] if name.endswith((".yml", ".yaml")) else []
    scenario = read_scenario(own[0]) if own else load_scenario(name)
    content = picture(scenario) if form == "svg" else cards(scenario)
    suffixes = PAGES if form == "cards" else (FORMATS[form],)
    return write_file(target, content, replace, written_before(_mark(scenario)), own, suffixes)


def cards(scenario: Scenario) -> str:
    """Return a role play as an A4 page of cards, with a sheet for the observer, in the current language.

    Cards hold what is said and what can be answered; effects, reasons, rules and debriefs stand on the
    observer's sheet alone.

    Examples
    --------
    >>> cards(load_scenario("wrong-transfer")).count('class="card"')
    15
    """
    numbers = numbers_of(scenario)
    body = [
        f"<header><h1>{_text(scenario.title)}</h1><p>{_text(scenario.scene)}</p><p>{_word('cards.how')}</p>"
        f"<p>{_word('cards.begin', number=numbers[scenario.start])}</p></header>"
    ]
    body += [_line_card(line, numbers) for line in scenario.lines.values()]
    body += [
        f'<section class="card"><h2>{_word("cards.card", number=numbers[ending.id])}</h2>'
        f"<p><strong>{_text(ending.title)}</strong></p><p>{_text(ending.text)}</p></section>"
        for ending in scenario.endings.values()
    ]
    whole = Html("\n".join([*body, _observer(scenario, numbers)]))
    return page(scenario.title[current()], whole, "roleplay", _mark(scenario))


def _mark(scenario: Scenario) -> str:
    return f"fsq-lab roleplay: {scenario.id}"


def numbers_of(scenario: Scenario) -> dict[str, int]:
    """Return the numbers of a role play's lines and endings, as its cards bear them."""
    return {name: number for number, name in enumerate([*scenario.lines, *scenario.endings], start=1)}


def _text(words: Words) -> str:
    return escape(words[current()])


def _word(key: str, **values: object) -> str:
    return escape(message(f"roleplay.{key}", **values))


def _line_card(line: Line, numbers: dict[str, int]) -> str:
    choices = "\n".join(
        f'<li>{_text(choice.text)} <span class="go">{ways(choice, numbers)}</span></li>' for choice in line.choices
    )
    return (
        f'<section class="card"><h2>{_word("cards.card", number=numbers[line.id])}</h2>'
        f'<p class="said"><strong>{_word(line.says)}</strong> {_text(line.text)}</p>'
        f'<p>{_word("reply")}</p>\n<ol class="choices">\n{choices}\n</ol></section>'
    )


def ways(choice: Choice, numbers: dict[str, int]) -> str:
    """Return as HTML to which card a choice leads, and from which level of a meter on."""
    return " ".join(f"[{_way(route, numbers, len(choice.routes) == 1)}]" for route in choice.routes)


def _way(route: Route, numbers: dict[str, int], only: bool) -> str:
    number = numbers[route.to]
    asked = [
        message("roleplay.cards.level", meter=message(f"roleplay.meter.{name}"), level=level)
        for name, level in route.at_least.items()
    ]
    if route.earned or route.unbroken:
        asked.append(message("roleplay.cards.earned" if route.earned else "roleplay.cards.unbroken"))
    if asked:
        return _word("cards.at_least", meters=" · ".join(asked), number=number)
    return _word("cards.to" if only else "cards.otherwise", number=number)


def _levels(meters: Meters, sign: str = "") -> str:
    shown = [
        message("roleplay.start_level", meter=message(f"roleplay.meter.{name}"), level=f"{meters[name]:{sign}d}")
        for name in METERS
        if name in meters
    ]
    return " · ".join(shown).replace("-", "−")


def _observer(scenario: Scenario, numbers: dict[str, int]) -> str:
    note = _word("cards.sheet_note", levels=_levels(scenario.meters), best=scenario.best.total)
    heads = "".join(f'<th scope="col">{_word(f"column.{name}")}</th>' for name in ("line", "effect", "why"))
    moods = "".join(
        f'<tr><th scope="row">{_word(f"meter.{name}")}</th>'
        + "".join(f"<td>{lowest}+ {_word(f'mood.{name}.{felt}')}</td>" for felt, lowest in MOODS.items())
        + "</tr>"
        for name in METERS
    )
    debriefs = "".join(
        f"<p>{_word('cards.card', number=numbers[ending.id])} <strong>{_text(ending.title)}</strong> "
        f"{_text(ending.debrief)}</p>"
        for ending in scenario.endings.values()
    )
    debriefs += f"<p>{escape(basis(scenario.rests_on, current()))}</p>" if scenario.rests_on else ""
    return (
        f'<section class="sheets"><h2>{_word("cards.sheet")}</h2><p>{note}</p><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{''.join(_rows(scenario, numbers))}</tbody></table>"
        f"<p>{_word('cards.mood')}</p><table><tbody>{moods}</tbody></table>"
        f"<h2>{_word('cards.debrief')}</h2>{debriefs}</section>"
    )


def _rows(scenario: Scenario, numbers: dict[str, int]) -> Iterator[str]:
    for line in scenario.turns:
        cards = "/".join(str(numbers[other.id]) for other in scenario.lines.values() if other.turn == line.id)
        for letter, choice in zip("ABCDEFGH", line.choices, strict=False):
            why = _text(choice.why)
            if choice.breaks:
                why += f" <strong>{_word('broke', rule=choice.breaks[current()])}</strong>"
            yield (
                f'<tr><th scope="row">{cards} {letter}</th>'
                f"<td>{escape(_levels(choice.effect, '+'))}</td><td>{why}</td></tr>\n"
            )


def picture(scenario: Scenario) -> str:
    """Return a role play's graph as an SVG for authors, in the current language.

    Each line and ending is a box, set as far down as its longest way from the start; each way of a choice is an
    arrow with the choice's name, heavy on the best path and dashed where a rule is broken.

    Examples
    --------
    >>> picture(load_scenario("wrong-transfer")).count("<rect")
    15
    """
    spots = _spots(scenario)
    best = {(step.line.id, step.choice.id, step.to) for step in scenario.best.steps}
    arrows = [
        _arrow(spots[line.id], spots[route.to], choice, place, (line.id, choice.id, route.to) in best)
        for line in scenario.lines.values()
        for place, choice in enumerate(line.choices)
        for route in choice.routes
    ]
    boxes = [_box(spots[name], name, scenario) for name in spots]
    width = max(x for x, _ in spots.values()) + _BOX_WIDTH + _MARGIN
    height = max(y for _, y in spots.values()) + _BOX_HEIGHT + _MARGIN
    title = _text(scenario.title)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="{title}" '
        f'font-family="system-ui, sans-serif" font-size="12">\n<title>{title}</title>\n'
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" '
        'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 L8 4 L0 8 z"/></marker></defs>\n'
        + "\n".join([*arrows, *boxes])
        + "\n</svg>\n"
    )


def _spots(scenario: Scenario) -> dict[str, tuple[int, int]]:
    """Return the corner of each box: rows by the longest way from the start, columns in the file's order."""
    depth = dict.fromkeys([*scenario.lines, *scenario.endings], 0)
    for _ in depth:
        for line in scenario.lines.values():
            for choice in line.choices:
                for route in choice.routes:
                    depth[route.to] = max(depth[route.to], depth[line.id] + 1)
    taken = dict.fromkeys(depth.values(), 0)
    spots = {}
    for name, row in depth.items():
        spots[name] = (_MARGIN + taken[row] * _COLUMN, _MARGIN + row * _ROW)
        taken[row] += 1
    return spots


def _box(spot: tuple[int, int], name: str, scenario: Scenario) -> str:
    x, y = spot
    ending = scenario.endings.get(name)
    text = ending.title[current()] if ending else scenario.lines[name].text[current()]
    fill = "#e8e8e8" if ending else "#fff"
    return (
        f'<g><title>{escape(text)}</title><rect x="{x}" y="{y}" width="{_BOX_WIDTH}" height="{_BOX_HEIGHT}" '
        f'rx="6" fill="{fill}" stroke="#111"/><text x="{x + 8}" y="{y + 24}" font-weight="bold">{escape(name)}</text>'
        f'<text x="{x + 8}" y="{y + 46}">{escape(_short(text))}</text></g>'
    )


def _short(text: str) -> str:
    """Return as much of a text as a box holds; a Chinese character takes the room of two Latin letters."""
    room = _TEXT_UNITS
    for place, character in enumerate(text):
        room -= 2 if character > "⺀" else 1
        if room < 0:
            return text[:place] + "…"
    return text


def _arrow(start: tuple[int, int], end: tuple[int, int], choice: Choice, place: int, best: bool) -> str:
    x1, y1 = start[0] + 24 + place * 44, start[1] + _BOX_HEIGHT
    x2, y2 = end[0] + 24 + place * 44, end[1]
    side = start[0] + _BOX_WIDTH + 120 + place * 24
    past_a_row = end[1] - start[1] > _ROW
    way = f"C{side} {y1 + 40} {side} {y2 - 40} {x2} {y2}" if past_a_row else f"L{x2} {y2}"
    dashed = ' stroke-dasharray="5 4"' if choice.breaks else ""
    told = f"{choice.id}: {_levels(choice.effect, '+')}"
    return (
        f'<g><title>{escape(told)}</title><path d="M{x1} {y1} {way}" fill="none" stroke="#333" '
        f'stroke-width="{3 if best else 1}"{dashed} marker-end="url(#tip)"/>'
        f'<text x="{x1 + (x2 - x1) // 4 + 4}" y="{y1 + 14 + place * 15}" font-size="10">{escape(choice.id)}</text></g>'
    )
