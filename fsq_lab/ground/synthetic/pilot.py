"""The pilot of a questionnaire with planted faults: what chapter 04 finds in it."""

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pandas import DataFrame
from fsq_lab.ground.synthetic.draws import Draws, Integers
from fsq_lab.ground.synthetic.service import DIMENSIONS, ITEMS, laid_out, shuffled, whole

RESPONDENTS, CARELESS = 90, 12
REVERSED, CONSTANT, HONEST, SHORT = 14, 3, 9, (19, 20, 21, 22)
CONSTANT_ANSWER, SHORT_TOP = 4, 5
ONE_ANSWER = (4, 4, 5, 3, 5, 4, 5)  # of those who gave one answer throughout
ROUNDS = ((1, 2, 3, 4, 5), (2, 3, 4), (5, 4, 3, 2, 1), (3, 4, 5), (4, 5, 4, 3))  # of those who went round and round
GENERAL, SPECIFIC, NOISE = 0.55, 0.85, 0.85
MEANS = (
    5.0, 5.3, 4.0, 4.9,
    4.6, 4.8, 4.5, 4.7, 5.6,
    4.4, 4.3, 4.7, 4.2,
    5.0, 5.2, 5.4, 4.9,
    4.5, 3.4, 3.2, 3.1, 3.3,
)  # fmt: skip
WRONG_STATEMENT, FALL = 0.27, 3.4  # the share who met a wrong statement, and what it costs item 9
LOW_ALPHA, HIGH_ALPHA, RISE = Fraction(3, 10), (Fraction(18, 25), Fraction(22, 25)), Fraction(1, 25)
FEWEST_LOW, MOST_REPEATED, LONGEST_ROUND = 12, Fraction(4, 5), 5


def pilot(seed: int) -> "DataFrame":
    """Draw the pilot of a questionnaire: 90 respondents, 22 items about one branch, answered once each.

    The truth behind the numbers:

    - **Items** load on one general factor and their dimension's, as in `bank_branch`.
    - **Item 14** is worded in reverse, so that a good branch gets low answers.
    - **Item 3** was printed with the answer ringed as an example: all but two give 4.
    - **Items 19 to 22** stood on a page with a scale from 1 to 5.
    - **Twelve** respondents did not read: seven gave one answer throughout, five went round and round.
    - **Item 9** (statements are accurate) hardly goes with its dimension: about a quarter met a wrong statement and say
      so, whatever they think of the staff.

    Parameters
    ----------
    seed : int
        Any non-negative whole number; the same seed gives the same table on every machine.

    Returns
    -------
    DataFrame, shape (90, 23)
        One row per respondent: ``respondent``, ``q1`` to ``q22``.

    Examples
    --------
    >>> pilot(seed=1).shape
    (90, 23)
    """
    draws = Draws(seed)
    general = GENERAL * draws.normals(RESPONDENTS)
    wronged = draws.uniforms(RESPONDENTS) < WRONG_STATEMENT
    answers: dict[int, Integers] = {}
    for items in DIMENSIONS.values():
        own = general + SPECIFIC * draws.normals(RESPONDENTS)
        for item in items:
            noise = NOISE * draws.normals(RESPONDENTS)
            level = MEANS[item - 1] + noise + (0.25 * general - FALL * wronged if item == HONEST else own)
            if item == REVERSED:
                level = 8.0 - level
            answers[item] = whole(0.75 * level + 1.0, 1, SHORT_TOP) if item in SHORT else whole(level, 1, 7)
    _do_not_read(draws, answers)
    answers[CONSTANT] = np.full(RESPONDENTS, CONSTANT_ANSWER, dtype=np.int64)
    two = np.argsort(draws.uniforms(RESPONDENTS), kind="stable")[:2]
    answers[CONSTANT][two] = (5, 6)
    return laid_out(**{f"q{item}": answers[item] for item in ITEMS})


def keeps_story(table: "DataFrame") -> bool:
    """Tell whether every planted fault can be found with what chapter 04 teaches."""
    answers = {item: table[f"q{item}"].to_numpy(np.int64) for item in ITEMS}
    assurance = [answers[item] for item in DIMENSIONS["assurance"]]
    recoded = [
        8 - values if item == REVERSED else values
        for item, values in zip(DIMENSIONS["assurance"], assurance, strict=True)
    ]
    reliability = [answers[item] for item in DIMENSIONS["reliability"]]
    others = [answers[item] for item in DIMENSIONS["reliability"] if item != HONEST]
    return (
        alpha(assurance) < LOW_ALPHA
        and clearly_against(assurance[0], np.sum(assurance[1:], axis=0))
        and HIGH_ALPHA[0] <= alpha(recoded) <= HIGH_ALPHA[1]
        and alpha(others) - alpha(reliability) >= RISE
        and int((answers[HONEST] <= 2).sum()) >= FEWEST_LOW
        and int((answers[CONSTANT] != CONSTANT_ANSWER).sum()) == 2
        and max(int(answers[item].max()) for item in SHORT) <= SHORT_TOP
        and len(repeating(np.stack([answers[item] for item in ITEMS], axis=1))) == CARELESS
    )


def alpha(items: list[Integers]) -> Fraction:
    """Return coefficient alpha of whole-number answers, exactly.

    >>> alpha([np.array([1, 2, 3]), np.array([1, 2, 3])])
    Fraction(1, 1)
    """
    k = len(items)
    total = np.sum(items, axis=0)
    return Fraction(k, k - 1) * (1 - Fraction(sum(map(_spread, items)), _spread(total)))


def clearly_against(one: Integers, rest: Integers) -> bool:
    """Tell whether two columns of whole numbers have a correlation of -1/4 or less.

    >>> clearly_against(np.array([1, 2, 3]), np.array([3, 2, 1]))
    True
    """
    shared = len(one) * int((one * rest).sum()) - int(one.sum()) * int(rest.sum())
    return shared < 0 and 16 * shared**2 >= _spread(one) * _spread(rest)


def repeating(sheets: Integers) -> list[int]:
    """Return the rows in which at least four answers of five equal the one so many places before.

    >>> repeating(np.array([[1, 2, 1, 2, 1, 2, 1], [3, 1, 4, 1, 5, 2, 6]]))
    [0]
    """
    found = []
    for row, sheet in enumerate(sheets):
        shares = [
            Fraction(int((sheet[period:] == sheet[:-period]).sum()), len(sheet) - period)
            for period in range(1, LONGEST_ROUND + 1)
        ]
        if max(shares) >= MOST_REPEATED:
            found.append(row)
    return found


def _spread(values: Integers) -> int:
    """Return n squared times the variance, a whole number."""
    return len(values) * int((values * values).sum()) - int(values.sum()) ** 2


def _do_not_read(draws: Draws, answers: dict[int, Integers]) -> None:
    """Let twelve respondents answer by a pattern, within each item's scale."""
    kinds = shuffled(draws, {"careless": CARELESS, "reads": RESPONDENTS - CARELESS})
    rows = [row for row, kind in enumerate(kinds) if kind == "careless"]
    patterns = [(answer,) for answer in ONE_ANSWER] + list(ROUNDS)
    for row, pattern in zip(rows, patterns, strict=True):
        for place, item in enumerate(ITEMS):
            answers[item][row] = pattern[place % len(pattern)]
