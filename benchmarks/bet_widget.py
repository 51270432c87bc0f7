"""A bet beside a quiz of one question with the same five options: same JupyterLab, same Chromium, in one run.

Needs Chromium and the dev extra. Prints a table: the first one of a page, those after it, a click, and bytes.
"""

import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
import yaml
from playwright.sync_api import sync_playwright
from quiz_widget import ANSWERED, PAINTED, serve, stored_bytes

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from browser.conftest import FLAGS, Lab, chromium
from jupyter_pages import run, show, until

ROUNDS, PAUSE = 9, 300
FIVE = "tangibles reliability responsiveness assurance empathy"
FIRST = (
    "from itertools import count\nfrom pathlib import Path\nfrom fsq_lab import bet, take_quiz, use\n"
    "from fsq_lab.quiz.bank import read_bank\nuse('en')\nnumbers, bank = count(), read_bank(Path('one.yml'))"
)
CELLS = {"quiz of one question": "take_quiz(bank)", "bet": f"bet(f'bet_{{next(numbers)}}', '{FIVE}')"}
FORM = {"quiz of one question": ".fsq-quiz form", "bet": ".fsq-bet form"}
CHANGED = ANSWERED.replace("if (check) chosen.click();", "").replace("(check ?? chosen).click();", "chosen.click();")


def question() -> list[dict[str, Any]]:
    """Return a bank of one question with the options of the bet and a sentence for each."""
    labels = [name.capitalize() for name in FIVE.split()]
    why = "Customers named it when they were asked what disappoints them most."
    options = [
        {
            "id": label.lower(),
            **({"right": True} if label == "Reliability" else {}),
            **{language: {"text": label, "why": why} for language in ("zh", "en")},
        }
        for label in labels
    ]
    ask = {language: {"ask": "Which disappoints most?"} for language in ("zh", "en")}
    return [{"id": "q", "type": "single", "objectives": ["S1"], **ask, "options": options}]


def measure(page: Any, server: Lab, name: str) -> dict[str, float]:
    """Run a notebook's second cell some times and click an option each time; return ms and bytes received."""
    received: list[int] = []
    page.on("websocket", lambda ws: ws.on("framereceived", lambda frame: received.append(len(frame))))
    show(page, server, f"doc/tree/{name}.ipynb")
    assert run(page, page.locator(".jp-Notebook .jp-CodeCell").first)
    editors = page.locator(".jp-Notebook .jp-CodeCell .cm-content")
    paints, wires, clicks = [], [], []
    for _ in range(ROUNDS + 1):
        editors.nth(1).click()
        page.evaluate(PAINTED, [FORM[name], 1])
        received.clear()
        page.keyboard.press("Control+Enter")
        page.wait_for_function("window.painted !== undefined", timeout=30_000)
        page.wait_for_timeout(700)
        paints.append(page.evaluate("window.painted"))
        wires.append(sum(received))
        page.wait_for_timeout(PAUSE)
        script = CHANGED if name == "bet" else ANSWERED
        clicks.append(page.evaluate(script, [FORM[name], 0, "label.fsq-option", ".fsq-told"]))
    editors.nth(1).click()
    page.keyboard.press("Control+s")
    file = server.root / f"{name}.ipynb"
    until(page, lambda: bool(nbformat.read(file, as_version=4).cells[-1].outputs))
    return {
        "first of a page: key to painted, ms": paints[0],
        "first of a page: KB on the socket": wires[0] / 1000,
        "next ones: key to painted, ms": statistics.median(paints[1:]),
        "next ones: KB on the socket": statistics.median(wires[1:]) / 1000,
        "click to told on the screen, ms": statistics.median(clicks[1:]),
        "KB in the saved .ipynb": stored_bytes(file) / 1000,
    }


def main() -> None:
    scratch = Path(tempfile.mkdtemp(prefix="fsq-bet-"))
    folder = scratch / "work"
    folder.mkdir()
    (folder / "one.yml").write_text(yaml.safe_dump(question(), allow_unicode=True, sort_keys=False), encoding="utf-8")
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    for name, source in CELLS.items():
        cells = [nbformat.v4.new_code_cell(text) for text in (FIRST, source)]
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), folder / f"{name}.ipynb")
    found: dict[str, dict[str, float]] = {}
    process, server = serve(folder, scratch)
    try:
        with sync_playwright() as playwright:
            for name in CELLS:
                browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
                page = browser.new_context(viewport={"width": 1280, "height": 1000}).new_page()
                found[name] = measure(page, server, name)
                browser.close()
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(scratch)
    print(f"| | {' | '.join(found)} |\n|---|---|---|")
    for what in found["bet"]:
        print(f"| {what} | {' | '.join(f'{figures[what]:.1f}' for figures in found.values())} |")


if __name__ == "__main__":
    main()
