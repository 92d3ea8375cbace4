"""What letters say about one's own place: had, waited for, offered, given up."""

from collections.abc import Sequence
from datetime import datetime

from app.letters.gather import Matter
from app.letters.phrases import _, ngettext
from app.letters.words import Words, moment, names
from facilitator.registration.standing import By, State


def confirmed(matter: Matter) -> Words:
    """You have a place."""
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
        ],
        enclosed=_("Møtet ligger ved, så du kan legge det i kalenderen din."),
        codes=True,
        calendar=True,
    )


def waiting(matter: Matter) -> Words:
    """You are on the waiting list."""
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


def again(matter: Matter) -> Words:
    """You had registered already."""
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


def offer(matter: Matter) -> Words:
    """A place is free for you."""
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


def lapsed(matter: Matter) -> Words:
    """The offer was not answered in time."""
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


def cancelled(matter: Matter) -> Words:
    """You, or some of you, are no longer registered."""
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


def _count(matter: Matter, state: str) -> int:
    return len([guest for guest in matter.guests if guest.state == state])
