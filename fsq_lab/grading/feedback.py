"""A student's own page: what each answer earned and why, in both languages; static, and nothing in it is executed."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from fsq_lab.checks.verdict import MARKS
from fsq_lab.grading.claimed import shown_value
from fsq_lab.grading.goals import GoalShare, PartMark, goal_shares, heading, lessons_for, objective_of, parts_of
from fsq_lab.grading.handed_out import exercise_title, handed_out
from fsq_lab.grading.judging import told
from fsq_lab.grading.standing import AnswerMark, StudentMarks
from fsq_lab.grading.written_page import student_text
from fsq_lab.ground.course import course_version
from fsq_lab.ground.language import LANGUAGE_TAGS, LANGUAGES, message, speaking
from fsq_lab.ground.objectives import objective_name
from fsq_lab.hypertext.pages import page
from fsq_lab.hypertext.words import Html, as_html, with_code

TEACHERS = ("two_ids", "not_on_roster", "same_again", "newer_one", "same_file", "two_in_path", "hidden_ended")
"""Remarks that are for the teacher alone."""


def feedback_file(folder: Path, one: StudentMarks) -> Path:
    """Return where a student's page goes: named by the id, without one by a hash of the hand-in's path."""
    safe = one.known and re.fullmatch(r"[\w-]{1,40}", one.who)
    name = one.who if safe else f"no-id-{hashlib.sha256(one.who.encode()).hexdigest()[:10]}"
    return folder / one.exercise / f"{name}.html"


def feedback_page(one: StudentMarks) -> str:
    """Return a student's page: Chinese, then English.

    No other student is named in it, and nothing of the hidden data is told.
    """
    sections: list[str] = []
    for language in LANGUAGES:
        with speaking(language):
            body = "\n".join(_section(one))
        sections.append(f'<section lang="{LANGUAGE_TAGS[language]}">{body}</section>')
    with speaking(LANGUAGES[0]):
        title = message("grade.feedback.title", exercise=exercise_title(one.exercise))
        jump = '<p><a href="#en">English</a></p>'
        whole = jump + '<div class="languages">' + sections[0] + '<span id="en"></span>' + sections[1] + "</div>"
        return page(title, Html(whole), "report grading")


def _section(one: StudentMarks) -> Iterator[str]:
    yield f"<h1>{as_html(message('grade.feedback.title', exercise=exercise_title(one.exercise)))}</h1>"
    who = " ".join(filter(None, (one.who if one.known else one.path, one.name)))
    yield f"<p>{as_html(who)}</p>"
    if one.state != "marked":
        yield f"<p>{as_html(message('grade.feedback.nothing'))}</p>"
    else:
        key = "grade.feedback.points_so_far" if one.unmarked else "grade.feedback.points"
        points = message(key, points=f"{one.points:g}", most=f"{one.most:g}")
        yield f"<p><strong>{as_html(points)}</strong></p>"
        yield f"<ul>{''.join(f'<li>{as_html(_part(part))}</li>' for part in parts_of(one))}</ul>"
        if one.optional_most:
            values = {"points": f"{one.optional_points:g}", "most": f"{one.optional_most:g}"}
            yield f"<p>{as_html(message('grade.feedback.optional', **values))}</p>"
    if one.confined == "none":
        yield f"<p>{as_html(message('grade.unconfined'))}</p>"
    remarks = [with_code(remark.told()) for remark in one.remarks if remark.key not in TEACHERS]
    if remarks:
        yield f"<ul>{''.join(f'<li>{text}</li>' for text in remarks)}</ul>"
    if one.state == "marked":
        yield f"<h2>{as_html(message('grade.feedback.by_answer'))}</h2>"
        yield "".join(f"<section>{''.join(_answer(one, mark))}</section>" for mark in one.answers)
        yield from _again(one)
        yield from goal_table(goal_shares([one]), message("grade.feedback.goals"))
    about = message("pages.version", version=course_version())
    yield f"<footer><p>{as_html(about)}</p></footer>"


def _part(part: PartMark) -> str:
    """Tell the points of one part of an exercise, and how many of them are still open."""
    values = {"part": objective_name(part.objective), "points": f"{part.points:g}", "most": f"{part.most:g}"}
    return message(f"grade.feedback.{'part_open' if part.open else 'part'}", open=f"{part.open:g}", **values)


def _answer(one: StudentMarks, mark: AnswerMark) -> Iterator[str]:
    sign = sign_of(mark)
    points = "–" if mark.points is None else f"{mark.points:g}"
    yield f"<h3>{sign} {with_code(heading(one.exercise, mark.name))} · {points} / {mark.most:g}</h3>"
    if mark.judgement is None:
        text = one.written.get(mark.name, "")
        yield student_text(text) if text else f"<p>{as_html(message('grade.outcome.untried'))}</p>"
        if mark.points is None:
            yield f"<p>{as_html(message('grade.feedback.not_yet'))}</p>"
    else:
        value = shown_value(mark.data.get("own"))
        if value:
            yield f"<p>{as_html(message('grade.feedback.your_value', value=value))}</p>"
        yield "".join(f"<p>{with_code(sentence)}</p>" for sentence in sentences_for(one.exercise, mark))
        if any(flag.kind == "typed" for flag in mark.flags):
            yield f"<p class='flagged'>{as_html(message('grade.feedback.typed'))}</p>"
    if mark.by_hand and mark.found is not None and mark.points != mark.found:
        yield f"<p>{as_html(message('grade.feedback.by_hand'))}</p>"
    if mark.comment:
        yield f"<p>{as_html(message('grade.feedback.comment', comment=mark.comment))}</p>"


def sentences_for(exercise: str, mark: AnswerMark) -> tuple[str, ...]:
    """Return what is told of an automatic answer, in the words of a student's own check; if its cell failed, why."""
    failed = str(mark.data.get("failed", ""))
    if failed:
        key = {"-": "no_value", "time:": "endless"}.get(failed, "failed")
        return (message(f"grade.feedback.{key}", reason=failed),)
    if mark.data.get("found") == "deleted":
        return (message("grade.feedback.deleted"),)
    answer = handed_out(exercise).exercise.answers[mark.name]
    assert mark.judgement is not None
    try:
        return told(answer, mark.judgement, mark.data.get("index", []), mark.data.get("own"))
    except (KeyError, TypeError, ValueError):  # a mistake that the exercise no longer names
        return (message(f"grade.outcome.{mark.outcome}"),)


def sign_of(mark: AnswerMark) -> str:
    """Return a sign for an answer's outcome, as a check shows it."""
    if mark.judgement is None:
        return "○" if mark.points is None else "✓" if mark.points == mark.most else "◐" if mark.points else "✗"
    if mark.outcome == "failed":
        return MARKS["wrong"]
    return MARKS["partly" if mark.judgement.outcome == "mistake" and mark.judgement.credit else mark.judgement.outcome]


def _again(one: StudentMarks) -> Iterator[str]:
    """Tell what to read again: for each question not wholly right its lesson, each lesson once."""
    lost = [mark for mark in one.answers if mark.share < 1]
    lessons: dict[str, list[str]] = {}
    for mark in lost:
        for lesson in lessons_for(one.exercise, objective_of(one.exercise, mark)):
            lessons.setdefault(lesson, []).append(heading(one.exercise, mark.name))
    if lessons:
        yield f"<h2>{as_html(message('grade.feedback.again'))}</h2>"
        items = (
            f"<li><strong>{as_html(name)}</strong><br>{with_code('; '.join(of))}</li>" for name, of in lessons.items()
        )
        yield f"<ul>{''.join(items)}</ul>"


def goal_table(shares: Sequence[GoalShare], caption: str) -> Iterator[str]:
    """Yield a table of objectives with a bar for each share of points."""
    yield f"<table><caption>{as_html(caption)}</caption><tbody>"
    for one in shares:
        yield (
            f'<tr><th scope="row">{as_html(objective_name(one.objective))}</th><td>{bar(one.share)}</td>'
            f"<td>{one.share:.0%}</td></tr>"
        )
    yield "</tbody></table>"


def bar(share: float) -> Html:
    """Return a bar of HTML as long as a share, which stands beside it in figures.

    >>> bar(0.5)
    '<span class="bar" aria-hidden="true"><i style="width: 50%"></i></span>'
    """
    return Html(f'<span class="bar" aria-hidden="true"><i style="width: {min(1.0, max(0.0, share)):.0%}"></i></span>')
