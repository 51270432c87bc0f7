"""Reads exported questions back: GIFT and Moodle XML as the formats' own rules say, and what public parsers found."""

import re
from dataclasses import replace
from decimal import Decimal
from html import unescape
from itertools import groupby
from typing import Any
from xml.etree import ElementTree

from fsq_lab.classroom.moodle import TYPES
from fsq_lab.classroom.portable import ANYTHING, FULL, NONE, Portable, Response
from fsq_lab.ground.fields import LARGEST

ESCAPED = "~=#{}:\\"
HIDDEN = {sign: chr(0xE000 + place) for place, sign in enumerate(ESCAPED)}
CLOZE = re.compile(r"\{1:MULTICHOICE_S:((?:[^}\\]|\\.)*)\}", re.DOTALL)
MENU = re.compile(r"~?(=?)(.+?)(?<!\\|&)#(.*?)(?<!\\)(?=~|$)", re.DOTALL)


def tidy(text: str) -> str:
    """Return a text without the blanks at the ends of its lines, which HTML does not show."""
    return "\n".join(line.strip() for line in text.strip().splitlines())


def in_gift(question: Portable) -> Portable:
    """Return what GIFT holds of a question: no hints, unit or tries, and no explanation of a single pair."""
    return replace(_told_together(question), hints=(), unit="", tries=None)


def in_moodle(question: Portable) -> Portable:
    """Return what Moodle XML holds of a question: all but tries and the explanation of a single pair or entry.

    Blanks have no numbers there: they count as they come in the text.
    """
    places = re.findall(r"\[\[(\d+)\]\]", question.text) if question.type == "cloze" else []
    numbers = iter(range(1, len(places) + 1))
    text = re.sub(r"\[\[\d+\]\]", lambda _: f"[[{next(numbers)}]]", question.text) if places else question.text
    blanks = tuple(question.blanks[int(place) - 1] for place in places)
    return replace(_told_together(question), text=text, blanks=blanks, tries=None)


def _told_together(question: Portable) -> Portable:
    question = replace(question, afterwards=question.told, together=())
    if question.type not in ("matching", "ordering"):
        return question
    return replace(question, answers=tuple(replace(answer, why="") for answer in question.answers))


# ---- GIFT, by the rules that Moodle's documentation gives
def from_gift(text: str) -> list[Portable]:
    """Read a GIFT file."""
    found = []
    for filled, lines in groupby(text.splitlines(), key=lambda line: bool(line.strip())):
        block = list(lines)
        body = "\n".join(line for line in block if not line.lstrip().startswith("//"))
        if filled and body and not body.startswith("$CATEGORY:"):
            tags = re.findall(r"\[tag:(\w+)\]", "\n".join(block))
            found.append(replace(_gift_question(_hide(body)), objectives=tuple(tags)))
    return found


def _gift_question(body: str) -> Portable:
    named = re.fullmatch(r"::(.*?)::\[html\](.*?)\{(.*)\}", body, re.DOTALL)
    assert named, body
    name, asked, inner = named.groups()
    assert not set(asked) & set("{}"), body
    answers, _, afterwards = inner.strip().partition("####")
    found = Portable("", _show(name), _gift_html(asked), afterwards=_gift_html(afterwards))
    answers = answers.strip()
    if answers.startswith("#"):
        return replace(found, type="numeric", answers=_gift_numbers(answers[1:]))
    if "~" in answers:
        options = [_gift_choice(part) for part in re.split(r"(?=[~=])", answers) if part.strip()]
        single = any(part.startswith("=") for part in re.split(r"(?=[~=])", answers))
        return replace(found, type="single" if single else "multiple", answers=tuple(options))
    if "->" in answers and "=" in answers:
        pairs = [part.split("->", 1) for part in answers.split("=") if part.strip()]
        lefts = tuple(_gift_html(left) for left, _ in pairs if left.strip())
        rights = (Response(_show(right), FULL if left.strip() else NONE, "") for left, right in pairs)
        return replace(found, type="matching", answers=tuple(rights), lefts=lefts)
    key, *told = answers.split("#")
    if key in ("TRUE", "FALSE"):
        wrong, right = map(_gift_html, told)
        sides = [Response("true", FULL, right), Response("false", NONE, wrong)]
        if key == "FALSE":
            sides = [Response("true", NONE, wrong), Response("false", FULL, right)]
        return replace(found, type="true_false", answers=tuple(sides))
    return replace(found, type="short_text", answers=tuple(map(_gift_spelling, filter(str.strip, answers.split("=")))))


def _gift_choice(part: str) -> Response:
    whole = re.fullmatch(r"([~=])(?:%(-?[0-9.]+)%)?([^#]*)#(.*)", part.strip(), re.DOTALL)
    assert whole, part
    sign, weight, text, why = whole.groups()
    percent = Decimal(weight) if weight else FULL if sign == "=" else NONE
    return Response(_gift_html(text), percent, _gift_html(why))


def _gift_numbers(text: str) -> tuple[Response, ...]:
    found = []
    for part in filter(str.strip, text.split("=")):
        whole = re.fullmatch(r"%([0-9]+)%(-?[0-9.]+):([0-9.]+)#(.*)", part.strip(), re.DOTALL)
        assert whole, part
        percent, number, tolerance, why = whole.groups()
        found.append(_number(number, Decimal(percent), _gift_html(why), Decimal(tolerance)))
    return tuple(found)


def _number(text: str, percent: Decimal, why: str, tolerance: Decimal) -> Response:
    """Return an answer to a number; a range that holds every number stands for any other one."""
    return Response(ANYTHING, percent, why) if tolerance == LARGEST else Response(text, percent, why, tolerance)


def _gift_spelling(part: str) -> Response:
    whole = re.fullmatch(r"%([0-9]+)%([^#]*)#(.*)", part.strip(), re.DOTALL)
    assert whole, part
    return Response(_spelling(_show(whole[2])), Decimal(whole[1]), _gift_html(whole[3]))


def _hide(text: str) -> str:
    return re.sub(r"\\([~=#{}:\\])", lambda found: HIDDEN[found[1]], text)


def _show(text: str) -> str:
    for sign, hidden in HIDDEN.items():
        text = text.replace(hidden, sign)
    return text.strip()


def _gift_html(text: str) -> str:
    return words(_show(text))


def words(html: str) -> str:
    """Return the plain text of the HTML that is exported."""
    assert not re.search(r"<(?!br>)", html), html
    return unescape(html.replace("<br>", "\n"))


def _spelling(text: str) -> str:
    return text if text == ANYTHING else text.replace(r"\*", "*")


# ---- Moodle XML
def from_moodle(text: str) -> list[Portable]:
    """Read a Moodle XML file."""
    quiz = ElementTree.fromstring(text.encode())
    assert quiz.tag == "quiz"
    return [_moodle_question(entry) for entry in quiz if entry.get("type") != "category"]


def _moodle_question(entry: Any) -> Portable:
    kinds = [kind for kind, name in TYPES.items() if name == entry.get("type")]
    kind = kinds[0]
    if entry.get("type") == "multichoice":
        kind = "single" if entry.findtext("single") == "true" else "multiple"
    asked = entry.findtext("questiontext/text")
    found = Portable(
        kind,
        entry.findtext("name/text"),
        words(asked) if kind != "cloze" else "",
        afterwards=words(entry.findtext("generalfeedback/text") or ""),
        hints=tuple(words(hint.findtext("text")) for hint in entry.iter("hint")),
        unit=entry.findtext("units/unit/unit_name") or "",
        objectives=tuple(tag.findtext("text") for tag in entry.iter("tag")),
    )
    assert entry.findtext("idnumber") == found.name
    if kind == "cloze":
        menus = CLOZE.split(asked)
        blanks = tuple(tuple(_cloze_option(*option) for option in MENU.findall(menu)) for menu in menus[1::2])
        text = "".join(f"[[{place}]]" if place % 2 else part for place, part in enumerate(menus))
        numbers = iter(range(1, len(blanks) + 1))
        text = re.sub(r"\[\[\d+\]\]", lambda _: f"[[{next(numbers)}]]", text)
        return replace(found, text=words(text), blanks=blanks)
    if kind == "matching":
        pairs = [
            (words(pair.findtext("text") or ""), pair.findtext("answer/text")) for pair in entry.iter("subquestion")
        ]
        rights = tuple(Response(right, FULL if left else NONE, "") for left, right in pairs)
        return replace(found, answers=rights, lefts=tuple(left for left, _ in pairs if left))
    if kind == "ordering":
        assert entry.findtext("gradingtype") == "RELATIVE_NEXT_EXCLUDE_LAST"
        rows = sorted(entry.iter("answer"), key=lambda row: int(row.get("fraction")))
        return replace(found, answers=tuple(Response(words(row.findtext("text")), FULL, "") for row in rows))
    if kind == "open":
        assert entry.findtext("defaultgrade") == "0"
    return replace(found, answers=tuple(_moodle_answer(row, kind) for row in entry.iter("answer")))


def _moodle_answer(row: Any, kind: str) -> Response:
    text = row.findtext("text")
    text = words(text) if row.get("format") == "html" else _spelling(text)
    tolerance = Decimal(row.findtext("tolerance")) if kind == "numeric" and text != ANYTHING else None
    return Response(text, Decimal(row.get("fraction")), words(row.findtext("feedback/text")), tolerance)


def _cloze_option(sign: str, text: str, why: str) -> Response:
    return Response(words(unescape(text)), FULL if sign else NONE, words(unescape(why)))


# ---- what public parsers found
def from_pegjs(entry: dict[str, Any]) -> Portable:
    """Return a question that npm's gift-pegjs read."""
    told = words(entry["globalFeedback"]["text"]) if entry.get("globalFeedback") else ""
    assert entry["stem"]["format"] == "html"
    tags = tuple(entry["tags"] or ())
    found = Portable("", entry["title"], words(entry["stem"]["text"]), afterwards=told, objectives=tags)
    match entry["type"]:
        case "TF":
            wrong, right = words(entry["trueFeedback"]["text"]), words(entry["falseFeedback"]["text"])
            key = entry["isTrue"]
            sides = ("true", key), ("false", not key)
            answers = [Response(name, FULL if holds else NONE, right if holds else wrong) for name, holds in sides]
            return replace(found, type="true_false", answers=tuple(answers))
        case "Matching":
            rows = entry["matchPairs"]
            pairs = [(words(row["subquestion"]["text"]), _placeheld(row["subanswer"])) for row in rows]
            rights = tuple(Response(right, FULL if left else NONE, "") for left, right in pairs)
            return replace(found, type="matching", answers=rights, lefts=tuple(left for left, _ in pairs if left))
        case "Numerical":
            return replace(found, type="numeric", answers=tuple(map(_pegjs_number, entry["choices"])))
        case "Short":
            spellings = [
                Response(_spelling(one["text"]["text"]), Decimal(str(one["weight"])), words(one["feedback"]["text"]))
                for one in entry["choices"]
            ]
            return replace(found, type="short_text", answers=tuple(spellings))
    weighted = any(one["weight"] is not None for one in entry["choices"])
    return replace(
        found, type="multiple" if weighted else "single", answers=tuple(map(_pegjs_choice, entry["choices"]))
    )


def _pegjs_choice(one: dict[str, Any]) -> Response:
    percent = Decimal(str(one["weight"])) if one["weight"] is not None else FULL if one["isCorrect"] else NONE
    return Response(words(one["text"]["text"]), percent, words(one["feedback"]["text"]))


def _pegjs_number(one: dict[str, Any]) -> Response:
    why, text = words(one["feedback"]["text"]), one["text"]
    return _number(repr(text["number"]), Decimal(str(one["weight"])), why, Decimal(repr(text["range"])))


def _placeheld(text: str) -> str:
    """Undo the placeholders that gift-pegjs 1.0.2 leaves in the right side of a pair."""
    return re.sub(r"&&0?(\d+);?", lambda found: chr(int(found[1])), text)


def read_by_pygift(entry: dict[str, Any]) -> list[object]:
    """Return text, general feedback and answers of a question that PyPI's pygiftparser read."""
    told = [_pygift_answer(one) for one in entry["answers"]]
    return [_unescaped(entry["text"]), _unescaped(entry["generalFeedback"]), told]


def _pygift_answer(one: dict[str, Any]) -> list[object]:
    if one.get("isMatching"):
        return [_unescaped(one["question"]).strip(), _unescaped(one["answer"]).strip()]
    if "feedbackWrong" in one:
        return [one["answer"], _unescaped(one["feedbackWrong"]), _unescaped(one["feedbackCorrect"])]
    why = _unescaped(one["feedback"])
    if "value" in one:
        return [one["value"], one["tolerance"], why]
    return [_unescaped(one["answer"]), float(one["fraction"]), why]


def told_to_pygift(question: Portable) -> list[object]:
    """Return what of a question `read_by_pygift` finds."""
    question = in_gift(question)
    answers = question.answers
    match question.type:
        case "numeric":
            spans = [("0", LARGEST) if one.text == ANYTHING else (one.text, one.tolerance or 0) for one in answers]
            told = [[float(text), float(far), one.why] for (text, far), one in zip(spans, answers, strict=True)]
        case "matching":
            told = [
                [left, one.text] for left, one in zip([*question.lefts, *[""] * len(answers)], answers, strict=False)
            ]
        case "true_false":
            key = answers[0].percent == FULL
            wrong, right = (answers[1], answers[0]) if key else (answers[0], answers[1])
            told = [[key, wrong.why, right.why]]
        case _:
            told = [[one.text, float(one.percent), one.why] for one in answers]
    return [question.text, question.afterwards, told]


def _unescaped(text: str | None) -> str:
    """Undo the escapes that pygiftparser leaves."""
    return words(re.sub(r"\\([#=~:{}])", r"\1", text or ""))


def alike(one: Portable, other: Portable) -> bool:
    """Tell whether two questions are the same, numbers compared as the binary fractions that platforms keep."""
    return _floating(one) == _floating(other)


def _floating(question: Portable) -> object:
    if question.type != "numeric":
        return question
    numbers = [one.text if one.text == ANYTHING else float(one.text) for one in question.answers]
    tolerances = [one.tolerance and float(one.tolerance) for one in question.answers]
    told = [(one.percent, one.why) for one in question.answers]
    return replace(question, answers=()), numbers, tolerances, told
