"""The build's memory, ``.fsq-build.json``: of each thing built, its own digest and those of all that it used.

The file is git-ignored: a committed one would change with every line of the library and conflict in every merge. A
broken one counts as none.
"""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fsq_lab.ground.authored import read_yaml
from fsq_lab.ground.language import CourseError

FILE = ".fsq-build.json"
WATCHED = ("course", "datasets", "fsq_lab")
OBJECTIVES = "course/objectives.yml"

Entry = dict[str, Any]
"""``made``: the built file's digest; ``uses``: digests by name, a path from the root or ``path#section``."""


@dataclass
class Digests:
    """Digests of what stands in a course's folder now, each worked out once."""

    root: Path
    _known: dict[str, str] = field(default_factory=dict)
    _parsed: dict[str, Any] = field(default_factory=dict)
    _stamps: dict[str, tuple[int, int]] | None = None

    def watch(self) -> None:
        """Remember how every file stands now: what an author edits while notebooks are made was not what they used."""
        self._stamps = self._stamps_now()

    def edited(self) -> set[str]:
        """Return the files that are not as they were when the watch began; none where there was no watch."""
        if self._stamps is None:
            return set()
        now = self._stamps_now()
        return {name for name in self._stamps.keys() | now.keys() if self._stamps.get(name) != now.get(name)}

    def _stamps_now(self) -> dict[str, tuple[int, int]]:
        files = [
            file for room in WATCHED for file in (self.root / room).rglob("*.*") if "__pycache__" not in file.parts
        ]
        stats = {file.relative_to(self.root).as_posix(): file.stat() for file in files}
        return {name: (stat.st_mtime_ns, stat.st_size) for name, stat in stats.items()}

    def of(self, name: str) -> str:
        """Return the digest of a file, or of the section of a YAML file that ``path#section`` names."""
        if name not in self._known:
            self._known[name] = self._section(name) if "#" in name or name == OBJECTIVES else digest(self.root / name)
        return self._known[name]

    def of_all(self, names: Iterable[str]) -> dict[str, str]:
        """Return the digests by name; an empty one for what was edited meanwhile, so that it counts as changed."""
        edited = self.edited()
        return {name: "" if name.partition("#")[0] in edited else self.of(name) for name in sorted(names)}

    def changed(self, entry: Entry | None) -> list[str]:
        """Return what an entry used that is different now; what was never built used everything."""
        return [name for name, then in entry["uses"].items() if self.of(name) != then] if entry else ["*"]

    def _section(self, name: str) -> str:
        path, _, section = name.partition("#")
        if path not in self._parsed:
            file = self.root / path
            self._parsed[path] = read_yaml(file) if file.is_file() else {}
        part = self._parsed[path]
        for key in section.split(".") if section else ():
            part = part.get(key)
        return _short(json.dumps(part if section else _first_tasks(part), sort_keys=True).encode())


def _first_tasks(table: Any) -> Any:
    """Return what notebooks show of the objectives: of the tasks the first alone, so that one more changes nothing."""
    if isinstance(table, dict):
        return {name: part if name == "lessons" else _first_tasks(part) for name, part in table.items()}
    return table[:1] if isinstance(table, list) else table


def digest(file: Path) -> str:
    """Return a file's digest; empty where there is none."""
    return _short(file.read_bytes()) if file.is_file() else ""


def _short(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def read_record(root: Path) -> dict[str, Entry]:
    """Return what was built, by name."""
    try:
        found = json.loads((root / FILE).read_text(encoding="utf-8"))
        return {name: {"made": str(entry["made"]), "uses": dict(entry["uses"])} for name, entry in found.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def write_record(root: Path, record: dict[str, Entry]) -> None:
    """Keep what was built."""
    replace_text(root / FILE, json.dumps(record, indent=1, sort_keys=True))


def replace_text(file: Path, text: str) -> None:
    """Write a file aside and put it in place in one step: whoever reads it, or stops the build, finds it whole.

    Each process has its own place aside, so that two builds at once do not take each other's.

    Raises
    ------
    CourseError
        When the file cannot be written there.
    """
    aside = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(text, encoding="utf-8", newline="\n")
        os.replace(aside, file)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise CourseError("authored.cannot_write", file=file, reason=error.strerror or error) from error
