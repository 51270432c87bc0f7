"""A survey's table knows its questionnaire, through pandas and files; where it does not, nothing is scored."""

import ast
import json
import pickle
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from fsq_lab import plots
from fsq_lab.checks.practice import exercise
from fsq_lab.explorers.weighting import explore_weights
from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.report import evaluation
from fsq_lab.scoring import servqual, tallies
from fsq_lab.survey import sheets
from fsq_lab.survey.carrying import CarriedInstrument, carry, name_of, questionnaire_of
from fsq_lab.survey.instrument_files import read_instrument
from fsq_lab.survey.instruments import instrument, shipped
from fsq_lab.survey.loading import draw, load
from fsq_lab.survey.questionnaire import Instrument
from fsq_lab.survey.reading import read_survey

BRANCH = instrument("bank_branch")
OTHERS = [
    (
        item.number,
        "tangibles" if item.number in (5, 6, 7, 8, 9) else "reliability",
        f"题{item.number}",
        f"Item {item.number}",
    )
    for item in BRANCH.items
]
SCORES: dict[str, Callable[..., pd.DataFrame]] = {
    "dimensions": servqual.dimensions,
    "gaps": servqual.gaps,
    "servperf": servqual.servperf,
    "compare": servqual.compare,
    "ceiling": servqual.ceiling,
    "profile": servqual.profile,
    "weights": servqual.weights,
    "weighted": servqual.weighted,
    "tally": tallies.tally,
}


def others() -> Instrument:
    """Return somebody's own questionnaire: the same 22 columns, other items in other dimensions."""
    table = pd.DataFrame(OTHERS, columns=["id", "of", "zh", "en"])
    table.attrs["name"] = "own"
    return read_instrument(table)


def bare(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table as it comes out of a CSV file: with nothing beside its columns."""
    stripped = table.copy()
    stripped.attrs = {}
    return stripped


def refusal(score: Callable[[], object]) -> CourseError:
    with pytest.raises(CourseError) as refused:
        score()
    return refused.value


# ---- the wrong questionnaire


def test_a_table_of_another_questionnaire_with_the_same_columns_is_not_scored_as_the_branchs(tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    bare(load("bank_branch")[["respondent", *BRANCH.item_columns]]).to_csv(file, index=False)
    own = read_survey(file, others()).table
    wrong = servqual.gaps(load("bank_branch"))["gap"]["reliability"]
    right = servqual.gaps(own)["gap"]["reliability"]
    assert abs(right - wrong) > 0.3
    assert servqual.gaps(own)["gap"]["tangibles"] == pytest.approx(wrong)
    assert refusal(lambda: servqual.gaps(own, instrument="bank_branch")).key == "instrument.two"
    assert refusal(lambda: servqual.gaps(pd.read_csv(file))).key == "instrument.lost"
    assert servqual.gaps(pd.read_csv(file), instrument=others())["gap"]["reliability"] == right


@pytest.mark.parametrize("name", SCORES)
def test_no_score_takes_a_table_without_its_questionnaire(name: str) -> None:
    survey, score = load("bank_branch"), SCORES[name]
    plain = bare(survey)
    told = refusal(lambda: score(plain))
    assert told.key == "instrument.lost"
    assert refusal(lambda: score(survey, instrument="mobile_bank")).key == "instrument.two"
    expected = score(survey)
    assert_frame_equal(score(plain, instrument="bank_branch"), expected)
    plain.attrs = survey.attrs
    assert_frame_equal(score(plain), expected)


def test_the_zone_the_blocks_and_explorers_ask_for_the_questionnaire_too() -> None:
    assert refusal(lambda: servqual.tolerance(bare(load("insurance")))).key == "instrument.lost"
    assert refusal(lambda: servqual.blocks(bare(load("bank_branch")))).key == "instrument.lost"
    assert refusal(lambda: explore_weights(bare(load("bank_branch")))).key == "instrument.lost"
    assert explore_weights(bare(load("bank_branch")), "bank_branch").shown["text"]


def defaults(source: str) -> Iterator[str]:
    """Yield the parameters called instrument whose default is something."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            named = [*node.args.posonlyargs, *node.args.args]
            with_default = list(zip(named[len(named) - len(node.args.defaults) :], node.args.defaults, strict=True))
            with_default += list(zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True))
            for argument, default in with_default:
                if argument.arg == "instrument" and default is not None and ast.unparse(default) != "None":
                    yield f"{node.name}({argument.arg}={ast.unparse(default)})"


def test_no_function_has_a_questionnaire_by_default(root: Path) -> None:
    found = [one for file in (root / "fsq_lab").rglob("*.py") for one in defaults(file.read_text(encoding="utf-8"))]
    assert found == []
    assert list(defaults("def gaps(table, instrument='bank_branch'): ...")) == ["gaps(instrument='bank_branch')"]
    assert list(defaults("def gaps(table, *, instrument='a'): ...\ndef weights(instrument=None): ...")) == [
        "gaps(instrument='a')"
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_refusals_say_what_to_write(language: str) -> None:
    use(language)
    survey = load("bank_branch")
    lost = str(refusal(lambda: servqual.gaps(bare(survey))))
    assert 'instrument="bank_branch"' in lost
    assert "table.attrs = survey.attrs" in lost
    two = str(refusal(lambda: servqual.gaps(survey, instrument="securities")))
    assert "bank_branch" in two
    assert "securities" in two
    survey.attrs = {"instrument": "own"}
    assert 'instrument="own.yml"' in str(refusal(lambda: servqual.gaps(survey)))


# ---- through pandas


KEPT: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "query": lambda survey: survey.query("branch == 'B07'"),
    "mask": lambda survey: survey[survey["branch"] == "B07"],
    "columns": lambda survey: survey[BRANCH.item_columns],
    "loc": lambda survey: survey.loc[:100],
    "iloc": lambda survey: survey.iloc[:100],
    "head": lambda survey: survey.head(100),
    "sample": lambda survey: survey.sample(100, random_state=1),
    "assign": lambda survey: survey.assign(older=survey["age_band"] == "60+"),
    "drop": lambda survey: survey.drop(columns="branch"),
    "dropna": lambda survey: survey.dropna(subset=["branch"]),
    "rename": lambda survey: survey.rename(columns={"branch": "outlet"}),
    "sort": lambda survey: survey.sort_values("branch"),
    "index": lambda survey: survey.set_index("respondent").reset_index(),
    "types": lambda survey: survey.convert_dtypes(),
    "copy": lambda survey: survey.copy(),
    "deep copy": deepcopy,
    "one group": lambda survey: survey.groupby("branch").get_group("B07"),
    "each group": lambda survey: next(part for _, part in survey.groupby("branch")),
    "sample of each group": lambda survey: survey.groupby("branch").sample(5, random_state=1),
    "concat of parts": lambda survey: pd.concat([survey.head(100), survey.tail(100)]),
    "concat of two loads": lambda survey: pd.concat([survey, load("bank_branch")], ignore_index=True),
    "merge with itself": lambda survey: survey.merge(survey[["respondent"]], on="respondent"),
    "pickle": lambda survey: pickle.loads(pickle.dumps(survey)),
}
EXTRA = pd.DataFrame({"branch": ["B07"], "city": ["北京"]})
LOST: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "merge with another table": lambda survey: survey.merge(EXTRA, on="branch", how="left"),
    "join": lambda survey: survey.join(EXTRA.set_index("branch"), on="branch"),
    "concat of two questionnaires": lambda survey: pd.concat([survey, load("mobile_bank")]),
    "concat with a bare table": lambda survey: pd.concat([survey, bare(survey)]),
    "a new table": pd.DataFrame,
}


@pytest.mark.parametrize("step", KEPT)
def test_pandas_keeps_the_questionnaire(step: str) -> None:
    survey = load("bank_branch")
    part = KEPT[step](survey)
    assert questionnaire_of(part) == BRANCH
    assert_frame_equal(servqual.servperf(part), servqual.servperf(bare(part), instrument="bank_branch"))


def test_a_function_applied_to_each_group_scores_it() -> None:
    total = load("bank_branch").groupby("branch").apply(lambda part: servqual.gaps(part, by="total")["gap"].iloc[0])
    by_group = servqual.gaps(load("bank_branch"), by="total", group="branch")["gap"].droplevel("total")
    assert total.to_dict() == pytest.approx(by_group.to_dict())


@pytest.mark.parametrize("step", LOST)
def test_where_pandas_drops_the_questionnaire_scoring_refuses_and_both_remedies_work(step: str) -> None:
    survey = load("bank_branch")
    part = LOST[step](survey)
    assert refusal(lambda: servqual.servperf(part)).key == "instrument.lost"
    named = servqual.servperf(part, instrument="bank_branch")
    part.attrs = survey.attrs
    assert_frame_equal(servqual.servperf(part), named)


def test_an_own_questionnaire_read_twice_is_equal_by_value() -> None:
    columns = {column: [5.0, 6.0] for column in BRANCH.item_columns}
    one, other = (carry(pd.DataFrame(columns), others()) for _ in range(2))
    assert one.attrs["instrument"] is not other.attrs["instrument"]
    assert questionnaire_of(pd.concat([one, other])) == others()
    changed = replace(others(), scale=BRANCH.scale.__class__(1, 5))
    assert one.attrs["instrument"] != CarriedInstrument(changed)
    assert refusal(lambda: questionnaire_of(pd.concat([one, carry(one, changed)]))).key == "instrument.lost"
    assert one.attrs["instrument"] != "own"


def test_what_is_carried_cannot_be_changed_and_is_never_copied() -> None:
    carried = load("bank_branch").attrs["instrument"]
    assert deepcopy(carried) is carried
    assert deepcopy({"instrument": carried})["instrument"] is carried
    assert load("bank_branch").query("branch == 'B07'").attrs["instrument"].questionnaire is carried.questionnaire
    with pytest.raises(AttributeError):
        carried.questionnaire.id = "other"
    again = pickle.loads(pickle.dumps(carried))
    assert again == carried
    assert hash(again) == hash(carried)


def test_what_people_put_into_attrs_themselves_is_understood_or_refused() -> None:
    table = bare(load("bank_branch"))
    for entry in ("bank_branch", BRANCH, CarriedInstrument(BRANCH)):
        table.attrs["instrument"] = entry
        assert questionnaire_of(table) == BRANCH
    for entry in (5, "own.yml", "", "bank_branch+nothing"):
        table.attrs["instrument"] = entry
        assert refusal(lambda: questionnaire_of(table)).key == "instrument.only_a_name"


def test_carrying_leaves_the_table_given_as_it_was() -> None:
    table = bare(load("bank_branch"))
    carrying = carry(table, BRANCH)
    carrying["branch"] = "B00"
    assert table.attrs == {}
    assert_frame_equal(table, bare(load("bank_branch")))


# ---- through files


def test_as_json_a_questionnaire_is_its_name() -> None:
    assert json.loads(json.dumps(load("securities").attrs))["instrument"] == "securities"
    joined = carry(load("bank_branch"), instrument("bank_branch+finance_blocks"))
    assert json.dumps(joined.attrs["instrument"]) == '"bank_branch+finance_blocks"'


@pytest.mark.parametrize("name", ["bank_branch", "insurance", "bank_branch+finance_blocks"])
def test_a_name_out_of_a_file_is_enough_for_a_shipped_questionnaire(name: str) -> None:
    table = bare(load(name.partition("+")[0]))
    table.attrs = json.loads(json.dumps(carry(table, instrument(name)).attrs))
    assert type(table.attrs["instrument"]) is str
    assert questionnaire_of(table) == instrument(name)


def test_a_name_of_ones_own_is_refused_until_the_questionnaire_is_named() -> None:
    table = bare(load("bank_branch"))
    table.attrs = json.loads(json.dumps(carry(table, others()).attrs))
    assert refusal(lambda: servqual.gaps(table)).key == "instrument.only_a_name"
    assert questionnaire_of(table, others()) == others()
    assert refusal(lambda: servqual.gaps(table, instrument="bank_branch")).key == "instrument.two"


def test_a_file_never_takes_an_own_questionnaire_for_the_shipped_one_of_the_same_id() -> None:
    taken = replace(others(), id="bank_branch")
    assert name_of(taken) != "bank_branch"
    table = bare(load("bank_branch"))
    table.attrs = json.loads(json.dumps(carry(table, taken).attrs))
    assert refusal(lambda: servqual.gaps(table)).key == "instrument.only_a_name"
    assert questionnaire_of(table, taken) == taken


def test_parquet_keeps_the_name(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    survey = load("bank_branch")
    survey.to_parquet(tmp_path / "survey.parquet")
    again = pd.read_parquet(tmp_path / "survey.parquet")
    assert_frame_equal(servqual.gaps(again), servqual.gaps(survey))
    assert again.attrs["synthetic_seed"] == survey.attrs["synthetic_seed"]
    tally = tallies.read(tmp_path / "survey.parquet", group="branch")
    assert_frame_equal(tallies.gaps(tally), servqual.gaps(survey, group="branch"))
    assert refusal(lambda: tallies.read(tmp_path / "survey.parquet", "mobile_bank")).key == "instrument.two"
    whole = tallies.add([tally, tallies.tally(survey, group="branch")])
    assert questionnaire_of(whole) == BRANCH
    survey.to_csv(tmp_path / "survey.csv", index=False)
    assert refusal(lambda: tallies.read(tmp_path / "survey.csv")).key == "instrument.lost"


# ---- two tables, results, checks, reports


def test_results_carry_the_questionnaire_by_which_they_were_computed() -> None:
    survey = load("bank_branch")
    for score in SCORES.values():
        assert questionnaire_of(score(survey)) == BRANCH
        assert questionnaire_of(score(bare(survey), instrument=BRANCH)) == BRANCH


def test_tables_of_two_questionnaires_do_not_meet_in_one_chart_or_one_tally() -> None:
    branch, app = load("bank_branch"), load("mobile_bank")
    chart = lambda: plots.weight_gap(servqual.weights(branch), servqual.gaps(app))  # noqa: E731
    assert refusal(chart).key == "instrument.two_tables"
    assert refusal(lambda: tallies.add([tallies.tally(branch), tallies.tally(app)])).key == "instrument.two_tables"
    part = tallies.tally(branch)
    part.attrs = {}
    assert refusal(lambda: tallies.add([part, part])).key == "tallies.lost"


def test_a_part_of_a_joined_questionnaire_may_be_named() -> None:
    joined = carry(load("bank_branch"), instrument("bank_branch+finance_blocks"))
    assert questionnaire_of(joined, "bank_branch") == BRANCH
    assert questionnaire_of(joined, "finance_blocks") == instrument("finance_blocks")
    assert refusal(lambda: questionnaire_of(joined, "securities")).key == "instrument.two"


@pytest.mark.parametrize("student", [None, "20260001"])
def test_loaded_drawn_and_exercise_tables_carry_the_questionnaire_of_their_name(student: str | None) -> None:
    check = exercise("03_servqual", student=student)
    for name in set(shipped()) - {"finance_blocks", "campus_bank"}:
        assert questionnaire_of(load(name, student=student)) == instrument(name)
        assert questionnaire_of(draw(name, 7)) == instrument(name)
        assert questionnaire_of(check.load(name)) == instrument(name)
    assert "instrument" not in load("complaints_banks").attrs


@pytest.mark.parametrize("name", ["bank_branch", "bank_branch+finance_blocks"])
def test_a_report_reads_its_file_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    table = load("bank_branch").head(30)
    for column in instrument("finance_blocks").item_columns:
        table[column] = 5.0
    table.to_csv(tmp_path / "answers.csv", index=False)
    read: list[Path] = []

    def counting(path: Path, *rest: object) -> sheets.Grid:
        read.append(path)
        return sheets.read_grid(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(evaluation, "read_grid", counting)
    html = evaluation.evaluate(tmp_path / "answers.csv", name)
    assert '<section id="blocks">' in html
    assert len(read) == 1


def test_a_file_of_the_courses_synthetic_data_says_so_and_another_does_not(root: Path, tmp_path: Path) -> None:
    file = root / "datasets" / "synthetic" / "bank_branch.csv"
    assert read_survey(file, "bank_branch").table.attrs["synthetic_seed"] == load("bank_branch").attrs["synthetic_seed"]
    export = root / "datasets" / "exports" / "branch_survey_gb18030.csv"
    assert "synthetic_seed" in read_survey(export, "bank_branch").table.attrs
    (tmp_path / "own.csv").write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert "synthetic_seed" not in read_survey(tmp_path / "own.csv", "bank_branch").table.attrs
