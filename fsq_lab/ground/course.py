"""Where the course lies, its version, and the seeds that are made from it."""

import hashlib
import hmac
import json
import unicodedata
from functools import cache
from pathlib import Path

from fsq_lab.ground.authored import read_yaml
from fsq_lab.ground.language import CourseError

ADDRESS = "fsq-lab"
SHORTEST_SECRET = 16


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
    """Return the course's version, ``version`` in ``course/objectives.yml``; a new one redraws all learners' data."""
    return str(read_yaml(course_folder() / "course" / "objectives.yml")["version"])


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
    >>> seed_for("2026.2", "20260001")
    5372356391303197651
    """
    text = "\x1f".join(str(part) for part in parts)
    return int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest()[:8], "big")


def world_of(student: object) -> int | None:
    """Return the seed of a learner's own world, or None where there is no id: the committed data.

    From it every synthetic table of the learner is drawn, for every exercise, so that people and branches agree.

    >>> world_of(" ２０２６０００１ ") == world_of(20260001) == seed_for(course_version(), "20260001")
    True
    """
    learner = student_id(student)
    return None if learner is None else seed_for(course_version(), learner)


def hidden_world(secret: bytes, class_name: str, exercise: str) -> int:
    """Return the seed of the world on which a class's answers to an exercise are tried and which nobody sees.

    It is the HMAC-SHA256 of course version, class and exercise under the instructor's secret, and at least 2**64: no
    learner's world, public as it is, can be the same one.

    Parameters
    ----------
    secret : bytes
        At least 16 bytes, never in the course folder.
    class_name, exercise : str

    Raises
    ------
    CourseError
        When the secret is shorter.

    Examples
    --------
    >>> hidden_world(b"sixteen bytes ..", "2026-A", "03_servqual") >= 2**64
    True
    """
    if len(secret) < SHORTEST_SECRET:
        raise CourseError("data.short_secret", length=len(secret), shortest=SHORTEST_SECRET)
    text = json.dumps([course_version(), class_name, exercise], ensure_ascii=False)
    code = hmac.digest(secret, text.encode("utf-8"), "sha256")
    return 2**64 + int.from_bytes(code[:16], "big")


def require_version(version: object) -> None:
    """Refuse an answer of another course version: its data were drawn by a rule that is no longer here.

    Raises
    ------
    CourseError
        Naming both versions and the remedy.
    """
    if str(version) != course_version():
        raise CourseError("data.other_version", version=version, current=course_version())


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
