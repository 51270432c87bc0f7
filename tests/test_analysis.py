"""Item analysis: numbers recomputed by hand, noise that stays noise, answers read back from real progress files."""

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outline import Outline
from typer.testing import CliRunner

from fsq_lab.classroom.analysis_page import analysis_page, write_analysis
from fsq_lab.classroom.collected import _labels, read_answers
from fsq_lab.cli import app
from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.ground.progress import VERSION, record
from fsq_lab.quiz.bank import load_bank
from fsq_lab.quiz.widget import QuizWidget
from fsq_lab.scoring import reliability
from fsq_lab.scoring.item_analysis import MINIMUM_N, analyse_items, distractors, rest_of

BANK = load_bank("12_objections_refusals_complaints")


def marks(learners: int, items: int, spread: float, seed: int) -> pd.DataFrame:
    """Draw marks by a one-parameter logistic model; without spread of ability they are pure noise."""
    random = np.random.default_rng(seed)
    ability, ease = random.normal(0, spread, learners), random.normal(0.3, 0.7, items)
    chance = 1 / (1 + np.exp(-(ability[:, None] + ease[None, :])))
    drawn = (random.random((learners, items)) < chance).astype(float)
    names = [f"S{place:03d}" for place in range(learners)]
    return pd.DataFrame(drawn, index=names, columns=[f"q{place}" for place in range(items)])


def collect(folder: Path, learners: int, monkeypatch: pytest.MonkeyPatch, student: bool = False) -> dict[str, Any]:
    """Let learners take the quiz in the widget, as they do; the good half gives the key, the rest anything."""
    folder.mkdir(exist_ok=True)
    random = np.random.default_rng(7)
    given: dict[str, Any] = {}
    for count in range(learners):
        name = f"2026{count:04d}"
        monkeypatch.setenv("FSQ_PROGRESS", str(folder / f"{name}.jsonl"))
        record(f"other/{name}", "v", None)
        widget = QuizWidget(BANK, name if student else None)
        for item in BANK.items:
            seed = BANK.seed(item, name if student else None)
            key = item.key(seed)
            if item.type == "single":
                places = [str(place) for place in range(len(item.options))]  # type: ignore[attr-defined]
                answer = key if random.random() < (0.9 if count < learners / 2 else 0.3) else str(random.choice(places))
                widget.answer(item.id, answer)
                given[f"{name}/{item.id}"] = item.order(seed)[int(answer)].text["en"]  # type: ignore[attr-defined,call-overload]
            elif key is not None:
                widget.answer(item.id, key)
    return given


def test_difficulty_and_discrimination_are_what_they_are_by_hand() -> None:
    table = marks(60, 8, 1.5, seed=1)
    found = analyse_items(table).items
    for item in table:
        rest = table.drop(columns=item).mean(axis=1)
        assert found.loc[item, "difficulty"] == pytest.approx(table[item].mean())
        assert found.loc[item, "discrimination"] == pytest.approx(np.corrcoef(table[item], rest)[0, 1])
        assert found.loc[item, "low"] < found.loc[item, "difficulty"] < found.loc[item, "high"]
        assert found.loc[item, "d_low"] < found.loc[item, "discrimination"] < found.loc[item, "d_high"]
        assert (found.loc[item, "n"], found.loc[item, "d_n"]) == (60, 60)


def test_reliability_is_that_of_the_code_the_course_teaches() -> None:
    table = marks(60, 8, 1.5, seed=2)
    pd.testing.assert_series_equal(analyse_items(table).reliability, reliability.kr20(table))
    partial = table.replace(1.0, 0.5)
    partial.iloc[0] = 1.0
    pd.testing.assert_series_equal(analyse_items(partial).reliability, reliability.alpha(partial))


def test_a_quiz_that_separates_is_seen_and_a_swapped_key_too() -> None:
    table = marks(300, 10, 1.5, seed=3)
    assert set(analyse_items(table).items["verdict"]) == {"separates"}
    table["q0"] = 1 - table["q0"]
    found = analyse_items(table).items
    assert found.loc["q0", "verdict"] == "reversed"
    assert found.loc["q0", "d_high"] < 0


@pytest.mark.parametrize(("learners", "items", "ease"), [(40, 12, 0.5), (100, 20, 0.95), (12, 8, 0.7)])
def test_pure_noise_hardly_ever_gets_a_verdict(learners: int, items: int, ease: float) -> None:
    random = np.random.default_rng(11)
    decided = []
    for _ in range(100):
        table = pd.DataFrame((random.random((learners, items)) < ease).astype(float)).rename(columns=str)
        found = analyse_items(table, permutations=999).items
        decided.append(found["verdict"].isin(["separates", "reversed"]).any())
    assert np.mean(decided) <= 0.1  # 0.05 by Holm, and what 100 draws may add


def test_too_few_answers_and_constant_items_get_no_discrimination() -> None:
    table = marks(30, 5, 1.5, seed=4)
    table["q0"] = 1.0
    table.loc[table.index[MINIMUM_N - 1 :], "q1"] = np.nan
    found = analyse_items(table).items
    assert found.loc["q0", "verdict"] == "constant"
    assert found.loc["q1", "verdict"] == "too_few"
    assert found.loc[["q0", "q1"], ["discrimination", "d_low", "p"]].isna().to_numpy().all()
    assert found.loc["q1", "n"] == MINIMUM_N - 1
    few = analyse_items(table.head(MINIMUM_N - 1))
    assert set(few.items["verdict"]) == {"too_few"}
    assert few.reliability is None
    assert str(few.complete) in few.why_none


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 10**6), holes=st.floats(0, 0.3))
def test_the_order_of_rows_and_columns_changes_nothing(seed: int, holes: float) -> None:
    table = marks(25, 6, 1.0, seed)
    random = np.random.default_rng(seed)
    table = table.mask(random.random(table.shape) < holes)
    other = table.sample(frac=1, random_state=seed).sample(frac=1, axis=1, random_state=seed)
    one, two = analyse_items(table, permutations=199), analyse_items(other, permutations=199)
    pd.testing.assert_frame_equal(one.items, two.items.loc[one.items.index])
    chosen = table["q0"].dropna().map(lambda share: ("a",) if share else ("b",))
    shuffled = chosen.sample(frac=1, random_state=seed)
    options = {"a": True, "b": False}
    pd.testing.assert_frame_equal(
        distractors(chosen, options, rest_of(table, "q0")), distractors(shuffled, options, rest_of(other, "q0"))
    )


@pytest.mark.parametrize("bad", [pd.DataFrame(), pd.DataFrame({"q": [2.0]}), pd.DataFrame({"q": [-0.1]})])
def test_what_holds_no_marks_is_refused(bad: pd.DataFrame) -> None:
    with pytest.raises(CourseError):
        analyse_items(bad)


def test_groups_that_cannot_be_told_apart_are_not_made() -> None:
    rest = pd.Series([0.5] * 20)
    table = distractors(pd.Series([("a",)] * 20), {"a": True}, rest)
    assert table["upper"].isna().all()
    assert table.loc["a", "count"] == 20


# ---- reading
@pytest.mark.parametrize("student", [False, True])
def test_real_progress_files_tell_who_chose_what(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, student: bool
) -> None:
    use("en")
    given = collect(tmp_path / "答 案", 14, monkeypatch, student)
    collected = read_answers(tmp_path / "答 案")
    (quiz,) = collected.quizzes
    assert collected.learners == 14
    assert not collected.left_out.get("untold")
    singles = [item for item in BANK.items if item.type == "single"]
    for item in singles:
        for learner, answer in quiz.chosen[item.id].items():
            assert answer == (given[f"{learner}/{item.id}"],)
            right = next(option.right for option in item.options if option.text["en"] == answer[0])  # type: ignore[attr-defined]
            assert quiz.shares.loc[learner, item.id] == float(right)
    for item in BANK.items:
        labels = _labels(item)
        if labels and item.type != "single" and item.key(1) is not None:
            told = {label for answer in quiz.chosen[item.id] for label in answer}
            assert told == {label for label, right in labels.items() if right}, item.id


def test_files_may_lie_in_folders_named_after_the_learners(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use("en")
    collect(tmp_path / "a", 12, monkeypatch, student=True)
    for file in (tmp_path / "a").glob("*.jsonl"):
        target = tmp_path / "b" / file.stem / "progress.jsonl"
        target.parent.mkdir(parents=True)
        target.write_bytes(file.read_bytes())
    one, other = read_answers(tmp_path / "a"), read_answers(tmp_path / "b")
    assert one.left_out == other.left_out
    pd.testing.assert_frame_equal(one.quizzes[0].shares, other.quizzes[0].shares)


def test_a_file_not_named_after_its_learner_still_counts_but_tells_no_options(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collect(tmp_path / "a", 12, monkeypatch, student=True)
    (tmp_path / "b").mkdir()
    for place, file in enumerate(sorted((tmp_path / "a").glob("*.jsonl"))):
        (tmp_path / "b" / f"{place}.jsonl").write_bytes(file.read_bytes())
    collected = read_answers(tmp_path / "b")
    assert collected.left_out["untold"] > 100
    assert collected.quizzes[0].shares.notna().to_numpy().sum() == 12 * sum(i.key(1) is not None for i in BANK.items)


def test_the_first_answer_counts_and_all_else_is_counted_out(tmp_path: Path) -> None:
    item = BANK.items[0]
    line = {
        "v": VERSION,
        "item": f"{BANK.name}/{item.id}",
        "version": item.version,
        "when": "2026-11-01T00:00:00+00:00",
    }
    old, newer = {**line, "version": "0", "share": 1.0}, {**line, "v": VERSION + 1, "share": 1.0}
    lines = [old, {**line, "share": 0.0}, {**line, "share": 1.0}, newer]
    text = "\n".join([*map(json.dumps, lines), "{broken"])
    (tmp_path / "1.jsonl").write_text(text, encoding="utf-8")
    (tmp_path / "2.jsonl").write_text(text, encoding="utf-8")
    (tmp_path / "3.jsonl").write_text("", encoding="utf-8")
    collected = read_answers(tmp_path)
    assert collected.quizzes[0].shares.loc["1", item.id] == 0.0
    assert collected.learners == 1
    counts = {"old_wording": 1, "again": 1, "newer": 1, "broken": 1, "copies": 1, "empty": 1, "untold": 1}
    assert {name: count for name, count in collected.left_out.items() if count} == counts


def test_a_table_of_marks_is_read(tmp_path: Path) -> None:
    file = tmp_path / "marks.csv"
    file.write_text("﻿learner,q1,q2\nS1,1,0.5\nS2,0,\n", encoding="utf-8")
    (quiz,) = read_answers(file).quizzes
    assert quiz.shares.to_numpy(na_value=-1).tolist() == [[1, 0.5], [0, -1]]
    assert quiz.name == "marks"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "marks.csv"),
        ("learner,q1\n", "marks.csv"),
        ("learner,q1\nS1,2\n", "q1"),
        ("learner,q1\nS1,yes\n", "yes"),
        ("learner,q1\nS1,nan\n", "nan"),
        ("learner,q1\nS1,1,1\n", "3"),
        ("learner,q1\nS1,1\nS1,0\n", "S1"),
        ("learner,q1,q1\nS1,1,1\n", "q1"),
        ("learner,q1\nS1,\n", "marks.csv"),
    ],
)
def test_a_table_that_cannot_carry_it_is_refused_with_its_place(
    tmp_path: Path, text: str, told: str, language: str
) -> None:
    use(language)
    file = tmp_path / "marks.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CourseError, match=re.escape(told)):
        read_answers(file)


CELLS = st.sampled_from(["1", "0", "0.5", "", "S1", "S2", "x", '"', "nan", "inf", "1e-3", "１"])
TABLES = st.lists(st.lists(CELLS, max_size=4).map(",".join), max_size=6).map("\n".join).map(str.encode)


@settings(deadline=None, max_examples=300)
@given(content=st.binary(max_size=100) | TABLES)
def test_any_table_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.mktemp("any") / "marks.csv"
    file.write_bytes(content)
    with suppress(CourseError):
        assert analysis_page(read_answers(file))


def test_a_folder_without_progress_files_says_what_to_collect(tmp_path: Path) -> None:
    use("en")
    (tmp_path / "submission_03.zip").write_bytes(b"")
    with pytest.raises(CourseError, match=r"zips: 1.*progress\.jsonl"):
        read_answers(tmp_path)
    with pytest.raises(CourseError, match="neither a folder nor a CSV"):
        read_answers(tmp_path / "nothing")


# ---- the page
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_names_every_n_and_no_learner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    use("en")
    collect(tmp_path / "in", 14, monkeypatch)
    use(language)
    html = write_analysis(tmp_path / "in", tmp_path / "out.html").read_text(encoding="utf-8")
    outline = Outline(html)
    assert outline.faults == []
    assert not re.search(r"<script|<link|<img|https?://", html)
    assert not re.search(r"2026\d{4}", html)
    assert "14" in html
    assert re.search("KR-20|α|Alpha", html)
    for table in re.findall(r"<table>.*?</table>", html, re.DOTALL):
        assert re.search(r"<caption>.+?</caption>", table)
    if language == "en":
        assert not re.search("[一-鿿]", html)


def test_the_command_does_not_overwrite_and_says_where_the_page_is(tmp_path: Path) -> None:
    use("en")
    file, out = tmp_path / "marks.csv", tmp_path / "page.html"
    marks(20, 5, 1.0, seed=5).to_csv(file, index_label="learner")
    run = CliRunner().invoke(app, ["analyse", str(file), "--out", str(out)])
    assert run.exit_code == 0, run.output
    again = CliRunner().invoke(app, ["analyse", str(file), "--out", str(out)])
    assert again.exit_code == 2
    assert "--replace" in again.output
    assert CliRunner().invoke(app, ["analyse", str(file), "--out", str(out), "--replace"]).exit_code == 0
    lost = CliRunner().invoke(app, ["analyse", str(file), "--out", str(tmp_path / "no" / "page.html")])
    assert lost.exit_code == 2
    assert "Traceback" not in lost.output
