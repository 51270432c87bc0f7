"""Written answers on one page to read: rubric and samples beside the answers, which are shown as text and never run."""

from collections.abc import Iterator, Sequence
from html import escape

from fsq_lab.grading.handed_out import exercise_title
from fsq_lab.grading.rubrics import MarkedSample, WrittenQuestion, written_questions
from fsq_lab.grading.standing import StudentMarks
from fsq_lab.ground.language import message
from fsq_lab.hypertext.pages import page
from fsq_lab.hypertext.words import Html, as_html, with_code


def written_page(found: Sequence[StudentMarks]) -> str:
    """Return the page of an exercise's written answers, in the current language.

    Parameters
    ----------
    found : sequence of StudentMarks
        Of one exercise.
    """
    title = message("grade.written.title", exercise=exercise_title(found[0].exercise))
    parts = [f"<h1>{as_html(title)}</h1><p>{as_html(message('grade.written.how'))}</p>"]
    for question in written_questions(found[0].exercise):
        parts += _question(question, found)
    return page(title, Html("\n".join(parts)), "report grading")


def _question(question: WrittenQuestion, found: Sequence[StudentMarks]) -> Iterator[str]:
    points = message("grade.written.points", points=f"{question.most:g}")
    yield f"<h2>{as_html(question.heading)} ({as_html(points)})</h2><div class='answers'><div>"
    empty: list[str] = []
    for one in found:
        text = one.written.get(question.name, "")
        if text:
            mark = next(mark for mark in one.answers if mark.name == question.name)
            given = "" if mark.points is None else f" · {mark.points:g}"
            comment = f"<p>{as_html(mark.comment)}</p>" if mark.comment else ""
            yield f"<h3>{as_html(f'{one.who} {one.name}'.strip())}{given}</h3>{student_text(text)}{comment}"
        elif one.state == "marked":
            empty.append(f"{one.who} {one.name}".strip())
    if empty:
        yield f"<p>{as_html(message('grade.written.empty', names=', '.join(empty)))}</p>"
    lines = "".join(f"<li>{line.points:g} · {with_code(line.text)}</li>" for line in question.rubric)
    samples = "".join(map(_sample, question.samples))
    heads = [as_html(message(f"build.{name}")) for name in ("rubric", "samples")]
    called = escape(f"{message('build.rubric')}: {question.heading}")
    yield f"</div><aside aria-label='{called}'><h3>{heads[0]}</h3><ul>{lines}</ul>"
    yield f"<h3>{heads[1]}</h3>{samples}</aside></div>"


def _sample(sample: MarkedSample) -> str:
    level = message("build.sample", level=message(f"build.level.{sample.level}"), points=f"{sample.points:g}")
    lines = "".join(f"<li>{line.points:g} · {with_code(line.text)}</li>" for line in sample.lines)
    words = with_code(sample.text)
    return f"<details><summary>{as_html(level)}</summary><p>{words}</p><ul>{lines}</ul></details>"


def student_text(text: str) -> Html:
    """Return what a student wrote as HTML: every character shown as it is, no Markdown, no markup, no link.

    >>> student_text("<script>alert(1)</script>")
    '<pre class="student-text">&lt;script&gt;alert(1)&lt;/script&gt;</pre>'
    """
    return Html(f'<pre class="student-text">{as_html(str(text))}</pre>')
