"""`python -m fsq_lab` is `fsq-lab`: on a screen of any encoding, and telling what is missing where packages are."""

import io
import sys
from pathlib import Path

from fsq_lab.learner import doctor


def main() -> None:
    """Run the command line."""
    doctor.screen_encoding = sys.stdout.encoding
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            carry_every_character(stream)
    try:
        from fsq_lab.cli import app
    except ModuleNotFoundError as error:
        _without(error.name or "?")
    app(prog_name="fsq-lab")


def carry_every_character(stream: io.TextIOWrapper) -> None:
    """Let a stream take every character: what its encoding has not is written as an escape.

    An ASCII stream stands for a system without a locale; it gets UTF-8, as Python itself does there by default.
    """
    if stream.encoding.lower() in ("ascii", "us-ascii", "ansi_x3.4-1968", "646"):
        stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    elif stream.errors == "strict":
        stream.reconfigure(errors="backslashreplace")


def _without(package: str) -> None:
    """Do what can be done without the packages: the doctor's examination, or point to it."""
    if sys.argv[1:2] != ["doctor"]:
        sys.exit(doctor.sentence("without", name=package))
    lines, well = doctor.diagnosis(Path.cwd())
    print("\n".join(lines))
    sys.exit(not well)


if __name__ == "__main__":
    main()
