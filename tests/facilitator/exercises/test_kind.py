"""The settings that every kind has: prompts, minutes, who gives, dots."""

from typing import Any

import pytest

from facilitator.errors import Invalid
from facilitator.exercises.kind import Giver, Kind


class Anything(Kind):
    """Takes whatever comes; here for what is common to all kinds."""

    name = "anything"

    def parse(self, settings: Any, body: Any) -> dict[str, Any]:
        return dict(body)

    def results(self, settings: Any, given: Any) -> Any:
        return given

    def rows(self, settings: Any, one: Any) -> Any:
        return ()


KIND = Anything()


def test_an_organiser_who_changes_nothing_gets_the_kinds_own() -> None:
    assert KIND.settings({}) == {
        "prompts": {},
        "minutes": {"individual": 3, "table": 10, "plenary": None},
        "by": Giver.PHONE,
        "dots": 3,
        "dots_by": Giver.PHONE,
    }


def test_an_organiser_may_change_prompts_times_who_gives_and_dots() -> None:
    changed = {
        "prompts": {"table": " Snakk sammen. ", "plenary": ""},
        "minutes": {"table": 20, "individual": None},
        "by": "table",
        "dots": 5,
        "dots_by": "table",
    }
    assert KIND.settings(changed) == {
        "prompts": {"table": "Snakk sammen."},
        "minutes": {"individual": None, "table": 20, "plenary": None},
        "by": "table",
        "dots": 5,
        "dots_by": "table",
    }


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"prompts": {"lunch": "Spis."}}, "prompts"),
        ({"prompts": {"table": "x" * 281}}, "prompts"),
        ({"minutes": {"table": 0}}, "minutes"),
        ({"minutes": {"table": 181}}, "minutes"),
        ({"minutes": {"closed": 5}}, "closed"),
        ({"by": "nobody"}, "by"),
        ({"dots": 21}, "dots"),
        ({"dots": True}, "dots"),
        ({"dots_by": None}, "dots_by"),
        ({"winner": 1}, "winner"),
        (["dots"], "settings"),
    ],
)
def test_settings_that_make_no_sense_are_refused(changed: Any, field: str) -> None:
    with pytest.raises(Invalid) as error:
        KIND.settings(changed)
    assert (error.value.code, error.value.details) == ("bad_settings", {"field": field})
