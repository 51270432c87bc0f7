"""A role play as cards to print and as a picture for authors, and the build's refusal of one with a fault."""

import re
import shutil
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fsq_lab.classroom.roleplay_cards import FORMATS, cards, picture, write_roleplay
from fsq_lab.cli import app
from fsq_lab.ground.language import LANGUAGES, CourseError, message, use
from fsq_lab.roleplay.proof import refuse_faulty
from fsq_lab.roleplay.reading import load_scenario, scenarios
from fsq_lab.roleplay.scenario import METERS, MOODS


@pytest.mark.parametrize("name", scenarios())
@pytest.mark.parametrize("language", LANGUAGES)
def test_cards_hold_every_line_and_keep_reasons_for_the_observer(name: str, language: str) -> None:
    use(language)
    scenario = load_scenario(name)
    told, observer = cards(scenario).replace("&quot;", '"').replace("&#x27;", "'").split('<section class="sheets">')
    assert not re.search(r"https?://|<script|<link|<img", told + observer)
    for line in scenario.lines.values():
        assert line.text[language] in told
        for choice in line.choices:
            assert choice.text[language] in told
            assert choice.why[language] not in told
            assert choice.why[language] in observer
    for ending in scenario.endings.values():
        assert ending.text[language] in told
        assert ending.debrief[language] in observer
    for felt in MOODS:
        assert message(f"roleplay.mood.trust.{felt}") in observer
    assert observer.count('<th scope="row">') == len(METERS) + sum(len(turn.choices) for turn in scenario.turns)
    assert message("roleplay.cards.earned") in told
    numbers = len(scenario.lines) + len(scenario.endings)
    for number in range(2, numbers + 1):
        assert message("roleplay.cards.card", number=number) in told


@pytest.mark.parametrize("name", scenarios())
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_holds_every_box_and_every_way(name: str, language: str) -> None:
    use(language)
    scenario = load_scenario(name)
    drawn = ElementTree.fromstring(picture(scenario))
    space = "{http://www.w3.org/2000/svg}"
    texts = [node.text for node in drawn.iter(f"{space}text")]
    assert {*scenario.lines, *scenario.endings} <= set(texts)
    ways = [choice for line in scenario.lines.values() for choice in line.choices for _ in choice.routes]
    paths = [node for node in drawn.iter(f"{space}path") if node.get("marker-end")]
    assert len(paths) == len(ways)
    assert sum(node.get("stroke-dasharray") is not None for node in paths) == sum(bool(way.breaks) for way in ways)
    assert sum(node.get("stroke-width") == "3" for node in paths) == len(scenario.best.steps)


@pytest.mark.parametrize("form", ["svg", "cards"])
def test_the_command_writes_the_file(tmp_path: Path, form: str) -> None:
    target = (tmp_path / "out").with_suffix(FORMATS[form])
    result = CliRunner().invoke(app, ["roleplay", "wrong-transfer", "--lang", "zh", "--to", form, "--out", str(target)])
    assert result.exit_code == 0
    assert "转错的四万元" in target.read_text(encoding="utf-8")


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="svg, cards"):
        write_roleplay("wrong-transfer", "docx")
    with pytest.raises(CourseError, match="no role play 'moon'"):
        write_roleplay("moon", "svg")
    with pytest.raises(CourseError, match=r"moon\.yml"):
        write_roleplay(str(tmp_path / "moon.yml"), "svg", tmp_path / "x.svg")
    with pytest.raises(CourseError, match="nowhere"):
        write_roleplay("wrong-transfer", "svg", tmp_path / "nowhere" / "x.svg")


def test_the_build_refuses_a_role_play_that_is_not_proved(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "course" / "roleplays"
    folder.mkdir(parents=True)
    shutil.copy(root / "course" / "roleplays" / "wrong-transfer.yml", folder)
    refuse_faulty(tmp_path)
    file = folder / "wrong-transfer.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("to: sent-away", "to: half").replace("{line: sent-away}", "{line: half}"), encoding="utf-8"
    )
    with pytest.raises(CourseError, match="'sent-away' is never reached"):
        refuse_faulty(tmp_path)
