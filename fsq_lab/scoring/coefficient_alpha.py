"""Coefficient alpha (信度系数α), KR-20, standardised alpha and the reliability of a difference, with intervals."""

import numpy as np
import pandas as pd

from fsq_lab.ground.language import CourseError
from fsq_lab.statistics.moments import Moments, complete_moments

FEWEST_RESPONDENTS = 3  # with two, every correlation is 1 or -1
NO_VARIANCE = 1e-12  # relative to the size of the answers
COPIES = 0.98  # a correlation from which two items are nearly one
UNLIKE = 4.0  # the largest variance over the smallest, from which raw alpha hangs on a few items
ROUNDED = 0.005  # by which a correlation printed with two decimals may be off
FEW_LEFT = 0.5  # the share of respondents below which the complete ones may be others than the rest


def alpha(items: pd.DataFrame, confidence: float = 0.95) -> pd.Series:
    r"""Estimate coefficient alpha of a scale, raw with Feldt's interval, and standardised.

    With :math:`k` items of variances :math:`s_i^2`, the variance :math:`s_T^2` of their sum and the mean
    :math:`\bar r` of their correlations,

    .. math::
        \alpha = \frac{k}{k-1}\Bigl(1 - \frac{\sum_i s_i^2}{s_T^2}\Bigr), \qquad
        \alpha_{standardised} = \frac{k \bar r}{1 + (k - 1) \bar r}

    and with *F* quantiles on :math:`n - 1` and :math:`(n - 1)(k - 1)` degrees of freedom the interval is

    .. math:: 1 - (1 - \alpha)\,F_{(1+c)/2} \quad\text{to}\quad 1 - (1 - \alpha)\,F_{(1-c)/2}

    It takes items as parallel and answers as normal. Alpha grows with the number of items and does not show
    that they measure one thing only.

    Parameters
    ----------
    items : DataFrame, one row per respondent, one column per item
        Answers of one scale, items that are worded the other way already reversed.
    confidence : float
        Level *c* of the interval, between 0 and 1.

    Returns
    -------
    Series
        ``alpha`` (raw), ``low`` and ``high`` of its interval, ``standardised``, ``mean_correlation``, ``items``,
        ``n_used``, ``n_missing`` (respondents left out because an answer is missing) and ``convention``, which
        also warns of a negative alpha, says what stands for two items and what could not be computed. The
        table's ``attrs`` (the seed of synthetic data) go along.

    Raises
    ------
    CourseError
        When there are fewer than two items, fewer than three complete respondents, columns that stand twice or
        hold no numbers, a sum that does not vary, or a `confidence` outside (0, 1).

    Notes
    -----
    Formula (Cronbach 1951): ``alpha = k / (k - 1) * (1 - sum_i s_i^2 / s_T^2)``

    References
    ----------
    Cronbach (1951), Coefficient alpha and the internal structure of tests, *Psychometrika* 16(3), 297-334;
    Feldt (1965), *Psychometrika* 30(3), 357-370; Feldt, Woodruff and Salih (1987), *Applied Psychological
    Measurement* 11(1), 93-103; for two items Eisinga, te Grotenhuis and Pelzer (2013), *International Journal of
    Public Health* 58(4), 637-642.

    Examples
    --------
    >>> answers = pd.DataFrame({"first": [1, 2, 3, 4, 5], "second": [2, 1, 4, 3, 5], "third": [1, 3, 2, 5, 4]})
    >>> result = alpha(answers)
    >>> round(result["alpha"], 3), result["n_used"]
    (0.838, 5)
    >>> result["convention"]
    'raw alpha; listwise; 95% Feldt interval'
    """
    complete = complete_scale(items, confidence)
    return _alpha(complete, items, confidence, "raw alpha; listwise")


def kr20(answers: pd.DataFrame, confidence: float = 0.95) -> pd.Series:
    r"""Estimate the reliability of a test of right (1) and wrong (0) answers, Kuder-Richardson formula 20.

    With the share :math:`p_i` of right answers to question *i* and the variance :math:`\sigma_T^2` of the total
    (divisor *n*),

    .. math:: KR_{20} = \frac{k}{k-1}\Bigl(1 - \frac{\sum_i p_i (1 - p_i)}{\sigma_T^2}\Bigr)

    which is coefficient alpha of zeros and ones.

    Parameters
    ----------
    answers : DataFrame, one row per learner, one column per question
        1 or True for right, 0 or False for wrong; missing where there is no answer.
    confidence : float
        Level of Feldt's interval, between 0 and 1.

    Returns
    -------
    Series
        ``kr20`` and the other entries as `alpha` gives them, without the standardised form.

    Raises
    ------
    CourseError
        As for `alpha`, and for an answer other than 0 and 1.

    References
    ----------
    Kuder and Richardson (1937), The theory of the estimation of test reliability, *Psychometrika* 2(3), 151-160;
    Feldt (1965), *Psychometrika* 30(3), 357-370.

    Examples
    --------
    >>> marks = pd.DataFrame({"q1": [1, 1, 1, 0], "q2": [1, 1, 0, 0], "q3": [1, 0, 0, 0]})
    >>> kr20(marks)["kr20"]
    0.75
    """
    right = answers.astype("Int8") if _all_true_or_false(answers) else answers
    complete = complete_scale(right, confidence)
    wrong = (right.notna() & ~right.isin([0, 1])).to_numpy()
    if wrong.any():
        row, column = (int(place) for place in np.argwhere(wrong)[0])
        value = right.iloc[row, column]
        raise CourseError("reliability.not_0_1", row=right.index[row], column=right.columns[column], value=value)
    result = _alpha(complete, answers, confidence, "KR-20; listwise")
    return result.rename({"alpha": "kr20"}).drop(["standardised", "mean_correlation"])


def standardised_alpha(correlations: pd.DataFrame) -> pd.Series:
    r"""Compute standardised alpha from a matrix of correlations, as articles print it.

    .. math:: \alpha_{standardised} = \frac{k \bar r}{1 + (k - 1) \bar r}

    Parameters
    ----------
    correlations : DataFrame, items by items
        Symmetric, with ones on the diagonal.

    Returns
    -------
    Series
        ``standardised``, ``mean_correlation``, ``items`` and ``convention``. Without the answers there is no *n*
        and no interval, and the convention says so.

    Raises
    ------
    CourseError
        When this is no matrix of correlations, or has fewer than two items.

    References
    ----------
    Cronbach (1951), *Psychometrika* 16(3), 297-334.

    Examples
    --------
    >>> standardised_alpha(pd.DataFrame([[1, 0.5, 0.5], [0.5, 1, 0.5], [0.5, 0.5, 1]]))["standardised"]
    0.75
    """
    if min(correlations.shape) < 2:
        raise CourseError("reliability.too_few_items", count=min(correlations.shape))
    _refuse_texts(correlations)
    matrix = correlations.to_numpy(dtype="float64")
    square = matrix.shape[0] == matrix.shape[1]
    if not (square and _is_possible(matrix)):
        raise CourseError("reliability.not_correlations", rows=matrix.shape[0], columns=matrix.shape[1])
    mean = mean_correlation(matrix)
    value = stepped_up(mean, len(matrix))
    notes = ["standardised alpha of given correlations", *remarks_on(value, len(matrix)), "no interval: n is not known"]
    return pd.Series(
        {
            "standardised": value,
            "mean_correlation": mean,
            "items": len(matrix),
            "convention": "; ".join(notes),
        }
    )


def difference_reliability(
    correlation: float,
    first_reliability: float,
    second_reliability: float,
    first_sd: float = 1.0,
    second_sd: float = 1.0,
) -> float:
    r"""Compute the reliability of a difference score, such as a gap, from those of its two parts.

    .. math::
        r_D = \frac{s_x^2 r_{xx} + s_y^2 r_{yy} - 2 r_{xy} s_x s_y}{s_x^2 + s_y^2 - 2 r_{xy} s_x s_y}

    The more expectation and perception go together, the less is left in their difference but error: a gap can be
    less reliable than either of its parts.

    Parameters
    ----------
    correlation : float
        Of the two parts over respondents, from -1 to 1.
    first_reliability, second_reliability : float
        Of each part, such as its alpha, at most 1.
    first_sd, second_sd : float
        Standard deviation of each part over respondents; only their ratio matters.

    Returns
    -------
    float
        Without an interval, as the numbers that go in have none. Negative where the parts go together more closely
        than their reliabilities allow: then one of the five numbers is wrong.

    Raises
    ------
    CourseError
        When a number lies outside its bounds, or the difference does not vary.

    References
    ----------
    Peter, Churchill and Brown (1993), Caution in the use of difference scores in consumer research, *Journal of
    Consumer Research* 19(4), 655-662.

    Examples
    --------
    >>> round(difference_reliability(correlation=0.5, first_reliability=0.8, second_reliability=0.8), 3)
    0.6
    """
    bounded = -1 <= correlation <= 1 and first_reliability <= 1 and second_reliability <= 1
    if not (bounded and 0 < first_sd < np.inf and 0 < second_sd < np.inf):
        raise CourseError("reliability.no_parts")
    shared = 2 * correlation * first_sd * second_sd
    variance = first_sd**2 + second_sd**2 - shared
    if variance <= NO_VARIANCE * (first_sd**2 + second_sd**2):
        raise CourseError("reliability.no_difference")
    return (first_sd**2 * first_reliability + second_sd**2 * second_reliability - shared) / variance


def _alpha(complete: Moments, items: pd.DataFrame, confidence: float, kind: str) -> pd.Series:
    """Return all that is known of a scale from its complete rows."""
    n, k = complete.n, len(complete.means)
    covariance = complete.covariances
    estimate = k / (k - 1) * (1 - float(np.trace(covariance)) / float(covariance.sum()))
    low, high = feldt_interval(estimate, n, k, confidence)
    constant = [str(column) for column in items.columns[complete.lowest == complete.highest]]
    mean = float("nan") if constant else mean_correlation(complete.correlations)
    remarks = diagnosis(complete, list(map(str, items.columns)), len(items), alike=kind.startswith("raw alpha"))
    notes = [kind, *remarks_on(estimate, k), *remarks, f"{100 * confidence:.6g}% Feldt interval"]
    if constant:
        notes.append(f"no standardised alpha: everyone answers the same to {', '.join(constant)}")
    result = pd.Series(
        {
            "alpha": estimate,
            "low": low,
            "high": high,
            "standardised": stepped_up(mean, k),
            "mean_correlation": mean,
            "items": k,
            "n_used": n,
            "n_missing": len(items) - n,
            "convention": "; ".join(notes),
        }
    )
    result.attrs = dict(items.attrs)
    return result


def feldt_interval(estimate: float, n: int, items: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return the bounds of Feldt's interval of a raw alpha, where only alpha, *n* and the items are printed.

    Parameters
    ----------
    estimate : float
        Raw coefficient alpha.
    n, items : int
        Complete respondents and items, at least two of each.
    confidence : float
        Level of the interval, between 0 and 1.

    Returns
    -------
    tuple of float
        Lower and upper bound.

    References
    ----------
    Feldt (1965), *Psychometrika* 30(3), 357-370; the formula stands at `alpha`.

    Examples
    --------
    >>> low, high = feldt_interval(0.59172, n=15, items=10)
    >>> round(low, 3), round(high, 3)
    (0.195, 0.84)
    """
    from scipy.special import fdtri

    tails = ((1 + confidence) / 2, (1 - confidence) / 2)
    low, high = (1 - (1 - estimate) * float(fdtri(n - 1, (n - 1) * (items - 1), tail)) for tail in tails)
    return low, high


def remarks_on(estimate: float, items: int) -> list[str]:
    """Return what must be said about an alpha of this size on so many items."""
    notes = []
    if estimate < 0:
        notes.append("warning: alpha is negative, so check for items that should be reversed or do not belong")
    if items == 2:
        notes.append("two items: the standardised alpha is the Spearman-Brown coefficient, prefer it")
    return notes


def diagnosis(complete: Moments, names: list[str], rows: int, alike: bool = True) -> list[str]:
    """Return what else makes an alpha doubtful: items against the others, copies, unlike variances, few rows left.

    Parameters
    ----------
    complete : Moments
        Of the respondents with every item.
    names : list of str
        The items' columns, in their order.
    rows : int
        Respondents in all.
    alike : bool
        Whether variances ought to be alike; those of right and wrong answers follow from how hard a question is.

    Returns
    -------
    list of str
        Each begins with ``warning:``; none where nothing was found. The limits are this course's.
    """
    covariance = complete.covariances
    variances = np.diag(covariance)
    vary = variances > NO_VARIANCE * max(1.0, float(variances.max()))
    rest = covariance.sum(axis=1) - variances
    notes = []
    against = [name for name, own, moves in zip(names, rest, vary, strict=True) if moves and own < 0]
    if against:
        notes.append(f"warning: items that run against the others, perhaps reverse-worded: {', '.join(against)}")
    scale = np.sqrt(np.where(vary, variances, np.inf))
    pairs = np.argwhere(np.tril(covariance / np.outer(scale, scale), -1) > COPIES)
    copies = dict.fromkeys(names[place] for pair in pairs for place in sorted(map(int, pair)))
    if copies:
        notes.append(f"warning: items answered almost identically: {', '.join(copies)}")
    if alike and vary.any() and variances[vary].max() > UNLIKE * variances[vary].min():
        notes.append("warning: the largest variance is over 4 times the smallest, so raw alpha depends on a few items")
    if complete.n < FEW_LEFT * rows:
        notes.append(f"warning: only {complete.n} of {rows} answered every item, and the others may differ")
    return notes


def _is_possible(matrix: np.ndarray) -> bool:
    """Whether a square matrix can be one of correlations: symmetric, ones, and no negative variance in any sum."""
    symmetric = np.allclose(matrix, matrix.T) and np.allclose(np.diag(matrix), 1) and (abs(matrix) <= 1).all()
    return bool(symmetric and np.linalg.eigvalsh(matrix).min() > -ROUNDED * len(matrix))


def mean_correlation(matrix: np.ndarray) -> float:
    """Return the mean of the correlations below the diagonal."""
    return float(matrix[np.tril_indices(len(matrix), -1)].mean())


def stepped_up(correlation: float, items: int) -> float:
    """Return the Spearman-Brown reliability of so many items that correlate like this."""
    whole = 1 + (items - 1) * correlation
    return float("nan") if abs(whole) < NO_VARIANCE else items * correlation / whole


def _all_true_or_false(answers: pd.DataFrame) -> bool:
    return len(answers.columns) > 0 and all(pd.api.types.is_bool_dtype(kind) for kind in answers.dtypes)


def complete_scale(items: pd.DataFrame, confidence: float) -> Moments:
    """Return the moments of the complete rows, or refuse what cannot carry an alpha."""
    if not 0 < confidence < 1:
        raise CourseError("reliability.confidence", confidence=confidence)
    if not isinstance(items, pd.DataFrame):
        raise CourseError("reliability.no_table", kind=type(items).__name__)
    if len(items.columns) < 2:
        raise CourseError("reliability.too_few_items", count=len(items.columns))
    double = items.columns[items.columns.duplicated()].unique()
    if len(double):
        raise CourseError("reliability.double_columns", columns=", ".join(map(str, double)))
    _refuse_texts(items)
    complete = complete_moments(items)
    if complete.n < FEWEST_RESPONDENTS:
        raise CourseError("reliability.too_few_respondents", n=complete.n, rows=len(items), fewest=FEWEST_RESPONDENTS)
    furthest = float(np.maximum(-complete.lowest, complete.highest).max())
    if np.isinf(furthest):
        raise CourseError("reliability.infinite")
    if complete.highest_total - complete.lowest_total <= NO_VARIANCE * max(1.0, furthest):
        raise CourseError("reliability.no_variance", n=complete.n)
    return complete


def _refuse_texts(table: pd.DataFrame) -> None:
    """Raise at the first column that holds no numbers."""
    for column, kind in zip(table.columns, table.dtypes, strict=True):
        if not pd.api.types.is_numeric_dtype(kind) or pd.api.types.is_bool_dtype(kind):
            raise CourseError("reliability.not_numbers", column=column, kind=kind)
