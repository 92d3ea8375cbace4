"""How the log tells what organisers do: words for the name of every page that takes a form."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

SAID: Mapping[str, Any] = {
    # Coming and going
    "enter": _l("Kom inn med lenke"),
    "sign_in": _l("Logget inn"),
    "sign_out": _l("Logget ut"),
    "sign_out_everywhere": _l("Logget ut overalt"),
    "change_account": _l("Endret navn, e-post eller passord"),
    "invite_organiser": _l("Tok inn en arrangør"),
    "renew_entry": _l("Laget en ny lenke til en arrangør"),
    "remove_organiser": _l("Fjernet en arrangør"),
    # Meetings and their programme
    "make_meeting": _l("Laget møtet"),
    "sample": _l("Laget prøvemøtet"),
    "change_settings": _l("Endret navn, sted eller bord"),
    "renew_key": _l("Laget en ny lenke"),
    "add": _l("La til en post"),
    "change_item": _l("Endret en post"),
    "move": _l("Flyttet en post"),
    "lengthen": _l("Endret lengden på en post"),
    "skip": _l("Valgte om en post skal hoppes over"),
    "delete": _l("Slettet en post"),
    "restore": _l("Hentet tilbake en post"),
    "add_to_item": _l("La til en oppgave"),
    "remove_from_item": _l("Tok bort en oppgave"),
    "change_texts": _l("Endret en oppgave"),
    "start_rehearsal": _l("Startet en øving"),
    "stop_rehearsal": _l("Avsluttet en øving"),
    # The invitation and the list of people
    "change_invitation": _l("Endret innbydelsen eller påmeldingen"),
    "add_question": _l("La til et spørsmål"),
    "change_question": _l("Endret et spørsmål"),
    "move_question": _l("Flyttet et spørsmål"),
    "remove_question": _l("Fjernet et spørsmål"),
    "add_person": _l("La til en person"),
    "change_person": _l("Endret en person"),
    "renew_person_link": _l("Laget en ny lenke til en person"),
    "write_to_person": _l("Sendte en person lenka på nytt"),
    "move_up": _l("Flyttet noen opp på ventelista"),
    "cancel_person": _l("Meldte av en person"),
    "cancel_party": _l("Meldte av et helt følge"),
    "restore_people": _l("Angret en avmelding"),
    "give_party_places": _l("Ga plass til noen som ventet"),
    "give_places": _l("Ga plass til noen som ventet"),
    "read_people": _l("Leste en fil med folk"),
    "save_people": _l("Hentet inn folk fra en fil"),
    # Forgetting
    "forget": _l("Slettet påmeldingene"),
}

ROLES: Mapping[str, Any] = {
    "stage": _l("storskjermen"),
    "console": _l("møteleder"),
    "themes": _l("tematavle"),
    "door": _l("døra"),
}
"""What a renewed link opens."""
