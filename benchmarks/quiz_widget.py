"""The quiz widget beside jupyterquiz: the same 12 questions in the same JupyterLab and Chromium, in one run.

Needs Chromium, the dev extra, and jupyterquiz, which is no dependency: ``uv pip install --no-deps jupyterquiz``.
Prints a table. Times are medians over rounds; a ratio below 1 says that ours takes less.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import nbformat
import yaml
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from browser.conftest import FLAGS, Lab, chromium
from jupyter_pages import run, show, until

QUESTIONS, ROUNDS = 12, 7
PAUSE = (
    300  # milliseconds between two answers: quicker than a reader; within 50 the kernel's sockets wait for each other
)
CELLS = {
    "ours": [
        "from pathlib import Path\nfrom fsq_lab import take_quiz, use\nfrom fsq_lab.quiz.bank import read_bank\n"
        "use('en')\nbank = read_bank(Path('twelve.yml'))",
        "take_quiz(bank)",
    ],
    "jupyterquiz": [
        "import json\nfrom pathlib import Path\nfrom jupyterquiz import display_quiz\n"
        "bank = json.loads(Path('twelve.json').read_text(encoding='utf-8'))",
        "display_quiz(bank, shuffle_answers=False)",
    ],
}
QUESTION = {"ours": ".fsq-quiz form", "jupyterquiz": "[id^=quizWrap]"}
OPTION = {"ours": "label.fsq-option", "jupyterquiz": ".MCButton"}
TOLD = {"ours": ".fsq-told", "jupyterquiz": "[id^=fb]"}

PAINT = "first paint of 12 questions, ms"
PAINTED = """([question, count]) => new Promise((done) => {
    document.querySelectorAll(question).forEach((old) => (old.dataset.old = "1"));
    addEventListener("keydown", function pressed({key}) {
        if (key !== "Enter") return;
        removeEventListener("keydown", pressed, true);
        const start = performance.now();
        const watch = new MutationObserver(() => {
            if (document.querySelectorAll(`${question}:not([data-old])`).length < count) return;
            watch.disconnect();
            window.built = performance.now() - start;
            requestAnimationFrame(() => setTimeout(() => (window.painted = performance.now() - start)));
        });
        watch.observe(document.body, {childList: true, subtree: true});
    }, true);
    window.painted = undefined;
    done();
})"""
ANSWERED = """([question, place, option, told]) => new Promise((done) => {
    const form = document.querySelectorAll(question)[place];
    const text = form.querySelector(told);
    const chosen = form.querySelectorAll(option)[0], check = form.querySelector("button[type=submit]");
    if (check) chosen.click();
    const watch = new MutationObserver(() => {
        if (!text.textContent) return;
        watch.disconnect();
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
    });
    watch.observe(text, {childList: true, subtree: true, characterData: true});
    const start = performance.now();
    (check ?? chosen).click();
})"""


def twelve() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return 12 single-choice questions with an explanation for each option, as a bank of ours and of jupyterquiz."""
    ours, theirs = [], []
    for number in range(1, QUESTIONS + 1):
        ask = f"Question {number}: a customer waits {number} minutes longer than promised. What is that a lack of?"
        options = [
            (f"{name}, at the {number}. visit", f"You thought of {name.lower()}: {why}.", name == "Reliability")
            for name, why in (
                ("Reliability", "a promise was made and not kept, and that is what the customer will remember"),
                ("Tangibles", "premises and machines were there and worked; nothing one can touch was missing"),
                ("Assurance", "the customer did not doubt the clerk's knowledge; he doubts the branch's word"),
                ("Empathy", "attention to him would be welcome, and still the time that was promised has passed"),
            )
        ]
        ours.append(
            {
                "id": f"q{number}",
                "type": "single",
                "objectives": ["S1"],
                **{language: {"ask": ask} for language in ("zh", "en")},
                "options": [
                    {
                        "id": f"o{place}",
                        **({"right": True} if right else {}),
                        **{language: {"text": text, "why": why} for language in ("zh", "en")},
                    }
                    for place, (text, why, right) in enumerate(options)
                ],
            }
        )
        answers = [{"answer": text, "correct": right, "feedback": why} for text, why, right in options]
        theirs.append({"question": ask, "type": "multiple_choice", "answers": answers})
    return ours, theirs


def stored_bytes(file: Path) -> int:
    """Return the size of what JupyterLab saved for the quiz cell: its outputs, and widget state where it keeps any."""
    notebook = nbformat.read(file, as_version=4)
    saved = {"outputs": notebook.cells[-1].outputs, "widgets": notebook.metadata.get("widgets", {})}
    return len(json.dumps(saved, ensure_ascii=False).encode())


def serve(folder: Path, scratch: Path) -> tuple[subprocess.Popen[bytes], Lab]:
    settings = scratch / "config" / "lab" / "user-settings" / "@jupyterlab" / "notebook-extension"
    settings.mkdir(parents=True)
    (settings / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}', encoding="utf-8")
    environment = {
        **os.environ,
        "JUPYTER_RUNTIME_DIR": str(scratch / "run"),
        "JUPYTER_CONFIG_DIR": str(scratch / "config"),
    }
    options = ("--no-browser", "--ip=127.0.0.1", "--port=0", "--allow-root", f"--ServerApp.root_dir={folder}")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([sys.executable, "-m", "jupyterlab", *options], env=environment, **quiet)
    while True:
        for file in (scratch / "run").glob("jpserver-*.json"):
            try:
                server = json.loads(file.read_text(encoding="utf-8"))
            except ValueError:
                continue
            return process, Lab(server["url"], server["token"], folder)
        time.sleep(0.1)


def measure(page: Any, server: Lab, name: str) -> dict[str, float]:
    """Run a notebook's quiz cell some times and answer its questions; return medians in ms, and bytes received."""
    received = []
    page.on("websocket", lambda ws: ws.on("framereceived", lambda frame: received.append(len(frame))))
    show(page, server, f"doc/tree/{name}.ipynb")
    assert run(page, page.locator(".jp-Notebook .jp-CodeCell").first)
    editors = page.locator(".jp-Notebook .jp-CodeCell .cm-content")
    builds, paints, wires, answers = [], [], [], []
    for _ in range(ROUNDS + 1):
        editors.nth(1).click()
        page.evaluate(PAINTED, [QUESTION[name], QUESTIONS])
        received.clear()
        page.keyboard.press("Control+Enter")
        page.wait_for_function("window.painted !== undefined", timeout=30_000)
        page.wait_for_timeout(700)
        builds.append(page.evaluate("window.built"))
        paints.append(page.evaluate("window.painted"))
        wires.append(sum(received))
        for place in range(QUESTIONS):
            page.wait_for_timeout(PAUSE)
            answers.append(page.evaluate(ANSWERED, [QUESTION[name], place, OPTION[name], TOLD[name]]))
    editors.nth(1).click()  # a control of the quiz keeps the shortcut to itself
    page.keyboard.press("Control+s")
    file = server.root / f"{name}.ipynb"
    until(page, lambda: bool(nbformat.read(file, as_version=4).cells[-1].outputs))
    return {
        "12 questions in the document, ms": statistics.median(builds[1:]),
        PAINT: statistics.median(paints[1:]),
        "click to feedback on the screen, ms": statistics.median(answers[QUESTIONS:]),
        "bytes on the wire": statistics.median(wires[1:]),
        "bytes in the saved .ipynb": stored_bytes(file),
    }


def main() -> None:
    scratch = Path(tempfile.mkdtemp(prefix="fsq-quiz-"))
    folder = scratch / "work"
    folder.mkdir()
    ours, theirs = twelve()
    (folder / "twelve.yml").write_text(yaml.safe_dump(ours, allow_unicode=True, sort_keys=False), encoding="utf-8")
    (folder / "twelve.json").write_text(json.dumps(theirs), encoding="utf-8")
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    for name, sources in CELLS.items():
        cells = [nbformat.v4.new_code_cell(source) for source in sources]
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), folder / f"{name}.ipynb")
    found: dict[str, dict[str, float]] = {}
    process, server = serve(folder, scratch)
    try:
        with sync_playwright() as playwright:
            for name in CELLS:
                browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
                for page_number in ("first", "second"):
                    page = browser.new_context(viewport={"width": 1280, "height": 1000}).new_page()
                    measured = measure(page, server, name)
                    page.close()
                    found.setdefault(name, {})[f"first paint in a browser's {page_number} page, ms"] = measured.pop(
                        PAINT
                    )
                found[name] |= measured
                browser.close()
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(scratch)
    print("| | ours | jupyterquiz | ours / jupyterquiz |\n|---|---|---|---|")
    for what in found["ours"]:
        one, other = found["ours"][what], found["jupyterquiz"][what]
        print(f"| {what} | {one:.1f} | {other:.1f} | {one / other:.2f} |")


if __name__ == "__main__":
    main()
