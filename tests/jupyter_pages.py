"""A notebook in a real JupyterLab or Notebook 7: opened, run from top to bottom, and watched on the wire.

A server is shared, so what it tells of its kernels is not what a page can use: a page is ready when its own socket has
heard that its kernel is idle. Until then JupyterLab forgets a cell that is run.
"""

import json
import re
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from turns import in_turn
from wire import readable

from fsq_lab.ground.language import LANGUAGES

PATIENCE = 90
"""Seconds until a test gives up."""
CELL = ".jp-Notebook .jp-Cell"
_HEARD = re.compile(r'"(?:execution_state|msg_type)": ?"(starting|busy|idle|execute_input)"')
RUN_ALL = '.lm-Menu-item[data-command="runmenu:run-all"]:not(.lm-mod-disabled)'


def languages_in_turn() -> list[str]:
    """Return the languages whose turn it is; asked when tests are collected, once ``--everything`` is known."""
    return in_turn("languages in JupyterLab", LANGUAGES, 1)


def watch(page: Any, lab: Any) -> None:
    def socket(ws: Any) -> None:
        ws.on("framesent", lambda frame: lab.sent.append(readable(frame)))
        ws.on("framereceived", lambda frame: lab.received.append(readable(frame)))

    page.on("websocket", socket)
    page.on("request", lambda request: _note_outside(request.url, lab))


def _note_outside(url: str, lab: Any) -> None:
    if url.startswith(("http", "ws")) and not re.match(r"(http|ws)s?://(127\.0\.0\.1|localhost)[:/]", url):
        lab.outside.append(url)


def idle(lab: Any) -> bool:
    """Tell whether the kernels that pages are connected to are idle.

    One whose page went before it had started counts as starting for ever.
    """
    request = urllib.request.Request(f"{lab.url}api/kernels?token={lab.token}")
    try:
        with urllib.request.urlopen(request, timeout=10) as reply:
            kernels = json.load(reply)
    except urllib.error.HTTPError:  # a kernel that is just starting or ending
        return False
    states = [kernel["execution_state"] for kernel in kernels if kernel["connections"]]
    return bool(states) and set(states) == {"idle"}


def hears(page: Any) -> list[str]:
    """Listen to the sockets that a page opens to kernels; return the list in which what they tell will come to stand.

    It tells states, and "execute_input" where a cell begins to run; the page keeps the list as ``heard``.
    """
    states: list[str] = []
    page.heard = states

    def socket(ws: Any) -> None:
        if "/api/kernels/" in ws.url:
            ws.on("framereceived", lambda frame: states.extend(_HEARD.findall(readable(frame))))

    page.on("websocket", socket)
    return states


def restart(lab: Any) -> None:
    """Restart the only kernel, as the menu does."""
    (kernel,) = _kernels(lab)
    _ask(lab, f"{kernel}/restart", "POST")


def end_kernels(lab: Any) -> None:
    """End every kernel of a server, also one that has ended meanwhile or is only just starting."""
    for kernel in _kernels(lab):
        try:
            _ask(lab, kernel, "DELETE")
        except urllib.error.HTTPError as error:
            if error.code != 404:
                raise


def _kernels(lab: Any) -> list[str]:
    with urllib.request.urlopen(f"{lab.url}api/kernels?token={lab.token}", timeout=10) as reply:
        return [kernel["id"] for kernel in json.load(reply)]


def _ask(lab: Any, kernel: str, method: str) -> None:
    request = urllib.request.Request(f"{lab.url}api/kernels/{kernel}", method=method)
    request.add_header("Authorization", f"token {lab.token}")
    urllib.request.urlopen(request, timeout=30).close()


def open_and_run_all(page: Any, lab: Any, address: str = "") -> None:
    """Open the server's first page, or another address of it, and choose "Run All Cells" in its menu."""
    show(page, lab, address)
    run_all(page, lab)


def run_all(page: Any, lab: Any) -> None:
    """Choose "Run All Cells" in the menu of the page, and wait until every cell has run."""
    before = len(page.heard)
    until(page, lambda: chosen(page, RUN_ALL))
    until(page, lambda: "execute_input" in page.heard[before:])  # a saved notebook has numbers before it is run
    prompts = page.locator(".jp-Notebook .jp-CodeCell .jp-InputArea-prompt")
    assert prompts.count() >= 5
    until(page, lambda: all(re.search(r"\d", prompt) for prompt in prompts.all_text_contents()) and idle(lab))


def chosen(page: Any, item: str) -> bool:
    """Choose an item in whichever menu has it, and tell whether one had: menus fill after the page is there."""
    menus = page.locator(".lm-MenuBar-item")
    for number in range(menus.count()):
        menus.nth(number).click()
        found = page.locator(item)
        if found.count():
            found.first.click()
            return True
        page.keyboard.press("Escape")
    return False


def until(page: Any, fulfilled: Any, seconds: float = PATIENCE) -> None:
    """Wait until something is so; a short limit would tell how busy the machine is, not whether the course works."""
    for _ in range(int(seconds * 5)):
        if fulfilled():
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"waited in vain; {seen_on(page)}")


def seen_on(page: Any) -> str:
    """Tell what a page shows, for a test that has waited in vain."""
    kernels = page.locator(".jp-Toolbar-kernelName").all_inner_texts()
    dialogs = page.locator(".jp-Dialog").all_inner_texts()
    body = re.sub(r"\s+", " ", page.locator("body").inner_text())
    cells = page.locator(CELL).count()
    return f"the page {page.url} has cells: {cells}, kernels: {kernels}, dialogs: {dialogs}, text: {body[:600]}"


def run(page: Any, code: Any, seconds: float = 60) -> bool:
    """Run a cell by keyboard, and tell whether it has run."""
    code.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    prompt = code.locator(".jp-InputArea-prompt")
    for _ in range(int(seconds * 5)):
        page.wait_for_timeout(200)
        if re.search(r"\d", prompt.inner_text()):
            return True
    return False


def show(page: Any, lab: Any, address: str = "") -> None:
    """Open an address of a server, or its first notebook, and wait for its cells and its own kernel."""
    states = hears(page)
    page.goto(f"{lab.url}{address or lab.first}?token={lab.token}", wait_until="domcontentloaded")
    until(page, lambda: page.locator(CELL).count() > 0)
    until(page, lambda: states[-1:] == ["idle"])


def save(page: Any, file: Path) -> None:
    """Save with the keyboard, and wait until the file is written whole: the server empties it first."""
    before = file.stat().st_mtime_ns

    def written() -> bool:
        if file.stat().st_mtime_ns <= before:
            return False
        try:
            return bool(json.loads(file.read_text(encoding="utf-8"))["cells"])
        except ValueError:
            return False

    page.keyboard.press("Control+s")
    until(page, written)
