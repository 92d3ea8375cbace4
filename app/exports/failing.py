"""Why a file could not be made: in a word for people, and whole in the log under a number."""

import errno
import logging
import secrets

from facilitator.errors import Refused

_FULL = (errno.ENOSPC, errno.EDQUOT)


def reason_of(error: Exception) -> str:
    """The code that says to people why; whoever sees it cannot mend what only the log tells."""
    if isinstance(error, Refused):
        return error.code
    return "no_space" if isinstance(error, OSError) and error.errno in _FULL else "not_made"


def log_failure(key: str) -> str:
    """Write down the error that is being handled; the number that it can be found by."""
    number = secrets.token_hex(3)
    logging.exception("%s could not be made [%s]", key, number)
    return number
