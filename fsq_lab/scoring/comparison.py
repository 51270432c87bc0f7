"""Branches, or any groups, compared: each against all the others, with the number of comparisons reckoned in."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring.answers import PAIR, By, Positions, Row, average, complete_answers, left_out, members_of
from fsq_lab.scoring.respondents import Standing, counting, counts, standings
from fsq_lab.statistics.intervals import DECIMALS, EMPTY, NO_VARIANCE, IntervalRule, Values, holm
from fsq_lab.survey.carrying import carried_on, questionnaire_of
from fsq_lab.survey.questionnaire import Instrument

NO_TEST: Row = dict.fromkeys(["difference", "error", "freedom", "p", "superiority", "p_ordinal"], EMPTY)
COUNTED = {"gap": "pairs only", "perception": "perceptions only"}
COLUMNS = ["sd", "rest", "difference", "low", "high", "p", "p_holm", "superiority", "p_ordinal",
           "p_ordinal_holm", "n_used", "n_rest", "n_missing", "n_not_asked", "n_excluded", "note",
           "convention"]  # fmt: skip
HOLM_ALONE = "Holm's steps decide the means here, though Bonferroni's wider interval holds 0"


def compare(
    table: pd.DataFrame,
    group: str = "branch",
    by: By = "total",
    minimum_n: int = 10,
    instrument: str | Instrument | None = None,
    confidence: float = 0.95,
    needs: str = "half",
    of: Literal["gap", "perception"] = "gap",
) -> pd.DataFrame:
    r"""Compare each group's mean gap (or perception) with that of all other respondents, and check the means by ranks.

    With Welch's degrees of freedom :math:`\nu` and *m* comparisons in the table, the simultaneous interval of a
    difference is

    .. math:: \bar g - \bar g_{rest} \pm t_{\nu,\,1-(1-c)/2m} \sqrt{s^2/n + s_{rest}^2/n_{rest}}

    and p values are adjusted by Holm's steps. Means of ordinal answers are checked by the probability of
    superiority :math:`P(g > g_{rest}) + \tfrac12 P(g = g_{rest})` and the Mann-Whitney test.

    Parameters
    ----------
    table : DataFrame, one row per respondent
        Survey table with a column of groups.
    group : str
        That column's name.
    by : {"total", "dimension", "item"}
        Which gaps are compared; all comparisons of one table are adjusted together.
    minimum_n : int
        Fewest respondents of a group, and of the others, that are compared; at least 2.
    instrument : str or Instrument, optional
        The questionnaire, where the table does not carry it: a shipped one's name, or one's own.
    confidence : float
        Level *c* that all intervals hold together, between 0 and 1.
    needs : {"half", "all", "one"}
        As for `gaps`.
    of : {"gap", "perception"}
        What is compared; for ``"perception"`` no expectations are needed, as in the questionnaire ``insurance``.

    Returns
    -------
    DataFrame, one row per group (by total), else per group and dimension or item; groups sorted
        A column named as `of`, ``sd`` and ``rest`` (the others' mean); ``difference`` with ``low`` and ``high``; ``p``,
        ``p_holm``; ``superiority``, ``p_ordinal``, ``p_ordinal_holm``; ``n_used``, ``n_rest``, ``n_missing``,
        ``n_not_asked``, ``n_excluded`` (as for `gaps`); ``note`` and ``convention``. The note is ``lower`` or
        ``higher`` where means and ranks both say so, ``means and ranks disagree`` where only one does,
        ``cannot tell`` where neither does, each by its Holm-adjusted p at 1 - c; or ``not compared: `` with the
        reason, and then the row keeps n and means only. Holm's steps can decide where Bonferroni's wider interval
        still holds 0; the convention of such a row says so. Respondents without a group are left out; the convention
        says how many. A difference between branches may also be one between their customers.

    Raises
    ------
    CourseError
        When there is only one group, `minimum_n` is below 2, or `of` is not known; else as for `gaps`.

    Notes
    -----
    Formula (Welch 1947): ``m - m_rest +- t * sqrt(s^2 / n + s_rest^2 / n_rest)``

    References
    ----------
    Welch (1947), *Biometrika* 34(1-2), 28-35; Holm (1979), *Scandinavian Journal of Statistics* 6(2), 65-70; Mann
    and Whitney (1947), *Annals of Mathematical Statistics* 18(1), 50-60.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> result = compare(load("bank_branch"))
    >>> list(result.index[result["note"] == "lower"])
    ['B07']
    """
    rule = IntervalRule(confidence)
    if not (isinstance(minimum_n, int | np.integer) and minimum_n >= 2):
        raise CourseError("servqual.minimum_n", minimum_n=minimum_n)
    questionnaire = questionnaire_of(table, instrument)
    if of not in ("gap", "perception"):
        raise CourseError("servqual.unknown_of", of=of)
    answers = PAIR if of == "gap" else ("perception",)
    complete = complete_answers(table, answers, questionnaire)
    *expectation, perception = (average(complete[answer], by, questionnaire, needs) for answer in answers)
    members, without = members_of(table, group)
    if len(members) < 2:
        raise CourseError("servqual.one_group", group=group, only=next(iter(members)))
    compared = perception - expectation[0] if expectation else perception
    labelled = np.zeros(len(table), dtype=bool)
    labelled[np.concatenate(list(members.values()))] = True
    standing = standings(complete["perception"].notna(), by, table, questionnaire, needs)
    pools = {label: _Pool.of(compared[label].to_numpy(), labelled, standing[label].to_numpy()) for label in compared}
    rows = [pools[label].compare(positions, minimum_n, of) for positions in members.values() for label in pools]
    result = pd.DataFrame(rows, index=_index(list(members), list(pools), group, by))
    _adjust(result, rule.confidence, len(pools) if len(members) == 2 else len(result))
    counted = f"{counting(COUNTED[of], by, table, questionnaire, needs)}; each {group} against all others; "
    result["convention"] = counted + result["convention"] + left_out(without, group)
    result = result[[of, *COLUMNS]]
    result.attrs = carried_on(table, questionnaire)
    return result


@dataclass(frozen=True)
class _Pool:
    """All respondents' values (NaN where missing or without a group), ranks, ties among them, and who is used."""

    values: Values
    ranks: Values
    ties: float
    standing: Standing

    @classmethod
    def of(cls, values: Values, labelled: NDArray[np.bool_], standing: Standing) -> "_Pool":
        kept = np.where(labelled, values, EMPTY)
        ranks = np.full(len(kept), EMPTY)
        present = ~np.isnan(kept)
        rounded = kept[present].round(DECIMALS)
        ranks[present] = pd.Series(rounded).rank().to_numpy()
        sizes = np.unique(rounded, return_counts=True)[1].astype("float64")
        return cls(kept, ranks, float((sizes**3 - sizes).sum()), standing)

    def compare(self, positions: Positions, minimum_n: int, of: str) -> Row:
        """Compare the respondents at these positions with all the others."""
        inside = np.zeros(len(self.values), dtype=bool)
        inside[positions] = True
        present = ~np.isnan(self.values)
        own, rest = self.values[inside & present], self.values[~inside & present]
        reason = _reason(own, rest, minimum_n, of)
        test = NO_TEST if reason else {**_welch(own, rest), **self.ordinal(inside & present)}
        return {
            of: own.mean() if len(own) else EMPTY,
            "sd": own.std(ddof=1) if len(own) > 1 else EMPTY,
            "rest": rest.mean() if len(rest) else EMPTY,
            **test,
            **counts(self.standing[positions]),
            "n_rest": len(rest),
            "note": f"not compared: {reason}" if reason else "",
        }

    def ordinal(self, inside: NDArray[np.bool_]) -> Row:
        """Return the probability of superiority and the p value of the Mann-Whitney test, ties corrected."""
        from scipy.special import ndtr

        n = int(inside.sum())
        total = int((~np.isnan(self.values)).sum())
        others = total - n
        wins = float(self.ranks[inside].sum()) - n * (n + 1) / 2
        variance = n * others / 12 * (total + 1 - self.ties / (total * (total - 1)))
        away = max(0.0, abs(wins - n * others / 2) - 0.5)
        return {"superiority": wins / (n * others), "p_ordinal": 2 * float(ndtr(-away / variance**0.5))}


def _reason(own: Values, rest: Values, minimum_n: int, of: str) -> str:
    """Return why these cannot be compared, or nothing."""
    if len(own) < minimum_n:
        return f"n < {minimum_n}"
    if len(rest) < minimum_n:
        return f"fewer than {minimum_n} others"
    if np.ptp(own) < NO_VARIANCE or np.ptp(rest) < NO_VARIANCE:
        return f"all {of}s are equal"
    return ""


def _welch(own: Values, rest: Values) -> Row:
    """Return the difference of two means with its standard error, degrees of freedom and p value."""
    from scipy.special import stdtr

    parts = [float(values.var(ddof=1)) / len(values) for values in (own, rest)]
    error = sum(parts) ** 0.5
    freedom = sum(parts) ** 2 / sum(
        part**2 / (len(values) - 1) for part, values in zip(parts, (own, rest), strict=True)
    )
    difference = float(own.mean() - rest.mean())
    return {
        "difference": difference,
        "error": error,
        "freedom": freedom,
        "p": 2 * float(stdtr(freedom, -abs(difference) / error)),
    }


def _index(groups: list[Hashable], labels: list[Hashable], group: str, by: str) -> pd.Index:
    """Return the index of groups, or of groups and labels where there is more than the total."""
    if by == "total":
        return pd.Index(groups, name=group)
    return pd.MultiIndex.from_product([groups, labels], names=[group, by])


def _adjust(result: pd.DataFrame, confidence: float, distinct: int) -> None:
    """Reckon the number of comparisons in: intervals, p values, notes and convention.

    Of two groups each is compared with the other: the rows from `distinct` on say the same once more.
    """
    from scipy.special import stdtrit

    made = result["p"].notna()
    count = int(made[:distinct].sum())
    half = stdtrit(result["freedom"], 1 - (1 - confidence) / (2 * max(count, 1))) * result["error"]
    result["low"], result["high"] = result["difference"] - half, result["difference"] + half
    for column in ("p", "p_ordinal"):
        adjusted = holm(result[column].to_numpy()[:distinct])
        result[f"{column}_holm"] = np.resize(adjusted, len(result))
    result["note"] = [_note(row, 1 - confidence) for _, row in result.iterrows()]
    comparisons = "1 comparison" if count == 1 else f"{count} comparisons"
    interval = f"{100 * confidence:.6g}% simultaneous t interval (Welch; Bonferroni, {comparisons})"
    tests = "p of Welch and Mann-Whitney tests, Holm-adjusted"
    alone = (result["p_holm"] < 1 - confidence) & (result["low"] <= 0) & (result["high"] >= 0)
    said = f"{interval}; {tests}" + np.where(alone, f"; {HOLM_ALONE}", "").astype(object)
    result["convention"] = np.where(made, said, "no interval: " + result["note"])


def _note(row: pd.Series, level: float) -> str:
    """Return what a comparison says, or why there is none."""
    if row["note"]:
        return str(row["note"])
    by_means = int(np.sign(row["difference"])) if row["p_holm"] < level else 0
    by_ranks = int(np.sign(row["superiority"] - 0.5)) if row["p_ordinal_holm"] < level else 0
    if by_means != by_ranks:
        return "means and ranks disagree"
    return {-1: "lower", 0: "cannot tell", 1: "higher"}[by_means]
