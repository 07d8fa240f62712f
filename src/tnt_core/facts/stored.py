"""Facts as plain JSON: what the data package ships, and what a program loads in a blink."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from tnt_core.facts.fact import ABOUT_COLLECTIVITY, Fact
from tnt_core.facts.tables import NAMED, TEXT_KEYS, FactTables, as_text, build_fact
from tnt_core.facts.values import value_to_json
from tnt_core.texts import Text

if TYPE_CHECKING:
    from tnt_core.forms import FactJson

__all__ = ["facts_to_json", "known_to_json", "stored_facts", "text_to_json"]


def known_to_json(value: Any) -> FactJson:
    """Give what is known of a fact as plain data: a number as a number, a day as ISO text, a set as a sorted list.

    A number of at most 15 digits comes back the same.

    Example:
        >>> from decimal import Decimal
        >>> known_to_json(Decimal("49.6")), known_to_json(frozenset({"plu", "scot"}))
        (49.6, ['plu', 'scot'])
    """
    several = isinstance(value, (AbstractSet, list, tuple))
    return sorted(value) if several else value_to_json(value)


def facts_to_json(
    facts: Mapping[str, Fact], situations: Mapping[str, Text], groups: Mapping[str, Text]
) -> dict[str, Any]:
    """Give facts, and the situations and groups that they name, as plain JSON data."""
    data: dict[str, Any] = {"facts": {name: _fact_to_json(fact) for name, fact in facts.items()}}
    for key, words in zip(NAMED, (situations, groups), strict=True):
        if words:
            data[key] = {name: text_to_json(text) for name, text in words.items()}
    return data


def text_to_json(text: Text) -> str | dict[str, str]:
    """Give a text as one word where both languages say the same, else by language."""
    return text.fr if text.fr == text.en else {"fr": text.fr, "en": text.en}


def _fact_to_json(fact: Fact) -> dict[str, Any]:
    data: dict[str, Any] = {"type": fact.type}
    for key in TEXT_KEYS:
        text = getattr(fact, key)
        if text is not None:
            data[key] = text_to_json(text)
    if fact.choices:
        data["choices"] = {choice: _plain(fact.words[choice]) for choice in fact.choices}
    for key in ("minimum", "maximum"):
        bound = getattr(fact, key)
        if bound is not None:
            data[key] = value_to_json(bound)
    for key, default in (
        ("about", ABOUT_COLLECTIVITY),
        ("group", fact.about),
        ("legal", None),
        ("style", "value"),
        ("refines", None),
    ):
        if getattr(fact, key) != default:
            data[key] = getattr(fact, key)
    return data


def _plain(words: Any) -> Any:
    if isinstance(words, str):
        return words
    return {lang: [*w] if isinstance(w, (list, tuple)) else w for lang, w in words.items()}


class _LazyFacts(Mapping[str, Fact]):
    """Facts made when first asked for: a program that decides one rule does not pay for two hundred facts."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._tables = tables
        self._made: dict[str, Fact] = {}

    def __getitem__(self, name: str) -> Fact:
        fact = self._made.get(name)
        if fact is None:
            fact = self._made[name] = build_fact(name, self._tables[name])
        return fact

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)


def stored_facts(data: Mapping[str, Any]) -> FactTables:
    """Read what :func:`facts_to_json` gave."""
    situations, groups = (
        MappingProxyType({name: as_text(words) for name, words in data.get(key, {}).items()})
        for key in NAMED
    )
    return FactTables(facts=_LazyFacts(data["facts"]), situations=situations, groups=groups)
