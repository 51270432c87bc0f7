"""Terms, languages and figures: the rules, and the texts outside of chapters; chapters have the gates."""

import copy
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from fsq_lab.gates.sources import pairs_in
from fsq_lab.gates.wording import text_faults
from fsq_lab.ground.language import LANGUAGES, catalogue, speaking
from fsq_lab.report.evaluation import evaluate
from fsq_lab.source.grammar import Block
from fsq_lab.source.prose import (
    ProseError,
    chinese_in_english,
    defined_otherwise,
    glossary_faults,
    is_definition,
    long_readings,
    punctuation_faults,
    refuse_typed_figures,
    repeated_sentences,
    stars_left,
    undefined_terms,
)


def messages(zh: Any, en: Any) -> list[dict[str, str]]:
    if isinstance(zh, dict):
        return [pair for key in zh for pair in messages(zh[key], en[key])]
    return [{"zh": str(zh), "en": str(en)}]


def common_texts(root: Path) -> dict[str, list[dict[str, str]]]:
    """Texts of no chapter: messages, questionnaires and role plays."""
    texts: dict[str, list[dict[str, str]]] = {"messages": messages(catalogue("zh"), catalogue("en"))}
    for file in sorted(
        file for room in ("instruments", "roleplays") for file in (root / "course" / room).glob("*.yml")
    ):
        texts[f"{file.parent.name}/{file.name}"] = pairs_in(yaml.safe_load(file.read_text(encoding="utf-8")))
    return texts


def report_texts(root: Path) -> list[dict[str, str]]:
    """The words of a whole evaluation report with a zone of tolerance, as it is printed in both languages."""
    shown = {}
    for language in LANGUAGES:
        with speaking(language):
            html = evaluate(root / "datasets" / "synthetic" / "insurance.csv", "insurance")
        visible = re.sub(r"<style.*?</style>|<img[^>]*>|href=\"[^\"]*\"", "", html, flags=re.DOTALL)
        shown[language] = re.sub(r"<[^>]+>", "\n", visible)
    return [{"zh": shown["zh"], "en": ""}, {"zh": "", "en": shown["en"]}]


@pytest.fixture
def glossary(root: Path) -> list[dict[str, Any]]:
    return list(yaml.safe_load((root / "course" / "glossary.yml").read_text(encoding="utf-8")))


def test_messages_questionnaires_and_role_plays_keep_to_terms_languages_and_punctuation(root: Path) -> None:
    glossary = yaml.safe_load((root / "course" / "glossary.yml").read_text(encoding="utf-8"))
    texts = common_texts(root)
    assert len(texts) > 10
    assert all(texts.values())
    assert [fault for name, pairs in texts.items() for fault in text_faults(name, pairs, glossary)] == []


def test_the_report_uses_no_wrong_form(root: Path, glossary: list[dict[str, Any]]) -> None:
    unpaired = [{**entry, "pair": False} for entry in glossary]
    shown = report_texts(root)
    assert "最低水平" in shown[0]["zh"]
    assert glossary_faults(unpaired, shown) == []


def test_one_word_may_serve_two_terms_of_the_other_language() -> None:
    glossary = [{"zh": "可靠性", "en": "reliability", "pair": True, "also": {"zh": ["信度"]}}]
    assert glossary_faults(glossary, [{"zh": "信度有区间。", "en": "Reliability has an interval."}]) == []
    assert glossary_faults(glossary, [{"zh": "信度有区间。", "en": "Alpha has an interval."}]) == []
    assert len(glossary_faults(glossary, [{"zh": "区间很宽。", "en": "Reliability has a wide interval."}])) == 1
    assert len(glossary_faults(glossary, [{"zh": "可靠性最低。", "en": "It is lowest."}])) == 1


@pytest.mark.parametrize(
    "place", ["plots.tolerance_axis", "servqual.no_tolerance", "report.head_minimum", "findings.wait"]
)
def test_the_gate_reads_charts_messages_and_reports(place: str, root: Path, glossary: list[dict[str, Any]]) -> None:
    zh, en = (copy.deepcopy(catalogue(language)) for language in LANGUAGES)
    room, key = place.split(".")
    assert glossary_faults(glossary, messages(zh, en)) == []
    for wrong in ("最低要求", "题项5"):
        zh[room][key] = wrong
        assert len(glossary_faults(glossary, messages(zh, en))) == 1
    zh[room][key] = "两个网点分不出高低"
    assert len(glossary_faults(glossary, messages(zh, en))) == 1


def test_the_gate_on_texts_outside_of_chapters_can_fail() -> None:
    pair = {"zh": "移情性 and 同理心性", "en": "词"}
    found = "\n".join(text_faults("x.yml", [pair], ENTRIES))
    assert found.count("x.yml: a wrong form of a term") == 2
    assert "x.yml [en]: Chinese in the English text" in found
    assert "x.yml [zh]: punctuation" in found


def test_texts_are_found_wherever_they_stand_in_a_yaml_file() -> None:
    line = {
        "zh": "一",
        "en": "one",
        "choices": [{"zh": {"text": "二", "why": "三"}, "en": {"text": "two", "why": "three"}}],
    }
    assert pairs_in([{"lines": {"a": line}}]) == [
        {"zh": "一", "en": "one"},
        {"zh": "二", "en": "two"},
        {"zh": "三", "en": "three"},
    ]


@pytest.mark.parametrize(
    ("language", "text", "faults"),
    [
        ("zh", "**差距**（gap）是感知减期望，没有达到期望得负数。", 0),
        ("zh", "**差距**（gap）是期望减感知。", 1),
        ("zh", "差距是指客户有多不满意。", 1),
        ("zh", "差距是负的，只说明没有达到期望。", 0),
        ("zh", "**客户忠诚度**（customer loyalty）是客户再来的次数。", 1),
        ("zh", "**客户忠诚度**（customer loyalty）是客户以后继续选择、愿意推荐一家机构的程度，既看态度，也看行为。", 0),
        ("en", "A **gap** is perception minus expectation: negative means below.", 0),
        ("en", "A gap means that customers are dissatisfied.", 1),
        ("en", "A negative gap means below expectation.", 0),
        ("en", "**Customer satisfaction** is how good service is over the years.", 1),
    ],
)
def test_the_four_that_the_course_defines_are_defined_in_one_way(
    glossary: list[dict[str, Any]], language: str, text: str, faults: int
) -> None:
    assert len([entry for entry in glossary if "definition" in entry]) == 4
    assert len(defined_otherwise(glossary, text, language)) == faults


def test_the_definitions_keep_to_themselves(glossary: list[dict[str, Any]]) -> None:
    for entry in glossary:
        for language, said in entry.get("definition", {}).items():
            bold = said.replace(entry[language], f"**{entry[language]}**", 1)
            assert defined_otherwise(glossary, bold, language) == []


ENTRIES: list[dict[str, Any]] = [
    {
        "zh": "移情性",
        "en": "empathy",
        "pair": True,
        "must_define": True,
        "never": {"zh": ["同理心性"], "en": ["sympathy"]},
    },
    {"zh": "差距", "en": "gap", "only_with": {"zh": "SERVQUAL", "en": "SERVQUAL"}, "never": {"zh": ["差异"], "en": []}},
]


@pytest.mark.parametrize(
    ("zh", "en", "faults"),
    [
        ("移情性", "empathy", 0),
        ("移情性", "kindness", 1),
        ("体贴", "empathy", 1),
        ("移情性和同理心性", "empathy", 1),
        ("移情性", "empathy, not Sympathy", 1),
        ("统计上有差异", "differ", 0),
        ("SERVQUAL的差异", "SERVQUAL", 1),
        ("`移情性`", "kindness", 0),
    ],
)
def test_the_glossary_gate_can_fail(zh: str, en: str, faults: int) -> None:
    assert len(glossary_faults(ENTRIES, [{"zh": zh, "en": en}])) == faults


def test_the_definition_gate_can_fail() -> None:
    good, bad = "先看**移情性**（empathy），再说移情性。", "先说移情性，再看移情性（empathy）。"
    assert undefined_terms(ENTRIES, [{"zh": good, "en": ""}]) == []
    assert undefined_terms(ENTRIES, [{"zh": bad, "en": ""}]) == ["移情性（empathy）"]


def test_the_language_gate_can_fail() -> None:
    assert chinese_in_english("a 词 here") == ["词"]
    assert chinese_in_english('a <span lang="zh">词</span> here') == []


@pytest.mark.parametrize(
    ("language", "text", "faults"),
    [
        ("zh", "先猜,再运行。", 1),
        ("zh", "差距(感知减期望)", 2),
        ("zh", '他说"好"', 2),
        ("zh", "用SERVQUAL 测量", 1),
        ("zh", "共 600位", 1),
        ("zh", "没有达到期望.", 1),
        ("zh", "**先猜**: 再运行", 1),
        ("zh", "## 1 读入问卷（2分钟），见[03 用SERVQUAL测量](03.ipynb)；文件名以.csv结尾，`a, b`，{n}", 0),
        ("en", "a gap，perception", 1),
        ("en", "（half）", 2),
        ("en", 'a gap, "perception" (minus) <span lang="zh">期望，</span> `，`', 0),
    ],
)
def test_the_punctuation_gate_can_fail(language: str, text: str, faults: int) -> None:
    assert len(punctuation_faults(text, language)) == faults


def test_the_gate_against_repeated_sentences_can_fail() -> None:
    zh, en = "先看丢了什么，空了什么，再算差距，带上人数和区间。", "Look first at what was dropped, then at the gaps."
    for language, sentence in (("zh", zh), ("en", en)):
        chapters = {"00": [f"# x\n\n{sentence}"], "01": [f"y. {sentence} z"], "03": ["y."]}
        assert repeated_sentences(chapters, language) == {sentence: ["00", "01"]}
        assert repeated_sentences({"00": [sentence, sentence]}, language) == {}


def test_a_definition_may_stand_in_every_chapter_and_nothing_like_it(root: Path) -> None:
    glossary = yaml.safe_load((root / "course" / "glossary.yml").read_text(encoding="utf-8"))
    defined = [entry for entry in glossary if "definition" in entry]
    assert len(defined) >= 4
    for entry in defined:
        for language in LANGUAGES:
            whole = str(entry["definition"][language])
            stop, more = {"zh": ("。", "，这很要紧。"), "en": (".", ", which matters.")}[language]
            assert is_definition(glossary, whole + stop, language)
            assert not is_definition(glossary, whole + more, language)


def test_bold_that_does_not_close_is_found() -> None:
    assert stars_left("- **★**是短路径") == ["**★**是短路径"]
    assert stars_left("- ★**短路径**：`a ** b`") == []


def test_the_gate_against_long_readings_can_fail() -> None:
    half = Block("text", 1, text={"zh": "读" * 400, "en": "read " * 300})
    code = Block("code", 2, code="1")
    asked = Block("text", 3, text={"zh": "**停一下，想一想**。", "en": "**Stop and judge.**"})
    folded = Block("text", 4, text={part: f"<details>{half.text[part]}</details>" for part in LANGUAGES})
    for language in LANGUAGES:
        assert len(long_readings([half, half], language)) == 1
        for fine in ([half, code, half], [half, asked, half], [half, folded]):
            assert long_readings(fine, language) == []


@pytest.mark.parametrize("line", ["低了0.64分", "about 81.7 %", "约占12%"])
def test_a_figure_typed_by_hand_is_refused_unless_its_line_names_a_source(root: Path, line: str) -> None:
    with pytest.raises(ProseError, match=r"x\.py"):
        refuse_typed_figures(root, "x.py", (Block("text", 1, text={"zh": line, "en": ""}),))
    for fine in (f"{line} [PZB1988]", "低了{{gap:.2f}}分", "第3题，7级，22个题项"):
        refuse_typed_figures(root, "x.py", (Block("text", 1, text={"zh": fine, "en": ""}),))
    with pytest.raises(ProseError):
        refuse_typed_figures(root, "x.py", (Block("text", 1, text={"zh": f"{line} [Nobody1999]", "en": ""}),))
