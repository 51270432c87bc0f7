"""What a running notebook uses of the course: noted inside its kernel, from before its first cell on."""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fsq_lab.ground import language
from fsq_lab.ground.course import course_folder

ROOMS = ("course", "datasets", "fsq_lab")
_opened: set[str] = set()
_asked: set[str] = set()


class _Sections(dict[str, Any]):
    """A message catalogue that notes which of its sections are asked for."""

    def __init__(self, name: str, sections: Mapping[str, Any]) -> None:
        super().__init__(sections)
        self.name = name

    def __getitem__(self, section: str) -> Any:
        _asked.add(f"fsq_lab/ground/locale/{self.name}.yml#{section}")
        return super().__getitem__(section)


def watch() -> None:
    """Note from now on which files are opened and which sections of the message catalogues are asked for."""
    sys.addaudithook(_note)
    sections = {name: _Sections(name, language.catalogue(name)) for name in language.LANGUAGES}
    language.catalogue = sections.__getitem__  # type: ignore[assignment]


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and isinstance(arguments[0], str):
        _opened.add(arguments[0])


def tell() -> None:
    """Print as JSON what was used: files of the course, library modules, sections of the catalogues.

    Names are paths from the course's folder. Modules of `fsq_lab.authoring` are left out: only this one is there.
    """
    modules = {
        name: str(module.__file__) for name, module in sys.modules.items() if name.partition(".")[0] == "fsq_lab"
    }
    own = {file for name, file in modules.items() if not name.startswith("fsq_lab.authoring")}
    read = {file for file in _opened if not file.endswith((".py", ".pyc")) or os.sep + "chapters" + os.sep in file}
    root = course_folder()
    names = {_name(root, file) for file in own | read} | _asked
    whole = {f"fsq_lab/ground/locale/{name}.yml" for name in language.LANGUAGES}
    print(json.dumps(sorted(name for name in names - whole if name)))


def _name(root: Path, file: str) -> str:
    path = Path(os.path.abspath(file))
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else ""
    return name if name.partition("/")[0] in ROOMS else ""
