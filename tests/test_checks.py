"""The verdicts of the course's own exercise, on the committed data and on learners' draws, in both languages."""

import math
import re
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from turns import in_turn, proof_sources

from fsq_lab.checks.codec import KINDS, Precision, compare, encode
from fsq_lab.checks.compiled import GradedAnswer, exercise_names, exercise_opened, is_optional
from fsq_lab.checks.distinctness import LEARNERS, WORLDS, Collision, collisions
from fsq_lab.checks.judge import encode_own, judge
from fsq_lab.checks.oracle import Oracle, OracleError, tables_of
from fsq_lab.checks.practice import exercise
from fsq_lab.checks.slips import find_slips
from fsq_lab.ground.chapters import chapters
from fsq_lab.ground.course import world_of
from fsq_lab.ground.language import LANGUAGES, message, use
from fsq_lab.ground.names import first_cell
from fsq_lab.source.compile import compiled
from fsq_lab.source.exercises import exercise_file, read_exercise
from fsq_lab.source.grammar import Block, SourceError

NAME = "03_servqual"
EXERCISES = [chapter.name for chapter in chapters() if chapter.exercise_file.is_file()]
RUNS = [
    (name, student)
    for name in EXERCISES
    for student in (None, *in_turn(f"learners of {name}", LEARNERS, 3, proof_sources(name)))
]
LOADED = re.compile(r'check\.load\("(\w+)"\)')
TABLES = [
    (name, table)
    for name in EXERCISES
    for table in sorted(set(LOADED.findall(exercise_file(name).read_text(encoding="utf-8"))))
]
EACH = pytest.mark.parametrize("name", EXERCISES)

SMALL = """\
# %%
check = exercise("small")
x = check.load("numbers")["x"]
# %% [markdown] ask="shifted" lang="zh"
# 一
# %% [markdown] ask="shifted" lang="en"
# One
# %% answer="shifted" points=2 objective="S1"
shifted = x - x.mean()
# %% mistake="shifted" name="plain"
shifted = x + 0
# %% [markdown] mistake="shifted" name="plain" lang="zh"
# 没减均值
# %% [markdown] mistake="shifted" name="plain" lang="en"
# The mean was not subtracted
# %% [markdown] ask="spread" lang="zh"
# 二
# %% [markdown] ask="spread" lang="en"
# Two
# %% answer="spread" points=1 objective="S1"
spread = shifted.max() - shifted.min()
# %% mistake="spread" name="largest"
spread = shifted.max() + 0 * shifted.min()
# %% [markdown] mistake="spread" name="largest" lang="zh"
# 只取了最大值
# %% [markdown] mistake="spread" name="largest" lang="en"
# Only the maximum was taken
# %% [markdown] ask="double" lang="zh"
# 三
# %% [markdown] ask="double" lang="en"
# Three
# %% answer="double" points=1 objective="S2"
def double(value):
    \"\"\"Twice the value.\"\"\"
    return 2 * value
# %% inputs="double"
[3], [-4]
# %% mistake="double" name="square"
def double(value):
    return value**2
# %% [markdown] mistake="double" name="square" lang="zh"
# 你算的是平方
# %% [markdown] mistake="double" name="square" lang="en"
# You squared
"""


@pytest.fixture
def small(tmp_path: Path) -> Oracle:
    file = tmp_path / "small.py"
    file.write_text(SMALL, encoding="utf-8")
    return Oracle(compiled(read_exercise(file)), lambda name: pd.DataFrame({"x": [1.0, 2.0, 6.0]}))


def outcome(oracle: Oracle, name: str, value: object, **earlier: object) -> str:
    own = encode_own(oracle, name, value)
    return (
        judge(oracle, name, own, {n: encode(v) for n, v in earlier.items()}).outcome
        if isinstance(own, dict)
        else own.outcome
    )


@pytest.mark.parametrize(("name", "student"), RUNS)
def test_every_answer_is_untried_a_named_mistake_or_right_on_every_learners_data(
    name: str, student: str | None
) -> None:
    """The learner's own run of the notebook, not the oracle's: what stands in the cells gets its verdict."""
    check = exercise(name, student=student)
    names: dict[str, Any] = {}
    exec(first_cell("zh"), names)
    names["exercise"] = lambda *_, **__: check
    for step in read_exercise(exercise_file(name)).steps:
        if isinstance(step, Block):
            exec(step.code, names)
        if not isinstance(step, GradedAnswer):
            continue
        assert check(step.name, ...).outcome == "untried"
        for mistake in step.mistakes:
            scope = dict(names)
            exec(mistake.code, scope)
            for language in LANGUAGES:
                use(language)
                verdict = check(step.name, scope[step.name])
                if verdict.outcome == "right":
                    assert student, "on the committed data every mistake is told from the right answer"
                    assert mistake.may_be_right or step.small, f"{step.name}: {mistake.name}"
                    continue
                earned = round(step.points * mistake.credit, 2)
                assert (verdict.outcome, verdict.points) == ("mistake", earned), f"{step.name}: {mistake.name}"
                assert mistake.message[language] in verdict.sentences
        exec(step.code, names)
        verdict = check(step.name, names[step.name])
        assert (verdict.outcome, verdict.points) == ("right", step.points), step.name
    assert check.report().points == sum(a.points for a in read_exercise(exercise_file(name)).answers.values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("student", WORLDS[:3])
def test_rounding_order_and_follow_through_get_their_verdicts(student: str | None, language: str) -> None:
    use(language)
    check = exercise(NAME, student=student)
    from fsq_lab.scoring import servqual

    levels = servqual.dimensions(check.load("bank_branch"))
    gaps = (levels["perception"] - levels["expectation"]).mean()
    assert check("gaps", gaps.round(2)).sentences[-1] != check("gaps", gaps).sentences[-1], "rounding is remarked on"
    assert check("gaps", gaps.round(2)).points == 3
    assert check("gaps", gaps[::-1]).outcome == "right", "a Series is matched by its labels"
    assert check("gaps", gaps[::-1].tolist()).outcome == "wrong"
    assert check("gaps", -gaps).outcome == "mistake"
    follows = check("worst", (-gaps).idxmin())
    assert (follows.outcome, follows.points) == ("follows", 1)
    assert check("gaps", gaps).outcome == "right"
    assert check("worst", gaps.idxmax()).outcome == "mistake"
    assert check("worst", "nonsense").outcome == "wrong"
    needed = check._oracle.right("needed")["values"]
    for nearly in (math.floor(needed), math.ceil(needed), round(needed, 1)):
        assert check("needed", nearly).outcome == "right", "up or down to a whole number of questionnaires"
    assert check("needed", needed + 0.9).outcome != "right", "no rounding gives this"
    assert check("below", check._oracle.right("below")["values"][:4]).outcome == "wrong"


DRAWN_LENGTHS = {"balances", "complaints_log", "frame", "responses", "service_log_tickets"}
"""Tables with a row for each thing that happened, whose number is drawn with them."""


def test_every_exercise_is_found_and_loads_tables() -> None:
    assert {"02_good_service", "03_servqual"} <= set(EXERCISES)
    assert {name for name, _ in TABLES} == set(EXERCISES)


@pytest.mark.parametrize(("name", "table"), TABLES)
def test_every_table_of_the_exercise_is_the_learners_own(name: str, table: str) -> None:
    committed, one, other = (exercise(name, student).load(table) for student in (None, "20230001", "20230002"))
    assert list(one.columns) == list(committed.columns)
    assert one.shape == committed.shape or (table in DRAWN_LENGTHS and 0.9 < len(one) / len(committed) < 1.1)
    assert not one.equals(other)
    assert not one.equals(committed)
    pd.testing.assert_frame_equal(one, exercise(name, "20230001").load(table))


def test_the_exercise_of_chapter_03_gives_40_points_and_10_for_words() -> None:
    exercise_set = read_exercise(exercise_file(NAME))
    assert len(exercise_set.answers) >= 10
    assert sum(a.points for a in exercise_set.answers.values()) == 40
    assert sum(w.points for w in exercise_set.written.values()) == 10
    assert sum("★" in answer.ask["zh"] for answer in exercise_set.answers.values()) >= 4


@EACH
def test_the_points_and_the_stars_of_an_exercise_are_those_that_its_first_cell_tells(name: str) -> None:
    exercise_set = read_exercise(exercise_file(name))
    given = [step for step in exercise_set.steps if isinstance(step, Block) and step.text]
    told = given[0].text["zh"]
    points = [one.points for kind in (exercise_set.answers, exercise_set.written) for one in kind.values()]
    assert sum(int(number) for number in re.findall(r"(\d+)分(?!钟)", told)) == sum(points), "an appendix apart"
    assert any("★" in answer.ask["zh"] for answer in exercise_set.answers.values())


@EACH
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_students_copy_holds_no_solution_message_hint_rubric_or_sample(
    root: Path, language: str, name: str
) -> None:
    exercise_set = read_exercise(exercise_file(name))
    copy = nbformat.read(root / "exercises" / language / name / f"{name}.ipynb", as_version=4)
    text = "\n".join(cell.source for cell in copy.cells)
    secret = [line for answer in exercise_set.answers.values() for line in answer.code.splitlines() if " = " in line]
    for answer in exercise_set.answers.values():
        secret += [*(m.message[language] for m in answer.mistakes), *(hint[language] for hint in answer.hints)]
    for written in exercise_set.written.values():
        secret += [written.model[language], written.rubric[language], *(s.text[language] for s in written.samples)]
    assert len(secret) > 5 * len(exercise_set.answers)
    assert [words for words in secret if words.strip() in text] == []
    solved = nbformat.read(root / "solutions" / language / name / f"{name}.ipynb", as_version=4)
    assert all(f"{one}-samples" in {cell.id for cell in solved.cells} for one in exercise_set.written)
    assert not [cell.id for cell in solved.cells if "{{" in cell.source]


@EACH
def test_the_source_runs_once_however_many_mistakes_it_names(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    runs: list[str] = []
    run = Oracle._run
    monkeypatch.setattr(
        Oracle, "_run", lambda self, code, *rest, **how: (runs.append(code), run(self, code, *rest, **how))
    )  # type: ignore[func-returns-value]
    exercise_set = read_exercise(exercise_file(name))
    collisions(Oracle(compiled(exercise_set), tables_of(world_of("variant-01"))))
    last = max(at for at, one in enumerate(exercise_set.steps) if isinstance(one, GradedAnswer) and not one.small)
    steps = exercise_set.steps[: last + 1]  # what comes later, nothing is compared with
    cells = [step.code for step in steps if isinstance(step, Block | GradedAnswer) and step.code]
    mistakes = [m.code for a in exercise_set.answers.values() if not a.small for m in a.mistakes]
    assert sorted(runs) == sorted([*cells, *mistakes])


def test_students_draw_their_own_data_and_the_same_again() -> None:
    first, again = (exercise("03_servqual", student="20230001").load("bank_branch") for _ in range(2))
    other = exercise("03_servqual", student="20230002").load("bank_branch")
    pd.testing.assert_frame_equal(first, again)
    assert not first.equals(other)
    wide = exercise("03_servqual", student=" ２０２３０００１ ").load("bank_branch")
    pd.testing.assert_frame_equal(first, wide)


def test_a_learner_who_changes_the_table_does_not_change_the_oracle() -> None:
    check = exercise("03_servqual")
    table = check.load("bank_branch")
    table.loc[:, "perception_1"] = 1
    assert not check.load("bank_branch")["perception_1"].eq(1).all()


def test_a_named_mistake_comes_before_follow_through_of_itself(small: Oracle) -> None:
    x = pd.Series([1.0, 2.0, 6.0])
    assert outcome(small, "shifted", x - 3) == "right"
    assert outcome(small, "shifted", x) == "mistake"
    assert outcome(small, "spread", 5.0, shifted=x) == "right"
    assert outcome(small, "spread", 10.0, shifted=2 * x) == "follows"
    assert outcome(small, "spread", 12.0, shifted=2 * x) == "mistake", "the mistake, from the learner's own value"
    assert outcome(small, "spread", 99.0, shifted=2 * x) == "wrong"


@pytest.mark.parametrize(
    "hole",
    [
        pd.Series([0.0, 0.0, 0.0]),
        pd.Series([7.0, 7.0, 7.0]),
        pd.Series([1.0, float("nan"), 2.0]),
        pd.Series([1.0, float("inf"), 2.0]),
        pd.Series([1e12, 0.0, 1.0]),
        pd.Series([1.0, 2.0]),
        [2.0, 4.0, 12.0],
        pd.Series([1.0, 2.0, 6.0], index=["a", "b", "c"]),
    ],
)
def test_a_made_up_earlier_answer_opens_no_way_to_full_marks(small: Oracle, hole: object) -> None:
    values = list(hole)  # type: ignore[call-overload]
    assert outcome(small, "spread", max(values) - min(values), shifted=hole) in ("wrong", "right", "mistake")
    assert outcome(small, "spread", 0.0, shifted=hole) == "wrong"


def test_follow_through_is_refused_where_a_mistake_gives_the_same(small: Oracle) -> None:
    assert outcome(small, "spread", 4.0, shifted=pd.Series([0.0, 1.0, 4.0])) == "wrong"


def with_credit(folder: Path, credit: str, source: str = SMALL) -> Oracle:
    file = folder / "credit.py"
    text = source.replace('mistake="spread" name="largest"\n', f'mistake="spread" name="largest" credit={credit}\n', 1)
    file.write_text(text, encoding="utf-8")
    return Oracle(compiled(read_exercise(file)), lambda name: pd.DataFrame({"x": [1.0, 2.0, 6.5]}))


@pytest.mark.parametrize(("credit", "points"), [(".5", 0.5), (".25", 0.25), ("0", 0.0), (".333", 0.33)])
def test_a_named_mistake_keeps_its_credit_also_from_ones_own_earlier_answer(
    tmp_path: Path, credit: str, points: float
) -> None:
    oracle = with_credit(tmp_path, credit)
    x = pd.Series([1.0, 2.0, 6.5])
    largest = x.max() - x.mean()
    found = judge(oracle, "spread", encode(largest), {})
    assert (found.outcome, found.points(1)) == ("mistake", points)
    found = judge(oracle, "spread", encode(13.0), {"shifted": encode(2 * x)})
    assert (found.outcome, found.own_earlier, found.points(1)) == ("mistake", ("shifted",), points)
    besides = judge(oracle, "spread", encode(-100 * largest), {})
    assert (besides.mistakes, besides.points(1)) == (("largest",), 0), "with a second slip nothing is kept"


@pytest.mark.parametrize(("credit", "small"), [(".51", ""), ("1", ""), (".1", " small=true")])
def test_credit_is_at_most_a_half_and_never_on_a_small_answer(tmp_path: Path, credit: str, small: str) -> None:
    source = SMALL.replace('answer="spread" points=1', f'answer="spread" points=1{small}')
    with pytest.raises(SourceError, match="credit"):
        with_credit(tmp_path, credit, source)
    with pytest.raises(SourceError, match="credit"):
        with_credit(tmp_path, "no", source)
    told = source.replace('name="largest" lang="zh"', 'name="largest" credit=.5 lang="zh"')
    told = told.replace('name="largest" lang="en"', 'name="largest" credit=.5 lang="en"')
    with pytest.raises(SourceError, match="credit"):
        with_credit(tmp_path, "0", told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_points_have_two_decimals_in_verdict_report_and_nbgrader(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(language)
    check = exercise(NAME)
    verdict = check("needed", check._oracle.right("needed")["values"] * (2 / 1.96) ** 2)
    assert (verdict.mark, verdict.points) == ("◐", 1.5)
    assert check.report().points == 1.5
    assert {"zh": "1.5/3分", "en": "1.5 of 3 points"}[language] in repr(check.report())
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert repr(verdict) == "1.5"


def test_nbgrader_reads_the_points_of_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    utils = pytest.importorskip("nbgrader.utils")
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    check = exercise(NAME)
    told = repr(check("needed", check._oracle.right("needed")["values"] * (2 / 1.96) ** 2))
    output = nbformat.v4.new_output("execute_result", {"text/plain": told})
    cell = nbformat.v4.new_code_cell("check('needed', needed)", outputs=[output])
    cell.metadata["nbgrader"] = {
        "grade": True,
        "points": 3,
        "locked": True,
        "solution": False,
        "grade_id": "needed-check",
    }
    assert utils.determine_grade(cell) == (1.5, 3)


def test_a_list_in_the_place_of_a_series_is_a_series_for_the_next_question() -> None:
    check = exercise(NAME)
    gaps = check._oracle.right("gaps")["values"]
    assert check("gaps", [2 * gap if place == 4 else gap for place, gap in enumerate(gaps)]).outcome == "wrong"
    assert check("worst", "empathy").outcome == "follows"


@pytest.mark.parametrize("tolerance", [None, 1.0, 50.0])
def test_of_two_mistakes_of_a_large_number_the_nearer_one_is_named(tolerance: float | None) -> None:
    precision = Precision(tolerance, 0).to_name
    for own, mistake, same in [(21.8, 22.7, False), (22.7, 22.7, True), (23, 22.7, True), (22, 22.7, False)]:
        found = compare(encode(own), encode(mistake), precision) != "different"
        assert found is same, (own, mistake)
    assert compare(encode(178_000_001.0), encode(178_000_000.0), Precision()) == "equal"
    assert compare(encode(178_400_000.0), encode(178_000_000.0), Precision()) == "different"


@given(st.floats(-1e6, 1e6).map(lambda number: round(number, 3)))
def test_no_general_slip_is_named_for_a_right_value_under_any_single_number(value: float) -> None:
    """A number alone gives a slip away by at least two digits that agree."""
    right = {"kind": "number", "index": None, "columns": None, "values": 87.17727130124774}
    for slip in find_slips(encode(value), right, {}, Precision(digits=2)):
        factor = {"sign": -1, "hundred": 100, "hundredth": 0.01, "double": 2, "half": 0.5, "four": 4, "quarter": 0.25}
        expected = right["values"]
        for kind in slip.kinds:
            expected *= factor.get(kind, 1)
        assert value == pytest.approx(expected, rel=0.2), slip


def test_a_table_whose_rows_and_columns_changed_places_is_told() -> None:
    table = pd.DataFrame({"a": [1.5, 2.5, 3.5], "b": [4.5, 5.5, 7.5]}, index=["x", "y", "z"])
    assert [slip.kinds for slip in find_slips(encode(table.T), encode(table), {}, Precision())] == [("transposed",)]
    one_off = table.copy()
    one_off.loc["y", "b"] = 0.0
    (slip,) = find_slips(encode(one_off), encode(table), {}, Precision())
    assert (slip.kinds, slip.values["labels"]) == (("rows",), ("y, b",))


def test_a_function_is_judged_by_what_it_returns(small: Oracle) -> None:
    assert outcome(small, "double", lambda value: value + value) == "right"
    assert outcome(small, "double", lambda value: value * value) == "mistake"
    assert outcome(small, "double", lambda value: value + 1) == "wrong"
    assert outcome(small, "double", lambda: 1) == "wrong"
    assert outcome(small, "double", 3) == "wrong"

    def untouched(value: float) -> None: ...

    assert outcome(small, "double", untouched) == "untried"


def test_colliding_mistakes_are_found(tmp_path: Path, small: Oracle) -> None:
    assert collisions(small) == []
    file = tmp_path / "colliding.py"
    file.write_text(SMALL.replace("shifted = x + 0", "shifted = x - x.mean() + 0.02"), encoding="utf-8")
    assert collisions(Oracle(compiled(read_exercise(file)), small.tables)) == [Collision("shifted", "", "plain")]


def test_a_source_that_does_not_run_is_an_authors_error(tmp_path: Path) -> None:
    file = tmp_path / "broken.py"
    file.write_text(SMALL.replace("x - x.mean()", "x - y.mean()"), encoding="utf-8")
    with pytest.raises(OracleError, match="NameError"):
        Oracle(compiled(read_exercise(file)), lambda name: pd.DataFrame({"x": [1.0]})).right("shifted")


def test_a_function_of_an_earlier_answer_reads_the_run_it_stands_in(tmp_path: Path) -> None:
    file = tmp_path / "global.py"
    text = SMALL.replace("    return 2 * value\n", "    return shifted.max() * value\n")
    file.write_text(text, encoding="utf-8")
    oracle = Oracle(compiled(read_exercise(file)), lambda name: pd.DataFrame({"x": [1.0, 2.0, 6.0]}))
    doubled = oracle.following("double", {"shifted": encode(pd.Series([2.0, 4.0, 12.0]))})
    assert [one["values"] for one in (doubled[""] or {})["values"]] == [36.0, -48.0]
    assert [one["values"] for one in oracle.right("double")["values"]] == [9.0, -12.0]


def test_a_mistake_that_changes_the_table_in_place_stays_in_its_own_run(tmp_path: Path) -> None:
    file = tmp_path / "in_place.py"
    file.write_text(SMALL.replace("shifted = x + 0", "x += 100\nshifted = x"), encoding="utf-8")
    table = pd.DataFrame({"x": [1.0, 2.0, 6.0]})
    oracle = Oracle(compiled(read_exercise(file)), lambda name: table.copy())
    assert oracle.mistake("shifted", "plain") is not None
    assert oracle.right("spread")["values"] == 5.0


def test_check_never_raises_and_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    check = exercise("03_servqual")
    for value in (object(), {}, {"a": {}}, None, float("nan"), "x" * 2_000_000, pd.DataFrame(), [object()]):
        assert check("gaps", value).points == 0
    assert ", ".join(read_exercise(exercise_file(NAME)).answers) in repr(check("nonsense", 1))
    assert check(None, 1).points == 0  # type: ignore[arg-type]
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("language", "told"), [("zh", "应当是列表（list），你给的是一个数"), ("en", "should be a list; you gave a number")]
)
def test_a_value_of_the_wrong_kind_is_told_which_kind_is_wanted(language: str, told: str) -> None:
    use(language)
    verdict = exercise(NAME)("zone", 3)
    assert verdict.outcome == "wrong"
    assert told in repr(verdict)
    for kind in KINDS:
        assert message(f"check.kind.{kind}")


def test_hints_come_one_after_the_other() -> None:
    check = exercise("03_servqual")
    shown = [check.hint("gaps").sentences[1] for _ in range(3)]
    assert shown[0] != shown[1] == shown[2]


def test_the_report_counts_points_and_leaves_written_answers_to_the_instructor() -> None:
    use("zh")
    check = exercise("03_servqual")
    assert check.report().points == 0
    assert "由老师批改" in repr(check.report())
    assert "0分，满分23分。\n选做：0分，满分17分" in repr(check.report())


@pytest.mark.parametrize(
    ("language", "objections", "refusals"),
    [
        (
            "zh",
            "S5a 妥善处理客户异议：2/6分，另有文字题4分，由老师批改\n",
            "S5b 正确对待客户拒绝：0/4分，另有文字题5分，由老师批改\n",
        ),
        (
            "en",
            "S5a Handle objections properly: 2 of 6 points, and 4 in words",
            "S5b Treat refusals rightly: 0 of 4 points, and 5 in",
        ),
    ],
)
def test_the_report_tells_each_objective_apart(language: str, objections: str, refusals: str) -> None:
    use(language)
    check = exercise("12_objections_refusals_complaints")
    assert check("forbidden", [2, 4, 6]).points == 2
    assert objections in repr(check.report())
    assert refusals in repr(check.report())


@pytest.mark.parametrize("name", exercise_names())
def test_the_report_s_parts_add_up_to_what_all_must_answer(name: str) -> None:
    use("en")
    parts = [re.findall(r"[0-9.]+", line) for line in exercise(name).report().lines if re.match(r"[KS]\d", line)]
    of, written = sum(float(one[2]) for one in parts), sum(float(one[3]) for one in parts if len(one) > 3)
    own = exercise_opened(name)
    assert of == sum(one.points for one in own.answers.values() if not is_optional(one))
    assert written == sum(one.points for one in own.written.values() if not is_optional(one))


@pytest.mark.parametrize("mode", ["autograde", "validate"])
def test_inside_nbgrader_a_verdict_is_its_points(monkeypatch: pytest.MonkeyPatch, mode: str) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", mode)
    verdict = exercise("03_servqual")("gaps", 1)
    assert (repr(verdict), verdict._repr_html_()) == ("0.0", None)


def test_html_shows_the_language_and_escapes_what_the_learner_wrote() -> None:
    use("zh")
    page = exercise("03_servqual")("<script>", 1)._repr_html_()
    assert page is not None
    assert "<script>" not in page
    assert 'lang="zh-CN"' in page
