"""Aids to the digital work of local governments: who may ask, when, for how much; open only where a source says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, TypeAlias

import attrs

from tnt_core.errors import InputError
from tnt_core.model.amounts import COST, Amount, AmountStep, Range, work_out
from tnt_core.model.legal import Citation
from tnt_core.model.money import Currency, Money, euros
from tnt_core.model.profiles import Profile, a_profile
from tnt_core.model.record import Record
from tnt_core.model.windows import CAMPAIGN, AidState, Window
from tnt_core.rules import DayReason, Decision, Facts, Rule, Truth
from tnt_core.texts import Text

__all__ = ["Aid", "AidNature", "Estimate", "FormerTerms", "Variant"]

NO_CAMPAIGN = Text(
    fr="l'aide « {id} » vient par campagnes annuelles : sa règle doit demander {campaign}.",
    en="aid {id!r} comes in yearly campaigns: its rule must ask for {campaign}.",
)
WHOLE_ENVELOPE = Text(fr="enveloppe totale : {envelope}", en="whole envelope: {envelope}")
NOTHING_GIVEN = Text(
    fr="aide fermée ou collectivité non éligible", en="aid closed, or not eligible"
)

AidNature: TypeAlias = Literal[
    "fund", "grant", "advance", "loan", "support", "advice", "training", "tool"
]
"""What is given; ``fund`` holds other aids, ``support`` is a team that helps."""


@attrs.frozen(kw_only=True)
class Variant:
    """What an aid is in one part of the country: whom to call, how much money there is.

    Attributes:
        id: Its id within the aid.
        title: Its local name.
        where: The rule that tells where.
        phone: Telephone number.
        url: Its page.
        envelope: The money set aside there.
        note: What is particular there.
    """

    id: str
    title: Text
    where: Rule
    phone: str | None = None
    url: str | None = None
    envelope: Money | None = None
    note: Text | None = None


@attrs.frozen(kw_only=True)
class FormerTerms:
    """The terms of an aid up to a day, when later ones replaced them.

    Attributes:
        until: Last day on which they held.
        title: What they belonged to: a first call, a first wave.
        applies: Who could ask.
        amount: How much.
    """

    until: dt.date
    title: Text
    applies: Rule
    amount: Amount


@attrs.frozen(kw_only=True)
class Estimate:
    """What an aid comes to for one collectivity.

    Attributes:
        amount: The amount in euros; where the texts give only a ceiling, that ceiling (then not *exact*); 0 for who is not eligible
            or gets no money; ``None``: cannot be said, see *missing*.
        least: The least that it can be; ``None``: not known.
        most: The most that it can be; ``None``: not known.
        steps: How it was worked out.
        missing: The facts that would settle or narrow it.
        decision: Whether the aid can be asked for at all.
        currency: The currency of the amounts.
    """

    amount: Decimal | None
    least: Decimal | None
    most: Decimal | None
    steps: tuple[AmountStep, ...]
    missing: tuple[str, ...]
    decision: Decision
    currency: Currency = "EUR"

    @property
    def exact(self) -> bool:
        """Whether the amount is one figure, not a ceiling."""
        return self.amount is not None and self.least == self.most


@attrs.frozen(kw_only=True)
class Aid(Record):
    """An aid: money, advice, training, a tool.

    Attributes:
        title: Its name.
        summary: What it gives, in one to three sentences.
        natures: What is given.
        funders: Ids of the organisations that give it.
        applies: Which local governments may ask for it.
        window: When it can be asked for.
        amount: How much it gives.
        former: Earlier terms, oldest first.
        variants: What it is in parts of the country.
        envelope: The money set aside in all; no single aid is larger.
        others: Who else may ask for it.
        conditions: Conditions that facts cannot say.
        apply: How to ask for it.
        url: Its page.
        cumulation: Whether it can be added to other aids; ``None``: not known.
        basis: The act, plan or budget that it rests on, in words.
        legal: Texts of law of the dataset that it rests on.
        themes: Ids of the themes that it belongs to.
        helps: Ids of the obligations that it helps to meet.
        general: Whether it helps digital projects of any kind.
        part_of: Id of the aid that it is a part of.
        draft: Whether it is only planned: then it is never open.

    Raises:
        InputError: It comes in yearly campaigns, and its rule does not ask whether one is open.
    """

    title: Text
    summary: Text
    natures: tuple[AidNature, ...]
    funders: tuple[str, ...]
    applies: Rule
    window: Window
    amount: Amount
    former: tuple[FormerTerms, ...] = ()
    variants: tuple[Variant, ...] = ()
    envelope: Money | None = None
    others: Text | None = None
    conditions: Text | None = None
    apply: Text | None = None
    url: str | None = None
    cumulation: Text | None = None
    basis: Text | None = None
    legal: tuple[Citation, ...] = ()
    themes: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    general: bool = False
    part_of: str | None = None
    draft: bool = False

    def __attrs_post_init__(self) -> None:
        if self.window.kind == "campaigns" and CAMPAIGN not in self.applies.facts:
            raise InputError(
                NO_CAMPAIGN.format(id=self.id, campaign=CAMPAIGN), value=self.applies.text
            )

    def state(self, on: dt.date) -> AidState:
        """Tell what it is on that day."""
        return AidState.DRAFT if self.draft else self.window.state(on)

    def terms(self, on: dt.date) -> tuple[Rule, Amount]:
        """Give who could ask for it, and for how much, on that day."""
        for former in self.former:
            if on <= former.until:
                return former.applies, former.amount
        return self.applies, self.amount

    def decide(
        self, profile: Profile, *, on: dt.date | str, facts: Mapping[str, object] | None = None
    ) -> Decision:
        """Tell whether *profile* could ask for it on that day: it is eligible, and the aid is open.

        UNKNOWN where a fact is missing, or where no source says whether the aid was open then.

        Args:
            profile: What is known of the collectivity.
            on: The day asked about.
            facts: Facts of the moment, beside those of the profile; they win over them.

        Raises:
            DateError: *on* is not a day.
            UnknownNameError, FactError: A fact is not in the vocabulary, or has a wrong value.
        """
        checked = a_profile(profile).checked(self.applies.vocabulary, facts)
        return self.decide_facts(checked, on=profile.day(on, "on"))

    def decide_facts(self, facts: Facts, *, on: dt.date) -> Decision:
        """Decide like :meth:`decide`, on facts that the vocabulary has checked already."""
        rule, _ = self.terms(on)
        decision = rule.decide(facts, citations=self.legal)
        state = self.state(on)
        opened = _OPENED[state]
        if opened is Truth.YES:
            return decision
        reason = DayReason(
            asked="on",
            day=on,
            words=_STANDING[state],
            outcome=opened,
            decisive=opened is Truth.NO or decision.truth is not Truth.NO,
        )
        return attrs.evolve(
            decision, truth=decision.truth & opened, reasons=(*decision.reasons, reason)
        )

    def estimate(
        self,
        profile: Profile,
        *,
        on: dt.date | str,
        cost: Decimal | int | str | None = None,
        facts: Mapping[str, object] | None = None,
    ) -> Estimate:
        """Work out what it comes to for *profile* on that day.

        A doubt about eligibility changes no figure: see :attr:`Estimate.decision`. Who is not eligible gets nothing.

        Args:
            profile: What is known of the collectivity.
            on: The day asked about.
            cost: What the project costs, in euros; the same as the fact ``project_cost_eur``.
            facts: Facts of the moment, beside those of the profile; they win over them.

        Raises:
            DateError: *on* is not a day.
            UnknownNameError, FactError: A fact is not in the vocabulary, or has a wrong value.
            InputError: *cost* is no amount of money.
        """
        day = a_profile(profile).day(on, "on")
        given = dict(facts or {})
        if cost is not None:
            given[COST] = euros(cost).amount if isinstance(cost, str) else cost
        checked = profile.checked(self.applies.vocabulary, given)
        return self.estimate_facts(checked, on=day)

    def estimate_facts(self, facts: Facts, *, on: dt.date) -> Estimate:
        """Work out like :meth:`estimate`, on facts that the vocabulary has checked already."""
        decision = self.decide_facts(facts, on=on)
        if decision.truth is Truth.NO:
            found = Range.of(NOTHING_GIVEN, Decimal(0))
        else:
            _, amount = self.terms(on)
            found = self._within_envelope(work_out(amount, facts))
        return Estimate(
            amount=None if found.missing else found.most,
            least=found.least,
            most=found.most,
            steps=found.steps,
            missing=found.missing,
            decision=decision,
        )

    def _within_envelope(self, found: Range) -> Range:
        """Give what an amount comes to, held down to the whole envelope."""
        if self.envelope is None or found.most is None or found.most <= self.envelope.amount:
            return found
        most = self.envelope.amount
        least = None if found.least is None else min(found.least, most)
        step = AmountStep(WHOLE_ENVELOPE.format(envelope=self.envelope.text), most)
        return attrs.evolve(found, least=least, most=most, steps=(*found.steps, step))

    def variants_for(self, facts: Facts) -> tuple[Variant, ...]:
        """Give the variants of the place where the collectivity is, as far as that is known."""
        return tuple(v for v in self.variants if v.where.truth(facts) is Truth.YES)


_OPENED = {
    AidState.OPEN: Truth.YES,
    AidState.YEARLY: Truth.YES,  # the rule itself asks whether a campaign is open
    AidState.TO_COME: Truth.NO,
    AidState.CLOSED: Truth.NO,
    AidState.DRAFT: Truth.NO,
    AidState.UNKNOWN: Truth.UNKNOWN,
}
"""Whether an aid in that state can be asked for."""

_STANDING = {
    AidState.TO_COME: Text(
        fr="aide pas encore ouverte à cette date", en="aid not open yet on that day"
    ),
    AidState.CLOSED: Text(fr="aide fermée à cette date", en="aid closed on that day"),
    AidState.DRAFT: Text(fr="aide en projet, pas encore ouverte", en="aid in draft, not open yet"),
    AidState.UNKNOWN: Text(
        fr="ouverture de l'aide à cette date non connue",
        en="whether the aid is open on that day: not known",
    ),
}
"""What a state means for who asks, where the aid is not open."""
