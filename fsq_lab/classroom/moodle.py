"""Questions as Moodle XML, the one format that holds every type of this course."""

import re
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from fsq_lab.classroom.portable import (
    BLANKS,
    FULL,
    MOST_RIGHT,
    NONE,
    Portable,
    Response,
    differences,
    literal,
    markup,
    plainly,
)
from fsq_lab.ground.language import message_in

TYPES = {
    "single": "multichoice",
    "multiple": "multichoice",
    "true_false": "truefalse",
    "numeric": "numerical",
    "short_text": "shortanswer",
    "matching": "matching",
    "ordering": "ordering",
    "cloze": "cloze",
    "open": "essay",
}
"""What Moodle calls each type; ``ordering`` came with Moodle 4.4 and was a plugin before."""

_IN_CLOZE = re.compile(r"[^\w\s.,;，。；：、？！“”‘’（）()-]")


def why_not(question: Portable) -> str:
    """Return why Moodle XML cannot hold a question, as a key of the catalogue's ``export.why``; empty if it can."""
    if question.type == "multiple" and sum(answer.percent > 0 for answer in question.answers) > MOST_RIGHT:
        return "many_right"
    return ""


def notes(question: Portable) -> Iterator[str]:
    """Yield what a platform does otherwise than the course, as keys of the catalogue's ``export.note``."""
    yield from differences(question)
    if question.type == "ordering":
        yield "moodle_ordering"


def document(sections: Iterable[tuple[str, Iterable[Portable]]], language: str) -> str:
    """Return a Moodle XML file.

    Parameters
    ----------
    sections : iterable of (str, iterable of Portable)
        A category such as ``"fsq-lab/zh/03_servqual"``, and the questions that go into it; `why_not` objects to
        none of them.
    language : {"zh", "en"}
    """
    quiz = Element("quiz")
    quiz.append(ElementTree.Comment(f" {message_in(language, 'export.instructors')} "))
    for category, questions in sections:
        _text(SubElement(SubElement(quiz, "question", type="category"), "category"), f"$course$/top/{category}")
        quiz.extend(element(question) for question in questions)
    ElementTree.indent(quiz)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(quiz, encoding="unicode")}\n'


def element(question: Portable) -> Element:
    """Return one question as Moodle's ``<question>``.

    Examples
    --------
    >>> from decimal import Decimal
    >>> sides = (Response("true", Decimal(0), "No."), Response("false", Decimal(100), "Yes."))
    >>> found = element(Portable("true_false", "b/sum", "2 + 2 = 5", sides))
    >>> found.get("type"), [answer.get("fraction") for answer in found.iter("answer")]
    ('truefalse', ['0', '100'])
    """
    found = Element("question", type=TYPES[question.type])
    _text(SubElement(found, "name"), question.name)
    asked = cloze_text(question) if question.type == "cloze" else markup(question.text)
    _html(found, "questiontext", asked)
    _html(found, "generalfeedback", markup(question.told))
    if question.type != "cloze":
        SubElement(found, "defaultgrade").text = "0" if question.type == "open" else "1"
    SubElement(found, "penalty").text = "0"
    SubElement(found, "hidden").text = "0"
    SubElement(found, "idnumber").text = question.name
    _WRITERS[question.type](found, question)
    for hint in question.hints:
        _html(found, "hint", markup(hint))
    if question.objectives:
        tags = SubElement(found, "tags")
        for objective in question.objectives:
            _text(SubElement(tags, "tag"), objective)
    return found


def cloze_text(question: Portable) -> str:
    """Return a text with Moodle's own notation for its blanks: each a menu in which every option is explained."""
    parts = BLANKS.split(markup(question.text))
    parts[::2] = [part.replace("{", "&#123;") for part in parts[::2]]
    parts[1::2] = [_menu(question.blanks[int(number) - 1]) for number in parts[1::2]]
    return "".join(parts)


def _menu(options: tuple[Response, ...]) -> str:
    written = (f"{'=' if one.percent == FULL else ''}{_in_cloze(one.text)}#{_in_cloze(one.why)}" for one in options)
    return f"{{1:MULTICHOICE_S:{'~'.join(written)}}}"


def _in_cloze(text: str) -> str:
    """Return a text for a menu: Moodle decodes entities there once more, so that no sign of its notation is left."""
    return _IN_CLOZE.sub(lambda found: f"&#{ord(found[0])};", markup(text))


def _choice(found: Element, question: Portable) -> None:
    SubElement(found, "single").text = "true" if question.type == "single" else "false"
    SubElement(found, "shuffleanswers").text = "true"
    SubElement(found, "answernumbering").text = "ABCD"
    SubElement(found, "showstandardinstruction").text = "0"
    for answer in question.answers:
        _html(_answer(found, answer, "html"), "feedback", markup(answer.why))


def _true_false(found: Element, question: Portable) -> None:
    for answer in question.answers:
        _html(_answer(found, answer, "moodle_auto_format"), "feedback", markup(answer.why))


def _numeric(found: Element, question: Portable) -> None:
    for answer in question.answers:
        written = _answer(found, answer, "moodle_auto_format")
        SubElement(written, "tolerance").text = plainly(answer.tolerance or NONE)
        _html(written, "feedback", markup(answer.why))
    if question.unit:
        unit = SubElement(SubElement(found, "units"), "unit")
        SubElement(unit, "multiplier").text = "1"
        SubElement(unit, "unit_name").text = question.unit
    SubElement(found, "unitgradingtype").text = "0"
    SubElement(found, "showunits").text = "0" if question.unit else "3"
    SubElement(found, "unitsleft").text = "0"


def _short_text(found: Element, question: Portable) -> None:
    SubElement(found, "usecase").text = "0"
    for answer in question.answers:
        written = Element("answer", fraction=plainly(answer.percent), format="moodle_auto_format")
        SubElement(written, "text").text = literal(answer.text)
        _html(written, "feedback", markup(answer.why))
        found.append(written)


def _matching(found: Element, question: Portable) -> None:
    SubElement(found, "shuffleanswers").text = "true"
    lefts = [*question.lefts, *[""] * (len(question.answers) - len(question.lefts))]
    for left, right in zip(lefts, question.answers, strict=True):
        pair = _html(found, "subquestion", markup(left))
        _text(SubElement(pair, "answer"), right.text)


def _ordering(found: Element, question: Portable) -> None:
    """Moodle knows this course's rule by name; it does not keep explanations of single entries."""
    settings = {
        "layouttype": "VERTICAL",
        "selecttype": "ALL",
        "selectcount": str(len(question.answers)),
        "gradingtype": "RELATIVE_NEXT_EXCLUDE_LAST",
        "showgrading": "SHOW",
        "numberingstyle": "none",
    }
    for name, value in settings.items():
        SubElement(found, name).text = value
    for place, answer in enumerate(question.answers, start=1):
        written = SubElement(found, "answer", fraction=str(place), format="html")
        SubElement(written, "text").text = markup(answer.text)


def _open(found: Element, question: Portable) -> None:
    SubElement(found, "responseformat").text = "editor"
    SubElement(found, "responserequired").text = "1"
    SubElement(found, "responsefieldlines").text = "10"
    SubElement(found, "attachments").text = "0"


_WRITERS = {
    "single": _choice,
    "multiple": _choice,
    "true_false": _true_false,
    "numeric": _numeric,
    "short_text": _short_text,
    "matching": _matching,
    "ordering": _ordering,
    "cloze": lambda found, question: None,
    "open": _open,
}


def _answer(found: Element, answer: Response, form: str) -> Element:
    written = SubElement(found, "answer", fraction=plainly(answer.percent), format=form)
    SubElement(written, "text").text = markup(answer.text) if form == "html" else answer.text
    return written


def _html(parent: Element, name: str, html: str) -> Element:
    found = SubElement(parent, name, format="html")
    SubElement(found, "text").text = html
    return found


def _text(parent: Element, text: str) -> None:
    SubElement(parent, "text").text = text
