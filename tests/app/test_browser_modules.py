"""What the browser's modules and the templates send is what the protocol knows."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.live.protocol import MESSAGES, Audience

APP = Path(__file__).parents[2] / "app"
SCRIPTS = APP / "static/js"
TEMPLATES = APP / "templates"

SENT = re.compile(r'\.(?:send|add|#become)\(\s*"(\w+)"')
IMPORTED = re.compile(r'from "\./(\w+\.js)"')
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.S)
COMMAND = re.compile(r'<(button|input|form)\b[^<>]*data-send="(\w+)"[^<>]*>')

SCREENS = {
    Audience.PHONE: ("phone.js", ("phone", "exercises/*/phone.html")),
    Audience.STAGE: ("stage.js", ("stage", "exercises/*/stage.html")),
    Audience.CONSOLE: ("console.js", ("console", "exercises/*/console.html")),
    Audience.THEMES: ("themes.js", ("themes",)),
    Audience.DOOR: ("door.js", ("door",)),
}


def modules(entry: str) -> set[str]:
    """The names of the modules that ``entry`` is made of."""
    found, new = set[str](), {entry}
    while new:
        found |= new
        texts = [(SCRIPTS / name).read_text() for name in new]
        new = {name for text in texts for name in IMPORTED.findall(text)} - found
    return found


def templates(*patterns: str) -> Iterator[Path]:
    for pattern in patterns:
        yield from TEMPLATES.glob(pattern if pattern.endswith(".html") else f"{pattern}/**/*.html")


def commands(*patterns: str) -> Iterator[tuple[str, str, str]]:
    """Element, message and text of every command in the templates."""
    for template in templates(*patterns):
        # A comparison in an expression is no end of a tag.
        text = JINJA.sub(lambda found: re.sub("[<>]", " ", found[0]), template.read_text())
        for found in COMMAND.finditer(text):
            end = text.find("</form>", found.end()) if found[1] == "form" else found.end()
            yield found[1], found[2], text[found.start() : end]


def sent_by(audience: Audience) -> set[str]:
    entry, patterns = SCREENS[audience]
    by_scripts = {
        name for module in modules(entry) for name in SENT.findall((SCRIPTS / module).read_text())
    }
    return by_scripts | {name for _, name, _ in commands(*patterns)}


@pytest.mark.parametrize("audience", Audience)
def test_a_screen_sends_only_what_it_may(audience: Audience) -> None:
    allowed = {name for name, message in MESSAGES.items() if audience in message.senders}
    assert sent_by(audience) - allowed == set()


def test_every_message_has_a_screen_that_sends_it() -> None:
    sent = set().union(*map(sent_by, Audience))
    assert set(MESSAGES) - sent == set()


def test_no_command_stands_outside_the_screens_that_are_looked_at_here() -> None:
    looked_at = {text for _, patterns in SCREENS.values() for *_, text in commands(*patterns)}
    assert {text for *_, text in commands("**/*.html")} - looked_at == set()


def test_every_data_send_is_found() -> None:
    everywhere = [template.read_text() for template in templates("**/*.html")]
    assert len(list(commands("**/*.html"))) == sum(text.count("data-send=") for text in everywhere)


def test_commands_carry_what_their_messages_ask_for() -> None:
    wrong = []
    for element, name, text in commands("**/*.html"):
        fields = set(re.findall(r'"(\w+)":', text))
        fields |= {"id"} if "data-id=" in text else set()
        fields |= {"on"} if element == "input" else set()
        fields |= set(re.findall(r'\bname="(\w+)"', text)) if element == "form" else set()
        message = MESSAGES[name]
        if not set(message.required) <= fields <= {*message.required, *message.optional}:
            wrong.append((name, sorted(fields)))
    assert wrong == []


def test_the_scripts_hold_no_text_for_people() -> None:
    comment = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.S)
    texts = {
        path.name: re.findall(r"[^\n]*[æøåÆØÅ][^\n]*", comment.sub("", path.read_text()))
        for path in SCRIPTS.glob("*.js")
    }
    assert {name: lines for name, lines in texts.items() if lines} == {}


def test_what_the_scripts_say_stands_in_the_templates() -> None:
    pages = "".join(template.read_text() for template in templates("**/*.html"))
    named = {
        "data-" + re.sub(r"[A-Z]", lambda letter: f"-{letter[0].lower()}", name)
        for path in SCRIPTS.glob("*.js")
        for name in re.findall(r"\btext[A-Z]\w+", path.read_text())
        if name not in ("textContent",)
    }
    assert named == set(re.findall(r"data-text-\w+", pages))
