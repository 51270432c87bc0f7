"""course/legal.yml: every rule whole, every reference known, and the law told with an answer."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from course_copies import chapter_in, copy_of_course
from quiz_material import changed

from fsq_lab.gates import law
from fsq_lab.gates.law_texts import Passage, course_passages
from fsq_lab.gates.sources import sources_of
from fsq_lab.ground.fields import BankError
from fsq_lab.ground.language import LANGUAGES, CourseError, message_in, use
from fsq_lab.ground.legal import basis, course_rules, read_rules, references
from fsq_lab.quiz.bank import parse_items
from fsq_lab.roleplay.reading import parse_scenario
from fsq_lab.roleplay.widget import RoleWidget

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
    with pytest.raises(BankError, match=r"first enter it in legal\.yml") as fault:
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


def test_a_rule_that_was_replaced_is_not_told_as_the_law() -> None:
    assert "2020-03-01起以新规定为准" in basis(("life-service-2010-4/complaints",), "zh")
    assert "replaced on 2020-03-01" in basis(("life-service-2010-4/complaints",), "en")
    assert "replaced" not in basis(("life-service-2010-4/claims",), "en")


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


def test_a_role_play_tells_its_law_when_it_has_ended(root: Path) -> None:
    use("zh")
    file = root / "course" / "roleplays" / "wrong-transfer.yml"
    whole = changed(yaml.safe_load(file.read_text(encoding="utf-8")), "law", [TIME_LIMIT])
    scenario = parse_scenario(json.dumps(whole, ensure_ascii=False), file.name)
    assert TIME_LIMIT in scenario.rests_on
    told = basis(scenario.rests_on, "zh")
    assert "不构成法律意见" in told
    widget = RoleWidget(scenario)
    assert told not in json.dumps(widget.scene, ensure_ascii=False)
    while widget.play.ending is None:
        widget.choose(0)
    assert told in widget.scene["ending"]["debrief"]


def test_references_are_rules_and_their_articles() -> None:
    assert {"civil-code", "civil-code/unjust-enrichment", TIME_LIMIT} <= references()


def said(text: str, language: str, *rests_on: str) -> list[tuple[str, bool]]:
    passage = Passage("x", language, text, rests_on)
    return [(mention.said, mention.held) for mention in law.mentions_in(passage, course_rules())]


TITLE = "《银行业保险业消费投诉处理管理办法》"


@pytest.mark.parametrize(
    ("language", "text", "rests_on", "wrong"),
    [
        ("zh", f"{TITLE}第十八条：15日内作出决定。", (), []),
        ("zh", f"{TITLE}第18条：15个工作日内作出决定。", (), ["15个工作日"]),
        ("zh", f"{TITLE}规定，简单的15日，复杂的六十日。", (), ["六十日"]),
        ("zh", f"{TITLE}第十八条：7个工作日内转送。", (), ["7个工作日"]),
        ("zh", f"{TITLE}第三十三条：7个工作日内转送。", (), []),
        ("zh", f"{TITLE}第四十六条。", (), ["第四十六条"]),
        ("zh", "《银行投诉管理条例》要求立即答复。", (), ["《银行投诉管理条例》"]),
        ("zh", "保险条款第五条写着，要在10日内报案。", (), []),
        ("zh", "简单的15天，复杂的30天；期限是45天的，没有。", (TIME_LIMIT,), ["45天"]),
        ("zh", "期限是15个自然日，不是15个工作日。", (TIME_LIMIT,), []),
        ("zh", "以前要在60个工作日内办完。", ("complaints-notice-2012-13",), []),
        ("zh", "要在60个工作日内办完。", ("complaints-notice-2012-13",), ["60个工作日"]),
        ("zh", "基金销售费用管理规定把申购费的上限定在1.5%。", ("fund-fees-2025/entry",), ["1.5%"]),
        ("zh", "基金销售费用管理规定把申购费的上限定在0.8%、0.5%和0.3%。", ("fund-fees-2025/entry",), []),
        ("zh", "基金销售费用管理规定把申购费的上限定在1.2%。", (), ["1.2%"]),
        ("zh", "适当性管理办法说60周岁以上的客户要特别注意。", (), ["60周岁"]),
        ("zh", "按2026年2月1日起施行的适当性管理办法，65周岁以上的客户要特别注意。", (), []),
        ("zh", "按法律第三条办理。", (), []),
        ("zh", "保密法第三条另有规定。", (), ["第三条"]),
        ("en", "Under Order 2020 No. 3, art. 18, it is decided within 15 days.", (), []),
        (
            "en",
            "Under Order 2020 No. 3, art. 18, it is decided within fifteen working days.",
            (),
            ["fifteen working days"],
        ),
        ("en", "Order 2019 No. 8 asks for an answer.", (), ["Order 2019 No. 8"]),
        ("en", "Insurance Law, art. 23, asks for payment within ten days.", (), []),
        ("en", "Insurance Law, art. 23, asks for payment within 20 days.", (), ["20 days"]),
        ("en", "Insurance Law, art. 17, asks for payment.", (), ["art. 17"]),
        ("en", "The suitability measures name customers aged 60.", (), ["aged 60"]),
        ("en", "The limit is 30 days, and 40 days when complex.", (TIME_LIMIT,), ["40 days"]),
        ("en", "She waited 40 days for a card.", (TIME_LIMIT,), []),
        ("en", "The anti-money laundering law keeps them at least 5 years.", (), ["5 years"]),
        ("zh", "按规定15天内答复，我们用了11天。", (TIME_LIMIT,), []),
        ("zh", "按规定16天内答复，我们用了11天。", (TIME_LIMIT,), ["16天"]),
        ("zh", "身份资料在业务结束后留八年。", ("anti-money-laundering-2024/keeping",), ["八年"]),
        ("en", "Identity data stay for eight years.", ("anti-money-laundering-2024/keeping",), ["eight years"]),
        ("zh", "客户打了12378热线，又打了热线12386。", (), []),
        ("zh", "客户打了12387热线。", (), ["12387"]),
        ("en", "The customer called the hotline 12377.", (), ["12377"]),
        ("en", "Order 778, art. 24; PIPL art. 47, and PIPL art. 77.", (), ["art. 77"]),
    ],
)
def test_what_legal_yml_does_not_hold_is_found_and_what_it_holds_is_not(
    language: str, text: str, rests_on: tuple[str, ...], wrong: list[str]
) -> None:
    assert [what for what, held in said(text, language, *rests_on) if not held] == wrong


def test_everything_the_course_says_of_the_law_is_held(root: Path) -> None:
    found = [mention for sources in sources_of(root) for mention in law.mentions(sources)]
    assert len(found) >= 50
    assert {mention.passage.language for mention in found} == set(LANGUAGES)
    assert [mention for mention in found if not mention.held] == []


READ = ("course/training.yml", "course/training_worlds.yml", "course/training_figures.yml", "course/file_fields.yml",
        "course/training_sample_good.yml", "course/training_sample_middling.yml", "course/glossary.yml",
        "course/instruments/insurance.yml", "datasets/cards/complaints_log.yml", "datasets/cards/complaints_log.zh.md",
        "datasets/cards/complaints_log.en.md", "docs/teaching.md", "docs/teaching.zh.md", "README.md", "README.zh.md",
        "fsq_lab/ground/locale/zh.yml", "fsq_lab/ground/locale/en.yml",
        "fsq_lab/customers/files/deletion.py")  # fmt: skip
SAYING = ("training_worlds", "training_figures", "training_sample_good", "training_sample_middling", "file_fields",
          "locale/zh", "locale/en", "customers/files")  # fmt: skip


def test_everything_said_of_the_law_outside_the_chapters_is_held(root: Path) -> None:
    read = {passage.where.partition(",")[0] for passage in course_passages(root)}
    assert set(READ) <= read
    assert "course/legal.yml" not in read
    found = law.course_mentions(root)
    assert [mention for mention in found if not mention.held] == []
    assert {mention.passage.language for mention in found} == set(LANGUAGES)
    for place in SAYING:
        assert any(place in mention.passage.where for mention in found), place


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("course/training_worlds.yml", "按情况复杂延长到30日", "按情况复杂延长到45日", "45日"),
        ("course/training_worlds.yml", "extended to 30 days", "extended to 45 days", "45 days"),
        ("course/training_figures.yml", "not told within 15 days", "not told within 10 days", "10 days"),
        ("course/training_sample_good.yml", "在业务结束后留十年", "在业务结束后留五年", "五年"),
        ("course/training_sample_middling.yml", "按规定15天内", "按规定20天内", "20天"),
        ("course/file_fields.yml", "en: ten years after", "en: five years after", "five years"),
        ("course/file_fields.yml", "65岁以上要特别对待", "60岁以上要特别对待", "60岁"),
        ("course/file_fields.yml", "special care from 65 on", "special care from 60 on", "care from 60 on"),
        ("datasets/cards/complaints_log.zh.md", "**注意** ", "**注意** 《投诉处理办法》第九十九条。", "第九十九条"),
        ("datasets/cards/complaints_log.en.md", "# ", "# Order 2020 No. 3: 15 working days. ",
         "15 working days"),
        ("docs/teaching.zh.md", "# ", "# 《银行投诉管理条例》", "《银行投诉管理条例》"),
        ("docs/teaching.md", "# ", "# Order 2020 No. 13 ", "Order 2020 No. 13"),
        ("fsq_lab/ground/locale/zh.yml", "实施条例第二十四条", "实施条例第二十五条", "第二十五条"),
        ("fsq_lab/ground/locale/en.yml", "(Regulations implementing the Consumer Protection Law,",
         "(Consumer Protection Law,", "art. 24"),
        ("fsq_lab/customers/files/deletion.py", "PIPL art. 47", "PIPL art. 74", "art. 74"),
    ],
)  # fmt: skip
def test_a_wrong_figure_outside_the_chapters_is_named(
    root: Path, tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    for name in ("course/legal.yml", file):
        copy = tmp_path / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text((root / name).read_text(encoding="utf-8"), encoding="utf-8")
    assert all(mention.held for mention in law.course_mentions(tmp_path))
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert [
        (one.said, one.passage.where.partition(",")[0]) for one in law.course_mentions(tmp_path) if not one.held
    ] == [(said, file)]


def test_a_wrong_figure_in_a_bank_a_note_or_a_role_play_is_named_and_one_in_a_wrong_option_is_not(
    root: Path, tmp_path: Path
) -> None:
    use("en")
    copy = copy_of_course(root, tmp_path, "12_objections_refusals_complaints")
    bank = chapter_in(copy, "12_objections_refusals_complaints").bank_file
    whole = yaml.safe_load(bank.read_text(encoding="utf-8"))
    place = next(n for n, entry in enumerate(whole) if entry["id"] == "two-risk-grades")
    right = next(n for n, option in enumerate(whole[place]["options"]) if option.get("right"))
    false = "Order 2025 No. 7, art. 99."
    for option in range(len(whole[place]["options"])):
        changed_bank = changed({"items": whole}, f"items.{place}.options.{option}.en.text", false)["items"]
        bank.write_text(json.dumps(changed_bank, ensure_ascii=False), encoding="utf-8")
        (sources,) = (one for one in sources_of(copy) if one.chapter.bank_file == bank)
        told = law.faults(sources)
        assert len(told) == (option == right)
        assert all("two-risk-grades" in fault and "art. 99" in fault for fault in told)
    play = copy / "course" / "roleplays" / "no-more-calls.yml"
    play.write_text(play.read_text(encoding="utf-8").replace("第二十九条", "第九十九条"), encoding="utf-8")
    assert any("no-more-calls" in fault and "第九十九条" in fault for fault in law.faults(sources))
