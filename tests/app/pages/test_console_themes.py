"""The moderator joins what was said from the list, and sees the themes below it."""

from collections.abc import Iterator

from sqlalchemy import select

from facilitator import themes
from facilitator.exercises import phases
from facilitator.models import Exercise, Meeting
from tests.app.pages.desk import Desk
from tests.app.pages.page import Element
from tests.factories import make_contribution, make_phone


def at_forces(desk: Desk, *said: tuple[str, str]) -> tuple[int, list[str]]:
    """Open the forces for the tables, which say one thing each: side and text; the ids."""
    desk.at(18, 20).start("Dialog rundt bordene")
    with desk.medvirk.database.writing() as db:
        meeting = db.get_one(Meeting, desk.meeting.id)
        forces = db.scalars(
            select(Exercise).where(Exercise.meeting_id == meeting.id, Exercise.kind == "forces")
        ).one()
        phases.open_phase(db, meeting, exercise_id=forces.id, phase="table", now=desk.now)
        given = [
            make_contribution(
                db,
                make_phone(db, meeting, table),
                forces,
                {"side": side, "text": text},
                now=desk.now,
            ).id
            for table, (side, text) in enumerate(said, start=1)
        ]
        return forces.id, given


def join(desk: Desk, exercise: int, title: str, *ids: str) -> int:
    with desk.medvirk.database.writing() as db:
        meeting = db.get_one(Meeting, desk.meeting.id)
        act = themes.make(
            db,
            meeting,
            exercise_id=exercise,
            ids=ids,
            title=title,
            who="console",
            now=desk.now,
        )
        return int(act.before["theme"])


def buttons(page: Element) -> Iterator[tuple[str, str, bool]]:
    """The buttons that open a sheet for a contribution: which, whose, whether it is joined."""
    for button in page.all("data-subject"):
        yield button["data-open"], button["data-subject"], "data-joined" in button.attributes


def test_a_contribution_goes_to_the_themes_of_its_own_side(desk: Desk) -> None:
    exercise, (tid, mat, språk) = at_forces(
        desk, ("promotes", "God tid"), ("promotes", "Gratis mat"), ("hinders", "Vanskelig språk")
    )
    theme = join(desk, exercise, "Tid", tid)

    page = desk.page()

    assert sorted(buttons(page)) == sorted(
        [
            (f"themes-{exercise}-promotes", tid, True),
            (f"themes-{exercise}-promotes", mat, False),
            (f"themes-{exercise}-hinders", språk, False),
        ]
    )
    sheets = [page.one("id", f"themes-{exercise}-{side}") for side in ("promotes", "hinders")]
    assert [[into["data-into"] for into in sheet.all("data-into")] for sheet in sheets] == [
        [str(theme)],
        [],
    ]
    assert [
        (form["data-new-theme"], form["data-side"])
        for sheet in sheets
        for form in sheet.all("data-new-theme")
    ] == [(str(exercise), "promotes"), (str(exercise), "hinders")]


def test_what_is_joined_says_where_and_the_themes_stand_below(desk: Desk) -> None:
    exercise, (a, b, c) = at_forces(
        desk, ("promotes", "God tid"), ("promotes", "Nok tid"), ("hinders", "Vanskelig språk")
    )
    join(desk, exercise, "Tid", a, b)
    join(desk, exercise, "Språk", c)

    page = desk.page()

    assert page.one("id", f"contribution-{a}").one("data-tag", "theme").words == "Tid"
    assert [card.words for card in page.all("class", "theme-card")] == [
        "Tid Fremmer · 2 innspill fra 2 bord",
        "Språk Hemmer · 1 innspill fra 1 bord",
        "+ Nytt tema · Fremmer",
        "+ Nytt tema · Hemmer",
    ]


def test_with_nothing_said_and_in_an_exercise_without_themes_there_are_none(
    at_ladder: Desk,
) -> None:
    at_ladder.phase("table")
    at_ladder.give("Folkemøte")
    assert (list(buttons(at_ladder.page())), at_ladder.page().all("class", "theme-card")) == (
        [],
        [],
    )
    at_forces(at_ladder)
    assert (list(buttons(at_ladder.page())), at_ladder.page().all("class", "theme-card")) == (
        [],
        [],
    )


def test_the_whole_list_is_read_and_not_joined(desk: Desk) -> None:
    exercise, (a,) = at_forces(desk, ("promotes", "God tid"))
    join(desk, exercise, "Tid", a)

    page = desk.page("/all")

    assert list(buttons(page)) == []
    assert page.one("id", f"contribution-{a}").one("data-tag", "theme").words == "Tid"


def test_the_helpers_board_opens_beside_the_desk(desk: Desk) -> None:
    (link,) = [link for link in desk.page().all("href") if link["href"].startswith("/themes/")]
    assert (link.words, link["target"], link["rel"]) == ("Tematavle ↗", "_blank", "noopener")
