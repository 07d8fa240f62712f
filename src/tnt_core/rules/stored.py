"""Vocabularies as plain JSON: what the data package ships, and what a program loads in a blink."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from tnt_core.rules.tables import TEXT_KEYS, as_text, build_fact
from tnt_core.rules.translate.json_tree import node_from_json, node_to_json, value_to_json
from tnt_core.rules.vocabulary import ABOUT_COLLECTIVITY, Fact, Scope, Vocabulary
from tnt_core.texts import Text

__all__ = ["read_json", "write_json"]


def write_json(vocabulary: Vocabulary) -> dict[str, Any]:
    """See :meth:`Vocabulary.to_json`."""
    data: dict[str, Any] = {"facts": {n: _fact_to_json(f) for n, f in vocabulary.facts.items()}}
    if vocabulary.situations:
        data["situations"] = {n: _text_to_json(t) for n, t in vocabulary.situations.items()}
    if vocabulary.scopes:
        data["scopes"] = {
            name: {
                "rule": scope.text,
                "label": _text_to_json(scope.label),
                "source": scope.source,
                "style": scope.style,
                "node": node_to_json(scope.node),
            }
            for name, scope in vocabulary.scopes.items()
        }
    return data


def _text_to_json(text: Text) -> str | dict[str, str]:
    return text.fr if text.fr == text.en else {"fr": text.fr, "en": text.en}


def _fact_to_json(fact: Fact) -> dict[str, Any]:
    data: dict[str, Any] = {"type": fact.type}
    for key in TEXT_KEYS:
        text = getattr(fact, key)
        if text is not None:
            data[key] = _text_to_json(text)
    if fact.choices:
        data["choices"] = {choice: _plain(fact.words[choice]) for choice in fact.choices}
    for key in ("minimum", "maximum"):
        bound = getattr(fact, key)
        if bound is not None:
            data[key] = value_to_json(bound)
    for key, default in (
        ("about", ABOUT_COLLECTIVITY),
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


def read_json(data: Mapping[str, Any]) -> Vocabulary:
    """See :meth:`Vocabulary.from_json`."""
    facts = _LazyFacts(data["facts"])
    scopes = {
        name: Scope(
            id=name,
            text=table["rule"],
            label=as_text(table["label"]),
            source=table["source"],
            style=table["style"],
            node=node_from_json(table["node"], facts, data["scopes"]),
        )
        for name, table in data.get("scopes", {}).items()
    }
    situations = {name: as_text(words) for name, words in data.get("situations", {}).items()}
    return Vocabulary(
        facts=facts,
        scopes=MappingProxyType(scopes),
        situations=MappingProxyType(situations),
    )
