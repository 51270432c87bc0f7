"""Tables of counts, whose rows are no answer sheets: refused; and columns of weights, of which is told."""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from fsq_lab.ground.language import CourseError
from fsq_lab.survey.cells import ColumnReader
from fsq_lab.survey.columns import Matched
from fsq_lab.survey.heads import Sheet
from fsq_lab.survey.questionnaire import Instrument
from fsq_lab.survey.texts import normal, plain
from fsq_lab.survey.workbooks import letters

_COUNTS = frozenset(
    ("count", "counts", "freq", "frequency", "frequencies", "n", "numberofrespondents",
     "频数", "频次", "次数", "人次", "人数", "份数", "票数", "頻數", "次數", "人數", "份數", "度数", "回答数", "件数",
     "anzahl", "häufigkeit", "haufigkeit", "effectif", "effectifs", "fréquence", "frecuencia", "frequenza",
     "frequência", "빈도", "응답수", "частота", "количество")
)  # fmt: skip
_POINTS = frozenset(
    ("score", "scores", "answer", "answers", "rating", "ratings", "option", "options", "point", "points", "value",
     "response", "responses", "category", "level", "scale", "label", "选项", "答案", "分值", "评分", "得分", "等级",
     "分数", "选项文本", "量表", "回答", "程度", "選項", "分數", "評分", "等級", "選択肢", "評価", "antwort",
     "antworten", "bewertung", "wert", "réponse", "modalité", "respuesta", "valor", "risposta", "응답", "점수", "ответ")
)  # fmt: skip
_WEIGHT = re.compile(
    r"(?:^|[\W_\d])(?:[pf]?weights?|weighting|weightvar|wts?|wgts?|pw|raking|rake_?weight|gewicht\w*|pond[eé]ra\w*|"
    r"peso|ponderaci\w*|ponderaz\w*)(?:$|[\W_\d])|权重|權重|加权|加權|权数|ウエイト|ウェイト|가중치|^вес"
)
_SHARE = re.compile(r"(\d+(?:[.,]\d+)?)\s*%?")
_ENOUGH = 3  # items whose counts add up to the same number


def refuse_counts(
    page: Sheet, questionnaire: Instrument, readers: Mapping[str, ColumnReader], matched: Matched
) -> None:
    """Refuse a file that counts answers: a row for each point of the scale, or rows with a column of how many.

    Raises
    ------
    CourseError
        With the column that shows it, and the remedy.
    """
    asked = {*matched.found.values(), *matched.ignored}
    outside = [place for place in range(len(page.headers)) if place not in asked]
    items = {matched.found[name] for name in questionnaire.item_columns if name in matched.found}
    reader = readers[questionnaire.item_columns[0]]
    respondent = matched.found.get("respondent")
    for place in [*outside, *([] if respondent is None else [respondent])]:
        if _is_list_of_points(page.column(place), reader):
            named = bool(_names(page, place) & _POINTS)
            labels = any(not _bare(text) for text in page.column(place) if text.strip())
            if named or labels or _add_up(page, items):
                raise CourseError(
                    "survey.frequencies", file=page.file, place=letters(place), header=page.headers[place]
                )
    for place in outside:
        texts = [text.strip() for text in page.column(place) if text.strip()]
        if (
            _names(page, place) & _COUNTS
            and texts
            and all(map(_bare, texts))
            and any(int(normal(one)) > 1 for one in texts)
        ):
            if not _is_numbering(texts):
                raise CourseError(
                    "survey.counted_rows", file=page.file, place=letters(place), header=page.headers[place]
                )


def counts_rows(cells: Iterable[str]) -> bool:
    """Return whether a column, by the texts of its rows of headers, may say how many respondents a row stands for."""
    return not _COUNTS.isdisjoint(map(plain, cells))


def weights_in(page: Sheet, questionnaire: Instrument, matched: Matched) -> tuple[str, ...]:
    """Return the headers of the columns that look like weights of the sheets, which nothing here uses.

    The points that another questionnaire shares out among its dimensions are no such weights.
    """
    points = {f"weight_{name}" for name in questionnaire.dimensions}
    asked = {*matched.found.values(), *matched.ignored}
    found = []
    for place, header in enumerate(page.headers):
        names = {normal(cell) for cell in (header, *page.heads.cells[place])}
        if place in asked or names & points or not any(map(_WEIGHT.search, names)):
            continue
        texts = {text.strip().replace(",", ".") for text in page.column(place) if text.strip()}
        if len(texts) > 1 and all(re.fullmatch(r"\d*\.?\d+(?:e-?\d+)?", text.casefold()) for text in texts):
            found.append(header)
    begun = [header for header in found if normal(header).startswith("weight_")]
    return tuple(header for header in found if len(begun) < _ENOUGH or header not in begun)


def _names(page: Sheet, place: int) -> set[str]:
    return {plain(cell) for cell in (page.headers[place], *page.heads.cells[place])}


def _bare(text: str) -> bool:
    return normal(text).isdecimal()


def _is_numbering(texts: Iterable[str]) -> bool:
    numbers = [int(normal(text)) for text in texts]
    rising = all(one < other for one, other in pairwise(numbers))
    return rising or sorted(numbers) == list(range(1, len(numbers) + 1))


def _is_list_of_points(texts: list[str], reader: ColumnReader) -> bool:
    """Return whether a column names each point of the scale once, up or down, with at most three other rows."""
    scale = reader.scale
    if scale is None or not scale.high - scale.low < len(texts) <= scale.high - scale.low + 4:
        return False
    points = [point for text in texts if text.strip() and (point := reader.point_of(text)) is not None]
    return points in (list(range(scale.low, scale.high + 1)), list(range(scale.high, scale.low - 1, -1)))


def _add_up(page: Sheet, items: set[int]) -> bool:
    """Return whether the cells of every item add up to the same number, or to 100 %, though they differ."""
    columns = [page.column(place) for place in sorted(items)]
    if len(columns) < _ENOUGH or len({tuple(column) for column in columns}) == 1:
        return False
    sums = []
    for column in columns:
        cells = [_SHARE.fullmatch(normal(text)) for text in column if text.strip()]
        if not all(cells):
            return False
        sums.append(sum(float(cell[1].replace(",", ".")) for cell in cells if cell))
    return len(set(sums)) == 1 or all(abs(total - 100) < 1 or abs(total - 1) < 0.02 for total in sums)
