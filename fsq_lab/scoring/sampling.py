"""Before and after a survey: how many to ask, which share answered by which rule, and who did not."""

from math import ceil
from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring.scores import as_rows, level, require_confidence, zeros_and_ones
from fsq_lab.statistics.intervals import proportion

DISPOSITIONS = ("complete", "partial", "refusal", "non_contact", "other", "unknown")
_ROUNDING = 1e-9


def sample_size(
    margin: float,
    share: float = 0.5,
    sd: float | None = None,
    population: int | None = None,
    design_effect: float = 1.0,
    response_rate: float = 1.0,
    confidence: float = 0.95,
) -> "pd.Series[Any]":
    r"""Work out how many answers a margin of error needs, and how many people to ask for them.

    For a share *p*, or for a mean with standard deviation *s* (then :math:`s^2` stands for :math:`p(1-p)`),

    .. math:: n_0 = \frac{z^2 p (1 - p)}{e^2}, \qquad
              n = \frac{d\,n_0}{1 + (d\,n_0 - 1)/N}, \qquad \text{to ask} = \frac{n}{r}

    with the design effect *d* (how many times the variance is that of a simple random sample of the same size), the
    number *N* of people in the frame, and the expected response rate *r*.

    Parameters
    ----------
    margin : float
        Half the width of the interval, *e*: in shares (.05 is five points), or with `sd` in points of the scale.
    share : float
        The share expected, between 0 and 1; .5 needs most answers and is the careful choice.
    sd : float, optional
        The standard deviation expected, for a mean.
    population : int, optional
        How many people are in the frame; without it the population is taken as endless.
    design_effect : float
        1 for a simple random sample; above 1 for clusters or weights.
    response_rate : float
        The share of those asked that is expected to answer. More people asked mend the margin, not the bias.
    confidence : float
        Level *c*, between 0 and 1.

    Returns
    -------
    Series
        ``n`` (answers, rounded up), ``n_exact``, ``n_simple`` (simple random, endless population, rounded up),
        ``n_to_ask``, ``margin``, ``population``, ``design_effect``, ``response_rate``, ``convention``.

    Raises
    ------
    CourseError
        For a margin, share, deviation, population, design effect, rate or level that cannot be, and where more people
        would have to be asked than the frame has.

    Notes
    -----
    Formula (Cochran 1977): ``n_0 = z^2 * p * (1 - p) / e^2; n = d * n_0 / (1 + (d * n_0 - 1) / N)``

    References
    ----------
    Cochran (1977), *Sampling Techniques*, chapter 4; Kish (1965), *Survey Sampling*, on the design effect; Krejcie and
    Morgan (1970), Determining sample size for research activities, *Educational and Psychological Measurement* 30,
    607-610: the table for N from 10 to a million.

    Examples
    --------
    >>> sample_size(margin=0.05, population=1000)[["n", "n_simple"]].tolist()
    [278, 385]
    """
    require_confidence(confidence)
    _positive("margin", margin)
    _positive("design_effect", design_effect)
    if not 0 < share < 1:
        raise CourseError("sampling.not_between", name="share", value=share)
    if not 0 < response_rate <= 1:
        raise CourseError("sampling.no_rate", value=response_rate)
    if sd is None and margin >= 1:
        raise CourseError("sampling.not_between", name="margin", value=margin)
    if sd is not None:
        _positive("sd", sd)
    if population is not None and not (np.isfinite(population) and population >= 1 and population == int(population)):
        raise CourseError("sampling.no_population", value=population)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    simple = z * z * (share * (1 - share) if sd is None else sd * sd) / margin**2
    exact = design_effect * simple
    if population is not None:
        exact = exact / (1 + max(exact - 1, 0) / population)
    answers = ceil(exact - _ROUNDING)
    to_ask = ceil(answers / response_rate - _ROUNDING)
    if population is not None and to_ask > population:
        raise CourseError("sampling.frame_too_small", to_ask=to_ask, population=population, answers=answers)
    of = f"share {share:g}" if sd is None else f"mean, sd {sd:g}"
    frame = "endless population" if population is None else f"finite population of {population}"
    return pd.Series(
        {
            "n": answers,
            "n_exact": float(exact),
            "n_simple": ceil(simple - _ROUNDING),
            "n_to_ask": to_ask,
            "margin": margin,
            "population": population,
            "design_effect": design_effect,
            "response_rate": response_rate,
            "convention": f"{level(confidence)} normal interval of a {of}; design effect {design_effect:g}; {frame}",
        },
        dtype=object,
    )


def response_rate(
    complete: int,
    partial: int = 0,
    refusal: int = 0,
    non_contact: int = 0,
    other: int = 0,
    unknown: int = 0,
    eligible_share: float | None = None,
) -> pd.DataFrame:
    r"""Give the response rates of a survey by the standard definitions of the AAPOR, each with its denominator.

    With complete (I) and partial (P) answers, refusals (R), non-contacts (NC), other eligible cases (O), cases of
    unknown eligibility (U, of which a share *e* is taken as eligible):

    .. math:: \mathrm{RR1} = \frac{I}{(I+P)+(R+NC+O)+U}, \quad \mathrm{RR3} = \frac{I}{(I+P)+(R+NC+O)+eU}, \quad
              \mathrm{RR5} = \frac{I}{(I+P)+(R+NC+O)}

    and RR2, RR4, RR6 with I + P above.

    Parameters
    ----------
    complete, partial, refusal, non_contact, other, unknown : int
        How many of those asked ended so. People who were never asked one by one (a tablet in the hall, a link in a
        group chat) have no disposition: then there is no response rate, however many answered.
    eligible_share : float, optional
        *e*, between 0 and 1; without it RR3 and RR4 are left out where anything is unknown.

    Returns
    -------
    DataFrame with the rows ``RR1`` to ``RR6``, ``COOP1``, ``REF1`` and ``CON1``
        ``rate``, ``counted`` above and ``of`` below the line, the ``formula``, ``n`` (all cases), ``convention``.

    Raises
    ------
    CourseError
        For counts that are no whole numbers of at least 0, nobody asked, nobody who answered counted at all, an *e*
        beyond 0 and 1.

    Notes
    -----
    Formula (AAPOR 2023): ``RR1 = I / (I + P + R + NC + O + U); RR5 = I / (I + P + R + NC + O)``

    References
    ----------
    American Association for Public Opinion Research (2023), *Standard Definitions: Final Dispositions of Case Codes
    and Outcome Rates for Surveys*, 10th edition.

    Examples
    --------
    >>> rates = response_rate(complete=114, refusal=20, non_contact=36)
    >>> rates.loc["RR1", ["rate", "of"]].tolist()
    [0.6705882352941176, 170.0]
    """
    counts = dict(zip(DISPOSITIONS, (complete, partial, refusal, non_contact, other, unknown), strict=True))
    for name, count in counts.items():
        if not (np.isfinite(count) and count >= 0 and count == int(count)):
            raise CourseError("sampling.no_count", name=name, value=count)
    if eligible_share is not None and not 0 <= eligible_share <= 1:
        raise CourseError("sampling.not_between", name="eligible_share", value=eligible_share)
    known = sum(counts.values()) - unknown
    if known == 0:
        raise CourseError("sampling.nobody_asked")
    answered = complete + partial
    rates: dict[str, tuple[float, float, str]] = {
        "RR1": (complete, known + unknown, "I / (I+P+R+NC+O+U)"),
        "RR2": (answered, known + unknown, "(I+P) / (I+P+R+NC+O+U)"),
        "RR5": (complete, known, "I / (I+P+R+NC+O)"),
        "RR6": (answered, known, "(I+P) / (I+P+R+NC+O)"),
        "COOP1": (complete, answered + refusal + other, "I / (I+P+R+O)"),
        "REF1": (refusal, known + unknown, "R / (I+P+R+NC+O+U)"),
        "CON1": (answered + refusal + other, known + unknown, "(I+P+R+O) / (I+P+R+NC+O+U)"),
    }
    if unknown == 0 or eligible_share is not None:
        share = 0.0 if eligible_share is None else eligible_share
        rates["RR3"] = (complete, known + share * unknown, "I / (I+P+R+NC+O+eU)")
        rates["RR4"] = (answered, known + share * unknown, "(I+P) / (I+P+R+NC+O+eU)")
    told = "none unknown" if unknown == 0 else f"e {'not given' if eligible_share is None else f'{eligible_share:g}'}"
    rows = {
        name: pd.Series(
            {
                "rate": counted / of if of else np.nan,
                "counted": counted,
                "of": of,
                "formula": formula,
                "n": known + unknown,
                "convention": f"AAPOR Standard Definitions; {told}",
            }
        )
        for name, (counted, of, formula) in sorted(rates.items(), key=lambda one: (one[0][:2] != "RR", one[0]))
    }
    return as_rows(rows, "outcome_rate", pd.DataFrame())


def nonresponse(asked: pd.DataFrame, answered: str, by: str, confidence: float = 0.95) -> pd.DataFrame:
    """Compare who answered with who was asked, group by group.

    Parameters
    ----------
    asked : DataFrame
        One row for each person asked.
    answered : str
        A column of 1 (answered) and 0.
    by : str
        A column known of all who were asked, such as the tier. Rows without it are counted and left out.
    confidence : float
        Level of the intervals.

    Returns
    -------
    DataFrame, one row for each group
        ``asked``, ``answered``, ``rate`` with ``low`` and ``high`` (Wilson), ``share_asked`` and ``share_answered`` of
        all, ``difference`` of these two, ``n_missing``, ``convention``. Groups that answer less are too few among the
        answers; whether they are also less satisfied, their answers would have to say.

    Raises
    ------
    CourseError
        For columns that are not there, values other than 0 and 1, nobody who answered.

    Examples
    --------
    >>> asked = pd.DataFrame({"tier": ["mass", "mass", "upper", "upper"], "answered": [1, 1, 1, 0]})
    >>> nonresponse(asked, "answered", by="tier")["rate"].to_dict()
    {'mass': 1.0, 'upper': 0.5}
    """
    if by not in asked.columns:
        raise CourseError("statistics.no_column", columns=by)
    values = zeros_and_ones(asked, answered)
    there = asked[by].notna() & values.notna()
    groups = values[there].groupby(asked.loc[there, by], observed=True)
    total, of_all = int(there.sum()), float(values[there].sum())
    if of_all == 0:
        raise CourseError("sampling.nobody_answered", n=total)
    rows = {}
    for name, own in groups:
        found = proportion(int(own.sum()), len(own), confidence=confidence)
        share_asked, share_answered = len(own) / total, float(own.sum()) / of_all
        rows[name] = pd.Series(
            {
                "asked": len(own),
                "answered": int(own.sum()),
                "rate": found["share"],
                "low": found["low"],
                "high": found["high"],
                "share_asked": share_asked,
                "share_answered": share_answered,
                "difference": share_answered - share_asked,
                "n_missing": len(asked) - total,
                "convention": f"answered of those asked, by {by}; {found['convention']}",
            },
            dtype=object,
        )
    return as_rows(rows, by, asked)


def _positive(name: str, value: float) -> None:
    if not (np.isfinite(value) and value > 0):
        raise CourseError("sampling.not_positive", name=name, value=value)
