"""Rules in force as a table: who made each, since when, and what it says, all from ``course/legal.yml``."""

from dataclasses import dataclass
from html import escape

from fsq_lab.ground.language import LANGUAGE_TAGS, CourseError, current, message
from fsq_lab.ground.legal import Article, Rule, articles_of, as_of, references


@dataclass(frozen=True)
class LawTable:
    """The rules that are shown, each with its articles, and the day on which they were looked up."""

    rules: tuple[tuple[Rule, tuple[Article, ...]], ...]
    as_of: str

    @property
    def headings(self) -> tuple[str, ...]:
        """What stands over the columns, in the current language."""
        return tuple(message(f"law.table.{name}") for name in ("document", "maker", "says"))

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """A row for each rule: title and articles; maker, number, since when; what the articles say."""
        return [(_document(rule, articles), _maker(rule), _says(articles)) for rule, articles in self.rules]

    @property
    def note(self) -> str:
        """When this was looked up, and what it is not."""
        return message("law.table.note", date=self.as_of)

    def __repr__(self) -> str:
        return "\n".join([" | ".join(row) for row in (self.headings, *self.rows)] + [self.note])

    def _repr_html_(self) -> str:
        heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in self.headings)
        rows = "".join(
            f'<tr><th scope="row" style="text-align:left">{escape(document)}</th>'
            + "".join(f'<td style="text-align:left">{escape(cell)}</td>' for cell in cells)
            + "</tr>"
            for document, *cells in self.rows
        )
        return (
            f'<div lang="{LANGUAGE_TAGS[current()]}"><table><thead><tr>{heads}</tr></thead>'
            f"<tbody>{rows}</tbody></table><p>{escape(self.note)}</p></div>"
        )


def show_law(*names: str) -> LawTable:
    """Show rules of law and what some of their articles say, in the course's words.

    Parameters
    ----------
    *names : str
        ``RULE/ARTICLE`` as in ``course/legal.yml``; several articles of one rule share its row.

    Returns
    -------
    LawTable
        Shown in the current language. What was read in a second source alone says so.

    Raises
    ------
    CourseError
        For no name, a whole rule, or an article that ``legal.yml`` does not hold.

    Examples
    --------
    >>> show_law("suitability-130/forbidden").rows[0][0]
    'Measures for Investor Suitability in Securities and Futures, art. 22'
    """
    known = references()
    if not names:
        raise CourseError("law.table.none")
    for name in names:
        if "/" not in name or name not in known:
            near = sorted(one for one in known if one.startswith(name.partition("/")[0] + "/"))
            raise CourseError("law.table.unknown", name=name, known=", ".join(near) or "–")
    return LawTable(tuple(articles_of(names)), as_of())


def _document(rule: Rule, articles: tuple[Article, ...]) -> str:
    numbers = sorted({number for article in articles for number in article.numbers})
    title = message("law.table.title", title=rule.title[current()])
    if not numbers:
        return title
    return title + message("law.articles", numbers=message("law.and").join(map(str, numbers)))


def _maker(rule: Rule) -> str:
    facts = [rule.issuer[current()]]
    if rule.regulator:
        facts.append(message("law.regulator", name=rule.regulator[current()]))
    if rule.number and rule.number[current()] != rule.title[current()]:
        facts.append(rule.number[current()])
    if rule.in_force:
        facts.append(message("law.in_force", date=rule.in_force))
    return message("law.comma").join(facts)


def _says(articles: tuple[Article, ...]) -> str:
    return ("" if current() == "zh" else " ").join(
        article.text[current()] + (message("law.second_source") if article.grade.startswith("B") else "")
        for article in articles
    )
