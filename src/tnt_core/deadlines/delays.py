"""A length of time as law writes it: months, days, hours, of a stated kind."""

from __future__ import annotations

import attrs

__all__ = ["Delay"]


@attrs.frozen
class Delay:
    """A length of time with one canonical text."""

    text: str

    @classmethod
    def parse(cls, text: str) -> Delay:
        """Read a delay."""
        return cls(text)

    def __str__(self) -> str:
        return self.text
