"""Worked examples of an aid: facts in, expected answer and amount out. The compiler runs every one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import attrs

from tnt_core.model.aids import Aid
from tnt_core.model.amounts import COST
from tnt_core.model.examples import Expected
from tnt_core.model.windows import AidState

__all__ = ["AidExample"]


@attrs.frozen(kw_only=True)
class AidExample:
    """One question to an aid, and the answer that its author expects.

    Attributes:
        facts: What is known of the collectivity and of its project.
        on: The day asked about.
        expected: Whether it could ask: "yes", "no" or "unknown".
        cost: What the project costs, in euros.
        state: What the aid is on that day, where it matters.
        amount: What it comes to, in euros, where it matters.
        exact: Whether that is one figure, not a ceiling; needs *amount*.
        missing: The facts missing to decide, in any order, where they matter.
        why: Why this example is there.
    """

    facts: Mapping[str, Any]
    on: dt.date
    expected: Expected
    cost: Decimal | None = None
    state: AidState | None = None
    amount: Decimal | None = None
    exact: bool | None = None
    missing: tuple[str, ...] | None = None
    why: str | None = None

    def differences(self, aid: Aid) -> tuple[tuple[str, str, str], ...]:
        """Give what differs from what the author expects, each as (name, expected, got); empty if nothing does.

        Raises:
            UnknownNameError, FactError: A fact is not in the vocabulary, or has a wrong value.
        """
        given = {**self.facts, **({} if self.cost is None else {COST: self.cost})}
        facts = aid.applies.vocabulary.check(given)
        estimate = aid.estimate_facts(facts, on=self.on)
        decision = estimate.decision
        got = {
            "expected": decision.truth.value,
            "state": aid.state(self.on),
            "amount": estimate.amount,
            "exact": estimate.exact,
            "missing": tuple(sorted(decision.missing)),
        }
        wanted = {
            "expected": self.expected,
            "state": self.state,
            "amount": self.amount,
            "exact": self.exact,
            "missing": None if self.missing is None else tuple(sorted(self.missing)),
        }
        return tuple(
            (name, _written(value), _written(got[name]))
            for name, value in wanted.items()
            if value is not None and value != got[name]
        )


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(value) or "—"
    return value.value if isinstance(value, AidState) else str(value)
