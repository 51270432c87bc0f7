"""Bold is bold in JupyterLab too, whose Markdown follows CommonMark more strictly than a hand-out's does."""

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from fsq_lab.ground.language import LANGUAGES
from fsq_lab.source.grammar import read_blocks

STARS = re.compile(r".{0,12}\*\*.{0,12}")


def stars_left(text: str) -> list[str]:
    """Return where two stars are read as stars."""
    html = MarkdownIt("commonmark").enable("table").render(re.sub(r"\{\{.*?\}\}", "0", text))
    plain = re.sub("<[^>]+>", "", re.sub("(?s)<code.*?</code>", "", html))
    return STARS.findall(plain)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_bold_is_shown_as_stars(root: Path, language: str) -> None:
    sources = [
        *(root / "course" / "chapters").glob("*/lesson.py"),
        *(root / "course" / "chapters").glob("*/exercise.py"),
    ]
    found = {
        file.name: [left for block in read_blocks(file) if block.text for left in stars_left(block.text[language])]
        for file in sources
    }
    assert found == {file.name: [] for file in sources}


def test_bold_that_does_not_close_is_found() -> None:
    assert stars_left("- **★**是短路径") == ["**★**是短路径"]
    assert stars_left("- ★**短路径**：`a ** b`") == []
