"""Tables as a reader reads them: heads in the reader's language over the code's names, large numbers in words.

Only the HTML of a table changes. Values, types, text output and what is copied into code stay as they are.
"""

import re
from collections.abc import Callable
from html import escape, unescape
from typing import TYPE_CHECKING, Any

from fsq_lab.companion.amounts import LARGE, amounts
from fsq_lab.companion.table_kinds import code_in_cell, words_of_kind
from fsq_lab.companion.vocabulary import column_heading, row_heading, vocabulary
from fsq_lab.ground.language import catalogue, current, message

if TYPE_CHECKING:
    from pandas import DataFrame, Series

LONG_COLUMN = "convention"
KANO_CLASSES = frozenset("AOMIRQ")
"""They name Kano's classes only where all stand together: A alone may be a rater."""
_FEWEST_COLUMNS = 3
_SUMMARIES = frozenset(("count", "mean", "std", "min", "max"))
_HEAD = re.compile(r"(<th[^>]*>)([^<>]+)(</th>)")
_ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)
_CELL = re.compile(r"(<td>)([^<>]*)(</td>)")
_LONGEST_CELL = 120
_TOO_FEW = re.compile(r"not compared: n < (\d+)")
_NO_ANSWER_ABOVE = re.compile(r"no answer above (\d+)")
_VERDICTS = {
    "lower": "plots.note_lower",
    "higher": "plots.note_higher",
    "means and ranks disagree": "plots.note_means_and_ranks_disagree",
    "cannot tell": "plots.note_cannot_tell",
    "passes": "ratings.passes",
    "fails": "ratings.fails",
    "below": "plots.position_below",
    "within": "plots.position_within",
    "above": "plots.position_above",
    "above limit": "complaints.above_limit",
    "below limit": "complaints.below_limit",
    "within limits": "complaints.within_limits",
    "ranks first": "complaints.ranks_first",
    "not first": "complaints.not_first",
    "signal high": "complaints.signal_high",
    "signal low": "complaints.signal_low",
    "signal found": "complaints.signal_found",
    "no signal found": "complaints.no_signal_found",
    "change found": "complaints.change_found",
    "no change found": "complaints.no_change_found",
    "baseline": "complaints.baseline_phase",
    "later": "complaints.later",
    "earlier": "complaints.earlier",
    "outside": "complaints.outside",
    "working day": "calendar.working_day",
    "weekend": "calendar.weekend",
    "holiday": "calendar.holiday",
    "make-up day": "calendar.makeup_day",
    "no extension": "clock.no_extension",
    "extended once": "clock.extended_once",
    "extended twice": "clock.extended_twice",
    "in time": "clock.note_in_time",
    "decided late": "clock.note_decided_late",
    "told late": "clock.note_told_late",
    "not decided, late": "clock.note_undecided",
    "not told, late": "clock.note_untold",
    "not yet due": "clock.note_not_yet",
    "no receipt date": "clock.note_no_receipt",
    "as the rule": "clock.as_the_rule",
    "earlier than the rule": "clock.earlier_than_rule",
    "later than the rule": "clock.later_than_rule",
    "no calendar": "clock.without_calendar",
    "fits": "justice.fits",
    "fits in part": "justice.fits_in_part",
    "misses": "justice.misses",
    "better than before": "recovery.better",
    "worse than before": "recovery.worse",
    "no change shown": "recovery.no_change_shown",
    "no t: all changes are equal": "recovery.all_equal",
    "no score": "recovery.no_score",
    "regression to the mean possible": "recovery.regression",
    "own_weights": "report.own_weights",
    "mean_weights": "report.mean_weights",
    "unweighted": "report.unweighted",
    "keep": "files.verdict.keep",
    "ask": "files.verdict.ask",
    "split": "files.verdict.split",
    "never": "files.verdict.never",
    "added": "files.verdict.added",
    "added in part": "files.verdict.added_in_part",
    "not taken": "files.verdict.not_taken",
    "erased": "files.verdict.erased",
    "stored only": "files.verdict.stored_only",
    "still needed": "files.verdict.still_needed",
    "as it was": "files.verdict.as_it_was",
    "filled": "files.verdict.filled",
    "changed": "files.verdict.changed",
    "emptied": "files.verdict.emptied",
    "in full": "files.verdict.in_full",
    "masked": "files.verdict.masked",
    "not shown": "files.verdict.not_shown",
    "contract": "files.verdict.contract",
    "duty": "files.verdict.duty",
    "in_use": "files.verdict.in_use",
    "stored_only": "files.verdict.stored_only",
    "duplicate": "files.verdict.duplicate",
    "same name and number": "files.verdict.same_name_and_number",
    "another spelling, same number": "files.verdict.another_spelling_same_number",
    "same number, other name": "files.verdict.same_number_other_name",
    "same name and age, number off by a digit": "files.verdict.same_name_and_age_number_off_by_a_digit",
    "consent in force": "files.state.consent_in_force",
    "consent withdrawn": "files.state.consent_withdrawn",
    "not yet given": "files.state.not_yet_given",
    "no consent": "files.state.no_consent",
    "do not contact": "files.state.do_not_contact",
    "the queue grows without end": "service.grows",
    "no interval: one day": "service.one_day",
    "no interval: a kind of day was sampled once": "service.one_of_a_kind",
    "no interval: all days are alike": "service.days_alike",
    "share: no interval: all days are alike": "service.share_alike",
    "more errors": "service.more_errors",
    "fewer errors": "service.fewer_errors",
    "not beyond chance": "service.not_beyond_chance",
    "collinear": "decisions.collinear",
    "keep up": "plots.field_keep_up",
    "concentrate here": "plots.field_concentrate_here",
    "low priority": "plots.field_low_priority",
    "possible overkill": "plots.field_possible_overkill",
    "on a line": "plots.field_on_a_line",
    "undecided": "plots.kano_undecided",
    "proper": "factors.proper",
    "improper": "factors.improper",
    "apart": "factors.apart",
    "hardly apart": "factors.hardly_apart",
    "more than half": "factors.more_than_half",
    "less than half": "factors.less_than_half",
    "like the others": "decisions.like_the_others",
    "differs": "decisions.differs",
    "too few": "decisions.too_few",
    "above 0": "decisions.above_0",
    "below 0": "decisions.below_0",
    "share high": "decisions.share_high",
    "constant": "decisions.constant_item",
    "almost constant": "decisions.almost_constant",
    "against the others": "decisions.against_the_others",
    "alpha rises without it": "decisions.alpha_rises",
    "min-max": "plots.operator_min_max",
    "product-max": "plots.operator_product_max",
    "product-sum": "plots.operator_product_sum",
    "min-bounded-sum": "plots.operator_min_bounded_sum",
    "risen": "net_promoter.risen",
    "fallen": "net_promoter.fallen",
    "bends upwards": "satisfaction_loyalty.bends_upwards",
    "bends downwards": "satisfaction_loyalty.bends_downwards",
    "below counts more": "satisfaction_loyalty.below_counts_more",
    "above counts more": "satisfaction_loyalty.above_counts_more",
    "stable": "customers.stable",
    "no stable groups": "customers.no_stable_groups",
    "empty: ties": "customers.empty_ties",
    "reference": "customers.reference",
    "below the bound": "customers.below_bound",
    "not below the bound": "customers.not_below_bound",
    "as expected": "customers.as_expected",
    "more than expected": "customers.more_than_expected",
    "fewer than expected": "customers.fewer_than_expected",
    "no calls: those at the top are tied": "customers.no_calls",
    "before and after: no control": "customers.before_after",
    "without a call": "customers.without_call",
    "effect shown": "customers.effect_shown",
    "no effect shown": "customers.no_effect_shown",
    "negative effect shown": "customers.negative_effect",
    "no balance afterwards: left": "customers.no_balance",
    "balance 0: no ratio": "customers.balance_0",
    "to do": "customers.to_do",
    "stopped: refused": "customers.stopped_refused",
    "stopped: enough": "customers.stopped_enough",
    "too soon": "customers.too_soon",
    "unknown word": "customers.unknown_word",
    "nothing said": "customers.nothing_said",
    "repetition": "customers.repetition",
    "consent wrong": "customers.consent_wrong",
    "service not owed": "customers.service_not_owed",
    "in order": "customers.in_order",
    "no rule of its own": "customers.no_rule_of_its_own",
    "no stop": "customers.no_stop",
    "contradiction": "customers.contradiction",
    "not covered": "customers.not_covered",
}
_ADDED = {
    "overdispersed": "complaints.overdispersed",
    "tied": "complaints.tied",
    "extension not counted": "clock.extension_not_counted",
    "limit missed before new facts": "clock.missed",
    "wrong baseline": "recovery.wrong_baseline",
    "leavers left out": "recovery.left_out",
    "by assumption": "recovery.by_assumption",
}
_DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")


def head_tables(shell: Any) -> None:
    """Let an IPython shell show tables as `table_html` and `series_html` do; pandas need not be loaded for it."""
    formatter = shell.display_formatter.formatters["text/html"]
    formatter.for_type_by_name("pandas", "DataFrame", table_html)
    formatter.for_type_by_name("pandas", "Series", series_html)


def table_html(table: "DataFrame") -> str | None:
    """Return a table's HTML: its heads and verdicts in the current language, without the long `LONG_COLUMN`.

    Examples
    --------
    >>> import pandas as pd
    >>> from fsq_lab.ground.language import use
    >>> _ = use("zh")
    >>> "可靠性 <small>reliability</small>" in table_html(pd.DataFrame({"reliability": [5.5]}))
    True
    """
    whole = table.drop(columns=LONG_COLUMN) if _has_long_column(table) else table
    import pandas

    with pandas.option_context("display.max_colwidth", _LONGEST_CELL):
        found = _with_amounts(whole)._repr_html_()  # type: ignore[operator]
    return found if found is None or current() == "en" else _headed(str(found), [str(name) for name in whole.columns])


def series_html(series: "Series[Any]") -> str | None:
    """Return a Series' HTML as that of a table with one column; none in English, where pandas shows text."""
    if current() == "en" and not _is_large(series):
        return None
    return table_html(series.to_frame("" if series.name is None else series.name))


def _has_long_column(table: "DataFrame") -> bool:
    return table.columns.nlevels == 1 and len(table.columns) > 1 and LONG_COLUMN in table.columns


def _with_amounts(table: "DataFrame") -> "DataFrame":
    """Return the table with columns of large numbers as text, where all of its rows are shown."""
    import pandas

    if len(table) > pandas.get_option("display.max_rows") or not table.columns.is_unique:
        return table
    large = {name: amounts(table[name]) for name in table.columns if _is_large(table[name])}
    return table.assign(**large) if all(isinstance(name, str) for name in large) else table


def _is_large(column: "Series[Any]") -> bool:
    return column.dtype == "float64" and bool(column.abs().max() >= LARGE)


def _headed(html: str, columns: list[str]) -> str:
    of_kind = words_of_kind({unescape(cell[2]) for cell in _HEAD.finditer(html)})
    letters = {unescape(cell[2]) for cell in _HEAD.finditer(html)} >= KANO_CLASSES
    head, mark, body = html.partition("<tbody>")
    over = column_heading if _rows_are_columns(body) else row_heading

    def named(cell: "re.Match[str]", words: Callable[[str], str]) -> str:
        name = unescape(cell[2])
        return _both(cell, name if name in KANO_CLASSES and not letters else of_kind.get(name) or words(name))

    def in_row(row: "re.Match[str]") -> str:
        places = iter(columns if len(_CELL.findall(row[0])) == len(columns) else ())
        return _CELL.sub(lambda cell: _both(cell, _told(next(places, ""), unescape(cell[2]))), row[0])

    head = _HEAD.sub(lambda cell: named(cell, column_heading), head)
    body = _HEAD.sub(lambda cell: named(cell, lambda name: _verdict(name) or over(name)), body)
    return head + mark + _ROW.sub(in_row, body)


def _told(column: str, cell: str) -> str:
    """Return what a cell says: a code of its column, a verdict, or itself."""
    return code_in_cell(column, cell) or _verdict(cell) or cell


def _rows_are_columns(body: str) -> bool:
    """Return whether the rows bear nothing but columns' names, as one row of a result shown alone, or but summaries."""
    names = [unescape(cell[2]) for cell in _HEAD.finditer(body)]
    if names and set(names) <= _SUMMARIES:
        return True
    rows_names = set(catalogue(current())["labels"])
    return len(names) >= _FEWEST_COLUMNS and set(names) <= set(vocabulary(current())) and not set(names) <= rows_names


def _verdict(text: str) -> str | None:
    """Return a verdict or a dimension in the current language; None for what may stand in a cell and mean anything."""
    if text in _VERDICTS:
        return message(_VERDICTS[text])
    verdict, _, added = text.rpartition(", ")
    if added in _ADDED and (known := _verdict(verdict)) is not None:
        return message("complaints.verdict_added", verdict=known, added=message(_ADDED[added]))
    few = _TOO_FEW.fullmatch(text)
    if few:
        return message("plots.not_compared_few", n=few[1])
    topped = _NO_ANSWER_ABOVE.fullmatch(text)
    if topped:
        return message("decisions.no_answer_above", top=topped[1])
    several = [_verdict(part) for part in text.split("; ")] if "; " in text else []
    if several and None not in several:
        return message("appendix.between").join(map(str, several))
    return row_heading(text) if text in _DIMENSIONS else None


def _both(cell: "re.Match[str]", words: str) -> str:
    """Return a cell with the words for people before the code's name, where they differ."""
    if words == unescape(cell[2]):
        return cell[0]
    return f"{cell[1]}{escape(words)} <small>{cell[2]}</small>{cell[3]}"
