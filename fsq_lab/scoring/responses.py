"""How answers spread over the scale: shares of each point, and whether they press against its top."""

from collections.abc import Hashable

import numpy as np
import pandas as pd

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring.answers import By, Positions, Row, average, read_answers, score_rows, with_dimensions
from fsq_lab.scoring.respondents import USED, counting, counts, standings
from fsq_lab.statistics.intervals import EMPTY
from fsq_lab.survey.carrying import questionnaire_of
from fsq_lab.survey.questionnaire import Instrument

TOP_SHARE = 0.5
TOP_DISTANCE = 0.5
NOTHING = 1e-9


def ceiling(
    table: pd.DataFrame,
    answer: str = "expectation",
    by: By = "dimension",
    instrument: str | Instrument | None = None,
    group: str | None = None,
    needs: str = "half",
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
    instrument : str or Instrument, optional
        The questionnaire, where the table does not carry it: a shipped one's name, or one's own.
    group : str, optional
        Column with each respondent's group, such as ``"branch"``.
    needs : {"half", "all", "one"}
        As for `gaps`.

    Returns
    -------
    DataFrame, one row per dimension or item, in the questionnaire's order, or one row for the total
        ``share_top`` is the mean over respondents of the share of their answers at the top, ``mean`` the mean
        answer; ``at_ceiling`` is true, false or, where nobody answered, missing; ``n_used``, ``n_missing``,
        ``n_not_asked``, ``n_excluded``; ``convention``. With `group` the index has two levels, as for `gaps`. This
        describes the respondents and makes no claim beyond them.

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
    >>> from fsq_lab.survey.loading import load
    >>> flags = ceiling(load("bank_branch"))["at_ceiling"]
    >>> list(flags[flags].index)
    ['assurance']
    """
    questionnaire = questionnaire_of(table, instrument)
    top = questionnaire.common_scale((answer,)).high
    answers = read_answers(table, answer, questionnaire)
    means = average(answers, by, questionnaire, needs)
    shares = average((answers == top).astype("float64").where(answers.notna()), by, questionnaire, needs)
    standing = standings(answers.notna(), by, table, questionnaire, needs)
    counted = counting(f"{answer}s only", by, table, questionnaire, needs)
    limits = f"at ceiling: share of {top} at least {100 * TOP_SHARE:g}% or mean at least {top - TOP_DISTANCE:g}"

    def score(label: Hashable, rows: Positions) -> Row:
        own = standing[label].to_numpy()[rows]
        mean, share = (values[label].to_numpy()[rows][own == USED] for values in (means, shares))
        if not len(mean):
            return {
                "share_top": EMPTY,
                "mean": EMPTY,
                "at_ceiling": pd.NA,
                **counts(own),
                "convention": f"{counted}; {limits}",
            }
        flag = share.mean() >= TOP_SHARE - NOTHING or mean.mean() >= top - TOP_DISTANCE - NOTHING
        return {
            "share_top": share.mean(),
            "mean": mean.mean(),
            "at_ceiling": bool(flag),
            **counts(own),
            "convention": f"{counted}; {limits}",
        }

    result = score_rows(table, questionnaire, list(means.columns), by, group, score)
    result["at_ceiling"] = result["at_ceiling"].astype("boolean")
    return with_dimensions(result, questionnaire)


def profile(
    table: pd.DataFrame,
    answer: str = "perception",
    instrument: str | Instrument | None = None,
    group: str | None = None,
) -> pd.DataFrame:
    """Count how the answers to each item spread over the scale.

    Parameters
    ----------
    table : DataFrame, one row per respondent
        Survey table with the columns of the answer; others are ignored.
    answer : str
        Such as ``"expectation"`` or ``"perception"``.
    instrument : str or Instrument, optional
        The questionnaire, where the table does not carry it: a shipped one's name, or one's own.
    group : str, optional
        Column with each respondent's group, such as ``"branch"``.

    Returns
    -------
    DataFrame, one row per item, in the questionnaire's order
        ``dimension``; for each point of the scale a column named by its number: its share of the answers given,
        so that they sum to 1; ``no_answer``: of the respondents who were asked, the share who gave none (left
        empty, or no experience); ``n_used``, ``n_missing``, ``n_not_asked``, ``n_excluded`` (always 0: an item
        needs nothing else); ``convention``. With `group` the index has two levels, as for `gaps`.

    Raises
    ------
    CourseError
        As for `gaps`, for an `answer` that the questionnaire does not ask for, and for an answer between two
        points of the scale.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> shares = profile(load("bank_branch"))
    >>> bool(np.allclose(shares[[1, 2, 3, 4, 5, 6, 7]].sum(axis="columns"), 1))
    True
    """
    questionnaire = questionnaire_of(table, instrument)
    answers = read_answers(table, answer, questionnaire)
    _refuse_between(answers, answer)
    standing = standings(answers.notna(), "item", table, questionnaire)
    scale = questionnaire.common_scale((answer,))
    points = range(scale.low, scale.high + 1)
    counted = counting(f"{answer}s only", "item", table, questionnaire)

    def score(label: Hashable, rows: Positions) -> Row:
        own = standing[label].to_numpy()[rows]
        given = answers[label].to_numpy()[rows][own == USED]
        found = counts(own)
        asked = found["n_used"] + found["n_missing"]
        return {
            **{str(point): np.mean(given == point) if len(given) else EMPTY for point in points},
            "no_answer": found["n_missing"] / asked if asked else EMPTY,
            **found,
            "convention": f"{counted}; shares of the answers given; no_answer of the respondents asked",
        }

    result = score_rows(table, questionnaire, list(answers.columns), "item", group, score)
    result = result.rename(columns={str(point): point for point in points})
    return with_dimensions(result, questionnaire)


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
