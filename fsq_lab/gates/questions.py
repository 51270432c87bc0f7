"""The question bank of a chapter: neither length nor place nor tone of an answer gives the key away."""

import re
from collections.abc import Iterator
from statistics import mean

from fsq_lab.gates.sources import Sources
from fsq_lab.ground.language import LANGUAGES, message
from fsq_lab.quiz.arrangements import Cloze
from fsq_lab.quiz.bank import Bank
from fsq_lab.quiz.choices import ChoiceItem, Multiple, Option, TrueFalse
from fsq_lab.quiz.writing import ShortText

QUOTED = re.compile("“[^”]*”")
RIGHT_IN_ALL = (0.92, 1.08)
"""How long right options may be against wrong ones, over a whole bank."""

RIGHT_IN_ONE = 1.25
LIKE = 1.5


def faults(sources: Sources) -> list[str]:
    """Name the items of a chapter's bank that break a promise of their own."""
    if sources.bank is None:
        return []
    file = sources.name_of(sources.chapter.bank_file)
    thoughts = [
        message(f"gates.questions.{'thought_right' if right else 'thought_wrong'}", file=file, id=item, option=option)
        for item, option, right in misplaced_thoughts(sources.bank)
    ]
    return [*thoughts, *_length_faults(file, sources.bank), *_term_faults(file, sources)]


def bank_faults(sources: Sources) -> list[str]:
    """Name what a chapter's bank as a whole gives away; the welcome's few questions are too few to tell."""
    if sources.bank is None or sources.chapter.kind == "welcome":
        return []
    file, bank = sources.name_of(sources.chapter.bank_file), sources.bank
    found: list[str] = []
    for language in LANGUAGES:
        ratios = length_ratios(bank, language)
        low, high = RIGHT_IN_ALL
        if ratios and not low <= mean(ratios.values()) <= high:
            share = f"{mean(ratios.values()):.2f}"
            found.append(
                message("gates.questions.lengths", file=file, language=language, ratio=share, low=low, high=high)
            )
        for name, ratio in ratios.items():
            if ratio > RIGHT_IN_ONE:
                share = f"{ratio:.2f}"
                found.append(message("gates.questions.long", file=file, language=language, id=name, ratio=share))
    truths = [item.right for item in bank.items if isinstance(item, TrueFalse)]
    if len(truths) > 1 and len(set(truths)) == 1:
        found.append(message("gates.questions.truths", file=file))
    return found


def choices_of(bank: Bank) -> list[tuple[str, tuple[Option, ...]]]:
    """Return every list of options of a bank, blanks of a text among them."""
    found = [(item.id, item.options) for item in bank.items if isinstance(item, ChoiceItem)]
    return found + [(item.id, blank.options) for item in bank.items if isinstance(item, Cloze) for blank in item.blanks]


def length_ratios(bank: Bank, language: str) -> dict[str, float]:
    """Return for each choice how long its right options are, against the wrong ones."""
    ratios = {}
    for item in bank.items:
        if isinstance(item, ChoiceItem):
            right, wrong = (
                mean(len(option.text[language]) for option in item.options if option.right is side)
                for side in (True, False)
            )
            ratios[item.id] = right / wrong
    return ratios


def misplaced_thoughts(bank: Bank) -> list[tuple[str, str, bool]]:
    """Return the options whose explanation names the learner's thought and should not, or should and does not.

    Feedback on a wrong option says what the learner thought ("you took …", 你把……); feedback on a right one has no
    thought to mend. What stands in quotation marks is somebody else's "you".

    Returns
    -------
    list of (str, str, bool)
        Item, option with its language, and whether the option is right.
    """
    found = []
    for item_id, options in choices_of(bank):
        for option in options:
            why = {language: QUOTED.sub("", option.why[language]) for language in LANGUAGES}
            named = {"zh": "你" in why["zh"], "en": re.search(r"\b[Yy]ou", why["en"]) is not None}
            wrong = [language for language in LANGUAGES if named[language] is option.right]
            found += [(item_id, f"{option.id} ({language})", option.right) for language in wrong]
    return found


def _length_faults(file: str, bank: Bank) -> Iterator[str]:
    for item in bank.items:
        if isinstance(item, Multiple):
            for language in LANGUAGES:
                lengths = [len(option.text[language]) for option in item.options]
                if max(lengths) > LIKE * min(lengths):
                    yield message("gates.questions.unlike", file=file, language=language, id=item.id, most=LIKE)


def _term_faults(file: str, sources: Sources) -> Iterator[str]:
    terms = {str(entry["zh"]): str(entry["en"]) for entry in sources.glossary}
    for item in sources.items:
        if isinstance(item, ShortText):
            zh, en = (item.accept[language][0] for language in LANGUAGES)
            if zh in terms and en.casefold() != terms[zh].casefold():
                yield message("gates.questions.term", file=file, id=item.id, zh=zh, en=en, term=terms[zh])
