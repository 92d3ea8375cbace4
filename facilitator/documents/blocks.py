"""What a document is made of, whatever it is written as."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Run:
    """A stretch of text of one look.

    Args:
        text: as people wrote it, never markup.
        link: where it leads: a full address, or ``#name`` within the document.
        quiet: less important than what stands around it, such as where a quotation is from.
    """

    text: str
    bold: bool = False
    italic: bool = False
    quiet: bool = False
    link: str = ""


def plain(runs: Sequence[Run]) -> str:
    """The text alone."""
    return "".join(run.text for run in runs)


class Tone(StrEnum):
    """What a paragraph is to its readers."""

    PLAIN = "plain"
    KICKER = "kicker"
    """A line over the title."""
    LEAD = "lead"
    """What stands under the title."""
    QUOTE = "quote"
    NOTE = "note"


@dataclass(frozen=True)
class Paragraph:
    """Some text.

    Args:
        name: what links within the document call it; may be empty.
    """

    runs: Sequence[Run]
    tone: Tone = Tone.PLAIN
    name: str = ""


@dataclass(frozen=True)
class Heading:
    """The title of what follows; level 1 is the document's own.

    Args:
        name: what links within the document call it; may be empty.
    """

    level: int
    runs: Sequence[Run]
    name: str = ""


@dataclass(frozen=True)
class Listing:
    """Points below each other; each is a sequence of blocks."""

    points: Sequence[Sequence["Block"]]
    ordered: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell of a table.

    Args:
        header: whether it names its row (``row``), its column (``column``), a group of rows
            (``rowgroup``), or nothing (empty).
        name: what links within the document call it; may be empty.
    """

    blocks: Sequence["Block"]
    header: str = ""
    columns: int = 1
    rows: int = 1
    name: str = ""


@dataclass(frozen=True)
class Grid:
    """A table of data, with its caption and the rows that are repeated on every page."""

    caption: Sequence[Run]
    head: Sequence[Sequence[Cell]]
    body: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Figure:
    """A picture with what it shows in words.

    Args:
        svg: a drawing, complete in itself; or empty.
        image: the bytes of a PNG or a JPEG; or empty.
        alt: what it shows, for those who do not see it.
    """

    alt: str
    caption: Sequence[Run] = ()
    svg: str = ""
    image: bytes = b""


@dataclass(frozen=True)
class Fact:
    """A number, and what it counts."""

    number: str
    words: str


@dataclass(frozen=True)
class Facts:
    """Some numbers beside each other."""

    facts: Sequence[Fact]


@dataclass(frozen=True)
class Contents:
    """The place of the list of contents, in a document that has one."""


Block = Paragraph | Heading | Listing | Grid | Figure | Facts | Contents


@dataclass(frozen=True)
class Document:
    """A document of some pages.

    Args:
        title: what programs show as its name.
        language: ``nb``, ``nn`` or ``en``.
        author: who stands behind it.
        footer: what stands at the foot of every page.
        contents: the title of the list of contents; empty for a document without one.
        logo: stands over the title.
        date: ISO 8601 with a zone: when what it tells was last changed.
    """

    title: str
    language: str
    author: str
    footer: str
    date: str
    blocks: Sequence[Block]
    contents: str = ""
    logo: Figure | None = None
