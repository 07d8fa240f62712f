"""What type checkers must refuse: they read on under an `if` of an answer, although it raises. Never run."""

from __future__ import annotations

from tnt_core.rules import Decision, Truth


def wrong_after_a_decision(decision: Decision) -> None:
    """Assign a text to a number."""
    if decision:
        _first: int = "wrong"


def wrong_after_a_truth(truth: Truth) -> None:
    """Assign a text to a number."""
    if not truth:
        _second: int = "wrong"
