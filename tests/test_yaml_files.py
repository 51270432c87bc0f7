"""The course's own YAML: no key stands twice, where the second would silently win."""

import re
from pathlib import Path

import pytest
import yaml

from fsq_lab.ground.yaml_files import parse, parse_written

ROOMS = ("course", "datasets", "fsq_lab", "tests")


def test_no_key_stands_twice_in_the_courses_files(root: Path) -> None:
    files = [file for room in ROOMS for file in sorted((root / room).rglob("*.yml"))]
    assert len(files) > 50
    for file in files:
        text = file.read_text(encoding="utf-8")
        without = (
            re.sub(r"(?<=: )&\w+", "", re.sub(r"(?<=: )\*\w+", "[]", text))
            if "tests" in file.relative_to(root).parts
            else text
        )
        parse_written(without)  # aliases, of tests' own files alone


def test_a_key_that_stands_twice_is_found() -> None:
    twice = "labels:\n  city: City bank\n  city: In the city\n"
    assert parse(twice) == {"labels": {"city": "In the city"}}, "the ordinary loader says nothing"
    with pytest.raises(yaml.YAMLError, match="'city' stands twice"):
        parse_written(twice)
