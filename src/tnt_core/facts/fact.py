"""A fact: a thing that may be known, with its type, its unit, its choices and its words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal, TypeAlias, get_args

import attrs

from tnt_core.errors import shown
from tnt_core.texts import Lang, Text

__all__ = [
    "ABOUT_COLLECTIVITY",
    "FACT_TYPES",
    "ORDERED_TYPES",
    "Fact",
    "FactType",
    "FactValue",
    "Value",
]

Value: TypeAlias = int | Decimal | dt.date | str
"""What a fact is compared with: a number, a day, a choice."""
FactValue: TypeAlias = bool | Value | frozenset[str]
"""What is known of a fact, in its one form: a set holds choices."""

FactType: TypeAlias = Literal["bool", "int", "decimal", "money", "date", "choice", "set"]
FACT_TYPES: tuple[FactType, ...] = get_args(FactType)
ORDERED_TYPES: frozenset[FactType] = frozenset({"int", "decimal", "money", "date"})
"""Types whose values stand in an order."""

ABOUT_COLLECTIVITY = "collectivity"
"""What a fact is about when nothing else is said: the collectivity itself, not a contract or a website."""


@attrs.frozen(kw_only=True, repr=False)
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
        group: Id of the group in which a questionnaire asks it; that of what it is about where nothing else is said.
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
    words: Mapping[str, Any] = attrs.field(factory=dict, hash=False)
    minimum: int | Decimal | dt.date | None = None
    maximum: int | Decimal | dt.date | None = None
    about: str = ABOUT_COLLECTIVITY
    group: str = attrs.field(default=attrs.Factory(lambda fact: fact.about, takes_self=True))
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

    def __repr__(self) -> str:
        return f"<Fact {shown(self.id)} of type {self.type}>"

    def named(self, choice: str, lang: Lang, *, many: bool = False) -> str:
        """Give the words of a choice, singular or plural.

        Raises:
            KeyError: *choice* is not one of the choices.
        """
        words = self.words[choice]
        if not isinstance(words, str):
            words = words[lang]
        return words if isinstance(words, str) else str(words[many])
