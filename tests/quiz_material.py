"""What the tests of quizzes share: the course's banks, changed entries, every answer to an item, a widget's wire."""

import json
import re
from itertools import chain, combinations, permutations, product
from typing import Any
from unittest.mock import patch

from hypothesis import strategies as st
from wire import state_of

from fsq_lab.ground.chapters import banks
from fsq_lab.quiz.arrangements import Cloze, Matching, Ordering
from fsq_lab.quiz.bank import parse_items
from fsq_lab.quiz.choices import ChoiceItem, Multiple, TrueFalse
from fsq_lab.quiz.items import Item, Numeric
from fsq_lab.quiz.widget import QuizWidget
from fsq_lab.quiz.writing import ShortText

BANKS = banks()
STUDENTS = [None, *(f"student {number}" for number in range(20))]

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def changed(entry: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """Return an entry with one field replaced, or removed when the value is ``...``."""
    copy: dict[str, Any] = json.loads(json.dumps(entry))
    *outer, last = (int(part) if part.isdigit() else part for part in path.split("."))
    target: Any = copy
    for part in outer:
        target = target[part]
    if value is ...:
        del target[last]
    else:
        target[last] = value
    return copy


def paths_of(value: object) -> list[str]:
    """Return the path of every field inside a value, as `changed` takes it."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path for name, inner in pairs for path in (str(name), *(f"{name}.{deeper}" for deeper in paths_of(inner)))]


def parse_data(entries: list[dict[str, Any]]) -> None:
    """Hand entries to the loader as a YAML reader would, so that no value is lost in writing YAML."""
    with patch("fsq_lab.quiz.bank.parsed", return_value=entries):
        parse_items("", "x.yml")


def answers(item: Item, seed: int) -> list[Any]:
    """Return every answer that can be chosen, or every one that is told apart."""
    match item:
        case Multiple():
            places = [str(place) for place in range(len(item.options))]
            sets = chain.from_iterable(combinations(places, size) for size in range(1, len(places) + 1))
            return [list(chosen) for chosen in sets]
        case ChoiceItem():
            return [str(place) for place in range(len(item.options))]
        case TrueFalse():
            return ["0", "1"]
        case Numeric():
            numbers = item.numbers(seed)
            return [item.key(seed), *(str(mistake.when.value(numbers)) for mistake in item.mistakes), "-1"]
        case ShortText():
            known = [*item.accept.values(), *(s for mistake in item.mistakes for s in mistake.accept.values())]
            return [*chain.from_iterable(known), "?x"]
        case Ordering():
            return [list(order) for order in permutations(map(str, range(len(item.entries))))][:720]
        case Matching():
            rights = [str(place) for place in range(len(item.rights(seed)))]
            return [list(chosen) for chosen in product(rights, repeat=len(item.pairs))][:500]
        case Cloze():
            offered = [[str(place) for place in range(len(blank.options))] for blank in item.blanks]
            return [list(chosen) for chosen in product(*offered)]
    return ["words"]


def wire_of(widget: QuizWidget) -> str:
    """Return all that leaves Python for this widget, without the code that is the same for every quiz."""
    wire = json.dumps([state_of(widget), widget._repr_mimebundle_()], default=str)
    return re.sub(r"[0-9a-f]{32}", "", wire)  # a model's random id may hold the digits of a key


def send(widget: QuizWidget, content: object) -> None:
    """Deliver a message from the browser."""
    widget._handle_custom_msg(content, [])
