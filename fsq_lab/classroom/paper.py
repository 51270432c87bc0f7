"""Questions as self-contained pages: to project with answers on a click, to print, and the key to what was printed."""

import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from html import escape

from fsq_lab.classroom.portable import ANYTHING, BLANKS, Portable, Response
from fsq_lab.ground.course import course_folder, course_version, seed_for
from fsq_lab.ground.language import current, message, speaking
from fsq_lab.hypertext.pages import page
from fsq_lab.hypertext.words import Html
from fsq_lab.quiz.arithmetic import shown
from fsq_lab.quiz.items import Tolerance

Sections = Iterable[tuple[str, Iterable[Portable]]]

_CHINESE = re.compile("[\u4e00-\u9fff]+")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def handout(sections: Sections, language: str) -> str:
    """Return a page to project without a network: every question, its hints and its answer on a click."""
    with speaking(language):
        questions = "".join(
            f"<li>{asked(question, written=False)}{hinted(question)}{folded(question)}</li>"
            for _, own in sections
            for question in own
        )
        body = f'<section class="quiz projected"><ol>{questions}</ol></section>'
        return _page(sections, "handout", body)


def sheet(sections: Sections, language: str) -> str:
    """Return a page to print and to write on, without a single answer."""
    with speaking(language):
        questions = "".join(f"<li>{asked(question)}</li>" for _, own in sections for question in own)
        blanks = "".join(
            f'<span>{_word(name)}<span class="line"></span></span>' for name in ("name", "student", "date", "marks")
        )
        return _page(sections, "sheet", f'<p class="who">{blanks}</p><ol class="questions">{questions}</ol>')


def key(sections: Sections, language: str) -> str:
    """Return the answers to the printed sheet, in its order, each with every explanation."""
    with speaking(language):
        answers = "".join(
            f'<li><p><strong>{_line(answer_in_short(question))}</strong> <span class="for">'
            f"{escape(', '.join(question.objectives))}</span></p>{_list(answered(question))}</li>"
            for _, own in sections
            for question in own
        )
        return _page(sections, "key", f'<ol class="key">{answers}</ol>')


def asked(question: Portable, written: bool = True) -> str:
    """Return a question as HTML, with nothing that gives the key away; ``written`` leaves room for a pen."""
    text = _paragraph(BLANKS.sub(r"__(\1)__", question.text))
    line = f'<p class="answer">{_word("answer")}<span class="line"></span></p>' if written else ""
    match question.type:
        case "single" | "multiple":
            return text + _lettered(answer.text for answer in question.answers) + line
        case "true_false":
            marks = "".join(f'<span class="box"></span>{escape(_side(answer))}' for answer in question.answers)
            return f'{text}<p class="sides">{marks}</p>'
        case "ordering":
            return text + _lettered(answer.text for answer in in_order_shown(question)) + line
        case "matching":
            lefts = "".join(f"<li>{_line(left)}</li>" for left in question.lefts)
            rights = _lettered(answer.text for answer in in_order_shown(question))
            return f'{text}<div class="pairs"><ol class="lefts">{lefts}</ol>{rights}</div>{line}'
        case "cloze":
            menus = "".join(f"<li>{_lettered(option.text for option in blank)}</li>" for blank in question.blanks)
            return f'{text}<ol class="blanks">{menus}</ol>{line}'
        case "open":
            return text + ('<div class="room"></div>' if written else "")
    return text + line


def hinted(question: Portable) -> str:
    """Return a question's hints, each opened by a click."""
    return "".join(_details(_word("hint"), _paragraph(hint)) for hint in question.hints)


def folded(question: Portable) -> str:
    """Return a question's answer, opened by a click: what is right and why, and what is wrong with all else."""
    told = list(answered(question))
    return _details(_word("show"), _list(told)) if told else ""


def answered(question: Portable) -> Iterator[str]:
    """Yield as HTML what there is to say of each answer: whether it is right, and why."""
    match question.type:
        case "single" | "multiple":
            for letter, answer in zip(_LETTERS, question.answers, strict=False):
                yield _told(answer.percent > 0, f"{letter}. {answer.text}", answer.why)
        case "matching":
            for place, answer in enumerate(question.answers):
                left = f"{question.lefts[place]} – " if place < len(question.lefts) else ""
                yield _told(bool(left), left + answer.text, answer.why)
        case "ordering":
            for place, answer in enumerate(question.answers, start=1):
                yield _told(True, f"({place}) {answer.text}", answer.why)
        case "cloze":
            for place, blank in enumerate(question.blanks, start=1):
                for option in blank:
                    yield _told(option.percent > 0, f"({place}) {option.text}", option.why)
        case "open":
            yield _line(message("quiz.rule.open"))
        case _:
            for why in dict.fromkeys(answer.why for answer in question.answers):
                alike = [answer for answer in question.answers if answer.why == why]
                text = " / ".join(_named(question, answer) for answer in alike)
                yield _told(alike[0].percent > 0, text, why)
    if question.afterwards:
        yield _line(question.afterwards)


def answer_in_short(question: Portable) -> str:
    """Return a question's key as one would write it on the sheet.

    Examples
    --------
    >>> from fsq_lab.classroom.portable import FULL, NONE
    >>> answer_in_short(Portable("single", "n", "Which?", (Response("a", NONE, "-"), Response("b", FULL, "-"))))
    'B'
    """
    right = [(place, answer) for place, answer in enumerate(question.answers) if answer.percent > 0]
    order = [answer.text for answer in in_order_shown(question)]
    match question.type:
        case "single" | "multiple":
            return " ".join(_LETTERS[place] for place, _ in right)
        case "ordering":
            return " ".join(_LETTERS[order.index(answer.text)] for answer in question.answers)
        case "matching":
            return "  ".join(
                f"{place}{_LETTERS[order.index(answer.text)]}"
                for place, (_, answer) in zip(
                    range(1, len(question.lefts) + 1), enumerate(question.answers), strict=False
                )
            )
        case "cloze":
            keys = [next(p for p, option in enumerate(blank) if option.percent > 0) for blank in question.blanks]
            return "  ".join(f"{place}{_LETTERS[option]}" for place, option in enumerate(keys, start=1))
        case "open":
            return message("paper.open")
    return " / ".join(dict.fromkeys(_named(question, answer) for _, answer in right))


def in_order_shown(question: Portable) -> list[Response]:
    """Return entries or right sides shuffled, the same each time, and never in the right order."""
    order = sorted(question.answers, key=lambda answer: seed_for(question.name, answer.text))
    return [*order[1:], order[0]] if order == list(question.answers) and len(order) > 1 else order


def _named(question: Portable, answer: Response) -> str:
    if answer.text == ANYTHING and question.type in ("numeric", "short_text"):
        return message("paper.other")
    if question.type == "numeric":
        tolerance = Tolerance("absolute", answer.tolerance or Decimal(0))
        number = Decimal(answer.text)
        return shown(number, min(tolerance.digits, 6)) if tolerance.size else shown(number)
    return _side(answer) if question.type == "true_false" else answer.text


def _side(answer: Response) -> str:
    return message(f"quiz.{'holds' if answer.text == 'true' else 'fails'}")


def _told(right: bool, text: str, why: str) -> str:
    sign = message(f"handout.{'right' if right else 'wrong'}")
    return f"<strong>{escape(sign)} {_line(text)}</strong><br>{_line(why)}"


def _lettered(texts: Iterable[str]) -> str:
    return '<ol class="letters">' + "".join(f"<li>{_line(text)}</li>" for text in texts) + "</ol>"


def _details(summary: str, html: str) -> str:
    return f"<details><summary>{summary}</summary>{html}</details>"


def _list(lines: Iterable[str]) -> str:
    return '<ul class="told">' + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"


def _paragraph(text: str) -> str:
    return f"<p>{_line(text)}</p>"


def _line(text: str) -> str:
    """Return a text as HTML; Chinese in an English page, such as an accepted spelling, is marked as such."""
    html = "<br>".join(map(escape, text.splitlines()))
    return html if current() == "zh" else _CHINESE.sub(r'<span lang="zh">\g<0></span>', html)


def _word(name: str, **values: object) -> str:
    return escape(message(f"paper.{name}", **values))


def _page(sections: Sections, kind: str, body: str) -> str:
    (category, _), *_ = sections
    title = message(f"paper.title.{kind}", title=_title(category.rsplit("/", 1)[-1]))
    about = f"{_word(f'about.{kind}')} {escape(message('pages.version', version=course_version()))}"
    return page(title, Html(f"<h1>{escape(title)}</h1>\n{body}\n<footer><p>{about}</p></footer>"), "questions")


def _title(chapter: str) -> str:
    """Return a chapter's title in the current language; where it is not written yet, its number."""
    file = course_folder() / "notebooks" / current() / f"{chapter}.ipynb"
    if not file.is_file():
        return message("paper.chapter", number=chapter.split("_")[0])
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    lines = (line for cell in cells for line in "".join(cell["source"]).splitlines())
    return next((line[2:].strip() for line in lines if line.startswith("# ")), chapter)
