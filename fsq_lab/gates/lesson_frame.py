"""The frame of a lesson: how it opens and ends, what it must hold in between, and whether its minutes add up."""

from collections.abc import Iterator

from fsq_lab.gates import matrix
from fsq_lab.gates.sources import Sources
from fsq_lab.ground.chapters import Chapter
from fsq_lab.ground.language import LANGUAGES, message
from fsq_lab.source.timing import Timing, timing

TIME = {"zh": "**用时**", "en": "**Time:**"}
QUESTIONS = {"zh": "**本课回答**", "en": "**Questions of this lesson**"}
OBJECTIVES = {"zh": "**学习目标**", "en": "**Objectives**"}
SUMMARY = {"zh": "## 小结", "en": "## Summary"}
NEXT = {"zh": "**接下来**", "en": "**Next"}
CALLS = ("plots.", "take_quiz(")


def faults(sources: Sources) -> list[str]:
    """Name what a lesson lacks of the frame that every lesson has."""
    found: list[str] = []
    for language in LANGUAGES:
        found += [*_text_faults(sources, language), *_time_faults(sources, language)]
    return [*found, *_code_faults(sources), *_faults_between_languages(sources)]


def _text_faults(sources: Sources, language: str) -> Iterator[str]:
    chapter = sources.chapter
    texts = [block.text[language] for block in sources.lesson if block.text] or [""]
    opening, ending = texts[0], "\n".join(texts[-2:])
    file = _file(sources)
    title = f"# {chapter.number} {chapter.title[language]}"
    if opening.partition("\n")[0] != title:
        yield message("gates.title", file=file, language=language, title=title)
    marks = [TIME, QUESTIONS] if chapter.kind == "welcome" else [TIME, QUESTIONS, OBJECTIVES]
    for mark in (mark[language] for mark in marks if mark[language] not in opening):
        yield message("gates.opening", file=file, language=language, mark=mark)
    for mark in (mark[language] for mark in (SUMMARY, NEXT) if mark[language] not in ending):
        yield message("gates.ending", file=file, language=language, mark=mark)
    if chapter.kind != "welcome":
        for name in sorted(matrix.served_by_lesson(sources)):
            if name[:2] not in opening:
                yield message("gates.objective_untold", file=file, language=language, name=name)
    link = f"exercises/{language}/{chapter.name}/{chapter.name}.ipynb"
    if chapter.exercise and link not in "\n".join(texts):
        yield message("gates.no_link", file=file, language=language, link=f"../../{link}")


def _code_faults(sources: Sources) -> Iterator[str]:
    code = "\n".join(block.code for block in sources.lesson)
    if sources.chapter.kind != "training":
        yield from (message("gates.no_call", file=_file(sources), call=call) for call in CALLS if call not in code)


def _time_faults(sources: Sources, language: str) -> Iterator[str]:
    """Name where the minutes that a lesson states do not add up."""
    chapter, stated = sources.chapter, timing(sources.lesson, language)
    where = {"file": _file(sources), "language": language}
    if stated.total != chapter.notebook_minutes:
        total = "–" if stated.total is None else stated.total
        yield message("gates.total", total=total, minutes=chapter.notebook_minutes, **where)
    if chapter.kind == "training":
        return
    headings = [section.minutes for section in stated.sections]
    if headings != list(chapter.sections):
        yield message("gates.sections", headings=headings, sections=list(chapter.sections), **where)
    yield from _sum_faults(chapter, stated, where)


def _sum_faults(chapter: Chapter, stated: Timing, where: dict[str, str]) -> Iterator[str]:
    """Name sums that are wrong; the welcome has neither a short path nor stopping points, and may leave time over."""
    added = sum(section.minutes for section in stated.sections)
    if chapter.kind == "welcome":
        if not 0 < added <= chapter.lesson:
            yield message("gates.sum", added=added, minutes=chapter.lesson, **where)
        return
    if added != chapter.notebook_minutes:
        yield message("gates.sum", added=added, minutes=chapter.notebook_minutes, **where)
    if stated.short != stated.starred or not stated.starred:
        short = "–" if stated.short is None else stated.short
        yield message("gates.short_path", short=short, starred=stated.starred, **where)
    if not stated.stops:
        yield message("gates.no_stop", **where)
    for said, counted in stated.stops:
        if said != counted:
            yield message("gates.stop", said=said, counted=counted, **where)


def _faults_between_languages(sources: Sources) -> Iterator[str]:
    zh, en = (timing(sources.lesson, language) for language in LANGUAGES)
    both = [[(section.minutes, section.starred) for section in one.sections] for one in (zh, en)]
    if both[0] != both[1] or (zh.total, zh.short, zh.stops) != (en.total, en.short, en.stops):
        yield message("gates.times_differ", file=_file(sources))


def _file(sources: Sources) -> str:
    return sources.name_of(sources.chapter.lesson_file)
