"""The vocabulary of rules: typed facts and named scopes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, Protocol, Self

import attrs

from tnt_core.facts import FactTable
from tnt_core.rules.nodes import Node
from tnt_core.rules.scopes import Scope

__all__ = ["Origin", "Vocabulary"]


class Origin(Protocol):
    """Where a vocabulary comes from, when another process can get the same one there: it then travels as this address."""

    def vocabulary(self) -> Vocabulary:
        """Get the vocabulary from there.

        Raises:
            DataError: What is there now is not the same.
        """
        ...


@attrs.frozen(eq=False, kw_only=True, repr=False)
class Vocabulary(FactTable):
    """The facts that rules may test, and the scopes that they may name.

    Attributes:
        scopes: The scopes by id.
        origin: Where it comes from, when it was loaded: it is pickled as this address. ``None`` for one that a program made: it is
            pickled by value.

    Example:
        >>> school = Vocabulary.from_table({
        ...     "pupils": {"type": "int", "label": {"fr": "nombre d'élèves", "en": "number of pupils"}, "minimum": 0},
        ... })
        >>> school.check({"pupils": 120})
        Facts({'pupils': 120})
    """

    scopes: Mapping[str, Scope] = attrs.field(factory=lambda: MappingProxyType({}))
    # Not taken over by attrs.evolve: what was changed is not what is there.
    origin: Origin | None = attrs.field(init=False, default=None)

    @property
    def _parts(self) -> tuple[object, ...]:
        return self.facts, self.situations, self.groups, self.scopes

    @cached_property
    def nodes(self) -> Mapping[str, Node]:
        """The trees of the scopes by id."""
        return {name: scope.node for name, scope in self.scopes.items()}

    @classmethod
    def from_table(
        cls,
        facts: Mapping[str, Any],
        scopes: Mapping[str, Any] | None = None,
        *,
        file: str = "facts.toml",
        scopes_file: str = "scopes.toml",
    ) -> Self:
        """Check the tables of facts and scopes, as TOML or JSON gives them, and make a vocabulary.

        ``records/facts.toml`` and ``records/scopes.toml`` explain the format at their head.

        Args:
            facts: One table per fact, by id; the keys ``situations`` and ``groups`` hold what facts can be about, and in which groups they
                are asked.
            scopes: One table per scope, by id.
            file: Name of the file of facts in the faults.
            scopes_file: Name of the file of scopes in the faults.

        Raises:
            RecordsError: All faults of both, each with its place.
        """
        from tnt_core.facts.tables import read_facts
        from tnt_core.rules.scope_tables import read_scopes

        read = read_facts(facts, file)
        return cls(
            **read, scopes=read_scopes({} if scopes is None else scopes, read["facts"], scopes_file)
        )

    def to_json(self) -> dict[str, Any]:
        """Give plain JSON data that :meth:`from_json` reads back."""
        from tnt_core.rules.scope_tables import scopes_to_json

        data = super().to_json()
        return {**data, "scopes": scopes_to_json(self.scopes)} if self.scopes else data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what :meth:`to_json` gave. Quick: the data are trusted to have been checked when they were written."""
        from tnt_core.facts.stored import stored_facts
        from tnt_core.rules.scope_tables import stored_scopes

        read = stored_facts(data)
        return cls(**read, scopes=stored_scopes(data.get("scopes", {}), read["facts"]))

    def __reduce__(self) -> tuple[object, ...]:
        return super().__reduce__() if self.origin is None else (self.origin.vocabulary, ())
