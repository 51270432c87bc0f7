import json
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fsq_lab.checks.codec import Precision, UnsupportedAnswerError, compare, decode, distinct, encode, same_shape

SERIES = pd.Series({"a": 1.25, "b": -2.5, "c": 3.0})
PLAIN = Precision()


def closeness(own: object, right: object, precision: Precision = PLAIN) -> str:
    return compare(encode(own), encode(right), precision)


def test_list_array_and_series_of_the_same_values_are_the_same_answer() -> None:
    for own in (SERIES.tolist(), tuple(SERIES), SERIES.to_numpy(), SERIES):
        assert closeness(own, SERIES) == "equal"


def test_the_order_of_a_series_counts_only_where_the_answer_is_ordered() -> None:
    assert closeness(SERIES[::-1], SERIES) == "equal"
    assert closeness(SERIES[::-1], SERIES, Precision(ordered=True)) == "different"
    assert closeness(SERIES, SERIES, Precision(ordered=True)) == "equal"


def test_rounding_is_accepted_to_the_answers_decimals_and_no_further() -> None:
    assert closeness(0.69, 0.6912) == "rounded"
    assert closeness(0.691, 0.6912) == "rounded"
    assert closeness(0.7, 0.6912) == "different"
    assert closeness(0.6888, 0.6912) == "different", "near, but not a rounding"
    assert closeness(3.4, 3) == "different", "an integer is not rounded"
    assert closeness(0.691, 0.6912, Precision(digits=4)) == "different"


def test_a_missing_value_equals_only_a_missing_value() -> None:
    assert closeness(math.nan, math.nan) == "equal"
    assert closeness([1.0, math.nan], [1.0, None]) == "equal"
    assert closeness(math.nan, 0.0) == "different"


def test_true_is_not_one_and_text_ignores_case_and_width() -> None:
    assert closeness(True, 1) == "different"
    assert closeness(np.True_, True) == "equal"
    assert closeness(" Reliability", "reliability") == "equal"
    assert closeness("empathy", "reliability") == "different"


def test_tables_are_matched_by_labels() -> None:
    table = pd.DataFrame({"x": [1.0, 2.0], "y": [3.0, 4.0]}, index=["a", "b"])
    assert closeness(table.loc[["b", "a"], ["y", "x"]], table) == "equal"
    assert closeness(table.rename(columns={"x": "z"}), table) == "different"
    assert closeness(table + 1, table) == "different"


@pytest.mark.parametrize(
    "value", [object(), {"a": object()}, [[1, 2]], {1, 2}, np.zeros((2, 2, 2)), 1j, lambda: 1, ["x" * 2_000_000]]
)
def test_what_the_codec_does_not_carry_is_named_not_pickled(value: object) -> None:
    with pytest.raises(UnsupportedAnswerError):
        encode(value)


@given(st.lists(st.floats(allow_nan=True, allow_infinity=False, width=32), min_size=1, max_size=20))
def test_encoding_survives_json_and_comes_back(values: list[float]) -> None:
    series = pd.Series(values, index=[f"i{n}" for n in range(len(values))])
    back = decode(json.loads(json.dumps(encode(series))))
    pd.testing.assert_series_equal(back, series, check_dtype=False)


def test_distinct_needs_more_than_five_tolerances() -> None:
    assert not distinct(encode(1.0), encode(1.02), PLAIN)
    assert distinct(encode(1.0), encode(1.03), PLAIN)
    assert not distinct(encode(1.0), encode(1.03), Precision(tolerance=0.01))
    assert distinct(encode(1.0), encode("1"), PLAIN)
    assert distinct(encode([1.0]), encode([1.0, 1.0]), PLAIN)


def test_only_an_answer_of_the_same_labels_has_the_same_shape() -> None:
    assert same_shape(encode(SERIES[::-1]), encode(SERIES))
    assert not same_shape(encode(SERIES.tolist()), encode(SERIES))
    assert not same_shape(encode(SERIES.rename({"a": "z"})), encode(SERIES))
