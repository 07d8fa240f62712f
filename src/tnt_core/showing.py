"""What a sentence repeats of a value that was refused: its beginning, and the known names that look most like it."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["SHOWN_VALUE", "nearest", "shown"]

SHOWN_VALUE = 80
"""Longest part of a refused value that a sentence repeats, in characters."""


def nearest(value: str, known: Iterable[str], *, limit: int = 3) -> tuple[str, ...]:
    """Give the known names that look most like *value*, best first.

    Example:
        >>> nearest("comune", ["commune", "region", "epci_fp"])
        ('commune',)
    """
    from difflib import get_close_matches

    by_lower = {name.lower(): name for name in known}
    found = get_close_matches(value.lower()[:SHOWN_VALUE], by_lower, n=limit, cutoff=0.6)
    return tuple(by_lower[name] for name in found)


def shown(value: object) -> str:
    """Give *value* as a sentence may repeat it: quoted, on one line, never endless."""
    try:
        text = repr(value)
    except Exception:  # noqa: BLE001  # Python writes out no number of over 4,300 digits, and a stranger's repr may raise anything
        text = f"<{type(value).__name__}>"
    return text if len(text) <= SHOWN_VALUE else f"{text[: SHOWN_VALUE - 1]}…"
