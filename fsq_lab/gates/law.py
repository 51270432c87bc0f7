"""What the course says of the law: every rule, article and legal figure in its texts stands in ``course/legal.yml``.

A legal figure is looked for in a sentence that names a rule, and, in an entry that names its law, where a sentence
speaks of a limit. Which texts are read, and which may say what is not so, `fsq_lab.gates.law_texts` knows.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from fsq_lab.gates.law_texts import Passage, course_passages, passages
from fsq_lab.gates.sources import Sources
from fsq_lab.ground.language import message
from fsq_lab.ground.legal import Article, Figure, Rule, read_rules

RULES = {
    "zh": re.compile(r"《([^《》]*(?:法|办法|条例|规定|通知|规范|解释[^》]*))》|令〔?\d{4}〕?年?第\d+号"),
    "en": re.compile(r"Order \d{4} No\. \d+"),
}
"""What is a rule's name wherever it stands."""

NUMBER = "〇零一二三四五六七八九十百两"
ARTICLE = {
    "zh": re.compile(rf"第([{NUMBER}\d]+)(?:条?[、至和]第?([{NUMBER}\d]+))*条"),
    "en": re.compile(r"\b[Aa]rt(?:icle)?s?\.? (\d+)(?:(?:, | and |-|–)(\d+))*"),
}
AFTER_A_NAME = re.compile(r"(?:法|办法|条例|规定|》|）)$")
CONTRACT = re.compile(r"(?:条款|合同|保单|章程)$")
SENTENCE = {"zh": re.compile("[^。；！？\n]+"), "en": re.compile(r"(?:[^.;!?\n]|\.(?!\s|$)|(?<=art)\.|(?<=No)\.)+")}

UNITS = {
    "zh": {
        "working_days": "个工作日", "calendar_days": "个?自然日", "days": "[日天]", "years": "年", "months": "个月",
        "hours": "个?小时", "age": "周?岁", "percent": "[%％]", "yuan": "万?元", "people": "名", "times": "[倍次]",
    },
    "en": {
        "working_days": "working days?", "calendar_days": "calendar days?", "days": "days?", "years": "years?",
        "months": "months?", "hours": "hours?", "percent": "%| per cent", "yuan": "yuan",
    },
}  # fmt: skip
"""How a text writes the units of legal figures; an age in English is `AGE`."""

AGE = re.compile(
    r"\b(?:aged?|customers?(?: is)? of|policyholders? of) (\d\d)\b(?! (?:calendar |working )?days)"
    r"|\b(\d\d) (?:and|or) (?:more|over|above)|\bcare from (\d\d) on\b"
)
HOTLINE = {
    "zh": re.compile(r"(?<!\d)123\d\d(?=(?:投诉)?热线)|(?<=热线)123\d\d(?!\d)"),
    "en": re.compile(r"(?<=\bhotline )123\d\d\b"),
}
"""The telephones of financial regulators; one may stand where no rule is named."""

WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "fifteen": 15, "twenty": 20, "thirty": 30, "sixty": 60,
}  # fmt: skip
FIGURE = {
    language: re.compile(
        rf"(?P<number>\d[\d,]*(?:\.\d+)?|{'[' + NUMBER + ']+' if language == 'zh' else '|'.join(WORDS)})[ -]?"
        + "(?:" + "|".join(f"(?P<{unit}>{told})" for unit, told in units.items()) + ")",
        0 if language == "zh" else re.IGNORECASE,
    )
    for language, units in UNITS.items()
}  # fmt: skip
DATED = {
    "zh": re.compile(r"\d{4}年(?:第\d号)?(?:\d+月)?(?:\d+日)?|\d+月\d+日|第\s*[\d{}a-z]+\s*[日天年]"),
    "en": re.compile(r"\b\d+ (?:January|February|March|April|May|June|July|August|September|October|November|December)"
                     r"(?: \d{4})?|\bday \d+"),
}  # fmt: skip
LIMIT = {
    "zh": re.compile(r"期限|以?内|至少|最多|最长|不得?超过|不少于|上限|延长|工作日|自然日|(?:保存|留).{0,2}年"),
    "en": re.compile(r"\bwithin|at (?:most|least)|limit|up to|no (?:more|longer) than|extended|working days"
                     "|calendar days|the rule says|(?:kept|keep|stays?) for", re.IGNORECASE),
}  # fmt: skip
OLD = {
    "zh": re.compile("原来|以前|过去|旧|曾|废止|作废"),
    "en": re.compile(r"formerly|until (?:19|20)|\bold\b|repealed|used to", re.IGNORECASE),
}
NOT_THE_LAWS = {
    "zh": re.compile("(?:不是|并非|没有).{0,4}$|用了$"),
    "en": re.compile(r"\b(?:not|no)\b.{0,4}$|\btook $"),
}
"""What stands before a figure that is denied, or that says how long something took."""


_DIGITS = {"〇": 0, "零": 0, "两": 2, **{sign: value for value, sign in enumerate("一二三四五六七八九", start=1)}}
_FITS = {"days": ("days", "calendar_days")}


@dataclass(frozen=True)
class Mention:
    """Something a passage says of the law, and whether ``course/legal.yml`` holds it.

    Attributes
    ----------
    passage : Passage
    said : str
        The rule's name, the article or the figure, as it is written.
    rule : str
        What it was compared with; empty where no rule stands near.
    held : bool
    """

    passage: Passage
    said: str
    rule: str
    held: bool


def faults(sources: Sources) -> list[str]:
    """Name what a chapter says of the law and ``course/legal.yml`` does not hold."""
    return [
        message(
            "gates.law.unheld",
            where=mention.passage.where,
            language=mention.passage.language,
            said=mention.said,
            rule=mention.rule or "–",
            text=mention.passage.text.strip()[:60],
        )
        for mention in mentions(sources)
        if not mention.held
    ]


def measured(sources: Sources) -> list[str]:
    """Return in one line how many of the things that a chapter says of the law are held."""
    found = mentions(sources)
    held = sum(mention.held for mention in found)
    return [message("gates.law.measured", held=held, number=len(found))] if found else []


def mentions(sources: Sources) -> list[Mention]:
    """Return everything that a chapter's lesson, exercise, note, bank and role plays say of the law."""
    rules = read_rules(sources.chapter.root / "course" / "legal.yml")
    return [mention for passage in passages(sources) for mention in mentions_in(passage, rules)]


def course_mentions(root: Path) -> list[Mention]:
    """Return everything that the texts of no chapter say of the law: `fsq_lab.gates.law_texts.course_passages`."""
    rules = read_rules(root / "course" / "legal.yml")
    return [mention for passage in course_passages(root) for mention in mentions_in(passage, rules)]


def mentions_in(passage: Passage, rules: Mapping[str, Rule]) -> Iterator[Mention]:
    """Return what one passage says of the law."""
    language, text = passage.language, passage.text
    named = _named(text, language, rules)
    spans = [span for span, _ in named]
    for found in RULES[language].finditer(text):
        if not any(start <= found.start(1 if found.re.groups and found[1] else 0) < end for start, end in spans):
            yield Mention(passage, found[0], "", held=False)
    for (start, end), rule in named:
        yield Mention(passage, text[start:end], rule.id, held=True)
    own = [rules[reference.partition("/")[0]] for reference in passage.law]
    for found in ARTICLE[language].finditer(text):
        before = text[: found.start()]
        if CONTRACT.search(before):
            continue
        near = [rule for (start, _), rule in named if start < found.start()]
        candidates = near[-1:] or own
        if candidates or AFTER_A_NAME.search(before):
            numbers = {int(_value(part)) for part in found.groups() if part}
            held = any(numbers <= rule.numbers for rule in candidates)
            yield Mention(passage, found[0], ", ".join(rule.id for rule in candidates), held)
    for found in HOTLINE[language].finditer(text):
        figure = Figure(Decimal(found[0]), "hotline")
        having = [rule.id for rule in rules.values() if any(figure in one.figures for one in rule.articles.values())]
        yield Mention(passage, found[0], ", ".join(having), held=bool(having))
    for sentence in SENTENCE[language].finditer(text):
        yield from _figures(passage, sentence, named, own)


def _figures(
    passage: Passage, sentence: re.Match[str], named: list[tuple[tuple[int, int], Rule]], own: list[Rule]
) -> Iterator[Mention]:
    language = passage.language
    here = [rule for (start, _), rule in named if sentence.start() <= start < sentence.end()]
    candidates = here or (own if passage.every or LIMIT[language].search(sentence[0]) else [])
    if not candidates:
        return
    said = DATED[language].sub(lambda date: " " * len(date[0]), sentence[0])
    stated = {int(_value(part)) for found in ARTICLE[language].finditer(sentence[0]) for part in found.groups() if part}
    articles = [article for rule in candidates for article in _meant(rule, passage.law)]
    if here and any(stated & set(article.numbers) for article in articles):
        articles = [article for article in articles if stated & set(article.numbers)]
    old = OLD[language].search(sentence[0]) is not None
    for start, told, number, unit in _numbers(said, language):
        if not NOT_THE_LAWS[language].search(said[:start]):
            held = any(_holds(article, number, unit, old) for article in articles)
            yield Mention(passage, told, ", ".join(dict.fromkeys(rule.id for rule in candidates)), held)


def _numbers(text: str, language: str) -> Iterator[tuple[int, str, Decimal, str]]:
    for found in FIGURE[language].finditer(text):
        unit = next(name for name in UNITS[language] if found[name])
        number = _value(found["number"])
        yield found.start(), found[0], number * 10000 if "万" in found[0] else number, unit
    for found in AGE.finditer(text) if language == "en" else ():
        yield found.start(), found[0], Decimal(found[1] or found[2] or found[3]), "age"


def _meant(rule: Rule, law: tuple[str, ...]) -> list[Article]:
    """Return the articles of a rule that a passage's item names; all of them where it names none."""
    named = [article for key, article in rule.articles.items() if f"{rule.id}/{key}" in law]
    return named or list(rule.articles.values())


def _holds(article: Article, number: Decimal, unit: str, old: bool) -> bool:
    if article.replaced and not old:
        return False
    return any(figure.number == number and figure.unit in _FITS.get(unit, (unit,)) for figure in article.figures)


def _named(text: str, language: str, rules: Mapping[str, Rule]) -> list[tuple[tuple[int, int], Rule]]:
    """Return where which rule is named, in order; of names within names the longest counts."""
    found: list[tuple[tuple[int, int], Rule]] = []
    names = [(name, rule) for rule in rules.values() for name in rule.called(language)]
    for name, rule in sorted(names, key=lambda one: -len(one[0])):
        for hit in re.finditer(re.escape(name), text, re.IGNORECASE):
            if not any(start < hit.end() and hit.start() < end for (start, end), _ in found):
                found.append((hit.span(), rule))
    return sorted(found, key=lambda one: one[0])


def _value(text: str) -> Decimal:
    """Return a number as either language writes it.

    >>> _value("二十三"), _value("十"), _value("1,000"), _value("fifteen")
    (Decimal('23'), Decimal('10'), Decimal('1000'), Decimal('15'))
    """
    if text.casefold() in WORDS:
        return Decimal(WORDS[text.casefold()])
    if text[0].isdigit():
        return Decimal(text.replace(",", ""))
    total = last = 0
    for sign in text:
        if sign in "十百":
            total += (last or 1) * {"十": 10, "百": 100}[sign]
            last = 0
        else:
            last = last * 10 + _DIGITS[sign]
    return Decimal(total + last)
