"""The list of people in and out of files."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from facilitator.errors import Refused
from facilitator.models import Invitation, Meeting, Registration, Seat
from facilitator.registration.asked.questions import questions_of
from facilitator.registration.lists import importing, listing
from facilitator.registration.lists.exporting import write_csv, write_xlsx
from facilitator.registration.lists.importing import Judged, Saved, Sheet
from facilitator.registration.placing import places
from facilitator.registration.sitting.seats import seats_of
from facilitator.registration.standing import By
from tests.facilitator.registration.halls import LONG_BEFORE, letters, make_hall, register, states
from tests.factories import NOON, make_uuid

QUESTIONS = [
    {"id": "t", "text": "Trenger du tolk?", "kind": "yes_no", "options": [], "needed": False},
    {"id": "g", "text": "=Gruppe", "kind": "choice", "options": ["A", "B"], "needed": True},
]

INVITATION = Invitation(questions=QUESTIONS, roles=[], asks_diet=True)


@pytest.fixture
def hall(db: Session) -> Meeting:
    """Two places, questions, and people whose words a spreadsheet program would compute."""
    hall = make_hall(db, 2, questions=QUESTIONS)
    anne = register(db, hall, "Anne", "+Bo")
    anne.name, anne.role, anne.municipality = '=HYPERLINK("x")', "politician", "@Verdal"
    anne.answers, anne.diet, anne.arrived_at = {"t": True, "g": "A"}, "HEMMELIG", NOON
    register(db, hall, "Cecilie 🌻")
    table = hall.tables[2]
    db.add(Seat(registration_id=anne.id, round=1, table_id=table.id))
    db.flush()
    return hall


def written(db: Session, hall: Meeting, language: str = "nb") -> tuple[bytes, bytes]:
    """The list as CSV and as a workbook."""
    people = listing.everybody(db, hall.id)
    questions = questions_of(db.get_one(Invitation, hall.id))
    seats = seats_of(db, hall.id)
    return (
        write_csv(people, questions, seats, hall.zone, language),
        write_xlsx(people, questions, seats, hall.zone, language),
    )


def judged(db: Session, hall: Meeting, text: str) -> list[Judged]:
    """What is made of a CSV file."""
    invitation = db.get_one(Invitation, hall.id)
    sheet = importing.read_people("liste.csv", text.encode(), invitation)
    return importing.judge(sheet.rows, invitation, listing.everybody(db, hall.id))


def save(
    db: Session, hall: Meeting, text: str, *, over: bool = False, update: bool = True
) -> Saved:
    return importing.save(
        db,
        hall,
        judged(db, hall, text),
        over=over,
        update=update,
        new_id=make_uuid,
        now=LONG_BEFORE,
    )


def test_the_list_is_written_with_nothing_to_compute_and_nothing_for_the_kitchen(
    db: Session, hall: Meeting
) -> None:
    as_csv, as_xlsx = written(db, hall)
    assert as_csv.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(as_csv.decode("utf-8-sig")), delimiter=";"))
    when = "2026-09-14 12:00"
    assert rows == [
        "Nummer,Navn,E-post,Rolle,Kommune,Status,Påmeldt,Følge med nummer,Kom,Bord"
        ",Trenger du tolk?,'=Gruppe".split(","),
        [
            *("1", '\'=HYPERLINK("x")', "anne@example.com", "politiker", "'@Verdal"),
            *("Har plass", when, "1", "2026-09-24 12:00", "3", "Ja", "A"),
        ],
        ["2", "'+Bo", "", "", "", "Har plass", when, "1", "", "", "", ""],
        ["3", "Cecilie 🌻", "cecilie 🌻@example.com", "", "", "Venteliste", when, *[""] * 5],
    ]
    [sheet] = load_workbook(BytesIO(as_xlsx)).worksheets
    cells = [[cell.value for cell in row] for row in sheet.rows]
    assert cells[1][:5] == [1, '=HYPERLINK("x")', "anne@example.com", "politiker", "@Verdal"]
    assert {cell.data_type for row in sheet.rows for cell in row} == {"s", "n"}
    assert b"HEMMELIG" not in as_csv


def test_what_is_written_is_read_back_as_the_same_people(db: Session, hall: Meeting) -> None:
    everybody = listing.everybody(db, hall.id)
    for language in ("nb", "nn", "en"):
        for name, data in zip(("x.csv", "x.xlsx"), written(db, hall, language), strict=True):
            sheet = importing.read_people(name, data, INVITATION)
            found = importing.judge(sheet.rows, INVITATION, everybody)
            assert [(one.known, one.person.name, dict(one.person.answers)) for one in found] == [
                (1, '=HYPERLINK("x")', {"t": True, "g": "A"}),
                (2, "+Bo", {}),
                (3, "Cecilie 🌻", {}),
            ]
            assert found[0].person.role == "politician"


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Navn;E-post\nKari;kari@a.no", {"name": "Kari", "email": "kari@a.no", "role": ""}),
        ("Namn,Heimkommune\nKari,Verdal", {"name": "Kari", "municipality": "Verdal", "role": ""}),
        ("Full name\tRole\nKari\tResident", {"name": "Kari", "role": "citizen"}),
        (
            "Deltakerliste\n\nFornavn;Etternavn;Funksjon;Allergier;Skostørrelse\n"
            " Kari ;Nordmann;Folkevalgt;Nøtter;38",
            {"name": "Kari Nordmann", "role": "politician", "diet": "Nøtter"},
        ),
        (
            "Navn;Trenger du tolk?\nKari;ja",
            {"name": "Kari", "role": "", "question-t": "yes"},
        ),
    ],
)
def test_columns_are_known_by_their_names(text: str, typed: dict[str, str]) -> None:
    sheet = importing.read_people("x.csv", text.encode(), INVITATION)
    assert [dict(row.typed) for row in sheet.rows] == [typed]


def test_columns_that_are_not_read_are_told_and_who_cancelled_is_left_out() -> None:
    text = "Navn;Status;Sko\nKari;Avmeldt;38\nOla;Har plass;42\n;;\n"
    sheet = importing.read_people("x.csv", text.encode(), INVITATION)
    assert sheet == Sheet([importing.Row(3, {"name": "Ola", "role": ""})], ["Sko"], 1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Hei på deg", "no_people"),
        ("Navn;E-post\n;\n", "no_people"),
        ("Navn\n" + "Kari\n" * 1001, "many_people"),
        ("PK\x03\x04", "not_xlsx"),
    ],
)
def test_a_file_without_people_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        importing.read_people("x.csv", text.encode(), INVITATION)


def test_what_is_wrong_is_told_by_row_and_field(db: Session, hall: Meeting) -> None:
    text = (
        "Navn;E-post;Rolle;=Gruppe\nKari;kari@a.no;;\nOla;KARI@a.no;;\n;per@a.no;;\n"
        "Åse;ikke en adresse;sjef;C\n"
    )
    assert [
        {field: wrong.code for field, wrong in one.problems.items()}
        for one in judged(db, hall, text)
    ] == [
        {},
        {"email": "twice_in_file"},
        {"name": "no_text"},
        {"email": "bad_email", "role": "bad_choice", "question-g": "bad_choice"},
    ]


NEW = "Navn;E-post;Kommune\nAnne Ny;ANNE@example.com;Levanger\nDina;dina@a.no;\nEva;;\n"


def test_who_is_known_is_changed_and_the_rest_wait_when_it_is_full(
    db: Session, hall: Meeting
) -> None:
    assert save(db, hall, NEW) == Saved(waiting=2, changed=1)
    anne = db.get_one(Registration, next(o.id for o in listing.everybody(db, hall.id)))
    assert (anne.name, anne.municipality, anne.role) == ("Anne Ny", "Levanger", "politician")
    assert (anne.answers, anne.diet) == ({"t": True, "g": "A"}, "HEMMELIG")
    # Eva gave no address, and there is nothing that she must be told.
    assert letters(db, hall)[-1] == ("waiting", "dina@a.no")


def test_an_organiser_may_give_all_of_them_places_and_leave_the_known_alone(
    db: Session, hall: Meeting
) -> None:
    assert save(db, hall, NEW, over=True, update=False) == Saved(placed=2, left=1)
    assert states(db, hall) == {
        '=HYPERLINK("x")': "confirmed",
        "+Bo": "confirmed",
        "Cecilie 🌻": "waiting",
        "Dina": "confirmed",
        "Eva": "confirmed",
    }
    assert [one.over for one in listing.everybody(db, hall.id)][-2:] == [True, True]


def test_who_cancelled_may_come_back_by_a_file(db: Session, hall: Meeting) -> None:
    people = [db.get_one(Registration, one.id) for one in listing.everybody(db, hall.id)]
    places.cancel(db, hall, people, by=By.ORGANISER, now=LONG_BEFORE)
    assert save(db, hall, NEW) == Saved(placed=2, waiting=1)
