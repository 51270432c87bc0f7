"""A real PostgreSQL for tests, made with Debian's own programs in a folder that goes afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

USER = "postgres"
REQUIRED = os.environ.get("FSQ_REQUIRE_POSTGRES") == "1"
_number = count(1)


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, or None where there is no PostgreSQL or no driver for it."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: int(one.parent.name.split(".")[0]))
    found = [folder for folder in folders if (folder / "initdb").is_file()]
    try:
        import pg8000  # noqa: F401
    except ImportError:
        return None
    return found[-1] if found else None


def as_user(*command: str | Path) -> None:
    """Run a program as a user that PostgreSQL accepts: it refuses root."""
    drop = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--init-groups"] if os.geteuid() == 0 else []
    subprocess.run([*drop, *map(str, command)], check=True, capture_output=True, timeout=60, cwd="/")


@contextmanager
def server() -> Iterator[str]:
    """Run a server that listens on a socket in its own folder alone; give the folder."""
    bin_folder = programs()
    if bin_folder is None:
        if REQUIRED:
            pytest.fail("FSQ_REQUIRE_POSTGRES=1, and there is no PostgreSQL or no pg8000")
        pytest.skip("needs PostgreSQL and pg8000")
    folder = Path(tempfile.mkdtemp(prefix="fsq-pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, USER, USER)
        data, options = folder / "data", f"-k {folder} -c listen_addresses='' -c shared_buffers=16MB"
        as_user(bin_folder / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        as_user(bin_folder / "pg_ctl", "-D", data, "-w", "-o", options, "-l", folder / "log", "start")
        try:
            yield str(folder)
        finally:
            as_user(bin_folder / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder)


def new_database(folder: str) -> str:
    """Make an empty database; return its address."""
    import pg8000.dbapi

    name = f"files_{os.getpid()}_{next(_number)}"
    connection = pg8000.dbapi.connect(USER, unix_sock=f"{folder}/.s.PGSQL.5432")
    connection.autocommit = True
    connection.cursor().execute(f"CREATE DATABASE {name}")
    connection.close()
    return f"postgresql://{USER}@/{name}?unix_sock={folder}/.s.PGSQL.5432"
