"""The buttons under a check in a notebook: a hint, and the check once more. What they do is judged in plain Python."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import traitlets

from fsq_lab.companion.old_values import is_old
from fsq_lab.ground.language import LANGUAGE_TAGS, LANGUAGES, message, message_in, speaking
from fsq_lab.widgets import LIFE, CourseWidget, other_language, script

if TYPE_CHECKING:
    from fsq_lab.checks.practice import Check
    from fsq_lab.checks.verdict import Verdict

_STATIC = Path(__file__).parent / "static"


class CheckWidget(CourseWidget):
    """A verdict with its buttons.

    The browser sends ``{"hint": true}``, ``{"again": true}`` or ``{"language": "en"}``, and gets `shown`.

    Attributes
    ----------
    content : dict
        The answer's name and the widget's own words.
    shown : dict
        The verdict's sentences, the hints given so far, a note on what was last asked for, and what is to be said
        ``aloud``; ``turn`` counts.
    """

    code = script(_STATIC / "check.js", LIFE, _STATIC / "check.css")

    content = traitlets.Dict().tag(sync=True)
    shown = traitlets.Dict().tag(sync=True)

    def __init__(self, check: "Check", verdict: "Verdict") -> None:
        self.check, self.verdict = check, verdict
        self._language = verdict.language
        super().__init__(content=self._words(), shown=self._shown(0))
        self.on_msg(self._receive)

    def hint(self) -> None:
        """Show the next hint, as the browser asks for it."""
        name = self.verdict.answer
        if self.check.more_hints(name):
            self.check.hint(name)
            self._tell(aloud=self.check.hints(name)[-1])
        else:
            self._tell(note=message("check.buttons.no_more"))

    def again(self) -> None:
        """Check what the answer's name holds now; where that is what was checked before, say to run the cell first."""
        name = self.verdict.answer
        names = _names()
        if name not in names:
            self._tell(note=message("check.buttons.gone", name=name))
            return
        first = not is_old(name) and self.check.judged_as(name, names[name])
        self.verdict = self.check(name, names[name])
        if first:
            self._tell(note=message("check.buttons.first", name=name))
        else:
            self._tell(aloud=" ".join(self.verdict.sentences))

    def __repr__(self) -> str:
        return repr(self.verdict)

    def _receive(self, _widget: object, content: object, _buffers: object) -> None:
        """Do what the browser asks for; an error shows nowhere in a notebook, so it is told here."""
        try:
            with speaking(self._language):
                match content:
                    case {"hint": True}:
                        self.hint()
                    case {"again": True}:
                        self.again()
                    case {"language": str(language)} if language in LANGUAGES:
                        self.switch(language)
        except Exception as error:
            self._tell(note=message_in(self._language, "check.broken", reason=f"{type(error).__name__}: {error}"))

    def _tell(self, note: str = "", aloud: str = "") -> None:
        self.shown = self._shown(self.shown["turn"] + 1, note, aloud or note)

    def _shown(self, turn: int, note: str = "", aloud: str = "") -> dict[str, Any]:
        name = self.verdict.answer
        return {
            "turn": turn,
            "mark": self.verdict.mark,
            "state": self.verdict.outcome,
            "sentences": list(self.verdict.sentences),
            "hints": self.check.hints(name),
            "more": self.check.more_hints(name),
            "note": note,
            "aloud": aloud,
        }

    def _speak(self, language: str) -> None:
        self._language = language
        with speaking(language):
            self.verdict = self.check.retell(self.verdict.answer)
            self.content = self._words()
            self.shown = self._shown(self.shown["turn"] + 1)

    def _words(self) -> dict[str, Any]:
        own = {word: message_in(self._language, f"check.buttons.{word}") for word in ("hint", "again", "silent")}
        name = self.verdict.answer
        title = message_in(self._language, "check.buttons.title", name=name)
        tag = LANGUAGE_TAGS[self._language]
        return {"lang": tag, "other": other_language(self._language), "name": name, "title": title, **own}


def _names() -> dict[str, Any]:
    """Return the names of the notebook and their values."""
    if "IPython" not in sys.modules:
        return {}
    from IPython.core.getipython import get_ipython

    return dict(getattr(get_ipython(), "user_ns", {}))
