"""Role plays that were ended are kept, come back step by step, and can be handed to the instructor."""

import csv
import json
from pathlib import Path

import pytest

from fsq_lab import save_transcripts, take_role
from fsq_lab.ground.language import LANGUAGES, CourseError, message, use
from fsq_lab.ground.progress import record
from fsq_lab.roleplay.kept import kept_plays
from fsq_lab.roleplay.reading import load_scenario, scenarios
from fsq_lab.roleplay.scenario import explored


@pytest.fixture
def progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "progress.jsonl"
    monkeypatch.setenv("FSQ_PROGRESS", str(file))
    return file


def play_again(name: str, ids: list[str]) -> None:
    widget = take_role(name)
    for choice in ids:
        assert widget.play.line is not None
        widget.choose([one.id for one in widget.play.line.choices].index(choice))


BEST = ["look-up", "questions", "contact", "log-date"]
WORST = ["promise", "waiting", "sympathy", "calm", "wait-closing"]


@pytest.mark.parametrize("name", scenarios())
def test_a_play_of_every_ending_comes_back_as_it_was(progress: Path, name: str) -> None:
    scenario = load_scenario(name)
    ended = {play.where: play for play in explored(scenario) if play.ending}
    assert set(ended) == set(scenario.endings)
    for play in ended.values():
        play_again(name, [step.choice.id for step in play.steps])
    again = [kept.play for kept in kept_plays()]
    assert [(play.steps, play.share) for play in again if play] == [(p.steps, p.share) for p in ended.values()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_plays_are_written_down_with_reasons_rules_and_scores(
    progress: Path, tmp_path: Path, language: str
) -> None:
    use(language)
    play_again("wrong-transfer", WORST)
    play_again("wrong-transfer", BEST)
    scenario = load_scenario("wrong-transfer")
    worst, best = json.loads(save_transcripts(tmp_path / "plays.json").read_text(encoding="utf-8"))
    assert (worst["share"], best["share"]) == (0, 1)
    assert [step["choice_id"] for step in worst["steps"]] == WORST
    assert worst["ending"] == scenario.endings["sent-away"].title[language]
    promise = scenario.lines["opening"].choices[2]
    assert worst["steps"][0]["why"] == promise.why[language]
    assert promise.breaks is not None
    assert worst["steps"][0]["broke"] == promise.breaks[language]
    with save_transcripts(tmp_path / "plays.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["choice_id"] for row in rows] == [*WORST, *BEST]
    assert {row[message("roleplay.column.play")] for row in rows} == {scenario.title[language]}
    assert [row[message("roleplay.column.score")] for row in rows] == ["0.0"] * len(WORST) + ["1.0"] * len(BEST)


def test_an_instructor_can_read_the_file_that_a_student_hands_in(
    progress: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    play_again("wrong-transfer", BEST)
    handed_in = progress.rename(tmp_path / "handed-in.jsonl")
    monkeypatch.setenv("FSQ_PROGRESS", "")
    (told,) = json.loads(save_transcripts(tmp_path / "one.json", progress=handed_in).read_text(encoding="utf-8"))
    assert len(told["steps"]) == len(BEST)


@pytest.mark.parametrize(
    ("version", "share", "said", "item"),
    [
        ("another wording", 1.0, BEST, "wrong-transfer"),
        (None, 0.5, BEST, "wrong-transfer"),
        (None, 1.0, [*BEST[:3], "no-such-choice"], "wrong-transfer"),
        (None, 1.0, BEST[:2], "wrong-transfer"),
        (None, 1.0, [*BEST, "thanks"], "wrong-transfer"),
        (None, 1.0, "look-up", "wrong-transfer"),
        (None, 1.0, [["look-up"]], "wrong-transfer"),
        (None, 1.0, BEST, "a-play-of-last-year"),
    ],
)
def test_a_play_that_cannot_be_shown_again_is_listed_and_never_made_up(
    progress: Path, tmp_path: Path, version: str | None, share: float, said: object, item: str
) -> None:
    record(f"roleplays/{item}", version or load_scenario("wrong-transfer").version, share, said)
    (kept,) = kept_plays()
    assert kept.play is None
    with save_transcripts(tmp_path / "plays.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["Role play"] == item
    assert row["Score (share of the best path)"] == str(share)
    assert row["Ending"] == message("roleplay.changed_since")
    assert row["Step"] == ""


def test_what_cannot_be_written_is_told(progress: Path, tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="take_role"):
        save_transcripts(tmp_path / "plays.csv")
    play_again("wrong-transfer", BEST)
    with pytest.raises(CourseError, match="docx"):
        save_transcripts(tmp_path / "plays.docx")
    with pytest.raises(CourseError, match="nowhere"):
        save_transcripts(tmp_path / "nowhere" / "plays.csv")
