"""A real JupyterLab on loopback, opened by `fsq-lab open` as a learner opens it, and a real Chromium."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

FLAGS = [
    *["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
    *["--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"],
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")


@dataclass
class Lab:
    """A running JupyterLab: its address, and what its pages sent and received."""

    url: str
    token: str
    root: Path
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


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Any]:
    """A function that starts a Jupyter server, by a module's arguments, on a folder; ended after the test."""
    running: list[subprocess.Popen[bytes]] = []

    def start(folder: Path, *arguments: str) -> Lab:
        runtime = tmp_path / "runtime"
        environment = {
            **{name: value for name, value in os.environ.items() if name != "FSQ_PROGRESS"},
            "JUPYTER_RUNTIME_DIR": str(runtime),
            "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
            "IPYTHONDIR": str(tmp_path / "ipython"),
        }
        log = (tmp_path / "lab.log").open("wb")
        options = {"cwd": tmp_path, "env": environment, "stdout": log, "stderr": log, "stdin": subprocess.DEVNULL}
        process = subprocess.Popen([sys.executable, "-m", *arguments], **options)  # type: ignore[call-overload]
        running.append(process)
        end = time.monotonic() + 90
        while time.monotonic() < end and process.poll() is None:
            for file in runtime.glob("jpserver-*.json"):
                try:
                    server = json.loads(file.read_text(encoding="utf-8"))
                except ValueError:
                    continue
                return Lab(server["url"], server["token"], folder)
            time.sleep(0.1)
        raise AssertionError("Jupyter did not start:\n" + (tmp_path / "lab.log").read_text(encoding="utf-8")[-2000:])

    yield start
    for process in running:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


@pytest.fixture
def open_course(tmp_path: Path, serve: Any) -> Any:
    """A function that opens a chapter as a learner does."""

    def start(language: str, chapter: str) -> Lab:
        folder = tmp_path / "我的 课程"
        options = ("--lang", language, "--no-browser", "--folder", str(folder))
        opened: Lab = serve(folder, "fsq_lab", "open", chapter, *options)
        return opened

    return start
