"""Writes a questionnaire to hand out: a page to print, or an XLSForm for KoboToolbox and ODK."""

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from fsq_lab.classroom.printed import Part, answers_in, experienced, mark_of_page, minutes, parts, questionnaire
from fsq_lab.ground.course import course_version
from fsq_lab.ground.language import LANGUAGES, CourseError, current, message_in
from fsq_lab.ground.written_files import write_file
from fsq_lab.hypertext.pages import PAGES, written_before
from fsq_lab.survey.instrument_sheets import sheet_of
from fsq_lab.survey.instruments import files_of
from fsq_lab.survey.instruments import instrument as find_instrument
from fsq_lab.survey.questionnaire import Answer, Instrument, Question, Routing, Scale, SurveyItem, Wording

FORMATS = {"html": ".html", "xlsform": ".xlsx", "table": ".xlsx"}
FORM_LANGUAGES = {"zh": "中文 (zh)", "en": "English (en)"}

_ADMITTED = "${screen_consent} = 'yes' and ${screen_eligible} = 'yes'"
_LONGEST_CELL = 32_767
_FORM_NAME = re.compile(r"[^\W\d][\w.-]*")

Row = dict[str, str]
Sheets = dict[str, list[Row]]


def write_questionnaire(name: str, form: str, file: Path | None = None, replace: bool = False) -> Path:
    """Write a questionnaire in the current language and return the file.

    Parameters
    ----------
    name : str
        A shipped questionnaire's name, the path of a file of one's own, or several joined by ``+``; see
        `fsq_lab.survey.instruments.instrument`.
    form : {"html", "xlsform", "table"}
        A page to print; a form for KoboToolbox and ODK, which holds both languages; or a workbook to change, which
        is a questionnaire of one's own.
    file : Path, optional
        Where to write; by default the questionnaire's name and the language in the present folder. A page of the
        same questionnaire that nobody has edited is replaced.
    replace : bool
        Whether any other file of that name may be replaced; never the questionnaire itself.

    Raises
    ------
    CourseError
        When the questionnaire or the format is not known, a name or a text cannot stand in an XLSForm, and as
        `fsq_lab.ground.written_files.write_file`.
    """
    if form not in FORMATS:
        raise CourseError("pages.unknown_format", format=form, known=", ".join(FORMATS))
    asked = find_instrument(name)
    target = file or Path(f"{_as_file_name(asked.id)}_{current()}{FORMATS[form]}")
    content = questionnaire(asked) if form == "html" else _workbook(asked, _sheets(asked, form))
    suffixes = PAGES if form == "html" else (FORMATS[form],)
    return write_file(target, content, replace, written_before(mark_of_page(asked)), files_of(name), suffixes)


def _sheets(asked: Instrument, form: str) -> Sheets:
    return xlsform(asked) if form == "xlsform" else {asked.id[:31]: sheet_of(asked)}


def _as_file_name(name: str) -> str:
    """Return an id as a file's name: one's own may hold what leads to another folder."""
    return re.sub(r"[^\w.+-]", "_", name)[:80].lstrip(".") or "questionnaire"


def xlsform(instrument: str | Instrument) -> Sheets:
    """Return a questionnaire as the three sheets of an XLSForm, in both languages.

    The questions bear the names of the survey table's columns, so that `read_survey` finds them in what
    KoboToolbox or ODK exports. They stand in no group: some exports put a group's name before theirs.

    Parameters
    ----------
    instrument : str or Instrument
        A shipped questionnaire's name, or any questionnaire.

    Returns
    -------
    dict
        ``survey``, ``choices`` and ``settings``; each a list of rows from column to text.

    Raises
    ------
    CourseError
        When a question's or choice's id cannot be a name in an XLSForm, or stands twice.

    Examples
    --------
    >>> rows = {row["name"]: row for row in xlsform("bank_branch")["survey"]}
    >>> rows["perception_1"]["label::English (en)"]
    'At this branch: The self-service machines are modern'
    """
    asked = find_instrument(instrument)
    survey = [*_opening(asked), *(row for part in parts(asked) for row in _part(asked, part))]
    sheets = {"survey": survey, "choices": list(_choices(asked)), "settings": [_settings(asked)]}
    _refuse_bad_names(asked, sheets)
    return sheets


def _workbook(asked: Instrument, sheets: Sheets) -> bytes:
    """Return the sheets as a workbook, every cell of it text: a wording may begin like a formula.

    Raises
    ------
    CourseError
        When a text holds a character that no workbook can, or is too long for a cell.
    """
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        heads = list(dict.fromkeys(column for row in rows for column in row))
        for place, row in enumerate([dict(zip(heads, heads, strict=True)), *rows], start=1):
            for column, head in enumerate(heads, start=1):
                text = row.get(head, "")
                if ILLEGAL_CHARACTERS_RE.search(text) or len(text) > _LONGEST_CELL:
                    raise CourseError("pages.not_a_form_text", instrument=asked.id, name=row.get("name", name))
                if text:
                    sheet.cell(place, column).value = text
                    sheet.cell(place, column).data_type = "s"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _refuse_bad_names(asked: Instrument, sheets: Sheets) -> None:
    names = Counter(row["name"] for row in sheets["survey"])
    bad = [name for name, times in names.items() if times > 1 or not _FORM_NAME.fullmatch(name)]
    bad += [row["name"] for row in sheets["choices"] if re.search(r"\s", row["name"])]
    if bad:
        raise CourseError("pages.not_a_form_name", instrument=asked.id, name=bad[0])


def _both(column: str, say: Callable[[str], str]) -> Row:
    """Return a sheet's columns of one text in both languages; `say` gives the text in a language."""
    return {f"{column}::{FORM_LANGUAGES[language]}": say(language) for language in LANGUAGES}


def _message(column: str, key: str, **values: object) -> Row:
    return _both(column, lambda language: message_in(language, f"pages.{key}", **values))


def _wording(column: str, wording: Wording) -> Row:
    return _both(column, lambda language: _in(language, wording))


def _in(language: str, wording: Wording) -> str:
    """Return a sentence in a language; in a form ``${`` would begin a reference to a question."""
    return (wording.zh if language == "zh" else wording.en).replace("${", "$ {")


def _settings(asked: Instrument) -> Row:
    return {
        "form_title": str(asked.title),
        "form_id": asked.id,
        "version": course_version(),
        "default_language": FORM_LANGUAGES[current()],
    }


def _opening(asked: Instrument) -> Iterator[Row]:
    yield {"type": "calculate", "name": "respondent", "calculation": "once(uuid())"}
    yield {
        "type": "select_one yes_no",
        "name": "screen_consent",
        "required": "yes",
        **_both("label", lambda language: _consent(asked, language)),
    }
    yield {
        "type": "select_one yes_no",
        "name": "screen_eligible",
        "required": "yes",
        "relevant": "${screen_consent} = 'yes'",
        **_message("label", "form_eligible"),
    }
    yield {
        "type": "note",
        "name": "screen_stop",
        "relevant": "${screen_consent} = 'no' or ${screen_eligible} = 'no'",
        **_message("label", "form_not_eligible"),
    }


def _consent(asked: Instrument, language: str) -> str:
    length = {"answers": answers_in(asked), "minutes": minutes(asked)}
    if asked.notice is None:
        return message_in(language, "pages.form_consent", **length)
    agree = message_in(language, "pages.form_agree")
    said = message_in(
        language,
        "pages.sentences",
        first=_in(language, asked.notice),
        second=message_in(language, "pages.length", **length),
    )
    return message_in(language, "pages.sentences", first=said, second=agree)


def _part(asked: Instrument, part: Part) -> Iterator[Row]:
    if part.name == "items":
        yield from _items(asked)
    elif part.block is not None:
        yield from _items(part.block, f"{part.block.id}_")
    elif part.name == "points":
        yield from _shares(asked, part.questions)
    else:
        yield from (_question(question) for question in part.questions)


def _note(name: str, wording: Wording) -> Row:
    return {"type": "note", "name": f"note_{name}", "relevant": _ADMITTED, **_wording("label", wording)}


def _items(asked: Instrument, prefix: str = "") -> Iterator[Row]:
    """Give the items of a questionnaire, or of a block, whose own lists and notes begin with a prefix."""
    for answer in asked.answers:
        yield _note(f"{prefix}{answer.id}", answer.ask)
        for item, column in zip(asked.items, asked.columns(answer.id), strict=True):
            words = {
                language: message_in(
                    language, "pages.item_label", stem=_in(language, answer.stem), item=_in(language, item.wording)
                )
                for language in LANGUAGES
            }
            yield {
                "type": f"select_one {_list_name(asked, answer, item, prefix)}",
                "name": column,
                "appearance": "likert",
                "relevant": _relevant(item.asked_if),
                **_both("label", words.__getitem__),
            }


def _list_name(asked: Instrument, answer: Answer, item: SurveyItem, prefix: str) -> str:
    """Return the name of the list of choices for an item: the questionnaire's, the answer's or the item's own."""
    own = f"{answer.id}_{item.number}_" if item.scale else f"{answer.id}_" if answer.scale else ""
    return f"{prefix}{own}scale" + ("_or_none" if answer.id in experienced(asked) else "")


def _own_lists(asked: Instrument, prefix: str) -> Iterator[Row]:
    """Give the lists of answers and items with a scale for themselves."""
    seen = set()
    for answer in asked.answers:
        for item in asked.items:
            name = _list_name(asked, answer, item, prefix)
            if (item.scale or answer.scale) and name not in seen:
                seen.add(name)
                yield from _points(name, asked.scale_of(answer, item))
                if name.endswith("_or_none"):
                    none = _wording("label", asked.no_experience)
                    yield {"list_name": name, "name": asked.no_experience_code, **none}


def _shares(asked: Instrument, questions: tuple[Question, ...]) -> Iterator[Row]:
    """Give the points: whole numbers, all or none of them, checked at the last one to make 100."""
    if asked.points:
        yield _note("points", asked.points)
    names = [question.id for question in questions]
    for place, question in enumerate(questions):  # each looks back at those before it only: a circle is refused by ODK
        others = [f"${{{name}}}" for name in names if name != question.id]
        row = _whole_number(question, Scale(0, 100))
        if place:
            row["required"] = " or ".join(f"{other} != ''" for other in others[:place])
            row |= _message("required_message", "all_points")
        if question.id == names[-1]:
            row["constraint"] += f" and {' + '.join(['.', *others])} = 100"
            row |= _message("constraint_message", "sum_to_100")
        yield row


def _question(question: Question) -> Row:
    if question.choices or (question.scale is not None and question.scale.labels):
        row = {"type": f"select_one {question.id}", "name": question.id, **_wording("label", question.wording)}
        return row | {"relevant": _relevant(question.asked_if), "appearance": "" if question.choices else "likert"}
    if question.scale is not None:
        return _whole_number(question, question.scale)
    asked_if = _relevant(question.asked_if)
    return {"type": "text", "name": question.id, "relevant": asked_if, **_wording("label", question.wording)}


def _relevant(routing: Routing | None) -> str:
    """Return an XLSForm's condition for asking: admitted, and routed there."""
    if routing is None:
        return _ADMITTED
    chosen = " or ".join(f"${{{routing.question}}} = '{code}'" for code in routing.codes)
    return f"{_ADMITTED} and ({chosen})"


def _whole_number(question: Question, scale: Scale) -> Row:
    row = {
        "type": "integer",
        "name": question.id,
        "relevant": _relevant(question.asked_if),
        "constraint": f". >= {scale.low} and . <= {scale.high}",
        **_wording("label", question.wording),
        **_message("constraint_message", "between", low=scale.low, high=scale.high),
    }
    return row | (_wording("hint", question.unit) if question.unit else {})


def _choices(asked: Instrument) -> Iterator[Row]:
    for code in ("yes", "no"):
        yield {"list_name": "yes_no", "name": code, **_message("label", code)}
    for section in asked.sections:
        prefix = "" if section is asked else f"{section.id}_"
        yield from _points(f"{prefix}scale", section.scale)
        yield from _points(f"{prefix}scale_or_none", section.scale)
        none = _wording("label", section.no_experience)
        yield {"list_name": f"{prefix}scale_or_none", "name": section.no_experience_code, **none}
        yield from _own_lists(section, prefix)
    for question in asked.questions:
        for code, wording in question.choices:
            yield {"list_name": question.id, "name": code, **_wording("label", wording)}
        if question.scale is not None and question.scale.labels:
            yield from _points(question.id, question.scale)


def _points(list_name: str, scale: Scale) -> Iterator[Row]:
    named = dict(scale.labels)
    for point in range(scale.low, scale.high + 1):
        words = {
            language: message_in(language, "pages.point_label", point=point, label=_in(language, named[point]))
            if point in named
            else str(point)
            for language in LANGUAGES
        }
        yield {"list_name": list_name, "name": str(point), **_both("label", words.__getitem__)}
