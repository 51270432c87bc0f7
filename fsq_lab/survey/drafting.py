"""Drafts a mapping of a file's columns: what each was taken for, how sure that is, and what is still to be said."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from fsq_lab.ground.language import message
from fsq_lab.ground.written_files import check_target, write_file
from fsq_lab.survey.account_text import listed
from fsq_lab.survey.columns import Matched, all_matches, split_number
from fsq_lab.survey.exports import export_of
from fsq_lab.survey.heads import as_wide_as
from fsq_lab.survey.instruments import files_of
from fsq_lab.survey.instruments import instrument as find_instrument
from fsq_lab.survey.questionnaire import Instrument
from fsq_lab.survey.reading import known_texts
from fsq_lab.survey.sheets import SIZE_LIMIT, Grid, read_grid, stream_grid
from fsq_lab.survey.texts import plain
from fsq_lab.survey.workbooks import letters

_ALIKE = 0.75  # how alike a header and a wording must be to be worth a guess
_SHOWN = 3
_CONTROL = re.compile(r"[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what YAML refuses
_SUFFIXES = (".yml", ".yaml")


@dataclass(frozen=True)
class DraftLine:
    """One column of the file: its letters and header, what it is taken for, how sure, and what stands in it.

    `sure` is ``certain`` (by id or wording), ``likely`` (nearly its wording, or its place in a block as long as the
    list of items), ``own`` (the tool added it), ``personal``, or ``open``.
    """

    place: str
    header: str
    column: str
    sure: str
    seen: tuple[str, ...]


def write_mapping(
    path: Path, instrument: str | Instrument, out: Path | None = None, sheet: str | None = None,
    encoding: str | None = None, replace: bool = False,
) -> Path:  # fmt: skip
    """Write the draft of a mapping beside where the command was called; an existing file is not replaced unasked.

    Raises
    ------
    CourseError
        When the file of answers or the questionnaire cannot be read, and as
        `fsq_lab.ground.written_files.write_file`.
    """
    asked = find_instrument(instrument)
    target = out or Path(f"{path.stem}.mapping.yml")
    inputs = [path, *files_of(instrument)]
    check_target(target, replace, inputs=inputs, suffixes=_SUFFIXES)
    return write_file(target, draft(path, asked, sheet, encoding), replace, inputs=inputs, suffixes=_SUFFIXES)


def draft(path: Path, asked: Instrument, sheet: str | None = None, encoding: str | None = None) -> str:
    """Return a mapping as YAML, with remarks in the current language: one line for each column, by its letters.

    Parameters
    ----------
    path, sheet, encoding
        As for `fsq_lab.survey.reading.read_survey`.
    asked : Instrument
        The questionnaire.

    Raises
    ------
    CourseError
        When the file cannot be read.
    """
    grid = _beginning(path, asked, sheet, encoding)
    lines = list(lines_of(grid, asked))
    taken = {line.column for line in lines}
    absent = [column for column in asked.table_columns if column not in taken and column != "respondent"]
    told = [message("survey.draft_head", file=path.name, instrument=asked.title, encoding=grid.encoding)]
    told += [message("survey.draft_how"), message("survey.draft_absent", columns=listed(absent) or "-")]
    rows = [f"# {line}" for text in told for line in text.splitlines()]
    for line in lines:
        remark = message(f"survey.draft_{line.sure}", header=line.header or "-", seen=" | ".join(line.seen) or "-")
        nothing = "?" if line.sure == "open" else "-"
        written = f'"{line.place}": {line.column}' if line.column else f'# "{line.place}": {nothing}'
        rows.append(f"{written}  # {' '.join(remark.split())}")
    return _CONTROL.sub("\ufffd", "\n".join(rows)) + "\n"


def _beginning(path: Path, asked: Instrument, sheet: str | None, encoding: str | None) -> Grid:
    long = path.is_file() and path.suffix.lower() != ".xlsx" and path.stat().st_size > SIZE_LIMIT
    if long:
        return stream_grid(path, encoding, known_texts(asked)).grid
    return read_grid(path, sheet, SIZE_LIMIT, encoding, known_texts(asked))


def lines_of(grid: Grid, asked: Instrument) -> Iterator[DraftLine]:
    """Yield what each column of a file was taken for."""
    matched = max(all_matches(grid, asked, {}), key=_explained)
    heads = matched.heads
    export = export_of(cell for cells in heads.cells for cell in cells)
    by_place = {place: name for name, place in matched.found.items()}
    likely = _likely(matched, asked)
    numbered = False
    rows = [
        row
        for number, cells in enumerate(grid.records[heads.start + heads.rows :], start=1)
        if (row := as_wide_as(heads, grid.file, number, cells[: len(heads.headers)])[0]) is not None
    ]
    for place, header in enumerate(heads.headers):
        texts = [row[place].strip() for row in rows]
        seen = tuple(text for text, _ in Counter(filter(None, texts)).most_common(_SHOWN))
        reason = export.reason(header, *heads.cells[place])
        column, sure = by_place.get(place, ""), "certain"
        if not column and place in likely:
            column, sure = likely[place], "likely"
        elif not column and reason == "number" and not numbered and "respondent" not in by_place.values():
            column, sure, numbered = "respondent", "likely", True
        elif not column and reason in ("personal", "tool", "number"):
            sure = "personal" if reason == "personal" else "own"
        elif not column:
            sure = "open"
        if header or seen:
            yield DraftLine(letters(place), header, column, sure, () if sure == "personal" else seen)


def _explained(matched: Matched) -> float:
    """Return how much of a questionnaire some headers hold, perhaps under other titles."""
    filled = sum(bool(header) for header in matched.heads.headers)
    return len(matched.found) + matched.unclear + sum(map(len, matched.foreign.values())) + min(filled, 50) / 100


def _likely(matched: Matched, asked: Instrument) -> dict[int, str]:
    """Guess the columns that are left: blocks as long as the list of items, then headers that are nearly a wording."""
    heads, taken = matched.heads, set(matched.found)
    left = [place for place in range(len(heads.headers)) if place not in matched.found.values()]
    guessed: dict[int, str] = {}
    items = [(plain(words), item.number) for item in asked.items for words in item.wording.every]
    untitled: list[tuple[int, int]] = []
    for place in left:
        for form in heads.forms[place]:
            text = split_number(form)[1]
            number = next((number for words, number in items if words and text.endswith(words)), None)
            if number is not None:
                untitled.append((place, number))
                break
    foreign = {place for places in matched.foreign.values() for place in places}
    for answer in asked.answers:  # the same statements in blocks one after the other, in the questionnaire's order
        wanted = {item.number for item in asked.items if f"{answer.id}_{item.number}" not in taken}
        if len(wanted) < len(asked.items):
            continue
        block: dict[int, int] = {}
        for place, number in untitled:
            if place not in guessed and place not in foreign and number not in block.values() and number in wanted:
                block[place] = number
        if set(block.values()) == wanted:
            guessed |= {place: f"{answer.id}_{number}" for place, number in block.items()}
    if not guessed and not untitled:
        guessed |= _by_codes(matched, asked, left)
    for question in asked.questions:
        if question.id in taken:
            continue
        ratios = {
            place: max(SequenceMatcher(None, plain(heads.headers[place]), plain(words)).ratio()
                       for words in question.wording.every)
            for place in left if place not in guessed and heads.headers[place]
        }  # fmt: skip
        best = max(ratios, key=ratios.__getitem__, default=None)
        if best is not None and ratios[best] >= _ALIKE:
            guessed[best] = question.id
    return guessed


def _by_codes(matched: Matched, asked: Instrument, left: list[int]) -> dict[int, str]:
    """Guess runs of short codes, Q1_1 to Q1_22 or 1-1 to 1-22, as long as the list of items, block by block."""
    runs: dict[str, list[int]] = {}
    for place in left:
        code = re.fullmatch(r"(.*?[^\d])?(\d+)", matched.heads.headers[place].strip())
        if code and len(matched.heads.headers[place]) <= 20:
            runs.setdefault(code[1] or "", []).append(place)
    blocks = [places for places in runs.values() if len(places) == len(asked.items)]
    if len(blocks) != len(asked.answers):
        return {}
    return {
        place: f"{answer.id}_{item.number}"
        for answer, places in zip(asked.answers, blocks, strict=True)
        for place, item in zip(places, asked.items, strict=True)
    }
