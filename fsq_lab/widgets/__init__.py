"""What all widgets share in the browser: controls that keep the notebook's shortcuts away, one voice, one look.

A widget's code is these few functions and then its own, in one text: the browser fetches nothing.
"""

from pathlib import Path

_STATIC = Path(__file__).parent / "static"


def script(own: Path) -> str:
    """Return a widget's JavaScript: what is shared, then its own.

    Parameters
    ----------
    own : Path
        A file that may use ``element``, ``control``, ``voice`` and ``PATIENCE``, and exports ``render``.
    """
    return _joined(_STATIC / "shared.js", own)


def style(*own: Path) -> str:
    """Return a widget's CSS: what is shared by every ``.fsq-widget``, then its own."""
    return _joined(_STATIC / "shared.css", *own)


def _joined(*files: Path) -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in files)
