"""Transcripts of role plays as files: only over earlier transcripts, and safe to open in a spreadsheet."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from fsq_lab.ground.language import CourseError
from fsq_lab.ground.written_files import write_file

IDS = ("objective", "line_id", "choice_id")
MARK = '<meta name="generator" content="fsq-lab transcript">'


def save_transcript(target: Path, writers: Mapping[str, Callable[[], str]]) -> Path:
    """Write a transcript in the format that the name's ending says; a transcript of before is replaced.

    Parameters
    ----------
    target : Path
    writers : mapping of str to callable
        By ending, such as ``".csv"``, what returns the text.

    Raises
    ------
    CourseError
        When the ending is none of these, and as `fsq_lab.ground.written_files.write_file`.
    """
    if target.suffix not in writers:
        raise CourseError("roleplay.unknown_export", format=target.suffix, known=", ".join(writers))
    text = writers[target.suffix]()
    return write_file(target, f"\ufeff{text}" if target.suffix == ".csv" else text, ours=is_transcript)


def is_transcript(content: bytes) -> bool:
    r"""Return whether a file's bytes are a transcript, by what each format begins with or holds.

    >>> is_transcript(b"Step,objective,line_id,choice_id\n1,S5d,open,calm"), is_transcript(b"name,mark\nA,3")
    (True, False)
    """
    text = content.decode("utf-8-sig", errors="replace")
    if MARK in text[:2000] or text.partition("\n")[0].strip().endswith(",".join(IDS)):
        return True
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return False
    plays = found if isinstance(found, list) else [found]
    return bool(plays) and all(isinstance(play, dict) and {"scenario", "steps"} <= set(play) for play in plays)
