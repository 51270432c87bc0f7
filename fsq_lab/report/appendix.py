"""A report's data appendix: its tables to save, safe to open in a spreadsheet, and their conventions in words."""

import re
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from io import StringIO

import pandas as pd

from fsq_lab.ground.harmless import harmless
from fsq_lab.ground.language import catalogue, current, label, message
from fsq_lab.hypertext.words import Html, as_html, joined
from fsq_lab.plots.comparisons import reason
from fsq_lab.report.pieces import quadrant_name
from fsq_lab.survey.questionnaire import Instrument

_BETWEEN_RULES = re.compile(r"; (?![^(]*\))")


def appendix(tables: Mapping[str, pd.DataFrame], asked: Instrument) -> Html:
    """Return the appendix as HTML: each table as CSV to save, with its convention in the current language.

    A Chinese report offers every table twice: with Chinese heads to read, and with the plain English names that
    `fsq_lab.scoring` uses.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Results of `fsq_lab.scoring` by the name of the file to save, each with a ``convention``.
    asked : Instrument
        Names the dimensions.
    """
    entries = joined(_entry(name, table, asked) for name, table in tables.items())
    names = dict.fromkeys(name for table in tables.values() for name in _heads(table))
    meanings = "".join(
        f"<div><dt><code>{as_html(name)}</code></dt><dd>{as_html(meaning)}</dd></div>"
        for name in names
        if (meaning := _known("columns", name)) is not None
    )
    return Html(
        f'<section id="appendix"><h2>{as_html(message("report.appendix"))}</h2>'
        f"<p>{as_html(message('appendix.about'))}</p><ul>{entries}</ul>"
        f"<details><summary>{as_html(message('appendix.meanings'))}</summary><dl>{meanings}</dl></details></section>"
    )


def as_csv(table: pd.DataFrame) -> str:
    r"""Return a table as CSV text that no spreadsheet takes for a program.

    A text that begins as a formula does gets an apostrophe in front, as spreadsheets mark text; numbers stay.

    Examples
    --------
    >>> as_csv(pd.DataFrame({"gap": [-0.5]}, index=pd.Index(["=1+1"], name="branch")))
    "branch,gap\n'=1+1,-0.5\n"
    """
    shown = table.reset_index()
    shown.columns = [harmless(str(name)) for name in shown.columns]
    for column in shown:
        if not pd.api.types.is_numeric_dtype(shown[column].dtype):
            shown[column] = shown[column].map(harmless)
    text = StringIO()
    shown.to_csv(text, index=False, lineterminator="\n")
    return text.getvalue()


def in_words(table: pd.DataFrame, asked: Instrument) -> pd.DataFrame:
    """Return a result with heads, names and conventions in the current language, numbers as they are."""
    shown = table.reset_index()
    words = {
        "dimension": {name: str(wording) for name, wording in asked.dimension_names},
        "lowest": {name: str(wording) for name, wording in asked.dimension_names},
        "answer": {name: _answer(name, asked) for name in asked.stems},
        "order": {name: message(f"report.{name}") for name in ("own_weights", "mean_weights", "unweighted")},
        "total": {"total": message("labels.total")},
    }
    for name in shown.columns.intersection(list(words)):
        shown[name] = shown[name].map(lambda value, known=words[str(name)]: known.get(value, value))
    for name, say in (
        ("note", reason),
        ("position", _position),
        ("side", _side),
        *((name, _flag) for name in ("at_ceiling", "kept", "flips", "certain_mean", "certain_midpoint", "settled")),
        ("quadrant_mean", quadrant_name),
        ("quadrant_midpoint", quadrant_name),
        ("convention", convention),
    ):
        if name in shown:
            shown[name] = shown[name].map(say)
    heads = [_known("columns", str(name)) or label(str(name)) for name in shown.columns]
    return shown.set_axis(heads, axis="columns").set_index(heads[0])


def convention(rules: str) -> str:
    """Return a result's convention in the current language; a rule without words for it stays in English.

    Examples
    --------
    >>> from fsq_lab.ground.language import use
    >>> _ = use("zh")
    >>> convention("pairs only; 95% t interval")
    '只计两项都有回答的题项；95% t区间'
    """
    return message("appendix.between").join(_rule(rule) for rule in _BETWEEN_RULES.split(rules))


def unknown_rules(rules: str) -> list[str]:
    """Return the rules of a convention that the catalogue has no words for."""
    return [rule for rule in _BETWEEN_RULES.split(rules) if _matched(rule) is None]


def _entry(name: str, table: pd.DataFrame, asked: Instrument) -> Html:
    links = [(name, message("appendix.plain"), table)]
    if current() != "en":
        links.insert(0, (f"{name}.{current()}", message("appendix.in_words"), in_words(table, asked)))
    saved = joined((_link(file, words, content) for file, words, content in links), as_html(message("appendix.or")))
    told = dict.fromkeys(rule for text in table["convention"] for rule in _BETWEEN_RULES.split(str(text)))
    rules = as_html(message("appendix.between").join(_rule(rule) for rule in told))
    title = as_html(message("appendix.title", title=_title(name, asked), rows=len(table)))
    return Html(f"<li>{title} {saved}<br>{rules}</li>")


def _link(file: str, words: str, table: pd.DataFrame) -> Html:
    data = b64encode(as_csv(table).encode("utf-8-sig")).decode()
    name = as_html(f"{file}.csv")
    return Html(f'<a download="{name}" href="data:text/csv;charset=utf-8;base64,{data}">{as_html(words)}</a>')


def _title(name: str, asked: Instrument) -> str:
    title = _known("tables", name)
    if title is not None:
        return title
    kind, _, answer = name.partition("_")
    return message(f"appendix.tables.{kind}", answer=_answer(answer, asked))


def _heads(table: pd.DataFrame) -> list[str]:
    return [str(name) for name in (*table.index.names, *table.columns) if name is not None]


def _answer(name: str, asked: Instrument) -> str:
    """Return what the report calls an answer, or what the questionnaire does."""
    return message(f"report.head_{name}") if _is_head(name) else str(asked.stems.get(name, name))


def _is_head(name: str) -> bool:
    return f"head_{name}" in catalogue(current())["report"]


def _known(part: str, name: str) -> str | None:
    words: dict[str, str] = catalogue(current())["appendix"][part]
    return words.get(name)


def _position(value: str) -> str:
    return message(f"plots.position_{value.replace(' ', '_')}")


def _side(value: str) -> str:
    return message(f"report.side_{value.replace(' ', '_')}")


def _flag(value: object) -> str:
    return "" if pd.isna(value) else message("report.yes" if value else "report.no")  # type: ignore[call-overload]


def _rule(rule: str) -> str:
    found = _matched(rule)
    if found is None:
        return rule
    name, values = found
    return message(f"appendix.rules.{name}", **{place: label(value) for place, value in values.items()})


def _matched(rule: str) -> tuple[str, dict[str, str]] | None:
    """Return the catalogue's entry for a rule, with what stands in its placeholders."""
    for name, pattern in _patterns():
        if match := pattern.fullmatch(rule):
            return name, match.groupdict()
    return None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the English rules as patterns: scoring writes conventions in English."""
    rules: dict[str, str] = catalogue("en")["appendix"]["rules"]
    return tuple(
        (name, re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(rule)))) for name, rule in rules.items()
    )
