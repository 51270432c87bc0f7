"""A role play to spoil: read as plain data, changed, and parsed again."""

from typing import Any

from plain_yaml import written_out

from fsq_lab.roleplay.reading import parse_scenario
from fsq_lab.roleplay.scenario import Scenario

FILE = "wrong-transfer.yml"


def parsed(raw: dict[str, Any]) -> Scenario:
    return parse_scenario(written_out(raw), FILE)


def choices(raw: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for line in raw["lines"].values() if isinstance(line["choices"], list) for one in line["choices"]]


def choice(raw: dict[str, Any], line: str, name: str) -> dict[str, Any]:
    return next(one for one in raw["lines"][line]["choices"] if one["id"] == name)
