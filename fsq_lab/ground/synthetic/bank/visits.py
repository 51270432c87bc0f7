"""Mystery visits by the checklist, promises kept, and what managers guess that customers care for."""

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from fsq_lab.ground.synthetic.bank.chances import rounded
from fsq_lab.ground.synthetic.bank.dates import MONTH_NAMES
from fsq_lab.ground.synthetic.bank.exposures import Exposures
from fsq_lab.ground.synthetic.bank.parameters import (
    B06,
    B06_SPREAD,
    B07,
    B07_PROMISED,
    BRANCHES,
    CHECKLIST,
    EASED,
    GUESS_SD,
    GUESSED_WEIGHTS,
    ITEM_SPREAD,
    KEPT,
    KIND_SHARES,
    KINDS,
    MONTHS,
    PASS,
    PROMISED_MINUTES,
    RATER_ERROR,
    RATERS,
    TIME_SPREAD,
    UNSURE_ERROR,
    UNSURE_ITEM,
    VISITS,
    Parameters,
    phase,
)
from fsq_lab.ground.synthetic.draws import Draws, Integers

if TYPE_CHECKING:
    from pandas import DataFrame

PIECES_SHARE = 0.10  # of a month's tickets, whose time was taken


@dataclass(frozen=True)
class Promises:
    """By branch, month and kind: pieces whose time was taken, those in time, the mean minutes measured."""

    pieces: Integers
    in_time: Integers
    measured: Integers


def draw_visits(seed: int, parameters: Parameters) -> Integers:
    """Draw what was passed: branches x visits x raters x items, each rater with errors of his own."""
    draws = Draws(seed)
    shape = (len(BRANCHES), len(VISITS), len(RATERS), CHECKLIST)
    spread = np.array(ITEM_SPREAD)
    chance = np.full((len(BRANCHES), CHECKLIST), PASS) + spread
    chance[B07] = parameters.passes[0] + spread
    chance[B06] = parameters.passes[1] + (B06_SPREAD if parameters.passes[1] != PASS else 1.0) * spread
    truly = draws.uniforms(len(BRANCHES) * len(VISITS) * CHECKLIST).reshape(shape[0], shape[1], 1, shape[3])
    passed = truly < chance[:, None, None, :]
    error = np.full(CHECKLIST, RATER_ERROR)
    error[UNSURE_ITEM - 1] = UNSURE_ERROR
    wrong = draws.uniforms(int(np.prod(shape))).reshape(shape) < error
    marks: Integers = (passed != wrong).astype(np.int64)
    return marks


def visits_table(passed: Integers) -> "DataFrame":
    """Lay the visits out, a row for each item, rater, visit and branch."""
    from pandas import DataFrame, MultiIndex

    index = MultiIndex.from_product(
        [BRANCHES, VISITS, RATERS, range(1, CHECKLIST + 1)], names=["branch", "visit", "rater", "item"]
    )
    return DataFrame({"passed": passed.ravel()}, index=index).reset_index()


def draw_promises(seed: int, exposures: Exposures, parameters: Parameters) -> Promises:
    """Draw how many pieces were finished in the minutes that the poster promises, and their mean time.

    Times are lognormal; their middle follows from the share in time.
    """
    draws = Draws(seed)
    pieces = rounded(PIECES_SHARE * exposures.tickets[:, :, None] * np.array(KIND_SHARES))
    pieces = np.maximum(pieces, 1)
    chance = np.full((len(BRANCHES), MONTHS), KEPT)
    chance[B07] = [parameters.kept[phase(month)] for month in range(MONTHS)]
    edges = np.repeat(chance[:, :, None], len(KINDS), axis=2).ravel()
    times: list[int] = []
    kept: list[int] = []
    normals = draws.normals(int(pieces.sum()))
    ends = list(accumulate(pieces.ravel().tolist()))
    promised = promised_minutes().ravel()
    columns = (ends, pieces.ravel().tolist(), edges.tolist(), promised.tolist())
    for end, number, share, minutes in zip(*columns, strict=True):
        middle = np.log(minutes) - TIME_SPREAD * _quantile(share)
        took = np.ceil(np.exp(middle + TIME_SPREAD * normals[end - number : end])).astype(np.int64)
        kept.append(int((took <= minutes).sum()))
        times.append((2 * int(took.sum()) + number) // (2 * number))
    shape = pieces.shape
    return Promises(pieces, np.array(kept).reshape(shape), np.array(times).reshape(shape))


def promised_minutes() -> Integers:
    """Return what is promised: branches x months x kinds; at B07 more from 2025-10."""
    promised = np.tile(np.array(PROMISED_MINUTES, dtype=np.int64), (len(BRANCHES), MONTHS, 1))
    promised[B07, EASED:] = B07_PROMISED
    return promised


def _quantile(share: float) -> float:
    from statistics import NormalDist

    return NormalDist().inv_cdf(share)


def promises_table(promises: Promises) -> "DataFrame":
    """Lay the promises out, a row for each branch, month and kind of business."""
    from pandas import DataFrame

    rows = len(KINDS) * MONTHS
    return DataFrame(
        {
            "branch": np.repeat(BRANCHES, rows).tolist(),
            "month": np.repeat(MONTH_NAMES, len(KINDS)).tolist() * len(BRANCHES),
            "kind": KINDS * (len(BRANCHES) * MONTHS),
            "promised_minutes": promised_minutes().ravel(),
            "measured_minutes": promises.measured.ravel(),
            "pieces": promises.pieces.ravel(),
            "in_time": promises.in_time.ravel(),
        }
    )


def draw_managers(seed: int, parameters: Parameters) -> "DataFrame":
    """Draw each manager's guess of the customers' weights: 100 points over the five dimensions."""
    from pandas import DataFrame

    draws = Draws(seed)
    guesses = {name: rounded(mean + GUESS_SD * draws.normals(len(BRANCHES))) for name, mean in GUESSED_WEIGHTS.items()}
    rest = 100 - sum(guesses.values())
    guesses["tangibles"] = guesses["tangibles"] + rest // 2
    guesses["assurance"] = guesses["assurance"] + rest - rest // 2
    return DataFrame({"branch": BRANCHES, **{f"weight_{name}": points for name, points in guesses.items()}})
