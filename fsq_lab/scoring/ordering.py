"""Which dimension is lowest: each of the others against it, within the same respondents."""

from typing import Literal

import pandas as pd

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring.answers import PAIR, average, complete_answers
from fsq_lab.scoring.respondents import counting
from fsq_lab.statistics.intervals import NO_VARIANCE, Estimate, IntervalRule
from fsq_lab.survey.carrying import carried_on, questionnaire_of
from fsq_lab.survey.questionnaire import Instrument

COUNTED = {"gap": "pairs only", "perception": "perceptions only"}
CHOSEN = "difference within respondents from {lowest}, the lowest in this survey"


def against_lowest(
    table: pd.DataFrame,
    instrument: str | Instrument | None = None,
    of: Literal["gap", "perception"] = "gap",
    confidence: float = 0.95,
    needs: str = "half",
) -> pd.DataFrame:
    r"""Compare each dimension with the one whose mean is lowest, within the respondents who have both.

    With each respondent's difference :math:`d = x_{other} - x_{lowest}`, the interval of its mean is

    .. math:: \bar d \pm t_{n-1,\,(1+c)/2}\; s_d / \sqrt{n}

    Two dimensions of one survey are answered by the same people, so whether their own intervals overlap settles
    nothing: what counts is the difference within respondents, which is known more exactly the closer the two go
    together. That one dimension is the lowest of all may be said where every interval of this table lies above 0:
    each needs no adjustment, since all of them must hold (an intersection-union test), and chance names a wrong one
    in at most a share of 1 - c of surveys.

    Parameters
    ----------
    table : DataFrame, one row per respondent
        Survey table.
    instrument : str or Instrument, optional
        The questionnaire, where the table does not carry it.
    of : {"gap", "perception"}
        What is compared.
    confidence : float
        Level *c* of each interval, between 0 and 1.
    needs : {"half", "all", "one"}
        As for `fsq_lab.scoring.servqual.gaps`.

    Returns
    -------
    DataFrame, one row per dimension but the lowest, the next lowest first
        ``lowest`` (its name), ``above`` (mean difference from it, scale points), ``low``, ``high``, ``n_used``
        (respondents with both), ``side``: ``higher``, ``lower`` (among those with both) or
        ``cannot tell``; ``convention``. Dimensions that nobody answered have no row.

    Raises
    ------
    CourseError
        For an unknown `of`; when fewer than two dimensions were answered; else as for `gaps`.

    References
    ----------
    Student (1908), *Biometrika* 6(1), 1-25, on paired differences; Berger (1982), Multiparameter hypothesis testing
    and acceptance sampling, *Technometrics* 24(4), 295-300, on tests that must all hold.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> against_lowest(load("bank_branch"))[["lowest", "side"]].iloc[0].to_dict()
    {'lowest': 'reliability', 'side': 'higher'}
    """
    rule = IntervalRule(confidence)
    questionnaire = questionnaire_of(table, instrument)
    if of not in COUNTED:
        raise CourseError("servqual.unknown_of", of=of)
    answers = complete_answers(table, PAIR if of == "gap" else ("perception",), questionnaire)
    values = average(answers["perception"], "dimension", questionnaire, needs)
    if of == "gap":
        values = values - average(answers["expectation"], "dimension", questionnaire, needs)
    means = values.mean().dropna().sort_values(kind="stable")
    if len(means) < 2:
        raise CourseError("servqual.nothing_to_order", count=len(means))
    lowest = str(means.index[0])
    counted = counting(COUNTED[of], "dimension", table, questionnaire, needs)
    rows = []
    for other in means.index[1:]:
        estimate = rule.estimate((values[other] - values[lowest]).dropna().to_numpy(), "differences")
        rows.append(
            {
                "lowest": lowest,
                **estimate.columns("above"),
                "n_used": int((values[other].notna() & values[lowest].notna()).sum()),
                "side": _side(estimate),
                "convention": f"{counted}; {CHOSEN.format(lowest=lowest)}; {estimate.interval}",
            }
        )
    result = pd.DataFrame(rows, index=pd.Index(means.index[1:], name="dimension")).drop(columns="sd")
    result.attrs = carried_on(table, questionnaire)
    return result


def _side(estimate: Estimate) -> str:
    """Return what a difference says."""
    if estimate.low > NO_VARIANCE:
        return "higher"
    return "lower" if estimate.high < -NO_VARIANCE else "cannot tell"
