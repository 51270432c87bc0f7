"""SERVQUAL: how far perceived service falls short of, or exceeds, what customers expect."""

import re
from collections.abc import Hashable
from typing import Literal

import pandas as pd

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring.answers import (
    PAIR,
    By,
    Positions,
    Row,
    average,
    complete_answers,
    mark_beyond,
    reach_of,
    read_answers,
    score_rows,
    with_dimensions,
)
from fsq_lab.scoring.comparison import compare
from fsq_lab.scoring.ordering import against_lowest
from fsq_lab.scoring.respondents import USED, Standing, counting, counts, standings
from fsq_lab.scoring.responses import ceiling, profile
from fsq_lab.scoring.tolerance import tolerance
from fsq_lab.scoring.weights import weighted, weights
from fsq_lab.statistics.intervals import EMPTY, IntervalRule, Values
from fsq_lab.survey.carrying import carried_on, questionnaire_of
from fsq_lab.survey.questionnaire import Instrument

__all__ = [
    "against_lowest",
    "blocks",
    "ceiling",
    "compare",
    "dimensions",
    "gaps",
    "profile",
    "servperf",
    "stated_confidence",
    "tolerance",
    "weighted",
    "weights",
]


def dimensions(table: pd.DataFrame, instrument: str | Instrument | None = None, needs: str = "half") -> pd.DataFrame:
    r"""Average each respondent's answers by dimension.

    Only pairs count: items with both an expectation and a perception. A respondent's mean of a dimension needs
    pairs for at least half of its items (rounded up), unless `needs` says otherwise; all items are the base, whatever
    the reason a pair is missing: not answered, no experience, or not asked. So the difference of the two means is
    the respondent's gap:

    .. math:: g_{rd} = \bar P_{rd} - \bar E_{rd} = \frac{1}{|I_{rd}|} \sum_{i \in I_{rd}} (P_{ri} - E_{ri})

    where :math:`I_{rd}` are the items of dimension *d* that respondent *r* answered twice.

    Parameters
    ----------
    table : DataFrame, one row per respondent
        Survey table with the columns ``expectation_1``, ..., ``perception_1``, ...; others are ignored.
    instrument : str or Instrument, optional
        The questionnaire, where the table does not carry it: a shipped one's name, or one's own.
    needs : {"half", "all", "one"}
        As for `gaps`.

    Returns
    -------
    DataFrame, one row per respondent, same index as the table
        Two-level columns ``(answer, dimension)``, in points of the scale.

    Raises
    ------
    CourseError
        When the table has no rows, lacks a column or has it twice, or holds text or answers off the scale; when it
        carries no questionnaire and none is named, or it carries one and another one is named.

    References
    ----------
    Parasuraman, Zeithaml and Berry (1988), SERVQUAL, *Journal of Retailing* 64(1), 12-40. The rule for missing
    answers is this course's.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> levels = dimensions(load("bank_branch"))
    >>> list(levels.columns)[0]
    ('expectation', 'tangibles')
    """
    questionnaire = questionnaire_of(table, instrument)
    pairs = complete_answers(table, PAIR, questionnaire)
    levels = {answer: average(values, "dimension", questionnaire, needs) for answer, values in pairs.items()}
    result = pd.concat(levels, axis="columns", names=["answer", "dimension"])
    result.attrs = carried_on(table, questionnaire)
    return result


def gaps(
    table: pd.DataFrame,
    by: By = "dimension",
    instrument: str | Instrument | None = None,
    confidence: float = 0.95,
    group: str | None = None,
    interval: str = "t",
    resamples: int = 2000,
    seed: int = 1,
    needs: str = "half",
) -> pd.DataFrame:
    r"""Estimate the mean gap, perception minus expectation, with its interval.

    With the gaps :math:`g_1, \dots, g_n` of the respondents who gave enough pairs, their mean
    :math:`\bar g` and standard deviation :math:`s`, the t interval is

    .. math:: \bar g \pm t_{n-1,\,(1+c)/2}\; s / \sqrt{n}

    The percentile bootstrap interval lies between the quantiles :math:`(1-c)/2` and :math:`(1+c)/2` of the means
    of resamples of the respondents. Both take respondents as independent of each other.

    Parameters
    ----------
    table : DataFrame, one row per respondent
        Survey table, as for `dimensions`.
    by : {"dimension", "item", "total"}
        What each row of the result stands for. The total is a respondent's mean over the dimensions, each
        counting the same, and needs all of them; `weighted` gives each its weight.
    instrument : str or Instrument, optional
        The questionnaire, where the table does not carry it: a shipped one's name, or one's own.
    confidence : float
        Level *c* of the interval, between 0 and 1.
    group : str, optional
        Column with each respondent's group, such as ``"branch"``; `compare` tests their differences.
    interval : {"t", "bootstrap"}
        Which interval. The bootstrap's is too narrow for small n, and then says so.
    resamples, seed : int
        Of the bootstrap: how many resamples, at least 100, and the seed of the draws. Every row is drawn with
        this seed on its own, so it depends on no other row, nor on the order of respondents.
    needs : {"half", "all", "one"}
        How many of a dimension's items a respondent must have answered to be used: at least half of them (rounded
        up), all, or one. All items of the dimension are the base, also those that the respondent is not asked.

    Returns
    -------
    DataFrame, one row per dimension or item, in the questionnaire's order, or one row for the total
        ``expectation``, ``perception`` and ``gap`` are means over the respondents used, in points of the scale;
        ``sd`` is the standard deviation of the respondents' gaps (divisor n - 1); ``low`` and ``high`` bound the
        interval; ``convention`` says what was counted and which interval this is. ``n_used``, ``n_missing`` (no
        pair at all: left empty, or no experience), ``n_not_asked`` (sent past too many items by their answer to
        another question) and ``n_excluded`` (some pairs, but too few) add up to the rows of the table, or of the
        group. Where fewer than two respondents are left, or all gaps are equal, the interval is empty and the
        convention says why; it also says where an interval reaches past what a mean can be. By item a column
        ``dimension`` comes first.
        With `group` the index has two levels, the group (sorted) and the row; who has no group is left out, and
        the convention says how many. The table's ``attrs`` (questionnaire, seed of synthetic data) go along.

    Raises
    ------
    CourseError
        As for `dimensions`, and for an unknown `by`, `interval` or `needs`, a `confidence` outside (0, 1), too few
        `resamples`, or a `group` that is no column.

    Notes
    -----
    Formula (Parasuraman, Zeithaml and Berry 1988): ``g = P - E; m +- t * s / sqrt(n)``

    References
    ----------
    Parasuraman, Zeithaml and Berry (1988), *Journal of Retailing* 64(1), 12-40; Student (1908), The probable
    error of a mean, *Biometrika* 6(1), 1-25; Efron (1979), *Annals of Statistics* 7(1), 1-26.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> result = gaps(load("bank_branch"))
    >>> bool((result["low"] <= result["gap"]).all())
    True
    >>> result.loc["tangibles", "convention"]
    'pairs only; at least half of the items, else excluded; 95% t interval'
    >>> gaps(load("bank_branch"), by="total", interval="bootstrap").loc["total", "convention"][-57:]
    '95% percentile bootstrap interval, 2000 resamples, seed 1'
    >>> gaps(load("bank_branch"), group="branch").index[0]
    ('B01', 'tangibles')
    """
    rule = IntervalRule(confidence, interval, resamples, seed)
    questionnaire = questionnaire_of(table, instrument)
    pairs = complete_answers(table, PAIR, questionnaire)
    expectation, perception = (average(pairs[answer], by, questionnaire, needs) for answer in PAIR)
    standing = standings(pairs["expectation"].notna(), by, table, questionnaire, needs)
    counted = counting("pairs only", by, table, questionnaire, needs)

    def score(label: Hashable, rows: Positions) -> Row:
        expected, perceived = (answer[label].to_numpy()[rows] for answer in (expectation, perception))
        return _gap(expected, perceived, standing[label].to_numpy()[rows], rule, counted)

    result = score_rows(table, questionnaire, list(expectation.columns), by, group, score)
    mark_beyond(result, reach_of(questionnaire, "perception", differences=True))
    return with_dimensions(result, questionnaire)


def servperf(
    table: pd.DataFrame,
    by: By = "dimension",
    instrument: str | Instrument | None = None,
    confidence: float = 0.95,
    group: str | None = None,
    interval: str = "t",
    resamples: int = 2000,
    seed: int = 1,
    needs: str = "half",
) -> pd.DataFrame:
    """Estimate the mean perception alone, with its interval: SERVPERF.

    It needs no expectations, so it can use respondents whom `gaps` must leave out. Neither measure is proved the
    better one; they serve different ends (Carrillat, Jaramillo and Mulki 2007). `weighted` with
    ``of="perception"`` gives weighted SERVPERF.

    Parameters
    ----------
    table : DataFrame, one row per respondent
        Survey table with the columns ``perception_1``, ...; others are ignored.
    by, instrument, confidence, group, interval, resamples, seed, needs
        As for `gaps`.

    Returns
    -------
    DataFrame
        Laid out as by `gaps`: ``perception``, ``sd``, ``low``, ``high``, ``n_used``, ``n_missing``,
        ``n_not_asked``, ``n_excluded`` and ``convention``.

    Raises
    ------
    CourseError
        As for `gaps`.

    References
    ----------
    Cronin and Taylor (1992), Measuring service quality, *Journal of Marketing* 56(3), 55-68; Carrillat, Jaramillo
    and Mulki (2007), *International Journal of Service Industry Management* 18(5), 472-490.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> servperf(load("bank_branch")).loc["empathy", "convention"]
    'perceptions only; at least half of the items, else excluded; 95% t interval'
    """
    rule = IntervalRule(confidence, interval, resamples, seed)
    questionnaire = questionnaire_of(table, instrument)
    answers = read_answers(table, "perception", questionnaire)
    perception = average(answers, by, questionnaire, needs)
    standing = standings(answers.notna(), by, table, questionnaire, needs)
    counted = counting("perceptions only", by, table, questionnaire, needs)

    def score(label: Hashable, rows: Positions) -> Row:
        own = standing[label].to_numpy()[rows]
        estimate = rule.estimate(perception[label].to_numpy()[rows][own == USED], "perceptions")
        return {
            **estimate.columns("perception"),
            **counts(own),
            "convention": f"{counted}; {estimate.interval}",
        }

    result = score_rows(table, questionnaire, list(perception.columns), by, group, score)
    mark_beyond(result, reach_of(questionnaire, "perception"))
    return with_dimensions(result, questionnaire)


def blocks(
    table: pd.DataFrame,
    instrument: str | Instrument | None = None,
    by: Literal["dimension", "item"] = "dimension",
    confidence: float = 0.95,
    group: str | None = None,
    interval: str = "t",
    resamples: int = 2000,
    seed: int = 1,
    needs: str = "half",
) -> pd.DataFrame:
    """Estimate the mean perception of each block that was joined to a questionnaire, with its interval.

    Blocks hold what the five dimensions leave out, such as outcome and fee transparency. They are scored each by
    itself: no expectation was asked, so there is no gap, and they enter no total.

    Parameters
    ----------
    table : DataFrame, one row per respondent
        Survey table with the blocks' columns, such as ``perception_101``; others are ignored.
    instrument : str or Instrument, optional
        A questionnaire with blocks, where the table does not carry it; see `fsq_lab.survey.instruments.join`.
    by : {"dimension", "item"}
        What each row of the result stands for.
    confidence, group, interval, resamples, seed, needs
        As for `servperf`.

    Returns
    -------
    DataFrame
        As from `servperf`, one row per block, or per item with its block as ``dimension``.

    Raises
    ------
    CourseError
        When the questionnaire has no blocks, or `by` is anything else; else as for `servperf`.

    Examples
    --------
    >>> from fsq_lab.survey.instruments import instrument
    >>> answers = {column: [5, 6, 7] for column in instrument("finance_blocks").item_columns}
    >>> list(blocks(pd.DataFrame(answers), "bank_branch+finance_blocks").index)[:3]
    ['outcome', 'transparency', 'suitability']
    """
    questionnaire = questionnaire_of(table, instrument)
    if not questionnaire.blocks:
        raise CourseError("servqual.no_blocks", instrument=questionnaire.id)
    if by not in ("dimension", "item"):
        raise CourseError("servqual.no_total", instrument=questionnaire.id)
    scored = [
        servperf(table, by, block, confidence, group, interval, resamples, seed, needs)
        for block in questionnaire.blocks
    ]
    result = pd.concat(scored)
    result.attrs = carried_on(table, questionnaire)
    return result


def stated_confidence(result: pd.DataFrame) -> float | None:
    """Read the level of the intervals from a result's ``convention`` column.

    Parameters
    ----------
    result : DataFrame
        What a function of this module returned.

    Returns
    -------
    float or None
        Between 0 and 1; None when no row has an interval.

    Examples
    --------
    >>> stated_confidence(pd.DataFrame({"convention": ["pairs only; 90% t interval"]}))
    0.9
    >>> stated_confidence(pd.DataFrame({"convention": ["99% percentile bootstrap interval, 2000 resamples, seed 1"]}))
    0.99
    """
    named = r"([\d.]+)% (?:simultaneous )?(?:t|percentile bootstrap) interval"
    found = [match for text in result["convention"] if (match := re.search(named, str(text)))]
    return float(found[0][1]) / 100 if found else None


def _gap(expectation: Values, perception: Values, standing: Standing, rule: IntervalRule, counted: str) -> Row:
    """Estimate one mean gap from each respondent's two answers, of those who are used."""
    expected, perceived = expectation[standing == USED], perception[standing == USED]
    estimate = rule.estimate(perceived - expected)
    return {
        "expectation": expected.mean() if len(expected) else EMPTY,
        "perception": perceived.mean() if len(perceived) else EMPTY,
        **estimate.columns("gap"),
        **counts(standing),
        "convention": f"{counted}; {estimate.interval}",
    }
