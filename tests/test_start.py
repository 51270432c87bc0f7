"""What start.py promises: two commands, one set-up, and a message that helps where it cannot go on."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath
from types import ModuleType

import pytest

SOURCE = Path(__file__).parents[1] / "start.py"
READY = {"python": "3.11", "folder": "/课程", "pins": "abc", "extra": ""}


def load_start() -> ModuleType:
    """Return start.py as a module of its own, so that a test may change it."""
    spec = importlib.util.spec_from_file_location("start", SOURCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def start() -> ModuleType:
    return load_start()


# ---- what it is


def test_start_uses_the_standard_library_only() -> None:
    nodes = list(ast.walk(ast.parse(SOURCE.read_text(encoding="utf-8"))))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= set(sys.stdlib_module_names)


def test_start_still_parses_on_python_3_8() -> None:
    ast.parse(SOURCE.read_text(encoding="utf-8"), feature_version=(3, 8))
    with pytest.raises(SyntaxError):
        ast.parse("match 1:\n    case _: pass", feature_version=(3, 8))


def test_an_older_python_is_told_so_in_both_languages(start: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        start.main(["lab"], version=(3, 10))
    zh, en = capsys.readouterr().out.splitlines()
    assert ended.value.code == 2
    assert "Python 3.11 或更新版本，这里是 3.10" in zh
    assert "Python 3.11 or newer; this is 3.10" in en


# ---- arguments


@pytest.mark.parametrize("form", [["--wheels", "FOLDER"], ["--wheels=FOLDER"]])
def test_wheels_may_stand_anywhere_and_the_rest_is_passed_on_in_order(
    start: ModuleType, tmp_path: Path, form: list[str]
) -> None:
    wheels = [word.replace("FOLDER", str(tmp_path)) for word in form]
    for arguments in ([*wheels, "lab", "--lang", "zh", "03"], ["lab", "--lang", "zh", *wheels, "03"]):
        assert start.read_arguments(arguments) == ("lab", str(tmp_path), ["--lang", "zh", "03"])
    assert start.read_arguments(["test", "-k", "gap"]) == ("test", "", ["-k", "gap"])


@pytest.mark.parametrize(
    ("words", "launched"),
    [
        (["lab", "--lang", "zh", "03"], ["fsq-lab", "open", "--lang", "zh", "03"]),
        (["submit", "03"], ["fsq-lab", "submit", "03"]),
        (["restore", "03"], ["fsq-lab", "restore", "03"]),
        (["doctor"], ["fsq-lab", "doctor"]),
        (["test", "-k", "gap"], ["python", "-m", "pytest", "-k", "gap"]),
    ],
)
def test_learners_commands_are_fsq_labs_and_need_no_active_environment(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, words: list[str], launched: list[str]
) -> None:
    monkeypatch.chdir(Path.cwd())
    monkeypatch.setattr(start, "is_ready", lambda found, wanted: True)
    monkeypatch.setattr(start, "launch", lambda command: [Path(command[0]).stem, *command[1:]])
    assert start.main(words) == launched


@pytest.mark.parametrize("arguments", [[], ["open"], ["--wheels", "."]])
def test_anything_but_lab_and_test_shows_the_usage(
    start: ModuleType, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        start.read_arguments(arguments)
    assert ended.value.code == 2
    assert "python3 start.py lab" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["lab", "--wheels", "没有"], ["lab", "--wheels=没有"]])
def test_a_folder_of_wheels_that_is_not_there_is_named(
    start: ModuleType, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        start.read_arguments(arguments)
    assert ended.value.code == 2
    assert "没有" in capsys.readouterr().out


# ---- paths


def test_programs_are_found_in_the_windows_layout(start: ModuleType) -> None:
    venv = PureWindowsPath("C:\\我的 课程\\.venv")
    assert str(start.program(venv, "python", "nt")) == "C:\\我的 课程\\.venv\\Scripts\\python.exe"
    assert str(start.program(venv, "fsq-lab", "nt")) == "C:\\我的 课程\\.venv\\Scripts\\fsq-lab.exe"


def test_programs_are_found_in_the_posix_layout(start: ModuleType) -> None:
    venv = PurePosixPath("/home/我的 课程/.venv")
    assert str(start.program(venv, "python", "posix")) == "/home/我的 课程/.venv/bin/python"
    assert str(start.program(venv, "fsq-lab", "posix")) == "/home/我的 课程/.venv/bin/fsq-lab"


# ---- when to install


def test_an_environment_is_ready_when_nothing_changed(start: ModuleType) -> None:
    assert start.is_ready(READY, READY)
    for name in READY:
        assert not start.is_ready({**READY, name: "other"}, READY)
    assert not start.is_ready({}, READY)


def test_the_dev_extra_serves_the_lab_but_not_the_other_way_round(start: ModuleType) -> None:
    with_dev = {**READY, "extra": "dev"}
    assert start.is_ready(with_dev, READY)
    assert not start.is_ready(READY, with_dev)


@pytest.mark.parametrize("text", [None, "", "{"])
def test_a_state_that_cannot_be_read_counts_as_none(
    start: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | None
) -> None:
    monkeypatch.setattr(start, "VENV", tmp_path)
    monkeypatch.setattr(start, "STATE", tmp_path / "fsq-lab.json")
    python = Path(start.program(tmp_path, "python"))
    python.parent.mkdir()
    python.touch()
    if text is not None:
        start.STATE.write_text(text, encoding="utf-8")
    assert start.found_state() == {}
    start.STATE.write_text(json.dumps(READY), encoding="utf-8")
    assert start.found_state() == READY
    python.unlink()
    assert start.found_state() == {}


# ---- pip's index, for uv

LISTING = r"""
:env:.find-links='/here /missing'
global.extra-index-url='https://one.example/simple\nhttps://two.example/simple'
global.find-links='/elsewhere'
global.index-url='https://mirror.example/simple'
global.timeout='60'
download.index-url='https://not-for-installing.example/simple'
install.index-url='https://for-installing.example/simple'
install.trusted-host="mirror.example"
not a setting
"""


def test_pip_settings_are_read_with_pips_own_precedence(start: ModuleType) -> None:
    assert start.pip_settings(LISTING) == {
        "find-links": ["/here", "/missing"],
        "extra-index-url": ["https://one.example/simple", "https://two.example/simple"],
        "index-url": ["https://for-installing.example/simple"],
        "timeout": ["60"],
        "trusted-host": ["mirror.example"],
    }


def test_uv_gets_pips_index_without_folders_that_do_not_exist(start: ModuleType, tmp_path: Path) -> None:
    listing = LISTING.replace("/here", tmp_path.as_posix())
    assert start.uv_environment(start.pip_settings(listing), {"PATH": "/bin"}) == {
        "PATH": "/bin",
        "UV_DEFAULT_INDEX": "https://for-installing.example/simple",
        "UV_INDEX": "https://one.example/simple https://two.example/simple",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "UV_INSECURE_HOST": "mirror.example",
        "UV_FIND_LINKS": tmp_path.as_posix(),
    }


def test_what_the_user_told_uv_stays(start: ModuleType) -> None:
    own = {"UV_DEFAULT_INDEX": "https://own.example/simple"}
    assert start.uv_environment({"index-url": ["https://pips.example/simple"]}, own) == own


# ---- who installs


class Machine:
    """A machine with some installers; it notes the commands instead of running them."""

    def __init__(
        self, start: ModuleType, monkeypatch: pytest.MonkeyPatch, *, uv: bool, pip: bool, broken: str = "none"
    ) -> None:
        self.commands: list[str] = []
        self.environments: list[dict[str, str]] = []

        def run(command: list[str], environment: dict[str, str]) -> bool:
            python = str(start.program(start.VENV, "python"))
            self.commands.append(" ".join(command).replace(python, "PYTHON"))
            self.environments.append(environment)
            return broken not in self.commands[-1]

        monkeypatch.setattr(start, "run", run)
        monkeypatch.setattr(start, "find_uv", lambda: ["uv"] if uv else [])
        monkeypatch.setattr(start, "find_pip", lambda python: [python, "-m", "pip"] if pip else [])
        monkeypatch.setattr(start, "output_of", lambda command: "global.index-url='https://m.example/simple'")


def test_uv_installs_compiled_from_the_pins_and_from_pips_index(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    machine = Machine(start, monkeypatch, uv=True, pip=True)
    start.install("", "")
    assert machine.commands == [
        "uv pip install --python PYTHON --compile-bytecode --constraint constraints.txt --editable ."
    ]
    assert machine.environments[0]["UV_DEFAULT_INDEX"] == "https://m.example/simple"
    assert "PYTHONDONTWRITEBYTECODE" not in machine.environments[0]


def test_without_uv_pip_brings_it(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(start, monkeypatch, uv=False, pip=True)
    start.install("dev", "")
    assert machine.commands == [
        "PYTHON -m pip install --quiet --constraint constraints.txt uv",
        "PYTHON -m uv pip install --python PYTHON --compile-bytecode --constraint constraints.txt --editable .[dev]",
    ]


def test_pip_installs_everything_where_uv_cannot_be_had(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    machine = Machine(start, monkeypatch, uv=False, pip=True, broken=" uv")
    start.install("", "")
    assert machine.commands[-1] == "PYTHON -m pip install --constraint constraints.txt --editable ."
    assert "PYTHONDONTWRITEBYTECODE" not in machine.environments[-1]


def test_pip_takes_over_when_uv_fails(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = Machine(start, monkeypatch, uv=True, pip=True, broken="uv pip install")
    start.install("", "")
    assert machine.commands[-1] == "PYTHON -m pip install --constraint constraints.txt --editable ."
    assert "trying pip" in capsys.readouterr().out


@pytest.mark.parametrize("uv", [True, False])
def test_a_folder_of_wheels_replaces_the_network(start: ModuleType, monkeypatch: pytest.MonkeyPatch, uv: bool) -> None:
    machine = Machine(start, monkeypatch, uv=uv, pip=True, broken="uv")
    start.install("", "我的 wheels")
    assert len(machine.commands) == 2
    assert all("--no-index --find-links 我的 wheels" in command for command in machine.commands)


def test_an_installing_that_fails_ends_with_1_and_says_how_to_go_on(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Machine(start, monkeypatch, uv=True, pip=True, broken="install")
    with pytest.raises(SystemExit) as ended:
        start.install("", "")
    assert ended.value.code == 1
    assert "Start again with a network" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("system", "release", "command"),
    [
        ("Linux", {"ID": "debian"}, "sudo apt install python3.{}-venv"),
        ("Linux", {"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, "sudo apt install python3.{}-venv"),
        ("Linux", {"ID": "rocky", "ID_LIKE": "rhel centos fedora"}, "sudo dnf install python3-pip"),
        ("Linux", {"ID": "opensuse-leap", "ID_LIKE": "suse opensuse"}, "sudo zypper install python3{}-pip"),
        ("Linux", {"ID": "alpine"}, "sudo apk add py3-pip"),
        ("Darwin", {}, "brew install python"),
        ("Windows", {}, "winget install Python.Python.3.13"),
    ],
)
def test_without_uv_and_pip_the_one_command_that_helps_is_printed(
    start: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    system: str,
    release: dict[str, str],
    command: str,
) -> None:
    machine = Machine(start, monkeypatch, uv=False, pip=False)
    monkeypatch.setattr(start.platform, "system", lambda: system)
    monkeypatch.setattr(start.platform, "freedesktop_os_release", lambda: release)
    with pytest.raises(SystemExit) as ended:
        start.install("", "")
    assert ended.value.code == 2
    assert machine.commands == []
    expected = command.format(sys.version_info[1])
    assert all(line.endswith(expected) for line in capsys.readouterr().out.splitlines())


def test_the_hosts_pip_is_used_where_ensurepip_is_missing(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "output_of", lambda command: None if "ensurepip" in command else "pip 26")
    assert start.find_pip("PYTHON") == [sys.executable, "-m", "pip", "--python", "PYTHON"]
    monkeypatch.setattr(start, "output_of", lambda command: None)
    assert start.find_pip("PYTHON") == []


# ---- from the command line, in a folder with a space and Chinese characters

FAKE_UV = """
import os, pathlib, signal, sys
here = pathlib.Path(__file__).parent
if sys.argv[1] == "pip":
    venv = pathlib.Path(sys.argv[sys.argv.index("--python") + 1]).parents[1]
    with open(here / "log", "a", encoding="utf-8") as log:
        print(*sys.argv[1:], "PYTHONDONTWRITEBYTECODE" in os.environ, file=log)
    if (here / "killed").exists():
        os.kill(os.getppid(), signal.SIGKILL)
        sys.exit()
    program = venv / "bin" / "fsq-lab"
    program.write_text("#!/bin/sh\\necho opened: $*\\n")
    program.chmod(0o755)
print("uv 0")
"""


class Classroom:
    """A copy of start.py with a stand-in for uv, so that no network is needed."""

    def __init__(self, folder: Path) -> None:
        self.course = folder / "我的 课程"
        self.tools = folder / "tools"
        self.course.mkdir()
        self.tools.mkdir()
        shutil.copy(SOURCE, self.course)
        for name in ("constraints.txt", "pyproject.toml"):
            (self.course / name).write_text("", encoding="utf-8")
        (self.tools / "uv.py").write_text(FAKE_UV, encoding="utf-8")
        uv = self.tools / "uv"
        uv.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{self.tools}/uv.py" "$@"\n', encoding="utf-8")
        uv.chmod(0o755)

    def start(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        path = os.pathsep.join([str(self.tools), os.environ["PATH"]])
        environment = {**os.environ, "PATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, str(self.course / "start.py"), *arguments]
        return subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=False)

    def installs(self) -> list[str]:
        log = self.tools / "log"
        return log.read_text(encoding="utf-8").splitlines() if log.exists() else []


@pytest.fixture
def classroom(tmp_path: Path) -> Classroom:
    if os.name == "nt":
        pytest.skip("the stand-in for uv is a POSIX script")
    return Classroom(tmp_path)


def test_a_second_start_installs_nothing(classroom: Classroom) -> None:
    first = classroom.start("lab", "--lang", "zh", "03")
    assert first.returncode == 0, first.stderr
    assert first.stdout.splitlines()[-1] == "opened: open --lang zh 03"
    assert len(classroom.installs()) == 1
    assert classroom.installs()[0].endswith("--editable . False")

    second = classroom.start("lab", "04")
    assert second.stdout == "opened: open 04\n"
    assert len(classroom.installs()) == 1

    (classroom.course / "constraints.txt").write_text("numpy==2.4.6\n", encoding="utf-8")
    classroom.start("lab")
    assert len(classroom.installs()) == 2


def test_test_adds_the_dev_extra_and_lab_then_installs_nothing(classroom: Classroom) -> None:
    classroom.start("lab")
    classroom.start("test")
    assert [line.split(" --editable ")[1] for line in classroom.installs()] == [". False", ".[dev] False"]
    assert classroom.start("lab").stdout == "opened: open\n"
    assert len(classroom.installs()) == 2


def test_a_killed_installing_is_repaired_by_the_next_start(classroom: Classroom) -> None:
    (classroom.tools / "killed").touch()
    assert classroom.start("lab").returncode < 0
    rubbish = classroom.course / ".venv" / "bin" / "rubbish"
    rubbish.touch()

    (classroom.tools / "killed").unlink()
    repaired = classroom.start("lab")
    assert repaired.returncode == 0, repaired.stderr
    assert repaired.stdout.endswith("opened: open\n")
    assert not rubbish.exists()


def test_a_folder_that_was_moved_is_set_up_again(classroom: Classroom) -> None:
    classroom.start("lab")
    classroom.course = classroom.course.rename(classroom.course.with_name("课程 2"))
    assert classroom.start("lab").stdout.endswith("opened: open\n")
    assert len(classroom.installs()) == 2


def test_an_environment_that_start_did_not_make_is_never_cleared(start: ModuleType, tmp_path: Path) -> None:
    assert start.is_ours(tmp_path / "none")
    assert start.is_ours(tmp_path)
    (tmp_path / "pyvenv.cfg").write_text("home = /usr/bin\nprompt = mine\n", encoding="utf-8")
    assert not start.is_ours(tmp_path)
    (tmp_path / "pyvenv.cfg").write_text(f"home = /usr/bin\nprompt = {start.PROMPT!r}\n", encoding="utf-8")
    assert start.is_ours(tmp_path)
    (tmp_path / "pyvenv.cfg").unlink()
    (tmp_path / "something.txt").write_text("mine", encoding="utf-8")
    assert not start.is_ours(tmp_path)
