"""The JSON forms of reasons: a fact that was tested, a day, a place."""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

from tnt_core.forms import DayJson, FactJson, TextJson

__all__ = [
    "CitationJson",
    "DayReasonJson",
    "FactReasonJson",
    "PlaceReasonJson",
    "ReasonJson",
    "TruthJson",
]

TruthJson: TypeAlias = Literal["yes", "no", "unknown"]
"""The three answers."""


class CitationJson(TypedDict):
    """A text of law, and the place in it."""

    text: str
    """Id of the text of law."""
    article: str | None
    """The place in it; null for the whole text."""


class _Common(TypedDict):
    outcome: TruthJson
    """What the test answers, or what the day or the place leaves of the answer."""
    citations: list[CitationJson | str]
    """What the rule rests on, a text of law or words."""
    sources: list[str]
    """What the scopes that the rule names come from, in words."""
    decisive: bool
    """Whether this outcome made the answer what it is."""


class FactReasonJson(_Common):
    """One test of a rule, and what came of it."""

    kind: Literal["fact"]
    """A fact that was tested."""
    fact: str
    """Id of the fact."""
    value: FactJson | None
    """What is known of it; null if nothing."""
    test: str
    """The test as a rule is written."""


class DayReasonJson(_Common):
    """A day on which the rule counts or does not, whatever the facts."""

    kind: Literal["day"]
    """A day."""
    asked: Literal["on", "known_on"]
    """The day asked about, or the last day whose publications count."""
    day: DayJson | None
    """That day; null if it was left open."""
    words: TextJson
    """What the day means for the rule."""


class PlaceReasonJson(_Common):
    """A place where nobody has looked whether the rule holds."""

    kind: Literal["place"]
    """A place."""
    place: str
    """Its id."""
    words: TextJson
    """What is in doubt there."""


ReasonJson: TypeAlias = FactReasonJson | DayReasonJson | PlaceReasonJson
