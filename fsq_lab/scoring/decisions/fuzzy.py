"""Fuzzy comprehensive evaluation (模糊综合评价) under four operators, and whether the verdict hangs on which."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError

OPERATORS = ("min-max", "product-max", "product-sum", "min-bounded-sum")
OFF = 1e-3  # by which weights and rows may miss 1
TIE = 1e-9
FEWEST_DRAWS = 100

Reals = NDArray[np.float64]


def memberships(answers: pd.DataFrame, grades: Mapping[str, tuple[float, float]]) -> pd.DataFrame:
    """Return for each criterion the share of answers in each grade: mostly, a membership is just a histogram.

    Parameters
    ----------
    answers : DataFrame, one row per respondent, one column per criterion
    grades : mapping of grade to lowest and highest answer, both included
        From the best to the worst; they must not overlap, and every answer must belong to one.

    Returns
    -------
    DataFrame, criteria by grades
        Rows sum to 1; ``attrs["n"]`` holds the answers of each criterion.

    Raises
    ------
    CourseError
        For a criterion without answers, an answer in no grade or in two.

    Examples
    --------
    >>> answers = pd.DataFrame({"speed": [1, 2, 3, 3], "manner": [3, 3, 2, None]})
    >>> memberships(answers, {"good": (3, 3), "poor": (1, 2)}).round(2).values.tolist()
    [[0.5, 0.5], [0.67, 0.33]]
    """
    rows, counted = {}, {}
    for criterion, column in answers.items():
        own = column.dropna().to_numpy(dtype="float64")
        if not len(own):
            raise CourseError("decisions.no_answers", feature=criterion)
        belongs = np.array([(own >= low) & (own <= high) for low, high in grades.values()])
        odd = own[belongs.sum(axis=0) != 1]
        if len(odd):
            raise CourseError("decisions.no_grade", criterion=criterion, value=f"{odd[0]:g}")
        rows[str(criterion)], counted[str(criterion)] = belongs.mean(axis=1), len(own)
    result = pd.DataFrame.from_dict(rows, orient="index", columns=list(grades)).rename_axis("criterion")
    result.attrs = {**answers.attrs, "n": counted}
    return result


def evaluate(
    memberships: pd.DataFrame | Sequence[Sequence[float]],
    weights: Sequence[float] | pd.Series,
    operator: str = "product-sum",
    values: Sequence[float] | None = None,
    n: int | None = None,
    draws: int = 1000,
    seed: int = 1,
) -> pd.DataFrame:
    r"""Evaluate under all four operators; one is chosen, and whether the verdict depends on that is told.

    With weights :math:`a_i` and memberships :math:`r_{ij}` the grade *j* gets

    .. math::
        \max_i \min(a_i, r_{ij}), \quad \max_i a_i r_{ij}, \quad \sum_i a_i r_{ij}, \quad
        \min\bigl(1, \sum_i \min(a_i, r_{ij})\bigr)

    Parameters
    ----------
    memberships : DataFrame or nested sequence, criteria by grades
        Each row sums to 1.
    weights : sequence of float, or Series by criterion
        They sum to 1.
    operator : {"min-max", "product-max", "product-sum", "min-bounded-sum"}
        The chosen one. Min and max throw most of the numbers away; the weighted mean keeps them.
    values : sequence of float, optional
        What each grade is worth, such as 90, 80, 70, 60; then a score stands beside the verdict.
    n : int, optional
        Respondents behind each row (taken as equal, and rows as independent); then it is told how often the verdict
        comes out the same when as many others are asked. `memberships` of a table brings its own.
    draws, seed : int
        For that, at least 100 draws.

    Returns
    -------
    DataFrame, one row per operator
        One column per grade; ``verdict`` (the grade with the largest membership; of ties all), ``tied``, ``lead`` over
        the next, ``score`` (the mean of `values`, weighted by the memberships), ``same_verdict`` (share of draws),
        ``chosen``, ``depends_on_operator`` (whether verdicts differ), ``convention``.

    Raises
    ------
    CourseError
        For weights or rows that do not sum to 1 or lie outside 0 to 1, sizes that do not fit, an unknown operator.

    Notes
    -----
    Formula (Zadeh 1965):
    ``b_j = max_i min(a_i, r_ij) | max_i a_i * r_ij | sum_i a_i * r_ij | min(1, sum_i min(a_i, r_ij))``

    References
    ----------
    Zadeh (1965), Fuzzy sets, *Information and Control* 8(3), 338-353; as taught in Chinese textbooks of evaluation
    (模糊综合评价的四种合成算子).

    Examples
    --------
    >>> rows = [[.2, .5, .2, .1], [.7, .2, .1, 0], [0, .4, .5, .1], [.2, .3, .5, 0]]
    >>> found = evaluate(rows, [.4, .35, .15, .1])
    >>> found["verdict"].to_dict()["min-max"], found["verdict"].to_dict()["product-max"]
    ('2', '1')
    """
    table = memberships if isinstance(memberships, pd.DataFrame) else _plain(memberships)
    rows, own = _checked(table, weights)
    if operator not in OPERATORS:
        raise CourseError("decisions.unknown_operator", operator=operator, known=", ".join(OPERATORS))
    if values is not None and len(values) != rows.shape[1]:
        raise CourseError("decisions.unlike_values", values=len(values), grades=rows.shape[1])
    grades = [str(name) for name in table.columns]
    sizes = _sizes(table, n)
    if sizes is not None and draws < FEWEST_DRAWS:
        raise CourseError("reliability.few_resamples", resamples=draws, fewest=FEWEST_DRAWS)
    others = None if sizes is None else _asked_again(rows, sizes, draws, seed)
    result = []
    for name in OPERATORS:
        composed = compose(rows, own, name)
        order = np.sort(composed)[::-1]
        best = composed >= order[0] - TIE
        same = np.nan
        if others is not None:
            drawn = compose(others, own, name)
            same = float(((drawn >= drawn.max(axis=1, keepdims=True) - TIE) == best).all(axis=1).mean())
        result.append(
            {
                **dict(zip(grades, composed, strict=True)),
                "verdict": ", ".join(np.array(grades)[best]),
                "tied": bool(best.sum() > 1),
                "lead": float(order[0] - order[1]) if len(order) > 1 else np.nan,
                "score": np.nan if values is None else float(composed @ np.asarray(values) / composed.sum()),
                "same_verdict": same,
                "chosen": name == operator,
            }
        )
    found = pd.DataFrame(result, index=pd.Index(OPERATORS, name="operator"))
    found["depends_on_operator"] = found["verdict"].nunique() > 1
    said = "" if sizes is None else f"; rows drawn again {draws} times from {_span(sizes)} answers each, seed {seed}"
    found["convention"] = f"largest membership, ties named; chosen operator: {operator}{said}"
    found.attrs = {key: value for key, value in table.attrs.items() if key != "n"} | {"grades": grades}
    return found


def compose(rows: Reals, weights: Reals, operator: str) -> Reals:
    """Compose weights with memberships, of one matrix or of many.

    >>> compose(np.array([[0.2, 0.8], [0.6, 0.4]]), np.array([0.5, 0.5]), "product-sum").tolist()
    [0.4, 0.6000000000000001]
    """
    each = weights[:, None]
    joined = rows * each if operator.startswith("product") else np.minimum(rows, each)
    found: Reals = joined.max(axis=-2) if operator.endswith("max") else np.minimum(joined.sum(axis=-2), 1.0)
    return found


def _plain(rows: Sequence[Sequence[float]]) -> pd.DataFrame:
    table = pd.DataFrame(rows)
    return table.set_axis([str(place + 1) for place in range(table.shape[1])], axis="columns")


def _checked(table: pd.DataFrame, weights: Sequence[float] | pd.Series) -> tuple[Reals, Reals]:
    if isinstance(weights, pd.Series) and set(weights.index) == set(table.index):
        weights = weights.reindex(table.index)
    rows, own = table.to_numpy(dtype="float64"), np.asarray(weights, dtype="float64")
    if own.shape != (len(rows),) or rows.ndim != 2:
        raise CourseError("decisions.unlike_weights", weights=own.size, criteria=len(rows))
    for name, part in (("weights", own), *zip(map(str, table.index), rows, strict=True)):
        if not (part >= 0).all() or abs(part.sum() - 1) > OFF:
            raise CourseError("decisions.not_one", name=name, total=f"{part.sum():.4g}")
    return rows, own


def _sizes(table: pd.DataFrame, n: int | None) -> list[int] | None:
    if n is not None:
        if n < 2:
            raise CourseError("decisions.few_answers", n=n)
        return [n] * len(table)
    counted = table.attrs.get("n")
    return [int(counted[str(name)]) for name in table.index] if isinstance(counted, dict) else None


def _asked_again(rows: Reals, sizes: list[int], draws: int, seed: int) -> Reals:
    generator = np.random.default_rng(seed)
    exact = rows / rows.sum(axis=1, keepdims=True)
    drawn = [generator.multinomial(size, row, size=draws) / size for size, row in zip(sizes, exact, strict=True)]
    return np.stack(drawn, axis=1)


def _span(sizes: list[int]) -> str:
    return str(sizes[0]) if min(sizes) == max(sizes) else f"{min(sizes)} to {max(sizes)}"
