import dataclasses
import re

import pytest
from outline import Outline
from questionnaires import WORDING, questionnaire

from fsq_lab.classroom import printed as pages
from fsq_lab.ground.language import LANGUAGES, use
from fsq_lab.survey.instruments import instrument, shipped
from fsq_lab.survey.questionnaire import Question, Wording


@pytest.fixture(params=[(name, language) for name in shipped() for language in LANGUAGES], ids="-".join)
def printed(request: pytest.FixtureRequest) -> tuple[str, str, Outline]:
    name, language = request.param
    use(language)
    return name, language, Outline(pages.questionnaire(name))


def test_every_question_stands_on_the_page_with_its_source(printed: tuple[str, str, Outline]) -> None:
    name, _, outline = printed
    asked = instrument(name)
    wordings = [asked.title, asked.source, asked.no_experience]
    wordings += [one.wording for one in (*asked.items, *asked.questions)]
    wordings += [text for answer in asked.answers for text in (answer.stem, answer.ask)]
    wordings += [word for _, word in asked.scale.labels] + ([asked.points] if asked.points else [])
    wordings += [word for q in asked.questions for _, word in (*q.choices, *(q.scale.labels if q.scale else ()))]
    assert [str(wording) for wording in wordings if str(wording) not in outline.text] == []


def test_each_item_offers_the_whole_scale_for_every_answer(printed: tuple[str, str, Outline]) -> None:
    name, _, outline = printed
    asked = instrument(name)
    cells = [attrs for tag, attrs in outline.elements if tag == "td" and "answer" in (attrs.get("class") or "")]
    assert len(cells) == len(asked.item_columns)
    with_none = sum("with-none" in (attrs["class"] or "") for attrs in cells)
    assert with_none == len(pages.experienced(asked)) * len(asked.items)
    marks = sum(attrs.get("class") == "mark" for _, attrs in outline.elements)
    scales = [q.scale for q in asked.questions if q.scale and q.scale.labels]
    points = asked.scale.high - asked.scale.low + 1
    assert marks == len(cells) * points + sum(scale.high - scale.low + 1 for scale in scales)


def test_the_page_is_sound_html_in_its_language_with_scoped_headers(printed: tuple[str, str, Outline]) -> None:
    _, language, outline = printed
    assert (outline.faults, outline.open) == ([], [])
    assert ("html", {"lang": {"zh": "zh-CN", "en": "en"}[language]}) in outline.elements
    headers = [attrs.get("scope") for tag, attrs in outline.elements if tag == "th"]
    assert set(headers) == {"col", "row"}


def test_the_page_loads_nothing(printed: tuple[str, str, Outline]) -> None:
    name, _, outline = printed
    loading = {"script", "link", "img", "iframe", "object", "video", "audio", "form"}
    assert not loading & {tag for tag, _ in outline.elements}
    assert not re.search(r"https?:|//|@import|url\(", pages.questionnaire(name))


def test_the_two_languages_ask_in_the_same_order_and_keep_apart() -> None:
    outlines = {}
    for language in LANGUAGES:
        use(language)
        outlines[language] = Outline(pages.questionnaire("bank_branch"))
    zh, en = ([tag for tag, _ in outlines[language].elements] for language in LANGUAGES)
    assert zh == en
    assert not re.search("[\u4e00-\u9fff]", outlines["en"].text)
    assert "您" in outlines["zh"].text
    assert not re.search("你|我们", outlines["zh"].text)


def test_the_parts_hold_every_question_once(printed: tuple[str, str, Outline]) -> None:
    asked = instrument(printed[0])
    held = [question.id for part in pages.parts(asked) for question in part.questions]
    assert sorted(held) == sorted(question.id for question in asked.questions)


def test_whoever_types_the_sheets_in_finds_every_column(printed: tuple[str, str, Outline]) -> None:
    name, _, outline = printed
    asked = instrument(name)
    assert "respondent" in outline.text
    for answer in asked.answers:
        first, *_, last = asked.columns(answer.id)
        assert f"{first} … {last}" in outline.text
    assert [q.id for q in asked.questions if q.id not in outline.text] == []


def test_a_small_questionnaire_has_no_empty_part_and_its_words_are_escaped() -> None:
    small = questionnaire({"tangibles": 2}, low=1, high=5)
    assert [part.name for part in pages.parts(small)] == ["items"]
    assert pages.questionnaire(small).count('<span class="mark">5</span>') == 4
    tricky = dataclasses.replace(small, title=Wording(zh="<b>&", en="<b>&"))
    assert "<b>" not in pages.questionnaire(tricky)
    assert "<h1>&lt;b&gt;&amp;</h1>" in pages.questionnaire(tricky)


def test_no_experience_is_offered_for_every_answer_where_there_is_no_perception() -> None:
    small = questionnaire({"tangibles": 2})
    assert pages.experienced(small) == ("perception",)
    only = dataclasses.replace(small, answers=(dataclasses.replace(small.answers[0], id="performance"),))
    assert pages.experienced(only) == ("performance",)


def test_the_minutes_follow_from_the_number_of_answers() -> None:
    small = questionnaire({"tangibles": 3})
    assert (pages.answers_in(small), pages.minutes(small)) == (6, 1)
    more = dataclasses.replace(small, questions=(Question("why", "text", WORDING),))
    assert (pages.answers_in(more), pages.minutes(more)) == (7, 2)


@pytest.mark.parametrize(("language", "told"), [("zh", "您的经历"), ("en", "What you experienced")])
def test_who_is_asked_for_experience_alone_is_not_told_of_expectations(language: str, told: str) -> None:
    use(language)
    page = pages.questionnaire("campus_bank")
    assert told in page
    assert {"zh": "您的期望", "en": "What you expect"}[language] not in page
    assert {"zh": "您的期望", "en": "What you expect"}[language] in pages.questionnaire("bank_branch")
