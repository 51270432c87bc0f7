"""In the environment that `start.py lab` makes there is no jupytext: a teacher gets pages, an author a sentence."""

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fsq_lab.cli import app
from fsq_lab.ground.language import LANGUAGES, message_in
from fsq_lab.source import grammar


@pytest.fixture(autouse=True)
def no_jupytext(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jupytext", None)
    monkeypatch.setattr("fsq_lab.cli.find_spec", lambda name: None)
    grammar._cells.cache_clear()


def test_pages_are_made_of_the_notebooks_as_they_are(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["build", "--html", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "03_servqual.zh.html").stat().st_size > 100_000


@pytest.mark.parametrize("command", [["build"], ["build", "--check"], ["check", "03", "--quick"]])
def test_an_author_is_told_what_to_install(command: list[str]) -> None:
    done = CliRunner().invoke(app, command)
    assert done.exit_code != 0
    assert any(message_in(language, "source.no_jupytext") in done.output for language in LANGUAGES)
