"""`fsq-lab grade` as it is used: confined, killed and resumed, and refusing where nothing confines."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from hand_ins import filled, mistake, right_answers, zipped
from openpyxl import load_workbook
from typer.testing import CliRunner

from fsq_lab.checks.codec import UnsupportedAnswerError, encode
from fsq_lab.checks.compiled import Given, GradedAnswer, compiled_exercise
from fsq_lab.checks.practice import exercise as practice
from fsq_lab.cli import app
from fsq_lab.grading.confined.refusal import NotConfinedError
from fsq_lab.grading.confined.workers import Workers
from fsq_lab.grading.handed_out import handed_out
from fsq_lab.grading.judging import judge_claims, judgement_from
from fsq_lab.grading.marking import _draw
from fsq_lab.ground.names import first_cell

EXERCISE = "02_good_service"
RIGHT = right_answers(EXERCISE)


@pytest.fixture(scope="module")
def confinement() -> None:
    try:
        Workers(1).close()
    except NotConfinedError:
        pytest.skip("nothing here confines a student's code")


needs_confinement = pytest.mark.usefixtures("confinement")


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FSQ_SECRET_FILE", str(tmp_path / "secret"))
    (tmp_path / "in").mkdir()
    kinds = {
        "20260001": RIGHT,
        "20260002": {**RIGHT, "whole": mistake(EXERCISE, "whole", "fraction")},
        "20260003": {**RIGHT, "whole": "import os\nos._exit(0)"},
        "20260004": {**RIGHT, "whole": "whole = open('/etc/passwd').read()", "smile": "smile = smile_of_nobody"},
        "20260005": {**RIGHT, "outages": "outages = ..."},
    }
    for who, answers in kinds.items():
        (tmp_path / "in" / f"{who}.zip").write_bytes(zipped(EXERCISE, who, filled(EXERCISE, answers)))
    made = CliRunner().invoke(app, ["class", "new", str(tmp_path / "A"), "--lang", "en"])
    assert made.exit_code == 0
    return tmp_path


TRUTH = {"20260001": 12.0, "20260002": 10.0, "20260003": 10.0, "20260004": 8.0, "20260005": 10.0}


def results(folder: Path) -> list[dict[str, Any]]:
    file = folder / "A" / "marks" / "gradebook.jsonl"
    lines = file.read_bytes().splitlines() if file.exists() else []
    whole = [json.loads(line) for line in lines if line.endswith(b"}")]
    return [one for one in whole if one["entry"] == "result"]


def points(folder: Path) -> dict[str, float]:
    from fsq_lab.grading.gradebook import read_gradebook
    from fsq_lab.grading.standing import standings

    found = standings(*read_gradebook(folder / "A" / "marks" / "gradebook.jsonl"), EXERCISE)
    return {one.who: one.points for one in found}


def command(folder: Path, *more: str) -> list[str]:
    places = [str(folder / "in"), "--class", str(folder / "A"), "--exercise", "02"]
    return ["grade", *places, "--lang", "en", "--jobs", "1", *more]


@needs_confinement
def test_a_killed_grader_resumes_and_marks_nobody_twice(school: Path, root: Path) -> None:
    run = [sys.executable, "-m", "fsq_lab", *command(school)]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    first = subprocess.Popen(run, cwd=school, env=environment, stderr=subprocess.DEVNULL, start_new_session=True)
    end = time.monotonic() + 120
    while len(results(school)) < 2 and first.poll() is None and time.monotonic() < end:
        time.sleep(0.02)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    finished = {one["who"] for one in results(school)}
    assert len(finished) >= 2
    second = subprocess.run([*run, "--resume"], cwd=school, env=environment, capture_output=True, text=True, check=True)
    assert f"Marked now: {5 - len(finished)}." in second.stderr
    assert Counter(one["who"] for one in results(school)) == dict.fromkeys(TRUTH, 1)
    assert points(school) == TRUTH
    assert {one["confined"] for one in results(school)} <= {"bubblewrap", "landlock"}
    assert "without confinement" not in second.stderr


def test_where_nothing_confines_nothing_is_run(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Workers, "_start", lambda self, way: "not here")
    refused = CliRunner().invoke(app, command(school))
    assert refused.exit_code == 2
    assert "--unconfined" in refused.output
    assert results(school) == []
    assert not list((school / "A" / "marks").glob("*.xlsx"))


@needs_confinement
def test_a_sheet_is_read_back_from_where_it_lies_and_a_template_filled(school: Path) -> None:
    """The way of the page for instructors: mark, fill in, read back, fill the platform's table."""
    (school / "in" / "20260003.zip").unlink()
    run = CliRunner()
    assert run.invoke(app, ["class", "add", str(school / "A"), "--student", "20260001", "--name", "甲"]).exit_code == 0
    assert run.invoke(app, command(school)).exit_code == 0
    sheet = school / "A" / "marks" / f"to_mark_{EXERCISE}.xlsx"
    book = load_workbook(sheet)
    row = next(cells for cells in book["auto"].iter_rows(min_row=2) if cells[2].value == "whole")
    assert (row[0].value, row[1].value) == ("20260001", "甲")
    row[7].value, row[8].value = 1, "看了"
    book.save(sheet)
    (school / "platform.csv").write_text("学号,成绩\n20260001,\n20260002,\n", encoding="utf-8")
    back = run.invoke(app, ["grade", "--sheet", str(sheet), "--template", str(school / "platform.csv"), "--lang", "zh"])
    assert back.exit_code == 0, back.output
    assert points(school)["20260001"] == 11.0
    filled_in = (school / "A" / "marks" / f"filled_{EXERCISE}_platform.csv").read_text(encoding="utf-8")
    assert filled_in.splitlines() == ["学号,成绩", "20260001,11", "20260002,10"]
    assert (school / "platform.csv").read_text(encoding="utf-8").splitlines()[1] == "20260001,"


VALUES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "wrong_values.yml").read_text(encoding="utf-8"))


def test_the_grader_says_of_every_wrong_value_what_a_check_says() -> None:
    """One implementation: outcome, mistakes and points of a claim are those of the learner's own check."""
    name = "03_servqual"
    scope: dict[str, Any] = {}
    exec(first_cell("en"), scope)
    exec("import numpy as np, math", scope)
    for step in compiled_exercise(name).steps:
        if isinstance(step, Given | GradedAnswer):
            exec(step.code, scope)
    tables = _draw(None, handed_out(name).tables)
    scope["weights"] = scope["rescale"]
    compared = 0
    for entry in VALUES:
        own = {**scope}
        exec(entry.get("before", ""), own)
        check = practice(name)
        claims = {}
        try:
            for earlier, value in entry.get("after", {}).items():
                claims[earlier] = encode(eval(value, own))
                check(earlier, eval(value, own))
            value = eval(str(entry["value"]), own)
            claims[entry["answer"]] = encode(value)
        except UnsupportedAnswerError:
            continue  # a function, which the worker calls
        verdict = check(entry["answer"], value)
        found = next(one for one in judge_claims(name, "committed", tables, claims) if one["name"] == entry["answer"])
        judgement = judgement_from(found["judgement"])
        answer = compiled_exercise(name).answers[entry["answer"]]
        assert (judgement.outcome, judgement.points(answer.points)) == (verdict.outcome, verdict.points), entry
        compared += 1
    assert compared >= 40


@pytest.mark.parametrize("page", ["docs/marking.md", "docs/marking.zh.md"])
def test_the_pages_for_instructors_name_only_what_there_is(page: str, root: Path) -> None:
    text = (root / page).read_text(encoding="utf-8").replace("wsl --install", "wsl")
    called = set(re.findall(r"fsq-lab (grade|class \w+)", text))
    assert called == {"grade", "class new", "class add", "class variants", "class exam"}
    known: set[str] = set()
    for words in called:
        shown = CliRunner().invoke(app, [*words.split(), "--help"], env={"COLUMNS": "200"})
        known |= set(re.findall(r"--[a-z]+", shown.output))
    assert set(re.findall(r"--[a-z]+", text)) <= known
    written = set(re.findall(r"`((?:marks|class|to_mark|written)_03_servqual\.\w+)`", text))
    made = {"marks_{0}.xlsx", "class_{0}.html", "to_mark_{0}.xlsx", "written_{0}.html"}
    assert written == {name.format("03_servqual") for name in made}
