"""What README.md and docs/ name is there: commands, settings, files and what is in them."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from app.cli import main
from app.exports.formats import formats

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
CODE = "\n".join(path.read_text() for path in (ROOT / "app").rglob("*.py"))
OURS = [
    path.relative_to(ROOT).as_posix()
    for folder in ("app", "bench", "docs", "facilitator", "tests")
    for path in (ROOT / folder, *(ROOT / folder).rglob("*"))
]

INDENTED = re.compile(r"^ {4}.*$", re.MULTILINE)
QUOTED = re.compile(r"`([^`\n]+)`")
FILE = re.compile(
    r"([\w.][\w./-]*\.(?:css|html|js|json|md|py|svg|typ|txt|xml)|[\w.][\w./-]*/)(?:: (\w+))?"
)
LINK = re.compile(r"\]\(([^)#:]+)\)")
SETTING = re.compile(r"""environ(?:\.get\(|\[)"((?!HTTP_)[A-Z_]+)""")

# Where things are on an installation, and what stands in an archive.
MADE = {"instance/", "README.txt", "meeting.json"}


def commands(group: click.Group, name: str) -> Iterator[tuple[str, set[str]]]:
    """Every command below ``group``, with its options."""
    for word, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {word}")
        else:
            options = [one for one in command.params if isinstance(one, click.Option)]
            yield f"{name} {word}", {one.opts[0] for one in options}


def section(title: str) -> str:
    """What the README says under a heading."""
    return README.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def test_the_commands_and_options_of_the_readme_are_those_of_the_terminal() -> None:
    told: dict[str, set[str]] = {}
    for line in re.sub(r"\n +(?=[\[-])", " ", section("Commands")).splitlines():
        if words := re.match(r" +(medvirk(?: [a-z][a-z-]*)+)", line):
            told.setdefault(words[1], set()).update(re.findall(r"--[a-z-]+", line))
    assert told == dict(commands(main, "medvirk"))


def test_the_formats_of_the_readme_are_those_that_there_are() -> None:
    whole, compared = (
        sorted(found.split("|")) for found in re.findall(r"--format ([\w|-]+)", section("Commands"))
    )
    # What the public page of a report is kept as is nothing to take home.
    assert whole == sorted(formats().keys() - {"drawn"})
    assert compared == sorted(name for name, one in formats().items() if one.compares)


def test_the_settings_of_the_readme_are_those_that_are_read() -> None:
    told = re.findall(r"^\| `(\w+)` \|", section("Settings"), re.MULTILINE)
    assert sorted(told) == sorted(set(SETTING.findall(CODE)))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_the_files_that_a_document_names_are_there_and_so_is_what_they_are_to_hold(
    document: Path,
) -> None:
    text = document.read_text()
    words = [word for line in INDENTED.findall(text) for word in re.split(r"[\s;,]+", line)]
    named = [found for word in (*QUOTED.findall(text), *words) if (found := FILE.fullmatch(word))]
    lost = []
    for name, inside in {(one[1].rstrip("/"), one[2]) for one in named if one[1] not in MADE}:
        files = [path for path in OURS if path == name or path.endswith(f"/{name}")]
        held = not inside or any(
            re.search(rf"^(def|class) {inside}\b", (ROOT / path).read_text(), re.MULTILINE)
            for path in files
        )
        if not files or not held:
            lost.append(name)
    links = [link for link in LINK.findall(text) if not (document.parent / link).exists()]
    assert (lost, links) == ([], [])
