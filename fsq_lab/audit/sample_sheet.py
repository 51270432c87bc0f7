"""The marked sheet of a sample report: that of `score_sheet`, with what teacher, jury and peers gave."""

import io
from typing import Any

from fsq_lab.audit.sample_teams import SampleTeam
from fsq_lab.audit.sheet import HEAD, JURORS, PEERS, POINTS, REMARK, SCORE, score_sheet
from fsq_lab.audit.training import CHECK, JURY, rubric
from fsq_lab.grading.workbooks_out import saved
from fsq_lab.ground.language import speaking


def marked_sheet(sample: SampleTeam) -> bytes:
    """Return the sheet of a sample team with every mark and its reason; its sums stay formulas."""
    from openpyxl import load_workbook

    with speaking(sample.language):
        book: Any = load_workbook(io.BytesIO(score_sheet(sample.found)))
        score, jury, peers = book[SCORE], book[JURORS], book[PEERS]
        row, judged = HEAD, HEAD
        for line in rubric():
            row += 1
            for part in line.parts:
                row += 1
                score.cell(row, REMARK).value = sample.why(part)
                if part.by == JURY:
                    judged += 1
                    for place, points in enumerate(sample.entry["marks"][part.id]["points"]):
                        jury.cell(judged, 3 + place).value = points
                elif part.by != CHECK:
                    score.cell(row, POINTS).value = sample.points(part)
        for place, ratings in enumerate(sample.entry["peer"]):
            for other, rating in enumerate(ratings):
                if place != other:
                    peers.cell(HEAD + 1 + place, 2 + other).value = rating
        return saved(book)
