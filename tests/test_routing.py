"""Items and questions that not everyone is asked: read, printed, asked in a form, counted when read back."""

import pytest
import yaml
from plain_yaml import written_out

from fsq_lab.classroom.printed import parts, questionnaire
from fsq_lab.classroom.xlsform import xlsform
from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import CourseError, use
from fsq_lab.survey.instrument_files import read_instrument
from fsq_lab.survey.instruments import instrument
from fsq_lab.survey.loading import load
from fsq_lab.survey.reading import read_survey

SHIPPED = course_folder() / "course" / "instruments" / "insurance.yml"


@pytest.fixture
def changed(tmp_path):
    """Write the insurer questionnaire with item 13's rule replaced, and return the file."""

    def write(rule: object):
        source = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
        source["items"][12]["asked_if"] = rule
        file = tmp_path / "own.yml"
        file.write_text(written_out(source), encoding="utf-8")
        return file

    return write


def test_several_codes_may_open_an_item(changed):
    item = read_instrument(changed({"line": ["life", "property"]})).items[12]
    assert item.asked_if is not None
    assert item.asked_if.codes == ("life", "property")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("rule", "key", "named"),
    [
        ({"line": "motor"}, "routing_code", "motor"),
        ({"colour": "life"}, "routing_question", "colour"),
        ({"nps": "10"}, "routing_question", "nps"),
        ({"line": "life", "had_claim": "none"}, "bad_routing", "items > 13"),
        ({"line": True}, "bad_routing", "items > 13"),
        ({"line": []}, "bad_routing", "items > 13"),
        ("life", "not_a_table", "items > 13"),
    ],
)
def test_a_rule_that_cannot_hold_is_refused(changed, language, rule, key, named):
    use(language)
    with pytest.raises(CourseError) as refusal:
        read_instrument(changed(rule))
    assert refusal.value.key == f"instrument.{key}"
    assert named in str(refusal.value)


def test_deciding_questions_are_asked_before_the_items():
    screening = parts(instrument("insurance"))[0]
    assert screening.name == "screening"
    assert [question.id for question in screening.questions] == ["insurer", "line", "had_claim"]


@pytest.mark.parametrize(("language", "note"), [("zh", "（仅限A2选“财产险"), ("en", "(only if A2 is: Property")])
def test_the_page_says_whom_an_item_is_for(language, note):
    use(language)
    page = questionnaire("insurance")
    assert page.count('class="only"') == 4
    assert note in page


def test_the_form_asks_an_item_only_of_those_it_is_for():
    rows = {row["name"]: row for row in xlsform("insurance")["survey"]}
    assert rows["perception_13"]["relevant"].endswith("and (${line} = 'property')")
    assert rows["minimum_18"]["relevant"].endswith("and (${line} = 'life')")
    assert "line" not in rows["perception_12"]["relevant"]
    assert rows["claim_days"]["relevant"].endswith("and (${had_claim} = 'claimed')")
    names = list(rows)
    assert names.index("line") < names.index("minimum_1")


def test_what_is_not_asked_is_no_skipped_answer(tmp_path):
    table = load("insurance")
    file = tmp_path / "answers.csv"
    table.to_csv(file, index=False)
    report = read_survey(file, "insurance").report
    property_ = int((table["line"] == "property").sum())
    assert report.not_asked["perception_18"] == property_
    assert report.missing["perception_18"] == int(table["perception_18"].isna().sum()) - property_
    assert report.not_asked["claim_days"] == int((table["had_claim"] == "none").sum())
    assert report.stray == {}


def test_an_answer_from_someone_who_was_not_to_be_asked_is_kept_and_counted(tmp_path):
    table = load("insurance")
    row = table.index[table["line"] == "property"][0]
    table.loc[row, "perception_18"] = 6
    file = tmp_path / "answers.csv"
    table.to_csv(file, index=False)
    survey = read_survey(file, "insurance")
    assert survey.report.stray == {"perception_18": 1}
    assert survey.table.loc[row, "perception_18"] == 6
    assert "perception_18 (1)" in repr(survey.report)


def test_without_the_deciding_question_nothing_is_called_not_asked(tmp_path):
    file = tmp_path / "answers.csv"
    load("insurance").drop(columns="line").to_csv(file, index=False)
    report = read_survey(file, "insurance").report
    assert "perception_18" not in report.not_asked
    assert report.missing["perception_18"] > 150
