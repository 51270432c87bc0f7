"""Files and modules that are not there, bytes that are no text, places beyond the end."""

import re
import sys
from pathlib import Path

from fsq_lab.companion.nearest import nearest
from fsq_lab.companion.situation import Situation
from fsq_lab.ground.language import message

_MOST_FILES = 500


def missing_file(error: FileNotFoundError, situation: Situation) -> str | None:
    """Return which file was sought where, and the one there that is most like it."""
    if not error.filename:
        return None
    file = Path(str(error.filename))
    folder = file.parent
    if not folder.is_dir():
        return message("companion.no_folder", folder=folder, here=Path.cwd().name)
    there = [entry.name for entry, _ in zip(folder.iterdir(), range(_MOST_FILES), strict=False)]
    found = nearest(file.name, there) or nearest(file.stem, there)
    if found:
        return message("companion.nearest_file", name=file.name, nearest=found)
    return message("companion.no_file", name=file.name, folder=folder.resolve().name)


def missing_module(error: ImportError, situation: Situation) -> str | None:
    """Return what could not be imported, and what it is most like."""
    home = sys.modules.get(str(error.name))
    wanted = re.match(r"cannot import name '(\w+)'", str(error))
    if wanted and home is not None:
        found = nearest(wanted[1], dir(home))
        key = "companion.nearest_import" if found else "companion.no_import"
        return message(key, name=wanted[1], module=error.name, nearest=found)
    if isinstance(error, ModuleNotFoundError) and error.name:
        found = nearest(error.name, {name for name in sys.modules if "." not in name and not name.startswith("_")})
        key = "companion.nearest_module" if found else "companion.no_module"
        return message(key, name=error.name, nearest=found)
    return None


def bytes_not_utf8(error: UnicodeDecodeError, situation: Situation) -> str | None:
    """Return how to read a file that is not UTF-8."""
    return message("companion.not_utf8", encoding=error.encoding)


def beyond_the_end(error: IndexError, situation: Situation) -> str | None:
    """Return that counting begins at 0."""
    known = ("index out of range", "out-of-bounds", "out of bounds")
    return message("companion.beyond_the_end") if any(words in str(error) for words in known) else None
