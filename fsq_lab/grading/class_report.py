"""What a class has shown: its hardest questions and commonest mistakes, item analysis, and what to teach again."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from fsq_lab.grading.feedback import bar, goal_table
from fsq_lab.grading.goals import goal_shares, heading, lessons_for, objective_of
from fsq_lab.grading.handed_out import exercise_title, handed_out
from fsq_lab.grading.mark_sheet import flags_told
from fsq_lab.grading.standing import AnswerMark, StudentMarks, totals
from fsq_lab.ground.course import course_version
from fsq_lab.ground.language import current, message
from fsq_lab.hypertext.pages import page
from fsq_lab.hypertext.words import Html, as_html, number, with_code
from fsq_lab.scoring.item_analysis import MINIMUM_N, Analysis, analyse_items

MOST_MISTAKES = 15
AGAIN = 3
"""Questions that are proposed for Monday."""
ENOUGH = 0.85
"""A question whose mean share of points reaches this is not proposed."""
BINS = 10


def shares_of(found: Sequence[StudentMarks]) -> pd.DataFrame:
    """Return each student's share of each question's points, 0 to 1, without written questions not yet all marked.

    An optional question that a student left out is missing and not 0.
    """
    there = [one for one in found if one.state == "marked"]
    names = [mark.name for mark in found[0].answers if mark.most and mark.name not in _open(found)]
    rows = {one.who: [mark.share for mark in one.answers if mark.name in names] for one in there}
    table = pd.DataFrame.from_dict(rows, orient="index", columns=names, dtype="float64")
    return table.dropna(axis="columns", how="all")


def _open(found: Sequence[StudentMarks]) -> frozenset[str]:
    """Return written questions of which some answers are not marked yet: those left blank are no picture of them."""
    return frozenset(name for one in found for name in one.unmarked)


def mistakes_in(found: Sequence[StudentMarks]) -> list[tuple[str, str, int]]:
    """Return the named mistakes with how many made each, the commonest first: answer, mistake, students."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in found:
        for mark in one.answers:
            if mark.judgement is not None:
                counts.update((mark.name, name) for name in set(mark.judgement.mistakes))
    return [(answer, name, count) for (answer, name), count in sorted(counts.items(), key=lambda at: (-at[1], at[0]))]


def class_page(found: Sequence[StudentMarks], files: Sequence[Sequence[str]] = ()) -> str:
    """Return the report on an exercise, in the current language.

    Parameters
    ----------
    found : sequence of StudentMarks
        Of one exercise.
    files : sequence of sequences of str
        What was handed in: heads, then a row for each file.
    """
    exercise = found[0].exercise
    title = message("grade.report.title", exercise=exercise_title(exercise))
    shares = shares_of(found)
    states = Counter(one.state for one in found)
    counts = message("grade.report.counts", **{name: states[name] for name in ("marked", "nothing", "missing")})
    parts = [f"<h1>{as_html(title)}</h1><p>{as_html(counts)}</p>"]
    if any(one.confined == "none" for one in found):
        parts.append(f"<p class='flagged'>{as_html(message('grade.unconfined'))}</p>")
    if not shares.empty:
        analysis = analyse_items(shares)
        parts += [*_monday(found, shares), *_distribution(found), *_questions(exercise, shares, analysis)]
        parts += [*_mistakes(found), *goal_table(goal_shares(found, _open(found)), message("grade.report.goals"))]
    parts += [*_flags(found), *_files(files)]
    about = message("pages.version", version=course_version())
    parts.append(f"<footer><p>{as_html(about)}</p></footer>")
    return page(title, Html("\n".join(parts)), "report grading")


def _monday(found: Sequence[StudentMarks], shares: pd.DataFrame) -> Iterator[str]:
    """Tell what to teach again: where the class lost the most points, with its commonest mistake and the lesson."""
    exercise = found[0].exercise
    most = {mark.name: mark.most for mark in found[0].answers}
    means = shares.mean()
    lost = ((1 - means) * pd.Series(most).reindex(means.index) * shares.notna().sum()).sort_values(ascending=False)
    all_must = {mark.name for mark in found[0].answers if not mark.optional}
    chosen = [str(name) for name in lost.index if name in all_must and means[name] < ENOUGH][:AGAIN]
    yield f"<section class='headline'><h2>{as_html(message('grade.report.monday'))}</h2>"
    if not chosen:
        yield f"<p>{as_html(message('grade.report.nothing_again'))}</p></section>"
        return
    common = mistakes_in(found)
    yield "<ol>"
    for name in chosen:
        told = message(
            "grade.report.again", question=heading(exercise, name), share=f"{means[name]:.0%}", n=len(shares)
        )
        parts = [f"<strong>{with_code(told)}</strong>"]
        mistake = next(((label, count) for answer, label, count in common if answer == name), None)
        if mistake:
            counted = message("grade.report.commonest", count=mistake[1])
            parts.append(f"{as_html(counted)} {with_code(_told(exercise, name, mistake[0]))}")
        mark = next(mark for mark in found[0].answers if mark.name == name)
        lessons = lessons_for(exercise, objective_of(exercise, mark))
        if lessons:
            parts.append(as_html(message("grade.report.lesson", lessons=", ".join(lessons))))
        yield f"<li>{'<br>'.join(parts)}</li>"
    yield "</ol></section>"


def _told(exercise: str, answer: str, mistake: str) -> str:
    mistakes = handed_out(exercise).exercise.answers[answer].mistakes
    return next((one.message[current()] for one in mistakes if one.name == mistake), mistake)


def _distribution(found: Sequence[StudentMarks]) -> Iterator[str]:
    """Draw how many students have how much of the points."""
    points, most = totals(found), found[0].most
    counts = [0] * BINS
    for one in points:
        counts[min(BINS - 1, int(BINS * one / most))] += 1
    tallest = max(counts)
    told = message(
        "grade.report.distribution",
        n=len(points),
        mean=number(sum(points) / len(points), 1),
        median=number(float(pd.Series(points).median()), 1),
        most=f"{most:g}",
    )
    columns = []
    for place, count in enumerate(counts):
        height = 90 * count / tallest
        columns.append(
            f'<rect x="{place * 40 + 4}" y="{100 - height:.1f}" width="32" height="{height:.1f}" fill="#1f5fbf"/>'
            f'<text x="{place * 40 + 20}" y="{95 - height:.1f}" text-anchor="middle" font-size="9">{count or ""}</text>'
            f'<text x="{place * 40}" y="112" font-size="8">{100 * place // BINS}%</text>'
        )
    yield f"<h2>{as_html(message('grade.report.points'))}</h2><figure>"
    yield f'<svg class="histogram" viewBox="0 -5 {40 * BINS} 122" role="img" aria-label="{as_html(told)}">'
    unmarked = sum(len(one.unmarked) for one in found)
    more = f"<br>{as_html(message('grade.report.unmarked', count=unmarked))}" if unmarked else ""
    yield f"{''.join(columns)}</svg><figcaption>{as_html(told)}{more}</figcaption></figure>"


def _questions(exercise: str, shares: pd.DataFrame, found: Analysis) -> Iterator[str]:
    rows = []
    for name, item in found.items.sort_values("difficulty").iterrows():
        mean = float(item["difficulty"])
        verdict = message(f"analysis.verdict.{item['verdict']}", fewest=MINIMUM_N)
        cells = (
            f"{as_html(str(name))}<br>{with_code(heading(exercise, str(name)))}",
            str(item["n"]),
            bar(mean) + _value("value", item["difficulty"], item["low"], item["high"]),
            _value("with_n", item["discrimination"], item["d_low"], item["d_high"], item["d_n"]),
            as_html(verdict),
        )
        rows.append(cells)
    heads = ["question", "n", "difficulty", "discrimination", "verdict"]
    yield f"<h2>{as_html(message('grade.report.questions'))}</h2><p>{as_html(found.reliability_told())}</p>"
    yield _table([message(f"analysis.columns.{name}") for name in heads], rows, message("analysis.items_caption"))


def _value(form: str, value: float, low: float, high: float, n: object = None) -> str:
    if pd.isna(value):
        return "–"
    if pd.isna(low):
        return as_html(number(value))
    return as_html(message(f"analysis.{form}", value=number(value), low=number(low), high=number(high), n=n))


def _mistakes(found: Sequence[StudentMarks]) -> Iterator[str]:
    exercise = found[0].exercise
    tried = Counter(
        mark.name for one in found for mark in one.answers if mark.outcome not in ("untried", "failed", "written")
    )
    rows = [
        (as_html(answer), with_code(_told(exercise, answer, name)), f"{count} / {tried[answer]}")
        for answer, name, count in mistakes_in(found)[:MOST_MISTAKES]
    ]
    yield f"<h2>{as_html(message('grade.report.mistakes'))}</h2>"
    if rows:
        yield _table([message(f"grade.column.{name}") for name in ("question", "mistake", "students")], rows, "")
    else:
        yield f"<p>{as_html(message('grade.report.no_mistakes'))}</p>"


def _flags(found: Sequence[StudentMarks]) -> Iterator[str]:
    rows = [
        (as_html(f"{one.who} {one.name}".strip()), as_html(mark.name), as_html(told), _source(mark))
        for one in found
        for mark in one.answers
        for told in flags_told(mark)
    ]
    if rows:
        yield f"<h2>{as_html(message('grade.report.flags'))}</h2><p>{as_html(message('grade.report.flags_how'))}</p>"
        yield _table([message(f"grade.column.{name}") for name in ("id", "question", "flags", "answer")], rows, "")


def _source(mark: AnswerMark) -> str:
    """Return what a student wrote, as text."""
    return f'<pre class="student-text">{as_html(str(mark.data.get("source", ""))[:600])}</pre>'


def _files(files: Sequence[Sequence[str]]) -> Iterator[str]:
    if files:
        yield f"<h2>{as_html(message('grade.column.files'))}</h2>"
        yield _table(files[0], ([as_html(cell) for cell in cells] for cells in files[1:]), "")


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> str:
    head = "".join(f'<th scope="col">{as_html(name)}</th>' for name in heads)
    body = "".join(
        f'<tr><th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in rest) + "</tr>"
        for first, *rest in rows
    )
    told = f"<caption>{as_html(caption)}</caption>" if caption else ""
    return f"<table>{told}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
