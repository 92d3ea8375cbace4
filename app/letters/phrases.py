"""Texts of the catalogues with values in them, in the language that is read now."""

from app.languages import gettext
from app.languages import ngettext as plural


def _(source: str, **values: object) -> str:
    """``source`` with ``values`` in it."""
    text = gettext(source)
    return text % values if values else text


def ngettext(one: str, many: str, number: int, **values: object) -> str:
    """``one`` or ``many`` with ``values`` and the number as ``num`` in it."""
    return plural(one, many, number) % {"num": number, **values}
