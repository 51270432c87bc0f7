"""The course's language: messages, chart labels and the chart font, in Chinese or in English."""

import locale as system_locale
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from fsq_lab.ground.yaml_files import parse

LANGUAGES = ("zh", "en")
LANGUAGE_TAGS = {"zh": "zh-CN", "en": "en"}

_HERE = Path(__file__).parent
_current: str | None = None


class CourseError(ValueError):
    """An error told to a learner or teacher in the current language.

    Parameters
    ----------
    key : str
        Entry of the message catalogue, such as ``"data.unknown_table"``.
    **values
        What the entry's ``{placeholders}`` stand for.
    """

    def __init__(self, key: str, /, **values: object) -> None:
        self.key = key
        self.values = values
        super().__init__(message(key, **values))

    def __reduce__(self) -> tuple[Any, ...]:
        """Let an error cross to another process, as the build's workers need."""
        return _rebuilt, (type(self), self.key, self.values)


def _rebuilt(kind: type[CourseError], key: str, values: dict[str, object]) -> CourseError:
    return kind(key, **values)


@dataclass(frozen=True)
class Ready:
    """What a notebook's first cell answers: that everything is there, in the language just set."""

    language: str

    def __repr__(self) -> str:
        return message_in(self.language, "language.ready")


def use(language: str) -> Ready:
    """Set the language of messages, labels and charts. The notebooks' `use` is `fsq_lab.companion.switch.use`.

    Raises
    ------
    CourseError
        When the language is neither ``"zh"`` nor ``"en"``.

    Examples
    --------
    >>> use("en")
    Ready. Go on downwards, one cell at a time, each with Shift+Enter.
    """
    global _current
    if language not in LANGUAGES:
        raise CourseError("language.unknown", language=language, known=", ".join(LANGUAGES))
    _current = language
    if "matplotlib" in sys.modules:
        install_chart_font()
    return Ready(language)


def current() -> str:
    """Return the language in use: the one set by `use`, else ``FSQ_LANG``, else the system's."""
    if _current is not None:
        return _current
    chosen = os.environ.get("FSQ_LANG", "")
    return chosen if chosen in LANGUAGES else system_language()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Use another language for a while, as a file written in each language needs.

    >>> with speaking("zh"):
    ...     current()
    'zh'
    """
    before = current()
    use(language)
    try:
        yield
    finally:
        use(before)


def system_language() -> str:
    """Return ``"zh"`` on a system set to Chinese, else ``"en"``."""
    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")]
    first = next((name for name in names if name), "") or (system_locale.getlocale()[0] or "")
    return "zh" if first.lower().startswith(("zh", "chinese")) else "en"


def message(key: str, /, **values: object) -> str:
    """Return a catalogue entry in the current language, its placeholders filled in.

    >>> _ = use("en")
    >>> message("language.unknown", language="fr", known="zh, en")
    "'fr' is not a language of this course. Use one of: zh, en."
    """
    return message_in(current(), key, **values)


def message_in(language: str, key: str, /, **values: object) -> str:
    """Return a catalogue entry in the given language, its placeholders filled in."""
    entry: Any = catalogue(language)
    for part in key.split("."):
        entry = entry[part]
    return str(entry).format(**values)


def label(name: str) -> str:
    """Return what a chart or table shows for a plain English name; unknown names stay as they are.

    >>> _ = use("zh")
    >>> label("tangibles")
    '有形性'
    >>> _ = use("en")
    >>> label("B07")
    'B07'
    """
    return label_in(current(), name)


def label_in(language: str, name: str) -> str:
    """Return what is shown for a plain English name in the given language."""
    return str(catalogue(language)["labels"].get(name, name))


@cache
def catalogue(language: str) -> dict[str, Any]:
    """Return the whole message catalogue of one language, ``fsq_lab/ground/locale/{language}.yml``."""
    text = (_HERE / "locale" / f"{language}.yml").read_text(encoding="utf-8")
    return dict(parse(text))


def decimals_in(language: str, number: int) -> str:
    """Return so many decimals in words.

    >>> decimals_in("zh", 0), decimals_in("zh", 2), decimals_in("en", 1), decimals_in("en", 6)
    ('整数', '两位小数', 'one decimal', '6 decimals')
    """
    words = catalogue(language)["decimals"]
    return str(words[number]) if number < len(words) else message_in(language, "more_decimals", number=number)


def chart_font_file() -> Path:
    """Return the path of the bundled Chinese chart font (SIL OFL 1.1, a subset of Noto Sans SC)."""
    return _HERE / "fonts" / "FSQSansSC-Regular.ttf"


def install_chart_font() -> None:
    """Register the bundled font with Matplotlib and put it behind DejaVu Sans, glyph by glyph."""
    import matplotlib
    from matplotlib import font_manager

    file = chart_font_file()
    known = {Path(font.fname) for font in font_manager.fontManager.ttflist}
    if file not in known:
        font_manager.fontManager.addfont(str(file))
    matplotlib.rcParams["font.family"] = ["DejaVu Sans", "FSQ Sans SC"]
    matplotlib.rcParams["axes.unicode_minus"] = True
