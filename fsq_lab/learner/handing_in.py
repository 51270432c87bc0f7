"""What a learner is told at handing in: what is unanswered, what is unsaved, and which other copy has answers."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from itertools import groupby
from pathlib import Path, PurePath

from fsq_lab.checks.compiled import compiled_exercise, is_optional
from fsq_lab.ground.course import course_version
from fsq_lab.ground.language import LANGUAGE_TAGS, CourseError, current, message, speaking
from fsq_lab.ground.progress import FILE, history, learner_folder
from fsq_lab.learner.submission import (
    Submission,
    SubmissionError,
    collect,
    exercise_name,
    exercise_of,
    exercise_path,
    language_worked_in,
    sources,
    titles,
    write,
)
from fsq_lab.learner.workspace import OLD

INDENT = "  "


@dataclass(frozen=True)
class Copy:
    """A notebook of an exercise in the learner's folder, as it was last saved.

    Attributes
    ----------
    path : str
        From the learner's folder, with forward slashes.
    answered : int
        How many of its answers are not empty.
    """

    path: str
    exercise: str
    language: str
    answered: int
    saved: datetime


@dataclass(frozen=True)
class HandIn:
    """What `submit` tells, line by line; the names of questions are indented."""

    lines: tuple[str, ...]
    language: str

    def __repr__(self) -> str:
        return "\n".join(self.lines)

    def _repr_html_(self) -> str:
        parts = []
        for of_list, lines in groupby(self.lines, lambda line: line.startswith(INDENT)):
            told = [escape(line.strip()) for line in lines]
            parts += [f"<ul><li>{'</li><li>'.join(told)}</li></ul>"] if of_list else [f"<p>{one}</p>" for one in told]
        return f'<div class="fsq-report" lang="{LANGUAGE_TAGS[self.language]}">{"".join(parts)}</div>'


def submit(student: object = None) -> HandIn:
    """Tell what is still unanswered in this exercise and, with the learner's id, pack it for handing in.

    It reads the notebook as it was last saved. Outside a learner's JupyterLab, as when a notebook is built, tested or
    graded, it packs nothing.

    Parameters
    ----------
    student : str or int, optional
        The learner's id (学号); without it nothing is packed.

    Examples
    --------
    >>> from fsq_lab.ground.language import use
    >>> _ = use("en")
    >>> submit()  # doctest: +ELLIPSIS
    To hand in, run this cell in the exercise that the course opened, or in a terminal: fsq-lab submit ...
    """
    here, folder = _open_notebook(), learner_folder()
    if os.environ.get("NBGRADER_EXECUTION") or here is None or folder is None:
        return HandIn((message("submit.not_here"),), current())
    found = exercise_of(here)
    path = path_in(here, folder)
    if found is None or path is None:
        return HandIn((message("submit.not_found", file=here.name),), current())
    with speaking(found[1]):
        try:
            lines = tuple(_told_in_notebook(folder, Copy(path, *found, 0, _saved(here)), student))
        except CourseError as error:
            lines = (str(error),)
        return HandIn(lines, found[1])


def copies(folder: Path, exercise: str) -> list[Copy]:
    """Return every notebook of an exercise in a learner's folder, the last saved first, without those put aside."""
    files = [*folder.glob("*.ipynb"), *(folder / "exercises").rglob("*.ipynb")]
    found: list[Copy] = []
    for file in files:
        told = exercise_of(file)
        path = file.relative_to(folder).as_posix()
        if told is None or told[0] != exercise or OLD in file.stem or ".ipynb_checkpoints" in file.parts:
            continue
        try:
            answers = collect(folder, *told, notebook=path).answers.values()
        except SubmissionError:
            continue
        found.append(Copy(path, *told, sum(not answer["empty"] for answer in answers), _saved(file)))
    return sorted(found, key=lambda copy: copy.saved, reverse=True)


def copy_to_pack(folder: Path, chapter: str, language: str | None) -> Copy:
    """Return the notebook to hand in for a chapter: the course's own or, where only one other has answers, that one.

    Parameters
    ----------
    folder : Path
        The learner's folder.
    chapter : str
        A chapter's number or name, or a notebook of the folder.
    language : str or None
        By default the one that the learner worked in.

    Raises
    ------
    SubmissionError
        When there is no such exercise.
    """
    if chapter.endswith(".ipynb"):
        return _named(folder, chapter)
    exercise = exercise_name(chapter)
    chosen = language or language_worked_in(folder, exercise, current())
    path = exercise_path(exercise, chosen)
    there = [copy for copy in copies(folder, exercise) if language in (None, copy.language)]
    own = next((copy for copy in there if copy.path == path), None)
    answered = [copy for copy in there if copy.answered]
    if (own is None and (folder / path).exists()) or (own and own.answered) or len(answered) != 1:
        return own or Copy(path, exercise, chosen, 0, _saved(folder / path))
    return answered[0]


def told_of(folder: Path, submission: Submission, copy: Copy) -> Iterator[str]:
    """Yield what a learner should know of a hand-in: checks after saving, what it lacks, other copies with answers."""
    checked = last_check(folder, submission.exercise)
    if checked and checked > copy.saved:
        yield message("submit.checked_later", file=copy.path, saved=_shown(copy.saved), checked=_shown(checked))
    if submission.of_another_version:
        yield message("submit.other_version", notebook=submission.notebook_version, current=course_version())
    names = titles(submission.exercise, submission.language)
    exercise = compiled_exercise(submission.exercise)
    optional = {answer.name for answer in exercise.answers.values() if is_optional(answer)}
    optional |= {question.name for question in exercise.written.values() if is_optional(question)}
    for problem, answers in submission.problems.items():
        left = [name for name in answers if problem == "unanswered" and name in optional]
        for key, found in ((problem, [name for name in answers if name not in left]), ("optional", left)):
            if found:
                yield message(f"submit.{key}")
            shown = [names.get(name.removesuffix("-check"), name) for name in found]
            yield from (f"{INDENT}{title}" for title in dict.fromkeys(shown))
    for other in copies(folder, submission.exercise):
        if other.answered and other.path != copy.path:
            yield message("submit.other", file=other.path, number=other.answered, saved=_shown(other.saved))


def last_check(folder: Path, exercise: str) -> datetime | None:
    """Return when an answer of an exercise was last checked, in any of its copies."""
    kept = history(folder / FILE)
    events = [event for name in titles(exercise, "en") for event in kept.of(f"{exercise}/{name}")]
    return max((event.when for event in events), default=None)


def path_in(notebook: PurePath, folder: PurePath) -> str | None:
    r"""Return a notebook's path from the learner's folder, with forward slashes; None where it lies elsewhere.

    >>> from pathlib import PureWindowsPath
    >>> path_in(PureWindowsPath(r"C:\我的 课程\exercises\zh\03\03.ipynb"), PureWindowsPath(r"c:\我的 课程"))
    'exercises/zh/03/03.ipynb'
    """
    return notebook.relative_to(folder).as_posix() if notebook.is_relative_to(folder) else None


def written_line(submission: Submission, copy: Copy, file: Path) -> str:
    """Return the sentence that tells what was packed, when it was saved, and which file to hand in."""
    whose = message("submit.with_id", id=submission.student) if submission.student else message("submit.without_id")
    return message("submit.written", file=file, path=copy.path, saved=_shown(copy.saved), whose=whose)


def _told_in_notebook(folder: Path, copy: Copy, student: object) -> Iterator[str]:
    packed = collect(folder, copy.exercise, copy.language, student, copy.path)
    checked = last_check(folder, copy.exercise)
    if packed.student is None:
        yield from [*told_of(folder, packed, copy)] or [message("submit.complete")]
        yield message("submit.how", saved=_shown(copy.saved))
    elif not _holds_this_cell(folder / copy.path) or (checked and checked > copy.saved):
        yield message("submit.not_saved", saved=_shown(copy.saved))
    else:
        yield written_line(packed, copy, write(packed, folder, replace=True))
        yield from told_of(folder, packed, copy)


def _named(folder: Path, notebook: str) -> Copy:
    """Return a notebook that the learner named, from the folder or from where the learner stands."""
    for file in (Path(os.path.abspath(start / notebook)) for start in (folder, Path.cwd())):
        found, path = exercise_of(file), path_in(file, folder)
        if found and path:
            return Copy(path, *found, 0, _saved(file))
    raise SubmissionError("submit.no_notebook", file=notebook)


def _open_notebook() -> Path | None:
    """Return the notebook that this kernel was started for, as JupyterLab and Notebook 7 tell it."""
    named = os.environ.get("JPY_SESSION_NAME", "")
    return Path(named) if named.endswith(".ipynb") else None


def _holds_this_cell(notebook: Path) -> bool:
    """Whether the saved notebook has the cell that is being run, word for word."""
    from IPython.core.getipython import get_ipython

    entered = getattr(get_ipython(), "history_manager", None)
    return entered is not None and entered.input_hist_raw[-1].strip() in sources(notebook)


def _saved(file: Path) -> datetime:
    try:
        return datetime.fromtimestamp(file.stat().st_mtime, UTC)
    except OSError:
        return datetime.fromtimestamp(0, UTC)


def _shown(when: datetime) -> str:
    return when.astimezone().strftime("%Y-%m-%d %H:%M:%S")
