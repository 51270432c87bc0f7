"""What a survey says first: the finding in plain words, and what a manager can do with it tomorrow."""

from collections.abc import Mapping

import pandas as pd

from fsq_lab.ground.language import label, message
from fsq_lab.report.digits import Range, estimate
from fsq_lab.report.gap_findings import on_gaps
from fsq_lab.report.level_findings import on_perception, on_zone
from fsq_lab.report.said import Action, Answers, Findings, listed
from fsq_lab.survey.account import Account
from fsq_lab.survey.questionnaire import Instrument

SIDES = ("lower", "higher")


def findings(table: pd.DataFrame, asked: Instrument, tables: Mapping[str, pd.DataFrame], report: Account) -> Findings:
    """Say what the answers show and what can be done about it, and nothing that they do not carry.

    A dimension, an item or a group is named only where everything that this page compares, taken together, would
    name one by chance in at most 5 surveys of 100, and only from ten respondents on. The 5 are shared out: half to
    the dimensions (and, inside a dimension that is named, to its items), half to the groups where there are any.
    Which dimension is lowest is settled by differences within the same respondents, never by whether intervals
    overlap. What is not settled is counted and not named.

    Parameters
    ----------
    table : DataFrame, one row per respondent
        The survey table.
    asked : Instrument
        The questionnaire.
    tables : mapping of str to DataFrame
        The results of `fsq_lab.scoring` that could be computed: ``gaps``, ``gaps_items``, ``order``, ``tolerance``,
        ``tolerance_items``, ``perception``, ``perception_items``, ``weights``, ``comparison``.
    report : Account
        How the file was read; rows that it flags are to be looked at.

    Returns
    -------
    Findings

    Examples
    --------
    >>> from fsq_lab.ground.course import course_folder
    >>> from fsq_lab.survey.instruments import instrument
    >>> from fsq_lab.scoring import servqual
    >>> from fsq_lab.survey.reading import read_survey
    >>> file = course_folder() / "datasets" / "exports" / "branch_survey_gb18030.csv"
    >>> table, report = read_survey(file, "bank_branch")
    >>> tables = {"gaps": servqual.gaps(table), "gaps_items": servqual.gaps(table, "item")}
    >>> found = findings(table, instrument("bank_branch"), tables, report)
    >>> len(found.actions[0].parts)
    3
    """
    survey = Answers(table, asked, tables)
    found = Findings()
    if survey.has("gaps"):
        on_gaps(survey, found)
    elif survey.has("tolerance"):
        on_zone(survey, found)
    elif survey.has("perception"):
        on_perception(survey, found)
    _groups(survey, found)
    if not found.lead:
        found.lead = message("findings.none", n=len(table))
    if found.actions:
        found.actions.append(Action(message("findings.why")))
    if report.straight:
        found.actions.append(Action(message("findings.straight", n=len(report.straight))))
    return found


def _groups(survey: Answers, found: Findings) -> None:
    """Name the groups that differ once all that this page compares is counted together."""
    if not survey.groups_compared:
        return
    result = survey.tables["comparison"]
    compared = ~result["note"].str.startswith("not compared")
    both = result[["p_holm", "p_ordinal_holm"]].max(axis="columns") < survey.error
    group = label(str(result.index.name))
    of = "" if "gap" in result else "perception_"
    within = survey.scale.difference()
    told = []
    for side in SIDES:
        rows = result[(result["note"] == side) & both]
        if len(rows):
            named = listed(_group(name, row, within) for name, row in rows.iterrows())
            told.append(message(f"findings.groups_{of}{side}", names=named))
    said = message("findings.and").join(told) or message("findings.groups_alike")
    found.details.append(message("findings.groups", count=int(compared.sum()), group=group, findings=said))
    if told:
        found.actions.append(Action(message("findings.ask_groups", group=group)))


def _group(name: object, row: pd.Series, within: Range) -> str:
    return message("findings.group", name=name, **estimate(row, "difference", within=within))
