"""`fsq-lab build --html`: each chapter as one HTML file per language, to read, project or print without Python.

Charts are embedded; under each quiz question hints and answer open on a click, under a role play its whole course;
both are left out on paper.
"""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from fsq_lab.classroom.export import QUIZ, shown_in
from fsq_lab.classroom.paper import asked, folded, hinted
from fsq_lab.classroom.portable import portable
from fsq_lab.classroom.roleplay_cards import numbers_of, ways
from fsq_lab.ground.course import course_version
from fsq_lab.ground.language import LANGUAGES, current, message, use
from fsq_lab.ground.legal import basis
from fsq_lab.ground.written_files import make_folder, write_file
from fsq_lab.hypertext.pages import page, written_before
from fsq_lab.hypertext.words import Html, whole_numbers
from fsq_lab.quiz.bank import Bank, load_bank
from fsq_lab.roleplay.reading import load_scenario
from fsq_lab.roleplay.scenario import METERS, Choice, Line, Scenario

MARK = "fsq-lab build --html"
_WIDGET = re.compile(r"(Quiz|Role play|Explorer) \S+ \(|Bet \S+: ")
_ROLE_PLAY = re.compile(r"Role play (\S+) \(version ")
_CHAPTER = re.compile(r'<a href="([^"/:]+)\.ipynb">')
_ELSEWHERE = re.compile(r'<a href="(?!https?://|#|[^"/:]+\.html")[^"]*">(.*?)</a>', re.DOTALL)
_FOLDED = 'class="fsq-chart-in-words"'
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def write_handouts(root: Path, folder: Path, replace: bool = False) -> list[Path]:
    """Write every chapter in both languages as ``NAME.LANGUAGE.html``.

    Parameters
    ----------
    root : Path
        The course's folder, with its notebooks built.
    folder : Path
        Where to write; it is made if need be. Chapters that were written there before are replaced.
    replace : bool
        Whether other files of those names may be replaced.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    CourseError
        As `fsq_lab.ground.written_files.write_file`.
    """
    make_folder(folder)
    before, written = current(), []
    try:
        for language in LANGUAGES:
            use(language)
            for file in sorted((root / "notebooks" / language).glob("*.ipynb")):
                target = folder / f"{file.stem}.{language}.html"
                text = handout(nbformat.read(file, as_version=4))
                written.append(write_file(target, text, replace, written_before(MARK)))
    finally:
        use(before)
    return written


def handout(notebook: NotebookNode) -> str:
    """Return a chapter's page, in the current language, from its built notebook."""
    parts = [part for cell in notebook.cells for part in _cell(cell)]
    title = next(line[2:] for cell in notebook.cells for line in cell.source.splitlines() if line.startswith("# "))
    version = message("pages.version", version=course_version())
    footer = f"<footer><p>{escape(message('handout.about'))} {escape(version)}</p></footer>"
    return page(title, Html("\n".join([*parts, footer])), "chapter questions", MARK)


def _cell(cell: NotebookNode) -> Iterator[str]:
    if cell.id in ("begin", "first-cell"):
        return
    if cell.cell_type == "markdown":
        yield _linked(_markdown(cell.source))
    else:
        plain = [output.get("data", {}).get("text/plain", "") for output in cell.outputs]
        if not any(_WIDGET.match(text) for text in plain):
            yield f'<pre tabindex="0"><code>{escape(cell.source)}</code></pre>'
        yield from map(_output, cell.outputs)


def _linked(html: str) -> str:
    """Point links to other chapters at their pages, and keep only the words of links to anything else nearby."""
    return _ELSEWHERE.sub(r"\1", _CHAPTER.sub(rf'<a href="\1.{current()}.html">', html))


def _markdown(source: str) -> str:
    import mistune

    html = str(mistune.create_markdown(escape=False, plugins=["table", "strikethrough"])(source))
    return _in_boxes(_with_heads(html))


def _with_heads(html: str) -> str:
    """Return HTML in which no heading of a table is empty and no number breaks."""
    return whole_numbers(html.replace("<th></th>", "<td></td>"))


def _in_boxes(html: str) -> str:
    """Put each table of a Markdown cell into a box of its own, in which it scrolls where the page is narrow."""
    return html.replace("<table>", '<div class="output" tabindex="0"><table>').replace("</table>", "</table></div>")


def _output(output: NotebookNode) -> str:
    data: dict[str, Any] = output.get("data", {"text/plain": output.get("text", "")})
    plain = data.get("text/plain", "")
    play = _ROLE_PLAY.match(plain)
    if play:
        return _role_play(load_scenario(play[1]))
    quiz = QUIZ.match(plain)
    if quiz:
        return _quiz(load_bank(quiz[1]), data["text/html"])
    if _FOLDED in data.get("text/html", ""):
        return ""  # here the image has it as its alternative text
    if "text/html" in data:
        html = _linked(_with_heads(data["text/html"]))
        return f'<div class="output" tabindex="0">{html}</div>'
    if "image/png" in data:
        image = f'<img alt="{escape(plain)}" src="data:image/png;base64,{data["image/png"].strip()}">'
        return f'<div class="output chart" tabindex="0">{image}</div>'
    if "\n" in plain.strip():
        return f'<pre tabindex="0"><samp>{escape(plain)}</samp></pre>'
    return f'<p class="output">{escape(plain)}</p>'


def _quiz(bank: Bank, html: str) -> str:
    """Return the questions that a quiz asked, in their order, each with its answer to click on."""
    listed = ""
    for item in shown_in(html, bank, current()):
        question = portable(item, f"{bank.name}/{item.id}", current(), bank.seed(item))
        listed += f"<li>{asked(question, written=False)}{hinted(question)}{folded(question)}</li>"
    return f'<section class="quiz"><ol>{listed}</ol></section>'


def _role_play(scenario: Scenario) -> str:
    """Return a role play's scene and first line, and behind a click every line, choice, effect, reason and ending."""
    language = current()
    first = scenario.lines[scenario.start]
    numbers = numbers_of(scenario)
    cards = [_card(line, numbers) for line in scenario.lines.values()]
    for ending in scenario.endings.values():
        told = (ending.title, ending.text, ending.debrief)
        texts = "".join(f"<p>{escape(words[language])}</p>" for words in told)
        cards.append(f'<div class="card"><p><strong>{numbers[ending.id]}</strong></p>{texts}</div>')
    if scenario.rests_on:
        cards.append(f"<p>{escape(basis(scenario.rests_on, language))}</p>")
    title = escape(message("roleplay.title", title=scenario.title[language]))
    choices = "".join(f"<li>{escape(choice.text[language])}</li>" for choice in first.choices)
    return (
        f'<section class="roleplay"><p><strong>{title}</strong></p><p>{escape(scenario.scene[language])}</p>'
        f'<p>{_said(first)}</p><ol class="choices">{choices}</ol>'
        f"<details><summary>{escape(message('handout.roleplay'))}</summary>{''.join(cards)}</details></section>"
    )


def _card(line: Line, numbers: dict[str, int]) -> str:
    if line.turn != line.id:
        shared = escape(message("roleplay.cards.shared", number=numbers[line.turn]))
        return f'<div class="card"><p><strong>{numbers[line.id]}</strong> {_said(line)}</p><p>{shared}</p></div>'
    choices = "".join(f"<li>{_choice(choice, numbers)}</li>" for choice in line.choices)
    return (
        f'<div class="card"><p><strong>{numbers[line.id]}</strong> {_said(line)}</p>'
        f'<ol class="choices">{choices}</ol></div>'
    )


def _said(line: Line) -> str:
    return f"<strong>{escape(message(f'roleplay.{line.says}'))}</strong> {escape(line.text[current()])}"


def _choice(choice: Choice, numbers: dict[str, int]) -> str:
    """Return a choice with its effect on the meters, its reason, the rule it breaks, and where it leads."""
    language = current()
    effect = " · ".join(
        f"{message(f'roleplay.meter.{name}')} {choice.effect[name]:+d}".replace("-", "−")
        for name in METERS
        if choice.effect.get(name)
    )
    lines = [effect, message("roleplay.reason", why=choice.why[language])]
    if choice.breaks:
        lines.append(message("roleplay.broke", rule=choice.breaks[language]))
    told = "<br>".join(map(escape, filter(None, lines)))
    return f"{escape(choice.text[language])} <strong>{ways(choice, numbers)}</strong><br>{told}"
