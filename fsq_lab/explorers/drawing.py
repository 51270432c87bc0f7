"""Small drawings as SVG: the same text on every machine, in the text colour of the page they stand on."""

from collections.abc import Callable
from html import escape

WIDTH = 400
BLUE, ORANGE = "#1E88C8", "#D55E00"  # stand out on white and on black; never the only mark of a difference


class Drawing:
    """Lines, marks and words on a plane 400 wide.

    Parameters
    ----------
    height : int
        In the same units as the width; letters are 14 high.

    Examples
    --------
    >>> drawing = Drawing(20)
    >>> drawing.words(0, 15, "a < b")
    >>> drawing.svg("One line")
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 20" role="img" aria-label="One line"><text x="0" y="15" \
font-size="14" fill="currentColor">a &lt; b</text></svg>'
    """

    def __init__(self, height: int) -> None:
        self._height = height
        self._parts: list[str] = []

    def line(self, start: tuple[float, float], end: tuple[float, float], look: str = "") -> None:
        """Draw a straight line; `look` holds further attributes, such as ``'stroke-dasharray="4 3"'``."""
        (x1, y1), (x2, y2) = start, end
        ends = f'x1="{_short(x1)}" y1="{_short(y1)}" x2="{_short(x2)}" y2="{_short(y2)}"'
        stroke = "" if "stroke=" in look else ' stroke="currentColor"'
        self._parts.append(f"<line {ends}{stroke}{' ' + look if look else ''}/>")

    def bar(self, left: float, top: float, width: float, height: float, colour: str) -> None:
        """Draw a filled rectangle."""
        box = f'x="{_short(left)}" y="{_short(top)}" width="{_short(width)}" height="{_short(height)}"'
        self._parts.append(f'<rect {box} fill="{colour}"/>')

    def dot(self, x: float, y: float, radius: float, colour: str, opacity: float = 1) -> None:
        """Draw a filled circle."""
        see_through = "" if opacity == 1 else f' fill-opacity="{opacity:g}"'
        self._parts.append(f'<circle cx="{_short(x)}" cy="{_short(y)}" r="{radius:g}" fill="{colour}"{see_through}/>')

    def ring(self, x: float, y: float, radius: float) -> None:
        """Draw a circle that is not filled."""
        look = 'fill="none" stroke="currentColor" stroke-width="2"'
        self._parts.append(f'<circle cx="{_short(x)}" cy="{_short(y)}" r="{radius:g}" {look}/>')

    def cross(self, x: float, y: float, arm: float, colour: str) -> None:
        """Draw a slanting cross."""
        look = f'stroke="{colour}" stroke-width="2.5"'
        self.line((x - arm, y - arm), (x + arm, y + arm), look)
        self.line((x - arm, y + arm), (x + arm, y - arm), look)

    def words(self, x: float, y: float, text: str, anchor: str = "start", bold: bool = False) -> None:
        """Write a line of text, its foot at `y`."""
        look = ("" if anchor == "start" else f' text-anchor="{anchor}"') + (' font-weight="bold"' if bold else "")
        place = f'x="{_short(x)}" y="{_short(y)}" font-size="14"{look}'
        self._parts.append(f'<text {place} fill="currentColor">{escape(text)}</text>')

    def svg(self, alt: str) -> str:
        """Return the drawing, with the sentence that stands for it where it is not seen."""
        head = f'viewBox="0 0 {WIDTH} {self._height}" role="img" aria-label="{escape(alt)}"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {head}>{"".join(self._parts)}</svg>'


def axis(low: float, high: float, first: float, last: float) -> Callable[[float], float]:
    """Return the function from a value to its place; values beyond an end stand at the end.

    Parameters
    ----------
    low, high : float
        The ends of the scale.
    first, last : float
        Where they stand.

    Examples
    --------
    >>> place = axis(-2, 0, 100, 300)
    >>> place(-1), place(-5)
    (200.0, 100.0)
    """

    def place(value: float) -> float:
        share = (min(max(value, low), high) - low) / (high - low)
        return first + share * (last - first)

    return place


def _short(value: float) -> str:
    """Return a length to one decimal, as short as it goes.

    >>> _short(12.04), _short(-0.01)
    ('12', '0')
    """
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")
