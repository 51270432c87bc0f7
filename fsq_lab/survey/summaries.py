"""Rows that are no respondents, and are refused: totals or means of the answers."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from fsq_lab.ground.language import CourseError
from fsq_lab.survey.cells import ColumnReader
from fsq_lab.survey.heads import Sheet
from fsq_lab.survey.texts import plain

_NAMES = frozenset(
    ("total", "totals", "grandtotal", "subtotal", "sum", "average", "averages", "mean", "means", "median", "count",
     "totalscore", "maximum", "minimum", "standarddeviation", "stdev",
     "合计", "合計", "总计", "總計", "総計", "小计", "小計", "总和", "總和", "平均", "平均值", "平均数", "平均數",
     "平均分", "平均点", "均值", "均分", "得分率", "中位数", "中位數", "标准差", "標准差", "標準差", "標準偏差",
     "합계", "평균",
     "summe", "gesamt", "gesamtsumme", "insgesamt", "mittelwert", "durchschnitt", "mittel", "standardabweichung",
     "somme", "moyenne", "médiane", "effectif", "écarttype", "suma", "promedio", "media", "mediana", "totale", "somma",
     "totalgénéral", "итого", "среднее")
)  # fmt: skip
_SHORT = frozenset(  # names of places, perhaps
    ("n", "sd", "m", "se", "avg", "max", "min", "std", "var", "anzahl",
     "计数", "人数", "最大值", "最小值", "方差", "满分", "滿分")
)  # fmt: skip


def refuse_named(page: Sheet, readers: Mapping[str, ColumnReader], found: Mapping[str, int]) -> None:
    """Refuse a row at the top or the end whose first text outside the answers is a word such as Total.

    Its other cells outside the answers must be blank or numbers, and no other row may say the same: Average may be
    what a respondent chose. Short words, n or SD, count only in a column of numbers.

    Raises
    ------
    CourseError
        With the row and the word.
    """
    answered = {found[name] for name, one in readers.items() if name in found and (one.scale or one.choices)}
    asked = set(found.values()) - {found.get("respondent")}
    places = [place for place in range(len(page.headers)) if place not in answered]
    rows = page.rows
    for order in (rows, rows[::-1]):
        for row, cells in order:
            first = next((place for place in places if cells[place].strip()), None)
            if first is None:
                break
            label = plain(cells[first])
            rest = [plain(its[first]) for _, its in rows if its is not cells]
            numbered = first not in asked and all(one.isdigit() or one in _SHORT | _NAMES for one in rest)
            if label not in _NAMES and not (numbered and label in _SHORT):
                break
            others = (plain(cells[place]) for place in places if place != first)
            if label not in rest and all(not one or one.isdigit() or one in _NAMES for one in others):
                raise CourseError("survey.summary_row", file=page.file, row=row, label=cells[first].strip())
            break


def may_be_total(line: str, separator: str) -> bool:
    """Return whether a line of a file holds a word such as Total, so that `refuse_named` has to look at it."""
    return not (_NAMES | _SHORT).isdisjoint(map(plain, line.split(separator)))


def refuse_nameless(page: Sheet, table: pd.DataFrame, columns: list[str], found: Mapping[str, int]) -> None:
    """Refuse a last row that has nothing but answers, unlike all others, each the rounded mean of those above.

    Raises
    ------
    CourseError
        With the row.
    """
    if len(table) < 3:
        return
    inside = {found[name] for name in columns}
    places = [place for place in range(len(page.headers)) if place not in inside]
    row, last = page.rows[-1]
    if any(last[place].strip() for place in places):
        return
    if not all(any(cells[place].strip() for place in places) for _, cells in page.rows[:-1]):
        return
    given = table[columns].dropna(axis="columns", how="all")
    away = (given.iloc[:-1].mean() - given.iloc[-1]).abs()
    if away.notna().all() and bool((away <= 0.5 + np.finfo(float).eps).all()):
        raise CourseError("survey.nameless_mean", file=page.file, row=row)
