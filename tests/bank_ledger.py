"""The ledger of the question banks: for each answer whether it is right, and the first words it is told.

``tests/bank_ledger/NAME.yml`` is compared with bank NAME. A key that moved, or an explanation that changed places
with another (a slipped indentation, a merge, a search-and-replace), makes the two differ. Who changes a bank on
purpose writes the ledger anew with ``python tests/bank_ledger.py`` and reads the difference before committing.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

import yaml

from fsq_lab.ground.course import course_folder
from fsq_lab.ground.fields import Words
from fsq_lab.ground.language import LANGUAGES
from fsq_lab.quiz.arrangements import Cloze, Matching, Ordering
from fsq_lab.quiz.bank import Bank, read_bank
from fsq_lab.quiz.choices import ChoiceItem, Option, TrueFalse
from fsq_lab.quiz.items import Item, Numeric
from fsq_lab.quiz.writing import Open, ShortText, Spellings

FOLDER = Path(__file__).parent / "bank_ledger"
FIRST = {"zh": 16, "en": 32}

Page = dict[str, list[str]]
"""What a bank tells, by item: a line for each answer."""


def page_of(bank: Bank) -> Page:
    """Return a bank's page of the ledger."""
    return {item.id: list(_lines(item)) for item in bank.items}


def _lines(item: Item) -> Iterable[str]:
    match item:
        case ChoiceItem():
            return (_option(option) for option in item.options)
        case TrueFalse():
            return [_line(item.right, "true", item.if_true), _line(not item.right, "false", item.if_false)]
        case Numeric():
            wrong = (_line(False, mistake.when.text, mistake.text) for mistake in item.mistakes)
            return [_line(True, item.answer.text, item.right), *wrong]
        case ShortText():
            wrong = (_line(False, _spelt(mistake.accept), mistake.text) for mistake in item.mistakes)
            return [_line(True, _spelt(item.accept), item.right), *wrong, _line(False, "else", item.wrong)]
        case Ordering():
            return (
                _line(True, f"{place}. {entry.id}, {_first(entry.text)}", entry.why)
                for place, entry in enumerate(item.entries, start=1)
            )
        case Matching():
            found = (_line(True, f"{_first(pair.left)} = {_first(pair.right)}", pair.why) for pair in item.pairs)
            return [*found, *(_line(False, _first(entry.text), entry.why) for entry in item.extra)]
        case Cloze():
            return (f"{blank.id} {_option(option)}" for blank in item.blanks for option in blank.options)
        case Open():
            return (_line(True, "open", text) for text in item.explanations())
    raise TypeError(item.type)


def _option(option: Option) -> str:
    return _line(option.right, f"{option.id}, {_first(option.text)}", option.why)


def _line(right: bool, answer: str, why: Words) -> str:
    return f"{'+' if right else '-'} {answer}: {_first(why)}"


def _first(words: Words) -> str:
    return " | ".join(words[language][: FIRST[language]].strip() for language in LANGUAGES)


def _spelt(spellings: Spellings) -> str:
    return ", ".join(spelling for language in LANGUAGES for spelling in spellings[language])


def recorded(name: str) -> Page:
    """Return a bank's page as it was recorded; empty when it never was."""
    file = FOLDER / f"{name}.yml"
    return dict(yaml.safe_load(file.read_text(encoding="utf-8"))) if file.is_file() else {}


def record(bank: Bank) -> None:
    """Write a bank's page of the ledger anew."""
    FOLDER.mkdir(exist_ok=True)
    text = yaml.safe_dump(page_of(bank), allow_unicode=True, sort_keys=False, width=1000)
    (FOLDER / f"{bank.name}.yml").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    for file in sorted((course_folder() / "course" / "chapters").glob("*/quiz.yml")):
        if not sys.argv[1:] or file.parent.name in sys.argv[1:]:
            record(read_bank(file))
