"""The columns of a programme as a table, by the names that people and our own files give them."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from facilitator.programme.kinds import ItemKind
from facilitator.spreadsheets.headings import NAME_MOST, known_columns, normal_name

COLUMNS = (
    "day",
    "start",
    "minutes",
    "title",
    "speaker",
    "description",
    "kind",
    "least_minutes",
    "exercises",
)
"""The columns that are written, in order; ``end`` is read besides."""

# A file format's own words: what is written must be what is read, whatever a catalogue says.
COLUMN_NAMES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "nb": dict(
            zip(
                COLUMNS,
                "Dag Start Minutter Tittel Taler Beskrivelse Slag Minst Oppgaver".split(),
                strict=True,
            )
        ),
        "nn": dict(
            zip(
                COLUMNS,
                "Dag Start Minutt Tittel Talar Omtale Slag Minst Oppgåver".split(),
                strict=True,
            )
        ),
        "en": dict(
            zip(
                COLUMNS,
                "Day Start Minutes Title Speaker Description Kind Least Exercises".split(),
                strict=True,
            )
        ),
    }
)

KIND_NAMES: Mapping[str, Mapping[ItemKind, str]] = MappingProxyType(
    {
        "nb": {
            ItemKind.ARRIVAL: "Ankomst",
            ItemKind.TALK: "Innledning",
            ItemKind.TABLE_WORK: "Arbeid ved bordene",
            ItemKind.PLENARY: "Plenum",
            ItemKind.BREAK: "Pause",
            ItemKind.CLOSE: "Avslutning",
            ItemKind.OTHER: "Annet",
        },
        "nn": {
            ItemKind.ARRIVAL: "Frammøte",
            ItemKind.TALK: "Innleiing",
            ItemKind.TABLE_WORK: "Arbeid ved borda",
            ItemKind.PLENARY: "Plenum",
            ItemKind.BREAK: "Pause",
            ItemKind.CLOSE: "Avslutting",
            ItemKind.OTHER: "Anna",
        },
        "en": {
            ItemKind.ARRIVAL: "Arrival",
            ItemKind.TALK: "Talk",
            ItemKind.TABLE_WORK: "Table work",
            ItemKind.PLENARY: "Plenary",
            ItemKind.BREAK: "Break",
            ItemKind.CLOSE: "Close",
            ItemKind.OTHER: "Other",
        },
    }
)

_OTHER_NAMES: Mapping[str, str] = {
    "day": "dagnr,dato,date,ukedag,vekedag,weekday",
    "start": (
        "tid,tidspunkt,klokkeslett,klokka,klokken,kl,når,starttid,starttidspunkt,fra,frå,begynner"
        ",time,from,start time,starts,begin,begins,when,tid (kl),tid/kl"
    ),
    "end": "slutt,sluttid,til,ferdig,end,ends,end time,until,to,finish",
    "minutes": "varighet,varer,lengde,lengd,minutes,min,antall minutter,tidsbruk,duration,length",
    "title": (
        "post,programpost,programpunkt,punkt,tema,emne,hva,kva,innhold,innhald,aktivitet,program"
        ",sak,topic,item,what,activity,subject,agenda item,programme,content,contents"
    ),
    "speaker": (
        "foredragsholder,foredragshaldar,innleder,innleiar,hvem,kven,ansvarlig,ansvarleg,ved,navn"
        ",namn,innledere,talere,talarar,foredragsholdere,who,speakers,presenter,by,responsible,lead"
    ),
    "description": (
        "omtale,merknad,merknader,kommentar,kommentarer,detaljer,notat,utdyping,mer,details"
        ",comment,comments,notes,abstract"
    ),
    "kind": "type,kategori,form,arbeidsform,category,format",
    "least_minutes": "minste lengde,minst minutter,least minutes,minimum",
    "exercises": "oppgave,oppgåve,øvelse,øvelser,exercise",
}

_ROLES = MappingProxyType(
    {name.casefold(): role for language in COLUMN_NAMES.values() for role, name in language.items()}
    | {name: role for role, names in _OTHER_NAMES.items() for name in names.split(",")}
)

_KINDS = MappingProxyType(
    {name.casefold(): kind for language in KIND_NAMES.values() for kind, name in language.items()}
    | {kind.value: kind for kind in ItemKind}
    | {
        "foredrag": ItemKind.TALK,
        "gruppearbeid": ItemKind.TABLE_WORK,
        "bordarbeid": ItemKind.TABLE_WORK,
        "annet/anna": ItemKind.OTHER,
    }
)


def role_of(name: str) -> str | None:
    """What a column called ``name`` holds: one of ``COLUMNS`` or ``end``; None when unknown."""
    return _ROLES.get(normal_name(name))


def roles_of(names: Sequence[str]) -> dict[int, str] | None:
    """The role of each column of a heading row, or None when ``names`` is not such a row.

    A heading row has a column for the title and one for a start or a length. Of two columns with
    the same role the first counts.
    """
    roles = known_columns(names, role_of)
    found = set(roles.values())
    return roles if "title" in found and found & {"start", "minutes"} else None


def kind_called(name: str) -> ItemKind | None:
    """The kind of item that ``name`` says, in any of the languages; None when it says none."""
    return _KINDS.get(" ".join(name.casefold().split())) if len(name) <= NAME_MOST else None
