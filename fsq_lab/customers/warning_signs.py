"""What was known of each customer at the end of a month, and who left in the months after it."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.customers.table_checks import one_world, require
from fsq_lab.ground.language import CourseError

LOOKED_BACK, RECENT, USUAL = 6, 3, 3  # months
FELL = 0.10  # by how much in all a fall of three months counts
USED_AT_LEAST, QUIETER = 3.0, 0.7  # days a month with the app before; the share of them below which it is silence
AGAIN = 2  # complaints in six months
UPPER = "upper"
_MEASURES = ("balance", "app_days", "salary", "maturing", "failures")

Reals = NDArray[np.float64]
Flags = NDArray[np.bool_]


def signals(
    customers: pd.DataFrame,
    balances: pd.DataFrame,
    months: "Sequence[str] | str",
    complaints: pd.DataFrame | None = None,
    horizon: int = 3,
) -> pd.DataFrame:
    """Gather what was known of every customer at the end of a month, and whether he left within the months after.

    Only what was on record by then is used. Customers with fewer than six months on file have no usual behaviour to be
    held against, and with a balance of 0 no fall: they are left out and counted.

    Parameters
    ----------
    customers, balances : DataFrame
        As the course's tables: customers with ``tier``, ``payroll`` and ``left``; their months with ``balance``,
        ``app_days``, ``salary``, ``maturing`` and ``failures``.
    months : text or sequence of text
        Such as ``"2025-06"``.
    complaints : DataFrame, optional
        A log with ``customer`` and ``received``. Without it there are no columns of complaints.
    horizon : int
        In how many months after that month leaving counts.

    Returns
    -------
    DataFrame, one row per customer and month
        ``customer``, ``month``, ``tier``; as 0 or 1 ``complained`` and ``failure`` (in the last three months),
        ``failure_upper`` (of an upper-tier customer), ``complained_again`` (twice or more in six months), ``falling``
        (the balance fell three months in a row, by 10 % or more in all), ``salary_stopped``, ``silent`` (the app used
        on less than 70 % of the usual days), ``quiet`` (one of the two), ``matures`` (something matured this month);
        ``fall``, the change of the balance in three months as a logarithm; ``leaves``, 1 or 0, missing where the
        months after are not over; ``convention``. `attrs` holds ``n_left_out``.

    Raises
    ------
    CourseError
        For columns that are not there, months that the balances do not hold or with fewer than five before them, a
        horizon below 1, tables of different draws of the bank.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> found = signals(load("customers"), load("balances"), "2025-06", load("complaints_log"))
    >>> found[["complained", "failure", "quiet", "leaves"]].sum().astype(int).tolist()
    [30, 97, 147, 24]
    """
    require(customers, ["customer", "tier", "payroll", "left"])
    require(balances, ["customer", "month", *_MEASURES], _MEASURES)
    one_world(customers, balances, *([] if complaints is None else [complaints]))
    if horizon < 1:
        raise CourseError("customers.horizon", horizon=horizon)
    wanted = [months] if isinstance(months, str) else list(months)
    known = sorted(balances["month"].unique())
    places = {month: at for at, month in enumerate(known)}
    if bad := [one for one in wanted if places.get(one, -1) < LOOKED_BACK - 1]:
        raise CourseError(
            "customers.month", month=bad[0], first=known[min(LOOKED_BACK, len(known)) - 1], last=known[-1]
        )
    own = customers.set_index("customer")
    wide = {name: _wide(balances, name, own.index, known) for name in _MEASURES}
    said = None if complaints is None else _complained(complaints, own.index, known)
    parts = [_month(own, wide, said, places[month], known, horizon) for month in wanted]
    result = pd.concat(parts, ignore_index=True)
    if result.empty:
        raise CourseError("customers.no_rows", columns="balance")
    on_file = sum(int((~np.isnan(wide["balance"][:, places[month]])).sum()) for month in wanted)
    result["convention"] = (
        f"known at the end of the month; leaving within {horizon} months after; six months on file, balance above 0"
    )
    result.attrs = {**customers.attrs, "n": len(result), "n_left_out": on_file - len(result)}
    return result


def _wide(balances: pd.DataFrame, name: str, customers: pd.Index, months: list[str]) -> Reals:
    """Return one column by customer and month; missing where nobody was on file."""
    row, column = (
        customers.get_indexer(pd.Index(balances["customer"])),
        pd.Index(months).get_indexer(pd.Index(balances["month"])),
    )
    if (row < 0).any():
        raise CourseError(
            "customers.not_on_file", count=int((row < 0).sum()), customer=balances["customer"][row < 0].iloc[0]
        )
    found = np.full((len(customers), len(months)), np.nan)
    found[row, column] = balances[name].to_numpy(dtype="float64", na_value=np.nan)
    return found


def _complained(complaints: pd.DataFrame, customers: pd.Index, months: list[str]) -> Reals:
    """Count the complaints of customers on file by month; those of walk-ins are nobody's."""
    require(complaints, ["customer", "received"])
    row = customers.get_indexer(pd.Index(complaints["customer"]))
    column = pd.Index(months).get_indexer(pd.Index(complaints["received"].astype(str).str[:7]))
    found = np.zeros((len(customers), len(months)))
    np.add.at(found, (row[(row >= 0) & (column >= 0)], column[(row >= 0) & (column >= 0)]), 1)
    return found


def _month(
    own: pd.DataFrame, wide: dict[str, Reals], said: Reals | None, at: int, months: list[str], horizon: int
) -> pd.DataFrame:
    balance, days = wide["balance"], wide["app_days"]
    recent = slice(at - RECENT + 1, at + 1)
    there = (balance[:, at] > 0) & ~np.isnan(balance[:, at - LOOKED_BACK + 1])
    earlier = np.maximum(balance[:, at - RECENT], 1.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        fall = np.log(np.maximum(balance[:, at], 1.0) / earlier)
        steps = (np.diff(balance[:, at - RECENT : at + 1], axis=1) < 0).all(axis=1)
    failed = np.nan_to_num(wide["failures"][:, recent]).max(axis=1) > 0
    usual = days[:, at - LOOKED_BACK + 1 : at - USUAL + 1].mean(axis=1)
    silent = (usual >= USED_AT_LEAST) & (days[:, at] < QUIETER * usual)
    stopped = (own["payroll"].to_numpy() == 1) & (wide["salary"][:, at] == 0)
    upper = own["tier"].to_numpy() == UPPER
    columns: dict[str, object] = {}
    if said is not None:
        columns["complained"] = said[:, recent].max(axis=1) > 0
        columns["complained_again"] = said[:, at - LOOKED_BACK + 1 : at + 1].sum(axis=1) >= AGAIN
    columns |= {
        "failure": failed,
        "failure_upper": failed & upper,
        "falling": steps & (fall <= np.log(1 - FELL)),
        "salary_stopped": stopped,
        "silent": silent,
        "quiet": stopped | silent,
        "matures": np.nan_to_num(wide["maturing"][:, at]) > 0,
        "fall": fall,
        "leaves": _leaves(own["left"], at, months, horizon),
    }
    frame = pd.DataFrame(columns, index=own.index)[there].astype("float64")
    frame.insert(0, "month", months[at])
    frame.insert(1, "tier", own["tier"][there])
    return frame.reset_index(names="customer")


def _leaves(left: pd.Series, at: int, months: list[str], horizon: int) -> Reals:
    """Return 1 or 0 for leaving within the horizon; missing where it is not over, 1 as soon as somebody left."""
    last = _number(months[at]) + horizon
    until = left.map(_number, na_action="ignore").to_numpy(dtype="float64", na_value=np.nan)
    gone = np.nan_to_num(until, nan=np.inf) <= last
    return np.where(gone, 1.0, 0.0 if last <= _number(months[-1]) else np.nan)


def _number(month: str) -> int:
    return 12 * int(month[:4]) + int(month[5:7])
