"""Why a decision is what it is: a fact that was tested, a day on which the rule counts or not, a place where nobody looked."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias, assert_never, cast

import attrs

from tnt_core.facts.fact import FactValue
from tnt_core.rules.truth import Truth
from tnt_core.texts import Lang, Text

if TYPE_CHECKING:
    from tnt_core.rules.reason_json import DayReasonJson, FactReasonJson, PlaceReasonJson

__all__ = ["DayReason", "FactReason", "PlaceReason", "Reason", "not_decisive"]


# A named tuple: reasons are made by the hundred thousand, and this is the frozen value that Python makes fastest.
class FactReason(NamedTuple):
    """One test of a rule, and what came of it.

    Example:
        >>> reason = FactReason("pupils", 310, "pupils >= 300", Truth.YES, (), True)
        >>> reason.to_json()["value"], reason.to_json()["outcome"]
        (310, 'yes')
    """

    fact: str
    """Id of the fact."""
    value: FactValue | None
    """What is known of it; ``None`` if nothing."""
    test: str
    """The test as a rule is written, for instance ``"population_total >= 3_500"``."""
    outcome: Truth
    """What the test answers."""
    citation: tuple[object, ...]
    """What the rule rests on, as it was given to :meth:`Rule.decide`: ``str()`` of each names it."""
    decisive: bool
    """Whether this outcome made the answer what it is."""
    sources: tuple[str, ...] = ()
    """The texts that the scopes around a test come from, the innermost first."""

    def to_json(self) -> FactReasonJson:
        """Give plain data."""
        from tnt_core.facts.stored import known_to_json

        plain = {
            "kind": "fact",
            "fact": self.fact,
            "value": None if self.value is None else known_to_json(self.value),
            "test": self.test,
            **_common(self),
        }
        return cast("FactReasonJson", plain)


@attrs.frozen(kw_only=True)
class DayReason:
    """A day on which the rule counts or does not, whatever the facts: it is over, or not yet published.

    Attributes:
        asked: Which day: ``"on"``, the day asked about, or ``"known_on"``, the last day whose publications count.
        day: That day; ``None`` if it was left open.
        words: What the day means for the rule.
        outcome: Whether the rule counts on that day.
        citation: What that rests on: ``str()`` of each names it.
        decisive: Whether this made the answer what it is.
        sources: More that it rests on, in words.
    """

    asked: Literal["on", "known_on"]
    day: dt.date | None
    words: Text
    outcome: Truth
    citation: tuple[object, ...] = ()
    decisive: bool = True
    sources: tuple[str, ...] = ()

    def sentence(self, lang: Lang) -> str:
        """Say it in words; lower case, without a full stop."""
        return self.words.get(lang)

    def to_json(self) -> DayReasonJson:
        """Give plain data."""
        plain = {
            "kind": "day",
            "asked": self.asked,
            "day": None if self.day is None else self.day.isoformat(),
            "words": self.words.to_json(),
            **_common(self),
        }
        return cast("DayReasonJson", plain)


@attrs.frozen(kw_only=True)
class PlaceReason:
    """A place where nobody has looked whether the rule holds.

    Attributes:
        place: Its id.
        words: What is in doubt there.
        outcome: What that leaves of the answer.
        citation: What that rests on: ``str()`` of each names it.
        decisive: Whether this made the answer what it is.
        sources: More that it rests on, in words.
    """

    place: str
    words: Text
    outcome: Truth = Truth.UNKNOWN
    citation: tuple[object, ...] = ()
    decisive: bool = True
    sources: tuple[str, ...] = ()

    def sentence(self, lang: Lang) -> str:
        """Say it in words; lower case, without a full stop."""
        return self.words.get(lang)

    def to_json(self) -> PlaceReasonJson:
        """Give plain data."""
        plain = {
            "kind": "place",
            "place": self.place,
            "words": self.words.to_json(),
            **_common(self),
        }
        return cast("PlaceReasonJson", plain)


Reason: TypeAlias = FactReason | DayReason | PlaceReason


def not_decisive(reason: Reason) -> Reason:
    """Give *reason* as one that did not make the answer what it is."""
    match reason:
        case FactReason():
            return reason._replace(decisive=False)
        case DayReason() | PlaceReason():
            return attrs.evolve(reason, decisive=False)
        case _:
            assert_never(reason)


def _common(reason: Reason) -> Any:
    return {
        "outcome": reason.outcome.value,
        "citations": [
            cast("Any", one).to_json() if hasattr(one, "to_json") else str(one)
            for one in reason.citation
        ],
        "sources": list(reason.sources),
        "decisive": reason.decisive,
    }
