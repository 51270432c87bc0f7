"""The learner's folder: the course laid out as a copy, updates that lose nothing, and JupyterLab on top of it."""

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fsq_lab.data import course_folder, course_version
from fsq_lab.language import LANGUAGES, CourseError, system_language

FOLDER = "my-course"
STATE = ".fsq-lab"
LAID_OUT = ("notebooks", "exercises", "datasets")
LOCALES = {"zh": "zh_CN", "en": "en"}
NEW = ".new"


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
    ``NAME.new.ipynb``; a deleted one comes back.

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
            new, target = _digest(source), folder / name
            old = _digest(target) if target.is_file() else ""
            if old == new:
                pass
            elif old in ("", known.get(name)):
                _copy(source, target)
                written.append(name)
            elif known.get(name) != new:
                _copy(source, target.with_name(f"{target.stem}{NEW}{target.suffix}"))
                kept.append(name)
            known[name] = new
        _write_json(manifest_file, {"course_version": course_version(), "files": known})
    except OSError as error:
        raise WorkspaceError("open.cannot_write", folder=folder, reason=error.strerror or error) from error
    return Changes(tuple(written), tuple(kept))


def choose_language(folder: Path, asked: str | None) -> str:
    """Return the language asked for, else the last choice, else the system's; remember it."""
    file = folder / STATE / "choice.json"
    last = str(_read_json(file).get("language", ""))
    language = asked or (last if last in LANGUAGES else system_language())
    file.parent.mkdir(parents=True, exist_ok=True)
    _write_json(file, {"language": language})
    return language


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
    translation = state / "user-settings" / "@jupyterlab" / "translation-extension" / "plugin.jupyterlab-settings"
    _write_json(translation, {"locale": LOCALES[language]})
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


def _course_files() -> Iterator[tuple[Path, str]]:
    root = course_folder()
    for part in LAID_OUT:
        for file in sorted((root / part).rglob("*")):
            if file.is_file() and not {".ipynb_checkpoints", "__pycache__"} & set(file.parts):
                yield file, file.relative_to(root).as_posix()


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


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
