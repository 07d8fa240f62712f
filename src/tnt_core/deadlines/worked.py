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
    said: dict[str, object] = {
        "legal_date": example.legal_date,
        "earliest_date": example.earliest_date or example.legal_date,
        "latest_date": example.latest_date or example.legal_date,
    }
    came: dict[str, object] = {name: getattr(found, name) for name in said}
    if example.instant is not None:
        said |= {
            "instant": example.instant,
            "safe_instant": example.safe_instant or example.instant,
        }
        came |= {
            "instant": found.instant.isoformat(),
            "safe_instant": found.safe_instant.isoformat(),
        }
    for name, wanted in said.items():
        if wanted != came[name]:
            yield name, str(wanted), str(came[name])
