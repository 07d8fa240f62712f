"""What cattrs found wrong -> pairs of place and error, each with its own sentence."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError, IterableValidationError

from tnt_core.deadlines.tables import Unreadable
from tnt_core.errors import InputError, TntError, UnknownNameError
from tnt_core.texts import Text

__all__ = ["REQUIRED_KEY", "fault_tree"]

REQUIRED_KEY = Text(fr="cette clé est obligatoire.", en="this key is required.")
UNREADABLE = Text(fr="illisible : {fault}.", en="cannot be read: {fault}.")
KEY = Text(fr="clé", en="key")


def fault_tree(fault: Exception, place: str = "") -> Iterator[tuple[str, TntError]]:
    """Unfold what cattrs gathered into (place, error) pairs, each error with its own sentence."""
    match fault:
        case ClassValidationError():
            noted, bare = fault.group_exceptions()
            for cause, note in noted:
                yield from fault_tree(cause, f"{place}.{note.name}".lstrip("."))
            for cause in bare:
                yield from fault_tree(cause, place)
        case IterableValidationError():
            noted_items, _ = fault.group_exceptions()
            for cause, item in noted_items:
                yield from fault_tree(cause, f"{place}[{item.index}]")
        case ForbiddenExtraKeysError():
            fields = [field.name for field in attrs.fields(fault.cl)]
            for key in sorted(fault.extra_fields):
                yield place, UnknownNameError(KEY, key, fields)
        case Unreadable():
            for at, cause in fault.faults:
                yield f"{place}{at}".lstrip("."), cause
        case TntError():
            yield place, fault
        case KeyError():
            yield place, InputError(REQUIRED_KEY)
        case _:
            yield place, InputError(UNREADABLE.format(fault=fault))
