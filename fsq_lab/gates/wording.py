"""The words of a chapter: terms, languages, punctuation, figures, long readings, and sentences that came before."""

from collections.abc import Iterator, Mapping
from typing import Any

from fsq_lab.gates.note import halves
from fsq_lab.gates.sources import Sources, Texts, sources_of
from fsq_lab.ground.language import LANGUAGES, message
from fsq_lab.source.prose import (
    ProseError,
    chinese_in_english,
    defined_otherwise,
    glossary_faults,
    is_definition,
    long_readings,
    punctuation_faults,
    refuse_typed_figures,
    repeated_sentences,
    stars_left,
    undefined_terms,
)


def faults(sources: Sources) -> list[str]:
    """Name what is wrong with the words of a chapter's lesson, exercise, bank and note."""
    found: list[str] = []
    for file, texts in sources.texts.items():
        found += text_faults(file, texts, sources.glossary)
        if file.endswith(".py"):
            found += [_say("stars", file, found=hit) for hit in _stars(texts)]
    return [*found, *_note_faults(sources), *_lesson_faults(sources), *_repetitions(sources)]


def text_faults(file: str, texts: Texts, glossary: list[dict[str, Any]]) -> list[str]:
    """Name wrong forms of terms, Chinese in English, and the other language's punctuation in a file's texts."""
    found = [_say("term", file, found=hit) for hit in glossary_faults(glossary, texts)]
    for text in texts:
        found += [_say("chinese", file, found=hit) for hit in chinese_in_english(text["en"])]
        for language in LANGUAGES:
            found += [_say("defined", file, found=hit) for hit in defined_otherwise(glossary, text[language], language)]
            for hit in punctuation_faults(text[language], language):
                found.append(_say("punctuation", file, language=language, found=hit))
    return found


def repeated(one: Sources, others: tuple[Sources, ...], language: str) -> Mapping[str, list[str]]:
    """Return the long sentences of a chapter that stand in another one too, with the chapters' names.

    A definition of the glossary may stand in every chapter.
    """
    chapters = {
        sources.chapter.name: [text[language] for texts in sources.texts.values() for text in texts]
        for sources in (one, *others)
    }
    found = repeated_sentences(chapters, language)
    return {
        sentence: names
        for sentence, names in found.items()
        if one.chapter.name in names and not is_definition(one.glossary, sentence, language)
    }


def _lesson_faults(sources: Sources) -> Iterator[str]:
    file = sources.name_of(sources.chapter.lesson_file)
    texts = [dict(block.text) for block in sources.lesson if block.text]
    yield from (_say("undefined", file, found=term) for term in undefined_terms(sources.glossary, texts))
    for language in LANGUAGES:
        for stretch in long_readings(sources.lesson, language):
            yield _say(f"long_reading.{language}", file, length=stretch)
    try:
        refuse_typed_figures(sources.chapter.root, file, sources.lesson)
    except ProseError as error:
        yield str(error)


def _note_faults(sources: Sources) -> list[str]:
    half = halves(sources.note)
    if not half:
        return []
    file = sources.name_of(sources.chapter.note_file)
    wrong = [_say("term", file, found=hit) for hit in glossary_faults(sources.glossary, [half])]
    for language in LANGUAGES:
        wrong += [
            _say("defined", file, found=hit) for hit in defined_otherwise(sources.glossary, half[language], language)
        ]
    return wrong + [_say("chinese", file, found=hit) for hit in chinese_in_english(half["en"])]


def _repetitions(sources: Sources) -> Iterator[str]:
    others = tuple(one for one in sources_of(sources.chapter.root) if one.chapter.name != sources.chapter.name)
    for language in LANGUAGES:
        for sentence, names in repeated(sources, others, language).items():
            elsewhere = ", ".join(name for name in names if name != sources.chapter.name)
            yield _say("repeated", sources.chapter.name, sentence=sentence, others=elsewhere)


def _stars(texts: Texts) -> list[str]:
    return [hit for text in texts for language in LANGUAGES for hit in stars_left(text[language])]


def _say(fault: str, file: str, **values: object) -> str:
    return message(f"gates.wording.{fault}", file=file, **values)
