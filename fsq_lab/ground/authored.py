"""Reading what authors write: a text, or YAML; a file that cannot be read is told with its place and the remedy."""

from pathlib import Path
from typing import Any

from fsq_lab.ground.language import CourseError
from fsq_lab.ground.yaml_files import parse, told_of


def read_text(file: Path) -> str:
    """Return a file's text, without a byte order mark.

    Raises
    ------
    CourseError
        When it is not UTF-8.
    """
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CourseError("authored.not_utf8", file=_shown(file)) from error


def read_yaml(file: Path) -> Any:
    """Return what a YAML file holds.

    Raises
    ------
    CourseError
        When it is not UTF-8, or not YAML, told with the line.
    """
    text = read_text(file)
    try:
        return parse(text)
    except Exception as error:  # PyYAML lets ValueError, KeyError, IndexError and others through
        raise CourseError("authored.not_yaml", file=_shown(file), **told_of(error)) from error


def _shown(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"
