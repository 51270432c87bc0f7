"""What a survey tool says of a whole answer sheet: a trial of the form, rejected, on hold, or broken off."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from fsq_lab.ground.language import CourseError
from fsq_lab.survey.exports import Export
from fsq_lab.survey.heads import Sheet
from fsq_lab.survey.texts import normal
from fsq_lab.survey.workbooks import letters

TRIAL, REJECTED, ON_HOLD, UNFINISHED = "trial", "rejected", "on_hold", "unfinished"
KEPT_STATES = "kept_states"
LEFT_OUT = (TRIAL, REJECTED)


@dataclass(frozen=True)
class State:
    """One column in which a tool says so: its headers, and by state the texts that say it.

    Only a tool's own files hold the numbers of `tool`; words mean the same in a file from which the tool's other
    columns were deleted.
    """

    headers: frozenset[str]
    says: tuple[tuple[str, re.Pattern[str]], ...]
    tool: str = ""


def _state(headers: set[str], tool: str = "", **says: str) -> State:
    return State(frozenset(headers), tuple((kind, re.compile(pattern)) for kind, pattern in says.items()), tool)


_NO = r"false|0|no|否|错误|錯誤|falsch|nein|faux|non|falso|não|偽|いいえ|거짓|아니요|нет"
_STATES = (
    _state(
        {"status", "response type", "回复类型", "答复类型", "狀態", "状态"},
        trial=r"survey (?:preview|test)|preview|预览调查|调查预览|调查测试|測試調查|預覽調查",
        on_hold=r"spam|survey preview spam|imported spam|offline spam|垃圾邮件",
    ),
    _state({"status", "response type"}, "qualtrics", trial=r"1|2|9", on_hold=r"8|12|40|48"),
    _state({"finished", "已完成", "完成状态", "beendet", "terminé", "finalizado", "完了"}, "qualtrics", unfinished=_NO),
    _state({"finished"}, unfinished=r"false"),
    _state(
        {"_validation_status", "__validation_status__", "validation_status"},
        rejected=r".*\bnot[_ -]?approved\b.*|.*_not_approved\b.*|未批准|不批准|未通过",
        on_hold=r".*\bon[_ -]?hold\b.*|.*_on_hold\b.*|待定|暂缓|搁置",
    ),
    _state({"reviewstate", "review state"}, rejected=r"rejected", on_hold=r"hasissues|has issues"),
    _state({"response type"}, "typeform", unfinished=r"partial|started|incomplete"),
    _state({"清洗数据结果"}, "tencent", rejected=r"无效.*"),
    _state({"submitdate", "submitdate. date submitted", "submitdate date submitted"}, unfinished=""),
    _state({"date submitted"}, "limesurvey", unfinished=""),
)


@dataclass(frozen=True)
class RowStates:
    """The rows of each state, `TRIAL` and the others, by their numbers in the file; and one column that says so."""

    rows: Mapping[str, tuple[int, ...]]
    column: int

    def of(self, *kinds: str) -> frozenset[int]:
        """Return the rows of some states."""
        return frozenset(row for kind in kinds for row in self.rows.get(kind, ()))


def has_state(cells: Collection[str]) -> bool:
    """Return whether a column, by the texts of its rows of headers, may say something of whole sheets."""
    return any(
        names and names <= state.headers for state in _STATES for names in [{normal(cell) for cell in cells} - {""}]
    )


def states_of(page: Sheet, export: Export, asked: Collection[int] = ()) -> RowStates:
    """Return what the tool says of each row, in columns that no question takes.

    A row that is rejected is not told to be broken off as well.
    """
    found: dict[int, str] = {}
    column = 0
    order = (TRIAL, REJECTED, ON_HOLD, UNFINISHED)
    for place, cells in enumerate(page.heads.cells):
        names = {normal(cell) for cell in cells} - {""}
        for state in _STATES:
            if place in asked or not names or not names <= state.headers or state.tool not in ("", export.tool):
                continue
            texts = page.column(place)
            kinds = {text: _kind(text, state) for text in set(texts)}
            for (row, _), text in zip(page.rows, texts, strict=True):
                kind = kinds[text]
                if kind and (row not in found or order.index(kind) < order.index(found[row])):
                    found[row] = kind
                    column = place
    return RowStates({kind: tuple(row for row, its in found.items() if its == kind) for kind in order}, column)


def _kind(text: str, state: State) -> str:
    said = normal(text)
    return next((kind for kind, pattern in state.says if pattern.fullmatch(said)), "")


def without_left_out(page: Sheet, states: RowStates) -> Sheet:
    """Return a sheet without its trials and the rows that its owner rejected.

    Raises
    ------
    CourseError
        When no row is left.
    """
    gone = states.of(*LEFT_OUT)
    if not gone:
        return page
    rows = tuple((row, cells) for row, cells in page.rows if row not in gone)
    if not rows:
        raise CourseError("survey.all_left_out", file=page.file, place=letters(states.column), count=len(gone))
    return replace(page, rows=rows)


def refuse_left_out(page: Sheet, states: RowStates) -> None:
    """Refuse a part of a long file that has a trial or a rejected row: there is no account to tell of it.

    Raises
    ------
    CourseError
        With the first of them.
    """
    if gone := states.of(*LEFT_OUT):
        raise CourseError(
            "survey.preview_row", file=page.file, row=min(gone), place=letters(states.column), count=len(gone)
        )
