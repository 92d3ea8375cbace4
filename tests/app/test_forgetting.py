"""The server and the terminal delete what is due, down to the bytes of the file."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import Medvirk
from app.forgetting import forget, forget_due
from app.upkeep import Seldom, Upkeep
from facilitator.forgetting import Forgotten
from facilitator.models import Contribution, Deed, Invitation, Meeting, Registration
from tests.app.conftest import SetClock
from tests.factories import (
    make_contribution,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
    make_registration,
)

SECRETS = ("Synnøve Æresland", "synnove@hemmelig.example", "skalldyrallergi", "trenger teleslynge")


@pytest.fixture
def meeting(medvirk: Medvirk) -> Meeting:
    """A meeting with somebody whom one would know again, among many, and one contribution."""
    with medvirk.database.writing() as db:
        meeting = make_meeting(db, code="TRAPP47")
        ideas = make_exercise(db, make_item(db, meeting), "ideas", phase="table")
        make_contribution(db, make_phone(db, meeting), ideas, {"text": "Hold gjestebud"})
        for number in range(12):
            # Long enough to fill pages that are freed later.
            make_registration(db, meeting, diet=f"Melk {number} " * 30)
        name, email, diet, answer = SECRETS
        make_registration(db, meeting, name=name, email=email, diet=diet, answers={"q": answer})
    return meeting


def found_in_files(medvirk: Medvirk) -> set[str]:
    """Which of the secrets can be read in the database's files."""
    file = medvirk.settings.sqlite_file
    assert file
    whole = b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))
    return {secret for secret in SECRETS if secret.encode() in whole}


def test_no_byte_of_those_who_are_forgotten_is_left_and_input_stays(
    medvirk: Medvirk, meeting: Meeting, clock: SetClock
) -> None:
    assert found_in_files(medvirk) == set(SECRETS)
    clock.pass_by(days=1)
    assert forget_due(medvirk.database, clock()) == {"TRAPP47": Forgotten(diets=13)}
    assert found_in_files(medvirk) == set(SECRETS) - {"skalldyrallergi"}
    clock.pass_by(days=29)
    assert forget_due(medvirk.database, clock()) == {
        "TRAPP47": Forgotten(people=13, answers=1, letters=13)
    }
    assert found_in_files(medvirk) == set()
    with medvirk.database.reading() as db:
        assert db.scalars(select(Registration)).all() == []
        assert [one.body for one in db.scalars(select(Contribution))] == [
            {"text": "Hold gjestebud"}
        ]


def test_what_is_done_is_not_done_again(
    medvirk: Medvirk, meeting: Meeting, clock: SetClock
) -> None:
    clock.pass_by(days=40)
    forget_due(medvirk.database, clock())
    first = clock()
    clock.pass_by(days=1)
    assert forget_due(medvirk.database, clock()) == {}
    assert forget_due(medvirk.database, clock(), "TRAPP47") == {}
    with medvirk.database.reading() as db:
        assert db.get_one(Invitation, meeting.id).forgotten_at == first


def test_what_is_wrong_with_one_meeting_keeps_no_other_from_being_forgotten(
    medvirk: Medvirk, clock: SetClock, caplog: pytest.LogCaptureFixture
) -> None:
    with medvirk.database.writing() as db:
        broken, whole = make_meeting(db), make_meeting(db)
        for meeting in (broken, whole):
            make_registration(db, meeting, diet="Melk")
        broken.zone = "Nowhere/At_all"
    clock.pass_by(days=40)
    done = forget_due(medvirk.database, clock())
    assert done == {whole.code: Forgotten(people=1, diets=1, letters=1)}
    assert "could not be deleted" in caplog.text


def test_the_log_is_kept_for_a_year(medvirk: Medvirk, clock: SetClock) -> None:
    with medvirk.database.writing() as db:
        for days in (366, 364):
            db.add(Deed(organiser_id=1, what="enter", at=clock() - timedelta(days=days)))
    forget(medvirk.database, clock())
    with medvirk.database.reading() as db:
        assert [deed.at for deed in db.scalars(select(Deed))] == [clock() - timedelta(days=364)]


def test_a_journal_that_somebody_reads_is_emptied_another_time(
    medvirk: Medvirk, meeting: Meeting
) -> None:
    with medvirk.database.reading() as db:
        db.scalars(select(Meeting)).all()
        with medvirk.database.writing() as other:
            make_registration(other, other.get_one(Meeting, meeting.id))
        during = medvirk.database.shred()
    assert (during, medvirk.database.shred()) == (False, True)


def test_a_seldom_duty_is_done_at_once_and_then_once_in_its_while(
    medvirk: Medvirk, clock: SetClock, caplog: pytest.LogCaptureFixture
) -> None:
    done = []

    def duty(_database: object, _now: object) -> None:
        done.append(clock())
        raise OSError

    upkeep = Upkeep(
        medvirk.database, clock, lambda _seconds: None, [Seldom(duty, timedelta(hours=1))]
    )
    start = clock()
    for minutes in (0, 1, 30, 31, -600):
        upkeep.round()
        clock.pass_by(minutes=minutes)
    upkeep.round()
    assert [(at - start) / timedelta(minutes=1) for at in done] == [0, 62, -538]
    assert "a duty could not be done" in caplog.text
