"""Where phones reach the installation."""

from dataclasses import replace

import pytest

from app.addresses import base_urls, join_of, qr_of
from app.config import Settings
from facilitator.models import Meeting


@pytest.mark.parametrize(
    ("changed", "urls"),
    [
        ({"host": "127.0.0.1", "port": 8123}, ("http://127.0.0.1:8123",)),
        ({"host": "192.0.2.10"}, ("http://192.0.2.10:8000",)),
        ({"public_url": "https://medvirk.example"}, ("https://medvirk.example",)),
    ],
)
def test_the_address_is_where_it_listens_or_what_stands_before_it(
    settings: Settings, changed: dict[str, object], urls: tuple[str, ...]
) -> None:
    assert base_urls(replace(settings, **changed)) == urls


def test_a_server_for_the_hall_names_addresses_that_others_can_reach(settings: Settings) -> None:
    for url in base_urls(settings):
        assert url.startswith("http://")
        assert url.endswith(":8000")
        assert "0.0.0.0" not in url


def test_a_phone_gets_in_by_a_code_that_one_can_say_and_by_a_square_one(
    settings: Settings,
) -> None:
    at = replace(settings, host="192.0.2.10")
    join = join_of(at, Meeting(code="TRAPP47"))
    assert (join.code_text, join.url, join.href) == (
        "TRAPP 47",
        "192.0.2.10:8000",
        "http://192.0.2.10:8000/j/TRAPP47",
    )
    assert join_of(at, Meeting(code="TRAPP47"), table=3).href.endswith("/j/TRAPP47/3")


def test_a_square_code_is_one_path_without_styles_of_its_own() -> None:
    code = qr_of("http://192.0.2.10:8000/j/TRAPP47?a=1&b=2")
    assert code.startswith('<svg class="qr" viewBox="0 0 ')
    assert 'aria-label="http://192.0.2.10:8000/j/TRAPP47?a=1&amp;b=2"' in code
    assert (code.count("<path"), "style" in code) == (1, False)
