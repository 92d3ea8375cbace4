"""The settings of an installation, read from the environment once."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from facilitator.errors import Refused

DATABASE_FILE = "medvirk.sqlite"
SECRET_FILE = "secret-key"
PORT = 8000


@dataclass(frozen=True)
class Settings:
    """What an installation is told from outside.

    Args:
        data: the folder that holds the database, its copies and the secret key.
        database_url: an SQLAlchemy address.
        secret_key: what all keys are derived from.
        redis_url: what joins several server processes; empty for one process.
        public_url: the address that people see when a proxy stands before the server, without
            a slash at the end; empty on a hall's own network.
        smtp_url: where letters are handed in; empty for none.
        accessibility_url: the full address of the owner's statement on accessibility, which pages
            link to at their foot; empty for none.
        cache: a folder for compiled templates, with which a server starts in half the time; whoever
            writes there decides what the server does. None to keep none.
        limits_off: somebody asked to lift the rate limits.
        host, port: where the server listens.
    """

    data: Path
    database_url: str
    secret_key: str
    redis_url: str = ""
    public_url: str = ""
    smtp_url: str = ""
    accessibility_url: str = ""
    cache: Path | None = None
    limits_off: bool = False
    host: str = "0.0.0.0"
    port: int = PORT

    @property
    def environ(self) -> Mapping[str, str]:
        """What ``settings_from`` makes the same settings of, but for where the server listens."""
        return {
            "MEDVIRK_DATA": str(self.data),
            "DATABASE_URL": self.database_url,
            "SECRET_KEY": self.secret_key,
            "REDIS_URL": self.redis_url,
            "PUBLIC_URL": self.public_url,
            "SMTP_URL": self.smtp_url,
            "ACCESSIBILITY_URL": self.accessibility_url,
            "MEDVIRK_CACHE": str(self.cache or ""),
            "MEDVIRK_LIMITS": "off" if self.limits_off else "",
        }

    @property
    def behind_tls(self) -> bool:
        """Whether people reach the installation over https."""
        return self.public_url.startswith("https://")

    @property
    def limited(self) -> bool:
        """Whether rate limits hold; only a server that no other machine reaches may lift them."""
        return not (self.limits_off and is_loopback(self.host))

    @property
    def sqlite_file(self) -> Path | None:
        """The file of a SQLite database, None for a database server."""
        scheme, _, path = self.database_url.partition("sqlite:///")
        return Path(path) if not scheme and path else None


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a server that listens at ``host``."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def settings_from(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings that ``environ`` gives; makes the folders and the secret key if needed.

    Raises:
        Refused: ``cannot_write`` with the ``file`` and the ``reason``, for a folder; ``bad_redis``.
    """
    redis_url = environ.get("REDIS_URL", "")
    if redis_url and not redis_url.startswith(("redis://", "rediss://", "unix://")):
        raise Refused("bad_redis")
    data = Path(environ.get("MEDVIRK_DATA") or "instance").absolute()
    cache = Path(environ["MEDVIRK_CACHE"]).absolute() if environ.get("MEDVIRK_CACHE") else None
    try:
        # Who registered is nobody else's business on the machine.
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        if cache is not None:
            cache.mkdir(mode=0o700, parents=True, exist_ok=True)
        secret_key = environ.get("SECRET_KEY") or _kept_secret(data / SECRET_FILE)
    except OSError as error:
        raise Refused("cannot_write", file=error.filename, reason=error.strerror) from error
    return Settings(
        data=data,
        database_url=_database_url(environ.get("DATABASE_URL", ""), data),
        secret_key=secret_key,
        redis_url=redis_url,
        public_url=environ.get("PUBLIC_URL", "").rstrip("/"),
        smtp_url=environ.get("SMTP_URL", ""),
        accessibility_url=environ.get("ACCESSIBILITY_URL", ""),
        cache=cache,
        limits_off=environ.get("MEDVIRK_LIMITS", "") == "off",
    )


def _database_url(given: str, data: Path) -> str:
    if not given:
        return f"sqlite:///{data / DATABASE_FILE}"
    scheme, _, rest = given.partition("://")
    # psycopg 3 would stop all other work while it waits under eventlet.
    return f"postgresql+psycopg2://{rest}" if scheme in ("postgres", "postgresql") else given


def _kept_secret(file: Path) -> str:
    """The secret in ``file``, made at the first start so that links outlive a restart."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    secret = secrets.token_urlsafe(48)
    with os.fdopen(handle, "w") as target:
        target.write(secret + "\n")
    return secret
