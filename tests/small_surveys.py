"""Questionnaires of three items and files that answer them, written and read in a line."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from fsq_lab.ground.language import CourseError
from fsq_lab.survey.instrument_files import read_instrument
from fsq_lab.survey.questionnaire import Instrument
from fsq_lab.survey.reading import Survey, read_survey

OWN = """\
part,id,of,zh,en,kind,low,high
answer,expectation,,优秀的网点,At an excellent branch,,,
answer,perception,,这家网点,At this branch,,,
scale,1,,非常不同意,Strongly disagree,,,
scale,4,,一般,Neutral,,,
scale,7,,非常同意,Strongly agree,,,
no_experience,NE,,没有经历过,Not applicable,,,
item,1,reliability,账单准确,Bills are right,,,
item,2,reliability,员工有礼貌,Staff are polite,,,
item,3,empathy,新员工有礼貌,New staff are polite,,,
question,branch,,您在哪家网点？,Which branch do you use?,text,,
question,gender,,您的性别,What is your gender?,choice,,
choice,m,gender,男,Male,,,
choice,f,gender,女,Female,,,
question,nps,,您会推荐吗？,How likely are you to recommend us?,number,0,10
"""
ONE = """\
part,id,of,zh,en
answer,perception,,这家,Here
scale,1,,很差,Very bad
scale,10,,很好,Very good
no_experience,NE,,不适用,Not applicable
item,1,reliability,账单准确,Bills are right
item,2,reliability,按时办成,Done on time
"""
ITEMS = [f"{answer}_{item}" for answer in ("expectation", "perception") for item in (1, 2, 3)]


def asked(folder: Path, text: str = OWN) -> Instrument:
    (folder / "own.csv").write_text(text, encoding="utf-8")
    return read_instrument(folder / "own.csv")


def written(folder: Path, rows: Sequence[Sequence[object]], encoding: str = "utf-8", name: str = "a.csv") -> Path:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    (folder / name).write_bytes(buffer.getvalue().encode(encoding))
    return folder / name


def read(folder: Path, rows: Sequence[Sequence[object]], text: str = OWN, **options: object) -> Survey:
    return read_survey(written(folder, rows), asked(folder, text), **options)  # type: ignore[arg-type]


def refused(folder: Path, rows: Sequence[Sequence[object]], text: str = OWN, **options: object) -> CourseError:
    with pytest.raises(CourseError) as caught:
        read(folder, rows, text, **options)
    return caught.value


# ---- numbers beside words
