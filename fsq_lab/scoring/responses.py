"""How answers spread over the scale: shares of each point, and whether they press against its top."""

from collections.abc import Hashable

import numpy as np
import pandas as pd

from fsq_lab.instruments import Instrument
from fsq_lab.instruments import instrument as find_instrument
from fsq_lab.language import CourseError
from fsq_lab.scoring.answers import By, Positions, Row, average, counting, read_answers, score_rows, with_dimensions
from fsq_lab.scoring.estimates import EMPTY

TOP_SHARE = 0.5
TOP_DISTANCE = 0.5
NOTHING = 1e-9


def ceiling(
    table: pd.DataFrame,
    answer: str = "expectation",
    by: By = "dimension",
    instrument: str | Instrument = "bank_branch",
) -> pd.DataFrame:
    """Flag answers that press against the top of the scale.

    Where nearly everyone expects the most, the gap is little more than perception minus a constant, and
    respondents can no longer be told apart. At the ceiling is what has a share of at least 50% at the top
    answer, or a mean within 0.5 of it.

    Parameters
    ----------
    table : DataFrame, one row per respondent
        Survey table with the columns of the answer; others are ignored.
    answer : str
        Such as ``"expectation"`` or ``"perception"``.
    by : {"dimension", "item", "total"}
        What each row of the result stands for; missing answers as for `servperf`.
    instrument : str or Instrument
        A shipped questionnaire's name, or one's own.

    Returns
    -------
    DataFrame, one row per dimension or item, in the questionnaire's order, or one row for the total
        ``share_top`` is the mean over respondents of the share of their answers at the top, ``mean`` the mean
        answer; ``at_ceiling`` is true, false or, where nobody answered, missing; ``n_used``, ``n_missing``;
        ``convention``. This describes the respondents and makes no claim beyond them.

    Raises
    ------
    CourseError
        As for `gaps`, and for an `answer` that the questionnaire does not ask for.

    References
    ----------
    The two limits are this course's; on ceilings of expectation see Babakus and Boller (1992), *Journal of
    Business Research* 24(3), 253-268.

    Examples
    --------
    >>> from fsq_lab.data import load
    >>> flags = ceiling(load("bank_branch"))["at_ceiling"]
    >>> list(flags[flags].index)
    ['assurance']
    """
    questionnaire = find_instrument(instrument)
    top = questionnaire.scale.high
    answers = read_answers(table, answer, questionnaire)
    means = average(answers, by, questionnaire)
    shares = average((answers == top).astype("float64").where(answers.notna()), by, questionnaire)
    counted = counting(f"{answer}s only", by)
    limits = f"at ceiling: share of {top} at least {100 * TOP_SHARE:g}% or mean at least {top - TOP_DISTANCE:g}"

    def score(label: Hashable, rows: Positions) -> Row:
        mean, share = means[label].dropna(), shares[label].dropna()
        n = len(mean)
        flag = share.mean() >= TOP_SHARE - NOTHING or mean.mean() >= top - TOP_DISTANCE - NOTHING
        return {
            "share_top": share.mean() if n else EMPTY,
            "mean": mean.mean() if n else EMPTY,
            "at_ceiling": bool(flag) if n else pd.NA,
            "n_used": n,
            "n_missing": len(rows) - n,
            "convention": f"{counted}; {limits}",
        }

    result = score_rows(table, list(means.columns), by, None, score)
    result["at_ceiling"] = result["at_ceiling"].astype("boolean")
    return with_dimensions(result, questionnaire)


def profile(
    table: pd.DataFrame, answer: str = "perception", instrument: str | Instrument = "bank_branch"
) -> pd.DataFrame:
    """Count how the answers to each item spread over the scale.

    Parameters
    ----------
    table : DataFrame, one row per respondent
        Survey table with the columns of the answer; others are ignored.
    answer : str
        Such as ``"expectation"`` or ``"perception"``.
    instrument : str or Instrument
        A shipped questionnaire's name, or one's own.

    Returns
    -------
    DataFrame, one row per item, in the questionnaire's order
        ``dimension``; for each point of the scale a column named by its number: its share of the answers given,
        so that they sum to 1; ``no_answer``: the share of all respondents who gave none (left empty, no
        experience, or not asked); ``n_used``, ``n_missing``; ``convention``.

    Raises
    ------
    CourseError
        As for `gaps`, for an `answer` that the questionnaire does not ask for, and for an answer between two
        points of the scale.

    Examples
    --------
    >>> from fsq_lab.data import load
    >>> shares = profile(load("bank_branch"))
    >>> bool(np.allclose(shares[[1, 2, 3, 4, 5, 6, 7]].sum(axis="columns"), 1))
    True
    """
    questionnaire = find_instrument(instrument)
    answers = read_answers(table, answer, questionnaire)
    _refuse_between(answers, answer)
    given = answers.notna().sum()
    points = range(questionnaire.scale.low, questionnaire.scale.high + 1)
    result = pd.DataFrame({"dimension": [item.dimension for item in questionnaire.items]}, index=answers.columns)
    for point in points:
        result[point] = (answers == point).sum() / given.where(given > 0)
    result["no_answer"] = 1 - given / len(answers)
    result["n_used"] = given
    result["n_missing"] = len(answers) - given
    result["convention"] = "shares of the answers given; no_answer of all respondents"
    result.index.name = "item"
    result.attrs = dict(table.attrs)
    return result


def _refuse_between(answers: pd.DataFrame, answer: str) -> None:
    """Raise at the first answer that is no whole number."""
    between = (answers.notna() & (answers != answers.round())).to_numpy()
    if between.any():
        row, column = (int(place) for place in np.argwhere(between)[0])
        raise CourseError(
            "servqual.between_points",
            value=f"{float(answers.to_numpy()[row, column]):g}",
            column=f"{answer}_{answers.columns[column]}",
            row=answers.index[row],
        )
