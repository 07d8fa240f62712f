"""An obligation and its requirements: who is bound, to what, from when, by which text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Self, TypeAlias, cast

import attrs

from tnt_core.deadlines.schedules import Schedule
from tnt_core.errors import UnknownNameError
from tnt_core.model.legal import Citation, Confidence, Source
from tnt_core.model.profiles import Profile
from tnt_core.rules import Decision, Facts, Reason, Rule, Truth, Vocabulary, any_decision, never
from tnt_core.texts import Text

if TYPE_CHECKING:
    from tnt_core.model.dataset import DatasetOrigin
    from tnt_core.model.obligation_json import ObligationJson, RequirementJson

__all__ = ["Assessment", "Nature", "Obligation", "Prominence", "Requirement", "State"]

Nature: TypeAlias = Literal["obligation", "recommendation", "faculty", "draft"]
"""``draft`` is a bill or a proposal: decided like the rest, never presented as law."""

Prominence: TypeAlias = Literal["main", "minor"]
"""``minor`` duties are left out of an agenda unless asked for."""


Chantier: TypeAlias = Literal[
    "chaine-comptable",
    "controles",
    "ressources-humaines",
    "etat-civil-elections",
    "urbanisme",
    "mise-en-conformite",
    "commande-publique",
]
"""The worksites of the programme's 2018-2023 calendar of obligations."""


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


@attrs.frozen(kw_only=True)
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
            profile.checked(self.applies.vocabulary, facts),
            on=profile.day(on, "on"),
            known_on=None if known_on is None else profile.day(known_on, "known_on"),
        )

    def decide_facts(
        self, facts: Facts, *, on: dt.date, known_on: dt.date | None = None
    ) -> Decision:
        """Decide like :meth:`decide`, on facts that the vocabulary has checked already."""
        return self.assess(facts, on=on, known_on=known_on).decision

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
        """Read what :meth:`to_json` gave; arguments and errors are those of :meth:`Obligation.from_json`."""
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
            hidden = _date_reason("known_on", known_on, Truth.NO, self.schedule.text)
            return Assessment(State.NOT_PUBLISHED, _closed(hidden, facts, self.applies))
        decision = self.applies.decide(facts, citations=self.legal)
        if schedule.ends is not None and schedule.ended_on(on):
            state = State.NOT_CONCERNED if decision.truth is Truth.NO else State.ENDED
            over = _date_reason("on", on, Truth.NO, schedule.ends.text)
            return Assessment(state, _closed(over, facts, self.applies), schedule)
        if known_on is not None and self.schedule.published_by(known_on) is None:
            doubt = _date_reason("known_on", known_on, Truth.UNKNOWN, schedule.text)
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


def _speciality_reason(territory: str) -> Reason:
    return Reason(
        fact="territory",
        value=territory,
        test="text applies in this territory",
        outcome=Truth.UNKNOWN,
        citation=("Constitution, articles 74 et 77",),
        decisive=True,
    )


def _closed(reason: Reason, facts: Facts, applies: Rule) -> Decision:
    """Give the decision of a requirement that a date keeps from binding anybody."""
    rule = never(applies.vocabulary)
    return Decision(truth=Truth.NO, reasons=(reason,), rule=rule, given=facts)


def _date_reason(name: str, value: dt.date | None, outcome: Truth, text: str | None) -> Reason:
    return Reason(
        fact=name,
        value=value,
        test="on < end" if name == "on" else "known_on >= published",
        outcome=outcome,
        citation=() if text is None else (Citation(text),),
        decisive=True,
    )


@attrs.frozen(kw_only=True)
class Obligation:
    """A digital obligation of French local governments.

    Attributes:
        id: Its id, for ever.
        theme: Id of its theme.
        nature: Whether it is law, a recommendation, a faculty or a draft.
        prominence: Whether an agenda shows it unasked.
        title: What is to be done.
        summary: One to three sentences for a reader who is no lawyer.
        requirements: Its duties; at least one.
        reviewed: Day of the last review of the record.
        confidence: How sure the record is.
        exemptions: Who or what is exempt, where facts cannot say it.
        sanction: What happens otherwise; ``None`` where no text seen provides for it.
        notes: Disagreements between sources, and what is not known.
        chantier: The worksite of the programme's 2018-2023 calendar to which it belongs.
        legal: Texts that found the obligation as a whole.
        services: Ids of State services that help.
        related: Ids of obligations nearby.
        replaced_by: Id of the obligation that took its place.
        aliases: Former ids, and ids of twins merged into this record.
        sources: What was read.
    """

    id: str
    theme: str
    nature: Nature
    title: Text
    summary: Text
    requirements: tuple[Requirement, ...] = attrs.field(validator=attrs.validators.min_len(1))
    reviewed: dt.date
    confidence: Confidence
    prominence: Prominence = "main"
    exemptions: Text | None = None
    sanction: Text | None = None
    notes: Text | None = None
    chantier: Chantier | None = None
    legal: tuple[Citation, ...] = ()
    services: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    replaced_by: str | None = None
    aliases: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()

    def decide(
        self,
        profile: Profile,
        *,
        on: dt.date | str,
        known_on: dt.date | str | None = None,
        facts: Mapping[str, object] | None = None,
    ) -> Decision:
        """Tell whether any requirement binds *profile*; arguments and errors are those of :meth:`Requirement.decide`.

        The missing facts are those that could change this answer, over all requirements together.
        """
        return self.decide_facts(
            profile.checked(self.requirements[0].applies.vocabulary, facts),
            on=profile.day(on, "on"),
            known_on=None if known_on is None else profile.day(known_on, "known_on"),
        )

    def decide_facts(
        self, facts: Facts, *, on: dt.date, known_on: dt.date | None = None
    ) -> Decision:
        """Decide like :meth:`decide`, on facts that the vocabulary has checked already."""
        return any_decision(
            [r.decide_facts(facts, on=on, known_on=known_on) for r in self.requirements]
        )

    def assess(
        self, facts: Facts, *, on: dt.date, known_on: dt.date | None = None
    ) -> tuple[tuple[Requirement, Assessment], ...]:
        """Assess every requirement like :meth:`Requirement.assess`; a draft never announces and never binds."""
        found = [(r, r.assess(facts, on=on, known_on=known_on)) for r in self.requirements]
        if self.nature != "draft":
            return tuple(found)
        binding = {State.IN_FORCE, State.ANNOUNCED}
        return tuple(
            (r, attrs.evolve(a, state=State.DRAFT) if a.state in binding else a) for r, a in found
        )

    def to_json(self) -> ObligationJson:
        """Give the obligation as plain data, as the data package holds it."""
        from tnt_core.model.obligation_json import obligation_to_json

        return obligation_to_json(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any], vocabulary: Vocabulary) -> Obligation:
        """Read what :meth:`to_json` gave; the obligation equals the first one.

        Args:
            data: Plain data, as ``json.loads`` gives them. A key that the form does not have is refused.
            vocabulary: That of its rules, for instance ``load().vocabulary``.

        Raises:
            DataError: The data are no obligation, or a rule names a fact that the vocabulary does not know.
        """
        from tnt_core.model.obligation_json import ObligationJson, record_from_json

        return record_from_json(cls, ObligationJson, data, vocabulary, "obligation")

    def __reduce__(self) -> tuple[object, ...]:
        # One of a loaded dataset travels as its address; one that a program made or changed, by value.
        origin = cast("DatasetOrigin | None", self.requirements[0].applies.vocabulary.origin)
        if origin is not None and origin.dataset().obligations.get(self.id) is self:
            return origin.obligation, (self.id,)
        given = {field.name: getattr(self, field.name) for field in attrs.fields(type(self))}
        return _rebuilt, (given,)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _: object) -> Self:
        return self

    def requirement(self, requirement_id: str) -> Requirement:
        """Give a requirement by its id.

        Raises:
            UnknownNameError: The obligation has no such requirement.
        """
        by_id = {requirement.id: requirement for requirement in self.requirements}
        if requirement_id not in by_id:
            raise UnknownNameError(
                Text(fr="exigence", en="requirement"), requirement_id, by_id, where=self.id
            )
        return by_id[requirement_id]


def _rebuilt(given: dict[str, Any]) -> Obligation:
    return Obligation(**given)
