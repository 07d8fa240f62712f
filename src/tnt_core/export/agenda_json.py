"""An agenda as JSON: its own plain data, both languages in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tnt_core.agendas import Agenda
    from tnt_core.texts import Lang

__all__ = ["written"]


def written(agenda: Agenda, lang: Lang) -> bytes:
    """Give the agenda as readable JSON; its sentences are there in both languages."""
    del lang
    return (json.dumps(agenda.to_json(), ensure_ascii=False, indent=2) + "\n").encode()
