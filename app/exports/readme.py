"""What stands in the README.txt of a meeting's file, for whoever opens it without Medvirk."""

from collections.abc import Sequence

from flask_babel import gettext as _

from app.languages import reading
from facilitator.meetings import code_text
from facilitator.models import Meeting


def about_archive(meeting: Meeting) -> str:
    """Words about the archive of ``meeting``, in its language; needs an application context."""
    with reading(meeting.language):
        return _sheet(
            meeting,
            _("Dette er et helt møte fra Medvirk, til arkivet eller til en annen installasjon."),
            [
                _("meeting.json: programmet, kjøreloggen, oppgavene, bordene og alle innspillene."),
                _("logo.png eller logo.jpg: logoen i rapporten, når den har en."),
            ],
            _(
                "Påmeldinger, brev og plasser ved bordene er ikke med. De slettes på datoen som ble"
                " lovet, og arkivet varer lenger. Tallene over påmeldte er med, uten små grupper."
                " Heller ikke hvem av arrangørene som gjorde hva, er med, og ingen lenker."
            ),
        )


def about_template(meeting: Meeting) -> str:
    """The same about the template that is made of ``meeting``."""
    with reading(meeting.language):
        return _sheet(
            meeting,
            _("Dette er en mal fra Medvirk. Den er til å lage et nytt møte av."),
            [
                _("meeting.json: programmet, oppgavene, bordene og tekstene i innbydelsen."),
                _("logo.png eller logo.jpg: logoen i rapporten, når den har en."),
            ],
            _("Ingenting som noen har sagt eller gjort, er med, og ingen som har vært påmeldt."),
        )


def _sheet(meeting: Meeting, what: str, files: Sequence[str], without: str) -> str:
    lines = [
        f"{meeting.title} – {meeting.date.isoformat()} – {code_text(meeting.code)}",
        "",
        what,
        "",
        *(f"* {file}" for file in files),
        "",
        without,
        "",
        _("Ta fila inn med «Ta inn et møte» på arrangørens side, eller med: medvirk take-in FIL"),
        _("Formatet er beskrevet i docs/archive.md, som følger med Medvirk."),
    ]
    return "\n".join(lines) + "\n"
