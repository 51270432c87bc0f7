"""What the lists of pinned packages promise: one resolution, every system, no addresses."""

import os
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from fsq_lab.ground.language import CourseError
from fsq_lab.upkeep import pins

CONSTRAINTS = pins.REPOSITORY / "constraints.txt"
BINDER = pins.REPOSITORY / "binder" / "requirements.txt"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PLATFORMS = {
    "x86_64-unknown-linux-gnu": {"sys_platform": "linux", "os_name": "posix", "platform_system": "Linux"},
    "aarch64-apple-darwin": {"sys_platform": "darwin", "os_name": "posix", "platform_system": "Darwin"},
    "x86_64-pc-windows-msvc": {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows"},
}
on_ci = pytest.mark.skipif(os.environ.get("CI") != "true", reason="needs uv and a network; runs under CI=true")


def requirements(text: str) -> list[Requirement]:
    """Return the requirement of each line that is not a comment."""
    return [Requirement(line) for line in text.splitlines() if not line.startswith("#")]


def pinned(text: str, python: str, platform: str) -> dict[str, str]:
    """Return the version of each package that a list pins on one Python and one system."""
    environment = {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        **PLATFORMS[platform],
    }
    active = [item for item in requirements(text) if item.marker is None or item.marker.evaluate(environment)]
    return {item.name: str(item.specifier).removeprefix("==") for item in active}


def disagreements(binder: str, constraints: str) -> list[str]:
    """Return the packages that Binder's list pins to another version than the constraints, or in vain."""
    expected = pinned(constraints, pins.BINDER_PYTHON, pins.BINDER_PLATFORM)
    found = pinned(binder, pins.BINDER_PYTHON, pins.BINDER_PLATFORM)
    return sorted(name for name, version in found.items() if expected.get(name) != version)


def addresses(text: str) -> list[str]:
    """Return the lines that name a place: an address, a path, or an option such as an index."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return [line for line in lines if line.startswith("-") or "/" in line or "@" in line]


def test_binders_versions_are_those_of_the_constraints() -> None:
    assert disagreements(BINDER.read_text(encoding="utf-8"), CONSTRAINTS.read_text(encoding="utf-8")) == []


def test_a_version_of_its_own_in_binders_list_is_found() -> None:
    constraints = CONSTRAINTS.read_text(encoding="utf-8")
    binder = BINDER.read_text(encoding="utf-8")
    numpy = pinned(binder, pins.BINDER_PYTHON, pins.BINDER_PLATFORM)["numpy"]
    tampered = binder.replace(f"numpy=={numpy}\n", "numpy==2.0.0\n") + "left-pad==1.0\n"
    assert disagreements(tampered, constraints) == ["left-pad", "numpy"]


def test_binder_gets_every_dependency_of_a_lesson_and_notebook() -> None:
    project = tomllib.loads((pins.REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = pinned(BINDER.read_text(encoding="utf-8"), pins.BINDER_PYTHON, pins.BINDER_PLATFORM)
    for requirement in map(Requirement, [*project["dependencies"], "notebook"]):
        version = found[requirement.name.lower()]
        assert requirement.specifier.contains(version), requirement


def test_binders_list_is_flat() -> None:
    for requirement in requirements(BINDER.read_text(encoding="utf-8")):
        assert str(requirement).startswith(f"{requirement.name}=="), requirement
        assert requirement.marker is None


def test_binder_runs_the_python_its_list_was_made_for() -> None:
    runtime = (BINDER.parent / "runtime.txt").read_text(encoding="utf-8")
    assert runtime == f"python-{pins.BINDER_PYTHON}\n"


@pytest.mark.parametrize("file", [CONSTRAINTS, BINDER], ids=lambda file: str(file.name))
def test_no_list_names_an_address(file: Path) -> None:
    assert addresses(file.read_text(encoding="utf-8")) == []


def test_an_address_in_a_list_is_found() -> None:
    lines = ["--index-url https://mirror.example/simple", "a @ https://mirror.example/a.whl", "-e .", "b==1"]
    assert addresses("\n".join(lines)) == lines[:3]


def test_without_uv_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name, path=None: None)
    with pytest.raises(CourseError, match="pip install uv"):
        pins.universal_pins()


@on_ci
def test_the_constraints_are_what_their_command_makes() -> None:
    text = CONSTRAINTS.read_text(encoding="utf-8")
    assert pins.universal_pins(text) == text


@on_ci
def test_binders_list_is_what_its_command_makes() -> None:
    assert pins.binder_pins(CONSTRAINTS) == BINDER.read_text(encoding="utf-8")


@on_ci
@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("python", PYTHONS)
def test_the_pins_resolve_from_wheels_alone(python: str, platform: str) -> None:
    resolved = pinned(pins.platform_pins(CONSTRAINTS, python, platform), python, platform)
    expected = pinned(CONSTRAINTS.read_text(encoding="utf-8"), python, platform)
    unpinned = {name: version for name, version in resolved.items() if expected.get(name) != version}
    assert {"numpy", "jupyterlab", "pyarrow", "nbgrader", "pytest"} <= set(resolved)
    assert unpinned == {}


@on_ci
def test_pins_that_do_not_fit_together_are_refused(tmp_path: Path) -> None:
    impossible = tmp_path / "constraints.txt"
    impossible.write_text("numpy==1.26.4\n", encoding="utf-8")
    with pytest.raises(CourseError, match="numpy"):
        pins.platform_pins(impossible, "3.11", "x86_64-unknown-linux-gnu")
