"""One world for each learner: every table and exercise from one seed, each family with its story; older answers."""

import gc
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

from fsq_lab.checks import distinctness, oracle
from fsq_lab.checks.compiled import Exercise, compiled_exercise, exercise_names
from fsq_lab.checks.distinctness import LEARNERS, WORLDS, prove
from fsq_lab.checks.judge import judge
from fsq_lab.checks.oracle import Oracle, OracleError, oracle_for, oracle_in
from fsq_lab.checks.practice import exercise
from fsq_lab.ground import course, tables
from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.ground.synthetic import registry, story
from fsq_lab.source.compile import compiled
from fsq_lab.source.exercises import read_exercise

NAME = "03_servqual"
SECRET = b"a secret of 20 bytes"

ONE_QUESTION = """\
# %%
check = exercise("one")
x = check.load("numbers")["x"]
# %% [markdown] ask="mean" lang="zh"
# 均值
# %% [markdown] ask="mean" lang="en"
# The mean
# %% answer="mean" points=2 objective="S1"
mean = x.mean()
# %% mistake="mean" name="median"{attribute}
mean = x.median()
# %% [markdown] mistake="mean" name="median" lang="zh"
# 这是中位数
# %% [markdown] mistake="mean" name="median" lang="en"
# That is the median
# %% mistake="mean" name="middle"
mean = (x.min() + x.max()) / 2
# %% [markdown] mistake="mean" name="middle" lang="zh"
# 这是最小值和最大值的中点
# %% [markdown] mistake="mean" name="middle" lang="en"
# That is the point halfway between the least and the largest
"""


def one_question(folder: Path, attribute: str = "") -> Exercise:
    file = folder / "one.py"
    file.write_text(ONE_QUESTION.replace("{attribute}", attribute), encoding="utf-8")
    return compiled(read_exercise(file))


def on(folder: Path, *x: float) -> Oracle:
    return Oracle(one_question(folder), lambda _: pd.DataFrame({"x": x}))


def judged(at: Oracle, value: float) -> tuple[str, tuple[str, ...]]:
    found = judge(at, "mean", {"kind": "number", "index": None, "columns": None, "values": value}, {})
    return found.outcome, found.mistakes


@pytest.mark.parametrize("name", tables.tables())
@pytest.mark.parametrize("student", [None, "20230001", " ２０２３０００２ "])
def test_load_and_every_exercises_load_are_one_function(name: str, student: str | None) -> None:
    for one in exercise_names():
        pd.testing.assert_frame_equal(exercise(one, student).load(name), tables.load(name, student))


def test_a_world_comes_from_course_version_and_id_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    before = course.world_of("20230001")
    assert before == course.world_of(20230001) == course.seed_for(course.course_version(), "20230001")
    monkeypatch.setattr(course, "course_version", lambda: "2027.1")
    assert course.world_of("20230001") != before
    assert [course.world_of(nobody) for nobody in (None, "", "　")] == [None, None, None]


@pytest.mark.parametrize("name", list(registry.STORIES))
def test_the_first_draw_that_keeps_the_familys_story_is_taken(name: str) -> None:
    tries = []
    for student in LEARNERS:
        world = course.world_of(student)
        k = next(
            k for k in range(100) if registry.STORIES[name](registry.TABLES[name](course.seed_for(world, name, k)))
        )
        own = tables.load(name, student)
        assert own.attrs["synthetic_seed"] == course.seed_for(world, name, k)
        pd.testing.assert_frame_equal(own, tables.draw(name, own.attrs["synthetic_seed"]))
        tries.append(k + 1)
    assert sum(tries) <= 2 * len(tries)


@pytest.mark.parametrize("name", list(registry.STORIES))
def test_the_committed_table_keeps_its_story(name: str) -> None:
    assert registry.STORIES[name](registry.TABLES[name](registry.SEEDS[name]))


def swapped(group: str, one: str, other: str) -> Callable[[pd.DataFrame], pd.DataFrame]:
    return lambda table: table.assign(**{group: table[group].replace({one: other, other: one})})


def raised(answer: str, items: range) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """The answers to these items two points higher, 7 at most."""
    names = [f"{answer}_{item}" for item in items]
    return lambda table: table.assign(**{n: table[n].where(table[n] < 0, (table[n] + 2).clip(upper=7)) for n in names})


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("bank_branch", swapped("branch", "B07", "B02")),
        ("bank_branch", raised("perception", range(5, 10))),
        ("bank_branch", raised("expectation", range(1, 5))),
        ("mobile_bank", swapped("bank", "MB4", "MB1")),
        ("mobile_bank", raised("perception", range(10, 14))),
        ("mobile_bank", raised("expectation", range(1, 5))),
        ("securities", swapped("company", "SC3", "SC1")),
        ("securities", raised("perception", range(5, 10))),
        ("securities", raised("expectation", range(1, 5))),
        ("insurance", swapped("insurer", "IN2", "IN1")),
        ("insurance", raised("perception", range(5, 10))),
        ("insurance", raised("minimum", range(1, 5))),
    ],
)
def test_a_table_with_another_story_is_not_taken(name: str, change: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    codes = registry.TABLES[name](registry.SEEDS[name])
    assert not registry.STORIES[name](change(codes))


def test_a_near_tie_is_nobodys_story() -> None:
    assert story.clearly_lowest({"a": Fraction(1, 20), "b": Fraction(0), "c": Fraction(2)}) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_story_that_no_draw_keeps_is_a_message_and_not_a_loop(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    use(language)
    monkeypatch.setitem(registry.STORIES, "bank_branch", lambda _: False)
    monkeypatch.setattr(tables, "MOST_DRAWS", 3)
    with pytest.raises(CourseError) as refusal:
        tables.load("bank_branch", "no story for me")
    assert (refusal.value.key, refusal.value.values["draws"]) == ("data.no_story", 3)


def test_a_hidden_variant_is_of_its_class_exercise_and_secret_and_no_learners() -> None:
    hidden = course.hidden_world(SECRET, "2026-A", NAME)
    assert hidden == course.hidden_world(SECRET, "2026-A", NAME)
    others = [(SECRET, "2026-B", NAME), (SECRET, "2026-A", "04_reliability"), (SECRET[::-1], "2026-A", NAME)]
    assert len({hidden, *(course.hidden_world(*other) for other in others)}) == 4
    assert hidden >= 2**64 > max(course.world_of(f"student {number}") or 0 for number in range(1000))
    own = oracle_in(NAME, hidden).tables("bank_branch")
    assert registry.STORIES["bank_branch"](registry.TABLES["bank_branch"](own.attrs["synthetic_seed"]))
    assert not own.equals(tables.load("bank_branch"))
    assert oracle_in(NAME, hidden).right("gaps") != oracle_for(NAME).right("gaps")


def test_what_belongs_to_class_and_what_to_exercise_is_not_mixed_up() -> None:
    assert course.hidden_world(SECRET, "A\x1fB", "C") != course.hidden_world(SECRET, "A", "B\x1fC")


def test_a_secret_that_could_be_guessed_is_refused() -> None:
    with pytest.raises(CourseError, match="token_hex"):
        course.hidden_world(b"secret", "2026-A", NAME)


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_of_another_course_version_are_refused_in_words(language: str) -> None:
    use(language)
    assert oracle_for(NAME, "20230001", version=course.course_version()) is oracle_for(NAME, "20230001")
    for version in ("2026.1", "2027.1", ""):
        with pytest.raises(CourseError) as refusal:
            oracle_for(NAME, "20230001", version=version)
        assert version in str(refusal.value)
        assert course.course_version() in str(refusal.value)


def test_right_wins_over_a_mistake_that_gives_the_same(tmp_path: Path) -> None:
    assert judged(on(tmp_path, 1, 2, 3), 2) == ("right", ())


def test_a_mistake_that_equals_the_right_answer_is_not_named(tmp_path: Path) -> None:
    """A value within tolerance of such a mistake, and just outside the right answer's, is wrong without a name."""
    near = on(tmp_path, 0.0, 1.0, 2.0000027)
    assert near.right("mean")["values"] != near.mistake("mean", "median")["values"]  # type: ignore[index]
    assert judged(near, 0.9999995)[0] == "wrong"


def test_where_two_mistakes_fit_both_are_named(tmp_path: Path) -> None:
    at = on(tmp_path, 0, 10, 1, 9, 5, 12, -2)
    assert judged(at, 5.5) == ("wrong", ())
    assert judged(on(tmp_path, 0, 0, 2, 4, 4.5), 2) == ("mistake", ("median",))
    assert judged(on(tmp_path, 0, 0.5, 2, 4, 4), 2) == ("mistake", ("median", "middle"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_messages_are_shown(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from fsq_lab.checks import practice

    use(language)
    at = on(tmp_path, 0, 0.5, 2, 4, 4)
    monkeypatch.setattr(practice, "exercise_opened", lambda _: at.exercise)
    monkeypatch.setattr(practice, "oracle_for", lambda *_: at)
    verdict = practice.Check("one", None)("mean", 2)
    assert verdict.points == 0
    told = [mistake.message[language] for mistake in at.exercise.answers["mean"].mistakes]
    assert list(verdict.sentences[-2:]) == told
    assert len(verdict.sentences) == 4


@pytest.mark.parametrize("name", exercise_names())
@pytest.mark.parametrize("student", WORLDS[:3])
def test_every_exercise_is_proved_on_its_worlds(name: str, student: str | None) -> None:
    """Three of the 21 worlds of the build's own proof."""
    found = distinctness.collisions(Oracle(compiled_exercise(name), oracle.tables_of(course.world_of(student))))
    allowed = {(a.name, m.name) for a in compiled_exercise(name).answers.values() for m in a.mistakes if m.may_be_right}
    assert {(c.answer, c.other) for c in found if c.one == ""} <= (allowed if student else set())
    assert [c for c in found if c.one] == []


COLLIDING = (1.0, 2.0, 3.0)
APART = (0.0, 1.0, 6.0)


def proved(
    monkeypatch: pytest.MonkeyPatch, folder: Path, attribute: str, colliding: int, committed: bool = False
) -> None:
    """Prove the exercise where its mistakes collide in the first worlds, in so many of them."""
    worlds = [course.world_of(student) for student in LEARNERS]
    bad = {*worlds[:colliding], *([None] if committed else [])}

    def tables_of(world: int | None) -> Callable[[str], pd.DataFrame]:
        return lambda _: pd.DataFrame({"x": COLLIDING if world in bad else APART})

    monkeypatch.setattr(distinctness, "tables_of", tables_of)
    source = ONE_QUESTION.replace("{attribute}", attribute).replace("(x.min() + x.max()) / 2", "x.max()")
    file = folder / "one.py"
    file.write_text(source, encoding="utf-8")
    prove(compiled(read_exercise(file)))


def test_the_proof_covers_the_committed_data_and_twenty_worlds() -> None:
    assert (WORLDS[0], len(WORLDS), len({course.world_of(student) for student in WORLDS})) == (None, 21, 21)


@pytest.mark.parametrize(
    ("attribute", "colliding", "committed", "holds"),
    [
        ("", 0, False, True),
        ("", 1, False, False),
        ("", 0, True, False),
        (" may_be_right=true", 8, False, True),
        (" may_be_right=true", 9, False, False),
        (" may_be_right=true", 0, True, False),
    ],
)
def test_the_proof_can_fail(
    attribute: str, colliding: int, committed: bool, holds: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if holds:
        proved(monkeypatch, tmp_path, attribute, colliding, committed)
        return
    with pytest.raises(OracleError, match="median") as refusal:
        proved(monkeypatch, tmp_path, attribute, colliding, committed)
    assert ("variant-01" in str(refusal.value)) is not committed


def test_only_a_collision_with_the_right_answer_may_be_declared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(distinctness, "tables_of", lambda _: lambda _: pd.DataFrame({"x": (0, 0.5, 2, 4, 4)}))
    with pytest.raises(OracleError, match="median and middle"):
        prove(one_question(tmp_path, " may_be_right=true"))


def test_an_exercise_draws_no_table_before_it_is_asked_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(tables, "in_world", lambda name, world: drawn.append(name))
    check = exercise(NAME, student="20231234")
    check("gaps", ...)
    check.hint("gaps")
    check.report()
    assert drawn == []


def test_the_reference_runs_no_further_than_it_is_asked_and_mistakes_only_for_a_wrong_answer() -> None:
    check = exercise(NAME, student="20231235")
    check("gaps", oracle_for(NAME, "20231235").right("gaps")["values"])
    at = oracle_for(NAME, "20231235")
    assert list(at._right) == ["gaps"]
    assert at._mistakes == {}
    check("gaps", [1.0] * 5)
    assert {name for name, _ in at._mistakes} == {"gaps"}


def test_memory_does_not_grow_with_students() -> None:
    gc.collect()
    before = sum(isinstance(one, Oracle) for one in gc.get_objects())  # what other tests of this worker hold
    for number in range(30):
        exercise(NAME, student=f"grows {number}")("gaps", [1.0] * 5)
    gc.collect()
    assert sum(isinstance(one, Oracle) for one in gc.get_objects()) <= before + oracle.KEPT
    assert tables._first_that_keeps_its_story.cache_info().currsize <= tables._KEPT


def test_fifty_copies_of_what_stands_before_an_answer_share_their_values() -> None:
    at = oracle_for(NAME, "20231236")
    at.right("red")
    one, other = (at._namespace_before(name)["bank"] for name in ("gaps", "red"))
    assert one is not other
    column = "expectation_1"
    assert one[column].to_numpy().ctypes.data == other[column].to_numpy().ctypes.data
    one.loc[:, column] = -1.0
    assert at._namespace_before("gaps")["bank"][column].min() >= 1
