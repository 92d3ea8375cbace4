"""The items of a meeting while they are edited: their order, and what may still be changed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import changes
from facilitator.errors import Refused, Unknown
from facilitator.models import Item, Meeting
from facilitator.programme.rows import take_turn, timeline_of
from facilitator.programme.timeline import RowStatus, Timeline

_RUN = (RowStatus.PAST, RowStatus.CURRENT)


@dataclass(frozen=True)
class Agenda:
    """All items of a meeting in order, the deleted ones too, so that they find their place again.

    Places are indexes into ``items``.
    """

    db: Session
    meeting: Meeting
    items: list[Item]
    timeline: Timeline

    def item(self, item: int) -> Item:
        """The item of the plan with this id; ``Unknown`` ``unknown_item`` if there is none."""
        found = self.any_item(item)
        if found.deleted_at is not None:
            raise Unknown("unknown_item", item=item)
        return found

    def any_item(self, item: int) -> Item:
        """The item with this id, also when it is deleted; else ``Unknown`` ``unknown_item``."""
        for found in self.items:
            if found.id == item:
                return found
        raise Unknown("unknown_item", item=item)

    def status(self, item: int) -> RowStatus | None:
        """How the item stands in the timeline; None when it is deleted."""
        row = self.timeline.row(item)
        return row.status if row else None

    def refuse_run(self, item: int) -> None:
        """Raise ``Refused`` ``item_running`` or ``already_run`` when the item has been begun."""
        if self.status(item) is RowStatus.CURRENT:
            raise Refused("item_running", item=item)
        if self.status(item) is RowStatus.PAST:
            raise Refused("already_run", item=item)

    @property
    def first_free(self) -> int:
        """The first place after everything that runs or has been run."""
        run = (at for at, item in enumerate(self.items) if self.status(item.id) in _RUN)
        return max(run, default=-1) + 1

    def place_after(self, item: int | None) -> int:
        """The place after ``item``, the first of all for None."""
        return 0 if item is None else self.items.index(self.item(item)) + 1

    def place_before(self, item: int | None) -> int:
        """The place before ``item``, the last of all for None."""
        return len(self.items) if item is None else self.items.index(self.item(item))

    def put(self, item: Item, place: int) -> None:
        """Put ``item`` at ``place`` (counted with it where it stands now).

        It takes over the day of its neighbours when its own does not fit between theirs.

        Raises:
            Refused: ``already_run``, when the place is before something that has been begun.
        """
        place = self._without(item, place)
        self._refuse_place(place)
        before = [other.day for other in self.items[:place] if other.deleted_at is None]
        after = [other.day for other in self.items[place:] if other.deleted_at is None]
        item.day = max([item.day, *before[-1:]])
        item.day = min([item.day, *after[:1]])
        self.items.insert(place, item)

    def put_on_its_day(self, item: Item, place: int) -> None:
        """The same, but ``item`` keeps its day and comes to the place nearest to ``place``."""
        place = self._without(item, place)
        days = [(at, it.day) for at, it in enumerate(self.items) if it.deleted_at is None]
        first = max((at + 1 for at, day in days if day < item.day), default=0)
        last = min((at for at, day in days if day > item.day), default=len(self.items))
        place = max(first, min(place, last))
        self._refuse_place(place)
        self.items.insert(place, item)

    def save(self) -> None:
        """Number the items in their order, and tell that the programme changed."""
        self._number()
        changes.touch(self.db, self.meeting.id, changes.PROGRAMME)

    def save_with_exercises(self) -> None:
        """The same, for a change that takes exercises along."""
        self._number()
        changes.touch(self.db, self.meeting.id, changes.PROGRAMME, changes.EXERCISES)

    def _number(self) -> None:
        for position, item in enumerate(self.items, start=1):
            if item.position != position:
                item.position = position
        self.db.flush()
        self.db.expire(self.meeting, ["items"])

    def _without(self, item: Item, place: int) -> int:
        """Take ``item`` out of the order; ``place`` as it is counted without it."""
        if item not in self.items:
            return place
        stood = self.items.index(item)
        self.items.remove(item)
        return place - 1 if stood < place else place

    def _refuse_place(self, place: int) -> None:
        if place < self.first_free:
            raise Refused("already_run")


def agenda_of(db: Session, meeting: Meeting, now: datetime) -> Agenda:
    """The agenda of ``meeting`` at ``now``, kept from others until the transaction ends."""
    take_turn(db, meeting)
    items = db.scalars(
        select(Item)
        .where(Item.meeting_id == meeting.id)
        .order_by(Item.position, Item.id)
        .execution_options(populate_existing=True)
    )
    return Agenda(db, meeting, list(items), timeline_of(db, meeting, now))
