"""Where the learner stands: the course's objectives as a picture that links, and how much there is to review."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fsq_lab.betting.placed import tally_of
from fsq_lab.checks.compiled import compiled_exercise, exercise_names
from fsq_lab.ground import progress
from fsq_lab.ground.chapters import chapters
from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import LANGUAGE_TAGS, current, message
from fsq_lab.ground.objectives import objectives
from fsq_lab.ground.progress import History, Standing, Task
from fsq_lab.hypertext.pages import style_sheet
from fsq_lab.learner.where_asked import number_of, section_of
from fsq_lab.quiz.bank import load_bank
from fsq_lab.roleplay.reading import load_scenario

GROUPS = {"knowledge": "K", "skills": "S"}
SQUARES = {"mastered": "■", "tried": "◧", "untouched": "□"}
MARKS = {**SQUARES, "seen": "◇"}
COLUMNS = {"quiz": "quizzes", "exercise": "exercises", "roleplay": "roleplays"}


@dataclass(frozen=True)
class Overview:
    """The objectives with the learner's standing; shows as one sentence, and as a map with links.

    Attributes
    ----------
    standings : mapping of str to Standing
        By objective; an objective without any task yet is not in it.
    due : tuple of str
        Items to review today, the longest overdue first.
    """

    standings: Mapping[str, Standing]
    due: tuple[str, ...]
    language: str
    _tiles: Mapping[str, str]
    _notes: tuple[str, ...]

    def __repr__(self) -> str:
        levels = [one.level for one in self.standings.values()]
        counts = {level: levels.count(level) for level in ("mastered", "tried", "seen")}
        told = message("progress.sentence", objectives=len(objectives()), due=len(self.due), **counts)
        return " ".join([told, *self._notes])

    def _repr_html_(self) -> str:
        style = style_sheet("progress")
        maps = "".join(self._group(name, letter) for name, letter in GROUPS.items())
        legend = f"<p>{_words('legend', **SQUARES)}</p>" if self.standings else ""
        review = _review(self.due)
        return (
            f'<div class="fsq-progress" lang="{LANGUAGE_TAGS[self.language]}"><style>{style}</style>'
            f"<p><strong>{_words('caption')}</strong> {escape(repr(self))}</p>{maps}"
            f"{legend}<p>{_words('rule')}</p>{review}</div>"
        )

    def _group(self, name: str, letter: str) -> str:
        tiles = "".join(tile for objective, tile in self._tiles.items() if objective.startswith(letter))
        title = _words(name)
        return f'<p>{title}</p><ul class="fsq-map fsq-{name}" aria-label="{title}">{tiles}</ul>'


def show_progress() -> Overview:
    """Show the course's objectives with what was seen, tried and mastered, and where to go on.

    Returns
    -------
    Overview
        The rules of "mastered" and of what is due for review are in `fsq_lab.ground.progress`, and printed
        below the map. Before anything was kept it counts no questions and reads no bank.

    Examples
    --------
    >>> from fsq_lab.ground.language import use
    >>> _ = use("en")
    >>> show_progress()
    Of 13 objectives: mastered 0, tried 0, seen 0. Questions to review today: 0.
    """
    found = progress.history()
    known = tasks() if found.events else ()
    table = progress.standings(found, known)
    tiles = {name: _tile(name, entry, table.get(name), known, found) for name, entry in objectives().items()}
    return Overview(table, tuple(progress.due(found, known)), current(), tiles, tuple(_notes(found)))


@cache
def tasks() -> tuple[Task, ...]:
    """Return what the course has to do now: quiz items (but for the trial quiz), graded answers and role plays."""
    return (*_quiz_items(), *_exercise_answers(), *_role_plays())


def _quiz_items() -> Iterator[Task]:
    for chapter in chapters():
        if chapter.kind == "welcome" or not chapter.bank_file.is_file():
            continue
        for item in load_bank(chapter.name).items:
            marked = item.type != "open"
            yield Task(f"{chapter.name}/{item.id}", "quiz", item.version, marked, item.objectives)


def _exercise_answers() -> Iterator[Task]:
    for name in exercise_names():
        for answer in compiled_exercise(name).answers.values():
            yield Task(f"{name}/{answer.name}", "exercise", answer.version, True, (answer.objective,))


def _role_plays() -> Iterator[Task]:
    for file in sorted((course_folder() / "course" / "roleplays").glob("*.yml")):
        scenario = load_scenario(file.stem)
        yield Task(f"roleplays/{scenario.id}", "roleplay", scenario.version, True, scenario.objectives)


def _tile(name: str, entry: Mapping[str, Any], standing: Standing | None, known: Iterable[Task], found: History) -> str:
    """Return one objective's tile: its level, its questions as squares, and the way to the next step."""
    level = standing.level if standing else "untouched"
    own = [task for task in known if name in task.objectives]
    way = _next(own, found, entry)
    step = f"{_words('next')}{way}" if way else _words("nothing_left")
    mark = f'<span aria-hidden="true">{MARKS[level]}</span> {_words(f"levels.{level}")}'
    counts = f"<p>{_squares(own, found)}{_counts(standing)}</p>" if found.events else ""
    return (
        f'<li class="{level}"><p><strong>{escape(name)}</strong> <span>{mark}</span></p>'
        f"<p>{escape(entry[current()])}</p>{counts}<p>{step}</p>{_again(own, found, entry)}</li>"
    )


def _squares(own: Iterable[Task], found: History) -> str:
    """Return a square for each question: those mastered first, then those tried."""
    number = Counter(_level(task, found) for task in own)
    runs = [f'<span class="{level}">{SQUARES[level] * number[level]}</span>' for level in SQUARES if number[level]]
    return f'<span class="fsq-squares" aria-hidden="true">{"".join(runs)}</span> ' if runs else ""


def _counts(standing: Standing | None) -> str:
    if standing is None:
        return _words("no_tasks")
    return _words("counts", mastered=standing.mastered, tried=standing.tried, tasks=standing.tasks)


def _level(task: Task, found: History) -> str:
    events = found.of(task.item)
    if progress.mastered(events, task.version):
        return "mastered"
    return "tried" if progress.tried(events) else "untouched"


def _next(own: list[Task], found: History, entry: Mapping[str, Any]) -> str:
    """Return the way to what to do next: the lesson first, then what was never tried, then what is not mastered.

    Empty when all is done.
    """
    if not any(found.of(task.item) for task in own):
        return _first_step(entry, found)
    open_still = [task for task in own if not progress.tried(found.of(task.item))]
    open_still += [task for task in own if task.marked and _level(task, found) == "tried"]
    return _way(open_still[0], found) if open_still else ""


def _again(own: Iterable[Task], found: History, entry: Mapping[str, Any]) -> str:
    """Return the objective's lesson, and the exercise, of a question not answered rightly yet: one with both first.

    The link leads to the section that asks one of these questions, where the lesson asks one.
    """
    failed = [task.item for task in own if task.marked and _level(task, found) == "tried"]
    taught = [item.partition("/")[0] for item in failed if item.partition("/")[0] in entry["lessons"]]
    if not taught:
        return ""
    chapter = next((one for one in taught if one in exercise_names()), taught[0])
    asked = [section_of(item) for item in failed if item.startswith(f"{chapter}/")]
    ways = [_link(f"notebooks/{current()}/{chapter}.ipynb", next(filter(None, asked), ""))]
    ways += [_link(f"exercises/{current()}/{chapter}/{chapter}.ipynb")] if chapter in exercise_names() else []
    return f"<p>{_words('again')}{' · '.join(ways)}</p>"


def _first_step(entry: Mapping[str, Any], found: History) -> str:
    """Return the way to an objective's lesson; where none is written, to the first that there is to do."""
    lessons = entry["lessons"]
    if isinstance(lessons, list):
        ahead = [lesson for lesson in lessons if lesson not in _trials_begun(found)] or lessons
        return _link(f"notebooks/{current()}/{ahead[0]}.ipynb")
    for kind, column in COLUMNS.items():
        if isinstance(entry[column], list):
            first = entry[column][0]
            return _way(Task(f"roleplays/{first}" if kind == "roleplay" else first, kind, "", True, ()))
    return _words("planned", chapter=f"{lessons['planned']:02}")


def _trials_begun(found: History) -> list[str]:
    """Return the welcome chapters whose trial quiz has been answered; it counts towards no objective."""
    welcome = [chapter.name for chapter in chapters() if chapter.kind == "welcome"]
    return [name for name in welcome if any(event.item.startswith(f"{name}/") for event in found.events)]


def _way(task: Task, found: History | None = None) -> str:
    """Return how to get to a task: a link to its notebook, or the call that opens it where that has been worked in."""
    chapter, _, name = task.item.partition("/")
    if task.kind == "roleplay":
        return _words("roleplay", id=name)
    if task.kind == "quiz" and (chapter not in _lessons() or _worked_in(chapter, found)):
        return _words("quiz", bank=chapter)
    return _link(_notebook(task))


def _worked_in(chapter: str, found: History | None) -> bool:
    """Return whether questions of a lesson's bank have been tried, so that the lesson asks no others."""
    if found is None:
        return False
    asked = (task for task in tasks() if task.kind == "quiz" and task.item.startswith(f"{chapter}/"))
    return any(progress.tried(found.of(task.item)) for task in asked)


@cache
def _lessons() -> frozenset[str]:
    """Return the lessons that are written."""
    cells = (entry["lessons"] for entry in objectives().values())
    return frozenset(lesson for cell in cells if isinstance(cell, list) for lesson in cell)


def _notebook(task: Task) -> str:
    chapter = task.item.partition("/")[0]
    folder = f"exercises/{current()}/{chapter}" if task.kind == "exercise" else f"notebooks/{current()}"
    return f"{folder}/{chapter}.ipynb"


def _link(path: str, heading: str = "") -> str:
    """Return a link from the running notebook to another one; its name alone where the course is not around it."""
    kind = "exercise" if path.startswith("exercises/") else "lesson"
    text = _words(kind, chapter=Path(path).stem[:2])
    if section := number_of(heading):
        text = _words("section", lesson=text, section=section)
    here, root = Path.cwd(), progress.learner_folder() or course_folder()
    if not here.is_relative_to(root):
        return text
    way = Path(os.path.relpath(root / path, here)).as_posix()
    place = f"#{quote(heading.replace(' ', '-'))}" if heading else ""
    return f'<a href="{escape(quote(way) + place)}">{text}</a>'


def _review(due: tuple[str, ...]) -> str:
    if not due:
        return f"<p>{_words('nothing_due')}</p>"
    by_item = {task.item: task for task in tasks()}
    counts = Counter(_way(by_item[item]) for item in due)
    links = "".join(f"<li>{way}{_words('due_there', number=number)}</li>" for way, number in counts.items())
    return f"<p>{_words('due')}</p><ul>{links}</ul>"


def _notes(found: History) -> Iterator[str]:
    if _trials_begun(found):
        yield message("progress.trial")
    bets = tally_of(found)
    if bets.placed:
        yield message("progress.bets", placed=bets.placed, right=bets.right)
    if found.broken:
        yield message("progress.broken", number=found.broken, file=progress.FILE)
    if found.newer:
        yield message("progress.newer", number=found.newer)
    not_kept = progress.trouble()
    if not_kept:
        yield not_kept


def _words(key: str, **values: object) -> str:
    """Return an entry of the catalogue's ``progress`` as HTML."""
    return escape(message(f"progress.{key}", **values))


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.splitlines())
