"""Zips as students send them: read in memory, never unpacked, and never more than a bounded part of them."""

import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from fsq_lab.grading.notebook_files import LARGEST, UnreadableError
from fsq_lab.grading.remarks import Remark, remark

MOST_MEMBERS = 500
MOST_BYTES = 2 * LARGEST
MOST_INSIDE = 10 * LARGEST
"""Bytes that all zips inside of a zip may give together."""
MOST_ENTRIES = 20_000
LONGEST_MANIFEST = 2**20
DEEPEST = 2
"""Zips in zips: a platform's zip of a class's zips is read, a zip in that one is not."""
_ENTRY = b"PK\x01\x02"
_JUNK = ("__MACOSX", ".ipynb_checkpoints", ".git", "__pycache__")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)


@dataclass(frozen=True)
class Member:
    """One file of a zip: its name there, its bytes (None where it could not be read), and what is to be told of it."""

    name: str
    content: bytes | None
    manifest: dict[str, Any] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()


def is_zip(content: bytes) -> bool:
    """Whether a file is a zip, whatever its name says."""
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_junk(path: PurePosixPath) -> bool:
    """Whether a file is a system's own: nobody hands it in on purpose."""
    name = path.name
    odd = name.startswith((".", "~$", "._")) or name.lower() in ("thumbs.db", "desktop.ini", "icon\r")
    return odd or any(part in _JUNK for part in path.parts)


@dataclass
class ZipBudget:
    """How many bytes zips inside of one zip may still give, in all; nobody's zip takes more than its own share."""

    left: int


def members(content: bytes, depth: int = 1, budget: ZipBudget | None = None) -> Iterator[Member]:
    """Give the files of a zip, and of zips in it, one after the other, each notebook with the manifest beside it.

    Raises
    ------
    UnreadableError
        When the zip is broken, locked, of another kind, or a bomb.
    """
    budget = budget or ZipBudget(MOST_INSIDE)
    if content.count(_ENTRY) > MOST_ENTRIES:  # every entry takes memory before it can be counted otherwise
        raise UnreadableError("zip_bomb", most=MOST_MEMBERS)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        listed = [one for one in archive.infolist() if not one.is_dir()]
    except _BROKEN:
        raise UnreadableError("zip_broken") from None
    if len(listed) > MOST_MEMBERS:
        raise UnreadableError("zip_bomb", most=MOST_MEMBERS)
    most = MOST_BYTES if depth == 1 else min(MOST_BYTES, budget.left)
    manifests = dict(_manifests(archive, listed))
    empty = True
    for one in _read(archive, listed, most):
        folder, _, base = one.name.rpartition("/")
        if base in ("manifest.json", "answers.json"):
            continue
        empty = False
        budget.left -= len(one.content or b"") if depth > 1 else 0
        if one.content is not None and is_zip(one.content) and depth < DEEPEST and base.lower().endswith(".zip"):
            yield from _inner(one, depth, budget)
        else:
            yield replace(one, manifest=manifests.get(folder, {}))
    if empty:
        raise UnreadableError("zip_empty")


def _inner(one: Member, depth: int, budget: ZipBudget) -> Iterator[Member]:
    try:
        for m in members(one.content or b"", depth + 1, budget):
            yield Member(f"{one.name}/{m.name}", m.content, m.manifest, (*one.remarks, *m.remarks))
    except UnreadableError as error:
        yield Member(one.name, None, {}, (*one.remarks, error.why))


def _manifests(archive: zipfile.ZipFile, listed: list[zipfile.ZipInfo]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the manifests of hand-ins, by the folder they lie in."""
    for info in listed:
        name, _ = _named(info)
        if name.endswith("manifest.json") and not is_junk(PurePosixPath(name)):
            try:
                with archive.open(info) as packed:
                    yield name.rpartition("/")[0], _manifest(packed.read(LONGEST_MANIFEST + 1))
            except _BROKEN:
                continue


def _read(archive: zipfile.ZipFile, listed: list[zipfile.ZipInfo], left: int) -> Iterator[Member]:
    for info in listed:
        name, remarks = _named(info)
        if is_junk(PurePosixPath(name)):
            continue
        if info.flag_bits & 1:
            yield Member(name, None, {}, (*remarks, remark("zip_locked")))
            continue
        if (info.external_attr >> 16) & 0o170000 == 0o120000:
            yield Member(name, None, {}, (*remarks, remark("link")))
            continue
        try:
            with archive.open(info) as packed:
                content = packed.read(max(0, min(LARGEST, left)) + 1)
        except _BROKEN:
            yield Member(name, None, {}, (*remarks, remark("zip_broken")))
            continue
        if len(content) > min(LARGEST, left):
            yield Member(name, None, {}, (*remarks, remark("zip_bomb", most=MOST_MEMBERS)))
            continue
        left -= len(content)
        yield Member(name, content, {}, remarks)


def _named(info: zipfile.ZipInfo) -> tuple[str, tuple[Remark, ...]]:
    """Return a member's name as its reader wrote it: Chinese names of old zips are GBK; a way out is told."""
    name = info.filename
    if not info.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = info.filename
    name = name.replace("\\", "/")
    parts = PurePosixPath(name).parts
    odd = ".." in parts or name.startswith("/") or (len(name) > 1 and name[1] == ":")
    return name[:200], (remark("zip_path"),) if odd else ()


def _manifest(content: bytes) -> dict[str, Any]:
    try:
        told = json.loads(content if len(content) <= LONGEST_MANIFEST else b"{}")
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
