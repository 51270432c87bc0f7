"""The data appendix: tables to save that do no harm, in the reader's language."""

import base64
import re
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest

from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import LANGUAGES, use
from fsq_lab.report import appendix
from fsq_lab.report import evaluation as report
from fsq_lab.scoring import reliability, servqual
from fsq_lab.survey.instruments import instrument
from fsq_lab.survey.loading import load

BRANCH = instrument("bank_branch")
HOSTILE = ['=HYPERLINK("http://evil.example","x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "＝1+1"]
ENGLISH = re.compile(r"[A-Za-z]{2,}")
NAMES_IN_LATIN = {"Welch", "Bonferroni", "Mann", "Whitney", "Holm", "Feldt", "Spearman", "Brown"}


def saved(html: str) -> dict[str, str]:
    links = re.findall(r'download="([\w.]+)\.csv" href="data:text/csv;charset=utf-8;base64,([^"]+)"', html)
    return {name: base64.b64decode(data).decode("utf-8-sig") for name, data in links}


def hostile() -> pd.DataFrame:
    table = load("bank_branch")
    return table.assign(branch=[HOSTILE[place % len(HOSTILE)] for place in range(len(table))])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_saved_that_a_spreadsheet_takes_for_a_formula(language: str) -> None:
    use(language)
    files = saved(appendix.appendix({"comparison": servqual.compare(hostile())}, BRANCH))
    assert files
    for text in files.values():
        table = pd.read_csv(StringIO(text), dtype=str, keep_default_na=False)
        groups = table.iloc[:, 0].tolist()
        assert sorted(groups) == sorted(f"'{name}" for name in HOSTILE)


def test_negative_numbers_stay_numbers() -> None:
    text = saved(appendix.appendix({"gaps": servqual.gaps(load("bank_branch"))}, BRANCH))["gaps"]
    assert pd.read_csv(StringIO(text))["gap"].max() < 0
    assert "'-" not in text


def test_a_chinese_report_saves_each_table_in_chinese_and_with_the_plain_names() -> None:
    use("zh")
    gaps = servqual.gaps(load("bank_branch"))
    files = saved(appendix.appendix({"gaps": gaps}, BRANCH))
    assert list(files) == ["gaps.zh", "gaps"]
    chinese = pd.read_csv(StringIO(files["gaps.zh"]))
    assert list(chinese.columns)[:4] == ["维度", "期望均值", "感知均值", "差距（感知−期望）"]
    assert chinese.iloc[0, 0] == "有形性"
    assert chinese["差距（感知−期望）"].tolist() == pytest.approx(gaps["gap"].tolist())
    assert chinese["计算约定"].iloc[0].endswith("95% t区间")
    use("en")
    assert list(saved(appendix.appendix({"gaps": gaps}, BRANCH))) == ["gaps"]


@pytest.mark.parametrize("name", ["bank_branch", "mobile_bank", "securities", "insurance"])
def test_no_english_is_left_in_a_chinese_reports_appendix(name: str) -> None:
    use("zh")
    html = report.evaluate(course_folder() / "datasets" / "synthetic" / f"{name}.csv", name)
    shown = html.split('id="appendix"')[1].split("<details>")[0]
    words = set(ENGLISH.findall(re.sub(r"<[^>]*>", " ", shown)))
    assert words <= NAMES_IN_LATIN | {"CSV", "Excel"}
    for file, text in saved(html).items():
        if not file.endswith(".zh"):
            continue
        table = pd.read_csv(StringIO(text))
        heads = " ".join(table.columns)
        assert not ENGLISH.findall(heads.replace("Holm", "").replace("Welch", "")), (file, heads)
        rules = " ".join(table["计算约定"].astype(str).unique())
        assert set(ENGLISH.findall(rules)) <= NAMES_IN_LATIN, (file, rules)


DOUBTFUL = {
    "reversed": pd.DataFrame({"a": [5, 4, 5, 4, 3, 5, 2], "b": [1, 2, 1, 1, 3, 2, 4], "c": [5, 4, 4, 5, 3, 5, 2]}),
    "copies": pd.DataFrame({"a": [1, 2, 3, 4, 5], "b": [1, 2, 3, 4, 5], "c": [2, 1, 3, 5, 4]}),
    "unlike": pd.DataFrame({"a": [1, 4, 7, 2, 6], "b": [4, 4, 5, 4, 5], "c": [2, 4, 6, 2, 7]}),
    "few left": pd.DataFrame({"a": [1, 2, 3, *[None] * 5], "b": [2, 1, 3, *[4] * 5], "c": [1, 3, 3, *[4] * 5]}),
}


def rules_in(tables: dict[str, pd.DataFrame]) -> list[str]:
    return [
        rule
        for table in tables.values()
        for text in table["convention"].unique()
        for rule in appendix.unknown_rules(text)
    ]


def test_every_rule_that_scoring_writes_has_words_in_the_catalogue() -> None:
    branch, insurance = load("bank_branch"), load("insurance")
    few = branch.groupby("branch").head(12).drop(branch.index[:11])
    equal = branch.assign(**dict.fromkeys(BRANCH.item_columns, 5))
    tables = {
        "gaps": servqual.gaps(branch),
        "bootstrap": servqual.gaps(branch, interval="bootstrap", resamples=100),
        "total": servqual.gaps(branch, "total"),
        "groups": servqual.gaps(branch, group="branch"),
        "one": servqual.gaps(branch.head(1)),
        "equal": servqual.gaps(equal),
        "compared": servqual.compare(few, minimum_n=12),
        "compared by perception": servqual.compare(few, minimum_n=12, of="perception"),
        "equal and compared": servqual.compare(equal),
        "equal and compared by perception": servqual.compare(equal, of="perception"),
        "all answered": servqual.gaps(branch, needs="all"),
        "one answered": servqual.servperf(insurance, "total", "insurance", needs="one"),
        "all answered of an insurer": servqual.tolerance(insurance, needs="all"),
        "one answered of a branch": servqual.gaps(branch, needs="one"),
        "weights": servqual.weights(branch),
        "weighted": servqual.weighted(branch),
        "perception": servqual.servperf(branch, "total"),
        "profile": servqual.profile(branch),
        "tolerance": servqual.tolerance(insurance),
        "tolerance items": servqual.tolerance(insurance, by="item"),
        "tolerance by group": servqual.tolerance(insurance, group="insurer"),
        "not asked unknown": servqual.tolerance(insurance.drop(columns="line")),
        "profile by group": servqual.profile(insurance, "desired", "insurance", group="insurer"),
        "total of the insurer": servqual.servperf(insurance, "total", "insurance", group="line"),
        "weights by group": servqual.weights(branch, group="branch"),
        "ceiling": servqual.ceiling(branch),
        "ceiling of the minimum": servqual.ceiling(insurance, "minimum", "total", "insurance"),
        "order": servqual.against_lowest(branch),
        "order of perceptions": servqual.against_lowest(insurance, of="perception"),
        "order of equal ones": servqual.against_lowest(equal.assign(perception_1=4.0)),
    }
    assert rules_in(tables) == []
    assert "no interval: all differences are equal" in tables["order of equal ones"]["convention"].iloc[0]


def test_every_warning_of_an_alpha_has_words_in_the_catalogue() -> None:
    found = set()
    for table in DOUBTFUL.values():
        convention = reliability.alpha(table)["convention"]
        assert appendix.unknown_rules(convention) == []
        found |= {rule.split(":")[1].split(",")[0] for rule in convention.split("; ") if rule.startswith("warning")}
    assert len(found) == len(DOUBTFUL) + 1  # a negative alpha also names the item


def test_the_gate_on_rules_can_fail() -> None:
    assert appendix.unknown_rules("pairs only; counted on Tuesdays") == ["counted on Tuesdays"]
    use("zh")
    assert appendix.convention("pairs only; counted on Tuesdays").endswith("；counted on Tuesdays")


def test_a_rules_parentheses_are_not_taken_apart() -> None:
    use("zh")
    told = appendix.convention("95% simultaneous t interval (Welch; Bonferroni, 12 comparisons); pairs only")
    assert "12次比较" in told
    assert told.count("；") == 2


def test_inputs_stay_as_they_were() -> None:
    gaps = servqual.compare(hostile())
    before = gaps.copy()
    appendix.appendix({"comparison": gaps}, BRANCH)
    pd.testing.assert_frame_equal(gaps, before)


def test_english_shows_the_conventions_as_scoring_writes_them(tmp_path: Path) -> None:
    use("en")
    for text in servqual.compare(load("bank_branch"))["convention"].unique():
        assert appendix.convention(text).replace("Branch", "branch") == text
