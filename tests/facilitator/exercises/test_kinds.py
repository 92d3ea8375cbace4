"""What holds for every kind of exercise that is installed, whatever it asks."""

import ast
import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import app
from facilitator.columns import Holds
from facilitator.errors import Refused, Unknown
from facilitator.exercises import kind_of, kinds
from facilitator.exercises.kind import Given, Kind, Phase
from facilitator.samples.voices import bodies_of

NOW = datetime(2026, 9, 24, 15, 0, tzinfo=UTC)
EXERCISES = Path(__file__).parents[3] / "facilitator/exercises"
TEMPLATES = Path(app.__file__).parent / "templates/exercises"

every_kind = pytest.mark.parametrize("kind", kinds().values(), ids=kinds().keys())

# Bodies that kinds take, so that what is random comes near to what is right.
WORDS = st.sampled_from(
    ["example", "now", "wanted", "promotes", "hinders", "takes_part", "absent", "small", "yes"]
)
FIELDS = st.sampled_from(
    ["text", "why", "aspect", "steps", "side", "strength", "options", "effort", "effect", "reason"]
)
LEAVES = st.none() | st.booleans() | st.integers(-3, 9) | st.integers() | st.floats() | st.text()
JSON = st.recursive(
    LEAVES | WORDS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(FIELDS | st.text(), inner),
    max_leaves=12,
)
BODY = st.dictionaries(FIELDS, JSON, max_size=5) | JSON


def taken(kind: Kind, bodies: Sequence[object]) -> list[dict[str, Any]]:
    """Those of ``bodies`` that ``kind`` takes, in the form that is stored."""
    found = (refusal_or(lambda body=body: kind.parse(kind.settings({}), body)) for body in bodies)
    return [kept for _refused, kept in found if kept is not None]


def refusal_or(attempt: Callable[[], Any]) -> tuple[Refused | None, Any]:
    """The refusal of ``attempt`` or what it gave; nothing else may come out of it."""
    try:
        return None, attempt()
    except Refused as refused:
        return refused, None


def contributions(kind: Kind) -> st.SearchStrategy[list[Given]]:
    """A room's contributions as the database would hold them: replaced ones are gone."""
    bodies = taken(kind, bodies_of(kind.name))
    one = st.tuples(st.sampled_from(bodies), st.integers(1, 4), st.booleans(), st.booleans())
    return st.lists(one, max_size=12).map(lambda said: list(_on_board(kind, said)))


def _on_board(
    kind: Kind, said: Sequence[tuple[dict[str, Any], int, bool, bool]]
) -> Iterator[Given]:
    for number, (body, table, hidden, lifted) in enumerate(said):
        later = (new for new, where, _hidden, _lifted in said[number + 1 :] if where == table)
        place = kind.place(body)
        if place is None or place not in map(kind.place, later):
            yield Given(f"c{number}", number, table, body, NOW, hidden=hidden, lifted=lifted)


def test_an_unknown_kind_is_refused_by_name() -> None:
    with pytest.raises(Unknown) as error:
        kind_of("karaoke")
    assert (error.value.code, error.value.details) == ("unknown_kind", {"kind": "karaoke"})


@every_kind
def test_a_kind_is_found_by_its_modules_name(kind: Kind) -> None:
    assert kind_of(kind.name) is kind
    assert type(kind).__module__ == f"facilitator.exercises.{kind.name}"


@every_kind
def test_a_rehearsal_has_something_to_say_to_it_and_all_of_it_is_taken(kind: Kind) -> None:
    bodies = bodies_of(kind.name)
    assert len(bodies) >= 16
    assert len(taken(kind, bodies)) == len(bodies)


@every_kind
def test_every_phase_has_a_prompt(kind: Kind) -> None:
    assert set(kind.prompts) == set(kind.phases) >= {Phase.TABLE, Phase.CLOSED}
    assert [phase for phase, prompt in kind.prompts.items() if not prompt.strip()] == []


@every_kind
def test_the_words_that_propose_a_kind_are_expressions(kind: Kind) -> None:
    assert [word for word in kind.words if re.compile(word, re.I).search("")] == []


@every_kind
def test_its_own_settings_may_be_stored_and_read_again(kind: Kind) -> None:
    own = kind.settings({})
    assert kind.settings(own) == own


@every_kind
@given(changed=st.dictionaries(st.text() | FIELDS, JSON, max_size=4))
@settings(max_examples=40, deadline=None)
def test_settings_are_taken_or_refused(kind: Kind, changed: dict[str, Any]) -> None:
    refused, understood = refusal_or(lambda: kind.settings(changed))
    if refused is None:
        assert kind.settings(understood) == understood
    else:
        assert refused.code == "bad_settings"


@every_kind
@given(body=BODY)
@settings(max_examples=120, deadline=None)
def test_a_body_is_kept_or_refused_and_never_breaks_anything(kind: Kind, body: object) -> None:
    own = kind.settings({})
    refused, kept = refusal_or(lambda: kind.parse(own, body))
    if refused is None:
        assert kind.parse(own, kept) == kept


@every_kind
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_results_hold_every_visible_contribution_once(kind: Kind, data: st.DataObject) -> None:
    said = data.draw(contributions(kind))
    before = [dict(one.body) for one in said]
    own = kind.settings({})
    results = kind.results(own, said)
    assert results.pages >= 1
    assert sorted(results.counted) == sorted(one.id for one in said if not one.hidden)
    assert kind.results(own, said) == results
    assert [dict(one.body) for one in said] == before


@every_kind
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_every_contribution_is_exported_in_plain_values(kind: Kind, data: st.DataObject) -> None:
    own = kind.settings({})
    names = {column.name for column in kind.columns}
    one_value = sorted(column.name for column in kind.columns if not column.several)
    for one in data.draw(contributions(kind)):
        rows = kind.rows(own, one)
        assert {frozenset(row) for row in rows} == {frozenset(names)}
        assert len({tuple(row[name] for name in one_value) for row in rows}) == 1
        values = [value for row in rows for value in row.values()]
        assert [value for value in values if not isinstance(value, str | int | float | None)] == []


@every_kind
def test_a_code_that_is_exported_is_explained(kind: Kind) -> None:
    own = kind.settings({})
    coded = [column for column in kind.columns if column.holds is Holds.CODE]
    for number, body in enumerate(taken(kind, bodies_of(kind.name)), start=1):
        for row in kind.rows(own, Given(f"c{number}", number, 1, body, NOW)):
            codes = {column: row[column.name] for column in coded}
            assert [
                code for column, code in codes.items() if code and code not in column.words
            ] == []


@every_kind
def test_redaction_gives_a_body_that_holds_the_new_words_alone(kind: Kind) -> None:
    own = kind.settings({})
    for body in taken(kind, bodies_of(kind.name)):
        redacted = kind.redacted(body, "redigert")
        assert kind.parse(own, redacted) == redacted
        words = kind.wording(body)
        assert not words or words not in json.dumps(redacted, ensure_ascii=False)
        assert not words or "redigert" in redacted.values()


@every_kind
def test_every_audience_has_a_template(kind: Kind) -> None:
    found = {path.name for path in (TEMPLATES / kind.name).glob("*.html")}
    audiences = ("phone", "stage", "console", "report", "beside", "paper")
    wanted = {f"{audience}.html" for audience in audiences}
    assert wanted - found == set()


@every_kind
def test_a_kind_knows_of_no_other(kind: Kind) -> None:
    tree = ast.parse((EXERCISES / f"{kind.name}.py").read_text("utf-8"))
    imported = {
        alias
        for node in ast.walk(tree)
        for alias in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [name.name for name in node.names]
            if isinstance(node, ast.Import)
            else []
        )
        if alias.startswith("facilitator.exercises")
    }
    assert imported <= {"facilitator.exercises.kind"}


def test_the_exercises_of_the_evening_are_there() -> None:
    assert set(kinds()) == {
        "forces",
        "groups",
        "ideas",
        "ladder",
        "measures",
        "poll",
        "questions",
    }
