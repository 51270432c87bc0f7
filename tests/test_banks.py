"""What every question bank of the course promises, and that a swapped key or explanation does not go unseen."""

import copy
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations
from typing import Any

import numpy as np
import pytest
import yaml
from bank_ledger import page_of, recorded
from plain_yaml import written_out
from quiz_material import BANKS, STUDENTS, answers, changed, send

from fsq_lab.gates.questions import misplaced_thoughts
from fsq_lab.ground.course import course_folder
from fsq_lab.ground.fields import BankError
from fsq_lab.ground.language import LANGUAGES, use
from fsq_lab.quiz.arrangements import Cloze, Matching, Ordering
from fsq_lab.quiz.bank import Bank, load_bank, parse_items
from fsq_lab.quiz.items import Item, Numeric
from fsq_lab.quiz.widget import take_quiz
from fsq_lab.statistics.intervals import holm
from fsq_lab.survey.loading import load

NUMBER = re.compile(r"(?<![A-Za-z0-9])[−-]?[0-9][0-9,]*(?:\.[0-9]+)?")


@cache
def bank_of(name: str) -> Bank:
    return load_bank(name)


@cache
def entries_of(name: str) -> list[dict[str, Any]]:
    text = (course_folder() / "course" / "chapters" / name / "quiz.yml").read_text(encoding="utf-8")
    return list(yaml.safe_load(text))


ITEMS = [(name, item.id) for name in BANKS for item in bank_of(name).items]


def item_of(name: str, item_id: str) -> Item:
    (item,) = bank_of(name).only([item_id]).items
    return item


# ---- every answer pressed, every explanation heard


def presses(item: Item, seed: int) -> list[Any]:
    """Return answers that choose everything that can be chosen, each place of a list by itself."""
    if isinstance(item, Ordering):
        key = item.key(seed)
        return [key, *(_exchanged(key, place, place + 1) for place in range(len(key) - 1))]
    if isinstance(item, Matching | Cloze):
        offered = [len(item.rights(seed))] * len(item.pairs) if isinstance(item, Matching) else []
        offered = offered or [len(blank.options) for blank in item.blanks]  # type: ignore[union-attr]
        return [[str(place % count) for count in offered] for place in range(max(offered))] + [item.key(seed)]
    return answers(item, seed)


@pytest.mark.parametrize(("name", "item_id"), ITEMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_pressing_every_option_of_every_item_tells_every_explanation(name: str, item_id: str, language: str) -> None:
    item = item_of(name, item_id)
    seed = bank_of(name).seed(item)
    told = "\n".join(item.judge(answer, language, seed).text for answer in presses(item, seed))
    for words in item.explanations():
        assert item.said(words, language, seed) in told


@pytest.mark.parametrize("name", BANKS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_widget_takes_every_press_and_answers_as_the_item_does(name: str, language: str) -> None:
    use(language)
    bank = bank_of(name)
    for item in bank.items:
        seed = bank.seed(item)
        widget = take_quiz(bank, items=[item.id])
        for answer in presses(item, seed)[: item.tries or 60]:
            send(widget, {"item": 0, "answer": answer})
            (feedback,) = widget.feedback
            expected = item.judge(answer, language, seed)
            assert feedback is not None
            assert feedback["state"] == expected.state, (item.id, answer)
            assert expected.text in feedback["text"], (item.id, answer)


@pytest.mark.parametrize(("name", "item_id"), ITEMS)
def test_no_two_answers_of_an_item_are_told_the_same(name: str, item_id: str) -> None:
    explanations = item_of(name, item_id).explanations()
    for language in LANGUAGES:
        texts = [words[language] for words in explanations]
        assert len(set(texts)) == len(texts)


# ---- numeric keys, a second time: from the numbers that the learner reads

Read = list[float]

SECOND: dict[str, Callable[[Read, str], float]] = {
    "01_changing_for_you/assets-per-customer": lambda n, _: (n[1] / (100 - n[1])) / (n[0] / (100 - n[0])),
    "01_changing_for_you/per-ten-million": lambda n, language: n[0] / (n[1] * {"zh": 100, "en": 1}[language]) * 10,
    "02_good_service/two-branches-together": lambda n, _: 100 * (n[1] + n[3]) / (n[0] + n[2]),
    "02_good_service/kappa-of-two": lambda n, _: 1 - (100 - n[0]) / (100 - n[1]),
    "03_servqual/gap-of-complete-pairs": lambda n, _: float(np.mean(np.subtract(n[-4:], n[-9:-5]))),
    "03_servqual/own-weights-first": lambda n, _: float(
        np.mean([np.average(gaps, weights=weights) for weights, gaps in ((n[1:5:2], n[2:6:2]), (n[5:9:2], n[6:10:2]))])
    ),
    "03_servqual/weighted-total": lambda n, _: float(
        np.average(np.subtract(n[1::3], n[0::3]), weights=np.array(n[2::3]))
    ),
    "03_servqual/second-of-twelve": lambda n, _: float(holm(np.array([*n[2:], *np.linspace(0.3, 0.9, 10)]))[1]),
    "03_servqual/adequacy-of-a-claim": lambda n, _: n[2] - n[0],
    "10_customer_files/weighted-completeness": lambda n, _: 100 * sum(n[:2]) / sum(n[:4]),
    "10_customer_files/after-the-merger": lambda n, _: n[2] - n[3] - n[1],
    "05_verdict/better-of-counts": lambda n, _: sum(n[0:2]) / sum(n[0:4]),
    "05_verdict/fong-threshold": lambda n, _: float(1.65 * np.sqrt((n[1] + n[2]) - (n[1] + n[2]) ** 2 / (2 * n[0]))),
    "05_verdict/group-judgement": lambda n, _: float(np.exp((np.log(n[0]) - np.log(n[1])) / 2)),
    "04_reliability/lengthened": lambda n, _: 100 * float(1 - 1 / (1 + n[1] * n[0] / (1 - n[0]))),
    "04_reliability/two-items": lambda n, _: float(1 - (1 - n[0]) / (1 + n[0])),
    "04_reliability/gap-loses": lambda n, _: 100 * float(1 - 2 * (1 - n[0]) / (2 - 2 * n[1])),
    "06_satisfaction_survey/nps-of-a-branch": lambda n, language: (
        100 * (n[2] - n[8]) / (n[2] + n[5] + n[8]) if language == "zh" else 100 * (n[0] - n[6]) / (n[0] + n[3] + n[6])
    ),
    "06_satisfaction_survey/thirty-on-campus": lambda n, _: 98 / float(np.sqrt(n[0])),
    "06_satisfaction_survey/rate-of-a-draw": lambda n, _: 100 * n[2] / (n[0] - n[1]),
    "07_satisfaction_loyalty/kept-of-insured": lambda n, _: 100 - 100 * (n[0] + n[2] - n[1]) / n[0],
    "07_satisfaction_loyalty/worth-if-kept": lambda n, _: float(
        sum(n[0] * (n[1] / (100 + n[2])) ** year for year in range(1, 2000))
    ),
    "09_maintaining_relationships/calls-in-vain": lambda n, _: n[0] * (1 - n[1] / 100) * n[2] / 100,
    "09_maintaining_relationships/the-last-yuan": lambda n, _: (n[3] - n[1]) / (n[2] - n[0]),
    "09_maintaining_relationships/rise-by-the-calls": lambda n, _: n[0] - n[1],
    "08_personalised_mode/manager-breaks-even": lambda n, language: (
        n[0] * (10_000 if language == "zh" else 1) / n[1] / n[3]
    ),
    "08_personalised_mode/ratio-of-shares": lambda n, language: (
        (n[3] / n[2]) / (n[1] / n[0]) if language == "zh" else (n[2] / n[3]) / (n[0] / n[1])
    ),
    "11_disagreement_conflict_failure/two-largest-causes": lambda n, _: 100 * sum(sorted(n)[-2:]) / sum(n),
    "11_disagreement_conflict_failure/rates-of-two-branches": lambda n, _: (n[1] / n[0]) / (n[3] / n[2]),
    "11_disagreement_conflict_failure/small-count": lambda n, _: float(100 * np.sqrt(n[0]) / n[0]),
    "12_objections_refusals_complaints/who-may-be-called": lambda n, _: n[0] * (1 - n[1] / 100) * (1 - n[2] / 100),
    "12_objections_refusals_complaints/days-left-of-fifteen": lambda n, language: (
        n[1] + 15 - n[5] if language == "zh" else n[0] + 15 - n[2]
    ),
    "12_objections_refusals_complaints/extension-days-left": lambda n, _: 30 + n[2] - n[3],
    "13_service_recovery/refund-with-interest": lambda n, _: n[0] * (1 + min(n[2:4]) / 100 * n[1] / n[4]),
    "13_service_recovery/claim-paid-late": lambda n, language: (
        n[1] * (n[0] - 10) / 365 * n[2] / 100 if language == "zh" else n[0] * (n[1] - 10) / 365 * n[3] / 100
    ),
    "13_service_recovery/paid-on-the-spot": lambda n, _: n[0] + n[1],
}
NUMERIC = [(name, item.id) for name in BANKS for item in bank_of(name).items if isinstance(item, Numeric)]


def seen(item: Item, language: str, seed: int) -> Read:
    """Return the numbers in the question as a learner reads it."""
    read = NUMBER.findall(str(item.public(language, seed)["ask"]))
    return [float(number.replace(",", "").replace("−", "-")) for number in read]


def second_key_agrees(item: Item, second: Callable[[Read, str], float], seed: int) -> bool:
    return all(
        item.judge(f"{second(seen(item, language, seed), language):.9f}", language, seed).right
        for language in LANGUAGES
    )


@pytest.mark.parametrize(("name", "item_id"), NUMERIC)
def test_a_numeric_key_is_what_the_question_asks_computed_a_second_time(name: str, item_id: str) -> None:
    assert f"{name}/{item_id}" in SECOND, "add a second computation to tests/test_banks.py"
    item = item_of(name, item_id)
    for seed in (bank_of(name).seed(item, student) for student in STUDENTS):
        assert second_key_agrees(item, SECOND[f"{name}/{item_id}"], seed), seed


@pytest.mark.parametrize(("name", "item_id"), NUMERIC)
def test_a_key_swapped_for_a_named_mistake_is_noticed(name: str, item_id: str) -> None:
    (entry,) = (entry for entry in entries_of(name) if entry["id"] == item_id)
    for place in range(len(entry["mistakes"])):
        mutant = changed(entry, "answer", entry["mistakes"][place]["when"])
        mutant["mistakes"][place]["when"] = entry["answer"]
        (swapped,) = parse_items(as_yaml([mutant]), "x.yml")
        assert not any(second_key_agrees(swapped, SECOND[f"{name}/{item_id}"], seed) for seed in range(20))


# ---- real figures


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_quoted_from_the_regulator_are_those_of_its_table(language: str) -> None:
    item = item_of("11_disagreement_conflict_failure", "one-complaint-apart")
    rates = load("complaints_rates").set_index(["quarter", "name"]).loc["2022Q3"]
    counts, per_customers = (rates.loc[["ICBC", "BoCom"], name] for name in ("complaints", "per_10m_customers"))
    assert seen(item, language, 1)[-4:] == [*counts, *per_customers]
    assert 3.75 <= per_customers["BoCom"] / per_customers["ICBC"] < 3.85, "nearly four times, about 3.8"

    item = item_of("11_disagreement_conflict_failure", "across-the-break")
    totals = load("complaints_banks").query("level == 'total'").set_index("quarter")
    before, after = totals.loc[["2021Q4", "2022Q1"], "complaints"]
    assert {before, after} <= set(seen(item, language, 1))
    assert 0.15 < 1 - after / before < 0.2, "more than 15%"
    assert totals.loc["2021Q4", "definition"] != totals.loc["2022Q1", "definition"]


# ---- the ledger: no key and no explanation moves unseen


@pytest.mark.parametrize("name", BANKS)
def test_keys_and_explanations_are_those_of_the_ledger(name: str) -> None:
    page, before = page_of(bank_of(name)), recorded(name)
    differ = [item for item in {**before, **page} if page.get(item) != before.get(item)]
    assert differ == [], f"changed on purpose? python tests/bank_ledger.py {name}, then read the difference"


def as_yaml(entries: list[dict[str, Any]]) -> str:
    return written_out(entries, sort_keys=False)


def swap(entry: dict[str, Any], one: str, other: str, parts: tuple[str, ...]) -> dict[str, Any]:
    """Return an entry in which two of its parts changed places."""
    mutant: dict[str, Any] = copy.deepcopy(entry)
    first, second = (follow(mutant, path) for path in (one, other))
    for part in parts:
        *outer, last = part.split(".")
        left, right = (follow(target, ".".join(outer)) for target in (first, second))
        left[last], right[last] = right.get(last), left.get(last)
        for side in (left, right):
            if side[last] is None:
                del side[last]
    return mutant


def follow(value: Any, path: str) -> Any:
    for part in path.split(".") if path else []:
        value = value[int(part) if part.isdigit() else part]
    return value


BOTH = tuple(f"{language}.why" for language in LANGUAGES)


def mutations(entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Return copies of an item in which a key, or an explanation, changed places with another."""
    lists = {"options": ["options"], "entries": ["entries"], "pairs": ["pairs"]}
    places = [path for name, path in lists.items() if name in entry]
    places += [["blanks", str(place), "options"] for place in range(len(entry.get("blanks", [])))]
    for path in places:
        members = follow(entry, ".".join(path))
        for one, other in combinations(range(len(members)), 2):
            both = [".".join([*path, str(place)]) for place in (one, other)]
            yield swap(entry, both[0], both[1], BOTH)
            yield from (swap(entry, both[0], both[1], (why,)) for why in BOTH)
            if bool(members[one].get("right")) != bool(members[other].get("right")) and "options" in path:
                yield swap(entry, both[0], both[1], ("right",))
            if "pairs" in path:
                yield swap(entry, both[0], both[1], tuple(f"{language}.right" for language in LANGUAGES))
            if "entries" in path:
                yield {**entry, "entries": _exchanged(members, one, other)}
    if entry["type"] == "true_false":
        yield {**entry, "right": not entry["right"]}
        yield {**entry, "if_true": entry["if_false"], "if_false": entry["if_true"]}
    if entry["type"] in ("numeric", "short_text"):
        for place, mistake in enumerate(entry.get("mistakes", [])):
            yield changed(changed(entry, "right.zh", mistake["zh"]), f"mistakes.{place}.zh", entry["right"]["zh"])
            if entry["type"] == "short_text":
                yield changed(changed(entry, "accept", mistake["accept"]), f"mistakes.{place}.accept", entry["accept"])
        for one, other in combinations(range(len(entry.get("mistakes", []))), 2):
            yield swap(entry, f"mistakes.{one}", f"mistakes.{other}", LANGUAGES)


def _exchanged(members: list[Any], one: int, other: int) -> list[Any]:
    order = list(members)
    order[one], order[other] = order[other], order[one]
    return order


@pytest.mark.parametrize(("name", "item_id"), ITEMS)
def test_a_swapped_key_or_explanation_is_seen(name: str, item_id: str) -> None:
    (entry,) = (entry for entry in entries_of(name) if entry["id"] == item_id)
    mutants = list(mutations(entry))
    assert mutants or entry["type"] == "open"
    (page,) = page_of(Bank(name, parse_items(as_yaml([entry]), "x.yml"))).values()
    for mutant in mutants:
        try:
            (item,) = parse_items(as_yaml([mutant]), "x.yml")
        except BankError:  # a swap that the loader refuses is seen as well
            continue
        assert page_of(Bank(name, (item,)))[item_id] != page


@pytest.mark.parametrize("name", BANKS)
def test_a_right_and_a_wrong_explanation_that_change_places_are_named(name: str) -> None:
    for entry in entries_of(name):
        if entry["type"] in ("single", "multiple"):
            places = {bool(option.get("right")): place for place, option in enumerate(entry["options"])}
            one, other = (f"options.{places[right]}" for right in (True, False))
            for parts in (BOTH, ("right",)):
                swapped = Bank(name, parse_items(as_yaml([swap(entry, one, other, parts)]), "x.yml"))
                assert len(misplaced_thoughts(swapped)) == 4
