"""What an organiser decides about each text, and what the shared edition then tells."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.database import Database
from facilitator import asides, contributions, moderation
from facilitator.errors import Invalid, Stale, Unknown
from facilitator.exercises import kinds
from facilitator.models import Contribution, Report
from facilitator.report import review
from facilitator.report.edition import Decision
from facilitator.report.review.own_words import own_words
from facilitator.report.review.to_review import left_to_review, texts
from tests.facilitator.report.reviewed import LATER, Room
from tests.factories import (
    NOON,
    make_contribution,
    make_exercise,
    make_item,
    make_phone,
    make_uuid,
)
from tests.queries import queries


def test_what_nobody_has_looked_at_is_not_told(room: Room) -> None:
    one = room.force("Kari sier nei")
    assert (room.words(), left_to_review(room.db, room.meeting.id)) == ([], 1)
    assert room.decide(one.id, "keep") is Decision.KEEP
    assert (room.words(), left_to_review(room.db, room.meeting.id)) == (["Kari sier nei"], 0)
    assert [one.redacted for ones in room.told().values() for one in ones] == [False]


def test_a_text_is_redacted_field_by_field_and_keeps_what_was_chosen(room: Room) -> None:
    one = room.measure("Kari ringer", role="Kari Moe", due="mai", effort="small")
    room.decide(one.id, "redact", words={"text": "En ansatt ringer", "role": "", "due": "mai"})
    (told,) = room.told()[room.measures.id]
    assert told.body == {"text": "En ansatt ringer", "due": "mai", "effort": "small"}
    assert told.redacted
    assert one.body["text"] == "Kari ringer"


def test_redacting_to_the_same_words_keeps_them(room: Room) -> None:
    one = room.force("Ingen tid")
    assert room.decide(one.id, "redact", words={"text": "Ingen tid"}) is Decision.KEEP


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"text": ""}, "no_text"),
        ({}, "bad_body"),
        ({"text": "x" * 141}, "too_long"),
        ({"text": "Nei", "strength": "5"}, "bad_body"),
    ],
)
def test_new_words_must_be_of_the_kind(room: Room, words: dict[str, str], code: str) -> None:
    one = room.force("Kari sier nei")
    with pytest.raises(Invalid) as refused:
        room.decide(one.id, "redact", words=words)
    assert refused.value.code == code
    assert room.words() == []


def test_a_text_that_changed_is_looked_at_again(room: Room) -> None:
    one = room.force("Ingen tid")
    room.decide(one.id, "keep")
    moderation.redact(room.db, room.meeting, id=one.id, text="Lite tid", who="x", now=LATER)
    (text,) = texts(room.db, room.meeting.id)
    assert (room.words(), text.decision, text.changed) == ([], None, True)
    with pytest.raises(Stale) as stale:
        room.decide(one.id, "keep", revision=0)
    assert stale.value.code == "stale_review"
    room.decide(one.id, "keep")
    assert room.words() == ["Lite tid"]


def test_who_has_not_seen_what_another_decided_does_not_decide_otherwise(room: Room) -> None:
    one = room.force("Kari sier nei")
    room.decide(one.id, "redact", words={"text": "Noen sier nei"})
    with pytest.raises(Stale, match="stale_decision"):
        room.decide(one.id, "keep", seen="")
    with pytest.raises(Stale, match="stale_decision"):
        room.decide(one.id, "redact", words={"text": "Kari nekter"}, seen="")
    assert room.decide(one.id, "redact", words={"text": "Noen sier nei"}, seen="") == "redact"
    assert room.words() == ["Noen sier nei"]
    room.decide(one.id, "keep", seen="redact")
    assert room.words() == ["Kari sier nei"]


def test_what_was_hidden_withdrawn_late_or_private_is_never_told(room: Room) -> None:
    hidden, standing = room.force("Skjult"), room.force("Synlig")
    moderation.hide(room.db, room.meeting, id=hidden.id, on=True, who="x", now=NOON)
    phone = make_phone(room.db, room.meeting)
    body = {"side": "hinders", "text": "Trukket"}
    gone = make_contribution(room.db, phone, room.forces, body)
    contributions.withdraw(room.db, phone, id=gone.id, now=NOON)
    room.forces.phase, room.forces.took_input = "closed", False
    note = asides.leave_note(
        room.db, phone, id=make_uuid(), exercise_id=room.forces.id, body=body, now=LATER
    )
    assert [one.words for one in texts(room.db, room.meeting.id)] == [{"text": "Synlig"}]
    for one in (hidden, gone, note):
        with pytest.raises(Unknown):
            room.decide(one.id, "keep")
    room.decide(standing.id, "keep")
    assert room.words() == ["Synlig"]


def test_the_unmarked_are_kept_in_one_act_that_can_be_undone(room: Room) -> None:
    named, plain = room.force("Spør Kari"), room.force("Ingen tid")
    room.decide(room.force("Nei").id, "leave_out")
    kept = review.keep_unmarked(room.db, room.meeting, places=frozenset(), now=NOON)
    assert (kept, room.words()) == (1, ["Ingen tid"])
    review.undo_all(room.db, room.meeting, at=NOON)
    assert room.words() == []
    decisions = {one.id: one.decision for one in texts(room.db, room.meeting.id)}
    assert (decisions[named.id], decisions[plain.id]) == (None, None)
    assert list(decisions.values()).count(Decision.LEAVE_OUT) == 1


def test_many_are_kept_in_few_queries_and_so_is_what_was_redacted_before(room: Room) -> None:
    ones = [room.force(f"Grunn {number}") for number in range(30)]
    room.decide(ones[0].id, "redact", words={"text": "Noe"})
    ones[0].revision += 1
    room.db.flush()
    with queries(room.db) as sent:
        kept = review.keep_unmarked(room.db, room.meeting, places=frozenset(), now=NOON)
    assert (kept, len(room.words())) == (30, 30)
    assert len(sent) < 15


def test_a_decision_is_undone(room: Room) -> None:
    one = room.force("Ingen tid")
    room.decide(one.id, "keep")
    review.undo(room.db, room.meeting, id=one.id)
    review.undo(room.db, room.meeting, id=one.id)
    assert (room.words(), left_to_review(room.db, room.meeting.id)) == ([], 1)


def test_every_decision_is_a_change_of_the_meeting(room: Room) -> None:
    one = room.force("Ingen tid")
    room.db.refresh(room.meeting)
    before = room.meeting.version
    room.decide(one.id, "keep")
    room.db.refresh(room.meeting)
    assert room.meeting.version == before + 1


def test_a_text_is_marked_when_one_of_its_fields_is(room: Room) -> None:
    one = room.measure("Spør flere", role="Kari Moe")
    assert room.text(one.id).marked("nb", frozenset())
    assert room.text(one.id).marks("nb", frozenset())["text"] == ()


@pytest.mark.parametrize(
    ("decision", "quoted"),
    [(None, ""), ("keep", "Kari sier nei"), ("redact", "Noen sier nei"), ("leave_out", "")],
)
def test_what_is_answered_is_quoted_as_it_is_told(
    room: Room, decision: str | None, quoted: str
) -> None:
    force = room.force("Kari sier nei")
    answer = room.measure("Spør flere", answers=force.id)
    room.decide(answer.id, "keep")
    if decision:
        room.decide(force.id, decision, words={"text": "Noen sier nei"})
    (told,) = room.told()[room.measures.id]
    assert told.answers_to == quoted
    assert ("Kari" in room.everything()) is (decision == "keep")


def test_a_theme_that_is_answered_is_quoted_by_the_title_that_is_told(room: Room) -> None:
    theme = room.theme(room.force("Kari sier nei"), title="Kari")
    room.decide(room.measure("Spør flere", answers=theme).id, "keep")
    assert room.told()[room.measures.id][0].answers_to == ""
    room.decide(theme, "redact", words={"title": "Motstand"})
    assert room.told()[room.measures.id][0].answers_to == "Motstand"


def test_what_the_organiser_wrote_is_told_as_it_is_and_listed(room: Room) -> None:
    room.db.add(Report(meeting_id=room.meeting.id, introduction="Takk til Kari", next_step=""))
    item = room.meeting.items[0]
    item.title, item.speaker = "Åpning", "Marit Voll"
    make_exercise(
        room.db,
        item,
        "poll",
        settings={"question": "Hvem?", "options": ["Kari", "Ola"], "prompts": {"table": "Spør!"}},
    )
    make_item(room.db, room.meeting, title="Falt ut", deleted_at=NOON)
    room.meeting.tables[1].name = "Olas bord"
    room.db.flush()
    assert {one.words for one in own_words(room.db, room.meeting)} == {
        room.meeting.title,
        "Takk til Kari",
        "Åpning",
        "Marit Voll",
        *(kinds()[name].title for name in ("forces", "measures", "poll")),
        *("Hvem?", "Kari", "Ola", "Spør!"),
        "Olas bord",
    }


STATES = st.sampled_from(["standing", "standing", "hidden", "changed"])
DECISIONS = st.sampled_from([None, "keep", "redact", "leave_out"])
SAID = st.tuples(st.booleans(), STATES, DECISIONS, st.integers(-1, 5), st.booleans())


@given(said=st.lists(SAID, min_size=1, max_size=7), bulk=st.booleans())
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_shared_edition_tells_what_was_decided_and_nothing_else(
    database: Database, said: list[tuple[bool, str, str | None, int, bool]], bulk: bool
) -> None:
    with database.reading() as db:  # thrown away after the example
        room = Room.of(db)
        ones: list[Contribution] = []
        for number, (is_force, _state, _decision, answers, joined) in enumerate(said):
            word = f"ord{number}a"
            if is_force:
                ones.append(room.force(word))
                if joined:
                    room.theme(ones[-1])
            else:
                reference = ones[answers].id if 0 <= answers < len(ones) else ""
                ones.append(room.measure(word, role=f"rolle{number}a", answers=reference))
        if bulk:
            review.keep_unmarked(db, room.meeting, places=frozenset(), now=NOON)
        kept = {number for number, _one in enumerate(said) if bulk}
        for number, (_kind, state, decision, _answers, _joined) in enumerate(said):
            one = ones[number]
            if decision:
                room.decide(one.id, decision, words={"text": f"nytt{number}a"})
                kept = kept | {number} if decision == "keep" else kept - {number}
            if state == "hidden":
                moderation.hide(db, room.meeting, id=one.id, on=True, who="x", now=LATER)
            elif state == "changed":
                text = f"endret{number}a"
                moderation.redact(db, room.meeting, id=one.id, text=text, who="x", now=LATER)
            if state != "standing":
                kept -= {number}
        everything = room.everything()
        told = {
            number
            for number, _one in enumerate(said)
            if any(f"{word}{number}a" in everything for word in ("ord", "rolle", "endret"))
        }
        assert told == kept
        redacted = {
            number
            for number, (_kind, state, decision, *_rest) in enumerate(said)
            if decision == "redact" and state == "standing"
        }
        assert {n for n, _one in enumerate(said) if f"nytt{n}a" in everything} == redacted
