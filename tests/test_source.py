from pathlib import Path

import pytest

from fsq_lab.checks.bindings import names_bound, names_read
from fsq_lab.ground.language import use
from fsq_lab.source.compile import compiled
from fsq_lab.source.exercises import exercise_file, read_exercise
from fsq_lab.source.grammar import KINDS, SourceError, grammar_table, read_lesson

ANSWER = """\
# %%
levels = 1
# %% [markdown] ask="gaps" lang="zh"
# 问
# %% [markdown] ask="gaps" lang="en"
# Ask
# %% answer="gaps" points=3 objective="S1"
gaps = levels
# %% mistake="gaps" name="sign"
gaps = -levels
# %% [markdown] mistake="gaps" name="sign" lang="zh"
# 反了
# %% [markdown] mistake="gaps" name="sign" lang="en"
# Reversed
# %% [markdown] hint="gaps" lang="zh"
# 提示
# %% [markdown] hint="gaps" lang="en"
# A hint
"""


MESSAGE = '''name="sign" lang="zh"
# 反了
# %% [markdown] mistake="gaps" name="sign" lang="en"'''


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "01_test.py"
    file.write_text(text, encoding="utf-8")
    return file


def refused(tmp_path: Path, text: str, exercise: bool = True) -> SourceError:
    with pytest.raises(SourceError) as caught:
        (read_exercise if exercise else read_lesson)(written(tmp_path, text))
    assert "01_test.py" in str(caught.value)
    return caught.value


def test_an_answer_carries_its_question_mistakes_and_hints(tmp_path: Path) -> None:
    exercise = read_exercise(written(tmp_path, ANSWER))
    answer = exercise.answers["gaps"]
    assert (answer.points, answer.objective, answer.code, answer.digits) == (3, "S1", "gaps = levels", 2)
    assert answer.ask == {"zh": "问", "en": "Ask"}
    assert [(m.name, m.message["en"]) for m in answer.mistakes] == [("sign", "Reversed")]
    assert [hint["zh"] for hint in answer.hints] == ["提示"]


def test_a_markdown_cell_without_its_english_partner_is_refused(tmp_path: Path) -> None:
    error = refused(tmp_path, '# %% [markdown] lang="zh"\n# 只有中文\n# %%\nx = 1\n', exercise=False)
    assert error.key == "source.no_partner"
    assert error.values["line"] == 1
    error = refused(tmp_path, '# %% [markdown] lang="zh"\n# 只有中文\n', exercise=False)
    assert error.key == "source.no_partner"
    error = refused(tmp_path, '# %% [markdown] lang="en"\n# English only\n', exercise=False)
    assert error.key == "source.no_partner"


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ('lang="zh"', 'language="zh"', "source.unknown_attribute"),
        ("points=3", "point=3", "source.unknown_attribute"),
        (' points=3 objective="S1"', ' objective="S1"', "source.missing_attribute"),
        ("points=3", 'points="three"', "source.bad_value"),
        ('name="sign"', 'name="反了"', "source.bad_value"),
        ("gaps = -levels", "gap = -levels", "source.answer_not_bound"),
        ("gaps = levels", "gaps = = levels", "source.does_not_parse"),
        ('# %% mistake="gaps" name="sign"\ngaps = -levels\n', "", "source.no_message"),
        ('# %% answer="gaps" points=3 objective="S1"\ngaps = levels\n', "", "source.no_answer"),
        ("levels = 1\n", "levels = gaps\n", "source.given_reads_answer"),
        ("gaps = levels\n", 'gaps = levels\n# %% inputs="gaps"\n[1]\n', "source.inputs"),
        ('name="sign"\n', 'name="sign" may_be_right=1\n', "source.bad_value"),
        (MESSAGE, MESSAGE.replace(" lang", " may_be_right=true lang"), "source.unknown_attribute"),
        ("# %%\nlevels", "levels", "source.no_marker"),
    ],
)
def test_a_source_that_breaks_the_grammar_is_refused(tmp_path: Path, before: str, after: str, key: str) -> None:
    assert before in ANSWER
    assert refused(tmp_path, ANSWER.replace(before, after, 1 if key != "source.no_message" else -1)).key == key


WRITTEN = """\
# %% [markdown] ask="why" lang="zh"
# 问
# %% [markdown] ask="why" lang="en"
# Ask
# %% [markdown] written="why" points=4 lang="zh"
# 答
# %% [markdown] written="why" points=4 lang="en"
# Model
# %% [markdown] rubric="why" lang="zh"
# 标准
# %% [markdown] rubric="why" lang="en"
# Rubric
"""


def sample(level: str, points: float) -> str:
    head = f'# %% [markdown] sample="why" level="{level}" points={points}'
    return f'{head} lang="zh"\n# {level}作答\n{head} lang="en"\n# {level} answer\n'


def test_a_written_answer_carries_its_samples(tmp_path: Path) -> None:
    text = WRITTEN + sample("weak", 0) + sample("middling", 2) + sample("strong", 4)
    samples = read_exercise(written(tmp_path, text)).written["why"].samples
    assert [(s.level, s.points, s.text["en"]) for s in samples] == [
        ("weak", 0, "weak answer"), ("middling", 2, "middling answer"), ("strong", 4, "strong answer"),
    ]  # fmt: skip
    assert read_exercise(written(tmp_path, WRITTEN)).written["why"].samples == ()


@pytest.mark.parametrize(
    "samples",
    [
        [("weak", 0)],
        [("weak", 0), ("strong", 2), ("middling", 4)],
        [("weak", 2), ("middling", 2), ("strong", 4)],
        [("weak", 0), ("middling", 2), ("strong", 5)],
        [("weak", 0), ("middling", 2), ("strong", 3), ("strong", 4)],
        [("feeble", 0), ("middling", 2), ("strong", 4)],
    ],
)
def test_samples_that_are_not_three_of_rising_points_are_refused(
    tmp_path: Path, samples: list[tuple[str, float]]
) -> None:
    error = refused(tmp_path, WRITTEN + "".join(sample(*one) for one in samples))
    assert (error.key, error.values["name"]) == ("source.samples", "why")


def test_the_same_answer_twice_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, ANSWER + ANSWER).key == "source.twice"


def test_a_lesson_refuses_cells_that_belong_in_an_exercise(tmp_path: Path) -> None:
    assert refused(tmp_path, ANSWER, exercise=False).key == "source.not_in_lesson"


def test_errors_come_in_the_current_language(tmp_path: Path) -> None:
    use("zh")
    assert "缺了一种语言" in str(refused(tmp_path, '# %% [markdown] lang="zh"\n# 只有中文\n', exercise=False))


def test_inserting_a_cell_changes_no_other_cells_identity(tmp_path: Path) -> None:
    before = [b.identity for b in read_lesson(written(tmp_path, "# %%\nx = 1\n# %%\ny = 2\n"))]
    after = [b.identity for b in read_lesson(written(tmp_path, "# %%\nx = 1\n# %%\nz = 3\n# %%\ny = 2\n"))]
    assert [after[0], after[2]] == before


def test_what_an_answer_depends_on_is_read_from_its_code() -> None:
    exercise = compiled(read_exercise(exercise_file("03_servqual")))
    assert exercise.answers_read_by("worst") == ("gaps",)
    assert exercise.answers_read_by("gaps") == ()


def test_free_names_are_seen_inside_functions_and_comprehensions() -> None:
    code = "def f(x):\n    return [x + y for z in q]\na, b = f(1), 2\nimport c"
    assert {"y", "q", "f"} <= names_read(code)
    assert not {"x", "z", "a"} & names_read(code)
    assert names_bound(code) == {"f", "a", "b", "c"}


def test_an_unknown_exercise_names_the_known_ones() -> None:
    with pytest.raises(SourceError, match="03_servqual"):
        exercise_file("99_none")


def test_contributing_shows_the_grammar_that_the_code_enforces(root: Path) -> None:
    assert grammar_table() in (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert all(kind.name in grammar_table() for kind in KINDS)
