"""What an e-mail address is, the same wherever one is written."""

from email_validator import ValidatedEmail, validate_email


def mail_address(written: str) -> ValidatedEmail:
    """``written`` as an e-mail address; nobody is asked whether it exists.

    Those under ``.test``, which are nobody's, are for trying registration out.

    Raises:
        EmailNotValidError: it is none.
    """
    return validate_email(written, check_deliverability=False, test_environment=True)
