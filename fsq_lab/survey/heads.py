"""What stands above the answers: title rows, one row of headers, two, or Qualtrics' three; and the rows below."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from fsq_lab.ground.language import CourseError
from fsq_lab.survey.sheets import Grid, is_blank
from fsq_lab.survey.texts import normal, without_tags
from fsq_lab.survey.workbooks import letters

_FIRST_ROWS = 25  # of a file, in which the headers are looked for
_IMPORT_ID = re.compile(r"\s*\{\s*[\"']ImportId[\"']")
# What a tool writes below a question that is no table of statements
_SAYS_NOTHING = {
    "", "response", "open-ended response", "open ended response", "answer", "回答", "回复", "答案", "开放式回答",
    "开放式回复", "開放式回應", "回應", "自由回答",
}  # fmt: skip
_CODE = re.compile(r"[A-Za-z][\w.\-\[\]]{0,39}|\d+(?:[._-]\d+)*")


@dataclass(frozen=True)
class Heads:
    """What stands above the answers.

    Attributes
    ----------
    start, rows : int
        The rows before the headers; the rows that the headers take.
    headers : tuple of str
        One per column, of two rows joined.
    cells : tuple of tuple of str
        By column the texts of its rows of headers, from above to below.
    forms : tuple of tuple of str
        By column the texts that may hold a question's wording.
    import_ids : bool
        Whether the last row of headers holds Qualtrics' ids.
    padded : bool
        Whether every row below ends in a separator that the headers do not have.
    """

    start: int
    rows: int
    headers: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    forms: tuple[tuple[str, ...], ...]
    import_ids: bool = False
    padded: bool = False

    @cached_property
    def again(self) -> list[str]:
        """The last row of headers, where it could be no row of answers; else nothing."""
        last = [cells[-1] for cells in self.cells]
        return last if any(cell and not cell.isdigit() for cell in last) else []


@dataclass(frozen=True)
class Sheet:
    """A grid with its headers told apart from its answers; row numbers are those of the spreadsheet.

    Attributes
    ----------
    grid : Grid
        The file.
    heads : Heads
        Its headers.
    titles : tuple of str
        The texts of the rows above the headers.
    headers : tuple of str
        One per column; a column with text but no header is called by its letters, as ``[AB]``.
    unnamed : frozenset of str
        The headers that were made so.
    rows : tuple of (int, list of str)
        The rows that hold any text.
    rows_read, rows_short : int
        Rows under the headers; rows with fewer cells than headers.
    """

    grid: Grid
    heads: Heads
    titles: tuple[str, ...]
    headers: tuple[str, ...]
    unnamed: frozenset[str]
    rows: tuple[tuple[int, list[str]], ...]
    rows_read: int
    rows_short: int

    @property
    def file(self) -> str:
        """The file's name."""
        return self.grid.file

    @cached_property
    def _cells(self) -> list[list[str]]:
        return [cells for _, cells in self.rows]

    def column(self, place: int) -> list[str]:
        """Return the texts of a column, row by row."""
        return list(map(itemgetter(place), self._cells))

    def unused(self, found: Iterable[int]) -> list[int]:
        """Return the places of the headers that no table column takes; columns without any text do not count."""
        taken = set(found)
        return [place for place, header in enumerate(self.headers) if place not in taken and header]


def heads_at(grid: Grid, start: int, rows: int) -> Heads:
    """Take the headers from one or two rows of a grid, and a third one that holds Qualtrics' ids.

    Of two rows the upper one is filled to the right, as a merged or blank cell means it, and joined to the
    lower one.
    """
    records = grid.records[start : start + rows]
    width = max(map(len, records))
    table = [[*(cell.strip() for cell in cells), *[""] * (width - len(cells))] for cells in records]
    end = start + rows
    ids = end < len(grid.records) and _is_import_ids(grid.records[end])
    padded = all(len(cells) > width for cells in grid.records[end : end + _FIRST_ROWS] if any(cells))
    if len(table) == 1:
        only = tuple((cell,) for cell in table[0])
        return Heads(start, rows + ids, tuple(table[0]), only, only, ids, padded)
    headers, cells, forms, group = [], [], [], ""
    for above, below in zip(*table, strict=True):
        group = above or ("" if grid.merged else group)
        joined = "—".join(dict.fromkeys(filter(None, (group if below or above else "", below))))
        headers.append(joined)
        cells.append((above, below))
        empty = normal(without_tags(below)) in _SAYS_NOTHING
        said = [above] if empty and above else [joined]
        forms.append((*said, below) if not above or _CODE.fullmatch(above) else tuple(said))
    return Heads(start, rows + ids, tuple(headers), tuple(cells), tuple(forms), ids, padded)


def import_ids(grid: Grid) -> int | None:
    """Return the row that holds Qualtrics' ids, counted from 0: the headers end above it."""
    return next((place for place, cells in enumerate(grid.records[:_FIRST_ROWS]) if _is_import_ids(cells)), None)


def _is_import_ids(cells: list[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and all(map(_IMPORT_ID.match, filled))


def places_of_heads(grid: Grid) -> Iterator[int]:
    """Yield the rows where headers may begin: first the one that looks most like it."""
    likely = _titles(grid)
    yield likely
    for place, cells in enumerate(grid.records[:_FIRST_ROWS]):
        if place != likely and not is_blank(cells):
            yield place


def under(grid: Grid, heads: Heads) -> Sheet:
    """Return the answers below some headers.

    Raises
    ------
    CourseError
        When there are no answers, a row is longer than the headers, or cells among the answers are merged.
    """
    end = heads.start + heads.rows
    for address, last_row in grid.merged:
        if last_row > end:
            raise CourseError("survey.merged_cells", file=grid.file, cells=address)
    rows, short = [], 0
    for number, cells in enumerate(grid.records[end:], start=end + 1):
        row, is_short = as_wide_as(heads, grid.file, number, cells)
        if row is not None:
            rows.append((number, row))
            short += is_short
    if not rows:
        raise CourseError("survey.no_rows", file=grid.file)
    unnamed = {
        place: f"[{letters(place)}]"
        for place, header in enumerate(heads.headers)
        if not header and any(cells[place].strip() for _, cells in rows)
    }
    return Sheet(
        grid=grid,
        heads=heads,
        titles=tuple(
            " ".join(dict.fromkeys(filter(None, map(str.strip, cells)))) for cells in grid.records[: heads.start]
        ),
        headers=tuple(unnamed.get(place, header) for place, header in enumerate(heads.headers)),
        unnamed=frozenset(unnamed.values()),
        rows=tuple(rows),
        rows_read=len(grid.records) - end,
        rows_short=short,
    )


def as_wide_as(heads: Heads, file: str, number: int, cells: list[str]) -> tuple[list[str] | None, bool]:
    """Return a row with as many cells as there are headers, None for an empty one; and whether it was too short.

    Raises
    ------
    CourseError
        When the row is longer than the headers, with blanks too unless all rows are: its answers may have moved to
        the wrong question. When the row is the headers again.
    """
    if len(cells) == len(heads.headers):
        if heads.again and cells[0].strip() == heads.again[0] and [cell.strip() for cell in cells] == heads.again:
            raise CourseError("survey.header_again", file=file, row=number)
        return (cells if any(cells) and not is_blank(cells) else None), False
    if is_blank(cells):
        return None, False
    width = len(heads.headers)
    if len(cells) > width and (not heads.padded or not is_blank(cells[width:])):
        raise CourseError("survey.row_too_long", file=file, row=number, cells=len(cells), columns=width)
    return [*cells, *[""] * (width - len(cells))][:width], len(cells) < width


def _titles(grid: Grid) -> int:
    """Return how many rows at the top hold no more than one text, while others hold more."""
    if max(map(len, grid.records)) == 1:
        return 0
    for place, cells in enumerate(grid.records):
        if len({cell.strip() for cell in cells} - {""}) > 1:
            return place
    return 0
