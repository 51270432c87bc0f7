"""The Markdown deliverables: written as forms, read back by section; and every text of a folder, to be searched."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fsq_lab.audit.books import opened, texts_of
from fsq_lab.audit.training import Deliverable, DueFile, content, deliverables, word
from fsq_lab.ground.chapters import chapters
from fsq_lab.ground.language import LANGUAGES, current
from fsq_lab.ground.regular_files import MOST_WRITTEN, read_written

RECORD = ".html"  # what a role play saves
_HEAD = re.compile(r"^##\s+(.*?)\s*$")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
PLAIN = (".md", ".txt", ".yml", ".yaml", ".csv", ".json", RECORD)


@dataclass(frozen=True)
class ReadText:
    """A piece of text of a folder, and where it stands."""

    file: str
    place: str
    text: object


def listed(names: Iterable[str]) -> str:
    """Return names one after the other, as the current language does.

    >>> from fsq_lab.ground.language import speaking
    >>> with speaking("zh"):
    ...     listed(["甲", "乙"])
    '甲、乙'
    """
    return ("、" if current() == "zh" else ", ").join(names)


def form_of(deliverable: Deliverable, file: DueFile) -> str:
    """Return a Markdown deliverable as an empty form, in the current language."""
    lines = [f"# {deliverable.id} {deliverable.title}", ""]
    for section in file.sections:
        lines += [f"## {section.title}", "", f"> {section.ask}", "", word("write_here"), ""]
    return "\n".join(lines)


def links(deliverable: Deliverable) -> str:
    """Return the chapters that help with a deliverable: how to open each, and its title in the current language."""
    by_number = {chapter.name[:2]: chapter for chapter in chapters()}
    stop = "；" if current() == "zh" else "; "
    return stop.join(f"`fsq-lab open {number}` {by_number[number].title[current()]}" for number in deliverable.chapters)


def unfilled_sections(folder: Path, name: str) -> list[str]:
    """Return the titles of a Markdown file's sections that nobody has filled; all of them where it cannot be read."""
    due = next(file for deliverable in deliverables() for file in deliverable.files if file.name == name)
    try:
        written = sections_of(read_written(folder / name))
    except (OSError, UnicodeDecodeError):
        return [section.title for section in due.sections]
    factor = 1 if folder.name == "zh" else 2
    return [
        section.title
        for section in due.sections
        if len(_own_words(next((written[t] for t in _titles(section.words) if t in written), "")))
        < factor * section.least
    ]


def section_written(path: Path, section: str) -> str:
    """Return what stands in a section of a Markdown file that is due, by the section's id; nothing where it is not."""
    due = next(file for deliverable in deliverables() for file in deliverable.files if file.name == path.name)
    words = next(one.words for one in due.sections if one.id == section)
    try:
        written = sections_of(read_written(path))
    except (OSError, UnicodeDecodeError):
        return ""
    return _own_words(next((written[title] for title in _titles(words) if title in written), ""))


def sections_of(text: str) -> dict[str, str]:
    r"""Return the text under each heading of the second level.

    >>> sections_of("# a\n## One\nwords\n## Two\n")
    {'One': 'words', 'Two': ''}
    """
    found: dict[str, list[str]] = {}
    here: list[str] = []
    for line in text.splitlines():
        if head := _HEAD.match(line):
            here = found.setdefault(head[1], [])
        else:
            here.append(line)
    return {title: "\n".join(lines).strip() for title, lines in found.items()}


def _titles(words: dict[str, dict[str, str]]) -> list[str]:
    return [words[language]["title"] for language in LANGUAGES]


def _own_words(text: str) -> str:
    """Return what somebody wrote: without the question, the placeholder, and blanks between."""
    placeholders = content()["words"]["write_here"].values()
    lines = [line for line in _COMMENT.sub("", text).splitlines() if not line.lstrip().startswith(">")]
    own = "\n".join(lines)
    for placeholder in placeholders:
        own = own.replace(placeholder, "")
    return re.sub(r"\s+", " ", own).strip()


def texts(folder: Path, left_out: frozenset[str]) -> tuple[list[ReadText], list[str]]:
    """Return every text of a folder, and the files that cannot be read.

    Parameters
    ----------
    folder : Path
    left_out : frozenset of str
        Paths in the folder that are known and need no reading.

    Returns
    -------
    texts : list of ReadText
        Of plain files line by line, of workbooks cell by cell, of notebooks the cells and what they printed.
    unread : list of str
        Files of other kinds, too large ones, links, and damaged ones: they are named, not passed over.
    """
    found: list[ReadText] = []
    unread: list[str] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() and not path.is_symlink():
            continue
        if name in left_out or ".ipynb_checkpoints" in name:
            continue
        pieces = None if path.is_symlink() else _texts_in(path, name)
        if pieces is None:
            unread.append(name)
        else:
            found += pieces
    return found, unread


def _texts_in(path: Path, name: str) -> list[ReadText] | None:
    kind = path.suffix.lower()
    try:
        if kind == ".xlsx":
            book = opened(path)
            return None if book is None else [ReadText(name, *one) for one in texts_of(book)]
        if kind == ".ipynb":
            return [ReadText(name, *one) for one in _of_notebook(json.loads(read_written(path)))]
        if kind in PLAIN and path.stat().st_size <= MOST_WRITTEN:
            lines = read_written(path).splitlines()
            return [ReadText(name, str(number), line) for number, line in enumerate(lines, start=1) if line.strip()]
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return None


def _of_notebook(notebook: dict[str, list[dict[str, object]]]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for number, cell in enumerate(notebook["cells"], start=1):
        outputs = cell.get("outputs") or []
        assert isinstance(outputs, list)
        shown = [out.get("text") or (out.get("data") or {}).get("text/plain") or "" for out in outputs]
        for piece in (cell["source"], *shown):
            text = "".join(piece) if isinstance(piece, list) else str(piece)
            found += [(f"[{number}]", line) for line in text.splitlines() if line.strip()]
    return found
