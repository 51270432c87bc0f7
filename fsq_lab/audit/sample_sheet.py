"""The marked sheet of a sample report: that of `score_sheet`, with what teacher, jury and peers gave."""

from fsq_lab.audit.sample_teams import SampleTeam
from fsq_lab.audit.sheet import score_sheet
from fsq_lab.audit.training import JURY, TEACHER, rubric
from fsq_lab.audit.typed_marks import TypedMarks
from fsq_lab.ground.language import speaking


def marked_sheet(sample: SampleTeam) -> bytes:
    """Return the sheet of a sample team with every mark and its reason; its sums stay formulas."""
    parts, members = [part for line in rubric() for part in line.parts], sample.team.members
    ratings = zip(members, sample.entry["peer"], strict=True)
    with speaking(sample.language):
        given = TypedMarks(
            points={part.id: sample.points(part) for part in parts if part.by == TEACHER},
            remarks={part.id: sample.why(part) for part in parts},
            jury={part.id: tuple(sample.entry["marks"][part.id]["points"]) for part in parts if part.by == JURY},
            peers={(rater, rated): mark for rater, row in ratings for rated, mark in zip(members, row, strict=True)},
        )
        return score_sheet(sample.found, given)
