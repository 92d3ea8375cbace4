"""The ladders of participation that an organiser may start from.

The five steps and all descriptions are our own wording. The others follow, in their names, Namsos
kommune's plan portal (six), DOGA (four), and Sherry R. Arnstein: A Ladder of Citizen
Participation, 1969 (eight, in three groups).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from facilitator.words import N_


@dataclass(frozen=True)
class Preset:
    """A ladder that an organiser may start from."""

    title: str
    steps: tuple[tuple[str, str, str], ...]
    """Name, description and group of each step, lowest first."""


PRESETS: Mapping[str, Preset] = {
    "five": Preset(
        N_("Fem trinn"),
        (
            (N_("Informasjon"), N_("Kommunen forteller. Innbyggerne får vite."), ""),
            (N_("Konsultasjon"), N_("Kommunen spør. Innbyggerne gir innspill."), ""),
            (
                N_("Dialog"),
                N_("Vi snakker sammen og lærer av hverandre før noe er bestemt."),
                "",
            ),
            (N_("Samarbeid"), N_("Vi utvikler løsningene sammen."), ""),
            (
                N_("Medbestemmelse"),
                N_("Innbyggerne er med på å bestemme, innenfor avtalte rammer."),
                "",
            ),
        ),
    ),
    "six": Preset(
        N_("Seks trinn"),
        (
            (N_("Enveis informasjon"), N_("Kommunen forteller."), ""),
            (N_("Toveis informasjon"), N_("Kommunen forteller og svarer på spørsmål."), ""),
            (N_("Dialog"), N_("Vi snakker sammen før noe er bestemt."), ""),
            (N_("Samarbeid"), N_("Vi utvikler løsningene sammen."), ""),
            (N_("Medbestemmelse"), N_("Innbyggerne er med på å bestemme."), ""),
            (N_("Beslutning"), N_("Innbyggerne bestemmer selv."), ""),
        ),
    ),
    "four": Preset(
        N_("Fire nivåer"),
        (
            (N_("Informasjon"), N_("Kommunen forteller."), ""),
            (N_("Innhenting av informasjon"), N_("Kommunen spør og lytter."), ""),
            (N_("Dialog"), N_("Vi snakker sammen før noe er bestemt."), ""),
            (N_("Samarbeid"), N_("Vi utvikler løsningene sammen."), ""),
        ),
    ),
    "arnstein": Preset(
        N_("Arnstein 1969"),
        (
            (N_("Manipulasjon"), N_("Møtet skal få folk til å si ja."), N_("Ingen medvirkning")),
            (
                N_("Terapi"),
                N_("Det er innbyggerne som skal endre seg, ikke planen."),
                N_("Ingen medvirkning"),
            ),
            (N_("Informasjon"), N_("Innbyggerne får vite."), N_("Symbolsk medvirkning")),
            (N_("Konsultasjon"), N_("Innbyggerne blir hørt."), N_("Symbolsk medvirkning")),
            (
                N_("Formildning"),
                N_("Noen innbyggere får plass ved bordet, men ikke avgjørende makt."),
                N_("Symbolsk medvirkning"),
            ),
            (N_("Partnerskap"), N_("Makten deles etter avtale."), N_("Innbyggermakt")),
            (
                N_("Delegert makt"),
                N_("Innbyggerne har flertall eller avgjør selv i avtalte saker."),
                N_("Innbyggermakt"),
            ),
            (N_("Innbyggerkontroll"), N_("Innbyggerne styrer selv."), N_("Innbyggermakt")),
        ),
    ),
}
