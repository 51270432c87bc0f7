"""Set the course up in .venv and start it: ``python3 start.py lab``, ``submit 03`` or ``test``.

Needs Python 3.11 or newer and nothing else; still parses on Python 3.8, to tell its user so.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from io import TextIOWrapper
from pathlib import Path, PurePath
from typing import NoReturn

OLDEST = (3, 11)
COURSE = Path(__file__).absolute().parent
VENV = COURSE / ".venv"
STATE = VENV / "fsq-lab.json"
EXTRAS = {"lab": "", "submit": "", "restore": "", "doctor": "", "test": "dev"}
PROMPT = "fsq-lab-course"

UV_NAMES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
}
PIP_COMES_WITH = {
    "debian": "sudo apt install python3.{minor}-venv",
    "fedora": "sudo dnf install python3-pip",
    "suse": "sudo zypper install python3{minor}-pip",
    "arch": "sudo pacman -S python-pip",
    "alpine": "sudo apk add py3-pip",
    "darwin": "brew install python",
    "windows": "winget install Python.Python.3.13",
}
MESSAGES = {
    "usage": (
        "用法：python3 start.py lab（打开课程）、submit 03（打包上交）、restore 03（恢复笔记本）、"
        "doctor（检查电脑）或 test（运行测试）；没有网络时加 --wheels 文件夹",
        "Usage: python3 start.py lab (open the course), submit 03 (pack for handing in), restore 03 (a fresh "
        "notebook), doctor (examine this computer) or test (run the tests); without a network add --wheels FOLDER",
    ),
    "old": (
        "本课程需要 Python 3.11 或更新版本，这里是 {version}。请安装新版本后再运行，例如：python3.12 start.py lab",
        "The course needs Python 3.11 or newer; this is {version}. "
        "Install a newer one and start with it, such as: python3.12 start.py lab",
    ),
    "wheels": ("找不到 --wheels 的文件夹：{folder}", "--wheels names a folder that is not there: {folder}"),
    "installing": ("正在准备课程环境（只需一次）……", "Setting the course up (once) ..."),
    "busy": (
        "无法新建 .venv：请关闭正在使用它的程序（例如 JupyterLab），再运行一次。",
        "Could not make .venv: close what uses it (such as JupyterLab) and start again.",
    ),
    "foreign": (
        "这里的 .venv 不是 start.py 建的，不会动它。请把它移走或改名，再运行一次：{folder}",
        "start.py did not make this .venv and leaves it alone. Move or rename it and start again: {folder}",
    ),
    "no pip": (
        "这台电脑的 Python 没有 pip，请先运行：{command}",
        "The Python of this machine has no pip. First run: {command}",
    ),
    "no uv": ("uv 未能完成安装，改用 pip。", "uv could not finish the installing; trying pip."),
    "failed": (
        "安装没有完成，原因见上面几行。接通网络（或用 --wheels 文件夹）后再运行一次即可修复。",
        "The installing did not finish; the lines above say why. "
        "Start again with a network (or --wheels FOLDER) and it is repaired.",
    ),
}


def tell(key: str, **values: str) -> None:
    """Print one line in Chinese and one in English."""
    for line in MESSAGES[key]:
        print(line.format(**values), flush=True)


def stop(code: int, key: str, **values: str) -> NoReturn:
    """Say why, then end with this exit code."""
    tell(key, **values)
    raise SystemExit(code)


def read_arguments(arguments: Sequence[str]) -> tuple[str, str, list[str]]:
    """Return the command, the folder of wheels ("" for none) and what is passed on, in order."""
    wheels, words = "", [part for word in arguments for part in split_wheels(word)]
    if "--wheels" in words:
        place = words.index("--wheels")
        wheels = os.path.abspath("".join(words[place + 1 : place + 2]))
        del words[place : place + 2]
        if not os.path.isdir(wheels):
            stop(2, "wheels", folder=wheels)
    if not words or words[0] not in EXTRAS:
        stop(2, "usage")
    return words[0], wheels, words[1:]


def split_wheels(word: str) -> list[str]:
    """Return ``--wheels=FOLDER`` as two words, any other word alone."""
    return word.split("=", 1) if word.startswith("--wheels=") else [word]


def program(venv: PurePath, name: str, system: str = os.name) -> PurePath:
    """Return where a virtual environment keeps a program, on Windows ("nt") or elsewhere."""
    return venv / "Scripts" / f"{name}.exe" if system == "nt" else venv / "bin" / name


def wanted_state(extra: str) -> dict[str, str]:
    """Return what .venv must have been made from: Python, place, pins and extra."""
    version = "{}.{}".format(*sys.version_info)
    texts = [(COURSE / name).read_bytes() for name in ("constraints.txt", "pyproject.toml")]
    pins = hashlib.sha256(b"\0".join(texts)).hexdigest()
    return {"python": version, "folder": str(COURSE), "pins": pins, "extra": extra}


def found_state() -> dict[str, str]:
    """Return what .venv was made from; nothing when no installing came to its end there."""
    if not Path(program(VENV, "python")).exists():
        return {}
    try:
        return dict(json.loads(STATE.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def is_ready(found: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    """Tell whether nothing needs installing; an environment with the dev extra also serves the lab."""
    return found in (wanted, {**wanted, "extra": "dev"})


def output_of(command: Sequence[str]) -> str | None:
    """Return what a command prints, or None when it is missing or fails."""
    try:
        return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")
    except (OSError, subprocess.CalledProcessError):
        return None


def find_uv() -> list[str]:
    """Return the command that runs this machine's uv, or nothing."""
    commands = [["uv"]] if shutil.which("uv") else []
    commands += [[sys.executable, "-m", "uv"]] if importlib.util.find_spec("uv") else []
    return next((command for command in commands if output_of([*command, "--version"])), [])


def find_pip(python: str) -> list[str]:
    """Return the command that runs pip for .venv: its own by ensurepip, else the host's; or nothing."""
    if output_of([python, "-m", "ensurepip"]) is not None:
        return [python, "-m", "pip"]
    host = [sys.executable, "-m", "pip", "--python", python]
    return host if output_of([*host, "--version"]) else []


def pip_settings(listing: str) -> dict[str, list[str]]:
    """Return the words of each setting that ``pip config list`` prints; the environment's stand over all."""
    settings = {}
    lines = [line.partition("=") for line in listing.splitlines()]
    for section in ("global.", "install.", ":env:."):
        for key, _, value in lines:
            if key.startswith(section) and value.startswith(("'", '"')):
                settings[key[len(section) :]] = str(ast.literal_eval(value)).split()
    return settings


def uv_environment(settings: Mapping[str, Sequence[str]], environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment with pip's index in it for uv, which does not read pip's configuration.

    What the user told uv itself stays. Folders that do not exist are left out: uv would refuse them.
    """
    handed = {UV_NAMES[name]: words for name, words in settings.items() if name in UV_NAMES}
    if "UV_INDEX" in handed:
        handed["UV_INDEX_STRATEGY"] = ["unsafe-best-match"]
    folders = handed.pop("UV_FIND_LINKS", [])
    handed["UV_FIND_LINKS"] = [word for word in folders if "://" in word or os.path.isdir(word)]
    return {**{name: " ".join(words) for name, words in handed.items() if words}, **environment}


def run(command: Sequence[str], environment: Mapping[str, str]) -> bool:
    """Run a command in the course folder, its lines visible; tell whether it worked."""
    return subprocess.call(command, cwd=COURSE, env=dict(environment)) == 0


def is_ours(venv: Path) -> bool:
    """Tell whether start.py made this environment (its prompt says so), or nothing stands there."""
    if not venv.exists() or (venv.is_dir() and not any(venv.iterdir())):
        return True
    try:
        return PROMPT in (venv / "pyvenv.cfg").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False


def make_venv() -> None:
    """Make an empty .venv in place of an earlier one of start.py's; nothing else is ever cleared."""
    if importlib.util.find_spec("venv") is None:
        stop_without_pip()
    if not is_ours(VENV):
        stop(2, "foreign", folder=str(VENV))
    if not run([sys.executable, "-m", "venv", "--clear", "--without-pip", "--prompt", PROMPT, str(VENV)], os.environ):
        stop(1, "busy")


def install(extra: str, wheels: str) -> None:
    """Install the course and its pins into .venv, as bytecode: by uv if it can be had, else by pip."""
    python = str(program(VENV, "python"))
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    source = ["--constraint", "constraints.txt", *(["--no-index", "--find-links", wheels] if wheels else [])]
    course = [*source, "--editable", f".[{extra}]" if extra else "."]
    uv = find_uv()
    pip = [] if uv else find_pip(python)
    if not uv and not pip:
        stop_without_pip()
    if pip and run([*pip, "install", "--quiet", *source, "uv"], environment):
        uv = [python, "-m", "uv"]
    if uv:
        listing = output_of([*(pip or [sys.executable, "-m", "pip"]), "config", "list"])
        command = [*uv, "pip", "install", "--python", python, "--compile-bytecode", *course]
        if run(command, uv_environment(pip_settings(listing or ""), environment)):
            return
        tell("no uv")
    pip = pip or find_pip(python)
    if not pip or not run([*pip, "install", *course], environment):
        stop(1, "failed")


def stop_without_pip() -> NoReturn:
    """Print the one command that brings pip to this system's Python, and end with 2."""
    names = [platform.system().lower()]
    if names == ["linux"]:
        release = {}
        if Path("/etc/os-release").exists():
            release = platform.freedesktop_os_release()
        names = [release.get("ID", ""), *release.get("ID_LIKE", "").split(), "debian"]
    command = next(PIP_COMES_WITH[name] for name in names if name in PIP_COMES_WITH)
    stop(2, "no pip", command=command.format(minor=sys.version_info[1]))


def launch(command: list[str]) -> int:
    """Run a program of .venv in this one's place and return its exit code."""
    path = os.pathsep.join([str(program(VENV, "python").parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "VIRTUAL_ENV": str(VENV)}
    if os.name != "nt":
        os.execve(command[0], command, environment)
    process = subprocess.Popen(command, env=environment)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


def main(arguments: Sequence[str], version: Sequence[int] = sys.version_info[:2]) -> int:
    """Install what is missing, then open the course, run one of its commands, or run its tests."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    if tuple(version) < OLDEST:
        stop(2, "old", version="{}.{}".format(*version))
    command, wheels, rest = read_arguments(arguments)
    wanted, found = wanted_state(EXTRAS[command]), found_state()
    if not is_ready(found, wanted):
        tell("installing")
        STATE.unlink(missing_ok=True)
        if any(found.get(name) != wanted[name] for name in ("python", "folder")):
            make_venv()
        install(wanted["extra"], wheels)
        STATE.write_text(json.dumps(wanted), encoding="utf-8")
    os.chdir(COURSE)
    if command == "test":
        return launch([str(program(VENV, "python")), "-m", "pytest", *rest])
    return launch([str(program(VENV, "fsq-lab")), "open" if command == "lab" else command, *rest])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
