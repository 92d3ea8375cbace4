"""What measures answer: found in as many queries for many as for one, and never told too widely."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from facilitator import answers, asides, contributions, moderation, overview, plenary
from facilitator.answers import answerable_themes, answered, quoting
from facilitator.errors import Unknown
from facilitator.exercises import kind_of, phases
from facilitator.exercises.kind import Theme as Label
from facilitator.models import Contribution, Exercise, Meeting, Participant, Theme
from tests.factories import (
    NOON,
    make_contribution,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
    make_uuid,
)
from tests.queries import queries
from tests.records import record


@dataclass
class Cast:
    """Anna's table said what hinders, and measures may answer it."""

    meeting: Meeting
    reasons: Exercise
    measures: Exercise
    anna: Participant
    reason: Contribution
    themes: list[Theme] = field(default_factory=list)

    def propose(self, db: Session, answer: str, text: str = "Buss") -> Contribution:
        """Anna proposes a measure."""
        return make_contribution(db, self.anna, self.measures, {"text": text, "answers": answer})

    def theme(self, db: Session, title: str) -> Theme:
        """The moderator joins reasons in a theme."""
        theme = Theme(
            meeting_id=self.meeting.id,
            exercise_id=self.reasons.id,
            title=title,
            position=len(self.themes),
        )
        db.add(theme)
        db.flush()
        self.themes.append(theme)
        return theme

    def shown(self) -> list[overview.Shown]:
        """Both exercises."""
        return [overview.shown(exercise) for exercise in (self.reasons, self.measures)]

    def quoted(self, db: Session) -> list[str]:
        """The words that the measures quote where all may be told."""
        said = overview.said(db, self.shown())
        found = quoting(self.shown(), said, answered(db, self.shown(), said))
        return [one.answers_to for one in found[self.measures.id]]


@pytest.fixture
def cast(db: Session) -> Cast:
    meeting = make_meeting(db)
    item = make_item(db, meeting)
    reasons = make_exercise(db, item, "ideas", phase="table")
    measures = make_exercise(db, item, "measures", phase="table")
    anna = make_phone(db, meeting, 2)
    reason = make_contribution(db, anna, reasons, {"text": "Alt er bestemt"})
    return Cast(meeting, reasons, measures, anna, reason)


def test_nothing_of_another_meeting_is_quoted(db: Session, cast: Cast) -> None:
    item = make_item(db, make_meeting(db))
    elsewhere = make_exercise(db, item, "ideas", phase="table")
    secret = Theme(
        meeting_id=elsewhere.meeting_id, exercise_id=elsewhere.id, title="Hemmelig", position=1
    )
    db.add(secret)
    db.flush()
    phases.open_phase(
        db, cast.meeting, exercise_id=cast.measures.id, phase="closed", now=NOON - timedelta(days=1)
    )
    asides.leave_note(
        db,
        cast.anna,
        id=make_uuid(),
        exercise_id=cast.measures.id,
        body={"text": "For sent", "answers": f"theme/{secret.id}"},
        now=NOON,
    )
    assert [one.said.answers_to for one in record(db, cast.meeting)] == ["", ""]


def test_measures_quote_contributions_and_themes(db: Session, cast: Cast) -> None:
    cast.propose(db, cast.reason.id)
    cast.propose(db, f"theme/{cast.theme(db, 'Ingen svarer').id}")
    make_contribution(db, cast.anna, cast.measures, {"text": "Kart"})
    assert cast.quoted(db) == ["Alt er bestemt", "Ingen svarer", ""]


def test_a_quotation_stands_on_one_line(db: Session, cast: Cast) -> None:
    body = {"text": "Alt er bestemt.\n\nIngen svarer."}
    cast.propose(db, make_contribution(db, cast.anna, cast.reasons, body).id)
    assert cast.quoted(db) == ["Alt er bestemt. – Ingen svarer."]


def test_many_answers_take_as_many_queries_as_one(db: Session, cast: Cast) -> None:
    counts = []
    for more in (1, 12):
        for number in range(more):
            reason = make_contribution(db, cast.anna, cast.reasons, {"text": f"Grunn {number}"})
            cast.propose(db, reason.id)
            cast.propose(db, f"theme/{cast.theme(db, f'Tema {number}').id}")
        shown, said = cast.shown(), overview.said(db, cast.shown())
        with queries(db) as sent:
            answered(db, shown, said)
        counts.append(len(sent))
    assert counts == [2, 2]


def test_where_nothing_is_answered_nothing_is_read(db: Session, cast: Cast) -> None:
    make_contribution(db, cast.anna, cast.measures, {"text": "Kart"})
    said = overview.said(db, cast.shown())
    with queries(db) as sent:
        assert answered(db, cast.shown(), said) == {}
    assert sent == []


def test_a_quotation_follows_what_is_redacted_renamed_withdrawn_and_dissolved(
    db: Session, cast: Cast
) -> None:
    theme = cast.theme(db, "Ingen svarer")
    cast.propose(db, cast.reason.id)
    cast.propose(db, f"theme/{theme.id}")
    moderation.redact(db, cast.meeting, id=cast.reason.id, text="(fjernet)", who="astrid", now=NOON)
    theme.title = "Svar uteblir"
    assert cast.quoted(db) == ["(fjernet)", "Svar uteblir"]
    contributions.withdraw(db, cast.anna, id=cast.reason.id, now=NOON)
    theme.dissolved_at = NOON
    assert cast.quoted(db) == ["", ""]


def test_the_stage_quotes_only_what_it_has_shown(db: Session, cast: Cast) -> None:
    theme = f"theme/{cast.theme(db, 'Ingen svarer').id}"
    cast.propose(db, cast.reason.id)
    cast.propose(db, theme)

    def on_stage() -> list[str]:
        found = answered(db, cast.shown(), overview.said(db, cast.shown()))
        return sorted(one.words for one in found.values() if one.on_stage)

    seen = [on_stage()]
    plenary.reveal(db, cast.meeting, exercise_id=cast.reasons.id, on=True, table=3, now=NOON)
    seen.append(on_stage())
    plenary.reveal(db, cast.meeting, exercise_id=cast.reasons.id, on=True, table=2, now=NOON)
    seen.append(on_stage())
    plenary.reveal(db, cast.meeting, exercise_id=cast.reasons.id, on=True, now=NOON)
    seen.append(on_stage())
    moderation.hide(db, cast.meeting, id=cast.reason.id, on=True, who="astrid", now=NOON)
    seen.append(on_stage())
    assert seen == [
        [],
        [],
        ["Alt er bestemt"],
        ["Alt er bestemt", "Ingen svarer"],
        ["Ingen svarer"],
    ]


def test_a_table_knows_its_own_words_and_what_the_room_has_seen(db: Session, cast: Cast) -> None:
    cast.propose(db, cast.reason.id)

    def known() -> list[bool]:
        found = answered(db, cast.shown(), overview.said(db, cast.shown()))
        return [found[cast.reason.id].known_at(table) for table in (2, 3)]

    before = known()
    plenary.reveal(db, cast.meeting, exercise_id=cast.reasons.id, on=True, now=NOON)
    assert [before, known()] == [[True, False], [True, True]]


def test_what_is_not_there_cannot_be_answered(db: Session, cast: Cast) -> None:
    note = make_contribution(db, cast.anna, cast.reasons, {"text": "Mitt"}, phase="individual")
    codes = []
    for answer in (note.id, "theme/7", "0b2f7f4e-92e4-4a8e-9d0c-3f1f6a0d1c2b"):
        with pytest.raises(Unknown) as error:
            cast.propose(db, answer)
        codes.append(error.value.code)
    assert codes == ["unknown_contribution", "unknown_theme", "unknown_contribution"]


def test_themes_may_be_answered_once_the_room_has_seen_them(
    db: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(kind_of("ideas")), "answerable", True)
    theme = cast.theme(db, "Ingen svarer")
    cast.theme(db, "Borte").dissolved_at = NOON
    db.flush()
    before = answerable_themes(db, cast.shown())
    plenary.reveal(db, cast.meeting, exercise_id=cast.reasons.id, on=True, now=NOON)
    while_open = answerable_themes(db, cast.shown())
    phases.open_phase(db, cast.meeting, exercise_id=cast.measures.id, phase="plenary", now=NOON)
    assert [before, while_open, answerable_themes(db, cast.shown())] == [
        (),
        (Label(theme.id, "Ingen svarer", 0),),
        (),
    ]


def test_the_record_has_the_words_that_are_answered(db: Session, cast: Cast) -> None:
    cast.propose(db, cast.reason.id)
    rows = [row for one in record(db, cast.meeting) for row in one.rows]
    assert [row.get("answers_to") for row in rows] == [None, "Alt er bestemt"]


def test_nothing_is_quoted_where_nothing_was_said(db: Session, cast: Cast) -> None:
    assert answers.quoting(cast.shown(), {}, {}) == {}
