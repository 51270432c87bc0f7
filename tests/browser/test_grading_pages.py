"""The grader's pages in Chromium, of a class whose every free text is hostile: no script runs, nothing is fetched."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hand_ins import as_bytes, cell_of, filled, mistake, own_cell, right_answers
from quiz_pages import axe_violations
from trusted_workers import TrustedWorkers

from fsq_lab.grading.classes import new_class
from fsq_lab.grading.gradebook import ByHand, Gradebook
from fsq_lab.grading.grading_run import Order, carry_out
from fsq_lab.grading.handed_out import handed_out
from fsq_lab.ground.language import LANGUAGES, use

pytestmark = pytest.mark.browser

EXERCISE = "03_servqual"
RUN = "window.ran=(window.ran||0)+1"
HOSTILE = (
    f"<script>{RUN};alert(1);console.log(1)</script>",
    f"<img src=http://127.0.0.1:9/x onerror={RUN}>",
    f"</pre></section></style></title><script>{RUN}</script>",
    f"\"'><svg onload={RUN}><iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"[点]( javascript:{RUN} ) ![x](http://127.0.0.1:9/x) `</code><script>{RUN}</script>`",
    "<style>@import 'http://127.0.0.1:9/x'</style><link rel=stylesheet href=http://127.0.0.1:9/x><base href=//x>",
    f"<a href=javascript:{RUN}>点</a><form action=//x><input autofocus onfocus={RUN}></form><meta http-equiv=refresh>",
    f"$$\\href{{javascript:{RUN}}}{{x}}$$ <math><mtext><script>{RUN}</script></mtext></math> <!--\u202e\ud800\uffff",
    "a" * 3000,
)
WHOLE = "\n\n".join(HOSTILE)
INNER = (
    "document.querySelectorAll('script, iframe, object, embed, link, base, form, input, math, img, meta[http-equiv]')"
)
HANDLERS = (
    "[...document.querySelectorAll('*')].filter((one) => [...one.attributes]"
    ".some((its) => /^on/i.test(its.name) || /^\\s*(javascript|http):/i.test(its.value))).length"
)
STUDENTS = ("20260001", "20260002", "20260003", "20260004")


@dataclass
class Pages:
    """Where a class's pages lie, by language."""

    folders: dict[str, Path]

    def files(self, language: str) -> list[Path]:
        folder = self.folders[language]
        both = sorted((folder / "feedback" / EXERCISE).glob("*.html")) if language == LANGUAGES[0] else []
        return [folder / f"class_{EXERCISE}.html", folder / f"written_{EXERCISE}.html", *both]


def hand_ins(folder: Path) -> None:
    """Right, mistaken, raising with a hostile message, of a hostile value, and of a hostile name."""
    right = right_answers(EXERCISE)
    raised = f"raise ValueError({WHOLE[:400]!r})"
    text = f"worst = {HOSTILE[0]!r}"
    label = f"gaps = pd.Series({{{HOSTILE[1]!r}: 1.0, {HOSTILE[3]!r}: 2.0}})"
    answers = (
        right,
        {**right, "gaps": mistake(EXERCISE, "gaps", "sign"), "worst": text},
        {"gaps": label, "worst": raised},
    )
    for who, own in zip(STUDENTS, answers, strict=False):
        notebook = filled(EXERCISE, own)
        for name in handed_out(EXERCISE).exercise.written:
            cell_of(notebook, name)["source"] = WHOLE
        notebook["cells"].insert(5, own_cell(raised))
        notebook["metadata"].setdefault("fsq_lab", {})["course_version"] = HOSTILE[0]
        (folder / f"{who} <img src=x onerror=alert(1)>.ipynb").write_text(json.dumps(notebook), encoding="ascii")
    (folder / f"{STUDENTS[3]}.ipynb").write_bytes(b"<html><script>alert(1)</script>")
    (folder / "<script>alert(1)<&>.ipynb").write_bytes(as_bytes(filled(EXERCISE, {"gaps": label})))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    folder = tmp_path_factory.mktemp("grading")
    patch = pytest.MonkeyPatch()
    patch.setenv("FSQ_SECRET_FILE", str(folder / "secret"))
    (folder / "secret").write_bytes(b"the secret of this test's class, long enough")
    (folder / "secret").chmod(0o600)
    (folder / "in").mkdir()
    hand_ins(folder / "in")
    rows = [f'{who},"{HOSTILE[place]}"' for place, who in enumerate(STUDENTS[:2])]
    rows += [f"{who},<b>名</b>" for who in STUDENTS[2:]]
    (folder / "roster.csv").write_text("学号,姓名\n" + "\n".join(rows) + "\n", encoding="utf-8")
    new_class(folder / "A", folder / "roster.csv")
    first = Order(folder / "in", folder / LANGUAGES[0], EXERCISE, folder / "A")
    use(LANGUAGES[0])
    carry_out(first, TrustedWorkers)
    with Gradebook(first.out / "gradebook.jsonl") as book:
        for name in ("gaps", *handed_out(EXERCISE).exercise.written):
            book.decide(EXERCISE, STUDENTS[0], name, ByHand(1.0, WHOLE))
    found = {}
    for language in LANGUAGES:
        out = folder / language
        out.mkdir(exist_ok=True)
        if language != LANGUAGES[0]:
            (out / "gradebook.jsonl").write_bytes((first.out / "gradebook.jsonl").read_bytes())
        use(language)
        carry_out(Order(folder / "in", out, EXERCISE, folder / "A", resume=True), TrustedWorkers)
        found[language] = out
    yield Pages(found)
    patch.undo()


@pytest.fixture
def watched(page: Any) -> Iterator[Any]:
    """A page that notes what is requested, and every dialog and line of the console."""
    noted: dict[str, list[str]] = {"request": [], "dialog": [], "console": []}

    def dialog(one: Any) -> None:
        noted["dialog"].append(one.message)
        one.dismiss()

    listeners = {
        "request": lambda one: noted["request"].append(one.url),
        "console": lambda one: noted["console"].append(one.text),
        "dialog": dialog,
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    page.noted = noted
    yield page
    for event, listener in listeners.items():
        page.remove_listener(event, listener)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_script_runs_and_no_request_leaves(pages: Pages, watched: Any, language: str) -> None:
    files = pages.files(language)
    assert len(files) == (7 if language == LANGUAGES[0] else 2)
    seen = 0
    for file in files:
        for told in watched.noted.values():
            told.clear()
        watched.goto(file.as_uri())
        watched.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        watched.mouse.move(300, 300)
        watched.keyboard.press("Tab")
        watched.wait_for_timeout(50)
        assert watched.noted == {"request": [file.as_uri()], "dialog": [], "console": []}, file.name
        assert watched.evaluate("window.ran") is None
        assert watched.evaluate(f"{INNER}.length") == 0, file.name
        assert watched.evaluate(HANDLERS) == 0, file.name
        seen += watched.evaluate("document.body.textContent").count(RUN)
    assert seen > 10, "the texts are there, as texts"


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_and_a_phone_needs_no_sideways_scroll(pages: Pages, watched: Any, language: str) -> None:
    for file in pages.files(language):
        watched.goto(file.as_uri())
        for width in (1280, 400):
            watched.set_viewport_size({"width": width, "height": 900})
            assert watched.evaluate("document.documentElement.scrollWidth <= innerWidth"), (file.name, width)
        assert axe_violations(watched, "html") == [], file.name


def test_a_student_with_marks_and_one_without_are_told_what_matters(pages: Pages, watched: Any) -> None:
    folder = pages.folders[LANGUAGES[0]] / "feedback" / EXERCISE
    watched.goto((folder / f"{STUDENTS[1]}.html").as_uri())
    text = watched.evaluate("document.body.textContent")
    assert "目前得分" in text
    assert "Points so far" in text
    watched.goto((folder / f"{STUDENTS[3]}.html").as_uri())
    assert "网页（HTML）" in watched.evaluate("document.body.textContent")


def test_each_of_these_texts_would_do_harm(watched: Any, tmp_path: Path) -> None:
    for place, raw in enumerate(HOSTILE[:7]):
        file = tmp_path / f"{place}.html"
        file.write_text(f"<!doctype html><meta charset=utf-8><p>{raw}</p>", encoding="utf-8")
        watched.goto(file.as_uri())
        watched.wait_for_timeout(50)
        harm = watched.evaluate(f"[window.ran || 0, {INNER}.length, {HANDLERS}]")
        assert sum(harm) > (0 if place != 4 else -1), place
