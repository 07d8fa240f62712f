"""Worked examples of an obligation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import attrs

from tnt_core.model.examples import Example
from tnt_core.model.obligations import Obligation
from tnt_core.model.requirements import State

__all__ = ["ObligationExample"]


@attrs.frozen(kw_only=True)
class ObligationExample(Example[Obligation]):
    """One question to an obligation.

    Attributes:
        known_on: The day of knowledge; ``None``: all that is known now.
        requirement: Id of the requirement asked about; ``None``: the obligation as a whole.
        state: The state on that day, where it matters; asked of a requirement.
        due: The due date (or first day) as published on the day of knowledge, where it matters; asked of a requirement.
    """

    known_on: dt.date | None = None
    requirement: str | None = None
    state: State | None = None
    due: dt.date | None = None

    def answers(self, record: Obligation) -> Mapping[str, object]:
        """Give the truth, the state, the day and what is missing."""
        facts = record.requirements[0].applies.vocabulary.check(self.facts)
        state = due = None
        if self.requirement is None:
            decision = record.decide_facts(facts, on=self.on, known_on=self.known_on)
        else:
            requirement = record.requirement(self.requirement)
            found = requirement.assess(facts, on=self.on, known_on=self.known_on)
            decision, state = found.decision, found.state
            due = found.schedule.start if found.schedule else None
        return {
            "expected": decision.truth.value,
            "state": state,
            "due": due,
            "missing": decision.missing,
        }
