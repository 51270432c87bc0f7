"""Binder's way in, as far as it can be tried without Binder: a Jupyter server with the extension, and the badges."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from fsq_lab.ground.course import address
from fsq_lab.learner import binder
from fsq_lab.upkeep import pins
from fsq_lab.upkeep.readmes import READMES, readmes

TOKEN = "only-for-this-test"
PLUGIN = "lab/user-settings/@jupyterlab/translation-extension/plugin.jupyterlab-settings"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    home = tmp_path_factory.mktemp("jupyter")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = {
        "ServerApp.ip": "127.0.0.1", "ServerApp.port": port, "ServerApp.port_retries": 0, "ServerApp.root_dir": home,
        "ServerApp.base_url": "/user/me/", "IdentityProvider.token": TOKEN,
        "ServerApp.jpserver_extensions": "fsq_lab.learner.binder=True",
    }  # fmt: skip
    command = [sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root"]
    process = subprocess.Popen(
        [*command, *(f"--{name}={value}" for name, value in options.items())],
        env={**os.environ, "JUPYTER_CONFIG_DIR": str(home), "HOME": str(home)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    base = f"http://127.0.0.1:{port}/user/me/"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{base}api", timeout=1).close()
                break
            except OSError:
                assert process.poll() is None
                time.sleep(0.1)
        yield base, home
    finally:
        process.terminate()
        process.wait()


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def visit(base: str, path: str, token: str = TOKEN) -> tuple[int, str]:
    """Return the status and where the server sends the browser."""
    request = urllib.request.Request(base + path, headers={"Authorization": f"token {token}"})
    try:
        with urllib.request.build_opener(Stay).open(request, timeout=10) as answer:
            return answer.status, ""
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers.get("Location") or ""


@pytest.mark.parametrize(("language", "locale"), [("zh", "zh_CN"), ("en", "en")])
def test_each_languages_address_opens_the_chapter_with_the_menus_in_that_language(
    server: tuple[str, Path], language: str, locale: str
) -> None:
    base, home = server
    status, where = visit(base, address(language, "03_servqual"))
    assert (status, where) == (302, f"/user/me/lab/tree/my-course/notebooks/{language}/03_servqual.ipynb")
    assert json.loads((home / PLUGIN).read_text(encoding="utf-8")) == {"locale": locale}


def test_an_unknown_chapter_or_language_and_a_visitor_without_the_token_get_nowhere(server: tuple[str, Path]) -> None:
    base, _ = server
    assert visit(base, address("zh", "99_none"))[0] == 404
    assert visit(base, address("fr", "03_servqual"))[0] == 404
    _, where = visit(base, address("zh", "03_servqual"), token="wrong")
    assert "my-course/notebooks/zh/03_servqual.ipynb" not in where.partition("?")[0]


@pytest.fixture
def tree(tmp_path: Path, root: Path) -> Path:
    for name in ("03_servqual", "01_changing_for_you"):
        shutil.copytree(root / "course" / "chapters" / name, tmp_path / "course" / "chapters" / name)
    for name in (*READMES.values(), "pyproject.toml"):
        (tmp_path / name).write_bytes((root / name).read_bytes())
    return tmp_path


def set_repository(tree: Path, repository: str) -> None:
    file = tree / "pyproject.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text + f'\n[project.urls]\nRepository = "{repository}"\n', encoding="utf-8")


@pytest.mark.parametrize(
    ("repository", "where"),
    [
        ("https://github.com/some/course.git", "gh/some/course"),
        ("https://gitlab.com/a/b/c", "gl/a/b/c"),
        ("https://example.org/x/y", "git/https://example.org/x/y"),
    ],
)
def test_a_public_address_makes_a_badge_for_each_language(tree: Path, repository: str, where: str) -> None:
    set_repository(tree, repository)
    version = tomllib.loads((tree / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    for name, text in readmes(tree).items():
        links = [part.partition(")")[0] for part in text.split("](https://mybinder.org/v2/")[1:]]
        assert len(links) == 2, name
        own = "zh" if name == "README.zh.md" else "en"
        for link, language in zip(links, [own, "en" if own == "zh" else "zh"], strict=True):
            parts = urlsplit(link)
            assert unquote(parts.path) == f"{where}/v{version}"
            assert parse_qs(parts.query) == {"urlpath": [f"fsq-lab/{language}/01_changing_for_you"]}
        assert ("下载" if own == "zh" else "download before you leave") in text


def test_without_a_public_address_the_readmes_say_that_binder_is_untried(tree: Path) -> None:
    texts = readmes(tree)
    assert "has not been tried" in texts["README.md"]
    assert "没有实际试过" in texts["README.zh.md"]
    assert "download before you leave" in texts["README.md"]
    assert "下载" in texts["README.zh.md"]
    assert "mybinder.org" not in "".join(texts.values())


def test_post_build_is_a_script_that_bash_can_read(root: Path) -> None:
    script = root / "binder" / "postBuild"
    assert os.access(script, os.X_OK)
    (settings,) = re.findall(r"echo '(.+)' >", script.read_text(encoding="utf-8"))
    assert json.loads(settings) == {"ServerApp": {"jpserver_extensions": {binder.__name__: True}}}
    if sys.platform == "linux":
        subprocess.run(["bash", "-n", str(script)], check=True)


on_ci = pytest.mark.skipif(os.environ.get("CI") != "true", reason="needs uv and a network; runs under CI=true")


def repo2docker(tree: Path) -> subprocess.CompletedProcess[str]:
    """Let Binder's own tool read a tree, without Docker: it prints the Dockerfile that it would build."""
    uv = shutil.which("uv") or shutil.which("uv", path=Path(sys.executable).parent)
    assert uv
    tool = [uv, "tool", "run", "--quiet", "--python", sys.executable, "--from", "jupyter-repo2docker==2026.4.0"]
    return subprocess.run(
        [*tool, "repo2docker", "--no-build", "--debug", str(tree)],
        cwd=tree, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.fixture
def binder_only(root: Path, tmp_path: Path) -> Path:
    shutil.copytree(root / "binder", tmp_path / "binder")
    return tmp_path


@on_ci
def test_repo2docker_makes_a_dockerfile_of_our_list_and_post_build(binder_only: Path) -> None:
    made = repo2docker(binder_only)
    told = made.stdout + made.stderr
    assert made.returncode == 0, told
    assert f"python={pins.BINDER_PYTHON}" in told
    assert 'pip install --no-cache-dir -r "binder/requirements.txt"' in told
    assert "RUN ./binder/postBuild" in told


@on_ci
def test_repo2docker_refuses_a_runtime_that_is_no_python(binder_only: Path) -> None:
    (binder_only / "binder" / "runtime.txt").write_text("python-three\n", encoding="utf-8")
    assert repo2docker(binder_only).returncode != 0
