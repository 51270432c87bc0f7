"""What all widgets share: how code and state travel, and that the code is local, small and writes no markup."""

import json
import re
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import comm
import pytest
from wire import readable, unpacked

import fsq_lab
from fsq_lab import bet, exercise, explore_weights, take_quiz, take_role
from fsq_lab.betting import widget as betting
from fsq_lab.checks.widget import CheckWidget
from fsq_lab.widgets import CourseWidget, script

MAKE = {
    "quiz": lambda: take_quiz("03_servqual"),
    "bet": lambda: betting._widgets.pop("x", None) or bet("x", "tangibles reliability responsiveness"),
    "roleplay": lambda: take_role("wrong-transfer"),
    "explorer": explore_weights,
    "check": lambda: CheckWidget(check := exercise("03_servqual"), check("gaps", 1)),
}
EACH = pytest.mark.parametrize("make", MAKE.values(), ids=MAKE)
SOURCES = sorted(Path(fsq_lab.__file__).parent.glob("*/static/*.js"))


@EACH
def test_all_a_widget_tells_at_first_travels_packed_and_later_as_it_is(
    make: Callable[[], CourseWidget], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[dict[str, Any]] = []
    create = comm.create_comm
    monkeypatch.setattr(comm, "create_comm", lambda **sent: (opened.append(sent), create(**sent))[1])
    widget = make()
    (sent,) = opened
    told = {name: getattr(widget, name) for name in widget.trait_names(sync=True) if not name.startswith("_")}
    assert told
    assert not set(told) & set(sent["data"]["state"])
    assert sent["data"]["buffer_paths"] == [["packed"]]
    code, state = unpacked(sent["buffers"][0])
    assert (code, json.loads(state)) == (widget.code, told)
    assert len(sent["buffers"][0]) < 0.5 * len(zlib.decompress(sent["buffers"][0]))
    assert widget.get_state(list(told)) == told
    assert told.items() <= widget.get_state().items(), "a state that is asked for again"


def test_what_is_packed_in_a_frame_can_be_read_and_searched() -> None:
    quiz = take_quiz("03_servqual")
    parts = [b"iopub", b"{}", b"{}", b"{}", '{"word": "服务"}'.encode(), quiz.get_state()["packed"]]
    start = 8 * (len(parts) + 2)
    offsets = [start + sum(map(len, parts[:place])) for place in range(len(parts) + 1)]
    head = b"".join(number.to_bytes(8, "little") for number in [len(offsets), *offsets])
    text = readable(head + b"".join(parts))
    assert "服务" in text
    assert json.dumps(quiz.content["items"][0]["ask"], ensure_ascii=False) in text
    assert readable("{}") == "{}"


@EACH
def test_the_browser_code_is_local_small_and_writes_no_markup(make: Callable[[], CourseWidget]) -> None:
    code, _ = unpacked(make().get_state()["packed"])
    assert re.findall(r"http|import\b|fetch\(|innerHTML|insertAdjacentHTML|eval\(", code) == []
    assert len(zlib.compress(code.encode(), 9)) < 3_750, "more breaks the fifth in benchmarks/README.md"
    assert code.isascii()


def test_the_first_code_brings_in_only_what_was_packed() -> None:
    code = str(CourseWidget._esm)
    assert re.findall(r"import\W.*?\(", code) == ["import(URL.createObjectURL("]
    assert not any(word in code for word in ("http", "fetch", "eval", "Function"))


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.stem)
def test_code_keeps_its_meaning_without_line_breaks_and_comments(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        kept, comment, _ = line.partition("//")
        kept = kept.strip()
        assert not comment or not any(kept.count(quote) % 2 for quote in "\"'`"), f"{number}: // within a text"
        assert not kept or kept[-1] in ";,{}([>", f"{number}: does not end where a line may be joined to the next"


def test_indents_and_comments_stay_at_home(tmp_path: Path) -> None:
    (tmp_path / "own.js").write_text("// why\nconst a = 1; // one\n\n  const b = 2;\n", encoding="utf-8")
    (tmp_path / "own.css").write_text(".a {\n  margin: 0;\n}\n", encoding="utf-8")
    code = script(tmp_path / "own.js", tmp_path / "own.css")
    assert code.endswith("const a = 1;const b = 2;")
    assert ".a {margin: 0;}`;" in code
