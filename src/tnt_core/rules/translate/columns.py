"""Which column of a table holds which fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tnt_core.errors import FactError, InputError, shown
from tnt_core.rules.vocabulary import Vocabulary
from tnt_core.texts import Text

__all__ = ["Columns"]

NOT_COLUMNS = Text(
    fr="un nom de colonne par fait est attendu, reçu {given}.",
    en="expected the name of a column for each fact, got {given}.",
)
GIVEN_TWICE = Text(
    fr="la colonne « {column} » est donnée à deux faits, « {first} » et « {fact} » ; copiez-la.",
    en="the column {column!r} is given to two facts, {first!r} and {fact!r}; copy it.",
)
TAKEN = Text(
    fr="la colonne « {fact} » contient un autre fait ; dites dans `columns` laquelle contient celui-ci.",
    en="the column {fact!r} is said to hold another fact; say in `columns` which one holds this fact.",
)


class Columns:
    """The names of the columns of facts: each fact's own id, unless it is said to be called otherwise.

    A column holds one fact: what is said of a column takes it from the fact whose id it bears.
    """

    def __init__(self, vocabulary: Vocabulary, said: object) -> None:
        """Take what is *said* by fact.

        Raises:
            UnknownNameError: *said* names no fact.
            InputError: *said* is not a mapping of names, or gives one column to two facts.
        """
        said = {} if said is None else said
        if not isinstance(said, Mapping) or not all(isinstance(v, str) for v in said.values()):
            raise InputError(NOT_COLUMNS.format(given=shown(said)), value=said)
        owners: dict[str, str] = {}
        for fact, column in said.items():
            vocabulary.fact(fact)
            first = owners.setdefault(column, fact)
            if first != fact:
                raise InputError(
                    GIVEN_TWICE.format(column=column, first=first, fact=fact), value=column
                )
        self.facts = vocabulary.facts
        self.said: Mapping[str, str] = said
        self.taken = frozenset(owners) - frozenset(said)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Give each fact that has a column, and its name."""
        return ((fact, self.said.get(fact, fact)) for fact in self.facts if fact not in self.taken)

    def of(self, fact: str) -> str:
        """Give the column of a fact.

        Raises:
            FactError: The column of this name is said to hold another fact.
        """
        if fact in self.taken:
            raise FactError(fact, TAKEN.format(fact=fact), value=fact)
        return self.said.get(fact, fact)
