"""Opens a screen by the key in its address."""

from app import medvirk
from app.access import Access, Role, read_key
from facilitator.errors import Unknown


def opened(key: str, role: Role) -> Access:
    """What ``key`` gives access to, when it is a key of ``role``.

    Raises:
        Unknown: ``bad_key``, also for the key of another role.
    """
    parts = medvirk()
    with parts.database.reading() as db:
        access = read_key(parts.settings.secret_key, db, key)
    if access.role is not role:
        raise Unknown("bad_key")
    return access
