"""YES, NO, UNKNOWN, and their algebra."""

from __future__ import annotations

from enum import Enum

from tnt_core.errors import UndecidedError

__all__ = ["NO", "UNKNOWN", "YES", "Truth"]


class Truth(Enum):
    """An answer in Kleene's strong logic: UNKNOWN stays UNKNOWN unless the rest settles the answer.

    Example:
        >>> Truth.NO & Truth.UNKNOWN, Truth.YES & Truth.UNKNOWN
        (Truth.NO, Truth.UNKNOWN)
        >>> Truth.YES | Truth.UNKNOWN, ~Truth.UNKNOWN
        (Truth.YES, Truth.UNKNOWN)
    """

    NO = "no"
    UNKNOWN = "unknown"
    YES = "yes"

    @classmethod
    def of(cls, value: bool | None) -> Truth:
        """Give the truth that ``True``, ``False`` or ``None`` (not known) stands for."""
        if value is None:
            return UNKNOWN
        return YES if value else NO

    @property
    def as_bool(self) -> bool | None:
        """``True``, ``False``, or ``None`` for UNKNOWN: for JSON, SQL and dataframes."""
        return None if self is UNKNOWN else self is YES

    def __and__(self, other: Truth) -> Truth:
        if not isinstance(other, Truth):
            return NotImplemented
        if self is NO or other is NO:
            return NO
        return UNKNOWN if self is UNKNOWN else other

    def __or__(self, other: Truth) -> Truth:
        if not isinstance(other, Truth):
            return NotImplemented
        if self is YES or other is YES:
            return YES
        return UNKNOWN if self is UNKNOWN else other

    def __invert__(self) -> Truth:
        if self is UNKNOWN:
            return UNKNOWN
        return NO if self is YES else YES

    # Never returns; but with NoReturn, type checkers would not read what stands under an `if` of it.
    def __bool__(self) -> bool:
        raise UndecidedError

    def __repr__(self) -> str:
        return f"Truth.{self.name}"


YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
