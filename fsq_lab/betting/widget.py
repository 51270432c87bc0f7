"""Bets as a learner sees them: placed in one cell, settled in the next, counted at the end."""

import contextlib
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any

import traitlets

from fsq_lab.betting.kinds import Given, make_kind, plainly
from fsq_lab.betting.placed import Bet, tally
from fsq_lab.ground.language import LANGUAGE_TAGS, LANGUAGES, CourseError, current, label_in, message_in
from fsq_lab.ground.progress import trouble
from fsq_lab.widgets import CONTROLS, LIFE, QUESTIONS, CourseWidget, other_language, script

_STATIC = Path(__file__).parent / "static"
_LONGEST = 2_000

_widgets: dict[str, "BetWidget"] = {}
"""The bets whose cells have run in this kernel, in that order."""

_found: dict[str, object] = {}
"""What the data said of bets whose cells have not run yet."""


def bet(
    name: str, options: str | Iterable[object] | None = None, kind: str = "", unit: str = "", within: float = 0
) -> "BetWidget":
    """Place a bet on what the data will say; the question stands in the text above, and `settle` answers it.

    Parameters
    ----------
    name : str
        Unlike that of any other bet of the course.
    options : str or iterable, optional
        Names to choose from, a text with blanks between them or any iterable; shown by their labels in the current
        language. Without options a number is bet.
    kind : {"one", "order", "number"}, optional
        ``"order"`` bets on the order of all options; by default one of them is bet.
    unit : str
        Of a number; shown by its label.
    within : float
        How far a number may lie from what the data say and still be right.

    Returns
    -------
    BetWidget
        The same one when its cell runs again, with the bet that stands; another one when the options have changed.

    Raises
    ------
    CourseError
        When there is no such kind, or there are not two different options.

    Examples
    --------
    >>> placed = bet("doctest", "tangibles reliability empathy")
    >>> placed
    Bet doctest: tangibles / reliability / empathy
    >>> placed.place("reliability")
    'Your bet: Reliability. Run the next cell to see what the data say.'
    >>> settle("doctest", "reliability")
    You bet: Reliability. The data say: Reliability. You were right.
    """
    placed = Bet(name, make_kind(options, kind, unit, within))
    widget = _widgets.get(name)
    if widget is not None and widget.bet.version == placed.version:
        widget.switch(current())
        return widget
    placed.take_up()
    if name in _found:
        with contextlib.suppress(CourseError):  # what the data said before these options were there
            placed.settle(_found.pop(name))
    _widgets[name] = BetWidget(placed)
    return _widgets[name]


def settle(name: str, value: object) -> "Told":
    """Settle a bet with a value of the notebook, and tell what was bet and what the data say.

    Parameters
    ----------
    name : str
        The bet's name.
    value : object
        Of one of several: the name that is right, or those that tie. Of an order: the names in order, or a sorted
        Series by name, in which equal values tie. Of a number: a number.

    Returns
    -------
    Told
        One sentence; without a bet, only what the data say.

    Raises
    ------
    CourseError
        When the value can be no answer to the bet.
    """
    widget = _widgets.get(name)
    if widget is None:
        _found[name] = value
        return Told(message_in(current(), "bets.no_bet", truth=plainly(value, current())), current())
    return Told(widget.settle(value), current())


def bets() -> "Told":
    """Return how many of the bets placed in this notebook were right."""
    return Told(tally(widget.bet for widget in _widgets.values()).told(current()), current())


class Told:
    """A sentence, with its language for a screen reader."""

    def __init__(self, text: str, language: str) -> None:
        self.text, self.language = text, language

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return f'<p lang="{LANGUAGE_TAGS[self.language]}"><strong>{escape(self.text)}</strong></p>'


class BetWidget(CourseWidget):
    """A bet in a notebook.

    The browser gets `content`, sends ``{"bet": place}`` (a list of places for an order, a text for a number) or
    ``{"language": "en"}``, and gets `shown`. What is right stays in Python until the bet is settled.

    Attributes
    ----------
    content : dict
        What can be bet and the widget's own words, in the language of the moment it was made until `switch` changes
        it.
    shown : dict
        The bet that stands, what is told of it, and whether it is locked; ``turn`` counts.
    """

    code = script(_STATIC / "bet.js", CONTROLS, LIFE, QUESTIONS, _STATIC / "bet.css")

    content = traitlets.Dict().tag(sync=True)
    shown = traitlets.Dict().tag(sync=True)

    def __init__(self, placed: Bet) -> None:
        self.bet = placed
        self._language = current()
        super().__init__(content=self._public(), shown=self._shown(0))
        self.on_msg(self._receive)

    def place(self, given: Given) -> str:
        """Place the bet from Python, as the browser does.

        Parameters
        ----------
        given : str or list of str
            An option's name, the names in order, or a number as one types it.

        Returns
        -------
        str
            What is told of it.
        """
        return self._take(self.bet.kind.accept(given))

    def settle(self, value: object) -> str:
        """Settle the bet and return what is told of it, in the current language.

        Raises
        ------
        CourseError
            When the value can be no answer.
        """
        self.bet.settle(value)
        self.shown = self._shown(self.shown["turn"] + 1)
        return self.bet.sentence(current())

    def _take(self, given: Given | None) -> str:
        self.bet.place(given)
        self.shown = self._shown(self.shown["turn"] + 1)
        return self.bet.sentence(self._language)

    def _shown(self, turn: int) -> dict[str, Any]:
        """Return what the browser shows of the bet as it stands."""
        standing = self.bet.shown
        text = self.bet.sentence(self._language)
        if self.bet.state == "out":
            text = message_in(self._language, "bets.out")
        return {
            "turn": turn,
            "given": None if standing is None else self.bet.kind.to_browser(standing),
            "state": self.bet.state,
            "text": " ".join(filter(None, (text, trouble()))),
            "locked": self.bet.locked,
        }

    def _speak(self, language: str) -> None:
        self._language = language
        self.content = self._public()
        self.shown = self._shown(self.shown["turn"] + 1)

    def _receive(self, _widget: object, content: object, _buffers: object) -> None:
        """Do what the browser asks for; anything else that arrives is left alone."""
        match content:
            case {"bet": str() | list() as sent} if len(str(sent)) <= _LONGEST:
                self._take(self.bet.kind.from_browser(sent))
            case {"language": str(language)} if language in LANGUAGES:
                self.switch(language)

    def _public(self) -> dict[str, Any]:
        kind = self.bet.kind
        own = {word: message_in(self._language, f"bets.{word}") for word in ("title", "silent")}
        return {
            "lang": LANGUAGE_TAGS[self._language],
            "other": other_language(self._language),
            "type": kind.name,
            **own,
            **({} if kind.name == "one" else {"place": message_in(self._language, f"bets.place.{kind.name}")}),
            **kind.public(self._language),
        }

    def __repr__(self) -> str:
        """Return the same line for everyone until what can be bet changes, so that nbval can compare it."""
        kind = self.bet.kind
        parts = " / ".join(str(part) for part in kind.parts() if part != "")
        return f"Bet {self.bet.name}: {parts}{'' if kind.name == 'one' else f' ({kind.name})'}"

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**options) or ({}, {})
        return {**data, "text/html": self._static_html()}, metadata

    def _static_html(self) -> str:
        """Return what can be bet, for a reader without a kernel."""
        told = self.bet.kind.public(self._language)
        names = [label_in(self._language, option) for option in getattr(self.bet.kind, "options", ())]
        lines = [str(told[name]) for name in ("label", "note") if name in told]
        entries = "".join(f"<li>{escape(name)}</li>" for name in names)
        notes = "<br>".join(map(escape, (*lines, message_in(self._language, "bets.on_paper"))))
        title = escape(message_in(self._language, "bets.title"))
        listed = f"<ul>{entries}</ul>" if names else ""
        return (
            f'<section lang="{LANGUAGE_TAGS[self._language]}"><p><strong>{title}</strong></p>{listed}'
            f"<p>{notes}</p></section>"
        )
