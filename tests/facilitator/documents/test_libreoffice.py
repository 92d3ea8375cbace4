"""LibreOffice opens a Word document and finds in it what we put there."""

import subprocess
from pathlib import Path

from lxml import etree

from tests.facilitator.documents.samples import sample_docx

NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}
HEADS = ".//table:table-header-rows/table:table-row"


def test_a_word_document_opens_with_its_headings_tables_and_pictures(
    soffice: str, tmp_path: Path
) -> None:
    file = tmp_path / "rapport.docx"
    file.write_bytes(sample_docx())
    subprocess.run(
        [
            soffice,
            "--headless",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--convert-to",
            "fodt",
            "--outdir",
            str(tmp_path),
            str(file),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    text = etree.parse(tmp_path / "rapport.fodt").find("office:body/office:text", NAMES)
    assert text is not None
    headings = [
        (one.get(f"{{{NAMES['text']}}}outline-level"), "".join(one.itertext()).strip())
        for one in text.iterfind(".//text:h", NAMES)
    ]
    tables = text.findall(".//table:table", NAMES)
    heads = ["".join(one.itertext()).split() for one in text.iterfind(HEADS, NAMES)]
    contents = text.findall("text:table-of-content/text:index-body/text:p", NAMES)
    assert headings == [
        ("1", "Det viktigste"),
        ("1", "Medvirkningstrappa"),
        ("1", "Metode"),
        ("2", "Tid og sted"),
        ("1", "Alle innspill"),
    ]
    assert len(tables) == 3
    assert heads == [["Bord", "I", "dag", "Fordi"], ["Nr.", "Bord", "Innspill"]]
    assert ["".join(one.itertext()) for one in text.iterfind(".//svg:desc", NAMES)] == [
        "Medvirkningstrappa med 27 eksempler"
    ]
    assert ["".join(one.itertext()) for one in contents][-1] == "Alle innspill"
