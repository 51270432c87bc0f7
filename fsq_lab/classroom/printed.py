"""A questionnaire as an A4 page to print and fill in with a pen."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from math import ceil
from string import ascii_uppercase

from fsq_lab.ground.course import course_version
from fsq_lab.ground.language import message
from fsq_lab.hypertext.pages import page
from fsq_lab.hypertext.words import Html
from fsq_lab.survey.instruments import instrument as find_instrument
from fsq_lab.survey.questionnaire import Answer, Instrument, Question, Routing, Scale, SurveyItem

MOST_LABELS = 3  # above a narrow column; with more, the ends alone
SECONDS_PER_ANSWER = 10


@dataclass(frozen=True)
class Part:
    """A part of a questionnaire as it is handed out: its letter, its name and the questions in it.

    The part ``items`` holds no questions: its items are the questionnaire's own. A part ``block`` holds those of a
    block that was joined to it.
    """

    letter: str
    name: str
    questions: tuple[Question, ...]
    block: Instrument | None = None

    @property
    def title(self) -> str:
        """What stands above the part, in the current language."""
        return message(f"pages.{self.name}", title=self.block.title if self.block else "")

    @property
    def coded(self) -> list[tuple[str, Question]]:
        """The part's questions with the codes printed beside them, such as ``D2``."""
        return [(f"{self.letter}{place}", question) for place, question in enumerate(self.questions, start=1)]


def parts(instrument: Instrument) -> tuple[Part, ...]:
    """Return a questionnaire's parts in the order in which they are asked.

    Texts such as the branch screen the respondent and come first, then the items, those of joined blocks, the
    points, the opinions and last, after the last question with a named scale, what is asked about the respondent.

    Examples
    --------
    >>> [part.letter + " " + part.name for part in parts(find_instrument("bank_branch"))]
    ['A screening', 'B items', 'C points', 'D opinions', 'E about_you']
    """
    first = instrument.routing_questions
    others = [one for one in instrument.questions if one.kind in ("number", "choice") and one not in first]
    named = [place for place, question in enumerate(others, start=1) if question.scale and question.scale.labels]
    split = max(named, default=0)
    found = {
        "screening": [one for one in instrument.questions if one.kind == "text" or one in first],
        "items": [],
        "points": [question for question in instrument.questions if question.kind == "points"],
        "opinions": others[:split],
        "about_you": others[split:],
    }
    asked: list[tuple[str, tuple[Question, ...], Instrument | None]] = []
    for name, questions in found.items():
        if questions or name == "items":
            asked.append((name, tuple(questions), None))
        if name == "items":
            asked += [("block", (), block) for block in instrument.blocks]
    return tuple(Part(letter, *part) for letter, part in zip(ascii_uppercase, asked, strict=False))


def experienced(instrument: Instrument) -> tuple[str, ...]:
    """Return the answers that need the respondent's own experience, so that "no experience" is offered.

    That is the perception; in a questionnaire without one, every answer.
    """
    every = tuple(instrument.stems)
    return ("perception",) if "perception" in every else every


def answers_in(instrument: Instrument) -> int:
    """Return how many answers a questionnaire asks for."""
    return len(instrument.item_columns) + len(instrument.questions)


def minutes(instrument: Instrument) -> int:
    """Return about how many minutes a questionnaire takes, at ten seconds an answer, rounded up."""
    return ceil(answers_in(instrument) * SECONDS_PER_ANSWER / 60)


def questionnaire(instrument: str | Instrument) -> str:
    """Return a questionnaire as an A4 page to print and fill in with a pen, in the current language.

    Parameters
    ----------
    instrument : str or Instrument
        A shipped questionnaire's name, or any questionnaire.

    Returns
    -------
    str
        HTML without scripts, fonts or pictures from elsewhere; it can be read on a phone as well.

    Examples
    --------
    >>> from fsq_lab.ground.language import use
    >>> _ = use("en")
    >>> questionnaire("bank_branch").count('<th scope="row"')
    28
    """
    asked = find_instrument(instrument)
    sections = [_section(asked, part) for part in parts(asked)]
    body = Html("\n".join([_opening(asked), *sections, _closing(asked)]))
    return page(str(asked.title), body, "questionnaire", mark_of_page(asked))


def mark_of_page(asked: Instrument) -> str:
    """Return by what the page of a questionnaire is known again."""
    return f"fsq-lab survey: {asked.id}"


def _words(key: str, **values: object) -> str:
    """Return an entry of the catalogue's ``pages`` as HTML."""
    return escape(message(f"pages.{key}", **values))


def _text(sentence: object) -> str:
    return escape(str(sentence))


def _opening(asked: Instrument) -> str:
    consent = _words("consent", answers=answers_in(asked), minutes=minutes(asked))
    if asked.notice:
        length = message("pages.length", answers=answers_in(asked), minutes=minutes(asked))
        consent = _words("sentences", first=asked.notice, second=length)
    blank, asking = '<span class="blank"></span>', ""
    if not asked.notice:  # which says itself who asks, and whom to contact
        asking = (
            f'<p class="organiser"><span>{_words("organiser")}{blank}</span><span>{_words("contact")}{blank}</span></p>'
        )
    ticks = "".join(f'<li><span class="box"></span>{_words(name)}</li>' for name in ("agree", "eligible"))
    return (
        f'<header><h1>{_text(asked.title)}</h1><p class="number">{_words("sheet")}<span class="blank short"></span></p>'
        f'</header>\n<section class="consent"><h2>{_words("before")}</h2>'
        f"<p>{consent}</p>"
        f"{asking}<ul>{ticks}</ul>"
        f"<p>{_words('not_eligible')}</p></section>"
    )


def _section(asked: Instrument, part: Part) -> str:
    if part.name == "items":
        content = _item_table(asked, asked)
    elif part.block is not None:
        content = _item_table(asked, part.block)
    elif part.name == "points":
        content = _points_table(asked, part)
    else:
        content = _question_list(asked, part)
    alone = part.name == "items" and set(asked.stems) == {"perception"}
    title = message("pages.experience") if alone else part.title
    heading = _words("heading", letter=part.letter, title=title)
    return f'<section class="part-{part.name}"><h2>{heading}</h2>{content}</section>'


def _item_table(whole: Instrument, asked: Instrument) -> str:
    """Return the items of a questionnaire or a block; `whole` names the questions that decide who is asked."""
    asks = [_text(answer.ask) for answer in asked.answers]
    steps = f"<ol>{''.join(f'<li>{ask}</li>' for ask in asks)}</ol>" if len(asks) > 1 else f"<p>{asks[0]}</p>"
    key = " ".join(_keys(asked))
    ways = message(
        "pages.sentences", first=message("pages.circle"), second=message("pages.no_guess", box=asked.no_experience)
    )
    told = f"{steps}<p>{escape(ways)}</p><p>{escape(key)}</p>"
    heads = "".join(_answer_head(asked, answer) for answer in asked.answers)
    rows = "\n".join(_item_row(whole, asked, item) for item in asked.items)
    return (
        f'<table class="items" style="--points:{_most_points(asked)}"><caption>{told}</caption>\n<thead><tr>'
        f'<th scope="col" class="place">{_words("place")}</th><th scope="col">{_words("statement")}</th>{heads}'
        f"</tr></thead>\n<tbody>\n{rows}\n</tbody></table>"
    )


def _keys(asked: Instrument) -> Iterable[str]:
    """Say what the points stand for, answer by answer where they differ."""
    for answer in asked.answers if any(answer.scale for answer in asked.answers) else [None]:
        scale = asked.scale if answer is None else answer.scale or asked.scale
        key = message("pages.key", points=_named_points(scale))
        yield key if answer is None else message("pages.key_of", answer=answer.stem, key=key)


def _named_points(scale: Scale) -> str:
    named = (message("pages.point", point=point, label=wording) for point, wording in scale.labels)
    return message("pages.separator").join(named)


def _most_points(asked: Instrument) -> int:
    return max(len(_points(asked.scale_of(answer, item))) for answer in asked.answers for item in asked.items)


def _answer_head(asked: Instrument, answer: Answer) -> str:
    scale = answer.scale or asked.scale
    ends = "".join(
        f'<span class="{_place_on(scale, point)}" style="grid-column:{_span(scale, point)}">{_text(wording)}</span>'
        for point, wording in scale.labels
        if point in (scale.low, scale.high) or len(scale.labels) <= MOST_LABELS
    )
    if answer.id in experienced(asked):
        ends += f'<span class="none">{_text(asked.no_experience)}</span>'
    return (
        f'<th scope="col" class="{_answer_class(asked, answer)}"><span class="name">{_text(answer.stem)}</span>'
        f'<span class="ends">{ends}</span></th>'
    )


def _answer_class(asked: Instrument, answer: Answer) -> str:
    return "answer with-none" if answer.id in experienced(asked) else "answer"


def _points(scale: Scale) -> range:
    return range(scale.low, scale.high + 1)


def _place_on(scale: Scale, point: int) -> str:
    return {scale.low: "first", scale.high: "last"}.get(point, "between")


def _span(scale: Scale, point: int) -> str:
    """Return the grid columns that a point's label takes: its own and a neighbour's, as far as there is one."""
    column = point - scale.low + 1
    return f"{max(1, column - (point > scale.low))} / {column + 1 + (point < scale.high)}"


def _item_row(whole: Instrument, asked: Instrument, item: SurveyItem) -> str:
    marks = {
        answer.id: "".join(f'<span class="mark">{point}</span>' for point in _points(asked.scale_of(answer, item)))
        for answer in asked.answers
    }
    none = f'<span class="none"><span class="box"></span><span class="echo">{_text(asked.no_experience)}</span></span>'
    cells = "".join(
        f'<td class="{_answer_class(asked, answer)}"><span class="echo">{_text(answer.stem)}</span>'
        f'<span class="marks">{marks[answer.id]}{none if answer.id in experienced(asked) else ""}</span></td>'
        for answer in asked.answers
    )
    own = f' <span class="only">{escape(_named_points(item.scale))}</span>' if item.scale else ""
    words = f"{_text(item.wording)}{own}{_only(whole, item.asked_if)}"
    return f'<tr><td class="place">{item.number}</td><th scope="row">{words}</th>{cells}</tr>'


def _only(asked: Instrument, routing: Routing | None) -> str:
    """Return the note that an item or question is for some respondents only."""
    if routing is None:
        return ""
    chosen = message("pages.separator").join(map(str, asked.choices_of(routing)))
    code = next(code for part in parts(asked) for code, question in part.coded if question.id == routing.question)
    return f' <span class="only">{_words("only_if", code=code, chosen=chosen)}</span>'


def _points_table(asked: Instrument, part: Part) -> str:
    field = '<span class="field"></span>'
    rows = "".join(
        f'<tr><th scope="row"><span class="code">{code}</span> {_text(question.wording)}</th>'
        f"<td>{field} {_words('points_unit')}</td></tr>"
        for code, question in part.coded
    )
    told = f"<p>{_text(asked.points)}</p>" if asked.points else ""
    return (
        f'{told}<table class="points"><thead><tr><th scope="col">{_words("aspect")}</th>'
        f'<th scope="col">{_words("points_head")}</th></tr></thead><tbody>{rows}</tbody>'
        f'<tfoot><tr><th scope="row">{_words("total")}</th><td>100 {_words("points_unit")}</td></tr></tfoot></table>'
    )


def _question_list(asked: Instrument, part: Part) -> str:
    questions = "\n".join(
        f'<li><p><span class="code">{code}</span> {_text(question.wording)}{_only(asked, question.asked_if)}</p>'
        f"{_field(question)}</li>"
        for code, question in part.coded
    )
    return f'<ul class="questions">\n{questions}\n</ul>'


def _field(question: Question) -> str:
    """Return where the answer goes: numbers to circle, boxes to tick, or a line to write on."""
    if question.choices:
        choices = (f'<li><span class="box"></span>{_text(wording)}</li>' for _, wording in question.choices)
        return f'<ul class="choices">{"".join(choices)}</ul>'
    if question.scale is not None and question.scale.labels:
        return f'<ol class="scale">{"".join(_scale_points(question.scale))}</ol>'
    unit = f" {_text(question.unit)}" if question.unit else ""
    return f'<p class="write"><span class="blank{" short" if question.scale else ""}"></span>{unit}</p>'


def _scale_points(scale: Scale) -> Iterable[str]:
    named = dict(scale.labels)
    for point in _points(scale):
        label = f"<span>{_text(named[point])}</span>" if point in named else ""
        yield f'<li><span class="mark">{point}</span>{label}</li>'


def _closing(asked: Instrument) -> str:
    columns = [(_words("sheet_column"), "respondent")]
    for section in asked.sections:
        for answer in section.answers:
            columns.append((_text(answer.stem), _columns_of(section, answer.id)))
    columns += [(code, question.id) for part in parts(asked) for code, question in part.coded]
    listed = "".join(f"<div><dt>{code}</dt><dd><code>{_text(column)}</code></dd></div>" for code, column in columns)
    version = message("pages.version", version=course_version())
    source = message("pages.sentences", first=asked.source, second=version)
    typing = _words("typing", code=asked.no_experience_code)
    return (
        f'<p>{_words("thanks")}</p>\n<p class="source">{escape(source)}</p>\n'
        f'<section class="office">{typing}<dl>{listed}</dl></section>'
    )


def _columns_of(section: Instrument, answer: str) -> str:
    """Return an answer's columns, from the lowest item to the highest; all of them where numbers are left out."""
    numbers = sorted(item.number for item in section.items)
    if numbers == list(range(numbers[0], numbers[-1] + 1)):
        numbers = [numbers[0], numbers[-1]] if len(numbers) > 1 else numbers
        return " … ".join(f"{answer}_{number}" for number in numbers)
    return ", ".join(f"{answer}_{number}" for number in numbers)
