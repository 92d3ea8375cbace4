"""What was redacted is gone from titles of themes, from the log of them and from reviews."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import moderation, reverting, themes
from facilitator.archive.writing import pieces
from facilitator.changes import THEMES
from facilitator.models import Act, Review, TitleReview
from tests.facilitator.themes.sides import Room, make
from tests.factories import NOON

SECRET = "Kari Nordmann eier tomta"


def test_a_redacted_name_lives_on_in_no_title_no_log_and_no_review(db: Session, room: Room) -> None:
    a, b = room.say(SECRET, "Tomta ligger langt unna")
    themes.make(db, room.meeting, exercise_id=room.exercise.id, ids=[a, b], **room.by())
    make(room, "Tomta")
    make(room, f"«{SECRET}»")
    theme = room.theme(SECRET)
    for base, title in ((0, "Eierskap"), (1, SECRET), (2, "Eiere")):
        themes.rename(db, room.meeting, theme_id=theme.id, title=title, base=base, **room.by())
    decided = {"decision": "redact", "revision": 0, "decided_at": NOON}
    quoted = room.theme(f"«{SECRET}»").id
    db.add_all(
        (
            Review(contribution_id=a, body={"side": "for", "text": SECRET[:13]}, **decided),
            TitleReview(theme_id=quoted, title=SECRET[:13], **decided),
            TitleReview(theme_id=theme.id, title="Noen", **decided),
        )
    )
    db.flush()
    db.info.clear()
    moderation.redact(db, room.meeting, id=a, text="Noen eier tomta", **room.by("console"))
    db.flush()
    assert "Kari" not in "".join(pieces(db, room.meeting, "medvirk-archive"))
    assert list(room.themes) == ["Eiere", "Tomta", "«Noen eier tomta»"]
    db.expire_all()
    decisions = {one.theme_id: one.title for one in db.scalars(select(TitleReview))}
    assert decisions == {theme.id: "Noen", quoted: ""}
    assert any(THEMES in change.subjects for change in db.info["changes"])


def test_undoing_a_new_title_brings_no_redacted_words_back(db: Session, room: Room) -> None:
    (a,) = room.say(SECRET)
    themes.make(db, room.meeting, exercise_id=room.exercise.id, ids=[a], **room.by())
    theme = room.theme(SECRET)
    themes.rename(db, room.meeting, theme_id=theme.id, title="Eiere", base=0, **room.by())
    moderation.redact(db, room.meeting, id=a, text="Noen eier tomta", **room.by("console"))
    renamed = db.scalars(select(Act).where(Act.act == "rename")).one()
    reverting.revert(db, room.meeting, act_id=renamed.id, may=None, now=NOON)
    assert list(room.themes) == ["Noen eier tomta"]
