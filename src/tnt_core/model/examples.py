"""Worked examples of a record: facts in, expected answer out. The compiler and the tests run every one."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Mapping
from enum import Enum
from typing import Any, Generic, Literal, TypeAlias, TypeVar

import attrs

__all__ = ["Example", "Expected"]

Expected: TypeAlias = Literal["yes", "no", "unknown"]

R = TypeVar("R")


@attrs.frozen(kw_only=True)
class Example(ABC, Generic[R]):
    """One question to a record, and the answer that its author expects.

    A subclass adds what matters for its kind of record, as fields that are ``None`` where they do not, names those that are compared,
    and gives the answers.

    Attributes:
        facts: What is known of the collectivity and of the situation.
        on: The day asked about.
        expected: Whether the record answers yes, no, or does not know.
        missing: The facts missing to decide, in any order, where they matter.
        why: Why this example is there.
    """

    facts: Mapping[str, Any]
    on: dt.date
    expected: Expected
    missing: tuple[str, ...] | None = None
    why: str | None = None

    @abstractmethod
    def answers(self, record: R) -> Mapping[str, object]:
        """Give what *record* answers, by the names of the fields of this example that are compared."""

    def differences(self, record: R) -> tuple[tuple[str, str, str], ...]:
        """Give what differs from what the author expects, each as (name, expected, got); empty if nothing does.

        Raises:
            UnknownNameError, FactError: A fact is not in the vocabulary, or has a wrong value.
        """
        got = self.answers(record)
        wanted = {name: getattr(self, name) for name in got}
        return tuple(
            (name, _written(value), _written(got[name]))
            for name, value in wanted.items()
            if value is not None and _plain(value) != _plain(got[name])
        )


def _plain(value: object) -> object:
    return tuple(sorted(value)) if isinstance(value, tuple) else value


def _written(value: object) -> str:
    plain = _plain(value)
    if isinstance(plain, tuple):
        return ", ".join(plain) or "—"
    return str(plain.value if isinstance(plain, Enum) else plain)
