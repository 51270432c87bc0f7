"""What a lesson says of other lessons: which one comes next, and which are not written yet."""

import re
from collections.abc import Iterator

from fsq_lab.gates.lesson_frame import NEXT
from fsq_lab.gates.sources import Sources
from fsq_lab.ground.chapters import chapters
from fsq_lab.ground.language import LANGUAGES, message

NAMED = re.compile(r"\]\((\d\d)_\w+\.ipynb\)|第(\d\d)课|lesson (\d\d)")
"""A lesson, by a link or its number; a link to an exercise names none."""
UNWRITTEN = {
    "zh": re.compile(r"第(\d\d)课[^。；\n]{0,24}还没写好"),
    "en": re.compile(r"[Ll]esson (\d\d)\b[^.;\n]{0,48}not (?:yet written|written yet)"),
}


def stale(sources: Sources) -> list[str]:
    """Name lessons that are called not written and stand there."""
    return [*_stale(sources)]


def onward(sources: Sources) -> list[str]:
    """Name an ending that sends the learner on to another chapter than the next."""
    return [*_onward(sources)]


def _stale(sources: Sources) -> Iterator[str]:
    file = sources.name_of(sources.chapter.lesson_file)
    there = {one.number for one in chapters(sources.chapter.root) if one.lesson_file.is_file()}
    for language in LANGUAGES:
        for said in UNWRITTEN[language].finditer(sources.text(language)):
            if said[1] in there:
                yield message("gates.not_unwritten", file=file, language=language, said=said[0], number=said[1])


def _onward(sources: Sources) -> Iterator[str]:
    file = sources.name_of(sources.chapter.lesson_file)
    wanted = f"{int(sources.chapter.number) + 1:02}"
    if wanted not in {one.number for one in chapters(sources.chapter.root)}:
        return
    for language in LANGUAGES:
        _, mark, after = sources.text(language).rpartition(NEXT[language])
        named = NAMED.search(after.partition("\n")[0])
        told = next(filter(None, named.groups())) if named else "–"
        if mark and told != wanted:
            yield message("gates.next", file=file, language=language, named=told, wanted=wanted)
