"""What stands beside the lines of an agenda: the aids open then, the services, the groups."""

from __future__ import annotations

from collections.abc import Iterator

from rich.markup import escape

from tnt_core.agendas import Agenda
from tnt_core.texts import Lang, Text

__all__ = ["support_lines"]

HEADING = Text(fr="Pour aider", en="What helps")
AIDS = Text(fr="Aides", en="Aids")
SERVICES = Text(fr="Services", en="Services")
GROUPS = Text(fr="Groupes", en="Groups")
COLON = Text(fr=" :", en=":")
NONE = Text(
    fr="Aucune aide ouverte et aucun service connus pour ces obligations.",
    en="No open aid and no service that is known for these obligations.",
)


def support_lines(found: Agenda, lang: Lang) -> Iterator[str]:
    """Write, for each obligation of an agenda that has some, its open aids, its services and its groups."""
    yield f"\n[bold]{HEADING.get(lang)}[/bold]"
    items = {item.obligation.id: item for item in found}
    empty = True
    for item in items.values():
        parts = {
            AIDS: [f"{aid.title.get(lang)} ({aid.id})" for aid in item.aids],
            SERVICES: [f"{service.name} ({service.id})" for service in item.services],
            GROUPS: [f"{group.title.get(lang)} ({group.id})" for group in item.groups],
        }
        if not any(parts.values()):
            continue
        empty = False
        yield f"{escape(item.obligation.title.get(lang))}"
        for label, names in parts.items():
            if names:
                yield f"  [dim]{label.get(lang)}{COLON.get(lang)}[/dim] {escape(', '.join(names))}"
    if empty:
        yield f"[dim]{NONE.get(lang)}[/dim]"
