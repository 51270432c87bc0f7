"""Zips as students send them: read in memory, never unpacked, and never more than a bounded part of them."""

import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from fsq_lab.grading.notebook_files import LARGEST, UnreadableError
from fsq_lab.grading.remarks import Remark, remark

MOST_MEMBERS = 500
MOST_BYTES = 2 * LARGEST
DEEPEST = 2
"""Zips in zips: a platform's zip of a class's zips is read, a zip in that one is not."""
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


def members(content: bytes, depth: int = 1) -> list[Member]:
    """Return the files of a zip, and of zips in it, each notebook with the manifest beside it.

    Raises
    ------
    UnreadableError
        When the zip is broken, locked, of another kind, or a bomb.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            listed = [one for one in archive.infolist() if not one.is_dir()]
            if len(listed) > MOST_MEMBERS:
                raise UnreadableError("zip_bomb", most=MOST_MEMBERS)
            read = list(_read(archive, listed))
    except _BROKEN:
        raise UnreadableError("zip_broken") from None
    found: list[Member] = []
    manifests = {one.name.rpartition("/")[0]: one.content for one in read if one.name.endswith("manifest.json")}
    for one in read:
        base = one.name.rpartition("/")[2]
        if is_junk(PurePosixPath(one.name)) or base in ("manifest.json", "answers.json"):
            continue
        if one.content is not None and is_zip(one.content) and depth < DEEPEST and base.lower().endswith(".zip"):
            found += _inner(one, depth)
        else:
            manifest = _manifest(manifests.get(one.name.rpartition("/")[0]))
            found.append(Member(one.name, one.content, manifest, one.remarks))
    if not found:
        raise UnreadableError("zip_empty")
    return found


def _inner(one: Member, depth: int) -> list[Member]:
    try:
        inner = members(one.content or b"", depth + 1)
    except UnreadableError as error:
        return [Member(one.name, None, {}, (*one.remarks, error.why))]
    return [Member(f"{one.name}/{m.name}", m.content, m.manifest, (*one.remarks, *m.remarks)) for m in inner]


def _read(archive: zipfile.ZipFile, listed: list[zipfile.ZipInfo]) -> Iterator[Member]:
    left = MOST_BYTES
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
                content = packed.read(min(LARGEST, left) + 1)
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


def _manifest(content: bytes | None) -> dict[str, Any]:
    try:
        told = json.loads(content or b"{}")
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
