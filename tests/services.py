"""Real services that a test run starts for itself: PostgreSQL, Redis; and where programs are.

A missing one fails the run where `CI` is set and skips the tests that need it elsewhere.
"""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn
from uuid import uuid4

import psycopg2
import pytest

# Nothing here outlives the run, so nothing needs to reach the disk.
POSTGRES_OPTIONS = (
    "-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
    " -c synchronous_commit=off -c full_page_writes=off -c timezone=UTC"
)


def pytest_addoption(parser: pytest.Parser) -> None:
    given = os.environ.get("DATABASE_URL", "").partition(":")[0]
    parser.addoption(
        "--database",
        choices=["sqlite", "postgresql"],
        default="postgresql" if given.startswith("postgresql") else "sqlite",
        help="where tests keep their data (default: as DATABASE_URL says, or sqlite)",
    )


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what asks for a database: the others are the same whichever it is."""
    if "database_url" in getattr(item, "fixturenames", ()):
        item.add_marker("database")


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database for one test, as SQLAlchemy's address: SQLite or PostgreSQL."""
    if request.config.getoption("database") == "sqlite":
        yield f"sqlite:///{tmp_path / 'medvirk.sqlite'}"
        return
    with database_of_its_own(request.getfixturevalue("postgres_url")) as url:
        yield url


def missing(what: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(f"{what} is not installed", pytrace=False)
    pytest.skip(f"{what} is not installed")


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listened on a moment ago."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server, as libpq's address: `DATABASE_URL`, or a cluster of its own."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgresql"):
        yield given.replace("+psycopg2", "")
        return
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    found = max(versions, key=lambda path: int(path.parts[-3]), default=None)
    initdb = shutil.which("initdb") or found
    if initdb is None:
        missing("PostgreSQL")
    with (
        tempfile.TemporaryDirectory(prefix="medvirk-postgres-") as folder,
        cluster(Path(initdb).parent, Path(folder)) as url,
    ):
        yield url


@contextmanager
def cluster(binaries: Path, folder: Path) -> Iterator[str]:
    """A PostgreSQL cluster in `folder`, run as the user postgres where root may not run one."""
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    data, port = folder / "data", free_port()

    def run(program: str, *arguments: str) -> None:
        command = [str(binaries / program), "-D", str(data), *arguments]
        done = subprocess.run(
            command, cwd=folder, user=user, group=user, capture_output=True, text=True
        )
        if done.returncode:
            pytest.fail(f"{program} failed:\n{done.stdout}{done.stderr}", pytrace=False)

    run("initdb", "--username=medvirk", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
    options = f"-p {port} {POSTGRES_OPTIONS}"
    run("pg_ctl", "start", "--wait", "--log", str(folder / "log"), "-o", options)
    try:
        yield f"postgresql://medvirk@127.0.0.1:{port}/postgres"
    finally:
        run("pg_ctl", "stop", "--wait", "--mode=immediate")


@contextmanager
def database_of_its_own(server_url: str) -> Iterator[str]:
    """An empty database on the server at `server_url`, gone afterwards."""
    name = f"medvirk_{uuid4().hex}"
    connection = psycopg2.connect(server_url)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
            server = server_url.removeprefix("postgresql://").rpartition("/")[0]
            yield f"postgresql+psycopg2://{server}/{name}"
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        connection.close()


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A Redis server that keeps nothing."""
    program = shutil.which("redis-server")
    if program is None:
        missing("Redis")
    port = free_port()
    command = [program, "--bind", "127.0.0.1", "--port", str(port), "--save", ""]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        said = []
        for line in server.stdout:
            said.append(line)
            if "Ready to accept connections" in line:
                break
        else:
            pytest.fail("Redis did not start:\n" + "".join(said), pytrace=False)
        try:
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.terminate()
            server.communicate()


@pytest.fixture(scope="session")
def soffice() -> str:
    """The LibreOffice of this machine."""
    return shutil.which("soffice") or missing("LibreOffice")


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The Chromium of this machine, for Playwright's `executable_path`.

    The one without windows opens a page in a quarter of the time.
    """
    for name in ("chromium-headless-shell", "chromium", "chromium-browser"):
        found = shutil.which(name)
        if found:
            return found
    missing("Chromium")
