"""Exact decimal arithmetic for numeric questions: an author's expressions, and their values as they are printed."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import cached_property

from fsq_lab.ground.fields import exact

CONTEXT = Context(prec=34, rounding=ROUND_HALF_UP)
"""Decimal floating point as in IEEE 754 decimal128; halves are rounded away from zero, as at school."""

LONGEST_EXPRESSION = 200


def _rounded(value: Decimal, digits: Decimal = Decimal(0)) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-int(digits)))


def _smallest(*values: Decimal) -> Decimal:
    return min(values)


def _largest(*values: Decimal) -> Decimal:
    return max(values)


FUNCTIONS: dict[str, Callable[..., Decimal]] = {
    "abs": lambda value: abs(value),
    "max": _largest,
    "min": _smallest,
    "round": _rounded,
}
_OPERATIONS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: lambda left, right: left + right,
    ast.Sub: lambda left, right: left - right,
    ast.Mult: lambda left, right: left * right,
    ast.Div: lambda left, right: left / right,
    ast.Pow: lambda left, right: left**right,
}


@dataclass(frozen=True)
class Expression:
    """An arithmetic expression over named numbers, such as ``perception - expectation``.

    It may hold numbers, names, ``+ - * / **``, parentheses and ``min``, ``max``, ``round``, ``abs``;
    nothing else can be written in it, and nothing is ever handed to ``eval``.

    Parameters
    ----------
    text : str

    Raises
    ------
    ArithmeticError
        When the text is not such an expression; the error says what was found.

    Examples
    --------
    >>> Expression("(3 * perception - 1) / 2").value({"perception": Decimal("4.1")})
    Decimal('5.65')
    >>> sorted(Expression("min(a, b) / 10").names)
    ['a', 'b']
    """

    text: str

    def __post_init__(self) -> None:
        _check(self._tree)

    @property
    def names(self) -> frozenset[str]:
        """The numbers that the expression reads."""
        called = {node.func for node in ast.walk(self._tree) if isinstance(node, ast.Call)}
        names = (node for node in ast.walk(self._tree) if isinstance(node, ast.Name))
        return frozenset(node.id for node in names if node not in called)

    def value(self, numbers: Mapping[str, Decimal]) -> Decimal:
        """Return the expression's value, to 34 significant digits.

        Raises
        ------
        ArithmeticError
            When it has none (a division by zero, the root of a negative number).
        """
        with localcontext(CONTEXT):
            return +_evaluate(self._tree, numbers)

    @cached_property
    def _tree(self) -> ast.expr:
        if len(self.text) > LONGEST_EXPRESSION:
            raise ArithmeticError(f"> {LONGEST_EXPRESSION} characters")
        try:
            return ast.parse(self.text.strip(), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise ArithmeticError(self.text) from error


def _check(node: ast.AST) -> None:
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            if not exact(number).is_finite():
                raise ArithmeticError(ast.unparse(node))
        case ast.Name():
            pass
        case ast.UnaryOp(op=ast.USub() | ast.UAdd()):
            _check(node.operand)
        case ast.BinOp() if type(node.op) in _OPERATIONS:
            _check(node.left)
            _check(node.right)
        case ast.Call(func=ast.Name(id=name), keywords=[]) if name in FUNCTIONS and node.args:
            for argument in node.args:
                _check(argument)
        case _:
            raise ArithmeticError(ast.unparse(node))


def _evaluate(node: ast.expr, numbers: Mapping[str, Decimal]) -> Decimal:
    match node:
        case ast.Constant(value=int() | float() as number):
            return exact(number)
        case ast.Name(id=name):
            return numbers[name]
        case ast.UnaryOp(op=ast.USub()):
            return -_evaluate(node.operand, numbers)
        case ast.UnaryOp():
            return _evaluate(node.operand, numbers)
        case ast.BinOp():
            left, right = _evaluate(node.left, numbers), _evaluate(node.right, numbers)
            return _OPERATIONS[type(node.op)](left, right)
        case ast.Call(func=ast.Name(id=name)):
            arguments = [_evaluate(argument, numbers) for argument in node.args]
            try:
                return FUNCTIONS[name](*arguments)
            except TypeError as error:
                raise ArithmeticError(ast.unparse(node)) from error
    raise ArithmeticError(ast.unparse(node))


def shown(value: Decimal, decimals: int | None = None) -> str:
    """Return a number as a question prints it, with a true minus sign.

    Parameters
    ----------
    value : Decimal
    decimals : int, optional
        Digits after the point; without it, the number as it stands, its tail of zeros kept.

    Examples
    --------
    >>> shown(Decimal("-2.5"), 2)
    '−2.50'
    >>> shown(Decimal("6.0"))
    '6.0'
    """
    with localcontext(CONTEXT):
        text = f"{value:f}" if decimals is None else f"{value:.{decimals}f}"
    is_zero = not text.strip("-0.")
    return text.lstrip("-") if is_zero else text.replace("-", "−")
