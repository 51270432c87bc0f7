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
from model_answers import model_texts, tellers, texts_in_folder

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
    assert "没有在Binder上试过" in texts["README.zh.md"]
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


@pytest.fixture
def checkout(root: Path, tmp_path: Path) -> Path:
    """What Binder copies into its image: every tracked file, and the history."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    for name in filter(None, listed.stdout.split("\0")):
        (tmp_path / "home" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / name, tmp_path / "home" / name)
    (tmp_path / "home" / ".git").mkdir()
    (tmp_path / "home" / ".git" / "packed").write_text(model_texts(root)[0], encoding="utf-8")
    (tmp_path / "home" / ".bashrc").touch()
    return tmp_path / "home"


PIP = """
import sys, zipfile
from pathlib import Path
from packages import packed
wheel = packed(Path.cwd(), "wheel", Path({folder!r}))
zipfile.ZipFile(wheel).extractall({site!r})
"""


def post_build(tree: Path, tmp_path: Path, repository: Path) -> subprocess.CompletedProcess[str]:
    """Run postBuild in a tree; in pip's place this Python's own hatchling packs the tree, and it is unpacked."""
    site, scripts, prefix = tmp_path / "site", tmp_path / "bin", tmp_path / "prefix"
    for folder in (site, scripts, prefix, tmp_path / "packed"):
        folder.mkdir()
    (tmp_path / "pip.py").write_text(PIP.format(folder=str(tmp_path / "packed"), site=str(site)), encoding="utf-8")
    commands = {
        "python": f'case "$2" in pip) exec "$PYTHON" "{tmp_path}/pip.py";; *) echo "{prefix}";; esac',
        "fsq-lab": f'PYTHONPATH="{site}" exec "$PYTHON" -m fsq_lab "$@"',
    }
    for name, line in commands.items():
        (scripts / name).write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        (scripts / name).chmod(0o755)
    environment = {
        **os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "PYTHON": sys.executable,
        "PYTHONPATH": str(Path(__file__).parent), "REPO_DIR": str(repository),
    }  # fmt: skip
    return subprocess.run(
        ["bash", "binder/postBuild"],
        cwd=tree, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


on_linux = pytest.mark.skipif(sys.platform != "linux", reason="Binder's image is a Linux")


@on_linux
def test_what_is_left_for_a_visitor_holds_no_source_and_no_model_answer(
    checkout: Path, tmp_path: Path, root: Path
) -> None:
    secrets = model_texts(root)
    assert tellers(texts_in_folder(checkout), secrets) != []
    done = post_build(checkout, tmp_path, checkout)
    assert done.returncode == 0, done.stderr
    left = {file.name for file in checkout.iterdir()}
    assert left == {"my-course", "README.md", "README.zh.md", "LICENSE", ".bashrc"}
    laid_out = {file.relative_to(checkout / "my-course").as_posix() for file in checkout.rglob("*.ipynb")}
    assert "exercises/zh/03_servqual/03_servqual.ipynb" in laid_out
    assert len(laid_out) == len([*(root / "notebooks").rglob("*.ipynb"), *(root / "exercises").rglob("*.ipynb")])
    assert tellers(texts_in_folder(checkout), secrets) == []
    assert tellers(texts_in_folder(tmp_path / "site"), secrets) == []
    settings = tmp_path / "prefix" / "etc" / "jupyter" / "jupyter_server_config.d" / "fsq-lab.json"
    assert binder.__name__ in settings.read_text(encoding="utf-8")


@on_linux
def test_outside_binders_image_post_build_removes_nothing(checkout: Path, tmp_path: Path) -> None:
    before = sorted(checkout.rglob("*"))
    done = post_build(checkout, tmp_path, tmp_path)
    assert done.returncode == 1
    assert "REPO_DIR" in done.stderr
    assert sorted(checkout.rglob("*")) == before


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
