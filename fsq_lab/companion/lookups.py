"""Names, columns, rows and attributes that are not there, and what was probably meant."""

import builtins
import re
import sys
from collections.abc import Iterable
from inspect import ismodule, isroutine
from typing import Any

from fsq_lab.companion.nearest import nearest
from fsq_lab.companion.situation import Situation, frames_of
from fsq_lab.companion.vocabulary import code_name, is_word
from fsq_lab.ground.language import message
from fsq_lab.ground.names import PUBLIC, SHOWN_WHERE_USED

_LIBRARIES = {"np": "numpy", "pd": "pandas", "plt": "matplotlib.pyplot", "sns": "seaborn"}
_MOST_LISTED = 12
_SHORT = 2
_OF_IPYTHON = {"In", "Out", "exit", "quit", "get_ipython", "open"}
_INDEXERS = ("_LocIndexer", "_AtIndexer")
_OF_GROUPS = "Column not found: "
_OFTEN_VARIABLES = frozenset(("count", "high", "low", "mean", "median", "result", "share", "total"))
_UNDEFINED = re.compile(r"name '(.+)' is not defined")
_QUOTED = re.compile(r"'([^']*)'")


def missing_name(error: NameError, situation: Situation) -> str | None:
    """Return why a name is not there: its cell was not run or failed, it is misspelt, or it is a text."""
    found = _UNDEFINED.search(str(error))
    if found is None:
        return None
    name = error.name or found[1]
    table = _asked_by_query(error)
    if table is not None:
        return _missing_in_query(name, table)
    if name in PUBLIC and name not in SHOWN_WHERE_USED:
        return message("companion.first_cell", name=name)
    if name in situation.elsewhere:
        key = "companion.cell_failed" if name in situation.failed else "companion.not_run"
        return message(key, name=name, line=situation.elsewhere[name])
    if name in _LIBRARIES:
        return message("companion.not_imported", name=name, line=f"import {_LIBRARIES[name]} as {name}")
    if name in situation.failed:
        return message("companion.failed_here", name=name)
    unsure = is_word(name) and (len(name) <= _SHORT or name in _OFTEN_VARIABLES)
    if is_word(name) and not unsure and re.search(rf"[\[=]\s*{name}\b", _line_of(situation)):
        return message("companion.without_quotes", name=name, quoted=f'"{name}"')
    own = {n for n in {*situation.names, *situation.elsewhere, *PUBLIC} - _OF_IPYTHON if not n.startswith("_")}
    near = nearest(name, own) or nearest(name, dir(builtins), most=1)
    if near:
        return message("companion.nearest_name", name=name, nearest=near)
    if unsure:
        return message("companion.name_or_text", name=name, quoted=f'"{name}"')
    if is_word(name) or code_name(name):
        return message("companion.without_quotes", name=name, quoted=f'"{code_name(name) or name}"')
    if not name.isascii():
        return message("companion.without_quotes", name=name, quoted=f'"{name}"')
    return message("companion.no_name", name=name)


def missing_key(error: KeyError, situation: Situation) -> str | None:
    """Return which column or row is not there, and the one it is most like; a plain dictionary is not known."""
    asked = _asked_of(error)
    if asked is None:
        return None
    kind, known = asked
    keys = _keys_of(error)
    if isinstance(keys[0], tuple) and kind == "column" and set(keys[0]) & set(known):
        return message("companion.two_brackets")
    if isinstance(keys[0], bool) and kind == "column":
        return message("companion.one_truth", value=keys[0])
    missing = next((key for key in keys if key not in known), None)
    return _missing(kind, missing, known) if missing is not None else None


def missing_attribute(error: AttributeError, situation: Situation) -> str | None:
    """Return why a value has no such attribute: it is not what it was taken for, or the name is misspelt."""
    name, value = str(error.name), error.obj
    if value is ...:
        return message("companion.not_filled_in")
    if value is None and "NoneType" in str(error):
        return message("companion.nothing_returned", name=name)
    if isroutine(value):
        return message("companion.not_called", name=getattr(value, "__name__", "?"))
    pandas = sys.modules.get("pandas")
    own_table = getattr(value, "table", None)
    if pandas is not None and isinstance(own_table, pandas.DataFrame) and hasattr(own_table, name):
        return message("companion.table_of_survey", kind=type(value).__name__, name=name)
    if isinstance(value, list | tuple | dict | set) and pandas is not None:
        kinds = ("Series", "DataFrame") if situation.own else ("DataFrame", "Series")  # our functions take tables
        wanted = next((one for one in kinds if hasattr(getattr(pandas, one), name)), None)
        if wanted:
            return message("companion.no_series", kind=type(value).__name__, name=name, wanted=wanted)
    if pandas is not None and isinstance(value, pandas.DataFrame) and not name.isascii() and code_name(name):
        return message("companion.column_in_code", key=name, code=f'["{code_name(name)}"]')
    if not situation.own and not ismodule(value) and hasattr(getattr(pandas, "DataFrame", None), name):
        return message("companion.table_needed", kind=type(value).__name__)
    near = nearest(name, (one for one in dir(value) if not one.startswith("_")))
    if near:
        return message("companion.nearest_attribute", owner=_called(value), name=name, nearest=near)
    if ismodule(value) or type(value).__module__.startswith("fsq_lab"):
        public = [one for one in getattr(value, "__all__", dir(value)) if not one.startswith("_")]
        return message("companion.no_attribute", owner=_called(value), name=name, known=listed(public))
    return None


def _line_of(situation: Situation) -> str:
    lines = situation.code.splitlines()
    return lines[situation.line - 1] if 0 < situation.line <= len(lines) else ""


def _called(value: object) -> str:
    return str(value.__name__).rpartition(".")[2] if ismodule(value) else type(value).__name__


def _keys_of(error: KeyError) -> list[Any]:
    """Return what a KeyError asked for: its argument, or the names in pandas' sentence about several."""
    told = error.args[0] if error.args else None
    if isinstance(told, str) and told.startswith(_OF_GROUPS):
        return [told.removeprefix(_OF_GROUPS)]
    sentence = isinstance(told, str) and re.search(r"^None of \[| not in index$| not found in axis$", told)
    return _QUOTED.findall(str(told).partition("dtype")[0]) if sentence else [told]


def _asked_of(error: KeyError) -> tuple[str, list[Any]] | None:
    """Return whether pandas was asked for a column or a row, and which there are."""
    pandas = sys.modules.get("pandas")
    if pandas is None:
        return None
    asked, tables = None, []
    for frame, _ in frames_of(error):
        owner: Any = frame.f_locals.get("self")
        given = frame.f_locals.get("obj")
        if isinstance(owner, pandas.Index):
            asked = owner
        if type(owner).__name__ in _INDEXERS:
            given = owner.obj
        if type(owner).__name__ == "DataFrameGroupBy":
            given = vars(owner).get("obj", given)
        tables += [one for one in (owner, given) if isinstance(one, pandas.DataFrame)]
    if asked is None:
        return ("column", _labels(tables[-1].columns)) if tables else None
    is_column = any(table.columns is asked for table in tables)
    return "column" if is_column else "row", _labels(asked)


def _labels(index: Any) -> list[Any]:
    return list(index.get_level_values(0).unique() if index.nlevels > 1 else index)


def _asked_by_query(error: NameError) -> Any:
    """Return the table whose `query` or `eval` raised the error, if one did."""
    pandas = sys.modules.get("pandas")
    if pandas is None or not isinstance(error, pandas.errors.UndefinedVariableError):
        return None
    owners = [frame.f_locals.get("self") for frame, _ in frames_of(error)]
    return next((owner for owner in owners if isinstance(owner, pandas.DataFrame)), None)


def _missing_in_query(name: str, table: Any) -> str:
    columns = _labels(table.columns)
    values = {str(value) for column in table for value in table[column].head(1000) if isinstance(value, str)}
    if name in values or (is_word(name) and not nearest(name, map(str, columns))):
        return message("companion.without_quotes", name=name, quoted=f"'{name}'")
    return _missing("column", name, columns, quoted="{}")


def _missing(kind: str, key: Any, known: list[Any], quoted: str = '"{}"') -> str:
    """Return that a table has no such column or row, and the one that was probably meant."""
    names = [str(one) for one in known]
    if isinstance(key, str) and key in names:
        return message("companion.number_in_quotes", key=key)
    if str(key) in names:
        return message("companion.text_without_quotes", key=key, quoted=f'"{key}"')
    near = nearest(str(key), names)
    if near and str(key).isascii():
        return message(f"companion.nearest_{kind}", key=key, nearest=near)
    code = code_name(str(key), names)
    if code:
        return message("companion.column_in_code", key=key, code=quoted.format(code))
    return message(f"companion.no_{kind}", key=key, known=listed(names))


def listed(names: Iterable[str]) -> str:
    """Return the first names as code, and that there are more."""
    every = list(names)
    shown = message("companion.separator").join(f"`{name}`" for name in every[:_MOST_LISTED])
    return message("companion.and_more", names=shown) if len(every) > _MOST_LISTED else shown
