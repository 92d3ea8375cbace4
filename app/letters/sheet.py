"""A letter as it lies before its reader: once as plain text, once as HTML, with the same words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import current_app

from app.filters import day as whole_day
from app.languages import reading
from app.letters.gather import Guest, Matter
from app.letters.kinds import words_of
from app.letters.phrases import _, ngettext
from app.letters.words import Words, weekday, when


@dataclass(frozen=True)
class Fact:
    """One line of when and where; ``address`` is where a tap on it leads, and ``leads`` says to."""

    label: str
    value: str
    address: str = ""
    leads: str = ""


@dataclass(frozen=True)
class Badge:
    """Somebody's code for the door, and the name of its picture in the letter."""

    name: str
    seat: str
    address: str
    picture: str
    described: str
    """What stands for the picture where it is heard, or not shown."""


@dataclass(frozen=True)
class Sheet:
    """A letter's words in order."""

    subject: str
    title: str
    subtitle: str
    greeting: str
    before: Sequence[str]
    facts: Sequence[Fact]
    seats: Sequence[str]
    button: tuple[str, str] | None
    badges: Sequence[Badge]
    badges_told: str
    badges_elsewhere: str
    """What stands in their place where pictures cannot be shown."""
    programme: str
    days: Sequence[tuple[str, Sequence[tuple[str, str, str]]]]
    after: Sequence[str]
    closing: str
    signed: str
    footer: Sequence[str]
    language: str
    calendar: bool
    plain: str = ""
    html: str = ""


def sheet_of(matter: Matter) -> Sheet:
    """The letter in its reader's language; needs an application context."""
    with reading(matter.language):
        sheet = _laid_out(matter, words_of(matter))
        page = current_app.jinja_env.get_template("letters/letter.html").render(sheet=sheet)
    return replace(sheet, plain=_plain(sheet), html=page)


def words_alone(matter: Matter) -> Sheet:
    """The letter as plain text with nothing enclosed, for who copies it into one of their own."""
    with reading(matter.language):
        sheet = _laid_out(matter, replace(words_of(matter), enclosed="", calendar=False))
    return replace(sheet, plain=_plain(sheet))


def _plain(sheet: Sheet) -> str:
    return current_app.jinja_env.get_template("letters/letter.txt").render(sheet=sheet)


def _laid_out(matter: Matter, words: Words) -> Sheet:
    meeting = matter.meeting
    coming = matter.coming
    seated = [guest for guest in coming if guest.table is not None]
    return Sheet(
        subject=words.subject,
        title=meeting.title,
        subtitle=meeting.subtitle,
        greeting=_("Hei, %(name)s!", name=matter.name),
        before=words.before,
        facts=_facts(matter, words) if words.facts else (),
        seats=[_seat(guest, len(coming)) for guest in seated] if words.facts else (),
        button=words.button,
        badges=[
            Badge(
                guest.name,
                _table(guest),
                guest.badge,
                f"code{number}",
                _("Koden til %(name)s", name=guest.name),
            )
            for number, guest in enumerate(coming, start=1)
        ]
        if words.codes
        else (),
        badges_told=ngettext(
            "Vis denne koden ved døra når du kommer, på mobilen eller på papir:",
            "Vis disse kodene ved døra når dere kommer, på mobilen eller på papir:",
            len(coming),
        ),
        badges_elsewhere=_("Koden som du viser ved døra, ligger på den samme sida."),
        programme=_("Program"),
        days=_days(matter) if words.programme else (),
        after=[*words.after, words.enclosed] if words.enclosed else words.after,
        closing=_("Vennlig hilsen"),
        signed=words.signed or meeting.host or matter.responsible or _("Arrangøren"),
        footer=words.footer or _footer(matter),
        language=matter.language,
        calendar=words.calendar,
    )


def _facts(matter: Matter, words: Words) -> Sequence[Fact]:
    facts = [Fact(_("Svar innen"), words.deadline)] if words.deadline else []
    facts.append(Fact(_("Når"), when(matter.held)))
    if matter.held.place:
        facts.append(Fact(_("Hvor"), matter.held.place, matter.map_url, _("Kart")))
    return facts


def _seat(guest: Guest, coming: int) -> str:
    table = _table(guest)
    if coming == 1:
        return _("Du sitter ved %(table)s.", table=table)
    return _("%(name)s sitter ved %(table)s.", name=guest.name, table=table)


def _table(guest: Guest) -> str:
    if guest.table is None:
        return ""
    if guest.table_name:
        return _("bord %(number)s (%(name)s)", number=guest.table, name=guest.table_name)
    return _("bord %(number)s", number=guest.table)


def _days(matter: Matter) -> Sequence[tuple[str, Sequence[tuple[str, str, str]]]]:
    many = len(matter.days) > 1
    return [
        (
            weekday(day) if many else "",
            [(f"{line.start:%H.%M}", line.title, line.speaker) for line in lines],
        )
        for day, lines in matter.days
    ]


def _footer(matter: Matter) -> Sequence[str]:
    title, until = matter.meeting.title, whole_day(matter.forget_on)
    footer = [
        _(
            "Du får dette brevet fordi adressen din står på en påmelding til «%(title)s».",
            title=title,
        )
    ]
    if matter.responsible:
        footer.append(
            _(
                "%(responsible)s er ansvarlig for opplysningene i påmeldingen. De slettes %(day)s.",
                responsible=matter.responsible,
                day=until,
            )
        )
    else:
        footer.append(_("Opplysningene i påmeldingen slettes %(day)s.", day=until))
    if matter.contact:
        footer.append(_("Spørsmål? Kontakt %(contact)s.", contact=matter.contact))
    return footer
