"""Values: what an answer may be."""

# mypy: ignore-errors
from attacks import attack


@attack()
def giant_whole_number():
    """A number of a million digits."""
    later = 10**1_000_000
    earlier_too = won = 0


@attack()
def giant_text():
    """A text of 100 million characters."""
    won = "x" * 100_000_000


@attack()
def not_a_number_everywhere():
    """NaN, infinity and missing values in every place."""
    import pandas as pd

    nan = float("nan")
    won = pd.DataFrame({nan: [nan, float("inf")], None: [pd.NA, pd.NaT]}, index=[nan, nan])


@attack()
def equal_to_everything():
    """An object that is equal to every other, and of any class one asks for."""

    class Right:
        __class__ = float

        def __eq__(self, other):
            return True

        __ne__ = __lt__ = __gt__ = __le__ = __ge__ = __eq__
        __hash__ = None

        def __float__(self):
            return 42.0

        def __repr__(self):
            return "42"

        def __reduce__(self):
            return print, ("pickled",)

    won = Right()


@attack()
def subclasses_of_plain_types():
    """Subclasses of float, str, list and Series that compare as right."""
    import pandas as pd

    class Number(float):
        def __eq__(self, other):
            return True

        def __abs__(self):
            return 0.0

    class Text(str):
        def __eq__(self, other):
            return True

        __hash__ = str.__hash__

    class Column(pd.Series):
        @property
        def _constructor(self):
            return Column

        def tolist(self):
            return [1] * 5

    later = Number(1)
    won = [Number(1), Text("a"), Column([1])]


@attack("done", "time", "killed")
def hostile_metaclass():
    """A class whose type does harm when it is looked at."""
    import os

    class Meta(type):
        def __hash__(cls):
            os.write(4, b'{"end": true}\n')
            return 0

        def __eq__(cls, other):
            return True

        @property
        def __name__(cls):
            return "\u202e\x1b]0;x\x07<script>"

    class Thing(metaclass=Meta):
        pass

    won = Thing()


@attack()
def deeply_nested():
    """Lists in lists, and a list that holds itself."""
    won = []
    for _ in range(100_000):
        won = [won]
    later = [1]
    later.append(later)


@attack()
def too_many_values():
    """A table of a million cells."""
    import numpy
    import pandas as pd

    won = pd.DataFrame(numpy.zeros((1000, 1000)))


@attack()
def script_in_texts():
    """HTML, terminal codes, surrogates and turned text."""
    earlier_text = won = {"<script>alert(1)</script>\u202e\x1b[2J\ud800": 0}
    won = False
    raise ValueError("<img src=x onerror=alert(1)>\u202e\x1b[31m\n\nsecond line \udfff")


@attack()
def endless_iteration():
    """A mapping and an array that never end."""

    class Endless(dict):
        def __iter__(self):
            while True:
                yield 1

        def __len__(self):
            return 1

        def items(self):
            return iter(self)

    won = Endless(a=1)


@attack()
def pickles():
    """Bytes that run code when they are unpickled."""
    import pickle

    class Bomb:
        def __reduce__(self):
            import os

            return os.system, ("id",)

    won = pickle.dumps(Bomb())
