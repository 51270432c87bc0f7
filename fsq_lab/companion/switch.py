"""The `use` that notebooks call: the language, and with it the companion in this notebook."""

import sys

from fsq_lab.companion.headings import head_tables
from fsq_lab.companion.letting_go import let_charts_go
from fsq_lab.companion.old_values import watch
from fsq_lab.companion.shown import explain_errors
from fsq_lab.ground import language as spoken
from fsq_lab.ground.language import Ready


def use(language: str) -> Ready:
    """Set the language of messages, labels and charts; in a notebook also of its errors and its tables' heads.

    Parameters
    ----------
    language : {"zh", "en"}

    Returns
    -------
    Ready
        As the last line of a cell it answers "Ready".

    Raises
    ------
    CourseError
        When the language is neither ``"zh"`` nor ``"en"``.
    """
    ready = spoken.use(language)
    if "IPython" not in sys.modules:
        return ready
    from IPython import get_ipython

    shell = get_ipython()
    if shell is not None:
        explain_errors(shell)
        watch(shell)
        head_tables(shell)
        let_charts_go(shell)
    return ready
