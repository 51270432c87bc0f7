"""An account of what was read, in words: line by line, as text and as HTML, in the current language."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from fsq_lab.ground.language import current, message
from fsq_lab.hypertext.words import Html, as_html

if TYPE_CHECKING:
    from fsq_lab.survey.account import Account

_MOST = 12


def as_text(account: "Account") -> str:
    """Return an account as lines of text."""
    return "\n".join(message("survey.fact", heading=heading, fact=fact) for heading, fact in facts(account))


def as_definitions(account: "Account") -> Html:
    """Return an account as a list of definitions in HTML."""
    rows = "".join(f"<dt>{as_html(heading)}</dt><dd>{as_html(fact)}</dd>" for heading, fact in facts(account))
    return Html(f'<dl lang="{current()}">{rows}</dl>')


def facts(account: "Account") -> list[tuple[str, str]]:
    """Return an account's lines, heading by heading; what there is nothing to say of has none."""
    lines = [*_of_the_file(account), *_of_the_columns(account), *_of_the_answers(account), *_of_the_rows(account)]
    return [(message(f"survey.{name}"), fact) for name, fact in lines if fact]


def _of_the_file(account: "Account") -> list[tuple[str, str]]:
    tool = message(f"survey.tool_{account.tool}")
    read = {"read": account.rows_read, "kept": account.rows_kept, "empty": account.rows_empty}
    return [
        ("source", message("survey.source_line", file=account.file, encoding=account.encoding, tool=tool)),
        ("guess", listed(account.guess)),
        ("sheet", account.sheet),
        ("other_sheets", counted(account.other_sheets)),
        ("hidden_sheets", counted(account.hidden_sheets)),
        ("hidden_rows", counted(account.hidden_rows)),
        ("hidden_columns", counted(account.hidden_columns)),
        ("titles", counted(account.titles)),
        ("header_rows", str(account.header_rows) if account.header_rows > 1 else ""),
        ("formulas", _unless_none(account.formulas)),
        ("rows", message("survey.rows_line", **read)),
    ]


def _of_the_columns(account: "Account") -> list[tuple[str, str]]:
    reasons = dict.fromkeys(why for _, why in account.dropped)
    return [
        ("columns", message("survey.columns_line", matched=len(account.matched), dropped=len(account.dropped))),
        *((f"dropped_{why}", counted(header for header, its in account.dropped if its == why)) for why in reasons),
    ]


def _of_the_answers(account: "Account") -> list[tuple[str, str]]:
    absent = {"missing": sum(account.missing.values()), "no_experience": sum(account.no_experience.values())}
    return [
        ("answers", message("survey.answers_line", **absent)),
        ("marks", listed(f"{mark} ({count})" for mark, count in account.marks.items())),
        ("own_labels", listed(_alike(account.own_labels))),
        ("numbered", listed(_alike(account.numbered))),
        ("turned", counted(account.turned)),
        (
            "never_used",
            listed(f"{answer}: {listed(map(str, points))}" for answer, points in account.never_used.items()),
        ),
        ("not_asked", str(sum(account.not_asked.values())) if account.not_asked else ""),
        ("stray", counted(f"{name} ({count})" for name, count in account.stray.items())),
        ("weights", listed(account.weights)),
        ("absent", listed(account.absent)),
    ]


def _of_the_rows(account: "Account") -> list[tuple[str, str]]:
    repeats = [message("survey.duplicate", row=row, first=first) for row, first in account.duplicates]
    return [
        *((f"state_{kind}", counted(rows)) for kind, rows in account.states.items()),
        ("short", _unless_none(account.rows_short)),
        ("duplicates", listed(repeats)),
        ("repeated", listed(account.repeated_respondents)),
        ("unanswered", counted(account.unanswered)),
        ("straight", counted(account.straight)),
        ("points_off", counted(account.points_off)),
    ]


def _alike(by_column: Mapping[str, Mapping[int, str]] | Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Yield what numbers stand for, once for all columns where they stand for the same."""
    columns: dict[str, list[str]] = {}
    for name, meanings in by_column.items():
        told = listed(f"{number} = {meaning}" for number, meaning in meanings.items())
        columns.setdefault(told, []).append(name)
    for told, names in columns.items():
        yield f"{names[0]}{' … ' + names[-1] if len(names) > 1 else ''}: {told}"


def listed(texts: Iterable[str]) -> str:
    """Join texts for a message; of a long list the first ones and how many there are."""
    every = list(texts)
    joined = ("、" if current() == "zh" else ", ").join(every[:_MOST])
    return joined if len(every) <= _MOST else message("survey.and_more", texts=joined, count=len(every))


def counted(texts: Iterable[object]) -> str:
    """Say how many there are, and list them; of a long list the first ones, of none nothing."""
    every = [str(text) for text in texts]
    if not every or len(every) > _MOST:
        return listed(every)
    return message("survey.counted", count=len(every), texts=listed(every))


def _unless_none(count: int) -> str:
    return str(count) if count else ""
