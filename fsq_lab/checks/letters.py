"""Slips in a list of texts: of letters, in which each place is a question of its own; of names, which were chosen."""

from collections.abc import Iterator, Mapping

from fsq_lab.checks.codec import Encoded, Match, paired, plain
from fsq_lab.checks.explanations import Slip


def has_places(pairs: list[Match]) -> bool:
    """Return whether a list of letters answers a question at each place; the right letters in another order do not.

    >>> [has_places([Match(1, "a", "s"), Match(2, own, "p")]) for own in ("p", "s", "none")]
    [True, True, True]
    >>> has_places([Match(1, "p", "s"), Match(2, "s", "p")]), has_places([Match(1, "b", "reliability")])
    (False, False)
    """
    if len(pairs) < 2 or not all(isinstance(pair.own, str) and isinstance(pair.right, str) for pair in pairs):
        return False
    own, right = ([getattr(pair, side) for pair in pairs] for side in ("own", "right"))
    in_another_order = len(set(right)) == len(right) and sorted(own) == sorted(right)
    return all(len(letter) == 1 for letter in right) and not in_another_order


def slips_by_place(right: Encoded, mistakes: Mapping[str, Encoded | None], pairs: list[Match]) -> Iterator[Slip]:
    """Yield the mistakes that change one place, where the learner's list has the same there; and how many are right.

    A list that is a mistake's in another order shows nothing: the letters are few, and each place is asked by itself.
    Letters in the alphabet's order are a choice among several, right wherever they stand.
    """
    for name, result in mistakes.items():
        changed = [] if result is None else _changed(result, right)
        if len(changed) == 1 and changed[0] in pairs:
            yield Slip((), name)
    letters = [pair.right for pair in pairs]
    chosen = len({*letters} & {pair.own for pair in pairs})
    hits = chosen if letters == sorted({*letters}) else sum(pair.own == pair.right for pair in pairs)
    yield Slip(("places",), values={"right": hits, "of": len(pairs)})


def slips_of_choice(own: Encoded, right: Encoded) -> Iterator[Slip]:
    """Yield how many names of a list were rightly chosen and how many are lacking, in whatever order they stand.

    >>> own, right = ({"kind": "list", "values": names} for names in (["B05", "B07"], ["B07", "B11"]))
    >>> [dict(slip.values) for slip in slips_of_choice(own, right)]
    [{'right': 1, 'of': 2, 'missing': 1}]
    """
    texts = [*own["values"], *right["values"]] if own["kind"] == right["kind"] == "list" else []
    if not texts or not all(isinstance(text, str) for text in texts):
        return
    mine, wanted = ({plain(text) for text in side["values"]} for side in (own, right))
    if not mine:
        yield Slip(("none_chosen",))
    elif mine != wanted:
        yield Slip(("chosen",), values={"right": len(mine & wanted), "of": len(mine), "missing": len(wanted - mine)})


def _changed(mistake: Encoded, right: Encoded) -> list[Match]:
    return [pair for pair in paired(mistake, right, ordered=False) or [] if pair.own != pair.right]
