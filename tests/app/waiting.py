"""Waits for what another process does."""

import time
from collections.abc import Callable
from typing import Any

PATIENCE = 60.0


def eventually(arrived: Callable[[], Any]) -> Any:
    """What ``arrived`` gives when it is true at last."""
    end = time.monotonic() + PATIENCE
    while not (found := arrived()):
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)
    return found
