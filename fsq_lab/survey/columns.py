"""Which column of a survey file holds which question: by mapping, id or wording, under one row of headers or two."""

import re
from collections.abc import Mapping

from fsq_lab.ground.language import CourseError, message
from fsq_lab.survey.account_text import listed
from fsq_lab.survey.exports import normal, plain
from fsq_lab.survey.questionnaire import Answer, Instrument, Question, SurveyItem, Wording
from fsq_lab.survey.sheets import Grid, Sheet, headed

# "7、", "Q7. ", "Q7_1 ", "第7题：", "7(1)、" before a header's text; LimeSurvey's "G1Q2[SQ003]. "
_QUESTION_NUMBER = re.compile(r"(?:q|第)?\s*(\d{1,3})(?:[(._|-]r?\d+\)?)?\s*(?:题|[、.:)_]|(?<=\d)\s)\s*[、.:)_]?\s*")

_QUESTION_CODE = re.compile(r"(g\d+q\d+|[a-z]\w*(?=\[))(?:\[\w+\])?\s*[.:、]?\s+")

# An id behind a group's name, "service/expectation_1", or as LimeSurvey writes it: "expectation[SQ001]" or with "_"
_GROUPED_ID = re.compile(r"(?:\w+[/-])+(\w+)")

_ARRAY_ID = re.compile(r"([a-z]\w*?)(?:\[(?:sq)?0*(\w+)\]|_sq0*(\d+))")


def find_columns(grid: Grid, questionnaire: Instrument, mapping: Mapping[str, str]) -> tuple[Sheet, dict[str, int]]:
    """Find the headers, in one row or in two, and the place of each table column."""
    try:
        return _find_under(headed(grid, 1), questionnaire, mapping)
    except CourseError as error:
        single = error
    try:
        return _find_under(headed(grid, 2), questionnaire, mapping)
    except CourseError as double:
        raise (double if _is_nearer(double, single) else single) from None


def _is_nearer(double: CourseError, single: CourseError) -> bool:
    """Return whether reading two rows of headers failed later than reading one."""
    if single.key == "survey.merged_cells":
        return True
    both_lack_columns = double.key == single.key == "survey.missing_columns"
    return both_lack_columns and int(str(double.values["count"])) < int(str(single.values["count"]))


def _find_under(sheet: Sheet, questionnaire: Instrument, mapping: Mapping[str, str]) -> tuple[Sheet, dict[str, int]]:
    found = match(sheet, questionnaire, mapping)
    if absent := [column for column in questionnaire.item_columns if column not in found]:
        raise CourseError(
            "survey.missing_columns",
            file=sheet.file,
            encoding=sheet.grid.encoding,
            count=len(absent),
            columns=listed(absent),
            headers=listed(sheet.unused(found.values())) or message("survey.nothing_left"),
        )
    if _is_wording(sheet.rows[0][1], questionnaire, found):
        sheet = sheet.without_first_row()
    return sheet, found


def _is_wording(cells: list[str], questionnaire: Instrument, found: Mapping[str, int]) -> bool:
    """Return whether a row under headers that are ids holds the items' wording instead of answers."""
    return all(
        _ends_with(plain(cells[found[column]]), item.wording) is not None
        for section in questionnaire.sections
        for answer in section.answers
        for column, item in zip(section.columns(answer.id), section.items, strict=True)
    )


def _without_number(header: str) -> tuple[str | None, str]:
    """Split a header into its question number, if it has one, and its plain text."""
    text = normal(header)
    begin = _QUESTION_CODE.match(text) or _QUESTION_NUMBER.match(text)
    if begin is None or begin.end() == len(text):
        return None, plain(text)
    return begin.group(1), plain(text[begin.end() :])


def match(sheet: Sheet, questionnaire: Instrument, mapping: Mapping[str, str]) -> dict[str, int]:
    """Find the place of each table column in the file: by mapping, then by id, then by wording."""
    chosen = _by_mapping(sheet, questionnaire, mapping)
    by_id = _by_id(sheet, questionnaire)
    names = _by_wording(sheet, questionnaire, settled={*chosen, *by_id}) | by_id | chosen
    found: dict[str, int] = {}
    for place, header in enumerate(sheet.headers):
        name = names.get(place)
        if name is None or (name in chosen.values() and place not in chosen):
            continue
        if name in found:
            raise CourseError(
                "survey.column_twice",
                file=sheet.file,
                column=name,
                first=sheet.headers[found[name]],
                second=header,
            )
        found[name] = place
    return found


def _by_id(sheet: Sheet, questionnaire: Instrument) -> dict[int, str]:
    ids = {normal(name): name for name in questionnaire.table_columns}
    names = [ids.get(_bare_id(normal(header))) for header in sheet.headers]
    return {place: name for place, name in enumerate(names) if name is not None}


def _bare_id(header: str) -> str:
    """Return the id that a header holds behind a group's name or in LimeSurvey's brackets."""
    if grouped := _GROUPED_ID.fullmatch(header):
        return grouped.group(1)
    if array := _ARRAY_ID.fullmatch(header):
        return "_".join(filter(None, array.groups()))
    return header


def _by_mapping(sheet: Sheet, questionnaire: Instrument, mapping: Mapping[str, str]) -> dict[int, str]:
    chosen = {}
    for header, name in mapping.items():
        if header.strip() not in sheet.headers:
            raise CourseError("survey.mapping_header", file=sheet.file, header=header, headers=listed(sheet.headers))
        if name not in questionnaire.table_columns:
            raise CourseError("survey.mapping_column", column=name, known=listed(questionnaire.table_columns))
        chosen[sheet.headers.index(header.strip())] = name
    return chosen


def _by_wording(sheet: Sheet, questionnaire: Instrument, settled: set[int]) -> dict[int, str]:
    """Match the headers that are not settled otherwise to the questionnaire's wording.

    A table of statements often carries its title only in the header of its first statement; the others
    share the question number. So an item without a title takes the answer of its number's title.
    """
    heads = [_without_number(header) for header in sheet.headers]
    matched: dict[int, str] = {}
    untitled: dict[int, SurveyItem] = {}
    answer_of: dict[str, Answer] = {}
    for place, (number, text) in enumerate(heads):
        question = _question_in(text, questionnaire)
        item = _item_in(text, questionnaire)
        if place in settled:
            continue
        if question is not None:
            matched[place] = question.id
        elif item is not None:
            answer = _answer_in(text, item, questionnaire)
            if answer is None:
                untitled[place] = item
            else:
                matched[place] = f"{answer.id}_{item.number}"
                if number is not None:
                    answer_of[number] = answer
    for place, item in untitled.items():
        answer = answer_of.get(heads[place][0] or "")
        if answer is not None:
            matched[place] = f"{answer.id}_{item.number}"
        elif _ends_with(heads[place][1], item.wording) == "":
            raise CourseError(
                "survey.which_answer",
                file=sheet.file,
                header=sheet.headers[place],
                answers=listed(f"{answer.id}_{item.number}" for answer in questionnaire.answers),
            )
    return matched


def _ends_with(text: str, wording: Wording) -> str | None:
    """Return what stands before a wording that ends a plain text, or None if it does not."""
    for sentence in map(plain, wording.both):
        if text.endswith(sentence):
            return text.removesuffix(sentence)
    return None


def _question_in(text: str, questionnaire: Instrument) -> Question | None:
    """Return the question a plain header asks, alone or behind its own id or the title of a table."""
    wordings = [questionnaire.points] if questionnaire.points else []
    answers = [answer for section in questionnaire.sections for answer in section.answers]
    wordings += [title for answer in answers for title in (answer.stem, answer.ask)]
    titles = {plain(title) for wording in wordings for title in wording.both}
    for question in questionnaire.questions:
        before = _ends_with(text, question.wording)
        if before is not None and before in {"", plain(question.id), *titles}:
            return question
    return None


def _item_in(text: str, questionnaire: Instrument) -> SurveyItem | None:
    every = [item for section in questionnaire.sections for item in section.items]
    ending = [item for item in every if _ends_with(text, item.wording) is not None]
    return max(ending, key=lambda item: len(item.wording.zh), default=None)


def _answer_in(text: str, item: SurveyItem, questionnaire: Instrument) -> Answer | None:
    before = (_ends_with(text, item.wording) or "").rstrip("0123456789")
    [answers] = [section.answers for section in questionnaire.sections if item in section.items]
    if len(answers) == 1:
        return answers[0]
    for answer in answers:
        if any(before.endswith(plain(title)) for title in (*answer.stem.both, *answer.ask.both)):
            return answer
    return None
