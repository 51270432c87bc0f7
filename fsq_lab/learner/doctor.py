"""`fsq-lab doctor`: what the course needs of this computer, one line each, with the remedy.

Needs nothing but Python: it runs where the course's packages are missing, and so keeps its own sentences.
"""

import contextlib
import importlib.metadata
import importlib.util
import locale
import re
import site
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fsq_lab.ground.language import chart_font_file, current

OLDEST = (3, 11)
PACKAGE = "fsq-lab"
LANGUAGE_PACK = "jupyterlab_language_pack_zh_CN"
SAMPLE = "服务品质"
KERNEL_TIMEOUT = 60

SENTENCES = {
    "zh": {
        "python": "Python {version}",
        "python_old": "Python {version}太旧，课程要3.11或更新的。装一个新的Python，再运行：python3 start.py lab",
        "packages": "软件包：直接依赖的{number}个都在，版本合适",
        "packages_wrong": "软件包缺少或版本不合适：{found}。{again}",
        "packages_unknown": "软件包：没有fsq-lab的安装信息。{again}",
        "again": "重新安装：删掉.venv文件夹，再运行python3 start.py lab；没有.venv的，用pip重装fsq-lab",
        "pins": "软件包版本：与试过的一致",
        "pins_differ": "软件包版本：{found}与试过的不同（括号里是试过的），多半也能用",
        "pins_unknown": "软件包版本：没有试过的版本表，没有比较",
        "kernel": "内核：启动了，课程的库能用",
        "kernel_wrong": "内核不能用（{reason}）。重新登记：{python} -m ipykernel install --sys-prefix",
        "font": "图表字体：自带的中文字体能用",
        "font_wrong": "图表字体不能用（{reason}），图里的汉字会变成方框。{again}",
        "pack": "JupyterLab中文语言包：已安装",
        "pack_missing": "没有JupyterLab中文语言包（jupyterlab-language-pack-zh-CN），界面会是英文。{again}",
        "write": "课程文件夹：{folder}能写入",
        "write_wrong": "课程文件夹{folder}不能写入（{reason}）。换一个文件夹：fsq-lab open --folder 文件夹",
        "encoding": "编码：{preferred}，屏幕上能显示汉字",
        "encoding_wrong": "编码：屏幕编码{stream}显示不了汉字，课程文件不受影响。设环境变量PYTHONUTF8=1，另开终端",
        "fine": "没有发现问题。",
        "wrong": "发现{number}个问题，标着✗；每行后半句是解决办法。",
        "without": "少了软件包{name}，这个命令不能运行。{again}",
    },
    "en": {
        "python": "Python {version}",
        "python_old": "Python {version} is too old: the course needs 3.11 or newer. "
        "Install a newer Python, then run: python3 start.py lab",
        "packages": "Packages: all {number} direct ones are there, in versions that fit",
        "packages_wrong": "Packages missing or in a version that does not fit: {found}. {again}",
        "packages_unknown": "Packages: fsq-lab is not installed as a package. {again}",
        "again": "Install again: delete the folder .venv and run python3 start.py lab; without a .venv, "
        "install fsq-lab again with pip",
        "pins": "Package versions: those the course was tried with",
        "pins_differ": "Package versions: {found} differ from those tried (in brackets), which will probably do",
        "pins_unknown": "Package versions: no list of tried versions to compare with",
        "kernel": "Kernel: it started and has the course's library",
        "kernel_wrong": "The kernel does not work ({reason}). Register it again: "
        "{python} -m ipykernel install --sys-prefix",
        "font": "Chart font: the bundled Chinese font works",
        "font_wrong": "The chart font does not work ({reason}): Chinese in charts turns into boxes. {again}",
        "pack": "Chinese language pack of JupyterLab: installed",
        "pack_missing": "No Chinese language pack of JupyterLab (jupyterlab-language-pack-zh-CN): "
        "its menus will be English. {again}",
        "write": "Course folder: {folder} can be written",
        "write_wrong": "The course folder {folder} cannot be written ({reason}). "
        "Use another one: fsq-lab open --folder FOLDER",
        "encoding": "Encoding: {preferred}; this screen can show Chinese",
        "encoding_wrong": "Encoding: this screen's, {stream}, cannot show Chinese; the course's files are not "
        "affected. Set the environment variable PYTHONUTF8=1 and open a new terminal",
        "fine": "Nothing wrong was found.",
        "wrong": "Problems found: {number}, marked ✗; each line ends with the remedy.",
        "without": "The package {name} is missing, so this command cannot run. {again}",
    },
}

screen_encoding: str | None = None
"""What the screen's encoding was before `fsq_lab.__main__` made it carry every character."""


@dataclass(frozen=True)
class Finding:
    """What was found about one thing: whether it is well, and the sentence that says so."""

    well: bool
    sentence: str

    def __str__(self) -> str:
        return f"{'✓' if self.well else '✗'} {self.sentence}"


def examine(folder: Path) -> Iterator[Finding]:
    """Examine this computer; nothing that goes wrong here stops the next examination.

    Parameters
    ----------
    folder : Path
        The learner's folder, which need not be there yet.
    """
    examinations: tuple[Callable[[], Finding], ...] = (
        python, packages, pins, kernel, font, language_pack, lambda: write_access(folder), encoding,
    )  # fmt: skip
    for one in examinations:
        yield one()


def diagnosis(folder: Path) -> tuple[list[str], bool]:
    """Return every line to print, and whether nothing is wrong."""
    findings = list(examine(folder))
    wrong = sum(not finding.well for finding in findings)
    last = sentence("wrong", number=wrong) if wrong else sentence("fine")
    return [*map(str, findings), last], not wrong


def sentence(key: str, **values: object) -> str:
    """Return a sentence in the current language."""
    told = SENTENCES[current()]
    return told[key].format(again=told["again"], **values)


def python() -> Finding:
    """Examine the Python that runs this."""
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < OLDEST:
        return Finding(False, sentence("python_old", version=version))
    return Finding(True, sentence("python", version=version))


def packages() -> Finding:
    """Examine whether the packages that fsq-lab asks for are there, in versions that it accepts."""
    try:
        required = importlib.metadata.requires(PACKAGE) or []
    except importlib.metadata.PackageNotFoundError:
        return Finding(False, sentence("packages_unknown"))
    wanted = [line for line in required if "extra ==" not in line]
    faults = list(filter(None, map(_fault, wanted)))
    if faults:
        return Finding(False, sentence("packages_wrong", found=", ".join(faults)))
    return Finding(True, sentence("packages", number=len(wanted)))


def pins() -> Finding:
    """Compare the installed packages with the versions that the course was tried with; others are no fault."""
    file = _tried_versions()
    try:
        import packaging.requirements  # noqa: F401
    except ImportError:
        file = None
    if file is None:
        return Finding(True, sentence("pins_unknown"))
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    differ = list(filter(None, map(_other_version, lines)))
    return Finding(True, sentence("pins_differ", found=", ".join(differ)) if differ else sentence("pins"))


def kernel() -> Finding:
    """Start the kernel that JupyterLab would start and let it compute."""
    try:
        from jupyter_client.manager import start_new_kernel

        quiet = ["--IPKernelApp.log_level=40"]
        manager, client = start_new_kernel(
            startup_timeout=KERNEL_TIMEOUT, kernel_name="python3", extra_arguments=quiet, stderr=subprocess.DEVNULL
        )
        try:
            reply = client.execute_interactive("import fsq_lab", timeout=KERNEL_TIMEOUT, output_hook=lambda _: None)
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
        if reply["content"]["status"] != "ok":
            raise RuntimeError(reply["content"]["evalue"])
    except Exception as error:
        return Finding(False, sentence("kernel_wrong", reason=_brief(error), python=sys.executable))
    return Finding(True, sentence("kernel"))


def font() -> Finding:
    """Examine whether Matplotlib can draw Chinese with the bundled font."""
    try:
        from matplotlib.ft2font import FT2Font

        drawn = FT2Font(str(chart_font_file()))
        if not all(drawn.get_char_index(ord(character)) for character in SAMPLE):
            raise RuntimeError(chart_font_file().name)
    except Exception as error:
        return Finding(False, sentence("font_wrong", reason=_brief(error)))
    return Finding(True, sentence("font"))


def language_pack() -> Finding:
    """Examine whether JupyterLab can speak Chinese."""
    if importlib.util.find_spec(LANGUAGE_PACK) is None:
        return Finding(False, sentence("pack_missing"))
    return Finding(True, sentence("pack"))


def write_access(folder: Path) -> Finding:
    """Examine whether the learner's folder, or the one in which it would be made, can be written."""
    there = next(place for place in (folder, *folder.parents) if place.exists())
    try:
        with tempfile.TemporaryFile(dir=there) as file:
            file.write(SAMPLE.encode())
    except OSError as error:
        return Finding(False, sentence("write_wrong", folder=folder, reason=error.strerror or error))
    return Finding(True, sentence("write", folder=folder))


def encoding() -> Finding:
    """Examine whether this screen can show Chinese."""
    stream = screen_encoding or sys.stdout.encoding or "ascii"
    try:
        SAMPLE.encode(stream)
    except (UnicodeError, LookupError):
        return Finding(False, sentence("encoding_wrong", stream=stream))
    return Finding(True, sentence("encoding", preferred=locale.getpreferredencoding(False)))


def _other_version(pin: str) -> str:
    """Return a package with its version and the pinned one; ``""`` when they are one or it is not there."""
    from packaging.requirements import Requirement

    pinned = Requirement(pin)
    with contextlib.suppress(importlib.metadata.PackageNotFoundError):
        installed = importlib.metadata.version(pinned.name)
        if (pinned.marker is None or pinned.marker.evaluate()) and installed not in pinned.specifier:
            return f"{pinned.name} {installed} ({str(pinned.specifier).removeprefix('==')})"
    return ""


def _fault(requirement: str) -> str:
    """Return what is wrong with a required package; ``""`` when it is there in a version that fits."""
    name = re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
    try:
        installed = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return f"{name} –"
    try:
        from packaging.requirements import Requirement
    except ImportError:
        return ""
    accepted = Requirement(requirement).specifier
    return "" if accepted.contains(installed, prereleases=True) else f"{name} {installed} ({accepted})"


def _tried_versions() -> Path | None:
    """Return the list of pinned versions: the checkout's own, else the one that the wheel brought along."""
    checkout = Path(__file__).parent.parent / "constraints.txt"
    shared = (Path(base) / "share" / "fsq-lab" / "constraints.txt" for base in (sys.prefix, site.getuserbase()))
    return next((file for file in (checkout, *shared) if file.is_file()), None)


def _brief(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[-1][:200]}" if lines else type(error).__name__
