"""Charts that were shown are let go: IPython would keep each, with its pixels, for as long as the kernel runs.

A chart holds 3 to 5 MB. IPython keeps the value of a cell in ``Out``, as ``_`` and as ``_7``, and once more among its
hidden names, where not even ``del`` reaches it. A chart that the learner has given a name stays.
"""

import contextlib
import ctypes
import gc
import re
import sys
from typing import Any

_LAST = ("_", "__", "___")
_KEPT = re.compile(r"_\d+")


def let_charts_go(shell: Any) -> None:
    """After each cell of this IPython shell, let the chart go that it has shown."""
    shell.events.register("post_run_cell", _after_cell)


def _after_cell(result: Any) -> None:
    axes = sys.modules.get("matplotlib.axes")
    if axes is None:
        return
    from IPython import get_ipython

    shell = get_ipython()
    if shell is not None and isinstance(result.result, axes.Axes):
        _forget(shell, result.result)
        gc.collect()  # a figure and its parts hold each other
    _give_back()


def _give_back() -> None:
    """Let the system have what was freed: Linux's allocator keeps it, some 10 MB after a lesson's charts."""
    with contextlib.suppress(OSError, AttributeError, TypeError):  # another system, another C library
        ctypes.CDLL(None).malloc_trim(0)


def _forget(shell: Any, chart: Any) -> None:
    """Take a chart out of all places in which IPython itself keeps it."""
    outputs = shell.user_ns.get("_oh", {})
    for number in [number for number, kept in outputs.items() if kept is chart]:
        del outputs[number]
    for names in (shell.user_ns, shell.user_ns_hidden):
        for name in [name for name, kept in names.items() if kept is chart]:
            if name in _LAST:
                names[name] = ""
            elif _KEPT.fullmatch(name):
                del names[name]
    for name in _LAST:
        if getattr(shell.displayhook, name, None) is chart:
            setattr(shell.displayhook, name, "")
