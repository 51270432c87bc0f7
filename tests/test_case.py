"""The opening case: its facts (names, dates, figures), not its wording, in place and time; both ranks."""

import re
from pathlib import Path

import pytest

from fsq_lab.ground.language import LANGUAGES
from fsq_lab.source.grammar import read_lesson

LESSON = "course/chapters/01_changing_for_you/lesson.py"
Words = tuple[list[str], list[str]]

CASE: dict[str, Words] = {
    "C1": (["服务方式", "金融产品", "基础建设", "内部管理"], ["manner", "products", "Infrastructure", "management"]),
    "C2": (["实力", "规模", "名气", "喜爱", "信任"], ["strength", "size", "reputation", "affection", "trust"]),
    "C3": (["站立", "微笑", "面对面", "上门"], ["stand", "smile", "face to face", "at home"]),
    "C4": (["点钞机", "碎纸机", "饮水机", "叫号机"], ["note-counting", "shredder", "water dispenser", "queue-ticket"]),
    "C5": (
        ["不断细分", "需要什么就提供什么", "微笑", "效率", "专业", "情感"],
        ["more and more finely", "offered what they needed", "smile", "efficiency", "expertise", "emotional"],
    ),
    "C6": (
        ["方便", "快捷", "安全", "高效", "标准化", "网上银行"],
        ["convenient", "fast", "safe", "efficient", "standardised", "online banking"],
    ),
    "C7": (["金葵花", "一对一"], ["Sunflower", "one-to-one"]),
    "C8": (["服务标准"], ["service standard"]),
    "C9": (
        ["柜台", "电话", "网络", "口头", "书面", "电子"],
        ["counter", "telephone", "online", "orally", "writing", "electronically"],
    ),
    "C10": (["回访", "外呼", "问卷"], ["follow-up calls", "outbound", "questionnaires"]),
    "C11": (
        ["管理放在首位", "内部控制", "风险管理"],
        ["Management always came first", "internal control", "risk management"],
    ),
    "C12": (["六年", "两年", "亚洲银行家"], ["six years", "two years", "Asian Banker"]),
}
TIMELINE: dict[str, Words] = {
    "1987": (
        ["3月31日", "4月8日", "蛇口", "1亿元", "企业法人"],
        ["31 March", "8 April", "Shekou", "100 million", "corporate legal"],
    ),
    "1995": (["一卡通"], ["All-in-One Card"]),
    "1999": (["一网通"], ["online banking"]),
    "2000": (["10月", "1000万张"], ["October", "ten million"]),
    "2002": (["4月9日", "A股", "金葵花", "信用卡", "未核"], ["9 April", "A shares", "Sunflower", "unchecked"]),
    "2005": (["4月", "第四年", "北京大学", "经济观察报"], ["April", "fourth year", "Peking", "Economic Observer"]),
    "2006": (["9月", "H股"], ["September", "H shares"]),
    "2018": (["1.25亿户", "8100万"], ["125 million", "81 million"]),
    "2019": (["2022年", "四年", "欧洲货币"], ["2022", "four years", "Euromoney"]),
    "2020": (["亚洲银行家", "亚太", "中国"], ["Asian Banker", "Asia Pacific", "China"]),
    "2022": (["6月30日", "1.78亿户", "11.7177万亿元"], ["30 June", "178 million", "11.7177 trillion"]),
    "2023": (["1月", "三家", "3420万元", "反洗钱"], ["January", "three", "34.2 million", "anti-money-laundering"]),
    "2024": (["6月", "143", "1794", "11万"], ["June", "143", "1,794", "110,000"]),
    "2025": (
        ["6月30日", "2.16亿户", "182740", "16.0294万亿元", "二手"],
        ["30 June", "216 million", "182,740", "16.0294 trillion", "secondary"],
    ),
}
LIMITS: Words = (
    ["荣誉", "证据", "比较", "幸存者偏差", "优势"],
    ["Awards", "evidence", "comparison", "Survivorship bias", "advantage"],
)


def section(root: Path, number: int, language: str) -> str:
    """Everything that one numbered section of the lesson says."""
    told = "\n".join(block.text[language] for block in read_lesson(root / LESSON) if block.text)
    found = re.search(rf"(?ms)^## (?:★ )?{number} .*?(?=^## |\Z)", told)
    assert found is not None, number
    return found[0]


def missing(text: str, words: list[str]) -> list[str]:
    return [word for word in words if word not in text]


@pytest.mark.parametrize("place", range(len(LANGUAGES)))
@pytest.mark.parametrize("fact", CASE)
def test_the_case_tells_every_fact_and_in_its_time(root: Path, fact: str, place: int) -> None:
    told = section(root, 3, LANGUAGES[place])
    assert missing(told, CASE[fact][place]) == []
    assert ("2007年前后", "around 2007")[place] in told


@pytest.mark.parametrize("place", range(len(LANGUAGES)))
@pytest.mark.parametrize("year", TIMELINE)
def test_each_line_of_the_timeline_holds_its_facts_and_names_its_source(root: Path, year: str, place: int) -> None:
    rows = [line for line in section(root, 5, LANGUAGES[place]).splitlines() if line.startswith("| ")]
    (row,) = [line for line in rows if year in line.split("|")[1][:16] and not (year == "2022" and "2019" in line)]
    assert missing(row, TIMELINE[year][place]) == []
    assert re.search(r"\[CMB\d*\]", row)


@pytest.mark.parametrize("place", range(len(LANGUAGES)))
def test_the_case_is_no_advertisement(root: Path, place: int) -> None:
    assert missing(section(root, 4, LANGUAGES[place]), LIMITS[place]) == []


def test_both_ranks_come_from_the_regulators_table_and_both_are_told(root: Path) -> None:
    from fsq_lab import load

    banks = load("complaints_banks").query("bank_group == 'joint_stock'")
    ranks = banks.pivot(index="name", columns="quarter", values="complaints").rank(ascending=False).loc["CMB"].dropna()
    assert ranks.astype(int).to_dict() == {"2020Q2": 1, "2020Q3": 1, "2022Q3": 4, "2022Q4": 7}
    quoted = [f'{{{{own["{quarter}"]:.0f}}}}' for quarter in ("2020Q2", "2022Q3", "2022Q4")]
    for language in LANGUAGES:
        told = section(root, 7, language)
        assert missing(told, quoted) == []


def test_a_fact_that_is_missing_is_found_missing() -> None:
    assert missing("站立、微笑", ["站立", "上门"]) == ["上门"]
