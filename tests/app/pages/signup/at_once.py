"""Files that are made here and now, for tests of the pages that show them."""

import os

from app.exports.formats import format_in
from app.exports.making import Answer, Maker
from app.exports.shelf import Shelf, UnderWay
from app.exports.wanted import Wanted
from app.exports.writing import write_file
from tests.factories import NOON


class AtOnce(Maker):
    """Makes files here and now; a process of its own takes a second to begin."""

    def make(self, file: Wanted) -> Answer:
        shelf = Shelf(self._settings)
        handle = shelf.take(file.key)
        if handle is not None:
            with os.fdopen(handle, "w+b") as part:
                one = format_in(file.module)
                ids, edition = file.meeting_ids, file.edition
                write_file(self._database, self._settings, ids, one, edition, NOON, part, _told)
            shelf.finish(file.key)
        return shelf.look(file.key) or UnderWay(file.key)


def _told(_done: int, _of: int) -> None: ...
