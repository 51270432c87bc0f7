"""What tallies promise: they add up, and give the gaps of the rows they were made from."""

import dataclasses
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from questionnaires import WORDING, questionnaire

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring import servqual, tallies
from fsq_lab.scoring.tallies import sums
from fsq_lab.survey.loading import load
from fsq_lab.survey.questionnaire import Question
from fsq_lab.survey.reading import read_survey

SMALL = questionnaire({"first": 1, "second": 3}, low=1, high=7)
ITEMS = [*SMALL.columns("expectation"), *SMALL.columns("perception")]
OWN_FILES = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@st.composite
def surveys(draw: st.DrawFn, missing: bool = True) -> pd.DataFrame:
    """Draw surveys of 2 to 12 respondents, at least one of them with a branch."""
    rows = draw(st.integers(2, 12))
    point = st.sampled_from([None, *range(1, 8), *range(1, 8)]) if missing else st.integers(1, 7)
    answers = [draw(st.lists(point, min_size=len(ITEMS), max_size=len(ITEMS))) for _ in range(rows)]
    table = pd.DataFrame(answers, columns=ITEMS).astype("float64" if missing else "int8")
    return table.assign(branch=["B2", *(draw(st.sampled_from(["B1", "B10", " ", None])) for _ in range(rows - 1))])


def parts(table: pd.DataFrame, cuts: list[int]) -> list[pd.DataFrame]:
    bounds = sorted({0, len(table), *(cut for cut in cuts if cut < len(table))})
    return [table.iloc[start:stop] for start, stop in pairwise(bounds)]


def in_parts(table: pd.DataFrame, cuts: list[int]) -> list[pd.DataFrame]:
    """Tally the parts as `read` does, in which a part may hold nobody with a branch."""
    return [sums.tally_of(part, SMALL, "branch") for part in parts(table, cuts)]


@pytest.mark.parametrize("group", [None, "branch"])
@pytest.mark.parametrize("interval", ["t", "bootstrap"])
@given(st.booleans().flatmap(surveys))
@settings(max_examples=40, deadline=None)
def test_a_tally_gives_the_gaps_of_its_rows(interval: str, group: str | None, table: pd.DataFrame) -> None:
    options = {"confidence": 0.9, "interval": interval, "resamples": 150, "seed": 3}
    from_rows = servqual.gaps(table, instrument=SMALL, group=group, **options)
    from_tally = tallies.gaps(tallies.tally(table, SMALL, group), **options)
    assert_frame_equal(from_tally, from_rows, rtol=1e-12, atol=1e-12, check_names=True)


@pytest.mark.parametrize("group", [None, "branch"])
def test_the_course_survey_is_tallied_alike(group: str | None) -> None:
    table = load("bank_branch")
    from_rows, from_tally = servqual.gaps(table, group=group), tallies.gaps(tallies.tally(table, group=group))
    assert_frame_equal(from_tally, from_rows, rtol=1e-12, atol=1e-12)
    assert from_tally.attrs == from_rows.attrs


@given(surveys(), st.lists(st.integers(1, 11)), st.randoms())
@settings(max_examples=60, deadline=None)
def test_parts_add_up_however_cut_and_in_any_order(table: pd.DataFrame, cuts: list[int], random: object) -> None:
    whole, cut = tallies.tally(table, SMALL, "branch"), in_parts(table, cuts)
    assert_frame_equal(tallies.add(cut), whole, check_exact=True, check_index_type=False)
    assert_frame_equal(tallies.add(cut[::-1]), whole, check_exact=True, check_index_type=False)
    stepwise = cut[0]
    for part in cut[1:]:
        stepwise = tallies.add([stepwise, part])
    assert_frame_equal(stepwise, whole, check_exact=True, check_index_type=False)
    assert_frame_equal(tallies.gaps(stepwise), tallies.gaps(whole), check_exact=True)


@given(surveys(), st.data())
@settings(max_examples=30, deadline=None)
def test_the_order_of_respondents_and_columns_does_not_matter(table: pd.DataFrame, data: st.DataObject) -> None:
    rows = data.draw(st.permutations(range(len(table))))
    other = table.iloc[rows][data.draw(st.permutations(list(table.columns)))]
    assert_frame_equal(tallies.tally(other, SMALL, "branch"), tallies.tally(table, SMALL, "branch"), check_exact=True)


@given(surveys())
@settings(max_examples=20, deadline=None)
def test_the_survey_and_the_tallies_are_not_changed(table: pd.DataFrame) -> None:
    before = table.copy(deep=True)
    tally = tallies.tally(table, SMALL, "branch")
    kept = tally.copy(deep=True)
    tallies.add([tally, tally])
    tallies.gaps(tally, interval="bootstrap", resamples=100)
    assert_frame_equal(table, before)
    assert_frame_equal(tally, kept)


@pytest.mark.parametrize("kind", ["int8", "uint8", "int64", "float32", "Int8", "Float64"])
def test_the_type_of_the_columns_does_not_matter(kind: str) -> None:
    table = pd.DataFrame(np.random.default_rng(1).integers(1, 8, (40, len(ITEMS))), columns=ITEMS)
    assert_frame_equal(tallies.tally(table.astype(kind), SMALL), tallies.tally(table, SMALL), check_exact=True)


@pytest.mark.parametrize("rows", [10, 200])
def test_many_groups_are_counted_without_a_table_of_all_bins(rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    table = pd.DataFrame(np.random.default_rng(1).integers(1, 8, (rows, len(ITEMS))), columns=ITEMS)
    table["branch"] = np.arange(rows) % 7
    expected = tallies.tally(table, SMALL, "branch")
    monkeypatch.setattr(sums, "_MOST_BINS", 10)
    assert_frame_equal(tallies.tally(table, SMALL, "branch"), expected, check_exact=True)
    assert_frame_equal(tallies.gaps(expected), servqual.gaps(table, instrument=SMALL, group="branch"), rtol=1e-12)


def test_long_tables_are_worked_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    table = load("bank_branch")
    expected = tallies.tally(table, group="branch")
    monkeypatch.setattr(sums, "_BLOCK_ROWS", 7)
    assert_frame_equal(tallies.tally(table, group="branch"), expected, check_exact=True)


def test_huge_counts_keep_their_means() -> None:
    tally = tallies.tally(load("bank_branch"))
    huge = tally * 10**12
    huge.attrs = tally.attrs
    doubled = tallies.gaps(tallies.add([huge, huge]))
    assert (doubled["n_used"] == tallies.gaps(tally)["n_used"] * 2 * 10**12).all()
    np.testing.assert_allclose(doubled["gap"], tallies.gaps(tally)["gap"], rtol=1e-12)
    assert (doubled["high"] - doubled["low"] > 0).all()


@OWN_FILES
@given(table=surveys(), rows=st.integers(1, 13))
def test_a_csv_file_reads_as_its_table_in_chunks_of_any_size(tmp_path: Path, table: pd.DataFrame, rows: int) -> None:
    table.to_csv(tmp_path / "survey.csv", index=False)
    read = tallies.read(tmp_path / "survey.csv", SMALL, "branch", chunk_rows=rows)
    assert_frame_equal(read, tallies.tally(table, SMALL, "branch"), check_exact=True, check_index_type=False)


@OWN_FILES
@given(table=surveys(), rows=st.integers(1, 13))
def test_a_parquet_file_reads_as_its_table_in_chunks_of_any_size(
    tmp_path: Path, table: pd.DataFrame, rows: int
) -> None:
    pytest.importorskip("pyarrow")
    table.to_parquet(tmp_path / "survey.parquet")
    read = tallies.read(tmp_path / "survey.parquet", SMALL, "branch", chunk_rows=rows)
    assert_frame_equal(read, tallies.tally(table, SMALL, "branch"), check_exact=True, check_index_type=False)


def test_a_file_with_codes_for_no_experience_reads_as_the_course_table(root: Path) -> None:
    read = tallies.read(root / "datasets/synthetic/bank_branch.csv", "bank_branch", "branch", chunk_rows=70)
    expected = tallies.tally(load("bank_branch"), group="branch")
    assert_frame_equal(read, expected, check_exact=True, check_index_type=False)


def test_reading_tells_how_far_it_is(tmp_path: Path) -> None:
    pd.DataFrame(4, index=range(10), columns=ITEMS).to_csv(tmp_path / "survey.csv", index=False)
    told: list[tuple[int, float]] = []
    tallies.read(tmp_path / "survey.csv", SMALL, chunk_rows=4, progress=lambda rows, share: told.append((rows, share)))
    assert [rows for rows, _ in told] == [4, 8, 10]
    assert told[-1][1] == 1


@pytest.mark.parametrize("bad", ["9", "0", "-128", "4.5", "300", "five", "１e9", "inf"])
def test_a_bad_answer_is_refused_with_the_row_of_the_file(tmp_path: Path, bad: str) -> None:
    table = pd.DataFrame(4, index=range(9), columns=ITEMS, dtype="object")
    table.loc[7, "perception_2"] = bad
    table.to_csv(tmp_path / "survey.csv", index=False)
    with pytest.raises(CourseError) as caught:
        tallies.read(tmp_path / "survey.csv", SMALL, chunk_rows=3)
    assert caught.value.key in {"survey.off_scale", "survey.unreadable"}
    assert (caught.value.values["row"], caught.value.values["column"]) == (9, "perception_2")


@pytest.mark.parametrize("chunk_rows", [1, 3, 100])
def test_a_row_with_a_cell_too_many_is_refused_in_every_part_of_a_file(tmp_path: Path, chunk_rows: int) -> None:
    lines = [",".join(ITEMS), *[",".join("4" * len(ITEMS))] * 5, ",".join(["1", *"4" * len(ITEMS)])]
    (tmp_path / "survey.csv").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(CourseError) as caught:
        tallies.read(tmp_path / "survey.csv", SMALL, chunk_rows=chunk_rows)
    assert (caught.value.key, caught.value.values["row"]) == ("survey.row_too_long", 7)


def test_both_readers_take_the_same_texts_for_no_answer_and_the_same_groups(tmp_path: Path) -> None:
    asked = dataclasses.replace(SMALL, questions=(Question("branch", "text", WORDING),))
    table = pd.DataFrame("4", index=range(8), columns=ITEMS)
    table["branch"] = ["NA", "None", "A", "A ", "N/A", "(跳过)", "", "A"]
    table["perception_1"] = ["NA", "ne", "#N/A", "NULL", "", " ", "(空)", "7"]
    table.to_csv(tmp_path / "survey.csv", index=False)
    at_once = read_survey(tmp_path / "survey.csv", asked)
    assert sorted(at_once.table["branch"].dropna().unique()) == ["A", "None"]
    assert (at_once.report.missing["perception_1"], at_once.report.no_experience["perception_1"]) == (6, 1)
    read = tallies.read(tmp_path / "survey.csv", asked, "branch", chunk_rows=3)
    assert_frame_equal(read, tallies.tally(at_once.table, group="branch"), check_exact=True, check_index_type=False)


def test_a_bad_answer_in_parquet_is_refused_with_its_row(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    table = pd.DataFrame(4, index=range(9), columns=ITEMS, dtype="int8")
    table.loc[7, "perception_2"] = 8
    table.to_parquet(tmp_path / "survey.parquet")
    with pytest.raises(CourseError) as caught:
        tallies.read(tmp_path / "survey.parquet", SMALL, chunk_rows=3)
    assert (caught.value.values["row"], caught.value.values["column"]) == (8, "perception_2")


@pytest.mark.parametrize(("value", "key"), [(8, "servqual.off_scale"), (4.5, "tallies.between_points")])
def test_a_bad_answer_of_a_table_is_refused_with_its_index(value: float, key: str) -> None:
    table = pd.DataFrame(4.0, index=["R1", "R2"], columns=ITEMS)
    table.loc["R2", "perception_3"] = value
    with pytest.raises(CourseError) as caught:
        tallies.tally(table, SMALL)
    assert caught.value.key == key
    assert (caught.value.values["row"], caught.value.values["column"]) == ("R2", "perception_3")


FULL = ",".join(ITEMS)
ROW = ",".join("4" * len(ITEMS))


@pytest.mark.parametrize(
    ("name", "content", "group", "key"),
    [
        ("x.csv", b"", None, "survey.empty_file"),
        ("x.csv", f"{FULL}\n".encode(), None, "survey.no_rows"),
        ("x.csv", f"{FULL[:-13]}\n{ROW[:-2]}\n".encode(), None, "survey.missing_columns"),
        ("x.csv", f"{FULL},perception_1\n{ROW},4\n".encode(), None, "survey.column_twice"),
        ("x.csv", f"{FULL}\n{ROW}\n".encode(), "branch", "servqual.no_group_column"),
        ("x.csv", f"{FULL},branch\n{ROW},\n".encode(), "branch", "servqual.no_groups"),
        ("x.csv", f"{FULL},网点\n{ROW},ｶﾅ\n".encode("shift_jis", "replace"), "网点", "survey.which_encoding"),
        ("x.csv", f'{FULL}\n{ROW}\n"{ROW}\n'.encode(), None, "survey.broken_csv"),
        ("x.xlsx", b"PK", None, "tallies.unknown_suffix"),
        ("x.parquet", b"no parquet", None, "tallies.broken"),
    ],
)
def test_a_file_that_cannot_be_tallied_is_refused(
    tmp_path: Path, name: str, content: bytes, group: str | None, key: str
) -> None:
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow")
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CourseError) as caught:
        tallies.read(tmp_path / name, SMALL, group)
    assert caught.value.key == key


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CourseError) as caught:
        tallies.read(tmp_path / "survey.csv")
    assert caught.value.key == "tallies.no_file"


def test_without_pyarrow_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "survey.parquet").write_bytes(b"")
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(CourseError, match=r'pip install "fsq-lab\[scale\]"'):
        tallies.read(tmp_path / "survey.parquet")


def test_what_does_not_belong_together_is_refused() -> None:
    table = load("bank_branch")
    other = tallies.tally(pd.DataFrame(4, index=[0], columns=ITEMS), SMALL)
    for parts_, key in (
        ([], "tallies.nothing_to_add"),
        ([tallies.tally(table), tallies.tally(table, group="branch")], "tallies.strangers"),
        ([tallies.tally(table), other], "instrument.two_tables"),
        ([table], "tallies.no_tally"),
    ):
        with pytest.raises(CourseError) as caught:
            tallies.add(parts_)
        assert caught.value.key == key


@pytest.mark.parametrize("by", ["total", "item", "weighted"])
def test_what_needs_the_rows_is_refused_with_the_reason(by: str) -> None:
    with pytest.raises(CourseError, match=r"row|行"):
        tallies.gaps(tallies.tally(load("bank_branch")), by=by, interval="bootstrap")
