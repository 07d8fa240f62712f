"""One line of an agenda: a requirement, as it stands for one collectivity on one day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from tnt_core.facts.fact import ABOUT_COLLECTIVITY
from tnt_core.model.obligations import Obligation
from tnt_core.model.requirements import Requirement, State
from tnt_core.model.schedules import Schedule, event_deadline
from tnt_core.model.support import Support
from tnt_core.rules import Decision

if TYPE_CHECKING:
    from tnt_core.agendas.agenda_json import AgendaItemJson
    from tnt_core.deadlines.regimes import Regime
    from tnt_core.deadlines.results import Deadline
    from tnt_core.model.aids import Aid
    from tnt_core.model.groups import Deliverable, ProjectGroup
    from tnt_core.model.services import Service

__all__ = ["AgendaItem"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AgendaItem:
    """One requirement, as it stands for one collectivity on one day; equal to another that says the same.

    Attributes:
        obligation: The obligation.
        requirement: The requirement.
        state: What it is on that day.
        decision: Whether the collectivity is concerned, why, and which facts are missing.
        schedule: When it is due, as published on the day of knowledge.
        due: The due date; for a duty that holds always its first day; for one that comes again its next day.
            ``None`` where no text fixes a day, or the day depends on an event.
        occurrences: For a duty that comes again: its days in the window of the agenda.
        may_have_moved: Whether a newer version, whose day of publication is not known, may have been published by the day of
            knowledge: the date is then the last sure one.
        support: The collectivity and the day, for what stands beside the obligation.
    """

    obligation: Obligation
    requirement: Requirement
    state: State
    decision: Decision
    schedule: Schedule
    due: dt.date | None
    occurrences: tuple[dt.date, ...] = ()
    may_have_moved: bool = False
    support: Support

    def __repr__(self) -> str:
        return f"<AgendaItem {'/'.join(self.key)}: {self.state.value}, due {self.due}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, AgendaItem):
            return NotImplemented
        return self is other or (self.key == other.key and self._said() == other._said())

    def __hash__(self) -> int:
        return hash((self.key, self.state, self.due))

    def _said(self) -> tuple[object, ...]:
        """Give all that a reader is told of this line."""
        obligation, requirement, decision = self.obligation, self.requirement, self.decision
        return (
            (obligation.title, obligation.theme, obligation.nature),
            (requirement.title, requirement.legal),
            (self.state, self.schedule, self.due, self.occurrences, self.may_have_moved),
            (decision.truth, decision.missing, decision.reasons),
        )

    @property
    def aids(self) -> tuple[Aid, ...]:
        """The aids that help with it, open on that day, that the collectivity may ask for; looked up when asked."""
        return self.support.aids(self.obligation.id)

    @property
    def services(self) -> tuple[Service, ...]:
        """The services of the State that help with it on that day; looked up when asked."""
        return self.support.services(self.obligation.id)

    @property
    def groups(self) -> tuple[ProjectGroup, ...]:
        """The project groups that work on it; looked up when asked."""
        return self.support.groups(self.obligation.id)

    @property
    def deliverables(self) -> tuple[Deliverable, ...]:
        """What the groups produced for it, or have to; looked up when asked."""
        return self.support.deliverables(self.obligation.id)

    @property
    def key(self) -> tuple[str, str]:
        """Ids of the obligation and of the requirement."""
        return self.obligation.id, self.requirement.id

    def deadline(
        self,
        event: dt.date | str,
        facts: Mapping[str, object] | None = None,
        regime: Regime | str | None = None,
    ) -> Deadline | None:
        """Compute the deadline that an event starts, for a duty on an event, as published on the day of knowledge.

        The territory, and what else the count asks that the collectivity knows, come from the profile and facts of the agenda.
        ``None`` where the text gives no number ("without delay"), or the duty did not bind on that day.

        Args:
            event: The day of the event, or its instant with an offset where the delay is in hours.
            facts: What else is known of the case, by the names of ``tnt_core.deadlines.FACTS``; these win.
            regime: How to count, where the text does not say, or otherwise than it says.

        Raises:
            InputError: The duty does not wait for an event, or nothing says how its delay is counted.
            DateError: The event is not a day, or not an instant where the delay is in hours.
            UnknownNameError, FactError: A fact is not known, has a wrong value, or is missing.
        """
        return event_deadline(
            self.schedule, event, profile=self.support, facts=facts, regime=regime
        )

    @property
    def case_by_case(self) -> bool:
        """Whether all that it misses is about a situation (a contract, a project…), to be asked case by case."""
        facts, missing = self.decision.rule.vocabulary.facts, self.decision.missing
        return bool(missing) and all(facts[f].about != ABOUT_COLLECTIVITY for f in missing)

    def to_json(self) -> AgendaItemJson:
        """Give the item as plain data."""
        from tnt_core.agendas.agenda_json import item_to_json

        return item_to_json(self)
