"""The pages for those who come, one module for each: read, register, change one's mind, sit."""

from app.pages.signup import badge, deciding, own, public, queue, register, report, stale
from app.pages.signup.frame import blueprint

__all__ = [
    "badge",
    "blueprint",
    "deciding",
    "own",
    "public",
    "queue",
    "register",
    "report",
    "stale",
]
