"""Tables of facts, and what is known, checked against one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final, Self

import attrs

from tnt_core.days import PARIS
from tnt_core.errors import InputError, Text, UnknownNameError, shown
from tnt_core.facts.fact import Fact, FactValue
from tnt_core.facts.values import coerce, read_text

__all__ = ["FactTable", "Facts"]

NOT_FACTS = Text(
    fr="les faits se donnent par nom, comme {{'population': 3400}} ({{}} si rien n'est connu), ou par un objet d'une classe attrs ; reçu {given}.",
    en="facts are given by name, as {{'population': 3400}} ({{}} where nothing is known), or as an object of an attrs class; got {given}.",
)

LONGEST_REPR: Final = 200
"""A console shows so many characters at a glance; beyond, facts are counted, not listed."""


class Facts(Mapping[str, FactValue]):
    """What is known, checked against a vocabulary; made by :meth:`.FactTable.check`.

    A mapping of the known facts only. It cannot be changed; :meth:`learn` gives another one.
    """

    __slots__ = ("row", "vocabulary")

    def __init__(self, vocabulary: FactTable, row: dict[str, FactValue | None]) -> None:
        self.vocabulary = vocabulary
        # Every fact of the vocabulary, None where unknown: what compiled rules read. Not to be written to.
        self.row = row

    def __getitem__(self, key: str) -> FactValue:
        value = self.row[key]
        if value is None:
            raise KeyError(key)
        return value

    def __iter__(self) -> Iterator[str]:
        return (name for name, value in self.row.items() if value is not None)

    def __len__(self) -> int:
        return sum(value is not None for value in self.row.values())

    def __repr__(self) -> str:
        text = f"Facts({dict(self)!r})"
        return text if len(text) <= LONGEST_REPR else f"<Facts: {len(self)} are known>"

    def __reduce__(self) -> tuple[object, ...]:
        # By what is known: the row names every fact of the table.
        return _known, (self.vocabulary, dict(self))

    def learn(self, more: Mapping[str, object]) -> Facts:
        """Give these facts with *more* of them; a value of ``None`` forgets one.

        Raises:
            InputError: As :meth:`.FactTable.check`.
        """
        return self.vocabulary.check({**self, **more})


def _known(vocabulary: FactTable, known: Mapping[str, FactValue]) -> Facts:
    return Facts(vocabulary, {**vocabulary.blank, **known})


@attrs.frozen(eq=False, kw_only=True)
class FactTable:
    """Facts by id: what a tool knows how to ask, check and read.

    Attributes:
        facts: The facts by id.
        situations: What facts can be about besides the collectivity, by id: "un marché", "un site internet".
        groups: The groups in which a questionnaire asks them, by id, in their order.

    Example:
        >>> school = FactTable.from_table({
        ...     "pupils": {"type": "int", "label": {"fr": "nombre d'élèves", "en": "number of pupils"}, "minimum": 0},
        ... })
        >>> school.check({"pupils": 120})
        Facts({'pupils': 120})
    """

    facts: Mapping[str, Fact]
    situations: Mapping[str, Text] = attrs.field(factory=lambda: MappingProxyType({}))
    groups: Mapping[str, Text] = attrs.field(factory=lambda: MappingProxyType({}))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self.facts)} facts>"

    @property
    def _parts(self) -> tuple[object, ...]:
        return self.facts, self.situations, self.groups

    def __eq__(self, other: object) -> bool:
        return self is other or (type(self) is type(other) and self._parts == other._parts)

    def __hash__(self) -> int:
        # Mappings have no hash of their own; tables that are equal have the same facts.
        return hash((*self.facts,))

    @cached_property
    def blank(self) -> dict[str, FactValue | None]:
        """A row in which nothing is known; copied, never written to."""
        return dict.fromkeys(self.facts)

    @classmethod
    def from_table(cls, facts: Mapping[str, Any], *, file: str = "facts.toml") -> Self:
        """Check a table of facts, as TOML or JSON gives it, and make it typed facts.

        ``records/facts.toml`` explains the format at its head.

        Args:
            facts: One table per fact, by id; the keys ``situations`` and ``groups`` hold what facts can be about, and in which groups they
                are asked.
            file: Name of the file in the faults.

        Raises:
            RecordsError: All faults, each with its place.
        """
        from tnt_core.facts.tables import read_facts

        return cls(**read_facts(facts, file))

    @classmethod
    def from_class(cls, model: type[Any], *, noun: Text | None = None) -> Self:
        """Derive typed facts from an attrs class: each attribute is a fact.

        Types: ``bool``, ``int``, ``Decimal`` or ``float``, ``datetime.date``, ``Literal[…]`` or an ``Enum`` of texts, and
        ``frozenset`` or ``set`` of these two; each may be ``| None``. The attribute's ``metadata`` may hold what a table of
        ``facts.toml`` holds: label, question, unit, minimum…

        Args:
            model: The class.
            noun: What sentences call the things that rules are about, in the plural: "établissements scolaires".

        Raises:
            RecordsError: An attribute's type is not one of these, or its metadata have faults; all of them at once.
            InputError: *model* is not an attrs class.
        """
        from tnt_core.facts.classes import tables_of_class
        from tnt_core.facts.tables import read_facts

        return cls(**read_facts(tables_of_class(model, noun), model.__qualname__))

    def check(self, given: Mapping[str, object] | Facts | Any, zone: str = PARIS) -> Facts:
        """Check what is known and bring each value to its one form; ``None`` means not known.

        Args:
            given: A mapping by fact id, or an instance of an attrs class.
            zone: IANA time zone in whose local time the day of an instant is taken.

        Raises:
            UnknownNameError: A key is not a fact, or a value none of its choices.
            FactError: A value has the wrong type, or stands outside its bounds.
            InputError: *given* is neither a mapping nor an object of an attrs class.
        """
        if isinstance(given, Facts):
            if given.vocabulary is self:
                return given
        elif not isinstance(given, Mapping):
            if isinstance(given, type) or not attrs.has(type(given)):
                raise InputError(NOT_FACTS.format(given=shown(given)), value=given)
            given = attrs.asdict(given, recurse=False)
        row = self.blank.copy()
        for name, value in given.items():
            fact = self.facts.get(name)
            if fact is None:
                raise UnknownNameError(Text(fr="fait", en="fact"), name, self.facts)
            if value is not None:
                row[name] = coerce(fact, value, zone)
        return Facts(self, row)

    def fact(self, name: str) -> Fact:
        """Give a fact by its id.

        Raises:
            UnknownNameError: There is no such fact.
        """
        try:
            return self.facts[name]
        except KeyError:
            raise UnknownNameError(Text(fr="fait", en="fact"), name, self.facts) from None

    def parse_value(self, fact_id: str, text: str) -> FactValue:
        """Read the value of a fact that a person typed, for instance on a command line.

        Raises:
            UnknownNameError: There is no such fact or choice.
            FactError: The text is not a value of this fact, or has another unit.

        Example:
            >>> school = FactTable.from_table({
            ...     "pupils": {"type": "int", "label": {"fr": "nombre d'élèves", "en": "number of pupils"}},
            ... })
            >>> school.parse_value("pupils", "1 200")
            1200
        """
        return read_text(self.fact(fact_id), str(text))

    def to_json(self) -> dict[str, Any]:
        """Give plain JSON data that :meth:`from_json` reads back."""
        from tnt_core.facts.stored import facts_to_json

        return facts_to_json(self.facts, self.situations, self.groups)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what :meth:`to_json` gave. Quick: the data are trusted to have been checked when they were written."""
        from tnt_core.facts.stored import stored_facts

        return cls(**stored_facts(data))

    def __reduce__(self) -> tuple[object, ...]:
        # By its JSON: read-only mappings and lazy facts do not pickle.
        return type(self).from_json, (self.to_json(),)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _: object) -> Self:
        # Nothing in it changes, and rules are compared within one vocabulary.
        return self
