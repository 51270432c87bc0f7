"""The best use of a budget: which measures for whom, exactly solved, and what the last yuan buys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from fsq_lab.customers.table_checks import require
from fsq_lab.ground.language import CourseError

SECONDS = 60.0  # CPU after which an optimum that is not proven is refused
_SLACK = 1e-9


@dataclass(frozen=True)
class BestUse:
    """The best use of a budget.

    Attributes
    ----------
    options : DataFrame
        As they were given, with ``chosen`` (1 or 0).
    summary : Series
        ``value`` reached, ``n_chosen`` of ``n``, for each limit ``spent_…`` and ``left_…``, ``convention``.
    """

    options: pd.DataFrame
    summary: pd.Series


def best_use(
    options: pd.DataFrame,
    limits: Mapping[str, float],
    value: str = "value",
    one_of: str | None = None,
) -> BestUse:
    r"""Choose the options that are worth most together within the limits: an integer programme, solved exactly.

    .. math:: \max \sum_i v_i x_i \quad\text{where}\quad \sum_i c_{il} x_i \le b_l, \quad x_i \in \{0, 1\}

    and, where `one_of` names a column, at most one option of each of its values.

    Parameters
    ----------
    options : DataFrame, one row per option
        What could be done for whom, with its value and what it takes of each limit. The values are what you assume.
    limits : mapping of str to float
        Column of what an option takes, such as ``"cost"`` or ``"minutes"``, and how much there is of it.
    value : str
        The column of values; options worth nothing or less are never chosen.
    one_of : str, optional
        Such as ``"customer"``: at most one option each.

    Returns
    -------
    BestUse

    Raises
    ------
    CourseError
        For columns that are not there, missing or negative costs, missing values, limits below 0 or none at all, and
        where an optimum is not proven in a minute.

    References
    ----------
    Dantzig (1957), Discrete-variable extremum problems, *Operations Research* 5, 266-288; solved by HiGHS (Huangfu and
    Hall, 2018, *Mathematical Programming Computation* 10, 119-142) through SciPy.

    Examples
    --------
    >>> own = pd.DataFrame({"customer": ["a", "a", "b"], "cost": [30, 60, 50], "value": [40, 100, 70]})
    >>> best_use(own, {"cost": 90}, one_of="customer").options["chosen"].tolist()
    [1, 0, 1]
    """
    names = [value, *limits, *([] if one_of is None else [one_of])]
    require(options, names, [value, *limits])
    if not limits:
        raise CourseError("customers.no_limit")
    for name, most in limits.items():
        if not (np.isfinite(most) and most >= 0):
            raise CourseError("customers.limit", column=name, limit=most)
    for name in [value, *limits]:
        if options[name].isna().any():
            raise CourseError("customers.incomplete", column=name, count=int(options[name].isna().sum()))
        below = options[name] < 0
        if name != value and below.any():
            shown = f"{options.loc[below, name].iloc[0]:g}"
            raise CourseError("customers.negative", column=name, count=int(below.sum()), value=shown)
    worth = options[value].to_numpy(dtype="float64")
    takes = options[list(limits)].to_numpy(dtype="float64")
    bounds = np.array([float(most) for most in limits.values()])
    groups = None if one_of is None else pd.factorize(options[one_of])[0]
    chosen = _solved(worth, takes, bounds, groups)
    spent = takes[chosen].sum(axis=0)
    summary: dict[str, object] = {"value": float(worth[chosen].sum()), "n_chosen": int(chosen.sum()), "n": len(options)}
    for name, used, most in zip(limits, spent, bounds, strict=True):
        summary |= {f"spent_{name}": float(used), f"left_{name}": float(most - used)}
    each = "" if one_of is None else f", at most one for each {one_of}"
    summary["convention"] = (
        f"largest sum of {value} within {', '.join(limits)}{each}; integer programme, optimum proven"
    )
    result = options.assign(chosen=chosen.astype(np.int64))
    result.attrs = dict(options.attrs)
    return BestUse(result, pd.Series(summary, dtype=object))


def last_yuan(
    options: pd.DataFrame,
    budgets: Sequence[float],
    cost: str = "cost",
    value: str = "value",
    one_of: str | None = None,
    limits: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """Show what each further part of a budget buys: the best use of every budget, and what it gains on the one before.

    Parameters
    ----------
    options, value, one_of
        As for `best_use`.
    budgets : sequence of float
        From low to high.
    cost : str
        The column that the budget limits.
    limits : mapping, optional
        Further limits that stay as they are, such as ``{"minutes": 480}``.

    Returns
    -------
    DataFrame, one row per budget
        ``value``, ``spent``, ``n_chosen``, ``gained`` (on the budget before), ``per_yuan`` (gained, per yuan more),
        ``convention``.

    Raises
    ------
    CourseError
        As for `best_use`, and for budgets that do not rise.

    Examples
    --------
    >>> own = pd.DataFrame({"cost": [10, 10, 10], "value": [50, 30, 5]})
    >>> last_yuan(own, [10, 20, 30])["per_yuan"].round(1).tolist()
    [5.0, 3.0, 0.5]
    """
    wanted = [float(one) for one in budgets]
    if not wanted or any(later <= earlier for earlier, later in pairwise(wanted)):
        raise CourseError("customers.budgets", budgets=", ".join(f"{one:g}" for one in wanted) or "-")
    rows: dict[float, dict[str, object]] = {}
    before_value, before = 0.0, 0.0
    for budget in wanted:
        found = best_use(options, {cost: budget, **(limits or {})}, value, one_of).summary
        gained = float(found["value"]) - before_value
        step = budget - before
        rows[budget] = {
            "value": found["value"],
            "spent": found[f"spent_{cost}"],
            "n_chosen": found["n_chosen"],
            "gained": gained,
            "per_yuan": gained / step if step > 0 else np.nan,
            "convention": f"{found['convention']}; gained on the budget before (first: on 0), n = {found['n']}",
        }
        before_value, before = float(found["value"]), budget
    result = pd.DataFrame.from_dict(rows, orient="index").rename_axis("budget")
    result.attrs = dict(options.attrs)
    return result


def _solved(
    worth: "np.ndarray",
    takes: "np.ndarray",
    bounds: "np.ndarray",
    groups: "np.ndarray | None",
) -> "np.ndarray":
    """Return which options are chosen; those worth nothing, or that do not fit alone, are left out beforehand."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    chosen = np.zeros(len(worth), dtype=bool)
    useful = np.flatnonzero((worth > 0) & (takes <= bounds + _SLACK).all(axis=1))
    if not len(useful):
        return chosen
    constraints = [LinearConstraint(takes[useful].T, -np.inf, bounds)]
    if groups is not None:
        codes, own = np.unique(groups[useful], return_inverse=True)
        each = csr_array((np.ones(len(useful)), (own, np.arange(len(useful)))), shape=(len(codes), len(useful)))
        constraints.append(LinearConstraint(each, -np.inf, 1))
    found = milp(
        -worth[useful],
        integrality=np.ones(len(useful), dtype=np.int64),
        bounds=Bounds(0, 1),
        constraints=constraints,
        options={"time_limit": SECONDS, "mip_rel_gap": 0.0},
    )
    if found.status != 0 or found.x is None:
        raise CourseError("customers.not_proven", options=len(worth), seconds=f"{SECONDS:g}")
    chosen[useful[found.x > 0.5]] = True
    return chosen
