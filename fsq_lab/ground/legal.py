"""The rules of law that the course speaks of: ``course/legal.yml``, read once, and what may be said of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from fsq_lab.ground.authored import read_yaml
from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import LANGUAGES, CourseError, message, message_in

_DAYS = {"calendar_days", "working_days", "days"}
UNITS = frozenset(
    _DAYS | {"hours", "months", "years", "percent", "yuan", "age", "people", "times", "grades", "points", "hotline"}
)
"""What a legal figure may count; a `hotline` is the telephone number itself."""

GRADES = ("A", "A*", "B", "B-")
"""How sure an article is: read in full, its own words read, a second source, a weak one."""

_RULE = {"id", "title", "issuer", "articles"}, {"names", "regulator", "number", "date", "in_force"}
_ARTICLE = {"grade", "source", *LANGUAGES}, {"article", "figures", "replaced"}


@dataclass(frozen=True)
class Figure:
    """A figure of an article: how many of which unit."""

    number: Decimal
    unit: str


@dataclass(frozen=True)
class Article:
    """What one or several articles of a rule say, in the course's words.

    Attributes
    ----------
    id : str
    numbers : tuple of int
        The articles' numbers; none where they were not read.
    text : mapping of str to str
    grade, source : str
        How sure it is, and where it was read.
    figures : tuple of Figure
    replaced : str or None
        Since when it is no longer the law.
    """

    id: str
    numbers: tuple[int, ...]
    text: Mapping[str, str]
    grade: str
    source: str
    figures: tuple[Figure, ...]
    replaced: str | None


@dataclass(frozen=True)
class Rule:
    """A law, an order or a notice; `date` and `in_force` as far as they were read, as ISO dates or parts of one."""

    id: str
    title: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]
    issuer: Mapping[str, str]
    regulator: Mapping[str, str] | None
    number: Mapping[str, str] | None
    date: str | None
    in_force: str | None
    articles: Mapping[str, Article]

    def called(self, language: str) -> tuple[str, ...]:
        """Return every name by which a text may call it, the longest first."""
        return tuple(sorted({self.title[language], *self.names.get(language, ())}, key=len, reverse=True))

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of the articles that the course holds."""
        return frozenset(number for article in self.articles.values() for number in article.numbers)


def course_rules() -> Mapping[str, Rule]:
    """Return the course's rules of law by id.

    >>> course_rules()["consumer-complaints-2020-3"].articles["time-limit"].numbers
    (18,)
    """
    return read_rules(course_folder() / "course" / "legal.yml")


def as_of() -> str:
    """Return the day on which the course's rules were last looked up, as an ISO date."""
    return str(read_yaml(course_folder() / "course" / "legal.yml")["as_of"])


@cache
def read_rules(file: Path) -> Mapping[str, Rule]:
    """Read a file of rules.

    Raises
    ------
    CourseError
        Naming the rule and what is wrong with it.
    """
    rules: dict[str, Rule] = {}
    for entry in read_yaml(file)["rules"]:
        rule = _rule(entry, file.name)
        if rule.id in rules:
            raise _fault(file.name, rule.id, "twice")
        rules[rule.id] = rule
    return rules


def references() -> frozenset[str]:
    """Return everything that ``law:`` may name: each rule, and each of its articles as ``RULE/ARTICLE``."""
    rules = course_rules()
    articles = {f"{rule.id}/{article}" for rule in rules.values() for article in rule.articles}
    return frozenset(rules) | articles


def articles_of(references: tuple[str, ...]) -> list[tuple[Rule, tuple[Article, ...]]]:
    """Return the rules that references name, each with the articles named of it; none where the whole rule is."""
    found: dict[str, list[Article]] = {}
    rules = course_rules()
    for reference in references:
        rule, _, article = reference.partition("/")
        found.setdefault(rule, []).extend([rules[rule].articles[article]] if article else [])
    return [(rules[rule], tuple(articles)) for rule, articles in found.items()]


def basis(references: tuple[str, ...], language: str) -> str:
    """Return the sentence that names the law behind an answer, and what it is not.

    >>> basis(("suitability-130/forbidden",), "zh")
    '依据：《证券期货投资者适当性管理办法》（中国证监会，证监会令第130号，2017-07-01起施行）第22条。供教学用，不构成法律意见。'
    """
    if not references:
        return ""
    told = [_cited(rule, articles, language) for rule, articles in articles_of(references)]
    return message_in(language, "law.basis", rules=message_in(language, "law.between").join(told))


def _cited(rule: Rule, articles: tuple[Article, ...], language: str) -> str:
    facts = [rule.issuer[language], *([rule.number[language]] if rule.number else [])]
    if rule.in_force:
        facts.append(message_in(language, "law.in_force", date=rule.in_force))
    if rule.regulator:
        facts.append(message_in(language, "law.regulator", name=rule.regulator[language]))
    between = message_in(language, "law.comma")
    numbers = sorted({number for article in articles for number in article.numbers})
    told = message_in(language, "law.rule", title=rule.title[language], facts=between.join(facts))
    if numbers:
        told += message_in(language, "law.articles", numbers=message_in(language, "law.and").join(map(str, numbers)))
    if articles and all(article.replaced for article in articles):
        told += message_in(language, "law.replaced", date=max(str(article.replaced) for article in articles))
    if any(article.grade.startswith("B") for article in articles):
        told += message_in(language, "law.second_source")
    return told


def _rule(entry: Any, file: str) -> Rule:
    name = str(entry.get("id", "?"))
    _fields(entry, _RULE, file, name)
    return Rule(
        id=name,
        title=entry["title"],
        names={language: tuple(names) for language, names in entry.get("names", {}).items()},
        issuer=entry["issuer"],
        regulator=entry.get("regulator"),
        number=entry.get("number"),
        date=_date(entry.get("date")),
        in_force=_date(entry.get("in_force")),
        articles={key: _article(value, key, file, f"{name}/{key}") for key, value in entry["articles"].items()},
    )


def _article(entry: Any, key: str, file: str, name: str) -> Article:
    _fields(entry, _ARTICLE, file, name)
    if entry["grade"] not in GRADES:
        raise _fault(file, name, "grade", found=entry["grade"], known=", ".join(GRADES))
    figures = tuple(Figure(Decimal(str(one["number"])), one["unit"]) for one in entry.get("figures", []))
    for figure in figures:
        if figure.unit not in UNITS:
            raise _fault(file, name, "unit", found=figure.unit, known=", ".join(sorted(UNITS)))
    text = {language: entry[language] for language in LANGUAGES}
    numbers = tuple(entry.get("article", []))
    return Article(key, numbers, text, entry["grade"], entry["source"], figures, _date(entry.get("replaced")))


def _fields(entry: Mapping[str, Any], known: tuple[set[str], set[str]], file: str, name: str) -> None:
    required, optional = known
    if missing := sorted(required - set(entry)):
        raise _fault(file, name, "missing", fields=", ".join(missing))
    if unknown := sorted(set(entry) - required - optional):
        raise _fault(file, name, "unknown", fields=", ".join(unknown), known=", ".join(sorted(required | optional)))


def _date(value: object) -> str | None:
    return None if value is None else str(value)


def _fault(file: str, rule: str, problem: str, **values: object) -> CourseError:
    told = message(f"law.fault.{problem}", **values)
    return CourseError("law.at", file=file, rule=rule, problem=told)
