"""The survey kit: its draft, its thirty answers and its commands work as the page says, in both languages."""

import codecs
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pandas as pd
import pytest
from page_blocks import blocks_of
from typer.testing import CliRunner

from fsq_lab.classroom.printed import questionnaire
from fsq_lab.classroom.survey_kit import write_kit
from fsq_lab.classroom.xlsform import xlsform
from fsq_lab.cli import app
from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.report.evaluation import Asides, evaluate
from fsq_lab.report.nonresponse import WhoWasAsked
from fsq_lab.report.reported_rates import weighted_promoters, weighted_share
from fsq_lab.scoring import net_promoter
from fsq_lab.statistics.intervals import proportion
from fsq_lab.survey.instrument_files import read_instrument
from fsq_lab.survey.instruments import instrument
from fsq_lab.survey.questionnaire import Wording
from fsq_lab.survey.reading import read_survey

PAGES = {"zh": "docs/survey-kit.zh.md", "en": "docs/survey-kit.md"}
ROOT = Path(__file__).parents[1]
RATES = {"zh": ("满意率", "净推荐值"), "en": ("Satisfaction rate", "Net promoter score")}


@pytest.fixture(params=LANGUAGES)
def kit(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    """Run the page's command for its files."""
    use(request.param)
    [line] = re.findall(r"^fsq-lab (survey kit .*)$", page_of(request.param), re.MULTILINE)
    made = CliRunner().invoke(app, [*line.split()[:-1], str(tmp_path / "kit")])
    assert made.exit_code == 0, made.output
    return request.param, tmp_path / "kit"


def page_of(language: str) -> str:
    return (ROOT / PAGES[language]).read_text(encoding="utf-8")


def test_the_kit_is_three_files_that_excel_reads_and_the_page_prints_its_draft(kit: tuple[str, Path]) -> None:
    language, folder = kit
    texts = {file.name: file.read_bytes() for file in folder.iterdir()}
    page = Path(PAGES[language]).name
    assert sorted(texts) == sorted(["answers.csv", "draft.csv", "margins.csv", page])
    assert texts.pop(page).decode("utf-8") == page_of(language)
    assert all(text.startswith(codecs.BOM_UTF8) for text in texts.values())
    [(_, draft)] = blocks_of(page_of(language))
    assert texts["draft.csv"].decode("utf-8-sig") == draft
    for year in ("420", "400", "380", "360"):
        assert year in page_of(language)
        assert year in texts["margins.csv"].decode("utf-8-sig")


def test_the_kit_is_written_again_in_either_language_and_never_over_a_file_of_ones_own(kit: tuple[str, Path]) -> None:
    language, folder = kit
    use({"zh": "en", "en": "zh"}[language])
    before = (folder / "answers.csv").read_bytes()
    write_kit(folder)
    assert (folder / "answers.csv").read_bytes() != before
    (folder / "answers.csv").write_text("own", encoding="utf-8")
    with pytest.raises(CourseError):
        write_kit(folder)
    assert (folder / "answers.csv").read_text(encoding="utf-8") == "own"


def test_the_draft_can_be_read_and_has_the_faults_that_are_to_be_mended(kit: tuple[str, Path]) -> None:
    draft, template = read_instrument(kit[1] / "draft.csv"), instrument("campus_bank")
    assert not any(word in str(draft.scale.labels) for word in ("不满意", "issatisfied"))
    assert any("不满意" in words.zh for _, words in template.scale.labels)
    assert any("姓名" in question.wording.zh for question in draft.questions)
    assert not any("姓名" in question.wording.zh for question in template.questions)


def test_the_thirty_answers_are_read_without_a_mapping(kit: tuple[str, Path]) -> None:
    table, report = read_survey(kit[1] / "answers.csv", "campus_bank")
    assert len(table) == 30
    assert sorted(table.columns) == sorted(instrument("campus_bank").table_columns)
    assert table["study_year"].value_counts().to_dict() == {"y1": 12, "y2": 10, "y3": 6, "y4": 2}
    assert sum(report.no_experience.values()) == int(table[instrument("campus_bank").item_columns].isna().sum().sum())


def test_the_pages_command_reports_rate_silence_and_weights(kit: tuple[str, Path]) -> None:
    language, folder = kit
    [line] = re.findall(r"^fsq-lab (evaluate .*)$", page_of(language), re.MULTILINE)
    words = [str(folder.parent / word) if word.endswith(".csv") else word for word in line.split()]
    made = CliRunner().invoke(app, [*words, "--out", str(folder / "report.html")])
    assert made.exit_code == 0, made.output
    page = unescape((folder / "report.html").read_text(encoding="utf-8"))
    [section] = re.findall(r'<section id="nonresponse">.*?</section>', page, re.DOTALL)
    assert "50%" in section
    assert {"zh": "四年级及以上", "en": "Fourth year or later"}[language] in section
    assert "26.9%" in section, "first-year students are 420 of 1,560"
    assert "40.0%" in section, "and 12 of the 30 answers"
    assert {"zh": "少", "en": "too few"}[language] in section


def test_the_report_gives_the_rates_that_the_lesson_teaches_and_no_mean_of_the_recommending(
    kit: tuple[str, Path],
) -> None:
    language, folder = kit
    asked = WhoWasAsked(60, folder / "margins.csv")
    page = unescape(evaluate(folder / "answers.csv", "campus_bank", asides=Asides(asked=asked)))
    [section] = re.findall(r'<section id="nonresponse">.*?</section>', page, re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>.*?</tr>", section, re.DOTALL)]
    share, points = (next(row for row in cells if word in row[0]) for word in RATES[language])
    low, high = wilson(14, 30)
    joint = {"zh": "至", "en": " to "}[language]
    assert share[1] == "47%"
    assert share[2] == f"{100 * low:.0f}%{joint}{100 * high:.0f}%"
    assert points[1] == "−23"
    assert len(share) == len(points) == 6, "as it came and weighted, each with its interval, and n"
    for count in ("6", "11", "13"):
        assert count in re.findall(r"\d+", points[5])
    for asked_once in ("nps", "ces"):
        wording = next(one.wording for one in instrument("campus_bank").questions if one.id == asked_once)
        assert str(wording) not in section
    effort = next(row for row in cells if "CES" in row[0] or "effort" in row[0])
    assert {"zh": "高分是省力", "en": "a high score is easy"}[language] in effort[0]
    answers = pd.read_csv(folder / "answers.csv").iloc[:, 12].astype(float)
    assert effort[1] == f"{answers.mean():.1f}"
    half = 2.045230 * answers.std() / 30**0.5  # t with 29 degrees of freedom
    assert effort[2] == f"{answers.mean() - half:.1f}{joint}{answers.mean() + half:.1f}"
    assert (len(effort), effort[5]) == (6, "30")
    assert "5" in section.split({"zh": "先和邻近的合并", "en": "Merge such a category"}[language])[0]


def wilson(count: int, n: int) -> tuple[float, float]:
    share, z = count / n, 1.959964
    centre, half = share + z * z / (2 * n), z * (share * (1 - share) / n + z * z / (4 * n * n)) ** 0.5
    return (centre - half) / (1 + z * z / n), (centre + half) / (1 + z * z / n)


def test_equal_weights_change_neither_rate_and_unequal_ones_widen_it() -> None:
    scores, chosen = pd.Series([10.0, 9, 8, 6, 0, 10]), pd.Series([1.0, 0, 1, 0, 1, 1])
    even, uneven = pd.Series([1.0] * 6), pd.Series([3.0, 0.6, 0.6, 0.6, 0.6, 0.6])
    own, plain = weighted_share(chosen, even), proportion(4, 6)
    assert [own[key] for key in ("share", "low", "high")] == pytest.approx(
        [plain[key] for key in ("share", "low", "high")]
    )
    promoted, told = weighted_promoters(scores, even), net_promoter.score(scores)
    assert [promoted[key] for key in ("nps", "low", "high")] == pytest.approx(
        [told[key] for key in ("nps", "low", "high")]
    )
    assert weighted_share(chosen, uneven)["share"] == pytest.approx((3 + 3 * 0.6) / 6)
    assert weighted_promoters(scores, uneven)["nps"] == pytest.approx(100 * (3 + 1.2 - 1.2) / 6)
    assert weighted_promoters(scores, uneven)["effective_n"] == pytest.approx(36 / (9 + 5 * 0.36))
    all_alike = weighted_promoters(pd.Series([10.0, 10]), pd.Series([1.0, 1]))
    assert all_alike["low"] < all_alike["high"]


def test_nobody_of_the_practice_answers_rates_a_branch_that_he_did_not_visit(kit: tuple[str, Path]) -> None:
    table, _ = read_survey(kit[1] / "answers.csv", "campus_bank")
    away = table[table["visits"] == "none"]
    assert away[["perception_4", "perception_6"]].isna().all(axis=None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_is_the_classs_own_in_workbook_print_and_form(language: str, tmp_path: Path) -> None:
    use(language)
    book, page = tmp_path / "mine.xlsx", tmp_path / "mine.html"
    run = CliRunner().invoke
    assert run(app, ["survey", "campus_bank", "--to", "table", "--out", str(book)]).exit_code == 0
    mine = read_instrument(book)
    assert mine.notice == instrument("campus_bank").notice
    assert len(mine.notice_gaps) == 8
    made = run(app, ["survey", str(book), "--lang", language, "--out", str(page)])
    assert made.exit_code == 0
    first = {"zh": "〔学校、班级〕", "en": "〔school and class〕"}
    assert [told for told, gap in first.items() if gap in made.output] == [language]
    own = replace(
        mine, notice=Wording("我们是一班，答卷6月30日删除。", "We are class 1; answers are deleted on 30 June.")
    )
    assert own.notice_gaps == ()
    told = {"zh": own.notice.zh, "en": own.notice.en}[language] if own.notice else ""
    printed = unescape(questionnaire(own))
    assert told in printed
    assert {"zh": "只用来评价和改进服务", "en": "serve only to evaluate"}[language] not in printed
    asked_twice = {"zh": "联系方式：", "en": "Contact: "}[language]
    assert asked_twice not in printed
    assert asked_twice in unescape(questionnaire(replace(own, notice=None)))
    [consent] = [row for row in xlsform(own)["survey"] if row["name"] == "screen_consent"]
    assert any(told in text for text in consent.values())


def test_an_effort_question_whose_low_end_is_declared_best_is_read_as_high_is_easy(kit: tuple[str, Path]) -> None:
    book = kit[1] / "mine.csv"
    made = CliRunner().invoke(app, ["survey", "campus_bank", "--to", "table", "--out", str(kit[1] / "mine.xlsx")])
    assert made.exit_code == 0
    rows = pd.read_excel(kit[1] / "mine.xlsx", dtype=str)
    first = (rows["part"] == "label") & (rows["of"] == "ces") & (rows["id"] == "1")
    rows.assign(best=first.map({True: "yes", False: None})).to_csv(book, index=False)
    plain, _ = read_survey(kit[1] / "answers.csv", "campus_bank")
    turned, _ = read_survey(kit[1] / "answers.csv", str(book))
    assert (turned["ces"] == 8 - plain["ces"]).all()


@pytest.mark.parametrize(
    ("margins", "told"), [("variable,year,number\nstudy_year,y1,420\n", "year"), ("study_year,y5,3\n", "y5")]
)
def test_a_fault_in_the_margins_leaves_out_the_weighting_alone_and_is_told_in_the_terminal_too(
    kit: tuple[str, Path], margins: str, told: str
) -> None:
    language, folder = kit
    old = (folder / "margins.csv").read_text(encoding="utf-8-sig")
    (folder / "margins.csv").write_text(margins if "variable" in margins else old + margins, encoding="utf-8")
    lines: list[str] = []
    asked = WhoWasAsked(60, folder / "margins.csv")
    found = evaluate(folder / "answers.csv", "campus_bank", asides=Asides(asked=asked), advise=lines.append)
    [section] = re.findall(r'<section id="nonresponse">.*?</section>', unescape(found), re.DOTALL)
    assert "50%" in section
    assert RATES[language][0] in section
    assert told in re.findall(r'<p class="left-out">(.*?)</p>', section)[0]
    assert any(told in line for line in lines)


def test_fewer_invited_than_answered_leaves_out_the_rate_alone(kit: tuple[str, Path]) -> None:
    language, folder = kit
    lines: list[str] = []
    asked = WhoWasAsked(20, folder / "margins.csv")
    found = evaluate(folder / "answers.csv", "campus_bank", asides=Asides(asked=asked), advise=lines.append)
    [section] = re.findall(r'<section id="nonresponse">.*?</section>', unescape(found), re.DOTALL)
    assert 'class="left-out"' in section
    assert RATES[language][0] in section
    assert "26.9%" in section
    assert any("20" in line for line in lines)


def test_a_small_category_is_merged_as_the_page_says(kit: tuple[str, Path]) -> None:
    language, folder = kit
    made = CliRunner().invoke(app, ["survey", "campus_bank", "--to", "table", "--out", str(folder / "mine.xlsx")])
    assert made.exit_code == 0
    names = {
        "zh": ("三年级", "四年级及以上", "三年级及以上"),
        "en": ("Third year", "Fourth year or later", "Third year or later"),
    }
    rows = pd.read_excel(folder / "mine.xlsx", dtype=str)
    rows = rows[~((rows["part"] == "choice") & (rows["id"] == "y4"))]
    third = (rows["part"] == "choice") & (rows["id"] == "y3")
    rows.loc[third, ["zh", "en"]] = [names["zh"][2], names["en"][2]]
    rows.to_excel(folder / "merged.xlsx", index=False)
    answers = (folder / "answers.csv").read_text(encoding="utf-8-sig")
    three, four, merged = names[language]
    answers = answers.replace(f",{four},", f",{merged},").replace(f",{three},", f",{merged},")
    (folder / "answers.csv").write_text(answers, encoding="utf-8")
    margins = (folder / "margins.csv").read_text(encoding="utf-8-sig")
    margins = margins.replace("study_year,y3,380\nstudy_year,y4,360\n", "study_year,y3,740\n")
    (folder / "margins.csv").write_text(margins, encoding="utf-8")
    asked = WhoWasAsked(60, folder / "margins.csv")
    found = unescape(evaluate(folder / "answers.csv", str(folder / "merged.xlsx"), asides=Asides(asked=asked)))
    [section] = re.findall(r'<section id="nonresponse">.*?</section>', found, re.DOTALL)
    assert 'class="left-out"' not in section
    assert "47.4%" in section, "740 of 1,560"


def test_the_sheet_for_typing_names_columns_from_the_lowest_item_to_the_highest(kit: tuple[str, Path]) -> None:
    own = instrument("campus_bank")
    first, *others = own.items
    moved = replace(own, items=(replace(own.items[-1]), first, *others[:-1]))
    assert "perception_1 … perception_8" in unescape(questionnaire(moved))
    gap = replace(own, items=tuple(item for item in own.items if item.number != 3))
    assert "perception_1, perception_2, perception_4" in unescape(questionnaire(gap))


def test_the_draft_asks_how_satisfied_one_is_as_its_choices_do(kit: tuple[str, Path]) -> None:
    [asked] = read_instrument(kit[1] / "draft.csv").answers
    assert (
        str(asked.ask) == {"zh": "下面几件事，您有多满意？", "en": "How satisfied are you with each of these?"}[kit[0]]
    )
