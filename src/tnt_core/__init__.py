"""The digital obligations of French local governments, computable.

The everyday names stand here and are loaded when first used, so that importing the package costs
next to nothing and a tool that needs one engine alone pays for nothing else.

    >>> import tnt_core as tnt
    >>> tnt.Truth.UNKNOWN
    Truth.UNKNOWN
"""

from __future__ import annotations

# What type checkers read; importing it from typing would cost more than all the rest.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from tnt_core import directory
    from tnt_core.agendas import Agenda, AgendaItem, agenda
    from tnt_core.deadlines import Deadline, Delay, deadline
    from tnt_core.errors import TntError
    from tnt_core.model.dataset import Dataset
    from tnt_core.model.obligations import Obligation
    from tnt_core.model.profiles import Profile
    from tnt_core.model.requirements import Requirement
    from tnt_core.rules import Decision, Truth
    from tnt_core.store import data_info, load
    from tnt_core.texts import Text

__version__ = "0.1.0"

__all__ = [
    "Agenda",
    "AgendaItem",
    "Dataset",
    "Deadline",
    "Decision",
    "Delay",
    "Obligation",
    "Profile",
    "Requirement",
    "Text",
    "TntError",
    "Truth",
    "agenda",
    "data_info",
    "deadline",
    "directory",
    "load",
]

_HOMES = {
    "Agenda": "tnt_core.agendas",
    "AgendaItem": "tnt_core.agendas",
    "Dataset": "tnt_core.model.dataset",
    "Deadline": "tnt_core.deadlines",
    "Decision": "tnt_core.rules",
    "Delay": "tnt_core.deadlines",
    "Obligation": "tnt_core.model.obligations",
    "Profile": "tnt_core.model.profiles",
    "Requirement": "tnt_core.model.requirements",
    "Text": "tnt_core.texts",
    "TntError": "tnt_core.errors",
    "Truth": "tnt_core.rules",
    "agenda": "tnt_core.agendas",
    "data_info": "tnt_core.store",
    "deadline": "tnt_core.deadlines",
    "load": "tnt_core.store",
}


_ROOMS = frozenset({"bulk", "days", "deadlines", "directory", "export", "facts", "rules"})
"""Modules that are reached by their name alone, without importing them first."""


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name in _ROOMS:
        return import_module(f"tnt_core.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module 'tnt_core' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
