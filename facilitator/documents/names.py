"""What links within a document lead to: headings, paragraphs, points and cells."""

from lxml.html import HtmlElement

_NAMED = ("h1", "h2", "h3", "h4", "p", "li", "dt", "dd", "td", "th")


class Names:
    """The names of a document's elements.

    An element that is linked to gives its id to the first of its elements that can have a name.
    """

    def __init__(self, root: HtmlElement) -> None:
        linked = {link.get("href", "")[1:] for link in root.iter("a")}
        self._of: dict[HtmlElement, str] = {}
        self._names: dict[str, str] = {}
        for element in root.iter():
            name = element.get("id", "")
            if name not in linked or name in self._names:
                continue
            holder = next(iter(element.iter(*_NAMED)), None)
            if holder is not None:
                self._names[name] = self._of.setdefault(holder, name)

    def of(self, element: HtmlElement) -> str:
        """What links call ``element``; empty when none leads to it."""
        return self._of.get(element, "")

    def link(self, address: str) -> str:
        """Where a link leads; empty when what it leads to is not there."""
        if not address.startswith("#"):
            return address if address.startswith(("https://", "http://", "mailto:")) else ""
        name = self._names.get(address[1:])
        return f"#{name}" if name else ""
