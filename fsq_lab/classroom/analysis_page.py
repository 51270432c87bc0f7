"""`fsq-lab analyse`: the item analysis of collected answers as one self-contained page; for instructors."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path

import pandas as pd

from fsq_lab.classroom.collected import OTHER, Collected, Quiz, Tell, read_answers
from fsq_lab.ground.course import course_version
from fsq_lab.ground.language import message
from fsq_lab.ground.written_files import check_target, write_file
from fsq_lab.hypertext.pages import PAGES, page
from fsq_lab.hypertext.words import Html, number
from fsq_lab.scoring.item_analysis import MINIMUM_N, analyse_items, distractors, rest_of


def write_analysis(
    answers: Path, out: Path, replace: bool = False, tell: Tell = lambda name, done, total: None
) -> Path:
    """Analyse collected answers and write the page, in the current language.

    Parameters
    ----------
    answers : Path
        As for `fsq_lab.classroom.collected.read_answers`.
    out : Path
        The HTML file to write.
    replace : bool
        Whether a file of that name may be replaced.
    tell : callable
        Told of each file that is read.

    Raises
    ------
    CourseError
        When the answers cannot be read, and as `fsq_lab.ground.written_files.write_file`.
    """
    check_target(out, replace, inputs=[answers], suffixes=PAGES)
    return write_file(out, analysis_page(read_answers(answers, tell)), replace, inputs=[answers], suffixes=PAGES)


def analysis_page(collected: Collected) -> str:
    """Return the item analysis of collected answers as HTML, in the current language."""
    left_out = [_word(f"left_out.{name}", count=count) for name, count in sorted(collected.left_out.items()) if count]
    notes = "".join(f"<li>{note}</li>" for note in left_out)
    about = f"{_word('for_instructors')} {escape(message('pages.version', version=course_version()))}"
    parts = [
        f"<h1>{_word('title')}</h1><p>{_word('read', learners=collected.learners)}</p>",
        f"<ul>{notes}</ul>" if notes else "",
        *(part for quiz in collected.quizzes for part in _quiz(quiz)),
        f"<footer><p>{about}</p></footer>",
    ]
    return page(message("analysis.title"), Html("\n".join(parts)), "report analysis")


def _quiz(quiz: Quiz) -> Iterator[str]:
    found = analyse_items(quiz.shares)
    yield f"<h2>{_word('quiz', name=quiz.name, items=len(found.items))}</h2><p>{escape(found.reliability_told())}</p>"
    rows = [
        (
            _question(quiz, str(item)),
            str(row["n"]),
            _value("value", row["difficulty"], row["low"], row["high"]),
            _value("with_n", row["discrimination"], row["d_low"], row["d_high"], row["d_n"]),
            _word(f"verdict.{row['verdict']}", fewest=MINIMUM_N),
        )
        for item, row in found.items.iterrows()
    ]
    yield _table(("question", "n", "difficulty", "discrimination", "verdict"), rows, _word("items_caption"))
    if not quiz.options:
        yield f"<p>{_word('no_options')}</p>"
    for item, options in quiz.options.items():
        yield from _options(quiz, item, distractors(quiz.chosen[item], options, rest_of(quiz.shares, item)))


def _options(quiz: Quiz, item: str, table: pd.DataFrame) -> Iterator[str]:
    n, groups = int(table["n"].iloc[0]), bool(table["upper"].notna().all())
    rows = [
        (
            _option(str(option)),
            escape(message("handout.right" if row["right"] else "handout.wrong")),
            str(row["count"]),
            *(_word("of", count=row[name], n=row[f"n_{name}"]) for name in (("upper", "lower") if groups else ())),
        )
        for option, row in table.iterrows()
    ]
    heads = ("option", "right", "count", "upper", "lower") if groups else ("option", "right", "count")
    caption = _word("options_caption" if groups else "options_no_groups", n=n, fewest=MINIMUM_N)
    yield f"<h3>{_word('options', question=quiz.questions.get(item, item))}</h3>"
    yield _table(heads, rows, caption)


def _question(quiz: Quiz, item: str) -> str:
    asked = quiz.questions.get(item)
    return f"<strong>{escape(item)}</strong>" + (f"<br>{escape(asked)}" if asked else "")


def _option(name: str) -> str:
    known = {OTHER: "analysis.other", "true": "quiz.holds", "false": "quiz.fails"}
    return escape(message(known[name]) if name in known else name)


def _value(form: str, value: float, low: float, high: float, n: object = None) -> str:
    if pd.isna(value):
        return "–"
    if pd.isna(low):
        return escape(number(value))
    return _word(form, value=number(value), low=number(low), high=number(high), n=n)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> str:
    head = "".join(f'<th scope="col">{_word(f"columns.{name}")}</th>' for name in heads)
    body = "".join(
        f'<tr><th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in rest) + "</tr>"
        for first, *rest in rows
    )
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _word(key: str, **values: object) -> str:
    return escape(message(f"analysis.{key}", **values))
