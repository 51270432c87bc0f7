"""What the evaluation report promises, for good surveys and for bad ones."""

import base64
import os
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest
from outline import Outline
from typer.testing import CliRunner

from fsq_lab import cli
from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import LANGUAGES, CourseError, message, use
from fsq_lab.report import digits
from fsq_lab.report import evaluation as report
from fsq_lab.report.sheets_used import sheets_used
from fsq_lab.scoring import servqual
from fsq_lab.scoring.tolerance import LEVELS
from fsq_lab.survey import sheets
from fsq_lab.survey.instruments import instrument
from fsq_lab.survey.loading import load
from fsq_lab.survey.reading import read_survey

DATASETS = course_folder() / "datasets"
BLOCKS = instrument("finance_blocks")
BRANCHES = ["B01", "B07", "B11"]
PERCEPTIONS = [f"perception_{item}" for item in range(1, 23)]


def save(folder: Path, change: Callable[[pd.DataFrame], pd.DataFrame] = lambda table: table, rows: int = 90) -> Path:
    """Save some of the course's survey as a survey file, changed in one way."""
    table = load("bank_branch")
    table = table[table["branch"].isin(BRANCHES)].head(rows)
    file = folder / "调查.csv"
    change(table.copy()).to_csv(file, index=False)
    return file


def evaluate(file: Path, name: str = "bank_branch", **options: str) -> Outline:
    return Outline(report.evaluate(file, name, **options))  # type: ignore[arg-type]


def section(html: str, name: str) -> str:
    [found] = re.findall(rf'<section id="{name}">.*?</section>', html, re.DOTALL)
    return str(found).replace(' class="number"', "")


def refusal(file: Path, name: str = "bank_branch", **options: str) -> CourseError:
    with pytest.raises(CourseError) as caught:
        evaluate(file, name, **options)
    return caught.value


def downloads(html: str) -> dict[str, pd.DataFrame]:
    links = re.findall(r'download="(\w+)\.csv" href="data:text/csv;charset=utf-8;base64,([^"]+)"', html)
    return {name: pd.read_csv(StringIO(base64.b64decode(data).decode("utf-8-sig"))) for name, data in links}


# ---- a whole report


@pytest.fixture(scope="module", params=LANGUAGES)
def full(request: pytest.FixtureRequest) -> tuple[str, str]:
    use(request.param)
    return request.param, report.evaluate(DATASETS / "synthetic" / "bank_branch.csv", "bank_branch")


def test_the_page_is_sound_and_loads_nothing(full: tuple[str, str]) -> None:
    _, html = full
    outline = Outline(html)
    assert (outline.faults, outline.open) == ([], [])
    addresses = [value for _, attrs in outline.elements for name, value in attrs.items() if name in ("src", "href")]
    assert addresses
    assert all(str(address).startswith("data:") for address in addresses)
    assert "<script" not in html
    assert "url(" not in html
    assert "@import" not in html


def test_the_first_sentences_name_the_lowest_dimension_and_the_branch_with_n(full: tuple[str, str]) -> None:
    language, html = full
    head = html.split('class="headline"')[1].split("</section>")[0]
    lowest = servqual.gaps(load("bank_branch")).loc["reliability"]
    value = f"{lowest['gap']:.2f}".replace("-", "−")
    assert value in head
    assert str(lowest["n_used"]) in head
    assert "B07" in head
    assert {"zh": "各维度全部低于期望", "en": "lower in every dimension"}[language] in head


def test_every_section_is_there_and_none_is_left_out(full: tuple[str, str]) -> None:
    _, html = full
    names = re.findall(r'<section id="(\w+)">', html)
    assert names == [
        *["responses", "gaps", "comparison", "weights", "items", "ceiling", "reliability"],
        *["dimensions_counted", "importance_map", "hangs_on", "caveats", "appendix"],
    ]
    assert 'class="left-out"' not in html


def test_every_chart_tells_in_words_what_it_shows(full: tuple[str, str]) -> None:
    language, html = full
    images = [attrs for tag, attrs in Outline(html).elements if tag == "img"]
    assert len(images) == 8
    for attrs in images:
        assert len(str(attrs["alt"])) > 60
        assert {"zh": "n＝", "en": "n = "}[language] in str(attrs["alt"])


def test_every_table_of_estimates_has_n_and_every_download_its_convention(full: tuple[str, str]) -> None:
    _, html = full
    tables = re.findall(r"<table.*?</table>", html, re.DOTALL)
    assert len(tables) >= 6
    assert all('<th scope="col">n</th>' in table for table in tables)
    for name, table in downloads(html).items():
        assert "convention" in table, name
        assert "n_used" in table, name


def test_the_downloads_are_the_scoring_tables(full: tuple[str, str]) -> None:
    _, html = full
    found = downloads(html)
    survey = load("bank_branch")
    pd.testing.assert_frame_equal(found["gaps"].set_index("dimension"), servqual.gaps(survey), check_dtype=False)
    assert set(found) >= {"gaps_items", "comparison", "comparison_dimensions", "weights", "reliability", "ceiling"}
    assert len(found["gaps_items"]) == 22


def test_synthetic_data_are_called_so_and_a_copy_too(tmp_path: Path) -> None:
    copy = tmp_path / "mine.csv"
    copy.write_bytes((DATASETS / "exports" / "branch_survey_gb18030.csv").read_bytes())
    assert "Synthetic data" in evaluate(copy).text
    assert "Synthetic data" not in evaluate(save(tmp_path)).text


def test_the_response_summary_tells_what_was_dropped_and_repeats(tmp_path: Path) -> None:
    text = evaluate(DATASETS / "exports" / "branch_survey_gb18030.csv").text
    assert "row 63 repeats row 18" in text
    assert "identify a person" in text
    assert "those that repeat an earlier one in every answer are counted only once in this report; left out: 1" in text


# ---- what the page is about, for a manager


def test_a_report_says_which_branch_which_months_and_how_many_answered() -> None:
    html = report.evaluate(DATASETS / "exports" / "branch_survey_gb18030.csv", "bank_branch")
    subject = re.search('<dl class="subject">.*?</dl>', html)
    assert subject is not None
    told = re.findall("<dt>(.*?)</dt><dd>(.*?)</dd>", subject[0])
    repeats = "61; identical to another in every answer and not counted: 1"
    assert told == [("Institution", "B07"), ("Months", "2026-03"), ("Answered", repeats)]


def test_what_the_file_does_not_say_its_owner_may_and_else_the_page_says_so(tmp_path: Path) -> None:
    file = save(tmp_path, lambda table: table.drop(columns="branch"))
    advice: list[str] = []
    text = Outline(report.evaluate(file, "bank_branch", advise=advice.append)).text
    assert "not named in the file" in text
    assert "not in the file" in text
    assert sum("--institution" in line or "--months" in line for line in advice) == 2
    said = report.Asides(institution="城东支行", months="March 2026")
    text = Outline(report.evaluate(file, "bank_branch", asides=said, advise=advice.append)).text
    assert "城东支行" in text
    assert "March 2026" in text
    assert sum("--institution" in line or "--months" in line for line in advice) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_on_the_page_speaks_to_developers(tmp_path: Path, language: str) -> None:
    use(language)
    for change in (lambda table: table.drop(columns="branch"), lambda table: table.groupby("branch").head(3)):
        text = evaluate(save(tmp_path, change)).text
        assert not re.search("--[a-z]|mapping=|instrument=", text)
        assert "t区间" not in text.split({"zh": "数据表", "en": "Tables"}[language])[0]


def twice(table: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([table, table.head(3)], ignore_index=True)


def test_repeated_rows_are_out_and_told_and_may_be_kept(tmp_path: Path) -> None:
    file = save(tmp_path, twice, rows=60)
    advice: list[str] = []
    html = report.evaluate(file, "bank_branch", advise=advice.append)
    pd.testing.assert_frame_equal(
        downloads(html)["gaps"], downloads(report.evaluate(save(tmp_path, rows=60), "bank_branch"))["gaps"]
    )
    file = save(tmp_path, twice, rows=60)
    assert "not counted: 3" in Outline(html).text
    assert any("--keep-duplicates" in line for line in advice)
    kept = report.evaluate(file, "bank_branch", asides=report.Asides(keep_duplicates=True))
    assert "not counted: 3" not in Outline(kept).text
    assert "Rows that repeat another, or give the same answer throughout, are listed above and are still" in kept
    asked = instrument("bank_branch")
    expected = servqual.gaps(read_survey(file, asked).table, instrument=asked)
    assert downloads(kept)["gaps"]["n_used"].tolist() == expected["n_used"].tolist()


def test_sheets_that_may_agree_by_chance_are_no_repeats() -> None:
    blocks = instrument("finance_blocks")
    few = pd.DataFrame({column: [5.0, 5.0] for column in blocks.item_columns}).assign(respondent=["1", "2"])
    few.iloc[:, 4:-1] = float("nan")
    few["perception_101"] = 4.0
    straight = few.assign(**dict.fromkeys(blocks.item_columns, 5.0))
    varied = straight.assign(perception_101=4.0)
    found = [sheets_used(table, blocks, keep_duplicates=False)[1].repeated for table in (few, straight, varied)]
    assert found == [0, 0, 1]


def test_numbers_have_as_many_digits_as_their_n_carries(tmp_path: Path) -> None:
    def numbers(html: str) -> list[str]:
        table = section(html, "gaps").split("<caption>")[1]
        return re.findall(r"<td>(−?[\d.]+)</td><td>[^<]+ to [^<]+</td>", table)

    many = numbers(report.evaluate(DATASETS / "synthetic" / "bank_branch.csv", "bank_branch"))
    few = numbers(report.evaluate(save(tmp_path, rows=8), "bank_branch"))
    assert len(many) == len(few) == 6
    assert all(re.fullmatch(r"−?\d\.\d\d", one) for one in many)
    assert all(re.fullmatch(r"−?\d(\.\d)?", one) for one in few)


def test_no_bound_that_is_not_zero_is_shown_as_zero() -> None:
    assert digits.interval(-0.74, -0.04) == "−0.74 to −0.04"
    assert digits.interval(-1.74, -0.004) == "−1.740 to −0.004"


def test_intervals_beyond_the_scale_are_cut_there_and_the_page_says_so(tmp_path: Path) -> None:
    def torn(table: pd.DataFrame) -> pd.DataFrame:
        table = table.head(3).copy()
        table[[column for column in table if column.startswith("expectation_")]] = 4
        return table.assign(**{column: [7, 7, 1] for column in PERCEPTIONS})

    html = report.evaluate(save(tmp_path, torn), "bank_branch")
    cut = re.findall(r"(−?[\d.]+)\*", section(html, "gaps"))
    assert cut
    assert {abs(float(one.replace("−", "-"))) for one in cut} == {6}
    assert "went beyond the scale" in section(html, "gaps")
    assert "went beyond the scale" not in report.evaluate(save(tmp_path), "bank_branch")


# ---- words


def own(folder: Path, csv: str, items: int) -> Path:
    """Save answers and a questionnaire of one's own with perceptions alone."""
    rows = ["part,id,of,zh,en", "answer,perception,,感知,Perception"]
    rows += [f"item,{item},reliability,第{item}题,Item {item}" for item in range(1, items + 1)]
    (folder / "own.csv").write_text("\n".join(rows), encoding="utf-8")
    (folder / "a.csv").write_text(csv, encoding="utf-8")
    return folder / "a.csv"


def test_visits_without_an_answer_did_not_answer(tmp_path: Path) -> None:
    rows = ["5,6", "4,5", "6,6", "3,5", *[","] * 6]
    csv = "\n".join(["perception_1,perception_2,submitdate", *(f"{row},2026-03-01" for row in rows)])
    text = evaluate(own(tmp_path, csv, 2), str(tmp_path / "own.csv")).text
    assert "4; without any answer and not counted: 6" in text
    assert "those who answered: 4." in text
    assert "completed questionnaires: 4;" in text


def test_equal_means_are_not_called_equal_answers(tmp_path: Path) -> None:
    csv = "perception_1,perception_2,perception_3\n3,4,2\n4,3,2\n3,3,3\n2,4,3\n"
    text = evaluate(own(tmp_path, csv, 3), str(tmp_path / "own.csv")).text
    assert "the means of all 4 respondents are the same (their answers need not be)" in text
    assert "are genuine" not in text


def test_a_doubtful_alpha_is_never_shown_without_its_warning(tmp_path: Path) -> None:
    rows = ["5,1,5", "4,2,4", "5,1,4", "4,1,5", "3,3,3", "5,2,5", "2,4,2"]
    csv = "\n".join(["perception_1,perception_2,perception_3", *rows])
    found = section(report.evaluate(own(tmp_path, csv, 3), str(tmp_path / "own.csv")), "reliability")
    assert "alpha is negative" in found
    assert "perhaps reverse-worded: perception_2" in found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["mobile_bank", "securities", "insurance"])
def test_every_shipped_questionnaire_has_a_report(name: str, language: str) -> None:
    use(language)
    html = report.evaluate(DATASETS / "synthetic" / f"{name}.csv", name)
    outline = Outline(html)
    assert (outline.faults, outline.open) == ([], [])
    assert ('id="tolerance"' in html) == (name == "insurance")
    assert ('id="gaps"' in html) == (name != "insurance")
    assert str(instrument(name).title) in outline.text


def test_the_zone_of_tolerance_leads_where_there_is_no_expectation() -> None:
    html = report.evaluate(DATASETS / "synthetic" / "insurance.csv", "insurance")
    head = html.split('class="headline"')[1].split("</section>")[0]
    assert "below the minimum in: Reliability (n = " in head
    assert "no test of differences" in section(html, "comparison")


# ---- what cannot be computed is left out, with the reason


def test_one_respondent_gets_no_interval_and_no_finding(tmp_path: Path) -> None:
    html = report.evaluate(save(tmp_path, rows=1), "bank_branch")
    assert "No interval can be given with n = 1" in html
    assert "lowest mean gap" not in html
    assert "at least two groups" in section(html, "comparison")
    assert "Alpha needs at least 3 respondents" in section(html, "reliability")


@pytest.mark.parametrize("answer", ["", "NE"])
def test_without_any_answer_every_section_says_why(tmp_path: Path, answer: str) -> None:
    def blank(table: pd.DataFrame) -> pd.DataFrame:
        table[PERCEPTIONS] = answer
        return table

    html = report.evaluate(save(tmp_path, blank), "bank_branch")
    assert "do not support a finding" in html
    assert "(n = 0)" in section(html, "gaps")
    assert "None of the" not in section(html, "weights")
    assert 'class="left-out"' in section(html, "items")


def test_a_dimension_of_no_experience_keeps_its_row_with_n_0(tmp_path: Path) -> None:
    def blank(table: pd.DataFrame) -> pd.DataFrame:
        table[[f"perception_{item}" for item in range(18, 23)]] = "NE"
        return table

    gaps = section(report.evaluate(save(tmp_path, blank), "bank_branch"), "gaps")
    assert '<th scope="row">Empathy</th><td>–</td><td>–</td><td>–</td><td>–</td><td>0</td>' in gaps
    assert '<th scope="row">All dimensions</th><td>–</td>' in gaps
    assert "Empathy (n = 0)" in gaps


def test_a_dimension_without_a_complete_respondent_has_no_alpha_and_says_so(tmp_path: Path) -> None:
    def blank(table: pd.DataFrame) -> pd.DataFrame:
        table["perception_1"] = None
        return table

    alphas = section(report.evaluate(save(tmp_path, blank), "bank_branch"), "reliability")
    assert alphas.count("Alpha needs at least 3 respondents") == 1
    assert "0 are complete" in alphas


def test_few_respondents_are_a_hint_only(tmp_path: Path) -> None:
    assert "first hint, not a result" in evaluate(save(tmp_path, rows=8)).text
    assert "first hint, not a result" not in evaluate(save(tmp_path)).text


def test_groups_below_the_minimum_are_named_and_not_compared(tmp_path: Path) -> None:
    def few(table: pd.DataFrame) -> pd.DataFrame:
        return table.groupby("branch").head(40).drop(table.index[table["branch"] == "B11"][5:])

    text = section(report.evaluate(save(tmp_path, few, rows=400), "bank_branch"), "comparison")
    assert "not compared, n below 10" in text
    assert "where n is at least 10" in text


def test_points_that_never_add_up_leave_the_weights_out_and_say_how_many(tmp_path: Path) -> None:
    def wrong(table: pd.DataFrame) -> pd.DataFrame:
        table["weight_empathy"] = 90
        return table

    weights = section(report.evaluate(save(tmp_path, wrong), "bank_branch"), "weights")
    assert "left out" in weights
    assert "add up to something else" in weights


def test_a_file_without_weights_says_so(tmp_path: Path) -> None:
    def without(table: pd.DataFrame) -> pd.DataFrame:
        return table.drop(columns=[column for column in table if column.startswith("weight_")])

    assert 'class="left-out"' in section(report.evaluate(save(tmp_path, without), "bank_branch"), "weights")


def test_overlapping_intervals_settle_no_order(tmp_path: Path) -> None:
    def alike(table: pd.DataFrame) -> pd.DataFrame:
        table[PERCEPTIONS] = table[PERCEPTIONS].to_numpy()[
            :, [*range(4, 9), *range(4, 9), *range(4, 9), *range(4, 9), 4, 5]
        ]
        return table

    assert "ncertain" in evaluate(save(tmp_path, alike)).text


def test_another_column_can_be_compared_and_an_unknown_one_is_refused(tmp_path: Path) -> None:
    file = save(tmp_path)
    assert "channel" in section(report.evaluate(file, "bank_branch", group="channel"), "comparison")
    error = refusal(file, group="region")
    assert error.key == "report.no_group"
    assert "branch" in str(error)


# ---- files that cannot be read as a survey are refused


def test_files_that_are_no_survey_of_this_questionnaire_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.csv").key == "survey.no_file"
    assert refusal(DATASETS / "synthetic" / "insurance.csv").key == "survey.missing_columns"
    (tmp_path / "empty.csv").write_bytes(b"")
    assert refusal(tmp_path / "empty.csv").key == "survey.empty_file"
    assert refusal(save(tmp_path, lambda table: table.iloc[:0])).key == "survey.no_rows"
    assert refusal(save(tmp_path), "nothing").key == "instrument.unknown"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_beyond_the_limit_is_refused_and_the_way_for_large_tables_named(tmp_path: Path, language: str) -> None:
    use(language)
    huge = tmp_path / "huge.xlsx"
    with huge.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(200_000_000)
    error = refusal(huge)
    assert error.key == "survey.too_large"
    assert "200" in str(error)
    assert f"{sheets.SIZE_LIMIT // 1_000_000}" in str(error)
    assert "fsq-lab evaluate" in str(error)


# ---- the command


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(cli.app, ["evaluate", *map(str, arguments)])
    return result.exit_code, result.output


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_writes_the_page_and_shows_its_progress_on_stderr(tmp_path: Path, language: str) -> None:
    out = tmp_path / "评价.html"
    result = CliRunner().invoke(
        cli.app,
        ["evaluate", str(save(tmp_path)), "--instrument", "bank_branch", "--lang", language, "--out", str(out)],
    )
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert message("report.reading") in result.stderr
    assert {"zh": 'lang="zh-CN"', "en": 'lang="en"'}[language] in out.read_text(encoding="utf-8")


def test_the_command_takes_a_map_of_headers(tmp_path: Path) -> None:
    file = save(tmp_path, lambda table: table.rename(columns={"perception_1": "QX"}))
    out = tmp_path / "r.html"
    assert run(file, "--instrument", "bank_branch", "--out", out)[0] == 2
    names = tmp_path / "map.yml"
    names.write_text("QX: perception_1\n", encoding="utf-8")
    assert run(file, "--instrument", "bank_branch", "--out", out, "--mapping", names)[0] == 0


@pytest.mark.parametrize(
    ("out", "told"), [("report.txt", ".html"), ("nowhere/report.html", "Make the folder"), ("folder.html", "--out")]
)
def test_a_place_that_cannot_be_written_is_refused_before_the_work(tmp_path: Path, out: str, told: str) -> None:
    (tmp_path / "folder.html").mkdir()
    code, output = run(save(tmp_path), "--instrument", "bank_branch", "--lang", "en", "--out", tmp_path / out)
    assert code == 2
    assert told in output


def test_a_folder_without_permission_is_told_with_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    file = save(tmp_path)
    monkeypatch.setattr(os, "replace", refuse)
    code, output = run(file, "--instrument", "bank_branch", "--lang", "en", "--out", tmp_path / "r.html")
    assert code == 2
    assert "Permission denied" in output


def test_html_in_answers_is_shown_as_text(tmp_path: Path) -> None:
    def nasty(table: pd.DataFrame) -> pd.DataFrame:
        table["branch"] = table["branch"].replace({"B07": "<b onclick=x>B07</b>"})
        table["<script>alert(1)</script>"] = "x"
        return table

    html = report.evaluate(save(tmp_path, nasty), "bank_branch")
    assert "<script>" not in html
    assert "<b onclick" not in html


# ---- the finance blocks in the same file


def with_blocks(table: pd.DataFrame, heads: str = "{id}", without: tuple[int, ...] = ()) -> pd.DataFrame:
    """Add the finance blocks' answers to a survey, under ids or wordings; nobody complained in every second row."""
    added = {}
    for item in BLOCKS.items:
        if item.number in without:
            continue
        answers = [str(3 + (row + item.number) % 4) for row in range(len(table))]
        if item.dimension == "complaint_handling":
            answers = ["NE" if row % 2 else answer for row, answer in enumerate(answers)]
        head = heads.format(id=f"perception_{item.number}", stem=BLOCKS.answers[0].stem.zh, item=item.wording.zh)
        added[head] = answers
    return pd.concat([table, pd.DataFrame(added, index=table.index)], axis=1)


@pytest.mark.parametrize("heads", ["{id}", "{stem}：{item}"])
def test_finance_blocks_in_the_file_are_shown_apart_from_the_dimensions(tmp_path: Path, heads: str) -> None:
    plain = report.evaluate(save(tmp_path), "bank_branch")
    html = report.evaluate(save(tmp_path, lambda table: with_blocks(table, heads)), "bank_branch")
    blocks = section(html, "blocks")
    for _, wording in BLOCKS.dimension_names:
        assert str(wording) in blocks
    assert "never added to the five" in blocks
    answers = with_blocks(load("bank_branch").head(90))[BLOCKS.item_columns].replace("NE", None).astype(float)
    expected = servqual.servperf(answers, "dimension", BLOCKS)
    saved = downloads(html)["blocks"].set_index("dimension")
    assert saved["n_used"].tolist() == expected["n_used"].tolist()
    assert saved.loc["complaint_handling", "n_used"] == 45
    assert section(html, "gaps") == section(plain, "gaps")
    assert "<dt>Not a question of the questionnaire" not in html
    assert 'id="blocks"' not in plain


def test_a_block_of_which_a_question_is_missing_is_named_and_not_scored(tmp_path: Path) -> None:
    html = report.evaluate(save(tmp_path, lambda table: with_blocks(table, without=(115,))), "bank_branch")
    blocks = section(html, "blocks")
    assert "perception_115" in blocks
    assert "Access for older" not in blocks
    assert "Privacy and security" in blocks


def test_other_columns_make_no_finance_block(tmp_path: Path) -> None:
    html = report.evaluate(save(tmp_path, lambda table: table.assign(remark="fine")), "bank_branch")
    assert 'id="blocks"' not in html


def test_a_map_may_name_questions_of_the_finance_blocks(tmp_path: Path) -> None:
    names = tmp_path / "names.yml"
    names.write_text("QX: perception_101\nQY: perception_1\n", encoding="utf-8")
    file = save(
        tmp_path, lambda table: with_blocks(table).rename(columns={"perception_101": "QX", "perception_1": "QY"})
    )
    html = report.evaluate(file, "bank_branch", mapping=names)
    assert "Outcome" in section(html, "blocks")
    assert "perception_101" not in section(html, "blocks")


def test_an_answer_off_the_scale_in_a_finance_block_is_refused_with_its_row(tmp_path: Path) -> None:
    def wrong(table: pd.DataFrame) -> pd.DataFrame:
        table = with_blocks(table)
        table.loc[table.index[4], "perception_103"] = "8"
        return table

    error = refusal(save(tmp_path, wrong))
    assert (error.key, error.values["row"], error.values["column"]) == ("survey.off_scale", 6, "perception_103")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_finance_blocks_alone_have_a_report_too(tmp_path: Path, language: str) -> None:
    use(language)
    file = save(tmp_path, lambda table: with_blocks(table)[[*BLOCKS.item_columns]])
    html = report.evaluate(file, "finance_blocks")
    assert 'id="blocks"' not in html
    assert str(BLOCKS.dimension_names[0][1]) in section(html, "perception")


# ---- the insurer's groups, and who is not counted


def test_an_insurers_groups_show_where_they_lie_in_the_zone_with_n_and_interval() -> None:
    html = report.evaluate(DATASETS / "synthetic" / "insurance.csv", "insurance")
    expected = servqual.tolerance(load("insurance"), by="total", group="insurer")
    groups = section(html, "comparison")
    for name, row in expected.droplevel(1).iterrows():
        told = digits.mean(row["msa"], row["msa_low"], row["msa_high"])
        assert f'<th scope="row">{name}</th><td>{told}</td>' in groups
        assert f"<td>{row['n_used']}</td></tr>" in groups
    assert "not adjusted for the number of groups" in groups


def test_an_insurers_groups_are_compared_by_perception_and_the_verdict_is_said(tmp_path: Path) -> None:
    table = load("insurance")
    low = table["insurer"] == "IN3"
    perceptions = [f"perception_{item}" for item in range(1, 23)]
    table.loc[low, perceptions] = (table.loc[low, perceptions] - 1).clip(lower=1)
    file = tmp_path / "insurance.csv"
    table.to_csv(file, index=False)
    html = report.evaluate(file, "insurance")
    found = servqual.compare(table, "insurer", instrument="insurance", of="perception").loc["IN3"]
    assert found["note"] == "lower"
    assert "Lower than the others together" in section(html, "comparison")
    head = html.split('class="headline"')[1].split("</section>")[0]
    assert "perception is lower than that of the others together in IN3" in head
    assert f"n = {found['n_used']}" in head


def test_who_was_not_asked_or_answered_too_little_is_counted_by_dimension(tmp_path: Path) -> None:
    def routed(table: pd.DataFrame) -> pd.DataFrame:
        table.loc[table["line"] == "life", [f"{answer}_{item}" for answer in LEVELS for item in (10, 11)]] = None
        return table

    table = load("insurance")
    result = servqual.tolerance(routed(table.copy()))
    file = tmp_path / "insurance.csv"
    routed(table.copy()).to_csv(file, index=False)
    zone = section(report.evaluate(file, "insurance"), "tolerance")
    assert result["n_excluded"].max() > 0
    for dimension, row in result[result["n_excluded"] > 0].iterrows():
        name = dict(instrument("insurance").dimension_names)[str(dimension)]
        assert f"{name} {row['n_excluded']}" in zone


def test_blocks_are_shown_group_by_group_without_a_total(tmp_path: Path) -> None:
    file = save(tmp_path, lambda table: with_blocks(table)[["age_band", *BLOCKS.item_columns]])
    html = report.evaluate(file, "finance_blocks", group="age_band")
    groups = section(html, "comparison")
    ages = pd.read_csv(file)["age_band"].nunique()
    assert 'class="left-out"' not in groups
    assert groups.count("<tr>") == 1 + ages * len(BLOCKS.dimensions)
    assert "there is no total" in groups
