"""Questionnaires: the shipped one says what it should, and a faulty one is refused with the place and the remedy."""

import copy
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from plain_yaml import written_out

from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import CourseError, label, use
from fsq_lab.survey.instrument_files import read_instrument
from fsq_lab.survey.instruments import instrument, shipped
from fsq_lab.survey.questionnaire import Instrument

BRANCH = yaml.safe_load((course_folder() / "course" / "instruments" / "bank_branch.yml").read_text(encoding="utf-8"))
NEGATIVE = {"zh": r"不(?!上)|没|别|勿|从不", "en": r"\b(?:not|never|no|nobody|without|don't)\b"}
OBLIGING = {"zh": "应该|应当|必须|理应", "en": r"\b(?:should|must|ought)\b"}


def save(folder: Path, source: Any) -> Path:
    file = folder / "mine.yml"
    file.write_text(written_out(source, sort_keys=False), encoding="utf-8")
    return file


@pytest.fixture
def branch() -> Instrument:
    return instrument("bank_branch")


def test_branch_questionnaire_has_22_items_4_5_4_4_5(branch):
    assert branch.dimensions == ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
    assert [len(branch.items_of(dimension)) for dimension in branch.dimensions] == [4, 5, 4, 4, 5]
    assert [item.number for item in branch.items] == list(range(1, 23))


def test_columns_name_answer_and_item_in_order(branch):
    assert branch.columns("expectation") == [f"expectation_{number}" for number in range(1, 23)]
    assert branch.item_columns == branch.columns("expectation") + branch.columns("perception")
    assert branch.table_columns[:3] == ["respondent", "branch", "expectation_1"]
    assert len(set(branch.table_columns)) == len(branch.table_columns) == 63


def test_scale_names_both_ends_and_the_midpoint(branch):
    assert (branch.scale.low, branch.scale.high) == (1, 7)
    assert [point for point, _ in branch.scale.labels] == [1, 4, 7]


def test_items_are_worded_positively_and_stems_never_say_should(branch):
    sentences = [item.wording for item in branch.items]
    for language in ("zh", "en"):
        for wording in sentences:
            assert not re.search(NEGATIVE[language], getattr(wording, language)), wording
        for wording in [*sentences, *(answer.stem for answer in branch.answers), *(one.ask for one in branch.answers)]:
            assert not re.search(OBLIGING[language], getattr(wording, language)), wording


def test_negative_wording_would_be_seen():
    assert re.search(NEGATIVE["zh"], "工作人员从不忙得顾不上客户")
    assert re.search(NEGATIVE["en"], "Staff are never too busy")


def test_it_says_adapted_and_cites_its_source(branch):
    assert "not the original items" in branch.source.en
    assert "不是原题" in branch.source.zh
    assert all("1988" in text and "1991" in text for text in branch.source.both)


def test_no_experience_is_offered_in_both_languages(branch):
    assert branch.no_experience_code == "NE"
    assert branch.no_experience.both == ("没有经历过", "No experience of this")


def test_no_two_questions_read_the_same(branch):
    for language in ("zh", "en"):
        texts = [getattr(one.wording, language) for one in (*branch.items, *branch.questions)]
        assert len(set(texts)) == len(texts)


def test_wording_speaks_the_language_in_use(branch):
    use("zh")
    assert str(branch.title) == "银行网点服务质量问卷"
    use("en")
    assert str(branch.title) == "Bank branch service quality questionnaire"


def test_an_instrument_passes_through(branch):
    assert instrument(branch) is branch


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_unknown_name_is_refused_with_the_shipped_ones(language):
    use(language)
    with pytest.raises(CourseError) as refusal:
        instrument("bank")
    assert all(name in str(refusal.value) for name in shipped())


def test_unknown_dimension_and_answer_are_refused(branch):
    with pytest.raises(CourseError, match="tangibles, reliability"):
        branch.items_of("warmth")
    with pytest.raises(CourseError, match="expectation, perception"):
        branch.columns("importance")


def test_a_questionnaire_of_ones_own_with_one_answer_and_five_points(tmp_path):
    source = copy.deepcopy(BRANCH)
    source["id"] = "mine"
    del source["answers"]["expectation"], source["questions"], source["points"]
    ends = {point: {"zh": f"{point}", "en": f"{point}"} for point in (1, 3, 5)}
    source["scale"] = {"low": 1, "high": 5, "labels": ends}
    mine = read_instrument(save(tmp_path, source))
    assert mine.item_columns == [f"perception_{number}" for number in range(1, 23)]
    assert mine.table_columns == ["respondent", *mine.item_columns]
    assert instrument(mine) is mine


def change(*path: Any, to: Any = None, drop: bool = False) -> Any:
    """Return a function that changes or drops one place of a questionnaire."""

    def changed(source: Any) -> Any:
        table = source
        for step in path[:-1]:
            table = table[step]
        if drop:
            del table[path[-1]]
        else:
            table[path[-1]] = to
        return source

    return changed


FAULTS = [
    ("no_partner", "items > 3", change("items", 2, "en", drop=True)),
    ("no_partner", "title", change("title", "zh", to="  ")),
    ("no_partner", "questions > nps", change("questions", 10, "en", to=10)),
    ("no_partner", "answers > expectation > ask", change("answers", "expectation", "ask", "zh", drop=True)),
    ("number_twice", "22", change("items", 0, "number", to=22)),
    ("unknown_dimension", "warmth", change("items", 4, "dimension", to="warmth")),
    ("empty_dimension", "warmth", change("dimensions", "warmth", to={"zh": "热情", "en": "Warmth"})),
    ("bad_number", "0", change("items", 0, "number", to=0)),
    ("bad_number", "True", change("items", 0, "number", to=True)),
    ("bad_scale", "7", change("scale", "low", to=7)),
    ("bad_scale", "one", change("scale", "low", to="one")),
    ("label_off_scale", "8", change("scale", "labels", 8, to={"zh": "极", "en": "Utterly"})),
    ("point_unnamed", "4", change("scale", "labels", 4, drop=True)),
    ("point_unnamed", "7", change("scale", "labels", 7, drop=True)),
    ("missing_entry", "scale", change("scale", drop=True)),
    ("missing_entry", "items > 1 > number", change("items", 0, "number", drop=True)),
    ("missing_entry", "no_experience > code", change("no_experience", "code", drop=True)),
    ("not_a_list", "items", change("items", to={"1": "one"})),
    ("not_a_list", "items", change("items", to=[])),
    ("not_a_table", "dimensions", change("dimensions", to=["tangibles"])),
    ("unknown_entry", "itmes", change("itmes", to=[])),
    ("question_twice", "nps", change("questions", 11, "id", to="nps")),
    ("question_twice", "respondent", change("questions", 11, "id", to="respondent")),
    ("question_twice", "perception_1", change("questions", 11, "id", to="perception_1")),
    ("unknown_kind", "slider", change("questions", 11, "kind", to="slider")),
    ("points_for_nothing", "weight_warmth", change("questions", 1, "id", to="weight_warmth")),
    ("missing_entry", "questions > age_band > choices", change("questions", 16, "choices", drop=True)),
]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("key", "place", "fault"), FAULTS, ids=[f"{key}-{place}" for key, place, _ in FAULTS])
def test_a_faulty_questionnaire_is_refused_with_file_and_place(tmp_path, language, key, place, fault):
    use(language)
    file = save(tmp_path, fault(copy.deepcopy(BRANCH)))
    with pytest.raises(CourseError) as refusal:
        read_instrument(file)
    assert refusal.value.key == f"instrument.{key}"
    assert "mine.yml" in str(refusal.value)
    assert place in str(refusal.value)


def test_the_unchanged_questionnaire_would_be_read(tmp_path):
    assert read_instrument(save(tmp_path, copy.deepcopy(BRANCH))) == instrument("bank_branch")


@pytest.mark.parametrize(
    ("key", "content"),
    [
        ("not_yaml", b"items: [1, 2"),
        ("not_yaml", b"a: b: c"),
        ("not_a_table", b"- 1"),
        ("not_a_table", b""),
        ("not_utf8", "标题: 问卷".encode("gb18030")),
    ],
)
def test_a_file_that_is_no_questionnaire_is_refused(tmp_path, key, content):
    file = tmp_path / "mine.yml"
    file.write_bytes(content)
    with pytest.raises(CourseError) as refusal:
        read_instrument(file)
    assert refusal.value.key == f"instrument.{key}"


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(CourseError, match=r"gone\.yml"):
        read_instrument(tmp_path / "gone.yml")


def test_importing_instruments_loads_no_numpy_or_pandas():
    code = (
        "import sys; from fsq_lab.survey.instruments import instrument; instrument('bank_branch')\n"
        "print([name for name in ('numpy', 'pandas') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_every_choice_of_a_shipped_questionnaire_is_shown_in_words_not_by_its_code():
    for language in ("zh", "en"):
        use(language)
        codes = {
            code
            for name in shipped()
            for question in instrument(name).questions
            for code, _ in question.choices or ()
            if code.replace("_", "").isalpha()
        }
        assert len(codes) > 8
        assert {code for code in codes if label(code) == code} == set()
    use("zh")
    assert (label("none"), label("no_signal")) == ("没有", "没有信号")
