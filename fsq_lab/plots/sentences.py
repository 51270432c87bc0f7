"""The sentence kept for each of the course's figures: what it shows, said from its data."""

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from fsq_lab.ground.language import CourseError, message

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_sentences: "WeakKeyDictionary[Axes, Callable[[], str]]" = WeakKeyDictionary()


def describe(ax: "Axes") -> str:
    """Say in one sentence, in the current language, what a chart of this package shows.

    Parameters
    ----------
    ax : Axes
        What a function of `fsq_lab.plots` returned.

    Returns
    -------
    str
        Taken from the data as drawn, with intervals and n where the table has them. Values that agree to the
        decimals shown share a place; rows without an interval are named and not compared.

    Raises
    ------
    CourseError
        When the chart was not drawn by `fsq_lab.plots`.

    Examples
    --------
    >>> import pandas as pd
    >>> from fsq_lab.plots import gaps
    >>> row = {"gap": -0.5, "low": -0.8, "high": -0.2, "n_used": 60, "convention": "pairs only; 95% t interval"}
    >>> describe(gaps(pd.DataFrame(row, index=pd.Index(["empathy"], name="dimension"))))
    'Mean gap, perception minus expectation: Empathy at −0.50 (95% confidence interval −0.80 to −0.20, n = 60).'
    """
    if ax not in _sentences:
        raise CourseError("plots.not_ours")
    return _sentences[ax]()


def with_sentence(axes: "Axes", sentence: "Callable[[], str]") -> "Axes":
    """Let a chart be described by this sentence from now on."""
    _sentences[axes] = sentence
    _show_sentences_in_notebooks()
    return axes


def sentence_of(clauses: Sequence[str], result: "pd.DataFrame") -> str:
    """Join clauses to a sentence that also says where synthetic data come from."""
    return message("plots.clause").join([*clauses, *synthetic_note(result)]) + message("plots.stop")


def synthetic_note(result: "pd.DataFrame") -> list[str]:
    """Return the seed of synthetic data as a note, or nothing."""
    if "synthetic_seed" not in result.attrs:
        return []
    return [message("plots.synthetic", seed=result.attrs["synthetic_seed"])]


def _figure_sentence(figure: "Figure") -> str:
    """Return the sentences of the charts in a figure, or the figure's own repr where none is ours."""
    return " ".join(describe(axes) for axes in figure.axes if axes in _sentences) or repr(figure)


def _show_sentences_in_notebooks() -> None:
    """Make a chart's sentence the alternative text of its image; other charts keep their repr.

    As plain text the sentence is the chart's own, for terminals. In HTML it is folded: JupyterLab 4.6, Notebook 7.6 and
    nbconvert's usual page give an image of a chart no alternative text at all, and what a chart says must not stand
    above it before anyone has looked. The image carries it as metadata too, which nbconvert's classic page and the
    course's own pages write as ``alt``. The inline backend forgets printers of figures each time it is set up, so
    this runs after every chart.
    """
    if "IPython" not in sys.modules:
        return
    from IPython import get_ipython
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    shell: Any = get_ipython()
    if shell is None:
        return
    text = shell.display_formatter.formatters["text/plain"]
    text.for_type(Axes, _print_axes)
    text.for_type(Figure, _print_figure)
    shell.display_formatter.formatters["text/html"].for_type(Axes, _folded)
    images = shell.display_formatter.formatters["image/png"]
    plain = images.type_printers.get(Figure)
    if plain is not None and not isinstance(plain, _WithSentence):
        images.for_type(Figure, _WithSentence(plain))


class _WithSentence:
    """Draws a figure as the backend does, and gives its sentence along as the image's alternative text."""

    def __init__(self, plain: "Callable[[Figure], Any]") -> None:
        self._plain = plain

    def __call__(self, figure: "Figure") -> Any:
        drawn = self._plain(figure)
        if drawn is None or not any(axes in _sentences for axes in figure.axes):
            return drawn
        image, metadata = drawn if isinstance(drawn, tuple) else (drawn, {})
        return image, {**metadata, "alt": _figure_sentence(figure)}


def _folded(axes: "Axes") -> str | None:
    """Return a chart's sentence folded away, or nothing for other charts."""
    if axes not in _sentences:
        return None
    from fsq_lab.hypertext.words import folded

    return folded(message("plots.in_words"), describe(axes), "fsq-chart-in-words")


def _print_axes(axes: "Axes", printer: Any, cycle: bool) -> None:
    printer.text(describe(axes) if axes in _sentences else repr(axes))


def _print_figure(figure: "Figure", printer: Any, cycle: bool) -> None:
    printer.text(_figure_sentence(figure))
