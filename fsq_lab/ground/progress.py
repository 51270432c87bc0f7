"""The learner's progress: one file at the root of the learner's folder, for checks, quizzes and role plays alike.

The file is a journal, one JSON object a line, only ever appended to, each line in one locked write. So a kill at any
moment costs at most the line being written, two notebooks open at once lose nothing, and no line is ever rewritten.
It holds no name.
"""

import contextlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from fsq_lab.ground.course import course_version
from fsq_lab.ground.journal import append
from fsq_lab.ground.language import message
from fsq_lab.ground.regular_files import MEGABYTE, read_regular

VERSION = 1
LARGEST = 50 * MEGABYTE
FILE = "progress.jsonl"
MARKER = Path(".fsq-lab") / "manifest.json"
DAYS_TO_REVIEW = (1, 3, 7, 16, 35)
ENOUGH = 0.8

_UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""For each past version of the lines, how a line of it becomes a line of the next version."""

_YEARS = range(2000, 3000)
_LONG_AGO = date(2000, 1, 1)
_why_not_kept = ""
_told = False


@dataclass(frozen=True)
class Event:
    """One thing a learner did with one item.

    Attributes
    ----------
    item : str
        ``BANK/ITEM``, ``EXERCISE/ANSWER`` or ``roleplays/ID``, as course/objectives.yml names it.
    version : str
        Hash of the item's wording when it was answered.
    share : float or None
        Earned share of the points, 0 to 1; None where nothing was marked.
    answer : object
        What the learner gave, as JSON carries it; None where it was not kept.
    when : datetime
        With its time zone.
    course : str
        The course version whose rules judged it: its share stands, nothing is judged again. ``""`` before 2026.2.
    """

    item: str
    version: str
    share: float | None
    answer: Any
    when: datetime
    course: str = ""

    @property
    def day(self) -> date:
        """The day in the time zone of this computer."""
        return self.when.astimezone().date()


@dataclass(frozen=True)
class History:
    """Everything that a progress file holds.

    Attributes
    ----------
    events : tuple of Event
        In the order in which they were written.
    broken : int
        Lines that cannot be read, such as one that a kill cut off; they stay in the file.
    newer : int
        Lines that a newer fsq-lab wrote; they stay in the file too.
    """

    events: tuple[Event, ...] = ()
    broken: int = 0
    newer: int = 0

    def of(self, item: str) -> list[Event]:
        """Return what was done with one item, in the order in which it was written."""
        return self._by_item.get(item, [])

    @cached_property
    def _by_item(self) -> dict[str, list[Event]]:
        found: dict[str, list[Event]] = {}
        for event in self.events:
            found.setdefault(event.item, []).append(event)
        return found


@dataclass(frozen=True)
class Task:
    """An item as the course has it now.

    Attributes
    ----------
    item : str
    kind : {"quiz", "exercise", "roleplay"}
    version : str
        Hash of its wording.
    marked : bool
        Whether an answer earns a share; an open question is kept and never marked.
    objectives : tuple of str
    """

    item: str
    kind: str
    version: str
    marked: bool
    objectives: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """How far a learner is with one objective: its tasks, and how many were seen, tried and mastered.

    Attributes
    ----------
    marked : int
        How many of the tasks can be mastered.
    """

    objective: str
    tasks: int
    marked: int
    seen: int
    tried: int
    mastered: int

    @property
    def level(self) -> str:
        """``mastered``, ``tried``, ``seen`` or ``untouched``.

        An objective is mastered when four in five of its marked tasks are.

        >>> Standing("K1", tasks=6, marked=5, seen=5, tried=5, mastered=4).level
        'mastered'
        """
        if self.marked and self.mastered >= ENOUGH * self.marked:
            return "mastered"
        return "tried" if self.tried else "seen" if self.seen else "untouched"


def learner_folder() -> Path | None:
    """Return the nearest folder above the notebook that `fsq-lab open` laid out, or None."""
    with contextlib.suppress(OSError):
        here = Path.cwd()
        return next((folder for folder in (here, *here.parents) if (folder / MARKER).is_file()), None)
    return None


def progress_file() -> Path | None:
    """Return the learner's progress file, or None where nothing is kept.

    It lies at the root of the learner's folder. ``FSQ_PROGRESS`` names another file; set to nothing, it turns
    keeping off.
    """
    named = os.environ.get("FSQ_PROGRESS")
    if named is not None:
        return Path(named) if named else None
    folder = learner_folder()
    return folder / FILE if folder else None


def record(item: str, version: str, share: float | None, answer: object = None) -> bool:
    """Append one event to the learner's file, and tell whether it was kept. Never raises.

    Parameters
    ----------
    item : str
        ``BANK/ITEM``, ``EXERCISE/ANSWER`` or ``roleplays/ID``.
    version : str
        Hash of the item's wording.
    share : float or None
        Earned share of the points, 0 to 1; None where nothing is marked.
    answer : object, optional
        What the learner gave: anything that JSON carries.

    Returns
    -------
    bool
        False outside a learner's folder, and where the file cannot be written (see `trouble`).
    """
    global _why_not_kept
    file = progress_file()
    if file is None:
        return False
    try:
        at = datetime.now(UTC).isoformat(timespec="seconds")
        entry = {"v": VERSION, "item": item, "version": version, "share": share, "when": at, "course": course_version()}
        line = json.dumps(entry if answer is None else {**entry, "answer": answer}, allow_nan=False)
        append(file, line.encode())
    except (OSError, TypeError, ValueError, RecursionError) as error:
        _why_not_kept = str(getattr(error, "strerror", None) or error)
        return False
    return True


def trouble() -> str:
    """Return the warning that progress is not being kept: once, at the first call after it happened, else ``""``."""
    global _told
    if _told or not _why_not_kept:
        return ""
    _told = True
    return message("progress.not_kept", reason=_why_not_kept)


def history(file: Path | None = None) -> History:
    """Read a progress file, by default the learner's own; a file that is not there holds nothing."""
    file = file or progress_file()
    try:
        return history_in(read_regular(file, LARGEST)) if file else History()
    except OSError:
        return History()


def history_in(content: bytes) -> History:
    """Read the bytes of a progress file, whatever they are: a line that is no event is counted."""
    text = content.decode("utf-8-sig", errors="replace")
    found = [_event(line) for line in text.split("\n") if line.strip()]
    events = tuple(event for event in found if isinstance(event, Event))
    return History(events, broken=found.count("broken"), newer=found.count("newer"))


def tried(events: Iterable[Event]) -> bool:
    """Whether an item was tried: an answer was marked, or one that is never marked was given."""
    return any(event.share is not None or event.answer is not None for event in events)


def mastered(events: Iterable[Event], version: str) -> bool:
    """Whether an item is mastered: its latest marked answer was to its present wording, and wholly right."""
    marked = [event for event in events if event.share is not None]
    return bool(marked) and marked[-1].share == 1 and marked[-1].version == version


def standings(found: History, tasks: Iterable[Task]) -> dict[str, Standing]:
    """Return how far the learner is with each objective that has tasks.

    A task is *seen* once anything about it was kept, *tried* once it was answered, and *mastered* when the latest
    answer was to its present wording and wholly right.

    Parameters
    ----------
    found : History
    tasks : iterable of Task
        What the course has now.
    """
    by_objective: dict[str, list[Task]] = {}
    for task in tasks:
        for objective in task.objectives:
            by_objective.setdefault(objective, []).append(task)
    return {name: _standing(name, own, found) for name, own in by_objective.items()}


def _standing(name: str, tasks: list[Task], found: History) -> Standing:
    return Standing(
        objective=name,
        tasks=len(tasks),
        marked=sum(task.marked for task in tasks),
        seen=sum(bool(found.of(task.item)) for task in tasks),
        tried=sum(tried(found.of(task.item)) for task in tasks),
        mastered=sum(mastered(found.of(task.item), task.version) for task in tasks),
    )


def due(found: History, tasks: Iterable[Task], today: date | None = None) -> list[str]:
    """Return the items to review today, the longest overdue first.

    An item is due on the day of its last marked answer if that answer was not wholly right, or if its wording has
    changed since. After one, two, three, four or more days in a row with a right answer at the end it is due again
    in 1, 3, 7, 16 and then always 35 days.

    Parameters
    ----------
    found : History
    tasks : iterable of Task
        What the course has now; an item that was never answered is not due.
    today : date, optional
    """
    today = today or _today()
    return [item for item, day in days_due(found, tasks, today).items() if day <= today]


def days_due(found: History, tasks: Iterable[Task], today: date | None = None) -> dict[str, date]:
    """Return from which day on each item that was ever marked is due, the earliest first."""
    today = today or _today()
    days = [(day, task.item) for task in tasks if (day := _due_on(found.of(task.item), task.version, today))]
    return {item: day for day, item in sorted(days)}


def first_answers(found: History, items: Iterable[str]) -> dict[str, str]:
    """Return what the learner first wrote to each of these items, as far as anything was kept."""
    return {item: answers[0] for item, answers in _written(found, items).items() if answers}


def last_answers(found: History, items: Iterable[str]) -> dict[str, str]:
    """Return what the learner wrote last to each of these items, as far as anything was kept."""
    return {item: answers[-1] for item, answers in _written(found, items).items() if answers}


def _written(found: History, items: Iterable[str]) -> dict[str, list[str]]:
    return {item: [text for event in found.of(item) if (text := _text(event.answer))] for item in items}


def _text(answer: Any) -> str:
    """Return the words of an answer: itself, or what a quiz kept under ``given``; empty where it has none."""
    given = answer.get("given") if isinstance(answer, dict) else answer
    return given.strip() if isinstance(given, str) else ""


def answers_to_restore(found: History, versions: Mapping[str, str], today: date | None = None) -> dict[str, Event]:
    """Return the latest answer to each item's present wording, to be shown again after a restart.

    One of an earlier day to an item that is due for review is left out: a review starts from an empty question.

    Parameters
    ----------
    found : History
    versions : mapping of str to str
        The hash of each item's wording, by item.
    today : date, optional
    """
    today = today or _today()
    kept: dict[str, Event] = {}
    for item, version in versions.items():
        given = [event for event in found.of(item) if event.version == version and event.answer is not None]
        again = _due_on(found.of(item), version, today)
        if given and (given[-1].day == today or again is None or again > today):
            kept[item] = given[-1]
    return kept


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def _due_on(events: list[Event], version: str, today: date) -> date | None:
    """Return the day from which an item is due, None when it was never marked.

    A day that is still to come was kept while the clock was wrong. It counts as the day of the answer before, or as
    long ago: else the item would not be due for years.
    """
    last_of_day: dict[date, Event] = {}
    day = _LONG_AGO
    for event in events:
        if event.share is not None:
            day = event.day if event.day <= today else day
            last_of_day[day] = event
    if not last_of_day:
        return None
    days = sorted(last_of_day, reverse=True)
    right = [last_of_day[day].share == 1 and last_of_day[day].version == version for day in days]
    run = right.index(False) if False in right else len(right)
    wait = DAYS_TO_REVIEW[min(run, len(DAYS_TO_REVIEW)) - 1] if run else 0
    return days[0] + timedelta(days=wait)


def _event(line: str) -> Event | str:
    """Read one line; ``"broken"`` or ``"newer"`` where it cannot be read."""
    try:
        entry = json.loads(line)
        if int(entry["v"]) > VERSION:
            return "newer"
        for older in range(int(entry["v"]), VERSION):
            entry = _UPGRADES[older](entry)
        when, share = datetime.fromisoformat(entry["when"]), entry["share"]
        if when.tzinfo is None or when.year not in _YEARS or type(share) not in (type(None), int, float):
            return "broken"
        if share is not None and not 0 <= share <= 1:
            return "broken"
        item, wording, course = str(entry["item"]), str(entry["version"]), str(entry.get("course", ""))
        return Event(item, wording, share, entry.get("answer"), when, course)
    except Exception:  # a file that was handed in may hold anything: 1e999, five thousand digits, a list for a line
        return "broken"
