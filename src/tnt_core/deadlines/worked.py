"""Worked examples of regimes: what the engine answers, beside what the example says."""

from __future__ import annotations

from collections.abc import Iterator

from tnt_core.deadlines.compute import deadline
from tnt_core.deadlines.regimes import Regime, Worked
from tnt_core.deadlines.results import Deadline

__all__ = ["differences", "solve"]


def solve(example: Worked, regime: Regime) -> Deadline:
    """Compute what an example asks.

    Raises:
        InputError: The example asks what the regime cannot count.
    """
    return deadline(
        example.event,
        example.delay,
        regime=regime,
        territory=example.territory,
        facts=dict(example.facts),
    )


def differences(example: Worked, regime: Regime) -> Iterator[tuple[str, str, str]]:
    """Give what comes out otherwise than the example says: what it is, what was expected, what came.

    Raises:
        InputError: The example asks what the regime cannot count.
    """
    found = solve(example, regime)
    safe = example.legal_date if example.safe_date is None else example.safe_date
    for name, wanted, got in (
        ("legal_date", example.legal_date, found.legal_date),
        ("safe_date", safe, found.safe_date),
    ):
        if wanted != got:
            yield name, str(wanted), str(got)
