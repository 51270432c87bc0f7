"""Odd values: what pandas, NumPy and Python carry that looks like a number, a text or a table and is more."""

# mypy: ignore-errors
from attacks import attack


@attack("done", "time", "killed")
def an_array_of_its_own_in_a_series():
    """Put a column of a student's own kind into a true Series: it gives other values each time it is asked."""
    import numpy
    import pandas as pd
    from pandas.api.extensions import ExtensionArray, ExtensionDtype

    class Kind(ExtensionDtype):
        name, type, kind = "mine", float, "f"

        @classmethod
        def construct_array_type(cls):
            return Own

    class Own(ExtensionArray):
        dtype, nbytes = Kind(), 8

        def __init__(self, count=5):
            self.count = count

        def __len__(self):
            return self.count

        def __getitem__(self, item):
            return 42.0 if isinstance(item, int) else Own(5)

        def isna(self):
            return numpy.zeros(5, bool)

        def copy(self):
            return self

        def __iter__(self):
            self.count += 1_000_000
            yield from [print] * 100

        def tolist(self):
            return [print, {"kind": "number"}, object()] * 10

        def __array__(self, *a, **k):
            return numpy.array([print] * 5)

    later = pd.Series(Own())
    won = False


@attack()
def arrays_that_are_more():
    """Subclassed, structured, object and masked arrays, memory maps, and one over memory that is gone."""
    import ctypes
    import numpy

    class Sub(numpy.ndarray):
        def __eq__(self, other):
            return True

        def tolist(self):
            return [1] * 5

    sub = numpy.zeros(5).view(Sub)
    record = numpy.zeros(3, dtype=[("a", "f8"), ("b", "O")])
    masked = numpy.ma.masked_array([1.0, 2.0], [True, False])
    lying = numpy.lib.stride_tricks.as_strided(numpy.zeros(1), shape=(10**7,), strides=(0,))
    gone = numpy.ctypeslib.as_array((ctypes.c_double * 4)())
    later = [sub, record, masked, lying, gone]
    won = lying


@attack()
def numbers_that_are_more():
    """NaN with a payload, both zeros, the largest and smallest, long doubles, decimals, fractions, whole numbers of 10,000 digits."""
    import decimal
    import fractions
    import struct
    import numpy

    payload = struct.unpack("<d", (0x7FF8_0000_DEAD_BEEF).to_bytes(8, "little"))[0]
    later = [payload, -0.0, 5e-324, 1.7976931348623157e308, float("-inf")]
    won = [
        decimal.Decimal("NaN"),
        fractions.Fraction(1, 3),
        10**10_000,
        numpy.longdouble("1e4000"),
        complex(1, 2),
        numpy.float16("nan"),
        numpy.datetime64("NaT"),
        True + 0j,
    ]


@attack()
def texts_that_are_more():
    """Half surrogates, NUL, noncharacters, turned and joined text, and what a spreadsheet takes for a formula."""
    won = {
        "\ud800\udfff": 0,
        "\x00\ufffe\uffff\U0010ffff": 0,
        "\u202e20260001\u2066": 0,
        '=HYPERLINK("http://127.0.0.1")': 0,
        "@SUM(1)|cmd": 0,
        "_x000D_\r\n\x0b\x0c\x85\u2028": 0,
        "Z" + "\u0301" * 9_000: 0,
    }
    won = False
    raise ValueError("\uffff\ufffe=cmd|' /C calc'!A0 \udc80" + "\u0301" * 5000)


@attack("done", "time", "killed", "memory")
def nested_a_million_deep():
    """A tuple, a table in a table and a function of functions, a million deep."""
    import functools
    import pandas as pd

    later = ()
    for _ in range(1_000_000):
        later = (later,)
    won = pd.Series([pd.Series([pd.Series([1])])])
    own = print
    for _ in range(1_000_000):
        own = functools.partial(own) if False else (lambda f: f)(own)


@attack("done", "killed")
def pickles_of_tables():
    """Tables and arrays that run code when they are unpickled, copied or formatted."""
    import copyreg
    import pickle
    import numpy
    import pandas as pd

    class Bomb:
        def __reduce__(self):
            import os

            return os.write, (4, b'{"answer": "won", "value": {"kind": "truth", "values": true}}\n')

        def __deepcopy__(self, memo):
            raise SystemExit

        def __format__(self, how):
            raise SystemExit

        __copy__ = __repr__ = __str__ = __hash__ = __deepcopy__

    copyreg.pickle(float, lambda one: (print, ()))
    pd.DataFrame.__reduce__ = pd.DataFrame.__reduce_ex__ = lambda self, *a: (print, ())
    later = pd.DataFrame({"a": [Bomb()]})
    won = [numpy.array([Bomb()], dtype=object), pickle]


@attack("done", "killed", keeps_earlier=False)
def replaces_how_everything_is_compared():
    """Replace JSON, the writing, equality and conversion of what stands between a value and its claim."""
    import ctypes
    import json
    import os
    import numpy

    json.JSONEncoder.encode = json.encoder.c_make_encoder = lambda *a, **k: '{"answer": "won"}'
    json.encoder.encode_basestring_ascii = lambda s: '"won"'
    os.write = os.writev = lambda fd, data: len(data)
    numpy.ndarray.__array_priority__ if hasattr(numpy.ndarray, "__array_priority__") else None
    try:
        slots = ctypes.pythonapi._PyObject_GetDictPtr
        slots.restype = ctypes.POINTER(ctypes.py_object)
        slots(ctypes.py_object(float))
    except (AttributeError, ValueError):
        pass
    won = 0


@attack()
def functions_that_look_around():
    """A function in the place of a value, with a frame, a closure and a signature that raises."""
    import sys

    class Callable:
        @property
        def __code__(self):
            raise SystemExit

        def __call__(self, *a):
            return sys._getframe(1).f_locals

        def __len__(self):
            return 10**18

        def __getattr__(self, name):
            raise KeyboardInterrupt

    later = won = Callable()


@attack("time", "done")
def burns_the_time_of_others():
    """Take all the time there is in each part of a run: the cell, the claim, its own signal, the end."""
    import time

    class Slow(list):
        def __len__(self):
            time.sleep(1000)

        __iter__ = __len__

    class Kind(type):
        @property
        def __name__(cls):
            time.sleep(1000)

    later = Kind("K", (), {})()
    won = Slow([1])
    time.sleep(3)


@attack("done", "killed", "time")
def claims_as_another():
    """Claim points, another student's id, another exercise, and the teacher's own decision."""
    import json
    import os

    for entry in (
        {"entry": "by_hand", "exercise": "03_servqual", "who": "20260001", "answer": "gaps", "points": 3},
        {"entry": "result", "who": "20260001", "answers": {}, "known": True},
        {"answer": "won\n", "value": {"kind": "truth", "values": True}},
        {"answer": "WON", "value": {"kind": "truth", "values": True}},
        {"answer": "won", "value": {"kind": "truth", "values": 1}},
        {"answer": "won", "value": {"kind": "calls", "values": [{"kind": "calls", "values": []}]}},
        {"answer": "later", "value": {"kind": "number", "values": 42, "by_hand": True, "credit": 1}},
        {"ready": True, "refused": "", "how": "none", "status": 0},
        {"end": True, "points": 33},
    ):
        os.write(4, json.dumps(entry).encode() + b"\n")
    won = False
