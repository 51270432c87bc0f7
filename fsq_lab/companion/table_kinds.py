"""What a name stands for in one kind of table, where it stands for something else in another; and codes in cells.

A kind is known by columns that stand together in it alone.
"""

from collections.abc import Collection

from fsq_lab.ground.language import catalogue, current

KINDS: dict[str, frozenset[str]] = {
    kind: frozenset(together.split(", "))
    for kind, together in {
        "gap_reliability": "first_reliability, second_reliability",
        "disconfirmation": "mean, mean_low, n_mean",
        "judgements": "given, implied",
        "kano": "feature, better",
        "graded": "score, grade, nearest_cut",
        "quadrants": "quadrant, certain",
        "places": "best, median, worst",
        "compared": "worse, as_expected, better",
        "sample_size": "n, n_to_ask",
        "classes": "level, from, to",
        "stability": "jaccard, low",
        "actions": "rule, note, to do",
        "plan_faults": "rule, detail",
        "consents": "file, purpose, given_on",
        "fields": "field, purpose, basis",
        "quality": "filled_share, never, no_purpose",
    }.items()
}


def words_of_kind(names: Collection[str]) -> dict[str, str]:
    """Return what the names of a table stand for in its kind, in the current language; none in a table like any other.

    Parameters
    ----------
    names : collection of str
        The names of its columns and rows.

    Examples
    --------
    >>> from fsq_lab.ground.language import use
    >>> _ = use("zh")
    >>> words_of_kind(["reliability", "first_reliability", "second_reliability"])["reliability"], words_of_kind(["gap"])
    ('信度', {})
    """
    there = set(names)
    words: dict[str, str] = {}
    for kind, together in KINDS.items():
        if together <= there:
            words = {**catalogue(current())["heads"][kind], **words}
    return words


def code_in_cell(column: str, code: str) -> str | None:
    """Return what a code in a cell of a column means in the current language; None for what is no code.

    >>> from fsq_lab.ground.language import use
    >>> _ = use("zh")
    >>> code_in_cell("tier", "upper"), code_in_cell("product", "card"), code_in_cell("note_zh", "card")
    ('高端客户', '信用卡', None)
    """
    found = catalogue(current())["cells"].get(column, {}).get(code)
    return None if found is None else str(found)
