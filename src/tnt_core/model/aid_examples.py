"""Worked examples of an aid: with the amount that it comes to."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import attrs

from tnt_core.model.aids import Aid
from tnt_core.model.amounts import COST
from tnt_core.model.examples import Example
from tnt_core.model.windows import AidState

__all__ = ["AidExample"]


@attrs.frozen(kw_only=True)
class AidExample(Example[Aid]):
    """One question to an aid.

    Attributes:
        cost: What the project costs, in euros.
        state: What the aid is on that day, where it matters.
        amount: What it comes to, in euros, where it matters.
        exact: Whether that is one figure, not a ceiling; needs *amount*.
    """

    cost: Decimal | None = None
    state: AidState | None = None
    amount: Decimal | None = None
    exact: bool | None = None

    def answers(self, record: Aid) -> Mapping[str, object]:
        """Give the truth, the state, the amount and what is missing."""
        given = {**self.facts, **({} if self.cost is None else {COST: self.cost})}
        facts = record.applies.vocabulary.check(given)
        estimate = record.estimate_facts(facts, on=self.on)
        return {
            "expected": estimate.decision.truth.value,
            "state": record.state(self.on),
            "amount": estimate.amount,
            "exact": estimate.exact,
            "missing": estimate.decision.missing,
        }
