"""The learner's folder: the course laid out as a copy, updates that lose nothing, and JupyterLab on top of it."""

import contextlib
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path, PurePath
from secrets import token_hex
from typing import Any, NoReturn

from fsq_lab.ground.course import course_folder, course_version
from fsq_lab.ground.language import LANGUAGES, CourseError, system_language
from fsq_lab.ground.regular_files import MEGABYTE, read_regular

FOLDER = "my-course"
STATE = ".fsq-lab"
LAID_OUT = ("notebooks", "exercises", "datasets")
LOCALES = {"zh": "zh_CN", "en": "en"}
NEW, OLD = ".new", ".old"
WRITTEN_IN_METADATA = ("tags", "nbgrader", "deletable", "editable")
KEEPING = "fsq_lab.learner.keeping"
TEACHERS_PANELS = ("@jupyter/nbgrader", "jupyterlab-jupytext")


class WorkspaceError(CourseError):
    """The learner's folder cannot be laid out or a chapter does not exist."""


@dataclass(frozen=True)
class Changes:
    """What laying out the course did: files written, and files of the learner's that were kept."""

    written: tuple[str, ...]
    kept: tuple[str, ...]


def lay_out(folder: Path) -> Changes:
    """Copy the course into a learner's folder, or bring it up to date.

    A file in which the learner has written nothing is replaced, though its cells may have been run; a changed one is
    kept and the new one laid beside it as ``NAME.new.ipynb`` (``NAME.new-2.ipynb`` where the learner has worked in
    that one); a deleted one comes back. Notebooks are laid out without outputs.

    Raises
    ------
    WorkspaceError
        When the folder cannot be written.
    """
    manifest_file = folder / STATE / "manifest.json"
    written: list[str] = []
    kept: list[str] = []
    try:
        _make_private(folder)
        manifest_file.parent.mkdir(exist_ok=True)
        known = _known_files(folder)
        for source, name in _course_files():
            new, target = content_digest(source), folder / name
            found = content_digest(target) if target.is_file() else None  # read once: another may be laying out too
            if found == new:
                pass
            elif found is None or known.get(name) in (found, digest(target)):
                _copy(source, target)
                written.append(name)
            elif known.get(name) != new:
                beside = _beside(folder, name, known, new)
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


def content_digest(file: Path) -> str:
    """Return a SHA-256 of what a person writes: of a notebook its cells, not their outputs; of other files all bytes.

    Blank cells, as JupyterLab adds one at the end, do not count, nor does what a front end notes about a run.
    """
    try:
        cells = [_written(cell) for cell in json.loads(file.read_bytes())["cells"]] if _is_notebook(file) else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        cells = None
    if cells is None:
        return digest(file)
    return hashlib.sha256(json.dumps(list(filter(None, cells)), sort_keys=True).encode()).hexdigest()


def is_as_laid_out(folder: Path, name: str) -> bool:
    """Whether the learner has written nothing in a file of the course, or has it no longer."""
    return _is_as_known(folder / name, _known_files(folder).get(name))


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
        new = content_digest(sources[name])
        if os.path.lexists(target) and not (target.is_file() and content_digest(target) == new):
            aside = _free_name(target, OLD)
            target.rename(aside)
        _copy(sources[name], target)
        files = {**_known_files(folder), name: new}
        _write_json(manifest_file, {"course_version": course_version(), **_read_json(manifest_file), "files": files})
    except OSError as error:
        raise WorkspaceError("open.cannot_write", folder=folder, reason=error.strerror or error) from error
    return aside


def notebook_to_restore(folder: Path, chapter: str, language: str) -> Path:
    """Return which notebook of a chapter the learner means: the one that was changed or is gone, else the lesson.

    Raises
    ------
    WorkspaceError
        When there is no such chapter, or several of its notebooks were changed; the message lists them.
    """
    names = [name for _, name in _course_files() if name.endswith(".ipynb")]
    own = [name for name in names if chapter and Path(name).stem.startswith(chapter)]
    if not own:
        raise WorkspaceError("restore.unknown", file=chapter, known=", ".join(names))
    changed = [name for name in own if not (folder / name).is_file() or not is_as_laid_out(folder, name)]
    if len(changed) > 1:
        commands = "".join(f"\n  fsq-lab restore {name}" for name in changed)
        raise WorkspaceError("restore.which", chapter=chapter, commands=commands)
    return Path(changed[0] if changed else chapter_path(chapter, language))


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


def lab_command(
    root: Path, state: Path, path: str, language: str, browser: bool, port: int | None, author: bool = False
) -> list[str]:
    """Return the command that opens a notebook in JupyterLab, with the interface in the given language.

    Writes JupyterLab's settings into the state folder, so that the learner's own JupyterLab stays as it is. Widgets are
    saved with their notebook, and stay in it until they run again; panels of teachers and authors are shown to authors
    only.
    """
    defaults = {
        "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
        "@jupyterlab/notebook-extension:tracker": {"kernelShutdown": True, "windowingMode": "defer"},
        "@jupyter-widgets/jupyterlab-manager:plugin": {"saveState": True},
    }
    _write_json(state / "lab-settings" / "overrides.json", defaults)
    hidden = {} if author else dict.fromkeys(TEACHERS_PANELS, True)
    _write_json(state / "lab-settings" / "page_config.json", {"disabledExtensions": hidden})
    set_interface_language(state / "user-settings", language)
    options = {
        "LabApp.app_settings_dir": state / "lab-settings",
        "LabApp.user_settings_dir": state / "user-settings",
        "LabApp.workspaces_dir": state / "workspaces",
        "LabApp.default_url": f"/lab/tree/{path}",
        "ServerApp.root_dir": root,
        "ServerApp.jpserver_extensions": f"{KEEPING}=True",
        "ServerApp.ip": "127.0.0.1",
        "MappingKernelManager.cull_idle_timeout": 3600,
        "MappingKernelManager.cull_interval": 300,
    }
    command = [sys.executable, "-m", "jupyterlab", *(f"--{name}={value}" for name, value in options.items())]
    if port is not None:
        command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    if os.name != "nt":
        shell = os.environ.get("SHELL") or "/bin/sh"
        command.append(f"--ServerApp.terminado_settings={{'shell_command': [{shell!r}, '-i']}}")
    if not browser:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    return command


def environment(python: PurePath, venv: PurePath | None, variables: Mapping[str, str]) -> dict[str, str]:
    """Return the variables with which `fsq-lab` is found in JupyterLab's own terminal.

    Parameters
    ----------
    python : PurePath
        The Python that runs the course. Links are not followed, since they lead out of a virtual environment.
    venv : PurePath or None
        The virtual environment that it belongs to.
    variables : mapping of str to str
        Such as ``os.environ``.

    Examples
    --------
    >>> environment(PurePath("/course/.venv/bin/python"), None, {})["PATH"] == str(PurePath("/course/.venv/bin"))
    True
    """
    path = os.pathsep.join(filter(None, [str(python.parent), variables.get("PATH")]))
    active = {"VIRTUAL_ENV": str(venv)} if venv else {}
    return {**variables, "PATH": path, **active}


def become(command: list[str], folder: Path, environment: Mapping[str, str]) -> NoReturn:
    """Run a command in this process's place, so that whoever ends this process ends JupyterLab."""
    if os.name != "nt":
        os.chdir(folder)
        os.execve(command[0], command, environment)
    with subprocess.Popen(command, cwd=folder, env=environment) as process:
        while True:
            with contextlib.suppress(KeyboardInterrupt):
                raise SystemExit(process.wait())


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
    """Lay a file out in one step, so that a kill leaves the old one or the new one whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    _put(target, _without_outputs(source))


def _without_outputs(file: Path) -> bytes:
    """Return a file's bytes, a notebook's without outputs: what a learner is asked to guess must not stand there."""
    content = file.read_bytes()
    if not _is_notebook(file):
        return content
    try:
        notebook = json.loads(content)
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell.update(outputs=[], execution_count=None)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return content
    return (json.dumps(notebook, ensure_ascii=False, indent=1) + "\n").encode()


def _is_notebook(file: Path) -> bool:
    return file.suffix == ".ipynb"


def _written(cell: dict[str, Any]) -> list[object] | None:
    """Return what a person wrote in a cell, its id and its locks; None for a blank cell without a part in the marks."""
    source = "".join(cell["source"])
    kept = {name: cell["metadata"].get(name) for name in WRITTEN_IN_METADATA}
    marked = {name: value for name, value in kept.items() if value not in (None, True, [], "")}
    if not source.strip() and "nbgrader" not in marked:
        return None
    return [cell.get("id"), cell["cell_type"], source, marked]


def _is_as_known(file: Path, known: str | None) -> bool:
    """Whether a file is as the manifest knows it, or gone; a manifest of before 2026-11 holds digests of all bytes."""
    return not file.is_file() or known in (content_digest(file), digest(file))


def _beside(folder: Path, name: str, known: dict[str, str], new: str) -> str:
    """Return where to lay a new version beside the learner's: never over one that the learner has worked in.

    One that was laid out before and left alone is replaced, so that copies do not heap up.
    """

    def may_take(place: Path) -> bool:
        untouched = (new, known.get(place.relative_to(folder).as_posix()))
        return not os.path.lexists(place) or (place.is_file() and content_digest(place) in untouched)

    return next(filter(may_take, _names(folder / name, NEW))).relative_to(folder).as_posix()


def _free_name(file: Path, mark: str) -> Path:
    """Return a name for a file kept beside another one that no file has yet."""
    return next(path for path in _names(file, mark) if not os.path.lexists(path))


def _names(file: Path, mark: str) -> Iterator[Path]:
    return (file.with_name(f"{file.stem}{mark}{f'-{n}' if n > 1 else ''}{file.suffix}") for n in count(1))


def _read_json(file: Path) -> dict[str, Any]:
    """Return what a file of ours holds; nothing where it is broken, or holds anything else than entries."""
    try:
        found = json.loads(read_regular(file, 50 * MEGABYTE).decode("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _known_files(folder: Path) -> dict[str, str]:
    """Return the manifest's digests by file, as far as they are any."""
    files = _read_json(folder / STATE / "manifest.json").get("files")
    if not isinstance(files, dict):
        return {}
    return {name: digest for name, digest in files.items() if isinstance(digest, str)}


def _write_json(file: Path, content: object) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    _put(file, json.dumps(content, ensure_ascii=False, indent=1).encode())


def _put(target: Path, content: bytes) -> None:
    """Put a file in place in one step, under a name of its own until then: two at once do not take each other's."""
    aside = target.with_name(f"{target.name}.{token_hex(4)}.part")
    try:
        aside.write_bytes(content)
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)


def _make_private(folder: Path) -> None:
    """Make the learner's folder, which others on this computer cannot read; one that is there stays as it is."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
