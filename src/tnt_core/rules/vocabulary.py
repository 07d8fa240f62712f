"""The vocabulary of rules: typed facts and named scopes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal, Self, TypeAlias, get_args

import attrs

from tnt_core.errors import InputError, UnknownNameError, shown
from tnt_core.rules.nodes import Node
from tnt_core.rules.values import FactValue, coerce, read_text
from tnt_core.texts import Lang, Text

__all__ = [
    "ABOUT_COLLECTIVITY",
    "FACT_TYPES",
    "ORDERED_TYPES",
    "Fact",
    "FactType",
    "Facts",
    "Scope",
    "Vocabulary",
]

FactType: TypeAlias = Literal["bool", "int", "decimal", "money", "date", "choice", "set"]
FACT_TYPES: tuple[FactType, ...] = get_args(FactType)
ORDERED_TYPES: frozenset[FactType] = frozenset({"int", "decimal", "money", "date"})
"""Types whose values stand in an order."""

ABOUT_COLLECTIVITY = "collectivity"
"""What a fact is about when nothing else is said: the collectivity itself, not a contract or a website."""


@attrs.frozen(kw_only=True)
class Fact:
    """A thing that may be known, and its type.

    Attributes:
        id: Its name in rules.
        type: ``"bool"``, ``"int"``, ``"decimal"``, ``"money"`` (euros), ``"date"``, ``"choice"`` or ``"set"`` (of choices).
        label: Its name for people, without article, in lower case: "population totale".
        question: What to ask a person who could know it.
        unit: Unit in the plural, as it follows a number: "habitants".
        unit_one: The same in the singular, where it differs: "habitant".
        choices: Ids of the choices, in their order.
        words: Words of the choices, as the records write them; read by :meth:`named`.
        minimum: Smallest value that is accepted.
        maximum: Largest value that is accepted.
        about: ``"collectivity"``, or the id of a situation (``"contract"``, ``"website"``…).
        definition: What it means in law.
        legal: Where that is defined, for instance an article.
        yes: For a bool: words that follow a noun in the plural when it is true ("qui ont un site internet").
        no: The same when it is false.
        measure: For a number or a date: what is measured, with its article ("des recettes annuelles").
        style: How the words of the choices stand in a sentence: ``"noun"`` name the collectivity ("communes"), ``"modifier"``
            follow a noun ("d'outre-mer"), ``"value"`` are names ("Moselle").
        refines: The choice of another fact whose noun this one's nouns replace, being more precise: ``"kind.epci_fp"``.
    """

    id: str
    type: FactType
    label: Text
    question: Text | None = None
    unit: Text | None = None
    unit_one: Text | None = None
    choices: tuple[str, ...] = ()
    words: Mapping[str, Any] = attrs.field(factory=dict, repr=False, hash=False)
    minimum: int | Decimal | dt.date | None = None
    maximum: int | Decimal | dt.date | None = None
    about: str = ABOUT_COLLECTIVITY
    definition: Text | None = None
    legal: str | None = None
    yes: Text | None = None
    no: Text | None = None
    measure: Text | None = None
    style: Literal["noun", "modifier", "value"] = "value"
    refines: str | None = None

    @cached_property
    def choice_set(self) -> frozenset[str]:
        """The ids of the choices, for a quick search."""
        return frozenset(self.choices)

    def named(self, choice: str, lang: Lang, *, many: bool = False) -> str:
        """Give the words of a choice, singular or plural.

        Raises:
            KeyError: *choice* is not one of the choices.
        """
        words = self.words[choice]
        if not isinstance(words, str):
            words = words[lang]
        return words if isinstance(words, str) else str(words[many])


@attrs.frozen(kw_only=True)
class Scope:
    """A rule with a name, used in other rules.

    Attributes:
        id: Its name in rules.
        text: Its own rule, as text.
        label: What it stands for, in the plural: "administrations au sens de l'article L300-2 du CRPA".
        source: The text of law that it comes from.
        style: ``"noun"`` if the label names collectivities, ``"modifier"`` if it follows a noun ("qui ont…").
        node: Its own rule, as a tree.
    """

    id: str
    text: str
    label: Text
    source: str
    style: Literal["noun", "modifier"] = "noun"
    node: Node = attrs.field(repr=False)


class Facts(Mapping[str, FactValue]):
    """What is known, checked against a vocabulary; made by :meth:`Vocabulary.check`.

    A mapping of the known facts only. It cannot be changed; :meth:`learn` gives another one.
    """

    __slots__ = ("row", "vocabulary")

    def __init__(self, vocabulary: Vocabulary, row: dict[str, FactValue | None]) -> None:
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
        return f"Facts({dict(self)!r})"

    def learn(self, more: Mapping[str, object]) -> Facts:
        """Give these facts with *more* of them; a value of ``None`` forgets one.

        Raises:
            InputError: As :meth:`Vocabulary.check`.
        """
        return self.vocabulary.check({**self, **more})


@attrs.frozen(eq=False, kw_only=True)
class Vocabulary:
    """The facts that rules may test, and the scopes that they may name.

    Attributes:
        facts: The facts by id.
        scopes: The scopes by id.
        situations: What facts can be about besides the collectivity, by id: "un marché", "un site internet".

    Example:
        >>> school = Vocabulary.from_table({
        ...     "pupils": {"type": "int", "label": {"fr": "nombre d'élèves", "en": "number of pupils"}, "minimum": 0},
        ... })
        >>> school.check({"pupils": 120})
        Facts({'pupils': 120})
    """

    facts: Mapping[str, Fact]
    scopes: Mapping[str, Scope] = attrs.field(factory=lambda: MappingProxyType({}))
    situations: Mapping[str, Text] = attrs.field(factory=lambda: MappingProxyType({}))

    @cached_property
    def nodes(self) -> Mapping[str, Node]:
        """The trees of the scopes by id."""
        return {name: scope.node for name, scope in self.scopes.items()}

    @cached_property
    def blank(self) -> dict[str, FactValue | None]:
        """A row in which nothing is known; copied, never written to."""
        return dict.fromkeys(self.facts)

    @classmethod
    def from_table(
        cls,
        facts: Mapping[str, Any],
        scopes: Mapping[str, Any] | None = None,
        *,
        files: tuple[str, str] = ("facts.toml", "scopes.toml"),
    ) -> Vocabulary:
        """Check the tables of facts and scopes, as TOML or JSON gives them, and make a vocabulary.

        ``records/facts.toml`` and ``records/scopes.toml`` explain the format at their head.

        Args:
            facts: One table per fact, by id; the key ``situations`` holds what facts can be about.
            scopes: One table per scope, by id.
            files: Names of the two files in the faults.

        Raises:
            RecordsError: All faults of both, each with its place.
        """
        from tnt_core.rules.tables import read_tables

        return read_tables(facts, scopes or {}, files)

    @classmethod
    def from_class(cls, model: type[Any], *, noun: Text | None = None) -> Vocabulary:
        """Derive a vocabulary from an attrs class: each attribute is a fact.

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
        from tnt_core.rules.classes import read_class

        return read_class(model, noun)

    def check(self, given: Mapping[str, object] | Facts | Any) -> Facts:
        """Check what is known and bring each value to its one form; ``None`` means not known.

        Args:
            given: A mapping by fact id, or an instance of an attrs class.

        Raises:
            UnknownNameError: A key is no fact, or a value none of its choices.
            FactError: A value has the wrong type, or stands outside its bounds.
            InputError: *given* is neither a mapping nor an object of an attrs class.
        """
        if isinstance(given, Facts):
            if given.vocabulary is self:
                return given
        elif not isinstance(given, Mapping):
            if isinstance(given, type) or not attrs.has(type(given)):
                raise InputError(
                    Text(
                        fr=f"les faits se donnent par nom, comme {{'population': 3400}} ({{}} si rien n'est connu), ou par un objet d'une "
                        f"classe attrs ; reçu {shown(given)}.",
                        en=f"facts are given by name, as {{'population': 3400}} ({{}} where nothing is known), or as an object of an attrs "
                        f"class; got {shown(given)}.",
                    ),
                    value=given,
                )
            given = attrs.asdict(given, recurse=False)
        row = self.blank.copy()
        for name, value in given.items():
            fact = self.facts.get(name)
            if fact is None:
                raise UnknownNameError(Text(fr="fait", en="fact"), name, self.facts)
            if value is not None:
                row[name] = coerce(fact, value)
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
            FactError: The text is no value of this fact, or has another unit.

        Example:
            >>> school = Vocabulary.from_table({
            ...     "pupils": {"type": "int", "label": {"fr": "nombre d'élèves", "en": "number of pupils"}},
            ... })
            >>> school.parse_value("pupils", "1 200")
            1200
        """
        return read_text(self.fact(fact_id), str(text))

    def to_json(self) -> dict[str, Any]:
        """Give plain JSON data that :meth:`from_json` reads back."""
        from tnt_core.rules.stored import write_json

        return write_json(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Vocabulary:
        """Read what :meth:`to_json` gave. Quick: the data are trusted to have been checked when they were written."""
        from tnt_core.rules.stored import read_json

        return read_json(data)

    def __reduce__(self) -> tuple[object, ...]:
        # By its JSON: read-only mappings and lazy facts do not pickle.
        return type(self).from_json, (self.to_json(),)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _: object) -> Self:
        # Nothing in it changes, and rules are compared within one vocabulary.
        return self
