"""The one known name that a misspelt name most likely stands for."""

from collections.abc import Iterable

SHORTEST = 3
LONG = 6


def nearest(word: str, known: Iterable[str], most: int | None = None) -> str | None:
    """Return the known name that lies nearest to a word, where one alone is near enough.

    Near enough is another case of letters, or one slip (a letter changed, left out, added or two swapped), in words
    of six letters and more also two.

    Parameters
    ----------
    word : str
    known : iterable of str
    most : int, optional
        The most slips to look past.

    Examples
    --------
    >>> nearest("gpas", ["gaps", "levels"]), nearest("brnach", ["branch", "bank"]), nearest("points", ["print"], most=1)
    ('gaps', 'branch', None)
    """
    allowed = (1 if len(word) < LONG else 2) if most is None else most
    names = {name for name in known if name != word}
    alike = [name for name in names if name.casefold() == word.casefold()]
    if len(alike) == 1:
        return alike[0]
    if len(word) < SHORTEST:
        return None
    slips = {name: _slips(word, name) for name in names if abs(len(name) - len(word)) <= allowed}
    near = {name: count for name, count in slips.items() if count <= allowed and len(name) >= SHORTEST}
    best = [name for name, count in near.items() if count == min(near.values())]
    return best[0] if len(best) == 1 else None


def _slips(one: str, other: str) -> int:
    """Return the edit distance of two words in which swapping neighbours counts once."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, against in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
