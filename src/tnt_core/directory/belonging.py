"""The members of a group, and the group of a commune."""

from __future__ import annotations

import datetime as dt

from tnt_core.directory.entries import vintage_of
from tnt_core.directory.lookup import resolve
from tnt_core.directory.memberships import epci_code, members_of
from tnt_core.errors import InputError
from tnt_core.texts import Text

__all__ = ["epci_of", "members"]

NO_MEMBERS = Text(
    fr="« {group} » est {name} ({key}), qui n'a pas de liste de membres : donnez un EPCI ou un EPT.",
    en="{group!r} is {name} ({key}), which has no list of members: give an EPCI or an EPT.",
)
NO_COMMUNE = Text(
    fr="« {commune} » est {name} ({key}) : donnez une commune.",
    en="{commune!r} is {name} ({key}): give a commune.",
)


def members(group: str, *, on: dt.date | str | int | None = None) -> tuple[str, ...]:
    """Give the INSEE codes of the communes of an EPCI, an EPT or the Métropole de Lyon, in order.

    The source lists the members of the EPT from 2024 on, and repeats for 2026 the members that EPCI had in 2025.

    Args:
        group: Its SIREN, or its name.
        on: The day; the newest vintage by default.

    Raises:
        InputError: It is no such group; or as :func:`tnt_core.directory.profile`.

    Example:
        >>> len(members("Rennes Métropole"))
        43
    """
    vintage = vintage_of(on)
    entry = resolve(group, vintage).entry
    if entry.kind not in {"epci_fp", "ept", "metropole_lyon"}:
        raise InputError(
            NO_MEMBERS.format(group=group, name=entry.name(vintage), key=entry.key), value=group
        )
    return members_of(entry.code, vintage)


def epci_of(commune: str, *, on: dt.date | str | int | None = None) -> str | None:
    """Give the SIREN of the EPCI à fiscalité propre, or of the Métropole de Lyon, of a commune; four islands have none.

    Args:
        commune: Its INSEE code, SIREN or name.
        on: The day; the newest vintage by default.

    Raises:
        InputError: It is no commune; or as :func:`tnt_core.directory.profile`.

    Example:
        >>> epci_of("35238")
        '243500139'
        >>> epci_of("Ouessant") is None
        True
    """
    vintage = vintage_of(on)
    entry = resolve(commune, vintage).entry
    if entry.kind != "commune":
        raise InputError(
            NO_COMMUNE.format(commune=commune, name=entry.name(vintage), key=entry.key),
            value=commune,
        )
    return epci_code(entry.code, vintage)
