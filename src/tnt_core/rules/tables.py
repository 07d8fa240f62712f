"""Vocabularies from tables (TOML or JSON), every fault gathered with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from keyword import kwlist
from types import MappingProxyType
from typing import Any

import attrs

from tnt_core.errors import (
    RecordsError,
    TntError,
    UnknownNameError,
)
from tnt_core.rules.faults import Faults
from tnt_core.rules.nodes import Node, expanded_size, named_scopes
from tnt_core.rules.values import coerce, literal
from tnt_core.rules.vocabulary import ABOUT_COLLECTIVITY, FACT_TYPES, Fact, Scope, Vocabulary
from tnt_core.texts import LANGS, Text

__all__ = [
    "COMMON_KEYS",
    "KEYS_BY_TYPE",
    "RESERVED",
    "TEXT_KEYS",
    "as_text",
    "build_fact",
    "read_tables",
]

RESERVED = frozenset({*map(str.lower, kwlist), "always", "never", "null", "situations", "unknown"})
"""Words that no fact or scope may bear: those of the syntax, and those that would mislead a reader."""

NAME = re.compile(r"[a-z][a-z0-9_]{0,79}", re.ASCII)
CHOICE = re.compile(r"[^\"'\\]{1,80}")

TEXT_KEYS = ("label", "question", "unit", "unit_one", "definition", "yes", "no", "measure")
NUMERIC = ("int", "decimal", "money")
KEYS_BY_TYPE: Mapping[str, tuple[str, ...]] = {
    "bool": ("yes", "no"),
    "int": ("unit", "unit_one", "minimum", "maximum", "measure"),
    "decimal": ("unit", "unit_one", "minimum", "maximum", "measure"),
    "money": ("minimum", "maximum", "measure"),
    "date": ("minimum", "maximum", "measure"),
    "choice": ("choices", "style", "refines"),
    "set": ("choices", "style"),
}
COMMON_KEYS = ("type", "label", "question", "about", "definition", "legal")
SCOPE_KEYS = ("rule", "label", "source", "style")
FACT_STYLES = ("noun", "modifier", "value")
ONE_AND_MANY = 2

MOST_LAYERS = 20
"""Scopes that stand on scopes that stand on scopes…: people lose their way long before."""

MOST_NODES = 2_000
"""Conditions of a scope with the scopes that it names written out; a few layers that each name the last twice double it each time."""

SCOPE_STYLES = ("noun", "modifier")


def as_text(value: Any) -> Text:
    """Make a text from what the format allows: one text for both languages, or one for each."""
    if isinstance(value, str):
        return Text(fr=value, en=value)
    return Text(fr=value["fr"], en=value["en"])


def build_fact(name: str, table: Mapping[str, Any]) -> Fact:
    """Make a fact from a table without faults."""
    texts: dict[str, Any] = {key: as_text(table[key]) for key in TEXT_KEYS if key in table}
    choices = table.get("choices", {})
    bare = Fact(
        id=name,
        type=table["type"],
        choices=tuple(choices),
        words=choices,
        about=table.get("about", ABOUT_COLLECTIVITY),
        legal=table.get("legal"),
        style=table.get("style", "value"),
        refines=table.get("refines"),
        **texts,
    )
    if "minimum" in table or "maximum" in table:
        bounds: dict[str, Any] = {
            k: literal(bare, table[k]) for k in ("minimum", "maximum") if k in table
        }
        fact = attrs.evolve(bare, **bounds)
        if fact.minimum is not None and fact.maximum is not None:
            # The maximum must itself be a value that the fact accepts.
            coerce(fact, fact.maximum)
        return fact
    return bare


def read_tables(
    facts: Mapping[str, Any], scopes: Mapping[str, Any], files: tuple[str, str]
) -> Vocabulary:
    """See :meth:`Vocabulary.from_table`."""
    faults = Faults(files[0])
    for file, tables in zip(files, (facts, scopes), strict=True):
        if not isinstance(tables, Mapping):
            Faults.refuse(file, tables)
    situations = _read_situations(facts.get("situations", {}), faults)
    tables = {name: table for name, table in facts.items() if name != "situations"}
    made = dict(_read_facts(tables, situations, faults))
    if faults.found:
        raise RecordsError(faults.found)
    vocabulary = Vocabulary(facts=MappingProxyType(made), situations=MappingProxyType(situations))
    if not scopes:
        return vocabulary
    return _with_scopes(vocabulary, scopes, Faults(files[1]))


def _read_situations(table: Any, faults: Faults) -> dict[str, Text]:
    situations: dict[str, Text] = {}
    if not isinstance(table, Mapping):
        faults.add("situations", Text(fr="une table est attendue.", en="expected a table."), table)
        return situations
    for name, value in table.items():
        if _is_name(name, faults) and _is_text(f"situations.{name}", value, faults):
            situations[name] = as_text(value)
    return situations


def _is_text(place: str, value: Any, faults: Faults) -> bool:
    words = {"fr": value, "en": value} if isinstance(value, str) else value
    if (
        isinstance(words, Mapping)
        and set(words) == set(LANGS)
        and all(isinstance(word, str) and word.strip() for word in words.values())
    ):
        return True
    faults.add(
        place,
        Text(
            fr=f"mots attendus dans les deux langues, {{ fr = « … », en = « … » }}, reçu {value!r:.80}.",
            en=f'expected words in both languages, {{ fr = "…", en = "…" }}, got {value!r:.80}.',
        ),
        value,
    )
    return False


def _is_name(name: Any, faults: Faults) -> bool:
    if isinstance(name, str) and NAME.fullmatch(name) and name not in RESERVED:
        return True
    faults.add(
        str(name),
        Text(
            fr=f"{name!r:.80} ne peut pas être un nom : minuscules, chiffres et « _ », aucun mot de la syntaxe.",
            en=f"{name!r:.80} cannot be a name: lower case letters, digits and '_', no word of the syntax.",
        ),
        name,
    )
    return False


def _known(place: str, noun: Text, value: Any, known: Any, faults: Faults) -> bool:
    if isinstance(value, str) and value in known:
        return True
    faults.add(
        place, UnknownNameError(noun, value if isinstance(value, str) else repr(value), known)
    )
    return False


def _read_facts(
    tables: Mapping[str, Any], situations: Mapping[str, Text], faults: Faults
) -> Iterator[tuple[str, Fact]]:
    for name, table in tables.items():
        before = len(faults.found)
        if not _is_name(name, faults):
            continue
        if not isinstance(table, Mapping):
            faults.add(name, Text(fr="une table est attendue.", en="expected a table."), table)
            continue
        _check_fact(name, table, tables, situations, faults)
        if len(faults.found) > before:
            continue
        try:
            yield name, build_fact(name, table)
        except TntError as cause:
            faults.add(name, cause)


def _check_fact(
    name: str,
    table: Mapping[str, Any],
    tables: Mapping[str, Any],
    situations: Mapping[str, Text],
    faults: Faults,
) -> None:
    fact_type = table.get("type")
    if not _known(f"{name}.type", Text(fr="type", en="type"), fact_type, FACT_TYPES, faults):
        return
    allowed = (*COMMON_KEYS, *KEYS_BY_TYPE[str(fact_type)])
    for key, value in table.items():
        place = f"{name}.{key}"
        if not _known(place, Text(fr="clé", en="key"), key, allowed, faults):
            continue
        if key in TEXT_KEYS:
            _is_text(place, value, faults)
        elif key == "legal" and not (isinstance(value, str) and value.strip()):
            faults.add(
                place,
                Text(fr="une référence en texte est attendue.", en="expected a citation as text."),
                value,
            )
        elif key == "about":
            _known(
                place,
                Text(fr="situation", en="situation"),
                value,
                (ABOUT_COLLECTIVITY, *situations),
                faults,
            )
        elif key == "style":
            _known(place, Text(fr="style", en="style"), value, FACT_STYLES, faults)
        elif key == "refines":
            _check_refines(name, value, tables, faults)
    if "label" not in table:
        faults.add(name, Text(fr="le libellé (label) manque.", en="the label is missing."))
    if fact_type in {"choice", "set"}:
        _check_choices(name, table.get("choices"), faults)


def _check_refines(name: str, value: Any, tables: Mapping[str, Any], faults: Faults) -> None:
    place = f"{name}.refines"
    if not _known(
        place,
        Text(fr="choix d'un fait", en="choice of a fact"),
        value,
        _all_choices(tables),
        faults,
    ):
        return
    passed: set[str] = set()
    while isinstance(value, str) and (fact := value.partition(".")[0]) not in passed:
        if fact == name:
            faults.add(
                place,
                Text(
                    fr="ce fait se précise lui-même, peut-être par d'autres.",
                    en="this fact refines itself, perhaps through others.",
                ),
                value,
            )
            return
        passed.add(fact)
        table = tables.get(fact)
        value = table.get("refines") if isinstance(table, Mapping) else None


def _all_choices(tables: Mapping[str, Any]) -> list[str]:
    """Give every choice of every fact, as ``refines`` names it."""
    tabled = {
        n: t.get("choices")
        for n, t in tables.items()
        if isinstance(t, Mapping) and t.get("type") == "choice"
    }
    return [
        f"{n}.{c}" for n, choices in tabled.items() if isinstance(choices, Mapping) for c in choices
    ]


def _check_choices(name: str, choices: Any, faults: Faults) -> None:
    if not isinstance(choices, Mapping) or not choices:
        faults.add(
            name,
            Text(
                fr="la table des choix manque ou est vide.",
                en="the table of choices is missing or empty.",
            ),
        )
        return
    for choice, words in choices.items():
        place = f"{name}.choices.{choice}"
        if not (isinstance(choice, str) and CHOICE.fullmatch(choice) and choice.isprintable()):
            faults.add(
                place,
                Text(
                    fr=f"{choice!r:.80} ne peut pas être un choix : ni guillemet droit, ni barre inverse, ni caractère de contrôle.",
                    en=f"{choice!r:.80} cannot be a choice: no quote, backslash or control character.",
                ),
                choice,
            )
        single = words if isinstance(words, str) else _first(words)
        _is_text(place, single, faults)


def _first(words: Any) -> Any:
    """Turn ``{fr = ["one", "many"], …}`` into a text, or give back what is neither."""
    if not isinstance(words, Mapping):
        return words
    return {
        lang: " ".join(pair)
        if isinstance(pair, list)
        and len(pair) == ONE_AND_MANY
        and all(isinstance(w, str) and w.strip() for w in pair)
        else pair
        for lang, pair in words.items()
    }


def _with_scopes(vocabulary: Vocabulary, tables: Mapping[str, Any], faults: Faults) -> Vocabulary:
    """Add the scopes, each after those that it names."""
    from tnt_core.rules.syntax import parse_node

    ready: dict[str, Scope] = {}
    sound = {n: t for n, t in tables.items() if _check_scope(n, t, vocabulary, faults)}
    names = frozenset(sound)
    nodes: dict[str, Node] = {}
    for name, table in sound.items():
        try:
            nodes[name] = parse_node(table["rule"], vocabulary.facts, names)
        except TntError as cause:
            faults.add(f"{name}.rule", cause)
    pending = dict(nodes)
    sizes: dict[str, int] = {}
    for _ in range(MOST_LAYERS):
        # Those that name none of the scopes still to come: one more layer.
        for name in [n for n, node in pending.items() if not named_scopes(node) & pending.keys()]:
            table = sound[name]
            sizes[name] = _check_size(name, expanded_size(nodes[name], sizes), faults)
            ready[name] = Scope(
                id=name,
                text=table["rule"],
                label=as_text(table["label"]),
                source=table["source"],
                style=table.get("style", "noun"),
                node=pending.pop(name),
            )
    for name in pending:
        faults.add(
            f"{name}.rule",
            Text(
                fr=f"ce périmètre se nomme lui-même par d'autres, ou repose sur plus de {MOST_LAYERS} couches de périmètres.",
                en=f"this scope names itself through others, or stands on more than {MOST_LAYERS} layers of scopes.",
            ),
        )
    if faults.found:
        raise RecordsError(faults.found)
    ordered = {name: ready[name] for name in tables}
    return attrs.evolve(vocabulary, scopes=MappingProxyType(ordered))


def _check_size(name: str, size: int, faults: Faults) -> int:
    if size <= MOST_NODES:
        return size
    faults.add(
        f"{name}.rule",
        Text(
            fr=f"une fois ses périmètres développés, ce périmètre compte plus de {MOST_NODES} conditions. Nommez chaque périmètre une seule fois.",
            en=f"with its scopes written out, this scope holds more than {MOST_NODES} conditions. Name each scope once.",
        ),
    )
    # The fault is said once: those that stand on this scope are measured as if it were one condition.
    return 1


def _check_scope(name: str, table: Any, vocabulary: Vocabulary, faults: Faults) -> bool:
    before = len(faults.found)
    if not _is_name(name, faults):
        return False
    if name in vocabulary.facts:
        faults.add(
            name, Text(fr="un fait porte déjà ce nom.", en="a fact bears this name already."), name
        )
    if not isinstance(table, Mapping):
        faults.add(name, Text(fr="une table est attendue.", en="expected a table."), table)
        return False
    for key, value in table.items():
        place = f"{name}.{key}"
        if not _known(place, Text(fr="clé", en="key"), key, SCOPE_KEYS, faults):
            continue
        if key == "label":
            _is_text(place, value, faults)
        elif key == "style":
            _known(place, Text(fr="style", en="style"), value, SCOPE_STYLES, faults)
        elif not (isinstance(value, str) and value.strip()):
            faults.add(place, Text(fr="un texte est attendu.", en="expected a text."), value)
    for key in ("rule", "label", "source"):
        if key not in table:
            faults.add(
                name, Text(fr=f"la clé « {key} » manque.", en=f"the key {key!r} is missing.")
            )
    return len(faults.found) == before
