"""Forms in ODK Validate, which KoboToolbox and ODK Central run too: pyxform ships the jar, Java comes from the system.

One Java reads all forms. Without Java the tests are skipped and counted, unless FSQ_REQUIRE_JAVA=1.
"""

import dataclasses
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from questionnaires import questionnaire

from fsq_lab.classroom import xlsform as forms
from fsq_lab.ground.language import LANGUAGES, use
from fsq_lab.survey.instruments import instrument, shipped
from fsq_lab.survey.questionnaire import Instrument, Scale, Wording

JOINED = tuple(f"{name}+finance_blocks" for name in ("bank_branch", "insurance"))
WITH_POINTS = {name for name in shipped() if instrument(name).points is not None}
HOSTILE = "1 < 2 & 'a' \"b\" ${expectation_1} </label><h:head/> ]]> {{x}} =1+1"
OWN = "own-zh"
GOOD = (*(f"{name}-{language}" for name in (*shipped(), *JOINED) for language in LANGUAGES), OWN)


def own() -> Instrument:
    """Return a questionnaire with scales of its own for an answer and an item, and hostile words."""
    asked = questionnaire({"a": 2, "b": 1}, 1, 5)
    hostile = Wording(zh=HOSTILE, en=HOSTILE)
    first, *others = asked.items
    first = dataclasses.replace(first, wording=hostile, scale=Scale(0, 10, ((0, hostile),)))
    answer = dataclasses.replace(asked.answers[1], scale=Scale(-2, 2), ask=hostile, stem=hostile)
    return dataclasses.replace(asked, items=(first, *others), answers=(asked.answers[0], answer))


def circle() -> forms.Sheets:
    """Return the form as it once was: each of the points is required where any other is given."""
    sheets = forms.xlsform("bank_branch")
    points = [row for row in sheets["survey"] if row["name"].startswith("weight_")]
    assert len(points) == 5
    for row in points:
        row["required"] = " or ".join(f"${{{other['name']}}} != ''" for other in points if other is not row)
    return sheets


def wrong_condition() -> forms.Sheets:
    """Return a form with a condition that is no expression of XPath."""
    sheets = forms.xlsform("bank_branch")
    next(row for row in sheets["survey"] if row["name"] == "perception_1")["relevant"] = "nonsense(1 ="
    return sheets


BROKEN = {"circle": (circle, "cycle"), "condition": (wrong_condition, "perception_1")}


def java() -> str:
    """Path of Java; without it the test is skipped, or fails where FSQ_REQUIRE_JAVA=1."""
    found = shutil.which("java")
    if found is None:
        if os.environ.get("FSQ_REQUIRE_JAVA") == "1":
            pytest.fail("no Java on this machine, and FSQ_REQUIRE_JAVA=1")
        pytest.skip("no Java on this machine")
    return found


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What ODK Validate says of every form, by its name: "valid", or why not."""
    runtime = java()
    from pyxform.validators.odk_validate import ODK_VALIDATE_PATH
    from pyxform.xls2xform import convert

    folder = tmp_path_factory.mktemp("forms")
    for name in (*shipped(), *JOINED):
        for language in LANGUAGES:
            use(language)
            file = forms.write_questionnaire(name, "xlsform", folder / f"{name}-{language}.xlsx")
            file.with_suffix(".xml").write_text(convert(file, validate=False).xform, encoding="utf-8")
    use("zh")
    for name, sheets in {OWN: forms.xlsform(own()), **{name: make() for name, (make, _) in BROKEN.items()}}.items():
        file = folder / f"{name}.xlsx"
        file.write_bytes(forms._workbook(own(), sheets))
        file.with_suffix(".xml").write_text(convert(file, validate=False).xform, encoding="utf-8")
    files = sorted(one.name for one in folder.glob("*.xml"))
    ran = subprocess.run(
        [runtime, "-Djava.awt.headless=true", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8",
         "-jar", ODK_VALIDATE_PATH, *files],
        cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300,
        encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    reports, _, failed = ran.stdout.partition("The following files failed validation:")
    parts = re.split(r"Validating: (.+)\.xml\n", reports)[1:]
    told = dict(zip(parts[::2], parts[1::2], strict=True))
    found = {name: "valid" if ">> Xform is valid!" in text else text for name, text in told.items()}
    listed = {line.removesuffix(".xml").strip() for line in failed.splitlines()}
    assert {name for name, text in found.items() if text != "valid"} == listed & set(found), ran.stdout[-3000:]
    return found


def test_there_are_forms_with_points() -> None:
    assert sorted(WITH_POINTS) == ["bank_branch", "mobile_bank", "securities"]


@pytest.mark.parametrize("form", GOOD)
def test_odk_validate_accepts(said: dict[str, str], form: str) -> None:
    assert said[form] == "valid"


@pytest.mark.parametrize("form", BROKEN)
def test_odk_validate_refuses_a_spoiled_form(said: dict[str, str], form: str) -> None:
    assert said[form] != "valid"
    assert BROKEN[form][1] in said[form].casefold()


@pytest.mark.parametrize(("required", "outcome"), [("", pytest.skip.Exception), ("1", pytest.fail.Exception)])
def test_without_java_it_is_skipped_or_fails_where_it_is_required(
    monkeypatch: pytest.MonkeyPatch, required: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setenv("FSQ_REQUIRE_JAVA", required)
    with pytest.raises(outcome, match="no Java"):
        java()


def test_ci_has_java_and_requires_it(root: Path) -> None:
    script = (root / ".ci" / "run").read_text(encoding="utf-8")
    assert "command -v java >/dev/null || missing+=(default-jre-headless)" in script
    assert re.search(r"^export .*\bFSQ_REQUIRE_JAVA=1", script, re.MULTILINE)
