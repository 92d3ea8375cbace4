"""Who is here, as far as the sockets tell."""

from itertools import count

from app.access import Access, Role
from app.live.presence import Connection, Here, Presence
from app.live.protocol import Audience

_sids = count(1)


def connect(
    presence: Presence, seat: str, table: int | None, meeting: int = 1, role: Role = Role.PHONE
) -> Connection:
    access = Access(role, meeting, "TRAPP47", seat, 1)
    audience = Audience.PHONE if role is Role.VIEW else Audience(role)
    connection = Connection(f"sid {next(_sids)}", access, audience, "nb", table)
    presence.enter(connection)
    return connection


def test_phones_are_counted_by_table_and_screens_are_not() -> None:
    presence = Presence()
    connect(presence, "anna", 7)
    connect(presence, "bjørn", 7)
    connect(presence, "carla", 8)
    connect(presence, "", None, role=Role.STAGE)
    connect(presence, "david", 7, meeting=2)
    here = presence.here(1)
    assert (here.phones, here.total) == ({7: 2, 8: 1}, 3)


def test_who_only_looks_at_a_table_does_not_sit_there() -> None:
    presence = Presence()
    connect(presence, "7", 7, role=Role.VIEW)
    looking = connect(presence, "7", 7, role=Role.CONSOLE)
    assert (presence.here(1), presence.seats(1)) == (Here(), frozenset())
    presence.leave(looking.sid)
    assert presence.hung_up(1) == frozenset()


def test_who_lost_a_line_is_told_once() -> None:
    presence = Presence()
    anna, bjørn = connect(presence, "anna", 7), connect(presence, "bjørn", 8)
    connect(presence, "anna", 7)
    for gone in (anna, bjørn):
        presence.leave(gone.sid)
    assert presence.seats(1) == {"anna"}
    assert [presence.hung_up(1), presence.hung_up(1)] == [{"anna", "bjørn"}, frozenset()]


def test_a_phone_on_two_lines_is_one_until_both_are_gone() -> None:
    presence = Presence()
    old, new = connect(presence, "anna", 7), connect(presence, "anna", 7)
    assert presence.here(1).phones == {7: 1}
    presence.leave(old.sid)
    assert presence.here(1).phones == {7: 1}
    presence.leave(new.sid)
    assert presence.here(1).phones == {}


def test_a_phone_that_moves_is_at_its_new_table_only() -> None:
    presence = Presence()
    anna = connect(presence, "anna", 7)
    presence.move(anna, 8)
    assert presence.here(1).phones == {8: 1}
    presence.leave(anna.sid)
    assert presence.here(1).phones == {}


def test_who_was_never_here_is_not_missed() -> None:
    presence = Presence()
    assert presence.leave("nobody") is None
    assert presence.here(1) == Here()


def test_a_change_is_told_once_and_names_its_tables() -> None:
    presence = Presence()
    assert presence.changed(1) == ()
    anna = connect(presence, "anna", 7)
    connect(presence, "bjørn", 8)
    assert presence.changed(1) == ("presence", "trial", "presence/7", "presence/8")
    assert presence.changed(1) == ()
    presence.leave(anna.sid)
    assert presence.changed(1) == ("presence", "trial", "presence/7")


def test_a_table_that_writes_is_told_and_its_count_is_not() -> None:
    presence = Presence()
    anna = connect(presence, "anna", 7)
    presence.changed(1)
    presence.writes(anna)
    assert presence.here(1).writing == {7}
    assert presence.changed(1) == ("presence",)
