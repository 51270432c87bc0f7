"""Pages made of hostile texts, in every free text of every page writer, opened in Chromium: no script runs."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from fsq_lab.classroom.analysis_page import write_analysis
from fsq_lab.classroom.printed import questionnaire
from fsq_lab.classroom.roleplay_cards import cards, picture
from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import use
from fsq_lab.report import evaluation
from fsq_lab.report.one_page import one_page
from fsq_lab.roleplay.reading import read_scenario
from fsq_lab.roleplay.widget import take_role
from fsq_lab.survey import drafting
from fsq_lab.survey.instrument_files import read_instrument
from fsq_lab.survey.loading import load
from fsq_lab.survey.mapping import read_mapping
from fsq_lab.survey.reading import read_survey

pytestmark = pytest.mark.browser

RUN = "window.ran=(window.ran||0)+1"
HOSTILE = (
    f"<span><script>{RUN}</script>",
    f"<span onmouseover={RUN}><img src=x onerror={RUN}>",
    f"</script><script>{RUN}</script>",
    f"</style></title></head><body onload={RUN}>",
    f"\"><svg onload={RUN}>'><iframe srcdoc='<script>parent.{RUN}</script>'>",
    f"<!--><img src=x onerror={RUN}>-->&lt;script&gt;",
    f"<a href=javascript:{RUN}>a</a><style>@import 'http://127.0.0.1:9/x'</style>",
    f"]]><script xmlns='http://www.w3.org/1999/xhtml'>{RUN}</script>",
)
INNER = "document.querySelectorAll('script, iframe, object, embed, link, base, form, svg').length"
HANDLERS = (
    "[...document.querySelectorAll('*')].filter((one) => [...one.attributes]"
    ".some((its) => /^on/i.test(its.name) || /^\\s*javascript:/i.test(its.value))).length"
)


def hostile(place: int) -> str:
    return f"{HOSTILE[place % len(HOSTILE)]} {place}"


def spoiled(value: Any, keep: tuple[str, ...], counter: list[int]) -> Any:
    """Return YAML with a hostile text in place of every free one."""
    if isinstance(value, dict):
        return {key: part if key in keep else spoiled(part, keep, counter) for key, part in value.items()}
    if isinstance(value, list):
        return [spoiled(part, keep, counter) for part in value]
    if isinstance(value, str):
        counter[0] += 1
        return hostile(counter[0])
    return value


def own_questionnaire(folder: Path) -> Path:
    """The bank's questionnaire with hostile titles, stems, labels, wordings, units and choices."""
    raw = yaml.safe_load((course_folder() / "course" / "instruments" / "bank_branch.yml").read_text(encoding="utf-8"))
    counter = [0]
    whole = spoiled(raw, ("id", "kind", "dimension", "code", "low", "high", "number", "best", "missing"), counter)
    file = folder / "own.yml"
    file.write_text(yaml.safe_dump(whole, allow_unicode=True), encoding="utf-8")
    assert counter[0] > 100
    return file


def answers(folder: Path) -> Path:
    """The bank's answers with hostile groups, headers and comments, under headers that the questionnaire knows."""
    table = load("bank_branch").head(400)
    names = {name: hostile(place) for place, name in enumerate(sorted(table["branch"].unique()))}
    table["branch"] = table["branch"].map(names)
    for place in range(8):
        table[hostile(place)] = hostile(place + 1)
    file = folder / "answers.csv"
    table.to_csv(file, index=False)
    return file


def report(folder: Path) -> str:
    own, file = own_questionnaire(folder), answers(folder)
    asides = evaluation.Asides(institution=hostile(3), months=hostile(4))
    return evaluation.evaluate(file, str(own), asides=asides)


def account(folder: Path) -> str:
    survey = read_survey(answers(folder), read_instrument(own_questionnaire(folder)))
    return f"<!doctype html><meta charset=utf-8>{survey.report._repr_html_()}"


def in_parts(folder: Path) -> str:
    from fsq_lab.report.long_file import evaluate_in_parts

    asked = read_instrument(own_questionnaire(folder))
    return evaluate_in_parts(answers(folder), asked, None, {}, None, lambda name, done, total: None)


def sheet(folder: Path) -> str:
    return questionnaire(read_instrument(own_questionnaire(folder)))


def page_of_a_branch(folder: Path) -> str:
    table = load("bank_branch")
    table["branch"] = table["branch"].replace({"B07": HOSTILE[0]})
    return one_page(table, HOSTILE[0], HOSTILE[1], by=HOSTILE[2])


def role_play(folder: Path) -> Path:
    raw = yaml.safe_load((course_folder() / "course" / "roleplays" / "wrong-transfer.yml").read_text(encoding="utf-8"))

    def changed(value: Any, free: bool = False) -> Any:
        if isinstance(value, dict):
            return {name: changed(part, free or name in ("zh", "en")) for name, part in value.items()}
        if isinstance(value, list):
            return [changed(part, free) for part in value]
        return f"{value} {HOSTILE[len(value) % len(HOSTILE)]}" if isinstance(value, str) and free else value

    raw = changed(raw)
    file = folder / "wrong-transfer.yml"
    file.write_text(yaml.safe_dump(raw, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return file


def role_cards(folder: Path) -> str:
    return cards(read_scenario(role_play(folder)))


def transcript(folder: Path) -> str:
    role = take_role(read_scenario(role_play(folder)))
    role.choose(0)
    return role.save(folder / "t.html").read_text(encoding="utf-8")


def analysis(folder: Path) -> str:
    rows = [["learner", *(hostile(place) for place in range(4))]]
    rows += [[hostile(place), place % 2, 1, place % 3 / 2, 0] for place in range(40)]
    pd.DataFrame(rows[1:], columns=rows[0]).to_csv(folder / "marks <script>.csv", index=False)
    return write_analysis(folder / "marks <script>.csv", folder / "a.html").read_text(encoding="utf-8")


PAGES: dict[str, Callable[[Path], str]] = {
    "report": report, "account": account, "in parts": in_parts, "questionnaire": sheet, "one page": page_of_a_branch,
    "cards": role_cards, "transcript": transcript, "analysis": analysis,
}  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_no_script_runs(page: Any, tmp_path: Path, name: str, language: str) -> None:
    use(language)
    (tmp_path / "page.html").write_text(PAGES[name](tmp_path), encoding="utf-8")
    requested: list[str] = []

    def note(request: Any) -> None:
        requested.append(request.url)

    page.on("request", note)
    try:
        page.goto((tmp_path / "page.html").as_uri())
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        page.mouse.move(200, 200)
        page.wait_for_timeout(100)
        assert page.evaluate("window.ran") is None
        assert page.evaluate(INNER) == 0
        assert page.evaluate(HANDLERS) == 0
        assert [url for url in requested if not url.startswith(("data:", "file:"))] == []
        assert len([url for url in requested if url.startswith("file:")]) == 1
        assert page.evaluate("document.body.textContent").count(RUN) > 3, "the texts are there, as texts"
    finally:
        page.remove_listener("request", note)


@pytest.mark.parametrize("place", range(len(HOSTILE)))
def test_each_of_these_texts_would_do_harm(page: Any, tmp_path: Path, place: int) -> None:
    style, raw = ("<style>", HOSTILE[place]) if place == 3 else ("", HOSTILE[place])
    lead = "<!doctype html><meta charset=utf-8>"
    (tmp_path / "raw.html").write_text(f"{lead}{style}{raw if style else f'<p>{raw}</p>'}", encoding="utf-8")
    page.goto((tmp_path / "raw.html").as_uri())
    page.wait_for_timeout(100)
    harm = page.evaluate(f"[window.ran || 0, {INNER}, {HANDLERS}]")
    assert sum(harm) > 0


def test_a_picture_of_a_hostile_role_play_holds_no_script(page: Any, tmp_path: Path) -> None:
    use("en")
    (tmp_path / "graph.svg").write_text(picture(read_scenario(role_play(tmp_path))), encoding="utf-8")
    page.goto((tmp_path / "graph.svg").as_uri())
    assert page.evaluate("document.querySelectorAll('script, foreignObject').length") == 0
    assert page.evaluate("window.ran") is None


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_mapping_drafted_from_hostile_headers_is_read_back_as_it_was_meant(tmp_path: Path, language: str) -> None:
    use(language)
    table = load("bank_branch").head(5)
    for place, text in enumerate(
        (*HOSTILE, "a\nperception_1: AB", "a\x85perception_2: AC", "a\u2028branch: A", "\x07\x1b#")
    ):
        table[f"{text} {place}"] = text
    file = tmp_path / "answers.csv"
    table.to_csv(file, index=False)
    target = drafting.write_mapping(file, str(own_questionnaire(tmp_path)), tmp_path / "map.yml")
    mapping = read_mapping(target)
    assert set(mapping.values()) == set(load("bank_branch").columns)
    assert all(letters.isalpha() and letters.isupper() for letters in mapping)
