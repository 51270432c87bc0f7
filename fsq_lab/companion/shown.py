"""Errors in a notebook: what they mean first, in the reader's language, then what Python says.

Every error still leaves its error output: nbclient, nbval and nbgrader read their verdict from it.
"""

import os
import re
from contextlib import suppress
from html import escape
from typing import Any

from fsq_lab.companion.explanation import explain
from fsq_lab.companion.situation import situation_of
from fsq_lab.ground.language import LANGUAGE_TAGS, CourseError, current, message
from fsq_lab.hypertext.words import with_code

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_COUNT = re.compile(r"\bIn\[\d+\]")
_INSTALLED = re.compile(r"^(File )[^\n]*?[/\\](?:site-packages[/\\]|python3\.\d+[/\\]|(?=fsq_lab[/\\]))", re.MULTILINE)
_BOX = "border-left: 4px solid var(--jp-warn-color1, #b45309); padding: 0 0.75em; margin: 0.25em 0"


def explain_errors(shell: Any) -> None:
    """Let an IPython shell say what an error means before it shows it; twice changes nothing.

    Not while nbgrader executes a notebook.
    """
    if os.environ.get("NBGRADER_EXECUTION"):
        return
    plain = getattr(shell._showtraceback, "plain", shell._showtraceback)

    def show(kind: type[BaseException], error: BaseException, lines: list[str]) -> None:
        with suppress(Exception):  # never hide an error behind one of ours
            lines = _introduced(shell, error, lines)
        plain(kind, error, lines)

    show.plain = plain  # type: ignore[attr-defined]
    shell._showtraceback = show


def _introduced(shell: Any, error: BaseException, lines: list[str]) -> list[str]:
    """Publish what an error means and return the lines of the traceback that are still to be shown."""
    told = None if isinstance(error, CourseError) else explain(error, situation_of(error, shell.user_ns))
    if told is None and not isinstance(error, CourseError):
        return lines
    folds = hasattr(shell, "kernel") and not isinstance(error, SyntaxError) and len(lines) > 1
    page = (f"<p>{with_code(told)}</p>" if told else "") + (_folded(lines) if folds else "")
    if page:
        box = f'<div class="fsq-slip" lang="{LANGUAGE_TAGS[current()]}" style="{_BOX}">{page}</div>'
        shell.display_pub.publish({"text/plain": told or message("companion.details"), "text/html": box})
    return lines[-1:] if folds else lines


def _folded(lines: list[str]) -> str:
    """Return a traceback behind a line to click, without machine paths and counts, the same on every run."""
    text = _COUNT.sub("In[ ]", _COLOURS.sub("", "\n".join(lines)))
    whole = escape(_INSTALLED.sub(r"\1", text))
    return f"<details><summary>{escape(message('companion.details'))}</summary><pre>{whole}</pre></details>"
