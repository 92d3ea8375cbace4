"""What people are told when something is refused: one text for each code."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from facilitator.errors import Refused

REFUSALS: Mapping[str, Any] = {
    # What a phone gives
    "closed": _l("Oppgaven er stengt nå. Teksten din er tatt vare på her."),
    "not_yet": _l("Vent litt: Alle tenker hver for seg ennå."),
    "no_text": _l("Skriv noe først."),
    "too_long": _l("Teksten er for lang: %(length)s tegn, og det er plass til %(most)s."),
    "bad_choice": _l("Velg ett av alternativene."),
    "no_step": _l("Velg minst ett trinn."),
    "bad_body": _l("Noe i svaret ble feil. Last sida på nytt og prøv igjen."),
    "enough": _l("Bordet har gitt så mange svar som det er plass til (%(most)s)."),
    "enough_top": _l(
        "Bordet har gitt styrke til %(most)s innspill her. Ta bort styrken på ett av dem først,"
        " eller lagre uten styrke."
    ),
    "id_taken": _l("Innspillet kunne ikke lagres. Send det på nytt."),
    "stale_text": _l("Noen andre har endret teksten i mellomtida. Velg hva som skal stå."),
    "not_yours": _l("Bare den som skrev det, eller skriveren ved bordet, kan endre dette."),
    "not_your_table": _l("Dere kan bare velge noe fra deres eget bord."),
    "not_scribe": _l("En annen mobil skriver for bordet. Be den som skriver, om å gjøre det."),
    "scribe_here": _l("En annen mobil skriver for bordet. Den må først la en annen skrive."),
    "scribe_back_soon": _l(
        "Mobilen som skriver for bordet, forsvant nettopp. Er den ikke tilbake om %(seconds)s sek,"
        " kan du ta over."
    ),
    "still_open": _l("Oppgaven er åpen igjen. Send svaret som vanlig."),
    "dots_closed": _l("Det er ikke åpnet for prikker her nå."),
    "no_dots_left": _l("Du har brukt alle prikkene dine (%(most)s). Ta bort én først."),
    "unknown_theme": _l("Temaet finnes ikke lenger."),
    "stale_title": _l(
        "Noen andre har kalt temaet «%(title)s» i mellomtida. Se over og prøv igjen."
    ),
    "no_themes": _l("Denne oppgaven har ikke temaer."),
    "other_exercise": _l("Innspillene hører til forskjellige oppgaver."),
    "mixed_shelves": _l("Innspill fra hver sin side kan ikke ligge i samme tema."),
    "none_chosen": _l("Velg noen av innspillene i temaet først."),
    "cannot_undo": _l("Dette kan ikke angres: Den gamle teksten er slettet."),
    "hidden": _l("Innspillet er skjult. Vis det før du løfter det fram."),
    "unknown_contribution": _l("Innspillet finnes ikke lenger."),
    "unknown_exercise": _l("Oppgaven finnes ikke lenger."),
    "unknown_table": _l("Det er ikke noe bord %(number)s her."),
    # How the moderator conducts the programme
    "stale_current": _l("Programmet har allerede gått videre. Ingenting ble endret."),
    "stale_undo": _l("Noe annet er gjort etterpå. Ingenting ble angret."),
    "unknown_item": _l("Posten finnes ikke lenger i programmet."),
    "no_next": _l("Dette er siste post. Avslutt møtet når dere er ferdige."),
    "no_previous": _l("Dette er første post."),
    "not_running": _l("Ingen post er i gang."),
    "already_paused": _l("Klokka står allerede."),
    "not_paused": _l("Klokka går allerede."),
    "nothing_left": _l("Det er ingen tid igjen å ta av."),
    "nothing_to_undo": _l("Det er ingenting å angre."),
    "bad_seconds": _l("Så mye tid kan ikke legges til eller trekkes fra."),
    # Editing the programme and making meetings
    "item_running": _l("Posten er i gang og kan ikke endres slik."),
    "already_run": _l("Posten er allerede ferdig."),
    "bad_title": _l("Skriv en tittel på høyst 200 tegn."),
    "bad_date": _l("Velg en dato mellom år %(first)s og %(last)s."),
    "bad_description": _l("Beskrivelsen er for lang."),
    "bad_kind": _l("Velg hva slags post dette er."),
    "bad_speaker": _l("Navnet på innlederen er for langt."),
    "bad_notes": _l("Notatene er for lange."),
    "bad_length": _l("Skriv en lengde i hele minutter."),
    "bad_least": _l("Minste lengde må være mellom null og hele lengden."),
    "bad_fixed_start": _l("Skriv klokkeslettet som 16.30."),
    "bad_day": _l("Velg en av dagene i møtet."),
    "bad_field": _l("Posten har ikke noe slikt felt."),
    "bad_skip": _l("Velg om posten skal hoppes over."),
    "bad_settings": _l("Oppgaven kan ikke settes opp slik."),
    "bad_zone": _l("Velg en tidssone."),
    "bad_language": _l("Velg bokmål, nynorsk eller engelsk."),
    "bad_tables": _l("Velg mellom 0 og %(most)s bord."),
    "bad_places": _l("Velg mellom 1 og %(most)s plasser."),
    "begun": _l("Møtet har begynt. Datoen kan ikke endres nå."),
    "table_in_use": _l("Bord %(number)s er i bruk og kan ikke tas bort."),
    "has_contributions": _l("Oppgaven har innspill og kan ikke fjernes."),
    "unknown_kind": _l("Denne oppgavetypen finnes ikke her."),
    "no_free_code": _l("Fant ingen ledig kode. Prøv igjen."),
    # Registration
    "registration_closed": _l("Påmeldingen er stengt."),
    "bad_party": _l("Dere kan være høyst %(most)s på én påmelding."),
    "known_address": _l("Noen er allerede påmeldt med den e-postadressen."),
    "offer_over": _l("Fristen for å ta plassen er ute. Plassen er gått videre."),
    "bad_email": _l("Skriv en e-postadresse, for eksempel kari@eksempel.no."),
    "bad_name": _l("Skriv bare navnet, uten nettadresse."),
    "no_place": _l("Har ikke plass nå. Dere avgjør om gjesten skal få en."),
    "no_address": _l("Vi har ingen e-postadresse til personen."),
    "bad_map_url": _l("Skriv en hel adresse som begynner med https:// eller http://."),
    "bad_roles": _l("Skriv høyst %(most)s roller."),
    "bad_keep_until": _l("Velg en dato som ikke er før møtet er over."),
    "many_questions": _l("Det er plass til %(most)s spørsmål."),
    "bad_options": _l("Skriv fra to til %(most)s svar, ett på hver linje."),
    "question_answered": _l("Noen har svart på dette alt (%(count)s). Last sida på nytt."),
    "unknown_question": _l("Spørsmålet finnes ikke lenger."),
    "no_people": _l("Vi fant ingen personer her. Fila må ha en kolonne som heter Navn."),
    "many_people": _l("Fila har for mange personer. Vi tar høyst %(most)s om gangen."),
    "twice_in_file": _l("Adressen står på flere rader i fila."),
    "unknown_registration": _l("Påmeldingen finnes ikke lenger."),
    "no_consent": _l("Kryss av for at arrangøren kan ta vare på det du skriver."),
    "address_in_use": _l("Den e-postadressen kan ikke brukes her. Skriv en annen."),
    "still_registered": _l("Meld av først. Så kan alt slettes."),
    "bad_badge": _l("Koden gjelder ikke lenger. Søk opp navnet i stedet."),
    "other_meeting": _l("Koden hører til et annet møte."),
    "no_tables": _l("Det er ingen bord å sette folk ved. Lag bord først."),
    "nobody_yet": _l("Ingen har plass på møtet ennå, så det er ingen å fordele."),
    "no_room": _l(
        "Det er %(people)s som skal sitte, og %(seats)s plasser ved bordene. Gjør bord større,"
        " eller lag flere."
    ),
    "wishes_clash": _l(
        "Ønskene for %(names)s kan ikke oppfylles samtidig. Fjern ett av ønskene, lås opp en plass,"
        " eller gjør et bord større."
    ),
    "room_changed": _l("Noe ble endret mens vi regnet. Se over og prøv igjen."),
    "seat_moved": _l(
        "%(name)s er flyttet av noen andre i mellomtida. Se hvor det ble, og prøv igjen."
    ),
    "table_full": _l(
        "Bord %(number)s er fullt (%(size)s plasser). Bytt plass med noen der, eller gjør bordet"
        " større."
    ),
    "place_lost": _l("%(name)s har ikke plass her lenger. Last sida på nytt."),
    "few_people": _l(
        "Velg hvem det gjelder. Skal noen sitte sammen eller hver for seg, trengs det to."
    ),
    "unknown_person": _l("Vi finner ingen påmeldt som heter «%(typed)s»."),
    "several_people": _l("Flere heter «%(typed)s». Velg en fra lista."),
    "no_door": _l("Ingen bord er merket som nær døra. Kryss av for det under «Rommet» først."),
    "unknown_wish": _l("Ønsket finnes ikke lenger."),
    # Letters
    "already_reminded": _l("Påminnelsen er allerede skrevet. Ingenting ble sendt på nytt."),
    "late_reminder": _l("Møtet har begynt. Det er for sent å minne om det."),
    "already_thanked": _l("Takken er allerede skrevet. Ingenting ble sendt på nytt."),
    "nothing_changed": _l("De påmeldte har allerede fått vite når og hvor møtet er."),
    "unknown_letter": _l("Brevet finnes ikke lenger."),
    "smtp_scheme": _l("SMTP_URL må begynne med smtp:// eller smtps://."),
    "smtp_host": _l("SMTP_URL mangler navnet på e-posttjeneren."),
    "smtp_port": _l("Porten i SMTP_URL må være et tall fra 1 til 65535."),
    "smtp_from": _l(
        "SMTP_URL mangler hvem brevene er fra. Skriv for eksempel ?from=post@kommune.no."
    ),
    "smtp_starttls": _l("Skriv starttls=on eller starttls=off i SMTP_URL."),
    "smtp_option": _l("SMTP_URL har noe vi ikke kjenner: %(option)s."),
    # The report
    "stale_report": _l(
        "Noen andre har endret det samme i rapporten mens du skrev. Se over begge tekstene, og"
        " lagre den som skal stå."
    ),
    "no_logo": _l("Velg en bildefil først."),
    "no_logo_words": _l("Skriv hva logoen viser, for dem som ikke ser den."),
    "bad_logo": _l("Fila er ikke en hel PNG eller JPEG. Lagre logoen på nytt i et av formatene."),
    "large_logo": _l("Fila er for stor. Logoen kan være på høyst %(most)s kB."),
    "wide_logo": _l("Bildet er for stort. Logoen kan være høyst %(most)s piksler bred og høy."),
    "not_reviewed": _l(
        "Delingsversjonen er ikke gått gjennom ennå. Innspill som gjenstår: %(left)s."
    ),
    # Organisers
    "used_link": _l("Lenka er brukt. Logg inn med passordet ditt, eller få en ny lenke."),
    "unknown_organiser": _l("Vi finner ingen arrangør der."),
    "wrong_password": _l("E-postadressen eller passordet er feil."),
    "wrong_current": _l("Dette er ikke passordet du har nå."),
    "many_passwords": _l(
        "Det er prøvd for mange ganger. Vent noen minutter, eller kom inn med en ny lenke."
    ),
    "short_password": _l("Passordet må ha minst %(least)s tegn."),
    "known_organiser": _l("En annen arrangør har den e-postadressen."),
    "last_organiser": _l("Det må være minst én arrangør."),
    # Forgetting
    "promised_date": _l(
        "De som er påmeldt, er lovet at opplysningene slettes %(date)s. Datoen kan bli tidligere,"
        " men ikke senere."
    ),
    # Files to take home
    "not_made": _l(
        "Fila kunne ikke lages. Prøv igjen. Hjelper det ikke, finner den som drifter Medvirk"
        " årsaken i loggen under %(number)s."
    ),
    "making_broke_off": _l("Arbeidet med fila ble brutt av. Prøv igjen."),
    "no_space": _l("Det er ikke plass til fila på disken til tjeneren. Rydd plass, og prøv igjen."),
    "unknown_format": _l("Formatet finnes ikke her: %(format)s. Velg et av disse: %(known)s."),
    "few_to_compare": _l("Velg minst %(least)s møter, så er det noe å sammenligne."),
    "many_to_compare": _l(
        "Du har valgt %(count)s møter. Det er plass til %(most)s side om side: Ta bort noen."
    ),
    "no_such_edition": _l("Dette formatet finnes ikke i den utgaven."),
    "cannot_write": _l("Kan ikke skrive til %(file)s: %(reason)s."),
    # What others may read
    "stale_review": _l("Teksten er endret siden du så den. Se på den på nytt."),
    "stale_decision": _l("En annen har bestemt noe annet om denne teksten. Se på den på nytt."),
    # Rehearsals
    "rehearsing": _l("Det er allerede en øving i gang på dette møtet. Avslutt den først."),
    "many_rehearsals": _l("Det pågår %(most)s øvinger her. Vent til en av dem er ferdig."),
    "nothing_to_rehearse": _l("Programmet er tomt. Legg inn poster først, så kan du øve."),
    "is_rehearsal": _l("Dette er en øving. Øv på selve møtet i stedet."),
    "no_rehearsal": _l("Dette er et ordentlig møte. Det kan ikke slettes slik."),
    "bad_speed": _l("Velg hvor fort øvingen skal gå."),
    "server_gone": _l("Øvingen fikk ikke kontakt med tjeneren."),
    "not_served": _l(
        "Ingen Medvirk-tjener svarer her. Start den med medvirk serve, eller bruk medvirk demo."
    ),
    "server_failed": _l("Tjeneren kom ikke i gang. Den sa: «%(said)s»."),
    # Reading programmes
    "no_programme": _l("Vi fant ikke noe program her."),
    "text_too_long": _l("Teksten er for lang: %(length)s tegn, og vi leser høyst %(most)s."),
    "too_many_items": _l("Programmet har for mange poster. Vi tar høyst %(most)s."),
    "too_many_rows": _l("Fila har for mange rader. Vi leser høyst %(most)s."),
    "file_too_large": _l("Fila er for stor."),
    "not_text": _l("Fila er ikke tekst. Lagre den som tekst, CSV eller XLSX."),
    "not_csv": _l("Fila kan ikke leses som CSV."),
    "not_xlsx": _l("Fila kan ikke åpnes som regneark. Lagre den på nytt som XLSX."),
    "not_json": _l("Fila er ikke gyldig JSON."),
    "bad_cell": _l("Rad %(row)s: vi forstår ikke «%(value)s» i kolonnen %(column)s."),
    "cell_too_long": _l("Rad %(row)s: teksten i kolonnen %(column)s er for lang."),
    "missing_field": _l("Fila mangler %(place)s."),
    "unknown_field": _l("Fila har et felt vi ikke kjenner: %(place)s."),
    "wrong_value": _l("Fila har en verdi vi ikke forstår: %(place)s."),
    "unknown_version": _l("Fila er laget for en annen utgave: %(version)s."),
    # A meeting as one file
    "not_archive": _l(
        "Fila er ikke et møte fra Medvirk, eller så er den skadet. Slike filer slutter på .medvirk."
    ),
    "archive_newer": _l(
        "Fila er laget av en nyere Medvirk (utgave %(version)s). Oppdater Medvirk her først."
    ),
    "already_here": _l("Møtet er her allerede, som «%(title)s» med koden %(meeting)s."),
    "not_template": _l("Fila er et helt møte og ikke en mal."),
    # Keys, messages, limits
    "unknown_meeting": _l("Vi finner ikke noe møte med den koden. Sjekk tegnene."),
    "bad_key": _l("Lenka gjelder ikke lenger. Skann koden på nytt, eller be om en ny lenke."),
    "bad_own_key": _l(
        "Lenka til påmeldingen virker ikke lenger. Kanskje er opplysningene om deg slettet, eller"
        " så har du fått en nyere lenke på e-post."
    ),
    "not_allowed": _l("Det kan ikke gjøres fra denne skjermen."),
    "unknown_message": _l("Sida er utdatert. Last den på nytt."),
    "bad_payload": _l("Sida sendte noe vi ikke forstod. Last den på nytt."),
    "too_fast": _l("Det gikk litt fort. Vi prøver igjen om et øyeblikk."),
    "stopping": _l("Tjeneren starter på nytt. Vi prøver igjen om et øyeblikk."),
    # The server itself
    "already_served": _l(
        "En annen Medvirk-tjener bruker allerede databasen %(file)s. Stopp den først,"
        " eller velg en annen mappe med MEDVIRK_DATA."
    ),
    "no_such_host": _l("Ingen adresse på denne maskinen heter %(host)s. Velg en annen med --host."),
    "bad_redis": _l("REDIS_URL må begynne med redis://, rediss:// eller unix://."),
    "port_taken": _l(
        "Adressen %(host)s:%(port)s er opptatt. Velg en annen port med --port, eller stopp det"
        " som bruker den."
    ),
    "no_database": _l("Får ikke brukt databasen: %(reason)s. Se på DATABASE_URL og MEDVIRK_DATA."),
    "bad_database": _l(
        "%(file)s er ødelagt eller ikke en Medvirk-database. Legg tilbake en kopi med medvirk"
        " restore, eller velg en annen mappe med MEDVIRK_DATA."
    ),
    "not_sqlite": _l("Dette gjelder bare SQLite. Bruk databasetjenerens egne verktøy."),
    "no_data": _l("Her er det ingen data ennå: %(file)s finnes ikke."),
    "bad_backup": _l("%(file)s er ikke en hel kopi av en Medvirk-database."),
    "failed": _l("Noe gikk galt hos oss. Vi prøver igjen om et øyeblikk."),
}


def explain(refused: Refused) -> str:
    """What the person is told, in the language of the running request or ``force_locale``."""
    return explain_code(refused.code, refused.details)


def explain_code(code: str, details: Mapping[str, object]) -> str:
    """The same of a refusal that another process told of."""
    return str(REFUSALS.get(code, REFUSALS["failed"])) % details
