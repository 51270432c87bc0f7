"""Who counts in a result, and why the others do not: nothing answered, not asked, or excluded by a rule."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError
from fsq_lab.survey.questionnaire import Instrument, Routing

USED, MISSING, NOT_ASKED, EXCLUDED = range(4)
NEEDS = {"half": "at least half", "all": "all", "one": "at least one"}
COUNTS = {"n_used": USED, "n_missing": MISSING, "n_not_asked": NOT_ASKED, "n_excluded": EXCLUDED}

Flags = NDArray[np.bool_]
Standing = NDArray[np.int8]


def counts(standing: Standing) -> dict[str, int]:
    """Count respondents by their standing; the four counts add up to all of them.

    >>> counts(np.array([USED, USED, EXCLUDED], dtype=np.int8))
    {'n_used': 2, 'n_missing': 0, 'n_not_asked': 0, 'n_excluded': 1}
    """
    found = np.bincount(standing, minlength=len(COUNTS))
    return {name: int(found[code]) for name, code in COUNTS.items()}


def fewest(items: int, needs: str) -> int:
    """Return how many of a dimension's items a respondent must have answered to be used.

    Parameters
    ----------
    items : int
        Items of the dimension, all of them the base, also those that a respondent is not asked.
    needs : {"half", "all", "one"}
        At least half of them (rounded up), all, or one.

    Raises
    ------
    CourseError
        For any other rule.

    Examples
    --------
    >>> fewest(5, "half"), fewest(5, "all"), fewest(5, "one")
    (3, 5, 1)
    """
    if needs not in NEEDS:
        raise CourseError("servqual.unknown_needs", needs=needs)
    return {"half": (items + 1) // 2, "all": items, "one": 1}[needs]


def standings(
    given: pd.DataFrame, by: str, table: pd.DataFrame, questionnaire: Instrument, needs: str = "half"
) -> pd.DataFrame:
    """Say of each respondent and row of a result whether the respondent is used, or why not.

    A dimension is used where at least half of its items (rounded up) were answered, or what else `needs` says. All
    its items are the base, also those that a respondent is not asked: half of a short form would be too little to
    stand for the whole. Who is asked too few is *not asked*; of the others, who answered nothing is *missing*, and
    who answered too few is *excluded*. A total needs every dimension; for one who was not asked enough in any of
    them it is *not asked*.

    Parameters
    ----------
    given : DataFrame of bool, one row per respondent, one column per item
        What was answered: for gaps, both expectation and perception.
    by : {"dimension", "item", "total"}
        What each column of the result stands for.
    table : DataFrame
        The survey table, with the answers that decide who is asked what.
    questionnaire : Instrument
        Says which items make a dimension, and who is asked.
    needs : {"half", "all", "one"}
        See `fewest`.

    Returns
    -------
    DataFrame of int8, one row per respondent
        `USED`, `MISSING`, `NOT_ASKED` or `EXCLUDED`; columns by dimension, by item, or ``total``.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> from fsq_lab.survey.instruments import instrument
    >>> table = load("insurance")
    >>> given = table[instrument("insurance").columns("perception")].notna()
    >>> items = standings(given, "item", table, instrument("insurance"))
    >>> counts(items[18].to_numpy())["n_not_asked"] == int((table["line"] == "property").sum())
    True
    """
    answered = given.to_numpy()
    possible = answered | asked(table, questionnaire)
    if by == "item":
        items = np.select([answered, possible], [USED, MISSING], NOT_ASKED).astype(np.int8)
        return pd.DataFrame(items, index=given.index, columns=[item.number for item in questionnaire.items])
    levels = {}
    for dimension in questionnaire.dimensions:
        own = np.array([item.dimension == dimension for item in questionnaire.items])
        enough = fewest(int(own.sum()), needs)
        count = answered[:, own].sum(axis=1)
        reasons = [count >= enough, possible[:, own].sum(axis=1) < enough, count > 0]
        levels[dimension] = np.select(reasons, [USED, NOT_ASKED, EXCLUDED], MISSING).astype(np.int8)
    if by == "dimension":
        return pd.DataFrame(levels, index=given.index)
    every = np.stack(list(levels.values()), axis=1)
    reasons = [(every == USED).all(axis=1), (every == NOT_ASKED).any(axis=1), answered.any(axis=1)]
    total = np.select(reasons, [USED, NOT_ASKED, EXCLUDED], MISSING).astype(np.int8)
    return pd.DataFrame({"total": total}, index=given.index)


def asked(table: pd.DataFrame, questionnaire: Instrument) -> Flags:
    """Return which items each respondent was asked, as far as the deciding answers stand in the table.

    Whose deciding answer is missing, or no choice of the question, is taken as asked, so that nothing is called
    not asked without a reason.

    Raises
    ------
    CourseError
        When the table has a deciding column twice.
    """
    every = np.ones((len(table), len(questionnaire.items)), dtype=bool)
    for place, item in enumerate(questionnaire.items):
        if item.asked_if is not None and item.asked_if.question in table.columns:
            every[:, place] = ~_sent_past(table, item.asked_if, questionnaire)
    return every


def counting(what: str, by: str, table: pd.DataFrame, questionnaire: Instrument, needs: str = "half") -> str:
    """Return the words of a convention for what was counted, and for who was not asked.

    >>> from fsq_lab.survey.instruments import instrument
    >>> counting("pairs only", "total", pd.DataFrame(), instrument("bank_branch"))
    'pairs only; at least half of the items, else excluded; every dimension'
    >>> counting("triples only", "item", pd.DataFrame({"line": ["life"]}), instrument("insurance"))
    'triples only; not asked by line counted apart'
    """
    deciding = dict.fromkeys(item.asked_if.question for item in questionnaire.items if item.asked_if is not None)
    known = [question for question in deciding if question in table.columns]
    unknown = [question for question in deciding if question not in table.columns]
    base = "of all items, asked or not" if deciding else "of the items"
    words = [what]
    if by != "item":
        words.append(f"{NEEDS[needs]} {base}, else excluded")
    if by == "total":
        words.append("every dimension")
    if known:
        words.append(f"not asked by {', '.join(known)} counted apart")
    if unknown:
        words.append(f"no column {', '.join(unknown)}, so not asked counts as missing")
    return "; ".join(words)


def _sent_past(table: pd.DataFrame, routing: Routing, questionnaire: Instrument) -> Flags:
    """Return who chose something after which the item is not asked."""
    if list(table.columns).count(routing.question) > 1:
        raise CourseError("servqual.double_columns", columns=routing.question)
    [choices] = [dict(one.choices) for one in questionnaire.questions if one.id == routing.question]
    others = [code for code in choices if code not in routing.codes]
    return table[routing.question].astype("str").isin(others).to_numpy()
