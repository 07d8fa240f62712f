"""Scopes: rules with a name, used in other rules."""

from __future__ import annotations

from typing import Literal

import attrs

from tnt_core.errors import Text, shown
from tnt_core.rules.nodes import Node

__all__ = ["Scope"]


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
