"""A sample of calls to the bank's service line."""

from typing import TYPE_CHECKING

import numpy as np

from fsq_lab.ground.synthetic.bank.chances import gammas, pick, rounded
from fsq_lab.ground.synthetic.bank.dates import day_in
from fsq_lab.ground.synthetic.bank.parameters import (
    B07,
    BRANCHES,
    CALL_ERROR,
    CALL_HOURS,
    CALL_SOLVED,
    CALL_TALK,
    CALL_TALK_SHAPE,
    CALL_WAIT,
    CALLS,
    CLOSED,
    EASED,
    KIND_SHARES,
    KINDS,
    MONTHS,
    TRANSACTIONS,
    Parameters,
)
from fsq_lab.ground.synthetic.draws import Draws

if TYPE_CHECKING:
    from pandas import DataFrame

FIRST_MINUTE, HOUR = 480, 60


def draw_calls(seed: int, parameters: Parameters) -> "DataFrame":
    """Draw 20,000 calls, as many in each month, each about one branch: the larger it is the more."""
    from pandas import DataFrame

    draws = Draws(seed)
    month = np.arange(CALLS) * MONTHS // CALLS
    total = sum(TRANSACTIONS)
    branch = pick(draws.uniforms(CALLS), [count / total for count in TRANSACTIONS])
    share = draws.uniforms(CALLS)
    hours = [weight / sum(CALL_HOURS) for weight in CALL_HOURS]
    hour = pick(draws.uniforms(CALLS), hours)
    minute = FIRST_MINUTE + HOUR * hour + np.floor(HOUR * draws.uniforms(CALLS)).astype(np.int64)
    wait = rounded(-CALL_WAIT * np.log(draws.uniforms(CALLS)))
    talk = gammas(draws.uniforms(CALLS), CALL_TALK_SHAPE, CALL_TALK)
    kind = pick(draws.uniforms(CALLS), KIND_SHARES)
    hard = (branch == B07) & (month >= CLOSED) & (month < EASED)
    solved = draws.uniforms(CALLS) < np.where(hard, parameters.call_solved, CALL_SOLVED)
    error = draws.uniforms(CALLS) < CALL_ERROR
    dates = [day_in(*at).isoformat() for at in zip(month.tolist(), share.tolist(), strict=True)]
    rows = np.lexsort((minute, np.array(dates)))
    return DataFrame(
        {
            "call": [f"K{number:05d}" for number in range(1, CALLS + 1)],
            "date": [dates[at] for at in rows.tolist()],
            "minute": minute[rows],
            "wait_s": wait[rows],
            "talk_s": talk[rows],
            "branch": [BRANCHES[code] for code in branch[rows].tolist()],
            "kind": [KINDS[code] for code in kind[rows].tolist()],
            "solved_first": solved[rows].astype(np.int64),
            "error": error[rows].astype(np.int64),
        }
    )
