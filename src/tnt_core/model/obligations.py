"""An obligation and its requirements: who is bound, to what, from when, by which text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self, TypeAlias, cast

import attrs

from tnt_core.errors import UnknownNameError
from tnt_core.model.legal import Citation
from tnt_core.model.profiles import Profile, a_profile
from tnt_core.model.record import Record
from tnt_core.model.reprs import short
from tnt_core.model.requirements import Assessment, Requirement, State
from tnt_core.rules import (
    Decision,
    Facts,
    any_decision,
)
from tnt_core.texts import Text

if TYPE_CHECKING:
    # What a count needs is loaded when something is counted.
    pass
from tnt_core.rules import Vocabulary

if TYPE_CHECKING:
    from tnt_core.model.dataset import DatasetOrigin
    from tnt_core.model.obligation_json import ObligationJson

__all__ = ["Nature", "Obligation", "Prominence"]

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


@attrs.frozen(kw_only=True, repr=False)
class Obligation(Record):
    """A digital obligation of French local governments.

    Attributes:
        theme: Id of its theme.
        nature: Whether it is law, a recommendation, a faculty or a draft.
        prominence: Whether an agenda shows it unasked.
        title: What is to be done.
        summary: One to three sentences for a reader who is no lawyer.
        requirements: Its duties; at least one.
        exemptions: Who or what is exempt, where facts cannot say it.
        sanction: What happens otherwise; ``None`` where no text seen provides for it.
        chantier: The worksite of the programme's 2018-2023 calendar to which it belongs.
        legal: Texts that found the obligation as a whole.
        services: Ids of State services that help.
        related: Ids of obligations nearby.
        replaced_by: Id of the obligation that took its place.
    """

    theme: str
    nature: Nature
    title: Text
    summary: Text
    requirements: tuple[Requirement, ...] = attrs.field(validator=attrs.validators.min_len(1))
    prominence: Prominence = "main"
    exemptions: Text | None = None
    sanction: Text | None = None
    chantier: Chantier | None = None
    legal: tuple[Citation, ...] = ()
    services: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    replaced_by: str | None = None

    def __repr__(self) -> str:
        said = {"id": self.id, "theme": self.theme, "nature": self.nature}
        return short("Obligation", {**said, "requirements": len(self.requirements)})

    def decide(
        self,
        profile: Profile,
        *,
        on: dt.date | str,
        known_on: dt.date | str | None = None,
        facts: Mapping[str, object] | None = None,
    ) -> Decision:
        """Tell whether any requirement binds *profile*; arguments and errors are those of :meth:`.Requirement.decide`.

        The missing facts are those that could change this answer, over all requirements together.
        """
        return self.decide_facts(
            a_profile(profile).checked(self.requirements[0].applies.vocabulary, facts),
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
        """Assess every requirement like :meth:`.Requirement.assess`; a draft never announces and never binds."""
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
