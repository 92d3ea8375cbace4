"""What the pages about those who registered share: the ways between them, and what is said."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext

from app.languages import gettext
from app.pages.organise.frame import blueprint, see
from app.refusals import explain
from facilitator.errors import Refused
from facilitator.models import Meeting
from facilitator.registration.asked.people import ROLES
from facilitator.registration.lists.listing import ORDERS, Sieve
from facilitator.registration.standing import Counts, State

PAGE = 200
"""So many people are shown at once."""
_TEXT_MOST = 200
_FILTERS = tuple(one.name for one in fields(Sieve))


@blueprint.context_processor
def give_tabs() -> dict[str, Any]:
    """Let every page of the organiser show the ways between those about people."""
    return {"people_tabs": _tabs}


def draw(template: str, meeting: Meeting, shown: Mapping[str, Any]) -> str:
    """The page ``template`` about people, of what is ``shown``."""
    usual = {
        "section": "registrations",
        "roles": ROLES,
        "names_text": names_text,
    }
    return render_template(template, **{"meeting": meeting, **usual, **shown})


def role_said(role: str) -> str:
    """A role as it is said on the screen."""
    return gettext(ROLES[role]) if role in ROLES else role


def _tabs() -> list[tuple[str, str]]:
    """The pages about people: the endpoint, and what it is called."""
    return [
        ("registrations", _("Liste")),
        ("invitation", _("Innbydelse")),
        ("letters", _("Brev")),
        ("kitchen", _("Kjøkkenet")),
        ("door_list", _("Dørliste")),
        ("figures", _("Tall")),
        ("files", _("Inn og ut")),
    ]


def sieve_of(said: Mapping[str, str]) -> Sieve:
    """What is looked for, as an address says it; what makes no sense is left out."""
    found = {name: said.get(name, "")[:_TEXT_MOST].strip() for name in _FILTERS}
    if found["order"].removeprefix("-") not in ORDERS:
        # Who looks at the waiting list wants to see who is next.
        found["order"] = "state" if found["state"] == State.WAITING else Sieve.order
    return Sieve(**found)


def query_of(sieve: Sieve) -> dict[str, str]:
    """The part of an address that looks for the same; nothing for the list as it comes."""
    usual = asdict(Sieve())
    return {name: value for name, value in asdict(sieve).items() if value != usual[name]}


def back() -> str:
    """The list that the person came from, as the running request says: an address's query."""
    said = request.form.get("back", "") or request.args.get("back", "")
    return urlencode(query_of(sieve_of(dict(parse_qsl(said[:1000])))))


def see_list(code: str, anchor: int | None = None, **told: str) -> Any:
    """Send the browser on to the list that it came from.

    Args:
        anchor: the number of the person to be looked at.
        told: what the list is to say was done, as ``registrations`` reads it of the address.
    """
    there = dict(parse_qsl(back()))
    where = {"_anchor": f"person-{anchor}"} if anchor is not None else {}
    return see("registrations", code=code, **there, **told, **where)


def numbers_of(said: str) -> list[int]:
    """The numbers of people in ``3,4,5``; what is none is left out."""
    found = (one for one in said[:_TEXT_MOST].split(",") if one.isascii() and one.isdigit())
    return [int(one) for one in found if len(one) < 9]


def names_text(names: Sequence[str]) -> str:
    """Names as one says them: the first three, and how many more."""
    few, more = list(names[:3]), len(names) - 3
    if more > 0:
        few.append(ngettext("%(num)s til", "%(num)s til", more))
    if len(few) < 2:
        return "".join(few)
    return str(_("%(some)s og %(last)s", some=", ".join(few[:-1]), last=few[-1]))


def places_text(counts: Counts, more: int = 0) -> str:
    """How many places are taken of how many, when ``more`` people get one: ``52/50``."""
    taken = counts.taken + more
    return f"{taken}/{counts.capacity}" if counts.capacity is not None else str(taken)


def over_text(counts: Counts, more: int = 0) -> str:
    """How many more than there are places for: ``2 over``; nothing when there are enough."""
    if counts.capacity is None or counts.taken + more <= counts.capacity:
        return ""
    over = counts.taken + more - counts.capacity
    return str(ngettext("%(num)s over", "%(num)s over", over))


def problem_texts(problems: Mapping[str, Refused]) -> dict[str, str]:
    """What is wrong with a person, in words, by the field's name."""
    return {
        name: _("Skriv navnet.")
        if name == "name" and refused.code == "no_text"
        else explain(refused)
        for name, refused in problems.items()
    }
