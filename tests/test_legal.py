"""course/legal.yml: every rule whole, every reference known, and the law told with an answer."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from quiz_material import changed

from fsq_lab.ground.fields import BankError
from fsq_lab.ground.language import LANGUAGES, CourseError, message_in, use
from fsq_lab.ground.legal import basis, course_rules, read_rules, references
from fsq_lab.quiz.bank import parse_items
from fsq_lab.roleplay.reading import parse_scenario

TIME_LIMIT = "consumer-complaints-2020-3/time-limit"


@pytest.fixture
def item(root: Path) -> dict[str, Any]:
    entries = yaml.safe_load((root / "tests" / "every_type.yml").read_text(encoding="utf-8"))
    return {key: value for key, value in entries[0].items() if key != "law"}


def parsed(entry: dict[str, Any]) -> Any:
    return parse_items(json.dumps([entry], ensure_ascii=False), "x.yml")[0]


def test_every_rule_has_both_languages_and_every_article_its_grade_and_source() -> None:
    rules = course_rules()
    assert len(rules) >= 25
    for rule in rules.values():
        for words in (rule.title, rule.issuer, *(article.text for article in rule.articles.values())):
            assert set(words) == set(LANGUAGES)
            assert all(text.strip() for text in words.values())
        assert rule.articles
        assert all(article.source for article in rule.articles.values())


def test_two_rules_are_not_called_by_one_name() -> None:
    for language in LANGUAGES:
        names = [name for rule in course_rules().values() for name in rule.called(language)]
        assert len(names) == len(set(names))


def test_a_reference_that_legal_yml_does_not_hold_is_refused_with_what_it_holds(item: dict[str, Any]) -> None:
    use("en")
    with pytest.raises(BankError, match="time-limit"):
        parsed({**item, "law": ["consumer-complaints-2020-3/clock"]})
    with pytest.raises(BankError, match=r"Enter a rule that is missing in legal\.yml") as fault:
        parsed({**item, "law": ["banking-law"]})
    assert fault.value.place.field == "law"
    assert parsed({**item, "law": [TIME_LIMIT]}).law == (TIME_LIMIT,)


@pytest.mark.parametrize("where", ["law", "lines.slip.choices.0.law"])
def test_a_role_play_names_its_law_as_a_whole_and_at_a_choice(root: Path, where: str) -> None:
    file = root / "course" / "roleplays" / "wrong-transfer.yml"
    scenario = yaml.safe_load(file.read_text(encoding="utf-8"))
    first = scenario["start"]
    path = where.replace("slip", first)
    told = json.dumps(changed(scenario, path, [TIME_LIMIT]), ensure_ascii=False)
    read = parse_scenario(told, file.name)
    assert (TIME_LIMIT,) in (read.law, read.lines[first].choices[0].law)
    with pytest.raises(CourseError, match="no-such"):
        parse_scenario(json.dumps(changed(scenario, path, ["no-such"]), ensure_ascii=False), file.name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_right_answer_tells_its_law_with_issuer_number_date_article_and_what_it_is_not(
    item: dict[str, Any], language: str
) -> None:
    told = basis((TIME_LIMIT,), language)
    rule = course_rules()["consumer-complaints-2020-3"]
    assert rule.number
    assert rule.regulator
    for part in (rule.title, rule.issuer, rule.number, rule.regulator):
        assert part[language] in told
    assert "2020-03-01" in told
    assert message_in(language, "law.articles", numbers=18) in told
    assert {"zh": "不构成法律意见", "en": "not legal advice"}[language] in told
    marked = parsed({**item, "law": [TIME_LIMIT]})
    assert marked.afterwards_told(language, 1)[-1] == told


def test_a_second_source_is_said_to_be_one() -> None:
    assert "未核对原文" in basis(("fund-fees-2025/entry",), "zh")
    assert "未核对原文" not in basis((TIME_LIMIT,), "zh")


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        ("rules.0.articles.time-limit.figures.0.unit", "fortnights", "fortnights"),
        ("rules.0.articles.time-limit.grade", "C", "A\\*"),
        ("rules.0.articles.time-limit.source", ..., "source"),
        ("rules.0.isuer", {"zh": "x", "en": "x"}, "isuer"),
        ("rules.1.id", "consumer-complaints-2020-3", "twice"),
    ],
)
def test_a_fault_in_legal_yml_is_told_with_its_rule(
    root: Path, tmp_path: Path, path: str, value: object, named: str
) -> None:
    use("en")
    whole = yaml.safe_load((root / "course" / "legal.yml").read_text(encoding="utf-8").replace("2026-11-29", "now"))
    plain = json.loads(json.dumps(whole, default=str))
    (tmp_path / "legal.yml").write_text(json.dumps(changed(plain, path, value)), encoding="utf-8")
    with pytest.raises(CourseError, match=named):
        read_rules(tmp_path / "legal.yml")


def test_a_reader_sees_the_law_after_the_right_answer_and_not_before(item: dict[str, Any]) -> None:
    use("zh")
    bank = parsed({**item, "law": [TIME_LIMIT]})
    assert basis(bank.law, "zh") not in json.dumps(bank.question("zh", 1), ensure_ascii=False)


def test_references_are_rules_and_their_articles() -> None:
    assert {"civil-code", "civil-code/unjust-enrichment", TIME_LIMIT} <= references()
