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
    "start_from_meeting": _l("Laget møtet av et tidligere møte"),
    "start_from_file": _l("Laget møtet av en mal"),
    "take_in_file": _l("Tok inn møtet fra en fil"),
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
    # Those who register
    "change_invitation": _l("Endret innbydelsen"),
    "add_question": _l("La til et spørsmål i påmeldingen"),
    "change_question": _l("Endret et spørsmål i påmeldingen"),
    "move_question": _l("Flyttet et spørsmål i påmeldingen"),
    "remove_question": _l("Tok bort et spørsmål i påmeldingen"),
    "save_people": _l("Leste inn påmeldinger fra en fil"),
    "add_person": _l("La til en påmelding"),
    "change_person": _l("Endret en påmelding"),
    "renew_person_link": _l("Laget en ny lenke til en påmeldt"),
    "write_to_person": _l("Sendte et brev til en påmeldt"),
    "move_up": _l("Flyttet noen opp på ventelista"),
    "cancel_person": _l("Meldte av en påmeldt"),
    "cancel_party": _l("Meldte av et følge"),
    "give_party_places": _l("Ga plass fra ventelista"),
    "give_places": _l("Ga plass til noen på ventelista"),
    "restore_people": _l("Angret en avmelding"),
    # Letters
    "send_letter_again": _l("Sendte et brev på nytt"),
    "mark_letter_sent": _l("Merket et brev som sendt"),
    "mark_letters_sent": _l("Merket brev som sendt"),
    "send_reminder": _l("Sendte påminnelsen"),
    "send_thanks": _l("Sendte takkebrevet"),
    "send_change": _l("Sendte beskjed om endring"),
    "send_message": _l("Sendte en beskjed til de påmeldte"),
    # Who sits where
    "plan_seating": _l("Fordelte folk på bordene"),
    "close_gaps": _l("Tettet hull ved bordene"),
    "move_person": _l("Flyttet noen til et annet bord"),
    "swap_people": _l("Byttet plassene til to personer"),
    "lock_seat": _l("Låste eller låste opp en plass"),
    "undo_seating": _l("Angret en endring av bordene"),
    "hold_round": _l("Valgte hvilken runde som gjelder"),
    "change_room": _l("Endret rommet"),
    "add_wish": _l("La til et ønske om plass"),
    "remove_wish": _l("Tok bort et ønske om plass"),
    # What others may read
    "decide_text": _l("Avgjorde en tekst i delingsversjonen"),
    "keep_unmarked": _l("Beholdt alle tekster uten treff i delingsversjonen"),
    "undo_review": _l("Angret noe i delingsversjonen"),
    # The report
    "change_report": _l("Skrev i rapporten"),
    "change_report_logo": _l("Endret logoen i rapporten"),
    "remove_report_logo": _l("Tok bort logoen i rapporten"),
    "publish_report": _l("Publiserte rapporten"),
    "unpublish_report": _l("Tok rapporten bort fra nettet"),
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
