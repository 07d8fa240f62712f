"""One duty of an obligation: who is bound, to what, from when, by which text; and what that is for one collectivity on one day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import attrs

from tnt_core.model.legal import Citation
from tnt_core.model.profiles import Profile, a_profile
from tnt_core.model.reprs import short
from tnt_core.model.schedules import Schedule, event_deadline
from tnt_core.rules import (
    DayReason,
    Decision,
    Facts,
    PlaceReason,
    Reason,
    Rule,
    Truth,
    never,
)
from tnt_core.texts import Text

if TYPE_CHECKING:
    # What a count needs is loaded when something is counted.
    from tnt_core.deadlines.regimes import Regime
    from tnt_core.deadlines.results import Deadline
    from tnt_core.facts.answering import Answering
from tnt_core.rules import Vocabulary

if TYPE_CHECKING:
    from tnt_core.model.obligation_json import RequirementJson

__all__ = ["SPECIALITY", "Assessment", "Requirement", "State"]


class State(Enum):
    """What a requirement is for one collectivity on one day; ``DRAFT``: it would be concerned, were the draft law."""

    IN_FORCE = "in-force"
    ANNOUNCED = "announced"
    DRAFT = "draft"
    UNKNOWN = "unknown"
    ENDED = "ended"
    NOT_CONCERNED = "not-concerned"
    NOT_PUBLISHED = "not-published"


@attrs.frozen
class Assessment:
    """A decision, and what it means on the day asked about.

    Attributes:
        state: What the requirement is on that day.
        decision: Whether the collectivity is in its scope, why, and what is missing.
        schedule: The schedule as it was published on the day of knowledge; ``None`` if it was not.
    """

    state: State
    decision: Decision
    schedule: Schedule | None = None


@attrs.frozen(kw_only=True, repr=False)
class Requirement:
    """One duty of an obligation: a wave by size, or one thing to do among several.

    Attributes:
        id: Its id within the obligation, for instance ``"reception"``.
        title: What is to be done, or for whom this wave is.
        applies: Who is bound.
        schedule: When.
        legal: The articles that say so.
        note: What a reader should know of this requirement alone.
        everywhere: Whether the record found it to bind in the territories of legislative speciality too; else a yes is not known
            there. A rule that tests ``territory`` or ``zone`` says so itself.
    """

    id: str
    title: Text
    applies: Rule
    schedule: Schedule
    legal: tuple[Citation, ...] = ()
    note: Text | None = None
    everywhere: bool = False

    def __repr__(self) -> str:
        return short("Requirement", {"id": self.id, "applies": self.applies.text})

    def decide(
        self,
        profile: Profile,
        *,
        on: dt.date | str,
        known_on: dt.date | str | None = None,
        facts: Mapping[str, object] | None = None,
    ) -> Decision:
        """Tell whether *profile* is in the scope of this requirement, published and not ended.

        Whether the day of effect has come is another question: see the state in an agenda.

        Args:
            profile: What is known of the collectivity.
            on: The day asked about: a duty that has ended by then binds nobody.
            known_on: Leave out what was published after this day; ``None`` uses all that the dataset knows.
            facts: Facts of the moment, beside those of the profile; they win over them.

        Raises:
            DateError: A date is not one.
            UnknownNameError, FactError: A fact is not in the vocabulary, or has a wrong value.
        """
        return self.decide_facts(
            a_profile(profile).checked(self.applies.vocabulary, facts),
            on=profile.day(on, "on"),
            known_on=None if known_on is None else profile.day(known_on, "known_on"),
        )

    def decide_facts(
        self, facts: Facts, *, on: dt.date, known_on: dt.date | None = None
    ) -> Decision:
        """Decide like :meth:`decide`, on facts that the vocabulary has checked already."""
        return self.assess(facts, on=on, known_on=known_on).decision

    def deadline(
        self,
        event: dt.date | str,
        profile: Answering | None = None,
        facts: Mapping[str, object] | None = None,
        regime: Regime | str | None = None,
    ) -> Deadline | None:
        """Compute the deadline that an event starts, for a duty on an event.

        ``None`` where the text gives no number ("without delay"), or the duty did not bind on that day.

        Args:
            event: The day of the event, or its instant with an offset where the delay is in hours.
            profile: The collectivity, which tells the territory and what else of the count it knows.
            facts: What else is known of the case, by the names of ``tnt_core.deadlines.FACTS``; these win over the profile's.
            regime: How to count, where the text does not say, or otherwise than it says.

        Raises:
            InputError: The duty does not wait for an event, or nothing says how its delay is counted.
            DateError: The event is not a day, or not an instant where the delay is in hours.
            UnknownNameError, FactError: A fact is not known, has a wrong value, or is missing.

        Example:
            >>> from tnt_core.store import load
            >>> breach = load().obligations["rgpd-violation-donnees"].requirements[0]
            >>> print(breach.deadline("2026-05-22T16:30:00+02:00").instant)
            2026-05-25 17:00:00+02:00
        """
        return event_deadline(self.schedule, event, profile=profile, facts=facts, regime=regime)

    @cached_property
    def silent_on_territory(self) -> bool:
        """Whether the record says nothing of the territories of legislative speciality (see ``SPECIALITY``)."""
        asked = "territory" in self.applies.vocabulary.facts
        return asked and not self.everywhere and not self.applies.facts & {"territory", "zone"}

    def to_json(self) -> RequirementJson:
        """Give the requirement as plain data, as the data package holds it."""
        from tnt_core.model.obligation_json import requirement_to_json

        return requirement_to_json(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any], vocabulary: Vocabulary) -> Requirement:
        """Read what :meth:`to_json` gave; arguments and errors are those of :meth:`.Obligation.from_json`."""
        from tnt_core.model.obligation_json import RequirementJson, record_from_json

        return record_from_json(cls, RequirementJson, data, vocabulary, "requirement")

    def open_on(self, on: dt.date, known_on: dt.date | None = None) -> Truth:
        """Tell whether dates let this requirement bind anybody: NO before its publication and from its end on.

        UNKNOWN where its publication cannot be told. The whole answer is this and the rule's, joined by ``and``.
        """
        schedule = self.schedule.as_known(known_on)
        if schedule is None or schedule.ended_on(on):
            return Truth.NO
        unsure = known_on is not None and self.schedule.published_by(known_on) is None
        return Truth.UNKNOWN if unsure else Truth.YES

    def assess(self, facts: Facts, *, on: dt.date, known_on: dt.date | None = None) -> Assessment:
        """Give the decision and what it means on the day *on*: announced, in force or ended.

        Args:
            facts: Facts that the vocabulary has checked.
            on: The day asked about.
            known_on: Leave out what was published after this day; ``None`` uses all that the dataset knows.
        """
        schedule = self.schedule.as_known(known_on)
        if schedule is None:
            hidden = _day_reason("known_on", known_on, HIDDEN, Truth.NO, self.schedule.text)
            return Assessment(State.NOT_PUBLISHED, _closed(hidden, facts, self.applies))
        decision = self.applies.decide(facts, citations=self.legal)
        if schedule.ends is not None and schedule.ended_on(on):
            state = State.NOT_CONCERNED if decision.truth is Truth.NO else State.ENDED
            over = _day_reason("on", on, OVER, Truth.NO, schedule.ends.text)
            return Assessment(state, _closed(over, facts, self.applies), schedule)
        if known_on is not None and self.schedule.published_by(known_on) is None:
            doubt = _day_reason("known_on", known_on, UNDATED, Truth.UNKNOWN, schedule.text)
            decision = attrs.evolve(
                decision,
                truth=decision.truth & Truth.UNKNOWN,
                reasons=(*decision.reasons, doubt),
            )
        elsewhere = facts.row["territory"] if self.silent_on_territory else None
        if elsewhere in SPECIALITY and decision.truth is Truth.YES:
            decision = attrs.evolve(
                decision,
                truth=Truth.UNKNOWN,
                reasons=(*decision.reasons, _speciality_reason(str(elsewhere))),
            )
        if decision.truth is Truth.NO:
            state = State.NOT_CONCERNED
        elif decision.truth is Truth.UNKNOWN:
            state = State.UNKNOWN
        else:
            # Where no first day is known, a text binds nobody before it is published, or signed.
            start = schedule.start or schedule.published or schedule.not_before
            state = State.IN_FORCE if start is None or start <= on else State.ANNOUNCED
        return Assessment(state, decision, schedule)


SPECIALITY = frozenset({"nouvelle-caledonie", "polynesie", "wallis"})
"""Territories where a text of the State applies only where it says so, but for some (Constitution, articles 74 and 77; loi organique
n° 2004-192, article 7, for Polynésie). Where a record says nothing of territories, nobody has looked: a yes is no longer sure there."""


NOT_EXAMINED = Text(
    fr="si le texte s'applique dans ce territoire : non examiné",
    en="whether the text applies in this territory: not examined",
)
HIDDEN = Text(fr="texte pas encore publié à cette date", en="text not yet published by that day")
UNDATED = Text(fr="jour de publication non connu", en="day of publication not known")
OVER = Text(fr="n'est plus en vigueur à cette date", en="no longer in force on that day")


def _speciality_reason(territory: str) -> Reason:
    return PlaceReason(
        place=territory, words=NOT_EXAMINED, sources=("Constitution, articles 74 et 77",)
    )


def _closed(reason: Reason, facts: Facts, applies: Rule) -> Decision:
    """Give the decision of a requirement that a date keeps from binding anybody."""
    rule = never(applies.vocabulary)
    return Decision(truth=Truth.NO, reasons=(reason,), rule=rule, given=facts)


def _day_reason(
    asked: Literal["on", "known_on"],
    day: dt.date | None,
    words: Text,
    outcome: Truth,
    text: str | None,
) -> Reason:
    return DayReason(
        asked=asked,
        day=day,
        words=words,
        outcome=outcome,
        citation=() if text is None else (Citation(text),),
    )
