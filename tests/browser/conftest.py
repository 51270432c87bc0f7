"""A real JupyterLab on loopback, opened by `fsq-lab open` as a learner opens it, and a real Chromium."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from jupyter_pages import end_kernels

from fsq_lab.learner import workspace

FLAGS = [
    *["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
    *["--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"],
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")


@dataclass
class Lab:
    """A running JupyterLab: its address, where the learner's folder lies below it, what its pages sent and received.

    ``first`` is what is opened where a test names no address; empty for what the server itself opens.
    """

    url: str
    token: str
    root: Path
    below: str = ""
    first: str = ""
    sent: list[str] = field(default_factory=list)
    received: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)


def chromium() -> str:
    """Path of Chromium; without one the test is skipped, or fails where FSQ_REQUIRE_BROWSER=1."""
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if found is None:
        reason = "no Chromium on this machine"
        if os.environ.get("FSQ_REQUIRE_BROWSER") == "1":
            pytest.fail(f"{reason}, and FSQ_REQUIRE_BROWSER=1")
        pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    path = chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def only_page(browser: Any) -> Any:
    """A page that a worker's tests use one after the other: a page of its own for each would cost it a second."""
    return browser.new_page()


@pytest.fixture
def page(only_page: Any) -> Any:
    """An empty page, as a new one is."""
    only_page.goto("about:blank")
    only_page.emulate_media(media="null")
    only_page.set_viewport_size({"width": 1280, "height": 720})
    return only_page


@pytest.fixture(autouse=True)
def close_pages(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A function that closes a test's own pages; called after the test, so that none goes on working behind the next.

    What ends kernels and renews folders calls it first: a page that still opens a notebook would start another kernel.
    """
    if "browser" not in request.fixturenames:
        yield lambda: None
        return
    browser, kept = request.getfixturevalue("browser"), request.getfixturevalue("only_page").context

    def close() -> None:
        for context in browser.contexts:
            if context is not kept:
                context.close()

    yield close
    close()


class Servers:
    """Jupyter servers that keep their state in one folder, ended together."""

    def __init__(self, state: Path) -> None:
        self.state, self.running = state, list[subprocess.Popen[bytes]]()

    def start(self, folder: Path, *arguments: str) -> Lab:
        """Start a server on a folder by a module's arguments; return it once it answers."""
        runtime, log = self.state / "runtime", self.state / "lab.log"
        environment = {
            **{name: value for name, value in os.environ.items() if name != "FSQ_PROGRESS"},
            "JUPYTER_RUNTIME_DIR": str(runtime),
            "JUPYTER_CONFIG_DIR": str(self.state / "config"),
            "IPYTHONDIR": str(self.state / "ipython"),
        }
        with log.open("wb") as output:
            options = {"cwd": self.state, "env": environment, "stdin": subprocess.DEVNULL}
            command = [sys.executable, "-m", *arguments]
            process = subprocess.Popen(command, stdout=output, stderr=output, **options)  # type: ignore[call-overload]
        self.running.append(process)
        end = time.monotonic() + 90
        while time.monotonic() < end and process.poll() is None:
            for file in runtime.glob("jpserver-*.json"):
                try:
                    server = json.loads(file.read_text(encoding="utf-8"))
                    socket.create_connection(("127.0.0.1", server["port"]), timeout=10).close()
                except (ValueError, OSError):  # not written whole, or not listening yet
                    continue
                return Lab(server["url"], server["token"], folder)
            time.sleep(0.1)
        raise AssertionError("Jupyter did not start:\n" + log.read_text(encoding="utf-8")[-2000:])

    def end(self) -> None:
        for process in self.running:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Any]:
    """A function that starts a Jupyter server of the test's own on a folder; ended after the test."""
    servers = Servers(tmp_path)
    yield servers.start
    servers.end()


@pytest.fixture(scope="session")
def one_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """The JupyterLab that a worker's tests share, without windowing, so that a page holds all of its cells."""
    state = tmp_path_factory.mktemp("jupyter")
    settings = state / "config" / "lab" / "user-settings" / "@jupyterlab" / "notebook-extension"
    settings.mkdir(parents=True)
    (settings / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}', encoding="utf-8")
    root = state / "所有 courses"
    root.mkdir()
    options = ("--no-browser", "--ip=127.0.0.1", "--allow-root", "--port=0", f"--ServerApp.root_dir={root}")
    servers = Servers(state)
    yield servers.start(root, "jupyterlab", *options)
    servers.end()


@pytest.fixture
def learner(one_server: Lab, close_pages: Any) -> Iterator[Lab]:
    """A learner's folder of the test's own on the shared server; kernels are ended after the test."""
    folder = one_server.root / f"课程 {len(list(one_server.root.iterdir()))}"
    workspace.lay_out(folder)
    yield Lab(one_server.url, one_server.token, folder, f"{quote(folder.name)}/")
    close_pages()
    end_kernels(one_server)
    for file in one_server.root.parent.glob("config/lab/workspaces/*"):
        file.unlink()


@pytest.fixture(scope="session")
def courses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A function that gives the course as `fsq-lab open` opens it: a server a language, shared by a worker's tests."""
    servers, opened = list[Servers](), dict[str, Lab]()

    def course(language: str) -> Lab:
        if language not in opened:
            state = tmp_path_factory.mktemp(language)
            servers.append(Servers(state))
            options = ("--lang", language, "--no-browser", "--folder", str(state / "我的 课程"))
            opened[language] = servers[-1].start(state / "我的 课程", "fsq_lab", "open", "00", *options)
        return opened[language]

    yield course
    for server in servers:
        server.end()


@pytest.fixture
def open_course(courses: Any, close_pages: Any) -> Iterator[Any]:
    """A function that gives a chapter in a learner's new folder; afterwards kernels are ended and the folder is new."""
    used: list[Lab] = []

    def start(language: str, chapter: str = "00") -> Lab:
        lab: Lab = courses(language)
        used.append(lab)
        return Lab(lab.url, lab.token, lab.root, first=f"lab/tree/{workspace.chapter_path(chapter, language)}")

    yield start
    close_pages()
    for lab in used:
        end_kernels(lab)
        renew(lab.root)


def renew(folder: Path) -> None:
    """Make a learner's folder as it was when it was first opened; its JupyterLab's settings stay."""
    for entry in folder.iterdir():
        if entry.name == workspace.STATE:
            shutil.rmtree(entry / "workspaces", ignore_errors=True)
        elif entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()
    workspace.lay_out(folder)
