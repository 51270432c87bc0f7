"""Every link that a reader can follow inside the course leads somewhere."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

import nbformat
import pytest

from fsq_lab.learner import workspace

LINK = re.compile(r"""\]\(([^)\s]+)(?:\s"[^"]*")?\)|(?:href|src)=["']([^"']+)["']""")
ELSEWHERE = re.compile(r"^(?:[a-z][a-z+.-]*:|#)", re.IGNORECASE)
CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
READ = ("notebooks", "exercises", "solutions", "datasets", "course/chapters", "benchmarks")


def texts_in(file: Path) -> Iterator[str]:
    """Yield what a reader sees as text or HTML in a notebook or a Markdown file."""
    if file.suffix == ".md":
        yield CODE.sub("", file.read_text(encoding="utf-8"))
        return
    for cell in nbformat.read(file, as_version=4).cells:
        if cell.cell_type == "markdown":
            yield CODE.sub("", cell.source)
        yield from (
            output.data["text/html"] for output in cell.get("outputs", []) if "text/html" in output.get("data", {})
        )


def links_in(files: Iterable[Path]) -> list[tuple[Path, str]]:
    """Return each link to another file, with the file that it stands in."""
    return [
        (file, link)
        for file in files
        for text in texts_in(file)
        for link in (one or other for one, other in LINK.findall(text))
        if not ELSEWHERE.match(link)
    ]


def dead(links: Iterable[tuple[Path, str]]) -> list[str]:
    return [
        f"{file.name}: {link}" for file, link in links if not (file.parent / unquote(link.partition("#")[0])).exists()
    ]


def readable(*folders: Path) -> list[Path]:
    return sorted(file for folder in folders for ending in ("*.md", "*.ipynb") for file in folder.rglob(ending))


def test_links_in_notebooks_notes_and_readmes_resolve(root: Path) -> None:
    links = links_in([*root.glob("*.md"), *readable(*(root / folder for folder in READ))])
    assert len(links) > 15
    assert dead(links) == []


def test_links_resolve_in_the_folder_that_open_lays_out(root: Path, tmp_path: Path) -> None:
    """The copies have no outputs yet; those of the built notebooks show what will stand there after a run."""
    workspace.lay_out(tmp_path)
    found = links_in(readable(root / "notebooks", root / "exercises", root / "datasets"))
    links = [(tmp_path / file.relative_to(root), link) for file, link in found]
    assert len(links) > 10
    assert dead(links) == []


@pytest.mark.parametrize("text", ["[go](none.ipynb)", "<a href='none.md#part'>go</a>", '![](none.png "title")'])
def test_a_dead_link_is_named_with_its_file(tmp_path: Path, text: str) -> None:
    file = tmp_path / "page.md"
    file.write_text(f"[here](page.md) [out](https://example.org) `[code](x)`\n{text}", encoding="utf-8")
    assert [entry.partition(": ")[0] for entry in dead(links_in([file]))] == ["page.md"]
