"""Which synthetic tables there are, and the seed of each committed one."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from fsq_lab.ground.synthetic.bank_branch import bank_branch
from fsq_lab.ground.synthetic.insurance import insurance
from fsq_lab.ground.synthetic.mobile_bank import mobile_bank
from fsq_lab.ground.synthetic.securities import securities

if TYPE_CHECKING:
    from pandas import DataFrame

TABLES: dict[str, Callable[[int], "DataFrame"]] = {
    "bank_branch": bank_branch,
    "mobile_bank": mobile_bank,
    "securities": securities,
    "insurance": insurance,
}
SEEDS = {"bank_branch": 20261123, "mobile_bank": 20261124, "securities": 20261125, "insurance": 20261126}
