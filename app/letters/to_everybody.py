"""What letters to everybody say: a reminder, a new time or place, thanks, an own message."""

from datetime import timedelta

from app.letters.gather import Matter
from app.letters.phrases import _
from app.letters.words import Words, weekday, when
from facilitator.registration.told import Told


def reminder(matter: Matter) -> Words:
    """It is soon."""
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
    day = weekday(held.date)
    said = {
        today: _("I dag"),
        today + timedelta(days=1): _("I morgen"),
    }.get(held.date, day[:1].upper() + day[1:])
    return _("%(day)s kl. %(time)s", day=said, time=f"{held.start:%H.%M}") if held.start else said


def changed(matter: Matter) -> Words:
    """Time or place is another."""
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


def thanks(matter: Matter) -> Words:
    """Thanks, and where the report is, or will be."""
    title = matter.meeting.title
    came = not matter.uses_door or any(guest.arrived for guest in matter.guests)
    return Words(
        subject=_("Takk for sist: %(title)s", title=title)
        if came
        else _("Rapporten er klar: %(title)s", title=title)
        if matter.report_there
        else _("Rapporten kommer: %(title)s", title=title),
        before=[
            _("Takk for at du var med på «%(title)s»!", title=title)
            if came
            else _("Takk for at du meldte deg på «%(title)s».", title=title),
            _(
                "Det som ble sagt ved bordene, er samlet i en rapport. Innspillene står der ord"
                " for ord, uten navn."
            )
            if matter.report_there
            else _(
                "Det som ble sagt ved bordene, samles i en rapport, uten navn. Den er ikke klar"
                " ennå. Når den er det, finner du den her:"
            ),
        ],
        button=(
            _("Les rapporten") if matter.report_there else _("Se om rapporten er klar"),
            matter.report,
        ),
        facts=False,
    )


def message(matter: Matter) -> Words:
    """What an organiser wrote."""
    return Words(
        subject=matter.letter.facts["subject"],
        before=[part for part in matter.letter.facts["text"].split("\n\n") if part],
        button=(_("Se påmeldingen"), matter.own),
    )
