"""The deadline engine: French time limits, computed and explained; usable alone."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tnt_core.deadlines.arrays import DeadlineArrays, add_working_days_array, deadline_arrays
    from tnt_core.deadlines.calendars import Holiday, holidays
    from tnt_core.deadlines.compute import deadline
    from tnt_core.deadlines.delays import Delay
    from tnt_core.deadlines.facts import FACTS
    from tnt_core.deadlines.french_regimes import REGIMES
    from tnt_core.deadlines.inverse import latest_event
    from tnt_core.deadlines.regime_files import read_regimes
    from tnt_core.deadlines.regimes import Authority, Regime
    from tnt_core.deadlines.results import Deadline, Notice, Step
    from tnt_core.deadlines.territories import TERRITORIES
    from tnt_core.deadlines.working_days import add_working_days, count_working_days, is_working_day

__all__ = [
    "FACTS",
    "REGIMES",
    "TERRITORIES",
    "Authority",
    "Deadline",
    "DeadlineArrays",
    "Delay",
    "Holiday",
    "Notice",
    "Regime",
    "Step",
    "add_working_days",
    "add_working_days_array",
    "count_working_days",
    "deadline",
    "deadline_arrays",
    "holidays",
    "is_working_day",
    "latest_event",
    "read_regimes",
]

_HOMES = {
    "Authority": "tnt_core.deadlines.regimes",
    "Deadline": "tnt_core.deadlines.results",
    "DeadlineArrays": "tnt_core.deadlines.arrays",
    "Delay": "tnt_core.deadlines.delays",
    "FACTS": "tnt_core.deadlines.facts",
    "Holiday": "tnt_core.deadlines.calendars",
    "Notice": "tnt_core.deadlines.results",
    "REGIMES": "tnt_core.deadlines.french_regimes",
    "Regime": "tnt_core.deadlines.regimes",
    "Step": "tnt_core.deadlines.results",
    "TERRITORIES": "tnt_core.deadlines.territories",
    "add_working_days": "tnt_core.deadlines.working_days",
    "add_working_days_array": "tnt_core.deadlines.arrays",
    "count_working_days": "tnt_core.deadlines.working_days",
    "deadline": "tnt_core.deadlines.compute",
    "deadline_arrays": "tnt_core.deadlines.arrays",
    "holidays": "tnt_core.deadlines.calendars",
    "is_working_day": "tnt_core.deadlines.working_days",
    "latest_event": "tnt_core.deadlines.inverse",
    "read_regimes": "tnt_core.deadlines.regime_files",
}


def __getattr__(name: str) -> object:
    # A delay is needed wherever records are read, the regimes and the calendars only where something is counted.
    if name not in _HOMES:
        raise AttributeError(f"module 'tnt_core.deadlines' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__]
