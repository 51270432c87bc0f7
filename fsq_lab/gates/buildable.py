"""What the build refuses before it runs: the grammar of lesson and exercise, and bets as their source tells."""

from collections.abc import Callable

from fsq_lab.gates.sources import Sources
from fsq_lab.ground.language import CourseError
from fsq_lab.source.bet_rules import refuse_loose_bets


def faults(sources: Sources) -> list[str]:
    """Name the first fault of the lesson's grammar, of its bets, and of the exercise's grammar."""
    chapter = sources.chapter
    steps: tuple[Callable[[], object], ...] = (
        lambda: refuse_loose_bets(chapter.root, chapter.name, sources.lesson),
        lambda: sources.exercise,
    )
    return [told for step in steps if (told := _refusal(step))]


def _refusal(step: Callable[[], object]) -> str:
    try:
        step()
    except CourseError as error:
        return str(error)
    return ""
