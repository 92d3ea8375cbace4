"""Reads a page as tests ask about it: its elements, their attributes and what they say."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_EMPTY = {"col", "input", "link", "meta", "br", "hr", "img", "path", "source"}
_UNSEEN = {"dialog", "template", "script", "style"}


@dataclass
class Element:
    """One element with what is inside it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: list["Element | str"] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def all(self, attribute: str, value: str | None = None) -> list["Element"]:
        """The elements inside that have ``attribute`` (of ``value``; one of a class's words)."""
        return [
            element
            for element in self._elements()
            if attribute in element.attributes
            and (value is None or value in (element[attribute], *element[attribute].split()))
        ]

    def one(self, attribute: str, value: str | None = None) -> "Element":
        """The only such element."""
        (found,) = self.all(attribute, value)
        return found

    @property
    def words(self) -> str:
        """What a reader of the page is told, with single spaces."""
        return " ".join("".join(self._texts()).split())

    def _elements(self) -> Iterator["Element"]:
        for part in self.inside:
            if isinstance(part, Element):
                yield part
                yield from part._elements()

    def _texts(self) -> Iterator[str]:
        for part in self.inside:
            if isinstance(part, str):
                yield part
            elif part.tag not in _UNSEEN:
                yield from part._texts()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("page")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in _EMPTY:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in _EMPTY:
            return
        closed = self.open.pop()
        assert closed.tag == tag, f"<{closed.tag}> is closed by </{tag}>"

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def read(html: str) -> Element:
    """The page, whose tags must all be closed in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    (page,) = reader.open
    return page
