"""Ten features of a mobile bank under Kano's two questions, one of them a near tie and one turned by age."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pandas import DataFrame
from fsq_lab.ground.synthetic.draws import Draws
from fsq_lab.ground.synthetic.service import AGE_BANDS, AGE_LIMITS

RESPONDENTS = 300
LETTERS = "AOMIRQ"
# Chances of attractive, one-dimensional, must-be, indifferent, reverse, questionable.
FEATURES: dict[str, tuple[float, ...]] = {
    "exact_balance": (0.03, 0.20, 0.60, 0.14, 0.01, 0.02),
    "instant_transfer": (0.08, 0.24, 0.51, 0.14, 0.01, 0.02),
    "fraud_alert": (0.06, 0.22, 0.54, 0.14, 0.02, 0.02),
    "fast_pages": (0.12, 0.55, 0.20, 0.10, 0.01, 0.02),
    "fees_before_confirming": (0.10, 0.51, 0.25, 0.11, 0.01, 0.02),
    "plain_bill": (0.55, 0.18, 0.07, 0.16, 0.02, 0.02),
    "yearly_picture": (0.51, 0.10, 0.04, 0.30, 0.03, 0.02),
    "skins": (0.16, 0.04, 0.02, 0.70, 0.06, 0.02),
    "person_in_two_minutes": (0.08, 0.37, 0.37, 0.14, 0.02, 0.02),
    "paperless": (0.20, 0.12, 0.06, 0.50, 0.10, 0.02),
}
VERDICTS = dict(zip(FEATURES, "MMMOOAAI", strict=False))
NEAR_TIE, TURNED, TURNED_FOR = "person_in_two_minutes", "paperless", "60+"
TURNED_CHANCES = (0.03, 0.04, 0.03, 0.16, 0.72, 0.02)
# Answers (functional, dysfunctional) that stand for each class, with how often each is the one.
PAIRS: dict[str, tuple[tuple[int, int, float], ...]] = {
    "A": ((1, 3, 0.5), (1, 4, 0.3), (1, 2, 0.2)),
    "O": ((1, 5, 1.0),),
    "M": ((2, 5, 0.6), (3, 5, 0.3), (4, 5, 0.1)),
    "I": ((3, 3, 0.5), (2, 3, 0.2), (3, 4, 0.2), (2, 4, 0.1)),
    "R": ((5, 1, 0.5), (5, 2, 0.2), (4, 1, 0.2), (5, 3, 0.1)),
    "Q": ((1, 1, 0.6), (5, 5, 0.4)),
}


def kano_features(seed: int) -> "DataFrame":
    """Draw 300 customers' answers to Kano's two questions about ten features of a mobile bank.

    The truth behind the numbers: each answer's class is drawn from the feature's own chances (`FEATURES`), the same for
    all ages but for ``paperless``, which customers of 60 and above mostly do not want; then a pair of answers that
    stands for the class. Answers of one respondent have nothing in common.

    Parameters
    ----------
    seed : int
        Any non-negative whole number; the same seed gives the same table on every machine.

    Returns
    -------
    DataFrame, shape (3000, 5)
        One row for each respondent and feature: ``respondent``, ``age_band``, ``feature``, ``functional`` (how it is if
        the feature is there, 1 like to 5 dislike), ``dysfunctional`` (if it is not).

    Examples
    --------
    >>> kano_features(seed=1).shape
    (3000, 5)
    """
    from pandas import DataFrame

    draws = Draws(seed)
    ages = [AGE_BANDS[code] for code in np.searchsorted(AGE_LIMITS, draws.uniforms(RESPONDENTS))]
    old = np.array([age == TURNED_FOR for age in ages])
    columns: dict[str, list[object]] = {"feature": [], "functional": [], "dysfunctional": []}
    for feature, chances in FEATURES.items():
        chosen, which = draws.uniforms(RESPONDENTS), draws.uniforms(RESPONDENTS)
        letters = _drawn(chosen, chances)
        if feature == TURNED:
            letters = np.where(old, _drawn(chosen, TURNED_CHANCES), letters)
        for letter, place in zip(letters.tolist(), which.tolist(), strict=True):
            pairs = PAIRS[LETTERS[letter]]
            limits = np.cumsum([share for *_, share in pairs])[:-1]
            there, gone, _ = pairs[int(np.searchsorted(limits, place))]
            columns["feature"].append(feature)
            columns["functional"].append(there)
            columns["dysfunctional"].append(gone)
    respondents = [f"R{number:04d}" for number in range(1, RESPONDENTS + 1)]
    table = DataFrame({"respondent": respondents * len(FEATURES), "age_band": ages * len(FEATURES), **columns})
    order = np.argsort(np.tile(np.arange(RESPONDENTS), len(FEATURES)), kind="stable")
    return table.iloc[order].reset_index(drop=True).astype({"functional": np.int64, "dysfunctional": np.int64})


def keeps_story(table: "DataFrame") -> bool:
    """Tell whether Fong's test gives each feature its verdict, and leaves the near tie undecided between O and M."""
    counts = {feature: _counts(table[table["feature"] == feature]) for feature in FEATURES}
    clear = all(_verdict(counts[feature]) == verdict for feature, verdict in VERDICTS.items())
    tie = counts[NEAR_TIE]
    old = _counts(table[(table["feature"] == TURNED) & (table["age_band"] == TURNED_FOR)])
    young = _counts(table[(table["feature"] == TURNED) & (table["age_band"] != TURNED_FOR)])
    top_two = set(sorted(tie, key=lambda letter: -tie[letter])[:2])
    return clear and _verdict(tie) is None and top_two == {"O", "M"} and _verdict(old) == "R" and _verdict(young) == "I"


def _drawn(chosen: "np.ndarray", chances: tuple[float, ...]) -> "np.ndarray":
    return np.searchsorted(np.cumsum(chances)[:-1], chosen)


def _counts(rows: "DataFrame") -> dict[str, int]:
    """Count classes by Kano's table."""
    letters = {(there, gone): letter for letter, pairs in PAIRS.items() for there, gone, _ in pairs}
    found = dict.fromkeys(LETTERS, 0)
    for there, gone in zip(rows["functional"].tolist(), rows["dysfunctional"].tolist(), strict=True):
        found[letters[there, gone]] += 1
    return found


def _verdict(counts: dict[str, int]) -> str | None:
    """Return the class that Fong's test gives, in whole numbers, or None: (a-b)^2 400 2n > 1089 (a+b)(2n-a-b)."""
    first, second = sorted(counts, key=lambda letter: -counts[letter])[:2]
    n, a, b = sum(counts.values()), counts[first], counts[second]
    return first if (a - b) ** 2 * 400 * 2 * n > 1089 * (a + b) * (2 * n - a - b) else None
