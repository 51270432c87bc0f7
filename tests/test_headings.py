"""Tables in the reader's language: heads, verdicts and large numbers in HTML; code, text and data as they are."""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Any

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell

from fsq_lab.companion.amounts import amount
from fsq_lab.companion.headings import series_html, table_html
from fsq_lab.companion.switch import use
from fsq_lab.companion.vocabulary import column_heading
from fsq_lab.complaints import calendar, change_point, clock, control, justice, ranking, rates, recovery
from fsq_lab.customers import budget, campaigns, early_warning, fairness, maintenance_plan, rfm, segments, tiers
from fsq_lab.ground.language import catalogue
from fsq_lab.ground.tables import tables
from fsq_lab.scoring import reliability, servqual
from fsq_lab.scoring.agreement import kappa
from fsq_lab.scoring.ratings import checklist
from fsq_lab.scoring.tallies.scored import gaps as gaps_of_tally
from fsq_lab.scoring.tallies.sums import tally
from fsq_lab.statistics.estimates import means
from fsq_lab.statistics.intervals import poisson, proportion, share_difference
from fsq_lab.statistics.regression import least_squares, logistic
from fsq_lab.survey.loading import load

CODE = re.compile(r"[A-Z]{1,3}\d{0,2}|\d+|Q\d")


@cache
def results() -> dict[str, pd.DataFrame]:
    """Every table that fsq_lab.scoring, complaints and statistics give, by the call that gives it."""
    bank, insurance = load("bank_branch"), load("insurance")
    visits = load("mystery_visits").pivot(index=["branch", "visit", "item"], columns="rater", values="passed")
    months = rates.counted(load("complaints_log"), load("branch_months"))
    one = months[months["branch"] == "B07"]
    line = least_squares(bank, "overall_satisfaction", ["nps", "ces"])
    curve = logistic(bank.assign(high=(bank["overall_satisfaction"] > 5).astype(float)), "high", ["nps", "ces"])
    found: dict[str, Any] = {
        **{f"gaps by {by}": servqual.gaps(bank, by=by) for by in ("dimension", "item", "total")},
        "gaps by branch": servqual.gaps(bank, group="branch"),
        "servperf": servqual.servperf(bank, by="item"),
        "dimensions": servqual.dimensions(bank),
        "compare": servqual.compare(bank, by="dimension"),
        "weights": servqual.weights(bank),
        "weighted": servqual.weighted(bank),
        "tolerance": servqual.tolerance(insurance),
        "ceiling": servqual.ceiling(bank),
        "profile": servqual.profile(bank),
        "alpha": reliability.alpha(bank[["perception_1", "perception_2", "perception_3"]]).to_frame().T,
        "kappa": kappa(visits, "A", "B").to_frame().T,
        "checklist": checklist(load("mystery_visits")),
        "proportion": proportion(3, 20).to_frame().T,
        "means of groups": means(bank, "overall_satisfaction", by="branch"),
        "poisson": poisson(3, 20).to_frame().T,
        "share_difference": share_difference(3, 20, 1, 20).to_frame().T,
        "rates": rates.by_group(months),
        "compare rates": rates.compare(3, 20, 1, 20).to_frame().T,
        "pareto": ranking.pareto(load("complaints_log"), resamples=200),
        "ranks": ranking.by_rate(months, draws=200),
        "u chart": control.u_chart(months, ("2024-01", "2025-02"), group="branch", rules="ABCD"),
        "run chart": control.run_chart(one, ("2024-01", "2025-02")),
        "run test": control.run_test(control.run_chart(one, ("2024-01", "2025-02")), runs=200).to_frame().T,
        "false alarms": control.false_alarms(runs=200),
        "change point": change_point.find(one, simulations=200).to_frame().T,
        "fitted": change_point.fitted(one, simulations=200),
        "notices": calendar.notices(),
        "days": calendar.days("2026-02-13", "2026-02-24"),
        "term": clock.term("2026-02-05", 15).to_frame().T,
        "limit of a rule": clock.of_rule("2025-09-28", "consumer-complaints-2020-3/forwarding").to_frame().T,
        "complaint": clock.complaint("2026-01-20").to_frame().T,
        "readings": clock.readings("2025-09-26"),
        "judged": clock.judged(load("complaints_log").head(40)),
        "late share": clock.late_share(clock.judged(load("complaints_log").head(40)), group="branch"),
        "losses": justice.losses(),
        "remedies": justice.remedies(),
        "match table": justice.match_table(),
        "coded": justice.coded(load("complaints_log")),
        "by match": justice.by_match(justice.coded(load("complaints_log"))),
        "paradox": recovery.paradox(load("complaints_log"), "before", "A1").to_frame().T,
        "paradox by rule": recovery.by_rule(load("complaints_log")),
        "break even": recovery.break_even(load("complaints_log")).to_frame().T,
        "came back": recovery.came_back(load("complaints_log")),
        "steps": recovery.steps(load("complaints_log")),
        **of_customers(),
        "least_squares": line.coefficients,
        "least_squares, summary": line.summary.to_frame().T,
        "logistic": curve.coefficients,
        "logistic, summary": curve.summary.to_frame().T,
        "tally": tally(bank),
        "gaps of a tally": gaps_of_tally(tally(bank)),
    }
    return found


def of_customers() -> dict[str, pd.DataFrame]:
    """What the rooms of fsq_lab.customers give."""
    customers, balances = load("customers"), load("balances")
    known = early_warning.signals(customers, balances, ["2025-06"], load("complaints_log"))
    chance = early_warning.fit(known).predict(known)
    habits = rfm.score(rfm.from_transactions(load("transactions"), "2026-01-01"))
    two = ["frequency", "monetary"]
    groups = segments.cluster(habits, two, 2, log=two)
    last = balances.query("month == '2025-12'").set_index("customer")["balance"]
    tier = tiers.cut(last, [100_000], ["mass", "upper"])
    own = customers.set_index("customer").loc[last.index].assign(upper=tier == "upper", balance=last)
    stand = maintenance_plan.situations(customers, known, "2025-06-30")
    rule = {**dict.fromkeys(("tier", "stage", "signal"), "any"), "action": "ask", "purpose": "service",
            "owner": "branch", "interval_days": 90, "channel": "message", "consent": "not_needed",
            "stop_rule": "solved"}  # fmt: skip
    plan = pd.DataFrame([rule])
    costs = pd.DataFrame({"cost": [10, 20], "minutes": [5, 5], "value": [30, 20]})
    best = budget.best_use(costs, {"cost": 20, "minutes": 10})
    rises = campaigns.rises(load("contacts"), balances)
    return {
        "signals": known,
        "auc": early_warning.auc(chance, known["leaves"]).to_frame().T,
        "calibration": early_warning.calibration(chance, known["leaves"]),
        "calls": early_warning.by_threshold(chance, known["leaves"], [20], cost=1, benefit=2),
        "rfm": habits,
        "rfm levels": rfm.levels(habits),
        "rfm codes": rfm.by_code(habits),
        "segments": groups.centres,
        "segments, summary": groups.summary.to_frame().T,
        "stability": segments.stability(habits, two, 2, log=two, resamples=20),
        "by k": segments.by_k(habits, two, [2], log=two, resamples=20),
        "profile": segments.profile(habits, groups.labels, two),
        "tiers": tiers.summary(last, tier),
        "lorenz": tiers.lorenz(last),
        "gini": tiers.gini(last, resamples=100).to_frame().T,
        "left out": tiers.left_out(own, tier, by="age_band"),
        "audit": fairness.audit(own, "upper", by="age_band"),
        "covered by a rule": fairness.covered(own, "upper", "balance").to_frame().T,
        "plan": plan,
        "faults of a plan": maintenance_plan.check(plan),
        "covered": maintenance_plan.covered(plan),
        "by signal": maintenance_plan.by_signal(plan, "middle", "settled"),
        "situations": stand,
        "actions": maintenance_plan.actions(plan, stand.head(9)),
        "best use": best.options,
        "best use, summary": best.summary.to_frame().T,
        "last yuan": budget.last_yuan(costs, [10, 20]),
        "rises": rises,
        "effect": campaigns.effect(rises),
    }


def names_over(table: pd.DataFrame) -> list[str]:
    """The names that stand over a table's columns and over its index."""
    levels = [table.columns.get_level_values(level) for level in range(table.columns.nlevels)]
    own = [str(name) for level in levels for name in level]
    return [*own, *(str(name) for name in (*table.columns.names, *table.index.names) if name is not None)]


def without_chinese(names: list[str]) -> set[str]:
    use("zh")
    return {name for name in names if not CODE.fullmatch(name) and not re.search("[一-鿿]", column_heading(name))}


@pytest.mark.parametrize("name", tables())
def test_every_column_of_a_shipped_table_has_a_chinese_name_or_is_a_code(name: str) -> None:
    assert without_chinese(names_over(load(name))) == set()


def test_every_column_of_a_scoring_result_has_a_chinese_name_or_is_a_code() -> None:
    assert {call: found for call, table in results().items() if (found := without_chinese(names_over(table)))} == {}


def test_the_gate_names_a_column_without_a_chinese_name() -> None:
    assert without_chinese(["gap", "B07", "expectation_5", "new_column"]) == {"new_column"}


def test_a_column_has_one_name_in_tables_and_in_the_reports_appendix() -> None:
    words = catalogue("zh")
    explained = words["appendix"]["columns"]
    apart = {name: (column_heading(name), explained[name]) for name in explained if name in words["columns"]}
    use("zh")
    assert {name: pair for name, pair in apart.items() if column_heading(name) not in explained[name]} == {}


def heads(html: str | None) -> list[str]:
    return [unescape(re.sub("<[^>]+>", "", cell)) for cell in re.findall(r"<th[^>]*>(.*?)</th>", html or "")]


def test_heads_stand_in_chinese_before_the_codes_names() -> None:
    use("zh")
    shown = heads(table_html(servqual.gaps(load("bank_branch"))[["expectation", "gap", "n_used"]]))
    assert shown[:4] == ["", "期望 expectation", "差距 gap", "用到的人数 n_used"]
    assert "维度 dimension" in shown
    assert "可靠性 reliability" in shown
    assert "网点 branch" in heads(table_html(load("bank_branch")))


def test_a_letter_names_a_kano_class_only_beside_the_others_and_rows_read_as_rows() -> None:
    use("zh")
    raters = pd.DataFrame({"A": [1, 0], "B": [1, 1]})
    assert heads(table_html(raters))[1:3] == ["A", "B"]
    classes = pd.DataFrame({letter: [1] for letter in "AOMIRQ"})
    assert "必备型 M" in heads(table_html(classes))
    rows = pd.DataFrame({"n": [1, 2, 3]}, index=["other", "rolled", "moved"])
    assert heads(table_html(rows))[-1] == "遇休息日顺延 moved"
    assert heads(table_html(rows))[-3] == "其他 other"


def test_two_levels_of_columns_and_rows_are_both_named() -> None:
    use("zh")
    shown = heads(table_html(servqual.dimensions(load("bank_branch"))))
    assert {"回答 answer", "期望 expectation", "维度 dimension", "移情性 empathy"} <= set(shown)
    shown = heads(table_html(servqual.gaps(load("bank_branch"), group="branch")))
    assert {"网点 branch", "B07", "移情性 empathy"} <= set(shown)


def test_a_group_with_a_columns_name_keeps_it_and_one_row_of_a_result_is_headed_as_its_columns() -> None:
    use("zh")
    assert {"low", "high"} <= set(heads(table_html(pd.DataFrame({"gap": [1, 2]}, index=["low", "high"]))))
    shown = heads(series_html(servqual.gaps(load("bank_branch")).loc["reliability"]))
    assert {"区间下限 low", "用到的人数 n_used"} <= set(shown)


def test_summaries_are_headed_however_few_they_are() -> None:
    use("zh")
    values = pd.Series([1.0, 2.0, 4.0])
    assert {"均值 mean", "个数 count"} <= set(heads(series_html(values.agg(["mean", "count"]))))
    assert "标准差 std" in heads(series_html(values.agg(["std"])))
    assert "count" in heads(series_html(values.describe())), "25% is no column: pandas' own names stay together"


def test_verdicts_and_dimensions_in_cells_are_named_and_other_cells_are_not() -> None:
    use("zh")
    html = table_html(servqual.compare(load("bank_branch"))[["difference", "note"]])
    assert html is not None
    assert "<td>低于其余全部 <small>lower</small></td>" in html
    assert "<td>无法判断 <small>cannot tell</small></td>" in html
    counts = table_html(servqual.compare(load("bank_branch"))["note"].value_counts().to_frame())
    assert "无法判断 cannot tell" in heads(counts)
    assert "<td>未比较，n不足10 <small>not compared: n &lt; 10</small></td>" in str(
        table_html(pd.DataFrame({"note": ["not compared: n < 10"]}))
    )
    assert "<td>及格 <small>passes</small></td>" in str(table_html(checklist(load("mystery_visits"))))
    html = table_html(pd.DataFrame({"dimension": ["empathy"], "level": ["total"], "branch": ["line"]}))
    assert "<td>移情性 <small>empathy</small></td>" in str(html)
    assert "<td>total</td>" in str(html)
    assert "<td>line</td>" in str(html)


def test_the_long_column_stays_in_the_table_and_out_of_its_html() -> None:
    result = servqual.gaps(load("bank_branch"))
    for language in ("zh", "en"):
        use(language)
        assert "convention" not in str(table_html(result))
        assert "convention" in str(table_html(result[["convention"]])), "unless it alone was asked for"
    assert "convention" in result


def test_nothing_but_the_html_changes() -> None:
    use("zh")
    result = servqual.gaps(load("bank_branch"))
    before = result.copy(deep=True)
    text = repr(result)
    table_html(result)
    series_html(result["gap"])
    pd.testing.assert_frame_equal(result, before)
    assert repr(result) == text


def test_in_english_a_table_is_as_pandas_shows_it_and_a_series_is_text() -> None:
    table = load("bank_branch")
    assert table_html(table) == table._repr_html_()  # type: ignore[operator]
    assert series_html(table["perception_1"]) is None


def test_in_chinese_a_series_is_a_table_with_one_column() -> None:
    use("zh")
    shown = heads(series_html(servqual.gaps(load("bank_branch"))["gap"]))
    assert {"差距 gap", "可靠性 reliability"} <= set(shown)
    assert "0.5" in str(series_html(pd.Series([0.5], index=["a"])))


def test_names_that_look_like_html_stay_escaped() -> None:
    use("zh")
    assert "<b>" not in str(table_html(pd.DataFrame({"<b>": [1]}, index=["a & b"])))


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (178000000.0, "1.78亿", "178,000,000"),
        (4023600.0, "402.36万", "4,023,600"),
        (130029.0, "130,029", "130,029"),
        (20000.0, "2万", "20,000"),
        (95714.0, "95,714", "95,714"),
        (-2378814.9, "-237.9万", "-2,378,815"),
        (99999.6, "10万", "100,000"),
        (0.0, "0", "0"),
        (0.25, "0.25", "0.25"),
        (1234.56, "1,235", "1,235"),
    ],
)
def test_large_numbers_are_written_as_people_do(value: float, zh: str, en: str) -> None:
    for language, written in (("zh", zh), ("en", en)):
        use(language)
        assert amount(value) == written


def test_only_decimal_columns_with_large_numbers_are_written_so() -> None:
    use("zh")
    table = pd.DataFrame(
        {"assets": [4023600.0, None], "gap": [-0.5, 1.25], "student": [20260001, 20260002], "n_used": [600, 20]}
    )
    html = str(table_html(table))
    assert "<td>402.36万</td>" in html
    assert "<td>NaN</td>" in html
    assert "<td>20260001</td>" in html
    assert "<td>-0.50</td>" in html
    assert "万" not in str(table_html(pd.concat([table] * 100)))


@pytest.fixture
def shell() -> Iterator[InteractiveShell]:
    shell = InteractiveShell.instance(colors="nocolor")
    yield shell
    InteractiveShell.clear_instance()


def test_use_lets_a_notebook_show_tables_so_and_text_stays(shell: InteractiveShell) -> None:
    use("zh")
    table = pd.DataFrame({"gap": [1.0]})
    formats, _ = shell.display_formatter.format(table)  # type: ignore[misc, union-attr]
    assert "差距 <small>gap</small>" in formats["text/html"]
    assert formats["text/plain"] == repr(table)
    use("en")
    formats, _ = shell.display_formatter.format(table)  # type: ignore[misc, union-attr]
    assert formats["text/html"] == table._repr_html_()  # type: ignore[operator]
    formats, _ = shell.display_formatter.format(table["gap"])  # type: ignore[misc, union-attr]
    assert set(formats) == {"text/plain"}


@pytest.mark.parametrize(
    ("verdict", "shown"),
    [
        ("within limits", "在控制限以内"),
        ("above limit, overdispersed", "高于控制限，过度离散"),
        ("cannot tell, overdispersed, tied", "无法判断，过度离散，并列"),
        ("signal high", "信号，偏高"),
        ("no change found", "没有找到变化"),
        ("decided late, extension not counted", "决定超期，登记的延期不算数"),
        ("not decided, late", "没有决定，已超期"),
        ("better than before, leavers left out", "比以前好，没算离开的人"),
        ("regression to the mean possible", "可能有向均值回归"),
        ("no stable groups", "没有稳定的组"),
        ("stopped: refused", "停止：客户拒绝过"),
        ("before and after: no control", "只有前后对比，没有对照"),
    ],
)
def test_verdicts_on_complaints_are_told_in_chinese(verdict: str, shown: str) -> None:
    use("zh")
    assert f"{shown} <small>{verdict}</small>" in str(table_html(pd.DataFrame({"note": [verdict]})))


def test_a_cell_that_only_ends_like_a_verdict_stays() -> None:
    use("zh")
    assert (
        "<small>"
        not in str(table_html(pd.DataFrame({"words": ["two teams, tied"]}, index=["B01"]))).split("<tbody>")[1]
    )


def test_several_notes_in_one_cell_are_neither_cut_nor_left_in_english() -> None:
    use("zh")
    notes = "against the others; no answer above 5; alpha rises without it"
    shown = str(table_html(pd.DataFrame({"note": [notes]})))
    assert "…" not in shown
    assert "..." not in shown
    assert f"<small>{notes}</small>" in shown
    assert all(words in shown for words in ("与其余题相反", "没有高于5的答案", "删掉它α会上升"))
