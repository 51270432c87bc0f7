"""The comprehensive training: what is laid out, what is marked automatically, and what makes a line zero."""

import json
import re
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from fsq_lab.audit.books import FIRST_ROW
from fsq_lab.audit.desk import open_desk
from fsq_lab.audit.examined import examine, forbidden_in, only_reported, told
from fsq_lab.audit.figures import oracle_of, training_exercise
from fsq_lab.audit.form_checks import CHECKS
from fsq_lab.audit.layout import lay_out, papers
from fsq_lab.audit.team import new_team, read_team
from fsq_lab.audit.training import content, deliverables, rubric
from fsq_lab.checks.codec import distinct
from fsq_lab.checks.oracle import precision_of
from fsq_lab.cli import app
from fsq_lab.customers.files.file_fields import by_name
from fsq_lab.ground.authored import read_yaml
from fsq_lab.ground.chapters import chapters
from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.roleplay.reading import load_scenario, scenarios
from tests.trained_teams import fill_sheet, filled_folder, one_file, run_notebook

INSTITUTIONS = ("bank", "mobile", "securities", "insurer")


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    use("zh")
    folder = tmp_path_factory.mktemp("finished") / "T1"
    filled_folder(folder)
    run_notebook(folder)
    return folder


@pytest.fixture
def done(finished: Path, tmp_path: Path) -> Path:
    use("zh")
    return Path(shutil.copytree(finished, tmp_path / "T1"))


def test_the_papers_add_up() -> None:
    assert sum(line.points for line in rubric()) == 100
    for line in rubric():
        assert sum(part.points for part in line.parts) == line.points, line.id
    by_check = {(line.id, part.by): part.points for line in rubric() for part in line.parts}
    for line, checks in content()["checks"].items():
        assert sum(one["points"] for one in checks.values()) == by_check[line, "check"]
        assert {(line, name) for name in checks} <= set(CHECKS)
    assert sum(answer.points for answer in training_exercise().answers.values()) == by_check["analysis", "check"] == 25
    for who in ("team", "alone"):
        assert sum(step[who] for step in content()["timeline"]) == content()["minutes"][who]
    due = {one.id for one in deliverables()}
    assert len(due) == 10
    assert {number for step in content()["timeline"] for number in step["deliverables"]} == due
    assert {number for line in rubric() for part in line.parts for number in part.deliverables} == due
    known = {chapter.name[:2] for chapter in chapters()}
    assert {number for one in deliverables() for number in one.chapters} <= known


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_folder_earns_nothing_and_every_deliverable_is_missing(tmp_path: Path, language: str) -> None:
    use(language)
    lay_out(new_team("E1", "mobile", language=language), tmp_path / "E1")
    found = examine(tmp_path / "E1")
    assert [found.points(line) for line in ("instrument", "analysis", "files")] == [0, 0, 0]
    assert len(found.missing) == 10
    assert (found.personal, found.forbidden, found.changed, found.unread) == ((), (), (), ())
    for other in LANGUAGES:
        assert {file.name for one in deliverables() for file in one.files} <= {
            path.name for path in (tmp_path / "E1" / other).iterdir()
        }


@pytest.mark.parametrize("institution", INSTITUTIONS)
def test_a_full_folder_earns_the_automatic_half(tmp_path: Path, institution: str) -> None:
    use("zh")
    filled_folder(tmp_path / "T1", institution)
    run_notebook(tmp_path / "T1")
    found = examine(tmp_path / "T1")
    assert [one.why for one in found.structure if one.why] == []
    assert {line: found.points(line) for line in ("instrument", "analysis", "files")} == {
        "instrument": 7,
        "analysis": 25,
        "files": 5,
    }
    assert (found.missing, found.personal, found.forbidden) == ((), (), ())


def test_a_team_alone_has_less_to_do(tmp_path: Path) -> None:
    use("zh")
    filled_folder(tmp_path / "T1", members=("甲",))
    found = examine(tmp_path / "T1")
    assert [one.why for one in found.structure if one.why] == []
    assert (found.points("instrument"), found.points("files")) == (7, 5)


@pytest.mark.parametrize("institution", INSTITUTIONS)
def test_right_figures_and_mistakes_can_be_told_apart(institution: str) -> None:
    for name in ("A", "B", "C"):
        oracle = oracle_of(new_team(name, institution, language="en"))
        for answer in oracle.exercise.answers.values():
            for mistake in answer.mistakes:
                result = oracle.mistake(answer.name, mistake.name)
                assert result is not None, (answer.name, mistake.name)
                apart = distinct(oracle.right(answer.name), result, precision_of(answer))
                assert apart or mistake.may_be_right, (name, answer.name, mistake.name)


def test_the_judge_names_mistakes_and_follows_own_earlier_figures(done: Path) -> None:
    use("en")
    desk = open_desk(done)
    months = desk.load("unit_months")
    desk("rates", months.groupby("unit")["complaints"].sum())
    wrong = ["U1", "2024-12"]
    timed = desk.load("process").query("unit == 'U1'")
    halves = [timed[timed["month"] < "2024-12"], timed[timed["month"] >= "2024-12"]]
    desk("signal", wrong)
    desk("slower", [half["measured"].mean() for half in halves])
    desk("usable", ...)
    found = {one.name: one for one in examine(done).figures}
    assert found["rates"].judgement.mistakes == ("counts",)
    assert (found["signal"].points, found["slower"].judgement.outcome, found["slower"].points) == (0, "follows", 2)
    assert found["usable"].judgement.outcome == "untried"
    assert examine(done).points("analysis") == 25 - 3 - 3 - 1


def test_another_teams_figures_earn_nothing(done: Path, tmp_path: Path) -> None:
    lay_out(new_team("T2", "bank", language="zh"), tmp_path / "T2")
    (tmp_path / "T2" / "figures.json").write_bytes((done / "figures.json").read_bytes())
    assert examine(tmp_path / "T2").points("analysis") <= 5  # what is the same in any world: a dimension, a verdict


@pytest.mark.parametrize(
    ("text", "kind"),
    [("客户电话13812345678", "像手机号"), ("证件11010519491231002X", "像身份证号"), ("wang@qq.com", "像电子邮箱")],
)
def test_what_looks_like_a_living_person_makes_files_zero(done: Path, text: str, kind: str) -> None:
    with (done / "zh" / "07_notes.md").open("w", encoding="utf-8") as file:
        file.write(f"第一行\n{text}\n")
    found = examine(done)
    assert [(one.file, one.place, one.what) for one in found.personal] == [("zh/07_notes.md", "2", kind)]
    assert found.zeroed["personal"]
    lines = [line for line, _ in told(found)]
    assert any("档案与隐私：0分" in line for line in lines)
    assert not any(text in line for line in lines)


def test_personal_data_are_found_in_workbooks_and_notebooks_and_not_in_decimals(done: Path) -> None:
    fill_sheet(done / "zh" / "07_plan.xlsx", "budget", [{"item": "a", "yuan": 13812345678, "buys": "b"}] * 3)
    notebook = done / "zh" / "analysis.ipynb"
    book = json.loads(notebook.read_text(encoding="utf-8"))
    book["cells"][1]["outputs"] = [
        {"output_type": "stream", "name": "stdout", "text": ["0.4111111111111111\n", "a@b.cn"]}
    ]
    notebook.write_text(json.dumps(book), encoding="utf-8")
    found = examine(done).personal
    assert {(one.file, one.place) for one in found} == {
        ("zh/07_plan.xlsx", "budget!B3"),
        ("zh/07_plan.xlsx", "budget!B4"),
        ("zh/07_plan.xlsx", "budget!B5"),
        ("zh/analysis.ipynb", "[2]"),
    }


@pytest.mark.parametrize(
    ("line", "zero"),
    [
        ("我：这只产品保本，您放心。", True),
        ("我：保证收益在4%以上。", True),
        ("Me: I guarantee you a return of four percent.", True),
        ("我：这只产品不保本，可能亏。", False),
        ("我：我们不能保证收益。", False),
        ("Me: Nobody can guarantee a return.", False),
        ("客户：你们保本吗？", False),
        ("> 哪里不能承诺收益？", False),
    ],
)
def test_a_promise_in_a_script_makes_role_plays_zero(done: Path, line: str, zero: bool) -> None:
    with (done / "zh" / "08_scripts.md").open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    found = examine(done)
    assert found.zeroed == {"personal": False, "promise": zero}
    assert bool(found.forbidden) == zero


@pytest.mark.parametrize(
    "line",
    [
        "我：您说当时有人保证收益，这件事我记下来，查清了答复您。",
        "我：我的同事当时承诺收益，这是违规的，我们道歉。",
        "我：它不是存款，风险和存款差不多的说法是错的。",
        "Me: You say that my colleague promised a return of 5%. I am writing that down.",
        "Me: Who promised you a profit? That is against the rules.",
    ],
)
def test_a_promise_that_is_told_or_corrected_is_left_to_the_jury(done: Path, line: str) -> None:
    with (done / "zh" / "08_scripts.md").open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    found = examine(done)
    assert [(one.zero, one.reported) for one in found.forbidden] == [(False, True)]
    assert found.zeroed["promise"] is False
    assert any("由评委认定" in words for words, _ in told(found))
    with (done / "zh" / "08_scripts.md").open("a", encoding="utf-8") as file:
        file.write(f"\n{line} 这只保证收益。\n")
    assert examine(done).zeroed["promise"]


@pytest.mark.parametrize(
    "line",
    [
        "We guarantee 4% a year.",
        "It yields 4 per cent, guaranteed.",
        "The return is guaranteed.",
        "Your money is guaranteed.",
        "You can't lose.",
        "It is completely safe.",
        "No need to worry: principal guaranteed.",
        "It is not only risk-free but cheap.",
        "I guarantee that you do not lose: risk-free.",
        "保证年收益4%。",
        "绝对安全。",
        "本金没问题。",
        "最低也有4%。",
        "您不用担心本金安全。",
    ],
)
def test_a_plain_promise_is_found(line: str) -> None:
    assert set(forbidden_in(line)) & {"principal", "returns", "risk_hidden"}
    assert not any(only_reported(line, name) for name in forbidden_in(line))


@pytest.mark.parametrize(
    "line",
    [
        "Is it risk-free? No.",
        "The return is not guaranteed.",
        "It is not completely safe.",
        "You can lose money.",
        "收益不保证，去年是4%。",
        "不是绝对安全的。",
        "保本吗？不保本。",
    ],
)
def test_a_plain_denial_is_no_promise(line: str) -> None:
    assert forbidden_in(line) == ()


@pytest.mark.parametrize("line", ["我保证给您回电，周四以前。", "I promise to call you by Thursday."])
def test_who_answers_and_when_may_be_promised(line: str) -> None:
    assert forbidden_in(line) == ()
    assert forbidden_in("我保证给您办成。") == forbidden_in("I promise to get it back.") == ("outcome",)


@pytest.mark.parametrize("members", [4, 5, 6])
def test_every_role_is_held_in_every_stage(members: int) -> None:
    use("en")
    team = new_team("T1", "bank", tuple("ABCDEF"[:members]), "en")
    rows = [line for line in papers(team)["en/00_roles.md"].decode().splitlines() if line[2:4].strip() in "ABCDEF"]
    held = [[set(cell.strip().split(" + ")) for cell in row.split("|")[2:5]] for row in rows if row.count("|") == 5]
    assert len(held) == members
    everybody = {role["en"]["title"] for role in content()["roles"]}
    for stage in range(3):
        assert set().union(*(one[stage] for one in held)) == everybody
        assert sum(len(one[stage]) for one in held) == len(everybody)
    assert all(len({frozenset(stage) for stage in one}) == 3 for one in held)


def test_who_works_alone_holds_every_role_once_and_rates_nobody() -> None:
    use("en")
    made = papers(new_team("T1", "bank", ("A",), "en"))
    row = next(line for line in made["en/00_roles.md"].decode().splitlines() if line.startswith("| A |"))
    assert sorted(row.replace("| A |", "").replace("|", "+").replace(" + ", "+").strip("+ ").split("+")) == sorted(
        role["en"]["title"] for role in content()["roles"]
    )
    team = papers(new_team("T1", "bank", tuple("ABCD"), "en"))["en/00_timeline.md"].decode()
    alone = made["en/00_timeline.md"].decode()
    assert ("480" in team, "peer rating" in team, "; rotate" in team) == (True, True, True)
    assert ("720" in alone, "peer" in alone, "; rotate" in alone, "480" in alone) == (True, False, False, False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_forms_ask_for_as_many_rows_as_the_check(tmp_path: Path, language: str) -> None:
    use(language)
    for members in (("A",), tuple("ABCD")):
        team = new_team("T1", "bank", members, language)
        folder = tmp_path / str(len(members))
        lay_out(team, folder)
        for sheet, file in [(s, f) for one in deliverables() for f in one.files for s in f.sheets]:
            note = load_workbook(folder / language / file.name)[sheet.id]["A1"].value
            least = sheet.alone if team.alone else sheet.least
            assert {"zh": f"至少填{least}行", "en": f"At least {least} row"}[language] in note
        told = "".join(
            made.decode() for name, made in papers(team).items() if name.startswith(language) and name.endswith("md")
        )
        assert ("十份" in told or "Ten " in told) is False
        assert (("互评时" in told) or ("Everybody gives each" in told)) is not team.alone
        assert "85" in told if team.alone else "85" not in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_record_that_is_named_and_not_there_is_missed(done: Path, language: str) -> None:
    use(language)
    path = done / "zh" / "08_scripts.md"
    text = path.read_text(encoding="utf-8")
    before, title, _ = text.partition("## 角色扮演的记录")
    path.write_text(
        f"{before}{title}\n\n演了swallowed-card，甲和乙演，记录在08_record.html里，评委看过了。\n", encoding="utf-8"
    )
    assert [line for line in examine(done).missing if "08_record.html" in line]
    (done / "zh" / "08_record.html").write_text("<p>保本</p> 13812345678", encoding="utf-8")
    found = examine(done)
    assert (found.missing, found.forbidden, len(found.personal)) == ((), (), 1)


SECTION_WORDS = {  # a word of the title of each section that the tables of deliverables name
    "01": {9: "除以", 10: "回头看"},
    "02": {2: "质量", 5: "承诺", 8: "标准"},
    "03": {2: "怎么问", 3: "差多少", 6: "有多准", 7: "哪家网点"},
    "04": {1: "合不合拍", 2: "信度", 7: "尺子"},
    "05": {5: "先改什么", 8: "专家", 9: "退回", 10: "没有就恼火", 11: "良好"},
    "06": {2: "问卷", 5: "没有回答", 7: "四种问法", 8: "多少人", 9: "自己做"},
    "07": {4: "忠诚", 10: "带来"},
    "08": {4: "线划在哪里", 6: "分得", 7: "规则", 8: "规则", 9: "不该个性化"},
    "09": {7: "计划", 9: "最后一块钱", 10: "功劳"},
    "10": {2: "字段", 4: "建立", 5: "同意", 9: "删掉"},
    "11": {6: "碰巧", 7: "从哪个月", 8: "哪一步", 11: "定案"},
    "12": {2: "异议", 4: "拒绝", 6: "投诉", 7: "期限", 8: "误了几件"},
    "13": {2: "三种公平", 5: "吞了卡"},
}


@pytest.mark.parametrize(
    ("mark", "cited"),
    [
        ("zh", r"(?:\[(\d\d)\]\(\w+\.ipynb\)|(\d\d))第([\d、]+)节"),
        ("en", r"(?:\[(\d\d)\]\(\w+\.ipynb\)|(\d\d)) sections? ([\d, ]+)"),
    ],
)
def test_the_sections_that_help_are_where_the_tables_say(mark: str, cited: str) -> None:
    folder = course_folder() / "course" / "chapters"
    rows = (folder / "14_training" / "lesson.py").read_text(encoding="utf-8").splitlines()
    found: dict[str, set[int]] = {}
    for row in (line for line in rows if re.match(r"# \| (?:0\d|10) \|", line)):
        for one in re.finditer(cited, row):
            found.setdefault(one[1] or one[2], set()).update(int(part) for part in re.findall(r"\d+", one[3]))
    assert found == {number: set(words) for number, words in SECTION_WORDS.items()}
    for number, words in SECTION_WORDS.items():
        lesson = next(folder.glob(f"{number}_*")) / "lesson.py"
        titles = dict(
            re.findall(r"^# ## (?:★ )?(\d+) (.*[\u4e00-\u9fff].*)$", lesson.read_text(encoding="utf-8"), re.MULTILINE)
        )
        for section, word in words.items():
            assert word in titles[str(section)], (number, section)


def _spoken() -> list[tuple[str, bool]]:
    """Return what may be said in the course's role plays, and whether it breaks a rule."""
    found = []
    for name in scenarios():
        play = read_yaml(course_folder() / "course" / "roleplays" / f"{name}.yml")
        for line in play["lines"].values():
            for choice in line.get("choices", ()) if isinstance(line.get("choices"), list) else ():
                found += [(choice[language]["text"], "breaks" in choice) for language in LANGUAGES]
    return found


def test_what_keeps_the_rules_in_the_role_plays_is_never_called_forbidden() -> None:
    kept = [text for text, breaks in _spoken() if not breaks]
    assert len(kept) > 200
    assert [text for text in kept if forbidden_in(text)] == []


def test_promises_about_investments_are_mostly_found_by_their_wording() -> None:
    """Of two role plays: all that breaks a rule but `blame-him`, which judges a colleague and promises nothing."""
    turns = [line for name in ("loss-trust", "fund-fee") for line in load_scenario(name).turns]
    choices = [one for line in turns for one in line.choices if one.breaks and one.id != "blame-him"]
    broken = [text for one in choices for text in one.text.values()]
    assert len(broken) == 12
    assert sum(bool(forbidden_in(text)) for text in broken) >= 0.75 * len(broken)


def test_a_promise_elsewhere_is_told_and_makes_nothing_zero(done: Path) -> None:
    with (done / "zh" / "07_talk.md").open("w", encoding="utf-8") as file:
        file.write("我们的产品稳赚。\n")
    found = examine(done)
    assert [one.zero for one in found.forbidden] == [False]
    assert not found.zeroed["promise"]


def _spoil(folder: Path, file: str, sheet: str, row: int, column: int, value: object) -> None:
    book = load_workbook(folder / "zh" / file)
    book[sheet].cell(FIRST_ROW + row, column).value = value
    book.save(folder / "zh" / file)


@pytest.mark.parametrize(
    ("check", "file", "sheet", "row", "column", "value"),
    [
        ("indicators", "01_indicators.xlsx", "indicators", 2, 3, None),
        ("judgements", "01_indicators.xlsx", "judgements", 0, 3, 9),  # no reciprocal
        ("judgements", "01_indicators.xlsx", "judgements", 0, 8, 0.5),  # another weight
        ("items", "02_instrument.xlsx", "items", 4, 4, None),
        ("sample", "02_instrument.xlsx", "sample", 0, 4, 100),
        ("codebook", "03_data.xlsx", "codebook", 1, 2, "units"),
        ("complete", "06_files.xlsx", "files", 3, 1, None),
        ("complete", "06_files.xlsx", "files", 3, 2, "12345"),
        ("lawful", "06_files.xlsx", "files", -1, 30, "宗教"),
    ],
)
def test_each_check_of_the_forms_fails_on_a_fault(
    done: Path, check: str, file: str, sheet: str, row: int, column: int, value: object
) -> None:
    _spoil(done, file, sheet, row, column, value)
    found = {one.id: one for one in examine(done).structure}
    assert found[check].points == 0
    assert found[check].why
    assert [name for name, one in found.items() if one.why and name != check] in ([], ["lawful"])


def test_what_may_stand_in_a_file_is_told_and_all_faults_at_once(done: Path) -> None:
    told_of = (done / "data" / "columns.zh.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in told_of for name in by_name())
    _spoil(done, "06_files.xlsx", "files", 1, 2, "12345")
    _spoil(done, "06_files.xlsx", "files", 3, 1, None)
    why = {one.id: one for one in examine(done).structure}["complete"].why
    assert "；" in why
    assert "姓名" in why


def test_the_customers_number_is_no_column_to_be_refused(done: Path) -> None:
    path = done / "zh" / "06_files.xlsx"
    book = load_workbook(path)
    column = book["files"].max_column + 1
    book["files"].cell(FIRST_ROW - 1, column).value = "客户编号"
    book["files"].cell(FIRST_ROW, column).value = "T0001"
    book.save(path)
    assert examine(done).points("files") == 5


def test_circular_judgements_are_refused(done: Path) -> None:
    for row, values in enumerate(((1, 5, 1 / 5), (1 / 5, 1, 5), (5, 1 / 5, 1))):
        for column, value in enumerate(values, start=2):
            _spoil(done, "01_indicators.xlsx", "judgements", row, column, value)
    found = {one.id: one for one in examine(done).structure}
    assert found["judgements"].points == 0


def test_unwritten_consent_and_changed_data_are_told(done: Path) -> None:
    form = papers(read_team(done))["zh/02_consent.md"]
    (done / "zh" / "02_consent.md").write_bytes(form)
    survey = done / "data" / "survey.csv"
    survey.write_text(survey.read_text(encoding="utf-8").replace("U3", "U4"), encoding="utf-8")
    (done / "zh" / "08_record.mp3").write_bytes(b"\0")
    found = examine(done)
    assert {one.id for one in found.structure if one.why} == {"consent"}
    assert (found.changed, found.unread) == (("data/survey.csv",), ("zh/08_record.mp3",))
    assert found.points("analysis") == 25  # of the team's own world, whatever lies in the folder


def test_a_damaged_file_of_figures_is_told(done: Path) -> None:
    (done / "figures.json").write_text("{", encoding="utf-8")
    with pytest.raises(CourseError, match=r"figures\.json"):
        examine(done)
    (done / "figures.json").write_text('{"gaps": {"kind": "series"}, "alpha": {"kind": "x"}}', encoding="utf-8")
    assert examine(done).points("analysis") == 0


def test_the_commands(tmp_path: Path) -> None:
    run = CliRunner().invoke
    made = run(app, ["audit", "new", "A1", "--institution", "bank", "--folder", str(tmp_path / "A1"), "--lang", "en"])
    assert made.exit_code == 0, made.output
    before = {path: path.read_bytes() for path in (tmp_path / "A1").rglob("*") if path.is_file()}
    again = run(app, ["audit", "new", "A1", "--institution", "insurer", "--folder", str(tmp_path / "A1")])
    assert again.exit_code == 2
    assert run(app, ["audit", "check", str(tmp_path / "A1")]).exit_code == 0
    assert {path: path.read_bytes() for path in (tmp_path / "A1").rglob("*") if path.is_file()} == before
    assert run(app, ["audit", "check", str(tmp_path)]).exit_code == 2
    assert run(app, ["audit", "new", "A2", "--institution", "casino", "--folder", str(tmp_path / "A2")]).exit_code == 2
    assert not (tmp_path / "A2").exists()
    sheet = tmp_path / "A1-score.xlsx"
    for _ in range(2):  # the same again
        assert run(app, ["audit", "sheet", str(tmp_path / "A1")]).exit_code == 0
    sheet.write_bytes(b"somebody's own")
    assert run(app, ["audit", "sheet", str(tmp_path / "A1")]).exit_code == 2
    assert sheet.read_bytes() == b"somebody's own"


def test_a_file_of_ones_own_values_is_known() -> None:
    assert set(one_file(1)) >= {"name_zh", "phone", "purpose", "checked_on"}
