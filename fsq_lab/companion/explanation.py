"""What an error means, in a line or two of the current language: what happened, the likely cause, what to do.

Pure functions of the error and its situation. An error that nothing certain can be said about gets no words.
"""

from collections.abc import Callable

from fsq_lab.companion.calls import wrong_type, wrong_value
from fsq_lab.companion.lookups import missing_attribute, missing_key, missing_name
from fsq_lab.companion.misread import misread
from fsq_lab.companion.missing import beyond_the_end, bytes_not_utf8, missing_file, missing_module
from fsq_lab.companion.situation import Situation
from fsq_lab.ground.language import message


def _divided_by_zero(error: ZeroDivisionError, situation: Situation) -> str | None:
    return message("companion.divided_by_zero")


_BY_KIND: dict[type[BaseException], Callable[..., str | None]] = {
    SyntaxError: misread,
    NameError: missing_name,
    KeyError: missing_key,
    AttributeError: missing_attribute,
    TypeError: wrong_type,
    UnicodeDecodeError: bytes_not_utf8,
    ValueError: wrong_value,
    FileNotFoundError: missing_file,
    ImportError: missing_module,
    IndexError: beyond_the_end,
    ZeroDivisionError: _divided_by_zero,
}


def explain(error: BaseException, situation: Situation) -> str | None:
    """Return what an error means, in the current language; None where nothing certain can be said.

    Parameters
    ----------
    error : BaseException
    situation : Situation
        Where it happened.

    Examples
    --------
    >>> from fsq_lab.ground.language import use
    >>> _ = use("en")
    >>> explain(NameError("name 'gpas' is not defined", name="gpas"), Situation(names={"gaps": 1}))
    'There is nothing called `gpas`. Did you mean `gaps`?'
    """
    for kind, explained in _BY_KIND.items():
        if isinstance(error, kind):
            return explained(error, situation)
    return None
