"""What helps with an obligation on one day, for one collectivity: aids open then, services, groups and their work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from tnt_core.facts import FactTable
from tnt_core.model.dataset import Dataset
from tnt_core.model.profile_facts import answers_among
from tnt_core.model.profiles import Profile
from tnt_core.rules import Facts, Truth

if TYPE_CHECKING:
    # Looked at when somebody asks; an agenda that nobody asks does not load them.
    from tnt_core.model.aids import Aid
    from tnt_core.model.groups import Deliverable, ProjectGroup
    from tnt_core.model.services import Service

__all__ = ["Support"]


@attrs.frozen(kw_only=True, eq=False)
class Support:
    """A collectivity on one day, as what can help it sees it.

    Attributes:
        dataset: The dataset.
        on: The day.
        facts: What is known of the collectivity, facts of the moment included, checked.
        profile: The collectivity itself, which may know what only a deadline asks.
    """

    dataset: Dataset
    on: dt.date
    facts: Facts
    profile: Profile

    def answers(self, table: FactTable) -> Mapping[str, object]:
        """Give what is known of the facts of *table*; facts of the moment win over those of the profile."""
        return answers_among({**self.profile.known(), **self.facts}, table)

    def aids(self, obligation: str, *, general: bool = False) -> tuple[Aid, ...]:
        """Give the aids that help with an obligation, are open on that day, and that the collectivity may ask for.

        Where a fact is missing to tell whether it may, the aid is among them: :meth:`~tnt_core.model.aids.Aid.decide` says which. Where no source says
        whether the aid was open, it is not.

        Args:
            obligation: Id of the obligation.
            general: Whether to add the aids that help digital projects of any kind.

        Raises:
            UnknownNameError: The dataset has no such obligation.
        """
        from tnt_core.model.windows import AidState

        return tuple(
            aid
            for aid in self.dataset.aids_for(obligation, general=general)
            if aid.state(self.on) in {AidState.OPEN, AidState.YEARLY}
            and aid.decide_facts(self.facts, on=self.on).truth is not Truth.NO
        )

    def services(self, obligation: str) -> tuple[Service, ...]:
        """Give the services that help with an obligation, run on that day, and that the collectivity may use.

        Raises:
            UnknownNameError: The dataset has no such obligation.
        """
        return tuple(
            service
            for service in self.dataset.services_for(obligation)
            if service.running(self.on) is Truth.YES
            and service.open_to.truth(self.facts) is not Truth.NO
        )

    def groups(self, obligation: str) -> tuple[ProjectGroup, ...]:
        """Give the project groups that had been launched by that day and work on an obligation.

        Raises:
            UnknownNameError: The dataset has no such obligation.
        """
        return tuple(
            group
            for group in self.dataset.groups_for(obligation)
            if group.launched.reached(self.on) is Truth.YES
        )

    def deliverables(self, obligation: str) -> tuple[Deliverable, ...]:
        """Give what the groups produced for an obligation, or have to; :meth:`~tnt_core.model.groups.Deliverable.state` says which on the day.

        Raises:
            UnknownNameError: The dataset has no such obligation.
        """
        return self.dataset.deliverables_for(obligation)
