"""Recency, frequency and money: what customers did last, how often, for how much; classes by cuts in the data."""

from collections.abc import Iterable
from datetime import date, datetime

import numpy as np
import pandas as pd

from fsq_lab.customers.table_checks import require
from fsq_lab.ground.language import CourseError

RECENCY, FREQUENCY, MONETARY = "recency", "frequency", "monetary"
MEASURES = {RECENCY: "r", FREQUENCY: "f", MONETARY: "m"}
MOST_CLASSES = 10
EMPTY_TIES = "empty: ties"


def from_transactions(
    transactions: pd.DataFrame,
    reference: "str | date | datetime",
    customer: str = "customer",
    date: str = "date",
    amount: str = "amount",
    customers: Iterable[object] | None = None,
) -> pd.DataFrame:
    """Work out recency, frequency and money from transactions.

    Parameters
    ----------
    transactions : DataFrame, one row per transaction
        Rows without a customer, a date or an amount are left out and counted.
    reference : date or text such as ``"2026-01-01"``
        The day from which recency counts. It is named, never "today": else the same file gives other numbers tomorrow.
    customer, date, amount : str
        The columns; amounts of 0 or more, all in one currency.
    customers : iterable, optional
        Everybody on file: who is not among the transactions then stands there with a frequency and money of 0 and
        without recency. Without it, who did nothing is not seen at all.

    Returns
    -------
    DataFrame, one row per customer, in the order of their names
        ``recency`` (whole days from the last transaction to the reference), ``frequency`` (transactions),
        ``monetary`` (sum of the amounts), ``convention``; ``attrs`` holds ``n``, ``n_incomplete`` and ``n_without``.

    Raises
    ------
    CourseError
        For columns that are not there, what is no date, dates after the reference, amounts below 0, transactions of
        customers who are not on file, no complete row.

    References
    ----------
    Hughes (1994), *Strategic Database Marketing*; Bult and Wansbeek (1995), Optimal selection for direct mail,
    *Marketing Science* 14, 378-394.

    Examples
    --------
    >>> own = pd.DataFrame({"customer": ["a", "b", "a"], "date": ["2025-12-01", "2025-06-01", "2025-12-31"],
    ...                     "amount": [100, 50, 20]})
    >>> from_transactions(own, reference="2026-01-01")[["recency", "frequency", "monetary"]].values.tolist()
    [[1.0, 2.0, 120.0], [214.0, 1.0, 50.0]]
    """
    require(transactions, [customer, date, amount], [amount])
    until = pd.to_datetime(pd.Series([reference]), errors="coerce")[0]
    if pd.isna(until):
        raise CourseError("customers.no_reference", reference=reference)
    days = _dates(transactions[date], date)
    amounts = transactions[amount].to_numpy(dtype="float64", na_value=np.nan)
    codes, names = pd.factorize(transactions[customer])
    kept = (codes >= 0) & ~np.isnat(days) & ~np.isnan(amounts)
    complete = bool(kept.all())
    if not complete:
        codes, days, amounts = codes[kept], days[kept], amounts[kept]
    if len(codes) == 0:
        raise CourseError("customers.no_rows", columns=f"{customer}, {date}, {amount}")
    ahead = until.to_datetime64().astype(days.dtype) - days
    if (future := ahead < np.timedelta64(0)).any():
        raise CourseError("customers.future", count=int(future.sum()), reference=str(until)[:10], column=date)
    if (below := amounts < 0).any():
        raise CourseError("customers.negative", column=amount, count=int(below.sum()), value=f"{amounts[below][0]:g}")
    frequency = np.bincount(codes, minlength=len(names))
    monetary = np.bincount(codes, amounts, len(names))
    recency = _least(codes, (ahead // np.timedelta64(1, "D")).astype(np.int64), len(names))
    result = pd.DataFrame(
        {RECENCY: recency, FREQUENCY: frequency, MONETARY: monetary}, index=pd.Index(names, name=customer)
    )[frequency > 0].sort_index()
    without = 0
    if customers is not None:
        result, without = _with_all(result, customers, customer)
    result["convention"] = (
        f"days to {str(until)[:10]}, number and sum of {len(codes)} transactions"
        f"{'' if complete else f' ({int((~kept).sum())} incomplete left out)'}"
    )
    result.attrs = {
        **transactions.attrs, "n": len(result), "n_incomplete": int((~kept).sum()), "n_without": without,
    }  # fmt: skip
    return result


def score(table: pd.DataFrame, k: int = 5) -> pd.DataFrame:
    r"""Give every customer a class from 1 to k, k the best, for recency, frequency and money.

    A cut is a value of the data: the smallest :math:`v` of which at least :math:`j/k` of the customers have no more,

    .. math:: t_j = \min\{v : \#\{x_i \le v\} \ge \tfrac{j}{k} n\}, \qquad
              \text{class}(x) = 1 + \#\{j : x > t_j\}

    (of recency with its sign turned). So equal values always share a class, and the order of the rows cannot matter;
    where many are equal, a class stays empty, and `levels` says so.

    Parameters
    ----------
    table : DataFrame
        What `from_transactions` returned, or any table with these three columns. Without a transaction, recency is
        missing: the worst class.
    k : int
        2 to 10 classes.

    Returns
    -------
    DataFrame
        The table with ``r``, ``f``, ``m``, the ``code`` such as "5-3-4", and the ``convention``.

    Raises
    ------
    CourseError
        For columns that are not there or hold no numbers, missing frequency or money, k outside 2 to 10, an empty
        table.

    Examples
    --------
    >>> own = pd.DataFrame({"recency": [1, 30, 30, 300], "frequency": [1, 1, 1, 9], "monetary": [10, 20, 30, 40]})
    >>> score(own, k=2)["code"].tolist()
    ['2-1-1', '1-1-1', '1-1-2', '1-2-2']
    """
    require(table, list(MEASURES), list(MEASURES))
    _require_classes(k)
    if table.empty:
        raise CourseError("customers.no_rows", columns=", ".join(MEASURES))
    found = {}
    for measure, short in MEASURES.items():
        values = table[measure].to_numpy(dtype="float64", na_value=np.nan)
        if measure == RECENCY:
            values = -np.where(np.isnan(values), np.inf, values)
        elif np.isnan(values).any():
            raise CourseError("customers.incomplete", column=measure, count=int(np.isnan(values).sum()))
        found[short] = 1 + np.searchsorted(_cuts(values, k), values, side="left")
    code = pd.Series(["-".join(map(str, row)) for row in zip(*found.values(), strict=True)], table.index, dtype="str")
    result = table.assign(**found, code=code)
    cutting = f"{k} classes, cuts at values of the data, equal values share a class; k is the best"
    earlier = f"{table['convention'].iloc[0]}; " if "convention" in table else ""
    result["convention"] = earlier + cutting
    result.attrs = {**table.attrs, "k": k}
    return result


def levels(scored: pd.DataFrame) -> pd.DataFrame:
    """Show what each class of `score` holds: from which value to which, how many, and which stayed empty.

    Parameters
    ----------
    scored : DataFrame
        What `score` returned.

    Returns
    -------
    DataFrame, by measure and class
        ``from`` and ``to`` (the least and the largest value in the class), ``n``, ``share``, ``filled`` (how many of
        the k classes of this measure hold anybody), ``note`` ("empty: ties" where nobody is), ``convention``.

    Raises
    ------
    CourseError
        For a table that `score` did not make.

    Examples
    --------
    >>> own = pd.DataFrame({"recency": [1, 30, 30, 300], "frequency": [1, 1, 1, 9], "monetary": [10, 20, 30, 40]})
    >>> levels(score(own, k=3)).loc["frequency", ["n", "note"]].values.tolist()
    [[3, ''], [0, 'empty: ties'], [1, '']]
    """
    _require_scored(scored)
    k, rows = int(scored.attrs["k"]), {}
    for measure, short in MEASURES.items():
        filled = int(scored[short].nunique())
        for level in range(1, k + 1):
            own = scored.loc[scored[short] == level, measure]
            rows[measure, level] = {
                "from": own.min() if len(own) else np.nan,
                "to": own.max() if len(own) else np.nan,
                "n": len(own),
                "share": len(own) / len(scored),
                "filled": filled,
                "note": "" if len(own) else EMPTY_TIES,
                "convention": f"{filled} of {k} classes filled, n = {len(scored)}",
            }
    result = pd.DataFrame.from_dict(rows, orient="index")
    result.index = pd.MultiIndex.from_tuples(rows, names=["measure", "level"])
    result.attrs = dict(scored.attrs)
    return result


def by_code(scored: pd.DataFrame) -> pd.DataFrame:
    """Show for each code how many customers it has, and what they are worth.

    Parameters
    ----------
    scored : DataFrame
        What `score` returned.

    Returns
    -------
    DataFrame, one row per code that occurs, the best on top
        ``n``, ``share`` of the customers, ``monetary`` (sum), ``monetary_share``, ``convention``.

    Examples
    --------
    >>> own = pd.DataFrame({"recency": [1, 30, 30, 300], "frequency": [1, 1, 1, 9], "monetary": [10, 20, 30, 40]})
    >>> by_code(score(own, k=2))["n"].to_dict()
    {'2-1-1': 1, '1-2-2': 1, '1-1-2': 1, '1-1-1': 1}
    """
    _require_scored(scored)
    groups = scored.groupby(list(MEASURES.values()), observed=True)
    found = groups.agg(code=("code", "first"), n=("code", "size"), monetary=(MONETARY, "sum"))
    found = found.sort_index(ascending=False).set_index("code")
    result = found.assign(
        share=found["n"] / len(scored),
        monetary_share=found["monetary"] / scored[MONETARY].sum() if scored[MONETARY].sum() > 0 else np.nan,
        convention=f"{scored['convention'].iloc[0]}, n = {len(scored)}",
    )[["n", "share", "monetary", "monetary_share", "convention"]]
    result.attrs = dict(scored.attrs)
    return result


def _dates(values: pd.Series, name: str) -> "np.ndarray[tuple[int], np.dtype[np.datetime64]]":
    """Return dates as days in NumPy's own form, missing ones too; refuse what is no date."""
    if pd.api.types.is_datetime64_any_dtype(values):
        return np.asarray(values)
    read = pd.to_datetime(values, errors="coerce", format="ISO8601")
    if (bad := read.isna() & values.notna()).any():
        raise CourseError("customers.no_date", column=name, count=int(bad.sum()), row=values.index[bad][0])
    return np.asarray(read)


def _least(codes: "np.ndarray", values: "np.ndarray", number: int) -> "np.ndarray":
    """Return the least value of each code."""
    found = np.full(number, np.iinfo(np.int64).max)
    np.minimum.at(found, codes, values)
    return found


def _with_all(result: pd.DataFrame, customers: Iterable[object], name: str) -> tuple[pd.DataFrame, int]:
    everybody = pd.Index(list(customers), name=name)
    if not everybody.is_unique:
        raise CourseError("customers.twice", customer=everybody[everybody.duplicated()][0])
    unknown = result.index.difference(everybody)
    if len(unknown):
        raise CourseError("customers.not_on_file", count=len(unknown), customer=unknown[0])
    found = result.reindex(everybody.sort_values())
    return found.fillna({FREQUENCY: 0, MONETARY: 0.0}), len(everybody) - len(result)


def _cuts(values: "np.ndarray", k: int) -> "np.ndarray":
    """Return the k - 1 cuts: values of the data."""
    places = np.ceil(np.arange(1, k) * len(values) / k).astype(np.int64) - 1
    return np.sort(values)[places]


def _require_scored(table: pd.DataFrame) -> None:
    if "k" not in table.attrs or not {"r", "f", "m", "code"} <= set(table.columns):
        raise CourseError("customers.not_scored")
    require(table, list(MEASURES))


def _require_classes(k: int) -> None:
    if isinstance(k, bool) or not isinstance(k, int | np.integer) or not 2 <= k <= MOST_CLASSES:
        raise CourseError("customers.classes", k=k, most=MOST_CLASSES)
