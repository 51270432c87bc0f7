"""Make the lists of pinned packages: ``python -m fsq_lab.upkeep.pins``.

``constraints.txt`` holds one resolution for every system and every Python from 3.11 on, with environment
markers; ``binder/requirements.txt`` holds what Binder installs of it. Pins that still fit are kept;
``--upgrade`` takes the newest releases. Needs uv and a network.
"""

import argparse
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

from fsq_lab.ground.language import CourseError

REPOSITORY = Path(__file__).parents[2]
HEADER = "# Made by `python -m fsq_lab.upkeep.pins`; CONTRIBUTING.md says when.\n"
OLDEST_PYTHON = "3.11"
BINDER_PYTHON = "3.12"
BINDER_PLATFORM = "x86_64-unknown-linux-gnu"


def uv_compile(*arguments: str, requirements: str = "") -> str:
    """Return the pins that ``uv pip compile`` resolves from wheels alone, one a line.

    Parameters
    ----------
    *arguments : str
        Source files and options of ``uv pip compile``; ``"-"`` reads `requirements`.
    requirements : str
        Requirement lines for standard input.

    Raises
    ------
    CourseError
        When uv is not there, or finds no set of versions that fits.
    """
    uv = shutil.which("uv") or shutil.which("uv", path=Path(sys.executable).parent)
    if uv is None:
        raise CourseError("pins.no_uv")
    command = [uv, "pip", "compile", "--quiet", "--python", sys.executable, "--only-binary", ":all:"]
    command += ["--no-annotate", "--no-header", *arguments]
    done = subprocess.run(command, input=requirements, capture_output=True, encoding="utf-8", cwd=REPOSITORY)
    if done.returncode:
        raise CourseError("pins.unresolved", reason=done.stderr.strip())
    return done.stdout


def universal_pins(known: str = "") -> str:
    """Return the text of ``constraints.txt``: the course with every extra, for every system.

    Parameters
    ----------
    known : str
        The text so far; its pins stay where they still fit.
    """
    with TemporaryDirectory() as folder:
        pins = Path(folder, "constraints.txt")
        pins.write_text(known, encoding="utf-8")
        uv_compile(
            *("pyproject.toml", "--all-extras", "--universal", "--python-version", OLDEST_PYTHON),
            *("--output-file", str(pins)),
        )
        return HEADER + pins.read_text(encoding="utf-8")


def platform_pins(constraints: Path, python: str, platform: str) -> str:
    """Return the pins of the course with every extra on one Python and one system.

    Parameters
    ----------
    constraints : Path
        A file of pins such as ``constraints.txt``.
    python : str
        A version such as ``"3.14"``.
    platform : str
        One of uv's platform names, such as ``"aarch64-apple-darwin"``.
    """
    return uv_compile(
        *("pyproject.toml", "--all-extras", "--constraints", str(constraints)),
        *("--python-version", python, "--python-platform", platform),
    )


def binder_pins(constraints: Path, python: str = BINDER_PYTHON) -> str:
    """Return the text of ``binder/requirements.txt``: the course's own dependencies and notebook, flat.

    For Binder's Python; for another one, what Binder's list would be there.
    """
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = uv_compile(
        *("-", "--constraints", str(constraints)),
        *("--python-version", python, "--python-platform", BINDER_PLATFORM),
        requirements="\n".join([*project["dependencies"], "notebook"]),
    )
    return HEADER + pins


def main() -> None:
    """Write both lists."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--upgrade", action="store_true", help="take the newest release of everything")
    upgrade = parser.parse_args().upgrade
    constraints = REPOSITORY / "constraints.txt"
    known = "" if upgrade or not constraints.exists() else constraints.read_text(encoding="utf-8")
    constraints.write_text(universal_pins(known), encoding="utf-8", newline="\n")
    binder = REPOSITORY / "binder" / "requirements.txt"
    binder.write_text(binder_pins(constraints), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
