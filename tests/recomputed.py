"""A workbook's formulas worked out without a spreadsheet, for tests."""

import ast
import io
import operator
import re
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

_REF = re.compile(r'"[^"]*"|(?:(\w+)!)?\$?([A-Z]{1,2})\$?(\d+)(?::\$?([A-Z]{1,2})\$?(\d+))?')
Numbers = list[Any]


class Recomputed:
    """A workbook whose formulas are worked out as a spreadsheet does, as far as the sheet uses them."""

    def __init__(self, content: bytes) -> None:
        self.book: Any = load_workbook(io.BytesIO(content))

    def value(self, sheet: str, cell: str) -> Any:
        found = self.book[sheet][cell].value
        if not (isinstance(found, str) and found.startswith("=")):
            return found
        text = _REF.sub(lambda match: self._named(match, sheet), found[1:])
        text = re.sub(r"(?<![<>=])=(?!=)", "==", text)
        return self._worked(ast.parse(text, mode="eval").body)

    def _named(self, match: re.Match[str], sheet: str) -> str:
        if match[0].startswith('"'):
            return match[0]
        first, last = f"{match[2]}{match[3]}", f"{match[4] or match[2]}{match[5] or match[3]}"
        return f"REF({(match[1] or sheet)!r},{first!r},{last!r},{bool(match[4])})"

    def _worked(self, node: ast.expr) -> Any:
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.BinOp):
            one, other = self._worked(node.left) or 0, self._worked(node.right) or 0
            steps = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}
            return steps[type(node.op)](one, other)
        if isinstance(node, ast.Compare):
            one, other = self._worked(node.left), self._worked(node.comparators[0])
            return one == other
        assert isinstance(node, ast.Call)
        assert isinstance(node.func, ast.Name)
        if node.func.id == "REF":
            sheet, first, last, several = (one.value for one in node.args)  # type: ignore[attr-defined]
            return self._cells(sheet, first, last) if several else self.value(sheet, first)
        if node.func.id == "IF":
            return self._worked(node.args[1] if self._worked(node.args[0]) else node.args[2])
        given = [self._worked(one) for one in node.args]
        flat = [one for part in given for one in (part if isinstance(part, list) else [part])]
        numbers = [one for one in flat if isinstance(one, int | float)]
        if node.func.id == "ROUND":
            return float(f"{given[0] + 1e-12:.{given[1]}f}")
        return {
            "SUM": lambda: sum(numbers),
            "COUNT": lambda: len(numbers),
            "COUNTBLANK": lambda: sum(one in (None, "") for one in flat),
            "AVERAGE": lambda: sum(numbers) / len(numbers),
            "MIN": lambda: min(numbers),
            "MAX": lambda: max(numbers),
        }[node.func.id]()

    def _cells(self, sheet: str, first: str, last: str) -> Numbers:
        left, top, right, bottom = range_boundaries(f"{first}:{last}")
        page = self.book[sheet]
        return [
            self.value(sheet, page.cell(row, column).coordinate)
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        ]

    def row(self, sheet: str, text: str, column: int = 1) -> int:
        return next(row for row in range(1, 80) if self.book[sheet].cell(row, column).value == text)

    def put(self, sheet: str, row: int, column: int, value: object) -> None:
        self.book[sheet].cell(row, column).value = value

    def at(self, sheet: str, row: int, column: int) -> Any:
        return self.value(sheet, self.book[sheet].cell(row, column).coordinate)
