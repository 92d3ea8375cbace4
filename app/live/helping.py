"""What the messages do that a console and a helper's board may both send: themes, and undo."""

from collections.abc import Callable, Mapping

from app.access import Role
from app.live.handlers import Answer, FromConsole, Payload
from facilitator import reverting, themes
from facilitator.errors import Invalid
from facilitator.models import Act
from facilitator.themes import ThemeAct

_FIELDS: Mapping[str, str] = {"exercise": "exercise_id", "theme": "theme_id"}
"""What the domain calls a field of a message; the others have the same name."""


def _theme(helper: FromConsole, payload: Payload) -> Answer:
    act = _ACTS.get(payload["do"])
    if act is None:
        raise Invalid("bad_payload", field="do")
    carry_out, required, optional = act
    for field in required:
        if field not in payload:
            raise Invalid("bad_payload", field=field)
    arguments = {
        _FIELDS.get(field, field): payload[field]
        for field in (*required, *optional)
        if field in payload
    }
    return _done(carry_out(helper.db, helper.meeting, **arguments, who=helper.who, now=helper.now))


def _done(act: Act | None) -> Answer:
    """The act that was logged, and the theme that it made or changed; nothing when it is none."""
    if act is None:
        return {}
    theme = act.before.get("theme")
    return {"act": act.id} | ({} if theme is None else {"theme": theme})


def _revert(helper: FromConsole, payload: Payload) -> Answer:
    may = None if helper.who == Role.CONSOLE else frozenset(ThemeAct)
    return _done(
        reverting.revert(helper.db, helper.meeting, act_id=payload["act"], may=may, now=helper.now)
    )


_ACTS: Mapping[str, tuple[Callable[..., Act | None], tuple[str, ...], tuple[str, ...]]] = {
    ThemeAct.MAKE: (themes.make, ("exercise",), ("shelf", "ids", "title")),
    ThemeAct.ADD: (themes.add, ("theme", "ids"), ()),
    ThemeAct.TAKE_OUT: (themes.take_out, ("ids",), ()),
    ThemeAct.RENAME: (themes.rename, ("theme", "title", "base"), ()),
    ThemeAct.SPLIT: (themes.split, ("theme", "ids"), ("title",)),
    ThemeAct.MERGE: (themes.merge, ("theme", "into"), ()),
    ThemeAct.MOVE: (themes.move, ("theme", "place"), ()),
    ThemeAct.DISSOLVE: (themes.dissolve, ("theme",), ()),
}
"""For each ``do`` of the message ``theme``: what it does, and which fields it must and may have."""

HELPERS: Mapping[str, Callable[[FromConsole, Payload], Answer]] = {
    "theme": _theme,
    "revert": _revert,
}
