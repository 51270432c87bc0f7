"""Role plays that were played to the end: rebuilt from the progress file and written down for the instructor."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fsq_lab.ground.harmless import csv_text
from fsq_lab.ground.language import CourseError, message
from fsq_lab.ground.progress import Event, history
from fsq_lab.roleplay.reading import load_scenario, scenarios
from fsq_lab.roleplay.scenario import Play, Scenario
from fsq_lab.roleplay.transcripts import IDS, save_transcript
from fsq_lab.roleplay.widget import RoleWidget

_PREFIX = "roleplays/"
_PLAYED = ("play", "ended", "score", "ending")
_STEP = ("step", "line", "choice", "why", "effect", "broke")


@dataclass(frozen=True)
class KeptPlay:
    """A role play that was ended.

    Parameters
    ----------
    event : Event
        When it ended, what it scored, and the names of the choices, as the progress file keeps them.
    play : Play or None
        The same play again, step by step; None if the role play was changed since, or is no longer there.
    """

    event: Event
    play: Play | None

    @property
    def scenario(self) -> str:
        """The name of the role play."""
        return self.event.item.removeprefix(_PREFIX)


def kept_plays(progress: Path | None = None) -> list[KeptPlay]:
    """Return every role play that was played to its end, in the order of playing.

    Parameters
    ----------
    progress : Path, optional
        A progress file; by default the learner's own.
    """
    ended = [event for event in history(progress).events if event.item.startswith(_PREFIX)]
    known = {name: load_scenario(name) for name in scenarios()}
    return [KeptPlay(event, _replayed(known.get(event.item.removeprefix(_PREFIX)), event)) for event in ended]


def save_transcripts(file: str | Path, progress: str | Path | None = None) -> Path:
    """Write down all role plays that were played to their end, in the current language, and return the file.

    A play whose role play was changed since is listed with its time and score, and it is said that its steps
    cannot be shown. Transcripts of before are replaced, no other file.

    Parameters
    ----------
    file : str or Path
        Its ending decides: ``.json``, or ``.csv`` with a row for each step.
    progress : str or Path, optional
        A progress file, such as one that a student handed in; by default the learner's own.

    Raises
    ------
    CourseError
        When no role play was ended, the ending is neither, another file is there, or the file cannot be written.

    Examples
    --------
    >>> save_transcripts("plays.csv", progress="no-such-file.jsonl")
    Traceback (most recent call last):
    fsq_lab.ground.language.CourseError: No role play has been played to its end yet. Play one with take_role first.
    """
    target = Path(file)
    if target.suffix not in (".json", ".csv"):
        raise CourseError("roleplay.unknown_export", format=target.suffix, known=".json, .csv")
    kept = kept_plays(None if progress is None else Path(progress))
    if not kept:
        raise CourseError("roleplay.nothing_kept")
    return save_transcript(target, {".json": lambda: _json(kept), ".csv": lambda: _csv(kept)})


def _replayed(scenario: Scenario | None, event: Event) -> Play | None:
    """Make the kept choices again; None unless they lead to an end with the kept score."""
    if scenario is None or event.version != scenario.version or not isinstance(event.answer, list):
        return None
    play = Play(scenario)
    for name in event.answer:
        names = [choice.id for choice in play.line.choices] if play.line else []
        if name not in names:
            return None
        play = play.choose(names.index(name))
    return play if play.share is not None and play.share == event.share else None


def _told(kept: KeptPlay) -> dict[str, Any]:
    """Return one play in the current language, with its steps as the widget tells them."""
    when = kept.event.when.isoformat(timespec="seconds")
    told: dict[str, Any] = {"scenario": kept.scenario, "ended": when, "share": kept.event.share}
    if kept.play is None:
        return {**told, "title": kept.scenario, "ending": message("roleplay.changed_since"), "steps": []}
    widget = RoleWidget(kept.play.scenario)
    widget.play = kept.play
    transcript = widget.transcript()
    return {**told, **{name: transcript[name] for name in ("title", "ending", "steps")}}


def _json(kept: list[KeptPlay]) -> str:
    return json.dumps([_told(one) for one in kept], ensure_ascii=False, indent=2) + "\n"


def _csv(kept: list[KeptPlay]) -> str:
    head: list[object] = [*(message(f"roleplay.column.{name}") for name in (*_PLAYED, *_STEP)), *IDS]
    return csv_text([head, *(row for one in kept for row in _rows(_told(one)))])


def _rows(told: dict[str, Any]) -> Iterator[list[object]]:
    played = [told["title"], told["ended"], told["share"], told["ending"]]
    for step in told["steps"] or [{}]:
        yield [*played, *(step.get(name, "") for name in (*_STEP, *IDS))]
