"""What the build asks of bets: each is settled in the next code cell, once, and nothing on the way tells the answer.

In the source: names, order of the cells, and quoted results. In the built notebook, where options that come from data
are known too: labels, and what is said between. Not seen: a truth told in other words, in a picture, or before the bet.
"""

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from nbformat import NotebookNode

from fsq_lab.ground.authored import read_text
from fsq_lab.ground.chapters import chapters
from fsq_lab.ground.language import LANGUAGES, CourseError, catalogue
from fsq_lab.source.grammar import Block
from fsq_lab.source.prose import QUOTE

CODE_NAME = re.compile(r"[A-Z]+[0-9]+")
SHOWN = re.compile(r"Bet (\S+): (.+?)( \((?:order|number)\))?")
BOLD = re.compile(r"\*\*(.+?)\*\*")
_NAMED = re.compile(r"^(?:\w+ *= *)?bet\(\s*[\"'](\w+)[\"']", re.MULTILINE)


class BetError(CourseError):
    """A lesson's bet breaks a rule; the message names lesson, place and bet."""


def refuse_loose_bets(root: Path, name: str, blocks: tuple[Block, ...]) -> None:
    """Refuse a bet that is not settled by the last line of the next code cell, and once.

    Its name is a text that no other bet of the course has; it stands last in its own cell; no result is quoted between
    the two cells.

    Raises
    ------
    BetError
    """
    code = [block for block in blocks if block.code]
    placed = {block.line: called for block in code for called in _calls(block.code, "bet")}
    settled = [(block.line, called) for block in code for called in _calls(block.code, "settle")]
    names = [*placed.values(), *_names_elsewhere(root, name)]
    for block in code:
        for called in _calls(block.code, "bet"):
            if not called or names.count(called) > 1 or [called] != _last(block.code, "bet"):
                raise BetError("build.bet_placed", chapter=name, line=block.line, bet=called)
    for block, following in pairwise([*code, Block("code", 0)]):
        for called in _last(block.code, "bet"):
            here = [line for line, one in settled if one == called]
            if here != [following.line] or _last(following.code, "settle") != [called]:
                raise BetError("build.bet_settled", chapter=name, line=block.line, bet=called)
            between = blocks[blocks.index(block) + 1 : blocks.index(following)]
            if any(QUOTE.search(text) for one in between for text in one.text.values()):
                raise BetError("build.bet_quoted", chapter=name, line=block.line, bet=called)
    for line, called in settled:
        if called not in placed.values():
            raise BetError("build.bet_missing", chapter=name, line=line, bet=called)


def refuse_told_bets(name: str, notebook: NotebookNode) -> None:
    """Refuse, in a built lesson, an option without a label and a text that tells what is bet on.

    An option has a label in both languages, or is a code such as B05. Between a bet and its settling no text names one
    of the options, or holds a digit where a number is bet; right before the bet none sets a single option in bold.

    Raises
    ------
    BetError
    """
    texts: list[str] = []
    options: list[str] = []
    bet = ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            texts.append(cell.source)
            continue
        told = next((text for text in texts if _tells(text, options)), None) if bet else None
        if told:
            raise BetError("build.bet_told", chapter=name, bet=bet, text=told[:60])
        bet = ""
        for found in filter(None, map(SHOWN.fullmatch, _plain_outputs(cell))):
            bet, options = found[1], [] if found[3] == " (number)" else found[2].split(" / ")
            for option in options:
                if not CODE_NAME.fullmatch(option) and not all(option in catalogue(one)["labels"] for one in LANGUAGES):
                    raise BetError("build.bet_label", chapter=name, bet=bet, option=option)
            bold = {option for text in texts for option in options if _spelt(option) & set(BOLD.findall(text))}
            if len(bold) == 1:
                raise BetError("build.bet_told", chapter=name, bet=bet, text=f"**{bold.pop()}**")
        texts = []


def _calls(code: str, function: str) -> list[str]:
    """Return the names with which a function is called; an empty one where it is no plain text."""
    return [_first(node) for node in ast.walk(ast.parse(code)) if _is_call(node, function)]


def _last(code: str, function: str) -> list[str]:
    """Return the name with which a function is called where that is the last line of a cell."""
    match ast.parse(code).body:
        case [*_, ast.Expr(value=last)] if _is_call(last, function):
            return [_first(last)]
    return []


def _is_call(node: ast.AST, function: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function


def _first(call: ast.AST) -> str:
    match call:
        case ast.Call(args=[ast.Constant(value=str(name)), *_]):
            return name
    return ""


def _names_elsewhere(root: Path, name: str) -> Iterator[str]:
    for chapter in chapters(root):
        if chapter.name != name and chapter.lesson_file.is_file():
            yield from _NAMED.findall(read_text(chapter.lesson_file))


def _plain_outputs(cell: NotebookNode) -> Iterator[str]:
    for output in cell.outputs:
        yield str(output.get("data", {}).get("text/plain", ""))


def _tells(text: str, options: list[str]) -> bool:
    """Tell whether a text names one of the options, or holds a digit where a number is bet."""
    if not options:
        return bool(re.search(r"\d", text))
    return any(re.search(rf"(?<![A-Za-z0-9]){re.escape(word)}(?![A-Za-z0-9])", text, re.IGNORECASE)
               for option in options for word in _spelt(option))  # fmt: skip


def _spelt(option: str) -> set[str]:
    """Return an option's name and its labels."""
    return {option, *(str(catalogue(language)["labels"].get(option, option)) for language in LANGUAGES)}
