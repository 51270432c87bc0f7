"""Collected quiz answers: learners' progress files in a folder, or a table of marks; one first answer each.

A progress file holds no name: the teacher names each file after its learner, such as ``20260001.jsonl``, or puts it
into a folder of that name.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pandas as pd

from fsq_lab.classroom.portable import BLANKS, portable
from fsq_lab.ground.chapters import banks
from fsq_lab.ground.language import CourseError, current
from fsq_lab.ground.progress import FILE, LARGEST, Event, history_in
from fsq_lab.ground.regular_files import read_regular
from fsq_lab.ground.typed_numbers import read_number
from fsq_lab.quiz.arrangements import Cloze, Matching
from fsq_lab.quiz.bank import Bank, load_bank
from fsq_lab.quiz.choices import ChoiceItem, TrueFalse
from fsq_lab.quiz.items import Item, Numeric, typed
from fsq_lab.quiz.writing import ShortText, is_spelt

Tell = Callable[[str, int, int], None]
OTHER = "other"


@dataclass(frozen=True)
class Quiz:
    """One quiz's first answers.

    Attributes
    ----------
    shares : DataFrame, one row per learner, one column per item
        Share of the marks from 0 to 1; missing where nothing was answered.
    chosen : mapping of str to Series
        For each item whose answers can be told apart, what each learner chose: a tuple of labels.
    options : mapping of str to mapping of str to bool
        For each of these items its labels, and whether each is right.
    questions : mapping of str to str
        What each item asks, in the current language.
    """

    name: str
    shares: pd.DataFrame
    chosen: Mapping[str, pd.Series] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, bool]] = field(default_factory=dict)
    questions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Collected:
    """What was read, and what was left out of it.

    Attributes
    ----------
    quizzes : tuple of Quiz
    learners : int
        Files or rows with at least one answer that counts.
    left_out : mapping of str to int
        How many of each: ``empty``, ``copies``, ``unreadable`` and ``joined`` (files; the last are a learner's second
        and further ones), ``broken``, ``newer``, ``old_wording``, ``again`` (lines)
        and ``untold`` (answers whose options cannot be told, as they were shown in another learner's order).
    """

    quizzes: tuple[Quiz, ...]
    learners: int
    left_out: Mapping[str, int]


def read_answers(path: Path, tell: Tell = lambda name, done, total: None) -> Collected:
    """Read a folder of progress files, or a CSV table of marks.

    Parameters
    ----------
    path : Path
        A folder with one ``.jsonl`` file per learner, named after the learner, or with folders so named that hold a
        progress.jsonl; or a CSV file: a row per learner, the learner in the first column, a column per item, its
        share of the marks from 0 to 1 in each cell.
    tell : callable
        Called before each file with its name, how many are done, and of how many.

    Raises
    ------
    CourseError
        When nothing can be read there.
    """
    if path.is_dir():
        return _read_folder(path, tell)
    if path.suffix.lower() == ".csv" and path.is_file():
        return _read_table(path)
    raise CourseError("analysis.no_input", path=path)


def _read_folder(folder: Path, tell: Tell) -> Collected:
    files = sorted([*folder.glob("*.jsonl"), *folder.glob(f"*/{FILE}")])
    if not files:
        raise CourseError("analysis.no_files", folder=folder, zips=len(list(folder.glob("*.zip"))))
    known = {bank.name: bank for bank in map(load_bank, banks())}
    left_out: Counter[str] = Counter()
    first: dict[str, dict[str, Event]] = {}
    seen: set[bytes] = set()
    events: dict[str, list[tuple[Event, ...]]] = {}
    for done, file in enumerate(files):
        tell(file.name, done, len(files))
        try:
            content = read_regular(file, LARGEST)
        except OSError:
            left_out["unreadable"] += 1
            continue
        if sha256(content).digest() in seen:
            left_out["copies"] += 1
            continue
        seen.add(sha256(content).digest())
        found = history_in(content)
        left_out["broken"] += found.broken
        left_out["newer"] += found.newer
        left_out["joined"] += _learner(file) in events
        events.setdefault(_learner(file), []).append(found.events)
    tell("", len(files), len(files))
    for learner, kept in events.items():
        answers = _first_answers(_joined(kept), known, left_out)
        if answers:
            first[learner] = answers
        else:
            left_out["empty"] += 1
    if not first:
        raise CourseError("analysis.nothing", folder=folder, files=len(files))
    quizzes = tuple(quiz for bank in known.values() if (quiz := _quiz(bank, first, left_out)) is not None)
    return Collected(quizzes, len(first), left_out)


def _joined(files: list[tuple[Event, ...]]) -> list[Event]:
    """Return a learner's events: of one file as they stand; of several each once, by time."""
    if len(files) == 1:
        return list(files[0])
    distinct = {repr(event): event for events in files for event in events}
    return sorted(distinct.values(), key=lambda event: event.when)


def _learner(file: Path) -> str:
    """Return whose file it is: the folder's name for one still called progress.jsonl, else its own.

    >>> _learner(Path("class/20260001/progress.jsonl")), _learner(Path("class/20260001.jsonl"))
    ('20260001', '20260001')
    """
    return file.parent.name if file.name == FILE else file.stem


def _first_answers(events: Iterable[Event], known: Mapping[str, Bank], left_out: Counter[str]) -> dict[str, Event]:
    """Return a learner's first marked answer to each item's present wording."""
    versions = {f"{bank.name}/{item.id}": item.version for bank in known.values() for item in bank.items}
    first: dict[str, Event] = {}
    for event in events:
        if event.item not in versions or event.share is None:
            continue
        if event.version != versions[event.item]:
            left_out["old_wording"] += 1
        elif event.item in first:
            left_out["again"] += 1
        else:
            first[event.item] = event
    return first


def _quiz(bank: Bank, first: Mapping[str, Mapping[str, Event]], left_out: Counter[str]) -> Quiz | None:
    """Return one bank's answers, None where nobody answered any of its items."""
    shares: dict[str, dict[str, float | None]] = {}
    chosen: dict[str, pd.Series] = {}
    options: dict[str, dict[str, bool]] = {}
    questions: dict[str, str] = {}
    for item in bank.items:
        name = f"{bank.name}/{item.id}"
        given = {learner: events[name] for learner, events in first.items() if name in events}
        if not given:
            continue
        shares[item.id] = {learner: event.share for learner, event in given.items()}
        asked = portable(item, name, current(), bank.seed(item)).text.splitlines()[0]
        questions[item.id] = BLANKS.sub(r"__(\1)__", asked)
        labels = _labels(item)
        if labels:
            told = {learner: _chosen(bank, item, learner, event) for learner, event in given.items()}
            left_out["untold"] += sum(answer is None for answer in told.values())
            chosen[item.id] = pd.Series(
                {who: answer for who, answer in told.items() if answer is not None}, dtype=object
            )
            options[item.id] = labels
    if not shares:
        return None
    table = pd.DataFrame(shares, dtype="float64").sort_index()
    return Quiz(bank.name, table, chosen, options, questions)


def _labels(item: Item) -> dict[str, bool]:
    """Return what can be chosen in an item, and whether it is right; nothing where answers are not told apart."""
    language = current()
    match item:
        case ChoiceItem():
            return {option.text[language]: option.right for option in item.options}
        case TrueFalse():
            return {"true": item.right, "false": not item.right}
        case Numeric():
            return {item.answer.text: True, **{mistake.when.text: False for mistake in item.mistakes}, OTHER: False}
        case ShortText():
            names = {mistake.accept[language][0]: False for mistake in item.mistakes}
            return {item.accept[language][0]: True, **names, OTHER: False}
        case Matching():
            rights = [(pair.id, pair.right[language]) for pair in item.pairs]
            rights += [(entry.id, entry.text[language]) for entry in item.extra]
            return {f"{p.left[language]} – {text}": p.id == name for p in item.pairs for name, text in rights}
        case Cloze():
            blanks = enumerate(item.blanks, start=1)
            return {f"({place}) {o.text[language]}": o.right for place, blank in blanks for o in blank.options}
    return {}


def _chosen(bank: Bank, item: Item, learner: str, event: Event) -> tuple[str, ...] | None:
    """Return the labels of what a learner gave; None where it cannot be told."""
    match event.answer:
        case {"given": given, "draw": int(draw)}:
            seeds = (bank.seed(item, who) for who in (None, learner))
            seed = next((seed for seed in seeds if seed % 2**16 == draw), None)
            try:
                return None if seed is None else tuple(_told(item, given, seed))
            except (ValueError, ArithmeticError):  # a file that was handed in may hold any number
                return None
    return None


def _told(item: Item, given: object, seed: int) -> Iterator[str]:
    language = current()
    places = [int(one) for one in map(typed, given if isinstance(given, list) else [given]) if one.isdecimal()]
    match item:
        case ChoiceItem():
            order = item.order(seed)
            yield from (order[place].text[language] for place in places if place < len(order))
        case TrueFalse():
            yield "true" if places == [0] else "false"
        case Numeric():
            number = read_number(typed(given), tuple(item.unit.values()) if item.unit else ())
            numbers = item.numbers(seed)
            known = [item.answer, *(mistake.when for mistake in item.mistakes)]
            fits = (one.text for one in known if number is not None and item.accepts(number, one.value(numbers)))
            yield next(fits, OTHER)
        case ShortText():
            known_names = [item.accept, *(mistake.accept for mistake in item.mistakes)]
            yield next((names[language][0] for names in known_names if is_spelt(typed(given), names)), OTHER)
        case Matching():
            rights = item.rights(seed)
            for pair, place in zip(item.lefts(seed), places, strict=False):
                if place < len(rights):
                    yield f"{pair.left[language]} – {rights[place].text[language]}"
        case Cloze():
            for count, (blank, place) in enumerate(zip(item.blanks, places, strict=False), start=1):
                if place < len(blank.options):
                    yield f"({count}) {blank.order(seed)[place].text[language]}"


def _read_table(file: Path) -> Collected:
    """Read a table of marks; one quiz, whose options are not known."""
    try:
        text = read_regular(file, LARGEST).decode("utf-8-sig")
        rows = [row for row in csv.reader(io.StringIO(text, newline="")) if any(row)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CourseError(
            "analysis.cannot_read", file=file, reason=getattr(error, "strerror", None) or error
        ) from error
    if len(rows) < 2 or len(rows[0]) < 2:
        raise CourseError("analysis.no_table", file=file)
    heads, *lines = rows
    items = [head.strip() for head in heads[1:]]
    _refuse_twice(file, items)
    _refuse_twice(file, [line[0].strip() for line in lines])
    shares = {line[0].strip(): _shares(file, row, items, line) for row, line in enumerate(lines, start=2)}
    table = pd.DataFrame.from_dict(shares, orient="index", columns=items, dtype="float64").sort_index()
    answered = table.dropna(how="all")
    if answered.empty:
        raise CourseError("analysis.no_table", file=file)
    return Collected((Quiz(file.stem, answered),), len(answered), Counter(empty=len(table) - len(answered)))


def _shares(file: Path, row: int, items: list[str], line: list[str]) -> list[float | None]:
    if len(line) != len(items) + 1:
        raise CourseError("analysis.ragged", file=file, row=row, cells=len(line), columns=len(items) + 1)
    found: list[float | None] = []
    for item, cell in zip(items, line[1:], strict=True):
        try:
            share = float(cell) if cell.strip() else None
        except ValueError:
            share = -1.0
        if share is not None and not 0 <= share <= 1:
            raise CourseError("analysis.not_a_share", file=file, row=row, column=item, found=cell)
        found.append(share)
    return found


def _refuse_twice(file: Path, names: Iterable[str]) -> None:
    twice = [name for name, count in Counter(names).items() if count > 1 or not name]
    if twice:
        raise CourseError("analysis.twice", file=file, name=twice[0])
