"""The columns of a list of people in a file, by the names that people and our own files give them.

A file format's own words: what is written must be what is read, whatever a catalogue says.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from facilitator.registration.asked.questions import Question
from facilitator.registration.standing import State
from facilitator.spreadsheets.headings import known_columns, normal_name

COLUMNS = (
    "number",
    "name",
    "email",
    "role",
    "municipality",
    "state",
    "registered",
    "party",
    "arrived",
)
"""The columns that are written, in order, before those of tables and questions."""


def _named(names: str) -> Mapping[str, str]:
    return dict(zip(COLUMNS, names.split(","), strict=True))


COLUMN_NAMES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "nb": _named("Nummer,Navn,E-post,Rolle,Kommune,Status,Påmeldt,Følge med nummer,Kom"),
        "nn": _named("Nummer,Namn,E-post,Rolle,Kommune,Status,Påmeld,Følgje med nummer,Kom"),
        "en": _named("Number,Name,E-mail,Role,Municipality,Status,Registered,With number,Arrived"),
    }
)
TABLE_NAMES = {"nb": "Bord", "nn": "Bord", "en": "Table"}
ROUND_NAMES = {"nb": "Bord i runde", "nn": "Bord i runde", "en": "Table in round"}

ROLE_NAMES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        language: dict(
            zip(
                ("citizen", "politician", "employee", "researcher", "other"),
                names.split(),
                strict=True,
            )
        )
        for language, names in {
            "nb": "innbygger politiker ansatt forsker annet",
            "nn": "innbyggjar politikar tilsett forskar anna",
            "en": "resident politician employee researcher other",
        }.items()
    }
)
STATE_NAMES: Mapping[str, Mapping[State, str]] = MappingProxyType(
    {
        language: dict(zip(State, names.split(","), strict=True))
        for language, names in {
            "nb": "Har plass,Venteliste,Tilbud om plass,Avmeldt",
            "nn": "Har plass,Venteliste,Tilbod om plass,Avmeld",
            "en": "Has a place,Waiting list,Offered a place,Cancelled",
        }.items()
    }
)
_OTHER_NAMES: Mapping[str, str] = {
    "number": "nr,nr.,no,id",
    "name": "fullt navn,fullt namn,deltaker,deltakar,deltakere,person,full name,participant",
    "first_name": "fornavn,fornamn,for- og mellomnavn,first name,given name,forename",
    "last_name": "etternavn,etternamn,last name,family name,surname",
    "email": (
        "epost,e-postadresse,epostadresse,e post,mail,mailadresse,email,e-mail address"
        ",email address"
    ),
    "role": "rolle/funksjon,funksjon,kategori,gruppe,type,deltar som,role/function,group",
    "municipality": "kommunenavn,kommunenamn,hjemkommune,heimkommune,bosted,bustad,sted,stad,town",
    "diet": (
        "mat,kosthold,kosthald,diett,allergi,allergier,allergiar,matallergi,matønsker,spesialkost"
        ",kost,diet,allergies,allergy,food,dietary requirements"
    ),
    "state": "tilstand,påmeldingsstatus,state",
}
_ROLES = MappingProxyType(
    {name.casefold(): role for names in COLUMN_NAMES.values() for role, name in names.items()}
    | {name: role for role, names in _OTHER_NAMES.items() for name in names.split(",")}
)
READ = frozenset({"number", "name", "email", "role", "municipality", "state", *_OTHER_NAMES})
"""What is read of a file; the times and tables that we write are not read back."""


def role_of(name: str, questions: Sequence[Question]) -> str | None:
    """What a column called ``name`` holds: a word of ours, or the field of one of ``questions``."""
    normal = normal_name(name)
    for question in questions:
        if " ".join(name.casefold().split()) == question.text.casefold():
            return question.field
    return _ROLES.get(normal)


def roles_of(names: Sequence[str], questions: Sequence[Question]) -> dict[int, str] | None:
    """The role of each column of a heading row, or None when ``names`` is not such a row.

    A heading row has a column for the name, or for the first or the last name.
    """
    roles = known_columns(names, lambda name: role_of(name, questions))
    return roles if {"name", "first_name", "last_name"} & set(roles.values()) else None


def stored_role(said: str) -> str:
    """The word of the usual role that ``said`` means in any of our languages; else ``said``."""
    return _STORED_ROLES.get(said.casefold().strip(), said)


def says_cancelled(said: str) -> bool:
    """Whether a cell for the state says that the person has given the place up."""
    return said.casefold().strip() in _CANCELLED


_STORED_ROLES = {said: role for names in ROLE_NAMES.values() for role, said in names.items()} | {
    "folkevalgt": "politician",
    "folkevald": "politician",
    "citizen": "citizen",
}
_CANCELLED = {names[State.CANCELLED].casefold() for names in STATE_NAMES.values()} | {"cancelled"}
