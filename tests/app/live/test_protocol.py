"""Whatever a screen sends is read as a message or refused; nothing else happens."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.live import handlers, receiving
from app.live.protocol import MESSAGES, Audience, Field, parse
from facilitator.errors import Refused

SAMPLES: dict[Field, object] = {
    Field.ID: 7,
    Field.UUID: "6f1c1f0e-4b8a-4d53-9a73-1f6f9f6f0d11",
    Field.NUMBER: -60,
    Field.FLAG: True,
    Field.TEXT: "Gjestebud",
    Field.MAP: {"text": "Gjestebud"},
    Field.NONE_OR_ID: None,
    Field.IDS: [7, 8],
    Field.UUIDS: ["6f1c1f0e-4b8a-4d53-9a73-1f6f9f6f0d11"],
}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@st.composite
def nearly_right(draw: st.DrawFn) -> tuple[str, object]:
    """A message's name with its own fields, some of them with something else in them."""
    message = draw(st.sampled_from(sorted(MESSAGES.values(), key=lambda one: one.name)))
    payload: dict[str, object] = {
        field: draw(st.just(SAMPLES[kind]) | json_values)
        for field, kind in {**message.required, **message.optional}.items()
    }
    for field in draw(st.sets(st.sampled_from(sorted(payload) or ["extra"]))):
        payload.pop(field, None)
    payload |= draw(st.just({}) | st.dictionaries(st.text(max_size=5), json_values, max_size=1))
    return message.name, payload


@given(nearly_right() | st.tuples(st.text(), json_values))
def test_what_is_read_has_only_fields_of_the_right_type_and_all_others_are_refused(
    sent: tuple[str, object],
) -> None:
    name, payload = sent
    try:
        read = parse(name, payload)
    except Refused as refused:
        code, read = refused.code, {}
        json.dumps(refused.details)
    else:
        code = "ok"
    assert code in (("ok", "bad_payload") if name in MESSAGES else ("unknown_message",))
    if code == "ok":
        message = MESSAGES[name]
        assert read == payload
        assert message.required.keys() <= read.keys()
        assert read.keys() <= message.required.keys() | message.optional.keys()


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_with_all_its_fields_is_read_as_it_is(name: str) -> None:
    message = MESSAGES[name]
    payload = {
        field: SAMPLES[kind] for field, kind in {**message.required, **message.optional}.items()
    }
    assert parse(name, payload) == payload


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("exercise", True),
        ("exercise", 0),
        ("exercise", 2**31),
        ("exercise", 1.0),
        ("exercise", "7"),
        ("id", "6f1c1f0e"),
        ("id", "x" * 36),
        ("id", 7),
        ("body", ["text"]),
        ("body", None),
        ("phase", 7),
        ("who", "me"),
    ],
)
def test_a_field_that_is_wrong_is_named(field: str, value: object) -> None:
    payload = {"id": SAMPLES[Field.UUID], "exercise": 7, "body": {}, field: value}
    with pytest.raises(Refused) as refused:
        parse("give", payload)
    assert (refused.value.code, refused.value.details) == ("bad_payload", {"field": field})


def test_every_message_has_one_handler_for_the_one_that_may_send_it() -> None:
    helpers = {"theme", "revert"}
    by_senders = {
        (Audience.PHONE,): set(handlers.PHONE) | {"writing"},
        (Audience.CONSOLE,): set(handlers.CONSOLE) - helpers,
        (Audience.CONSOLE, Audience.THEMES): helpers,
        (Audience.DOOR,): set(receiving.DOOR),
        tuple(Audience): {"sync"},
    }
    assert {
        senders: {one.name for one in MESSAGES.values() if tuple(one.senders) == senders}
        for senders in {tuple(one.senders) for one in MESSAGES.values()}
    } == by_senders
