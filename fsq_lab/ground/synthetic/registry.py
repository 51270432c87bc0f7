"""Which synthetic tables there are, the seed of each committed one, and what every learner's draw of it keeps."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from fsq_lab.ground.synthetic import bank_branch, insurance, mobile_bank, securities

if TYPE_CHECKING:
    from pandas import DataFrame

TABLES: dict[str, Callable[[int], "DataFrame"]] = {
    "bank_branch": bank_branch.bank_branch,
    "mobile_bank": mobile_bank.mobile_bank,
    "securities": securities.securities,
    "insurance": insurance.insurance,
}
SEEDS = {"bank_branch": 20261123, "mobile_bank": 20261124, "securities": 20261125, "insurance": 20261126}
STORIES: dict[str, Callable[["DataFrame"], bool]] = {
    "bank_branch": bank_branch.keeps_story,
    "mobile_bank": mobile_bank.keeps_story,
    "securities": securities.keeps_story,
    "insurance": insurance.keeps_story,
}
