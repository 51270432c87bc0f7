"""Where the course lies, its version, and the seeds that are made from it."""

import hashlib
import json
import unicodedata
from functools import cache
from pathlib import Path

from fsq_lab.ground.yaml_files import parse

ADDRESS = "fsq-lab"


@cache
def course_folder() -> Path:
    """Return the folder that holds ``notebooks/``, ``exercises/``, ``datasets/`` and ``course/``.

    In an installed wheel that is ``fsq_lab/_course``, in a checkout the repository itself.
    Everything that reads the course goes through this function.
    """
    package = Path(__file__).parent.parent
    for folder in (package / "_course", package.parent):
        if (folder / "course" / "objectives.yml").is_file():
            return folder
    raise FileNotFoundError(f"no course beside {package}: reinstall fsq-lab")


@cache
def course_version() -> str:
    """Return the course's version, ``version`` in ``course/objectives.yml``; a new one redraws all data."""
    text = (course_folder() / "course" / "objectives.yml").read_text(encoding="utf-8")
    return str(parse(text)["version"])


def seed_for(*parts: object) -> int:
    """Turn any parts into a seed: the first 8 bytes of the SHA-256 of the parts joined by U+001F.

    Parameters
    ----------
    *parts
        Anything whose ``str()`` is stable.

    Returns
    -------
    int
        0 <= seed < 2**64.

    Examples
    --------
    >>> seed_for("2026.1", "bank_branch", "20260001")
    9984011963637077434
    """
    text = "\x1f".join(str(part) for part in parts)
    return int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest()[:8], "big")


def version_of(*texts: object) -> str:
    """Return a short hash of a wording: of anything that JSON carries.

    >>> version_of({"zh": "问", "en": "ask"}, 2)
    '05ecfdbc4a39'
    """
    canonical = json.dumps(texts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()[:12]


def student_id(student: object) -> str | None:
    """Return a learner's id in one spelling (NFKC, no outer blanks), or None where there is none.

    >>> student_id(" ２０２６０００１ ")
    '20260001'
    >>> student_id("") is None
    True
    """
    if student is None:
        return None
    return unicodedata.normalize("NFKC", str(student)).strip() or None


def address(language: str, chapter: str) -> str:
    """Return where a server opens a chapter, from its base address.

    >>> address("zh", "03_servqual")
    'fsq-lab/zh/03_servqual'
    """
    return f"{ADDRESS}/{language}/{chapter}"
