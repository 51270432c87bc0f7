"""Role plays: read, proved, and played to every ending in both languages."""

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from plays import FILE, choice, parsed
from wire import state_of

from fsq_lab.ground.language import LANGUAGES, CourseError, message, use
from fsq_lab.ground.progress import history
from fsq_lab.roleplay.proof import faults, follow
from fsq_lab.roleplay.reading import load_scenario, parse_scenario, scenarios
from fsq_lab.roleplay.scenario import METERS, Play, Scenario, explored
from fsq_lab.roleplay.widget import RoleWidget, take_role
from fsq_lab.source.prose import glossary_faults


@pytest.fixture
def raw(root: Path) -> dict[str, Any]:
    return dict(yaml.safe_load((root / "course" / "roleplays" / FILE).read_text(encoding="utf-8")))


def wire_of(widget: RoleWidget) -> str:
    return json.dumps([state_of(widget), widget._repr_mimebundle_()], default=str, ensure_ascii=False)


def send(widget: RoleWidget, content: object) -> None:
    widget._handle_custom_msg(content, [])


def best_places(scenario: Scenario) -> list[int]:
    return [step.line.choices.index(step.choice) for step in scenario.best.steps]


@pytest.mark.parametrize("name", scenarios())
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_role_play_is_proved(name: str, language: str) -> None:
    use(language)
    assert faults(load_scenario(name)) == []


@pytest.mark.parametrize("name", scenarios())
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_can_be_played_and_tells_its_reason(name: str, language: str) -> None:
    use(language)
    scenario = load_scenario(name)
    pressed = set()
    for play in explored(scenario):
        if play.line is None or play.line.id in pressed:
            continue
        for place, option in enumerate(play.line.choices):
            widget = take_role(scenario)
            for step in play.steps:
                widget.choose(step.line.choices.index(step.choice))
            widget.choose(place)
            told = widget.scene["steps"][-1]
            assert told["said"] == option.text[language]
            assert option.why[language] in told["reason"]
            assert bool(told["broke"]) == bool(option.breaks)
            assert all(message(f"roleplay.meter.{meter}") in told["effect"] for meter in METERS)
        pressed.add(play.line.id)
    assert pressed == set(scenario.lines)


@pytest.mark.parametrize("name", scenarios())
def test_scores_run_from_zero_to_one_and_a_broken_rule_earns_nothing(name: str) -> None:
    scenario = load_scenario(name)
    ended = [play for play in explored(scenario) if play.ending]
    assert max(play.share or 0 for play in ended) == 1
    assert any(play.broken for play in ended)
    for play in ended:
        assert play.share is not None
        assert 0 <= play.share <= 1
        assert (play.share == 0) >= bool(play.broken)


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_things_stand_is_told_in_words_after_every_choice(language: str) -> None:
    use(language)
    widget = take_role("wrong-transfer")
    assert [one["level"] for one in widget.scene["mood"]] == [40, 80, 60, 30]
    widget.choose(0)
    trust, *_ = widget.scene["mood"]
    word = message("roleplay.mood.trust.low")
    assert trust == {"name": message("roleplay.meter.trust"), "level": 20, "word": word}
    assert word in widget.scene["steps"][0]["effect"]
    assert word in widget.transcript()["steps"][0]["effect"]


def test_the_score_of_the_wrong_transfer_computed_by_hand() -> None:
    scenario = load_scenario("wrong-transfer")
    assert [step.choice.id for step in scenario.best.steps] == ["look-up", "questions", "contact", "log-date"]
    assert dict(scenario.best.meters) == {"trust": 100, "time": 60, "compliance": 100, "fairness": 85}
    polite = follow(scenario, lambda line: [one.empty for one in line.choices].index(True))
    assert dict(polite.meters) == {"trust": 25, "time": 15, "compliance": 45, "fairness": 25}
    assert polite.share == 110 / 345


def signs(scenario: Scenario) -> dict[str, dict[str, str]]:
    """Return for each choice the signs of what it does to trust, time, compliance and fairness: "+", "-" or "."."""
    return {
        line.id: {
            choice.id: "".join(".+-"[(effect > 0) - (effect < 0)] for effect in map(choice.effect.get, METERS, [0] * 4))
            for choice in line.choices
        }
        for line in scenario.turns
    }


def flipped(scenario: Scenario, line: str, place: int, meter: str) -> Scenario:
    """Return the role play with one sign of one choice reversed."""
    old = scenario.lines[line]
    option = old.choices[place]
    turned = replace(option, effect={**option.effect, meter: -option.effect[meter]})
    choices = (*old.choices[:place], turned, *old.choices[place + 1 :])
    lines = {
        name: replace(one, choices=choices) if one.turn == old.turn else one for name, one in scenario.lines.items()
    }
    return replace(scenario, lines=lines)


@pytest.mark.parametrize("name", scenarios())
def test_every_choice_moves_every_meter_the_way_it_is_meant_to(root: Path, name: str) -> None:
    meant = yaml.safe_load((root / "tests" / "roleplay_signs.yml").read_text(encoding="utf-8"))
    assert list(meant) == list(scenarios())
    assert signs(load_scenario(name)) == meant[name]


@pytest.mark.parametrize("name", scenarios())
def test_reversing_any_meters_sign_is_seen(root: Path, name: str) -> None:
    meant = yaml.safe_load((root / "tests" / "roleplay_signs.yml").read_text(encoding="utf-8"))[name]
    scenario = load_scenario(name)
    turned = [
        flipped(scenario, line.id, place, meter)
        for line in scenario.turns
        for place, option in enumerate(line.choices)
        for meter, effect in option.effect.items()
        if effect
    ]
    assert len(turned) > 40
    assert [one.id for one in turned if signs(one) == meant] == []


@pytest.mark.parametrize("name", scenarios())
def test_reversing_a_sign_on_the_best_path_is_seen_by_the_checker_alone(name: str) -> None:
    scenario = load_scenario(name)
    for step in scenario.best.steps:
        place = step.line.choices.index(step.choice)
        for meter in METERS:
            if step.choice.effect.get(meter):
                changed = flipped(scenario, step.line.id, place, meter)
                other = [(s.line.id, s.choice.id) for s in changed.best.steps]
                assert faults(changed) or other != [(s.line.id, s.choice.id) for s in scenario.best.steps]


@pytest.mark.parametrize("name", scenarios())
def test_a_role_play_keeps_to_the_terms_of_the_glossary(root: Path, name: str) -> None:
    glossary = yaml.safe_load((root / "course" / "glossary.yml").read_text(encoding="utf-8"))
    scenario = load_scenario(name)
    options = [option for line in scenario.turns for option in line.choices]
    words = [scenario.title, scenario.scene, *(line.text for line in scenario.lines.values())]
    words += [text for option in options for text in (option.text, option.why, option.breaks) if text]
    words += [text for end in scenario.endings.values() for text in (end.title, end.text, end.debrief)]
    assert glossary_faults(glossary, [dict(text) for text in words]) == []
    assert glossary_faults(glossary, [{"zh": "双重偏离", "en": "a second failure"}])


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda raw: raw.pop("start"), "field start"),
        (lambda raw: raw.update(start="moon"), "'moon'"),
        (lambda raw: raw.update(id="other"), "wrong-transfer.yml"),
        (lambda raw: raw["meters"].pop("trust"), "trust, time"),
        (lambda raw: raw["meters"].update(trust=101), "101"),
        (lambda raw: raw["meters"].update(trust=True), "True"),
        (lambda raw: raw["lines"]["facts"].update(says="ghost"), "ghost"),
        (lambda raw: raw["lines"]["facts"].pop("en"), "line facts, field en"),
        (lambda raw: raw["lines"]["facts"]["choices"].__delitem__(slice(2)), "at least 3"),
        (lambda raw: choice(raw, "clock", "thanks").update(empty=False), "empty: true"),
        (lambda raw: choice(raw, "clock", "thanks").update(empty="yes"), "true or false"),
        (lambda raw: choice(raw, "clock", "thanks").update(to="moon"), "'moon'"),
        (lambda raw: choice(raw, "clock", "log-date")["to"][0].update(earned="yes"), "true or false"),
        (lambda raw: choice(raw, "clock", "log-date")["to"][2].update(unbroken=True), "the last has none"),
        (lambda raw: raw["lines"]["facts-louder"].update(choices="facts-promised"), "line facts-louder, field choices"),
        (lambda raw: raw["lines"]["facts-louder"].update(choices="moon"), "'moon'"),
        (lambda raw: choice(raw, "clock", "thanks").update(to=[]), "at_least"),
        (lambda raw: choice(raw, "clock", "thanks")["zh"].pop("why"), "zh.why"),
        (lambda raw: choice(raw, "clock", "thanks")["effect"].update(luck=1), "trust, time"),
        (lambda raw: raw["lines"].update(half=raw["lines"]["facts"]), "same id"),
        (lambda raw: raw["endings"]["half"]["en"].pop("debrief"), "en.debrief"),
    ],
)
def test_a_fault_in_the_file_is_told_with_its_place(
    raw: dict[str, Any], spoil: Callable[[dict[str, Any]], object], told: str
) -> None:
    spoil(raw)
    with pytest.raises(CourseError) as error:
        parsed(raw)
    assert FILE in str(error.value)
    assert told in str(error.value)


def test_an_unknown_role_play_and_a_file_that_is_not_utf8_are_named(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="wrong-transfer"):
        load_scenario("moon")
    from fsq_lab.roleplay.reading import read_scenario

    (tmp_path / FILE).write_bytes("标题".encode("gb18030"))
    with pytest.raises(CourseError, match="UTF-8"):
        read_scenario(tmp_path / FILE)


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("facts")
VALUES = st.recursive(
    LEAVES, lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=6), part, max_size=3)
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, part in below for place in places(part, (*path, key)))]


@given(data=st.data())
@settings(max_examples=30)
def test_a_spoilt_file_is_an_error_message_and_never_a_traceback(data: st.DataObject) -> None:
    text = Path(__file__).parent.parent / "course" / "roleplays" / FILE
    raw = yaml.safe_load(text.read_text(encoding="utf-8"))
    path = data.draw(st.sampled_from(places(raw)[1:]))
    where = raw
    for key in path[:-1]:
        where = where[key]
    where[path[-1]] = data.draw(VALUES)
    try:
        told = faults(parsed(raw))
    except CourseError as error:
        told = [str(error)]
    assert all(isinstance(fault, str) for fault in told)


@given(text=st.text(max_size=200))
def test_any_text_is_an_error_message(text: str) -> None:
    with pytest.raises(CourseError):
        parse_scenario(text, FILE)


@pytest.mark.parametrize("name", scenarios())
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_a_choice_leaves_python_before_it_is_made(name: str, language: str) -> None:
    use(language)
    scenario = load_scenario(name)
    widget = take_role(scenario)
    for place in [*best_places(scenario), None]:
        made = {step.choice.id for step in widget.play.steps}
        seen = {step.line.id for step in widget.play.steps} | {widget.play.where}
        wire = wire_of(widget)
        for line in scenario.lines.values():
            for option in line.choices:
                if option.id not in made:
                    secrets = [*option.why.values(), *(option.breaks or {}).values(), f'"{option.id}"']
                    assert not [secret for secret in secrets if secret in wire]
            if line.id not in seen:
                assert not [text for text in line.text.values() if text in wire]
        for ending in scenario.endings.values():
            if ending.id != widget.play.where:
                assert ending.debrief[language] not in wire
        if place is not None:
            widget.choose(place)


def test_the_secrecy_test_can_fail() -> None:
    scenario = load_scenario("wrong-transfer")

    class Leaky(RoleWidget):
        def _scene(self) -> dict[str, Any]:
            why = self.play.line.choices[0].why[self._language] if self.play.line else ""
            return {**super()._scene(), "hint": why}

    assert scenario.lines["opening"].choices[0].why["en"] in wire_of(Leaky(scenario))


def test_messages_that_do_not_fit_are_left_alone() -> None:
    widget = take_role("wrong-transfer")
    odd: list[object] = [None, {}, {"turn": 1, "choice": 0}, {"turn": 0, "choice": 9}, {"turn": 0, "choice": -1}]
    odd += [{"turn": 0, "choice": "0"}, {"again": True}, {"language": "fr"}, {"turn": 0, "choice": None}]
    for content in odd:
        send(widget, content)
    assert widget.play.steps == ()
    send(widget, {"turn": 0, "choice": 3})
    send(widget, {"turn": 0, "choice": 0})
    assert [step.choice.id for step in widget.play.steps] == ["look-up"]


def test_switching_the_language_keeps_what_was_said() -> None:
    widget = take_role("wrong-transfer")
    send(widget, {"turn": 0, "choice": 3})
    send(widget, {"language": "zh"})
    assert widget.scene["lang"] == "zh-CN"
    assert widget.scene["steps"][0]["said"] == load_scenario("wrong-transfer").lines["opening"].choices[3].text["zh"]
    assert widget.scene["line"]["text"] == load_scenario("wrong-transfer").lines["facts"].text["zh"]


def test_the_comparison_line_changes_with_a_public_text_alone(raw: dict[str, Any]) -> None:
    before = repr(RoleWidget(parsed(raw)))
    assert before.startswith("Role play wrong-transfer (version ")
    choice(raw, "clock", "thanks")["zh"]["why"] += "。"
    assert repr(RoleWidget(parsed(raw))) == before
    choice(raw, "clock", "thanks")["zh"]["text"] += "。"
    assert repr(RoleWidget(parsed(raw))) != before


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_without_a_kernel_sees_the_scene_and_the_first_choices(language: str) -> None:
    use(language)
    told = take_role("wrong-transfer")._repr_mimebundle_()[0]["text/html"]
    assert told.count("<li>") == 4 + len(METERS)
    assert f"{message('roleplay.meter.trust')} 40 · {message('roleplay.mood.trust.middle')}" in told
    assert "width: 40%" in told
    assert message("roleplay.needs_kernel") in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_transcript_is_written_as_json_csv_and_html(tmp_path: Path, language: str) -> None:
    use(language)
    widget = take_role("wrong-transfer")
    for place in best_places(load_scenario("wrong-transfer")):
        widget.choose(place)
    told = json.loads(widget.save(tmp_path / "t.json").read_text(encoding="utf-8"))
    assert told["share"] == 1
    assert [step["choice_id"] for step in told["steps"]] == ["look-up", "questions", "contact", "log-date"]
    with widget.save(tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 5
    assert rows[1][2] == told["steps"][0]["choice"]
    page = widget.save(tmp_path / "t.html").read_text(encoding="utf-8")
    assert page.count("<tr>") == 5
    with pytest.raises(CourseError, match="docx"):
        widget.save(tmp_path / "t.docx")
    with pytest.raises(CourseError):
        widget.save(tmp_path / "nowhere" / "t.json")


def test_an_ended_role_play_is_kept_in_the_learners_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FSQ_PROGRESS", str(tmp_path / "progress.jsonl"))
    scenario = load_scenario("wrong-transfer")
    widget = take_role(scenario)
    for place in best_places(scenario):
        assert history().of("roleplays/wrong-transfer") == []
        widget.choose(place)
    (event,) = history().of("roleplays/wrong-transfer")
    assert (event.share, event.version) == (1, scenario.version)
    send(widget, {"again": True})
    assert widget.play == Play(scenario)


def test_an_ended_role_play_has_no_further_choice() -> None:
    play = load_scenario("wrong-transfer").best
    with pytest.raises(CourseError, match="ended"):
        play.choose(0)
