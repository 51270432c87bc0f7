"""What the quiz widget promises without a browser: judging, secrecy, a stable comparison line, a static page."""

import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_yaml import written_out
from quiz_material import BANKS, send, wire_of
from quiz_pages import EVERY
from secrecy import leaks

from fsq_lab.ground import progress
from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import LANGUAGES, CourseError, message, use
from fsq_lab.ground.progress import history
from fsq_lab.quiz.bank import Bank, load_bank, parse_items
from fsq_lab.quiz.choices import Single
from fsq_lab.quiz.items import Numeric
from fsq_lab.quiz.widget import QuizWidget, take_quiz

TWO = load_bank("03_servqual").only(["equal-gaps-unequal-levels", "gap-of-complete-pairs"])
CHOOSE, WRITE, ARRANGE = {"options"}, {"label", "note"}, {"lefts", "choices", "rules"}
PUBLIC_FIELDS = {
    "single": CHOOSE,
    "multiple": {*CHOOSE, "rules"},
    "true_false": CHOOSE,
    "numeric": WRITE,
    "short_text": WRITE,
    "open": WRITE,
    "ordering": {"entries", "rules"},
    "matching": ARRANGE,
    "cloze": ARRANGE,
}


def leaky(widget_class: type[QuizWidget], bank: Bank) -> list[str]:
    return leaks(bank, wire_of(widget_class(bank)))


@pytest.mark.parametrize("name", BANKS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("student", [None, "20260001"])
def test_nothing_leaves_python_before_an_answer(name: str, language: str, student: str | None) -> None:
    use(language)
    widget = take_quiz(name, student=student)
    assert leaks(load_bank(name), wire_of(widget), student) == []
    for question in widget.content["items"]:
        fields = {"type", "ask", *PUBLIC_FIELDS[question["type"]]}
        assert fields <= set(question) <= {*fields, "hints", "rules"}
    ids = [item.id for item in load_bank(name).items]
    assert not any(item_id in wire_of(widget) for item_id in ids)


def test_a_widget_that_leaks_is_caught() -> None:
    class SendsKey(QuizWidget):
        def _public(self) -> dict[str, Any]:
            item, seed = self._bank.items[0], self._seeds[0]
            assert isinstance(item, Single)
            key = [option.right for option in item.order(seed)].index(True)
            return {**super()._public(), "key": key}

    class SendsNumber(QuizWidget):
        def _public(self) -> dict[str, Any]:
            item, seed = self._bank.items[1], self._seeds[1]
            assert isinstance(item, Numeric)
            return {**super()._public(), "hint": float(item.answer.value(item.numbers(seed)))}

    class SendsExplanations(QuizWidget):
        def _static_html(self) -> str:
            item = self._bank.items[0]
            assert isinstance(item, Single)
            return super()._static_html() + f"<details>{item.options[0].why['en']}</details>"

    bank = load_bank("03_servqual")
    assert leaky(QuizWidget, bank) == []
    for widget_class in (SendsKey, SendsNumber, SendsExplanations):
        assert len(leaky(widget_class, bank)) == 1, widget_class


@pytest.mark.parametrize("name", BANKS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_pressing_every_option_brings_its_explanation_and_no_other(name: str, language: str) -> None:
    use(language)
    bank = load_bank(name)
    for place, item in enumerate(bank.items):
        if not isinstance(item, Single):
            continue
        for number, option in enumerate(item.order(bank.seed(item))):
            widget = take_quiz(bank)
            send(widget, {"item": place, "answer": str(number)})
            told = widget.feedback[place]
            assert told is not None
            afterwards = item.afterwards_told(language, bank.seed(item)) if option.right else []
            assert told["text"] == "\n".join([option.why[language], *afterwards])
            assert told["state"] == ("right" if option.right else "wrong")
            assert (told["given"], told["turn"]) == (str(number), 1)
            others = [text for text in leaks(bank, wire_of(widget)) if option.why[language] not in text]
            assert others == []


def test_a_wrong_number_does_not_send_the_right_one() -> None:
    bank = load_bank("03_servqual")
    item = bank.items[1]
    assert isinstance(item, Numeric)
    numbers = item.numbers(bank.seed(item))
    for mistake in item.mistakes:
        widget = take_quiz(bank)
        send(widget, {"item": 1, "answer": str(mistake.when.value(numbers))})
        key = str(item.answer.value(numbers))
        assert widget.feedback[1]["state"] == "wrong"  # type: ignore[index]
        assert not any(key in found for found in leaks(bank, wire_of(widget)))


def test_each_answer_changes_the_feedback_even_when_it_is_the_same_answer() -> None:
    widget = take_quiz(TWO)
    changes: list[object] = []
    widget.observe(changes.append, "feedback")
    for _ in range(3):
        send(widget, {"item": 0, "answer": "0"})
    assert len(changes) == 3
    assert widget.feedback[0]["turn"] == 3  # type: ignore[index]


def test_marks_of_right_and_wrong_are_words_and_signs() -> None:
    for language in LANGUAGES:
        use(language)
        widget = take_quiz(TWO)
        marks = set()
        for place in range(4):
            send(widget, {"item": 0, "answer": str(place)})
            marks.add(widget.feedback[0]["mark"])  # type: ignore[index]
        assert len(marks) == 2
        assert {mark[0] for mark in marks} == {"✓", "✗"}
        assert all(len(mark) > 2 for mark in marks)


def test_a_quiz_keeps_the_language_it_was_made_in() -> None:
    use("zh")
    widget = take_quiz(TWO)
    use("en")
    send(widget, {"item": 0, "answer": ""})
    assert widget.content["lang"] == "zh-CN"
    assert widget.feedback[0]["text"] == "先选一项，再检查。"  # type: ignore[index]


MESSAGES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["item", "answer", "x"]), inner),
)


def test_whatever_the_browser_sends_the_widget_stands() -> None:
    widget = take_quiz(TWO)

    @settings(deadline=None)
    @given(message=MESSAGES)
    def stands(message: object) -> None:
        send(widget, message)
        send(widget, {"item": 0, "answer": "1"})
        assert widget.feedback[0]["given"] == "1"  # type: ignore[index]

    stands()


def test_a_question_can_be_answered_from_python() -> None:
    widget = take_quiz("03_servqual", items=["gap-of-complete-pairs"], student="A")
    assert widget.answer("gap-of-complete-pairs", "many").right is None
    assert widget.feedback[0]["state"] == "again"  # type: ignore[index]
    with pytest.raises(CourseError, match="gap-of-complete-pairs"):
        widget.answer("equal-gaps-unequal-levels", 0)


def test_repr_is_the_same_in_every_process_language_and_for_every_learner() -> None:
    code = "from fsq_lab.quiz.widget import take_quiz; print(repr(take_quiz('03_servqual', student={!r})))"
    seen = {
        subprocess.run(
            [sys.executable, "-c", code.format(student)],
            env={**os.environ, "FSQ_LANG": language, "PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for student, language, hash_seed in ((None, "zh", "1"), ("20260001", "en", "2"))
    }
    assert seen == {repr(take_quiz("03_servqual")) + "\n"}


def test_repr_changes_with_a_questions_text() -> None:
    text = (course_folder() / "course" / "chapters" / "03_servqual" / "quiz.yml").read_text(encoding="utf-8")
    entries = yaml.safe_load(text)
    entries[0]["en"]["ask"] += " Why?"
    edited = Bank("03_servqual", parse_items(written_out(entries, sort_keys=False), "03_servqual.yml"))
    assert repr(take_quiz(edited)) != repr(take_quiz("03_servqual"))


def test_outputs_that_nbval_compares_are_the_same_for_two_widgets() -> None:
    first, second = (take_quiz(TWO)._repr_mimebundle_()[0] for _ in range(2))
    compared = ("text/plain", "text/html")
    assert [first[kind] for kind in compared] == [second[kind] for kind in compared]
    assert set(first) == {*compared, "application/vnd.jupyter.widget-view+json"}


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_kernel_a_reader_sees_questions_and_options(language: str) -> None:
    use(language)
    widget = take_quiz(TWO)
    page = _Page()
    page.feed(widget._repr_mimebundle_()[0]["text/html"])
    for question in widget.content["items"]:
        assert question["ask"].splitlines()[0] in page.text
        assert all(option in page.text for option in question.get("options", []))
    assert ("笔记本" if language == "zh" else "running notebook") in page.text
    assert page.tags.count("li") == 6


def test_markup_in_a_question_stays_text() -> None:
    text = (course_folder() / "course" / "chapters" / "03_servqual" / "quiz.yml").read_text(encoding="utf-8")
    entries = yaml.safe_load(text)
    entries[0]["en"]["ask"] = "<img src=x onerror=alert(1)> & co"
    bank = Bank("x", parse_items(written_out(entries, sort_keys=False), "x.yml"))
    page = _Page()
    page.feed(take_quiz(bank)._repr_mimebundle_()[0]["text/html"])
    assert "img" not in page.tags
    assert "<img src=x onerror=alert(1)> & co" in page.text


def test_every_word_of_the_widget_comes_from_the_catalogue() -> None:
    for language, word, open_word in (("zh", "检查", "记下"), ("en", "Check", "Keep")):
        use(language)
        content = take_quiz(EVERY).content
        assert (content["check"], content["keep"]) == (word, open_word)
        assert all(content[name] for name in ("title", "silent", "hint", "up", "down", "choose"))
        assert not {"keep", "up", "down", "choose", "finish"} & set(take_quiz(TWO).content), "only what is asked"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_open_answer_that_is_kept_nowhere_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    use(language)
    told = message("quiz.nowhere")
    for file, lost in (("", True), (str(tmp_path / "progress.jsonl"), False)):
        monkeypatch.setenv("FSQ_PROGRESS", file)
        quiz = take_quiz("01_changing_for_you", items=["d1-quality"])
        send(quiz, {"item": 0, "answer": "办事不用跑第二趟 once"})
        assert (told in str(quiz.feedback)) is lost


def test_answers_are_kept_and_shown_again_after_a_restart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FSQ_PROGRESS", str(tmp_path / "progress.jsonl"))
    first = take_quiz(TWO, student="20260001")
    send(first, {"item": 0, "answer": "1"})
    send(first, {"item": 1, "answer": ""})
    again = take_quiz(TWO, student="20260001")
    assert again.feedback == [*first.feedback[:1], None]
    (event,) = history().events
    assert (event.item, event.version) == (
        "03_servqual/equal-gaps-unequal-levels",
        load_bank("03_servqual").items[0].version,
    )
    assert event.share == (first.feedback[0]["state"] == "right")
    assert take_quiz(TWO, student="20260002").feedback == [None, None], "another order of options"
    assert "20260001" not in (tmp_path / "progress.jsonl").read_text(encoding="utf-8")
    take_quiz(TWO, student="20260001")
    assert len(history().events) == 1, "showing again is not answering again"


def test_a_quiz_that_cannot_be_kept_says_so_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FSQ_PROGRESS", str(tmp_path))
    monkeypatch.setattr(progress, "_why_not_kept", "")
    monkeypatch.setattr(progress, "_told", False)
    quiz = take_quiz(TWO)
    send(quiz, {"item": 0, "answer": "0"})
    assert "could not be kept" in quiz.feedback[0]["text"]
    send(quiz, {"item": 0, "answer": "1"})
    assert "could not be kept" not in quiz.feedback[0]["text"]
