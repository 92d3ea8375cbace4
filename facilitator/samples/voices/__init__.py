"""What tables say in a rehearsal: for each kind of exercise, bodies as people would send them.

One JSON file a kind, named after it. Well put and clumsy, short and long, with slips and emoji:
a rehearsal should look like an evening.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def bodies_of(kind: str) -> Sequence[Mapping[str, Any]]:
    """What tables say to an exercise of ``kind``; nothing for one that has no file here."""
    file = files(__name__).joinpath(f"{kind}.json")
    if not file.is_file():
        return ()
    bodies: Sequence[Mapping[str, Any]] = json.loads(file.read_text("utf-8"))
    return tuple(bodies)
