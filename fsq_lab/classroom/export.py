"""`fsq-lab export`: banks, chapters and the whole course for a learning platform; for instructors, with the keys."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from fsq_lab.classroom import gift, moodle, paper
from fsq_lab.classroom.paper import Sections
from fsq_lab.classroom.portable import Portable, portable
from fsq_lab.ground.chapters import banks
from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import LANGUAGES, CourseError, message
from fsq_lab.ground.progress import MARKER
from fsq_lab.ground.written_files import check_target, write_file
from fsq_lab.quiz.bank import Bank, load_bank
from fsq_lab.quiz.items import Item, Numeric

MOST_VARIANTS = 50
QUIZ = re.compile(r"Quiz (\S+) \((\d+) items")
"""How a quiz stands in a built notebook."""


_TRIES = 20
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Format:
    """What is written for whom: each document by the ending of its file, and what it cannot hold.

    Attributes
    ----------
    for_platform : bool
        Whether a learning platform imports it: then the course comes as one file too, and numbers in variants.
    why_not : callable
        Returns why a question is left out, as a key of the catalogue's ``export.why``; empty if it is not.
    notes : callable
        Returns what becomes different, as keys of the catalogue's ``export.note``.
    """

    documents: Mapping[str, Callable[[Sections, str], str]]
    for_platform: bool = True
    why_not: Callable[[Portable], str] = lambda question: ""
    notes: Callable[[Portable], Iterable[str]] = lambda question: ()


FORMATS: Mapping[str, Format] = {
    "gift": Format({".gift.txt": gift.document}, why_not=gift.why_not, notes=gift.notes),
    "moodle": Format({".moodle.xml": moodle.document}, why_not=moodle.why_not, notes=moodle.notes),
    "handout": Format({".handout.html": paper.handout}, for_platform=False),
    "sheet": Format({".sheet.html": paper.sheet, ".key.html": paper.key}, for_platform=False),
}


@dataclass(frozen=True)
class Group:
    """Questions that go into one file, by category: a bank, what a chapter asks, or the whole course."""

    path: str
    sections: Mapping[str, tuple[tuple[Bank, Item], ...]]


@dataclass(frozen=True)
class File:
    """A file to be written below the chosen folder.

    Attributes
    ----------
    questions : tuple of str
        Names of the questions in it.
    left_out : mapping of str to str
        For each question left out, why: a key of the catalogue's ``export.why``.
    notes : mapping of str to tuple of str
        Names of the questions with which a platform deals otherwise, by key of the catalogue's ``export.note``.
    """

    path: str
    text: str
    questions: tuple[str, ...]
    left_out: Mapping[str, str]
    notes: Mapping[str, tuple[str, ...]]


def asked_in(notebook: Path) -> tuple[tuple[Bank, Item], ...]:
    """Return the questions that a chapter's built notebook asks, in its order.

    Raises
    ------
    CourseError
        When its bank has changed since it was built.

    Examples
    --------
    >>> asked = asked_in(course_folder() / "notebooks" / "en" / "00_start_here.ipynb")
    >>> [item.id for _, item in asked]
    ['empty-cell', 'one-sentence']
    """
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    found: dict[tuple[str, str], tuple[Bank, Item]] = {}
    for output in (output for cell in cells for output in cell.get("outputs", [])):
        data = {kind: "".join(text) for kind, text in output.get("data", {}).items() if kind.startswith("text/")}
        quiz = QUIZ.match(data.get("text/plain", ""))
        if quiz:
            bank = load_bank(quiz[1])
            items = shown_in(data["text/html"], bank, notebook.parent.name)
            if len(items) != int(quiz[2]):
                raise CourseError("export.not_built", notebook=notebook.name, bank=bank.name)
            for item in items:
                found.setdefault((bank.name, item.id), (bank, item))
    return tuple(found.values())


def shown_in(html: str, bank: Bank, language: str) -> list[Item]:
    """Return a bank's items that a quiz shows to a reader without a kernel, in the quiz's order."""
    from fsq_lab.quiz.widget import static_question

    shown = {item.id: html.find(static_question(item.question(language, bank.seed(item)))) for item in bank.items}
    asked = [item for item in bank.items if shown[item.id] >= 0]
    return sorted(asked, key=lambda item: shown[item.id])


def groups(chapters: Iterable[str] = ()) -> list[Group]:
    """Return what is exported: each bank, each chapter that asks something, and, if no chapter is named, the course.

    Parameters
    ----------
    chapters : iterable of str
        Numbers or names, such as ``"03"``; all by default.

    Raises
    ------
    CourseError
        When there is no such chapter.
    """
    lessons = {file.stem: file for file in sorted((course_folder() / "notebooks" / "zh").glob("*.ipynb"))}
    known = sorted({*banks(), *lessons})
    wanted = list(chapters)
    for chapter in wanted:
        if not any(_is_meant(name, chapter) for name in known):
            raise CourseError("export.unknown_chapter", chapter=chapter, known=", ".join(known))
    names = [name for name in known if not wanted or any(_is_meant(name, chapter) for chapter in wanted)]
    whole = [load_bank(name) for name in names if name in banks()]
    found = [Group(f"banks/{bank.name}", {f"banks/{bank.name}": _all(bank)}) for bank in whole]
    for name in names:
        asked = asked_in(lessons[name]) if name in lessons else ()
        if asked:
            found.append(Group(f"chapters/{name}", {f"chapters/{name}": asked}))
    if not wanted:
        found.append(Group("course", {f"course/{bank.name}": _all(bank) for bank in whole}))
    return found


def drawn(bank: Bank, item: Item, variants: int) -> list[tuple[str, int]]:
    """Return for which learner's id, and from which seed, an item is drawn: once if it draws no numbers.

    Two ids may draw the same numbers; each set of numbers comes once.
    """
    if not isinstance(item, Numeric) or not item.draw:
        return [("", bank.seed(item))]
    found: dict[tuple[str, ...], tuple[str, int]] = {}
    for count in range(1, _TRIES * variants):
        if len(found) < variants:
            student = f"export-{count}"
            seed = bank.seed(item, student)
            found.setdefault(tuple(map(str, item.numbers(seed).values())), (student, seed))
    return list(found.values())


def files(group: Group, formats: Iterable[str], languages: Iterable[str], variants: int = 1) -> Iterator[File]:
    """Yield the files of one group: one for each format and language.

    Parameters
    ----------
    group : Group
    formats : iterable of {"gift", "moodle", "handout", "sheet"}
    languages : iterable of {"zh", "en"}
    variants : int
        How many sets of numbers are drawn for each question that draws any.

    Raises
    ------
    CourseError
        When a text holds a sign that no XML file can.
    """
    for language, name in product(languages, formats):
        form = FORMATS[name]
        if group.path == "course" and not form.for_platform:
            continue
        sections = {
            f"fsq-lab/{language}/{category}": [
                portable(item, f"{bank.name}/{item.id}", language, seed, student)
                for bank, item in asked
                for student, seed in drawn(bank, item, variants if form.for_platform else 1)
            ]
            for category, asked in group.sections.items()
        }
        left_out = {one.name: form.why_not(one) for questions in sections.values() for one in questions}
        held = [(path, [one for one in questions if not left_out[one.name]]) for path, questions in sections.items()]
        written = [question for _, questions in held for question in questions]
        notes = dict.fromkeys(note for question in written for note in form.notes(question))
        for ending, document in form.documents.items():
            text = document(held, language)
            odd = _UNPRINTABLE.search(text)
            if odd:
                raise CourseError("export.unprintable", file=group.path, sign=f"U+{ord(odd[0]):04X}")
            yield File(
                path=f"{name}/{group.path}.{language}{ending}",
                text=text,
                questions=tuple(question.name for question in written),
                left_out={question: reason for question, reason in left_out.items() if reason},
                notes={note: tuple(one.name for one in written if note in form.notes(one)) for note in notes},
            )


def export(
    folder: Path,
    chapters: Iterable[str] = (),
    formats: Iterable[str] = (),
    languages: Iterable[str] = (),
    variants: int = 1,
    replace: bool = False,
    tell: Callable[[str, int, int], None] = lambda path, done, total: None,
) -> list[File]:
    """Write banks, chapters and course below a folder; first refuse to overwrite any other file, unless told to.

    Parameters
    ----------
    folder : Path
    chapters, formats, languages : iterable of str
        All by default.
    variants : int
        How many sets of numbers are drawn for each question that draws any, at most `MOST_VARIANTS`.
    replace : bool
        Whether other files of those names may be replaced.
    tell : callable
        Called before each bank or chapter with its path, how many are done, and of how many.

    Raises
    ------
    CourseError
        When there is no such chapter, format or language, when the folder is a learner's, when a file is in the
        way, or when the folder cannot be written.
    """
    forms, spoken = tuple(formats) or tuple(FORMATS), tuple(languages) or LANGUAGES
    for form in forms:
        if form not in FORMATS:
            raise CourseError("export.unknown_format", format=form, known=", ".join(FORMATS))
    for language in spoken:
        if language not in LANGUAGES:
            raise CourseError("language.unknown", language=language, known=", ".join(LANGUAGES))
    if not 1 <= variants <= MOST_VARIANTS:
        raise CourseError("export.variants", found=variants, most=MOST_VARIANTS)
    here = folder.resolve()
    if any((place / MARKER).is_file() for place in (here, *here.parents)):
        raise CourseError("export.learner_folder", folder=folder)
    found, made = groups(chapters), list[File]()
    for done, group in enumerate(found):
        tell(group.path, done, len(found))
        made += files(group, forms, spoken, variants)
    tell("", len(found), len(found))
    _refuse_to_overwrite(here, made, replace)
    try:
        for file in made:
            (here / file.path).parent.mkdir(parents=True, exist_ok=True)
            write_file(here / file.path, file.text, replace)
    except OSError as error:
        raise CourseError("export.cannot_write", folder=folder, reason=error.strerror or error) from error
    return made


def account(made: Iterable[File]) -> list[str]:
    """Return what was exported, what was left out and why, and what a platform does otherwise, line by line.

    Only banks are counted, in one language: chapters and course hold the same questions again.
    """
    every, lines = list(made), []
    for name in FORMATS:
        own = [file for file in every if file.path.startswith(f"{name}/banks/")]
        written = {question for file in own for question in file.questions}
        left = {question: reason for file in own for question, reason in file.left_out.items()}
        if own:
            lines.append(message(f"export.count.{name}", written=len(written), left=len(left)))
        for reason in dict.fromkeys(left.values()):
            names = [question for question, why in left.items() if why == reason]
            lines.append("  " + message(f"export.why.{reason}", count=len(names), names=", ".join(names)))
        for note in dict.fromkeys(note for file in own for note in file.notes):
            count = len({question for file in own for question in file.notes.get(note, ())})
            lines.append("  " + message(f"export.note.{note}", count=count))
    return lines


def _refuse_to_overwrite(folder: Path, made: Iterable[File], replace: bool) -> None:
    """Refuse before anything is written, with the number of files in the way."""
    other = []
    for file in made:
        try:
            check_target(folder / file.path, replace, file.text.encode().__eq__)
        except CourseError as refusal:
            if refusal.key == "writing.no_folder":  # it is made
                continue
            if refusal.key != "writing.there_already":
                raise
            other.append(folder / file.path)
    if other:
        raise CourseError("export.there_already", file=other[0], count=len(other))


def _all(bank: Bank) -> tuple[tuple[Bank, Item], ...]:
    return tuple((bank, item) for item in bank.items)


def _is_meant(name: str, chapter: str) -> bool:
    return name == chapter or name.split("_")[0] == chapter
