"""Why a file could not be made: in words for people, and whole in the log under a number."""

import errno
import logging
import secrets

from facilitator.errors import Refused

_FULL = (errno.ENOSPC, errno.EDQUOT)


def refusal_of(error: Exception, key: str) -> Refused:
    """What people are told of the ``error`` that is being handled; the log has all of it.

    Args:
        key: of the file that could not be made.
    """
    number = secrets.token_hex(3)
    logging.exception("%s could not be made [%s]", key, number)
    if isinstance(error, Refused):
        return error
    if isinstance(error, OSError) and error.errno in _FULL:
        return Refused("no_space")
    return Refused("not_made", number=number)
