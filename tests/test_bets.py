"""What a bet promises without a browser: what wins, what is told, what counts, and what is kept of it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wire import state_of

import fsq_lab
from fsq_lab import bet, bets, settle, show_progress
from fsq_lab.authoring.execute import execute
from fsq_lab.betting import widget as betting
from fsq_lab.betting.kinds import Amount, BetKind, InOrder, OneOf, plainly
from fsq_lab.betting.placed import tally_of
from fsq_lab.betting.widget import BetWidget
from fsq_lab.classroom.handout import handout
from fsq_lab.ground import progress
from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.ground.progress import due, history, standings
from fsq_lab.learner.progress_map import tasks

FIVE = "tangibles reliability responsiveness assurance empathy"
GAPS = pd.Series({"tangibles": -0.27, "reliability": -1.21, "responsiveness": -0.87, "assurance": -0.66})


def restarted() -> None:
    """Forget what a kernel knows of bets, as a restart does."""
    betting._widgets.clear()
    betting._found.clear()


@pytest.fixture(autouse=True)
def new_kernel() -> Iterator[None]:
    restarted()
    yield
    restarted()


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FSQ_PROGRESS", str(tmp_path / "progress.jsonl"))
    return tmp_path / "progress.jsonl"


def send(widget: BetWidget, content: object) -> None:
    """Deliver a message from the browser."""
    widget._handle_custom_msg(content, [])


def kept(file: Path) -> list[tuple[float | None, Any]]:
    return [(event.share, event.answer) for event in history(file).events]


# ---- what wins


@pytest.mark.parametrize(
    ("kind", "bet_on", "value", "right"),
    [
        (OneOf(("a", "b", "c")), "b", "b", True),
        (OneOf(("a", "b", "c")), "a", "b", False),
        (OneOf(("a", "b", "c")), "a", ["b", "a"], True),
        (OneOf(("a", "b", "c")), "c", pd.Index(["b", "a"]), False),
        (OneOf(("a", "b", "c")), "a", pd.Series({"a": 1, "b": 1}), True),
        (OneOf(("2024", "2025")), "2025", pd.Series({2024: 1, 2025: 3}).idxmax(), True),
        (OneOf(("yes", "no")), "yes", GAPS["reliability"] < GAPS["tangibles"], True),
        (OneOf(("yes", "no")), "yes", False, False),
        (InOrder(("a", "b", "c")), ["b", "a", "c"], ["b", "a", "c"], True),
        (InOrder(("a", "b", "c")), ["a", "b", "c"], pd.Index(["b", "a", "c"]), False),
        (InOrder(("a", "b", "c")), ["b", "c", "a"], pd.Series({"b": 1, "a": 2, "c": 2}), True),
        (InOrder(("a", "b", "c")), ["a", "b", "c"], pd.Series({"b": 1, "a": 2, "c": 2}), False),
        (InOrder(("a", "b", "c")), ["c", "b", "a"], [["b", "c"], "a"], True),
        (Amount("%", 2), "5", 7, True),
        (Amount("%", 2), "5", 7.001, False),
        (Amount("", 0.1), "0.3", 0.2, True),
        (Amount("", 0), "12", 12, True),
        (Amount("points", 0.25), "-1", -1.2, True),
    ],
)
def test_what_the_data_say_decides_and_all_that_tie_win(kind: BetKind, bet_on: Any, value: Any, right: bool) -> None:
    accepted = kind.accept(bet_on)
    assert accepted is not None
    truth = kind.truth(value)
    assert kind.right(accepted, truth) is right
    again = json.loads(json.dumps(truth))
    assert kind.truth(again) == truth, "what was kept says the same"


@pytest.mark.parametrize(
    ("unit", "typed", "number"),
    [
        ("%", "5", "5"),
        ("%", "5%", "5"),
        ("%", "５％", "5"),
        ("%", " ５．５ ％ ", "5.5"),
        ("×", "13.7倍", "13.7"),
        ("×", "13.7 times", "13.7"),
        ("×", "13.7", "13.7"),
        ("points", "−1.2分", "-1.2"),
        ("", "1,200", "1200"),
        ("", "一半", None),
        ("%", "5到7", None),
        ("", "", None),
        ("", "1e400", None),
        ("", "1e-400", "0.000000000"),
        ("", None, None),
    ],
)
def test_a_number_is_read_as_people_type_it(unit: str, typed: Any, number: str | None) -> None:
    assert Amount(unit, 1).accept(typed) == number


@given(st.permutations(FIVE.split()), st.permutations(FIVE.split()))
def test_only_the_same_order_wins_where_nothing_ties(one: list[str], other: list[str]) -> None:
    order = InOrder(tuple(FIVE.split()))
    assert order.right(one, order.truth(other)) is (one == other)
    assert order.from_browser(order.to_browser(one)) == one


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(0, 1e3))
def test_a_number_wins_within_its_width_on_both_sides(truth: float, away: float, within: float) -> None:
    amount = Amount("", within)
    typed = amount.accept(f"{truth + away:f}")
    assert typed is not None
    if abs(abs(away) - within) > 1e-3:
        assert amount.right(typed, amount.truth(truth)) is (abs(away) < within)


@pytest.mark.parametrize(
    ("kind", "value", "key"),
    [
        (OneOf(("a", "b")), "c", "bets.not_an_option"),
        (OneOf(("a", "b")), [], "bets.not_an_option"),
        (OneOf(("a", "b")), 0.3, "bets.not_an_option"),
        (InOrder(("a", "b")), ["a"], "bets.not_an_order"),
        (InOrder(("a", "b")), "a b", "bets.not_an_order"),
        (InOrder(("a", "b")), 3, "bets.not_an_order"),
        (Amount("", 1), "many", "bets.no_number"),
        (Amount("", 1), float("nan"), "bets.no_number"),
        (Amount("", 1), pd.NA, "bets.no_number"),
        (Amount("", 1), GAPS, "bets.no_number"),
    ],
)
def test_a_value_that_can_be_no_answer_is_refused(kind: BetKind, value: Any, key: str) -> None:
    with pytest.raises(CourseError) as error:
        kind.truth(value)
    assert error.value.key == key


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        ({"options": "one"}, "bets.not_options"),
        ({"options": "a b a"}, "bets.not_options"),
        ({"options": 5}, "bets.not_options"),
        ({"kind": "order"}, "bets.not_options"),
        ({"options": "a b", "kind": "number"}, "bets.unknown_kind"),
        ({"options": "a b", "kind": "many"}, "bets.unknown_kind"),
    ],
)
def test_a_bet_that_cannot_be_is_refused(arguments: dict[str, Any], key: str) -> None:
    with pytest.raises(CourseError) as error:
        bet("x", **arguments)
    assert error.value.key == key


# ---- what is told and what counts


def test_a_bet_is_told_by_its_labels_in_both_languages() -> None:
    widget = bet("worst", FIVE)
    send(widget, {"bet": "1"})
    assert widget.shown["text"].startswith("Your bet: Reliability.")
    assert repr(settle("worst", GAPS.idxmin())) == "You bet: Reliability. The data say: Reliability. You were right."
    use("zh")
    assert repr(settle("worst", GAPS.idxmin())) == "你猜的是可靠性；数据说是可靠性。猜中了。"
    assert repr(settle("worst", ["reliability", "empathy"])) == "你猜的是可靠性；数据说是可靠性、移情性。猜中了。"
    assert settle("worst", "reliability")._repr_html_().startswith('<p lang="zh-CN">')
    assert repr(bets()) == "猜了1次，猜中1次。"


@pytest.mark.parametrize(("within", "told"), [(5, "13.7×"), (20, "14×"), (0.25, "13.75×"), (0, "13.75×")])
def test_a_number_is_told_to_one_decimal_more_than_nearness_asks_for(within: float, told: str) -> None:
    assert Amount("×", within).told_truth(13.7458, "en").replace(" times", "×") == told


@pytest.mark.parametrize(("typed", "told"), [("1", "1 point"), ("-1", "−1 point"), ("1.0", "1.0 points")])
def test_one_of_a_unit_is_told_in_the_singular(typed: str, told: str) -> None:
    assert Amount("points", 1).told(typed, "en") == told


def test_settling_without_a_bet_is_one_stable_line_and_never_blocks() -> None:
    widget = bet("worst", FIVE)
    assert repr(settle("worst", "empathy")) == "The data say: Empathy. (No bet was placed.)"
    assert widget.shown["state"] == "out"
    assert "Empathy" not in widget.shown["text"]
    assert repr(bets()) == "Bets right: 0 of 0. Without a bet: 1."


def test_a_bet_after_the_answer_is_told_and_does_not_count_even_when_its_cell_runs_again() -> None:
    widget = bet("worst", FIVE)
    settle("worst", "empathy")
    for _ in range(2):
        send(widget, {"bet": "4"})
        assert widget.shown["text"].endswith("You were right. The answer was out already, so this bet does not count.")
        assert not widget.shown["locked"]
        assert bet("worst", FIVE) is widget
        assert repr(settle("worst", "empathy")).endswith("does not count.")
    assert repr(bets()) == "Bets right: 0 of 0. Without a bet: 1."


def test_a_settled_bet_is_locked_and_keeps_its_first_score() -> None:
    widget = bet("worst", FIVE)
    widget.place("reliability")
    settle("worst", "reliability")
    assert widget.shown["locked"]
    send(widget, {"bet": "0"})
    assert (widget.shown["given"], widget.shown["state"]) == ("1", "right")
    other = settle("worst", "empathy")
    assert repr(other) == (
        "You bet: Reliability. The data say: Empathy. Not this time. The score keeps the first result."
    )
    assert repr(bets()) == "Bets right: 1 of 1."


def test_the_bet_that_stands_when_the_next_cell_runs_counts() -> None:
    widget = bet("worst", FIVE)
    for place in ("0", "3", "1"):
        send(widget, {"bet": place})
    assert bet("worst", FIVE) is widget, "running its cell again keeps it"
    assert repr(settle("worst", "reliability")).endswith("You were right.")


def test_a_bet_whose_options_changed_is_dropped() -> None:
    bet("worst", FIVE).place("reliability")
    other = bet("worst", "reliability empathy")
    assert other.shown["given"] is None
    assert repr(settle("worst", "reliability")).endswith("(No bet was placed.)")
    bet("near", within=1).place("3")
    assert bet("near", within=2).shown["given"] is None


def test_the_settling_cell_may_run_first_and_a_bet_after_it_does_not_count() -> None:
    assert repr(settle("worst", "reliability")) == "The data say: Reliability. (No bet was placed.)"
    widget = bet("worst", FIVE)
    widget.place("reliability")
    assert widget.shown["text"].endswith("does not count.")
    assert repr(bets()) == "Bets right: 0 of 0. Without a bet: 1."
    restarted()
    settle("worst", 0.5)
    assert bet("worst", FIVE).shown["state"] == "open", "what is no answer to this bet says nothing of it"


def test_what_is_no_bet_is_said_and_takes_none_away() -> None:
    widget = bet("near", unit="%", within=2)
    send(widget, {"bet": "５％"})
    send(widget, {"bet": "many"})
    assert widget.shown["state"] == "again"
    assert repr(settle("near", 6)) == "You bet: 5%. The data say: 6%. You were right."
    for content in ({"bet": 7}, {"bet": ["0"] * 2000}, {"bet": None}, {"language": "fr"}, "x", None, {}):
        send(widget, content)
    assert widget.shown["state"] == "right"


def test_the_score_counts_what_was_bet_what_was_not_and_what_waits() -> None:
    assert "No cell with a bet" in repr(bets())
    bet("one", "a b").place("a")
    bet("two", "a b").place("a")
    bet("three", "a b")
    bet("four", "a b")
    settle("one", "a")
    settle("two", "b")
    settle("three", "b")
    assert repr(bets()) == "Bets right: 1 of 2. Without a bet: 1. Not settled yet: 1."


def test_names_in_a_value_are_told_where_nothing_is_known_of_the_bet() -> None:
    assert plainly(GAPS.index[:2], "zh") == "有形性、可靠性"
    assert plainly(GAPS["reliability"], "zh") == "−1.21"
    assert plainly(True, "zh") == "是"


# ---- what is kept


def test_a_bet_comes_back_after_a_restart_and_is_not_recorded_twice(journal: Path) -> None:
    widget = bet("worst", FIVE)
    for place in ("0", "1", "1"):
        send(widget, {"bet": place})
    restarted()
    again = bet("worst", FIVE)
    assert (again.shown["given"], again.shown["state"]) == ("1", "placed")
    assert repr(settle("worst", "reliability")).endswith("You were right.")
    lines = kept(journal)
    assert lines == [
        (None, {"bet": "tangibles"}),
        (None, {"bet": "reliability"}),
        (1.0, {"bet": "reliability", "truth": ["reliability"]}),
    ]
    for _ in range(2):
        restarted()
        again = bet("worst", FIVE)
        assert (again.shown["locked"], again.shown["state"]) == (True, "right")
        settle("worst", "reliability")
        assert repr(bets()) == "Bets right: 1 of 1."
    assert kept(journal) == lines


def test_that_the_answer_was_out_comes_back_too(journal: Path) -> None:
    bet("worst", FIVE)
    settle("worst", "reliability")
    restarted()
    widget = bet("worst", FIVE)
    assert widget.shown["state"] == "out"
    widget.place("reliability")
    assert repr(settle("worst", "reliability")).endswith("does not count.")
    assert kept(journal) == [(None, {"bet": None, "truth": ["reliability"]})]


@pytest.mark.parametrize(
    ("arguments", "given_bet", "value"),
    [
        ({"options": FIVE, "kind": "order"}, FIVE.split(), FIVE.split()),
        ({"options": "a b c", "kind": "order"}, ["c", "b", "a"], [["b", "c"], "a"]),
        ({"unit": "points", "within": 0.25}, "1.1", 1.2106),
    ],
)
def test_every_kind_comes_back(journal: Path, arguments: dict[str, Any], given_bet: Any, value: Any) -> None:
    bet("x", **arguments).place(given_bet)
    told = repr(settle("x", value))
    restarted()
    widget = bet("x", **arguments)
    assert widget.shown["text"] == told
    assert widget.shown["locked"]


def test_other_options_and_broken_lines_bring_nothing_back(journal: Path) -> None:
    bet("worst", FIVE).place("reliability")
    settle("worst", "reliability")
    restarted()
    assert bet("worst", "reliability empathy").shown["state"] == "open"
    text = journal.read_text(encoding="utf-8")
    journal.write_text(text.replace('"reliability"', '"gone"'), encoding="utf-8")
    restarted()
    widget = bet("worst", FIVE)
    assert (widget.shown["state"], widget.shown["given"]) == ("open", None)


def test_bets_earn_no_mastery_and_stand_on_the_map(journal: Path) -> None:
    before, found = standings(history(), tasks()), repr(show_progress())
    for name, value in (("one", "a"), ("two", "b")):
        bet(name, "a b").place("a")
        settle(name, value)
    bet("three", "a b")
    settle("three", "a")
    assert standings(history(), tasks()) == before
    assert due(history(), tasks()) == []
    assert repr(show_progress()) == f"{found} Bets right: 1 of 2."
    assert "Bets right: 1 of 2." in show_progress()._repr_html_()
    assert tally_of(history()).unplaced == 1
    use("zh")
    assert "猜测：猜了2次，猜中1次。" in repr(show_progress())


def test_a_progress_file_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FSQ_PROGRESS", str(tmp_path))
    monkeypatch.setattr(progress, "_told", False)
    widget = bet("worst", FIVE)
    send(widget, {"bet": "1"})
    assert "could not be kept" in widget.shown["text"]
    assert repr(settle("worst", "reliability")).endswith("You were right.")


# ---- what leaves Python


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ({"options": FIVE}, "Bet x: tangibles / reliability / responsiveness / assurance / empathy"),
        ({"options": "a b", "kind": "order"}, "Bet x: a / b (order)"),
        ({"unit": "%", "within": 2}, "Bet x: % / 2.0 (number)"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_comparison_line_is_the_same_whatever_was_bet(language: str, arguments: dict[str, Any], line: str) -> None:
    use(language)
    widget = bet("x", **arguments)
    assert repr(widget) == line
    data, _ = widget._repr_mimebundle_()
    widget._take(widget.bet.kind.from_browser("0"))
    assert widget._repr_mimebundle_()[0]["text/html"] == data["text/html"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_without_a_kernel_gets_options_and_paper(language: str) -> None:
    use(language)
    html = bet("x", FIVE)._repr_mimebundle_()[0]["text/html"]
    assert ("把你猜的写在纸上" if language == "zh" else "Write your bet on paper") in html
    assert ("<li>可靠性</li>" if language == "zh" else "<li>Reliability</li>") in html
    assert "<li>&lt;b&gt;</li>" in bet("y", ["<b>", "c"])._repr_mimebundle_()[0]["text/html"]


def test_nothing_of_the_answer_leaves_python_before_it_is_settled() -> None:
    settle("near", 13.7458)
    restarted()
    widget = bet("near", unit="×", within=5)
    widget.place("3")
    wire = json.dumps([state_of(widget), widget._repr_mimebundle_()], default=str)
    assert "13.7" not in wire
    settle("near", 13.7458)
    assert "13.7" in json.dumps(state_of(widget)), "the search can fail"


def test_the_other_language_keeps_the_bet_and_the_cell_run_again_speaks_the_notebooks() -> None:
    widget = bet("worst", FIVE)
    send(widget, {"bet": "1"})
    send(widget, {"language": "zh"})
    assert widget.content["options"][1] == "可靠性"
    assert (widget.shown["given"], widget.shown["text"]) == ("1", "记下了：可靠性。运行下一格，看数据怎么说。")
    assert repr(settle("worst", "reliability")).startswith("You bet"), "the notebook's language"
    assert widget.shown["text"].startswith("你猜的是可靠性")
    assert bet("worst", FIVE).content["lang"] == "en"


def test_the_public_function_is_not_hidden_by_a_folder() -> None:
    assert fsq_lab.bets is bets
    assert not (Path(fsq_lab.__file__).parent / "bets").exists()


# ---- in notebooks


def test_a_notebook_runs_without_a_bet_and_twice_the_same(tmp_path: Path) -> None:
    sources = [
        "from fsq_lab import bet, bets, settle, use\nuse('zh')",
        "bet('one', 'a b')",
        "settle('one', 'a')",
        "bet('two', unit='%', within=2)",
        "settle('two', 14.2)",
        "bets()",
    ]
    made = [nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(one, id=f"c{place}") for place, one in
            enumerate(sources)]) for _ in range(2)]  # fmt: skip
    first, second = (execute(one, tmp_path, "x.ipynb") for one in made)
    assert [cell.outputs for cell in first.cells] == [cell.outputs for cell in second.cells]
    told = [cell.outputs[0]["data"]["text/plain"] for cell in first.cells[1:]]
    assert told[1:4:2] == ["数据说是a（没有猜）。", "数据说是14.2%（没有猜）。"]
    assert told[4] == "猜了0次，猜中0次。没有猜的：2次。"


@pytest.mark.parametrize("language", LANGUAGES)
def test_lesson_00_bets_three_times_and_folds_what_gives_the_answer(language: str, root: Path) -> None:
    notebook = nbformat.read(root / "notebooks" / language / "00_start_here.ipynb", as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    placed = [place for place, cell in enumerate(code) if cell.source.startswith("bet(")]
    assert len(placed) == 3
    for place in placed:
        (output,) = code[place + 1].outputs
        assert ("没有猜" if language == "zh" else "No bet was placed") in output.data["text/plain"]
        following = notebook.cells[notebook.cells.index(code[place + 1]) + 1]
        assert following.source.startswith(("<details><summary>", 'describe("complaints_banks")'))
    assert code[-1].source == "bets()"
    use(language)
    page = handout(notebook)
    assert page.count('<section lang="zh-CN"><p><strong>我猜' if language == "zh" else "<strong>Your bet") == 3
    assert "bet(&quot;" not in page, "its place is taken by what can be bet"
    assert page.count("<details><summary>为什么是它" if language == "zh" else "<details><summary>Why that one?") == 1
    assert page.count("settle(&quot;") == 3
