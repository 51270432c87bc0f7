"""An explorer as a learner sees it: sliders in the browser, everything worked out in Python."""

from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import Any

import traitlets

from fsq_lab.explorers.experiment import Experiment
from fsq_lab.ground.course import version_of
from fsq_lab.ground.language import LANGUAGE_TAGS, LANGUAGES, CourseError, current, message_in
from fsq_lab.widgets import LIFE, CourseWidget, other_language, script

_STATIC = Path(__file__).parent / "static"


class Explorer(CourseWidget):
    """Sliders with a picture and a sentence that follow them.

    The browser gets `content`, sends ``{"values": {name: number}}`` when something is moved or ``{"language": "en"}``,
    and gets `shown`.

    Parameters
    ----------
    experiment : callable
        Returns, in a language, what is to be moved and what follows from it: an `Experiment`.

    Attributes
    ----------
    content : dict
        Title, controls and the widget's own words, in the language of the moment it was made until `switch` changes
        it.
    shown : dict
        The values, the picture (SVG) and the sentence; ``turn`` counts.
    """

    code = script(_STATIC / "explorer.js", LIFE, _STATIC / "explorer.css")

    content = traitlets.Dict().tag(sync=True)
    shown = traitlets.Dict().tag(sync=True)

    def __init__(self, experiment: Callable[[str], Experiment]) -> None:
        self._experiment_in = experiment
        self._take_up(current())
        super().__init__(content=self._words(), shown=self._first)
        self.on_msg(self._receive)

    def _take_up(self, language: str) -> None:
        """Take up the experiment in a language."""
        self._experiment = self._experiment_in(language)
        self._controls = {control.name: control for control in self._experiment.controls}
        self._first = self._view({name: control.start for name, control in self._controls.items()}, turn=0)

    def move(self, **values: int) -> str:
        """Move controls from Python, as the browser does; the others stay where they are.

        Parameters
        ----------
        **values : int
            A value for each control to be moved.

        Returns
        -------
        str
            The sentence that follows.

        Raises
        ------
        CourseError
            When there is no such control, or the value does not lie on it.
        """
        unknown = [name for name in values if name not in self._controls]
        if unknown:
            raise CourseError("explorers.no_control", control=unknown[0], known=", ".join(self._controls))
        accepted = {name: self._controls[name].accept(value) for name, value in values.items()}
        self.shown = self._view({**self.shown["values"], **accepted}, self.shown["turn"] + 1)
        return str(self.shown["text"])

    def _speak(self, language: str) -> None:
        self._take_up(language)
        self.content = self._words()
        self.shown = self._view(self.shown["values"], self.shown["turn"] + 1)

    def _view(self, values: Mapping[str, int], turn: int) -> dict[str, Any]:
        view = self._experiment.view(values)
        return {"values": dict(values), "picture": view.picture, "text": view.text, "turn": turn}

    def _receive(self, _widget: object, content: object, _buffers: object) -> None:
        """Follow what was moved in the browser; anything else that arrives is left alone."""
        match content:
            case {"values": dict(values)}:
                try:
                    self.move(**values)
                except (CourseError, TypeError):
                    return
            case {"language": str(language)} if language in LANGUAGES:
                self.switch(language)

    def _words(self) -> dict[str, Any]:
        language = self._experiment.language
        own = {name: message_in(language, f"explorers.{name}") for name in ("reset", "silent")}
        return {
            "lang": LANGUAGE_TAGS[language],
            "other": other_language(language),
            "title": message_in(language, f"explorers.{self._experiment.name}.title"),
            "origin": self._experiment.origin,
            "controls": [vars(control) for control in self._controls.values()],
            **own,
        }

    def __repr__(self) -> str:
        """Return a line that changes only when what is shown at first does, so that nbval can compare it."""
        return f"Explorer {self._experiment.name} (version {version_of(self.content, self._first)})"

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**options) or ({}, {})
        return {**data, "text/html": self._static_html()}, metadata

    def _static_html(self) -> str:
        """Return the picture and the sentence as they are at first, for a reader without a kernel."""
        language = self._experiment.language
        controls = (
            message_in(language, "explorers.named", name=control.label, value=f"{control.start}{control.unit}")
            for control in self._controls.values()
        )
        parts = [
            f"<p><strong>{escape(self.content['title'])}</strong></p>",
            f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in controls)}</ul>",
            f"<div>{self._first['picture']}</div>",
            f"<p>{escape(self._first['text'])}</p>",
            f"<p>{escape(self.content['origin'])}</p>",
            f"<p>{escape(message_in(language, 'explorers.needs_kernel'))}</p>",
        ]
        return f'<section lang="{self.content["lang"]}">{"".join(parts)}</section>'
