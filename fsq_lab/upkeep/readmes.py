"""What the build writes into both READMEs, between marks: the list of chapters and the way to Binder.

The list comes from each ``chapter.yml``, the way from ``[project.urls]`` of pyproject.toml.
"""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlsplit

from fsq_lab.ground.chapters import Chapter, chapters
from fsq_lab.ground.course import address
from fsq_lab.ground.language import LANGUAGES, message_in

READMES = {"en": "README.md", "zh": "README.zh.md"}
BINDER = "https://mybinder.org"


def readmes(root: Path) -> dict[str, str]:
    """Return both READMEs as they should be, by file name; one without any marks is left out."""
    wanted: dict[str, str] = {}
    for language, name in READMES.items():
        file = root / name
        text = file.read_text(encoding="utf-8") if file.is_file() else ""
        found = [mark for mark in BLOCKS if begin(mark) in text]
        for mark in found:
            block = f"{begin(mark)}\n{BLOCKS[mark](root, language)}\n{end(mark)}"
            between = re.compile(f"{re.escape(begin(mark))}.*{re.escape(end(mark))}", re.DOTALL)
            text = between.sub(lambda _, block=block: block, text)  # type: ignore[misc]
        if found:
            wanted[name] = text
    return wanted


def stale_readmes(root: Path) -> list[str]:
    """Return the names of the READMEs that are not as they should be."""
    return [name for name, text in readmes(root).items() if text != (root / name).read_text(encoding="utf-8")]


def begin(mark: str) -> str:
    """Return the line before a block that the build writes."""
    return f"<!-- {mark}: written by fsq-lab build -->"


def end(mark: str) -> str:
    """Return the line after a block that the build writes."""
    return f"<!-- /{mark} -->"


def list_of_chapters(root: Path, language: str) -> str:
    """Return a table of the course's chapters: minutes, and in words how far each is."""
    head = [message_in(language, f"readmes.{column}") for column in ("chapter", "minutes", "status")]
    rows = [[_linked(one, language), _minutes(one), _status(one, language)] for one in chapters(root)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))


def _linked(chapter: Chapter, language: str) -> str:
    title = f"{chapter.number} {chapter.title[language]}"
    built = chapter.at_least("draft")
    return f"[{title}](notebooks/{language}/{chapter.name}.ipynb)" if built else title


def _minutes(chapter: Chapter) -> str:
    return f"{chapter.lesson} + {chapter.practice}" if chapter.practice else str(chapter.lesson)


def _status(chapter: Chapter, language: str) -> str:
    plays = ", ".join(f"`{name}`" for name in chapter.roleplays)
    key = "whole_with_exercise" if chapter.status == "whole" and chapter.exercise else chapter.status
    told = message_in(language, f"readmes.{key}", bank=f'`take_quiz("{chapter.name}")`')
    return told + message_in(language, "readmes.roleplays", names=plays) if plays else told


def way_to_binder(root: Path, language: str) -> str:
    """Return a badge for each language, or the sentence that there is no address yet; then what Binder limits."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    repository = project.get("urls", {}).get("Repository")
    if not repository:
        return "\n\n".join(message_in(language, f"badges.{key}") for key in ("untried", "limits"))
    chapter = min(chapter.name for chapter in chapters(root) if chapter.lesson_file.is_file())
    own_first = sorted(LANGUAGES, key=lambda one: one != language)
    links = [_badge(binder_address(repository, f"v{project['version']}", one, chapter), one) for one in own_first]
    return "\n\n".join([" ".join(links), message_in(language, "badges.limits")])


def _badge(link: str, language: str) -> str:
    return f"[![{message_in(language, 'badges.open')}]({BINDER}/badge_logo.svg)]({link})"


def binder_address(repository: str, tag: str, language: str, chapter: str) -> str:
    """Return where Binder opens a chapter of a repository at a tag, with JupyterLab's menus in the same language.

    >>> binder_address("https://github.com/a/b", "v1", "zh", "03_servqual")
    'https://mybinder.org/v2/gh/a/b/v1?urlpath=fsq-lab%2Fzh%2F03_servqual'
    """
    place = urlsplit(repository)
    path = place.path.strip("/").removesuffix(".git")
    known = {"github.com": f"gh/{path}", "gitlab.com": f"gl/{quote(path, safe='')}"}
    where = known.get(place.netloc, f"git/{quote(repository, safe='')}")
    return f"{BINDER}/v2/{where}/{quote(tag, safe='')}?urlpath={quote(address(language, chapter), safe='')}"


BLOCKS: dict[str, Callable[[Path, str], str]] = {"chapters": list_of_chapters, "binder": way_to_binder}
"""What stands between which marks."""
