"""What differs between two agendas, line by line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from tnt_core.agendas.items import AgendaItem

__all__ = ["AgendaChanges", "changes_between"]


@attrs.frozen(kw_only=True, repr=False)
class AgendaChanges:
    """What differs between two agendas.

    Attributes:
        added: Items that only the newer one has.
        removed: Items that only the older one has.
        changed: Pairs (older, newer) whose state, due date or decision differs.
    """

    added: tuple[AgendaItem, ...]
    removed: tuple[AgendaItem, ...]
    changed: tuple[tuple[AgendaItem, AgendaItem], ...]

    def __repr__(self) -> str:
        counts = (
            f"{len(self.added)} added, {len(self.removed)} removed, {len(self.changed)} changed"
        )
        return f"<AgendaChanges: {counts}>"


def changes_between(older: Iterable[AgendaItem], newer: Iterable[AgendaItem]) -> AgendaChanges:
    """Compare two lists of lines, requirement by requirement."""
    old = {item.key: item for item in older}
    new = {item.key: item for item in newer}
    both = [(old[key], new[key]) for key in new if key in old]
    return AgendaChanges(
        added=tuple(item for key, item in new.items() if key not in old),
        removed=tuple(item for key, item in old.items() if key not in new),
        changed=tuple((a, b) for a, b in both if _answer(a) != _answer(b)),
    )


def _answer(item: AgendaItem) -> tuple[Any, ...]:
    return item.state, item.due, item.decision.truth, item.decision.missing
