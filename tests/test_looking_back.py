"""First answers come back beside what the lesson gave; what is due comes back in one quiz."""

import html
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from secrecy import leaks

from fsq_lab import first_answers, review, take_quiz
from fsq_lab.ground import language, progress
from fsq_lab.ground.language import LANGUAGES, CourseError
from fsq_lab.ground.progress import history, record
from fsq_lab.learner import progress_map as overview
from fsq_lab.learner.looking_back import FirstAnswers, NothingDue
from fsq_lab.quiz.bank import load_bank
from fsq_lab.quiz.review import ReviewWidget, gather
from fsq_lab.quiz.writing import Open

BANK = "01_changing_for_you"
FIVE = ["d1-quality", "d2-loyalty", "d3-personal", "d4a-maintenance", "d4b-troubles"]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / progress.FILE
    monkeypatch.setenv("FSQ_PROGRESS", str(file))
    return file


def answered(file: Path, item: str, share: float, days_ago: int) -> None:
    """Write an answer of an earlier day, as the library of that day did."""
    bank, _, name = item.partition("/")
    (asked,) = load_bank(bank).only([name]).items
    when = (datetime.now(UTC) - timedelta(days=days_ago)).isoformat(timespec="seconds")
    line = {"v": progress.VERSION, "item": item, "version": asked.version, "share": share, "when": when}
    with file.open("a", encoding="utf-8") as journal:
        journal.write(json.dumps(line) + "\n")


def words_of(shown: FirstAnswers) -> str:
    markup = re.sub("<style>.*?</style>", "", shown._repr_html_(), flags=re.DOTALL)
    return html.unescape(re.sub("<[^>]+>", " ", markup))


# ---- first answers


@pytest.mark.parametrize("chosen", LANGUAGES)
def test_what_was_written_in_the_quiz_comes_back_unchanged_beside_what_the_lesson_gave(kept: Path, chosen: str) -> None:
    language.use(chosen)
    quiz = take_quiz(BANK, items=FIVE)
    for number, item in enumerate(FIVE):
        assert quiz.answer(item, f"first {number} <b>").state == "kept"
        assert quiz.answer(item, f"second {number}").state == "kept"
    shown = first_answers(BANK, FIVE)
    assert list(shown.answers.values()) == [f"first {number} <b>" for number in range(5)]
    told = words_of(shown)
    for number, item in enumerate(load_bank(BANK).only(FIVE).items):
        assert isinstance(item, Open)
        assert item.compare is not None
        assert f"first {number} &lt;b&gt;" in shown._repr_html_()
        places = [told.index(text) for text in (item.ask[chosen], f"first {number}", item.compare[chosen])]
        assert places == sorted(places)
    assert "second" not in told


@pytest.mark.parametrize("chosen", LANGUAGES)
def test_on_paper_the_questions_and_what_the_lesson_gave_are_there_too(chosen: str) -> None:
    language.use(chosen)
    shown = first_answers(BANK, FIVE)
    assert shown.answers == {}
    for line in filter(None, repr(shown).splitlines()):
        assert line in words_of(shown)
    assert repr(shown).count("D4b") == 1


def test_an_answer_that_is_missing_among_others_is_said_to_be_missing(kept: Path) -> None:
    take_quiz(BANK, items=FIVE).answer("d3-personal", "mine")
    assert repr(first_answers(BANK, FIVE)).count("Not kept here") == 4


@pytest.mark.parametrize("chosen", LANGUAGES)
def test_asked_again_the_last_answer_stands_beside_the_first_and_the_scheme_beside_both(
    kept: Path, chosen: str
) -> None:
    language.use(chosen)
    for bank, words in ((BANK, ("first", "later")), ("14_training", ("draft", "now"))):
        for one in words:
            take_quiz(bank, items=FIVE).answer("d1-quality", f"{one} <b>")
    shown = first_answers(BANK, FIVE, again="14_training")
    told = words_of(shown)
    scheme = load_bank("14_training").only(["d1-quality"]).items[0]
    assert isinstance(scheme, Open)
    assert scheme.compare is not None
    places = [told.index(text) for text in ("first", "now <b>", scheme.compare[chosen])]
    assert places == sorted(places)
    assert "later" not in told
    assert "draft" not in told
    assert repr(shown).count("now <b>") == 1


def test_asked_again_without_a_first_answer_it_says_so_and_shows_the_new_one(kept: Path) -> None:
    language.use("en")
    take_quiz("14_training", items=FIVE).answer("d2-loyalty", "only now")
    shown = repr(first_answers(BANK, FIVE, again="14_training"))
    assert "No answers of yours have been kept here" in shown
    assert "only now" in shown
    assert shown.count("Four points") == 5


def test_first_answers_of_an_unknown_question_are_refused() -> None:
    with pytest.raises(CourseError, match="no-such"):
        first_answers("03_servqual", ["no-such"])


# ---- review


def test_what_is_due_comes_in_one_quiz_the_longest_overdue_first(kept: Path) -> None:
    answered(kept, "03_servqual/equal-gaps-unequal-levels", 1, days_ago=2)
    answered(kept, f"{BANK}/six-awards", 0, days_ago=4)
    answered(kept, f"{BANK}/then-not-now", 1, days_ago=0)
    quiz = review()
    assert isinstance(quiz, ReviewWidget)
    assert [item.id for item in quiz._bank.items] == [f"{BANK}/six-awards", "03_servqual/equal-gaps-unequal-levels"]
    assert quiz.feedback == [None, None], "a review starts from empty questions"
    assert leaks(quiz._bank, json.dumps(quiz.content)) == []


def test_an_answer_in_a_review_is_kept_under_the_questions_own_name(kept: Path) -> None:
    item = f"{BANK}/assets-per-customer"
    answered(kept, item, 0, days_ago=1)
    quiz, bank = review(), load_bank(BANK)
    assert isinstance(quiz, ReviewWidget)
    own = bank.only(["assets-per-customer"]).items[0]
    assert quiz.content["items"][0]["ask"] == own.question("en", bank.seed(own))["ask"], "the learner's own numbers"
    assert quiz.answer(item, own.key(bank.seed(own))).right
    event = history().of(item)[-1]
    assert (event.version, event.share) == (own.version, 1)
    assert isinstance(review(), NothingDue)


def test_a_long_queue_is_cut_and_the_rest_is_told(kept: Path) -> None:
    marked = [item.id for item in load_bank(BANK).items if item.type != "open"][:5]
    for item in marked:
        answered(kept, f"{BANK}/{item}", 0, days_ago=1)
    quiz = review(most=3)
    assert isinstance(quiz, ReviewWidget)
    assert len(quiz.content["items"]) == 3
    assert quiz.notice.startswith("2 more")
    quiz.switch("zh")
    assert quiz.notice.startswith("今天还有2道")
    assert review(5).notice == ""  # type: ignore[union-attr]


def test_exercises_and_role_plays_that_are_due_are_no_quiz_questions(kept: Path) -> None:
    tasks = {task.kind: task for task in overview.tasks()}
    for kind in ("exercise", "roleplay"):
        assert record(tasks[kind].item, tasks[kind].version, 0)
    assert isinstance(review(), NothingDue)


def test_with_nothing_due_the_next_day_is_told(kept: Path) -> None:
    assert repr(review()).startswith("Nothing to review yet")
    answered(kept, f"{BANK}/six-awards", 1, days_ago=0)
    tomorrow = (datetime.now(UTC).astimezone() + timedelta(days=1)).date()
    assert repr(review()) == f"Nothing to review today. Next on {tomorrow}, questions: 1."


@pytest.mark.parametrize("most", [0, -1, 2.5, True, "3"])
def test_a_review_of_no_questions_is_refused(most: object) -> None:
    with pytest.raises(CourseError, match="whole number"):
        review(most)  # type: ignore[arg-type]


def test_an_unknown_question_is_refused() -> None:
    with pytest.raises(CourseError, match="no-such"):
        gather([f"{BANK}/no-such"])


@pytest.mark.parametrize("chosen", LANGUAGES)
def test_what_is_shown_speaks_the_language(kept: Path, chosen: str) -> None:
    language.use(chosen)
    assert ("复习" in repr(review())) is (chosen == "zh")
