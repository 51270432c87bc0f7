"""In which section of its lesson a question is asked."""

import json
import re
from functools import cache

from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import current

_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_NUMBER = re.compile(r"(?:★ )?(\d+) ")


def section_of(item: str) -> str:
    """Return the heading under which a lesson asks an item in the current language, nothing where it does not ask it.

    >>> from fsq_lab.ground.language import use
    >>> _ = use("en")
    >>> section_of("03_servqual/below-the-zone").split()[:3], section_of("03_servqual/no-such-item")
    (['★', '9', 'What'], '')
    """
    chapter, _, name = item.partition("/")
    return _headings(chapter, current()).get(name, "")


def number_of(heading: str) -> str:
    """Return a section's number; nothing of a heading without one.

    >>> number_of("★ 5 What comes second? (8 minutes)"), number_of("Summary")
    ('5', '')
    """
    found = _NUMBER.match(heading)
    return found[1] if found else ""


@cache
def _headings(chapter: str, language: str) -> dict[str, str]:
    """Return the heading by item, for the items that a lesson's cells name."""
    file = course_folder() / "notebooks" / language / f"{chapter}.ipynb"
    found: dict[str, str] = {}
    heading = ""
    for cell in json.loads(file.read_text(encoding="utf-8"))["cells"] if file.is_file() else ():
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            heading = (_HEADING.findall(text) or [heading])[-1]
        elif "take_quiz(" in text:
            found |= {name: heading for name in re.findall(r'"([a-z0-9-]+)"', text) if name not in found}
    return found
