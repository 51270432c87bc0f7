"""The doctor: one line for each thing, a remedy in each line that is not well, also where packages are missing."""

import importlib.metadata
import importlib.util
import io
import string
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from fsq_lab.__main__ import carry_every_character
from fsq_lab.ground.language import LANGUAGES, use
from fsq_lab.learner import doctor

WITHOUT = """
import sys
class Missing:
    names = set(sys.argv.pop(1).split(","))
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in self.names:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Missing())
from fsq_lab.__main__ import main
main()
"""


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_sentences_with_the_same_placeholders() -> None:
    zh, en = (doctor.SENTENCES[language] for language in LANGUAGES)
    assert {key: placeholders(text) for key, text in zh.items()} == {key: placeholders(en[key]) for key in en}


def test_a_computer_that_is_well(tmp_path: Path) -> None:
    lines, well = doctor.diagnosis(tmp_path / "我的 课程" / "my-course")
    assert well, lines
    assert [line[0] for line in lines] == ["✓"] * 8 + ["N"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_thing_can_be_wrong_and_names_the_remedy(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(language)

    def no_font(*_: object) -> Any:
        raise OSError("no such file")

    (tmp_path / "file").touch()
    monkeypatch.setattr(sys, "version_info", (3, 9, 1, "final", 0))
    monkeypatch.setattr(
        importlib.metadata, "requires", lambda _: ["pandas>=99", "no-such-package>=1", "x; extra == 'y'"]
    )
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(doctor, "chart_font_file", no_font)
    monkeypatch.setattr(doctor, "screen_encoding", "ascii")
    findings = [doctor.python(), doctor.packages(), doctor.font(), doctor.language_pack()]
    findings += [doctor.write_access(tmp_path / "file"), doctor.encoding()]
    assert [finding.well for finding in findings] == [False] * len(findings)
    remedies = ["start.py lab", "start.py lab", "start.py lab", "start.py lab", "--folder", "PYTHONUTF8=1"]
    for finding, remedy in zip(findings, remedies, strict=True):
        assert remedy in str(finding)
        assert "\n" not in str(finding)
    assert "pandas" in findings[1].sentence
    assert "no-such-package" in findings[1].sentence


def test_a_kernel_that_does_not_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jupyter_client.manager", SimpleNamespace())
    found = doctor.kernel()
    assert not found.well
    assert "ipykernel install" in str(found)


def test_other_versions_than_those_tried_are_told_and_no_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pins = tmp_path / "constraints.txt"
    lines = ["# note", "pandas==0.1", "no-such-package==1", "numpy==1 ; python_version < '3'"]
    pins.write_text("\n".join([*lines, "scipy==1 ; python_version > '3'"]), encoding="utf-8")
    monkeypatch.setattr(doctor, "_tried_versions", lambda: pins)
    found = doctor.pins()
    assert found.well
    assert "(0.1)" in found.sentence
    assert "numpy" not in found.sentence
    assert "scipy" in found.sentence
    assert "no-such" not in found.sentence


@pytest.mark.parametrize("missing", ["typer", "yaml", "rich", "typer,yaml,packaging,jupyter_client,matplotlib"])
def test_the_doctor_runs_where_packages_are_missing(missing: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, missing, "doctor"],
        cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr + done.stdout
    assert len(done.stdout.splitlines()) == 9, done.stdout + done.stderr


def test_another_command_without_its_packages_points_to_the_remedy(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, "typer", "open"],
        cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "typer" in done.stderr
    assert "start.py lab" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("encoding", "errors", "text", "written"),
    [
        ("ascii", "surrogateescape", "服务✓\udce6", "服务✓".encode() + b"\xe6"),
        ("gbk", "strict", "服务✓", "服务".encode("gbk") + rb"\u2713"),
        ("cp1252", "strict", "é服", b"\xe9" + rb"\u670d"),
        ("utf-8", "strict", "服务✓", "服务✓".encode()),
    ],
)
def test_no_character_stops_a_stream(encoding: str, errors: str, text: str, written: bytes) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, errors=errors)
    carry_every_character(stream)
    stream.write(text)
    stream.flush()
    assert raw.getvalue() == written
