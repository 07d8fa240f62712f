"""Worked examples of a record: facts in, expected answer out. A test runs every one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

import attrs

from tnt_core.model.obligations import Obligation, State
from tnt_core.rules import Truth

__all__ = ["Example", "Expected"]

Expected: TypeAlias = Literal["yes", "no", "unknown"]


@attrs.frozen(kw_only=True)
class Example:
    """One question to a record, and the answer that its author expects.

    Attributes:
        facts: What is known of the collectivity and of the situation.
        on: The day asked about.
        known_on: The day of knowledge; ``None``: all that is known now.
        requirement: Id of the requirement asked about; ``None``: the obligation as a whole.
        expected: The truth.
        state: The state on that day, where it matters.
        due: The due date (or first day) as published on the day of knowledge, where it matters.
        missing: The missing facts, in any order, where they matter.
        why: Why this example is there.
    """

    facts: Mapping[str, Any]
    on: dt.date
    expected: Expected
    known_on: dt.date | None = None
    requirement: str | None = None
    state: State | None = None
    due: dt.date | None = None
    missing: tuple[str, ...] | None = None
    why: str | None = None

    def differences(self, obligation: Obligation) -> tuple[tuple[str, str, str], ...]:
        """Give what differs from what the author expects, each as (name, expected, got); empty if nothing does.

        Raises:
            UnknownNameError, FactError: A fact is not in the vocabulary, or has a wrong value.
        """
        facts = obligation.requirements[0].applies.vocabulary.check(self.facts)
        got: dict[str, object] = {}
        if self.requirement is None:
            decision = obligation.decide_facts(facts, on=self.on, known_on=self.known_on)
        else:
            assessed = obligation.requirement(self.requirement).assess(
                facts, on=self.on, known_on=self.known_on
            )
            decision = assessed.decision
            got["state"] = assessed.state
            got["due"] = assessed.schedule.start if assessed.schedule else None
        got["expected"] = _WRITTEN[decision.truth]
        got["missing"] = tuple(sorted(decision.missing))
        wanted = {
            "expected": self.expected,
            "state": self.state,
            "due": self.due,
            "missing": None if self.missing is None else tuple(sorted(self.missing)),
        }
        return tuple(
            (name, _written(value), _written(got.get(name)))
            for name, value in wanted.items()
            if value is not None and value != got.get(name)
        )


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(value) or "—"
    return value.value if isinstance(value, State) else str(value)


_WRITTEN: dict[Truth, Expected] = {Truth.YES: "yes", Truth.NO: "no", Truth.UNKNOWN: "unknown"}
