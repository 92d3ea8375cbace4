"""Judges a plan of seats, and says in sentences how good it is."""

from collections.abc import Iterator, Mapping, Sequence

from facilitator.seating.judging import Quality, RoundQuality, Spread, quality
from facilitator.words import N_

__all__ = ["Quality", "RoundQuality", "Sentence", "Spread", "quality", "words"]

Sentence = tuple[str, Mapping[str, object]]
"""A text to translate and the values that it holds."""

_FILLED = {
    True: N_("Det sitter %(least)s ved hvert bord."),
    False: N_("Det sitter %(least)s til %(most)s ved hvert bord."),
}
_ONE_OF_EACH = (
    N_("Alle bord har minst én %(first)s."),
    N_("Alle bord har minst én %(first)s og én %(second)s."),
    N_("Alle bord har minst én %(first)s, én %(second)s og én %(third)s."),
)
_NEVER_AGAIN = {
    2: N_("Ingen møtes to ganger på to runder."),
    3: N_("Ingen møtes to ganger på tre runder."),
    4: N_("Ingen møtes to ganger på fire runder."),
}
_UNCOUNTED = frozenset({"other"})
"""Roles whose name cannot follow «én»."""


def words(quality: Quality, names: Mapping[str, str] | None = None) -> list[Sentence]:
    """What ``quality`` says, as texts to translate with the values that they hold.

    Args:
        names: what roles and own traits are called on the screen, translated already:
            ``{"politician": "politiker", "q7": "Bakgrunn"}``. Roles that are missing, which an
            organiser has put in words, are quoted as they are.
    """
    if not any(round_.tables for round_ in quality.rounds):
        return []
    names = names or {}
    return [
        *_filled(quality),
        *_roles(quality, names),
        *_again(quality),
        *_municipalities(quality),
        *_others(quality, names),
        *_wishes(quality),
    ]


def _filled(quality: Quality) -> Iterator[Sentence]:
    least = min(round_.least for round_ in quality.rounds if round_.tables)
    most = max(round_.most for round_ in quality.rounds)
    yield _FILLED[least == most], {"least": least, "most": most}


def _roles(quality: Quality, names: Mapping[str, str]) -> Iterator[Sentence]:
    spreads = _spreads(quality, "role")
    if not spreads:
        return
    order = {role: number for number, role in enumerate(names)}
    everywhere = [
        role
        for role in sorted(spreads[0].lacking, key=lambda role: (order.get(role, len(order)), role))
        if all(role in spread.lacking and not spread.lacking[role] for spread in spreads)
    ]
    counted = [names[role] for role in everywhere if role in names and role not in _UNCOUNTED]
    for at in range(0, len(counted), len(_ONE_OF_EACH)):
        some = counted[at : at + len(_ONE_OF_EACH)]
        yield (
            _ONE_OF_EACH[len(some) - 1],
            dict(zip(("first", "second", "third"), some, strict=False)),
        )
    for role in everywhere:
        if role not in names or role in _UNCOUNTED:
            yield N_("Rollen «%(role)s» er ved alle bord."), {"role": names.get(role, role)}
    for number, spread in enumerate(spreads, 1):
        for role, tables in spread.lacking.items():
            if tables:
                yield (
                    N_("Rollen «%(role)s» mangler ved bord %(tables)s.")
                    if len(spreads) == 1
                    else N_("Runde %(round)s: Rollen «%(role)s» mangler ved bord %(tables)s."),
                    {
                        "role": names.get(role, role),
                        "tables": ", ".join(map(str, tables)),
                        "round": number,
                    },
                )


def _again(quality: Quality) -> Iterator[Sentence]:
    if len(quality.rounds) < 2:
        return
    if not quality.repeats:
        yield _NEVER_AGAIN[len(quality.rounds)], {}
    elif quality.repeats == 1:
        yield N_("To av deltakerne møtes mer enn én gang."), {}
    else:
        yield (
            N_("%(count)s par møtes mer enn én gang."),
            {"count": quality.repeats},
        )


def _municipalities(quality: Quality) -> Iterator[Sentence]:
    """From how many municipalities all tables have people, or one more where most tables do."""
    spreads = _spreads(quality, "municipality")
    if not spreads or not all(spread.different for spread in spreads):
        return
    least = min(min(spread.different) for spread in spreads)
    more = [sum(kinds > least for kinds in spread.different) for spread in spreads]
    tables = max(len(spread.different) for spread in spreads)
    if 4 * min(more) >= 3 * tables:
        yield (
            N_("%(count)s av %(tables)s bord har folk fra minst %(least)s kommuner.")
            if len(spreads) == 1
            else N_(
                "I hver runde har minst %(count)s av %(tables)s bord folk fra minst %(least)s"
                " kommuner."
            ),
            {"count": min(more), "tables": tables, "least": least + 1},
        )
    elif least > 1:
        yield N_("Alle bord har folk fra minst %(least)s kommuner."), {"least": least}


def _others(quality: Quality, names: Mapping[str, str]) -> Iterator[Sentence]:
    """How evenly the answers to the organiser's own questions are spread."""
    for key, share in quality.within.items():
        if key in ("role", "municipality") or not any(
            spread.least for spread in _spreads(quality, key)
        ):
            continue
        if share == 1:
            yield N_("Alle bord er jevnt blandet etter «%(name)s»."), {"name": names.get(key, key)}
        else:
            yield (
                N_("%(percent)s prosent av bordene er jevnt blandet etter «%(name)s»."),
                {"name": names.get(key, key), "percent": int(100 * share)},
            )


def _wishes(quality: Quality) -> Iterator[Sentence]:
    if not quality.wishes:
        return
    if quality.kept < quality.wishes:
        yield (
            N_("%(kept)s av %(count)s ønsker er oppfylt."),
            {"kept": quality.kept, "count": quality.wishes},
        )
    elif quality.wishes == 1:
        yield N_("Ønsket er oppfylt."), {}
    elif quality.wishes == 2:
        yield N_("Begge ønskene er oppfylt."), {}
    else:
        yield N_("Alle %(count)s ønskene er oppfylt."), {"count": quality.wishes}


def _spreads(quality: Quality, key: str) -> Sequence[Spread]:
    """How a trait is spread in each round; nothing when tables are not mixed by it."""
    return [
        spread
        for round_ in quality.rounds
        if round_.tables
        for spread in round_.spreads
        if spread.key == key
    ]
