"""The replay of an evening shows at each moment what the stage showed then."""

import json
import re
from bisect import bisect_right
from collections.abc import Mapping
from datetime import datetime, timedelta
from io import BytesIO
from random import Random
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app import Medvirk
from app.exports import replay
from app.exports.formats import Source
from app.exports.replay import milliseconds
from facilitator.models import Meeting
from facilitator.report.edition import Edition
from tests.app.lived import STEPS, Lived

TICKING = re.compile(r'(<time [^>]*data-tick="[^>]*>)[^<]*| value="\d+"')
EXPECTED = re.compile(r"<b>(\d\d)\.(\d\d)</b>")
"""When the next item is expected: drawn anew twice a minute, here as on the stage."""


def still(html: str) -> str:
    """``html`` without what a screen's own clock writes."""
    return EXPECTED.sub("", TICKING.sub(r"\1", html))


def expected(html: str) -> int:
    """The minute of the day at which the bar expects the next item."""
    found = EXPECTED.search(html)
    return int(found[1]) * 60 + int(found[2]) if found else 0


def written(medvirk: Medvirk, db: Session, meeting: Meeting, now: datetime) -> bytes:
    out = BytesIO()
    with medvirk.live.renderer._app.app_context():
        replay.write(Source(db, medvirk.settings, meeting, Edition.FULL, now), out)
    return out.getvalue()


def shown_at(played: Mapping[str, Any], at: datetime) -> dict[str, str]:
    """What a player of ``played`` shows at a moment, without its clock."""
    regions: dict[str, str] = {}
    frames = played["frames"]
    for frame in frames[: bisect_right(frames, milliseconds(at), key=lambda one: one["at"])]:
        regions |= frame.get("regions", {})
    return regions


@pytest.mark.parametrize("seed", [1])
def test_the_replay_shows_at_every_moment_what_the_stage_showed(
    medvirk: Medvirk, db: Session, seed: int
) -> None:
    lived = Lived(medvirk, db, Random(seed))
    lived.everything()
    later = lived.now + timedelta(days=1)
    played = json.loads(written(medvirk, db, lived.meeting, later))
    compared = 0
    for at, regions in lived.kept:
        if played["start"] <= milliseconds(at) <= played["end"]:
            shown = shown_at(played, at)
            assert [still(html) for html in shown.values()] == [*map(still, regions.values())]
            assert abs(expected(shown["stage/bar"]) - expected(regions["stage/bar"])) <= 1
            compared += 1
    assert compared > 100
    assert lived.taken == STEPS.keys()
