"""What each kind of letter says, in the language that is read now."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from babel.dates import format_date
from flask_babel import get_locale

from app.filters import day as whole_day
from app.letters.gather import Matter
from app.letters.phrases import _, ngettext
from facilitator.registration.letters import LetterKind
from facilitator.registration.places import By, State
from facilitator.registration.told import Told


@dataclass(frozen=True)
class Words:
    """The words of a letter, and what stands between them.

    Args:
        before: paragraphs between the greeting and the facts.
        button: the words on the one thing to do, and its address.
        after: paragraphs after everything else.
        deadline: until when one may answer; empty when nothing is asked.
        facts: when and where the meeting is.
        codes: what each guest shows at the door.
        programme: the whole of it.
        calendar: the meeting for one's own calendar comes along.
    """

    subject: str
    before: Sequence[str]
    button: tuple[str, str] | None = None
    after: Sequence[str] = ()
    deadline: str = ""
    facts: bool = True
    codes: bool = False
    programme: bool = False
    calendar: bool = False


_WITHOUT_YEAR = {"en": ("EEEE d MMMM", "en_GB")}


def words_of(matter: Matter) -> Words:
    """What the letter says."""
    return _WORDS[matter.letter.kind](matter)


def weekday(on: date) -> str:
    """A near date in words: ``torsdag 24. september``."""
    language = str(get_locale())
    pattern, locale = _WITHOUT_YEAR.get(language, ("EEEE d. MMMM", language))
    text: str = format_date(on, pattern, locale=locale)
    return text


def moment(at: datetime) -> str:
    """A local time in words: ``torsdag 24. september kl. 16.00``."""
    return _("%(day)s kl. %(time)s", day=weekday(at.date()), time=f"{at:%H.%M}")


def when(told: Told) -> str:
    """When the meeting is: ``torsdag 24. september 2026 kl. 16.00``."""
    day = whole_day(told.date)
    return _("%(day)s kl. %(time)s", day=day, time=f"{told.start:%H.%M}") if told.start else day


def names(people: Sequence[str]) -> str:
    """``Kari, Ola og Per``."""
    *first, last = people
    if not first:
        return last
    return _("%(first)s og %(last)s", first=", ".join(first), last=last)


def _confirmed(matter: Matter) -> Words:
    title, coming = matter.meeting.title, matter.coming
    alone = len(matter.guests) == 1
    return Words(
        subject=ngettext(
            "Du har plass: %(title)s", "Dere har plass: %(title)s", len(coming), title=title
        ),
        before=[
            _("Velkommen til «%(title)s»! Du har plass.", title=title)
            if alone
            else _(
                "Velkommen til «%(title)s»! Disse har plass: %(names)s.",
                title=title,
                names=names([guest.name for guest in coming]),
            )
        ],
        button=(_("Se eller endre påmeldingen"), matter.own),
        after=[
            _("Blir du forhindret? Meld deg av på den samme sida, så får en annen plassen.")
            if alone
            else _("Blir noen forhindret? Meld fra på den samme sida, så får en annen plassen."),
            _("Møtet ligger ved, så du kan legge det i kalenderen din."),
        ],
        codes=True,
        calendar=True,
    )


def _waiting(matter: Matter) -> Words:
    many = _count(matter, State.WAITING)
    return Words(
        subject=ngettext(
            "Du står på venteliste: %(title)s",
            "Dere står på venteliste: %(title)s",
            many,
            title=matter.meeting.title,
        ),
        before=[
            _("Takk for påmeldingen til «%(title)s».", title=matter.meeting.title),
            _in_line(matter),
            _(
                "Blir det ledig, får du et nytt brev med en frist for å svare. Du trenger ikke å"
                " gjøre noe nå."
            ),
        ],
        button=(_("Se påmeldingen"), matter.own),
        after=[_("Vil du ikke vente? Meld deg av på den samme sida, så rykker neste fram.")],
    )


def _in_line(matter: Matter) -> str:
    return ngettext(
        "Det er ikke ledig plass nå. Du er nummer %(line)s på ventelista.",
        "Det er ikke ledig plass til dere alle nå. Dere er nummer %(line)s på ventelista.",
        _count(matter, State.WAITING),
        line=matter.waiting_number,
    )


def _again(matter: Matter) -> Words:
    return Words(
        subject=_("Lenka til påmeldingen din: %(title)s", title=matter.meeting.title),
        before=[
            _(
                "Du har allerede meldt deg på «%(title)s». Her er lenka til påmeldingen igjen.",
                title=matter.meeting.title,
            ),
            _standing(matter),
        ],
        button=(_("Se eller endre påmeldingen"), matter.own),
        after=[_("Var det ikke du som meldte deg på nå? Da kan du se bort fra dette brevet.")],
    )


def _standing(matter: Matter) -> str:
    if matter.coming:
        return ngettext("Du har plass.", "Dere har plass.", len(matter.coming))
    if matter.waiting_number:
        return _in_line(matter)
    return _("Det er holdt av plass til deg. Svar på sida om du vil ha den.")


def _offer(matter: Matter) -> Words:
    until = moment(matter.local(datetime.fromisoformat(matter.letter.facts["until"])))
    many = _count(matter, State.OFFERED)
    return Words(
        subject=_(
            "Ledig plass på %(title)s – svar innen %(until)s",
            until=until,
            title=matter.meeting.title,
        ),
        before=[
            ngettext(
                "Det er blitt ledig plass til deg på «%(title)s».",
                "Det er blitt ledig plass til dere %(num)s på «%(title)s».",
                many,
                title=matter.meeting.title,
            ),
            ngettext(
                "Vil du ha den, må du svare innen %(until)s. Ellers går plassen videre til neste"
                " på ventelista.",
                "Vil dere ha plassene, må du svare innen %(until)s. Ellers går plassene videre til"
                " neste på ventelista.",
                many,
                until=until,
            ),
        ],
        button=(_("Svar på tilbudet"), matter.own),
        deadline=until,
    )


def _lapsed(matter: Matter) -> Words:
    title = matter.meeting.title
    if matter.offer_reached:
        news = _(
            "Du fikk tilbud om plass på «%(title)s». Vi fikk ikke svar innen fristen, og plassen"
            " er gått videre til neste på ventelista.",
            title=title,
        )
    else:
        news = _(
            "Det ble ledig plass til deg på «%(title)s», men brevet om det kom ikke fram i tide."
            " Plassen er gått videre til neste på ventelista. Det er vi lei for.",
            title=title,
        )
    return Words(
        subject=_("Plassen er gått videre: %(title)s", title=title),
        before=[news, *_welcome_again(matter, _("Vil du fortsatt være med?"))],
        facts=False,
    )


def _welcome_again(matter: Matter, asked: str) -> Sequence[str]:
    """How one registers anew, as long as one can."""
    if not matter.takes_registrations:
        return ()
    return [_("%(asked)s Meld deg på igjen her: %(address)s", asked=asked, address=matter.signup)]


def _cancelled(matter: Matter) -> Words:
    left = [guest.name for guest in matter.guests if guest.state != State.CANCELLED]
    return _some_cancelled(matter, left) if left else _all_cancelled(matter)


def _some_cancelled(matter: Matter, left: Sequence[str]) -> Words:
    title = matter.meeting.title
    gone = [guest.name for guest in matter.guests if guest.state == State.CANCELLED]
    return Words(
        subject=_("Endret påmelding: %(title)s", title=title),
        before=[
            _("%(names)s er meldt av «%(title)s».", names=names(gone), title=title),
            _("%(names)s er fortsatt påmeldt.", names=names(left)),
        ],
        button=(_("Se eller endre påmeldingen"), matter.own),
    )


def _all_cancelled(matter: Matter) -> Words:
    title, many = matter.meeting.title, len(matter.guests)
    if any(guest.cancelled_by == By.ORGANISER for guest in matter.guests):
        before = [
            ngettext(
                "Arrangøren har meldt deg av «%(title)s».",
                "Arrangøren har meldt dere av «%(title)s».",
                many,
                title=title,
            ),
            _("Var det en feil, eller lurer du på hvorfor? Ta kontakt med oss."),
        ]
    else:
        before = [
            ngettext(
                "Du er meldt av «%(title)s». Takk for at du sa fra.",
                "Dere er meldt av «%(title)s». Takk for at du sa fra.",
                many,
                title=title,
            ),
            *_welcome_again(matter, _("Ombestemmer du deg?")),
        ]
    return Words(subject=_("Meldt av: %(title)s", title=title), before=before, facts=False)


def _reminder(matter: Matter) -> Words:
    title = matter.meeting.title
    return Words(
        subject=_("%(soon)s: %(title)s", soon=_soon(matter), title=title),
        before=[
            _("Nå er det snart «%(title)s», og vi gleder oss til å se deg.", title=title)
            if len(matter.coming) == 1
            else _("Nå er det snart «%(title)s», og vi gleder oss til å se dere.", title=title)
        ],
        button=(_("Se eller endre påmeldingen"), matter.own),
        after=[
            _(
                "Kan du likevel ikke komme? Meld deg av på den samme sida, også om det er i siste"
                " liten. Da får en annen plassen."
            )
        ],
        codes=True,
        programme=True,
    )


def _soon(matter: Matter) -> str:
    """When it is, as one says it on the day that the letter is sent."""
    held, today = matter.held, matter.local(matter.now).date()
    said = {
        today: _("I dag"),
        today + timedelta(days=1): _("I morgen"),
    }.get(held.date, weekday(held.date).capitalize())
    return _("%(day)s kl. %(time)s", day=said, time=f"{held.start:%H.%M}") if held.start else said


def _changed(matter: Matter) -> Words:
    title, held = matter.meeting.title, matter.held
    before = Told.read(matter.letter.facts["before"])
    new_time = (held.date, held.start) != (before.date, before.start)
    new_place = held.place != before.place
    if new_time and new_place:
        subject = _("Ny tid og nytt sted: %(title)s", title=title)
        news = _("«%(title)s» har fått ny tid og nytt sted.", title=title)
    elif new_place:
        subject = _("Nytt sted: %(title)s", title=title)
        news = _("«%(title)s» har fått nytt sted.", title=title)
    else:
        subject = _("Ny tid: %(title)s", title=title)
        news = _("«%(title)s» har fått ny tid.", title=title)
    was = ", ".join(part for part in (when(before), before.place) if part)
    return Words(
        subject=subject,
        before=[news, _("Før var det %(was)s. Nå gjelder dette:", was=was)],
        button=(_("Se eller endre påmeldingen"), matter.own),
        after=[
            _("Plassen din gjelder fortsatt.")
            if matter.coming
            else _("Du står fortsatt på ventelista."),
            _("Passer det ikke lenger? Meld deg av på den samme sida, så får en annen plassen."),
        ],
        calendar=bool(matter.coming),
    )


def _thanks(matter: Matter) -> Words:
    title = matter.meeting.title
    came = not matter.uses_door or any(guest.arrived for guest in matter.guests)
    return Words(
        subject=_("Takk for sist: %(title)s", title=title)
        if came
        else _("Rapporten er klar: %(title)s", title=title),
        before=[
            _("Takk for at du var med på «%(title)s»!", title=title)
            if came
            else _("Takk for at du meldte deg på «%(title)s».", title=title),
            _(
                "Det som ble sagt ved bordene, er samlet i en rapport. Innspillene står der ord"
                " for ord, uten navn."
            ),
        ],
        button=(_("Les rapporten"), matter.report),
        facts=False,
    )


def _message(matter: Matter) -> Words:
    return Words(
        subject=matter.letter.facts["subject"],
        before=[part for part in matter.letter.facts["text"].split("\n\n") if part],
        button=(_("Se påmeldingen"), matter.own),
    )


def _count(matter: Matter, state: str) -> int:
    return len([guest for guest in matter.guests if guest.state == state])


_WORDS: Mapping[str, Callable[[Matter], Words]] = {
    LetterKind.CONFIRMED: _confirmed,
    LetterKind.WAITING: _waiting,
    LetterKind.AGAIN: _again,
    LetterKind.OFFER: _offer,
    LetterKind.LAPSED: _lapsed,
    LetterKind.CANCELLED: _cancelled,
    LetterKind.REMINDER: _reminder,
    LetterKind.CHANGED: _changed,
    LetterKind.THANKS: _thanks,
    LetterKind.MESSAGE: _message,
}
