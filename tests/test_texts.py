"""Text for people comes from the catalogues: none in templates, scripts or Python under app/."""

import ast
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

APP = Path(__file__).parents[1] / "app"
GETTEXT = {"_", "_l", "N_", "gettext", "ngettext", "pgettext", "npgettext", "lazy_gettext"}

# The same in every language.
NAMES = re.compile(r"\b(Medvirk|Bokmål|Nynorsk|English)\b")
LETTER = re.compile(r"[^\W\d_]")
NORWEGIAN = re.compile(r"[æøåÆØÅ]")
SENTENCE = re.compile(r"^[A-ZÆØÅ][a-zæøå]+([ .,:!?…]|$)")
WORDS = re.compile(r"[^\W\d_]{2,} [^\W\d_]")

# What a block or a macro gives to a tag: attributes, or one name of a class.
ATTRIBUTES = re.compile(r"""^\s*(([\w-]+="[^"]*"\s*)+|[a-z-]+)\s*$""")
COMPUTER = re.compile(r"<(code|kbd)>.*?</\1>", re.DOTALL)
# Attributes that a browser shows or a screen reader says.
SPOKEN = {"alt", "aria-description", "aria-label", "label", "placeholder", "title"}
# Calls and arguments whose text reaches a person; the terminal speaks English to who runs it.
SAYS = {"abort", "flash", "jsonify", "make_response"}
SAID = {"description", "error", "message", "text", "title"}

# Comments first, so that a quote in one opens nothing; what stands before a string says its use.
SCRIPT_TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|([\w.]*[^\w/]{0,3})("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)""",
    re.DOTALL,
)
SHOWN_BY_SCRIPT = re.compile(r"(textContent|innerText|title|placeholder|aria\w+) ?\+?= ?$")
DEVELOPERS_ONLY = re.compile(r"(Error|console\.\w+)\($")


def says_something(text: str) -> bool:
    return LETTER.search(NAMES.sub("", text)) is not None


def markup(node: nodes.Node) -> str:
    """The HTML of a template without its expressions; a block of attributes becomes a tag."""
    if isinstance(node, nodes.TemplateData):
        return node.data
    inside = "".join(markup(child) for child in node.iter_child_nodes())
    in_a_tag = isinstance(node, nodes.Block | nodes.Macro) and ATTRIBUTES.match(inside)
    return f"<body {inside}>" if in_a_tag else inside


class Literals(HTMLParser):
    """Collects what a page says by itself: text between tags and attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        if says_something(data):
            self.found.append(data.strip())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            prose = name.startswith("data-") and SENTENCE.search(value or "")
            if prose or (name in SPOKEN and says_something(value or "")):
                self.found.append(f"{name}={value}")


def constants_outside_gettext(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Call) and getattr(node.node, "name", None) in GETTEXT:
        return
    text = node.value if isinstance(node, nodes.Const) and isinstance(node.value, str) else ""
    if SENTENCE.search(text) and says_something(text):
        yield text
    for child in node.iter_child_nodes():
        yield from constants_outside_gettext(child)


def literals_of_template(source: str) -> list[str]:
    tree = jinja2.Environment(extensions=["jinja2.ext.i18n"]).parse(source)
    parser = Literals()
    parser.feed(COMPUTER.sub("", markup(tree)))
    parser.close()
    return [*parser.found, *constants_outside_gettext(tree)]


def literals_of_python(source: str) -> list[str]:
    return [*python_literals(ast.parse(source))]


def python_literals(node: ast.AST, *, reaches_people: bool = False) -> Iterator[str]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
    if NORWEGIAN.search(NAMES.sub("", text)) or (reaches_people and WORDS.search(text)):
        yield text
    if isinstance(node, ast.Call):
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if called in GETTEXT:
            return
        reaches_people = called in SAYS
    if isinstance(node, ast.keyword):
        reaches_people = node.arg in SAID
    for child in ast.iter_child_nodes(node):
        yield from python_literals(child, reaches_people=reaches_people)


def literals_of_script(source: str) -> list[str]:
    found = []
    for before, quoted in SCRIPT_TOKEN.findall(source):
        text = re.sub(r"\$\{[^}]*\}", "", quoted[1:-1])
        shown = SHOWN_BY_SCRIPT.search(before) and LETTER.search(text)
        prose = NORWEGIAN.search(text) or (SENTENCE.search(text) and WORDS.search(text))
        if (shown or prose) and not DEVELOPERS_ONLY.search(before):
            found.append(text)
    return found


READERS = {
    "templates/**/*.html": literals_of_template,
    "**/*.py": literals_of_python,
    "static/js/**/*.js": literals_of_script,
}


@pytest.mark.parametrize("pattern", READERS)
def test_no_text_for_people_stands_outside_the_catalogues(pattern: str) -> None:
    read = READERS[pattern]
    found = {str(path): read(path.read_text("utf-8")) for path in APP.glob(pattern)}
    assert {path: literals for path, literals in found.items() if literals} == {}


@pytest.mark.parametrize(
    ("read", "source", "found"),
    [
        (literals_of_template, "{{ _('Så') }} {% trans %}Så{% endtrans %} Medvirk", []),
        (literals_of_template, "<p title='{{ 'Bord' }}'>Hei <b alt='Å'>", ["Hei", "alt=Å", "Bord"]),
        (literals_of_python, "'Å'; flash(_('Så bra')); abort('not so', a='så')", ["not so", "så"]),
        (literals_of_script, "// Så 'fint'\nthrow new Error('Must be so');\nemit('give');", []),
        (literals_of_script, 'p.title = "Lagret"; say("Uten nett");', ["Lagret", "Uten nett"]),
    ],
)
def test_the_readers_tell_text_for_people_from_the_rest(
    read: Callable[[str], list[str]], source: str, found: list[str]
) -> None:
    assert read(source) == found
