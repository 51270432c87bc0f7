"""The quick way through a long CSV file gives what the slow way gives, or leaves the file to it."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from questionnaires import questionnaire

from fsq_lab.ground.language import CourseError
from fsq_lab.survey import hurried, reading
from fsq_lab.survey.instruments import instrument
from fsq_lab.survey.reading import survey_parts

SMALL = questionnaire({"a": 2, "b": 1})
NAMES = SMALL.item_columns
Change = Callable[[pd.DataFrame], pd.DataFrame]


def table(rows: int = 400) -> pd.DataFrame:
    drawn = np.random.default_rng(5).integers(1, 8, (rows, len(NAMES)))
    branches = np.array(["010", "B, South", "城南支行", 'the "new" one'])[np.arange(rows) % 4]
    return pd.DataFrame(drawn, columns=NAMES).astype(object).assign(branch=branches, note="fine")


def with_cell(value: object, every: int = 7, column: str = "perception_2") -> Change:
    def change(whole: pd.DataFrame) -> pd.DataFrame:
        whole.loc[::every, column] = value
        return whole

    return change


def parts(path: Path, monkeypatch: pytest.MonkeyPatch, quick: bool, rows: int = 150) -> tuple[list[pd.DataFrame], int]:
    """Return the parts of a file, and how many of them came the quick way."""
    came = []

    def counted(*arguments: object) -> object:
        for part in hurried.hurried(*arguments):  # type: ignore[arg-type]
            came.append(part)
            yield part

    with monkeypatch.context() as patch:
        patch.setattr(hurried, "LONG", 1000 if quick else 10**12)
        patch.setattr(reading, "FEWEST_ROWS", 1)
        patch.setattr(reading, "hurried", counted)
        found = [part for part, _ in survey_parts(path, SMALL, rows=rows, columns={*NAMES, "branch"})]
    return found, len(came)


CHANGES: dict[str, tuple[Change, bool]] = {
    "whole numbers": (lambda whole: whole, True),
    "blanks": (with_cell(""), True),
    "an empty column": (with_cell("", 1), True),
    "no experience": (with_cell("NE"), True),
    "labels of one's own": (with_cell("7 - very"), True),
    "full width": (with_cell("７"), True),
    "7.0 and blanks": (lambda whole: with_cell("", 5)(with_cell("7.0", 3)(whole)), True),
    "a skip mark": (with_cell("#N/A"), True),
    "blanks around": (with_cell(" 7 "), True),
    "a number for a group": (with_cell("010", 1, "branch"), True),
    "truths as texts": (with_cell("TRUE", 1, "branch"), True),
    "a total that somebody said": (with_cell("Total", 9, "note"), False),
    "a line break in a cell": (with_cell("two\nlines", 50, "note"), False),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize(("separator", "encoding", "end"), [(",", "utf-8", "\n"), (";", "gb18030", "\r\n")])
def test_both_ways_give_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str, separator: str, encoding: str, end: str
) -> None:
    made, hurries = CHANGES[change]
    file = tmp_path / "a.csv"
    made(table()).to_csv(file, index=False, sep=separator, encoding=encoding, lineterminator=end)
    slow, none = parts(file, monkeypatch, quick=False)
    quick, some = parts(file, monkeypatch, quick=True)
    assert none == 0
    assert (some > 0) == hurries
    for one, other in zip([pd.concat(slow)], [pd.concat(quick)], strict=True):
        pd.testing.assert_frame_equal(one, other, check_dtype=False, check_index_type=False)
    assert max(map(len, quick)) <= 150


REFUSED: dict[str, Callable[[list[str]], list[str]]] = {
    "off the scale": lambda lines: [*lines[:300], lines[300].replace(lines[300].split(",")[0], "9", 1), *lines[301:]],
    "a row too long": lambda lines: [*lines[:300], lines[300] + ",x", *lines[301:]],
    "headers again": lambda lines: [*lines[:300], lines[0], *lines[300:]],
    "a row of totals": lambda lines: [*lines, "4,4,4,4,4,4,Total,"],
    "an open quote": lambda lines: [*lines[:300], '"' + lines[300], *lines[301:]],
    "no number": lambda lines: [*lines[:300], "soso" + lines[300][1:], *lines[301:]],
}


@pytest.mark.parametrize("fault", REFUSED)
def test_both_ways_refuse_the_same_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    file = tmp_path / "a.csv"
    lines = table().assign(branch="North").to_csv(index=False).splitlines()
    file.write_text("\n".join(REFUSED[fault](lines)) + "\n", encoding="utf-8")
    told = []
    for quick in (False, True):
        with pytest.raises(CourseError) as caught:
            parts(file, monkeypatch, quick)
        told.append((caught.value.key, str(caught.value)))
    assert told[0] == told[1]


@pytest.mark.parametrize("blank", [["", ",,,,,,,"], ["", ""], [",,,,,,,", " , ,,,,,,"]])
def test_blank_lines_and_rows_keep_their_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, blank: list[str]
) -> None:
    file = tmp_path / "a.csv"
    lines = table().assign(branch="North").to_csv(index=False).splitlines()
    file.write_text("\n".join([*lines[:350], *blank, *lines[350:]]) + "\n", encoding="utf-8")
    slow, _ = parts(file, monkeypatch, quick=False)
    quick, some = parts(file, monkeypatch, quick=True, rows=40)
    assert some > 0, "the first blocks are regular"
    pd.testing.assert_frame_equal(pd.concat(slow), pd.concat(quick), check_dtype=False)
    assert pd.concat(quick).index[-1] == 403


def test_a_questionnaire_whose_marks_are_written_like_numbers_is_read_row_by_row(tmp_path: Path) -> None:
    readers = reading.column_readers(instrument("bank_branch"), reading.EXPORTS[0])
    assert readers["perception_1"].is_simple
    readers["perception_1"].skipped = frozenset({"", "07"})
    assert not readers["perception_1"].is_simple
