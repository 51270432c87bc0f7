"""Which column of a survey file holds which question: by mapping, id or wording, under one row of headers or two."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from fsq_lab.ground.language import CourseError, message
from fsq_lab.survey.account_text import listed
from fsq_lab.survey.heads import Heads, heads_at, import_ids, places_of_heads
from fsq_lab.survey.mapping import are_answers, are_numerals, places_of
from fsq_lab.survey.questionnaire import Answer, Instrument, SurveyItem
from fsq_lab.survey.sheets import Grid
from fsq_lab.survey.texts import normal, plain, without_tags
from fsq_lab.survey.workbooks import letters

# "7、", "Q7. ", "Q7_1 ", "第7题：", "7(1)、" before a header's text; LimeSurvey's "G1Q2[SQ003]. "
_QUESTION_NUMBER = re.compile(r"(?:q|第)?\s*(\d{1,3})(?:[(._|-]r?\d+\)?)?\s*(?:题|[、.:)_—]|(?<=\d)\s)\s*[、.:)_]?\s*")
_QUESTION_CODE = re.compile(r"(g\d+q\d+|[a-z]\w*(?=\[))(?:\[\w+\])?\s*[.:、]?\s+")

# An id behind a group's name, "service/expectation_1", or as LimeSurvey writes it: "expectation[SQ001]" or with "_"
_GROUPED_ID = re.compile(r"((?:\w+(?:[/.:-]|::))+)(\w+)")
_ARRAY_ID = re.compile(r"([a-z]\w*?)(?:\[(?:sq)?0*(\w+)\]|_sq0*(\d+))")

# A group's name that gives the answers behind it a meaning of their own
_MEANING = re.compile(
    r"(?:^|[\W_\d])(import\w*|pre|post|before|after|old|new|prior|previous|ideal|expect\w*|perce\w*|minimum|desired|"
    r"weight\w*|relevan\w*|not|no|copy|recoded?|rev|reversed?|other|compet\w*|t[01234])(?:$|[\W_\d])|"
    r"(重要|期望|感知|以前|之前|之后|以后|前测|后测|旧|新|理想|最低|权重|竞争|别的|其他|反向)"
)
# Before a title these words add nothing to it
_POLITE = re.compile(
    r"(?:尊敬的|亲爱的)?(?:各位)?(?:客户|顾客|用户|女士|先生|朋友)?(?:您好|你好)?请?(?:您|问)?(?:回答|选择|评价)?(?:矩阵(?:量表|单选)?题?)?|"
    r"(?:dear(?:customer|client|guest|sirormadam|sir|madam)s?)?(?:please)?"
)


class _Phrase(NamedTuple):
    """An item's wording as plain text."""

    text: str
    item: SurveyItem
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class _Words:
    """A questionnaire's words as plain text, longest first."""

    items: tuple[_Phrase, ...]
    questions: tuple[tuple[str, str], ...]
    titles: tuple[tuple[str, frozenset[str]], ...]
    neutral: tuple[str, ...]


@dataclass
class Matched:
    """What was matched in some headers.

    Attributes
    ----------
    heads : Heads
        The headers.
    found : dict
        Table column to its place in the file.
    ignored : set of int
        Places that the mapping leaves out.
    foreign : dict
        Words before an item that are no title of the questionnaire, to the places of these columns.
    absent : list of str
        Item columns that were not found.
    unclear : int
        Columns that could be several.
    ambiguous : CourseError, optional
        What to say where a header could be several columns, or two headers the same one.
    """

    heads: Heads
    found: dict[str, int] = field(default_factory=dict)
    ignored: set[int] = field(default_factory=set)
    foreign: dict[str, list[int]] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)
    unclear: int = 0
    ambiguous: CourseError | None = None


def find_columns(grid: Grid, questionnaire: Instrument, mapping: Mapping[str, str]) -> Matched:
    """Find the headers, in one row or in two, and the place of each table column.

    The first rows that hold every item are the headers.

    Raises
    ------
    CourseError
        When no rows hold every item; the message is about those that hold most.
    """
    best, refusal = None, None
    whole: list[tuple[bool, float, Matched]] = []
    for matched in _attempts(grid, questionnaire, mapping):
        if isinstance(matched, CourseError):
            refusal = refusal or matched
        elif not matched.absent:
            if mapping:  # letters fit any row: the headers are no answers, and most is found in them without letters
                unaided = match(matched.heads, questionnaire, {}, grid.file)
                filled = sum(map(bool, matched.heads.headers)) / 1000
                whole.append(
                    (are_answers(matched.heads, matched.found, questionnaire), _nearness(unaided) + filled, matched)
                )
                continue
            if matched.ambiguous is not None:
                raise matched.ambiguous
            return matched
        elif best is None or _nearness(matched) > _nearness(best):
            best = matched
    if whole:
        named = [one for one in whole if not one[0]]
        if named:
            chosen = max(named, key=lambda one: one[1])[2]
        else:
            chosen = min((one for _, _, one in whole), key=lambda one: (one.heads.start, one.heads.rows))
            if not are_numerals(chosen.heads, chosen.found, mapping):
                raise CourseError("survey.no_headers", file=grid.file, row=chosen.heads.start + 1)
        if chosen.ambiguous is not None:
            raise chosen.ambiguous
        return chosen
    if best is None or not (best.found or best.unclear or best.foreign or refusal is None):
        raise refusal or CourseError("survey.no_rows", file=grid.file)
    raise best.ambiguous or _missing(grid, best)


def all_matches(grid: Grid, questionnaire: Instrument, mapping: Mapping[str, str]) -> Iterator[Matched]:
    """Yield what is matched in each row or two rows where headers may stand."""
    for matched in _attempts(grid, questionnaire, mapping):
        if not isinstance(matched, CourseError):
            yield matched


def _attempts(grid: Grid, questionnaire: Instrument, mapping: Mapping[str, str]) -> Iterator[Matched | CourseError]:
    ids = import_ids(grid)
    for start in places_of_heads(grid):
        for rows in (1, 2):
            if start + rows > len(grid.records) or (ids is not None and start + rows != ids):
                continue
            heads = heads_at(grid, start, rows)
            try:
                matched = match(heads, questionnaire, mapping, grid.file)
                if rows == 1 and not matched.absent and _is_wording(grid, heads, questionnaire, matched.found):
                    matched = match(heads_at(grid, start, 2), questionnaire, mapping, grid.file)
                yield matched
            except CourseError as error:
                yield error


def _nearness(matched: Matched) -> float:
    """Return how much some headers look like the questionnaire's: by what was found, or might be."""
    return len(matched.found) + sum(map(len, matched.foreign.values())) + 0.9 * matched.unclear


def _missing(grid: Grid, matched: Matched) -> CourseError:
    unused = [header for place, header in enumerate(matched.heads.headers)
              if header and place not in matched.found.values()]  # fmt: skip
    more = [message("survey.other_title", title=title, columns=_columns(matched.heads, places))
            for title, places in matched.foreign.items()]  # fmt: skip
    if grid.other_sheets:
        more.append(message("survey.try_sheets", sheet=grid.sheet, sheets=listed(grid.other_sheets)))
    return CourseError(
        "survey.missing_columns",
        file=grid.file,
        encoding=grid.encoding,
        count=len(matched.absent),
        columns=listed(matched.absent),
        headers=listed(unused) or message("survey.nothing_left"),
        more="".join(f" {one}" for one in more),
    )


def _columns(heads: Heads, places: list[int]) -> str:
    return listed(f"{letters(place)} '{heads.headers[place]}'" for place in places)


def _is_wording(grid: Grid, heads: Heads, questionnaire: Instrument, found: Mapping[str, int]) -> bool:
    """Return whether the row under headers that are ids holds the items' wording instead of answers."""
    end = heads.start + heads.rows
    if end >= len(grid.records):
        return False
    cells = grid.records[end]
    return all(
        found[column] < len(cells)
        and plain(without_tags(cells[found[column]])).endswith(tuple(map(plain, item.wording.every)))
        for section in questionnaire.sections
        for answer in section.answers
        for column, item in zip(section.columns(answer.id), section.items, strict=True)
    )


def match(heads: Heads, questionnaire: Instrument, mapping: Mapping[str, str], file: str) -> Matched:
    """Find the place of each table column in the file: by mapping, then by id, then by wording.

    Raises
    ------
    CourseError
        When the mapping does not fit the headers.
    """
    chosen = places_of(mapping, heads, questionnaire, file)
    matched = Matched(heads, ignored={place for place, name in chosen.items() if name is None})
    by_id = _by_id(heads, questionnaire)
    by_wording = _by_wording(matched, questionnaire, settled={*chosen, *by_id}, given=set(chosen.values()), file=file)
    names = by_wording | by_id | chosen
    for place, header in enumerate(heads.headers):
        name = names.get(place)
        if name is None or (name in chosen.values() and place not in chosen):
            continue
        if name in matched.found:
            matched.ambiguous = matched.ambiguous or CourseError(
                "survey.column_twice",
                file=file,
                column=name,
                first=f"{heads.headers[matched.found[name]]} [{letters(matched.found[name])}]",
                second=f"{header} [{letters(place)}]",
            )
        matched.found.setdefault(name, place)
    matched.absent = [column for column in questionnaire.item_columns if column not in matched.found]
    return matched


def _by_id(heads: Heads, questionnaire: Instrument) -> dict[int, str]:
    ids = {normal(name): name for name in questionnaire.table_columns}
    texts = {normal(without_tags(cell)) for cells in heads.cells for cell in cells}
    found = {}
    for place, cells in enumerate(heads.cells):
        for cell in cells:
            name = ids.get(_bare_id(normal(without_tags(cell)), texts))
            if name is not None:
                found[place] = name
                break
    return found


def _bare_id(header: str, headers: set[str]) -> str:
    """Return the id that a header holds behind a group's name or in LimeSurvey's brackets.

    The columns of a question with several choices, ``uses/branch`` beside ``uses``, are no groups.
    """
    if grouped := _GROUPED_ID.fullmatch(header):
        group, name = grouped[1].rstrip("/.:-"), grouped[2]
        meant = _MEANING.search(group)
        other = meant is not None and not name.startswith((meant[1] or meant[2])[:4])
        return header if group in headers or other else name
    if array := _ARRAY_ID.fullmatch(header):
        return "_".join(filter(None, array.groups()))
    return header


def split_number(header: str) -> tuple[str | None, str]:
    """Split a header into its question number, if it has one, and its plain text."""
    text = normal(without_tags(header))
    begin = _QUESTION_CODE.match(text) or _QUESTION_NUMBER.match(text)
    if begin is None or begin.end() == len(text):
        return None, plain(text)
    return begin.group(1), plain(text[begin.end() :])


def _by_wording(
    matched: Matched, questionnaire: Instrument, settled: set[int], given: set[str | None], file: str
) -> dict[int, str]:
    """Match the headers that are not settled otherwise to the questionnaire's wording.

    A table of statements often carries its title only in the header of its first statement; the others
    share the question number. So an item without a title takes the answer of its number's title, and where that is no
    title of the questionnaire, it is no item of it either.
    """
    words = _words(questionnaire)
    names: dict[int, str] = {}
    untitled: dict[int, tuple[str | None, _Phrase]] = {}
    answer_of: dict[str, Answer] = {}
    foreign_numbers: set[str] = set()
    for place, forms in enumerate(matched.heads.forms):
        for form in forms:
            number, text = split_number(form)
            if (question := _question_in(text, words)) is not None:
                if place not in settled:
                    names[place] = question
                break
            found = _item_in(text, words)
            if found is None:
                continue
            phrase, answer, before = found
            if answer is not None:
                if number is not None:
                    answer_of[number] = answer
                if place not in settled:
                    names[place] = f"{answer.id}_{phrase.item.number}"
            elif before:
                if number is not None:
                    foreign_numbers.add(number)
                if place not in settled:
                    matched.foreign.setdefault(_before(form, phrase), []).append(place)
            elif place not in settled:
                untitled[place] = (number, phrase)
            break
    for place, (number, phrase) in untitled.items():
        answer = answer_of.get(number or "")
        columns = [f"{one.id}_{phrase.item.number}" for one in phrase.answers]
        if number in foreign_numbers and answer is None:
            continue
        if answer is not None and number not in foreign_numbers:
            names[place] = f"{answer.id}_{phrase.item.number}"
        elif len(columns) == 1:
            names[place] = columns[0]
        elif not given.issuperset(columns):
            matched.unclear += 1
            matched.ambiguous = matched.ambiguous or CourseError(
                "survey.which_answer",
                file=file,
                header=matched.heads.headers[place],
                place=letters(place),
                answers=listed(columns),
            )
    return names


def _before(header: str, phrase: _Phrase) -> str:
    """Return, as they stand, the words of a header before an item's wording."""
    shown = without_tags(header)
    for end in range(len(shown), 0, -1):
        if plain(shown[end:]) == phrase.text:
            return shown[:end].strip(" -—:：[(（")
    return shown


@lru_cache(maxsize=64)
def _words(questionnaire: Instrument) -> _Words:
    items: list[_Phrase] = []
    titles: dict[str, frozenset[str]] = {}
    neutral = [plain(one) for one in questionnaire.title.every]
    for section in questionnaire.sections:
        for item in section.items:
            items += [_Phrase(plain(words), item, section.answers) for words in item.wording.every]
        for answer in section.answers:
            for words in map(plain, (*answer.ask.every, *answer.stem.every, answer.id)):
                titles[words] = titles.get(words, frozenset()) | {answer.id}
        neutral += [plain(words) for name, called in section.dimension_names for words in (name, *called.every)]
        neutral += [plain(words) for words in section.title.every]
    points = [plain(words) for words in questionnaire.points.every] if questionnaire.points else []
    questions = [(plain(words), one.id) for one in questionnaire.questions for words in one.wording.every]
    neutral += [*points, *(plain(one.id) for one in questionnaire.questions)]

    return _Words(
        items=tuple(sorted((one for one in dict.fromkeys(items) if one.text), key=lambda one: -len(one.text))),
        questions=tuple(sorted((one for one in questions if one[0]), key=lambda one: -len(one[0]))),
        titles=tuple(sorted(((words, ids) for words, ids in titles.items() if words), key=lambda one: -len(one[0]))),
        neutral=tuple(sorted({one for one in neutral if one}, key=len, reverse=True)),
    )


def _question_in(text: str, words: _Words) -> str | None:
    """Return the question a plain header asks, alone or behind its own id or the title of a table."""
    for sentence, name in words.questions:
        if text.endswith(sentence) and _title_in(text.removesuffix(sentence), words) is not None:
            return name
    return None


def _item_in(text: str, words: _Words) -> tuple[_Phrase, Answer | None, str] | None:
    """Return the item whose wording ends a plain header, the answer its title names, and words that are no title."""
    foreign = None
    for phrase in words.items:
        if not text.endswith(phrase.text):
            continue
        before = text.removesuffix(phrase.text)
        title = _title_in(before, words)
        if title is None:
            foreign = foreign or (phrase, None, before)
            continue
        of_title = next((answer for answer in phrase.answers if answer.id == title), None)
        if title and of_title is None:
            foreign = foreign or (phrase, None, before)
            continue
        return phrase, of_title, ""
    return foreign


def _title_in(before: str, words: _Words) -> str | None:
    """Return the answer that the words before a wording name, "" where they name none, None where they say else."""
    named: set[str] = set()
    rest = before.rstrip("0123456789")
    while rest and not _POLITE.fullmatch(rest):
        for title, answers in words.titles:
            if rest.endswith(title):
                named |= answers
                rest = rest.removesuffix(title)
                break
        else:
            neutral = next((one for one in words.neutral if rest.endswith(one)), None)
            if neutral is None:
                return None
            rest = rest.removesuffix(neutral)
        rest = rest.rstrip("0123456789")
    return None if len(named) > 1 else next(iter(named), "")
