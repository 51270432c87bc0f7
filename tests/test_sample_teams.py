"""The sample reports: made by the training's own tools, right where they say so, wrong where they are marked down."""

import json
from pathlib import Path

import pytest
from recomputed import Recomputed
from typer.testing import CliRunner

from fsq_lab.audit.examined import examine
from fsq_lab.audit.sample_sheet import marked_sheet
from fsq_lab.audit.sample_teams import SAMPLES, sample_team, write_sample
from fsq_lab.audit.training import CHECK, JURY, deliverables, rubric
from fsq_lab.cli import app
from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.ground.synthetic.team_world import worlds
from fsq_lab.roleplay.reading import load_scenario

BOTH = [(name, language) for name in SAMPLES for language in LANGUAGES]
AUTOMATIC = {
    "good": {"instrument": 6, "analysis": 21.5, "files": 5},
    "middling": {"instrument": 6, "analysis": 19, "files": 3},
}


@pytest.mark.parametrize(("name", "language"), BOTH)
def test_what_the_words_rest_on_holds(name: str, language: str) -> None:
    use(language)
    sample = sample_team(name)
    assert [one for one in sample.entry["holds"] if not eval(one, sample.values)] == []


@pytest.mark.parametrize(("name", "language"), BOTH)
def test_the_check_earns_it_what_its_marks_say(name: str, language: str) -> None:
    use(language)
    sample = sample_team(name)
    assert {line: sample.found.points(line) for line in AUTOMATIC[name]} == AUTOMATIC[name]
    assert (sample.found.personal, sample.found.changed, sample.found.unread) == ((), (), ())
    assert sample.found.zeroed == {"personal": False, "promise": False}
    assert bool(sample.found.missing) == (name == "middling")
    assert bool(sample.found.forbidden) == (name == "middling")


@pytest.mark.parametrize("name", SAMPLES)
def test_each_point_lost_has_its_reason_in_both_languages_and_no_figure_is_left_to_fill_in(name: str) -> None:
    totals = set()
    for language in LANGUAGES:
        use(language)
        sample = sample_team(name)
        totals.add(sample.total)
        for line in rubric():
            for part in line.parts:
                assert 0 <= sample.points(part) <= part.points
                assert sample.why(part)
        for deliverable in deliverables():
            told = repr(sample.paper(deliverable.id))
            assert "{{" not in told
            assert str(sample.team.seed) in told
        assert "合成" in repr(sample) if language == "zh" else "synthetic" in repr(sample)
    assert len(totals) == 1
    assert 80 <= totals.pop() < 95 if name == "good" else 55 <= totals.pop() < 70


def test_the_samples_institution_is_no_teams_and_its_trouble_nobodys(tmp_path: Path) -> None:
    use("zh")
    own = set(worlds()["samples"])
    assert own.isdisjoint(worlds()["institutions"])
    told = {one["id"] for plan in worlds()["institutions"].values() for one in plan["troubles"]}
    for name in SAMPLES:
        assert sample_team(name).team.institution in own
        assert sample_team(name).team.world.trouble.id not in told
    made = CliRunner().invoke(app, ["audit", "new", "A1", "--institution", *own, "--folder", str(tmp_path / "A1")])
    assert made.exit_code == 2
    assert not (tmp_path / "A1").exists()


def test_the_marked_sheet_adds_up_to_the_same_mark() -> None:
    use("en")
    for name in SAMPLES:
        sample = sample_team(name)
        sheet = Recomputed(marked_sheet(sample))
        score = sheet.book["score"]
        rows = {score.cell(row, 2).value: row for row in range(4, score.max_row + 1)}
        by_part = {part.told: part for line in rubric() for part in line.parts}
        for told, part in by_part.items():
            assert sheet.value("score", f"F{rows[told]}") == pytest.approx(sample.points(part), abs=0.005)
        total = next(row for row in range(4, score.max_row + 1) if score.cell(row, 1).value == "Team mark")
        assert sheet.value("score", f"G{total}") == pytest.approx(sample.total)
        assert {CHECK, JURY} <= {part.by for part in by_part.values()}


def test_a_spoilt_sample_would_be_seen(tmp_path: Path) -> None:
    use("zh")
    folder = write_sample(sample_team("good"), tmp_path / "Firefly")
    figures = json.loads((folder / "figures.json").read_text(encoding="utf-8"))
    del figures["signal"]
    (folder / "figures.json").write_text(json.dumps(figures), encoding="utf-8")
    assert examine(folder).points("analysis") < AUTOMATIC["good"]["analysis"]
    notebook = (folder / "zh" / "analysis.ipynb").read_text(encoding="utf-8")
    assert "signal = ..." not in notebook


def test_the_desk_says_what_the_check_says_and_what_is_not_handed_in() -> None:
    use("en")
    desk = sample_team("good").desk()
    months = desk.load("unit_months")
    desk("rates", months.groupby("unit")["complaints"].sum())
    told = desk.check("analysis").lines
    assert told[0] == "Correctness of analysis: 0 of 25"
    assert "These are counts" in told[1]
    assert told[-1].startswith("  not handed in yet: usable, alpha")
    assert len(desk.check("files").lines) == 4
    for wrong in ("plan", "nothing"):
        with pytest.raises(CourseError):
            desk.check(wrong)
    with pytest.raises(CourseError):
        sample_team("best")
    with pytest.raises(CourseError):
        sample_team("good").paper("11")


def test_the_command_writes_folder_and_sheet_once(tmp_path: Path) -> None:
    run = CliRunner().invoke
    asked = ["audit", "sample", "good", "--lang", "en", "--folder", str(tmp_path / "Firefly")]
    assert [run(app, asked).exit_code for _ in range(2)] == [0, 2]
    assert (tmp_path / "Firefly-score.xlsx").is_file()
    assert run(app, ["audit", "check", str(tmp_path / "Firefly")]).exit_code == 0


def test_the_good_teams_notebook_holds_the_analysis_that_its_report_rests_on(monkeypatch: pytest.MonkeyPatch) -> None:
    use("en")
    sample = sample_team("good")
    monkeypatch.chdir(sample.folder / "en")
    cells = json.loads((sample.folder / "en" / "analysis.ipynb").read_text(encoding="utf-8"))["cells"]
    scope: dict[str, object] = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), scope)
    for name in ("time_before", "audit", "gone", "cause_change"):
        assert str(scope[name]) == str(sample.values[name])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_record_of_its_role_play_is_in_the_folder(language: str) -> None:
    use(language)
    sample = sample_team("good")
    record = (sample.folder / language / "08_record.html").read_text(encoding="utf-8")
    title = load_scenario("wrong-transfer").title[language]
    assert title in record
    assert not [line for line in sample.found.missing if "08_record" in line]
