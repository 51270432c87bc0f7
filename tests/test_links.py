"""Every link that a reader can follow inside the course leads somewhere."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import nbformat
import pytest

from fsq_lab.classroom.handout import write_handouts
from fsq_lab.classroom.reference import write_reference
from fsq_lab.learner import workspace

LINK = re.compile(r"""\]\(([^)\s]+)(?:\s"[^"]*")?\)|(?:href|src)=["']([^"']+)["']""")
ELSEWHERE = re.compile(r"^(?:[a-z][a-z+.-]*:|#)", re.IGNORECASE)
CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
READ = ("notebooks", "exercises", "solutions", "datasets", "course/chapters", "benchmarks", "docs")


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


def test_every_page_for_people_is_reached_from_a_readme(root: Path) -> None:
    """A page in docs/ that no README, and no page reached from one, links to would be found by nobody."""
    reached, todo = set[Path](), [root / "README.md", root / "README.zh.md"]
    while todo:
        file = todo.pop()
        if file not in reached and file.suffix == ".md":
            reached.add(file)
            todo += [(file.parent / unquote(link.partition("#")[0])).resolve() for _, link in links_in([file])]
    assert set((root / "docs").glob("*.md")) <= {file.resolve() for file in reached}


def test_built_pages_link_only_to_what_is_built_with_them(root: Path, tmp_path: Path) -> None:
    files = [*write_handouts(root, tmp_path), *write_reference(root, tmp_path)]
    texts = {file: file.read_text(encoding="utf-8") for file in files}
    links = [(file, link) for file, text in texts.items() for link in re.findall(r'href="([^"]+)"', text)]
    near = [(file, unescape(link)) for file, link in links if not ELSEWHERE.match(link)]
    assert len(near) > 15
    assert dead(near) == []
    inside = [(file, link) for file, link in links if link.startswith("#")]
    assert [link for file, link in inside if f'id="{unescape(link[1:])}"' not in texts[file]] == []


@pytest.mark.parametrize("text", ["[go](none.ipynb)", "<a href='none.md#part'>go</a>", '![](none.png "title")'])
def test_a_dead_link_is_named_with_its_file(tmp_path: Path, text: str) -> None:
    file = tmp_path / "page.md"
    file.write_text(f"[here](page.md) [out](https://example.org) `[code](x)`\n{text}", encoding="utf-8")
    assert [entry.partition(": ")[0] for entry in dead(links_in([file]))] == ["page.md"]
