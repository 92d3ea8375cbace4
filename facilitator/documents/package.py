"""The file around a Word document: its styles, its language, who made it, and its bytes."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import docx
from docx.document import Document as Docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Length, Mm
from lxml import etree

from facilitator.documents.blocks import Document
from facilitator.documents.markup import field, node, words

_HERE = Path(__file__).parent
_LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
_COMPATIBLE = "http://schemas.microsoft.com/office/word"
# What the library's empty document brings along and nobody needs.
_UNUSED = ("thumbnail", "stylesWithEffects", "customXml", "webSettings")
_BEGINNING = (1980, 1, 1, 0, 0, 0)


class Package:
    """An empty Word document in the styles of styles.xml."""

    RELATION = qn("r:id")

    def __init__(self, document: Document) -> None:
        self._docx = docx.Document()
        self._numbers = 2
        self._pictures = 0
        _take(self._docx.styles.element, "styles.xml")
        _take(self._docx.part.numbering_part.element, "numbering.xml")
        language = _LANGUAGES.get(document.language, "en-GB")
        for spoken in self._docx.styles.element.iter(qn("w:lang")):
            spoken.set(qn("w:val"), language)
            spoken.set(qn("w:eastAsia"), language)
        self._footer = document.footer
        self.body = self._docx.element.body
        self._sheet = self.body.sectPr
        _describe(self._docx, document, language)
        _drop_unused(self._docx)

    def address(self, link: str) -> str:
        """The relation that leads to an address outside the document."""
        return self._docx.part.relate_to(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

    def picture(self, image: bytes, words: str, width: Length, height: Length) -> etree._Element:
        """An image in a text, with its words for those who do not see it."""
        self._pictures += 1
        drawn = self._docx.part.new_pic_inline(BytesIO(image), width, height)
        for side in ("distT", "distB", "distL", "distR"):
            drawn.set(side, "0")
        drawn.docPr.set("id", str(self._pictures))
        drawn.docPr.set("descr", words)
        return drawn

    def new_list(self, depth: int) -> int:
        """The number of a list of numbers that begins with 1 at ``depth``."""
        self._numbers += 1
        restart = node("lvlOverride", node("startOverride", val=1), ilvl=depth - 1)
        number = node("num", node("abstractNumId", val=1), restart, numId=self._numbers)
        self._docx.part.numbering_part.element.append(number)
        return self._numbers

    def save(self, out: BinaryIO, page: str) -> None:
        """Write the file; ``page`` is the word before a page's number."""
        self._number_pages(page)
        self.body.append(self._sheet)
        first = BytesIO()
        self._docx.save(first)
        # Always the same bytes: entries in order, and dated when zip files began.
        with zipfile.ZipFile(first) as made, zipfile.ZipFile(out, "w") as written:
            for name in sorted(made.namelist(), key=lambda one: (one[0] != "[", one)):
                entry = zipfile.ZipInfo(name, _BEGINNING)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o600 << 16
                written.writestr(entry, made.read(name))

    def _number_pages(self, page: str) -> None:
        sheet = self._docx.sections[0]
        sheet.page_width, sheet.page_height = Mm(210), Mm(297)
        sheet.left_margin = sheet.right_margin = Mm(25)
        sheet.top_margin, sheet.bottom_margin = Mm(24), Mm(27)
        sheet.footer_distance = Mm(14)
        line = sheet.footer.paragraphs[0]._p
        line.style = "Footer"
        # A footer as long as the line would stand right up against the number of the page.
        line.append(words(f"{self._footer}\u2003"))
        line.append(node("r", node("tab")))
        line.append(words(f"{page}\u00a0"))
        line.extend(field(" PAGE ", "1"))
        line.append(words("\u00a0/\u00a0"))
        line.extend(field(" NUMPAGES ", "1"))


def _take(element: etree._Element, name: str) -> None:
    """Fill a part with what stands in a file of this package."""
    element[:] = list(parse_xml((_HERE / name).read_bytes()))


def _describe(made: Docx, document: Document, language: str) -> None:
    at = datetime.fromisoformat(document.date).astimezone(UTC).replace(tzinfo=None, microsecond=0)
    about = made.core_properties
    about.title = document.title[:255]
    about.author = about.last_modified_by = document.author[:255]
    about.comments = ""
    about.language = language
    about.created = about.modified = at
    about.revision = 1
    modern = node("compatSetting", name="compatibilityMode", uri=_COMPATIBLE, val=15)
    settings: etree._Element = made.settings.element
    for compat in settings.iter(qn("w:compat")):
        compat[:] = [modern]
    for spoken in settings.iter(qn("w:themeFontLang")):
        spoken.set(qn("w:val"), language)


def _drop_unused(made: Docx) -> None:
    for rels in (made.part.package.rels, made.part.rels):
        for key in [key for key, one in rels.items() if one.reltype.endswith(_UNUSED)]:
            del rels[key]
