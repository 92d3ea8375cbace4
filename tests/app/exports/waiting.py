"""Waits for what another process does."""

import time
from collections.abc import Callable
from typing import Any

PATIENCE = 60.0


def until(arrived: Callable[[], Any]) -> None:
    """Wait until ``arrived`` is true."""
    end = time.monotonic() + PATIENCE
    while not arrived():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.01)
