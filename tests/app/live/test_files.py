"""A server that has files made: by another process, while it goes on with everything else."""

from facilitator.models import Meeting
from tests.app.live.hall import Hall
from tests.app.rehearsal.conftest import Organiser
from tests.app.waiting import eventually


def test_a_file_is_made_beside_the_server(hall: Hall, meeting: Meeting) -> None:
    organiser = Organiser(hall)

    def taken() -> str:
        """The file; on a busy machine one is told to ask again."""
        said = organiser.get(f"/organise/{meeting.code}/export/data.json")
        return said if said.startswith("{") else ""

    said = eventually(taken)
    assert f'"code": "{meeting.code}"' in said
    (made,) = (hall.folder / "made").iterdir()
    assert made.read_text() == said
