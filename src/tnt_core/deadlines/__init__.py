"""The deadline engine: French time limits, computed and explained; usable alone.

Two more doors stand beside the names below: :func:`tnt_core.deadlines.regime_files.read_regimes` reads regimes of your own, and
:func:`tnt_core.deadlines.arrays.deadline_arrays` computes whole columns with NumPy.
"""

from __future__ import annotations

from tnt_core.deadlines.calendars import (
    Holiday,
    add_working_days,
    count_working_days,
    holidays,
    is_working_day,
)
from tnt_core.deadlines.compute import deadline
from tnt_core.deadlines.delays import Delay
from tnt_core.deadlines.facts import FACTS
from tnt_core.deadlines.french_regimes import REGIMES
from tnt_core.deadlines.holiday_rules import TERRITORIES
from tnt_core.deadlines.inverse import latest_event
from tnt_core.deadlines.regimes import Citation, Regime
from tnt_core.deadlines.results import Deadline, Notice, Step
from tnt_core.deadlines.schedules import (
    Ending,
    Milestone,
    OnEvent,
    Recurring,
    Schedule,
    Standing,
)

__all__ = [
    "FACTS",
    "REGIMES",
    "TERRITORIES",
    "Citation",
    "Deadline",
    "Delay",
    "Ending",
    "Holiday",
    "Milestone",
    "Notice",
    "OnEvent",
    "Recurring",
    "Regime",
    "Schedule",
    "Standing",
    "Step",
    "add_working_days",
    "count_working_days",
    "deadline",
    "holidays",
    "is_working_day",
    "latest_event",
]
