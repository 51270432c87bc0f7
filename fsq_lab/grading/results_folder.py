"""The folder of results: what marking wrote there it replaces unasked; what anybody else wrote or changed it leaves."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from fsq_lab.grading.gradebook import Gradebook
from fsq_lab.ground.language import CourseError, message
from fsq_lab.ground.written_files import write_file


class ResultsFolder:
    """Where results go. What was written is known by its digest, which the gradebook keeps.

    Parameters
    ----------
    folder : Path
    book : Gradebook
    """

    def __init__(self, folder: Path, book: Gradebook) -> None:
        self.folder, self._book = folder, book
        self._read: set[str] = set()

    def has_read(self, content: bytes) -> None:
        """Take note of a file whose every entry is kept by now: it may be written anew."""
        self._read.add(_digest(content))

    def write(self, files: Mapping[str, bytes]) -> tuple[list[Path], list[str]]:
        """Write files, each in one step.

        Parameters
        ----------
        files : mapping of str to bytes
            By their path in the folder.

        Returns
        -------
        written : list of Path
        refused : list of str
            What was not written, and why, in words.
        """
        self._book.add_written([_digest(content) for content in files.values()])
        written: list[Path] = []
        refused: list[str] = []
        kept: list[str] = []
        for name, content in files.items():
            target = self.folder / name
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                written.append(write_file(target, content, ours=self._is_ours))
            except CourseError as error:
                if error.key == "writing.there_already":
                    kept.append(name)
                else:
                    refused.append(str(error))
            except OSError as error:
                reason = error.strerror or type(error).__name__
                refused.append(message("writing.cannot_write", file=target, reason=reason))
        if kept:
            refused.append(message("grade.kept", folder=self.folder, files=", ".join(kept)))
        return written, refused

    def _is_ours(self, content: bytes) -> bool:
        digest = _digest(content)
        return digest in self._book.written or digest in self._read


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
