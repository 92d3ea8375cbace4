"""What an announcement says before its programme becomes the text of the invitation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.programme.reading import ABOUT_MOST, read_text
from facilitator.programme.reading.prose import read_about

PROGRAMME = "Program\n16.00 Mat og mingling\n16.30 Åpning\n17.00 Samtale\n"


@pytest.mark.parametrize(
    ("before", "about"),
    [
        pytest.param("Kommune 3.0\n\nLogg inn\nMeny\nMeld deg på »\n", "", id="no sentences"),
        pytest.param(
            "Kommune 3.0 – sammen\nVelkommen til Kommune 3.0, alle sammen!\n",
            "Velkommen til Kommune 3.0, alle sammen!",
            id="the title is said once more",
        ),
        pytest.param(
            "Hvordan får vi flere med oss?\nDet snakker vi om denne kvelden.\n",
            "Det snakker vi om denne kvelden.",
            id="a title that is a sentence",
        ),
        pytest.param(
            "Kommune 3.0\nOm kvelden\nVi spiser sammen først.\nDet er gratis for alle.\n",
            "Vi spiser sammen først.\n\nDet er gratis for alle.",
            id="a line is a paragraph",
        ),
        pytest.param(
            "Kommune 3.0\n\nInnbyggere, politikere og ansatte sitter rundt bordene og\n"
            "snakker sammen. Vi hører også to korte innledninger om hva som\nvirker.\n",
            "Innbyggere, politikere og ansatte sitter rundt bordene og snakker sammen. Vi hører"
            " også to korte innledninger om hva som virker.",
            id="a mail program broke the lines",
        ),
        pytest.param(
            "Kommune 3.0\n• Hjem\n• Om oss\nVi skal finne ut sammen:\n  • Hvorfor?\n  - Hvordan?\n"
            "Alle er hjertelig velkomne.\n* Del\n",
            "Vi skal finne ut sammen:\n• Hvorfor?\n• Hvordan?\n\nAlle er hjertelig velkomne.",
            id="a list belongs to its sentence",
        ),
        pytest.param(
            "Kommune 3.0\n" + f"Dette er {'svært ' * 400}viktig.\n" * 3,
            "\n\n".join([f"Dette er {'svært ' * 400}viktig."] * 2),
            id="as much as there is room for",
        ),
    ],
)
def test_whole_sentences_before_the_programme_are_the_invitation(before: str, about: str) -> None:
    assert read_text(before + PROGRAMME).about == about


@given(st.lists(st.text(max_size=80), max_size=8), st.text(max_size=8))
def test_any_lines_give_a_text_that_an_invitation_takes(lines: list[str], title: str) -> None:
    about = read_about(lines, title)
    assert len(about) <= ABOUT_MOST
    assert about == about.strip()
