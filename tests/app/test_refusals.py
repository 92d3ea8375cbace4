"""Every refusal has a text, and every text a refusal."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from app.refusals import REFUSALS, explain
from facilitator.errors import Refused
from facilitator.programme.fields import Fields

ROOT = Path(__file__).parents[2]
KINDS = {"Refused", "Unknown", "Invalid", "Closed", "Stale"}
SENTENCE = re.compile(r"[«A-ZÆØÅ](?:(?!%\().)*[.!?]", re.DOTALL)


def codes() -> Iterator[str]:
    """The code of every refusal that is raised in the sources."""
    for file in (*ROOT.glob("facilitator/**/*.py"), *ROOT.glob("app/**/*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in KINDS
            ):
                yield from _code(file, node)


def _code(file: Path, call: ast.Call) -> Iterator[str]:
    match call.args[:1]:
        case [ast.Constant(value=str(code))]:
            yield code
        case [ast.IfExp(body=ast.Constant(value=str(one)), orelse=ast.Constant(value=str(other)))]:
            yield from (one, other)
        case [ast.JoinedStr(values=[ast.Constant(value="bad_"), ast.FormattedValue()])]:
            yield from (f"bad_{field}" for field in Fields.__annotations__)
        case _:
            raise AssertionError(f"{file}:{call.lineno} refuses with a code that is not written")


def test_every_code_that_is_raised_has_a_text_and_no_text_is_left_over() -> None:
    assert set(codes()) == set(REFUSALS)


def test_every_text_is_a_sentence_that_can_be_filled(app: Flask) -> None:
    with app.app_context():
        texts = {code: _filled(code) for code in REFUSALS}
    unfit = {code: text for code, text in texts.items() if not SENTENCE.fullmatch(text)}
    assert unfit == {}


def _filled(code: str) -> str:
    named = dict.fromkeys(re.findall(r"%\((\w+)\)s", str(REFUSALS[code])), "Møtet")
    return explain(Refused(code, **named))


def test_a_code_without_a_text_is_explained_as_our_mistake(app: Flask) -> None:
    with app.app_context():
        assert explain(Refused("no_such_code")) == str(REFUSALS["failed"])
