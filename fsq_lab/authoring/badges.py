"""The way to Binder in both READMEs, written by the build from ``[project.urls]`` of pyproject.toml."""

import re
import tomllib
from pathlib import Path
from urllib.parse import quote, urlsplit

from fsq_lab.ground.chapters import chapters
from fsq_lab.ground.course import address
from fsq_lab.ground.language import LANGUAGES, message_in

READMES = {"en": "README.md", "zh": "README.zh.md"}
BINDER = "https://mybinder.org"
BEGIN, END = "<!-- binder: written by fsq-lab build -->", "<!-- /binder -->"

_BLOCK = re.compile(f"{re.escape(BEGIN)}.*{re.escape(END)}", re.DOTALL)


def readmes(root: Path) -> dict[str, str]:
    """Return both READMEs as they should be, by file name; one without the marks is left out."""
    wanted: dict[str, str] = {}
    for language, name in READMES.items():
        file = root / name
        text = file.read_text(encoding="utf-8") if file.is_file() else ""
        if _BLOCK.search(text):
            block = f"{BEGIN}\n{way_to_binder(root, language)}\n{END}"
            wanted[name] = _BLOCK.sub(lambda _, block=block: block, text)  # type: ignore[misc]
    return wanted


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
