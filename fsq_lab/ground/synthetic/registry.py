"""Which synthetic tables there are, the seed of each committed one, and what every learner's draw of it keeps."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from fsq_lab.ground.synthetic import (
    bank_branch,
    insurance,
    insurer_indicators,
    kano_features,
    mobile_bank,
    pilot,
    securities,
)
from fsq_lab.ground.synthetic.bank import world

if TYPE_CHECKING:
    from pandas import DataFrame


def _of_world(name: str, seed: int) -> "DataFrame":
    return world.world_of_seed(seed).table(name)


WORLD = tuple(world.TABLES)
"""The tables that are drawn together, from one seed; its families keep their own facts (`bank.facts`)."""
TABLES: dict[str, Callable[[int], "DataFrame"]] = {
    "bank_branch": bank_branch.bank_branch,
    "mobile_bank": mobile_bank.mobile_bank,
    "securities": securities.securities,
    "insurance": insurance.insurance,
    "pilot": pilot.pilot,
    "kano_features": kano_features.kano_features,
    "insurer_indicators": insurer_indicators.insurer_indicators,
    **{name: partial(_of_world, name) for name in WORLD},
}
SEEDS = {
    "bank_branch": 20261123,
    "mobile_bank": 20261124,
    "securities": 20261125,
    "insurance": 20261126,
    "pilot": 20261127,
    "kano_features": 20261127,
    "insurer_indicators": 20261127,
    **dict.fromkeys(WORLD, world.SEED),
}
STORIES: dict[str, Callable[["DataFrame"], bool]] = {
    "bank_branch": bank_branch.keeps_story,
    "mobile_bank": mobile_bank.keeps_story,
    "securities": securities.keeps_story,
    "insurance": insurance.keeps_story,
    "pilot": pilot.keeps_story,
    "kano_features": kano_features.keeps_story,
    "insurer_indicators": insurer_indicators.keeps_story,
}
"""Of the tables that are families of their own: whether a drawn table keeps what it is to show."""
LISTED = (*WORLD, "pilot", "kano_features", "insurer_indicators")
"""The tables whose cards list their columns; those of the others come from a questionnaire."""
