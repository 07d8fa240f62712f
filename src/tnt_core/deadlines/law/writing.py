"""Short ways to write a regime down."""

from __future__ import annotations

from typing import Any

from tnt_core.deadlines.delays import Delay, Unit
from tnt_core.deadlines.regimes import Citation, UsualDelay

__all__ = ["CALENDAR_UNITS", "cited", "usual"]

CALENDAR_UNITS: tuple[Unit, ...] = ("years", "months", "weeks", "days")


def cited(*articles: str) -> tuple[Citation, ...]:
    """Make citations, each written as "text and article", or "text and article <where it was read"."""
    return tuple(
        Citation(article=article, url=url)
        for article, _, url in (a.partition(" <") for a in articles)
    )


def usual(delay: str, article: str, **when: Any) -> UsualDelay:
    """Make a delay that an article fixes, with its bounds (least, below, since, until) and the facts that choose it."""
    bounds = {name: when.pop(name) for name in ("least", "below", "since", "until") if name in when}
    return UsualDelay(delay=Delay.parse(delay), article=article, when=when, **bounds)
