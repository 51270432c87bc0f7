"""What the quizzes promise in plain Python: judging, question banks, and the search for leaked keys."""

import json
import re
import subprocess
import sys
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from plain_yaml import written_out
from quiz_material import ANYTHING, BANKS, STUDENTS, changed, parse_data, paths_of
from secrecy import leaks

from fsq_lab.ground.fields import BankError
from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.ground.typed_numbers import read_number
from fsq_lab.quiz.arithmetic import Expression, shown
from fsq_lab.quiz.bank import Bank, load_bank, parse_items, read_bank
from fsq_lab.quiz.choices import Single
from fsq_lab.quiz.items import Numeric, fill
from fsq_lab.quiz.writing import ShortText

CHOICE: dict[str, Any] = {
    "id": "counts",
    "type": "single",
    "objectives": ["K5"],
    "zh": {"ask": "件数相同，哪家银行的客户更可能投诉？"},
    "en": {"ask": "The same count: at which bank is a customer more likely to complain?"},
    "options": [
        {
            "id": "small",
            "right": True,
            "zh": {"text": "客户少的那家", "why": "同样的件数，分母小，比率就高。"},
            "en": {"text": "The one with fewer customers", "why": "The same count over a smaller denominator."},
        },
        {
            "id": "large",
            "zh": {"text": "客户多的那家", "why": "你想的是规模大投诉就多，这里件数相同。"},
            "en": {"text": "The one with more customers", "why": "You thought of size; the counts are equal."},
        },
    ],
}
RATE: dict[str, Any] = {
    "id": "rate",
    "type": "numeric",
    "objectives": ["S1"],
    "draw": {"count": [1200, 4800, 100], "customers": [0.4, 7.0, 0.1]},
    "let": {"million": "customers * 100"},
    "answer": "count / customers / 10",
    "tolerance": {"absolute": 0.05},
    "zh": {"ask": "{count}件，{customers}亿名客户，每千万名多少件？保留一位小数。", "unit": "件"},
    "en": {"ask": "{count} complaints, {million} million customers: how many per ten million?", "unit": "complaints"},
    "right": {"zh": "{count}除以客户数，得{answer:.1f}。", "en": "{count} over the customers is {answer:.1f}."},
    "mistakes": [
        {"when": "count / customers / 100", "zh": "你算的是每百万名。", "en": "That is per million customers."},
    ],
}


def bank_of(*entries: object) -> Bank:
    return Bank("test", parse_items(written_out(list(entries)), "test.yml"))


# ---- the course's own banks


@pytest.mark.parametrize("name", BANKS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_option_of_every_question_gets_its_own_explanation_and_no_other(name: str, language: str) -> None:
    bank = load_bank(name)
    for item in bank.items:
        if not isinstance(item, Single):
            continue
        for student in STUDENTS:
            seed = bank.seed(item, student)
            for place, option in enumerate(item.order(seed)):
                assert item.public(language, seed)["options"][place] == option.text[language]  # type: ignore[index]
                feedback = item.judge(str(place), language, seed)
                assert feedback.right is option.right
                assert feedback.text == option.why[language]


@pytest.mark.parametrize("name", BANKS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_key_and_named_mistakes_of_every_numeric_question_get_their_own_words(name: str, language: str) -> None:
    bank = load_bank(name)
    for item in bank.items:
        if not isinstance(item, Numeric):
            continue
        for student in STUDENTS:
            seed = bank.seed(item, student)
            numbers = item.numbers(seed)
            key = item.answer.value(numbers)
            right = item.judge(f"{key:f}", language, seed)
            assert right.right is True
            assert right.text == fill(item.right[language], {**numbers, "answer": key})
            for mistake in item.mistakes:
                wrong = item.judge(f"{mistake.when.value(numbers):f}", language, seed)
                assert wrong.right is False
                assert wrong.text == fill(mistake.text[language], numbers)


def test_gap_of_complete_pairs_is_right_for_every_possible_draw() -> None:
    item = load_bank("03_servqual").only(["gap-of-complete-pairs"]).items[0]
    assert isinstance(item, Numeric)
    for seed in range(500):
        asked = str(item.public("zh", seed)["ask"]).splitlines()
        expectation = [int(number) for number in re.findall("[0-9]", asked[1])]
        perception = [int(number) for number in re.findall("[0-9]", asked[2])]
        pairs = list(zip(expectation, perception, strict=False))
        gap = sum(p - e for e, p in pairs) / len(pairs)
        assert len(pairs) == 4
        assert item.judge(f"{gap:.2f}", "zh", seed).right is True


def test_options_of_the_course_are_of_like_length() -> None:
    for item in (item for name in BANKS for item in load_bank(name).items):
        if isinstance(item, Single):
            for language in LANGUAGES:
                lengths = [len(option.text[language]) for option in item.options]
                assert max(lengths) <= 1.3 * min(lengths), (item.id, language, lengths)


# ---- judging


def test_nothing_chosen_and_not_a_number_are_asked_again_and_not_judged_wrong() -> None:
    choice, rate = bank_of(CHOICE, RATE).items
    nothing: object
    for nothing in ("", "2", "-1", "０", None, [], {}, 1.5, True, 10**5000, "small"):
        assert choice.judge(nothing, "en", 1).state == "again"
    for nothing in ("", "about enough", None, [], float("nan"), float("inf"), True, 10**5000, "1/3", "9" * 1000):
        assert rate.judge(nothing, "en", 1).right is None


def rate_of() -> tuple[Numeric, Decimal]:
    (item,) = bank_of(RATE).items
    assert isinstance(item, Numeric)
    return item, item.answer.value(item.numbers(1))


@pytest.mark.parametrize(("language", "told"), [("zh", "请保留一位小数"), ("en", "give one decimal")])
def test_a_number_rounded_too_far_is_told_how_many_decimals_are_wanted(language: str, told: str) -> None:
    item, key = rate_of()
    whole = str(round(key))
    assert Decimal(whole) != key
    assert item.judge(whole, language, 1).right is False
    assert told in item.judge(whole, language, 1).text
    for other in (str(round(key) + 1), str(-round(key)), f"{key + 2:.3f}"):
        assert told not in item.judge(other, language, 1).text
    for words in ("0位", "1位小数", "1e-3", "decimals needed"):
        assert words not in str(item.public(language, 1)["note"]) + item.judge("about enough", language, 1).text


@pytest.mark.parametrize("name", BANKS)
def test_a_term_typed_as_lessons_print_it_is_right(name: str) -> None:
    for item in load_bank(name).items:
        if isinstance(item, ShortText):
            for zh in item.accept["zh"]:
                for en in item.accept["en"]:
                    for typed in (f"{zh}（{en}）", f"{zh}({en})", f"{en} ({zh})", f"{zh} {en}"):
                        assert item.judge(typed, "zh", 1).right is True, typed
                for wrong in item.mistakes:
                    assert item.judge(f"{zh}（{wrong.accept['en'][0]}）", "zh", 1).right is False


def test_a_wrong_choice_does_not_name_the_right_option() -> None:
    for item in (item for name in BANKS for item in load_bank(name).items):
        if isinstance(item, Single):
            right = next(option for option in item.options if option.right)
            for option in item.options:
                if not option.right:
                    assert all(right.text[language] not in option.why[language] for language in LANGUAGES)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("１２．５", "12.5"),
        ("12。5", "12.5"),
        ("1e-3", "0.001"),
        ("１Ｅ−３", "0.001"),
        ("-1.25", "-1.25"),
        ("−1.25", "-1.25"),
        ("－１．２５", "-1.25"),
        ("– 1.25", "-1.25"),
        ("负1.25", "-1.25"),
        ("+3", "3"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1,234,567.5", "1234567.5"),
        ("１，２００", "1200"),
        ("12.5%", "0.125"),
        ("１２．５％", "0.125"),
        (" 40 件 ", "40"),
        ("40Complaints", "40"),
    ],
)
def test_numbers_typed_on_either_keyboard_are_read(typed: str, number: str) -> None:
    assert read_number(typed, units=("件", "complaints")) == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    ["", "-", "1,2", "12,34", "1 200", "3/4", "½", "3²", "①", "1.2.3", "0x10", "٣", "nan", "1_000", "5 分", "1-2"],
)
def test_what_is_not_clearly_one_number_is_not_guessed_at(typed: str) -> None:
    assert read_number(typed, units=("件",)) is None


def test_percent_divides_by_100_unless_percent_is_the_unit() -> None:
    assert read_number("45%") == Decimal("0.45")
    assert read_number("45％", units=("%",)) == 45


@pytest.mark.parametrize(
    ("tolerance", "right", "wrong"),
    [
        ({"absolute": 0.05}, ["0.25", "0.30", "0.35"], ["0.249", "0.351"]),
        ({"relative": 0.1}, ["0.27", "0.30", "0.33"], ["0.269", "0.331"]),
        ({"absolute": 0}, ["0.3", "0.300"], ["0.2999999", "0.3000001"]),
    ],
)
def test_answers_on_the_edge_of_the_tolerance_are_right_and_beyond_it_are_not(
    tolerance: dict[str, float], right: list[str], wrong: list[str]
) -> None:
    entry = {**RATE, "draw": {"count": [3, 3, 1], "customers": [1, 1, 1]}, "answer": "count * 0.1", "mistakes": []}
    item = bank_of({**entry, "tolerance": tolerance}).items[0]
    assert all(item.judge(typed, "en", 1).right is True for typed in right)
    assert all(item.judge(typed, "en", 1).right is False for typed in wrong)


def test_tolerance_is_told_beforehand_in_both_languages() -> None:
    absolute, relative = bank_of(RATE).items[0], bank_of({**RATE, "tolerance": {"relative": 0.01}}).items[0]
    assert "0.05" in str(absolute.public("zh", 1)["note"])
    assert "0.05" in str(absolute.public("en", 1)["note"])
    assert "1%" in str(relative.public("en", 1)["note"])
    assert "件" in str(absolute.public("zh", 1)["label"])


def test_draws_are_exact_decimals_within_their_range_and_reach_both_ends() -> None:
    item = bank_of(RATE).items[0]
    assert isinstance(item, Numeric)
    drawn = {item.numbers(seed)["customers"] for seed in range(2000)}
    assert {str(number) for number in drawn} == {f"{tenth / 10:.1f}" for tenth in range(4, 71)}
    counts = {str(item.numbers(seed)["count"]) for seed in range(2000)}
    assert counts == {str(count) for count in range(1200, 4801, 100)}


def test_learners_get_their_own_numbers_and_always_the_same() -> None:
    bank = bank_of(RATE)
    asks = [bank.items[0].public("zh", bank.seed(bank.items[0], student))["ask"] for student in STUDENTS]
    again = [bank.items[0].public("zh", bank.seed(bank.items[0], student))["ask"] for student in STUDENTS]
    assert asks == again
    assert len(set(asks)) > len(STUDENTS) * 0.8


def test_every_place_in_the_order_can_hold_the_right_option() -> None:
    item = load_bank("03_servqual").items[0]
    assert isinstance(item, Single)
    places = {next(place for place, option in enumerate(item.order(seed)) if option.right) for seed in range(100)}
    assert places == {0, 1, 2, 3}


# ---- expressions


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "a.real",
        "a if a else b",
        "lambda: 1",
        "[a]",
        "a[0]",
        "'1'",
        "True",
        "1j",
        "a // b",
        "a < b",
        "open(a)",
        "max(*a)",
        "round(a, ndigits=1)",
        "(a := 1)",
        "1e999",
        "",
        "a b",
        "a\0",
        "(" * 5000,
        "-" * 5000 + "1",
    ],
)
def test_expressions_hold_arithmetic_and_nothing_else(text: str) -> None:
    with pytest.raises(ArithmeticError):
        Expression(text)


def test_arithmetic_is_exact_and_rounds_halves_up() -> None:
    assert Expression("0.1 * 3").value({}) == Decimal("0.3")
    assert Expression("round(2.5) + round(0.125, 2)").value({}) == Decimal("3.13")
    assert Expression("-2 ** 2 + min(3, 4) + max(1, 2) + abs(-1)").value({}) == 2
    assert shown(Decimal("-2.345"), 2) == "−2.35"
    assert shown(Decimal("-0.001"), 1) == "0.0"


@pytest.mark.parametrize("text", ["1 / 0", "9 ** 9 ** 9 ** 9", "(-1) ** 0.5", "abs(1, 2)", "round(1, 400)"])
def test_expressions_without_a_value_say_so(text: str) -> None:
    with pytest.raises(ArithmeticError):
        Expression(text).value({})


# ---- the loader


FAULTS = [
    (CHOICE, "en", ..., "missing", "en"),
    (CHOICE, "zh", ..., "missing", "zh"),
    (CHOICE, "id", ..., "missing", "id"),
    (CHOICE, "id", "Two Words", "not_an_id", "id"),
    (CHOICE, "type", ..., "missing", "type"),
    (CHOICE, "type", "essay", "unknown_type", "type"),
    (CHOICE, "hint", "text", "unknown_field", "hint"),
    (CHOICE, "objectives", ..., "missing", "objectives"),
    (CHOICE, "objectives", [], "missing", "objectives"),
    (CHOICE, "objectives", "K5", "not_a_list_of", "objectives"),
    (CHOICE, "en.ask", "  ", "missing", "en.ask"),
    (CHOICE, "en.ask", 5, "not_text", "en.ask"),
    (CHOICE, "en.unit", "points", "unknown_field", "en.unit"),
    (CHOICE, "options", {}, "not_a_list_of", "options"),
    (CHOICE, "options.0.right", False, "one_right", "options"),
    (CHOICE, "options.1.right", True, "one_right", "options"),
    (CHOICE, "options.1.right", "yes", "not_a_truth", "options.2.right"),
    (CHOICE, "options.1.en.why", ..., "missing", "options.2.en.why"),
    (CHOICE, "options.1.zh", ..., "missing", "options.2.zh"),
    (CHOICE, "options.1.id", "small", "duplicate", "options"),
    (CHOICE, "options.1.en.text", "The one with fewer customers", "duplicate", "options"),
    (CHOICE, "options", [CHOICE["options"][0]], "too_few_options", "options"),
    (RATE, "tolerance", ..., "missing", "tolerance"),
    (RATE, "tolerance", {}, "one_tolerance", "tolerance"),
    (RATE, "tolerance", {"absolute": 1, "relative": 1}, "one_tolerance", "tolerance"),
    (RATE, "tolerance.absolute", -1, "negative", "tolerance.absolute"),
    (RATE, "tolerance.absolute", "0.1", "not_a_number", "tolerance.absolute"),
    (RATE, "answer", ..., "missing", "answer"),
    (RATE, "answer", "count / people", "unknown_name", "answer"),
    (RATE, "answer", "count.real", "not_arithmetic", "answer"),
    (RATE, "answer", "count / (customers - customers)", "no_value", "answer"),
    (RATE, "answer", ["count"], "not_arithmetic", "answer"),
    (RATE, "let.million", "answer", "unknown_name", "let.million"),
    (RATE, "let", {"count": "1"}, "duplicate", "let.count"),
    (RATE, "let", {"max": "1"}, "not_a_name", "let.max"),
    (RATE, "let", ["count"], "not_fields", "let"),
    (RATE, "draw.count", [1, 2], "not_a_range", "draw.count"),
    (RATE, "draw.count", [2, 1, 1], "not_a_range", "draw.count"),
    (RATE, "draw.count", [1, 2, 0], "not_a_range", "draw.count"),
    (RATE, "draw.count", [1, 2, 0.3], "not_a_range", "draw.count"),
    (RATE, "draw.count", [0, 1e14, 1e-300], "not_a_range", "draw.count"),
    (RATE, "draw.count", [0, float("inf"), 1], "not_a_number", "draw.count"),
    (RATE, "draw", {"answer": [1, 2, 1]}, "not_a_name", "draw"),
    (RATE, "right", ..., "missing", "right"),
    (RATE, "right.en", ..., "missing", "right.en"),
    (RATE, "zh.unit", ..., "missing", "zh.unit"),
    (RATE, "zh.ask", "{answer}件", "unknown_placeholder", "zh.ask"),
    (RATE, "zh.ask", "{count:,}件", "braces", "zh.ask"),
    (RATE, "zh.ask", "{count.real}件", "braces", "zh.ask"),
    (RATE, "right.en", "That is {answer}.", "long_decimals", "–"),
    (RATE, "mistakes.0.en", ..., "missing", "mistakes.1.en"),
    (RATE, "mistakes.0.en", "It is {answer:.1f}.", "unknown_placeholder", "mistakes.1.en"),
    (RATE, "mistakes.0.when", "count / customers / 10.001", "collision", "mistakes.1.when"),
    (RATE, "mistakes", [RATE["mistakes"][0]] * 2, "collision", "mistakes.2.when"),
]


@pytest.mark.parametrize(("entry", "path", "value", "problem", "field"), FAULTS)
def test_a_fault_in_a_bank_is_told_with_file_item_and_field(
    entry: dict[str, Any], path: str, value: object, problem: str, field: str
) -> None:
    text = written_out([changed(entry, path, value)])
    for language in LANGUAGES:
        use(language)
        with pytest.raises(BankError) as caught:
            parse_items(text, "03_test.yml")
        assert (caught.value.problem, caught.value.place.field) == (problem, field)
        assert "03_test.yml" in str(caught.value)
        assert field in str(caught.value)
        if path != "id":
            assert entry["id"] in str(caught.value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "not_a_list"),
        ("id: x", "not_a_list"),
        ("- text", "not_fields"),
        ("- [", "not_yaml"),
        ("- 2001-99-99", "not_yaml"),
        ("- !!int ''", "not_yaml"),
        ("[" * 1000, "not_yaml"),
        ("- " + "9" * 5000, "not_yaml"),
        ("&a [*a]", "not_yaml"),
    ],
)
def test_a_text_that_is_no_bank_is_refused_with_a_message(text: str, problem: str) -> None:
    with pytest.raises(BankError) as caught:
        parse_items(text, "x.yml")
    assert caught.value.problem == problem


def test_two_items_of_one_name_are_refused() -> None:
    with pytest.raises(BankError, match="'counts' occurs twice"):
        bank_of(CHOICE, CHOICE)


def test_a_bank_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_bytes("- id: 网点".encode("gb18030"))
    with pytest.raises(BankError) as caught:
        read_bank(tmp_path / "x.yml")
    assert caught.value.problem == "not_utf8"


def test_unknown_banks_and_items_are_answered_with_the_known_ones() -> None:
    with pytest.raises(CourseError, match="03_servqual"):
        load_bank("../../03_servqual")
    with pytest.raises(CourseError, match="gap-of-complete-pairs"):
        load_bank("03_servqual").only(["no-such-item"])


def test_version_changes_with_every_public_text_and_with_nothing_else() -> None:
    version = bank_of(CHOICE, RATE).version
    public = ["zh.ask", "en.ask", "options.1.zh.text", "options.0.en.text"]
    for path in public:
        assert bank_of(changed(CHOICE, path, "Another text"), RATE).version != version
    assert bank_of(CHOICE, changed(RATE, "draw.count", [1200, 4900, 100])).version != version
    assert bank_of(changed(CHOICE, "options.1.zh.why", "另一个解释。"), RATE).version == version
    assert bank_of(CHOICE, RATE).version == version


# ---- the search for leaks


@pytest.mark.parametrize("name", BANKS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_public_questions_give_nothing_away(name: str, language: str) -> None:
    bank = load_bank(name)
    for student in STUDENTS:
        wire = json.dumps([item.public(language, bank.seed(item, student)) for item in bank.items])
        assert leaks(bank, wire, student) == []


def test_the_search_finds_every_secret_in_every_spelling() -> None:
    bank = bank_of(CHOICE, RATE)
    (key,) = bank.items[1].secrets(bank.seed(bank.items[1])).numbers
    public = [item.public("zh", bank.seed(item)) for item in bank.items]
    for item in bank.items:
        for text in item.secrets(bank.seed(item)).texts:
            for wire in (text, json.dumps([*public, text]), json.dumps([*public, text], ensure_ascii=False)):
                assert f"{item.id}: {text}" in leaks(bank, wire)
    for spelling in (json.dumps([*public, float(key)]), f"<p>{shown(key)}</p>", f"about {key:.1f}."):
        assert leaks(bank, spelling) == [f"rate: {shown(key)}"]
    assert leaks(bank, json.dumps([*public, f"{key:.1f}1"])) == []
    assert leaks(bank, json.dumps({"right": 0})) == ['–: field "right"']


def test_negative_keys_are_found_with_either_minus_sign() -> None:
    bank = load_bank("03_servqual")
    item = bank.items[1]
    for student in STUDENTS:
        (key,) = item.secrets(bank.seed(item, student)).numbers
        for spelling in (shown(key), shown(key, 2), f"{key:f}", json.dumps(shown(key, 2))):
            assert leaks(bank, f"text {spelling}, text", student) == [f"{item.id}: {shown(key)}"]


# ---- never a traceback


SERVQUAL = load_bank("03_servqual")
RATE_ITEM = bank_of(RATE).items[0]
NUMBER_LIKE = st.text(alphabet="0123456789０１２９.。．,，eE+-−－–%％件分 负²½٣\n", max_size=12)


@settings(deadline=None)
@given(text=NUMBER_LIKE | st.text())
@example("1e999")
@example("9" * 60)
def test_typed_numbers_are_read_or_asked_again(text: str) -> None:
    number = read_number(text, units=("件", "points"))
    assert number is None or number.is_finite()
    assert RATE_ITEM.judge(text, "zh", 7).state in {"right", "wrong", "again"}


@settings(deadline=None)
@given(answer=ANYTHING)
def test_whatever_is_sent_as_an_answer_gets_feedback(answer: object) -> None:
    for item in SERVQUAL.items:
        assert item.judge(answer, "zh", 7).text


PLACES = [(entry, path) for entry in (CHOICE, RATE) for path in paths_of(entry)]
TYPED = st.text(alphabet="count usermilo+-*/()0123456789.{}:f", max_size=20)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=300)
@given(place=st.sampled_from(PLACES), value=ANYTHING | TYPED)
def test_whatever_stands_in_a_field_the_loader_answers_with_a_message(
    place: tuple[dict[str, Any], str], value: object
) -> None:
    with suppress(BankError):
        parse_data([changed(*place, value)])


@settings(deadline=None)
@given(text=st.text(alphabet="-: []{}&*!|>'\"#%@`\n\tabc019.~?<=0x", max_size=60))
def test_any_text_is_a_bank_or_an_error_message(text: str) -> None:
    with pytest.raises(BankError):
        parse_items(text, "x.yml")


# ---- cost


def test_quiz_imports_are_light() -> None:
    code = (
        "import sys, fsq_lab.quiz, fsq_lab.quiz.items, fsq_lab.quiz.bank;"
        "fsq_lab.quiz.bank.load_bank('03_servqual');"
        "print([name for name in ('numpy', 'pandas', 'matplotlib', 'anywidget', 'ipywidgets') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
