"""What a learner is shown of a check: a verdict, which in a notebook has its buttons, and the report of an exercise."""

import html
import os
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fsq_lab.ground.language import LANGUAGE_TAGS
from fsq_lab.hypertext.words import with_code

if TYPE_CHECKING:
    from fsq_lab.checks.practice import Check

MARKS = {
    "right": "✓",
    "follows": "✓",
    "mistake": "✗",
    "partly": "◐",
    "wrong": "✗",
    "unsupported": "?",
    "untried": "○",
    "note": "–",
}


@dataclass(frozen=True)
class Verdict:
    """What a learner is told about one answer; shows as text and as HTML in the language it was given in.

    In a running notebook it has buttons for a hint and for another check. While nbgrader executes the notebook its
    repr is the points as a float, since nbgrader reads marks from there.

    Attributes
    ----------
    tip : str
        How to get a hint where there is no button.
    check : Check or None
        Who was asked; None where the verdict is of no question, and so has no buttons.
    """

    answer: str
    outcome: str
    points: float
    most: float
    sentences: tuple[str, ...]
    language: str
    tip: str = ""
    check: "Check | None" = field(default=None, compare=False)

    @property
    def mark(self) -> str:
        """A sign for the outcome."""
        return MARKS["partly" if self.outcome == "mistake" and self.points else self.outcome]

    def __repr__(self) -> str:
        if os.environ.get("NBGRADER_EXECUTION"):
            return repr(float(self.points))
        return f"{self.mark} {self.answer}: " + " ".join(filter(None, (*self.sentences, self.tip)))

    def _repr_html_(self) -> str | None:
        body = "".join(f"<p>{with_code(s)}</p>" for s in (*self.sentences[1:], self.tip) if s)
        head = f"<p><strong>{self.mark} <code>{html.escape(self.answer)}</code></strong> "
        return _page("fsq-verdict", self.language, f"{head}{with_code(self.sentences[0])}</p>{body}")

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any] | None:
        """Return the buttons' view in a running notebook, beside which text and HTML stay."""
        if self.check is None or os.environ.get("NBGRADER_EXECUTION") or not _in_notebook():
            return None
        from fsq_lab.checks.widget import CheckWidget

        data, _metadata = CheckWidget(self.check, self)._repr_mimebundle_() or ({}, {})
        return {kind: shown for kind, shown in data.items() if not kind.startswith("text/")}


@dataclass(frozen=True)
class ExerciseReport:
    """All verdicts of an exercise so far, one line each, and what is left for the instructor."""

    lines: tuple[str, ...]
    language: str
    points: float

    def __repr__(self) -> str:
        if os.environ.get("NBGRADER_EXECUTION"):
            return ""
        return "\n".join(self.lines)

    def _repr_html_(self) -> str | None:
        items = "".join(f"<li>{with_code(line)}</li>" for line in self.lines[1:])
        head = f"<p><strong>{with_code(self.lines[0])}</strong></p>"
        return _page("fsq-report", self.language, f"{head}<ul>{items}</ul>")


def _in_notebook() -> bool:
    """Whether a kernel runs this code, so that there may be a page with buttons."""
    if "IPython" not in sys.modules:
        return False
    from IPython.core.getipython import get_ipython

    return getattr(get_ipython(), "kernel", None) is not None


def _page(name: str, language: str, body: str) -> str | None:
    """Return a verdict's HTML; none while nbgrader executes the notebook, which reads points from the text."""
    if os.environ.get("NBGRADER_EXECUTION"):
        return None
    return f'<div class="{name}" lang="{LANGUAGE_TAGS[language]}">{body}</div>'
