"""Pairwise judgements as a matrix: read, held to Saaty's scale, and turned into weights; and ranks with ties."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError

RANDOM_INDEX: dict[str, tuple[float, ...]] = {
    "saaty": (0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49),
    "saaty later": (0, 0, 0.52, 0.89, 1.11, 1.25, 1.35, 1.40, 1.45, 1.49),
    "alonso-lamata": (0, 0, 0.5245, 0.8815, 1.1086, 1.2479, 1.3417, 1.4056, 1.4499, 1.4854),
}
"""Mean consistency index of random matrices of 1, 2, ... criteria, by who worked it out."""
METHODS = ("eigenvector", "geometric mean", "column sum")
LIMIT = 0.10
RECIPROCAL = 0.02  # by which a judgement and its reverse may miss 1: thirds are printed as .33
LARGEST = 9.0
TIE = 1e-9

Matrix = pd.DataFrame | Sequence[Sequence[Any]] | NDArray[Any]
Reals = NDArray[np.float64]


def read_judgements(judgements: Matrix) -> tuple[Reals, list[str]]:
    """Read a matrix of judgements, its reverses made exact reciprocals of what is 1 or more.

    Raises
    ------
    CourseError
        For what is no square, an entry that is no number, a diagonal other than 1, judgements beyond 1/9 to 9, or
        reverses that are not reciprocal within 2 %.

    Examples
    --------
    >>> read_judgements([[1, 3], [0.33, 1]])[0].round(4).tolist()
    [[1.0, 3.0], [0.3333, 1.0]]
    """
    table = pd.DataFrame(judgements)
    if table.shape[0] != table.shape[1] or table.empty:
        raise CourseError("decisions.not_square", rows=table.shape[0], columns=table.shape[1])
    default = not isinstance(judgements, pd.DataFrame)
    names = [str(place + 1) if default else str(name) for place, name in enumerate(table.columns)]
    matrix = np.array([[_number(entry, names[row], names[column]) for column, entry in enumerate(line)]
                       for row, line in enumerate(table.to_numpy(dtype=object).tolist())])  # fmt: skip
    for row in range(len(matrix)):
        for column in range(row + 1):
            one, other = matrix[row, column], matrix[column, row]
            pair = {"row": names[row], "column": names[column], "one": f"{one:g}", "other": f"{other:g}"}
            if abs(one * other - 1) > RECIPROCAL + TIE or (row == column and one != 1):
                raise CourseError("decisions.not_reciprocal", **pair)
            if max(one, other) > LARGEST * (1 + TIE):
                raise CourseError("decisions.off_saaty", **pair)
            larger = max(one, other)
            matrix[row, column], matrix[column, row] = (larger, 1 / larger) if one >= other else (1 / larger, larger)
    return matrix, names


def ranked(scores: pd.Series) -> pd.Series:
    """Return ranks from the largest, those within a tolerance sharing one.

    >>> ranked(pd.Series([0.2, 0.5, 0.5 - 1e-12])).tolist()
    [3, 1, 1]
    """
    values = scores.to_numpy(dtype="float64")
    return pd.Series([1 + int((values > own + TIE).sum()) for own in values], index=scores.index, name="rank")


def _number(entry: Any, row: str, column: str) -> float:
    try:
        value = float(Fraction(entry.strip().replace(" ", ""))) if isinstance(entry, str) else float(entry)
    except (TypeError, ValueError, ZeroDivisionError):
        value = float("nan")
    if not 0 < value < np.inf:
        raise CourseError("decisions.no_judgement", row=row, column=column, value=entry)
    return value


def principal(matrix: Reals) -> tuple[float, Reals]:
    """Return the largest eigenvalue, and its vector brought to sum 1.

    >>> value, vector = principal(np.array([[1.0, 3.0], [1 / 3, 1.0]]))
    >>> round(value, 6), vector.round(6).tolist()
    (2.0, [0.75, 0.25])
    """
    values, vectors = np.linalg.eig(matrix)
    place = int(np.argmax(values.real))
    vector = np.abs(vectors[:, place].real)
    return float(values[place].real), vector / vector.sum()


def implied(matrix: Reals, row: int, column: int) -> float:
    """Return what all other judgements imply for one pair: the value with which it would fit best.

    The judgement is taken out and the eigenvector of what is left worked out (Harker 1987, *Mathematical Modelling*
    9(11), 837-848). Two criteria have no other judgement: not a number.

    >>> round(implied(np.array([[1, 3, 1 / 3], [1 / 3, 1, 3], [3, 1 / 3, 1]]), 0, 2), 6)
    9.0
    """
    if len(matrix) < 3:
        return float("nan")
    rest = matrix.copy()
    rest[row, column] = rest[column, row] = 0.0
    rest[row, row] = rest[column, column] = 2.0
    vector = principal(rest)[1]
    return float(vector[row] / vector[column])


def weights_of(matrix: Reals, method: str) -> Reals:
    """Return weights that sum to 1 by one of `METHODS`.

    >>> weights_of(np.array([[1.0, 3.0], [1 / 3, 1.0]]), "column sum").round(6).tolist()
    [0.75, 0.25]
    """
    if method == "eigenvector":
        return principal(matrix)[1]
    raw = np.exp(np.log(matrix).mean(axis=1)) if method == "geometric mean" else (matrix / matrix.sum(axis=0)).mean(1)
    found: Reals = raw / raw.sum()
    return found
