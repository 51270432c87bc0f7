"""The zone of tolerance: between the least that customers accept and what they wish for."""

from collections.abc import Hashable

import numpy as np
import pandas as pd

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring.answers import (
    By,
    Positions,
    Row,
    average,
    complete_answers,
    mark_beyond,
    reach_of,
    score_rows,
    with_dimensions,
)
from fsq_lab.scoring.respondents import EXCLUDED, USED, Standing, counting, counts, standings
from fsq_lab.statistics.intervals import EMPTY, Estimate, IntervalRule, Values
from fsq_lab.survey.carrying import questionnaire_of
from fsq_lab.survey.questionnaire import Instrument

LEVELS = ("minimum", "desired", "perception")
MEASURES = (("msa_low", "msa_high"), ("mss_low", "mss_high"))
REVERSED = "minimum above desired excluded"
UNADJUSTED = "each position by itself, not adjusted for the number of rows"


def tolerance(
    table: pd.DataFrame,
    instrument: str | Instrument | None = None,
    by: By = "dimension",
    confidence: float = 0.95,
    group: str | None = None,
    interval: str = "t",
    resamples: int = 2000,
    seed: int = 1,
    needs: str = "half",
) -> pd.DataFrame:
    r"""Place perceived service against the minimum and the desired level, with intervals.

    The measure of service adequacy and the measure of service superiority are, for each respondent,

    .. math:: MSA = P - M, \qquad MSS = P - D, \qquad MSA - MSS = D - M

    where :math:`D - M` is the width of the respondent's zone of tolerance. Only triples count: items with a
    minimum, a desired level and a perception.

    Parameters
    ----------
    table : DataFrame, one row per respondent
        Survey table with the columns ``minimum_1``, ..., ``desired_1``, ..., ``perception_1``, ...; others are
        ignored.
    instrument : str or Instrument, optional
        A questionnaire that asks for all three, where the table does not carry it.
    by : {"dimension", "item", "total"}
        What each row of the result stands for; missing answers as for `gaps`, triples in place of pairs.
    confidence : float
        Level of the intervals, between 0 and 1.
    group : str, optional
        Column with each respondent's group, such as ``"insurer"``. The rows are not tested against each other.
    interval, resamples, seed, needs
        As for `gaps`.

    Returns
    -------
    DataFrame, one row per dimension or item, in the questionnaire's order, or one row for the total
        ``minimum``, ``desired`` and ``perception`` are means over the respondents used; ``msa`` and ``mss`` are
        the mean measures with ``msa_low``, ``msa_high``, ``mss_low`` and ``mss_high``; ``n_used``,
        ``n_missing`` (no triple), ``n_not_asked`` and ``n_excluded`` add up to the rows of the table, or of the
        group. Excluded are respondents with too few triples and, counted in ``n_reversed`` too, those whose minimum
        lies above their desired level in this row: they mistook the question, and are in no mean.
        ``position`` is ``below`` the zone where the whole interval of MSA is below 0, ``above`` it where the
        whole interval of MSS is above 0, ``within`` it where MSA is above and MSS below 0 with their intervals,
        and else ``cannot tell``: each row by itself, not adjusted for how many rows there are. ``convention`` says
        what was counted. By item ``dimension`` comes first; with `group` the index has two levels, as for `gaps`.

    Raises
    ------
    CourseError
        When the questionnaire does not ask for minimum, desired level and perception; else as for `gaps`.

    Notes
    -----
    Formula (Parasuraman, Zeithaml and Berry 1994): ``MSA = P - M; MSS = P - D``

    References
    ----------
    Zeithaml, Berry and Parasuraman (1993), *Journal of the Academy of Marketing Science* 21(1), 1-12;
    Parasuraman, Zeithaml and Berry (1994), Alternative scales for measuring service quality, *Journal of
    Retailing* 70(3), 201-230. The rules for missing and reversed answers are this course's.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> tolerance(load("insurance"))["position"].to_dict()["reliability"]
    'below'
    """
    rule = IntervalRule(confidence, interval, resamples, seed)
    questionnaire = questionnaire_of(table, instrument)
    lacking = [level for level in LEVELS if level not in questionnaire.stems]
    if lacking:
        raise CourseError("servqual.no_tolerance", instrument=questionnaire.id, lacking=", ".join(lacking))
    triples = complete_answers(table, LEVELS, questionnaire)
    levels = {level: average(values, by, questionnaire, needs) for level, values in triples.items()}
    standing = standings(triples["minimum"].notna(), by, table, questionnaire, needs)
    counted = f"{counting('triples only', by, table, questionnaire, needs)}; {REVERSED}"
    if group is not None:
        counted += f"; {UNADJUSTED}"

    def score(label: Hashable, rows: Positions) -> Row:
        minimum, desired, perception = (levels[level][label].to_numpy()[rows] for level in LEVELS)
        return _zone(minimum, desired, perception, standing[label].to_numpy()[rows], rule, counted)

    result = score_rows(table, questionnaire, list(levels["minimum"].columns), by, group, score)
    mark_beyond(result, reach_of(questionnaire, "perception", differences=True), MEASURES)
    return with_dimensions(result, questionnaire)


def _zone(
    minimum: Values, desired: Values, perception: Values, standing: Standing, rule: IntervalRule, counted: str
) -> Row:
    """Estimate one row from the three levels of each respondent, of those who are used."""
    reversed_ = (standing == USED) & (minimum > desired)
    standing = np.where(reversed_, EXCLUDED, standing)
    used = standing == USED
    least, wished, perceived = minimum[used], desired[used], perception[used]
    msa, mss = rule.estimate(perceived - least, "MSA"), rule.estimate(perceived - wished, "MSS")
    return {
        "minimum": least.mean() if used.any() else EMPTY,
        "desired": wished.mean() if used.any() else EMPTY,
        "perception": perceived.mean() if used.any() else EMPTY,
        "msa": msa.mean,
        "msa_low": msa.low,
        "msa_high": msa.high,
        "mss": mss.mean,
        "mss_low": mss.low,
        "mss_high": mss.high,
        **counts(standing),
        "n_reversed": int(reversed_.sum()),
        "position": _position(msa, mss),
        "convention": "; ".join(dict.fromkeys([counted, msa.interval, mss.interval])),
    }


def _position(msa: Estimate, mss: Estimate) -> str:
    """Return where perception lies, as far as the intervals tell."""
    if msa.high < 0:
        return "below"
    if mss.low > 0:
        return "above"
    if msa.low > 0 and mss.high < 0:
        return "within"
    return "cannot tell"
