"""The READMEs serve a beginner first: three steps, one command, a picture; what is told there exists."""

import re
from pathlib import Path

import pytest

from fsq_lab.ground.language import LANGUAGES
from fsq_lab.upkeep.readmes import READMES

LARGEST_PICTURE = 200_000
PICTURE = re.compile(r"!\[([^\]]{10,})\]\((docs/[^)]+)\)")
COMMANDS = re.compile(r"^(?:py|python3) start\.py (\w+)", re.MULTILINE)


def readme(root: Path, language: str) -> str:
    return (root / READMES[language]).read_text(encoding="utf-8")


def students_part(text: str) -> str:
    """Return what stands before the second heading."""
    return text.split("\n## ")[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_beginner_on_windows_finds_three_steps_first(root: Path, language: str) -> None:
    part = students_part(readme(root, language))
    steps = {"zh": ("**第一步", "**第二步", "**第三步"), "en": ("**1. ", "**2. ", "**3. ")}[language]
    needed = ["Add python.exe to PATH", "py -m pip config set global.index-url ADDRESS", "`cmd`", "\npy start.py lab\n"]
    places = [part.index(word) for word in (steps[0], *needed[:2], *steps[1:], *needed[2:])]
    assert places == sorted(places)
    assert "activate" not in part
    assert "fsq-lab " not in part


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_is_there_and_small(root: Path, language: str) -> None:
    ((text, name),) = PICTURE.findall(students_part(readme(root, language)))
    assert name == f"docs/lesson-00.{language}.png"
    picture = (root / name).read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) < LARGEST_PICTURE
    assert text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_of_start_py_that_is_told_exists(root: Path, language: str) -> None:
    known = re.search(r"EXTRAS = \{(.*)\}", (root / "start.py").read_text(encoding="utf-8"))
    assert known
    told = set(COMMANDS.findall(readme(root, language)))
    assert told == set(re.findall(r'"(\w+)":', known[1]))


def test_both_readmes_have_the_same_sections_and_commands(root: Path) -> None:
    zh, en = (readme(root, language) for language in LANGUAGES)
    assert zh.count("\n## ") == en.count("\n## ")
    commands = [re.findall(r"^(?:py|python3|fsq-lab) .*?(?=  |$)", text, re.MULTILINE) for text in (zh, en)]
    assert len(commands[0]) == len(commands[1])
