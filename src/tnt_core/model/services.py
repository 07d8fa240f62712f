"""The State's APIs and building blocks: who may use them, and what must be ready first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Literal, TypeAlias

import attrs

from tnt_core.errors import UnknownNameError
from tnt_core.model.legal import Citation
from tnt_core.model.organisations import FormerName
from tnt_core.model.partial_dates import PartialDate
from tnt_core.model.profiles import Profile, a_profile
from tnt_core.model.record import Record
from tnt_core.rules import Decision, Rule, Truth
from tnt_core.texts import Text

__all__ = ["Checked", "Cost", "Prerequisite", "PrerequisiteKind", "Service"]

PrerequisiteKind: TypeAlias = Literal["technical", "human", "legal"]

Cost: TypeAlias = Literal["free", "paid", "partly", "unknown"]
"""``partly``: some of it is paid, and the record says what."""


@attrs.frozen(kw_only=True)
class Prerequisite:
    """One thing that must be ready before a service can be used.

    Attributes:
        id: Its id within the service.
        kind: Whether it is technical, human (somebody is needed) or legal (a decision, an agreement).
        text: What is needed.
        ready: The rule that tells whether a collectivity has it; ``None`` where no fact tells.
        optional: Whether one can do without.
    """

    id: str
    kind: PrerequisiteKind
    text: Text
    ready: Rule | None = None
    optional: bool = False


@attrs.frozen
class Checked:
    """A prerequisite, and whether it is ready.

    Attributes:
        prerequisite: The prerequisite.
        ready: YES, NO, or UNKNOWN where nothing that is known tells.
        missing: The facts that would tell.
    """

    prerequisite: Prerequisite
    ready: Truth
    missing: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Service(Record):
    """A service of the State that local governments can use.

    Attributes:
        name: Its usual name.
        summary: What it does.
        operator: Id of the organisation that runs it.
        open_to: Which local governments may use it.
        others: Who else may use it.
        serves: Ids of the obligations that it helps to meet.
        access: How access is asked for.
        url: Its page.
        cost: What it costs to use.
        cost_note: What is paid, where something is.
        prerequisites: What must be ready first.
        since: When it opened.
        ended: When it was given up.
        formerly: Names that it bore, and services that it took over.
        legal: Texts that it rests on.
    """

    name: str
    summary: Text
    operator: str
    open_to: Rule
    cost: Cost
    others: Text | None = None
    serves: tuple[str, ...] = ()
    access: Text | None = None
    url: str | None = None
    cost_note: Text | None = None
    prerequisites: tuple[Prerequisite, ...] = ()
    since: PartialDate | None = None
    ended: PartialDate | None = None
    formerly: tuple[FormerName, ...] = ()
    legal: tuple[Citation, ...] = ()

    def running(self, on: dt.date) -> Truth:
        """Tell whether it can be used on that day; UNKNOWN where the day of its opening or end is not known well enough."""
        begun = Truth.UNKNOWN if self.since is None else self.since.reached(on)
        if self.since is None and on >= self.reviewed:
            begun = Truth.YES
        over = Truth.NO if self.ended is None else self.ended.reached(on)
        return begun & ~over

    def decide(self, profile: Profile, *, facts: Mapping[str, object] | None = None) -> Decision:
        """Tell whether *profile* may use it.

        Raises:
            UnknownNameError, FactError: A fact is not in the vocabulary, or has a wrong value.
        """
        checked = a_profile(profile).checked(self.open_to.vocabulary, facts)
        return self.open_to.decide(checked, citations=self.legal)

    def checklist(
        self,
        profile: Profile,
        *,
        facts: Mapping[str, object] | None = None,
        done: Collection[str] = (),
    ) -> tuple[Checked, ...]:
        """Tell what is ready, what is missing and what nobody knows.

        Args:
            profile: What is known of the collectivity.
            facts: Facts of the moment, beside those of the profile; they win over them.
            done: Ids of prerequisites that are ready, whatever the facts say.

        Raises:
            UnknownNameError: *done* names no prerequisite of this service, or a fact is not in the vocabulary.
            FactError: A fact has a wrong value.
        """
        ids = [prerequisite.id for prerequisite in self.prerequisites]
        for id_ in done:
            if id_ not in ids:
                raise UnknownNameError(
                    Text(fr="prérequis", en="prerequisite"), id_, ids, where=self.id
                )
        known = a_profile(profile).checked(self.open_to.vocabulary, facts)
        found = []
        for prerequisite in self.prerequisites:
            if prerequisite.id in done:
                found.append(Checked(prerequisite, Truth.YES))
            elif prerequisite.ready is None:
                found.append(Checked(prerequisite, Truth.UNKNOWN))
            else:
                decision = prerequisite.ready.decide(known)
                found.append(Checked(prerequisite, decision.truth, decision.missing))
        return tuple(found)
