"""A questionnaire written as a table to change in Excel, which `read_instrument` reads back."""

from collections.abc import Iterator

from fsq_lab.survey.questionnaire import Instrument, Question, Routing, Scale, Wording

HEADS = ("part", "id", "of", "zh", "en", "kind", "low", "high", "asked_if", "best")
Row = dict[str, str]


def sheet_of(asked: Instrument) -> list[Row]:
    """Return a questionnaire's rows: title, scale, answers, dimensions, items and questions, in both languages.

    Parameters
    ----------
    asked : Instrument
        A questionnaire without joined blocks, on one scale and with nothing worded in reverse.

    Returns
    -------
    list of dict
        Text by the columns of `HEADS`; a workbook of them is a questionnaire of one's own.

    Examples
    --------
    >>> from fsq_lab.survey.instruments import instrument
    >>> [row["en"] for row in sheet_of(instrument("campus_bank")) if row["part"] == "item"][:2]
    ['The errand was done', 'The amounts were right']
    """
    return [{head: row.get(head, "") for head in HEADS} for row in _rows(asked)]


def _rows(asked: Instrument) -> Iterator[Row]:
    yield _row("title", asked.title, id=asked.id)
    yield _row("source", asked.source)
    if asked.notice:
        yield _row("notice", asked.notice)
    yield from _points("scale", asked.scale)
    yield _row("no_experience", asked.no_experience, id=asked.no_experience_code)
    for answer in asked.answers:
        yield _row("answer", answer.stem, id=answer.id)
        yield _row("ask", answer.ask, of=answer.id)
    for name, words in asked.dimension_names:
        yield _row("dimension", words, id=name)
    for item in asked.items:
        rule = _rule(item.asked_if)
        yield _row("item", item.wording, id=str(item.number), of=item.dimension, asked_if=rule)
    if asked.points:
        yield _row("points", asked.points)
    for question in asked.questions:
        yield from _question(question)


def _question(question: Question) -> Iterator[Row]:
    scale = question.scale if question.kind == "number" else None
    ends = {"low": str(scale.low), "high": str(scale.high)} if scale else {}
    rule = _rule(question.asked_if)
    yield _row("question", question.wording, id=question.id, kind=question.kind, asked_if=rule, **ends)
    for code, words in question.choices:
        yield _row("choice", words, id=code, of=question.id)
    if scale:
        yield from _points("label", scale, of=question.id)
    if question.unit:
        yield _row("unit", question.unit, of=question.id)


def _points(part: str, scale: Scale, **others: str) -> Iterator[Row]:
    """Yield the named points of a scale; where its low end is the best, that is said."""
    for point, words in scale.labels:
        best = {"best": "yes"} if scale.best == "low" and point == scale.low else {}
        yield _row(part, words, id=str(point), **others, **best)


def _row(part: str, words: Wording, **others: str) -> Row:
    return {"part": part, "zh": words.zh, "en": words.en, **others}


def _rule(asked_if: Routing | None) -> str:
    return f"{asked_if.question}={'|'.join(asked_if.codes)}" if asked_if else ""
