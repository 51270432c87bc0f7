"""What all widgets share: controls that keep the notebook's shortcuts away, one voice, one look, one way to travel.

A widget's code is these few functions and then its own, in one text: the browser fetches nothing.
"""

import json
import zlib
from pathlib import Path
from typing import Any, ClassVar

import anywidget

from fsq_lab.ground.language import LANGUAGE_TAGS, LANGUAGES, CourseError, message_in

_STATIC = Path(__file__).parent / "static"

QUESTIONS = _STATIC / "questions.css"
"""The look of questions with choices, for quizzes, bets and role plays."""

CONTROLS = _STATIC / "controls.js"
"""Controls to answer with, for quizzes and bets: ``boxes``, ``field``, ``entries``."""

LIFE = _STATIC / "life.js"
"""How a widget sends, waits, is named and ends: ``post``, ``entitle``, ``heed``."""


def script(own: Path, *others: Path) -> str:
    """Return a widget's JavaScript with its style: what is shared, then its own, without indents and comments.

    Parameters
    ----------
    own : Path
        A file that may use ``element``, ``control``, ``voice`` and ``PATIENCE``, and exports ``render`` in its default.
    *others : Path
        CSS files that follow what is shared by every ``.fsq-widget``, and JavaScript that `own` builds on.
    """
    style = _joined(_STATIC / "shared.css", *(file for file in others if file.suffix == ".css"))
    below = [file for file in others if file.suffix == ".js"]
    return f"const STYLE = `{style}`;{_joined(_STATIC / 'shared.js', *below, own)}"


def other_language(language: str) -> list[str]:
    """Return what the button for the other language needs: the language, its tag, and its name in itself.

    >>> other_language("en")
    ['zh', 'zh-CN', '中文']
    """
    other = next(one for one in LANGUAGES if one != language)
    return [other, LANGUAGE_TAGS[other], message_in(other, "widgets.own_name")]


def _joined(*files: Path) -> str:
    lines = "\n".join(file.read_text(encoding="utf-8") for file in files).splitlines()
    return "".join(line.partition("//")[0].strip() for line in lines)


class CourseWidget(anywidget.AnyWidget):
    """A widget whose code and first state reach the browser packed, in about a third of the bytes.

    ``packed`` in its state is compressed with zlib: the code, a NUL, and as JSON all that the widget tells. A page
    keeps the code of each kind of widget. What is told later travels as it is, and so does a state that the browser
    asks for, as after a reload. There is no ``layout``.

    Attributes
    ----------
    code : str
        What `script` returns.
    """

    code: ClassVar[str]

    _esm = _joined(_STATIC / "unpack.js")
    layout = tabbable = tooltip = None  # ipywidgets would send a second model for the layout

    def get_state(self, key: Any = None, drop_defaults: bool = False) -> dict[str, Any]:
        """Return the values of these keys; without keys all of them, beside ``packed`` or, at first, within it."""
        state: dict[str, Any] = super().get_state(key, drop_defaults)
        if key is not None:
            return state
        own = {name: value for name, value in state.items() if not name.startswith("_")}
        whole = f"{self.code}\0{json.dumps(own, ensure_ascii=False, separators=(',', ':'))}"
        opening = self.comm is None
        shown = {name: value for name, value in state.items() if not opening or name not in own}
        return {**shown, "packed": zlib.compress(whole.encode(), 9)}

    def switch(self, language: str) -> None:
        """Show everything in another language; what was given so far stays.

        Raises
        ------
        CourseError
            When the course does not speak that language.
        """
        if language not in LANGUAGES:
            raise CourseError("language.unknown", language=language, known=", ".join(LANGUAGES))
        with self.hold_sync():
            self._speak(language)

    def _speak(self, language: str) -> None:
        """Tell everything in this language from now on."""
        raise NotImplementedError
