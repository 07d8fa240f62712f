"""Bodies that the source does not list — CCAS, syndicats… — made from the communes that they serve."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from tnt_core.directory.profiles import profile
from tnt_core.errors import InputError, UnknownNameError
from tnt_core.model.profiles import Profile
from tnt_core.model.territory import Kind
from tnt_core.texts import Text

__all__ = ["BODIES", "body"]

SERVES_NOBODY = Text(
    fr="serves : donnez au moins une commune.", en="serves: give at least one commune."
)
MADE_FROM = Text(
    fr="{name} n'est pas dans l'annuaire : profil fait à partir de {names}.",
    en="{name} is not in the directory: a profile made from {names}.",
)

BODIES: tuple[Kind, ...] = (
    "ccas",
    "cias",
    "caisse_ecoles",
    "syndicat",
    "sdis",
    "centre_gestion",
    "etablissement_public",
)
"""The kinds that the directory does not list."""

PLACE = ("zone", "territory", "departement", "region", "epci")


def body(
    kind: Kind,
    serves: str | Sequence[str],
    *,
    name: str,
    on: dt.date | str | int | None = None,
    **facts: Any,
) -> Profile:
    """Make the profile of a body that the source does not list, where the collectivities that it serves lie.

    Zone, territory, département, région and EPCI are those on which all of them agree. Populations are not taken over: whether a text
    means the population of the commune or of the body is for the text to say; give them if you know.

    Args:
        kind: One of ``directory.BODIES``, for instance ``"ccas"``.
        serves: Its commune or its members: codes or names, as :func:`tnt_core.directory.profile` reads them.
        name: Its name.
        on: The day; the newest vintage by default.
        **facts: Other fields of the profile, for instance ``agents_headcount=12``.

    Raises:
        UnknownNameError: Not such a kind; or a collectivity is not known.
        InputError: No collectivity is given; or as :func:`tnt_core.directory.profile`.

    Example:
        >>> ccas = body("ccas", "35238", name="CCAS de Rennes", agents_headcount=600)
        >>> ccas.kind, ccas.departement, ccas.epci
        ('ccas', '35', '243500139')
    """
    if kind not in BODIES:
        raise UnknownNameError(Text(fr="organisme", en="body"), str(kind), BODIES, where="kind")
    served = [profile(one, on=on) for one in ([serves] if isinstance(serves, str) else serves)]
    if not served:
        raise InputError(SERVES_NOBODY, value=serves)
    agreed = {field: _agreed([getattr(one, field) for one in served]) for field in PLACE}
    names = ", ".join(f"{one.name} ({one.code})" for one in served)
    note = MADE_FROM.format(name=name, names=names)
    return Profile(**{"kind": kind, "name": name, **agreed, "notes": (note,), **facts})


def _agreed(values: Sequence[str | None]) -> str | None:
    return values[0] if len(set(values)) == 1 else None
