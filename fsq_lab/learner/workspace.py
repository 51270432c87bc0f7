"""The learner's folder: the course laid out as a copy, updates that lose nothing, and JupyterLab on top of it."""

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from fsq_lab.ground.course import course_folder, course_version
from fsq_lab.ground.language import LANGUAGES, CourseError, system_language

FOLDER = "my-course"
STATE = ".fsq-lab"
LAID_OUT = ("notebooks", "exercises", "datasets")
LOCALES = {"zh": "zh_CN", "en": "en"}
NEW, OLD = ".new", ".old"


class WorkspaceError(CourseError):
    """The learner's folder cannot be laid out or a chapter does not exist."""


@dataclass(frozen=True)
class Changes:
    """What laying out the course did: files written, and files of the learner's that were kept."""

    written: tuple[str, ...]
    kept: tuple[str, ...]


def lay_out(folder: Path) -> Changes:
    """Copy the course into a learner's folder, or bring it up to date.

    A file that the learner has not touched is replaced; a changed one is kept and the new one laid beside it as
    ``NAME.new.ipynb`` (``NAME.new-2.ipynb`` where the learner has worked in that one); a deleted one comes back.

    Raises
    ------
    WorkspaceError
        When the folder cannot be written.
    """
    manifest_file = folder / STATE / "manifest.json"
    written: list[str] = []
    kept: list[str] = []
    try:
        manifest_file.parent.mkdir(parents=True, exist_ok=True)
        known = _read_json(manifest_file).get("files", {})
        for source, name in _course_files():
            new, target = digest(source), folder / name
            old = digest(target) if target.is_file() else ""
            if old == new:
                pass
            elif old in ("", known.get(name)):
                _copy(source, target)
                written.append(name)
            elif known.get(name) != new:
                beside = _beside(folder, name, known)
                _copy(source, folder / beside)
                known[beside] = new
                kept.append(name)
            known[name] = new
        _write_json(manifest_file, {"course_version": course_version(), "files": known})
    except OSError as error:
        raise WorkspaceError("open.cannot_write", folder=folder, reason=error.strerror or error) from error
    return Changes(tuple(written), tuple(kept))


def digest(file: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def is_as_laid_out(folder: Path, name: str) -> bool:
    """Whether a file of the course is in the learner's folder just as it was laid out, or not there at all."""
    file = folder / name
    return not file.is_file() or digest(file) == _read_json(folder / STATE / "manifest.json").get("files", {}).get(name)


def restore(folder: Path, notebook: Path) -> Path | None:
    """Lay one file of the course out anew and keep the learner's aside; no other file is touched.

    Parameters
    ----------
    folder : Path
        The learner's folder.
    notebook : Path
        The file, from the learner's folder or from the working directory.

    Returns
    -------
    Path or None
        Where the learner's file is kept, ``NAME.old.ipynb`` or ``NAME.old-2.ipynb`` and so on; None where there was
        none, or where it was just as the course's.

    Raises
    ------
    WorkspaceError
        When the course has no such file, or when the folder cannot be written.
    """
    sources = {name: source for source, name in _course_files()}
    candidates = [Path(os.path.abspath(start / notebook)) for start in (folder, Path.cwd())]
    inside = [file.relative_to(folder).as_posix() for file in candidates if file.is_relative_to(folder)]
    name = next((name for name in inside if name in sources), None)
    if name is None:
        known = ", ".join(name for name in sources if name.endswith(".ipynb"))
        raise WorkspaceError("restore.unknown", file=notebook, known=known)
    target, aside = folder / name, None
    manifest_file = folder / STATE / "manifest.json"
    try:
        if os.path.lexists(target) and not (target.is_file() and digest(target) == digest(sources[name])):
            aside = _free_name(target, OLD)
            target.rename(aside)
        _copy(sources[name], target)
        manifest = _read_json(manifest_file)
        files = {**manifest.get("files", {}), name: digest(sources[name])}
        _write_json(manifest_file, {"course_version": course_version(), **manifest, "files": files})
    except OSError as error:
        raise WorkspaceError("open.cannot_write", folder=folder, reason=error.strerror or error) from error
    return aside


def choose_language(folder: Path, asked: str | None) -> str:
    """Return the language asked for, else the last choice, else the system's; remember it."""
    file = folder / STATE / "choice.json"
    language = asked or language_of(folder)
    try:
        _write_json(file, {"language": language})
    except OSError as error:
        raise WorkspaceError("open.cannot_write", folder=folder, reason=error.strerror or error) from error
    return language


def language_of(folder: Path) -> str:
    """Return the language chosen last in a learner's folder, else the system's."""
    last = str(_read_json(folder / STATE / "choice.json").get("language", ""))
    return last if last in LANGUAGES else system_language()


def chapter_path(chapter: str | None, language: str) -> str:
    """Return the notebook of a chapter from the course's folder: by number, name, or the first one.

    Raises
    ------
    WorkspaceError
        When no chapter begins so; the message lists the chapters.
    """
    folder = course_folder() / "notebooks" / language
    names = sorted(file.stem for file in folder.glob("*.ipynb"))
    found = [name for name in names if name.startswith(chapter or "")]
    if not found:
        raise WorkspaceError("open.unknown_chapter", chapter=chapter, known=", ".join(names))
    return f"notebooks/{language}/{found[0]}.ipynb"


def lab_command(root: Path, state: Path, path: str, language: str, browser: bool, port: int | None) -> list[str]:
    """Return the command that opens a notebook in JupyterLab, with the interface in the given language.

    Writes JupyterLab's settings into the state folder, so that the learner's own JupyterLab stays as it is.
    """
    defaults = {
        "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
        "@jupyterlab/notebook-extension:tracker": {"kernelShutdown": True, "windowingMode": "defer"},
    }
    _write_json(state / "lab-settings" / "overrides.json", defaults)
    set_interface_language(state / "user-settings", language)
    options = {
        "LabApp.app_settings_dir": state / "lab-settings",
        "LabApp.user_settings_dir": state / "user-settings",
        "LabApp.workspaces_dir": state / "workspaces",
        "LabApp.default_url": f"/lab/tree/{path}",
        "ServerApp.root_dir": root,
        "ServerApp.ip": "127.0.0.1",
        "MappingKernelManager.cull_idle_timeout": 3600,
        "MappingKernelManager.cull_interval": 300,
    }
    command = [sys.executable, "-m", "jupyterlab", *(f"--{name}={value}" for name, value in options.items())]
    if port is not None:
        command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    if not browser:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    return command


def set_interface_language(user_settings: Path, language: str) -> None:
    """Write the language of JupyterLab's menus into one of its folders of user settings."""
    file = user_settings / "@jupyterlab" / "translation-extension" / "plugin.jupyterlab-settings"
    _write_json(file, {"locale": LOCALES[language]})


def _course_files() -> Iterator[tuple[Path, str]]:
    root = course_folder()
    for part in LAID_OUT:
        for file in sorted((root / part).rglob("*")):
            if file.is_file() and not {".ipynb_checkpoints", "__pycache__"} & set(file.parts):
                yield file, file.relative_to(root).as_posix()


def _copy(source: Path, target: Path) -> None:
    """Copy a file in one step, so that a kill leaves the old one or the new one whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(target.name + ".part")
    shutil.copyfile(source, aside)
    aside.replace(target)


def _beside(folder: Path, name: str, known: dict[str, str]) -> str:
    """Return where to lay a new version beside the learner's: never over one that the learner has worked in."""
    file = (folder / name).with_name(f"{Path(name).stem}{NEW}{Path(name).suffix}")
    beside = file.relative_to(folder).as_posix()
    if not file.is_file() or digest(file) == known.get(beside):
        return beside
    return _free_name(folder / name, NEW).relative_to(folder).as_posix()


def _free_name(file: Path, mark: str) -> Path:
    """Return a name for a file kept beside another one that no file has yet."""
    names = (f"{file.stem}{mark}{f'-{number}' if number > 1 else ''}{file.suffix}" for number in count(1))
    return next(path for path in map(file.with_name, names) if not os.path.lexists(path))


def _read_json(file: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def _write_json(file: Path, content: object) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_name(file.name + ".part")
    aside.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8", newline="\n")
    aside.replace(file)
