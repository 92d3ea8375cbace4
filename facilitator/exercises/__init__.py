"""The kinds of exercise: every module of this package that has a ``KIND`` is one."""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from facilitator.errors import Unknown
from facilitator.exercises.kind import Kind


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind of exercise by its name, found among the modules beside this one."""
    modules = (
        import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)
    )
    found = {module.KIND.name: module.KIND for module in modules if hasattr(module, "KIND")}
    return MappingProxyType(found)


def kind_of(name: str) -> Kind:
    """The kind called ``name``.

    Raises:
        Unknown: ``unknown_kind``, when there is none.
    """
    try:
        return kinds()[name]
    except KeyError:
        raise Unknown("unknown_kind", kind=name) from None
