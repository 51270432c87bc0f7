"""Text in boxes: broken into lines that fit, Chinese between any two characters, other writing between words."""

import re
import unicodedata

from fsq_lab.ground.language import CourseError, current

NARROW = 0.56  # of a Chinese character's width, on average over Latin letters
SQUEEZE = 1.12  # how much wider than its room a single word may be
_CHINESE, _CLOSING = "⺀-鿿豈-﫿＀-￯", "[，。、；：？！）》”’％]*"
_PIECES = re.compile(rf"[{_CHINESE}]{_CLOSING}|[^\s{_CHINESE}]+{_CLOSING}|\s+")


def width_of(text: str) -> float:
    """Return how wide a text is, in Chinese characters.

    >>> width_of("排队"), round(width_of("wait"), 2)
    (2.0, 2.24)
    """
    return sum(1.0 if unicodedata.east_asian_width(character) in "WF" else NARROW for character in text)


def wrapped(text: str, most: float) -> list[str]:
    """Break a text into as few lines as fit, and these as alike in length as can be; a longer word keeps its own line.

    Parameters
    ----------
    text : str
    most : float
        The width of a line, in Chinese characters.

    Returns
    -------
    list of str

    Examples
    --------
    >>> wrapped("柜台排队等候叫号", 4), wrapped("waits to be called", 6)
    (['柜台排队', '等候叫号'], ['waits to', 'be called'])
    >>> wrapped("平均等二十六分钟", 7)
    ['平均等二', '十六分钟']
    """
    found = _filled(text, most)
    while most > 1:
        most -= 0.5
        closer = _filled(text, most)
        if len(closer) > len(found) or max(map(width_of, closer), default=0.0) > most:
            break
        found = closer
    return found


def fitted(text: str, most: float, rows: int) -> list[str]:
    """Break a text into at most so many lines of so many Chinese characters' width.

    Raises
    ------
    CourseError
        Where it does not fit, with how long it may be.
    """
    lines = wrapped(text, most)
    if len(lines) > rows or any(width_of(line) > most * SQUEEZE for line in lines):
        room = most * rows * (1.0 if current() == "zh" else 0.9 / NARROW)
        raise CourseError("plots.text_too_long", text=text, most=int(room))
    return lines


def _filled(text: str, most: float) -> list[str]:
    lines, line = [], ""
    for piece in _PIECES.findall(text.strip()):
        if line and width_of((line + piece).rstrip()) > most:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() else lines
