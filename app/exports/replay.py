"""The evening as the stage showed it, to be played again: what it drew, and when.

A frame has the regions that looked another way than before; what the stage shows at a moment is,
for each region, its last frame until then. See ``facilitator.replay`` for what is not known.
"""

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, BinaryIO

from flask import current_app

from app.exports.formats import Format, Source
from app.filters import text
from app.languages import reading as reading_in
from app.live.memory import Memory
from app.live.presence import Here
from app.live.protocol import Audience
from app.live.reading import Reading
from app.live.regions import Part, parts_of
from app.live.render import Renderer
from facilitator import replay
from facilitator.programme.clock import clock, milliseconds
from facilitator.report.edition import Edition
from facilitator.words import N_

_NOBODY = Here({}, frozenset())
_TICKS = re.compile(r'(<time [^>]*data-tick="[^>]*>)[^<]*|( value=")\d+')
"""What a screen's own clock writes: the time, what is left of it, and how full its bar is."""


class Projector:
    """Draws the stage of a meeting moment by moment, and says what looks another way."""

    def __init__(self, renderer: Renderer, meeting_id: int, language: str) -> None:
        self._renderer = renderer
        self._meeting_id = meeting_id
        self._language = language
        self._parts = parts_of(Audience.STAGE, meeting_id, None, None)
        self._memory = Memory()
        self._looked: dict[str, str] = {}
        self._told: Mapping[str, Any] = {}

    def frame(self, moment: replay.Moment) -> dict[str, Any] | None:
        """What is new at ``moment``; None when all looks as it did."""
        if moment.changed:
            self._memory = Memory()
        parts = [one for one in self._parts if moment.changed or "time" in one.region.subjects]
        reading = Reading(moment.db, self._memory, self._meeting_id, moment.at, _NOBODY)
        drawn = self._drawn(reading, parts)
        regions = {name: html for name, html in drawn.items() if self._is_new(name, html)}
        frame: dict[str, Any] = {"at": milliseconds(moment.at)}
        if regions:
            frame["regions"] = regions
        told = clock(reading.evening.timeline)
        if {**told, "server_now": 0} != self._told:
            self._told = {**told, "server_now": 0}
            frame["clock"] = told
        return frame if len(frame) > 1 else None

    def _drawn(self, reading: Reading, parts: list[Part]) -> Mapping[str, str]:
        common = self._renderer.common(reading)
        gathered = {part: self._renderer.gather(reading, common, part) for part in parts}
        return {
            part.region.name: self._renderer.draw(part, gathered[part], self._language)
            for part in parts
        }

    def _is_new(self, name: str, html: str) -> bool:
        looks = _TICKS.sub(r"\1\2", html)
        if self._looked.get(name) == looks:
            return False
        self._looked[name] = looks
        return True


def write(source: Source, out: BinaryIO) -> None:
    """Write the whole replay as one packed JSON object; without frames before the meeting began."""
    # The same bytes every time: no name and no time in the packed file.
    with gzip.GzipFile("", "wb", 6, out, mtime=0) as packed:
        _write(source, packed)


def _write(source: Source, out: gzip.GzipFile) -> None:
    meeting = source.meeting
    span = replay.span_of(source.db, meeting, source.now)
    head: dict[str, Any] = {
        "format": "medvirk-replay",
        "version": 1,
        "title": meeting.title,
        "language": meeting.language,
        "zone": meeting.zone,
        "start": None if span is None else milliseconds(span.start),
        "end": None if span is None else milliseconds(span.end),
        "chapters": [] if span is None else _chapters(source, span),
    }
    out.write(json.dumps(head, ensure_ascii=False).encode()[:-1] + b', "frames": [')
    if span is not None:
        for number, frame in enumerate(_frames(source, span)):
            out.write(b",\n" if number else b"\n")
            out.write(json.dumps(frame, ensure_ascii=False).encode())
    out.write(b"\n]}\n")


def _frames(source: Source, span: replay.Span) -> Iterator[dict[str, Any]]:
    meeting = source.meeting
    renderer = Renderer(current_app, source.settings)
    projector = Projector(renderer, meeting.id, meeting.language)
    for moment in replay.play(source.db, meeting, span, source.told):
        frame = projector.frame(moment)
        if frame is not None:
            yield frame


def _chapters(source: Source, span: replay.Span) -> list[dict[str, Any]]:
    """The items as they ran, each with the phases that were opened in it."""
    db, meeting = source.db, source.meeting
    with reading_in(meeting.language):
        marks: list[dict[str, Any]] = [
            {
                "at": milliseconds(mark.at),
                "title": text(mark.exercise.title),
                "phase": text(mark.exercise.kind.phases[mark.phase]),
            }
            for mark in replay.marks_of(db, meeting, span)
        ]
    chapters = replay.chapters_of(db, meeting, span)
    ends = [chapter.at for chapter in chapters[1:]] + [span.end + timedelta(seconds=1)]
    return [
        {
            "at": milliseconds(chapter.at),
            "title": chapter.title,
            "marks": [
                mark for mark in marks if milliseconds(chapter.at) <= mark["at"] < milliseconds(end)
            ],
        }
        for chapter, end in zip(chapters, ends, strict=False)
    ]


FORMAT = Format(
    name="replay",
    stem="replay",
    words=N_("avspilling"),
    ending="json.gz",
    media_type="application/gzip",
    write=write,
    editions=frozenset({Edition.FULL}),
)
