"""A plan of maintenance as a table: tier, stage and signal lead to one action; it is checked before it is used."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from fsq_lab.customers.plan_rules import (
    ANY,
    COLUMNS,
    GAP,
    KEYS,
    MARKETING,
    NEEDED,
    NONE,
    REFUSAL,
    SERVICE,
    SHORTEST,
    SIGNALS,
    STAGE_MONTHS,
    STAGES,
    TIERS,
    WORD,
    contradictions,
    faults_of_rule,
    limit_of,
    rules_of,
    stops_of,
    who_applies,
    whole_number,
)
from fsq_lab.customers.table_checks import one_world, require
from fsq_lab.ground.language import CourseError, message

TO_DO, NO_CONSENT, REFUSED, ENOUGH, TOO_SOON = "to do", "no consent", "stopped: refused", "stopped: enough", "too soon"
YEAR = 365
IN_ORDER, NOT_ITS_OWN = "in order", "no rule of its own"


def check(plan: pd.DataFrame, shortest: int = SHORTEST) -> pd.DataFrame:
    """Look for what is wrong with a plan before anybody is called.

    A rule's ``tier``, ``stage`` and ``signal`` may be "any"; of the rules that cover a customer, the one that names
    most of the three applies. A plan is wrong where

    - a word is none of the plan's ("unknown word"), or an action or owner is missing ("nothing said");
    - a repetition in days is no whole number from 1 up, or marketing comes oftener than `shortest` ("repetition");
    - marketing does not need consent, or consent is asked for what the bank owes anyway ("consent wrong");
    - a contact is called service though nothing is owed ("service not owed"): owed are answers to a complaint and
      explanations of a failure; apart from these, service is a notice by message or what is done when the customer
      comes to the counter, and where a balance falls or somebody is quiet not even a message (convention);
    - there is no stop rule, or marketing does not stop at a refusal ("no stop");
    - two rules that name equally much cover the same customers ("contradiction");
    - customers are covered by no rule ("not covered").

    Parameters
    ----------
    plan : DataFrame, one row per rule
        Columns ``tier``, ``stage`` ("new" for less than 12 months, "growing" for less than 60, "settled"), ``signal``
        ("complained", "failure", "falling", "quiet", "matures", "no_signal"), ``action`` (in the reader's words),
        ``purpose`` ("service", "marketing"), ``owner``, ``interval_days``, ``channel`` ("telephone", "message",
        "visit", "counter"), ``consent`` ("needed", "not_needed"), ``stop_rule`` ("refusal", "solved", "after 3", or
        several with a semicolon between).
    shortest : int
        Fewest days between two contacts of marketing with one customer: a convention.

    Returns
    -------
    DataFrame, one row per fault, none for a plan without
        ``rule`` (the row of the plan, from 0; of a contradiction both), ``fault``, ``detail``, ``convention``.

    Raises
    ------
    CourseError
        For columns that are not there, or a plan without rows.

    Examples
    --------
    >>> one = {"tier": "any", "stage": "any", "signal": "any", "action": "ring up", "purpose": "marketing",
    ...        "owner": "manager", "interval_days": 7, "channel": "telephone", "consent": "not_needed",
    ...        "stop_rule": "solved"}
    >>> check(pd.DataFrame([one]))["fault"].tolist()
    ['repetition', 'consent wrong', 'no stop']
    >>> check(pd.DataFrame([{**one, "purpose": "service"}]))["fault"].tolist()
    ['service not owed']
    """
    require(plan, COLUMNS)
    if plan.empty:
        raise CourseError("customers.no_rows", columns=", ".join(COLUMNS))
    faults = [fault for number, rule in enumerate(rules_of(plan)) for fault in faults_of_rule(number, rule, shortest)]
    odd = {int(rule) for rule, kind, _ in faults if kind == WORD}
    rules = [None if number in odd else rule for number, rule in enumerate(rules_of(plan))]
    faults += list(contradictions(rules))
    grid = who_applies(rules)
    faults += [("", GAP, " · ".join(cell)) for cell, number in grid.items() if number < 0]
    result = pd.DataFrame(faults, columns=["rule", "fault", "detail"]).astype("str")
    result["convention"] = (
        f"{len(plan)} rules, {len(grid)} combinations; the rule that names most applies; marketing at most every "
        f"{shortest} days (convention)"
    )
    return result


def covered(plan: pd.DataFrame) -> pd.DataFrame:
    """Show which rule applies to each combination of tier, stage and signal; empty where none does.

    Parameters
    ----------
    plan : DataFrame
        As for `check`.

    Returns
    -------
    DataFrame, by tier and stage, one column per signal
        The number of the rule, missing for a gap.

    Examples
    --------
    >>> one = {"tier": "upper", "stage": "any", "signal": "any", "action": "visit", "purpose": "service",
    ...        "owner": "manager", "interval_days": 90, "channel": "visit", "consent": "not_needed",
    ...        "stop_rule": "refusal"}
    >>> covered(pd.DataFrame([one])).notna().sum().unique().tolist()
    [3]
    """
    require(plan, COLUMNS)
    grid = who_applies(list(rules_of(plan)))
    found = {cell: pd.NA if number < 0 else number for cell, number in grid.items()}
    series = pd.Series(found, dtype="Int64")
    series.index = series.index.set_names(list(KEYS))
    wide = series.unstack("signal")[list(SIGNALS)]
    wide.columns.name = None
    return wide.reindex(pd.MultiIndex.from_product([TIERS, STAGES], names=["tier", "stage"]))


def by_signal(plan: pd.DataFrame, tier: str, stage: str) -> pd.DataFrame:
    """Show what a plan does for one kind of customer, signal by signal, and whether it may be used so.

    Parameters
    ----------
    plan : DataFrame
        As for `check`.
    tier, stage : text
        Whose, such as ``"middle"``, ``"settled"``.

    Returns
    -------
    DataFrame, by signal from the most urgent on
        ``rule`` (row of the plan that applies; missing for a gap), ``purpose``, ``consent``, ``verdict``: "in order",
        the first fault of that rule, or "no rule of its own" where the rule holds for any signal; ``convention``.

    Raises
    ------
    CourseError
        For columns that are not there, a plan without rows, a tier or stage that is none.

    Examples
    --------
    >>> one = {"tier": "any", "stage": "any", "signal": "failure", "action": "explain", "purpose": "service",
    ...        "owner": "manager", "interval_days": 7, "channel": "telephone", "consent": "not_needed",
    ...        "stop_rule": "solved"}
    >>> by_signal(pd.DataFrame([one]), "upper", "new")["verdict"].head(2).to_dict()
    {'complained': 'not covered', 'failure': 'in order'}
    """
    if tier not in TIERS or stage not in STAGES:
        raise CourseError("customers.unknown_situation", detail=f"{tier} · {stage}")
    faults = check(plan)
    rules = list(rules_of(plan))
    applies = who_applies(rules)
    rows = []
    for signal in SIGNALS:
        number = applies[tier, stage, signal]
        if number < 0:
            rows.append({"signal": signal, "rule": pd.NA, "purpose": "", "consent": "", "verdict": GAP})
            continue
        own = [str(fault) for at, fault in zip(faults["rule"], faults["fault"], strict=True)
               if str(number) in at.split(", ")]  # fmt: skip
        shared = NOT_ITS_OWN if rules[number]["signal"] == ANY else IN_ORDER
        told = {name: rules[number][name] for name in ("purpose", "consent")}
        rows.append({"signal": signal, "rule": number, **told, "verdict": (own or [shared])[0]})
    result = pd.DataFrame(rows).set_index("signal").astype({"rule": "Int64"})
    result["convention"] = f"{tier} · {stage}; the rule that names most applies; its first fault"
    return result


def situations(customers: pd.DataFrame, signals: pd.DataFrame, on: str) -> pd.DataFrame:
    """Say of everybody on file on a day where he stands: tier, stage, the most urgent signal, consent.

    Parameters
    ----------
    customers : DataFrame
        With ``customer``, ``tier``, ``joined``, ``left``, ``consent_date`` and ``consent_withdrawn``.
    signals : DataFrame
        What `fsq_lab.customers.early_warning.signals` returned for one month, with the columns that the plan's signals
        are named after; customers who are too new for signals stand with "no_signal" and are counted.
    on : text
        The day, such as ``"2025-09-30"``; not before the month of the signals.

    Returns
    -------
    DataFrame, one row per customer on file
        ``customer``, ``tier``, ``stage``, ``signal``, ``consent`` (1 where consent to marketing holds on that day),
        ``convention``; `attrs` holds ``n_without_signals``.

    Raises
    ------
    CourseError
        For columns that are not there, a day that is none or comes before the signals, signals of several months.

    Examples
    --------
    >>> from fsq_lab.customers import early_warning
    >>> from fsq_lab.survey.loading import load
    >>> known = early_warning.signals(load("customers"), load("balances"), "2025-09", load("complaints_log"))
    >>> situations(load("customers"), known, on="2025-09-30")["signal"].value_counts().head(2).to_dict()
    {'matures': 807, 'no_signal': 561}
    """
    asked = [one for one in SIGNALS if one != NONE]
    require(customers, ["customer", "tier", "joined", "left", "consent_date", "consent_withdrawn"])
    require(signals, ["customer", "month", *asked])
    one_world(customers, signals)
    day = pd.to_datetime(pd.Series([on]), errors="coerce")[0]
    if pd.isna(day):
        raise CourseError("customers.no_reference", reference=on)
    text, months = f"{day:%Y-%m-%d}", signals["month"].unique()
    if len(months) != 1 or months[0] > text[:7]:
        raise CourseError("customers.one_month", months=", ".join(map(str, months)), on=text)
    there = (customers["joined"] <= text[:7]) & (customers["left"].isna() | (customers["left"] > text[:7]))
    own = customers[there].reset_index(drop=True)
    flags = signals.set_index("customer")[asked].reindex(own["customer"])
    first = np.where(flags.eq(1).any(axis=1), flags.eq(1).to_numpy().argmax(axis=1), len(asked))
    months_with = _months(pd.Series([text[:7]] * len(own))) - _months(own["joined"])
    given = own["consent_date"].notna() & (own["consent_date"].fillna("9999") <= text)
    holds = given & (own["consent_withdrawn"].isna() | (own["consent_withdrawn"].fillna("") > text))
    result = pd.DataFrame(
        {
            "customer": own["customer"],
            "tier": own["tier"],
            "stage": [STAGES[at] for at in np.searchsorted(STAGE_MONTHS, months_with, side="right")],
            "signal": [SIGNALS[at] for at in first],
            "consent": holds.astype("int64"),
            "convention": f"on {text}; stages from {STAGE_MONTHS[0]} and {STAGE_MONTHS[1]} months on; the first of "
            f"{', '.join(asked)}",
        }
    )
    result.attrs = {**customers.attrs, "on": text, "n_without_signals": int(flags[asked[0]].isna().sum())}
    return result


def actions(plan: pd.DataFrame, situations: pd.DataFrame, contacts: pd.DataFrame | None = None) -> pd.DataFrame:
    """Turn a plan into what is to be done for whom, with consent, refusals and repetition kept to.

    Parameters
    ----------
    plan : DataFrame
        As for `check`; a plan with faults is refused.
    situations : DataFrame
        What `situations` returned.
    contacts : DataFrame, optional
        Earlier contacts with ``customer``, ``date``, ``purpose`` and ``result``. Without it nobody has refused
        anything and nobody was called before.

    Returns
    -------
    DataFrame, one row per customer
        ``customer``, ``tier``, ``stage``, ``signal``, ``rule`` (row of the plan), ``action``, ``purpose``, ``owner``,
        ``channel``, ``due`` (date; empty where nothing is to be done), ``note``: "to do"; "no consent"; "stopped:
        refused" (to marketing, ever); "stopped: enough" (as many contacts in a year as "after N" allows); "too soon"
        (the repetition is not over: due then), ``convention``.

    Raises
    ------
    CourseError
        For a plan with faults, which it counts, columns that are not there, tables of different draws of the bank.

    Examples
    --------
    >>> rule = {"tier": "any", "stage": "any", "signal": "any", "action": "ask how it went", "purpose": "service",
    ...         "owner": "branch", "interval_days": 90, "channel": "message", "consent": "not_needed",
    ...         "stop_rule": "solved"}
    >>> stand = pd.DataFrame({"customer": ["C1"], "tier": ["mass"], "stage": ["new"], "signal": ["failure"],
    ...                       "consent": [0]})
    >>> stand.attrs["on"] = "2025-09-30"
    >>> actions(pd.DataFrame([rule]), stand)[["action", "due", "note"]].values.tolist()
    [['ask how it went', '2025-09-30', 'to do']]
    """
    faults = check(plan)
    if not faults.empty:
        first = faults.iloc[0]
        kind = message(f"customers.{first['fault'].replace(' ', '_')}")
        raise CourseError("customers.faulty_plan", count=len(faults), kind=kind, detail=first["detail"])
    require(situations, ["customer", *KEYS, "consent"])
    if "on" not in situations.attrs:
        raise CourseError("customers.no_situations")
    on = str(situations.attrs["on"])
    history = _history(contacts, on, situations)
    rules, grid = list(rules_of(plan)), who_applies(list(rules_of(plan)))
    if unknown := [cell for cell in zip(*(situations[key] for key in KEYS), strict=True) if cell not in grid]:
        raise CourseError("customers.unknown_situation", detail=" · ".join(map(str, unknown[0])))
    rows = []
    for who, tier, stage, signal, consent in situations[["customer", *KEYS, "consent"]].itertuples(index=False):
        number = grid[tier, stage, signal]
        rule = rules[number]
        note, due = _judged(rule, bool(consent), history.get(who, []), on)
        told = {name: rule[name] for name in ("action", "purpose", "owner", "channel")}
        rows.append({"customer": who, "tier": tier, "stage": stage, "signal": signal, "rule": number, **told,
                     "due": due, "note": note})  # fmt: skip
    result = pd.DataFrame(rows)
    result["convention"] = (
        f"on {on}; a refusal of marketing stops marketing for good; contacts of one purpose within a year"
    )
    result.attrs = dict(situations.attrs)
    return result


def _history(
    contacts: pd.DataFrame | None, on: str, situations: pd.DataFrame
) -> dict[object, list[tuple[str, str, str]]]:
    """Return each customer's earlier contacts: day, purpose (service or marketing), result."""
    if contacts is None:
        return {}
    require(contacts, ["customer", "date", "purpose", "result"])
    one_world(contacts, situations)
    own = contacts[contacts["date"].notna() & (contacts["date"].fillna("9999") <= on)]
    found: dict[object, list[tuple[str, str, str]]] = {}
    for who, day, purpose, result in own[["customer", "date", "purpose", "result"]].itertuples(index=False):
        kind = MARKETING if purpose in (MARKETING, "balance_campaign") else SERVICE
        found.setdefault(who, []).append((str(day), kind, str(result)))
    return found


def _judged(rule: Mapping[str, str], consent: bool, past: "list[tuple[str, str, str]]", on: str) -> tuple[str, str]:
    """Return what is to be said of a rule for a customer, and when it is due."""
    stops, purpose = stops_of(rule["stop_rule"]), rule["purpose"]
    if rule["consent"] == NEEDED and not consent:
        return NO_CONSENT, ""
    own = [(day, result) for day, kind, result in past if kind == purpose]
    if REFUSAL in stops and any(result == "refused" for _, result in own):
        return REFUSED, ""
    today = pd.Timestamp(on)
    recent = [day for day, _ in own if (today - pd.Timestamp(day)).days < YEAR]
    limits = [limit for one in stops if (limit := limit_of(one))]
    if limits and len(recent) >= min(limits):
        return ENOUGH, ""
    if recent:
        due = pd.Timestamp(max(recent)) + pd.Timedelta(days=int(whole_number(rule["interval_days"]) or 1))
        if due > today:
            return TOO_SOON, f"{due:%Y-%m-%d}"
    return TO_DO, on


def _months(months: pd.Series) -> pd.Series:
    return 12 * months.str[:4].astype("int64") + months.str[5:7].astype("int64")
