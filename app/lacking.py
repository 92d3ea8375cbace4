"""What an installation lacks for an evening, in words for whoever runs ``medvirk check``."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.exc import OperationalError

from app.addresses import hosts
from app.assets import STATIC
from app.config import Settings, is_loopback
from app.database import Database
from app.languages import LANGUAGES, SOURCE
from app.letters.mail_server import mail_server_of
from app.letters.post import Away, Post

_PATIENCE = 5
"""Seconds that a server has to answer."""


def lacks(settings: Settings, database: Database) -> list[str]:
    """What is missing, in sentences; empty when nothing is.

    Raises:
        Invalid: as ``mail_server_of``.
    """
    return [
        *_of_files(),
        *_of_network(settings),
        *_of_database(settings, database),
        *_of_redis(settings),
        *_of_letters(settings),
    ]


def _of_files() -> Iterator[str]:
    if not (STATIC / "built/manifest.json").is_file():
        yield "The browser's files are not built: run python hatch_build.py."
    translations = Path(__file__).parent / "translations"
    for language, name in LANGUAGES.items():
        compiled = translations / language / "LC_MESSAGES/messages.mo"
        if language != SOURCE and not compiled.is_file():
            yield f"The texts in {name} are not compiled: run python hatch_build.py."


def _of_network(settings: Settings) -> Iterator[str]:
    if not settings.public_url and all(is_loopback(host) for host in hosts(settings)):
        yield "No network: phones cannot reach this machine."
    statement = settings.accessibility_url
    if statement and not statement.startswith(("https://", "http://")):
        yield f"ACCESSIBILITY_URL must be a full address: https://{statement}?"


def _of_database(settings: Settings, database: Database) -> Iterator[str]:
    file = settings.sqlite_file
    if file is not None:
        if not file.parent.is_dir():
            yield f"No folder for the database: {file.parent}."
        return
    try:
        database.engine.connect().close()
    except OperationalError as error:
        said = str(error.orig).partition("\n")[0]
        yield f"The database does not answer: {said}."


def _of_redis(settings: Settings) -> Iterator[str]:
    if not settings.redis_url:
        return
    try:
        # Only who has several processes installs it.
        from redis import Redis, RedisError
    except ImportError:
        yield "REDIS_URL needs medvirk[redis], which is not installed."
        return
    try:
        Redis.from_url(settings.redis_url, socket_connect_timeout=_PATIENCE).ping()
    except RedisError as error:
        yield f"Redis does not answer: {error}."


def _of_letters(settings: Settings) -> Iterator[str]:
    """Nothing without ``SMTP_URL``, which is a choice."""
    server = mail_server_of(settings.smtp_url)
    if server is None:
        return
    if not settings.public_url:
        yield "No PUBLIC_URL: the links in letters lead to this machine's own network."
    try:
        with Post(server) as post:
            post.connect()
    except Away as away:
        yield f"The mail server {server.host}:{server.port} takes no letters: {away}."
