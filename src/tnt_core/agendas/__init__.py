"""The agenda of one collectivity: what binds it, what comes, and what depends on facts that are not known."""

from tnt_core.agendas.changes import AgendaChanges
from tnt_core.agendas.items import AgendaItem
from tnt_core.agendas.listing import Agenda, agenda
from tnt_core.agendas.questions import Question

__all__ = ["Agenda", "AgendaChanges", "AgendaItem", "Question", "agenda"]
