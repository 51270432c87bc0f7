"""A role play as a learner sees it: one widget, played in Python; the browser learns nothing before the choice."""

import html
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import traitlets

from fsq_lab.ground.harmless import csv_text
from fsq_lab.ground.language import LANGUAGE_TAGS, LANGUAGES, current, message_in
from fsq_lab.ground.legal import basis
from fsq_lab.ground.progress import record, trouble
from fsq_lab.roleplay.reading import load_scenario
from fsq_lab.roleplay.scenario import METERS, Ending, Meters, Play, Scenario, Step, mood
from fsq_lab.roleplay.transcripts import IDS, MARK, save_transcript
from fsq_lab.widgets import LIFE, QUESTIONS, CourseWidget, other_language, script

_STATIC = Path(__file__).parent / "static"


def take_role(scenario: str | Scenario) -> "RoleWidget":
    """Play a role play in the current language.

    Parameters
    ----------
    scenario : str or Scenario
        A role play of the course, such as ``"wrong-transfer"``, or one that was read with `read_scenario`.

    Returns
    -------
    RoleWidget

    Raises
    ------
    CourseError
        When there is no such role play, or its file has a fault.

    Examples
    --------
    >>> role = take_role("wrong-transfer")
    >>> role.choose(3).meters["trust"]
    55
    """
    return RoleWidget(load_scenario(scenario) if isinstance(scenario, str) else scenario)


class RoleWidget(CourseWidget):
    """A role play in a notebook.

    The browser gets `scene`: what was said so far and the present choices. It sends ``{"turn": number, "choice":
    place}``, ``{"again": true}`` or ``{"language": "en"}``. Effects and reasons of a choice, and every line to come,
    stay in Python until the choice is made.

    Attributes
    ----------
    scene : dict
        What the browser shows, in the widget's own language.
    play : Play
        The role play as far as it was played.
    """

    code = script(_STATIC / "roleplay.js", LIFE, QUESTIONS, _STATIC / "roleplay.css")

    scene = traitlets.Dict().tag(sync=True)

    def __init__(self, scenario: Scenario) -> None:
        self.play = Play(scenario)
        self._language = current()
        self._trouble = ""
        super().__init__(scene=self._scene())
        self.on_msg(self._receive)

    def choose(self, place: int) -> Play:
        """Make the choice at this place, counted from 0, as the browser does."""
        self.play = self.play.choose(place)
        if self.play.ending:
            said = [step.choice.id for step in self.play.steps]
            record(f"roleplays/{self.play.scenario.id}", self.play.scenario.version, self.play.share, said)
            self._trouble = trouble()
        self._tell()
        return self.play

    def again(self) -> None:
        """Begin anew; the transcript begins anew as well."""
        self.play = Play(self.play.scenario)
        self._tell()

    def _speak(self, language: str) -> None:
        self._language = language
        self._tell()

    def transcript(self) -> dict[str, Any]:
        """Return what was said, why it was right or wrong and what came of it, in the widget's language."""
        words = {
            "scenario": self.play.scenario.id,
            "version": self.play.scenario.version,
            "title": self.play.scenario.title[self._language],
            "share": None if self.play.share is None else round(self.play.share, 4),
        }
        ending = self.play.ending
        rows = [self._row(number, step) for number, step in enumerate(self.play.steps, start=1)]
        return {**words, "ending": ending.title[self._language] if ending else None, "steps": rows}

    def save(self, file: str | Path) -> Path:
        """Write the transcript; the name's ending decides: ``.json``, ``.csv`` or ``.html``.

        A transcript of before is replaced, no other file.

        Raises
        ------
        CourseError
            When the ending is none of these, another file is there, or the file cannot be written.
        """
        writers: dict[str, Callable[[], str]] = {
            ".json": lambda: json.dumps(self.transcript(), ensure_ascii=False, indent=2) + "\n",
            ".csv": self._csv,
            ".html": self._page,
        }
        return save_transcript(Path(file), writers)

    def _row(self, number: int, step: Step) -> dict[str, Any]:
        breaks = step.choice.breaks
        return {
            "step": number,
            "line": step.line.text[self._language],
            "choice": step.choice.text[self._language],
            "why": step.choice.why[self._language],
            "effect": self._changes(step),
            "broke": breaks[self._language] if breaks else "",
            "objective": step.choice.objective,
            "line_id": step.line.id,
            "choice_id": step.choice.id,
        }

    def _csv(self) -> str:
        names = ("step", "line", "choice", "why", "effect", "broke")
        head = [*(self._word(f"column.{name}") for name in names), *IDS]
        return csv_text([head, *([step[name] for name in (*names, *IDS)] for step in self.transcript()["steps"])])

    def _page(self) -> str:
        told = self.transcript()
        columns = ("step", "line", "choice", "why", "effect", "broke")
        head = "".join(f'<th scope="col">{html.escape(self._word(f"column.{name}"))}</th>' for name in columns)
        rows = "".join(
            "<tr>" + "".join(f"<td>{html.escape(str(row[name]))}</td>" for name in columns) + "</tr>"
            for row in told["steps"]
        )
        score = f"<p>{html.escape(self._score())}</p>" if self.play.ending else ""
        title = html.escape(f"{self._word('transcript')} {told['title']}")
        return (
            f'<!doctype html>\n<html lang="{LANGUAGE_TAGS[self._language]}"><head><meta charset="utf-8">'
            f"{MARK}<title>{title}</title></head>\n<body><main><h1>{title}</h1><table><thead><tr>{head}</tr></thead>"
            f"<tbody>{rows}</tbody></table>{score}</main></body></html>\n"
        )

    def _word(self, key: str, **values: object) -> str:
        return message_in(self._language, f"roleplay.{key}", **values)

    def _tell(self) -> None:
        self.scene = self._scene()

    def _receive(self, _widget: object, content: object, _buffers: object) -> None:
        """Do what the browser asks; a choice for a turn that is over, and anything else, is left alone."""
        match content:
            case {"turn": int(turn), "choice": int(place)} if turn == len(self.play.steps) and self._has(place):
                self.choose(place)
            case {"again": True} if self.play.ending:
                self.again()
            case {"language": str(language)} if language in LANGUAGES:
                self.switch(language)

    def _has(self, place: int) -> bool:
        return self.play.line is not None and place in range(len(self.play.line.choices))

    def _scene(self) -> dict[str, Any]:
        """Return what the browser may know now."""
        scenario, line, ending = self.play.scenario, self.play.line, self.play.ending
        own = ("you", "reply", "say", "again", "levels", "mood_now", "choose_first", "silent")
        return {
            "lang": LANGUAGE_TAGS[self._language],
            "other": other_language(self._language),
            "words": {name: self._word(name) for name in own},
            "title": self._word("title", title=scenario.title[self._language]),
            "about": scenario.scene[self._language],
            "meanings": [self._meaning(name) for name in METERS],
            "mood": self._mood(self.play.meters),
            "steps": [self._told(step) for step in self.play.steps],
            "line": {
                **self._said(line.says, line.text),
                "options": [choice.text[self._language] for choice in line.choices],
            }
            if line
            else None,
            "ending": self._ended(ending) if ending else None,
        }

    def _said(self, says: str, text: Mapping[str, str]) -> dict[str, str]:
        return {"who": self._word(says), "text": text[self._language]}

    def _told(self, step: Step) -> dict[str, Any]:
        breaks = step.choice.breaks
        return {
            **self._said(step.line.says, step.line.text),
            "said": step.choice.text[self._language],
            "reason": self._word("reason", why=step.choice.why[self._language]),
            "broke": self._word("broke", rule=breaks[self._language]) if breaks else "",
            "effect": self._changes(step),
        }

    def _ended(self, ending: Ending) -> dict[str, str]:
        language = self._language
        law = basis(self.play.scenario.rests_on, language)
        return {
            "title": self._word("ending", title=ending.title[language]),
            "text": ending.text[language],
            "debrief": " ".join(filter(None, (self._word("debrief", debrief=ending.debrief[language]), law))),
            "score": " ".join(filter(None, (self._score(), self._trouble))),
        }

    def _score(self) -> str:
        if self.play.broken:
            rules = " ".join(dict.fromkeys(rule[self._language] for rule in self.play.broken))
            return self._word("capped", rules=rules)
        return self._word("score", share=round(100 * (self.play.share or 0)))

    def _meaning(self, name: str) -> dict[str, str]:
        return {"name": self._word(f"meter.{name}"), "text": self._word(f"meaning.{name}")}

    def _mood(self, meters: Meters) -> list[dict[str, Any]]:
        """Return for each meter its name, its level, and the level in a word."""
        return [
            {"name": self._word(f"meter.{name}"), "level": meters[name], "word": self._felt(name, meters[name])}
            for name in METERS
        ]

    def _felt(self, name: str, level: int) -> str:
        return self._word(f"mood.{name}.{mood(level)}")

    def _changes(self, step: Step) -> str:
        return " · ".join(
            self._word(
                "level",
                meter=self._word(f"meter.{name}"),
                level=step.after[name],
                change=f"{step.after[name] - step.before[name]:+d}".replace("-", "−").replace("+0", "±0"),
                mood=self._felt(name, step.after[name]),
            )
            for name in METERS
        )

    def __repr__(self) -> str:
        """Return the same line for everyone until a text of the play changes, so that nbval can compare it."""
        return f"Role play {self.play.scenario.id} (version {self.play.scenario.version})"

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**options) or ({}, {})
        return {**data, "text/html": self._static_html()}, metadata

    def _static_html(self) -> str:
        """Return the scene, the first line and its choices for a reader without a kernel."""
        scenario = self.play.scenario
        first = scenario.lines[scenario.start]
        said = [self._word("title", title=scenario.title[self._language]), scenario.scene[self._language]]
        said.append(f"{self._word(first.says)}: {first.text[self._language]}")
        options = "".join(f"<li>{html.escape(choice.text[self._language])}</li>" for choice in first.choices)
        told = "".join(f"<p>{html.escape(text)}</p>" for text in said)
        note = html.escape(self._word("needs_kernel"))
        mood_now = html.escape(self._word("mood_now"))
        bars = "".join(_bar(**one) for one in self._mood(scenario.meters))
        return (
            f'<section lang="{LANGUAGE_TAGS[self._language]}">{told}<ul>{options}</ul>'
            f"<p>{mood_now}</p><ul>{bars}</ul><p>{note}</p></section>"
        )


def _bar(name: str, level: int, word: str) -> str:
    """Return a level as HTML: in words and numbers, and as a bar that adds nothing to them."""
    return (
        f"<li>{html.escape(name)} {level} · {html.escape(word)}"
        '<span aria-hidden="true" style="display: block; max-width: 20em; border: 1px solid currentcolor">'
        f'<span style="display: block; height: 8px; width: {level}%; background: currentcolor"></span></span></li>'
    )
