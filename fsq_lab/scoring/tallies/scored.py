"""SERVQUAL gaps from a tally: the same numbers as from the respondents themselves."""

from collections.abc import Hashable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring.answers import left_out, mark_beyond, members_of, reach_of
from fsq_lab.scoring.tallies.sums import UNKNOWN_RULE, Codes, refuse_no_tally
from fsq_lab.statistics.intervals import (
    ALL_EQUAL,
    DECIMALS,
    EMPTY,
    NO_VARIANCE,
    TOO_FEW,
    IntervalRule,
    Values,
    t_half_width,
    t_name,
)
from fsq_lab.statistics.resampling import bootstrap_interval
from fsq_lab.survey.carrying import questionnaire_of


def gaps(
    tally: pd.DataFrame,
    by: str = "dimension",
    confidence: float = 0.95,
    interval: str = "t",
    resamples: int = 2000,
    seed: int = 1,
) -> pd.DataFrame:
    r"""Estimate the mean gap of each dimension, with its interval, from a tally.

    With :math:`n_j` respondents who have the gap :math:`g_j`, :math:`n = \sum_j n_j`,

    .. math:: \bar g = \frac{1}{n} \sum_j n_j g_j, \qquad s^2 = \frac{1}{n - 1} \sum_j n_j (g_j - \bar g)^2

    and a bootstrap resample is one multinomial draw over the :math:`n_j`.

    Parameters
    ----------
    tally : DataFrame
        From `tally`, `add` or `read`; with groups if it was made with groups.
    by : {"dimension"}
        A dimension is all that a tally knows. A total, weighted or not, needs each respondent's dimensions
        side by side: score the rows, by `servqual.gaps` or `servqual.weighted`.
    confidence, interval, resamples, seed
        As for `servqual.gaps`.

    Returns
    -------
    DataFrame
        Columns and values of `servqual.gaps`; groups nobody belongs to have no rows. A tally that lost its
        ``attrs``, such as one kept in a file, no longer knows its rule for missing answers, and its convention says so.

    Raises
    ------
    CourseError
        When this is no tally, for any other `by`, and as for `servqual.gaps`.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> from fsq_lab.scoring import servqual
    >>> from fsq_lab.scoring.tallies import tally
    >>> table = load("bank_branch")
    >>> bool(np.allclose(gaps(tally(table))["low"], servqual.gaps(table)["low"]))
    True
    """
    if by != "dimension":
        raise CourseError("tallies.needs_rows", by=by)
    rule = IntervalRule(confidence, interval, resamples, seed)
    refuse_no_tally(tally)
    cells = _Cells.of(tally)
    result = cells.t_intervals(rule)
    if rule.kind == "bootstrap":
        cells.bootstrap(result, rule)
    attributes = dict(tally.attrs)
    counted = attributes.pop("counted", None) or UNKNOWN_RULE
    result["convention"] = f"{counted}; " + result.pop("interval") + cells.remark
    result.attrs = attributes
    if attributes.get("instrument") is not None:  # a tally kept in a file no longer knows its scale
        mark_beyond(result, reach_of(questionnaire_of(result), "perception", differences=True))
    return result


class _Cells(NamedTuple):
    """A tally's cells with enough pairs, each with the place of its row in the result."""

    rows: pd.Index
    row: Codes
    respondents: Codes
    gap: Values
    expectation: Values
    unused: dict[str, Codes]
    remark: str

    @classmethod
    def of(cls, tally: pd.DataFrame) -> "_Cells":
        index, remark, inside = tally.index, "", np.ones(len(tally), dtype=bool)
        order, row = _level(index, "dimension")
        rows: pd.Index = pd.Index(order, name="dimension")
        if index.nlevels == 4:
            group = str(index.names[0])
            names, code = _level(index, index.names[0])
            members, _ = members_of(pd.DataFrame({group: names}), group)
            places = np.full(len(names) + 1, -1)
            places[np.concatenate(list(members.values()))] = np.arange(len(members))
            place = places[code]
            belonging, first = np.unique(place[place >= 0], return_inverse=True)
            inside = place >= 0
            without = tally["respondents"].to_numpy()[~inside & (row == 0)].sum()
            remark = left_out(int(without), group)
            row = row.copy()
            row[inside] += first * len(order)
            labels = [list(members)[kept] for kept in belonging]
            rows = pd.MultiIndex.from_product([labels, order], names=[index.names[0], "dimension"])
        pairs = index.get_level_values("pairs").to_numpy()
        respondents = tally["respondents"].to_numpy()
        used, missing = inside & (pairs > 0) & (respondents > 0), inside & (pairs == 0)
        unused = {name: np.zeros(len(rows), dtype=np.int64) for name in ("respondents", "not_asked", "excluded")}
        for name, found in unused.items():
            np.add.at(found, row[missing], tally[name].to_numpy()[missing])
        k = pairs[used]
        gap = index.get_level_values("gap_sum").to_numpy()[used] / k
        expectation = tally["expectation_sum"].to_numpy()[used] / k
        return cls(rows, row[used], respondents[used], gap, expectation, unused, remark)

    def summed(self, weights: Values) -> Values:
        """Sum over the cells of each row."""
        return np.bincount(self.row, weights, len(self.rows)).astype(np.float64)

    def t_intervals(self, rule: IntervalRule) -> pd.DataFrame:
        """Estimate all rows at once; the arithmetic of `estimates.mean_with_interval`, on a histogram."""
        n = np.zeros(len(self.rows), dtype=np.int64)
        np.add.at(n, self.row, self.respondents)
        lowest, highest = np.full(len(n), np.inf), np.full(len(n), -np.inf)
        np.minimum.at(lowest, self.row, self.gap)
        np.maximum.at(highest, self.row, self.gap)
        with np.errstate(invalid="ignore", divide="ignore"):
            gap = self.summed(self.respondents * self.gap) / n
            expectation = self.summed(self.expectation) / n
            sd = np.sqrt(self.summed(self.respondents * (self.gap - gap[self.row]) ** 2) / (n - 1))
            few, equal = n < 2, highest - lowest < NO_VARIANCE
            half = t_half_width(sd, n, rule.confidence)
        half[few | equal] = EMPTY
        names = np.where(equal, ALL_EQUAL.format(of="gaps"), t_name(rule.confidence))
        return pd.DataFrame(
            {
                "expectation": expectation,
                "perception": expectation + gap,
                "gap": gap,
                "sd": np.where(few, EMPTY, np.where(equal, 0.0, sd)),
                "low": gap - half,
                "high": gap + half,
                "n_used": n,
                "n_missing": self.unused["respondents"] - self.unused["not_asked"] - self.unused["excluded"],
                "n_not_asked": self.unused["not_asked"],
                "n_excluded": self.unused["excluded"],
                "interval": np.where(few, TOO_FEW, names).astype(object),
            },
            index=self.rows,
        ).astype({"interval": "str"})

    def bootstrap(self, result: pd.DataFrame, rule: IntervalRule) -> None:
        """Put bootstrap bounds in the place of t bounds."""
        bounds, interval = result[["low", "high"]].to_numpy(copy=True), result["interval"].to_list()
        order = np.argsort(self.row, kind="stable")
        starts = np.searchsorted(self.row[order], np.arange(len(result) + 1))
        for row in np.flatnonzero(~np.isnan(bounds[:, 0])):
            cells = order[starts[row] : starts[row + 1]]
            distinct, place = np.unique(self.gap[cells].round(DECIMALS), return_inverse=True)
            counts = np.zeros(len(distinct), dtype=np.int64)
            np.add.at(counts, place, self.respondents[cells])
            bounds[row] = bootstrap_interval(distinct, counts, rule.confidence, rule.resamples, rule.seed)
            interval[row] = rule.bootstrap_name(int(counts.sum()))
        result[["low", "high"]] = bounds
        result["interval"] = interval


def _level(index: pd.Index, name: Hashable) -> tuple[list[Any], Codes]:
    """Return the values of an index level, and each row's place among them (-1: missing)."""
    assert isinstance(index, pd.MultiIndex)
    number = list(index.names).index(name)
    return list(index.levels[number]), index.codes[number].astype(np.intp)
