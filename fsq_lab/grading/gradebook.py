"""What has been found and what a teacher has decided, one JSON line each, only ever added: the truth of all marks.

A line is written whole and to the disk before the next hand-in is looked at, so that whoever ends the process loses
nothing finished. A line cut off by that is cut away at the next opening. What was decided by hand is another line than
what was found, so that marking again changes nothing of it.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from fsq_lab.ground.language import CourseError

FORMAT = 1
FILE = "gradebook.jsonl"
Entries = dict[str, Any]
Key = tuple[str, str]


class GradebookError(CourseError):
    """A gradebook cannot be used; the message names the file and the remedy."""


@dataclass(frozen=True)
class ByHand:
    """What a teacher decided about one answer: points (None: as found) and a comment."""

    points: float | None
    comment: str = ""


class Gradebook:
    """A gradebook opened for adding; one process at a time.

    Parameters
    ----------
    file : Path
        Made if it is not there, readable for its owner alone.

    Raises
    ------
    GradebookError
        When another process marks into it, it cannot be written, or it is of a newer fsq-lab.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
            self._descriptor = os.open(file, flags, 0o600)
        except OSError as error:
            raise GradebookError("grade.book.cannot_write", file=file, reason=error.strerror or error) from error
        try:
            _lock(self._descriptor)
        except OSError:
            os.close(self._descriptor)
            raise GradebookError("grade.book.in_use", file=file) from None
        whole = self._cut_torn_line()
        self.results: dict[Key, Entries] = {}
        self.by_hand: dict[tuple[str, str, str], ByHand] = {}
        self.written: set[str] = set()
        for number, entry in enumerate(_read(whole), start=1):
            if entry.get("format", FORMAT) > FORMAT:
                os.close(self._descriptor)
                raise GradebookError("grade.book.newer", file=file, line=number)
            self._take(entry)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file, and let others mark into it."""
        os.close(self._descriptor)

    def add(self, entries: list[Entries], safely: bool = True) -> None:
        """Add results or decisions in one write, on the disk before it returns (unless not `safely`).

        Parameters
        ----------
        entries : list of dict
            Each with ``entry``: ``result`` (with ``exercise`` and ``who``), ``by_hand`` (also ``answer``, ``points``
            and ``comment``) or ``written`` (with ``digests``).
        """
        lines = "".join(
            json.dumps({"format": FORMAT, **one}, ensure_ascii=False, sort_keys=True) + "\n" for one in entries
        )
        data = lines.encode("utf-8", "replace")
        try:
            while data:
                data = data[os.write(self._descriptor, data) :]
            if safely:
                os.fsync(self._descriptor)
        except OSError as error:
            raise GradebookError("grade.book.cannot_write", file=self.file, reason=error.strerror or error) from error
        for one in entries:
            self._take(one)

    def decide(self, exercise: str, who: str, answer: str, decision: ByHand) -> bool:
        """Keep what a teacher decided; return whether it is something new."""
        if self.by_hand.get((exercise, who, answer)) == decision:
            return False
        entry = {"entry": "by_hand", "exercise": exercise, "who": who, "answer": answer}
        self.add([{**entry, "points": decision.points, "comment": decision.comment}])
        return True

    def add_written(self, digests: list[str]) -> None:
        """Take note of files before they are written, by their SHA-256."""
        new = [one for one in digests if one not in self.written]
        if new:
            self.add([{"entry": "written", "digests": new}])

    def _take(self, entry: Mapping[str, Any]) -> None:
        if entry.get("entry") == "result":
            self.results[entry["exercise"], entry["who"]] = dict(entry)
        elif entry.get("entry") == "by_hand":
            decision = ByHand(entry.get("points"), str(entry.get("comment", "")))
            self.by_hand[entry["exercise"], entry["who"], entry["answer"]] = decision
        elif entry.get("entry") == "written":
            self.written.update(map(str, entry["digests"]))

    def _cut_torn_line(self) -> bytes:
        """Cut away what a killed process left of its last line; return all whole lines."""
        content = self.file.read_bytes()
        end = content.rfind(b"\n") + 1
        if end < len(content):
            os.ftruncate(self._descriptor, end)
        return content[:end]


def read_gradebook(file: Path) -> tuple[dict[Key, Entries], dict[tuple[str, str, str], ByHand]]:
    """Return all results and decisions of a gradebook that is there."""
    if not file.is_file():
        raise GradebookError("grade.book.none", file=file)
    with Gradebook(file) as book:
        return book.results, book.by_hand


def _read(content: bytes) -> Iterator[Entries]:
    for line in content.splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict):
            yield entry


def _lock(descriptor: int) -> None:
    """Take the file for this process; the system lets go of it when the process ends, however it ends."""
    try:
        import fcntl
    except ImportError:
        import msvcrt

        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        return
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
