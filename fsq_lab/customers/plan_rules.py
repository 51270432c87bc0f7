"""The words of a plan of maintenance, what is wrong with one of its rules, and which rule applies to whom."""

from collections.abc import Iterator, Mapping
from itertools import combinations, product

import pandas as pd

ANY, NONE = "any", "no_signal"
TIERS = ("mass", "middle", "upper")
STAGES = ("new", "growing", "settled")
STAGE_MONTHS = (12, 60)  # from so many months as a customer on: growing, settled
SIGNALS = ("complained", "failure", "falling", "quiet", "matures", NONE)
"""From the most urgent to none; a customer with several has the first of them."""
KEYS: Mapping[str, tuple[str, ...]] = {"tier": TIERS, "stage": STAGES, "signal": SIGNALS}
SERVICE, MARKETING = "service", "marketing"
NEEDED, NOT_NEEDED = "needed", "not_needed"
WORDS: Mapping[str, tuple[str, ...]] = {
    **{name: (*words, ANY) for name, words in KEYS.items()},
    "purpose": (SERVICE, MARKETING),
    "channel": ("telephone", "message", "visit", "counter"),
    "consent": (NEEDED, NOT_NEEDED),
}
REFUSAL, SOLVED, AFTER = "refusal", "solved", "after "
COLUMNS = (*KEYS, "action", "purpose", "owner", "interval_days", "channel", "consent", "stop_rule")
SHORTEST = 30  # days between two contacts of marketing, unless the reader names others
OWED = ("complained", "failure")
"""After these the bank owes an answer or an explanation, by whatever channel."""
QUIET_SIGNALS = ("falling", "quiet")
"""The customer asked for nothing and nothing happened to him: that he be kept is the bank's wish."""
WORD, OWNER, INTERVAL, CONSENT, UNOWED, STOP, CONTRADICTION, GAP = (
    "unknown word", "nothing said", "repetition", "consent wrong", "service not owed", "no stop", "contradiction",
    "not covered",
)  # fmt: skip


def rules_of(plan: pd.DataFrame) -> Iterator[dict[str, str]]:
    """Return the rules as texts; what is missing is empty."""
    for row in plan[list(COLUMNS)].astype(object).to_dict("records"):
        yield {str(name): "" if value is None or value != value else str(value).strip() for name, value in row.items()}


def faults_of_rule(number: int, rule: Mapping[str, str], shortest: int) -> Iterator[tuple[str, str, str]]:
    """Return what is wrong with a rule by itself: its number, the fault, the detail."""
    at = str(number)
    for name, words in WORDS.items():
        if rule[name] not in words:
            yield at, WORD, f"{name}: {rule[name] or '-'} ({', '.join(words)})"
    for name in ("action", "owner"):
        if not rule[name]:
            yield at, OWNER, name
    days = whole_number(rule["interval_days"])
    if days is None or days < 1:
        yield at, INTERVAL, rule["interval_days"] or "-"
    elif rule["purpose"] == MARKETING and days < shortest:
        yield at, INTERVAL, f"{days} < {shortest}"
    if rule["purpose"] == MARKETING and rule["consent"] == NOT_NEEDED:
        yield at, CONSENT, f"{MARKETING}: {NOT_NEEDED}"
    if rule["purpose"] == SERVICE and rule["consent"] == NEEDED:
        yield at, CONSENT, f"{SERVICE}: {NEEDED}"
    if rule["purpose"] == SERVICE and not _is_owed(rule["signal"], rule["channel"]):
        yield at, UNOWED, f"{rule['signal']}, {rule['channel']}"
    stops = stops_of(rule["stop_rule"])
    if not stops or any(one not in (REFUSAL, SOLVED) and not limit_of(one) for one in stops):
        yield at, STOP, rule["stop_rule"] or "-"
    elif rule["purpose"] == MARKETING and REFUSAL not in stops:
        yield at, STOP, f"{MARKETING}: {rule['stop_rule']}"


def _is_owed(signal: str, channel: str) -> bool:
    """Return whether a contact of service answers for something, is a notice, or happens when somebody comes."""
    if signal in OWED or channel == "counter":
        return True
    return channel == "message" and signal not in QUIET_SIGNALS


def contradictions(rules: "list[dict[str, str] | None]") -> Iterator[tuple[str, str, str]]:
    """Return the pairs of rules that name equally much and cover the same, where no rule that names more decides."""
    known = [(number, rule) for number, rule in enumerate(rules) if rule is not None]
    for (one, first), (other, second) in combinations(known, 2):
        if _named(first) != _named(second):
            continue
        shared = {name: _shared(first[name], second[name]) for name in KEYS}
        if any(word is None for word in shared.values()):
            continue
        if _beaten([rule for _, rule in known], shared, _named(first)):
            continue
        yield f"{one}, {other}", CONTRADICTION, " · ".join(str(word) for word in shared.values())


def _shared(one: str, other: str) -> str | None:
    if one == ANY or other == ANY:
        return other if one == ANY else one
    return one if one == other else None


def _beaten(rules: "list[dict[str, str]]", shared: "Mapping[str, str | None]", named: int) -> bool:
    """Return whether rules that name more cover all that two rules share."""
    cells = product(*(KEYS[name] if shared[name] == ANY else (str(shared[name]),) for name in KEYS))
    better = [rule for rule in rules if _named(rule) > named]
    return all(any(_covers(rule, cell) for rule in better) for cell in cells)


def _covers(rule: Mapping[str, str], cell: tuple[str, ...]) -> bool:
    return all(rule[name] in (ANY, word) for name, word in zip(KEYS, cell, strict=True))


def _named(rule: Mapping[str, str]) -> int:
    return sum(rule[name] != ANY for name in KEYS)


def who_applies(rules: "list[dict[str, str] | None] | list[dict[str, str]]") -> dict[tuple[str, ...], int]:
    """Return for each combination the rule that applies, -1 for none."""
    grid = {}
    for cell in product(*KEYS.values()):
        own = [(-_named(rule), number) for number, rule in enumerate(rules) if rule is not None and _covers(rule, cell)]
        grid[cell] = min(own)[1] if own else -1
    return grid


def stops_of(text: str) -> list[str]:
    """Return the stop rules of a cell, which semicolons divide."""
    return [part.strip() for part in text.replace("；", ";").split(";") if part.strip()]


def limit_of(stop: str) -> int:
    """Return N of "after N", 0 for any other stop."""
    number = whole_number(stop.removeprefix(AFTER)) if stop.startswith(AFTER) else None
    return number if number is not None and number > 0 else 0


def whole_number(text: str) -> int | None:
    """Return a text as a whole number, None for any other."""
    try:
        value = float(text)
    except ValueError:
        return None
    return int(value) if value.is_integer() else None
