"""Before the first cell has run, as after a restart: the companion comes at the first error of a course notebook.

An IPython extension, named in ``etc/ipython/ipython_kernel_config.json`` beside the environment's Python. In any
notebook that is not the course's it does nothing.
"""

import os
from contextlib import suppress
from typing import Any


def load_ipython_extension(shell: Any) -> None:
    """Wait for an error in a notebook of the course; `use` then speaks its language. Not under nbgrader."""
    if os.environ.get("NBGRADER_EXECUTION"):
        return
    plain = shell._showtraceback

    def show(kind: type[BaseException], error: BaseException, lines: list[str]) -> None:
        with suppress(Exception):
            _join(shell)
        following = plain if shell._showtraceback is show else shell._showtraceback
        following(kind, error, lines)

    show.plain = plain  # type: ignore[attr-defined]
    shell._showtraceback = show


def _join(shell: Any) -> None:
    from fsq_lab.companion.makers import course_language, notebook_file

    language = course_language(notebook_file())
    if language is not None:
        from fsq_lab.companion.switch import use

        use(language)
