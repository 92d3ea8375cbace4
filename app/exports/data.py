"""What all files with data are made of: the flat table, its exercises, words to tell them in."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from app.exports.formats import Source
from app.languages import translator
from facilitator.report.asked import Asked, asked
from facilitator.report.data.table import Line, lines
from facilitator.report.edition import Edits, edits_of
from facilitator.report.record import BATCH


@dataclass(frozen=True)
class Data:
    """The data of a meeting, as an edition tells them.

    Args:
        asked: the exercises by id, in the order of the programme.
        translate: gives a text of ours in the meeting's language.
    """

    source: Source
    asked: Mapping[int, Asked]
    edits: Edits
    translate: Callable[[str], str]

    def lines(self) -> Iterator[Line]:
        """The flat table from its beginning; says meanwhile how far it has come."""
        source = self.source
        every = source.meeting.last_number
        for count, line in enumerate(lines(source.db, source.meeting, self.asked, self.edits)):
            if count % BATCH == 0:
                source.told(count, every)
            yield line
        source.told(every, every)


def data_of(source: Source) -> Data:
    """The data that ``source`` asks for."""
    db, meeting = source.db, source.meeting
    return Data(
        source=source,
        asked=asked(db, meeting),
        edits=edits_of(db, meeting.id, source.edition),
        translate=translator(meeting.language),
    )
