"""The organiser's pages: a folder for each part of the work, and in it a module for each page."""

from importlib import import_module
from pkgutil import walk_packages

from app.pages.organise.frame import blueprint

__all__ = ["blueprint"]

# A page is there when its module is.
for found in walk_packages(__path__, f"{__name__}."):
    import_module(found.name)
