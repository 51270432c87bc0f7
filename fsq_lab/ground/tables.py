"""The course's tables, and a learner's own draw of a synthetic one."""

import csv
import hashlib
import io
import json
import math
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fsq_lab.ground.course import course_folder, seed_for, world_of
from fsq_lab.ground.language import CourseError

if TYPE_CHECKING:
    from pandas import DataFrame

MOST_DRAWS = 100

_EXPORTED = "bank_branch"  # the table of which datasets/exports shows a branch, as survey tools export it
_NUMBER_TYPES = {"integer", "number"}
_KEPT = 8  # drawn tables, of 0.3 MB each, whichever learners they belong to


def load(name: str, student: object = None) -> "DataFrame":
    """Load a table of the course without its questionnaire, else as the public `fsq_lab.survey.loading.load` does.

    Raises
    ------
    CourseError
        When there is no table of that name.

    Examples
    --------
    >>> load("bank_branch").shape
    (648, 63)
    """
    return in_world(name, world_of(student))


def in_world(name: str, world: int | None) -> "DataFrame":
    """Return a table of a world, as `load` gives it.

    A family of tables is drawn from the hash of world, family and k, with the first k on which the family keeps its
    own story facts (``registry.STORIES``); each survey is a family of its own. The bank's tables are drawn together
    from the world itself (`fsq_lab.ground.synthetic.bank.world`), family by family in the same way.

    Parameters
    ----------
    name : str
        A table of ``datasets/datapackage.json``.
    world : int or None
        The seed of a world (`fsq_lab.ground.course.world_of`); None for the committed data.

    Raises
    ------
    CourseError
        When there is no table of that name, or no draw keeps the story.
    """
    entry = resource(name)
    if world is None or not is_synthetic(name):
        return _with_seed(_read(entry), _committed_seed(name))
    from fsq_lab.ground.synthetic import registry

    if name in registry.WORLD:
        return draw(name, world)
    seed, codes = _first_that_keeps_its_story(name, world)
    return _as_loaded(codes, seed)


def draw(name: str, seed: int) -> "DataFrame":
    """Draw a synthetic table from any seed, with the columns and types that `load` gives.

    Parameters
    ----------
    name : str
        A synthetic table.
    seed : int
        Any non-negative whole number; of the bank's tables, a world's.

    Raises
    ------
    CourseError
        When there is no such table, or it holds real data and is not drawn.
    """
    from fsq_lab.ground.synthetic import registry

    if not is_synthetic(name):
        raise CourseError("data.not_drawn", name=name)
    return _as_loaded(registry.TABLES[name](seed), seed)


@lru_cache(maxsize=_KEPT)
def _first_that_keeps_its_story(name: str, world: int) -> tuple[int, "DataFrame"]:
    """Return the seed of a world's table and its drawn codes."""
    from fsq_lab.ground.synthetic import registry

    for k in range(MOST_DRAWS):
        seed = seed_for(world, name, k)
        codes = registry.TABLES[name](seed)
        if registry.STORIES[name](codes):
            return seed, codes
    raise CourseError("data.no_story", name=name, draws=MOST_DRAWS)


def _as_loaded(codes: "DataFrame", seed: int) -> "DataFrame":
    """Return drawn codes with the columns and types that `load` gives."""
    import numpy
    from pandas import DataFrame

    table = DataFrame(
        {
            column: numpy.where(values >= 0, values, numpy.nan) if values.dtype == "int64" else values
            for column, values in codes.items()
        }
    )
    return _with_seed(table, seed)


def _committed_seed(name: str) -> int | None:
    from fsq_lab.ground.synthetic import registry

    return registry.SEEDS.get(name)


def _with_seed(table: "DataFrame", seed: int | None) -> "DataFrame":
    if seed is not None:
        table.attrs["synthetic_seed"] = seed
    return table


@cache
def seeds_by_digest() -> dict[str, int]:
    """Return the seed of each synthetic file that comes with the course, by the SHA-256 of its bytes."""
    whole = [entry for entry in _resources().values() if "seed" in entry and "hash" in entry]
    seeds = {entry["hash"].removeprefix("sha256:"): entry["seed"] for entry in whole}
    exports = (course_folder() / "datasets" / "exports").glob("*.csv")
    return seeds | {hashlib.sha256(file.read_bytes()).hexdigest(): resource(_EXPORTED)["seed"] for file in exports}


def is_synthetic(name: str) -> bool:
    """Return whether a table is drawn by the course's generator rather than collected.

    Raises
    ------
    CourseError
        When there is no table of that name.
    """
    return "seed" in resource(name)


def digest(table: "DataFrame") -> str:
    """Return the SHA-256 of a table's canonical CSV: UTF-8, LF, whole numbers without a point.

    Parameters
    ----------
    table : DataFrame
        Any table of numbers and texts; its index is not part of the digest.

    Returns
    -------
    str
        64 hexadecimal digits.

    Examples
    --------
    >>> digest(load("bank_branch")) == digest(load("bank_branch").astype(object))
    True
    """
    return hashlib.sha256(canonical_csv(table).encode("utf-8")).hexdigest()


def canonical_csv(table: "DataFrame") -> str:
    """Return a table as CSV that is the same on every machine: LF, no index, missing values empty."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(zip(*([_cell(value) for value in table[name].tolist()] for name in table), strict=True))
    return buffer.getvalue()


def _cell(value: object) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        return str(int(value))
    return str(value)


def tables() -> tuple[str, ...]:
    """Return the names of the course's tables."""
    return tuple(_resources())


@cache
def _resources() -> dict[str, dict[str, Any]]:
    text = (course_folder() / "datasets" / "datapackage.json").read_text(encoding="utf-8")
    return {entry["name"]: entry for entry in json.loads(text)["resources"]}


def resource(name: str) -> dict[str, Any]:
    """Return a table's entry in ``datasets/datapackage.json``.

    Raises
    ------
    CourseError
        When there is no table of that name.
    """
    if name not in _resources():
        raise CourseError("data.unknown_table", name=name, known=", ".join(_resources()))
    return _resources()[name]


def path_of(entry: dict[str, Any]) -> Path:
    """Return the file of a descriptor's entry."""
    return course_folder() / "datasets" / str(entry["path"])


def csv_bytes(file: Path) -> bytes:
    """Return a table's CSV as bytes, of a compressed one those inside."""
    import gzip

    content = file.read_bytes()
    return gzip.decompress(content) if file.suffix == ".gz" else content


def _read(entry: dict[str, Any]) -> "DataFrame":
    import pandas

    schema = entry["schema"]
    types = {field["name"]: "float64" if field["type"] in _NUMBER_TYPES else "str" for field in schema["fields"]}
    return pandas.read_csv(
        path_of(entry),
        dtype=types,
        na_values=schema["missingValues"],
        keep_default_na=False,
        encoding="utf-8",
    )
