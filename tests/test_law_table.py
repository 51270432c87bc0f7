"""Rules shown as a table: all of it from course/legal.yml, in the language of the reader, and refused by name."""

import pytest

from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.ground.law_table import show_law
from fsq_lab.ground.legal import as_of, course_rules

LIMIT, DAYS = "consumer-complaints-2020-3/time-limit", "consumer-complaints-2020-3/calendar-days"
CLAIMS, OUTLETS = "life-service-2010-4/claims", "outlet-service-2015/outlets"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_holds_title_articles_maker_number_date_regulator_and_text(language: str) -> None:
    use(language)
    document, maker, says = show_law(CLAIMS).rows[0]
    rule = course_rules()["life-service-2010-4"]
    assert rule.title[language] in document
    assert all(str(number) in document for number in rule.articles["claims"].numbers)
    assert rule.number is not None
    assert rule.regulator is not None
    for told in (rule.issuer[language], rule.number[language], rule.regulator[language], str(rule.in_force)):
        assert told in maker
    assert says == rule.articles["claims"].text[language]


def test_articles_of_one_rule_share_a_row_and_rules_keep_their_order() -> None:
    table = show_law(LIMIT, CLAIMS, DAYS)
    assert len(table.rows) == 2
    assert "art. 18, 43" in table.rows[0][0]
    assert "calendar day" in table.rows[0][2]


def test_what_was_read_in_a_second_source_says_so_and_the_rest_does_not() -> None:
    assert "secondary source" in show_law(OUTLETS).rows[0][2]
    assert "secondary source" not in show_law(LIMIT).rows[0][2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_when_it_was_looked_up_and_that_it_is_no_legal_advice(language: str) -> None:
    use(language)
    html = show_law(LIMIT)._repr_html_()
    assert as_of() in html
    assert {"zh": "不构成法律意见", "en": "not legal advice"}[language] in html
    assert f'lang="{language}' in html
    assert html.count("<tr>") == 2


@pytest.mark.parametrize(
    ("names", "told"),
    [((), "what to show"), (("consumer-complaints-2020-3",), "time-limit"), (("life-service-2010-4/day",), "claims")],
)
def test_a_name_that_legal_yml_does_not_hold_is_refused_with_what_it_holds(names: tuple[str, ...], told: str) -> None:
    with pytest.raises(CourseError, match=told):
        show_law(*names)
