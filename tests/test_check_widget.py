"""The buttons under a check: shown in a notebook alone, a verdict everywhere; a hint, and the check once more."""

import json
from collections.abc import Iterator
from typing import Any

import nbformat
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from wire import state_of

from fsq_lab.authoring.execute import WIDGET
from fsq_lab.checks import widget as module
from fsq_lab.checks.practice import Check, exercise
from fsq_lab.checks.verdict import Verdict
from fsq_lab.checks.widget import CheckWidget
from fsq_lab.companion import old_values
from fsq_lab.companion.switch import use as use_in_notebook
from fsq_lab.ground.language import LANGUAGES, message_in, use

NAME = "03_servqual"


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """What the notebook's names hold."""
    found: dict[str, Any] = {}
    monkeypatch.setattr(module, "_names", lambda: found)
    yield found
    old_values.OLD.clear()
    old_values._WRITES.clear()
    old_values._UNWRITTEN.clear()


def opened(value: object, name: str = "gaps", language: str = "zh") -> tuple[Check, CheckWidget]:
    use(language)
    check = exercise(NAME)
    return check, CheckWidget(check, check(name, value))


def send(widget: CheckWidget, content: object) -> dict[str, Any]:
    """Deliver a message from the browser, and return what is shown then."""
    widget._handle_custom_msg(content, [])
    return dict(widget.shown)


def right() -> pd.Series:
    reference = exercise(NAME)._oracle.right("gaps")
    return pd.Series(reference["values"], reference["index"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_widget_tells_what_the_verdict_tells_and_names_no_call_where_a_button_stands(language: str) -> None:
    check, widget = opened(-right(), language=language)
    state = state_of(widget)
    verdict = check("gaps", -right())
    assert repr(widget) == repr(verdict)
    assert state["shown"]["sentences"] == list(verdict.sentences)
    assert "check.hint(" in repr(verdict), "without buttons the call is named"
    assert "check.hint(" not in json.dumps(state, ensure_ascii=False)
    assert state["content"]["again"] == message_in(language, "check.buttons.again")
    assert state["content"]["lang"] == {"zh": "zh-CN", "en": "en"}[language]


def test_hints_come_one_after_the_other_and_stay(names: dict[str, Any]) -> None:
    check, widget = opened(...)
    hints = [hint["zh"] for hint in check._answers["gaps"].hints]
    first = send(widget, {"hint": True})
    assert [hints[0] in told for told in first["hints"]] == [True]
    assert hints[0] in first["aloud"]
    second = send(widget, {"hint": True})
    assert [hint in told for hint, told in zip(hints, second["hints"], strict=True)] == [True, True]
    assert (first["more"], second["more"]) == (True, False)
    assert send(widget, {"hint": True})["note"] == message_in("zh", "check.buttons.no_more")


def test_check_again_reads_what_the_name_holds_now(names: dict[str, Any]) -> None:
    check, widget = opened(-right())
    assert widget.shown["state"] == "mistake"
    assert send(widget, {"again": True})["note"] == message_in("zh", "check.buttons.gone", name="gaps")
    names["gaps"] = -right()
    unchanged = send(widget, {"again": True})
    assert unchanged["note"] == message_in("zh", "check.buttons.first", name="gaps")
    assert unchanged["aloud"] == unchanged["note"]
    names["gaps"] = right()
    now = send(widget, {"again": True})
    assert (now["state"], now["note"]) == ("right", "")
    assert check.report().points == 3
    assert now["aloud"].startswith("答对了")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_old_value_is_called_old_and_told_to_be_run_first(names: dict[str, Any], language: str) -> None:
    _, widget = opened(right(), language=language)
    old_values.OLD.add("gaps")
    names["gaps"] = right()
    shown = send(widget, {"again": True})
    assert shown["sentences"][0] == message_in(language, "check.old_value", name="gaps")


def test_a_function_that_was_not_run_anew_has_not_changed(names: dict[str, Any]) -> None:
    def rescale(points: list[int]) -> list[float]:
        return [point / sum(points) for point in points]

    _, widget = opened(rescale, "rescale")
    names["rescale"] = rescale
    assert send(widget, {"again": True})["note"]
    names["rescale"] = lambda points: rescale(points) if 99 <= sum(points) <= 101 else None
    assert send(widget, {"again": True})["state"] == "right"


def test_another_language_changes_all_it_says(names: dict[str, Any]) -> None:
    _, widget = opened(-right())
    send(widget, {"hint": True})
    shown = send(widget, {"language": "en"})
    assert "expectation minus perception" in " ".join(shown["sentences"])
    assert shown["hints"][0].startswith("Hint 1 of 2")
    assert widget.content["hint"] == "Hint"
    names["gaps"] = right()
    assert send(widget, {"again": True})["sentences"] == ["Right. Points: 3."]


@pytest.mark.parametrize("content", ["x", {"hint": False}, {"language": "fr"}, {"again": "yes"}, [], None])
def test_any_other_message_is_left_alone(content: object) -> None:
    _, widget = opened(1)
    before = dict(widget.shown)
    assert send(widget, content) == before


def test_an_error_behind_a_button_is_told_in_the_widget(
    names: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, widget = opened(1)
    monkeypatch.setattr(module, "_names", lambda: 1 / 0)
    assert "ZeroDivisionError" in send(widget, {"again": True})["note"]
    assert capsys.readouterr() == ("", "")


def test_outside_a_kernel_and_in_nbgrader_there_is_the_verdict_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    use("zh")
    verdict = exercise(NAME)("gaps", 1)
    assert isinstance(verdict, Verdict)
    assert verdict._repr_mimebundle_() is None
    monkeypatch.setattr("fsq_lab.checks.verdict._in_notebook", lambda: True)
    assert list(verdict._repr_mimebundle_() or {}) == [WIDGET]
    assert exercise(NAME)("no such question", 1)._repr_mimebundle_() is None, "nothing to hint at"
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert verdict._repr_mimebundle_() is None
    assert repr(verdict) == "0.0"


def test_a_running_notebook_shows_text_html_and_widget_and_without_a_check_loads_no_widget() -> None:
    from nbclient import NotebookClient

    setup = "from fsq_lab import exercise, use\nuse('zh')\ncheck = exercise('03_servqual')"
    loaded = "import sys\n'anywidget' in sys.modules"
    cells = [nbformat.v4.new_code_cell(source) for source in (setup, loaded, "check('gaps', 1)", "check.report()")]
    done = NotebookClient(nbformat.v4.new_notebook(cells=cells), kernel_name="python3").execute()
    assert done.cells[1].outputs[0].data["text/plain"] == "False"
    data = done.cells[2].outputs[0].data
    assert set(data) == {"text/plain", "text/html", WIDGET}
    assert data["text/plain"].startswith("✗ gaps: 还不对。")
    assert "fsq-verdict" in data["text/html"]
    assert "0分，满分23分" in done.cells[3].outputs[0].data["text/plain"]


def test_a_check_after_a_failed_cell_says_that_the_value_is_old() -> None:
    shell = InteractiveShell.instance(colors="nocolor")
    try:
        with capture_output():
            use_in_notebook("zh")
            shell.user_ns["check"] = exercise(NAME)
            shell.user_ns["right"] = right()
            assert shell.run_cell("gaps = right").success
            assert not shell.run_cell("gaps = nowhere").success
            old = shell.run_cell("check('gaps', gaps)").result
            assert shell.run_cell("gaps = right").success
            new = shell.run_cell("check('gaps', gaps)").result
            assert shell.run_cell("gaps = right", cell_id="answer").success
            assert shell.run_cell("gap = right * 2", cell_id="answer").success
            misspelt = shell.run_cell("check('gaps', gaps)").result
            assert shell.run_cell("gaps = right", cell_id="answer").success
    finally:
        old_values.OLD.clear()
        old_values._WRITES.clear()
        old_values._UNWRITTEN.clear()
        InteractiveShell.clear_instance()
    assert old.sentences[0] == message_in("zh", "check.old_value", name="gaps")
    assert new.sentences == ("答对了，得3分。",)
    assert misspelt.sentences[0] == message_in("zh", "check.unwritten", name="gaps")
