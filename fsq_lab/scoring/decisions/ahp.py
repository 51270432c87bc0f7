"""The analytic hierarchy process: weights from pairwise judgements, whether these agree, what a verdict hangs on."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring.decisions.judgement_matrices import (
    LIMIT,
    METHODS,
    RANDOM_INDEX,
    TIE,
    Matrix,
    Reals,
    implied,
    principal,
    ranked,
    read_judgements,
    weights_of,
)

__all__ = [
    "LIMIT",
    "METHODS",
    "RANDOM_INDEX",
    "combine",
    "consistency",
    "group",
    "sensitivity",
    "turning_points",
    "weights",
]


def consistency(judgements: Matrix, random_index: str = "saaty") -> pd.Series:
    r"""Show how far pairwise judgements agree with each other; it shows whatever comes out and refuses nothing for it.

    .. math:: CI = \frac{\lambda_{max} - n}{n - 1}, \qquad CR = \frac{CI}{RI}

    Parameters
    ----------
    judgements : DataFrame or nested sequence, criteria by criteria
        How many times as important the row is as the column, from 1/9 to 9; text such as "1/8" is read. Below the
        diagonal stand the reciprocals, within 2 %.
    random_index : str
        A name of `RANDOM_INDEX`; tables differ by author, so the convention names it.

    Returns
    -------
    Series
        ``lambda_max``, ``consistency_index``, ``random_index``, ``consistency_ratio`` (0 where the random index is 0:
        two criteria cannot disagree), ``consistent`` (below 0.10, a rule of thumb), ``worst_pair`` (the judgement
        furthest from the weights of all) with ``given`` and ``implied`` (what all other judgements imply for it, it
        being taken out; missing for two criteria), ``size``, ``convention``.

    Raises
    ------
    CourseError
        For what is no such matrix, more criteria than the table of random indices has, an unknown table.

    Notes
    -----
    Formula (Saaty 1980): ``CI = (lambda_max - n) / (n - 1); CR = CI / RI``

    References
    ----------
    Saaty (1980), *The Analytic Hierarchy Process*; Saaty (1990), *European Journal of Operational Research* 48(1),
    9-26; Harker (1987), *Mathematical Modelling* 9(11), 837-848, for ``implied``; Alonso and Lamata (2006),
    *International Journal of Uncertainty, Fuzziness and Knowledge-Based Systems* 14(4), 445-459, for another table.

    Examples
    --------
    >>> found = consistency([[1, 3, 5], ["1/3", 1, 2], ["1/5", "1/2", 1]])
    >>> round(found["consistency_ratio"], 3), found["consistent"]
    (0.003, True)
    """
    if random_index not in RANDOM_INDEX:
        raise CourseError("decisions.unknown_index", name=random_index, known=", ".join(RANDOM_INDEX))
    matrix, names = read_judgements(judgements)
    size, table = len(matrix), RANDOM_INDEX[random_index]
    if size > len(table):
        raise CourseError("decisions.too_many_criteria", size=size, most=len(table))
    largest, vector = principal(matrix)
    index = (largest - size) / (size - 1) if size > 1 else 0.0
    random = table[size - 1]
    ratio = index / random if random else 0.0
    apart = np.triu(np.abs(np.log(matrix * vector / vector[:, None])), 1)
    row, column = np.unravel_index(int(apart.argmax()), apart.shape)
    return pd.Series(
        {
            "lambda_max": largest,
            "consistency_index": index,
            "random_index": random,
            "consistency_ratio": ratio,
            "consistent": bool(ratio < LIMIT),
            "worst_pair": f"{names[row]} - {names[column]}",
            "given": float(matrix[row, column]),
            "implied": implied(matrix, int(row), int(column)),
            "size": size,
            "convention": f"principal eigenvalue; random index of {random_index}; below {LIMIT} by rule of thumb",
        },
        dtype=object,
    )


def weights(
    judgements: Matrix, method: str = "eigenvector", limit: float = LIMIT, random_index: str = "saaty"
) -> pd.DataFrame:
    r"""Work out weights from judgements that agree; others are refused, with the pair to think over again.

    The principal eigenvector; the geometric means of the rows; or the row means after each column was brought to sum
    1. They agree where judgements do.

    Parameters
    ----------
    judgements, random_index
        As for `consistency`.
    method : {"eigenvector", "geometric mean", "column sum"}
    limit : float
        The consistency ratio from which judgements are refused.

    Returns
    -------
    DataFrame, one row per criterion
        ``weight`` (they sum to 1), ``consistency_ratio``, ``convention``. Of judgements of one person there is no
        interval: see `sensitivity`.

    Raises
    ------
    CourseError
        As for `consistency`, for an unknown method, and for judgements that contradict each other.

    References
    ----------
    Saaty (1980), *The Analytic Hierarchy Process*; Crawford and Williams (1985), *Journal of Mathematical Psychology*
    29(4), 387-405, for geometric means.

    Examples
    --------
    >>> weights([[1, 3, 5], ["1/3", 1, 2], ["1/5", "1/2", 1]])["weight"].round(3).tolist()
    [0.648, 0.23, 0.122]
    """
    if method not in METHODS:
        raise CourseError("decisions.unknown_method", method=method, known=", ".join(METHODS))
    shown = consistency(judgements, random_index)
    if shown["consistency_ratio"] >= limit:
        raise CourseError(
            "decisions.inconsistent",
            ratio=f"{shown['consistency_ratio']:.3f}",
            limit=f"{limit:g}",
            pair=shown["worst_pair"],
            given=f"{shown['given']:.2f}",
            implied=f"{shown['implied']:.2f}",
        )
    matrix, names = read_judgements(judgements)
    return pd.DataFrame(
        {
            "weight": weights_of(matrix, method),
            "consistency_ratio": shown["consistency_ratio"],
            "convention": f"{method}; consistency: {shown['convention']}",
        },
        index=pd.Index(names, name="criterion"),
    )


def group(judgements: Sequence[Matrix]) -> pd.DataFrame:
    """Join the judgements of several people: the geometric mean of each pair, which alone keeps reciprocals.

    Parameters
    ----------
    judgements : sequence of matrices
        Over the same criteria in the same order.

    Returns
    -------
    DataFrame, criteria by criteria
        A mean hides who disagrees: look at each person's `consistency` and weights too.

    Raises
    ------
    CourseError
        For fewer than two people, criteria that differ, and as for `consistency`.

    References
    ----------
    Aczél and Saaty (1983), *Journal of Mathematical Psychology* 27(1), 93-102.

    Examples
    --------
    >>> group([[[1, 4], ["1/4", 1]], [[1, 1], [1, 1]]]).values.tolist()
    [[1.0, 2.0], [0.5, 1.0]]
    """
    read = [read_judgements(one) for one in judgements]
    if len(read) < 2:
        raise CourseError("decisions.no_group", count=len(read))
    if any(names != read[0][1] for _, names in read):
        raise CourseError("decisions.unlike_group")
    mean = np.exp(np.mean([np.log(matrix) for matrix, _ in read], axis=0))
    return pd.DataFrame(mean, read[0][1], read[0][1])


def combine(
    criteria: Matrix,
    alternatives: Mapping[str, Matrix] | Sequence[Matrix],
    method: str = "eigenvector",
    limit: float = LIMIT,
    random_index: str = "saaty",
) -> pd.DataFrame:
    """Join the weights of criteria with the weights that alternatives get under each.

    Parameters
    ----------
    criteria : matrix
    alternatives : mapping of criterion to matrix, or sequence in the criteria's order
        Judgements of the alternatives under each criterion.
    method, limit, random_index
        As for `weights`; each matrix is held to the limit.

    Returns
    -------
    DataFrame, one row per alternative
        One column per criterion (weights of the alternatives under it), ``score`` (they sum to 1), ``rank`` (equal
        scores share one), ``convention``; ``attrs["weights"]`` holds the criteria's weights.

    Raises
    ------
    CourseError
        As for `weights`; for criteria without alternatives, or alternatives that differ.

    Examples
    --------
    >>> found = combine([[1, 2], ["1/2", 1]], [[[1, 3], ["1/3", 1]], [[1, "1/5"], [5, 1]]])
    >>> found["score"].round(3).tolist()
    [0.556, 0.444]
    """
    own = weights(criteria, method, limit, random_index)
    names = [str(name) for name in own.index]
    under = dict(zip(names, alternatives, strict=False)) if not isinstance(alternatives, Mapping) else alternatives
    if set(map(str, under)) != set(names) or len(under) != len(alternatives):
        raise CourseError("decisions.no_alternatives", criteria=", ".join(names), given=", ".join(map(str, under)))
    parts = {name: weights(under[name], method, limit, random_index)["weight"] for name in names}
    first = next(iter(parts.values())).index
    if any(not part.index.equals(first) for part in parts.values()):
        raise CourseError("decisions.unlike_alternatives")
    result = pd.DataFrame(parts).rename_axis("alternative")
    result["score"] = result.to_numpy() @ own["weight"].to_numpy()
    result["rank"] = ranked(result["score"])
    result["convention"] = f"weighted sum; {method}; random index of {random_index}, limit {limit:g}"
    result.attrs["weights"] = own["weight"].to_dict()
    return result


def sensitivity(combined: pd.DataFrame, steps: int = 101) -> pd.DataFrame:
    """Follow the alternatives' scores while one criterion's weight goes from 0 to 1, the others keeping their ratios.

    Parameters
    ----------
    combined : DataFrame
        What `combine` returned.
    steps : int
        How many weights, ends included.

    Returns
    -------
    DataFrame
        ``criterion``, ``weight``, ``alternative``, ``score``, ``rank``, ``base_weight``.

    Raises
    ------
    CourseError
        For another table, or fewer than two steps.

    Examples
    --------
    >>> found = combine([[1, 2], ["1/2", 1]], [[[1, 3], ["1/3", 1]], [[1, "1/5"], [5, 1]]])
    >>> len(sensitivity(found, steps=11))
    44
    """
    own, parts = _parts_of(combined)
    if steps < 2:
        raise CourseError("decisions.few_steps", steps=steps)
    grid = np.linspace(0, 1, steps)
    tables = []
    for place, criterion in enumerate(parts.columns):
        at = _shifted(own, place, grid) @ parts.to_numpy().T
        for weight, scores in zip(grid, at, strict=True):
            tables.append(
                pd.DataFrame(
                    {
                        "criterion": criterion,
                        "weight": weight,
                        "alternative": parts.index,
                        "score": scores,
                        "rank": ranked(pd.Series(scores)).to_numpy(),
                        "base_weight": own[place],
                    }
                )
            )
    result = pd.concat(tables, ignore_index=True)
    result.attrs = dict(combined.attrs)
    return result


def turning_points(combined: pd.DataFrame) -> pd.DataFrame:
    """Say for each criterion at which weight, nearest to its own, another alternative comes first.

    Parameters
    ----------
    combined : DataFrame
        What `combine` returned.

    Returns
    -------
    DataFrame, one row per criterion
        ``weight_now``, ``winner_now`` (all that share the first place), ``weight_at_change`` and ``winner_then``
        (missing where no weight of this criterion changes the winner), ``change`` between the two weights.

    Examples
    --------
    >>> found = combine([[1, 2], ["1/2", 1]], [[[1, 3], ["1/3", 1]], [[1, "1/5"], [5, 1]]])
    >>> turning_points(found)["weight_at_change"].round(3).tolist()
    [0.571, 0.429]
    """
    own, parts = _parts_of(combined)
    now = combined["score"]
    winners = [str(name) for name in now.index[now >= now.max() - TIE]]
    leader = int(np.argmax(now.to_numpy()))
    rows = {}
    for place, criterion in enumerate(parts.columns):
        ends = _shifted(own, place, np.array([0.0, 1.0])) @ parts.to_numpy().T
        best: tuple[float, str] | None = None
        for other in range(len(parts)):
            if other == leader:
                continue
            at_zero, at_one = (ends[end, leader] - ends[end, other] for end in (0, 1))
            if abs(at_one - at_zero) < TIE:
                continue
            weight = at_zero / (at_zero - at_one)
            if 0 <= weight <= 1 and (best is None or abs(weight - own[place]) < abs(best[0] - own[place])):
                best = (float(weight), str(parts.index[other]))
        rows[criterion] = {
            "weight_now": own[place],
            "winner_now": ", ".join(winners),
            "weight_at_change": np.nan if best is None else best[0],
            "winner_then": None if best is None else best[1],
            "change": np.nan if best is None else best[0] - own[place],
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("criterion")


def _parts_of(combined: pd.DataFrame) -> tuple[Reals, pd.DataFrame]:
    own = combined.attrs.get("weights")
    if not own or not {*own, "score"} <= set(combined.columns):
        raise CourseError("decisions.not_combined")
    return np.array(list(own.values())), combined[list(own)]


def _shifted(own: Reals, place: int, grid: Reals) -> Reals:
    """Return weights in which one takes each value of a grid and the others keep their ratios; one row each."""
    rest = own.copy()
    rest[place] = 0.0
    rest = rest / rest.sum() if rest.sum() > 0 else rest
    shifted = np.outer(1 - grid, rest)
    shifted[:, place] = grid
    return shifted
