"""Which answer sheets a report is about: those with an answer, each once."""

from dataclasses import dataclass

import pandas as pd

from fsq_lab.survey.questionnaire import Instrument

FEWEST_TO_REPEAT = 10  # answers, not all the same, that two customers do not give alike by chance


@dataclass(frozen=True)
class Used:
    """How many answer sheets are in a report, and how many were set aside and why."""

    rows: int
    unanswered: int
    repeated: int


def sheets_used(table: pd.DataFrame, asked: Instrument, keep_duplicates: bool) -> tuple["pd.Series[bool]", Used]:
    """Say which sheets a report is about.

    Set aside are sheets without an answer to any item, such as visits that were broken off, and, unless they are to
    be kept, sheets that repeat an earlier one in every answer. Sheets with few answers, or with the same answer to
    all items, may agree by chance: they are never taken for repeats.

    Parameters
    ----------
    table : DataFrame, one row per sheet
        The survey table.
    asked : Instrument
        The questionnaire, with the blocks that were joined to it.
    keep_duplicates : bool
        Whether repeats stay in.

    Returns
    -------
    Series of bool, one per sheet
        Whether it is in the report; all of them where not one has an answer.
    Used

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> from fsq_lab.survey.instruments import instrument
    >>> survey = load("bank_branch").head(3)
    >>> twice = pd.concat([survey, survey.head(1)], ignore_index=True)
    >>> sheets_used(twice, instrument("bank_branch"), keep_duplicates=False)[1]
    Used(rows=3, unanswered=0, repeated=1)
    """
    items = [column for part in asked.sections for column in part.item_columns if column in table]
    answered = table[items].notna().any(axis="columns")
    answers = table.drop(columns="respondent", errors="ignore")
    many = table[items].notna().sum(axis="columns") >= FEWEST_TO_REPEAT
    varied = table[items].min(axis="columns") < table[items].max(axis="columns")
    repeated = answers.duplicated() & answered & many & varied
    kept = answered & ~(repeated & (not keep_duplicates))
    if not answered.any():
        kept = ~answered
    used = Used(
        rows=int((kept & answered).sum()),
        unanswered=int((~answered).sum()),
        repeated=0 if keep_duplicates else int(repeated.sum()),
    )
    return kept, used
