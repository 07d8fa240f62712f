"""Scopes read from tables (TOML or JSON), every fault gathered with its place, and as plain JSON."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from tnt_core.errors import RecordsError, Text, TntError
from tnt_core.facts import Fact
from tnt_core.facts.faults import Faults
from tnt_core.facts.stored import text_to_json
from tnt_core.facts.tables import EXPECTED_TABLE, KEY, STYLE, as_text, is_known, is_name, is_text
from tnt_core.rules.nodes import Node, expanded_size, named_scopes
from tnt_core.rules.scopes import Scope

__all__ = ["read_scopes", "scopes_to_json", "stored_scopes"]

ENDLESS = Text(
    fr="ce périmètre se nomme lui-même par d'autres, ou repose sur plus de {most} couches de périmètres.",
    en="this scope names itself through others, or stands on more than {most} layers of scopes.",
)
TOO_LARGE = Text(
    fr="une fois ses périmètres développés, ce périmètre compte plus de {most} conditions. Nommez chaque périmètre une seule fois.",
    en="with its scopes written out, this scope holds more than {most} conditions. Name each scope once.",
)

NAME_OF_A_FACT = Text(fr="un fait porte déjà ce nom.", en="a fact bears this name already.")
EXPECTED_TEXT = Text(fr="un texte est attendu.", en="expected a text.")
KEY_IS_MISSING = Text(fr="la clé « {key} » manque.", en="the key {key!r} is missing.")

SCOPE_KEYS = ("rule", "label", "source", "style")
SCOPE_STYLES = ("noun", "modifier")

MOST_LAYERS = 20
"""Scopes that stand on scopes that stand on scopes…: people lose their way long before."""

MOST_NODES = 2_000
"""Conditions of a scope with the scopes that it names written out; a few layers that each name the last twice double it each time."""


def read_scopes(
    tables: Mapping[str, Any], facts: Mapping[str, Fact], file: str
) -> Mapping[str, Scope]:
    """Read scopes over these *facts*; each may name others, in any order.

    Raises:
        RecordsError: All faults, each with its place in *file*.
    """
    if not isinstance(tables, Mapping):
        Faults.refuse(file, tables)
    faults = Faults(file)
    sound = {n: t for n, t in tables.items() if _check_scope(n, t, facts, faults)}
    nodes = _parsed(sound, facts, faults)
    _check_layers(nodes, faults)
    if faults.found:
        raise RecordsError(faults.found)
    return MappingProxyType(
        {n: _scope(n, {"style": "noun", **table}, nodes[n]) for n, table in tables.items()}
    )


def _parsed(
    tables: Mapping[str, Mapping[str, Any]], facts: Mapping[str, Fact], faults: Faults
) -> dict[str, Node]:
    from tnt_core.rules.syntax import parse_node

    names = frozenset(tables)
    nodes: dict[str, Node] = {}
    for name, table in tables.items():
        try:
            nodes[name] = parse_node(table["rule"], facts, names)
        except TntError as cause:
            faults.add(f"{name}.rule", cause)
    return nodes


def _check_layers(nodes: Mapping[str, Node], faults: Faults) -> None:
    """Lay scopes upon those that they name; note those that hold too much, and those that never find their place."""
    pending = dict(nodes)
    sizes: dict[str, int] = {}
    for _ in range(MOST_LAYERS):
        # Those that name none of the scopes still to come: one more layer.
        for name in [n for n, node in pending.items() if not named_scopes(node) & pending.keys()]:
            sizes[name] = _check_size(name, expanded_size(pending.pop(name), sizes), faults)
    for name in pending:
        faults.add(f"{name}.rule", ENDLESS.format(most=MOST_LAYERS))


def _scope(name: str, table: Mapping[str, Any], node: Node) -> Scope:
    return Scope(
        id=name,
        text=table["rule"],
        label=as_text(table["label"]),
        source=table["source"],
        style=table["style"],
        node=node,
    )


def _check_size(name: str, size: int, faults: Faults) -> int:
    if size <= MOST_NODES:
        return size
    faults.add(f"{name}.rule", TOO_LARGE.format(most=MOST_NODES))
    # The fault is said once: those that stand on this scope are measured as if it were one condition.
    return 1


def _check_scope(name: str, table: Any, facts: Mapping[str, Fact], faults: Faults) -> bool:
    before = len(faults.found)
    if not is_name(name, faults):
        return False
    if name in facts:
        faults.add(name, NAME_OF_A_FACT, name)
    if not isinstance(table, Mapping):
        faults.add(name, EXPECTED_TABLE, table)
        return False
    for key, value in table.items():
        if is_known(f"{name}.{key}", KEY, key, SCOPE_KEYS, faults):
            _check_value(f"{name}.{key}", key, value, faults)
    for key in ("rule", "label", "source"):
        if key not in table:
            faults.add(name, KEY_IS_MISSING.format(key=key))
    return len(faults.found) == before


def _check_value(place: str, key: str, value: Any, faults: Faults) -> None:
    if key == "label":
        is_text(place, value, faults)
    elif key == "style":
        is_known(place, STYLE, value, SCOPE_STYLES, faults)
    elif not (isinstance(value, str) and value.strip()):
        faults.add(place, EXPECTED_TEXT, value)


def scopes_to_json(scopes: Mapping[str, Scope]) -> dict[str, Any]:
    """Give scopes as plain JSON data, with their trees."""
    from tnt_core.rules.translate.json_tree import node_to_json

    return {
        name: {
            "rule": scope.text,
            "label": text_to_json(scope.label),
            "source": scope.source,
            "style": scope.style,
            "node": node_to_json(scope.node),
        }
        for name, scope in scopes.items()
    }


def stored_scopes(data: Mapping[str, Any], facts: Mapping[str, Fact]) -> Mapping[str, Scope]:
    """Read what :func:`scopes_to_json` gave."""
    from tnt_core.rules.translate.json_tree import node_from_json

    return MappingProxyType(
        {
            n: _scope(n, table, node_from_json(table["node"], facts, data))
            for n, table in data.items()
        }
    )
