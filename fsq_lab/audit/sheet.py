"""The 100-point sheet as a workbook: points by part, jury, peer factor; its sums are formulas, right when edited."""

from typing import TYPE_CHECKING, Any

from fsq_lab.audit.examined import AuditFindings, told
from fsq_lab.audit.training import CHECK, JURY, TEACHER, ScoreLine, content, deliverables, rubric
from fsq_lab.audit.typed_marks import HEAD, JUDGES, JURORS, PEERS, POINTS, REMARK, SCORE, TypedMarks
from fsq_lab.grading.workbooks_out import put_row, saved, set_text, widths
from fsq_lab.ground.language import message

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FOUND = "check"
MOST, LINE, SWITCH = 5, 7, 8  # columns of the score, beside those of `typed_marks`


def score_sheet(found: AuditFindings, typed: TypedMarks | None = None) -> bytes:
    r"""Return the workbook of a team that was examined, in the current language.

    Sheet ``score`` has a row for each line of the rubric and one for each of its parts: who marks it, from which
    deliverables, the most, the points. Automatic points stand there as `check` found them and may be changed; the
    jury's come from sheet ``jury``, the mean of the jurors who marked. A line whose switch says yes is 0. Sheet
    ``peer`` has each member's ratings by the others, 1 to 5, the factor

    .. math:: f_i = \min(1.1, \max(0.8, \bar r_i / \bar r)), \quad \bar r \text{ the mean of all } \bar r_i

    to two decimals (1 where nobody rated; a rating of oneself does not count), and the member's mark
    :math:`\min(100, \text{team mark} \times f_i)`. Of one who works alone and has no jury, the other lines are scaled
    to 100. Sheet ``check`` tells what was found.

    Parameters
    ----------
    found : AuditFindings
    typed : TypedMarks, optional
        What people typed into an earlier sheet of the team: it stands in this one, too.
    """
    from openpyxl import Workbook

    book: Any = Workbook()
    score = book.active
    score.title = SCORE
    jury, peers, check = (book.create_sheet(name) for name in (JURORS, PEERS, FOUND))
    kept = typed or TypedMarks()
    jury_rows = _jury(jury, kept)
    total = _score(score, found, jury_rows, kept)
    _peers(peers, found, total, kept)
    put_row(check, (message("audit.sheet.check"),), bold=True)
    for line, _ in told(found):
        put_row(check, (line,))
    widths(check, (110,))
    return saved(book)


def _titled(sheet: "Worksheet", title: str, how: str, heads: list[str]) -> None:
    put_row(sheet, (title,), bold=True)
    put_row(sheet, (how,))
    put_row(sheet, heads, bold=True)
    sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=max(2, len(heads)))
    sheet.row_dimensions[2].height = 48
    sheet.freeze_panes = f"A{HEAD + 1}"


def _score(sheet: "Worksheet", found: AuditFindings, jury: dict[str, int], kept: TypedMarks) -> str:
    """Fill the score; return the cell of the team's mark."""
    heads = ("line", "part", "by", "from", "most", "points", "line_points", "switch", "remark")
    title = message("audit.sheet.score", team=found.team.name)
    _titled(sheet, title, message("audit.sheet.how"), [message(f"audit.sheet.{head}") for head in heads])
    lines: list[int] = []
    parts: list[tuple[int, int]] = []
    for line in rubric():
        row = put_row(sheet, (line.title, "", "", "", line.points), bold=True)
        first = row + 1
        for part in line.parts:
            at = put_row(sheet, ("", part.told, _by(part.by), _from(part.deliverables), part.points))
            if part.by == CHECK:
                sheet.cell(at, POINTS).value = found.points(line.id)
            elif part.by == JURY:
                marks = f"{JURORS}!C{jury[part.id]}:{_letter(2 + JUDGES)}{jury[part.id]}"
                sheet.cell(at, POINTS).value = f'=IF(COUNT({marks})=0,"",ROUND(AVERAGE({marks}),2))'
            elif part.by == TEACHER:
                sheet.cell(at, POINTS).value = kept.points.get(part.id)
            if part.by != JURY:
                _limit(sheet, at, POINTS, 0, part.points)
            if part.id in kept.remarks:
                set_text(sheet.cell(at, REMARK), kept.remarks[part.id])
        parts.append((first, at))
        lines.append(row)
        _line(sheet, row, first, at, line, found)
    total = sheet.max_row + 2
    cells = ",".join(f"{_letter(LINE)}{row}" for row in lines)
    blank = "+".join(f"COUNTBLANK({_letter(POINTS)}{first}:{_letter(POINTS)}{last})" for first, last in parts)
    mark = f"SUM({cells})"
    if found.team.alone:
        none, left = _without_jury(jury, lines)
        mark = f"IF({none},{mark}*100/(100-({left})),{mark})"
        blank += f"-IF({none},{len(jury)},0)"
        sheet.cell(total, REMARK).value = message("audit.sheet.scaled")
    _told(sheet, total, message("audit.sheet.total"), f"=ROUND({mark},1)")
    sheet.cell(total, MOST).value = f"=SUM({','.join(f'{_letter(MOST)}{row}' for row in lines)})"
    _told(sheet, total + 1, message("audit.sheet.unmarked"), f"={blank}")
    final, open_ = message("audit.sheet.final"), message("audit.sheet.provisional")
    _told(sheet, total + 2, message("audit.sheet.state"), f'=IF({_letter(LINE)}{total + 1}=0,"{final}","{open_}")')
    widths(sheet, (22, 52, 12, 14, 8, 8, 10, 16, 30))
    return f"{SCORE}!${_letter(LINE)}${total}"


def _without_jury(jury: dict[str, int], rows: list[int]) -> tuple[str, str]:
    """Return the formulas of whether no juror has marked, and of the points that are then out of the reckoning.

    A line that its switch makes 0 is never out of it.
    """
    marks = f"{JURORS}!C{min(jury.values())}:{_letter(2 + JUDGES)}{max(jury.values())}"
    yes = message("audit.sheet.yes")
    out = [
        f'IF({_letter(SWITCH)}{row}="{yes}",0,{line.points:g})' if line.zero else f"{line.points:g}"
        for line, row in zip(rubric(), rows, strict=True)
        if all(part.by == JURY for part in line.parts)
    ]
    return f"COUNT({marks})=0", "+".join(out)


def _line(sheet: "Worksheet", row: int, first: int, last: int, line: ScoreLine, found: AuditFindings) -> None:
    """Write a line's sum, and the switch that makes it 0 where there is one."""
    from openpyxl.worksheet.datavalidation import DataValidation

    added = f"MIN({_letter(MOST)}{row},SUM({_letter(POINTS)}{first}:{_letter(POINTS)}{last}))"
    yes, no = message("audit.sheet.yes"), message("audit.sheet.no")
    if not line.zero:
        sheet.cell(row, LINE).value = f"={added}"
        return
    switch = f"{_letter(SWITCH)}{row}"
    sheet.cell(row, SWITCH).value = yes if found.zeroed[line.zero] else no
    choice = DataValidation(type="list", formula1=f'"{yes},{no}"', allow_blank=False)
    choice.add(switch)
    sheet.add_data_validation(choice)
    sheet.cell(row, LINE).value = f'=IF({switch}="{yes}",0,{added})'
    sheet.cell(row, REMARK).value = message(f"audit.sheet.zero_{line.zero}")


def _told(sheet: "Worksheet", row: int, what: str, formula: str) -> None:
    from openpyxl.styles import Font

    sheet.cell(row, 1).value = what
    sheet.cell(row, LINE).value = formula
    for column in (1, LINE):
        sheet.cell(row, column).font = Font(bold=True)


def _jury(sheet: "Worksheet", kept: TypedMarks) -> dict[str, int]:
    """Fill the jury's sheet; return the row of each part."""
    judges = [message("audit.sheet.judge", number=number) for number in range(1, JUDGES + 1)]
    heads = [message("audit.sheet.part"), message("audit.sheet.most"), *judges, message("audit.sheet.mean")]
    _titled(sheet, message("audit.sheet.jury"), message("audit.sheet.jury_how"), heads)
    rows: dict[str, int] = {}
    for part in (part for line in rubric() for part in line.parts if part.by == JURY):
        row = put_row(sheet, (part.told, part.points))
        marks = kept.jury.get(part.id, ())
        for place in range(JUDGES):
            sheet.cell(row, 3 + place).value = marks[place] if place < len(marks) else None
            _limit(sheet, row, 3 + place, 0, part.points)
        given = f"C{row}:{_letter(2 + JUDGES)}{row}"
        sheet.cell(row, 3 + JUDGES).value = f'=IF(COUNT({given})=0,"",ROUND(AVERAGE({given}),2))'
        rows[part.id] = row
    widths(sheet, (52, 8, *[12] * JUDGES, 10))
    return rows


def _peers(sheet: "Worksheet", found: AuditFindings, total: str, kept: TypedMarks) -> None:
    """Fill the peers' sheet: who rates whom, each member's factor and mark."""
    rule, members = content()["peer"], found.team.members
    count, last = len(members), 1 + len(members)
    how = message("audit.sheet.alone") if found.team.alone else message("audit.sheet.peer_how", **rule)
    _titled(sheet, message("audit.sheet.peer"), how, [message("audit.sheet.rater"), *members])
    first = HEAD + 1
    for place, rater in enumerate(members):
        row = put_row(sheet, (rater, *("–" if place == other else "" for other in range(count))))
        for other in range(count):
            if other != place:
                sheet.cell(row, 2 + other).value = kept.peers.get((rater, members[other]))
                _limit(sheet, row, 2 + other, rule["least"], rule["most"], whole=True)
    mean, team, factor, mark = (HEAD + count + 2 + step for step in range(4))
    for row, head in zip((mean, team, factor, mark), ("received", "of_team", "factor", "mark"), strict=True):
        sheet.cell(row, 1).value = message(f"audit.sheet.{head}")
    received = f"B{mean}:{_letter(last)}{mean}"
    sheet.cell(team, 2).value = f'=IF(COUNT({received})=0,"",AVERAGE({received}))'
    for place in range(count):
        column = _letter(2 + place)
        others = _without(column, first, count, place)
        sheet[f"{column}{mean}"] = f'=IF(COUNT({others})=0,"",AVERAGE({others}))' if others else '=""'
        share = f"MAX({rule['low']},MIN({rule['high']},{column}{mean}/$B${team}))"
        sheet[f"{column}{factor}"] = f'=IF({column}{mean}="",1,ROUND({share},2))'
        sheet[f"{column}{mark}"] = f"=ROUND(MIN(100,{total}*{column}{factor}),1)"
    widths(sheet, (34, *[14] * count))


def _without(column: str, first: int, count: int, place: int) -> str:
    """Return a column's ratings but for the member's own cell, whatever somebody types there."""
    above, below = (first, first + place - 1), (first + place + 1, first + count - 1)
    return ",".join(f"{column}{one}:{column}{other}" for one, other in (above, below) if one <= other)


def _limit(sheet: "Worksheet", row: int, column: int, least: float, most: float, whole: bool = False) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(
        type="whole" if whole else "decimal",
        operator="between",
        formula1=f"{least:g}",
        formula2=f"{most:g}",
        allow_blank=True,
    )
    rule.error = message("audit.sheet.between", least=f"{least:g}", most=f"{most:g}")
    rule.add(sheet.cell(row, column).coordinate)
    sheet.add_data_validation(rule)


def _by(by: str) -> str:
    return message(f"audit.by.{by}")


def _from(numbers: tuple[str, ...]) -> str:
    known = {one.id for one in deliverables()}
    return ", ".join(number for number in numbers if number in known)


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))
