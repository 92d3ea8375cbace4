"""Whatever a room does, what is counted from the flat table is what the kinds' results say."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.database import Database
from facilitator import overview
from facilitator.exercises import kinds
from facilitator.report.asked import asked
from facilitator.report.data.table import lines
from facilitator.report.edition import Edition, Edits
from tests.facilitator.test_any_evening import lived, step

Rows = Sequence[Mapping[str, Any]]


def places(row: Mapping[str, Any]) -> tuple[Any, ...]:
    slot = row["slot"]
    return slot if isinstance(slot, tuple) else (slot,)


def ladder_rows(rows: Rows) -> Any:
    return {
        aspect: Counter(
            (slot, row["table"]) for row in rows if row["aspect"] == aspect for slot in places(row)
        )
        for aspect in ("example", "now", "wanted")
    }


def ladder_results(results: Any) -> Any:
    return {
        aspect: Counter(
            (step.number, one.table) for step in results.steps for one in getattr(step, part)
        )
        for aspect, part in (("example", "examples"), ("now", "now"), ("wanted", "wanted"))
    }


def forces_rows(rows: Rows) -> Any:
    return Counter(
        (row["slot"], row["theme"], row["table"], row["strength"], row["influence"], row["dots"])
        for row in rows
    )


def forces_results(results: Any) -> Any:
    return Counter(
        (
            side.name,
            row.text if row.theme else None,
            one.table,
            one.strength,
            one.influence,
            one.dots,
        )
        for side in results.sides
        for row in side.rows
        for one in row.forces
    )


def groups_rows(rows: Rows) -> Any:
    return Counter((row["slot"], row["theme"], row["text"], row["table"]) for row in rows)


def groups_results(results: Any) -> Any:
    return Counter(
        (side.name, row.theme, one.body["text"], one.table)
        for side in results.sides
        for row in side.rows
        for one in row.given
    )


def measures_rows(rows: Rows) -> Any:
    return Counter(
        (row["theme"], row["effort"] or None, row["effect"] or None, row["table"]) for row in rows
    )


def measures_results(results: Any) -> Any:
    return Counter(
        (measure.theme, one.body.get("effort"), one.body.get("effect"), one.table)
        for measure in results.measures
        for one in measure.given
    )


def ideas_rows(rows: Rows) -> Any:
    return Counter((row["theme"], row["table"], row["dots"]) for row in rows)


def ideas_results(results: Any) -> Any:
    return Counter((row.theme, one.table, one.dots) for row in results.rows for one in row.given)


def poll_rows(rows: Rows) -> Any:
    return Counter(slot for row in rows for slot in places(row))


def poll_results(results: Any) -> Any:
    return Counter({option.number: option.count for option in results.options if option.count})


def questions_rows(rows: Rows) -> Any:
    return Counter((row["text"], row["table"], row["dots"], row["answered"]) for row in rows)


def questions_results(results: Any) -> Any:
    return Counter((one.text, one.table, one.support, one.answered) for one in results.questions)


COUNTS: Mapping[str, tuple[Callable[[Rows], Any], Callable[[Any], Any]]] = {
    "ladder": (ladder_rows, ladder_results),
    "forces": (forces_rows, forces_results),
    "groups": (groups_rows, groups_results),
    "measures": (measures_rows, measures_results),
    "ideas": (ideas_rows, ideas_results),
    "poll": (poll_rows, poll_results),
    "questions": (questions_rows, questions_results),
}


def test_every_kind_is_recounted() -> None:
    assert set(COUNTS) == set(kinds())


@pytest.mark.parametrize("kind", COUNTS)
@given(steps=st.lists(step, min_size=4, max_size=24))
@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_table_counts_what_the_results_count(
    database: Database, kind: str, steps: list[tuple[Any, ...]]
) -> None:
    with database.reading() as db:  # thrown away after the example
        evening = lived(db, kind, steps)
        shown = overview.shown(evening.exercise)
        results = shown.kind.results(
            shown.settings, overview.said(db, [shown])[evening.exercise.id]
        )
        table = lines(db, evening.meeting, asked(db, evening.meeting), Edits(Edition.FULL))
        standing = [line.flat for line in table if line.flat["state"] == "standing"]
    of_rows, of_results = COUNTS[kind]
    assert len(standing) == len(results.counted)
    assert of_rows(standing) == of_results(results)
