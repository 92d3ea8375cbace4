"""The environment as settings."""

import stat
from pathlib import Path

import pytest

from app.config import Settings, is_loopback, settings_from


def test_an_installation_that_nobody_set_up_keeps_itself_in_its_folder(tmp_path: Path) -> None:
    settings = settings_from({"MEDVIRK_DATA": str(tmp_path / "data")})
    assert settings == Settings(
        data=tmp_path / "data",
        database_url=f"sqlite:///{tmp_path / 'data' / 'medvirk.sqlite'}",
        secret_key=(tmp_path / "data" / "secret-key").read_text().strip(),
    )
    assert settings.sqlite_file == tmp_path / "data" / "medvirk.sqlite"
    assert stat.filemode((tmp_path / "data").stat().st_mode) == "drwx------"


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    environ = {"MEDVIRK_DATA": str(tmp_path)}
    first = settings_from(environ).secret_key
    assert len(first) >= 32
    assert settings_from(environ).secret_key == first
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_what_the_environment_says_is_taken(tmp_path: Path) -> None:
    assert settings_from(
        {
            "MEDVIRK_DATA": str(tmp_path),
            "DATABASE_URL": "postgresql://medvirk@db/medvirk",
            "REDIS_URL": "redis://cache/0",
            "SECRET_KEY": "hemmelig",
            "PUBLIC_URL": "https://medvirk.example/",
            "SMTP_URL": "smtp://post",
            "ACCESSIBILITY_URL": "https://uustatus.example/erklaering",
            "MEDVIRK_LIMITS": "off",
            "MEDVIRK_CACHE": str(tmp_path / "cache"),
        }
    ) == Settings(
        data=tmp_path,
        database_url="postgresql+psycopg2://medvirk@db/medvirk",
        secret_key="hemmelig",
        redis_url="redis://cache/0",
        public_url="https://medvirk.example",
        smtp_url="smtp://post",
        accessibility_url="https://uustatus.example/erklaering",
        limits_off=True,
        cache=tmp_path / "cache",
    )
    assert [stat.filemode(file.stat().st_mode) for file in tmp_path.iterdir()] == ["drwx------"]


@pytest.mark.parametrize(
    ("limits_off", "host", "limited"),
    [
        (False, "127.0.0.1", True),
        (True, "127.0.0.1", False),
        (True, "::1", False),
        (True, "localhost", False),
        (True, "0.0.0.0", True),
        (True, "192.0.2.10", True),
        (True, "hall.example", True),
    ],
)
def test_limits_are_lifted_only_where_no_other_machine_reaches(
    tmp_path: Path, limits_off: bool, host: str, limited: bool
) -> None:
    settings = Settings(tmp_path, "sqlite://", "x", limits_off=limits_off, host=host)
    assert settings.limited is limited


def test_a_name_of_this_machine_is_loopback_and_others_are_not() -> None:
    hosts = ("127.0.0.1", "127.8.8.8", "::1", "localhost", "::", "10.0.0.1", "example.org")
    assert [host for host in hosts if is_loopback(host)] == list(hosts[:4])
