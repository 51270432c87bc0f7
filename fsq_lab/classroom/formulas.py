"""The course's formulas on a page: what the docstrings of its measures give as `Formula`, with symbols explained."""

import inspect
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib import import_module
from pathlib import Path

from fsq_lab.ground.chapters import chapters
from fsq_lab.ground.language import message
from fsq_lab.ground.names import PUBLIC
from fsq_lab.hypertext.words import Html, as_html, joined

_FORMULA = re.compile(r"^Formula(?: \(([^)]+)\))?:\s+``([^`]+)``$", re.MULTILINE)
_LETTERS = {
    **{"alpha": "α", "beta": "β", "kappa": "κ", "lambda": "λ", "omega": "ω", "rho": "ρ", "theta": "θ"},
    **{"sum": "Σ", "product": "∏"},
}
_SIGNS = {"+-": "±", ">=": "≥", "<=": "≤", "...": "…", "sqrt(": "√(", " * ": "·", "-": "−"}
_SMALL = re.compile(r"([_^])(?:\{((?:[^{}]|\{[^{}]*\})*)\}|([A-Za-z0-9∞α-ωΣ]+))")
_TAGS = {"_": "sub", "^": "sup"}


@dataclass(frozen=True)
class Formula:
    """A measure's formula as its docstring gives it.

    Attributes
    ----------
    call : str
        How a notebook calls the measure, such as ``"reliability.alpha"``.
    source : str
        Author and year, or nothing.
    chapter : str
        The first chapter that uses it in its lesson or exercise; nothing where none does.
    """

    call: str
    source: str
    text: str
    chapter: str

    @property
    def name(self) -> str:
        """What the measure is called in the current language."""
        return message(f"reference.measures.{self.call}.name")

    @property
    def symbols(self) -> str:
        """What the letters stand for, in the current language."""
        return message(f"reference.measures.{self.call}.symbols")


def formulas(root: Path) -> tuple[Formula, ...]:
    """Return the formulas of the public measures, in the order of the chapters that use them.

    Parameters
    ----------
    root : Path
        The course's folder, with its notebooks built.
    """
    used = _first_uses(root)
    found = [
        Formula(call, match[1] or "", " ".join(match[2].split()), used.get(call, ""))
        for call, measure in _measures().items()
        if (match := _FORMULA.search(inspect.getdoc(measure) or ""))
    ]
    return tuple(sorted(found, key=lambda one: (one.chapter or "99", one.call)))


def formulas_body(root: Path) -> Html:
    """Return the page's table, in the current language."""
    heads = joined(_cell("th", as_html(message(f"reference.formulas.{name}"))) for name in ("measure", "formula"))
    heads = Html(f"{heads}{_cell('th', as_html(message('reference.formulas.chapter')))}")
    rows = joined(
        Html(
            f"<tr><td><strong>{as_html(one.name)}</strong><br><code>{_breakable(one.call)}</code></td>"
            f'<td><span class="formula">{notation(one.text)}</span> '
            f'<span class="source">{escape(one.source)}</span><br>{_raised(escape(one.symbols, quote=False))}</td>'
            f"<td>{one.chapter}</td></tr>"
        )
        for one in formulas(root)
    )
    return Html(f'<table class="formulas"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>')


def notation(text: str) -> Html:
    """Return a formula as HTML: indices below, powers above, Greek letters and signs as print has them.

    >>> print(notation("alpha = sum_i s_i^2 - e^{-(b_0 + x)}"))
    α = Σ<sub>i</sub> s<sub>i</sub><sup>2</sup> − e<sup>−(b<sub>0</sub> + x)</sup>
    """
    letters = re.compile(rf"(?<![A-Za-z])({'|'.join(_LETTERS)})(?![A-Za-z])")
    shown = letters.sub(lambda found: _LETTERS[found[1]], text)
    for plain, sign in _SIGNS.items():
        shown = shown.replace(plain, sign)
    return _raised(escape(shown, quote=False))


def _raised(text: str) -> Html:
    def tagged(found: re.Match[str]) -> str:
        tag = _TAGS[found[1]]
        return f"<{tag}>{_raised(found[2] or found[3])}</{tag}>"

    return Html(_SMALL.sub(tagged, text))


def _breakable(call: str) -> Html:
    room, _, name = call.partition(".")
    return Html(f"<span>{escape(room)}.</span><span>{escape(name)}</span>")


def _cell(tag: str, content: Html) -> Html:
    return Html(f"<{tag}>{content}</{tag}>")


@cache
def _measures() -> Mapping[str, object]:
    """Return each measure by how notebooks call it: the functions of the public modules."""
    found: dict[str, object] = {}
    for name, path in PUBLIC.items():
        if path.endswith(f".{name}"):
            module = import_module(path)
            found |= {
                f"{name}.{own}": value
                for own, value in vars(module).items()
                if not own.startswith("_") and inspect.isfunction(value) and value.__module__.startswith("fsq_lab.")
            }
    seen: dict[int, str] = {}
    for call, value in found.items():
        defined = call.partition(".")[0] in str(getattr(value, "__module__", ""))
        if id(value) not in seen or defined:
            seen[id(value)] = call
    return {call: found[call] for call in seen.values()}


def _first_uses(root: Path) -> dict[str, str]:
    """Return the first chapter whose lesson, exercise or solution calls a measure, by its call."""
    first: dict[str, str] = {}
    for chapter in chapters(root):
        files = (root / "notebooks" / "zh" / f"{chapter.name}.ipynb", chapter.compiled_file)
        text = " ".join(file.read_text(encoding="utf-8") for file in files if file.is_file())
        for call in re.findall(r"\b[a-z_]+\.[a-z_]+(?=[(`])", text):
            first.setdefault(call, chapter.number)
    return first
