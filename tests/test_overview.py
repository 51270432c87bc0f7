"""The picture of the objectives: complete, linked, the same for everyone who has kept nothing."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from fsq_lab import show_progress
from fsq_lab.ground import language, progress
from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import LANGUAGES, use
from fsq_lab.ground.progress import record
from fsq_lab.hypertext.pages import style_sheet
from fsq_lab.learner import progress_map as overview
from fsq_lab.learner import workspace
from fsq_lab.quiz.bank import load_bank


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if tag == "a" and name == "href"]


def links(html: str) -> list[str]:
    parser = Links()
    parser.feed(html)
    return [unquote(link) for link in parser.found]


@pytest.fixture
def learner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "我的 课程"
    workspace.lay_out(folder)
    monkeypatch.delenv("FSQ_PROGRESS", raising=False)
    monkeypatch.chdir(folder / "exercises" / "zh" / "03_servqual")
    return folder


@pytest.mark.parametrize("chosen", LANGUAGES)
def test_every_objective_has_a_tile_and_every_link_leads_somewhere(learner: Path, chosen: str) -> None:
    language.use(chosen)
    html = show_progress()._repr_html_()
    assert re.findall(r'<li class="\w+"><p><strong>(\w+)', html) == list(overview.objectives())
    assert [len(re.findall("<strong>", part)) for part in html.split('<ul class="fsq-map')[1:]] == [5, 8], "K, S"
    assert len(links(html)) > 3
    for link in links(html):
        assert (Path.cwd() / link).is_file(), link
        assert f"/{chosen}/" in link


def test_with_nothing_kept_the_picture_is_the_same_in_a_learners_folder_and_in_a_build(
    learner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(learner / "notebooks" / "en")
    laid_out = show_progress()
    monkeypatch.setenv("FSQ_PROGRESS", "")
    monkeypatch.chdir(course_folder() / "notebooks" / "en")
    built = show_progress()
    assert (repr(laid_out), laid_out._repr_html_()) == (repr(built), built._repr_html_())
    assert "mastered 0, tried 0, seen 0" in repr(built)


def test_before_anything_is_kept_no_bank_is_read_and_one_question_more_changes_nothing(
    learner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The build's own picture in lesson 00 must not change with every question of the course."""

    def refused(*_: object) -> None:
        raise AssertionError("a bank was read")

    monkeypatch.setattr(overview, "load_bank", refused)
    before = show_progress()._repr_html_()
    assert "<p></p>" not in before
    assert "not yet" not in before, "no legend of squares where there are none"
    more = {name: dict(entry) for name, entry in overview.objectives().items()}
    for entry in more.values():
        for column in overview.COLUMNS.values():
            entry[column] = [*entry[column], "X/Y"] if isinstance(entry[column], list) else entry[column]
    monkeypatch.setattr(overview, "objectives", lambda: more)
    assert show_progress()._repr_html_() == before
    overview.tasks.cache_clear()
    assert record("03_servqual/worst", "", 0)
    with pytest.raises(AssertionError, match="a bank was read"):
        show_progress()


def test_what_is_done_moves_the_picture_and_the_next_step(learner: Path) -> None:
    before = show_progress()._repr_html_()
    for task in overview.tasks():
        assert record(task.item, task.version, 1)
    after = show_progress()
    assert {one.level for one in after.standings.values()} == {"mastered"}
    assert "Nothing to review today" in after._repr_html_()
    untouched = [name for name in overview.objectives() if name not in after.standings]
    assert before.count("□") > after._repr_html_().count("□") == 1 + len(untouched), "the legend's own"
    assert links(after._repr_html_()) == []


def test_a_level_is_told_by_word_sign_and_colour(learner: Path) -> None:
    (worst,) = (task for task in overview.tasks() if task.item == "03_servqual/worst")
    assert record(worst.item, worst.version, 0)
    html = show_progress()._repr_html_()
    assert re.search(r'<li class="tried"><p><strong>S1</strong> <span><span aria-hidden="true">◧</span> Tried', html)
    tile = html[html.index("<strong>S1</strong>") :].partition("</li>")[0]
    assert (tile.count("◧"), tile.count("■")) == (2, 0), "the tile's mark, and one square for the one question tried"
    assert ".tried {--level: #" in style_sheet("progress")


def test_a_wrong_answer_is_due_at_once_with_a_link(learner: Path) -> None:
    (worst,) = (task for task in overview.tasks() if task.item == "03_servqual/worst")
    assert record(worst.item, worst.version, 0)
    shown = show_progress()
    assert shown.due == ("03_servqual/worst",)
    assert "To review today." in shown._repr_html_()
    assert links(shown._repr_html_())[-1] == "../../en/03_servqual/03_servqual.ipynb"


def test_whoever_fails_a_question_of_any_objective_is_led_to_its_lesson_and_exercise(learner: Path) -> None:
    language.use("en")
    exercises = {path.name for path in (learner / "exercises" / "en").iterdir()}
    for task in overview.tasks():
        if task.marked and task.kind == "quiz":
            assert record(task.item, task.version, 0)
    html = show_progress()._repr_html_()
    sections: list[str] = []
    for name, entry in overview.objectives().items():
        tile = html[html.index(f"<strong>{name}</strong>") :].partition("</li>")[0]
        to = links(tile.partition("Not right yet? Read and practise again: ")[2])
        chapter = Path(to[0].partition("#")[0]).stem
        assert chapter in entry["lessons"], name
        assert chapter in exercises, name
        lesson, _, section = to[0].partition("#")
        assert [lesson, *to[1:]] == [f"../../../notebooks/en/{chapter}.ipynb", f"../../en/{chapter}/{chapter}.ipynb"]
        sections.append(unquote(section).replace("-", " "))
        text = (learner / "notebooks" / "en" / f"{chapter}.ipynb").read_text(encoding="utf-8")
        assert not section or f"## {sections[-1]}\\n" in text.replace("-", " ").replace(r"\"", '"')
    assert sum(map(bool, sections)) > 10
    for task in overview.tasks():
        record(task.item, task.version, 1)
    assert "Not right yet?" not in show_progress()._repr_html_()


def test_broken_lines_are_told(learner: Path) -> None:
    (learner / progress.FILE).write_text("not a line\n", encoding="utf-8")
    assert "1 lines of the progress file" in repr(show_progress())


def test_no_item_stands_for_two_things() -> None:
    items = [task.item for task in overview.tasks()]
    assert len(items) == len(set(items))


@pytest.mark.parametrize(("language", "words"), [("zh", "角色扮演：take_role"), ("en", "Role play: take_role")])
def test_role_plays_are_tasks_and_the_way_to_one_is_its_call(learner: Path, language: str, words: str) -> None:
    use(language)
    plays = [task for task in overview.tasks() if task.kind == "roleplay"]
    scenarios = {file.stem for file in (course_folder() / "course" / "roleplays").glob("*.yml")}
    assert {task.item for task in plays} == {f"roleplays/{name}" for name in scenarios}
    first = plays[0]
    call = f"{words}(&quot;{first.item.partition('/')[2]}&quot;)"
    assert call not in show_progress()._repr_html_()
    record(first.item, first.version, 0.5)
    assert call in show_progress()._repr_html_()


@pytest.mark.parametrize(("chosen", "words"), [("zh", "题库：take_quiz"), ("en", "Quiz: take_quiz")])
def test_the_way_to_a_quiz_without_a_lesson_is_its_call(
    learner: Path, monkeypatch: pytest.MonkeyPatch, chosen: str, words: str
) -> None:
    use(chosen)
    task = next(task for task in overview.tasks() if task.kind == "quiz" and task.item.startswith("03_servqual/"))
    record(task.item, task.version, 0)
    call = f"{words}(&quot;03_servqual&quot;)"
    assert call not in show_progress()._repr_html_()
    monkeypatch.setattr(overview, "_lessons", frozenset)
    review = show_progress()._repr_html_().rpartition("<ul>")[2]
    assert call in review
    assert links(review) == []


def test_the_trial_quiz_of_chapter_00_has_no_weight() -> None:
    assert not [task.item for task in overview.tasks() if task.item.startswith("00_")]
    assert load_bank("00_start_here").items


@pytest.mark.parametrize(
    ("chosen", "told"), [("zh", "试答题不计在内"), ("en", "trial quiz of lesson 00 does not count")]
)
def test_whoever_has_answered_the_trial_quiz_is_told_that_it_does_not_count_and_sent_on(
    learner: Path, chosen: str, told: str
) -> None:
    use(chosen)
    assert told not in repr(show_progress())
    item = load_bank("00_start_here").items[0]
    record(f"00_start_here/{item.id}", item.version, 1.0)
    assert told in repr(show_progress())
    assert not [link for link in links(show_progress()._repr_html_()) if "00_start_here" in link]
