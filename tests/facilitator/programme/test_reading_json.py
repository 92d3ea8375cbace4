"""Programmes in our own JSON, and what is nearly that."""

import json
from typing import Any

import pytest

from facilitator.programme.reading import read_json
from tests.facilitator.programme.programmes import refusal, rows_of

ITEM: dict[str, Any] = {"title": "Konsert", "minutes": 30}
TOP: dict[str, Any] = {"format": "medvirk-programme", "version": 1, "items": [ITEM]}


def test_of_a_json_item_only_title_and_minutes_must_be_there() -> None:
    assert rows_of(read_json(json.dumps(TOP))) == [(0, "", 30, "other", "Konsert", "")]


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        ({"items": []}, "wrong_value", "items"),
        ({"items": {}}, "wrong_value", "items"),
        ({"items": [ITEM] * 1001}, "wrong_value", "items"),
        ({"items": [3]}, "wrong_value", "items[0]"),
        ({"items": [ITEM, {"title": "A"}]}, "missing_field", "items[1].minutes"),
        ({"items": [{"minutes": 3}]}, "missing_field", "items[0].title"),
        ({"items": [ITEM | {"titel": ""}]}, "unknown_field", "items[0].titel"),
        ({"items": [ITEM | {"title": " "}]}, "wrong_value", "items[0].title"),
        ({"items": [ITEM | {"title": "x" * 201}]}, "wrong_value", "items[0].title"),
        ({"items": [ITEM | {"title": 3}]}, "wrong_value", "items[0].title"),
        ({"items": [ITEM | {"minutes": True}]}, "wrong_value", "items[0].minutes"),
        ({"items": [ITEM | {"minutes": 1.5}]}, "wrong_value", "items[0].minutes"),
        ({"items": [ITEM | {"minutes": -1}]}, "wrong_value", "items[0].minutes"),
        ({"items": [ITEM | {"minutes": 1441}]}, "wrong_value", "items[0].minutes"),
        ({"items": [ITEM | {"least_minutes": 31}]}, "wrong_value", "items[0].least_minutes"),
        ({"items": [ITEM | {"day": 366}]}, "wrong_value", "items[0].day"),
        ({"items": [ITEM | {"start": "24:00"}]}, "wrong_value", "items[0].start"),
        ({"items": [ITEM | {"start": "9:00"}]}, "wrong_value", "items[0].start"),
        ({"items": [ITEM | {"start": "１６:00"}]}, "wrong_value", "items[0].start"),
        ({"items": [ITEM | {"start": "+1:+1"}]}, "wrong_value", "items[0].start"),
        ({"items": [ITEM | {"start": 16}]}, "wrong_value", "items[0].start"),
        ({"items": [ITEM | {"kind": "party"}]}, "wrong_value", "items[0].kind"),
        ({"items": [ITEM | {"kind": []}]}, "wrong_value", "items[0].kind"),
        ({"items": [ITEM | {"exercises": "ladder"}]}, "wrong_value", "items[0].exercises"),
        ({"items": [ITEM | {"exercises": ["quiz"]}]}, "wrong_value", "items[0].exercises[0]"),
        ({"items": [ITEM | {"exercises": [{}]}]}, "wrong_value", "items[0].exercises[0]"),
        ({"items": [ITEM | {"exercises": ["poll"] * 11}]}, "wrong_value", "items[0].exercises"),
        ({"format": "other"}, "wrong_value", "format"),
        ({"title": None}, "wrong_value", "title"),
        ({"subtitle": "x" * 201}, "wrong_value", "subtitle"),
        ({"place": "Steinkjer"}, "unknown_field", "place"),
    ],
)
def test_json_that_is_not_ours_is_refused_with_its_place(
    change: dict[str, Any], code: str, place: str
) -> None:
    assert refusal(read_json, json.dumps(TOP | change)) == (code, {"place": place})


@pytest.mark.parametrize("version", [0, 2, "1", True, None, 10**30])
def test_another_version_is_refused(version: object) -> None:
    assert refusal(read_json, json.dumps(TOP | {"version": version})) == (
        "unknown_version",
        {"version": str(version)},
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"format": 1, "format": 1}',
        '{"version": NaN}',
        "[" * 100_000,
        "1" * 5000,
        '{"a": ' * 50_000,
    ],
)
def test_what_is_no_json_is_refused(text: str) -> None:
    assert refusal(read_json, text) == ("not_json", {})


@pytest.mark.parametrize("text", ["[]", "3", "null", '"a"'])
def test_json_that_is_no_object_is_refused(text: str) -> None:
    assert refusal(read_json, text) == ("wrong_value", {"place": "file"})
