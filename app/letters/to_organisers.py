"""What the letter to organisers says: who registered is deleted soon."""

from app.filters import day as whole_day
from app.letters.gather import Matter
from app.letters.phrases import _
from app.letters.words import Words


def forgetting(matter: Matter) -> Words:
    """Take home what you need, before it is deleted."""
    title, day = matter.meeting.title, whole_day(matter.forget_on)
    return Words(
        subject=_("Påmeldingene til «%(title)s» slettes %(day)s", title=title, day=day),
        before=[
            _(
                "Opplysningene om dem som meldte seg på «%(title)s», slettes %(day)s. Det gjør"
                " Medvirk av seg selv, slik de ble lovet. Innspillene blir, for de er uten navn.",
                title=title,
                day=day,
            ),
            _(
                "Trenger du deltakerlista, må du laste den ned før da. Skal rapporten inn i"
                " arkivet, er det lurt å gjøre det samtidig: PDF-en er laget for det."
            ),
        ],
        button=(_("Se hva som slettes"), matter.own),
        facts=False,
        signed="Medvirk",
        footer=[_("Du får dette brevet fordi du er arrangør i Medvirk.")],
    )
