"""`fsq-lab build --html`: each chapter as one HTML file per language, to read, project or print without Python.

Charts are embedded; under each quiz question its answer opens on a click, and is left out on paper.
"""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from fsq_lab.data import course_version
from fsq_lab.language import LANGUAGES, current, message, use
from fsq_lab.pages import page
from fsq_lab.quiz.bank import Bank, load_bank
from fsq_lab.quiz.choices import Choice
from fsq_lab.quiz.items import Item, Numeric, fill
from fsq_lab.quiz.widget import static_question

_QUIZ = re.compile(r"Quiz (\S+) \(")
_CHAPTER = re.compile(r'<a href="([^"/:]+)\.ipynb">')
_ELSEWHERE = re.compile(r'<a href="(?!https?://|#|[^"/:]+\.html")[^"]*">(.*?)</a>', re.DOTALL)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def write_handouts(root: Path, folder: Path) -> list[Path]:
    """Write every chapter in both languages as ``NAME.LANGUAGE.html``.

    Parameters
    ----------
    root : Path
        The course's folder, with its notebooks built.
    folder : Path
        Where to write; it is made if need be.

    Returns
    -------
    list of Path
        The files written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    before, written = current(), []
    try:
        for language in LANGUAGES:
            use(language)
            for file in sorted((root / "notebooks" / language).glob("*.ipynb")):
                target = folder / f"{file.stem}.{language}.html"
                text = handout(nbformat.read(file, as_version=4))
                target.write_text(text, encoding="utf-8", newline="\n")
                written.append(target)
    finally:
        use(before)
    return written


def handout(notebook: NotebookNode) -> str:
    """Return a chapter's page, in the current language, from its built notebook."""
    parts = [part for cell in notebook.cells for part in _cell(cell)]
    title = next(line[2:] for cell in notebook.cells for line in cell.source.splitlines() if line.startswith("# "))
    version = message("pages.version", version=course_version())
    footer = f"<footer><p>{escape(message('handout.about'))} {escape(version)}</p></footer>"
    return page(title, "\n".join([*parts, footer]), "chapter")


def _cell(cell: NotebookNode) -> Iterator[str]:
    if cell.cell_type == "markdown":
        yield _linked(_markdown(cell.source))
    elif cell.id != "first-cell":
        if not any(_QUIZ.match(output.get("data", {}).get("text/plain", "")) for output in cell.outputs):
            yield f'<pre tabindex="0"><code>{escape(cell.source)}</code></pre>'
        yield from map(_output, cell.outputs)


def _linked(html: str) -> str:
    """Point links to other chapters at their pages, and keep only the words of links to anything else nearby."""
    return _ELSEWHERE.sub(r"\1", _CHAPTER.sub(rf'<a href="\1.{current()}.html">', html))


def _markdown(source: str) -> str:
    import mistune

    return str(mistune.create_markdown(escape=False, plugins=["table", "strikethrough"])(source))


def _output(output: NotebookNode) -> str:
    data: dict[str, Any] = output.get("data", {"text/plain": output.get("text", "")})
    plain = data.get("text/plain", "")
    quiz = _QUIZ.match(plain)
    if quiz:
        return _quiz(load_bank(quiz[1]), data["text/html"])
    if "text/html" in data:
        html = _linked(data["text/html"].replace("<th></th>", "<td></td>"))
        return f'<div class="output" tabindex="0">{html}</div>'
    if "image/png" in data:
        return f'<img alt="{escape(plain)}" src="data:image/png;base64,{data["image/png"].strip()}">'
    if "\n" in plain.strip():
        return f'<pre tabindex="0"><samp>{escape(plain)}</samp></pre>'
    return f'<p class="output">{escape(plain)}</p>'


def _quiz(bank: Bank, asked: str) -> str:
    """Return the questions that a quiz asked, in their order, each with its answer to click on."""
    found: list[tuple[int, str]] = []
    for item in bank.items:
        question = static_question(item.question(current(), bank.seed(item)))
        if question in asked:
            found.append((asked.index(question), f"<li>{question}{_solution(item, bank.seed(item))}</li>"))
    listed = "".join(question for _, question in sorted(found))
    return f'<section class="quiz"><ol>{listed}</ol></section>'


def _solution(item: Item, seed: int) -> str:
    lines = list(_answers(item, seed))
    if not lines:
        return ""
    listed = "".join(f"<li>{line}</li>" for line in lines)
    return f"<details><summary>{escape(message('handout.answer'))}</summary><ul>{listed}</ul></details>"


def _answers(item: Item, seed: int) -> Iterator[str]:
    """Yield what is to be said after a question: for each option whether it is right, and why."""
    language = current()
    if isinstance(item, Choice):
        for option in item.order(seed):
            mark = message(f"handout.{'right' if option.right else 'wrong'}")
            yield f"<strong>{mark} {escape(option.text[language])}</strong><br>{escape(option.why[language])}"
    elif isinstance(item, Numeric):
        numbers = item.numbers(seed)
        key = item.answer.value(numbers).normalize()
        yield f"<strong>{escape(fill('{answer:.2f}', {'answer': key}))}</strong> " + escape(
            fill(item.right[language], {**numbers, "answer": key})
        )
        yield from (escape(fill(mistake.text[language], numbers)) for mistake in item.mistakes)
    else:
        yield from map(escape, filter(None, item.solution(language, seed).splitlines()))
