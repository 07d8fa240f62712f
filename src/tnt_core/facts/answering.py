"""What tells what it knows of a table of facts: a profile of a collectivity does, whichever table it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

from tnt_core.errors import InputError
from tnt_core.facts.table import FactTable
from tnt_core.texts import Text

__all__ = ["NO_PROFILE", "Answering", "answers_of"]

NO_PROFILE = Text(
    fr="donnez un Profile, par exemple tnt_core.directory.profile('Rennes') ; reçu {given}.",
    en="give a Profile, for instance tnt_core.directory.profile('Rennes'); got {given}.",
)


@runtime_checkable
class Answering(Protocol):
    """Anything that can tell what it knows of a table of facts: a profile of a collectivity does."""

    def answers(self, table: FactTable, /) -> Mapping[str, object]:
        """Give the known facts of *table*, by their ids there."""
        ...


def answers_of(profile: Answering, table: FactTable) -> Mapping[str, object]:
    """Give what a profile knows of the facts of *table*.

    Raises:
        InputError: It is no profile: a name, a code, a table.
    """
    if not isinstance(profile, Answering):
        raise InputError(NO_PROFILE.format(given=type(profile).__name__), value=profile)
    return profile.answers(table)
