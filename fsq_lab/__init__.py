"""Financial service quality and customer relationships: the course's library.

Public names are loaded on first use (PEP 562), so that ``import fsq_lab`` costs almost nothing:

>>> import fsq_lab
>>> from fsq_lab import take_quiz
>>> set(fsq_lab.__all__) <= set(dir(fsq_lab))
True
"""

from importlib import import_module
from typing import Any

from fsq_lab.ground.names import PUBLIC, VERSION

__version__ = VERSION

__all__ = list(PUBLIC)


def __getattr__(name: str) -> Any:
    if name not in PUBLIC:
        raise AttributeError(f"module 'fsq_lab' has no attribute {name!r}")
    home = import_module(PUBLIC[name])
    value = home if PUBLIC[name].endswith("." + name) else getattr(home, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(PUBLIC)
