"""Every type of question, on a bank that holds one of each: marks, feedback, secrecy, hints, tries, exam, language."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_yaml import written_out
from quiz_material import ANYTHING, BANKS, answers, changed, parse_data, paths_of, send, wire_of
from secrecy import leaks

from fsq_lab.ground.fields import BankError
from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.ground.progress import history
from fsq_lab.quiz.bank import _READERS, Bank, load_bank, parse_items, read_bank
from fsq_lab.quiz.widget import QuizWidget, take_quiz
from fsq_lab.quiz.writing import Open, ShortText

FILE = Path(__file__).parent / "every_type.yml"
EVERY = read_bank(FILE)
ENTRIES: dict[str, dict[str, Any]] = {entry["id"]: entry for entry in yaml.safe_load(FILE.read_text(encoding="utf-8"))}
SEEDS = range(12)


def item_of(name: str) -> Any:
    (item,) = EVERY.only([name]).items
    return item


def test_the_bank_holds_every_type() -> None:
    assert {item.type for item in EVERY.items} == set(_READERS)


@pytest.mark.parametrize("name", list(ENTRIES))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_to_every_type_is_judged_and_one_alone_is_wholly_right(name: str, language: str) -> None:
    item = item_of(name)
    for seed in SEEDS:
        shares = []
        for answer in answers(item, seed):
            feedback = item.judge(answer, language, seed)
            assert feedback.state != "again", answer
            assert feedback.text
            shares.append(feedback.share)
        if not isinstance(item, Open):
            assert item.judge(item.key(seed), language, seed).share == 1
            assert shares.count(1) == (2 if isinstance(item, ShortText) else 1)
            assert min(shares) == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_multiple_choice_explains_each_chosen_option_and_no_other(language: str) -> None:
    item = item_of("several")
    for seed in SEEDS:
        shown = item.order(seed)
        for answer in answers(item, seed):
            feedback = item.judge(answer, language, seed)
            chosen = [option for place, option in enumerate(shown) if str(place) in answer]  # type: ignore[operator]
            for option in shown:
                assert (option.why[language] in feedback.text) == (option in chosen)
            right = sum(option.right for option in chosen)
            assert feedback.share == max(0, right - (len(chosen) - right)) / 2


@pytest.mark.parametrize(
    ("given", "why"), [("0", "The sign is reversed."), ("1", "It is perception minus expectation.")]
)
def test_true_and_false_have_words_of_their_own(given: str, why: str) -> None:
    feedback = item_of("statement").judge(given, "en", 1)
    assert (feedback.text, feedback.right) == (why, given == "1")


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ("servqual", "right"),
        ("ＳＥＲＶ ＱＵＡＬ。", "right"),
        ("“服务质量 量表”！", "right"),
        ("ServPerf.", "wrong"),
        ("quality", "wrong"),
        ("", "again"),
        ("……", "again"),
        ("x" * 1000, "again"),
    ],
)
def test_short_texts_are_compared_in_either_language(given: str, state: str) -> None:
    for language in LANGUAGES:
        assert item_of("name").judge(given, language, 1).state == state
    assert "perceptions only" in item_of("name").judge("SERVPERF", "en", 1).text


def test_an_order_is_marked_by_what_follows_what_and_never_shown_right() -> None:
    item = item_of("steps")
    for seed in range(200):
        assert item.order(seed) != list(item.entries)
        key = item.key(seed)
        late = [*key[1:], key[0]]
        feedback = item.judge(late, "en", seed)
        assert feedback.share == pytest.approx(2 / 3)
        assert item.entries[1].why["en"] in feedback.text
        assert sum(entry.why["en"] in feedback.text for entry in item.entries) == 1


def test_matching_explains_what_was_chosen() -> None:
    item = item_of("pairs")
    for seed in SEEDS:
        rights = item.rights(seed)
        for answer in answers(item, seed):
            feedback = item.judge(answer, "en", seed)
            chosen = [rights[int(place)] for place in answer]  # type: ignore[attr-defined]
            hits = sum(entry.id == pair.id for entry, pair in zip(chosen, item.lefts(seed), strict=True))
            assert feedback.share == hits / 2
            assert all((entry.why["en"] in feedback.text) == (entry in chosen) for entry in rights)
            for line, pair, entry in zip(feedback.text.splitlines(), item.lefts(seed), chosen, strict=True):
                owner = next((one.left["en"] for one in item.pairs if one.id == entry.id), None)
                assert (f"the one for “{owner}”" in line) == (owner is not None and entry.id != pair.id)


def test_blanks_keep_their_numbers_where_a_language_turns_the_sentence_round() -> None:
    item = item_of("gaps")
    assert item.public("zh", 1)["ask"] == "__(1)__减__(2)__得差距。"
    assert item.public("en", 1)["ask"] == "Take __(2)__ from __(1)__."
    for answer in answers(item, 1):
        text = item.judge(answer, "en", 1).text
        for blank, place in zip(item.blanks, answer, strict=True):  # type: ignore[call-overload]
            chosen = blank.order(1)[int(place)]
            assert all((option.why["en"] in text) == (option == chosen) for option in blank.options)


def test_open_answers_are_kept_and_never_marked() -> None:
    item = item_of("thought")
    assert item.judge("一次", "zh", 1).share is None
    assert item.judge("一次", "zh", 1).text == "以后再看。"
    assert item.judge("  \n", "zh", 1).state == "again"
    assert item.key(1) is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("exam", [False, True])
def test_nothing_of_any_type_leaves_python_before_an_answer(language: str, exam: bool) -> None:
    use(language)
    widget = take_quiz(EVERY, student="A", exam=exam)
    assert leaks(EVERY, wire_of(widget), "A") == []
    assert "reliability" not in wire_of(widget)
    widget = take_quiz(EVERY, student="A", exam=exam)
    send(widget, {"item": 1, "answer": ["0"]})
    send(widget, {"item": 1, "hint": True})
    found = leaks(EVERY, wire_of(widget), "A")
    assert exam == (not [leak for leak in found if leak.startswith("several")])


def test_a_leaking_type_is_caught() -> None:
    item = item_of("steps")
    assert leaks(EVERY, json.dumps([entry.why for entry in item.entries])) != []
    assert leaks(EVERY, item_of("several").hints[0]["en"]) != []


def test_hints_come_one_by_one_and_there_are_no_more() -> None:
    use("en")
    widget = take_quiz(EVERY)
    assert [question.get("hints") for question in widget.content["items"]] == [None, 2, None, 1, *[None] * 5]
    for expected in (1, 2, 2):
        send(widget, {"item": 1, "hint": True})
        assert len(widget.feedback[1]["hints"]) == expected  # type: ignore[index]
    assert "mark" not in widget.feedback[1]  # type: ignore[operator]
    hint = widget.hint("half")
    assert hint.startswith("Write ")
    assert "{" not in hint
    assert widget.hint("half") == ""


def test_a_question_with_one_try_closes_and_then_gives_the_right_answer() -> None:
    use("en")
    widget = take_quiz(EVERY)
    key = item_of("one").key(EVERY.seed(item_of("one")))
    wrong = next(place for place in "012" if place != key)
    send(widget, {"item": 0, "answer": ""})
    assert "closed" not in widget.feedback[0]  # type: ignore[operator]
    send(widget, {"item": 0, "answer": wrong})
    told: Any = widget.feedback[0]
    assert told["closed"]
    assert "Advice cannot be touched." in told["text"]
    send(widget, {"item": 0, "answer": key})
    assert widget.feedback[0] == told


def test_tries_are_counted_down_and_a_wrong_answer_keeps_the_key() -> None:
    use("en")
    widget = take_quiz(EVERY)
    widget.answer("half", "1")
    assert "Tries left: 1." in widget.feedback[3]["text"]  # type: ignore[index]
    assert "It is" not in widget.feedback[3]["text"]  # type: ignore[index]
    widget.answer("half", "2")
    assert "It is" in widget.feedback[3]["text"]  # type: ignore[index]
    assert "See which number" in widget.feedback[3]["text"]  # type: ignore[index]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rule_of_partial_marks_and_the_tries_are_told_beforehand(language: str) -> None:
    use(language)
    shown = {q["type"]: q.get("rules", []) for q in take_quiz(EVERY).content["items"]}
    assert all(shown[kind] for kind in ("multiple", "ordering", "matching", "cloze", "single", "numeric"))
    html = take_quiz(EVERY)._repr_mimebundle_()[0]["text/html"]
    assert all(rule in html for rules in shown.values() for rule in rules)


def test_an_exam_tells_nothing_until_the_end_and_then_everything(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("FSQ_PROGRESS", str(tmp_path / "progress.jsonl"))
    use("en")
    widget = take_quiz(EVERY, exam=True)
    seeds = [EVERY.seed(item) for item in EVERY.items]
    for place, (item, seed) in enumerate(zip(EVERY.items, seeds, strict=True)):
        if item.id != "statement":
            send(widget, {"item": place, "answer": item.key(seed) or "A visit."})
    assert {told["state"] for told in widget.feedback if told} == {"kept"}
    assert not history().events
    send(widget, {"finish": True})
    assert "3" in widget.notice
    assert widget.feedback[0]["state"] == "kept"  # type: ignore[index]
    send(widget, {"finish": True})
    assert "7.00 of 8" in widget.notice
    assert [told["state"] for told in widget.feedback] == [*["right"] * 2, "again", *["right"] * 5, "kept"]  # type: ignore[index]
    assert "It is perception minus expectation." in widget.feedback[2]["text"]  # type: ignore[index]
    assert all(told["closed"] for told in widget.feedback)  # type: ignore[index]
    assert len(history().events) == 8
    before = widget.feedback
    send(widget, {"item": 2, "answer": "0"})
    assert widget.feedback == before


def test_switching_the_language_keeps_answers_hints_and_tries() -> None:
    use("zh")
    widget = take_quiz(EVERY)
    for place, item in enumerate(EVERY.items):
        send(widget, {"item": place, "answer": answers(item, EVERY.seed(item))[0]})
    send(widget, {"item": 1, "hint": True})
    before: Any = widget.feedback
    send(widget, {"language": "en"})
    after: Any = widget.feedback
    assert widget.content["lang"] == "en"
    for old, new, item in zip(before, after, EVERY.items, strict=True):
        assert (old["state"], old["given"], old["turn"]) == (new["state"], new["given"], new["turn"])
        expected = item.judge(new["given"], "en", EVERY.seed(item)).text
        assert expected in new["text"]
    assert after[1]["hints"] == ["More than one."]
    with pytest.raises(CourseError):
        widget.switch("fr")


def test_answers_of_every_type_outlive_the_kernel(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("FSQ_PROGRESS", str(tmp_path / "progress.jsonl"))
    first = take_quiz(EVERY)
    for place, item in enumerate(EVERY.items):
        send(first, {"item": place, "answer": answers(item, EVERY.seed(item))[0]})
    again = take_quiz(EVERY)
    assert [told["given"] for told in again.feedback] == [told["given"] for told in first.feedback]  # type: ignore[index]


def test_the_wire_holds_every_type_as_html_without_a_kernel() -> None:
    use("en")
    html = take_quiz(EVERY)._repr_mimebundle_()[0]["text/html"]
    for text in ("Reliability", "Listen", "Deviation", "Spread", "Cause", "expectation", "True", "Your answer"):
        assert text in html


MUTATIONS = [
    ("one", "options.0.right", False, "options.1.right", True),
    ("several", "options.0.right", False, "options.2.right", True),
    ("statement", "right", True, None, None),
    ("half", "answer", "whole / 4", None, None),
    ("name", "accept.en", ["SERVPERF2"], None, None),
]


@pytest.mark.parametrize(("name", "path", "value", "other", "second"), MUTATIONS)
def test_a_swapped_key_is_noticed(name: str, path: str, value: object, other: str | None, second: object) -> None:
    entry = changed(ENTRIES[name], path, value)
    entry = changed(entry, other, second) if other else entry
    (mutant,) = parse_items(written_out([entry]), "x.yml")
    key = item_of(name).key(7) if name != "name" else "SERVQUAL"
    assert item_of(name).judge(key, "en", 7).right
    assert not mutant.judge(key, "en", 7).right


FAULTS = [
    ("several", "options.2.right", True, None, None),
    ("several", "options.0.right", "yes", "not_a_truth", "options.1.right"),
    ("statement", "right", "no", "not_a_truth", "right"),
    ("statement", "if_true.en", ..., "missing", "if_true.en"),
    ("name", "accept.zh", [], "missing", "accept.zh"),
    ("name", "accept.zh", ["。"], "missing", "accept.zh"),
    ("name", "accept.en", ["a b", "AB"], "duplicate", "accept.en"),
    ("name", "mistakes.0.accept.en", ["servqual"], "duplicate", "mistakes.1.accept"),
    ("name", "wrong", ..., "missing", "wrong"),
    ("steps", "entries", [], "too_few_entries", "entries"),
    ("steps", "entries.0.id", "check", "duplicate", "entries"),
    ("steps", "entries.1.zh.why", ..., "missing", "entries.2.zh.why"),
    ("pairs", "pairs", [], "too_few_pairs", "pairs"),
    ("pairs", "extra.0.en.text", "Spread", "duplicate", "pairs"),
    ("pairs", "pairs.0.en.left", "Deviation", "duplicate", "pairs"),
    ("gaps", "en.ask", "Take [[second]].", "blanks_differ", "en.ask"),
    ("gaps", "blanks.0.options.0.right", ..., "one_right", "blanks.1.options"),
    ("thought", "afterwards.en", ..., "missing", "afterwards.en"),
    ("several", "hints.0.en", ..., "missing", "hints.1.en"),
    ("several", "overall", "text", "not_fields", "overall"),
    ("half", "hints.0.zh", "{answer:.2f}", "unknown_placeholder", "hints.1.zh"),
    *[("one", "tries", value, "not_tries", "tries") for value in ("twice", 0, 10, True, 1.5)],
]


@pytest.mark.parametrize(("name", "path", "value", "problem", "field"), FAULTS)
def test_a_fault_in_an_item_is_told_with_its_field(name: str, path: str, value: Any, problem: Any, field: Any) -> None:
    text = written_out([changed(ENTRIES[name], path, value)])
    if problem is None:
        assert parse_items(text, "x.yml")
        return
    for language in LANGUAGES:
        use(language)
        with pytest.raises(BankError) as caught:
            parse_items(text, "x.yml")
        assert (caught.value.problem, caught.value.place.field) == (problem, field)


PLACES = [(entry, path) for entry in ENTRIES.values() for path in paths_of(entry)]


@settings(deadline=None, max_examples=400)
@given(place=st.sampled_from(PLACES), value=ANYTHING)
def test_whatever_stands_in_a_field_of_any_type_is_read_or_refused(place: Any, value: object) -> None:
    with suppress(BankError):
        parse_data([changed(*place, value)])


@settings(deadline=None, max_examples=200)
@given(answer=ANYTHING | st.lists(st.sampled_from(["0", "1", "2", "3", "", "x"]), max_size=5))
def test_whatever_is_sent_to_any_type_gets_feedback(answer: object) -> None:
    for item in EVERY.items:
        for language in LANGUAGES:
            assert item.judge(answer, language, 3).state in {"right", "partly", "wrong", "again", "kept"}


@pytest.mark.parametrize("name", BANKS)
def test_every_answer_to_the_courses_items_is_judged(name: str) -> None:
    bank = load_bank(name)
    for item in bank.items:
        for language in LANGUAGES:
            seed = bank.seed(item)
            for answer in answers(item, seed):
                assert item.judge(answer, language, seed).text or isinstance(item, Open)
            if item.key(seed) is not None:
                assert item.judge(item.key(seed), language, seed).right
                assert item.solution(language, seed)


def test_quiz_types_without_widget_stay_comparable() -> None:
    assert repr(QuizWidget(EVERY)) == repr(QuizWidget(Bank(EVERY.name, EVERY.items), "B", exam=True))
