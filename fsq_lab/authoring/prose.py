"""What a lesson's prose may hold: no result typed by hand."""

import re
from pathlib import Path

import yaml

from fsq_lab.language import CourseError
from fsq_lab.source import Block

FIGURE = re.compile(r"(?<![\w.])\d+\.\d+(?![\w.])|\d+(?:\.\d+)?\s*[%％]")
SOURCE = re.compile(r"\[([A-Za-z][A-Za-z0-9-]*)\]")
QUOTE = re.compile(r"\{\{.*?\}\}")


class ProseError(CourseError):
    """A lesson quotes a figure that nobody computed and no source is named for."""


def refuse_typed_figures(root: Path, file: str, blocks: tuple[Block, ...]) -> None:
    """Refuse a typed decimal or percentage on a line that names no source from ``course/sources.yml``.

    Raises
    ------
    ProseError
        Naming file, line and figure.
    """
    sources = set(yaml.safe_load((root / "course" / "sources.yml").read_text(encoding="utf-8")))
    for block in blocks:
        for text in block.text.values():
            for line in text.splitlines():
                figure = FIGURE.search(QUOTE.sub("", line))
                named = {m.group(1) for m in SOURCE.finditer(line)} & sources
                if figure and not named:
                    raise ProseError(
                        "build.typed_figure", file=file, line=block.line, figure=figure.group(), text=line[:60]
                    )
