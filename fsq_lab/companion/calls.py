"""Functions called in a wrong way, and values of a kind that does not fit."""

import ast
import inspect
import re
import sys
from collections.abc import Callable
from typing import Any

from fsq_lab.companion.lookups import listed
from fsq_lab.companion.nearest import nearest
from fsq_lab.companion.situation import Situation
from fsq_lab.ground.language import message

_FUNCTIONS = ("'method'", "'function'", "'builtin_function_or_method'", "type method ", "type function ")
_TABLES = ("DataFrame", "Series")
_OPERANDS = (
    "unsupported operand",
    "not supported between instances",
    "can only concatenate",
    "type str doesn't define",
)
_MASKS = ("rand_", "ror_", "and_", "or_", "'&'", "'|'", "&: ", "|: ")


def wrong_type(error: TypeError, situation: Situation) -> str | None:
    """Return what a TypeError means: a gap not filled in, a call that does not fit, text beside number."""
    said = str(error)
    if "ellipsis" in said:
        return message("companion.not_filled_in")
    called = re.match(r"(?:.*\.)?(\w+)\(\) (.*)", said)
    if called and situation.own:
        return _misfit(called[1], called[2], situation)
    found = re.search(r"'(\w+)' object is not callable", said)
    if found:
        return _not_callable(found[1])
    if any(kind in said for kind in _FUNCTIONS):
        name = _function_without_call(situation)
        return message("companion.not_called" if name else "companion.brackets_missing", name=name)
    if "NoneType" in said:
        return message("companion.none_used")
    if re.search(r"for \^|'xor|rxor|ufunc 'bitwise_xor'", said):
        return message("companion.power")
    if any(mark in said for mark in _MASKS) and ("unsupported operand" in said or "Cannot perform" in said):
        return message("companion.conditions_in_brackets")
    if said.startswith("Invalid comparison between dtype") and "str" in said:
        return message("companion.text_and_number")
    if situation.own and any(words in said for words in _OPERANDS):
        return message("companion.text_and_number") if "str" in said else _other_operands(said)
    if re.search(r"(list|tuple) indices must be integers", said):
        return message("companion.list_by_name")
    return None


def wrong_value(error: ValueError, situation: Situation) -> str | None:
    """Return what a ValueError means: a truth of many values, lengths that differ, a text that is no number."""
    said = str(error)
    if "was not found in history, as a file, url" in said:  # IPython took load(…) for its own %load
        return message("companion.first_cell", name="load")
    if "truth value of a" in said:
        return message("companion.truth_of_many")
    if "cannot assign without a target object" in said:
        return message("companion.query_equals")
    found = re.match(r"(?:could not convert string to float:|invalid literal for \w+\(\) with base 10:) '(.*)'", said)
    if found:
        decimal = said.startswith("invalid literal") and re.fullmatch(r"-?\d+\.\d*", found[1])
        return message(f"companion.{'not_whole' if decimal else 'no_number'}", text=found[1][:40])
    found = re.match(r"Length of values \((\d+)\) does not match length of index \((\d+)\)", said)
    if found:
        return message("companion.lengths", values=found[1], rows=found[2])
    if "values to unpack" in said:
        return message("companion.unpack")
    return None


def _misfit(name: str, rest: str, situation: Situation) -> str | None:
    """Return how a call and the function's parameters differ."""
    function = _function_called(name, situation)
    known = _parameters(function) if function is not None else []
    unknown = re.search(r"unexpected keyword argument '(\w+)'", rest)
    if unknown:
        near = nearest(unknown[1], known)
        key = "nearest_parameter" if near else "no_parameter" if known else "unknown_parameter"
        return message(f"companion.{key}", name=name, parameter=unknown[1], nearest=near, known=listed(known))
    if "missing" in rest and "required" in rest:
        return message("companion.argument_missing", name=name, missing=listed(re.findall(r"'(\w+)'", rest)))
    if "positional argument" in rest and "given" in rest:
        key = "too_many_arguments" if known else "too_many_unknown"
        return message(f"companion.{key}", name=name, known=listed(known))
    if "multiple values for argument" in rest:
        twice = re.search(r"argument '(\w+)'", rest)
        return message("companion.argument_twice", name=name, parameter=twice[1] if twice else "?")
    return None


def _function_called(name: str, situation: Situation) -> Callable[..., Any] | None:
    """Return the function of that name that the failing line of the cell calls."""
    for node in _nodes(situation):
        if isinstance(node, ast.Call) and node.lineno <= situation.line <= (node.end_lineno or node.lineno):
            function: Callable[..., Any] | None = _value_of(node.func, situation)
            if callable(function) and getattr(function, "__name__", "") == name:
                return function
    return None


def _nodes(situation: Situation) -> list[ast.AST]:
    try:
        return list(ast.walk(ast.parse(situation.code)))
    except SyntaxError:
        return []


def _value_of(node: ast.expr, situation: Situation) -> Any:
    """Return what a name, or an attribute of a module or an object, stands for; nothing is called."""
    if isinstance(node, ast.Name):
        return situation.names.get(node.id)
    if isinstance(node, ast.Attribute):
        owner = _value_of(node.value, situation)
        return inspect.getattr_static(owner, node.attr, None) if owner is not None else None
    return None


def _parameters(function: Callable[..., Any]) -> list[str]:
    try:
        parameters = inspect.signature(function).parameters
    except (TypeError, ValueError):
        return []
    return [name for name in parameters if name not in ("self", "args", "kwargs")]


def _not_callable(kind: str) -> str:
    if kind in _TABLES:
        return message("companion.square_brackets", kind=kind)
    if kind == "module":
        return message("companion.module_called")
    if kind == "NoneType":
        return message("companion.none_used")
    return message("companion.no_function", kind=kind)


def _function_without_call(situation: Situation) -> str | None:
    """Return the function that the failing line names and does not call, where there is one."""
    nodes = _nodes(situation)
    called = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    for node in nodes:
        if isinstance(node, ast.Attribute | ast.Name) and id(node) not in called and node.lineno == situation.line:
            if inspect.isroutine(_value_of(node, situation)) or _is_method(node):
                return node.attr if isinstance(node, ast.Attribute) else node.id
    return None


def _is_method(node: ast.expr) -> bool:
    """Return whether an attribute of some value, itself not known, has the name of a column's function."""
    pandas = sys.modules.get("pandas")
    return isinstance(node, ast.Attribute) and callable(getattr(getattr(pandas, "Series", None), node.attr, None))


def _other_operands(said: str) -> str | None:
    return message("companion.list_reckoned") if "'list'" in said else None
