"""What means and covariances of complete rows promise, however long the table and however far from zero."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fsq_lab.statistics.moments import ROWS_AT_ONCE, complete_moments

ANSWERS = st.one_of(st.integers(1, 7).map(float), st.just(float("nan")))


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    columns = draw(st.integers(2, 4))
    rows = draw(st.lists(st.lists(ANSWERS, min_size=columns, max_size=columns), min_size=1, max_size=30))
    return pd.DataFrame(rows, dtype="float64")


def exactly(table: pd.DataFrame) -> np.ndarray:
    """Return covariances in fractions, which lose no digit."""
    columns = [[Fraction(value) for value in table[name]] for name in table]
    n = len(table)
    away = [[value - sum(column) / n for value in column] for column in columns]
    return np.array([[float(sum(map(Fraction.__mul__, one, other)) / (n - 1)) for other in away] for one in away])


@given(tables(), st.integers(1, 31))
@settings(max_examples=100)
def test_moments_are_those_of_pandas_over_the_complete_rows_in_stretches_of_any_length(
    table: pd.DataFrame, rows_at_once: int
) -> None:
    complete, moments = table.dropna(), complete_moments(table, rows_at_once)
    assert moments.n == len(complete)
    if len(complete):
        assert moments.means == pytest.approx(complete.mean().to_numpy(), rel=1e-12)
        assert moments.lowest.tolist() == complete.min().tolist()
        assert moments.highest.tolist() == complete.max().tolist()
        totals = complete.sum(axis="columns")
        assert (moments.lowest_total, moments.highest_total) == (totals.min(), totals.max())
    if len(complete) > 1:
        assert moments.covariances == pytest.approx(complete.cov().to_numpy(), rel=1e-12, abs=1e-12)
    else:
        assert np.isnan(moments.covariances).all()


@given(
    st.lists(st.lists(st.integers(1, 7), min_size=3, max_size=3), min_size=4, max_size=20),
    st.sampled_from([0, 1e3, 1e6, 1e9, -1e12, 2.0**50]),
    st.integers(1, 7),
)
@settings(max_examples=100)
def test_a_large_offset_costs_no_digits(rows: list[list[int]], offset: float, rows_at_once: int) -> None:
    table = pd.DataFrame(rows, dtype="float64") + offset
    found = complete_moments(table, rows_at_once).covariances
    assert found == pytest.approx(exactly(table), rel=1e-12, abs=1e-12)


def test_products_without_a_shift_would_lose_them() -> None:
    table = pd.DataFrame(np.random.default_rng(1).integers(1, 8, (200, 2)) + 1e9)
    values = table.to_numpy()
    naive = (values.T @ values - len(values) * np.outer(values.mean(axis=0), values.mean(axis=0))) / (len(values) - 1)
    expected = exactly(table)
    assert complete_moments(table, 50).covariances == pytest.approx(expected, rel=1e-12)
    assert naive != pytest.approx(expected, rel=1e-2)


def test_a_trend_over_the_rows_and_a_first_stretch_unlike_the_rest_do_no_harm() -> None:
    rising = np.arange(300.0)[:, None] * [1, 1e6] + np.random.default_rng(2).integers(0, 5, (300, 2))
    rising[0] = [1e8, -1e8]
    table = pd.DataFrame(rising)
    expected = exactly(table)
    for rows_at_once in (1, 70, 300):
        assert complete_moments(table, rows_at_once).covariances == pytest.approx(expected, rel=1e-11)


@pytest.mark.parametrize("kind", ["int8", "Int64", "float32", "Float64"])
def test_every_kind_of_number_gives_the_same(kind: str) -> None:
    answers = pd.DataFrame(np.random.default_rng(3).integers(1, 8, (2 * ROWS_AT_ONCE + 1, 3)))
    expected = complete_moments(answers.astype("float64"))
    found = complete_moments(answers.astype(kind))
    assert found.covariances.tolist() == expected.covariances.tolist()
    assert found.n == 2 * ROWS_AT_ONCE + 1


def test_missing_values_of_pandas_own_kind_leave_a_row_out() -> None:
    table = pd.DataFrame({"a": [1, 2, None, 4], "b": [2, 1, 3, 5]}, dtype="Int64")
    assert complete_moments(table).n == 3


def test_infinite_values_show_in_the_bounds() -> None:
    moments = complete_moments(pd.DataFrame({"a": [1.0, np.inf, 3.0], "b": [1.0, -np.inf, 2.0]}))
    assert (moments.n, moments.highest[0], moments.lowest[1]) == (3, np.inf, -np.inf)


def test_correlations_are_those_of_numpy() -> None:
    values = np.random.default_rng(4).normal(size=(50, 3)) @ [[1, 0.5, 0], [0, 1, 0.2], [0, 0, 1]]
    correlations = complete_moments(pd.DataFrame(values), 7).correlations
    assert correlations == pytest.approx(np.corrcoef(values, rowvar=False), rel=1e-12)


def test_the_table_is_left_as_it_is() -> None:
    table = pd.DataFrame(np.random.default_rng(5).normal(size=(30, 2)))
    before = table.copy(deep=True)
    complete_moments(table)
    pd.testing.assert_frame_equal(table, before)
