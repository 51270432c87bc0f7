"""The gate over bets, and for each of its rules a lesson that it refuses."""

from pathlib import Path

import nbformat
import pytest

from fsq_lab.authoring.making import make
from fsq_lab.authoring.targets import Target
from fsq_lab.ground.chapters import chapters
from fsq_lab.ground.course import course_folder
from fsq_lab.source.bet_rules import BetError, refuse_loose_bets, refuse_told_bets
from fsq_lab.source.grammar import Block, read_lesson

BET = 'bet("worst", "tangibles reliability")'
SETTLE = 'settle("worst", gaps["gap"].idxmin())'


def lesson(*parts: str | dict[str, str]) -> tuple[Block, ...]:
    return tuple(
        Block("code", place, part) if isinstance(part, str) else Block("text", place, text=part)
        for place, part in enumerate(parts, 1)
    )


def notebook(*parts: tuple[str, str]) -> nbformat.NotebookNode:
    """Return a built lesson: Markdown cells, and code cells with what each shows."""
    cells = []
    for kind, text in parts:
        if kind == "text":
            cells.append(nbformat.v4.new_markdown_cell(text))
            continue
        shown = nbformat.v4.new_output("execute_result", {"text/plain": text})
        cells.append(nbformat.v4.new_code_cell("x", outputs=[shown]))
    return nbformat.v4.new_notebook(cells=cells)


@pytest.mark.parametrize("name", [one.name for one in chapters() if one.lesson_file.is_file()])
def test_every_lesson_settles_its_bets_next_and_tells_nothing_between(name: str, root: Path) -> None:
    refuse_loose_bets(course_folder(), name, read_lesson(root / "course" / "chapters" / name / "lesson.py"))
    for language in ("zh", "en"):
        built = nbformat.read(root / "notebooks" / language / f"{name}.ipynb", as_version=4)
        refuse_told_bets(name, built)


def test_the_pattern_of_lessons_passes() -> None:
    asked = {"zh": "**我猜**：哪一个？", "en": "**Bet:** which one?"}
    told = {"zh": "可靠性，{{gaps}}", "en": "Reliability, {{gaps}}"}
    refuse_loose_bets(course_folder(), "99_new", lesson(asked, BET, f"gaps = 1\n{SETTLE}", told, "bets()"))


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        ((BET,), "build.bet_settled"),
        ((BET, "1", SETTLE), "build.bet_settled"),
        ((BET, SETTLE, SETTLE), "build.bet_settled"),
        ((BET, f"{SETTLE}\n1"), "build.bet_settled"),
        ((BET, f"print({SETTLE})"), "build.bet_settled"),
        ((BET, 'settle("other", 1)'), "build.bet_settled"),
        ((SETTLE, BET), "build.bet_settled"),
        ((f"{BET}\n{SETTLE}",), "build.bet_placed"),
        ((f"{BET}\n1", SETTLE), "build.bet_placed"),
        (("name = 'worst'\nbet(name, 'a b')", "settle(name, 'a')"), "build.bet_placed"),
        ((BET, SETTLE, BET, SETTLE), "build.bet_placed"),
        (('bet("points_short", within=1)', 'settle("points_short", 1)'), "build.bet_placed"),
        ((SETTLE,), "build.bet_missing"),
        ((BET, {"zh": "先想一想", "en": "{{gaps['gap'].min():.2f}}"}, SETTLE), "build.bet_quoted"),
    ],
)
def test_a_bet_that_is_not_settled_next_and_once_is_refused(parts: tuple[str, ...], key: str) -> None:
    with pytest.raises(BetError) as error:
        refuse_loose_bets(course_folder(), "99_new", lesson(*parts))
    assert error.value.key == key


WORST = ("code", "Bet worst: tangibles / reliability")
SHORT = ("code", "Bet short: points / 0.2 (number)")
SETTLED = ("code", "The data say: Reliability. (No bet was placed.)")


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        ((("code", "Bet x: tangibles / charm"),), "build.bet_label"),
        ((("code", "Bet x: gap_1 / B05 (order)"),), "build.bet_label"),
        ((WORST, ("text", "It is reliability."), SETTLED), "build.bet_told"),
        ((WORST, ("text", "多半是可靠性。"), SETTLED), "build.bet_told"),
        ((WORST, ("text", "Take `tangibles` for one."), SETTLED), "build.bet_told"),
        ((SHORT, ("text", "More than 1 point?"), SETTLED), "build.bet_told"),
        ((SHORT, ("text", "比１分多吗？"), SETTLED), "build.bet_told"),
        ((("text", "Tangibles or **Reliability**?"), WORST, SETTLED), "build.bet_told"),
        ((("text", "有形性，还是**可靠性**？"), WORST, SETTLED), "build.bet_told"),
    ],
)
def test_a_text_that_tells_the_answer_and_an_option_without_a_label_are_refused(
    parts: tuple[tuple[str, str], ...], key: str
) -> None:
    with pytest.raises(BetError) as error:
        refuse_told_bets("x", notebook(*parts))
    assert error.value.key == key


@pytest.mark.parametrize(
    "parts",
    [
        (("text", "**Tangibles** or **Reliability**?"), WORST, SETTLED, ("text", "It is reliability, by 1 point.")),
        (("text", "On a scale of 7 points:"), SHORT, ("text", "Write your reason on paper."), SETTLED),
        (("code", "Bet x: B05 / B07 (order)"), ("text", "Which of them?"), SETTLED),
    ],
)
def test_a_text_that_tells_nothing_passes(parts: tuple[tuple[str, str], ...]) -> None:
    refuse_told_bets("x", notebook(*parts))


def test_the_build_asks_both(tmp_path: Path, root: Path) -> None:
    folder = tmp_path / "course" / "chapters" / "99_new"
    folder.mkdir(parents=True)
    (folder / "chapter.yml").write_bytes((root / "course" / "chapters" / "03_servqual" / "chapter.yml").read_bytes())
    (tmp_path / "course" / "sources.yml").write_bytes((root / "course" / "sources.yml").read_bytes())
    target = Target("notebooks/en/99_new.ipynb", "lesson", "99_new", "en")

    def write(bet: str, settle: str) -> None:
        (folder / "lesson.py").write_text(f"# %%\n{bet}\n# %%\n{settle}\n", encoding="utf-8")
        make(tmp_path, target)

    write('bet("worst", "tangibles reliability")', 'settle("worst", "tangibles")')
    with pytest.raises(BetError, match="settle"):
        write('bet("worst", "tangibles reliability")', "1")
    with pytest.raises(BetError, match="charm"):
        write('bet("worst", "tangibles charm")', 'settle("worst", "tangibles")')
