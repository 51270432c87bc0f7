"""The opening case: every fact in its place and time, in both languages; what it cannot show; both ranks."""

import re
from pathlib import Path

import pytest

from fsq_lab.ground.language import LANGUAGES
from fsq_lab.source.grammar import read_lesson

LESSON = "course/chapters/01_changing_for_you/lesson.py"
Words = tuple[list[str], list[str]]

CASE: dict[str, Words] = {
    "C1": (
        ["服务方式", "金融产品", "基础建设", "内部管理"],
        ["Service manner", "Infrastructure", "Internal management"],
    ),
    "C2": (["实力、规模、名气"], ["strength, size or name", "foothold"]),
    "C3": (["站立服务、微笑服务、面对面服务、上门服务"], ["stand, smile", "face to face", "door"]),
    "C4": (
        ["点钞机、碎纸机、饮水机、叫号机"],
        ["banknote counter", "shredder", "drinking water", "queue-ticket machine"],
    ),
    "C5": (["“微笑”和“效率”", "“专业”和“情感”"], ["a smile and efficiency", "expertise and an emotional bond"]),
    "C6": (
        ["方便、快捷、安全、高效的标准化服务", "网上银行"],
        ["convenient, fast, safe and efficient", "online banking"],
    ),
    "C7": (["金葵花客户", "一对一"], ["Sunflower customers", "one-to-one", "exclusive privileges"]),
    "C8": (["同一套服务标准"], ["one service standard"]),
    "C9": (
        ["柜台、电话、网络", "口头、书面、电子"],
        ["counter, telephone and network", "orally, in writing or electronically"],
    ),
    "C10": (["客户回访、电话外呼和问卷"], ["call-backs, outbound calls and questionnaires"]),
    "C11": (["内部控制和风险管理"], ["internal control and risk management"]),
    "C12": (["连续六年", "连续两年"], ["six years running", "two years running"]),
}
TIMELINE: dict[str, Words] = {
    "1987": (
        ["3月31日获批，4月8日在蛇口开业", "资本金1亿元", "完全由企业法人持股"],
        ["31 March", "8 April in Shekou", "RMB 100 million", "wholly owned by corporate legal entities"],
    ),
    "1995": (["一卡通"], ["All-in-One Card"]),
    "1999": (["一网通", "品牌出现得更早"], ["online banking", "the brand is earlier"]),
    "2000": (["10月", "1000万张"], ["October", "ten million"]),
    "2002": (["4月9日A股上市", "金葵花理财和信用卡（常识）"], ["9 April", "Sunflower", "general knowledge"]),
    "2005": (
        ["4月", "连续第四年", "北京大学管理案例研究中心、经济观察报"],
        ["April", "fourth year", "Economic Observer"],
    ),
    "2006": (["9月", "H股"], ["September", "H shares"]),
    "2018": (["1.25亿户", "8100万"], ["125 million", "81 million"]),
    "2019": (["2022年", "连续四年", "《欧洲货币》"], ["2022", "four years running", "Euromoney"]),
    "2020": (["《亚洲银行家》", "亚太和中国"], ["The Asian Banker", "Asia Pacific and in China"]),
    "2022": (["6月30日", "1.78亿户", "11.7177万亿元"], ["30 June", "178 million", "11.7177 trillion"]),
    "2023": (["1月", "三家机构", "3420万元", "反洗钱"], ["January", "three institutions", "34.2 million"]),
    "2024": (["6月", "143家分行，1794家支行", "11万"], ["June", "143 branches, 1,794 sub-branches", "110,000"]),
    "2025": (
        ["6月30日", "2.16亿户", "182740", "16.0294万亿元"],
        ["30 June", "216 million", "182,740", "16.0294 trillion"],
    ),
}
LIMITS: Words = (
    ["荣誉不是证据", "没有比较", "幸存者偏差", "学得走的不是优势"],
    ["Awards are not evidence", "no comparison", "Survivorship bias", "What can be copied is no advantage"],
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
    told = section(root, 2, LANGUAGES[place])
    assert missing(told, CASE[fact][place]) == []
    assert ("2007年前后", "around 2007")[place] in told


@pytest.mark.parametrize("place", range(len(LANGUAGES)))
@pytest.mark.parametrize("year", TIMELINE)
def test_each_line_of_the_timeline_holds_its_facts_and_names_its_source(root: Path, year: str, place: int) -> None:
    rows = [line for line in section(root, 4, LANGUAGES[place]).splitlines() if line.startswith("| ")]
    (row,) = [line for line in rows if year in line.split("|")[1][:16] and not (year == "2022" and "2019" in line)]
    assert missing(row, TIMELINE[year][place]) == []
    assert re.search(r"\[CMB\d*\]", row)


@pytest.mark.parametrize("place", range(len(LANGUAGES)))
def test_the_case_is_no_advertisement(root: Path, place: int) -> None:
    assert missing(section(root, 3, LANGUAGES[place]), LIMITS[place]) == []


def test_both_ranks_come_from_the_regulators_table_and_both_are_told(root: Path) -> None:
    from fsq_lab import load

    banks = load("complaints_banks").query("bank_group == 'joint_stock'")
    ranks = banks.pivot(index="name", columns="quarter", values="complaints").rank(ascending=False).loc["CMB"].dropna()
    assert ranks.astype(int).to_dict() == {"2020Q2": 1, "2020Q3": 1, "2022Q3": 4, "2022Q4": 7}
    quoted = [f'{{{{own["rank"]["{quarter}"]:.0f}}}}' for quarter in ("2020Q2", "2022Q3", "2022Q4")]
    for language in LANGUAGES:
        told = section(root, 6, language)
        assert missing(told, quoted) == []


def test_a_fact_that_is_missing_is_found_missing() -> None:
    assert missing("站立服务", ["站立服务", "上门服务"]) == ["上门服务"]
