"""The pages for those who come, one module for each: read, register, change one's mind, sit."""

from importlib import import_module
from pkgutil import iter_modules

from app.pages.signup.frame import blueprint

__all__ = ["blueprint"]

# A page is there when its module is.
for found in iter_modules(__path__, f"{__name__}."):
    import_module(found.name)
