"""SMTP_URL: what it may say, and what is said when it is wrong."""

from dataclasses import replace

import pytest

from app.config import Settings
from app.installation import Installation
from app.letters.mail_server import MailServer, mail_server_of
from facilitator.errors import Invalid
from tests.app.letters.mailbox import Mailbox


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("", None),
        (
            "smtp://post.kommune.no/?from=post@kommune.no",
            MailServer("post.kommune.no", 587, False, None, "", "", "post@kommune.no"),
        ),
        (
            "smtp://medvirk%40kommune.no:p%40ss%2Ford@post.kommune.no:2525",
            MailServer(
                "post.kommune.no",
                2525,
                False,
                None,
                "medvirk@kommune.no",
                "p@ss/ord",
                "medvirk@kommune.no",
            ),
        ),
        (
            "smtps://u:p@post.kommune.no/?from=Steinkjer%20kommune%20<post@blåbær.no>",
            MailServer(
                "post.kommune.no",
                465,
                True,
                None,
                "u",
                "p",
                "post@xn--blbr-roah.no",
                "Steinkjer kommune",
            ),
        ),
        (
            "smtp://127.0.0.1:25/?from=a@b.no&starttls=off",
            MailServer("127.0.0.1", 25, False, False, "", "", "a@b.no"),
        ),
    ],
)
def test_the_address_says_where_and_from_whom(url: str, server: MailServer | None) -> None:
    assert mail_server_of(url) == server


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("post.kommune.no", "smtp_scheme"),
        ("http://post.kommune.no", "smtp_scheme"),
        ("smtp:///?from=a@b.no", "smtp_host"),
        ("smtp://post:abc/?from=a@b.no", "smtp_port"),
        ("smtp://post:70000/?from=a@b.no", "smtp_port"),
        ("smtp://post:0/?from=a@b.no", "smtp_port"),
        ("smtp://post", "smtp_from"),
        ("smtp://user:p@post", "smtp_from"),
        ("smtp://post/?from=Kari", "smtp_from"),
        ("smtp://post/?from=a@b.no&starttls=maybe", "smtp_starttls"),
        ("smtp://post/?from=a@b.no&sender=c@d.no", "smtp_option"),
    ],
)
def test_what_is_wrong_with_it_is_said(url: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        mail_server_of(url)
    assert refused.value.code == code


def test_check_says_when_the_mail_server_takes_no_letters(
    settings: Settings, mailbox: Mailbox
) -> None:
    def lacks(port: int, public: str) -> list[str]:
        url = f"smtp://127.0.0.1:{port}/?from=a@b.no"
        installation = Installation(replace(settings, smtp_url=url, public_url=public))
        return [line for line in installation.lacks() if "letters" in line]

    away = Mailbox().port
    assert [lacks(mailbox.port, "https://medvirk.example"), lacks(away, "")] == [
        [],
        [
            "No PUBLIC_URL: the links in letters lead to this machine's own network.",
            f"The mail server 127.0.0.1:{away} takes no letters: Connection refused.",
        ],
    ]
