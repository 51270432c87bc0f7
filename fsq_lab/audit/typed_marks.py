"""What people have typed into a team's sheet, so that a new sheet keeps it."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fsq_lab.audit.training import CHECK, JURY, ScorePart, rubric
from fsq_lab.ground.language import LANGUAGES, catalogue

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SCORE, JURORS, PEERS = "score", "jury", "peer"
JUDGES = 5
HEAD = 3  # the row of heads in each sheet; above it a title and how it is used
POINTS, REMARK = 6, 9  # columns of the score
MOST_ROWS = 200


@dataclass(frozen=True)
class TypedMarks:
    """Marks and remarks that people typed; automatic points and switches are none of them.

    Attributes
    ----------
    points, remarks : mapping of str to object
        Of the parts that the teacher marks, or that have a remark, by the part's name.
    jury : mapping of str to tuple
        By part, one mark a juror; None where none was given.
    peers : mapping of (str, str) to float
        By rater and rated.
    """

    points: Mapping[str, float] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)
    jury: Mapping[str, tuple[float | None, ...]] = field(default_factory=dict)
    peers: Mapping[tuple[str, str], float] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many cells people filled."""
        given = sum(mark is not None for marks in self.jury.values() for mark in marks)
        return len(self.points) + len(self.remarks) + len(self.peers) + given


def typed_marks(workbook: bytes, team: str) -> TypedMarks | None:
    """Read what was typed into a team's sheet, in whichever language it was written.

    Returns
    -------
    TypedMarks or None
        None where the bytes are no sheet of this team. A mark that is no number is not carried over.
    """
    from openpyxl import load_workbook

    try:
        book: Any = load_workbook(io.BytesIO(workbook))
        score, jury, peers = (book[name] for name in (SCORE, JURORS, PEERS))
    except Exception:  # openpyxl lets many kinds through
        return None
    titles = [catalogue(language)["audit"]["sheet"]["score"].format(team=team) for language in LANGUAGES]
    if score.cell(1, 1).value not in titles:
        return None
    of_score, of_jury = _by_part(score, 2), _by_part(jury, 1)
    points = {part.id: _number(score.cell(at, POINTS).value) for part, at in of_score if part.by not in (CHECK, JURY)}
    remarks = {part.id: score.cell(at, REMARK).value for part, at in of_score}
    given = {part.id: tuple(_number(jury.cell(at, 3 + one).value) for one in range(JUDGES)) for part, at in of_jury}
    return TypedMarks(
        {name: mark for name, mark in points.items() if mark is not None},
        {name: str(remark) for name, remark in remarks.items() if remark is not None},
        given,
        _ratings(peers),
    )


def _by_part(sheet: "Worksheet", column: int) -> list[tuple[ScorePart, int]]:
    """Return the parts of the rubric that a sheet has, with their rows."""
    rows = {sheet.cell(row, column).value: row for row in range(HEAD + 1, min(sheet.max_row, MOST_ROWS) + 1)}
    parts = [part for line in rubric() for part in line.parts]
    return [(part, rows[words]) for part in parts for words in part.words.values() if words in rows]


def _ratings(sheet: "Worksheet") -> dict[tuple[str, str], float]:
    """Return who gave whom how much; nobody's rating of oneself."""
    members = [cell.value for cell in sheet[HEAD][1:] if cell.value]
    raters = {sheet.cell(HEAD + 1 + place, 1).value: HEAD + 1 + place for place in range(len(members))}
    found = {
        (str(rater), str(member)): _number(sheet.cell(row, 2 + place).value)
        for rater, row in raters.items()
        for place, member in enumerate(members)
        if rater != member
    }
    return {pair: mark for pair, mark in found.items() if mark is not None}


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
