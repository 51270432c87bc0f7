"""Names replaced: builtins, pandas, the course's own, the runner's."""

# mypy: ignore-errors
from attacks import attack


@attack("done", "killed")
def replaces_builtins():
    """Replace what everything stands on."""
    import builtins

    for name in (
        "len",
        "isinstance",
        "type",
        "str",
        "int",
        "float",
        "print",
        "list",
        "dict",
        "repr",
        "eval",
        "exec",
        "compile",
        "open",
    ):
        setattr(builtins, name, lambda *a, **k: 42)
    won = 0


@attack("done", "killed")
def replaces_pandas_and_numpy():
    """Make every table equal to every other."""
    import numpy
    import pandas as pd

    pd.DataFrame.__eq__ = pd.Series.__eq__ = lambda *a: True
    pd.Series.tolist = lambda self: [42]
    numpy.asarray = lambda *a, **k: 42
    pd.Series.mean = lambda *a, **k: 42
    won = 0


@attack("done", "killed", keeps_earlier=False)
def replaces_the_runner():
    """Replace the functions that run cells and encode answers."""
    import json
    import os
    import sys

    for name, module in list(sys.modules.items()):
        if name.startswith("fsq_lab"):
            for entry in [one for one in vars(module) if not one.startswith("__")]:
                setattr(module, entry, lambda *a, **k: True)
    json.dumps = os._exit = os.write = lambda *a, **k: b""
    won = 0


@attack("done", "killed", keeps_earlier=False)
def reaches_into_the_runner():
    """Find the job in the frames above, and claim what is in it."""
    import sys

    frame = sys._getframe()
    while frame is not None:
        for value in list(frame.f_locals.values()):
            if type(value).__name__ == "Job":
                object.__setattr__(value, "cells", ())
            if type(value).__name__ == "Writing":
                value.tell(
                    {"answer": "earlier", "value": {"kind": "number", "index": None, "columns": None, "values": 42}}
                )
        frame = frame.f_back
    won = 0


@attack()
def looks_for_another_submission():
    """Look for what an earlier submission left: names, modules, files, objects in memory."""
    import builtins
    import gc
    import os
    import sys

    won = [name for name in ("LEFT", "left_behind") if hasattr(builtins, name) or name in sys.modules]
    won += [1 for one in gc.get_objects() if type(one) is dict and "LEFT_TOKEN" in one and one is not globals()]
    won += [name for name in os.listdir(".") if name == "left_behind"]
    builtins.LEFT = LEFT_TOKEN = 1
    sys.modules["left_behind"] = sys
    try:
        open("left_behind", "w").close()
    except OSError:
        pass


@attack()
def looks_for_another_submission_again():
    """The same once more, after the first has left something."""
    import builtins
    import os
    import sys

    won = [name for name in ("LEFT", "left_behind") if hasattr(builtins, name) or name in sys.modules]
    won += [name for name in os.listdir(".") if name == "left_behind"]


@attack()
def registers_for_the_end():
    """Have code run when the process ends."""
    import atexit
    import os
    import threading

    atexit.register(
        lambda: os.write(
            4, b'{"answer": "won", "value": {"kind": "truth", "index": null, "columns": null, "values": true}}\n'
        )
    )
    threading._register_atexit(lambda: 1 / 0)
    won = False


@attack()
def traces_the_runner():
    """Follow every line of the runner's."""
    import sys

    def follow(frame, event, argument):
        frame.f_locals["nothing"] = 1
        return follow

    sys.settrace(follow)
    sys.setprofile(follow)
    won = False
