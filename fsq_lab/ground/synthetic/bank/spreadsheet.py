"""A manager's spreadsheet of sixty rows, as it goes round the office: with all that may not be in it."""

from typing import TYPE_CHECKING, Any

import numpy as np

from fsq_lab.ground.synthetic.bank.chances import pick
from fsq_lab.ground.synthetic.bank.dates import day_in
from fsq_lab.ground.synthetic.bank.parameters import TIER_SHARES, TIERS
from fsq_lab.ground.synthetic.draws import Draws

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pandas import DataFrame

ROWS, DOUBLES, RESPELT = 60, 7, 2
STALE, WITHOUT_PURPOSE, WITHDRAWN = 12, 20, 9
SHORT_PHONES, ODD_AGES = 4, (199, 230)
WITH_PAYROLL, WITH_PROMISE = 14, 8
RELIGION, NEIGHBOUR, GOSSIP = 7, 8, 9
COLUMNS = (
    "row", "name_zh", "phone", "age", "tier", "product", "note_zh", "purpose", "consent", "checked_on", "religion",
    "neighbour_phone", "gossip_zh",
)  # fmt: skip
STALE_BEFORE = "2024-12-31"  # twelve months before the day on which chapter 10 looks

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹"
GIVEN = (
    "芳", "丽", "伟", "军", "强", "敏", "静", "磊", "洋", "艳", "秀英", "建国", "桂兰", "志强", "晓丽", "文静", "玉梅",
    "海燕", "国庆", "春华", "小红", "立新", "雪梅", "永强", "慧敏", "金凤", "德明", "佳怡", "子涵", "俊杰",
)  # fmt: skip
SPELT_OTHERWISE = {
    "芳": "方", "丽": "莉", "伟": "玮", "军": "君", "强": "墙", "敏": "民", "静": "靖", "磊": "雷",
    "洋": "阳", "艳": "燕", "英": "瑛", "国": "囯", "兰": "蓝", "梅": "玫", "燕": "艳", "庆": "清",
    "华": "花", "红": "虹", "新": "欣", "凤": "风", "明": "名", "怡": "宜", "涵": "函", "杰": "洁",
}  # fmt: skip
PRODUCTS = ("deposit", "wealth", "fund", "insurance", "loan", "card")
PURPOSES = {"deposit": "account", "card": "account", "wealth": "wealth", "fund": "wealth", "insurance": "insurance",
            "loan": "loan"}  # fmt: skip
RELIGIONS = ("buddhist", "christian", "muslim", "daoist")
PAYROLL_NOTES = (
    "工资由本行代发，2025年3月跟公司一起转来，全公司约260人",
    "2025年3月的代发客户，说每月10号同事都来排队",
    "代发工资户，同一家260人的公司，午休才出得来",
)
PROMISE_NOTES = (
    "答应发薪日多开一个窗口，没有登记，也没有人跟",
    "上次等了一小时，答应下次给他留号，忘了记",
    "口头答应换掉那台吞卡的机器，哪天换没有写",
    "答应三天内回电话说理财到期的事，没有写日期",
)
WITHDRAWALS = (
    "本人来电：以后不要再打电话推销",
    "说了两遍，别再发短信，取消同意",
    "柜台当面撤回同意，营销短信退订",
    "拒收营销电话，语气很重",
)
OTHER_NOTES = ("想给孩子存教育金", "老人，字要写大一点", "喜欢在手机上办", "房贷还剩八年", "下午四点以后方便")
HEARSAY = (
    "听说正在闹离婚",
    "邻居讲她先生外面有人",
    "据说儿子欠了赌债",
    "听柜员说刚做过手术",
    "好像跟单位领导吵过架",
)

Row = dict[str, Any]


def draw_spreadsheet(seed: int) -> "DataFrame":
    """Draw the spreadsheet: every planted fault by its number, which rows have it by chance."""
    from pandas import DataFrame

    draws = Draws(seed)
    people = _people(draws)
    rows = [*people, *_written_again(draws, people)]
    places = _order(draws, ROWS).tolist()
    rows = [rows[place] for place in places]
    _spoil(draws, rows, worst=places.index(2 * DOUBLES))
    for number, row in enumerate(rows, start=1):
        row["row"] = number
    return DataFrame(rows, columns=list(COLUMNS))


def _order(draws: Draws, count: int) -> "np.ndarray[Any, np.dtype[np.int64]]":
    return np.argsort(draws.uniforms(count), kind="stable").astype(np.int64)


def _people(draws: Draws) -> list[Row]:
    """Return the persons: the first seven are written twice; the next fourteen are namesakes, sharers and plain."""
    count = ROWS - DOUBLES
    names = _names(draws, count)
    names[count - 1] = names[count - 2]  # two namesakes
    phones = _phones(draws, count)
    phones[count - 3] = phones[count - 4]  # two that share a telephone
    ages = (22 + np.floor(58 * draws.uniforms(count))).astype(np.int64)
    ages[count - 1] = ages[count - 2] + (11 if ages[count - 2] < 60 else -11)
    tiers = pick(draws.uniforms(count), TIER_SHARES)
    products = pick(draws.uniforms(count), (0.30, 0.22, 0.16, 0.10, 0.12, 0.10))
    consents = draws.uniforms(count) < 0.7
    days = draws.uniforms(count)
    months = np.floor(12 * draws.uniforms(count)).astype(np.int64)
    return [
        {
            "name_zh": names[at],
            "phone": phones[at],
            "age": int(ages[at]),
            "tier": TIERS[int(tiers[at])],
            "product": PRODUCTS[int(products[at])],
            "note_zh": None,
            "purpose": PURPOSES[PRODUCTS[int(products[at])]],
            "consent": int(consents[at]),
            "checked_on": day_in(12 + int(months[at]), 0.9 * float(days[at])).isoformat(),
            "religion": None,
            "neighbour_phone": None,
            "gossip_zh": None,
        }
        for at in range(count)
    ]


def _names(draws: Draws, count: int) -> list[str]:
    """Return names, no two of them equal, and none that differs from another by its spelling alone."""
    pairs = [(surname, given) for surname in SURNAMES for given in GIVEN]
    found: list[str] = []
    taken: set[str] = set()
    for place in _order(draws, len(pairs)).tolist():
        surname, given = pairs[place]
        other = surname + given[:-1] + SPELT_OTHERWISE.get(given[-1], given[-1])
        if surname + given not in taken and other not in taken:
            found.append(surname + given)
            taken |= {surname + given, other}
        if len(found) == count:
            break
    return found


def _phones(draws: Draws, count: int) -> list[str]:
    """Return telephones that nobody can have: 000 and eight digits, no two within a digit of each other."""
    step = 90_000_000 // count
    numbers = 10_000_000 + step * _order(draws, count) + np.floor(0.9 * step * draws.uniforms(count)).astype(np.int64)
    return [f"000{number:08d}" for number in numbers.tolist()]


def _written_again(draws: Draws, people: "Sequence[Row]") -> list[Row]:
    """Return the second rows of the doubles: two with another spelling, some telephones with blanks."""
    later = draws.uniforms(DOUBLES).tolist()
    again = []
    for at in range(DOUBLES):
        row = dict(people[at])
        if at < RESPELT:
            row["name_zh"] = row["name_zh"][:-1] + SPELT_OTHERWISE.get(row["name_zh"][-1], "某")
        elif at % 2:
            row["phone"] = f"{row['phone'][:3]} {row['phone'][3:7]} {row['phone'][7:]}"
        row["checked_on"] = day_in(18 + int(5 * later[at]), later[at]).isoformat()
        again.append(row)
    return again


def _spoil(draws: Draws, rows: list[Row], worst: int) -> None:
    """Plant the faults: the row `worst` gets nearly all of them, and every one of its cells is filled."""
    plain = [at for at in range(ROWS) if at != worst]

    def some(count: int, among: "Sequence[int]") -> list[int]:
        return [among[place] for place in _order(draws, len(among)).tolist()[:count]]

    stale = some(STALE - 1, plain)
    withdrawn = some(WITHDRAWN - 1, [at for at in plain if at not in stale])
    without = some(WITHOUT_PURPOSE, [at for at in plain if at not in withdrawn])
    days = draws.uniforms(ROWS).tolist()
    for at in (worst, *stale):
        rows[at]["checked_on"] = day_in(int(11 * days[at]) - 12 * (at % 2), days[at]).isoformat()
    for at in without:
        rows[at]["purpose"] = None
    for place, at in enumerate((worst, *withdrawn)):
        rows[at] |= {"note_zh": WITHDRAWALS[place % len(WITHDRAWALS)], "consent": 1}
    free = some(ROWS, [at for at in plain if at not in withdrawn])
    for place, at in enumerate(free[:WITH_PAYROLL]):
        rows[at]["note_zh"] = PAYROLL_NOTES[place % len(PAYROLL_NOTES)]
    for place, at in enumerate(free[WITH_PAYROLL : WITH_PAYROLL + WITH_PROMISE]):
        rows[at]["note_zh"] = PROMISE_NOTES[place % len(PROMISE_NOTES)]
    for place, at in enumerate(free[WITH_PAYROLL + WITH_PROMISE :][:12]):
        rows[at]["note_zh"] = OTHER_NOTES[place % len(OTHER_NOTES)]
    _spread(draws, rows, worst, some(RELIGION + NEIGHBOUR + GOSSIP, plain))
    numbers = [row["phone"].replace(" ", "") for row in rows]
    single = [at for at in plain if numbers.count(numbers[at]) == 1 and at not in stale and rows[at]["purpose"]]
    odd = some(SHORT_PHONES + len(ODD_AGES), single)
    for at in odd[:SHORT_PHONES]:
        rows[at]["phone"] = rows[at]["phone"][:-1]
    for at, age in zip(odd[SHORT_PHONES:], ODD_AGES, strict=True):
        rows[at]["age"] = age


def _spread(draws: Draws, rows: list[Row], worst: int, chosen: list[int]) -> None:
    """Write what may never be kept: all of it in the worst row, one kind in each of the others."""
    phones = _phones(draws, ROWS)
    for place, at in enumerate([worst, *chosen]):
        kinds = ("religion", "neighbour", "gossip")
        kind = "" if at == worst else kinds[0 if place <= RELIGION else 1 if place <= RELIGION + NEIGHBOUR else 2]
        if kind in ("", "religion"):
            rows[at]["religion"] = RELIGIONS[place % len(RELIGIONS)]
        if kind in ("", "neighbour"):
            rows[at]["neighbour_phone"] = phones[at]
        if kind in ("", "gossip"):
            rows[at]["gossip_zh"] = HEARSAY[place % len(HEARSAY)]


def keeps_faults(table: "DataFrame") -> bool:
    """Whether a drawn spreadsheet has every planted fault by its number."""
    phones = table["phone"].str.replace(" ", "")
    twice = table.assign(phone=phones, first=table["name_zh"].str[0]).groupby(["phone", "first"]).size()
    notes = table["note_zh"].fillna("")
    withdrawn = notes.isin(WITHDRAWALS) & (table["consent"] == 1)
    whole = table.notna().all(axis=1)
    counts = (
        int((twice == 2).sum()),
        int((table["checked_on"] < STALE_BEFORE).sum()),
        int(table["purpose"].isna().sum()),
        int(withdrawn.sum()),
        int(whole.sum()),
        int(table.loc[whole, "checked_on"].lt(STALE_BEFORE).sum()),
    )
    return counts == (DOUBLES, STALE, WITHOUT_PURPOSE, WITHDRAWN, 1, 1) and len(table) == ROWS
