"""Scopes: rules with a name, used in other rules."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal

import attrs

from tnt_core.errors import RecordsError, Text, TntError, shown
from tnt_core.facts import Fact
from tnt_core.facts.faults import Faults
from tnt_core.facts.stored import text_to_json
from tnt_core.facts.tables import EXPECTED_TABLE, as_text, is_known, is_name, is_text
from tnt_core.rules.nodes import Node, expanded_size, named_scopes

__all__ = ["Scope", "read_scopes", "scopes_to_json", "stored_scopes"]

SCOPE_KEYS = ("rule", "label", "source", "style")
SCOPE_STYLES = ("noun", "modifier")

MOST_LAYERS = 20
"""Scopes that stand on scopes that stand on scopes…: people lose their way long before."""

MOST_NODES = 2_000
"""Conditions of a scope with the scopes that it names written out; a few layers that each name the last twice double it each time."""


@attrs.frozen(kw_only=True, repr=False)
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
    node: Node

    def __repr__(self) -> str:
        return f"<Scope {shown(self.id)}: {shown(self.text)}>"


def read_scopes(
    tables: Mapping[str, Any], facts: Mapping[str, Fact], file: str
) -> Mapping[str, Scope]:
    """Read scopes, each after those that it names, over these *facts*.

    Raises:
        RecordsError: All faults, each with its place in *file*.
    """
    from tnt_core.rules.syntax import parse_node

    if not isinstance(tables, Mapping):
        Faults.refuse(file, tables)
    faults = Faults(file)
    ready: dict[str, Scope] = {}
    sound = {n: t for n, t in tables.items() if _check_scope(n, t, facts, faults)}
    names = frozenset(sound)
    nodes: dict[str, Node] = {}
    for name, table in sound.items():
        try:
            nodes[name] = parse_node(table["rule"], facts, names)
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
    return MappingProxyType({name: ready[name] for name in tables})


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


def _check_scope(name: str, table: Any, facts: Mapping[str, Fact], faults: Faults) -> bool:
    before = len(faults.found)
    if not is_name(name, faults):
        return False
    if name in facts:
        faults.add(
            name, Text(fr="un fait porte déjà ce nom.", en="a fact bears this name already."), name
        )
    if not isinstance(table, Mapping):
        faults.add(name, EXPECTED_TABLE, table)
        return False
    for key, value in table.items():
        place = f"{name}.{key}"
        if not is_known(place, Text(fr="clé", en="key"), key, SCOPE_KEYS, faults):
            continue
        if key == "label":
            is_text(place, value, faults)
        elif key == "style":
            is_known(place, Text(fr="style", en="style"), value, SCOPE_STYLES, faults)
        elif not (isinstance(value, str) and value.strip()):
            faults.add(place, Text(fr="un texte est attendu.", en="expected a text."), value)
    for key in ("rule", "label", "source"):
        if key not in table:
            faults.add(
                name, Text(fr=f"la clé « {key} » manque.", en=f"the key {key!r} is missing.")
            )
    return len(faults.found) == before


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
            name: Scope(
                id=name,
                text=table["rule"],
                label=as_text(table["label"]),
                source=table["source"],
                style=table["style"],
                node=node_from_json(table["node"], facts, data),
            )
            for name, table in data.items()
        }
    )
