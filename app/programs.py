"""Starts another part of this program as a process of its own, from the same source."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_SOURCE = str(Path(__file__).parents[1])


def start_module(
    module: str, *arguments: object, environ: Mapping[str, str] | None = None, **options: Any
) -> subprocess.Popen[bytes]:
    """Start ``python -m module``, which does not see what happens to lie in the working folder.

    Args:
        environ: what its environment has besides this one's.
        options: as ``subprocess.Popen`` takes them.
    """
    return subprocess.Popen(
        [sys.executable, "-P", "-m", module, *map(str, arguments)],
        env={**os.environ, **(environ or {}), "PYTHONPATH": _SOURCE},
        **options,
    )


def answer_of(module: str, question: bytes) -> bytes:
    """What ``module``, as a process of its own, answers to ``question``.

    Waits for it, and lets others be served.

    Raises:
        RuntimeError: it broke off.
    """
    with start_module(module, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        said, _ = process.communicate(question)
    if process.returncode:
        raise RuntimeError(f"{module} broke off: exit {process.returncode}")
    return said
