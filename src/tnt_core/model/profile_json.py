"""The JSON form of a profile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, NotRequired, TypedDict, cast

from tnt_core.facts.stored import known_to_json
from tnt_core.forms import FactJson, TextJson, check, placed
from tnt_core.model.profile_notes import NoteSubject, ProfileNote
from tnt_core.model.territory import EpciType, Kind, Territory, Zone

if TYPE_CHECKING:
    from tnt_core.facts import FactTable
    from tnt_core.model.profiles import Profile

__all__ = ["PROFILE", "ProfileJson", "profile_from_json", "profile_to_json"]

PROFILE = "tnt-core/profile/1"


class NoteJson(TextJson):
    """A sentence beside a profile, and what it is about."""

    about: NoteSubject
    """Which collectivity is meant, where its numbers come from, or of which day they are."""


class ProfileJson(TypedDict):
    """What is known of one collectivity. A key that is absent is not known, never no."""

    schema: Literal["tnt-core/profile/1"]
    """Name and version of this form."""
    kind: NotRequired[Kind]
    """What it is."""
    epci_type: NotRequired[EpciType]
    """For an EPCI à fiscalité propre, its type."""
    name: NotRequired[str]
    """Its usual name."""
    code: NotRequired[str]
    """INSEE code of a commune, département or région."""
    siren: NotRequired[str]
    """SIREN number."""
    population_total: NotRequired[int]
    """Population totale."""
    population_municipal: NotRequired[int]
    """Population municipale."""
    population_vintage: NotRequired[int]
    """Year on whose 1 January these populations came into force."""
    population_total_vintage: NotRequired[int]
    """Year of the population totale."""
    agents_fte: NotRequired[float]
    """Staff in full-time equivalents."""
    agents_headcount: NotRequired[int]
    """Staff as a number of persons."""
    annual_revenue_eur: NotRequired[float]
    """Yearly receipts from sales of goods and services, in euros."""
    zone: NotRequired[Zone]
    """Metropolitan France, or which kind of overseas."""
    territory: NotRequired[Territory]
    """Where holidays and local time are the same."""
    departement: NotRequired[str]
    """INSEE code of its département."""
    region: NotRequired[str]
    """INSEE code of its région."""
    epci: NotRequired[str]
    """SIREN of the EPCI à fiscalité propre that it belongs to."""
    has_website: NotRequired[bool]
    """Whether it has a website of its own."""
    facts: NotRequired[dict[str, FactJson]]
    """Other facts, by the names of the vocabulary."""
    notes: NotRequired[list[NoteJson]]
    """What has to be said beside the profile."""


_APART = ("schema", "facts", "notes")


def profile_to_json(profile: Profile) -> ProfileJson:
    """Give a profile as plain data; what is not known is left out."""
    known = {
        name: known_to_json(value)
        for name in ProfileJson.__annotations__
        if name not in _APART and (value := getattr(profile, name)) is not None
    }
    given = profile.facts.items()
    facts = {name: known_to_json(value) for name, value in given if value is not None}
    notes = [note.to_json() for note in profile.notes]
    return cast("ProfileJson", {"schema": PROFILE, **known, "facts": facts, "notes": notes})


def profile_from_json(
    cls: type[Profile], data: Mapping[str, Any], vocabulary: FactTable | None, place: str
) -> Profile:
    """Read what :func:`profile_to_json` gave; *place* says where the data stand."""
    check(ProfileJson, data, place)
    fields = {name: value for name, value in data.items() if name not in _APART}
    with placed(place):
        notes = [ProfileNote(**note) for note in data.get("notes", ())]
        return cls(**fields, facts=data.get("facts", {}), notes=notes, vocabulary=vocabulary)
